package catalog

func assetsListCategoryAttributes() *Operation {
	return &Operation{
		Name:   "list_category_attributes",
		Method: "GET", Path: "/construction/assets/v1/projects/{project_id}/categories/{category_id}/custom-attributes",
		Summary: "Lists the custom attributes of a category.",
		Effect:  Read, Tokens: signedIn(), Scopes: dataRead(), Limit: "assets-read",
		PathParams: []Field{anyProjectID(), assetsCategoryID()},
		Query:      []Field{{Name: "includeInherited", Type: "bool", Default: "false", Doc: "Only those assigned to the category itself"}},
		Status:     200,
		Returns:    Returns{Shape: List, Items: "results", Fields: categoryAttributeFields()},
		Errors:     assetsErrors(),
		Entity:     "asset_attribute", Via: "category_id",
		Notes:  "Carries a pagination object but is not paginated.",
		Source: "https://aps.autodesk.com/en/docs/acc/reference/http/assets-categories-category-id-custom-attributes-GET/",
	}
}

func assetsAssignCategoryAttribute() *Operation {
	return &Operation{
		Name:   "assign_category_attribute",
		Method: "PUT", Path: "/construction/assets/v1/projects/{project_id}/categories/{category_id}/custom-attributes/{custom_attribute_id}",
		Summary: "Assigns a custom attribute to a category.",
		Effect:  Update, Tokens: signedIn(), Scopes: dataWrite(), Limit: "assets-write",
		PathParams: []Field{anyProjectID(), assetsCategoryID(), assetsCustomAttributeID()},
		Query:      []Field{{Name: "includeInherited", Type: "bool", Default: "false"}},
		Status:     200,
		Returns:    Returns{Shape: List, Items: "results", Fields: categoryAttributeFields()},
		Errors:     plus(assetsErrors(), ErrorCase{409, "conflict with the current state, e.g. a name in use"}),
		Model:      Opaque,
		Notes:      "No body. Answers all attributes of the category, not only the new one.",
		Source:     "https://aps.autodesk.com/en/docs/acc/reference/http/assets-categories-category-id-custom-attributes-custom-attribute-id-PUT/",
	}
}

func assetsListAttributes() *Operation {
	return &Operation{
		Name:   "list_attributes",
		Method: "GET", Path: "/construction/assets/v1/projects/{project_id}/custom-attributes",
		Summary: "Lists the custom attributes of the project.",
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
		Returns:    Returns{Shape: List, Fields: assetAttributeFields()},
		Errors:     assetsErrors(),
		Entity:     "asset_attribute",
		Source:     "https://aps.autodesk.com/en/docs/acc/reference/http/assets-custom-attributes-GET/",
	}
}

func assetsCreateAttribute() *Operation {
	return &Operation{
		Name:   "create_attribute",
		Method: "POST", Path: "/construction/assets/v1/projects/{project_id}/custom-attributes",
		Summary: "Creates a custom attribute.",
		Effect:  Create, Tokens: signedIn(), Scopes: []string{"data:write", "data:create"}, Limit: "assets-write",
		PathParams: []Field{anyProjectID()},
		Query:      []Field{{Name: "renameConflicting", Type: "bool", Doc: "Rename a deleted attribute of the same name"}},
		Body:       assetAttributeBody(),
		Status:     201,
		Returns:    Returns{Shape: Object, Fields: assetAttributeFields()},
		Errors:     plus(assetsErrors(), ErrorCase{409, "conflict with the current state, e.g. a name in use"}),
		Entity:     "asset_attribute", Model: Generic,
		Notes:  "name (ca1, ca2, ...) is generated and never changes; use it, not displayName, as key in customAttributes.",
		Source: "https://aps.autodesk.com/en/docs/acc/reference/http/assets-custom-attributes-POST/",
	}
}

func assetsPatchAttribute() *Operation {
	return &Operation{
		Name:   "patch_attribute",
		Method: "PATCH", Path: "/construction/assets/v1/projects/{project_id}/custom-attributes/{custom_attribute_id}",
		Summary: "Changes a custom attribute.",
		Effect:  Update, Tokens: signedIn(), Scopes: dataWrite(), Limit: "assets-write",
		PathParams: []Field{anyProjectID(), assetsCustomAttributeID()},
		Body: join(
			optional(without(assetAttributeBody(), "dataType")),
			[]Field{
				{Name: "dataType", Type: "string", Enum: assetsDataTypes(),
					Doc: "Only while no asset uses the attribute; to a select type enumValues is needed"},
			},
		),
		Status:  200,
		Returns: Returns{Shape: Object, Fields: assetAttributeFields()},
		Errors:  plus(assetsErrors(), ErrorCase{409, "conflict with the current state, e.g. a name in use"}),
		Entity:  "asset_attribute", Target: "custom_attribute_id", Model: Generic,
		Notes:  "The field table still says dataType cannot change; the text allows it while no asset has a value.",
		Source: "https://aps.autodesk.com/en/docs/acc/reference/http/assets-custom-attributes-custom-attribute-id-PATCH/",
	}
}

func assetsBatchGetAttributes() *Operation {
	return &Operation{
		Name:   "batch_get_attributes",
		Method: "POST", Path: "/construction/assets/v1/projects/{project_id}/custom-attributes:batch-get",
		Summary: "Reads custom attributes by id.",
		Effect:  Read, Tokens: signedIn(), Scopes: dataRead(), Limit: "assets-read",
		PathParams: []Field{anyProjectID()},
		Query:      []Field{{Name: "includeDeleted", Type: "bool", Default: "false"}},
		Body: []Field{
			{Name: "ids", Type: "[]string", Doc: "IDs of the attributes; at least one of ids and names"},
			{Name: "names", Type: "[]string", Doc: "Generated names (ca1), not display names"},
		},
		BatchLimit: 100, Batch: "ids",
		Status:  200,
		Returns: Returns{Shape: List, Items: "results", Fields: assetAttributeFields()},
		Errors:  assetsErrors(),
		Notes:   "Unknown ids are left out. Batches hold at most 100 entities unless a page says otherwise (manage-assets tutorial).",
		Source:  "https://aps.autodesk.com/en/docs/acc/reference/http/assets-custom-attributes-batch-get-POST/",
	}
}

func assetsCustomAttributeID() Field {
	return Field{Name: "custom_attribute_id", Type: "string", Required: true, Doc: "UUID of the attribute"}
}

func assetsDataTypes() []string {
	return []string{"boolean", "text", "numeric", "date", "select", "multi_select"}
}

// categoryAttributeFields are the fields of what assets.list_category_attributes answers.
func categoryAttributeFields() []Field {
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
		{Name: "name", Type: "string", Doc: "Generated, e.g. ca1; the key in customAttributes"},
		{Name: "displayName", Type: "string"},
		{Name: "description", Type: "string"},
		{Name: "dataType", Type: "string", Enum: assetsDataTypes()},
		{Name: "enumValues", Type: "[]string"},
		{Name: "values", Type: "[]object"},
		{Name: "values[].id", Type: "uuid", Doc: "Value to store for select and multi_select"},
		{Name: "values[].displayName", Type: "string"},
		{Name: "values[].customAttributeId", Type: "uuid"},
		{Name: "requiredOnIngress", Type: "bool"},
		{Name: "maxLengthOnIngress", Type: "int"},
		{Name: "defaultValue", Type: "any"},
		{Name: "inheritedFromCategoryId", Type: "string", Doc: "Only with includeInherited and only on inherited ones"},
	}
}

// assetAttributeFields are the fields of an asset attribute.
func assetAttributeFields() []Field {
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
		{Name: "name", Type: "string", Doc: "Generated, e.g. ca1; the key in customAttributes"},
		{Name: "displayName", Type: "string"},
		{Name: "description", Type: "string"},
		{Name: "dataType", Type: "string", Enum: assetsDataTypes()},
		{Name: "enumValues", Type: "[]string"},
		{Name: "values", Type: "[]object"},
		{Name: "values[].id", Type: "uuid", Doc: "Value to store for select and multi_select"},
		{Name: "values[].displayName", Type: "string"},
		{Name: "values[].customAttributeId", Type: "uuid"},
		{Name: "requiredOnIngress", Type: "bool"},
		{Name: "maxLengthOnIngress", Type: "int"},
		{Name: "defaultValue", Type: "any"},
	}
}

// assetAttributeBody is what a new asset attribute is made of.
func assetAttributeBody() []Field {
	return []Field{
		{Name: "displayName", Type: "string", Required: true, Doc: "Unique in the project, at most 100 characters"},
		{Name: "description", Type: "string", MaxLen: 1000},
		{Name: "dataType", Type: "string", Required: true, Enum: assetsDataTypes()},
		{Name: "enumValues", Type: "[]string", Doc: "Needed for select and multi_select"},
		{Name: "requiredOnIngress", Type: "bool", Required: true},
		{Name: "maxLengthOnIngress", Type: "int", Doc: "Text only; default and maximum 250"},
		{Name: "defaultValue", Type: "any"},
	}
}
