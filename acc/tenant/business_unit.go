package tenant

import (
	"maps"
	"slices"
)

func businessUnitRules() map[string]handler {
	return map[string]handler{"business_units.replace": replaceUnits}
}

// replaceUnits redefines business units: a known ID replaces that unit, an unknown one makes a unit with that ID, none makes
// one with an ID of its own. It answers with the units made or changed.
func replaceUnits(q *request) error {
	if err := q.needAccountAdmin(); err != nil {
		return err
	}
	held, err := q.list(q.units())
	if err != nil {
		return err
	}
	body, _ := q.call.Body.(Record)
	tree := newUnitTree(held)
	var sent []string
	for _, x := range items(body, "business_units") {
		unit, _ := x.(Record)
		sent = append(sent, tree.put(q, unit))
	}
	if !q.assume.hold(unlistedUnitsKept) {
		tree.keepOnly(sent)
	}
	if err := tree.check(q); err != nil {
		return err
	}
	tree.setPaths()
	q.changeUnits(held, tree, sent)
	list := []any{}
	for _, id := range slices.Compact(slices.Clone(sent)) {
		list = append(list, tree.units[id])
	}
	q.out.Value = list
	return nil
}

// changeUnits makes the held units those of the tree. One that was not sent changes by itself, such as the path of what is below a unit
// that has moved.
func (q *request) changeUnits(held []Record, tree *unitTree, sent []string) {
	before := map[string]Record{}
	for _, u := range held {
		before[text(u, "id")] = u
		if tree.units[text(u, "id")] == nil {
			q.change(q.units(), text(u, "id"), u, nil)
		}
	}
	for _, id := range tree.order {
		after := tree.units[id]
		switch {
		case maps.EqualFunc(without(before[id], "updated_at"), without(after, "updated_at"), func(a, b any) bool { return a == b }):
		case !slices.Contains(sent, id):
			q.follow(0, Change{Collection: q.units(), ID: id, Before: before[id], After: after})
		default:
			q.change(q.units(), id, before[id], after)
		}
	}
}

// unitTree is the business units as they will be.
type unitTree struct {
	units map[string]Record
	order []string
}

func newUnitTree(held []Record) *unitTree {
	t := &unitTree{units: map[string]Record{}}
	for _, u := range held {
		t.units[text(u, "id")] = u
		t.order = append(t.order, text(u, "id"))
	}
	return t
}

// put adds a unit or takes the place of the one with its ID, which it returns.
func (t *unitTree) put(q *request, sent Record) string {
	id := text(sent, "id")
	if id == "" {
		id = q.store.NewID(q.units())
	}
	rec := Record{"id": id, "account_id": q.accountID, "parent_id": sent["parent_id"], "name": sent["name"],
		"description": sent["description"], "path": nil}
	if rec["description"] == nil {
		rec["description"] = ""
	}
	now := stamp(q.now)
	if old := t.units[id]; old != nil {
		rec["created_at"] = old["created_at"]
		rec["updated_at"] = q.only("business_unit", "updated_at", now)
	} else {
		q.fill("business_unit", rec, Record{"created_at": now, "updated_at": now})
		t.order = append(t.order, id)
	}
	t.units[id] = rec
	return id
}

// keepOnly removes the units that are not listed.
func (t *unitTree) keepOnly(ids []string) {
	for id := range t.units {
		if !slices.Contains(ids, id) {
			delete(t.units, id)
		}
	}
	t.order = slices.DeleteFunc(t.order, func(id string) bool { return t.units[id] == nil })
}

// check refuses a unit whose parent is not there, or is below it.
func (t *unitTree) check(q *request) error {
	for _, id := range t.order {
		seen := map[string]bool{id: true}
		for at := id; ; {
			parent := text(t.units[at], "parent_id")
			if parent == "" {
				break
			}
			if t.units[parent] == nil {
				return q.refuse(422, "the parent of %q, %s, is not there", text(t.units[at], "name"), parent)
			}
			if seen[parent] {
				return q.refuse(422, "%q is below itself", text(t.units[at], "name"))
			}
			seen[parent] = true
			at = parent
		}
	}
	return nil
}

// setPaths sets each unit's path: the names of what it is below, null at the top.
func (t *unitTree) setPaths() {
	for _, id := range t.order {
		var path any
		for at := text(t.units[id], "parent_id"); at != ""; at = text(t.units[at], "parent_id") {
			name := text(t.units[at], "name")
			if below, ok := path.(string); ok {
				name += "/" + below
			}
			path = name
		}
		t.units[id] = with(t.units[id], Record{"path": path})
	}
}
