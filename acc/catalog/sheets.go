package catalog

func sheets() *Service {
	return &Service{
		Name:    "sheets",
		Title:   "Sheets",
		Summary: "Version sets, PDF uploads with review and publishing, sheets, collections and PDF export of ACC Build Sheets.",
		Notes: "ACC only, not BIM 360. Only PDF. Project id with or without b. x-user-id takes the ACC id or the Autodesk ID. acc_sdk sends " +
			`"Authorization: <token>" without "Bearer " in its version set and upload calls. To publish a PDF: create_version_set, ` +
			"create_storage, oss get_signed_upload, PUT, complete_upload, create_upload, get_upload until IN_REVIEW, list_review_sheets " +
			"until all READY or FAILED; patch_review_sheets, publish_review_sheets, get_upload until PUBLISHED; list.",
		Operations: []*Operation{
			sheetsListVersionSets(), sheetsCreateVersionSet(), sheetsPatchVersionSet(), sheetsBatchGetVersionSets(),
			sheetsBatchDeleteVersionSets(), sheetsCreateStorage(), sheetsCreateUpload(), sheetsListUploads(), sheetsGetUpload(),
			sheetsListReviewSheets(), sheetsPatchReviewSheets(), sheetsBatchGetThumbnails(), sheetsPublishReviewSheets(), sheetsList(),
			sheetsBatchGet(), sheetsBatchUpdate(), sheetsBatchDelete(), sheetsBatchRestore(), sheetsCreateExport(), sheetsGetExport(),
			sheetsListCollections(), sheetsGetCollection(),
		},
		SDKHelpers: []SDKHelper{
			{"delete_version_set", "DELETE .../version-sets/{id}, which is not in the reference; use batch_delete_version_sets with one id", "sheets.delete_version_set"},
			{"upload_file_to_autodesk", "create_storage, then splits the urn into (bucket_key, object_key)", "sheets.create_storage"},
			{"get_signed_s3_upload", "oss.get_signed_upload", "oss.get_signed_upload"},
			{"upload_pdf_to_signed_url", "PUT of a local .pdf to the signed URL", "sheets.upload"},
			{"complete_s3_upload", "oss.complete_upload", "oss.complete_upload"},
			{"get_sheets", "list; follow_pagination", "sheets.list"},
			{"get_collections", "list_collections; follow_pagination", "sheets.list_collections"},
		},
	}
}

func sheetsList() *Operation {
	return &Operation{
		Name: "list", SDK: "get_sheets",
		Method: "GET", Path: "/construction/sheets/v1/projects/{project_id}/sheets",
		Summary: "Lists sheets; by default the current ones outside collections.",
		Effect:  Read, Tokens: readTokens(), Scopes: dataRead(), Limit: "sheets",
		Headers:    sheetsUserHeaders(),
		PathParams: []Field{anyProjectID()},
		Query: []Field{
			{Name: "currentOnly", Type: "bool",
				Doc: "Only the newest issuance of each number; default true, but false when filter[versionSetId] is given"},
			{Name: "filter[versionSetId]", Type: "string"},
			{Name: "filter[tags]", Type: "[]string", Repeat: true, Doc: "__UNTAGGED for untagged", Test: &Test{"tags", MatchOneOf}},
			{Name: "withAllTags", Type: "bool", Doc: "All tags instead of any"},
			{Name: "searchText", Type: "string", Doc: "Part of number or title; case-sensitive"},
			{Name: "fields", Type: "[]string", Repeat: true, Doc: "repeat: fields=id&fields=number"},
			{Name: "isDeleted", Type: "bool", Default: "false", Doc: "Only deleted ones; never both"},
			{Name: "collectionId", Type: "string", Doc: "A collection id, or * for all; without it only what is in no collection"},
			limitParam(100, 100), offsetParam(),
		},
		Pagination: resultPages(100, 100),
		Status:     200,
		Returns:    Returns{Shape: List, Fields: sheetFields()},
		Errors:     sheetsErrors(),
		Entity:     "sheet",
		Notes: "nextUrl and deletedAt are empty strings, not null, when there is nothing. acc_sdk looks for pagination.next, so it never " +
			"pages.",
		Source: "https://aps.autodesk.com/en/docs/acc/v1/reference/http/sheets-sheets-GET/",
	}
}

func sheetsBatchGet() *Operation {
	return &Operation{
		Name: "batch_get", SDK: "batch_get_sheets",
		Method: "POST", Path: "/construction/sheets/v1/projects/{project_id}/sheets:batch-get",
		Summary: "Reads sheets by id.",
		Effect:  Read, Tokens: readTokens(), Scopes: dataRead(), Limit: "sheets",
		Headers:    sheetsUserHeaders(),
		PathParams: []Field{anyProjectID()},
		Body:       []Field{{Name: "ids", Type: "[]string", Required: true}},
		BatchLimit: 200, Batch: "ids",
		Status:  200,
		Returns: Returns{Shape: List, Items: "results", Fields: sheetFields()},
		Errors:  sheetsErrors(),
		Source:  "https://aps.autodesk.com/en/docs/acc/v1/reference/http/sheets-sheetsbatch-get-POST/",
	}
}

func sheetsBatchUpdate() *Operation {
	return &Operation{
		Name: "batch_update", SDK: "batch_update_sheets",
		Method: "POST", Path: "/construction/sheets/v1/projects/{project_id}/sheets:batch-update",
		Summary: "Changes sheets: tags or version set of many, number or title of one.",
		Effect:  Update, Tokens: readTokens(), Scopes: dataWrite(), Limit: "sheets",
		Headers:    sheetsUserHeaders(),
		PathParams: []Field{anyProjectID()},
		Body: []Field{
			{Name: "ids", Type: "[]string", Required: true},
			{Name: "updates", Type: "object", Required: true},
			{Name: "updates.number", Type: "string",
				Doc: "One sheet only; not only spaces, up to 255; outer spaces are cut and runs of spaces become one; not < > : \" / \\ | ? * " +
					"' or control characters, not ending in a period, not CON PRN AUX NUL COM1-9 LPT1-9; unique in the version set"},
			{Name: "updates.title", Type: "string",
				Doc: "One sheet only; not only spaces, up to 255; outer spaces are cut and runs of spaces become one"},
			{Name: "updates.versionSetId", Type: "string"},
			{Name: "updates.addTags", Type: "[]string",
				Doc: "Each up to 100 characters, not only spaces; trimmed and lower-cased; at most 100 tags on a sheet afterwards"},
			{Name: "updates.removeTags", Type: "[]string", Doc: "Each up to 100 characters, not only spaces; trimmed and lower-cased"},
		},
		BatchLimit: 200, Batch: "ids",
		Status:  200,
		Returns: Returns{Shape: List, Items: "results", Fields: []Field{{Name: "id", Type: "string"}}},
		Errors:  sheetsErrors(),
		Entity:  "sheet", Model: Opaque,
		Notes:  "The answer holds ids only.",
		Source: "https://aps.autodesk.com/en/docs/acc/v1/reference/http/sheets-sheetsbatch-update-POST/",
	}
}

func sheetsBatchDelete() *Operation {
	return &Operation{
		Name: "batch_delete", SDK: "batch_delete_sheets",
		Method: "POST", Path: "/construction/sheets/v1/projects/{project_id}/sheets:batch-delete",
		Summary: "Deletes sheets; they can be restored.",
		Effect:  Delete, Tokens: readTokens(), Scopes: dataWrite(), Limit: "sheets",
		Headers:    sheetsUserHeaders(),
		PathParams: []Field{anyProjectID()},
		Body:       []Field{{Name: "ids", Type: "[]string", Required: true}},
		BatchLimit: 200, Batch: "ids",
		Status:  204,
		Returns: Returns{Shape: NoBody},
		Errors:  sheetsErrors(),
		Entity:  "sheet", Model: Opaque,
		Notes:  "The 204 is inferred: the OpenAPI-generated client has no answer body and version-sets:batch-delete documents 204.",
		Source: "https://aps.autodesk.com/en/docs/acc/v1/reference/http/sheets-sheetsbatch-delete-POST/",
	}
}

func sheetsBatchRestore() *Operation {
	return &Operation{
		Name: "batch_restore", SDK: "batch_restore_sheets",
		Method: "POST", Path: "/construction/sheets/v1/projects/{project_id}/sheets:batch-restore",
		Summary: "Restores deleted sheets to the version set they were in.",
		Effect:  Update, Tokens: readTokens(), Scopes: dataWrite(), Limit: "sheets",
		Headers:    sheetsUserHeaders(),
		PathParams: []Field{anyProjectID()},
		Body: []Field{
			{Name: "ids", Type: "[]string", Required: true, Doc: "From list with isDeleted=true"},
		},
		BatchLimit: 200, Batch: "ids",
		Status: 200,
		Returns: Returns{Shape: Object, Fields: []Field{
			{Name: "results", Type: "[]object"},
			{Name: "results[].id", Type: "string", Doc: "Restored"},
			{Name: "errors", Type: "[]object"},
			{Name: "errors[].sheetId", Type: "string", Doc: "Not restored, mostly because the number is taken in the version set"},
			{Name: "errors[].code", Type: "string"},
			{Name: "errors[].title", Type: "string"},
			{Name: "errors[].detail", Type: "string"},
		}},
		Errors: plus(sheetsErrors(), ErrorCase{409, "conflict with the current state"}),
		Entity: "sheet", Model: Opaque,
		Notes:  "Partial success is 200: look at errors.",
		Source: "https://aps.autodesk.com/en/docs/acc/v1/reference/http/sheets-sheetsbatch-restore-POST/",
	}
}

func sheetsCreateExport() *Operation {
	return &Operation{
		Name: "create_export", SDK: "export_sheets",
		Method: "POST", Path: "/construction/sheets/v1/projects/{project_id}/exports",
		Summary: "Starts a job that exports sheets to one PDF.",
		Effect:  Action, Tokens: readTokens(), Scopes: dataWrite(), Limit: "sheets",
		Headers:    sheetsUserHeaders(),
		PathParams: []Field{anyProjectID()},
		Body:       sheetsExportBody(),
		BatchLimit: 1000,
		Status:     202,
		Returns: Returns{Shape: Object, Fields: []Field{
			{Name: "id", Type: "uuid"},
			{Name: "status", Type: "string", Enum: []string{"processing"}},
		}},
		Errors: sheetsErrors(),
		Model:  Modelled, Async: true,
		Notes:  "Asynchronous: poll get_export. acc_sdk's example passes standardMarkups: True; the reference wants objects.",
		Source: "https://aps.autodesk.com/en/docs/acc/v1/reference/http/sheets-exports-POST/",
	}
}

func sheetsGetExport() *Operation {
	return &Operation{
		Name: "get_export", SDK: "get_export_status",
		Method: "GET", Path: "/construction/sheets/v1/projects/{project_id}/exports/{export_id}",
		Summary: "Polls an export job and gets the PDF's URL.",
		Effect:  Read, Tokens: readTokens(), Scopes: dataRead(), Limit: "sheets",
		Headers:    sheetsUserHeaders(),
		PathParams: []Field{anyProjectID(), {Name: "export_id", Type: "string", Required: true}},
		Status:     200,
		Returns: Returns{Shape: Object, Fields: []Field{
			{Name: "id", Type: "string"},
			{Name: "status", Type: "string", Enum: []string{"successful", "processing", "failed"}},
			{Name: "result", Type: "object"},
			{Name: "result.output", Type: "object"},
			{Name: "result.output.signedUrl", Type: "string", Doc: "1 hour"},
			{Name: "result.error", Type: "object"},
			{Name: "result.error.code", Type: "string"},
			{Name: "result.error.title", Type: "string"},
			{Name: "result.error.detail", Type: "string"},
		}},
		Errors: sheetsErrors(),
		Notes:  `acc_sdk's example checks for "completed" and result.output.url, which do not exist.`,
		Source: "https://aps.autodesk.com/en/docs/acc/v1/reference/http/sheets-exports-exportId-GET/",
	}
}

func sheetsListCollections() *Operation {
	return &Operation{
		Name: "list_collections", SDK: "get_collections",
		Method: "GET", Path: "/construction/sheets/v1/projects/{project_id}/collections",
		Summary: "Lists sheet collections.",
		Effect:  Read, Tokens: readTokens(), Scopes: dataRead(), Limit: "sheets",
		Headers:    sheetsUserHeaders(),
		PathParams: []Field{anyProjectID()},
		Query:      []Field{limitParam(0, 0), offsetParam()},
		Pagination: resultPages(0, 0),
		Status:     200,
		Returns:    Returns{Shape: List, Fields: sheetCollectionFields()},
		Errors:     sheetsErrors(),
		Entity:     "sheet_collection",
		Notes:      "Collections are made in the UI only.",
		Source:     "https://aps.autodesk.com/en/docs/acc/v1/reference/http/sheets-collections-GET/",
	}
}

func sheetsGetCollection() *Operation {
	return &Operation{
		Name: "get_collection", SDK: "get_collection",
		Method: "GET", Path: "/construction/sheets/v1/projects/{project_id}/collections/{collection_id}",
		Summary: "Reads one collection.",
		Effect:  Read, Tokens: readTokens(), Scopes: dataRead(), Limit: "sheets",
		Headers:    sheetsUserHeaders(),
		PathParams: []Field{anyProjectID(), {Name: "collection_id", Type: "string", Required: true}},
		Status:     200,
		Returns:    Returns{Shape: Object, Fields: sheetCollectionFields()},
		Errors:     sheetsErrors(),
		Entity:     "sheet_collection", Target: "collection_id",
		Source: "https://aps.autodesk.com/en/docs/acc/v1/reference/http/sheets-collections-collectionId-GET/",
	}
}

func sheetsUserHeaders() []Field {
	return []Field{
		{Name: "x-user-id", Type: "string", Doc: "2-legged only: act as this user (ACC id or Autodesk ID)"},
	}
}

func sheetsErrors() []ErrorCase {
	return []ErrorCase{
		{400, "invalid parameters"},
		{403, "no permission"},
		{404, "not found"},
		{429, "too many requests"},
		{500, "server error"},
	}
}

// sheetFields are the fields of a sheet.
func sheetFields() []Field {
	return []Field{
		{Name: "id", Type: "uuid"},
		{Name: "number", Type: "string"},
		{Name: "title", Type: "string"},
		{Name: "tags", Type: "[]string"},
		{Name: "versionSet", Type: "object"},
		{Name: "versionSet.id", Type: "string"},
		{Name: "versionSet.name", Type: "string"},
		{Name: "versionSet.issuanceDate", Type: "date"},
		{Name: "versionSet.deleted", Type: "bool"},
		{Name: "uploadFileName", Type: "string"},
		{Name: "uploadId", Type: "string"},
		{Name: "paperSize", Type: "[]number", Doc: "[width, height] in pixels"},
		{Name: "isCurrent", Type: "bool", Doc: "Newest issuance date of its number"},
		{Name: "deleted", Type: "bool"},
		{Name: "deletedAt", Type: "string"},
		{Name: "deletedBy", Type: "string"},
		{Name: "deletedByName", Type: "string"},
		{Name: "viewable", Type: "object"},
		{Name: "viewable.urn", Type: "string"},
		{Name: "viewable.guid", Type: "string"},
		{Name: "collection", Type: "object|null", Doc: "{id, name}"},
		{Name: "createdAt", Type: "datetime"},
		{Name: "createdBy", Type: "string"},
		{Name: "createdByName", Type: "string"},
		{Name: "updatedAt", Type: "datetime"},
		{Name: "updatedBy", Type: "string"},
		{Name: "updatedByName", Type: "string"},
	}
}

// sheetCollectionFields are the fields of a sheet collection.
func sheetCollectionFields() []Field {
	return []Field{
		{Name: "id", Type: "uuid"},
		{Name: "name", Type: "string"},
		{Name: "createdAt", Type: "datetime"},
		{Name: "createdBy", Type: "string"},
		{Name: "createdByName", Type: "string"},
		{Name: "updatedAt", Type: "datetime"},
		{Name: "updatedBy", Type: "string"},
		{Name: "updatedByName", Type: "string"},
	}
}

// sheetsExportBody is what sheets.create_export is sent.
func sheetsExportBody() []Field {
	return []Field{
		{Name: "sheets", Type: "[]string", Required: true, Doc: "Sheet ids"},
		{Name: "options", Type: "object", Doc: "Required in acc_sdk"},
		{Name: "options.outputFileName", Type: "string", Doc: "Without extension, up to 255"},
		{Name: "options.standardMarkups", Type: "object"},
		{Name: "options.standardMarkups.includePublishedMarkups", Type: "bool", Default: "true"},
		{Name: "options.standardMarkups.includeUnpublishedMarkups", Type: "bool", Default: "true"},
		{Name: "options.standardMarkups.includeMarkupLinks", Type: "bool", Default: "false", Doc: "Ignored when both others are false"},
		{Name: "options.issueMarkups", Type: "object"},
		{Name: "options.issueMarkups.includePublishedMarkups", Type: "bool", Default: "false"},
		{Name: "options.issueMarkups.includeUnpublishedMarkups", Type: "bool", Default: "false"},
		{Name: "options.photoMarkups", Type: "object"},
		{Name: "options.photoMarkups.includePublishedMarkups", Type: "bool", Default: "false"},
		{Name: "options.photoMarkups.includeUnpublishedMarkups", Type: "bool", Default: "false"},
	}
}

// sheetsEntities are the kinds of things the service has.
func sheetsEntities() []*Entity {
	return []*Entity{
		{
			Name: "version_set", One: "version set", Many: "version sets", Parent: "project_id",
			IDs: []string{"id"}, Key: []string{"name"}, Title: []string{"name"},
			List:    "sheets.list_version_sets",
			Filled:  []string{"createdAt", "createdBy", "createdByName", "updatedAt", "updatedBy", "updatedByName", "collection"},
			Visible: settles,
		},
		{
			Name: "sheet_upload", One: "sheet upload", Many: "sheet uploads", Parent: "project_id",
			IDs: []string{"id"}, Title: []string{"id"},
			List:    "sheets.list_uploads",
			Visible: settles,
		},
		{
			Name: "review_sheet", One: "review sheet", Many: "review sheets", Parent: "upload_id",
			IDs: []string{"id"}, Title: []string{"number", "title"},
			List:    "sheets.list_review_sheets",
			Visible: settles,
		},
		{
			Name: "sheet", One: "sheet", Many: "sheets", Parent: "project_id",
			IDs: []string{"id"}, Title: []string{"number", "title"},
			List:    "sheets.list",
			Visible: settles,
		},
		{
			Name: "sheet_collection", One: "sheet collection", Many: "sheet collections", Parent: "project_id",
			IDs: []string{"id"}, Key: []string{"name"}, Title: []string{"name"},
			List: "sheets.list_collections",
		},
	}
}
