package builtins

import (
	"go.starlark.net/starlark"
)

func flattenEntry() entry {
	return entry{
		Doc: Doc{
			Name: "flatten", Signature: "flatten(lists)", Summary: "Puts the items of several lists into one.",
			Text:    "Only one level is flattened. None among the lists counts as an empty one.",
			Example: "users = flatten(parallel.map(acc.project_users.list, projects))",
		},
		body: flatten,
	}
}

func flatten(_ *Env, _ *starlark.Thread, args arguments) (starlark.Value, error) {
	var lists starlark.Value
	if err := args.unpack("lists", &lists); err != nil {
		return nil, err
	}
	outer, err := args.elements("lists", lists)
	if err != nil {
		return nil, err
	}
	var flat []starlark.Value
	for i, list := range outer {
		if list == starlark.None {
			continue
		}
		inner := args
		items, err := inner.elements("lists", list)
		if err != nil {
			return nil, args.fail("item %d: got %s, want a list", i+1, list.Type())
		}
		flat = append(flat, items...)
	}
	return starlark.NewList(flat), nil
}
