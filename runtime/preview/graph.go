package preview

import (
	"fmt"
	"slices"
	"strings"

	"accstar/acc"
	"accstar/acc/catalog"
	"accstar/acc/tenant"
)

// A plan's changes are a graph: each waits for those that it builds on, and for those whose order the account would notice. The rest
// may be made at once.

// step is one change of the graph, or a joint: a step without a change, at which many wait for many.
type step struct {
	change *Change
	index  int
	call   *acc.Call // with future IDs; nil of one that only the playbook itself can ask for
	fuse   *fusing   // with what it can travel; nil if it travels alone

	waits int    // for so many steps that are not over
	next  []edge // what waits for it

	state stepState
	asked bool // the playbook has come to it
	ahead bool // it was sent before the playbook came to it
	res   *acc.Result
	err   error
	over  chan struct{} // closed when it is over
}

// edge leads to a step that waits. One that builds on the change is not made if that fails; another only comes after it.
type edge struct {
	to     *step
	builds bool
}

type stepState int

const (
	stepWaiting stepState = iota
	stepReady
	stepRunning
	stepOver
	stepLeft // not to be made ahead of the playbook
)

// graph is a plan's changes with what each waits for.
type graph struct {
	cat   *catalog.Catalogue
	steps []*step // in the plan's order
	byKey map[string]*step

	scopes  scopes
	makers  map[string]*step   // future ID -> the first that makes it
	written map[string]bool    // names of what some change writes
	writers map[string]*step   // name -> the last that wrote it
	readers map[string][]*step // name -> those that have named it since
	lanes   map[tenant.Collection]*lane
	people  map[string]*step // e-mail address -> the first change that brings the person into the account
	rows    map[string]*step // the last of each task that can fail by itself
	wall    *step            // nothing goes before it: the last change of which it is not known where it is
	since   []*step          // all behind the wall
}

// lane is the changes of one collection. Those of a kind that follow one another go side by side.
type lane struct {
	kind    string
	gate    *step // what the kind before has to be over for
	members []*step
}

// newGraph works out what each change of a plan waits for.
func newGraph(cat *catalog.Catalogue, plan *Plan, account string) *graph {
	g := &graph{
		cat: cat, byKey: make(map[string]*step, len(plan.Changes)), makers: map[string]*step{}, written: map[string]bool{}, writers: map[string]*step{},
		readers: map[string][]*step{}, lanes: map[tenant.Collection]*lane{}, rows: map[string]*step{}, people: map[string]*step{}, scopes: plan.Order.scopes(),
	}
	for i := range plan.Changes {
		for _, name := range g.writes(&plan.Changes[i]) {
			g.written[name] = true
		}
	}
	for i := range plan.Changes {
		g.add(&plan.Changes[i], i, account)
	}
	return g
}

func (g *graph) add(c *Change, index int, account string) {
	s := &step{change: c, index: index, over: make(chan struct{})}
	s.call = callOf(g.cat, c)
	g.steps = append(g.steps, s)
	g.byKey[c.Key.ChangeKey()] = s
	after := func(before *step, builds bool) {
		if before != nil && before != s {
			before.next = append(before.next, edge{s, builds})
			s.waits++
		}
	}
	after(g.wall, false)
	for _, future := range futuresIn(c.Request) {
		after(g.makers[future], true)
	}
	for _, list := range [][]tenant.Change{c.Records, c.Later} {
		for _, r := range list {
			if r.Before == nil && IsFuture(r.ID) && g.makers[r.ID] == nil {
				g.makers[r.ID] = s
			}
		}
	}
	writes := g.writes(c)
	for _, name := range g.names(c) {
		if !slices.Contains(writes, name) {
			after(g.writers[name], false)
			g.readers[name] = append(g.readers[name], s)
		}
	}
	for _, name := range writes {
		after(g.writers[name], true)
		for _, r := range g.readers[name] {
			after(r, false)
		}
		g.writers[name], g.readers[name] = s, nil
	}
	for _, mail := range newcomers(c) {
		if first := g.people[mail]; first != nil {
			after(first, false)
		} else {
			g.people[mail] = s
		}
	}
	if body, ok := c.Request.Body.(map[string]any); ok {
		mail, _ := body["email"].(string)
		after(g.people[strings.ToLower(strings.TrimSpace(mail))], false)
	}
	g.line(s, account, after)
	if row := g.scopes.of(c.Key.Task); row != "" {
		after(g.rows[row], true)
		g.rows[row] = s
	}
	g.since = append(g.since, s)
}

// line puts a step into the lane of its collection.
func (g *graph) line(s *step, account string, after func(*step, bool)) {
	where, known := collectionOfChange(g.cat, s.change, account)
	if !known {
		for _, before := range g.since {
			after(before, false)
		}
		g.wall, g.since = s, nil
		g.lanes = map[tenant.Collection]*lane{}
		return
	}
	kind := kindOf(s.change, where, s.index)
	l := g.lanes[where]
	if l == nil {
		l = &lane{kind: kind}
		g.lanes[where] = l
	}
	if l.kind != kind {
		gate := &step{}
		for _, m := range l.members {
			m.next = append(m.next, edge{gate, false})
			gate.waits++
		}
		*l = lane{kind: kind, gate: gate}
	}
	after(l.gate, false)
	l.members = append(l.members, s)
	if !alone(kind) {
		s.fuse = fusingOf(g.cat, s.call)
	}
}

// collectionOfChange is the collection of what a change is about.
func collectionOfChange(cat *catalog.Catalogue, c *Change, account string) (tenant.Collection, bool) {
	for _, list := range [][]tenant.Change{c.Records, c.Later} {
		for _, r := range list {
			if !r.Auto {
				return r.Collection, true
			}
		}
	}
	op := cat.Operation(c.Op)
	if op == nil || c.Opaque {
		return tenant.Collection{}, false
	}
	e := cat.Entity(op.Entity)
	if e == nil {
		return tenant.Collection{}, false
	}
	if parent, ok := c.Request.Path[e.Parent]; ok {
		return tenant.Collection{Entity: e.Name, Parent: parent}, true
	}
	return tenant.Collection{Entity: e.Name, Parent: account}, e.Parent == "account_id"
}

// newcomers are the e-mail addresses of people whom a change brings into the account on the way. The first change to do so decides what
// the account knows of them.
func newcomers(c *Change) []string {
	var out []string
	for _, list := range [][]tenant.Change{c.Records, c.Later} {
		for _, r := range list {
			if mail, _ := r.After["email"].(string); r.Auto && r.Before == nil && r.Collection.Entity == "account_user" && mail != "" {
				out = append(out, strings.ToLower(strings.TrimSpace(mail)))
			}
		}
	}
	return out
}

const aloneKind = "alone "

func alone(kind string) bool { return strings.HasPrefix(kind, aloneKind) }

// kindOf says what changes a change goes side by side with: those by the same operation. One that takes something away comes after
// what gives, for a project must not be without an administrator in between; one that brings more with it than itself has its
// collection to itself.
func kindOf(c *Change, where tenant.Collection, index int) string {
	target := ""
	if len(c.Records) > 0 {
		target = c.Records[0].ID
	}
	for _, list := range [][]tenant.Change{c.Records, c.Later} {
		for _, r := range list {
			if r.Auto && r.Collection == where && r.ID != target {
				return fmt.Sprint(aloneKind, index)
			}
		}
	}
	if len(c.Lowerings()) > 0 {
		return c.Op + " lowering"
	}
	return c.Op
}

// writes are the names of what a change makes, changes or removes: records by ID and by what they are known by.
func (g *graph) writes(c *Change) []string {
	var out []string
	for _, list := range [][]tenant.Change{c.Records, c.Later} {
		for _, r := range list {
			if r.Auto {
				continue
			}
			out = append(out, recordName(r))
			if r.Collection.Entity != "member" {
				out = append(out, strings.ToLower(r.ID)) // a member's ID is that of the person, who is not changed by it
			}
			e := g.cat.Entity(r.Collection.Entity)
			if e == nil {
				continue
			}
			for _, field := range e.Key {
				for _, rec := range []tenant.Record{r.Before, r.After} {
					text, _ := rec[field].(string)
					if text == "" {
						continue
					}
					text = strings.ToLower(strings.TrimSpace(text))
					out = append(out, r.Collection.Entity+"/"+r.Collection.Parent+"/"+field+"="+text)
					if r.Collection.Entity == "account_user" {
						out = append(out, text) // by which projects name the person
					}
				}
			}
		}
	}
	slices.Sort(out)
	return slices.Compact(out)
}

// names are what a request names of what some change of the plan writes.
func (g *graph) names(c *Change) []string {
	var out []string
	note := func(text string) {
		text = strings.ToLower(strings.TrimSpace(text))
		for _, name := range []string{text, strings.TrimPrefix(text, "b.")} {
			if g.written[name] && !slices.Contains(out, name) {
				out = append(out, name)
			}
		}
	}
	for _, v := range c.Request.Path {
		note(v)
	}
	for _, p := range c.Request.Query {
		note(p.Value)
	}
	eachText(c.Request.Body, note)
	slices.Sort(out)
	return out
}

// eachText calls a function with every text in a JSON value.
func eachText(v any, do func(string)) {
	switch v := v.(type) {
	case string:
		do(v)
	case []any:
		for _, x := range v {
			eachText(x, do)
		}
	case map[string]any:
		for _, x := range v {
			eachText(x, do)
		}
	}
}

// callOf is the call that a change of a plan is made by, with future IDs; nil if the plan does not hold all of it.
func callOf(cat *catalog.Catalogue, c *Change) *acc.Call {
	op := cat.Operation(c.Op)
	if op == nil || c.Opaque || !op.Effect.Changes() || op.Encoding == catalog.Multipart || op.Encoding == catalog.Binary {
		return nil
	}
	whole := wholeValue(c.Request.Body)
	for _, list := range [][]acc.Param{c.Request.Query, c.Request.Header} {
		for _, p := range list {
			whole = whole && p.Value != acc.Redacted
		}
	}
	if !whole {
		return nil
	}
	return &acc.Call{Op: op, Path: c.Request.Path, Query: c.Request.Query, Header: c.Request.Header, Body: c.Request.Body, Key: c.Key, Origin: c.Origin}
}

// wholeValue reports whether a JSON value has neither files nor places where a secret was.
func wholeValue(v any) bool {
	switch v := v.(type) {
	case string:
		return !strings.Contains(v, acc.Redacted)
	case []any:
		return !slices.ContainsFunc(v, func(x any) bool { return !wholeValue(x) })
	case map[string]any:
		for _, x := range v {
			if !wholeValue(x) {
				return false
			}
		}
		return true
	case nil, bool, int64, float64, int:
		return true
	}
	return false
}
