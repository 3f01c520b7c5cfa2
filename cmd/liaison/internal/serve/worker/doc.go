// Package worker lays pictures out in processes of their own.
//
// A layout can take long, cannot be told to stop while it runs in Graphviz, leaks a little memory there, and takes the
// process with it if it crashes. So a [Pool] keeps a few processes, each of which [Run] serves: a layout that takes
// longer than its deadline is ended by ending its process, one that takes too much memory ends its process itself, and a
// process that has made many layouts makes place for a new one. What could not be laid out as it was asked for comes as a
// grid, which is made at once, with a notice that says so: a picture is always to be had.
//
// # The protocol
//
// Over the standard streams of a process go messages: four bytes with the length, the highest first, and that many
// bytes of gob. To each [render.Scene] that comes in, one answer goes out: a [render.Placement] or the text of an error.
// The process ends where its standard input does.
package worker
