package tenant

import (
	"slices"
	"strings"

	"accstar/acc"
	"accstar/acc/catalog"
)

// generic works out an operation that has no rules of its own, by the catalogue's description of it.
func generic(q *request) error {
	e := q.cat.Entity(q.op.Entity)
	changes := q.op.Effect.Changes()
	if e == nil || q.op.Via != "" || changes && q.op.Model != catalog.Generic {
		return q.beyond()
	}
	if err := q.enterProject(); err != nil {
		return err
	}
	c, ok := q.collection(e)
	switch {
	case !ok:
		return q.beyond()
	case !changes && q.op.Target != "":
		return genericGet(q, c)
	case !changes:
		return genericList(q, c)
	case q.op.Effect == catalog.Create:
		return genericCreate(q, c)
	case q.op.Target != "" && q.op.Effect == catalog.Update:
		return genericPatch(q, c)
	case q.op.Target != "" && q.op.Effect == catalog.Delete:
		return genericDelete(q, c)
	}
	return q.beyond()
}

// enterProject refuses a call about a project that is not there, or that the caller may not see. A preview leaves that to ACC:
// not all projects that can be named are of this account.
func (q *request) enterProject() error {
	id, ok := q.call.Path["project_id"]
	if !ok || q.caller.Trusted || q.site != nil {
		return nil
	}
	_, err := q.project(q.plainID(id))
	return err
}

// beyond answers a call that these rules do not reach: a read of what is not held here, a change of which only ACC knows what it
// does. In a preview it is a gap, in an account of our own a plain refusal.
func (q *request) beyond() error {
	if !q.caller.Trusted {
		return q.refuse(501, "this account does not carry out %s", q.op.ID())
	}
	if q.op.Effect.Changes() {
		q.gap("%s: what it changes beyond its own answer is not known", q.op.ID())
	} else {
		q.gap("%s: what it answers after the planned changes is not known", q.op.ID())
	}
	q.out.Value = q.unknownAnswer()
	return nil
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

// collection is the collection that the call is about; false if its path does not say.
func (q *request) collection(e *catalog.Entity) (Collection, bool) {
	parent, ok := q.call.Path[e.Parent]
	switch {
	case e.Parent == "":
		ok = true
	case !ok && e.Parent == "account_id":
		parent, ok = q.accountID, true
	}
	return Collection{e.Name, q.plainID(parent)}, ok
}

// plainID is the ID of an account or a project without the "b." that most services take in front of it. Account
// administration does not take it.
func (q *request) plainID(id string) string {
	if administration(q.op) {
		return id
	}
	return strings.TrimPrefix(id, "b.")
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
	q.answerList(q.matching(c, recs))
	return nil
}

// matching are the records whose title or key has the text that a search in an account of our own is for.
func (q *request) matching(c Collection, recs []Record) []Record {
	e, part := q.cat.Entity(c.Entity), ""
	for _, f := range q.op.Query {
		if (f.Name == "search" || f.Name == "searchText") && f.Test == nil {
			part = q.queryOr(f.Name, "")
		}
	}
	if part == "" || q.caller.Trusted {
		return recs
	}
	fields := append(slices.Clone(e.Title), e.Key...)
	return slices.DeleteFunc(slices.Clone(recs), func(r Record) bool {
		return !slices.ContainsFunc(fields, func(f string) bool {
			s, _ := textAt(r, f)
			return holdsText(s, part)
		})
	})
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
	for _, p := range fieldParams() {
		if names, ok := q.call.QueryValue(p); ok && q.declares(p) {
			return pick(shown, q.idField(q.op.Entity), splitList(names))
		}
	}
	return shown
}

// wraps reports whether an operation shows a record below "data", as JSON:API does.
func wraps(op *catalog.Operation) bool {
	return op.Returns.Shape == catalog.Object && slices.ContainsFunc(op.Returns.Fields, func(f catalog.Field) bool { return f.Name == "data.id" })
}

// wrap puts a record into the envelope that the operation answers with.
func (q *request) wrap(shown Record) Record {
	if !wraps(q.op) {
		return shown
	}
	return Record{"jsonapi": Record{"version": "1.0"}, "data": shown}
}

// unwrap takes a record out of the envelope of JSON:API.
func unwrap(shown Record) Record {
	data, ok := shown["data"].(Record)
	if _, flat := shown["id"]; !ok || flat || data["type"] == nil {
		return shown
	}
	return data
}
