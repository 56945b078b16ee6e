package practice

import "time"

// jobWait is longer than any job takes.
const jobWait = 30 * time.Second

func (d *driver) fieldArguments() map[string]func() arguments {
	ids := func(list, path string) func() arguments {
		return func() arguments { return arguments{body: object{"ids": []any{d.get(list, path)}}} }
	}
	form := func() string { // a draft of today
		d.t.Helper()
		if d.known["draft"] == "" {
			r := d.drive(testCatalogue().Must("forms.create"), arguments{})
			d.known["draft"] = r.at("id").(string)
		}
		return d.known["draft"]
	}
	answer := func() object { return object{"fieldId": d.question(), "textVal": "Poured bay 3"} }
	row := func() object {
		return object{"id": "22222222-2222-4333-8444-555555555555", "columns": []any{object{"columnName": "trade", "textVal": "Concrete"}}}
	}
	return map[string]func() arguments{
		"issues.create": body(object{"title": "Crack", "status": "open"}),
		"issues.create_attachments": func() arguments {
			return arguments{body: object{"domainEntityId": d.get("issues.list", "results.0.id"), "attachments": []any{d.attachment("issue-attachment")}}}
		},
		"issues.delete_attachment": func() arguments {
			return arguments{path: map[string]string{"issue_id": d.get("issues.list", "results.0.id")}}
		},
		"rfis.create": body(object{"title": "Depth of footing", "status": "open", "assignedTo": []any{object{"id": d.uid, "type": "user"}}}),
		"rfis.patch":  body(object{"priority": "High"}),
		"rfis.create_response": func() arguments {
			return arguments{path: map[string]string{"rfi_id": d.fresh["rfi"]}, body: object{"text": "1500", "status": "answered"}}
		},
		"rfis.list_comments":    func() arguments { return arguments{path: map[string]string{"rfi_id": d.discussed()}} },
		"rfis.list_attachments": func() arguments { return arguments{path: map[string]string{"rfi_id": d.discussed()}} },
		"rfis.patch_response": func() arguments {
			return arguments{path: map[string]string{"rfi_id": d.fresh["rfi"]}, body: object{"text": "1200", "status": "answered"}}
		},
		"submittals.create":     body(object{"title": "Mix design", "stateId": "mgr-1", "manager": d.uid, "managerType": "1"}),
		"submittals.transition": body(object{"stateId": "rev"}),
		"submittals.close_task": func() arguments {
			return arguments{body: object{"responseId": d.get("submittals.list_responses", "results.0.id")}}
		},
		"submittals.list_revisions":   func() arguments { return arguments{path: map[string]string{"item_id": d.submittal("sbc-2")}} },
		"submittals.list_steps":       func() arguments { return arguments{path: map[string]string{"item_id": d.submittal("rev")}} },
		"submittals.list_tasks":       func() arguments { return arguments{path: map[string]string{"item_id": d.submittal("rev")}} },
		"submittals.patch_attachment": body(object{}),
		"forms.create":                body(object{"name": "Daily Report"}),
		"forms.patch":                 body(object{"notes": "Rain"}),
		"forms.batch_update_values": func() arguments {
			return arguments{path: map[string]string{"form_id": form()}, body: object{"customValues": []any{answer()}}}
		},
		"forms.batch_update_values_v2": func() arguments {
			r := row()
			r["schema"] = "worklogEntries"
			return arguments{path: map[string]string{"form_id": form()}, body: object{"customValues": []any{answer()}, "tabularValues": []any{r}}}
		},
		"forms.batch_delete_values": func() arguments {
			r := object{"id": row()["id"], "schema": "worklogEntries"}
			return arguments{path: map[string]string{"form_id": form()}, body: object{"tabularValues": []any{r}}}
		},
		"forms.list_table_values": func() arguments { return arguments{path: map[string]string{"field_id": d.table()}} },
		"photos.filter":           body(object{}),
		"sheets.batch_get":        ids("sheets.list", "results.0.id"),
		"sheets.batch_delete":     ids("sheets.list", "results.0.id"),
		"sheets.batch_restore":    ids("sheets.list", "results.0.id"),
		"sheets.batch_update": func() arguments {
			return arguments{body: object{"ids": []any{d.get("sheets.list", "results.1.id")}, "updates": object{"addTags": []any{"IFC"}}}}
		},
		"sheets.batch_get_version_sets":    ids("sheets.list_version_sets", "results.0.id"),
		"sheets.batch_delete_version_sets": func() arguments { return arguments{body: object{"ids": []any{d.fresh["version_set"]}}} },
		"sheets.create_upload": func() arguments {
			return arguments{body: object{"versionSetId": d.get("sheets.list_version_sets", "results.1.id"), "files": []any{object{"storageType": "OSS", "storageUrn": d.uploaded(d.get("sheets.create_storage", "urn")), "name": "A-900 New.pdf"}}}}
		},
		"sheets.patch_review_sheets": func() arguments {
			return arguments{body: []any{object{"id": d.get("sheets.list_review_sheets", "results.0.id"), "title": "Penthouse"}}}
		},
		"sheets.batch_get_thumbnails": func() arguments {
			return arguments{body: object{"reviewSheetIds": []any{d.get("sheets.list_review_sheets", "results.0.id")}, "type": "small"}}
		},
		"sheets.publish_review_sheets": func() arguments { return arguments{} },
		"sheets.create_export": func() arguments {
			return arguments{body: object{"sheets": []any{d.get("sheets.list", "results.1.id")}}}
		},
		"sheets.get_export": func() arguments { d.clock.advance(jobWait); return arguments{} },
	}
}

// attachment is a file that has been uploaded, as something attaches it.
func (d *driver) attachment(kind string) object {
	return object{"attachmentId": "22222222-2222-4333-8444-666666666666", "displayName": "Plan", "fileName": "plan.pdf", "attachmentType": kind, "storageUrn": d.stored()}
}

// discussed is an RFI with a comment.
func (d *driver) discussed() string {
	d.t.Helper()
	d.get("rfis.list", "results.0.id")
	items, _ := d.answers["rfis.list"].at("results").([]any)
	for _, x := range items {
		if at(x, "commentsCount") == int64(1) {
			return at(x, "id").(string)
		}
	}
	d.t.Error("no RFI has a comment")
	return ""
}

// submittal is an item in a state.
func (d *driver) submittal(state string) string {
	d.t.Helper()
	d.get("submittals.list", "results.0.id")
	items, _ := d.answers["submittals.list"].at("results").([]any)
	for _, x := range items {
		if at(x, "stateId") == state {
			return at(x, "id").(string)
		}
	}
	d.t.Errorf("no submittal is %s", state)
	return ""
}

// question and table are parts of the layout of the first form template.
func (d *driver) question() string { return d.part("0") }
func (d *driver) table() string    { return d.part("1") }

func (d *driver) part(section string) string {
	d.t.Helper()
	layout, id := d.get("forms.get_layout", "uid"), d.get("forms.get_layout", "sections."+section+".uid")
	keep := d.token
	defer func() { d.token = keep }()
	d.token = d.tokenFor(testCatalogue().Must("forms.get_section"))
	r := d.want(200, "GET", "/construction/forms/v2/projects/"+d.project+"/layouts/"+layout+"/sections/"+id, nil)
	return r.at("sectionItems.0.uid").(string)
}

func (d *driver) costArguments() map[string]func() arguments {
	order := func() arguments {
		return arguments{body: []any{object{"changeOrderId": d.get("cost.list_change_orders", "results.0.id"), "costItemId": d.get("cost.list_cost_items", "results.0.id")}}}
	}
	contract := func() string { return d.get("cost.list_contracts", "results.0.id") }
	return map[string]func() arguments{
		"cost.attach_cost_items":     order,
		"cost.detach_cost_items":     order,
		"cost.import_budgets":        body(object{"append": true, "data": []any{object{"code": "31-0000", "name": "Earthwork"}}}),
		"cost.import_segment_values": body(object{"append": true, "data": []any{object{"code": "31", "description": "Earthwork"}}}),
		"cost.link_budgets_contracts": func() arguments {
			return arguments{body: object{"create": []any{object{"contractId": d.fresh["contract"], "budgetId": d.fresh["budget"]}}}}
		},
		"cost.batch_update_property_values": func() arguments {
			return arguments{body: []any{object{"associationId": contract(), "associationType": "Contract", "propertyDefinitionId": d.get("cost.list_properties", "0.id"), "value": "7"}}}
		},
		"cost.copy_sub_cost_items": func() arguments {
			return arguments{path: map[string]string{"cost_item_id": d.get("cost.list_cost_items", "results.0.id")}, body: object{"from": "estimated", "to": "proposed"}}
		},
		"cost.list_attachments": func() arguments {
			return arguments{query: map[string]string{"associationId": contract(), "associationType": "Contract"}}
		},
		"cost.list_documents": func() arguments {
			return arguments{query: map[string]string{"associationId": contract(), "associationType": "Contract"}}
		},
		"cost.list_taxes": func() arguments {
			return arguments{query: map[string]string{"associationId": d.get("cost.list_payments", "results.0.id"), "associationType": "CostPayment"}}
		},
		"cost.perform_actions": func() arguments {
			return arguments{body: []any{object{"action": "submit", "associationId": d.fresh["contract"], "associationType": "Contract"}, object{"action": "fly", "associationId": d.fresh["contract"], "associationType": "Contract"}}}
		},
		"cost.list_actions": func() arguments {
			return arguments{path: map[string]string{"association_type": "Contract", "association_id": d.contract("draft")}}
		},
		"cost.create_attachment": func() arguments {
			return arguments{body: object{"associationId": contract(), "associationType": "Contract"}}
		},
		"cost.create_schedule_of_value": func() arguments { return arguments{body: object{"contractId": contract()}} },
		"cost.create_time_sheet":        body(object{"endDate": "2026-01-05"}),
	}
}

// contract is a contract with a status.
func (d *driver) contract(status string) string {
	d.t.Helper()
	d.get("cost.list_contracts", "results.0.id")
	items, _ := d.answers["cost.list_contracts"].at("results").([]any)
	for _, x := range items {
		if at(x, "status") == status {
			return at(x, "id").(string)
		}
	}
	d.t.Errorf("no contract is %s", status)
	return ""
}

func (d *driver) coordinationArguments() map[string]func() arguments {
	pin := func(more object) object {
		out := object{"title": "Duct through beam", "issueTypeId": d.get("issues.list_types", "results.0.id"), "issueSubTypeId": d.subtype(),
			"pushpin": object{"location": object{"x": 1, "y": 2, "z": 3}, "objectId": 7}, "documentVersionUrn": "urn:x", "viewContext": []any{}}
		for k, v := range more {
			out[k] = v
		}
		return out
	}
	done := func() arguments { d.clock.advance(jobWait); return arguments{} }
	view := func() string { return d.get("model_coordination.list_views", "modelSetViews.0.viewId") }
	return map[string]func() arguments{
		"model_coordination.create_model_set": func() arguments {
			return arguments{body: object{"name": "Driven", "folders": []any{object{"folderUrn": d.docs()["models"]}}}}
		},
		"model_coordination.create_issues": func() arguments { return arguments{body: []any{pin(nil)}} },
		"model_coordination.assign_clash_groups": func() arguments {
			return arguments{body: []any{pin(object{"status": "Open", "clashes": []any{3}})}}
		},
		"model_coordination.close_clash_groups": body([]any{object{"title": "Sleeve", "reason": "FIELD_FIX", "clashes": []any{1, 2}}}),
		"model_coordination.reopen_clash_groups": func() arguments {
			return arguments{body: []any{d.get("model_coordination.list_closed_clash_groups", "groups.0.id")}}
		},
		"model_coordination.create_view": func() arguments {
			return arguments{body: object{"name": "Driven", "isPrivate": false, "definition": []any{object{"lineageUrn": d.docs()["model"]}}}}
		},
		"model_coordination.patch_view": func() arguments {
			return arguments{path: map[string]string{"view_id": view()}, body: object{"name": "Renamed"}}
		},
		"model_coordination.delete_view":       func() arguments { return arguments{path: map[string]string{"view_id": view()}} },
		"model_coordination.get_model_set_job": done,
		"model_coordination.get_container_job": done,
		"model_coordination.get_clash_job": func() arguments {
			return arguments{path: map[string]string{"job_id": d.get("model_coordination.close_clash_groups", "jobId")}}
		},
		"model_coordination.get_view_job": func() arguments {
			return arguments{path: map[string]string{"job_id": d.get("model_coordination.create_view", "jobId")}}
		},
		"model_coordination.get_version_view": func() arguments { return arguments{path: map[string]string{"view_id": view()}} },
		"model_coordination.get_clash_screenshot": func() arguments {
			return arguments{path: map[string]string{"screenshot_id": d.get("model_coordination.create_clash_screenshot", "id")}}
		},
	}
}

func (d *driver) otherArguments() map[string]func() arguments {
	ids := func(list, path string) func() arguments {
		return func() arguments { return arguments{body: object{"ids": []any{d.get(list, path)}}} }
	}
	end := func(domain, kind, id string) object { return object{"domain": domain, "type": kind, "id": id} }
	return map[string]func() arguments{
		"assets.batch_get":                      ids("assets.list", "results.0.id"),
		"assets.batch_delete":                   ids("assets.list", "results.0.id"),
		"assets.batch_get_attributes":           ids("assets.list_attributes", "results.0.id"),
		"assets.batch_get_categories":           ids("assets.list_categories", "results.0.id"),
		"assets.batch_get_category_status_sets": ids("assets.list_categories", "results.1.id"),
		"assets.batch_get_status_sets":          ids("assets.list_status_sets", "results.0.id"),
		"assets.batch_get_statuses":             ids("assets.list_statuses", "results.0.id"),
		"assets.batch_patch": func() arguments {
			return arguments{body: object{d.get("assets.list", "results.0.id"): object{"description": "Moved"}}}
		},
		"data_connector.create_request": body(object{"scheduleInterval": "ONE_TIME", "effectiveFrom": "2026-01-01T00:00:00Z", "serviceGroups": []any{"admin", "issues"}}),
		"data_connector.cancel_job":     func() arguments { return arguments{path: map[string]string{"job_id": d.newJob()}} },
		"locations.create":              body(object{"type": "Area", "name": "Penthouse"}),
		"project_users.create":          body(object{"email": "gina@example.com"}),
		"project_users.import_users":    body(object{"users": []any{object{"email": "hal@example.com", "products": []any{object{"key": "docs", "access": "member"}}}}}),
		"projects.patch_hq": func() arguments {
			return arguments{path: map[string]string{"project_id": d.bim360()}, body: object{"name": "Old Mill Library"}}
		},
		"relationships.create":    body([]any{object{"entities": []any{end("autodesk-bim360-issue", "issue", "a"), end("autodesk-bim360-asset", "asset", "b")}}}),
		"relationships.batch_get": func() arguments { return arguments{body: []any{d.get("relationships.search", "relationships.0.id")}} },
		"relationships.delete":    func() arguments { return arguments{body: []any{d.get("relationships.search", "relationships.0.id")}} },
		"relationships.intersect": func() arguments {
			return arguments{body: object{"entities": []any{end("autodesk-bim360-issue", "issue", d.get("relationships.search", "relationships.0.entities.0.id"))}}}
		},
		"reviews.create": func() arguments {
			return arguments{body: object{"name": "Drawings", "fileVersions": []any{object{"urn": d.docs()["version"]}}}}
		},
		"takeoff.batch_add_assigned_structures": body([]any{object{"structureId": "new structure"}}),
		"takeoff.create_classification_system":  body(object{"name": "Own", "type": "CLASSIFICATION_SYSTEM_2"}),
		"takeoff.import_classifications":        body(object{"classifications": []any{object{"code": "A", "parentCode": nil, "description": "Substructure"}}}),
		"webhooks.create_for_system":            func() arguments { return arguments{path: map[string]string{"system": "autodesk.construction.cost"}} },
	}
}

// newJob is a data connector job that has just begun.
func (d *driver) newJob() string {
	d.t.Helper()
	d.drive(testCatalogue().Must("data_connector.create_request"), d.special()["data_connector.create_request"]())
	return d.drive(testCatalogue().Must("data_connector.list_jobs"), arguments{}).at("results.2.id").(string)
}
