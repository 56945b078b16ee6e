package preview

import (
	"fmt"
	"slices"
	"strings"
	"testing"

	"accstar/acc"
	"accstar/acc/catalog"
	"accstar/acc/tenant"
)

// member is a change of a project's member; task, as in "2.0", is where it comes from.
func memberChange(op, project, email, task string) Change {
	effect := catalog.New().Must(op).Effect
	c := Change{Op: op, Effect: string(effect), Entity: "member", Key: acc.Key{Task: task}, Subject: email,
		Request: Request{Path: map[string]string{"project_id": project}, Body: map[string]any{"email": email}}}
	rec := tenant.Record{"id": "id of " + email, "email": email, "status": "active"}
	ch := tenant.Change{Collection: tenant.Collection{Entity: "member", Parent: project}, ID: "id of " + email}
	switch effect {
	case catalog.Create:
		ch.After = rec
	case catalog.Update:
		ch.Before, ch.After = rec, tenant.Clone(rec).(tenant.Record)
	default:
		ch.Before = rec
	}
	c.Records = []tenant.Change{ch}
	return c
}

func projectChange(name, future string) Change {
	return Change{Op: "projects.create", Effect: "create", Entity: "project", Future: future, Subject: name,
		Request: Request{Path: map[string]string{"account_id": "account"}, Body: map[string]any{"name": name}},
		Records: []tenant.Change{{Collection: tenant.Collection{Entity: "project", Parent: "account"}, ID: future, After: tenant.Record{"id": future, "name": name}}}}
}

// waves says which changes of a graph can be made at once, one wave after the other.
func waves(g *graph) string {
	var out []string
	var wave []*step
	for _, s := range g.steps {
		if s.waits == 0 {
			wave = append(wave, s)
		}
	}
	for len(wave) > 0 {
		var names []string
		var next []*step
		for _, s := range wave {
			if s.change != nil {
				names = append(names, fmt.Sprint(s.index))
			}
			for _, e := range s.next {
				if e.to.waits--; e.to.waits == 0 {
					next = append(next, e.to)
				}
			}
		}
		if len(names) > 0 {
			slices.Sort(names)
			out = append(out, strings.Join(names, " "))
		}
		wave = next
	}
	return strings.Join(out, ", ")
}

func TestGraph(t *testing.T) {
	const create, patch, remove = "project_users.create", "project_users.patch", "project_users.delete"
	future := futureID(acc.Key{Change: 1}, 1)
	account := func(email string) Change {
		return Change{Op: "account_users.create", Effect: "create", Entity: "account_user", Request: Request{Path: map[string]string{"account_id": "account"}, Body: map[string]any{"email": email}},
			Records: []tenant.Change{{Collection: tenant.Collection{Entity: "account_user", Parent: "account"}, ID: "user " + email, After: tenant.Record{"email": email}}}}
	}
	newcomer := func(project, email string) Change {
		c := memberChange(create, project, email, "")
		c.Records = append(c.Records, tenant.Change{Collection: tenant.Collection{Entity: "account_user", Parent: "account"}, ID: "user " + email, After: tenant.Record{"email": email}, Auto: true})
		return c
	}
	for _, c := range []struct {
		name    string
		changes []Change
		want    string
	}{
		{"additions go side by side", []Change{memberChange(create, "p", "a@x", ""), memberChange(create, "p", "b@x", ""), memberChange(create, "q", "a@x", "")}, "0 1 2"},
		{"what is created is used afterwards", []Change{projectChange("Tower", future), memberChange(create, future, "a@x", ""), memberChange(create, "q", "a@x", "")}, "0 2, 1"},
		{"one record after the other", []Change{memberChange(patch, "p", "a@x", ""), memberChange(patch, "p", "a@x", ""), memberChange(patch, "p", "b@x", "")}, "0 2, 1"},
		{"another operation in the same project waits", []Change{memberChange(create, "p", "a@x", ""), memberChange(create, "p", "b@x", ""), memberChange(remove, "p", "c@x", ""),
			memberChange(create, "p", "d@x", "")}, "0 1, 2, 3"},
		{"the person before the member", []Change{account("a@x"), memberChange(create, "p", "a@x", ""), memberChange(create, "p", "b@x", "")}, "0 2, 1"},
		{"the first project of somebody new decides", []Change{newcomer("p", "a@x"), memberChange(create, "q", "a@x", ""), memberChange(create, "r", "a@x", "")}, "0, 1 2"},
		{"a row is one after the other", []Change{memberChange(create, "p", "a@x", "1.0"), memberChange(create, "q", "a@x", "1.0"), memberChange(create, "p", "b@x", "1.1"),
			memberChange(create, "q", "b@x", "1.1/1.0")}, "0 2, 1 3"},
		{"work side by side is not", []Change{memberChange(create, "p", "a@x", "2.0"), memberChange(create, "q", "a@x", "2.0")}, "0 1"},
	} {
		t.Run(c.name, func(t *testing.T) {
			for i := range c.changes {
				c.changes[i].Key.Change = i + 1
			}
			plan := &Plan{Changes: c.changes, Order: &Order{Rows: []string{"1"}}}
			if got := waves(newGraph(catalog.New(), plan, "account")); got != c.want {
				t.Errorf("got %s, want %s", got, c.want)
			}
		})
	}
}

func TestScopes(t *testing.T) {
	s := (&Order{Rows: []string{"1", "2.0/3"}}).scopes()
	for _, c := range []struct {
		task, scope string
		oneByOne    bool
	}{
		{"", "", true}, {"1.4", "1.4", true}, {"1.4/7.2", "1.4", false}, {"2.0", "", false}, {"2.0/3.1", "2.0/3.1", false}, {"10.4", "", false},
	} {
		if got, one := s.of(c.task), s.oneByOne(c.task); got != c.scope || one != c.oneByOne {
			t.Errorf("%q: got %q, %v, want %q, %v", c.task, got, one, c.scope, c.oneByOne)
		}
	}
}
