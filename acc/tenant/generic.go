package tenant

import (
	"fmt"
	"strings"

	"accstar/acc"
	"accstar/acc/catalog"
)

// generic works out an operation that has no rules of its own, by the catalogue's description of it.
func generic(q *request) error {
	e := q.cat.Entity(q.op.Entity)
	switch {
	case q.op.Effect.Changes() && (e == nil || q.op.Model != catalog.Generic):
		return q.opaque()
	case e == nil || q.op.Via != "":
		return q.beyond()
	}
	c, err := q.collection(e)
	if err != nil {
		return err
	}
	switch {
	case !q.op.Effect.Changes() && q.op.Target != "":
		return genericGet(q, c)
	case !q.op.Effect.Changes():
		return genericList(q, c)
	case q.op.Effect == catalog.Create:
		return genericCreate(q, c)
	case q.op.Target == "":
		return q.opaque()
	case q.op.Effect == catalog.Update:
		return genericPatch(q, c)
	case q.op.Effect == catalog.Delete:
		return genericDelete(q, c)
	}
	return q.opaque()
}

// beyond answers a read of what is not held here: in a preview a gap, in an account of our own a plain refusal.
func (q *request) beyond() error {
	if q.caller.Trusted {
		q.gap("%s: what it answers after the planned changes is not known", q.op.ID())
		q.out.Value = q.unknownAnswer()
		return nil
	}
	return q.refuse(501, "this account does not hold what %s reads", q.op.ID())
}

// opaque answers a change of which only ACC knows what it does.
func (q *request) opaque() error {
	if q.caller.Trusted {
		q.gap("%s: what it changes beyond its own answer is not known", q.op.ID())
		q.out.Value = q.unknownAnswer()
		return nil
	}
	return q.refuse(501, "this account does not carry out %s", q.op.ID())
}

// unknownAnswer is an answer of the operation's shape of which nothing is known.
func (q *request) unknownAnswer() any {
	switch q.op.Returns.Shape {
	case catalog.Object:
		out := Record{}
		for _, f := range q.op.ReturnFields("") {
			out[f.Name] = acc.Unknown{Field: f.Name, Of: "answer of " + q.op.ID()}
		}
		return out
	case catalog.List:
		return acc.Unknown{Field: "items", Of: "answer of " + q.op.ID()}
	}
	return nil
}

// collection is the collection that the call is about.
func (q *request) collection(e *catalog.Entity) (Collection, error) {
	parent, ok := q.call.Path[e.Parent]
	switch {
	case e.Parent == "":
	case !ok && e.Parent == "account_id":
		parent = q.accountID
	case !ok:
		return Collection{}, fmt.Errorf("%s: the path names no %s, which %s belong to", q.op.ID(), e.Parent, e.Many)
	case !administration(q.op):
		parent = strings.TrimPrefix(parent, "b.")
	}
	return Collection{e.Name, parent}, nil
}

// administration reports whether an operation is of account administration, which takes IDs without a "b." only.
func administration(op *catalog.Operation) bool {
	return strings.HasPrefix(op.Path, "/construction/admin/") || strings.HasPrefix(op.Path, "/hq/")
}

// target is the record that the call is about; it is refused if there is none.
func (q *request) target(c Collection) (Record, error) {
	id := q.call.Path[q.op.Target]
	rec, err := q.get(c, id)
	if err != nil {
		return nil, err
	}
	if rec == nil {
		return nil, hinted(q.refuse(404, "there is no %s %q", q.cat.Entity(c.Entity).One, id), prefixHint(id))
	}
	return rec, nil
}

func genericGet(q *request, c Collection) error {
	rec, err := q.target(c)
	if err != nil {
		return err
	}
	q.answer(rec)
	return nil
}

func genericList(q *request, c Collection) error {
	recs, err := q.list(c)
	if err != nil {
		return err
	}
	q.answerList(recs)
	return nil
}

// answer answers with one record, in the operation's form and with the fields asked for.
func (q *request) answer(rec Record) {
	q.out.Value = q.wrap(q.chosen(formOf(q.op.Entity, q.op.Form).render(rec)))
}

// answerList answers with those of the records that pass the call's filters, sorted, in the operation's form and with the
// fields asked for.
func (q *request) answerList(recs []Record) {
	f := formOf(q.op.Entity, q.op.Form)
	var shown []Record
	for _, r := range q.keep(recs, q.filters()) {
		shown = append(shown, f.render(r))
	}
	list := []any{}
	for _, r := range sortRecords(shown, q.sortKeys()) {
		list = append(list, q.chosen(r))
	}
	q.out.Value = list
}

// chosen is a record with the fields that the call asks for, all by default.
func (q *request) chosen(shown Record) Record {
	for _, p := range fieldParams {
		if names, ok := q.call.QueryValue(p); ok && q.declares(p) {
			return pick(shown, q.idField(q.op.Entity), splitList(names))
		}
	}
	return shown
}

// wraps reports whether an operation shows a record below "data", as JSON:API does.
func wraps(op *catalog.Operation) bool {
	for _, f := range op.Returns.Fields {
		if f.Name == "data" || strings.HasPrefix(f.Name, "data.") {
			return true
		}
	}
	return false
}

// wrap puts a record into the envelope that the operation answers with.
func (q *request) wrap(shown Record) Record {
	if !wraps(q.op) {
		return shown
	}
	return Record{"jsonapi": Record{"version": "1.0"}, "data": shown}
}

// unwrap takes a record out of the envelope that it is sent in.
func unwrap(body Record) Record {
	if data, ok := body["data"].(Record); ok && body["jsonapi"] != nil {
		return data
	}
	return body
}
