package catalog

func submittalsListSpecs() *Operation {
	return &Operation{
		Name:   "list_specs",
		Method: "GET", Path: "/construction/submittals/v2/projects/{project_id}/specs",
		Summary: "Lists the spec sections.",
		Effect:  Read, Tokens: signedIn(), Scopes: dataRead(), Limit: "submittals",
		PathParams: []Field{projectID()},
		Query: []Field{
			limitParam(20, 50), offsetParam(),
			{Name: "search", Type: "string", Doc: "Part of identifier or title"},
			submittalsSort(), submittalsIdentifierFilter(),
		},
		Pagination: resultPages(20, 50),
		Status:     200,
		Returns:    Returns{Shape: List, Fields: specSectionFields()},
		Errors: []ErrorCase{
			{403, "not authorized"},
		},
		Entity: "spec_section",
		Source: "https://aps.autodesk.com/en/docs/acc/reference/http/submittals-specs-GET/",
	}
}

func submittalsGetSpec() *Operation {
	return &Operation{
		Name:   "get_spec",
		Method: "GET", Path: "/construction/submittals/v2/projects/{project_id}/specs/{spec_id}",
		Summary: "Reads one spec section.",
		Effect:  Read, Tokens: signedIn(), Scopes: dataRead(), Limit: "submittals",
		PathParams: []Field{projectID(), {Name: "spec_id", Type: "string", Required: true, Doc: "UUID of the spec section"}},
		Status:     200,
		Returns:    Returns{Shape: Object, Fields: specSectionFields()},
		Errors:     submittalsErrors(),
		Entity:     "spec_section", Target: "spec_id",
		Notes:  "Path from Autodesk's Postman collection and reference index, fields from the list operation.",
		Source: "https://aps.autodesk.com/en/docs/acc/reference/http/submittals-specs-id-GET/",
	}
}

func submittalsCreateSpec() *Operation {
	return &Operation{
		Name:   "create_spec",
		Method: "POST", Path: "/construction/submittals/v2/projects/{project_id}/specs",
		Summary: "Creates a spec section.",
		Effect:  Create, Tokens: signedIn(), Scopes: dataWrite(), Limit: "submittals",
		PathParams: []Field{projectID()},
		Body: []Field{
			{Name: "title", Type: "string", Required: true},
			{Name: "identifier", Type: "string", Required: true, Doc: "Unique in the project"},
		},
		Status:  201,
		Returns: Returns{Shape: Object, Fields: specSectionFields()},
		Errors:  submittalsErrors(),
		Entity:  "spec_section", Model: Generic,
		Source: "https://aps.autodesk.com/en/docs/acc/reference/http/submittals-specs-POST/",
	}
}

func submittalsListPackages() *Operation {
	return &Operation{
		Name:   "list_packages",
		Method: "GET", Path: "/construction/submittals/v2/projects/{project_id}/packages",
		Summary: "Lists the packages.",
		Effect:  Read, Tokens: signedIn(), Scopes: dataRead(), Limit: "submittals",
		PathParams: []Field{projectID()},
		Query: []Field{
			limitParam(20, 50), offsetParam(), submittalsSort(), submittalsIdentifierFilter(),
			{Name: "filter[title]", Type: "[]string", Test: &Test{"title", MatchOneOf}},
			{Name: "filter[specId]", Type: "[]string", Test: &Test{"specId", MatchOneOf}},
			{Name: "filter[spec.identifier]", Type: "[]string"},
			{Name: "search", Type: "string", Doc: "Part of identifier, title or spec.identifier"},
		},
		Pagination: resultPages(20, 50),
		Status:     200,
		Returns:    Returns{Shape: List, Fields: submittalPackageFields()},
		Errors:     submittalsErrors(),
		Entity:     "submittal_package",
		Source:     "https://aps.autodesk.com/en/docs/acc/reference/http/submittals-packages-GET/",
	}
}

func submittalsGetPackage() *Operation {
	return &Operation{
		Name:   "get_package",
		Method: "GET", Path: "/construction/submittals/v2/projects/{project_id}/packages/{package_id}",
		Summary: "Reads one package.",
		Effect:  Read, Tokens: signedIn(), Scopes: dataRead(), Limit: "submittals",
		PathParams: []Field{projectID(), {Name: "package_id", Type: "string", Required: true, Doc: "UUID of the package"}},
		Status:     200,
		Returns:    Returns{Shape: Object, Fields: submittalPackageFields()},
		Errors:     submittalsErrors(),
		Entity:     "submittal_package", Target: "package_id",
		Notes:  "Path from Autodesk's Postman collection and reference index, fields from the list operation.",
		Source: "https://aps.autodesk.com/en/docs/acc/reference/http/submittals-packages-id-GET/",
	}
}

func submittalsListItemTypes() *Operation {
	return &Operation{
		Name:   "list_item_types",
		Method: "GET", Path: "/construction/submittals/v2/projects/{project_id}/item-types",
		Summary: "Lists the item types.",
		Effect:  Read, Tokens: signedIn(), Scopes: dataRead(), Limit: "submittals",
		PathParams: []Field{projectID()},
		Query:      []Field{limitParam(20, 50), offsetParam()},
		Pagination: resultPages(20, 50),
		Status:     200,
		Returns:    Returns{Shape: List, Fields: submittalItemTypeFields()},
		Errors:     submittalsReadErrors(),
		Entity:     "submittal_item_type",
		Source:     "https://aps.autodesk.com/en/docs/acc/reference/http/submittals-item-types-GET/",
	}
}

func submittalsGetItemType() *Operation {
	return &Operation{
		Name:   "get_item_type",
		Method: "GET", Path: "/construction/submittals/v2/projects/{project_id}/item-types/{item_type_id}",
		Summary: "Reads one item type.",
		Effect:  Read, Tokens: signedIn(), Scopes: dataRead(), Limit: "submittals",
		PathParams: []Field{projectID(), {Name: "item_type_id", Type: "string", Required: true, Doc: "UUID of the item type"}},
		Status:     200,
		Returns:    Returns{Shape: Object, Fields: submittalItemTypeFields()},
		Errors:     submittalsReadErrors(),
		Entity:     "submittal_item_type", Target: "item_type_id",
		Notes:  "Path from Autodesk's Postman collection and reference index, fields from the list operation.",
		Source: "https://aps.autodesk.com/en/docs/acc/reference/http/submittals-item-types-id-GET/",
	}
}

func submittalsListResponses() *Operation {
	return &Operation{
		Name:   "list_responses",
		Method: "GET", Path: "/construction/submittals/v2/projects/{project_id}/responses",
		Summary: "Lists the possible review answers.",
		Effect:  Read, Tokens: signedIn(), Scopes: dataRead(), Limit: "submittals",
		PathParams: []Field{projectID()},
		Query:      []Field{limitParam(20, 50), offsetParam()},
		Pagination: resultPages(20, 50),
		Status:     200,
		Returns:    Returns{Shape: List, Fields: submittalResponseFields()},
		Errors:     submittalsReadErrors(),
		Entity:     "submittal_response",
		Source:     "https://aps.autodesk.com/en/docs/acc/reference/http/submittals-responses-GET/",
	}
}

func submittalsGetResponse() *Operation {
	return &Operation{
		Name:   "get_response",
		Method: "GET", Path: "/construction/submittals/v2/projects/{project_id}/responses/{response_id}",
		Summary: "Reads one review answer.",
		Effect:  Read, Tokens: signedIn(), Scopes: dataRead(), Limit: "submittals",
		PathParams: []Field{projectID(), {Name: "response_id", Type: "string", Required: true, Doc: "UUID of the response"}},
		Status:     200,
		Returns:    Returns{Shape: Object, Fields: submittalResponseFields()},
		Errors:     submittalsReadErrors(),
		Entity:     "submittal_response", Target: "response_id",
		Notes:  "Path from Autodesk's Postman collection and reference index, fields from the list operation.",
		Source: "https://aps.autodesk.com/en/docs/acc/reference/http/submittals-responses-id-GET/",
	}
}

func submittalsListManagers() *Operation {
	return &Operation{
		Name:   "list_managers",
		Method: "GET", Path: "/construction/submittals/v2/projects/{project_id}/settings/mappings",
		Summary: "Lists who may be the manager of an item.",
		Effect:  Read, Tokens: signedIn(), Scopes: dataRead(), Limit: "submittals",
		PathParams: []Field{projectID()},
		Query: []Field{
			limitParam(20, 50), offsetParam(),
			{Name: "filter[autodeskId]", Type: "[]string", Test: &Test{"autodeskId", MatchOneOf}},
		},
		Pagination: resultPages(20, 50),
		Status:     200,
		Returns: Returns{Shape: List, Fields: []Field{
			{Name: "id", Type: "uuid"},
			{Name: "userType", Type: "string", Enum: []string{"1", "2", "3"}, Doc: "1 user, 2 company, 3 role"},
			{Name: "autodeskId", Type: "string", Doc: "Use as manager"},
			{Name: "submittalsRole", Type: "string", Enum: []string{"1"}, Doc: "1 manager"},
			{Name: "createdBy", Type: "string"},
			{Name: "createdAt", Type: "datetime"},
			{Name: "updatedBy", Type: "string"},
			{Name: "updatedAt", Type: "datetime"},
		}},
		Errors: submittalsErrors(),
		Entity: "submittal_manager",
		Source: "https://aps.autodesk.com/en/docs/acc/reference/http/submittals-mappings-GET/",
	}
}

func submittalsListTemplates() *Operation {
	return &Operation{
		Name:   "list_templates",
		Method: "GET", Path: "/construction/submittals/v2/projects/{project_id}/templates",
		Summary: "Lists the review templates.",
		Effect:  Read, Tokens: signedIn(), Scopes: dataRead(), Limit: "submittals",
		PathParams: []Field{projectID()},
		Query:      []Field{limitParam(20, 50), offsetParam(), submittalsSort()},
		Pagination: resultPages(20, 50),
		Status:     200,
		Returns: Returns{Shape: List, Fields: []Field{
			{Name: "id", Type: "uuid", Doc: "Use as templateId"},
			{Name: "name", Type: "string"},
			{Name: "steps", Type: "[]object", Doc: "{id, stepNumber, daysToRespond, tasks[{id, assignedTo, assignedToType, isRequired}]}"},
			{Name: "watchers", Type: "[]object", Doc: "{id, userType}"},
			{Name: "createdAt", Type: "datetime"},
			{Name: "createdBy", Type: "string"},
			{Name: "updatedAt", Type: "datetime"},
			{Name: "updatedBy", Type: "string"},
		}},
		Errors: submittalsReadErrors(),
		Entity: "submittal_template",
		Notes:  "Postman marks it as for admins only.",
		Source: "https://aps.autodesk.com/en/docs/acc/reference/http/submittals-templates-GET/",
	}
}

// specSectionFields are the fields of a spec section.
func specSectionFields() []Field {
	return []Field{
		{Name: "id", Type: "uuid"},
		{Name: "title", Type: "string"},
		{Name: "identifier", Type: "string"},
		{Name: "createdBy", Type: "string"},
		{Name: "createdAt", Type: "datetime"},
		{Name: "updatedBy", Type: "string"},
		{Name: "updatedAt", Type: "datetime"},
	}
}

// submittalPackageFields are the fields of a submittal package.
func submittalPackageFields() []Field {
	return []Field{
		{Name: "id", Type: "uuid"},
		{Name: "identifier", Type: "int"},
		{Name: "title", Type: "string"},
		{Name: "description", Type: "string"},
		{Name: "specId", Type: "uuid"},
		{Name: "specIdentifier", Type: "string"},
		{Name: "permittedActions", Type: "[]object"},
		{Name: "permittedActions[].id", Type: "string",
			Doc: "Type::action, e.g. Item::partial_update, Item::create, Spec::create, Attachment::update"},
		{Name: "permittedActions[].fields", Type: "object", Doc: "Map of field name to allowed values; [] means any"},
		{Name: "permittedActions[].mandatoryFields", Type: "[]string"},
		{Name: "permittedActions[].transitions", Type: "[]object"},
		{Name: "permittedActions[].transitions[].id", Type: "string", Doc: "from::to, e.g. create::mgr-1, rev::void"},
		{Name: "permittedActions[].transitions[].name", Type: "string"},
		{Name: "permittedActions[].transitions[].stateFrom", Type: "object", Doc: "{id, name}"},
		{Name: "permittedActions[].transitions[].stateTo", Type: "object", Doc: "{id, name}"},
		{Name: "permittedActions[].transitions[].transitionFields", Type: "[]string"},
		{Name: "permittedActions[].transitions[].mandatoryFields", Type: "[]string"},
	}
}

// submittalItemTypeFields are the fields of a submittal item type.
func submittalItemTypeFields() []Field {
	return []Field{
		{Name: "id", Type: "uuid"},
		{Name: "key", Type: "string"},
		{Name: "value", Type: "string", Doc: "name"},
		{Name: "platformId", Type: "string"},
		{Name: "isActive", Type: "bool", Doc: "false when deleted"},
		{Name: "isInUse", Type: "bool"},
		{Name: "createdBy", Type: "string"},
		{Name: "createdAt", Type: "datetime"},
		{Name: "updatedAt", Type: "datetime"},
		{Name: "updatedBy", Type: "string"},
	}
}

// submittalResponseFields are the fields of a submittal response.
func submittalResponseFields() []Field {
	return []Field{
		{Name: "id", Type: "uuid"},
		{Name: "key", Type: "string"},
		{Name: "value", Type: "string", Doc: "name"},
		{Name: "platformId", Type: "string"},
		{Name: "isActive", Type: "bool", Doc: "false when deleted"},
		{Name: "categoryId", Type: "string", Enum: []string{"1", "2", "3"}, Doc: "1 Approved, 2 Revise and submit, 3 Rejected"},
		{Name: "isApproval", Type: "bool"},
		{Name: "isInUse", Type: "bool"},
		{Name: "createdBy", Type: "string"},
		{Name: "createdAt", Type: "datetime"},
		{Name: "updatedAt", Type: "datetime"},
		{Name: "updatedBy", Type: "string"},
	}
}
