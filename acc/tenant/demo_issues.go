package tenant

import "fmt"

// settings are what the project has from the start.
func (f *field) settings() project {
	return project{f.id, text(f.site.project, "createdAt"), "ACC"}
}

// demoFinding is something that somebody found on site.
type demoFinding struct{ kind, subtype, title, text string }

func demoFindings() []demoFinding {
	return []demoFinding{
		{"Quality", "Deficiency", "Honeycombing at column C4", "Voids up to 40 mm deep at the base of the column. Repair as in the concrete specification."},
		{"Quality", "Work to Complete", "Fire stopping missing at riser 2", "Penetrations of the sprinkler mains are open on both sides."},
		{"Safety", "Hazard", "Guardrail removed at slab edge", "North side of level 2, bay 5. Put back before work goes on."},
		{"Quality", "Punch List", "Scratched mullion at entrance", "Replace the cap or touch up on site."},
		{"Design", "Missing Information", "No detail for parapet flashing", "Roof plan refers to a detail that the set does not have."},
		{"Coordination", "Clash", "Duct runs through beam B12", "The duct at grid D/4 needs an opening or another route."},
		{"Safety", "Housekeeping", "Stairwell 1 blocked by drywall", "Clear the way out before the end of the shift."},
		{"Quality", "Deficiency", "Door frame out of plumb", "Room 214: 9 mm over the height."},
		{"Quality", "Work to Complete", "Sealant missing at curtain wall corner", "Two corners on level 3, south side."},
		{"Commissioning", "Test Failure", "Air handler 2 trips on start", "The drive reports overcurrent after four seconds."},
		{"Coordination", "Access", "No access to damper above ceiling", "Add an access panel in corridor 120."},
		{"Safety", "Near Miss", "Load swung over the walkway", "No one was hurt. Walkway closed during lifts from now on."},
		{"Quality", "Punch List", "Paint touch-up in stair 2", "Walls between level 1 and 2."},
		{"Design", "Design Change", "Owner asks for another outlet in room 108", "Price and schedule to be confirmed."},
		{"Quality", "Deficiency", "Slab out of tolerance in bay 3", "Floor flatness of 22 where 35 is asked for."},
		{"Quality", "Work to Complete", "Insulation missing behind panel 7", "Mechanical room, west wall."},
		{"Safety", "Hazard", "Extension cord damaged", "Taken out of service."},
		{"Coordination", "Clash", "Cable tray meets sprinkler main", "Corridor 2, grid 6."},
	}
}

// sowIssues makes issues of every status, most of them open, with a few comments and an attachment.
func (f *field) sowIssues() {
	p := f.settings()
	statuses := []string{"open", "open", "in_progress", "closed", "open", "pending", "in_review", "completed", "closed", "draft", "not_approved", "in_dispute"}
	attribute := f.add("issue_attribute", f.id, p.dated(Record{"containerId": f.id, "title": "Trade", "description": "Who puts it right", "dataType": "list",
		"metadata": Record{"list": Record{"options": []any{Record{"id": "1", "value": "Concrete"}, Record{"id": "2", "value": "Drywall"}, Record{"id": "3", "value": "MEP"}}}}}))
	f.add("issue_attribute_mapping", f.id, p.dated(Record{"attributeDefinitionId": attribute["id"], "containerId": f.id, "title": "Trade", "description": "",
		"mappedItemType": "issueType", "mappedItemId": p.givenID("issue type", "Quality"), "order": int64(1)}))
	findings := demoFindings()
	number := int64(0)
	for i := range 10 + (f.site.index % 9) {
		d, status := pickOf(findings, i+f.site.index), pickOf(statuses, i+f.site.index)
		age := 4*i + f.site.index%5 + 1
		number++
		issue := Record{"containerId": f.id, "deleted": false, "displayId": number, "title": d.title, "description": d.text,
			"issueTypeId": p.givenID("issue type", d.kind), "issueSubtypeId": p.givenID("issue subtype", d.kind+"/"+d.subtype), "status": status,
			"assignedTo": f.uid(i + 2), "assignedToType": "user", "dueDate": f.day(age - 18), "startDate": f.day(age), "locationId": f.place(i), "locationDetails": nil,
			"rootCauseId": nil, "linkedDocuments": []any{}, "published": status != "draft", "permittedStatuses": issueStatuses(), "permittedAttributes": issueAttributes(),
			"permittedActions": []any{"assign_all", "copy", "delete", "add_comment", "add_attachment", "remove_attachment"}, "commentCount": int64(0), "watchers": []any{},
			"closedAt": nil, "closedBy": nil, "createdBy": f.uid(i), "createdAt": f.ago(age, 8), "updatedBy": f.uid(i + 1), "updatedAt": f.ago(age/2, 15),
			"customAttributes": []any{Record{"attributeDefinitionId": attribute["id"], "value": fmt.Sprint(1 + i%3), "type": "list", "title": "Trade"}}}
		if i%5 == 3 {
			issue["assignedTo"], issue["assignedToType"] = f.companyOf(i+2), "company"
		}
		if status == "closed" {
			issue["closedAt"], issue["closedBy"] = f.ago(age/2, 15), f.uid(i+1)
		}
		f.add("issue", f.id, issue)
		if i%3 == 0 {
			f.comment("issue_comment", text(issue, "id"), i, age, Record{"permittedActions": []any{}, "permittedAttributes": []any{}})
			issue["commentCount"] = int64(1)
		}
		if i == 0 {
			f.attach("issue_attachment", text(issue, "id"), "Column C4.pdf", Record{"attachmentType": "issue-attachment", "displayName": "Column C4"}, age)
		}
	}
}

// comment adds a comment to something.
func (f *field) comment(entity, of string, n, age int, more Record) {
	words := []string{"Looked at it this morning, will be done by Friday.", "Photo attached. Please confirm the repair.", "Waiting for the delivery.", "Done on our side, ready to be checked."}
	f.add(entity, of, with(more, Record{"body": pickOf(words, n), "createdBy": f.uid(n + 1), "createdAt": f.ago(max(age-1, 0), 10), "updatedAt": f.ago(max(age-1, 0), 10)}))
}

// attach attaches a file to something.
func (f *field) attach(entity, of, name string, sent Record, age int) Record {
	object := f.object(name, age)
	rec := attachment(with(sent, Record{"attachmentId": f.newID("attachment"), "fileName": name, "storageUrn": object["objectId"]}), object, of, f.ago(age, 9), f.uid(1))
	return f.add(entity, of, rec)
}

// object stores the bytes of a file that is not in Docs.
func (f *field) object(name string, age int) Record {
	key := f.newID("object") + extension(name)
	object := inlineObject(docsBucket, key, f.bytesOf(name, 1), f.ago(age, 9))
	f.changes = append(f.changes, Change{Collection: grownObjects(f.id), ID: key, After: with(object, Record{"id": key})})
	return object
}

// places are the locations of a building.
func demoPlaces() []string { return []string{"Level 1", "Level 2", "Level 3", "Roof", "Site"} }

// place is the n-th location, going round.
func (f *field) place(n int) string {
	return f.settings().givenID("location", pickOf(demoPlaces(), n))
}

// sowLocations makes the levels of the building, with two zones each.
func (f *field) sowLocations() {
	p := f.settings()
	root := p.givenID("location", "root")
	order := int64(0)
	add := func(name, parent string, path []any) string {
		order++
		id := p.givenID("location", name)
		f.add("location", f.id, Record{"id": id, "parentId": parent, "type": "Area", "name": name, "description": nil, "barcode": nil, "order": order,
			"documentCount": int64(0), "areaDefined": false, "path": path})
		return id
	}
	for _, name := range demoPlaces() {
		id := add(name, root, []any{"Project", name})
		for _, zone := range []string{"North", "South"} {
			if name != "Site" && name != "Roof" {
				add(name+" "+zone, id, []any{"Project", name, name + " " + zone})
			}
		}
	}
}
