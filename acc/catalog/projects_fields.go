package catalog

// projectFields are the fields of a project in construction/admin, its canonical form.
func projectFields() []Field {
	return []Field{
		{Name: "id", Type: "uuid"},
		{Name: "name", Type: "string"},
		{Name: "startDate", Type: "date|null"},
		{Name: "endDate", Type: "date|null"},
		{Name: "type", Type: "string"},
		{Name: "classification", Type: "string", Enum: projectClassifications()},
		{Name: "projectValue", Type: "object"},
		{Name: "projectValue.value", Type: "number"},
		{Name: "projectValue.currency", Type: "string"},
		{Name: "status", Type: "string", Enum: projectStatuses()},
		{Name: "jobNumber", Type: "string"},
		{Name: "addressLine1", Type: "string"},
		{Name: "addressLine2", Type: "string"},
		{Name: "city", Type: "string"},
		{Name: "stateOrProvince", Type: "string"},
		{Name: "postalCode", Type: "string"},
		{Name: "country", Type: "string"},
		{Name: "latitude", Type: "string"},
		{Name: "longitude", Type: "string"},
		{Name: "timezone", Type: "string|null"},
		{Name: "constructionType", Type: "string"},
		{Name: "deliveryMethod", Type: "string"},
		{Name: "contractType", Type: "string"},
		{Name: "currentPhase", Type: "string"},
		{Name: "businessUnitId", Type: "uuid|null"},
		{Name: "lastSignIn", Type: "datetime"},
		{Name: "imageUrl", Type: "string|null"},
		{Name: "thumbnailImageUrl", Type: "string|null"},
		{Name: "createdAt", Type: "datetime"},
		{Name: "updatedAt", Type: "datetime", Doc: "Changes of the project's own fields only"},
		{Name: "memberGroupId", Type: "string"},
		{Name: "adminGroupId", Type: "string"},
		{Name: "accountId", Type: "uuid"},
		{Name: "sheetCount", Type: "int|null"},
		{Name: "products", Type: "[]object"},
		{Name: "products[].key", Type: "string", Enum: allProducts(), Doc: "BIM 360 projects carry BIM 360 keys"},
		{Name: "products[].name", Type: "string"},
		{Name: "products[].icon", Type: "string"},
		{Name: "products[].status", Type: "string",
			Enum: []string{"activating", "activationFailed", "active", "deactivating", "deactivationFailed", "inactive", "available"},
			Doc:  "deactivating, deactivationFailed, inactive, available: BIM 360 only"},
		{Name: "products[].language", Type: "string", Doc: "Classic Field only"},
		{Name: "platform", Type: "string", Enum: platforms()},
		{Name: "companyCount", Type: "int"},
		{Name: "memberCount", Type: "int"},
		{Name: "templateId", Type: "uuid|null", Doc: "Project it was cloned from"},
	}
}

// projectFieldsHQ are the fields of a project in hq, its form "hq".
func projectFieldsHQ() []Field {
	return []Field{
		{Name: "id", Type: "uuid"},
		{Name: "account_id", Type: "uuid"},
		{Name: "name", Type: "string"},
		{Name: "start_date", Type: "date"},
		{Name: "end_date", Type: "date"},
		{Name: "project_type", Type: "string"},
		{Name: "value", Type: "number"},
		{Name: "currency", Type: "string"},
		{Name: "status", Type: "string", Enum: []string{"active", "pending", "inactive", "archived"}},
		{Name: "job_number", Type: "string"},
		{Name: "address_line_1", Type: "string"},
		{Name: "address_line_2", Type: "string"},
		{Name: "city", Type: "string"},
		{Name: "state_or_province", Type: "string"},
		{Name: "postal_code", Type: "string"},
		{Name: "country", Type: "string"},
		{Name: "business_unit_id", Type: "uuid"},
		{Name: "timezone", Type: "string"},
		{Name: "language", Type: "string", Enum: []string{"en", "de"}, Doc: "Field only"},
		{Name: "construction_type", Type: "string"},
		{Name: "contract_type", Type: "string"},
		{Name: "last_sign_in", Type: "datetime|null"},
		{Name: "created_at", Type: "datetime"},
		{Name: "updated_at", Type: "datetime"},
	}
}

func projectClassifications() []string {
	return []string{"production", "template", "component", "sample"}
}
func projectStatuses() []string { return []string{"active", "pending", "archived", "suspended"} }
func platforms() []string       { return []string{"acc", "bim360"} }

func projectKindFilters() []Field {
	return []Field{
		{Name: "filter[classification]", Type: "[]string", Enum: projectClassifications(), MaxLen: 255, Test: &Test{"classification", MatchOneOf}},
		{Name: "filter[platform]", Type: "[]string", Enum: platforms(), MaxLen: 255, Test: &Test{"platform", MatchOneOf}},
	}
}

func projectFilters() []Field {
	return []Field{
		textFilter("name"),
		{Name: "filter[type]", Type: "[]string", Doc: "Project types; a leading - leaves a type out, as in -Bridge",
			Test: &Test{"type", MatchNotOneOf}},
		{Name: "filter[status]", Type: "[]string", Enum: projectStatuses(), Test: &Test{"status", MatchOneOf}},
		textFilter("jobNumber"),
		updatedAtFilter(),
	}
}

// projectCreateBody is what a new project is made of.
func projectCreateBody() []Field {
	return []Field{
		{Name: "name", Type: "string", Required: true, MaxLen: 255, Doc: "Project name"},
		{Name: "type", Type: "string", Required: true, MaxLen: 255, Doc: "Any text; project_types has the recommended ones"},
		{Name: "classification", Type: "string", Enum: projectClassifications(),
			Doc: `template makes a project template, and then type must be "Template Project", else 400. At most one component and one sample project per account`},
		{Name: "startDate", Type: "date|null"},
		{Name: "endDate", Type: "date|null"},
		{Name: "projectValue", Type: "object", Doc: "If given, both members are needed"},
		{Name: "projectValue.value", Type: "number", Required: true, Doc: "Estimated cost; 0 when unset"},
		{Name: "projectValue.currency", Type: "string", Required: true, Enum: currencies(), Doc: "USD when unset"},
		{Name: "jobNumber", Type: "string", MaxLen: 100, Doc: "The account's own identifier of the project"},
		{Name: "addressLine1", Type: "string|null", MaxLen: 255},
		{Name: "addressLine2", Type: "string|null", MaxLen: 255},
		{Name: "city", Type: "string|null", MaxLen: 255},
		{Name: "stateOrProvince", Type: "string|null", MaxLen: 255, Doc: "Name or ISO 3166-2 code; must lie in the given country"},
		{Name: "postalCode", Type: "string|null", MaxLen: 255},
		{Name: "country", Type: "string|null", MaxLen: 255,
			Doc: `ISO 3166-1 alpha-2 code; names of countries pass too (the reference sends "United States")`},
		{Name: "latitude", Type: "string|null", MaxLen: 25, Doc: "A string, not a number"},
		{Name: "longitude", Type: "string|null", MaxLen: 25, Doc: "A string, not a number"},
		{Name: "timezone", Type: "string|null", Enum: timezones(), Doc: "IANA name from this list"},
		{Name: "constructionType", Type: "string", Doc: "Any text; recommended: New Construction, Renovation"},
		{Name: "deliveryMethod", Type: "string",
			Doc: "Any text; recommended: Design-Bid-Build, Construction Management (CM) at Risk, Integrated Project Delivery (IPD)"},
		{Name: "contractType", Type: "string", Doc: "Any text, such as Lump Sum, Cost Plus, Guaranteed Maximum Price, Unit Price"},
		{Name: "currentPhase", Type: "string", Doc: "Any text; current_phases has the recommended ones"},
		{Name: "businessUnitId", Type: "uuid", Doc: "From business_units.list"},
		{Name: "template", Type: "object",
			Doc: "Project to clone products and settings from. Left out, every product of the account is added and activated"},
		{Name: "template.projectId", Type: "uuid", Required: true,
			Doc: "A template of this account or, when making a template, a production project. A template cannot be made from a template"},
		{Name: "template.options", Type: "object"},
		{Name: "template.options.field", Type: "object"},
		{Name: "template.options.field.includeCompanies", Type: "bool", Doc: "Copy companies (classic Field only)"},
		{Name: "template.options.field.includeLocations", Type: "bool", Doc: "Copy locations (classic Field only)"},
	}
}
