package mapfile_test

import (
	"archive/tar"
	"bytes"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"runtime"
	"slices"
	"strings"
	"testing"
	"testing/iotest"
	"unicode/utf16"

	"github.com/liaisongraph/liaison/graph/graphtest"
	"github.com/liaisongraph/liaison/graph/mapfile"
)

// readError reads what must be refused, and returns the message without the folder.
func readError(t *testing.T, path string) string {
	t.Helper()
	m, err := mapfile.Read(path)
	if err == nil {
		t.Fatalf("%s is read as a map of %d organisations", path, m.Graph.NumOrganisations())
	}
	var e *mapfile.Error
	if !errors.As(err, &e) || len(e.Diagnostics) == 0 {
		t.Errorf("the error is a %T", err)
	}
	return strings.ReplaceAll(err.Error(), filepath.Dir(path)+string(filepath.Separator), "")
}

func write(t testing.TB, path, text string) {
	t.Helper()
	if err := os.WriteFile(path, []byte(text), 0o666); err != nil {
		t.Fatal(err)
	}
}

func TestWhatIsNoText(t *testing.T) {
	utf16Text := ""
	for _, unit := range utf16.Encode([]rune("organisations:\n")) {
		utf16Text += string([]byte{byte(unit), byte(unit >> 8)})
	}
	for _, c := range []struct{ name, file, text, want string }{
		{"empty", "m.yaml", "", `m.yaml: is empty: a map needs at least "organisations:" with a list below it`},
		{"a byte order mark alone", "m.yaml", "\ufeff", `m.yaml: is empty: a map needs at least "organisations:" with a list below it`},
		{"white space alone", "m.yaml", " \n\t\n---\n...\n", `m.yaml: is empty: a map needs at least "organisations:" with a list below it`},
		{"UTF-16", "m.yaml", "\xff\xfe" + utf16Text, "m.yaml: is in UTF-16: save it as UTF-8"},
		{"UTF-16, big end first", "m.yaml", "\xfe\xff\x00a", "m.yaml: is in UTF-16: save it as UTF-8"},
		{"UTF-16 without a mark", "m.yaml", utf16Text, "m.yaml: is not a text file: byte 2 is NUL"},
		{"UTF-32", "m.yaml", "\xff\xfe\x00\x00a", "m.yaml: is in UTF-32: save it as UTF-8"},
		{"Latin-1", "m.yaml", "title: x\ndescription: caf\xe9\n", "m.yaml: is not in UTF-8 (line 2): save it in that encoding"},
		{"binary", "m.yaml", "\x7fELF\x02\x01\x00\x00", "m.yaml: is not a text file: byte 7 is NUL"},
		{"a spreadsheet", "m.yaml", "PK\x03\x04\x14", "m.yaml: is a spreadsheet or another packed file: export it as CSV (UTF-8)"},
		{"bzip2", "m.yaml", "BZh91AY", "m.yaml: is packed by bzip2: unpack it with bunzip2"},
		{"xz", "m.yaml", "\xfd7zXZ\x00", "m.yaml: is packed by xz: unpack it with unxz"},
		{"zstd", "m.yaml", "\x28\xb5\x2f\xfd\x04", "m.yaml: is packed by zstd: unpack it with unzstd"},
		{"an archive", "m.tar", string(packed(t, tar.FormatUSTAR, "map.yaml", "organisations: []")), "m.tar: is a tar archive, which is read as a stream alone: in the command, - and < before its name"},
		{"a CSV file by itself", "m.csv", "id\nmi5\n", "m.csv: a CSV file is only a part of a map: give the folder that it is in"},
	} {
		path := filepath.Join(t.TempDir(), c.file)
		write(t, path, c.text)
		if got := readError(t, path); got != c.want {
			t.Errorf("%s: got %s\nwant %s", c.name, got, c.want)
		}
	}
	for _, c := range []struct{ name, text, want string }{
		{"UTF-16", "\xff\xfe" + utf16Text, "organisations.csv: is in UTF-16: save it as UTF-8"},
		{"a spreadsheet", "PK\x03\x04\x14", "organisations.csv: is a spreadsheet or another packed file: export it as CSV (UTF-8)"},
		{"binary", "\x7fELF\x02\x01\x00\x00", "organisations.csv: is not a text file: its first line has a NUL"},
		{"old Macintosh", "id,name\rmi5,x\r", "organisations.csv: has lone carriage returns for line ends: save it with the line ends of Windows or Unix"},
		{"Latin-1", "id,name\nmi5,caf\xe9\nsis,caf\xe9\n", "organisations.csv:2:5: is not in UTF-8: save the file in that encoding (spreadsheets call it \"CSV UTF-8\")\n  mi5,caf\ufffd\n      ^"},
		{"empty", "", "organisations.csv: is empty: its first line names the columns, which are id, name, short_name, other_names, classification, founding_date, dissolution_date, description, url, tags, source, passage, prefix, suffix"},
		{"a NUL", "id,name\nmi5,a\x00b\n", "organisations.csv:2:5: \"name\" has the control character U+0000\n  mi5,a\ufffdb\n      ^"},
	} {
		// References to organisations that were lost with the file are no further errors.
		dir := folder(t, map[string]string{"organisations.csv": c.text, "relationships.csv": "from,to,type\nmi5,mi5,support\n"})
		if got := strings.ReplaceAll(readError(t, dir), "map"+string(filepath.Separator), ""); got != c.want {
			t.Errorf("CSV, %s: got %s\nwant %s", c.name, got, c.want)
		}
	}
}

func TestWhatIsThere(t *testing.T) {
	dir := t.TempDir()
	write(t, filepath.Join(dir, "liaison.yaml"), "organisations: []")
	write(t, filepath.Join(dir, ".hidden.yaml"), "not: read")
	if err := os.Mkdir(filepath.Join(dir, "empty.yaml"), 0o777); err != nil {
		t.Fatal(err)
	}
	for _, c := range []struct{ path, want string }{
		{"liason.yaml", `liason.yaml: there is no such file or folder; did you mean "liaison.yaml"?`},
		{"nothing/like/it", `it: there is no such file or folder`},
		{"liaison.yaml/x", `x: cannot be read: not a directory`},
		{"empty.yaml", `empty.yaml: the folder has no files of a map: those are *.yaml, organisations.csv, relationships.csv, sources.csv, evidence.csv, types.csv, classifications.csv, arrangements.csv, other_names.csv, map.csv`},
	} {
		got := readError(t, filepath.Join(dir, c.path))
		if strings.ReplaceAll(got, dir+string(filepath.Separator), "") != c.want {
			t.Errorf("%s: got %s\nwant %s", c.path, got, c.want)
		}
	}
	_, err := mapfile.Read(filepath.Join(dir, "liason.yaml"))
	if !errors.Is(err, fs.ErrNotExist) {
		t.Error("errors.Is does not see that a file is not there")
	}
	m := read(t, dir)
	if want := []string{filepath.Join(dir, "liaison.yaml")}; !slices.Equal(m.Files, want) || m.Dir != dir {
		t.Errorf("Files are %v in %s", m.Files, m.Dir)
	}
	if m := read(t, filepath.Join(dir, "liaison.yaml")); m.Dir != dir {
		t.Errorf("Dir is %s", m.Dir)
	}
}

func TestPermission(t *testing.T) {
	if os.Geteuid() == 0 {
		t.Skip("the superuser may read everything")
	}
	dir := folder(t, map[string]string{"a.yaml": "organisations: [{id: a}]", "b.yaml": "relationships: [{from: a, to: a, type: support}]"})
	if err := os.Chmod(filepath.Join(dir, "a.yaml"), 0); err != nil {
		t.Fatal(err)
	}
	if got, want := readError(t, dir), filepath.Join("map", "a.yaml")+": no permission to read it"; got != want {
		t.Errorf("got %s, want %s", got, want)
	}
	if _, err := mapfile.Read(dir); !errors.Is(err, fs.ErrPermission) {
		t.Error("errors.Is does not see the missing permission")
	}
	if err := os.Chmod(dir, 0); err != nil {
		t.Fatal(err)
	}
	defer os.Chmod(dir, 0o777)
	if got, want := readError(t, dir), "map: no permission to read it"; got != want {
		t.Errorf("got %s, want %s", got, want)
	}
}

func TestDevices(t *testing.T) {
	if _, err := os.Stat("/dev/zero"); err != nil {
		t.Skip("there is no /dev/zero: ", runtime.GOOS)
	}
	if got, want := readError(t, "/dev/zero"), "zero: is a device, not a file; a stream is read from standard input, in the command with -f -"; got != want {
		t.Errorf("got %s, want %s", got, want)
	}
}

// endless gives the same text again and again.
type endless string

func (e endless) Read(p []byte) (int, error) {
	n := 0
	for n < len(p) {
		n += copy(p[n:], e)
	}
	return n, nil
}

func TestReadFrom(t *testing.T) {
	text, err := os.ReadFile("testdata/example.yaml")
	if err != nil {
		t.Fatal(err)
	}
	want := read(t, "testdata/example.yaml")
	for name, r := range map[string]io.Reader{
		"as it is":    bytes.NewReader(text),
		"a byte each": iotest.OneByteReader(bytes.NewReader(text)),
		"Windows":     strings.NewReader("\ufeff" + strings.ReplaceAll(string(text), "\n", "\r\n")),
		"Macintosh":   strings.NewReader(strings.ReplaceAll(string(text), "\n", "\r")),
		"a document":  strings.NewReader("# first\n---\n" + string(text) + "...\n# last\n"),
	} {
		m, err := mapfile.ReadFrom(r, "stdin")
		if err != nil {
			t.Errorf("%s: %v", name, err)
			continue
		}
		if diff := graphtest.Diff(want.Graph, m.Graph); diff != "" {
			t.Errorf("%s: %s", name, diff)
		}
		if p := m.Position("organisation", 0, "id"); p.File != "stdin" || m.Dir != "." {
			t.Errorf("%s: %v in %q", name, p, m.Dir)
		}
	}
	if _, err := mapfile.ReadFrom(endless("title: x\n"), "stdin"); err == nil || !strings.Contains(err.Error(), "stdin: is larger than 64 MiB") {
		t.Errorf("an endless stream: %v", err)
	}
	broken := iotest.ErrReader(errors.New("the cable is out"))
	if _, err := mapfile.ReadFrom(broken, "stdin"); err == nil || err.Error() != "stdin: the cable is out" {
		t.Errorf("a broken stream: %v", err)
	}
}

// TestFormsOfYAML reads the same map in every style that YAML has for it.
func TestFormsOfYAML(t *testing.T) {
	want, err := mapfile.ReadFrom(strings.NewReader("organisations:\n  - {id: \"007\", name: \"yes\", tags: [\"1e3\", \"true\"], founding_date: 2014}\n  - {id: b, name: a b}\n"), "want")
	if err != nil {
		t.Fatal(err)
	}
	for name, text := range map[string]string{
		"words that YAML types": "organisations:\n  - id: 007\n    name: yes\n    tags: [1e3, true]\n    founding_date: 2014\n  - id: b\n    name: a b\n",
		"JSON":                  `{"organisations": [{"id": "007", "name": "yes", "tags": ["1e3", "true"], "founding_date": 2014}, {"id": "b", "name": "a b"}]}`,
		"JSON in lines":         "{\n\"organisations\": [\n{\"id\": \"007\", \"name\": \"yes\",\n\"tags\": [\"1e3\", \"true\"], \"founding_date\": \"2014\"},\n{\"id\": \"b\", \"name\": \"a b\"}\n]\n}\n",
		"a list in brackets":    "organisations: [{id: 007, name: yes, tags: [1e3, true], founding_date: 2014},\n  {id: b, name: a b}\n]\n",
		"brackets below":        "organisations:\n  [{id: 007, name: yes, tags: [1e3, true], founding_date: 2014}, {id: b, name: a b}]\n",
		"items at the margin":   "organisations:\n- id: 007\n  name: yes\n  tags:\n  - 1e3\n  - true\n  founding_date: 2014\n-\n  id: b\n  name: a b\n",
		"all indented":          "  organisations:\n    - {id: 007, name: yes, tags: [1e3, true], founding_date: 2014}\n    - {id: b, name: a b}\n  title:\n",
		"quoted keys":           "\"organisations\":\n  - {'id': 007, \"name\": yes, tags: [1e3, true], founding_date: 2014}\n  - {id: b, name: a b}\n",
		"comments":              "# a\norganisations: # b\n# c\n  # d\n  - id: 007 # e\n# f\n    name: yes\n    tags: [1e3, # g\n      true]\n    founding_date: 2014\n  # h\n  - {id: b, name: a b}\n",
		"nulls":                 "title: null\nsources:\ntypes: ~\norganisations:\n  - {id: 007, name: yes, short_name: , url: null, tags: [1e3, true], founding_date: 2014, evidence: }\n  - {id: b, name: a b, classification: ~}\n",
		"texts in many lines":   "organisations:\n  - {id: 007, name: yes, tags: [1e3, true], founding_date: 2014}\n  - id: b\n    name:\n      a\n      b\n",
		"folded":                "organisations:\n  - {id: 007, name: yes, tags: [1e3, true], founding_date: 2014}\n  - id: b\n    name: >-\n      a\n      b\n",
		"in quotes over lines":  "organisations:\n  - {id: 007, name: yes, tags: [1e3, true], founding_date: 2014}\n  - id: b\n    name: \"a\n      b\"\n",
	} {
		m, err := mapfile.ReadFrom(strings.NewReader(text), "map.yaml")
		if err != nil {
			t.Errorf("%s: %v", name, err)
		} else if diff := graphtest.Diff(want.Graph, m.Graph); diff != "" {
			t.Errorf("%s: %s", name, diff)
		}
	}
}

// TestLargeInBrackets reads more records in one piece than the guard against missing commas lets keys pass.
func TestLargeInBrackets(t *testing.T) {
	var b strings.Builder
	for i := range 500 {
		fmt.Fprintf(&b, `,{"id":"o%d","name":"Organisation %d","tags":["a","b"],"evidence":[{"source":"s"}]}`, i, i)
	}
	m, err := mapfile.ReadFrom(strings.NewReader(`{"sources":[{"id":"s"}],"organisations":[`+b.String()[1:]+"]}"), "map.json")
	if err != nil {
		t.Fatal(err)
	}
	if n := m.Graph.NumOrganisations(); n != 500 {
		t.Errorf("%d organisations", n)
	}
}

func TestLargeFiles(t *testing.T) {
	const tooLarge = "larger than 64 MiB, the most that is read of YAML; a map of that size belongs in CSV files"
	path := filepath.Join(t.TempDir(), "m.yaml")
	write(t, path, "")
	if err := os.Truncate(path, 64<<20+1); err != nil {
		t.Fatal(err)
	}
	if got, want := readError(t, path), "m.yaml: is "+tooLarge; got != want {
		t.Errorf("got %s, want %s", got, want)
	}
	comments := strings.Repeat(strings.Repeat("# a comment ", 1000)+"\n", 33<<20/12_000)
	dir := folder(t, map[string]string{"a.yaml": comments + "organisations: [{id: a}]", "b.yaml": comments + "relationships: [{from: b, to: a, type: support}]"})
	if got, want := readError(t, dir), filepath.Join("map", "b.yaml")+": makes the YAML files of the map "+tooLarge; got != want {
		t.Errorf("got %s, want %s", got, want)
	}
}
