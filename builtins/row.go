package builtins

import (
	"fmt"
	"path"
	"strings"
	"sync"

	"go.starlark.net/starlark"

	"accstar/builtins/sheet"
	"accstar/builtins/value"
	"accstar/runtime"
)

// rowValue is a row of a sheet as a playbook sees it: attributes are readers only, columns are reached by row["Email"].
type rowValue struct {
	env *Env
	row sheet.Row
	// What follows is set where sheet.read was told of the columns.
	plan *columnPlan
	checked
	bad    *sheetFaults // those of the whole sheet, if the row has some of them
	broken error        // why the rows end here before their time

	mu     sync.Mutex
	within bool     // each is working on it
	notes  []string // made since
}

var (
	_ starlark.HasAttrs        = (*rowValue)(nil)
	_ starlark.IterableMapping = (*rowValue)(nil)
	_ starlark.Sequence        = (*rowValue)(nil)
)

func (r *rowValue) String() string {
	return fmt.Sprintf("<row %d of %s>", r.row.Number, sheetName(r.row.Header()))
}
func (r *rowValue) Type() string         { return "row" }
func (r *rowValue) Freeze()              {} // what notes are made of it does not show
func (r *rowValue) Truth() starlark.Bool { return true }
func (r *rowValue) Hash() (uint32, error) {
	return 0, fmt.Errorf("unhashable type: row (use one of its cells, or row.number)")
}
func (r *rowValue) Len() int { return len(r.row.Cells) }

// ref names the row as a task and a report do.
func (r *rowValue) ref() *runtime.RowRef {
	return &runtime.RowRef{Sheet: sheetName(r.row.Header()), Row: r.row.Number}
}

// sheetName is a sheet in short: "new_hires.xlsx [Hires]".
func sheetName(h *sheet.Header) string {
	name := path.Base(strings.ReplaceAll(h.Name, `\`, "/"))
	if h.Sheet == "" {
		return name
	}
	return name + " [" + h.Sheet + "]"
}

// Attr returns a reader, or the row's place.
func (r *rowValue) Attr(name string) (starlark.Value, error) {
	switch name {
	case "number":
		return starlark.MakeInt(r.row.Number), nil
	case "sheet":
		return starlark.String(sheetName(r.row.Header())), nil
	}
	for _, m := range rowMethods() {
		if m.name == name {
			return r.method(m), nil
		}
	}
	if r.has(name) {
		return nil, fmt.Errorf("row has no .%s: a column is reached by row[%q], or by a reader such as row.text(%q)", name, name, name)
	}
	return nil, fmt.Errorf("row has no .%s%s", name, runtime.DidYouMean(name, r.AttrNames()))
}

// AttrNames lists the readers and the place.
func (r *rowValue) AttrNames() []string {
	names := []string{"number", "sheet"}
	for _, m := range rowMethods() {
		names = append(names, m.name)
	}
	return names
}

// Get returns the cell of a column as what the sheet says it is.
func (r *rowValue) Get(key starlark.Value) (v starlark.Value, found bool, err error) {
	column, ok := starlark.AsString(key)
	if !ok {
		return nil, false, fmt.Errorf("row: got %s, want the heading of a column", key.Type())
	}
	heading, spec, err := r.column(column)
	if err != nil {
		return nil, false, err
	}
	if spec >= 0 && r.plan.specs[spec].column != nil {
		return r.typed[spec], true, nil
	}
	cell, err := r.row.Cell(heading)
	if err != nil {
		return nil, false, err
	}
	v, err = r.cellValue(heading, cell)
	return v, true, err
}

// column is the heading of a column that the playbook names, "" where the sheet may do without it and does, and its place in
// the plan, -1 if it has none. Columns of a row with bad cells are refused.
func (r *rowValue) column(name string) (heading string, spec int, err error) {
	switch {
	case r.broken != nil:
		return "", -1, r.broken
	case r.bad != nil:
		return "", -1, r.bad
	case r.plan == nil:
		return name, -1, nil
	}
	return r.plan.find(r.row.Header(), name)
}

// has reports whether there is a column that the playbook can call by a name.
func (r *rowValue) has(name string) bool {
	if r.plan == nil {
		return r.row.Header().Has(name)
	}
	_, _, err := r.plan.find(r.row.Header(), name)
	return err == nil
}

// names is the columns as the playbook calls them.
func (r *rowValue) names() []string {
	if r.plan == nil {
		return r.row.Header().Names()
	}
	return r.plan.names
}

// cellValue is a cell as the sheet types it: text, a number, True or False, a date; None when it is blank.
func (r *rowValue) cellValue(column string, c sheet.Cell) (starlark.Value, error) {
	switch c.Kind {
	case sheet.Blank:
		return starlark.None, nil
	case sheet.Int:
		return starlark.MakeInt64(c.Int()), nil
	case sheet.Decimal:
		return starlark.Float(c.Float()), nil
	case sheet.Bool:
		return starlark.Bool(c.Bool()), nil
	case sheet.Date:
		day, _, err := r.row.Date(column)
		if err != nil {
			return nil, err
		}
		return dateValue(day)
	}
	text, _, err := r.row.Text(column) // an error cell is refused here
	return starlark.String(text), err
}

func dateValue(d sheet.Day) (starlark.Value, error) {
	return value.NewDate(d.Year, d.Month, d.Day)
}

// Iterate iterates over the headings.
func (r *rowValue) Iterate() starlark.Iterator {
	return textList(r.names()).Iterate()
}

// Items returns all headings and cells. dict(row) and **row have no way to receive an error from it: if a cell cannot be
// read, it returns one pair whose key neither accepts, and whose refusal says why.
func (r *rowValue) Items() []starlark.Tuple {
	var items []starlark.Tuple
	for _, name := range r.names() {
		v, _, err := r.Get(starlark.String(name))
		if err != nil {
			return []starlark.Tuple{{badKey{starlark.None, err}, starlark.None}}
		}
		items = append(items, starlark.Tuple{starlark.String(name), v})
	}
	return items
}

// badKey is a key that no dict and no keyword takes.
type badKey struct {
	starlark.Value
	err error
}

func (k badKey) Hash() (uint32, error) { return 0, k.err }
func (k badKey) Type() string          { return k.err.Error() }

// beginNotes makes notes be kept for the row's outcome; endNotes undoes it.
func (r *rowValue) beginNotes() (before bool) {
	r.mu.Lock()
	defer r.mu.Unlock()
	before, r.within = r.within, true
	return before
}

func (r *rowValue) endNotes(before bool) {
	r.mu.Lock()
	defer r.mu.Unlock()
	r.within = before
}

func (r *rowValue) takeNotes() []string {
	r.mu.Lock()
	defer r.mu.Unlock()
	notes := r.notes
	r.notes = nil
	return notes
}

// note keeps a note for the outcome, and reports whether somebody will take it.
func (r *rowValue) note(text string) bool {
	r.mu.Lock()
	defer r.mu.Unlock()
	if r.within {
		r.notes = append(r.notes, text)
	}
	return r.within
}

// RowError is a row that a playbook declares bad with row.fail.
type RowError struct {
	Sheet  string // "new_hires.xlsx [Hires]"
	Row    int
	Ref    string // the cell: "C4"; "" for the row as a whole
	Column string
	Why    string
}

// Error is one line: place and reason.
func (e *RowError) Error() string {
	if e.Ref == "" {
		return fmt.Sprintf("row %d of %s: %s", e.Row, e.Sheet, e.Why)
	}
	return fmt.Sprintf("%s (%s) of %s: %s", e.Ref, e.Column, e.Sheet, e.Why)
}

// reason is the error where sheet and row are named already.
func (e *RowError) reason() string {
	if e.Ref == "" {
		return e.Why
	}
	return e.Ref + " " + e.Column + ": " + e.Why
}

// rowSkip is a row that a playbook passes over.
type rowSkip struct {
	row *runtime.RowRef
	why string
}

func (e *rowSkip) Error() string {
	return fmt.Sprintf("row %d of %s: row.skip works within each(rows, fn) only", e.row.Row, e.row.Sheet)
}
