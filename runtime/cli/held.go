package cli

import (
	"context"
	"errors"
	"fmt"
	"maps"
	"slices"
	"strings"
	"time"

	"accstar/acc"
	"accstar/runtime"
	"accstar/runtime/journal"
	"accstar/runtime/preview"
)

// held runs the playbook again, live, held to the plan, and returns what it came to.
func (s *session) held(ctx context.Context, plan *preview.Plan, print func(runtime.Position, string)) (*preview.Result, error) {
	rec, err := s.beginJournal(plan)
	if err != nil {
		return nil, err
	}
	return s.heldTo(ctx, plan, rec, print)
}

// heldTo is the live pass of a run, new or taken up again: what the record holds already is not done again.
func (s *session) heldTo(ctx context.Context, plan *preview.Plan, rec *recording, print func(runtime.Position, string)) (*preview.Result, error) {
	s.printed = 0
	defer s.underWay(ctx, rec.writer.RunID())()
	counter := &counter{}
	result := &preview.Result{
		Version: 1, RunID: rec.writer.RunID(), PlanID: plan.ID, Playbook: plan.Playbook, Title: plan.Title, Account: plan.Account, Params: plan.Params,
		Started: rec.started(s.app.Now()),
	}
	client, err := s.client(false, counter.observe(s.progress))
	if err == nil {
		link := &patience{next: client, app: s.app, progress: s.progress}
		fuser := preview.NewFuser(preview.Config{Catalogue: s.cat, Rules: s.rules, Now: s.app.Now, Sleep: s.app.Sleep, AccountID: s.conn.AccountID}, link)
		chain := journal.Below(fuser, rec.writer)
		maker := preview.Hold(plan, chain, s.progress.item)
		maker.Lenient(preview.Leniency{SkipDrift: s.options.plan.onDrift == "skip", Rest: s.options.plan.rest})
		overlay := preview.NewOverlay(preview.Config{
			Catalogue: s.cat, Rules: s.rules, Live: chain, Maker: maker, Now: s.app.Now, Sleep: s.app.Sleep, FreshFor: freshFor, AccountID: s.conn.AccountID,
		})
		overlay.Remember(maker, rec, s.inDoubt)
		var ahead *preview.Ahead
		if ahead, err = s.aheadOf(plan, rec, overlay, fuser); err == nil {
			err = s.endOfSight(plan, s.carryOut(ctx, plan, rec, overlay, maker, ahead, result, s.sawLines(print)))
		}
	}
	result.Requests = rec.requests() + counter.total()
	return result, errors.Join(err, s.endRun(ctx, result, rec.writer, err))
}

// endRun notes how a run ended, in its result and its record.
func (s *session) endRun(ctx context.Context, result *preview.Result, w *journal.Writer, err error) error {
	s.next = "" // of an earlier part of the run
	result.Ended = s.app.Now()
	result.State = endState(ctx, result, err)
	if err != nil {
		d := runtime.Diagnose(err, s.sources)
		result.Error = d.Summary
		result.Hint = strings.Join(d.Hints, "; ")
	}
	closing := w.Close(journal.End{State: journal.State(result.State), Error: result.Error, Requests: result.Requests})
	switch result.State {
	case preview.RunInterrupted:
		s.next = "go on from here with: accstar resume " + result.RunID
	case preview.RunFailed, preview.RunPartly:
		if result.RunID != "" && !allDone(result) {
			s.next = "once what stands in the way is gone, try what failed again with: accstar retry " + result.RunID
		}
	}
	result.Hint = joinHints(result.Hint, s.next)
	return closing
}

func joinHints(a, b string) string {
	if a == "" || b == "" || strings.Contains(a, b) {
		return firstSet(a, b)
	}
	return a + "; " + b
}

// allDone reports whether every planned change was made.
func allDone(r *preview.Result) bool {
	return r.Count(preview.ItemDone)+r.Count(preview.ItemAlready) == len(r.Items)
}

// carryOut is the live pass through the playbook.
func (s *session) carryOut(ctx context.Context, plan *preview.Plan, rec *recording, overlay *preview.Overlay, maker *preview.Held,
	ahead *preview.Ahead, result *preview.Result, print func(runtime.Position, string)) error {
	out := s.folder(plan.Made)
	p, err := s.begin(ctx, plan.Made, out, overlay, s.app.Sleep, print)
	if err != nil {
		return err
	}
	defer p.files.Close()
	p.env.Doer, p.env.RunID = rec.replay.Above(overlay), rec.writer.RunID()
	p.env.Clock.Sleep = func(ctx context.Context, key acc.Key, d time.Duration) error {
		s.progress.event(acc.Event{Stage: acc.Waiting, Wait: d, Why: "the playbook waits"})
		return rec.sleep(ctx, s.app, overlay, key, d)
	}
	if changed := changedInput(plan.Inputs, p.inputs()); changed != "" {
		return &problem{message: changed + " has changed since the preview; nothing was sent", hints: []string{"run it again"}}
	}
	guards := s.guards(p.book)
	maker.Guard(func(ctx context.Context, c *preview.Predicted) error { return forbidden(guards.Check(ctx, overlay, c)) })
	s.progress.plan(len(plan.Changes), plan.Cost.Minutes)
	s.progress.begin("running")
	defer s.progress.end()
	if ahead != nil {
		s.withAhead(ctx, p, rec, ahead)
	}
	runErr := s.endAhead(ahead, rec, p.run(ctx, s, false))
	unseen, settleErr := overlay.Settle(ctx)
	if runErr == nil {
		runErr = settleErr
	}
	if runErr == nil {
		maker.Finish(ctx)
	}
	for _, u := range unseen {
		maker.Saw(u)
	}
	result.Items = maker.Items()
	result.Rows, result.ByHand, result.Tables, result.Files = p.sink.failedRows(), p.sink.byHand, p.sink.tables, out.Written()
	return runErr
}

// changedInput names a file whose content differs from when the preview read it; "" if there is none.
func changedInput(was, is map[string]string) string {
	for _, name := range slices.Sorted(maps.Keys(is)) {
		if before, ok := was[name]; ok && before != is[name] {
			return name
		}
	}
	return ""
}

// endState is how a run ended.
func endState(ctx context.Context, r *preview.Result, err error) preview.RunState {
	var lost *lostError
	var doubt *preview.DoubtError
	var silence *preview.SilenceError
	var unwritten *journal.WriteError
	var sight *sightError
	switch {
	case ctx.Err() != nil, errors.As(err, &lost), errors.As(err, &doubt), errors.As(err, &silence), errors.As(err, &unwritten), errors.As(err, &sight):
		return preview.RunInterrupted
	case err != nil:
		return preview.RunFailed
	}
	if !allDone(r) {
		return preview.RunPartly
	}
	for _, row := range r.Rows {
		if row.State == preview.RowFailed {
			return preview.RunPartly
		}
	}
	return preview.RunDone
}

// inDoubt decides about a change of which it cannot be told whether it was made.
func (s *session) inDoubt(ctx context.Context, c preview.Change, why string) (preview.Choice, error) {
	switch s.options.inDoubt {
	case "skip":
		return preview.SkipInDoubt, nil
	case "retry":
		return preview.RetryInDoubt, nil
	}
	if !s.app.InTTY || !s.app.ErrTTY {
		return preview.StopInDoubt, nil
	}
	s.asking.Lock()
	defer s.asking.Unlock()
	s.progress.clear()
	fmt.Fprintf(s.app.Err, "\nIt cannot be told whether this change was made: %s\n  %s %s in %s\n", why, c.Op, c.Subject, c.Group)
	for {
		fmt.Fprint(s.app.Err, "Look at it in ACC. Was it made? [y]es, [n]o: send it again, [s]kip it, [q]uit and decide later: ")
		answer, err := readLine(ctx, s.app)
		if err != nil {
			return preview.StopInDoubt, err
		}
		switch strings.ToLower(strings.TrimSpace(answer)) {
		case "y", "yes":
			return preview.TakeAsMade, nil
		case "n", "no":
			return preview.RetryInDoubt, nil
		case "s", "skip":
			return preview.SkipInDoubt, nil
		case "q", "quit", "":
			return preview.StopInDoubt, nil
		}
	}
}
