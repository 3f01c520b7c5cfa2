package cli

import (
	"slices"
	"strings"

	"github.com/spf13/cobra"

	"github.com/liaisongraph/liaison/render"
	sheets "github.com/liaisongraph/liaison/render/drawing"
	"github.com/liaisongraph/liaison/render/picture"
)

// word is a word that a flag takes, and what it means.
type word struct{ name, means string }

func names(words []word) []string {
	var all []string
	for _, w := range words {
		all = append(all, w.name)
	}
	return all
}

// texts are words with what they mean, as help lists them.
func texts(words []word) [][2]string {
	var all [][2]string
	for _, w := range words {
		all = append(all, [2]string{w.name, w.means})
	}
	return all
}

func pictureNames() []string {
	var names []string
	for _, p := range picture.Formats() {
		names = append(names, p.Name)
	}
	return names
}

func pictureTexts() [][2]string {
	var texts [][2]string
	for _, p := range picture.Formats() {
		texts = append(texts, [2]string{p.Name, p.Description})
	}
	return texts
}

func layoutNames() []string {
	var names []string
	for _, l := range render.Layouts() {
		names = append(names, l.Name)
	}
	return names
}

func layoutTexts() [][2]string {
	var texts [][2]string
	for _, l := range render.Layouts() {
		texts = append(texts, [2]string{l.Name, l.Description})
	}
	return texts
}

// hierarchyView draws the relationships of structure as a tree.
const hierarchyView = "hierarchy"

// views are those of a scene, and one that is a choice of layout and relationships.
func views() []word {
	var all []word
	for _, v := range render.Views() {
		all = append(all, word{v.Name, v.Description})
	}
	return append(all, word{hierarchyView, "what is part of what: relationships of structure, the whole above its parts"})
}

// The themes that a file may not be called.
const (
	autoTheme = "auto"
	darkTheme = "dark"
)

func themeNames() []string { return names(themes()) }

func themes() []word {
	var all []word
	for _, t := range render.Themes() {
		all = append(all, word{t.Name, t.Description})
	}
	return append(all, word{autoTheme, "light or dark, as the reader prefers; of svg and html"})
}

func completeThemes(a *app, typed string) ([]string, cobra.ShellCompDirective) {
	return completeWordsOrFiles(a, themeNames(), typed)
}

// pageNames are the sheets that a picture can be fitted to.
func pageNames() []string {
	var names []string
	for _, p := range sheets.Pages() {
		names = append(names, p.Name)
	}
	return names
}

// completePages completes the names of sheets, and their directions once a name is there.
func completePages(_ *app, typed string) ([]string, cobra.ShellCompDirective) {
	names := pageNames()
	if sheet, _, _ := strings.Cut(typed, "-"); slices.Contains(names, sheet) {
		names = append(names, sheet+"-portrait", sheet+"-landscape")
	}
	return startingWith(names, typed), cobra.ShellCompDirectiveNoFileComp
}
