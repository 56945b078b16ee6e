package catalog

func dmGetItem() *Operation {
	return &Operation{
		Name: "get_item", SDK: "get_item",
		Method: "GET", Path: "/data/v1/projects/{project_id}/items/{item_id}",
		Summary: "Reads an item; included holds its tip version.",
		Effect:  Read, Tokens: readTokens(), Scopes: dataRead(), Limit: "dm-300",
		Headers:    dmUserHeaders(),
		PathParams: []Field{prefixedProjectID(), dmItemID()},
		Query:      []Field{{Name: "includePathInProject", Type: "bool", Default: "false", Doc: "Adds attributes.pathInProject"}},
		Status:     200,
		Returns: Returns{Shape: Object, Fields: document(itemFields(),
			Field{Name: "included", Type: "[]object", Doc: "The tip version, in VersionData shape"},
		)},
		Errors: dmErrors(),
		Entity: "item", Target: "item_id",
		Source: "https://aps.autodesk.com/en/docs/data/v2/reference/http/projects-project_id-items-item_id-GET/",
	}
}

func dmPatchItem() *Operation {
	return &Operation{
		Name: "patch_item", SDK: "update_item_properties",
		Method: "PATCH", Path: "/data/v1/projects/{project_id}/items/{item_id}",
		Summary: "Changes an item's displayName; not supported for ACC and BIM 360 items.",
		Effect:  Update, Tokens: readTokens(), Scopes: dataWrite(), Limit: "dm-50",
		Headers:    dmUserHeaders(),
		PathParams: []Field{prefixedProjectID(), dmItemID()},
		Body: []Field{
			{Name: "jsonapi", Type: "object", Required: true},
			{Name: "jsonapi.version", Type: "string", Required: true, Enum: []string{"1.0"}},
			{Name: "data", Type: "object", Required: true},
			{Name: "data.type", Type: "string", Required: true, Enum: []string{"items"}},
			{Name: "data.id", Type: "string", Required: true},
			{Name: "data.attributes", Type: "object"},
			{Name: "data.attributes.displayName", Type: "string"},
		},
		Encoding: JSONAPI,
		Status:   200,
		Returns: Returns{Shape: Object, Fields: document(itemFields(),
			Field{Name: "included", Type: "[]object", Doc: "The tip version, in VersionData shape"},
		)},
		Errors: plus(dmErrors(), ErrorCase{423, "source or target is locked or being modified"}),
		Entity: "item", Target: "item_id", Model: Generic,
		Notes:  "ACC/BIM 360: rename by create_version with copyFrom and a new name.",
		Source: "https://aps.autodesk.com/en/docs/data/v2/reference/http/projects-project_id-items-item_id-PATCH/",
	}
}

func dmGetItemParent() *Operation {
	return &Operation{
		Name: "get_item_parent", SDK: "get_items_parent_folder",
		Method: "GET", Path: "/data/v1/projects/{project_id}/items/{item_id}/parent",
		Summary: "Reads the folder that holds an item.",
		Effect:  Read, Tokens: readTokens(), Scopes: dataRead(), Limit: "dm-50",
		Headers:    dmUserHeaders(),
		PathParams: []Field{prefixedProjectID(), dmItemID()},
		Status:     200,
		Returns:    Returns{Shape: Object, Fields: document(folderFields())},
		Errors:     dmErrors(),
		Notes:      "acc_sdk calls .../parentFolder, which the reference does not have.",
		Source:     "https://aps.autodesk.com/en/docs/data/v2/reference/http/projects-project_id-items-item_id-parent-GET/",
	}
}

func dmListItemRefs() *Operation {
	return &Operation{
		Name: "list_item_refs", SDK: "get_resource_relationships",
		Method: "GET", Path: "/data/v1/projects/{project_id}/items/{item_id}/refs",
		Summary: "Lists the resources with a custom relationship to the item.",
		Effect:  Read, Tokens: readTokens(), Scopes: dataRead(), Limit: "dm-300",
		Headers:    dmUserHeaders(),
		PathParams: []Field{prefixedProjectID(), dmItemID()},
		Query: []Field{
			dmTypeFilter(),
			{Name: "filter[id]", Type: "[]string", Doc: "ID of the target"},
			dmExtensionTypeFilter(),
		},
		Status:  200,
		Returns: Returns{Shape: List, Items: "data", Fields: resourceFields(), Beside: []Field{{Name: "included", Type: "[]object"}}},
		Errors:  dmErrors(),
		Source:  "https://aps.autodesk.com/en/docs/data/v2/reference/http/projects-project_id-items-item_id-refs-GET/",
	}
}

func dmListItemRelationshipRefs() *Operation {
	return &Operation{
		Name: "list_item_relationship_refs", SDK: "get_item_relationships",
		Method: "GET", Path: "/data/v1/projects/{project_id}/items/{item_id}/relationships/refs",
		Summary: "Lists the custom relationships of an item.",
		Effect:  Read, Tokens: readTokens(), Scopes: dataRead(), Limit: "dm-50",
		Headers:    dmUserHeaders(),
		PathParams: []Field{prefixedProjectID(), dmItemID()},
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
		Source: "https://aps.autodesk.com/en/docs/data/v2/reference/http/projects-project_id-items-item_id-relationships-refs-GET/",
	}
}

func dmCreateItemRelationshipRef() *Operation {
	return &Operation{
		Name: "create_item_relationship_ref", SDK: "create_item_relationship",
		Method: "POST", Path: "/data/v1/projects/{project_id}/items/{item_id}/relationships/refs",
		Summary: "Creates a custom relationship between an item and another resource.",
		Effect:  Create, Tokens: readTokens(), Scopes: dataCreate(), Limit: "dm-50",
		Headers:    dmUserHeaders(),
		PathParams: []Field{prefixedProjectID(), dmItemID()},
		Body:       refBody(),
		Encoding:   JSONAPI,
		Status:     204,
		Returns:    Returns{Shape: NoBody},
		Errors:     dmErrors(),
		Model:      Opaque,
		Source:     "https://aps.autodesk.com/en/docs/data/v2/reference/http/projects-project_id-items-item_id-relationships-refs-POST/",
	}
}

func dmListItemLinks() *Operation {
	return &Operation{
		Name: "list_item_links", SDK: "get_item_links",
		Method: "GET", Path: "/data/v1/projects/{project_id}/items/{item_id}/relationships/links",
		Summary: "Lists the links of an item to outside resources.",
		Effect:  Read, Tokens: readTokens(), Scopes: dataRead(), Limit: "dm-50",
		Headers:    dmUserHeaders(),
		PathParams: []Field{prefixedProjectID(), dmItemID()},
		Status:     200,
		Returns:    Returns{Shape: List, Items: "data", Fields: linkFields()},
		Errors:     dmErrors(),
		Source:     "https://aps.autodesk.com/en/docs/data/v2/reference/http/projects-project_id-items-item_id-relationships-links-GET/",
	}
}

func dmGetItemTip() *Operation {
	return &Operation{
		Name: "get_item_tip", SDK: "get_tip_version",
		Method: "GET", Path: "/data/v1/projects/{project_id}/items/{item_id}/tip",
		Summary: "Reads the latest version of an item.",
		Effect:  Read, Tokens: readTokens(), Scopes: dataRead(), Limit: "dm-50",
		Headers:    dmUserHeaders(),
		PathParams: []Field{prefixedProjectID(), dmItemID()},
		Status:     200,
		Returns:    Returns{Shape: Object, Fields: document(versionFields())},
		Errors:     dmErrors(),
		Source:     "https://aps.autodesk.com/en/docs/data/v2/reference/http/projects-project_id-items-item_id-tip-GET/",
	}
}

func dmListItemVersions() *Operation {
	return &Operation{
		Name: "list_item_versions", SDK: "get_item_versions",
		Method: "GET", Path: "/data/v1/projects/{project_id}/items/{item_id}/versions",
		Summary: "Lists all versions of an item.",
		Effect:  Read, Tokens: readTokens(), Scopes: dataRead(), Limit: "dm-800",
		Headers:    dmUserHeaders(),
		PathParams: []Field{prefixedProjectID(), dmItemID()},
		Query: []Field{
			{Name: "filter[id]", Type: "[]string", Doc: "ID of the target"},
			dmExtensionTypeFilter(),
			{Name: "filter[versionNumber]", Type: "[]int"},
			{Name: "page[number]", Type: "int", Doc: "0-based page"},
			{Name: "page[limit]", Type: "int", Default: "200", Min: 1, Max: 200},
		},
		Pagination: dmPages(),
		Status:     200,
		Returns:    Returns{Shape: List, Fields: versionFields()},
		Errors:     dmErrors(),
		Source:     "https://aps.autodesk.com/en/docs/data/v2/reference/http/projects-project_id-items-item_id-versions-GET/",
	}
}

func dmCreateItem() *Operation {
	return &Operation{
		Name: "create_item", SDK: "create_item",
		Method: "POST", Path: "/data/v1/projects/{project_id}/items",
		Summary: "Creates a file (item with its first version) from an uploaded storage object, or by copying a version.",
		Effect:  Create, Tokens: readTokens(), Scopes: dataCreate(), Limit: "dm-50",
		Headers:    dmUserHeaders(),
		PathParams: []Field{prefixedProjectID()},
		Query: []Field{
			{Name: "copyFrom", Type: "string",
				Doc: "Version URN to copy; the copy becomes the new version. Same project only. Not while the source is being uploaded, " +
					"updated or copied (see extension.data.processState). URL-encode the ? of the URN"},
		},
		Body:     itemBody(),
		Encoding: JSONAPI,
		Status:   201,
		Returns: Returns{Shape: Object, Fields: document(itemFields(),
			Field{Name: "included", Type: "[]object", Doc: "The tip version, in VersionData shape"},
			Field{Name: "meta", Type: "object"},
			Field{Name: "meta.bim360DmCommandId", Type: "string", Doc: "ID of the command processor, for tracking"},
		)},
		Errors: plus(dmErrors(),
			ErrorCase{409, "the resource already exists (name clash) or was modified"},
			ErrorCase{423, "source or target is locked or being modified"},
		),
		Entity: "item", Model: Opaque,
		Notes: "The upload must be completed in OSS (POST signeds3upload) first. 409 when a file of that name is in the folder already: then " +
			"create a version of it. The OpenAPI file says x-user-id is a query parameter here; the text makes clear it is the header.",
		Source: "https://aps.autodesk.com/en/docs/data/v2/reference/http/projects-project_id-items-POST/",
	}
}

func dmGetVersionItem() *Operation {
	return &Operation{
		Name: "get_version_item", SDK: "get_item_version",
		Method: "GET", Path: "/data/v1/projects/{project_id}/versions/{version_id}/item",
		Summary: "Reads the item a version belongs to.",
		Effect:  Read, Tokens: readTokens(), Scopes: dataRead(), Limit: "dm-50",
		Headers:    dmUserHeaders(),
		PathParams: []Field{prefixedProjectID(), dmVersionID()},
		Status:     200,
		Returns: Returns{Shape: Object, Fields: document(itemFields(),
			Field{Name: "included", Type: "[]object", Doc: "The tip version, in VersionData shape"},
		)},
		Errors: dmErrors(),
		Source: "https://aps.autodesk.com/en/docs/data/v2/reference/http/projects-project_id-versions-version_id-item-GET/",
	}
}

func dmItemID() Field {
	return Field{Name: "item_id", Type: "string", Required: true, Doc: "Lineage URN (urn:adsk.wipprod:dm.lineage:XXXX)"}
}

// itemFields are the fields of a file.
func itemFields() []Field {
	return []Field{
		{Name: "type", Type: "string", Enum: []string{"items"}},
		{Name: "id", Type: "string", Doc: "Lineage URN"},
		{Name: "attributes", Type: "object"},
		{Name: "attributes.displayName", Type: "string", Doc: "Do not rely on it in ACC: the name is the tip version's attributes.name"},
		{Name: "attributes.createTime", Type: "datetime"},
		{Name: "attributes.createUserId", Type: "string"},
		{Name: "attributes.lastModifiedTime", Type: "datetime"},
		{Name: "attributes.hidden", Type: "bool", Doc: "true = deleted"},
		{Name: "attributes.reserved", Type: "bool", Doc: "true = locked"},
		{Name: "attributes.reservedTime", Type: "datetime"},
		{Name: "attributes.reservedUserId", Type: "string"},
		{Name: "attributes.reservedUserName", Type: "string"},
		{Name: "attributes.pathInProject", Type: "string", Doc: "Only when asked for"},
		{Name: "attributes.extension", Type: "object"},
		{Name: "attributes.extension.type", Type: "string", Doc: "items:autodesk.bim360:File, ...:Document, ...:C4RModel"},
		{Name: "relationships", Type: "object"},
		{Name: "relationships.tip", Type: "object"},
		{Name: "relationships.tip.data", Type: "object"},
		{Name: "relationships.tip.data.id", Type: "string", Doc: "Tip version id"},
		{Name: "relationships.parent", Type: "object"},
		{Name: "relationships.parent.data", Type: "object"},
		{Name: "relationships.parent.data.id", Type: "string", Doc: "Folder id"},
	}
}

// itemBody is what a new file is made of.
func itemBody() []Field {
	return []Field{
		{Name: "jsonapi", Type: "object", Required: true},
		{Name: "jsonapi.version", Type: "string", Required: true, Enum: []string{"1.0"}},
		{Name: "data", Type: "object", Required: true},
		{Name: "data.type", Type: "string", Required: true, Enum: []string{"items"}},
		{Name: "data.attributes", Type: "object", Required: true},
		{Name: "data.attributes.displayName", Type: "string",
			Doc: "1-255 characters; not < > : \" / \\ | ? * ' and not newline, CR, tab, NUL, form feed, and not the signs cent, TM, dollar, (R)"},
		{Name: "data.attributes.extension", Type: "object", Required: true},
		{Name: "data.attributes.extension.type", Type: "string", Required: true, Enum: []string{
			"items:autodesk.bim360:File", "items:autodesk.core:File",
		},
			Doc: "ACC/BIM 360: items:autodesk.bim360:File"},
		{Name: "data.attributes.extension.version", Type: "string", Required: true, Enum: []string{"1.0"}},
		{Name: "data.attributes.extension.data", Type: "object"},
		{Name: "data.relationships", Type: "object", Required: true},
		{Name: "data.relationships.tip", Type: "object", Required: true},
		{Name: "data.relationships.tip.data", Type: "object", Required: true},
		{Name: "data.relationships.tip.data.type", Type: "string", Required: true, Enum: []string{"versions"}},
		{Name: "data.relationships.tip.data.id", Type: "string", Required: true, Enum: []string{"1"}, Doc: "Refers to included[0].id"},
		{Name: "data.relationships.parent", Type: "object", Required: true},
		{Name: "data.relationships.parent.data", Type: "object", Required: true},
		{Name: "data.relationships.parent.data.type", Type: "string", Required: true, Enum: []string{"folders"}},
		{Name: "data.relationships.parent.data.id", Type: "string", Required: true, Doc: "Target folder URN"},
		{Name: "included", Type: "[]object", Required: true},
		{Name: "included[].type", Type: "string", Required: true, Enum: []string{"versions"}, Doc: "Exactly one element"},
		{Name: "included[].id", Type: "string", Required: true, Enum: []string{"1"}},
		{Name: "included[].attributes", Type: "object", Required: true},
		{Name: "included[].attributes.name", Type: "string", Required: true,
			Doc: "File name; 1-255 characters; not < > : \" / \\ | ? * ' and not newline, CR, tab, NUL, form feed, and not the signs cent, " +
				"TM, dollar, (R); with copyFrom defaults to the source's name"},
		{Name: "included[].attributes.extension", Type: "object", Required: true},
		{Name: "included[].attributes.extension.type", Type: "string", Required: true, Enum: []string{
			"versions:autodesk.bim360:File", "versions:autodesk.core:File", "versions:autodesk.a360:CompositeDesign",
		},
			Doc: "ACC/BIM 360: versions:autodesk.bim360:File"},
		{Name: "included[].attributes.extension.version", Type: "string", Required: true, Enum: []string{"1.0"}},
		{Name: "included[].relationships", Type: "object"},
		{Name: "included[].relationships.storage", Type: "object"},
		{Name: "included[].relationships.storage.data", Type: "object"},
		{Name: "included[].relationships.storage.data.type", Type: "string", Enum: []string{"objects"}, Doc: "Required unless copyFrom"},
		{Name: "included[].relationships.storage.data.id", Type: "string", Doc: "Object URN from create_storage; required unless copyFrom"},
		{Name: "included[].relationships.refs", Type: "object"},
		{Name: "included[].relationships.refs.data", Type: "[]object"},
		{Name: "included[].relationships.refs.data[].type", Type: "string", Enum: []string{"versions"}},
		{Name: "included[].relationships.refs.data[].id", Type: "string", Doc: "Version URN"},
		{Name: "included[].relationships.refs.data[].meta", Type: "object"},
		{Name: "included[].relationships.refs.data[].meta.refType", Type: "string", Enum: []string{"xrefs"}},
		{Name: "included[].relationships.refs.data[].meta.direction", Type: "string", Enum: []string{"from", "to"}},
		{Name: "included[].relationships.refs.data[].meta.extension", Type: "object"},
		{Name: "included[].relationships.refs.data[].meta.extension.type", Type: "string", Enum: []string{"xrefs:autodesk.core:Xref"}},
		{Name: "included[].relationships.refs.data[].meta.extension.version", Type: "string", Enum: []string{"1.1.0"}},
		{Name: "included[].relationships.refs.data[].meta.extension.data", Type: "object"},
		{Name: "included[].relationships.refs.data[].meta.extension.data.nestedType", Type: "string", Enum: []string{"attachment", "overlay"}},
		{Name: "meta", Type: "object"},
		{Name: "meta.workflow", Type: "string", Doc: "Webhook workflow id for Model Derivative events; under 36 characters of a-z A-Z 0-9 . -"},
		{Name: "meta.workflowAttribute", Type: "object", Doc: "Under 1 KB; only with meta.workflow"},
	}
}
