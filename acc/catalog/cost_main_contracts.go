package catalog

func costListMainContracts() *Operation {
	return &Operation{
		Name:   "list_main_contracts",
		Method: "GET", Path: "/cost/v1/containers/{container_id}/main-contracts",
		Summary: "Lists the main contracts of a project.",
		Effect:  Read, Tokens: signedIn(), Scopes: dataRead(), Limit: "cost-120",
		Headers:    costRegionHeaders(),
		PathParams: []Field{containerID()},
		Query: []Field{
			{Name: "include", Type: "[]string", Enum: []string{"mainContractItems", "attributes"}},
			{Name: "filter[code]", Type: "string", Doc: "In double quotes"},
			costStatusFilter(), costIDFilter(),
			{Name: "filter[lastModifiedSince]", Type: "string", Doc: "ISO 8601"},
			costExternalSystemFilter(), costExternalIDFilter(), offsetParam(), limitParam(100, 0), costSort(),
		},
		Pagination: resultPages(100, 0),
		Status:     200,
		Returns:    Returns{Shape: List, Fields: mainContractFields()},
		Errors:     costErrors(),
		Entity:     "main_contract",
		Notes: "The reference lists the contract statuses (draft, pending, ...) for filter[status]; the main contract statuses are closed, " +
			"executed, review, signed, and its example shows open.",
		Source: "https://aps.autodesk.com/en/docs/acc/v1/reference/http/cost-main-contracts-GET",
	}
}

func costGetMainContract() *Operation {
	return &Operation{
		Name:   "get_main_contract",
		Method: "GET", Path: "/cost/v1/containers/{container_id}/main-contracts/{main_contract_id}",
		Summary: "Reads one main contract.",
		Effect:  Read, Tokens: signedIn(), Scopes: dataRead(), Limit: "cost-100",
		Headers:    costRegionHeaders(),
		PathParams: []Field{containerID(), costMainContractID()},
		Status:     200,
		Returns:    Returns{Shape: Object, Fields: mainContractFields()},
		Errors:     costErrors(),
		Entity:     "main_contract", Target: "main_contract_id",
		Source: "https://aps.autodesk.com/en/docs/acc/v1/reference/http/cost-main-contracts-id-GET",
	}
}

func costCreateMainContract() *Operation {
	return &Operation{
		Name:   "create_main_contract",
		Method: "POST", Path: "/cost/v1/containers/{container_id}/main-contracts",
		Summary: "Creates a main contract.",
		Effect:  Create, Tokens: signedIn(), Scopes: dataWrite(), Limit: "cost-30",
		Headers:    costRegionHeaders(),
		PathParams: []Field{containerID()},
		Body:       mainContractBody(),
		Status:     201,
		Returns:    Returns{Shape: Object, Fields: mainContractFields()},
		Errors:     costErrors(),
		Entity:     "main_contract", Model: Generic,
		Source: "https://aps.autodesk.com/en/docs/acc/v1/reference/http/cost-main-contracts-POST",
	}
}

func costPatchMainContract() *Operation {
	return &Operation{
		Name:   "patch_main_contract",
		Method: "PATCH", Path: "/cost/v1/containers/{container_id}/main-contracts/{main_contract_id}",
		Summary: "Changes a main contract.",
		Effect:  Update, Tokens: signedIn(), Scopes: dataWrite(), Limit: "cost-30",
		Headers:    costRegionHeaders(),
		PathParams: []Field{containerID(), costMainContractID()},
		Body:       optional(mainContractBody()),
		Status:     200,
		Returns:    Returns{Shape: Object, Fields: mainContractFields()},
		Errors:     costErrors(),
		Entity:     "main_contract", Target: "main_contract_id", Model: Generic,
		Notes:  "Body taken from create.",
		Source: "https://aps.autodesk.com/en/docs/acc/v1/reference/http/cost-main-contracts-id-PATCH", LowConfidence: true,
	}
}

func costDeleteMainContract() *Operation {
	return &Operation{
		Name:   "delete_main_contract",
		Method: "DELETE", Path: "/cost/v1/containers/{container_id}/main-contracts/{main_contract_id}",
		Summary: "Deletes a main contract.",
		Effect:  Delete, Tokens: signedIn(), Scopes: dataWrite(), Limit: "cost-30",
		Headers:    costRegionHeaders(),
		PathParams: []Field{containerID(), costMainContractID()},
		Status:     204,
		Returns:    Returns{Shape: NoBody},
		Errors:     costErrors(),
		Entity:     "main_contract", Target: "main_contract_id", Model: Generic,
		Notes:  "204 as documented for budgets and attachments; not confirmed for this one.",
		Source: "https://aps.autodesk.com/en/docs/acc/v1/reference/http/cost-main-contracts-id-DELETE", LowConfidence: true,
	}
}

func costListMainContractItems() *Operation {
	return &Operation{
		Name:   "list_main_contract_items",
		Method: "GET", Path: "/cost/v1/containers/{container_id}/main-contracts/{main_contract_id}/items",
		Summary: "Lists the items of a main contract.",
		Effect:  Read, Tokens: signedIn(), Scopes: dataRead(), Limit: "cost-120",
		Headers:       costRegionHeaders(),
		PathParams:    []Field{containerID(), costMainContractID()},
		Query:         []Field{offsetParam(), limitParam(100, 0), costSort()},
		Pagination:    resultPages(100, 0),
		Status:        200,
		Returns:       Returns{Shape: List, Fields: mainContractItemFields()},
		Errors:        costErrors(),
		Entity:        "main_contract_item",
		Notes:         "The reference of this one does not say its query.",
		Source:        "https://aps.autodesk.com/en/docs/acc/v1/reference/http/cost-main-contracts-mainContractId-items-GET",
		LowConfidence: true,
	}
}

func costGetMainContractItem() *Operation {
	return &Operation{
		Name:   "get_main_contract_item",
		Method: "GET", Path: "/cost/v1/containers/{container_id}/main-contracts/{main_contract_id}/items/{id}",
		Summary: "Reads one main contract item.",
		Effect:  Read, Tokens: signedIn(), Scopes: dataRead(), Limit: "cost-120",
		Headers:    costRegionHeaders(),
		PathParams: []Field{containerID(), costMainContractID(), costID()},
		Status:     200,
		Returns:    Returns{Shape: Object, Fields: mainContractItemFields()},
		Errors:     costErrors(),
		Entity:     "main_contract_item", Target: "id",
		Source: "https://aps.autodesk.com/en/docs/acc/v1/reference/http/cost-main-contracts-mainContractId-items-id-GET",
	}
}

func costCreateMainContractItem() *Operation {
	return &Operation{
		Name:   "create_main_contract_item",
		Method: "POST", Path: "/cost/v1/containers/{container_id}/main-contracts/{main_contract_id}/items",
		Summary: "Creates a main contract item.",
		Effect:  Create, Tokens: signedIn(), Scopes: dataWrite(), Limit: "cost-60",
		Headers:    costRegionHeaders(),
		PathParams: []Field{containerID(), costMainContractID()},
		Body:       mainContractItemBody(),
		Status:     201,
		Returns:    Returns{Shape: Object, Fields: mainContractItemFields()},
		Errors:     costErrors(),
		Entity:     "main_contract_item", Model: Generic,
		Source: "https://aps.autodesk.com/en/docs/acc/v1/reference/http/cost-main-contracts-mainContractId-items-POST",
	}
}

func costPatchMainContractItem() *Operation {
	return &Operation{
		Name:   "patch_main_contract_item",
		Method: "PATCH", Path: "/cost/v1/containers/{container_id}/main-contracts/{main_contract_id}/items/{id}",
		Summary: "Changes a main contract item.",
		Effect:  Update, Tokens: signedIn(), Scopes: dataWrite(), Limit: "cost-60",
		Headers:    costRegionHeaders(),
		PathParams: []Field{containerID(), costMainContractID(), costID()},
		Body:       optional(without(mainContractItemBody(), "id", "parentId")),
		Status:     200,
		Returns:    Returns{Shape: Object, Fields: mainContractItemFields()},
		Errors:     costErrors(),
		Entity:     "main_contract_item", Target: "id", Model: Generic,
		Notes:         "Body taken from create.",
		Source:        "https://aps.autodesk.com/en/docs/acc/v1/reference/http/cost-main-contracts-mainContractId-items-id-PATCH",
		LowConfidence: true,
	}
}

func costDeleteMainContractItem() *Operation {
	return &Operation{
		Name:   "delete_main_contract_item",
		Method: "DELETE", Path: "/cost/v1/containers/{container_id}/main-contracts/{main_contract_id}/items/{id}",
		Summary: "Deletes a main contract item.",
		Effect:  Delete, Tokens: signedIn(), Scopes: dataWrite(), Limit: "cost-30",
		Headers:    costRegionHeaders(),
		PathParams: []Field{containerID(), costMainContractID(), costID()},
		Status:     204,
		Returns:    Returns{Shape: NoBody},
		Errors:     costErrors(),
		Entity:     "main_contract_item", Target: "id", Model: Generic,
		Notes:         "204 as documented for budgets and attachments; not confirmed for this one.",
		Source:        "https://aps.autodesk.com/en/docs/acc/v1/reference/http/cost-main-contracts-mainContractId-items-id-DELETE",
		LowConfidence: true,
	}
}

func costMainContractID() Field { return Field{Name: "main_contract_id", Type: "uuid", Required: true} }

// mainContractFields are the fields of a main contract.
func mainContractFields() []Field {
	return []Field{
		{Name: "id", Type: "uuid"},
		{Name: "code", Type: "string", Doc: "At most 255"},
		{Name: "name", Type: "string", Doc: "At most 1024"},
		{Name: "description", Type: "string", Doc: "At most 2048"},
		{Name: "note", Type: "string"},
		{Name: "scopeOfWork", Type: "string"},
		{Name: "type", Type: "string", Doc: "Customizable, e.g. Fixed Price"},
		{Name: "contactId", Type: "string"},
		{Name: "ownerCompanyId", Type: "string"},
		{Name: "ownerContactId", Type: "string"},
		{Name: "architectCompanyId", Type: "string"},
		{Name: "architectContactId", Type: "string"},
		{Name: "ownerCompanyUid", Type: "string"},
		{Name: "contractorCompanyUid", Type: "string"},
		{Name: "architectCompanyUid", Type: "string"},
		{Name: "notaryCompanyUid", Type: "string"},
		{Name: "startDate", Type: "string"},
		{Name: "executedDate", Type: "string"},
		{Name: "plannedCompletionDate", Type: "string"},
		{Name: "revisedCompletionDate", Type: "string"},
		{Name: "actualCompletionDate", Type: "string"},
		{Name: "closeDate", Type: "string"},
		{Name: "status", Type: "string", Enum: mainContractStatuses()},
		{Name: "isDefault", Type: "bool"},
		{Name: "completedWorkRetentionPercent", Type: "number"},
		{Name: "materialsRetentionPercent", Type: "number"},
		{Name: "retentionCap", Type: "number"},
		{Name: "creatorId", Type: "string"},
		{Name: "changedBy", Type: "string"},
		{Name: "signedBy", Type: "string"},
		{Name: "amount", Type: "string", Doc: "Sum of the items"},
		{Name: "paid", Type: "string"},
		{Name: "scheduleChange", Type: "number"},
		{Name: "unReceived", Type: "int", Doc: "Approved but not paid"},
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

// mainContractItemFields are the fields of a main contract item.
func mainContractItemFields() []Field {
	return []Field{
		{Name: "id", Type: "uuid"},
		{Name: "budgetId", Type: "string"},
		{Name: "containerId", Type: "string"},
		{Name: "parentId", Type: "string"},
		{Name: "mainContractId", Type: "string"},
		{Name: "code", Type: "string"},
		{Name: "name", Type: "string"},
		{Name: "description", Type: "string"},
		{Name: "unit", Type: "string"},
		{Name: "unitPrice", Type: "string"},
		{Name: "quantity", Type: "string"},
		{Name: "amount", Type: "string"},
		{Name: "isPrivate", Type: "bool"},
		{Name: "position", Type: "int"},
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

// mainContractBody is what a new main contract is made of.
func mainContractBody() []Field {
	return []Field{
		{Name: "code", Type: "string", Required: true, MaxLen: 255},
		{Name: "name", Type: "string", Required: true, MaxLen: 1024},
		{Name: "description", Type: "string", MaxLen: 2048},
		{Name: "note", Type: "string"},
		{Name: "scopeOfWork", Type: "string"},
		{Name: "type", Type: "string", Doc: "Customizable, e.g. Fixed Price"},
		{Name: "contactId", Type: "string"},
		{Name: "ownerCompanyId", Type: "string"},
		{Name: "ownerContactId", Type: "string"},
		{Name: "architectCompanyId", Type: "string"},
		{Name: "architectContactId", Type: "string"},
		{Name: "ownerCompanyUid", Type: "string"},
		{Name: "contractorCompanyUid", Type: "string"},
		{Name: "architectCompanyUid", Type: "string"},
		{Name: "notaryCompanyUid", Type: "string"},
		{Name: "startDate", Type: "string"},
		{Name: "executedDate", Type: "string"},
		{Name: "plannedCompletionDate", Type: "string"},
		{Name: "revisedCompletionDate", Type: "string"},
		{Name: "actualCompletionDate", Type: "string"},
		{Name: "closeDate", Type: "string"},
		{Name: "status", Type: "string", Enum: mainContractStatuses()},
		{Name: "isDefault", Type: "bool"},
		{Name: "completedWorkRetentionPercent", Type: "number"},
		{Name: "materialsRetentionPercent", Type: "number"},
		{Name: "retentionCap", Type: "number"},
		{Name: "externalId", Type: "string", Doc: "ID in the ERP system, at most 255"},
		{Name: "externalSystem", Type: "string", Doc: "ERP name, at most 255"},
		{Name: "externalMessage", Type: "string", MaxLen: 255},
		{Name: "lastSyncTime", Type: "string", Doc: "ISO 8601"},
		{Name: "integrationState", Type: "string", Enum: []string{"locked", "integrated", "failed"},
			Doc: "Or null; locked blocks changes until it is set to null"},
	}
}

// mainContractItemBody is what a new main contract item is made of.
func mainContractItemBody() []Field {
	return []Field{
		{Name: "id", Type: "string", Doc: "UUID chosen by the caller"},
		{Name: "parentId", Type: "string", Doc: "Only at creation"},
		{Name: "code", Type: "string", Required: true, MaxLen: 255},
		{Name: "name", Type: "string", Required: true, MaxLen: 1024},
		{Name: "description", Type: "string", MaxLen: 2048},
		{Name: "budgetId", Type: "string"},
		{Name: "unit", Type: "string"},
		{Name: "unitPrice", Type: "number"},
		{Name: "quantity", Type: "number"},
		{Name: "position", Type: "int"},
		{Name: "externalId", Type: "string", Doc: "ID in the ERP system, at most 255"},
		{Name: "externalSystem", Type: "string", Doc: "ERP name, at most 255"},
		{Name: "externalMessage", Type: "string", MaxLen: 255},
		{Name: "lastSyncTime", Type: "string", Doc: "ISO 8601"},
		{Name: "integrationState", Type: "string", Enum: []string{"locked", "integrated", "failed"},
			Doc: "Or null; locked blocks changes until it is set to null"},
	}
}

func mainContractStatuses() []string {
	return []string{"closed", "executed", "review", "signed"}
}
