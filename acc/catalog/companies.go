package catalog

func companies() *Service {
	return &Service{
		Name:    "companies",
		Title:   "Companies (Account Admin / Forma Hub Admin)",
		Summary: "Partner companies of an account and of a project.",
		Notes:   "No endpoint to delete a company is published, though list can show deleted ones. " + hqEuropeNote,
		Operations: []*Operation{
			companiesList(), companiesListHQ(), companiesGet(), companiesSearch(), companiesListInProject(), companiesCreate(), companiesImport(),
			companiesPatch(), companiesPatchImage(),
		},
		Values:     map[string][]string{"trades": trades()},
		SDKHelpers: []SDKHelper{{"get_companies", "list, one page; the results only", "companies.list"}},
	}
}

func companiesList() *Operation {
	return &Operation{
		Name: "list", SDK: "get_companies",
		Method: "GET", Path: "/construction/admin/v1/accounts/{account_id}/companies",
		Summary: "Lists the companies of an account.",
		Effect:  Read, Tokens: readTokens(), Scopes: accountRead(), Limit: limitAdminRead,
		Headers:    adminReadHeaders(),
		PathParams: []Field{accountID()},
		Query: join(
			[]Field{
				textFilter("name"),
				textFilter("trade"),
				textFilter("erpId"),
				textFilter("taxId"),
				updatedAtFilter(),
				// Its values (inactive, all) are not those of the field it is named after (active, deleted): no test.
				{Name: "filter[status]", Type: "string", Enum: []string{"active", "inactive", "all"}, Default: "active", Doc: "Newest reference only"},
				{Name: "orFilters", Type: "[]string", Enum: []string{"erpId", "name", "taxId", "trade", "updatedAt"},
					Doc: "These filters are joined by OR"},
			},
			adminText(),
			[]Field{
				adminSort("name", "trade", "erpId", "taxId", "status", "createdAt", "updatedAt", "projectSize", "userSize"),
				adminFields("accountId", "name", "trade", "addresses", "websiteUrl", "description", "erpId", "taxId", "imageUrl", "status",
					"createdAt", "updatedAt", "projectSize", "userSize", "originalName"),
			},
			adminPaging(),
		),
		Pagination: adminPages(),
		Status:     200,
		Returns:    Returns{Shape: List, Fields: companyFields()},
		Errors:     adminReadErrors(),
		Entity:     "company",
		Notes: "filter[status] takes active, inactive, all while the status field says active or deleted. camelCase here, snake_case in every other call " +
			"of this service. ACC and BIM 360 alike. acc_sdk sends the header as user_id instead of User-Id, so it has no effect there.",
		Source: referenceACC + "companies-GET",
	}
}

func companiesListHQ() *Operation {
	return &Operation{
		Name:   "list_hq",
		Method: "GET", Path: "/hq/v1/accounts/{account_id}/companies",
		Summary: "Lists the companies of an account, hq form.",
		Effect:  Read, Tokens: appTokens(), Scopes: accountRead(), Limit: limitHQ,
		Headers:    hqHeaders(),
		PathParams: []Field{accountID()},
		Query:      hqQuery(),
		Pagination: hqPages(),
		Status:     200,
		Returns:    Returns{Shape: List, Fields: companyFieldsHQ()},
		Errors:     hqErrors(),
		Entity:     "company", Form: "hq",
		Notes:  "Older form of list. ACC and BIM 360 alike. " + hqTokenNote,
		Source: referenceACC + "companies-GET-legacy",
	}
}

func companiesGet() *Operation {
	return &Operation{
		Name: "get", SDK: "get_company",
		Method: "GET", Path: "/hq/v1/accounts/{account_id}/companies/{company_id}",
		Summary: "Gets one company.",
		Effect:  Read, Tokens: appTokens(), Scopes: accountRead(), Limit: limitHQ,
		Headers:    hqHeaders(),
		PathParams: []Field{accountID(), companyID()},
		Status:     200,
		Returns:    Returns{Shape: Object, Fields: companyFieldsHQ()},
		Errors:     hqErrors(),
		Entity:     "company", Target: "company_id", Form: "hq",
		Notes:  "ACC and BIM 360 alike. " + hqTokenNote,
		Source: referenceACC + "companies-:company_id-GET",
	}
}

func companiesSearch() *Operation {
	return &Operation{
		Name:   "search",
		Method: "GET", Path: "/hq/v1/accounts/{account_id}/companies/search",
		Summary: "Finds companies by name or trade.",
		Effect:  Read, Tokens: appTokens(), Scopes: accountRead(), Limit: limitHQ,
		Headers:    hqHeaders(),
		PathParams: []Field{accountID()},
		Query: join(
			[]Field{
				{Name: "name", Type: "string", MaxLen: 255, Test: &Test{"name", MatchPartial}},
				{Name: "trade", Type: "string", MaxLen: 255, Test: &Test{"trade", MatchPartial}},
			},
			hqSearch(),
			hqQuery(),
		),
		Pagination: hqPages(),
		Status:     200,
		Returns:    Returns{Shape: List, Fields: companyFieldsHQ()},
		Errors:     hqErrors(),
		Entity:     "company", Form: "hq",
		Notes:  "ACC and BIM 360 alike. " + hqTokenNote,
		Source: referenceACC + "companies-search-GET",
	}
}

func companiesListInProject() *Operation {
	return &Operation{
		Name:   "list_in_project",
		Method: "GET", Path: "/hq/v1/accounts/{account_id}/projects/{project_id}/companies",
		Summary: "Lists the companies of a project.",
		Effect:  Read, Tokens: appTokens(), Scopes: accountRead(), Limit: limitHQ,
		Headers:    hqHeaders(),
		PathParams: []Field{accountID(), projectID()},
		Query:      hqQuery(),
		Pagination: hqPages(),
		Status:     200,
		Returns: Returns{Shape: List, Fields: join(companyFieldsHQ(), []Field{
			{Name: "project_id", Type: "uuid"},
			{Name: "member_group_id", Type: "string", Doc: "ID of the company as an assignee of issues and RFIs"},
		})},
		Errors: hqErrors(),
		Entity: "project_company",
		Notes:  "ACC and BIM 360 alike. No construction/admin form of this call is published. " + hqTokenNote,
		Source: referenceACC + "projects-:project_id-companies-GET",
	}
}

func companiesCreate() *Operation {
	return &Operation{
		Name:   "create",
		Method: "POST", Path: "/hq/v1/accounts/{account_id}/companies",
		Summary: "Creates a company.",
		Effect:  Create, Tokens: appTokens(), Scopes: accountWrite(), Limit: limitHQ,
		Headers:    hqHeaders(),
		PathParams: []Field{accountID()},
		Body:       companyBody(),
		Status:     201,
		Returns:    Returns{Shape: Object, Fields: companyFieldsHQ()},
		Errors:     hqErrors(),
		Entity:     "company", Form: "hq", Model: Modelled, FusedBy: "companies.import_companies",
		Notes:  "ACC and BIM 360 alike. " + hqTokenNote,
		Source: referenceACC + "companies-POST",
	}
}

func companiesImport() *Operation {
	return &Operation{
		Name:   "import_companies",
		Method: "POST", Path: "/hq/v1/accounts/{account_id}/companies/import",
		Summary: "Creates up to 50 companies.",
		Effect:  Create, Tokens: appTokens(), Scopes: accountWrite(), Limit: limitHQ,
		Headers:    hqHeaders(),
		PathParams: []Field{accountID()},
		Body:       prefixed("[].", companyBody()),
		BodyShape:  ArrayBody,
		BatchLimit: 50, Batch: "[]",
		Status:  201,
		Returns: importReport("companies as in get", "the companies sent, with content and error information"),
		Errors:  hqErrors(),
		Entity:  "company", Form: "hq", Model: Modelled,
		Notes: "The body is a bare JSON array. Synchronous; 201 even when some items fail (failure_items; item shape not published). " +
			"ACC and BIM 360 alike.",
		Source: referenceACC + "companies-import-POST",
	}
}

func companiesPatch() *Operation {
	return &Operation{
		Name: "patch", SDK: "update_company",
		Method: "PATCH", Path: "/hq/v1/accounts/{account_id}/companies/{company_id}",
		Summary: "Changes the given fields of a company.",
		Effect:  Update, Tokens: appTokens(), Scopes: accountWrite(), Limit: limitHQ,
		Headers:    hqHeaders(),
		PathParams: []Field{accountID(), companyID()},
		Body:       optional(companyBody()),
		Status:     200,
		Returns:    Returns{Shape: Object, Fields: companyFieldsHQ()},
		Errors:     hqErrors(),
		Entity:     "company", Target: "company_id", Form: "hq", Model: Modelled,
		Notes:  "ACC and BIM 360 alike. " + hqTokenNote + " acc_sdk uses the /hq/v1/regions/eu path for EU and EMEA.",
		Source: referenceACC + "companies-:company_id-PATCH",
	}
}

func companiesPatchImage() *Operation {
	return &Operation{
		Name: "patch_image", SDK: "update_company_image",
		Method: "PATCH", Path: "/hq/v1/accounts/{account_id}/companies/{company_id}/image",
		Summary: "Sets or replaces a company's image.",
		Effect:  Update, Tokens: appTokens(), Scopes: accountWrite(), Limit: limitHQ,
		Headers:    hqHeaders(),
		PathParams: []Field{accountID(), companyID()},
		Body: []Field{{Name: "chunk", Type: "file", Required: true,
			Doc: "The image, as a multipart/form-data part named chunk with a content type of its own: " + imageTypes}},
		Encoding: Multipart,
		Status:   200,
		Returns:  Returns{Shape: Object, Fields: companyFieldsHQ()},
		Errors:   hqErrors(),
		Entity:   "company", Target: "company_id", Form: "hq", Model: Generic,
		Notes:  "ACC and BIM 360 alike. The answer has no image URL; read imageUrl from list.",
		Source: referenceACC + "companies-:company_id-image-PATCH",
	}
}

func companyID() Field { return Field{Name: "company_id", Type: "uuid", Required: true} }

// companyFields are the fields of a company in construction/admin, its canonical form.
func companyFields() []Field {
	return []Field{
		{Name: "id", Type: "uuid"},
		{Name: "accountId", Type: "uuid"},
		{Name: "name", Type: "string", Doc: "Unique in the account"},
		{Name: "trade", Type: "string"},
		{Name: "addresses", Type: "[]object"},
		{Name: "addresses[].type", Type: "string", Enum: []string{"Main"}},
		{Name: "addresses[].addressLine1", Type: "string"},
		{Name: "addresses[].addressLine2", Type: "string"},
		{Name: "addresses[].city", Type: "string"},
		{Name: "addresses[].stateOrProvince", Type: "string"},
		{Name: "addresses[].postalCode", Type: "string"},
		{Name: "addresses[].country", Type: "string"},
		{Name: "addresses[].phone", Type: "string"},
		{Name: "websiteUrl", Type: "string"},
		{Name: "description", Type: "string"},
		{Name: "erpId", Type: "string"},
		{Name: "taxId", Type: "string"},
		{Name: "imageUrl", Type: "string"},
		{Name: "status", Type: "string", Enum: []string{"active", "deleted"}},
		{Name: "createdAt", Type: "datetime"},
		{Name: "updatedAt", Type: "datetime"},
		{Name: "originalName", Type: "string|null", Doc: `Only for a deleted company, whose name becomes "removed at MMDDYYYY"`},
		{Name: "projectSize", Type: "int", Doc: "Projects it is in"},
		{Name: "userSize", Type: "int", Doc: "Users it has"},
	}
}

// companyFieldsHQ are the fields of a company in hq, its form "hq".
func companyFieldsHQ() []Field {
	return []Field{
		{Name: "id", Type: "uuid"},
		{Name: "account_id", Type: "uuid"},
		{Name: "name", Type: "string"},
		{Name: "trade", Type: "string"},
		{Name: "address_line_1", Type: "string"},
		{Name: "address_line_2", Type: "string"},
		{Name: "city", Type: "string"},
		{Name: "state_or_province", Type: "string|null"},
		{Name: "postal_code", Type: "string"},
		{Name: "country", Type: "string"},
		{Name: "phone", Type: "string"},
		{Name: "website_url", Type: "string"},
		{Name: "description", Type: "string"},
		{Name: "created_at", Type: "datetime"},
		{Name: "updated_at", Type: "datetime"},
		{Name: "erp_id", Type: "string"},
		{Name: "tax_id", Type: "string"},
	}
}

// companyBody is what a new company is made of.
func companyBody() []Field {
	return []Field{
		{Name: "name", Type: "string", Required: true, MaxLen: 255, Doc: "Unique in the account"},
		{Name: "trade", Type: "string", Required: true,
			Doc: "trades has the recommended ones; the reference points to the Parameters guide, its own examples send other text"},
		{Name: "address_line_1", Type: "string", MaxLen: 255},
		{Name: "address_line_2", Type: "string", MaxLen: 255},
		{Name: "city", Type: "string", MaxLen: 255},
		{Name: "state_or_province", Type: "string", MaxLen: 255, Doc: "Valid for the country"},
		{Name: "postal_code", Type: "string", MaxLen: 255},
		{Name: "country", Type: "string"},
		{Name: "phone", Type: "string", MaxLen: 255},
		{Name: "website_url", Type: "string", MaxLen: 255},
		{Name: "description", Type: "string", MaxLen: 255},
		{Name: "erp_id", Type: "string", Doc: "ID in an ERP system"},
		{Name: "tax_id", Type: "string"},
	}
}
