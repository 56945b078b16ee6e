package tenant

import (
	"slices"
	"strings"
)

// Issues: types come with the project, each issue has a number, and says what may be done with it.

func issueRules() map[string]handler {
	return map[string]handler{
		"issues.get_me":                     issuesMe,
		"issues.list_types":                 listIssueTypes,
		"issues.list_root_cause_categories": listRootCauses,
		"issues.list":                       listIssues,
		"issues.create_attachments":         createIssueAttachments,
	}
}

func issueHabits() map[string]habit {
	return map[string]habit{
		"issue":            {made: newIssue, changed: changedIssue},
		"issue_comment":    {made: newIssueComment},
		"issue_attachment": {},
	}
}

// issueStatuses are all statuses of an issue.
func issueStatuses() []any {
	return []any{"draft", "open", "pending", "in_progress", "completed", "in_review", "not_approved", "in_dispute", "closed"}
}

// issueAttributes are the fields of an issue that may be changed.
func issueAttributes() []any {
	return []any{"title", "description", "issueSubtypeId", "status", "assignedTo", "assignedToType", "dueDate", "startDate", "locationId",
		"locationDetails", "rootCauseId", "published", "watchers", "customAttributes", "gpsCoordinates"}
}

// givenKind is a type of issues with its subtypes, or a category of root causes with its causes.
type givenKind struct {
	title string
	below []string
}

func issueKinds() []givenKind {
	return []givenKind{
		{"Quality", []string{"Work to Complete", "Deficiency", "Punch List"}},
		{"Safety", []string{"Hazard", "Near Miss", "Housekeeping"}},
		{"Design", []string{"Missing Information", "Design Change"}},
		{"Coordination", []string{"Clash", "Access"}},
		{"Commissioning", []string{"Test Failure"}},
	}
}

func givenIssueTypes(p project) []Record {
	var out []Record
	for i, k := range issueKinds() {
		id := p.givenID("issue type", k.title)
		subtypes := []any{}
		for n, title := range k.below {
			subtypes = append(subtypes, Record{"id": p.givenID("issue subtype", k.title+"/"+title), "issueTypeId": id, "title": title,
				"code": strings.ToUpper(k.title[:1] + title[:1]), "isActive": true, "orderIndex": int64(n)})
		}
		out = append(out, p.dated(Record{"id": id, "containerId": p.id, "title": k.title, "isActive": true, "orderIndex": int64(i),
			"statusSet": "gg", "subtypes": subtypes}))
	}
	return out
}

func givenRootCauses(p project) []Record {
	var out []Record
	for _, k := range []givenKind{
		{"Communication", []string{"Information not shared", "Late approval"}}, {"Planning", []string{"Sequence", "Trade damage"}},
		{"Workmanship", []string{"Not to specification", "Incomplete"}},
	} {
		id := p.givenID("root cause category", k.title)
		causes := []any{}
		for _, title := range k.below {
			causes = append(causes, Record{"id": p.givenID("root cause", title), "rootCauseCategoryId": id, "title": title, "isActive": true})
		}
		out = append(out, p.dated(Record{"id": id, "title": k.title, "isActive": true, "rootCauses": causes}))
	}
	return out
}

// issuesMe says what the caller may do with issues.
func issuesMe(q *request) error {
	admin, err := q.administersSite()
	if err != nil {
		return err
	}
	q.out.Value = Record{"id": q.callerUID(), "isProjectAdmin": admin, "canManageTemplates": admin,
		"issues": Record{
			"new": Record{"permittedActions": []any{"assign_all", "add_comment", "add_attachment"}, "permittedAttributes": issueAttributes(),
				"permittedStatuses": issueStatuses()},
			"filter": Record{"permittedStatuses": issueStatuses()},
		},
		"permissionLevels": []any{"create", "read", "write"}}
	return nil
}

// administersSite reports whether the caller administers the project, or the whole account.
func (q *request) administersSite() (bool, error) {
	if q.unlimited() {
		return true, nil
	}
	m, err := q.membership(q.siteID())
	return m != nil && accessOf(m, "projectAdministration") == "administrator", err
}

// listIssueTypes lists the types, with their subtypes if they are asked for.
func listIssueTypes(q *request) error { return q.listWithout("issue_category", "subtypes", "subtypes") }

func listRootCauses(q *request) error {
	return q.listWithout("root_cause_category", "rootcauses", "rootCauses")
}

// listWithout lists records without one of their fields unless it is to be included.
func (q *request) listWithout(entity, include, field string) error {
	all, err := q.list(q.childOf(entity))
	if err != nil {
		return err
	}
	if !slices.Contains(splitList(q.queryOr("include", "")), include) {
		for i, rec := range all {
			if i == 0 {
				all = slices.Clone(all)
			}
			all[i] = with(rec, Record{field: []any{}})
		}
	}
	q.answerList(all)
	return nil
}

func listIssues(q *request) error {
	all, err := q.list(q.childOf("issue"))
	if err != nil {
		return err
	}
	wanted := q.queryOr("filter[search]", "")
	kinds, urns := q.wanted("filter[assignedToType]"), q.wanted("filter[linkedDocumentUrn]")
	var out []Record
	for _, i := range all {
		linked, _ := at(i, "linkedDocuments.urn")
		documents, _ := linked.([]any)
		if (holdsText(text(i, "title"), wanted) || holdsText(text(i, "description"), wanted) || plain(i["displayId"]) == wanted) &&
			(kinds == nil || slices.Contains(kinds, text(i, "assignedToType"))) &&
			(urns == nil || slices.ContainsFunc(urns, func(u string) bool { return slices.Contains(documents, any(u)) })) && q.attributesPass(i) {
			out = append(out, i)
		}
	}
	q.answerList(out)
	return nil
}

// attributesPass reports whether an issue has the values that filter[customAttributes][ID]=VALUE asks for.
func (q *request) attributesPass(issue Record) bool {
	for _, p := range q.call.Query {
		id, ok := strings.CutPrefix(p.Name, "filter[customAttributes][")
		if !ok {
			continue
		}
		id = strings.TrimSuffix(id, "]")
		holds := slices.ContainsFunc(items(issue, "customAttributes"), func(x any) bool {
			a, _ := x.(Record)
			return text(a, "attributeDefinitionId") == id && slices.Contains(splitList(p.Value), plain(a["value"]))
		})
		if !holds {
			return false
		}
	}
	return true
}

// subtype is the type that a subtype of issues belongs to; it is refused if there is no such subtype.
func (q *request) subtype(id string) (typeID string, err error) {
	all, err := q.list(Collection{"issue_category", q.siteID()})
	if err != nil {
		return "", err
	}
	for _, t := range all {
		for _, s := range items(t, "subtypes") {
			if text(s.(Record), "id") == id {
				return text(t, "id"), nil
			}
		}
	}
	return "", hinted(q.refuse(400, "issueSubtypeId: there is no subtype %q in the project", id), "issues.list_types with include = \"subtypes\" lists them.")
}

func newIssue(q *request, rec Record) error {
	typeID, err := q.subtype(text(rec, "issueSubtypeId"))
	if err != nil {
		return err
	}
	n, err := q.nextNumber(Collection{"issue", q.siteID()}, "displayId")
	if err != nil {
		return err
	}
	rec["issueTypeId"], rec["displayId"], rec["deleted"] = typeID, n, false
	rec["permittedStatuses"], rec["permittedAttributes"] = issueStatuses(), issueAttributes()
	rec["permittedActions"] = []any{"assign_all", "copy", "delete", "add_comment", "add_attachment", "remove_attachment"}
	return q.closing(rec)
}

func changedIssue(q *request, before, after Record) error {
	if before["deleted"] == true {
		return q.refuse(409, "the issue has been deleted")
	}
	if after["issueSubtypeId"] != before["issueSubtypeId"] {
		typeID, err := q.subtype(text(after, "issueSubtypeId"))
		if err != nil {
			return err
		}
		after["issueTypeId"] = typeID
	}
	if after["status"] != before["status"] {
		return q.closing(after)
	}
	return nil
}

// closing notes who has closed an issue, and when; one that is open again has neither. An assignee comes with their kind.
func (q *request) closing(rec Record) error {
	if rec["assignedTo"] != nil && rec["assignedToType"] == nil {
		return q.refuse(400, "assignedToType: missing, want user, company or role along with assignedTo")
	}
	rec["closedAt"], rec["closedBy"] = nil, nil
	if text(rec, "status") == "closed" {
		rec["closedAt"], rec["closedBy"] = stamp(q.now), q.callerUID()
	}
	return nil
}

// newIssueComment counts a comment of an issue.
func newIssueComment(q *request, rec Record) error {
	issue, err := q.stored("issue", q.call.Path["issue_id"])
	if err != nil {
		return err
	}
	if issue["deleted"] == true {
		return q.refuse(409, "the issue has been deleted")
	}
	rec["permittedActions"], rec["permittedAttributes"] = []any{}, []any{}
	q.follow(0, Change{Collection: Collection{"issue", q.siteID()}, ID: text(issue, "id"), Before: issue,
		After: with(issue, Record{"commentCount": whole(issue["commentCount"]) + 1})})
	return nil
}

// createIssueAttachments attaches files to an issue that have been uploaded.
func createIssueAttachments(q *request) error {
	issue, err := q.stored("issue", text(q.body(), "domainEntityId"))
	if err != nil {
		return err
	}
	c, made := Collection{"issue_attachment", text(issue, "id")}, []any{}
	for _, x := range items(q.body(), "attachments") {
		sent, _ := x.(Record)
		object, err := q.uploaded(text(sent, "storageUrn"))
		if err != nil {
			return err
		}
		rec := attachment(sent, object, text(issue, "id"), stamp(q.now), q.callerUID())
		q.change(c, text(rec, "attachmentId"), nil, rec)
		made = append(made, rec)
	}
	q.out.Value = Record{"attachments": made}
	return nil
}

// attachment is the record of a file that is attached to something.
func attachment(sent, object Record, of, when, uid string) Record {
	name := text(sent, "fileName")
	urn := text(object, "objectId")
	return with(sent, Record{"fileSize": object["size"], "fileType": strings.TrimPrefix(extension(name), "."), "domainEntityId": of, "lineageUrn": lineageOf(urn),
		"version": int64(1), "versionUrn": versionID(lineageOf(urn), 1), "tipVersionUrn": versionID(lineageOf(urn), 1), "bubbleUrn": nil,
		"createdBy": uid, "createdOn": when, "modifiedBy": uid, "modifiedOn": when, "deletedBy": nil, "deletedOn": nil, "isDeleted": false})
}

// extension is what a file's name ends with, from the dot.
func extension(name string) string {
	if i := strings.LastIndexByte(name, '.'); i >= 0 {
		return name[i:]
	}
	return ""
}

// lineageOf is the URN of the file that an attached object is shown as.
func lineageOf(urn string) string {
	_, key, _ := splitURN(urn)
	key, _, _ = strings.Cut(key, ".")
	return "urn:adsk.wipprod:dm.lineage:" + key
}
