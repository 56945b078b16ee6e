// Package value holds the values that playbooks work with beyond Starlark's own: what ACC answers, what is sent to it, and
// dates.
//
// An answer becomes a [Record], or a list of them: [Decode] reads JSON text, [FromJSON] takes JSON values already decoded.
// [ToJSON] and [ToBody] go the other way; only the latter leaves out None. A field that a preview cannot know is an
// [Unknown], which lets nobody read it. [Null] is the one value that sends JSON null. [Date] and [Days] are calendar dates
// and the distance between them.
//
// All values here are immutable and may be shared between threads. The package imports nothing else of accstar.
package value

import (
	"fmt"
	"iter"
	"sort"
	"strings"

	"go.starlark.net/starlark"
	"go.starlark.net/syntax"
)

// Record is a JSON object as a playbook sees it. It is read-only, as is everything it holds.
//
// It has one method, get(name, default = None); every other attribute is a field: r.name. r["name"] reaches every field,
// also one called "get" or one that is no identifier. A record is a mapping, so that "name" in r, for name in r, len(r),
// dict(r) and **r work, and is equal to any record with equal content, in whichever order its fields came.
//
// Records with the same field names in the same order share one list of names, which makes them several times smaller than
// a dict.
type Record struct {
	shape  *shape
	values []starlark.Value
}

var (
	_ starlark.IterableMapping = (*Record)(nil)
	_ starlark.Sequence        = (*Record)(nil)
	_ starlark.HasAttrs        = (*Record)(nil)
	_ starlark.Comparable      = (*Record)(nil)
)

// getMethod is the name of the one method of a record.
const getMethod = "get"

// NewRecord makes a record of the given fields, in order, freezing the values. It panics unless there are as many values as
// names and every name is there once: names come from code, not from input.
func NewRecord(names []string, values []starlark.Value) *Record {
	if len(names) != len(values) {
		panic(fmt.Sprintf("value.NewRecord: got %d values for %d names", len(values), len(names)))
	}
	s := newShape(append([]string(nil), names...))
	for i, name := range names {
		if at, _ := s.find(name); at != i {
			panic(fmt.Sprintf("value.NewRecord: field %q is there twice", name))
		}
		values[i].Freeze()
	}
	return &Record{s, append([]starlark.Value(nil), values...)}
}

// Field returns the value of a field as it is held, which may be an [Unknown], and whether the record has it. It is for Go
// code that shows or compares records; what a playbook reads comes through Attr and Get, which refuse an Unknown.
func (r *Record) Field(name string) (starlark.Value, bool) {
	i, ok := r.shape.find(name)
	if !ok {
		return nil, false
	}
	return r.values[i], true
}

// Fields yields the names and values of all fields in order, Unknowns included.
func (r *Record) Fields() iter.Seq2[string, starlark.Value] {
	return func(yield func(string, starlark.Value) bool) {
		for i, name := range r.shape.names {
			if !yield(name, r.values[i]) {
				return
			}
		}
	}
}

// Names returns the names of the fields in order. Callers must not change the slice.
func (r *Record) Names() []string { return r.shape.names }

// String shows the record as record(id = "1", name = "North Tower"); a field not known yet as <known after the run>.
func (r *Record) String() string {
	var b strings.Builder
	b.WriteString("record(")
	for i, name := range r.shape.names {
		if i > 0 {
			b.WriteString(", ")
		}
		if isIdentifier(name) {
			b.WriteString(name)
		} else {
			b.WriteString(syntax.Quote(name, false))
		}
		b.WriteString(" = ")
		b.WriteString(r.values[i].String())
	}
	b.WriteByte(')')
	return b.String()
}

// Type returns "record".
func (r *Record) Type() string { return "record" }

// Freeze does nothing: a record is immutable from the start.
func (r *Record) Freeze() {}

// Truth reports whether the record has any field.
func (r *Record) Truth() starlark.Bool { return len(r.values) > 0 }

// Hash refuses, as for a dict, and says what to use instead.
func (r *Record) Hash() (uint32, error) {
	return 0, fmt.Errorf("unhashable type: record (use one of its fields, such as its id)")
}

// Len returns the number of fields.
func (r *Record) Len() int { return len(r.values) }

// Attr returns the field, or the method get.
func (r *Record) Attr(name string) (starlark.Value, error) {
	if name == getMethod {
		return starlark.NewBuiltin("record.get", r.get), nil
	}
	i, ok := r.shape.find(name)
	if !ok {
		return nil, starlark.NoSuchAttrError(fmt.Sprintf("record has no .%s field", name))
	}
	return known(r.values[i])
}

// AttrNames returns the method and the names of all fields, sorted.
func (r *Record) AttrNames() []string {
	names := make([]string, 0, len(r.shape.names)+1)
	names = append(names, getMethod)
	for _, name := range r.shape.names {
		if name != getMethod {
			names = append(names, name)
		}
	}
	sort.Strings(names)
	return names
}

// Get returns the field that the key names. A missing field is an error that names the nearest one; the in operator does
// not mind.
func (r *Record) Get(key starlark.Value) (v starlark.Value, found bool, err error) {
	name, ok := starlark.AsString(key)
	if !ok {
		return nil, false, fmt.Errorf("record key: got %s, want string", key.Type())
	}
	i, ok := r.shape.find(name)
	if !ok {
		return nil, false, r.missing(name)
	}
	v, err = known(r.values[i])
	return v, true, err
}

func (r *Record) missing(name string) error {
	if near := nearest(name, r.shape.names); near != "" {
		return fmt.Errorf("record has no field %q (did you mean %q?)", name, near)
	}
	return fmt.Errorf("record has no field %q", name)
}

// get is the method: record.get(name, default = None).
func (r *Record) get(_ *starlark.Thread, b *starlark.Builtin, args starlark.Tuple, kwargs []starlark.Tuple) (starlark.Value, error) {
	var name string
	var missing starlark.Value = starlark.None
	if err := starlark.UnpackArgs(b.Name(), args, kwargs, "name", &name, "default?", &missing); err != nil {
		return nil, err
	}
	i, ok := r.shape.find(name)
	if !ok {
		return missing, nil
	}
	return known(r.values[i])
}

// Iterate iterates over the names of the fields.
func (r *Record) Iterate() starlark.Iterator { return &nameIterator{r.shape.names} }

type nameIterator struct{ names []string }

func (it *nameIterator) Next(p *starlark.Value) bool {
	if len(it.names) == 0 {
		return false
	}
	*p, it.names = starlark.String(it.names[0]), it.names[1:]
	return true
}

func (it *nameIterator) Done() {}

// Items returns all names and values. dict(r) and **r, which read every field through it, have no way to receive an error
// from it; if a field is not known yet it therefore returns one pair whose key neither of them accepts, and whose refusal
// names the field.
func (r *Record) Items() []starlark.Tuple {
	items := make([]starlark.Tuple, len(r.values))
	pairs := make(starlark.Tuple, 2*len(r.values))
	for i, v := range r.values {
		if u, ok := v.(Unknown); ok {
			return []starlark.Tuple{{unreadable{u}, u}}
		}
		pair := pairs[2*i : 2*i+2 : 2*i+2]
		pair[0], pair[1] = starlark.String(r.shape.names[i]), v
		items[i] = pair
	}
	return items
}

// CompareSameType compares by content. Records have no order.
func (r *Record) CompareSameType(op syntax.Token, other starlark.Value, depth int) (bool, error) {
	if op != syntax.EQL && op != syntax.NEQ {
		return false, fmt.Errorf("record %s record not implemented", op)
	}
	equal, err := r.equal(other.(*Record), depth)
	return equal == (op == syntax.EQL), err
}

func (r *Record) equal(other *Record, depth int) (bool, error) {
	if r == other && r.unknown() == nil {
		return true, nil
	}
	if len(r.values) != len(other.values) {
		return false, nil
	}
	for i, name := range r.shape.names {
		j := i
		if r.shape != other.shape {
			var ok bool
			if j, ok = other.shape.find(name); !ok {
				return false, nil
			}
		}
		x, err := known(r.values[i])
		if err != nil {
			return false, err
		}
		y, err := known(other.values[j])
		if err != nil {
			return false, err
		}
		if equal, err := starlark.EqualDepth(x, y, depth-1); err != nil || !equal {
			return false, err
		}
	}
	return true, nil
}

// unknown returns the error of the first field that is not known yet.
func (r *Record) unknown() error {
	for _, v := range r.values {
		if _, err := known(v); err != nil {
			return err
		}
	}
	return nil
}

func isIdentifier(s string) bool {
	for i, c := range s {
		letter := c == '_' || c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z'
		if !letter && (i == 0 || c < '0' || c > '9') {
			return false
		}
	}
	return s != ""
}
