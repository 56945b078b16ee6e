package catalog

func mcListClashTests() *Operation {
	return &Operation{
		Name:   "list_clash_tests",
		Method: "GET", Path: "/bim360/clash/v3/containers/{container_id}/modelsets/{model_set_id}/tests",
		Summary: "Lists the clash tests of a model set.",
		Effect:  Read, Tokens: signedIn(), Scopes: dataRead(), Limit: "model-coordination",
		Headers:    mcClashHeaders(),
		PathParams: []Field{containerID(), mcModelSetID()},
		Query: []Field{
			{Name: "status", Type: "string", Enum: clashTestStatuses(), Test: &Test{"status", MatchEqual}},
			mcPageLimit(), mcContinuationToken(),
		},
		Pagination: tokenPages("tests", 0),
		Status:     200,
		Returns:    Returns{Shape: List, Fields: clashTestFields()},
		Errors:     mcErrors(),
		Entity:     "clash_test",
		Source:     "https://aps.autodesk.com/en/docs/acc/v1/reference/http/mc-clash-service-v3-get-model-set-clash-tests-GET",
	}
}

func mcListVersionClashTests() *Operation {
	return &Operation{
		Name:   "list_version_clash_tests",
		Method: "GET", Path: "/bim360/clash/v3/containers/{container_id}/modelsets/{model_set_id}/versions/{version}/tests",
		Summary: "Lists the clash tests of one version.",
		Effect:  Read, Tokens: signedIn(), Scopes: dataRead(), Limit: "model-coordination",
		Headers:    mcClashHeaders(),
		PathParams: []Field{containerID(), mcModelSetID(), mcVersion()},
		Query:      []Field{mcPageLimit(), mcContinuationToken()},
		Pagination: tokenPages("tests", 0),
		Status:     200,
		Returns:    Returns{Shape: List, Fields: clashTestFields()},
		Errors:     mcErrors(),
		Entity:     "clash_test", Via: "version",
		Source: "https://aps.autodesk.com/en/docs/acc/v1/reference/http/mc-clash-service-v3-get-model-set-version-clash-tests-GET",
	}
}

func mcGetClashTest() *Operation {
	return &Operation{
		Name:   "get_clash_test",
		Method: "GET", Path: "/bim360/clash/v3/containers/{container_id}/tests/{test_id}",
		Summary: "Reads one clash test.",
		Effect:  Read, Tokens: signedIn(), Scopes: dataRead(), Limit: "model-coordination",
		Headers:    mcClashHeaders(),
		PathParams: []Field{containerID(), mcTestID()},
		Status:     200,
		Returns:    Returns{Shape: Object, Fields: clashTestFields()},
		Errors:     mcErrors(),
		Entity:     "clash_test", Target: "test_id",
		Source: "https://aps.autodesk.com/en/docs/acc/v1/reference/http/mc-clash-service-v3-get-clash-test-GET",
	}
}

func mcListClashTestResources() *Operation {
	return &Operation{
		Name:   "list_clash_test_resources",
		Method: "GET", Path: "/bim360/clash/v3/containers/{container_id}/tests/{test_id}/resources",
		Summary: "Reads signed URLs of the result files of a clash test.",
		Effect:  Read, Tokens: signedIn(), Scopes: dataRead(), Limit: "model-coordination",
		Headers:    mcClashHeaders(),
		PathParams: []Field{containerID(), mcTestID()},
		Query:      []Field{mcPageLimit(), mcContinuationToken()},
		Pagination: tokenPages("resources", 0),
		Status:     200,
		Returns: Returns{Shape: List, Fields: []Field{
			{Name: "type", Type: "string", Doc: "e.g. scope-version-clash.1.0.0"},
			{Name: "extension", Type: "string", Enum: []string{"json.gz", "sqlite"}},
			{Name: "url", Type: "string"},
			{Name: "headers", Type: "object", Doc: "Headers to send with the download"},
			{Name: "validUntil", Type: "string", Doc: "UTC time when the URL stops working"},
		}},
		Errors: mcErrors(),
		Notes:  "The clashes themselves are only in these files, not in an endpoint.",
		Source: "https://aps.autodesk.com/en/docs/acc/v1/reference/http/mc-clash-service-v3-get-clash-test-resources-GET",
	}
}

func mcAssignClashGroups() *Operation {
	return &Operation{
		Name:   "assign_clash_groups",
		Method: "POST", Path: "/bim360/clash/v3/containers/{container_id}/tests/{test_id}/clashes:assign",
		Summary: "Starts a job that makes assigned clash groups, each with an issue.",
		Effect:  Create, Tokens: signedIn(), Scopes: []string{"data:create", "data:write"}, Limit: "model-coordination",
		Headers:    mcClashHeaders(),
		PathParams: []Field{containerID(), mcTestID()},
		Body:       assignedClashGroupBody(),
		BodyShape:  ArrayBody,
		Status:     202,
		Returns:    Returns{Shape: Object, Fields: clashJobFields()},
		Errors:     plus(mcErrors(), ErrorCase{415, "Content-Type is not application/json"}),
		Model:      Opaque, Async: true,
		Notes: "Status only Open or Draft here, unlike create_issues; documentVersionUrn at most 80 characters here, 256 there; viewContext " +
			"1-50.",
		Source: "https://aps.autodesk.com/en/docs/acc/v1/reference/http/mc-clash-service-v3-add-assigned-clash-group-batch-POST",
	}
}

func mcCloseClashGroups() *Operation {
	return &Operation{
		Name:   "close_clash_groups",
		Method: "POST", Path: "/bim360/clash/v3/containers/{container_id}/tests/{test_id}/clashes:close",
		Summary: "Starts a job that makes closed clash groups.",
		Effect:  Create, Tokens: signedIn(), Scopes: []string{"data:create", "data:write"}, Limit: "model-coordination",
		Headers:    mcClashHeaders(),
		PathParams: []Field{containerID(), mcTestID()},
		Body: []Field{
			{Name: "[].id", Type: "uuid"},
			{Name: "[].title", Type: "string", Required: true, MaxLen: 128},
			{Name: "[].description", Type: "string", MaxLen: 1024},
			{Name: "[].reason", Type: "string", Required: true, Enum: mcReasons()},
			{Name: "[].screenShots", Type: "[]uuid", Doc: "At most 5"},
			{Name: "[].clashes", Type: "[]int", Required: true, Doc: "1-1000"},
		},
		BodyShape: ArrayBody,
		Status:    202,
		Returns:   Returns{Shape: Object, Fields: clashJobFields()},
		Errors:    plus(mcErrors(), ErrorCase{415, "Content-Type is not application/json"}),
		Model:     Opaque, Async: true,
		Source: "https://aps.autodesk.com/en/docs/acc/v1/reference/http/mc-clash-service-v3-add-closed-clash-group-batch-POST",
	}
}

func mcReopenClashGroups() *Operation {
	return &Operation{
		Name:   "reopen_clash_groups",
		Method: "POST", Path: "/bim360/clash/v3/containers/{container_id}/modelsets/{model_set_id}/clashes:reopen",
		Summary: "Starts a job that reopens closed clash groups.",
		Effect:  Action, Tokens: signedIn(), Scopes: dataWrite(), Limit: "model-coordination",
		Headers:    mcClashHeaders(),
		PathParams: []Field{containerID(), mcModelSetID()},
		Body: []Field{
			{Name: "[]", Type: "string", Required: true, Doc: "UUID of a closed clash group, 1-20"},
		},
		BodyShape: ArrayBody, BatchLimit: 20,
		Status:  202,
		Returns: Returns{Shape: Object, Fields: clashJobFields()},
		Errors:  plus(mcErrors(), ErrorCase{415, "Content-Type is not application/json"}),
		Model:   Opaque, Async: true,
		Source: "https://aps.autodesk.com/en/docs/acc/v1/reference/http/mc-clash-service-v3-reopen-closed-clash-group-batch-POST",
	}
}

func mcGetClashJob() *Operation {
	return &Operation{
		Name:   "get_clash_job",
		Method: "GET", Path: "/bim360/clash/v3/containers/{container_id}/clashes/jobs/{job_id}",
		Summary: "Reads the state of a clash group job.",
		Effect:  Read, Tokens: signedIn(), Scopes: dataRead(), Limit: "model-coordination",
		Headers:    mcClashHeaders(),
		PathParams: []Field{containerID(), mcJobID()},
		Status:     200,
		Returns:    Returns{Shape: Object, Fields: clashJobFields()},
		Errors:     mcErrors(),
		Source:     "https://aps.autodesk.com/en/docs/acc/v1/reference/http/mc-clash-service-v3-get-clash-group-job-GET",
	}
}

func mcListClosedClashGroups() *Operation {
	return &Operation{
		Name:   "list_closed_clash_groups",
		Method: "GET", Path: "/bim360/clash/v3/containers/{container_id}/modelsets/{model_set_id}/clashes/closed",
		Summary: "Lists the closed clash groups of a model set.",
		Effect:  Read, Tokens: signedIn(), Scopes: dataRead(), Limit: "model-coordination",
		Headers:    mcClashHeaders(),
		PathParams: []Field{containerID(), mcModelSetID()},
		Query: []Field{
			mcPageLimit(), mcContinuationToken(),
			{Name: "clashTestId", Type: "uuid"},
			{Name: "reason", Type: "string"},
			{Name: "createdBy", Type: "string"},
			{Name: "after", Type: "string", Doc: "ISO 8601, created or modified after"},
			{Name: "before", Type: "string", Doc: "ISO 8601"},
			{Name: "sort", Type: "string", Enum: []string{"Asc", "Desc"}},
		},
		Pagination: tokenPages("groups", 0),
		Status:     200,
		Returns: Returns{Shape: List, Fields: []Field{
			{Name: "id", Type: "uuid"},
			{Name: "clashTestId", Type: "uuid"},
			{Name: "title", Type: "string", Doc: "At most 128"},
			{Name: "description", Type: "string", Doc: "At most 1024"},
			{Name: "reason", Type: "string", Enum: mcReasons()},
			{Name: "screenShots", Type: "[]uuid", Doc: "At most 5"},
			{Name: "createdBy", Type: "string"},
			{Name: "createdOn", Type: "string"},
			{Name: "clashes", Type: "[]int", Doc: "1-1000"},
		}},
		Errors: mcErrors(),
		Entity: "closed_clash_group",
		Source: "https://aps.autodesk.com/en/docs/acc/v1/reference/http/mc-clash-service-v3-search-container-model-set-closed-clash-groups-GET",
	}
}

func mcListAssignedClashGroups() *Operation {
	return &Operation{
		Name:   "list_assigned_clash_groups",
		Method: "GET", Path: "/bim360/clash/v3/containers/{container_id}/modelsets/{model_set_id}/clashes/assigned",
		Summary: "Lists the assigned clash groups of a model set.",
		Effect:  Read, Tokens: signedIn(), Scopes: dataRead(), Limit: "model-coordination",
		Headers:       mcClashHeaders(),
		PathParams:    []Field{containerID(), mcModelSetID()},
		Query:         []Field{mcPageLimit(), mcContinuationToken()},
		Pagination:    tokenPages("groups", 0),
		Status:        200,
		Returns:       Returns{Shape: List},
		Errors:        mcErrors(),
		Notes:         "The reference of this one does not say its fields and filters; list key groups as in Autodesk's C# sample client.",
		Source:        "https://aps.autodesk.com/en/docs/acc/v1/reference/http/mc-clash-service-v3-search-container-issue-clash-groups-GET",
		LowConfidence: true,
	}
}

func mcListGroupedClashes() *Operation {
	return &Operation{
		Name:   "list_grouped_clashes",
		Method: "GET", Path: "/bim360/clash/v3/containers/{container_id}/modelsets/{model_set_id}/clashes/grouped",
		Summary: "Lists the clashes that are in assigned or closed groups.",
		Effect:  Read, Tokens: signedIn(), Scopes: dataRead(), Limit: "model-coordination",
		Headers:       mcClashHeaders(),
		PathParams:    []Field{containerID(), mcModelSetID()},
		Query:         []Field{mcPageLimit(), mcContinuationToken()},
		Status:        200,
		Returns:       Returns{Shape: Object},
		Errors:        mcErrors(),
		Notes:         "How its list is wrapped is not published: the answer comes as it is.",
		Source:        "https://aps.autodesk.com/en/docs/acc/v1/reference/http/mc-clash-service-v3-get-grouped-clashes-GET",
		LowConfidence: true,
	}
}

func mcListTestAssignedGroups() *Operation {
	return &Operation{
		Name:   "list_test_assigned_groups",
		Method: "GET", Path: "/bim360/clash/v3/containers/{container_id}/tests/{test_id}/clashes/assigned",
		Summary: "Reads the state of all assigned groups of a model set relative to one test.",
		Effect:  Read, Tokens: signedIn(), Scopes: dataRead(), Limit: "model-coordination",
		Headers:       mcClashHeaders(),
		PathParams:    []Field{containerID(), mcTestID()},
		Query:         []Field{mcPageLimit(), mcContinuationToken()},
		Status:        200,
		Returns:       Returns{Shape: Object},
		Errors:        mcErrors(),
		Notes:         "How its list is wrapped is not published: the answer comes as it is.",
		Source:        "https://aps.autodesk.com/en/docs/acc/v1/reference/http/mc-clash-service-v3-get-clash-test-assigned-clash-group-intersection-GET",
		LowConfidence: true,
	}
}

func mcBatchGetTestAssignedGroups() *Operation {
	return &Operation{
		Name:   "batch_get_test_assigned_groups",
		Method: "POST", Path: "/bim360/clash/v3/containers/{container_id}/tests/{test_id}/clashes/assigned",
		Summary: "Reads the state of the given assigned groups relative to one test.",
		Effect:  Read, Tokens: signedIn(), Scopes: dataRead(), Limit: "model-coordination",
		Headers:       mcClashHeaders(),
		PathParams:    []Field{containerID(), mcTestID()},
		Body:          []Field{{Name: "[]", Type: "any", Doc: "IDs of groups, presumably"}},
		BodyShape:     ArrayBody,
		Status:        200,
		Returns:       Returns{Shape: Object},
		Errors:        plus(mcErrors(), ErrorCase{415, "Content-Type is not application/json"}),
		Notes:         "A POST that only reads: scope data:read. How its list is wrapped is not published: the answer comes as it is.",
		Source:        "https://aps.autodesk.com/en/docs/acc/v1/reference/http/mc-clash-service-v3-get-assigned-clash-group-batch-POST",
		LowConfidence: true,
	}
}

func mcListTestClosedGroups() *Operation {
	return &Operation{
		Name:   "list_test_closed_groups",
		Method: "GET", Path: "/bim360/clash/v3/containers/{container_id}/tests/{test_id}/clashes/closed",
		Summary: "Reads the state of all closed groups relative to one test.",
		Effect:  Read, Tokens: signedIn(), Scopes: dataRead(), Limit: "model-coordination",
		Headers:       mcClashHeaders(),
		PathParams:    []Field{containerID(), mcTestID()},
		Query:         []Field{mcPageLimit(), mcContinuationToken()},
		Status:        200,
		Returns:       Returns{Shape: Object},
		Errors:        mcErrors(),
		Notes:         "How its list is wrapped is not published: the answer comes as it is.",
		Source:        "https://aps.autodesk.com/en/docs/acc/v1/reference/http/mc-clash-service-v3-get-clash-test-closed-clash-group-intersection-GET",
		LowConfidence: true,
	}
}

func mcBatchGetTestClosedGroups() *Operation {
	return &Operation{
		Name:   "batch_get_test_closed_groups",
		Method: "POST", Path: "/bim360/clash/v3/containers/{container_id}/tests/{test_id}/clashes/closed",
		Summary: "Reads the state of the given closed groups relative to one test.",
		Effect:  Read, Tokens: signedIn(), Scopes: dataRead(), Limit: "model-coordination",
		Headers:       mcClashHeaders(),
		PathParams:    []Field{containerID(), mcTestID()},
		Body:          []Field{{Name: "[]", Type: "any", Doc: "IDs of groups, presumably"}},
		BodyShape:     ArrayBody,
		Status:        200,
		Returns:       Returns{Shape: Object},
		Errors:        plus(mcErrors(), ErrorCase{415, "Content-Type is not application/json"}),
		Notes:         "A POST that only reads: scope data:read. How its list is wrapped is not published: the answer comes as it is.",
		Source:        "https://aps.autodesk.com/en/docs/acc/v1/reference/http/mc-clash-service-v3-get-closed-clash-group-data-batch-POST",
		LowConfidence: true,
	}
}

func mcGetAssignedViewContext() *Operation {
	return &Operation{
		Name:   "get_assigned_view_context",
		Method: "POST", Path: "/bim360/clash/v3/containers/{container_id}/clashes/assigned/viewcontext",
		Summary: "Reads the view contexts of assigned clash groups.",
		Effect:  Read, Tokens: signedIn(), Scopes: dataRead(), Limit: "model-coordination",
		Headers:       mcClashHeaders(),
		PathParams:    []Field{containerID()},
		Body:          []Field{{Name: "[]", Type: "any", Doc: "Not published"}},
		BodyShape:     ArrayBody,
		Status:        200,
		Returns:       Returns{Shape: Object},
		Errors:        plus(mcErrors(), ErrorCase{415, "Content-Type is not application/json"}),
		Notes:         "A POST that only reads: scope data:read. How its list is wrapped is not published: the answer comes as it is.",
		Source:        "https://aps.autodesk.com/en/docs/acc/v1/reference/http/mc-clash-service-v3-get-assigned-clash-group-view-context-POST",
		LowConfidence: true,
	}
}

func mcCreateClashScreenshot() *Operation {
	return &Operation{
		Name:   "create_clash_screenshot",
		Method: "POST", Path: "/bim360/clash/v3/containers/{container_id}/modelsets/{model_set_id}/screenshots",
		Summary: "Uploads a screenshot for clash groups.",
		Effect:  Create, Tokens: signedIn(), Scopes: []string{"data:create", "data:write"}, Limit: "model-coordination",
		Headers:    mcClashHeaders(),
		PathParams: []Field{containerID(), mcModelSetID()},
		Body: []Field{
			{Name: "image", Type: "file", Required: true, Doc: "The image; the body is nothing else"},
		},
		Encoding:      Binary,
		Status:        200,
		Returns:       Returns{Shape: Object},
		Errors:        mcErrors(),
		Model:         Opaque,
		Source:        "https://aps.autodesk.com/en/docs/acc/v1/reference/http/mc-clash-service-v3-add-screen-shot-POST",
		LowConfidence: true,
	}
}

func mcGetClashScreenshot() *Operation {
	return &Operation{
		Name:   "get_clash_screenshot",
		Method: "GET", Path: "/bim360/clash/v3/containers/{container_id}/modelsets/{model_set_id}/screenshots/{screenshot_id}",
		Summary: "Downloads a clash screenshot.",
		Effect:  Read, Tokens: signedIn(), Scopes: dataRead(), Limit: "model-coordination",
		Headers:       mcClashHeaders(),
		PathParams:    []Field{containerID(), mcModelSetID(), mcScreenshotID()},
		Status:        200,
		Returns:       Returns{Shape: Object},
		Errors:        mcErrors(),
		Source:        "https://aps.autodesk.com/en/docs/acc/v1/reference/http/mc-clash-service-v3-get-screen-shot-GET",
		LowConfidence: true,
	}
}

func mcTestID() Field {
	return Field{Name: "test_id", Type: "string", Required: true, Doc: "UUID of a clash test"}
}

func mcClashHeaders() []Field {
	return []Field{
		{Name: "x-ads-region", Type: "string", Doc: "US or EMEA and further codes; routed automatically without it"},
	}
}

func clashTestStatuses() []string {
	return []string{"Pending", "Processing", "Success", "Failed"}
}

func mcReasons() []string {
	return []string{"OTHER", "VALID_INTERFACE", "VALID_PENETRATION", "MINIMAL_OVERLAP", "ITEM_CAN_FLEX", "MODEL_INACCURACY", "FIELD_FIX"}
}

// clashTestFields are the fields of a clash test.
func clashTestFields() []Field {
	return []Field{
		{Name: "id", Type: "uuid"},
		{Name: "completedOn", Type: "string"},
		{Name: "modelSetId", Type: "uuid"},
		{Name: "modelSetVersion", Type: "int"},
		{Name: "status", Type: "string", Enum: clashTestStatuses(), Doc: "Results are there only for Success"},
	}
}

// clashJobFields are the fields of what model_coordination.assign_clash_groups answers.
func clashJobFields() []Field {
	return []Field{
		{Name: "jobId", Type: "uuid"},
		{Name: "groups", Type: "[]any", Doc: "Of clash group UUIDs"},
		{Name: "createdIssueIds", Type: "[]any", Doc: "Of issue UUIDs (assign only)"},
		{Name: "status", Type: "string", Enum: jobStatuses()},
		{Name: "job", Type: "object"},
		{Name: "job.operation", Type: "string"},
		{Name: "job.seed", Type: "object"},
	}
}

// assignedClashGroupBody is what model_coordination.assign_clash_groups is sent.
func assignedClashGroupBody() []Field {
	return []Field{
		{Name: "[].id", Type: "string", Doc: "UUID chosen by the caller"},
		{Name: "[].title", Type: "string", Required: true, Doc: "1-4200"},
		{Name: "[].description", Type: "string", MaxLen: 10000},
		{Name: "[].assignedTo", Type: "string", Doc: "User, role or company"},
		{Name: "[].assignedToType", Type: "string", Enum: []string{"User", "Role", "Company"}},
		{Name: "[].dueDate", Type: "string", Doc: "ISO 8601"},
		{Name: "[].locationId", Type: "uuid"},
		{Name: "[].locationDescription", Type: "string"},
		{Name: "[].owner", Type: "string"},
		{Name: "[].status", Type: "string", Enum: []string{"Open", "Draft"}},
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
		{Name: "[].documentVersionUrn", Type: "string", Required: true, Doc: "1-80"},
		{Name: "[].viewableName", Type: "string", Doc: "1-430"},
		{Name: "[].viewContext", Type: "[]any", Doc: "Of {urn, viewableName}"},
		{Name: "[].clashes", Type: "[]any", Required: true, Doc: "Of clash ints, 1-1000"},
	}
}
