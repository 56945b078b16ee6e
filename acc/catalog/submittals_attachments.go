package catalog

func submittalsListRevisions() *Operation {
	return &Operation{
		Name:   "list_revisions",
		Method: "GET", Path: "/construction/submittals/v2/projects/{project_id}/items/{item_id}/revisions",
		Summary: "Lists earlier revisions of an item with their steps and tasks.",
		Effect:  Read, Tokens: signedIn(), Scopes: dataRead(), Limit: "submittals",
		PathParams: []Field{projectID(), submittalsItemID()},
		Query:      []Field{limitParam(20, 50), offsetParam()},
		Pagination: resultPages(20, 50),
		Status:     200,
		Returns:    Returns{Shape: List, Fields: submittalsListRevisionsFields()},
		Errors:     submittalsErrors(),
		Notes:      "Steps and tasks use stepId and taskId here, id elsewhere.",
		Source:     "https://aps.autodesk.com/en/docs/acc/reference/http/submittals-revisions-GET/",
	}
}

func submittalsListAttachments() *Operation {
	return &Operation{
		Name:   "list_attachments",
		Method: "GET", Path: "/construction/submittals/v2/projects/{project_id}/items/{item_id}/attachments",
		Summary: "Lists the attachments of an item.",
		Effect:  Read, Tokens: signedIn(), Scopes: dataRead(), Limit: "submittals",
		PathParams: []Field{projectID(), submittalsItemID()},
		Query: []Field{
			limitParam(20, 50), offsetParam(), submittalsSort(),
			{Name: "filter[categoryId]", Type: "[]string", Test: &Test{"categoryId", MatchOneOf}},
			{Name: "filter[revision]", Type: "[]string", Test: &Test{"revision", MatchOneOf}},
			{Name: "filter[isFileUploaded]", Type: "string", Enum: []string{"true", "false"}, Test: &Test{"isFileUploaded", MatchEqual}},
		},
		Pagination: resultPages(20, 50),
		Status:     200,
		Returns:    Returns{Shape: List, Fields: submittalAttachmentFields()},
		Errors:     submittalsErrors(),
		Entity:     "submittal_attachment",
		Source:     "https://aps.autodesk.com/en/docs/acc/reference/http/submittals-items-itemId-attachments-GET/",
	}
}

func submittalsCreateAttachment() *Operation {
	return &Operation{
		Name:   "create_attachment",
		Method: "POST", Path: "/construction/submittals/v2/projects/{project_id}/items/{item_id}/attachments",
		Summary: "Attaches a file of the Files tool, or starts the upload of a local file.",
		Effect:  Create, Tokens: signedIn(), Scopes: dataWrite(), Limit: "submittals",
		PathParams: []Field{projectID(), submittalsItemID()},
		Body: []Field{
			{Name: "name", Type: "string", Required: true, Doc: "None of / \\ ? * < > | : or control characters"},
			{Name: "urnTypeId", Type: "string", Required: true, Enum: []string{"2"}},
			{Name: "urn", Type: "string", Doc: "File version URN; for Files tool attachments, not for uploads"},
			{Name: "isFileUploaded", Type: "bool", Doc: "true with urn; left out for an upload (may not be sent as false)"},
			{Name: "taskId", Type: "uuid", Doc: "Needed when the item is in state rev"},
			{Name: "categoryId", Type: "string", Enum: submittalsAsyncStates(),
				Doc: "Set by the system when left out; 1 when a contractor creates the item in mgr-1, 4 for a final response when closing " +
					"from a state other than mgr-2"},
		},
		Status:  201,
		Returns: Returns{Shape: Object, Fields: submittalAttachmentFields()},
		Errors:  submittalsErrors(),
		Entity:  "submittal_attachment", Model: Generic,
		Notes: "Upload: create without urn, put the file to uploadUrn through OSS signed S3 upload, then patch_attachment. Postman sends " +
			"categoryId as a number.",
		Source: "https://aps.autodesk.com/en/docs/acc/reference/http/submittals-attachments-POST/",
	}
}

func submittalsPatchAttachment() *Operation {
	return &Operation{
		Name:   "patch_attachment",
		Method: "PATCH", Path: "/construction/submittals/v2/projects/{project_id}/items/{item_id}/attachments/{attachment_id}",
		Summary: "Marks the upload of a local file as finished.",
		Effect:  Update, Tokens: signedIn(), Scopes: dataWrite(), Limit: "submittals",
		PathParams: []Field{
			projectID(),
			submittalsItemID(),
			{Name: "attachment_id", Type: "string", Required: true, Doc: "UUID of the attachment"},
		},
		Body:    []Field{{Name: "isFileUploaded", Type: "bool", Doc: "true"}},
		Status:  200,
		Returns: Returns{Shape: Object, Fields: submittalAttachmentFields()},
		Errors:  submittalsErrors(),
		Entity:  "submittal_attachment", Target: "attachment_id", Model: Generic,
		Notes:  "Only for local uploads. The urn is then made in the background: poll asyncState of list_attachments.",
		Source: "https://aps.autodesk.com/en/docs/acc/reference/http/submittals-attachments-attachmentId-PATCH/",
	}
}

func submittalsAsyncStates() []string {
	return []string{"1", "2", "3", "4"}
}

// submittalAttachmentFields are the fields of a submittal attachment.
func submittalAttachmentFields() []Field {
	return []Field{
		{Name: "id", Type: "uuid"},
		{Name: "itemId", Type: "uuid"},
		{Name: "taskId", Type: "uuid|null"},
		{Name: "name", Type: "string"},
		{Name: "isFileUploaded", Type: "bool", Doc: `The documented examples show the string "true"`},
		{Name: "asyncState", Type: "string", Enum: submittalsAsyncStates(), Doc: "1 pending, 2 started, 3 success, 4 failure of making the urn"},
		{Name: "uploadUrn", Type: "string", Doc: "OSS object to upload a local file to"},
		{Name: "urn", Type: "string", Doc: "File version"},
		{Name: "urnVersion", Type: "int"},
		{Name: "urnTypeId", Type: "string", Enum: []string{"2"}},
		{Name: "categoryId", Type: "string", Enum: submittalsCategoryIDs(),
			Doc: "1 Submission, 2 For review, 3 Review response, 4 Final response; 5-8 the same of earlier revisions"},
		{Name: "revision", Type: "int"},
		{Name: "duplicatedFrom", Type: "uuid"},
		{Name: "createdBy", Type: "string"},
		{Name: "createdAt", Type: "datetime"},
		{Name: "updatedAt", Type: "datetime"},
		{Name: "updatedBy", Type: "string"},
		{Name: "permittedActions", Type: "[]object"},
		{Name: "permittedActions[].id", Type: "string",
			Doc: "Type::action, e.g. Item::partial_update, Item::create, Spec::create, Attachment::update"},
		{Name: "permittedActions[].fields", Type: "object", Doc: "Map of field name to allowed values; [] means any"},
		{Name: "permittedActions[].mandatoryFields", Type: "[]string"},
	}
}

// submittalsListRevisionsFields are the fields of what submittals.list_revisions answers.
func submittalsListRevisionsFields() []Field {
	return []Field{
		{Name: "itemId", Type: "uuid"},
		{Name: "revision", Type: "int"},
		{Name: "manager", Type: "string"},
		{Name: "managerType", Type: "string"},
		{Name: "subcontractor", Type: "string"},
		{Name: "subcontractorType", Type: "string"},
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
		{Name: "responseId", Type: "string"},
		{Name: "responseComment", Type: "string"},
		{Name: "respondedAt", Type: "datetime"},
		{Name: "respondedBy", Type: "string"},
		{Name: "steps", Type: "[]object",
			Doc: "{stepId, revision, stepNumber, daysToRespond, dueDate, startedAt, completedAt, createdAt, updatedAt, tasks[{taskId, " +
				"stepId, itemId, ...}]}"},
	}
}

func submittalsCategoryIDs() []string {
	return []string{"1", "2", "3", "4", "5", "6", "7", "8"}
}
