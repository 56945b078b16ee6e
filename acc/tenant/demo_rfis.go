package tenant

import (
	"fmt"
	"strings"
)

func demoQuestions() []drawing {
	return []drawing{
		{"Depth of footing at grid A/1", "The foundation plan gives 1200 mm, the section 1500 mm. Which one holds?"},
		{"Anchor bolts at canopy", "No size is given for the anchor bolts at the entrance canopy. Please advise."},
		{"Fire rating of wall W7", "The wall schedule says one hour, the code plan two hours."},
		{"Substitute for specified sealant", "The sealant specified cannot be had for ten weeks. Is the product attached acceptable?"},
		{"Opening in beam B12", "May the duct pass through the web as sketched?"},
		{"Slope of roof drains", "The plan shows 1 percent, the specification asks for 2 percent."},
		{"Door hardware in corridor 2", "Hardware set 14 is not in the schedule."},
		{"Finish of exposed concrete", "Please confirm the finish class for the lobby walls."},
		{"Power for rooftop unit 3", "The unit as bought needs 60 A, the panel schedule gives 45 A."},
	}
}

// sowRFIs makes RFIs at every step of their way.
func (f *field) sowRFIs() {
	p := f.settings()
	f.add("rfi_attribute", f.id, Record{"name": "Impact on permit", "type": "text", "description": "Whether the building department must be asked", "status": "active",
		"multipleChoice": false, "possibleValues": []any{Record{"id": f.newID("rfi_value"), "name": "Yes"}, Record{"id": f.newID("rfi_value"), "name": "No"}}})
	statuses := []string{"open", "closed", "answered", "open", "draft", "submitted", "closed", "open", "void"}
	for i := range 6 + f.site.index%6 {
		q, status := pickOf(demoQuestions(), i+f.site.index), pickOf(statuses, i+f.site.index)
		age := 6*i + 2
		rfi := Record{"customIdentifier": rfiNumber(i + 1), "title": q.number, "question": q.title, "status": status, "previousStatus": nil, "workflowType": "US",
			"virtualFolderUrn": folderID(f.id, fmt.Sprintf("RFI %d", i)),
			"assignedTo":       []any{Record{"id": f.uid(i + 3), "type": "user"}}, "managerId": f.uid(0), "constructionManagerId": f.uid(0), "dueDate": f.ago(age-14, 17),
			"locations": []any{f.place(i)}, "commentsCount": int64(0), "officialResponse": nil, "officialResponseStatus": "unanswered", "createdBy": f.uid(i + 1),
			"createdAt": f.ago(age, 9), "updatedBy": f.uid(i + 1), "updatedAt": f.ago(age/2, 11), "containerId": f.id, "projectId": f.id,
			"costImpact": pickOf([]string{"Unknown", "No", "Yes"}, i), "scheduleImpact": pickOf([]string{"No", "Unknown"}, i),
			"priority": pickOf([]string{"Normal", "High", "Low"}, i), "discipline": []any{pickOf([]string{"Architectural", "Structural", "Mechanical"}, i)},
			"category": []any{}, "reference": "", "customAttributes": []any{}, "rfiTypeId": p.givenID("rfi type", "General"), "responses": []any{}, "draftResponses": []any{}}
		id := text(f.add("rfi", f.id, rfi), "id")
		if status == "answered" || status == "closed" {
			answer := "Build as shown in the section. A revised drawing follows."
			rfi["officialResponse"], rfi["officialResponseStatus"], rfi["respondedBy"], rfi["respondedAt"] = answer, "answered", f.uid(i+3), f.ago(age/2, 10)
			rfi["answeredAt"], rfi["answeredBy"] = f.ago(age/2, 10), f.uid(i+3)
			rfi["responses"] = []any{Record{"id": f.newID("rfi_response"), "state": "submitted", "rfiId": id, "text": answer, "status": "answered", "createdBy": f.uid(i + 3),
				"onBehalf": nil, "isEditable": false, "createdAt": f.ago(age/2, 10), "updatedBy": f.uid(i + 3), "updatedAt": f.ago(age/2, 10), "deletedAt": nil}}
		}
		if status == "closed" {
			rfi["closedAt"], rfi["closedBy"] = f.ago(age/2, 11), f.uid(1)
		}
		if i%4 == 0 {
			f.comment("rfi_comment", id, i, age, Record{"source": "web"})
			rfi["commentsCount"] = int64(1)
			object := f.object("Sketch.pdf", age)
			f.add("rfi_attachment", id, Record{"attachmentId": f.newID("attachment"), "attachmentType": "rfiResponse", "displayName": "Sketch", "fileName": "Sketch.pdf",
				"storageUrn": object["objectId"], "domainEntityId": id, "containerId": f.id, "rfiId": id, "fileSize": object["size"], "fileType": "pdf",
				"version": int64(1), "createdOn": f.ago(age, 9), "createdBy": f.uid(1), "createdByName": f.person(1), "modifiedOn": f.ago(age, 9), "modifiedBy": f.uid(1),
				"isDeleted": false})
		}
	}
}

// sowSubmittals makes sections of the specification and items in every state, some in packages.
func (f *field) sowSubmittals() {
	p := f.settings()
	by := func(age int) Record {
		return Record{"createdAt": f.ago(age, 8), "createdBy": f.uid(0), "updatedAt": f.ago(age/2, 14), "updatedBy": f.uid(1)}
	}
	var specs []Record
	for _, s := range demoSpecifications()[1:] {
		specs = append(specs, f.add("spec_section", f.id, with(by(160), Record{"identifier": s.number, "title": s.title})))
	}
	pack := f.add("submittal_package", f.id, Record{"identifier": int64(1), "title": "Structural concrete", "description": "Mix designs and reinforcement",
		"specId": specs[0]["id"], "specIdentifier": specs[0]["identifier"], "permittedActions": []any{}})
	f.add("submittal_manager", f.id, with(by(160), Record{"userType": "1", "autodeskId": f.uid(0), "submittalsRole": "1"}))
	f.add("submittal_template", f.id, with(by(160), Record{"name": "Architect, then engineer", "watchers": []any{}, "steps": []any{
		Record{"stepNumber": int64(1), "daysToRespond": int64(7)}, Record{"stepNumber": int64(2), "daysToRespond": int64(7)}}}))
	types, states := givenItemTypes(p), []string{"rev", "sbc-1", "mgr-1", "sbc-2", "mgr-2", "draft", "rev", "sbc-2", "void"}
	used := map[string]int{}
	for i := range 8 + f.site.index%7 {
		spec, kind, state := pickOf(specs, i), pickOf(types, i/2), pickOf(states, i)
		used[text(spec, "id")]++
		age := 5*i + 3
		item := with(by(age), Record{"identifier": int64(i + 1), "customIdentifier": fmt.Sprintf("%02d", used[text(spec, "id")]), "typeId": kind["id"], "specId": spec["id"],
			"specIdentifier": spec["identifier"], "specTitle": spec["title"], "subsection": "", "title": text(spec, "title") + ": " + fold(text(kind, "value")),
			"description": "", "priority": pickOf([]string{"Normal", "High", "Low"}, i), "revision": int64(0), "stateId": state,
			"manager": f.uid(0), "managerType": "1", "subcontractor": f.uid(len(f.site.team) - 1 - i%3), "subcontractorType": "1", "watchers": []any{},
			"dueDate": f.day(age - 21), "requiredOnJobDate": f.day(age - 60), "leadTime": int64(20), "packageId": nil, "permittedActions": submittalActions(state)})
		item["customIdentifierHumanReadable"] = strings.ReplaceAll(text(spec, "identifier"), " ", "") + "-" + text(item, "customIdentifier")
		f.inState(item, state, age)
		if i%len(specs) == 0 {
			item["packageId"], item["packageIdentifier"], item["packageTitle"] = pack["id"], "1", pack["title"]
		}
		f.add("submittal_item", f.id, item)
		f.sowReview(item, state, i, age)
	}
}

// inState says whose turn it is with an item, and what has become of it.
func (f *field) inState(item Record, state string, age int) {
	s := stateOfSubmittal(state)
	item["statusId"], item["ballInCourtType"] = s.status, s.court
	item["ballInCourtUsers"], item["ballInCourtCompanies"], item["ballInCourtRoles"] = []any{item["manager"]}, []any{}, []any{}
	if s.court == "subcontractor" {
		item["ballInCourtUsers"] = []any{item["subcontractor"]}
	}
	if state == "sbc-2" {
		item["responseId"], item["responseComment"] = f.settings().givenID("submittal response", "Approved as Noted"), "See remarks on the drawing."
		item["publishedDate"], item["publishedBy"], item["respondedAt"], item["respondedBy"] = f.ago(age/3, 16), f.uid(0), f.ago(age/3, 16), f.uid(2)
	}
}

// sowReview gives an item the first step of its review, an attachment, and for a closed one an earlier revision.
func (f *field) sowReview(item Record, state string, i, age int) {
	id := text(item, "id")
	if i%2 == 0 {
		f.add("submittal_attachment", id, Record{"itemId": id, "taskId": nil, "name": "Submittal.pdf", "isFileUploaded": true, "asyncState": "3",
			"uploadUrn": f.object("Submittal.pdf", age)["objectId"], "urn": nil, "urnVersion": int64(1), "urnTypeId": "2", "categoryId": "1", "revision": int64(0),
			"duplicatedFrom": nil, "createdBy": f.uid(3), "createdAt": f.ago(age, 9), "updatedAt": f.ago(age, 9), "updatedBy": f.uid(3), "permittedActions": []any{}})
	}
	if state == "sbc-2" {
		f.add("submittal_revision", id, Record{"itemId": id, "revision": int64(0), "steps": []any{}, "manager": item["manager"], "managerType": "1"})
	}
	if state != "rev" {
		return
	}
	step := f.add("submittal_step", id, Record{"itemId": id, "status": "in-progress", "stepNumber": int64(1), "daysToRespond": int64(7), "dueDate": f.day(-5), "tasks": []any{},
		"createdAt": f.ago(age, 9), "createdBy": f.uid(0), "updatedAt": f.ago(2, 9), "updatedBy": f.uid(0), "startedAt": f.ago(2, 9), "completedAt": nil, "permittedActions": []any{}})
	f.add("submittal_task", text(step, "id"), Record{"stepId": step["id"], "status": "in-progress", "assignedTo": f.uid(i), "assignedToType": "1", "isRequired": true,
		"stepDueDate": f.day(-5), "startedAt": f.ago(2, 9), "createdAt": f.ago(2, 9), "createdBy": f.uid(0), "updatedAt": f.ago(2, 9), "updatedBy": f.uid(0),
		"permittedActions": []any{Record{"id": "Task::close", "fields": Record{}, "mandatoryFields": []any{"responseId"}}}})
}
