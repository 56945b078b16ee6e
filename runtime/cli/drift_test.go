package cli

import (
	"context"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"accstar/acc/tenant"
	"accstar/runtime/preview"
)

const driftPlaybook = `"""Drift."""
def main():
    acc.companies.create(name = "Before Drift", trade = "Glazing")
    p = acc.projects.find(job_number = "24-017")
    %s
    acc.companies.create(name = "After Drift", trade = "Glazing")
`

// driftCase is a change that is planned, and what somebody else does before it is made.
type driftCase struct {
	name      string
	step      string // of the playbook; MEI, BLUEGATE and PERSON stand for IDs
	meanwhile func(*disturber)
	stop      string // what a run that stops says; "" if nothing that the change is about has changed
	skip      string // why a run that goes on leaves it out
	already   bool   // it is as planned already, which is fine for --rest
}

func driftCases() []driftCase {
	const mei = "mei.vandermeer@harbourline.example"
	meiHas := func(set tenant.Record) func(*disturber) {
		return func(d *disturber) { d.member("24-017", mei, set) }
	}
	roles := func(d *disturber, names ...string) tenant.Record {
		set := tenant.Record{"roleIds": []any{}, "roles": []any{}}
		for _, m := range must2(d.m.List(context.Background(), tenant.Collection{Entity: "member", Parent: d.projectID("24-017")})) {
			list, _ := m["roles"].([]any)
			for _, r := range list {
				rec, _ := r.(map[string]any)
				if len(names) > 0 && rec["name"] == names[0] {
					set["roleIds"], set["roles"], names = append(set["roleIds"].([]any), rec["id"]), append(set["roles"].([]any), rec), names[1:]
				}
			}
		}
		return set
	}
	gone := func(entity, field, text string, parent func(*disturber) string) func(*disturber) {
		return func(d *disturber) {
			rec := d.find(entity, parent(d), field, text)
			d.m.Apply([]tenant.Change{{Collection: tenant.Collection{Entity: entity, Parent: parent(d)}, ID: fmt.Sprint(rec["id"]), Before: rec}})
		}
	}
	account := func(d *disturber) string { return d.m.AccountID() }
	project := func(d *disturber) string { return d.projectID("24-017") }
	join := func(access string) func(*disturber) {
		return func(d *disturber) {
			rec := d.find("member", project(d), "email", mei)
			rec["id"], rec["email"], rec["products"] = "aaaaaaaa-0000-4000-8000-000000000009", "nora.whitlock@harbourline.example", accessTo("docs", access)
			rec["roleIds"], rec["roles"], rec["companyId"], rec["companyName"] = []any{}, []any{}, nil, nil
			d.put("member", project(d), rec)
		}
	}
	company := func(d *disturber, name string) tenant.Record {
		rec := d.find("company", account(d), "name", "Bluegate Electrical")
		for field, v := range rec {
			if _, text := v.(string); text && field != "status" {
				rec[field] = nil
			}
		}
		rec["id"], rec["name"], rec["trade"] = "aaaaaaaa-0000-4000-8000-000000000008", name, "Glazing"
		return rec
	}
	const create = `acc.project_users.create(p, email = "nora.whitlock@harbourline.example", products = [{"key": "docs", "access": "member"}])`
	const patch = `acc.project_users.patch(p, "MEI", products = [{"key": "docs", "access": "administrator"}])`
	const remove = `acc.project_users.delete(p, "MEI")`
	const glaze, retrade = `acc.companies.create(name = "Quay Glass", trade = "Glazing")`, `acc.companies.patch("BLUEGATE", trade = "Concrete")`
	const promote = `acc.account_users.patch("PERSON", status = "inactive")`
	const build = `acc.projects.create(name = "27-001 Quay House", type = "Office", jobNumber = "27-001")`
	const invite = `acc.account_users.create(email = "new.one@harbourline.example")`
	return []driftCase{
		{"a member to add is there as planned", create, join("member"), "has changed since the preview", "is there already", true},
		{"a member to add is there otherwise", create, join("administrator"), "has changed since the preview", "is there already", false},
		{"the project of a member to add is archived", create, func(d *disturber) { d.project("24-017", "status", "archived") }, "is archived", "is archived", false},
		{"a member to change is gone", patch, gone("member", "email", mei, project), "has changed since the preview", "is no longer there", false},
		{"a member to change has left", patch, meiHas(tenant.Record{"status": "deleted", "products": []any{}}), "has changed since the preview", "is no longer there", false},
		{"a field that is written has changed", patch, meiHas(tenant.Record{"products": accessTo("insight", "member")}), "Docs access", "Docs access", false},
		{"a field that is written is as planned", patch, func(d *disturber) { d.raiseDocs("24-017", mei) }, "", "", true},
		{"another field has changed", patch, func(d *disturber) { d.member("24-017", mei, roles(d, "Foreman")) }, "", "", false},
		{"a member to remove is gone", remove, gone("member", "email", mei, project), "has changed since the preview", "is gone already", true},
		{"a member to remove has another role", remove, func(d *disturber) { d.member("24-017", mei, roles(d, "Foreman")) }, "", "", false},

		{"a project to create is there by its name", build, func(d *disturber) {
			rec := d.find("project", account(d), "jobNumber", "24-018")
			rec["id"], rec["name"], rec["jobNumber"] = "aaaaaaaa-0000-4000-8000-000000000007", "27-001 Quay House", "99-999"
			d.put("project", account(d), rec)
		}, "there is a project called", "is there already", false},
		{"another project is there", build, func(d *disturber) {
			rec := d.find("project", account(d), "jobNumber", "24-018")
			rec["id"], rec["name"], rec["jobNumber"] = "aaaaaaaa-0000-4000-8000-000000000007", "Elsewhere", "99-999"
			d.put("project", account(d), rec)
		}, "", "", false},

		{"a company to create is there", glaze, func(d *disturber) { d.put("company", account(d), company(d, "Quay Glass")) }, "there is a company called", "is there already", true},
		{"a company to change is gone", retrade, gone("company", "name", "Bluegate Electrical", account), "has changed since the preview", "is no longer there", false},
		{"a company's field has changed", retrade, func(d *disturber) { d.company("Bluegate Electrical", "trade", "Masonry") }, "trade was", "trade was", false},
		{"another field of a company has changed", retrade, func(d *disturber) { d.company("Bluegate Electrical", "phone", "123") }, "", "", false},

		{"a person to add is there", invite, disturbances()["a newcomer is there already"], "has changed since the preview", "is there already", true},
		{"a person to change is gone", promote, gone("account_user", "email", "mei.vandermeer@harbourline.example", account), "has changed since the preview", "is no longer there", false},
		{"a person's status has changed", promote, func(d *disturber) { d.person("mei.vandermeer@harbourline.example", "status", "pending") }, "is pending", "status was", false},
		{"another field of a person has changed", promote, func(d *disturber) { d.person("mei.vandermeer@harbourline.example", "job_title", "Boss") }, "", "", false},
	}
}

func must2[T any](v T, err error) T {
	must(err)
	return v
}

// raiseDocs makes a member administrator of Docs and leaves the rest.
func (d *disturber) raiseDocs(job, email string) {
	rec := d.find("member", d.projectID(job), "email", email)
	list, _ := rec["products"].([]any)
	for _, x := range list {
		if p, _ := x.(map[string]any); p["key"] == "docs" {
			p["access"] = "administrator"
		}
	}
	d.put("member", d.projectID(job), rec)
}

// TestDrift changes the account between a preview and its run, in each way that what a change is about can differ.
func TestDrift(t *testing.T) {
	w := newLawWorld(t, tenant.Assumptions{})
	dir := t.TempDir()
	d := &disturber{w.demo}
	ids := strings.NewReplacer(
		"MEI", fmt.Sprint(d.find("member", d.projectID("24-017"), "email", "mei.vandermeer@harbourline.example")["id"]),
		"BLUEGATE", fmt.Sprint(d.find("company", w.demo.AccountID(), "name", "Bluegate Electrical")["id"]),
		"PERSON", fmt.Sprint(d.find("account_user", w.demo.AccountID(), "email", "mei.vandermeer@harbourline.example")["id"]),
	)
	for i, c := range driftCases() {
		path := filepath.Join(dir, fmt.Sprintf("drift%d.star", i))
		must(os.WriteFile(path, fmt.Appendf(nil, driftPlaybook, ids.Replace(c.step)), 0o600))
		// run previews, lets somebody else work, and runs the plan.
		run := func(t *testing.T, l func(*playOptions)) (*preview.Result, []string, error) {
			t.Helper()
			w.renew()
			trial, state := &lawTrial{w: w}, t.TempDir()
			s := w.session(state, path)
			plan, err := s.preview(context.Background(), trial.print)
			if err != nil || len(plan.Changes) != 3 {
				t.Fatalf("preview: %v, %+v", err, plan)
			}
			c.meanwhile(&disturber{w.memory})
			s = w.session(state, path)
			l(&s.options)
			result, err := s.held(context.Background(), plan, trial.print)
			made, refused := w.changes()
			if len(refused) > 0 {
				t.Errorf("the account has refused %v: nothing should have been sent", refused)
			}
			return result, made, err
		}
		t.Run(c.name+"/stop", func(t *testing.T) {
			result, made, err := run(t, func(*playOptions) {})
			switch {
			case c.stop == "" && !c.already:
				if err != nil || result.State != preview.RunDone || len(made) != 3 {
					t.Errorf("got %v, %s, made %v; want everything made", err, result.State, made)
				}
			case c.stop != "":
				if err == nil || !strings.Contains(err.Error(), c.stop) || len(made) != 1 {
					t.Errorf("got %v, made %v; want %q after one change", err, made, c.stop)
				}
				stopped, after := result.Items[1], result.Items[2]
				if stopped.State != preview.ItemNotAttempted || !strings.HasPrefix(stopped.Error, "has changed since the preview: ") || after.State != preview.ItemNotAttempted || after.Error != "" {
					t.Errorf("got %s: %s, then %s: %s", stopped.State, stopped.Error, after.State, after.Error)
				}
			}
		})
		t.Run(c.name+"/skip", func(t *testing.T) {
			result, made, err := run(t, func(o *playOptions) { o.plan.onDrift = "skip" })
			want := 2
			if c.stop == "" && !c.already {
				want = 3
			}
			if err != nil || len(made) != want {
				t.Fatalf("got %v, made %v, want %d made", err, made, want)
			}
			item := result.Items[1]
			if strings.HasSuffix(item.Error, ": ") {
				t.Errorf("got %q, which says nothing", item.Error)
			}
			if c.skip != "" && (item.State != preview.ItemNotAttempted || !strings.Contains(item.Error, "has changed since the preview: ") || !strings.Contains(item.Error, c.skip)) {
				t.Errorf("got %s: %s, want %q", item.State, item.Error, c.skip)
			}
		})
		if !c.already {
			continue
		}
		t.Run(c.name+"/rest", func(t *testing.T) {
			result, made, err := run(t, func(o *playOptions) { o.plan.rest = true })
			if err != nil || len(made) != 2 || result.Items[1].State != preview.ItemAlready || result.State != preview.RunDone {
				t.Errorf("got %v, %s, made %v, %s: %s", err, result.State, made, result.Items[1].State, result.Items[1].Error)
			}
		})
	}
}
