package cli

import (
	"os"

	"golang.org/x/sys/windows"
)

// terminalWidth returns how many cells wide the terminal is that file is, or 0 where it is none.
func terminalWidth(file *os.File) int {
	var info windows.ConsoleScreenBufferInfo
	if err := windows.GetConsoleScreenBufferInfo(windows.Handle(file.Fd()), &info); err != nil {
		return 0
	}
	return int(info.Window.Right-info.Window.Left) + 1
}
