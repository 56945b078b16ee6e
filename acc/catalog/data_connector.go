package catalog

func dataConnector() *Service {
	return &Service{
		Name:    "data_connector",
		Title:   "Data Connector",
		Summary: "Bulk extracts of account and project data: requests (schedules), the jobs they spawn, and the files of a job.",
		Notes: "3-legged tokens only (an SSA token counts). A user sees only the requests and jobs that user created. No region header is " +
			`documented for this service. "active" requests: ONE_TIME not run yet, and schedules with jobs still to come. All public ` +
			"methods of acc_sdk AccDataConnectorApi map to operations; none is a helper.",
		Operations: []*Operation{
			dcListRequests(), dcCreateRequest(), dcGetRequest(), dcPatchRequest(), dcDeleteRequest(), dcListJobs(), dcListRequestJobs(),
			dcGetJob(), dcCancelJob(), dcListJobFiles(), dcGetJobFile(),
		},
		Values: map[string][]string{
			"service_groups": {
				"all", "activities", "admin", "assets", "checklists", "cost", "dailylogs", "forms", "iq", "issues", "locations", "markups",
				"meetingminutes", "photos", "relationships", "reviews", "rfis", "schedule", "sheets", "submittals", "submittalsacc",
				"transmittals", "cdcadmin", "cdccost", "cdcissues", "cdclocations", "cdcrfis", "cdcschedule", "cdcsubmittalsacc",
				"cdcsheets", "cdcmeetingminutes", "cdctransmittals",
			},
		},
	}
}

func dcListRequests() *Operation {
	return &Operation{
		Name: "list_requests", SDK: "get_requests",
		Method: "GET", Path: "/data-connector/v1/accounts/{account_id}/requests",
		Summary: "Lists the data requests the calling user created in the account.",
		Effect:  Read, Tokens: signedIn(), Scopes: dataRead(), Limit: "data-connector",
		PathParams: []Field{accountID()},
		Query: []Field{
			dcSort(), limitParam(20, 0), offsetParam(),
			{Name: "sortFields", Type: "string",
				Doc: "Comma separated; - before a field for descending. isActive, accountId, createdBy, createdByEmail, createdAt, " +
					"updatedBy, updatedAt, scheduleInterval, reoccuringInterval, effectiveFrom, effectiveTo, startDate, endDate"},
			{Name: "filter[projectId]", Type: "string", Test: &Test{"projectId", MatchEqual}},
			{Name: "filter[createdAt]", Type: "string", Doc: "Range a..b in ISO 8601", Test: &Test{"createdAt", MatchRange}},
			{Name: "filter[updatedAt]", Type: "string", Doc: "Range a..b in ISO 8601", Test: &Test{"updatedAt", MatchRange}},
			{Name: "filter[scheduleInterval]", Type: "string", Test: &Test{"scheduleInterval", MatchEqual}},
			{Name: "filter[reoccuringInterval]", Type: "string", Test: &Test{"reoccuringInterval", MatchEqual}},
			{Name: "filter[effectiveFrom]", Type: "string", Doc: "Range a..b in ISO 8601", Test: &Test{"effectiveFrom", MatchRange}},
			{Name: "filter[effectiveTo]", Type: "string", Doc: "Range a..b in ISO 8601", Test: &Test{"effectiveTo", MatchRange}},
			{Name: "filter[isActive]", Type: "string", Test: &Test{"isActive", MatchEqual}},
			{Name: "filter[startDate]", Type: "string", Doc: "Range a..b in ISO 8601", Test: &Test{"startDate", MatchRange}},
			{Name: "filter[endDate]", Type: "string", Doc: "Range a..b in ISO 8601", Test: &Test{"endDate", MatchRange}},
		},
		Pagination: countedPages(20, 0),
		Status:     200,
		Returns:    Returns{Shape: List, Fields: dataRequestFields()},
		Errors:     dcErrors(),
		Entity:     "data_request",
		Notes: "Only requests of the calling user; acc_sdk writes the filter name filter[reocurringInterval], the field is " +
			"reoccuringInterval.",
		Source: "https://aps.autodesk.com/en/docs/acc/v1/reference/http/data-connector-requests-GET",
	}
}

func dcCreateRequest() *Operation {
	return &Operation{
		Name: "create_request", SDK: "post_request",
		Method: "POST", Path: "/data-connector/v1/accounts/{account_id}/requests",
		Summary: "Creates a data request; it spawns jobs at its schedule.",
		Effect:  Create, Tokens: signedIn(), Scopes: dataCreate(), Limit: "data-connector",
		PathParams: []Field{accountID()},
		Body:       dataRequestBody(),
		BatchLimit: 50,
		Status:     201,
		Returns:    Returns{Shape: Object, Fields: dataRequestFields()},
		Errors: []ErrorCase{
			{400, "invalid parameters, or more than 200 active data requests of this user in this account"},
			{403, "the user has neither executive overview nor project administrator permission"},
			{404, "no such object, or it belongs to a request of another user"},
			{429, "60 requests per minute, or 24 jobs per 24 hours, exceeded"},
		},
		Entity: "data_request", Model: Generic,
		Notes:  "Scope is data:create, unlike patch and delete (data:write). The 24-jobs-in-24-hours limit applies per account and per user.",
		Source: "https://aps.autodesk.com/en/docs/acc/v1/reference/http/data-connector-requests-POST",
	}
}

func dcGetRequest() *Operation {
	return &Operation{
		Name: "get_request", SDK: "get_request",
		Method: "GET", Path: "/data-connector/v1/accounts/{account_id}/requests/{request_id}",
		Summary: "Reads one data request.",
		Effect:  Read, Tokens: signedIn(), Scopes: dataRead(), Limit: "data-connector",
		PathParams: []Field{accountID(), dcRequestID()},
		Status:     200,
		Returns:    Returns{Shape: Object, Fields: dataRequestFields()},
		Errors:     dcErrors(),
		Entity:     "data_request", Target: "request_id",
		Source: "https://aps.autodesk.com/en/docs/acc/v1/reference/http/data-connector-requests-requestId-GET",
	}
}

func dcPatchRequest() *Operation {
	return &Operation{
		Name: "patch_request", SDK: "patch_request",
		Method: "PATCH", Path: "/data-connector/v1/accounts/{account_id}/requests/{request_id}",
		Summary: "Changes the given fields of a data request.",
		Effect:  Update, Tokens: signedIn(), Scopes: dataWrite(), Limit: "data-connector",
		PathParams: []Field{accountID(), dcRequestID()},
		Body: join(
			optional(without(dataRequestBody(), "scheduleInterval", "dateRange", "projectStatus")),
			[]Field{
				{Name: "scheduleInterval", Type: "string", Enum: dcScheduleIntervals(), Doc: "Unit of the schedule"},
			},
		),
		Status:  200,
		Returns: Returns{Shape: Object, Fields: dataRequestFields()},
		Errors:  dcErrors(),
		Entity:  "data_request", Target: "request_id", Model: Generic,
		Notes: "dateRange and projectStatus are not in the documented body. The reference types projectIdList here as a string holding a JSON " +
			"array; acc_sdk sends a real array.",
		Source: "https://aps.autodesk.com/en/docs/acc/v1/reference/http/data-connector-requests-requestId-PATCH",
	}
}

func dcDeleteRequest() *Operation {
	return &Operation{
		Name: "delete_request", SDK: "delete_request",
		Method: "DELETE", Path: "/data-connector/v1/accounts/{account_id}/requests/{request_id}",
		Summary: "Deletes a data request.",
		Effect:  Delete, Tokens: signedIn(), Scopes: dataWrite(), Limit: "data-connector",
		PathParams: []Field{accountID(), dcRequestID()},
		Status:     204,
		Returns:    Returns{Shape: NoBody},
		Errors:     dcErrors(),
		Entity:     "data_request", Target: "request_id", Model: Generic,
		Source: "https://aps.autodesk.com/en/docs/acc/v1/reference/http/data-connector-requests-requestId-DELETE",
	}
}

func dcListJobs() *Operation {
	return &Operation{
		Name: "list_jobs", SDK: "get_jobs",
		Method: "GET", Path: "/data-connector/v1/accounts/{account_id}/jobs",
		Summary: "Lists the jobs spawned by the calling user's requests.",
		Effect:  Read, Tokens: signedIn(), Scopes: dataRead(), Limit: "data-connector",
		PathParams: []Field{accountID()},
		Query: []Field{
			dcSort(), limitParam(20, 0), offsetParam(),
			{Name: "projectId", Type: "string"},
			{Name: "sortFields", Type: "string",
				Doc: "projectId, createdBy, createdByEmail, createdAt, status, completionStatus, startedAt, completedAt, startDate, " +
					"endDate; - for descending"},
			{Name: "filter[projectId]", Type: "string", Test: &Test{"projectId", MatchEqual}},
			{Name: "filter[createdAt]", Type: "string"},
			{Name: "filter[status]", Type: "string", Test: &Test{"status", MatchEqual}},
			{Name: "filter[completionStatus]", Type: "string", Test: &Test{"completionStatus", MatchEqual}},
			{Name: "filter[startedAt]", Type: "string"},
			{Name: "filter[completedAt]", Type: "string"},
			{Name: "filter[startDate]", Type: "string"},
			{Name: "filter[endDate]", Type: "string"},
		},
		Pagination: countedPages(20, 0),
		Status:     200,
		Returns:    Returns{Shape: List, Fields: dataJobFields()},
		Errors:     dcErrors(),
		Entity:     "data_job",
		Source:     "https://aps.autodesk.com/en/docs/acc/v1/reference/http/data-connector-jobs-GET",
	}
}

func dcListRequestJobs() *Operation {
	return &Operation{
		Name: "list_request_jobs", SDK: "get_jobs_by_request",
		Method: "GET", Path: "/data-connector/v1/accounts/{account_id}/requests/{request_id}/jobs",
		Summary: "Lists the jobs of one request.",
		Effect:  Read, Tokens: signedIn(), Scopes: dataRead(), Limit: "data-connector",
		PathParams: []Field{accountID(), dcRequestID()},
		Query:      []Field{dcSort(), limitParam(20, 0), offsetParam()},
		Pagination: countedPages(20, 0),
		Status:     200,
		Returns:    Returns{Shape: List, Fields: dataJobFields()},
		Errors:     dcErrors(),
		Entity:     "data_job", Via: "request_id",
		Polled: true,
		Source: "https://aps.autodesk.com/en/docs/acc/v1/reference/http/data-connector-requests-requestId-jobs-GET",
	}
}

func dcGetJob() *Operation {
	return &Operation{
		Name: "get_job", SDK: "get_job",
		Method: "GET", Path: "/data-connector/v1/accounts/{account_id}/jobs/{job_id}",
		Summary: "Reads one job.",
		Effect:  Read, Tokens: signedIn(), Scopes: dataWrite(), Limit: "data-connector",
		PathParams: []Field{accountID(), dcJobID()},
		Status:     200,
		Returns:    Returns{Shape: Object, Fields: dataJobFields()},
		Errors:     dcErrors(),
		Entity:     "data_job", Target: "job_id",
		Polled: true,
		Notes:  "The reference asks for scope data:write for this read (the list needs data:read).",
		Source: "https://aps.autodesk.com/en/docs/acc/v1/reference/http/data-connector-jobs-jobId-GET",
	}
}

func dcCancelJob() *Operation {
	return &Operation{
		Name: "cancel_job", SDK: "delete_job",
		Method: "DELETE", Path: "/data-connector/v1/accounts/{account_id}/jobs/{job_id}",
		Summary: "Cancels a running job.",
		Effect:  Action, Tokens: signedIn(), Scopes: dataWrite(), Limit: "data-connector",
		PathParams: []Field{accountID(), dcJobID()},
		Status:     204,
		Returns:    Returns{Shape: NoBody},
		Errors:     dcErrors(),
		Entity:     "data_job", Target: "job_id", Model: Opaque,
		Notes:  "The job stays listed with completionStatus cancelled.",
		Source: "https://aps.autodesk.com/en/docs/acc/v1/reference/http/data-connector-jobs-jobId-DELETE",
	}
}

func dcListJobFiles() *Operation {
	return &Operation{
		Name: "list_job_files", SDK: "get_job_data_listing",
		Method: "GET", Path: "/data-connector/v1/accounts/{account_id}/jobs/{job_id}/data-listing",
		Summary: "Lists the files of a finished job's extract.",
		Effect:  Read, Tokens: signedIn(), Scopes: dataRead(), Limit: "data-connector",
		PathParams: []Field{accountID(), dcJobID()},
		Status:     200,
		Returns: Returns{Shape: List, Fields: []Field{
			{Name: "name", Type: "string", Doc: "File name, e.g. admin_companies.csv"},
			{Name: "createdAt", Type: "string"},
			{Name: "size", Type: "int", Doc: "Bytes"},
		}},
		Errors: dcErrors(),
		Notes:  "A bare JSON array, no results/pagination wrapper.",
		Source: "https://aps.autodesk.com/en/docs/acc/v1/reference/http/data-connector-jobs-jobId-data-listing-GET",
	}
}

func dcGetJobFile() *Operation {
	return &Operation{
		Name: "get_job_file", SDK: "get_job_data",
		Method: "GET", Path: "/data-connector/v1/accounts/{account_id}/jobs/{job_id}/data/{name}",
		Summary: "Reads a signed URL for one file of the extract.",
		Effect:  Read, Tokens: signedIn(), Scopes: dataRead(), Limit: "data-connector",
		PathParams: []Field{
			accountID(),
			dcJobID(),
			{Name: "name", Type: "string", Required: true, Doc: "File name from the listing (the reference types it UUID by mistake)"},
		},
		Status: 200,
		Returns: Returns{Shape: Object, Fields: []Field{
			{Name: "name", Type: "string"},
			{Name: "size", Type: "int", Doc: "Bytes"},
			{Name: "signedUrl", Type: "string", Doc: "Valid 60 seconds; fetch it without the Authorization header"},
		}},
		Errors: dcErrors(),
		Source: "https://aps.autodesk.com/en/docs/acc/v1/reference/http/data-connector-jobs-jobId-data-name-GET",
	}
}

func dcRequestID() Field { return Field{Name: "request_id", Type: "uuid", Required: true} }

func dcJobID() Field { return Field{Name: "job_id", Type: "uuid", Required: true} }

func dcSort() Field {
	return Field{Name: "sort", Type: "string", Enum: []string{"asc", "desc"}, Doc: "By date"}
}

func dcErrors() []ErrorCase {
	return []ErrorCase{
		{400, "invalid parameters"},
		{403, "the user has neither executive overview nor project administrator permission"},
		{404, "no such object, or it belongs to a request of another user"},
		{429, "60 requests per minute, or 24 jobs per 24 hours, exceeded"},
	}
}

func dcScheduleIntervals() []string {
	return []string{"ONE_TIME", "DAY", "WEEK", "MONTH", "YEAR"}
}

// dataRequestFields are the fields of a data request.
func dataRequestFields() []Field {
	return []Field{
		{Name: "id", Type: "uuid"},
		{Name: "description", Type: "string", Doc: "Empty string when not given"},
		{Name: "isActive", Type: "bool"},
		{Name: "accountId", Type: "string"},
		{Name: "projectId", Type: "string", Doc: "Legacy"},
		{Name: "projectIdList", Type: "[]any"},
		{Name: "createdBy", Type: "string", Doc: "Autodesk user ID"},
		{Name: "createdByEmail", Type: "string"},
		{Name: "createdAt", Type: "string"},
		{Name: "updatedBy", Type: "string"},
		{Name: "updatedAt", Type: "string"},
		{Name: "scheduleInterval", Type: "string"},
		{Name: "reoccuringInterval", Type: "int"},
		{Name: "effectiveFrom", Type: "string"},
		{Name: "effectiveTo", Type: "string"},
		{Name: "lastQueuedAt", Type: "string", Doc: "When the last job was queued"},
		{Name: "serviceGroups", Type: "[]any"},
		{Name: "callbackUrl", Type: "string"},
		{Name: "sendEmail", Type: "bool"},
		{Name: "startDate", Type: "string"},
		{Name: "endDate", Type: "string"},
		{Name: "dateRange", Type: "string"},
		{Name: "projectStatus", Type: "string"},
	}
}

// dataJobFields are the fields of a data job.
func dataJobFields() []Field {
	return []Field{
		{Name: "id", Type: "uuid"},
		{Name: "requestId", Type: "uuid"},
		{Name: "accountId", Type: "string"},
		{Name: "projectId", Type: "string"},
		{Name: "projectIdList", Type: "[]any"},
		{Name: "createdBy", Type: "string"},
		{Name: "createdByEmail", Type: "string"},
		{Name: "createdAt", Type: "string"},
		{Name: "status", Type: "string", Enum: []string{"queued", "running", "complete"}},
		{Name: "completionStatus", Type: "string", Enum: []string{"success", "failed", "cancelled"}, Doc: "Only for complete jobs"},
		{Name: "startedAt", Type: "string", Doc: "null until started"},
		{Name: "completedAt", Type: "string", Doc: "null until complete"},
		{Name: "sendEmail", Type: "bool"},
		{Name: "progress", Type: "int", Doc: "0-100"},
		{Name: "lastDownloadedBy", Type: "string"},
		{Name: "lastDownloadedAt", Type: "string"},
		{Name: "startDate", Type: "string"},
		{Name: "endDate", Type: "string"},
	}
}

// dataRequestBody is what a new data request is made of.
func dataRequestBody() []Field {
	return []Field{
		{Name: "description", Type: "string", Doc: "Free text"},
		{Name: "isActive", Type: "bool", Default: "true"},
		{Name: "scheduleInterval", Type: "string", Required: true, Enum: dcScheduleIntervals(),
			Doc: "Unit of the schedule (not starred in the reference, required in practice and by acc_sdk)"},
		{Name: "reoccuringInterval", Type: "int",
			Doc: "Number of units between jobs; required non-zero unless ONE_TIME, ignored for ONE_TIME. NOTE the API's spelling: " +
				"reoccuring, one r in the middle"},
		{Name: "effectiveFrom", Type: "string", Required: true, Doc: "ISO 8601; a past time starts the job immediately"},
		{Name: "effectiveTo", Type: "string", Doc: "ISO 8601; must be absent for ONE_TIME, required for every other interval"},
		{Name: "serviceGroups", Type: "[]string", Required: true, Doc: "At least one; allowed values in service_groups above"},
		{Name: "callbackUrl", Type: "string", Doc: "Gets a POST per job: {accountId, requestId, jobId, state, success}; state is complete"},
		{Name: "sendEmail", Type: "bool", Default: "true"},
		{Name: "projectId", Type: "string", Doc: "Legacy single project; projectIdList wins when both are given"},
		{Name: "projectIdList", Type: "[]any",
			Doc: "At most 50 project UUIDs; required for a project administrator, optional with executive overview (all projects without it)"},
		{Name: "startDate", Type: "string", Doc: "ISO 8601, only for schemas with date-range extraction; one of the two alone is used for both"},
		{Name: "endDate", Type: "string", Doc: "ISO 8601"},
		{Name: "dateRange", Type: "string", Enum: []string{"TODAY", "YESTERDAY", "PAST_7_DAYS", "MONTH_TO_DATE", "LAST_MONTH", "CUSTOM"},
			Doc: "Scheduled requests, activities and cdc groups only; CUSTOM needs startDate and endDate"},
		{Name: "projectStatus", Type: "string", Enum: []string{"all", "archived", "active"}, Default: "all"},
	}
}

// dcEntities are the kinds of things the service has.
func dcEntities() []*Entity {
	return []*Entity{
		{
			Name: "data_request", One: "data request", Many: "data requests", Parent: "account_id",
			IDs: []string{"id"}, Title: []string{"description"},
			List:    "data_connector.list_requests",
			Filled:  []string{"accountId", "createdBy", "createdByEmail", "createdAt", "updatedBy", "updatedAt", "lastQueuedAt"},
			Visible: settles,
		},
		{
			Name: "data_job", One: "data job", Many: "data jobs", Parent: "account_id",
			IDs: []string{"id"}, Title: []string{"id"},
			List:    "data_connector.list_jobs",
			Visible: settles,
		},
	}
}
