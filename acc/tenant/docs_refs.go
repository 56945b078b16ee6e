package tenant

import "strings"

// Custom relationships between folders, files and versions, and links to what is outside of Docs.

func referenceRules() map[string]handler {
	out := map[string]handler{}
	for _, kind := range []string{"folder", "item", "version"} {
		out["data_management.list_"+kind+"_refs"] = listRefs(kind, false)
		out["data_management.list_"+kind+"_relationship_refs"] = listRefs(kind, true)
		out["data_management.create_"+kind+"_relationship_ref"] = createRef(kind)
		out["data_management.list_"+kind+"_links"] = listLinks(kind)
	}
	return out
}

func (q *request) refs() Collection  { return Collection{"docs_ref", q.siteID()} }
func (q *request) links() Collection { return Collection{"docs_link", q.siteID()} }

// resource is a folder, file or version of the project; it is refused if there is none.
func (q *request) resource(kind, id string) (Record, error) {
	switch kind {
	case "items":
		return q.itemAt(id)
	case "versions":
		return q.versionAt(id)
	}
	_, all, err := q.folders()
	if err != nil {
		return nil, err
	}
	return q.folderAt(all, id)
}

// refsAt are the relationships of the folder, file or version that the call names, as seen from it: the direction is "from" when
// the relationship was made on it.
func (q *request) refsAt(kind string) ([]Record, error) {
	id := q.call.Path[kind+"_id"]
	if _, err := q.resource(kind+"s", id); err != nil {
		return nil, err
	}
	all, err := q.list(q.refs())
	var out []Record
	for _, r := range all {
		direction, kindThere, there := "from", text(r, "toType"), text(r, "toId")
		if text(r, "toId") == id {
			direction, kindThere, there = "to", text(r, "fromType"), text(r, "fromId")
		} else if text(r, "fromId") != id {
			continue
		}
		extension, _ := textAt(r, "extension.type")
		if q.oneOfParam("filter[type]", kindThere) && q.oneOfParam("filter[id]", there) && q.oneOfParam("filter[refType]", text(r, "refType")) &&
			q.oneOfParam("filter[direction]", direction) && q.oneOfParam("filter[extension.type]", extension) {
			out = append(out, Record{"type": kindThere, "id": there, "meta": with(without(r, "id"), Record{"direction": direction})})
		}
	}
	return out, err
}

// listRefs lists what is related to something: with how it is related, or the things themselves.
func listRefs(kind string, how bool) handler {
	return func(q *request) error {
		refs, err := q.refsAt(kind)
		if err != nil {
			return err
		}
		things := []any{}
		for _, r := range refs {
			thing, err := q.resource(text(r, "type"), text(r, "id"))
			if err != nil {
				return err
			}
			things = append(things, thing)
		}
		if !how {
			q.out.Value = things
			q.out.Beside = func([]any) Record { return Record{"included": []any{}} }
			return nil
		}
		q.out.Value = listOf(refs)
		q.out.Beside = func([]any) Record { return Record{"included": things} }
		return nil
	}
}

func createRef(kind string) handler {
	return func(q *request) error {
		from := q.call.Path[kind+"_id"]
		if _, err := q.resource(kind+"s", from); err != nil {
			return err
		}
		sent, _ := q.body()["data"].(Record)
		if _, err := q.resource(text(sent, "type"), text(sent, "id")); err != nil {
			return err
		}
		extension, _ := at(sent, "meta.extension")
		typed, _ := textAt(sent, "meta.extension.type")
		refType, _, _ := strings.Cut(typed, ":")
		if !oneOfRefTypes(refType) {
			return q.refuse(400, "data.meta.extension.type: got %q, want one that begins with derived:, dependencies:, auxiliary:, xrefs: or includes:", typed)
		}
		id := q.store.NewID(q.refs())
		q.change(q.refs(), id, nil, Record{"id": id, "fromType": kind + "s", "fromId": from, "toType": sent["type"], "toId": sent["id"],
			"refType": refType, "extension": extension})
		return nil
	}
}

func oneOfRefTypes(s string) bool {
	switch s {
	case "derived", "dependencies", "auxiliary", "xrefs", "includes":
		return true
	}
	return false
}

// listLinks lists the links from something to what is outside of Docs.
func listLinks(kind string) handler {
	return func(q *request) error {
		id := q.call.Path[kind+"_id"]
		if _, err := q.resource(kind+"s", id); err != nil {
			return err
		}
		all, err := q.list(q.links())
		list := []any{}
		for _, l := range all {
			if text(l, "of") == id {
				list = append(list, without(l, "of"))
			}
		}
		q.out.Value = list
		return err
	}
}
