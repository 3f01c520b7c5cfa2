// Package atomicfile writes files whole or not at all.
//
// A file is written under a temporary name in the folder where it is to be, brought to the disk, and then
// renamed to its name. Whoever reads it meanwhile sees what was there before; where anything fails, what
// was there before stays, and nothing is left behind.
//
// What cannot be renamed to (a device, a pipe, such as /dev/stdout) is written in place, and only once
// all of the content is there. A symbolic link stays one: what it points to is written.
//
// The errors name the file or folder and wrap those of package os, so that errors.Is still tells
// [fs.ErrPermission] from [syscall.ENOSPC].
package atomicfile

import (
	"bufio"
	"bytes"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"math/rand/v2"
	"os"
	"path/filepath"
	"strconv"
	"syscall"
)

// Write writes the file at path with what write gives to its writer. A file that is there is replaced and
// keeps its mode; a new one has mode 0666 less the umask. Errors of write are returned as they are, with
// the path before them.
func Write(path string, write func(io.Writer) error) error {
	target, info, err := resolve(path)
	if err != nil {
		return err
	}
	if info != nil && !info.Mode().IsRegular() {
		return writeInPlace(target, write)
	}
	temporary, err := stage(target, info, write)
	if err != nil {
		return err
	}
	if err := os.Rename(temporary, target); err != nil {
		os.Remove(temporary)
		return explain(path, err)
	}
	syncFolder(filepath.Dir(target))
	return nil
}

// resolve looks at what is there, and follows a symbolic link to a file; info is nil where there is nothing.
func resolve(path string) (target string, info fs.FileInfo, err error) {
	info, err = os.Stat(path)
	switch {
	case errors.Is(err, fs.ErrNotExist), errors.Is(err, syscall.ENOTDIR):
		if link, err := os.Readlink(path); err == nil {
			return "", nil, fmt.Errorf("%s is a link to %s, which is not there", path, link)
		}
		return path, nil, checkFolder(path)
	case err != nil:
		return "", nil, explain(path, err)
	case info.IsDir():
		return "", nil, fmt.Errorf("%s is a folder, not a file", path)
	case !info.Mode().IsRegular():
		return path, info, nil
	}
	if target, err = filepath.EvalSymlinks(path); err != nil {
		return "", nil, explain(path, err)
	}
	return target, info, nil
}

// checkFolder says what is wrong with the folder that path is to be in.
func checkFolder(path string) error {
	folder := filepath.Dir(path)
	info, err := os.Stat(folder)
	switch {
	case errors.Is(err, fs.ErrNotExist), errors.Is(err, syscall.ENOTDIR):
		return fmt.Errorf("there is no folder %s to write %s in: %w", folder, filepath.Base(path), fs.ErrNotExist)
	case err != nil:
		return explain(folder, err)
	case !info.IsDir():
		return fmt.Errorf("%s is a file, not a folder to write %s in", folder, filepath.Base(path))
	}
	return nil
}

func writeInPlace(path string, write func(io.Writer) error) error {
	var content bytes.Buffer
	if err := write(&content); err != nil {
		return fmt.Errorf("%s: %w", path, err)
	}
	f, err := os.OpenFile(path, os.O_WRONLY, 0)
	if err != nil {
		return explain(path, err)
	}
	_, err = f.Write(content.Bytes())
	if closed := f.Close(); err == nil {
		err = closed
	}
	if err != nil {
		return explain(path, err)
	}
	return nil
}

// stage writes a temporary file beside target and returns its name; there is none after an error.
func stage(target string, info fs.FileInfo, write func(io.Writer) error) (name string, err error) {
	if info != nil {
		// The rename would replace a file that is write-protected; that is not for us to decide.
		f, err := os.OpenFile(target, os.O_WRONLY, 0)
		if err != nil {
			return "", explain(target, err)
		}
		f.Close()
	}
	f, err := create(target)
	if err != nil {
		return "", explain(target, err)
	}
	done := false
	defer func() { // also where write panics
		if !done {
			f.Close()
			os.Remove(f.Name())
		}
	}()
	if info != nil {
		if err := f.Chmod(info.Mode().Perm()); err != nil {
			return "", explain(target, err)
		}
	}
	if err := fill(f, target, write); err != nil {
		return "", err
	}
	done = true
	return f.Name(), nil
}

// create makes a file with a name that nothing has, which begins with a dot so that nobody reads it as
// one of the files of a folder.
func create(target string) (*os.File, error) {
	for try := 0; ; try++ {
		f, err := os.OpenFile(temporaryName(target), os.O_WRONLY|os.O_CREATE|os.O_EXCL, 0o666)
		if err == nil || !errors.Is(err, fs.ErrExist) || try == 100 {
			return f, err
		}
	}
}

// temporaryName returns a name beside the target that begins as its name does; not the whole of it, which
// may be as long as names can be.
func temporaryName(target string) string {
	dir, base := filepath.Split(target)
	if runes := []rune(base); len(runes) > 20 {
		base = string(runes[:20])
	}
	return filepath.Join(dir, "."+base+"."+strconv.FormatUint(rand.Uint64(), 36)+".tmp")
}

// fill writes f, brings it to the disk and closes it; target is how errors call it.
func fill(f *os.File, target string, write func(io.Writer) error) error {
	file := &watched{file: f}
	w := bufio.NewWriterSize(file, 1<<16)
	err := write(w)
	if err == nil {
		err = w.Flush()
	}
	switch {
	case file.err != nil:
		return explain(target, file.err)
	case err != nil:
		return fmt.Errorf("%s: %w", target, err)
	}
	for _, finish := range []func() error{f.Sync, f.Close} {
		if err := finish(); err != nil {
			return explain(target, err)
		}
	}
	return nil
}

// watched keeps the error of the file apart from those of whoever writes to it.
type watched struct {
	file *os.File
	err  error
}

func (w *watched) Write(p []byte) (int, error) {
	n, err := w.file.Write(p)
	if err != nil {
		w.err = err
	}
	return n, err
}

// syncFolder brings a rename to the disk. A file system that cannot do so has done the rename all the
// same, so that its error says nothing that a caller could act on.
func syncFolder(dir string) {
	if d, err := os.Open(dir); err == nil {
		d.Sync()
		d.Close()
	}
}

// explain says in the words of a reader what the operating system would not do.
func explain(path string, err error) error {
	cause := err
	var pathError *fs.PathError
	var linkError *os.LinkError
	switch {
	case errors.As(err, &pathError):
		cause = pathError.Err
	case errors.As(err, &linkError):
		cause = linkError.Err
	}
	switch {
	case errors.Is(err, fs.ErrPermission):
		return fmt.Errorf("no permission to write %s: %w", path, cause)
	case errors.Is(err, syscall.ENOSPC), errors.Is(err, syscall.EDQUOT):
		return fmt.Errorf("no room to write %s: %w", path, cause)
	case errors.Is(err, syscall.EROFS):
		return fmt.Errorf("cannot write %s: %w", path, cause)
	}
	return fmt.Errorf("%s: %w", path, cause)
}
