package tenant

import "fmt"

// sowForms makes templates and the forms of the past weeks: a daily report for each working day, a safety talk each week, and
// checklists now and then.
func (f *field) sowForms() {
	p := f.settings()
	templates := map[string]Record{}
	for _, t := range []struct{ name, kind, status string }{
		{"Daily Report", "pg.template_type.daily_report", "active"}, {"Toolbox Talk", "pg.template_type.safety", "active"},
		{"Concrete Pour Checklist", "pg.template_type.quality", "active"}, {"Hot Work Permit (old)", "pg.template_type.safety", "inactive"},
		{pdfTemplate, "pg.template_type.other", "active"},
	} {
		id := p.givenID("form template", t.name)
		templates[t.name] = f.add("form_template", f.id, Record{"id": id, "projectId": f.id, "name": t.name, "status": t.status, "templateType": t.kind,
			"userPermissions":  []any{Record{"userId": f.uid(0), "permissions": []any{"create", "update", "read"}}},
			"groupPermissions": []any{Record{"roleKey": "superintendent", "roleName": "Superintendent", "permissions": []any{"create", "read"}}},
			"isPdf":            t.name == pdfTemplate, "pdfUrl": nil, "forms": Record{"url": "https://developer.api.autodesk.com/construction/forms/v1/projects/" + f.id + "/forms"},
			"currentLayoutId": p.layoutID(id), "createdBy": f.uid(0), "updatedAt": p.created})
	}
	f.add("weather", f.id, Record{"id": int64(1), "summaryKey": "clear-day", "precipitationType": nil, "precipitationAccumulation": int64(0), "provider": "WEATHER_KIT",
		"fetchedAt": f.ago(1, 6), "hourlyWeather": []any{Record{"id": int64(1), "summaryKey": "clear-day", "hour": "07:00:00", "temp": int64(54), "windSpeed": int64(6),
			"windBearing": int64(270), "windBearingKey": "W", "humidity": 0.61}}})
	n := int64(0)
	for days := 44; days >= 0; days-- {
		day := f.begun.AddDate(0, 0, -days).Weekday()
		if day == 0 || day == 6 {
			continue
		}
		n++
		f.addForm(n, templates["Daily Report"], "Daily Report "+f.day(days), days)
		if day == 1 {
			n++
			f.addForm(n, templates[pdfTemplate], "Orientation "+f.day(days), days)
			n++
			f.addForm(n, templates["Toolbox Talk"], pickOf([]string{"Ladders", "Lifting", "Heat", "Silica dust", "Trenches"}, days/7)+" - toolbox talk", days)
		}
		if days%9 == f.site.index%9 {
			n++
			f.addForm(n, templates["Concrete Pour Checklist"], "Pour "+pickOf(demoPlaces(), days), days)
		}
	}
}

// pdfTemplate is the template that is a PDF to be filled in.
const pdfTemplate = "Visitor Orientation (PDF)"

// addForm makes a form so many days old: today's are drafts, yesterday's are being reviewed, those before are submitted.
func (f *field) addForm(n int64, template Record, name string, days int) {
	p := f.settings()
	id, layout := text(template, "id"), text(template, "currentLayoutId")
	status := "submitted"
	switch {
	case days < 2:
		status = "draft"
	case days < 4:
		status = "inReview"
	}
	form := Record{"projectId": f.id, "formNum": n, "name": name, "status": status, "formDate": f.day(days), "dueDate": nil, "description": "", "notes": "",
		"assigneeId": f.uid(int(n)), "assigneeType": "user", "locationId": f.place(int(n)), "formTemplate": Record{"id": id, "projectId": f.id, "name": template["name"],
			"status": template["status"], "templateType": template["templateType"]},
		"pdfUrl": nil, "pdfValues": []any{}, "weather": nil, "weatherId": int64(1), "customValues": []any{
			Record{"fieldId": p.fieldID(layout, "Work done today"), "sectionLabel": "General", "itemLabel": "Work done today", "valueName": "textVal",
				"textVal": pickOf([]string{"Formwork and rebar, level 2", "Placed slab on deck, bay 3", "Set curtain wall units, south side", "Rough-in of ducts, corridor 2"}, int(n)), "notes": ""},
			Record{"fieldId": p.fieldID(layout, "Work stopped"), "sectionLabel": "General", "itemLabel": "Work stopped", "valueName": "toggleVal", "toggleVal": "No", "notes": ""},
			Record{"fieldId": p.fieldID(layout, "Visitors"), "sectionLabel": "General", "itemLabel": "Visitors", "valueName": "numberVal", "numberVal": n % 4, "notes": ""},
		},
		"tabularValues": Record{"materialsEntries": []any{}, "equipmentEntries": []any{}, "worklogEntries": []any{f.workRow(int(n))}},
		"nativeForm":    nativeForm(p, id), "lastReopenedBy": nil, "lastSubmitterSignature": nil, "userCreatedAt": f.ago(days, 15), "createdAt": f.ago(days, 15),
		"createdBy": f.uid(int(n)), "updatedAt": f.ago(max(days-1, 0), 7), "updatedBy": f.uid(int(n)), "lastFetchedAt": nil}
	if status == "submitted" {
		form["lastSubmittedBy"], form["lastSubmittedAt"] = f.uid(int(n)), f.ago(max(days-1, 0), 7)
		form["lastStatusChanges"] = Record{"previousStatus": "inReview", "submitted": Record{"by": f.uid(int(n)), "at": f.ago(max(days-1, 0), 7)}}
	}
	if template["isPdf"] == true {
		form["customValues"], form["nativeForm"] = []any{}, nil
		form["pdfValues"] = []any{Record{"name": "Visitor", "value": f.person(int(n))}}
		form["_pdf"], form["_name"] = f.object(name+".pdf", days)["objectId"], name+".pdf"
	}
	f.add("form", f.id, form)
}

// workRow is a row of a daily report: who worked, how many, how long.
func (f *field) workRow(n int) Record {
	trade := pickOf([]string{"Concrete", "Steel", "Drywall", "Electrical", "Mechanical"}, n)
	column := func(name string, value Record) Record {
		return with(value, Record{"columnId": f.settings().givenID("column", name), "columnName": name})
	}
	return Record{"id": f.newID("row"), "trade": trade, "headcount": int64(3 + n%9), "timespan": int64(8 * 3600000), "_columns": []any{
		column("trade", Record{"textVal": trade}), column("headcount", Record{"numberVal": int64(3 + n%9)}), column("timespan", Record{"timespanVal": int64(8 * 3600000)}),
	}}
}

// sowPhotos makes photos of the past weeks, one of them deleted.
func (f *field) sowPhotos() {
	for i, title := range []string{"Crane set-up", "Level 2 deck before the pour", "Rebar at column C4", "Curtain wall mock-up", "Site from the north-east", "Roof drains",
		"Electrical room", "Trench at utility crossing", "Delivery of air handlers", "Entrance canopy"} {
		age := 3*i + f.site.index%4
		object := f.object(fmt.Sprintf("IMG_%04d.jpg", 1200+17*i), age)
		photo := Record{"projectId": f.id, "title": title, "description": "", "mediaType": "NORMAL", "type": pickOf([]string{"GALLERY", "GALLERY", "FIELD-REPORT", "ISSUE"}, i),
			"size": object["size"], "isPublic": true, "locked": false, "latitude": 45.52, "longitude": -122.67, "takenAt": f.ago(age, 11), "userCreatedAt": f.ago(age, 12),
			"createdAt": f.ago(age, 12), "createdBy": f.uid(i), "updatedAt": f.ago(age, 12), "updatedBy": f.uid(i), "deletedAt": nil, "deletedBy": nil,
			"urls":    Record{"fileUrl": "https://practice.example/photos/" + text(object, "objectKey"), "thumbnailUrl": "https://practice.example/photos/" + text(object, "objectKey")},
			"_object": object["objectId"]}
		if i == 9 {
			photo["deletedAt"], photo["deletedBy"] = f.ago(1, 9), f.uid(0)
		}
		f.add("photo", f.id, photo)
	}
}

// sowSheets publishes the drawings as sheets, in two version sets, and leaves one upload to be reviewed.
func (f *field) sowSheets() {
	named := func(rec Record, age int) Record {
		return with(Record{"createdAt": f.ago(age, 9), "createdBy": f.uid(0), "createdByName": f.person(0), "updatedAt": f.ago(age, 9), "updatedBy": f.uid(0),
			"updatedByName": f.person(0)}, rec)
	}
	f.add("sheet_collection", f.id, named(Record{"name": "Tenant improvement"}, 100))
	permit := f.add("version_set", f.id, named(Record{"name": "Permit Set", "issuanceDate": f.day(180), "collection": nil}, 180))
	issued := f.add("version_set", f.id, named(Record{"name": "Issued for Construction", "issuanceDate": f.day(90), "collection": nil}, 90))
	upload := func(set Record, status string, count int, age int) Record {
		return f.add("sheet_upload", f.id, named(Record{"versionSetId": set["id"], "status": status, "publishedAt": nil, "publishedBy": "", "publishedByName": "",
			"publishedCount": int64(count)}, age))
	}
	for k, set := range []Record{permit, issued} {
		done := upload(set, "PUBLISHED", 0, 180-90*k)
		count := int64(0)
		for _, d := range demoDrawings() {
			for _, s := range d.sheet {
				page := Record{"number": s.number, "title": s.title, "tags": []any{d.name}, "fileName": s.name(), "_storage": f.object(s.name(), 90)["objectId"]}
				rec := sheetRecord(f.newID("sheet"), page, set, text(done, "id"), f.ago(180-90*k, 10), f.uid(0), f.person(0))
				rec["isCurrent"] = k == 1
				f.add("sheet", f.id, rec)
				count++
			}
		}
		done["publishedAt"], done["publishedBy"], done["publishedByName"], done["publishedCount"] = f.ago(180-90*k, 11), f.uid(0), f.person(0), count
	}
	waiting := upload(issued, "IN_REVIEW", 0, 1)
	for i, s := range []drawing{{"A-104", "Penthouse Plan"}, {"A-502", "Parapet Details"}} {
		f.add("review_sheet", text(waiting, "id"), Record{"page": int64(i + 1), "fileName": s.name(), "number": s.number, "title": s.title, "deleted": false, "tags": []any{},
			"rotation": int64(0), "processingState": "READY", "_storage": f.object(s.name(), 1)["objectId"]})
	}
}
