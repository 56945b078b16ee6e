package runtimetest

import (
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"accstar/runtime"

	"github.com/google/go-cmp/cmp"
	"go.starlark.net/starlark"
)

func TestChunks(t *testing.T) {
	worlds := 0
	Chunks(t, "testdata/*.star", func(t *testing.T) World {
		worlds++
		return World{
			Universe: starlark.StringDict{"env": runtime.Builtin("env", func(thread *starlark.Thread, _ *starlark.Builtin, _ starlark.Tuple, _ []starlark.Tuple) (starlark.Value, error) {
				if err := runtime.RequireMain(thread, "env"); err != nil {
					return nil, err
				}
				return runtime.EnvOf(thread).(starlark.Value), nil
			})},
			Env:    starlark.String("the environment"),
			Limits: runtime.Limits{Steps: 100_000},
		}
	})
	if worlds < 5 {
		t.Errorf("%d chunks had a world of their own, want one each", worlds)
	}
}

// failures collects what a test would report.
type failures struct {
	testing.TB
	found []string
}

func (f *failures) Helper() {}
func (f *failures) Errorf(format string, args ...any) {
	f.found = append(f.found, strings.TrimSpace(fmt.Sprintf(format, args...)))
}

// run runs chunks whose checks report to the returned failures.
func run(t *testing.T, src string) []string {
	t.Helper()
	chunks, err := split("x.star", src)
	if err != nil {
		t.Fatal(err)
	}
	report := &failures{TB: t}
	for _, c := range chunks {
		_, err := runtime.Exec(t.Context(), c.file, c.text, runtime.Options{Universe: withAssert(report, nil)}, runtime.Locals{})
		c.check(report, err)
	}
	return report.found
}

func TestChunksReport(t *testing.T) {
	for _, test := range []struct {
		name, src string
		want      []string
	}{
		{"nothing", "x = 1\n---\ny = 2\n", nil},
		{"an error as expected", "fail('no')  ### \"^no$\"\n", nil},
		{"an error as expected in the second chunk", "x = 1\n---\r\n\r\nfail('no')  ### \"no\"\n", nil},
		{"two errors of one line", "f(g)  ### \"undefined: [fg]\"\n", nil},
		{"an error too many", "x = 1\nfail('no')\n", []string{"unexpected error:\nerror: no\n  ╷\n 2│ fail('no')\n  │ ^^^^\n  ╵ at x.star:2"}},
		{"another error", "fail('no')  ### \"yes\"\n", []string{`x.star:1: got error "no", want one that matches "yes"`}},
		{"no error", "x = 1\n---\ny = 1  ### \"no\"\n", []string{`x.star:3: no error, want one that matches "no"`}},
	} {
		if diff := cmp.Diff(test.want, run(t, test.src)); diff != "" {
			t.Errorf("%s: %s", test.name, diff)
		}
	}
}

func TestChunksRefuseBadPatterns(t *testing.T) {
	for _, test := range []struct{ src, want string }{
		{"x = 1 ### no quotes\n", "x.star:1: after ### there must be a quoted regular expression"},
		{"\n---\nx = 1 ### \"(\"\n", "x.star:3: error parsing regexp"},
	} {
		if _, err := split("x.star", test.src); err == nil || !strings.HasPrefix(err.Error(), test.want) {
			t.Errorf("got %v, want %s", err, test.want)
		}
	}
}

func TestAssertReports(t *testing.T) {
	for _, test := range []struct{ src, want string }{
		{"assert.eq(1, 1)", ""},
		{"assert.eq(1, 2)", "x.star:1: assert.eq: got 1, want 2"},
		{"assert.eq('1', 1)", `x.star:1: assert.eq: got "1", want 1`},
		{"assert.eq('" + strings.Repeat("a", 50) + "', '" + strings.Repeat("b", 50) + "')",
			"x.star:1: assert.eq: \n   got \"" + strings.Repeat("a", 50) + "\"\n  want \"" + strings.Repeat("b", 50) + "\""},
		{"assert.eq(range(3), [0, 1, 2])", "x.star:1: assert.eq: got range(3), want [0, 1, 2]"},
		{"assert.eq(lambda: 1, lambda: 1)", "x.star:1: assert.eq: got <function lambda> (function), want <function lambda> (function)"},
		{"assert.ne(1, 2)", ""},
		{"assert.ne(1, 1.0)", "x.star:1: assert.ne: both are 1"},
		{"assert.true([])", "x.star:1: assert.true: the condition does not hold"},
		{"assert.true(0, msg = 'no rows')", "x.star:1: assert.true: no rows"},
		{"assert.true(1)", ""},
		{"assert.lt(1, 2)", ""},
		{"assert.lt(2, 2)", "x.star:1: assert.lt: 2 is not less than 2"},
		{"assert.contains([1], 1)", ""},
		{"assert.contains('abc', 'd')", `x.star:1: assert.contains: "abc" does not contain "d"`},
		{"assert.fails(lambda: fail('no'), '^no$')", ""},
		{"assert.fails(lambda: 1, 'no')", `x.star:1: assert.fails: it returned 1, want an error that matches "no"`},
		{"assert.fails(lambda: fail('yes'), 'no')", `x.star:1: assert.fails: it failed with "yes", want an error that matches "no"`},
	} {
		got := strings.Join(run(t, test.src+"\n"), "\n")
		if diff := cmp.Diff(test.want, got); diff != "" {
			t.Errorf("%s: %s", test.src, diff)
		}
	}
}

func TestAssertRefusesArguments(t *testing.T) {
	for _, test := range []struct{ src, want string }{
		{"assert.eq(1)", "assert.eq: got 1 arguments, want 2"},
		{"assert.ne(1)", "assert.ne: got 1 arguments, want 2"},
		{"assert.lt(1, 'a')", "int < string not implemented"},
		{"assert.lt(1)", "assert.lt: got 1 arguments, want 2"},
		{"assert.contains(1, 'a')", "unknown binary op: string in int"},
		{"assert.contains(1)", "assert.contains: got 1 arguments, want 2"},
		{"assert.true()", "assert.true: missing argument for cond"},
		{"assert.fails(1, 'a')", "assert.fails: for parameter 1: got int, want callable"},
		{"assert.fails(len, '(')", `assert.fails: "(" is no regular expression`},
	} {
		got := strings.Join(run(t, test.src+"\n"), "\n")
		if !strings.Contains(got, "error: "+test.want) {
			t.Errorf("%s: got %s, want %s", test.src, got, test.want)
		}
	}
}

func TestFixture(t *testing.T) {
	f := New(t, starlark.StringDict{"answer": starlark.MakeInt(42)})
	got := f.File("lib/a.star", "a = answer\n").File("x.star", "load('lib/a.star', 'a')\ndef main(n):\n    print(a + n)\n    fail('done')\n").
		Run("x.star", map[string]starlark.Value{"n": starlark.MakeInt(1)})
	if diff := cmp.Diff([]string{"43"}, got.Printed); diff != "" {
		t.Error(diff)
	}
	if diff := cmp.Diff("error: done\n  ╷\n 4│     fail('done')\n  │     ^^^^\n  ╵ in main (x.star:4)\n", got.Text()); diff != "" {
		t.Error(diff)
	}
	if _, err := os.Stat(filepath.Join(f.Dir, "lib", "a.star")); err != nil {
		t.Error(err)
	}
	globals := Eval(t, "x = 1 + 1\n", nil, nil)
	if globals["x"].String() != "2" {
		t.Errorf("got %v", globals["x"])
	}
}
