package practice

import (
	"fmt"
	"strings"
	"testing"

	"accstar/acc/catalog"
)

// TestCallsGoneWrong is what the services of the account answer for calls that are not as they should be.
func TestCallsGoneWrong(t *testing.T) {
	d := startDriver(t)
	tooMany := make([]any, 101)
	for i := range tooMany {
		tooMany[i] = object{"clientAssetId": fmt.Sprint(i), "categoryId": "x", "statusId": "22222222-2222-4333-8444-555555555555"}
	}
	asset := object{"clientAssetId": "X-1", "categoryId": d.get("assets.list_categories", "results.1.id"), "statusId": d.get("assets.list_statuses", "results.0.id")}
	closed := object{"path": d.rfi("closed")}
	for _, c := range []struct {
		name, op string
		set      arguments
		status   int
		message  string
	}{
		{"a value that is not listed", "issues.create", arguments{body: object{"status": "opend", "issueSubtypeId": d.subtype()}}, 400, `did you mean \"open\"?`},
		{"a batch that is too large", "assets.batch_create", arguments{body: tooMany}, 400, "got 101 items, want at most 100"},
		{"one bad asset of two", "assets.batch_create", arguments{body: []any{asset, object{"clientAssetId": "X-2", "categoryId": "none", "statusId": asset["statusId"]}}}, 400, "there is no asset category"},
		{"a service that the project has not got", "rfis.list", arguments{path: map[string]string{"project_id": d.bim360()}}, 403, "Build is not activated in the project"},
		{"an ID without b.", "data_management.get_folder", arguments{path: map[string]string{"project_id": d.project}}, 404, "there is no project"},
		{"an ID with b.", "forms.list_templates", arguments{path: map[string]string{"project_id": "b." + d.project}}, 404, "there is no project"},
		{"a step that an RFI cannot take", "rfis.patch", arguments{path: map[string]string{"rfi_id": closed["path"].(string)}, body: object{"status": "draft"}}, 409, "cannot become draft, only open"},
		{"a step that a submittal cannot take", "submittals.transition", arguments{path: map[string]string{"item_id": d.submittal("sbc-1")}, body: object{"stateId": "sbc-2"}}, 409, "only mgr-1, void"},
		{"a name that Docs does not take", "data_management.create_storage", arguments{body: object{"data": object{"attributes": object{"name": "a/b.pdf"},
			"relationships": object{"target": data("folders", d.docs()["folder"])}}}}, 400, "want a name without any of"},
		{"rights for a stranger", "files.batch_create_permissions", arguments{body: []any{object{"subjectId": "22222222-2222-4333-8444-555555555555", "subjectType": "USER", "actions": []any{"VIEW"}}}}, 422, "there is no user"},
		{"storage of another service", "sheets.create_upload", arguments{body: object{"versionSetId": d.get("sheets.list_version_sets", "results.0.id"), "files": []any{
			object{"storageType": "OSS", "storageUrn": d.stored(), "name": "A-1.pdf"}}}}, 400, "is not storage for sheets"},
		{"the root of the locations", "locations.delete", arguments{path: map[string]string{"node_id": d.get("locations.list", "results.0.id")}}, 400, "root"},
		{"a location of that name", "locations.create", arguments{body: object{"type": "Area", "name": "LEVEL 1"}}, 409, "already"},
		{"the sixth structure", "takeoff.batch_add_assigned_structures", arguments{body: []any{object{"structureId": "1"}, object{"structureId": "2"}, object{"structureId": "3"},
			object{"structureId": "4"}, object{"structureId": "5"}}}, 409, "five structures"},
		{"a bucket of Autodesk's", "oss.list_objects", arguments{path: map[string]string{"bucket_key": "wip.dm.prod"}}, 403, "belongs to another app"},
	} {
		t.Run(c.name, func(t *testing.T) {
			d.t = t
			c.set.status = c.status
			if r := d.drive(testCatalogue().Must(c.op), c.set); !strings.Contains(r.text, c.message) {
				t.Errorf("got %s, want %s in it", short(r.text), c.message)
			}
		})
	}
}

// rfi is an RFI with a status.
func (d *driver) rfi(status string) string {
	d.t.Helper()
	d.get("rfis.list", "results.0.id")
	items, _ := d.answers["rfis.list"].at("results").([]any)
	for _, x := range items {
		if at(x, "status") == status {
			return at(x, "id").(string)
		}
	}
	d.t.Errorf("no RFI is %s", status)
	return ""
}

// TestOnlyForPeople refuses an application's token where the service is for people alone.
func TestOnlyForPeople(t *testing.T) {
	d := startDriver(t)
	d.token = d.appToken("data:read")
	for _, op := range testCatalogue().Operations() {
		if op.Effect.Changes() || len(op.Tokens) != 1 || op.Tokens[0] != catalog.ThreeLegged || len(op.Scopes) != 1 || op.Scopes[0] != "data:read" || op.Method != "GET" {
			continue
		}
		r := d.call("GET", fill(op.Path, func(string) string { return d.project }), nil)
		if r.status != 403 || r.at("errorCode") != "AUTH-010" {
			t.Errorf("%s: got %d %s, want 403 AUTH-010", op.ID(), r.status, short(r.text))
		}
	}
}

// TestHalfDone carries out what it can of batches that are documented to succeed in part, and says what it could not.
func TestHalfDone(t *testing.T) {
	d := startDriver(t)
	special := d.special()
	r := d.drive(testCatalogue().Must("files.batch_get_versions"), special["files.batch_get_versions"]())
	if r.at("results.#") != 1 || r.at("errors.0.urn") != "urn:unknown" {
		t.Errorf("versions: got %s", short(r.text))
	}
	sheet := d.get("sheets.list", "results.0.id")
	d.drive(testCatalogue().Must("sheets.batch_delete"), arguments{body: object{"ids": []any{sheet}}})
	r = d.drive(testCatalogue().Must("sheets.batch_restore"), arguments{body: object{"ids": []any{sheet, "nobody"}}})
	if r.at("results.0.id") != sheet || r.at("errors.0.sheetId") != "nobody" {
		t.Errorf("sheets: got %s", short(r.text))
	}
	draft := d.contract("draft")
	r = d.drive(testCatalogue().Must("cost.perform_actions"), arguments{body: []any{
		object{"action": "submit", "associationId": draft, "associationType": "Contract"}, object{"action": "fly", "associationId": draft, "associationType": "Contract"}}})
	if r.at("0.errors.#") != 0 || r.at("1.errors.#") != 1 {
		t.Errorf("cost: got %s", short(r.text))
	}
}

// TestSheetsFromUploadToPublished uploads a PDF, waits for its review and publishes it.
func TestSheetsFromUploadToPublished(t *testing.T) {
	d := startDriver(t)
	set := func(op string) arguments { return d.special()[op]() }
	upload := d.drive(testCatalogue().Must("sheets.create_upload"), set("sheets.create_upload")).at("id").(string)
	path := map[string]string{"upload_id": upload}
	ask := func(op string) response {
		t.Helper()
		return d.drive(testCatalogue().Must(op), arguments{path: path})
	}
	if got := ask("sheets.get_upload").at("status"); got != "PROCESSING" {
		t.Errorf("at first: got %v", got)
	}
	d.drive(testCatalogue().Must("sheets.publish_review_sheets"), arguments{path: path, status: 409})
	d.clock.advance(jobWait)
	if got := ask("sheets.get_upload").at("status"); got != "IN_REVIEW" {
		t.Fatalf("processed: got %v", got)
	}
	page := ask("sheets.list_review_sheets")
	if page.at("results.0.number") != "A-900" || page.at("results.0.title") != "New" {
		t.Errorf("got %s", short(page.text))
	}
	ask("sheets.publish_review_sheets")
	d.clock.advance(jobWait)
	if got := ask("sheets.get_upload"); got.at("status") != "PUBLISHED" || got.at("publishedCount") != int64(1) {
		t.Errorf("published: got %s", short(got.text))
	}
	found := d.drive(testCatalogue().Must("sheets.list"), arguments{query: map[string]string{"searchText": "A-900"}})
	if found.at("results.0.title") != "New" {
		t.Errorf("got %s", short(found.text))
	}
}

// TestFolderRights sets rights on a folder and looks for them below it.
func TestFolderRights(t *testing.T) {
	d := startDriver(t)
	drawings := d.docs()["folder"]
	sub := d.drive(testCatalogue().Must("data_management.create_folder"), d.special()["data_management.create_folder"]()).at("data.id").(string)
	right := d.right("VIEW", "COLLABORATE")
	on := func(folder string, set arguments) arguments {
		set.path = map[string]string{"folder_id": folder}
		return set
	}
	create := testCatalogue().Must("files.batch_create_permissions")
	d.drive(create, on(drawings, arguments{body: []any{right}}))
	d.drive(create, on(drawings, arguments{body: []any{right}, status: 422}))
	d.drive(create, on(sub, arguments{body: []any{right}, status: 423})) // what was set above is still being handed down
	d.clock.advance(jobWait)
	held := func(folder string) object {
		t.Helper()
		r := d.drive(testCatalogue().Must("files.list_permissions"), on(folder, arguments{}))
		for _, x := range r.body.([]any) {
			if at(x, "subjectId") == right["subjectId"] {
				return x.(object)
			}
		}
		return nil
	}
	below := held(sub)
	if fmt.Sprint(below["actions"], below["inheritActions"]) != "[] [VIEW COLLABORATE]" {
		t.Errorf("below: got %v %v", below["actions"], below["inheritActions"])
	}
	d.drive(testCatalogue().Must("files.batch_update_permissions"), on(sub, arguments{body: []any{right}, status: 400}))
	d.drive(testCatalogue().Must("files.batch_delete_permissions"), on(drawings, arguments{body: []any{object{"subjectId": right["subjectId"], "subjectType": "USER"}}}))
	if held(sub) != nil || held(drawings) != nil {
		t.Error("rights are left after they were taken away")
	}
}
