package catalog

func costListContracts() *Operation {
	return &Operation{
		Name:   "list_contracts",
		Method: "GET", Path: "/cost/v1/containers/{container_id}/contracts",
		Summary: "Lists the contracts of a project.",
		Effect:  Read, Tokens: signedIn(), Scopes: dataRead(), Limit: "cost-120",
		Headers:    costRegionHeaders(),
		PathParams: []Field{containerID()},
		Query: []Field{
			{Name: "include", Type: "[]string", Enum: []string{
				"budgets", "attributes", "idOnly", "scheduleOfValues", "compounded", "companyERPId", "companyTaxId",
			}},
			{Name: "filter[source]", Type: "string", Test: &Test{"source", MatchEqual}},
			{Name: "filter[code]", Type: "string", Doc: "In double quotes"},
			costStatusFilter(),
			{Name: "filter[type]", Type: "[]string", Test: &Test{"type", MatchOneOf}},
			costIDFilter(),
			{Name: "filter[lastModifiedSince]", Type: "string", Doc: "ISO 8601"},
			costExternalSystemFilter(), costExternalIDFilter(), offsetParam(), limitParam(100, 0), costSort(),
		},
		Pagination: resultPages(100, 0),
		Status:     200,
		Returns:    Returns{Shape: List, Fields: contractFields()},
		Errors:     costErrors(),
		Entity:     "contract",
		Source:     "https://aps.autodesk.com/en/docs/acc/v1/reference/http/cost-contracts-GET",
	}
}

func costGetContract() *Operation {
	return &Operation{
		Name:   "get_contract",
		Method: "GET", Path: "/cost/v1/containers/{container_id}/contracts/{contract_id}",
		Summary: "Reads one contract.",
		Effect:  Read, Tokens: signedIn(), Scopes: dataRead(), Limit: "cost-150",
		Headers:    costRegionHeaders(),
		PathParams: []Field{containerID(), costContractID()},
		Status:     200,
		Returns:    Returns{Shape: Object, Fields: contractFields()},
		Errors:     costErrors(),
		Entity:     "contract", Target: "contract_id",
		Source: "https://aps.autodesk.com/en/docs/acc/v1/reference/http/cost-contracts-contractId-GET",
	}
}

func costCreateContract() *Operation {
	return &Operation{
		Name:   "create_contract",
		Method: "POST", Path: "/cost/v1/containers/{container_id}/contracts",
		Summary: "Creates a contract.",
		Effect:  Create, Tokens: signedIn(), Scopes: dataWrite(), Limit: "cost-60",
		Headers:    costRegionHeaders(),
		PathParams: []Field{containerID()},
		Body:       contractBody(),
		Status:     201,
		Returns:    Returns{Shape: Object, Fields: contractFields()},
		Errors:     costErrors(),
		Entity:     "contract", Model: Generic,
		Notes:  "Budgets are linked with link_budgets_contracts; an older Autodesk collection (2020) also sent budgets: [{id}] in this body.",
		Source: "https://aps.autodesk.com/en/docs/acc/v1/reference/http/cost-contracts-POST",
	}
}

func costPatchContract() *Operation {
	return &Operation{
		Name:   "patch_contract",
		Method: "PATCH", Path: "/cost/v1/containers/{container_id}/contracts/{contract_id}",
		Summary: "Changes a contract.",
		Effect:  Update, Tokens: signedIn(), Scopes: dataWrite(), Limit: "cost-50",
		Headers:    costRegionHeaders(),
		PathParams: []Field{containerID(), costContractID()},
		Body:       optional(contractBody()),
		Status:     200,
		Returns:    Returns{Shape: Object, Fields: contractFields()},
		Errors:     costErrors(),
		Entity:     "contract", Target: "contract_id", Model: Generic,
		Notes:         "Body taken from create_contract; in practice a partial body changes only those fields and the whole contract is answered.",
		Source:        "https://aps.autodesk.com/en/docs/acc/v1/reference/http/cost-contracts-contractId-PATCH",
		LowConfidence: true,
	}
}

func costDeleteContract() *Operation {
	return &Operation{
		Name:   "delete_contract",
		Method: "DELETE", Path: "/cost/v1/containers/{container_id}/contracts/{contract_id}",
		Summary: "Deletes a contract.",
		Effect:  Delete, Tokens: signedIn(), Scopes: dataWrite(), Limit: "cost-30",
		Headers:    costRegionHeaders(),
		PathParams: []Field{containerID(), costContractID()},
		Status:     204,
		Returns:    Returns{Shape: NoBody},
		Errors:     costErrors(),
		Entity:     "contract", Target: "contract_id", Model: Generic,
		Notes:         "204 as documented for budgets and attachments; not confirmed for this one.",
		Source:        "https://aps.autodesk.com/en/docs/acc/v1/reference/http/cost-contracts-contractId-DELETE",
		LowConfidence: true,
	}
}

func costContractID() Field { return Field{Name: "contract_id", Type: "uuid", Required: true} }

// contractFields are the fields of a contract.
func contractFields() []Field {
	return []Field{
		{Name: "id", Type: "uuid"},
		{Name: "code", Type: "string"},
		{Name: "name", Type: "string"},
		{Name: "description", Type: "string", Doc: "At most 2048"},
		{Name: "companyId", Type: "string", Doc: "member_group_id of the company"},
		{Name: "companyUid", Type: "string", Doc: "UUID of the company"},
		{Name: "type", Type: "string", Doc: "Customizable, e.g. consultant"},
		{Name: "contactId", Type: "string", Doc: "Autodesk ID of the supplier contact"},
		{Name: "source", Type: "string", Doc: "URN"},
		{Name: "signedBy", Type: "string", Doc: "Autodesk ID"},
		{Name: "ownerId", Type: "string", Doc: "Autodesk ID"},
		{Name: "mainContractId", Type: "uuid"},
		{Name: "completedWorkRetentionPercent", Type: "number"},
		{Name: "materialsRetentionPercent", Type: "number"},
		{Name: "retentionCap", Type: "number"},
		{Name: "status", Type: "string", Enum: contractStatuses(), Doc: "Draft by default, in practice"},
		{Name: "subStatus", Type: "string", Enum: []string{"pending", "submitted", "revise"}, Doc: "Or null; only when executed"},
		{Name: "currency", Type: "string", Doc: "Currency code"},
		{Name: "exchangeRate", Type: "number"},
		{Name: "forecastExchangeRate", Type: "number"},
		{Name: "forecastExchangeRateUpdatedAt", Type: "string"},
		{Name: "awardedAt", Type: "string"},
		{Name: "sentAt", Type: "string"},
		{Name: "respondedAt", Type: "string"},
		{Name: "responseDue", Type: "string"},
		{Name: "returnedAt", Type: "string"},
		{Name: "onsiteAt", Type: "string"},
		{Name: "offsiteAt", Type: "string"},
		{Name: "procuredAt", Type: "string"},
		{Name: "approvedAt", Type: "string"},
		{Name: "executedAt", Type: "string"},
		{Name: "statusChangedAt", Type: "string", Doc: "Set by the server; a value sent at creation is overwritten (seen in practice)"},
		{Name: "changedBy", Type: "string"},
		{Name: "creatorId", Type: "string"},
		{Name: "awarded", Type: "number"},
		{Name: "originalBudget", Type: "number"},
		{Name: "internalAdjustment", Type: "number"},
		{Name: "approvedOwnerChanges", Type: "number"},
		{Name: "pendingOwnerChanges", Type: "number"},
		{Name: "approvedChangeOrders", Type: "number"},
		{Name: "approvedInScopeChangeOrders", Type: "number"},
		{Name: "pendingChangeOrders", Type: "number"},
		{Name: "reserves", Type: "number"},
		{Name: "actualCost", Type: "number"},
		{Name: "uncommitted", Type: "number"},
		{Name: "revised", Type: "number"},
		{Name: "projectedCost", Type: "number", Doc: "Awarded + approvedChangeOrders + pendingChangeOrders + reserves"},
		{Name: "projectedBudget", Type: "number"},
		{Name: "forecastFinalCost", Type: "number"},
		{Name: "forecastVariance", Type: "number"},
		{Name: "forecastCostComplete", Type: "number"},
		{Name: "varianceTotal", Type: "number"},
		{Name: "documentGeneratedAt", Type: "string"},
		{Name: "scopeOfWork", Type: "string", Doc: "Tiptap rich text"},
		{Name: "note", Type: "string", Doc: "Tiptap rich text"},
		{Name: "budgetIds", Type: "[]any"},
		{Name: "budgets", Type: "[]any", Doc: "With include=budgets"},
		{Name: "scheduleOfValues", Type: "[]any", Doc: "With include=scheduleOfValues"},
		{Name: "compounded", Type: "object", Doc: "With include=compounded"},
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

// contractBody is what a new contract is made of.
func contractBody() []Field {
	return []Field{
		{Name: "code", Type: "string", MaxLen: 255, Doc: "Not starred in the reference, but required in practice (400 code 451111)"},
		{Name: "name", Type: "string", Required: true, Doc: "At most 1024 (400 code 45007 without it, in practice)"},
		{Name: "description", Type: "string", MaxLen: 2048},
		{Name: "companyId", Type: "string", Doc: "member_group_id of the company"},
		{Name: "companyUid", Type: "string", Doc: "UUID of the company"},
		{Name: "type", Type: "string", Doc: "Customizable, e.g. consultant"},
		{Name: "contactId", Type: "string", Doc: "Autodesk ID of the supplier contact"},
		{Name: "source", Type: "string", Doc: "URN"},
		{Name: "signedBy", Type: "string", Doc: "Autodesk ID"},
		{Name: "ownerId", Type: "string", Doc: "Autodesk ID"},
		{Name: "mainContractId", Type: "uuid"},
		{Name: "completedWorkRetentionPercent", Type: "number"},
		{Name: "materialsRetentionPercent", Type: "number"},
		{Name: "retentionCap", Type: "number"},
		{Name: "status", Type: "string", Enum: contractStatuses(), Doc: "Draft by default, in practice"},
		{Name: "subStatus", Type: "string", Enum: []string{"pending", "submitted", "revise"}, Doc: "Or null; only when executed"},
		{Name: "currency", Type: "string", Doc: "Currency code"},
		{Name: "exchangeRate", Type: "number"},
		{Name: "forecastExchangeRate", Type: "number"},
		{Name: "forecastExchangeRateUpdatedAt", Type: "string"},
		{Name: "awardedAt", Type: "string"},
		{Name: "sentAt", Type: "string"},
		{Name: "respondedAt", Type: "string"},
		{Name: "responseDue", Type: "string"},
		{Name: "returnedAt", Type: "string"},
		{Name: "onsiteAt", Type: "string"},
		{Name: "offsiteAt", Type: "string"},
		{Name: "procuredAt", Type: "string"},
		{Name: "approvedAt", Type: "string"},
		{Name: "executedAt", Type: "string"},
		{Name: "externalId", Type: "string", Doc: "ID in the ERP system, at most 255"},
		{Name: "externalSystem", Type: "string", Doc: "ERP name, at most 255"},
		{Name: "externalMessage", Type: "string", MaxLen: 255},
		{Name: "lastSyncTime", Type: "string", Doc: "ISO 8601"},
		{Name: "integrationState", Type: "string", Enum: []string{"locked", "integrated", "failed"},
			Doc: "Or null; locked blocks changes until it is set to null"},
	}
}

func contractStatuses() []string {
	return []string{"draft", "pending", "submitted", "revise", "sent", "signed", "executed", "closed", "inReview"}
}
