package cli

import (
	"context"
	"os"
	"os/exec"
	"time"

	"github.com/liaisongraph/liaison/cmd/liaison/internal/serve/worker"
	"github.com/liaisongraph/liaison/render/picture"
)

// layoutWorkerName is the name of the command that a server starts for its layouts.
const layoutWorkerName = "layout-worker"

// layoutMemory is how many bytes of memory a process for layouts may hold, several times what a thousand organisations
// with four thousand relationships take.
const layoutMemory = 1 << 30

// layoutWorkerCommand is for the program itself: people find it neither in help nor by completion.
func layoutWorkerCommand() command {
	return command{
		name:   layoutWorkerName,
		group:  groupOther,
		short:  "Lay out scenes that come in on standard input, for serve",
		hidden: true,
		new:    func() runner { return layoutWorker{} },
	}
}

type layoutWorker struct{}

func (layoutWorker) flags(*flags) {}

// run lays out until its input ends. An interrupt that a terminal sends to the server and to this process is for the
// server, which then ends the input.
func (layoutWorker) run(ctx context.Context, a *app, _ []string) error {
	return worker.Run(context.WithoutCancel(ctx), a.stdin, a.stdout, layoutMemory, picture.Layout)
}

// newLayoutPool returns a pool of processes of this very program.
func newLayoutPool(deadline time.Duration, log func(string)) (*worker.Pool, error) {
	program, err := os.Executable()
	if err != nil {
		return nil, err
	}
	return worker.New(worker.Options{
		Command:  func() *exec.Cmd { return exec.Command(program, layoutWorkerName) },
		Deadline: deadline,
		Log:      log,
	}), nil
}
