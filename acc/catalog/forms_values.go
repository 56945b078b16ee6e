package catalog

func formsBatchUpdateValues() *Operation {
	return &Operation{
		Name: "batch_update_values", SDK: "put_form",
		Method: "PUT", Path: "/construction/forms/v1/projects/{project_id}/forms/{form_id}/values:batch-update",
		Summary: "Writes answers and table rows of a form (version 1, deprecated).",
		Effect:  Update, Tokens: signedIn(), Scopes: dataWrite(), Limit: "forms",
		PathParams: []Field{projectID(), formID()},
		Body:       formsBatchUpdateValuesBody(),
		Status:     200,
		Returns:    Returns{Shape: Object, Fields: formFields()},
		Errors:     plus(formsErrors(), ErrorCase{409, "conflict with the state of the form"}),
		Entity:     "form", Target: "form_id", Model: Opaque,
		Notes: "Only in status draft; not for PDF forms. Use the value field that matches the field's valueName. The required marks and the " +
			"statuses are those of version 2; they are not confirmed for version 1.",
		Source:     "https://aps.autodesk.com/en/docs/acc/v1/reference/http/forms-valuesbatch-update-(Deprecated)-PUT/",
		Deprecated: true,
	}
}

func formsBatchUpdateValuesV2() *Operation {
	return &Operation{
		Name:   "batch_update_values_v2",
		Method: "PUT", Path: "/construction/forms/v2/projects/{project_id}/forms/{form_id}/values:batch-update",
		Summary: "Writes answers and table rows of a form (version 2, beta).",
		Effect:  Update, Tokens: signedIn(), Scopes: dataWrite(), Limit: "forms",
		PathParams: []Field{projectID(), formID()},
		Query: []Field{
			{Name: "excludeFormResponse", Type: "bool", Default: "false", Doc: "Answer 204 without a body"},
			{Name: "includeNativeFormValues", Type: "bool", Default: "false", Doc: "Add nativeForm.customValues"},
		},
		Body:       formsBatchUpdateValuesV2Body(),
		BatchLimit: 10,
		Status:     200,
		Returns:    Returns{Shape: Object, Fields: formFieldsV2()},
		Errors:     plus(formsErrors(), ErrorCase{409, "conflict with the state of the form"}),
		Entity:     "form", Target: "form_id", Form: "v2", Model: Opaque,
		Notes: "At most 10 customValues and 10 tabularValues a request. 204 when excludeFormResponse is true. Version 1 calls the table field " +
			"table, version 2 schema.",
		Source: "https://aps.autodesk.com/en/docs/acc/v1/reference/http/forms-valuesbatch-update-(New--Beta)-PUT/",
	}
}

func formsBatchDeleteValues() *Operation {
	return &Operation{
		Name:   "batch_delete_values",
		Method: "POST", Path: "/construction/forms/v2/projects/{project_id}/forms/{form_id}/values:batch-delete",
		Summary: "Deletes table rows of a form (version 2, beta).",
		Effect:  Delete, Tokens: signedIn(), Scopes: dataWrite(), Limit: "forms",
		PathParams: []Field{projectID(), formID()},
		Query: []Field{
			{Name: "excludeFormResponse", Type: "bool", Default: "false", Doc: "Answer 204 without a body"},
			{Name: "includeNativeFormValues", Type: "bool", Default: "false", Doc: "Add nativeForm.customValues"},
		},
		Body: []Field{
			{Name: "tabularValues", Type: "[]object", Required: true},
			{Name: "tabularValues[].id", Type: "uuid", Required: true, Doc: "Row id"},
			{Name: "tabularValues[].schema", Type: "string", Required: true, Doc: "As in batch_update_values_v2"},
		},
		BatchLimit: 10,
		Status:     200,
		Returns:    Returns{Shape: Object, Fields: formFieldsV2()},
		Errors:     plus(formsErrors(), ErrorCase{409, "conflict with the state of the form"}),
		Model:      Opaque,
		Notes:      "Only in status draft; only table rows, not answers. 204 when excludeFormResponse is true.",
		Source:     "https://aps.autodesk.com/en/docs/acc/v1/reference/http/forms-valuesbatch-delete-(Beta)-POST/",
	}
}

func formsListValues() *Operation {
	return &Operation{
		Name:   "list_values",
		Method: "GET", Path: "/construction/forms/v2/projects/{project_id}/forms/{form_id}/values",
		Summary: "Lists the answers of a form (version 2, beta).",
		Effect:  Read, Tokens: signedIn(), Scopes: dataRead(), Limit: "forms",
		PathParams: []Field{projectID(), formID()},
		Query: []Field{
			{Name: "sectionUid", Type: "string", Doc: "Only this section"},
			limitParam(50, 50), offsetParam(),
		},
		Pagination: formsPages(),
		Status:     200,
		Returns:    Returns{Shape: List, Fields: formsListValuesFields()},
		Errors:     formsErrors(),
		Source:     "https://aps.autodesk.com/en/docs/acc/v1/reference/http/forms-custom-values-(Beta)-GET/",
	}
}

func formsListTableValues() *Operation {
	return &Operation{
		Name:   "list_table_values",
		Method: "GET", Path: "/construction/forms/v1/projects/{project_id}/forms/{form_id}/table/{field_id}/values",
		Summary: "Lists the rows of one table of a form.",
		Effect:  Read, Tokens: signedIn(), Scopes: dataRead(), Limit: "forms",
		PathParams: []Field{
			projectID(),
			formID(),
			{Name: "field_id", Type: "string", Required: true,
				Doc: "6c8055d5-1301-46f6-9d18-8a2a208a277e work log, 2adf5ad9-d9d3-ee42-6fd8-015c34ce474d materials, " +
					"8af6c450-dd2a-32ae-0090-5493a9cc884e equipment, or a custom table's schema id"},
		},
		Query:      []Field{limitParam(50, 50), offsetParam()},
		Pagination: formsPages(),
		Status:     200,
		Returns:    Returns{Shape: List, Fields: formsListTableValuesFields()},
		Errors:     formsErrors(),
		Notes:      "404 also when field_id is no table of the form.",
		Source:     "https://aps.autodesk.com/en/docs/acc/v1/reference/http/forms-get-table-values-GET/",
	}
}

func formsGetLayout() *Operation {
	return &Operation{
		Name:   "get_layout",
		Method: "GET", Path: "/construction/forms/v1/projects/{project_id}/layouts/{layout_id}",
		Summary: "Reads the layout of a form template: its sections (beta).",
		Effect:  Read, Tokens: signedIn(), Scopes: dataRead(), Limit: "forms",
		PathParams: []Field{
			projectID(),
			{Name: "layout_id", Type: "string", Required: true, Doc: "currentLayoutId of a template or nativeForm.layoutId of a form"},
		},
		Status:        200,
		Returns:       Returns{Shape: Object},
		Errors:        formsErrors(),
		Notes:         "Known only from the lists of sibling endpoints. It gives the section uids.",
		Source:        "https://aps.autodesk.com/en/docs/acc/v1/reference/http/forms-layouts-layoutId-(Beta)-GET/",
		LowConfidence: true,
	}
}

func formsGetSection() *Operation {
	return &Operation{
		Name:   "get_section",
		Method: "GET", Path: "/construction/forms/v2/projects/{project_id}/layouts/{layout_id}/sections/{section_id}",
		Summary: "Reads a section of a layout: its fields, tables, columns and conditions (beta).",
		Effect:  Read, Tokens: signedIn(), Scopes: dataRead(), Limit: "forms",
		PathParams: []Field{
			projectID(),
			{Name: "layout_id", Type: "string", Required: true},
			{Name: "section_id", Type: "string", Required: true},
		},
		Status:  200,
		Returns: Returns{Shape: Object, Fields: formsGetSectionFields()},
		Errors:  formsErrors(),
		Source:  "https://aps.autodesk.com/en/docs/acc/v1/reference/http/forms-sections-sectionId-(Beta)-GET/",
	}
}

func formsGetWeather() *Operation {
	return &Operation{
		Name:   "get_weather",
		Method: "GET", Path: "/construction/forms/v3/projects/{project_id}/weather/{weather_id}",
		Summary: "Reads a weather record of a form, in metric units.",
		Effect:  Read, Tokens: signedIn(), Scopes: dataRead(), Limit: "forms",
		PathParams: []Field{projectID(), {Name: "weather_id", Type: "int", Required: true, Doc: "weatherId of a form (version 2)"}},
		Status:     200,
		Returns:    Returns{Shape: Object, Fields: formsGetWeatherFields()},
		Errors:     formsErrors(),
		Source:     "https://aps.autodesk.com/en/docs/acc/v1/reference/http/forms-get-weather-data-for-a-project-GET/",
	}
}

// formsListValuesFields are the fields of what forms.list_values answers.
func formsListValuesFields() []Field {
	return []Field{
		{Name: "id", Type: "string"},
		{Name: "fieldId", Type: "string"},
		{Name: "deleted", Type: "bool"},
		{Name: "toggleVal", Type: "string", Enum: []string{"True", "False", "NA"}, Doc: "Always normalised, whatever was written"},
		{Name: "textVal", Type: "string"},
		{Name: "numberVal", Type: "number"},
		{Name: "choiceVal", Type: "string"},
		{Name: "arrayVal", Type: "[]string"},
		{Name: "dateVal", Type: "date"},
		{Name: "svgVal", Type: "string"},
		{Name: "name", Type: "string", Doc: "Signer"},
		{Name: "notes", Type: "string"},
		{Name: "updatedAt", Type: "datetime"},
		{Name: "updatedBy", Type: "string"},
	}
}

// formsListTableValuesFields are the fields of what forms.list_table_values answers.
func formsListTableValuesFields() []Field {
	return []Field{
		{Name: "id", Type: "string"},
		{Name: "table", Type: "string", Enum: []string{"worklogEntries", "materialsEntries", "equipmentEntries"}, Doc: "Absent for custom tables"},
		{Name: "fieldId", Type: "string"},
		{Name: "schema", Type: "string", Doc: "Same as fieldId, old name"},
		{Name: "rank", Type: "int"},
		{Name: "deleted", Type: "bool"},
		{Name: "columns", Type: "[]object"},
		{Name: "columns[].formValueId", Type: "string", Doc: "The row id"},
		{Name: "columns[].columnId", Type: "string"},
		{Name: "columns[].columnName", Type: "string"},
		{Name: "columns[].xVal", Type: "string",
			Doc: "textVal, numberVal, integerVal, arrayVal, timespanVal, svgVal, uidVal, dateVal, timeVal, datetimeLocalVal, " +
				"datetimeUtcVal, timezoneVal, timezoneRulesVal, latVal, lngVal"},
		{Name: "updatedAt", Type: "datetime"},
		{Name: "updatedBy", Type: "string"},
	}
}

// formsGetSectionFields are the fields of what forms.get_section answers.
func formsGetSectionFields() []Field {
	return []Field{
		{Name: "section", Type: "object"},
		{Name: "section.uid", Type: "string"},
		{Name: "section.layoutUid", Type: "string"},
		{Name: "section.label", Type: "string"},
		{Name: "section.description", Type: "string"},
		{Name: "section.sortIndex", Type: "int"},
		{Name: "section.displayIndex", Type: "int"},
		{Name: "section.type", Type: "string", Enum: []string{"section"}},
		{Name: "section.assigneeType", Type: "string", Enum: []string{"company", "role", "user"}},
		{Name: "section.assigneeId", Type: "string"},
		{Name: "sectionItems", Type: "[]object"},
		{Name: "sectionItems[].uid", Type: "string"},
		{Name: "sectionItems[].type", Type: "string", Enum: []string{"field", "table"}},
		{Name: "sectionItems[].label", Type: "string"},
		{Name: "sectionItems[].description", Type: "string"},
		{Name: "sectionItems[].schema", Type: "string", Doc: "Field id; tables: alias"},
		{Name: "sectionItems[].valueName", Type: "string", Enum: formsValueNames()},
		{Name: "sectionItems[].isRequired", Type: "bool"},
		{Name: "sectionItems[].size", Type: "string", Enum: []string{"normal", "large"}},
		{Name: "sectionItems[].modifier", Type: "string"},
		{Name: "sectionItems[].presets", Type: "[]object"},
		{Name: "sectionItems[].presets[].value", Type: "string"},
		{Name: "tableColumns", Type: "object",
			Doc: "Table uid -> columns: uid, label, columnKey, columnType (text_val, number_val, integer_val, array_val, uid_val, svg_val, " +
				"date_val, time_val, timespan_val), presets, valuesProvider, calc, expression, sortIndex"},
		{Name: "actions", Type: "[]object"},
		{Name: "actions[].condition", Type: "object",
			Doc: "Type and|or|comparison; operator eq ne gt gte lt lte in not_in contains not_contains; left, right, conditions"},
		{Name: "actions[].effect", Type: "object"},
		{Name: "actions[].effect.type", Type: "string", Enum: []string{"hide", "show", "require", "not_require", "set_value"}},
		{Name: "actions[].effect.target", Type: "string"},
		{Name: "actions[].effect.value", Type: "string"},
	}
}

// formsGetWeatherFields are the fields of what forms.get_weather answers.
func formsGetWeatherFields() []Field {
	return []Field{
		{Name: "id", Type: "int"},
		{Name: "summaryKey", Type: "string", Doc: "CLEAR, RAIN, ...: upper snake case, unlike version 1"},
		{Name: "precipitationType", Type: "string|null", Enum: []string{"RAIN", "SNOW", "SLEET"}},
		{Name: "precipitationAccumulation", Type: "number", Doc: "Mm"},
		{Name: "hourlyWeather", Type: "[]object"},
		{Name: "hourlyWeather[].id", Type: "int"},
		{Name: "hourlyWeather[].summaryKey", Type: "string"},
		{Name: "hourlyWeather[].hour", Type: "string", Doc: "HH:MM:SS; 07, 12 and 16 h"},
		{Name: "hourlyWeather[].temp", Type: "number", Doc: "Celsius"},
		{Name: "hourlyWeather[].windSpeed", Type: "number", Doc: "km/h"},
		{Name: "hourlyWeather[].windBearing", Type: "int"},
		{Name: "hourlyWeather[].windBearingKey", Type: "string", Enum: []string{"N", "NE", "E", "SE", "S", "SW", "W", "NW"}},
		{Name: "hourlyWeather[].humidity", Type: "number", Doc: "0-1"},
		{Name: "provider", Type: "string", Enum: []string{"DARK_SKY", "WEATHER_KIT"}},
		{Name: "fetchedAt", Type: "datetime"},
	}
}

// formsBatchUpdateValuesBody is what forms.batch_update_values is sent.
func formsBatchUpdateValuesBody() []Field {
	return []Field{
		{Name: "customValues", Type: "[]object"},
		{Name: "customValues[].fieldId", Type: "uuid", Required: true},
		{Name: "customValues[].notes", Type: "string", Doc: "Up to 8000"},
		{Name: "customValues[].textVal", Type: "string", Doc: "Up to 8000"},
		{Name: "customValues[].choiceVal", Type: "string", Doc: "Single select and drop-down"},
		{Name: "customValues[].arrayVal", Type: "[]string", Doc: "Multi-select"},
		{Name: "customValues[].dateVal", Type: "date"},
		{Name: "customValues[].numberVal", Type: "number"},
		{Name: "customValues[].toggleVal", Type: "string", Enum: formsToggleVals()},
		{Name: "customValues[].svgVal", Type: "string", Doc: "Signature, base64 SVG"},
		{Name: "customValues[].name", Type: "string", Doc: "Signer; signature fields"},
		{Name: "tabularValues", Type: "[]object"},
		{Name: "tabularValues[].id", Type: "uuid", Required: true, Doc: "Row id made by the caller; the same id updates the row"},
		{Name: "tabularValues[].table", Type: "string", Required: true, Enum: []string{"worklogEntries", "materialsEntries", "equipmentEntries"}},
		{Name: "tabularValues[].columns", Type: "[]object"},
		{Name: "tabularValues[].columns[].columnName", Type: "string", Required: true, Enum: []string{
			"trade", "timespan", "headcount", "description", "item", "quantity", "unit",
		},
			Doc: "Work log: trade textVal, timespan timespanVal, headcount numberVal, description textVal. Equipment: item textVal, " +
				"timespan timespanVal, quantity numberVal, description textVal. Materials: item textVal, quantity numberVal, unit textVal, " +
				"description textVal"},
		{Name: "tabularValues[].columns[].textVal", Type: "string", Doc: "Up to 8000"},
		{Name: "tabularValues[].columns[].numberVal", Type: "number"},
		{Name: "tabularValues[].columns[].timespanVal", Type: "number", Doc: "Milliseconds"},
	}
}

// formsBatchUpdateValuesV2Body is what forms.batch_update_values_v2 is sent.
func formsBatchUpdateValuesV2Body() []Field {
	return []Field{
		{Name: "customValues", Type: "[]object"},
		{Name: "customValues[].fieldId", Type: "uuid", Required: true},
		{Name: "customValues[].notes", Type: "string", Doc: "Up to 8000"},
		{Name: "customValues[].textVal", Type: "string", Doc: "Up to 8000"},
		{Name: "customValues[].choiceVal", Type: "string", Doc: "Single select and drop-down"},
		{Name: "customValues[].arrayVal", Type: "[]string", Doc: "Multi-select"},
		{Name: "customValues[].dateVal", Type: "date"},
		{Name: "customValues[].numberVal", Type: "number"},
		{Name: "customValues[].toggleVal", Type: "string", Enum: formsToggleVals()},
		{Name: "customValues[].svgVal", Type: "string", Doc: "Signature, base64 SVG"},
		{Name: "customValues[].name", Type: "string", Doc: "Signer; signature fields"},
		{Name: "tabularValues", Type: "[]object"},
		{Name: "tabularValues[].id", Type: "uuid", Required: true, Doc: "Row id made by the caller"},
		{Name: "tabularValues[].schema", Type: "string", Required: true,
			Doc: "worklogEntries, materialsEntries, equipmentEntries, or a custom table's schema id (fieldId)"},
		{Name: "tabularValues[].columns", Type: "[]object"},
		{Name: "tabularValues[].columns[].columnId", Type: "uuid", Doc: "This or columnName, not both"},
		{Name: "tabularValues[].columns[].columnName", Type: "string", Enum: []string{
			"companyId", "description", "headcount", "item", "quantity", "roleId", "timespan", "trade", "unit",
		},
			Doc: "Work log: trade textVal, timespan timespanVal, headcount numberVal, description textVal. Equipment: item textVal, " +
				"timespan timespanVal, quantity numberVal, description textVal. Materials: item textVal, quantity numberVal, unit textVal, " +
				"description textVal"},
		{Name: "tabularValues[].columns[].textVal", Type: "string", Doc: "Up to 8000; the signer's name with svgVal"},
		{Name: "tabularValues[].columns[].numberVal", Type: "number"},
		{Name: "tabularValues[].columns[].integerVal", Type: "int"},
		{Name: "tabularValues[].columns[].svgVal", Type: "string", Doc: "Needs textVal"},
		{Name: "tabularValues[].columns[].arrayVal", Type: "[]string"},
		{Name: "tabularValues[].columns[].timespanVal", Type: "number", Doc: "Milliseconds"},
		{Name: "tabularValues[].columns[].uidVal", Type: "string"},
		{Name: "tabularValues[].columns[].dateVal", Type: "date"},
		{Name: "tabularValues[].columns[].timeVal", Type: "string"},
		{Name: "tabularValues[].columns[].datetimeLocalVal", Type: "string", Doc: "Needs datetimeUtcVal, timezoneVal and timezoneRulesVal"},
		{Name: "tabularValues[].columns[].datetimeUtcVal", Type: "string"},
		{Name: "tabularValues[].columns[].timezoneVal", Type: "string"},
		{Name: "tabularValues[].columns[].timezoneRulesVal", Type: "string"},
		{Name: "tabularValues[].columns[].latVal", Type: "number"},
		{Name: "tabularValues[].columns[].lngVal", Type: "number"},
	}
}
