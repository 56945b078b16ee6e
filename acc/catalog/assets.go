package catalog

func assets() *Service {
	return &Service{
		Name:    "assets",
		Title:   "Assets",
		Summary: "Assets of a project with the categories, statuses and custom attributes that describe them.",
		Notes: "Assets themselves are v2, settings (categories, statuses, attributes) v1. Works for ACC and BIM 360 projects. 3-legged token. " +
			"Error answers carry an errorCode field whose name list_error_codes explains (61 codes). Categories, statuses, status sets and " +
			"attributes cannot be deleted, categories and statuses cannot be changed, through the documented API. Links to other items: " +
			"module relationships, domain autodesk-bim360-asset, type asset. Tutorial: " +
			"https://aps.autodesk.com/en/docs/acc/tutorials/assets/manage-assets/.",
		Operations: []*Operation{
			assetsList(), assetsBatchGet(), assetsBatchCreate(), assetsBatchPatch(), assetsBatchDelete(), assetsListCategories(),
			assetsCreateCategory(), assetsBatchGetCategories(), assetsListCategoryAttributes(), assetsAssignCategoryAttribute(),
			assetsAssignCategoryStatusSet(), assetsBatchGetCategoryStatusSets(), assetsListAttributes(), assetsCreateAttribute(),
			assetsPatchAttribute(), assetsBatchGetAttributes(), assetsListStatuses(), assetsCreateStatus(), assetsBatchGetStatuses(),
			assetsListStatusSets(), assetsCreateStatusSet(), assetsBatchGetStatusSets(), assetsListErrorCodes(), assetsGetErrorCode(),
		},
	}
}

func assetsList() *Operation {
	return &Operation{
		Name:   "list",
		Method: "GET", Path: "/construction/assets/v2/projects/{project_id}/assets",
		Summary: "Searches assets.",
		Effect:  Read, Tokens: signedIn(), Scopes: dataRead(), Limit: "assets-read",
		PathParams: []Field{anyProjectID()},
		Query: []Field{
			assetsCursor(),
			{Name: "limit", Type: "int", Default: "25", Min: 1, Max: 200},
			{Name: "filter[categoryId]", Type: "[]string", Repeat: true,
				Doc: "Repeat the parameter for several, as all array filters here", Test: &Test{"categoryId", MatchOneOf}},
			{Name: "filter[statusLabel]", Type: "[]string", Repeat: true, Doc: "Case ignored"},
			{Name: "filter[statusId]", Type: "[]string", Repeat: true, Test: &Test{"statusId", MatchOneOf}},
			{Name: "filter[locationId]", Type: "[]string", Repeat: true, Test: &Test{"locationId", MatchOneOf}},
			{Name: "filter[customAttributes]", Type: "map",
				Doc: "Sent as filter[customAttributes][<name>]=value; ranges a..b for numeric and date; value ids for select types; text " +
					"matches parts"},
			{Name: "filter[searchText]", Type: "string", Doc: "Part of any text field"},
			assetsUpdatedAtFilter(),
			{Name: "sort", Type: "string", Doc: "Field with asc or desc, comma-separated; customAttributes.<name> allowed"},
			{Name: "includeCustomAttributes", Type: "bool", Default: "false"},
			{Name: "includeDeleted", Type: "bool", Default: "false"},
			{Name: "includeSubLocations", Type: "bool", Default: "false", Doc: "Only with exactly one filter[locationId]"},
		},
		Pagination: assetsPages(),
		Status:     200,
		Returns:    Returns{Shape: List, Fields: assetFields()},
		Errors:     assetsErrors(),
		Entity:     "asset",
		Notes: "No total. Array filters are repeated parameters, not comma lists as in Issues. End: no cursorState and no nextUrl. The " +
			"examples of nextUrl on the pages show v1 for v2 calls.",
		Source: "https://aps.autodesk.com/en/docs/acc/reference/http/assets-assets-v2-GET/",
	}
}

func assetsBatchGet() *Operation {
	return &Operation{
		Name:   "batch_get",
		Method: "POST", Path: "/construction/assets/v2/projects/{project_id}/assets:batch-get",
		Summary: "Reads assets by id.",
		Effect:  Read, Tokens: signedIn(), Scopes: dataRead(), Limit: "assets-read",
		PathParams: []Field{anyProjectID()},
		Query: []Field{
			{Name: "includeCustomAttributes", Type: "bool", Default: "false"},
			{Name: "includeDeleted", Type: "bool", Default: "false"},
		},
		Body: []Field{
			{Name: "ids", Type: "[]string", Required: true, Doc: "IDs of the assets"},
		},
		BatchLimit: 100, Batch: "ids",
		Status:  200,
		Returns: Returns{Shape: List, Items: "results", Fields: assetFields()},
		Errors:  assetsErrors(),
		Notes: "A POST that only reads. Unknown ids are left out without an error. There is no GET of one asset. Batches hold at most 100 " +
			"entities unless a page says otherwise (manage-assets tutorial).",
		Source: "https://aps.autodesk.com/en/docs/acc/reference/http/assets-assets-batch-get-v2-POST/",
	}
}

func assetsBatchCreate() *Operation {
	return &Operation{
		Name:   "batch_create",
		Method: "POST", Path: "/construction/assets/v2/projects/{project_id}/assets:batch-create",
		Summary: "Creates assets.",
		Effect:  Create, Tokens: signedIn(), Scopes: []string{"data:write", "data:create"}, Limit: "assets-write",
		PathParams: []Field{anyProjectID()},
		Body: []Field{
			{Name: "[].clientAssetId", Type: "string", Required: true, Doc: "name"},
			{Name: "[].categoryId", Type: "string", Required: true},
			{Name: "[].statusId", Type: "uuid", Required: true, Doc: "From the status set of the category"},
			{Name: "[].description", Type: "string", MaxLen: 1000},
			{Name: "[].locationId", Type: "uuid"},
			{Name: "[].barcode", Type: "string"},
			{Name: "[].customAttributes", Type: "object",
				Doc: "Keyed by attribute name (ca1), attributes of the category; value by data type: text string (at most 250 characters), " +
					"date YYYY-MM-DD, select value id, multi_select list of value ids, boolean, numeric a number as string (the examples " +
					"send a JSON number)"},
		},
		BodyShape: ArrayBody, BatchLimit: 100,
		Status:  201,
		Returns: Returns{Shape: List, Items: "results", Fields: assetFields()},
		Errors:  plus(assetsErrors(), ErrorCase{409, "conflict with the current state, e.g. a name in use"}),
		Entity:  "asset", Model: Generic,
		Notes: "All or nothing: one bad asset gives 400 with the list of violations and none is created. Array in, {results: [...]} out. " +
			"Batches hold at most 100 entities unless a page says otherwise (manage-assets tutorial).",
		Source: "https://aps.autodesk.com/en/docs/acc/reference/http/assets-assets-batch-create-POST-v2/",
	}
}

func assetsBatchPatch() *Operation {
	return &Operation{
		Name:   "batch_patch",
		Method: "PATCH", Path: "/construction/assets/v2/projects/{project_id}/assets:batch-patch",
		Summary: "Changes assets.",
		Effect:  Update, Tokens: signedIn(), Scopes: []string{"data:write", "data:create"}, Limit: "assets-write",
		PathParams: []Field{anyProjectID()},
		Body: []Field{
			{Name: "{}.clientAssetId", Type: "string"},
			{Name: "{}.categoryId", Type: "string"},
			{Name: "{}.statusId", Type: "uuid"},
			{Name: "{}.description", Type: "string"},
			{Name: "{}.locationId", Type: "uuid"},
			{Name: "{}.barcode", Type: "string"},
			{Name: "{}.customAttributes", Type: "object",
				Doc: "Value by data type: text string (at most 250 characters), date YYYY-MM-DD, select value id, multi_select list of " +
					"value ids, boolean, numeric a number as string (the examples send a JSON number)"},
		},
		BodyShape: MapBody, BatchLimit: 100,
		Status: 200,
		Returns: Returns{Shape: Object, Fields: []Field{
			{Name: "{}", Type: "object", Doc: "The whole asset after the change, fields as in list, custom attributes included"},
		}},
		Errors: plus(assetsErrors(), ErrorCase{409, "conflict with the current state, e.g. a name in use"}),
		Entity: "asset", Model: Opaque,
		Notes: "All or nothing like batch_create. Keyed by asset id in and out. Batches hold at most 100 entities unless a page says " +
			"otherwise (manage-assets tutorial).",
		Source: "https://aps.autodesk.com/en/docs/acc/reference/http/assets-assets-batch-patch-PATCH-v2/",
	}
}

func assetsBatchDelete() *Operation {
	return &Operation{
		Name:   "batch_delete",
		Method: "POST", Path: "/construction/assets/v2/projects/{project_id}/assets:batch-delete",
		Summary: "Soft-deletes assets.",
		Effect:  Delete, Tokens: signedIn(), Scopes: dataWrite(), Limit: "assets-write",
		PathParams: []Field{anyProjectID()},
		Body: []Field{
			{Name: "ids", Type: "[]string", Required: true, Doc: "IDs of the assets"},
		},
		BatchLimit: 100, Batch: "ids",
		Status:  204,
		Returns: Returns{Shape: NoBody},
		Errors:  plus(assetsErrors(), ErrorCase{409, "conflict with the current state, e.g. a name in use"}),
		Entity:  "asset", Model: Opaque,
		Notes: "Soft delete: isActive turns false and includeDeleted still shows it. No restore is documented. Batches hold at most 100 " +
			"entities unless a page says otherwise (manage-assets tutorial).",
		Source: "https://aps.autodesk.com/en/docs/acc/reference/http/assets-assets-batch-delete-v2-POST/",
	}
}

func assetsListErrorCodes() *Operation {
	return &Operation{
		Name:   "list_error_codes",
		Method: "GET", Path: "/construction/assets/v1/error-codes",
		Summary: "Lists the error codes of the Assets API.",
		Effect:  Read, Limit: "assets-read",
		Status:  200,
		Returns: Returns{Shape: List, Items: "results", Fields: assetErrorFields()},
		Errors:  assetsReadErrors(),
		Notes:   "Needs no token and no scope.",
		Source:  "https://aps.autodesk.com/en/docs/acc/reference/http/assets-error-codes-GET/",
	}
}

func assetsGetErrorCode() *Operation {
	return &Operation{
		Name:   "get_error_code",
		Method: "GET", Path: "/construction/assets/v1/error-codes/{error_code_name}",
		Summary: "Explains one error code.",
		Effect:  Read, Limit: "assets-read",
		PathParams: []Field{{Name: "error_code_name", Type: "string", Required: true, Doc: "The errorCode of an error answer"}},
		Status:     200,
		Returns:    Returns{Shape: Object, Fields: assetErrorFields()},
		Errors:     assetsReadErrors(),
		Notes:      "Needs no token and no scope.",
		Source:     "https://aps.autodesk.com/en/docs/acc/reference/http/assets-error-codes-error-code-name-GET/",
	}
}

func assetsCategoryID() Field {
	return Field{Name: "category_id", Type: "string", Required: true, Doc: "Numeric string"}
}

func assetsCursor() Field {
	return Field{Name: "cursorState", Type: "string", Doc: "Opaque; left out for the first page"}
}

func assetsUpdatedAtFilter() Field {
	return Field{Name: "filter[updatedAt]", Type: "string", Doc: "Timestamp or a..b, open ends allowed", Test: &Test{"updatedAt", MatchRange}}
}

func assetsErrors() []ErrorCase {
	return []ErrorCase{
		{400, "malformed or invalid request; lists the violations"},
		{401, "no valid credentials"},
		{403, "not authorized"},
		{404, "not found"},
		{429, "rate limit exceeded"},
		{500, "server error"},
	}
}

func assetsReadErrors() []ErrorCase {
	return []ErrorCase{
		{404, "not found"},
		{429, "rate limit exceeded"},
		{500, "server error"},
	}
}

func assetsPages() Pagination {
	return Pagination{
		Style: CursorPages, LimitParam: "limit", OffsetParam: "cursorState",
		DefaultLimit: 25, MaxLimit: 200, Items: "results", Next: "pagination.cursorState",
	}
}

// assetFields are the fields of an asset.
func assetFields() []Field {
	return []Field{
		{Name: "id", Type: "uuid"},
		{Name: "createdAt", Type: "datetime"},
		{Name: "createdBy", Type: "string"},
		{Name: "updatedAt", Type: "datetime"},
		{Name: "updatedBy", Type: "string"},
		{Name: "deletedAt", Type: "datetime", Doc: "Only when deleted"},
		{Name: "deletedBy", Type: "string"},
		{Name: "isActive", Type: "bool", Doc: "false when soft-deleted"},
		{Name: "version", Type: "int", Doc: "Grows with every change"},
		{Name: "clientAssetId", Type: "string", Doc: "name shown as Asset ID; need not be unique"},
		{Name: "categoryId", Type: "string"},
		{Name: "statusId", Type: "uuid"},
		{Name: "description", Type: "string"},
		{Name: "locationId", Type: "uuid"},
		{Name: "barcode", Type: "string"},
		{Name: "customAttributes", Type: "object",
			Doc: "Keyed by attribute name (ca1, ca2, ...); in list and batch_get only with includeCustomAttributes"},
		{Name: "companyId", Type: "uuid"},
	}
}

// assetErrorFields are the fields of what assets.list_error_codes answers.
func assetErrorFields() []Field {
	return []Field{
		{Name: "name", Type: "string", Doc: "e.g. FIELD_EXCEEDS_MAX_LENGTH"},
		{Name: "description", Type: "string"},
		{Name: "httpStatusCode", Type: "number"},
		{Name: "metadataKeys", Type: "[]string"},
	}
}

// assetsEntities are the kinds of things the service has.
func assetsEntities() []*Entity {
	return []*Entity{
		{
			Name: "asset", One: "asset", Many: "assets", Parent: "project_id",
			IDs: []string{"id"}, Key: []string{"clientAssetId"}, Title: []string{"clientAssetId"},
			List:    "assets.list",
			Filled:  []string{"createdAt", "createdBy", "updatedAt", "updatedBy", "deletedAt", "deletedBy", "isActive", "version", "companyId"},
			Visible: settles,
		},
		{
			Name: "asset_category", One: "asset category", Many: "asset categories", Parent: "project_id",
			IDs: []string{"id"}, Title: []string{"name"},
			List: "assets.list_categories",
			Filled: []string{
				"isRoot", "isLeaf", "subcategoryIds", "uid", "createdAt", "createdBy", "updatedAt", "updatedBy", "deletedAt", "deletedBy",
				"isActive",
			},
			Visible: settles,
		},
		{
			Name: "asset_attribute", One: "asset attribute", Many: "asset attributes", Parent: "project_id",
			IDs: []string{"id"}, Key: []string{"displayName"}, Title: []string{"displayName"},
			List: "assets.list_attributes",
			Filled: []string{
				"createdAt", "createdBy", "updatedAt", "updatedBy", "deletedAt", "deletedBy", "isActive", "version", "projectId", "name",
				"values",
			},
			Visible: settles,
		},
		{
			Name: "asset_status", One: "asset status", Many: "asset statuses", Parent: "project_id",
			IDs: []string{"id"}, Title: []string{"label"},
			List: "assets.list_statuses",
			Filled: []string{
				"createdAt", "createdBy", "updatedAt", "updatedBy", "deletedAt", "deletedBy", "isActive", "version", "projectId", "bucket",
				"sortOrder",
			},
			Visible: settles,
		},
		{
			Name: "asset_status_set", One: "asset status set", Many: "asset status sets", Parent: "project_id",
			IDs: []string{"id"}, Key: []string{"name"}, Title: []string{"name"},
			List: "assets.list_status_sets",
			Filled: []string{
				"createdAt", "createdBy", "updatedAt", "updatedBy", "deletedAt", "deletedBy", "isActive", "version", "projectId",
				"isDefault",
			},
			Visible: settles,
		},
	}
}
