package sheet

import (
	"cmp"
	"context"
	"errors"
	"io"
	"slices"
	"strings"
)

// Template is a layout of columns that Autodesk gave its customers to fill in. Such files are read without saying what each column
// holds.
type Template struct {
	ID        string // "acc_users"
	Title     string // "ACC user CSV"
	Delimiter rune
	Dates     DateOrder // how the template's own sample writes dates
	Columns   []TemplateColumn
	sample    [][]string
}

// TemplateColumn is a column of a template.
type TemplateColumn struct {
	Name     string // the heading, which is also the name of the API's field
	Holds    Holding
	Choices  []string // what a choice may be
	Required bool     // a file of this layout has the column, and no row leaves it blank
}

// Holding is what the cells of a template's column hold.
type Holding uint8

// What the cells of a template's column hold.
const (
	HoldsText Holding = iota
	HoldsEmail
	HoldsDate
	HoldsDecimal
	HoldsChoice
	HoldsList   // separated by commas or semicolons
	HoldsAccess // a choice, of the access to the product that the heading names: "products.docs"
)

// productPrefix begins the headings of columns that hold the access to a product.
const productPrefix = "products."

// Templates are the layouts that are known.
func Templates() []Template {
	return []Template{accUsers(), accProjects(), setupUsers(), setupProjects(), setupServices(), accountUsers(), accountCompanies()}
}

// TemplateNamed is the template with an ID.
func TemplateNamed(id string) (Template, error) {
	var ids []string
	for _, t := range Templates() {
		if t.ID == id {
			return t, nil
		}
		ids = append(ids, t.ID)
	}
	problem := "there is no template " + quoteList([]string{id})
	if near := nearest(id, ids); near != "" {
		problem += " (did you mean " + quoteList([]string{near}) + "?)"
	}
	return Template{}, &FileError{Problem: problem, Hint: "The templates are " + quoteList(ids) + "."}
}

// RecogniseTemplate is the template that a sheet's columns are those of: it has all required ones and most of the others.
func RecogniseTemplate(h *Header) (Template, bool) {
	var best Template
	share := 0.5
	for _, t := range Templates() {
		found := 0
		for _, c := range t.Columns {
			if h.Has(c.Name) {
				found++
			} else if c.Required {
				found = -len(t.Columns)
			}
		}
		if s := float64(found) / float64(len(t.Columns)); s > share {
			best, share = t, s
		}
	}
	return best, best.ID != ""
}

// Read is a row of a file of this layout as fields of the API, in plain JSON types: text, numbers, dates as "2025-03-04", lists,
// and "products" as a list of key and access. A blank cell has no field: blank means leave as it is. All that is wrong with the
// row is in one error.
func (t Template) Read(row Row) (map[string]any, error) {
	fields := map[string]any{}
	var products []any
	var faults []error
	for _, c := range t.columnsOf(row.header) {
		v, err := c.read(row, t.Dates)
		switch {
		case err != nil:
			faults = append(faults, err)
		case v == nil && c.Required:
			faults = append(faults, row.Missing(c.Name, "a value"))
		case v == nil:
		case c.Holds == HoldsAccess:
			products = append(products, map[string]any{"key": strings.TrimPrefix(c.Name, productPrefix), "access": v})
		default:
			fields[c.Name] = v
		}
	}
	if products != nil {
		fields["products"] = products
	}
	return fields, errors.Join(faults...)
}

// columnsOf is the template's columns that a sheet has, with those for products that the template does not know.
func (t Template) columnsOf(h *Header) []TemplateColumn {
	var columns []TemplateColumn
	known := map[string]bool{}
	access := -1
	for i, c := range t.Columns {
		if c.Holds == HoldsAccess {
			access = i
		}
		if h.Has(c.Name) || c.Required {
			columns = append(columns, c)
		}
		known[fold(c.Name)] = true
	}
	for _, c := range h.Columns {
		if access >= 0 && strings.HasPrefix(c.Name, productPrefix) && !known[fold(c.Name)] {
			columns = append(columns, TemplateColumn{Name: c.Name, Holds: HoldsAccess, Choices: t.Columns[access].Choices})
		}
	}
	return columns
}

// read is the value of a column in a row; nil for a blank cell. Dates are in the template's order unless the file was read with
// another one.
func (c TemplateColumn) read(row Row, dates DateOrder) (any, error) {
	orNil := func(v any, ok bool, err error) (any, error) {
		if !ok || err != nil {
			return nil, err
		}
		return v, nil
	}
	switch c.Holds {
	case HoldsEmail:
		v, ok, err := row.Email(c.Name)
		return orNil(v, ok, err)
	case HoldsDate:
		l := row.header.Locale
		l.Dates = cmp.Or(l.Dates, dates)
		v, ok, err := readCell(row, c.Name, func(c Cell) (Day, bool, error) { return c.AsDate(l) })
		return orNil(v.String(), ok, err)
	case HoldsDecimal:
		v, ok, err := row.Decimal(c.Name)
		return orNil(v, ok, err)
	case HoldsChoice, HoldsAccess:
		v, ok, err := row.Choice(c.Name, c.Choices)
		return orNil(v, ok, err)
	case HoldsList:
		parts, ok, err := row.List(c.Name, "")
		list := make([]any, len(parts))
		for i, p := range parts {
			list[i] = p
		}
		return orNil(list, ok, err)
	}
	v, ok, err := row.Text(c.Name)
	return orNil(v, ok, err)
}

// WriteSample writes a file of this layout with its headings and one row or two to replace.
func (t Template) WriteSample(ctx context.Context, w io.Writer) error {
	d := Data{}
	for _, c := range t.Columns {
		d.Columns = append(d.Columns, c.Name)
	}
	var rows [][]any
	for _, sample := range t.sample {
		row := make([]any, len(sample))
		for i, text := range sample {
			row[i] = text
		}
		rows = append(rows, row)
	}
	d.Rows = RowsOf(rows)
	return WriteCSV(ctx, w, d, CSVOptions{Delimiter: t.Delimiter, BOM: true})
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
	t := Template{ID: "acc_users", Title: "ACC user CSV", Delimiter: ',', Columns: slices.Concat(
		columns(HoldsEmail, "email*"), columns(HoldsText, "firstName", "lastName", "companyId"), columns(HoldsList, "roleIds"))}
	row := []string{"ada@example.com", "Ada", "Lovelace", "", ""}
	for _, key := range []string{"insight", "docs", "projectAdministration", "autoSpecs", "build", "cost", "designCollaboration", "modelCoordination", "takeoff"} {
		t.Columns = append(t.Columns, choice(productPrefix+key, HoldsAccess, "administrator", "member", "none")...)
		row = append(row, "member")
	}
	row[7] = "none" // a member is no project administrator
	t.sample = [][]string{row}
	return t
}

func accProjects() Template {
	return Template{ID: "acc_projects", Title: "ACC project CSV", Delimiter: ',', Columns: slices.Concat(
		columns(HoldsText, "name*", "addressLine1", "addressLine2", "city", "constructionType", "contractType", "country", "currentPhase", "deliveryMethod", "jobNumber", "postalCode"),
		columns(HoldsDate, "startDate"), columns(HoldsText, "stateOrProvince", "timezone"),
		choice("classification", HoldsChoice, "production", "template", "component", "sample"), columns(HoldsText, "type*", "template")),
		sample: [][]string{{"North Tower", "1 High Street", "", "Leeds", "New Construction", "Design-Bid-Build", "United Kingdom", "", "", "24017", "LS1 1AA",
			"2025-03-04", "", "Europe/London", "production", "Office", ""}}}
}

func setupUsers() Template {
	return Template{ID: "bim360_project_users", Title: "BIM 360 set-up tool's user CSV", Delimiter: ';', Dates: MonthFirst, Columns: slices.Concat(
		columns(HoldsText, "project_name*"), columns(HoldsEmail, "email*"), choice("pm_access", HoldsChoice, "admin", "user"),
		choice("docs_access", HoldsChoice, "admin", "user"), columns(HoldsText, "company_name"), columns(HoldsList, "industry_roles")),
		sample: [][]string{{"North Tower", "ada@example.com", "user", "user", "Engines Ltd", "Architect"}}}
}

func setupProjects() Template {
	return Template{ID: "bim360_projects", Title: "BIM 360 set-up tool's project CSV", Delimiter: ';', Dates: MonthFirst, Columns: slices.Concat(
		columns(HoldsText, "name*"), columns(HoldsDate, "start_date", "end_date"), columns(HoldsText, "project_type*"), columns(HoldsDecimal, "value"),
		columns(HoldsText, "currency", "job_number", "address_line_1", "address_line_2", "city", "state_or_province", "postal_code", "country",
			"business_unit_id", "timezone", "language", "construction_type", "contract_type", "folders_created_from")),
		sample: [][]string{{"North Tower", "03/04/2025", "12/31/2026", "Office", "0", "GBP", "24017", "1 High Street", "", "Leeds", "", "LS1 1AA", "United Kingdom",
			"", "Europe/London", "en", "New Construction", "Design-Bid-Build", ""}}}
}

func setupServices() Template {
	return Template{ID: "bim360_services", Title: "BIM 360 set-up tool's service CSV", Delimiter: ';', Columns: slices.Concat(
		columns(HoldsText, "project_name*"), choice("service_type", HoldsChoice, "admin", "doc_manager", "pm", "fng", "collab", "cost", "gng", "glue", "plan", "field"),
		columns(HoldsEmail, "email*"), columns(HoldsText, "company")),
		sample: [][]string{{"North Tower", "doc_manager", "ada@example.com", "Engines Ltd"}}}
}

func accountUsers() Template {
	return Template{ID: "account_users", Title: "account member import", Delimiter: ',', Columns: slices.Concat(
		columns(HoldsEmail, "email*"), columns(HoldsText, "company_id", "nickname", "first_name", "last_name", "image_url", "address_line_1", "address_line_2", "city",
			"state_or_province", "postal_code", "country", "phone", "company", "job_title", "industry", "about_me", "default_role")),
		sample: [][]string{{"ada@example.com", "", "", "Ada", "Lovelace", "", "", "", "", "", "", "", "", "", "", "", "", "BIM Manager"}}}
}

func accountCompanies() Template {
	return Template{ID: "account_companies", Title: "company import", Delimiter: ',', Columns: columns(HoldsText, "name*", "trade*", "address_line_1", "address_line_2",
		"city", "state_or_province", "postal_code", "country", "phone", "website_url", "description", "erp_id", "tax_id"),
		sample: [][]string{{"Engines Ltd", "Concrete", "1 High Street", "", "Leeds"}}}
}
