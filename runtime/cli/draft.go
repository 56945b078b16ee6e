package cli

import (
	"fmt"
	"slices"
	"strings"

	"go.starlark.net/starlark"

	"accstar/builtins/sheet"
)

// draft is a playbook in the making, for a spreadsheet.
type draft struct {
	table    *sheet.Table
	goal     goal
	template string         // as sheet.read knows it; "" for none
	before   []string       // lines before main, of a template
	lines    []string       // lines that deal with one row, of a template
	parts    map[string]int // the column that holds a part of what is to be done
	options  []string       // of sheet.read
	columns  []draftColumn
	file     string   // the spreadsheet's name as the playbook may read it by itself, or ""
	open     []string // what is left to fill in
}

type draftColumn struct{ name, kind, remark string }

// goal is what a playbook may be for.
type goal uint8

// The goals, by what the columns hold.
const (
	goalPrint goal = iota
	goalMembers
	goalUsers
	goalProjects
	goalCompanies
)

// does is what a playbook does, as said of it.
func (g goal) does() string {
	switch g {
	case goalMembers:
		return "adds the people of the spreadsheet to their projects"
	case goalUsers:
		return "adds the people of the spreadsheet to the account"
	case goalProjects:
		return "creates the projects of the spreadsheet that are not there yet"
	case goalCompanies:
		return "adds the companies of the spreadsheet to the account"
	}
	return "prints the rows of the spreadsheet; what to do with them is for you to write"
}

// param is the parameter that names the spreadsheet.
func (g goal) param() string {
	switch g {
	case goalMembers, goalUsers:
		return "people"
	case goalProjects:
		return "jobs"
	case goalCompanies:
		return "companies"
	}
	return "data"
}

// wordings are the headings that people give to a part, besides its own name; as with all headings, case, spaces and punctuation
// do not count.
func wordings() map[string][]string {
	return map[string][]string{
		"email":     {"email", "e-mail address", "email address", "mail", "user email"},
		"project":   {"project", "projects", "job", "jobs", "job number", "job numbers", "job no", "project name", "project number"},
		"company":   {"company", "company name", "employer", "firm", "companyId"},
		"roles":     {"roles", "role", "industry roles", "roleIds"},
		"access":    {"access", "access level"},
		"name":      {"name", "project name", "project", "company name", "company"},
		"type":      {"type", "project type"},
		"number":    {"job number", "job", "job no", "project number", "number", "jobNumber"},
		"trade":     {"trade"},
		"start":     {"start", "start date"},
		"end":       {"end", "end date"},
		"city":      {"city", "town"},
		"country":   {"country"},
		"firstName": {"first name"},
		"lastName":  {"last name", "surname"},
	}
}

// newDraft decides what a playbook for a sheet is to do.
func newDraft(t *sheet.Table, opt sheet.Options) *draft {
	d := &draft{table: t, goal: goalPrint, parts: map[string]int{}}
	for part, headings := range wordings() {
		for _, heading := range headings {
			if at, err := t.Find(heading); err == nil {
				d.parts[part] = at
				break
			}
		}
	}
	if opt.Sheet != "" {
		d.options = append(d.options, "sheet = "+quoted(t.Sheet))
	}
	if opt.HeaderRow > 0 {
		d.options = append(d.options, fmt.Sprintf("header = %d", opt.HeaderRow))
	}
	if known, ok := sheet.RecogniseTemplate(&t.Header); ok && d.fromTemplate(known) {
		return d
	}
	switch {
	case d.has("email"):
		d.goal = goalMembers
	case d.has("name", "type"):
		d.goal = goalProjects
	case d.has("name", "trade"):
		d.goal = goalCompanies
	default:
		d.open = append(d.open, "what to do with a row; accstar docs lists what there is")
	}
	d.describe()
	return d
}

func (d *draft) has(parts ...string) bool {
	for _, part := range parts {
		if _, ok := d.parts[part]; !ok {
			return false
		}
	}
	return true
}

// needsProject reports whether the project is a parameter: no column names it.
func (d *draft) needsProject() bool { return d.goal == goalMembers && !d.has("project") }

// describe says of each column what it holds.
func (d *draft) describe() {
	part := map[int]string{}
	for name, at := range d.parts {
		if d.uses(name) {
			part[at] = name
		}
	}
	for i, c := range d.table.Columns {
		column := draftColumn{name: c.Name, kind: d.kindOf(i)}
		d.refine(&column, part[i], i)
		d.columns = append(d.columns, column)
	}
}

// uses reports whether the goal needs a part.
func (d *draft) uses(part string) bool {
	switch d.goal {
	case goalMembers:
		return slices.Contains([]string{"email", "project", "company", "roles", "access"}, part)
	case goalProjects:
		return slices.Contains([]string{"name", "type", "number", "start", "end", "city", "country"}, part)
	case goalCompanies:
		return slices.Contains([]string{"name", "trade", "city", "country"}, part)
	}
	return false
}

// refine says more of a column that is part of what is to be done.
func (d *draft) refine(c *draftColumn, part string, at int) {
	switch part {
	case "email":
		c.kind = "column.email(required = True)"
	case "name", "type", "trade":
		c.kind = "column.text(required = True)"
	case "number", "city", "country":
		c.kind = "column.text()"
	case "project":
		c.kind = "column.project(required = True)"
		if d.anyCell(at, func(text string) bool { return strings.ContainsAny(text, ";\n") }) {
			c.kind = "column.list(of = column.project(), required = True)"
		}
	case "company":
		c.kind = "column.company()"
	case "roles":
		c.kind = "column.list(of = column.role())"
	case "access":
		d.refineAccess(c, at)
	case "start", "end":
		if c.kind != "column.date()" {
			delete(d.parts, part)
		}
	}
}

// refineAccess takes the words for access where they are plain.
func (d *draft) refineAccess(c *draftColumn, at int) {
	meaning := map[string]string{"admin": "admin", "administrator": "admin", "project admin": "admin", "member": "member", "user": "member"}
	var pairs []string
	odd := ""
	d.anyCell(at, func(text string) bool {
		access, known := meaning[strings.ToLower(text)]
		pair := fmt.Sprintf("%s: %s", quoted(strings.ToLower(text)), quoted(access))
		switch {
		case !known && odd == "":
			odd = text
		case known && !slices.Contains(pairs, pair):
			pairs = append(pairs, pair)
		}
		return false
	})
	if odd != "" {
		c.remark = fmt.Sprintf("%s is neither admin nor member: say what is meant with column.choice({...})", quoted(odd))
		d.open = append(d.open, fmt.Sprintf("what access %s in column %s means", quoted(odd), quoted(c.name)))
		delete(d.parts, "access")
		return
	}
	if len(pairs) > 0 {
		slices.Sort(pairs)
		c.kind = "column.choice({" + strings.Join(pairs, ", ") + "})"
		return
	}
	delete(d.parts, "access")
}

// anyCell reports whether a cell of a column that is not blank is as wanted.
func (d *draft) anyCell(at int, is func(text string) bool) bool {
	return slices.ContainsFunc(d.table.Rows, func(row sheet.Row) bool {
		text, ok, err := row.Cells[at].AsText()
		return ok && err == nil && is(text)
	})
}

// kindOf is the kind of column that takes all its cells.
func (d *draft) kindOf(at int) string {
	found := map[sheet.Kind]bool{}
	emails, filled := true, false
	dayFirst, monthFirst, iso := true, true, true
	commas, comma := true, false // all cells are numbers if the comma is the decimal sign; one has a comma
	for _, row := range d.table.Rows {
		c := row.Cells[at]
		if c.Kind == sheet.Blank {
			continue
		}
		filled, found[c.Kind] = true, true
		_, _, err := c.AsEmail()
		emails = emails && err == nil
		_, _, err = c.AsDecimal(sheet.Locale{DecimalComma: true})
		commas, comma = commas && err == nil, comma || strings.Contains(c.Text(), ",")
		for order, all := range map[sheet.DateOrder]*bool{sheet.YearFirst: &iso, sheet.DayFirst: &dayFirst, sheet.MonthFirst: &monthFirst} {
			_, _, err := c.AsDate(sheet.Locale{Dates: order})
			*all = *all && err == nil
		}
	}
	only := func(kinds ...sheet.Kind) bool {
		for kind := range found {
			if !slices.Contains(kinds, kind) {
				return false
			}
		}
		return filled
	}
	switch {
	case !filled:
		return "column.text()"
	case emails:
		return "column.email()"
	case only(sheet.Int):
		return "column.int()"
	case only(sheet.Int, sheet.Decimal):
		return "column.decimal()"
	case only(sheet.Bool):
		return "column.bool()"
	case commas && comma:
		d.open = append(d.open, fmt.Sprintf("whether the comma is the decimal sign in column %s: decimal_comma = True in sheet.read, and column.decimal()", quoted(d.table.Columns[at].Name)))
	case iso:
		return "column.date()"
	case dayFirst != monthFirst:
		return d.dates(at, dayFirst)
	case dayFirst:
		d.open = append(d.open, fmt.Sprintf("whether the dates of column %s have the day or the month first: dates = \"day_first\" or \"month_first\" in sheet.read, and column.date()", quoted(d.table.Columns[at].Name)))
	}
	return "column.text()"
}

// dates is the kind of a column whose dates can be read in one order only, if no other column needs the other one.
func (d *draft) dates(at int, dayFirst bool) string {
	want, other := `dates = "month_first"`, `dates = "day_first"`
	if dayFirst {
		want, other = other, want
	}
	if slices.Contains(d.options, other) {
		d.open = append(d.open, fmt.Sprintf("the dates of column %s, whose order is not that of another column", quoted(d.table.Columns[at].Name)))
		return "column.text()"
	}
	if !slices.Contains(d.options, want) {
		d.options = append(d.options, want)
	}
	return "column.date()"
}

// quoted is a text as a literal of Starlark.
func quoted(text string) string { return starlark.String(text).String() }
