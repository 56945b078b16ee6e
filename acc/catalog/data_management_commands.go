package catalog

func dmCreateStorage() *Operation {
	return &Operation{
		Name: "create_storage", SDK: "create_project_storage_loc",
		Method: "POST", Path: "/data/v1/projects/{project_id}/storage",
		Summary: "Reserves an OSS object for a new file (target folders) or a new version of a file (target items).",
		Effect:  Create, Tokens: readTokens(), Scopes: dataCreate(), Limit: "dm-300",
		Headers:    dmUserHeaders(),
		PathParams: []Field{prefixedProjectID()},
		Body: []Field{
			{Name: "jsonapi", Type: "object", Required: true},
			{Name: "jsonapi.version", Type: "string", Required: true, Enum: []string{"1.0"}},
			{Name: "data", Type: "object", Required: true},
			{Name: "data.type", Type: "string", Required: true, Enum: []string{"objects"}},
			{Name: "data.attributes", Type: "object", Required: true},
			{Name: "data.attributes.name", Type: "string", Required: true, Doc: "File name with extension"},
			{Name: "data.relationships", Type: "object", Required: true},
			{Name: "data.relationships.target", Type: "object", Required: true},
			{Name: "data.relationships.target.data", Type: "object", Required: true},
			{Name: "data.relationships.target.data.type", Type: "string", Required: true, Enum: []string{"folders", "items"}},
			{Name: "data.relationships.target.data.id", Type: "string", Required: true,
				Doc: "Folder URN for a new file, lineage URN for a new version"},
		},
		Encoding: JSONAPI,
		Status:   201,
		Returns: Returns{Shape: Object, Fields: document([]Field{
			{Name: "type", Type: "string", Enum: []string{"objects"}},
			{Name: "id", Type: "string",
				Doc: "urn:adsk.objects:os.object:<bucketKey>/<objectKey>: split at the last : and the first / to get the OSS keys"},
			{Name: "relationships", Type: "object"},
			{Name: "relationships.target", Type: "object"},
			{Name: "relationships.target.data", Type: "object"},
			{Name: "relationships.target.data.id", Type: "string"},
		})},
		Errors: dmErrors(),
		Model:  Opaque,
		Notes: "Then: GET signeds3upload, PUT the bytes, POST signeds3upload, create_item or create_version. acc_sdk treats only 200 as " +
			"success although the API answers 201.",
		Source: "https://aps.autodesk.com/en/docs/data/v2/reference/http/projects-project_id-storage-POST/",
	}
}

func dmCreateDownload() *Operation {
	return &Operation{
		Name: "create_download", SDK: "create_project_download",
		Method: "POST", Path: "/data/v1/projects/{project_id}/downloads",
		Summary: "Starts a job that converts a version to another format for download.",
		Effect:  Action, Tokens: readTokens(), Scopes: dataCreate(), Limit: "dm-50",
		Headers:    dmUserHeaders(),
		PathParams: []Field{prefixedProjectID()},
		Body: []Field{
			{Name: "jsonapi", Type: "object", Required: true},
			{Name: "jsonapi.version", Type: "string", Required: true, Enum: []string{"1.0"}},
			{Name: "data", Type: "object", Required: true},
			{Name: "data.type", Type: "string", Required: true, Enum: []string{"downloads"}},
			{Name: "data.attributes", Type: "object", Required: true},
			{Name: "data.attributes.format", Type: "object", Required: true},
			{Name: "data.attributes.format.fileType", Type: "string", Required: true, Doc: "One of list_version_download_formats"},
			{Name: "data.relationships", Type: "object", Required: true},
			{Name: "data.relationships.source", Type: "object", Required: true},
			{Name: "data.relationships.source.data", Type: "object", Required: true},
			{Name: "data.relationships.source.data.type", Type: "string", Required: true, Enum: []string{"versions"}},
			{Name: "data.relationships.source.data.id", Type: "string", Required: true, Doc: "Raw version URN"},
		},
		Encoding: JSONAPI,
		Status:   202,
		Returns: Returns{Shape: List, Items: "data", Fields: []Field{
			{Name: "type", Type: "string", Enum: []string{"jobs"}, Doc: "The OpenAPI enum says downloads, its text says jobs"},
			{Name: "id", Type: "string", Doc: "Job id, and later the download id"},
			{Name: "attributes", Type: "object"},
			{Name: "attributes.status", Type: "string", Enum: []string{"queued", "processing", "finished", "failed"}},
		}},
		Model: Opaque, Async: true,
		Notes:  "Data is a list with one element. acc_sdk treats only 200 as success.",
		Source: "https://aps.autodesk.com/en/docs/data/v2/reference/http/projects-project_id-downloads-POST/",
	}
}

func dmGetDownload() *Operation {
	return &Operation{
		Name: "get_download", SDK: "get_project_download",
		Method: "GET", Path: "/data/v1/projects/{project_id}/downloads/{download_id}",
		Summary: "Reads a finished download and where its bytes are.",
		Effect:  Read, Tokens: readTokens(), Scopes: dataRead(), Limit: "dm-300",
		Headers:    dmUserHeaders(),
		PathParams: []Field{prefixedProjectID(), {Name: "download_id", Type: "string", Required: true, Doc: "The job id"}},
		Status:     200,
		Returns: Returns{Shape: Object, Fields: document([]Field{
			{Name: "type", Type: "string", Enum: []string{"downloads"}},
			{Name: "id", Type: "string"},
			{Name: "attributes", Type: "object"},
			{Name: "attributes.format", Type: "object"},
			{Name: "attributes.format.fileType", Type: "string"},
			{Name: "relationships", Type: "object"},
			{Name: "relationships.storage", Type: "object"},
			{Name: "relationships.storage.data", Type: "object"},
			{Name: "relationships.storage.data.id", Type: "string", Doc: "Object URN"},
			{Name: "relationships.storage.meta", Type: "object"},
			{Name: "relationships.storage.meta.link", Type: "object"},
			{Name: "relationships.storage.meta.link.href", Type: "string"},
		})},
		Errors: dmErrors(),
		Source: "https://aps.autodesk.com/en/docs/data/v2/reference/http/projects-project_id-downloads-download_id-GET/",
	}
}

func dmGetDownloadJob() *Operation {
	return &Operation{
		Name: "get_download_job", SDK: "get_project_job",
		Method: "GET", Path: "/data/v1/projects/{project_id}/jobs/{job_id}",
		Summary: "Polls a download job.",
		Effect:  Read, Tokens: readTokens(), Scopes: dataRead(), Limit: "dm-300",
		Headers:    dmUserHeaders(),
		PathParams: []Field{prefixedProjectID(), {Name: "job_id", Type: "string", Required: true}},
		Status:     200,
		Returns: Returns{Shape: Object, Fields: document([]Field{
			{Name: "type", Type: "string", Enum: []string{"jobs"}},
			{Name: "id", Type: "string"},
			{Name: "attributes", Type: "object"},
			{Name: "attributes.status", Type: "string", Enum: []string{"queued", "processing", "failed"}},
		})},
		Errors: plus(dmErrors(), ErrorCase{303, "the job is finished: the Location header holds the download's URL"}),
		Notes: "200 only while queued, processing or failed. When done the answer is 303 See Other to .../downloads/{id}: a client that " +
			"follows redirects gets the download object instead of a job.",
		Source: "https://aps.autodesk.com/en/docs/data/v2/reference/http/projects-project_id-jobs-job_id-GET/",
	}
}

func dmCheckPermission() *Operation {
	return &Operation{
		Name: "check_permission", SDK: "check_permission",
		Method: "POST", Path: "/data/v1/projects/{project_id}/commands",
		Summary: "Asks whether the caller may do given actions on given folders, items or versions.",
		Effect:  Read, Tokens: readTokens(), Scopes: []string{"data:read", "data:create", "data:write"}, Limit: "dm-300",
		Headers:    dmUserHeaders(),
		PathParams: []Field{prefixedProjectID()},
		Body:       dmCheckPermissionBody(),
		Encoding:   JSONAPI,
		Status:     200,
		Returns: Returns{Shape: Object, Fields: document([]Field{
			{Name: "id", Type: "string"},
			{Name: "attributes", Type: "object"},
			{Name: "attributes.extension", Type: "object"},
			{Name: "attributes.extension.data", Type: "object"},
			{Name: "attributes.extension.data.permissions", Type: "[]object"},
			{Name: "attributes.extension.data.permissions[].type", Type: "string"},
			{Name: "attributes.extension.data.permissions[].id", Type: "string"},
			{Name: "attributes.extension.data.permissions[].permission", Type: "bool", Doc: "All required actions allowed"},
			{Name: "attributes.extension.data.permissions[].details", Type: "object", Doc: "Action -> bool"},
			{Name: "attributes.extension.data.requiredActions", Type: "[]string"},
		})},
		Errors: dmErrors(),
		Notes:  "The user is the token's, or x-user-id with a 2-legged token.",
		Source: "https://aps.autodesk.com/en/docs/data/v2/reference/http/CheckPermission/",
	}
}

func dmListItems() *Operation {
	return &Operation{
		Name: "list_items", SDK: "list_items",
		Method: "POST", Path: "/data/v1/projects/{project_id}/commands",
		Summary: "Reads the metadata and tip versions of up to 50 items in one call.",
		Effect:  Read, Tokens: readTokens(), Scopes: []string{"data:read", "data:create", "data:write"}, Limit: "dm-300",
		Headers:    dmUserHeaders(),
		PathParams: []Field{prefixedProjectID()},
		Body:       dmListItemsBody(),
		Encoding:   JSONAPI, BatchLimit: 50,
		Status: 200,
		Returns: Returns{Shape: Object, Fields: document([]Field{
			{Name: "attributes", Type: "object"},
			{Name: "attributes.status", Type: "string", Enum: dmStatuses()},
			{Name: "relationships", Type: "object"},
			{Name: "relationships.resources", Type: "object"},
			{Name: "relationships.resources.data", Type: "[]object"},
			{Name: "relationships.resources.data[].id", Type: "string"},
			{Name: "relationships.resources.data[].meta", Type: "object", Doc: "The item, in item shape"},
		},
			Field{Name: "included", Type: "[]object", Doc: "Tip versions"},
		)},
		Errors: dmErrors(),
		Source: "https://aps.autodesk.com/en/docs/data/v2/reference/http/ListItems/",
	}
}

func dmListRefs() *Operation {
	return &Operation{
		Name: "list_refs", SDK: "list_refs",
		Method: "POST", Path: "/data/v1/projects/{project_id}/commands",
		Summary: "Reads the custom relationships of up to 50 versions in one call.",
		Effect:  Read, Tokens: readTokens(), Scopes: []string{"data:read", "data:create", "data:write"}, Limit: "dm-300",
		Headers:    dmUserHeaders(),
		PathParams: []Field{prefixedProjectID()},
		Body:       dmListRefsBody(),
		Encoding:   JSONAPI, BatchLimit: 50,
		Status: 200,
		Returns: Returns{Shape: Object, Fields: document([]Field{
			{Name: "attributes", Type: "object"},
			{Name: "attributes.status", Type: "string", Enum: dmStatuses()},
			{Name: "relationships", Type: "object"},
			{Name: "relationships.resources", Type: "object"},
			{Name: "relationships.resources.data", Type: "[]object"},
			{Name: "relationships.resources.data[].id", Type: "string"},
			{Name: "relationships.resources.data[].meta", Type: "object", Doc: "Relationship metadata (refType, direction, fromId, toId, ...)"},
		},
			Field{Name: "included", Type: "[]object", Doc: "Items and versions referred to"},
		)},
		Errors: dmErrors(),
		Source: "https://aps.autodesk.com/en/docs/data/v2/reference/http/ListRefs/",
	}
}

func dmPublishModel() *Operation {
	return &Operation{
		Name: "publish_model", SDK: "publish_model",
		Method: "POST", Path: "/data/v1/projects/{project_id}/commands",
		Summary: "Publishes the latest state of a Revit cloud worksharing model, with its links.",
		Effect:  Action, Tokens: readTokens(), Scopes: []string{"data:read", "data:create", "data:write"}, Limit: "dm-300",
		Headers:    dmUserHeaders(),
		PathParams: []Field{prefixedProjectID()},
		Body:       dmPublishModelBody(),
		Encoding:   JSONAPI,
		Status:     200,
		Returns:    Returns{Shape: Object, Fields: document(commandFields())},
		Errors:     dmErrors(),
		Model:      Opaque, Async: true,
		Notes: "Asynchronous: answers status committed; a new version appears when done. Poll get_item until " +
			"included[0].attributes.extension.data.extractionState is SUCCESS (the tutorial text says extractState), or a dm.version " +
			"webhook. No storage needed.",
		Source: "https://aps.autodesk.com/en/docs/data/v2/reference/http/PublishModel/",
	}
}

func dmPublishWithoutLinks() *Operation {
	return &Operation{
		Name: "publish_without_links", SDK: "publish_without_links",
		Method: "POST", Path: "/data/v1/projects/{project_id}/commands",
		Summary: "Publishes the latest state of a Revit cloud model without its links.",
		Effect:  Action, Tokens: readTokens(), Scopes: []string{"data:read", "data:create", "data:write"}, Limit: "dm-300",
		Headers:    dmUserHeaders(),
		PathParams: []Field{prefixedProjectID()},
		Body:       dmPublishWithoutLinksBody(),
		Encoding:   JSONAPI,
		Status:     200,
		Returns:    Returns{Shape: Object, Fields: document(commandFields())},
		Errors:     dmErrors(),
		Model:      Opaque, Async: true,
		Notes:  "As publish_model.",
		Source: "https://aps.autodesk.com/en/docs/data/v2/reference/http/PublishWithoutLinks/",
	}
}

func dmGetPublishModelJob() *Operation {
	return &Operation{
		Name: "get_publish_model_job", SDK: "get_publish_model_job",
		Method: "POST", Path: "/data/v1/projects/{project_id}/commands",
		Summary: "Tells whether a Revit cloud model needs publishing, or the state of its publish job.",
		Effect:  Read, Tokens: readTokens(), Scopes: []string{"data:read", "data:create", "data:write"}, Limit: "dm-300",
		Headers:    dmUserHeaders(),
		PathParams: []Field{prefixedProjectID()},
		Body:       dmPublishJobBody(),
		Encoding:   JSONAPI,
		Status:     200,
		Returns: Returns{Shape: Object, Fields: document([]Field{
			{Name: "attributes", Type: "object"},
			{Name: "attributes.status", Type: "string", Enum: []string{"accepted", "committed", "processing", "complete", "failed"}},
		})},
		Errors: dmErrors(),
		Notes: "Data null = needs publishing; an object with status processing or complete = published or being published (tutorial). The " +
			"OpenAPI description states the opposite (null when already published); the tutorial is explicit.",
		Source: "https://aps.autodesk.com/en/docs/data/v2/reference/http/GetPublishModelJob/",
	}
}

func dmStatuses() []string {
	return []string{"accepted", "committed", "complete", "failed"}
}

// commandFields are the fields of what data_management.publish_model answers.
func commandFields() []Field {
	return []Field{
		{Name: "id", Type: "string"},
		{Name: "attributes", Type: "object"},
		{Name: "attributes.status", Type: "string", Enum: dmStatuses()},
	}
}

// dmCheckPermissionBody is what data_management.check_permission is sent.
func dmCheckPermissionBody() []Field {
	return []Field{
		{Name: "jsonapi", Type: "object", Required: true},
		{Name: "jsonapi.version", Type: "string", Required: true, Enum: []string{"1.0"}},
		{Name: "data", Type: "object", Required: true},
		{Name: "data.type", Type: "string", Required: true, Enum: []string{"commands"}},
		{Name: "data.attributes", Type: "object", Required: true},
		{Name: "data.attributes.extension", Type: "object", Required: true},
		{Name: "data.attributes.extension.type", Type: "string", Required: true, Enum: []string{"commands:autodesk.core:CheckPermission"}},
		{Name: "data.attributes.extension.version", Type: "string", Required: true, Enum: []string{"1.0.0"}},
		{Name: "data.attributes.extension.data", Type: "object", Required: true},
		{Name: "data.attributes.extension.data.requiredActions", Type: "[]string", Required: true, Enum: []string{
			"read", "view", "download", "collaborate", "write", "upload", "updateMetaData", "create", "delete", "admin", "share",
		}},
		{Name: "data.relationships", Type: "object", Required: true},
		{Name: "data.relationships.resources", Type: "object", Required: true},
		{Name: "data.relationships.resources.data", Type: "[]object", Required: true},
		{Name: "data.relationships.resources.data[].type", Type: "string", Required: true, Enum: []string{"folders", "items", "versions"}},
		{Name: "data.relationships.resources.data[].id", Type: "string", Required: true, Doc: "URN"},
	}
}

// dmListItemsBody is what data_management.list_items is sent.
func dmListItemsBody() []Field {
	return []Field{
		{Name: "jsonapi", Type: "object", Required: true},
		{Name: "jsonapi.version", Type: "string", Required: true, Enum: []string{"1.0"}},
		{Name: "data", Type: "object", Required: true},
		{Name: "data.type", Type: "string", Required: true, Enum: []string{"commands"}},
		{Name: "data.attributes", Type: "object", Required: true},
		{Name: "data.attributes.extension", Type: "object", Required: true},
		{Name: "data.attributes.extension.type", Type: "string", Required: true, Enum: []string{"commands:autodesk.core:ListItems"}},
		{Name: "data.attributes.extension.version", Type: "string", Required: true, Enum: []string{"1.0.0", "1.1.0"}},
		{Name: "data.attributes.extension.data", Type: "object"},
		{Name: "data.attributes.extension.data.includePathInProject", Type: "bool",
			Doc: "acc_sdk sends it with version 1.1.0; the OpenAPI file says 1.0.0"},
		{Name: "data.relationships", Type: "object", Required: true},
		{Name: "data.relationships.resources", Type: "object", Required: true},
		{Name: "data.relationships.resources.data", Type: "[]object", Required: true},
		{Name: "data.relationships.resources.data[].type", Type: "string", Required: true, Enum: []string{"items"}},
		{Name: "data.relationships.resources.data[].id", Type: "string", Required: true, Doc: "Lineage URN"},
	}
}

// dmListRefsBody is what data_management.list_refs is sent.
func dmListRefsBody() []Field {
	return []Field{
		{Name: "jsonapi", Type: "object", Required: true},
		{Name: "jsonapi.version", Type: "string", Required: true, Enum: []string{"1.0"}},
		{Name: "data", Type: "object", Required: true},
		{Name: "data.type", Type: "string", Required: true, Enum: []string{"commands"}},
		{Name: "data.attributes", Type: "object", Required: true},
		{Name: "data.attributes.extension", Type: "object", Required: true},
		{Name: "data.attributes.extension.type", Type: "string", Required: true, Enum: []string{"commands:autodesk.core:ListRefs"}},
		{Name: "data.attributes.extension.version", Type: "string", Required: true, Enum: []string{"1.0.0"}},
		{Name: "data.relationships", Type: "object", Required: true},
		{Name: "data.relationships.resources", Type: "object", Required: true},
		{Name: "data.relationships.resources.data", Type: "[]object", Required: true},
		{Name: "data.relationships.resources.data[].type", Type: "string", Required: true, Enum: []string{"versions"}},
		{Name: "data.relationships.resources.data[].id", Type: "string", Required: true, Doc: "Version URN"},
	}
}

// dmPublishModelBody is what data_management.publish_model is sent.
func dmPublishModelBody() []Field {
	return []Field{
		{Name: "jsonapi", Type: "object", Required: true},
		{Name: "jsonapi.version", Type: "string", Required: true, Enum: []string{"1.0"}},
		{Name: "data", Type: "object", Required: true},
		{Name: "data.type", Type: "string", Required: true, Enum: []string{"commands"}},
		{Name: "data.attributes", Type: "object", Required: true},
		{Name: "data.attributes.extension", Type: "object", Required: true},
		{Name: "data.attributes.extension.type", Type: "string", Required: true, Enum: []string{"commands:autodesk.bim360:C4RModelPublish"}},
		{Name: "data.attributes.extension.version", Type: "string", Required: true, Enum: []string{"1.0.0"}},
		{Name: "data.relationships", Type: "object", Required: true},
		{Name: "data.relationships.resources", Type: "object", Required: true},
		{Name: "data.relationships.resources.data", Type: "[]object", Required: true},
		{Name: "data.relationships.resources.data[].type", Type: "string", Required: true, Enum: []string{"items"}},
		{Name: "data.relationships.resources.data[].id", Type: "string", Required: true, Doc: "Lineage URN of a C4RModel item"},
	}
}

// dmPublishWithoutLinksBody is what data_management.publish_without_links is sent.
func dmPublishWithoutLinksBody() []Field {
	return []Field{
		{Name: "jsonapi", Type: "object", Required: true},
		{Name: "jsonapi.version", Type: "string", Required: true, Enum: []string{"1.0"}},
		{Name: "data", Type: "object", Required: true},
		{Name: "data.type", Type: "string", Required: true, Enum: []string{"commands"}},
		{Name: "data.attributes", Type: "object", Required: true},
		{Name: "data.attributes.extension", Type: "object", Required: true},
		{Name: "data.attributes.extension.type", Type: "string", Required: true, Enum: []string{
			"commands:autodesk.bim360:C4RPublishWithoutLinks",
		}},
		{Name: "data.attributes.extension.version", Type: "string", Required: true, Enum: []string{"1.0.0"}},
		{Name: "data.relationships", Type: "object", Required: true},
		{Name: "data.relationships.resources", Type: "object", Required: true},
		{Name: "data.relationships.resources.data", Type: "[]object", Required: true},
		{Name: "data.relationships.resources.data[].type", Type: "string", Required: true, Enum: []string{"items"}},
		{Name: "data.relationships.resources.data[].id", Type: "string", Required: true, Doc: "Lineage URN of a C4RModel item"},
	}
}

// dmPublishJobBody is what data_management.get_publish_model_job is sent.
func dmPublishJobBody() []Field {
	return []Field{
		{Name: "jsonapi", Type: "object", Required: true},
		{Name: "jsonapi.version", Type: "string", Required: true, Enum: []string{"1.0"}},
		{Name: "data", Type: "object", Required: true},
		{Name: "data.type", Type: "string", Required: true, Enum: []string{"commands"}},
		{Name: "data.attributes", Type: "object", Required: true},
		{Name: "data.attributes.extension", Type: "object", Required: true},
		{Name: "data.attributes.extension.type", Type: "string", Required: true, Enum: []string{
			"commands:autodesk.bim360:C4RModelGetPublishJob",
		}},
		{Name: "data.attributes.extension.version", Type: "string", Required: true, Enum: []string{"1.0.0"}},
		{Name: "data.relationships", Type: "object", Required: true},
		{Name: "data.relationships.resources", Type: "object", Required: true},
		{Name: "data.relationships.resources.data", Type: "[]object", Required: true},
		{Name: "data.relationships.resources.data[].type", Type: "string", Required: true, Enum: []string{"items"}},
		{Name: "data.relationships.resources.data[].id", Type: "string", Required: true, Doc: "Lineage URN of a C4RModel item"},
	}
}
