package catalog

func issuesListTypes() *Operation {
	return &Operation{
		Name:   "list_types",
		Method: "GET", Path: "/construction/issues/v1/projects/{project_id}/issue-types",
		Summary: "Lists issue categories and, on request, their types.",
		Effect:  Read, Tokens: signedIn(), Scopes: dataRead(), Limit: "issues",
		Headers:    issuesRegionHeaders(),
		PathParams: []Field{projectID()},
		Query: []Field{
			{Name: "include", Type: "string", Enum: []string{"subtypes"}, Doc: "subtypes adds the subtypes of each type"},
			limitParam(0, 0), offsetParam(),
			{Name: "filter[updatedAt]", Type: "[]string", Doc: "Dates, comma-separated", Test: &Test{"updatedAt", MatchOneOf}},
			{Name: "filter[isActive]", Type: "bool", Doc: "Left out: active and inactive", Test: &Test{"isActive", MatchEqual}},
		},
		Pagination: countedPages(0, 0),
		Status:     200,
		Returns:    Returns{Shape: List, Fields: issueCategoryFields()},
		Errors:     issuesErrors(),
		Entity:     "issue_category",
		Notes:      "Without include=subtypes no subtypes come back, and issues need a subtype. Deleted types are not listed.",
		Source:     "https://aps.autodesk.com/en/docs/acc/reference/http/issues-issue-types-GET/",
	}
}

func issuesListRootCauseCategories() *Operation {
	return &Operation{
		Name:   "list_root_cause_categories",
		Method: "GET", Path: "/construction/issues/v1/projects/{project_id}/issue-root-cause-categories",
		Summary: "Lists root-cause categories and, on request, their root causes.",
		Effect:  Read, Tokens: signedIn(), Scopes: dataRead(), Limit: "issues",
		Headers:    issuesRegionHeaders(),
		PathParams: []Field{projectID()},
		Query: []Field{
			{Name: "include", Type: "string", Enum: []string{"rootcauses"}, Doc: "rootcauses adds the root causes"},
			limitParam(0, 0), offsetParam(),
			{Name: "filter[updatedAt]", Type: "string"},
		},
		Pagination: countedPages(0, 0),
		Status:     200,
		Returns:    Returns{Shape: List, Fields: rootCauseCategoryFields()},
		Errors: []ErrorCase{
			{400, "invalid request"},
			{401, "token invalid"},
			{403, "no permission"},
			{404, "project not found"},
			{500, "server error"},
		},
		Entity: "root_cause_category",
		Source: "https://github.com/autodesk-platform-services/aps-sdk-openapi/blob/main/construction/issues/Issues.yaml",
	}
}

func issuesListAttributeDefinitions() *Operation {
	return &Operation{
		Name:   "list_attribute_definitions",
		Method: "GET", Path: "/construction/issues/v1/projects/{project_id}/issue-attribute-definitions",
		Summary: "Lists the custom attributes (custom fields) of the project.",
		Effect:  Read, Tokens: signedIn(), Scopes: dataRead(), Limit: "issues",
		Headers:    issuesRegionHeaders(),
		PathParams: []Field{projectID()},
		Query: []Field{
			limitParam(200, 200), offsetParam(),
			{Name: "filter[createdAt]", Type: "string"},
			{Name: "filter[updatedAt]", Type: "string"},
			{Name: "filter[deletedAt]", Type: "string"},
			{Name: "filter[dataType]", Type: "[]string", Enum: issuesDataTypes(), Test: &Test{"dataType", MatchOneOf}},
		},
		Pagination: countedPages(200, 200),
		Status:     200,
		Returns:    Returns{Shape: List, Fields: issueAttributeFields()},
		Errors:     issuesErrors(),
		Entity:     "issue_attribute",
		Source:     "https://github.com/autodesk-platform-services/aps-sdk-openapi/blob/main/construction/issues/Issues.yaml",
	}
}

func issuesListAttributeMappings() *Operation {
	return &Operation{
		Name:   "list_attribute_mappings",
		Method: "GET", Path: "/construction/issues/v1/projects/{project_id}/issue-attribute-mappings",
		Summary: "Lists which custom attributes apply to which types and subtypes.",
		Effect:  Read, Tokens: signedIn(), Scopes: dataRead(), Limit: "issues",
		Headers:    issuesRegionHeaders(),
		PathParams: []Field{projectID()},
		Query: []Field{
			limitParam(200, 200), offsetParam(),
			{Name: "filter[createdAt]", Type: "string"},
			{Name: "filter[updatedAt]", Type: "string"},
			{Name: "filter[deletedAt]", Type: "string"},
			{Name: "filter[attributeDefinitionId]", Type: "[]string", Test: &Test{"attributeDefinitionId", MatchOneOf}},
			{Name: "filter[mappedItemId]", Type: "[]string",
				Doc: "Project, type or subtype ids, comma-separated; inherited mappings are not returned", Test: &Test{"mappedItemId", MatchOneOf}},
		},
		Pagination: countedPages(200, 200),
		Status:     200,
		Returns:    Returns{Shape: List, Fields: issueAttributeMappingFields()},
		Errors:     issuesErrors(),
		Entity:     "issue_attribute_mapping",
		Source:     "https://github.com/autodesk-platform-services/aps-sdk-openapi/blob/main/construction/issues/Issues.yaml",
	}
}

func issuesDataTypes() []string {
	return []string{"list", "text", "paragraph", "numeric"}
}

// issueCategoryFields are the fields of an issue category.
func issueCategoryFields() []Field {
	return []Field{
		{Name: "id", Type: "uuid"},
		{Name: "containerId", Type: "string"},
		{Name: "title", Type: "string", Doc: "At most 250 characters"},
		{Name: "isActive", Type: "bool"},
		{Name: "orderIndex", Type: "int"},
		{Name: "statusSet", Type: "string"},
		{Name: "subtypes", Type: "[]object", Doc: "Only with include=subtypes"},
		{Name: "subtypes[].id", Type: "uuid", Doc: "Use as issueSubtypeId"},
		{Name: "subtypes[].issueTypeId", Type: "uuid"},
		{Name: "subtypes[].title", Type: "string"},
		{Name: "subtypes[].code", Type: "string", Doc: "Pin label of up to 3 characters"},
		{Name: "subtypes[].isActive", Type: "bool"},
		{Name: "subtypes[].orderIndex", Type: "int"},
		{Name: "createdBy", Type: "string", Doc: "Autodesk id"},
		{Name: "createdAt", Type: "datetime"},
		{Name: "updatedBy", Type: "string"},
		{Name: "updatedAt", Type: "datetime"},
		{Name: "deletedBy", Type: "string|null"},
		{Name: "deletedAt", Type: "datetime|null"},
	}
}

// rootCauseCategoryFields are the fields of a root-cause category.
func rootCauseCategoryFields() []Field {
	return []Field{
		{Name: "id", Type: "uuid"},
		{Name: "title", Type: "string", Doc: "At most 100 characters"},
		{Name: "isActive", Type: "bool"},
		{Name: "rootCauses", Type: "[]object"},
		{Name: "rootCauses[].id", Type: "uuid", Doc: "Use as rootCauseId"},
		{Name: "rootCauses[].rootCauseCategoryId", Type: "uuid"},
		{Name: "rootCauses[].title", Type: "string"},
		{Name: "rootCauses[].isActive", Type: "bool"},
		{Name: "createdBy", Type: "string", Doc: "Autodesk id"},
		{Name: "createdAt", Type: "datetime"},
		{Name: "updatedBy", Type: "string"},
		{Name: "updatedAt", Type: "datetime"},
		{Name: "deletedBy", Type: "string|null"},
		{Name: "deletedAt", Type: "datetime|null"},
	}
}

// issueAttributeFields are the fields of an issue attribute.
func issueAttributeFields() []Field {
	return []Field{
		{Name: "id", Type: "uuid", Doc: "Use as attributeDefinitionId"},
		{Name: "containerId", Type: "string"},
		{Name: "title", Type: "string"},
		{Name: "description", Type: "string"},
		{Name: "dataType", Type: "string", Enum: issuesDataTypes()},
		{Name: "metadata", Type: "object"},
		{Name: "metadata.list", Type: "object"},
		{Name: "metadata.list.options", Type: "[]object"},
		{Name: "metadata.list.options[].id", Type: "string", Doc: "Value to send for list attributes"},
		{Name: "metadata.list.options[].value", Type: "string", Doc: "Shown text"},
		{Name: "createdBy", Type: "string", Doc: "Autodesk id"},
		{Name: "createdAt", Type: "datetime"},
		{Name: "updatedBy", Type: "string"},
		{Name: "updatedAt", Type: "datetime"},
		{Name: "deletedBy", Type: "string|null"},
		{Name: "deletedAt", Type: "datetime|null"},
	}
}

// issueAttributeMappingFields are the fields of an issue attribute mapping.
func issueAttributeMappingFields() []Field {
	return []Field{
		{Name: "id", Type: "uuid"},
		{Name: "attributeDefinitionId", Type: "uuid"},
		{Name: "containerId", Type: "string"},
		{Name: "title", Type: "string"},
		{Name: "description", Type: "string"},
		{Name: "mappedItemType", Type: "string"},
		{Name: "mappedItemId", Type: "uuid"},
		{Name: "order", Type: "int", Doc: "Only for mappings made on the item itself"},
		{Name: "createdBy", Type: "string", Doc: "Autodesk id"},
		{Name: "createdAt", Type: "datetime"},
		{Name: "updatedBy", Type: "string"},
		{Name: "updatedAt", Type: "datetime"},
		{Name: "deletedBy", Type: "string|null"},
		{Name: "deletedAt", Type: "datetime|null"},
	}
}
