package builtins

import (
	"fmt"
	"strings"

	"go.starlark.net/starlark"

	"accstar/runtime"
)

func indexEntry() entry {
	return entry{
		Doc: Doc{
			Name: "index", Signature: "index(items, key, many = False, ignore_case = False)", Summary: "Finds items by a key, as fast for a thousand as for one.",
			Text: `Key is the name of a field or column, or a function of one item. Keys are compared as trimmed text, so that the number 24017 of a sheet and "24017" of ACC meet; "007" stays what it is. Items without a key are left out.

by[key] is the item, or an error that names the nearest key; by.get(key, default = None) never fails; key in by, len(by), by.keys(), by.values() and by.items() work as with a dict. A key met twice is an error naming both items; with many = True every key has a list of its items.`,
			Example: `projects = index(acc.projects.list(status = "active"), "jobNumber")
project = projects.get(24017)`,
		},
		body: makeIndex,
	}
}

func makeIndex(_ *Env, thread *starlark.Thread, args arguments) (starlark.Value, error) {
	var items, key starlark.Value
	var many, ignoreCase bool
	if err := args.unpack("items", &items, "key", &key, "many?", &many, "ignore_case?", &ignoreCase); err != nil {
		return nil, err
	}
	list, err := args.elements("items", items)
	if err != nil {
		return nil, err
	}
	x, err := args.index(thread, list, key, many, ignoreCase)
	if err != nil {
		return nil, err
	}
	return x, nil
}

// indexValue is a mapping whose keys are compared as trimmed text.
type indexValue struct {
	keys       []string // as they were first met, trimmed
	values     []starlark.Value
	at         map[string]int // by the key as compared
	ignoreCase bool
}

var (
	_ starlark.IterableMapping = (*indexValue)(nil)
	_ starlark.Sequence        = (*indexValue)(nil)
	_ starlark.HasAttrs        = (*indexValue)(nil)
)

// index makes an index of items.
func (a arguments) index(thread *starlark.Thread, items []starlark.Value, key starlark.Value, many, ignoreCase bool) (*indexValue, error) {
	keyOf, err := a.key("key", key)
	if err != nil {
		return nil, err
	}
	x := &indexValue{at: make(map[string]int, len(items)), ignoreCase: ignoreCase}
	for i, item := range items {
		k, err := keyOf(thread, i, item)
		if err != nil {
			return nil, err
		}
		text, err := matchText(k)
		if err != nil {
			return nil, a.fail("item %d: %w", i+1, err)
		}
		if text == "" {
			continue
		}
		at, twice := x.at[x.compared(text)]
		switch {
		case !twice:
			x.at[x.compared(text)] = len(x.keys)
			x.keys = append(x.keys, text)
			if many {
				item = starlark.NewList([]starlark.Value{item})
			}
			x.values = append(x.values, item)
		case many:
			if err := x.values[at].(*starlark.List).Append(item); err != nil {
				return nil, err
			}
		default:
			return nil, &duplicateKey{a.name, keyName(key), text, labelOf(x.values[at]), labelOf(item)}
		}
	}
	return x, nil
}

func keyName(key starlark.Value) string {
	if text, ok := starlark.AsString(key); ok {
		return text
	}
	return "key"
}

// duplicateKey is a key that two items have where each should have its own.
type duplicateKey struct{ builtin, field, key, first, second string }

func (e *duplicateKey) Error() string {
	return fmt.Sprintf("%s: two items have the %s %q: %s and %s", e.builtin, e.field, e.key, e.first, e.second)
}

// Hints says how to allow it.
func (e *duplicateKey) Hints() []string {
	return []string{"with many = True there may be several"}
}

func (x *indexValue) compared(text string) string {
	if x.ignoreCase {
		return strings.ToLower(text)
	}
	return text
}

// find returns the place of a key.
func (x *indexValue) find(key starlark.Value) (at int, text string, ok bool, err error) {
	if text, err = matchText(key); err != nil {
		return 0, "", false, err
	}
	at, ok = x.at[x.compared(text)]
	return at, text, ok, nil
}

func (x *indexValue) String() string {
	var b strings.Builder
	b.WriteString("index({")
	for i, k := range x.keys {
		if i > 0 {
			b.WriteString(", ")
		}
		fmt.Fprintf(&b, "%q: %s", k, x.values[i])
	}
	b.WriteString("})")
	return b.String()
}
func (x *indexValue) Type() string         { return "index" }
func (x *indexValue) Truth() starlark.Bool { return len(x.keys) > 0 }
func (x *indexValue) Hash() (uint32, error) {
	return 0, fmt.Errorf("unhashable type: index")
}
func (x *indexValue) Len() int { return len(x.keys) }

// Freeze freezes the items.
func (x *indexValue) Freeze() {
	for _, v := range x.values {
		v.Freeze()
	}
}

// Get returns the item with a key. A missing key is an error that names the nearest one.
func (x *indexValue) Get(key starlark.Value) (starlark.Value, bool, error) {
	at, text, ok, err := x.find(key)
	if err != nil {
		return nil, false, fmt.Errorf("index: %w", err)
	}
	if ok {
		return x.values[at], true, nil
	}
	if text == "" {
		return nil, false, fmt.Errorf("index: got a blank key")
	}
	near := runtime.Suggest(text, x.keys)
	if near != "" {
		near = fmt.Sprintf(" (did you mean %q?)", near)
	}
	return nil, false, fmt.Errorf("index has no %q%s; by.get(key) gives None instead", text, near)
}

// Iterate iterates over the keys.
func (x *indexValue) Iterate() starlark.Iterator { return x.keyList().Iterate() }

// Items returns keys and items.
func (x *indexValue) Items() []starlark.Tuple {
	items := make([]starlark.Tuple, len(x.keys))
	for i, k := range x.keys {
		items[i] = starlark.Tuple{starlark.String(k), x.values[i]}
	}
	return items
}

func (x *indexValue) keyList() *starlark.List {
	keys := make([]starlark.Value, len(x.keys))
	for i, k := range x.keys {
		keys[i] = starlark.String(k)
	}
	return starlark.NewList(keys)
}

// AttrNames lists the methods.
func (x *indexValue) AttrNames() []string { return []string{"get", "items", "keys", "values"} }

// Attr returns a method.
func (x *indexValue) Attr(name string) (starlark.Value, error) {
	var call func(args arguments) (starlark.Value, error)
	switch name {
	case "get":
		call = x.get
	case "keys":
		call = x.listing(func() *starlark.List { return x.keyList() })
	case "values":
		call = x.listing(func() *starlark.List { return starlark.NewList(append([]starlark.Value(nil), x.values...)) })
	case "items":
		call = x.listing(func() *starlark.List {
			list := starlark.NewList(nil)
			for _, item := range x.Items() {
				_ = list.Append(item) // a list of our own is never frozen
			}
			return list
		})
	default:
		return nil, fmt.Errorf("index has no .%s%s; an item is reached by its key: by[%q]", name, runtime.DidYouMean(name, x.AttrNames()), name)
	}
	return runtime.Builtin("index."+name, func(_ *starlark.Thread, b *starlark.Builtin, args starlark.Tuple, kwargs []starlark.Tuple) (starlark.Value, error) {
		return call(arguments{b.Name(), args, kwargs})
	}).BindReceiver(x), nil
}

func (x *indexValue) get(args arguments) (starlark.Value, error) {
	var key starlark.Value
	var missing starlark.Value = starlark.None
	if err := args.unpack("key", &key, "default?", &missing); err != nil {
		return nil, err
	}
	at, _, ok, err := x.find(key)
	switch {
	case err != nil:
		return nil, args.fail("%w", err)
	case ok:
		return x.values[at], nil
	}
	return missing, nil
}

func (x *indexValue) listing(list func() *starlark.List) func(arguments) (starlark.Value, error) {
	return func(args arguments) (starlark.Value, error) {
		if err := args.unpack(); err != nil {
			return nil, err
		}
		return list(), nil
	}
}
