package catalog

func costListCostItems() *Operation {
	return &Operation{
		Name:   "list_cost_items",
		Method: "GET", Path: "/cost/v1/containers/{container_id}/cost-items",
		Summary: "Lists the cost items of a project.",
		Effect:  Read, Tokens: signedIn(), Scopes: dataRead(), Limit: "cost-60",
		Headers:    costRegionHeaders(),
		PathParams: []Field{containerID()},
		Query: []Field{
			costNumberFilter(),
			{Name: "filter[changeOrderId]", Type: "[]string"},
			{Name: "filter[budgetId]", Type: "[]string", Doc: "Comma separated, or blank", Test: &Test{"budgetId", MatchOneOf}},
			{Name: "filter[contractId]", Type: "[]string", Doc: "Comma separated, or blank", Test: &Test{"contractId", MatchOneOf}},
			{Name: "filter[budgetStatus]", Type: "string", Enum: changeOrderBudgetStatuses(), Test: &Test{"budgetStatus", MatchEqual}},
			{Name: "filter[costStatus]", Type: "string", Enum: changeOrderCostStatuses(), Test: &Test{"costStatus", MatchEqual}},
			{Name: "include", Type: "string", Enum: []string{"budget", "changeOrders", "subCostItems", "attributes"}},
			costIDFilter(),
			{Name: "filter[lastModifiedSince]", Type: "string", Doc: "ISO 8601"},
			costExternalSystemFilter(), costExternalIDFilter(), offsetParam(), limitParam(100, 0),
			{Name: "sort", Type: "string", Enum: []string{
				"name", "number", "estimated", "proposed", "submitted", "approved", "committed", "createdAt", "updatedAt",
			},
				Doc: "With optional asc or desc"},
		},
		Pagination: resultPages(100, 0),
		Status:     200,
		Returns:    Returns{Shape: List, Fields: costItemFields()},
		Errors:     costErrors(),
		Entity:     "cost_item",
		Source:     "https://aps.autodesk.com/en/docs/acc/v1/reference/http/cost-cost-items-GET",
	}
}

func costGetCostItem() *Operation {
	return &Operation{
		Name:   "get_cost_item",
		Method: "GET", Path: "/cost/v1/containers/{container_id}/cost-items/{cost_item_id}",
		Summary: "Reads one cost item.",
		Effect:  Read, Tokens: signedIn(), Scopes: dataRead(), Limit: "cost-300",
		Headers:    costRegionHeaders(),
		PathParams: []Field{containerID(), costItemID()},
		Status:     200,
		Returns:    Returns{Shape: Object, Fields: costItemFields()},
		Errors:     costErrors(),
		Entity:     "cost_item", Target: "cost_item_id",
		Source: "https://aps.autodesk.com/en/docs/acc/v1/reference/http/cost-cost-items-costItemId-GET",
	}
}

func costCreateCostItem() *Operation {
	return &Operation{
		Name:   "create_cost_item",
		Method: "POST", Path: "/cost/v1/containers/{container_id}/cost-items",
		Summary: "Creates a cost item.",
		Effect:  Create, Tokens: signedIn(), Scopes: dataWrite(), Limit: "cost-60",
		Headers:    costRegionHeaders(),
		PathParams: []Field{containerID()},
		Body:       costItemBody(),
		Status:     201,
		Returns:    Returns{Shape: Object, Fields: costItemFields()},
		Errors:     costErrors(),
		Entity:     "cost_item", Model: Generic,
		Notes:  "Body taken from batch_create_cost_items; not confirmed for this one.",
		Source: "https://aps.autodesk.com/en/docs/acc/v1/reference/http/cost-cost-items-POST", LowConfidence: true,
	}
}

func costBatchCreateCostItems() *Operation {
	return &Operation{
		Name:   "batch_create_cost_items",
		Method: "POST", Path: "/cost/v1/containers/{container_id}/cost-items:batch-create",
		Summary: "Creates up to 200 cost items.",
		Effect:  Create, Tokens: signedIn(), Scopes: dataWrite(), Limit: "cost-30",
		Headers:    costRegionHeaders(),
		PathParams: []Field{containerID()},
		Body: join(
			[]Field{{Name: "data", Type: "[]object", Required: true}},
			prefixed("data[].", join(without(costItemBody(), "changeOrderId"), []Field{
				{Name: "changeOrderId", Type: "string", Doc: "UUID; once associated it cannot be reassigned"},
			})),
		),
		BatchLimit: 200,
		Status:     201,
		Returns:    Returns{Shape: List, Fields: costItemFields()},
		Errors:     costErrors(),
		Entity:     "cost_item", Model: Opaque,
		Notes:  "Request is {data: [...]}, answer is a bare array.",
		Source: "https://aps.autodesk.com/en/docs/acc/v1/reference/http/cost-cost-itemsbatch-create-POST",
	}
}

func costPatchCostItem() *Operation {
	return &Operation{
		Name:   "patch_cost_item",
		Method: "PATCH", Path: "/cost/v1/containers/{container_id}/cost-items/{cost_item_id}",
		Summary: "Changes a cost item.",
		Effect:  Update, Tokens: signedIn(), Scopes: dataWrite(), Limit: "cost-250",
		Headers:    costRegionHeaders(),
		PathParams: []Field{containerID(), costItemID()},
		Body: join(
			optional(without(costItemBody(), "changeOrderId")),
			[]Field{{Name: "type", Type: "string", Doc: "Customizable"}},
		),
		Status:  200,
		Returns: Returns{Shape: Object, Fields: costItemFields()},
		Errors:  costErrors(),
		Entity:  "cost_item", Target: "cost_item_id", Model: Generic,
		Notes:  "changeOrderId and the status fields are not in the body.",
		Source: "https://aps.autodesk.com/en/docs/acc/v1/reference/http/cost-cost-items-costItemId-PATCH",
	}
}

func costDeleteCostItem() *Operation {
	return &Operation{
		Name:   "delete_cost_item",
		Method: "DELETE", Path: "/cost/v1/containers/{container_id}/cost-items/{cost_item_id}",
		Summary: "Deletes a cost item.",
		Effect:  Delete, Tokens: signedIn(), Scopes: dataWrite(), Limit: "cost-200",
		Headers:    costRegionHeaders(),
		PathParams: []Field{containerID(), costItemID()},
		Status:     204,
		Returns:    Returns{Shape: NoBody},
		Errors:     costErrors(),
		Entity:     "cost_item", Target: "cost_item_id", Model: Generic,
		Notes:         "204 as documented for budgets and attachments; not confirmed for this one.",
		Source:        "https://aps.autodesk.com/en/docs/acc/v1/reference/http/cost-cost-items-costItemId-DELETE",
		LowConfidence: true,
	}
}

func costAttachCostItems() *Operation {
	return &Operation{
		Name:   "attach_cost_items",
		Method: "POST", Path: "/cost/v1/containers/{container_id}/cost-items:attach",
		Summary: "Adds existing cost items to change orders.",
		Effect:  Action, Tokens: signedIn(), Scopes: dataWrite(), Limit: "cost-50",
		Headers:    costRegionHeaders(),
		PathParams: []Field{containerID()},
		Body: []Field{
			{Name: "[].changeOrderId", Type: "uuid", Required: true},
			{Name: "[].costItemId", Type: "uuid", Required: true},
		},
		BodyShape: ArrayBody,
		Status:    200,
		Returns: Returns{Shape: List, Fields: []Field{
			{Name: "changeOrderId", Type: "string"},
			{Name: "costItemId", Type: "string"},
		}},
		Errors: costErrors(),
		Model:  Opaque,
		Source: "https://aps.autodesk.com/en/docs/acc/v1/reference/http/cost-cost-itemsattach-POST",
	}
}

func costDetachCostItems() *Operation {
	return &Operation{
		Name:   "detach_cost_items",
		Method: "POST", Path: "/cost/v1/containers/{container_id}/cost-items:detach",
		Summary: "Removes cost items from change orders.",
		Effect:  Action, Tokens: signedIn(), Scopes: dataWrite(), Limit: "cost-30",
		Headers:    costRegionHeaders(),
		PathParams: []Field{containerID()},
		Body: []Field{
			{Name: "[].changeOrderId", Type: "uuid", Required: true},
			{Name: "[].costItemId", Type: "uuid", Required: true},
		},
		BodyShape: ArrayBody,
		Status:    200,
		Returns:   Returns{Shape: List},
		Errors:    costErrors(),
		Model:     Opaque,
		Notes:     "Status and answer by analogy with attach_cost_items.",
		Source:    "https://aps.autodesk.com/en/docs/acc/v1/reference/http/cost-cost-itemsdetach-POST", LowConfidence: true,
	}
}

func costListSubCostItems() *Operation {
	return &Operation{
		Name:   "list_sub_cost_items",
		Method: "GET", Path: "/cost/v1/containers/{container_id}/cost-items/{cost_item_id}/sub-cost-items",
		Summary: "Lists the sub cost items of a cost item.",
		Effect:  Read, Tokens: signedIn(), Scopes: dataRead(), Limit: "cost-150",
		Headers:    costRegionHeaders(),
		PathParams: []Field{containerID(), costItemID()},
		Query:      []Field{offsetParam(), limitParam(100, 0)},
		Pagination: resultPages(100, 0),
		Status:     200,
		Returns:    Returns{Shape: List, Fields: subCostItemFields()},
		Errors:     costErrors(),
		Entity:     "sub_cost_item",
		Notes:      "The reference of this one does not say its filters and paging.",
		Source:     "https://aps.autodesk.com/en/docs/acc/v1/reference/http/cost-sub-cost-items-GET", LowConfidence: true,
	}
}

func costCreateSubCostItem() *Operation {
	return &Operation{
		Name:   "create_sub_cost_item",
		Method: "POST", Path: "/cost/v1/containers/{container_id}/cost-items/{cost_item_id}/sub-cost-items",
		Summary: "Creates a sub cost item.",
		Effect:  Create, Tokens: signedIn(), Scopes: dataWrite(), Limit: "cost-150",
		Headers:    costRegionHeaders(),
		PathParams: []Field{containerID(), costItemID()},
		Body:       subCostItemBody(),
		Status:     201,
		Returns:    Returns{Shape: Object, Fields: subCostItemFields()},
		Errors:     costErrors(),
		Entity:     "sub_cost_item", Model: Generic,
		Notes:  "The reference example answers an array with one item although the field table shows an object: accept both.",
		Source: "https://aps.autodesk.com/en/docs/acc/v1/reference/http/cost-sub-cost-items-POST",
	}
}

func costPatchSubCostItem() *Operation {
	return &Operation{
		Name:   "patch_sub_cost_item",
		Method: "PATCH", Path: "/cost/v1/containers/{container_id}/cost-items/{cost_item_id}/sub-cost-items/{sub_cost_item_id}",
		Summary: "Changes a sub cost item.",
		Effect:  Update, Tokens: signedIn(), Scopes: dataWrite(), Limit: "cost-150",
		Headers:    costRegionHeaders(),
		PathParams: []Field{containerID(), costItemID(), costSubCostItemID()},
		Body:       optional(subCostItemBody()),
		Status:     200,
		Returns:    Returns{Shape: Object, Fields: subCostItemFields()},
		Errors:     costErrors(),
		Entity:     "sub_cost_item", Target: "sub_cost_item_id", Model: Generic,
		Notes:         "Body taken from create.",
		Source:        "https://aps.autodesk.com/en/docs/acc/v1/reference/http/cost-sub-cost-items-subCostItemsId-PATCH",
		LowConfidence: true,
	}
}

func costDeleteSubCostItem() *Operation {
	return &Operation{
		Name:   "delete_sub_cost_item",
		Method: "DELETE", Path: "/cost/v1/containers/{container_id}/cost-items/{cost_item_id}/sub-cost-items/{sub_cost_item_id}",
		Summary: "Deletes a sub cost item.",
		Effect:  Delete, Tokens: signedIn(), Scopes: dataWrite(), Limit: "cost-150",
		Headers:    costRegionHeaders(),
		PathParams: []Field{containerID(), costItemID(), costSubCostItemID()},
		Status:     204,
		Returns:    Returns{Shape: NoBody},
		Errors:     costErrors(),
		Entity:     "sub_cost_item", Target: "sub_cost_item_id", Model: Generic,
		Notes:         "204 as documented for budgets and attachments; not confirmed for this one.",
		Source:        "https://aps.autodesk.com/en/docs/acc/v1/reference/http/cost-sub-cost-items-subCostItemsId-DELETE",
		LowConfidence: true,
	}
}

func costCopySubCostItems() *Operation {
	return &Operation{
		Name:   "copy_sub_cost_items",
		Method: "POST", Path: "/cost/v1/containers/{container_id}/cost-items/{cost_item_id}/sub-cost-items:copy",
		Summary: "Copies sub cost items from one type to another, replacing those of the target type.",
		Effect:  Update, Tokens: signedIn(), Scopes: dataWrite(), Limit: "cost-50",
		Headers:    costRegionHeaders(),
		PathParams: []Field{containerID(), costItemID()},
		Body: []Field{
			{Name: "from", Type: "string", Required: true, Enum: []string{
				"contract", "budget", "estimated", "proposed", "submitted", "approved", "committed",
			}},
			{Name: "to", Type: "string", Required: true, Enum: costTypes()},
			{Name: "source", Type: "object"},
			{Name: "source.ids", Type: "[]any", Doc: "Budget IDs or SOV IDs; required when from is budget or contract"},
		},
		Status:  200,
		Returns: Returns{Shape: List, Fields: subCostItemFields()},
		Errors:  costErrors(),
		Entity:  "sub_cost_item", Model: Opaque,
		Notes:  "destructive: existing sub cost items of the target type are replaced.",
		Source: "https://aps.autodesk.com/en/docs/acc/v1/reference/http/cost-sub-cost-itemscopy-POST",
	}
}

func costItemID() Field { return Field{Name: "cost_item_id", Type: "uuid", Required: true} }

func costSubCostItemID() Field { return Field{Name: "sub_cost_item_id", Type: "uuid", Required: true} }

func costTypes() []string {
	return []string{"estimated", "proposed", "submitted", "approved", "committed"}
}

// costItemFields are the fields of a cost item.
func costItemFields() []Field {
	return []Field{
		{Name: "id", Type: "uuid"},
		{Name: "number", Type: "string"},
		{Name: "name", Type: "string"},
		{Name: "description", Type: "string"},
		{Name: "budgetId", Type: "string"},
		{Name: "contractId", Type: "string"},
		{Name: "budgetStatus", Type: "string", Enum: costItemBudgetStatuses(), Doc: "Moved by the change order"},
		{Name: "costStatus", Type: "string", Enum: costItemCostStatuses(), Doc: "Moved by the change order"},
		{Name: "scope", Type: "string", Enum: costScopes()},
		{Name: "type", Type: "string"},
		{Name: "isMarkup", Type: "bool"},
		{Name: "estimated", Type: "string"},
		{Name: "proposed", Type: "string"},
		{Name: "submitted", Type: "string"},
		{Name: "approved", Type: "string"},
		{Name: "committed", Type: "string"},
		{Name: "inputQuantity", Type: "number"},
		{Name: "quantity", Type: "number"},
		{Name: "unit", Type: "string"},
		{Name: "scopeOfWork", Type: "string"},
		{Name: "note", Type: "string"},
		{Name: "proposedExchangeRate", Type: "string", Doc: "1 without multi-currency"},
		{Name: "committedExchangeRate", Type: "string"},
		{Name: "locations", Type: "[]any"},
		{Name: "locationPaths", Type: "[]any"},
		{Name: "externalId", Type: "string", Doc: "ID in the ERP system, at most 255"},
		{Name: "externalSystem", Type: "string", Doc: "ERP name, at most 255"},
		{Name: "externalMessage", Type: "string", Doc: "At most 255"},
		{Name: "lastSyncTime", Type: "string", Doc: "ISO 8601"},
		{Name: "integrationState", Type: "string", Enum: []string{"locked", "integrated", "failed"},
			Doc: "Or null; locked blocks changes until it is set to null"},
		{Name: "integrationStateChangedAt", Type: "string"},
		{Name: "integrationStateChangedBy", Type: "string"},
		{Name: "createdAt", Type: "string", Doc: "ISO 8601"},
		{Name: "updatedAt", Type: "string", Doc: "ISO 8601"},
	}
}

// subCostItemFields are the fields of a sub cost item.
func subCostItemFields() []Field {
	return []Field{
		{Name: "id", Type: "uuid"},
		{Name: "parentId", Type: "string"},
		{Name: "type", Type: "string", Enum: costTypes()},
		{Name: "costItemId", Type: "string"},
		{Name: "code", Type: "string"},
		{Name: "position", Type: "number"},
		{Name: "name", Type: "string"},
		{Name: "quantity", Type: "string"},
		{Name: "inputQuantity", Type: "string"},
		{Name: "unitPrice", Type: "string"},
		{Name: "unit", Type: "string"},
		{Name: "value", Type: "string", Doc: "Quantity * unitPrice"},
		{Name: "createdAt", Type: "string", Doc: "ISO 8601"},
		{Name: "updatedAt", Type: "string", Doc: "ISO 8601"},
	}
}

// costItemBody is what a new cost item is made of.
func costItemBody() []Field {
	return []Field{
		{Name: "name", Type: "string", Required: true, MaxLen: 1024},
		{Name: "changeOrderId", Type: "string", Doc: "UUID; cannot be moved to another change order later"},
		{Name: "description", Type: "string", MaxLen: 2048},
		{Name: "budgetId", Type: "uuid"},
		{Name: "contractId", Type: "uuid"},
		{Name: "estimated", Type: "number", Doc: "Number, string or null"},
		{Name: "proposed", Type: "number"},
		{Name: "submitted", Type: "number"},
		{Name: "approved", Type: "number"},
		{Name: "committed", Type: "number"},
		{Name: "inputQuantity", Type: "number"},
		{Name: "quantity", Type: "number"},
		{Name: "unit", Type: "string"},
		{Name: "proposedExchangeRate", Type: "number"},
		{Name: "committedExchangeRate", Type: "number"},
		{Name: "locations", Type: "[]any"},
		{Name: "externalId", Type: "string", Doc: "ID in the ERP system, at most 255"},
		{Name: "externalSystem", Type: "string", Doc: "ERP name, at most 255"},
		{Name: "externalMessage", Type: "string", MaxLen: 255},
		{Name: "lastSyncTime", Type: "string", Doc: "ISO 8601"},
		{Name: "integrationState", Type: "string", Enum: []string{"locked", "integrated", "failed"},
			Doc: "Or null; locked blocks changes until it is set to null"},
	}
}

// subCostItemBody is what a new sub cost item is made of.
func subCostItemBody() []Field {
	return []Field{
		{Name: "parentId", Type: "string"},
		{Name: "type", Type: "string", Enum: costTypes()},
		{Name: "code", Type: "string", Required: true, Doc: "Unique, at most 255"},
		{Name: "name", Type: "string", MaxLen: 1024},
		{Name: "quantity", Type: "number"},
		{Name: "inputQuantity", Type: "number"},
		{Name: "unitPrice", Type: "number"},
		{Name: "unit", Type: "string"},
		{Name: "value", Type: "number"},
		{Name: "position", Type: "number"},
	}
}

func costItemBudgetStatuses() []string {
	return []string{"draft", "open", "submitted", "accepted", "approved", "executed", "revising", "rejected", "void"}
}

func costItemCostStatuses() []string {
	return []string{"draft", "open", "revising", "pricing", "proposed", "approved", "executed", "rejected", "contracted", "accepted", "void"}
}
