package builtins

import (
	"go.starlark.net/starlark"
)

func joinEntry() entry {
	return entry{
		Doc: Doc{
			Name: "join", Signature: "join(left, right, on, right_on = None, many = False, ignore_case = False)", Summary: "Brings together the items of two lists that have the same key.",
			Text: `Returns a list of (left item, right item) for every item of left, in their order; the right item is None where there is none. On is the name of a field or column, or a function of one item; right_on is that of the right list where it differs. Keys are compared as index compares them.

A key that two items of right have is an error naming both; with many = True there is one pair for each of them.`,
			Example: `for row, user in join(sheet.read("staff.xlsx"), acc.account_users.list(), on = "Email", right_on = "email", ignore_case = True):
    if user == None:
        print(row["Email"], "has no account")`,
		},
		body: join,
	}
}

func join(_ *Env, thread *starlark.Thread, args arguments) (starlark.Value, error) {
	var left, right, on starlark.Value
	var rightOn starlark.Value
	var many, ignoreCase bool
	if err := args.unpack("left", &left, "right", &right, "on", &on, "right_on??", &rightOn, "many?", &many, "ignore_case?", &ignoreCase); err != nil {
		return nil, err
	}
	if rightOn == nil {
		rightOn = on
	}
	lefts, err := args.elements("left", left)
	if err != nil {
		return nil, err
	}
	rights, err := args.elements("right", right)
	if err != nil {
		return nil, err
	}
	keyOf, err := args.key("on", on)
	if err != nil {
		return nil, err
	}
	by, err := args.index(thread, rights, rightOn, many, ignoreCase)
	if err != nil {
		return nil, err
	}
	pairs := make([]starlark.Value, 0, len(lefts))
	for i, item := range lefts {
		k, err := keyOf(thread, i, item)
		if err != nil {
			return nil, err
		}
		at, _, found, err := by.find(k)
		switch {
		case err != nil:
			return nil, args.fail("item %d: %w", i+1, err)
		case !found:
			pairs = append(pairs, starlark.Tuple{item, starlark.None})
		case many:
			matches := by.values[at].(*starlark.List)
			for j := range matches.Len() {
				pairs = append(pairs, starlark.Tuple{item, matches.Index(j)})
			}
		default:
			pairs = append(pairs, starlark.Tuple{item, by.values[at]})
		}
	}
	return starlark.NewList(pairs), nil
}
