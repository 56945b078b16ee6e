package catalog

func rfis() *Service {
	return &Service{
		Name:    "rfis",
		Title:   "RFIs",
		Summary: "Requests for information of a project: the RFI, its responses, comments, attachments, types and custom attributes.",
		Notes: "Version 3 (general availability July 2025). The ACC v2 endpoints (/construction/rfis/v2/...) are deprecated: their page gives " +
			"an end of support of 1 September 2022. v3 is for ACC projects only. 3-legged token, SSA counts as 3-legged. Two workflows per " +
			"project or RFI type: US (one reviewer) and EU (also written EMEA, two reviewers); neither can be set by API. Workflow roles: " +
			"projectSC creator, projectGC manager, projectCoordinator first reviewer (EU), projectReviewer reviewer. No error body is " +
			"documented. Autodesk's Postman collection: " +
			"https://github.com/autodesk-platform-services/aps-autodesk.build.api-postman.collection.",
		Operations: []*Operation{
			rfisGetMe(), rfisGetWorkflow(), rfisListTypes(), rfisList(), rfisGet(), rfisGetNextIdentifier(), rfisCreate(), rfisPatch(),
			rfisCreateResponse(), rfisPatchResponse(), rfisListComments(), rfisCreateComment(), rfisListAttachments(), rfisListAttributes(),
			rfisCreateAttribute(), rfisPatchAttribute(),
		},
	}
}

func rfisGetMe() *Operation {
	return &Operation{
		Name:   "get_me",
		Method: "GET", Path: "/construction/rfis/v3/projects/{project_id}/users/me",
		Summary: "Says the caller's roles and in which statuses and with which fields they may create RFIs.",
		Effect:  Read, Tokens: signedIn(), Scopes: dataRead(), Limit: "rfis",
		PathParams: []Field{projectID()},
		Status:     200,
		Returns:    Returns{Shape: Object, Fields: rfiUserFields()},
		Errors:     rfisErrors(),
		Source:     "https://aps.autodesk.com/en/docs/acc/reference/http/rfis-users-me-GET/",
	}
}

func rfisList() *Operation {
	return &Operation{
		Name:   "list",
		Method: "POST", Path: "/construction/rfis/v3/projects/{project_id}/search:rfis",
		Summary: "Searches the RFIs of a project.",
		Effect:  Read, Tokens: signedIn(), Scopes: dataRead(), Limit: "rfis",
		PathParams: []Field{projectID()},
		Body:       rfiSearchBody(),
		Pagination: Pagination{
			Style: OffsetPages, LimitParam: "limit", OffsetParam: "offset", CursorInBody: true,
			DefaultLimit: 10, MaxLimit: 200, Items: "results", Total: "pagination.totalResults",
		},
		Status:  200,
		Returns: Returns{Shape: List, Fields: without(rfiFields(), "responses", "draftResponses", "permittedActions")},
		Errors:  rfisErrors(),
		Entity:  "rfi",
		Notes: "A POST that only reads. There is no GET list. limit and offset go in the body (Autodesk's Postman collection also sends " +
			"offset in the query). The page size is 10 unless asked otherwise. pagination has no next URL.",
		Source: "https://aps.autodesk.com/en/docs/acc/reference/http/rfis-rfi-search-POST/",
	}
}

func rfisGet() *Operation {
	return &Operation{
		Name:   "get",
		Method: "GET", Path: "/construction/rfis/v3/projects/{project_id}/rfis/{rfi_id}",
		Summary: "Reads one RFI with its responses and what the caller may do next.",
		Effect:  Read, Tokens: signedIn(), Scopes: dataRead(), Limit: "rfis",
		PathParams: []Field{projectID(), rfiID()},
		Status:     200,
		Returns:    Returns{Shape: Object, Fields: rfiFields()},
		Errors:     plus(rfisErrors(), ErrorCase{404, "RFI not found"}),
		Entity:     "rfi", Target: "rfi_id",
		Source: "https://aps.autodesk.com/en/docs/acc/reference/http/rfis-rfis-id-GET/",
	}
}

func rfisGetNextIdentifier() *Operation {
	return &Operation{
		Name:   "get_next_identifier",
		Method: "GET", Path: "/construction/rfis/v3/projects/{project_id}/rfis/custom-identifier",
		Summary: "Gives the last used and the next free RFI number.",
		Effect:  Read, Tokens: signedIn(), Scopes: dataRead(), Limit: "rfis",
		PathParams: []Field{projectID()},
		Status:     200,
		Returns: Returns{Shape: Object, Fields: []Field{
			{Name: "current", Type: "string|null"},
			{Name: "next", Type: "string"},
		}},
		Errors: rfisErrors(),
		Notes:  "This path wins over rfis/{rfi_id}.",
		Source: "https://aps.autodesk.com/en/docs/acc/reference/http/rfis-custom-identifier-GET/",
	}
}

func rfisCreate() *Operation {
	return &Operation{
		Name:   "create",
		Method: "POST", Path: "/construction/rfis/v3/projects/{project_id}/rfis",
		Summary: "Creates an RFI.",
		Effect:  Create, Tokens: signedIn(), Scopes: []string{"data:write", "data:create"}, Limit: "rfis",
		PathParams: []Field{projectID()},
		Body:       rfiBody(),
		Status:     201,
		Returns:    Returns{Shape: Object, Fields: rfiFields()},
		Errors:     rfisErrors(),
		Entity:     "rfi", Model: Generic,
		Notes: "Needs role projectSC or projectGC (this page says project admins get creator by themselves, the users/me page says nobody has " +
			"a role by default). Which fields a status needs is in get_me. Type defaults (priority, impacts, due date, location) are not " +
			"filled in by the API.",
		Source: "https://aps.autodesk.com/en/docs/acc/reference/http/rfis-rfis-POST/",
	}
}

func rfisPatch() *Operation {
	return &Operation{
		Name:   "patch",
		Method: "PATCH", Path: "/construction/rfis/v3/projects/{project_id}/rfis/{rfi_id}",
		Summary: "Changes an RFI, moves it to another status, or closes it with the official response.",
		Effect:  Update, Tokens: signedIn(), Scopes: dataWrite(), Limit: "rfis",
		PathParams: []Field{projectID(), rfiID()},
		Body: join(
			optional(without(rfiBody(), "id", "rfiTypeId", "customIdentifier")),
			[]Field{
				{Name: "officialResponse", Type: "string", Doc: "Only when closing"},
				{Name: "officialResponseStatus", Type: "string", Enum: []string{"answered", "rejected"}, Doc: "Only when closing"},
				{Name: "aggregatedResponseIds", Type: "[]string", Doc: "Responses merged into the official one; only when closing"},
				{Name: "returnForReviewerList", Type: "[]object", Doc: "{id, type}"},
				{Name: "attachments", Type: "[]object", Doc: "Files of the official response; only when closing"},
				{Name: "attachments[].attachmentType", Type: "string", Required: true, Enum: []string{"rfiOfficialResponse"}},
				{Name: "attachments[].displayName", Type: "string"},
				{Name: "attachments[].fileName", Type: "string"},
				{Name: "attachments[].storageUrn", Type: "string", Required: true},
				{Name: "bridgeGenerateRfiReport", Type: "bool"},
			},
		),
		Status:  200,
		Returns: Returns{Shape: Object, Fields: rfiFields()},
		Errors:  plus(rfisErrors(), ErrorCase{404, "RFI not found"}),
		Entity:  "rfi", Target: "rfi_id", Model: Generic,
		Notes: "A draft can be changed only by its creator, any other status only by an assignee. A status change needs an assignee. Allowed " +
			"statuses and required fields: permittedActions.updateRfi of get. RFIs cannot be deleted; use status void.",
		Source: "https://aps.autodesk.com/en/docs/acc/reference/http/rfis-rfis-id-PATCH/",
	}
}

func rfiID() Field {
	return Field{Name: "rfi_id", Type: "string", Required: true, Doc: "ID of the RFI"}
}

func rfisErrors() []ErrorCase {
	return []ErrorCase{
		{400, "parameters invalid"},
		{401, "token invalid or missing"},
		{403, "user lacks permission"},
		{500, "server error"},
	}
}

// rfiFields are the fields of an RFI.
func rfiFields() []Field {
	return []Field{
		{Name: "id", Type: "uuid"},
		{Name: "customIdentifier", Type: "string", Doc: "Number shown to users"},
		{Name: "title", Type: "string"},
		{Name: "question", Type: "string|null"},
		{Name: "virtualFolderUrn", Type: "string|null", Doc: "Folder to upload attachments into"},
		{Name: "status", Type: "string", Enum: rfisStatuses()},
		{Name: "previousStatus", Type: "string", Enum: rfisStatuses(), Doc: "Absent on a new RFI"},
		{Name: "workflowType", Type: "string", Enum: []string{"US", "EU"}},
		{Name: "assignedTo", Type: "[]object", Doc: "{id, type: user}"},
		{Name: "managerId", Type: "string"},
		{Name: "constructionManagerId", Type: "string"},
		{Name: "architects", Type: "[]object", Doc: "{id, type: user}"},
		{Name: "reviewers", Type: "[]object", Doc: "{id, type: user}"},
		{Name: "dueDate", Type: "datetime|null"},
		{Name: "locationDescription", Type: "string|null"},
		{Name: "locations", Type: "[]string", Doc: "LBS node ids"},
		{Name: "commentsCount", Type: "int"},
		{Name: "officialResponse", Type: "string"},
		{Name: "officialResponseStatus", Type: "string", Enum: []string{"unanswered", "answered"}},
		{Name: "officialResponseActors", Type: "[]object", Doc: "{id, type}"},
		{Name: "officialResponseEditByManagerState", Type: "bool"},
		{Name: "respondedAt", Type: "datetime"},
		{Name: "respondedBy", Type: "string"},
		{Name: "createdBy", Type: "string"},
		{Name: "createdAt", Type: "datetime"},
		{Name: "updatedBy", Type: "string"},
		{Name: "updatedAt", Type: "datetime"},
		{Name: "closedAt", Type: "datetime"},
		{Name: "closedBy", Type: "string"},
		{Name: "containerId", Type: "string"},
		{Name: "projectId", Type: "string"},
		{Name: "suggestedAnswer", Type: "string"},
		{Name: "coReviewers", Type: "[]object", Doc: "{id, type: user|role|company}"},
		{Name: "watchers", Type: "[]object", Doc: "{id, type: user|role|company}"},
		{Name: "answeredAt", Type: "datetime"},
		{Name: "answeredBy", Type: "string"},
		{Name: "costImpact", Type: "string|null", Enum: []string{"Yes", "No", "Unknown"}},
		{Name: "scheduleImpact", Type: "string|null", Enum: []string{"Yes", "No", "Unknown"}},
		{Name: "priority", Type: "string|null", Enum: []string{"High", "Normal", "Low"}},
		{Name: "discipline", Type: "[]string"},
		{Name: "category", Type: "[]string"},
		{Name: "reference", Type: "string", Doc: "At most 20 characters"},
		{Name: "customAttributes", Type: "[]object"},
		{Name: "customAttributes[].id", Type: "uuid"},
		{Name: "customAttributes[].values", Type: "[]string"},
		{Name: "rfiTypeId", Type: "uuid"},
		{Name: "responses", Type: "[]object"},
		{Name: "responses[].id", Type: "uuid"},
		{Name: "responses[].state", Type: "string", Enum: []string{"draft", "submitted"}},
		{Name: "responses[].rfiId", Type: "string"},
		{Name: "responses[].text", Type: "string"},
		{Name: "responses[].status", Type: "string", Enum: []string{"answered", "rejected"}},
		{Name: "responses[].createdBy", Type: "string"},
		{Name: "responses[].onBehalf", Type: "string"},
		{Name: "responses[].isEditable", Type: "bool"},
		{Name: "responses[].createdAt", Type: "datetime"},
		{Name: "responses[].updatedBy", Type: "string"},
		{Name: "responses[].updatedAt", Type: "datetime"},
		{Name: "responses[].deletedAt", Type: "datetime"},
		{Name: "draftResponses", Type: "[]object", Doc: "Same fields as responses[]"},
		{Name: "permittedActions", Type: "object"},
		{Name: "permittedActions.updateRfi", Type: "object"},
		{Name: "permittedActions.updateRfi.permittedStatuses", Type: "object"},
		{Name: "permittedActions.updateRfi.permittedStatuses.wfUS", Type: "[]object",
			Doc: "{status, maxAssignees, requiredAttributes[{name, values[{value,type}]}], permittedAttributes[...]} per status the user " +
				"may move to"},
		{Name: "permittedActions.updateRfi.permittedStatuses.wfEU", Type: "[]object", Doc: "Same for the two-reviewer workflow"},
		{Name: "permittedActions.updateRfi.permittedAttributes", Type: "[]object", Doc: "{name, values[{value,type}]}"},
		{Name: "permittedActions.updateRfi.useCustomAttributes", Type: "bool"},
		{Name: "permittedActions.createComment", Type: "bool"},
		{Name: "permittedActions.createResponse", Type: "bool"},
		{Name: "permittedActions.createResponseOnBehalf", Type: "bool"},
		{Name: "permittedActions.remainingReviewers", Type: "[]object", Doc: "{id, type}"},
		{Name: "permittedActions.createDocumentReference", Type: "bool"},
		{Name: "permittedActions.removeDocumentReference", Type: "bool"},
		{Name: "permittedActions.maxAssignees", Type: "int"},
	}
}

// rfiUserFields are the fields of what rfis.get_me answers.
func rfiUserFields() []Field {
	return []Field{
		{Name: "user", Type: "object"},
		{Name: "user.id", Type: "string"},
		{Name: "user.name", Type: "string"},
		{Name: "user.role", Type: "string", Enum: []string{"project_user", "project_admin"}},
		{Name: "permittedActions", Type: "object"},
		{Name: "permittedActions.createRfi", Type: "object", Doc: "Present only when the user may create RFIs"},
		{Name: "permittedActions.createRfi.permittedStatuses", Type: "object"},
		{Name: "permittedActions.createRfi.permittedStatuses.wfUS", Type: "[]object",
			Doc: "{status, maxAssignees, requiredAttributes[{name, values[{value,type}]}], permittedAttributes[...]}"},
		{Name: "permittedActions.createRfi.permittedStatuses.wfEU", Type: "[]object"},
		{Name: "workflow", Type: "object"},
		{Name: "workflow.roles", Type: "[]string", Enum: rfisRoles()},
		{Name: "workflow.type", Type: "string", Enum: []string{"US", "EU"}},
		{Name: "defaultRfiType", Type: "uuid"},
	}
}

// rfiSearchBody is what rfis.list is sent.
func rfiSearchBody() []Field {
	return []Field{
		{Name: "limit", Type: "int", Default: "10", Doc: "At most 200"},
		{Name: "offset", Type: "int", Default: "0"},
		{Name: "search", Type: "string", Doc: "Text looked for in title, question and officialResponse"},
		{Name: "sort", Type: "[]object"},
		{Name: "sort[].field", Type: "string", Enum: []string{
			"createdAt", "status", "dueDate", "title", "location", "updatedAt", "closedAt", "costImpact", "scheduleImpact", "priority",
			"discipline", "category", "reference", "customIdentifier", "customAttribute",
		}},
		{Name: "sort[].order", Type: "string", Enum: []string{"DESC", "ASC"}},
		{Name: "filter", Type: "object"},
		{Name: "filter.status", Type: "[]string", Enum: rfisStatuses()},
		{Name: "filter.officialResponseStatus", Type: "[]string", Enum: []string{"answered", "unanswered"}},
		{Name: "filter.includeHidden", Type: "bool", Default: "false"},
		{Name: "filter.assignedTo", Type: "[]string"},
		{Name: "filter.locations", Type: "[]string", Doc: "LBS node ids"},
		{Name: "filter.createdAt", Type: "string", Doc: "Timestamp or a..b"},
		{Name: "filter.updatedAt", Type: "string", Doc: "Timestamp or a..b"},
		{Name: "filter.closedAt", Type: "string", Doc: "Timestamp or a..b"},
		{Name: "filter.createdBy", Type: "[]string"},
		{Name: "filter.dueDate", Type: "string", Doc: "Timestamp or a..b"},
		{Name: "filter.costImpact", Type: "[]string", Enum: []string{"Yes", "No", "Unknown"}},
		{Name: "filter.scheduleImpact", Type: "[]string", Enum: []string{"Yes", "No", "Unknown"}},
		{Name: "filter.priority", Type: "[]string", Enum: []string{"High", "Normal", "Low"}},
		{Name: "filter.id", Type: "[]string"},
		{Name: "filter.reference", Type: "string", MaxLen: 20},
		{Name: "filter.discipline", Type: "[]string"},
		{Name: "filter.category", Type: "[]string"},
		{Name: "filter.customAttributes", Type: "object", Doc: "Map of attribute id to value id"},
		{Name: "filter.rfiTypeId", Type: "[]uuid"},
		{Name: "fields", Type: "[]string", Doc: "Attributes to return"},
	}
}

// rfiBody is what a new RFI is made of.
func rfiBody() []Field {
	return []Field{
		{Name: "id", Type: "uuid", Doc: "Only to fix the id in advance"},
		{Name: "status", Type: "string", Required: true, Enum: rfisStatuses(),
			Doc: "US workflow: draft, submitted, open, answered, rejected, closed, void. EU workflow: draft, submitted, openRev1, openRev2, " +
				"answeredRev1, answeredManager, closed, void"},
		{Name: "title", Type: "string", Required: true},
		{Name: "question", Type: "string|null"},
		{Name: "suggestedAnswer", Type: "string"},
		{Name: "assignedTo", Type: "[]object", Doc: "Needed by most statuses: see requiredAttributes of get_me or get"},
		{Name: "assignedTo[].id", Type: "string", Required: true, Doc: "Autodesk id"},
		{Name: "assignedTo[].type", Type: "string", Required: true, Enum: []string{"user"}},
		{Name: "locationDescription", Type: "string|null", Doc: "Default is not applied by the API"},
		{Name: "locations", Type: "[]string", Doc: "LBS node ids"},
		{Name: "dueDate", Type: "string|null", Doc: "YYYY-MM-DDThh:mm:ss.sZ; not computed from the type's dueDateOffset"},
		{Name: "costImpact", Type: "string|null", Enum: []string{"Yes", "No", "Unknown"}},
		{Name: "scheduleImpact", Type: "string|null", Enum: []string{"Yes", "No", "Unknown"}},
		{Name: "priority", Type: "string|null", Enum: []string{"High", "Normal", "Low"}},
		{Name: "discipline", Type: "[]string", Doc: "Values come from list_types (discipline) of the project"},
		{Name: "category", Type: "[]string", Doc: "Case-sensitive, configured per project; see list_types"},
		{Name: "reference", Type: "string", MaxLen: 20},
		{Name: "coReviewers", Type: "[]object"},
		{Name: "coReviewers[].id", Type: "string", Required: true},
		{Name: "coReviewers[].type", Type: "string", Required: true, Enum: []string{"user", "role", "company"}},
		{Name: "watchers", Type: "[]object"},
		{Name: "watchers[].id", Type: "string", Required: true},
		{Name: "watchers[].type", Type: "string", Required: true, Enum: []string{"user", "role", "company"}},
		{Name: "customAttributes", Type: "[]object"},
		{Name: "customAttributes[].id", Type: "uuid", Required: true,
			Doc: "Attribute definition; missing from the field table, present in Autodesk's Postman collection"},
		{Name: "customAttributes[].values", Type: "[]string", Required: true, Doc: "Text value, or ids of possible values; always a list"},
		{Name: "rfiTypeId", Type: "uuid", Doc: "Not in the reference table; sent by Autodesk's Postman collection"},
		{Name: "customIdentifier", Type: "string", Doc: "Not in the reference table; sent by Autodesk's Postman collection"},
	}
}

func rfisStatuses() []string {
	return []string{
		"draft", "submitted", "open", "openRev1", "openRev2", "answered", "answeredRev1", "answeredManager", "rejected", "closed", "void",
	}
}

// rfisEntities are the kinds of things the service has.
func rfisEntities() []*Entity {
	return []*Entity{
		{
			Name: "rfi_type", One: "RFI type", Many: "RFI types", Parent: "project_id",
			IDs: []string{"id"}, Key: []string{"name"}, Title: []string{"name"},
			List: "rfis.list_types",
		},
		{
			Name: "rfi", One: "RFI", Many: "RFIs", Parent: "project_id",
			IDs: []string{"id"}, Key: []string{"customIdentifier"}, Title: []string{"customIdentifier", "title"},
			List: "rfis.list",
			Filled: []string{
				"virtualFolderUrn", "previousStatus", "workflowType", "managerId", "constructionManagerId", "architects", "reviewers",
				"commentsCount", "officialResponse", "officialResponseStatus", "officialResponseActors",
				"officialResponseEditByManagerState", "respondedAt", "respondedBy", "createdBy", "createdAt", "updatedBy", "updatedAt",
				"closedAt", "closedBy", "containerId", "projectId", "answeredAt", "answeredBy",
			},
			Visible: settles,
		},
		{
			Name: "rfi_comment", One: "RFI comment", Many: "RFI comments", Parent: "rfi_id",
			IDs: []string{"id"}, Title: []string{"body"},
			List:    "rfis.list_comments",
			Filled:  []string{"createdBy", "createdAt", "updatedAt", "source"},
			Visible: settles,
		},
		{
			Name: "rfi_attachment", One: "RFI attachment", Many: "RFI attachments", Parent: "rfi_id",
			IDs: []string{"attachmentId"}, Title: []string{"displayName"},
			List: "rfis.list_attachments",
		},
		{
			Name: "rfi_attribute", One: "RFI attribute", Many: "RFI attributes", Parent: "project_id",
			IDs: []string{"id"}, Key: []string{"name"}, Title: []string{"name"},
			List:    "rfis.list_attributes",
			Visible: settles,
		},
	}
}
