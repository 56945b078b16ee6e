package catalog

func autospecs() *Service {
	return &Service{
		Name:    "autospecs",
		Title:   "AutoSpecs",
		Summary: "Read access to the draft submittal log (Smart Register) extracted from specification PDFs.",
		Notes: "Read-only. Nothing is paginated or filterable. The path says version (singular). The Postman collection sends a userId " +
			"header; the reference pages do not name one.",
		Operations: []*Operation{
			autospecsGetMetadata(), autospecsGetSmartRegister(), autospecsGetRequirements(), autospecsGetSubmittalsSummary(),
		},
	}
}

func autospecsGetMetadata() *Operation {
	return &Operation{
		Name:   "get_metadata",
		Method: "GET", Path: "/construction/autospecs/v1/projects/{project_id}/metadata",
		Summary: "Reads the region and the specification versions of the project.",
		Effect:  Read, Tokens: signedIn(), Scopes: dataRead(), Limit: "autospecs",
		PathParams: []Field{projectID()},
		Status:     200,
		Returns: Returns{Shape: Object, Fields: []Field{
			{Name: "projectId", Type: "string"},
			{Name: "region", Type: "string", Enum: []string{"USA", "Canada", "Others"}, Doc: "The example shows CANADA in capitals"},
			{Name: "versions", Type: "[]object"},
			{Name: "versions[].id", Type: "string", Doc: "Numeric string"},
			{Name: "versions[].name", Type: "string"},
			{Name: "versions[].status", Type: "string", Enum: []string{"Completed", "In Progress", "Failed"},
				Doc: "Smart Register data exists only when Completed"},
			{Name: "versions[].currentVersion", Type: "bool"},
			{Name: "versions[].createdAt", Type: "datetime"},
			{Name: "versions[].updatedAt", Type: "datetime"},
		}},
		Errors: autospecsErrors(),
		Source: "https://aps.autodesk.com/en/docs/acc/reference/http/autospecs-getprojectmetadata-GET/",
	}
}

func autospecsGetSmartRegister() *Operation {
	return &Operation{
		Name:   "get_smart_register",
		Method: "GET", Path: "/construction/autospecs/v1/projects/{project_id}/version/{version_id}/smartregister",
		Summary: "Lists every submittal found in the specifications.",
		Effect:  Read, Tokens: signedIn(), Scopes: dataRead(), Limit: "autospecs",
		PathParams: []Field{projectID(), autospecsVersionID()},
		Status:     200,
		Returns:    Returns{Shape: List, Fields: autospecsGetSmartRegisterFields()},
		Errors:     autospecsErrors(),
		Notes:      "Answers a bare JSON array. Texts may hold HTML entities such as &#x28;.",
		Source:     "https://aps.autodesk.com/en/docs/acc/reference/http/autospecs-getversionsmartregister-GET/",
	}
}

func autospecsGetRequirements() *Operation {
	return &Operation{
		Name:   "get_requirements",
		Method: "GET", Path: "/construction/autospecs/v1/projects/{project_id}/version/{version_id}/requirements",
		Summary: "Counts submittals per division, section and group.",
		Effect:  Read, Tokens: signedIn(), Scopes: dataRead(), Limit: "autospecs",
		PathParams: []Field{projectID(), autospecsVersionID()},
		Status:     200,
		Returns: Returns{Shape: List, Fields: []Field{
			{Name: "divisionCode", Type: "string"},
			{Name: "divisionName", Type: "string"},
			{Name: "specSections", Type: "[]object"},
			{Name: "specSections[].specName", Type: "string"},
			{Name: "specSections[].specCode", Type: "string"},
			{Name: "specSections[].submittalGroups", Type: "[]object"},
			{Name: "specSections[].submittalGroups[].submittalGroup", Type: "string",
				Doc: "ACTION AND INFORMATIONAL, Closeout Submittals, DIVISION 01 REQUIREMENTS, Field Quality Control, Mockups, QUALITY " +
					"ASSURANCE, TESTS AND INSPECTIONS; letter case differs between operations"},
			{Name: "specSections[].submittalGroups[].total", Type: "int"},
			{Name: "specSections[].submittalGroups[].submittalGroupTypes", Type: "[]object", Doc: "{submittalType, total}; may be absent"},
		}},
		Errors: autospecsErrors(),
		Notes:  "Answers a bare JSON array.",
		Source: "https://aps.autodesk.com/en/docs/acc/reference/http/autospecs-getversionrequirements-GET/",
	}
}

func autospecsGetSubmittalsSummary() *Operation {
	return &Operation{
		Name:   "get_submittals_summary",
		Method: "GET", Path: "/construction/autospecs/v1/projects/{project_id}/version/{version_id}/submittalsSummary",
		Summary: "Counts submittals per group and type.",
		Effect:  Read, Tokens: signedIn(), Scopes: dataRead(), Limit: "autospecs",
		PathParams: []Field{projectID(), autospecsVersionID()},
		Status:     200,
		Returns: Returns{Shape: Object, Fields: []Field{
			{Name: "submittalGroups", Type: "[]object"},
			{Name: "submittalGroups[].submittalGroup", Type: "string",
				Doc: "ACTION AND INFORMATIONAL, Closeout Submittals, DIVISION 01 REQUIREMENTS, Field Quality Control, Mockups, QUALITY " +
					"ASSURANCE, TESTS AND INSPECTIONS; letter case differs between operations"},
			{Name: "submittalGroups[].total", Type: "int"},
			{Name: "submittalGroups[].submittalGroupTypes", Type: "[]object", Doc: "{submittalType, total}; may be absent"},
		}},
		Errors: autospecsErrors(),
		Source: "https://aps.autodesk.com/en/docs/acc/reference/http/autospecs-getversionsummary-GET/",
	}
}

func autospecsVersionID() Field {
	return Field{Name: "version_id", Type: "string", Required: true, Doc: "ID of the AutoSpecs version, from get_metadata (a numeric string)"}
}

func autospecsErrors() []ErrorCase {
	return []ErrorCase{
		{401, "token invalid"},
		{403, "no permission"},
		{404, "not found"},
		{500, "server error"},
	}
}

// autospecsGetSmartRegisterFields are the fields of what autospecs.get_smart_register answers.
func autospecsGetSmartRegisterFields() []Field {
	return []Field{
		{Name: "submittalId", Type: "string", Doc: "Row number"},
		{Name: "divisionCode", Type: "string"},
		{Name: "divisionName", Type: "string"},
		{Name: "specNumber", Type: "string", Doc: "e.g. 03 20 00"},
		{Name: "specName", Type: "string"},
		{Name: "submittalsHeading", Type: "string"},
		{Name: "paraCode", Type: "string"},
		{Name: "submittalDescription", Type: "string"},
		{Name: "specCategory", Type: "string", Enum: []string{
			"Test Reports", "Shop Drawings", "Schedules", "Samples", "Sample Warranty", "Reports", "Qualification Data",
			"QUALITY ASSURANCE", "Product Data", "Performance Data", "Mfg. Instructions", "Meeting/Conferences", "Drawings",
			"Delegated-Design", "Certifications", "Certificates", "Calculations", "Attic Stock", "Demonstrations",
			"General Warranties", "O&M Manuals", "Special Warranties", "LEED", "As-Builts", "TESTS AND INSPECTIONS", "General",
			"Manufacturers Instructions", "Substitutions", "Mix Design", "Others",
		},
			Doc: "Letter case varies in practice"},
		{Name: "targetGroup", Type: "string",
			Doc: "ACTION AND INFORMATIONAL, Closeout Submittals, DIVISION 01 REQUIREMENTS, Field Quality Control, Mockups, QUALITY " +
				"ASSURANCE, TESTS AND INSPECTIONS; letter case differs between operations"},
		{Name: "targetDate", Type: "datetime|null"},
		{Name: "userNotes", Type: "string|null"},
		{Name: "versionName", Type: "string"},
		{Name: "specSubmittalNumber", Type: "int", Doc: "In the example only"},
	}
}
