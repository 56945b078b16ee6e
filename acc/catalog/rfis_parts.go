package catalog

func rfisGetWorkflow() *Operation {
	return &Operation{
		Name:   "get_workflow",
		Method: "GET", Path: "/construction/rfis/v3/projects/{project_id}/workflow",
		Summary: "Reads the project's RFI workflow and who may hold each role.",
		Effect:  Read, Tokens: signedIn(), Scopes: dataRead(), Limit: "rfis",
		PathParams: []Field{projectID()},
		Status:     200,
		Returns: Returns{Shape: Object, Fields: []Field{
			{Name: "workflowType", Type: "string", Enum: []string{"US", "EU"}},
			{Name: "description", Type: "string"},
			{Name: "projectRolesMapping", Type: "[]object"},
			{Name: "projectRolesMapping[].name", Type: "string", Enum: rfisRoles()},
			{Name: "projectRolesMapping[].permittedAssignees", Type: "[]object"},
			{Name: "projectRolesMapping[].permittedAssignees[].id", Type: "string"},
			{Name: "projectRolesMapping[].permittedAssignees[].type", Type: "string", Enum: []string{"user", "company", "role"}},
		}},
		Errors: rfisErrors(),
		Source: "https://aps.autodesk.com/en/docs/acc/reference/http/rfis-workflow-GET/",
	}
}

func rfisListTypes() *Operation {
	return &Operation{
		Name:   "list_types",
		Method: "GET", Path: "/construction/rfis/v3/projects/{project_id}/rfi-types",
		Summary: "Lists RFI types with their defaults and permitted assignees.",
		Effect:  Read, Tokens: signedIn(), Scopes: dataRead(), Limit: "rfis",
		PathParams: []Field{projectID()},
		Query: []Field{
			limitParam(10, 200), offsetParam(),
			{Name: "filter[status]", Type: "[]string", Enum: []string{"active", "inactive", "hidden"}, Test: &Test{"status", MatchOneOf}},
		},
		Pagination: countedPages(10, 200),
		Status:     200,
		Returns:    Returns{Shape: List, Fields: rfiTypeFields()},
		Errors:     rfisErrors(),
		Entity:     "rfi_type",
		Source:     "https://aps.autodesk.com/en/docs/acc/reference/http/rfis-RFI-types-GET/",
	}
}

func rfisCreateResponse() *Operation {
	return &Operation{
		Name:   "create_response",
		Method: "POST", Path: "/construction/rfis/v3/projects/{project_id}/rfis/{rfi_id}/responses",
		Summary: "Submits a reviewer's response.",
		Effect:  Create, Tokens: signedIn(), Scopes: []string{"data:write", "data:create"}, Limit: "rfis",
		PathParams: []Field{projectID(), rfiID()},
		Body:       rfiResponseBody(),
		Status:     201,
		Returns: Returns{Shape: Object, Fields: []Field{
			{Name: "rfi", Type: "object", Doc: "The whole RFI, fields as in get"},
		}},
		Errors: rfisErrors(),
		Model:  Opaque,
		Notes: "If this reviewer already has a draft response it is updated instead of a new one being made. Answers an object with the RFI " +
			"under rfi. The page types onBehalf as object, text and Postman use a plain id.",
		Source: "https://aps.autodesk.com/en/docs/acc/reference/http/rfis-rfis-id-responses-POST/",
	}
}

func rfisPatchResponse() *Operation {
	return &Operation{
		Name:   "patch_response",
		Method: "PATCH", Path: "/construction/rfis/v3/projects/{project_id}/rfis/{rfi_id}/responses/{response_id}",
		Summary: "Changes a response.",
		Effect:  Update, Tokens: signedIn(), Scopes: []string{"data:write", "data:create"}, Limit: "rfis",
		PathParams: []Field{
			projectID(),
			rfiID(),
			{Name: "response_id", Type: "string", Required: true, Doc: "ID of the response, from get"},
		},
		Body:   rfiResponseBody(),
		Status: 200,
		Returns: Returns{Shape: Object, Fields: []Field{
			{Name: "rfi", Type: "object", Doc: "The whole RFI, fields as in get"},
		}},
		Errors: rfisErrors(),
		Model:  Opaque,
		Notes:  "Text and status are required though it is a PATCH.",
		Source: "https://aps.autodesk.com/en/docs/acc/reference/http/rfis-rfis-id-responses-responseId-PATCH/",
	}
}

func rfisListComments() *Operation {
	return &Operation{
		Name:   "list_comments",
		Method: "GET", Path: "/construction/rfis/v3/projects/{project_id}/rfis/{rfi_id}/comments",
		Summary: "Lists the comments of an RFI.",
		Effect:  Read, Tokens: signedIn(), Scopes: dataRead(), Limit: "rfis",
		PathParams: []Field{projectID(), rfiID()},
		Query: []Field{
			limitParam(10, 200), offsetParam(),
			{Name: "sort", Type: "[]string"},
			{Name: "fields", Type: "[]string"},
			{Name: "filter[createdAt]", Type: "string", Doc: "Timestamp or a..b", Test: &Test{"createdAt", MatchRange}},
			{Name: "filter[createdBy]", Type: "[]string", Test: &Test{"createdBy", MatchOneOf}},
		},
		Pagination: countedPages(10, 200),
		Status:     200,
		Returns:    Returns{Shape: List, Fields: rfiCommentFields()},
		Errors:     plus(rfisErrors(), ErrorCase{404, "RFI not found"}),
		Entity:     "rfi_comment",
		Source:     "https://aps.autodesk.com/en/docs/acc/reference/http/rfis-rfis-rfiId-comments-GET/",
	}
}

func rfisCreateComment() *Operation {
	return &Operation{
		Name:   "create_comment",
		Method: "POST", Path: "/construction/rfis/v3/projects/{project_id}/rfis/{rfi_id}/comments",
		Summary: "Adds a comment to an RFI.",
		Effect:  Create, Tokens: signedIn(), Scopes: []string{"data:write", "data:create"}, Limit: "rfis",
		PathParams: []Field{projectID(), rfiID()},
		Body: []Field{
			{Name: "body", Type: "string", MaxLen: 10000, Doc: "Not marked required on the page"},
			{Name: "id", Type: "uuid", Doc: "Generated when left out"},
		},
		Status: 201,
		Returns: Returns{Shape: Object, Fields: join(
			rfiCommentFields(),
			[]Field{{Name: "rfiId", Type: "string"}},
		)},
		Errors: rfisErrors(),
		Entity: "rfi_comment", Model: Generic,
		Source: "https://aps.autodesk.com/en/docs/acc/reference/http/rfis-rfis-rfiId-comments-POST/",
	}
}

func rfisListAttachments() *Operation {
	return &Operation{
		Name:   "list_attachments",
		Method: "GET", Path: "/construction/rfis/v3/projects/{project_id}/rfis/{rfi_id}/attachments",
		Summary: "Lists the files of an RFI and its responses.",
		Effect:  Read, Tokens: signedIn(), Scopes: dataRead(), Limit: "rfis",
		PathParams: []Field{projectID(), rfiID()},
		Query: []Field{
			limitParam(10, 200), offsetParam(),
			{Name: "filter[attachmentTypes]", Type: "[]string", Enum: []string{
				"rfiResponse", "rfiOfficialResponse", "rfiWebHiddenFiles", "bridgeFiles",
			},
				Doc: "Default rfiResponse and rfiOfficialResponse"},
		},
		Pagination: countedPages(10, 200),
		Status:     200,
		Returns:    Returns{Shape: List, Fields: rfiAttachmentFields()},
		Errors:     plus(rfisErrors(), ErrorCase{404, "RFI not found"}),
		Entity:     "rfi_attachment",
		Notes: "There is no attachment create: files are uploaded into the RFI's virtualFolderUrn (Data Management storage plus OSS signed S3 " +
			"upload) and named in create_response, patch_response or patch (closing).",
		Source: "https://aps.autodesk.com/en/docs/acc/reference/http/rfis-rfis-id-attachments-GET/",
	}
}

func rfisListAttributes() *Operation {
	return &Operation{
		Name:   "list_attributes",
		Method: "GET", Path: "/construction/rfis/v3/projects/{project_id}/attributes",
		Summary: "Lists the project's RFI custom attributes.",
		Effect:  Read, Tokens: signedIn(), Scopes: dataRead(), Limit: "rfis",
		PathParams: []Field{projectID()},
		Query: []Field{
			limitParam(10, 200), offsetParam(),
			{Name: "filter[status]", Type: "[]string", Enum: []string{"active", "inactive", "hidden"}, Test: &Test{"status", MatchOneOf}},
		},
		Pagination: countedPages(10, 200),
		Status:     200,
		Returns:    Returns{Shape: List, Fields: rfiAttributeFields()},
		Errors:     rfisErrors(),
		Entity:     "rfi_attribute",
		Notes:      "The page is titled custom-attributes but the path is /attributes.",
		Source:     "https://aps.autodesk.com/en/docs/acc/reference/http/rfis-attributes-GET/",
	}
}

func rfisCreateAttribute() *Operation {
	return &Operation{
		Name:   "create_attribute",
		Method: "POST", Path: "/construction/rfis/v3/projects/{project_id}/attributes",
		Summary: "Creates a custom attribute.",
		Effect:  Create, Tokens: signedIn(), Scopes: []string{"data:write", "data:create"}, Limit: "rfis",
		PathParams: []Field{projectID()},
		Body: []Field{
			{Name: "name", Type: "string", Required: true, MaxLen: 50},
			{Name: "type", Type: "string", Required: true, Enum: []string{"text", "numeric"}},
			{Name: "status", Type: "string", Required: true, Enum: []string{"active", "inactive", "hidden"}},
			{Name: "description", Type: "string", MaxLen: 1000},
			{Name: "multipleChoice", Type: "bool", Default: "false"},
			{Name: "possibleValues", Type: "[]object"},
			{Name: "possibleValues[].id", Type: "uuid"},
			{Name: "possibleValues[].name", Type: "any|null", Required: true, MaxLen: 100},
		},
		Status:  201,
		Returns: Returns{Shape: Object, Fields: rfiAttributeFields()},
		Errors:  rfisErrors(),
		Entity:  "rfi_attribute", Model: Generic,
		Notes:  "Autodesk's Postman collection sends it without type and status.",
		Source: "https://aps.autodesk.com/en/docs/acc/reference/http/rfis-attributes-POST/",
	}
}

func rfisPatchAttribute() *Operation {
	return &Operation{
		Name:   "patch_attribute",
		Method: "PATCH", Path: "/construction/rfis/v3/projects/{project_id}/attributes/{attribute_id}",
		Summary: "Changes a custom attribute and its possible values.",
		Effect:  Update, Tokens: signedIn(), Scopes: []string{"data:write", "data:create"}, Limit: "rfis",
		PathParams: []Field{projectID(), {Name: "attribute_id", Type: "string", Required: true, Doc: "ID of the attribute"}},
		Body: []Field{
			{Name: "name", Type: "string", MaxLen: 50},
			{Name: "description", Type: "string", MaxLen: 1000},
			{Name: "status", Type: "string", Enum: []string{"active", "inactive", "hidden"}},
			{Name: "multipleChoice", Type: "bool"},
			{Name: "possibleValues", Type: "object"},
			{Name: "possibleValues.newAttributes", Type: "[]string", Doc: "Names to add"},
			{Name: "possibleValues.updatedAttributes", Type: "[]object"},
			{Name: "possibleValues.updatedAttributes[].id", Type: "uuid"},
			{Name: "possibleValues.updatedAttributes[].name", Type: "string", Required: true, MaxLen: 100},
			{Name: "possibleValues.deletedAttributes", Type: "[]string", Doc: "IDs to remove"},
		},
		Status:  200,
		Returns: Returns{Shape: Object, Fields: rfiAttributeFields()},
		Errors:  rfisErrors(),
		Entity:  "rfi_attribute", Target: "attribute_id", Model: Opaque,
		Notes:  "possibleValues is a list in create and in answers, but here an object of changes. type cannot change.",
		Source: "https://aps.autodesk.com/en/docs/acc/reference/http/rfis-custom-attributes-attributeId-PATCH/",
	}
}

func rfisRoles() []string {
	return []string{"projectSC", "projectGC", "projectCoordinator", "projectReviewer"}
}

// rfiAttributeFields are the fields of an RFI attribute.
func rfiAttributeFields() []Field {
	return []Field{
		{Name: "id", Type: "uuid"},
		{Name: "name", Type: "string", Doc: "At most 50 characters"},
		{Name: "type", Type: "string", Enum: []string{"text", "numeric"}},
		{Name: "description", Type: "string", Doc: "At most 1000 characters"},
		{Name: "status", Type: "string", Enum: []string{"active", "inactive", "hidden"}},
		{Name: "multipleChoice", Type: "bool"},
		{Name: "possibleValues", Type: "[]object"},
		{Name: "possibleValues[].id", Type: "uuid"},
		{Name: "possibleValues[].name", Type: "any|null", Doc: "At most 100 characters"},
	}
}

// rfiTypeFields are the fields of an RFI type.
func rfiTypeFields() []Field {
	return []Field{
		{Name: "id", Type: "uuid", Doc: "Use as rfiTypeId"},
		{Name: "name", Type: "string", Doc: "At most 50 characters"},
		{Name: "wfType", Type: "string", Enum: []string{"US", "EU"}},
		{Name: "status", Type: "string", Enum: []string{"active", "inactive", "hidden"}},
		{Name: "isDefault", Type: "bool"},
		{Name: "projectReviewer", Type: "[]object", Doc: "{id, type: user|company|role}"},
		{Name: "projectCoordinator", Type: "[]object"},
		{Name: "manager", Type: "[]object"},
		{Name: "watchers", Type: "[]object"},
		{Name: "dueDateOffset", Type: "int|null", Doc: "Calendar days; the client adds it"},
		{Name: "locationDescription", Type: "string|null"},
		{Name: "costImpact", Type: "string|null"},
		{Name: "scheduleImpact", Type: "string|null"},
		{Name: "priority", Type: "string|null"},
		{Name: "discipline", Type: "[]string"},
		{Name: "category", Type: "[]string"},
		{Name: "reference", Type: "string|null"},
	}
}

// rfiCommentFields are the fields of an RFI comment.
func rfiCommentFields() []Field {
	return []Field{
		{Name: "id", Type: "uuid"},
		{Name: "body", Type: "string"},
		{Name: "createdBy", Type: "string"},
		{Name: "createdAt", Type: "datetime"},
		{Name: "updatedAt", Type: "datetime"},
		{Name: "source", Type: "string", Enum: []string{"web", "email"}},
	}
}

// rfiAttachmentFields are the fields of an RFI attachment.
func rfiAttachmentFields() []Field {
	return []Field{
		{Name: "attachmentId", Type: "uuid"},
		{Name: "attachmentType", Type: "string", Enum: []string{"rfiResponse", "rfiOfficialResponse", "bridgeFiles", "rfiWebHiddenFiles"}},
		{Name: "displayName", Type: "string"},
		{Name: "fileName", Type: "string"},
		{Name: "storageUrn", Type: "string"},
		{Name: "domainEntityId", Type: "uuid"},
		{Name: "containerId", Type: "string"},
		{Name: "rfiId", Type: "string"},
		{Name: "fileSize", Type: "int"},
		{Name: "fileType", Type: "string"},
		{Name: "version", Type: "int"},
		{Name: "createdOn", Type: "datetime"},
		{Name: "createdBy", Type: "string"},
		{Name: "createdByName", Type: "string"},
		{Name: "modifiedOn", Type: "datetime"},
		{Name: "modifiedBy", Type: "string"},
		{Name: "isDeleted", Type: "bool"},
		{Name: "deletedOn", Type: "datetime"},
		{Name: "deletedBy", Type: "string"},
	}
}

// rfiResponseBody is what rfis.create_response is sent.
func rfiResponseBody() []Field {
	return []Field{
		{Name: "text", Type: "string", Required: true, Doc: "Plain text"},
		{Name: "status", Type: "string", Required: true, Enum: []string{"answered", "rejected"}},
		{Name: "onBehalf", Type: "string", Doc: "Autodesk id of the reviewer the answer is for; needs permittedActions.createResponseOnBehalf"},
		{Name: "attachments", Type: "[]object"},
		{Name: "attachments[].attachmentType", Type: "string", Required: true, Enum: []string{"rfiResponse"}},
		{Name: "attachments[].displayName", Type: "string"},
		{Name: "attachments[].fileName", Type: "string"},
		{Name: "attachments[].storageUrn", Type: "string", Required: true, Doc: "URN of the uploaded object"},
	}
}
