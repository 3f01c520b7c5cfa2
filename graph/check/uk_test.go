package check

import (
	"os"
	"strings"
	"testing"

	"github.com/liaisongraph/liaison/graph/graphtest"
	"github.com/liaisongraph/liaison/graph/mapfile"
)

const (
	ukMap     = "../../testdata/uk-national-security"
	ukSources = "../../../shared/sources"
)

// The map that ships says nothing that its documents do not have, and says where each thing stands.
func TestUKMap(t *testing.T) {
	m, err := mapfile.Read(ukMap)
	if err != nil {
		t.Fatal(err)
	}
	_, err = os.Stat(ukSources)
	graphtest.Need(t, err, "without the documents it is not shown that each passage is found in them just once")
	report, err := Run(m, Options{SourcesDir: ukSources})
	if err != nil {
		t.Fatal(err)
	}
	for _, f := range report.Findings {
		if f.Severity == Error || f.Rule == "evidence-absent" || strings.HasPrefix(f.Rule, "passage-") {
			t.Error(f)
		}
	}
	p := report.Coverage.Passages
	if p.Found == 0 || p.Ambiguous+p.Missing+p.Malformed+p.Unchecked+p.WithoutPassage > 0 {
		t.Errorf("of the passages %+v", p)
	}
	if report.Coverage.Unsupported > 0 {
		t.Errorf("%d of %d relationships have no evidence", report.Coverage.Unsupported, report.Coverage.Relationships)
	}
}

// The page of 2019 names a department that was abolished in 2016 as if it were there.
func TestUKMapDissolvedDepartment(t *testing.T) {
	m, err := mapfile.Read(ukMap)
	if err != nil {
		t.Fatal(err)
	}
	report, err := Run(m, Options{})
	if err != nil {
		t.Fatal(err)
	}
	var found []Finding
	for _, f := range report.Findings {
		if f.Rule == "dissolved-cited" && strings.Contains(f.Message, "Department for Business, Innovation and Skills") {
			found = append(found, f)
		}
	}
	if len(found) != 1 || found[0].Position.Line == 0 || !strings.Contains(found[0].Message, "dissolved in 2016") {
		t.Errorf("got %v, want one finding with a place and the year 2016", found)
	}
}
