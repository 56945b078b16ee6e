package tenant

import (
	"strings"
	"testing"

	"accstar/acc"
	"accstar/acc/catalog"
)

func TestValidateBody(t *testing.T) {
	op := &catalog.Operation{Body: []catalog.Field{
		{Name: "name", Type: "string", Required: true, MaxLen: 5},
		{Name: "kind", Type: "string", Enum: []string{"big", "small"}},
		{Name: "id", Type: "uuid"}, {Name: "day", Type: "date|null"}, {Name: "when", Type: "datetime"},
		{Name: "count", Type: "int", Min: 1, Max: 9}, {Name: "size", Type: "number"}, {Name: "on", Type: "bool"},
		{Name: "free", Type: "map"}, {Name: "any", Type: "any"}, {Name: "tags", Type: "[]string"}, {Name: "ids", Type: "[]uuid"},
		{Name: "value", Type: "object"}, {Name: "value.amount", Type: "number", Required: true}, {Name: "value.deep", Type: "object"},
		{Name: "value.deep.on", Type: "bool"},
		{Name: "list", Type: "[]object"}, {Name: "list[].key", Type: "string", Required: true},
	}}
	for _, tt := range []struct {
		body any
		want string
	}{
		{Record{"name": "x"}, ""},
		{nil, "name: missing"},
		{[]any{}, "body: got a list, want an object"},
		{Record{}, "name: missing"},
		{Record{"name": ""}, "name: got an empty text"},
		{Record{"name": nil}, "name: got null, want a text"},
		{Record{"name": "ééééé"}, ""},
		{Record{"name": "123456"}, "name: got 6 characters, want at most 5"},
		{Record{"name": int64(1)}, "name: got 1, want a text"},
		{Record{"name": "x", "unheard": true}, ""}, // ACC ignores it, or knows more than the catalogue
		{Record{"name": "x", "kind": "bigg"}, `kind: got "bigg", want one of big, small (did you mean "big"?)`},
		{Record{"name": "x", "id": "x"}, `id: got "x", want a UUID`},
		{Record{"name": "x", "id": nobody}, ""},
		{Record{"name": "x", "day": nil}, ""},
		{Record{"name": "x", "day": "2026-02-30"}, `day: got "2026-02-30", want a date (2006-01-02)`},
		{Record{"name": "x", "day": "2026-02-28"}, ""},
		{Record{"name": "x", "when": "2026-02-28T01:02:03.5Z"}, ""},
		{Record{"name": "x", "when": nil}, "when: got null, want a time (2006-01-02T15:04:05Z)"},
		{Record{"name": "x", "count": int64(10)}, "count: got 10, want 1 to 9"},
		{Record{"name": "x", "count": 1.5}, "count: got 1.5, want a whole number"},
		{Record{"name": "x", "count": 2.0}, ""},
		{Record{"name": "x", "size": 1.5}, ""},
		{Record{"name": "x", "size": "1.5"}, `size: got "1.5", want a number`},
		{Record{"name": "x", "on": "yes"}, `on: got "yes", want true or false`},
		{Record{"name": "x", "free": Record{"a": int64(1)}, "any": []any{int64(1)}}, ""},
		{Record{"name": "x", "free": "a"}, `free: got "a", want an object`},
		{Record{"name": "x", "tags": "a"}, `tags: got "a", want a list`},
		{Record{"name": "x", "tags": []any{"a", int64(2)}}, "tags[1]: got 2, want a text"},
		{Record{"name": "x", "ids": []any{"a"}}, `ids[0]: got "a", want a UUID`},
		{Record{"name": "x", "value": Record{}}, "value.amount: missing"},
		{Record{"name": "x", "value": Record{"amount": int64(1), "amont": int64(2)}}, `value.amont: there is no such field (did you mean "amount"?)`},
		{Record{"name": "x", "value": Record{"amount": int64(1), "deep": Record{"on": int64(1)}}}, "value.deep.on: got 1, want true or false"},
		{Record{"name": "x", "list": []any{Record{"key": "a"}, Record{}, "b"}}, `list[1].key: missing; list[2]: got "b", want an object`},
		{Record{"kind": "tiny", "on": int64(0)}, `name: missing; kind: got "tiny", want one of big, small; on: got 0, want true or false`},
		{Record{"name": acc.Unknown{Field: "name"}}, ""},
	} {
		if got := problemsOf(op, &acc.Call{Op: op, Body: tt.body}); got != tt.want {
			t.Errorf("%v:\n got %s\nwant %s", tt.body, got, tt.want)
		}
	}
}

func problemsOf(op *catalog.Operation, call *acc.Call) string {
	var parts []string
	for _, p := range Validate(op, call) {
		parts = append(parts, p.String())
	}
	return strings.Join(parts, "; ")
}

func TestValidateShapes(t *testing.T) {
	name := []catalog.Field{{Name: "[].name", Type: "string", Required: true}}
	list := &catalog.Operation{BodyShape: catalog.ArrayBody, Body: name, BatchLimit: 2}
	plain := &catalog.Operation{BodyShape: catalog.ArrayBody, Body: []catalog.Field{{Name: "[]", Type: "uuid"}}}
	mapping := &catalog.Operation{BodyShape: catalog.MapBody, Body: []catalog.Field{{Name: "{}.name", Type: "string"}}}
	upload := &catalog.Operation{Encoding: catalog.Multipart, Body: []catalog.Field{{Name: "chunk", Type: "file", Required: true}}}
	batch := &catalog.Operation{BatchLimit: 1, Body: []catalog.Field{{Name: "users", Type: "[]object", Required: true}}}
	for _, tt := range []struct {
		op   *catalog.Operation
		body any
		want string
	}{
		{list, []any{Record{"name": "a"}}, ""},
		{list, Record{"name": "a"}, "body: got an object, want a list"},
		{list, nil, "body: got nothing, want a list"},
		{list, []any{Record{}, "x"}, `[0].name: missing; [1]: got "x", want an object`},
		{list, []any{Record{"name": "a", "nme": "b"}}, `[0].nme: there is no such field (did you mean "name"?)`},
		{list, []any{Record{"name": "a"}, Record{"name": "a"}, Record{"name": "a"}}, "body: got 3 items, want at most 2"},
		{plain, []any{nobody}, ""},
		{plain, []any{"x"}, `[0]: got "x", want a UUID`},
		{mapping, Record{"a": Record{"name": "x"}}, ""},
		{mapping, Record{"a": Record{"name": int64(1)}, "b": "x"}, `a.name: got 1, want a text; b: got "x", want an object`},
		{mapping, []any{}, "body: got a list, want an object"},
		{upload, Record{"chunk": int64(1)}, ""},
		{upload, nil, "chunk: missing"},
		{batch, Record{"users": []any{Record{}, Record{}}}, "body: got 2 users, want at most 1"},
	} {
		if got := problemsOf(tt.op, &acc.Call{Op: tt.op, Body: tt.body}); got != tt.want {
			t.Errorf("%v:\n got %s\nwant %s", tt.body, got, tt.want)
		}
	}
}

func TestValidateQueryAndPath(t *testing.T) {
	op := &catalog.Operation{
		PathParams: []catalog.Field{{Name: "id", Type: "uuid", Required: true}},
		Pagination: catalog.Pagination{Style: catalog.OffsetPages, LimitParam: "limit", OffsetParam: "offset"},
		Query: []catalog.Field{
			{Name: "limit", Type: "int", Max: 200}, {Name: "name", Type: "string", MaxLen: 3}, {Name: "n", Type: "int"}, {Name: "on", Type: "bool"},
			{Name: "sort", Type: "[]string", Enum: []string{"name", "size"}}, {Name: "unit", Type: "uuid"},
			{Name: "kind", Type: "[]string", Enum: []string{"a", "b"}, Test: &catalog.Test{Field: "kind", Match: catalog.MatchNotOneOf}},
			{Name: "at", Type: "string", Test: &catalog.Test{Field: "at", Match: catalog.MatchRange}}, {Name: "must", Type: "string", Required: true},
		},
	}
	query := func(pairs ...string) []acc.Param {
		out := []acc.Param{{Name: "must", Value: "x"}}
		for i := 0; i < len(pairs); i += 2 {
			out = append(out, acc.Param{Name: pairs[i], Value: pairs[i+1]})
		}
		return out
	}
	for _, tt := range []struct {
		query []acc.Param
		want  string
	}{
		{query(), ""},
		{nil, "must: missing"},
		{query("limit", "100000"), ""}, // the size of a page is not judged here
		{query("name", "four"), "name: got 4 characters, want at most 3"},
		{query("n", "x", "on", "1", "unit", "y"), `n: got "x", want a whole number; on: got "1", want true or false; unit: got "y", want a UUID`},
		{query("sort", "size desc,-name"), ""},
		{query("sort", "nam"), `sort: got "nam", want one of name, size (did you mean "name"?)`},
		{query("kind", "-a,b"), ""},
		{query("kind", "c"), `kind: got "c", want one of a, b`},
		{query("at", "soon.."), `at: got "soon", want a time such as 2026-01-01T00:00:00Z`},
		{query("unheard", "x"), ""},
	} {
		if got := problemsOf(op, &acc.Call{Op: op, Path: map[string]string{"id": nobody}, Query: tt.query}); got != tt.want {
			t.Errorf("%v:\n got %s\nwant %s", tt.query, got, tt.want)
		}
	}
	equal(t, "path", problemsOf(op, &acc.Call{Op: op, Query: query()}), "id: missing")
}
