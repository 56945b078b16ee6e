package tenant

import (
	"crypto/sha256"
	"fmt"
	"slices"
)

// Every project of an account of our own has some things from the start that people then fill in: types of issues and RFIs,
// responses to submittals, a root of its locations. They are not kept until they are changed.

// givenRules are the entities that a project has some of from the start, and which those are. A record without an ID gets
// one that follows from the project and its name.
func givenRules() map[string]func(p project) []Record {
	return map[string]func(p project) []Record{
		"issue_category":       givenIssueTypes,
		"root_cause_category":  givenRootCauses,
		"rfi_type":             givenRFITypes,
		"submittal_item_type":  givenItemTypes,
		"submittal_response":   givenResponses,
		"location":             givenLocations,
		"asset_category":       givenCategories,
		"asset_status":         givenStatuses,
		"asset_status_set":     givenStatusSets,
		"change_order_type":    givenChangeOrderTypes,
		"budget_code_template": givenBudgetTemplates,
		"cost_attribute":       givenCostAttributes,
	}
}

// project is what things given from the start are made for.
type project struct {
	id, created, by string
}

// givenID is the ID of something that a project has from the start.
func (p project) givenID(kind, name string) string {
	sum := sha256.Sum256([]byte(p.id + "/" + kind + "/" + name))
	sum[6] = sum[6]&0x0f | 0x50
	sum[8] = sum[8]&0x3f | 0x80
	return fmt.Sprintf("%s-%x-%x-%x-%x", tagOf(p.id), sum[4:6], sum[6:8], sum[8:10], sum[10:16])
}

// dated is a record that was made with the project.
func (p project) dated(rec Record) Record {
	return with(Record{"createdAt": p.created, "createdBy": p.by, "updatedAt": p.created, "updatedBy": p.by, "deletedAt": nil, "deletedBy": nil}, rec)
}

// givenProject is the project that the call is about, for what it has from the start.
func (q *request) givenProject() project {
	created := text(q.site, "createdAt")
	if created == "" {
		created = stamp(q.now)
	}
	return project{q.siteID(), created, "ACC"}
}

// given are the records that a collection has from the start; none in a preview, which reads them.
func (q *request) given(c Collection) []Record {
	if q.caller.Trusted || q.site == nil || c.Parent != q.siteID() {
		return nil
	}
	begin := q.givens[c.Entity]
	if begin == nil {
		return nil
	}
	return begin(q.givenProject())
}

// withGiven is stored records with those given from the start that have not been changed.
func (q *request) withGiven(c Collection, stored []Record) []Record {
	given := q.given(c)
	if len(given) == 0 {
		return stored
	}
	field := q.idField(c.Entity)
	out := slices.Clone(given)
	for _, rec := range stored {
		if i := slices.IndexFunc(out, func(g Record) bool { return g[field] == rec[field] }); i >= 0 {
			out[i] = rec
		} else {
			out = append(out, rec)
		}
	}
	return out
}

// givenAt is a record given from the start, nil if there is none with that ID.
func (q *request) givenAt(c Collection, id string) Record {
	field := q.idField(c.Entity)
	for _, g := range q.given(c) {
		if idText(g, field) == id {
			return g
		}
	}
	return nil
}

// givenLocations is the root of a project's locations, which always is.
func givenLocations(p project) []Record {
	return []Record{{"id": p.givenID("location", "root"), "parentId": nil, "type": "Root", "name": "Project", "description": nil, "barcode": nil, "order": int64(0),
		"documentCount": int64(0), "areaDefined": false, "path": nil}}
}
