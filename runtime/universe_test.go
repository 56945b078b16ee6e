package runtime_test

import (
	"errors"
	"fmt"
	"testing"

	"accstar/runtime"

	"go.starlark.net/starlark"
	"go.starlark.net/starlarkstruct"
)

// universe is a small world of builtins, each standing for a kind of builtin that real ones are.
func universe(t testing.TB) starlark.StringDict {
	t.Helper()
	u := starlark.StringDict{
		"playbook": runtime.Builtin("playbook", declare),
		"say":      runtime.Builtin("say", say),
		"parallel": module("parallel", runtime.Builtin("parallel.map", parallelMap)),
		"where":    runtime.Builtin("where", where),
		"acc": &starlarkstruct.Module{Name: "acc", Members: starlark.StringDict{
			"users": module("acc.users",
				runtime.Builtin("acc.users.list", list),
				runtime.Builtin("acc.users.patch", patch),
				runtime.Builtin("acc.users.crash", crash)),
		}},
	}
	helpers, err := runtime.LoadEmbedded("acc/users", `
def ensure(email):
    return _write(email)

def _write(email):
    if email == "crash":
        acc.users.crash()
    return acc.users.patch(email, role = "Admin")

def place():
    return _place()

def _place():
    return where()

def each(fn):
    return fn()
`, u)
	if err != nil {
		t.Fatal(err)
	}
	for name, fn := range helpers {
		u[name] = fn
	}
	return u
}

func module(name string, fns ...*starlark.Builtin) starlark.Value {
	members := starlark.StringDict{}
	for _, fn := range fns {
		members[fn.Name()[len(name)+1:]] = fn
	}
	return &starlarkstruct.Module{Name: name, Members: members}
}

// declare is a small playbook(params = {name: help}).
func declare(thread *starlark.Thread, b *starlark.Builtin, args starlark.Tuple, kwargs []starlark.Tuple) (starlark.Value, error) {
	var params *starlark.Dict
	if err := starlark.UnpackArgs(b.Name(), args, kwargs, "params", &params); err != nil {
		return nil, err
	}
	d := &runtime.Declaration{Params: []runtime.Param{}}
	for _, item := range params.Items() {
		name, _ := starlark.AsString(item[0])
		help, _ := starlark.AsString(item[1])
		d.Params = append(d.Params, runtime.Param{Name: name, Help: help, Kind: "string", Required: true})
	}
	return starlark.None, runtime.Declare(thread, d)
}

// list needs main, as all that touches ACC does.
func list(thread *starlark.Thread, b *starlark.Builtin, _ starlark.Tuple, _ []starlark.Tuple) (starlark.Value, error) {
	if err := runtime.RequireMain(thread, b.Name()); err != nil {
		return nil, err
	}
	return starlark.NewList([]starlark.Value{starlark.String("ada"), starlark.String("grace")}), nil
}

// refusal is an error with all that an error may say.
type refusal struct {
	problems []string
	argument string
}

func (e *refusal) Error() string {
	return "acc.users.patch: ada@example.com is not a user of this account (404)"
}
func (e *refusal) Hints() []string {
	return []string{"invite the person first: acc.users.create(email = \"ada@example.com\")"}
}
func (e *refusal) Problems() []string { return e.problems }
func (e *refusal) Argument() string   { return e.argument }
func (e *refusal) Summary() string {
	return fmt.Sprintf("acc.users.patch: %d problems", len(e.problems))
}

// patch fails as it is told to: "several", "argument", or in the plain way.
func patch(_ *starlark.Thread, _ *starlark.Builtin, args starlark.Tuple, _ []starlark.Tuple) (starlark.Value, error) {
	switch how, _ := starlark.AsString(args[0]); how {
	case "several":
		return nil, &refusal{problems: []string{
			`products[2].access: got "admn", want one of "none", "member", "administrator" (did you mean "administrator"?)`,
			`roles: got int, want list`,
		}}
	case "argument":
		return nil, &refusal{argument: "role"}
	case "plain":
		return nil, errors.New("first line\nsecond line")
	}
	return nil, &refusal{}
}

func crash(*starlark.Thread, *starlark.Builtin, starlark.Tuple, []starlark.Tuple) (starlark.Value, error) {
	var m map[string]int
	m["x"]++
	return starlark.None, nil
}

// say prints the way builtins of their own do that report a line.
func say(thread *starlark.Thread, _ *starlark.Builtin, args starlark.Tuple, _ []starlark.Tuple) (starlark.Value, error) {
	thread.Print(thread, args.String())
	return starlark.None, nil
}

// where returns what runtime.Where says.
func where(thread *starlark.Thread, _ *starlark.Builtin, _ starlark.Tuple, _ []starlark.Tuple) (starlark.Value, error) {
	at := runtime.Where(thread)
	return starlark.String(fmt.Sprintf("%d:%d %s", at.Line, at.Col, at.Helper)), nil
}

// parallelMap is parallel.map(fn, items, workers = 4).
func parallelMap(thread *starlark.Thread, b *starlark.Builtin, args starlark.Tuple, kwargs []starlark.Tuple) (starlark.Value, error) {
	var fn starlark.Callable
	var iterable starlark.Iterable
	workers := 4
	if err := starlark.UnpackArgs(b.Name(), args, kwargs, "fn", &fn, "items", &iterable, "workers?", &workers); err != nil {
		return nil, err
	}
	var items []starlark.Value
	for v := range starlark.Elements(iterable) {
		items = append(items, v)
	}
	results, err := runtime.Parallel(thread, fn, items, workers, nil)
	if err != nil {
		return nil, err
	}
	return starlark.NewList(results), nil
}
