package catalog

func costListBudgets() *Operation {
	return &Operation{
		Name:   "list_budgets",
		Method: "GET", Path: "/cost/v1/containers/{container_id}/budgets",
		Summary: "Lists the budgets of a project.",
		Effect:  Read, Tokens: signedIn(), Scopes: dataRead(), Limit: "cost-300",
		Headers:    costRegionHeaders(),
		PathParams: []Field{containerID()},
		Query: []Field{
			{Name: "include", Type: "[]string", Enum: []string{
				"subitems", "attributes", "contract", "mainContract", "mainContractItem", "segments", "idOnly", "compounded",
			},
				Doc: "Comma separated; idOnly answers IDs only and ignores the others"},
			{Name: "filter[rootId]", Type: "[]string"},
			{Name: "filter[code]", Type: "string", Doc: "Codes in double quotes"},
			costIDFilter(),
			{Name: "filter[lastModifiedSince]", Type: "string", Doc: "ISO 8601"},
			costExternalSystemFilter(), costExternalIDFilter(), offsetParam(), limitParam(100, 0), costSort(),
		},
		Pagination: resultPages(100, 0),
		Status:     200,
		Returns:    Returns{Shape: List, Fields: budgetFields()},
		Errors:     costErrors(),
		Entity:     "budget",
		Notes:      `filter[code] values must be in double quotes, even a single number: filter[code]="2703,2704".`,
		Source:     "https://aps.autodesk.com/en/docs/acc/v1/reference/http/cost-budgets-GET",
	}
}

func costGetBudget() *Operation {
	return &Operation{
		Name:   "get_budget",
		Method: "GET", Path: "/cost/v1/containers/{container_id}/budgets/{budget_id}",
		Summary: "Reads one budget.",
		Effect:  Read, Tokens: signedIn(), Scopes: dataRead(), Limit: "cost-120",
		Headers:    costRegionHeaders(),
		PathParams: []Field{containerID(), costBudgetID()},
		Status:     200,
		Returns:    Returns{Shape: Object, Fields: budgetFields()},
		Errors:     costErrors(),
		Entity:     "budget", Target: "budget_id",
		Source: "https://aps.autodesk.com/en/docs/acc/v1/reference/http/cost-budgets-budgetId-GET",
	}
}

func costCreateBudget() *Operation {
	return &Operation{
		Name:   "create_budget",
		Method: "POST", Path: "/cost/v1/containers/{container_id}/budgets",
		Summary: "Creates a budget or a sub budget.",
		Effect:  Create, Tokens: signedIn(), Scopes: dataWrite(), Limit: "cost-60",
		Headers:    costRegionHeaders(),
		PathParams: []Field{containerID()},
		Query:      []Field{costForce()},
		Body:       budgetBody(),
		Status:     201,
		Returns:    Returns{Shape: Object, Fields: budgetFields()},
		Errors:     costErrors(),
		Entity:     "budget", Model: Generic,
		Notes:  "In practice: without code 400; a code whose length does not fit the segment template 409. A child budget needs parentId.",
		Source: "https://aps.autodesk.com/en/docs/acc/v1/reference/http/cost-budgets-POST",
	}
}

func costPatchBudget() *Operation {
	return &Operation{
		Name:   "patch_budget",
		Method: "PATCH", Path: "/cost/v1/containers/{container_id}/budgets/{budget_id}",
		Summary: "Changes a budget.",
		Effect:  Update, Tokens: signedIn(), Scopes: dataWrite(), Limit: "cost-150",
		Headers:    costRegionHeaders(),
		PathParams: []Field{containerID(), costBudgetID()},
		Query:      []Field{costForce()},
		Body: join(
			optional(without(budgetBody(), "parentId", "code", "scope")),
			[]Field{
				{Name: "code", Type: "string", Doc: "Compliant with the budget code template, at most 255; ignored when segmentCodeMap is given"},
				{Name: "actualQuantity", Type: "number"},
				{Name: "actualUnitPrice", Type: "number", Doc: "Number, string or null"},
				{Name: "actualCost", Type: "number", Doc: "Number, string or null"},
				{Name: "lockedField", Type: "string", Enum: []string{"originalAmount", "quantity", "unitPrice"},
					Doc: "Or null, the field kept fixed when recalculating; the reference example says amount"},
			},
		),
		Status:  200,
		Returns: Returns{Shape: Object, Fields: budgetFields()},
		Errors:  costErrors(),
		Entity:  "budget", Target: "budget_id", Model: Generic,
		Source: "https://aps.autodesk.com/en/docs/acc/v1/reference/http/cost-budgets-budgetId-PATCH",
	}
}

func costDeleteBudget() *Operation {
	return &Operation{
		Name:   "delete_budget",
		Method: "DELETE", Path: "/cost/v1/containers/{container_id}/budgets/{budget_id}",
		Summary: "Deletes a budget.",
		Effect:  Delete, Tokens: signedIn(), Scopes: dataWrite(), Limit: "cost-30",
		Headers:    costRegionHeaders(),
		PathParams: []Field{containerID(), costBudgetID()},
		Query:      []Field{costForce()},
		Status:     204,
		Returns:    Returns{Shape: NoBody},
		Errors:     costErrors(),
		Entity:     "budget", Target: "budget_id", Model: Generic,
		Notes:  "The reference types budget_id as an array of UUIDs here; send one.",
		Source: "https://aps.autodesk.com/en/docs/acc/v1/reference/http/cost-budgets-budgetId-DELETE",
	}
}

func costImportBudgets() *Operation {
	return &Operation{
		Name:   "import_budgets",
		Method: "POST", Path: "/cost/v1/containers/{container_id}/budgets:import",
		Summary: "Imports a chunk of budgets.",
		Effect:  Update, Tokens: signedIn(), Scopes: dataWrite(), Limit: "cost-30",
		Headers:    costRegionHeaders(),
		PathParams: []Field{containerID()},
		Query:      []Field{costForce()},
		Body: join(
			[]Field{
				{Name: "data", Type: "[]object", Required: true, Doc: "Of budgets, fields as in create_budget"},
			},
			prefixed("data[].", budgetBody()),
			[]Field{
				{Name: "append", Type: "bool", Doc: "true appends; false PURGES all existing budgets first"},
			},
		),
		BatchLimit: 50,
		Status:     204,
		Returns:    Returns{Shape: NoBody},
		Errors:     costErrors(),
		Entity:     "budget", Model: Opaque,
		Notes: "Destructive with append false or absent: what is there is replaced. In practice a bare array and {items: []} are 400; a " +
			"locked template is 400.",
		Source: "https://aps.autodesk.com/en/docs/acc/v1/reference/http/cost-budgetsimport-POST",
	}
}

func costLinkBudgetsContracts() *Operation {
	return &Operation{
		Name:   "link_budgets_contracts",
		Method: "POST", Path: "/cost/v1/containers/{container_id}/budgets-contracts:link",
		Summary: "Links and unlinks budgets and contracts; linking makes the contract's schedule of values.",
		Effect:  Action, Tokens: signedIn(), Scopes: dataWrite(), Limit: "cost-40",
		Headers:    costRegionHeaders(),
		PathParams: []Field{containerID()},
		Body: []Field{
			{Name: "create", Type: "[]object"},
			{Name: "create[].contractId", Type: "uuid"},
			{Name: "create[].budgetId", Type: "uuid"},
			{Name: "remove", Type: "[]object"},
			{Name: "remove[].contractId", Type: "uuid"},
			{Name: "remove[].budgetId", Type: "uuid"},
		},
		BatchLimit: 50,
		Status:     200,
		Returns:    Returns{Shape: NoBody},
		Errors:     costErrors(),
		Model:      Opaque,
		Notes: "Empty 200 body. The same budget twice in one call is 400 code 450031; a budget linked to another contract is 400 code 450030 " +
			"with detail.alreadyLinkedBudgets; an empty body is 200; a pair without contractId is 404 code 450023 (codes seen in " +
			"practice). Max 50 pairs.",
		Source: "https://aps.autodesk.com/en/docs/acc/v1/reference/http/cost-budgets-contractslink-POST",
	}
}

func costListScheduleOfValues() *Operation {
	return &Operation{
		Name:   "list_schedule_of_values",
		Method: "GET", Path: "/cost/v1/containers/{container_id}/schedule-of-values",
		Summary: "Lists the schedule of values (SOV) items of a project.",
		Effect:  Read, Tokens: signedIn(), Scopes: dataRead(), Limit: "cost-400",
		Headers:    costRegionHeaders(),
		PathParams: []Field{containerID()},
		Query: []Field{
			{Name: "include", Type: "string", Enum: []string{"subitems", "attributes", "idOnly"}},
			{Name: "filter[budgetId]", Type: "[]string", Doc: "Comma separated, or blank", Test: &Test{"budgetId", MatchOneOf}},
			{Name: "filter[contractId]", Type: "[]string", Doc: "Comma separated, or blank", Test: &Test{"contractId", MatchOneOf}},
			{Name: "filter[includeChangeOrders]", Type: "bool", Default: "false"},
			costIDFilter(), costExternalSystemFilter(), costExternalIDFilter(), offsetParam(), limitParam(100, 0),
			costSort(),
		},
		Pagination: Pagination{Style: OffsetPages, LimitParam: "limit", OffsetParam: "offset", DefaultLimit: 100, Items: "$"},
		Status:     200,
		Returns:    Returns{Shape: List, Fields: sovItemFields()},
		Errors:     costErrors(),
		Entity:     "sov_item",
		Notes: "Takes offset and limit but answers a bare JSON array without pagination, unlike the other cost lists: page by offset until a " +
			"page is short.",
		Source: "https://aps.autodesk.com/en/docs/acc/v1/reference/http/cost-schedule-of-values-GET",
	}
}

func costGetScheduleOfValue() *Operation {
	return &Operation{
		Name:   "get_schedule_of_value",
		Method: "GET", Path: "/cost/v1/containers/{container_id}/schedule-of-values/{id}",
		Summary: "Reads one SOV item.",
		Effect:  Read, Tokens: signedIn(), Scopes: dataRead(), Limit: "cost-50",
		Headers:    costRegionHeaders(),
		PathParams: []Field{containerID(), costID()},
		Status:     200,
		Returns:    Returns{Shape: Object, Fields: sovItemFields()},
		Errors:     costErrors(),
		Entity:     "sov_item", Target: "id",
		Source: "https://aps.autodesk.com/en/docs/acc/v1/reference/http/cost-schedule-of-values-id-GET",
	}
}

func costCreateScheduleOfValue() *Operation {
	return &Operation{
		Name:   "create_schedule_of_value",
		Method: "POST", Path: "/cost/v1/containers/{container_id}/schedule-of-values",
		Summary: "Creates a sub SOV item under an existing one.",
		Effect:  Create, Tokens: signedIn(), Scopes: dataWrite(), Limit: "cost-150",
		Headers:    costRegionHeaders(),
		PathParams: []Field{containerID()},
		Body:       sovItemBody(),
		Status:     200,
		Returns:    Returns{Shape: Object, Fields: sovItemFields()},
		Errors:     costErrors(),
		Entity:     "sov_item", Model: Generic,
		Notes:  "Answers 200, not 201.",
		Source: "https://aps.autodesk.com/en/docs/acc/v1/reference/http/cost-schedule-of-values-POST",
	}
}

func costPatchScheduleOfValue() *Operation {
	return &Operation{
		Name:   "patch_schedule_of_value",
		Method: "PATCH", Path: "/cost/v1/containers/{container_id}/schedule-of-values/{id}",
		Summary: "Changes an SOV item.",
		Effect:  Update, Tokens: signedIn(), Scopes: dataWrite(), Limit: "cost-100",
		Headers:    costRegionHeaders(),
		PathParams: []Field{containerID(), costID()},
		Body:       optional(without(sovItemBody(), "id", "parentId")),
		Status:     200,
		Returns:    Returns{Shape: Object, Fields: sovItemFields()},
		Errors:     costErrors(),
		Entity:     "sov_item", Target: "id", Model: Generic,
		Notes:         "Body taken from create.",
		Source:        "https://aps.autodesk.com/en/docs/acc/v1/reference/http/cost-schedule-of-values-id-PATCH",
		LowConfidence: true,
	}
}

func costDeleteScheduleOfValue() *Operation {
	return &Operation{
		Name:   "delete_schedule_of_value",
		Method: "DELETE", Path: "/cost/v1/containers/{container_id}/schedule-of-values/{id}",
		Summary: "Deletes an SOV item.",
		Effect:  Delete, Tokens: signedIn(), Scopes: dataWrite(), Limit: "cost-30",
		Headers:    costRegionHeaders(),
		PathParams: []Field{containerID(), costID()},
		Status:     204,
		Returns:    Returns{Shape: NoBody},
		Errors:     costErrors(),
		Entity:     "sov_item", Target: "id", Model: Generic,
		Notes:         "204 as documented for budgets and attachments; not confirmed for this one.",
		Source:        "https://aps.autodesk.com/en/docs/acc/v1/reference/http/cost-schedule-of-values-id-DELETE",
		LowConfidence: true,
	}
}

func costBudgetID() Field { return Field{Name: "budget_id", Type: "uuid", Required: true} }

func costForce() Field {
	return Field{Name: "force", Type: "bool", Doc: "true overrides a locked budgeting; project administrators only"}
}

// budgetFields are the fields of a budget.
func budgetFields() []Field {
	return []Field{
		{Name: "id", Type: "uuid"},
		{Name: "parentId", Type: "string", Doc: "null for a root budget"},
		{Name: "code", Type: "string"},
		{Name: "scope", Type: "string", Enum: []string{"budgetOnly", "budgetAndCost"}},
		{Name: "subItems", Type: "[]any", Doc: "Sub budgets, with include=subitems"},
		{Name: "budgetCode", Type: "object", Doc: "Template and segment codes; root budgets only"},
		{Name: "name", Type: "string"},
		{Name: "description", Type: "string", Doc: "At most 2048"},
		{Name: "quantity", Type: "number"},
		{Name: "inputQuantity", Type: "number"},
		{Name: "ratio", Type: "number"},
		{Name: "unitPrice", Type: "string", Doc: "Decimal string such as 1000.0000"},
		{Name: "unit", Type: "string"},
		{Name: "originalAmount", Type: "number", Doc: "Quantity * unitPrice"},
		{Name: "internalAdjustment", Type: "number"},
		{Name: "approvedOwnerChanges", Type: "number"},
		{Name: "pendingOwnerChanges", Type: "number"},
		{Name: "originalCommitment", Type: "number"},
		{Name: "approvedChangeOrders", Type: "number"},
		{Name: "approvedInScopeChangeOrders", Type: "number"},
		{Name: "pendingChangeOrders", Type: "number"},
		{Name: "reserves", Type: "number"},
		{Name: "actualQuantity", Type: "number"},
		{Name: "actualUnitPrice", Type: "string"},
		{Name: "actualCost", Type: "number"},
		{Name: "contractIds", Type: "[]any"},
		{Name: "locations", Type: "[]any"},
		{Name: "locationPaths", Type: "[]any"},
		{Name: "uncommitted", Type: "number", Doc: "approvedOwnerChanges - (approvedChangeOrders - approvedInScopeChangeOrders)"},
		{Name: "revised", Type: "number", Doc: "originalAmount + internalAdjustment + approvedOwnerChanges"},
		{Name: "projectedCost", Type: "number", Doc: "originalCommitment + approvedChangeOrders + pendingChangeOrders + reserves"},
		{Name: "projectedBudget", Type: "number", Doc: "Revised + pendingOwnerChanges"},
		{Name: "forecastFinalCost", Type: "number", Doc: "projectedCost + adjustments"},
		{Name: "forecastVariance", Type: "number", Doc: "projectedBudget - forecastFinalCost"},
		{Name: "forecastCostComplete", Type: "number", Doc: "forecastFinalCost - actualCost"},
		{Name: "varianceTotal", Type: "number", Doc: "projectedBudget - projectedCost"},
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

// sovItemFields are the fields of a schedule of values item.
func sovItemFields() []Field {
	return []Field{
		{Name: "id", Type: "uuid"},
		{Name: "parentId", Type: "string", Doc: "null for a root item"},
		{Name: "contractId", Type: "string"},
		{Name: "budgetId", Type: "string"},
		{Name: "code", Type: "string"},
		{Name: "name", Type: "string"},
		{Name: "quantity", Type: "number"},
		{Name: "unitPrice", Type: "number"},
		{Name: "unit", Type: "string"},
		{Name: "amount", Type: "string"},
		{Name: "allocatedAmount", Type: "string"},
		{Name: "quantityPerBulk", Type: "number"},
		{Name: "bulkUnitPrice", Type: "number"},
		{Name: "bulk", Type: "number"},
		{Name: "associationId", Type: "string", Doc: "Change order or cost item it came from"},
		{Name: "associationType", Type: "string", Doc: "e.g. SCO"},
		{Name: "exchangeRate", Type: "string"},
		{Name: "position", Type: "number"},
		{Name: "externalId", Type: "string", Doc: "ID in the ERP system, at most 255"},
		{Name: "externalSystem", Type: "string", Doc: "ERP name, at most 255"},
		{Name: "externalMessage", Type: "string", Doc: "At most 255"},
		{Name: "lastSyncTime", Type: "string", Doc: "ISO 8601"},
		{Name: "createdAt", Type: "string", Doc: "ISO 8601"},
		{Name: "updatedAt", Type: "string", Doc: "ISO 8601"},
	}
}

// budgetBody is what a new budget is made of.
func budgetBody() []Field {
	return []Field{
		{Name: "parentId", Type: "string", Doc: "null or absent for a root budget; the parent for a sub budget"},
		{Name: "code", Type: "string", Required: true},
		{Name: "scope", Type: "string", Enum: []string{"budgetOnly", "budgetAndCost"}},
		{Name: "segmentCodeMap", Type: "object", Doc: "Segment ID to code; needed for templates with variable-length segments"},
		{Name: "name", Type: "string", Required: true, MaxLen: 1024},
		{Name: "description", Type: "string"},
		{Name: "quantity", Type: "number"},
		{Name: "inputQuantity", Type: "number", Doc: "Or null"},
		{Name: "unitPrice", Type: "number", Doc: "Number, string or null"},
		{Name: "unit", Type: "string"},
		{Name: "locations", Type: "[]any", Doc: "Of location IDs"},
		{Name: "externalId", Type: "string", Doc: "ID in the ERP system, at most 255"},
		{Name: "externalSystem", Type: "string", Doc: "ERP name, at most 255"},
		{Name: "externalMessage", Type: "string", MaxLen: 255},
		{Name: "lastSyncTime", Type: "string", Doc: "ISO 8601"},
		{Name: "integrationState", Type: "string", Enum: []string{"locked", "integrated", "failed"},
			Doc: "Or null; locked blocks changes until it is set to null"},
	}
}

// sovItemBody is what a new schedule of values item is made of.
func sovItemBody() []Field {
	return []Field{
		{Name: "id", Type: "string", Doc: "UUID chosen by the caller"},
		{Name: "parentId", Type: "string", Required: true, Doc: "Required, root items exist only through linking a budget to a contract"},
		{Name: "contractId", Type: "string"},
		{Name: "budgetId", Type: "string"},
		{Name: "code", Type: "string", Required: true, MaxLen: 255},
		{Name: "name", Type: "string", Required: true, MaxLen: 1024},
		{Name: "quantity", Type: "number"},
		{Name: "unitPrice", Type: "number"},
		{Name: "unit", Type: "string", MaxLen: 1024},
		{Name: "amount", Type: "number"},
		{Name: "quantityPerBulk", Type: "number"},
		{Name: "bulkUnitPrice", Type: "number"},
		{Name: "bulk", Type: "number"},
		{Name: "exchangeRate", Type: "number"},
		{Name: "position", Type: "number"},
		{Name: "externalId", Type: "string", Doc: "ID in the ERP system, at most 255"},
		{Name: "externalSystem", Type: "string", Doc: "ERP name, at most 255"},
		{Name: "externalMessage", Type: "string", MaxLen: 255},
		{Name: "lastSyncTime", Type: "string", Doc: "ISO 8601"},
	}
}
