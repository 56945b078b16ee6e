package builtins

import (
	"context"
	"fmt"
	"iter"
	"slices"

	"go.starlark.net/starlark"

	"accstar/builtins/sheet"
	"accstar/runtime"
)

func sheetRowsEntry() entry {
	return entry{
		Doc: Doc{
			Name:      "sheet.rows",
			Signature: "sheet.rows" + sheetReadSignature,
			Summary:   "Goes through the rows of an Excel or CSV file without holding them in memory.",
			Text: `Takes what sheet.read takes. The rows can be looped over, as often as need be, and counted; each(rows, fn) takes them too. The file is looked through once to its end before, so that what is wrong with it is known before the first row.

With unique the values of that column are held in memory.`,
			Example: `for row in sheet.rows("big_export.csv"):
    print(row.number)`,
		},
		mainOnly: true,
		body:     sheetRows,
	}
}

func sheetRows(env *Env, thread *starlark.Thread, args arguments) (starlark.Value, error) {
	s, err := args.sheetArgs()
	if err != nil {
		return nil, err
	}
	file, src, err := args.openSheet(env, s.from)
	if err != nil {
		return nil, err
	}
	defer file.Close()
	ctx := runtime.ContextOf(thread)
	r, err := sheet.Stream(ctx, src, s.opt)
	if err != nil {
		return nil, err
	}
	rows := &rowStream{ctx: ctx, env: env, args: args, from: s.from, opt: s.opt, plan: s.plan, header: r.Header, names: r.Names()}
	if s.plan != nil {
		if err := s.plan.bind(&rows.header); err != nil {
			return nil, err
		}
		rows.names = s.plan.names
		rows.check = s.plan.check(env, thread, &rows.header)
	}
	for row, err := range r.All() {
		if err == nil && rows.check != nil {
			_, err = rows.check.first(row)
		}
		if err != nil {
			return nil, err
		}
		if rows.count++; rows.count == 1 {
			rows.sample = row
			rows.sample.Cells = slices.Clone(row.Cells)
		}
	}
	warn(env, thread, &rows.header, r.Warnings())
	return rows, nil
}

// rowStream is the rows of a file that is read anew for every loop. The first reading has found it sound; if it is no longer so
// in a later one, the last row given is one whose every use is an error that says why.
type rowStream struct {
	ctx    context.Context
	env    *Env
	args   arguments
	from   starlark.Value
	opt    sheet.Options
	plan   *columnPlan
	check  *columnCheck // that of the first reading; nil without a plan
	header sheet.Header
	names  []string
	count  int
	sample sheet.Row // the first one, which says where the others are from
}

var (
	_ starlark.Sequence = (*rowStream)(nil)
	_ starlark.HasAttrs = (*rowStream)(nil)
)

func (s *rowStream) String() string {
	return fmt.Sprintf("<rows of %s, %d rows>", sheetName(&s.header), s.count)
}
func (s *rowStream) Type() string          { return "rows" }
func (s *rowStream) Freeze()               {}
func (s *rowStream) Truth() starlark.Bool  { return s.count > 0 }
func (s *rowStream) Hash() (uint32, error) { return 0, fmt.Errorf("unhashable type: rows") }

// Len is the number of rows.
func (s *rowStream) Len() int { return s.count }

// Attr returns the headings or the name.
func (s *rowStream) Attr(name string) (starlark.Value, error) {
	switch name {
	case "columns":
		return textList(s.names), nil
	case "name":
		return starlark.String(sheetName(&s.header)), nil
	}
	return nil, nil
}

// AttrNames lists the attributes.
func (s *rowStream) AttrNames() []string { return []string{"columns", "name"} }

// Iterate reads the file anew.
func (s *rowStream) Iterate() starlark.Iterator {
	next, stop := iter.Pull(s.all())
	return &rowIterator{next, stop}
}

type rowIterator struct {
	next func() (*rowValue, bool)
	stop func()
}

// Next gives the next row.
func (i *rowIterator) Next(p *starlark.Value) bool {
	row, ok := i.next()
	if ok {
		*p = row
	}
	return ok
}

// Done closes the file.
func (i *rowIterator) Done() { i.stop() }

func (s *rowStream) all() iter.Seq[*rowValue] {
	return func(yield func(*rowValue) bool) {
		if err := s.each(yield); err != nil && s.count > 0 {
			yield(s.broken(err))
		}
	}
}

func (s *rowStream) each(yield func(*rowValue) bool) error {
	file, src, err := s.args.openSheet(s.env, s.from)
	if err != nil {
		return err
	}
	defer file.Close()
	r, err := sheet.Stream(s.ctx, src, s.opt)
	if err != nil {
		return err
	}
	if !slices.Equal(r.Names(), s.header.Names()) {
		return s.changed()
	}
	n := 0
	for row, err := range r.All() {
		if err != nil {
			return err
		}
		if n++; n > s.count {
			return s.changed()
		}
		row.Cells = slices.Clone(row.Cells)
		made := &rowValue{env: s.env, row: row}
		if s.check != nil {
			found, err := s.check.again(row)
			if err != nil {
				return err
			}
			made = s.check.rowOf(row, found)
		}
		if !yield(made) {
			return nil
		}
	}
	if n < s.count {
		return s.changed()
	}
	return nil
}

func (s *rowStream) changed() error {
	return &sheet.FileError{File: s.header.Name, Problem: "has changed while it was read", Hint: "Let whoever writes it finish, then run the playbook again."}
}

// broken is the row that stands for a file that can no longer be read.
func (s *rowStream) broken(err error) *rowValue {
	return &rowValue{env: s.env, row: s.sample, broken: err}
}
