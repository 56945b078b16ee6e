package catalog

func costListProperties() *Operation {
	return &Operation{
		Name:   "list_properties",
		Method: "GET", Path: "/cost/v1/containers/{container_id}/properties",
		Summary: "Lists the custom attribute definitions.",
		Effect:  Read, Tokens: signedIn(), Scopes: dataRead(), Limit: "cost-150",
		Headers:    costRegionHeaders(),
		PathParams: []Field{containerID()},
		Query: []Field{
			{Name: "filter[name]", Type: "string", Test: &Test{"name", MatchEqual}},
			{Name: "filter[associationId]", Type: "[]string"},
			{Name: "filter[associationType]", Type: "string", Enum: []string{
				"Budget", "Contract", "CostItem", "FormDefinition", "Payment", "BudgetPayment", "Expense", "ExpenseItem",
			}},
			{Name: "filter[lastModifiedSince]", Type: "string", Doc: "ISO 8601"},
		},
		Status: 200,
		Returns: Returns{Shape: List, Fields: []Field{
			{Name: "id", Type: "uuid"},
			{Name: "name", Type: "string"},
			{Name: "type", Type: "string", Enum: []string{
				"text", "multiline", "richtext", "options", "boolean", "integer", "percent", "currency", "number", "datetime",
			}},
			{Name: "defaultValue", Type: "string"},
			{Name: "position", Type: "number"},
			{Name: "defaultVisibility", Type: "bool"},
			{Name: "builtIn", Type: "bool"},
			{Name: "options", Type: "[]any", Doc: "For type options"},
			{Name: "collaboratorAccess", Type: "string", Enum: []string{"no_access", "view", "edit"}},
		}},
		Errors: costErrors(),
		Entity: "cost_attribute",
		Notes:  "Bare array; definitions cannot be created through the API.",
		Source: "https://aps.autodesk.com/en/docs/acc/v1/reference/http/cost-properties-GET",
	}
}

func costBatchUpdatePropertyValues() *Operation {
	return &Operation{
		Name:   "batch_update_property_values",
		Method: "POST", Path: "/cost/v1/containers/{container_id}/property-values:batch-update",
		Summary: "Sets custom attribute values of items.",
		Effect:  Update, Tokens: signedIn(), Scopes: dataWrite(), Limit: "cost-300",
		Headers:    costRegionHeaders(),
		PathParams: []Field{containerID()},
		Body: []Field{
			{Name: "[].associationId", Type: "string", Required: true, Doc: "UUID of the item"},
			{Name: "[].associationType", Type: "string", Required: true, Enum: costAssociationTypes()},
			{Name: "[].propertyDefinitionId", Type: "uuid", Required: true},
			{Name: "[].value", Type: "any", Required: true, Doc: "String, number, bool or null"},
		},
		BodyShape: ArrayBody,
		Status:    200,
		Returns: Returns{Shape: List, Fields: []Field{
			{Name: "name", Type: "string"},
			{Name: "builtIn", Type: "bool"},
			{Name: "position", Type: "number"},
			{Name: "propertyDefinitionId", Type: "uuid"},
			{Name: "type", Type: "string"},
			{Name: "value", Type: "string"},
		}},
		Errors: costErrors(),
		Model:  Opaque,
		Source: "https://aps.autodesk.com/en/docs/acc/v1/reference/http/cost-property-valuesbatch-update-POST",
	}
}

func costListDocuments() *Operation {
	return &Operation{
		Name:   "list_documents",
		Method: "GET", Path: "/cost/v1/containers/{container_id}/documents",
		Summary: "Lists the generated documents of an item.",
		Effect:  Read, Tokens: signedIn(), Scopes: dataRead(), Limit: "cost-30",
		Headers:    costRegionHeaders(),
		PathParams: []Field{containerID()},
		Query: []Field{
			{Name: "associationId", Type: "[]string", Required: true, Test: &Test{"associationId", MatchOneOf}},
			{Name: "associationType", Type: "string", Required: true, Enum: []string{
				"Budget", "Contract", "CostItem", "FormInstance", "Payment", "BudgetPayment", "Expense", "OCO", "SCO",
			},
				Test: &Test{"associationType", MatchEqual}},
			{Name: "filter[latest]", Type: "bool", Doc: "Deprecated"},
			{Name: "filter[signed]", Type: "bool", Doc: "Deprecated"},
		},
		Status: 200,
		Returns: Returns{Shape: List, Fields: []Field{
			{Name: "id", Type: "uuid"},
			{Name: "recipientId", Type: "string"},
			{Name: "urn", Type: "string", Doc: "Docx version URN in Data Management"},
			{Name: "status", Type: "string", Enum: []string{"Pending", "Started", "Completed", "Failed", "PendingSign", "Signed"}},
			{Name: "errorInfo", Type: "object", Doc: "Code, message, detail"},
			{Name: "associationId", Type: "string"},
			{Name: "associationType", Type: "string"},
			{Name: "createdAt", Type: "string", Doc: "ISO 8601"},
			{Name: "updatedAt", Type: "string", Doc: "ISO 8601"},
		}},
		Errors: costErrors(),
		Entity: "cost_document",
		Notes:  "Bare array.",
		Source: "https://aps.autodesk.com/en/docs/acc/v1/reference/http/cost-documents-GET",
	}
}

func costListAttachments() *Operation {
	return &Operation{
		Name:   "list_attachments",
		Method: "GET", Path: "/cost/v1/containers/{container_id}/attachments",
		Summary: "Lists the attachments of an item.",
		Effect:  Read, Tokens: signedIn(), Scopes: dataRead(), Limit: "cost-100",
		Headers:    costRegionHeaders(),
		PathParams: []Field{containerID()},
		Query: []Field{
			{Name: "associationId", Type: "string", Required: true, Test: &Test{"associationId", MatchEqual}},
			{Name: "associationType", Type: "string", Required: true, Test: &Test{"associationType", MatchEqual}},
		},
		Status:  200,
		Returns: Returns{Shape: List, Fields: costAttachmentFields()},
		Errors:  costErrors(),
		Entity:  "cost_attachment",
		Notes:   "Query from Autodesk's Postman collection; its paging is not known.",
		Source:  "https://aps.autodesk.com/en/docs/acc/v1/reference/http/cost-attachments-GET", LowConfidence: true,
	}
}

func costCreateAttachment() *Operation {
	return &Operation{
		Name:   "create_attachment",
		Method: "POST", Path: "/cost/v1/containers/{container_id}/attachments",
		Summary: "Attaches a file to an item.",
		Effect:  Create, Tokens: signedIn(), Scopes: dataWrite(), Limit: "cost-50",
		Headers:    costRegionHeaders(),
		PathParams: []Field{containerID()},
		Body: []Field{
			{Name: "id", Type: "string", Doc: "UUID chosen by the caller"},
			{Name: "type", Type: "string", Enum: costAttachmentTypes()},
			{Name: "name", Type: "string", Required: true, MaxLen: 255},
			{Name: "folderId", Type: "string", Doc: "From create_attachment_folder"},
			{Name: "urn", Type: "string", Doc: "Version URN of the uploaded file"},
			{Name: "templateId", Type: "string", Doc: "Document template"},
			{Name: "documentPackageId", Type: "string"},
			{Name: "associationId", Type: "uuid", Required: true},
			{Name: "associationType", Type: "string", Required: true, Enum: costAssociationTypes()},
		},
		Status: 201,
		Returns: Returns{Shape: Object, Fields: join(
			without(costAttachmentFields(), "folderId", "type"),
			[]Field{
				{Name: "folderId", Type: "string"},
				{Name: "type", Type: "string"},
				{Name: "replaceIfExists", Type: "bool"},
			},
		)},
		Errors: costErrors(),
		Entity: "cost_attachment", Model: Generic,
		Source: "https://aps.autodesk.com/en/docs/acc/v1/reference/http/cost-attachments-POST",
	}
}

func costBatchCreateAttachments() *Operation {
	return &Operation{
		Name:   "batch_create_attachments",
		Method: "POST", Path: "/cost/v1/containers/{container_id}/attachments:batch-create",
		Summary: "Attaches several files.",
		Effect:  Create, Tokens: signedIn(), Scopes: dataWrite(), Limit: "cost-30",
		Headers:    costRegionHeaders(),
		PathParams: []Field{containerID()},
		Body: []Field{
			{Name: "folderId", Type: "string"},
			{Name: "urn", Type: "string"},
			{Name: "type", Type: "string", Enum: costAttachmentTypes()},
			{Name: "name", Type: "string"},
			{Name: "replaceIfExists", Type: "bool"},
			{Name: "status", Type: "string"},
			{Name: "associationId", Type: "uuid"},
			{Name: "associationType", Type: "string", Enum: costAssociationTypes()},
		},
		Status:  201,
		Returns: Returns{Shape: Object},
		Errors:  costErrors(),
		Entity:  "cost_attachment", Model: Opaque,
		Notes:         "The reference shows one object, the name says a batch: array or {data: []} not verified; no size limit documented.",
		Source:        "https://aps.autodesk.com/en/docs/acc/v1/reference/http/cost-attachmentsbatch-create-POST",
		LowConfidence: true,
	}
}

func costDeleteAttachment() *Operation {
	return &Operation{
		Name:   "delete_attachment",
		Method: "DELETE", Path: "/cost/v1/containers/{container_id}/attachments/{attachment_id}",
		Summary: "Deletes an attachment.",
		Effect:  Delete, Tokens: signedIn(), Scopes: dataWrite(), Limit: "cost-30",
		Headers:    costRegionHeaders(),
		PathParams: []Field{containerID(), {Name: "attachment_id", Type: "uuid", Required: true}},
		Status:     204,
		Returns:    Returns{Shape: NoBody},
		Errors:     costErrors(),
		Entity:     "cost_attachment", Target: "attachment_id", Model: Generic,
		Source: "https://aps.autodesk.com/en/docs/acc/v1/reference/http/cost-attachments-attachmentId-DELETE",
	}
}

func costCreateAttachmentFolder() *Operation {
	return &Operation{
		Name:   "create_attachment_folder",
		Method: "POST", Path: "/cost/v1/containers/{container_id}/attachment-folders",
		Summary: "Finds or makes the attachment folder of an item.",
		Effect:  Create, Tokens: signedIn(), Scopes: dataWrite(), Limit: "cost-30",
		Headers:    costRegionHeaders(),
		PathParams: []Field{containerID()},
		Body: []Field{
			{Name: "associationId", Type: "uuid", Required: true},
			{Name: "associationType", Type: "string", Required: true, Enum: []string{
				"Budget", "Contract", "FormInstance", "CostItem", "Payment", "MainContract", "BudgetPayment",
			}},
		},
		Status: 201,
		Returns: Returns{Shape: Object, Fields: []Field{
			{Name: "id", Type: "uuid"},
			{Name: "creatorId", Type: "string"},
			{Name: "scope", Type: "string", Doc: "e.g. Attachment"},
			{Name: "urn", Type: "string", Doc: "Folder URN in Data Management"},
			{Name: "createdAt", Type: "string", Doc: "ISO 8601"},
			{Name: "updatedAt", Type: "string", Doc: "ISO 8601"},
		}},
		Errors: costErrors(),
		Model:  Opaque,
		Notes:  "Find or create: repeating it is safe.",
		Source: "https://aps.autodesk.com/en/docs/acc/v1/reference/http/cost-attachment-folders-POST",
	}
}

func costListActions() *Operation {
	return &Operation{
		Name:   "list_actions",
		Method: "GET", Path: "/cost/v1/containers/{container_id}/workflows/{association_type}/{association_id}/actions",
		Summary: "Lists the workflow actions an item allows now.",
		Effect:  Read, Tokens: signedIn(), Scopes: dataRead(), Limit: "cost-150",
		Headers: costRegionHeaders(),
		PathParams: []Field{
			containerID(),
			{Name: "association_type", Type: "string", Required: true, Enum: []string{
				"FormInstance", "CostItem", "OCO", "PCO", "RCO", "RFQ", "SCO", "Expense", "Contract", "CostPayment", "BudgetPayment",
				"BudgetTransfer", "MainContract",
			}},
			{Name: "association_id", Type: "uuid", Required: true},
		},
		Status: 200,
		Returns: Returns{Shape: List, Fields: []Field{
			{Name: "name", Type: "string"},
			{Name: "transforms", Type: "[]object"},
			{Name: "transforms[].key", Type: "string", Doc: "Usually budgetStatus or costStatus"},
			{Name: "transforms[].to", Type: "string"},
			{Name: "rules", Type: "[]object"},
			{Name: "rules[].key", Type: "string"},
			{Name: "rules[].only", Type: "[]any", Doc: "Values the attribute must have now (the example prints it as one string)"},
		}},
		Errors: costErrors(),
		Notes:  "Bare array.",
		Source: "https://aps.autodesk.com/en/docs/acc/v1/reference/http/cost-actions-GET",
	}
}

func costPerformActions() *Operation {
	return &Operation{
		Name:   "perform_actions",
		Method: "POST", Path: "/cost/v1/containers/{container_id}/workflows/actions",
		Summary: "Performs workflow actions on items.",
		Effect:  Action, Tokens: signedIn(), Scopes: dataWrite(), Limit: "cost-150",
		Headers:    costRegionHeaders(),
		PathParams: []Field{containerID()},
		Body: []Field{
			{Name: "[].action", Type: "string", Required: true, Doc: "A name from list_actions"},
			{Name: "[].associationId", Type: "string", Required: true},
			{Name: "[].associationType", Type: "string", Required: true, Enum: []string{
				"FormInstance", "OCO", "PCO", "RCO", "RFQ", "SCO", "Expense", "Contract", "CostPayment", "BudgetPayment",
				"BudgetTransfer", "MainContract", "DistributionItem",
			}},
			{Name: "[].options", Type: "object"},
		},
		BodyShape: ArrayBody,
		Status:    200,
		Returns: Returns{Shape: List, Fields: []Field{
			{Name: "action", Type: "string"},
			{Name: "associationId", Type: "string"},
			{Name: "associationType", Type: "string"},
			{Name: "errors", Type: "[]object", Doc: "Status, title, detail, errors[] of {code, field, title, detail}"},
		}},
		Errors: costErrors(),
		Model:  Opaque,
		Notes:  "HTTP 200 does not mean success: every entry has its own errors list.",
		Source: "https://aps.autodesk.com/en/docs/acc/v1/reference/http/cost-actions-POST",
	}
}

func costListActionHistories() *Operation {
	return &Operation{
		Name:   "list_action_histories",
		Method: "GET", Path: "/cost/v1/containers/{container_id}/workflows/action-histories",
		Summary: "Lists the workflow action history of items.",
		Effect:  Read, Tokens: signedIn(), Scopes: dataRead(), Limit: "cost-50",
		Headers:    costRegionHeaders(),
		PathParams: []Field{containerID()},
		Query:      []Field{offsetParam(), limitParam(100, 0)},
		Pagination: resultPages(100, 0),
		Status:     200,
		Returns:    Returns{Shape: List},
		Errors:     costErrors(),
		Notes:      "The reference of this one does not say its parameters and fields.",
		Source:     "https://aps.autodesk.com/en/docs/acc/v1/reference/http/cost-action-histories-GET", LowConfidence: true,
	}
}

func costAssociationTypes() []string {
	return []string{
		"Budget", "Contract", "ScheduleOfValue", "FormInstance", "CostItem", "Payment", "MainContract", "BudgetPayment", "Expense",
		"CostPayment", "ExpenseItem", "PaymentItem", "OCO", "RCO", "SCO", "PCO", "RFQ", "DistributionItem", "BudgetTransfer", "Fee",
	}
}

func costAttachmentTypes() []string {
	return []string{"Upload", "DocsFile", "Reference", "Document"}
}

// costAttachmentFields are the fields of a cost attachment.
func costAttachmentFields() []Field {
	return []Field{
		{Name: "id", Type: "uuid"},
		{Name: "folderId", Type: "uuid"},
		{Name: "urn", Type: "string"},
		{Name: "type", Type: "string", Enum: costAttachmentTypes()},
		{Name: "name", Type: "string"},
		{Name: "status", Type: "string"},
		{Name: "associationId", Type: "string"},
		{Name: "associationType", Type: "string"},
		{Name: "createdAt", Type: "string", Doc: "ISO 8601"},
		{Name: "updatedAt", Type: "string", Doc: "ISO 8601"},
	}
}
