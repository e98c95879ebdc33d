// Command rollcall keeps an organisation's accounts in step with its member file: plan, review, apply, export.
package main

import (
	"context"
	"io"
	"os"
	"os/signal"
	"runtime"
	"syscall"
)

func main() {
	collect(besideIndex)
	floor := make([]byte, heapFloor)
	// Listening never stops: whoever interrupts at the very end is still told by the exit code what was done.
	ctx, _ := signal.NotifyContext(context.Background(), os.Interrupt, syscall.SIGTERM)
	code := run(ctx, os.Args[1:], os.Stdin, os.Stdout, os.Stderr)
	runtime.KeepAlive(floor)
	os.Exit(code)
}

// heapFloor is how many bytes the heap counts as used from the start. They are never touched, so they take no memory;
// without them a heap of three megabytes, as most commands have, is collected half a dozen times.
const heapFloor = 16 << 20

// run is the whole command: it gives the exit code, puts data on stdout and everything else on stderr.
func run(ctx context.Context, args []string, stdin io.Reader, stdout, stderr io.Writer) int {
	s := newSession(args, stdin, stdout, stderr)
	root := s.root()
	root.SetArgs(args)
	root.SetIn(stdin)
	root.SetOut(stdout)
	root.SetErr(stderr)
	return s.finish(ctx, root.ExecuteContext(ctx))
}
