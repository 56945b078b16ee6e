package catalog

func filesCreateExport() *Operation {
	return &Operation{
		Name:   "create_export",
		Method: "POST", Path: "/construction/files/v1/projects/{project_id}/exports",
		Summary: "Starts a job that exports PDFs, or the 2D views and sheets of DWG and RVT files, as PDF (several files: one ZIP).",
		Effect:  Action, Tokens: personTokens(), Scopes: dataWrite(), Limit: "files-exports",
		Headers:    filesUserRequiredHeaders(),
		PathParams: []Field{anyProjectID()},
		Body:       filesExportBody(),
		BatchLimit: 200,
		Status:     202,
		Returns: Returns{Shape: Object, Fields: []Field{
			{Name: "id", Type: "uuid"},
			{Name: "status", Type: "string", Enum: []string{"processing", "successful", "failed"}},
		}},
		Errors: []ErrorCase{
			{400, "ERR_BAD_INPUT: wrong file types or a ZIP-only combination"},
			{401, "ERR_AUTHENTICATED_ERROR"},
			{403, "ERR_NOT_ALLOWED: no download permission, inactive hub, project or user"},
			{404, "ERR_RESOURCE_NOT_EXIST"},
			{422, "ERR_FILES_TOO_LARGE: over 10 GB together"},
			{500, "ERR_INTERNAL_SERVER_ERROR"},
		},
		Model: Modelled, Async: true,
		Notes:  "Asynchronous: poll get_export. A job that runs over 30 minutes fails with ERR_WORKFLOW_TIMEOUT.",
		Source: "https://aps.autodesk.com/en/docs/acc/v1/reference/http/v1-files-export-pdf-files-POST/",
	}
}

func filesGetExport() *Operation {
	return &Operation{
		Name:   "get_export",
		Method: "GET", Path: "/construction/files/v1/projects/{project_id}/exports/{export_id}",
		Summary: "Polls an export job and gets the download URL.",
		Effect:  Read, Tokens: personTokens(), Scopes: dataRead(), Limit: "files-read",
		Headers:    filesUserRequiredHeaders(),
		PathParams: []Field{anyProjectID(), {Name: "export_id", Type: "string", Required: true}},
		Status:     200,
		Returns:    Returns{Shape: Object, Fields: filesExportFields()},
		Errors: []ErrorCase{
			{400, "ERR_BAD_INPUT"},
			{401, "ERR_AUTHENTICATED_ERROR"},
			{403, "ERR_NOT_ALLOWED"},
			{404, "ERR_RESOURCE_NOT_EXIST: project, user or job"},
			{500, "ERR_INTERNAL_SERVER_ERROR or ERR_WORKFLOW_TIMEOUT"},
		},
		Notes: "A failed job is 200 with status failed. The partialSuccess example puts signedUrl and failedFiles directly under result, the " +
			"field list under result.output: accept both.",
		Source: "https://aps.autodesk.com/en/docs/acc/v1/reference/http/v1-files-export-status-and-result-GET/",
	}
}

func filesListPackages() *Operation {
	return &Operation{
		Name:   "list_packages",
		Method: "GET", Path: "/construction/packages/v1/projects/{project_id}/packages",
		Summary: "Lists the file packages of a project.",
		Effect:  Read, Tokens: readTokens(), Scopes: dataRead(), Limit: "files-read",
		Headers:    filesUserHeaders(),
		PathParams: []Field{projectID()},
		Query: []Field{
			{Name: "filter[createdAt]", Type: "string",
				Doc: "ISO 8601 range start..end, either side may be empty", Test: &Test{"createdAt", MatchRange}},
			{Name: "filter[createdBy]", Type: "[]string", Doc: "Autodesk IDs, comma-separated", Test: &Test{"createdBy", MatchOneOf}},
			{Name: "filter[updatedAt]", Type: "string",
				Doc: "ISO 8601 range start..end, either side may be empty", Test: &Test{"updatedAt", MatchRange}},
			{Name: "filter[updatedBy]", Type: "[]string", Doc: "Autodesk IDs, comma-separated", Test: &Test{"updatedBy", MatchOneOf}},
			{Name: "filter[versionType]", Type: "string", Enum: []string{"FIXED", "CURRENT"}, Test: &Test{"versionType", MatchEqual}},
			{Name: "sort", Type: "string", Doc: `name, createdAt, updatedAt or displayId, with " desc" for descending`},
			limitParam(200, 200), offsetParam(),
		},
		Pagination: resultPages(200, 200),
		Status:     200,
		Returns:    Returns{Shape: List, Fields: filePackageFields()},
		Errors:     filesReadErrors(),
		Entity:     "file_package",
		Notes: "nextUrl is left out on the last page. Read only: packages are made in the UI. Token kinds and errors are those of its " +
			"siblings.",
		Source: "https://aps.autodesk.com/en/docs/acc/v1/reference/http/packages-list-packages-GET/", LowConfidence: true,
	}
}

func filesListPackageResources() *Operation {
	return &Operation{
		Name:   "list_package_resources",
		Method: "GET", Path: "/construction/packages/v1/projects/{project_id}/packages/{package_id}/resources",
		Summary: "Lists the file versions in a package.",
		Effect:  Read, Tokens: readTokens(), Scopes: dataRead(), Limit: "files-read",
		Headers:    filesUserHeaders(),
		PathParams: []Field{projectID(), {Name: "package_id", Type: "string", Required: true}},
		Query: []Field{
			{Name: "filter[fileType]", Type: "[]string", Doc: "Comma-separated, e.g. pdf,rvt"},
			{Name: "filter[version]", Type: "[]string", Doc: "Version numbers, comma-separated"},
			{Name: "sort", Type: "string", Doc: `name, description, updatedAt, approvalStatus or version, with " desc"`},
			limitParam(200, 1000), offsetParam(),
		},
		Pagination:    resultPages(200, 1000),
		Status:        200,
		Returns:       Returns{Shape: List, Fields: filesListPackageResourcesFields()},
		Errors:        filesReadErrors(),
		Notes:         "Token kinds and errors are those of its siblings.",
		Source:        "https://aps.autodesk.com/en/docs/acc/v1/reference/http/packages-list-package-resources-GET/",
		LowConfidence: true,
	}
}

func filesListLinkedFiles() *Operation {
	return &Operation{
		Name:   "list_linked_files",
		Method: "GET", Path: "/construction/rcm/v1/projects/{project_id}/published-versions/{version_id}/linked-files",
		Summary: "Lists the Revit files linked to a published Revit cloud model, with signed download URLs.",
		Effect:  Read, Tokens: readTokens(), Scopes: dataRead(), Limit: "files-read",
		Headers:    filesUserHeaders(),
		PathParams: []Field{projectID(), filesVersionID()},
		Query: []Field{
			{Name: "filter[name]", Type: "[]string", Repeat: true},
			{Name: "filter[publishStatus]", Type: "[]string", Enum: []string{"published", "notPublished"}, Doc: "One or both, comma-separated"},
			{Name: "includeHost", Type: "bool", Default: "true"},
			limitParam(600, 600), offsetParam(),
		},
		Pagination: Pagination{
			Style: OffsetPages, LimitParam: "limit", OffsetParam: "offset",
			DefaultLimit: 600, MaxLimit: 600, Items: "linkedFiles.results", Total: "linkedFiles.pagination.totalResults", Next: "linkedFiles.pagination.nextUrl",
		},
		Status: 200,
		Returns: Returns{Shape: List, Fields: []Field{
			{Name: "itemId", Type: "string"},
			{Name: "versionId", Type: "string", Doc: "Absent when not published"},
			{Name: "modelName", Type: "string"},
			{Name: "publishStatus", Type: "string", Enum: []string{"published", "notPublished"}},
			{Name: "signedUrl", Type: "string"},
		}, Beside: []Field{
			{Name: "hostFile", Type: "object"},
			{Name: "hostFile.itemId", Type: "string"},
			{Name: "hostFile.versionId", Type: "string"},
			{Name: "hostFile.modelName", Type: "string"},
			{Name: "hostFile.publishStatus", Type: "string", Enum: []string{"published", "notPublished"}},
			{Name: "hostFile.signedUrl", Type: "string", Doc: "1 hour"},
			{Name: "hostFile.size", Type: "int"},
		}},
		Errors: filesReadErrors(),
		Notes:  "A page may be empty and still have nextUrl. Token kinds and errors are those of its siblings.",
		Source: "https://aps.autodesk.com/en/docs/acc/v1/reference/http/rcm-linked-files-GET/", LowConfidence: true,
	}
}

func filesReadErrors() []ErrorCase {
	return []ErrorCase{
		{400, "invalid parameters"},
		{403, "no permission"},
		{404, "not found"},
	}
}

// filesExportFields are the fields of what files.get_export answers.
func filesExportFields() []Field {
	return []Field{
		{Name: "id", Type: "string"},
		{Name: "status", Type: "string", Enum: []string{"processing", "successful", "partialSuccess", "failed"}},
		{Name: "result", Type: "object"},
		{Name: "result.output", Type: "object"},
		{Name: "result.output.signedUrl", Type: "string", Doc: "PDF or ZIP, valid 1 hour"},
		{Name: "result.output.failedFiles", Type: "[]object"},
		{Name: "result.output.failedFiles[].id", Type: "string"},
		{Name: "result.output.failedFiles[].reason", Type: "string"},
		{Name: "result.output.failedFiles[].detail", Type: "string"},
		{Name: "result.error", Type: "object"},
		{Name: "result.error.code", Type: "string", Doc: "An HTTP code as a string"},
		{Name: "result.error.title", Type: "string", Enum: []string{
			"ERR_WORKFLOW_TIMEOUT", "ERR_INTERNAL_SERVER_ERROR", "ERR_NO_PROCESSABLE_FILES", "ERR_FILE_TOO_LARGE",
			"ERR_AUTHORIZATION_ERROR",
		}},
		{Name: "result.error.detail", Type: "string"},
	}
}

// filePackageFields are the fields of a file package.
func filePackageFields() []Field {
	return []Field{
		{Name: "id", Type: "uuid"},
		{Name: "displayId", Type: "int"},
		{Name: "name", Type: "string", Doc: "Up to 255"},
		{Name: "description", Type: "string", Doc: "Up to 2048"},
		{Name: "versionType", Type: "string", Enum: []string{"FIXED", "CURRENT", "CHANGING"}},
		{Name: "resourceCount", Type: "int"},
		{Name: "locked", Type: "bool"},
		{Name: "lockedAt", Type: "datetime"},
		{Name: "lockedBy", Type: "string"},
		{Name: "createdAt", Type: "datetime"},
		{Name: "createdBy", Type: "string"},
		{Name: "updatedAt", Type: "datetime"},
		{Name: "updatedBy", Type: "string"},
	}
}

// filesListPackageResourcesFields are the fields of what files.list_package_resources answers.
func filesListPackageResourcesFields() []Field {
	return []Field{
		{Name: "id", Type: "uuid"},
		{Name: "urn", Type: "string", Doc: "Version URN"},
		{Name: "name", Type: "string"},
		{Name: "description", Type: "string"},
		{Name: "version", Type: "int"},
		{Name: "fileType", Type: "string"},
		{Name: "entityType", Type: "string", Enum: []string{"SEED_FILE", "DOCUMENT"}},
		{Name: "parentFolderUrn", Type: "string"},
		{Name: "storageUrn", Type: "string"},
		{Name: "isDeleted", Type: "bool"},
		{Name: "approvalStatus", Type: "object"},
		{Name: "approvalStatus.id", Type: "string"},
		{Name: "approvalStatus.label", Type: "string"},
		{Name: "approvalStatus.value", Type: "string"},
		{Name: "customAttributes", Type: "[]object"},
		{Name: "customAttributes[].id", Type: "int"},
		{Name: "customAttributes[].type", Type: "string", Enum: []string{"string", "date", "array"}},
		{Name: "customAttributes[].name", Type: "string"},
		{Name: "customAttributes[].value", Type: "string"},
		{Name: "createdAt", Type: "string"},
		{Name: "createdBy", Type: "string"},
		{Name: "createdByName", Type: "string"},
		{Name: "updatedAt", Type: "string"},
		{Name: "updatedBy", Type: "string"},
		{Name: "updatedByName", Type: "string"},
	}
}

// filesExportBody is what files.create_export is sent.
func filesExportBody() []Field {
	return []Field{
		{Name: "fileVersions", Type: "[]string", Required: true, Doc: "Version URNs; PDF, DWG or RVT"},
		{Name: "options", Type: "object"},
		{Name: "options.outputFileName", Type: "string", Doc: "Without extension"},
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
