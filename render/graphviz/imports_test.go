package graphviz

import (
	"bytes"
	"encoding/json"
	"errors"
	"io"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"testing"
)

// A listed package is what `go list -json` says about one.
type listed struct {
	ImportPath                               string
	Imports, TestImports, XTestImports, Deps []string
}

// list runs `go list` in the root of the module.
func list(t *testing.T, patterns ...string) []listed {
	t.Helper()
	tool, err := exec.LookPath("go")
	if err != nil {
		t.Skip("the go tool, which knows what packages import, is not here")
	}
	gomod, err := exec.Command(tool, "env", "GOMOD").Output()
	if err != nil || len(bytes.TrimSpace(gomod)) == 0 || filepath.Base(strings.TrimSpace(string(gomod))) != "go.mod" {
		t.Skip("the source of the module is not here")
	}
	command := exec.Command(tool, append([]string{"list", "-e", "-json=ImportPath,Imports,TestImports,XTestImports,Deps"}, patterns...)...)
	command.Dir = filepath.Dir(strings.TrimSpace(string(gomod)))
	out, err := command.Output()
	if err != nil {
		t.Fatalf("go list: %v", err)
	}
	var packages []listed
	for decoder := json.NewDecoder(bytes.NewReader(out)); ; {
		var p listed
		if err := decoder.Decode(&p); errors.Is(err, io.EOF) {
			return packages
		} else if err != nil {
			t.Fatal(err)
		}
		packages = append(packages, p)
	}
}

const (
	module = "github.com/liaisongraph/liaison"
	here   = module + "/render/graphviz"
)

// linking are the packages, with those below them, that may link go-graphviz: this one, what draws in every layout, and
// the command. Those that draw, and the page, may not.
var linking = []string{here, module + "/render/picture", module + "/cmd/liaison"}

// isGraphviz tells whether a package belongs to go-graphviz or to wazero, which runs it.
func isGraphviz(path string) bool {
	return strings.HasPrefix(path, "github.com/goccy/go-graphviz") || strings.HasPrefix(path, "github.com/tetratelabs/wazero")
}

func TestOnlyThisPackageImportsGraphviz(t *testing.T) {
	seen := false
	for _, p := range list(t, module+"/...") {
		direct := slices.ContainsFunc(slices.Concat(p.Imports, p.TestImports, p.XTestImports), isGraphviz)
		if direct && p.ImportPath != here {
			t.Errorf("%s imports go-graphviz or wazero", p.ImportPath)
		}
		linked := slices.ContainsFunc(p.Deps, isGraphviz)
		if linked && p.ImportPath != here && !slices.Contains(p.Deps, here) {
			t.Errorf("%s links go-graphviz or wazero, and not through %s", p.ImportPath, here)
		}
		if linked && !slices.ContainsFunc(linking, func(path string) bool {
			return p.ImportPath == path || strings.HasPrefix(p.ImportPath, path+"/")
		}) {
			t.Errorf("%s links go-graphviz or wazero", p.ImportPath)
		}
		seen = seen || direct
	}
	if !seen {
		t.Errorf("not even %s imports go-graphviz: is this test looking in the right place?", here)
	}
}

// compilecache is initialised before wazero, and so before go-graphviz, because wazero needs all that it needs.
func TestCompileCacheNeedsNothingThatWazeroDoesNot(t *testing.T) {
	packages := list(t, here+"/internal/compilecache", "github.com/tetratelabs/wazero")
	if len(packages) != 2 || len(packages[0].Deps) == 0 || len(packages[1].Deps) == 0 {
		t.Fatalf("go list says %+v", packages)
	}
	for _, path := range packages[0].Deps {
		if !slices.Contains(packages[1].Deps, path) {
			t.Errorf("compilecache needs %s, which wazero does not: go-graphviz could come first", path)
		}
	}
	if packages[0].ImportPath > packages[1].ImportPath {
		t.Error("compilecache sorts after wazero")
	}
}
