// Package runtimetest runs Starlark in Go tests: whole playbooks from files written on the spot, with [New], and files of
// small pieces with the errors they must cause, with [Chunks].
package runtimetest

import (
	"context"
	"os"
	"path/filepath"
	"strings"
	"sync"
	"testing"

	"accstar/runtime"

	"go.starlark.net/starlark"
)

// Fixture is a folder with playbooks, gone when the test ends.
//
//	got := runtimetest.New(t, universe).File("x.star", `def main(): print("hello")`).Run("x.star", nil)
type Fixture struct {
	// Options are what playbooks are loaded with; Locals what they are run with. Print of either is not used.
	Options runtime.Options
	Locals  runtime.Locals
	Dir     string

	t testing.TB
}

// New returns a fixture whose playbooks see the names of universe, and assert.
func New(t testing.TB, universe starlark.StringDict) *Fixture {
	t.Helper()
	f := &Fixture{t: t, Dir: t.TempDir()}
	f.Options.Universe = withAssert(t, universe)
	return f
}

// withAssert adds assert to a universe; what it finds fails the test.
func withAssert(t testing.TB, universe starlark.StringDict) starlark.StringDict {
	all := starlark.StringDict{
		"assert": runtime.Assert(func(at runtime.Position, message string) { t.Errorf("\n%s: %s", at, message) }),
	}
	for name, v := range universe {
		all[name] = v
	}
	return all
}

// File writes a file into the fixture's folder. Name has slashes between folders, which are made as needed.
func (f *Fixture) File(name, text string) *Fixture {
	f.t.Helper()
	path := f.Path(name)
	if err := os.MkdirAll(filepath.Dir(path), 0o755); err != nil {
		f.t.Fatal(err)
	}
	if err := os.WriteFile(path, []byte(text), 0o644); err != nil {
		f.t.Fatal(err)
	}
	return f
}

// Path is where a file of the fixture is.
func (f *Fixture) Path(name string) string { return filepath.Join(f.Dir, filepath.FromSlash(name)) }

// Result is what became of a playbook.
type Result struct {
	Playbook *runtime.Playbook // nil when it could not be loaded
	Printed  []string          // what print() said, a call each
	Err      error

	dir string
}

// Run loads the playbook of that name and calls its main with values for its parameters.
func (f *Fixture) Run(name string, values map[string]starlark.Value) *Result {
	f.t.Helper()
	r := &Result{dir: f.Dir}
	var mu sync.Mutex
	print := func(_ runtime.Position, text string) {
		mu.Lock()
		defer mu.Unlock()
		r.Printed = append(r.Printed, text)
	}
	opts, locals := f.Options, f.Locals
	opts.Print, locals.Print = print, print
	ctx := f.t.Context()
	if r.Playbook, r.Err = runtime.Load(ctx, f.Path(name), opts); r.Err == nil {
		r.Err = r.Playbook.Run(ctx, values, locals)
	}
	return r
}

// Text is the diagnostic of the error as a user reads it, without the path of the fixture's folder; "" without an error.
func (r *Result) Text() string {
	if r.Err == nil {
		return ""
	}
	text := runtime.Diagnose(r.Err, nil).Text(0, false)
	return strings.ReplaceAll(text, r.dir+string(filepath.Separator), "")
}

// Ok ends the test unless the playbook ran to its end.
func (r *Result) Ok(t testing.TB) *Result {
	t.Helper()
	if r.Err != nil {
		t.Fatalf("the playbook failed:\n%s", r.Text())
	}
	return r
}

// Eval runs the body of a main function given as source, and returns its globals. It ends the test on an error.
func Eval(t testing.TB, src string, universe starlark.StringDict, env any) starlark.StringDict {
	t.Helper()
	globals, err := runtime.Exec(context.Background(), "eval.star", src,
		runtime.Options{Universe: withAssert(t, universe)}, runtime.Locals{Env: env})
	if err != nil {
		t.Fatalf("\n%s", runtime.Diagnose(err, nil).Text(0, false))
	}
	return globals
}
