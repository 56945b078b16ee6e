package catalog

func dmGetVersion() *Operation {
	return &Operation{
		Name: "get_version", SDK: "get_version",
		Method: "GET", Path: "/data/v1/projects/{project_id}/versions/{version_id}",
		Summary: "Reads one version of an item.",
		Effect:  Read, Tokens: readTokens(), Scopes: dataRead(), Limit: "dm-300",
		Headers:    dmUserHeaders(),
		PathParams: []Field{prefixedProjectID(), dmVersionID()},
		Status:     200,
		Returns:    Returns{Shape: Object, Fields: document(versionFields())},
		Errors:     dmErrors(),
		Entity:     "version", Target: "version_id",
		Source: "https://aps.autodesk.com/en/docs/data/v2/reference/http/projects-project_id-versions-version_id-GET/",
	}
}

func dmPatchVersion() *Operation {
	return &Operation{
		Name: "patch_version", SDK: "rename_version",
		Method: "PATCH", Path: "/data/v1/projects/{project_id}/versions/{version_id}",
		Summary: "Changes a version's name; not supported for ACC and BIM 360.",
		Effect:  Update, Tokens: readTokens(), Scopes: dataWrite(), Limit: "dm-50",
		Headers:    dmUserHeaders(),
		PathParams: []Field{prefixedProjectID(), dmVersionID()},
		Body: []Field{
			{Name: "jsonapi", Type: "object", Required: true},
			{Name: "jsonapi.version", Type: "string", Required: true, Enum: []string{"1.0"}},
			{Name: "data", Type: "object", Required: true},
			{Name: "data.type", Type: "string", Required: true, Enum: []string{"versions"}},
			{Name: "data.id", Type: "string", Required: true, Doc: "Raw URN"},
			{Name: "data.attributes", Type: "object"},
			{Name: "data.attributes.name", Type: "string",
				Doc: "1-255 characters; not < > : \" / \\ | ? * ' and not newline, CR, tab, NUL, form feed, and not the signs cent, TM, " +
					"dollar, (R)"},
		},
		Encoding: JSONAPI,
		Status:   200,
		Returns:  Returns{Shape: Object, Fields: document(versionFields())},
		Errors:   plus(dmErrors(), ErrorCase{423, "source or target is locked or being modified"}),
		Entity:   "version", Target: "version_id", Model: Generic,
		Notes:  "In ACC/BIM 360 create a new version with the new name instead.",
		Source: "https://aps.autodesk.com/en/docs/data/v2/reference/http/projects-project_id-versions-version_id-PATCH/",
	}
}

func dmListVersionRefs() *Operation {
	return &Operation{
		Name: "list_version_refs", SDK: "get_version_resources",
		Method: "GET", Path: "/data/v1/projects/{project_id}/versions/{version_id}/refs",
		Summary: "Lists the resources with a custom relationship to the version.",
		Effect:  Read, Tokens: readTokens(), Scopes: dataRead(), Limit: "dm-50",
		Headers:    dmUserHeaders(),
		PathParams: []Field{prefixedProjectID(), dmVersionID()},
		Query: []Field{
			dmTypeFilter(),
			{Name: "filter[id]", Type: "[]string", Doc: "ID of the target"},
			dmExtensionTypeFilter(),
		},
		Status:  200,
		Returns: Returns{Shape: List, Items: "data", Fields: resourceFields(), Beside: []Field{{Name: "included", Type: "[]object"}}},
		Errors:  dmErrors(),
		Source:  "https://aps.autodesk.com/en/docs/data/v2/reference/http/projects-project_id-versions-version_id-refs-GET/",
	}
}

func dmListVersionRelationshipRefs() *Operation {
	return &Operation{
		Name: "list_version_relationship_refs", SDK: "get_version_relationships",
		Method: "GET", Path: "/data/v1/projects/{project_id}/versions/{version_id}/relationships/refs",
		Summary: "Lists the custom relationships of a version.",
		Effect:  Read, Tokens: readTokens(), Scopes: dataRead(), Limit: "dm-50",
		Headers:    dmUserHeaders(),
		PathParams: []Field{prefixedProjectID(), dmVersionID()},
		Query: []Field{
			dmTypeFilter(),
			{Name: "filter[id]", Type: "[]string", Doc: "ID of the target"},
			{Name: "filter[refType]", Type: "string", Enum: dmRefTypes()},
			dmDirectionFilter(), dmExtensionTypeFilter(),
		},
		Status: 200,
		Returns: Returns{Shape: List, Items: "data", Fields: refFields(), Beside: []Field{
			{Name: "included", Type: "[]object", Doc: "The folders, items or versions referred to"},
		}},
		Errors: dmErrors(),
		Source: "https://aps.autodesk.com/en/docs/data/v2/reference/http/projects-project_id-versions-version_id-relationships-refs-GET/",
	}
}

func dmCreateVersionRelationshipRef() *Operation {
	return &Operation{
		Name: "create_version_relationship_ref", SDK: "create_custom_version_relationship",
		Method: "POST", Path: "/data/v1/projects/{project_id}/versions/{version_id}/relationships/refs",
		Summary: "Creates a custom relationship between a version and another resource.",
		Effect:  Create, Tokens: readTokens(), Scopes: dataCreate(), Limit: "dm-50",
		Headers:    dmUserHeaders(),
		PathParams: []Field{prefixedProjectID(), dmVersionID()},
		Body:       refBody(),
		Encoding:   JSONAPI,
		Status:     204,
		Returns:    Returns{Shape: NoBody},
		Errors:     dmErrors(),
		Model:      Opaque,
		Source:     "https://aps.autodesk.com/en/docs/data/v2/reference/http/projects-project_id-versions-version_id-relationships-refs-POST/",
	}
}

func dmListVersionLinks() *Operation {
	return &Operation{
		Name: "list_version_links", SDK: "get_version_links",
		Method: "GET", Path: "/data/v1/projects/{project_id}/versions/{version_id}/relationships/links",
		Summary: "Lists the links of a version to outside resources.",
		Effect:  Read, Tokens: readTokens(), Scopes: dataRead(), Limit: "dm-50",
		Headers:    dmUserHeaders(),
		PathParams: []Field{prefixedProjectID(), dmVersionID()},
		Status:     200,
		Returns:    Returns{Shape: List, Items: "data", Fields: linkFields()},
		Errors:     dmErrors(),
		Notes: "The OpenAPI file gives this path without /data/v1 (an error in it). The rate-limit page also names POST and PATCH of these " +
			"links, which no reference page describes.",
		Source: "https://aps.autodesk.com/en/docs/data/v2/reference/http/projects-project_id-versions-version_id-relationships-links-GET/",
	}
}

func dmCreateVersion() *Operation {
	return &Operation{
		Name: "create_version", SDK: "create_version",
		Method: "POST", Path: "/data/v1/projects/{project_id}/versions",
		Summary: "Adds a version to an item: from an uploaded object, by copying a version (copyFrom), or as a Deleted version which deletes " +
			"the file.",
		Effect: Create, Tokens: readTokens(), Scopes: dataCreate(), Limit: "dm-300",
		Headers:    dmUserHeaders(),
		PathParams: []Field{prefixedProjectID()},
		Query: []Field{
			{Name: "copyFrom", Type: "string",
				Doc: "Version URN to copy; the copy becomes the new version. Same project only. Not while the source is being uploaded, " +
					"updated or copied (see extension.data.processState). URL-encode the ? of the URN"},
		},
		Body:     versionBody(),
		Encoding: JSONAPI,
		Status:   201,
		Returns: Returns{Shape: Object, Fields: document(versionFields(),
			Field{Name: "included", Type: "[]object", Doc: "The item"},
		)},
		Errors: plus(dmErrors(),
			ErrorCase{409, "the resource already exists (name clash) or was modified"},
			ErrorCase{423, "source or target is locked or being modified"},
		),
		Entity: "version", Model: Opaque,
		Notes: "Deleting: adds a version whose extension.type is versions:autodesk.core:Deleted, extension.data.originalName holds the old " +
			"name and attributes.name is a generated id; the item becomes hidden. Restoring: copyFrom the version before the Deleted one " +
			"with body {data: {type: versions}} only; the result is again a new version. Each action raises versionNumber by one.",
		Source: "https://aps.autodesk.com/en/docs/data/v2/reference/http/projects-project_id-versions-POST/",
	}
}

func dmListVersionDownloadFormats() *Operation {
	return &Operation{
		Name: "list_version_download_formats", SDK: "get_version_download_formats",
		Method: "GET", Path: "/data/v1/projects/{project_id}/versions/{version_id}/downloadFormats",
		Summary: "Lists the file formats a version can be converted to for download.",
		Effect:  Read, Tokens: readTokens(), Scopes: dataRead(), Limit: "dm-50",
		Headers:    dmUserHeaders(),
		PathParams: []Field{prefixedProjectID(), dmVersionID()},
		Status:     200,
		Returns: Returns{Shape: Object, Fields: document([]Field{
			{Name: "type", Type: "string", Enum: []string{"downloadFormats"}},
			{Name: "id", Type: "string"},
			{Name: "attributes", Type: "object"},
			{Name: "attributes.formats", Type: "[]object"},
			{Name: "attributes.formats[].fileType", Type: "string"},
		})},
		Errors: dmErrors(),
		Source: "https://aps.autodesk.com/en/docs/data/v2/reference/http/projects-project_id-versions-version_id-downloadFormats-GET/",
	}
}

func dmListVersionDownloads() *Operation {
	return &Operation{
		Name: "list_version_downloads", SDK: "get_version_downloads",
		Method: "GET", Path: "/data/v1/projects/{project_id}/versions/{version_id}/downloads",
		Summary: "Lists the downloads ready for a version.",
		Effect:  Read, Tokens: readTokens(), Scopes: dataRead(), Limit: "dm-50",
		Headers:    dmUserHeaders(),
		PathParams: []Field{prefixedProjectID(), dmVersionID()},
		Query:      []Field{{Name: "filter[format.fileType]", Type: "[]string"}},
		Status:     200,
		Returns:    Returns{Shape: List, Items: "data", Fields: resourceFields()},
		Errors:     dmErrors(),
		Notes:      "Documented as not fully implemented: it returns empty data.",
		Source:     "https://aps.autodesk.com/en/docs/data/v2/reference/http/projects-project_id-versions-version_id-downloads-GET/",
	}
}

// versionBody is what a new file version is made of.
func versionBody() []Field {
	return []Field{
		{Name: "jsonapi", Type: "object", Required: true},
		{Name: "jsonapi.version", Type: "string", Required: true, Enum: []string{"1.0"}},
		{Name: "data", Type: "object", Required: true},
		{Name: "data.type", Type: "string", Required: true, Enum: []string{"versions"}},
		{Name: "data.attributes", Type: "object", Required: true},
		{Name: "data.attributes.name", Type: "string",
			Doc: "File name; required except with copyFrom or for a deletion; with copyFrom overrides the source's name; 1-255 characters; " +
				"not < > : \" / \\ | ? * ' and not newline, CR, tab, NUL, form feed, and not the signs cent, TM, dollar, (R)"},
		{Name: "data.attributes.extension", Type: "object", Required: true},
		{Name: "data.attributes.extension.type", Type: "string", Required: true, Enum: []string{
			"versions:autodesk.bim360:File", "versions:autodesk.core:File", "versions:autodesk.core:Deleted",
		},
			Doc: "versions:autodesk.core:Deleted deletes the file"},
		{Name: "data.attributes.extension.version", Type: "string", Required: true, Enum: []string{"1.0"}},
		{Name: "data.attributes.extension.data", Type: "object"},
		{Name: "data.relationships", Type: "object"},
		{Name: "data.relationships.item", Type: "object"},
		{Name: "data.relationships.item.data", Type: "object"},
		{Name: "data.relationships.item.data.type", Type: "string", Enum: []string{"items"}},
		{Name: "data.relationships.item.data.id", Type: "string", Doc: "Lineage URN; needed for an upload and for a deletion"},
		{Name: "data.relationships.storage", Type: "object"},
		{Name: "data.relationships.storage.data", Type: "object"},
		{Name: "data.relationships.storage.data.type", Type: "string", Enum: []string{"objects"}},
		{Name: "data.relationships.storage.data.id", Type: "string", Doc: "Object URN from create_storage; for an upload"},
		{Name: "data.relationships.refs", Type: "object"},
		{Name: "data.relationships.refs.data", Type: "[]object"},
		{Name: "data.relationships.refs.data[].type", Type: "string", Enum: []string{"versions"}},
		{Name: "data.relationships.refs.data[].id", Type: "string", Doc: "Version URN"},
		{Name: "data.relationships.refs.data[].meta", Type: "object"},
		{Name: "data.relationships.refs.data[].meta.refType", Type: "string", Enum: []string{"xrefs"}},
		{Name: "data.relationships.refs.data[].meta.direction", Type: "string", Enum: []string{"from", "to"}},
		{Name: "data.relationships.refs.data[].meta.extension", Type: "object"},
		{Name: "data.relationships.refs.data[].meta.extension.type", Type: "string", Enum: []string{"xrefs:autodesk.core:Xref"}},
		{Name: "data.relationships.refs.data[].meta.extension.version", Type: "string", Enum: []string{"1.1.0"}},
		{Name: "data.relationships.refs.data[].meta.extension.data", Type: "object"},
		{Name: "data.relationships.refs.data[].meta.extension.data.nestedType", Type: "string", Enum: []string{"attachment", "overlay"}},
		{Name: "meta", Type: "object"},
		{Name: "meta.workflow", Type: "string", Doc: "Webhook workflow id for Model Derivative events; under 36 characters of a-z A-Z 0-9 . -"},
		{Name: "meta.workflowAttribute", Type: "object", Doc: "Under 1 KB; only with meta.workflow"},
	}
}
