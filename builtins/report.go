package builtins

import (
	"fmt"
	"slices"

	"go.starlark.net/starlark"

	"accstar/builtins/value"
)

func reportTableEntry() entry {
	return entry{
		Doc: Doc{
			Name: "report.table", Signature: "report.table(title, rows, columns = None)", Summary: "Shows a table, and puts it into the report.",
			Text:    `Rows are records, dicts, rows of a sheet, or lists of cells. Columns says which fields to show: a list of their names, or a dict from heading to the name of a field or a function of one row. Without it all fields are shown; where rows are lists, columns are their headings.`,
			Example: `report.table("Projects without a manager", lonely, columns = {"Number": "jobNumber", "Project": "name"})`,
		},
		mainOnly: true,
		body:     reportTable,
	}
}

func reportTable(env *Env, thread *starlark.Thread, args arguments) (starlark.Value, error) {
	var title string
	var rows, columns starlark.Value
	if err := args.unpack("title", &title, "rows", &rows, "columns??", &columns); err != nil {
		return nil, err
	}
	t, err := args.table(thread, rows, columns)
	if err != nil {
		return nil, err
	}
	table := Table{Title: title, Columns: t.headings, Origin: originOf(thread)}
	for _, row := range t.rows {
		texts := make([]string, len(row))
		for i, v := range row {
			texts[i] = displayed(v)
		}
		table.Rows = append(table.Rows, texts)
	}
	env.Sink.Table(table)
	return starlark.None, nil
}

// table is rows laid out in columns.
type table struct {
	headings []string // none where the rows are lists and nobody has named their cells
	rows     [][]starlark.Value
}

// table lays rows out, as report.table and sheet.write take them.
func (a arguments) table(thread *starlark.Thread, rows, columns starlark.Value) (*table, error) {
	items, err := a.elements("rows", rows)
	if err != nil {
		return nil, err
	}
	if len(items) > 0 && isCellList(items[0]) {
		return a.cellTable(items, columns)
	}
	t := &table{}
	var keys []starlark.Value
	switch columns := columns.(type) {
	case nil:
		for i, item := range items {
			names, err := fieldNames(item)
			if err != nil {
				return nil, a.fail("row %d: %w", i+1, err)
			}
			for _, name := range names {
				if !slices.Contains(t.headings, name) {
					t.headings = append(t.headings, name)
				}
			}
		}
		return t, a.fill(t, items)
	case *starlark.Dict:
		if t.headings, err = a.texts("columns", starlark.NewList(columns.Keys())); err != nil {
			return nil, err
		}
		for _, item := range columns.Items() {
			keys = append(keys, item[1])
		}
	default:
		if t.headings, err = a.texts("columns", columns); err != nil {
			return nil, err
		}
		for _, name := range t.headings {
			keys = append(keys, starlark.String(name))
		}
	}
	fns := make([]keyFunc, len(keys))
	for i, key := range keys {
		if fns[i], err = a.key("columns", key); err != nil {
			return nil, err
		}
	}
	for i, item := range items {
		cells := make([]starlark.Value, len(fns))
		for j, fn := range fns {
			if cells[j], err = fn(thread, i, item); err != nil {
				return nil, err
			}
		}
		t.rows = append(t.rows, cells)
	}
	return t, nil
}

// fill takes all fields of the items; one that an item lacks is a blank cell, and one that is not known yet says so.
func (a arguments) fill(t *table, items []starlark.Value) error {
	for i, item := range items {
		cells := make([]starlark.Value, len(t.headings))
		for j, name := range t.headings {
			cells[j] = starlark.None
			if r, ok := item.(*value.Record); ok {
				if v, has := r.Field(name); has {
					cells[j] = v
				}
				continue
			}
			if row, ok := item.(*rowValue); ok && !row.has(name) {
				continue
			}
			m := item.(starlark.Mapping) // fieldNames has seen to it
			v, has, err := m.Get(starlark.String(name))
			if err != nil {
				return a.fail("row %d: %w", i+1, err)
			}
			if has {
				cells[j] = v
			}
		}
		t.rows = append(t.rows, cells)
	}
	return nil
}

// isCellList reports whether a row is given as its cells.
func isCellList(v starlark.Value) bool {
	switch v.(type) {
	case *starlark.List, starlark.Tuple:
		return true
	}
	return false
}

// cellTable lays out rows given as lists of cells.
func (a arguments) cellTable(items []starlark.Value, columns starlark.Value) (*table, error) {
	t := &table{}
	if columns != nil {
		headings, err := a.texts("columns", columns)
		if err != nil {
			return nil, err
		}
		t.headings = headings
	}
	for i, item := range items {
		if !isCellList(item) {
			return nil, a.fail("row %d: got %s, want a list of cells, as in the rows before", i+1, item.Type())
		}
		cells, err := a.elements("rows", item)
		if err != nil {
			return nil, err
		}
		if columns != nil && len(cells) != len(t.headings) {
			return nil, a.fail("row %d: got %d cells for %d columns", i+1, len(cells), len(t.headings))
		}
		t.rows = append(t.rows, cells)
	}
	return t, nil
}

// fieldNames are the names of the fields of a record, a dict or a row.
func fieldNames(v starlark.Value) ([]string, error) {
	switch v := v.(type) {
	case *value.Record:
		return v.Names(), nil
	case *rowValue:
		return v.names(), nil
	case *starlark.Dict:
		names := textKeys(v)
		if len(names) < v.Len() {
			return nil, fmt.Errorf("got a dict with keys other than strings")
		}
		return names, nil
	}
	return nil, fmt.Errorf("got %s, want a record, a dict, a row of a sheet or a list of cells", v.Type())
}
