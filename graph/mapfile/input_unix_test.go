//go:build unix

package mapfile_test

import (
	"path/filepath"
	"syscall"
	"testing"
)

func TestPipe(t *testing.T) {
	path := filepath.Join(t.TempDir(), "pipe.yaml")
	if err := syscall.Mkfifo(path, 0o666); err != nil {
		t.Skip("no pipe can be made here: ", err)
	}
	const want = "pipe.yaml: is a pipe, not a file; a stream is read from standard input, in the command with -f -"
	if got := readError(t, path); got != want {
		t.Errorf("got %s, want %s", got, want)
	}
	// In a folder, a pipe is refused as well; were it opened, reading would wait for a writer.
	if got := readError(t, filepath.Dir(path)); got != filepath.Join(filepath.Base(filepath.Dir(path)), want) {
		t.Errorf("got %s", got)
	}
}
