package builtins

import (
	"go.starlark.net/starlark"
)

func uniqueEntry() entry {
	return entry{
		Doc: Doc{
			Name: "unique", Signature: "unique(items, key = None)", Summary: "Leaves out items that have been there before.",
			Text:    "The first of equal items stays, in the order given. Key says what makes items equal: the name of a field or column, a function of one item, or a list of them. Records need a key.",
			Example: `companies = unique(users, "companyId")`,
		},
		body: unique,
	}
}

func unique(_ *Env, thread *starlark.Thread, args arguments) (starlark.Value, error) {
	var items, key starlark.Value
	if err := args.unpack("items", &items, "key??", &key); err != nil {
		return nil, err
	}
	list, err := args.elements("items", items)
	if err != nil {
		return nil, err
	}
	keyOf := func(_ *starlark.Thread, _ int, item starlark.Value) (starlark.Value, error) { return item, nil }
	if key != nil {
		fn, err := args.keys("key", key)
		if err != nil {
			return nil, err
		}
		keyOf = fn
	}
	seen := new(starlark.Dict)
	var kept []starlark.Value
	for i, item := range list {
		k, err := keyOf(thread, i, item)
		if err != nil {
			return nil, err
		}
		_, twice, err := seen.Get(k)
		switch {
		case err != nil && key == nil:
			return nil, args.fail("item %d: got %s; say what makes it unique, as in unique(items, \"id\")", i+1, item.Type())
		case err != nil:
			return nil, args.fail("item %d: %w", i+1, err)
		case twice:
			continue
		}
		if err := seen.SetKey(k, starlark.True); err != nil {
			return nil, args.fail("item %d: %w", i+1, err)
		}
		kept = append(kept, item)
	}
	return starlark.NewList(kept), nil
}
