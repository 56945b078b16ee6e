package cli

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"fmt"
	"io"
	"maps"
	"path/filepath"
	"slices"
	"strings"
	"sync"
	"time"

	"accstar/acc"
	"accstar/acc/catalog"
	"accstar/acc/tenant"
	"accstar/builtins"
	"accstar/runtime"
	"accstar/runtime/preview"
)

// session is one playbook on one account: its preview, and the run that is held to it.
type session struct {
	app      *App
	conn     *connection
	cat      *catalog.Catalogue
	rules    tenant.Rules
	path     string // of the playbook
	given    map[string]string
	options  playOptions
	account  preview.Account
	progress *progress
	sources  runtime.Sources
	link     *link
	tokens   *acc.ProfileTokens // of the client last made
	warned   warned
	// fetch writes a file that the account has, through the client last made.
	fetch   func(context.Context, acc.Source, io.Writer) (acc.Fetched, error)
	running bool   // it is a run, and not only a preview
	printed int    // lines that the playbook has printed in the run
	shown   bool   // the one JSON document there is to be has been printed
	planned bool   // the plan has been shown, so that the result need not repeat what it says
	next    string // what to do about a run that has not come to its end
	// staged, of a run, keeps the files that its preview puts together: should there be nothing to change, they are what the run writes.
	staged *staged
	// runID, of a run, is its ID: made before its preview, which may turn out to be the whole run.
	runID  string
	seen   *preview.Seen // what the preview was told, for a run that follows it
	undoes string        // the run that this one takes back
	asking sync.Mutex    // held while the user is asked something in the middle of a run
}

// pass is one time through the playbook.
type pass struct {
	book    *runtime.Playbook
	env     *builtins.Env
	files   *builtins.Disk
	sink    *sink
	overlay *preview.Overlay
}

// freshFor is how long a reading of a collection is good enough for changing it.
const freshFor = 2 * time.Minute

// begin loads the playbook for one pass. The doer given by chain decides what becomes of its calls.
func (s *session) begin(ctx context.Context, now time.Time, out builtins.Output, overlay *preview.Overlay,
	sleep func(context.Context, time.Duration) error, print func(runtime.Position, string)) (*pass, error) {
	files, err := builtins.OpenDisk(filepath.Dir(s.path))
	if err != nil {
		return nil, &usageError{message: err.Error(), hints: runtime.Diagnose(err, nil).Hints}
	}
	p := &pass{files: files, sink: &sink{warn: s.warn, page: s.conn.page}, overlay: overlay}
	p.env = &builtins.Env{
		Catalogue: s.cat, Doer: overlay, AccountID: s.conn.AccountID, Files: files, Out: out,
		Clock: builtins.Clock{Start: now, Sleep: func(ctx context.Context, _ acc.Key, d time.Duration) error {
			overlay.Forget() // after a wait, the next look is a fresh one
			return sleep(ctx, d)
		}},
		Sink: p.sink, Fetch: s.fetch, RunID: s.runID,
	}
	p.book, err = runtime.Load(ctx, s.path, runtime.Options{Universe: builtins.Universe(p.env), Limits: s.options.limits(), Print: print})
	if err != nil {
		return nil, errors.Join(err, files.Close())
	}
	s.sources = p.book.Sources()
	return p, nil
}

// run calls main with the parameters.
func (p *pass) run(ctx context.Context, s *session, sequential bool) error {
	values, err := parseValues(nil, p.book.Params(), s.given)
	if err != nil {
		return err
	}
	return p.book.Run(ctx, values, runtime.Locals{Env: p.env, Sequential: sequential})
}

// inputs are the hashes of everything the pass has read from disk.
func (p *pass) inputs() map[string]string {
	all := map[string]string{}
	maps.Copy(all, p.book.Inputs)
	maps.Copy(all, p.files.Inputs())
	return all
}

// preview runs the playbook whole against the account, reading only.
func (s *session) preview(ctx context.Context, print func(runtime.Position, string)) (*preview.Plan, error) {
	counter := &counter{}
	client, err := s.client(true, counter.observe(s.progress))
	if err != nil {
		return nil, err
	}
	now := s.app.Now().Round(0)
	recorder := &preview.Recorder{}
	overlay := preview.NewOverlay(preview.Config{
		Catalogue: s.cat, Rules: s.rules, Live: s.noticing(client), Maker: recorder, Now: func() time.Time { return now }, AccountID: s.conn.AccountID,
		Sleep: func(context.Context, time.Duration) error { return nil },
	})
	p, err := s.begin(ctx, now, s.plannedOutput(now), overlay, func(ctx context.Context, _ time.Duration) error { return context.Cause(ctx) }, print)
	if err != nil {
		return nil, err
	}
	defer p.files.Close()
	if err := s.foresee(p.book); err != nil {
		return nil, err
	}
	if s.options.pace.ahead {
		s.seen = overlay.Keep()
	}
	markOrder(p, recorder, s.seen)
	guards := s.guards(p.book)
	recorder.Guard = func(ctx context.Context, c *preview.Predicted) []preview.Violation {
		return guards.Check(ctx, overlay, c)
	}
	s.progress.begin("previewing")
	runErr := p.run(ctx, s, true)
	s.progress.end()
	s.seen.Done(overlay)
	var usage *usageError
	if errors.As(runErr, &usage) || ctx.Err() != nil {
		return nil, runErr
	}
	plan, err := s.plan(p, recorder, overlay, counter, now)
	if err != nil {
		return nil, err
	}
	if err := s.narrow(plan, s.options.plan.selection); err != nil && runErr == nil {
		return nil, err
	}
	if runErr == nil {
		runErr = errors.Join(forbidden(notLeftOut(recorder.Forbidden(), plan)), s.guard(plan, p.book), s.able(ctx, plan))
	}
	if runErr != nil && plan.Error == "" {
		plan.Error = runtime.Diagnose(runErr, p.book.Sources()).Plain()
		var guard *preview.GuardError
		if errors.As(runErr, &guard) {
			plan.Error = guard.Error()
		}
	}
	return plan, runErr
}

// plan puts together what a preview found.
func (s *session) plan(p *pass, recorder *preview.Recorder, overlay *preview.Overlay, counter *counter, now time.Time) (*preview.Plan, error) {
	hash, err := s.cat.Hash()
	if err != nil {
		return nil, err
	}
	settings, err := s.settings()
	if err != nil {
		return nil, err
	}
	plan := &preview.Plan{
		Version: 1, Made: now, Playbook: s.path, Title: firstLine(p.book.Doc), Account: s.account, Params: s.shownParams(p.book.Params()),
		Changes: recorder.Changes(), Order: recorder.Order(), Unchanged: append(recorder.AlreadyRight(), p.sink.unchanged...), More: p.sink.more,
		ByHand: p.sink.byHand, Rows: p.sink.failedRows(), Tables: p.sink.tables, Files: p.env.Out.Written(),
		Incomplete: overlay.Gaps(), Inputs: p.inputs(), Catalogue: hash, Settings: settings,
	}
	plan.Cost = preview.EstimateCost(s.cat, plan.Changes, counter.byOp())
	if s.worksAhead(plan) && !s.options.pace.noFuse {
		plan.Fuse(s.cat)
	}
	plan.Scopes, plan.Tokens = s.needs(counter, plan)
	sum := sha256.Sum256([]byte(fmt.Sprint(plan.Made.UnixNano(), plan.Playbook, len(plan.Changes), plan.Params)))
	plan.ID = "p-" + hex.EncodeToString(sum[:])[:8]
	plan.Redact()
	return plan, nil
}

// needs are the scopes and kinds of token that a run of the plan uses.
func (s *session) needs(counter *counter, plan *preview.Plan) (scopes, tokens []string) {
	ops := map[string]bool{}
	for op := range counter.byOp() {
		ops[op] = true
	}
	for _, c := range plan.Changes {
		ops[c.Op] = true
	}
	scopeSet, tokenSet := map[string]bool{}, map[string]bool{}
	for id := range ops {
		op := s.cat.Operation(id)
		if op == nil {
			continue
		}
		for _, scope := range op.Scopes {
			scopeSet[scope] = true
		}
		if using := s.link.creds.using(s.tokens, op, s.conn); using != "" {
			tokenSet[using] = true
		}
	}
	return slices.Sorted(maps.Keys(scopeSet)), slices.Sorted(maps.Keys(tokenSet))
}

func (s *session) shownParams(params []runtime.Param) []preview.Param {
	var out []preview.Param
	for _, p := range params {
		if v, ok := s.given[p.Name]; ok {
			out = append(out, preview.Param{Name: p.Name, Value: v})
		}
	}
	return out
}

func firstLine(doc string) string {
	line, _, _ := strings.Cut(strings.TrimSpace(doc), "\n")
	return strings.TrimSuffix(line, ".")
}

// counter counts requests by operation.
type counter struct {
	mu sync.Mutex
	n  map[string]int
}

// observe counts each request that leaves and tells progress of every event.
func (c *counter) observe(p *progress) func(acc.Event) {
	return func(e acc.Event) {
		if e.Stage == acc.Sending {
			c.mu.Lock()
			if c.n == nil {
				c.n = map[string]int{}
			}
			c.n[e.Op]++
			c.mu.Unlock()
		}
		p.event(e)
	}
}

func (c *counter) byOp() map[string]int {
	c.mu.Lock()
	defer c.mu.Unlock()
	return maps.Clone(c.n)
}

func (c *counter) total() int {
	c.mu.Lock()
	defer c.mu.Unlock()
	sum := 0
	for _, n := range c.n {
		sum += n
	}
	return sum
}
