package catalog

func transmittals() *Service {
	return &Service{
		Name:    "transmittals",
		Title:   "Transmittals",
		Summary: "Read access to the transmittals of a project: what was sent, to whom, with which files.",
		Notes:   "Read-only API, ACC projects only. 2-legged with x-user-id or 3-legged.",
		Operations: []*Operation{
			transmittalsList(), transmittalsGet(), transmittalsListRecipients(), transmittalsListFolders(), transmittalsListDocuments(),
		},
	}
}

func transmittalsList() *Operation {
	return &Operation{
		Name:   "list",
		Method: "GET", Path: "/construction/transmittals/v1/projects/{project_id}/transmittals",
		Summary: "Lists the transmittals of a project.",
		Effect:  Read, Tokens: personTokens(), Scopes: dataRead(), Limit: "transmittals",
		Headers:    transmittalsUserHeaders(),
		PathParams: []Field{anyProjectID()},
		Query: []Field{
			limitParam(20, 200), offsetParam(),
			{Name: "sort", Type: "string",
				Doc: `Field with asc or desc: status, sequenceId, title, sentByName, createdAt, documentsCount; default "sequenceId desc"`},
		},
		Pagination: resultPages(20, 200),
		Status:     200,
		Returns:    Returns{Shape: List, Fields: transmittalFields()},
		Errors:     transmittalsErrors(),
		Entity:     "transmittal",
		Notes:      "Recipients and externalMembers may be empty while status is SENDING.",
		Source:     "https://aps.autodesk.com/en/docs/acc/reference/http/transmittals-listtransmittals-GET/",
	}
}

func transmittalsGet() *Operation {
	return &Operation{
		Name:   "get",
		Method: "GET", Path: "/construction/transmittals/v1/projects/{project_id}/transmittals/{transmittal_id}",
		Summary: "Reads one transmittal.",
		Effect:  Read, Tokens: personTokens(), Scopes: dataRead(), Limit: "transmittals",
		Headers:    transmittalsUserHeaders(),
		PathParams: []Field{anyProjectID(), transmittalID()},
		Status:     200,
		Returns:    Returns{Shape: Object, Fields: transmittalFields()},
		Errors:     transmittalsErrors(),
		Entity:     "transmittal", Target: "transmittal_id",
		Source: "https://aps.autodesk.com/en/docs/acc/reference/http/transmittals-gettransmittal-GET/",
	}
}

func transmittalsListRecipients() *Operation {
	return &Operation{
		Name:   "list_recipients",
		Method: "GET", Path: "/construction/transmittals/v1/projects/{project_id}/transmittals/{transmittal_id}/recipients",
		Summary: "Lists members and outsiders who got the transmittal.",
		Effect:  Read, Tokens: personTokens(), Scopes: dataRead(), Limit: "transmittals",
		Headers:    transmittalsUserHeaders(),
		PathParams: []Field{anyProjectID(), transmittalID()},
		Status:     200,
		Returns: Returns{Shape: Object, Fields: []Field{
			{Name: "recipients", Type: "[]object",
				Doc: "{autodeskId, email, name, companyAutodeskId, companyName, receivedAt, viewedAt, downloadedAt}"},
			{Name: "externalMembers", Type: "[]object", Doc: "{email, name, companyName, role, receivedAt, viewedAt, downloadedAt}"},
		}},
		Errors: plus(transmittalsErrors(), ErrorCase{202, "still processing; both lists empty"}),
		Notes:  "202 with an empty list while the transmittal is still SENDING: treat it as not ready and try again. Not paginated.",
		Source: "https://aps.autodesk.com/en/docs/acc/reference/http/transmittals-listtransmittalrecipients-GET/",
	}
}

func transmittalsListFolders() *Operation {
	return &Operation{
		Name:   "list_folders",
		Method: "GET", Path: "/construction/transmittals/v1/projects/{project_id}/transmittals/{transmittal_id}/folders",
		Summary: "Lists the folders as they were when the transmittal was sent.",
		Effect:  Read, Tokens: personTokens(), Scopes: dataRead(), Limit: "transmittals",
		Headers:    transmittalsUserHeaders(),
		PathParams: []Field{anyProjectID(), transmittalID()},
		Query: []Field{
			limitParam(20, 200), offsetParam(),
			{Name: "sort", Type: "string", Doc: `name, lastUpdatedAt or updatedByName with asc or desc; default "name asc"`},
		},
		Pagination: resultPages(20, 200),
		Status:     200,
		Returns: Returns{Shape: List, Fields: []Field{
			{Name: "urn", Type: "string"},
			{Name: "name", Type: "string"},
			{Name: "description", Type: "string"},
			{Name: "lastUpdatedAt", Type: "datetime"},
			{Name: "updatedByName", Type: "string"},
			{Name: "updatedBy", Type: "string"},
			{Name: "isDeleted", Type: "bool"},
		}},
		Errors: plus(transmittalsErrors(), ErrorCase{202, "still processing; results empty"}),
		Notes:  "202 with an empty list while the transmittal is still SENDING: treat it as not ready and try again.",
		Source: "https://aps.autodesk.com/en/docs/acc/reference/http/transmittals-listtransmittalfolders-GET/",
	}
}

func transmittalsListDocuments() *Operation {
	return &Operation{
		Name:   "list_documents",
		Method: "GET", Path: "/construction/transmittals/v1/projects/{project_id}/transmittals/{transmittal_id}/documents",
		Summary: "Lists the file versions as they were when the transmittal was sent.",
		Effect:  Read, Tokens: personTokens(), Scopes: dataRead(), Limit: "transmittals",
		Headers:    transmittalsUserHeaders(),
		PathParams: []Field{anyProjectID(), transmittalID()},
		Query: []Field{
			limitParam(20, 200), offsetParam(),
			{Name: "sort", Type: "string", Doc: `name, title, version, lastUpdatedAt or updatedByName with asc or desc; default "name asc"`},
		},
		Pagination: resultPages(20, 200),
		Status:     200,
		Returns:    Returns{Shape: List, Fields: transmittalsListDocumentsFields()},
		Errors:     plus(transmittalsErrors(), ErrorCase{202, "still processing; results empty"}),
		Notes:      "202 with an empty list while the transmittal is still SENDING: treat it as not ready and try again.",
		Source:     "https://aps.autodesk.com/en/docs/acc/reference/http/transmittals-listtransmittaldocuments-GET/",
	}
}

func transmittalID() Field {
	return Field{Name: "transmittal_id", Type: "string", Required: true, Doc: "UUID of the transmittal"}
}

func transmittalsUserHeaders() []Field {
	return []Field{
		{Name: "x-user-id", Type: "string", Doc: "Autodesk id of the user acted for; required with a 2-legged token"},
	}
}

func transmittalsErrors() []ErrorCase {
	return []ErrorCase{
		{400, "bad input"},
		{401, "unauthorized"},
		{403, "no permission"},
		{404, "project or transmittal does not exist"},
		{500, "server error"},
	}
}

// transmittalFields are the fields of a transmittal.
func transmittalFields() []Field {
	return []Field{
		{Name: "id", Type: "uuid"},
		{Name: "sequenceId", Type: "string", Doc: "Number as a string"},
		{Name: "title", Type: "string"},
		{Name: "message", Type: "string"},
		{Name: "status", Type: "string", Enum: []string{"SENDING", "COMPLETED", "FAILED"}},
		{Name: "sentBy", Type: "object", Doc: "{autodeskId, email, name, companyAutodeskId, companyName}"},
		{Name: "recipients", Type: "object"},
		{Name: "recipients.users", Type: "[]object", Doc: "{autodeskId, name}"},
		{Name: "recipients.companies", Type: "[]object", Doc: "{autodeskId, name}"},
		{Name: "recipients.roles", Type: "[]object", Doc: "{autodeskId, name}"},
		{Name: "externalMembers", Type: "[]object", Doc: "{name, email}"},
		{Name: "createdAt", Type: "datetime"},
		{Name: "documentsCount", Type: "int"},
		{Name: "packedStatus", Type: "string", Enum: transmittalsPackedStatuses()},
		{Name: "displayRecipients", Type: "string", Enum: []string{"ALL", "LIMITED"}, Doc: "LIMITED: members see only themselves"},
	}
}

// transmittalsListDocumentsFields are the fields of what transmittals.list_documents answers.
func transmittalsListDocumentsFields() []Field {
	return []Field{
		{Name: "urn", Type: "string"},
		{Name: "name", Type: "string"},
		{Name: "title", Type: "string"},
		{Name: "description", Type: "string"},
		{Name: "version", Type: "int"},
		{Name: "fileName", Type: "string"},
		{Name: "approveStatus", Type: "object", Doc: "{label, value: APPROVED|REJECTED}"},
		{Name: "lastUpdatedAt", Type: "datetime"},
		{Name: "updatedByName", Type: "string"},
		{Name: "updatedBy", Type: "string"},
		{Name: "isDeleted", Type: "bool"},
		{Name: "parentFolderUrn", Type: "string"},
		{Name: "folderType", Type: "string"},
		{Name: "revisionLabel", Type: "string"},
		{Name: "storageUrn", Type: "string"},
	}
}

func transmittalsPackedStatuses() []string {
	return []string{"SUCCESS", "PARTIAL_SUCCESS", "FAILED", "PROCESSING", "EXPIRED", "NOT_ALLOWED"}
}

// transmittalsEntities are the kinds of things the service has.
func transmittalsEntities() []*Entity {
	return []*Entity{
		{
			Name: "transmittal", One: "transmittal", Many: "transmittals", Parent: "project_id",
			IDs: []string{"id"}, Title: []string{"title"},
			List: "transmittals.list",
		},
	}
}
