package tenant

import "slices"

// Reviews of files: a workflow says who looks at them step by step. Transmittals: what was sent to whom.

func reviewRules() map[string]handler {
	return map[string]handler{
		"reviews.get_progress":           reviewProgress,
		"reviews.get_review_workflow":    reviewWorkflow,
		"reviews.list":                   listReviews,
		"reviews.list_versions":          listing("review_version", approvedAs),
		"reviews.list_approval_statuses": approvalStatuses,
		"transmittals.list_documents":    sentParts("transmittal_document"),
		"transmittals.list_folders":      sentParts("transmittal_folder"),
		"transmittals.list_recipients":   sentTo,
	}
}

func reviewHabits() map[string]habit {
	return map[string]habit{"review_workflow": {made: newWorkflow}, "review": {made: newReview}}
}

// builtInApprovals are the statuses that every workflow ends with.
func builtInApprovals(p project) []any {
	return []any{
		Record{"id": p.givenID("approval", "Approved"), "label": "Approved", "value": "APPROVED", "builtIn": true},
		Record{"id": p.givenID("approval", "Rejected"), "label": "Rejected", "value": "REJECTED", "builtIn": true},
	}
}

func newWorkflow(q *request, rec Record) error {
	all, err := q.list(q.childOf("review_workflow"))
	if err != nil {
		return err
	}
	if slices.ContainsFunc(all, func(w Record) bool { return fold(text(w, "name")) == fold(text(rec, "name")) }) {
		return q.refuse(409, "there is a workflow %q already", text(rec, "name"))
	}
	options := builtInApprovals(q.givenProject())
	for _, x := range items(rec, "additionalApprovalStatusOptions") {
		o, _ := x.(Record)
		options = append(options, with(o, Record{"id": q.store.NewID(Collection{"approval", q.siteID()}), "builtIn": false}))
	}
	delete(rec, "additionalApprovalStatusOptions")
	steps := []any{}
	for _, x := range items(rec, "steps") {
		s, _ := x.(Record)
		candidates, _ := s["candidates"].(Record)
		steps = append(steps, with(Record{"duration": int64(3), "dueDateType": "CALENDAR_DAY", "groupReview": Record{"enabled": false}}, with(s, Record{
			"id":         q.store.NewID(Collection{"review_step", q.siteID()}),
			"candidates": with(Record{"users": []any{}, "roles": []any{}, "companies": []any{}}, candidates)})))
	}
	rec["approvalStatusOptions"], rec["steps"], rec["status"], rec["attachedAttributes"] = options, steps, "ACTIVE", []any{}
	return nil
}

// stepsOf are the steps of a workflow.
func stepsOf(workflow Record) []Record {
	var out []Record
	for _, x := range items(workflow, "steps") {
		s, _ := x.(Record)
		out = append(out, s)
	}
	return out
}

func newReview(q *request, rec Record) error {
	w, err := q.get(q.childOf("review_workflow"), text(rec, "workflowId"))
	if err != nil || w == nil {
		return firstError(err, q.refuse(404, "workflowId: there is no workflow %q", text(rec, "workflowId")))
	}
	steps := stepsOf(w)
	if len(steps) == 0 {
		return q.refuse(400, "the workflow %q has no steps", text(w, "name"))
	}
	n, err := q.nextNumber(q.childOf("review"), "sequenceId")
	if err != nil {
		return err
	}
	for i, x := range items(rec, "fileVersions") {
		f, _ := x.(Record)
		v, err := q.get(q.versionsHere(), text(f, "urn"))
		if err != nil || v == nil {
			return firstError(err, q.refuse(400, "fileVersions[%d]: there is no file version %q", i, text(f, "urn")))
		}
		q.change(Collection{"review_version", text(rec, "id")}, text(v, "id"), nil, reviewVersion(v))
	}
	delete(rec, "fileVersions")
	delete(rec, "workflowOptions")
	first := steps[0]
	if len(steps) > 1 { // whoever begins a review has done the first step
		first = steps[1]
	}
	rec["sequenceId"], rec["status"], rec["archived"], rec["archivedBy"], rec["archivedAt"], rec["finishedAt"] = n, "OPEN", false, nil, nil, nil
	rec["createdBy"] = Record{"autodeskId": q.callerUID(), "name": q.callerName()}
	rec["currentStepId"], rec["currentStepDueDate"] = first["id"], stamp(q.now.AddDate(0, 0, 3))
	rec["nextActionBy"] = Record{"claimedBy": []any{}, "candidates": first["candidates"]}
	return nil
}

// reviewVersion is a file version in a review.
func reviewVersion(v Record) Record {
	item, _ := textAt(v, "relationships.item.data.id")
	return Record{"id": v["id"], "urn": v["id"], "itemUrn": item, "name": nameOf(v), "approveStatus": nil,
		"reviewContent": Record{"name": nameOf(v), "customAttributes": []any{}}, "copiedFileVersionUrn": nil}
}

func approvedAs(q *request, rec Record) bool {
	wanted := q.wanted("filter[approveStatus]")
	value, _ := textAt(rec, "approveStatus.value")
	return wanted == nil || slices.Contains(wanted, value)
}

func listReviews(q *request) error {
	all, err := q.list(q.childOf("review"))
	if err != nil {
		return err
	}
	var out []Record
	for _, r := range all {
		if q.nextBy(r, "User", "users") && q.nextBy(r, "Role", "roles") && q.nextBy(r, "Company", "companies") {
			out = append(out, r)
		}
	}
	q.answerList(out)
	return nil
}

// nextBy reports whether somebody whom a filter names can do the next step of a review.
func (q *request) nextBy(review Record, kind, field string) bool {
	wanted := q.queryOr("filter[nextActionBy"+kind+"]", "")
	if wanted == "" {
		return true
	}
	ids, _ := at(review, "nextActionBy.candidates."+field+".autodeskId")
	list, _ := ids.([]any)
	claimed, _ := at(review, "nextActionBy.claimedBy.autodeskId")
	by, _ := claimed.([]any)
	return text(review, "status") == "OPEN" && (slices.Contains(list, any(wanted)) || kind == "User" && slices.Contains(by, any(wanted)))
}

// reviewAndWorkflow are the review that the call's path names, and its workflow.
func (q *request) reviewAndWorkflow() (review, workflow Record, err error) {
	if review, err = q.stored("review", q.call.Path["review_id"]); err != nil {
		return nil, nil, err
	}
	workflow, err = q.get(Collection{"review_workflow", q.siteID()}, text(review, "workflowId"))
	return review, workflow, err
}

func reviewWorkflow(q *request) error {
	_, w, err := q.reviewAndWorkflow()
	q.out.Value = without(w, "status", "createdAt", "updatedAt")
	return err
}

func reviewProgress(q *request) error {
	review, w, err := q.reviewAndWorkflow()
	list, reached := []any{}, false
	for _, s := range stepsOf(w) {
		row := Record{"stepId": s["id"], "stepName": s["name"], "status": "SUBMITTED", "claimedBy": nil, "actionBy": review["createdBy"], "candidates": s["candidates"],
			"endTime": review["updatedAt"], "notes": ""}
		if text(review, "status") == "OPEN" && (reached || s["id"] == review["currentStepId"]) {
			reached = true
			row["status"], row["actionBy"], row["endTime"] = "UNCLAIMED", nil, nil
		}
		list = append(list, row)
	}
	q.out.Value = list
	return err
}

// approvalStatuses lists what reviews have made of a file version.
func approvalStatuses(q *request) error {
	if _, err := q.versionAt(q.call.Path["version_id"]); err != nil {
		return err
	}
	all, err := q.list(q.childOf("review"))
	list := []any{}
	for _, r := range all {
		v, err := q.get(Collection{"review_version", text(r, "id")}, q.call.Path["version_id"])
		if err != nil {
			return err
		}
		if v != nil {
			list = append(list, Record{"approvalStatus": v["approveStatus"], "review": Record{"id": r["id"], "sequenceId": r["sequenceId"], "status": r["status"]}})
		}
	}
	q.out.Value = list
	return err
}

// sentTransmittal is the transmittal that the call's path names; one that is still being sent has nothing to show yet.
func (q *request) sentTransmittal() (Record, bool, error) {
	t, err := q.stored("transmittal", q.call.Path["transmittal_id"])
	if err == nil && text(t, "status") == "SENDING" {
		q.out.Status = 202
		return t, false, nil
	}
	return t, err == nil, err
}

func sentParts(entity string) handler {
	return func(q *request) error {
		t, ready, err := q.sentTransmittal()
		if err != nil || !ready {
			q.out.Value = []any{}
			return err
		}
		all, err := q.list(Collection{entity, text(t, "id")})
		q.answerList(all)
		return err
	}
}

func sentTo(q *request) error {
	t, ready, err := q.sentTransmittal()
	if err != nil || !ready {
		q.out.Value = Record{"recipients": []any{}, "externalMembers": []any{}}
		return err
	}
	everybody := []any{}
	recipients, _ := t["recipients"].(Record)
	for _, kind := range []string{"users", "companies", "roles"} {
		everybody = append(everybody, items(recipients, kind)...)
	}
	q.out.Value = Record{"recipients": everybody, "externalMembers": items(t, "externalMembers")}
	return nil
}
