package catalog

func dataManagement() *Service {
	return &Service{
		Name:  "data_management",
		Title: "Data Management",
		Summary: "Hubs, projects, folders, items and versions of ACC Docs (Files), storage reservation, format downloads and commands; JSON:API " +
			"bodies.",
		Notes: "Hub and project ids carry the b. prefix here (account id c8b0 -> hub b.c8b0); the ACC admin, forms and bim360/docs services " +
			"take them without. URNs are given as they are; in paths and queries they are encoded on the way. No region header is " +
			"described for these services; the region is read from the hub's attributes.region. Timestamps look like " +
			"2017-07-17T13:06:56.0000000Z (seven decimals). Links hrefs may be absolute or path-only in the documented examples. Nothing " +
			"can be deleted with DELETE; folders are hidden by PATCH, files by a Deleted version. OpenAPI: " +
			"https://github.com/autodesk-platform-services/aps-sdk-openapi/blob/main/datamanagement/datamanagement.yaml.",
		Operations: []*Operation{
			dmListHubs(), dmGetHub(), dmListProjects(), dmGetProject(), dmGetProjectHub(), dmListTopFolders(), dmGetFolder(),
			dmListFolderContents(), dmGetFolderParent(), dmListFolderRefs(), dmListFolderRelationshipRefs(), dmCreateFolderRelationshipRef(),
			dmListFolderLinks(), dmSearchFolder(), dmCreateFolder(), dmPatchFolder(), dmGetItem(), dmPatchItem(), dmGetItemParent(),
			dmListItemRefs(), dmListItemRelationshipRefs(), dmCreateItemRelationshipRef(), dmListItemLinks(), dmGetItemTip(),
			dmListItemVersions(), dmCreateItem(), dmGetVersion(), dmPatchVersion(), dmGetVersionItem(), dmListVersionRefs(),
			dmListVersionRelationshipRefs(), dmCreateVersionRelationshipRef(), dmListVersionLinks(), dmCreateVersion(),
			dmListVersionDownloadFormats(), dmListVersionDownloads(), dmCreateStorage(), dmCreateDownload(), dmGetDownload(),
			dmGetDownloadJob(), dmCheckPermission(), dmListItems(), dmListRefs(), dmPublishModel(), dmPublishWithoutLinks(),
			dmGetPublishModelJob(),
		},
		SDKHelpers: []SDKHelper{
			{"delete_folder", "patch_folder with hidden true", "data_management.delete_folder"},
			{"restore_folder", "patch_folder with hidden false", "data_management.restore_folder"},
			{"rename_folder", "patch_folder with name", "data_management.rename_folder"},
			{"get_item", "get_item; returns {metadata: data, most_recent_version: included[0]}", "data_management.get_item"},
			{"get_item_versions", "list_item_versions, all pages", "data_management.list_item_versions"},
			{"get_projects", "list_projects; follow_pagination collects all pages", "data_management.list_projects"},
		},
	}
}

func dmListHubs() *Operation {
	return &Operation{
		Name: "list_hubs", SDK: "get_hubs",
		Method: "GET", Path: "/project/v1/hubs",
		Summary: "Lists the active hubs (for ACC: accounts) the caller can see.",
		Effect:  Read, Tokens: readTokens(), Scopes: dataRead(), Limit: "dm-50",
		Headers: dmUserHeaders(),
		Query: []Field{
			{Name: "filter[id]", Type: "[]string", Doc: "ID of the target", Test: &Test{"id", MatchOneOf}},
			{Name: "filter[name]", Type: "[]string"},
			dmExtensionTypeFilter(),
		},
		Status: 200,
		Returns: Returns{Shape: List, Items: "data", Fields: hubFields(), Beside: []Field{
			{Name: "meta", Type: "object"},
			{Name: "meta.warnings", Type: "[]object",
				Doc: "One per region that could not be read: Id, HttpStatusCode, ErrorCode, Title, Detail, AboutLink, Source, meta " +
					"(capitalised keys)"},
		}},
		Errors: []ErrorCase{
			{401, "bad token or scope"},
			{403, "no permission"},
		},
		Entity: "hub",
		Notes: "An app that is not a custom integration of the account gets 200 with an empty data list and meta.warnings, not an error. ACC " +
			"hubs: filter[extension.type]=hubs:autodesk.bim360:Account.",
		Source: "https://aps.autodesk.com/en/docs/data/v2/reference/http/hubs-GET/",
	}
}

func dmGetHub() *Operation {
	return &Operation{
		Name: "get_hub", SDK: "get_hub",
		Method: "GET", Path: "/project/v1/hubs/{hub_id}",
		Summary: "Reads one hub.",
		Effect:  Read, Tokens: readTokens(), Scopes: dataRead(), Limit: "dm-50",
		Headers:    dmUserHeaders(),
		PathParams: []Field{hubID()},
		Status:     200,
		Returns:    Returns{Shape: Object, Fields: document(hubFields())},
		Errors:     dmErrors(),
		Entity:     "hub", Target: "hub_id",
		Source: "https://aps.autodesk.com/en/docs/data/v2/reference/http/hubs-hub_id-GET/",
	}
}

func dmListProjects() *Operation {
	return &Operation{
		Name: "list_projects", SDK: "get_projects",
		Method: "GET", Path: "/project/v1/hubs/{hub_id}/projects",
		Summary: "Lists the active projects of a hub that the caller (or the app) can see.",
		Effect:  Read, Tokens: readTokens(), Scopes: dataRead(), Limit: "dm-50",
		Headers:    dmUserHeaders(),
		PathParams: []Field{hubID()},
		Query: []Field{
			{Name: "filter[id]", Type: "[]string", Doc: "ID of the target", Test: &Test{"id", MatchOneOf}},
			dmExtensionTypeFilter(),
			{Name: "page[number]", Type: "int", Doc: "0-based page"},
			{Name: "page[limit]", Type: "int", Default: "200", Min: 1, Max: 200},
		},
		Pagination: dmPages(),
		Status:     200,
		Returns:    Returns{Shape: List, Fields: docsProjectFields()},
		Errors: []ErrorCase{
			{400, "malformed request"},
			{401, "bad token or scope"},
			{403, "no permission"},
			{404, "hub not found"},
		},
		Entity: "docs_project",
		Notes:  "filter[name] also works (filtering guide). Archived projects are left out.",
		Source: "https://aps.autodesk.com/en/docs/data/v2/reference/http/hubs-hub_id-projects-GET/",
	}
}

func dmGetProject() *Operation {
	return &Operation{
		Name: "get_project", SDK: "get_project",
		Method: "GET", Path: "/project/v1/hubs/{hub_id}/projects/{project_id}",
		Summary: "Reads one project.",
		Effect:  Read, Tokens: readTokens(), Scopes: dataRead(), Limit: "dm-50",
		Headers:    dmUserHeaders(),
		PathParams: []Field{hubID(), prefixedProjectID()},
		Status:     200,
		Returns:    Returns{Shape: Object, Fields: document(docsProjectFields())},
		Errors:     dmErrors(),
		Entity:     "docs_project", Target: "project_id",
		Source: "https://aps.autodesk.com/en/docs/data/v2/reference/http/hubs-hub_id-projects-project_id-GET/",
	}
}

func dmGetProjectHub() *Operation {
	return &Operation{
		Name: "get_project_hub", SDK: "get_hub_from_project",
		Method: "GET", Path: "/project/v1/hubs/{hub_id}/projects/{project_id}/hub",
		Summary: "Reads the hub that holds a project.",
		Effect:  Read, Tokens: readTokens(), Scopes: dataRead(), Limit: "dm-50",
		Headers:    dmUserHeaders(),
		PathParams: []Field{hubID(), prefixedProjectID()},
		Status:     200,
		Returns:    Returns{Shape: Object, Fields: document(hubFields())},
		Errors:     dmErrors(),
		Source:     "https://aps.autodesk.com/en/docs/data/v2/reference/http/hubs-hub_id-projects-project_id-hub-GET/",
	}
}

func dmListTopFolders() *Operation {
	return &Operation{
		Name: "list_top_folders", SDK: "get_project_top_folders",
		Method: "GET", Path: "/project/v1/hubs/{hub_id}/projects/{project_id}/topFolders",
		Summary: "Lists the highest folders the caller may read (for a project admin: all folders under the root).",
		Effect:  Read, Tokens: readTokens(), Scopes: dataRead(), Limit: "dm-300",
		Headers:    dmUserHeaders(),
		PathParams: []Field{hubID(), prefixedProjectID()},
		Query: []Field{
			{Name: "excludeDeleted", Type: "bool", Default: "false", Doc: "Leave out deleted folders; only with user context"},
			{Name: "projectFilesOnly", Type: "bool", Default: "false", Doc: "Only Project Files and what is below it; only with user context"},
		},
		Status:  200,
		Returns: Returns{Shape: List, Items: "data", Fields: folderFields()},
		Errors:  dmErrors(),
		Notes: "For a user without rights on a root-level folder it returns the highest folders they have rights on, which may lie deeper. " +
			"The ACC Files tool is the Project Files folder; the Sheets tool is not reachable here (see sheets).",
		Source: "https://aps.autodesk.com/en/docs/data/v2/reference/http/hubs-hub_id-projects-project_id-topFolders-GET/",
	}
}

func dmVersionID() Field {
	return Field{Name: "version_id", Type: "string", Required: true, Doc: "Version URN (urn:adsk.wipprod:fs.file:vf.XXXX?version=N)"}
}

func dmExtensionTypeFilter() Field {
	return Field{Name: "filter[extension.type]", Type: "[]string", Doc: "e.g. items:autodesk.bim360:File"}
}

func dmTypeFilter() Field {
	return Field{Name: "filter[type]", Type: "[]string", Enum: []string{"folders", "items", "versions"}, Doc: "Kind of the target"}
}

func dmDirectionFilter() Field {
	return Field{Name: "filter[direction]", Type: "string", Enum: []string{"from", "to"}, Doc: "Direction of the data flow"}
}

func dmUserHeaders() []Field {
	return []Field{
		{Name: "x-user-id", Type: "string", Doc: "2-legged only: act as this user (Autodesk ID); without it the app sees every user's data"},
	}
}

func dmErrors() []ErrorCase {
	return []ErrorCase{
		{400, "malformed request or headers"},
		{403, "no permission, or the app is not added to the account as a custom integration"},
		{404, "resource not found"},
	}
}

func dmPages() Pagination {
	return Pagination{
		Style: NumberPages, LimitParam: "page[limit]", OffsetParam: "page[number]",
		DefaultLimit: 200, MaxLimit: 200, Items: "data", Next: "links.next.href",
	}
}

func dmRefTypes() []string {
	return []string{"derived", "dependencies", "auxiliary", "xrefs", "includes"}
}

// hubFields are the fields of a hub.
func hubFields() []Field {
	return []Field{
		{Name: "type", Type: "string", Enum: []string{"hubs"}},
		{Name: "id", Type: "string", Doc: "b.<account id>"},
		{Name: "attributes", Type: "object"},
		{Name: "attributes.name", Type: "string"},
		{Name: "attributes.region", Type: "string", Enum: dmRegions()},
		{Name: "attributes.extension", Type: "object"},
		{Name: "attributes.extension.type", Type: "string",
			Doc: "hubs:autodesk.bim360:Account for ACC and BIM 360; hubs:autodesk.core:Hub, hubs:autodesk.a360:PersonalHub otherwise"},
		{Name: "relationships", Type: "object"},
		{Name: "relationships.projects", Type: "object"},
		{Name: "relationships.projects.links", Type: "object"},
		{Name: "relationships.projects.links.related", Type: "object"},
		{Name: "relationships.projects.links.related.href", Type: "string"},
		{Name: "links", Type: "object"},
		{Name: "links.self", Type: "object"},
		{Name: "links.self.href", Type: "string"},
	}
}

// docsProjectFields are the fields of a project in Docs.
func docsProjectFields() []Field {
	return []Field{
		{Name: "type", Type: "string", Enum: []string{"projects"}},
		{Name: "id", Type: "string", Doc: "b.<project id>"},
		{Name: "attributes", Type: "object"},
		{Name: "attributes.name", Type: "string"},
		{Name: "attributes.scopes", Type: "[]string"},
		{Name: "attributes.extension", Type: "object"},
		{Name: "attributes.extension.type", Type: "string", Doc: "projects:autodesk.bim360:Project"},
		{Name: "attributes.extension.data", Type: "object"},
		{Name: "attributes.extension.data.projectType", Type: "string", Enum: []string{"BIM360", "ACC"}, Doc: "Only BIM 360 and ACC"},
		{Name: "relationships", Type: "object"},
		{Name: "relationships.hub", Type: "object"},
		{Name: "relationships.hub.data", Type: "object"},
		{Name: "relationships.hub.data.id", Type: "string"},
		{Name: "relationships.rootFolder", Type: "object"},
		{Name: "relationships.rootFolder.data", Type: "object"},
		{Name: "relationships.rootFolder.data.id", Type: "string"},
		{Name: "relationships.topFolders", Type: "object"},
		{Name: "relationships.topFolders.links", Type: "object"},
		{Name: "relationships.topFolders.links.related", Type: "object"},
		{Name: "relationships.topFolders.links.related.href", Type: "string"},
		{Name: "relationships.issues", Type: "object"},
		{Name: "relationships.issues.data", Type: "object"},
		{Name: "relationships.issues.data.id", Type: "string",
			Doc: "Container ids, BIM 360/ACC only; same shape for submittals, rfis, markups, checklists, cost, locations"},
		{Name: "links", Type: "object"},
		{Name: "links.webView", Type: "object"},
		{Name: "links.webView.href", Type: "string"},
	}
}

// folderFields are the fields of a folder.
func folderFields() []Field {
	return []Field{
		{Name: "type", Type: "string", Enum: []string{"folders"}},
		{Name: "id", Type: "string"},
		{Name: "attributes", Type: "object"},
		{Name: "attributes.name", Type: "string"},
		{Name: "attributes.displayName", Type: "string", Doc: "Reserved; read name"},
		{Name: "attributes.objectCount", Type: "int"},
		{Name: "attributes.createTime", Type: "datetime"},
		{Name: "attributes.createUserId", Type: "string"},
		{Name: "attributes.createUserName", Type: "string"},
		{Name: "attributes.lastModifiedTime", Type: "datetime"},
		{Name: "attributes.lastModifiedUserId", Type: "string"},
		{Name: "attributes.lastModifiedUserName", Type: "string"},
		{Name: "attributes.lastModifiedTimeRollup", Type: "datetime", Doc: "Folder or anything below it"},
		{Name: "attributes.hidden", Type: "bool", Doc: "true = deleted"},
		{Name: "attributes.extension", Type: "object"},
		{Name: "attributes.extension.type", Type: "string", Doc: "folders:autodesk.bim360:Folder"},
		{Name: "attributes.extension.data", Type: "object"},
		{Name: "attributes.extension.data.visibleTypes", Type: "[]string"},
		{Name: "attributes.extension.data.allowedTypes", Type: "[]string"},
		{Name: "attributes.extension.data.actions", Type: "[]string"},
		{Name: "attributes.extension.data.namingStandardIds", Type: "[]string"},
		{Name: "attributes.extension.data.description", Type: "string", Doc: "ACC only"},
		{Name: "relationships", Type: "object"},
		{Name: "relationships.parent", Type: "object"},
		{Name: "relationships.parent.data", Type: "object"},
		{Name: "relationships.parent.data.id", Type: "string"},
		{Name: "relationships.contents", Type: "object"},
		{Name: "relationships.contents.links", Type: "object"},
		{Name: "relationships.contents.links.related", Type: "object"},
		{Name: "relationships.contents.links.related.href", Type: "string"},
		{Name: "links", Type: "object"},
		{Name: "links.self", Type: "object"},
		{Name: "links.self.href", Type: "string"},
		{Name: "links.webView", Type: "object"},
		{Name: "links.webView.href", Type: "string"},
	}
}

// resourceFields are the fields of what data_management.list_folder_contents answers.
func resourceFields() []Field {
	return []Field{
		{Name: "type", Type: "string"},
		{Name: "id", Type: "string"},
		{Name: "attributes", Type: "object"},
		{Name: "relationships", Type: "object"},
	}
}

// refFields are the fields of what data_management.list_folder_relationship_refs answers.
func refFields() []Field {
	return []Field{
		{Name: "type", Type: "string", Enum: []string{"folders", "items", "versions"}},
		{Name: "id", Type: "string"},
		{Name: "meta", Type: "object"},
		{Name: "meta.refType", Type: "string", Enum: dmRefTypes()},
		{Name: "meta.direction", Type: "string", Enum: []string{"from", "to"}},
		{Name: "meta.fromId", Type: "string"},
		{Name: "meta.fromType", Type: "string", Enum: []string{"folders", "items", "versions"}},
		{Name: "meta.toId", Type: "string"},
		{Name: "meta.toType", Type: "string", Enum: []string{"folders", "items", "versions"}},
		{Name: "meta.extension", Type: "object"},
	}
}

// linkFields are the fields of what data_management.list_folder_links answers.
func linkFields() []Field {
	return []Field{
		{Name: "type", Type: "string", Enum: []string{"links"}},
		{Name: "id", Type: "string"},
		{Name: "meta", Type: "object"},
		{Name: "meta.link", Type: "object"},
		{Name: "meta.link.href", Type: "string"},
		{Name: "meta.mimeType", Type: "string"},
		{Name: "meta.data", Type: "object"},
		{Name: "meta.data.type", Type: "string"},
		{Name: "meta.data.id", Type: "string"},
		{Name: "meta.extension", Type: "object"},
	}
}

// versionFields are the fields of a file version.
func versionFields() []Field {
	return []Field{
		{Name: "type", Type: "string", Enum: []string{"versions"}},
		{Name: "id", Type: "string", Doc: "Version URN"},
		{Name: "attributes", Type: "object"},
		{Name: "attributes.name", Type: "string", Doc: "The file name"},
		{Name: "attributes.displayName", Type: "string"},
		{Name: "attributes.mimeType", Type: "string"},
		{Name: "attributes.versionNumber", Type: "int"},
		{Name: "attributes.fileType", Type: "string"},
		{Name: "attributes.storageSize", Type: "int", Doc: "Bytes"},
		{Name: "attributes.createTime", Type: "datetime"},
		{Name: "attributes.createUserId", Type: "string"},
		{Name: "attributes.createUserName", Type: "string"},
		{Name: "attributes.lastModifiedTime", Type: "datetime"},
		{Name: "attributes.lastModifiedUserId", Type: "string"},
		{Name: "attributes.lastModifiedUserName", Type: "string"},
		{Name: "attributes.extension", Type: "object"},
		{Name: "attributes.extension.type", Type: "string",
			Doc: "versions:autodesk.bim360:File, ...:Document, ...:C4RModel, versions:autodesk.core:Deleted"},
		{Name: "attributes.extension.data", Type: "object"},
		{Name: "attributes.extension.data.processState", Type: "string", Doc: "e.g. PROCESSING_COMPLETE"},
		{Name: "attributes.extension.data.extractionState", Type: "string", Doc: "e.g. SUCCESS"},
		{Name: "attributes.extension.data.conformingStatus", Type: "string", Enum: []string{"NONE", "CONFORMING", "NON_CONFORMING"},
			Doc: "Naming standard"},
		{Name: "relationships", Type: "object"},
		{Name: "relationships.item", Type: "object"},
		{Name: "relationships.item.data", Type: "object"},
		{Name: "relationships.item.data.id", Type: "string"},
		{Name: "relationships.storage", Type: "object"},
		{Name: "relationships.storage.data", Type: "object"},
		{Name: "relationships.storage.data.id", Type: "string",
			Doc: "urn:adsk.objects:os.object:<bucketKey>/<objectKey>; absent on a Deleted version"},
		{Name: "relationships.derivatives", Type: "object"},
		{Name: "relationships.derivatives.data", Type: "object"},
		{Name: "relationships.derivatives.data.id", Type: "string"},
		{Name: "relationships.thumbnails", Type: "object"},
		{Name: "relationships.thumbnails.data", Type: "object"},
		{Name: "relationships.thumbnails.data.id", Type: "string"},
		{Name: "links", Type: "object"},
		{Name: "links.self", Type: "object"},
		{Name: "links.self.href", Type: "string"},
		{Name: "links.webView", Type: "object"},
		{Name: "links.webView.href", Type: "string"},
	}
}

// refBody is what data_management.create_folder_relationship_ref is sent.
func refBody() []Field {
	return []Field{
		{Name: "jsonapi", Type: "object", Required: true},
		{Name: "jsonapi.version", Type: "string", Required: true, Enum: []string{"1.0"}},
		{Name: "data", Type: "object", Required: true},
		{Name: "data.type", Type: "string", Required: true, Enum: []string{"folders", "items", "versions"}, Doc: "Kind of the related resource"},
		{Name: "data.id", Type: "string", Required: true, Doc: "Raw (not URL-encoded) URN of the related resource"},
		{Name: "data.meta", Type: "object", Required: true},
		{Name: "data.meta.extension", Type: "object", Required: true},
		{Name: "data.meta.extension.type", Type: "string", Required: true,
			Doc: "e.g. auxiliary:autodesk.core:Attachment, xrefs:autodesk.core:Xref"},
		{Name: "data.meta.extension.version", Type: "string", Required: true, Doc: "e.g. 1.0"},
		{Name: "data.meta.extension.data", Type: "object", Doc: "Per extension type"},
	}
}

func dmRegions() []string {
	return []string{"US", "EMEA", "AUS", "CAN", "DEU", "IND", "JPN", "GBR"}
}

// dmEntities are the kinds of things the service has.
func dmEntities() []*Entity {
	return []*Entity{
		{
			Name: "hub", One: "hub", Many: "hubs",
			IDs: []string{"id"}, Key: []string{"attributes.name"}, Title: []string{"attributes.name"},
			List: "data_management.list_hubs",
		},
		{
			Name: "docs_project", One: "project in Docs", Many: "projects in Docs", Parent: "hub_id",
			IDs: []string{"id"}, Key: []string{"attributes.name"}, Title: []string{"attributes.name"},
			List: "data_management.list_projects",
		},
		{
			Name: "folder", One: "folder", Many: "folders", Parent: "project_id",
			IDs: []string{"id"}, Title: []string{"attributes.displayName", "attributes.name"},
			Visible: settles,
		},
		{
			Name: "item", One: "file", Many: "files", Parent: "project_id",
			IDs: []string{"id"}, Title: []string{"attributes.displayName"},
			Visible: settles,
		},
		{
			Name: "version", One: "file version", Many: "file versions", Parent: "project_id",
			IDs: []string{"id"}, Title: []string{"attributes.displayName", "attributes.name"},
			Visible: settles,
		},
	}
}
