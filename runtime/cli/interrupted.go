package cli

import (
	"context"
	"fmt"
	"sync"
)

// farewell is what is said when a second Ctrl-C ends the process at once.
type farewell struct {
	mu   sync.Mutex
	text string
}

func (f *farewell) set(text string) {
	if f == nil { // an app that is no process
		return
	}
	f.mu.Lock()
	defer f.mu.Unlock()
	f.text = text
}

// say says it, in the place of the line that says what is going on.
func (f *farewell) say(a *App) {
	f.mu.Lock()
	defer f.mu.Unlock()
	if a.ErrTTY {
		fmt.Fprint(a.Err, "\r\x1b[K")
	}
	if f.text != "" {
		fmt.Fprintln(a.Err, f.text)
	}
}

// underWay tells, while a run goes on, whoever presses Ctrl-C what happens now, and whoever presses it twice how to go on. The
// function that is returned ends that.
func (s *session) underWay(ctx context.Context, runID string) func() {
	stop := context.AfterFunc(ctx, s.progress.finishing)
	s.app.farewell.set("ended at once; go on from here with: accstar resume " + runID)
	return func() {
		stop()
		s.app.farewell.set("")
	}
}
