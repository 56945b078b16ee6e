package catalog

func reviewsListWorkflows() *Operation {
	return &Operation{
		Name:   "list_workflows",
		Method: "GET", Path: "/construction/reviews/v1/projects/{project_id}/workflows",
		Summary: "Lists approval workflows.",
		Effect:  Read, Tokens: personTokens(), Scopes: dataRead(), Limit: "reviews-read",
		Headers:    reviewsUserHeaders(),
		PathParams: []Field{anyProjectID()},
		Query: []Field{
			limitParam(50, 50), offsetParam(),
			{Name: "sort", Type: "string", Doc: "One field with optional desc: name, status, updatedAt"},
			{Name: "filter[initiator]", Type: "bool",
				Doc: "true: those the caller may start; not together with filter[status]; ignored for admins"},
			{Name: "filter[status]", Type: "string", Enum: []string{"ACTIVE", "INACTIVE"}, Default: "ACTIVE",
				Doc: "Not together with filter[initiator]", Test: &Test{"status", MatchEqual}},
		},
		Pagination: resultPages(50, 50),
		Status:     200,
		Returns:    Returns{Shape: List, Fields: reviewWorkflowFields()},
		Errors:     reviewsErrors(),
		Entity:     "review_workflow",
		Source:     "https://aps.autodesk.com/en/docs/acc/reference/http/reviews-workflows-GET/",
	}
}

func reviewsGetWorkflow() *Operation {
	return &Operation{
		Name:   "get_workflow",
		Method: "GET", Path: "/construction/reviews/v1/projects/{project_id}/workflows/{workflow_id}",
		Summary: "Reads one approval workflow.",
		Effect:  Read, Tokens: personTokens(), Scopes: dataRead(), Limit: "reviews-read",
		Headers:    reviewsUserHeaders(),
		PathParams: []Field{anyProjectID(), {Name: "workflow_id", Type: "string", Required: true, Doc: "UUID of the workflow"}},
		Status:     200,
		Returns:    Returns{Shape: Object, Fields: reviewWorkflowFields()},
		Errors:     reviewsErrors(),
		Entity:     "review_workflow", Target: "workflow_id",
		Source: "https://aps.autodesk.com/en/docs/acc/reference/http/reviews-getworkflow-GET/",
	}
}

func reviewsCreateWorkflow() *Operation {
	return &Operation{
		Name:   "create_workflow",
		Method: "POST", Path: "/construction/reviews/v1/projects/{project_id}/workflows",
		Summary: "Creates an approval workflow.",
		Effect:  Create, Tokens: personTokens(), Scopes: dataWrite(), Limit: "reviews-write",
		Headers:    reviewsUserHeaders(),
		PathParams: []Field{anyProjectID()},
		Body:       reviewWorkflowBody(),
		Status:     201,
		Returns:    Returns{Shape: Object, Fields: reviewWorkflowFields()},
		Errors:     plus(reviewsErrors(), ErrorCase{409, "a workflow of that name exists"}),
		Entity:     "review_workflow", Model: Generic,
		Notes: "The request field is additionalApprovalStatusOptions, the answer has approvalStatusOptions with the built-ins. " +
			"attachedAttributes and updateAttributesOptions cannot be set and come back false or empty.",
		Source: "https://aps.autodesk.com/en/docs/acc/reference/http/reviews-createworkflow-POST/",
	}
}

func reviewsGetReviewWorkflow() *Operation {
	return &Operation{
		Name:   "get_review_workflow",
		Method: "GET", Path: "/construction/reviews/v1/projects/{project_id}/reviews/{review_id}/workflow",
		Summary: "Reads the workflow as it was when the review started.",
		Effect:  Read, Tokens: personTokens(), Scopes: dataRead(), Limit: "reviews-read",
		Headers:    reviewsUserHeaders(),
		PathParams: []Field{anyProjectID(), reviewID()},
		Status:     200,
		Returns:    Returns{Shape: Object, Fields: without(reviewWorkflowFields(), "status", "createdAt", "updatedAt")},
		Errors:     reviewsErrors(),
		Notes:      "No status, createdAt or updatedAt in this answer. The page names no x-user-id header though it allows 2-legged tokens.",
		Source:     "https://aps.autodesk.com/en/docs/acc/reference/http/reviews-getreviewworkflow-GET/",
	}
}

// reviewWorkflowFields are the fields of an approval workflow.
func reviewWorkflowFields() []Field {
	return []Field{
		{Name: "id", Type: "uuid"},
		{Name: "name", Type: "string"},
		{Name: "description", Type: "string"},
		{Name: "notes", Type: "string"},
		{Name: "status", Type: "string", Enum: []string{"ACTIVE", "INACTIVE"}},
		{Name: "additionalOptions", Type: "object"},
		{Name: "additionalOptions.allowInitiatorToEdit", Type: "bool"},
		{Name: "approvalStatusOptions", Type: "[]object"},
		{Name: "approvalStatusOptions[].id", Type: "uuid"},
		{Name: "approvalStatusOptions[].label", Type: "string"},
		{Name: "approvalStatusOptions[].value", Type: "string", Enum: []string{"APPROVED", "REJECTED"}},
		{Name: "approvalStatusOptions[].builtIn", Type: "bool"},
		{Name: "steps", Type: "[]object"},
		{Name: "steps[].id", Type: "string", Doc: "e.g. Lane_068sgjq"},
		{Name: "steps[].name", Type: "string"},
		{Name: "steps[].type", Type: "string", Enum: []string{"INITIATOR", "REVIEWER", "APPROVER"}},
		{Name: "steps[].duration", Type: "int", Doc: "1-99 days"},
		{Name: "steps[].dueDateType", Type: "string", Enum: []string{"CALENDAR_DAY", "WORKDAY"}},
		{Name: "steps[].groupReview", Type: "object", Doc: "{enabled, type: ALL|MINIMUM, min}"},
		{Name: "steps[].candidates", Type: "object"},
		{Name: "steps[].candidates.users", Type: "[]object", Doc: "{autodeskId, name}"},
		{Name: "steps[].candidates.roles", Type: "[]object", Doc: "{autodeskId, name}"},
		{Name: "steps[].candidates.companies", Type: "[]object", Doc: "{autodeskId, name}"},
		{Name: "copyFilesOptions", Type: "object",
			Doc: "{enabled, allowOverride, condition: ANY|ALL, folderUrn, includeMarkups, disableOverrideMarkupSetting}"},
		{Name: "attachedAttributes", Type: "[]object", Doc: "{id: int, required}"},
		{Name: "updateAttributesOptions", Type: "object", Doc: "{enableAttachedAttributes, updateSourceAndCopiedFiles}"},
		{Name: "createdAt", Type: "datetime"},
		{Name: "updatedAt", Type: "datetime"},
	}
}

// reviewWorkflowBody is what a new approval workflow is made of.
func reviewWorkflowBody() []Field {
	return []Field{
		{Name: "name", Type: "string", Required: true, Doc: "Unique in the project, at most 255 characters"},
		{Name: "description", Type: "string", MaxLen: 4096},
		{Name: "notes", Type: "string", MaxLen: 4096},
		{Name: "additionalOptions", Type: "object"},
		{Name: "additionalOptions.allowInitiatorToEdit", Type: "bool", Default: "false"},
		{Name: "additionalApprovalStatusOptions", Type: "[]object", Doc: "At most 50, besides the built-in APPROVED and REJECTED"},
		{Name: "additionalApprovalStatusOptions[].label", Type: "string", Required: true, Doc: "Unique, at most 255 characters"},
		{Name: "additionalApprovalStatusOptions[].value", Type: "string", Required: true, Enum: []string{"APPROVED", "REJECTED"}},
		{Name: "copyFilesOptions", Type: "object", Required: true},
		{Name: "copyFilesOptions.enabled", Type: "bool", Required: true},
		{Name: "copyFilesOptions.allowOverride", Type: "bool"},
		{Name: "copyFilesOptions.condition", Type: "string", Enum: []string{"ANY", "ALL"}},
		{Name: "copyFilesOptions.folderUrn", Type: "string"},
		{Name: "copyFilesOptions.includeMarkups", Type: "bool", Default: "false"},
		{Name: "copyFilesOptions.disableOverrideMarkupSetting", Type: "bool"},
		{Name: "steps", Type: "[]object", Required: true, Doc: "In order"},
		{Name: "steps[].name", Type: "string", Required: true, MaxLen: 255},
		{Name: "steps[].type", Type: "string", Required: true, Enum: []string{"INITIATOR", "REVIEWER", "APPROVER"},
			Doc: "First INITIATOR, then REVIEWER, last APPROVER"},
		{Name: "steps[].duration", Type: "int", Doc: "1-99 days; REVIEWER and APPROVER only"},
		{Name: "steps[].dueDateType", Type: "string", Enum: []string{"CALENDAR_DAY", "WORKDAY"},
			Doc: "Default CALENDAR_DAY; REVIEWER and APPROVER only"},
		{Name: "steps[].groupReview", Type: "object"},
		{Name: "steps[].groupReview.enabled", Type: "bool", Required: true, Doc: "REVIEWER only"},
		{Name: "steps[].groupReview.type", Type: "string", Enum: []string{"ALL", "MINIMUM"}},
		{Name: "steps[].groupReview.min", Type: "int", Doc: "1-30, with MINIMUM"},
		{Name: "steps[].candidates", Type: "object", Required: true, Doc: "At least one of users, roles, companies"},
		{Name: "steps[].candidates.users", Type: "[]object"},
		{Name: "steps[].candidates.users[].autodeskId", Type: "string", Required: true},
		{Name: "steps[].candidates.roles", Type: "[]object"},
		{Name: "steps[].candidates.roles[].autodeskId", Type: "string", Required: true, Doc: "No endpoint lists role ids"},
		{Name: "steps[].candidates.companies", Type: "[]object"},
		{Name: "steps[].candidates.companies[].autodeskId", Type: "string", Required: true},
	}
}
