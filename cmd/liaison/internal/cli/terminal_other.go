//go:build !unix && !windows

package cli

import "os"

// terminalWidth returns 0: on this system there is no way to know.
func terminalWidth(*os.File) int { return 0 }
