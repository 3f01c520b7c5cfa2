// Package serve serves the page of a map, and answers questions about it, to browsers on the same machine.
//
// # Vocabulary
//
// A [Server] has a snapshot: the map as it was last read without a fault, with its page, its picture and its data,
// which are made once. [Server.Watch] looks at the files of the map; where they have changed, they are read, and what
// comes of it is told to all pages that listen: another version of the snapshot, or what is wrong with the files, while
// the last good snapshot stays. The endpoints stand in one table, of which the routes, the checks of parameters and the
// description in OpenAPI are made.
//
// # Invariants
//
// Nothing that is asked changes the map or a file. A request is answered only if its Host is an address or a name of
// this machine, so that no page from elsewhere can give itself the name of this server, and if no other site has made
// the browser ask. Each answer is bounded in time, rows and memory, and so is how many are worked out at once, how many
// pages listen, and how long and large a request may be.
package serve
