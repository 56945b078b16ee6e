package builtins

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"strings"
	"sync"

	"go.starlark.net/starlark"

	"accstar/builtins/sheet"
	"accstar/builtins/value"
	"accstar/runtime"
)

// columnSpec is a column as a playbook asks for it.
type columnSpec struct {
	name    string       // what the playbook calls it
	heading string       // what stands in the sheet
	column  *columnValue // what it is to hold; nil for whatever the sheet has
	at      int          // the column's index in the sheet, -1 when the sheet does without
}

// columnPlan is what a playbook expects of the columns of a sheet. Without expectations it is nil.
type columnPlan struct {
	specs    []columnSpec
	unique   []string // columns whose cells, taken together, no two rows may share
	template *sheet.Template
	names    []string // of the sheet's columns, as the playbook calls them
	sheet    string   // in short
}

// bind finds the columns in a sheet.
func (p *columnPlan) bind(h *sheet.Header) error {
	p.names, p.sheet = h.Names(), sheetName(h)
	renamed := map[int]string{}
	for i := range p.specs {
		s := &p.specs[i]
		at, err := h.Find(s.heading)
		var missing *sheet.ColumnError
		if s.column != nil && s.column.optional && errors.As(err, &missing) && len(missing.Also) == 0 {
			at, err = -1, nil
		}
		if err != nil {
			return err
		}
		if s.at = at; at < 0 {
			continue
		}
		if other, twice := renamed[at]; twice {
			return fmt.Errorf("columns: %q and %q are both the column %q of %s", other, s.name, h.Columns[at].Name, p.sheet)
		}
		renamed[at], s.heading = s.name, h.Columns[at].Name
		p.names[at] = s.name
	}
	for at, name := range renamed {
		for i, other := range p.names {
			if i != at && strings.EqualFold(other, name) {
				return fmt.Errorf("columns: %q is to be the column %q, but %s has another column %q", name, h.Columns[at].Name, p.sheet, h.Columns[i].Name)
			}
		}
	}
	for i, name := range p.unique {
		heading, _, err := p.find(h, name)
		if err != nil {
			return err
		}
		p.unique[i] = heading
	}
	return nil
}

// find is the heading of a column that a playbook names, "" where the sheet does without it, and its spec, -1 for none.
func (p *columnPlan) find(h *sheet.Header, name string) (heading string, spec int, err error) {
	for _, same := range []func(a, b string) bool{func(a, b string) bool { return a == b }, strings.EqualFold} {
		for i, s := range p.specs {
			if !same(s.name, name) {
				continue
			}
			if s.at < 0 {
				return "", i, nil
			}
			return s.heading, i, nil
		}
	}
	at, err := h.Find(name)
	if err != nil {
		var missing *sheet.ColumnError
		if near := runtime.Suggest(name, p.names); near != "" && errors.As(err, &missing) {
			missing.Near, missing.Columns = near, p.names
		}
		return "", -1, err
	}
	for i, s := range p.specs {
		if s.at == at {
			return s.heading, i, nil
		}
	}
	return h.Columns[at].Name, -1, nil
}

// columnCheck goes through the rows of one sheet.
type columnCheck struct {
	plan     *columnPlan
	env      *Env
	thread   *starlark.Thread
	locale   sheet.Locale
	mu       sync.Mutex // guards resolved
	resolved map[[2]string]resolution
	seen     map[string]int // the row that has a key of the unique columns
	twice    map[int]error  // by row: why its key is not its own
	faults   sheetFaults
}

func (p *columnPlan) check(env *Env, thread *starlark.Thread, h *sheet.Header) *columnCheck {
	return &columnCheck{plan: p, env: env, thread: thread, locale: h.Locale, seen: map[string]int{}, twice: map[int]error{}, faults: sheetFaults{sheet: p.sheet}}
}

// checked is what the cells of a row are by the plan.
type checked struct {
	typed  []starlark.Value // by spec; None for a blank cell
	fields starlark.Value   // of the template, as a record
	faults []error
}

// row reads the cells of a row; errors other than bad cells end the reading.
func (c *columnCheck) row(row sheet.Row) (checked, error) {
	if row.Fault != nil {
		return checked{faults: []error{row.Fault}}, nil
	}
	var found checked
	found.typed = make([]starlark.Value, len(c.plan.specs))
	for i, s := range c.plan.specs {
		found.typed[i] = starlark.None
		if s.column == nil || s.at < 0 {
			continue
		}
		cell := row.Cells[s.at]
		v, ok, err := s.column.read(c, cell)
		var bad *sheet.CellError
		switch {
		case errors.As(err, &bad):
			err = placed(row, s.heading, bad)
			found.faults = append(found.faults, err)
		case err != nil:
			return found, err
		case ok:
			found.typed[i] = v
		case s.column.required:
			found.faults = append(found.faults, row.Missing(s.heading, s.column.want()))
		}
	}
	if c.plan.template != nil {
		fields, err := c.plan.template.Read(row)
		if err != nil {
			found.faults = append(found.faults, unjoined(err)...)
		} else if found.fields, err = value.FromJSON(fields, nil); err != nil {
			return found, err
		}
	}
	return found, nil
}

// placed is the error of a cell, or of a part of it, with the cell's place.
func placed(row sheet.Row, heading string, bad *sheet.CellError) error {
	err := row.Bad(heading, bad.Want, bad.Hint)
	var e *sheet.CellError
	if errors.As(err, &e) {
		e.Got = bad.Got
	}
	return err
}

// unjoined is the errors that errors.Join has put together.
func unjoined(err error) []error {
	if joined, ok := err.(interface{ Unwrap() []error }); ok {
		return joined.Unwrap()
	}
	return []error{err}
}

// first is row for the first pass over a sheet: it also finds keys met twice, and keeps the faults.
func (c *columnCheck) first(row sheet.Row) (checked, error) {
	found, err := c.row(row)
	if err != nil {
		return found, err
	}
	if len(c.plan.unique) > 0 && row.Fault == nil {
		if err := c.distinct(row); err != nil {
			c.twice[row.Number] = err
			found.faults = append(found.faults, err)
		}
	}
	c.faults.add(found.faults)
	return found, nil
}

// again is row for a later pass.
func (c *columnCheck) again(row sheet.Row) (checked, error) {
	found, err := c.row(row)
	if twice := c.twice[row.Number]; twice != nil && err == nil {
		found.faults = append(found.faults, twice)
	}
	return found, err
}

// distinct is the error of a row whose key an earlier row has.
func (c *columnCheck) distinct(row sheet.Row) error {
	var key []string
	blank := true
	for _, heading := range c.plan.unique {
		text, ok, err := row.Text(heading)
		if err != nil || heading == "" {
			return nil // a fault of its own, where it matters
		}
		blank = blank && !ok
		key = append(key, strings.ToLower(strings.TrimPrefix(text, "mailto:")))
	}
	if blank {
		return nil
	}
	joined := strings.Join(key, "\x00")
	if earlier, met := c.seen[joined]; met {
		return row.Bad(c.plan.unique[len(key)-1], fmt.Sprintf("another %s than row %d", strings.Join(c.plan.unique, " and "), earlier),
			"Upper and lower case do not count. Leave one of the rows.")
	}
	c.seen[joined] = row.Number
	return nil
}

// maxFaults is how many bad cells of a sheet are told of one by one.
const maxFaults = 200

// sheetFaults are all bad cells of a sheet.
type sheetFaults struct {
	sheet       string
	cells, rows int
	told        []string
}

func (f *sheetFaults) add(faults []error) {
	if len(faults) == 0 {
		return
	}
	f.rows++
	for _, fault := range faults {
		f.cells++
		if len(f.told) < maxFaults {
			f.told = append(f.told, reasonOf(fault))
		}
	}
}

// Error says how many there are; of a single one what is wrong.
func (f *sheetFaults) Error() string {
	if f.cells == 1 {
		return f.sheet + ": " + f.told[0]
	}
	return fmt.Sprintf("%s of %s cannot be used, in %s", counted(f.cells, "cell", "cells"), f.sheet, counted(f.rows, "row", "rows"))
}

func counted(n int, one, many string) string {
	if n == 1 {
		return "1 " + one
	}
	return fmt.Sprintf("%d %s", n, many)
}

// Problems lists them with their places.
func (f *sheetFaults) Problems() []string {
	if more := f.cells - len(f.told); more > 0 {
		return append(slices.Clone(f.told), fmt.Sprintf("and %d more", more))
	}
	return f.told
}

// Hints says what to do next.
func (f *sheetFaults) Hints() []string {
	return []string{"correct the cells; each(rows, fn) goes on with the other rows if --skip-bad-rows allows it"}
}

// openSheet opens a file that a playbook names.
func (a arguments) openSheet(env *Env, from starlark.Value) (File, sheet.Source, error) {
	var file File
	var name string
	var err error
	switch from := from.(type) {
	case *fileValue:
		name = from.name
		file, err = from.open()
	case starlark.String:
		name = string(from)
		file, err = env.Files.Below(name)
	case *sheetValue:
		return a.openSheet(env, from.from)
	case *rowStream:
		return a.openSheet(env, from.from)
	default:
		return nil, sheet.Source{}, a.fail("for parameter file: got %s, want a file parameter or the name of a file", from.Type())
	}
	if err != nil {
		return nil, sheet.Source{}, err
	}
	src, err := sheet.FileSource(file, name)
	if err != nil {
		file.Close()
	}
	return file, src, err
}

// sheetArgs are the arguments of sheet.read and sheet.rows.
type sheetArgs struct {
	from starlark.Value
	opt  sheet.Options
	plan *columnPlan
}

// planOf makes the plan of the arguments template, columns and unique.
func (a arguments) planOf(opt *sheet.Options, template string, columns, unique starlark.Value) (*columnPlan, error) {
	var p columnPlan
	var err error
	if p.specs, err = a.columnsOf(columns); err != nil {
		return nil, err
	}
	if text, ok := starlark.AsString(unique); ok && unique != nil {
		unique = starlark.NewList([]starlark.Value{starlark.String(text)})
	}
	if unique != nil {
		if p.unique, err = a.texts("unique", unique); err != nil {
			return nil, err
		}
	}
	for _, s := range p.specs {
		if s.column == nil || !s.column.optional {
			opt.Need = append(opt.Need, s.heading)
		}
	}
	if template != "" {
		if err := a.takeTemplate(&p, opt, template); err != nil {
			return nil, err
		}
	}
	if p.specs == nil && p.unique == nil && p.template == nil {
		return nil, nil
	}
	return &p, nil
}

// takeTemplate makes a template part of a plan. Its dates are those of its own sample; an account has a person once.
func (a arguments) takeTemplate(p *columnPlan, opt *sheet.Options, name string) error {
	templates := map[string]sheet.Template{}
	var names []string
	for _, t := range sheet.Templates() {
		dotted := templateName(t)
		templates[dotted] = t
		names = append(names, dotted)
	}
	t, err := oneOf(a, "template", name, templates, names...)
	if err != nil {
		return err
	}
	p.template = &t
	if opt.Dates == sheet.YearFirst {
		opt.Dates = t.Dates
	}
	for _, c := range t.Columns {
		if c.Required {
			opt.Need = append(opt.Need, c.Name)
		}
	}
	if p.unique == nil && (t.ID == "acc_users" || t.ID == "account_users") {
		p.unique = []string{"email"}
	}
	return nil
}

// templateName is a template as playbooks name it: "acc.users".
func templateName(t sheet.Template) string { return strings.Replace(t.ID, "_", ".", 1) }

// rowOf makes a row as a playbook sees it.
func (c *columnCheck) rowOf(row sheet.Row, found checked) *rowValue {
	r := &rowValue{env: c.env, row: row, plan: c.plan, checked: found}
	if len(found.faults) > 0 {
		r.bad = &c.faults
	}
	return r
}

// warn tells what the user should know about a sheet.
func warn(env *Env, thread *starlark.Thread, h *sheet.Header, warnings []string) {
	for _, warning := range warnings {
		env.Sink.Warn(fmt.Sprintf("%s: %s", sheetName(h), warning), originOf(thread))
	}
}

// readRows reads a sheet whole.
func (s sheetArgs) readRows(ctx context.Context, env *Env, thread *starlark.Thread, src sheet.Source) (*sheetValue, error) {
	t, err := sheet.Open(ctx, src, s.opt)
	if err != nil {
		return nil, err
	}
	made := &sheetValue{header: &t.Header, rows: make([]starlark.Value, len(t.Rows)), names: t.Names(), from: s.from, opt: s.opt}
	warn(env, thread, &t.Header, t.Warnings)
	if s.plan == nil {
		for i, row := range t.Rows {
			made.rows[i] = &rowValue{env: env, row: row}
		}
		return made, nil
	}
	if err := s.plan.bind(&t.Header); err != nil {
		return nil, err
	}
	made.names = s.plan.names
	check := s.plan.check(env, thread, &t.Header)
	for i, row := range t.Rows {
		found, err := check.first(row)
		if err != nil {
			return nil, err
		}
		made.rows[i] = check.rowOf(row, found)
	}
	return made, nil
}
