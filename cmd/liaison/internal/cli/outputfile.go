package cli

import (
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"

	"github.com/liaisongraph/liaison/graph/mapfile"
	"github.com/liaisongraph/liaison/graph/mapfile/atomicfile"
)

// writeFile writes a file whole or not at all, and never one of the map that the command has read: the way
// to lose a map is to name it twice on one line.
func (a *app) writeFile(path string, write func(io.Writer) error) error {
	if err := a.sparesMap(path); err != nil {
		return err
	}
	err := atomicfile.Write(path, write)
	if folder := filepath.Dir(path); errors.Is(err, fs.ErrNotExist) {
		if _, missing := os.Stat(folder); missing != nil {
			// What is wrong, once: the error has it in the words of the operating system too.
			return noFolderFor(path)
		}
	}
	return err
}

// noFolderFor says that the folder is not there in which path would be.
func noFolderFor(path string) error {
	return hint(fmt.Errorf("there is no folder %s to write %s in", filepath.Dir(path), filepath.Base(path)), "make the folder first, or give another name")
}

// sparesMap fails where to write path would replace a file of the map, or add one to its folder.
func (a *app) sparesMap(path string) error {
	if a.read == nil {
		return nil
	}
	if there, err := os.Stat(path); err == nil {
		for _, name := range a.read.Files {
			if file, err := os.Stat(name); err == nil && os.SameFile(file, there) {
				return hint(fmt.Errorf("%s is a file of the map, and -o would replace it", path), "give another name")
			}
		}
	}
	folder, err := os.Stat(a.readFrom)
	if err != nil || !folder.IsDir() || !mapfile.IsOfMap(filepath.Base(path)) {
		return nil
	}
	if dir, err := os.Stat(filepath.Dir(path)); err == nil && os.SameFile(folder, dir) {
		return hint(fmt.Errorf("%s would be read as a file of the map in that folder", path), "give another folder, or a name that ends otherwise")
	}
	return nil
}
