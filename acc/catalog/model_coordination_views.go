package catalog

func mcListViews() *Operation {
	return &Operation{
		Name:   "list_views",
		Method: "GET", Path: "/bim360/modelset/v3/containers/{container_id}/modelsets/{model_set_id}/views",
		Summary: "Lists the views of a model set.",
		Effect:  Read, Tokens: signedIn(), Scopes: dataRead(), Limit: "model-coordination",
		Headers:       mcRegionHeaders(),
		PathParams:    []Field{containerID(), mcModelSetID()},
		Query:         []Field{mcPageLimit(), mcContinuationToken()},
		Pagination:    tokenPages("modelSetViews", 0),
		Status:        200,
		Returns:       Returns{Shape: List, Fields: modelSetViewFields()},
		Errors:        mcErrors(),
		Entity:        "model_set_view",
		Notes:         "List key modelSetViews from the property name in Autodesk's C# sample client; its search filters are not known.",
		Source:        "https://aps.autodesk.com/en/docs/acc/v1/reference/http/mc-modelset-service-v3-get-model-set-views-GET",
		LowConfidence: true,
	}
}

func mcGetView() *Operation {
	return &Operation{
		Name:   "get_view",
		Method: "GET", Path: "/bim360/modelset/v3/containers/{container_id}/modelsets/{model_set_id}/views/{view_id}",
		Summary: "Reads one view.",
		Effect:  Read, Tokens: signedIn(), Scopes: dataRead(), Limit: "model-coordination",
		Headers:    mcRegionHeaders(),
		PathParams: []Field{containerID(), mcModelSetID(), mcViewID()},
		Status:     200,
		Returns:    Returns{Shape: Object, Fields: modelSetViewFields()},
		Errors:     mcErrors(),
		Entity:     "model_set_view", Target: "view_id",
		Source:        "https://aps.autodesk.com/en/docs/acc/v1/reference/http/mc-modelset-service-v3-get-model-set-view-GET",
		LowConfidence: true,
	}
}

func mcCreateView() *Operation {
	return &Operation{
		Name:   "create_view",
		Method: "POST", Path: "/bim360/modelset/v3/containers/{container_id}/modelsets/{model_set_id}/views",
		Summary: "Starts a job that creates a view.",
		Effect:  Create, Tokens: signedIn(), Scopes: []string{"data:create", "data:write"}, Limit: "model-coordination",
		Headers:    mcRegionHeaders(),
		PathParams: []Field{containerID(), mcModelSetID()},
		Body: []Field{
			{Name: "name", Type: "string", Required: true, Doc: "1-64 characters"},
			{Name: "description", Type: "string", Doc: "1-1024"},
			{Name: "isPrivate", Type: "bool", Required: true, Doc: "Only its creator sees it"},
			{Name: "screenshotId", Type: "uuid"},
			{Name: "definition", Type: "[]object", Required: true, Doc: "1-50 models"},
			{Name: "definition[].lineageUrn", Type: "string", Required: true, Doc: "1-256"},
			{Name: "definition[].viewableName", Type: "string", Doc: "1-430"},
			{Name: "viewId", Type: "string", Doc: "UUID chosen by the caller"},
		},
		BatchLimit: 50,
		Status:     202,
		Returns:    Returns{Shape: Object, Fields: viewJobFields()},
		Errors:     plus(mcErrors(), ErrorCase{415, "Content-Type is not application/json"}),
		Entity:     "model_set_view", Model: Opaque, Async: true,
		Source: "https://aps.autodesk.com/en/docs/acc/v1/reference/http/mc-modelset-service-v3-create-model-set-view-POST",
	}
}

func mcPatchView() *Operation {
	return &Operation{
		Name:   "patch_view",
		Method: "PATCH", Path: "/bim360/modelset/v3/containers/{container_id}/modelsets/{model_set_id}/views/{view_id}",
		Summary: "Starts a job that updates a view.",
		Effect:  Update, Tokens: signedIn(), Scopes: dataWrite(), Limit: "model-coordination",
		Headers:    mcRegionHeaders(),
		PathParams: []Field{containerID(), mcModelSetID(), mcViewID()},
		Body: []Field{
			{Name: "name", Type: "string", Doc: "1-64 characters"},
			{Name: "description", Type: "string", Doc: "1-1024"},
			{Name: "isPrivate", Type: "bool", Doc: "Only its creator sees it"},
			{Name: "screenshotId", Type: "uuid"},
			{Name: "definition", Type: "[]object", Doc: "1-50 models"},
			{Name: "definition[].lineageUrn", Type: "string", Doc: "1-256"},
			{Name: "definition[].viewableName", Type: "string", Doc: "1-430"},
		},
		Status:  202,
		Returns: Returns{Shape: Object, Fields: viewJobFields()},
		Errors:  plus(mcErrors(), ErrorCase{415, "Content-Type is not application/json"}),
		Entity:  "model_set_view", Target: "view_id", Model: Opaque, Async: true,
		Notes:         "Body taken from create_view; it is a job type of its own in the quota table.",
		Source:        "https://aps.autodesk.com/en/docs/acc/v1/reference/http/mc-modelset-service-v3-update-model-set-view-PATCH",
		LowConfidence: true,
	}
}

func mcDeleteView() *Operation {
	return &Operation{
		Name:   "delete_view",
		Method: "DELETE", Path: "/bim360/modelset/v3/containers/{container_id}/modelsets/{model_set_id}/views/{view_id}",
		Summary: "Starts a job that deletes a view.",
		Effect:  Delete, Tokens: signedIn(), Scopes: dataWrite(), Limit: "model-coordination",
		Headers:    mcRegionHeaders(),
		PathParams: []Field{containerID(), mcModelSetID(), mcViewID()},
		Status:     202,
		Returns:    Returns{Shape: Object, Fields: viewJobFields()},
		Errors:     mcErrors(),
		Entity:     "model_set_view", Target: "view_id", Model: Opaque, Async: true,
		Notes:  "Answers 202 with a job, not 204.",
		Source: "https://aps.autodesk.com/en/docs/acc/v1/reference/http/mc-modelset-service-v3-delete-model-set-view-DELETE",
	}
}

func mcGetViewJob() *Operation {
	return &Operation{
		Name:   "get_view_job",
		Method: "GET", Path: "/bim360/modelset/v3/containers/{container_id}/modelsets/{model_set_id}/views/{view_id}/jobs/{job_id}",
		Summary: "Reads the state of a view job.",
		Effect:  Read, Tokens: signedIn(), Scopes: dataRead(), Limit: "model-coordination",
		Headers:       mcRegionHeaders(),
		PathParams:    []Field{containerID(), mcModelSetID(), mcViewID(), mcJobID()},
		Status:        200,
		Returns:       Returns{Shape: Object, Fields: viewJobFields()},
		Errors:        mcErrors(),
		Source:        "https://aps.autodesk.com/en/docs/acc/v1/reference/http/mc-modelset-service-v3-get-model-set-view-job-GET",
		LowConfidence: true,
	}
}

func mcSearchViewsByLineages() *Operation {
	return &Operation{
		Name:   "search_views_by_lineages",
		Method: "POST", Path: "/bim360/modelset/v3/containers/{container_id}/modelsets/{model_set_id}/views:lineages",
		Summary: "Lists the views that contain the given document lineages.",
		Effect:  Read, Tokens: signedIn(), Scopes: dataRead(), Limit: "model-coordination",
		Headers:    mcRegionHeaders(),
		PathParams: []Field{containerID(), mcModelSetID()},
		Body: []Field{
			{Name: "[]", Type: "any", Doc: "Lineage URNs of documents, presumably"},
		},
		BodyShape:     ArrayBody,
		Status:        200,
		Returns:       Returns{Shape: Object},
		Errors:        plus(mcErrors(), ErrorCase{415, "Content-Type is not application/json"}),
		Notes:         "How its list is wrapped is not published: the answer comes as it is.",
		Source:        "https://aps.autodesk.com/en/docs/acc/v1/reference/http/mc-modelset-service-v3-search-model-set-view-lineages-POST",
		LowConfidence: true,
	}
}

func mcListVersionViews() *Operation {
	return &Operation{
		Name:   "list_version_views",
		Method: "GET", Path: "/bim360/modelset/v3/containers/{container_id}/modelsets/{model_set_id}/versions/{version}/views",
		Summary: "Lists the views as they are in one version.",
		Effect:  Read, Tokens: signedIn(), Scopes: dataRead(), Limit: "model-coordination",
		Headers:       mcRegionHeaders(),
		PathParams:    []Field{containerID(), mcModelSetID(), mcVersion()},
		Query:         []Field{mcPageLimit(), mcContinuationToken()},
		Status:        200,
		Returns:       Returns{Shape: Object},
		Errors:        mcErrors(),
		Notes:         "How its list is wrapped is not published: the answer comes as it is.",
		Source:        "https://aps.autodesk.com/en/docs/acc/v1/reference/http/mc-modelset-service-v3-get-model-set-view-versions-GET",
		LowConfidence: true,
	}
}

func mcGetVersionView() *Operation {
	return &Operation{
		Name:   "get_version_view",
		Method: "GET", Path: "/bim360/modelset/v3/containers/{container_id}/modelsets/{model_set_id}/versions/{version}/views/{view_id}",
		Summary: "Reads one view as it is in one version.",
		Effect:  Read, Tokens: signedIn(), Scopes: dataRead(), Limit: "model-coordination",
		Headers:       mcRegionHeaders(),
		PathParams:    []Field{containerID(), mcModelSetID(), mcVersion(), mcViewID()},
		Status:        200,
		Returns:       Returns{Shape: Object},
		Errors:        mcErrors(),
		Source:        "https://aps.autodesk.com/en/docs/acc/v1/reference/http/mc-modelset-service-v3-get-model-set-view-version-GET",
		LowConfidence: true,
	}
}

func mcCreateIssues() *Operation {
	return &Operation{
		Name:   "create_issues",
		Method: "POST", Path: "/bim360/modelset/v3/containers/{container_id}/modelsets/{model_set_id}/issues",
		Summary: "Starts a job that adds inspection issues to a model set.",
		Effect:  Create, Tokens: signedIn(), Scopes: []string{"data:create", "data:write"}, Limit: "model-coordination",
		Headers:    mcRegionHeaders(),
		PathParams: []Field{containerID(), mcModelSetID()},
		Body:       modelIssueBody(),
		BodyShape:  ArrayBody,
		Status:     202,
		Returns:    Returns{Shape: Object, Fields: modelSetJobFields()},
		Errors:     plus(mcErrors(), ErrorCase{415, "Content-Type is not application/json"}),
		Model:      Opaque, Async: true,
		Notes:  "createdIssueIds of the finished job are the Issues API IDs.",
		Source: "https://aps.autodesk.com/en/docs/acc/v1/reference/http/mc-modelset-service-v3-add-model-set-issue-POST",
	}
}

func mcGetIssueViewContext() *Operation {
	return &Operation{
		Name:   "get_issue_view_context",
		Method: "POST", Path: "/bim360/modelset/v3/containers/{container_id}/issues/viewcontext",
		Summary: "Reads the view contexts of issues.",
		Effect:  Read, Tokens: signedIn(), Scopes: dataRead(), Limit: "model-coordination",
		Headers:       mcRegionHeaders(),
		PathParams:    []Field{containerID()},
		Body:          []Field{{Name: "[]", Type: "any", Doc: "Issue IDs, presumably"}},
		BodyShape:     ArrayBody,
		Status:        200,
		Returns:       Returns{Shape: Object},
		Errors:        plus(mcErrors(), ErrorCase{415, "Content-Type is not application/json"}),
		Notes:         "How its list is wrapped is not published: the answer comes as it is.",
		Source:        "https://aps.autodesk.com/en/docs/acc/v1/reference/http/mc-modelset-service-v3-get-model-set-issue-view-context-POST.rst",
		LowConfidence: true,
	}
}

func mcCreateModelSetScreenshot() *Operation {
	return &Operation{
		Name:   "create_model_set_screenshot",
		Method: "POST", Path: "/bim360/modelset/v3/containers/{container_id}/modelsets/{model_set_id}/screenshots",
		Summary: "Uploads a screenshot for a model set.",
		Effect:  Create, Tokens: signedIn(), Scopes: []string{"data:create", "data:write"}, Limit: "model-coordination",
		Headers:    mcRegionHeaders(),
		PathParams: []Field{containerID(), mcModelSetID()},
		Body: []Field{
			{Name: "image", Type: "file", Required: true, Doc: "The image; the body is nothing else"},
		},
		Encoding:      Binary,
		Status:        200,
		Returns:       Returns{Shape: Object},
		Errors:        mcErrors(),
		Model:         Opaque,
		Source:        "https://aps.autodesk.com/en/docs/acc/v1/reference/http/mc-modelset-service-v3-add-screen-shot-POST",
		LowConfidence: true,
	}
}

func mcGetModelSetScreenshot() *Operation {
	return &Operation{
		Name:   "get_model_set_screenshot",
		Method: "GET", Path: "/bim360/modelset/v3/containers/{container_id}/modelsets/{model_set_id}/screenshots/{screenshot_id}",
		Summary: "Downloads a screenshot.",
		Effect:  Read, Tokens: signedIn(), Scopes: dataRead(), Limit: "model-coordination",
		Headers:       mcRegionHeaders(),
		PathParams:    []Field{containerID(), mcModelSetID(), mcScreenshotID()},
		Status:        200,
		Returns:       Returns{Shape: Object},
		Errors:        mcErrors(),
		Source:        "https://aps.autodesk.com/en/docs/acc/v1/reference/http/mc-modelset-service-v3-get-screen-shot-GET",
		LowConfidence: true,
	}
}

func mcViewID() Field { return Field{Name: "view_id", Type: "uuid", Required: true} }

// modelSetViewFields are the fields of a model set view.
func modelSetViewFields() []Field {
	return []Field{
		{Name: "viewId", Type: "uuid"},
		{Name: "name", Type: "string"},
		{Name: "description", Type: "string"},
		{Name: "isPrivate", Type: "bool"},
		{Name: "screenshotId", Type: "string"},
		{Name: "definition", Type: "[]object"},
		{Name: "definition[].lineageUrn", Type: "string"},
		{Name: "definition[].viewableName", Type: "string"},
	}
}

// viewJobFields are the fields of what model_coordination.create_view answers.
func viewJobFields() []Field {
	return []Field{
		{Name: "jobId", Type: "uuid"},
		{Name: "viewId", Type: "uuid"},
		{Name: "published", Type: "object", Doc: "name, time, folderUrn, versionUrn when the view is published"},
		{Name: "status", Type: "string", Enum: jobStatuses()},
		{Name: "job", Type: "object"},
		{Name: "job.operation", Type: "string"},
		{Name: "job.seed", Type: "object"},
	}
}

// modelIssueBody is what model_coordination.create_issues is sent.
func modelIssueBody() []Field {
	return []Field{
		{Name: "[].title", Type: "string", Required: true, Doc: "1-4200"},
		{Name: "[].description", Type: "string", MaxLen: 10000},
		{Name: "[].assignedTo", Type: "string", Doc: "User, role or company"},
		{Name: "[].assignedToType", Type: "string", Enum: []string{"User", "Role", "Company"}},
		{Name: "[].dueDate", Type: "string", Doc: "ISO 8601"},
		{Name: "[].locationId", Type: "uuid"},
		{Name: "[].locationDescription", Type: "string"},
		{Name: "[].owner", Type: "string"},
		{Name: "[].status", Type: "string", Enum: []string{
			"Open", "Draft", "Pending", "InProgress", "Completed", "InReview", "NotApproved", "InDispute", "Closed",
		}},
		{Name: "[].pushpin", Type: "object", Required: true, Doc: "Marker on the model"},
		{Name: "[].pushpin.location", Type: "object", Required: true},
		{Name: "[].pushpin.location.x", Type: "number", Required: true},
		{Name: "[].pushpin.location.y", Type: "number", Required: true},
		{Name: "[].pushpin.location.z", Type: "number", Required: true},
		{Name: "[].pushpin.objectId", Type: "int", Required: true, Doc: "Viewer object"},
		{Name: "[].pushpin.externalId", Type: "string"},
		{Name: "[].pushpin.attributesVersion", Type: "int"},
		{Name: "[].pushpin.type", Type: "string", Enum: []string{"TwoDVectorPushpin"}},
		{Name: "[].pushpin.viewerState", Type: "object"},
		{Name: "[].issueTypeId", Type: "uuid", Required: true},
		{Name: "[].issueSubTypeId", Type: "uuid", Required: true},
		{Name: "[].rootCauseId", Type: "uuid"},
		{Name: "[].customAttributes", Type: "[]any", Doc: "Of {id, value}, at most 64"},
		{Name: "[].screenShots", Type: "[]uuid", Doc: "At most 5"},
		{Name: "[].documentVersionUrn", Type: "string", Required: true, Doc: "1-256"},
		{Name: "[].viewableName", Type: "string", Doc: "1-430"},
		{Name: "[].viewContext", Type: "[]any", Required: true, Doc: "Of {urn, viewableName}"},
		{Name: "[].watchers", Type: "[]any", Doc: "Of Autodesk IDs, at most 1000"},
		{Name: "[].gpsCoordinates", Type: "object", Doc: "Latitude, longitude"},
		{Name: "[].startDate", Type: "string", Doc: "ISO 8601"},
	}
}
