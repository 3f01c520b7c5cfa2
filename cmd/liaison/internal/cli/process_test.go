//go:build unix

package cli

import (
	"bytes"
	"errors"
	"io"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"syscall"
	"testing"
)

// An interrupt ends a process that waits for its input, with the exit code that shells expect.
func TestInterruptedProcess(t *testing.T) {
	for _, sig := range []os.Signal{os.Interrupt, syscall.SIGTERM} {
		cmd := exec.Command("liaison-process", "list", "organisations", "-f", "-") // see TestMain
		stdin, err := cmd.StdinPipe()
		if err != nil {
			t.Fatal(err)
		}
		var stdout, stderr bytes.Buffer
		cmd.Stdout, cmd.Stderr = &stdout, &stderr
		if err := cmd.Start(); err != nil {
			t.Fatal(err)
		}
		// No pipe holds so much: once it is written, the process is reading, and listens to signals.
		if _, err := stdin.Write(bytes.Repeat([]byte("# comment\n"), 1<<19)); err != nil {
			t.Fatal(err)
		}
		if err := cmd.Process.Signal(sig); err != nil {
			t.Fatal(err)
		}
		err = cmd.Wait()
		stdin.Close()
		var exit *exec.ExitError
		if !errors.As(err, &exit) || exit.ExitCode() != exitInterrupted {
			t.Errorf("%v: %v, want exit code %d", sig, err, exitInterrupted)
		}
		if got := strings.TrimSpace(stderr.String()); got != "liaison: interrupted" || stdout.Len() > 0 {
			t.Errorf("%v: it said %q and printed %q", sig, got, stdout.String())
		}
	}
}

// A folder that the user may not read is named, whoever runs the tests: root becomes nobody for it.
func TestFolderWithoutPermission(t *testing.T) {
	program, err := exec.LookPath("liaison-process")
	if err != nil {
		t.Fatal(err)
	}
	dir, err := os.MkdirTemp("", "liaison-permission-")
	if err != nil {
		t.Fatal(err)
	}
	defer os.RemoveAll(dir)
	secret := filepath.Join(dir, "secret")
	if err := os.Mkdir(secret, 0o700); err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(filepath.Join(secret, "map.yaml"), []byte("organisations: []\n"), 0o600); err != nil {
		t.Fatal(err)
	}
	cache := filepath.Join(dir, "cache") // or each process would compile Graphviz anew
	if err := os.Mkdir(cache, 0o755); err != nil {
		t.Fatal(err)
	}
	public := "sources: [{id: report, file: map.yaml}]\n"
	if err := os.WriteFile(filepath.Join(dir, "public.yaml"), []byte(public), 0o644); err != nil {
		t.Fatal(err)
	}
	for name, mode := range map[string]os.FileMode{
		secret: 0, dir: 0o755, cache: 0o777 | os.ModeSticky, filepath.Dir(program): 0o755, filepath.Dir(filepath.Dir(program)): 0o755,
	} {
		if err := os.Chmod(name, mode); err != nil {
			t.Fatal(err)
		}
	}
	defer os.Chmod(secret, 0o700)

	for _, args := range [][]string{
		{"list", "organisations", "-f", secret},
		{"list", "organisations", "-f", filepath.Join(secret, "map.yaml")},
		{"init", secret},
		{"check", "-f", "public.yaml", "--sources", secret},
	} {
		cmd := exec.Command(program, args...)
		cmd.Dir, cmd.Env = dir, append(os.Environ(), "XDG_CACHE_HOME="+cache)
		if os.Geteuid() == 0 {
			cmd.SysProcAttr = &syscall.SysProcAttr{Credential: &syscall.Credential{Uid: 65534, Gid: 65534}}
		}
		var stderr bytes.Buffer
		cmd.Stderr = &stderr
		err := cmd.Run()
		var exit *exec.ExitError
		if !errors.As(err, &exit) || exit.ExitCode() != exitFailed {
			t.Errorf("%v: %v, want exit code %d", args, err, exitFailed)
		}
		if got := stderr.String(); !strings.Contains(got, "permission") || !strings.Contains(got, "secret") {
			t.Errorf("%v: it said %q", args, got)
		}
	}
}

// Others may read the example as far as they may read what the user makes himself.
func TestExampleHasUsualPermissions(t *testing.T) {
	dir := t.TempDir()
	if code := Main(t.Context(), []string{"init", "--example", dir}, strings.NewReader(""), io.Discard, io.Discard, os.Getenv); code != exitDone {
		t.Fatalf("exit code %d", code)
	}
	usual := filepath.Join(dir, "usual")
	if err := os.Mkdir(usual, 0o777); err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(filepath.Join(usual, "map.yaml"), nil, 0o666); err != nil {
		t.Fatal(err)
	}
	for _, name := range []string{"", "map.yaml"} {
		made, err := os.Stat(filepath.Join(dir, hereFolder, name))
		if err != nil {
			t.Fatal(err)
		}
		want, err := os.Stat(filepath.Join(usual, name))
		if err != nil {
			t.Fatal(err)
		}
		if made.Mode() != want.Mode() {
			t.Errorf("%q has mode %v, want %v", name, made.Mode(), want.Mode())
		}
	}
	if left, err := filepath.Glob(filepath.Join(dir, ".*")); err != nil || len(left) > 0 {
		t.Errorf("left behind: %v, %v", left, err)
	}
}
