package catalog

func forms() *Service {
	return &Service{
		Name:    "forms",
		Title:   "Forms",
		Summary: "Form templates and forms of ACC Build: list, create, change, fill in and submit.",
		Notes: "User context required: a 3-legged token (SSA counts), no 2-legged one. Project id without b.: acc_sdk cuts it off in the two " +
			"list calls only. There is no GET of one form by id: list with ids. There is no DELETE: status discarded or archived. PDFs: " +
			"templates and PDF forms carry pdfUrl, version 2 forms pdfFile.pdfUrl, fetched with a plain GET; no endpoint exports a form as " +
			"PDF. nextUrl is null on the last page. Timestamps look like 2020-11-20T16:14:27.615127+00:00. Array query parameters are " +
			"repeated: ids=a&ids=b.",
		Operations: []*Operation{
			formsListTemplates(), formsList(), formsListV2(), formsCreate(), formsPatch(), formsBatchUpdateValues(),
			formsBatchUpdateValuesV2(), formsBatchDeleteValues(), formsListValues(), formsListTableValues(), formsGetLayout(),
			formsGetSection(), formsGetWeather(),
		},
		Values: map[string][]string{
			"statuses":          {"draft", "inReview", "submitted", "archived"},
			"statuses_to_set":   {"draft", "in_review", "submitted", "archived", "discarded"},
			"status_changes_v2": {"inProgress", "inReview", "closed", "archived", "discarded"},
		},
		SDKHelpers: []SDKHelper{
			{"get_forms", "list; follow_pagination collects all pages; refuses limit over 50", "forms.list"},
			{"get_templates", "list_templates; follow_pagination", "forms.list_templates"},
			{"get_forms_for_past30", "list with formDateMin = today - 30 days (the form date, not the creation date its documentation says)", "forms.past"},
			{"Acc.get_forms", "list, then project_users list filtered by autodeskId, adding createdByName and createdByEmail (on acc_sdk's top class)", "forms.with_people"},
			{"Acc.get_forms_for_past30", "get_forms_for_past30 and project_users list, likewise", "forms.with_people"},
			{"Acc.get_forms_all_active_projects", "projects list of active projects, then Acc.get_forms for each", "forms.everywhere"},
			{"Acc.get_forms_all_active_projects_last30", "projects list of active projects, then Acc.get_forms_for_past30 for each", "forms.everywhere"},
		},
	}
}

func formsListTemplates() *Operation {
	return &Operation{
		Name: "list_templates", SDK: "get_templates",
		Method: "GET", Path: "/construction/forms/v1/projects/{project_id}/form-templates",
		Summary: "Lists the form templates the caller may use.",
		Effect:  Read, Tokens: signedIn(), Scopes: dataRead(), Limit: "forms",
		PathParams: []Field{projectID()},
		Query: []Field{
			{Name: "updatedAfter", Type: "datetime"},
			{Name: "updatedBefore", Type: "datetime"},
			{Name: "sortOrder", Type: "string", Enum: []string{"asc", "desc"}},
			limitParam(50, 50), offsetParam(),
		},
		Pagination: formsPages(),
		Status:     200,
		Returns:    Returns{Shape: List, Fields: formTemplateFields()},
		Errors:     formsErrors(),
		Entity:     "form_template",
		Notes:      "No endpoint creates or changes templates.",
		Source:     "https://aps.autodesk.com/en/docs/acc/v1/reference/http/forms-form-templates-GET/",
	}
}

func formsList() *Operation {
	return &Operation{
		Name: "list", SDK: "get_forms",
		Method: "GET", Path: "/construction/forms/v1/projects/{project_id}/forms",
		Summary: "Lists forms with their values (version 1, deprecated).",
		Effect:  Read, Tokens: signedIn(), Scopes: dataRead(), Limit: "forms",
		PathParams: []Field{projectID()},
		Query: []Field{
			{Name: "ids", Type: "[]string", Repeat: true},
			{Name: "formDateMin", Type: "date", Doc: "On or after"},
			{Name: "formDateMax", Type: "date", Doc: "On or before"},
			{Name: "updatedAfter", Type: "datetime"},
			{Name: "updatedBefore", Type: "datetime"},
			{Name: "templateId", Type: "string"},
			{Name: "statuses", Type: "[]string", Enum: formsStatuses(), Repeat: true},
			{Name: "sortBy", Type: "string", Doc: "A form attribute"},
			{Name: "sortOrder", Type: "string", Enum: []string{"asc", "desc"}},
			{Name: "locationIds", Type: "[]string", Repeat: true},
			{Name: "includeInactiveFormTemplates", Type: "bool", Default: "false", Doc: "Also forms of inactive templates"},
			limitParam(50, 50), offsetParam(),
		},
		Pagination: formsPages(),
		Status:     200,
		Returns:    Returns{Shape: List, Fields: formFields()},
		Errors:     formsErrors(),
		Entity:     "form",
		Notes: "Marked deprecated in favour of list_v2, but it alone returns the answers in the list. Default order: the current reference " +
			"says updatedAt ascending, the older one most recent first. The text's example uses locationId, the parameter (and Autodesk's " +
			"Postman collection) locationIds; acc_sdk sends locationId.",
		Source: "https://aps.autodesk.com/en/docs/acc/v1/reference/http/forms-forms-(Deprecated)-GET/", Deprecated: true,
	}
}

func formsListV2() *Operation {
	return &Operation{
		Name:   "list_v2",
		Method: "GET", Path: "/construction/forms/v2/projects/{project_id}/forms",
		Summary: "Lists forms without their answers (version 2, beta).",
		Effect:  Read, Tokens: signedIn(), Scopes: dataRead(), Limit: "forms",
		PathParams: []Field{projectID()},
		Query: []Field{
			{Name: "ids", Type: "[]string", Repeat: true},
			{Name: "formDateMin", Type: "date", Doc: "On or after"},
			{Name: "formDateMax", Type: "date", Doc: "On or before"},
			{Name: "updatedAfter", Type: "datetime"},
			{Name: "updatedBefore", Type: "datetime"},
			{Name: "templateId", Type: "string"},
			{Name: "statuses", Type: "[]string", Enum: formsStatuses(), Repeat: true},
			{Name: "sort", Type: "string",
				Doc: `Up to 3 comma-separated "field [asc|desc]": formDate, updatedAt, status, formNum, description, dueDate, templateName, ` +
					"createdByName, updatedByName"},
			{Name: "search", Type: "string", Doc: "Exact text"},
			{Name: "locationIds", Type: "[]string", Repeat: true},
			{Name: "includeSubLocations", Type: "bool"},
			{Name: "include", Type: "[]string", Enum: []string{"sublocations", "inactiveFormTemplates", "layoutInfo"}, Repeat: true},
			limitParam(50, 50), offsetParam(),
		},
		Pagination: formsPages(),
		Status:     200,
		Returns: Returns{Shape: List, Fields: join(
			without(formFieldsV2(), "nativeForm"),
			[]Field{
				{Name: "nativeForm", Type: "object"},
				{Name: "nativeForm.id", Type: "string"},
				{Name: "nativeForm.layoutId", Type: "string"},
				{Name: "nativeForm.version", Type: "string", Doc: "Feature level, e.g. 13.0"},
				{Name: "nativeForm.layoutInfo", Type: "object"},
				{Name: "nativeForm.layoutInfo.description", Type: "string", Doc: "With include=layoutInfo"},
				{Name: "nativeForm.layoutInfo.hasSectionAssignees", Type: "bool"},
			},
		)},
		Errors: formsErrors(),
		Entity: "form", Form: "v2",
		Notes:  "Answers: list_values and list_table_values.",
		Source: "https://aps.autodesk.com/en/docs/acc/v1/reference/http/forms-forms-(New--Beta)-GET/",
	}
}

func formsCreate() *Operation {
	return &Operation{
		Name: "create", SDK: "post_form",
		Method: "POST", Path: "/construction/forms/v1/projects/{project_id}/form-templates/{template_id}/forms",
		Summary: "Creates a form from a template, in status draft.",
		Effect:  Create, Tokens: signedIn(), Scopes: dataWrite(), Limit: "forms",
		PathParams: []Field{projectID(), formsTemplateID()},
		Body:       formBody(),
		Status:     200,
		Returns:    Returns{Shape: Object, Fields: formFields()},
		Errors:     plus(formsErrors(), ErrorCase{409, "conflict with the state of the form"}),
		Entity:     "form", Model: Generic,
		Notes: "Answers 200, not 201. No field is mandatory. Field values cannot be given here: use batch_update_values (acc_sdk's example " +
			"with customValues is wrong).",
		Source: "https://aps.autodesk.com/en/docs/acc/v1/reference/http/forms-forms-POST/",
	}
}

func formsPatch() *Operation {
	return &Operation{
		Name: "patch", SDK: "patch_form",
		Method: "PATCH", Path: "/construction/forms/v1/projects/{project_id}/form-templates/{template_id}/forms/{form_id}",
		Summary: "Changes a form's details or its status.",
		Effect:  Update, Tokens: signedIn(), Scopes: dataWrite(), Limit: "forms",
		PathParams: []Field{projectID(), formsTemplateID(), formID()},
		Body: join(
			without(formBody(), "id", "userCreatedAt"),
			[]Field{
				{Name: "status", Type: "string", Enum: []string{"draft", "in_review", "submitted", "archived", "discarded"},
					Doc: "in_review here, inReview in answers; discarded has no counterpart in answers"},
				{Name: "submitterSignature", Type: "string", Doc: "base64 SVG; give it when submitting a form in review; the SVG is sanitised"},
			},
		),
		Status:  200,
		Returns: Returns{Shape: Object, Fields: formFields()},
		Errors:  plus(formsErrors(), ErrorCase{409, "conflict with the state of the form"}),
		Entity:  "form", Target: "form_id", Model: Generic,
		Notes: "PDF forms cannot be changed. draft: editable; inReview: not editable, reviewers approve; submitted: closed; archived: closed " +
			"and hidden. Which status changes are allowed is not documented beyond 409.",
		Source: "https://aps.autodesk.com/en/docs/acc/v1/reference/http/forms-forms-formId-PATCH/",
	}
}

func formsTemplateID() Field { return Field{Name: "template_id", Type: "string", Required: true} }

func formID() Field { return Field{Name: "form_id", Type: "string", Required: true} }

func formsErrors() []ErrorCase {
	return []ErrorCase{
		{400, "malformed request"},
		{401, "no valid credentials"},
		{403, "not allowed"},
		{404, "not found"},
		{429, "rate limit"},
		{500, "server error"},
	}
}

func formsPages() Pagination {
	return Pagination{
		Style: OffsetPages, LimitParam: "limit", OffsetParam: "offset",
		DefaultLimit: 50, MaxLimit: 50, Items: "data", Total: "pagination.totalResults", Next: "pagination.nextUrl",
	}
}

func formsStatuses() []string {
	return []string{"draft", "inReview", "submitted", "archived"}
}

// formFields are the fields of a form.
func formFields() []Field {
	return []Field{
		{Name: "id", Type: "string"},
		{Name: "projectId", Type: "string"},
		{Name: "formNum", Type: "int", Doc: "Running number in the project"},
		{Name: "name", Type: "string"},
		{Name: "status", Type: "string", Enum: formsStatuses()},
		{Name: "formDate", Type: "date"},
		{Name: "description", Type: "string"},
		{Name: "notes", Type: "string"},
		{Name: "assigneeId", Type: "string"},
		{Name: "assigneeType", Type: "string", Enum: []string{"company", "role", "user"}},
		{Name: "locationId", Type: "string"},
		{Name: "formTemplate", Type: "object"},
		{Name: "formTemplate.id", Type: "string"},
		{Name: "formTemplate.projectId", Type: "string"},
		{Name: "formTemplate.name", Type: "string"},
		{Name: "formTemplate.status", Type: "string", Enum: []string{"active", "inactive", "deleted"}},
		{Name: "formTemplate.templateType", Type: "string", Doc: "e.g. pg.template_type.daily_report"},
		{Name: "pdfUrl", Type: "string", Doc: "PDF forms"},
		{Name: "pdfValues", Type: "[]object"},
		{Name: "pdfValues[].name", Type: "string"},
		{Name: "pdfValues[].value", Type: "string"},
		{Name: "weather", Type: "object|null",
			Doc: "summaryKey, precipitationAccumulation(+Unit), temperatureMin, temperatureMax, temperatureUnit, humidity, windSpeed, " +
				"windGust, speedUnit, windBearing, hourlyWeather[], provider (darksky or weatherkit)"},
		{Name: "customValues", Type: "[]object"},
		{Name: "customValues[].fieldId", Type: "string"},
		{Name: "customValues[].sectionLabel", Type: "string"},
		{Name: "customValues[].itemLabel", Type: "string", Doc: "The question"},
		{Name: "customValues[].valueName", Type: "string", Enum: formsValueNames(), Doc: "Which of the value fields holds the answer"},
		{Name: "customValues[].toggleVal", Type: "string", Enum: formsToggleVals()},
		{Name: "customValues[].textVal", Type: "string"},
		{Name: "customValues[].arrayVal", Type: "[]string"},
		{Name: "customValues[].numberVal", Type: "number"},
		{Name: "customValues[].choiceVal", Type: "string"},
		{Name: "customValues[].dateVal", Type: "date"},
		{Name: "customValues[].svgVal", Type: "string", Doc: "base64 SVG"},
		{Name: "customValues[].notes", Type: "string"},
		{Name: "tabularValues", Type: "object"},
		{Name: "tabularValues.worklogEntries", Type: "[]any|null", Doc: "ID, trade, timespan (ms), headcount, description, deleted"},
		{Name: "tabularValues.materialsEntries", Type: "[]any|null", Doc: "ID, item, quantity, unit, description, deleted"},
		{Name: "tabularValues.equipmentEntries", Type: "[]any|null", Doc: "ID, item, timespan (ms), quantity, description, deleted"},
		{Name: "lastReopenedBy", Type: "string"},
		{Name: "lastSubmitterSignature", Type: "string", Doc: "base64 SVG"},
		{Name: "userCreatedAt", Type: "datetime", Doc: "Client time"},
		{Name: "createdAt", Type: "datetime"},
		{Name: "createdBy", Type: "string", Doc: "Autodesk ID"},
		{Name: "updatedAt", Type: "datetime"},
	}
}

// formFieldsV2 are the fields of a form in its form "v2".
func formFieldsV2() []Field {
	return []Field{
		{Name: "id", Type: "string"},
		{Name: "formTemplateId", Type: "string"},
		{Name: "formNum", Type: "int"},
		{Name: "name", Type: "string"},
		{Name: "status", Type: "string", Enum: formsStatuses()},
		{Name: "formDate", Type: "date"},
		{Name: "dueDate", Type: "date"},
		{Name: "description", Type: "string"},
		{Name: "notes", Type: "string"},
		{Name: "assigneeId", Type: "string"},
		{Name: "assigneeType", Type: "string", Enum: []string{"company", "role", "user"}},
		{Name: "locationId", Type: "string"},
		{Name: "weatherId", Type: "int", Doc: "See get_weather"},
		{Name: "nativeForm", Type: "object"},
		{Name: "nativeForm.id", Type: "string"},
		{Name: "nativeForm.layoutId", Type: "string"},
		{Name: "nativeForm.version", Type: "string", Doc: "Feature level, e.g. 13.0"},
		{Name: "nativeForm.layoutInfo", Type: "object"},
		{Name: "nativeForm.layoutInfo.description", Type: "string", Doc: "With include=layoutInfo"},
		{Name: "nativeForm.layoutInfo.hasSectionAssignees", Type: "bool"},
		{Name: "pdfFile", Type: "object"},
		{Name: "pdfFile.id", Type: "string"},
		{Name: "pdfFile.fileName", Type: "string"},
		{Name: "pdfFile.pdfUrl", Type: "string"},
		{Name: "lastStatusChanges", Type: "object"},
		{Name: "lastStatusChanges.previousStatus", Type: "string"},
		{Name: "lastStatusChanges.{}", Type: "object"},
		{Name: "lastStatusChanges.{}.by", Type: "string",
			Doc: "<status> is inProgress, inReview, closed, archived or discarded: other words than in status"},
		{Name: "lastStatusChanges.{}.at", Type: "datetime"},
		{Name: "lastSubmittedBy", Type: "string"},
		{Name: "lastSubmittedAt", Type: "datetime"},
		{Name: "lastSubmitterSignature", Type: "string"},
		{Name: "lastReopenedBy", Type: "string"},
		{Name: "userCreatedAt", Type: "datetime"},
		{Name: "createdAt", Type: "datetime"},
		{Name: "createdBy", Type: "string"},
		{Name: "updatedAt", Type: "datetime"},
		{Name: "updatedBy", Type: "string"},
		{Name: "lastFetchedAt", Type: "datetime"},
		{Name: "nativeForm.customValues", Type: "[]object"},
		{Name: "nativeForm.customValues[].fieldId", Type: "string"},
		{Name: "nativeForm.customValues[].sectionLabel", Type: "string"},
		{Name: "nativeForm.customValues[].itemLabel", Type: "string", Doc: "The question"},
		{Name: "nativeForm.customValues[].valueName", Type: "string", Enum: formsValueNames(), Doc: "Which of the value fields holds the answer"},
		{Name: "nativeForm.customValues[].toggleVal", Type: "string", Enum: formsToggleVals()},
		{Name: "nativeForm.customValues[].textVal", Type: "string"},
		{Name: "nativeForm.customValues[].arrayVal", Type: "[]string"},
		{Name: "nativeForm.customValues[].numberVal", Type: "number"},
		{Name: "nativeForm.customValues[].choiceVal", Type: "string"},
		{Name: "nativeForm.customValues[].dateVal", Type: "date"},
		{Name: "nativeForm.customValues[].svgVal", Type: "string", Doc: "base64 SVG"},
		{Name: "nativeForm.customValues[].notes", Type: "string"},
	}
}

// formTemplateFields are the fields of a form template.
func formTemplateFields() []Field {
	return []Field{
		{Name: "id", Type: "string"},
		{Name: "projectId", Type: "string"},
		{Name: "name", Type: "string"},
		{Name: "status", Type: "string", Enum: []string{"active", "inactive", "deleted"}, Doc: "inactive = archived"},
		{Name: "templateType", Type: "string",
			Doc: "Free text or pg.template_type.daily_report, .quality, .safety, .punchlist, .commissioning, .time_sheet, .other"},
		{Name: "userPermissions", Type: "[]object"},
		{Name: "userPermissions[].userId", Type: "string"},
		{Name: "userPermissions[].permissions", Type: "[]string", Doc: "e.g. submit, manage"},
		{Name: "groupPermissions", Type: "[]object"},
		{Name: "groupPermissions[].roleKey", Type: "string"},
		{Name: "groupPermissions[].roleName", Type: "string"},
		{Name: "groupPermissions[].permissions", Type: "[]string"},
		{Name: "isPdf", Type: "bool"},
		{Name: "pdfUrl", Type: "string"},
		{Name: "forms", Type: "object"},
		{Name: "forms.url", Type: "string", Doc: "List of its forms"},
		{Name: "currentLayoutId", Type: "string", Doc: "Not for PDF templates"},
		{Name: "createdBy", Type: "string"},
		{Name: "updatedAt", Type: "datetime"},
	}
}

// formBody is what a new form is made of.
func formBody() []Field {
	return []Field{
		{Name: "name", Type: "string", Doc: "Up to 100; empty or null: the template's name"},
		{Name: "description", Type: "string", Doc: "Up to 8000"},
		{Name: "notes", Type: "string", Doc: "Up to 8000"},
		{Name: "formDate", Type: "date", Doc: "After 1950-01-01"},
		{Name: "assigneeId", Type: "string", Doc: "Must be a contributor of the template"},
		{Name: "assigneeType", Type: "string", Enum: []string{"company", "role", "user"}},
		{Name: "locationId", Type: "uuid"},
		{Name: "id", Type: "uuid", Doc: "Own id; made by the server otherwise"},
		{Name: "userCreatedAt", Type: "datetime", Doc: "Client time of creation"},
	}
}

func formsValueNames() []string {
	return []string{"textVal", "toggleVal", "arrayVal", "numberVal", "choiceVal", "dateVal", "svgVal"}
}

func formsToggleVals() []string {
	return []string{"Yes", "No", "False", "True", "Minus", "Plus", "Fail", "Pass", "NA"}
}

// formsEntities are the kinds of things the service has.
func formsEntities() []*Entity {
	return []*Entity{
		{
			Name: "form_template", One: "form template", Many: "form templates", Parent: "project_id",
			IDs: []string{"id"}, Key: []string{"name"}, Title: []string{"name"},
			List: "forms.list_templates",
		},
		{
			Name: "form", One: "form", Many: "forms", Parent: "project_id",
			IDs: []string{"id"}, Title: []string{"name", "formNum"},
			Forms: []string{"v2"},
			List:  "forms.list",
			Filled: []string{
				"projectId", "formNum", "status", "formTemplate", "pdfUrl", "pdfValues", "weather", "customValues", "tabularValues",
				"lastReopenedBy", "lastSubmitterSignature", "createdAt", "createdBy", "updatedAt",
			},
			Visible: settles,
		},
	}
}
