package catalog

func projects() *Service {
	return &Service{
		Name:    "projects",
		Title:   "Projects (Account Admin / Forma Hub Admin)",
		Summary: "Projects and project templates of an account: list, get, create, image. Autodesk publishes no update or delete for ACC projects.",
		Notes: "Data Management spells hub and project IDs with a b. prefix; these operations are documented without it. " +
			"Region code for Australia: AUS; APAC is the older spelling. Autodesk renames ACC to Forma in its reference (account = hub, ACC ID = Forma ID); " +
			"paths, headers and field names are unchanged. A service account's token counts as 3-legged. " +
			"BIM 360 alone has create, list and get of /hq/v1/accounts/{account_id}/projects.",
		Operations: []*Operation{
			projectsList(), projectsGet(), projectsCreate(), projectsPatchImage(), projectsListForUser(), projectsPatchHQ(),
		},
		Values: map[string][]string{
			"project_types":       projectTypes(),
			"current_phases":      currentPhases(),
			"product_keys_acc":    accProducts(),
			"product_keys_bim360": bim360Products(),
			"regions":             regions(),
		},
		SDKHelpers: []SDKHelper{
			{"get_active_projects", `list with filter[status]=active`, "projects.list"},
			{"get_all_active_projects", "list with filter[status]=active, following pagination.nextUrl", "projects.list"},
			{"get_projects(follow_pagination=True)", "list, following pagination.nextUrl; the results only", "projects.list"},
			{"post_project (409 branch)", "create; on 409 the first of list with filter[jobNumber]=<jobNumber>", "projects.ensure"},
		},
	}
}

func projectsList() *Operation {
	return &Operation{
		Name: "list", SDK: "get_projects",
		Method: "GET", Path: "/construction/admin/v1/accounts/{account_id}/projects",
		Summary: "Lists the projects of an account.",
		Effect:  Read, Tokens: readTokens(), Scopes: accountRead(), Limit: limitAdminRead,
		Headers:    adminReadHeaders(),
		PathParams: []Field{accountID()},
		Query: join(
			[]Field{adminFields("accountId", "addressLine1", "addressLine2", "businessUnitId", "city", "companyCount", "constructionType", "country",
				"createdAt", "deliveryMethod", "endDate", "imageUrl", "jobNumber", "lastSignIn", "latitude", "longitude", "memberCount", "name",
				"platform", "postalCode", "products", "projectValue", "sheetCount", "startDate", "stateOrProvince", "status",
				"thumbnailImageUrl", "timezone", "type", "updatedAt")},
			projectKindFilters(),
			[]Field{{Name: "filter[products]", Type: "[]string", Enum: allProducts(), Doc: "Projects with any of these products",
				Test: &Test{"products", MatchKeys}}},
			projectFilters(),
			[]Field{{Name: "filter[businessUnitId]", Type: "uuid", MaxLen: 255, Test: &Test{"businessUnitId", MatchEqual}}},
			adminText(),
			[]Field{adminSort("name", "startDate", "endDate", "type", "status", "jobNumber", "constructionType", "deliveryMethod", "contractType",
				"currentPhase", "companyCount", "memberCount", "createdAt", "updatedAt")},
			adminPaging(),
		),
		Pagination: adminPages(),
		Status:     200,
		Returns:    Returns{Shape: List, Fields: projectFields()},
		Errors:     adminReadErrors(),
		Entity:     "project",
		Notes: "An account admin or executive sees every project; anyone else only those they are assigned to. " +
			"Templates: filter[classification]=template or filter[type]=Template Project (reference); an Autodesk blog of June 2023 says both are needed " +
			"and that by default only normal projects are listed. Lists are comma-separated in one parameter. ACC and BIM 360 projects alike. " +
			"id comes even when fields does not name it.",
		Source: referenceACC + "admin-accounts-accountidprojects-GET",
	}
}

func projectsGet() *Operation {
	return &Operation{
		Name: "get", SDK: "get_project",
		Method: "GET", Path: "/construction/admin/v1/projects/{project_id}",
		Summary: "Gets one project.",
		Effect:  Read, Tokens: readTokens(), Scopes: accountRead(), Limit: limitAdminRead,
		Headers:    adminReadHeaders(),
		PathParams: []Field{projectID()},
		Query: []Field{adminFields("accountId", "addressLine1", "addressLine2", "businessUnitId", "city", "companyCount", "constructionType",
			"country", "createdAt", "deliveryMethod", "endDate", "imageUrl", "jobNumber", "lastSignIn", "latitude", "longitude", "memberCount",
			"name", "platform", "postalCode", "products", "projectValue", "sheetCount", "startDate", "stateOrProvince", "status",
			"thumbnailImageUrl", "timezone", "type", "updatedAt")},
		Status:  200,
		Returns: Returns{Shape: Object, Fields: projectFields()},
		Errors:  adminReadErrors(ErrorCase{409, "conflict with current state (in the reference; no case given)"}),
		Entity:  "project", Target: "project_id",
		Notes: "The call to poll after create: wait until status is active. products[].status helps to find what hangs. " +
			"ACC and BIM 360 projects alike.",
		Source: referenceACC + "admin-projectsprojectId-GET",
	}
}

func projectsCreate() *Operation {
	return &Operation{
		Name: "create", SDK: "post_project",
		Method: "POST", Path: "/construction/admin/v1/accounts/{account_id}/projects",
		Summary: "Creates a project, a clone of a template, or a template.",
		Effect:  Create, Tokens: personTokens(), Scopes: accountWrite(), Limit: limitAdminWrite,
		Headers:    adminWriteHeaders(),
		PathParams: []Field{accountID()},
		Body:       projectCreateBody(),
		Status:     202,
		Returns: Returns{Shape: Object, Fields: join(projectFields(),
			[]Field{{Name: "jobId", Type: "uuid", Doc: "Of no use: no endpoint takes it"}})},
		Errors: adminWriteErrors(ErrorCase{409, "name already taken (not in the reference; acc_sdk handles it)"}),
		Entity: "project", Model: Modelled, Async: true,
		Notes: "Asynchronous: 202 with the project in the body. The tutorial shows status pending for a direct creation and active for a clone; " +
			"the reference shows active with products activating. Poll get until status is active before anything else. " +
			"products, sheetCount, platform, companyCount and memberCount in the request are ignored; a direct project gets every product of the account, " +
			"a clone those of its template. A clone has no members: adding a project administrator of the same account with project_users.create " +
			"(projectAdministration: administrator) makes the service add the template's members; an administrator from outside the account does not. " +
			"Template configuration members are never copied. The caller must be account admin, or project admin where the account lets project admins " +
			"create projects. Names are said to be unique even against deleted projects (acc_sdk's docs). Not for BIM 360.",
		Source: referenceACC + "admin-accounts-accountidprojects-POST",
	}
}

func projectsPatchImage() *Operation {
	return &Operation{
		Name:   "patch_image",
		Method: "PATCH", Path: "/hq/v1/accounts/{account_id}/projects/{project_id}/image",
		Summary: "Sets or replaces the image of a project.",
		Effect:  Update, Tokens: appTokens(), Scopes: accountWrite(), Limit: limitHQ,
		Headers:    hqHeaders(),
		PathParams: []Field{accountID(), projectID()},
		Body: []Field{{Name: "chunk", Type: "file", Required: true,
			Doc: "The image, as a multipart/form-data part named chunk with a content type of its own: " + imageTypes}},
		Encoding: Multipart,
		Status:   200,
		Returns:  Returns{Shape: Object, Fields: projectFieldsHQ()},
		Errors:   hqErrors(),
		Entity:   "project", Target: "project_id", Form: "hq", Model: Generic,
		Notes: "The answer is the hq form of a project: snake_case names, project_type, value and currency flat, and status inactive where " +
			"construction/admin says suspended. The reference's header table says application/json, the OpenAPI file x-www-form-urlencoded; " +
			"its example sends multipart/form-data, which works. " + hqTokenNote + " ACC and BIM 360 projects alike.",
		Source: referenceACC + "projects-:project_id-image-PATCH",
	}
}

func projectsListForUser() *Operation {
	op := userProjects()
	op.Name = "list_for_user"
	op.Notes += " Same call as account_users.list_user_projects."
	return op
}

// userProjects is the list of one person's projects, which two services offer.
func userProjects() *Operation {
	return &Operation{
		Method: "GET", Path: "/construction/admin/v1/accounts/{account_id}/users/{user_id}/projects",
		Summary: "Lists the projects one user takes part in.",
		Effect:  Read, Tokens: readTokens(), Scopes: accountRead(), Limit: limitAdminRead,
		Headers:    adminReadHeaders(),
		PathParams: []Field{accountID(), personID()},
		Query: join(
			[]Field{{Name: "filter[id]", Type: "[]string", Doc: "Project IDs", Test: &Test{"id", MatchOneOf}}},
			projectKindFilters(),
			projectFilters(),
			[]Field{
				{Name: "filter[accessLevels]", Type: "[]string", Enum: []string{"projectAdmin", "projectMember"}, MaxLen: 255,
					Test: &Test{"accessLevels", MatchTrue}},
				adminFields("accessLevels", "accountId", "addressLine1", "addressLine2", "city", "constructionType", "country", "createdAt",
					"classification", "deliveryMethod", "endDate", "imageUrl", "jobNumber", "latitude", "longitude", "name", "platform",
					"postalCode", "projectValue", "sheetCount", "startDate", "stateOrProvince", "status", "thumbnailImageUrl", "timezone",
					"type", "updatedAt", "contractType", "currentPhase"),
			},
			adminText(),
			[]Field{adminSort("name", "startDate", "endDate", "type", "status", "jobNumber", "constructionType", "deliveryMethod", "contractType",
				"currentPhase", "createdAt", "updatedAt", "platform")},
			adminPaging(),
		),
		Pagination: adminPages(),
		Status:     200,
		Returns: Returns{Shape: List, Fields: join(
			without(projectFields(), "businessUnitId", "lastSignIn", "memberGroupId", "adminGroupId", "products", "companyCount", "memberCount",
				"templateId"),
			[]Field{
				{Name: "accessLevels", Type: "object"},
				{Name: "accessLevels.projectAdmin", Type: "bool"},
				{Name: "accessLevels.projectMember", Type: "bool"},
			},
		)},
		Errors: adminReadErrors(),
		Entity: "project", Form: "user", Via: "user_id",
		Notes: "The caller must be an account administrator; with a 2-legged token User-Id may be left out. user_id in the path is the user asked about, " +
			"the User-Id header the user who asks. ACC and BIM 360 projects alike. Lists are comma-separated in one parameter.",
		Source: referenceACC + "admin-usersuseridprojects-GET",
	}
}

func projectsPatchHQ() *Operation {
	return &Operation{
		Name:   "patch_hq",
		Method: "PATCH", Path: "/hq/v1/accounts/{account_id}/projects/{project_id}",
		Summary: "Updates a BIM 360 project's properties.",
		Effect:  Update, Tokens: appTokens(), Scopes: accountWrite(), Limit: limitHQ,
		Headers:    hqHeaders(),
		PathParams: []Field{accountID(), projectID()},
		Body: []Field{
			{Name: "name", Type: "string"},
			{Name: "start_date", Type: "date", Doc: "Before end_date"},
			{Name: "end_date", Type: "date", Doc: "After start_date"},
			{Name: "project_type", Type: "string"},
			{Name: "value", Type: "number"},
			{Name: "currency", Type: "string"},
			{Name: "status", Type: "string"},
			{Name: "job_number", Type: "string"},
			{Name: "address_line_1", Type: "string"},
			{Name: "address_line_2", Type: "string"},
			{Name: "city", Type: "string"},
			{Name: "state_or_province", Type: "string"},
			{Name: "postal_code", Type: "string"},
			{Name: "country", Type: "string"},
			{Name: "business_unit_id", Type: "uuid"},
			{Name: "timezone", Type: "string"},
			{Name: "construction_type", Type: "string"},
			{Name: "contract_type", Type: "string"},
		},
		Status:  200,
		Returns: Returns{Shape: Object, Fields: projectFieldsHQ()},
		Errors:  hqErrors(),
		Entity:  "project", Target: "project_id", Form: "hq", Model: Opaque,
		Notes: "Published in the BIM 360 Account Admin reference only; the body fields here are those of the hq form, not taken from its page. " +
			"A public integration uses it with a 2-legged token to rename ACC projects, falling back to /hq/v1/regions/eu. Do not rely on it for ACC.",
		Source: "https://aps.autodesk.com/en/docs/bim360/v1/reference", LowConfidence: true,
	}
}
