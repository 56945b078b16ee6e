package tenant

import (
	"context"
	"strings"
	"testing"
)

// Each assumption has a test that shows the account behave in one way while it stands and in the other when it is flipped. A
// test returns what it saw; want has both.
func TestAssumptions(t *testing.T) {
	tests := map[string]struct {
		assumed, flipped string
		see              func(w *world) string
	}{
		productsMergeByKey: {"projectAdministration:none docs:administrator build:member", "build:member", func(w *world) string {
			w.made("project_users.patch", Record{"products": access("build:member")}, "project_id", northTower, "user_id", bo)
			return accesses(w.record("member", northTower, bo))
		}},
		roleIDsReplace: {"1 role", "2 roles", func(w *world) string {
			w.made("project_users.patch", Record{"roleIds": []any{foreman}}, "project_id", northTower, "user_id", bo)
			if n := len(items(w.record("member", northTower, bo), "roles")); n != 1 {
				return "2 roles"
			}
			return "1 role"
		}},
		mixedAccessAccepted: {"ok", "400", func(w *world) string {
			return w.status("project_users.patch", Record{"products": access("projectAdministration:administrator", "docs:member")},
				"project_id", northTower, "user_id", bo)
		}},
		duplicateMember409: {"409", "400", func(w *world) string { return w.add("ada@example.com") }},
		newMemberPending: {"active, then active", "pending, then active", func(w *world) string {
			w.made("project_users.delete", nil, "project_id", northTower, "user_id", bo)
			w.add("bo@example.com")
			first := text(w.record("member", northTower, bo), "status")
			return first + ", then " + text(w.later(activationTime).record("member", northTower, bo), "status")
		}},
		memberIDIsUserID: {"same", "another", func(w *world) string {
			w.add("di@example.com")
			if w.byEmail(northTower, "di@example.com")["id"] == di {
				return "same"
			}
			return "another"
		}},
		memberCompanyLeftEmpty: {"", "Second Firm", func(w *world) string {
			w.add("di@example.com")
			return text(w.byEmail(northTower, "di@example.com"), "companyName")
		}},
		addedPersonJoinsDirectory: {"New", "", func(w *world) string {
			w.add("new@example.com")
			if w.names("account_users.search", "email=new@example.com") == "" {
				return ""
			}
			return "New"
		}},
		inactiveUserRefused: {"400", "ok", func(w *world) string { return w.add("cy@example.com") }},
		importDropsBadRows: {"ok", "400", func(w *world) string {
			return w.status("project_users.import_users", Record{"users": []any{Record{"email": "ada@example.com", "products": access("docs:member")}}},
				"project_id", northTower)
		}},
		archivedRefusesWrites: {"403", "ok", func(w *world) string { return w.addTo(oldMill, "bo@example.com") }},
		pendingRefusesMembers: {"412", "ok", func(w *world) string { return w.addTo(slowStart, "bo@example.com") }},
		bim360Refused403:      {"403", "404", func(w *world) string { return w.addTo(bridge360, "bo@example.com") }},
		duplicateProject409: {"409", "400", func(w *world) string {
			return w.status("projects.create", Record{"name": "north tower", "type": "Office"})
		}},
		directPendingThenActive: {"pending, activating", "active, ready", func(w *world) string {
			p := w.made("projects.create", Record{"name": "X", "type": "Office"}).Value.(Record)
			if activating(p) {
				return text(p, "status") + ", activating"
			}
			return text(p, "status") + ", ready"
		}},
		cloneMembersWithAdmin: {"", "Ada Moe, Bo Lund", func(w *world) string {
			p := w.made("projects.create", Record{"name": "X", "type": "Office", "template": Record{"projectId": mould}}).Value.(Record)
			return w.later(cloneTime).names("project_users.list", "", "project_id", text(p, "id"))
		}},
		creatorNotMember: {"", "Ada Moe", func(w *world) string {
			w.caller = Caller{UserID: ada}
			p := w.made("projects.create", Record{"name": "X", "type": "Office"}).Value.(Record)
			return w.names("project_users.list", "", "project_id", text(p, "id"))
		}},
		secondSample400: {"400", "409", func(w *world) string {
			w.made("projects.create", Record{"name": "X", "type": "Office", "classification": "sample"})
			return w.status("projects.create", Record{"name": "Y", "type": "Office", "classification": "sample"})
		}},
		listLeavesTemplatesOut: {"", "Mould", func(w *world) string { return w.names("projects.list", "filter[name]=mould") }},
		hqPatchRefusesACC: {"403", "ok", func(w *world) string {
			return w.status("projects.patch_hq", Record{"name": "X"}, "project_id", northTower)
		}},
		unknownReference400: {"400", "404", func(w *world) string {
			return w.status("account_users.create", Record{"email": "x@example.com", "company_id": nobody})
		}},
		hqDuplicate409: {"409 409", "422 422", func(w *world) string {
			return w.status("companies.create", Record{"name": "First Firm", "trade": "Owner"}) + " " +
				w.status("account_users.create", Record{"email": "ada@example.com"})
		}},
		companyNamesIgnoreCase: {"409", "ok", func(w *world) string {
			return w.status("companies.create", Record{"name": "FIRST Firm", "trade": "Owner"})
		}},
		uninvitedPatch422: {"422", "400", func(w *world) string {
			return w.status("account_users.patch", Record{"status": "active"}, "user_id", ed)
		}},
		unlistedUnitsKept: {"North, Leeds", "North", func(w *world) string {
			w.made("business_units.replace", Record{"business_units": []any{Record{"id": northUnit, "name": "North"}}})
			return w.names("business_units.list", "")
		}},
	}
	for _, a := range AllAssumptions() {
		test, ok := tests[a.Name]
		if !ok {
			t.Errorf("%s: no test", a.Name)
			continue
		}
		equal(t, a.Name+" as assumed", test.see(newWorld(t)), test.assumed)
		equal(t, a.Name+" flipped", test.see(newWorld(t, a.Name)), test.flipped)
	}
	equal(t, "assumptions", len(tests), len(AllAssumptions()))
}

// status carries a call out and says "ok" or the status it was refused with.
func (w *world) status(op string, body any, path ...string) string {
	_, err := w.do(op, body, path...)
	if err == nil {
		return "ok"
	}
	return strings.Trim(err.Error()[strings.LastIndexByte(err.Error(), '('):], "()")
}

func (w *world) add(email string) string { return w.addTo(northTower, email) }

func (w *world) addTo(project, email string) string {
	return w.status("project_users.create", Record{"email": email, "products": access("docs:member")}, "project_id", project)
}

func TestAssumptionsAreExplained(t *testing.T) {
	seen := map[string]bool{}
	for _, a := range AllAssumptions() {
		if seen[a.Name] {
			t.Errorf("%s: twice", a.Name)
		}
		seen[a.Name] = true
		for what, s := range map[string]string{"open": a.Open, "assumed": a.Assumed, "flipped": a.Flipped} {
			if !strings.HasSuffix(s, ".") {
				t.Errorf("%s: %s: got %q, want a sentence", a.Name, what, s)
			}
		}
	}
}

func TestFlip(t *testing.T) {
	a, err := Flip(roleIDsReplace, duplicateMember409)
	if err != nil {
		t.Fatal(err)
	}
	equal(t, "flipped", a.String(), "duplicate-member-409, role-ids-replace")
	equal(t, "none", Assumptions{}.String(), "")
	_, err = Flip("roles-ids-replace")
	if err == nil || err.Error() != `no assumption is called "roles-ids-replace" (did you mean "role-ids-replace"?)` {
		t.Errorf("got %v", err)
	}
}

// A flipped assumption leaves the other rules as they are: all of them flipped, the account still adds up.
func TestAllFlipped(t *testing.T) {
	var all []string
	for _, a := range AllAssumptions() {
		all = append(all, a.Name)
	}
	w := newWorld(t, all...)
	w.caller = Caller{UserID: ada}
	p := text(w.made("projects.create", Record{"name": "Clone", "type": "Office", "template": Record{"projectId": mould}}).Value.(Record), "id")
	w.addTo(p, "new@example.com")
	w.later(activationTime + cloneTime)
	list, err := w.List(context.Background(), members(p))
	if err != nil {
		t.Fatal(err)
	}
	equal(t, "members", len(list), 3)
	equal(t, "memberCount", w.record("project", testAccount, p)["memberCount"], int64(3))
}
