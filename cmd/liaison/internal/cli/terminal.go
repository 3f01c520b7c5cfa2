package cli

import (
	"context"
	"fmt"
	"io"
	"os"
	"strconv"
	"time"
)

// width returns how wide lines on standard output may be, or 0 where nothing limits them: $COLUMNS, else
// the size of the terminal.
func (a *app) width() int {
	if n, err := strconv.Atoi(a.getenv("COLUMNS")); err == nil && n > 0 {
		return n
	}
	if file, ok := a.stdout.(*os.File); ok {
		return terminalWidth(file)
	}
	return 0
}

// during returns what do returns, and tells a person at a terminal what is going on where it takes longer
// than a second. It ends early where ctx does.
func during[T any](ctx context.Context, a *app, what string, do func() (T, error)) (T, error) {
	file, ok := a.stderr.(*os.File)
	if !ok || terminalWidth(file) == 0 {
		return await(ctx, do)
	}
	ctx, stop := context.WithCancel(ctx)
	shown := make(chan struct{})
	go func() {
		defer close(shown)
		showProgress(ctx, a.stderr, what, time.Second)
	}()
	value, err := await(ctx, do)
	stop()
	<-shown
	return value, err
}

// showProgress writes a line with the time that has passed once every interval until ctx is done, and
// then takes it away.
func showProgress(ctx context.Context, w io.Writer, what string, interval time.Duration) {
	start := time.Now()
	ticker := time.NewTicker(interval)
	defer ticker.Stop()
	drawn := false
	for {
		select {
		case <-ctx.Done():
			if drawn {
				fmt.Fprint(w, "\r\x1b[K")
			}
			return
		case <-ticker.C:
			drawn = true
			fmt.Fprintf(w, "\r%s: %s … %d s", program, what, int(time.Since(start).Seconds()))
		}
	}
}
