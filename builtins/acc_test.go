package builtins

import (
	"context"
	"testing"
	"time"

	"go.starlark.net/starlark"

	"accstar/acc"
	"accstar/acc/catalog"
	"accstar/acc/tenant"
	"accstar/runtime/runtimetest"
)

// accWorld is the demo account at once, without HTTP: calls are carried out by the rules themselves.
func accWorld(t *testing.T) runtimetest.World {
	cat := catalog.New()
	now := func() time.Time { return noon }
	memory := tenant.Demo(cat, now)
	rules := tenant.NewRules(cat, tenant.DemoAccount().ID, tenant.Assumptions{})
	users, err := memory.Lookup(context.Background(), tenant.Collection{Entity: "account_user", Parent: tenant.DemoAccount().ID}, "email", tenant.DemoAccount().AdminEmail)
	if err != nil || len(users) != 1 {
		t.Fatalf("the demo account's admin: %v, %v", users, err)
	}
	admin := tenant.Caller{UserID: users[0]["uid"].(string)}
	env, seen := newEnv(t, t.TempDir())
	env.Catalogue, env.AccountID = cat, tenant.DemoAccount().ID
	var last *acc.Call
	env.Doer = acc.DoerFunc(func(ctx context.Context, call *acc.Call) (*acc.Result, error) {
		last = call
		out, err := memory.Do(tenant.WithCaller(ctx, admin), rules, call)
		if err != nil {
			return nil, err
		}
		memory.Settle(noon.Add(time.Hour))
		value := out.Value
		if items, ok := value.([]any); ok && call.Max > 0 && len(items) > call.Max {
			value = items[:call.Max]
		}
		return &acc.Result{Status: out.Status, Value: value}, nil
	})
	universe := Universe(env)
	universe["notes"] = starlark.NewBuiltin("notes", func(*starlark.Thread, *starlark.Builtin, starlark.Tuple, []starlark.Tuple) (starlark.Value, error) {
		var out []starlark.Value
		for _, n := range append(seen.unchanged, seen.more...) {
			out = append(out, starlark.String(n.Group+": "+n.Subject+" "+n.Text))
		}
		return starlark.NewList(out), nil
	})
	universe["sent"] = starlark.NewBuiltin("sent", func(*starlark.Thread, *starlark.Builtin, starlark.Tuple, []starlark.Tuple) (starlark.Value, error) {
		d := starlark.NewDict(4)
		for _, p := range last.Query {
			if err := d.SetKey(starlark.String(p.Name), starlark.String(p.Value)); err != nil {
				return nil, err
			}
		}
		return d, nil
	})
	return runtimetest.World{Universe: universe, Env: env}
}

func TestACC(t *testing.T) { runtimetest.Chunks(t, "testdata/acc/*.star", accWorld) }

func TestHelperDocsAreComplete(t *testing.T) {
	docs, err := HelperDocs()
	if err != nil {
		t.Fatal(err)
	}
	for _, d := range docs {
		if d.Summary == "" || d.Summary[len(d.Summary)-1] != '.' {
			t.Errorf("%s.%s: its docstring does not begin with a sentence: %q", d.Service, d.Name, d.Summary)
		}
	}
	if len(docs) < 20 {
		t.Errorf("got %d helpers, want those of all services", len(docs))
	}
}
