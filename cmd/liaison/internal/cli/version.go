package cli

import (
	"context"
	"fmt"
	"runtime"
	"runtime/debug"
)

func versionCommand() command {
	return command{
		name:  "version",
		group: groupOther,
		short: "Show the version",
		new:   func() runner { return versionOptions{} },
	}
}

type versionOptions struct{}

func (versionOptions) flags(*flags) {}

func (versionOptions) run(_ context.Context, a *app, _ []string) error { return a.print(versionText()) }

// versionText says what the build knows of itself: the version of the module and, where it was built in a
// working copy, the commit.
func versionText() string {
	version, commit := "unknown", ""
	if info, ok := debug.ReadBuildInfo(); ok {
		if v := info.Main.Version; v != "" {
			version = v
		}
		for _, s := range info.Settings {
			switch {
			case s.Key == "vcs.revision":
				commit = " " + s.Value[:min(len(s.Value), 12)] + commit
			case s.Key == "vcs.modified" && s.Value == "true":
				commit += " with changes"
			}
		}
	}
	return fmt.Sprintf("%s %s%s (%s %s/%s)\n", program, version, commit, runtime.Version(), runtime.GOOS, runtime.GOARCH)
}
