package tenant

import (
	"fmt"
	"maps"
	"slices"
	"strings"
)

// Assets: in categories that inherit statuses and attributes from above; batches are carried out whole or not at all.

func assetRules() map[string]handler {
	return map[string]handler{
		"assets.list":                           listAssets,
		"assets.batch_get":                      batchGet("asset"),
		"assets.batch_get_categories":           batchGet("asset_category"),
		"assets.batch_get_statuses":             batchGet("asset_status"),
		"assets.batch_get_status_sets":          batchGet("asset_status_set"),
		"assets.batch_get_attributes":           batchGetAttributes,
		"assets.batch_patch":                    patchAssets,
		"assets.batch_delete":                   batchDelete("asset", retired),
		"assets.list_category_attributes":       listCategoryAttributes,
		"assets.assign_category_attribute":      assignCategoryAttribute,
		"assets.assign_category_status_set":     assignStatusSet,
		"assets.batch_get_category_status_sets": categoryStatusSets,
		"assets.list_error_codes":               listErrorCodes,
		"assets.get_error_code":                 getErrorCode,
	}
}

func assetHabits() map[string]habit {
	return map[string]habit{
		"asset":            {made: newAsset},
		"asset_category":   {made: newCategory},
		"asset_attribute":  {made: newAssetAttribute, changed: changedAssetAttribute},
		"asset_status":     {made: newAssetStatus},
		"asset_status_set": {made: newStatusSet},
	}
}

// versioned is a record that counts its changes.
func (p project) versioned(rec Record) Record {
	return p.dated(with(Record{"isActive": true, "version": int64(1), "projectId": p.id}, rec))
}

func givenCategories(p project) []Record {
	return []Record{p.dated(Record{"id": p.givenID("asset category", "root"), "name": "Assets", "description": "", "parentId": nil, "isRoot": true, "isLeaf": false,
		"subcategoryIds": []any{}, "uid": p.givenID("asset category", "root"), "isActive": true})}
}

func givenStatusSets(p project) []Record {
	set := p.givenID("status set", "Default")
	values := []any{}
	for _, s := range givenStatuses(p) {
		values = append(values, Record{"id": s["id"], "label": s["label"], "color": s["color"]})
	}
	return []Record{p.versioned(Record{"id": set, "name": "Default", "description": "", "isDefault": true, "values": values})}
}

func givenStatuses(p project) []Record {
	var out []Record
	for i, label := range []string{"Specified", "Ordered", "Delivered", "Installed"} {
		out = append(out, p.versioned(Record{"id": p.givenID("asset status", label), "label": label, "description": "",
			"color": pickOf([]string{"orange", "yellow", "blue", "green"}, i), "statusStepSetId": p.givenID("status set", "Default"),
			"bucket": fmt.Sprintf("b%d", i+1), "sortOrder": int64(i)}))
	}
	return out
}

func retired(q *request, rec Record) Record {
	return with(rec, Record{"isActive": false, "deletedAt": stamp(q.now), "deletedBy": q.callerUID(), "version": whole(rec["version"]) + 1})
}

func listAssets(q *request) error {
	all, err := q.list(q.childOf("asset"))
	if err != nil {
		return err
	}
	labels, part := q.wanted("filter[statusLabel]"), q.queryOr("filter[searchText]", "")
	statuses := map[string]string{}
	known, err := q.list(q.childOf("asset_status"))
	if err != nil {
		return err
	}
	for _, s := range known {
		statuses[text(s, "id")] = text(s, "label")
	}
	var out []Record
	for _, a := range all {
		if (a["isActive"] == true || q.queryOr("includeDeleted", "false") == "true") && (labels == nil || slices.Contains(labels, statuses[text(a, "statusId")])) &&
			(holdsText(text(a, "clientAssetId"), part) || holdsText(text(a, "description"), part)) {
			if q.queryOr("includeCustomAttributes", "false") != "true" {
				a = with(a, Record{"customAttributes": nil})
			}
			out = append(out, a)
		}
	}
	q.answerList(out)
	return nil
}

// sound refuses an asset whose category or status is not there, or whose ID another has.
func (q *request) sound(rec Record) error {
	for field, entity := range map[string]string{"categoryId": "asset_category", "statusId": "asset_status"} {
		if known, err := q.get(q.childOf(entity), text(rec, field)); err != nil || known == nil {
			return firstError(err, q.refuse(400, "%s: there is no %s %q", field, q.cat.Entity(entity).One, text(rec, field)))
		}
	}
	taken, err := q.lookup(q.childOf("asset"), "clientAssetId", text(rec, "clientAssetId"))
	for _, c := range q.out.Changes {
		if c.Collection.Entity == "asset" && c.After != nil {
			taken = append(taken, c.After)
		}
	}
	for _, t := range taken {
		if text(t, "id") != text(rec, "id") && t["isActive"] == true && strings.EqualFold(text(t, "clientAssetId"), text(rec, "clientAssetId")) {
			return q.refuse(400, "clientAssetId: %q is taken", text(rec, "clientAssetId"))
		}
	}
	return err
}

func newAsset(q *request, rec Record) error {
	rec["isActive"], rec["version"] = true, int64(1)
	if rec["customAttributes"] == nil {
		rec["customAttributes"] = Record{}
	}
	return q.sound(rec)
}

// patchAssets changes assets by their IDs, all or none.
func patchAssets(q *request) error {
	c, answer := q.childOf("asset"), Record{}
	for _, id := range slices.Sorted(maps.Keys(q.body())) {
		before, err := q.get(c, id)
		if err != nil || before == nil {
			return firstError(err, q.refuse(400, "%s: there is no such asset", id))
		}
		sent, _ := q.body()[id].(Record)
		after := with(before, sent)
		if custom, ok := sent["customAttributes"].(Record); ok {
			held, _ := before["customAttributes"].(Record)
			after["customAttributes"] = with(held, custom)
		}
		after["version"] = whole(before["version"]) + 1
		q.touch("asset", after)
		if err := q.sound(after); err != nil {
			return err
		}
		q.change(c, id, before, after)
		answer[id] = after
	}
	q.bare = true
	q.out.Value = answer
	return nil
}

func newCategory(q *request, rec Record) error {
	c := q.childOf("asset_category")
	parent, err := q.get(c, text(rec, "parentId"))
	if err != nil || parent == nil {
		return firstError(err, q.refuse(400, "parentId: there is no category %q", text(rec, "parentId")))
	}
	rec["isRoot"], rec["isLeaf"], rec["uid"], rec["isActive"] = false, true, rec["id"], true
	stored, err := q.store.Get(q.ctx, c, text(parent, "id"))
	q.follow(0, Change{Collection: c, ID: text(parent, "id"), Before: stored,
		After: with(parent, Record{"isLeaf": false, "subcategoryIds": append(slices.Clone(items(parent, "subcategoryIds")), rec["id"])})})
	return err
}

func newAssetAttribute(q *request, rec Record) error {
	all, err := q.list(q.childOf("asset_attribute"))
	rec["name"], rec["isActive"], rec["version"] = fmt.Sprintf("ca%d", len(all)+1), true, int64(1)
	q.attributeValues(rec)
	return err
}

func changedAssetAttribute(q *request, before, after Record) error {
	after["version"] = whole(before["version"]) + 1
	q.attributeValues(after)
	return nil
}

// attributeValues gives the choices of an attribute their IDs.
func (q *request) attributeValues(rec Record) {
	values := []any{}
	for _, name := range items(rec, "enumValues") {
		values = append(values, Record{"id": q.givenProject().givenID("choice", text(rec, "id")+plain(name)), "displayName": name, "customAttributeId": rec["id"]})
	}
	rec["values"] = values
}

func newAssetStatus(q *request, rec Record) error {
	set, err := q.get(q.childOf("asset_status_set"), text(rec, "statusStepSetId"))
	if err != nil || set == nil {
		return firstError(err, q.refuse(400, "statusStepSetId: there is no status set %q", text(rec, "statusStepSetId")))
	}
	n := len(items(set, "values"))
	rec["bucket"], rec["sortOrder"], rec["isActive"], rec["version"] = fmt.Sprintf("b%d", n+1), int64(n), true, int64(1)
	return nil
}

func newStatusSet(q *request, rec Record) error {
	values := []any{}
	for i, x := range items(rec, "values") {
		v, _ := x.(Record)
		id := q.store.NewID(q.childOf("asset_status"))
		q.change(q.childOf("asset_status"), id, nil, q.givenProject().versioned(with(v, Record{"id": id, "statusStepSetId": rec["id"], "bucket": fmt.Sprintf("b%d", i+1),
			"sortOrder": int64(i), "createdAt": stamp(q.now), "createdBy": q.callerUID(), "updatedAt": stamp(q.now), "updatedBy": q.callerUID()})))
		values = append(values, with(v, Record{"id": id}))
	}
	rec["values"], rec["isDefault"], rec["isActive"], rec["version"] = values, false, true, int64(1)
	return nil
}

func batchGetAttributes(q *request) error {
	all, err := q.list(q.childOf("asset_attribute"))
	list := []any{}
	for _, a := range all {
		if slices.Contains(items(q.body(), "ids"), a["id"]) || slices.Contains(items(q.body(), "names"), a["name"]) {
			list = append(list, a)
		}
	}
	q.out.Value = list
	return err
}

// above are a category and those above it, itself first.
func (q *request) above(category string) ([]string, error) {
	var line []string
	for id := category; id != "" && len(line) < 50; {
		rec, err := q.get(q.childOf("asset_category"), id)
		if err != nil {
			return nil, err
		}
		if rec == nil {
			return nil, q.refuse(404, "there is no category %q", id)
		}
		line, id = append(line, id), text(rec, "parentId")
	}
	return line, nil
}

func (q *request) categoryAttributes() Collection {
	return Collection{"category_attribute", q.siteID()}
}

func listCategoryAttributes(q *request) error {
	line, err := q.above(q.call.Path["category_id"])
	if err != nil {
		return err
	}
	if q.queryOr("includeInherited", "false") != "true" {
		line = line[:1]
	}
	given, err := q.list(q.categoryAttributes())
	if err != nil {
		return err
	}
	list := []any{}
	for _, g := range given {
		at := slices.Index(line, text(g, "category"))
		a, err := q.latest(q.childOf("asset_attribute"), text(g, "attribute"))
		if err != nil {
			return err
		}
		if at < 0 || a == nil {
			continue
		}
		var from any
		if at > 0 {
			from = line[at]
		}
		list = append(list, with(a, Record{"inheritedFromCategoryId": from}))
	}
	for _, ch := range q.out.Changes {
		if ch.Collection == q.categoryAttributes() {
			a, err := q.get(q.childOf("asset_attribute"), text(ch.After, "attribute"))
			if err != nil {
				return err
			}
			list = append(list, with(a, Record{"inheritedFromCategoryId": nil}))
		}
	}
	q.out.Value = list
	return nil
}

func assignCategoryAttribute(q *request) error {
	if _, err := q.above(q.call.Path["category_id"]); err != nil {
		return err
	}
	if _, err := q.stored("asset_attribute", q.call.Path["custom_attribute_id"]); err != nil {
		return err
	}
	id := q.call.Path["category_id"] + "/" + q.call.Path["custom_attribute_id"]
	held, err := q.get(q.categoryAttributes(), id)
	if err != nil {
		return err
	}
	if held == nil {
		q.change(q.categoryAttributes(), id, nil, Record{"id": id, "category": q.call.Path["category_id"], "attribute": q.call.Path["custom_attribute_id"]})
	}
	return listCategoryAttributes(q)
}

func (q *request) categorySets() Collection { return Collection{"category_status_set", q.siteID()} }

func assignStatusSet(q *request) error {
	category := q.call.Path["category_id"]
	if _, err := q.above(category); err != nil {
		return err
	}
	if _, err := q.stored("asset_status_set", q.call.Path["status_step_set_id"]); err != nil {
		return err
	}
	held, err := q.get(q.categorySets(), category)
	if err != nil {
		return err
	}
	p := q.givenProject()
	rec := p.versioned(Record{"id": p.givenID("category status set", category), "categoryId": category, "statusStepSetId": q.call.Path["status_step_set_id"],
		"createdAt": stamp(q.now), "createdBy": q.callerUID(), "updatedAt": stamp(q.now), "updatedBy": q.callerUID()})
	q.change(q.categorySets(), category, held, rec)
	q.out.Value = rec
	return nil
}

func categoryStatusSets(q *request) error {
	list := []any{}
	for _, x := range q.listed() {
		line, err := q.above(plain(x))
		if err != nil {
			continue // unknown categories are left out
		}
		set, from := q.givenProject().givenID("status set", "Default"), any(line[len(line)-1])
		for i, id := range line {
			held, err := q.get(q.categorySets(), id)
			if err != nil {
				return err
			}
			if held != nil {
				set, from = text(held, "statusStepSetId"), line[i]
				break
			}
		}
		if from == line[0] {
			from = nil
		}
		list = append(list, Record{"categoryId": x, "statusStepSetId": set, "inheritedFromCategoryId": from})
	}
	q.out.Value = list
	return nil
}

func errorCodes() []Record {
	return []Record{
		{"name": "ASSET_NOT_FOUND", "description": "The asset does not exist.", "httpStatusCode": int64(404), "metadataKeys": []any{"id"}},
		{"name": "CATEGORY_NOT_FOUND", "description": "The category does not exist.", "httpStatusCode": int64(404), "metadataKeys": []any{"id"}},
		{"name": "CLIENT_ASSET_ID_NOT_UNIQUE", "description": "Another asset has this ID.", "httpStatusCode": int64(400), "metadataKeys": []any{"clientAssetId"}},
	}
}

func listErrorCodes(q *request) error {
	q.out.Value = listOf(errorCodes())
	return nil
}

func getErrorCode(q *request) error {
	for _, c := range errorCodes() {
		if text(c, "name") == q.call.Path["error_code_name"] {
			q.out.Value = c
			return nil
		}
	}
	return q.refuse(404, "there is no error code %q", q.call.Path["error_code_name"])
}
