package tenant

import (
	"strings"
	"testing"

	"accstar/acc"
	"accstar/acc/catalog"
)

// Services without rules of their own: what the catalogue says is enough to create, read, list, change and remove.

func TestGenericLife(t *testing.T) {
	w := newWorld(t)
	w.caller = Caller{UserID: ada}
	subtype := map[string]any{"title": "Crack", "issueSubtypeId": deficiency(), "status": "open"}
	i := w.made("issues.create", subtype, "project_id", northTower).Value.(Record)
	id := text(i, "id")
	equal(t, "title", i["title"], "Crack")
	equal(t, "createdBy", i["createdBy"], "UIDADA")
	equal(t, "createdAt", i["createdAt"], "2026-03-04T05:06:07.000Z")
	equal(t, "deleted", i["deleted"], false)
	equal(t, "get", w.made("issues.get", nil, "project_id", northTower, "issue_id", id).Value.(Record)["title"], "Crack")

	w.later(1)
	w.made("issues.patch", Record{"description": "long"}, "project_id", northTower, "issue_id", id)
	got := w.record("issue", northTower, id)
	equal(t, "title", got["title"], "Crack")
	equal(t, "description", got["description"], "long")

	w.made("issues.create", with(subtype, Record{"title": "Leak", "status": "draft"}), "project_id", northTower)
	equal(t, "open", w.names("issues.list", "filter[status]=open", "project_id", northTower), id)
	out, err := w.ask("issues.list", "sortBy=-title&fields=title", nil, "project_id", northTower)
	if err != nil {
		t.Fatal(err)
	}
	equal(t, "sorted", out.Value.([]any)[0].(Record)["title"], "Leak")
	equal(t, "fields", len(out.Value.([]any)[0].(Record)), 2)

	comment := w.made("issues.create_comment", Record{"body": "!"}, "project_id", northTower, "issue_id", id).Value.(Record)
	equal(t, "comments", w.names("issues.list_comments", "", "project_id", northTower, "issue_id", id), text(comment, "id"))
}

func TestGenericDelete(t *testing.T) {
	w := newWorld(t)
	w.put("issue_attachment", nobody, Record{"attachmentId": "a", "displayName": "x.pdf"})
	path := []string{"project_id", northTower, "issue_id", nobody, "attachment_id", "a"}
	out := w.made("issues.delete_attachment", nil, path...)
	if out.Value != nil || out.Status != 204 || out.Changes[0].After != nil {
		t.Errorf("got %+v, want it removed without a word", out)
	}
	w.refused(404, `there is no issue attachment "a"`, "issues.delete_attachment", nil, path...)
}

// deficiency is a subtype of issues that North Tower has from the start.
func deficiency() string {
	return project{id: northTower}.givenID("issue subtype", "Quality/Deficiency")
}

func TestGenericRefusals(t *testing.T) {
	w := newWorld(t)
	w.refused(404, "there is no project", "issues.list", nil, "project_id", nobody)
	w.refused(404, "there is no issue", "issues.get", nil, "project_id", northTower, "issue_id", nobody)
	w.refused(400, "title: missing", "issues.create", Record{"issueSubtypeId": nobody, "status": "open"}, "project_id", northTower)
	w.refused(400, "there is no subtype", "issues.create", Record{"title": "X", "issueSubtypeId": nobody, "status": "open"}, "project_id", northTower)
	w.caller = Caller{UserID: bo}
	w.refused(403, "is not in the project", "issues.list", nil, "project_id", oldMill)
}

// In JSON:API a record is sent and shown in an envelope, and a patch merges at every depth.
func TestGenericJSONAPI(t *testing.T) {
	w := newWorld(t)
	w.caller = Caller{Trusted: true}
	at := []string{"project_id", "b." + northTower}
	extension := Record{"type": "folders:autodesk.bim360:Folder", "version": "1.0", "data": Record{}}
	out := w.made("data_management.create_folder", folderBody("Plans", "urn:x"), at...)
	data := out.Value.(Record)["data"].(Record)
	id := text(data, "id")
	if !strings.HasPrefix(id, "urn:adsk.wipprod:fs.folder:co.") {
		t.Errorf("got id %q, want that of a folder", id)
	}
	if got := data["attributes"].(Record)["createTime"]; !unknown(got) {
		t.Errorf("createTime: got %v, want it unknown", got)
	}

	at = append(at, "folder_id", id)
	w.made("data_management.patch_folder", Record{"jsonapi": Record{"version": "1.0"}, "data": Record{"type": "folders", "id": id,
		"attributes": Record{"hidden": true, "extension": Record{"data": Record{"description": "old"}}}}}, at...)
	got := w.record("folder", northTower, id)
	attributes := got["attributes"].(Record)
	equal(t, "name", attributes["name"], "Plans")
	equal(t, "hidden", attributes["hidden"], true)
	wantSame(t, "extension", attributes["extension"], with(extension, Record{"data": Record{"description": "old"}}))
	shown := w.made("data_management.get_folder", nil, at...).Value.(Record)
	wantSame(t, "get", shown["data"], got)
}

// folderBody is what a new folder is made of.
func folderBody(name, parent string) Record {
	return Record{"jsonapi": Record{"version": "1.0"}, "data": Record{"type": "folders",
		"attributes":    Record{"name": name, "extension": Record{"type": "folders:autodesk.bim360:Folder", "version": "1.0", "data": Record{}}},
		"relationships": Record{"parent": Record{"data": Record{"type": "folders", "id": parent}}}}}
}

// withProducts adds products to North Tower.
func (w *world) withProducts(keys ...string) *world {
	p, _ := w.Get(ctx, Collection{"project", testAccount}, northTower)
	list := items(p, "products")
	for _, k := range keys {
		list = append(list, Record{"key": k, "status": "active"})
	}
	w.put("project", testAccount, with(p, Record{"products": list}))
	return w
}

func TestGenericListBody(t *testing.T) {
	w := newWorld(t)
	w.refused(403, "Build is not activated", "assets.batch_create", []any{}, "project_id", northTower)
	w.withProducts("build")
	p := project{id: northTower}
	asset := Record{"clientAssetId": "A-1", "categoryId": p.givenID("asset category", "root"), "statusId": p.givenID("asset status", "Ordered")}
	w.refused(400, "A-1", "assets.batch_create", []any{asset, asset}, "project_id", northTower)
	out := w.made("assets.batch_create", []any{asset, with(asset, Record{"clientAssetId": "A-2"})}, "project_id", northTower)
	equal(t, "made", len(out.Changes), 2)
	first := out.Value.([]any)[0].(Record)
	equal(t, "clientAssetId", first["clientAssetId"], "A-1")
	equal(t, "isActive", first["isActive"], true)
}

// In a preview, what only ACC fills is unknown on a new record; what nobody can tell makes a gap.
func TestGenericPreview(t *testing.T) {
	w := newWorld(t)
	w.caller = Caller{Trusted: true}
	i := w.made("issues.create", Record{"title": "Crack", "issueSubtypeId": nobody, "status": "open"}, "project_id", northTower).Value.(Record)
	equal(t, "title", i["title"], "Crack")
	for _, f := range w.cat.Entity("issue").Filled {
		if !unknown(i[f]) {
			t.Errorf("%s: got %v, want it unknown", f, i[f])
		}
	}
	// It is listed all the same: what a list hides by default a new record is not.
	equal(t, "listed", w.names("issues.list", "filter[status]=open", "project_id", northTower), text(i, "id"))

	out := w.made("issues.create_attachments", Record{"domainEntityId": nobody, "attachments": []any{}}, "project_id", northTower)
	if len(out.Gaps) != 1 || len(out.Changes) != 0 || !unknown(out.Value.(Record)["attachments"]) {
		t.Errorf("got %+v, want a gap and an unknown answer", out)
	}
}

// Every operation that the catalogue calls modelled or generic is carried out by something other than a shrug, and every rule of
// its own is for an operation that exists.
func TestRulesCoverTheCatalogue(t *testing.T) {
	cat := theCatalogue()
	own := ownRules()
	for id := range own {
		if cat.Operation(id) == nil {
			t.Errorf("%s: rules for an operation that does not exist", id)
		}
	}
	for _, op := range cat.Operations() {
		switch op.Model {
		case catalog.Modelled:
			if own[op.ID()] == nil {
				t.Errorf("%s: modelled, but it has no rules of its own", op.ID())
			}
		case catalog.Generic:
			if own[op.ID()] == nil && !genericallyDone(cat, op) {
				t.Errorf("%s: generic, but the generic rules do not reach it", op.ID())
			}
		}
	}
}

// genericallyDone carries an operation out on a record made for it, and reports whether it changed something.
func genericallyDone(cat *catalog.Catalogue, op *catalog.Operation) bool {
	m := NewMemory(cat, testAccount, nil)
	e := cat.Entity(op.Entity)
	r := &rules{cat: cat, account: testAccount}
	q := &request{rules: r, ctx: ctx, store: m, op: op, caller: Caller{Trusted: true}, accountID: testAccount}
	q.call = &acc.Call{Op: op, Path: map[string]string{}, Body: Record{}}
	for _, p := range op.PathParams {
		q.call.Path[p.Name] = "x"
	}
	if op.Target != "" {
		m.Apply([]Change{{Collection: Collection{e.Name, parentOf(e)}, ID: "x", After: Record{e.IDs[0]: "x"}}})
	}
	if op.BodyShape == catalog.ArrayBody {
		q.call.Body = []any{Record{}}
	}
	err := generic(q)
	return err == nil && len(q.out.Changes) == 1 && len(q.out.Gaps) == 0
}

func parentOf(e *catalog.Entity) string {
	switch e.Parent {
	case "":
		return ""
	}
	return "x"
}
