package builtins

import (
	"fmt"
	"slices"
	"strings"

	"go.starlark.net/starlark"

	"accstar/runtime"
)

func playbookEntry() entry {
	return entry{
		Doc: Doc{
			Name: "playbook", Signature: "playbook(params = {}, max_changes = None, max_deletes = None, protect = [])",
			Summary: "Declares a playbook's parameters and guards. It stands once, at the top level.",
			Text: `params maps the name of each parameter of main to what it is: param.string(), param.file() and so on.

max_changes and max_deletes bound what one run may change and remove: a plan beyond them is refused. protect names people (by e-mail address) whom no run may remove or lower, and projects (by name, job number or ID) in which it may change nothing.`,
			Example: `playbook(
    params = {"hires": param.file(help = "Excel or CSV list of new hires")},
    max_changes = 2000,
    protect = ["Template - Standard"],
)`,
		},
		body: declare,
	}
}

// setting is one guard that a playbook can set.
type setting struct {
	name  string
	check func(starlark.Value) error
}

func settings() []setting {
	return []setting{
		{"max_changes", checkCount},
		{"max_deletes", checkCount},
		{"protect", checkNames},
	}
}

func checkCount(v starlark.Value) error {
	n, err := starlark.AsInt32(v)
	if err != nil {
		return fmt.Errorf("got %s, want a whole number", v.Type())
	}
	if n < 0 {
		return fmt.Errorf("got %d, want 0 or more", n)
	}
	return nil
}

func checkNames(v starlark.Value) error {
	list, ok := v.(starlark.Iterable)
	if _, isMapping := v.(starlark.Mapping); !ok || isMapping {
		return fmt.Errorf("got %s, want a list of names", v.Type())
	}
	iter := list.Iterate()
	defer iter.Done()
	var x starlark.Value
	for i := 0; iter.Next(&x); i++ {
		if text, ok := starlark.AsString(x); !ok || strings.TrimSpace(text) == "" {
			return fmt.Errorf("item %d: got %s, want a name", i+1, shown(x))
		}
	}
	return nil
}

func declare(_ *Env, thread *starlark.Thread, args arguments) (starlark.Value, error) {
	if len(args.args) > 0 {
		return nil, args.fail("got %d arguments by place, want all by name: playbook(params = {…})", len(args.args))
	}
	names := []string{"params"}
	for _, s := range settings() {
		names = append(names, s.name)
	}
	d := &runtime.Declaration{Settings: map[string]starlark.Value{}}
	for _, kv := range args.kwargs {
		name := string(kv[0].(starlark.String))
		if !slices.Contains(names, name) {
			return nil, &unknownArgument{args.name, name, names}
		}
		if name == "params" {
			params, err := args.params(kv[1])
			if err != nil {
				return nil, err
			}
			d.Params = params
			continue
		}
		if kv[1] == starlark.None {
			continue
		}
		for _, s := range settings() {
			if s.name != name {
				continue
			}
			if err := s.check(kv[1]); err != nil {
				return nil, args.fail("%s: %w", name, err)
			}
			d.Settings[name] = kv[1]
		}
	}
	return starlark.None, runtime.Declare(thread, d)
}

// params takes the parameters from a dict of name to param.
func (a arguments) params(v starlark.Value) ([]runtime.Param, error) {
	dict, ok := v.(*starlark.Dict)
	if !ok {
		return nil, a.fail("params: got %s, want a dict from name to param.string(), param.file() and so on", v.Type())
	}
	params := []runtime.Param{}
	for _, item := range dict.Items() {
		name, ok := starlark.AsString(item[0])
		if !ok || !isParamName(name) {
			return nil, a.fail("params: got the name %s, want letters, digits and underscores", item[0])
		}
		p, ok := item[1].(*paramValue)
		if !ok {
			return nil, a.fail("params: %s: got %s, want a kind of parameter, such as param.string()", name, item[1].Type())
		}
		param := p.param
		param.Name = name
		params = append(params, param)
	}
	return params, nil
}

func isParamName(s string) bool {
	for i, c := range s {
		letter := c == '_' || c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z'
		if !letter && (i == 0 || c < '0' || c > '9') {
			return false
		}
	}
	return s != ""
}
