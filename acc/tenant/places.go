package tenant

import (
	"slices"
)

// Locations are a tree below a root that every project has. Relationships join what belongs together across services.

func placeRules() map[string]handler {
	return map[string]handler{
		"locations.delete":            deleteLocation,
		"locations.list":              listLocations,
		"relationships.search":        searchRelationships,
		"relationships.batch_get":     relationshipsByID,
		"relationships.intersect":     intersectRelationships,
		"relationships.delete":        deleteRelationships,
		"relationships.sync":          syncRelationships,
		"relationships.sync_status":   syncStatus,
		"relationships.list_writable": listWritable,
	}
}

func placeHabits() map[string]habit {
	return map[string]habit{"location": {made: newLocation, changed: changedLocation}, "relationship": {made: newRelationship}}
}

// tree refuses a call about another tree than the project has.
func (q *request) tree() error {
	if id := q.call.Path["tree_id"]; id != "default" {
		return q.refuse(404, "there is no tree %q, only default", id)
	}
	return nil
}

func listLocations(q *request) error {
	if err := q.tree(); err != nil {
		return err
	}
	all, err := q.list(q.childOf("location"))
	if err == nil {
		q.answerList(all)
	}
	return err
}

func newLocation(q *request, rec Record) error {
	if err := q.tree(); err != nil {
		return err
	}
	all, err := q.list(q.childOf("location"))
	if err != nil {
		return err
	}
	i := slices.IndexFunc(all, func(l Record) bool { return l["id"] == rec["parentId"] })
	if i < 0 {
		return q.refuse(404, "parentId: there is no location %q", text(rec, "parentId"))
	}
	order := int64(0)
	for _, l := range all {
		if l["parentId"] != rec["parentId"] {
			continue
		}
		if fold(text(l, "name")) == fold(text(rec, "name")) {
			return q.refuse(409, "there is a location %q below %q already", text(rec, "name"), text(all[i], "name"))
		}
		order = max(order, whole(l["order"])+1)
	}
	rec["order"], rec["documentCount"] = order, int64(0)
	rec["path"] = append(slices.Clone(items(all[i], "path")), rec["name"])
	return nil
}

func changedLocation(q *request, before, _ Record) error {
	if text(before, "type") == "Root" {
		return q.refuse(400, "the root of the locations cannot be changed")
	}
	return q.tree()
}

// deleteLocation deletes a location and all below it.
func deleteLocation(q *request) error {
	if err := q.tree(); err != nil {
		return err
	}
	rec, err := q.stored("location", q.call.Path["node_id"])
	if err != nil {
		return err
	}
	if text(rec, "type") == "Root" {
		return q.refuse(400, "the root of the locations cannot be deleted")
	}
	all, err := q.list(q.childOf("location"))
	if err != nil {
		return err
	}
	gone := map[any]bool{rec["id"]: true}
	for range all {
		for _, l := range all {
			if gone[l["parentId"]] {
				gone[l["id"]] = true
			}
		}
	}
	for _, l := range all {
		if gone[l["id"]] {
			q.change(q.childOf("location"), text(l, "id"), l, nil)
		}
	}
	return nil
}

func newRelationship(q *request, rec Record) error {
	if n := len(items(rec, "entities")); n != 2 {
		return q.refuse(400, "entities: got %d, want two", n)
	}
	ends := []any{}
	for _, x := range items(rec, "entities") {
		e, _ := x.(Record)
		ends = append(ends, with(e, Record{"createdOn": stamp(q.now)}))
	}
	rec["entities"], rec["isDeleted"], rec["isReadOnly"], rec["isService"], rec["deletedOn"] = ends, false, false, false, nil
	return nil
}

// joins reports whether a relationship has an end with this domain, type and ID, as far as they are given.
func joins(rel Record, domain, kind, id string) bool {
	return slices.ContainsFunc(items(rel, "entities"), func(x any) bool {
		e, _ := x.(Record)
		return (domain == "" || text(e, "domain") == domain) && (kind == "" || text(e, "type") == kind) && (id == "" || text(e, "id") == id)
	})
}

// alive reports whether a relationship is to be shown, deleted ones being asked for or not.
func (q *request) alive(rel Record) bool {
	if q.queryOr("onlyDeleted", "false") == "true" {
		return rel["isDeleted"] == true
	}
	return rel["isDeleted"] != true || q.queryOr("includeDeleted", "false") == "true"
}

func searchRelationships(q *request) error {
	all, err := q.list(q.childOf("relationship"))
	list := []any{}
	for _, r := range all {
		if q.alive(r) && joins(r, q.queryOr("domain", ""), q.queryOr("type", ""), q.queryOr("id", "")) &&
			joins(r, q.queryOr("withDomain", ""), q.queryOr("withType", ""), q.queryOr("withId", "")) &&
			after(text(r, "createdOn"), q.queryOr("createdAfter", "")) && after(q.queryOr("createdBefore", ""), text(r, "createdOn")) {
			list = append(list, r)
		}
	}
	q.out.Value = list
	return err
}

// idsOf are the IDs in a body that is a list of them, or of lists of them.
func idsOf(body any) []string {
	var out []string
	list, _ := body.([]any)
	for _, x := range list {
		if inner, ok := x.([]any); ok {
			out = append(out, idsOf(inner)...)
		} else {
			out = append(out, plain(x))
		}
	}
	return out
}

func relationshipsByID(q *request) error {
	list := []any{}
	for _, id := range idsOf(q.call.Body) {
		rec, err := q.get(q.childOf("relationship"), id)
		if err != nil {
			return err
		}
		if rec != nil {
			list = append(list, rec)
		}
	}
	q.out.Value = list
	return nil
}

func intersectRelationships(q *request) error {
	all, err := q.list(q.childOf("relationship"))
	list := []any{}
	for _, r := range all {
		meets := func(ends []any) bool {
			return len(ends) == 0 || slices.ContainsFunc(ends, func(x any) bool {
				e, _ := x.(Record)
				return joins(r, text(e, "domain"), text(e, "type"), text(e, "id"))
			})
		}
		if q.alive(r) && meets(items(q.body(), "entities")) && meets(items(q.body(), "withEntities")) {
			list = append(list, r)
		}
	}
	q.out.Value = list
	return err
}

func deleteRelationships(q *request) error {
	c, gone := q.childOf("relationship"), []any{}
	for _, id := range idsOf(q.call.Body) {
		rec, err := q.get(c, id)
		if err != nil {
			return err
		}
		if rec != nil && rec["isDeleted"] != true {
			q.change(c, id, rec, with(rec, Record{"isDeleted": true, "deletedOn": stamp(q.now)}))
			gone = append(gone, id)
		}
	}
	q.out.Value = Record{"deleted": gone}
	return nil
}

// syncRelationships gives what has come and gone since a token, which is the time it was given at.
func syncRelationships(q *request) error {
	token := text(q.body(), "syncToken")
	all, err := q.list(q.childOf("relationship"))
	domains, _ := at(q.body(), "filters.domains")
	current, gone := []any{}, []any{}
	for _, r := range all {
		if list, ok := domains.([]any); ok && len(list) > 0 && !slices.ContainsFunc(list, func(d any) bool { return joins(r, plain(d), "", "") }) {
			continue
		}
		switch {
		case r["isDeleted"] == true && text(r, "deletedOn") > token && token != "":
			gone = append(gone, r)
		case r["isDeleted"] != true && text(r, "createdOn") > token:
			current = append(current, r)
		}
	}
	q.out.Value = Record{"current": Record{"data": current}, "deleted": Record{"data": gone}, "moreData": false, "overwrite": token == "", "nextSyncToken": stamp(q.now)}
	return err
}

func syncStatus(q *request) error {
	all, err := q.list(q.childOf("relationship"))
	results := []any{}
	for _, x := range q.listed() {
		ask, _ := x.(Record)
		more := slices.ContainsFunc(all, func(r Record) bool {
			return text(r, "createdOn") > text(ask, "syncToken") || text(r, "deletedOn") > text(ask, "syncToken")
		})
		results = append(results, Record{"moreData": more, "overwrite": false, "referenceId": ask["referenceId"], "syncToken": ask["syncToken"]})
	}
	q.out.Value = Record{"results": results, "errors": []any{}}
	return err
}

// listWritable lists what may be joined with what.
func listWritable(q *request) error {
	ends := map[string][]string{"autodesk-bim360-issue": {"issue"}, "autodesk-bim360-asset": {"asset"}, "autodesk-bim360-rfi": {"rfi"},
		"autodesk-construction-form": {"form"}, "autodesk-bim360-documentmanagement": {"documentlineage", "documentversion"}}
	domains := []string{"autodesk-bim360-asset", "autodesk-bim360-documentmanagement", "autodesk-bim360-issue", "autodesk-bim360-rfi", "autodesk-construction-form"}
	list := []any{}
	for _, d := range domains {
		kinds := []any{}
		for _, k := range ends[d] {
			allow := []any{}
			for _, other := range domains {
				if other != d {
					allow = append(allow, Record{"domain": other, "entityTypes": anyList(ends[other])})
				}
			}
			kinds = append(kinds, Record{"entityType": k, "allow": allow})
		}
		list = append(list, Record{"domain": d, "entityTypes": kinds})
	}
	q.out.Value = list
	return nil
}

func anyList(s []string) []any {
	out := make([]any, len(s))
	for i, x := range s {
		out[i] = x
	}
	return out
}
