package sheet

import (
	"cmp"
	"context"
	"errors"
	"io"
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
	sample    map[string]string // a row to replace, by heading
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
		v, ok, err := readCell(&row, c.Name, func(c Cell) (Day, bool, error) { return c.AsDate(l) })
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

// WriteSample writes a file of this layout with its headings and a row to replace.
func (t Template) WriteSample(ctx context.Context, w io.Writer) error {
	d := Data{}
	var row []any
	for _, c := range t.Columns {
		d.Columns = append(d.Columns, c.Name)
		row = append(row, t.sample[c.Name])
	}
	d.Rows = RowsOf([][]any{row})
	return WriteCSV(ctx, w, d, CSVOptions{Delimiter: t.Delimiter, BOM: true})
}
