package tenant

import (
	"cmp"
	"reflect"
	"slices"

	"accstar/acc/catalog"
)

// table is the records of one collection in memory. A nil table is an empty one.
type table struct {
	ids  []string // fields that identify a record
	rows []*row
	byID map[string]*row
	// byKey finds rows by the folded text of a field, for the fields of the natural key.
	byKey map[string]map[string][]*row
}

type row struct {
	id     string
	record Record
}

// newTable returns an empty table for records of an entity; nil stands for one that is known by "id" alone.
func newTable(e *catalog.Entity) *table {
	t := &table{ids: []string{"id"}, byID: map[string]*row{}, byKey: map[string]map[string][]*row{}}
	if e == nil {
		return t
	}
	if len(e.IDs) > 0 {
		t.ids = e.IDs
	}
	for _, k := range e.Key {
		t.byKey[k] = map[string][]*row{}
	}
	return t
}

func (t *table) get(id string) Record {
	if t == nil || t.byID[id] == nil {
		return nil
	}
	return t.byID[id].record
}

func (t *table) list() []Record {
	if t == nil {
		return nil
	}
	out := make([]Record, len(t.rows))
	for i, r := range t.rows {
		out[i] = r.record
	}
	return out
}

func (t *table) lookup(field, text string) []Record {
	if t == nil {
		return nil
	}
	var out []Record
	if index, ok := t.byKey[field]; ok {
		for _, r := range index[fold(text)] {
			out = append(out, r.record)
		}
		return out
	}
	for _, r := range t.rows {
		if s, ok := textAt(r.record, field); ok && fold(s) == fold(text) {
			out = append(out, r.record)
		}
	}
	return out
}

// put adds a record or replaces the one with that ID, which keeps its place.
func (t *table) put(id string, rec Record) {
	r := t.byID[id]
	if r == nil {
		r = &row{id: id}
		t.rows = append(t.rows, r)
	} else {
		t.unindex(r)
	}
	r.record = rec
	t.index(r)
}

func (t *table) remove(id string) {
	if t == nil || t.byID[id] == nil {
		return
	}
	r := t.byID[id]
	t.unindex(r)
	t.rows = slices.DeleteFunc(t.rows, func(x *row) bool { return x == r })
}

func (t *table) index(r *row) {
	t.byID[r.id] = r
	for _, f := range t.ids {
		if id := idText(r.record, f); id != "" && t.byID[id] == nil {
			t.byID[id] = r
		}
	}
	for f, index := range t.byKey {
		if s, ok := textAt(r.record, f); ok {
			index[fold(s)] = append(index[fold(s)], r)
		}
	}
}

func (t *table) unindex(r *row) {
	delete(t.byID, r.id)
	for _, f := range t.ids {
		if id := idText(r.record, f); t.byID[id] == r {
			delete(t.byID, id)
		}
	}
	for f, index := range t.byKey {
		if s, ok := textAt(r.record, f); ok {
			index[fold(s)] = slices.DeleteFunc(index[fold(s)], func(x *row) bool { return x == r })
		}
	}
}

// textAt is the string at a dotted path, and whether there is one.
func textAt(r Record, path string) (string, bool) {
	v, _ := at(r, path)
	s, ok := v.(string)
	return s, ok
}

// compareCollections orders collections by entity, then parent.
func compareCollections(a, b Collection) int {
	return cmp.Or(cmp.Compare(a.Entity, b.Entity), cmp.Compare(a.Parent, b.Parent))
}

// Merge works out what a change that was decided earlier makes of a record as it stands now, nil if there is none. What
// happened to the record in between is kept: only the fields that the change alters are set, and whole numbers that both count
// are moved by as much as the change moves them. It is false when the ground of the change has gone: what it alters or
// removes is no longer there, or what it creates is there already.
func Merge(current Record, c Change) (Record, bool) {
	switch {
	case c.Before == nil:
		return c.After, current == nil
	case current == nil:
		return nil, false
	case c.After == nil:
		return nil, true
	}
	out := with(current, nil)
	for f, after := range c.After {
		before, had := c.Before[f]
		if had && reflect.DeepEqual(before, after) {
			continue
		}
		out[f] = moved(current[f], before, after)
	}
	for f := range c.Before {
		if _, kept := c.After[f]; !kept {
			delete(out, f)
		}
	}
	return out, true
}

// moved is the field's new value: after, or for a count the current value moved by the difference.
func moved(current, before, after any) any {
	c, ok1 := current.(int64)
	b, ok2 := before.(int64)
	a, ok3 := after.(int64)
	if ok1 && ok2 && ok3 {
		return c + a - b
	}
	return after
}
