// Package mapfile reads and writes maps: the files that a person keeps, compares and sends, and that are
// read as one [graph.Graph].
//
// # A map on disk
//
// A map is one YAML file, or a folder of YAML files, of CSV files, or of both. The records of all files are
// those of one map; which file holds what, and the order of its sections, does not matter to what they
// refer to. Records of a kind keep their order: that of the files by name, and within a file that of its
// lines.
//
// A YAML file has any of the keys title, description, sources, classifications, types, arrangements,
// organisations and relationships; all but the first two are lists of records:
//
//	sources:
//	  - {id: mi5-2019, title: Partnerships, publisher: MI5, published: 2019~}
//	organisations:
//	  - id: mi5
//	    name: Security Service
//	    short_name: MI5
//	    classification: intelligence-agency
//	relationships:
//	  - from: sis
//	    to: mi5
//	    type: intelligence-sharing
//	    evidence:
//	      - {source: mi5-2019, passage: "major customer for … supplements our own collection"}
//
// The fields of a record are those of the structs of package graph, by their names in JSON; [Schema]
// describes them. A field that takes a list also takes a single value. An other name is a text or a mapping
// with its dates. What a record does not say is as that package has it: a status is active, a weight is 1,
// a relationship is mutual if its type is. Null and empty text say nothing.
//
// A text is what is written, whatever YAML may take it for: a name can be 007, yes or 2014-05 without
// quotes. Anchors, aliases, tags, merge keys, directives and further documents are refused, because they
// make a file mean something else than it shows.
//
// # CSV
//
// Each kind of record has a file, whose first line names its columns in any order: organisations.csv,
// relationships.csv, sources.csv, types.csv, classifications.csv, arrangements.csv. Columns are fields, and
// empty cells say nothing. Lists stand in one cell with semicolons between their elements, and a backslash
// before a semicolon or backslash within one. An organisation or a relationship can have one piece of
// evidence in columns of its own: source, passage, prefix, suffix.
//
// Three more files hold what does not fit in a row: evidence.csv (organisation or relationship, by id, and
// the fields of a piece of evidence; a relationship without an id of its own has the one that
// [graph.Graph.RelationshipID] makes, such as "sis:intelligence-sharing:mi5"), other_names.csv
// (organisation, and the fields of an other name) and map.csv (field, value: title and description).
//
// Commas, semicolons and tabs are taken for separators, whichever the first line has most of. A byte order
// mark and either kind of line end is accepted. A CSV file of another name in the folder of
// a map is not read, or is an error where the name is nearly one of these.
//
// # Streams
//
// [ReadFrom] reads one YAML document or a tar archive, which it knows by its first bytes: as of git archive HEAD~1
// maps/uk. The map is what [Read] would find in the folder in it that has files of a map, which must be the only one;
// folders whose names begin with a dot do not count, links are not followed, and gzip is not unpacked. An archive has
// at most 100,000 files, and those of the map have 256 MiB at most.
//
// # Errors
//
// Reading goes on after an error, and returns an [*Error] with everything that is wrong in all files, each
// with its place, its line and, where something similar was meant, what that may be. What only follows from
// another error (a reference to a record that is itself wrong) is left out. Input of any kind gives an
// error or a map, in bounded time: YAML is split into records that are parsed one by one, and what the
// parser would take quadratic time or deep recursion for is refused before it gets there. A YAML file has
// at most 64 MiB; CSV is read as a stream, and is as large as the graph can be.
//
// # Positions
//
// A [Map] knows where each record and field stands, for messages about what is well-formed and still wrong;
// see [Map.Position].
//
// # Writing
//
// [Write] writes any graph in any of the three formats, so that reading gives the same graph. It says what
// differs from the defaults only, and never overwrites by itself: comments and order in a file that someone
// keeps by hand are theirs.
package mapfile
