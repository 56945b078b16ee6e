package cli

import (
	"context"
	"fmt"
	"maps"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"accstar/acc/tenant"
	"accstar/runtime"
)

// A preview reads each thing once: the members of a project in one listing, however many of them it asks for, and the projects of a
// person in one request. What it costs goes up with the projects and not with the people in them.

// fortyProjects makes all forty projects of the demo account active ones of ACC.
func fortyProjects(w *lawWorld) {
	ctx := context.Background()
	c := tenant.Collection{Entity: "project", Parent: w.demo.AccountID()}
	all, err := w.memory.List(ctx, c)
	must(err)
	for _, p := range all {
		rec := tenant.Clone(p).(tenant.Record)
		rec["status"], rec["platform"], rec["classification"] = "active", "acc", "production"
		w.memory.Apply([]tenant.Change{{Collection: c, ID: fmt.Sprint(rec["id"]), Before: p, After: rec}})
	}
}

func TestReadsOfFiftyHiresInFortyProjects(t *testing.T) {
	t.Parallel()
	var hires strings.Builder
	hires.WriteString("Email,Company,Role\n")
	for i := range 50 {
		fmt.Fprintf(&hires, "hire.%02d@harbourline.example,Harbourline Construction,%s\n", i, []string{"Superintendent", "Foreman", "Architect", "Project Manager"}[i%4])
	}
	for _, c := range []struct {
		name, src string
		changes   int
		most      map[string]int // requests by operation
	}{
		{"hires added everywhere", `
def main():
    projects = acc.projects.list(status = "active")
    for row in sheet.read("hires.csv"):
        for p in projects:
            acc.project_users.ensure(p, row.email("Email"), company = row.text("Company"), roles = row.list("Role"), access = "member")
`, 2000, map[string]int{"projects.list": 1, "project_users.list": 40, "companies.list": 1, "account_users.list": 2, "account_users.search": 1}},
		{"hires added by the number of a project", `
def main():
    jobs = [p.jobNumber or p.name for p in acc.projects.list(status = "active")]
    for job in jobs:
        each(sheet.read("hires.csv"), lambda row: acc.project_users.ensure(job, row.email("Email"), company = row.text("Company"), roles = row.list("Role")))
`, 2000, map[string]int{"projects.list": 1, "project_users.list": 40, "companies.list": 1, "account_users.list": 2, "account_users.search": 1}},
		{"fifty people taken off all their projects", `
def main():
    for u in acc.account_users.list()[10:60]:
        for p in acc.account_users.list_user_projects(u, status = "active"):
            acc.project_users.remove(p, u.email)
`, -1, map[string]int{"account_users.list": 2, "account_users.list_user_projects": 50, "projects.list": 1, "project_users.list": 40, "account_users.search": 1}},
	} {
		t.Run(c.name, func(t *testing.T) {
			w := newLawWorld(t, tenant.Assumptions{})
			w.renew()
			fortyProjects(w)
			dir := t.TempDir()
			must(os.WriteFile(filepath.Join(dir, "hires.csv"), []byte(hires.String()), 0o600))
			path := filepath.Join(dir, "hires.star")
			must(os.WriteFile(path, []byte(c.src), 0o600))
			s := w.session(dir, path)
			plan, err := s.preview(context.Background(), nil)
			if plan == nil || err != nil && len(plan.Changes) == 0 {
				t.Fatal(runtime.Diagnose(err, s.sources).Text(120, false))
			}
			if c.changes >= 0 && len(plan.Changes) != c.changes || len(plan.Changes) < 100 {
				t.Errorf("got %d changes, want %d", len(plan.Changes), c.changes)
			}
			got := map[string]int{}
			total := 0
			for _, e := range w.log {
				got[e.Op]++
				total++
			}
			t.Logf("%d changes planned, %d requests:", len(plan.Changes), total)
			for _, op := range slices.Sorted(maps.Keys(got)) {
				t.Logf("%6d  %s", got[op], op)
				if most, ok := c.most[op]; got[op] > most && (ok || !strings.HasPrefix(op, "auth")) {
					t.Errorf("%s was asked %d times, want at most %d", op, got[op], most)
				}
			}
		})
	}
}
