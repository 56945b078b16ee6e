package builtins

import (
	"context"
	"encoding/json"
	"testing"
	"time"

	starlarkjson "go.starlark.net/lib/json"
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
	var last, change *acc.Call
	sizes := []int{}
	env.Doer = acc.DoerFunc(func(ctx context.Context, call *acc.Call) (*acc.Result, error) {
		last = call
		if call.Op.Effect.Changes() {
			change = call
		}
		if items, ok := call.Body.([]any); ok {
			sizes = append(sizes, len(items))
		}
		out, err := memory.Do(tenant.WithCaller(ctx, admin), rules, call)
		if err != nil {
			return nil, err
		}
		memory.Settle(noon.Add(time.Hour))
		value := unsigned(out.Value)
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
	look := func(name string, of func() starlark.Value) {
		universe[name] = starlark.NewBuiltin(name, func(*starlark.Thread, *starlark.Builtin, starlark.Tuple, []starlark.Tuple) (starlark.Value, error) {
			return of(), nil
		})
	}
	plain := func(v any) starlark.Value {
		data, err := json.Marshal(v)
		if err != nil {
			t.Fatal(err)
		}
		decoded, err := starlark.Call(&starlark.Thread{}, starlarkjson.Module.Members["decode"], starlark.Tuple{starlark.String(data)}, nil)
		if err != nil {
			t.Fatal(err)
		}
		return decoded
	}
	look("sent", func() starlark.Value {
		query := map[string]string{}
		for _, p := range last.Query {
			query[p.Name] = p.Value
		}
		return plain(query)
	})
	look("sent_path", func() starlark.Value { return plain(last.Path) })
	look("sent_body", func() starlark.Value { return plain(last.Body) })
	look("said", func() starlark.Value {
		return starlark.Tuple{starlark.String(change.About.Subject), starlark.String(change.About.Text)}
	})
	look("batches", func() starlark.Value { return plain(sizes) })
	look("warned", func() starlark.Value { return plain(append([]string{}, seen.warnings...)) })
	return runtimetest.World{Universe: universe, Env: env}
}

// unsigned is an answer with a text in place of each address that whoever serves the account would sign.
func unsigned(v any) any {
	switch v := v.(type) {
	case tenant.Link:
		return "https://storage.example/" + v.Object
	case []any:
		out := make([]any, len(v))
		for i := range v {
			out[i] = unsigned(v[i])
		}
		return out
	case map[string]any:
		out := make(map[string]any, len(v))
		for k := range v {
			out[k] = unsigned(v[k])
		}
		return out
	}
	return v
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
