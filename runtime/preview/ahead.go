package preview

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"sync"

	"accstar/acc"
)

// Ahead makes the changes of a plan before the playbook comes to them, as many side by side as their order allows, and hands each
// outcome to the playbook when it asks. It works behind no barrier that the playbook has not passed.
//
// Two overlays are at work: the one that makes the changes knows all of them; the other, a view, shows the playbook those it has asked
// for. Behind a wait the playbook goes on with the first alone: nothing is made ahead any more.
type Ahead struct {
	plan    *Plan
	graph   *graph
	maker   *Overlay
	view    *Overlay
	fuser   *Fuser // nil: each change travels alone
	workers int
	cancel  context.CancelFunc
	ctx     context.Context

	mu      sync.Mutex
	cond    *sync.Cond
	open    int             // barriers that the playbook has passed
	parked  map[int][]*step // ready, but behind a barrier
	queue   []unit
	groups  map[string][]*step // ready to travel together
	slots   int                // taken
	running int                // units that are not over, and changes that the playbook makes itself
	halted  bool               // nothing more is made ahead
	live    bool               // the playbook has waited: it is answered by the maker itself
}

// unit is what is sent at once: a step, or those of a group.
type unit struct {
	step  *step
	group string
}

// defaultWorkers is how many requests are under way at once.
const defaultWorkers = 8

// NewAhead prepares to work ahead of a playbook on a plan. Maker is the overlay of the run, which has read nothing yet; seen is what
// the preview has read. The fuser is that of the maker's chain; nil if each change is to travel alone.
func NewAhead(plan *Plan, maker *Overlay, seen *Seen, fuser *Fuser) *Ahead {
	a := &Ahead{
		plan: plan, graph: newGraph(maker.cat, plan, maker.account), maker: maker, fuser: fuser, workers: defaultWorkers,
		parked: map[int][]*step{}, groups: map[string][]*step{},
	}
	a.cond = sync.NewCond(&a.mu)
	seen.give(maker)
	a.view = newView(a, maker, seen)
	return a
}

// aheadEntities are what is changed ahead of a playbook: the kinds whose order is known whole, by records and by people's addresses.
func aheadEntities() []string {
	return []string{"project", "member", "account_user", "company", "business_unit"}
}

// CanWorkAhead reports whether a plan may be worked on ahead of its playbook, and if not why.
func CanWorkAhead(plan *Plan) (why string, ok bool) {
	switch {
	case plan.Order == nil:
		return "it was made by an accstar that did not note the order of changes", false
	case len(plan.Incomplete) > 0:
		return "it may not show everything", false
	case len(plan.LeftOut) > 0:
		return "it was narrowed", false
	}
	for i := range plan.Changes {
		if !slices.Contains(aheadEntities(), plan.Changes[i].Entity) {
			return "it changes " + plan.Changes[i].Entity + " records", false
		}
	}
	scopes := plan.Order.scopes()
	for _, b := range plan.Order.Barriers {
		if b.Kind == BarrierWait && !scopes.oneByOne(b.Task) {
			return "its playbook waits in work that goes on side by side", false
		}
	}
	return "", true
}

// Start begins to make changes. The context ends with the run.
func (a *Ahead) Start(ctx context.Context) {
	a.ctx, a.cancel = context.WithCancel(ctx)
	a.mu.Lock()
	defer a.mu.Unlock()
	for _, s := range a.graph.steps {
		if s.waits == 0 && s.state == stepWaiting {
			a.ready(s)
		}
	}
	a.launch()
}

// Do answers the playbook: it is the link above both overlays.
func (a *Ahead) Do(ctx context.Context, call *acc.Call) (*acc.Result, error) {
	a.mu.Lock()
	live := a.live
	a.mu.Unlock()
	if live {
		return a.maker.Do(ctx, call)
	}
	return a.view.Do(ctx, call)
}

// planned returns the plan's change with that key, nil if there is none.
func (a *Ahead) planned(key acc.Key) *Change {
	if s := a.graph.byKey[key.ChangeKey()]; s != nil {
		return s.change
	}
	return nil
}

// ready queues a step that waits for no other; mu is held.
func (a *Ahead) ready(s *step) {
	switch {
	case s.change == nil: // a joint
		a.over(s, nil, nil)
	case s.state != stepWaiting:
	case s.call == nil:
		a.leave(s)
	case s.change.Behind > a.open:
		a.parked[s.change.Behind] = append(a.parked[s.change.Behind], s)
	default:
		s.state = stepReady
		key := ""
		if a.fuser != nil && s.fuse != nil {
			key = s.fuse.key(a.maker.Real)
		}
		if key == "" {
			a.queue = append(a.queue, unit{step: s})
			return
		}
		if a.groups[key] = append(a.groups[key], s); len(a.groups[key]) == 1 {
			a.queue = append(a.queue, unit{group: key})
		}
	}
}

// leave gives up on making a step ahead, and those that build on it; what only comes after it no longer waits. mu is held.
func (a *Ahead) leave(s *step) {
	if s.state == stepLeft || s.state == stepOver || s.state == stepRunning {
		return
	}
	s.state = stepLeft
	a.release(s, false)
	a.cond.Broadcast()
}

// release tells those that wait for a step that it is over; mu is held.
func (a *Ahead) release(s *step, made bool) {
	next := s.next
	s.next = nil
	for _, e := range next {
		if e.builds && !made {
			a.leave(e.to)
		}
	}
	for _, e := range next {
		if e.to.waits--; e.to.waits == 0 && e.to.state == stepWaiting {
			a.ready(e.to)
		}
	}
}

// over notes what came of a step; mu is held.
func (a *Ahead) over(s *step, res *acc.Result, err error) {
	was := s.state
	s.state, s.res, s.err = stepOver, res, err
	if s.over != nil {
		close(s.over)
	}
	if err != nil && !a.rowAlone(s, err) {
		a.stopSending()
	}
	if was == stepRunning || s.change == nil {
		a.release(s, err == nil)
	}
}

// rowAlone reports whether an error ends a row or an attempt, and nothing else.
func (a *Ahead) rowAlone(s *step, err error) bool {
	var refused *acc.Error
	return errors.As(err, &refused) && !refused.InDoubt && !errors.Is(err, acc.ErrStop) && a.graph.scopes.of(s.change.Key.Task) != ""
}

// stopSending has nothing more made ahead; mu is held.
func (a *Ahead) stopSending() {

	a.halted = true
	a.queue, a.groups, a.parked = nil, map[string][]*step{}, map[int][]*step{}
}

// launch sends what there are slots for; mu is held.
func (a *Ahead) launch() {
	for !a.halted && a.slots < a.workers && len(a.queue) > 0 {
		u := a.queue[0]
		a.queue = a.queue[1:]
		steps := []*step{u.step}
		if u.group != "" {
			waiting := slices.DeleteFunc(a.groups[u.group], func(s *step) bool { return s.state != stepReady })
			n := min(len(waiting), a.limitOf(waiting))
			steps = slices.Clone(waiting[:n])
			if a.groups[u.group] = waiting[n:]; len(waiting) > n {
				a.queue = append(a.queue, u)
			} else {
				delete(a.groups, u.group)
			}
		} else if u.step.state != stepReady {
			continue
		}
		if len(steps) == 0 {
			continue
		}
		if u.group != "" && len(steps) < a.fuser.least {
			for _, s := range steps[1:] {
				a.queue = append([]unit{{step: s}}, a.queue...)
			}
			steps = steps[:1]
		}
		for _, s := range steps {
			s.state, s.ahead = stepRunning, true
		}
		a.slots++
		a.running++
		go a.send(steps)
	}
	a.cond.Broadcast()
}

func (a *Ahead) limitOf(steps []*step) int {
	if len(steps) == 0 {
		return 0
	}
	return steps[0].fuse.limit
}

// send makes the changes of a unit and notes what came of them together, so that what waits for them can travel together as well.
func (a *Ahead) send(steps []*step) {
	freed := sync.OnceFunc(func() {
		a.mu.Lock()
		defer a.mu.Unlock()
		a.slots--
		a.launch()
	})
	results := make([]*acc.Result, len(steps))
	errs := make([]error, len(steps))
	if len(steps) == 1 {
		results[0], errs[0] = a.make(a.ctx, steps[0])
	} else {
		group := a.fuser.group(a.ctx, steps[0].fuse, len(steps), freed)
		var wg sync.WaitGroup
		for i, s := range steps {
			wg.Go(func() {
				m := group.member()
				defer m.leave()
				results[i], errs[i] = a.make(withMember(a.ctx, m), s)
			})
		}
		wg.Wait()
	}
	a.mu.Lock()
	for i, s := range steps {
		if errors.Is(errs[i], errUnmakeable) {
			a.handBack(s)
			continue
		}
		a.over(s, results[i], errs[i])
	}
	a.running--
	a.mu.Unlock()
	freed()
	a.mu.Lock()
	defer a.mu.Unlock()
	a.launch() // what they were waited for by; the slot may have been free before
}

// errUnmakeable is never seen by a playbook: the step is left to it.
var errUnmakeable = errors.New("it names what is not made")

// handBack leaves a step to the playbook that could not be made after all; mu is held.
func (a *Ahead) handBack(s *step) {
	close(s.over)
	s.over, s.ahead, s.state = make(chan struct{}), false, stepWaiting
	a.leave(s)
}

// await has the account show what a step names and what has no ID yet, though it has been accepted.
func (a *Ahead) await(ctx context.Context, s *step) error {
	for _, future := range futuresIn(s.change.Request) {
		if _, ok := a.maker.Real(future); ok {
			continue
		}
		by := a.graph.makers[future]
		if by == nil {
			return errUnmakeable
		}
		for _, r := range append(slices.Clone(by.change.Records), by.change.Later...) {
			if r.ID != future {
				continue
			}
			name := r.Collection
			name.Parent = resolveText(name.Parent, a.maker.Real)
			if err := a.maker.settle(ctx, a.maker.collection(name)); err != nil {
				return err
			}
		}
		if _, ok := a.maker.Real(future); !ok {
			return errUnmakeable
		}
	}
	return nil
}

// make makes one change, as the playbook would ask for it.
func (a *Ahead) make(ctx context.Context, s *step) (*acc.Result, error) {
	if err := a.await(ctx, s); err != nil {
		return nil, err
	}
	r := resolveRequest(Request{Path: s.call.Path, Query: s.call.Query, Header: s.call.Header, Body: s.call.Body}, a.maker.Real)
	call := *s.call
	call.Path, call.Query, call.Body = r.Path, r.Query, r.Body
	res, err := a.maker.Do(ctx, &call)
	return res, err
}

// outcome gives the playbook what came of a change that it asks for, once it is known. What cannot be made ahead is made now.
func (a *Ahead) outcome(ctx context.Context, call *acc.Call) (*acc.Result, error) {
	s := a.graph.byKey[call.Key.ChangeKey()]
	a.mu.Lock()
	s.asked = true
	for {
		switch s.state {
		case stepOver:
			defer a.mu.Unlock()
			return s.res, s.err
		case stepRunning:
			a.mu.Unlock()
			select {
			case <-s.over:
			case <-ctx.Done():
				return nil, context.Cause(ctx)
			}
			a.mu.Lock()
			continue
		}
		if a.halted || s.state == stepLeft || s.change.Behind > a.open || a.running == 0 && len(a.queue) == 0 {
			break
		}
		a.cond.Wait()
	}
	s.state = stepRunning
	a.running++
	a.mu.Unlock()
	res, err := a.maker.Do(ctx, call)
	a.mu.Lock()
	defer a.mu.Unlock()
	a.over(s, res, err)
	a.running--
	a.launch()
	return res, err
}

// Passed is told that the playbook has come to a barrier. It returns an error if the playbook has left out something that was made.
func (a *Ahead) Passed(b Barrier) error {
	a.mu.Lock()
	defer a.mu.Unlock()
	if a.live {
		return nil
	}
	barriers := a.plan.Order.Barriers
	if b.Kind != BarrierWait && a.open < len(barriers) && barriers[a.open] == b {
		a.open++
		parked := a.parked[a.open]
		delete(a.parked, a.open)
		for _, s := range parked {
			a.ready(s)
		}
		a.launch()
		return nil
	}
	a.stopSending() // it goes another way, or it waits
	if b.Kind != BarrierWait {
		return nil
	}
	a.drain()
	a.live = true
	return a.unasked()
}

// drain waits until nothing is under way; mu is held.
func (a *Ahead) drain() {
	for a.running > 0 {
		a.cond.Wait()
	}
}

// halt has nothing more made ahead.
func (a *Ahead) halt() {
	a.mu.Lock()
	defer a.mu.Unlock()
	a.stopSending()
	a.cond.Broadcast()
}

// pause has nothing more made ahead, and waits for what is under way.
func (a *Ahead) pause() {
	a.mu.Lock()
	defer a.mu.Unlock()
	a.stopSending()
	a.cond.Broadcast()
	a.drain()
}

// Stop ends the work once the playbook has ended, and waits for what is under way. With done, the playbook came to its end; then it is
// an error if something was made that it did not ask for.
func (a *Ahead) Stop(done bool) error {
	a.mu.Lock()
	defer a.mu.Unlock()
	a.stopSending()
	a.cond.Broadcast()
	a.drain()
	if a.cancel != nil {
		a.cancel()
	}
	if !done {
		return nil
	}
	return a.unasked()
}

// unasked is the error for what was made and not asked for; nil if there is nothing. mu is held.
func (a *Ahead) unasked() error {
	var changes []Change
	for _, s := range a.graph.steps {
		if s.ahead && !s.asked && s.state == stepOver && s.err == nil {
			changes = append(changes, *s.change)
		}
	}
	if changes == nil {
		return nil
	}
	return &UnaskedError{Changes: changes}
}

// isNew reports whether an ID is one that this run was given for something it made.
func (a *Ahead) isNew(id string) bool {
	a.maker.found.Lock()
	defer a.maker.found.Unlock()
	for _, real := range a.maker.real {
		if real == id {
			return true
		}
	}
	return false
}

// UnaskedError is changes that were made ahead of the playbook and that it then did not ask for, though it had in the preview.
type UnaskedError struct {
	Changes []Change
	Undo    string // the command that takes them back, if there is one
}

func (e *UnaskedError) Error() string {
	c := e.Changes[0]
	text := fmt.Sprintf("%s (%s in %s) was made as planned, but this time the playbook did not ask for it", c.Op, c.Subject, c.Group)
	if more := len(e.Changes) - 1; more > 0 {
		text += fmt.Sprintf(", nor for %d more", more)
	}
	return text
}

// Hints says what to do next.
func (e *UnaskedError) Hints() []string {
	hints := []string{"a playbook whose changes hang on chance, or on something that others change meanwhile, runs without --ahead"}
	if e.Undo != "" {
		hints = append([]string{"to take it back: " + e.Undo}, hints...)
	}
	return hints
}

// Fatal reports that no playbook may catch the error.
func (e *UnaskedError) Fatal() bool { return true }

// Unwrap makes it an [acc.ErrStop].
func (e *UnaskedError) Unwrap() error { return acc.ErrStop }
