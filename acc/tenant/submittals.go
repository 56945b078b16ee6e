package tenant

import (
	"fmt"
	"slices"
	"strconv"
	"strings"
)

// Submittals: an item goes from the subcontractor to the manager, into review step by step, back to the manager, and out again.
// What it can do next each item says itself.

func submittalRules() map[string]handler {
	return map[string]handler{
		"submittals.get_me":                     submittalsMe,
		"submittals.get_metadata":               submittalsMetadata,
		"submittals.list":                       listSubmittals,
		"submittals.transition":                 transitionSubmittal,
		"submittals.get_next_custom_identifier": nextSubmittal,
		"submittals.validate_custom_identifier": validateSubmittal,
		"submittals.list_revisions":             listing("submittal_revision", nil),
		"submittals.close_task":                 closeTask,
	}
}

func submittalHabits() map[string]habit {
	return map[string]habit{
		"submittal_item":       {made: newSubmittal, changed: changedSubmittal},
		"submittal_attachment": {made: newSubmittalAttachment, changed: changedSubmittalAttachment},
		"spec_section":         {},
	}
}

// submittalState is a state of an item.
type submittalState struct {
	id, name, status, court string
	next, fields            []string // states that it can go to; fields that an item takes to come here
}

func submittalStates() []submittalState {
	return []submittalState{
		{"draft", "Draft", "6", "manager", []string{"sbc-1", "mgr-1", "void"}, nil},
		{"sbc-1", "Waiting for submission", "1", "subcontractor", []string{"mgr-1", "void"}, []string{"subcontractor", "subcontractorType"}},
		{"mgr-1", "Submitted", "2", "manager", []string{"sbc-1", "rev", "mgr-2", "void"}, []string{"manager", "managerType"}},
		{"rev", "In review", "2", "reviewer", []string{"mgr-2", "void"}, nil},
		{"mgr-2", "Reviewed", "2", "manager", []string{"rev", "sbc-2", "void"}, nil},
		{"sbc-2", "Closed", "3", "subcontractor", []string{"sbc-1", "mgr-1"}, []string{"responseId"}},
		{"void", "Void", "4", "manager", []string{"sbc-1", "mgr-1"}, nil},
	}
}

func stateOfSubmittal(id string) submittalState {
	all := submittalStates()
	return all[max(slices.IndexFunc(all, func(s submittalState) bool { return s.id == id }), 0)]
}

func givenItemTypes(p project) []Record {
	return givenValues(p, "submittal item type", "Product Data", "Shop Drawing", "Sample", "Warranty", "Operation and Maintenance Manual")
}

func givenResponses(p project) []Record {
	out := givenValues(p, "submittal response", "Approved", "Approved as Noted", "Revise and Resubmit", "Rejected")
	for i, rec := range out {
		rec["categoryId"], rec["isApproval"] = strconv.Itoa(1+i/2), i < 2
	}
	return out
}

// givenValues are the values of a list that an account's admin can add to.
func givenValues(p project, kind string, names ...string) []Record {
	var out []Record
	for i, name := range names {
		out = append(out, Record{"id": p.givenID(kind, name), "key": strconv.Itoa(i + 1), "value": name, "platformId": p.givenID("platform "+kind, name),
			"isActive": true, "isInUse": true, "createdBy": p.by, "createdAt": p.created, "updatedAt": p.created, "updatedBy": p.by})
	}
	return out
}

// transitionsFrom are the transitions that lead out of a state; "create" stands for an item that is yet to be made.
func transitionsFrom(from string, to []string) []any {
	out, name := []any{}, from
	if from != "create" {
		name = stateOfSubmittal(from).name
	}
	for _, id := range to {
		s := stateOfSubmittal(id)
		must := []any{}
		for _, f := range s.fields {
			must = append(must, f)
		}
		out = append(out, Record{"id": from + "::" + id, "name": s.name, "stateFrom": Record{"id": from, "name": name}, "stateTo": Record{"id": id, "name": s.name},
			"transitionFields": must, "mandatoryFields": must})
	}
	return out
}

// submittalActions are what the caller may do with an item.
func submittalActions(state string) []any {
	fields := Record{}
	for _, f := range []string{"title", "description", "priority", "manager", "subcontractor", "watchers", "requiredOnJobDate", "leadTime", "packageId", "subsection"} {
		fields[f] = []any{}
	}
	return []any{Record{"id": "Item::partial_update", "fields": fields, "mandatoryFields": []any{}, "transitions": transitionsFrom(state, stateOfSubmittal(state).next)},
		Record{"id": "Attachment::create", "fields": Record{}, "mandatoryFields": []any{}, "transitions": []any{}}}
}

func submittalsMe(q *request) error {
	admin, err := q.administersSite()
	if err != nil {
		return err
	}
	roles := []any{"2"}
	if admin {
		roles = []any{"1", "2", "4"}
	}
	q.out.Value = Record{"id": q.callerUID(), "roles": roles, "permittedActions": []any{
		Record{"id": "Item::create", "fields": Record{}, "mandatoryFields": []any{"title", "typeId", "specId", "stateId"},
			"transitions": transitionsFrom("create", []string{"draft", "sbc-1", "mgr-1"})},
		Record{"id": "Spec::create", "fields": Record{}, "mandatoryFields": []any{"title", "identifier"}, "transitions": []any{}},
	}}
	return nil
}

func submittalsMetadata(q *request) error {
	named := func(pairs ...string) []any {
		out := []any{}
		for i := 0; i < len(pairs); i += 2 {
			out = append(out, Record{"id": pairs[i], "value": pairs[i+1]})
		}
		return out
	}
	list := func(entity string) []any {
		all, _ := q.list(Collection{entity, q.siteID()}) // given ones are always there
		return listOf(all)
	}
	packages, err := q.list(Collection{"submittal_package", q.siteID()})
	if err != nil {
		return err
	}
	held, err := q.list(Collection{"submittal_item", q.siteID()})
	if err != nil {
		return err
	}
	managers, err := q.list(Collection{"submittal_manager", q.siteID()})
	q.out.Value = Record{"id": q.siteID(), "customIdentifierSequenceType": "1",
		"submittalRoles": named("1", "Manager", "2", "User", "4", "Admin"), "userTypes": named("1", "User", "2", "Company", "3", "Role"),
		"statuses":  named("1", "Required", "2", "Open", "3", "Closed", "4", "Void", "5", "Empty", "6", "Draft"),
		"itemTypes": list("submittal_item_type"), "responses": list("submittal_response"),
		"responseCategories": named("1", "Approved", "2", "Rejected", "3", "Other"), "attachmentUrnTypes": named("2", "Docs"),
		"attachmentCategories": named("1", "Submission", "2", "For review", "3", "Review response", "4", "Final response"),
		"attachmentTypes":      named("1", "File"), "adminMappingsSubmittalRoles": named("1", "Manager"),
		"isManagerMappingDefined": len(managers) > 0, "noPackagesInProject": len(packages) == 0, "noItemsInProject": len(held) == 0,
		"defaultValues": Record{"watchers": []any{}, "manager": nil, "reviewTime": int64(14)}}
	return err
}

// listSubmittals lists items; void ones are left out unless asked for, drafts show to managers only.
func listSubmittals(q *request) error {
	all, err := q.list(q.childOf("submittal_item"))
	if err != nil {
		return err
	}
	admin, err := q.administersSite()
	if err != nil {
		return err
	}
	asked := q.wanted("filter[stateId]") != nil || q.wanted("filter[statusId]") != nil
	part, responses := q.queryOr("search", ""), q.wanted("filter[reviewResponseId]")
	var out []Record
	for _, rec := range all {
		state := text(rec, "stateId")
		if state == "void" && !asked || state == "draft" && !admin || responses != nil && !slices.Contains(responses, text(rec, "responseId")) {
			continue
		}
		if holdsText(text(rec, "title"), part) || holdsText(text(rec, "customIdentifierHumanReadable"), part) {
			out = append(out, rec)
		}
	}
	q.answerList(out)
	return nil
}

// spec is a section of the specification; it is refused if there is none.
func (q *request) spec(id string) (Record, error) {
	rec, err := q.get(Collection{"spec_section", q.siteID()}, id)
	if err == nil && rec == nil {
		err = q.refuse(400, "specId: there is no section of the specification %q", id)
	}
	return rec, err
}

// used are the custom identifiers that items of a section of the specification have.
func (q *request) used(spec string) ([]string, error) {
	all, err := q.list(Collection{"submittal_item", q.siteID()})
	var out []string
	for _, rec := range all {
		if spec == "" || text(rec, "specId") == spec {
			out = append(out, text(rec, "customIdentifier"))
		}
	}
	return out, err
}

// nextIdentifier is the first number that no item of a section has yet.
func nextIdentifier(used []string) (previous, next string) {
	for n := 1; ; n++ {
		next = fmt.Sprintf("%02d", n)
		if !slices.Contains(used, next) {
			return previous, next
		}
		previous = next
	}
}

func nextSubmittal(q *request) error {
	used, err := q.used(q.queryOr("specId", ""))
	previous, next := nextIdentifier(used)
	q.out.Value = Record{"previousCustomIdentifier": previous, "nextCustomIdentifier": next}
	return err
}

func validateSubmittal(q *request) error {
	used, err := q.used(q.queryOr("specId", ""))
	if err != nil {
		return err
	}
	if id := text(q.body(), "customIdentifier"); slices.Contains(used, id) {
		return q.refuse(409, "customIdentifier: %q is taken", id)
	}
	return nil
}

func newSubmittal(q *request, rec Record) error {
	spec, err := q.spec(text(rec, "specId"))
	if err != nil {
		return err
	}
	if kind, err := q.get(Collection{"submittal_item_type", q.siteID()}, text(rec, "typeId")); err != nil || kind == nil {
		return firstError(err, q.refuse(400, "typeId: there is no type of submittals %q", text(rec, "typeId")))
	}
	used, err := q.used(text(rec, "specId"))
	if err != nil {
		return err
	}
	id := text(rec, "customIdentifier")
	if id == "" {
		_, id = nextIdentifier(used)
	} else if slices.Contains(used, id) {
		return q.refuse(409, "customIdentifier: %q is taken", id)
	}
	n, err := q.nextNumber(Collection{"submittal_item", q.siteID()}, "identifier")
	if err != nil {
		return err
	}
	rec["identifier"], rec["customIdentifier"], rec["revision"] = n, id, int64(0)
	rec["specIdentifier"], rec["specTitle"] = spec["identifier"], spec["title"]
	rec["customIdentifierHumanReadable"] = strings.ReplaceAll(text(spec, "identifier"), " ", "") + "-" + id
	delete(rec, "templateId")
	return q.enterState(rec, text(rec, "stateId"))
}

// enterState brings an item into a state: whose turn it is, and what the caller may do with it.
func (q *request) enterState(rec Record, to string) error {
	s := stateOfSubmittal(to)
	for _, f := range s.fields {
		if v := text(rec, f); v == "" {
			return hinted(q.refuse(400, "%s: missing, an item that is %s has one", f, fold(s.name)), "permittedActions of the item says what each state takes.")
		}
	}
	rec["stateId"], rec["statusId"], rec["ballInCourtType"] = to, s.status, s.court
	rec["ballInCourtUsers"], rec["ballInCourtCompanies"], rec["ballInCourtRoles"] = []any{}, []any{}, []any{}
	holder, kind := text(rec, "manager"), text(rec, "managerType")
	if s.court == "subcontractor" {
		holder, kind = text(rec, "subcontractor"), text(rec, "subcontractorType")
	}
	if field := map[string]string{"1": "ballInCourtUsers", "2": "ballInCourtCompanies", "3": "ballInCourtRoles"}[kind]; holder != "" && field != "" {
		rec[field] = []any{holder}
	}
	rec["permittedActions"] = submittalActions(to)
	return nil
}

func changedSubmittal(q *request, before, after Record) error {
	if id := text(after, "customIdentifier"); id != text(before, "customIdentifier") {
		used, err := q.used(text(after, "specId"))
		if err != nil || slices.Contains(used, id) {
			return firstError(err, q.refuse(409, "customIdentifier: %q is taken", id))
		}
	}
	return nil
}

// transitionSubmittal brings an item into another state, if it says that it can go there.
func transitionSubmittal(q *request) error {
	before, err := q.stored("submittal_item", q.call.Path["item_id"])
	if err != nil {
		return err
	}
	from, to := text(before, "stateId"), text(q.body(), "stateId")
	if next := stateOfSubmittal(from).next; !slices.Contains(next, to) {
		return hinted(q.refuse(409, "an item that is %s cannot become %s, only %s", from, to, strings.Join(next, ", ")),
			"permittedActions of submittals.get says where it can go.")
	}
	after := with(before, without(q.body(), "mailNote", "stepDueDate", "duplicateAttachments", "stateId"))
	if err := q.enterState(after, to); err != nil {
		return err
	}
	now := stamp(q.now)
	after["updatedAt"], after["updatedBy"] = now, q.callerUID()
	switch {
	case to == "sbc-1":
		after["sentToSubmitter"] = now
	case to == "mgr-1":
		after["receivedFromSubmitter"], after["submittedBy"] = now, q.callerUID()
	case to == "rev":
		after["sentToReview"], after["sentToReviewBy"] = now, q.callerUID()
		if err := q.beginReview(text(before, "id")); err != nil {
			return err
		}
	case to == "sbc-2":
		after["publishedDate"], after["publishedBy"] = now, q.callerUID()
		after["respondedAt"], after["respondedBy"] = now, q.callerUID()
	}
	if from == "sbc-2" { // a new revision
		after["revision"], after["responseId"], after["responseComment"] = whole(before["revision"])+1, nil, nil
		q.noteRevision(before)
	}
	q.change(q.childOf("submittal_item"), text(before, "id"), before, after)
	q.answer(after)
	return nil
}

// noteRevision keeps what an item was like before it was revised.
func (q *request) noteRevision(item Record) {
	c := Collection{"submittal_revision", text(item, "id")}
	id := q.store.NewID(c)
	rec := pick(item, "id", []string{"revision", "manager", "managerType", "subcontractor", "subcontractorType", "submitterDueDate", "sentToSubmitter",
		"receivedFromSubmitter", "submittedBy", "managerDueDate", "sentToReview", "sentToReviewBy", "receivedFromReview", "publishedDate", "publishedBy",
		"responseId", "responseComment", "respondedAt", "respondedBy"})
	delete(rec, "id")
	q.change(c, id, nil, with(rec, Record{"_id": id, "itemId": item["id"], "steps": []any{}}))
}

// beginReview starts the first step of an item's review, which is made if there is none.
func (q *request) beginReview(item string) error {
	c := Collection{"submittal_step", item}
	steps, err := q.list(c)
	if err != nil {
		return err
	}
	if len(steps) > 0 {
		return q.startStep(c, steps[0])
	}
	id := q.store.NewID(c)
	step := q.stepRecord(id, item, 1)
	tasks := Collection{"submittal_task", id}
	task := q.store.NewID(tasks)
	q.change(c, id, nil, with(step, Record{"status": "in-progress", "startedAt": stamp(q.now)}))
	q.change(tasks, task, nil, Record{"id": task, "stepId": id, "status": "in-progress", "assignedTo": q.callerUID(), "assignedToType": "1", "isRequired": true,
		"startedAt": stamp(q.now), "createdAt": stamp(q.now), "createdBy": q.callerUID(), "updatedAt": stamp(q.now), "updatedBy": q.callerUID(),
		"permittedActions": []any{Record{"id": "Task::close", "fields": Record{}, "mandatoryFields": []any{"responseId"}}}})
	return nil
}

func (q *request) stepRecord(id, item string, n int64) Record {
	return Record{"id": id, "itemId": item, "status": "not-started", "stepNumber": n, "daysToRespond": int64(7), "dueDate": nil, "tasks": []any{},
		"createdAt": stamp(q.now), "createdBy": q.callerUID(), "updatedAt": stamp(q.now), "updatedBy": q.callerUID(), "startedAt": nil, "completedAt": nil,
		"permittedActions": []any{}}
}

// startStep starts a step of a review and its tasks.
func (q *request) startStep(c Collection, step Record) error {
	q.change(c, text(step, "id"), step, with(step, Record{"status": "in-progress", "startedAt": stamp(q.now), "completedAt": nil}))
	tasks := Collection{"submittal_task", text(step, "id")}
	all, err := q.list(tasks)
	for _, t := range all {
		q.change(tasks, text(t, "id"), t, with(t, Record{"status": "in-progress", "startedAt": stamp(q.now), "completedAt": nil}))
	}
	return err
}

// closeTask closes a task of a review. The last one of a step starts the next step; after the last step the item goes back to its manager.
func closeTask(q *request) error {
	item, err := q.stored("submittal_item", q.call.Path["item_id"])
	if err != nil {
		return err
	}
	steps := Collection{"submittal_step", text(item, "id")}
	step, err := q.get(steps, q.call.Path["step_id"])
	if err != nil || step == nil {
		return firstError(err, q.refuse(404, "there is no step %q", q.call.Path["step_id"]))
	}
	tasks := Collection{"submittal_task", text(step, "id")}
	task, err := q.get(tasks, q.call.Path["task_id"])
	if err != nil || task == nil {
		return firstError(err, q.refuse(404, "there is no task %q", q.call.Path["task_id"]))
	}
	if text(task, "status") != "in-progress" {
		return q.refuse(409, "the task is %s, want one that is in-progress", text(task, "status"))
	}
	if r, err := q.get(Collection{"submittal_response", q.siteID()}, text(q.body(), "responseId")); err != nil || r == nil {
		return firstError(err, q.refuse(400, "responseId: there is no response %q", text(q.body(), "responseId")))
	}
	now := stamp(q.now)
	after := with(task, Record{"status": "completed", "responseId": q.body()["responseId"], "responseComment": q.body()["responseComment"], "respondedAt": now,
		"respondedBy": q.callerUID(), "completedAt": now, "completedBy": q.callerUID(), "updatedAt": now, "updatedBy": q.callerUID(), "permittedActions": []any{}})
	q.change(tasks, text(task, "id"), task, after)
	q.answer(after)
	all, err := q.list(tasks)
	if err != nil {
		return err
	}
	for _, t := range all {
		if text(t, "id") != text(task, "id") && t["isRequired"] == true && text(t, "status") != "completed" {
			return nil
		}
	}
	return q.endStep(item, steps, step)
}

func (q *request) endStep(item Record, steps Collection, step Record) error {
	q.follow(0, Change{Collection: steps, ID: text(step, "id"), Before: step, After: with(step, Record{"status": "completed", "completedAt": stamp(q.now)})})
	all, err := q.list(steps)
	if err != nil {
		return err
	}
	for _, s := range all {
		if whole(s["stepNumber"]) > whole(step["stepNumber"]) {
			return q.startStep(steps, s)
		}
	}
	if text(item, "stateId") != "rev" {
		return nil
	}
	after := with(item, Record{"receivedFromReview": stamp(q.now)})
	if err := q.enterState(after, "mgr-2"); err != nil {
		return err
	}
	q.follow(0, Change{Collection: Collection{"submittal_item", q.siteID()}, ID: text(item, "id"), Before: item, After: after})
	return nil
}

// newSubmittalAttachment keeps storage free for a file that is yet to be uploaded.
func newSubmittalAttachment(q *request, rec Record) error {
	item, err := q.stored("submittal_item", q.call.Path["item_id"])
	if err != nil {
		return err
	}
	rec["itemId"], rec["revision"], rec["isFileUploaded"], rec["asyncState"] = item["id"], item["revision"], false, "1"
	if text(rec, "urn") == "" {
		rec["uploadUrn"] = q.reserve(text(rec, "name"), text(item, "id"))
	} else {
		rec["asyncState"], rec["urnVersion"], rec["isFileUploaded"] = "3", int64(1), true
	}
	if rec["categoryId"] == nil {
		rec["categoryId"] = "1"
	}
	rec["permittedActions"] = []any{Record{"id": "Attachment::update", "fields": Record{"isFileUploaded": []any{true}}, "mandatoryFields": []any{}}}
	return nil
}

// changedSubmittalAttachment makes a file of what has been uploaded, some time later.
func changedSubmittalAttachment(q *request, before, after Record) error {
	if after["isFileUploaded"] != true || before["isFileUploaded"] == true {
		return nil
	}
	object, err := q.uploaded(text(before, "uploadUrn"))
	if err != nil {
		return err
	}
	after["asyncState"] = "2"
	urn := versionID(lineageOf(text(object, "objectId")), 1)
	done := with(after, Record{"asyncState": "3", "urn": urn, "urnVersion": int64(1)})
	q.follow(processing, Change{Collection: Collection{"submittal_attachment", text(after, "itemId")}, ID: text(after, "id"), Before: Clone(after).(Record), After: done})
	return nil
}
