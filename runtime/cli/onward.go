package cli

import (
	"context"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"time"

	"accstar/builtins"
	"accstar/runtime"
	"accstar/runtime/journal"
	"accstar/runtime/preview"
)

// A plan that may not show everything can be run with --allow-incomplete. The run makes what the plan lists and nothing else; where
// the playbook then asks for something that the preview could not foresee, the run stops, previews on from there with what is known
// by now, and asks again.

// sightError ends a run where the playbook asks for what its incomplete plan does not have.
type sightError struct {
	err error
	yes bool
}

func (e *sightError) Error() string {
	return "what comes now could not be seen in the preview: " + e.err.Error()
}

func (e *sightError) Hints() []string {
	if e.yes {
		return []string{"--yes says yes to what a plan shows, and no plan has shown this; run it in a terminal to be asked about what comes next"}
	}
	return []string{"run it in a terminal to be asked about what comes next"}
}

func (e *sightError) Unwrap() error { return e.err }

// endOfSight tells a run that has left its incomplete plan from one that has gone wrong.
func (s *session) endOfSight(plan *preview.Plan, err error) error {
	var unplanned *preview.NotPlannedError
	var other *preview.DifferenceError
	if len(plan.Incomplete) == 0 || !errors.As(err, &unplanned) && (!errors.As(err, &other) || !other.Request) {
		return err
	}
	return &sightError{err: err, yes: s.options.yes}
}

// onward goes on with a run that has come to the end of what its plan shows, as often as the user agrees.
func (s *session) onward(ctx context.Context, plan *preview.Plan, result *preview.Result, err error) (*preview.Result, error) {
	for {
		var ended *sightError
		if !errors.As(err, &ended) || s.options.yes || !s.app.InTTY || !s.app.ErrTTY {
			return result, err
		}
		s.progress.clear()
		fmt.Fprintf(s.app.Err, "\n%s made. What comes now could not be seen in the preview; previewing on from here.\n",
			plural(result.Count(preview.ItemDone), "change is", "changes are"))
		longer, further, previewErr := s.previewOn(ctx, plan, result.RunID)
		if longer == nil {
			return result, errors.Join(err, previewErr)
		}
		if showErr := s.showPlan(further, previewErr); showErr != nil || previewErr != nil {
			return result, errors.Join(previewErr, showErr)
		}
		if len(further.Changes) > 0 {
			if refusal := s.approved(further); refusal != nil {
				return result, refusal
			}
			if no := s.confirm(ctx, further); no != nil {
				return result, no
			}
		}
		rec, beginErr := s.takeUp(result.RunID, longer)
		if beginErr != nil {
			return result, beginErr
		}
		plan = longer
		result, err = s.heldTo(ctx, plan, rec, skipLines(s.printed, s.printer()))
	}
}

// skipLines leaves out the first lines of what is printed: they have been shown in an earlier part of the run.
func skipLines(n int, print func(runtime.Position, string)) func(runtime.Position, string) {
	return func(at runtime.Position, text string) {
		if n > 0 {
			n--
			return
		}
		print(at, text)
	}
}

// takeUp goes on writing the journal of a run that is held to another plan from here.
func (s *session) takeUp(runID string, plan *preview.Plan) (*recording, error) {
	dir := filepath.Join(s.app.runsDir(), runID)
	data, err := preview.EncodePlan(plan)
	if err != nil {
		return nil, err
	}
	meta, err := s.meta(runID, plan, data)
	if err != nil {
		return nil, err
	}
	w, log, err := journal.Continue(dir, meta, journal.Options{Now: s.app.Now, ReadBodies: journal.KeepBodies, Open: s.app.OpenJournal})
	if err != nil {
		return nil, resumeError(err)
	}
	if err := writePrivate(filepath.Join(dir, planFile), data); err != nil {
		return nil, errors.Join(err, w.Close(journal.End{State: journal.Interrupted, Error: err.Error()}))
	}
	return &recording{writer: w, log: log, replay: journal.NewReplay(log, w, false)}, nil
}

// previewOn previews a playbook from where its run has come to. It returns the plan of the whole, with what is made, and the part of
// it that is still to be made. What the run was told it is told again, from a copy of its journal; nothing is sent but reads.
func (s *session) previewOn(ctx context.Context, plan *preview.Plan, runID string) (longer, further *preview.Plan, err error) {
	rec, drop, err := s.copyOfRun(plan, runID)
	if err != nil {
		return nil, nil, err
	}
	defer drop()
	counter := &counter{}
	client, err := s.client(true, counter.observe(s.progress))
	if err != nil {
		return nil, nil, err
	}
	maker := preview.Hold(plan, client, func(preview.Item) {})
	overlay := preview.NewOverlay(preview.Config{
		Catalogue: s.cat, Rules: s.rules, Live: client, Maker: maker, Now: s.app.Now, Sleep: s.app.Sleep, FreshFor: freshFor, AccountID: s.conn.AccountID,
	})
	overlay.Remember(maker, rec, s.inDoubt)
	p, err := s.begin(ctx, plan.Made, &builtins.Planned{}, overlay, func(ctx context.Context, _ time.Duration) error { return context.Cause(ctx) }, func(runtime.Position, string) {})
	if err != nil {
		return nil, nil, err
	}
	defer p.files.Close()
	p.env.Doer = rec.replay.Above(overlay)
	guards := s.guards(p.book)
	var broken []preview.Violation
	maker.Extend(func(ctx context.Context, c *preview.Predicted) {
		broken = append(broken, guards.Check(ctx, overlay, c)...)
	})
	s.progress.begin("previewing on")
	runErr := p.run(ctx, s, true)
	s.progress.end()
	if ctx.Err() != nil {
		return nil, nil, runErr
	}
	made, more := maker.Extended()
	part := *plan
	part.Changes, part.LeftOut, part.Approvals, part.Incomplete = more, nil, nil, overlay.Gaps()
	part.Unchanged, part.More, part.ByHand, part.Rows, part.Tables = p.sink.unchanged, p.sink.more, p.sink.byHand, p.sink.failedRows(), p.sink.tables
	part.Cost = preview.EstimateCost(s.cat, more, counter.byOp())
	part.Redact()
	whole := part
	whole.Changes = append(made, part.Changes...)
	if runErr == nil {
		runErr = errors.Join(forbidden(broken), s.guard(&whole, p.book), s.able(ctx, &part))
	}
	if runErr != nil {
		part.Error = runtime.Diagnose(runErr, p.book.Sources()).Plain()
	}
	return &whole, &part, runErr
}

// copyOfRun copies a run's journal to where it can be written to without harm.
func (s *session) copyOfRun(plan *preview.Plan, runID string) (rec *recording, drop func(), err error) {
	base, err := os.MkdirTemp("", "accstar-")
	if err != nil {
		return nil, nil, err
	}
	drop = func() { _ = os.RemoveAll(base) } // what is left behind is of no use to anybody
	defer func() {
		if err != nil {
			drop()
		}
	}()
	from, to := filepath.Join(s.app.runsDir(), runID), filepath.Join(base, runID)
	if err := os.Mkdir(to, 0o700); err != nil {
		return nil, nil, err
	}
	for _, name := range []string{journal.JournalFile, journal.ReadsFile} {
		data, err := os.ReadFile(filepath.Join(from, name))
		if errors.Is(err, os.ErrNotExist) {
			continue
		}
		if err == nil {
			err = os.WriteFile(filepath.Join(to, name), data, 0o600)
		}
		if err != nil {
			return nil, nil, err
		}
	}
	meta, err := s.meta(runID, plan, nil)
	if err != nil {
		return nil, nil, err
	}
	w, log, err := journal.Continue(to, meta, journal.Options{Now: s.app.Now, ReadBodies: journal.KeepBodies})
	if err != nil {
		return nil, nil, err
	}
	closing := drop
	drop = func() {
		_ = w.Close(journal.End{State: journal.Interrupted}) // of a copy
		closing()
	}
	return &recording{writer: w, log: log, replay: journal.NewReplay(log, w, false)}, drop, nil
}

// sawLines counts what has been printed, so that a later part of the run does not print it again.
func (s *session) sawLines(print func(runtime.Position, string)) func(runtime.Position, string) {
	return func(at runtime.Position, text string) {
		s.printed++
		print(at, text)
	}
}
