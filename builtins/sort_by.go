package builtins

import (
	"fmt"
	"sort"

	"go.starlark.net/starlark"
	"go.starlark.net/syntax"
)

func sortByEntry() entry {
	return entry{
		Doc: Doc{
			Name: "sort_by", Signature: "sort_by(items, key, reverse = False)", Summary: "Returns the items in the order of a key.",
			Text: "Key is the name of a field or column, a function of one item, or a list of them, of which the first counts most. Items with equal keys keep their order; those without a key come last, also in reverse.",
			Example: `for user in sort_by(users, ["companyName", "email"]):
    print(user.email)`,
		},
		body: sortBy,
	}
}

func sortBy(_ *Env, thread *starlark.Thread, args arguments) (starlark.Value, error) {
	var items, key starlark.Value
	var reverse bool
	if err := args.unpack("items", &items, "key", &key, "reverse?", &reverse); err != nil {
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
	type keyed struct{ key, item starlark.Value }
	pairs := make([]keyed, len(list))
	for i, item := range list {
		k, err := keyOf(thread, i, item)
		if err != nil {
			return nil, err
		}
		pairs[i] = keyed{k, item}
	}
	var failed error
	sort.SliceStable(pairs, func(i, j int) bool {
		less, err := keyLess(pairs[i].key, pairs[j].key, reverse)
		if err != nil && failed == nil {
			failed = args.fail("%s and %s: %w", labelOf(pairs[i].item), labelOf(pairs[j].item), err)
		}
		return less
	})
	if failed != nil {
		return nil, failed
	}
	for i, p := range pairs {
		list[i] = p.item
	}
	return starlark.NewList(list), nil
}

// keyLess orders keys: None after everything, tuples by their first difference.
func keyLess(a, b starlark.Value, reverse bool) (bool, error) {
	if x, ok := a.(starlark.Tuple); ok {
		if y, ok := b.(starlark.Tuple); ok {
			for i := range min(len(x), len(y)) {
				if less, err := keyLess(x[i], y[i], reverse); err != nil || less {
					return less, err
				}
				if more, err := keyLess(y[i], x[i], reverse); err != nil || more {
					return false, err
				}
			}
			return len(x) < len(y) != reverse && len(x) != len(y), nil
		}
	}
	switch {
	case a == starlark.None:
		return false, nil
	case b == starlark.None:
		return true, nil
	}
	if reverse {
		a, b = b, a
	}
	less, err := starlark.Compare(syntax.LT, a, b)
	if err != nil {
		return false, fmt.Errorf("their keys, %s and %s, do not compare", shown(a), shown(b))
	}
	return less, nil
}
