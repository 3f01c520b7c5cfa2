// Package render turns a graph into a picture.
//
// # Vocabulary
//
// A [Scene] is the picture before layout: what is to be seen, in which colours, with which words, and not
// where. It is plain data that any output can draw. A node of it stands for an organisation, a cluster for a
// sector (a topmost classification), and a line for everything between two organisations. A line has one or
// more strands, drawn side by side: by default one for each family of types (the topmost type, such as
// "authority") and each status of it, or one for each relationship where the scene is unbundled.
//
// A [Joint] stands for an arrangement: relationships that hold only together, or of which one is enough. Their strands
// meet in a mark that says the rule.
//
// A [Placement] is where the parts of a scene go. [Scene.Place] makes it for the layouts of this package. In
// [HubLayout] the organisation with the most neighbours stands in the middle and everything else to its left and
// right, by sector and by distance; lines run between columns and never through a box. [TreeLayout] puts wholes
// beside their parts, and [GridLayout] is the quick one for thousands. The other layouts are those of Graphviz:
// package render/graphviz makes their placements. [Scene.PlaceBadges] and [Scene.Frame] complete any placement.
//
// A [Scale] and a [Grouping] carry what somebody has computed into the picture: the area of an organisation's box
// stands for a number, its fill and the number on it for a group. This package computes neither.
//
// A [Change] makes the scene one of two maps, or of one at two dates, drawn as one: what is new, gone and changed has
// signs, outlines and dashes of its own, and what stayed is faded. Of two dates, what a source is the first to speak of is
// told from what was founded or began between them.
//
// A [Format] is what a scene is written as. [Formats] are those that need nothing but this package: DOT and
// Mermaid.
//
// # Invariants
//
// A scene says only what its graph says. What it shows, its legend explains, and the legend explains nothing
// else. Colour is never alone: a letter tells the family of each strand, a line's dashes its status, and a number
// the group of an organisation. The same graph and options give the same bytes. A Scene does not change once it is
// made, and is safe for concurrent readers.
package render
