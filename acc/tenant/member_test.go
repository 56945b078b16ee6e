package tenant

import (
	"context"
	"fmt"
	"maps"
	"slices"
	"strings"
	"testing"
	"time"

	"pgregory.net/rapid"

	"accstar/acc"
)

func TestAddMember(t *testing.T) {
	w := newWorld(t)
	out := w.made("project_users.create", Record{"email": "Fay@Example.com", "firstName": "ignored", "companyId": secondFirm, "roleIds": []any{foreman},
		"products": access("docs:member", "projectAdministration:none")}, "project_id", northTower)

	m := out.Value.(Record)
	equal(t, "status", m["status"], "pending")
	equal(t, "companyName", m["companyName"], "Second Firm")
	equal(t, "roles", m["roles"].([]any)[0].(Record)["name"], "Foreman")
	equal(t, "admin", m["accessLevels"].(Record)["projectAdmin"], false)
	equal(t, "invitations", out.Invitations, 1)
	if text(m, "jobId") == "" || text(m, "id") == "" {
		t.Errorf("got %v, want an id and a jobId", m)
	}
	stored := w.record("member", northTower, text(m, "id"))
	if _, kept := stored["jobId"]; kept {
		t.Error("the job's ID is kept with the member")
	}
	if first := out.Changes[0]; first.Auto || first.Collection.Entity != "member" {
		t.Errorf("got %v first, want what was asked for", first)
	}
	user := w.record("account_user", testAccount, text(m, "id"))
	equal(t, "new account user", user["status"], "pending")
	equal(t, "memberCount", w.record("project", testAccount, northTower)["memberCount"], int64(3))
	equal(t, "userSize", w.record("company", testAccount, secondFirm)["userSize"], int64(2))
}

func TestAddMemberWhoIsKnown(t *testing.T) {
	w := newWorld(t)
	w.put("project", testAccount, Record{"id": nobody, "name": "Empty", "status": "active", "memberCount": int64(0), "companyCount": int64(0)})
	for _, tt := range []struct{ email, id, status, userStatus string }{
		{"BO@example.com", bo, "active", "active"},
		{"di@example.com", di, "pending", "pending"},
		{"ed@example.com", ed, "pending", "pending"},
	} {
		m := w.made("project_users.create", Record{"email": tt.email, "products": access("docs:member")}, "project_id", nobody).Value.(Record)
		equal(t, tt.email+" id", m["id"], tt.id)
		equal(t, tt.email+" status", m["status"], tt.status)
		equal(t, tt.email+" spelling", m["email"], strings.ToLower(tt.email))
		equal(t, tt.email+" in the directory", w.record("account_user", testAccount, tt.id)["status"], tt.userStatus)
	}
	quiet := w.made("project_users.create", Record{"email": "gil@example.com", "products": access("docs:member"), "suppressAdministrativeEmails": true},
		"project_id", nobody)
	equal(t, "invitations", quiet.Invitations, 0)
	equal(t, "not invited", w.record("account_user", testAccount, text(quiet.Value.(Record), "id"))["status"], "not_invited")
}

func TestAddMemberBringsCompany(t *testing.T) {
	w := newWorld(t)
	thirdFirm := text(w.made("companies.create", Record{"name": "Third Firm", "trade": "Owner", "city": "York"}).Value.(Record), "id")
	out := w.made("project_users.create", Record{"email": "fay@example.com", "companyId": thirdFirm, "products": access("docs:member")}, "project_id", northTower)
	equal(t, "companies", w.names("companies.list_in_project", "", "project_id", northTower), "Firm, Firm, Third Firm")
	company := w.record("project_company", northTower, thirdFirm)
	equal(t, "city", company["city"], "York")
	equal(t, "project_id", company["project_id"], northTower)
	equal(t, "companyCount", w.record("project", testAccount, northTower)["companyCount"], int64(3))
	equal(t, "projectSize", w.record("company", testAccount, thirdFirm)["projectSize"], int64(1))
	for _, c := range out.Changes[1:] {
		if !c.Auto {
			t.Errorf("%v is not marked as ACC's own doing", c.Collection)
		}
	}
}

func TestMemberRefusals(t *testing.T) {
	ok := access("docs:member")
	for _, tt := range []struct {
		name    string
		status  int
		message string
		project string
		body    Record
	}{
		{"nothing", 400, "email: missing; products: missing", northTower, Record{}},
		{"no such project", 404, "there is no project", nobody, Record{"email": "x@example.com", "products": ok}},
		{"prefixed project", 404, "there is no project", "b." + northTower, Record{"email": "x@example.com", "products": ok}},
		{"there already", 409, "Ada Moe (ada@example.com) is in the project", northTower, Record{"email": "ADA@example.com", "products": ok}},
		{"archived", 403, "is archived", oldMill, Record{"email": "x@example.com", "products": ok}},
		{"pending", 412, "still pending", slowStart, Record{"email": "x@example.com", "products": ok}},
		{"BIM 360", 403, "BIM 360", bridge360, Record{"email": "x@example.com", "products": ok}},
		{"company", 400, "companyId: there is no company", northTower, Record{"email": "x@example.com", "products": ok, "companyId": nobody}},
		{"deleted company", 400, "there is no company", northTower, Record{"email": "x@example.com", "products": ok, "companyId": goneFirm}},
		{"role", 400, "roleIds: there is no role", northTower, Record{"email": "x@example.com", "products": ok, "roleIds": []any{nobody}}},
		{"inactive", 400, "Cy Gone (cy@example.com) is inactive", northTower, Record{"email": "cy@example.com", "products": ok}},
		{"member of the administration", 400, `access "member" to projectAdministration`, northTower,
			Record{"email": "x@example.com", "products": access("projectAdministration:member")}},
		{"no such access", 400, `products[0].access: got "admin", want one of administrator, member, none`, northTower,
			Record{"email": "x@example.com", "products": access("docs:admin")}},
		{"no such product", 400, `products[0].key: got "doc"`, northTower, Record{"email": "x@example.com", "products": access("doc:member")}},
	} {
		t.Run(tt.name, func(t *testing.T) {
			w := newWorld(t)
			w.refused(tt.status, tt.message, "project_users.create", tt.body, "project_id", tt.project)
		})
	}
}

func TestPatchMember(t *testing.T) {
	w := newWorld(t)
	out := w.made("project_users.patch", Record{"companyId": firstFirm, "roleIds": []any{foreman},
		"products": access("build:member", "docs:none")}, "project_id", northTower, "user_id", "UIDBO")
	got := out.Value.(Record)
	equal(t, "fields", len(got), 4) // what was changed, and the id
	equal(t, "id", got["id"], bo)
	equal(t, "products", accesses(got), "projectAdministration:none docs:none build:member")
	m := w.record("member", northTower, bo)
	equal(t, "companyName", m["companyName"], "First Firm")
	equal(t, "role", m["roles"].([]any)[0].(Record)["name"], "Foreman")
	equal(t, "email", m["email"], "bo@example.com")

	w.made("project_users.patch", Record{"products": access("projectAdministration:administrator")}, "project_id", northTower, "user_id", bo)
	equal(t, "admin", w.record("member", northTower, bo)["accessLevels"].(Record)["projectAdmin"], true)

	w.made("project_users.patch", Record{"companyName": "second firm"}, "project_id", northTower, "user_id", bo)
	equal(t, "company by name", w.record("member", northTower, bo)["companyId"], secondFirm)
	w.made("project_users.patch", Record{"companyId": nil}, "project_id", northTower, "user_id", bo)
	equal(t, "no company", w.record("member", northTower, bo)["companyId"], nil)
}

func TestPatchMemberThatChangesNothing(t *testing.T) {
	w := newWorld(t)
	before := w.record("member", northTower, bo)
	out := w.made("project_users.patch", Record{"companyId": before["companyId"], "roleIds": before["roleIds"], "products": before["products"]},
		"project_id", northTower, "user_id", bo)
	got := without(out.Changes[0].After, "updatedAt")
	for f, v := range got {
		if !sameJSON(v, before[f]) {
			t.Errorf("%s: got %v, want %v", f, v, before[f])
		}
	}
}

func TestPatchMemberRefusals(t *testing.T) {
	w := newWorld(t)
	at := []string{"project_id", northTower, "user_id"}
	w.refused(404, "no member", "project_users.patch", Record{"roleIds": []any{}}, append(at, nobody)...)
	w.refused(404, "no member", "project_users.patch", Record{"roleIds": []any{}}, append(at, cy)...)
	w.refused(400, "companyName: there is no company", "project_users.patch", Record{"companyName": "Firth"}, append(at, bo)...)
	w.refused(400, "companyId: there is no company", "project_users.patch", Record{"companyId": nobody}, append(at, bo)...)
	w.refused(400, "roleIds: there is no role", "project_users.patch", Record{"roleIds": []any{nobody}}, append(at, bo)...)
	w.refused(400, "roleIds: got null", "project_users.patch", Record{"roleIds": nil}, append(at, bo)...)
}

func TestRemoveMemberAndAddAgain(t *testing.T) {
	w := newWorld(t)
	out := w.made("project_users.delete", nil, "project_id", northTower, "user_id", bo)
	if out.Value != nil || out.Status != 204 {
		t.Errorf("got %d %v, want 204 and nothing", out.Status, out.Value)
	}
	equal(t, "listed", w.names("project_users.list", "", "project_id", northTower), "Ada Moe")
	equal(t, "deleted", w.names("project_users.list", "filter[status]=deleted", "project_id", northTower), "Bo Lund, Cy Gone")
	equal(t, "memberCount", w.record("project", testAccount, northTower)["memberCount"], int64(1))
	w.refused(404, "no member", "project_users.delete", nil, "project_id", northTower, "user_id", bo)
	w.refused(404, "no member", "project_users.get", nil, "project_id", northTower, "user_id", bo)

	again := w.made("project_users.create", Record{"email": "bo@example.com", "products": access("docs:member")}, "project_id", northTower)
	equal(t, "id", again.Value.(Record)["id"], bo)
	if again.Changes[0].Before == nil {
		t.Error("somebody who was there before is added as if new")
	}
	equal(t, "listed again", w.names("project_users.list", "", "project_id", northTower), "Ada Moe, Bo Lund")
}

func TestImportMembers(t *testing.T) {
	w := newWorld(t)
	ok := access("docs:member")
	out := w.made("project_users.import_users", Record{"users": []any{
		Record{"email": "fay@example.com", "firstName": "Fay", "lastName": "Ek", "companyId": firstFirm, "products": ok},
		Record{"email": "bo@example.com", "products": ok},
		Record{"email": "gil@example.com", "companyId": nobody, "products": ok},
		Record{"email": "FAY@example.com", "products": ok},
		Record{"email": "hal@example.com", "products": ok},
	}}, "project_id", northTower)
	equal(t, "status", out.Status, 202)
	equal(t, "at once", len(out.Changes), 0)
	equal(t, "invitations", out.Invitations, 2)
	equal(t, "warnings", len(out.Warnings), 3)
	if text(out.Value.(Record), "jobId") == "" {
		t.Error("the answer has no jobId")
	}
	equal(t, "before", w.names("project_users.list", "", "project_id", northTower), "Ada Moe, Bo Lund")
	w.later(importTime)
	equal(t, "after", w.names("project_users.list", "sort=email", "project_id", northTower), "Ada Moe, Bo Lund, Fay Ek, hal@example.com")
	equal(t, "memberCount", w.record("project", testAccount, northTower)["memberCount"], int64(4))
	if _, err := w.ask("project_users.import_users", "", Record{"users": make([]any, 201)}, "project_id", northTower); err == nil {
		t.Error("201 users were accepted")
	}
}

// A change that lands between an import's answer and its end is kept.
func TestImportMeetsOtherChanges(t *testing.T) {
	w := newWorld(t)
	body := Record{"users": []any{Record{"email": "fay@example.com", "products": access("docs:member")}}}
	w.made("project_users.import_users", body, "project_id", northTower)
	w.made("project_users.create", Record{"email": "fay@example.com", "products": access("build:member")}, "project_id", northTower)
	w.made("project_users.delete", nil, "project_id", northTower, "user_id", bo)
	w.later(importTime)
	found, err := w.Lookup(context.Background(), members(northTower), "email", "fay@example.com")
	if err != nil || len(found) == 0 || accesses(found[0]) != "build:member" {
		t.Errorf("got %v %v, want the member who was added by hand", found, err)
	}
}

func TestMembersOfAClone(t *testing.T) {
	w := newWorld(t)
	clone := text(w.made("projects.create", Record{"name": "Clone", "type": "Office", "template": Record{"projectId": mould}}).Value.(Record), "id")
	equal(t, "members", w.names("project_users.list", "", "project_id", clone), "")

	// Somebody new to the account does not bring the template's members, nor does one who is no administrator.
	w.made("project_users.create", Record{"email": "new@example.com", "products": access("projectAdministration:administrator")}, "project_id", clone)
	w.made("project_users.delete", nil, "project_id", clone, "user_id", text(w.byEmail(clone, "new@example.com"), "id"))
	out := w.made("project_users.create", Record{"email": "di@example.com", "products": access("docs:member")}, "project_id", clone)
	equal(t, "later", len(out.Later), 0)

	out = w.made("project_users.create", Record{"email": "ada@example.com", "products": access("projectAdministration:administrator")}, "project_id", clone)
	for _, l := range out.Later {
		if !l.Change.Auto {
			t.Error("a template's member is not marked as ACC's own doing")
		}
	}
	w.later(cloneTime)
	equal(t, "members", w.names("project_users.list", "", "project_id", clone), "Ada Moe, Bo Lund, Di Late")
	equal(t, "memberCount", w.record("project", testAccount, clone)["memberCount"], int64(3))

	// A second administrator brings nobody.
	out = w.made("project_users.create", Record{"email": "ed@example.com", "products": access("projectAdministration:administrator")}, "project_id", clone)
	equal(t, "later", len(out.Later), 0)
}

// An import into a clone that has its first administrator in it brings the template's members, but for those who are in it themselves;
// whoever is in it twice, with blanks around the address or without, comes as the first row says.
func TestImportIntoAClone(t *testing.T) {
	w := newWorld(t)
	clone := text(w.made("projects.create", Record{"name": "Clone", "type": "Office", "template": Record{"projectId": mould}}).Value.(Record), "id")
	out := w.made("project_users.import_users", Record{"users": []any{
		Record{"email": "ada@example.com", "products": access("projectAdministration:administrator")},
		Record{"email": "bo@example.com", "products": access("docs:administrator")},
		Record{"email": " Bo@example.com ", "products": access("docs:member")},
	}}, "project_id", clone)
	equal(t, "warnings", len(out.Warnings), 1)
	w.later(cloneTime)
	equal(t, "members", w.names("project_users.list", "", "project_id", clone), "Ada Moe, Bo Lund")
	equal(t, "access", accesses(w.byEmail(clone, "bo@example.com")), "docs:administrator")
}

func TestWhoMayChangeMembers(t *testing.T) {
	w := newWorld(t)
	add := func(email, project string) error {
		_, err := w.do("project_users.create", Record{"email": email, "products": access("docs:member")}, "project_id", project)
		return err
	}
	w.caller = Caller{UserID: nobody}
	wantRefusal(t, add("x1@example.com", northTower), 403, "is not in this account")
	w.caller = Caller{UserID: cy}
	wantRefusal(t, add("x1@example.com", northTower), 403, "is not active")
	w.caller = Caller{UserID: bo}
	wantRefusal(t, add("x1@example.com", northTower), 403, "does not administer")
	wantRefusal(t, add("x1@example.com", oldMill), 403, "is not in the project")
	w.caller = Caller{UserID: "UIDADA"}
	if err := add("x1@example.com", northTower); err != nil {
		t.Errorf("an account admin was refused: %v", err)
	}
	w.made("project_users.patch", Record{"products": access("projectAdministration:administrator")}, "project_id", northTower, "user_id", bo)
	w.caller = Caller{UserID: bo}
	if err := add("x2@example.com", northTower); err != nil {
		t.Errorf("a project administrator was refused: %v", err)
	}
}

func TestMemberInAPreview(t *testing.T) {
	w := newWorld(t)
	w.caller = Caller{Trusted: true}
	out := w.made("project_users.create", Record{"email": "fay@example.com", "companyId": firstFirm, "roleIds": []any{foreman},
		"products": access("docs:member")}, "project_id", northTower)
	m := out.Value.(Record)
	for _, f := range w.cat.Entity("member").Filled {
		if got := m[f]; got != any(acc.Unknown{Field: f, Of: "member"}) {
			t.Errorf("%s: got %v, want it unknown", f, got)
		}
	}
	equal(t, "companyName", m["companyName"], "First Firm")
	equal(t, "status", m["status"], "pending")
	for _, c := range out.Changes { // no counts, and no company that the project has already
		if e := c.Collection.Entity; e != "member" && e != "account_user" {
			t.Errorf("a preview changes the %s %v", e, c.After["name"])
		}
	}

	// Where absence proves nothing, nothing is refused, and what follows from it is unknown.
	blind := &blindStore{Memory: w.Memory}
	got, err := w.rules.Do(context.Background(), blind, w.call("project_users.create", "", Record{"email": "gil@example.com", "companyId": nobody,
		"roleIds": []any{nobody}, "products": access("docs:member")}, "project_id", northTower))
	if err != nil {
		t.Fatal(err)
	}
	m = got.Value.(Record)
	for _, f := range []string{"companyName", "roles", "status"} {
		if !unknown(m[f]) {
			t.Errorf("%s: got %v, want it unknown", f, m[f])
		}
	}
	for _, c := range got.Changes {
		if c.Collection.Entity == "account_user" {
			t.Error("an account user is made who may be there already")
		}
	}
}

// blindStore is a store whose absences prove nothing, in a preview.
type blindStore struct {
	*Memory
	known bool
}

func (b *blindStore) Knows(context.Context, Collection) bool { return false }
func (b *blindStore) Caller(context.Context) Caller          { return Caller{Trusted: true} }
func (b *blindStore) Now() time.Time                         { return time.Time{} }

// forbiddenStore is one that may not read the account's directory, companies or projects.
type forbiddenStore struct{ blindStore }

func (b *forbiddenStore) refuse(c Collection) error {
	if c.Parent == testAccount && c.Entity != "role" {
		return fmt.Errorf("listing: %w", &acc.Error{Kind: acc.Forbidden, Status: 403})
	}
	return nil
}

func (b *forbiddenStore) Get(ctx context.Context, c Collection, id string) (Record, error) {
	if err := b.refuse(c); err != nil {
		return nil, err
	}
	return b.Memory.Get(ctx, c, id)
}

func (b *forbiddenStore) Lookup(ctx context.Context, c Collection, field, text string) ([]Record, error) {
	if err := b.refuse(c); err != nil {
		return nil, err
	}
	return b.Memory.Lookup(ctx, c, field, text)
}

// Somebody who may not list the account's people, companies and projects can still see a preview of what they may do.
func TestPreviewWithoutDirectory(t *testing.T) {
	w := newWorld(t)
	store := &forbiddenStore{blindStore{Memory: w.Memory}}
	do := func(op string, body Record, path ...string) (*Outcome, error) {
		return w.rules.Do(context.Background(), store, w.call(op, "", body, path...))
	}
	out, err := do("project_users.create", Record{"email": "fay@example.com", "companyId": nobody, "products": access("docs:member")}, "project_id", northTower)
	if err != nil {
		t.Fatal(err)
	}
	if m := out.Value.(Record); !unknown(m["companyName"]) || !unknown(m["status"]) {
		t.Errorf("got %v, want company and status unknown", m)
	}
	_, err = do("project_users.create", Record{"email": "bo@example.com", "products": access("docs:member")}, "project_id", northTower)
	wantRefusal(t, err, 409, "is in the project")
	if _, err = do("project_users.patch", Record{"companyName": "First Firm"}, "project_id", northTower, "user_id", bo); err != nil {
		t.Error(err)
	}
}

// namingStore gives IDs by natural key, as a preview does.
type namingStore struct{ blindStore }

func (n *namingStore) NamedID(_ Collection, key string) string { return "id of " + key }
func (n *namingStore) Knows(_ context.Context, c Collection) bool {
	return c.Entity != "account_user" || n.known
}

// Somebody new has the same ID in every project, whichever they are added to first.
func TestNewPersonHasOneID(t *testing.T) {
	for _, known := range []bool{true, false} {
		w := newWorld(t)
		for _, project := range []string{northTower, mould} {
			out, err := w.rules.Do(context.Background(), &namingStore{blindStore{w.Memory, known}},
				w.call("project_users.create", "", Record{"email": "Fay@example.com", "products": access("docs:member")}, "project_id", project))
			if err != nil {
				t.Fatal(err)
			}
			equal(t, project, out.Value.(Record)["id"], "id of fay@example.com")
		}
	}
}

// Products sent merge by key: in any order if their keys differ, once as well as twice, and what is sent wins.
func TestProductsMergeByKey(t *testing.T) {
	some := rapid.Custom(func(t *rapid.T) []any {
		list := []any{}
		for _, key := range rapid.SliceOfNDistinct(rapid.SampledFrom([]string{"a", "b", "c", "d"}), 0, 4, rapid.ID).Draw(t, "keys") {
			list = append(list, Record{"key": key, "access": rapid.SampledFrom([]string{"none", "member", "administrator"}).Draw(t, "access")})
		}
		return list
	})
	byKey := func(list []any) map[string]string {
		out := map[string]string{}
		for _, p := range list {
			out[text(p.(Record), "key")] = text(p.(Record), "access")
		}
		return out
	}
	rapid.Check(t, func(t *rapid.T) {
		held, one, two := some.Draw(t, "held"), some.Draw(t, "one"), some.Draw(t, "two")
		before := Clone(held)
		got := mergeByKey(held, one)
		want := byKey(held)
		maps.Copy(want, byKey(one))
		if !maps.Equal(byKey(got), want) || len(got) != len(want) {
			t.Fatalf("got %v, want %v", got, want)
		}
		if !sameJSON(mergeByKey(got, one), got) {
			t.Fatal("sending the same again changes something")
		}
		if !sameJSON(held, before) {
			t.Fatal("what was held is changed in place")
		}
		keys := byKey(one)
		two = slices.DeleteFunc(two, func(p any) bool { _, both := keys[text(p.(Record), "key")]; return both })
		if !maps.Equal(byKey(mergeByKey(mergeByKey(held, one), two)), byKey(mergeByKey(mergeByKey(held, two), one))) {
			t.Fatal("the order in which different products are sent matters")
		}
	})
}

// A preview judges by the members which companies a project has.
func TestCompanyInAPreview(t *testing.T) {
	w := newWorld(t)
	w.caller = Caller{Trusted: true}
	third := text(w.made("companies.create", Record{"name": "Third Firm", "trade": "Owner"}).Value.(Record), "id")
	out := w.made("project_users.create", Record{"email": "fay@example.com", "companyId": third, "products": access("docs:member")}, "project_id", northTower)
	last := out.Changes[len(out.Changes)-1]
	if last.Collection.Entity != "project_company" || !last.Auto || !unknown(last.After["member_group_id"]) {
		t.Errorf("got %+v, want the company to join the project", last)
	}
	out = w.made("project_users.import_users", Record{"users": []any{Record{"email": "gil@example.com", "companyId": firstFirm, "products": access("docs:member")}}},
		"project_id", oldMillOpen(w))
	for _, l := range out.Later {
		if e := l.Change.Collection.Entity; e != "member" && e != "account_user" {
			t.Errorf("a preview waits for a %s", e)
		}
	}
}

// oldMillOpen opens the archived project again.
func oldMillOpen(w *world) string {
	w.put("project", testAccount, with(w.record("project", testAccount, oldMill), Record{"status": "active"}))
	return oldMill
}
