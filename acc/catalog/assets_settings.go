package catalog

func assetsListCategories() *Operation {
	return &Operation{
		Name:   "list_categories",
		Method: "GET", Path: "/construction/assets/v1/projects/{project_id}/categories",
		Summary: "Lists the category tree.",
		Effect:  Read, Tokens: signedIn(), Scopes: dataRead(), Limit: "assets-read",
		PathParams: []Field{anyProjectID()},
		Query: []Field{
			{Name: "filter[isActive]", Type: "bool",
				Doc: "Left out: active and inactive, unlike the other lists", Test: &Test{"isActive", MatchEqual}},
			{Name: "filter[parentId]", Type: "string", Doc: "Direct children only"},
			{Name: "filter[maxDepth]", Type: "number", Doc: "0 is the root only; counted from the root even with parentId"},
			{Name: "filter[updatedAt]", Type: "string"},
			{Name: "includeUid", Type: "bool"},
		},
		Status:  200,
		Returns: Returns{Shape: List, Items: "results", Fields: assetCategoryFields()},
		Errors:  assetsErrors(),
		Entity:  "asset_category",
		Notes: "Carries a pagination object but is not paginated: everything comes at once. Inactive categories come back too unless " +
			"filtered. Build the tree from parentId.",
		Source: "https://aps.autodesk.com/en/docs/acc/reference/http/assets-categories-GET/",
	}
}

func assetsCreateCategory() *Operation {
	return &Operation{
		Name:   "create_category",
		Method: "POST", Path: "/construction/assets/v1/projects/{project_id}/categories",
		Summary: "Creates a category under another.",
		Effect:  Create, Tokens: signedIn(), Scopes: []string{"data:write", "data:create"}, Limit: "assets-write",
		PathParams: []Field{anyProjectID()},
		Query:      []Field{{Name: "includeUid", Type: "bool"}},
		Body: []Field{
			{Name: "name", Type: "string", Required: true, Doc: "Unique among its siblings"},
			{Name: "parentId", Type: "string", Required: true},
			{Name: "description", Type: "string"},
		},
		Status:  201,
		Returns: Returns{Shape: Object, Fields: assetCategoryFields()},
		Errors:  plus(assetsErrors(), ErrorCase{409, "conflict with the current state, e.g. a name in use"}),
		Entity:  "asset_category", Model: Generic,
		Notes:  "One a request. Status set and attributes are inherited from the parent.",
		Source: "https://aps.autodesk.com/en/docs/acc/reference/http/assets-categories-POST/",
	}
}

func assetsBatchGetCategories() *Operation {
	return &Operation{
		Name:   "batch_get_categories",
		Method: "POST", Path: "/construction/assets/v1/projects/{project_id}/categories:batch-get",
		Summary: "Reads categories by id.",
		Effect:  Read, Tokens: signedIn(), Scopes: dataRead(), Limit: "assets-read",
		PathParams: []Field{anyProjectID()},
		Query:      []Field{{Name: "includeUid", Type: "bool"}},
		Body: []Field{
			{Name: "ids", Type: "[]string", Required: true, Doc: "IDs of the categories"},
		},
		BatchLimit: 100, Batch: "ids",
		Status:  200,
		Returns: Returns{Shape: List, Items: "results", Fields: assetCategoryFields()},
		Errors:  assetsErrors(),
		Notes:   "Unknown ids are left out. Batches hold at most 100 entities unless a page says otherwise (manage-assets tutorial).",
		Source:  "https://aps.autodesk.com/en/docs/acc/reference/http/assets-categories-batch-get-POST/",
	}
}

func assetsAssignCategoryStatusSet() *Operation {
	return &Operation{
		Name:   "assign_category_status_set",
		Method: "PUT", Path: "/construction/assets/v1/projects/{project_id}/categories/{category_id}/status-step-set/{status_step_set_id}",
		Summary: "Assigns a status set to a category.",
		Effect:  Update, Tokens: signedIn(), Scopes: dataWrite(), Limit: "assets-write",
		PathParams: []Field{
			anyProjectID(),
			assetsCategoryID(),
			{Name: "status_step_set_id", Type: "string", Required: true, Doc: "UUID of the status set"},
		},
		Status: 200,
		Returns: Returns{Shape: Object, Fields: []Field{
			{Name: "id", Type: "uuid"},
			{Name: "createdAt", Type: "datetime"},
			{Name: "createdBy", Type: "string"},
			{Name: "updatedAt", Type: "datetime"},
			{Name: "updatedBy", Type: "string"},
			{Name: "deletedAt", Type: "datetime", Doc: "Only when deleted"},
			{Name: "deletedBy", Type: "string"},
			{Name: "isActive", Type: "bool", Doc: "false when soft-deleted"},
			{Name: "version", Type: "int", Doc: "Grows with every change"},
			{Name: "projectId", Type: "uuid"},
			{Name: "categoryId", Type: "string"},
			{Name: "statusStepSetId", Type: "uuid"},
		}},
		Errors: plus(assetsErrors(), ErrorCase{409, "conflict with the current state, e.g. a name in use"}),
		Model:  Opaque,
		Notes:  "No body. Replaces whatever set the category had or inherited.",
		Source: "https://aps.autodesk.com/en/docs/acc/reference/http/assets-categories-category-id-status-step-set-status-step-set-id-PUT/",
	}
}

func assetsBatchGetCategoryStatusSets() *Operation {
	return &Operation{
		Name:   "batch_get_category_status_sets",
		Method: "POST", Path: "/construction/assets/v1/projects/{project_id}/category-status-step-sets/status-step-sets:batch-get",
		Summary: "Says which status set each category has.",
		Effect:  Read, Tokens: signedIn(), Scopes: dataRead(), Limit: "assets-read",
		PathParams: []Field{anyProjectID()},
		Query:      []Field{{Name: "includeInherited", Type: "bool", Default: "false", Doc: "Categories with an inherited set are left out"}},
		Body: []Field{
			{Name: "ids", Type: "[]string", Required: true, Doc: "IDs of the categories"},
		},
		BatchLimit: 100, Batch: "ids",
		Status: 200,
		Returns: Returns{Shape: List, Items: "results", Fields: []Field{
			{Name: "categoryId", Type: "string"},
			{Name: "statusStepSetId", Type: "uuid"},
			{Name: "inheritedFromCategoryId", Type: "string", Doc: "Only with includeInherited and only on inherited ones"},
		}},
		Errors: assetsErrors(),
		Notes:  "Batches hold at most 100 entities unless a page says otherwise (manage-assets tutorial).",
		Source: "https://aps.autodesk.com/en/docs/acc/reference/http/assets-category-status-step-sets-status-step-sets-batch-get-POST/",
	}
}

func assetsListStatuses() *Operation {
	return &Operation{
		Name:   "list_statuses",
		Method: "GET", Path: "/construction/assets/v1/projects/{project_id}/asset-statuses",
		Summary: "Lists the statuses of all sets.",
		Effect:  Read, Tokens: signedIn(), Scopes: dataRead(), Limit: "assets-read",
		PathParams: []Field{anyProjectID()},
		Query: []Field{
			assetsCursor(),
			{Name: "limit", Type: "int", Default: "25", Min: 1, Max: 200},
			{Name: "includeDeleted", Type: "bool", Default: "false"},
			assetsUpdatedAtFilter(),
		},
		Pagination: assetsPages(),
		Status:     200,
		Returns:    Returns{Shape: List, Fields: assetStatusFields()},
		Errors:     assetsErrors(),
		Entity:     "asset_status",
		Source:     "https://aps.autodesk.com/en/docs/acc/reference/http/assets-asset-statuses-GET/",
	}
}

func assetsCreateStatus() *Operation {
	return &Operation{
		Name:   "create_status",
		Method: "POST", Path: "/construction/assets/v1/projects/{project_id}/asset-statuses",
		Summary: "Adds a status to a status set.",
		Effect:  Create, Tokens: signedIn(), Scopes: []string{"data:write", "data:create"}, Limit: "assets-write",
		PathParams: []Field{anyProjectID()},
		Body: []Field{
			{Name: "label", Type: "string", Required: true, Doc: "Unique in the set, case ignored"},
			{Name: "statusStepSetId", Type: "uuid", Required: true},
			{Name: "description", Type: "string"},
			{Name: "color", Type: "string", Doc: "adsk-... names; not checked"},
		},
		Status:  201,
		Returns: Returns{Shape: Object, Fields: assetStatusFields()},
		Errors:  plus(assetsErrors(), ErrorCase{409, "conflict with the current state, e.g. a name in use"}),
		Entity:  "asset_status", Model: Generic,
		Source: "https://aps.autodesk.com/en/docs/acc/reference/http/assets-asset-statuses-POST/",
	}
}

func assetsBatchGetStatuses() *Operation {
	return &Operation{
		Name:   "batch_get_statuses",
		Method: "POST", Path: "/construction/assets/v1/projects/{project_id}/asset-statuses:batch-get",
		Summary: "Reads statuses by id.",
		Effect:  Read, Tokens: signedIn(), Scopes: dataRead(), Limit: "assets-read",
		PathParams: []Field{anyProjectID()},
		Query:      []Field{{Name: "includeDeleted", Type: "bool", Default: "false"}},
		Body: []Field{
			{Name: "ids", Type: "[]string", Required: true, Doc: "IDs of the statuses"},
		},
		BatchLimit: 100, Batch: "ids",
		Status:  200,
		Returns: Returns{Shape: List, Items: "results", Fields: assetStatusFields()},
		Errors:  assetsErrors(),
		Notes:   "Unknown ids are left out. Batches hold at most 100 entities unless a page says otherwise (manage-assets tutorial).",
		Source:  "https://aps.autodesk.com/en/docs/acc/reference/http/assets-asset-statuses-batch-get-POST/",
	}
}

func assetsListStatusSets() *Operation {
	return &Operation{
		Name:   "list_status_sets",
		Method: "GET", Path: "/construction/assets/v1/projects/{project_id}/status-step-sets",
		Summary: "Lists the status sets.",
		Effect:  Read, Tokens: signedIn(), Scopes: dataRead(), Limit: "assets-read",
		PathParams: []Field{anyProjectID()},
		Query: []Field{
			assetsCursor(),
			{Name: "limit", Type: "int", Default: "25", Min: 1, Max: 200},
			{Name: "includeDeleted", Type: "bool", Default: "false"},
			assetsUpdatedAtFilter(),
		},
		Pagination: assetsPages(),
		Status:     200,
		Returns:    Returns{Shape: List, Fields: assetStatusSetFields()},
		Errors:     assetsErrors(),
		Entity:     "asset_status_set",
		Source:     "https://aps.autodesk.com/en/docs/acc/reference/http/assets-status-step-sets-GET/",
	}
}

func assetsCreateStatusSet() *Operation {
	return &Operation{
		Name:   "create_status_set",
		Method: "POST", Path: "/construction/assets/v1/projects/{project_id}/status-step-sets",
		Summary: "Creates a status set with its statuses.",
		Effect:  Create, Tokens: signedIn(), Scopes: []string{"data:write", "data:create"}, Limit: "assets-write",
		PathParams: []Field{anyProjectID()},
		Query:      []Field{{Name: "renameConflicting", Type: "bool", Doc: "Rename a deleted set of the same name"}},
		Body: []Field{
			{Name: "name", Type: "string", Required: true, MaxLen: 100},
			{Name: "description", Type: "string", MaxLen: 500},
			{Name: "values", Type: "[]object", Required: true, Doc: "Statuses to make"},
			{Name: "values[].label", Type: "string", Required: true, Doc: "Unique in the set, case ignored"},
			{Name: "values[].description", Type: "string"},
			{Name: "values[].color", Type: "string"},
		},
		Status:  201,
		Returns: Returns{Shape: Object, Fields: assetStatusSetFields()},
		Errors:  plus(assetsErrors(), ErrorCase{409, "conflict with the current state, e.g. a name in use"}),
		Entity:  "asset_status_set", Model: Generic,
		Source: "https://aps.autodesk.com/en/docs/acc/reference/http/assets-status-step-sets-POST/",
	}
}

func assetsBatchGetStatusSets() *Operation {
	return &Operation{
		Name:   "batch_get_status_sets",
		Method: "POST", Path: "/construction/assets/v1/projects/{project_id}/status-step-sets:batch-get",
		Summary: "Reads status sets by id.",
		Effect:  Read, Tokens: signedIn(), Scopes: dataRead(), Limit: "assets-read",
		PathParams: []Field{anyProjectID()},
		Query:      []Field{{Name: "includeDeleted", Type: "bool", Default: "false"}},
		Body: []Field{
			{Name: "ids", Type: "[]string", Required: true, Doc: "IDs of the status sets"},
		},
		BatchLimit: 100, Batch: "ids",
		Status:  200,
		Returns: Returns{Shape: List, Items: "results", Fields: assetStatusSetFields()},
		Errors:  assetsErrors(),
		Notes:   "Unknown ids are left out. Batches hold at most 100 entities unless a page says otherwise (manage-assets tutorial).",
		Source:  "https://aps.autodesk.com/en/docs/acc/reference/http/assets-status-step-sets-batch-get-POST/",
	}
}

// assetCategoryFields are the fields of an asset category.
func assetCategoryFields() []Field {
	return []Field{
		{Name: "id", Type: "string", Doc: "Numeric string"},
		{Name: "name", Type: "string"},
		{Name: "description", Type: "string"},
		{Name: "parentId", Type: "string|null"},
		{Name: "isRoot", Type: "bool"},
		{Name: "isLeaf", Type: "bool", Doc: "Derived"},
		{Name: "subcategoryIds", Type: "[]string", Doc: "Derived"},
		{Name: "uid", Type: "uuid", Doc: "Only with includeUid=true"},
		{Name: "createdAt", Type: "datetime"},
		{Name: "createdBy", Type: "string"},
		{Name: "updatedAt", Type: "datetime"},
		{Name: "updatedBy", Type: "string"},
		{Name: "deletedAt", Type: "datetime", Doc: "Only when deleted"},
		{Name: "deletedBy", Type: "string"},
		{Name: "isActive", Type: "bool", Doc: "false when soft-deleted"},
	}
}

// assetStatusFields are the fields of an asset status.
func assetStatusFields() []Field {
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
		{Name: "projectId", Type: "uuid"},
		{Name: "label", Type: "string"},
		{Name: "description", Type: "string"},
		{Name: "color", Type: "string", Doc: "adsk-... names"},
		{Name: "statusStepSetId", Type: "uuid"},
		{Name: "bucket", Type: "string", Doc: "Never changes"},
		{Name: "sortOrder", Type: "int", Doc: "Compare only, not consecutive"},
	}
}

// assetStatusSetFields are the fields of an asset status set.
func assetStatusSetFields() []Field {
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
		{Name: "projectId", Type: "uuid"},
		{Name: "name", Type: "string"},
		{Name: "description", Type: "string"},
		{Name: "isDefault", Type: "bool"},
		{Name: "values", Type: "[]object", Doc: "Statuses, fields as in list_statuses"},
	}
}
