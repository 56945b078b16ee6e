package tenant

import "slices"

// Commands of Data Management: one endpoint for questions about many things, and for publishing models.

func commandRules() map[string]handler {
	return map[string]handler{
		"data_management.check_permission":      checkPermission,
		"data_management.list_items":            listItemsCommand,
		"data_management.list_refs":             listRefsCommand,
		"data_management.publish_model":         publishModel,
		"data_management.publish_without_links": publishModel,
		"data_management.get_publish_model_job": publishState,
	}
}

// named are the things that a command is about: their types and IDs.
func (q *request) named() []Record {
	list, _ := at(q.body(), "data.relationships.resources.data")
	var out []Record
	all, _ := list.([]any)
	for _, x := range all {
		if r, ok := x.(Record); ok {
			out = append(out, r)
		}
	}
	return out
}

// command is the answer to a command.
func (q *request) command(rest Record) Record {
	kind, _ := at(q.body(), "data.attributes.extension.type")
	data := Record{"type": "commands", "id": q.givenProject().givenID("command", q.op.Name+stamp(q.now)),
		"attributes": Record{"status": "complete", "extension": Record{"type": kind, "version": "1.0.0"}}}
	return Record{"jsonapi": Record{"version": "1.0"}, "data": with(data, rest)}
}

// actionsNeeded are the rights on a folder that let somebody do what a command asks about.
func actionsNeeded(action string) string {
	switch action {
	case "read", "view", "collaborate":
		return "VIEW"
	case "download":
		return "DOWNLOAD"
	case "upload", "create":
		return "PUBLISH"
	case "admin", "share":
		return "CONTROL"
	}
	return "EDIT"
}

// checkPermission says what the caller may do with folders, files and versions.
func checkPermission(q *request) error {
	asked, _ := at(q.body(), "data.attributes.extension.data.requiredActions")
	wanted, _ := asked.([]any)
	list := []any{}
	for _, r := range q.named() {
		thing, err := q.resource(text(r, "type"), text(r, "id"))
		if err != nil {
			return err
		}
		folder, err := q.folderOf(thing)
		if err != nil {
			return err
		}
		held, err := q.rightsOf(folder)
		if err != nil {
			return err
		}
		details, every := Record{}, true
		for _, a := range wanted {
			allowed := slices.Contains(held, actionsNeeded(plain(a)))
			details[plain(a)], every = allowed, every && allowed
		}
		list = append(list, Record{"type": r["type"], "id": r["id"], "permission": every, "details": details})
	}
	answer := q.command(nil)
	attributes, _ := at(answer, "data.attributes.extension")
	attributes.(Record)["data"] = Record{"requiredActions": wanted, "permissions": list}
	q.out.Value = answer
	return nil
}

// folderOf is the ID of the folder that holds a file or version; of a folder it is its own.
func (q *request) folderOf(thing Record) (string, error) {
	switch text(thing, "type") {
	case "folders":
		return text(thing, "id"), nil
	case "items":
		return parentFolder(thing), nil
	}
	id, _ := textAt(thing, "relationships.item.data.id")
	item, err := q.itemAt(id)
	return parentFolder(item), err
}

func listItemsCommand(q *request) error {
	data, included := []any{}, []any{}
	for _, r := range q.named() {
		item, err := q.itemAt(text(r, "id"))
		if err != nil {
			return err
		}
		tip, err := q.versionAt(tipOf(item))
		if err != nil {
			return err
		}
		data, included = append(data, Record{"type": "items", "id": item["id"], "meta": item}), append(included, tip)
	}
	q.out.Value = with(q.command(Record{"relationships": Record{"resources": Record{"data": data}}}), Record{"included": included})
	return nil
}

func listRefsCommand(q *request) error {
	data, included := []any{}, []any{}
	all, err := q.list(q.refs())
	if err != nil {
		return err
	}
	for _, r := range q.named() {
		if _, err := q.versionAt(text(r, "id")); err != nil {
			return err
		}
		for _, ref := range all {
			if text(ref, "fromId") != text(r, "id") {
				continue
			}
			thing, err := q.resource(text(ref, "toType"), text(ref, "toId"))
			if err != nil {
				return err
			}
			data = append(data, Record{"type": "versions", "id": r["id"], "meta": with(without(ref, "id"), Record{"direction": "from"})})
			included = append(included, thing)
		}
	}
	q.out.Value = with(q.command(Record{"relationships": Record{"resources": Record{"data": data}}}), Record{"included": included})
	return nil
}

func (q *request) publishing() Collection { return Collection{"publish_job", q.siteID()} }

// cloudModel is the Revit cloud model that a command is about.
func (q *request) cloudModel() (Record, error) {
	named := q.named()
	if len(named) != 1 {
		return nil, q.refuse(400, "got %d models, want one", len(named))
	}
	item, err := q.itemAt(text(named[0], "id"))
	if err != nil {
		return nil, err
	}
	if kind, _ := textAt(item, "attributes.extension.type"); kind != "items:autodesk.bim360:C4RModel" {
		return nil, q.refuse(400, "%q is no Revit cloud model", text(item, "id"))
	}
	return item, nil
}

// publishModel publishes a cloud model: some time later it has a new version.
func publishModel(q *request) error {
	item, err := q.cloudModel()
	if err != nil {
		return err
	}
	held, err := q.versionsOf(text(item, "id"))
	if err != nil {
		return err
	}
	tip := held[0]
	storage, _ := textAt(tip, "relationships.storage.data.id")
	size, _ := at(tip, "attributes.storageSize")
	v := versionRecord(text(item, "id"), numberOf(tip)+1, nameOf(tip), storage, whole(size), stamp(q.now.Add(jobTime)), q.callerUID(), q.callerName())
	kind, _ := at(tip, "attributes.extension.type")
	attributes, _ := v["attributes"].(Record)
	extension, _ := attributes["extension"].(Record)
	extension["type"] = kind
	before, err := q.get(q.publishing(), text(item, "id"))
	if err != nil {
		return err
	}
	if text(before, "status") == "processing" {
		return q.refuse(409, "%q is being published", nameOf(tip))
	}
	job := Record{"id": item["id"], "status": "processing"}
	q.change(q.publishing(), text(item, "id"), before, job)
	q.follow(jobTime, Change{Collection: q.publishing(), ID: text(item, "id"), Before: job, After: with(job, Record{"status": "complete"})})
	q.follow(jobTime, Change{Collection: q.versionsHere(), ID: text(v, "id"), After: v})
	q.follow(jobTime, Change{Collection: q.itemsHere(), ID: text(item, "id"), Before: item, After: q.tipped(item, v, false)})
	answer := q.command(nil)
	data, _ := at(answer, "data.attributes")
	data.(Record)["status"] = "committed"
	q.out.Value = answer
	return nil
}

// publishState says how far publishing a cloud model has come; null where it needs publishing.
func publishState(q *request) error {
	item, err := q.cloudModel()
	if err != nil {
		return err
	}
	job, err := q.get(q.publishing(), text(item, "id"))
	if err != nil {
		return err
	}
	if job == nil {
		q.out.Value = Record{"jsonapi": Record{"version": "1.0"}, "data": nil}
		return nil
	}
	answer := q.command(nil)
	data, _ := at(answer, "data.attributes")
	data.(Record)["status"] = job["status"]
	q.out.Value = answer
	return nil
}
