package preview

import (
	"context"

	"accstar/acc"
	"accstar/acc/tenant"
)

// view is what makes an overlay the account as a playbook sees it while its changes are made ahead of it: what the preview read, with
// the changes that the playbook has asked for so far, as they came out. The overlay that makes them knows those that it has not asked
// for as well, and must not answer it.
type view struct {
	ahead *Ahead
	maker *Overlay // makes the changes
}

// newView returns an overlay that shows a playbook what was seen.
func newView(a *Ahead, maker *Overlay, seen *Seen) *Overlay {
	o := NewOverlay(Config{
		Catalogue: maker.cat, Rules: maker.rules, Live: maker.live, Maker: silent{}, Now: maker.now, Sleep: maker.sleep, AccountID: maker.account,
	})
	seen.give(o)
	o.view = &view{ahead: a, maker: maker}
	return o
}

// silent is the [Maker] of a view: it is never asked to make anything, and what differs is told by the overlay that makes it.
type silent struct{}

func (silent) Make(context.Context, *acc.Call, *Predicted) (*acc.Result, error) {
	return nil, acc.ErrStop
}
func (silent) Unchanged(*acc.Call, *Predicted)          {}
func (silent) Differs(*acc.Call, []FieldChange)         {}
func (silent) Refused(_ *acc.Call, refusal error) error { return refusal }

// change gives the playbook what came of a change, and shows it from here on.
func (v *view) change(ctx context.Context, o *Overlay, call *acc.Call) (*acc.Result, error) {
	want := v.ahead.planned(call.Key)
	if want == nil {
		return v.unplanned(ctx, o, call)
	}
	asked := resolveRequest(Request{Path: call.Path, Query: call.Query, Header: call.Header, Body: call.Body}, o.Real)
	if want.Op != call.Op.ID() || !sameRequest(resolveRequest(want.Request, o.Real), asked) {
		v.ahead.halt()
		return nil, &DifferenceError{Planned: *want, Request: true,
			Now: Change{Key: call.Key, Op: call.Op.ID(), Group: o.group(ctx, call), Subject: firstText(o.subjectOf(call), "something else"), Request: asked, Origin: call.Origin}}
	}
	res, err := v.ahead.outcome(ctx, call)
	if err != nil {
		return nil, placed(err, call)
	}
	p := o.asPlanned(*want, call.Op.Status)
	o.changing.Lock()
	o.enter(p.Outcome.Changes)
	for _, l := range p.Outcome.Later {
		o.enter([]tenant.Change{l.Change})
	}
	o.changing.Unlock()
	return res, o.absorb(call, p, res)
}

// unplanned answers a change that the plan does not have as the preview did: it was refused there, or changed nothing.
func (v *view) unplanned(ctx context.Context, o *Overlay, call *acc.Call) (*acc.Result, error) {
	o.changing.Lock()
	predicted, err := o.predict(ctx, call)
	o.changing.Unlock()
	if err != nil {
		return nil, err
	}
	if !predicted.Change.Opaque && changesNothing(predicted.Outcome) {
		return &acc.Result{Status: predicted.Outcome.Status, Value: predicted.Outcome.Value}, nil
	}
	v.ahead.halt()
	return nil, &NotPlannedError{Change: predicted.Change}
}

// load fills a collection that the preview did not read: nothing is in what has only just been made, and anything else is looked at
// now. c.load is held.
func (v *view) load(ctx context.Context, o *Overlay, c *collection) error {
	ids := o.idsOf(c.name)
	if _, future := o.future(c.name); !future && !v.ahead.isNew(c.name.Parent) {
		v.unforeseen()
		from, err := v.maker.loaded(ctx, c.name)
		if from == nil || err != nil {
			return err
		}
		records := from.all()
		c.mu.Lock()
		defer c.mu.Unlock()
		c.clear()
		for _, rec := range records {
			if id, ok := rec[ids[0]].(string); ok {
				c.put(id, rec, ids)
			}
		}
		c.loaded, c.readAt = true, o.now()
		return nil
	}
	c.mu.Lock()
	defer c.mu.Unlock()
	for _, own := range c.own { // entered before anybody looked
		c.apply(own.change, ids)
	}
	c.loaded, c.readAt = true, o.now()
	return nil
}

// unforeseen is called before the account is asked what the preview did not ask it. Nothing more is made ahead: whether the playbook
// goes on as it did in the preview is no longer certain.
func (v *view) unforeseen() { v.ahead.pause() }

// settle takes over how things have come out that ACC carries out in its own time, once they have.
func (v *view) settle(ctx context.Context, o *Overlay, c *collection) error {
	made := v.maker.collection(c.name)
	if err := v.maker.settle(ctx, made); err != nil {
		return err
	}
	ids, key := o.idsOf(c.name), o.entity(c.name).Key
	c.mu.Lock()
	defer c.mu.Unlock()
	made.mu.RLock()
	defer made.mu.RUnlock()
	for _, x := range c.unsettled {
		id := made.match(x.change, key)
		if id == "" {
			continue
		}
		if id != x.change.ID && IsFuture(x.change.ID) {
			o.learnReal(x.change.ID, id)
			c.remove(x.change.ID)
		}
		if rec := made.find(id); rec != nil {
			c.put(id, rec, ids)
		}
	}
	c.unsettled = nil
	return nil
}
