package mapfile

import (
	_ "embed"
	"slices"
)

//go:embed schema.json
var schema []byte

// Schema returns the JSON Schema (draft 2020-12) of one YAML file of a map, for editors that complete and
// check. It says what a file can hold; that references lead somewhere, only [Read] can tell.
func Schema() []byte { return slices.Clone(schema) }
