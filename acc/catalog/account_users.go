package catalog

func accountUsers() *Service {
	return &Service{
		Name:    "account_users",
		Title:   "Account Users (Account Admin / Forma Hub Admin)",
		Summary: "Member directory of an account and, for each user, their projects, products and roles.",
		Notes: "Two styles side by side: the directory is hq (snake_case, bare arrays, app-only tokens, parameter field), what one user has is " +
			"construction/admin (camelCase, envelope, parameter fields). Account users cannot be deleted through the API: set status inactive. " +
			"last_sign_in is filled by BIM 360 services only. " + hqEuropeNote,
		Operations: []*Operation{
			accountUsersList(), accountUsersGet(), accountUsersSearch(), accountUsersCreate(), accountUsersImport(), accountUsersPatch(),
			accountUsersListUserProjects(), accountUsersListUserProducts(), accountUsersListUserRoles(),
		},
		SDKHelpers: []SDKHelper{
			{"get_user_by_email", "search with email and limit=1, the first result or None; copies uid to autodeskId and sub", "account_users.find"},
			{"get_users", "list in pages of 100 until an empty page; its limit and offset arguments are ignored", "account_users.list"},
			{"get_users_search", "search in pages of 100 until an empty page", "account_users.search"},
			{"patch_user", "get_user_by_email, then patch", "account_users.patch_user"},
			{"post_user (409 branch)", "create; on 409 get_user_by_email", "account_users.ensure"},
		},
	}
}

func accountUsersList() *Operation {
	return &Operation{
		Name: "list", SDK: "get_users",
		Method: "GET", Path: "/hq/v1/accounts/{account_id}/users",
		Summary: "Lists the users of an account.",
		Effect:  Read, Tokens: appTokens(), Scopes: accountRead(), Limit: limitHQ,
		Headers:    hqHeaders(),
		PathParams: []Field{accountID()},
		Query:      hqQuery(),
		Pagination: hqPages(),
		Status:     200,
		Returns:    Returns{Shape: List, Fields: accountUserFields()},
		Errors:     hqErrors(),
		Entity:     "account_user",
		Notes:      "A bare JSON array with no total and no next link: page until an answer is shorter than limit. " + hqTokenNote,
		Source:     referenceACC + "users-GET",
	}
}

func accountUsersGet() *Operation {
	return &Operation{
		Name: "get", SDK: "get_user_by_id",
		Method: "GET", Path: "/hq/v1/accounts/{account_id}/users/{user_id}",
		Summary: "Gets one account user.",
		Effect:  Read, Tokens: appTokens(), Scopes: accountRead(), Limit: limitHQ,
		Headers:    hqHeaders(),
		PathParams: []Field{accountID(), accountUserID()},
		Status:     200,
		Returns:    Returns{Shape: Object, Fields: accountUserFields()},
		Errors:     hqErrors(),
		Entity:     "account_user", Target: "user_id",
		Source: referenceACC + "users-:user_id-GET",
	}
}

func accountUsersSearch() *Operation {
	return &Operation{
		Name: "search", SDK: "get_users_search",
		Method: "GET", Path: "/hq/v1/accounts/{account_id}/users/search",
		Summary: "Finds account users by name, e-mail or company.",
		Effect:  Read, Tokens: appTokens(), Scopes: accountRead(), Limit: limitHQ,
		Headers:    hqHeaders(),
		PathParams: []Field{accountID()},
		Query: join(
			[]Field{
				{Name: "name", Type: "string", MaxLen: 255, Test: &Test{"name", MatchPartial}},
				{Name: "email", Type: "string", MaxLen: 255, Test: &Test{"email", MatchPartial}},
				{Name: "company_name", Type: "string", MaxLen: 255, Test: &Test{"company_name", MatchPartial}},
			},
			hqSearch(),
			hqQuery(),
		),
		Pagination: hqPages(),
		Status:     200,
		Returns:    Returns{Shape: List, Fields: accountUserFields()},
		Errors:     hqErrors(),
		Entity:     "account_user",
		Notes: "partial is true by default: a search by e-mail may return other users first, so set partial=false or compare. No hit is 200 with []. " +
			"The documented way to turn an e-mail into a user ID for User-Id.",
		Source: referenceACC + "users-search-GET",
	}
}

func accountUsersCreate() *Operation {
	return &Operation{
		Name: "create", SDK: "post_user",
		Method: "POST", Path: "/hq/v1/accounts/{account_id}/users",
		Summary: "Adds a user to the account's member directory.",
		Effect:  Create, Tokens: appTokens(), Scopes: accountWrite(), Limit: limitHQ,
		Headers:    hqHeaders(),
		PathParams: []Field{accountID()},
		Body:       accountUserBody(),
		Status:     201,
		Returns:    Returns{Shape: Object, Fields: accountUserFields()},
		Errors:     hqErrors(),
		Entity:     "account_user", Model: Modelled, FusedBy: "account_users.import_users",
		Notes: "A new user is role account_user and status not_invited. 409 when the e-mail is already there (acc_sdk then looks the user up and " +
			"returns it). " + hqTokenNote,
		Source: referenceACC + "users-POST",
	}
}

func accountUsersImport() *Operation {
	return &Operation{
		Name: "import_users", SDK: "post_users",
		Method: "POST", Path: "/hq/v1/accounts/{account_id}/users/import",
		Summary: "Adds up to 50 users to the account's member directory.",
		Effect:  Create, Tokens: appTokens(), Scopes: accountWrite(), Limit: limitHQ,
		Headers:    hqHeaders(),
		PathParams: []Field{accountID()},
		Body:       prefixed("[].", accountUserBody()),
		BodyShape:  ArrayBody,
		BatchLimit: 50, Batch: "[]",
		Status:  201,
		Returns: importReport("account users as in get", "the users sent, with content and error information"),
		Errors:  hqErrors(),
		Entity:  "account_user", Model: Modelled,
		Notes: "The body is a bare JSON array. Synchronous; 201 even when some items fail, so read failure_items (item shape not published). " +
			`acc_sdk sends the token without "Bearer " here, which is a bug.`,
		Source: referenceACC + "users-import-POST",
	}
}

func accountUsersPatch() *Operation {
	return &Operation{
		Name: "patch", SDK: "patch_user",
		Method: "PATCH", Path: "/hq/v1/accounts/{account_id}/users/{user_id}",
		Summary: "Changes an account user's status, default company or default role.",
		Effect:  Update, Tokens: appTokens(), Scopes: accountWrite(), Limit: limitHQ,
		Headers:    hqHeaders(),
		PathParams: []Field{accountID(), accountUserID()},
		Body: []Field{
			{Name: "status", Type: "string", Enum: []string{"active", "inactive"}, Doc: "Only when the user is not pending or not_invited"},
			{Name: "company_id", Type: "uuid"},
			{Name: "default_role", Type: "string", MaxLen: 255, Doc: "Role name"},
		},
		Status:  200,
		Returns: Returns{Shape: Object, Fields: accountUserFields()},
		Errors:  hqErrors(),
		Entity:  "account_user", Target: "user_id", Model: Modelled,
		Notes:  "acc_sdk takes an e-mail and searches for the ID first.",
		Source: referenceACC + "users-:user_id-PATCH",
	}
}

func accountUsersListUserProjects() *Operation {
	op := userProjects()
	op.Name, op.SameAs = "list_user_projects", "projects.list_for_user"
	return op
}

func accountUsersListUserProducts() *Operation {
	return &Operation{
		Name:   "list_user_products",
		Method: "GET", Path: "/construction/admin/v1/accounts/{account_id}/users/{user_id}/products",
		Summary: "Lists the products one user has in their projects.",
		Effect:  Read, Tokens: readTokens(), Scopes: accountRead(), Limit: limitAdminRead,
		Headers:    adminReadHeaders(),
		PathParams: []Field{accountID(), personID()},
		Query: join(
			[]Field{
				{Name: "filter[projectId]", Type: "[]string", Doc: "Only what the user has in these projects"},
				{Name: "filter[key]", Type: "[]string", Enum: accProducts(), Doc: "Product keys"},
				adminFields("projectIds", "name", "icon"),
				{Name: "sort", Type: "[]string", Enum: []string{"name"}, Doc: "asc (default) or desc; in no particular order when left out"},
			},
			adminPaging(),
		),
		Pagination: adminPages(),
		Status:     200,
		Returns: Returns{Shape: List, Fields: []Field{
			{Name: "key", Type: "string"},
			{Name: "name", Type: "string"},
			{Name: "icon", Type: "string"},
			{Name: "projectIds", Type: "[]string", Doc: "Projects where the user has the product"},
		}},
		Errors: adminReadErrors(),
		Notes:  "Account administrators only. ACC products only; ACC and BIM 360 projects alike.",
		Source: referenceACC + "admin-usersuseridproducts-GET",
	}
}

func accountUsersListUserRoles() *Operation {
	return &Operation{
		Name:   "list_user_roles",
		Method: "GET", Path: "/construction/admin/v1/accounts/{account_id}/users/{user_id}/roles",
		Summary: "Lists the roles one user has in their projects.",
		Effect:  Read, Tokens: readTokens(), Scopes: accountRead(), Limit: limitAdminRead,
		Headers:    adminReadHeaders(),
		PathParams: []Field{accountID(), personID()},
		Query: join(
			[]Field{
				{Name: "filter[projectId]", Type: "[]string", Doc: "Only what the user has in these projects", Test: &Test{"projectIds", MatchOneOf}},
				{Name: "filter[status]", Type: "[]string", Enum: []string{"active", "inactive"}, Test: &Test{"status", MatchOneOf}},
				{Name: "filter[name]", Type: "string", Doc: "Text match", Test: &Test{"name", MatchText}},
			},
			adminText(),
			[]Field{
				{Name: "fields", Type: "[]string",
					Enum: []string{"projectIds", "name", "status", "key", "isImmutable", "createdAt", "updatedAt"},
					Doc:  "Fields to return; all by default. isImmutable is in the newest reference only"},
				adminSort("name", "createdAt", "updatedAt"),
			},
			adminPaging(),
		),
		Pagination: adminPages(),
		Status:     200,
		Returns: Returns{Shape: List, Fields: []Field{
			{Name: "id", Type: "uuid"},
			{Name: "status", Type: "string", Enum: []string{"active", "inactive"}},
			{Name: "name", Type: "string", Doc: "Predefined names come in the request's language"},
			{Name: "key", Type: "string", Doc: "Key of a predefined role, as in architect"},
			{Name: "createdAt", Type: "datetime"},
			{Name: "updatedAt", Type: "datetime"},
			{Name: "projectIds", Type: "[]string"},
		}},
		Errors: adminReadErrors(),
		Entity: "role", Via: "user_id",
		Notes:  "Account administrators only. ACC and BIM 360 projects alike.",
		Source: referenceACC + "admin-usersuseridroles-GET",
	}
}

func accountUserID() Field {
	return Field{Name: "user_id", Type: "uuid", Required: true, Doc: "Account user ID (id)"}
}

// accountUserFields are the fields of a user in an account's member directory.
func accountUserFields() []Field {
	return []Field{
		{Name: "id", Type: "uuid", Doc: "Account user ID"},
		{Name: "account_id", Type: "uuid"},
		{Name: "role", Type: "string", Enum: []string{"account_admin", "account_user", "project_admin"}},
		{Name: "status", Type: "string", Enum: []string{"active", "inactive", "pending", "not_invited"}},
		{Name: "company_id", Type: "uuid", Doc: "Default company"},
		{Name: "company_name", Type: "string"},
		{Name: "last_sign_in", Type: "datetime|null"},
		{Name: "email", Type: "string"},
		{Name: "name", Type: "string"},
		{Name: "nickname", Type: "string"},
		{Name: "first_name", Type: "string"},
		{Name: "last_name", Type: "string"},
		{Name: "uid", Type: "string", Doc: "Autodesk ID; fit for User-Id"},
		{Name: "image_url", Type: "string"},
		{Name: "address_line_1", Type: "string"},
		{Name: "address_line_2", Type: "string"},
		{Name: "city", Type: "string"},
		{Name: "state_or_province", Type: "string"},
		{Name: "postal_code", Type: "string"},
		{Name: "country", Type: "string"},
		{Name: "phone", Type: "string"},
		{Name: "company", Type: "string", Doc: "From the Autodesk profile; not the account's company"},
		{Name: "job_title", Type: "string"},
		{Name: "industry", Type: "string"},
		{Name: "about_me", Type: "string"},
		{Name: "default_role", Type: "string"},
		{Name: "default_role_id", Type: "string"},
		{Name: "created_at", Type: "datetime"},
		{Name: "updated_at", Type: "datetime"},
	}
}

// accountUserBody is what a new account user is made of.
func accountUserBody() []Field {
	return []Field{
		{Name: "email", Type: "string", Required: true, MaxLen: 255},
		{Name: "company_id", Type: "uuid", Doc: "Default company; acc_sdk always sends one"},
		{Name: "nickname", Type: "string", MaxLen: 255},
		{Name: "first_name", Type: "string", MaxLen: 255},
		{Name: "last_name", Type: "string", MaxLen: 255},
		{Name: "image_url", Type: "string", MaxLen: 255},
		{Name: "address_line_1", Type: "string", MaxLen: 255},
		{Name: "address_line_2", Type: "string", MaxLen: 255},
		{Name: "city", Type: "string", MaxLen: 255},
		{Name: "state_or_province", Type: "string", MaxLen: 255, Doc: "Valid for the country, see the BIM 360 Parameters guide"},
		{Name: "postal_code", Type: "string", MaxLen: 255},
		{Name: "country", Type: "string", MaxLen: 255, Doc: "From the BIM 360 Parameters guide"},
		{Name: "phone", Type: "string", MaxLen: 255},
		{Name: "company", Type: "string", MaxLen: 255, Doc: "Text of the Autodesk profile"},
		{Name: "job_title", Type: "string", MaxLen: 255},
		{Name: "industry", Type: "string", MaxLen: 255},
		{Name: "about_me", Type: "string", MaxLen: 255},
		{Name: "default_role", Type: "string", MaxLen: 255, Doc: `Role name, as in "BIM Manager"`},
		{Name: "name", Type: "string", Doc: "In the OpenAPI file only"},
	}
}
