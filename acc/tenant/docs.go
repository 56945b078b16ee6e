package tenant

import (
	"crypto/sha256"
	"slices"
	"strings"
)

// Docs as Data Management shows it: the account as a hub, its projects once more, and their folders. In an account of our own
// hub and projects follow from the account's records, and each project has the same top folders; a preview reads the live ones.

func docsRules() map[string]handler {
	return map[string]handler{
		"data_management.list_hubs":            listHubs,
		"data_management.get_hub":              getHub,
		"data_management.get_project_hub":      getHub,
		"data_management.list_projects":        listDocsProjects,
		"data_management.get_project":          getDocsProject,
		"data_management.list_top_folders":     listTopFolders,
		"data_management.list_folder_contents": listFolderContents,
		"data_management.get_folder":           getFolder,
		"data_management.get_folder_parent":    getFolderParent,
		"data_management.create_folder":        createFolder,
		"data_management.patch_folder":         patchFolder,
	}
}

// The top folders: the one that ACC's Files tool shows, and the one that photos go to.
const (
	projectFiles = "Project Files"
	photosFolder = "Photos"
)

// hub is the account as Data Management shows it.
func (q *request) hub() Record {
	name := "Account " + q.accountID
	if demo := DemoAccount(); q.accountID == demo.ID {
		name = demo.Name
	}
	return Record{"type": "hubs", "id": "b." + q.accountID, "attributes": Record{
		"name": name, "region": "US", "extension": Record{"type": "hubs:autodesk.bim360:Account", "version": "1.0"},
	},
		"relationships": Record{"projects": related("/project/v1/hubs/b." + q.accountID + "/projects")}, "links": self("/project/v1/hubs/b." + q.accountID)}
}

func listHubs(q *request) error {
	if q.caller.Trusted {
		return generic(q)
	}
	q.answerList([]Record{q.hub()})
	q.out.Beside = func([]any) Record { return Record{"meta": Record{"warnings": []any{}}} }
	return nil
}

// enterHub refuses a call about another hub than the account.
func (q *request) enterHub() error {
	if id := q.call.Path["hub_id"]; id != "b."+q.accountID {
		return q.refuse(404, "there is no hub %q", id)
	}
	return nil
}

func getHub(q *request) error {
	if q.caller.Trusted {
		return generic(q)
	}
	if err := q.enterHub(); err != nil {
		return err
	}
	q.answer(q.hub())
	return nil
}

// docsProject is a project as Data Management shows it.
func (q *request) docsProject(p Record) Record {
	kind := "ACC"
	if text(p, "platform") == "bim360" {
		kind = "BIM360"
	}
	id := text(p, "id")
	return Record{"type": "projects", "id": "b." + id,
		"attributes": Record{"name": p["name"], "scopes": []any{}, "extension": Record{
			"type": "projects:autodesk.bim360:Project", "version": "1.0", "data": Record{"projectType": kind}}},
		"relationships": Record{
			"hub":        Record{"data": Record{"type": "hubs", "id": "b." + q.accountID}},
			"rootFolder": Record{"data": Record{"type": "folders", "id": rootFolder(id)}},
			"topFolders": related("/project/v1/hubs/b." + q.accountID + "/projects/b." + id + "/topFolders"),
			"issues":     Record{"data": Record{"type": "issueContainers", "id": id}},
		},
		"links": Record{"self": Record{"href": href("/project/v1/hubs/b." + q.accountID + "/projects/b." + id)},
			"webView": Record{"href": "https://acc.autodesk.com/docs/files/projects/" + id}}}
}

// listDocsProjects lists the projects that the caller sees but for archived ones.
func listDocsProjects(q *request) error {
	if q.caller.Trusted {
		return generic(q)
	}
	if err := q.enterHub(); err != nil {
		return err
	}
	all, err := q.list(q.projects())
	if err != nil {
		return err
	}
	var recs []Record
	for _, p := range all {
		visible, err := q.sees(text(p, "id"))
		if err != nil {
			return err
		}
		if visible && text(p, "status") != "archived" {
			recs = append(recs, q.docsProject(p))
		}
	}
	q.answerList(recs)
	return nil
}

func getDocsProject(q *request) error {
	if q.caller.Trusted {
		return generic(q)
	}
	if err := q.enterHub(); err != nil {
		return err
	}
	p, err := q.project(q.plainID(q.call.Path["project_id"]))
	if err != nil {
		return err
	}
	q.answer(q.docsProject(p))
	return nil
}

// folders are the folders of the project that the call is about: its top folders and those made since. It refuses a project
// that is not there.
func (q *request) folders() (Collection, []Record, error) {
	p, err := q.site, error(nil)
	if p == nil {
		p, err = q.project(q.plainID(q.call.Path["project_id"]))
	}
	if err != nil {
		return Collection{}, nil, err
	}
	c := Collection{"folder", text(p, "id")}
	made, err := q.list(c)
	all := topFolders(p)
	for _, f := range made {
		all = slices.DeleteFunc(all, func(top Record) bool { return top["id"] == f["id"] })
	}
	return c, append(all, made...), err
}

// rootFolder is the ID of the folder that holds a project's top folders.
func rootFolder(projectID string) string { return folderID(projectID, "") }

func folderID(projectID, name string) string {
	sum := sha256.Sum256([]byte(projectID + "/" + name))
	return "urn:adsk.wipprod:fs.folder:co." + letters(sum[:22])
}

// topFolders are the folders that a project has from the start.
func topFolders(project Record) []Record {
	id := text(project, "id")
	var out []Record
	for _, name := range []string{projectFiles, photosFolder} {
		out = append(out, newFolder(folderID(id, name), name, rootFolder(id), text(project, "createdAt")))
	}
	return out
}

// newFolder is the record of a folder.
func newFolder(id, name, parent, at string) Record {
	return Record{"type": "folders", "id": id,
		"attributes": Record{"name": name, "displayName": name, "objectCount": int64(0), "createTime": at, "lastModifiedTime": at,
			"lastModifiedTimeRollup": at, "hidden": false, "extension": Record{"type": "folders:autodesk.bim360:Folder", "version": "1.0", "data": Record{}}},
		"relationships": Record{"parent": Record{"data": Record{"type": "folders", "id": parent}}, "contents": related("/data/v1/folders/" + id + "/contents")},
		"links":         self("/data/v1/folders/" + id)}
}

// href is the address of something in Autodesk's API, as answers give it; related and self are the objects they give it in.
func href(path string) string { return "https://developer.api.autodesk.com" + path }

func related(path string) Record {
	return Record{"links": Record{"related": Record{"href": href(path)}}}
}

func self(path string) Record { return Record{"self": Record{"href": href(path)}} }

func parentFolder(f Record) string {
	id, _ := textAt(f, "relationships.parent.data.id")
	return id
}

func hiddenFolder(f Record) bool {
	hidden, _ := at(f, "attributes.hidden")
	return hidden == true
}

func listTopFolders(q *request) error {
	if q.caller.Trusted {
		return generic(q)
	}
	if err := q.enterHub(); err != nil {
		return err
	}
	_, all, err := q.folders()
	if err != nil {
		return err
	}
	list := []any{}
	for _, f := range all {
		name, _ := textAt(f, "attributes.name")
		top := parentFolder(f) == rootFolder(q.plainID(q.call.Path["project_id"]))
		if top && (name == projectFiles || q.queryOr("projectFilesOnly", "false") != "true") &&
			!(hiddenFolder(f) && q.queryOr("excludeDeleted", "false") == "true") {
			list = append(list, f)
		}
	}
	q.out.Value = list
	return nil
}

// folderAt is the folder whose ID the call gives, among those of its project; it is refused if there is none.
func (q *request) folderAt(all []Record, id string) (Record, error) {
	if i := slices.IndexFunc(all, func(f Record) bool { return text(f, "id") == id }); i >= 0 {
		return all[i], nil
	}
	return nil, q.refuse(404, "there is no folder %q", id)
}

// listFolderContents lists what is directly in a folder, without what has been deleted unless the call asks for it.
func listFolderContents(q *request) error {
	if q.caller.Trusted {
		return generic(q)
	}
	c, all, err := q.folders()
	if err != nil {
		return err
	}
	id := q.call.Path["folder_id"]
	if _, err := q.folderAt(all, id); err != nil && id != rootFolder(c.Parent) {
		return err
	}
	files, err := q.list(Collection{"item", c.Parent})
	if err != nil {
		return err
	}
	hidden := splitList(q.queryOr("filter[hidden]", "false"))
	if q.queryOr("includeHidden", "false") == "true" {
		hidden = []string{"true", "false"}
	}
	list := []any{}
	for _, x := range append(all, files...) {
		if parentFolder(x) == id && slices.Contains(hidden, plain(hiddenFolder(x))) && q.oneOfParam("filter[type]", text(x, "type")) &&
			q.oneOfParam("filter[id]", text(x, "id")) {
			list = append(list, x)
		}
	}
	q.out.Value = list
	return nil
}

// oneOfParam reports whether a value is one of those that a parameter lists, or the parameter is not set.
func (q *request) oneOfParam(param, value string) bool {
	wanted := q.wanted(param)
	return wanted == nil || slices.Contains(wanted, value)
}

func getFolder(q *request) error {
	if q.caller.Trusted {
		return generic(q)
	}
	_, all, err := q.folders()
	if err != nil {
		return err
	}
	f, err := q.folderAt(all, q.call.Path["folder_id"])
	if err != nil {
		return err
	}
	q.answer(f)
	return nil
}

func getFolderParent(q *request) error {
	if q.caller.Trusted {
		return generic(q)
	}
	_, all, err := q.folders()
	if err != nil {
		return err
	}
	f, err := q.folderAt(all, q.call.Path["folder_id"])
	if err != nil {
		return err
	}
	if f, err = q.folderAt(all, parentFolder(f)); err != nil {
		return err
	}
	q.answer(f)
	return nil
}

// createFolder makes a folder below another one, in which no other folder has that name.
func createFolder(q *request) error {
	if q.caller.Trusted {
		return generic(q)
	}
	c, all, err := q.folders()
	if err != nil {
		return err
	}
	body, _ := q.call.Body.(Record)
	parent, _ := textAt(body, "data.relationships.parent.data.id")
	if parent == rootFolder(c.Parent) {
		return q.refuse(403, "folders cannot be made in the root folder")
	}
	if _, err := q.folderAt(all, parent); err != nil {
		return err
	}
	name, _ := textAt(body, "data.attributes.name")
	if err := q.refuseTakenFolder(all, parent, name, ""); err != nil {
		return err
	}
	return genericCreate(q, c)
}

// refuseTakenFolder refuses a name that another folder of the same parent has.
func (q *request) refuseTakenFolder(all []Record, parent, name, id string) error {
	for _, f := range all {
		held, _ := textAt(f, "attributes.name")
		if parentFolder(f) == parent && strings.EqualFold(held, name) && !hiddenFolder(f) && text(f, "id") != id {
			return q.refuse(409, "there is a folder %q already", held)
		}
	}
	return nil
}

// patchFolder renames, moves, hides or shows a folder.
func patchFolder(q *request) error {
	if q.caller.Trusted {
		return generic(q)
	}
	c, all, err := q.folders()
	if err != nil {
		return err
	}
	before, err := q.folderAt(all, q.call.Path["folder_id"])
	if err != nil {
		return err
	}
	body, _ := q.call.Body.(Record)
	after := mergeDeep(before, unwrap(body))
	if _, err := q.folderAt(all, parentFolder(after)); err != nil && parentFolder(after) != parentFolder(before) {
		return err
	}
	name, _ := textAt(after, "attributes.name")
	if err := q.refuseTakenFolder(all, parentFolder(after), name, text(before, "id")); err != nil && !hiddenFolder(after) {
		return err
	}
	attributes, _ := after["attributes"].(Record)
	after["attributes"] = with(attributes, Record{"lastModifiedTime": stamp(q.now), "lastModifiedTimeRollup": stamp(q.now)})
	stored, err := q.get(c, text(before, "id"))
	if err != nil {
		return err
	}
	q.change(c, text(before, "id"), stored, after)
	q.answer(after)
	return nil
}
