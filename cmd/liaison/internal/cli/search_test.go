package cli

import (
	"bytes"
	"context"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/liaisongraph/liaison/graph/graphtest"
	"github.com/liaisongraph/liaison/graph/mapfile"
)

// crowded writes a map where so many organisations all deal with each other, and x with one of them only.
func crowded(t *testing.T, n int) string {
	t.Helper()
	var lines []string
	for i := range n {
		for k := range i {
			lines = append(lines, fmt.Sprintf("o%d = o%d", k, i))
		}
	}
	name := filepath.Join(t.TempDir(), "crowded.yaml")
	if err := mapfile.Write(name, graphtest.Of(append(lines, "x = o2")...), mapfile.WriteOptions{}); err != nil {
		t.Fatal(err)
	}
	return name
}

// told runs the command, and returns what it writes.
func told(t *testing.T, args ...string) (stdout, stderr string, code int) {
	t.Helper()
	var out, errs bytes.Buffer
	code = Main(context.Background(), args, strings.NewReader(""), &out, &errs, os.Getenv)
	return out.String(), errs.String(), code
}

// Of the paths of a map where each deals with each there are millions of millions. What cannot be is found out
// without trying them; what may be is tried for a while.
func TestPathsOfACrowd(t *testing.T) {
	crowd := crowded(t, 30)
	for _, c := range []struct {
		args, want string
		code       int
	}{
		{
			"o0 o1 --through x",
			"liaison: no path from o0 to o1 through x\n" +
				"  from o0 one reaches o1, o2, o3, o4, o5, o6, o7, o8 and 22 others\n" +
				"  without --through there is a path of 1 relationship\n",
			1,
		},
		{"o0 o1 --through x --weighted", "liaison: no path from o0 to o1 through x\n", 1},
		{"o0 o1 --through x --mode simple --all", "liaison: no path from o0 to o1 through x\n", 1},
		{
			"o0 o1 --through x --mode trail --timeout 100ms",
			"liaison: the search takes more than 100ms\n" +
				"  --max-hops N, --limit N and the filters ask for less\n" +
				"  --timeout sets the limit; with 0 there is none\n",
			2,
		},
		{"o0 o1 --all --limit 1000000000 --timeout 100ms", "liaison: the search takes more than 100ms\n", 2},
		{
			"o0 o1 --through x --mode trail --class police --timeout 300ms",
			"liaison: the filters leave out o0, o1 and x, which the question is about\n  the filters that are given: --class\n",
			2,
		},
		{"o0 o1 --timeout soon", "liaison: --timeout: \"soon\" is not a time such as 90s or 5m\n", 2},
	} {
		stdout, stderr, code := told(t, append([]string{"path", "-f", crowd}, strings.Fields(c.args)...)...)
		if code != c.code || stdout != "" || !strings.HasPrefix(stderr, c.want) || strings.Contains(stderr, "without --class") {
			t.Errorf("%s: exit code %d\n%s%s", c.args, code, stdout, stderr)
		}
	}
	if stdout, stderr, code := told(t, "path", "-f", crowd, "o0", "o1", "--all", "--limit", "3", "--timeout", "0"); code != 0 || strings.Count(stdout, "\n") != 3 {
		t.Errorf("exit code %d\n%s%s", code, stdout, stderr)
	}
}

// A search by cost for what is not there keeps what it has tried, and ends before that fills the memory of a machine.
func TestPathsAreBoundedInMemory(t *testing.T) {
	if testing.Short() {
		t.Skip("needs a gigabyte")
	}
	_, stderr, code := told(t, "path", "-f", crowded(t, 30), "o0", "o1", "--through", "x", "--mode", "trail", "--weighted", "--timeout", "0")
	if code != 2 || !strings.HasPrefix(stderr, "liaison: the search needs more than 1024 megabytes\n") {
		t.Errorf("exit code %d\n%s", code, stderr)
	}
}
