package value

import (
	"errors"
	"fmt"
	"math"
	"strconv"
	"strings"
	"time"

	libtime "go.starlark.net/lib/time"
	"go.starlark.net/starlark"
	"go.starlark.net/starlarkstruct"
)

// PathError is what is wrong with a value within a value.
type PathError struct {
	Path string // "products[2].access"
	Err  error
}

// Error says where and what: "products[2].access: got function, want …".
func (e *PathError) Error() string { return e.Path + ": " + e.Err.Error() }

// Unwrap returns what is wrong.
func (e *PathError) Unwrap() error { return e.Err }

func atIndex(i int, err error) error { return within("["+strconv.Itoa(i)+"]", err) }

func atField(name string, err error) error {
	if !isIdentifier(name) {
		name = "[" + strconv.Quote(name) + "]"
	}
	return within(name, err)
}

// within puts a step before the path of an error.
func within(step string, err error) error {
	var inner *PathError
	if !errors.As(err, &inner) {
		return &PathError{step, err}
	}
	if strings.HasPrefix(inner.Path, "[") {
		return &PathError{step + inner.Path, inner.Err}
	}
	return &PathError{step + "." + inner.Path, inner.Err}
}

// ToJSON turns a value into a JSON value: nil, bool, int64, float64, string, []any, map[string]any.
//
// None and [Null] are nil. Dicts, records and structs are objects; their keys are strings. Lists, tuples, sets and other
// sequences are arrays. A [Date] is its ISO text, a time the ISO text of the instant in UTC. A float stays one even where
// it is whole. Ints beyond 64 bits, floats that are no number, an [Unknown] and whatever else JSON has no form for are
// errors; within another value the error is a [*PathError].
func ToJSON(v starlark.Value) (any, error) {
	return jsonWriter{}.value(v, 0)
}

// ToBody turns a value into what is sent: as [ToJSON], but None is left out of objects and lists, and only [Null] is sent
// as JSON null. Send is false when the value itself is None.
func ToBody(v starlark.Value) (body any, send bool, err error) {
	if v == starlark.None {
		return nil, false, nil
	}
	body, err = jsonWriter{dropNone: true}.value(v, 0)
	return body, err == nil, err
}

type jsonWriter struct{ dropNone bool }

func (w jsonWriter) value(v starlark.Value, depth int) (any, error) {
	if depth > maxDepth {
		return nil, fmt.Errorf("nested more than %d deep (does it contain itself?)", maxDepth)
	}
	switch v := v.(type) {
	case starlark.NoneType, NullType:
		return nil, nil
	case starlark.Bool:
		return bool(v), nil
	case starlark.String:
		return string(v), nil
	case starlark.Int:
		n, ok := v.Int64()
		if !ok {
			return nil, fmt.Errorf("got an int of more than 64 bits (%s), which JSON numbers cannot carry exactly", v)
		}
		return n, nil
	case starlark.Float:
		f := float64(v)
		if math.IsNaN(f) || math.IsInf(f, 0) {
			return nil, fmt.Errorf("got %s, want a number", v)
		}
		return f, nil
	case Date:
		return v.String(), nil
	case libtime.Time:
		return time.Time(v).UTC().Format(time.RFC3339Nano), nil
	case Unknown:
		return nil, v.err()
	case *Record:
		return w.record(v, depth)
	case *starlarkstruct.Struct:
		return w.structure(v, depth)
	case starlark.IterableMapping:
		return w.mapping(v, depth)
	case starlark.Iterable:
		return w.list(v, depth)
	}
	return nil, fmt.Errorf("got %s, want a value JSON has a form for", v.Type())
}

// put adds a field to an object.
func (w jsonWriter) put(object map[string]any, name string, v starlark.Value, depth int) error {
	if w.dropNone && v == starlark.None {
		return nil
	}
	x, err := w.value(v, depth+1)
	if err != nil {
		return atField(name, err)
	}
	object[name] = x
	return nil
}

func (w jsonWriter) record(r *Record, depth int) (any, error) {
	object := make(map[string]any, r.Len())
	for name, v := range r.Fields() {
		if err := w.put(object, name, v, depth); err != nil {
			return nil, err
		}
	}
	return object, nil
}

func (w jsonWriter) structure(s *starlarkstruct.Struct, depth int) (any, error) {
	object := make(map[string]any)
	for _, name := range s.AttrNames() {
		v, err := s.Attr(name)
		if err != nil {
			return nil, atField(name, err)
		}
		if err := w.put(object, name, v, depth); err != nil {
			return nil, err
		}
	}
	return object, nil
}

func (w jsonWriter) mapping(m starlark.IterableMapping, depth int) (any, error) {
	items := m.Items()
	object := make(map[string]any, len(items))
	for _, item := range items {
		name, ok := starlark.AsString(item[0])
		if !ok {
			return nil, fmt.Errorf("key %s: got %s, want string", item[0], item[0].Type())
		}
		if err := w.put(object, name, item[1], depth); err != nil {
			return nil, err
		}
	}
	return object, nil
}

func (w jsonWriter) list(items starlark.Iterable, depth int) (any, error) {
	list := make([]any, 0, max(0, starlark.Len(items)))
	it := items.Iterate()
	defer it.Done()
	var v starlark.Value
	for i := 0; it.Next(&v); i++ {
		if w.dropNone && v == starlark.None {
			continue
		}
		x, err := w.value(v, depth+1)
		if err != nil {
			return nil, atIndex(i, err)
		}
		list = append(list, x)
	}
	return list, nil
}
