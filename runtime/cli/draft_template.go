package cli

import (
	"fmt"
	"strings"

	"accstar/builtins/sheet"
)

// templateDraft is what a playbook does with a layout of Autodesk's.
type templateDraft struct {
	goal     goal
	before   []string // lines before main: what the layout calls things, and what ACC does
	row      []string // lines that deal with one row
	projects bool     // each row names its project
	open     []string // what is left to fill in
}

// templateDrafts are the drafts by template.
func templateDrafts() map[string]templateDraft {
	return map[string]templateDraft{
		"acc_users": {goal: goalMembers, row: []string{
			"fields = row.fields()",
			`products = {p.key: p.access for p in fields.get("products", []) if p.access != "none"}`,
			"acc.project_users.ensure(",
			"    project,",
			"    email = fields.email,",
			`    company = fields.get("companyId"),`,
			`    roles = fields.get("roleIds"),`,
			"    products = products or None,",
			")",
		}},
		"acc_projects": {goal: goalProjects, row: []string{"acc.projects.ensure(**row.fields())"}},
		"account_users": {goal: goalUsers, row: []string{
			"fields = row.fields()",
			"acc.account_users.ensure(",
			"    email = fields.email,",
			`    company = fields.get("company_id", fields.get("company")),`,
			`    role = fields.get("default_role"),`,
			`    first_name = fields.get("first_name"),`,
			`    last_name = fields.get("last_name"),`,
			`    job_title = fields.get("job_title"),`,
			")",
		}},
		"account_companies": {goal: goalCompanies, row: []string{"acc.companies.ensure(**row.fields())"}},
		"bim360_users": {goal: goalMembers, projects: true,
			before: []string{
				"# The products that BIM 360's columns have become, and ACC's words for access.",
				`PRODUCTS = {"docs_access": "Docs", "pm_access": "Build"}`,
				`ACCESS = {"admin": "admin", "user": "member"}`,
			},
			row: []string{
				"fields = row.fields()",
				"products = {PRODUCTS[c]: ACCESS[fields[c]] for c in PRODUCTS if c in fields}",
				"acc.project_users.ensure(",
				"    fields.project_name,",
				"    email = fields.email,",
				`    company = fields.get("company_name"),`,
				`    roles = fields.get("industry_roles"),`,
				"    products = products or None,",
				")",
			},
			open: []string{"whether Docs and Build are the products meant with docs_access and pm_access"}},
		"bim360_services": {goal: goalMembers, projects: true,
			before: []string{
				"# The products that BIM 360's services have become. Who is listed is made their administrator.",
				"PRODUCTS = {",
				`    "admin": "Project Administration",`,
				`    "doc_manager": "Docs",`,
				`    "pm": "Build",`,
				`    "fng": "Build",`,
				`    "field": "Build",`,
				`    "collab": "Design Collaboration",`,
				`    "cost": "Cost",`,
				`    "gng": "Model Coordination",`,
				`    "glue": "Model Coordination",`,
				"}",
			},
			row: []string{
				"fields = row.fields()",
				`product = PRODUCTS.get(fields.get("service_type"))`,
				"if product == None:",
				`    row.skip("no product is known for this service")`,
				"acc.project_users.ensure(",
				"    fields.project_name,",
				"    email = fields.email,",
				`    company = fields.get("company"),`,
				`    products = {product: "admin"},`,
				")",
			},
			open: []string{"whether the products are those meant with service_type"}},
		"bim360_projects": {goal: goalProjects,
			before: []string{
				"# What the columns are called in ACC's API.",
				"FIELDS = {",
				`    "name": "name",`,
				`    "project_type": "type",`,
				`    "job_number": "jobNumber",`,
				`    "start_date": "startDate",`,
				`    "end_date": "endDate",`,
				`    "address_line_1": "addressLine1",`,
				`    "address_line_2": "addressLine2",`,
				`    "city": "city",`,
				`    "state_or_province": "stateOrProvince",`,
				`    "postal_code": "postalCode",`,
				`    "country": "country",`,
				`    "business_unit_id": "business_unit",`,
				`    "timezone": "timezone",`,
				`    "construction_type": "constructionType",`,
				`    "contract_type": "contractType",`,
				"}",
			},
			row: []string{
				"fields = row.fields()",
				"given = {FIELDS[c]: fields[c] for c in FIELDS if c in fields}",
				`if fields.get("value"):`,
				`    given["projectValue"] = {"value": fields.value, "currency": fields.get("currency", "USD")}`,
				"acc.projects.ensure(**given)",
			}},
	}
}

// fromTemplate makes a draft for a layout that is known.
func (d *draft) fromTemplate(t sheet.Template) bool {
	known, ok := templateDrafts()[t.ID]
	if !ok {
		return false
	}
	d.goal, d.lines, d.before = known.goal, known.row, known.before
	d.open = append(d.open, known.open...)
	delete(d.parts, "project")
	if known.projects {
		d.parts["project"] = 0
	}
	d.template = strings.Replace(t.ID, "_", ".", 1)
	d.leftOut(t)
	return true
}

// leftOut tells of columns that hold something and that the playbook does nothing with.
func (d *draft) leftOut(t sheet.Template) {
	if t.ID != "bim360_projects" {
		return
	}
	for _, c := range [][2]string{
		{"folders_created_from", "whether it names templates: template = fields.folders_created_from clones one"},
		{"language", "nothing is done with it: ACC's projects have none"},
	} {
		at, err := d.table.Find(c[0])
		if err == nil && d.anyCell(at, func(string) bool { return true }) {
			d.open = append(d.open, fmt.Sprintf("column %s: %s", quoted(c[0]), c[1]))
		}
	}
}
