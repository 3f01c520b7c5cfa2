// Package compilecache keeps the machine code of Graphviz where nobody else can change it.
//
// go-graphviz compiles its WebAssembly module while packages are initialised and caches the machine code in
// os.TempDir()/go-graphviz. On a shared machine another user can make that folder first and so choose the code
// that the process runs. There is no option to put it elsewhere, so this package points the variables that
// os.TempDir reads at a private folder for as long as initialisation takes:
//
//   - init runs before go-graphviz: Go initialises, of the packages whose imports are ready, the one whose import
//     path sorts first. Everything that this package imports wazero imports too, so by the time wazero
//     (github.com/tetratelabs/...) could start, this one (github.com/liaisongraph/...) has had its turn, and
//     go-graphviz has to wait for wazero. Keep it so: import nothing here that os does not import.
//   - Restore, called by the init of render/graphviz, which imports go-graphviz and so runs after it, puts the
//     variables back exactly as they were.
//
// The folder is liaison-graphviz in os.UserCacheDir. It is used only if it is a real folder of this user with mode
// 0700 and nobody else can rename it or a folder above it. Otherwise nothing is cached: every start then
// compiles, which takes some 0.6 s instead of 0.03 s, and is safe.
package compilecache

import (
	"os"
	"path/filepath"
)

// folder is the name of the private folder within os.UserCacheDir.
const folder = "liaison-graphviz"

// variables are what os.TempDir reads first: on Unix and on Windows.
var variables = [...]string{"TMPDIR", "TMP"}

// saved holds the variables as they were before init.
var saved [len(variables)]struct {
	value string
	set   bool
}

func init() {
	dir := privateFolder()
	if dir == "" {
		dir = os.DevNull // no folder can be made below it, and go-graphviz then does without a cache
	}
	for i, name := range variables {
		saved[i].value, saved[i].set = os.LookupEnv(name)
		os.Setenv(name, dir)
	}
}

// Restore puts back the variables that init replaced, including those that were not set or empty.
func Restore() {
	for i, name := range variables {
		if saved[i].set {
			os.Setenv(name, saved[i].value)
		} else {
			os.Unsetenv(name)
		}
	}
}

// privateFolder returns the folder for the cache, made if need be, or "" if there is none that is safe.
func privateFolder() string {
	base, err := os.UserCacheDir()
	if err != nil || !filepath.IsAbs(base) || os.MkdirAll(base, 0o700) != nil {
		return ""
	}
	if base, err = filepath.EvalSymlinks(base); err != nil {
		return ""
	}
	dir := filepath.Join(base, folder)
	if err := os.Mkdir(dir, 0o700); err != nil && !os.IsExist(err) {
		return ""
	}
	if !isPrivate(dir) {
		return ""
	}
	return dir
}

// isPrivate tells whether the folder dir, an absolute path without symbolic links, belongs to this user, is closed
// to all others, and cannot be replaced: every folder above it belongs to this user or to root and is either not
// writable by others or sticky, as /tmp is.
func isPrivate(dir string) bool {
	info, err := os.Lstat(dir)
	if err != nil || !info.IsDir() || !ownedByUser(info) || !closedToOthers(info, 0o077) {
		return false
	}
	for parent := filepath.Dir(dir); ; parent = filepath.Dir(parent) {
		info, err := os.Lstat(parent)
		if err != nil || !info.IsDir() || !ownedByUser(info) && !ownedByRoot(info) {
			return false
		}
		if info.Mode()&os.ModeSticky == 0 && !closedToOthers(info, 0o022) {
			return false
		}
		if parent == filepath.Dir(parent) {
			return true
		}
	}
}
