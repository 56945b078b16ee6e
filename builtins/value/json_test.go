package value_test

import (
	"errors"
	"math"
	"math/big"
	"reflect"
	"testing"
	"time"

	libtime "go.starlark.net/lib/time"
	"go.starlark.net/starlark"
	"go.starlark.net/starlarkstruct"

	"accstar/builtins/value"
)

func dict(pairs ...any) *starlark.Dict {
	d := new(starlark.Dict)
	for i := 0; i < len(pairs); i += 2 {
		if err := d.SetKey(starlark.String(pairs[i].(string)), pairs[i+1].(starlark.Value)); err != nil {
			panic(err)
		}
	}
	return d
}

func list(elems ...starlark.Value) *starlark.List { return starlark.NewList(elems) }

func TestToJSONAndToBody(t *testing.T) {
	none := starlark.None
	date, _ := value.ParseDate("2026-03-01")
	cet := time.FixedZone("CET", 3600)
	set := starlark.NewSet(1)
	_ = set.Insert(starlark.MakeInt(1))
	for _, test := range []struct {
		v          starlark.Value
		json, body any
	}{
		{starlark.True, true, true},
		{starlark.MakeInt(3), int64(3), int64(3)},
		{starlark.Float(3), 3.0, 3.0},
		{value.Null, nil, nil},
		{date, "2026-03-01", "2026-03-01"},
		{libtime.Time(time.Date(2026, 3, 1, 12, 0, 0, 0, cet)), "2026-03-01T11:00:00Z", "2026-03-01T11:00:00Z"},
		{starlark.Tuple{starlark.MakeInt(1), none}, []any{int64(1), nil}, []any{int64(1)}},
		{set, []any{int64(1)}, []any{int64(1)}},
		{list(), []any{}, []any{}},
		{dict("a", none, "b", value.Null, "c", dict("d", none)),
			map[string]any{"a": nil, "b": nil, "c": map[string]any{"d": nil}},
			map[string]any{"b": nil, "c": map[string]any{}}},
		{value.NewRecord([]string{"x", "y"}, []starlark.Value{none, starlark.String("s")}),
			map[string]any{"x": nil, "y": "s"}, map[string]any{"y": "s"}},
		{starlarkstruct.FromStringDict(starlarkstruct.Default, starlark.StringDict{"x": none, "y": list(none)}),
			map[string]any{"x": nil, "y": []any{nil}}, map[string]any{"y": []any{}}},
	} {
		if got, err := value.ToJSON(test.v); err != nil || !reflect.DeepEqual(got, test.json) {
			t.Errorf("ToJSON(%s) = %#v, %v, want %#v", test.v, got, err, test.json)
		}
		if got, send, err := value.ToBody(test.v); err != nil || !send || !reflect.DeepEqual(got, test.body) {
			t.Errorf("ToBody(%s) = %#v, %t, %v, want %#v", test.v, got, send, err, test.body)
		}
	}
	if body, send, err := value.ToBody(none); body != nil || send || err != nil {
		t.Errorf("ToBody(None) = %v, %t, %v, want nothing to send", body, send, err)
	}
}

func TestToJSONErrors(t *testing.T) {
	fn := starlark.NewBuiltin("f", nil)
	cycle := list()
	_ = cycle.Append(cycle)
	numbered := new(starlark.Dict)
	_ = numbered.SetKey(starlark.MakeInt(3), starlark.None)
	big := starlark.MakeBigInt(new(big.Int).Lsh(big.NewInt(1), 64))
	planned, _ := value.FromJSON(map[string]any{"createdAt": value.Unknown{Field: "createdAt", Of: "project"}}, nil)
	for _, test := range []struct {
		v    starlark.Value
		want string
	}{
		{fn, `got builtin_function_or_method, want a value JSON has a form for`},
		{dict("products", list(starlark.None, dict("access", fn))), `products[1].access: got builtin_function_or_method, want a value JSON has a form for`},
		{list(list(dict("a b", starlark.Float(math.NaN())))), `[0][0]["a b"]: got nan, want a number`},
		{dict("n", big), `n: got an int of more than 64 bits (18446744073709551616), which JSON numbers cannot carry exactly`},
		{dict("m", numbered), `m: key 3: got int, want string`},
		{list(planned), `[0].createdAt: createdAt of this project is only known once ACC has created it`},
		{value.Days(3), `got days, want a value JSON has a form for`},
	} {
		if _, err := value.ToJSON(test.v); err == nil || err.Error() != test.want {
			t.Errorf("ToJSON(%s): got error %v, want %s", test.v, err, test.want)
		}
	}
	var path *value.PathError
	if _, err := value.ToJSON(cycle); !errors.As(err, &path) || path.Err.Error() != "nested more than 1000 deep (does it contain itself?)" {
		t.Errorf("a list within itself: got error %v", err)
	}
	var unknown *value.UnknownError
	if _, _, err := value.ToBody(planned); !errors.As(err, &unknown) {
		t.Errorf("a field not known yet: got error %v, want an UnknownError", err)
	}
}

func TestFromJSON(t *testing.T) {
	type later struct{ field string }
	special := func(v any) (starlark.Value, bool) {
		l, ok := v.(later)
		return value.Unknown{Field: l.field, Of: "project"}, ok
	}
	got, err := value.FromJSON(map[string]any{"zip": int64(1), "name": "n", "id": "i", "at": later{"at"}, "n": 3}, special)
	if err != nil {
		t.Fatal(err)
	}
	if want := `record(id = "i", name = "n", at = <known after the run>, n = 3, zip = 1)`; got.String() != want {
		t.Errorf("got %s, want %s", got, want)
	}
	deep := any([]any{})
	for range 1001 {
		deep = []any{deep}
	}
	for _, test := range []struct {
		v    any
		want string
	}{
		{map[string]any{"a": []any{nil, struct{}{}}}, `a[1]: got struct {}, want a JSON value`},
		{uint8(1), `got uint8, want a JSON value`},
	} {
		if _, err := value.FromJSON(test.v, special); err == nil || err.Error() != test.want {
			t.Errorf("FromJSON(%v): got error %v, want %s", test.v, err, test.want)
		}
	}
	if _, err := value.FromJSON(deep, nil); err == nil {
		t.Error("a value nested 1,002 deep was taken")
	}
}
