package runtime_test

import (
	"fmt"
	"strings"
	"testing"

	"accstar/runtime"
	"accstar/runtime/runtimetest"

	"github.com/google/go-cmp/cmp"
	"go.starlark.net/starlark"
)

func TestRunWithPlainArguments(t *testing.T) {
	f := runtimetest.New(t, universe(t)).File("x.star", `
def main(name, greeting = "hello", times = 1, loud = False, pause = 0.5):
    print(greeting, name, times, loud, pause)
`)
	got := f.Run("x.star", map[string]starlark.Value{"name": starlark.String("Ada"), "times": starlark.MakeInt(3)}).Ok(t)
	if diff := cmp.Diff([]string{"hello Ada 3 False 0.5"}, got.Printed); diff != "" {
		t.Error(diff)
	}
	kinds := map[string]string{}
	for _, p := range got.Playbook.Params() {
		kinds[p.Name] = fmt.Sprintf("%s %v", p.Kind, p.Required)
	}
	want := map[string]string{"name": "string true", "greeting": "string false", "times": "int false", "loud": "bool false", "pause": "float false"}
	if diff := cmp.Diff(want, kinds); diff != "" {
		t.Error(diff)
	}
}

func TestPlainParamsParse(t *testing.T) {
	f := runtimetest.New(t, nil).File("x.star", "def main(text, n = 1, on = False, f = 1.0): pass")
	params := map[string]runtime.Param{}
	for _, p := range f.Run("x.star", map[string]starlark.Value{"text": starlark.None}).Ok(t).Playbook.Params() {
		params[p.Name] = p
	}
	for _, test := range []struct{ param, text, want string }{
		{"text", "true", `"true"`},
		{"n", " 42 ", "42"},
		{"n", "4.5", `error: got "4.5", want a whole number`},
		{"on", "yes", "True"},
		{"on", "Off", "False"},
		{"on", "", "True"},
		{"on", "maybe", `error: got "maybe", want true or false`},
		{"f", "2.5", "2.5"},
		{"f", "NaN", `error: got "NaN", want a number`},
		{"f", "inf", `error: got "inf", want a number`},
	} {
		got := ""
		if v, err := params[test.param].Parse(test.text); err != nil {
			got = "error: " + err.Error()
		} else {
			got = v.String()
		}
		if got != test.want {
			t.Errorf("%s = %q: got %s, want %s", test.param, test.text, got, test.want)
		}
	}
}

func TestRunRefusesValues(t *testing.T) {
	f := runtimetest.New(t, universe(t)).
		File("x.star", "def main(hires, company, invite = False): pass").
		File("none.star", "def main(): pass")
	got := f.Run("x.star", map[string]starlark.Value{"hire": starlark.None, "invte": starlark.True, "company": starlark.None})
	want := `error: 3 parameters are wrong
  - parameter "hires" is missing
  - there is no parameter "hire" (did you mean hires?)
  - there is no parameter "invte" (did you mean invite?)
hint: its parameters are hires, company, invite
`
	if diff := cmp.Diff(want, got.Text()); diff != "" {
		t.Error(diff)
	}
	if d := runtime.Diagnose(got.Err, nil); d.Kind != runtime.KindUsage {
		t.Errorf("got kind %q, want usage", d.Kind)
	}
	got = f.Run("none.star", map[string]starlark.Value{"x": starlark.None})
	if diff := cmp.Diff("error: there is no parameter \"x\"\nhint: the playbook has no parameters\n", got.Text()); diff != "" {
		t.Error(diff)
	}
}

// declaring is a universe whose playbook() declares the parameters given.
func declaring(params ...runtime.Param) starlark.StringDict {
	return starlark.StringDict{"playbook": runtime.Builtin("playbook", func(thread *starlark.Thread, _ *starlark.Builtin, _ starlark.Tuple, _ []starlark.Tuple) (starlark.Value, error) {
		return starlark.None, runtime.Declare(thread, &runtime.Declaration{Params: params})
	})}
}

func TestDeclaredParams(t *testing.T) {
	resolve := func(thread *starlark.Thread, v starlark.Value) (starlark.Value, error) {
		if !runtime.InMain(thread) || runtime.EnvOf(thread) != "environment" {
			t.Error("Resolve does not run as main does")
		}
		if v == starlark.None {
			return v, nil
		}
		if s, _ := starlark.AsString(v); s == "missing.csv" {
			return nil, fmt.Errorf("there is no file %s", s)
		}
		return starlark.String("read " + v.String()), nil
	}
	u := declaring(
		runtime.Param{Name: "hires", Kind: "file", Required: true, Resolve: resolve},
		runtime.Param{Name: "access", Kind: "choice", Choices: []string{"member", "admin"}, Default: starlark.String("member")},
		runtime.Param{Name: "note", Kind: "string"},
	)
	f := runtimetest.New(t, u).File("x.star", "playbook()\ndef main(hires, access, note):\n    print(hires, access, note)\n")
	f.Locals.Env = "environment"
	for _, test := range []struct {
		values map[string]starlark.Value
		want   string
	}{
		{map[string]starlark.Value{"hires": starlark.String("a.csv")}, `read "a.csv" member None`},
		{map[string]starlark.Value{"hires": starlark.None, "access": starlark.String("admin")}, "None admin None"},
		{map[string]starlark.Value{"hires": starlark.String("missing.csv")}, "error: parameter \"hires\": there is no file missing.csv\n"},
		{map[string]starlark.Value{"hires": starlark.None, "access": starlark.String("admn")},
			"error: parameter \"access\": got \"admn\", want one of \"member\", \"admin\" (did you mean admin?)\nhint: its parameters are hires, access, note\n"},
	} {
		r := f.Run("x.star", test.values)
		got := strings.Join(r.Printed, "\n") + r.Text()
		if diff := cmp.Diff(test.want, got); diff != "" {
			t.Errorf("%v: %s", test.values, diff)
		}
	}
}

// A preview runs main before the run does, with the same values: it must not be able to change them.
func TestValuesAreTheSameInEveryRun(t *testing.T) {
	f := runtimetest.New(t, nil).File("x.star", "def main(rows):\n    rows.append(1)\n")
	got := f.Run("x.star", map[string]starlark.Value{"rows": starlark.NewList(nil)})
	if !strings.Contains(got.Text(), "cannot append to a frozen list") {
		t.Errorf("got %q", got.Text())
	}
}

func TestDocAndNames(t *testing.T) {
	for _, test := range []struct{ src, want string }{
		{"\"\"\"Add new hires.\n\n    Each row is a person:\n      name, company\n    \"\"\"\n", "Add new hires.\n\nEach row is a person:\n  name, company"},
		{"\"One line.\"\n", "One line."},
		{"\"\"\"First\r\n  second\r\n\"\"\"\r\n", "First\nsecond"},
		{"x = 1\n\"no docstring\"\n", ""},
		{"b\"bytes\"\n", ""},
		{"1\n", ""},
		{"", ""},
	} {
		f := runtimetest.New(t, nil).File("sub/onboard.star", test.src+"def main(): pass\n")
		book := f.Run("sub/onboard.star", nil).Ok(t).Playbook
		if diff := cmp.Diff(test.want, book.Doc); diff != "" {
			t.Errorf("doc of %q: %s", test.src, diff)
		}
		if book.Name != "onboard" || book.Path != f.Path("sub/onboard.star") || book.Dir != f.Path("sub") {
			t.Errorf("got name %q, path %q, dir %q", book.Name, book.Path, book.Dir)
		}
	}
}

func TestLibraryNeedsNoMain(t *testing.T) {
	f := runtimetest.New(t, nil).File("lib.star", "def test_sum():\n    assert.eq(1 + 1, 2)\n    return 42\nmain = 3\n")
	opts := f.Options
	opts.Library = true
	book, err := runtime.Load(t.Context(), f.Path("lib.star"), opts)
	if err != nil {
		t.Fatal(err)
	}
	if v, err := book.Call(t.Context(), "test_sum", nil, nil, runtime.Locals{}); err != nil || v.String() != "42" {
		t.Errorf("got %v, %v", v, err)
	}
	if _, err := book.Call(t.Context(), "test_sun", nil, nil, runtime.Locals{}); err == nil || !strings.Contains(err.Error(), "did you mean test_sum?") {
		t.Errorf("got error %v", err)
	}
	if err := book.Run(t.Context(), nil, runtime.Locals{}); err == nil || !strings.Contains(err.Error(), "no main function") {
		t.Errorf("running a library: got error %v", err)
	}
	if book.Params() != nil {
		t.Errorf("got parameters %v", book.Params())
	}
}

func TestPrintSaysWhere(t *testing.T) {
	f := runtimetest.New(t, universe(t)).File("x.star", "print('top')\ndef main():\n    print('a', 'b')\n    say(1)\n")
	var got []string
	print := func(at runtime.Position, text string) { got = append(got, fmt.Sprintf("%d %s", at.Line, text)) }
	opts := f.Options
	opts.Print = print
	book, err := runtime.Load(t.Context(), f.Path("x.star"), opts)
	if err != nil {
		t.Fatal(err)
	}
	if err := book.Run(t.Context(), nil, runtime.Locals{}); err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff([]string{"1 top", "3 a b", "4 (1,)"}, got); diff != "" {
		t.Error(diff)
	}
}

func TestWhereNamesTheUsersLine(t *testing.T) {
	f := runtimetest.New(t, universe(t)).File("x.star", `
def deeper():
    return where()

def main():
    assert.eq(where(), "6:20 ")
    assert.eq(place(), "7:20 acc.users.place")
    assert.eq(deeper(), "3:17 ")
    assert.eq(each(deeper), "3:17 ")
    assert.eq(parallel.map(lambda i: where(), [1]), ["10:43 "])
    assert.eq(parallel.map(len, ["abc"]), [3])
`)
	f.Run("x.star", nil).Ok(t)
}

func TestBuiltinOnForkedThreadIsWhereItWasForked(t *testing.T) {
	f := runtimetest.New(t, nil)
	var got runtime.Position
	f.Options.Universe["go"] = runtime.Builtin("go", func(thread *starlark.Thread, _ *starlark.Builtin, _ starlark.Tuple, _ []starlark.Tuple) (starlark.Value, error) {
		note := starlark.NewBuiltin("note", func(child *starlark.Thread, _ *starlark.Builtin, _ starlark.Tuple, _ []starlark.Tuple) (starlark.Value, error) {
			got = runtime.Where(child)
			return starlark.None, nil
		})
		_, err := runtime.Parallel(thread, note, []starlark.Value{starlark.None}, 1, nil)
		return starlark.None, err
	})
	f.File("x.star", "def main():\n    go()\n").Run("x.star", nil).Ok(t)
	if got.Line != 2 {
		t.Errorf("got line %d, want the line that forked, 2", got.Line)
	}
}

func TestGlobalsAreFixedOnceMainRuns(t *testing.T) {
	f := runtimetest.New(t, universe(t)).File("x.star", "seen = []\nseen.append(1)\ndef main():\n    seen.append(2)\n")
	if got := f.Run("x.star", nil).Text(); !strings.Contains(got, "seen was made at the top level, which is fixed once main begins; make it in main") {
		t.Errorf("got %s", got)
	}
}
