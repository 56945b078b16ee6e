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
		Headers:    costRegionHeaders(),
		PathParams: []Field{containerID(), costExpenseID()},
		Query:      []Field{offsetParam(), limitParam(100, 0), costSort()},
		Pagination: resultPages(100, 0),
		Status:     200,
		Returns:    Returns{Shape: List, Fields: expenseItemFields()},
		Errors:     costErrors(),
		Entity:     "expense_item",
		Notes:      "The reference of this one does not say its query.",
		Source:     "https://aps.autodesk.com/en/docs/acc/v1/reference/http/cost-expenses-expenseId-items-GET", LowConfidence: true,
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
		Notes:  "Body taken from create.",
		Source: "https://aps.autodesk.com/en/docs/acc/v1/reference/http/cost-expenses-expenseId-items-id-PATCH", LowConfidence: true,
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
		Notes:  "204 as documented for budgets and attachments; not confirmed for this one.",
		Source: "https://aps.autodesk.com/en/docs/acc/v1/reference/http/cost-expenses-expenseId-items-id-DELETE", LowConfidence: true,
	}
}

func costListPayments() *Operation {
	return &Operation{
		Name:   "list_payments",
		Method: "GET", Path: "/cost/v1/containers/{container_id}/payments",
		Summary: "Lists cost and budget payments.",
		Effect:  Read, Tokens: signedIn(), Scopes: dataRead(), Limit: "cost-300",
		Headers:    costRegionHeaders(),
		PathParams: []Field{containerID()},
		Query: []Field{
			{Name: "filter[associationType]", Type: "string", Enum: []string{"Contract", "MainContract"},
				Doc: "Cost payments or budget payments", Test: &Test{"associationType", MatchEqual}},
			{Name: "filter[associationId]", Type: "[]string", Test: &Test{"associationId", MatchOneOf}},
			costNumberFilter(),
			{Name: "filter[status]", Type: "[]string", Enum: []string{
				"draft", "pendingInput", "submitted", "revise", "inReview", "accepted", "paid",
			},
				Test: &Test{"status", MatchOneOf}},
			{Name: "filter[budgetPaymentId]", Type: "[]string", Test: &Test{"budgetPaymentId", MatchOneOf}},
			{Name: "include", Type: "string", Enum: []string{
				"paymentReferences", "attributes", "summaryCalculatedFields", "complianceExpiration",
			}},
			costIDFilter(),
			{Name: "filter[lastModifiedSince]", Type: "string", Doc: "ISO 8601"},
			{Name: "filter[externalSystem]", Type: "string"},
			{Name: "filter[externalId]", Type: "[]string"},
			offsetParam(), limitParam(100, 0), costSort(),
		},
		Pagination: resultPages(100, 0),
		Status:     200,
		Returns:    Returns{Shape: List, Fields: paymentFields()},
		Errors:     costErrors(),
		Entity:     "payment",
		Notes: "Read only: no create, patch or delete endpoint; change through perform_actions. filter values and status enum differ " +
			"(inReview vs approved).",
		Source: "https://aps.autodesk.com/en/docs/acc/v1/reference/http/cost-payments-GET",
	}
}

func costGetPayment() *Operation {
	return &Operation{
		Name:   "get_payment",
		Method: "GET", Path: "/cost/v1/containers/{container_id}/payments/{id}",
		Summary: "Reads one payment.",
		Effect:  Read, Tokens: signedIn(), Scopes: dataRead(), Limit: "cost-50",
		Headers:    costRegionHeaders(),
		PathParams: []Field{containerID(), costID()},
		Status:     200,
		Returns:    Returns{Shape: Object, Fields: paymentFields()},
		Errors:     costErrors(),
		Entity:     "payment", Target: "id",
		Source: "https://aps.autodesk.com/en/docs/acc/v1/reference/http/cost-payments-id-GET",
	}
}

func costListPaymentItems() *Operation {
	return &Operation{
		Name:   "list_payment_items",
		Method: "GET", Path: "/cost/v1/containers/{container_id}/payment-items",
		Summary: "Lists payment items.",
		Effect:  Read, Tokens: signedIn(), Scopes: dataRead(), Limit: "cost-300",
		Headers:    costRegionHeaders(),
		PathParams: []Field{containerID()},
		Query: []Field{
			{Name: "filter[associationId]", Type: "string", Doc: "Contract or main contract IDs"},
			{Name: "filter[paymentId]", Type: "[]string", Test: &Test{"paymentId", MatchOneOf}},
			{Name: "filter[associationType]", Type: "string",
				Doc: "SOV,SCO,CostItem,MaterialsOnSite for cost payments; MainContractItem,OCO,CostItem,SubCostItem,MaterialsOnSite for " +
					"budget payments"},
			offsetParam(), limitParam(100, 0), costSort(),
		},
		Pagination: resultPages(100, 0),
		Status:     200,
		Returns:    Returns{Shape: List, Fields: paymentItemFields()},
		Errors:     costErrors(),
		Entity:     "payment_item",
		Notes:      "A collection of its own, not under a payment.",
		Source:     "https://aps.autodesk.com/en/docs/acc/v1/reference/http/cost-payment-items-GET",
	}
}

func costListTaxes() *Operation {
	return &Operation{
		Name:   "list_taxes",
		Method: "GET", Path: "/cost/v1/containers/{container_id}/taxes",
		Summary: "Lists the taxes of the given cost objects.",
		Effect:  Read, Tokens: signedIn(), Scopes: dataRead(), Limit: "cost-400",
		Headers:    costRegionHeaders(),
		PathParams: []Field{containerID()},
		Query: []Field{
			{Name: "associationId", Type: "[]string", Required: true, Doc: "Comma separated object IDs", Test: &Test{"associationId", MatchOneOf}},
			{Name: "associationType", Type: "string", Required: true, Enum: []string{
				"Contract", "MainContract", "BudgetPayment", "CostPayment", "OCO", "SCO", "PCO", "RFQ", "RCO",
			},
				Test: &Test{"associationType", MatchEqual}},
			offsetParam(), limitParam(100, 0), costSort(),
		},
		Pagination: resultPages(100, 0),
		Status:     200,
		Returns: Returns{Shape: List, Fields: []Field{
			{Name: "id", Type: "uuid"},
			{Name: "name", Type: "string"},
			{Name: "associationId", Type: "string"},
			{Name: "associationType", Type: "string"},
			{Name: "needUpdate", Type: "bool"},
			{Name: "summary", Type: "[]object", Doc: "name, amount, type, rate"},
			{Name: "createdAt", Type: "string", Doc: "ISO 8601"},
			{Name: "updatedAt", Type: "string", Doc: "ISO 8601"},
		}},
		Errors: costErrors(),
		Entity: "cost_tax",
		Source: "https://aps.autodesk.com/en/docs/acc/v1/reference/http/cost-taxes-GET",
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

// paymentFields are the fields of a payment.
func paymentFields() []Field {
	return []Field{
		{Name: "id", Type: "uuid"},
		{Name: "previousPaymentId", Type: "string"},
		{Name: "associationType", Type: "string", Enum: []string{"Contract", "MainContract"}, Doc: "Cost or budget payment"},
		{Name: "associationId", Type: "string"},
		{Name: "mainContractId", Type: "string"},
		{Name: "budgetPaymentId", Type: "string", Doc: "Cost payments only"},
		{Name: "startDate", Type: "string"},
		{Name: "endDate", Type: "string"},
		{Name: "dueDate", Type: "string"},
		{Name: "number", Type: "string"},
		{Name: "name", Type: "string"},
		{Name: "description", Type: "string"},
		{Name: "note", Type: "string"},
		{Name: "contactId", Type: "string"},
		{Name: "creatorId", Type: "string"},
		{Name: "status", Type: "string", Enum: paymentStatuses()},
		{Name: "exchangeRate", Type: "string"},
		{Name: "contractAmount", Type: "string"},
		{Name: "approvedChangeOrders", Type: "string"},
		{Name: "originalAmount", Type: "string"},
		{Name: "previousAmount", Type: "string"},
		{Name: "amount", Type: "string"},
		{Name: "materialsOnStore", Type: "string"},
		{Name: "materialsBilled", Type: "string"},
		{Name: "completedWorkRetention", Type: "string"},
		{Name: "materialsRetention", Type: "string"},
		{Name: "previousRetention", Type: "string"},
		{Name: "netAmount", Type: "string"},
		{Name: "netRetention", Type: "string"},
		{Name: "claimedAmount", Type: "string"},
		{Name: "advanceAmount", Type: "string"},
		{Name: "recoupmentAmount", Type: "string"},
		{Name: "recipients", Type: "[]any"},
		{Name: "createdAt", Type: "string", Doc: "ISO 8601"},
		{Name: "updatedAt", Type: "string", Doc: "ISO 8601"},
	}
}

// paymentItemFields are the fields of a payment item.
func paymentItemFields() []Field {
	return []Field{
		{Name: "id", Type: "uuid"},
		{Name: "paymentId", Type: "string"},
		{Name: "parentId", Type: "string"},
		{Name: "budgetId", Type: "string"},
		{Name: "budgetCode", Type: "string", Doc: "Unformatted"},
		{Name: "budgetFormattedCode", Type: "string"},
		{Name: "associationType", Type: "string", Enum: []string{"SCO", "OCO", "SOV", "CostItem", "SubCostItem", "MaterialsOnSite"}},
		{Name: "associationId", Type: "string"},
		{Name: "name", Type: "string"},
		{Name: "description", Type: "string"},
		{Name: "position", Type: "int"},
		{Name: "originalQuantity", Type: "number"},
		{Name: "originalUnitPrice", Type: "string"},
		{Name: "originalAmount", Type: "string"},
		{Name: "previousQuantity", Type: "number"},
		{Name: "previousAmount", Type: "string"},
		{Name: "quantity", Type: "number"},
		{Name: "unitPrice", Type: "string"},
		{Name: "unit", Type: "string"},
		{Name: "amount", Type: "string"},
		{Name: "materialsBilled", Type: "string"},
		{Name: "materialsOnStore", Type: "string"},
		{Name: "completedWorkReleased", Type: "string"},
		{Name: "completedWorkRetentionPercent", Type: "number"},
		{Name: "materialsReleased", Type: "string"},
		{Name: "netAmount", Type: "string"},
		{Name: "claimedQuantity", Type: "string"},
		{Name: "claimedAmount", Type: "string"},
		{Name: "status", Type: "string", Enum: []string{"accepted", "rejected", "semi-rejected"}, Doc: "Or null"},
		{Name: "hasComment", Type: "bool"},
		{Name: "canDelete", Type: "bool"},
		{Name: "isPrivate", Type: "bool", Doc: "Budget payments only"},
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

func paymentStatuses() []string {
	return []string{"draft", "pendingInput", "submitted", "revise", "inReview", "accepted", "approved", "paid"}
}
