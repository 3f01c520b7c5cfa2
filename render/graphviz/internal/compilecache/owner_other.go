//go:build !unix

package compilecache

import "os"

// Elsewhere, that is on Windows, the user's cache folder lies in a profile that its access list closes to other
// users, and permission bits say nothing.

func ownedByUser(os.FileInfo) bool { return true }

func ownedByRoot(os.FileInfo) bool { return true }

func closedToOthers(os.FileInfo, os.FileMode) bool { return true }
