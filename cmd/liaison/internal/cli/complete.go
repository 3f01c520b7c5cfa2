package cli

import (
	"context"
	"strings"

	"github.com/spf13/cobra"

	"github.com/liaisongraph/liaison/cmd/liaison/internal/cli/table"
	"github.com/liaisongraph/liaison/graph"
)

// completer returns what a word that is being typed may become, each perhaps with a tab and what it means.
// A completer never complains: the shell would show that in the middle of the line.
type completer func(a *app, typed string) ([]string, cobra.ShellCompDirective)

func completeNothing(*app, string) ([]string, cobra.ShellCompDirective) {
	return nil, cobra.ShellCompDirectiveNoFileComp
}

func completeFiles(*app, string) ([]string, cobra.ShellCompDirective) {
	return nil, cobra.ShellCompDirectiveDefault
}

func completeFolders(*app, string) ([]string, cobra.ShellCompDirective) {
	return nil, cobra.ShellCompDirectiveFilterDirs
}

// completeMaps offers all files: a map is a file or a folder, and shells cannot say that of extensions.
var completeMaps = completeFiles

// completeWords offers some words. A word may have a tab and a meaning after it.
func completeWords(words []string) completer {
	return func(_ *app, typed string) ([]string, cobra.ShellCompDirective) {
		return startingWith(words, typed), cobra.ShellCompDirectiveNoFileComp
	}
}

// completeWordsOrFiles completes some words and, where none begins so, the names of files.
func completeWordsOrFiles(a *app, words []string, typed string) ([]string, cobra.ShellCompDirective) {
	if found := startingWith(words, typed); len(found) > 0 {
		return found, cobra.ShellCompDirectiveNoFileComp
	}
	return completeFiles(a, typed)
}

func startingWith(words []string, typed string) []string {
	var found []string
	for _, w := range words {
		if strings.HasPrefix(w, typed) {
			found = append(found, w)
		}
	}
	return found
}

// completeList completes the last of several words with commas between them.
func completeList(c completer) completer {
	return func(a *app, typed string) ([]string, cobra.ShellCompDirective) {
		comma := strings.LastIndexByte(typed, ',') + 1
		found, directive := c(a, typed[comma:])
		for i := range found {
			found[i] = typed[:comma] + found[i]
		}
		return found, directive
	}
}

// described is a completion with what it means.
func described(word, meaning string) string {
	if meaning == "" {
		return word
	}
	return word + "\t" + table.Clean(meaning)
}

// withMap completes with words of the map that the command line names, if it can be read.
func withMap(words func(*graph.Graph) []string) completer {
	return func(a *app, typed string) ([]string, cobra.ShellCompDirective) {
		if path, err := a.mapPath(); err != nil || isStream(path) {
			return nil, cobra.ShellCompDirectiveNoFileComp
		}
		m, err := a.readMap(context.Background())
		if err != nil {
			return nil, cobra.ShellCompDirectiveNoFileComp
		}
		return startingWith(words(m.Graph), typed), cobra.ShellCompDirectiveNoFileComp
	}
}

// completeTypes offers the types of the map, or the built-in ones where there is no map.
func completeTypes(a *app, typed string) ([]string, cobra.ShellCompDirective) {
	found, directive := withMap(func(g *graph.Graph) (words []string) {
		for t := range g.Vocabulary().Types() {
			words = append(words, described(t.ID, t.Label))
		}
		return words
	})(a, typed)
	return found, directive
}

func completeClassifications(a *app, typed string) ([]string, cobra.ShellCompDirective) {
	return withMap(func(g *graph.Graph) (words []string) {
		for c := range g.Vocabulary().Classifications() {
			words = append(words, described(c.ID, c.Label))
		}
		return words
	})(a, typed)
}

func completeSources(a *app, typed string) ([]string, cobra.ShellCompDirective) {
	return withMap(func(g *graph.Graph) (words []string) {
		for _, s := range g.Sources() {
			words = append(words, described(s.ID, s.Title))
		}
		return words
	})(a, typed)
}

// completeOrganisations offers ids and, once something is typed that is not the beginning of an id, names.
func completeOrganisations(a *app, typed string) ([]string, cobra.ShellCompDirective) {
	var names []string
	ids, directive := withMap(func(g *graph.Graph) (ids []string) {
		for _, o := range g.Organisations() {
			ids = append(ids, described(o.ID, o.Name))
			if typed == "" || strings.HasPrefix(o.ID, typed) {
				continue
			}
			candidates := []string{o.ShortName, o.Name}
			for _, other := range o.OtherNames {
				candidates = append(candidates, other.Name)
			}
			for _, name := range candidates {
				// A tab or a line break would end the word.
				if strings.HasPrefix(name, typed) && name == table.Clean(name) {
					names = append(names, described(name, o.ID))
				}
			}
		}
		return ids
	})(a, typed)
	return append(ids, names...), directive
}
