package tenant

import (
	"strings"
	"testing"
)

func TestHubAndItsProjects(t *testing.T) {
	w := newWorld(t)
	hub := "b." + testAccount
	equal(t, "hubs", w.names("data_management.list_hubs", ""), hub)
	equal(t, "other hubs", w.names("data_management.list_hubs", "filter[id]=b.x"), "")
	name, _ := textAt(w.made("data_management.get_hub", nil, "hub_id", hub).Value.(Record), "data.attributes.name")
	equal(t, "name", name, "Account "+testAccount)
	equal(t, "projects but for archived ones", w.names("data_management.list_projects", "", "hub_id", hub),
		strings.Join([]string{"b." + northTower, "b." + slowStart, "b." + bridge360, "b." + mould}, ", "))
	kind, _ := textAt(w.made("data_management.get_project", nil, "hub_id", hub, "project_id", "b."+bridge360).Value.(Record),
		"data.attributes.extension.data.projectType")
	equal(t, "kind", kind, "BIM360")
	w.refused(404, "there is no hub", "data_management.list_projects", nil, "hub_id", testAccount)
	w.refused(404, "there is no project", "data_management.get_project", nil, "hub_id", hub, "project_id", "b."+nobody)
	w.caller = Caller{UserID: bo}
	equal(t, "Bo's projects", w.names("data_management.list_projects", "", "hub_id", hub), "b."+northTower+", b."+mould)
}

func TestFolders(t *testing.T) {
	w := newWorld(t)
	project := []string{"project_id", "b." + northTower}
	top := w.made("data_management.list_top_folders", nil, append(project, "hub_id", "b."+testAccount)...).Value.([]any)
	files := text(top[0].(Record), "id")
	equal(t, "top folders", len(top), 2)
	only, err := w.ask("data_management.list_top_folders", "projectFilesOnly=true", nil, append(project, "hub_id", "b."+testAccount)...)
	if err != nil || len(only.Value.([]any)) != 1 {
		t.Errorf("got %v %v, want Project Files alone", only, err)
	}
	contents := func(query, of string) string {
		out, err := w.ask("data_management.list_folder_contents", query, nil, append(project, "folder_id", of)...)
		if err != nil {
			t.Fatal(err)
		}
		var names []string
		for _, x := range out.Value.([]any) {
			name, _ := textAt(x.(Record), "attributes.name")
			names = append(names, name)
		}
		return strings.Join(names, ", ")
	}
	create := func(name, parent string) string {
		id, _ := textAt(w.made("data_management.create_folder", folderBody(name, parent), project...).Value.(Record), "data.id")
		return id
	}
	plans := create("Plans", files)
	equal(t, "contents", contents("", files), "Plans")
	floors := create("Floors", plans)
	w.refused(409, `a folder "Plans" already`, "data_management.create_folder", folderBody("PLANS", files), project...)
	w.refused(404, "there is no folder", "data_management.create_folder", folderBody("X", "urn:x"), project...)
	w.refused(403, "root folder", "data_management.create_folder", folderBody("X", rootFolder(northTower)), project...)

	parent, _ := textAt(w.made("data_management.get_folder_parent", nil, append(project, "folder_id", floors)...).Value.(Record), "data.id")
	equal(t, "parent", parent, plans)
	patch := func(attributes Record) Record {
		return Record{"jsonapi": Record{"version": "1.0"}, "data": Record{"type": "folders", "id": plans, "attributes": attributes}}
	}
	w.made("data_management.patch_folder", patch(Record{"hidden": true}), append(project, "folder_id", plans)...)
	equal(t, "without what is deleted", contents("", files), "")
	equal(t, "with it", contents("includeHidden=true", files), "Plans")
	equal(t, "only it", contents("filter[hidden]=true&filter[type]=folders", files), "Plans")
	equal(t, "no items", contents("includeHidden=true&filter[type]=items", files), "")
	create("Plans", files)
	w.refused(409, `a folder "Plans" already`, "data_management.patch_folder", patch(Record{"hidden": false}), append(project, "folder_id", plans)...)
	w.made("data_management.patch_folder", patch(Record{"hidden": false, "name": "Old plans"}), append(project, "folder_id", plans)...)
	equal(t, "renamed", contents("", files), "Old plans, Plans")
	w.refused(404, "there is no folder", "data_management.get_folder", nil, append(project, "folder_id", "urn:x")...)
}
