package tenant

import (
	"fmt"
	"slices"
	"strings"
)

// RFIs of the US workflow: a draft is submitted or opened, an open one is answered, an answered one is closed or opened again.
// Which steps there are each RFI says itself.

func rfiRules() map[string]handler {
	return map[string]handler{
		"rfis.get_me":              rfisMe,
		"rfis.get_workflow":        rfiWorkflow,
		"rfis.get":                 getRFI,
		"rfis.list":                listRFIs,
		"rfis.get_next_identifier": nextRFI,
		"rfis.create_response":     createResponse,
		"rfis.patch_response":      patchResponse,
		"rfis.patch_attribute":     patchRFIAttribute,
	}
}

func rfiHabits() map[string]habit {
	return map[string]habit{
		"rfi":           {made: newRFI, changed: changedRFI},
		"rfi_comment":   {made: newRFIComment},
		"rfi_attribute": {made: newRFIAttribute},
	}
}

// rfiSteps are the statuses that an RFI can go to from each.
func rfiSteps(from string) []string {
	switch from {
	case "draft":
		return []string{"submitted", "open", "void"}
	case "submitted":
		return []string{"open", "rejected", "void"}
	case "rejected":
		return []string{"submitted", "void"}
	case "open":
		return []string{"answered", "closed", "void"}
	case "answered":
		return []string{"open", "closed"}
	case "closed":
		return []string{"open"}
	case "void":
		return []string{"draft"}
	}
	return []string{"closed", "void"}
}

// rfiNeeds are the fields that a status takes.
func rfiNeeds(status string) []string {
	if status == "draft" || status == "void" {
		return nil
	}
	return []string{"assignedTo"}
}

func permittedStatuses(from string) []any {
	out := []any{}
	for _, s := range rfiSteps(from) {
		fields := []any{}
		for _, f := range rfiNeeds(s) {
			fields = append(fields, Record{"name": f})
		}
		out = append(out, Record{"status": s, "requiredAttributes": fields})
	}
	return out
}

func givenRFITypes(p project) []Record {
	var out []Record
	for i, name := range []string{"General", "Design Clarification", "Substitution Request"} {
		out = append(out, Record{"id": p.givenID("rfi type", name), "name": name, "wfType": "US", "status": "active", "isDefault": i == 0})
	}
	return out
}

func rfisMe(q *request) error {
	admin, err := q.administersSite()
	if err != nil {
		return err
	}
	role := "project_user"
	if admin {
		role = "project_admin"
	}
	q.out.Value = Record{"user": Record{"id": q.callerUID(), "name": q.callerName(), "role": role},
		"permittedActions": Record{"createRfi": Record{"permittedStatuses": Record{"wfUS": []any{
			Record{"status": "draft", "requiredAttributes": []any{}}, Record{"status": "submitted", "requiredAttributes": []any{Record{"name": "assignedTo"}}},
			Record{"status": "open", "requiredAttributes": []any{Record{"name": "assignedTo"}}},
		}, "wfEU": []any{}}}},
		"workflow":       Record{"roles": []any{"projectGC"}, "type": "US"},
		"defaultRfiType": q.givenProject().givenID("rfi type", "General")}
	return nil
}

func rfiWorkflow(q *request) error {
	roles := []any{}
	for _, name := range []string{"projectSC", "projectGC", "projectCoordinator", "projectReviewer"} {
		roles = append(roles, Record{"name": name, "permittedAssignees": []any{Record{"id": q.callerUID(), "type": "user"}}})
	}
	q.out.Value = Record{"workflowType": "US", "description": "A subcontractor asks, the general contractor passes on, a reviewer answers.",
		"projectRolesMapping": roles}
	return nil
}

// rfiShown is an RFI with what the caller may do with it.
func (q *request) rfiShown(rec Record) Record {
	status := text(rec, "status")
	open := status == "open"
	return with(rec, Record{"permittedActions": Record{
		"updateRfi": Record{"permittedStatuses": Record{"wfUS": permittedStatuses(status), "wfEU": []any{}}, "permittedAttributes": []any{},
			"useCustomAttributes": true},
		"createComment": true, "createResponse": open, "createResponseOnBehalf": open, "remainingReviewers": []any{},
		"createDocumentReference": true, "removeDocumentReference": true, "maxAssignees": int64(20),
	}})
}

func getRFI(q *request) error {
	rec, err := q.stored("rfi", q.call.Path["rfi_id"])
	if err == nil {
		q.answer(q.rfiShown(rec))
	}
	return err
}

// listRFIs searches RFIs by the filter in the body; those that are void are left out unless asked for.
func listRFIs(q *request) error {
	all, err := q.list(q.childOf("rfi"))
	if err != nil {
		return err
	}
	filter, _ := q.body()["filter"].(Record)
	var out []Record
	for _, rec := range all {
		if q.rfiPasses(filter, rec) {
			out = append(out, without(rec, "responses", "draftResponses", "permittedActions"))
		}
	}
	var keys []sortKey
	for _, x := range items(q.body(), "sort") {
		s, _ := x.(Record)
		keys = append(keys, sortKey{text(s, "field"), text(s, "order") == "DESC"})
	}
	q.out.Value = listOf(sortRecords(out, keys))
	return nil
}

func (q *request) rfiPasses(filter, rec Record) bool {
	for _, f := range []string{"status", "costImpact", "scheduleImpact", "priority", "id", "rfiTypeId", "createdBy", "officialResponseStatus"} {
		if !anyOf(filter[f], rec[f]) {
			return false
		}
	}
	for _, f := range []string{"createdAt", "updatedAt", "closedAt", "dueDate"} {
		if !inSpan(text(rec, f), text(filter, f)) {
			return false
		}
	}
	if assigned, ok := filter["assignedTo"].([]any); ok && len(assigned) > 0 {
		ids, _ := at(rec, "assignedTo.id")
		list, _ := ids.([]any)
		if !slices.ContainsFunc(assigned, func(x any) bool { return slices.Contains(list, x) }) {
			return false
		}
	}
	for _, f := range []string{"locations", "discipline", "category"} {
		if wanted, ok := filter[f].([]any); ok && len(wanted) > 0 && !slices.ContainsFunc(wanted, func(x any) bool { return slices.Contains(items(rec, f), x) }) {
			return false
		}
	}
	if text(rec, "status") == "void" && filter["includeHidden"] != true && filter["status"] == nil {
		return false
	}
	part := text(q.body(), "search")
	return holdsText(text(rec, "title"), part) || holdsText(text(rec, "question"), part) || holdsText(text(rec, "customIdentifier"), part)
}

// lastRFI is the highest number among RFIs.
func (q *request) lastRFI() (int, error) {
	all, err := q.list(Collection{"rfi", q.siteID()})
	last := 0
	for _, rec := range all {
		n := 0
		if _, bad := fmt.Sscanf(strings.TrimPrefix(text(rec, "customIdentifier"), "RFI-"), "%d", &n); bad == nil {
			last = max(last, n)
		}
	}
	return last, err
}

func rfiNumber(n int) string { return fmt.Sprintf("RFI-%03d", n) }

func nextRFI(q *request) error {
	last, err := q.lastRFI()
	q.out.Value = Record{"current": rfiNumber(last), "next": rfiNumber(last + 1)}
	return err
}

func newRFI(q *request, rec Record) error {
	status := text(rec, "status")
	if !slices.Contains([]string{"draft", "submitted", "open"}, status) {
		return q.refuse(400, "status: got %q, want draft, submitted or open for a new RFI", status)
	}
	if err := q.rfiNeeds(rec); err != nil {
		return err
	}
	if text(rec, "customIdentifier") == "" {
		last, err := q.lastRFI()
		if err != nil {
			return err
		}
		rec["customIdentifier"] = rfiNumber(last + 1)
	}
	if rec["rfiTypeId"] == nil {
		rec["rfiTypeId"] = q.givenProject().givenID("rfi type", "General")
	}
	rec["previousStatus"], rec["workflowType"], rec["officialResponseStatus"] = nil, "US", "unanswered"
	rec["responses"], rec["draftResponses"] = []any{}, []any{}
	rec["virtualFolderUrn"] = "urn:adsk.wipprod:fs.folder:co." + letters([]byte(text(rec, "customIdentifier") + q.siteID())[:22])
	rec["permittedActions"] = q.rfiShown(rec)["permittedActions"]
	return nil
}

// rfiNeeds refuses an RFI that lacks what its status takes.
func (q *request) rfiNeeds(rec Record) error {
	for _, f := range rfiNeeds(text(rec, "status")) {
		if len(items(rec, f)) == 0 {
			return hinted(q.refuse(400, "%s: missing, an RFI that is %s has one", f, text(rec, "status")), "rfis.get_me says what each status takes.")
		}
	}
	return nil
}

// changedRFI lets an RFI take only the steps that it says it can take.
func changedRFI(q *request, before, after Record) error {
	from, to := text(before, "status"), text(after, "status")
	if from != to {
		if steps := rfiSteps(from); !slices.Contains(steps, to) {
			return hinted(q.refuse(409, "an RFI that is %s cannot become %s, only %s", from, to, strings.Join(steps, ", ")),
				"permittedActions of rfis.get says what it can become.")
		}
		if err := q.rfiNeeds(after); err != nil {
			return err
		}
		after["previousStatus"] = from
		switch to {
		case "closed":
			after["closedAt"], after["closedBy"] = stamp(q.now), q.callerUID()
		case "answered":
			after["answeredAt"], after["answeredBy"] = stamp(q.now), q.callerUID()
		case "open":
			after["closedAt"], after["closedBy"] = nil, nil
		}
	}
	if answer := text(after, "officialResponse"); answer != "" && answer != text(before, "officialResponse") {
		after["officialResponseStatus"], after["respondedAt"], after["respondedBy"] = "answered", stamp(q.now), q.callerUID()
	} else if text(after, "officialResponseStatus") == "rejected" {
		after["officialResponseStatus"] = "unanswered"
	}
	delete(after, "aggregatedResponseIds")
	delete(after, "returnForReviewerList")
	delete(after, "bridgeGenerateRfiReport")
	if sent, ok := after["attachments"].([]any); ok {
		delete(after, "attachments")
		if err := q.attachRFI(text(after, "id"), sent); err != nil {
			return err
		}
	}
	after["permittedActions"] = q.rfiShown(after)["permittedActions"]
	return nil
}

// attachRFI attaches uploaded files to an RFI.
func (q *request) attachRFI(id string, sent []any) error {
	c := Collection{"rfi_attachment", id}
	for _, x := range sent {
		s, _ := x.(Record)
		object, err := q.uploaded(text(s, "storageUrn"))
		if err != nil {
			return err
		}
		name := text(s, "fileName")
		key := q.store.NewID(c)
		q.change(c, key, nil, Record{"attachmentId": key, "attachmentType": s["attachmentType"], "displayName": s["displayName"], "fileName": s["fileName"],
			"storageUrn": s["storageUrn"], "domainEntityId": id, "containerId": q.siteID(), "rfiId": id, "fileSize": object["size"],
			"fileType": strings.TrimPrefix(extension(name), "."), "version": int64(1), "createdOn": stamp(q.now), "createdBy": q.callerUID(),
			"createdByName": q.callerName(), "modifiedOn": stamp(q.now), "modifiedBy": q.callerUID(), "isDeleted": false})
	}
	return nil
}

// createResponse answers an RFI that is open.
func createResponse(q *request) error {
	rec, err := q.stored("rfi", q.call.Path["rfi_id"])
	if err != nil {
		return err
	}
	if status := text(rec, "status"); status != "open" {
		return q.refuse(409, "an RFI that is %s takes no responses, only one that is open", status)
	}
	by := q.callerUID()
	if behalf := text(q.body(), "onBehalf"); behalf != "" {
		by = behalf
	}
	id := q.store.NewID(Collection{"rfi_response", q.siteID()})
	response := Record{"id": id, "state": "submitted", "rfiId": rec["id"], "text": q.body()["text"], "status": q.body()["status"],
		"createdBy": by, "onBehalf": q.body()["onBehalf"], "isEditable": true, "createdAt": stamp(q.now), "updatedBy": q.callerUID(),
		"updatedAt": stamp(q.now), "deletedAt": nil}
	after := with(rec, Record{"responses": append(slices.Clone(items(rec, "responses")), response), "updatedAt": stamp(q.now), "updatedBy": q.callerUID()})
	return q.answerWithRFI(rec, after)
}

func (q *request) answerWithRFI(before, after Record) error {
	if err := q.attachRFI(text(after, "id"), items(q.body(), "attachments")); err != nil {
		return err
	}
	q.change(Collection{"rfi", q.siteID()}, text(after, "id"), before, after)
	q.out.Value = Record{"rfi": q.rfiShown(after)}
	return nil
}

func patchResponse(q *request) error {
	rec, err := q.stored("rfi", q.call.Path["rfi_id"])
	if err != nil {
		return err
	}
	responses, found := slices.Clone(items(rec, "responses")), false
	for i, x := range responses {
		r, _ := x.(Record)
		if text(r, "id") == q.call.Path["response_id"] {
			found = true
			responses[i] = with(r, Record{"text": q.body()["text"], "status": q.body()["status"], "updatedBy": q.callerUID(), "updatedAt": stamp(q.now)})
		}
	}
	if !found {
		return q.refuse(404, "there is no response %q", q.call.Path["response_id"])
	}
	return q.answerWithRFI(rec, with(rec, Record{"responses": responses}))
}

func newRFIComment(q *request, rec Record) error {
	rfi, err := q.stored("rfi", q.call.Path["rfi_id"])
	if err != nil {
		return err
	}
	rec["source"] = "web"
	q.follow(0, Change{Collection: Collection{"rfi", q.siteID()}, ID: text(rfi, "id"), Before: rfi,
		After: with(rfi, Record{"commentsCount": whole(rfi["commentsCount"]) + 1})})
	return nil
}

// newRFIAttribute gives the values of an attribute their IDs.
func newRFIAttribute(q *request, rec Record) error {
	values := []any{}
	for _, x := range items(rec, "possibleValues") {
		v, _ := x.(Record)
		if v["id"] == nil {
			v = with(v, Record{"id": q.store.NewID(Collection{"rfi_value", q.siteID()})})
		}
		values = append(values, v)
	}
	rec["possibleValues"] = values
	return nil
}

// patchRFIAttribute changes an attribute; its values are changed by what is new, altered and gone.
func patchRFIAttribute(q *request) error {
	before, err := q.stored("rfi_attribute", q.call.Path["attribute_id"])
	if err != nil {
		return err
	}
	after := with(before, without(q.body(), "possibleValues", "id"))
	if changes, ok := q.body()["possibleValues"].(Record); ok {
		values := []any{}
		for _, x := range items(before, "possibleValues") {
			v, _ := x.(Record)
			for _, u := range items(changes, "updatedAttributes") {
				if u, _ := u.(Record); u["id"] == v["id"] {
					v = with(v, Record{"name": u["name"]})
				}
			}
			if !slices.Contains(items(changes, "deletedAttributes"), v["id"]) {
				values = append(values, v)
			}
		}
		for _, name := range items(changes, "newAttributes") {
			values = append(values, Record{"id": q.store.NewID(Collection{"rfi_value", q.siteID()}), "name": name})
		}
		after["possibleValues"] = values
	}
	q.change(q.childOf("rfi_attribute"), text(before, "id"), before, after)
	q.answer(after)
	return nil
}
