package builtins

import (
	"fmt"
	"strings"

	"go.starlark.net/starlark"

	"accstar/runtime"
)

// arguments are those of one call of a builtin.
type arguments struct {
	name   string // of the builtin, dotted
	args   starlark.Tuple
	kwargs []starlark.Tuple
}

// unpack assigns the arguments to variables: pairs of a parameter's name and a pointer, as for starlark.UnpackArgs.
// Parameters from the first one whose name ends in "?" on are optional; with "??" None counts as not given.
func (a arguments) unpack(pairs ...any) error {
	var names []string
	for i := 0; i < len(pairs); i += 2 {
		names = append(names, strings.TrimRight(pairs[i].(string), "?"))
	}
	for _, kv := range a.kwargs {
		name := string(kv[0].(starlark.String))
		known := false
		for _, n := range names {
			known = known || n == name
		}
		if !known {
			return &unknownArgument{a.name, name, names}
		}
	}
	return starlark.UnpackArgs(a.name, a.args, a.kwargs, pairs...)
}

// fail makes an error of the call, with the name of the builtin before it.
func (a arguments) fail(format string, args ...any) error {
	return fmt.Errorf(a.name+": "+format, args...)
}

// unknownArgument is a keyword that a builtin does not have.
type unknownArgument struct {
	builtin, name string
	names         []string
}

func (e *unknownArgument) Error() string {
	return fmt.Sprintf("%s: there is no argument %q%s", e.builtin, e.name, runtime.DidYouMean(e.name, e.names))
}

// Argument is the one to underline.
func (e *unknownArgument) Argument() string { return e.name }

// Hints lists the arguments there are.
func (e *unknownArgument) Hints() []string {
	if len(e.names) == 0 {
		return []string{e.builtin + " takes no arguments by name"}
	}
	return []string{"its arguments are " + strings.Join(e.names, ", ")}
}

// elements returns the items of a list, a sheet or whatever else holds items one after another.
func (a arguments) elements(param string, v starlark.Value) ([]starlark.Value, error) {
	if m, ok := v.(starlark.Mapping); ok {
		if hint := mappingHint(m); hint != "" {
			return nil, a.fail("for parameter %s: got %s, want a list of items%s", param, v.Type(), hint)
		}
	}
	it, ok := v.(starlark.Iterable)
	if !ok {
		return nil, a.fail("for parameter %s: got %s, want a list of items", param, v.Type())
	}
	items := make([]starlark.Value, 0, max(0, starlark.Len(v)))
	iter := it.Iterate()
	defer iter.Done()
	var x starlark.Value
	for iter.Next(&x) {
		items = append(items, x)
	}
	return items, nil
}

// mappingHint says what to give instead of a mapping.
func mappingHint(m starlark.Mapping) string {
	if attrs, ok := m.(starlark.HasAttrs); ok {
		for _, name := range attrs.AttrNames() {
			if name == "values" {
				return " (its values are .values(), its keys .keys())"
			}
		}
	}
	return " (did you mean [item]?)"
}

// texts returns the items of a list that holds texts only.
func (a arguments) texts(param string, v starlark.Value) ([]string, error) {
	items, err := a.elements(param, v)
	if err != nil {
		return nil, err
	}
	texts := make([]string, len(items))
	for i, item := range items {
		text, ok := starlark.AsString(item)
		if !ok {
			return nil, a.fail("for parameter %s: item %d: got %s, want string", param, i+1, item.Type())
		}
		texts[i] = text
	}
	return texts, nil
}
