package graphviz

import (
	"encoding/json"
	"io/fs"
	"maps"
	"os"
	"path/filepath"
	"runtime"
	"testing"
)

// start starts a program that imports this package, with a home folder and other variables, and returns what it sees.
func start(t *testing.T, home string, variables ...string) environment {
	t.Helper()
	if runtime.GOOS == "windows" {
		t.Skip("the folders of a user are not given by HOME here")
	}
	var environ []string
	if home != "" {
		environ = append(environ, "HOME="+home)
	}
	stdout, stderr, err := runHelper(t, "environment", append(environ, variables...))
	if err != nil {
		t.Fatalf("%v: %s", err, stderr)
	}
	var seen environment
	if err := json.Unmarshal([]byte(stdout), &seen); err != nil {
		t.Fatal(err)
	}
	return seen
}

// files lists the files below a folder, with the time of their last change.
func files(t *testing.T, folder string) map[string]int64 {
	t.Helper()
	found := map[string]int64{}
	err := filepath.WalkDir(folder, func(path string, entry fs.DirEntry, err error) error {
		if err != nil || entry.IsDir() {
			return err
		}
		info, err := entry.Info()
		if err == nil {
			found[path] = info.ModTime().UnixNano()
		}
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	return found
}

// cacheOf returns the user's cache folder for a home folder.
func cacheOf(home string) string {
	if runtime.GOOS == "darwin" || runtime.GOOS == "ios" {
		return filepath.Join(home, "Library", "Caches")
	}
	return filepath.Join(home, ".cache")
}

func TestCacheIsPrivate(t *testing.T) {
	home, shared := t.TempDir(), t.TempDir()
	// Somebody else was first: this is where go-graphviz would look for machine code.
	trap := filepath.Join(shared, "go-graphviz")
	if err := os.Mkdir(trap, 0o777); err != nil {
		t.Fatal(err)
	}
	seen := start(t, home, "TMPDIR="+shared, "TMP=elsewhere")
	if seen.TempDir != shared || !maps.Equal(seen.Values, map[string]string{"TMPDIR": shared, "TMP": "elsewhere"}) {
		t.Errorf("the program sees %+v", seen)
	}
	if found := files(t, shared); len(found) > 0 {
		t.Errorf("the shared folder was used: %v", found)
	}
	private := filepath.Join(cacheOf(home), "liaison-graphviz")
	cached := files(t, private)
	if len(cached) == 0 {
		t.Fatal("nothing is cached")
	}
	if info, err := os.Stat(private); err != nil || info.Mode().Perm() != 0o700 {
		t.Errorf("%v, %v", info.Mode(), err)
	}

	// The second start uses the cache; variables that are empty or not set stay so.
	for _, variables := range [][]string{nil, {"TMPDIR="}} {
		seen := start(t, home, variables...)
		if len(seen.Values) != len(variables) || seen.Values["TMPDIR"] != "" {
			t.Errorf("with %q the program sees %+v", variables, seen)
		}
		if again := files(t, private); !maps.Equal(again, cached) {
			t.Errorf("the cache has changed from %v to %v", cached, again)
		}
	}
}

func TestNoCacheWithoutAPrivateFolder(t *testing.T) {
	for _, name := range []string{"others may read it", "there is no home"} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			home, shared := t.TempDir(), t.TempDir()
			if name == "there is no home" {
				home = ""
			} else if err := os.MkdirAll(filepath.Join(cacheOf(home), "liaison-graphviz"), 0o755); err != nil {
				t.Fatal(err)
			}
			if seen := start(t, home, "TMPDIR="+shared); seen.TempDir != shared {
				t.Errorf("the program sees %+v", seen)
			}
			if found := files(t, shared); len(found) > 0 {
				t.Errorf("the shared folder was used: %v", found)
			}
			if home == "" {
				return
			}
			if found := files(t, home); len(found) > 0 {
				t.Errorf("something was cached: %v", found)
			}
		})
	}
}
