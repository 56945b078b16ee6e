package tenant

import (
	"fmt"
	"path"
	"slices"
	"strings"
	"time"
)

// Files of Docs: an item is a file in a folder, its versions are what was uploaded as that file over time. The last one, the tip,
// gives the file its name.

func itemRules() map[string]handler {
	return map[string]handler{
		"data_management.create_storage":       createStorage,
		"data_management.create_item":          createItem,
		"data_management.get_item":             itemAnswer(pathItem),
		"data_management.get_version_item":     itemAnswer(pathVersionItem),
		"data_management.get_item_parent":      getItemParent,
		"data_management.get_item_tip":         getItemTip,
		"data_management.list_item_versions":   listItemVersions,
		"data_management.patch_item":           refuseRename,
		"data_management.patch_version":        refuseRename,
		"data_management.search_folder":        searchFolder,
		"data_management.list_folder_contents": listContents,
	}
}

// processing is how long ACC works on a file that has been uploaded.
const processing = 5 * time.Second

func (q *request) itemsHere() Collection    { return Collection{"item", q.siteID()} }
func (q *request) versionsHere() Collection { return Collection{"version", q.siteID()} }

// itemAt is a file of the project; it is refused if there is none.
func (q *request) itemAt(id string) (Record, error) {
	rec, err := q.get(q.itemsHere(), id)
	if err == nil && rec == nil {
		err = q.refuse(404, "there is no file %q", id)
	}
	return rec, err
}

// versionAt is a file version of the project; it is refused if there is none.
func (q *request) versionAt(id string) (Record, error) {
	rec, err := q.get(q.versionsHere(), id)
	if err == nil && rec == nil {
		err = q.refuse(404, "there is no file version %q", id)
	}
	return rec, err
}

func tipOf(item Record) string {
	id, _ := textAt(item, "relationships.tip.data.id")
	return id
}

// versionsOf are the versions of a file, the newest first.
func (q *request) versionsOf(item string) ([]Record, error) {
	all, err := q.list(q.versionsHere())
	var out []Record
	for _, v := range all {
		if id, _ := textAt(v, "relationships.item.data.id"); id == item {
			out = append(out, v)
		}
	}
	slices.SortStableFunc(out, func(a, b Record) int { return int(numberOf(b) - numberOf(a)) })
	return out, err
}

// numberOf is a version's number.
func numberOf(version Record) int64 {
	n, _ := at(version, "attributes.versionNumber")
	return whole(n)
}

// nameOf is the name of a folder or a version.
func nameOf(rec Record) string {
	name, _ := textAt(rec, "attributes.name")
	return name
}

// pathItem is the file that the call's path names, pathVersionItem the one of the version it names.
func pathItem(q *request) (Record, error) { return q.itemAt(q.call.Path["item_id"]) }

func pathVersionItem(q *request) (Record, error) {
	v, err := q.versionAt(q.call.Path["version_id"])
	if err != nil {
		return nil, err
	}
	id, _ := textAt(v, "relationships.item.data.id")
	return q.itemAt(id)
}

// itemAnswer answers with a file and its tip version beside it.
func itemAnswer(find func(*request) (Record, error)) handler {
	return func(q *request) error {
		item, err := find(q)
		if err != nil {
			return err
		}
		tip, err := q.versionAt(tipOf(item))
		if err != nil {
			return err
		}
		if q.queryOr("includePathInProject", "false") == "true" {
			folders, err := q.pathOf(parentFolder(item))
			if err != nil {
				return err
			}
			attributes, _ := item["attributes"].(Record)
			item = with(item, Record{"attributes": with(attributes, Record{"pathInProject": "/" + strings.Join(folders, "/")})})
		}
		q.out.Value = with(q.wrap(item), Record{"included": []any{tip}})
		return nil
	}
}

// pathOf is the names of a folder and those above it, the highest first.
func (q *request) pathOf(folder string) ([]string, error) {
	_, all, err := q.folders()
	var names []string
	for range len(all) {
		i := slices.IndexFunc(all, func(f Record) bool { return text(f, "id") == folder })
		if i < 0 {
			break
		}
		names = append([]string{nameOf(all[i])}, names...)
		folder = parentFolder(all[i])
	}
	return names, err
}

func getItemParent(q *request) error {
	item, err := pathItem(q)
	if err != nil {
		return err
	}
	_, all, err := q.folders()
	if err != nil {
		return err
	}
	f, err := q.folderAt(all, parentFolder(item))
	if err == nil {
		q.answer(f)
	}
	return err
}

func getItemTip(q *request) error {
	item, err := pathItem(q)
	if err != nil {
		return err
	}
	tip, err := q.versionAt(tipOf(item))
	if err == nil {
		q.out.Value = Record{"jsonapi": Record{"version": "1.0"}, "data": tip}
	}
	return err
}

func listItemVersions(q *request) error {
	if _, err := pathItem(q); err != nil {
		return err
	}
	all, err := q.versionsOf(q.call.Path["item_id"])
	if err != nil {
		return err
	}
	list := []any{}
	for _, v := range all {
		kind, _ := textAt(v, "attributes.extension.type")
		if q.oneOfParam("filter[id]", text(v, "id")) && q.oneOfParam("filter[extension.type]", kind) &&
			q.oneOfParam("filter[versionNumber]", fmt.Sprint(numberOf(v))) {
			list = append(list, v)
		}
	}
	q.out.Value = list
	return nil
}

// refuseRename refuses to rename a file the way that Docs of ACC does not know.
func refuseRename(q *request) error {
	return hinted(q.refuse(403, "files of ACC cannot be renamed like this"), "Create a version with copyFrom and the new name.")
}

// createStorage reserves an object for a file that is going to be uploaded into a folder, or as a new version of a file.
func createStorage(q *request) error {
	kind, _ := textAt(q.body(), "data.relationships.target.data.type")
	target, _ := textAt(q.body(), "data.relationships.target.data.id")
	name, _ := textAt(q.body(), "data.attributes.name")
	if err := q.fileName("data.attributes.name", name); err != nil {
		return err
	}
	if kind == "items" {
		if _, err := q.itemAt(target); err != nil {
			return err
		}
	} else if _, err := q.liveFolder(target); err != nil {
		return err
	}
	q.out.Value = Record{"jsonapi": Record{"version": "1.0"}, "data": Record{"type": "objects", "id": q.reserve(name, target),
		"relationships": Record{"target": Record{"data": Record{"type": kind, "id": target}}}}}
	return nil
}

// liveFolder is a folder of the project that has not been deleted.
func (q *request) liveFolder(id string) (Record, error) {
	_, all, err := q.folders()
	if err != nil {
		return nil, err
	}
	f, err := q.folderAt(all, id)
	if err == nil && hiddenFolder(f) {
		err = q.refuse(404, "the folder %q has been deleted", id)
	}
	return f, err
}

// fileName refuses a name that Docs does not take.
func (q *request) fileName(where, name string) error {
	switch {
	case name == "" || len([]rune(name)) > 255:
		return q.refuse(400, "%s: got %d characters, want 1 to 255", where, len([]rune(name)))
	case strings.ContainsAny(name, "<>:\"/\\|?*'\n\r\t\x00\f¢™$®"):
		return q.refuse(400, `%s: got %q, want a name without any of < > : " / \ | ? * '`, where, name)
	}
	return nil
}

// createItem makes a file of an object that has been uploaded, or of a copy of a version.
func createItem(q *request) error {
	body := q.body()
	folder, _ := textAt(body, "data.relationships.parent.data.id")
	if _, err := q.liveFolder(folder); err != nil {
		return err
	}
	first, _ := at(body, "included")
	var sent Record
	if list, _ := first.([]any); len(list) > 0 {
		sent, _ = list[0].(Record)
	}
	source, err := q.sourceOf(sent)
	if err != nil {
		return err
	}
	name := nameOf(sent)
	if name == "" {
		name = source.name
	}
	if err := q.fileName("included[0].attributes.name", name); err != nil {
		return err
	}
	if err := q.refuseTakenFile(folder, name, ""); err != nil {
		return err
	}
	id := q.store.NewID(q.itemsHere())
	kind, _ := textAt(sent, "attributes.extension.type")
	v := q.newVersion(id, 1, name, kind, source)
	item := q.newItem(id, folder, v)
	if display, _ := textAt(body, "data.attributes.displayName"); display != "" {
		attributes, _ := item["attributes"].(Record)
		attributes["displayName"] = display
	}
	q.change(q.itemsHere(), id, nil, item)
	q.addVersion(v)
	q.out.Value = with(q.wrap(item), Record{"included": []any{v}, "meta": Record{"bim360DmCommandId": q.store.NewID(Collection{"command", ""})}})
	return nil
}

// refuseTakenFile refuses a name that another file in the folder has.
func (q *request) refuseTakenFile(folder, name, item string) error {
	files, err := q.list(q.itemsHere())
	if err != nil {
		return err
	}
	for _, f := range files {
		if parentFolder(f) != folder || hiddenFolder(f) || text(f, "id") == item {
			continue
		}
		tip, err := q.get(q.versionsHere(), tipOf(f))
		if err != nil {
			return err
		}
		if strings.EqualFold(nameOf(tip), name) {
			return hinted(q.refuse(409, "there is a file %q in the folder already", nameOf(tip)),
				"Add a version to it with data_management.create_version.")
		}
	}
	return nil
}

// source is what a version is made of.
type source struct {
	name, storage, copied string
	size                  int64
}

// sourceOf is what the version that was sent is made of: an object uploaded before, or a version to copy.
func (q *request) sourceOf(sent Record) (source, error) {
	if from, ok := q.call.QueryValue("copyFrom"); ok {
		v, err := q.versionAt(from)
		if err != nil {
			return source{}, err
		}
		if state, _ := textAt(v, "attributes.extension.data.processState"); state == "PROCESSING" {
			return source{}, q.refuse(423, "%q is still being processed", nameOf(v))
		}
		storage, _ := textAt(v, "relationships.storage.data.id")
		if storage == "" {
			return source{}, q.refuse(400, "the version %q is a deletion and cannot be copied", from)
		}
		size, _ := at(v, "attributes.storageSize")
		return source{nameOf(v), storage, from, whole(size)}, nil
	}
	urn, _ := textAt(sent, "relationships.storage.data.id")
	if urn == "" {
		return source{}, q.refuse(400, "relationships.storage.data.id: missing")
	}
	object, err := q.uploaded(urn)
	if err != nil {
		return source{}, err
	}
	return source{storage: urn, size: whole(object["size"])}, nil
}

// newVersion is the record of a version that is about to be processed.
func (q *request) newVersion(item string, number int64, name, kind string, from source) Record {
	if kind == "" {
		kind = "versions:autodesk.bim360:File"
	}
	v := versionRecord(item, number, name, from.storage, from.size, stamp(q.now), q.callerUID(), q.callerName())
	attributes, _ := v["attributes"].(Record)
	extension, _ := attributes["extension"].(Record)
	data, _ := extension["data"].(Record)
	extension["type"] = kind
	data["processState"], data["extractionState"] = "PROCESSING", "PROCESSING"
	if from.copied != "" {
		data["copiedFrom"] = from.copied
	}
	return v
}

// versionRecord is a version of a file as it is once it has been processed.
func versionRecord(item string, number int64, name, storage string, size int64, when, uid, who string) Record {
	id := versionID(item, number)
	kind := strings.TrimPrefix(path.Ext(name), ".")
	href := "https://developer.api.autodesk.com/data/v1/versions/" + id
	return Record{"type": "versions", "id": id,
		"attributes": Record{"name": name, "displayName": name, "mimeType": mediaType(name), "versionNumber": number, "fileType": kind,
			"storageSize": size, "createTime": when, "createUserId": uid, "createUserName": who, "lastModifiedTime": when,
			"lastModifiedUserId": uid, "lastModifiedUserName": who, "extension": Record{"type": "versions:autodesk.bim360:File", "version": "1.0",
				"data": Record{"processState": "PROCESSING_COMPLETE", "extractionState": "SUCCESS", "conformingStatus": "NONE"}}},
		"relationships": Record{"item": linked("items", item), "storage": linked("objects", storage),
			"derivatives": linked("derivatives", derivativeID(id)), "thumbnails": linked("thumbnails", derivativeID(id))},
		"links": Record{"self": Record{"href": href}, "webView": Record{"href": "https://acc.autodesk.com/docs/files/versions/" + id}}}
}

func linked(kind, id string) Record { return Record{"data": Record{"type": kind, "id": id}} }

// versionID is the URN of a file's version.
func versionID(item string, number int64) string {
	return fmt.Sprintf("urn:adsk.wipprod:fs.file:vf.%s?version=%d", item[strings.LastIndexByte(item, ':')+1:], number)
}

func derivativeID(version string) string {
	return "dXJu." + version[strings.LastIndexByte(version, ':')+1:]
}

// newItem is the record of a file with its first version.
func (q *request) newItem(id, folder string, tip Record) Record {
	return itemRecord(id, folder, tip)
}

// itemRecord is a file in a folder, whose tip is a version.
func itemRecord(id, folder string, tip Record) Record {
	t, _ := tip["attributes"].(Record)
	return Record{"type": "items", "id": id,
		"attributes": Record{"displayName": t["name"], "createTime": t["createTime"], "createUserId": t["createUserId"],
			"createUserName": t["createUserName"], "lastModifiedTime": t["createTime"], "lastModifiedUserId": t["createUserId"],
			"lastModifiedUserName": t["createUserName"], "hidden": false, "reserved": false, "reservedTime": nil, "reservedUserId": nil,
			"reservedUserName": nil, "extension": Record{"type": "items:autodesk.bim360:File", "version": "1.0", "data": Record{}}},
		"relationships": Record{"tip": linked("versions", text(tip, "id")), "parent": linked("folders", folder)},
		"links":         Record{"self": Record{"href": "https://developer.api.autodesk.com/data/v1/items/" + id}}}
}

// addVersion stores a version, which ACC then works on for a while.
func (q *request) addVersion(v Record) {
	q.change(q.versionsHere(), text(v, "id"), nil, v)
	done := Clone(v).(Record)
	attributes, _ := done["attributes"].(Record)
	extension, _ := attributes["extension"].(Record)
	data, _ := extension["data"].(Record)
	data["processState"], data["extractionState"] = "PROCESSING_COMPLETE", "SUCCESS"
	q.follow(processing, Change{Collection: q.versionsHere(), ID: text(v, "id"), Before: v, After: done})
}

// listContents lists what is directly in a folder, with the files' tip versions beside it.
func listContents(q *request) error {
	if err := listFolderContents(q); err != nil {
		return err
	}
	rollup := splitList(q.queryOr("filter[lastModifiedTimeRollup]", ""))
	list := []any{}
	for _, x := range q.out.Value.([]any) {
		rec, _ := x.(Record)
		kind, _ := textAt(rec, "attributes.extension.type")
		changed, _ := textAt(rec, "attributes.lastModifiedTimeRollup")
		if q.oneOfParam("filter[extension.type]", kind) && (len(rollup) == 0 || slices.Contains(rollup, changed)) {
			list = append(list, rec)
		}
	}
	tips := map[string]Record{}
	for _, x := range list {
		if tip := tipOf(x.(Record)); tip != "" {
			v, err := q.get(q.versionsHere(), tip)
			if err != nil {
				return err
			}
			tips[tip] = v
		}
	}
	q.out.Value = list
	q.out.Beside = func(page []any) Record {
		included := []any{}
		for _, x := range page {
			if v := tips[tipOf(x.(Record))]; v != nil {
				included = append(included, v)
			}
		}
		return Record{"included": included}
	}
	return nil
}

// searchFolder finds the tip versions in a folder and below it that pass the filters, with their files beside them.
func searchFolder(q *request) error {
	_, all, err := q.folders()
	if err != nil {
		return err
	}
	root := q.call.Path["folder_id"]
	if _, err := q.folderAt(all, root); err != nil {
		return err
	}
	inside := map[string]bool{root: true}
	for range all {
		for _, f := range all {
			if inside[parentFolder(f)] && !hiddenFolder(f) {
				inside[text(f, "id")] = true
			}
		}
	}
	files, err := q.list(q.itemsHere())
	if err != nil {
		return err
	}
	list, of := []any{}, map[string]Record{}
	for _, f := range files {
		if !inside[parentFolder(f)] || hiddenFolder(f) {
			continue
		}
		tip, err := q.versionAt(tipOf(f))
		if err != nil {
			return err
		}
		passes, err := q.searched(tip)
		if err != nil {
			return err
		}
		if passes {
			list, of[text(tip, "id")] = append(list, tip), f
		}
	}
	q.out.Value = list
	q.out.Beside = func(page []any) Record {
		included := []any{}
		for _, x := range page {
			included = append(included, of[text(x.(Record), "id")])
		}
		return Record{"included": included}
	}
	return nil
}

// searched reports whether a version passes the filters of a search: filter[fileType]=pdf, filter[attributes.name]-contains=Floor.
func (q *request) searched(v Record) (bool, error) {
	for _, p := range q.call.Query {
		rest, ok := strings.CutPrefix(p.Name, "filter[")
		if !ok {
			continue
		}
		field, how, _ := strings.Cut(rest, "]")
		value, found := at(v, field)
		if !found {
			value, _ = at(v, "attributes."+field)
		}
		ok, err := compares(plain(value), strings.TrimPrefix(how, "-"), p.Value)
		if err != nil {
			return false, q.refuse(400, "%s: %v", p.Name, err)
		}
		if !ok {
			return false, nil
		}
	}
	return true, nil
}

// compares reports whether a value compares as a filter's suffix says.
func compares(value, how, wanted string) (bool, error) {
	v, w := fold(value), fold(wanted)
	switch how {
	case "", "eq":
		return slices.ContainsFunc(splitList(w), func(x string) bool { return x == v }), nil
	case "lt":
		return v < w, nil
	case "le":
		return v <= w, nil
	case "gt":
		return v > w, nil
	case "ge":
		return v >= w, nil
	case "starts":
		return strings.HasPrefix(v, w), nil
	case "ends":
		return strings.HasSuffix(v, w), nil
	case "contains":
		return strings.Contains(v, w), nil
	}
	return false, fmt.Errorf("got -%s, want one of -eq, -lt, -le, -gt, -ge, -starts, -ends, -contains", how)
}
