package preview

import (
	"context"
	"errors"
	"fmt"
	"reflect"
	"strings"
	"sync"
	"time"

	"accstar/acc"
)

// Held is the [Maker] of a run: it makes exactly the changes of a plan, and nothing else.
type Held struct {
	plan *Plan
	next acc.Doer
	// real turns a future ID of the plan into the ID that ACC gave.
	real func(future string) (string, bool)
	// observe is told of each change as it begins (state "") and ends.
	observe func(Item)

	leniency  Leniency
	guard     func(context.Context, *Predicted) error
	overlay   *Overlay
	extending *extension // nil in a run

	aligning sync.Mutex // held while a call is matched with the plan
	tasks    map[string][]*entry
	entries  map[string]*entry // by change key; what is asked for is guarded by aligning

	mu       sync.Mutex
	byKey    map[string]int // change key -> index in the plan
	items    []Item
	unseen   map[int][]string  // what did not appear, by index in the plan
	unmade   map[string]string // records and future IDs that were to be and are not -> what they are called
	standIns map[string]string // future ID -> ID of a record that is there in place of the planned one
}

// Hold returns a Held for the plan; next sends what is to be sent.
func Hold(plan *Plan, next acc.Doer, observe func(Item)) *Held {
	h := &Held{plan: plan, next: next, observe: observe, byKey: map[string]int{}, unseen: map[int][]string{}, entries: map[string]*entry{}, unmade: map[string]string{}, standIns: map[string]string{}}
	h.enlist()
	for i, c := range plan.Changes {
		h.byKey[c.Key.ChangeKey()] = i
		h.items = append(h.items, Item{Change: c, State: ItemNotAttempted})
	}
	return h
}

// Bind tells the Held which overlay learns real IDs. It is called once, before the run starts.
func (h *Held) Bind(o *Overlay) { h.real, h.overlay = o.Real, o }

// Make sends a change if it is the one the plan has at this place.
func (h *Held) Make(ctx context.Context, call *acc.Call, p *Predicted) (*acc.Result, error) {
	if h.extending != nil {
		return h.note(ctx, p), nil
	}
	i, want, err := h.planned(call, p)
	if err == nil && h.guard != nil {
		err = h.guard(ctx, p)
	}
	if err != nil {
		return nil, err
	}
	sent := h.resolved(call)
	h.observe(Item{Change: want})
	res, err := h.next.Do(ctx, sent)
	h.end(i, want, res, err)
	return res, err
}

// end notes what became of a change.
func (h *Held) end(i int, want Change, res *acc.Result, err error) {
	item := Item{Change: want, State: ItemDone}
	if err != nil {
		item.State = ItemRefused
		var e *acc.Error
		switch {
		case errors.As(err, &e):
			item.Error, item.Hint = e.Message, e.Hint
			if e.InDoubt {
				item.State = ItemInDoubt
			}
		case maybeMade(err):
			item.State, item.Error = ItemInDoubt, err.Error()
		default: // the run ended before it was sent
			item.State, item.Error = ItemNotAttempted, err.Error()
		}
	} else {
		item.Requests = res.Requests
	}
	h.mu.Lock()
	h.items[i] = item
	h.mu.Unlock()
	h.observe(item)
}

// maybeMade reports whether a change that came to an error of the engine's own was sent all the same.
func maybeMade(err error) bool {
	var e interface{ MaybeMade() bool }
	return errors.As(err, &e) && e.MaybeMade()
}

// doubt notes a change of which it could not be found out whether it was made.
func (h *Held) doubt(i int, want Change, err error) {
	item := Item{Change: want, State: ItemInDoubt, Error: err.Error()}
	var e *acc.Error
	var doubt *DoubtError
	switch {
	case errors.As(err, &doubt):
		item.Error, item.Hint = doubt.Why, "look at it in ACC"
	case errors.As(err, &e):
		item.Error, item.Hint = e.Message, e.Hint
	}
	h.mu.Lock()
	h.items[i] = item
	h.mu.Unlock()
	h.observe(item)
}

// find returns the plan's change with that key, and its place.
func (h *Held) find(key acc.Key) (int, Change, bool) {
	h.mu.Lock()
	defer h.mu.Unlock()
	i, ok := h.byKey[key.ChangeKey()]
	if !ok {
		return 0, Change{}, false
	}
	return i, h.plan.Changes[i], true
}

// planned finds the plan's change for a call and compares the two.
func (h *Held) planned(call *acc.Call, p *Predicted) (int, Change, error) {
	h.mu.Lock()
	i, ok := h.byKey[call.Key.ChangeKey()]
	h.mu.Unlock()
	if !ok {
		return 0, Change{}, &NotPlannedError{Change: p.Change}
	}
	want := h.plan.Changes[i]
	if diff := h.compare(want, p.Change); diff != nil {
		return 0, Change{}, diff
	}
	if more := joining(p.Change.Later, want.Later); len(more) > 0 {
		return 0, Change{}, &DriftError{Planned: want, Why: fmt.Sprintf("ACC would now add %d members by itself that the plan does not have, such as %s", len(more), titleOf(more[0].After))}
	}
	return i, want, nil
}

// compare returns how a change differs from the planned one; nil if it does not.
func (h *Held) compare(want, got Change) error {
	a, b := resolveRequest(want.Request, h.real), resolveRequest(got.Request, h.real)
	if want.Op != got.Op || !sameRequest(a, b) {
		return &DifferenceError{Planned: want, Now: got, Request: true}
	}
	got = got.redacted() // as the plan is
	if !reflect.DeepEqual(want.Fields, got.Fields) || want.Subject != got.Subject {
		return &DifferenceError{Planned: want, Now: got}
	}
	return nil
}

func sameRequest(a, b Request) bool {
	if len(a.Path) != len(b.Path) || len(a.Query) != len(b.Query) {
		return false
	}
	for k, v := range a.Path {
		if b.Path[k] != v {
			return false
		}
	}
	for i := range a.Query {
		if a.Query[i] != b.Query[i] && (a.Query[i].Name != b.Query[i].Name || !acc.SecretName(a.Query[i].Name)) {
			return false
		}
	}
	if canonicalJSON(a.Body) == canonicalJSON(b.Body) {
		return true
	}
	// A plan holds no secrets; of them only that there is one is compared.
	x, secretX := acc.Redact(a.Body)
	y, secretY := acc.Redact(b.Body)
	return (secretX || secretY) && canonicalJSON(x) == canonicalJSON(y)
}

// resolved is the call with real IDs in place of future ones.
func (h *Held) resolved(call *acc.Call) *acc.Call {
	r := resolveRequest(Request{Path: call.Path, Query: call.Query, Header: call.Header, Body: call.Body}, h.real)
	copied := *call
	copied.Path, copied.Query, copied.Body = r.Path, r.Query, r.Body
	return &copied
}

// Unchanged is told of a change that would change nothing; one that was planned has been made by someone else meanwhile.
func (h *Held) Unchanged(call *acc.Call, _ *Predicted) {
	h.mu.Lock()
	defer h.mu.Unlock()
	i, ok := h.byKey[call.Key.ChangeKey()]
	switch {
	case !ok || h.items[i].State != ItemNotAttempted:
	case h.leniency.Rest:
		h.items[i].State = ItemAlready
	default:
		h.items[i].Error = "already so: someone else has changed it since the preview"
	}
}

// Differs marks a change that came out otherwise than planned.
func (h *Held) Differs(call *acc.Call, fields []FieldChange) {
	h.mu.Lock()
	defer h.mu.Unlock()
	i, ok := h.byKey[call.Key.ChangeKey()]
	if !ok {
		return
	}
	var what []string
	for _, f := range fields {
		what = append(what, fmt.Sprintf("%s should be %q and is %q", f.Name, f.Before, f.After))
	}
	h.items[i].State, h.items[i].Differs = ItemDiffers, fields
	h.items[i].Error = "made, but not as planned: " + strings.Join(what, ", ")
	h.items[i].Hint = "look at it in ACC and put it right there"
}

// Refused turns a refusal of something that was planned into a difference: the preview found that ACC would do it.
func (h *Held) Refused(call *acc.Call, refusal error) error {
	h.mu.Lock()
	defer h.mu.Unlock()
	var e *acc.Error
	i, planned := h.byKey[call.Key.ChangeKey()]
	if !planned || h.extending != nil || !errors.As(refusal, &e) || e.Kind == acc.Unavailable {
		return refusal
	}
	return &DriftError{Planned: h.plan.Changes[i], Refusal: e}
}

// Items returns every planned change with what became of it, in the plan's order.
func (h *Held) Items() []Item {
	h.mu.Lock()
	defer h.mu.Unlock()
	return append([]Item(nil), h.items...)
}

// Saw marks a change as accepted but not seen.
func (h *Held) Saw(u Unseen) {
	h.mu.Lock()
	defer h.mu.Unlock()
	i, ok := h.byKey[u.Key.ChangeKey()]
	switch {
	case !ok:
	case u.Change.Auto && h.items[i].State == ItemDone:
		h.items[i].State = ItemDiffers
		h.items[i].Error = fmt.Sprintf("made, but ACC did not do by itself what was expected: %s had not appeared after %s",
			titleOf(u.Change.After), u.Waited.Round(time.Second))
		h.items[i].Hint = "look at it in ACC and put it right there"
	case !u.Change.Auto:
		h.items[i].State = ItemUnseen
		h.unseen[i] = append(h.unseen[i], u.String())
		h.items[i].Error = JoinUnseen(h.unseen[i])
		h.items[i].Hint = "look at it in ACC, then run the playbook again: it adds what is missing"
	}
}

// titleOf is what a record is called, for a message.
func titleOf(rec map[string]any) string {
	for _, f := range []string{"email", "name"} {
		if s, ok := rec[f].(string); ok && s != "" {
			return s
		}
	}
	return "a record"
}

// NotPlannedError is a change that the plan does not have: the playbook went another way than in the preview.
type NotPlannedError struct{ Change Change }

func (e *NotPlannedError) Error() string {
	return fmt.Sprintf("%s (%s in %s) is not in the plan; nothing was sent for it", e.Change.Op, e.Change.Subject, e.Change.Group)
}

// Hints says what to do next.
func (e *NotPlannedError) Hints() []string {
	return []string{"the account or the playbook's input has changed since the preview; preview again"}
}

// Fatal reports that no playbook may catch the error.
func (e *NotPlannedError) Fatal() bool { return true }

// Unwrap makes it an [acc.ErrStop].
func (e *NotPlannedError) Unwrap() error { return acc.ErrStop }

// howToSkip says how to do without a change that the account has drifted away from.
const howToSkip = "or make the rest of a saved plan without it: accstar run --plan FILE --rest --on-drift skip"

// DifferenceError is a change that is not as planned: asked for differently by the playbook, or of something that has changed
// in the account since.
type DifferenceError struct {
	Planned, Now Change
	Request      bool // the request itself differs, not only what it would change
}

func (e *DifferenceError) Error() string {
	if e.Request {
		return fmt.Sprintf("%s (%s in %s) is not what was planned (%s, %s in %s); nothing was sent for it",
			e.Now.Op, e.Now.Subject, e.Now.Group, e.Planned.Op, e.Planned.Subject, e.Planned.Group)
	}
	return fmt.Sprintf("%s in %s has changed since the preview: %s; nothing was sent for it", e.Planned.Subject, e.Planned.Group, fieldDifference(e.Planned.Fields, e.Now.Fields))
}

// fieldDifference says in which fields two changes differ.
func fieldDifference(planned, now []FieldChange) string {
	is := map[string]FieldChange{}
	for _, f := range now {
		is[f.Name] = f
	}
	var parts []string
	for _, f := range planned {
		n, ok := is[f.Name]
		delete(is, f.Name)
		switch {
		case !ok:
			parts = append(parts, fmt.Sprintf("%s is already %q", f.Name, f.After))
		case n.Before == f.Before && n.After != f.After:
			parts = append(parts, fmt.Sprintf("%s was to become %q, and would become %q", f.Name, f.After, n.After))
		case n != f:
			parts = append(parts, fmt.Sprintf("%s was %q, now %q", f.Name, f.Before, n.Before))
		}
	}
	for _, f := range now {
		if _, extra := is[f.Name]; extra {
			parts = append(parts, fmt.Sprintf("%s is now %q", f.Name, f.Before))
		}
	}
	if len(parts) == 0 {
		return "it is another record now"
	}
	return strings.Join(parts, ", ")
}

// Hints says what to do next.
func (e *DifferenceError) Hints() []string {
	return []string{"run it again: it previews afresh and shows what is left to do", howToSkip}
}

// Fatal reports that no playbook may catch the error.
func (e *DifferenceError) Fatal() bool { return true }

// Unwrap makes it an [acc.ErrStop].
func (e *DifferenceError) Unwrap() error { return acc.ErrStop }

// DriftError is a planned change that ACC would now refuse, because someone else has changed the account since.
type DriftError struct {
	Planned Change
	Refusal *acc.Error // what ACC would say; nil where the change itself would do
	Why     string     // how it has changed, where that is known
}

func (e *DriftError) Error() string {
	return fmt.Sprintf("%s in %s has changed since the preview: %s; nothing was sent for it", e.Planned.Subject, e.Planned.Group, e.why())
}

func (e *DriftError) why() string {
	if e.Why == "" && e.Refusal != nil {
		return e.Refusal.Message
	}
	return e.Why
}

// Hints says what to do next.
func (e *DriftError) Hints() []string {
	return []string{"run it again: it previews afresh and shows what is left to do", howToSkip}
}

// Fatal reports that no playbook may catch the error.
func (e *DriftError) Fatal() bool { return true }

// Unwrap makes it an [acc.ErrStop].
func (e *DriftError) Unwrap() error { return acc.ErrStop }
