package value

import (
	"fmt"
	"sort"

	"go.starlark.net/starlark"
)

// maker makes values that share what they can: names of fields, and short texts that come again and again, such as
// statuses and roles. It lives for one decoding.
type maker struct {
	root    *node
	strings map[string]starlark.Value
}

// Texts longer than maxSharedText rarely come twice, and after maxSharedTexts different ones neither do the short ones.
const (
	maxSharedText  = 32
	maxSharedTexts = 1 << 14
)

func newMaker() maker {
	return maker{root: new(node), strings: make(map[string]starlark.Value)}
}

func (m *maker) fields() fields { return fields{at: m.root} }

// string returns a text as a value of its own, which keeps nothing of b alive.
func (m *maker) string(b []byte) starlark.Value {
	if len(b) > maxSharedText {
		return starlark.String(b)
	}
	if v, ok := m.strings[string(b)]; ok {
		return v
	}
	s := string(b)
	v := starlark.Value(starlark.String(s))
	if len(m.strings) < maxSharedTexts {
		m.strings[s] = v
	}
	return v
}

// FromJSON turns a JSON value (nil, bool, int64, float64, string, []any, map[string]any) into what [Decode] would make of
// its text. A map has no order: fields come as id, name and then the others by name. Starlark values are taken as they are.
//
// A value of any other Go type is shown to special, which may be nil, and which says what it stands for. A list that holds
// an [Unknown] is itself one.
func FromJSON(v any, special func(any) (starlark.Value, bool)) (starlark.Value, error) {
	c := converter{maker: newMaker(), special: special}
	return c.value(v, 0)
}

type converter struct {
	maker
	special func(any) (starlark.Value, bool)
}

func (c *converter) value(v any, depth int) (starlark.Value, error) {
	if depth > maxDepth {
		return nil, fmt.Errorf("JSON value nested more than %d deep", maxDepth)
	}
	switch v := v.(type) {
	case nil:
		return starlark.None, nil
	case bool:
		return starlark.Bool(v), nil
	case int:
		return starlark.MakeInt(v), nil
	case int64:
		return starlark.MakeInt64(v), nil
	case float64:
		return starlark.Float(v), nil
	case string:
		return starlark.String(v), nil
	case []any:
		return c.list(v, depth)
	case map[string]any:
		return c.object(v, depth)
	case starlark.Value:
		return v, nil
	}
	if c.special != nil {
		if x, ok := c.special(v); ok {
			return x, nil
		}
	}
	return nil, fmt.Errorf("got %T, want a JSON value", v)
}

func (c *converter) list(items []any, depth int) (starlark.Value, error) {
	values := make([]starlark.Value, len(items))
	for i, item := range items {
		v, err := c.value(item, depth+1)
		if err != nil {
			return nil, atIndex(i, err)
		}
		if _, ok := v.(Unknown); ok {
			return v, nil
		}
		values[i] = v
	}
	list := starlark.NewList(values)
	if depth > 0 {
		list.Freeze()
	}
	return list, nil
}

func (c *converter) object(m map[string]any, depth int) (starlark.Value, error) {
	names := make([]string, 0, len(m))
	for name := range m {
		names = append(names, name)
	}
	sort.Slice(names, func(i, j int) bool { return fieldLess(names[i], names[j]) })
	f := c.fields()
	values := make([]starlark.Value, len(names))
	for i, name := range names {
		v, err := c.value(m[name], depth+1)
		if err != nil {
			return nil, atField(name, err)
		}
		v.Freeze()
		f.place([]byte(name))
		values[i] = v
	}
	return f.record(values), nil
}

// fieldLess puts id first, then name, then the others by name.
func fieldLess(a, b string) bool {
	if ra, rb := fieldRank(a), fieldRank(b); ra != rb {
		return ra < rb
	}
	return a < b
}

func fieldRank(name string) int {
	switch name {
	case "id":
		return 0
	case "name":
		return 1
	}
	return 2
}
