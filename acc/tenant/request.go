package tenant

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"slices"
	"strings"
	"time"

	"accstar/acc"
	"accstar/acc/catalog"
)

// request is one call being worked out.
type request struct {
	*rules
	ctx    context.Context
	store  Store
	call   *acc.Call
	op     *catalog.Operation
	caller Caller
	user   Record // the account user who calls; nil for an application, and in a preview
	site   Record // the project that the call is about, in an account of our own; nil for one about none
	// accountID is the account that the call is about.
	accountID string
	bare      bool // the answer is as it is to be: its gaps are meant
	now       time.Time
	counts    []count
	brought   map[Collection]map[string]bool // companies that this call has brought into a project so far
	out       Outcome
}

// enter finds the account that the call is about and lets the caller in.
func (q *request) enter() error {
	q.accountID = q.account
	if id, ok := q.call.Path["account_id"]; ok {
		if !q.caller.Trusted && id != q.account {
			return hinted(q.refuse(404, "there is no account %q", id), prefixHint(id))
		}
		q.accountID = id
	}
	return q.admit()
}

// refuse is the answer with which ACC turns the call down.
func (q *request) refuse(status int, format string, args ...any) *acc.Error {
	e := &acc.Error{
		Kind: acc.KindOf(status), Op: q.op.ID(), Status: status, Message: fmt.Sprintf(format, args...), Origin: q.call.Origin,
	}
	if e.Kind == acc.Exists && q.op.Effect == catalog.Create && hasEnsure(q.op.Entity) {
		e.Hint = "ensure leaves alone what exists, and creates what does not"
	}
	return e
}

// hasEnsure reports whether playbooks have a helper that makes sure of an entity, beside the operation that creates it.
func hasEnsure(entity string) bool {
	switch entity {
	case "project", "member", "account_user", "company":
		return true
	}
	return false
}

// hinted adds what to do next.
func hinted(e *acc.Error, hint string) *acc.Error {
	e.Hint = hint
	return e
}

// prefixHint is the hint for an ID with a prefix that account administration does not take.
func prefixHint(id string) string {
	if strings.HasPrefix(id, "b.") {
		return `This API takes the ID without the "b." in front.`
	}
	return ""
}

// invalid is the refusal of a call that is not as the reference says.
func (q *request) invalid(problems []Problem) *acc.Error {
	var parts []string
	for _, p := range problems {
		parts = append(parts, p.String())
	}
	return q.refuse(400, "%s", strings.Join(parts, "; "))
}

// Collections of the account.

func (q *request) projects() Collection     { return Collection{"project", q.accountID} }
func (q *request) accountUsers() Collection { return Collection{"account_user", q.accountID} }
func (q *request) companies() Collection    { return Collection{"company", q.accountID} }
func (q *request) units() Collection        { return Collection{"business_unit", q.accountID} }
func (q *request) roles() Collection        { return Collection{"role", q.accountID} }

func members(projectID string) Collection          { return Collection{"member", projectID} }
func projectCompanies(projectID string) Collection { return Collection{"project_company", projectID} }

// The store, with the call's context. What a preview may not read is as good as empty, and known not to be known.

func (q *request) get(c Collection, id string) (Record, error) {
	r, err := q.store.Get(q.ctx, c, id)
	if r == nil && err == nil {
		r = q.givenAt(c, id)
	}
	return r, q.unlessHidden(c, err)
}

func (q *request) list(c Collection) ([]Record, error) {
	all, err := q.store.List(q.ctx, c)
	return q.withGiven(c, all), q.unlessHidden(c, err)
}

func (q *request) lookup(c Collection, field, text string) ([]Record, error) {
	found, err := q.store.Lookup(q.ctx, c, field, text)
	return found, q.unlessHidden(c, err)
}

func (q *request) knows(c Collection) bool { return q.store.Knows(q.ctx, c) }

// unlessHidden is the store's error, unless it is that the caller of a preview may not read the collection.
func (q *request) unlessHidden(c Collection, err error) error {
	var refusal *acc.Error
	if q.caller.Trusted && errors.As(err, &refusal) && refusal.Kind == acc.Forbidden && !q.knows(c) {
		return nil
	}
	return err
}

// What a call comes to.

// change adds a change that the call asks for.
func (q *request) change(c Collection, id string, before, after Record) {
	q.out.Changes = append(q.out.Changes, Change{Collection: c, ID: id, Before: before, After: after})
}

// follow adds a change that ACC makes by itself: at once, or some time later.
func (q *request) follow(after time.Duration, c Change) {
	c.Auto = true
	if after == 0 {
		q.out.Changes = append(q.out.Changes, c)
		return
	}
	q.out.Later = append(q.out.Later, Later{After: after, Change: c})
}

func (q *request) gap(format string, args ...any) {
	if g := fmt.Sprintf(format, args...); !slices.Contains(q.out.Gaps, g) {
		q.out.Gaps = append(q.out.Gaps, g)
	}
}

func (q *request) warn(format string, args ...any) {
	q.out.Warnings = append(q.out.Warnings, fmt.Sprintf(format, args...))
}

// fill sets the fields of a record that only ACC can fill: those in real in an account of our own, where the entity's other
// such fields become null, and [acc.Unknown] in a preview.
func (q *request) fill(entity string, rec, real Record) Record {
	e := q.cat.Entity(entity)
	for _, f := range e.Filled {
		if q.caller.Trusted {
			rec[f] = acc.Unknown{Field: f, Of: e.One}
		} else {
			rec[f] = real[f]
		}
	}
	return rec
}

// only is a value that only ACC knows: v in an account of our own, unknown in a preview.
func (q *request) only(entity, field string, v any) any {
	if q.caller.Trusted {
		return acc.Unknown{Field: field, Of: q.cat.Entity(entity).One}
	}
	return v
}

// count is by how much the numbers that ACC keeps on a record change: how many members a project has.
type count struct {
	c     Collection
	id    string
	after time.Duration
	by    map[string]int64 // field to difference
}

// tally notes that a number that ACC keeps goes up or down, at once or some time later.
func (q *request) tally(after time.Duration, c Collection, id, field string, by int64) {
	for _, k := range q.counts {
		if k.c == c && k.id == id && k.after == after {
			k.by[field] += by
			return
		}
	}
	q.counts = append(q.counts, count{c, id, after, map[string]int64{field: by}})
}

// writeCounts turns what was tallied into changes. A number that is not known stays so. A preview does without: the numbers are
// nothing that a plan is judged by, and waiting for ACC to show them would say more than is known.
func (q *request) writeCounts() error {
	if q.caller.Trusted {
		return nil
	}
	slices.SortStableFunc(q.counts, func(a, b count) int { return cmp.Compare(a.after, b.after) })
	for _, k := range q.counts {
		before, err := q.latest(k.c, k.id)
		if err != nil {
			return err
		}
		after, changed := with(before, nil), false
		for f, by := range k.by {
			if n, ok := after[f].(int64); ok && by != 0 {
				after[f] = n + by
				changed = true
			}
		}
		if changed {
			q.follow(k.after, Change{Collection: k.c, ID: k.id, Before: before, After: after})
		}
	}
	return nil
}

// latest is a record as the call leaves it so far.
func (q *request) latest(c Collection, id string) (Record, error) {
	for _, l := range slices.Backward(q.out.Later) {
		if l.Change.Collection == c && l.Change.ID == id {
			return l.Change.After, nil
		}
	}
	for _, ch := range slices.Backward(q.out.Changes) {
		if ch.Collection == c && ch.ID == id {
			return ch.After, nil
		}
	}
	return q.get(c, id)
}

// targetFirst puts what the call asked for before what ACC does by itself.
func (o *Outcome) targetFirst() {
	slices.SortStableFunc(o.Changes, func(a, b Change) int { return cmp.Compare(rank(a.Auto), rank(b.Auto)) })
}

// idField is the field that holds the ID of new records of an entity.
func (r *rules) idField(entity string) string {
	if e := r.cat.Entity(entity); e != nil && len(e.IDs) > 0 {
		return e.IDs[0]
	}
	return "id"
}
