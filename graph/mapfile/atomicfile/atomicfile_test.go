package atomicfile_test

import (
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"syscall"
	"testing"

	"github.com/liaisongraph/liaison/graph/mapfile/atomicfile"
)

func text(s string) func(io.Writer) error {
	return func(w io.Writer) error {
		_, err := io.WriteString(w, s)
		return err
	}
}

// check compares the files of a folder, which must be all that is in it, with what they should hold.
func check(t *testing.T, dir string, want map[string]string) {
	t.Helper()
	entries, err := os.ReadDir(dir)
	if err != nil {
		t.Fatal(err)
	}
	for _, entry := range entries {
		if _, ok := want[entry.Name()]; !ok {
			t.Errorf("%s was left behind", entry.Name())
		}
	}
	for name, text := range want {
		data, err := os.ReadFile(filepath.Join(dir, name))
		if err != nil || string(data) != text {
			t.Errorf("%s holds %q, not %q (%v)", name, data, text, err)
		}
	}
}

func put(t *testing.T, path, content string, mode fs.FileMode) {
	t.Helper()
	if err := os.WriteFile(path, []byte(content), mode); err != nil {
		t.Fatal(err)
	}
	if err := os.Chmod(path, mode); err != nil {
		t.Fatal(err)
	}
}

func TestWrite(t *testing.T) {
	dir := t.TempDir()
	path := filepath.Join(dir, "a")
	for _, content := range []string{"first", "", strings.Repeat("much ", 100_000)} {
		if err := atomicfile.Write(path, text(content)); err != nil {
			t.Fatal(err)
		}
		check(t, dir, map[string]string{"a": content})
	}
}

func TestWriteWithoutFolder(t *testing.T) {
	dir := t.TempDir()
	wd, err := os.Getwd()
	if err != nil {
		t.Fatal(err)
	}
	if err := os.Chdir(dir); err != nil {
		t.Fatal(err)
	}
	defer os.Chdir(wd)
	if err := atomicfile.Write("a", text("here")); err != nil {
		t.Fatal(err)
	}
	if err := atomicfile.WriteFolder("f", []atomicfile.File{{"b", text("there")}}); err != nil {
		t.Fatal(err)
	}
	check(t, "f", map[string]string{"b": "there"})
}

func TestMode(t *testing.T) {
	dir := t.TempDir()
	path := filepath.Join(dir, "a")
	mode := func() fs.FileMode {
		info, err := os.Stat(path)
		if err != nil {
			t.Fatal(err)
		}
		return info.Mode()
	}
	put(t, filepath.Join(dir, "usual"), "", 0o600)
	f, err := os.Create(filepath.Join(dir, "new"))
	if err != nil {
		t.Fatal(err)
	}
	f.Close()
	info, err := os.Stat(f.Name())
	if err != nil {
		t.Fatal(err)
	}
	if err := atomicfile.Write(path, text("x")); err != nil {
		t.Fatal(err)
	}
	if mode() != info.Mode() {
		t.Errorf("a new file has mode %v, not %v as others have", mode(), info.Mode())
	}
	if err := os.Chmod(path, 0o640); err != nil {
		t.Fatal(err)
	}
	if err := atomicfile.Write(path, text("y")); err != nil {
		t.Fatal(err)
	}
	if mode() != 0o640 {
		t.Errorf("a file of mode 0640 has mode %v now", mode())
	}
}

// failing writes some of what it should, more than any buffer holds, and fails.
func failing(w io.Writer) error {
	if _, err := io.WriteString(w, strings.Repeat("half ", 100_000)); err != nil {
		return err
	}
	return errors.New("the other half is missing")
}

func TestErrorKeepsWhatIsThere(t *testing.T) {
	dir := t.TempDir()
	put(t, filepath.Join(dir, "old"), "kept", 0o644)
	for _, name := range []string{"old", "new"} {
		path := filepath.Join(dir, name)
		err := atomicfile.Write(path, failing)
		if want := path + ": the other half is missing"; err == nil || err.Error() != want {
			t.Errorf("got %v, want %s", err, want)
		}
		check(t, dir, map[string]string{"old": "kept"})
	}
	files := []atomicfile.File{{"old", text("replaced")}, {"new", text("x")}, {"last", failing}}
	if err := atomicfile.WriteFolder(dir, files); err == nil || err.Error() != filepath.Join(dir, "last")+": the other half is missing" {
		t.Errorf("got %v", err)
	}
	check(t, dir, map[string]string{"old": "kept"})
	if err := atomicfile.WriteFolder(filepath.Join(dir, "folder"), files); err == nil || err.Error() != filepath.Join(dir, "folder", "last")+": the other half is missing" {
		t.Errorf("got %v", err)
	}
	check(t, dir, map[string]string{"old": "kept"})
}

func TestPanicKeepsWhatIsThere(t *testing.T) {
	dir := t.TempDir()
	put(t, filepath.Join(dir, "old"), "kept", 0o644)
	panics := func(io.Writer) error { panic("out of ideas") }
	for name, run := range map[string]func(){
		"Write":       func() { atomicfile.Write(filepath.Join(dir, "old"), panics) },
		"WriteFolder": func() { atomicfile.WriteFolder(dir, []atomicfile.File{{"new", text("x")}, {"old", panics}}) },
		"WriteFolder of a new": func() {
			atomicfile.WriteFolder(filepath.Join(dir, "f"), []atomicfile.File{{"new", text("x")}, {"old", panics}})
		},
	} {
		func() {
			defer func() {
				if recover() == nil {
					t.Errorf("%s swallowed the panic", name)
				}
			}()
			run()
		}()
		check(t, dir, map[string]string{"old": "kept"})
	}
}

func TestMessages(t *testing.T) {
	dir := t.TempDir()
	put(t, filepath.Join(dir, "file"), "kept", 0o644)
	if err := os.Mkdir(filepath.Join(dir, "folder"), 0o777); err != nil {
		t.Fatal(err)
	}
	if err := os.Symlink("nowhere", filepath.Join(dir, "link")); err != nil {
		t.Fatal(err)
	}
	in := func(name string) string { return filepath.Join(dir, filepath.FromSlash(name)) }
	full := func(io.Writer) error { return fmt.Errorf("write: %w", syscall.ENOSPC) }
	for _, c := range []struct {
		err  error
		want string
		is   error
	}{
		{atomicfile.Write(in("missing/a"), text("x")), "there is no folder " + in("missing") + " to write a in: file does not exist", fs.ErrNotExist},
		{atomicfile.Write(in("file/a"), text("x")), in("file") + " is a file, not a folder to write a in", nil},
		{atomicfile.Write(in("folder"), text("x")), in("folder") + " is a folder, not a file", nil},
		{atomicfile.Write(in("link"), text("x")), in("link") + " is a link to nowhere, which is not there", nil},
		{atomicfile.Write(in("new"), full), in("new") + ": write: no space left on device", syscall.ENOSPC},
		{atomicfile.WriteFolder(in("missing/f"), nil), "there is no folder " + in("missing") + " to write f in: file does not exist", fs.ErrNotExist},
		{atomicfile.WriteFolder(in("file"), nil), in("file") + " is a file, not a folder", nil},
		{atomicfile.WriteFolder(in("file/f"), nil), in("file") + " is a file, not a folder to write f in", nil},
		{atomicfile.WriteFolder(dir, []atomicfile.File{{"new", text("x")}, {"folder", text("x")}}), in("folder") + " is a folder, not a file", nil},
	} {
		if c.err == nil || c.err.Error() != c.want {
			t.Errorf("got %v\nwant %s", c.err, c.want)
		}
		if c.is != nil && !errors.Is(c.err, c.is) {
			t.Errorf("%v is not %v", c.err, c.is)
		}
	}
	if err := os.RemoveAll(in("folder")); err != nil {
		t.Fatal(err)
	}
	if err := os.Remove(in("link")); err != nil {
		t.Fatal(err)
	}
	check(t, dir, map[string]string{"file": "kept"})
}

func TestLinkStays(t *testing.T) {
	dir := t.TempDir()
	put(t, filepath.Join(dir, "target"), "old", 0o600)
	link := filepath.Join(dir, "link")
	if err := os.Symlink("target", link); err != nil {
		t.Skip("no links here: ", err)
	}
	if err := atomicfile.Write(link, text("new")); err != nil {
		t.Fatal(err)
	}
	check(t, dir, map[string]string{"target": "new", "link": "new"})
	if to, err := os.Readlink(link); err != nil || to != "target" {
		t.Errorf("the link is %q now (%v)", to, err)
	}
}

func TestFullDisk(t *testing.T) {
	if _, err := os.Stat("/dev/full"); err != nil {
		t.Skip("there is no /dev/full")
	}
	err := atomicfile.Write("/dev/full", text("x"))
	if !errors.Is(err, syscall.ENOSPC) || err.Error() != "no room to write /dev/full: no space left on device" {
		t.Errorf("got %v", err)
	}
	if info, err := os.Stat("/dev/full"); err != nil || info.Mode().IsRegular() {
		t.Fatal("the device was replaced")
	}
}

// TestDevice writes to what cannot be renamed to; nothing where the content fails.
func TestDevice(t *testing.T) {
	r, w, err := os.Pipe()
	if err != nil {
		t.Fatal(err)
	}
	path := fmt.Sprintf("/dev/fd/%d", w.Fd())
	if _, err := os.Stat(path); err != nil {
		t.Skip("there is no /dev/fd")
	}
	if err := atomicfile.Write(path, failing); err == nil {
		t.Error("no error")
	}
	if err := atomicfile.Write(path, text("whole")); err != nil {
		t.Error(err)
	}
	w.Close()
	if got, err := io.ReadAll(r); err != nil || string(got) != "whole" {
		t.Errorf("got %q, %v", got, err)
	}
}

func TestPermission(t *testing.T) {
	if os.Geteuid() == 0 {
		t.Skip("the superuser may write everywhere")
	}
	dir := t.TempDir()
	locked := filepath.Join(dir, "locked")
	put(t, locked, "kept", 0o444)
	if err := atomicfile.Write(locked, text("x")); !errors.Is(err, fs.ErrPermission) || err.Error() != "no permission to write "+locked+": permission denied" {
		t.Errorf("a protected file: %v", err)
	}
	check(t, dir, map[string]string{"locked": "kept"})
	if err := os.Chmod(dir, 0o555); err != nil {
		t.Fatal(err)
	}
	defer os.Chmod(dir, 0o777)
	for _, err := range []error{
		atomicfile.Write(filepath.Join(dir, "a"), text("x")),
		atomicfile.WriteFolder(filepath.Join(dir, "a"), nil),
		atomicfile.WriteFolder(dir, []atomicfile.File{{"a", text("x")}}),
	} {
		if !errors.Is(err, fs.ErrPermission) || err.Error() != "no permission to write "+filepath.Join(dir, "a")+": permission denied" {
			t.Errorf("a protected folder: %v", err)
		}
	}
}

func TestWriteFolder(t *testing.T) {
	dir := t.TempDir()
	folder := filepath.Join(dir, "f")
	if err := atomicfile.WriteFolder(folder+"/", []atomicfile.File{{"a", text("1")}, {"b", text("2")}}); err != nil {
		t.Fatal(err)
	}
	check(t, folder, map[string]string{"a": "1", "b": "2"})
	put(t, filepath.Join(folder, "other"), "kept", 0o644)
	if err := atomicfile.WriteFolder(folder, []atomicfile.File{{"b", text("3")}, {"c", text("4")}}); err != nil {
		t.Fatal(err)
	}
	check(t, folder, map[string]string{"a": "1", "b": "3", "c": "4", "other": "kept"})
}
