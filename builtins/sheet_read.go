package builtins

import (
	"fmt"

	"go.starlark.net/starlark"

	"accstar/builtins/sheet"
	"accstar/runtime"
)

func sheetReadEntry() entry {
	return entry{
		Doc: Doc{
			Name:      "sheet.read",
			Signature: `sheet.read(file, sheet = None, range = None, header = ..., need = [], hidden = "read", delimiter = None, decimal_comma = False, dates = "year_first")`,
			Summary:   "Reads the rows of an Excel or CSV file.",
			Text: `File is a parameter of the kind param.file(), or a name below the playbook's folder. Returns the rows, which can be looped over, indexed and counted; .columns are the headings, .name is the sheet's name.

sheet names one of several sheets; without it the first one that is not hidden is read. range reads a part: a table's name, a defined name, or cells such as "B3:F40". The row of headings is found; header = 3 names it, header = None says there is none, and columns are then called A, B, C. need lists columns that must be there. hidden = "skip" leaves out rows and columns that are hidden.

Values are taken as the file has them and never guessed. Where text could mean two things the options say which: decimal_comma = True reads 1.234,5 as a number, dates = "day_first" or "month_first" reads 4/3/2026. delimiter is that of a CSV file, which is found without it.`,
			Example: `for row in sheet.read(hires, sheet = "New hires", need = ["Email"]):
    print(row.email("Email"))`,
		},
		mainOnly: true,
		body:     sheetRead,
	}
}

func sheetRead(env *Env, thread *starlark.Thread, args arguments) (starlark.Value, error) {
	var from starlark.Value
	opt, err := args.sheetOptions(&from)
	if err != nil {
		return nil, err
	}
	var file File
	var name string
	switch from := from.(type) {
	case *fileValue:
		name = from.name
		file, err = from.open()
	case starlark.String:
		name = string(from)
		file, err = env.Files.Below(name)
	default:
		return nil, args.fail("for parameter file: got %s, want a file parameter or the name of a file", from.Type())
	}
	if err != nil {
		return nil, err
	}
	defer file.Close()
	src, err := sheet.FileSource(file, name)
	if err != nil {
		return nil, err
	}
	t, err := sheet.Open(runtime.ContextOf(thread), src, opt)
	if err != nil {
		return nil, err
	}
	for _, warning := range t.Warnings {
		env.Sink.Warn(fmt.Sprintf("%s: %s", sheetName(&t.Header), warning), originOf(thread))
	}
	rows := make([]starlark.Value, len(t.Rows))
	for i, row := range t.Rows {
		rows[i] = &rowValue{env: env, row: row}
	}
	return &sheetValue{header: &t.Header, rows: rows}, nil
}

// sheetOptions takes the arguments of sheet.read.
func (a arguments) sheetOptions(file *starlark.Value) (opt sheet.Options, err error) {
	var header, need starlark.Value
	var delimiter string
	hidden, dates := "read", "year_first"
	err = a.unpack("file", file, "sheet??", &opt.Sheet, "range??", &opt.Range, "header?", &header, "need??", &need, "hidden?", &hidden,
		"delimiter??", &delimiter, "decimal_comma?", &opt.DecimalComma, "dates?", &dates)
	if err != nil {
		return opt, err
	}
	switch header := header.(type) {
	case nil:
	case starlark.NoneType:
		opt.HeaderRow = sheet.NoHeader
	default:
		n, err := starlark.AsInt32(header)
		if err != nil || n < 1 {
			return opt, a.fail("for parameter header: got %s, want the number of a row, or None if there are no headings", shown(header))
		}
		opt.HeaderRow = n
	}
	if need != nil {
		if opt.Need, err = a.texts("need", need); err != nil {
			return opt, err
		}
	}
	hiddenWays := map[string]sheet.Hidden{"read": sheet.ReadHidden, "skip": sheet.SkipHidden}
	if opt.Hidden, err = oneOf(a, "hidden", hidden, hiddenWays, "read", "skip"); err != nil {
		return opt, err
	}
	orders := map[string]sheet.DateOrder{"year_first": sheet.YearFirst, "day_first": sheet.DayFirst, "month_first": sheet.MonthFirst}
	if opt.Dates, err = oneOf(a, "dates", dates, orders, "year_first", "day_first", "month_first"); err != nil {
		return opt, err
	}
	if delimiter != "" {
		names := map[string]rune{",": ',', ";": ';', "\t": '\t', "|": '|'}
		opt.Delimiter, err = oneOf(a, "delimiter", delimiter, names, ",", ";", "\t", "|")
	}
	return opt, err
}

// oneOf is the meaning of one of several texts.
func oneOf[T any](a arguments, param, text string, meanings map[string]T, all ...string) (T, error) {
	v, ok := meanings[text]
	if ok {
		return v, nil
	}
	near := runtime.Suggest(text, all)
	if near != "" {
		near = fmt.Sprintf(" (did you mean %q?)", near)
	}
	return v, a.fail("for parameter %s: got %q, want %s%s", param, text, quotedOr(all), near)
}

// sheetValue is the rows of a sheet.
type sheetValue struct {
	header *sheet.Header
	rows   []starlark.Value
}

var (
	_ starlark.Sequence  = (*sheetValue)(nil)
	_ starlark.Sliceable = (*sheetValue)(nil)
	_ starlark.HasAttrs  = (*sheetValue)(nil)
)

func (s *sheetValue) String() string {
	return fmt.Sprintf("<%s, %d rows>", sheetName(s.header), len(s.rows))
}
func (s *sheetValue) Type() string          { return "sheet" }
func (s *sheetValue) Freeze()               {}
func (s *sheetValue) Truth() starlark.Bool  { return len(s.rows) > 0 }
func (s *sheetValue) Hash() (uint32, error) { return 0, fmt.Errorf("unhashable type: sheet") }

// Len is the number of rows.
func (s *sheetValue) Len() int { return len(s.rows) }

// Index returns a row by its place, from 0.
func (s *sheetValue) Index(i int) starlark.Value { return s.rows[i] }

// Slice returns some rows as a list.
func (s *sheetValue) Slice(start, end, step int) starlark.Value {
	return starlark.NewList(s.rows).Slice(start, end, step)
}

// Iterate iterates over the rows.
func (s *sheetValue) Iterate() starlark.Iterator { return starlark.Tuple(s.rows).Iterate() }

// Attr returns the headings or the name.
func (s *sheetValue) Attr(name string) (starlark.Value, error) {
	switch name {
	case "columns":
		var names []starlark.Value
		for _, n := range s.header.Names() {
			names = append(names, starlark.String(n))
		}
		return starlark.NewList(names), nil
	case "name":
		return starlark.String(sheetName(s.header)), nil
	}
	return nil, nil
}

// AttrNames lists the attributes.
func (s *sheetValue) AttrNames() []string { return []string{"columns", "name"} }
