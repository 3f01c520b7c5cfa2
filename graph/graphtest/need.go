package graphtest

import (
	"os"
	"testing"
)

// Need skips a test where err says that the machine lacks what it needs; lost is what then goes untested.
// With LIAISON_NO_SKIP=1 in the environment, as in CI, the test fails instead.
func Need(t testing.TB, err error, lost string) {
	t.Helper()
	switch {
	case err == nil:
	case os.Getenv("LIAISON_NO_SKIP") != "":
		t.Fatalf("%v, and LIAISON_NO_SKIP wants every test run", err)
	default:
		t.Skipf("%s: %v", lost, err)
	}
}
