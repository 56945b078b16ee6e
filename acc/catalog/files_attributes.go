package catalog

func filesListCustomAttributeDefinitions() *Operation {
	return &Operation{
		Name:   "list_custom_attribute_definitions",
		Method: "GET", Path: "/bim360/docs/v1/projects/{project_id}/folders/{folder_id}/custom-attribute-definitions",
		Summary: "Lists the custom attributes of a folder.",
		Effect:  Read, Tokens: readTokens(), Scopes: dataRead(),
		Headers:    filesUserHeaders(),
		PathParams: []Field{projectID(), filesFolderID()},
		Query:      []Field{limitParam(10, 200), offsetParam()},
		Pagination: resultPages(10, 200),
		Status:     200,
		Returns:    Returns{Shape: List, Fields: folderAttributeFields()},
		Errors:     filesErrors(),
		Entity:     "folder_attribute",
		Notes:      "Default limit is only 10. Folder-based; for ACC the project-wide list_project_custom_attribute_definitions also exists.",
		Source:     "https://aps.autodesk.com/en/docs/acc/v1/reference/http/document-management-custom-attribute-definitions-GET/",
	}
}

func filesCreateCustomAttributeDefinition() *Operation {
	return &Operation{
		Name:   "create_custom_attribute_definition",
		Method: "POST", Path: "/bim360/docs/v1/projects/{project_id}/folders/{folder_id}/custom-attribute-definitions",
		Summary: "Adds a custom attribute to a folder.",
		Effect:  Create, Tokens: readTokens(), Scopes: dataWrite(),
		Headers:    filesUserHeaders(),
		PathParams: []Field{projectID(), filesFolderID()},
		Body: []Field{
			{Name: "name", Type: "string", Required: true, Doc: "Unique in the folder"},
			{Name: "type", Type: "string", Required: true, Enum: []string{"string", "date", "array"}},
			{Name: "arrayValues", Type: "[]string", Doc: "For type array"},
		},
		Status:  201,
		Returns: Returns{Shape: Object, Fields: folderAttributeFields()},
		Errors:  filesErrors(),
		Entity:  "folder_attribute", Model: Generic,
		Notes:  "No endpoint changes or removes a definition.",
		Source: "https://aps.autodesk.com/en/docs/acc/v1/reference/http/document-management-custom-attribute-definitions-POST/",
	}
}

func filesBatchUpdateCustomAttributes() *Operation {
	return &Operation{
		Name:   "batch_update_custom_attributes",
		Method: "POST", Path: "/bim360/docs/v1/projects/{project_id}/versions/{version_id}/custom-attributes:batch-update",
		Summary: "Sets or clears custom attribute values of one file version.",
		Effect:  Update, Tokens: readTokens(), Scopes: dataWrite(),
		Headers:    filesUserHeaders(),
		PathParams: []Field{projectID(), filesVersionID()},
		Body: []Field{
			{Name: "[].id", Type: "int", Required: true, Doc: "Definition id (documented as string, sent as number in the example)"},
			{Name: "[].value", Type: "string|null", Required: true,
				Doc: "Text up to 255; date in ISO 8601 (milliseconds dropped); one of arrayValues for a drop-down; null clears"},
		},
		BodyShape: ArrayBody,
		Status:    200,
		Returns: Returns{Shape: List, Items: "results", Fields: []Field{
			{Name: "id", Type: "int"},
			{Name: "name", Type: "string"},
			{Name: "type", Type: "string", Enum: []string{"string", "date", "array"}},
			{Name: "value", Type: "string"},
		}},
		Errors: filesErrors(),
		Model:  Opaque,
		Notes: `The body is a bare array. The summary says "multiple documents", but the path takes one version. The example answers with all ` +
			"attributes of the version, also unchanged ones.",
		Source: "https://aps.autodesk.com/en/docs/acc/v1/reference/http/document-management-custom-attributesbatch-update-POST/",
	}
}

func filesGetNamingStandard() *Operation {
	return &Operation{
		Name:   "get_naming_standard",
		Method: "GET", Path: "/bim360/docs/v1/projects/{project_id}/naming-standards/{naming_standard_id}",
		Summary: "Reads a file naming standard: its fields, delimiter and related attributes.",
		Effect:  Read, Tokens: readTokens(), Scopes: dataRead(),
		Headers: []Field{
			{Name: "x-ads-region", Type: "string", Enum: []string{"US", "EMEA"}, Doc: "Routes the request; automatic without it, a little slower"},
		},
		PathParams: []Field{
			projectID(),
			{Name: "naming_standard_id", Type: "string", Required: true, Doc: "From a folder's attributes.extension.data.namingStandardIds"},
		},
		Status:  200,
		Returns: Returns{Shape: Object, Fields: filesGetNamingStandardFields()},
		Errors:  filesErrors(),
		Notes:   "There is no list endpoint.",
		Source:  "https://aps.autodesk.com/en/docs/acc/v1/reference/http/document-management-naming-standards-id-GET/",
	}
}

func filesListProjectCustomAttributeDefinitions() *Operation {
	return &Operation{
		Name:   "list_project_custom_attribute_definitions",
		Method: "GET", Path: "/construction/files/v1/projects/{project_id}/custom-attribute-definitions",
		Summary: "Lists the custom attribute definitions of a whole ACC project.",
		Effect:  Read, Tokens: personTokens(), Scopes: dataRead(), Limit: "files-attributes",
		Headers:    filesUserRequiredHeaders(),
		PathParams: []Field{projectID()},
		Query: []Field{
			limitParam(100, 100), offsetParam(),
			{Name: "sort", Type: "string", Enum: []string{"id asc", "id desc", "name asc", "name desc"}, Doc: "Default id asc"},
			{Name: "searchText", Type: "string", Doc: "In the name, ignoring case"},
		},
		Pagination: resultPages(100, 100),
		Status:     200,
		Returns:    Returns{Shape: List, Fields: docsAttributeFields()},
		Errors: []ErrorCase{
			{400, "e.g. invalid sort"},
			{401, "bad token"},
			{403, "no permission"},
			{404, "not found"},
			{500, "server error"},
		},
		Entity: "docs_attribute",
		Notes:  "pagination.nextUrl is an empty string on the last page.",
		Source: "https://aps.autodesk.com/en/docs/acc/v1/reference/http/customattributes-custom-attribute-definitions-GET/",
	}
}

func filesListCustomAttributeItems() *Operation {
	return &Operation{
		Name:   "list_custom_attribute_items",
		Method: "GET", Path: "/construction/files/v1/projects/{project_id}/custom-attribute-definitions/{custom_attribute_definition_id}/items",
		Summary: "Lists the options of a largeList custom attribute.",
		Effect:  Read, Tokens: personTokens(), Scopes: dataRead(), Limit: "files-attributes",
		Headers:    filesUserRequiredHeaders(),
		PathParams: []Field{projectID(), {Name: "custom_attribute_definition_id", Type: "int", Required: true}},
		Query: []Field{
			limitParam(200, 1000), offsetParam(),
			{Name: "searchText", Type: "string", Doc: "In value or description, ignoring case"},
			{Name: "sort", Type: "string", Enum: []string{"value asc", "value desc", "description asc", "description desc"},
				Doc: "Default insertion order"},
		},
		Pagination: resultPages(200, 1000),
		Status:     200,
		Returns: Returns{Shape: List, Fields: []Field{
			{Name: "value", Type: "string", Doc: "Up to 32"},
			{Name: "description", Type: "string", Doc: "Up to 255; may be empty"},
		}},
		Errors: []ErrorCase{
			{400, "not a largeList, or bad sort"},
			{401, "bad token"},
			{403, "no permission"},
			{404, "definition not found or not accessible"},
			{500, "server error"},
		},
		Source: "https://aps.autodesk.com/en/docs/acc/v1/reference/http/customattributes-items-GET/",
	}
}

func filesErrors() []ErrorCase {
	return []ErrorCase{
		{400, "invalid parameters"},
		{403, "no permission"},
		{404, "project, folder or version does not exist"},
		{500, "server error"},
	}
}

// folderAttributeFields are the fields of a folder attribute.
func folderAttributeFields() []Field {
	return []Field{
		{Name: "id", Type: "int"},
		{Name: "name", Type: "string"},
		{Name: "type", Type: "string", Enum: []string{"string", "date", "array"}},
		{Name: "arrayValues", Type: "[]string", Doc: "Array (drop-down) only"},
	}
}

// filesGetNamingStandardFields are the fields of what files.get_naming_standard answers.
func filesGetNamingStandardFields() []Field {
	return []Field{
		{Name: "id", Type: "string"},
		{Name: "name", Type: "string"},
		{Name: "definition", Type: "object"},
		{Name: "definition.delimiter", Type: "string", Enum: []string{"-", "_", "."}},
		{Name: "definition.fields", Type: "[]object"},
		{Name: "definition.fields[].name", Type: "string", Doc: "Up to 32"},
		{Name: "definition.fields[].type", Type: "string", Enum: []string{"ALPHANUMERIC", "NONNUMERIC_TEXT", "NUMERIC", "ARRAY"}},
		{Name: "definition.fields[].attributeId", Type: "number"},
		{Name: "definition.fields[].optional", Type: "bool",
			Doc: "The reference text says true = required; the example has false on mandatory fields"},
		{Name: "definition.fields[].minLength", Type: "number", Doc: "Not for ARRAY"},
		{Name: "definition.fields[].maxLength", Type: "number", Doc: "Not for ARRAY"},
		{Name: "definition.fields[].defaultValue", Type: "string"},
		{Name: "definition.fields[].options", Type: "[]object"},
		{Name: "definition.fields[].options[].value", Type: "string", Doc: "ARRAY only"},
		{Name: "definition.fields[].options[].description", Type: "string"},
		{Name: "definition.fields[].description", Type: "string", Doc: "Up to 255"},
		{Name: "definition.metadata", Type: "[]object"},
		{Name: "definition.metadata[].name", Type: "string", Doc: "Up to 32"},
		{Name: "definition.metadata[].attributeId", Type: "number"},
		{Name: "definition.metadata[].optional", Type: "bool",
			Doc: "The reference text says true = required; the example has false on mandatory fields"},
		{Name: "definition.metadata[].minLength", Type: "number", Doc: "Not for ARRAY"},
		{Name: "definition.metadata[].maxLength", Type: "number", Doc: "Not for ARRAY"},
		{Name: "definition.metadata[].defaultValue", Type: "string"},
		{Name: "definition.metadata[].options", Type: "[]object"},
		{Name: "definition.metadata[].options[].value", Type: "string", Doc: "ARRAY only"},
		{Name: "definition.metadata[].options[].description", Type: "string"},
		{Name: "definition.metadata[].description", Type: "string", Doc: "Up to 255"},
		{Name: "definition.metadata[].type", Type: "string", Enum: []string{
			"ALPHANUMERIC", "NONNUMERIC_TEXT", "NUMERIC", "ARRAY", "CLASSIFICATION",
		}},
	}
}

// docsAttributeFields are the fields of a Docs attribute.
func docsAttributeFields() []Field {
	return []Field{
		{Name: "id", Type: "int"},
		{Name: "name", Type: "string", Doc: "Up to 32"},
		{Name: "type", Type: "string", Enum: []string{"string", "array", "date", "largeList"}},
		{Name: "description", Type: "string|null"},
		{Name: "arrayOptions", Type: "[]object"},
		{Name: "arrayOptions[].value", Type: "string", Doc: "Type array only"},
		{Name: "arrayOptions[].description", Type: "string"},
		{Name: "namingStandardIds", Type: "[]string"},
		{Name: "createdBy", Type: "object"},
		{Name: "createdBy.id", Type: "string"},
		{Name: "createdBy.name", Type: "string"},
		{Name: "updatedBy", Type: "object"},
		{Name: "updatedBy.id", Type: "string"},
		{Name: "updatedBy.name", Type: "string"},
		{Name: "createdAt", Type: "datetime"},
		{Name: "updatedAt", Type: "datetime"},
	}
}
