package tooling

import (
	"context"
	"maps"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"go.starlark.net/starlark"

	"accstar/acc"
	"accstar/acc/catalog"
	"accstar/builtins"
	"accstar/builtins/value"
	"accstar/runtime"
)

// TestExamples runs the example of every service against answers made up from the catalogue: each argument is one that the operation
// takes, and each field that is read is one that the answer has.
func TestExamples(t *testing.T) {
	cat := catalog.New()
	for _, s := range append(slices.Clone(cat.Services), builtins.HelperServices()...) {
		t.Run(s.Name, func(t *testing.T) {
			source := exampleOf(s.Name)
			if source == "" {
				t.Fatal("there is no example")
			}
			dir := t.TempDir()
			if err := os.WriteFile(filepath.Join(dir, "x.star"), []byte(source), 0o644); err != nil {
				t.Fatal(err)
			}
			if err := os.WriteFile(filepath.Join(dir, "list.csv"), []byte("Name,Trade,Number\nAcme,Concrete,7\n"), 0o644); err != nil {
				t.Fatal(err)
			}
			files, err := builtins.OpenDisk(dir)
			if err != nil {
				t.Fatal(err)
			}
			defer files.Close()
			called := map[string]bool{}
			env := &builtins.Env{
				Catalogue: cat, AccountID: "a", Files: files, Out: &builtins.Planned{}, Sink: silent{},
				Clock: builtins.Clock{Start: time.Date(2026, 3, 1, 0, 0, 0, 0, time.UTC)},
				Doer: acc.DoerFunc(func(_ context.Context, call *acc.Call) (*acc.Result, error) {
					called[call.Op.Service] = true
					return &acc.Result{Status: 200, Value: madeUp(call.Op)}, nil
				}),
			}
			book, err := runtime.Load(t.Context(), filepath.Join(dir, "x.star"), runtime.Options{Universe: builtins.Universe(env)})
			if err != nil {
				t.Fatal(err)
			}
			if len(s.Operations) == 0 {
				return // helpers over several services: their own tests run them
			}
			env.Resolve = func(*starlark.Thread, string, string) (starlark.Value, error) {
				return value.FromJSON(madeUp(cat.Must("projects.get")), nil)
			}
			given := map[string]string{"project": "x", "list": filepath.Join(dir, "list.csv"), "issue": "17", "email": "ada@example.com", "since": "2026-01-01"}
			values := map[string]starlark.Value{}
			for _, p := range book.Params() {
				values[p.Name] = p.Default
				if text, ok := given[p.Name]; ok {
					if values[p.Name], err = p.Parse(text); err != nil {
						t.Fatal(err)
					}
				}
			}
			if err := book.Run(t.Context(), values, runtime.Locals{Env: env, Sequential: true}); err != nil {
				t.Fatal(runtime.Diagnose(err, book.Sources()).Plain())
			}
			if !called[s.Name] {
				t.Errorf("it does not use acc.%s", s.Name)
			}
		})
	}
}

// silent is a sink of which nobody asks anything.
type silent struct{}

func (silent) Table(builtins.Table)    {}
func (silent) ByHand(builtins.ByHand)  {}
func (silent) Row(builtins.RowOutcome) {}
func (silent) Unchanged(builtins.Note) {}
func (silent) More(builtins.Note)      {}
func (silent) Warn(string, acc.Origin) {}

// madeUp is an answer of an operation's shape with all the fields it is described with.
func madeUp(op *catalog.Operation) any {
	rec := madeUpFields(op, "")
	if op.Returns.Shape != catalog.List {
		return rec
	}
	return []any{rec}
}

func madeUpFields(op *catalog.Operation, path string) map[string]any {
	out := map[string]any{}
	for _, f := range op.ReturnFields(path) {
		name := f.Name[strings.LastIndexByte(f.Name, '.')+1:]
		out[name] = madeUpValue(op, f)
	}
	return out
}

func madeUpValue(op *catalog.Operation, f catalog.Field) any {
	if f.Type.IsList() {
		if f.Type.Elem() == "object" {
			return []any{madeUpFields(op, f.Name+"[]")}
		}
		f.Type = f.Type.Elem()
		return []any{madeUpValue(op, f)}
	}
	switch f.Type.Base() {
	case "int":
		return int64(3)
	case "number":
		return 2.5
	case "bool":
		return true
	case "object", "map", "any":
		return maps.Clone(madeUpFields(op, f.Name))
	case "date", "datetime":
		return "2026-01-07T00:00:00Z"
	}
	switch name := f.Name[strings.LastIndexByte(f.Name, '.')+1:]; {
	case len(f.Enum) > 0:
		return f.Enum[0]
	case name == "name" && op.Service == "companies":
		return "Bluegate Electrical"
	case name == "name" && op.ID() == "project_users.list":
		return "Superintendent"
	case name == "name" && op.ID() == "projects.list":
		return "Standard Template"
	case name == "name" && op.Service == "business_units":
		return "Europe"
	case name == "parentId":
		return nil
	case name == "dueDate":
		return "2026-01-07"
	default:
		return name + " 1"
	}
}
