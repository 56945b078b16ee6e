package catalog

func submittals() *Service {
	return &Service{
		Name:    "submittals",
		Title:   "Submittals",
		Summary: "Submittal items of a project and their review: items, specs, packages, item types, responses, steps, tasks and attachments.",
		Notes: "Version 2, ACC projects only. Every call needs a 3-legged (or SSA) token and the project UUID without b. Enumerations are " +
			`numeric strings ("1", "2"). States: draft, sbc-1 waiting for submission, mgr-1 open submitted, rev open in review, mgr-2 open ` +
			"reviewed, sbc-2 closed, void. Packages, templates, item types, responses and steps cannot be created through the API, and " +
			"there is no operation to start a revision. 403 and 404 bodies are not documented.",
		Operations: []*Operation{
			submittalsGetMe(), submittalsGetMetadata(), submittalsList(), submittalsGet(), submittalsCreate(), submittalsPatch(),
			submittalsTransition(), submittalsGetNextCustomIdentifier(), submittalsValidateCustomIdentifier(), submittalsListRevisions(),
			submittalsListAttachments(), submittalsCreateAttachment(), submittalsPatchAttachment(), submittalsListSpecs(), submittalsGetSpec(),
			submittalsCreateSpec(), submittalsListPackages(), submittalsGetPackage(), submittalsListItemTypes(), submittalsGetItemType(),
			submittalsListResponses(), submittalsGetResponse(), submittalsListManagers(), submittalsListTemplates(), submittalsListSteps(),
			submittalsGetStep(), submittalsListTasks(), submittalsGetTask(), submittalsCloseTask(),
		},
	}
}

func submittalsGetMe() *Operation {
	return &Operation{
		Name:   "get_me",
		Method: "GET", Path: "/construction/submittals/v2/projects/{project_id}/users/me",
		Summary: "Reads the caller's roles and permitted actions.",
		Effect:  Read, Tokens: signedIn(), Scopes: dataRead(), Limit: "submittals",
		PathParams: []Field{projectID()},
		Status:     200,
		Returns:    Returns{Shape: Object, Fields: submittalsGetMeFields()},
		Errors:     submittalsReadErrors(),
		Source:     "https://aps.autodesk.com/en/docs/acc/reference/http/submittals-users-me-GET/",
	}
}

func submittalsGetMetadata() *Operation {
	return &Operation{
		Name:   "get_metadata",
		Method: "GET", Path: "/construction/submittals/v2/projects/{project_id}/metadata",
		Summary: "Reads the static values and settings of the project.",
		Effect:  Read, Tokens: signedIn(), Scopes: dataRead(), Limit: "submittals",
		PathParams: []Field{projectID()},
		Status:     200,
		Returns:    Returns{Shape: Object, Fields: submittalsGetMetadataFields()},
		Errors:     submittalsReadErrors(),
		Source:     "https://aps.autodesk.com/en/docs/acc/reference/http/submittals-metadata-GET/",
	}
}

func submittalsList() *Operation {
	return &Operation{
		Name:   "list",
		Method: "GET", Path: "/construction/submittals/v2/projects/{project_id}/items",
		Summary: "Lists the items the caller may see.",
		Effect:  Read, Tokens: signedIn(), Scopes: dataRead(), Limit: "submittals",
		PathParams: []Field{projectID()},
		Query: []Field{
			limitParam(20, 50), offsetParam(), submittalsSort(),
			{Name: "search", Type: "string", Doc: "Part of identifier, title, specIdentifier or ballInCourt"},
			{Name: "filter[title]", Type: "[]string", Test: &Test{"title", MatchOneOf}},
			{Name: "filter[statusId]", Type: "[]string", Test: &Test{"statusId", MatchOneOf}},
			{Name: "filter[specId]", Type: "[]string", Test: &Test{"specId", MatchOneOf}},
			{Name: "filter[ballInCourtUsers]", Type: "[]string", Test: &Test{"ballInCourtUsers", MatchOneOf}},
			{Name: "filter[ballInCourtCompanies]", Type: "[]string", Test: &Test{"ballInCourtCompanies", MatchOneOf}},
			{Name: "filter[ballInCourtRoles]", Type: "[]string", Test: &Test{"ballInCourtRoles", MatchOneOf}},
			{Name: "filter[responseId]", Type: "[]string", Test: &Test{"responseId", MatchOneOf}},
			{Name: "filter[reviewResponseId]", Type: "[]string"},
			{Name: "filter[typeId]", Type: "[]string", Test: &Test{"typeId", MatchOneOf}},
			{Name: "filter[packageId]", Type: "[]string",
				Doc: "Comma-separated; noPackage for items without one", Test: &Test{"packageId", MatchOneOf}},
			{Name: "filter[stateId]", Type: "[]string", Test: &Test{"stateId", MatchOneOf}},
			submittalsIdentifierFilter(),
			{Name: "filter[leadTime]", Type: "[]string", Test: &Test{"leadTime", MatchOneOf}},
			{Name: "filter[revision]", Type: "[]string", Test: &Test{"revision", MatchOneOf}},
			{Name: "filter[manager]", Type: "[]string", Test: &Test{"manager", MatchOneOf}},
			{Name: "filter[managerType]", Type: "[]string", Test: &Test{"managerType", MatchOneOf}},
			{Name: "filter[subcontractor]", Type: "[]string", Test: &Test{"subcontractor", MatchOneOf}},
			{Name: "filter[subcontractorType]", Type: "[]string", Test: &Test{"subcontractorType", MatchOneOf}},
			{Name: "filter[createdBy]", Type: "[]string", Test: &Test{"createdBy", MatchOneOf}},
			{Name: "filter[watchers]", Type: "[]string", Test: &Test{"watchers", MatchOneOf}},
			{Name: "filter[id]", Type: "[]string", Test: &Test{"id", MatchOneOf}},
			{Name: "filter[dueDate]", Type: "string", Doc: "YYYY-MM-DD or a..b", Test: &Test{"dueDate", MatchRange}},
			{Name: "filter[submitterDueDate]", Type: "string", Doc: "YYYY-MM-DD or a..b", Test: &Test{"submitterDueDate", MatchRange}},
			{Name: "filter[managerDueDate]", Type: "string", Doc: "YYYY-MM-DD or a..b", Test: &Test{"managerDueDate", MatchRange}},
			{Name: "filter[createdAt]", Type: "string", Doc: "YYYY-MM-DD or a..b", Test: &Test{"createdAt", MatchRange}},
			{Name: "filter[sentToSubmitter]", Type: "string", Doc: "YYYY-MM-DD or a..b", Test: &Test{"sentToSubmitter", MatchRange}},
			{Name: "filter[receivedFromSubmitter]", Type: "string", Doc: "YYYY-MM-DD or a..b", Test: &Test{"receivedFromSubmitter", MatchRange}},
			{Name: "filter[sentToReview]", Type: "string", Doc: "YYYY-MM-DD or a..b", Test: &Test{"sentToReview", MatchRange}},
			{Name: "filter[receivedFromReview]", Type: "string", Doc: "YYYY-MM-DD or a..b", Test: &Test{"receivedFromReview", MatchRange}},
			{Name: "filter[publishedDate]", Type: "string", Doc: "YYYY-MM-DD or a..b", Test: &Test{"publishedDate", MatchRange}},
			{Name: "filter[requiredDate]", Type: "string", Doc: "YYYY-MM-DD or a..b", Test: &Test{"requiredDate", MatchRange}},
			{Name: "filter[requiredApprovalDate]", Type: "string", Doc: "YYYY-MM-DD or a..b", Test: &Test{"requiredApprovalDate", MatchRange}},
			{Name: "filter[requiredOnJobDate]", Type: "string", Doc: "YYYY-MM-DD or a..b", Test: &Test{"requiredOnJobDate", MatchRange}},
			{Name: "filter[updatedAt]", Type: "string", Doc: "YYYY-MM-DD or a..b", Test: &Test{"updatedAt", MatchRange}},
		},
		Pagination: resultPages(20, 50),
		Status:     200,
		Returns:    Returns{Shape: List, Fields: submittalItemFields()},
		Errors:     submittalsErrors(),
		Entity:     "submittal_item",
		Notes:      "Items in state void are left out unless filtered for; draft items show only to managers.",
		Source:     "https://aps.autodesk.com/en/docs/acc/reference/http/submittals-items-GET/",
	}
}

func submittalsGet() *Operation {
	return &Operation{
		Name:   "get",
		Method: "GET", Path: "/construction/submittals/v2/projects/{project_id}/items/{item_id}",
		Summary: "Reads one item with its permitted actions.",
		Effect:  Read, Tokens: signedIn(), Scopes: dataRead(), Limit: "submittals",
		PathParams: []Field{projectID(), submittalsItemID()},
		Status:     200,
		Returns:    Returns{Shape: Object, Fields: submittalItemFields()},
		Errors:     submittalsErrors(),
		Entity:     "submittal_item", Target: "item_id",
		Notes: "permittedActions with id Item::partial_update lists what patch may change, its transitions what transition may do. Path from " +
			"Autodesk's Postman collection and reference index, fields from the list operation.",
		Source: "https://aps.autodesk.com/en/docs/acc/reference/http/submittals-items-itemId-GET/",
	}
}

func submittalsCreate() *Operation {
	return &Operation{
		Name:   "create",
		Method: "POST", Path: "/construction/submittals/v2/projects/{project_id}/items",
		Summary: "Creates an item in its first state.",
		Effect:  Create, Tokens: signedIn(), Scopes: dataWrite(), Limit: "submittals",
		PathParams: []Field{projectID()},
		Body:       submittalItemBody(),
		Status:     201,
		Returns:    Returns{Shape: Object, Fields: submittalItemFields()},
		Errors:     submittalsErrors(),
		Entity:     "submittal_item", Model: Generic,
		Notes: "Fields needed depend on stateId and the caller's role; get_me gives them (transition create::<state>). The reference page " +
			"says mgr-1 needs subcontractor, subcontractorType and submitterDueDate and sbc-1 needs manager and managerType, but its own " +
			"users/me example and Autodesk's Postman collection have it the other way round: mgr-1 with manager and managerType (sent by a " +
			"contractor), sbc-1 with subcontractor, subcontractorType and submitterDueDate (sent by a manager). draft is for managers " +
			"only.",
		Source: "https://aps.autodesk.com/en/docs/acc/reference/http/submittals-items-POST/",
	}
}

func submittalsPatch() *Operation {
	return &Operation{
		Name:   "patch",
		Method: "PATCH", Path: "/construction/submittals/v2/projects/{project_id}/items/{item_id}",
		Summary: "Changes fields of an item.",
		Effect:  Update, Tokens: signedIn(), Scopes: dataWrite(), Limit: "submittals",
		PathParams: []Field{projectID(), submittalsItemID()},
		Body: join(
			optional(without(submittalItemBody(), "stateId", "templateId")),
			[]Field{
				{Name: "sentToSubmitter", Type: "datetime", Doc: "ISO 8601 UTC"},
				{Name: "receivedFromSubmitter", Type: "datetime", Doc: "ISO 8601 UTC"},
				{Name: "sentToReview", Type: "datetime", Doc: "ISO 8601 UTC"},
				{Name: "receivedFromReview", Type: "datetime", Doc: "ISO 8601 UTC"},
				{Name: "publishedDate", Type: "datetime", Doc: "ISO 8601 UTC"},
			},
		),
		Status:  200,
		Returns: Returns{Shape: Object, Fields: submittalItemFields()},
		Errors:  submittalsErrors(),
		Entity:  "submittal_item", Target: "item_id", Model: Generic,
		Notes:  "Only the fields listed under Item::partial_update in get. stateId cannot be patched: use transition.",
		Source: "https://aps.autodesk.com/en/docs/acc/reference/http/submittals-items-itemId-PATCH/",
	}
}

func submittalsTransition() *Operation {
	return &Operation{
		Name:   "transition",
		Method: "POST", Path: "/construction/submittals/v2/projects/{project_id}/items/{item_id}:transition",
		Summary: "Moves an item to another workflow state, optionally changing fields on the way.",
		Effect:  Action, Tokens: signedIn(), Scopes: dataWrite(), Limit: "submittals",
		PathParams: []Field{projectID(), submittalsItemID()},
		Body: join(
			without(submittalPatchBody(), "priority"),
			[]Field{
				{Name: "stateId", Type: "string", Required: true, Enum: []string{"sbc-1", "mgr-1", "rev", "mgr-2", "sbc-2", "void"},
					Doc: "Target state; never draft"},
				{Name: "mailNote", Type: "string", Doc: "Goes into the e-mail and activity log"},
				{Name: "stepDueDate", Type: "string", Doc: "Only to rev; YYYY-MM-DD, UTC"},
				{Name: "responseId", Type: "uuid", Doc: "Only to sbc-2"},
				{Name: "responseComment", Type: "string", Doc: "Only to sbc-2"},
				{Name: "duplicateAttachments", Type: "[]string", Doc: "Attachment ids to carry over"},
				{Name: "priority", Type: "string", Enum: []string{"Low", "Normal", "High"}, Default: "Normal"},
			},
		),
		Status:  200,
		Returns: Returns{Shape: Object, Fields: submittalItemFields()},
		Errors:  submittalsErrors(),
		Entity:  "submittal_item", Target: "item_id", Model: Opaque,
		Notes: "Which targets and fields: permittedActions[].transitions of get. To rev the item needs steps and tasks from a template and a " +
			"custom identifier. From rev the item goes to mgr-2 by itself once the required tasks are closed.",
		Source: "https://aps.autodesk.com/en/docs/acc/reference/http/submittals-items-itemIdtransition-POST/",
	}
}

func submittalsGetNextCustomIdentifier() *Operation {
	return &Operation{
		Name:   "get_next_custom_identifier",
		Method: "GET", Path: "/construction/submittals/v2/projects/{project_id}/items:next-custom-identifier",
		Summary: "Gives the last and the next free number.",
		Effect:  Read, Tokens: signedIn(), Scopes: dataRead(), Limit: "submittals",
		PathParams: []Field{projectID()},
		Query:      []Field{{Name: "specId", Type: "uuid", Doc: "Needed when numbering is per spec section"}},
		Status:     200,
		Returns: Returns{Shape: Object, Fields: []Field{
			{Name: "previousCustomIdentifier", Type: "string"},
			{Name: "nextCustomIdentifier", Type: "string"},
		}},
		Errors: submittalsErrors(),
		Notes:  "Skips used numbers, reuses freed ones, keeps leading zeros.",
		Source: "https://aps.autodesk.com/en/docs/acc/reference/http/submittals-itemsnext-custom-identifier-GET/",
	}
}

func submittalsValidateCustomIdentifier() *Operation {
	return &Operation{
		Name:   "validate_custom_identifier",
		Method: "POST", Path: "/construction/submittals/v2/projects/{project_id}/items:validate-custom-identifier",
		Summary: "Checks that a number is well formed and free.",
		Effect:  Read, Tokens: signedIn(), Scopes: dataRead(), Limit: "submittals",
		PathParams: []Field{projectID()},
		Query:      []Field{{Name: "specId", Type: "uuid", Doc: "Needed when numbering is per spec section"}},
		Body: []Field{
			{Name: "customIdentifier", Type: "string", Required: true, Doc: "Sequential part only"},
		},
		Status:  204,
		Returns: Returns{Shape: NoBody},
		Errors:  plus(submittalsErrors(), ErrorCase{409, "number already taken"}),
		Notes:   "A POST that only reads; 204 means valid, 409 taken.",
		Source:  "https://aps.autodesk.com/en/docs/acc/reference/http/submittals-itemsvalidate-custom-identifier-POST/",
	}
}

func submittalsItemID() Field {
	return Field{Name: "item_id", Type: "string", Required: true, Doc: "UUID of the submittal item"}
}

func submittalsSort() Field {
	return Field{Name: "sort", Type: "string", Doc: `Fields with asc or desc after them, comma-separated, e.g. "title desc"`}
}

func submittalsIdentifierFilter() Field {
	return Field{Name: "filter[identifier]", Type: "[]string", Test: &Test{"identifier", MatchOneOf}}
}

func submittalsErrors() []ErrorCase {
	return []ErrorCase{
		{400, "malformed request"},
		{401, "token invalid or missing"},
		{403, "user not authorized for this action"},
		{404, "not found"},
		{500, "server error"},
	}
}

func submittalsReadErrors() []ErrorCase {
	return []ErrorCase{
		{401, "token invalid or missing"},
		{403, "user not authorized for this action"},
		{404, "not found"},
		{500, "server error"},
	}
}

// submittalItemFields are the fields of a submittal item.
func submittalItemFields() []Field {
	return []Field{
		{Name: "id", Type: "uuid"},
		{Name: "identifier", Type: "int", Doc: "Running number"},
		{Name: "customIdentifier", Type: "string|null", Doc: "Sequential part; null when unnumbered"},
		{Name: "customIdentifierHumanReadable", Type: "string", Doc: `Full number; "Unspecified" or "<spec>-Unspecified" when unnumbered`},
		{Name: "typeId", Type: "uuid"},
		{Name: "specId", Type: "uuid"},
		{Name: "specIdentifier", Type: "string"},
		{Name: "specTitle", Type: "string"},
		{Name: "subsection", Type: "string"},
		{Name: "title", Type: "string"},
		{Name: "description", Type: "string"},
		{Name: "priority", Type: "string", Enum: []string{"Low", "Normal", "High"}},
		{Name: "revision", Type: "int", Doc: "0 on a first submission in the documented example"},
		{Name: "stateId", Type: "string", Enum: submittalsStateIDs(), Doc: "Workflow state"},
		{Name: "statusId", Type: "string", Enum: submittalsStatusIDs(), Doc: "1 Required, 2 Open, 3 Closed, 4 Void, 5 Empty, 6 Draft"},
		{Name: "ballInCourtUsers", Type: "[]string"},
		{Name: "ballInCourtCompanies", Type: "[]string"},
		{Name: "ballInCourtRoles", Type: "[]string"},
		{Name: "ballInCourtType", Type: "string", Enum: []string{"reviewer", "manager", "subcontractor"}},
		{Name: "manager", Type: "string"},
		{Name: "managerType", Type: "string", Enum: []string{"1", "2", "3"}, Doc: "1 user, 2 company, 3 role"},
		{Name: "subcontractor", Type: "string"},
		{Name: "subcontractorType", Type: "string", Enum: []string{"1", "2", "3"}, Doc: "1 user, 2 company, 3 role"},
		{Name: "watchers", Type: "[]object", Doc: "{id, userType}"},
		{Name: "dueDate", Type: "string", Doc: "YYYY-MM-DD"},
		{Name: "requiredOnJobDate", Type: "string"},
		{Name: "leadTime", Type: "int", Doc: "Days"},
		{Name: "requiredDate", Type: "string"},
		{Name: "requiredApprovalDate", Type: "string"},
		{Name: "submitterDueDate", Type: "string"},
		{Name: "sentToSubmitter", Type: "datetime"},
		{Name: "receivedFromSubmitter", Type: "datetime"},
		{Name: "submittedBy", Type: "string"},
		{Name: "managerDueDate", Type: "string"},
		{Name: "sentToReview", Type: "datetime"},
		{Name: "sentToReviewBy", Type: "string"},
		{Name: "receivedFromReview", Type: "datetime"},
		{Name: "publishedDate", Type: "datetime"},
		{Name: "publishedBy", Type: "string"},
		{Name: "responseId", Type: "uuid"},
		{Name: "responseComment", Type: "string"},
		{Name: "respondedAt", Type: "datetime"},
		{Name: "respondedBy", Type: "string"},
		{Name: "packageId", Type: "uuid"},
		{Name: "packageIdentifier", Type: "string"},
		{Name: "packageTitle", Type: "string"},
		{Name: "packageSpecIdentifier", Type: "string"},
		{Name: "folderUrn", Type: "string"},
		{Name: "revisionsFoldersUrns", Type: "object", Doc: "Keyed by revision number: {revision, folderUrn, folderUrnCreatedAt}"},
		{Name: "createdAt", Type: "datetime"},
		{Name: "createdBy", Type: "string"},
		{Name: "updatedAt", Type: "datetime"},
		{Name: "updatedBy", Type: "string"},
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

// submittalsGetMeFields are the fields of what submittals.get_me answers.
func submittalsGetMeFields() []Field {
	return []Field{
		{Name: "id", Type: "string", Doc: "Autodesk id"},
		{Name: "roles", Type: "[]string", Enum: []string{"1", "2", "4"}, Doc: "1 manager, 2 user, 4 admin"},
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

// submittalsGetMetadataFields are the fields of what submittals.get_metadata answers.
func submittalsGetMetadataFields() []Field {
	return []Field{
		{Name: "id", Type: "uuid"},
		{Name: "customIdentifierSequenceType", Type: "string", Enum: []string{"1", "2"}, Doc: "1 global, 2 per spec section"},
		{Name: "submittalRoles", Type: "[]object", Doc: "{id, key, value}"},
		{Name: "userTypes", Type: "[]object"},
		{Name: "statuses", Type: "[]object"},
		{Name: "itemTypes", Type: "[]object"},
		{Name: "responses", Type: "[]object"},
		{Name: "responseCategories", Type: "[]object", Doc: "{id, value, isApproval}"},
		{Name: "attachmentUrnTypes", Type: "[]object"},
		{Name: "attachmentCategories", Type: "[]object"},
		{Name: "attachmentTypes", Type: "[]object"},
		{Name: "adminMappingsSubmittalRoles", Type: "[]object"},
		{Name: "isManagerMappingDefined", Type: "bool"},
		{Name: "noPackagesInProject", Type: "bool"},
		{Name: "noItemsInProject", Type: "bool"},
		{Name: "defaultValues", Type: "object", Doc: "{watchers[{id,userType}], manager, reviewTime, updatedAt, updatedBy}"},
	}
}

// submittalItemBody is what a new submittal item is made of.
func submittalItemBody() []Field {
	return []Field{
		{Name: "customIdentifier", Type: "string", Doc: "Sequential part only, also with spec numbering; check with validate_custom_identifier"},
		{Name: "typeId", Type: "uuid", Required: true, Doc: "Item type"},
		{Name: "specId", Type: "uuid", Required: true, Doc: "Spec section"},
		{Name: "subsection", Type: "string", Doc: "e.g. 1.05-B"},
		{Name: "title", Type: "string", Required: true},
		{Name: "description", Type: "string"},
		{Name: "priority", Type: "string", Enum: []string{"Low", "Normal", "High"}, Default: "Normal"},
		{Name: "manager", Type: "string", Doc: "User, company or role id that list_managers returns"},
		{Name: "managerType", Type: "string", Enum: []string{"1", "2", "3"}, Doc: "Needed with manager; 1 user, 2 company, 3 role"},
		{Name: "subcontractor", Type: "string", Doc: "Responsible contractor: user, company or role id"},
		{Name: "subcontractorType", Type: "string", Enum: []string{"1", "2", "3"}, Doc: "Needed with subcontractor; 1 user, 2 company, 3 role"},
		{Name: "watchers", Type: "[]object"},
		{Name: "watchers[].id", Type: "string", Required: true},
		{Name: "watchers[].userType", Type: "string", Required: true, Enum: []string{"1", "2", "3"}, Doc: "1 user, 2 company, 3 role"},
		{Name: "requiredOnJobDate", Type: "string", Doc: "YYYY-MM-DD, UTC"},
		{Name: "leadTime", Type: "int", Doc: "Days"},
		{Name: "requiredDate", Type: "string", Doc: "YYYY-MM-DD, UTC"},
		{Name: "requiredApprovalDate", Type: "string", Doc: "YYYY-MM-DD, UTC"},
		{Name: "submitterDueDate", Type: "string", Doc: "YYYY-MM-DD, UTC"},
		{Name: "managerDueDate", Type: "string", Doc: "YYYY-MM-DD, UTC"},
		{Name: "packageId", Type: "uuid"},
		{Name: "stateId", Type: "string", Required: true, Enum: []string{"draft", "sbc-1", "mgr-1"}, Doc: "First state"},
		{Name: "templateId", Type: "uuid", Doc: "Review template whose steps and tasks are copied in"},
	}
}

// submittalPatchBody is what submittals.patch is sent.
func submittalPatchBody() []Field {
	return join(
		optional(without(submittalItemBody(), "stateId", "templateId")),
		[]Field{
			{Name: "sentToSubmitter", Type: "datetime", Doc: "ISO 8601 UTC"},
			{Name: "receivedFromSubmitter", Type: "datetime", Doc: "ISO 8601 UTC"},
			{Name: "sentToReview", Type: "datetime", Doc: "ISO 8601 UTC"},
			{Name: "receivedFromReview", Type: "datetime", Doc: "ISO 8601 UTC"},
			{Name: "publishedDate", Type: "datetime", Doc: "ISO 8601 UTC"},
		},
	)
}

func submittalsStateIDs() []string {
	return []string{"draft", "sbc-1", "mgr-1", "rev", "mgr-2", "sbc-2", "void"}
}

func submittalsStatusIDs() []string {
	return []string{"1", "2", "3", "4", "5", "6"}
}

// submittalsEntities are the kinds of things the service has.
func submittalsEntities() []*Entity {
	return []*Entity{
		{
			Name: "submittal_item", One: "submittal item", Many: "submittal items", Parent: "project_id",
			IDs: []string{"id"}, Title: []string{"title", "identifier"},
			List: "submittals.list",
			Filled: []string{
				"identifier", "customIdentifierHumanReadable", "specIdentifier", "specTitle", "revision", "statusId", "ballInCourtUsers",
				"ballInCourtCompanies", "ballInCourtRoles", "ballInCourtType", "dueDate", "sentToSubmitter", "receivedFromSubmitter",
				"submittedBy", "sentToReview", "sentToReviewBy", "receivedFromReview", "publishedDate", "publishedBy", "responseId",
				"responseComment", "respondedAt", "respondedBy", "packageIdentifier", "packageTitle", "packageSpecIdentifier", "folderUrn",
				"revisionsFoldersUrns", "createdAt", "createdBy", "updatedAt", "updatedBy", "permittedActions",
			},
			Visible: settles,
		},
		{
			Name: "submittal_attachment", One: "submittal attachment", Many: "submittal attachments", Parent: "item_id",
			IDs: []string{"id"}, Title: []string{"name"},
			List: "submittals.list_attachments",
			Filled: []string{
				"itemId", "asyncState", "uploadUrn", "urnVersion", "revision", "duplicatedFrom", "createdBy", "createdAt", "updatedAt",
				"updatedBy", "permittedActions",
			},
			Visible: settles,
		},
		{
			Name: "spec_section", One: "spec section", Many: "spec sections", Parent: "project_id",
			IDs: []string{"id"}, Key: []string{"identifier"}, Title: []string{"identifier", "title"},
			List:    "submittals.list_specs",
			Filled:  []string{"createdBy", "createdAt", "updatedBy", "updatedAt"},
			Visible: settles,
		},
		{
			Name: "submittal_package", One: "submittal package", Many: "submittal packages", Parent: "project_id",
			IDs: []string{"id"}, Key: []string{"identifier"}, Title: []string{"title", "identifier"},
			List: "submittals.list_packages",
		},
		{
			Name: "submittal_item_type", One: "submittal item type", Many: "submittal item types", Parent: "project_id",
			IDs: []string{"id"}, Key: []string{"key"}, Title: []string{"value"},
			List: "submittals.list_item_types",
		},
		{
			Name: "submittal_response", One: "submittal response", Many: "submittal responses", Parent: "project_id",
			IDs: []string{"id"}, Key: []string{"key"}, Title: []string{"value"},
			List: "submittals.list_responses",
		},
		{
			Name: "submittal_manager", One: "submittal manager", Many: "submittal managers", Parent: "project_id",
			IDs: []string{"id"}, Title: []string{"autodeskId"},
			List: "submittals.list_managers",
		},
		{
			Name: "submittal_template", One: "submittal template", Many: "submittal templates", Parent: "project_id",
			IDs: []string{"id"}, Key: []string{"name"}, Title: []string{"name"},
			List: "submittals.list_templates",
		},
		{
			Name: "submittal_step", One: "submittal step", Many: "submittal steps", Parent: "item_id",
			IDs: []string{"id"}, Title: []string{"stepNumber"},
			List: "submittals.list_steps",
		},
		{
			Name: "submittal_task", One: "submittal task", Many: "submittal tasks", Parent: "step_id",
			IDs: []string{"id"}, Title: []string{"id"},
			List:    "submittals.list_tasks",
			Visible: settles,
		},
	}
}
