package builtins

import (
	"fmt"
	"math"
	"slices"
	"strings"
	"unicode/utf8"

	"go.starlark.net/starlark"

	"accstar/builtins/value"
	"accstar/runtime"
)

// fieldOf returns a field of a record or dict, a column of a row, or an attribute of anything else.
func fieldOf(v starlark.Value, name string) (starlark.Value, error) {
	switch v := v.(type) {
	case *value.Record:
		x, _, err := v.Get(starlark.String(name))
		return x, err
	case *rowValue:
		x, _, err := v.Get(starlark.String(name))
		return x, err
	case *starlark.Dict:
		x, found, err := v.Get(starlark.String(name))
		if err != nil || found {
			return x, err
		}
		return nil, fmt.Errorf("dict has no key %q%s", name, runtime.DidYouMean(name, textKeys(v)))
	case starlark.String:
	case starlark.HasAttrs:
		x, err := v.Attr(name)
		if x == nil && err == nil || isNoSuchAttr(err) {
			err = fmt.Errorf("%s has no .%s%s", v.Type(), name, runtime.DidYouMean(name, v.AttrNames()))
		}
		return x, err
	}
	return nil, fmt.Errorf("got %s, want a record, a row or a dict", v.Type())
}

func isNoSuchAttr(err error) bool {
	_, ok := err.(starlark.NoSuchAttrError)
	return ok
}

// textKeys are the keys of a dict that are text.
func textKeys(d *starlark.Dict) []string {
	var names []string
	for _, k := range d.Keys() {
		if s, ok := starlark.AsString(k); ok {
			names = append(names, s)
		}
	}
	return names
}

// keyFunc gives the key of an item. Its errors name the item.
type keyFunc func(thread *starlark.Thread, i int, item starlark.Value) (starlark.Value, error)

// key makes a keyFunc of what playbooks give as key: a name of a field or column, or a function of one item.
func (a arguments) key(param string, v starlark.Value) (keyFunc, error) {
	switch v := v.(type) {
	case starlark.String:
		return func(_ *starlark.Thread, i int, item starlark.Value) (starlark.Value, error) {
			x, err := fieldOf(item, string(v))
			if err != nil {
				return nil, fmt.Errorf("%s: item %d: %w", a.name, i+1, err)
			}
			return x, nil
		}, nil
	case starlark.Callable:
		return func(thread *starlark.Thread, _ int, item starlark.Value) (starlark.Value, error) {
			return starlark.Call(thread, v, starlark.Tuple{item}, nil)
		}, nil
	}
	return nil, a.fail("for parameter %s: got %s, want the name of a field, or a function of one item", param, v.Type())
}

// keys is key where several are allowed: a list of them makes a tuple.
func (a arguments) keys(param string, v starlark.Value) (keyFunc, error) {
	list, ok := v.(starlark.Sequence)
	if _, isText := v.(starlark.String); !ok || isText {
		return a.key(param, v)
	}
	parts, err := a.elements(param, list)
	if err != nil {
		return nil, err
	}
	fns := make([]keyFunc, len(parts))
	for i, part := range parts {
		if fns[i], err = a.key(param, part); err != nil {
			return nil, err
		}
	}
	return func(thread *starlark.Thread, i int, item starlark.Value) (starlark.Value, error) {
		tuple := make(starlark.Tuple, len(fns))
		for j, fn := range fns {
			if tuple[j], err = fn(thread, i, item); err != nil {
				return nil, err
			}
		}
		return tuple, nil
	}, nil
}

// matchText is the text by which index and join compare a key: trimmed, numbers as their digits, so that the number 24017
// and "24017" meet while "007" stays what it is. It is "" for None and for text that is blank, which match nothing.
func matchText(v starlark.Value) (string, error) {
	switch v := v.(type) {
	case starlark.NoneType:
		return "", nil
	case starlark.String:
		return strings.TrimSpace(string(v)), nil
	case starlark.Int:
		return v.String(), nil
	case starlark.Float:
		if f := float64(v); f == math.Trunc(f) && math.Abs(f) < 1<<53 {
			return fmt.Sprintf("%.0f", f), nil
		}
		return v.String(), nil
	case value.Date:
		return v.String(), nil
	}
	return "", fmt.Errorf("got %s as a key, want text, a number or a date", v.Type())
}

// labelOf is an item as a person recognises it: by name and ID, or the place of its row.
func labelOf(v starlark.Value) string {
	switch v := v.(type) {
	case *rowValue:
		return fmt.Sprintf("row %d", v.row.Number)
	case starlark.String, starlark.Int:
		return shown(v)
	}
	var parts []string
	for _, fields := range [][]string{{"name", "title", "email", "jobNumber", "key"}, {"id"}} {
		for _, field := range fields {
			if text := knownText(v, field); text != "" {
				parts = append(parts, text)
				break
			}
		}
	}
	switch len(parts) {
	case 0:
		return shown(v)
	case 1:
		return parts[0]
	}
	return fmt.Sprintf("%s (%s)", parts[0], parts[1])
}

// knownText is a field's text, "" where there is none.
func knownText(v starlark.Value, field string) string {
	var x starlark.Value
	switch v := v.(type) {
	case *value.Record:
		x, _ = v.Field(field)
	case *starlark.Dict:
		x, _, _ = v.Get(starlark.String(field))
	}
	text, _ := starlark.AsString(x)
	return text
}

// shown is a value as Starlark writes it, cut short.
func shown(v starlark.Value) string {
	s := v.String()
	if utf8.RuneCountInString(s) > 80 {
		s = string([]rune(s)[:79]) + "…"
	}
	return s
}

// displayed is a value as a cell of a table shows it to a person.
func displayed(v starlark.Value) string {
	switch v := v.(type) {
	case starlark.NoneType, value.NullType:
		return ""
	case starlark.String:
		return string(v)
	case starlark.Bool:
		if v {
			return "yes"
		}
		return "no"
	case *value.Record:
		return labelOf(v)
	case starlark.Mapping:
		return v.String()
	case starlark.Iterable:
		var parts []string
		iter := v.Iterate()
		defer iter.Done()
		var x starlark.Value
		for iter.Next(&x) {
			parts = append(parts, displayed(x))
		}
		return strings.Join(parts, ", ")
	}
	return v.String()
}

// quotedOr is texts in quotes as alternatives: "a", "b" or "c".
func quotedOr(texts []string) string {
	q := slices.Clone(texts)
	for i := range q {
		q[i] = fmt.Sprintf("%q", q[i])
	}
	if len(q) < 2 {
		return strings.Join(q, "")
	}
	return strings.Join(q[:len(q)-1], ", ") + " or " + q[len(q)-1]
}
