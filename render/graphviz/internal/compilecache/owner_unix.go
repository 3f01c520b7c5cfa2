//go:build unix

package compilecache

import (
	"os"
	"syscall"
)

// ownedByUser tells whether a file belongs to the user whom this process acts for.
func ownedByUser(info os.FileInfo) bool {
	stat, ok := info.Sys().(*syscall.Stat_t)
	return ok && int(stat.Uid) == os.Geteuid()
}

// ownedByRoot tells whether a file belongs to the superuser.
func ownedByRoot(info os.FileInfo) bool {
	stat, ok := info.Sys().(*syscall.Stat_t)
	return ok && stat.Uid == 0
}

// closedToOthers tells whether none of the permission bits in mask is set.
func closedToOthers(info os.FileInfo, mask os.FileMode) bool {
	return info.Mode().Perm()&mask == 0
}
