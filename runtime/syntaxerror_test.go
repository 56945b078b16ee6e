package runtime_test

import (
	"strings"
	"testing"

	"accstar/runtime"
	"accstar/runtime/runtimetest"

	"github.com/google/go-cmp/cmp"
	"go.starlark.net/starlark"
)

// What those write who know Python is answered with what to write instead.
func TestPythonisms(t *testing.T) {
	for _, test := range []struct{ line, want string }{
		{"import os", `write load("lib.star", "name")`},
		{"from os import path", `write load("lib.star", "name")`},
		{"try:", "attempt(fn, …) gives a result with ok, value and error"},
		{"raise 'no'", `write fail("why")`},
		{"while True: pass", "for _ in range(100):"},
		{"class User:", "there are no classes; use functions and dicts"},
		{"x = 1 is None", "compare with == instead of is"},
		{"with open('x') as f:", "files are closed by themselves"},
		{"global x", "return the value instead"},
		{"nonlocal x", "return the value instead"},
		{"x = f'{y}'", "there are no f-strings"},
		{"x = 2 ** 3", "there is no ** for powers; multiply"},
		{"open('x')", "a playbook cannot open files by itself"},
		{"os.environ", "no access to the machine or the network"},
		{"sum([1])", "add up in a loop: total += n"},
		{"round(1.5)", "int(x + 0.5) rounds"},
	} {
		f := runtimetest.New(t, starlark.StringDict{"attempt": starlark.None}).File("x.star", "def main():\n    x = 1\n    "+test.line+"\n")
		d := runtime.Diagnose(f.Run("x.star", nil).Err, nil)
		if d.Line != 3 || d.Kind != runtime.KindSource || len(d.Hints) != 1 || !strings.Contains(d.Hints[0], test.want) {
			t.Errorf("%s: got %s, want %s", test.line, d.Text(0, false), test.want)
		}
	}
}

// The parser reports where it stopped reading; what is underlined is the token it could not use.
func TestSyntaxErrorsPointAtTheToken(t *testing.T) {
	for _, test := range []struct{ src, want string }{
		{"x = 1 +\n", "x = 1 +\n       ^"},
		{"def f()  # no colon\n    pass\n", "def f()  # no colon\n       ^"},
		{"x = [1 22 3]\n", "x = [1 22 3]\n       ^^"},
		{"x = f(1.5 name)\n", "x = f(1.5 name)\n          ^^^^"},
		{"x = [a \"b\\\"c\"]\n", "x = [a \"b\\\"c\"]\n       ^"},
		{"x = {1: 2\ny = 3\n", "x = {1: 2\n    ^"},
		{"x = (1, [2, '[', \"\"\"(\n\"\"\"])  # (\ny = (\n", "y = (\n    ^"},
		{"x = 'a\\'(' + (\n", "x = 'a\\'(' + (\n             ^"},
		{"x = 1)\n", "x = 1)\n     ^"},
		{"x = 'never ends\ny = (\n", "x = 'never ends\n    ^"},
		{"x = 08\n", "x = 08\n    ^^"},
	} {
		f := runtimetest.New(t, nil).File("x.star", test.src)
		d := runtime.Diagnose(f.Run("x.star", nil).Err, nil)
		got := d.Excerpt + "\n" + strings.Repeat(" ", max(d.Col-1, 0)) + strings.Repeat("^", max(d.EndCol-d.Col, 0))
		if diff := cmp.Diff(test.want, got); diff != "" {
			t.Errorf("%q: %s: %s", test.src, d.Summary, diff)
		}
	}
}
