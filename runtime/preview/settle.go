package preview

import (
	"context"
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

// Some changes are accepted now and carried out later: a project is pending before it is active, an import's members appear
// one by one, a clone's members follow its first administrator. The overlay shows them as done at once, as the preview did, and
// remembers to look. Before anything is sent that builds on them, and at the end of a run, it waits until the account shows
// them, or until the time the catalogue allows has passed.

// expectation is a change that ACC has accepted and not yet shown.
type expectation struct {
	change tenant.Change
	call   *acc.Call
	since  time.Time
	// assumed is true of one that an earlier part of the run has waited for.
	assumed bool
	later   bool // ACC carries it out only after it has answered
}

// Unseen is a change that was accepted but that the account did not show in time.
type Unseen struct {
	Key    acc.Key
	Change tenant.Change
	Waited time.Duration
	Text   string // how an earlier part of the run put it
}

// String says what did not appear.
func (u Unseen) String() string {
	if u.Text != "" {
		return u.Text
	}
	what := titleOf(u.Change.After)
	if u.Change.Before != nil {
		what = "the change of " + titleOf(u.Change.Before)
	}
	return unseenText(what, u.Waited.Round(time.Second).String())
}

const (
	accepted    = "accepted, but "
	notAppeared = " had not appeared after "
)

func unseenText(what, waited string) string { return accepted + what + notAppeared + waited }

// JoinUnseen says what did not appear of a change that was to bring several, in as few words as will do. Each text is that of an [Unseen].
func JoinUnseen(texts []string) string {
	if len(texts) == 1 {
		return texts[0]
	}
	var names []string
	waited := ""
	for _, text := range texts {
		what, after, _ := strings.Cut(text, notAppeared)
		names = append(names, strings.TrimPrefix(what, accepted))
		waited = max(waited, after)
	}
	slices.Sort(names)
	what := strings.Join(names, ", ")
	if more := len(names) - 5; more > 1 {
		what = fmt.Sprintf("%s and %d others", strings.Join(names[:5], ", "), more)
	}
	return unseenText(what, waited)
}

// expect remembers to look for a change, made at some time before unless that is zero.
func (o *Overlay) expect(ch tenant.Change, call *acc.Call, since time.Time, later bool) {
	c := o.collection(ch.Collection)
	c.mu.Lock()
	defer c.mu.Unlock()
	if real, ok := o.Real(ch.ID); ok {
		ch.ID = real
	}
	if since.IsZero() {
		since = o.now()
	}
	if d := o.durable; d != nil {
		if text, ok := d.memory.WasUnseen(call.Key, ch.ID); ok {
			o.found.Lock()
			o.unseen = append(o.unseen, Unseen{Key: call.Key, Change: ch, Text: text})
			o.found.Unlock()
			return
		}
	}
	c.unsettled = append(c.unsettled, expectation{change: ch, call: call, since: since, later: later})
}

// showExpected shows what ACC has accepted as done, as the preview did: a new project as active while it is still pending.
func (c *collection) showExpected() {
	c.mu.Lock()
	defer c.mu.Unlock()
	for _, x := range c.unsettled {
		rec := c.find(x.change.ID)
		if rec == nil || x.change.Before == nil || x.change.After == nil {
			continue
		}
		shown := maps.Clone(rec)
		for field, v := range x.change.After {
			switch v.(type) {
			case string, bool, int64:
				if !reflect.DeepEqual(v, x.change.Before[field]) {
					shown[field] = v
				}
			}
		}
		id := x.change.ID
		if first, ok := c.alias[id]; ok {
			id = first
		}
		c.records[id] = shown
		c.reindex(id, rec, shown)
	}
}

// settle waits until the account shows everything it still owes in a collection.
func (o *Overlay) settle(ctx context.Context, c *collection) error {
	c.mu.RLock()
	owed := len(c.unsettled)
	c.mu.RUnlock()
	if owed == 0 {
		return nil
	}
	if o.view != nil {
		return o.view.settle(ctx, o, c)
	}
	c.load.Lock()
	defer c.load.Unlock()
	for wait := 200 * time.Millisecond; ; wait = min(2*wait, 5*time.Second) {
		asked := o.now() // what came later, this look need not show
		if err := o.loadNow(ctx, c); err != nil {
			return err
		}
		if o.seen(c, asked) == 0 {
			return nil
		}
		if err := o.sleep(ctx, wait); err != nil {
			return err
		}
	}
}

// settleFor waits where a read needs it: for a record that is asked for by ID, and where a listing would show records that have
// no real ID yet.
func (o *Overlay) settleFor(ctx context.Context, c *collection, call *acc.Call) error {
	if err := o.settleParent(ctx, c.name); err != nil {
		return err
	}
	target := call.Path[call.Op.Target]
	c.mu.RLock()
	needed := false
	for _, x := range c.unsettled {
		needed = needed || x.change.ID == target || x.change.Before == nil
	}
	c.mu.RUnlock()
	if !needed {
		return nil
	}
	return o.settle(ctx, c)
}

// seen ticks off what the collection shows, read at the time asked, or has had time enough to show by then; it returns how much is
// still owed.
func (o *Overlay) seen(c *collection, asked time.Time) int {
	e := o.entity(c.name)
	c.mu.Lock()
	defer c.mu.Unlock()
	var left []expectation
	for _, x := range c.unsettled {
		if real := c.match(x.change, e.Key); real != "" {
			if real != x.change.ID && IsFuture(x.change.ID) {
				o.learnReal(x.change.ID, real)
			}
			if x.change.Before == nil && x.change.After != nil && !x.change.Auto {
				if diff := o.differences(x.call, x.change, c.records[real]); len(diff) > 0 {
					o.maker.Differs(x.call, diff)
				}
			}
			continue
		}
		if x.assumed {
			continue
		}
		if waited := asked.Sub(x.since); waited > e.Visible {
			o.notSeen(Unseen{Key: x.call.Key, Change: x.change, Waited: waited})
			continue
		}
		left = append(left, x)
	}
	c.unsettled = left
	return len(left)
}

// notSeen notes what did not appear in time.
func (o *Overlay) notSeen(u Unseen) {
	o.found.Lock()
	o.unseen = append(o.unseen, u)
	o.found.Unlock()
	if d := o.durable; d != nil {
		_ = d.memory.Unseen(u.Key, u.Change.ID, u.String()) // a memory that fails ends the run at the next change, or at its end
	}
}

// match returns the ID of the record that shows a change, "" if none does yet; mu is held.
func (c *collection) match(want tenant.Change, key []string) string {
	rec := c.find(want.ID)
	switch {
	case want.After == nil && rec == nil:
		return want.ID
	case want.After == nil:
		return ""
	case rec == nil && want.Before == nil:
		for _, field := range key {
			text, _ := want.After[field].(string)
			if text == "" {
				continue
			}
			for _, id := range c.order {
				if have, _ := c.records[id][field].(string); equalFold(have, text) {
					return id
				}
			}
		}
		return ""
	case rec == nil:
		return ""
	case want.Before == nil:
		return want.ID // it is there; how it came out is compared elsewhere
	}
	for k, v := range want.After {
		if _, unknown := v.(acc.Unknown); unknown || reflect.DeepEqual(v, want.Before[k]) || k == "updatedAt" || k == "updated_at" {
			continue
		}
		if !reflect.DeepEqual(settledPart(v), settledPart(rec[k])) {
			return ""
		}
	}
	return want.ID
}

// settledPart is what of a value tells that background work is done: text and numbers as they are, nothing of anything larger.
func settledPart(v any) any {
	switch v.(type) {
	case []any, map[string]any, acc.Unknown:
		return nil
	}
	return v
}

// settleParent waits for what a collection belongs to: members can only be added once their project is there.
func (o *Overlay) settleParent(ctx context.Context, name tenant.Collection) error {
	o.mu.Lock()
	var owner *collection
	for _, c := range o.colls {
		c.mu.RLock()
		for _, x := range c.unsettled {
			if x.change.ID == name.Parent {
				owner = c
			}
		}
		c.mu.RUnlock()
	}
	o.mu.Unlock()
	if owner == nil {
		return nil
	}
	return o.settle(ctx, owner)
}

// settleNamed waits for what a call builds on by naming it: whom an import is still bringing into the directory, say, and a change adds
// to a second project.
func (o *Overlay) settleNamed(ctx context.Context, call *acc.Call) error {
	var owners []*collection
	o.mu.Lock()
	for _, c := range o.colls {
		c.mu.RLock()
		named := slices.ContainsFunc(c.unsettled, func(x expectation) bool {
			return x.later && x.change.Before == nil && names(call.Body, x.change, o.entity(c.name).Key)
		})
		c.mu.RUnlock()
		if named {
			owners = append(owners, c)
		}
	}
	o.mu.Unlock()
	for _, c := range owners {
		if err := o.settle(ctx, c); err != nil {
			return err
		}
	}
	return nil
}

// names reports whether a JSON value has the ID of a record in it, or the first part of its natural key.
func names(v any, ch tenant.Change, key []string) bool {
	switch v := v.(type) {
	case string:
		if v == ch.ID && v != "" {
			return true
		}
		for _, field := range key {
			if text, _ := ch.After[field].(string); text != "" {
				return equalFold(text, v)
			}
		}
	case []any:
		return slices.ContainsFunc(v, func(x any) bool { return names(x, ch, key) })
	case map[string]any:
		for _, x := range v {
			if names(x, ch, key) {
				return true
			}
		}
	}
	return false
}

// Settle waits for everything the account still owes, at the end of a run, and returns what it did not show in time.
func (o *Overlay) Settle(ctx context.Context) ([]Unseen, error) {
	o.mu.Lock()
	colls := make([]*collection, 0, len(o.colls))
	for _, c := range o.colls {
		colls = append(colls, c)
	}
	o.mu.Unlock()
	for _, c := range colls {
		if err := o.settle(ctx, c); err != nil {
			return nil, err
		}
	}
	if err := o.verifyNewProjects(ctx); err != nil {
		return nil, err
	}
	if err := o.verifyOthers(ctx); err != nil {
		return nil, err
	}
	o.found.Lock()
	defer o.found.Unlock()
	return o.unseen, nil
}

// cloneLook is how long a new clone is looked at that nobody of its template is expected in yet: whether ACC brings them only with the
// first administrator is an assumption.
const cloneLook = 20 * time.Second

// verifyNewProjects looks at who is in the projects that the run created: only those whom it added, and those of the template.
func (o *Overlay) verifyNewProjects(ctx context.Context) error {
	for _, made := range o.newProjects() {
		id, ok := o.Real(futureID(made.call.Key, 1))
		if !ok {
			continue
		}
		c := o.collection(tenant.Collection{Entity: "member", Parent: id})
		for wait := time.Second; ; wait = min(2*wait, 5*time.Second) {
			left := made.at.Add(cloneLook).Sub(o.now())
			extra, err := o.unaccounted(ctx, c)
			if err != nil {
				return err
			}
			if len(extra) > 0 {
				o.maker.Differs(made.call, []FieldChange{{Name: "members", Before: "those of the plan", After: "also " + strings.Join(extra, ", ")}})
				break
			}
			if !made.clone || left <= 0 || c.brought() {
				break
			}
			if err := o.sleep(ctx, min(wait, left)); err != nil {
				return err
			}
		}
	}
	return nil
}

// unaccounted are the members of a project, read afresh, whom this run did not add.
func (o *Overlay) unaccounted(ctx context.Context, c *collection) ([]string, error) {
	c.load.Lock()
	defer c.load.Unlock()
	if err := o.loadNow(ctx, c); err != nil {
		return nil, err
	}
	var extra []string
	c.mu.RLock()
	defer c.mu.RUnlock()
	for _, memberID := range c.order {
		if rec := c.records[memberID]; !c.made(rec) {
			extra = append(extra, titleOf(rec))
		}
	}
	return extra, nil
}

// brought reports whether the members of a template have been expected in a clone.
func (c *collection) brought() bool {
	c.mu.RLock()
	defer c.mu.RUnlock()
	return slices.ContainsFunc(c.own, func(own ownChange) bool { return own.change.Auto })
}

// bystanders are the records of a collection that a change which takes a list of records did not name.
type bystanders struct {
	call  *acc.Call
	c     *collection
	names map[string]string // ID to what it is called
}

// watchOthers remembers the records that a change of a whole collection leaves alone, so that it is seen if ACC takes what is not named
// for what is to go.
func (o *Overlay) watchOthers(call *acc.Call) {
	name, ok := o.collectionOf(call)
	if !ok || call.Op.Effect != catalog.Update || call.Op.Target != "" {
		return
	}
	c := o.collection(name)
	w := bystanders{call: call, c: c, names: map[string]string{}}
	c.mu.RLock()
	for _, id := range c.order {
		w.names[id] = o.title(name.Entity, c.records[id], id)
	}
	c.mu.RUnlock()
	o.found.Lock()
	o.watched = append(o.watched, w)
	o.found.Unlock()
}

// verifyOthers sees to it that what a change of a whole collection left alone is still there.
func (o *Overlay) verifyOthers(ctx context.Context) error {
	o.found.Lock()
	watched := o.watched
	o.found.Unlock()
	said := map[*collection]bool{}
	for _, w := range watched {
		if said[w.c] {
			continue
		}
		said[w.c] = true
		records, err := o.listing(ctx, w.c.name)
		if err != nil {
			return err
		}
		there := map[any]bool{}
		for _, r := range records {
			there[r[o.entity(w.c.name).IDs[0]]] = true
		}
		var gone []string
		for id, name := range w.names {
			if !there[id] {
				gone = append(gone, name)
			}
		}
		if slices.Sort(gone); len(gone) > 0 {
			o.maker.Differs(w.call, []FieldChange{{Name: "the other " + o.many(w.c.name), Before: "left alone", After: "gone: " + strings.Join(gone, ", ")}})
		}
	}
	return nil
}

// made reports whether this run's changes account for a member; mu is held.
func (c *collection) made(rec tenant.Record) bool {
	email, _ := rec["email"].(string)
	for _, own := range c.own {
		if have, _ := own.change.After["email"].(string); equalFold(have, email) {
			return true
		}
	}
	return false
}

// newProject is a call that created a project.
type newProject struct {
	call  *acc.Call
	at    time.Time
	clone bool // of a template
}

// newProjects are the projects created in this run.
func (o *Overlay) newProjects() []newProject {
	o.found.Lock()
	defer o.found.Unlock()
	return slices.Clone(o.created)
}
