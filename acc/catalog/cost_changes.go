package catalog

func costListChangeOrderTypes() *Operation {
	return &Operation{
		Name:   "list_change_order_types",
		Method: "GET", Path: "/cost/v1/containers/{container_id}/change-orders",
		Summary: "Lists the change order types of the project, not change orders.",
		Effect:  Read, Tokens: signedIn(), Scopes: dataRead(), Limit: "cost-30",
		Headers:    costRegionHeaders(),
		PathParams: []Field{containerID()},
		Status:     200,
		Returns: Returns{Shape: List, Fields: []Field{
			{Name: "id", Type: "uuid"},
			{Name: "name", Type: "string", Doc: "e.g. PCO"},
			{Name: "type", Type: "string", Enum: costChangeOrders()},
			{Name: "actAs", Type: "string", Doc: "e.g. rfq"},
			{Name: "position", Type: "int"},
			{Name: "workflowType", Type: "string", Doc: "e.g. Budget"},
			{Name: "createdAt", Type: "string", Doc: "ISO 8601"},
			{Name: "updatedAt", Type: "string", Doc: "ISO 8601"},
		}},
		Errors: costErrors(),
		Entity: "change_order_type",
		Notes:  `The page text says "list of all change orders"; its fields and example are the type definitions, as a bare array.`,
		Source: "https://aps.autodesk.com/en/docs/acc/v1/reference/http/cost-change-orders-GET",
	}
}

func costListChangeOrders() *Operation {
	return &Operation{
		Name:   "list_change_orders",
		Method: "GET", Path: "/cost/v1/containers/{container_id}/change-orders/{change_order}",
		Summary: "Lists the change orders of one type.",
		Effect:  Read, Tokens: signedIn(), Scopes: dataRead(), Limit: "cost-60",
		Headers:    costRegionHeaders(),
		PathParams: []Field{containerID(), costChangeOrder()},
		Query: []Field{
			costNumberFilter(),
			{Name: "filter[sourceId]", Type: "string", Doc: "UUID of the PCO", Test: &Test{"sourceId", MatchEqual}},
			{Name: "filter[contractId]", Type: "[]string", Doc: "Comma separated, or blank"},
			{Name: "filter[mainContractId]", Type: "[]string", Doc: "Comma separated, or blank"},
			{Name: "filter[budgetStatus]", Type: "[]string", Enum: changeOrderBudgetStatuses(), Test: &Test{"budgetStatus", MatchOneOf}},
			{Name: "filter[costStatus]", Type: "[]string", Enum: changeOrderCostStatuses(), Test: &Test{"costStatus", MatchOneOf}},
			{Name: "include", Type: "string", Enum: []string{"costItems", "costItems[changeOrders]", "attributes", "comments"}},
			costIDFilter(),
			{Name: "filter[lastModifiedSince]", Type: "string", Doc: "ISO 8601"},
			costExternalSystemFilter(), costExternalIDFilter(), offsetParam(), limitParam(100, 0),
			{Name: "sort", Type: "string", Enum: []string{"name", "number", "createdAt", "updatedAt", "statusChangedAt"},
				Doc: "With optional asc or desc"},
		},
		Pagination: resultPages(100, 0),
		Status:     200,
		Returns:    Returns{Shape: List, Fields: changeOrderFields()},
		Errors:     costErrors(),
		Entity:     "change_order",
		Source:     "https://aps.autodesk.com/en/docs/acc/v1/reference/http/cost-change-orders-changeOrder-GET",
	}
}

func costGetChangeOrder() *Operation {
	return &Operation{
		Name:   "get_change_order",
		Method: "GET", Path: "/cost/v1/containers/{container_id}/change-orders/{change_order}/{id}",
		Summary: "Reads one change order.",
		Effect:  Read, Tokens: signedIn(), Scopes: dataRead(), Limit: "cost-150",
		Headers:    costRegionHeaders(),
		PathParams: []Field{containerID(), costChangeOrder(), costID()},
		Status:     200,
		Returns:    Returns{Shape: Object, Fields: changeOrderFields()},
		Errors:     costErrors(),
		Entity:     "change_order", Target: "id",
		Source: "https://aps.autodesk.com/en/docs/acc/v1/reference/http/cost-change-orders-changeOrder-id-GET",
	}
}

func costCreateChangeOrder() *Operation {
	return &Operation{
		Name:   "create_change_order",
		Method: "POST", Path: "/cost/v1/containers/{container_id}/change-orders/{change_order}",
		Summary: "Creates a change order, normally a pco.",
		Effect:  Create, Tokens: signedIn(), Scopes: dataWrite(), Limit: "cost-60",
		Headers:    costRegionHeaders(),
		PathParams: []Field{containerID(), costChangeOrder()},
		Body: []Field{
			{Name: "name", Type: "string", MaxLen: 1024, Doc: "Not starred"},
			{Name: "description", Type: "string", MaxLen: 2048},
			{Name: "scope", Type: "string", Enum: costScopes()},
			{Name: "scopeOfWork", Type: "string", Doc: "Tiptap rich text"},
			{Name: "note", Type: "string", Doc: "Tiptap rich text"},
			{Name: "sourceType", Type: "string"},
			{Name: "externalId", Type: "string", Doc: "ID in the ERP system, at most 255"},
			{Name: "externalSystem", Type: "string", Doc: "ERP name, at most 255"},
			{Name: "externalMessage", Type: "string", MaxLen: 255},
			{Name: "lastSyncTime", Type: "string", Doc: "ISO 8601"},
			{Name: "integrationState", Type: "string", Enum: []string{"locked", "integrated", "failed"},
				Doc: "Or null; locked blocks changes until it is set to null"},
		},
		Status:  201,
		Returns: Returns{Shape: Object, Fields: changeOrderFields()},
		Errors:  costErrors(),
		Entity:  "change_order", Model: Generic,
		Notes: "budgetStatus and costStatus start as draft and move only through perform_actions; cost items are attached with " +
			"attach_cost_items or changeOrderId of a new cost item.",
		Source: "https://aps.autodesk.com/en/docs/acc/v1/reference/http/cost-change-orders-changeOrder-POST",
	}
}

func costPatchChangeOrder() *Operation {
	return &Operation{
		Name:   "patch_change_order",
		Method: "PATCH", Path: "/cost/v1/containers/{container_id}/change-orders/{change_order}/{id}",
		Summary: "Changes a change order.",
		Effect:  Update, Tokens: signedIn(), Scopes: dataWrite(), Limit: "cost-100",
		Headers:    costRegionHeaders(),
		PathParams: []Field{containerID(), costChangeOrder(), costID()},
		Body:       changeOrderPatchBody(),
		Status:     200,
		Returns:    Returns{Shape: Object, Fields: changeOrderFields()},
		Errors:     costErrors(),
		Entity:     "change_order", Target: "id", Model: Generic,
		Notes:  "The status fields are not in the body: use perform_actions.",
		Source: "https://aps.autodesk.com/en/docs/acc/v1/reference/http/cost-change-orders-changeOrder-id-PATCH",
	}
}

func costDeleteChangeOrder() *Operation {
	return &Operation{
		Name:   "delete_change_order",
		Method: "DELETE", Path: "/cost/v1/containers/{container_id}/change-orders/{change_order}/{id}",
		Summary: "Deletes a change order.",
		Effect:  Delete, Tokens: signedIn(), Scopes: dataWrite(), Limit: "cost-60",
		Headers:    costRegionHeaders(),
		PathParams: []Field{containerID(), costChangeOrder(), costID()},
		Status:     204,
		Returns:    Returns{Shape: NoBody},
		Errors:     costErrors(),
		Entity:     "change_order", Target: "id", Model: Generic,
		Notes:         "204 as documented for budgets and attachments; not confirmed for this one.",
		Source:        "https://aps.autodesk.com/en/docs/acc/v1/reference/http/cost-change-orders-changeOrder-id-DELETE",
		LowConfidence: true,
	}
}

func costChangeOrder() Field {
	return Field{Name: "change_order", Type: "string", Required: true, Enum: costChangeOrders()}
}

func costChangeOrders() []string {
	return []string{"pco", "rfq", "rco", "oco", "sco"}
}

func costScopes() []string {
	return []string{"out", "in", "tbd", "budgetOnly", "contingency"}
}

// changeOrderFields are the fields of a change order.
func changeOrderFields() []Field {
	return []Field{
		{Name: "id", Type: "uuid"},
		{Name: "number", Type: "string", Doc: "Sequence number made by the server"},
		{Name: "name", Type: "string"},
		{Name: "description", Type: "string"},
		{Name: "type", Type: "string", Doc: "Customizable"},
		{Name: "scope", Type: "string", Enum: costScopes()},
		{Name: "creatorId", Type: "string"},
		{Name: "ownerId", Type: "string"},
		{Name: "changedBy", Type: "string"},
		{Name: "budgetStatus", Type: "string",
			Doc: "pco: draft open submitted accepted approved revising executed rejected void; rco: draft open submitted revising accepted " +
				"approved executed rejected; oco: draft open inReview submitted revising approved executed rejected; empty for rfq and sco"},
		{Name: "costStatus", Type: "string",
			Doc: "pco: draft open pricing proposed accepted approved executed revising rejected void; rfq: draft open pricing proposed " +
				"accepted revising rejected; sco: draft open inReview sent executed; empty for rco and oco"},
		{Name: "estimated", Type: "string"},
		{Name: "proposed", Type: "string"},
		{Name: "submitted", Type: "string"},
		{Name: "approved", Type: "string"},
		{Name: "committed", Type: "string"},
		{Name: "scopeOfWork", Type: "string"},
		{Name: "scheduleChange", Type: "number"},
		{Name: "proposedRevisedCompletionDate", Type: "string"},
		{Name: "note", Type: "string"},
		{Name: "sourceId", Type: "string", Doc: "Usually the PCO"},
		{Name: "sourceType", Type: "string", Doc: "e.g. RFI, Issue"},
		{Name: "properties", Type: "[]any", Doc: "Custom attributes, with include=attributes"},
		{Name: "costItems", Type: "[]any", Doc: "Of {id, includeMarkup}, with include=costItems"},
		{Name: "variableMarkupFormulaItems", Type: "[]any"},
		{Name: "companyId", Type: "string"},
		{Name: "companyUid", Type: "string"},
		{Name: "architectCompanyId", Type: "string"},
		{Name: "architectCompanyUid", Type: "string"},
		{Name: "architectContactId", Type: "string"},
		{Name: "additionalCollaborators", Type: "[]any"},
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

// changeOrderPatchBody is what cost.patch_change_order is sent.
func changeOrderPatchBody() []Field {
	return []Field{
		{Name: "name", Type: "string", MaxLen: 1024, Doc: "Not starred"},
		{Name: "description", Type: "string", MaxLen: 2048},
		{Name: "scope", Type: "string", Enum: costScopes()},
		{Name: "scopeOfWork", Type: "string", Doc: "Tiptap rich text"},
		{Name: "note", Type: "string", Doc: "Tiptap rich text"},
		{Name: "sourceType", Type: "string"},
		{Name: "type", Type: "string"},
		{Name: "scheduleChange", Type: "number"},
		{Name: "proposedRevisedCompletionDate", Type: "string"},
		{Name: "ownerId", Type: "string"},
		{Name: "exchangeRate", Type: "number", Doc: "rfq: proposed rate of its cost items; sco: committed rate"},
		{Name: "companyId", Type: "string"},
		{Name: "companyUid", Type: "string"},
		{Name: "architectCompanyId", Type: "string"},
		{Name: "architectCompanyUid", Type: "string"},
		{Name: "architectContactId", Type: "string"},
		{Name: "additionalCollaborators", Type: "[]object"},
		{Name: "additionalCollaborators[].companyId", Type: "string", Required: true},
		{Name: "additionalCollaborators[].companyUid", Type: "string"},
		{Name: "additionalCollaborators[].contactIds", Type: "[]any"},
		{Name: "externalId", Type: "string", Doc: "ID in the ERP system, at most 255"},
		{Name: "externalSystem", Type: "string", Doc: "ERP name, at most 255"},
		{Name: "externalMessage", Type: "string", MaxLen: 255},
		{Name: "lastSyncTime", Type: "string", Doc: "ISO 8601"},
		{Name: "integrationState", Type: "string", Enum: []string{"locked", "integrated", "failed"},
			Doc: "Or null; locked blocks changes until it is set to null"},
	}
}
