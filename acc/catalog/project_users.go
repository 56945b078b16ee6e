package catalog

func projectUsers() *Service {
	return &Service{
		Name:    "project_users",
		Title:   "Project Users (Account Admin / Forma Hub Admin)",
		Summary: "Members of a project with their company, roles and product access.",
		Notes: "Changes need a person: a 3-legged (or service account) token, or a 2-legged one with the User-Id of a user the app was given in SaaS " +
			"integrations. Reads take a plain 2-legged token too. ACC has no endpoint for a project's roles: role IDs come from members (roles), " +
			"account_users.list_user_roles, or a Data Connector extract. A new member is pending until products are active or, for someone without an " +
			"Autodesk account, until the invitation is accepted. BIM 360 projects have their own calls in hq " +
			"(v2 users/import, v2 users/{user_id} and v1 users), which do not work for ACC.",
		Operations: []*Operation{
			projectUsersList(), projectUsersGet(), projectUsersCreate(), projectUsersImport(), projectUsersPatch(), projectUsersDelete(),
		},
		Values: map[string][]string{
			"product_keys": accProducts(),
			"member_products": {"projectAdministration", "designCollaboration", "build", "cost", "modelCoordination", "docs", "insight",
				"takeoff"},
			"access": productAccess(),
		},
		SDKHelpers: []SDKHelper{
			{"get_user_by_email", "list with filter[email]=<email> (contains), the first result or None", "project_users.find"},
			{"get_users", "list with limit=200, following pagination.nextUrl; copies autodeskId to uid and sub", "project_users.list"},
			{"patch_project_users", "for each project: list, then patch each named e-mail whose projectAdministration access differs; " +
				"waits 60 s and retries once (broken in acc_sdk: it calls names that are not defined)", "project_users.patch_project_users"},
			{"delete_users", "list (first 200), match by e-mail, delete each; waits 60 s and retries once", "project_users.delete_users"},
			{"productadmin, productmember", "constants: every one of member_products as administrator; or as member, with projectAdministration none", "acc.products"},
		},
	}
}

func projectUsersList() *Operation {
	return &Operation{
		Name: "list", SDK: "get_users",
		Method: "GET", Path: "/construction/admin/v1/projects/{project_id}/users",
		Summary: "Lists the users of a project.",
		Effect:  Read, Tokens: readTokens(), Scopes: accountRead(), Limit: limitAdminRead,
		Headers:    adminReadHeaders(),
		PathParams: []Field{projectID()},
		Query: join(
			memberFilters(),
			[]Field{
				adminSort("name", "email", "firstName", "lastName", "addressLine1", "addressLine2", "city", "companyName", "stateOrProvince",
					"status", "phone", "postalCode", "country", "addedOn"),
				memberFieldChoice(),
				{Name: "orFilters", Type: "[]string", Enum: []string{"id", "name", "email", "autodeskId", "status", "accessLevels"},
					Doc: "These filters are joined by OR instead of AND"},
			},
			adminText(),
			adminPaging(),
		),
		Pagination: adminPages(),
		Status:     200,
		Returns:    Returns{Shape: List, Fields: memberFields()},
		Errors:     adminReadErrors(ErrorCase{409, "conflict with current state (listed; no case given)"}),
		Entity:     "member",
		Notes: "ACC and BIM 360 projects alike. Removed users come back only with filter[status]=deleted. Lists are comma-separated in one parameter. " +
			"The OpenAPI enum for fields also has lastSignIn, createdAt, updatedAt.",
		Source: referenceACC + "admin-projectsprojectId-users-GET",
	}
}

func projectUsersGet() *Operation {
	return &Operation{
		Name: "get", SDK: "get_user",
		Method: "GET", Path: "/construction/admin/v1/projects/{project_id}/users/{user_id}",
		Summary: "Gets one user of a project.",
		Effect:  Read, Tokens: readTokens(), Scopes: accountRead(), Limit: limitAdminRead,
		Headers:    adminReadHeaders(),
		PathParams: []Field{projectID(), personID()},
		Query:      []Field{memberFieldChoice()},
		Status:     200,
		Returns:    Returns{Shape: Object, Fields: memberFields()},
		Errors:     adminReadErrors(),
		Entity:     "member", Target: "user_id",
		Notes:  "ACC and BIM 360 projects alike.",
		Source: referenceACC + "admin-projectsprojectId-users-userId-GET",
	}
}

func projectUsersCreate() *Operation {
	return &Operation{
		Name: "create", SDK: "post_user",
		Method: "POST", Path: "/construction/admin/v1/projects/{project_id}/users",
		Summary: "Adds one user to a project by e-mail.",
		Effect:  Create, Tokens: personTokens(), Scopes: accountWrite(), Limit: limitAdminWrite,
		Headers:    adminWriteHeaders(),
		PathParams: []Field{projectID()},
		Body: join(
			[]Field{
				{Name: "email", Type: "string", Required: true, MaxLen: 255},
				{Name: "companyId", Type: "uuid|null", Doc: "Company the user stands for in the project; IDs from companies.list_in_project"},
				{Name: "roleIds", Type: "[]string", Doc: "Role UUIDs"},
			},
			memberProducts(true),
			[]Field{quietly("true sends no project invitation")},
		),
		Status:  201,
		Returns: Returns{Shape: Object, Fields: memberFieldsWithJob()},
		Errors: adminWriteErrors(
			ErrorCase{409, "conflicts with current state (for example already in the project)"},
			ErrorCase{412, "a precondition failed"},
		),
		Entity: "member", Model: Modelled, FusedBy: "project_users.import_users",
		Notes: "products was required (older reference, OpenAPI file); the latest reference no longer marks it so, because Member Managers must omit it. " +
			"The answer carries the new ACC id. In a project cloned from a template, adding a project administrator of the same account starts the " +
			"copying of the template's members. Not for BIM 360 projects. insight access is expected of every user: send it with the other products.",
		Source: referenceACC + "admin-projects-project-Id-users-POST",
	}
}

func projectUsersImport() *Operation {
	return &Operation{
		Name: "import_users", SDK: "post_import_users",
		Method: "POST", Path: "/construction/admin/v2/projects/{project_id}/users:import",
		Summary: "Adds up to 200 users to a project in the background.",
		Effect:  Create, Tokens: personTokens(), Scopes: accountWrite(), Limit: limitAdminWrite,
		Headers:    adminWriteHeaders(),
		PathParams: []Field{projectID()},
		Body: join(
			[]Field{{Name: "users", Type: "[]object", Required: true}},
			prefixed("users[].", join(
				[]Field{
					{Name: "email", Type: "string", Required: true, MaxLen: 255},
					{Name: "firstName", Type: "string", MaxLen: 255},
					{Name: "lastName", Type: "string", MaxLen: 255},
					{Name: "companyId", Type: "uuid|null"},
					{Name: "roleIds", Type: "[]string", Doc: "Role UUIDs, see list"},
				},
				memberProducts(true),
			)),
			[]Field{quietly("Top level, for all users: true sends no project invitations")},
		),
		BatchLimit: 200, Batch: "users",
		Status: 202,
		Returns: Returns{Shape: Object, Fields: []Field{
			{Name: "jobId", Type: "uuid", Doc: "Means accepted; no endpoint takes it"},
		}},
		Errors: adminWriteErrors(
			ErrorCase{409, "conflicts with current state"},
			ErrorCase{412, "a precondition failed"},
		),
		Entity: "member", Model: Modelled, Async: true,
		Notes: "Asynchronous with no job status: check with list afterwards. Users that cannot be added (a bad role or company ID, say) can fail in silence " +
			"after a 202. The tutorial shows a bare JSON array as the body; reference, OpenAPI and acc_sdk all send {\"users\": [...]}. " +
			"The page is headed \"user context optional\", yet its User-Id row requires it with a 2-legged token, and Autodesk's release blog says plain " +
			"2-legged does not work for any of the changes. v2 only. Not for BIM 360. acc_sdk sends only email and products, in chunks of 200.",
		Source: referenceACC + "admin-v2-projects-project-Id-users-import-POST",
	}
}

func projectUsersPatch() *Operation {
	return &Operation{
		Name: "patch", SDK: "patch_user",
		Method: "PATCH", Path: "/construction/admin/v1/projects/{project_id}/users/{user_id}",
		Summary: "Changes a user's company, roles or product access in a project.",
		Effect:  Update, Tokens: personTokens(), Scopes: accountWrite(), Limit: limitAdminWrite,
		Headers:    adminWriteHeaders(),
		PathParams: []Field{projectID(), personID()},
		Body: join(
			[]Field{
				{Name: "companyId", Type: "uuid|null"},
				{Name: "companyName", Type: "string|null", MaxLen: 255},
				{Name: "roleIds", Type: "[]string", Doc: "Role UUIDs"},
			},
			memberProducts(false),
			[]Field{{Name: "email", Type: "string", MaxLen: 255, Doc: "In the OpenAPI file and the tutorial, not in the reference"}},
		),
		Status:  200,
		Returns: Returns{Shape: Object, Fields: memberFieldsWithJob()},
		Errors:  adminWriteErrors(ErrorCase{412, "a precondition failed (OpenAPI file only)"}),
		Entity:  "member", Target: "user_id", Model: Modelled,
		Notes: "The answer holds only the changed fields and the ACC id. 200 in the reference; the OpenAPI file says 201. " +
			"The tutorial sends one product (takeoff) and gets back that one and the three held before, so products seem to merge by key. " +
			"access none takes a product away. Whether roleIds replaces or adds is not stated; the tutorial's answer keeps a third role that was not sent. " +
			"The service does not enforce that every user has insight, so send insight too. Not for BIM 360 projects.",
		Source: referenceACC + "admin-projects-project-Id-users-userId-PATCH",
	}
}

func projectUsersDelete() *Operation {
	return &Operation{
		Name: "delete", SDK: "delete_user",
		Method: "DELETE", Path: "/construction/admin/v1/projects/{project_id}/users/{user_id}",
		Summary: "Removes a user from a project.",
		Effect:  Delete, Tokens: personTokens(), Scopes: accountWrite(), Limit: limitAdminWrite,
		Headers:    adminWriteHeaders(),
		PathParams: []Field{projectID(), personID()},
		Status:     204,
		Returns:    Returns{Shape: NoBody},
		Errors:     adminWriteErrors(),
		Entity:     "member", Target: "user_id", Model: Modelled,
		Notes:  "The user stays listable with filter[status]=deleted. Not for BIM 360 projects.",
		Source: referenceACC + "admin-projects-project-Id-users-userId-DELETE",
	}
}

// memberFields are the fields of a project's member.
func memberFields() []Field {
	return []Field{
		{Name: "id", Type: "uuid", Doc: "ACC ID"},
		{Name: "email", Type: "string"},
		{Name: "name", Type: "string"},
		{Name: "firstName", Type: "string"},
		{Name: "lastName", Type: "string"},
		{Name: "autodeskId", Type: "string", Doc: "Autodesk ID"},
		{Name: "analyticsId", Type: "string"},
		{Name: "addressLine1", Type: "string"},
		{Name: "addressLine2", Type: "string"},
		{Name: "city", Type: "string"},
		{Name: "stateOrProvince", Type: "string|null"},
		{Name: "postalCode", Type: "string"},
		{Name: "country", Type: "string|null"},
		{Name: "imageUrl", Type: "string"},
		{Name: "phone", Type: "object"},
		{Name: "phone.number", Type: "string"},
		{Name: "phone.phoneType", Type: "string", Enum: []string{"home", "mobile", "office"}, Default: "mobile"},
		{Name: "phone.extension", Type: "string"},
		{Name: "jobTitle", Type: "string"},
		{Name: "industry", Type: "string"},
		{Name: "aboutMe", Type: "string"},
		{Name: "accessLevels", Type: "object"},
		{Name: "accessLevels.accountAdmin", Type: "bool"},
		{Name: "accessLevels.projectAdmin", Type: "bool"},
		{Name: "accessLevels.executive", Type: "bool"},
		{Name: "addedOn", Type: "datetime", Doc: "When first given access to any product of the project"},
		{Name: "updatedAt", Type: "datetime"},
		{Name: "companyId", Type: "uuid|null"},
		{Name: "companyName", Type: "string|null"},
		{Name: "roleIds", Type: "[]string", Doc: "Role UUIDs"},
		{Name: "roles", Type: "[]object"},
		{Name: "roles[].id", Type: "uuid"},
		{Name: "roles[].name", Type: "string"},
		{Name: "status", Type: "string", Enum: []string{"active", "pending", "disabled", "deleted"}},
		{Name: "products", Type: "[]object"},
		{Name: "products[].key", Type: "string"},
		{Name: "products[].access", Type: "string", Enum: productAccess()},
	}
}

func memberFieldsWithJob() []Field {
	return join(memberFields(), []Field{{Name: "jobId", Type: "uuid", Doc: "Of no use"}})
}

func memberFilters() []Field {
	return []Field{
		{Name: "filter[products]", Type: "[]string", Enum: allProducts(), Doc: "Users with access to any of these products",
			Test: &Test{"products", MatchKeys}},
		textFilter("name"),
		{Name: "filter[email]", Type: "string", MaxLen: 255, Doc: "Text match; contains by default, so an exact look-up needs filterTextMatch=equals",
			Test: &Test{"email", MatchText}},
		{Name: "filter[status]", Type: "[]string", Enum: []string{"active", "pending", "deleted"}, Default: "active,pending",
			Test: &Test{"status", MatchOneOf}},
		{Name: "filter[accessLevels]", Type: "[]string", Enum: []string{"accountAdmin", "projectAdmin", "executive"}, MaxLen: 255,
			Test: &Test{"accessLevels", MatchTrue}},
		{Name: "filter[companyId]", Type: "string", MaxLen: 255, Test: &Test{"companyId", MatchEqual}},
		textFilter("companyName"),
		{Name: "filter[autodeskId]", Type: "[]string", Doc: "Autodesk IDs", Test: &Test{"autodeskId", MatchOneOf}},
		{Name: "filter[id]", Type: "[]string", Doc: "ACC IDs", Test: &Test{"id", MatchOneOf}},
		{Name: "filter[roleId]", Type: "uuid", MaxLen: 255, Doc: "One role", Test: &Test{"roleIds", MatchEqual}},
		{Name: "filter[roleIds]", Type: "[]string", Doc: "Any of these roles", Test: &Test{"roleIds", MatchOneOf}},
	}
}

func memberFieldChoice() Field {
	return adminFields("name", "email", "firstName", "lastName", "autodeskId", "analyticsId", "addressLine1", "addressLine2", "city",
		"stateOrProvince", "postalCode", "country", "imageUrl", "phone", "jobTitle", "industry", "aboutMe", "companyId", "accessLevels", "roleIds",
		"roles", "status", "addedOn", "products")
}

func productAccess() []string { return []string{"administrator", "member", "none"} }

// memberProducts is the list of products and access that a member is given.
func memberProducts(required bool) []Field {
	return []Field{
		{Name: "products", Type: "[]object", Required: required,
			Doc: "Access per product. A caller with only the Member Manager access level must leave it out, and is refused otherwise"},
		{Name: "products[].key", Type: "string", Required: true, Enum: accProducts(),
			Doc: "The reference lists nine for writing: autoSpecs, build, cost, designCollaboration, docs, insight, modelCoordination, " +
				"projectAdministration, takeoff. The rest are in the OpenAPI enum only"},
		{Name: "products[].access", Type: "string", Required: true, Enum: productAccess(),
			Doc: "projectAdministration takes only administrator or none. With administrator all other products should be administrator; " +
				"with none all others should be member"},
	}
}

func quietly(doc string) Field {
	return Field{Name: "suppressAdministrativeEmails", Type: "bool", Default: "false", Doc: doc}
}
