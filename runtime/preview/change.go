package preview

import (
	"context"
	"errors"
	"fmt"
	"maps"
	"reflect"
	"slices"
	"strings"
	"time"

	"accstar/acc"
	"accstar/acc/catalog"
	"accstar/acc/tenant"
)

// change works out what a change comes to, enters it, and hands it on. A refusal worked out here is never sent.
func (o *Overlay) change(ctx context.Context, call *acc.Call) (*acc.Result, error) {
	if o.view != nil {
		return o.view.change(ctx, o, call)
	}
	call = o.align(ctx, call)
	if res, known, err := o.remembered(ctx, call); known {
		return res, err
	}
	if res, left := o.excused(call); left {
		return res, nil
	}
	if err := o.ready(ctx, call); err != nil {
		return nil, err
	}
	o.changing.Lock()
	predicted, err := o.predict(ctx, call)
	if err != nil {
		o.changing.Unlock()
		return o.excuse(ctx, call, o.maker.Refused(call, err))
	}
	out := predicted.Outcome
	if !predicted.Change.Opaque && changesNothing(out) {
		o.changing.Unlock()
		o.maker.Unchanged(call, predicted)
		return &acc.Result{Status: out.Status, Value: out.Value}, nil
	}
	o.enter(out.Changes)
	for _, l := range out.Later {
		o.enter([]tenant.Change{l.Change})
	}
	o.changing.Unlock()

	res, err := o.make(ctx, call, predicted)
	if err != nil {
		o.takeBack(out, err)
		return o.excuse(ctx, call, err)
	}
	if predicted.Change.Opaque && res.Requests > 0 {
		o.distrust()
	}
	if res.Body != nil || res.Requests > 0 {
		if err := o.absorb(call, predicted, res); err != nil {
			return nil, err
		}
	}
	return res, nil
}

// ready sees to it that what a change is checked against has been read, lately enough, and that nothing it builds on is
// still under way.
func (o *Overlay) ready(ctx context.Context, call *acc.Call) error {
	name, ok := o.collectionOf(call)
	if !ok {
		return nil
	}
	if err := o.settleParent(ctx, name); err != nil {
		return err
	}
	if err := o.settleNamed(ctx, call); err != nil {
		return err
	}
	c, err := o.loaded(ctx, name)
	if c == nil || err != nil {
		return err
	}
	if err := o.settle(ctx, c); err != nil {
		return err
	}
	c.load.Lock()
	defer c.load.Unlock()
	c.mu.RLock()
	stale := o.freshFor > 0 && o.now().Sub(c.readAt) > o.freshFor
	c.mu.RUnlock()
	if stale {
		err = o.loadNow(ctx, c)
		c.showExpected()
	}
	return err
}

// predict works out what a call comes to; o.changing is held.
func (o *Overlay) predict(ctx context.Context, call *acc.Call) (*Predicted, error) {
	if call.Op.Model == catalog.Opaque {
		return o.opaque(call), nil
	}
	store := &overlayStore{o: o, call: call}
	out, err := o.rules.Do(ctx, store, call)
	if err != nil {
		return nil, placed(err, call)
	}
	o.addGaps(call, out.Gaps)
	return &Predicted{Change: o.describe(ctx, call, out), Outcome: out}, nil
}

// opaque is the prediction for a change whose effect is not known.
func (o *Overlay) opaque(call *acc.Call) *Predicted {
	o.addGaps(call, []string{fmt.Sprintf("what %s changes is not known, so what follows from it cannot be shown", call.Op.ID())})
	out := &tenant.Outcome{Status: call.Op.Status}
	if call.Op.Returns.Shape != catalog.NoBody {
		out.Value = acc.Unknown{Field: "the answer", Of: call.Op.ID()}
	}
	c := o.describe(context.Background(), call, out)
	c.Opaque = true
	return &Predicted{Change: c, Outcome: out}
}

// changesNothing reports whether every record would stay as it is.
func changesNothing(out *tenant.Outcome) bool {
	for _, c := range out.Changes {
		if c.Auto {
			continue
		}
		if c.Before == nil || c.After == nil || !reflect.DeepEqual(withoutTimes(c.Before), withoutTimes(c.After)) {
			return false
		}
	}
	return len(out.Later) == 0
}

// withoutTimes leaves out the fields that say when a record was last changed.
func withoutTimes(r tenant.Record) tenant.Record {
	out := make(tenant.Record, len(r))
	for k, v := range r {
		if k != "updatedAt" && k != "updated_at" {
			out[k] = v
		}
	}
	return out
}

// distrust has everything read again that is asked for from here on: a change was made of which nobody knows what it did.
func (o *Overlay) distrust() {
	o.mu.Lock()
	defer o.mu.Unlock()
	o.reads = map[string]*passed{}
	for _, c := range o.colls {
		c.mu.Lock()
		c.loaded = false
		c.mu.Unlock()
	}
}

// enter makes changes visible to what follows.
func (o *Overlay) enter(changes []tenant.Change) { o.enterAt(changes, o.now()) }

// enterAt enters changes that were made at some time before.
func (o *Overlay) enterAt(changes []tenant.Change, at time.Time) {
	for _, ch := range changes {
		c := o.collection(ch.Collection)
		c.mu.Lock()
		c.touched = true
		c.own = append(c.own, ownChange{change: ch, at: at})
		c.apply(ch, o.idsOf(ch.Collection))
		c.mu.Unlock()
		o.spread(ch)
	}
}

func (o *Overlay) idsOf(name tenant.Collection) []string {
	if e := o.entity(name); e != nil {
		return e.IDs
	}
	return []string{"id"}
}

// spread carries a changed company into the projects it is in, and its name to its people, in what has been read and in what will be:
// ACC does so by itself.
func (o *Overlay) spread(ch tenant.Change) {
	if ch.Collection.Entity != "company" || ch.Before == nil || ch.After == nil {
		return
	}
	o.found.Lock()
	if o.companies == nil {
		o.companies = map[string]tenant.Record{}
	}
	o.companies[ch.ID] = ch.After
	o.found.Unlock()
	o.mu.Lock()
	defer o.mu.Unlock()
	for _, c := range o.colls {
		c.mu.Lock()
		o.spreadTo(c)
		c.mu.Unlock()
	}
}

// spreadTo brings what a collection shows of changed companies up to date; c.mu is held.
func (o *Overlay) spreadTo(c *collection) {
	o.found.Lock()
	defer o.found.Unlock()
	if len(o.companies) == 0 {
		return
	}
	for id, rec := range c.records {
		set := o.shownOf(c.name.Entity, id, rec)
		if set == nil {
			continue
		}
		after := maps.Clone(rec)
		maps.Copy(after, set)
		c.records[id] = after
		c.reindex(id, rec, after)
	}
}

// showsChanged reports whether a collection shows companies, some of which are changed.
func (o *Overlay) showsChanged(name tenant.Collection) bool {
	o.found.Lock()
	defer o.found.Unlock()
	return len(o.companies) > 0 && slices.Contains([]string{"account_user", "member", "project_company"}, name.Entity)
}

// shownOf are the fields of a record that come from a changed company; nil if none do. o.found is held.
func (o *Overlay) shownOf(entity, id string, rec tenant.Record) tenant.Record {
	idField, nameField := "companyId", "companyName"
	switch entity {
	case "project_company":
		if company := o.companies[id]; company != nil {
			return o.rules.Shown("company", "hq", company)
		}
		return nil
	case "account_user":
		idField, nameField = "company_id", "company_name"
	case "member":
	default:
		return nil
	}
	company, _ := rec[idField].(string)
	if now := o.companies[company]; now != nil && rec[nameField] != now["name"] {
		return tenant.Record{nameField: now["name"]}
	}
	return nil
}

// takeBack undoes the changes of a call that ACC refused. Whether one in doubt was made is found out by looking: what was
// read is no longer trusted.
func (o *Overlay) takeBack(out *tenant.Outcome, cause error) {
	var refused *acc.Error
	inDoubt := errors.As(cause, &refused) && refused.InDoubt
	all := append([]tenant.Change{}, out.Changes...)
	for _, l := range out.Later {
		all = append(all, l.Change)
	}
	for i := len(all) - 1; i >= 0; i-- {
		ch := all[i]
		c := o.collection(ch.Collection)
		c.mu.Lock()
		c.disown(ch)
		c.apply(tenant.Change{Collection: ch.Collection, ID: ch.ID, Before: ch.After, After: ch.Before}, o.idsOf(ch.Collection))
		if inDoubt {
			c.loaded = false
		}
		c.mu.Unlock()
		o.spread(tenant.Change{Collection: ch.Collection, ID: ch.ID, Before: ch.After, After: ch.Before})
	}
}

// absorb takes ACC's answer in place of the predicted one: the real ID for the future one, real values for unknown ones.
func (o *Overlay) absorb(call *acc.Call, p *Predicted, res *acc.Result) error {
	answer, err := res.Decoded()
	if err != nil {
		return &acc.Error{Kind: acc.Unavailable, Op: call.Op.ID(), Status: res.Status, Message: "the answer is not JSON", InDoubt: true, Origin: call.Origin, Err: err}
	}
	shown, isObject := answer.(map[string]any)
	if isObject && shown["success_items"] != nil {
		return o.absorbReport(call, p, shown)
	}
	if list, ok := listIn(call.Op, answer); ok {
		o.absorbList(call, p, list)
		o.watchOthers(call)
	}
	for i, ch := range p.Outcome.Changes {
		switch {
		case i == 0 && isObject && ch.After != nil:
			if ch.Before == nil && ch.Collection.Entity == "project" {
				o.found.Lock()
				template, _ := ch.After["templateId"].(string)
				o.created = append(o.created, newProject{call: call, at: o.now(), clone: template != ""})
				o.found.Unlock()
			}
			if diff := o.replace(call, ch, shown); len(diff) > 0 {
				o.maker.Differs(call, diff)
			}
		case ch.Auto && ch.Before == nil && ch.Collection.Entity == "account_user":
			// That a newcomer joins the directory is ACC's doing, and shown on the plan: see that it did.
			o.expect(ch, call, p.At, false)
		}
	}
	for _, l := range p.Outcome.Later {
		o.expect(l.Change, call, p.At, true)
		o.collection(l.Change.Collection).showExpected()
	}
	o.expectPlanned(call, p)
	return nil
}

// expectPlanned looks for those too whom the plan has joining by themselves and of whom the run now knows better, as with tasks side by
// side of which another one was to come first: if they do not come, the change is not as planned.
func (o *Overlay) expectPlanned(call *acc.Call, p *Predicted) {
	h, ok := o.maker.(*Held)
	if !ok || h.extending != nil {
		return
	}
	_, planned, ok := h.find(call.Key)
	if !ok {
		return
	}
	for _, ch := range joining(planned.Later, p.Change.Later) {
		ch.ID, ch.Collection.Parent = resolveText(ch.ID, o.Real), resolveText(ch.Collection.Parent, o.Real)
		o.expect(ch, call, p.At, true)
	}
}

// joining are the members whom one list has joining by themselves and the other has not.
func joining(list, other []tenant.Change) []tenant.Change {
	var out []tenant.Change
	for _, ch := range list {
		same := func(x tenant.Change) bool {
			return x.Collection.Entity == "member" && x.After != nil && equalFold(titleOf(x.After), titleOf(ch.After))
		}
		if ch.Auto && ch.Before == nil && ch.Collection.Entity == "member" && !slices.ContainsFunc(other, same) {
			out = append(out, ch)
		}
	}
	return out
}

// listIn is the list that a change answers with, bare or where the catalogue says.
func listIn(op *catalog.Operation, answer any) ([]any, bool) {
	if object, ok := answer.(map[string]any); ok && op.Returns.Shape == catalog.List {
		answer = object[op.Returns.Items]
	}
	list, ok := answer.([]any)
	return list, ok
}

// absorbList takes an answer that lists the records made or changed. Each is known by its ID, a new one by what its kind is known by,
// else by its place.
func (o *Overlay) absorbList(call *acc.Call, p *Predicted, list []any) {
	var asked []tenant.Change
	for _, ch := range p.Outcome.Changes {
		if !ch.Auto && ch.After != nil {
			asked = append(asked, ch)
		}
	}
	taken := map[int]bool{}
	for i, ch := range asked {
		e := o.entity(ch.Collection)
		if e == nil {
			continue
		}
		at := o.placeIn(call, e, ch, list, taken)
		if at < 0 && len(list) == len(asked) && !taken[i] {
			at = i
		}
		if at < 0 {
			o.maker.Differs(call, []FieldChange{{Name: o.title(e.Name, ch.After, ch.ID), Before: "made", After: "not made"}})
			continue
		}
		taken[at] = true
		if shown, ok := list[at].(map[string]any); ok {
			if diff := o.replace(call, ch, shown); len(diff) > 0 {
				o.maker.Differs(call, diff)
			}
		}
	}
}

// placeIn is the place in an answer of the record that a change is about, -1 if it is not there.
func (o *Overlay) placeIn(call *acc.Call, e *catalog.Entity, ch tenant.Change, list []any, taken map[int]bool) int {
	var byKey []int
	for i, x := range list {
		shown, ok := x.(map[string]any)
		if !ok || taken[i] {
			continue
		}
		rec := o.rules.Canonical(e.Name, call.Op.Form, shown)
		if id, _ := rec[e.IDs[0]].(string); id == ch.ID {
			return i
		}
		for _, field := range e.Key {
			a, _ := ch.After[field].(string)
			b, _ := rec[field].(string)
			if a != "" && equalFold(a, b) {
				byKey = append(byKey, i)
				break
			}
		}
	}
	if ch.Before == nil && IsFuture(ch.ID) && len(byKey) > 0 {
		return byKey[0]
	}
	return -1
}

// absorbReport takes the answer of an import that says of each item whether it was made.
func (o *Overlay) absorbReport(call *acc.Call, p *Predicted, report map[string]any) error {
	made, _ := report["success_items"].([]any)
	for _, ch := range p.Outcome.Changes {
		e := o.entity(ch.Collection)
		if ch.After == nil || ch.Before != nil || ch.Auto || e == nil {
			continue
		}
		shown := itemOf(made, o.rules.Shown(e.Name, call.Op.Form, ch.After), o.rules, e.Name, call.Op.Form, e.Key)
		if shown == nil {
			o.takeBack(&tenant.Outcome{Changes: []tenant.Change{ch}}, nil)
			o.maker.Differs(call, []FieldChange{{Name: o.title(e.Name, ch.After, ch.ID), Before: "made", After: "not made"}})
			continue
		}
		if diff := o.replace(call, ch, shown); len(diff) > 0 {
			o.maker.Differs(call, diff)
		}
	}
	return nil
}

// itemOf finds the item of a report that is about a record, by its natural key; nil if there is none.
func itemOf(items []any, want tenant.Record, rules tenant.Rules, entity, form string, key []string) map[string]any {
	wanted := rules.Canonical(entity, form, want)
	for _, x := range items {
		shown, ok := x.(map[string]any)
		if !ok {
			continue
		}
		got := rules.Canonical(entity, form, shown)
		for _, field := range key {
			a, _ := wanted[field].(string)
			b, _ := got[field].(string)
			if a != "" && equalFold(a, b) {
				return shown
			}
		}
	}
	return nil
}

// replace puts the record as ACC answered it where the predicted one was, and returns the fields asked for that came out otherwise.
func (o *Overlay) replace(call *acc.Call, ch tenant.Change, shown map[string]any) []FieldChange {
	e := o.entity(ch.Collection)
	if e == nil {
		return nil
	}
	real := o.rules.Canonical(e.Name, call.Op.Form, shown)
	id, _ := real[e.IDs[0]].(string)
	if id == "" {
		id = ch.ID
	}
	merged := tenant.Clone(ch.After).(map[string]any)
	for k, v := range real {
		if v != nil || merged[k] == nil {
			merged[k] = v
		}
	}
	c := o.collection(ch.Collection)
	c.mu.Lock()
	if id != ch.ID {
		c.remove(ch.ID)
	}
	c.put(id, merged, e.IDs)
	c.reown(ch, tenant.Change{Collection: ch.Collection, ID: id, Before: ch.Before, After: merged})
	c.mu.Unlock()
	if id != ch.ID && IsFuture(ch.ID) {
		o.learnReal(ch.ID, id)
	}
	return o.differences(call, ch, real)
}

// differences compares the fields that a change writes, as predicted and as answered; of a new record, all that could have been
// written, since ACC may have filled in what was left open. A field the answer leaves out is not compared.
func (o *Overlay) differences(call *acc.Call, ch tenant.Change, real tenant.Record) []FieldChange {
	var out []FieldChange
	names := o.written(call, ch)
	if ch.Before == nil {
		names = topFields(call.Op)
	}
	planned, shown := o.inForm(call, ch.Collection.Entity, ch.After), o.inForm(call, ch.Collection.Entity, real)
	for _, name := range names {
		want, predicted := planned[name]
		got := shown[name]
		if !predicted {
			continue
		}
		if _, answered := shown[name]; !answered {
			continue
		}
		if _, unknown := want.(acc.Unknown); unknown || o.sameValue(name, want, got) {
			continue
		}
		if name == "products" {
			out = append(out, productChanges(want, got)...)
			continue
		}
		out = append(out, FieldChange{Name: name, Before: show(want), After: show(got)})
	}
	return out
}

// sameValue compares two values of a field as ACC means them: product access by key, roles in any order, the rest as it is.
func (o *Overlay) sameValue(name string, a, b any) bool {
	switch name {
	case "products":
		return len(productChanges(a, b)) == 0
	case "roleIds":
		return show(sorted(a)) == show(sorted(b))
	case "email":
		return equalFold(show(a), show(b))
	}
	resolved := resolve(a, o.Real)
	return reflect.DeepEqual(resolved, b) || canonicalJSON(resolved) == canonicalJSON(b) || resolved == nil && b == "" || resolved == "" && b == nil
}

func sorted(v any) any {
	list, ok := v.([]any)
	if !ok {
		return v
	}
	out := slices.Clone(list)
	slices.SortFunc(out, func(a, b any) int { return strings.Compare(show(a), show(b)) })
	return out
}

// Real returns the real ID that a future one has turned out to be.
func (o *Overlay) Real(future string) (string, bool) {
	o.found.Lock()
	defer o.found.Unlock()
	id, ok := o.real[future]
	if !ok && o.view != nil {
		return o.view.maker.Real(future)
	}
	return id, ok
}

func (o *Overlay) learnReal(future, real string) {
	o.found.Lock()
	defer o.found.Unlock()
	o.real[future] = real
}

// ownChange is a change this run made, and when.
type ownChange struct {
	change tenant.Change
	at     time.Time
	unmade bool // the playbook goes on as if it were made, but it was left out
}

// apply enters one change; mu is held.
func (c *collection) apply(ch tenant.Change, ids []string) {
	if ch.After == nil {
		c.remove(ch.ID)
		return
	}
	c.put(ch.ID, ch.After, ids)
}

// disown forgets a change that was not made after all; mu is held.
func (c *collection) disown(ch tenant.Change) {
	for i := len(c.own) - 1; i >= 0; i-- {
		if c.own[i].change.ID == ch.ID {
			c.own = append(c.own[:i:i], c.own[i+1:]...)
			return
		}
	}
}

// reown replaces a predicted change by what was really made; mu is held.
func (c *collection) reown(predicted, made tenant.Change) {
	for i := len(c.own) - 1; i >= 0; i-- {
		if c.own[i].change.ID == predicted.ID {
			c.own[i].change = made
			return
		}
	}
}

// renew enters this run's own changes again after a fresh reading that may not show them yet. One that is only planned no reading
// shows. mu is held.
func (c *collection) renew(ids []string, since time.Time, planned bool) {
	entered := map[string]bool{} // records that are as this run has made them, and not as they were read
	for _, own := range c.own {
		ch := own.change
		if own.unmade || planned {
			c.apply(ch, ids)
			continue
		}
		if own.at.Before(since) {
			continue
		}
		have := c.find(ch.ID)
		switch {
		case entered[ch.ID], isGone(ch.After) && have != nil:
		case !isGone(ch.After) && have == nil && !IsFuture(ch.ID) && !c.awaited(ch.ID):
		default:
			continue
		}
		c.apply(ch, ids)
		entered[ch.ID] = true
	}
}

// isGone reports whether a record is there no more: some that are removed stay with that status, which listings leave out.
func isGone(r tenant.Record) bool { return r == nil || r["status"] == "deleted" }

// awaited reports whether a new record has been accepted and not yet seen: only a reading of the account can show it. mu is held.
func (c *collection) awaited(id string) bool {
	return slices.ContainsFunc(c.unsettled, func(x expectation) bool { return x.change.ID == id && x.change.Before == nil })
}
