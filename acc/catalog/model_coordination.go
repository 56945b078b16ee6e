package catalog

func modelCoordination() *Service {
	return &Service{
		Name:    "model_coordination",
		Title:   "Model Coordination",
		Summary: "Model sets (coordination spaces), their versions and views, and clash tests and clash groups of a project.",
		Notes: "Every write is asynchronous: 202 with a job; the job endpoints answer status Failed, Running, Succeeded or Archived. Job " +
			"quotas are per project over all requesters; an endpoint request without a token answers 429, an automatic one waits. Source: " +
			"https://aps.autodesk.com/en/docs/acc/v1/overview/rate-limits/model-coordination-rate-limits. Clash endpoints document the " +
			"header x-ads-region, modelset endpoints the header region (x-ads-region still works). paging: page.continuationToken, absent " +
			"on the last page; pageLimit above the server maximum is lowered silently. A model set version holds at most 1,000 documents; " +
			"beyond that no version is made (isDocumentLimitReached). Jobs a project: create model set 25 per hour; create model set " +
			"version 25 per hour and 50 per 12 hours (automatic ones count); enable/disable versions 100 per hour; create, update, delete " +
			"view 100 per hour each; add issue to a model set 250 per hour; clash test (automatic) 25 per hour and 50 per 12 hours; close, " +
			"reopen, assign clash groups 250 per hour each.",
		Operations: []*Operation{
			mcListModelSets(), mcGetModelSet(), mcCreateModelSet(), mcPatchModelSet(), mcGetModelSetJob(), mcGetContainerJob(),
			mcListVersions(), mcGetVersion(), mcGetLatestVersion(), mcCreateVersion(), mcEnableVersions(), mcDisableVersions(), mcListViews(),
			mcGetView(), mcCreateView(), mcPatchView(), mcDeleteView(), mcGetViewJob(), mcSearchViewsByLineages(), mcListVersionViews(),
			mcGetVersionView(), mcCreateIssues(), mcGetIssueViewContext(), mcCreateModelSetScreenshot(), mcGetModelSetScreenshot(),
			mcListClashTests(), mcListVersionClashTests(), mcGetClashTest(), mcListClashTestResources(), mcAssignClashGroups(),
			mcCloseClashGroups(), mcReopenClashGroups(), mcGetClashJob(), mcListClosedClashGroups(), mcListAssignedClashGroups(),
			mcListGroupedClashes(), mcListTestAssignedGroups(), mcBatchGetTestAssignedGroups(), mcListTestClosedGroups(),
			mcBatchGetTestClosedGroups(), mcGetAssignedViewContext(), mcCreateClashScreenshot(), mcGetClashScreenshot(),
		},
	}
}

func mcListModelSets() *Operation {
	return &Operation{
		Name:   "list_model_sets",
		Method: "GET", Path: "/bim360/modelset/v3/containers/{container_id}/modelsets",
		Summary: "Lists the model sets (coordination spaces) of a container.",
		Effect:  Read, Tokens: signedIn(), Scopes: dataRead(), Limit: "model-coordination",
		Headers:    mcRegionHeaders(),
		PathParams: []Field{containerID()},
		Query: []Field{
			mcPageLimit(), mcContinuationToken(),
			{Name: "name", Type: "string", Doc: "Equality filter", Test: &Test{"name", MatchEqual}},
			{Name: "folderUrn", Type: "string"},
			{Name: "includeDisabled", Type: "bool"},
			{Name: "includeDeleted", Type: "bool"},
		},
		Pagination: tokenPages("modelSets", 0),
		Status:     200,
		Returns:    Returns{Shape: List, Fields: modelSetFields()},
		Errors:     mcErrors(),
		Entity:     "model_set",
		Source:     "https://aps.autodesk.com/en/docs/acc/v1/reference/http/mc-modelset-service-v3-get-model-sets-GET",
	}
}

func mcGetModelSet() *Operation {
	return &Operation{
		Name:   "get_model_set",
		Method: "GET", Path: "/bim360/modelset/v3/containers/{container_id}/modelsets/{model_set_id}",
		Summary: "Reads one model set.",
		Effect:  Read, Tokens: signedIn(), Scopes: dataRead(), Limit: "model-coordination",
		Headers:    mcRegionHeaders(),
		PathParams: []Field{containerID(), mcModelSetID()},
		Status:     200,
		Returns:    Returns{Shape: Object, Fields: modelSetFields()},
		Errors:     mcErrors(),
		Entity:     "model_set", Target: "model_set_id",
		Notes:  "Answer fields taken from the list; not confirmed for this one.",
		Source: "https://aps.autodesk.com/en/docs/acc/v1/reference/http/mc-modelset-service-v3-get-model-set-GET", LowConfidence: true,
	}
}

func mcCreateModelSet() *Operation {
	return &Operation{
		Name:   "create_model_set",
		Method: "POST", Path: "/bim360/modelset/v3/containers/{container_id}/modelsets",
		Summary: "Starts a job that creates a model set over one folder.",
		Effect:  Create, Tokens: signedIn(), Scopes: []string{"data:create", "data:write"}, Limit: "model-coordination",
		Headers:    mcRegionHeaders(),
		PathParams: []Field{containerID()},
		Body: []Field{
			{Name: "modelSetId", Type: "string", Doc: "UUID chosen by the caller, else generated"},
			{Name: "name", Type: "string", Required: true, Doc: "1-64, unique in the container"},
			{Name: "description", Type: "string", Doc: "1-1024"},
			{Name: "isDisabled", Type: "bool"},
			{Name: "folders", Type: "[]object", Required: true, Doc: "Exactly one"},
			{Name: "folders[].folderUrn", Type: "string", Required: true},
			{Name: "contentFilters", Type: "object"},
			{Name: "contentFilters.explicitFolders", Type: "[]any", Doc: "Of folder URNs, at most 100; required inside contentFilters"},
			{Name: "contentFilters.recursiveFolders", Type: "[]any", Doc: "At most 100; required inside contentFilters"},
			{Name: "contentFilters.globalFileFormat", Type: "[]any", Doc: "Of extensions, 1-25"},
			{Name: "contentFilters.fileExtensions", Type: "object", Doc: "Folder URN to extensions"},
		},
		Status:  202,
		Returns: Returns{Shape: Object, Fields: modelSetJobFields()},
		Errors: plus(mcErrors(),
			ErrorCase{409, "the name exists, or the limit of enabled model sets is reached"},
			ErrorCase{415, "Content-Type is not application/json"},
		),
		Entity: "model_set", Model: Opaque, Async: true,
		Notes:  "asynchronous: poll get_model_set_job until status is not Running.",
		Source: "https://aps.autodesk.com/en/docs/acc/v1/reference/http/mc-modelset-service-v3-create-model-set-POST",
	}
}

func mcPatchModelSet() *Operation {
	return &Operation{
		Name:   "patch_model_set",
		Method: "PATCH", Path: "/bim360/modelset/v3/containers/{container_id}/modelsets/{model_set_id}",
		Summary: "Changes the name and/or description.",
		Effect:  Update, Tokens: signedIn(), Scopes: dataWrite(), Limit: "model-coordination",
		Headers:    mcRegionHeaders(),
		PathParams: []Field{containerID(), mcModelSetID()},
		Body: []Field{
			{Name: "name", Type: "string", Doc: "1-64"},
			{Name: "description", Type: "string", Doc: "1-1024"},
		},
		Status:  200,
		Returns: Returns{Shape: Object},
		Errors:  plus(mcErrors(), ErrorCase{415, "Content-Type is not application/json"}),
		Entity:  "model_set", Target: "model_set_id", Model: Generic,
		Notes:  "Fields from the summary of its page; the status is assumed.",
		Source: "https://aps.autodesk.com/en/docs/acc/v1/reference/http/mc-modelset-service-v3-patch-model-set-name-description-PATCH", LowConfidence: true,
	}
}

func mcGetModelSetJob() *Operation {
	return &Operation{
		Name:   "get_model_set_job",
		Method: "GET", Path: "/bim360/modelset/v3/containers/{container_id}/modelsets/{model_set_id}/jobs/{job_id}",
		Summary: "Reads state of a model set job.",
		Effect:  Read, Tokens: signedIn(), Scopes: dataRead(), Limit: "model-coordination",
		Headers:    mcRegionHeaders(),
		PathParams: []Field{containerID(), mcModelSetID(), mcJobID()},
		Status:     200,
		Returns:    Returns{Shape: Object, Fields: modelSetJobFields()},
		Errors:     mcErrors(),
		Notes:      "Fields taken from the create answers.",
		Source:     "https://aps.autodesk.com/en/docs/acc/v1/reference/http/mc-modelset-service-v3-get-model-set-job-GET", LowConfidence: true,
	}
}

func mcGetContainerJob() *Operation {
	return &Operation{
		Name:   "get_container_job",
		Method: "GET", Path: "/bim360/modelset/v3/containers/{container_id}/jobs/{job_id}",
		Summary: "Reads state of a container job.",
		Effect:  Read, Tokens: signedIn(), Scopes: dataRead(), Limit: "model-coordination",
		Headers:    mcRegionHeaders(),
		PathParams: []Field{containerID(), mcJobID()},
		Status:     200,
		Returns:    Returns{Shape: Object, Fields: modelSetJobFields()},
		Errors:     mcErrors(),
		Notes:      "Fields taken from the create answers.",
		Source:     "https://aps.autodesk.com/en/docs/acc/v1/reference/http/mc-modelset-service-v3-get-container-job-by-container-GET", LowConfidence: true,
	}
}

func mcListVersions() *Operation {
	return &Operation{
		Name:   "list_versions",
		Method: "GET", Path: "/bim360/modelset/v3/containers/{container_id}/modelsets/{model_set_id}/versions",
		Summary: "Lists the versions of a model set.",
		Effect:  Read, Tokens: signedIn(), Scopes: dataRead(), Limit: "model-coordination",
		Headers:    mcRegionHeaders(),
		PathParams: []Field{containerID(), mcModelSetID()},
		Query:      []Field{mcPageLimit(), mcContinuationToken()},
		Pagination: tokenPages("modelSetVersions", 0),
		Status:     200,
		Returns:    Returns{Shape: List, Fields: without(modelSetVersionFields(), "documentVersions")},
		Errors:     mcErrors(),
		Entity:     "model_set_version",
		Notes:      "List key modelSetVersions from the property name in Autodesk's C# sample client (forge-bim360-modelcoordination-walkthrough).",
		Source:     "https://aps.autodesk.com/en/docs/acc/v1/reference/http/mc-modelset-service-v3-get-model-set-versions-GET", LowConfidence: true,
	}
}

func mcGetVersion() *Operation {
	return &Operation{
		Name:   "get_version",
		Method: "GET", Path: "/bim360/modelset/v3/containers/{container_id}/modelsets/{model_set_id}/versions/{version}",
		Summary: "Reads one model set version with its documents.",
		Effect:  Read, Tokens: signedIn(), Scopes: dataRead(), Limit: "model-coordination",
		Headers:    mcRegionHeaders(),
		PathParams: []Field{containerID(), mcModelSetID(), {Name: "version", Type: "int", Required: true, Doc: "Version number"}},
		Status:     200,
		Returns:    Returns{Shape: Object, Fields: modelSetVersionFields()},
		Errors:     mcErrors(),
		Entity:     "model_set_version", Target: "version",
		Source: "https://aps.autodesk.com/en/docs/acc/v1/reference/http/mc-modelset-service-v3-get-model-set-version-GET",
	}
}

func mcCreateVersion() *Operation {
	return &Operation{
		Name:   "create_version",
		Method: "POST", Path: "/bim360/modelset/v3/containers/{container_id}/modelsets/{model_set_id}/versions",
		Summary: "Starts a job that makes a new version now.",
		Effect:  Create, Tokens: signedIn(), Scopes: []string{"data:create", "data:write"}, Limit: "model-coordination",
		Headers:    mcRegionHeaders(),
		PathParams: []Field{containerID(), mcModelSetID()},
		Status:     202,
		Returns:    Returns{Shape: Object, Fields: modelSetJobFields()},
		Errors:     plus(mcErrors(), ErrorCase{415, "Content-Type is not application/json"}),
		Entity:     "model_set_version", Model: Opaque, Async: true,
		Notes:  "A clash test follows automatically for each version.",
		Source: "https://aps.autodesk.com/en/docs/acc/v1/reference/http/mc-modelset-service-v3-create-model-set-version-POST", LowConfidence: true,
	}
}

func mcEnableVersions() *Operation {
	return &Operation{
		Name:   "enable_versions",
		Method: "PATCH", Path: "/bim360/modelset/v3/containers/{container_id}/modelsets/{model_set_id}/versions:enable",
		Summary: "Turns automatic version creation on.",
		Effect:  Action, Tokens: signedIn(), Scopes: dataWrite(), Limit: "model-coordination",
		Headers:    mcRegionHeaders(),
		PathParams: []Field{containerID(), mcModelSetID()},
		Status:     202,
		Returns:    Returns{Shape: Object, Fields: modelSetJobFields()},
		Errors:     plus(mcErrors(), ErrorCase{415, "Content-Type is not application/json"}),
		Model:      Opaque, Async: true,
		Notes:  "Status inferred from the other jobs.",
		Source: "https://aps.autodesk.com/en/docs/acc/v1/reference/http/mc-modelset-service-v3-enable-model-set-versions-PATCH", LowConfidence: true,
	}
}

func mcDisableVersions() *Operation {
	return &Operation{
		Name:   "disable_versions",
		Method: "PATCH", Path: "/bim360/modelset/v3/containers/{container_id}/modelsets/{model_set_id}/versions:disable",
		Summary: "Turns automatic version creation off.",
		Effect:  Action, Tokens: signedIn(), Scopes: dataWrite(), Limit: "model-coordination",
		Headers:    mcRegionHeaders(),
		PathParams: []Field{containerID(), mcModelSetID()},
		Status:     202,
		Returns:    Returns{Shape: Object, Fields: modelSetJobFields()},
		Errors:     plus(mcErrors(), ErrorCase{415, "Content-Type is not application/json"}),
		Model:      Opaque, Async: true,
		Notes:  "Status inferred from the other jobs.",
		Source: "https://aps.autodesk.com/en/docs/acc/v1/reference/http/mc-modelset-service-v3-disable-model-set-versions-PATCH", LowConfidence: true,
	}
}

func mcListViews() *Operation {
	return &Operation{
		Name:   "list_views",
		Method: "GET", Path: "/bim360/modelset/v3/containers/{container_id}/modelsets/{model_set_id}/views",
		Summary: "Lists the views of a model set.",
		Effect:  Read, Tokens: signedIn(), Scopes: dataRead(), Limit: "model-coordination",
		Headers:    mcRegionHeaders(),
		PathParams: []Field{containerID(), mcModelSetID()},
		Query:      []Field{mcPageLimit(), mcContinuationToken()},
		Pagination: tokenPages("modelSetViews", 0),
		Status:     200,
		Returns:    Returns{Shape: List, Fields: modelSetViewFields()},
		Errors:     mcErrors(),
		Entity:     "model_set_view",
		Notes:      "List key modelSetViews from the property name in Autodesk's C# sample client; its search filters are not known.",
		Source:     "https://aps.autodesk.com/en/docs/acc/v1/reference/http/mc-modelset-service-v3-get-model-set-views-GET", LowConfidence: true,
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
		Source: "https://aps.autodesk.com/en/docs/acc/v1/reference/http/mc-modelset-service-v3-get-model-set-view-GET", LowConfidence: true,
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
		Notes:  "Body taken from create_view; it is a job type of its own in the quota table.",
		Source: "https://aps.autodesk.com/en/docs/acc/v1/reference/http/mc-modelset-service-v3-update-model-set-view-PATCH", LowConfidence: true,
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
		Summary: "Reads state of a view job.",
		Effect:  Read, Tokens: signedIn(), Scopes: dataRead(), Limit: "model-coordination",
		Headers:    mcRegionHeaders(),
		PathParams: []Field{containerID(), mcModelSetID(), mcViewID(), mcJobID()},
		Status:     200,
		Returns:    Returns{Shape: Object, Fields: viewJobFields()},
		Errors:     mcErrors(),
		Source:     "https://aps.autodesk.com/en/docs/acc/v1/reference/http/mc-modelset-service-v3-get-model-set-view-job-GET", LowConfidence: true,
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
		BodyShape: ArrayBody,
		Status:    200,
		Returns:   Returns{Shape: Object},
		Errors:    plus(mcErrors(), ErrorCase{415, "Content-Type is not application/json"}),
		Notes:     "How its list is wrapped is not published: the answer comes as it is.",
		Source:    "https://aps.autodesk.com/en/docs/acc/v1/reference/http/mc-modelset-service-v3-search-model-set-view-lineages-POST", LowConfidence: true,
	}
}

func mcListVersionViews() *Operation {
	return &Operation{
		Name:   "list_version_views",
		Method: "GET", Path: "/bim360/modelset/v3/containers/{container_id}/modelsets/{model_set_id}/versions/{version}/views",
		Summary: "Lists the views as they are in one version.",
		Effect:  Read, Tokens: signedIn(), Scopes: dataRead(), Limit: "model-coordination",
		Headers:    mcRegionHeaders(),
		PathParams: []Field{containerID(), mcModelSetID(), mcVersion()},
		Query:      []Field{mcPageLimit(), mcContinuationToken()},
		Status:     200,
		Returns:    Returns{Shape: Object},
		Errors:     mcErrors(),
		Notes:      "How its list is wrapped is not published: the answer comes as it is.",
		Source:     "https://aps.autodesk.com/en/docs/acc/v1/reference/http/mc-modelset-service-v3-get-model-set-view-versions-GET", LowConfidence: true,
	}
}

func mcGetVersionView() *Operation {
	return &Operation{
		Name:   "get_version_view",
		Method: "GET", Path: "/bim360/modelset/v3/containers/{container_id}/modelsets/{model_set_id}/versions/{version}/views/{view_id}",
		Summary: "Reads one view as it is in one version.",
		Effect:  Read, Tokens: signedIn(), Scopes: dataRead(), Limit: "model-coordination",
		Headers:    mcRegionHeaders(),
		PathParams: []Field{containerID(), mcModelSetID(), mcVersion(), mcViewID()},
		Status:     200,
		Returns:    Returns{Shape: Object},
		Errors:     mcErrors(),
		Source:     "https://aps.autodesk.com/en/docs/acc/v1/reference/http/mc-modelset-service-v3-get-model-set-view-version-GET", LowConfidence: true,
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
		Headers:    mcRegionHeaders(),
		PathParams: []Field{containerID()},
		Body:       []Field{{Name: "[]", Type: "any", Doc: "Issue IDs, presumably"}},
		BodyShape:  ArrayBody,
		Status:     200,
		Returns:    Returns{Shape: Object},
		Errors:     plus(mcErrors(), ErrorCase{415, "Content-Type is not application/json"}),
		Notes:      "How its list is wrapped is not published: the answer comes as it is.",
		Source:     "https://aps.autodesk.com/en/docs/acc/v1/reference/http/mc-modelset-service-v3-get-model-set-issue-view-context-POST.rst", LowConfidence: true,
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
		Encoding: Binary,
		Status:   200,
		Returns:  Returns{Shape: Object},
		Errors:   mcErrors(),
		Model:    Opaque,
		Source:   "https://aps.autodesk.com/en/docs/acc/v1/reference/http/mc-modelset-service-v3-add-screen-shot-POST", LowConfidence: true,
	}
}

func mcGetModelSetScreenshot() *Operation {
	return &Operation{
		Name:   "get_model_set_screenshot",
		Method: "GET", Path: "/bim360/modelset/v3/containers/{container_id}/modelsets/{model_set_id}/screenshots/{screenshot_id}",
		Summary: "Downloads a screenshot.",
		Effect:  Read, Tokens: signedIn(), Scopes: dataRead(), Limit: "model-coordination",
		Headers:    mcRegionHeaders(),
		PathParams: []Field{containerID(), mcModelSetID(), mcScreenshotID()},
		Status:     200,
		Returns:    Returns{Shape: Object},
		Errors:     mcErrors(),
		Source:     "https://aps.autodesk.com/en/docs/acc/v1/reference/http/mc-modelset-service-v3-get-screen-shot-GET", LowConfidence: true,
	}
}

func mcModelSetID() Field { return Field{Name: "model_set_id", Type: "uuid", Required: true} }

func mcJobID() Field { return Field{Name: "job_id", Type: "uuid", Required: true} }

func mcViewID() Field { return Field{Name: "view_id", Type: "uuid", Required: true} }

func mcVersion() Field { return Field{Name: "version", Type: "int", Required: true} }

func mcScreenshotID() Field { return Field{Name: "screenshot_id", Type: "uuid", Required: true} }

func mcPageLimit() Field {
	return Field{Name: "pageLimit", Type: "int", Doc: "At most the server's own limit (20 items a page for model sets); larger values are lowered silently"}
}

func mcContinuationToken() Field {
	return Field{Name: "continuationToken", Type: "string", Doc: "From page.continuationToken of the answer before; absent for the first page"}
}

func mcRegionHeaders() []Field {
	return []Field{
		{Name: "region", Type: "string", Doc: "Routed automatically without it; x-ads-region is still accepted"},
	}
}

func mcErrors() []ErrorCase {
	return []ErrorCase{
		{400, "invalid parameters"},
		{403, "no permission"},
		{404, "not found"},
		{429, "rate limit or job tokens exhausted; Retry-After might be present"},
	}
}

// modelSetFields are the fields of a model set.
func modelSetFields() []Field {
	return []Field{
		{Name: "modelSetId", Type: "uuid"},
		{Name: "containerId", Type: "uuid"},
		{Name: "name", Type: "string"},
		{Name: "description", Type: "string"},
		{Name: "createdBy", Type: "string", Doc: "Autodesk ID"},
		{Name: "createdTime", Type: "string"},
		{Name: "modifiedBy", Type: "string"},
		{Name: "modifiedTime", Type: "string"},
		{Name: "isDisabled", Type: "bool", Doc: "No versions are made for changes"},
		{Name: "isDeleted", Type: "bool"},
		{Name: "includedFolderCount", Type: "int"},
		{Name: "rootFolder", Type: "string", Doc: "URN"},
		{Name: "hasContentFilters", Type: "bool"},
		{Name: "clashEngineVersion", Type: "int"},
		{Name: "isDocumentLimitReached", Type: "bool", Doc: "The 1,000 documents limit blocks new versions"},
	}
}

// modelSetJobFields are the fields of what model_coordination.create_model_set answers.
func modelSetJobFields() []Field {
	return []Field{
		{Name: "jobId", Type: "uuid"},
		{Name: "modelSetId", Type: "uuid"},
		{Name: "resource", Type: "string"},
		{Name: "createdIssueIds", Type: "[]any", Doc: "Of UUIDs when the job created issues"},
		{Name: "status", Type: "string", Enum: jobStatuses()},
		{Name: "errors", Type: "[]object", Doc: "Type, title, detail, errors[]"},
		{Name: "job", Type: "object"},
		{Name: "job.operation", Type: "string"},
		{Name: "job.seed", Type: "object", Doc: "The request that seeded the job"},
	}
}

// modelSetVersionFields are the fields of a model set version.
func modelSetVersionFields() []Field {
	return []Field{
		{Name: "modelSetId", Type: "uuid"},
		{Name: "version", Type: "int"},
		{Name: "createTime", Type: "string"},
		{Name: "status", Type: "string", Enum: modelSetVersionStatuses()},
		{Name: "documentVersions", Type: "[]object"},
		{Name: "documentVersions[].documentLineage", Type: "object", Doc: "lineageUrn, parentFolderUrn, isAligned, tipVersionUrn"},
		{Name: "documentVersions[].stableDocumentId", Type: "string", Doc: "Same over all versions"},
		{Name: "documentVersions[].unstableDocumentId", Type: "string"},
		{Name: "documentVersions[].alignment", Type: "object", Doc: "Transform (16 numbers, column major), checksum, upAxis, distanceUnit"},
		{Name: "documentVersions[].isTipVersion", Type: "bool"},
		{Name: "documentVersions[].documentStatus", Type: "string", Enum: mcDocumentStatuses()},
		{Name: "documentVersions[].forgeType", Type: "string", Enum: mcForgeTypes()},
		{Name: "documentVersions[].versionUrn", Type: "string"},
		{Name: "documentVersions[].displayName", Type: "string"},
		{Name: "documentVersions[].revision", Type: "int"},
		{Name: "documentVersions[].viewableName", Type: "string"},
		{Name: "documentVersions[].viewableGuid", Type: "string"},
		{Name: "documentVersions[].viewableId", Type: "string"},
		{Name: "documentVersions[].viewableMime", Type: "string"},
		{Name: "documentVersions[].bubbleUrn", Type: "string"},
		{Name: "documentVersions[].isSvf2Supported", Type: "bool"},
		{Name: "documentVersions[].createUserId", Type: "string"},
		{Name: "documentVersions[].createTime", Type: "string"},
		{Name: "documentVersions[].originalSeedFileVersionUrn", Type: "string"},
		{Name: "documentVersions[].originalSeedFileVersionName", Type: "string"},
		{Name: "documentVersions[].originalSeedFileVersionSize", Type: "int", Doc: "Bytes"},
	}
}

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
		{Name: "[].screenShots", Type: "[]any", Doc: "Of UUIDs, at most 5"},
		{Name: "[].documentVersionUrn", Type: "string", Required: true, Doc: "1-256"},
		{Name: "[].viewableName", Type: "string", Doc: "1-430"},
		{Name: "[].viewContext", Type: "[]any", Required: true, Doc: "Of {urn, viewableName}"},
		{Name: "[].watchers", Type: "[]any", Doc: "Of Autodesk IDs, at most 1000"},
		{Name: "[].gpsCoordinates", Type: "object", Doc: "Latitude, longitude"},
		{Name: "[].startDate", Type: "string", Doc: "ISO 8601"},
	}
}

func jobStatuses() []string {
	return []string{"Failed", "Running", "Succeeded", "Archived"}
}

func modelSetVersionStatuses() []string {
	return []string{"Pending", "Processing", "Successful", "Partial", "Failed"}
}

func mcDocumentStatuses() []string {
	return []string{"Succeeded", "Failed", "Running", "Skipped"}
}

func mcForgeTypes() []string {
	return []string{"versions:autodesk.bim360:Document", "versions:autodesk.bim360:File"}
}

// mcEntities are the kinds of things the service has.
func mcEntities() []*Entity {
	return []*Entity{
		{
			Name: "model_set", One: "model set", Many: "model sets", Parent: "container_id",
			IDs: []string{"modelSetId"}, Key: []string{"name"}, Title: []string{"name"},
			List:    "model_coordination.list_model_sets",
			Visible: settles,
		},
		{
			Name: "model_set_version", One: "model set version", Many: "model set versions", Parent: "model_set_id",
			IDs: []string{"version"}, Title: []string{"version"},
			List:    "model_coordination.list_versions",
			Visible: settles,
		},
		{
			Name: "model_set_view", One: "model set view", Many: "model set views", Parent: "model_set_id",
			IDs: []string{"viewId"}, Key: []string{"name"}, Title: []string{"name"},
			List:    "model_coordination.list_views",
			Visible: settles,
		},
		{
			Name: "clash_test", One: "clash test", Many: "clash tests", Parent: "model_set_id",
			IDs: []string{"id"}, Title: []string{"id"},
			List: "model_coordination.list_clash_tests",
		},
		{
			Name: "closed_clash_group", One: "closed clash group", Many: "closed clash groups", Parent: "model_set_id",
			IDs: []string{"id"}, Title: []string{"title"},
			List: "model_coordination.list_closed_clash_groups",
		},
	}
}
