package catalog

func dmGetFolder() *Operation {
	return &Operation{
		Name: "get_folder", SDK: "get_folder_details",
		Method: "GET", Path: "/data/v1/projects/{project_id}/folders/{folder_id}",
		Summary: "Reads one folder.",
		Effect:  Read, Tokens: readTokens(), Scopes: dataRead(), Limit: "dm-300",
		Headers: []Field{
			{Name: "x-user-id", Type: "string", Doc: "2-legged only: act as this user (Autodesk ID); without it the app sees every user's data"},
			{Name: "If-Modified-Since", Type: "string",
				Doc: "YYYY-MM-DDThh:mm:ss.sz; unchanged gives 304 without a body and a Last-Modified header"},
		},
		PathParams: []Field{prefixedProjectID(), dmFolderID()},
		Status:     200,
		Returns:    Returns{Shape: Object, Fields: document(folderFields())},
		Errors:     plus(dmErrors(), ErrorCase{304, "not modified since"}),
		Entity:     "folder", Target: "folder_id",
		Source: "https://aps.autodesk.com/en/docs/data/v2/reference/http/projects-project_id-folders-folder_id-GET/",
	}
}

func dmListFolderContents() *Operation {
	return &Operation{
		Name: "list_folder_contents", SDK: "get_folder_contents",
		Method: "GET", Path: "/data/v1/projects/{project_id}/folders/{folder_id}/contents",
		Summary: "Lists the items and folders directly in a folder; included holds the items' tip versions.",
		Effect:  Read, Tokens: readTokens(), Scopes: dataRead(), Limit: "dm-300",
		Headers:    dmUserHeaders(),
		PathParams: []Field{prefixedProjectID(), dmFolderID()},
		Query: []Field{
			{Name: "filter[type]", Type: "[]string", Enum: []string{"folders", "items"}},
			{Name: "filter[id]", Type: "[]string", Doc: "ID of the target"},
			dmExtensionTypeFilter(),
			{Name: "filter[lastModifiedTimeRollup]", Type: "[]string", Doc: "RFC 3339; takes the comparison suffixes"},
			{Name: "page[number]", Type: "int", Doc: "0-based page"},
			{Name: "page[limit]", Type: "int", Default: "200", Min: 1, Max: 200},
			{Name: "includeHidden", Type: "bool", Default: "false", Doc: "Also deleted items and folders"},
			{Name: "filter[hidden]", Type: "string", Doc: `true = only deleted, false = only live, "true,false" = both`},
		},
		Pagination: dmPages(),
		Status:     200,
		Returns: Returns{Shape: List, Fields: resourceFields(), Beside: []Field{
			{Name: "included", Type: "[]object", Doc: "Tip versions of the items"},
		}},
		Errors: dmErrors(),
		Notes:  "With filters a page may be short or empty although more follow: go on while links.next is present.",
		Source: "https://aps.autodesk.com/en/docs/data/v2/reference/http/projects-project_id-folders-folder_id-contents-GET/",
	}
}

func dmGetFolderParent() *Operation {
	return &Operation{
		Name: "get_folder_parent", SDK: "get_folder_parent",
		Method: "GET", Path: "/data/v1/projects/{project_id}/folders/{folder_id}/parent",
		Summary: "Reads the parent folder of a folder.",
		Effect:  Read, Tokens: readTokens(), Scopes: dataRead(), Limit: "dm-50",
		Headers:    dmUserHeaders(),
		PathParams: []Field{prefixedProjectID(), dmFolderID()},
		Status:     200,
		Returns:    Returns{Shape: Object, Fields: document(folderFields())},
		Errors:     dmErrors(),
		Source:     "https://aps.autodesk.com/en/docs/data/v2/reference/http/projects-project_id-folders-folder_id-parent-GET/",
	}
}

func dmListFolderRefs() *Operation {
	return &Operation{
		Name: "list_folder_refs", SDK: "get_folder_resource_refs",
		Method: "GET", Path: "/data/v1/projects/{project_id}/folders/{folder_id}/refs",
		Summary: "Lists the resources with a custom relationship to the folder.",
		Effect:  Read, Tokens: readTokens(), Scopes: dataRead(), Limit: "dm-50",
		Headers:    dmUserHeaders(),
		PathParams: []Field{prefixedProjectID(), dmFolderID()},
		Query: []Field{
			dmTypeFilter(),
			{Name: "filter[id]", Type: "[]string", Doc: "ID of the target"},
			dmExtensionTypeFilter(),
		},
		Status:  200,
		Returns: Returns{Shape: List, Items: "data", Fields: resourceFields()},
		Errors:  dmErrors(),
		Notes:   "acc_sdk also sends page[number] and page[limit], which the description does not list.",
		Source:  "https://aps.autodesk.com/en/docs/data/v2/reference/http/projects-project_id-folders-folder_id-refs-GET/",
	}
}

func dmListFolderRelationshipRefs() *Operation {
	return &Operation{
		Name: "list_folder_relationship_refs", SDK: "get_folder_relationship_refs",
		Method: "GET", Path: "/data/v1/projects/{project_id}/folders/{folder_id}/relationships/refs",
		Summary: "Lists the custom relationships of a folder, with the related resources in included.",
		Effect:  Read, Tokens: readTokens(), Scopes: dataRead(), Limit: "dm-50",
		Headers:    dmUserHeaders(),
		PathParams: []Field{prefixedProjectID(), dmFolderID()},
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
		Source: "https://aps.autodesk.com/en/docs/data/v2/reference/http/projects-project_id-folders-folder_id-relationships-refs-GET/",
	}
}

func dmCreateFolderRelationshipRef() *Operation {
	return &Operation{
		Name: "create_folder_relationship_ref", SDK: "add_folder_reference",
		Method: "POST", Path: "/data/v1/projects/{project_id}/folders/{folder_id}/relationships/refs",
		Summary: "Creates a custom relationship between a folder and another folder, item or version.",
		Effect:  Create, Tokens: readTokens(), Scopes: dataCreate(), Limit: "dm-50",
		Headers:    dmUserHeaders(),
		PathParams: []Field{prefixedProjectID(), dmFolderID()},
		Body:       refBody(),
		Encoding:   JSONAPI,
		Status:     204,
		Returns:    Returns{Shape: NoBody},
		Errors:     dmErrors(),
		Model:      Opaque,
		Source:     "https://aps.autodesk.com/en/docs/data/v2/reference/http/projects-project_id-folders-folder_id-relationships-refs-POST/",
	}
}

func dmListFolderLinks() *Operation {
	return &Operation{
		Name: "list_folder_links", SDK: "get_folder_links",
		Method: "GET", Path: "/data/v1/projects/{project_id}/folders/{folder_id}/relationships/links",
		Summary: "Lists the links of a folder to resources outside the data service.",
		Effect:  Read, Tokens: readTokens(), Scopes: dataRead(), Limit: "dm-50",
		Headers:    dmUserHeaders(),
		PathParams: []Field{prefixedProjectID(), dmFolderID()},
		Status:     200,
		Returns:    Returns{Shape: List, Items: "data", Fields: linkFields()},
		Errors:     dmErrors(),
		Source:     "https://aps.autodesk.com/en/docs/data/v2/reference/http/projects-project_id-folders-folder_id-relationships-links-GET/",
	}
}

func dmSearchFolder() *Operation {
	return &Operation{
		Name: "search_folder", SDK: "get_folder_serarch",
		Method: "GET", Path: "/data/v1/projects/{project_id}/folders/{folder_id}/search",
		Summary: "Finds the tip versions in a folder and all its subfolders that match filters.",
		Effect:  Read, Tokens: signedIn(), Scopes: []string{"data:read", "data:search"}, Limit: "dm-300",
		Headers:    dmUserHeaders(),
		PathParams: []Field{prefixedProjectID(), dmFolderID()},
		Query: []Field{
			{Name: "filter", Type: "map",
				Doc: "Any version attribute, e.g. filter[fileType]=rvt,dwg, filter[attributes.name]-contains=Floor, " +
					"filter[createTime]-ge=2024-01-01"},
			{Name: "page[number]", Type: "int", Doc: "0-based page"},
		},
		Pagination: Pagination{Style: NumberPages, OffsetParam: "page[number]", Items: "data", Next: "links.next.href"},
		Status:     200,
		Returns:    Returns{Shape: List, Fields: resourceFields(), Beside: []Field{{Name: "included", Type: "[]object", Doc: "Their items"}}},
		Errors:     dmErrors(),
		Notes: "Data holds versions and included holds items: the reverse of list_folder_contents. The OpenAPI file lists only a 3-legged " +
			"token with data:read and data:search here; acc_sdk calls it with any token.",
		Source: "https://aps.autodesk.com/en/docs/data/v2/reference/http/projects-project_id-folders-folder_id-search-GET/",
	}
}

func dmCreateFolder() *Operation {
	return &Operation{
		Name: "create_folder", SDK: "create_folder",
		Method: "POST", Path: "/data/v1/projects/{project_id}/folders",
		Summary: "Creates a folder under an existing folder.",
		Effect:  Create, Tokens: readTokens(), Scopes: dataCreate(), Limit: "dm-50",
		Headers:    dmUserHeaders(),
		PathParams: []Field{prefixedProjectID()},
		Body:       folderBody(),
		Encoding:   JSONAPI,
		Status:     201,
		Returns:    Returns{Shape: Object, Fields: document(folderFields())},
		Errors: plus(dmErrors(),
			ErrorCase{409, "the resource already exists (name clash) or was modified"},
			ErrorCase{423, "source or target is locked or being modified"},
		),
		Entity: "folder", Model: Generic,
		Notes: "At most 25 levels deep. Permissions, visible types and subscriptions are inherited from the parent. acc_sdk sends " +
			"folders:autodesk.core:Folder and no user header.",
		Source: "https://aps.autodesk.com/en/docs/data/v2/reference/http/projects-project_id-folders-POST/",
	}
}

func dmPatchFolder() *Operation {
	return &Operation{
		Name: "patch_folder", SDK: "rename_folder",
		Method: "PATCH", Path: "/data/v1/projects/{project_id}/folders/{folder_id}",
		Summary: "Renames, moves, deletes (hidden) or restores a folder.",
		Effect:  Update, Tokens: readTokens(), Scopes: dataWrite(), Limit: "dm-50",
		Headers:    dmUserHeaders(),
		PathParams: []Field{prefixedProjectID(), dmFolderID()},
		Body:       dmPatchFolderBody(),
		Encoding:   JSONAPI,
		Status:     200,
		Returns:    Returns{Shape: Object, Fields: document(folderFields())},
		Errors:     plus(dmErrors(), ErrorCase{423, "source or target is locked or being modified"}),
		Entity:     "folder", Target: "folder_id", Model: Generic,
		Notes: "No DELETE exists: hidden true is the deletion and cannot be made permanent. While hidden the folder's name is replaced by a " +
			"generated unique id; on restore it gets its old name back unless another folder took it, then a new name must be sent.",
		Source: "https://aps.autodesk.com/en/docs/data/v2/reference/http/projects-project_id-folders-folder_id-PATCH/",
	}
}

func dmFolderID() Field {
	return Field{Name: "folder_id", Type: "string", Required: true, Doc: "Folder URN (urn:adsk.wipprod:fs.folder:co.XXXX)"}
}

// folderBody is what a new folder is made of.
func folderBody() []Field {
	return []Field{
		{Name: "jsonapi", Type: "object", Required: true},
		{Name: "jsonapi.version", Type: "string", Required: true, Enum: []string{"1.0"}},
		{Name: "data", Type: "object", Required: true},
		{Name: "data.type", Type: "string", Required: true, Enum: []string{"folders"}},
		{Name: "data.attributes", Type: "object", Required: true},
		{Name: "data.attributes.name", Type: "string", Required: true,
			Doc: "1-255 characters; not < > : \" / \\ | ? * ' and not newline, CR, tab, NUL, form feed, and not the signs cent, TM, dollar, (R)"},
		{Name: "data.attributes.extension", Type: "object", Required: true},
		{Name: "data.attributes.extension.type", Type: "string", Required: true, Enum: []string{
			"folders:autodesk.bim360:Folder", "folders:autodesk.core:Folder",
		},
			Doc: "ACC and BIM 360: folders:autodesk.bim360:Folder"},
		{Name: "data.attributes.extension.version", Type: "string", Required: true, Enum: []string{"1.0"}},
		{Name: "data.attributes.extension.data", Type: "object"},
		{Name: "data.relationships", Type: "object", Required: true},
		{Name: "data.relationships.parent", Type: "object", Required: true},
		{Name: "data.relationships.parent.data", Type: "object", Required: true},
		{Name: "data.relationships.parent.data.type", Type: "string", Required: true, Enum: []string{"folders"}},
		{Name: "data.relationships.parent.data.id", Type: "string", Required: true,
			Doc: "Parent folder URN (raw); not the project root folder in ACC/BIM 360"},
	}
}

// dmPatchFolderBody is what data_management.patch_folder is sent.
func dmPatchFolderBody() []Field {
	return []Field{
		{Name: "jsonapi", Type: "object", Required: true},
		{Name: "jsonapi.version", Type: "string", Required: true, Enum: []string{"1.0"}},
		{Name: "data", Type: "object", Required: true},
		{Name: "data.type", Type: "string", Required: true, Enum: []string{"folders"}},
		{Name: "data.id", Type: "string", Required: true, Doc: "The folder URN again, raw"},
		{Name: "data.attributes", Type: "object"},
		{Name: "data.attributes.name", Type: "string",
			Doc: "1-255 characters; not < > : \" / \\ | ? * ' and not newline, CR, tab, NUL, form feed, and not the signs cent, TM, dollar, (R)"},
		{Name: "data.attributes.hidden", Type: "bool", Doc: "true deletes, false restores"},
		{Name: "data.attributes.extension", Type: "object"},
		{Name: "data.attributes.extension.data", Type: "object"},
		{Name: "data.attributes.extension.data.description", Type: "string", Doc: "0-255 characters, ACC only"},
		{Name: "data.relationships", Type: "object"},
		{Name: "data.relationships.parent", Type: "object"},
		{Name: "data.relationships.parent.data", Type: "object"},
		{Name: "data.relationships.parent.data.type", Type: "string", Enum: []string{"folders"}, Doc: "Required with parent"},
		{Name: "data.relationships.parent.data.id", Type: "string", Doc: "New parent: moves the folder"},
	}
}
