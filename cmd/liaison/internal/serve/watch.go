package serve

import (
	"context"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"time"

	"github.com/liaisongraph/liaison/graph/mapfile"
)

// Watch looks at the files of the map at every tick, and reads them anew when they have changed and then stayed as they
// are until the next tick: what is being saved is not read half. It returns when ctx is done.
func (s *Server) Watch(ctx context.Context, tick <-chan time.Time) {
	if s.opts.Stamp == nil {
		<-ctx.Done()
		return
	}
	read := s.stamp
	seen := read
	for {
		select {
		case <-ctx.Done():
			return
		case <-tick:
		}
		now := s.opts.Stamp()
		if now == seen && now != read {
			s.refresh(ctx)
			read = now
		}
		seen = now
	}
}

// FileStamp returns a text that is another when the map at path has changed: its file or, for a folder, any of those
// that a map is read from, by name, size and time of change. Polling this works on every file system, those of networks
// and containers too, which do not tell of changes.
func FileStamp(path string) string {
	info, err := os.Stat(path)
	if err != nil {
		return "missing"
	}
	if !info.IsDir() {
		return stampOf(path, info)
	}
	entries, err := os.ReadDir(path)
	if err != nil {
		return "unreadable"
	}
	var b strings.Builder
	for _, entry := range entries { // in the order of their names
		if !mapfile.IsOfMap(entry.Name()) {
			continue
		}
		// What a link leads to counts, and not the link.
		info, err := os.Stat(filepath.Join(path, entry.Name()))
		if err != nil {
			fmt.Fprintf(&b, "%q missing\n", entry.Name())
			continue
		}
		b.WriteString(stampOf(entry.Name(), info))
	}
	return b.String()
}

func stampOf(name string, info os.FileInfo) string {
	return fmt.Sprintf("%q %d %d %v\n", name, info.Size(), info.ModTime().UnixNano(), info.Mode().IsRegular())
}
