package tenant

import (
	"path"
	"slices"
	"strings"
)

// Files beside folders and permissions: attributes of versions, exports, packages, linked models.

func fileRules() map[string]handler {
	return map[string]handler{
		"files.batch_get_versions":                 batchGetVersions,
		"files.batch_update_custom_attributes":     updateFileAttributes,
		"files.get_naming_standard":                getNamingStandard,
		"files.list_custom_attribute_items":        listAttributeItems,
		"files.create_export":                      createFileExport,
		"files.get_export":                         func(q *request) error { return q.exported(q.fileExports()) },
		"files.list_package_resources":             listPackageResources,
		"files.list_linked_files":                  listLinkedFiles,
		"files.create_custom_attribute_definition": createFolderAttribute,
	}
}

// attributeValuesOf are the attribute values of file versions, by version.
func (q *request) attributeValuesOf(version string) (Record, error) {
	return q.get(Collection{"version_attributes", q.siteID()}, version)
}

// batchGetVersions reads versions, or the tips of files. What is not there is said beside what is.
func batchGetVersions(q *request) error {
	results, missing := []any{}, []any{}
	for _, x := range items(q.body(), "urns") {
		urn := plain(x)
		if item, err := q.get(q.itemsHere(), urn); err != nil {
			return err
		} else if item != nil {
			urn = tipOf(item)
		}
		v, err := q.get(q.versionsHere(), urn)
		if err != nil {
			return err
		}
		if v == nil {
			missing = append(missing, Record{"urn": x, "code": "NOT_FOUND", "title": "Not found", "detail": "There is no such version."})
			continue
		}
		shown, err := q.documentOf(v)
		if err != nil {
			return err
		}
		results = append(results, shown)
	}
	q.out.Value = Record{"results": results, "errors": missing}
	return nil
}

// documentOf is a version as Files shows it.
func (q *request) documentOf(v Record) (Record, error) {
	a, _ := v["attributes"].(Record)
	item, _ := textAt(v, "relationships.item.data.id")
	storage, _ := textAt(v, "relationships.storage.data.id")
	values, err := q.attributeValuesOf(text(v, "id"))
	return Record{"urn": v["id"], "itemUrn": item, "name": a["name"], "title": "", "number": "", "createTime": a["createTime"], "createUserId": a["createUserId"],
		"createUserName": a["createUserName"], "lastModifiedTime": a["lastModifiedTime"], "lastModifiedUserId": a["lastModifiedUserId"],
		"lastModifiedUserName": a["lastModifiedUserName"], "storageUrn": storage, "storageSize": a["storageSize"], "entityType": "SEED_FILE", "processState": "PROCESSING_COMPLETE",
		"revisionNumber": a["versionNumber"], "customAttributes": orEmpty(items(values, "values"))}, err
}

// attributeNamed is the definition of an attribute in a folder or above it.
func (q *request) attributeNamed(item Record, id int64) (Record, error) {
	line, err := q.lineage(parentFolder(item))
	if err != nil {
		return nil, err
	}
	for _, folder := range line {
		all, err := q.list(Collection{"folder_attribute", folder})
		if err != nil {
			return nil, err
		}
		for _, d := range all {
			if whole(d["id"]) == id {
				return d, nil
			}
		}
	}
	return nil, nil
}

func updateFileAttributes(q *request) error {
	v, err := q.versionAt(q.call.Path["version_id"])
	if err != nil {
		return err
	}
	itemID, _ := textAt(v, "relationships.item.data.id")
	item, err := q.itemAt(itemID)
	if err != nil {
		return err
	}
	before, err := q.attributeValuesOf(text(v, "id"))
	if err != nil {
		return err
	}
	values := slices.Clone(items(before, "values"))
	for i, x := range q.listed() {
		sent, _ := x.(Record)
		d, err := q.attributeNamed(item, whole(sent["id"]))
		if err != nil || d == nil {
			return firstError(err, q.refuse(400, "[%d].id: the folder has no attribute %v", i, sent["id"]))
		}
		value := sent["value"]
		if allowed := items(d, "arrayValues"); text(d, "type") == "array" && value != nil && !slices.Contains(allowed, value) {
			return q.refuse(400, "[%d].value: got %q, want one of %s", i, plain(value), joined(allowed))
		}
		values = putBy(values, "id", Record{"id": whole(d["id"]), "name": d["name"], "type": d["type"], "value": value})
	}
	values = slices.DeleteFunc(values, func(x any) bool { return x.(Record)["value"] == nil })
	q.change(Collection{"version_attributes", q.siteID()}, text(v, "id"), before, Record{"id": v["id"], "values": values})
	q.out.Value = values
	return nil
}

// joined is a list of values as text.
func joined(list []any) string {
	var out []string
	for _, x := range list {
		out = append(out, plain(x))
	}
	return strings.Join(out, ", ")
}

// createFolderAttribute adds an attribute to a folder, under a number that no other in the project has.
func createFolderAttribute(q *request) error {
	folder := q.call.Path["folder_id"]
	if _, err := q.liveFolder(folder); err != nil {
		return err
	}
	c, all := Collection{"folder_attribute", folder}, Collection{"docs_attribute", q.siteID()}
	held, err := q.list(c)
	if err != nil {
		return err
	}
	if slices.ContainsFunc(held, func(d Record) bool { return fold(text(d, "name")) == fold(text(q.body(), "name")) }) {
		return q.refuse(400, "name: the folder has an attribute %q already", text(q.body(), "name"))
	}
	id, err := q.nextNumber(all, "id")
	if err != nil {
		return err
	}
	rec := Record{"id": id, "name": q.body()["name"], "type": q.body()["type"], "arrayValues": orEmpty(items(q.body(), "arrayValues"))}
	options := []any{}
	for _, v := range items(rec, "arrayValues") {
		options = append(options, Record{"value": v, "description": ""})
	}
	by := Record{"id": q.callerUID(), "name": q.callerName()}
	q.change(c, idText(rec, "id"), nil, rec)
	q.follow(0, Change{Collection: all, ID: idText(rec, "id"), After: Record{"id": id, "name": rec["name"], "type": rec["type"], "description": nil,
		"arrayOptions": options, "namingStandardIds": []any{}, "createdBy": by, "updatedBy": by, "createdAt": stamp(q.now), "updatedAt": stamp(q.now)}})
	q.out.Value = rec
	return nil
}

func getNamingStandard(q *request) error {
	rec, err := q.get(Collection{"naming_standard", q.siteID()}, q.call.Path["naming_standard_id"])
	if err != nil || rec == nil {
		return firstError(err, q.refuse(404, "there is no naming standard %q", q.call.Path["naming_standard_id"]))
	}
	q.out.Value = rec
	return nil
}

func listAttributeItems(q *request) error {
	d, err := q.stored("docs_attribute", q.call.Path["custom_attribute_definition_id"])
	if err != nil {
		return err
	}
	if text(d, "type") != "largeList" {
		return q.refuse(400, "the attribute %q is no largeList", text(d, "name"))
	}
	all, err := q.list(Collection{"attribute_item", q.siteID()})
	var out []Record
	for _, x := range all {
		if part := q.queryOr("searchText", ""); holdsText(text(x, "value"), part) || holdsText(text(x, "description"), part) {
			out = append(out, x)
		}
	}
	q.answerList(out)
	return err
}

func (q *request) fileExports() Collection { return Collection{"file_export", q.siteID()} }

// createFileExport puts versions into one PDF, which takes a while.
func createFileExport(q *request) error {
	var names []string
	for i, x := range items(q.body(), "fileVersions") {
		v, err := q.get(q.versionsHere(), plain(x))
		if err != nil || v == nil {
			return firstError(err, q.refuse(404, "fileVersions[%d]: there is no file version %q", i, plain(x)))
		}
		if !slices.Contains([]string{".pdf", ".dwg", ".rvt"}, fold(path.Ext(nameOf(v)))) {
			return q.refuse(400, "fileVersions[%d]: %q is no PDF, DWG or RVT", i, nameOf(v))
		}
		names = append(names, nameOf(v))
	}
	name, _ := textAt(q.body(), "options.outputFileName")
	if name == "" {
		name = "Export"
	}
	urn := q.keepBytes(name+".pdf", pdfPage(append([]string{text(q.site, "name")}, names...)...))
	job := q.beginJob(q.fileExports(), Record{"status": "processing", "_object": urn}, Record{"status": "successful"})
	q.out.Value = Record{"id": job["id"], "status": "processing"}
	return nil
}

func listPackageResources(q *request) error {
	p, err := q.get(Collection{"file_package", q.siteID()}, q.call.Path["package_id"])
	if err != nil || p == nil {
		return firstError(err, q.refuse(404, "there is no package %q", q.call.Path["package_id"]))
	}
	held, err := q.list(Collection{"package_resource", text(p, "id")})
	if err != nil {
		return err
	}
	kinds, numbers, list := q.wanted("filter[fileType]"), q.wanted("filter[version]"), []Record{}
	for _, r := range held {
		v, err := q.versionAt(text(r, "version"))
		if err != nil {
			return err
		}
		shown, err := q.documentOf(v)
		if err != nil {
			return err
		}
		kind := strings.TrimPrefix(path.Ext(nameOf(v)), ".")
		itemID, _ := textAt(v, "relationships.item.data.id")
		item, err := q.itemAt(itemID)
		if err != nil {
			return err
		}
		if (kinds == nil || slices.Contains(kinds, kind)) && (numbers == nil || slices.Contains(numbers, plain(numberOf(v)))) {
			list = append(list, Record{"id": r["id"], "urn": v["id"], "name": nameOf(v), "description": "", "version": numberOf(v), "fileType": kind,
				"entityType": "SEED_FILE", "parentFolderUrn": parentFolder(item), "storageUrn": shown["storageUrn"], "isDeleted": hiddenFolder(item),
				"approvalStatus": nil, "customAttributes": shown["customAttributes"], "createdAt": shown["createTime"], "createdBy": shown["createUserId"],
				"createdByName": shown["createUserName"], "updatedAt": shown["lastModifiedTime"], "updatedBy": shown["lastModifiedUserId"],
				"updatedByName": shown["lastModifiedUserName"]})
		}
	}
	q.answerList(list)
	return nil
}

// listLinkedFiles lists the models that a published cloud model links: the others in its folder.
func listLinkedFiles(q *request) error {
	v, err := q.versionAt(q.call.Path["version_id"])
	if err != nil {
		return err
	}
	itemID, _ := textAt(v, "relationships.item.data.id")
	host, err := q.itemAt(itemID)
	if err != nil {
		return err
	}
	all, err := q.list(q.itemsHere())
	if err != nil {
		return err
	}
	list, own := []any{}, Record{}
	for _, item := range all {
		if parentFolder(item) != parentFolder(host) || hiddenFolder(item) {
			continue
		}
		tip, err := q.versionAt(tipOf(item))
		if err != nil {
			return err
		}
		storage, _ := textAt(tip, "relationships.storage.data.id")
		file := linkedFile(tip, item, storage)
		if text(item, "id") == itemID {
			size, _ := at(tip, "attributes.storageSize")
			own = with(file, Record{"size": size})
		} else {
			list = append(list, file)
		}
	}
	q.out.Value = list
	if q.queryOr("includeHost", "true") == "true" {
		q.out.Beside = func([]any) Record { return Record{"hostFile": own} }
	}
	return nil
}

func linkedFile(tip, item Record, storage string) Record {
	return Record{"itemId": item["id"], "versionId": tip["id"], "modelName": nameOf(tip), "publishStatus": "published", "signedUrl": Link{Object: storage, For: linkLife}}
}
