package tenant

import (
	"context"
	"errors"
	"testing"

	"accstar/acc"
)

func TestCreateProject(t *testing.T) {
	w := newWorld(t)
	out := w.made("projects.create", Record{"name": "South Tower", "type": "Office", "jobNumber": "ST-9", "businessUnitId": leedsUnit,
		"projectValue": Record{"value": int64(12), "currency": "GBP"}, "products": []any{"ignored"}})
	equal(t, "status", out.Status, 202)
	p := out.Value.(Record)
	equal(t, "status", p["status"], "pending")
	equal(t, "classification", p["classification"], "production")
	equal(t, "accountId", p["accountId"], testAccount)
	equal(t, "memberCount", p["memberCount"], int64(0))
	equal(t, "templateId", p["templateId"], nil)
	equal(t, "createdAt", p["createdAt"], "2026-03-04T05:06:07.000Z")
	id := text(p, "id")
	if !isUUID(id) || !isUUID(text(p, "jobId")) {
		t.Errorf("got %q and job %q, want UUIDs", id, text(p, "jobId"))
	}
	equal(t, "activating", activating(p), true)
	equal(t, "products", len(items(p, "products")), len(accountProducts()))
	if _, kept := w.record("project", testAccount, id)["jobId"]; kept {
		t.Error("the job's ID is kept with the project")
	}
	w.refused(412, "still pending", "project_users.create", Record{"email": "bo@example.com", "products": access("docs:member")}, "project_id", id)
	w.later(activationTime)
	p = w.made("projects.get", nil, "project_id", id).Value.(Record)
	equal(t, "status later", p["status"], "active")
	equal(t, "activating later", activating(p), false)
	w.made("project_users.create", Record{"email": "bo@example.com", "products": access("docs:member")}, "project_id", id)
}

func TestCloneProject(t *testing.T) {
	w := newWorld(t)
	p := w.made("projects.create", Record{"name": "Clone", "type": "Office", "template": Record{"projectId": mould}}).Value.(Record)
	equal(t, "status", p["status"], "active")
	equal(t, "templateId", p["templateId"], mould)
	equal(t, "value", p["projectValue"].(Record)["currency"], "USD")
	equal(t, "products", len(items(p, "products")), 2)
	equal(t, "activating", activating(p), true)
	w.later(activationTime)
	equal(t, "activating later", activating(w.record("project", testAccount, text(p, "id"))), false)

	tpl := w.made("projects.create", Record{"name": "New mould", "type": templateType, "classification": "template",
		"template": Record{"projectId": northTower}}).Value.(Record)
	equal(t, "classification", tpl["classification"], "template")
}

func TestProjectRefusals(t *testing.T) {
	for _, tt := range []struct {
		name    string
		status  int
		message string
		body    Record
	}{
		{"no name", 400, "name: missing", Record{"type": "Office"}},
		{"name taken", 409, `there is a project called "North Tower" already`, Record{"name": "NORTH tower", "type": "Office"}},
		{"name of an archived one", 409, "Old Mill", Record{"name": "Old Mill", "type": "Office"}},
		{"long name", 400, "name: got 256 characters", Record{"name": string(make([]byte, 256)), "type": "Office"}},
		{"half a value", 400, "projectValue.currency: missing", Record{"name": "X", "type": "Office", "projectValue": Record{"value": int64(1)}}},
		{"currency", 400, `projectValue.currency: got "EURO"`,
			Record{"name": "X", "type": "Office", "projectValue": Record{"value": int64(1), "currency": "EURO"}}},
		{"unit", 400, "businessUnitId: there is no business unit", Record{"name": "X", "type": "Office", "businessUnitId": nobody}},
		{"template of another type", 400, `type: got "Office", want "Template Project"`, Record{"name": "X", "type": "Office", "classification": "template"}},
		{"no such template", 400, "template.projectId: there is no project", Record{"name": "X", "type": "Office", "template": Record{"projectId": nobody}}},
		{"not a template", 400, `"North Tower" is not a template`, Record{"name": "X", "type": "Office", "template": Record{"projectId": northTower}}},
		{"template of a template", 400, "a template cannot be made from one",
			Record{"name": "X", "type": templateType, "classification": "template", "template": Record{"projectId": mould}}},
		{"template's name", 400, "template.projectId: missing; template.project: there is no such field",
			Record{"name": "X", "type": "Office", "template": Record{"project": mould}}},
	} {
		t.Run(tt.name, func(t *testing.T) {
			w := newWorld(t)
			w.refused(tt.status, tt.message, "projects.create", tt.body)
		})
	}
}

func TestOneSampleProject(t *testing.T) {
	w := newWorld(t)
	w.made("projects.create", Record{"name": "S1", "type": "Office", "classification": "sample"})
	w.refused(400, `there is a sample project already: "S1"`, "projects.create", Record{"name": "S2", "type": "Office", "classification": "sample"})
	w.made("projects.create", Record{"name": "C1", "type": "Office", "classification": "component"})
}

func TestListProjects(t *testing.T) {
	w := newWorld(t)
	for query, want := range map[string]string{
		"":                                "Bridge 360, North Tower, Old Mill, Slow Start",
		"sort=name desc":                  "Slow Start, Old Mill, North Tower, Bridge 360",
		"filter[classification]=template": "Mould",
		"filter[status]=archived,pending": "Old Mill, Slow Start",
		"filter[name]=OW":                 "North Tower, Slow Start",
		"filter[jobNumber]=nt-1&filterTextMatch=equals":                         "North Tower",
		"filter[jobNumber]=nt&filterTextMatch=equals":                           "",
		"filter[platform]=bim360":                                               "Bridge 360",
		"filter[type]=-Office":                                                  "",
		"filter[products]=docs":                                                 "Bridge 360, North Tower, Old Mill, Slow Start",
		"filter[products]=cost":                                                 "",
		"filter[updatedAt]=2026-01-03T00:00:00Z..":                              "",
		"filter[updatedAt]=..2026-01-03T00:00:00Z&sort=jobNumber":               "Bridge 360, North Tower, Old Mill, Slow Start",
		"filter[classification]=template,production&sort=memberCount desc,name": "Mould, North Tower, Bridge 360, Old Mill, Slow Start",
	} {
		equal(t, query, w.names("projects.list", query), want)
	}
	out, err := w.ask("projects.list", "fields=jobNumber&filter[name]=north", nil)
	if err != nil {
		t.Fatal(err)
	}
	wantSame(t, "fields", out.Value, []any{Record{"id": northTower, "jobNumber": "NT-1"}})
	for _, query := range []string{"filter[status]=actve", "sort=nam", "filter[updatedAt]=yesterday..", "fields=nam"} {
		_, err := w.ask("projects.list", query, nil)
		wantRefusal(t, err, 400, "got ")
	}
}

func TestWhoSeesProjects(t *testing.T) {
	w := newWorld(t)
	w.caller = Caller{UserID: bo}
	equal(t, "Bo's", w.names("projects.list", ""), "North Tower")
	w.refused(403, "is not in the project", "projects.get", nil, "project_id", oldMill)
	w.refused(403, "is not an account admin", "projects.create", Record{"name": "X", "type": "Office"})
	w.caller = Caller{UserID: ada}
	equal(t, "Ada's", w.names("projects.list", ""), "Bridge 360, North Tower, Old Mill, Slow Start")
	w.refused(404, "there is no account", "projects.list", nil, "account_id", nobody)
	w.refused(404, "there is no project", "projects.get", nil, "project_id", nobody)
}

func TestProjectImage(t *testing.T) {
	w := newWorld(t)
	got := w.made("projects.patch_image", Record{"chunk": "a file"}, "project_id", northTower).Value.(Record)
	equal(t, "job_number", got["job_number"], "NT-1")
	equal(t, "project_type", got["project_type"], "Office")
	equal(t, "currency", got["currency"], "EUR")
	if _, shown := got["imageUrl"]; shown {
		t.Error("the hq form shows imageUrl")
	}
	if text(w.record("project", testAccount, northTower), "imageUrl") == "" {
		t.Error("the project has no image")
	}
}

func TestPatchProjectHQ(t *testing.T) {
	w := newWorld(t)
	got := w.made("projects.patch_hq", Record{"name": "Bridge 361", "status": "inactive", "value": int64(7)}, "project_id", bridge360).Value.(Record)
	equal(t, "status shown", got["status"], "inactive")
	p := w.record("project", testAccount, bridge360)
	equal(t, "status", p["status"], "suspended")
	wantSame(t, "value", p["projectValue"], Record{"value": int64(7), "currency": "EUR"})
	w.refused(409, "North Tower", "projects.patch_hq", Record{"name": "North Tower"}, "project_id", bridge360)
	w.refused(403, "is not a BIM 360 project", "projects.patch_hq", Record{"name": "X"}, "project_id", northTower)

	w.caller = Caller{Trusted: true}
	out := w.made("projects.patch_hq", Record{"name": "X"}, "project_id", bridge360)
	if len(out.Gaps) != 1 || len(out.Changes) != 0 {
		t.Errorf("got gaps %v and changes %v, want one gap", out.Gaps, out.Changes)
	}
}

func TestProjectInAPreview(t *testing.T) {
	w := newWorld(t)
	w.caller = Caller{Trusted: true}
	p := w.made("projects.create", Record{"name": "X", "type": "Office"}).Value.(Record)
	for _, f := range w.cat.Entity("project").Filled {
		if got := p[f]; got != any(acc.Unknown{Field: f, Of: "project"}) {
			t.Errorf("%s: got %v, want it unknown", f, got)
		}
	}
	equal(t, "products in use", len(items(p, "products")), 2)
	clone := w.made("projects.create", Record{"name": "Y", "type": "Office", "template": Record{"projectId": mould}}).Value.(Record)
	equal(t, "products of a clone", len(items(clone, "products")), 2)
}

func TestListsOfAUser(t *testing.T) {
	w := newWorld(t)
	for _, op := range []string{"projects.list_for_user", "account_users.list_user_projects"} {
		equal(t, op, w.names(op, "", "user_id", "UIDBO"), "Mould, North Tower")
		equal(t, op, w.names(op, "filter[accessLevels]=projectAdmin", "user_id", bo), "")
		equal(t, op, w.names(op, "filter[accessLevels]=projectMember&filter[name]=north", "user_id", bo), "North Tower")
		w.refused(404, "there is no account user", op, nil, "user_id", nobody)
	}
	first := w.made("projects.list_for_user", nil, "user_id", bo).Value.([]any)[0].(Record)
	wantSame(t, "accessLevels", first["accessLevels"], Record{"projectAdmin": false, "projectMember": true})
	if _, shown := first["memberCount"]; shown {
		t.Error("the list shows memberCount")
	}
	equal(t, "roles", w.names("account_users.list_user_roles", "", "user_id", bo), "Architect")
	equal(t, "roles by project", w.names("account_users.list_user_roles", "filter[projectId]="+oldMill, "user_id", bo), "")
	equal(t, "products", w.names("account_users.list_user_products", "sort=name", "user_id", ada), "Docs, Project Admin")
	equal(t, "products by key", w.names("account_users.list_user_products", "filter[key]=docs", "user_id", ada), "Docs")
	got := w.made("account_users.list_user_products", nil, "user_id", bo).Value.([]any)[0].(Record)
	wantSame(t, "projectIds", got["projectIds"], []any{northTower, mould})
	w.caller = Caller{UserID: bo}
	w.refused(403, "is not an account admin", "account_users.list_user_roles", nil, "user_id", bo)
}

// previewStore is a store as a preview has it: it trusts the caller, and fails at its n-th reading.
type previewStore struct{ *brokenStore }

func (previewStore) Caller(context.Context) Caller { return Caller{Trusted: true} }

// Which products a new project gets a preview takes from those there are. Where they cannot be read it must not go on as if nothing
// were known of them.
func TestStoreErrorsOfAPreviewAreHandedOn(t *testing.T) {
	w := newWorld(t)
	call := w.call("projects.create", "", Record{"name": "X", "type": "Office"})
	readings := 0
	for ; ; readings++ {
		out, err := w.rules.Do(ctx, previewStore{&brokenStore{w.Memory, readings}}, call)
		if err == nil {
			if list := items(out.Changes[0].After, "products"); len(list) == 0 {
				t.Errorf("products: got %v, want those of the other projects", out.Changes[0].After["products"])
			}
			break
		}
		if !errors.Is(err, errBroken) {
			t.Fatalf("reading %d failed: got %v, want the store's error", readings+1, err)
		}
	}
	if readings < 2 {
		t.Errorf("the project was made with %d readings: those of the products are not among them", readings)
	}
}
