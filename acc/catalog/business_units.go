package catalog

func businessUnits() *Service {
	return &Service{
		Name:       "business_units",
		Title:      "Business Units (Account Admin / Forma Hub Admin)",
		Summary:    "Tree of business units (offices, regions) of an account.",
		Notes:      "ACC and BIM 360 accounts alike. No delete is published. " + hqEuropeNote,
		Operations: []*Operation{businessUnitsList(), businessUnitsReplace()},
		SDKHelpers: []SDKHelper{{"get_business_units", "list; the business_units array", "business_units.list"}},
	}
}

func businessUnitsList() *Operation {
	return &Operation{
		Name: "list", SDK: "get_business_units",
		Method: "GET", Path: "/hq/v1/accounts/{account_id}/business_units_structure",
		Summary: "Gets the business unit tree of an account.",
		Effect:  Read, Tokens: appTokens(), Scopes: accountRead(), Limit: limitHQ,
		Headers:    hqHeaders(),
		PathParams: []Field{accountID()},
		Status:     200,
		Returns:    Returns{Shape: List, Items: "business_units", Fields: businessUnitFields()},
		Errors:     hqErrors(),
		Entity:     "business_unit",
		Notes:      "Everything in one answer, no paging. " + hqTokenNote,
		Source:     referenceACC + "business_units_structure-GET",
	}
}

func businessUnitsReplace() *Operation {
	return &Operation{
		Name: "replace", SDK: "update_business_units",
		Method: "PUT", Path: "/hq/v1/accounts/{account_id}/business_units_structure",
		Summary: "Creates or redefines business units of an account.",
		Effect:  Update, Tokens: appTokens(), Scopes: accountWrite(), Limit: limitHQ,
		Headers:    hqHeaders(),
		PathParams: []Field{accountID()},
		Body: []Field{
			{Name: "business_units", Type: "[]object", Required: true},
			{Name: "business_units[].id", Type: "uuid",
				Doc: "Known ID: that unit is replaced by these attributes. Unknown ID: a unit is made with it. None: the server picks one"},
			{Name: "business_units[].parent_id", Type: "uuid|null", Doc: "May name an id chosen in the same request"},
			{Name: "business_units[].name", Type: "string", Required: true},
			{Name: "business_units[].description", Type: "string"},
		},
		Status:  200,
		Returns: Returns{Shape: List, Items: "business_units", Fields: businessUnitFields()},
		Errors:  hqErrors(),
		Entity:  "business_unit", Model: Modelled,
		Notes: "The answer lists the units created or modified. Whether units left out of the request are removed is not stated. " +
			"The body is an object with business_units; acc_sdk's examples give a bare list, which differs from the reference. " + hqTokenNote,
		Source: referenceACC + "business_units_structure-PUT",
	}
}

func businessUnitFields() []Field {
	return []Field{
		{Name: "id", Type: "uuid"},
		{Name: "account_id", Type: "uuid"},
		{Name: "parent_id", Type: "uuid|null"},
		{Name: "name", Type: "string"},
		{Name: "path", Type: "string|null", Doc: "Names of the ancestors, null at the top"},
		{Name: "description", Type: "string"},
		{Name: "created_at", Type: "datetime"},
		{Name: "updated_at", Type: "datetime"},
	}
}
