package catalog

func reviews() *Service {
	return &Service{
		Name:    "reviews",
		Title:   "Reviews",
		Summary: "File reviews of Autodesk Docs and the approval workflows behind them.",
		Notes: "ACC projects only. 2-legged with x-user-id or 3-legged. There is no operation to claim, submit, void, archive or delete a " +
			"review, nor to change or delete a workflow. A review in state FAILED shows to project admins only.",
		Operations: []*Operation{
			reviewsListWorkflows(), reviewsGetWorkflow(), reviewsCreateWorkflow(), reviewsList(), reviewsGet(), reviewsCreate(),
			reviewsGetReviewWorkflow(), reviewsGetProgress(), reviewsListVersions(), reviewsListApprovalStatuses(),
		},
	}
}

func reviewsList() *Operation {
	return &Operation{
		Name:   "list",
		Method: "GET", Path: "/construction/reviews/v1/projects/{project_id}/reviews",
		Summary: "Lists reviews.",
		Effect:  Read, Tokens: personTokens(), Scopes: dataRead(), Limit: "reviews-read",
		Headers:    reviewsUserHeaders(),
		PathParams: []Field{anyProjectID()},
		Query: []Field{
			limitParam(50, 50), offsetParam(),
			{Name: "sort", Type: "string",
				Doc: "One field with optional desc: name, status, sequenceId, currentStepDueDate, createdAt, finishedAt"},
			{Name: "filter[workflowId]", Type: "uuid", Test: &Test{"workflowId", MatchEqual}},
			{Name: "filter[status]", Type: "string", Enum: reviewsStatuses(), Test: &Test{"status", MatchEqual}},
			{Name: "filter[currentStepDueDate]", Type: "string",
				Doc: "Range a..b of ISO 8601 dates", Test: &Test{"currentStepDueDate", MatchRange}},
			{Name: "filter[createdAt]", Type: "string", Doc: "Range a..b of ISO 8601 dates", Test: &Test{"createdAt", MatchRange}},
			{Name: "filter[updatedAt]", Type: "string", Doc: "Range a..b of ISO 8601 dates", Test: &Test{"updatedAt", MatchRange}},
			{Name: "filter[finishedAt]", Type: "string", Doc: "Range a..b of ISO 8601 dates", Test: &Test{"finishedAt", MatchRange}},
			{Name: "filter[nextActionByUser]", Type: "string", Doc: "Includes reviews assigned through role or company"},
			{Name: "filter[nextActionByRole]", Type: "string"},
			{Name: "filter[nextActionByCompany]", Type: "string"},
			{Name: "filter[name]", Type: "string", Doc: "Part of the name, case ignored", Test: &Test{"name", MatchPartial}},
			{Name: "filter[sequenceId]", Type: "int", Doc: "Partial match: 11 finds 113 and 211", Test: &Test{"sequenceId", MatchPartial}},
			{Name: "filter[archived]", Type: "bool", Doc: "default: only not archived", Test: &Test{"archived", MatchEqual}},
			{Name: "filter[archivedBy]", Type: "string", Doc: "Only with filter[archived]=true"},
			{Name: "filter[archivedAt]", Type: "string",
				Doc: "Range a..b of ISO 8601 dates; only with filter[archived]=true", Test: &Test{"archivedAt", MatchRange}},
		},
		Pagination: resultPages(50, 50),
		Status:     200,
		Returns:    Returns{Shape: List, Fields: reviewFields()},
		Errors:     reviewsErrors(),
		Entity:     "review",
		Source:     "https://aps.autodesk.com/en/docs/acc/reference/http/reviews-reviews-GET/",
	}
}

func reviewsGet() *Operation {
	return &Operation{
		Name:   "get",
		Method: "GET", Path: "/construction/reviews/v1/projects/{project_id}/reviews/{review_id}",
		Summary: "Reads one review.",
		Effect:  Read, Tokens: personTokens(), Scopes: dataRead(), Limit: "reviews-read",
		Headers:    reviewsUserHeaders(),
		PathParams: []Field{anyProjectID(), reviewID()},
		Status:     200,
		Returns:    Returns{Shape: Object, Fields: reviewFields()},
		Errors:     reviewsErrors(),
		Entity:     "review", Target: "review_id",
		Source: "https://aps.autodesk.com/en/docs/acc/reference/http/reviews-getreview-GET/",
	}
}

func reviewsCreate() *Operation {
	return &Operation{
		Name:   "create",
		Method: "POST", Path: "/construction/reviews/v1/projects/{project_id}/reviews",
		Summary: "Starts a review of file versions with an existing workflow.",
		Effect:  Create, Tokens: personTokens(), Scopes: dataWrite(), Limit: "reviews-write",
		Headers:    reviewsUserHeaders(),
		PathParams: []Field{anyProjectID()},
		Body:       reviewBody(),
		BatchLimit: 1000,
		Status:     201,
		Returns:    Returns{Shape: Object, Fields: reviewFields()},
		Errors:     reviewsErrors(),
		Entity:     "review", Model: Generic,
		Notes: "Creation can still fail after 201: the webhook review.created-1.0 fires for success and failure, and the review may turn to " +
			"status FAILED.",
		Source: "https://aps.autodesk.com/en/docs/acc/reference/http/reviews-createreview-POST/",
	}
}

func reviewsGetProgress() *Operation {
	return &Operation{
		Name:   "get_progress",
		Method: "GET", Path: "/construction/reviews/v1/projects/{project_id}/reviews/{review_id}/progress",
		Summary: "Lists what happened at each step of the current round, newest first.",
		Effect:  Read, Tokens: personTokens(), Scopes: dataRead(), Limit: "reviews-read",
		Headers:    reviewsUserHeaders(),
		PathParams: []Field{anyProjectID(), reviewID()},
		Query:      []Field{limitParam(50, 50), offsetParam()},
		Pagination: resultPages(50, 50),
		Status:     200,
		Returns: Returns{Shape: List, Fields: []Field{
			{Name: "stepId", Type: "string"},
			{Name: "stepName", Type: "string"},
			{Name: "status", Type: "string", Enum: []string{"CLAIMED", "UNCLAIMED", "SUBMITTED", "VOID"}},
			{Name: "claimedBy", Type: "object", Doc: "{autodeskId, name}"},
			{Name: "actionBy", Type: "object", Doc: "{autodeskId, name}; for SUBMITTED and VOID"},
			{Name: "candidates", Type: "object"},
			{Name: "candidates.users", Type: "[]object", Doc: "{autodeskId, name}"},
			{Name: "candidates.roles", Type: "[]object", Doc: "{autodeskId, name}"},
			{Name: "candidates.companies", Type: "[]object", Doc: "{autodeskId, name}"},
			{Name: "endTime", Type: "datetime"},
			{Name: "notes", Type: "string"},
		}},
		Errors: reviewsErrors(),
		Source: "https://aps.autodesk.com/en/docs/acc/reference/http/reviews-getreviewprogress-GET/",
	}
}

func reviewsListVersions() *Operation {
	return &Operation{
		Name:   "list_versions",
		Method: "GET", Path: "/construction/reviews/v1/projects/{project_id}/reviews/{review_id}/versions",
		Summary: "Lists the file versions of the latest round with their approval status.",
		Effect:  Read, Tokens: personTokens(), Scopes: dataRead(), Limit: "reviews-read",
		Headers:    reviewsUserHeaders(),
		PathParams: []Field{anyProjectID(), reviewID()},
		Query: []Field{
			limitParam(50, 50), offsetParam(),
			{Name: "filter[approveStatus]", Type: "[]string", Repeat: true,
				Doc: "Label of the status, not its value; repeat the parameter for several"},
		},
		Pagination: resultPages(50, 50),
		Status:     200,
		Returns: Returns{Shape: List, Fields: []Field{
			{Name: "urn", Type: "string", Doc: "Version URN"},
			{Name: "itemUrn", Type: "string", Doc: "Lineage URN"},
			{Name: "name", Type: "string"},
			{Name: "approveStatus", Type: "object", Doc: "{id, label, value: APPROVED|REJECTED}"},
			{Name: "reviewContent", Type: "object"},
			{Name: "reviewContent.name", Type: "string", Doc: "Pending name"},
			{Name: "reviewContent.customAttributes", Type: "[]object", Doc: "{id, type: string|date|array, name, value}"},
			{Name: "copiedFileVersionUrn", Type: "string", Doc: "Only after an approved copy"},
		}},
		Errors: reviewsErrors(),
		Source: "https://aps.autodesk.com/en/docs/acc/reference/http/reviews-getreviewversions-GET/",
	}
}

func reviewsListApprovalStatuses() *Operation {
	return &Operation{
		Name:   "list_approval_statuses",
		Method: "GET", Path: "/construction/reviews/v1/projects/{project_id}/versions/{version_id}/approval-statuses",
		Summary: "Lists the reviews a file version went through and its status in each.",
		Effect:  Read, Tokens: personTokens(), Scopes: dataRead(), Limit: "reviews-read",
		Headers:    reviewsUserHeaders(),
		PathParams: []Field{anyProjectID(), {Name: "version_id", Type: "string", Required: true, Doc: "Version URN"}},
		Query:      []Field{limitParam(50, 50), offsetParam()},
		Pagination: resultPages(50, 50),
		Status:     200,
		Returns: Returns{Shape: List, Fields: []Field{
			{Name: "approvalStatus", Type: "object", Doc: "{id, label, value: APPROVED|REJECTED|IN_REVIEW}"},
			{Name: "review", Type: "object", Doc: "{id, sequenceId, status}"},
		}},
		Errors: reviewsErrors(),
		Notes:  "The key is approvalStatus here, approveStatus in list_versions.",
		Source: "https://aps.autodesk.com/en/docs/acc/reference/http/reviews-getversionapprovalstatuses-GET/",
	}
}

func reviewID() Field {
	return Field{Name: "review_id", Type: "string", Required: true, Doc: "UUID of the review, not its sequenceId"}
}

func reviewsUserHeaders() []Field {
	return []Field{
		{Name: "x-user-id", Type: "string",
			Doc: "Autodesk id (autodeskId only) of the user acted for; required with a 2-legged token, not used with a 3-legged one"},
	}
}

func reviewsErrors() []ErrorCase {
	return []ErrorCase{
		{400, "parameters invalid"},
		{403, "no permission"},
		{404, "not found or not accessible"},
		{500, "server error"},
	}
}

func reviewsStatuses() []string {
	return []string{"OPEN", "CLOSED", "VOID", "FAILED"}
}

// reviewFields are the fields of a review.
func reviewFields() []Field {
	return []Field{
		{Name: "id", Type: "uuid"},
		{Name: "sequenceId", Type: "int", Doc: "Number shown to users, kept over rounds"},
		{Name: "name", Type: "string"},
		{Name: "status", Type: "string", Enum: reviewsStatuses()},
		{Name: "currentStepId", Type: "string"},
		{Name: "currentStepDueDate", Type: "datetime"},
		{Name: "createdBy", Type: "object", Doc: "{autodeskId, name}"},
		{Name: "createdAt", Type: "datetime"},
		{Name: "updatedAt", Type: "datetime"},
		{Name: "finishedAt", Type: "datetime|null"},
		{Name: "archived", Type: "bool"},
		{Name: "archivedBy", Type: "object|null", Doc: "{autodeskId, name}"},
		{Name: "archivedAt", Type: "datetime|null"},
		{Name: "workflowId", Type: "uuid"},
		{Name: "nextActionBy", Type: "object"},
		{Name: "nextActionBy.claimedBy", Type: "[]object", Doc: "{autodeskId, name}"},
		{Name: "nextActionBy.candidates", Type: "object"},
		{Name: "nextActionBy.candidates.users", Type: "[]object", Doc: "{autodeskId, name}"},
		{Name: "nextActionBy.candidates.roles", Type: "[]object", Doc: "{autodeskId, name}"},
		{Name: "nextActionBy.candidates.companies", Type: "[]object", Doc: "{autodeskId, name}"},
	}
}

// reviewBody is what a new review is made of.
func reviewBody() []Field {
	return []Field{
		{Name: "name", Type: "string", Required: true, MaxLen: 255},
		{Name: "fileVersions", Type: "[]object", Required: true, Doc: "At most 1000"},
		{Name: "fileVersions[].urn", Type: "string", Required: true, Doc: "File version URN"},
		{Name: "workflowId", Type: "uuid", Required: true, Doc: "An ACTIVE workflow"},
		{Name: "notes", Type: "string", MaxLen: 4096},
		{Name: "workflowOptions", Type: "object"},
		{Name: "workflowOptions.copyFilesOptions", Type: "object"},
		{Name: "workflowOptions.copyFilesOptions.folderUrn", Type: "string", Doc: "Other target folder"},
		{Name: "workflowOptions.steps", Type: "[]object", Doc: "Replaces the candidates of a step"},
		{Name: "workflowOptions.steps[].id", Type: "string", Required: true, Doc: "Step id of the workflow"},
		{Name: "workflowOptions.steps[].candidates", Type: "object", Required: true, Doc: "At least one of users, roles, companies"},
		{Name: "workflowOptions.steps[].candidates.users", Type: "[]object"},
		{Name: "workflowOptions.steps[].candidates.users[].autodeskId", Type: "string", Required: true},
		{Name: "workflowOptions.steps[].candidates.roles", Type: "[]object"},
		{Name: "workflowOptions.steps[].candidates.roles[].autodeskId", Type: "string", Required: true, Doc: "No endpoint lists role ids"},
		{Name: "workflowOptions.steps[].candidates.companies", Type: "[]object"},
		{Name: "workflowOptions.steps[].candidates.companies[].autodeskId", Type: "string", Required: true},
	}
}

// reviewsEntities are the kinds of things the service has.
func reviewsEntities() []*Entity {
	return []*Entity{
		{
			Name: "review_workflow", One: "approval workflow", Many: "approval workflows", Parent: "project_id",
			IDs: []string{"id"}, Key: []string{"name"}, Title: []string{"name"},
			List:    "reviews.list_workflows",
			Filled:  []string{"status", "approvalStatusOptions", "attachedAttributes", "updateAttributesOptions", "createdAt", "updatedAt"},
			Visible: settles,
		},
		{
			Name: "review", One: "review", Many: "reviews", Parent: "project_id",
			IDs: []string{"id"}, Title: []string{"name"},
			List: "reviews.list",
			Filled: []string{
				"sequenceId", "status", "currentStepId", "currentStepDueDate", "createdBy", "createdAt", "updatedAt", "finishedAt",
				"archived", "archivedBy", "archivedAt", "nextActionBy",
			},
			Visible: settles,
		},
	}
}
