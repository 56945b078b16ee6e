package catalog

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

func paymentStatuses() []string {
	return []string{"draft", "pendingInput", "submitted", "revise", "inReview", "accepted", "approved", "paid"}
}
