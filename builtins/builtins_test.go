package builtins

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	"go.starlark.net/starlark"
	"go.starlark.net/syntax"

	"accstar/acc"
	"accstar/builtins/value"
	"accstar/runtime"
	"accstar/runtime/runtimetest"
)

// recorder is a Sink that keeps what it is told.
type recorder struct {
	mu        sync.Mutex
	tables    []Table
	byHand    []string
	rows      []RowOutcome
	unchanged []Note
	more      []Note
	warnings  []string
}

func (r *recorder) record(do func()) {
	r.mu.Lock()
	defer r.mu.Unlock()
	do()
}

func (r *recorder) Table(t Table)    { r.record(func() { r.tables = append(r.tables, t) }) }
func (r *recorder) Row(o RowOutcome) { r.record(func() { r.rows = append(r.rows, o) }) }
func (r *recorder) Unchanged(n Note) { r.record(func() { r.unchanged = append(r.unchanged, n) }) }
func (r *recorder) More(n Note)      { r.record(func() { r.more = append(r.more, n) }) }
func (r *recorder) Warn(t string, _ acc.Origin) {
	r.record(func() { r.warnings = append(r.warnings, t) })
}
func (r *recorder) ByHand(b ByHand) {
	r.record(func() {
		r.byHand = append(r.byHand, strings.TrimRight(fmt.Sprintf("%s / %s / line %d %s %s", b.What, b.Whom, b.Origin.Line, b.Project, b.Link), " "))
	})
}

// seen is what a recorder was told, for tests in Starlark: lines of text.
func (r *recorder) seen(*starlark.Thread, *starlark.Builtin, starlark.Tuple, []starlark.Tuple) (starlark.Value, error) {
	r.mu.Lock()
	defer r.mu.Unlock()
	var lines []starlark.Value
	say := func(format string, args ...any) { lines = append(lines, starlark.String(fmt.Sprintf(format, args...))) }
	for _, o := range r.rows {
		say("%s", strings.TrimSpace(fmt.Sprintf("%s %d %s %s", o.Sheet, o.Row, o.State, strings.Join(o.Reasons, " | "))))
	}
	for _, t := range r.tables {
		say("table %s", t.Title)
		if t.Columns != nil {
			say("%s", strings.Join(t.Columns, " | "))
		}
		for _, row := range t.Rows {
			say("%s", strings.Join(row, " | "))
		}
	}
	for _, line := range slices.Concat(r.byHand, r.warnings) {
		say("%s", line)
	}
	r.rows, r.tables, r.byHand, r.warnings = nil, nil, nil, nil
	return starlark.NewList(lines), nil
}

var noon = time.Date(2026, 3, 1, 12, 0, 0, 0, time.UTC)

// newEnv is an environment over a folder: reading and writing below it, no ACC, sleeps that take no time.
func newEnv(t *testing.T, dir string) (*Env, *recorder) {
	t.Helper()
	files, err := OpenDisk(dir)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { files.Close() })
	sink := &recorder{}
	return &Env{
		Files: files, Out: NewFolder(filepath.Join(dir, "out")), Sink: sink, RunID: "run-1",
		Clock: Clock{Start: noon, Sleep: func(ctx context.Context, _ acc.Key, _ time.Duration) error { return context.Cause(ctx) }},
		Resolve: func(_ *starlark.Thread, kind, text string) (starlark.Value, error) {
			if text == "nobody" {
				return nil, &acc.Error{Kind: acc.NotFound, Op: "param." + kind, Message: "no " + kind + " is called \"nobody\""}
			}
			return value.NewRecord([]string{"id", "name"}, []starlark.Value{starlark.String("1"), starlark.String(text)}), nil
		},
	}, sink
}

// extras are names for tests: errors as ACC and the engine raise them, and looks at the world.
func extras(env *Env, sink *recorder, dir string) starlark.StringDict {
	raise := func(name string, make func(text string) error) *starlark.Builtin {
		return starlark.NewBuiltin(name, func(thread *starlark.Thread, b *starlark.Builtin, args starlark.Tuple, kwargs []starlark.Tuple) (starlark.Value, error) {
			text := ""
			if len(args) > 0 {
				text = string(args[0].(starlark.String))
			}
			return nil, make(text)
		})
	}
	planned, _ := value.FromJSON(map[string]any{"id": "b.1", "createdAt": value.Unknown{Field: "createdAt", Of: "project"}}, nil)
	x := starlark.StringDict{
		"planned": planned,
		"refuse": raise("refuse", func(kind string) error {
			return &acc.Error{Kind: acc.Kind(kind), Op: "projects.create", Status: 409, Code: "X-1", Message: "it is so", Hint: "look again"}
		}),
		"doubt":    raise("doubt", func(string) error { return &acc.Error{Op: "x", Message: "in doubt", InDoubt: true} }),
		"stop":     raise("stop", func(string) error { return fmt.Errorf("differs from the plan: %w", acc.ErrStop) }),
		"bad_args": raise("bad_args", func(string) error { return &ArgumentError{Op: "acc.x", Wrong: []string{"no such thing"}} }),
		"seen":     starlark.NewBuiltin("seen", sink.seen),
		"task": starlark.NewBuiltin("task", func(thread *starlark.Thread, _ *starlark.Builtin, _ starlark.Tuple, _ []starlark.Tuple) (starlark.Value, error) {
			task, origin := runtime.TaskOf(thread), originOf(thread)
			return starlark.String(strings.TrimSpace(fmt.Sprintf("%s:%d %s", task.Path(), task.NextCall(), origin.Sheet))), nil
		}),
		"file": starlark.NewBuiltin("file", func(_ *starlark.Thread, _ *starlark.Builtin, args starlark.Tuple, _ []starlark.Tuple) (starlark.Value, error) {
			name, text := string(args[0].(starlark.String)), string(args[1].(starlark.String))
			return args[0], os.WriteFile(filepath.Join(dir, name), []byte(text), 0o644)
		}),
		"written": starlark.NewBuiltin("written", func(_ *starlark.Thread, _ *starlark.Builtin, args starlark.Tuple, _ []starlark.Tuple) (starlark.Value, error) {
			data, err := os.ReadFile(filepath.Join(dir, "out", string(args[0].(starlark.String))))
			return starlark.String(bytes.TrimPrefix(data, []byte("\ufeff"))), err
		}),
	}
	for name, v := range Universe(env) {
		x[name] = v
	}
	return x
}

// TestBuiltins runs testdata/*.star: a file a builtin, its errors pinned at the line where they must arise.
func TestBuiltins(t *testing.T) {
	runtimetest.Chunks(t, "testdata/*.star", func(t *testing.T) runtimetest.World {
		dir := t.TempDir()
		env, sink := newEnv(t, dir)
		return runtimetest.World{Universe: extras(env, sink, dir)}
	})
}

// TestDocs proves every name described as fully as the reference needs, with an example that is Starlark.
func TestDocs(t *testing.T) {
	described := map[string]bool{}
	for _, d := range Docs() {
		described[d.Name] = true
		switch {
		case d.Signature == "" || !strings.HasPrefix(d.Signature, d.Name):
			t.Errorf("%s: its signature is %q", d.Name, d.Signature)
		case !strings.HasSuffix(d.Summary, ".") || strings.Contains(d.Summary, "\n"):
			t.Errorf("%s: its summary is no sentence: %q", d.Name, d.Summary)
		case d.Example == "":
			t.Errorf("%s has no example", d.Name)
		}
		example := d.Example
		if strings.HasPrefix(d.Name, "param.") {
			example = "{" + example + "}"
		}
		if _, err := (&syntax.FileOptions{TopLevelControl: true}).Parse(d.Name, example, 0); err != nil {
			t.Errorf("%s: its example is no Starlark: %v", d.Name, err)
		}
	}
	env, _ := newEnv(t, t.TempDir())
	for name, v := range Universe(env) {
		if ns, ok := v.(*namespace); ok {
			for _, member := range ns.AttrNames() {
				if !described[name+"."+member] {
					t.Errorf("%s.%s is not described", name, member)
				}
			}
		} else if !described[name] {
			t.Errorf("%s is not described", name)
		}
	}
}

// TestTopLevelOnlyDeclares loads a file that calls, at its top level, what only main may call.
func TestTopLevelOnlyDeclares(t *testing.T) {
	for _, call := range []string{
		"each([], print)", "parallel.map(print, [])", "report.table('t', [])", "by_hand('x')", "sheet.read('x.csv')",
		"sheet.write('x.csv', [])", "sheet.rows('x.csv')", "sheet.annotate('x.csv', {})", "time.now()", "time.today()", "time.sleep(1)",
	} {
		env, _ := newEnv(t, t.TempDir())
		f := runtimetest.New(t, Universe(env)).File("p.star", call+"\ndef main():\n    pass\n")
		name, _, _ := strings.Cut(call, "(")
		want := name + ": the top level of a playbook only declares; call it from main"
		if err := f.Run("p.star", nil).Err; err == nil || !strings.Contains(err.Error(), want) {
			t.Errorf("%s: got error %v, want %q", call, err, want)
		}
	}
}

// TestInterruptEndsEach cancels a run in the middle of its rows.
func TestInterruptEndsEach(t *testing.T) {
	env, sink := newEnv(t, t.TempDir())
	interrupted := errors.New("interrupted by the user")
	ctx, cancel := context.WithCancelCause(t.Context())
	universe := Universe(env)
	universe["interrupt"] = starlark.NewBuiltin("interrupt", func(*starlark.Thread, *starlark.Builtin, starlark.Tuple, []starlark.Tuple) (starlark.Value, error) {
		cancel(interrupted)
		return starlark.None, nil
	})
	_, err := runtime.Exec(ctx, "x.star", "def f(x):\n    if x == 2: interrupt()\neach([1, 2, 3], f)", runtime.Options{Universe: universe}, runtime.Locals{})
	if !errors.Is(err, interrupted) {
		t.Errorf("got error %v, want the cause of the interrupt", err)
	}
	if len(sink.rows) > 2 {
		t.Errorf("%d rows were worked on, want none after the second", len(sink.rows))
	}
}
