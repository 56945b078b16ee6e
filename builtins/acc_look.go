package builtins

import (
	"errors"
	"fmt"

	"go.starlark.net/starlark"

	"accstar/acc"
	"accstar/builtins/value"
)

// What helpers need to look at things that may not be there, and to say so.

// look(project, what, fn) is fn(), or None where ACC does not let the token look: the project lacks the product, or the person has
// no part in it. That is said in a warning, so that what could not be seen is never taken for empty.
func (h *helperNames) look(thread *starlark.Thread, b *starlark.Builtin, args starlark.Tuple, kwargs []starlark.Tuple) (starlark.Value, error) {
	var project starlark.Value
	var what string
	var fn starlark.Callable
	if err := starlark.UnpackPositionalArgs(b.Name(), args, kwargs, 3, &project, &what, &fn); err != nil {
		return nil, err
	}
	v, err := starlark.Call(thread, fn, nil, nil)
	var refused *acc.Error
	if err == nil || !errors.As(err, &refused) || errors.Is(err, acc.ErrStop) || refused.InDoubt {
		return v, err
	}
	switch refused.Kind {
	case acc.Forbidden, acc.NotFound, acc.Invalid:
		h.env.Sink.Warn(fmt.Sprintf("%s: no look at its %s: %s", groupName(project), what, refused.Message), originOf(thread))
		return starlark.None, nil
	}
	return nil, err
}

// record(mapping) is a record of a dict.
func (h *helperNames) record(_ *starlark.Thread, b *starlark.Builtin, args starlark.Tuple, kwargs []starlark.Tuple) (starlark.Value, error) {
	var of starlark.IterableMapping
	if err := starlark.UnpackPositionalArgs(b.Name(), args, kwargs, 1, &of); err != nil {
		return nil, err
	}
	var keys []string
	var values []starlark.Value
	for _, item := range of.Items() {
		key, _ := starlark.AsString(item[0])
		keys, values = append(keys, key), append(values, item[1])
	}
	return value.NewRecord(keys, values), nil
}

// days_ago(n) is the date so many days before today, as ACC writes dates.
func (h *helperNames) daysAgo(thread *starlark.Thread, b *starlark.Builtin, args starlark.Tuple, kwargs []starlark.Tuple) (starlark.Value, error) {
	var days int
	if err := starlark.UnpackPositionalArgs(b.Name(), args, kwargs, 1, &days); err != nil {
		return nil, err
	}
	return starlark.String(h.env.Now(thread).AddDate(0, 0, -days).Format("2006-01-02")), nil
}
