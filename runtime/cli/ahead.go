package cli

import (
	"bytes"
	"compress/gzip"
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"time"

	"github.com/spf13/pflag"

	"accstar/acc"
	"accstar/builtins"
	"accstar/runtime/journal"
	"accstar/runtime/preview"
)

// paceFlags say how the changes of a run are carried out.
type paceFlags struct {
	ahead  bool
	noFuse bool
}

func (f *paceFlags) add(fs *pflag.FlagSet) {
	fs.BoolVar(&f.ahead, "ahead", false, "make the planned changes side by side, before the playbook comes to each, and together where ACC takes many in one request")
	fs.BoolVar(&f.noFuse, "no-fuse", false, "with --ahead, send a request for each change all the same")
}

// mark notes for a plan what bears on the order of its changes.
func markOrder(p *pass, recorder *preview.Recorder, seen *preview.Seen) {
	p.env.Mark = func(m builtins.Mark) {
		if m.Kind == builtins.RowsBegin {
			recorder.Rows(m.Fork)
			return
		}
		recorder.Pass(barrierOf(m))
	}
	sleep := p.env.Clock.Sleep
	p.env.Clock.Sleep = func(ctx context.Context, key acc.Key, d time.Duration) error {
		recorder.Pass(preview.Barrier{Kind: preview.BarrierWait, Task: key.Task})
		seen.Seal()
		return sleep(ctx, key, d)
	}
}

func barrierOf(m builtins.Mark) preview.Barrier {
	kinds := map[builtins.MarkKind]preview.BarrierKind{
		builtins.AttemptBegins: preview.BarrierAttempt, builtins.AttemptOK: preview.BarrierOK, builtins.AttemptCaught: preview.BarrierCaught,
	}
	return preview.Barrier{Kind: kinds[m.Kind], Task: m.Fork}
}

// worksAhead reports whether the changes of a plan are made ahead of the playbook in a run with the session's flags.
func (s *session) worksAhead(plan *preview.Plan) bool {
	if !s.options.pace.ahead || s.options.plan.onDrift == "skip" || s.options.plan.rest || len(plan.Changes) < 2 {
		return false
	}
	_, ok := preview.CanWorkAhead(plan)
	return ok
}

// aheadOf prepares to work ahead of the playbook; nil if this run does not.
func (s *session) aheadOf(plan *preview.Plan, rec *recording, maker *preview.Overlay, fuser *preview.Fuser) (*preview.Ahead, error) {
	path := filepath.Join(rec.writer.Dir(), journal.SeenFile)
	seen := s.seen
	if rec.log != nil {
		var err error
		if seen, err = readSeen(path); err != nil {
			return nil, err
		}
	}
	if seen == nil || !s.worksAhead(plan) {
		return nil, nil
	}
	if rec.log == nil {
		if err := writeSeen(path, seen); err != nil {
			return nil, err
		}
	}
	if s.options.pace.noFuse {
		fuser = nil
	}
	return preview.NewAhead(plan, maker, seen, fuser), nil
}

func writeSeen(path string, seen *preview.Seen) error {
	var out bytes.Buffer
	zip := gzip.NewWriter(&out)
	if err := errors.Join(seen.Encode(zip), zip.Close()); err != nil {
		return err
	}
	return writePrivate(path, out.Bytes())
}

// readSeen reads what a preview has seen; nil if it was not kept.
func readSeen(path string) (*preview.Seen, error) {
	f, err := os.Open(path)
	if errors.Is(err, os.ErrNotExist) {
		return nil, nil
	}
	if err != nil {
		return nil, err
	}
	defer f.Close()
	zip, err := gzip.NewReader(f)
	if err != nil {
		return nil, fmt.Errorf("read what the preview has seen: %w", err)
	}
	data, err := io.ReadAll(zip)
	if err != nil {
		return nil, fmt.Errorf("read what the preview has seen: %w", err)
	}
	return preview.DecodeSeen(data)
}

// withAhead plugs the work ahead into a pass, and begins it.
func (s *session) withAhead(ctx context.Context, p *pass, rec *recording, ahead *preview.Ahead) {
	p.env.Doer = rec.replay.Above(ahead)
	p.env.Mark = func(m builtins.Mark) {
		if m.Kind != builtins.RowsBegin {
			_ = ahead.Passed(barrierOf(m)) // only a wait can come to an error
		}
	}
	sleep := p.env.Clock.Sleep
	p.env.Clock.Sleep = func(ctx context.Context, key acc.Key, d time.Duration) error {
		if err := ahead.Passed(preview.Barrier{Kind: preview.BarrierWait, Task: key.Task}); err != nil {
			return s.takenBack(err, rec.writer.RunID())
		}
		return sleep(ctx, key, d)
	}
	ahead.Start(ctx)
}

// endAhead ends the work ahead. The error is that of the pass, or what was made and not asked for.
func (s *session) endAhead(ahead *preview.Ahead, rec *recording, runErr error) error {
	if ahead == nil {
		return runErr
	}
	if err := ahead.Stop(runErr == nil); err != nil {
		return s.takenBack(err, rec.writer.RunID())
	}
	return runErr
}

// takenBack says how to take back what was made and not asked for.
func (s *session) takenBack(err error, runID string) error {
	var unasked *preview.UnaskedError
	if errors.As(err, &unasked) {
		unasked.Undo = "accstar undo " + runID
	}
	return err
}
