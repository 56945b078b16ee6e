package cli

import (
	"context"
	"errors"
	"io"
	"net"
	"sync/atomic"
	"time"

	"accstar/acc"
)

// How long a run waits for a network that is gone.
const (
	patienceInAll = 10 * time.Minute
	patiencePause = 5 * time.Second
	longestPause  = 30 * time.Second
)

// patience is the link of a run's chain that waits for the network to come back: the client has tried a few times by then. A call that
// may have been carried out is not repeated. After ten minutes the run ends, to be resumed.
type patience struct {
	next     acc.Doer
	app      *App
	progress *progress
	over     atomic.Bool // it has been waited for long enough: no other call waits again
}

// Do implements [acc.Doer].
func (p *patience) Do(ctx context.Context, call *acc.Call) (*acc.Result, error) {
	began := p.app.Now()
	for pause := patiencePause; ; pause = min(2*pause, longestPause) {
		res, err := p.next.Do(ctx, call)
		if !noNetwork(err) || ctx.Err() != nil {
			return res, err
		}
		if p.over.Load() || p.app.Now().Sub(began) > patienceInAll {
			p.over.Store(true)
			return nil, &lostError{err}
		}
		p.progress.event(acc.Event{Op: call.Op.ID(), Stage: acc.Waiting, Wait: pause, Why: "no network"})
		if err := p.app.Sleep(ctx, pause); err != nil {
			return nil, err
		}
	}
}

// noNetwork reports whether a call came to nothing because there is no way to ACC just now, and was not carried out.
func noNetwork(err error) bool {
	var refused *acc.Error
	if !errors.As(err, &refused) || refused.Kind != acc.Unavailable || refused.Status != 0 || refused.InDoubt || errors.Is(err, acc.ErrStop) {
		return false
	}
	var dial *net.OpError
	var name *net.DNSError
	return errors.As(err, &dial) || errors.As(err, &name) || errors.Is(err, io.EOF) || errors.Is(err, io.ErrUnexpectedEOF)
}

// lostError ends a run whose network did not come back.
type lostError struct{ err error }

func (e *lostError) Error() string {
	return "the network has been gone for ten minutes: " + e.err.Error()
}

// Fatal reports that no playbook may catch the error.
func (e *lostError) Fatal() bool { return true }

// Unwrap makes it an [acc.ErrStop].
func (e *lostError) Unwrap() []error { return []error{acc.ErrStop, e.err} }
