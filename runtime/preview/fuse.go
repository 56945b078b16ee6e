package preview

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"maps"
	"slices"
	"strings"
	"sync"
	"time"

	"accstar/acc"
	"accstar/acc/catalog"
	"accstar/acc/tenant"
)

// leastFused is how many changes it takes to be worth one request for all: it takes a look at what came of them as well.
const leastFused = 5

// Fuser is the link of a chain, beneath the journal, that lets changes travel together: the calls of a group become one request. Each
// still has its own answer: the record as it can be read afterwards, or what ACC says to it alone. Calls of no group go on as they are.
type Fuser struct {
	next    acc.Doer
	cat     *catalog.Catalogue
	rules   tenant.Rules
	account string
	now     func() time.Time
	sleep   func(context.Context, time.Duration) error
	least   int
}

// NewFuser returns a link above next. Rules, clock and account are those of the run.
func NewFuser(c Config, next acc.Doer) *Fuser {
	return &Fuser{next: next, cat: c.Catalogue, rules: c.Rules, account: c.AccountID, now: c.Now, sleep: c.Sleep, least: leastFused}
}

// fusing is how a change can travel with others.
type fusing struct {
	call   *acc.Call
	by     *catalog.Operation
	shared []string // fields of the body that all have in common
	limit  int
}

// fusingOf says how a call can travel with others; nil if it cannot.
func fusingOf(cat *catalog.Catalogue, call *acc.Call) *fusing {
	if call == nil || call.Op.FusedBy == "" || len(call.Query) > 0 {
		return nil
	}
	body, ok := call.Body.(map[string]any)
	by := cat.Operation(call.Op.FusedBy)
	if !ok || by == nil || by.Batch == "" {
		return nil
	}
	f := &fusing{call: call, by: by, limit: by.BatchLimit}
	item := by.Batch + "[]."
	if by.Batch == "[]" {
		item = "[]."
	}
	for name := range body {
		has := func(full string) bool {
			return slices.ContainsFunc(by.Body, func(x catalog.Field) bool { return x.Name == full })
		}
		switch {
		case has(item + name):
		case item != "[]." && has(name):
			f.shared = append(f.shared, name)
		default:
			return nil
		}
	}
	slices.Sort(f.shared)
	return f
}

// key is the same for changes that can travel together.
func (f *fusing) key(real func(string) (string, bool)) string {
	shared := map[string]any{}
	body, _ := f.call.Body.(map[string]any)
	for _, name := range f.shared {
		shared[name] = body[name]
	}
	r := resolveRequest(Request{Path: f.call.Path}, real)
	return f.call.Op.ID() + canonicalJSON([]any{r.Path, f.call.Header, shared})
}

// together is one call for several, with the items in their order.
func together(f *fusing, calls []*acc.Call) *acc.Call {
	items := make([]any, len(calls))
	top := map[string]any{}
	for i, c := range calls {
		item := maps.Clone(c.Body.(map[string]any))
		for _, name := range f.shared {
			top[name] = item[name]
			delete(item, name)
		}
		items[i] = item
	}
	out := *calls[0]
	out.Op = f.by
	out.Body = items
	if f.by.Batch != "[]" {
		top[f.by.Batch] = items
		out.Body = top
	}
	return &out
}

// group is changes that travel together: it leaves when each of its members has come or stays behind.
type group struct {
	fuser *Fuser
	ctx   context.Context
	by    *fusing
	freed func() // called once the request has been answered

	mu      sync.Mutex
	pending int
	aboard  []*member
}

// member is one place of a group.
type member struct {
	group *group
	call  *acc.Call
	res   *acc.Result
	err   error
	done  chan struct{}
	gone  bool // it has come, or stays behind
}

type memberKey struct{}

func withMember(ctx context.Context, m *member) context.Context {
	return context.WithValue(ctx, memberKey{}, m)
}

func (f *Fuser) group(ctx context.Context, by *fusing, size int, freed func()) *group {
	return &group{fuser: f, ctx: ctx, by: by, freed: freed, pending: size}
}

func (g *group) member() *member { return &member{group: g, done: make(chan struct{})} }

// leave gives the place up, if it has not been taken: the change is not sent after all.
func (m *member) leave() { m.arrive(nil) }

// arrive takes the place, with a call to be sent; without one it stays empty. The last to come sends all. It reports whether the call
// is aboard: one that comes a second time is not.
func (m *member) arrive(call *acc.Call) bool {
	g := m.group
	g.mu.Lock()
	if m.gone {
		g.mu.Unlock()
		return false
	}
	m.gone = true
	if call != nil {
		m.call = call
		g.aboard = append(g.aboard, m)
	}
	g.pending--
	last := g.pending == 0
	g.mu.Unlock()
	if last {
		go g.fuser.send(g)
	}
	return true
}

// Do sends a call with its group, if it has one.
func (f *Fuser) Do(ctx context.Context, call *acc.Call) (*acc.Result, error) {
	m, _ := ctx.Value(memberKey{}).(*member)
	if m == nil || m.group.by.call.Op != call.Op || !m.arrive(call) {
		return f.next.Do(ctx, call)
	}
	<-m.done
	return m.res, m.err
}

// send sends a group, and has each member answered.
func (f *Fuser) send(g *group) {
	defer g.freed()
	slices.SortFunc(g.aboard, func(a, b *member) int { return strings.Compare(a.call.Key.ChangeKey(), b.call.Key.ChangeKey()) })
	f.part(g, g.aboard)
}

// part sends some of a group at once. If ACC refuses them all because of one, it halves them until that one stands alone.
func (f *Fuser) part(g *group, members []*member) {
	switch len(members) {
	case 0:
		return
	case 1:
		f.alone(g, members[0])
		return
	}
	calls := make([]*acc.Call, len(members))
	for i, m := range members {
		calls[i] = m.call
	}
	since := f.now()
	res, err := f.next.Do(g.ctx, together(g.by, calls))
	var refused *acc.Error
	switch {
	case err == nil && !g.by.by.Async:
		f.reported(g, members, res)
	case err == nil, errors.As(err, &refused) && refused.InDoubt && !errors.Is(err, acc.ErrStop) && g.ctx.Err() == nil:
		f.look(g, members, since)
	case errors.As(err, &refused) && !refused.InDoubt && (refused.Kind == acc.Invalid || refused.Kind == acc.Exists):
		half := len(members) / 2
		f.part(g, members[:half])
		f.part(g, members[half:])
	default:
		for _, m := range members {
			m.answer(nil, forMember(err, m.call))
		}
	}
}

// forMember is an error of all as that of one.
func forMember(err error, call *acc.Call) error {
	var e *acc.Error
	if !errors.As(err, &e) || errors.Is(err, acc.ErrStop) && !e.InDoubt {
		return err
	}
	own := *e
	own.Op, own.Origin = call.Op.ID(), call.Origin
	return &own
}

func (m *member) answer(res *acc.Result, err error) {
	m.res, m.err = res, err
	close(m.done)
}

// shownRecord is the result of a change whose record was read.
func shownRecord(call *acc.Call, item map[string]any, requests int) (*acc.Result, error) {
	body, err := json.Marshal(item)
	if err != nil {
		return nil, fmt.Errorf("encode what %s has made: %w", call.Op.ID(), err)
	}
	return &acc.Result{Status: call.Op.Status, Body: body, Requests: requests}, nil
}

// alone sends one change by itself.
func (f *Fuser) alone(g *group, m *member) {
	res, err := f.next.Do(g.ctx, m.call)
	m.answer(res, err)
}

// reported answers members by the lists of an answer that says of each item what came of it. What it does not list is sent alone.
func (f *Fuser) reported(g *group, members []*member, res *acc.Result) {
	requests := res.Requests
	v, err := res.Decoded()
	report, _ := v.(map[string]any)
	if err != nil || report == nil {
		f.look(g, members, f.now())
		return
	}
	made, _ := report["success_items"].([]any)
	var left []*member
	for _, m := range members {
		item := f.find(m.call, made)
		if item == nil {
			left = append(left, m)
			continue
		}
		m.answer(shownRecord(m.call, item, requests))
		requests = 0
	}
	for _, m := range left {
		f.alone(g, m)
	}
}

// look reads what the account shows until each member's record is there as it was asked for, or until the time has passed that it may
// take. What is not there by then is sent alone, so that it has ACC's own answer.
func (f *Fuser) look(g *group, members []*member, since time.Time) {
	g.freed()
	e := f.cat.Entity(g.by.call.Op.Entity)
	requests := 1
	left := members
	for wait := 500 * time.Millisecond; ; wait = min(wait*5/4, 5*time.Second) {
		late := !f.now().Before(since.Add(e.Visible))
		items, asked, err := f.list(g.ctx, e, left[0].call)
		requests += asked
		var refused *acc.Error
		if err != nil && (!errors.As(err, &refused) || errors.Is(err, acc.ErrStop) || g.ctx.Err() != nil) {
			for _, m := range left {
				m.answer(nil, f.unseen(m.call, err))
			}
			return
		}
		var next []*member
		for _, m := range left {
			item := f.find(m.call, items)
			if item == nil || !late && !shownAs(m.call.Body, item) {
				next = append(next, m)
				continue
			}
			m.answer(shownRecord(m.call, item, requests))
			requests = 0
		}
		if left = next; len(left) == 0 {
			return
		}
		if late {
			break
		}
		if err := f.sleep(g.ctx, wait); err != nil {
			for _, m := range left {
				m.answer(nil, f.unseen(m.call, err))
			}
			return
		}
	}
	for _, m := range left {
		f.last(g, e, m)
	}
}

// unseen is the error of a change that was sent, and of which the run ended before it could be seen what came of it.
func (f *Fuser) unseen(call *acc.Call, cause error) error {
	return &acc.Error{Kind: acc.Unavailable, Op: call.Op.ID(), Origin: call.Origin, InDoubt: true, Err: cause,
		Message: "was sent together with others, and the run ended before it showed in ACC"}
}

// last sends a member alone that did not appear. If ACC says that it is there already, it has appeared meanwhile.
func (f *Fuser) last(g *group, e *catalog.Entity, m *member) {
	res, err := f.next.Do(g.ctx, m.call)
	var refused *acc.Error
	if errors.As(err, &refused) && refused.Kind == acc.Exists && !refused.InDoubt {
		if items, asked, listErr := f.list(g.ctx, e, m.call); listErr == nil {
			if item := f.find(m.call, items); item != nil {
				m.answer(shownRecord(m.call, item, 1+asked))
				return
			}
		}
	}
	m.answer(res, err)
}

// list reads the collection that a call adds to.
func (f *Fuser) list(ctx context.Context, e *catalog.Entity, call *acc.Call) ([]any, int, error) {
	op := f.cat.Must(e.List)
	listing := &acc.Call{Op: op, Path: map[string]string{}, Key: acc.Key{Task: "@" + e.List + "/" + call.Path[e.Parent], Call: 1}}
	for _, p := range op.PathParams {
		listing.Path[p.Name] = call.Path[p.Name]
		if p.Name == "account_id" {
			listing.Path[p.Name] = f.account
		}
	}
	for _, k := range slices.Sorted(maps.Keys(e.ReadAll)) {
		listing.Query = append(listing.Query, acc.Param{Name: k, Value: e.ReadAll[k]})
	}
	res, err := f.next.Do(ctx, listing)
	if err != nil {
		return nil, 1, err
	}
	v, err := res.Decoded()
	items, _ := v.([]any)
	return items, res.Requests, err
}

// find returns the item that is about what a call adds, by what its kind is known by; nil if there is none.
func (f *Fuser) find(call *acc.Call, items []any) map[string]any {
	e := f.cat.Entity(call.Op.Entity)
	body, _ := call.Body.(map[string]any)
	for _, field := range e.Key {
		want, _ := f.rules.Canonical(e.Name, call.Op.Form, body)[field].(string)
		if want == "" {
			continue
		}
		for _, x := range items {
			shown, ok := x.(map[string]any)
			if !ok || shown["status"] == "deleted" {
				continue
			}
			if have, _ := f.rules.Canonical(e.Name, call.Op.Form, shown)[field].(string); equalFold(have, want) {
				return shown
			}
		}
	}
	return nil
}

// shownAs reports whether a record shows what was asked for. What it has besides, or does not show at all, does not count.
func shownAs(asked any, shown map[string]any) bool {
	body, _ := asked.(map[string]any)
	for name, want := range body {
		have, ok := shown[name]
		if !ok || want == nil {
			continue
		}
		switch want := want.(type) {
		case string:
			if text, isText := have.(string); isText && !equalFold(text, want) || have == nil {
				return false
			}
		case []any:
			list, _ := have.([]any)
			if !holds(list, want) {
				return false
			}
		}
	}
	return true
}

// holds reports whether a list has all that was asked for: plain values, or objects by their key and access.
func holds(list, asked []any) bool {
	at := map[string]bool{}
	for _, x := range list {
		at[itemText(x)] = true
	}
	for _, x := range asked {
		if p, ok := x.(map[string]any); ok && p["access"] == "none" {
			continue
		}
		if !at[itemText(x)] {
			return false
		}
	}
	return true
}

func itemText(x any) string {
	if p, ok := x.(map[string]any); ok {
		return fmt.Sprint(p["key"], "=", p["access"])
	}
	return fmt.Sprint(x)
}
