package sheet

import (
	"slices"
	"strings"
)

// Templates are the layouts that are known: those of Autodesk's admin samples for ACC, of its set-up tool for BIM 360, and of the
// imports of members and companies into an account.
func Templates() []Template {
	return []Template{
		accUsers(), accProjects(), setupUsers(), setupProjects(), setupServices(), accountUsers(), accountCompanies(),
	}
}

// columns are template columns by name; a trailing * marks a required one.
func columns(holds Holding, names ...string) []TemplateColumn {
	all := make([]TemplateColumn, len(names))
	for i, name := range names {
		bare := strings.TrimSuffix(name, "*")
		all[i] = TemplateColumn{Name: bare, Holds: holds, Required: bare != name}
	}
	return all
}

// choice is a column that holds one of several words.
func choice(name string, holds Holding, choices ...string) []TemplateColumn {
	all := columns(holds, name)
	all[0].Choices = choices
	return all
}

func accUsers() Template {
	t := Template{
		ID: "acc_users", Title: "ACC user CSV", Delimiter: ',',
		Columns: slices.Concat(
			columns(HoldsEmail, "email*"),
			columns(HoldsText, "firstName", "lastName", "companyId"),
			columns(HoldsList, "roleIds"),
		),
		sample: map[string]string{"email": "ada@example.com", "firstName": "Ada", "lastName": "Lovelace"},
	}
	for _, key := range []string{
		"insight", "docs", "projectAdministration", "autoSpecs", "build", "cost", "designCollaboration", "modelCoordination", "takeoff",
	} {
		t.Columns = append(t.Columns, choice(productPrefix+key, HoldsAccess, "administrator", "member", "none")...)
		t.sample[productPrefix+key] = "member"
	}
	t.sample[productPrefix+"projectAdministration"] = "none" // a member is no project administrator
	return t
}

func accProjects() Template {
	return Template{
		ID: "acc_projects", Title: "ACC project CSV", Delimiter: ',',
		Columns: slices.Concat(
			columns(HoldsText, "name*", "addressLine1", "addressLine2", "city", "constructionType", "contractType", "country",
				"currentPhase", "deliveryMethod", "jobNumber", "postalCode"),
			columns(HoldsDate, "startDate"),
			columns(HoldsText, "stateOrProvince", "timezone"),
			choice("classification", HoldsChoice, "production", "template", "component", "sample"),
			columns(HoldsText, "type*", "template"),
		),
		sample: map[string]string{
			"name": "North Tower", "addressLine1": "1 High Street", "city": "Leeds", "postalCode": "LS1 1AA", "country": "United Kingdom",
			"jobNumber": "24017", "startDate": "2025-03-04", "constructionType": "New Construction", "contractType": "Design-Bid-Build",
			"timezone": "Europe/London", "classification": "production", "type": "Office",
		},
	}
}

func setupUsers() Template {
	return Template{
		ID: "bim360_users", Title: "BIM 360 set-up tool's user CSV", Delimiter: ';',
		Columns: slices.Concat(
			columns(HoldsText, "project_name*"),
			columns(HoldsEmail, "email*"),
			choice("pm_access", HoldsChoice, "admin", "user"),
			choice("docs_access", HoldsChoice, "admin", "user"),
			columns(HoldsText, "company_name"),
			columns(HoldsList, "industry_roles"),
		),
		sample: map[string]string{
			"project_name": "North Tower", "email": "ada@example.com", "pm_access": "user", "docs_access": "user",
			"company_name": "Engines Ltd", "industry_roles": "Architect",
		},
	}
}

func setupProjects() Template {
	return Template{
		ID: "bim360_projects", Title: "BIM 360 set-up tool's project CSV", Delimiter: ';', Dates: MonthFirst,
		Columns: slices.Concat(
			columns(HoldsText, "name*"),
			columns(HoldsDate, "start_date", "end_date"),
			columns(HoldsText, "project_type*"),
			columns(HoldsDecimal, "value"),
			columns(HoldsText, "currency", "job_number", "address_line_1", "address_line_2", "city", "state_or_province", "postal_code",
				"country", "business_unit_id", "timezone", "language", "construction_type", "contract_type", "folders_created_from"),
		),
		sample: map[string]string{
			"name": "North Tower", "start_date": "03/04/2025", "end_date": "12/31/2026", "project_type": "Office", "value": "0",
			"currency": "GBP", "job_number": "24017", "address_line_1": "1 High Street", "city": "Leeds", "postal_code": "LS1 1AA",
			"country": "United Kingdom", "timezone": "Europe/London", "language": "en", "construction_type": "New Construction",
			"contract_type": "Design-Bid-Build",
		},
	}
}

func setupServices() Template {
	return Template{
		ID: "bim360_services", Title: "BIM 360 set-up tool's service CSV", Delimiter: ';',
		Columns: slices.Concat(
			columns(HoldsText, "project_name*"),
			choice("service_type", HoldsChoice, "admin", "doc_manager", "pm", "fng", "collab", "cost", "gng", "glue", "plan", "field"),
			columns(HoldsEmail, "email*"),
			columns(HoldsText, "company"),
		),
		sample: map[string]string{
			"project_name": "North Tower", "service_type": "doc_manager", "email": "ada@example.com", "company": "Engines Ltd",
		},
	}
}

func accountUsers() Template {
	return Template{
		ID: "account_users", Title: "account member import", Delimiter: ',',
		Columns: slices.Concat(
			columns(HoldsEmail, "email*"),
			columns(HoldsText, "company_id", "nickname", "first_name", "last_name", "image_url", "address_line_1", "address_line_2", "city",
				"state_or_province", "postal_code", "country", "phone", "company", "job_title", "industry", "about_me", "default_role"),
		),
		sample: map[string]string{
			"email": "ada@example.com", "first_name": "Ada", "last_name": "Lovelace", "default_role": "BIM Manager",
		},
	}
}

func accountCompanies() Template {
	return Template{
		ID: "account_companies", Title: "company import", Delimiter: ',',
		Columns: columns(HoldsText, "name*", "trade*", "address_line_1", "address_line_2", "city", "state_or_province", "postal_code",
			"country", "phone", "website_url", "description", "erp_id", "tax_id"),
		sample: map[string]string{"name": "Engines Ltd", "trade": "Concrete", "address_line_1": "1 High Street", "city": "Leeds"},
	}
}
