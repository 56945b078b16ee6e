package catalog

func sheetsListVersionSets() *Operation {
	return &Operation{
		Name: "list_version_sets", SDK: "get_version_sets",
		Method: "GET", Path: "/construction/sheets/v1/projects/{project_id}/version-sets",
		Summary: "Lists version sets.",
		Effect:  Read, Tokens: readTokens(), Scopes: dataRead(), Limit: "sheets",
		Headers:    sheetsUserHeaders(),
		PathParams: []Field{anyProjectID()},
		Query: []Field{
			{Name: "collectionId", Type: "string", Doc: "A collection id, or * for all; without it only what is in no collection"},
			{Name: "sort", Type: "string", Doc: `issuanceDate or name with asc or desc, e.g. "issuanceDate desc"`},
			limitParam(200, 0), offsetParam(),
		},
		Pagination: resultPages(200, 0),
		Status:     200,
		Returns:    Returns{Shape: List, Fields: versionSetFields()},
		Errors:     sheetsErrors(),
		Entity:     "version_set",
		Notes:      "acc_sdk passes query_params to requests.get, which fails; it reads only the first page.",
		Source:     "https://aps.autodesk.com/en/docs/acc/v1/reference/http/sheets-version-sets-GET/",
	}
}

func sheetsCreateVersionSet() *Operation {
	return &Operation{
		Name: "create_version_set", SDK: "create_version_set",
		Method: "POST", Path: "/construction/sheets/v1/projects/{project_id}/version-sets",
		Summary: "Creates a version set.",
		Effect:  Create, Tokens: readTokens(), Scopes: dataWrite(), Limit: "sheets",
		Headers:    sheetsUserHeaders(),
		PathParams: []Field{anyProjectID()},
		Body: []Field{
			{Name: "name", Type: "string", Required: true, Doc: "Not only spaces, up to 255; outer spaces are cut and runs of spaces become one"},
			{Name: "issuanceDate", Type: "date", Required: true, Doc: "YYYY-MM-DD"},
		},
		Status:  201,
		Returns: Returns{Shape: Object, Fields: versionSetFields()},
		Errors:  plus(sheetsErrors(), ErrorCase{409, "conflict with the current state"}),
		Entity:  "version_set", Model: Generic,
		Notes: "Cannot be put in a collection: collection is always null in the answer. acc_sdk sends issuanceDate as " +
			"YYYY-MM-DDT00:00:00.000Z.",
		Source: "https://aps.autodesk.com/en/docs/acc/v1/reference/http/sheets-version-sets-POST/",
	}
}

func sheetsPatchVersionSet() *Operation {
	return &Operation{
		Name: "patch_version_set", SDK: "patch_version_set",
		Method: "PATCH", Path: "/construction/sheets/v1/projects/{project_id}/version-sets/{version_set_id}",
		Summary: "Renames a version set or changes its issuance date.",
		Effect:  Update, Tokens: readTokens(), Scopes: dataWrite(), Limit: "sheets",
		Headers:    sheetsUserHeaders(),
		PathParams: []Field{anyProjectID(), {Name: "version_set_id", Type: "string", Required: true}},
		Body: []Field{
			{Name: "name", Type: "string", Doc: "Not only spaces, up to 255; outer spaces are cut and runs of spaces become one"},
			{Name: "issuanceDate", Type: "date"},
		},
		Status:  200,
		Returns: Returns{Shape: Object, Fields: versionSetFields()},
		Errors:  sheetsErrors(),
		Entity:  "version_set", Target: "version_set_id", Model: Generic,
		Notes:  "Which of the two fields is mandatory is not known; acc_sdk sends both.",
		Source: "https://aps.autodesk.com/en/docs/acc/v1/reference/http/sheets-version-sets-versionSetId-PATCH/",
	}
}

func sheetsBatchGetVersionSets() *Operation {
	return &Operation{
		Name: "batch_get_version_sets", SDK: "batch_get_version_sets",
		Method: "POST", Path: "/construction/sheets/v1/projects/{project_id}/version-sets:batch-get",
		Summary: "Reads version sets by id.",
		Effect:  Read, Tokens: readTokens(), Scopes: dataRead(), Limit: "sheets",
		Headers:    sheetsUserHeaders(),
		PathParams: []Field{anyProjectID()},
		Body:       []Field{{Name: "ids", Type: "[]string", Required: true}},
		BatchLimit: 200, Batch: "ids",
		Status:  200,
		Returns: Returns{Shape: List, Items: "results", Fields: versionSetFields()},
		Errors:  sheetsErrors(),
		Source:  "https://aps.autodesk.com/en/docs/acc/v1/reference/http/sheets-version-setsbatch-get-POST/",
	}
}

func sheetsBatchDeleteVersionSets() *Operation {
	return &Operation{
		Name: "batch_delete_version_sets", SDK: "batch_delete_version_sets",
		Method: "POST", Path: "/construction/sheets/v1/projects/{project_id}/version-sets:batch-delete",
		Summary: "Deletes version sets.",
		Effect:  Delete, Tokens: readTokens(), Scopes: dataWrite(), Limit: "sheets",
		Headers:    sheetsUserHeaders(),
		PathParams: []Field{anyProjectID()},
		Body:       []Field{{Name: "ids", Type: "[]string", Required: true}},
		BatchLimit: 10, Batch: "ids",
		Status:  204,
		Returns: Returns{Shape: NoBody},
		Errors:  sheetsErrors(),
		Entity:  "version_set", Model: Opaque,
		Notes:  "At most 10 ids, unlike the 200 elsewhere.",
		Source: "https://aps.autodesk.com/en/docs/acc/v1/reference/http/sheets-version-setsbatch-delete-POST/",
	}
}

func sheetsCreateStorage() *Operation {
	return &Operation{
		Name: "create_storage", SDK: "upload_file_to_autodesk",
		Method: "POST", Path: "/construction/sheets/v1/projects/{project_id}/storage",
		Summary: "Reserves an OSS object for a PDF to be uploaded as sheets.",
		Effect:  Create, Tokens: readTokens(), Scopes: dataWrite(), Limit: "sheets",
		Headers:    sheetsUserHeaders(),
		PathParams: []Field{anyProjectID()},
		Body: []Field{
			{Name: "fileName", Type: "string", Doc: "PDF, up to 255 characters; not marked required in the reference, acc_sdk always sends it"},
		},
		Status: 201,
		Returns: Returns{Shape: Object, Fields: []Field{
			{Name: "urn", Type: "string", Doc: "urn:adsk.objects:os.object:<bucketKey>/<objectKey>"},
		}},
		Errors: sheetsErrors(),
		Model:  Opaque,
		Notes: "A bucket per project: read the bucket from each urn. Only this storage works for sheets, not the one of data_management, and " +
			"the other way round. Then upload with oss (complete within 24 hours) and create_upload.",
		Source: "https://aps.autodesk.com/en/docs/acc/v1/reference/http/sheets-storage-POST/",
	}
}

func sheetsCreateUpload() *Operation {
	return &Operation{
		Name: "create_upload", SDK: "post_uploads",
		Method: "POST", Path: "/construction/sheets/v1/projects/{project_id}/uploads",
		Summary: "Starts splitting uploaded PDFs into review sheets of a version set.",
		Effect:  Action, Tokens: readTokens(), Scopes: dataWrite(), Limit: "sheets",
		Headers:    sheetsUserHeaders(),
		PathParams: []Field{anyProjectID()},
		Body: []Field{
			{Name: "versionSetId", Type: "string", Required: true},
			{Name: "files", Type: "[]object", Required: true},
			{Name: "files[].storageType", Type: "string", Required: true, Enum: []string{"OSS"}},
			{Name: "files[].storageUrn", Type: "string", Required: true, Doc: "Urn of create_storage"},
			{Name: "files[].name", Type: "string", Required: true, Doc: "PDF file name, up to 255"},
		},
		Status:  201,
		Returns: Returns{Shape: Object, Fields: sheetUploadFields()},
		Errors:  sheetsErrors(),
		Entity:  "sheet_upload", Model: Modelled, Async: true,
		Notes: "Asynchronous: poll get_upload until IN_REVIEW (or FAILED). The first status is PENDING in the reference, PROCESSING in the " +
			"tutorial.",
		Source: "https://aps.autodesk.com/en/docs/acc/v1/reference/http/sheets-uploads-POST/",
	}
}

func sheetsListUploads() *Operation {
	return &Operation{
		Name:   "list_uploads",
		Method: "GET", Path: "/construction/sheets/v1/projects/{project_id}/uploads",
		Summary: "Lists uploads and their processing states.",
		Effect:  Read, Tokens: readTokens(), Scopes: dataRead(), Limit: "sheets",
		Headers:    sheetsUserHeaders(),
		PathParams: []Field{anyProjectID()},
		Query: []Field{
			{Name: "sort", Type: "string", Doc: "createdAt or issuanceDate with asc or desc"},
			limitParam(0, 0), offsetParam(),
		},
		Pagination: resultPages(0, 0),
		Status:     200,
		Returns:    Returns{Shape: List, Fields: sheetUploadFields()},
		Errors:     sheetsErrors(),
		Entity:     "sheet_upload",
		Source:     "https://aps.autodesk.com/en/docs/acc/v1/reference/http/sheets-uploads-GET/",
	}
}

func sheetsGetUpload() *Operation {
	return &Operation{
		Name:   "get_upload",
		Method: "GET", Path: "/construction/sheets/v1/projects/{project_id}/uploads/{upload_id}",
		Summary: "Reads the processing state of an upload.",
		Effect:  Read, Tokens: readTokens(), Scopes: dataRead(), Limit: "sheets",
		Headers:    sheetsUserHeaders(),
		PathParams: []Field{anyProjectID(), sheetsUploadID()},
		Status:     200,
		Returns:    Returns{Shape: Object, Fields: sheetUploadFields()},
		Errors:     sheetsErrors(),
		Entity:     "sheet_upload", Target: "upload_id",
		Polled: true,
		Source: "https://aps.autodesk.com/en/docs/acc/v1/reference/http/sheets-uploads-uploadId-GET/",
	}
}

func sheetsListReviewSheets() *Operation {
	return &Operation{
		Name:   "list_review_sheets",
		Method: "GET", Path: "/construction/sheets/v1/projects/{project_id}/uploads/{upload_id}/review-sheets",
		Summary: "Lists the sheets an upload was split into, before publishing.",
		Effect:  Read, Tokens: readTokens(), Scopes: dataRead(), Limit: "sheets",
		Headers:    sheetsUserHeaders(),
		PathParams: []Field{anyProjectID(), sheetsUploadID()},
		Query:      []Field{limitParam(0, 0), offsetParam()},
		Pagination: resultPages(0, 0),
		Status:     200,
		Returns:    Returns{Shape: List, Fields: reviewSheetFields()},
		Errors:     sheetsErrors(),
		Entity:     "review_sheet",
		Notes:      "Only while the upload is IN_REVIEW.",
		Source:     "https://aps.autodesk.com/en/docs/acc/v1/reference/http/sheets-review-sheets-GET/",
	}
}

func sheetsPatchReviewSheets() *Operation {
	return &Operation{
		Name:   "patch_review_sheets",
		Method: "PATCH", Path: "/construction/sheets/v1/projects/{project_id}/uploads/{upload_id}/review-sheets",
		Summary: "Changes number, title, tags or deletion of review sheets.",
		Effect:  Update, Tokens: readTokens(), Scopes: dataWrite(), Limit: "sheets",
		Headers:    sheetsUserHeaders(),
		PathParams: []Field{anyProjectID(), sheetsUploadID()},
		Body: []Field{
			{Name: "[].id", Type: "string", Required: true},
			{Name: "[].number", Type: "string",
				Doc: "Not only spaces, up to 255; outer spaces are cut and runs of spaces become one; not < > : \" / \\ | ? * ' or control " +
					"characters, not ending in a period, not CON PRN AUX NUL COM1-9 LPT1-9; unique in the version set"},
			{Name: "[].title", Type: "string", Doc: "Not only spaces, up to 255; outer spaces are cut and runs of spaces become one"},
			{Name: "[].deleted", Type: "bool", Doc: "true leaves it out of publishing, false brings it back"},
			{Name: "[].tags", Type: "[]string",
				Doc: "Replaces the tags; at most 50; each up to 100 characters, not only spaces; trimmed and lower-cased"},
		},
		BodyShape: ArrayBody,
		Status:    200,
		Returns:   Returns{Shape: List, Items: "results", Fields: reviewSheetFields()},
		Errors:    sheetsErrors(),
		Entity:    "review_sheet", Model: Opaque,
		Notes:  "The body is a bare array. Only sheets in state READY.",
		Source: "https://aps.autodesk.com/en/docs/acc/v1/reference/http/sheets-review-sheets-PATCH/",
	}
}

func sheetsBatchGetThumbnails() *Operation {
	return &Operation{
		Name:   "batch_get_thumbnails",
		Method: "POST", Path: "/construction/sheets/v1/projects/{project_id}/uploads/{upload_id}/thumbnails:batch-get",
		Summary: "Gets thumbnail URLs of review sheets.",
		Effect:  Read, Tokens: readTokens(), Scopes: dataRead(), Limit: "sheets",
		Headers:    sheetsUserHeaders(),
		PathParams: []Field{anyProjectID(), sheetsUploadID()},
		Body: []Field{
			{Name: "reviewSheetIds", Type: "[]string", Required: true},
			{Name: "type", Type: "string", Required: true, Enum: []string{"big", "small", "tiny"}, MaxLen: 512, Doc: "256, 64 pixels"},
		},
		BatchLimit: 100, Batch: "reviewSheetIds",
		Status: 200,
		Returns: Returns{Shape: List, Items: "results", Fields: []Field{
			{Name: "reviewSheetId", Type: "string"},
			{Name: "signedUrl", Type: "string", Doc: "S3, 1 hour"},
			{Name: "size", Type: "[]int", Doc: "[width, height]"},
		}},
		Errors: sheetsErrors(),
		Notes: "The tutorial writes reviewSheetsIds; the reference and the OpenAPI-generated client reviewSheetIds. Whether type is mandatory " +
			"is not known.",
		Source: "https://aps.autodesk.com/en/docs/acc/v1/reference/http/sheets-thumbnailsbatch-get-POST/",
	}
}

func sheetsPublishReviewSheets() *Operation {
	return &Operation{
		Name:   "publish_review_sheets",
		Method: "POST", Path: "/construction/sheets/v1/projects/{project_id}/uploads/{upload_id}/review-sheets:publish",
		Summary: "Publishes the READY review sheets of an upload as sheets.",
		Effect:  Action, Tokens: readTokens(), Scopes: dataWrite(), Limit: "sheets",
		Headers:    sheetsUserHeaders(),
		PathParams: []Field{anyProjectID(), sheetsUploadID()},
		Status:     202,
		Returns:    Returns{Shape: NoBody},
		Errors:     sheetsErrors(),
		Model:      Modelled, Async: true,
		Notes: "No body. All review sheets must be READY or FAILED; only READY and not deleted ones are published. Asynchronous: the upload " +
			"goes PUBLISHING, then PUBLISHED.",
		Source: "https://aps.autodesk.com/en/docs/acc/v1/reference/http/sheets-review-sheetspublish-POST/",
	}
}

func sheetsUploadID() Field { return Field{Name: "upload_id", Type: "string", Required: true} }

// versionSetFields are the fields of a version set.
func versionSetFields() []Field {
	return []Field{
		{Name: "id", Type: "uuid"},
		{Name: "name", Type: "string"},
		{Name: "issuanceDate", Type: "date", Doc: "YYYY-MM-DD"},
		{Name: "createdAt", Type: "datetime"},
		{Name: "createdBy", Type: "string"},
		{Name: "createdByName", Type: "string"},
		{Name: "updatedAt", Type: "datetime"},
		{Name: "updatedBy", Type: "string"},
		{Name: "updatedByName", Type: "string"},
		{Name: "collection", Type: "object|null", Doc: "{id, name}"},
	}
}

// sheetUploadFields are the fields of a sheet upload.
func sheetUploadFields() []Field {
	return []Field{
		{Name: "id", Type: "uuid"},
		{Name: "versionSetId", Type: "string"},
		{Name: "status", Type: "string", Enum: sheetsStatuses()},
		{Name: "publishedAt", Type: "datetime|null"},
		{Name: "publishedBy", Type: "string"},
		{Name: "publishedByName", Type: "string"},
		{Name: "publishedCount", Type: "int"},
		{Name: "createdAt", Type: "datetime"},
		{Name: "createdBy", Type: "string"},
		{Name: "createdByName", Type: "string"},
		{Name: "updatedAt", Type: "datetime"},
		{Name: "updatedBy", Type: "string"},
		{Name: "updatedByName", Type: "string"},
	}
}

// reviewSheetFields are the fields of a review sheet.
func reviewSheetFields() []Field {
	return []Field{
		{Name: "id", Type: "string"},
		{Name: "page", Type: "number", Doc: "Page of the source file"},
		{Name: "fileName", Type: "string"},
		{Name: "number", Type: "string"},
		{Name: "title", Type: "string"},
		{Name: "deleted", Type: "bool", Doc: "Will not be published"},
		{Name: "tags", Type: "[]string"},
		{Name: "rotation", Type: "number", Enum: sheetsRotations()},
		{Name: "processingState", Type: "string", Enum: sheetsProcessingStates()},
	}
}

func sheetsStatuses() []string {
	return []string{"PENDING", "PROCESSING", "IN_REVIEW", "FAILED", "UPDATING_VERSION_SET", "PUBLISHING", "PUBLISHED"}
}

func sheetsRotations() []string {
	return []string{"0", "90", "180", "270"}
}

func sheetsProcessingStates() []string {
	return []string{"PROCESSING", "AUDITING", "ROTATING", "READY", "FAILED", "PUBLISHING"}
}
