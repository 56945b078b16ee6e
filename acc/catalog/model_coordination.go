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
		Notes:         "Answer fields taken from the list; not confirmed for this one.",
		Source:        "https://aps.autodesk.com/en/docs/acc/v1/reference/http/mc-modelset-service-v3-get-model-set-GET",
		LowConfidence: true,
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
		Notes:         "Fields from the summary of its page; the status is assumed.",
		Source:        "https://aps.autodesk.com/en/docs/acc/v1/reference/http/mc-modelset-service-v3-patch-model-set-name-description-PATCH",
		LowConfidence: true,
	}
}

func mcGetModelSetJob() *Operation {
	return &Operation{
		Name:   "get_model_set_job",
		Method: "GET", Path: "/bim360/modelset/v3/containers/{container_id}/modelsets/{model_set_id}/jobs/{job_id}",
		Summary: "Reads the state of a model set job.",
		Effect:  Read, Tokens: signedIn(), Scopes: dataRead(), Limit: "model-coordination",
		Headers:       mcRegionHeaders(),
		PathParams:    []Field{containerID(), mcModelSetID(), mcJobID()},
		Status:        200,
		Returns:       Returns{Shape: Object, Fields: modelSetJobFields()},
		Errors:        mcErrors(),
		Notes:         "Fields taken from the create answers.",
		Source:        "https://aps.autodesk.com/en/docs/acc/v1/reference/http/mc-modelset-service-v3-get-model-set-job-GET",
		LowConfidence: true,
	}
}

func mcGetContainerJob() *Operation {
	return &Operation{
		Name:   "get_container_job",
		Method: "GET", Path: "/bim360/modelset/v3/containers/{container_id}/jobs/{job_id}",
		Summary: "Reads the state of a container job.",
		Effect:  Read, Tokens: signedIn(), Scopes: dataRead(), Limit: "model-coordination",
		Headers:       mcRegionHeaders(),
		PathParams:    []Field{containerID(), mcJobID()},
		Status:        200,
		Returns:       Returns{Shape: Object, Fields: modelSetJobFields()},
		Errors:        mcErrors(),
		Notes:         "Fields taken from the create answers.",
		Source:        "https://aps.autodesk.com/en/docs/acc/v1/reference/http/mc-modelset-service-v3-get-container-job-by-container-GET",
		LowConfidence: true,
	}
}

func mcListVersions() *Operation {
	return &Operation{
		Name:   "list_versions",
		Method: "GET", Path: "/bim360/modelset/v3/containers/{container_id}/modelsets/{model_set_id}/versions",
		Summary: "Lists the versions of a model set.",
		Effect:  Read, Tokens: signedIn(), Scopes: dataRead(), Limit: "model-coordination",
		Headers:       mcRegionHeaders(),
		PathParams:    []Field{containerID(), mcModelSetID()},
		Query:         []Field{mcPageLimit(), mcContinuationToken()},
		Pagination:    tokenPages("modelSetVersions", 0),
		Status:        200,
		Returns:       Returns{Shape: List, Fields: without(modelSetVersionFields(), "documentVersions")},
		Errors:        mcErrors(),
		Entity:        "model_set_version",
		Notes:         "List key modelSetVersions from the property name in Autodesk's C# sample client (forge-bim360-modelcoordination-walkthrough).",
		Source:        "https://aps.autodesk.com/en/docs/acc/v1/reference/http/mc-modelset-service-v3-get-model-set-versions-GET",
		LowConfidence: true,
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

func mcGetLatestVersion() *Operation {
	return &Operation{
		Name:   "get_latest_version",
		Method: "GET", Path: "/bim360/modelset/v3/containers/{container_id}/modelsets/{model_set_id}/versions/latest",
		Summary: "Reads the latest version of a model set.",
		Effect:  Read, Tokens: signedIn(), Scopes: dataRead(), Limit: "model-coordination",
		Headers:    mcRegionHeaders(),
		PathParams: []Field{containerID(), mcModelSetID()},
		Query:      []Field{{Name: "status", Type: "[]string", Enum: modelSetVersionStatuses()}},
		Status:     200,
		Returns:    Returns{Shape: Object, Fields: modelSetVersionFields()},
		Errors:     mcErrors(),
		Source:     "https://aps.autodesk.com/en/docs/acc/v1/reference/http/mc-modelset-service-v3-get-model-set-version-latest-GET",
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
		Notes:         "A clash test follows automatically for each version.",
		Source:        "https://aps.autodesk.com/en/docs/acc/v1/reference/http/mc-modelset-service-v3-create-model-set-version-POST",
		LowConfidence: true,
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
		Notes:         "Status inferred from the other jobs.",
		Source:        "https://aps.autodesk.com/en/docs/acc/v1/reference/http/mc-modelset-service-v3-enable-model-set-versions-PATCH",
		LowConfidence: true,
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
		Notes:         "Status inferred from the other jobs.",
		Source:        "https://aps.autodesk.com/en/docs/acc/v1/reference/http/mc-modelset-service-v3-disable-model-set-versions-PATCH",
		LowConfidence: true,
	}
}

func mcModelSetID() Field { return Field{Name: "model_set_id", Type: "uuid", Required: true} }

func mcJobID() Field { return Field{Name: "job_id", Type: "uuid", Required: true} }

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

func modelSetVersionStatuses() []string {
	return []string{"Pending", "Processing", "Successful", "Partial", "Failed"}
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

func jobStatuses() []string {
	return []string{"Failed", "Running", "Succeeded", "Archived"}
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
