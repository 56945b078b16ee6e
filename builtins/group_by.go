package builtins

import (
	"go.starlark.net/starlark"
)

func groupByEntry() entry {
	return entry{
		Doc: Doc{
			Name: "group_by", Signature: "group_by(items, key)", Summary: "Sorts items into groups: a dict from key to the list of its items.",
			Text: "Key is the name of a field or column, or a function of one item, or a list of them, which makes tuples. Keys come in the order in which they are first met, items in theirs. Items without a key are under None.",
			Example: `for company, users in group_by(users, "companyName").items():
    print(company, len(users))`,
		},
		body: groupBy,
	}
}

func groupBy(_ *Env, thread *starlark.Thread, args arguments) (starlark.Value, error) {
	var items, key starlark.Value
	if err := args.unpack("items", &items, "key", &key); err != nil {
		return nil, err
	}
	list, err := args.elements("items", items)
	if err != nil {
		return nil, err
	}
	keyOf, err := args.keys("key", key)
	if err != nil {
		return nil, err
	}
	groups := new(starlark.Dict)
	for i, item := range list {
		k, err := keyOf(thread, i, item)
		if err != nil {
			return nil, err
		}
		group, found, err := groups.Get(k)
		if err != nil {
			return nil, args.fail("item %d: %w", i+1, err)
		}
		if !found {
			group = starlark.NewList(nil)
			if err := groups.SetKey(k, group); err != nil {
				return nil, args.fail("item %d: %w", i+1, err)
			}
		}
		if err := group.(*starlark.List).Append(item); err != nil {
			return nil, err
		}
	}
	return groups, nil
}
