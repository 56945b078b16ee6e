package catalog

func costListPerformanceTrackingItems() *Operation {
	return &Operation{
		Name:   "list_performance_tracking_items",
		Method: "GET", Path: "/cost/v1/containers/{container_id}/performance-tracking-items",
		Summary: "Lists the performance tracking items.",
		Effect:  Read, Tokens: signedIn(), Scopes: dataRead(), Limit: "cost-80",
		Headers:       costRegionHeaders(),
		PathParams:    []Field{containerID()},
		Query:         []Field{offsetParam(), limitParam(100, 0), costSort()},
		Pagination:    resultPages(100, 0),
		Status:        200,
		Returns:       Returns{Shape: List, Fields: trackingItemFields()},
		Errors:        costErrors(),
		Entity:        "tracking_item",
		Notes:         "The reference of this one does not say its filters.",
		Source:        "https://aps.autodesk.com/en/docs/acc/v1/reference/http/cost-performance-tracking-items-GET",
		LowConfidence: true,
	}
}

func costGetPerformanceTrackingItem() *Operation {
	return &Operation{
		Name:   "get_performance_tracking_item",
		Method: "GET", Path: "/cost/v1/containers/{container_id}/performance-tracking-items/{id}",
		Summary: "Reads one performance tracking item.",
		Effect:  Read, Tokens: signedIn(), Scopes: dataRead(), Limit: "cost-30",
		Headers:    costRegionHeaders(),
		PathParams: []Field{containerID(), costID()},
		Status:     200,
		Returns:    Returns{Shape: Object, Fields: trackingItemFields()},
		Errors:     costErrors(),
		Entity:     "tracking_item", Target: "id",
		Source: "https://aps.autodesk.com/en/docs/acc/v1/reference/http/cost-performance-tracking-items-id-GET",
	}
}

func costCreatePerformanceTrackingItem() *Operation {
	return &Operation{
		Name:   "create_performance_tracking_item",
		Method: "POST", Path: "/cost/v1/containers/{container_id}/performance-tracking-items",
		Summary: "Makes the tracking item of a budget.",
		Effect:  Create, Tokens: signedIn(), Scopes: dataWrite(), Limit: "cost-30",
		Headers:    costRegionHeaders(),
		PathParams: []Field{containerID()},
		Body:       []Field{{Name: "budgetId", Type: "uuid", Required: true}},
		Status:     201,
		Returns:    Returns{Shape: Object, Fields: trackingItemFields()},
		Errors:     costErrors(),
		Entity:     "tracking_item", Model: Generic,
		Notes:  "One per budget; its default instance is made with it; there is no patch.",
		Source: "https://aps.autodesk.com/en/docs/acc/v1/reference/http/cost-performance-tracking-items-POST",
	}
}

func costDeletePerformanceTrackingItem() *Operation {
	return &Operation{
		Name:   "delete_performance_tracking_item",
		Method: "DELETE", Path: "/cost/v1/containers/{container_id}/performance-tracking-items/{id}",
		Summary: "Deletes a tracking item.",
		Effect:  Delete, Tokens: signedIn(), Scopes: dataWrite(), Limit: "cost-30",
		Headers:    costRegionHeaders(),
		PathParams: []Field{containerID(), costID()},
		Status:     204,
		Returns:    Returns{Shape: NoBody},
		Errors:     costErrors(),
		Entity:     "tracking_item", Target: "id", Model: Generic,
		Notes:         "204 as documented for budgets and attachments; not confirmed for this one.",
		Source:        "https://aps.autodesk.com/en/docs/acc/v1/reference/http/cost-performance-tracking-items-id-DELETE",
		LowConfidence: true,
	}
}

func costListPerformanceTrackingItemInstances() *Operation {
	return &Operation{
		Name:   "list_performance_tracking_item_instances",
		Method: "GET", Path: "/cost/v1/containers/{container_id}/performance-tracking-item-instances",
		Summary: "Lists the tracking item instances.",
		Effect:  Read, Tokens: signedIn(), Scopes: dataRead(), Limit: "cost-30",
		Headers:       costRegionHeaders(),
		PathParams:    []Field{containerID()},
		Query:         []Field{offsetParam(), limitParam(100, 0), costSort()},
		Pagination:    resultPages(100, 0),
		Status:        200,
		Returns:       Returns{Shape: List, Fields: trackingInstanceFields()},
		Errors:        costErrors(),
		Entity:        "tracking_instance",
		Notes:         "The reference of this one does not say its filters.",
		Source:        "https://aps.autodesk.com/en/docs/acc/v1/reference/http/cost-performance-tracking-item-instances-GET",
		LowConfidence: true,
	}
}

func costGetPerformanceTrackingItemInstance() *Operation {
	return &Operation{
		Name:   "get_performance_tracking_item_instance",
		Method: "GET", Path: "/cost/v1/containers/{container_id}/performance-tracking-item-instances/{id}",
		Summary: "Reads one tracking item instance.",
		Effect:  Read, Tokens: signedIn(), Scopes: dataRead(), Limit: "cost-30",
		Headers:    costRegionHeaders(),
		PathParams: []Field{containerID(), costID()},
		Status:     200,
		Returns:    Returns{Shape: Object, Fields: trackingInstanceFields()},
		Errors:     costErrors(),
		Entity:     "tracking_instance", Target: "id",
		Source: "https://aps.autodesk.com/en/docs/acc/v1/reference/http/cost-performance-tracking-item-instances-id-GET",
	}
}

func costCreatePerformanceTrackingItemInstance() *Operation {
	return &Operation{
		Name:   "create_performance_tracking_item_instance",
		Method: "POST", Path: "/cost/v1/containers/{container_id}/performance-tracking-item-instances",
		Summary: "Adds an instance, e.g. for a location.",
		Effect:  Create, Tokens: signedIn(), Scopes: dataWrite(), Limit: "cost-30",
		Headers:    costRegionHeaders(),
		PathParams: []Field{containerID()},
		Body:       trackingInstanceBody(),
		Status:     201,
		Returns:    Returns{Shape: Object, Fields: trackingInstanceFields()},
		Errors:     costErrors(),
		Entity:     "tracking_instance", Model: Generic,
		Notes:  "The default instance exists already.",
		Source: "https://aps.autodesk.com/en/docs/acc/v1/reference/http/cost-performance-tracking-item-instances-POST",
	}
}

func costPatchPerformanceTrackingItemInstance() *Operation {
	return &Operation{
		Name:   "patch_performance_tracking_item_instance",
		Method: "PATCH", Path: "/cost/v1/containers/{container_id}/performance-tracking-item-instances/{id}",
		Summary: "Changes an instance.",
		Effect:  Update, Tokens: signedIn(), Scopes: dataWrite(), Limit: "cost-60",
		Headers:    costRegionHeaders(),
		PathParams: []Field{containerID(), costID()},
		Body:       optional(without(trackingInstanceBody(), "budgetId")),
		Status:     200,
		Returns:    Returns{Shape: Object, Fields: trackingInstanceFields()},
		Errors:     costErrors(),
		Entity:     "tracking_instance", Target: "id", Model: Generic,
		Notes:         "Body taken from create.",
		Source:        "https://aps.autodesk.com/en/docs/acc/v1/reference/http/cost-performance-tracking-item-instances-id-PATCH",
		LowConfidence: true,
	}
}

func costDeletePerformanceTrackingItemInstance() *Operation {
	return &Operation{
		Name:   "delete_performance_tracking_item_instance",
		Method: "DELETE", Path: "/cost/v1/containers/{container_id}/performance-tracking-item-instances/{id}",
		Summary: "Deletes an instance.",
		Effect:  Delete, Tokens: signedIn(), Scopes: dataWrite(), Limit: "cost-30",
		Headers:    costRegionHeaders(),
		PathParams: []Field{containerID(), costID()},
		Status:     204,
		Returns:    Returns{Shape: NoBody},
		Errors:     costErrors(),
		Entity:     "tracking_instance", Target: "id", Model: Generic,
		Notes:         "204 as documented for budgets and attachments; not confirmed for this one.",
		Source:        "https://aps.autodesk.com/en/docs/acc/v1/reference/http/cost-performance-tracking-item-instances-id-DELETE",
		LowConfidence: true,
	}
}

func costListTimeSheets() *Operation {
	return &Operation{
		Name:   "list_time_sheets",
		Method: "GET", Path: "/cost/v1/containers/{container_id}/time-sheets",
		Summary: "Lists the time sheets.",
		Effect:  Read, Tokens: signedIn(), Scopes: dataRead(), Limit: "cost-100",
		Headers:    costRegionHeaders(),
		PathParams: []Field{containerID()},
		Query: []Field{
			{Name: "filter[budgetCode]", Type: "string"},
			{Name: "filter[trackingItemInstanceId]", Type: "uuid", Test: &Test{"trackingItemInstanceId", MatchEqual}},
			{Name: "filter[startDate]", Type: "string", Doc: "Date or range a..b, inclusive", Test: &Test{"startDate", MatchRange}},
			{Name: "filter[endDate]", Type: "string", Doc: "Date or range a..b", Test: &Test{"endDate", MatchRange}},
			{Name: "include", Type: "string", Enum: []string{"meta"},
				Doc: "Adds meta.totalPreviousInputQuantity and meta.totalPreviousOutputQuantity"},
			{Name: "filter[lastModifiedSince]", Type: "string", Doc: "ISO 8601"},
			offsetParam(), limitParam(100, 0), costSort(),
		},
		Pagination: resultPages(100, 0),
		Status:     200,
		Returns:    Returns{Shape: List, Fields: timeSheetFields()},
		Errors:     costErrors(),
		Entity:     "time_sheet",
		Source:     "https://aps.autodesk.com/en/docs/acc/v1/reference/http/cost-time-sheets-GET",
	}
}

func costGetTimeSheet() *Operation {
	return &Operation{
		Name:   "get_time_sheet",
		Method: "GET", Path: "/cost/v1/containers/{container_id}/time-sheets/{id}",
		Summary: "Reads one time sheet.",
		Effect:  Read, Tokens: signedIn(), Scopes: dataRead(), Limit: "cost-30",
		Headers:    costRegionHeaders(),
		PathParams: []Field{containerID(), costID()},
		Status:     200,
		Returns:    Returns{Shape: Object, Fields: timeSheetFields()},
		Errors:     costErrors(),
		Entity:     "time_sheet", Target: "id",
		Source: "https://aps.autodesk.com/en/docs/acc/v1/reference/http/cost-time-sheets-id-GET",
	}
}

func costCreateTimeSheet() *Operation {
	return &Operation{
		Name:   "create_time_sheet",
		Method: "POST", Path: "/cost/v1/containers/{container_id}/time-sheets",
		Summary: "Creates a time sheet.",
		Effect:  Create, Tokens: signedIn(), Scopes: dataWrite(), Limit: "cost-60",
		Headers:    costRegionHeaders(),
		PathParams: []Field{containerID()},
		Body:       timeSheetBody(),
		Status:     201,
		Returns:    Returns{Shape: Object, Fields: timeSheetFields()},
		Errors:     costErrors(),
		Entity:     "time_sheet", Model: Generic,
		Source: "https://aps.autodesk.com/en/docs/acc/v1/reference/http/cost-time-sheets-POST",
	}
}

func costPatchTimeSheet() *Operation {
	return &Operation{
		Name:   "patch_time_sheet",
		Method: "PATCH", Path: "/cost/v1/containers/{container_id}/time-sheets/{id}",
		Summary: "Changes a time sheet.",
		Effect:  Update, Tokens: signedIn(), Scopes: dataWrite(), Limit: "cost-30",
		Headers:    costRegionHeaders(),
		PathParams: []Field{containerID(), costID()},
		Body:       optional(without(timeSheetBody(), "trackingItemInstanceId", "trackingItemInstanceNumber", "budgetCode")),
		Status:     200,
		Returns:    Returns{Shape: Object, Fields: timeSheetFields()},
		Errors:     costErrors(),
		Entity:     "time_sheet", Target: "id", Model: Generic,
		Notes:  "Body taken from create.",
		Source: "https://aps.autodesk.com/en/docs/acc/v1/reference/http/cost-time-sheets-id-PATCH", LowConfidence: true,
	}
}

func costDeleteTimeSheet() *Operation {
	return &Operation{
		Name:   "delete_time_sheet",
		Method: "DELETE", Path: "/cost/v1/containers/{container_id}/time-sheets/{id}",
		Summary: "Deletes a time sheet.",
		Effect:  Delete, Tokens: signedIn(), Scopes: dataWrite(), Limit: "cost-30",
		Headers:    costRegionHeaders(),
		PathParams: []Field{containerID(), costID()},
		Status:     204,
		Returns:    Returns{Shape: NoBody},
		Errors:     costErrors(),
		Entity:     "time_sheet", Target: "id", Model: Generic,
		Notes:  "204 as documented for budgets and attachments; not confirmed for this one.",
		Source: "https://aps.autodesk.com/en/docs/acc/v1/reference/http/cost-time-sheets-id-DELETE", LowConfidence: true,
	}
}

// trackingItemFields are the fields of a performance tracking item.
func trackingItemFields() []Field {
	return []Field{
		{Name: "id", Type: "uuid"},
		{Name: "containerId", Type: "string"},
		{Name: "budgetId", Type: "string"},
		{Name: "name", Type: "string"},
		{Name: "description", Type: "string"},
		{Name: "code", Type: "string"},
		{Name: "quantity", Type: "number"},
		{Name: "unit", Type: "string"},
		{Name: "unitPrice", Type: "string"},
		{Name: "originalAmount", Type: "number"},
		{Name: "plannedStartDate", Type: "string"},
		{Name: "plannedEndDate", Type: "string"},
		{Name: "locations", Type: "[]any"},
		{Name: "locationPaths", Type: "[]any"},
	}
}

// trackingInstanceFields are the fields of a performance tracking instance.
func trackingInstanceFields() []Field {
	return []Field{
		{Name: "id", Type: "uuid"},
		{Name: "containerId", Type: "string"},
		{Name: "number", Type: "string"},
		{Name: "name", Type: "string"},
		{Name: "budgetId", Type: "string"},
		{Name: "budgetCode", Type: "string"},
		{Name: "inputUnit", Type: "string", Doc: "Always hr"},
		{Name: "inputQuantity", Type: "number"},
		{Name: "inputUnitPrice", Type: "string"},
		{Name: "outputUnit", Type: "string"},
		{Name: "outputQuantity", Type: "number"},
		{Name: "outputUnitPrice", Type: "string"},
		{Name: "trackedInputQuantity", Type: "number", Doc: "Hours so far"},
		{Name: "trackedOutputQuantity", Type: "number"},
		{Name: "adjustedOutputQuantity", Type: "number"},
		{Name: "performanceRatio", Type: "number"},
		{Name: "creatorId", Type: "string"},
		{Name: "changedBy", Type: "string"},
		{Name: "locations", Type: "[]any"},
		{Name: "locationPaths", Type: "[]any"},
		{Name: "createdAt", Type: "string", Doc: "ISO 8601"},
		{Name: "updatedAt", Type: "string", Doc: "ISO 8601"},
	}
}

// timeSheetFields are the fields of a time sheet.
func timeSheetFields() []Field {
	return []Field{
		{Name: "id", Type: "uuid"},
		{Name: "containerId", Type: "string"},
		{Name: "trackingItemInstanceId", Type: "string"},
		{Name: "startDate", Type: "string", Doc: "YYYY-MM-DD"},
		{Name: "endDate", Type: "string", Doc: "YYYY-MM-DD"},
		{Name: "inputQuantity", Type: "number"},
		{Name: "inputUnit", Type: "string", Doc: "Hr"},
		{Name: "outputQuantity", Type: "number"},
		{Name: "outputUnit", Type: "string"},
		{Name: "creatorId", Type: "string"},
		{Name: "changedBy", Type: "string"},
		{Name: "createdAt", Type: "string", Doc: "ISO 8601"},
		{Name: "updatedAt", Type: "string", Doc: "ISO 8601"},
	}
}

// trackingInstanceBody is what a new performance tracking instance is made of.
func trackingInstanceBody() []Field {
	return []Field{
		{Name: "budgetId", Type: "uuid", Required: true},
		{Name: "number", Type: "string"},
		{Name: "name", Type: "string"},
		{Name: "inputUnit", Type: "string", Doc: "Always hr"},
		{Name: "inputQuantity", Type: "number", Required: true},
		{Name: "inputUnitPrice", Type: "number", Required: true},
		{Name: "outputUnit", Type: "string"},
		{Name: "outputQuantity", Type: "number", Required: true},
		{Name: "outputUnitPrice", Type: "number", Required: true},
		{Name: "trackedInputQuantity", Type: "number"},
		{Name: "trackedOutputQuantity", Type: "number"},
		{Name: "adjustedOutputQuantity", Type: "number"},
		{Name: "locations", Type: "[]any"},
	}
}

// timeSheetBody is what a new time sheet is made of.
func timeSheetBody() []Field {
	return []Field{
		{Name: "trackingItemInstanceId", Type: "string", Doc: "One of the three is required"},
		{Name: "trackingItemInstanceNumber", Type: "string"},
		{Name: "budgetCode", Type: "string"},
		{Name: "startDate", Type: "string"},
		{Name: "endDate", Type: "string", Required: true},
		{Name: "inputQuantity", Type: "number", Required: true, Doc: "Hours"},
		{Name: "outputQuantity", Type: "number", Required: true},
	}
}
