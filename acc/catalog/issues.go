package catalog

func issues() *Service {
	return &Service{
		Name:    "issues",
		Title:   "Issues",
		Summary: "Issues of a project with their types, root causes, custom attributes, comments and attachments.",
		Notes: "ACC projects only. The reference pages ask for a 3-legged (or SSA, which counts as 3-legged) token for every operation; " +
			"Autodesk's OpenAPI file also lists the 2-legged scheme, without a user header. Naming: API type = UI category, API subtype = " +
			"UI type. Issues cannot be deleted through a DELETE; no DELETE issue operation is documented. No error body is documented. " +
			"Each write fires the webhooks issue.created-1.0, issue.updated-1.0.",
		Operations: []*Operation{
			issuesGetMe(), issuesListTypes(), issuesListRootCauseCategories(), issuesListAttributeDefinitions(), issuesListAttributeMappings(),
			issuesList(), issuesGet(), issuesCreate(), issuesPatch(), issuesListComments(), issuesCreateComment(), issuesListAttachments(),
			issuesCreateAttachments(), issuesDeleteAttachment(),
		},
	}
}

func issuesGetMe() *Operation {
	return &Operation{
		Name:   "get_me",
		Method: "GET", Path: "/construction/issues/v1/projects/{project_id}/users/me",
		Summary: "Says what the caller may do with issues in the project.",
		Effect:  Read, Tokens: signedIn(), Scopes: dataRead(), Limit: "issues",
		Headers:    issuesRegionHeaders(),
		PathParams: []Field{projectID()},
		Status:     200,
		Returns: Returns{Shape: Object, Fields: []Field{
			{Name: "id", Type: "string", Doc: "Autodesk id"},
			{Name: "isProjectAdmin", Type: "bool"},
			{Name: "canManageTemplates", Type: "bool"},
			{Name: "issues", Type: "object"},
			{Name: "issues.new", Type: "object", Doc: "Present only when the user may create issues"},
			{Name: "issues.new.permittedActions", Type: "[]string"},
			{Name: "issues.new.permittedAttributes", Type: "[]string"},
			{Name: "issues.new.permittedStatuses", Type: "[]string", Enum: issuesStatuses()},
			{Name: "issues.filter", Type: "object"},
			{Name: "issues.filter.permittedStatuses", Type: "[]string"},
			{Name: "permissionLevels", Type: "[]string", Enum: []string{"create", "read", "write"},
				Doc: "create = view and assign; create+read = full visibility; create+read+write = manage issues"},
		}},
		Errors: issuesErrors(),
		Notes:  "snake_case twins of the permitted lists (permitted_actions and so on) also come back; ignore them.",
		Source: "https://aps.autodesk.com/en/docs/acc/reference/http/issues-users-me-GET/",
	}
}

func issuesList() *Operation {
	return &Operation{
		Name:   "list",
		Method: "GET", Path: "/construction/issues/v1/projects/{project_id}/issues",
		Summary: "Lists the issues of a project.",
		Effect:  Read, Tokens: signedIn(), Scopes: dataRead(), Limit: "issues",
		Headers:    issuesRegionHeaders(),
		PathParams: []Field{projectID()},
		Query: []Field{
			{Name: "filter[id]", Type: "[]uuid", Doc: "Comma-separated, as all array filters here", Test: &Test{"id", MatchOneOf}},
			{Name: "filter[issueTypeId]", Type: "[]uuid", Doc: "Category", Test: &Test{"issueTypeId", MatchOneOf}},
			{Name: "filter[issueSubtypeId]", Type: "[]uuid", Doc: "Type", Test: &Test{"issueSubtypeId", MatchOneOf}},
			{Name: "filter[status]", Type: "[]string", Enum: issuesStatuses(), Test: &Test{"status", MatchOneOf}},
			{Name: "filter[linkedDocumentUrn]", Type: "[]string",
				Doc: "URL-encoded lineage URNs; append @N for version N and earlier, default latest version"},
			{Name: "filter[dueDate]", Type: "string", Doc: "Date, date range a..b, open ranges a.. and ..b", Test: &Test{"dueDate", MatchRange}},
			{Name: "filter[startDate]", Type: "string",
				Doc: "Date, date range a..b, open ranges a.. and ..b", Test: &Test{"startDate", MatchRange}},
			{Name: "filter[deleted]", Type: "bool", Default: "false",
				Doc: "true: only deleted, false: only live", Test: &Test{"deleted", MatchEqual}},
			{Name: "filter[createdAt]", Type: "string",
				Doc: "Date, date range a..b, open ranges a.. and ..b", Test: &Test{"createdAt", MatchRange}},
			{Name: "filter[createdBy]", Type: "[]string", Test: &Test{"createdBy", MatchOneOf}},
			{Name: "filter[updatedAt]", Type: "string",
				Doc: "Date, date range a..b, open ranges a.. and ..b", Test: &Test{"updatedAt", MatchRange}},
			{Name: "filter[updatedBy]", Type: "[]string", Test: &Test{"updatedBy", MatchOneOf}},
			{Name: "filter[assignedTo]", Type: "[]string", Test: &Test{"assignedTo", MatchOneOf}},
			{Name: "filter[assignedToType]", Type: "string", Doc: "User, company, role or null"},
			{Name: "filter[rootCauseId]", Type: "[]uuid", Test: &Test{"rootCauseId", MatchOneOf}},
			{Name: "filter[locationId]", Type: "[]uuid", Doc: "Exact location", Test: &Test{"locationId", MatchOneOf}},
			{Name: "filter[subLocationId]", Type: "[]uuid", Doc: "Location and everything below"},
			{Name: "filter[closedBy]", Type: "[]string", Test: &Test{"closedBy", MatchOneOf}},
			{Name: "filter[closedAt]", Type: "string", Doc: "Date, date range a..b, open ranges a.. and ..b", Test: &Test{"closedAt", MatchRange}},
			{Name: "filter[search]", Type: "string", Doc: "Matches title and display id"},
			{Name: "filter[displayId]", Type: "[]int", Test: &Test{"displayId", MatchOneOf}},
			{Name: "filter[customAttributes]", Type: "map", Doc: "Sent as filter[customAttributes][<attribute uuid>]=v1,v2"},
			{Name: "filter[valid]", Type: "bool", Doc: "true: only issues with type and subtype"},
			limitParam(100, 100), offsetParam(),
			{Name: "sortBy", Type: "[]string",
				Doc: "Comma-separated, - for descending; also customAttributes[<uuid>]. One of displayId, title, description, status, " +
					"assignedTo, assignedToType, dueDate, locationDetails, published, closedBy, closedAt, createdBy, createdAt, updatedAt, " +
					"issueSubType, issueType, customAttributes, startDate, rootCause"},
			{Name: "fields", Type: "[]string", Doc: "Comma-separated; id, title, status and issueTypeId always come back"},
		},
		Pagination: countedPages(100, 100),
		Status:     200,
		Returns:    Returns{Shape: List, Fields: issueFields()},
		Errors:     issuesListErrors(),
		Entity:     "issue",
		Notes: "Pagination carries limit, offset and totalResults only (the prose mentions next and previous URLs, the field list has none): " +
			"page by offset. Issues pinned on Build Sheets are not covered.",
		Source: "https://aps.autodesk.com/en/docs/acc/reference/http/issues-issues-GET/",
	}
}

func issuesGet() *Operation {
	return &Operation{
		Name:   "get",
		Method: "GET", Path: "/construction/issues/v1/projects/{project_id}/issues/{issue_id}",
		Summary: "Reads one issue.",
		Effect:  Read, Tokens: signedIn(), Scopes: dataRead(), Limit: "issues",
		Headers:    issuesRegionHeaders(),
		PathParams: []Field{projectID(), issueID()},
		Status:     200,
		Returns:    Returns{Shape: Object, Fields: issueFields()},
		Errors:     issuesListErrors(),
		Entity:     "issue", Target: "issue_id",
		Source: "https://aps.autodesk.com/en/docs/acc/reference/http/issues-issues-issueId-GET/",
	}
}

func issuesCreate() *Operation {
	return &Operation{
		Name:   "create",
		Method: "POST", Path: "/construction/issues/v1/projects/{project_id}/issues",
		Summary: "Creates an issue.",
		Effect:  Create, Tokens: signedIn(), Scopes: dataWrite(), Limit: "issues",
		Headers:    issuesRegionHeaders(),
		PathParams: []Field{projectID()},
		Body:       issueBody(),
		Status:     201,
		Returns:    Returns{Shape: Object, Fields: issueFields()},
		Errors: []ErrorCase{
			{400, "invalid request"},
			{403, "no permission, e.g. assigning across companies without assign_all"},
			{409, "data conflict"},
		},
		Entity: "issue", Model: Generic,
		Notes:  "The reference page says 201, the OpenAPI file 200: accept both. One issue a request; there is no batch create.",
		Source: "https://aps.autodesk.com/en/docs/acc/reference/http/issues-issues-POST/",
	}
}

func issuesPatch() *Operation {
	return &Operation{
		Name:   "patch",
		Method: "PATCH", Path: "/construction/issues/v1/projects/{project_id}/issues/{issue_id}",
		Summary: "Changes fields of an issue.",
		Effect:  Update, Tokens: signedIn(), Scopes: []string{"data:read", "data:write"}, Limit: "issues",
		Headers:    issuesRegionHeaders(),
		PathParams: []Field{projectID(), issueID()},
		Body: join(
			optional(without(issueBody(), "status")),
			[]Field{
				{Name: "status", Type: "string", Enum: issuesStatuses(),
					Doc: "Allowed values come from users/me issues.new.permittedStatuses or the issue's permittedStatuses"},
			},
		),
		Status:  200,
		Returns: Returns{Shape: Object, Fields: issueFields()},
		Errors:  issuesListErrors(),
		Entity:  "issue", Target: "issue_id", Model: Generic,
		Notes: "Only what permittedAttributes and permittedStatuses of the issue allow. Deleted issues cannot be changed. The OpenAPI file " +
			"marks title, issueSubtypeId and status required here too because it reuses the create payload; the reference page requires " +
			"none.",
		Source: "https://aps.autodesk.com/en/docs/acc/reference/http/issues-issues-issueId-PATCH/",
	}
}

func issuesListComments() *Operation {
	return &Operation{
		Name:   "list_comments",
		Method: "GET", Path: "/construction/issues/v1/projects/{project_id}/issues/{issue_id}/comments",
		Summary: "Lists the comments of an issue.",
		Effect:  Read, Tokens: signedIn(), Scopes: dataRead(), Limit: "issues",
		Headers:    issuesRegionHeaders(),
		PathParams: []Field{projectID(), issueID()},
		Query: []Field{
			{Name: "sortBy", Type: "[]string", Doc: "Comma-separated, - for descending. One of createdAt, updatedAt, createdBy"},
			limitParam(0, 0), offsetParam(),
		},
		Pagination: countedPages(0, 0),
		Status:     200,
		Returns:    Returns{Shape: List, Fields: issueCommentFields()},
		Errors:     issuesErrors(),
		Entity:     "issue_comment",
		Source:     "https://aps.autodesk.com/en/docs/acc/reference/http/issues-comments-GET/",
	}
}

func issuesCreateComment() *Operation {
	return &Operation{
		Name:   "create_comment",
		Method: "POST", Path: "/construction/issues/v1/projects/{project_id}/issues/{issue_id}/comments",
		Summary: "Adds a comment to an issue.",
		Effect:  Create, Tokens: signedIn(), Scopes: dataWrite(), Limit: "issues",
		Headers:    issuesRegionHeaders(),
		PathParams: []Field{projectID(), issueID()},
		Body:       []Field{{Name: "body", Type: "string", Required: true, MaxLen: 10000}},
		Status:     201,
		Returns:    Returns{Shape: Object, Fields: issueCommentFields()},
		Errors:     plus(issuesErrors(), ErrorCase{409, "conflict"}),
		Entity:     "issue_comment", Model: Generic,
		Notes:  "Comments cannot be changed or deleted through the API. Deleted issues take no comments.",
		Source: "https://aps.autodesk.com/en/docs/acc/reference/http/issues-comments-POST/",
	}
}

func issuesListAttachments() *Operation {
	return &Operation{
		Name:   "list_attachments",
		Method: "GET", Path: "/construction/issues/v1/projects/{project_id}/attachments/{issue_id}/items",
		Summary: "Lists the attachments of an issue.",
		Effect:  Read, Tokens: signedIn(), Scopes: dataRead(), Limit: "issues",
		PathParams: []Field{projectID(), issueID()},
		Status:     200,
		Returns:    Returns{Shape: List, Items: "attachments", Fields: issueAttachmentFields()},
		Errors:     issuesErrors(),
		Entity:     "issue_attachment",
		Notes: "Path order is attachments/{issue_id}/items, not issues/{issue_id}/attachments. The list sits under attachments, without " +
			"pagination.",
		Source: "https://aps.autodesk.com/en/docs/acc/reference/http/issues-attachments-issueId-items-GET/",
	}
}

func issuesCreateAttachments() *Operation {
	return &Operation{
		Name:   "create_attachments",
		Method: "POST", Path: "/construction/issues/v1/projects/{project_id}/attachments",
		Summary: "Links files already in OSS to an issue.",
		Effect:  Create, Tokens: signedIn(), Scopes: dataWrite(), Limit: "issues",
		PathParams: []Field{projectID()},
		Body: []Field{
			{Name: "domainEntityId", Type: "uuid", Required: true,
				Doc: "The issue; not marked required on the page but needed to say which issue"},
			{Name: "attachments", Type: "[]object", Required: true},
			{Name: "attachments[].attachmentId", Type: "uuid", Required: true, Doc: "Made by the client; the OSS storage GUID is advised"},
			{Name: "attachments[].displayName", Type: "string", Required: true, Doc: "With extension"},
			{Name: "attachments[].fileName", Type: "string", Required: true, Doc: "{attachmentId}.{extension}; must equal the stored object name"},
			{Name: "attachments[].attachmentType", Type: "string", Required: true, Enum: []string{"issue-attachment"}},
			{Name: "attachments[].storageUrn", Type: "string", Required: true, Doc: "OSS URN of the uploaded object"},
		},
		BatchLimit: 100, Batch: "attachments",
		Status: 200,
		Returns: Returns{Shape: Object, Fields: []Field{
			{Name: "attachments", Type: "[]object", Doc: "Same fields as list_attachments"},
		}},
		Errors: []ErrorCase{
			{400, "invalid input"},
			{403, "no permission"},
			{404, "project not found"},
			{409, "an attachment already exists"},
			{422, "more than 100 attachments on the issue"},
			{500, "server error"},
		},
		Entity: "issue_attachment", Model: Opaque,
		Notes:  "The issue id goes in the body (domainEntityId), not the path. 200, not 201. Upload the file to OSS first.",
		Source: "https://aps.autodesk.com/en/docs/acc/reference/http/issues-attachments-POST/",
	}
}

func issuesDeleteAttachment() *Operation {
	return &Operation{
		Name:   "delete_attachment",
		Method: "DELETE", Path: "/construction/issues/v1/projects/{project_id}/attachments/{issue_id}/items/{attachment_id}",
		Summary: "Removes an attachment from an issue.",
		Effect:  Delete, Tokens: signedIn(), Scopes: dataWrite(), Limit: "issues",
		PathParams: []Field{projectID(), issueID(), {Name: "attachment_id", Type: "string", Required: true, Doc: "UUID of the attachment"}},
		Status:     204,
		Returns:    Returns{Shape: NoBody},
		Errors: []ErrorCase{
			{400, "invalid input"},
			{403, "no permission"},
			{404, "issue or attachment not found or already deleted"},
			{500, "server error"},
		},
		Entity: "issue_attachment", Target: "attachment_id", Model: Generic,
		Source: "https://aps.autodesk.com/en/docs/acc/reference/http/issues-items-attachmentId-DELETE/",
	}
}

func issueID() Field {
	return Field{Name: "issue_id", Type: "string", Required: true, Doc: "UUID of the issue"}
}

func issuesRegionHeaders() []Field {
	return []Field{
		{Name: "x-ads-region", Type: "string",
			Doc: "US, EMEA or another ACC region; left out it is routed automatically at slightly higher latency"},
	}
}

func issuesErrors() []ErrorCase {
	return []ErrorCase{
		{400, "malformed or invalid request; the body may say what is wrong"},
		{403, "no permission"},
		{404, "not found"},
		{500, "server error"},
	}
}

func issuesListErrors() []ErrorCase {
	return []ErrorCase{
		{400, "malformed or invalid request; the body may say what is wrong"},
		{403, "no permission"},
		{404, "not found"},
	}
}

func issuesStatuses() []string {
	return []string{"draft", "open", "pending", "in_progress", "completed", "in_review", "not_approved", "in_dispute", "closed"}
}

// issueFields are the fields of an issue.
func issueFields() []Field {
	return []Field{
		{Name: "id", Type: "uuid"},
		{Name: "containerId", Type: "uuid"},
		{Name: "deleted", Type: "bool"},
		{Name: "deletedAt", Type: "datetime|null"},
		{Name: "deletedBy", Type: "string|null"},
		{Name: "displayId", Type: "int", Doc: "Running number within the project"},
		{Name: "title", Type: "string"},
		{Name: "description", Type: "string|null"},
		{Name: "issueTypeId", Type: "uuid", Doc: "Category, derived from the subtype"},
		{Name: "issueSubtypeId", Type: "uuid", Doc: "Type"},
		{Name: "status", Type: "string", Enum: issuesStatuses()},
		{Name: "assignedTo", Type: "string|null", Doc: "Autodesk id of member, role or company"},
		{Name: "assignedToType", Type: "string|null", Enum: []string{"user", "company", "role"}},
		{Name: "dueDate", Type: "string|null", Doc: "YYYY-MM-DD"},
		{Name: "startDate", Type: "string|null", Doc: "YYYY-MM-DD"},
		{Name: "locationId", Type: "uuid|null"},
		{Name: "locationDetails", Type: "string|null"},
		{Name: "rootCauseId", Type: "uuid|null"},
		{Name: "linkedDocuments", Type: "[]object",
			Doc: "pushpins: type (TwoDVectorPushpin, TwoDRasterPushpin), urn, createdBy/At/AtVersion, closedBy/At/AtVersion, " +
				"details.viewable{guid,name,is3D}, details.position{x,y,z}, details.objectId, details.externalId, details.viewerState"},
		{Name: "published", Type: "bool", Doc: "Default false"},
		{Name: "permittedStatuses", Type: "[]string", Doc: "Statuses this user may set now"},
		{Name: "permittedAttributes", Type: "[]string", Doc: "Fields this user may change now"},
		{Name: "permittedActions", Type: "[]string", Enum: issuesPermittedActions()},
		{Name: "commentCount", Type: "int"},
		{Name: "closedBy", Type: "string|null"},
		{Name: "closedAt", Type: "datetime|null"},
		{Name: "createdBy", Type: "string"},
		{Name: "createdAt", Type: "datetime"},
		{Name: "updatedBy", Type: "string"},
		{Name: "updatedAt", Type: "datetime"},
		{Name: "watchers", Type: "[]string", Doc: "Autodesk ids"},
		{Name: "customAttributes", Type: "[]object"},
		{Name: "customAttributes[].attributeDefinitionId", Type: "uuid"},
		{Name: "customAttributes[].value", Type: "any|null"},
		{Name: "customAttributes[].type", Type: "string", Enum: issuesTypes()},
		{Name: "customAttributes[].title", Type: "string"},
		{Name: "gpsCoordinates", Type: "object"},
		{Name: "gpsCoordinates.latitude", Type: "number"},
		{Name: "gpsCoordinates.longitude", Type: "number"},
	}
}

// issueCommentFields are the fields of an issue comment.
func issueCommentFields() []Field {
	return []Field{
		{Name: "id", Type: "uuid"},
		{Name: "body", Type: "string", Doc: "\\n is a line break; at most 10000 characters"},
		{Name: "createdAt", Type: "datetime"},
		{Name: "createdBy", Type: "string"},
		{Name: "updatedAt", Type: "datetime|null"},
		{Name: "deletedAt", Type: "datetime|null"},
		{Name: "permittedActions", Type: "[]string"},
		{Name: "permittedAttributes", Type: "[]string"},
	}
}

// issueAttachmentFields are the fields of an issue attachment.
func issueAttachmentFields() []Field {
	return []Field{
		{Name: "attachmentId", Type: "uuid"},
		{Name: "displayName", Type: "string"},
		{Name: "fileName", Type: "string"},
		{Name: "attachmentType", Type: "string", Enum: []string{"issue-attachment"}},
		{Name: "storageUrn", Type: "string", Doc: "OSS object URN"},
		{Name: "fileSize", Type: "int", Doc: "Bytes"},
		{Name: "fileType", Type: "string", Doc: "Extension without the dot"},
		{Name: "domainEntityId", Type: "uuid", Doc: "The issue"},
		{Name: "lineageUrn", Type: "string"},
		{Name: "version", Type: "int"},
		{Name: "versionUrn", Type: "string"},
		{Name: "tipVersionUrn", Type: "string"},
		{Name: "bubbleUrn", Type: "string"},
		{Name: "createdBy", Type: "string"},
		{Name: "createdOn", Type: "datetime"},
		{Name: "modifiedBy", Type: "string"},
		{Name: "modifiedOn", Type: "datetime"},
		{Name: "deletedBy", Type: "string|null"},
		{Name: "deletedOn", Type: "datetime|null"},
		{Name: "isDeleted", Type: "bool"},
	}
}

// issueBody is what a new issue is made of.
func issueBody() []Field {
	return []Field{
		{Name: "title", Type: "string", Required: true, Doc: "At most 100 characters on the reference page (the OpenAPI file says 10000)"},
		{Name: "description", Type: "string", Doc: "At most 1000 characters on the reference page (the OpenAPI file says 10000)"},
		{Name: "issueSubtypeId", Type: "uuid", Required: true, Doc: "Subtype; the category (issueTypeId) follows from it and is not sent"},
		{Name: "status", Type: "string", Required: true, Enum: issuesStatuses(),
			Doc: "Allowed values come from users/me issues.new.permittedStatuses"},
		{Name: "assignedTo", Type: "string", Doc: "Autodesk id of a member, role or company; needs assignedToType"},
		{Name: "assignedToType", Type: "string", Enum: []string{"user", "company", "role"}, Doc: "Needs assignedTo"},
		{Name: "dueDate", Type: "string", Doc: "ISO 8601 date"},
		{Name: "startDate", Type: "string", Doc: "ISO 8601 date"},
		{Name: "locationId", Type: "uuid", Doc: "LBS node"},
		{Name: "locationDetails", Type: "string", Doc: "Plain text, at most 250 characters on the reference page (the OpenAPI file says 8300)"},
		{Name: "rootCauseId", Type: "uuid"},
		{Name: "published", Type: "bool", Default: "false"},
		{Name: "watchers", Type: "[]string", Doc: "Autodesk ids"},
		{Name: "customAttributes", Type: "[]object"},
		{Name: "customAttributes[].attributeDefinitionId", Type: "uuid", Required: true},
		{Name: "customAttributes[].value", Type: "any|null", Required: true, Doc: "For list attributes the option id"},
		{Name: "gpsCoordinates", Type: "object"},
		{Name: "gpsCoordinates.latitude", Type: "number"},
		{Name: "gpsCoordinates.longitude", Type: "number"},
	}
}

func issuesPermittedActions() []string {
	return []string{
		"assign_all", "assign_same_company", "clear_assignee", "copy", "delete", "add_comment", "add_attachment", "remove_attachment",
		"upsert_pin", "unlink_pin",
	}
}

func issuesTypes() []string {
	return []string{"numeric", "paragraph", "list", "text"}
}

// issuesEntities are the kinds of things the service has.
func issuesEntities() []*Entity {
	return []*Entity{
		{
			Name: "issue_category", One: "issue category", Many: "issue categories", Parent: "project_id",
			IDs: []string{"id"}, Title: []string{"title"},
			List: "issues.list_types",
		},
		{
			Name: "root_cause_category", One: "root-cause category", Many: "root-cause categories", Parent: "project_id",
			IDs: []string{"id"}, Title: []string{"title"},
			List: "issues.list_root_cause_categories",
		},
		{
			Name: "issue_attribute", One: "issue attribute", Many: "issue attributes", Parent: "project_id",
			IDs: []string{"id"}, Title: []string{"title"},
			List: "issues.list_attribute_definitions",
		},
		{
			Name: "issue_attribute_mapping", One: "issue attribute mapping", Many: "issue attribute mappings", Parent: "project_id",
			IDs: []string{"id"}, Title: []string{"title"},
			List: "issues.list_attribute_mappings",
		},
		{
			Name: "issue", One: "issue", Many: "issues", Parent: "project_id",
			IDs: []string{"id"}, Title: []string{"title"},
			List: "issues.list",
			Filled: []string{
				"containerId", "deleted", "deletedAt", "deletedBy", "displayId", "issueTypeId", "linkedDocuments", "permittedStatuses",
				"permittedAttributes", "permittedActions", "commentCount", "closedBy", "closedAt", "createdBy", "createdAt", "updatedBy",
				"updatedAt",
			},
			Visible: settles,
		},
		{
			Name: "issue_comment", One: "issue comment", Many: "issue comments", Parent: "issue_id",
			IDs: []string{"id"}, Title: []string{"body"},
			List:    "issues.list_comments",
			Filled:  []string{"createdAt", "createdBy", "updatedAt", "deletedAt", "permittedActions", "permittedAttributes"},
			Visible: settles,
		},
		{
			Name: "issue_attachment", One: "issue attachment", Many: "issue attachments", Parent: "issue_id",
			IDs: []string{"attachmentId"}, Title: []string{"displayName"},
			List:    "issues.list_attachments",
			Visible: settles,
		},
	}
}
