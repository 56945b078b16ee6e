package value_test

import (
	"errors"
	"reflect"
	"strings"
	"testing"

	"go.starlark.net/starlark"
	"go.starlark.net/syntax"
	"pgregory.net/rapid"

	"accstar/builtins/value"
)

// sample is what the tables of expressions below can name.
func sample(t *testing.T) starlark.StringDict {
	t.Helper()
	decode := func(text string) starlark.Value {
		v, err := value.Decode([]byte(text))
		if err != nil {
			t.Fatal(err)
		}
		return v
	}
	planned, err := value.FromJSON(map[string]any{
		"id": "b.1", "name": "North", "createdAt": value.Unknown{Field: "createdAt", Of: "project"},
		"links": []any{map[string]any{"a": int64(1)}, value.Unknown{Field: "links", Of: "project"}},
	}, nil)
	if err != nil {
		t.Fatal(err)
	}
	date := func(text string) starlark.Value {
		d, err := value.ParseDate(text)
		if err != nil {
			t.Fatal(err)
		}
		return d
	}
	return starlark.StringDict{
		"r":       decode(`{"id": "1", "jobNumber": "24017", "get": 7, "tags": ["a"], "sub": {"x": 1}}`),
		"same":    decode(`{"sub": {"x": 1.0}, "tags": ["a"], "get": 7, "jobNumber": "24017", "id": "1"}`),
		"other":   decode(`{"id": "1", "jobNumber": "24018", "get": 7, "tags": ["a"], "sub": {"x": 1}}`),
		"planned": planned,
		"unknown": value.Unknown{},
		"null":    value.Null,
		"march":   date("2026-03-01"),
		"leap":    date("2024-02-29"),
		"days": starlark.NewBuiltin("days", func(_ *starlark.Thread, _ *starlark.Builtin, args starlark.Tuple, _ []starlark.Tuple) (starlark.Value, error) {
			n, _ := args[0].(starlark.Int).Int64()
			return value.NewDays(n)
		}),
		"kw": starlark.NewBuiltin("kw", func(_ *starlark.Thread, _ *starlark.Builtin, _ starlark.Tuple, kwargs []starlark.Tuple) (starlark.Value, error) {
			return starlark.MakeInt(len(kwargs)), nil
		}),
	}
}

func TestInStarlark(t *testing.T) {
	const notKnown = "createdAt of this project is only known once ACC has created it"
	env := sample(t)
	for _, test := range []struct{ src, want string }{
		// records
		{`r.jobNumber`, `"24017"`},
		{`r["get"]`, `7`},
		{`r.get("jobNumber"), r.get("nope"), r.get("nope", 3), r.get(name = "nope", default = 4)`, `("24017", None, 3, 4)`},
		{`"id" in r, "nope" in r, 3 in r`, `(True, False, False)`},
		{`[k for k in r], len(r), bool(r), type(r)`, `(["id", "jobNumber", "get", "tags", "sub"], 5, True, "record")`},
		{`dict(r, id = "2")["id"]`, `"2"`},
		{`kw(**r)`, `5`},
		{`dir(r)`, `["get", "id", "jobNumber", "sub", "tags"]`},
		{`hasattr(r, "id"), hasattr(r, "nope"), getattr(r, "nope", 1)`, `(True, False, 1)`},
		{`str(r)`, `"record(id = \"1\", jobNumber = \"24017\", get = 7, tags = [\"a\"], sub = record(x = 1))"`},
		{`"%(jobNumber)s" % r`, `"24017"`},
		{`r == same, r != same, r == other, r == r.sub, r == dict(r), r in [same]`, `(True, False, False, False, False, True)`},
		{`r.jobNumbr`, `record has no .jobNumbr field (did you mean .jobNumber?)`},
		{`r.zzz`, `record has no .zzz field`},
		{`r["jobnumber"]`, `record has no field "jobnumber" (did you mean "jobNumber"?)`},
		{`r["zzz"]`, `record has no field "zzz"`},
		{`r[3]`, `record key: got int, want string`},
		{`r.get()`, `record.get: missing argument for name`},
		{`r.tags.append("b")`, `append: cannot append to frozen list`},
		{`r < same`, `record < record not implemented`},
		{`{r: 1}`, `unhashable type: record (use one of its fields, such as its id)`},
		// what only ACC can fill
		{`planned.id, "createdAt" in planned, len(planned), [k for k in planned]`, `("b.1", True, 4, ["id", "name", "createdAt", "links"])`},
		{`hasattr(planned, "createdAt")`, `True`},
		{`str(planned)`, `"record(id = \"b.1\", name = \"North\", createdAt = <known after the run>, links = <known after the run>)"`},
		{`planned.createdAt`, notKnown},
		{`planned["createdAt"]`, notKnown},
		{`planned.get("createdAt")`, notKnown},
		{`planned.links`, `links of this project is only known once ACC has created it`},
		{`dict(planned)`, `dict: ` + notKnown},
		{`kw(**planned)`, `keywords must be strings, not unknown: ` + notKnown},
		{`planned == planned`, notKnown},
		{`unknown == unknown`, `this value is only known once ACC has answered`},
		{`unknown + 1`, `this value is only known once ACC has answered`},
		{`1 in unknown`, `this value is only known once ACC has answered`},
		{`-unknown`, `this value is only known once ACC has answered`},
		{`unknown.x`, `this value is only known once ACC has answered`},
		{`unknown[0]`, `this value is only known once ACC has answered`},
		{`unknown()`, `this value is only known once ACC has answered`},
		{`{unknown: 1}`, `this value is only known once ACC has answered`},
		// null
		{`null, bool(null), null == null, null == None, type(null), {null: 1}[null]`, `(null, False, True, False, "null", 1)`},
		// dates
		{`march.year, march.month, march.day, march.weekday, str(march), type(march)`, `(2026, 3, 1, "Sunday", "2026-03-01", "date")`},
		{`march - days(1), days(31) + march, leap + days(1)`, `(2026-02-28, 2026-04-01, 2024-03-01)`},
		{`march - leap, (march - leap).count, march - leap > days(700), march > leap`, `(731 days, 731, True, True)`},
		{`march == march + days(0), {march: 1}[march], sorted([march, leap]), bool(march)`, `(True, 1, [2024-02-29, 2026-03-01], True)`},
		{`days(1), -days(2), +days(2), days(2) + days(3), days(2) - days(3), days(2) * 3, 3 * days(2)`, `(1 day, -2 days, 2 days, 5 days, -1 day, 6 days, 6 days)`},
		{`bool(days(0)), days(2) == days(2), {days(2): 1}[days(2)]`, `(False, True, 1)`},
		{`march + 3`, `unknown binary op: date + int (a number of days is days(3))`},
		{`march + "x"`, `unknown binary op: date + string`},
		{`march + days(3650000)`, `2026-03-01 and 3650000 days: outside of the years 1 to 9999`},
		{`days(3000000) * 10`, `got 30000000 days, want at most 3652058`},
		{`days(2) * (1 << 40)`, `2 days * 1099511627776: too many days`},
		{`days(1) < march`, `days < date not implemented`},
		{`march.moth`, `date has no .moth field or method (did you mean .month?)`},
	} {
		thread := &starlark.Thread{Name: "test"}
		v, err := starlark.EvalOptions(&syntax.FileOptions{}, thread, "test.star", test.src, env)
		got := ""
		if err != nil {
			got = err.Error()
		} else {
			got = v.String()
		}
		if got != test.want {
			t.Errorf("%s\n got %s\nwant %s", test.src, got, test.want)
		}
	}
}

func TestUnknownErrorSurvives(t *testing.T) {
	_, err := starlark.EvalOptions(&syntax.FileOptions{}, &starlark.Thread{}, "test.star", "planned.createdAt", sample(t))
	var unknown *value.UnknownError
	if !errors.As(err, &unknown) || unknown.Unknown.Field != "createdAt" || len(unknown.Hints()) == 0 {
		t.Errorf("got %v, want an UnknownError for createdAt with a hint", err)
	}
}

func TestNewRecord(t *testing.T) {
	names := []string{"a", "b"}
	list := starlark.NewList(nil)
	r := value.NewRecord(names, []starlark.Value{list, starlark.None})
	names[0] = "changed"
	if _, ok := r.Field("a"); !ok {
		t.Error("the record shares the caller's names")
	}
	if err := list.Append(starlark.None); err == nil {
		t.Error("a value of a record can be changed")
	}
	for _, bad := range [][]string{{"a"}, {"a", "a"}} {
		func() {
			defer func() {
				if recover() == nil {
					t.Errorf("NewRecord took the names %q for two values", bad)
				}
			}()
			value.NewRecord(bad, []starlark.Value{starlark.None, starlark.None})
		}()
	}
}

// jsonValue draws a JSON value whose names now and then exceed what shapes share.
func jsonValue(depth int) *rapid.Generator[any] {
	leaves := []*rapid.Generator[any]{
		rapid.Just[any](nil), rapid.Bool().AsAny(), rapid.Int64().AsAny(), rapid.String().AsAny(), rapid.Float64().AsAny(),
		rapid.SampledFrom([]any{"active", "member", int64(0), 0.0}),
	}
	if depth == 0 {
		return rapid.OneOf(leaves...)
	}
	inner := jsonValue(depth - 1)
	list := rapid.Map(rapid.SliceOfN(inner, 0, 5), func(v []any) any { return append([]any{}, v...) })
	name := rapid.OneOf(rapid.SampledFrom([]string{"id", "name", "get", "key"}), rapid.String())
	object := rapid.Map(rapid.MapOfN(name, inner, 0, 12), func(m map[string]any) any { return m })
	return rapid.OneOf(append(leaves, list, object)...)
}

func TestRoundTrip(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		v := jsonValue(3).Draw(t, "v")
		s, err := value.FromJSON(v, nil)
		if err != nil {
			t.Fatal(err)
		}
		back, err := value.ToJSON(s)
		if err != nil {
			t.Fatal(err)
		}
		if !reflect.DeepEqual(v, back) {
			t.Fatalf("got %#v back, want %#v", back, v)
		}
	})
}

func TestEquality(t *testing.T) {
	equal := func(t *rapid.T, x, y starlark.Value) bool {
		eq, err := starlark.Equal(x, y)
		if err != nil {
			t.Fatal(err)
		}
		return eq
	}
	rapid.Check(t, func(t *rapid.T) {
		pairs := rapid.MapOfN(rapid.StringN(1, 3, -1), rapid.IntRange(0, 2), 1, 80).Draw(t, "fields")
		var names []string
		for name := range pairs {
			names = append(names, name)
		}
		record := func(order []string, change string) *value.Record {
			values := make([]starlark.Value, len(order))
			for i, name := range order {
				values[i] = starlark.MakeInt(pairs[name])
				if name == change {
					values[i] = starlark.MakeInt(9)
				}
			}
			return value.NewRecord(order, values)
		}
		x := record(names, "")
		if y := record(rapid.Permutation(names).Draw(t, "order"), ""); !equal(t, x, y) || !equal(t, y, x) {
			t.Fatalf("%s and %s differ, by order alone", x, y)
		}
		changed := record(rapid.Permutation(names).Draw(t, "order"), rapid.SampledFrom(names).Draw(t, "changed"))
		if equal(t, x, changed) || equal(t, changed, x) {
			t.Fatalf("%s and %s are equal", x, changed)
		}
		if less := record(names[1:], ""); equal(t, x, less) || equal(t, less, x) {
			t.Fatalf("%s and %s are equal", x, less)
		}
	})
}

func TestDateArithmetic(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		d, err := value.NewDate(rapid.IntRange(100, 9000).Draw(t, "year"), 1, rapid.IntRange(1, 31).Draw(t, "day"))
		if err != nil {
			t.Fatal(err)
		}
		n, _ := value.NewDays(int64(rapid.IntRange(-30000, 30000).Draw(t, "n")))
		later, err := starlark.Binary(syntax.PLUS, d, n)
		if err != nil {
			t.Fatal(err)
		}
		if want := d.Time().AddDate(0, 0, int(n)).Format("2006-01-02"); later.String() != want {
			t.Fatalf("%s + %s is %s, want %s", d, n, later, want)
		}
		between, err := starlark.Binary(syntax.MINUS, later, d)
		if err != nil || between != n {
			t.Fatalf("%s - %s is %v, %v, want %s", later, d, between, err, n)
		}
		if again, err := value.ParseDate(later.String()); err != nil || again != later {
			t.Fatalf("%s read again is %s, %v", later, again, err)
		}
	})
}

func TestDateErrors(t *testing.T) {
	for _, text := range []string{"", "2026-02-29", "01.03.2026", "2026-3-1", "0000-01-01", "2026-03-01T00:00:00Z"} {
		if d, err := value.ParseDate(text); err == nil || !strings.Contains(err.Error(), "want a date such as 2026-03-01") {
			t.Errorf("ParseDate(%q) = %s, %v", text, d, err)
		}
	}
	if d, err := value.NewDate(2026, 2, 30); err == nil || err.Error() != "got 2026-02-30, which is no date" {
		t.Errorf("NewDate: got %s, %v", d, err)
	}
}
