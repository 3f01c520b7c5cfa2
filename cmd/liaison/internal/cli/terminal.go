package cli

import (
	"context"
	"fmt"
	"io"
	"os"
	"strconv"
	"sync/atomic"
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
	return measuring(ctx, a, what, func(func(done, total int)) (T, error) { return do() })
}

// measuring is during for work that can tell how much of it is done, from any goroutine.
func measuring[T any](ctx context.Context, a *app, what string, do func(progress func(done, total int)) (T, error)) (T, error) {
	file, ok := a.stderr.(*os.File)
	if !ok || terminalWidth(file) == 0 {
		return await(ctx, func() (T, error) { return do(nil) })
	}
	var percent atomic.Int64 // one more than that, so that 0 is unknown
	progress := func(done, total int) {
		if total > 0 {
			percent.Store(1 + int64(min(max(float64(done)/float64(total), 0), 1)*100))
		}
	}
	ctx, stop := context.WithCancel(ctx)
	shown := make(chan struct{})
	go func() {
		defer close(shown)
		showShare(ctx, a.stderr, what, time.Second, func() int { return int(percent.Load()) - 1 })
	}()
	value, err := await(ctx, func() (T, error) { return do(progress) })
	stop()
	<-shown
	return value, err
}

// showShare writes a line with the time that has passed, and how many hundredths are done where that is not
// below 0, once every interval until ctx is done, and then takes it away.
func showShare(ctx context.Context, w io.Writer, what string, interval time.Duration, percent func() int) {
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
			share := ""
			if n := percent(); n >= 0 {
				share = fmt.Sprintf("%d%%, ", n)
			}
			fmt.Fprintf(w, "\r%s: %s … %s%d s\x1b[K", program, what, share, int(time.Since(start).Seconds()))
		}
	}
}
