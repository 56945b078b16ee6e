package preview

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"strings"

	"accstar/acc"
	"accstar/acc/catalog"
	"accstar/acc/tenant"
)

// Leniency decides what becomes of a run where the account is no longer what it was in the preview. The zero value ends the run.
type Leniency struct {
	// SkipDrift leaves out what has changed since, and what builds on it, and goes on.
	SkipDrift bool
	// Rest takes what is already so as done.
	Rest bool
}

// Lenient sets how the run takes drift. It is called once, before the run starts.
func (h *Held) Lenient(l Leniency) { h.leniency = l }

// Guard sets what each change is checked against just before it is sent. It is called once, before the run starts.
func (h *Held) Guard(check func(context.Context, *Predicted) error) { h.guard = check }

// entry is a change of the plan, to be made or left out.
type entry struct {
	change Change
	item   int // place among the plan's changes; -1 of one that the plan was narrowed not to make
	asked  bool
}

// enlist lists the plan's changes by task, in the order in which the playbook asks for them.
func (h *Held) enlist() {
	h.tasks = map[string][]*entry{}
	add := func(c Change, i int) {
		e := &entry{change: c, item: i}
		h.tasks[c.Key.Task] = append(h.tasks[c.Key.Task], e)
		h.entries[c.Key.ChangeKey()] = e
	}
	for i, c := range h.plan.Changes {
		add(c, i)
	}
	for _, c := range h.plan.LeftOut {
		add(c, -1)
	}
	for _, list := range h.tasks {
		slices.SortFunc(list, func(a, b *entry) int { return a.change.Key.Change - b.change.Key.Change })
	}
}

// lenient reports whether the playbook may go another way than in the preview and still be followed.
func (h *Held) lenient() bool { return h.leniency.SkipDrift || h.leniency.Rest }

// align finds the change of the plan that a call asks for, and gives the call its key. In a run that takes drift, a playbook that
// finds something done already does not ask for it again, and what follows has other numbers than in the preview.
func (o *Overlay) align(ctx context.Context, call *acc.Call) *acc.Call {
	h, ok := o.maker.(*Held)
	if !ok {
		return call
	}
	h.aligning.Lock()
	defer h.aligning.Unlock()
	e := h.entries[call.Key.ChangeKey()]
	if !h.lenient() {
		if e != nil {
			e.asked = true
		}
		return call
	}
	if e == nil || e.asked || !h.asksFor(call, &e.change) {
		e = o.searchTask(ctx, h, call)
	}
	if e == nil {
		return call
	}
	e.asked = true
	if e.change.Key.Change == call.Key.Change {
		return call
	}
	aligned := *call
	aligned.Key.Change = e.change.Key.Change
	return &aligned
}

// searchTask looks for the change a call asks for among those of its task that have not been asked for: the same call, or else
// another one about the same thing.
func (o *Overlay) searchTask(ctx context.Context, h *Held, call *acc.Call) *entry {
	open := slices.DeleteFunc(slices.Clone(h.tasks[call.Key.Task]), func(e *entry) bool { return e.asked })
	for _, e := range open {
		if h.asksFor(call, &e.change) {
			return e
		}
		// What the playbook has passed over may be there all the same, and later calls name it.
		if e.change.Future != "" {
			if s := o.standing(ctx, e.change); s.id != "" {
				h.standIn(e.change.Future, s.id)
			}
		}
	}
	subject := o.subjectOf(call)
	for _, e := range open {
		if e.change.Entity == call.Op.Entity && sameTarget(h, call, &e.change, subject) {
			return e
		}
	}
	return nil
}

// asksFor reports whether a call is the planned one.
func (h *Held) asksFor(call *acc.Call, c *Change) bool {
	if call.Op.ID() != c.Op {
		return false
	}
	now := Request{Path: call.Path, Query: call.Query, Header: call.Header, Body: call.Body}
	return sameRequest(resolveRequest(c.Request, h.realOrStandIn), resolveRequest(now, h.realOrStandIn))
}

// sameTarget reports whether a call is about what the planned change is about.
func sameTarget(h *Held, call *acc.Call, c *Change, subject string) bool {
	a := resolveRequest(Request{Path: c.Request.Path}, h.realOrStandIn).Path
	b := resolveRequest(Request{Path: call.Path}, h.realOrStandIn).Path
	if id := b[call.Op.Target]; call.Op.Target != "" && id != "" {
		for _, r := range c.Records {
			if r.ID == id {
				return true
			}
		}
		if planned, has := a[call.Op.Target]; has {
			return planned == id
		}
	}
	for name, id := range a {
		if other, ok := b[name]; ok && other != id {
			return false
		}
	}
	return subject != "" && equalFold(subject, c.Subject)
}

// subjectOf is what a call is about, by its body or by the record it targets.
func (o *Overlay) subjectOf(call *acc.Call) string {
	e := o.cat.Entity(call.Op.Entity)
	if e == nil {
		return ""
	}
	if body, ok := call.Body.(map[string]any); ok {
		if t := o.title(e.Name, body, ""); t != "" {
			return t
		}
	}
	name, ok := o.collectionOf(call)
	if !ok {
		return ""
	}
	c := o.collection(name)
	c.mu.RLock()
	defer c.mu.RUnlock()
	if rec := c.find(call.Path[call.Op.Target]); rec != nil {
		return o.title(e.Name, rec, "")
	}
	return ""
}

// realOrStandIn is the real ID of a future one, or that of the record that is there in place of it.
func (h *Held) realOrStandIn(future string) (string, bool) {
	if h.real != nil {
		if id, ok := h.real(future); ok {
			return id, true
		}
	}
	h.mu.Lock()
	defer h.mu.Unlock()
	id, ok := h.standIns[future]
	return id, ok
}

func (h *Held) standIn(future, id string) {
	h.mu.Lock()
	defer h.mu.Unlock()
	h.standIns[future] = id
}

// standing is how the account stands to a planned change that has not been made by this run.
type standing struct {
	already bool
	id      string // of the record, if there is one
	record  tenant.Record
	why     string // how it has changed since the preview; "" if it has not, as far as can be told
}

// standing compares a planned change with the account.
func (o *Overlay) standing(ctx context.Context, want Change) standing {
	op := o.cat.Operation(want.Op)
	if op == nil || want.Opaque {
		return standing{}
	}
	p := o.asPlanned(want, op.Status)
	targets, _, _ := o.targets(p)
	if len(targets) == 0 {
		return standing{}
	}
	call := &acc.Call{Op: op, Path: want.Request.Path, Query: want.Request.Query, Body: want.Request.Body, Key: want.Key, Origin: want.Origin}
	out := standing{already: true}
	for i, ch := range targets {
		if IsFuture(ch.Collection.Parent) {
			return standing{}
		}
		c, err := o.loaded(ctx, ch.Collection)
		if c == nil || err != nil {
			return standing{}
		}
		one := o.stands(ctx, call, ch, c.all())
		out.already = out.already && one.already
		if i == 0 || out.why == "" {
			out.id, out.record, out.why = one.id, one.record, one.why
		}
	}
	return out
}

// stands compares one planned change of a record with the records that there are.
func (o *Overlay) stands(ctx context.Context, call *acc.Call, ch tenant.Change, records []tenant.Record) standing {
	e := o.entity(ch.Collection)
	rec := findRecord(e, ch, records)
	if rec != nil && rec["status"] == "deleted" {
		rec = nil
	}
	var s standing
	if rec != nil {
		s.record = rec
		s.id, _ = rec[e.IDs[0]].(string)
	}
	gone := ch.After == nil || call.Op.Effect == catalog.Delete
	switch {
	case gone && rec == nil:
		s.already, s.why = true, "is gone already"
	case gone:
		if fields := o.fields(ctx, call, tenant.Change{Collection: ch.Collection, ID: ch.ID, Before: ch.Before, After: rec}); len(fields) > 0 {
			s.why = driftText(fields)
		}
	case ch.Before == nil && rec == nil:
	case rec == nil:
		s.why = "is no longer there"
	case ch.Before == nil:
		v, _, _ := o.judge(call, ch, records)
		s.already, s.why = v == shows, "is there already"
		if v == cannotTell { // what the call leaves open may be anything
			fields := o.fields(ctx, call, tenant.Change{Collection: ch.Collection, ID: s.id, Before: rec, After: o.asked(call, ch, rec)})
			s.already = len(fields) == 0
			if !s.already {
				s.why = "is there already, but not as planned: " + shouldBe(fields)
			}
		}
	default:
		v, _, _ := o.judgePatch(call, ch, rec, s.id)
		s.already = v == shows
		s.why = driftText(o.fields(ctx, call, tenant.Change{Collection: ch.Collection, ID: ch.ID, Before: ch.Before, After: rec}))
	}
	return s
}

// driftText says how fields have changed since the preview: "roles was Foreman, now Superintendent".
func driftText(fields []FieldChange) string {
	var parts []string
	for _, f := range fields {
		parts = append(parts, fmt.Sprintf("%s was %s, now %s", f.Name, orNothing(f.Before), orNothing(f.After)))
	}
	return strings.Join(parts, "; ")
}

// asked is a record with the fields that a call asks for put in place of its own.
func (o *Overlay) asked(call *acc.Call, ch tenant.Change, rec tenant.Record) tenant.Record {
	out := tenant.Clone(rec).(map[string]any)
	for _, name := range o.written(call, ch) {
		if !o.sameValue(name, ch.After[name], rec[name]) {
			out[name] = ch.After[name]
		}
	}
	return out
}

// shouldBe says how fields differ from what was planned: "roles is Foreman and should be Superintendent".
func shouldBe(fields []FieldChange) string {
	var parts []string
	for _, f := range fields {
		parts = append(parts, fmt.Sprintf("%s is %s and should be %s", f.Name, orNothing(f.Before), orNothing(f.After)))
	}
	return strings.Join(parts, "; ")
}

func orNothing(s string) string {
	if s == "" {
		return "empty"
	}
	return s
}

// excused gives a change that the run leaves out the answer it has in the plan, so that the playbook goes on as planned. The second
// result is false if the change is to be made.
func (o *Overlay) excused(call *acc.Call) (*acc.Result, bool) {
	h, ok := o.maker.(*Held)
	if !ok {
		return nil, false
	}
	h.mu.Lock()
	e := h.entries[call.Key.ChangeKey()]
	missing := ""
	if e != nil && e.item >= 0 {
		missing = h.missing(&e.change)
	}
	h.mu.Unlock()
	switch {
	case e == nil:
		return nil, false
	case e.item < 0:
		return o.pretend(call, e.change), true
	case missing != "":
		h.leave(e, "depends on "+missing+", which was not made")
		return o.pretend(call, e.change), true
	}
	return nil, false
}

// missing names what a change builds on and what has not been made; "" if there is nothing. h.mu is held.
func (h *Held) missing(c *Change) string {
	if len(h.unmade) == 0 {
		return ""
	}
	for _, name := range c.refersTo() {
		if subject, ok := h.unmade[name]; ok {
			return subject
		}
	}
	for _, list := range [][]tenant.Change{c.Records, c.Later} {
		for _, r := range list {
			if subject, ok := h.unmade[r.Collection.Parent]; ok {
				return subject
			}
		}
	}
	return ""
}

// leave notes that a change is not made, and why; what builds on it is not made either.
func (h *Held) leave(e *entry, why string) {
	h.mu.Lock()
	item := Item{Change: e.change, State: ItemNotAttempted, Error: why}
	h.items[e.item] = item
	for _, name := range e.change.touches() {
		if _, known := h.unmade[name]; !known {
			h.unmade[name] = e.change.Subject
		}
	}
	h.mu.Unlock()
	h.observe(item)
}

// pretend enters a change as planned although it is not made, and answers as the preview did.
func (o *Overlay) pretend(call *acc.Call, want Change) *acc.Result {
	p := o.asPlanned(want, call.Op.Status)
	o.changing.Lock()
	o.enterUnmade(p.Outcome.Changes)
	for _, l := range p.Outcome.Later {
		o.enterUnmade([]tenant.Change{l.Change})
	}
	o.changing.Unlock()
	return o.plannedAnswer(call, p.Outcome)
}

// enterUnmade enters changes that the account will never show.
func (o *Overlay) enterUnmade(changes []tenant.Change) {
	for _, ch := range changes {
		c := o.collection(ch.Collection)
		c.mu.Lock()
		c.touched = true
		c.own = append(c.own, ownChange{change: ch, unmade: true})
		c.apply(ch, o.idsOf(ch.Collection))
		c.mu.Unlock()
	}
}

// plannedAnswer is the answer to a call as far as the plan tells it; what it does not tell is unknown.
func (o *Overlay) plannedAnswer(call *acc.Call, out *tenant.Outcome) *acc.Result {
	s := sight{}
	if len(out.Changes) > 0 {
		s.record = out.Changes[0].After
	}
	res := o.answerFor(call, s)
	res.Requests = 0
	if value, ok := res.Value.(map[string]any); ok {
		for k, v := range value {
			if u, unknown := v.(acc.Unknown); unknown && strings.HasPrefix(u.Of, "the lost answer") {
				value[k] = acc.Unknown{Field: u.Field, Of: call.Op.Entity}
			}
		}
	}
	return res
}

// excuse decides about a change that the account has drifted away from: it is left out, or already so, if the run takes drift. Any
// other error is handed on.
func (o *Overlay) excuse(ctx context.Context, call *acc.Call, cause error) (*acc.Result, error) {
	h, ok := o.maker.(*Held)
	if !ok {
		return nil, cause
	}
	var difference *DifferenceError
	var drift *DriftError
	if !errors.As(cause, &difference) && !errors.As(cause, &drift) {
		return nil, cause
	}
	e := h.entries[call.Key.ChangeKey()]
	if !h.lenient() {
		cause = o.explain(ctx, difference, cause)
		h.blame(e, cause)
		return nil, cause
	}
	if e == nil || e.item < 0 {
		return nil, cause
	}
	if difference != nil && difference.Request && !sameTarget(h, call, &e.change, difference.Now.Subject) {
		return nil, &NotPlannedError{Change: difference.Now} // the playbook asks for something else
	}
	s := o.standing(ctx, e.change)
	if h.leniency.Rest && s.already {
		return o.alreadySo(call, h, e, s), nil
	}
	if !h.leniency.SkipDrift {
		cause = o.explain(ctx, difference, cause)
		h.blame(e, cause)
		return nil, cause
	}
	why := s.why
	switch {
	case why != "":
	case drift != nil && drift.Refusal != nil:
		why = drift.Refusal.Message
	case difference != nil:
		why = fieldDifference(difference.Planned.Fields, difference.Now.Fields)
	}
	h.leave(e, "has changed since the preview: "+why)
	return o.pretend(call, e.change), nil
}

// blame notes at the change that ends a run how the account has drifted away from it.
func (h *Held) blame(e *entry, cause error) {
	var drift *DriftError
	var difference *DifferenceError
	why := ""
	switch {
	case errors.As(cause, &drift):
		why = drift.why()
	case errors.As(cause, &difference) && !difference.Request:
		why = fieldDifference(difference.Planned.Fields, difference.Now.Fields)
	}
	if e == nil || e.item < 0 || why == "" {
		return
	}
	h.mu.Lock()
	defer h.mu.Unlock()
	h.items[e.item].Error = "has changed since the preview: " + why
}

// explain says of a call that is not the planned one what has changed since the preview, where that is why.
func (o *Overlay) explain(ctx context.Context, difference *DifferenceError, cause error) error {
	if difference == nil || !difference.Request {
		return cause
	}
	s := o.standing(ctx, difference.Planned)
	if s.why == "" {
		return cause
	}
	return &DriftError{Planned: difference.Planned, Why: s.why}
}

// alreadySo notes that a change needs not be made, and answers with the record that is there.
func (o *Overlay) alreadySo(call *acc.Call, h *Held, e *entry, s standing) *acc.Result {
	h.already(e)
	if e.change.Future != "" && s.id != "" {
		o.learnReal(e.change.Future, s.id)
	}
	res := o.answerFor(call, sight{record: s.record})
	res.Requests = 0
	return res
}

func (h *Held) already(e *entry) {
	item := Item{Change: e.change, State: ItemAlready}
	h.mu.Lock()
	h.items[e.item] = item
	h.mu.Unlock()
	h.observe(item)
}

// Finish says of each change that the playbook has not asked for why that may be. It is called once the playbook has come to its
// end.
func (h *Held) Finish(ctx context.Context) {
	if h.overlay == nil {
		return
	}
	for i := range h.plan.Changes {
		e := h.entries[h.plan.Changes[i].Key.ChangeKey()]
		h.mu.Lock()
		open := e != nil && !e.asked && h.items[i].State == ItemNotAttempted && h.items[i].Error == ""
		h.mu.Unlock()
		if !open {
			continue
		}
		s := h.overlay.standing(ctx, e.change)
		switch {
		case s.already && h.leniency.Rest:
			h.already(e)
		case s.why != "":
			h.leave(e, "has changed since the preview: "+s.why)
		default:
			h.leave(e, "the playbook did not ask for it this time")
		}
	}
}
