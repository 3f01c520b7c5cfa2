package main

import (
	"bytes"
	"context"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/liaisongraph/liaison/cmd/liaison/internal/cli"
)

// TestGallery runs every command of the gallery, and compares what it draws with the picture that stands below it.
func TestGallery(t *testing.T) {
	const gallery = "testdata/uk-national-security/gallery"
	folder, err := filepath.Abs("../../" + gallery)
	if err != nil {
		t.Fatal(err)
	}
	text, err := os.ReadFile(filepath.Join(folder, "README.md"))
	if err != nil {
		t.Fatal(err)
	}
	t.Chdir(t.TempDir())
	pictures := 0
	for _, b := range block.FindAllStringSubmatch(string(text), -1) {
		command := words(strings.TrimSpace(b[2]))
		picture := command[len(command)-1]
		if !strings.Contains(string(text), "]("+picture+")") {
			t.Errorf("the gallery does not show %s", picture)
		}
		var out bytes.Buffer
		getenv := func(name string) string {
			if name == "LIAISON_MAP" {
				return filepath.Dir(folder)
			}
			return ""
		}
		want := 0
		if command[1] == "diff" {
			want = 1 // something differs
		}
		if code := cli.Main(context.Background(), command[1:], strings.NewReader(""), &out, &out, getenv); code != want {
			t.Fatalf("%s: exit code %d, want %d: %s", b[2], code, want, out.String())
		}
		drawn, err := os.ReadFile(picture)
		if err != nil {
			t.Fatal(err)
		}
		file := filepath.Join(folder, picture)
		if *update {
			if err := os.WriteFile(file, drawn, 0o644); err != nil {
				t.Fatal(err)
			}
		}
		if have, err := os.ReadFile(file); err != nil || !bytes.Equal(have, drawn) {
			t.Errorf("%s/%s is not what the command draws (%v); -update draws it anew", gallery, picture, err)
		}
		pictures++
	}
	if pictures != 10 {
		t.Errorf("the gallery has %d pictures", pictures)
	}
}
