// Package uknationalsecurity holds the map of the United Kingdom's national security agencies, so that a
// program can carry it as an example. README.md says what the map is and how it was made.
package uknationalsecurity

import "embed"

// Files are the files of the map.
//
//go:embed README.md *.yaml
var Files embed.FS
