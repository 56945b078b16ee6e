package tenant

import (
	"strings"
	"testing"
	"time"
)

func TestDemo(t *testing.T) {
	m := Demo(theCatalogue(), time.Now)
	all := func(entity, parent string) []Record {
		list, err := m.List(ctx, Collection{entity, parent})
		if err != nil {
			t.Fatal(err)
		}
		return list
	}
	id := DemoAccount().ID
	equal(t, "projects", len(all("project", id)), 40)
	equal(t, "people", len(all("account_user", id)), demoPeople)
	equal(t, "companies", len(all("company", id)), 20)
	equal(t, "units", len(all("business_unit", id)), 7)

	states := map[string]int{}
	outsiders, removed, leavers := 0, 0, 0
	for _, p := range all("project", id) {
		states[text(p, "status")]++
		states[text(p, "classification")]++
		states[text(p, "platform")]++
		n := 0
		for _, u := range all("member", text(p, "id")) {
			if text(u, "status") == "deleted" {
				states["left"]++
				continue
			}
			n++
			admin := accessOf(u, "projectAdministration") == "administrator"
			if admin && u["companyName"] != DemoAccount().Name {
				outsiders++
			}
			if strings.Contains(items(u, "roles")[0].(Record)["name"].(string), "(Removed)") {
				removed++
			}
			user, _ := m.Get(ctx, Collection{"account_user", id}, text(u, "id"))
			if text(user, "status") == "inactive" {
				leavers++
			}
			equal(t, "e-mail", u["email"], user["email"])
		}
		equal(t, text(p, "name")+" members", p["memberCount"], int64(n))
		equal(t, text(p, "name")+" companies", p["companyCount"], int64(len(all("project_company", text(p, "id")))))
		if text(p, "platform") == "acc" {
			equal(t, text(p, "name")+" folders", len(all("folder", text(p, "id"))), 6)
		}
		if n < 8 || n > 60 {
			t.Errorf("%s: %d members", p["name"], n)
		}
	}
	for state, want := range map[string]int{"archived": 2, "suspended": 1, "pending": 1, "template": 1, "sample": 1, "bim360": 1} {
		equal(t, state, states[state], want)
	}
	for what, n := range map[string]int{"outsiders who administer": outsiders, "removed roles": removed, "leavers": leavers, "people taken off": states["left"]} {
		if n < 3 {
			t.Errorf("%s: %d, want a few", what, n)
		}
	}
}

func TestDemoPeople(t *testing.T) {
	m := Demo(theCatalogue(), time.Now)
	users, _ := m.List(ctx, Collection{"account_user", DemoAccount().ID})
	emails, names, uids := map[string]bool{}, map[string]bool{}, map[string]bool{}
	for _, u := range users {
		email := text(u, "email")
		if emails[email] || names[text(u, "name")] || uids[text(u, "uid")] && text(u, "uid") != "" {
			t.Errorf("%s: name, address or ID twice", email)
		}
		emails[email], names[text(u, "name")], uids[text(u, "uid")] = true, true, true
		if !strings.HasSuffix(email, ".example") || strings.ContainsFunc(email, func(r rune) bool { return r > 'z' }) {
			t.Errorf("%s: not a made-up address", email)
		}
		if u["default_role_id"] == nil {
			t.Errorf("%s: no role called %s", email, u["job_title"])
		}
	}
	admin, _ := m.Lookup(ctx, Collection{"account_user", DemoAccount().ID}, "email", DemoAccount().AdminEmail)
	if len(admin) != 1 || admin[0]["role"] != "account_admin" || admin[0]["status"] != "active" {
		t.Errorf("got %v, want one active account admin", admin)
	}
}

// The demo account is the same each time, and its rules hold in it: adding somebody works, a taken name is refused.
func TestDemoWorks(t *testing.T) {
	a, b := Demo(theCatalogue(), time.Now), Demo(theCatalogue(), time.Now)
	x, _ := a.Snapshot()
	y, _ := b.Snapshot()
	if string(x) != string(y) {
		t.Error("two demo accounts differ")
	}
	w := newWorld(t)
	w.Memory = a
	r := NewRules(theCatalogue(), DemoAccount().ID, Assumptions{})
	found, err := a.Do(ctx, r, w.call("projects.list", "filter[jobNumber]=24-017&filterTextMatch=equals", nil, "account_id", DemoAccount().ID))
	if err != nil {
		t.Fatal(err)
	}
	p := found.Value.([]any)[0].(Record)
	if _, err := a.Do(ctx, r, w.call("project_users.create", "", Record{"email": "new@harbourline.example", "products": access("docs:member")},
		"project_id", text(p, "id"))); err != nil {
		t.Error(err)
	}
	_, err = a.Do(ctx, r, w.call("projects.create", "", Record{"name": text(p, "name"), "type": "Hospital"}, "account_id", DemoAccount().ID))
	wantRefusal(t, err, 409, "Saint Ambrose")
}
