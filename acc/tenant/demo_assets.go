package tenant

import "fmt"

// stampedBy is a record of the n-th member of the team, so many days old.
func (f *field) stampedBy(n, age int, rec Record) Record {
	return with(Record{"createdAt": f.ago(age, 9), "createdBy": f.uid(n), "updatedAt": f.ago(age/2, 14), "updatedBy": f.uid(n), "deletedAt": nil, "deletedBy": nil}, rec)
}

// sowAssets makes categories of equipment with an attribute, and assets at each status.
func (f *field) sowAssets() {
	p := f.settings()
	root := givenCategories(p)[0]
	attribute := f.add("asset_attribute", f.id, f.stampedBy(0, 150, Record{"isActive": true, "version": int64(1), "projectId": f.id, "name": "ca1",
		"displayName": "Serial number", "description": "", "dataType": "text", "enumValues": []any{}, "values": []any{}, "requiredOnIngress": false, "maxLengthOnIngress": int64(100)}))
	below := []any{}
	statuses := givenStatuses(p)
	n := 0
	for i, c := range []struct {
		name, prefix, what string
	}{{"Air Handling Units", "AHU", "Air handling unit"}, {"Pumps", "P", "Circulation pump"}, {"Doors", "D", "Hollow metal door"}, {"Electrical Panels", "LP", "Lighting panel"}} {
		category := f.add("asset_category", f.id, f.stampedBy(0, 150, Record{"id": p.givenID("asset category", c.name), "name": c.name, "description": "", "parentId": root["id"],
			"isRoot": false, "isLeaf": true, "subcategoryIds": []any{}, "uid": p.givenID("asset category", c.name), "isActive": true}))
		below = append(below, category["id"])
		f.add("category_attribute", f.id, Record{"id": text(category, "id") + "/" + text(attribute, "id"), "category": category["id"], "attribute": attribute["id"]})
		for k := range 3 + (f.site.index+i)%3 {
			n++
			f.add("asset", f.id, f.stampedBy(n, 100-3*n, Record{"isActive": true, "version": int64(1), "clientAssetId": fmt.Sprintf("%s-%02d", c.prefix, k+1),
				"categoryId": category["id"], "statusId": pickOf(statuses, n)["id"], "description": c.what, "locationId": f.place(n), "barcode": fmt.Sprintf("%06d", 100000+97*n),
				"customAttributes": Record{"ca1": fmt.Sprintf("SN-%05d", 31*n+f.site.index)}, "companyId": nil}))
		}
	}
	f.add("asset_category", f.id, with(root, Record{"subcategoryIds": below}))
}

// sowRelationships joins an issue with an asset, and a form with a drawing.
func (f *field) sowRelationships() {
	first := func(entity string) any {
		for _, c := range f.changes {
			if c.Collection == (Collection{entity, f.id}) {
				return c.After["id"]
			}
		}
		return nil
	}
	join := func(age int, ends ...string) {
		list := []any{}
		for i := 0; i < len(ends); i += 3 {
			list = append(list, Record{"domain": ends[i], "type": ends[i+1], "id": ends[i+2], "createdOn": f.ago(age, 10)})
		}
		f.add("relationship", f.id, Record{"createdOn": f.ago(age, 10), "isReadOnly": false, "isService": false, "isDeleted": false, "deletedOn": nil, "entities": list})
	}
	join(12, "autodesk-bim360-issue", "issue", plain(first("issue")), "autodesk-bim360-asset", "asset", plain(first("asset")))
	join(9, "autodesk-construction-form", "form", plain(first("form")), "autodesk-bim360-documentmanagement", "documentlineage", text(f.first.item, "id"))
}

// sowReviews makes a workflow of three steps and reviews of drawings, one of them open.
func (f *field) sowReviews() {
	p := f.settings()
	candidates := func(n int) Record {
		return Record{"users": []any{Record{"autodeskId": f.uid(n), "name": f.person(n)}}, "roles": []any{}, "companies": []any{}}
	}
	steps := []any{}
	for i, s := range [][2]string{{"Start", "INITIATOR"}, {"Engineer's review", "REVIEWER"}, {"Approval", "APPROVER"}} {
		steps = append(steps, Record{"id": p.givenID("review step", s[0]), "name": s[0], "type": s[1], "duration": int64(3), "dueDateType": "WORKDAY",
			"groupReview": Record{"enabled": false}, "candidates": candidates(i + 1)})
	}
	workflow := f.add("review_workflow", f.id, Record{"name": "Two steps", "description": "The engineer looks, the project manager approves", "notes": "", "status": "ACTIVE",
		"additionalOptions": Record{"allowInitiatorToEdit": false}, "approvalStatusOptions": builtInApprovals(p), "steps": steps,
		"copyFilesOptions": Record{"enabled": false}, "attachedAttributes": []any{}, "updateAttributesOptions": Record{"enabled": false},
		"createdAt": f.ago(150, 9), "updatedAt": f.ago(150, 9)})
	for i, name := range []string{"Foundation drawings", "Ground floor plan", "Curtain wall details"} {
		status, step := "CLOSED", steps[2].(Record)
		if i == 1 {
			status, step = "OPEN", steps[1].(Record)
		}
		age := 40 - 12*i
		review := f.add("review", f.id, Record{"sequenceId": int64(i + 1), "name": name, "status": status, "currentStepId": step["id"], "currentStepDueDate": f.ago(age-6, 17),
			"createdBy": Record{"autodeskId": f.uid(1), "name": f.person(1)}, "createdAt": f.ago(age, 9), "updatedAt": f.ago(age-2, 11), "finishedAt": nil, "archived": false,
			"archivedBy": nil, "archivedAt": nil, "workflowId": workflow["id"], "nextActionBy": Record{"claimedBy": []any{}, "candidates": step["candidates"]}})
		version := reviewVersion(f.first.version)
		if status == "CLOSED" {
			review["finishedAt"] = f.ago(age-5, 15)
			version["approveStatus"] = builtInApprovals(p)[0]
		}
		f.add("review_version", text(review, "id"), version)
	}
}

// sowTransmittals makes what has been sent to people outside.
func (f *field) sowTransmittals() {
	folder := parentFolder(f.first.item)
	for i, title := range []string{"Drawings for the building department", "Issued for construction, first package"} {
		t := f.add("transmittal", f.id, Record{"sequenceId": fmt.Sprint(i + 1), "title": title, "message": "Please find the drawings attached.", "status": "COMPLETED",
			"sentBy":          Record{"id": f.uid(0), "name": f.person(0)},
			"recipients":      Record{"users": []any{Record{"id": f.uid(3), "name": f.person(3)}}, "companies": []any{}, "roles": []any{}},
			"externalMembers": []any{Record{"email": "plans@city.example", "firstName": "Plan", "lastName": "Review"}}, "createdAt": f.ago(70-30*i, 10), "documentsCount": int64(1),
			"packedStatus": "SUCCESS", "displayRecipients": "ALL"})
		storage, _ := textAt(f.first.version, "relationships.storage.data.id")
		f.add("transmittal_document", text(t, "id"), Record{"urn": f.first.version["id"], "name": nameOf(f.first.version), "title": "", "description": "", "version": numberOf(f.first.version),
			"fileName": nameOf(f.first.version), "approveStatus": nil, "lastUpdatedAt": f.ago(90, 9), "updatedByName": f.person(1), "updatedBy": f.uid(1), "isDeleted": false,
			"parentFolderUrn": folder, "folderType": "normal", "revisionLabel": "", "storageUrn": storage})
		f.add("transmittal_folder", text(t, "id"), Record{"urn": folder, "name": "Architectural", "description": "", "lastUpdatedAt": f.ago(90, 9), "updatedByName": f.person(1),
			"updatedBy": f.uid(1), "isDeleted": false})
	}
}

// sowTakeoff makes a package of quantities with a type and items, a classification system, and a view that was measured on.
func (f *field) sowTakeoff() {
	by := Record{"createdAt": f.ago(80, 9), "updatedAt": f.ago(30, 9), "updatedByName": f.person(2)}
	pack := text(f.add("takeoff_package", f.id, with(by, Record{"name": "Concrete"})), "id")
	f.add("takeoff_package", f.id, with(by, Record{"name": "Interior walls"}))
	view := f.add("content_view", f.id, Record{"type": "SHEET", "view": Record{"lineageUrn": f.first.item["id"], "viewName": "A-101", "sheetName": "Ground Floor Plan",
		"calibration": Record{"scaleFactor": int64(96), "units": "FT_AND_FRACTIONAL_IN"}}})
	kind := f.add("takeoff_type", pack, with(by, Record{"name": "Slab on grade", "description": "6 in.", "color": "#2D7FF9", "borderColor": "#2D7FF9", "shapeType": "RECTANGLE",
		"tool": "AREA", "propertyDefinitions": []any{}, "modelMappings": []any{}, "primaryQuantityDefinition": Record{"outputName": "Area", "unitOfMeasure": "SF"},
		"secondaryQuantityDefinitions": []any{}}))
	for i := range 4 {
		f.add("takeoff_item", pack, with(by, Record{"takeoffTypeId": kind["id"], "type": "AREA", "objectName": fmt.Sprintf("Bay %d", i+1), "geometry": nil, "rotationAngle": int64(0),
			"objectId": int64(200 + i), "propertyValues": []any{Record{"name": "Thickness", "unitOfMeasure": "IN", "source": "MANUAL_ENTRY", "value": int64(6)}},
			"primaryQuantity": Record{"outputName": "Area", "quantity": int64(1840 + 120*i), "unitOfMeasure": "SF"}, "secondaryQuantities": []any{},
			"contentView": Record{"id": view["id"], "version": "1"}, "locationId": f.place(i)}))
	}
	system := text(f.add("classification_system", f.id, Record{"name": "UniFormat", "type": "CLASSIFICATION_SYSTEM_1"}), "id")
	for _, c := range [][3]string{{"A", "", "Substructure"}, {"A10", "A", "Foundations"}, {"A1010", "A10", "Standard foundations"}, {"B", "", "Shell"}} {
		rec := Record{"code": c[0], "parentCode": c[1], "description": c[2]}
		if c[1] == "" {
			rec["parentCode"] = nil
		}
		f.add("classification", system, rec)
	}
	f.add("assigned_structure", f.id, Record{"structureId": f.newID("structure"), "createdAt": f.ago(60, 9), "createdBy": f.uid(0)})
}

// sowAutoSpecs makes what a version of the project manual asks for.
func (f *field) sowAutoSpecs() {
	version := text(f.add("autospecs_version", f.id, Record{"name": "Project Manual", "status": "Completed", "currentVersion": true, "createdAt": f.ago(140, 9),
		"updatedAt": f.ago(140, 10)}), "id")
	n := int64(0)
	for _, s := range demoSpecifications()[1:] {
		for i, kind := range []string{"Product Data", "Shop Drawings", "Samples"} {
			n++
			f.add("autospecs_entry", version, Record{"submittalId": fmt.Sprint(n), "divisionCode": s.number[:2], "divisionName": "Division " + s.number[:2], "specNumber": s.number,
				"specName": s.title, "submittalsHeading": "SUBMITTALS", "paraCode": fmt.Sprintf("1.%d.A", i+3), "submittalDescription": kind + " for " + fold(s.title),
				"specCategory": kind, "targetGroup": pickOf([]string{"ACTION SUBMITTALS", "ACTION SUBMITTALS", "INFORMATIONAL SUBMITTALS"}, i), "targetDate": nil, "userNotes": nil,
				"versionName": "Project Manual", "specSubmittalNumber": n})
		}
	}
}

// sowModels makes a model set over the Models folder, tested for clashes.
func (f *field) sowModels() {
	folder := f.site.folders[1]
	set := text(f.add("model_set", f.id, Record{"containerId": f.id, "name": "All trades", "description": "Models of the week", "createdBy": f.uid(0), "createdTime": f.ago(60, 9),
		"modifiedBy": f.uid(0), "modifiedTime": f.ago(60, 9), "isDisabled": false, "isDeleted": false, "includedFolderCount": int64(1), "rootFolder": folder,
		"hasContentFilters": false, "clashEngineVersion": int64(1), "isDocumentLimitReached": false}), "modelSetId")
	documents, definition := []any{}, []any{}
	for _, m := range f.models {
		documents = append(documents, modelDocument(m.item, m.version))
		definition = append(definition, Record{"lineageUrn": m.item["id"], "viewableName": "{3D}"})
	}
	f.add("model_set_version", set, Record{"modelSetId": set, "version": int64(1), "createTime": f.ago(55, 10), "status": "Successful", "documentVersions": documents})
	f.add("model_set_view", set, Record{"name": "Architecture and structure", "description": "", "isPrivate": false, "screenshotId": nil, "definition": definition})
	files := []any{}
	for _, kind := range []string{"scope-version-clash", "scope-version-document"} {
		files = append(files, Record{"type": kind + ".2.0.0", "object": f.object(kind+".json.gz", 55)["objectId"]})
	}
	test := f.add("clash_test", set, Record{"completedOn": f.ago(55, 11), "modelSetId": set, "modelSetVersion": int64(1), "status": "Success", "_files": files})
	f.add("closed_clash_group", set, Record{"clashTestId": test["id"], "title": "Sleeves through slab", "description": "Provided by the trade", "reason": "VALID_PENETRATION",
		"screenShots": []any{}, "createdBy": f.uid(1), "createdOn": f.ago(50, 9), "clashes": []any{int64(3), int64(4)}})
	f.add("assigned_clash_group", set, Record{"clashTestId": test["id"], "issueId": f.newID("issue"), "title": "Duct runs through beam", "createdBy": f.uid(1), "createdOn": f.ago(50, 9),
		"clashes": []any{int64(7)}})
}

// sowAccount makes what belongs to no project: a weekly extract of data with its last job, and a webhook.
func (f *field) sowAccount() {
	admin := f.demo.people[0]
	by := Record{"createdBy": admin["uid"], "createdByEmail": admin["email"], "accountId": demoAccountID}
	request := f.add("data_request", demoAccountID, with(by, Record{"description": "Weekly extract", "isActive": true, "projectId": nil, "projectIdList": []any{}, "createdAt": f.ago(60, 8),
		"updatedBy": admin["uid"], "updatedAt": f.ago(60, 8), "scheduleInterval": "WEEK", "reoccuringInterval": int64(1), "effectiveFrom": f.ago(60, 8), "effectiveTo": nil,
		"lastQueuedAt": f.ago(4, 8), "serviceGroups": []any{"admin"}, "callbackUrl": nil, "sendEmail": true, "startDate": nil, "endDate": nil, "dateRange": nil, "projectStatus": "all"}))
	data := csvOf([]string{"id", "name", "trade", "erpId", "status"}, f.demo.companies)
	key := f.newID("object") + ".csv"
	object := inlineObject(docsBucket, key, data, f.ago(4, 8))
	f.changes = append(f.changes, Change{Collection: grownObjects(f.id), ID: key, After: with(object, Record{"id": key})})
	f.add("data_job", demoAccountID, with(by, Record{"requestId": request["id"], "projectId": nil, "projectIdList": []any{}, "createdAt": f.ago(4, 8), "status": "complete",
		"completionStatus": "success", "startedAt": f.ago(4, 8), "completedAt": f.ago(4, 9), "sendEmail": true, "progress": int64(100), "lastDownloadedBy": nil,
		"lastDownloadedAt": nil, "startDate": nil, "endDate": nil,
		"_files": []any{Record{"name": "admin_companies.csv", "size": int64(len(data)), "createdAt": f.ago(4, 9), "object": object["objectId"]}}}))
	id := f.newID("webhook")
	f.add("webhook", "", Record{"hookId": id, "tenant": "demo", "callbackUrl": "https://hooks.harbourline.example/docs", "createdBy": "practice", "creatorType": "Application",
		"event": "dm.version.added", "system": "data", "createdDate": f.ago(90, 9), "lastUpdatedDate": f.ago(90, 9), "status": "active", "autoReactivateHook": false,
		"hookExpiry": nil, "hookAttribute": nil, "scope": Record{"folder": folderID(demoAccountID, projectFiles)}, "urn": "urn:adsk.webhooks:events.hook:" + id,
		"callbackWithEventPayloadOnly": false, "__self__": "/systems/data/events/dm.version.added/hooks/" + id})
}
