package builtins

import (
	"errors"
	"fmt"
	"maps"

	"go.starlark.net/starlark"

	"accstar/acc"
	"accstar/builtins/value"
)

// batches are the calls that a call with more items than ACC takes at once is sent as: itself, unless its operation may be cut up.
func batches(call *acc.Call) []*acc.Call {
	op := call.Op
	items := batchItems(call)
	if op.Batch == "" || op.BatchLimit <= 0 || len(items) <= op.BatchLimit {
		return []*acc.Call{call}
	}
	var out []*acc.Call
	for from := 0; from < len(items); from += op.BatchLimit {
		part := *call
		some := items[from:min(from+op.BatchLimit, len(items)):min(from+op.BatchLimit, len(items))]
		if fields, ok := call.Body.(map[string]any); ok {
			fields = maps.Clone(fields)
			fields[op.Batch] = some
			part.Body = fields
		} else {
			part.Body = some
		}
		out = append(out, &part)
	}
	return out
}

// batchItems are the items of a call's body that its operation has a limit for.
func batchItems(call *acc.Call) []any {
	body := call.Body
	if fields, ok := body.(map[string]any); ok {
		body = fields[call.Op.Batch]
	}
	items, _ := body.([]any)
	return items
}

// doBatches carries out the parts of a call one after the other and joins their answers in order. What is refused ends it: the error
// says which items it is about, and that those before them were sent.
func doBatches(thread *starlark.Thread, env *Env, parts []*acc.Call) (starlark.Value, error) {
	var answers []starlark.Value
	done, all := 0, 0
	for _, p := range parts {
		all += len(batchItems(p))
	}
	for _, p := range parts {
		v, err := do(thread, env, p)
		n := len(batchItems(p))
		var refused *acc.Error
		if errors.As(err, &refused) && !errors.Is(err, acc.ErrStop) {
			about := *refused
			about.About = fmt.Sprintf("items %d to %d of %d", done+1, done+n, all)
			if done > 0 {
				about.About += fmt.Sprintf("; those up to %d were taken before", done)
			}
			return nil, &about
		}
		if err != nil {
			return nil, err
		}
		answers = append(answers, v)
		done += n
	}
	return joined(answers), nil
}

// joined is one answer of several to parts of one call: lists one after the other; of records, their lists joined and their numbers
// added up, and the rest as in the first.
func joined(answers []starlark.Value) starlark.Value {
	if len(answers) == 0 {
		return starlark.None
	}
	if _, ok := answers[0].(*starlark.List); ok {
		var all []starlark.Value
		for _, a := range answers {
			all = append(all, oneOrMany(a)...)
		}
		return starlark.NewList(all)
	}
	first, ok := answers[0].(*value.Record)
	if !ok {
		return answers[0]
	}
	var keys []string
	var values []starlark.Value
	for _, key := range fieldsOf(first) {
		keys = append(keys, key)
		var sum starlark.Value
		for _, a := range answers {
			v := starlark.Value(starlark.None)
			if r, isRecord := a.(*value.Record); isRecord {
				v, _ = r.Field(key)
			}
			sum = added(sum, v)
		}
		values = append(values, sum)
	}
	return value.NewRecord(keys, values)
}

// fieldsOf are the names of a record's fields in their order.
func fieldsOf(r *value.Record) []string {
	var names []string
	it := r.Iterate()
	defer it.Done()
	var k starlark.Value
	for it.Next(&k) {
		name, _ := starlark.AsString(k)
		names = append(names, name)
	}
	return names
}

// added joins two lists, adds two numbers, and otherwise keeps what is there.
func added(sum, v starlark.Value) starlark.Value {
	switch have := sum.(type) {
	case nil:
		return v
	case *starlark.List:
		if more, ok := v.(*starlark.List); ok {
			return starlark.NewList(append(oneOrMany(have), oneOrMany(more)...))
		}
	case starlark.Int:
		if more, ok := v.(starlark.Int); ok {
			return have.Add(more)
		}
	}
	return sum
}

// tellRefusedItems warns of the items of a batch that ACC refused although it took the call, each by itself.
func tellRefusedItems(thread *starlark.Thread, env *Env, call *acc.Call, v starlark.Value) {
	rec, ok := v.(*value.Record)
	if !ok || call.Op.BatchLimit == 0 || !call.Op.Effect.Changes() {
		return
	}
	for _, field := range []string{"failure_items", "errors", "failures"} {
		list, _ := rec.Field(field)
		items, isList := list.(*starlark.List)
		if !isList || items.Len() == 0 {
			continue
		}
		for i := range items.Len() {
			env.Sink.Warn(fmt.Sprintf("acc.%s: %s", call.Op.ID(), refusedItem(items.Index(i))), originOf(thread))
		}
	}
}

// refusedItem says which item was refused and why, as far as ACC tells.
func refusedItem(v starlark.Value) string {
	rec, ok := v.(*value.Record)
	if !ok {
		return "refused " + brief(v)
	}
	which := firstText(rec, "email", "name", "sheetId", "id", "urn", "item")
	why := firstText(rec, "detail", "message", "title", "errors", "error", "code")
	switch {
	case which != "" && why != "":
		return which + " was refused: " + why
	case which != "":
		return which + " was refused; ACC does not say why"
	}
	return "refused " + brief(v)
}

// firstText is the first of the fields that holds a text, or a record or a list with an explanation in it.
func firstText(rec *value.Record, names ...string) string {
	for _, n := range names {
		x, _ := rec.Field(n)
		if list, ok := x.(*starlark.List); ok && list.Len() > 0 {
			x = list.Index(0)
		}
		if s, ok := starlark.AsString(x); ok && s != "" {
			return s
		}
		if inner, ok := x.(*value.Record); ok {
			if s := firstText(inner, "detail", "message", "title", "email", "name", "id"); s != "" {
				return s
			}
		}
	}
	return ""
}
