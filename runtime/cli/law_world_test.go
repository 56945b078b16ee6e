package cli

import (
	"context"
	"fmt"
	"io"
	"net/http/httptest"
	"strings"
	"sync"
	"testing"
	"time"

	"accstar/acc"
	"accstar/acc/auth"
	"accstar/acc/catalog"
	"accstar/acc/practice"
	"accstar/acc/tenant"
	"accstar/runtime/preview"
)

// lawWorld is one account, served, with a clock that only moves when somebody waits.
type lawWorld struct {
	cat    *catalog.Catalogue
	clock  *fakeClock
	demo   *tenant.Memory
	state  *practice.State
	memory *tenant.Memory
	url    string
	link   *link // shared by all sessions, so that tokens are asked for once

	mu   sync.Mutex
	log  []practice.Entry
	done []carriedOut // the changes the account has made, in their order
}

// carriedOut is a change as the account itself made it.
type carriedOut struct {
	op      string
	outcome *tenant.Outcome
}

type fakeClock struct {
	mu  sync.Mutex
	now time.Time
}

func (c *fakeClock) Now() time.Time {
	c.mu.Lock()
	defer c.mu.Unlock()
	return c.now
}

func (c *fakeClock) Sleep(ctx context.Context, d time.Duration) error {
	c.mu.Lock()
	defer c.mu.Unlock()
	c.now = c.now.Add(d)
	return context.Cause(ctx)
}

// observedRules are the account's rules, with a note of each change they come to.
type observedRules struct {
	tenant.Rules
	w *lawWorld
}

func (r observedRules) Do(ctx context.Context, store tenant.Store, call *acc.Call) (*tenant.Outcome, error) {
	out, err := r.Rules.Do(ctx, store, call)
	if err == nil && call.Op.Effect.Changes() {
		r.w.mu.Lock()
		defer r.w.mu.Unlock()
		r.w.done = append(r.w.done, carriedOut{call.Op.ID(), out})
	}
	return out, err
}

func newLawWorld(t testing.TB, flipped tenant.Assumptions) *lawWorld {
	cat := catalog.New()
	w := &lawWorld{cat: cat, clock: &fakeClock{now: time.Date(2026, 11, 20, 9, 0, 0, 0, time.UTC)}}
	w.demo = tenant.Demo(cat, w.clock.Now)
	w.state = practice.NewState(w.demo)
	server := httptest.NewServer(practice.New(practice.Config{
		Catalogue: cat, Rules: observedRules{tenant.NewRules(cat, tenant.DemoAccount().ID, flipped), w}, State: w.state, Clock: w.clock,
		RateLimits: practice.RateLimits{Off: true},
		Log: func(e practice.Entry) {
			w.mu.Lock()
			defer w.mu.Unlock()
			w.log = append(w.log, e)
		},
	}))
	t.Cleanup(server.Close)
	w.url = server.URL
	return w
}

// trim leaves of the demo account what generated playbooks speak of, so that a case takes a fraction of the time.
func (w *lawWorld) trim() {
	ctx, account := context.Background(), w.demo.AccountID()
	kept := tenant.NewMemory(w.cat, account, w.clock.Now)
	keep := map[string]bool{}
	projects, err := w.demo.List(ctx, tenant.Collection{Entity: "project", Parent: account})
	must(err)
	for _, p := range projects {
		switch p["jobNumber"] {
		case nil, "22-004", "22-019", "24-001", "24-009", "24-017", "24-018", "24-025", "25-011", "26-001", "26-002", "26-010":
			keep[fmt.Sprint(p["id"])] = true
		}
	}
	busy := map[any]bool{}
	for _, c := range w.demo.Collections() {
		if c.Entity == "account_user" || c.Entity != "project" && c.Parent != account && !keep[c.Parent] {
			continue
		}
		recs, err := w.demo.List(ctx, c)
		must(err)
		for _, r := range recs {
			if c.Entity != "project" || keep[fmt.Sprint(r["id"])] {
				kept.Apply([]tenant.Change{{Collection: c, ID: fmt.Sprint(r["id"]), After: r}})
			}
			busy[r["email"]] = true
		}
	}
	people := tenant.Collection{Entity: "account_user", Parent: account}
	all, err := w.demo.List(ctx, people)
	must(err)
	for i, p := range all {
		if busy[p["email"]] || p["status"] != "active" || i < 20 {
			kept.Apply([]tenant.Change{{Collection: people, ID: fmt.Sprint(p["id"]), After: p}})
		}
	}
	kept.SetMade(w.demo.Made())
	w.demo = kept
}

// renew begins a case: the account is the demo account again, but for what others have done to it.
func (w *lawWorld) renew(disturbed ...string) {
	w.memory = tenant.NewMemory(w.cat, w.demo.AccountID(), w.clock.Now)
	for _, c := range w.demo.Collections() {
		recs, err := w.demo.List(context.Background(), c)
		must(err)
		changes := make([]tenant.Change, len(recs))
		for i, r := range recs {
			changes[i] = tenant.Change{Collection: c, ID: fmt.Sprint(r["id"]), After: r}
		}
		w.memory.Apply(changes)
	}
	w.memory.SetMade(w.demo.Made())
	all := disturbances()
	all["the caller is no admin"] = func(d *disturber) { d.person("morgan.reyes@harbourline.example", "role", "account_user") }
	for _, name := range disturbed {
		all[name](&disturber{w.memory})
	}
	must(w.state.Reset(func() (*tenant.Memory, error) { return w.memory, nil }))
	w.mu.Lock()
	defer w.mu.Unlock()
	w.log, w.done = nil, nil
}

// changes are the changes the account has received, by operation, refused ones apart.
func (w *lawWorld) changes() (made, refused []string) {
	w.mu.Lock()
	defer w.mu.Unlock()
	for _, e := range w.log {
		switch {
		case !e.Changes || e.Op == "" || strings.HasPrefix(e.Op, "auth."):
		case e.Status < 300:
			made = append(made, e.Op)
		default:
			refused = append(refused, fmt.Sprintf("%s %d", e.Op, e.Status))
		}
	}
	return made, refused
}

func (w *lawWorld) session(dir, path string) *session {
	app := &App{In: strings.NewReader(""), Out: io.Discard, Err: io.Discard, Width: 100, Env: func(string) string { return "" },
		Now: w.clock.Now, Sleep: w.clock.Sleep, Rand: &countingRand{}, ConfigDir: dir, StateDir: dir}
	demo, client := tenant.DemoAccount(), practice.DemoApp()
	s := &session{app: app, cat: w.cat, path: path, rules: tenant.NewRules(w.cat, demo.ID, tenant.Assumptions{}), progress: newProgress(app),
		options: playOptions{maxChanges: -1, maxDeletes: -1}, account: preview.Account{ID: demo.ID},
		conn: &connection{Profile: "test", AccountID: demo.ID, AdminEmail: demo.AdminEmail, ClientID: client.ClientID, ClientSecret: auth.Secret(client.Secret), BaseURL: w.url}}
	if w.link == nil {
		w.link = s.newLink()
	}
	s.link = w.link
	return s
}

// countingRand gives random bytes that differ from call to call.
type countingRand struct{ n byte }

func (r *countingRand) Read(p []byte) (int, error) {
	for i := range p {
		r.n++
		p[i] = r.n * 37
	}
	return len(p), nil
}

// disturber is somebody else who works on the account before the playbook does.
type disturber struct{ m *tenant.Memory }

// disturbances are what others may have done to the demo account.
func disturbances() map[string]func(*disturber) {
	return map[string]func(*disturber){
		"a project is archived":        func(d *disturber) { d.project("24-018", "status", "archived") },
		"a project is suspended":       func(d *disturber) { d.project("26-002", "status", "suspended") },
		"an archived project is back":  func(d *disturber) { d.project("22-004", "status", "active") },
		"two projects share a number":  func(d *disturber) { d.project("25-011", "jobNumber", "24-018") },
		"a project has fewer products": func(d *disturber) { d.fewerProducts("26-001") },
		"a person is inactive":         func(d *disturber) { d.person("priya.nair@harbourline.example", "status", "inactive") },
		"a person is not invited":      func(d *disturber) { d.person("elena.petrov@harbourline.example", "status", "not_invited") },
		"a person is pending":          func(d *disturber) { d.person("tomasz.zielinski@harbourline.example", "status", "pending") },
		"a person has no company":      func(d *disturber) { d.person("farid.haddad@harbourline.example", "company_id", nil) },
		"somebody has left a project": func(d *disturber) {
			d.member("24-017", "priya.nair@harbourline.example", tenant.Record{"status": "deleted", "products": []any{}})
		},
		"somebody has left another project": func(d *disturber) {
			d.member("26-001", "tomasz.zielinski@harbourline.example", tenant.Record{"status": "deleted", "products": []any{}})
		},
		"a member has no company":  func(d *disturber) { d.everyMember("24-017", tenant.Record{"companyId": nil, "companyName": nil}) },
		"members have no roles":    func(d *disturber) { d.everyMember("24-018", tenant.Record{"roleIds": []any{}, "roles": []any{}}) },
		"members have one product": func(d *disturber) { d.everyMember("26-001", tenant.Record{"products": accessTo("docs", "member")}) },
		"members are administrators": func(d *disturber) {
			d.everyMember("25-011", tenant.Record{"products": accessTo("projectAdministration", "administrator", "docs", "administrator")})
		},
		"a company is gone":               func(d *disturber) { d.company("Cascade Steelworks", "status", "deleted") },
		"a company has no number":         func(d *disturber) { d.company("Bluegate Electrical", "erpId", nil) },
		"a company has the number of one": func(d *disturber) { d.company("Tidewell Plumbing", "erpId", "V-1012") },
		"a newcomer is there already": func(d *disturber) {
			d.put("account_user", d.m.AccountID(), tenant.Record{"id": "aaaaaaaa-0000-4000-8000-000000000001", "account_id": d.m.AccountID(), "email": "new.one@harbourline.example",
				"name": "New One", "first_name": "New", "last_name": "One", "status": "pending", "role": "account_user", "company_id": nil, "company_name": nil, "uid": nil, "default_role": nil, "job_title": nil})
		},
		"the template is empty": func(d *disturber) { d.empty("Template - Commercial Building") },
	}
}

func accessTo(pairs ...string) []any {
	var out []any
	for i := 0; i < len(pairs); i += 2 {
		out = append(out, map[string]any{"key": pairs[i], "access": pairs[i+1]})
	}
	return out
}

// find returns the first record whose field is the text.
func (d *disturber) find(entity, parent, field, text string) tenant.Record {
	found, err := d.m.Lookup(context.Background(), tenant.Collection{Entity: entity, Parent: parent}, field, text)
	must(err)
	if len(found) == 0 {
		return nil
	}
	return tenant.Clone(found[0]).(tenant.Record)
}

func (d *disturber) put(entity, parent string, rec tenant.Record) {
	d.m.Apply([]tenant.Change{{Collection: tenant.Collection{Entity: entity, Parent: parent}, ID: fmt.Sprint(rec["id"]), After: rec}})
}

// set sets one field of the record that is called so, if there is one.
func (d *disturber) set(entity, by, name, field string, v any) {
	if rec := d.find(entity, d.m.AccountID(), by, name); rec != nil {
		rec[field] = v
		d.put(entity, d.m.AccountID(), rec)
	}
}

func (d *disturber) project(job, field string, v any) { d.set("project", "jobNumber", job, field, v) }

func (d *disturber) company(name, field string, v any) { d.set("company", "name", name, field, v) }

func (d *disturber) person(email, field string, v any) {
	d.set("account_user", "email", email, field, v)
	if field == "company_id" {
		d.set("account_user", "email", email, "company_name", nil)
	}
}

func (d *disturber) projectID(job string) string {
	return fmt.Sprint(d.find("project", d.m.AccountID(), "jobNumber", job)["id"])
}

func (d *disturber) member(job, email string, set tenant.Record) {
	id := d.projectID(job)
	if rec := d.find("member", id, "email", email); rec != nil {
		for k, v := range set {
			rec[k] = v
		}
		d.put("member", id, rec)
	}
}

// everyMember sets fields of the members of a project, but for the caller, who has to stay its administrator.
func (d *disturber) everyMember(job string, set tenant.Record) {
	all, err := d.m.List(context.Background(), tenant.Collection{Entity: "member", Parent: d.projectID(job)})
	must(err)
	for _, m := range all {
		if email := fmt.Sprint(m["email"]); email != tenant.DemoAccount().AdminEmail && m["status"] != "deleted" {
			d.member(job, email, set)
		}
	}
}

func (d *disturber) fewerProducts(job string) {
	if rec := d.find("project", d.m.AccountID(), "jobNumber", job); rec != nil {
		rec["products"] = rec["products"].([]any)[:5]
		d.put("project", d.m.AccountID(), rec)
	}
}

// empty takes everybody out of a project.
func (d *disturber) empty(name string) {
	c := tenant.Collection{Entity: "member", Parent: fmt.Sprint(d.find("project", d.m.AccountID(), "name", name)["id"])}
	all, err := d.m.List(context.Background(), c)
	must(err)
	for _, m := range all {
		d.m.Apply([]tenant.Change{{Collection: c, ID: fmt.Sprint(m["id"]), Before: m}})
	}
}
