package catalog

func costListTemplates() *Operation {
	return &Operation{
		Name:   "list_templates",
		Method: "GET", Path: "/cost/v1/containers/{container_id}/templates",
		Summary: "Lists the budget code templates of a project.",
		Effect:  Read, Tokens: signedIn(), Scopes: dataRead(), Limit: "cost-250",
		Headers:    costRegionHeaders(),
		PathParams: []Field{containerID()},
		Status:     200,
		Returns: Returns{Shape: List, Fields: []Field{
			{Name: "id", Type: "uuid"},
			{Name: "name", Type: "string"},
			{Name: "createdAt", Type: "string", Doc: "ISO 8601"},
			{Name: "updatedAt", Type: "string", Doc: "ISO 8601"},
		}},
		Errors: costErrors(),
		Entity: "budget_code_template",
		Notes:  "The reference of this one does not say its paging; the tutorials show a bare array.",
		Source: "https://aps.autodesk.com/en/docs/acc/v1/reference/http/cost-templates-GET", LowConfidence: true,
	}
}

func costListSegments() *Operation {
	return &Operation{
		Name:   "list_segments",
		Method: "GET", Path: "/cost/v1/containers/{container_id}/templates/{template_id}/segments",
		Summary: "Lists the segments of a budget code template.",
		Effect:  Read, Tokens: signedIn(), Scopes: dataRead(), Limit: "cost-100",
		Headers:       costRegionHeaders(),
		PathParams:    []Field{containerID(), costTemplateID()},
		Status:        200,
		Returns:       Returns{Shape: List, Fields: budgetCodeSegmentFields()},
		Errors:        costErrors(),
		Entity:        "budget_code_segment",
		Notes:         "The reference of this one does not say its paging.",
		Source:        "https://aps.autodesk.com/en/docs/acc/v1/reference/http/cost-templates-templateId-segments-GET",
		LowConfidence: true,
	}
}

func costGetSegment() *Operation {
	return &Operation{
		Name:   "get_segment",
		Method: "GET", Path: "/cost/v1/containers/{container_id}/templates/{template_id}/segments/{segment_id}",
		Summary: "Reads one segment.",
		Effect:  Read, Tokens: signedIn(), Scopes: dataRead(), Limit: "cost-30",
		Headers:    costRegionHeaders(),
		PathParams: []Field{containerID(), costTemplateID(), costSegmentID()},
		Status:     200,
		Returns:    Returns{Shape: Object, Fields: budgetCodeSegmentFields()},
		Errors:     costErrors(),
		Entity:     "budget_code_segment", Target: "segment_id",
		Source: "https://aps.autodesk.com/en/docs/acc/v1/reference/http/cost-segments-segmentId-GET",
	}
}

func costCreateSegment() *Operation {
	return &Operation{
		Name:   "create_segment",
		Method: "POST", Path: "/cost/v1/containers/{container_id}/templates/{template_id}/segments",
		Summary: "Creates a segment.",
		Effect:  Create, Tokens: signedIn(), Scopes: dataWrite(), Limit: "cost-30",
		Headers:    costRegionHeaders(),
		PathParams: []Field{containerID(), costTemplateID()},
		Body:       budgetCodeSegmentBody(),
		Status:     201,
		Returns:    Returns{Shape: Object, Fields: budgetCodeSegmentFields()},
		Errors:     costErrors(),
		Entity:     "budget_code_segment", Model: Generic,
		Source: "https://aps.autodesk.com/en/docs/acc/v1/reference/http/cost-segments-POST",
	}
}

func costPatchSegment() *Operation {
	return &Operation{
		Name:   "patch_segment",
		Method: "PATCH", Path: "/cost/v1/containers/{container_id}/templates/{template_id}/segments/{segment_id}",
		Summary: "Changes a segment.",
		Effect:  Update, Tokens: signedIn(), Scopes: dataWrite(), Limit: "cost-30",
		Headers:    costRegionHeaders(),
		PathParams: []Field{containerID(), costTemplateID(), costSegmentID()},
		Body:       optional(budgetCodeSegmentBody()),
		Status:     200,
		Returns:    Returns{Shape: Object, Fields: budgetCodeSegmentFields()},
		Errors:     costErrors(),
		Entity:     "budget_code_segment", Target: "segment_id", Model: Generic,
		Notes:  "Body taken from create.",
		Source: "https://aps.autodesk.com/en/docs/acc/v1/reference/http/cost-segments-segmentId-PATCH", LowConfidence: true,
	}
}

func costDeleteSegment() *Operation {
	return &Operation{
		Name:   "delete_segment",
		Method: "DELETE", Path: "/cost/v1/containers/{container_id}/templates/{template_id}/segments/{segment_id}",
		Summary: "Deletes a segment.",
		Effect:  Delete, Tokens: signedIn(), Scopes: dataWrite(), Limit: "cost-30",
		Headers:    costRegionHeaders(),
		PathParams: []Field{containerID(), costTemplateID(), costSegmentID()},
		Status:     204,
		Returns:    Returns{Shape: NoBody},
		Errors:     costErrors(),
		Entity:     "budget_code_segment", Target: "segment_id", Model: Generic,
		Notes:  "204 as documented for budgets and attachments; not confirmed for this one.",
		Source: "https://aps.autodesk.com/en/docs/acc/v1/reference/http/cost-segments-segmentId-DELETE", LowConfidence: true,
	}
}

func costListSegmentValues() *Operation {
	return &Operation{
		Name:   "list_segment_values",
		Method: "GET", Path: "/cost/v1/containers/{container_id}/segments/{segment_id}/values",
		Summary: "Lists the values of one segment.",
		Effect:  Read, Tokens: signedIn(), Scopes: dataRead(), Limit: "cost-300",
		Headers:    costRegionHeaders(),
		PathParams: []Field{containerID(), costSegmentID()},
		Query: []Field{
			{Name: "filter[code]", Type: "string", Doc: "In double quotes"},
			{Name: "filter[originalCode]", Type: "[]string", Test: &Test{"originalCode", MatchOneOf}},
			{Name: "filter[parentId]", Type: "[]string", Doc: "Comma separated, or blank", Test: &Test{"parentId", MatchOneOf}},
			{Name: "filter[lastModifiedSince]", Type: "string", Doc: "ISO 8601"},
			offsetParam(), limitParam(100, 0), costSort(),
		},
		Pagination: resultPages(100, 0),
		Status:     200,
		Returns:    Returns{Shape: List, Fields: segmentValueFields()},
		Errors:     costErrors(),
		Entity:     "segment_value",
		Notes:      "The path has no template ID, unlike segments.",
		Source:     "https://aps.autodesk.com/en/docs/acc/v1/reference/http/cost-values-GET",
	}
}

func costListAllSegmentValues() *Operation {
	return &Operation{
		Name:   "list_all_segment_values",
		Method: "GET", Path: "/cost/v1/containers/{container_id}/segment-values",
		Summary: "Lists segment values, filtered by segment.",
		Effect:  Read, Tokens: signedIn(), Scopes: dataRead(), Limit: "cost-200",
		Headers:    costRegionHeaders(),
		PathParams: []Field{containerID()},
		Query:      []Field{offsetParam(), limitParam(100, 0), costSort()},
		Pagination: resultPages(100, 0),
		Status:     200,
		Returns:    Returns{Shape: List, Fields: segmentValueFields()},
		Errors:     costErrors(),
		Notes:      "The reference of this one does not say its filters.",
		Source:     "https://aps.autodesk.com/en/docs/acc/v1/reference/http/cost-segment-values-GET", LowConfidence: true,
	}
}

func costGetSegmentValue() *Operation {
	return &Operation{
		Name:   "get_segment_value",
		Method: "GET", Path: "/cost/v1/containers/{container_id}/segments/{segment_id}/values/{value_id}",
		Summary: "Reads one segment value.",
		Effect:  Read, Tokens: signedIn(), Scopes: dataRead(), Limit: "cost-300",
		Headers:    costRegionHeaders(),
		PathParams: []Field{containerID(), costSegmentID(), costValueID()},
		Status:     200,
		Returns:    Returns{Shape: Object, Fields: segmentValueFields()},
		Errors:     costErrors(),
		Entity:     "segment_value", Target: "value_id",
		Source: "https://aps.autodesk.com/en/docs/acc/v1/reference/http/cost-values-valueId-GET",
	}
}

func costCreateSegmentValue() *Operation {
	return &Operation{
		Name:   "create_segment_value",
		Method: "POST", Path: "/cost/v1/containers/{container_id}/segments/{segment_id}/values",
		Summary: "Creates a segment value.",
		Effect:  Create, Tokens: signedIn(), Scopes: dataWrite(), Limit: "cost-500",
		Headers:    costRegionHeaders(),
		PathParams: []Field{containerID(), costSegmentID()},
		Body:       segmentValueBody(),
		Status:     201,
		Returns:    Returns{Shape: Object, Fields: segmentValueFields()},
		Errors:     costErrors(),
		Entity:     "segment_value", Model: Generic,
		Source: "https://aps.autodesk.com/en/docs/acc/v1/reference/http/cost-values-POST",
	}
}

func costImportSegmentValues() *Operation {
	return &Operation{
		Name:   "import_segment_values",
		Method: "POST", Path: "/cost/v1/containers/{container_id}/segments/{segment_id}/values:import",
		Summary: "Imports segment values.",
		Effect:  Update, Tokens: signedIn(), Scopes: dataWrite(), Limit: "cost-30",
		Headers:    costRegionHeaders(),
		PathParams: []Field{containerID(), costSegmentID()},
		Body: join(
			[]Field{{Name: "data", Type: "[]object", Required: true}},
			prefixed("data[].", join(without(segmentValueBody(), "id"), []Field{{Name: "id", Type: "string"}})),
			[]Field{
				{Name: "append", Type: "bool", Doc: "true appends; false PURGES the existing values first"},
			},
		),
		Status:  200,
		Returns: Returns{Shape: List, Fields: segmentValueFields()},
		Errors:  costErrors(),
		Entity:  "segment_value", Model: Opaque,
		Notes: "Destructive with append false or absent: what is there is replaced. 200 with a bare array, unlike import_budgets (204, no " +
			"body). No batch size documented.",
		Source: "https://aps.autodesk.com/en/docs/acc/v1/reference/http/cost-valuesimport-POST",
	}
}

func costPatchSegmentValue() *Operation {
	return &Operation{
		Name:   "patch_segment_value",
		Method: "PATCH", Path: "/cost/v1/containers/{container_id}/segments/{segment_id}/values/{value_id}",
		Summary: "Changes a segment value.",
		Effect:  Update, Tokens: signedIn(), Scopes: dataWrite(), Limit: "cost-120",
		Headers:    costRegionHeaders(),
		PathParams: []Field{containerID(), costSegmentID(), costValueID()},
		Body:       optional(without(segmentValueBody(), "id")),
		Status:     200,
		Returns:    Returns{Shape: Object, Fields: segmentValueFields()},
		Errors:     costErrors(),
		Entity:     "segment_value", Target: "value_id", Model: Generic,
		Notes:  "Body taken from create.",
		Source: "https://aps.autodesk.com/en/docs/acc/v1/reference/http/cost-values-valueId-PATCH", LowConfidence: true,
	}
}

func costDeleteSegmentValue() *Operation {
	return &Operation{
		Name:   "delete_segment_value",
		Method: "DELETE", Path: "/cost/v1/containers/{container_id}/segments/{segment_id}/values/{value_id}",
		Summary: "Deletes a segment value.",
		Effect:  Delete, Tokens: signedIn(), Scopes: dataWrite(), Limit: "cost-50",
		Headers:    costRegionHeaders(),
		PathParams: []Field{containerID(), costSegmentID(), costValueID()},
		Status:     204,
		Returns:    Returns{Shape: NoBody},
		Errors:     costErrors(),
		Entity:     "segment_value", Target: "value_id", Model: Generic,
		Notes:  "204 as documented for budgets and attachments; not confirmed for this one.",
		Source: "https://aps.autodesk.com/en/docs/acc/v1/reference/http/cost-values-valueId-DELETE", LowConfidence: true,
	}
}

func costTemplateID() Field { return Field{Name: "template_id", Type: "uuid", Required: true} }

func costSegmentID() Field { return Field{Name: "segment_id", Type: "uuid", Required: true} }

func costValueID() Field { return Field{Name: "value_id", Type: "uuid", Required: true} }

// budgetCodeSegmentFields are the fields of a budget code segment.
func budgetCodeSegmentFields() []Field {
	return []Field{
		{Name: "id", Type: "uuid"},
		{Name: "templateId", Type: "uuid"},
		{Name: "name", Type: "string"},
		{Name: "type", Type: "string", Enum: []string{"code", "column", "info"}},
		{Name: "delimiter", Type: "string", Enum: costDelimiters()},
		{Name: "delimiterChar", Type: "string", Doc: "e.g. . or -"},
		{Name: "length", Type: "number"},
		{Name: "isVariableLength", Type: "bool"},
		{Name: "position", Type: "number"},
		{Name: "sampleCode", Type: "string"},
		{Name: "isLocked", Type: "bool"},
		{Name: "createdAt", Type: "string", Doc: "ISO 8601"},
		{Name: "updatedAt", Type: "string", Doc: "ISO 8601"},
	}
}

// segmentValueFields are the fields of a segment value.
func segmentValueFields() []Field {
	return []Field{
		{Name: "id", Type: "uuid"},
		{Name: "segmentId", Type: "uuid"},
		{Name: "parentId", Type: "string"},
		{Name: "code", Type: "string", Doc: "Display code"},
		{Name: "originalCode", Type: "string", Doc: "With delimiters"},
		{Name: "description", Type: "string"},
		{Name: "createdAt", Type: "string", Doc: "ISO 8601"},
		{Name: "updatedAt", Type: "string", Doc: "ISO 8601"},
	}
}

// budgetCodeSegmentBody is what a new budget code segment is made of.
func budgetCodeSegmentBody() []Field {
	return []Field{
		{Name: "name", Type: "string", Required: true, MaxLen: 1024},
		{Name: "type", Type: "string", Enum: []string{"code", "column", "info"}, Default: "code"},
		{Name: "delimiter", Type: "string", Enum: costDelimiters(), Default: "none"},
		{Name: "length", Type: "number", Default: "100", Min: 1, Max: 100},
		{Name: "isVariableLength", Type: "bool", Default: "false"},
		{Name: "position", Type: "number"},
		{Name: "sampleCode", Type: "string"},
	}
}

// segmentValueBody is what a new segment value is made of.
func segmentValueBody() []Field {
	return []Field{
		{Name: "id", Type: "string", Doc: "UUID chosen by the caller"},
		{Name: "parentId", Type: "string"},
		{Name: "code", Type: "string", Required: true, MaxLen: 255},
		{Name: "originalCode", Type: "string", MaxLen: 255},
		{Name: "description", Type: "string", Required: true, MaxLen: 2048},
	}
}

func costDelimiters() []string {
	return []string{"none", "space", "point", "hyphen", "underscore", "tab"}
}
