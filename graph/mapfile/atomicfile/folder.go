package atomicfile

import (
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"syscall"
)

// File is one of the files that [WriteFolder] writes.
type File struct {
	Name  string // without a folder
	Write func(io.Writer) error
}

// WriteFolder writes files into the folder at path. A folder that is not there is made in one step: it is
// filled under a temporary name and then renamed, and the folder that it is to be in must be there. In a
// folder that is there, every file is on the disk under a temporary name before the first one takes the
// place of another, so that a full disk or an error of a Write leaves it as it was; other files in it are
// not touched.
func WriteFolder(path string, files []File) error {
	info, err := os.Stat(path)
	switch {
	case errors.Is(err, fs.ErrNotExist):
		return makeFolder(path, files)
	case errors.Is(err, syscall.ENOTDIR):
		return checkFolder(path)
	case err != nil:
		return explain(path, err)
	case !info.IsDir():
		return fmt.Errorf("%s is a file, not a folder", path)
	}
	return replaceFiles(path, files)
}

func makeFolder(path string, files []File) error {
	path = filepath.Clean(path)
	if err := checkFolder(path); err != nil {
		return err
	}
	temporary := temporaryName(path)
	if err := os.Mkdir(temporary, 0o777); err != nil {
		return explain(path, err)
	}
	done := false
	defer func() {
		if !done {
			os.RemoveAll(temporary) // made above, and known to nobody else
		}
	}()
	for _, file := range files {
		f, err := os.OpenFile(filepath.Join(temporary, file.Name), os.O_WRONLY|os.O_CREATE|os.O_EXCL, 0o666)
		if err != nil {
			return explain(filepath.Join(path, file.Name), err)
		}
		if err := fill(f, filepath.Join(path, file.Name), file.Write); err != nil {
			f.Close()
			return err
		}
	}
	syncFolder(temporary)
	if err := os.Rename(temporary, path); err != nil {
		return explain(path, err)
	}
	done = true
	syncFolder(filepath.Dir(path))
	return nil
}

func replaceFiles(folder string, files []File) error {
	type staged struct{ temporary, target string }
	var all []staged
	defer func() {
		for _, s := range all {
			os.Remove(s.temporary) // those that were renamed are not there
		}
	}()
	for _, file := range files {
		target, info, err := resolve(filepath.Join(folder, file.Name))
		if err != nil {
			return err
		}
		if info != nil && !info.Mode().IsRegular() {
			return fmt.Errorf("%s is not a regular file", target)
		}
		temporary, err := stage(target, info, file.Write)
		if err != nil {
			return err
		}
		all = append(all, staged{temporary, target})
	}
	for _, s := range all {
		if err := os.Rename(s.temporary, s.target); err != nil {
			return explain(s.target, err)
		}
	}
	syncFolder(folder)
	return nil
}
