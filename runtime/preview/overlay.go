package preview

import (
	"context"
	"fmt"
	"maps"
	"slices"
	"sort"
	"strings"
	"sync"
	"time"

	"accstar/acc"
	"accstar/acc/catalog"
	"accstar/acc/tenant"
)

// Overlay is an account with the changes asked for so far: what a playbook sees, in a preview and in a run. It is an
// [acc.Doer]: reads are answered from it, changes are worked out by the rules and handed to its [Maker].
type Overlay struct {
	cat   *catalog.Catalogue
	rules tenant.Rules
	live  acc.Doer // answers reads from the account itself
	maker Maker
	now   func() time.Time
	sleep func(context.Context, time.Duration) error
	// freshFor is how long what was read about a collection is good enough to change it; 0 means for ever.
	freshFor time.Duration
	account  string

	roles *collection // those come across: roles cannot be listed

	mu    sync.Mutex // never taken while a collection's is held
	colls map[tenant.Collection]*collection
	reads map[string]*passed // answers passed through, by request
	// paths are the path parameters that a collection was last asked for with: the rights on a folder are listed by its project too.
	paths map[tenant.Collection]map[string]string

	found   sync.Mutex        // guards what follows; a leaf, nothing is locked while it is held
	real    map[string]string // future ID -> real ID
	gaps    []string
	unseen  []Unseen
	pieces  map[string]bool // of the future IDs given out
	created []newProject
	watched []bystanders
	// companies are those that this run has changed, by ID.
	companies map[string]tenant.Record

	durable *durable // of a run; nil in a preview
	kept    *Seen    // keeps what is read; nil if nobody wants it
	view    *view    // of an overlay that shows a playbook what another one makes ahead of it

	// changing is held while a change is worked out and entered, so that two tasks cannot both find a name free.
	changing sync.Mutex
}

// Maker decides what becomes of a change once it is worked out: a preview notes it, a run makes it.
type Maker interface {
	Make(ctx context.Context, call *acc.Call, predicted *Predicted) (*acc.Result, error)
	// Unchanged is told of a change that would change nothing; it is not sent.
	Unchanged(call *acc.Call, predicted *Predicted)
	// Differs is told of a change that was made, with the fields that came out otherwise: Before as planned, After as ACC has it.
	Differs(call *acc.Call, fields []FieldChange)
	// Refused is told of a change that ACC would refuse, and returns the error for the playbook; it is not sent.
	Refused(call *acc.Call, refusal error) error
}

// Predicted is a change as the rules work it out on the account as it now stands.
type Predicted struct {
	Change  Change
	Outcome *tenant.Outcome
	At      time.Time // when it was made, of one made in an earlier part of the run
}

// Config is what an overlay needs.
type Config struct {
	Catalogue *catalog.Catalogue
	Rules     tenant.Rules
	Live      acc.Doer
	Maker     Maker
	Now       func() time.Time
	Sleep     func(context.Context, time.Duration) error
	FreshFor  time.Duration
	AccountID string
}

// NewOverlay returns an overlay without changes.
func NewOverlay(c Config) *Overlay {
	return &Overlay{
		cat: c.Catalogue, rules: c.Rules, live: c.Live, maker: c.Maker, now: c.Now, sleep: c.Sleep, freshFor: c.FreshFor, account: c.AccountID,
		colls: map[tenant.Collection]*collection{},
		reads: map[string]*passed{},
		paths: map[tenant.Collection]map[string]string{},
		roles: newCollection(tenant.Collection{Entity: "role", Parent: c.AccountID}),
		real:  map[string]string{},
	}
}

// Do answers a read as the account would after the changes asked for so far, and works out a change and hands it on.
func (o *Overlay) Do(ctx context.Context, call *acc.Call) (*acc.Result, error) {
	if err := o.whole(call); err != nil {
		return nil, err
	}
	if call.Op.Effect.Changes() {
		return o.change(ctx, call)
	}
	return o.read(ctx, call)
}

// Gaps lists what could not be judged, in a user's words, each once.
func (o *Overlay) Gaps() []string {
	o.found.Lock()
	defer o.found.Unlock()
	return slices.Clone(o.gaps)
}

func (o *Overlay) addGaps(call *acc.Call, gaps []string) {
	o.found.Lock()
	defer o.found.Unlock()
	for _, g := range gaps {
		if where := call.Origin.String(); where != "" {
			g = where + ": " + g
		}
		if !slices.Contains(o.gaps, g) {
			o.gaps = append(o.gaps, g)
		}
	}
}

// passed is a read answered by the account itself, kept so that it is asked once.
type passed struct {
	once   sync.Mutex
	done   bool
	result *acc.Result
}

// read answers from what is known where that is the whole truth, else from the account.
func (o *Overlay) read(ctx context.Context, call *acc.Call) (*acc.Result, error) {
	name, ok := o.collectionOf(call)
	if !ok {
		return o.readRelated(ctx, call)
	}
	if call.Op.Polled && !o.aboutFuture(call) {
		return o.pass(ctx, call)
	}
	c := o.collection(name)
	if err := o.settleFor(ctx, c, call); err != nil {
		return nil, err
	}
	c.mu.RLock()
	touched, loaded := c.touched || o.showsChanged(name), c.loaded
	_, future := o.future(name)
	c.mu.RUnlock()
	switch {
	case o.beyond(call):
		if touched || future {
			o.addGaps(call, []string{fmt.Sprintf("%s asks for %s that a plain listing leaves out, after changes to them were planned; the answer may lack those changes",
				call.Op.ID(), o.many(name))})
		}
		return o.pass(ctx, call)
	case touched, future, o.plain(call) && (loaded || call.Op.ID() == o.entity(name).List || name.Entity == "member"):
		// One listing instead of a request for every record asked for. What the playbook itself asks for it must be allowed to
		// read: only what rules look at besides may be hidden from it.
		if _, err := o.loaded(ctx, name); err != nil {
			return nil, placed(err, call)
		}
		return o.answer(ctx, call, !touched && !future)
	}
	return o.pass(ctx, call)
}

// aboutFuture reports whether a call names something that ACC has yet to make.
func (o *Overlay) aboutFuture(call *acc.Call) bool {
	for _, id := range call.Path {
		if IsFuture(strings.TrimPrefix(id, "b.")) {
			return true
		}
	}
	return false
}

// answer answers a read by the rules over what is known. What they cannot judge the account itself answers while nothing has changed
// yet; afterwards it is a gap.
func (o *Overlay) answer(ctx context.Context, call *acc.Call, asItIs bool) (*acc.Result, error) {
	store := &overlayStore{o: o, call: call}
	out, err := o.rules.Do(ctx, store, call)
	if err != nil {
		return nil, placed(err, call)
	}
	if asItIs && len(out.Gaps) > 0 {
		return o.pass(ctx, call)
	}
	o.addGaps(call, out.Gaps)
	value := out.Value
	if items, ok := value.([]any); ok {
		items = o.newLast(call, items)
		if call.Max > 0 && len(items) > call.Max {
			items = items[:call.Max]
		}
		value = items
	}
	return &acc.Result{Status: out.Status, Value: value}, nil
}

// pass asks the account, once for each request.
func (o *Overlay) pass(ctx context.Context, call *acc.Call) (*acc.Result, error) {
	key := requestKey(call)
	o.mu.Lock()
	p := o.reads[key]
	if p == nil {
		p = &passed{}
		o.reads[key] = p
	}
	o.mu.Unlock()
	p.once.Lock()
	defer p.once.Unlock()
	if p.done {
		return &acc.Result{Status: p.result.Status, Body: p.result.Body, Value: p.result.Value}, nil
	}
	if o.view != nil {
		o.view.unforeseen()
	}
	res, err := o.live.Do(ctx, call)
	if err != nil {
		return nil, err
	}
	o.learnRoles(call, res)
	p.result, p.done = res, true
	o.kept.passed(key, res)
	return res, nil
}

// Forget drops what was read and not changed, so that the next look is a fresh one: after a sleep, and before a run.
func (o *Overlay) Forget() {
	o.mu.Lock()
	defer o.mu.Unlock()
	o.reads = map[string]*passed{}
	for name, c := range o.colls {
		c.mu.Lock()
		if !c.touched {
			delete(o.colls, name)
		}
		c.mu.Unlock()
	}
}

func requestKey(call *acc.Call) string {
	var b strings.Builder
	b.WriteString(call.Op.ID())
	for _, k := range slices.Sorted(maps.Keys(call.Path)) {
		fmt.Fprintf(&b, "|%s=%s", k, call.Path[k])
	}
	q := slices.Clone(call.Query)
	sort.Slice(q, func(i, j int) bool { return q[i].Name < q[j].Name })
	for _, p := range q {
		fmt.Fprintf(&b, "?%s=%s", p.Name, p.Value)
	}
	fmt.Fprintf(&b, "#%d", call.Max)
	if call.Body != nil {
		fmt.Fprintf(&b, "!%s", canonicalJSON(call.Body))
	}
	if call.Op.Service == "request" {
		b.WriteString(call.Op.Method + call.Op.Path)
	}
	return b.String()
}

// collectionOf names the collection an operation reads or changes; false if the catalogue does not say, or it cannot be
// listed.
func (o *Overlay) collectionOf(call *acc.Call) (tenant.Collection, bool) {
	e := o.cat.Entity(call.Op.Entity)
	if e == nil || e.List == "" {
		return tenant.Collection{}, false
	}
	if call.Op.Via != "" {
		return tenant.Collection{}, false // looked at from another side, such as the projects of one person
	}
	if e.Parent == "" {
		return tenant.Collection{Entity: e.Name}, true
	}
	parent, ok := call.Path[e.Parent]
	if !ok {
		if e.Parent != "account_id" {
			return tenant.Collection{}, false
		}
		parent = o.account
	}
	name := tenant.Collection{Entity: e.Name, Parent: parent}
	if len(o.cat.Must(e.List).PathParams) > 1 {
		o.mu.Lock()
		o.paths[name] = call.Path
		o.mu.Unlock()
	}
	return name, true
}

func (o *Overlay) entity(name tenant.Collection) *catalog.Entity { return o.cat.Entity(name.Entity) }

func (o *Overlay) many(name tenant.Collection) string {
	if e := o.entity(name); e != nil {
		return e.Many
	}
	return name.Entity
}

func (o *Overlay) listable(name tenant.Collection) bool {
	e := o.entity(name)
	return e != nil && e.List != ""
}

// future reports whether the collection belongs to something that ACC has yet to create.
func (o *Overlay) future(name tenant.Collection) (string, bool) {
	return name.Parent, IsFuture(name.Parent)
}

// beyond reports whether a read asks for records that the listing of the whole collection leaves out.
func (o *Overlay) beyond(call *acc.Call) bool {
	e := o.cat.Entity(call.Op.Entity)
	for _, f := range call.Op.Query {
		if f.Test == nil || e == nil {
			continue
		}
		value, ok := call.QueryValue(f.Name)
		if !ok {
			continue
		}
		for _, v := range strings.Split(value, ",") {
			if slices.Contains(e.Unlisted[f.Test.Field], v) {
				return true
			}
		}
	}
	return false
}

// plain reports whether every filter of a read has a test the rules can make, so that a listing answers it as ACC would.
func (o *Overlay) plain(call *acc.Call) bool {
	for _, p := range call.Query {
		for _, f := range call.Op.Query {
			if f.Name == p.Name && f.Test == nil && strings.HasPrefix(f.Name, "filter[") {
				return false
			}
		}
		if p.Name == "fields" || p.Name == "field" {
			return false
		}
	}
	return true
}

// collection returns the collection, unread if nobody asked for it before.
func (o *Overlay) collection(name tenant.Collection) *collection {
	o.mu.Lock()
	defer o.mu.Unlock()
	c := o.colls[name]
	if c == nil {
		c = newCollection(name)
		o.colls[name] = c
	}
	return c
}

// loaded returns the collection with its records read; nil if the account cannot list it.
func (o *Overlay) loaded(ctx context.Context, name tenant.Collection) (*collection, error) {
	e := o.entity(name)
	if e == nil {
		return nil, nil
	}
	if e.Name == "role" {
		return o.roles, nil
	}
	if e.List == "" {
		return nil, nil
	}
	c := o.collection(name)
	c.load.Lock()
	defer c.load.Unlock()
	c.mu.RLock()
	done := c.loaded
	c.mu.RUnlock()
	if done {
		return c, nil
	}
	err := o.loadNow(ctx, c)
	c.showExpected()
	return c, err
}

// loadNow reads the whole collection from the account; c.load is held.
func (o *Overlay) loadNow(ctx context.Context, c *collection) error {
	if o.view != nil {
		return o.view.load(ctx, o, c)
	}
	var items []any
	e := o.entity(c.name)
	op := o.cat.Must(e.List)
	if _, future := o.future(c.name); !future {
		res, err := o.live.Do(ctx, o.listCall(e, op, c.name))
		if err != nil {
			return err
		}
		v, err := res.Decoded()
		if err != nil {
			return err
		}
		items, _ = v.([]any)
	}
	c.mu.Lock()
	defer c.mu.Unlock()
	c.clear()
	for _, item := range items {
		shown, ok := item.(map[string]any)
		if !ok {
			continue
		}
		rec := o.rules.Canonical(e.Name, op.Form, shown)
		if id, ok := rec[e.IDs[0]].(string); ok {
			c.put(id, rec, e.IDs)
			o.learnRolesOf(e.Name, rec)
		}
	}
	o.kept.listed(c, o.now())
	c.renew(e.IDs, o.now().Add(-e.Visible), o.durable == nil)
	o.spreadTo(c)
	c.loaded, c.readAt = true, o.now()
	return nil
}

// listCall is the call that lists a whole collection. Its key names what it lists, not who happened to ask first.
func (o *Overlay) listCall(e *catalog.Entity, op *catalog.Operation, name tenant.Collection) *acc.Call {
	call := &acc.Call{Op: op, Path: map[string]string{}, Key: acc.Key{Task: "@" + e.List + "/" + name.Parent, Call: 1}}
	for _, p := range op.PathParams {
		switch p.Name {
		case e.Parent:
			call.Path[p.Name] = name.Parent
		case "account_id":
			call.Path[p.Name] = o.account
		default:
			o.mu.Lock()
			call.Path[p.Name] = o.paths[name][p.Name]
			o.mu.Unlock()
		}
	}
	for _, k := range slices.Sorted(maps.Keys(e.ReadAll)) {
		call.Query = append(call.Query, acc.Param{Name: k, Value: e.ReadAll[k]})
	}
	return call
}

// placed adds the call's place to a refusal worked out by the rules.
func placed(err error, call *acc.Call) error {
	if e, ok := err.(*acc.Error); ok && e.Origin == (acc.Origin{}) {
		copied := *e
		copied.Origin = call.Origin
		return &copied
	}
	return err
}
