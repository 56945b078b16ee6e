package tenant

import (
	"maps"
	"slices"
	"strings"
)

// Habits that go with a kind of record, whichever operation makes or changes one. Only an account of our own has them.

// habit is what happens to a record beside what was asked for. Made fills in a new one, changed sees to one that is being
// changed, removed to what goes along with one that is deleted; any may refuse. The record may be altered: it is the call's own.
type habit struct {
	made    func(q *request, rec Record) error
	changed func(q *request, before, after Record) error
	removed func(q *request, rec Record) error
}

// habitRules are the habits by entity.
func habitRules() map[string]habit {
	out := map[string]habit{}
	for _, of := range []map[string]habit{issueHabits(), rfiHabits(), submittalHabits(), formHabits(), assetHabits(),
		placeHabits(), reviewHabits(), takeoffHabits(), dataConnectorHabits(), costHabits()} {
		maps.Copy(out, of)
	}
	return out
}

func (q *request) habitOf(entity string) habit {
	if q.caller.Trusted {
		return habit{}
	}
	return q.kinds[entity]
}

// batchGet reads records by a list of IDs in the body. Those that are not there are left out.
func batchGet(entity string) handler {
	return func(q *request) error {
		c := q.childOf(entity)
		list := []any{}
		for _, id := range q.listed() {
			rec, err := q.get(c, plain(id))
			if err != nil {
				return err
			}
			if rec != nil {
				list = append(list, rec)
			}
		}
		q.out.Value = list
		return nil
	}
}

// batchDelete deletes records by a list of IDs in the body, all or none. Mark says what a record becomes; nil means that it goes.
func batchDelete(entity string, mark func(q *request, rec Record) Record) handler {
	return func(q *request) error {
		c := q.childOf(entity)
		for _, id := range q.listed() {
			rec, err := q.get(c, plain(id))
			if err != nil {
				return err
			}
			if rec == nil {
				return q.refuse(404, "there is no %s %q", q.cat.Entity(entity).One, plain(id))
			}
			if removed := q.habitOf(entity).removed; removed != nil {
				if err := removed(q, rec); err != nil {
					return err
				}
			}
			var after Record
			if mark != nil {
				after = mark(q, rec)
			}
			q.change(c, plain(id), rec, after)
		}
		return nil
	}
}

// childOf is the collection of an entity that the call's path leads to: by its parent's parameter, else of the project.
func (q *request) childOf(entity string) Collection {
	if e := q.cat.Entity(entity); e != nil {
		if c, ok := q.collection(e); ok {
			return c
		}
	}
	if param := parentParam(entity); param != "" {
		return Collection{entity, q.call.Path[param]}
	}
	return Collection{entity, q.siteID()}
}

// parentParam is the path parameter that names the parent of what the catalogue has no entity for; "" for what belongs to the
// project.
func parentParam(entity string) string {
	switch entity {
	case "review_version":
		return "review_id"
	case "submittal_revision":
		return "item_id"
	case "assigned_clash_group":
		return "model_set_id"
	}
	return ""
}

// listed is the first list in the body.
func (q *request) listed() []any {
	if list, ok := q.call.Body.([]any); ok {
		return list
	}
	for _, f := range q.op.BodyFields("") {
		if list, ok := q.body()[f.Name].([]any); ok {
			return list
		}
	}
	return nil
}

// stored is a record of one of the project's collections; it is refused if there is none.
func (q *request) stored(entity, id string) (Record, error) {
	c := q.childOf(entity)
	rec, err := q.get(c, id)
	if err == nil && rec == nil {
		err = q.refuse(404, "there is no %s %q", q.cat.Entity(entity).One, id)
	}
	return rec, err
}

// listing lists records of a collection that the catalogue does not name, those that pass, as the operation's filters and sort
// have it.
func listing(entity string, passes func(q *request, rec Record) bool) handler {
	return func(q *request) error {
		all, err := q.list(q.childOf(entity))
		if err != nil {
			return err
		}
		var out []Record
		for _, rec := range all {
			if passes == nil || passes(q, rec) {
				out = append(out, rec)
			}
		}
		q.answerList(out)
		return nil
	}
}

// inSpan reports whether a time passes a filter of the form a..b.
func inSpan(at, span string) bool {
	if span == "" {
		return true
	}
	s, err := parseRange(span)
	t, ok := parseTime(at)
	return err == nil && ok && s.holds(t)
}

// anyOf reports whether a value is in a list of a filter, or there is no such filter.
func anyOf(filter any, value any) bool {
	list, ok := filter.([]any)
	return !ok || len(list) == 0 || slices.Contains(list, value)
}

// holdsText reports whether text holds another, ignoring case; anything holds "".
func holdsText(s, part string) bool { return strings.Contains(fold(s), fold(part)) }

// shownOnly is a record without what the account keeps to itself: fields that begin with "_".
func shownOnly(v any) any {
	switch v := v.(type) {
	case Record:
		private := false
		for name := range v {
			private = private || strings.HasPrefix(name, "_")
		}
		if !private {
			return v
		}
		out := maps.Clone(v)
		maps.DeleteFunc(out, func(name string, _ any) bool { return strings.HasPrefix(name, "_") })
		return out
	case []any:
		out := make([]any, len(v))
		for i, x := range v {
			out[i] = shownOnly(x)
		}
		return out
	}
	return v
}
