package catalog

func costListExpenses() *Operation {
	return &Operation{
		Name:   "list_expenses",
		Method: "GET", Path: "/cost/v1/containers/{container_id}/expenses",
		Summary: "Lists the expenses of a project.",
		Effect:  Read, Tokens: signedIn(), Scopes: dataRead(), Limit: "cost-50",
		Headers:    costRegionHeaders(),
		PathParams: []Field{containerID()},
		Query: []Field{
			{Name: "include", Type: "string", Enum: []string{
				"expenseItems", "mainContract", "attributes", "externalRelationship", "paymentReferences",
			}},
			costNumberFilter(), costStatusFilter(),
			{Name: "filter[mainContractId]", Type: "[]string", Doc: "Comma separated, or blank", Test: &Test{"mainContractId", MatchOneOf}},
			{Name: "filter[budgetPaymentId]", Type: "[]string", Test: &Test{"budgetPaymentId", MatchOneOf}},
			{Name: "filter[createdAt]", Type: "string",
				Doc: "Date or range lower..upper, lower.., ..upper; inclusive", Test: &Test{"createdAt", MatchRange}},
			costIDFilter(),
			{Name: "filter[lastModifiedSince]", Type: "string", Doc: "ISO 8601"},
			costExternalSystemFilter(), costExternalIDFilter(), offsetParam(), limitParam(100, 0), costSort(),
		},
		Pagination: resultPages(100, 0),
		Status:     200,
		Returns:    Returns{Shape: List, Fields: expenseFields()},
		Errors:     costErrors(),
		Entity:     "expense",
		Notes: "The reference lists contract statuses for filter[status]; the expense statuses are draft, pending, revise, rejected, " +
			"approved, paid.",
		Source: "https://aps.autodesk.com/en/docs/acc/v1/reference/http/cost-expenses-GET",
	}
}

func costGetExpense() *Operation {
	return &Operation{
		Name:   "get_expense",
		Method: "GET", Path: "/cost/v1/containers/{container_id}/expenses/{expense_id}",
		Summary: "Reads one expense.",
		Effect:  Read, Tokens: signedIn(), Scopes: dataRead(), Limit: "cost-20",
		Headers:    costRegionHeaders(),
		PathParams: []Field{containerID(), costExpenseID()},
		Status:     200,
		Returns:    Returns{Shape: Object, Fields: expenseFields()},
		Errors:     costErrors(),
		Entity:     "expense", Target: "expense_id",
		Source: "https://aps.autodesk.com/en/docs/acc/v1/reference/http/cost-expenses-id-GET",
	}
}

func costCreateExpense() *Operation {
	return &Operation{
		Name:   "create_expense",
		Method: "POST", Path: "/cost/v1/containers/{container_id}/expenses",
		Summary: "Creates an expense.",
		Effect:  Create, Tokens: signedIn(), Scopes: dataWrite(), Limit: "cost-50",
		Headers:    costRegionHeaders(),
		PathParams: []Field{containerID()},
		Body:       expenseBody(),
		Status:     201,
		Returns:    Returns{Shape: Object, Fields: expenseFields()},
		Errors:     costErrors(),
		Entity:     "expense", Model: Generic,
		Notes:  "One of supplierId and supplierName is required.",
		Source: "https://aps.autodesk.com/en/docs/acc/v1/reference/http/cost-expenses-POST",
	}
}

func costPatchExpense() *Operation {
	return &Operation{
		Name:   "patch_expense",
		Method: "PATCH", Path: "/cost/v1/containers/{container_id}/expenses/{expense_id}",
		Summary: "Changes an expense.",
		Effect:  Update, Tokens: signedIn(), Scopes: dataWrite(), Limit: "cost-20",
		Headers:    costRegionHeaders(),
		PathParams: []Field{containerID(), costExpenseID()},
		Body:       optional(without(expenseBody(), "id", "contractId", "number")),
		Status:     200,
		Returns:    Returns{Shape: Object, Fields: expenseFields()},
		Errors:     costErrors(),
		Entity:     "expense", Target: "expense_id", Model: Generic,
		Notes:  "Body taken from create.",
		Source: "https://aps.autodesk.com/en/docs/acc/v1/reference/http/cost-expenses-id-PATCH", LowConfidence: true,
	}
}

func costDeleteExpense() *Operation {
	return &Operation{
		Name:   "delete_expense",
		Method: "DELETE", Path: "/cost/v1/containers/{container_id}/expenses/{expense_id}",
		Summary: "Deletes an expense.",
		Effect:  Delete, Tokens: signedIn(), Scopes: dataWrite(), Limit: "cost-50",
		Headers:    costRegionHeaders(),
		PathParams: []Field{containerID(), costExpenseID()},
		Status:     204,
		Returns:    Returns{Shape: NoBody},
		Errors:     costErrors(),
		Entity:     "expense", Target: "expense_id", Model: Generic,
		Notes:  "204 as documented for budgets and attachments; not confirmed for this one.",
		Source: "https://aps.autodesk.com/en/docs/acc/v1/reference/http/cost-expenses-id-DELETE", LowConfidence: true,
	}
}

func costListExpenseItems() *Operation {
	return &Operation{
		Name:   "list_expense_items",
		Method: "GET", Path: "/cost/v1/containers/{container_id}/expenses/{expense_id}/items",
		Summary: "Lists the items of an expense.",
		Effect:  Read, Tokens: signedIn(), Scopes: dataRead(), Limit: "cost-50",
		Headers:       costRegionHeaders(),
		PathParams:    []Field{containerID(), costExpenseID()},
		Query:         []Field{offsetParam(), limitParam(100, 0), costSort()},
		Pagination:    resultPages(100, 0),
		Status:        200,
		Returns:       Returns{Shape: List, Fields: expenseItemFields()},
		Errors:        costErrors(),
		Entity:        "expense_item",
		Notes:         "The reference of this one does not say its query.",
		Source:        "https://aps.autodesk.com/en/docs/acc/v1/reference/http/cost-expenses-expenseId-items-GET",
		LowConfidence: true,
	}
}

func costGetExpenseItem() *Operation {
	return &Operation{
		Name:   "get_expense_item",
		Method: "GET", Path: "/cost/v1/containers/{container_id}/expenses/{expense_id}/items/{id}",
		Summary: "Reads one expense item.",
		Effect:  Read, Tokens: signedIn(), Scopes: dataRead(), Limit: "cost-50",
		Headers:    costRegionHeaders(),
		PathParams: []Field{containerID(), costExpenseID(), costID()},
		Status:     200,
		Returns:    Returns{Shape: Object, Fields: expenseItemFields()},
		Errors:     costErrors(),
		Entity:     "expense_item", Target: "id",
		Source: "https://aps.autodesk.com/en/docs/acc/v1/reference/http/cost-expenses-expenseId-items-id-GET",
	}
}

func costCreateExpenseItem() *Operation {
	return &Operation{
		Name:   "create_expense_item",
		Method: "POST", Path: "/cost/v1/containers/{container_id}/expenses/{expense_id}/items",
		Summary: "Creates an expense item.",
		Effect:  Create, Tokens: signedIn(), Scopes: dataWrite(), Limit: "cost-20",
		Headers:    costRegionHeaders(),
		PathParams: []Field{containerID(), costExpenseID()},
		Body:       expenseItemBody(),
		Status:     201,
		Returns:    Returns{Shape: Object, Fields: expenseItemFields()},
		Errors:     costErrors(),
		Entity:     "expense_item", Model: Generic,
		Source: "https://aps.autodesk.com/en/docs/acc/v1/reference/http/cost-expenses-expenseId-items-POST",
	}
}

func costPatchExpenseItem() *Operation {
	return &Operation{
		Name:   "patch_expense_item",
		Method: "PATCH", Path: "/cost/v1/containers/{container_id}/expenses/{expense_id}/items/{id}",
		Summary: "Changes an expense item.",
		Effect:  Update, Tokens: signedIn(), Scopes: dataWrite(), Limit: "cost-20",
		Headers:    costRegionHeaders(),
		PathParams: []Field{containerID(), costExpenseID(), costID()},
		Body:       optional(without(expenseItemBody(), "id")),
		Status:     200,
		Returns:    Returns{Shape: Object, Fields: expenseItemFields()},
		Errors:     costErrors(),
		Entity:     "expense_item", Target: "id", Model: Generic,
		Notes:         "Body taken from create.",
		Source:        "https://aps.autodesk.com/en/docs/acc/v1/reference/http/cost-expenses-expenseId-items-id-PATCH",
		LowConfidence: true,
	}
}

func costDeleteExpenseItem() *Operation {
	return &Operation{
		Name:   "delete_expense_item",
		Method: "DELETE", Path: "/cost/v1/containers/{container_id}/expenses/{expense_id}/items/{id}",
		Summary: "Deletes an expense item.",
		Effect:  Delete, Tokens: signedIn(), Scopes: dataWrite(), Limit: "cost-50",
		Headers:    costRegionHeaders(),
		PathParams: []Field{containerID(), costExpenseID(), costID()},
		Status:     204,
		Returns:    Returns{Shape: NoBody},
		Errors:     costErrors(),
		Entity:     "expense_item", Target: "id", Model: Generic,
		Notes:         "204 as documented for budgets and attachments; not confirmed for this one.",
		Source:        "https://aps.autodesk.com/en/docs/acc/v1/reference/http/cost-expenses-expenseId-items-id-DELETE",
		LowConfidence: true,
	}
}

func costExpenseID() Field { return Field{Name: "expense_id", Type: "uuid", Required: true} }

// expenseFields are the fields of an expense.
func expenseFields() []Field {
	return []Field{
		{Name: "id", Type: "uuid"},
		{Name: "supplierId", Type: "string", Doc: "Company ID"},
		{Name: "supplierCompanyUid", Type: "string"},
		{Name: "supplierName", Type: "string", Doc: "At most 255"},
		{Name: "mainContractId", Type: "string"},
		{Name: "budgetPaymentId", Type: "string"},
		{Name: "number", Type: "string"},
		{Name: "name", Type: "string"},
		{Name: "description", Type: "string"},
		{Name: "note", Type: "string"},
		{Name: "term", Type: "string"},
		{Name: "referenceNumber", Type: "string"},
		{Name: "type", Type: "string", Doc: "At most 128"},
		{Name: "scope", Type: "string", Enum: []string{"full", "partial"}},
		{Name: "creatorId", Type: "string"},
		{Name: "changedBy", Type: "string"},
		{Name: "purchasedBy", Type: "string"},
		{Name: "status", Type: "string", Enum: expenseStatuses()},
		{Name: "amount", Type: "string"},
		{Name: "paymentDue", Type: "string"},
		{Name: "issuedAt", Type: "string"},
		{Name: "receivedAt", Type: "string"},
		{Name: "approvedAt", Type: "string"},
		{Name: "paidAt", Type: "string"},
		{Name: "forecastDistributionAt", Type: "string"},
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

// expenseItemFields are the fields of an expense item.
func expenseItemFields() []Field {
	return []Field{
		{Name: "id", Type: "uuid"},
		{Name: "budgetId", Type: "string"},
		{Name: "contractId", Type: "string"},
		{Name: "number", Type: "string"},
		{Name: "name", Type: "string"},
		{Name: "description", Type: "string"},
		{Name: "note", Type: "string"},
		{Name: "scope", Type: "string", Enum: []string{"full", "partial"}},
		{Name: "quantity", Type: "number"},
		{Name: "unitPrice", Type: "string"},
		{Name: "unit", Type: "string"},
		{Name: "amount", Type: "string"},
		{Name: "aggregateBy", Type: "string", Enum: []string{"workCompleted", "workCompletedQty", "materialsOnSite"}},
		{Name: "exchangeRate", Type: "string"},
		{Name: "originalExchangeRate", Type: "string"},
		{Name: "realizedGainOrLoss", Type: "string", Doc: "Amount * exchangeRate / originalExchangeRate - amount"},
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

// expenseBody is what a new expense is made of.
func expenseBody() []Field {
	return []Field{
		{Name: "id", Type: "string", Doc: "UUID chosen by the caller"},
		{Name: "contractId", Type: "string", Doc: "Expense items are made from the contract's root SOV"},
		{Name: "number", Type: "string"},
		{Name: "supplierId", Type: "string"},
		{Name: "supplierCompanyUid", Type: "string"},
		{Name: "supplierName", Type: "string", Doc: "Required when supplierId is absent"},
		{Name: "name", Type: "string", Required: true, MaxLen: 1024},
		{Name: "description", Type: "string", MaxLen: 2048},
		{Name: "note", Type: "string"},
		{Name: "term", Type: "string"},
		{Name: "referenceNumber", Type: "string"},
		{Name: "type", Type: "string"},
		{Name: "scope", Type: "string", Enum: []string{"full", "partial"}},
		{Name: "purchasedBy", Type: "string"},
		{Name: "status", Type: "string", Enum: expenseStatuses()},
		{Name: "paymentDue", Type: "string"},
		{Name: "issuedAt", Type: "string"},
		{Name: "receivedAt", Type: "string"},
		{Name: "externalId", Type: "string", Doc: "ID in the ERP system, at most 255"},
		{Name: "externalSystem", Type: "string", Doc: "ERP name, at most 255"},
		{Name: "externalMessage", Type: "string", MaxLen: 255},
		{Name: "lastSyncTime", Type: "string", Doc: "ISO 8601"},
		{Name: "integrationState", Type: "string", Enum: []string{"locked", "integrated", "failed"},
			Doc: "Or null; locked blocks changes until it is set to null"},
	}
}

// expenseItemBody is what a new expense item is made of.
func expenseItemBody() []Field {
	return []Field{
		{Name: "id", Type: "string", Doc: "UUID chosen by the caller"},
		{Name: "budgetId", Type: "uuid"},
		{Name: "budgetCode", Type: "string", Doc: "Code of an existing budget"},
		{Name: "contractId", Type: "string"},
		{Name: "number", Type: "string", Doc: "Made by the server when absent"},
		{Name: "name", Type: "string", Required: true, MaxLen: 1024},
		{Name: "description", Type: "string", MaxLen: 2048},
		{Name: "note", Type: "string"},
		{Name: "scope", Type: "string", Enum: []string{"full", "partial"}},
		{Name: "quantity", Type: "number"},
		{Name: "unitPrice", Type: "number"},
		{Name: "unit", Type: "string"},
		{Name: "amount", Type: "number", Doc: "Quantity * unitPrice"},
		{Name: "exchangeRate", Type: "number"},
		{Name: "externalId", Type: "string", Doc: "ID in the ERP system, at most 255"},
		{Name: "externalSystem", Type: "string", Doc: "ERP name, at most 255"},
		{Name: "externalMessage", Type: "string", MaxLen: 255},
		{Name: "lastSyncTime", Type: "string", Doc: "ISO 8601"},
		{Name: "integrationState", Type: "string", Enum: []string{"locked", "integrated", "failed"},
			Doc: "Or null; locked blocks changes until it is set to null"},
	}
}

func expenseStatuses() []string {
	return []string{"draft", "pending", "revise", "rejected", "approved", "paid"}
}
