package compilecache

import (
	"os"
	"path/filepath"
	"runtime"
	"testing"
)

func TestMain(m *testing.M) {
	Restore()
	os.Exit(m.Run())
}

// setCache makes folder the user's cache folder.
func setCache(t *testing.T, folder string) {
	t.Helper()
	switch runtime.GOOS {
	case "windows":
		t.Setenv("LocalAppData", folder)
	case "darwin", "ios":
		t.Setenv("HOME", folder)
	default:
		t.Setenv("XDG_CACHE_HOME", folder)
	}
}

func TestPrivateFolder(t *testing.T) {
	base := t.TempDir()
	setCache(t, base)
	dir := privateFolder()
	if filepath.Base(dir) != folder {
		t.Fatalf("privateFolder() = %q", dir)
	}
	info, err := os.Lstat(dir)
	if err != nil || !info.IsDir() || runtime.GOOS != "windows" && info.Mode().Perm() != 0o700 {
		t.Fatalf("%v, %v", info, err)
	}
	if again := privateFolder(); again != dir {
		t.Errorf("at the second time: %q", again)
	}
}

func TestPrivateFolderRefusals(t *testing.T) {
	if runtime.GOOS == "windows" {
		t.Skip("folders have no permission bits here")
	}
	for name, prepare := range map[string]func(base, dir string) error{
		"others may read it": func(_, dir string) error { return os.Mkdir(dir, 0o755) },
		"others may use it":  func(_, dir string) error { return os.Mkdir(dir, 0o701) },
		"it is a link": func(base, dir string) error {
			target := filepath.Join(base, "target")
			if err := os.Mkdir(target, 0o700); err != nil {
				return err
			}
			return os.Symlink(target, dir)
		},
		"it is a file":                 func(_, dir string) error { return os.WriteFile(dir, nil, 0o600) },
		"others may rename it":         func(base, _ string) error { return os.Chmod(base, 0o777) },
		"the group may rename it":      func(base, _ string) error { return os.Chmod(base, 0o770) },
		"the cache folder is a file":   func(base, _ string) error { return replace(base) },
		"the cache folder is relative": func(string, string) error { return os.Setenv("HOME", "somewhere") },
		"it belongs to somebody else": func(_, dir string) error {
			if os.Geteuid() != 0 {
				return os.Mkdir(dir, 0o755) // only root can give files away
			}
			if err := os.Mkdir(dir, 0o700); err != nil {
				return err
			}
			return os.Chown(dir, 12345, 12345)
		},
		"the folder above belongs to somebody else": func(base, dir string) error {
			if os.Geteuid() != 0 {
				return os.Mkdir(dir, 0o755)
			}
			return os.Chown(base, 12345, 12345)
		},
	} {
		t.Run(name, func(t *testing.T) {
			base := t.TempDir()
			t.Setenv("HOME", base)
			t.Setenv("XDG_CACHE_HOME", "")
			base, err := os.UserCacheDir()
			if err != nil {
				t.Fatal(err)
			}
			if err := os.MkdirAll(base, 0o700); err != nil {
				t.Fatal(err)
			}
			if err := prepare(base, filepath.Join(base, folder)); err != nil {
				t.Fatal(err)
			}
			if dir := privateFolder(); dir != "" {
				t.Errorf("privateFolder() = %q", dir)
			}
		})
	}
}

// replace puts a file where a folder was.
func replace(folder string) error {
	if err := os.Remove(folder); err != nil {
		return err
	}
	return os.WriteFile(folder, nil, 0o600)
}

func TestSharedButStickyFolderAbove(t *testing.T) {
	base := t.TempDir()
	setCache(t, base)
	if err := os.Chmod(base, 0o777|os.ModeSticky); err != nil {
		t.Fatal(err)
	}
	if dir := privateFolder(); dir == "" {
		t.Error("a sticky folder, where nobody can rename what is not his, is refused")
	}
}

func TestRestore(t *testing.T) {
	before := saved
	defer func() { saved = before }()
	saved[0].value, saved[0].set = "/some/where", true
	saved[1].value, saved[1].set = "", false
	for _, name := range variables {
		t.Setenv(name, os.DevNull) // and puts them back after the test
	}
	Restore()
	if value, set := os.LookupEnv(variables[0]); !set || value != "/some/where" {
		t.Errorf("%s = %q, %t", variables[0], value, set)
	}
	if value, set := os.LookupEnv(variables[1]); set {
		t.Errorf("%s = %q", variables[1], value)
	}
}
