package catalog

func cost() *Service {
	return &Service{
		Name:  "cost",
		Title: "Cost Management",
		Summary: "Budgets, contracts, change orders, cost items, expenses, payments, schedules of values, budget codes, custom attributes, " +
			"documents, performance tracking and time sheets of a project.",
		Notes: "3-legged tokens only (an SSA token counts as 3-legged); data:read for GET, data:write for the rest. Money comes as decimal " +
			`strings with four places ("1000.0000") in number,string,null fields, and as numbers in others; accept both, never compare as ` +
			`floats. The reference examples print null as the string "null" and numbers where the type is string; do not copy that. Lists ` +
			"answer {pagination: {limit, offset, totalResults, nextUrl}, results}; nextUrl is an empty string on the last page. The " +
			"exceptions are bare arrays, said in notes. Custom attributes: include=attributes to read, batch_update_property_values to " +
			"write. The rate_limit of an operation is requests per minute per user. Region header: region (not x-ads-region) in the " +
			"reference; x-ads-region works as well. Writes to an item with integrationState locked are refused until it is patched to " +
			"null. /construction/cost/v1/projects/{project_id} is said to work as well (an Autodesk blog).",
		Operations: []*Operation{
			costListBudgets(), costGetBudget(), costCreateBudget(), costPatchBudget(), costDeleteBudget(), costImportBudgets(),
			costLinkBudgetsContracts(), costListContracts(), costGetContract(), costCreateContract(), costPatchContract(),
			costDeleteContract(), costListScheduleOfValues(), costGetScheduleOfValue(), costCreateScheduleOfValue(),
			costPatchScheduleOfValue(), costDeleteScheduleOfValue(), costListChangeOrderTypes(), costListChangeOrders(), costGetChangeOrder(),
			costCreateChangeOrder(), costPatchChangeOrder(), costDeleteChangeOrder(), costListCostItems(), costGetCostItem(),
			costCreateCostItem(), costBatchCreateCostItems(), costPatchCostItem(), costDeleteCostItem(), costAttachCostItems(),
			costDetachCostItems(), costListSubCostItems(), costCreateSubCostItem(), costPatchSubCostItem(), costDeleteSubCostItem(),
			costCopySubCostItems(), costListExpenses(), costGetExpense(), costCreateExpense(), costPatchExpense(), costDeleteExpense(),
			costListExpenseItems(), costGetExpenseItem(), costCreateExpenseItem(), costPatchExpenseItem(), costDeleteExpenseItem(),
			costListMainContracts(), costGetMainContract(), costCreateMainContract(), costPatchMainContract(), costDeleteMainContract(),
			costListMainContractItems(), costGetMainContractItem(), costCreateMainContractItem(), costPatchMainContractItem(),
			costDeleteMainContractItem(), costListPayments(), costGetPayment(), costListPaymentItems(), costListTemplates(),
			costListSegments(), costGetSegment(), costCreateSegment(), costPatchSegment(), costDeleteSegment(), costListSegmentValues(),
			costListAllSegmentValues(), costGetSegmentValue(), costCreateSegmentValue(), costImportSegmentValues(), costPatchSegmentValue(),
			costDeleteSegmentValue(), costListProperties(), costBatchUpdatePropertyValues(), costListTaxes(), costListDocuments(),
			costListAttachments(), costCreateAttachment(), costBatchCreateAttachments(), costDeleteAttachment(), costCreateAttachmentFolder(),
			costListActions(), costPerformActions(), costListActionHistories(), costListPerformanceTrackingItems(),
			costGetPerformanceTrackingItem(), costCreatePerformanceTrackingItem(), costDeletePerformanceTrackingItem(),
			costListPerformanceTrackingItemInstances(), costGetPerformanceTrackingItemInstance(), costCreatePerformanceTrackingItemInstance(),
			costPatchPerformanceTrackingItemInstance(), costDeletePerformanceTrackingItemInstance(), costListTimeSheets(), costGetTimeSheet(),
			costCreateTimeSheet(), costPatchTimeSheet(), costDeleteTimeSheet(),
		},
	}
}

func costID() Field { return Field{Name: "id", Type: "uuid", Required: true} }

func costIDFilter() Field {
	return Field{Name: "filter[id]", Type: "[]string", Doc: "Comma separated UUIDs", Test: &Test{"id", MatchOneOf}}
}

func costExternalSystemFilter() Field {
	return Field{Name: "filter[externalSystem]", Type: "string", Test: &Test{"externalSystem", MatchEqual}}
}

func costExternalIDFilter() Field {
	return Field{Name: "filter[externalId]", Type: "[]string", Test: &Test{"externalId", MatchOneOf}}
}

func costSort() Field {
	return Field{Name: "sort", Type: "string", Doc: "Comma separated fields, each with optional asc or desc, e.g. sort=name,createdAt desc"}
}

func costStatusFilter() Field {
	return Field{Name: "filter[status]", Type: "[]string", Test: &Test{"status", MatchOneOf}}
}

func costNumberFilter() Field {
	return Field{Name: "filter[number]", Type: "[]string", Test: &Test{"number", MatchOneOf}}
}

func costRegionHeaders() []Field {
	return []Field{
		{Name: "region", Type: "string", Doc: "US, EMEA, ... optional; routed automatically without it"},
	}
}

func costErrors() []ErrorCase {
	return []ErrorCase{
		{400, "invalid parameters; body as in error_shape"},
		{403, "no permission"},
		{404, "not found"},
		{409, "conflict with the current state"},
		{429, "per-endpoint rate limit"},
	}
}

func changeOrderBudgetStatuses() []string {
	return []string{"draft", "open", "submitted", "accepted", "approved", "executed", "rejected"}
}

func changeOrderCostStatuses() []string {
	return []string{"draft", "open", "pricing", "proposed", "accepted", "approved", "executed", "rejected"}
}

// costEntities are the kinds of things the service has.
func costEntities() []*Entity {
	return []*Entity{
		{
			Name: "budget", One: "budget", Many: "budgets", Parent: "container_id",
			IDs: []string{"id"}, Key: []string{"code"}, Title: []string{"name", "code"},
			List: "cost.list_budgets",
			Filled: []string{
				"subItems", "budgetCode", "ratio", "originalAmount", "internalAdjustment", "approvedOwnerChanges", "pendingOwnerChanges",
				"originalCommitment", "approvedChangeOrders", "approvedInScopeChangeOrders", "pendingChangeOrders", "reserves",
				"actualQuantity", "actualUnitPrice", "actualCost", "contractIds", "locationPaths", "uncommitted", "revised",
				"projectedCost", "projectedBudget", "forecastFinalCost", "forecastVariance", "forecastCostComplete", "varianceTotal",
				"integrationStateChangedAt", "integrationStateChangedBy", "createdAt", "updatedAt",
			},
			Visible: settles,
		},
		{
			Name: "contract", One: "contract", Many: "contracts", Parent: "container_id",
			IDs: []string{"id"}, Key: []string{"code"}, Title: []string{"name", "code"},
			List: "cost.list_contracts",
			Filled: []string{
				"statusChangedAt", "changedBy", "creatorId", "awarded", "originalBudget", "internalAdjustment", "approvedOwnerChanges",
				"pendingOwnerChanges", "approvedChangeOrders", "approvedInScopeChangeOrders", "pendingChangeOrders", "reserves",
				"actualCost", "uncommitted", "revised", "projectedCost", "projectedBudget", "forecastFinalCost", "forecastVariance",
				"forecastCostComplete", "varianceTotal", "documentGeneratedAt", "scopeOfWork", "note", "budgetIds", "budgets",
				"scheduleOfValues", "compounded", "integrationStateChangedAt", "integrationStateChangedBy", "createdAt", "updatedAt",
			},
			Visible: settles,
		},
		{
			Name: "sov_item", One: "schedule of values item", Many: "schedule of values items", Parent: "container_id",
			IDs: []string{"id"}, Title: []string{"name", "code"},
			List:    "cost.list_schedule_of_values",
			Filled:  []string{"allocatedAmount", "associationId", "associationType", "createdAt", "updatedAt"},
			Visible: settles,
		},
		{
			Name: "change_order_type", One: "change order type", Many: "change order types", Parent: "container_id",
			IDs: []string{"id"}, Title: []string{"name"},
			List: "cost.list_change_order_types",
		},
		{
			Name: "change_order", One: "change order", Many: "change orders", Parent: "container_id",
			IDs: []string{"id"}, Key: []string{"number"}, Title: []string{"name", "number"},
			List: "cost.list_change_orders",
			Filled: []string{
				"number", "type", "creatorId", "ownerId", "changedBy", "budgetStatus", "costStatus", "estimated", "proposed", "submitted",
				"approved", "committed", "scheduleChange", "proposedRevisedCompletionDate", "sourceId", "properties", "costItems",
				"variableMarkupFormulaItems", "companyId", "companyUid", "architectCompanyId", "architectCompanyUid", "architectContactId",
				"additionalCollaborators", "integrationStateChangedAt", "integrationStateChangedBy", "createdAt", "updatedAt",
			},
			Visible: settles,
		},
		{
			Name: "cost_item", One: "cost item", Many: "cost items", Parent: "container_id",
			IDs: []string{"id"}, Key: []string{"number"}, Title: []string{"name", "number"},
			List: "cost.list_cost_items",
			Filled: []string{
				"number", "budgetStatus", "costStatus", "scope", "type", "isMarkup", "scopeOfWork", "note", "locationPaths",
				"integrationStateChangedAt", "integrationStateChangedBy", "createdAt", "updatedAt",
			},
			Visible: settles,
		},
		{
			Name: "sub_cost_item", One: "sub cost item", Many: "sub cost items", Parent: "cost_item_id",
			IDs: []string{"id"}, Title: []string{"name", "code"},
			List:    "cost.list_sub_cost_items",
			Filled:  []string{"costItemId", "createdAt", "updatedAt"},
			Visible: settles,
		},
		{
			Name: "expense", One: "expense", Many: "expenses", Parent: "container_id",
			IDs: []string{"id"}, Key: []string{"number"}, Title: []string{"name", "number"},
			List: "cost.list_expenses",
			Filled: []string{
				"mainContractId", "budgetPaymentId", "creatorId", "changedBy", "amount", "approvedAt", "paidAt", "forecastDistributionAt",
				"integrationStateChangedAt", "integrationStateChangedBy", "createdAt", "updatedAt",
			},
			Visible: settles,
		},
		{
			Name: "expense_item", One: "expense item", Many: "expense items", Parent: "expense_id",
			IDs: []string{"id"}, Title: []string{"name", "number"},
			List: "cost.list_expense_items",
			Filled: []string{
				"aggregateBy", "originalExchangeRate", "realizedGainOrLoss", "integrationStateChangedAt", "integrationStateChangedBy",
				"createdAt", "updatedAt",
			},
			Visible: settles,
		},
		{
			Name: "main_contract", One: "main contract", Many: "main contracts", Parent: "container_id",
			IDs: []string{"id"}, Key: []string{"code"}, Title: []string{"name", "code"},
			List: "cost.list_main_contracts",
			Filled: []string{
				"creatorId", "changedBy", "signedBy", "amount", "paid", "scheduleChange", "unReceived", "integrationStateChangedAt",
				"integrationStateChangedBy", "createdAt", "updatedAt",
			},
			Visible: settles,
		},
		{
			Name: "main_contract_item", One: "main contract item", Many: "main contract items", Parent: "main_contract_id",
			IDs: []string{"id"}, Title: []string{"name", "code"},
			List: "cost.list_main_contract_items",
			Filled: []string{
				"containerId", "mainContractId", "amount", "isPrivate", "integrationStateChangedAt", "integrationStateChangedBy",
				"createdAt", "updatedAt",
			},
			Visible: settles,
		},
		{
			Name: "payment", One: "payment", Many: "payments", Parent: "container_id",
			IDs: []string{"id"}, Key: []string{"number"}, Title: []string{"name", "number"},
			List: "cost.list_payments",
		},
		{
			Name: "payment_item", One: "payment item", Many: "payment items", Parent: "container_id",
			IDs: []string{"id"}, Title: []string{"name"},
			List: "cost.list_payment_items",
		},
		{
			Name: "budget_code_template", One: "budget code template", Many: "budget code templates", Parent: "container_id",
			IDs: []string{"id"}, Key: []string{"name"}, Title: []string{"name"},
			List: "cost.list_templates",
		},
		{
			Name: "budget_code_segment", One: "budget code segment", Many: "budget code segments", Parent: "template_id",
			IDs: []string{"id"}, Key: []string{"name"}, Title: []string{"name"},
			List:    "cost.list_segments",
			Filled:  []string{"templateId", "delimiterChar", "isLocked", "createdAt", "updatedAt"},
			Visible: settles,
		},
		{
			Name: "segment_value", One: "segment value", Many: "segment values", Parent: "segment_id",
			IDs: []string{"id"}, Key: []string{"code"}, Title: []string{"code"},
			List:    "cost.list_segment_values",
			Filled:  []string{"segmentId", "createdAt", "updatedAt"},
			Visible: settles,
		},
		{
			Name: "cost_attribute", One: "cost attribute", Many: "cost attributes", Parent: "container_id",
			IDs: []string{"id"}, Key: []string{"name"}, Title: []string{"name"},
			List: "cost.list_properties",
		},
		{
			Name: "cost_tax", One: "tax", Many: "taxes", Parent: "container_id",
			IDs: []string{"id"}, Title: []string{"name"},
			List: "cost.list_taxes",
		},
		{
			Name: "cost_document", One: "cost document", Many: "cost documents", Parent: "container_id",
			IDs: []string{"id"}, Title: []string{"id"},
			List: "cost.list_documents",
		},
		{
			Name: "cost_attachment", One: "cost attachment", Many: "cost attachments", Parent: "container_id",
			IDs: []string{"id"}, Title: []string{"name"},
			List:    "cost.list_attachments",
			Filled:  []string{"status", "createdAt", "updatedAt"},
			Visible: settles,
		},
		{
			Name: "tracking_item", One: "performance tracking item", Many: "performance tracking items", Parent: "container_id",
			IDs: []string{"id"}, Title: []string{"name", "code"},
			List: "cost.list_performance_tracking_items",
			Filled: []string{
				"containerId", "name", "description", "code", "quantity", "unit", "unitPrice", "originalAmount", "plannedStartDate",
				"plannedEndDate", "locations", "locationPaths",
			},
			Visible: settles,
		},
		{
			Name: "tracking_instance", One: "performance tracking instance", Many: "performance tracking instances", Parent: "container_id",
			IDs: []string{"id"}, Title: []string{"name", "number"},
			List: "cost.list_performance_tracking_item_instances",
			Filled: []string{
				"containerId", "budgetCode", "performanceRatio", "creatorId", "changedBy", "locationPaths", "createdAt", "updatedAt",
			},
			Visible: settles,
		},
		{
			Name: "time_sheet", One: "time sheet", Many: "time sheets", Parent: "container_id",
			IDs: []string{"id"}, Title: []string{"id"},
			List:    "cost.list_time_sheets",
			Filled:  []string{"containerId", "inputUnit", "outputUnit", "creatorId", "changedBy", "createdAt", "updatedAt"},
			Visible: settles,
		},
	}
}
