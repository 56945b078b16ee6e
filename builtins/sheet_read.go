package builtins

import (
	"fmt"

	"go.starlark.net/starlark"

	"accstar/builtins/sheet"
	"accstar/runtime"
)

// sheetReadSignature are the arguments that sheet.read and sheet.rows share.
const sheetReadSignature = `(file, sheet = None, range = None, header = ..., need = [], hidden = "read", delimiter = None, decimal_comma = False, dates = "year_first", columns = {}, template = None, unique = [])`

func sheetReadEntry() entry {
	return entry{
		Doc: Doc{
			Name:      "sheet.read",
			Signature: "sheet.read" + sheetReadSignature,
			Summary:   "Reads the rows of an Excel or CSV file.",
			Text: `File is a parameter of the kind param.file(), or a name below the playbook's folder. Returns the rows, which can be looped over, indexed and counted; .columns are the headings, .name is the sheet's name.

sheet names one of several sheets; without it the first one that is not hidden is read. range reads a part: a table's name, a defined name, or cells such as "B3:F40". The row of headings is found; header = 3 names it, header = None says there is none, and columns are then called A, B, C. need lists columns that must be there. hidden = "skip" leaves out rows and columns that are hidden.

Values are taken as the file has them and never guessed. Where text could mean two things the options say which: decimal_comma = True reads 1.234,5 as a number, dates = "day_first" or "month_first" reads 4/3/2026. delimiter is that of a CSV file, which is found without it.

columns says what is expected, by the name that the playbook has for a column: a heading, where the sheet calls it otherwise, or a kind such as column.email(required = True). row["email"] is then a value of that kind. unique names the column, or columns together, that no two rows may share; upper and lower case do not count. All cells are checked at once. A row with a bad one ends in each(rows, fn) with all that is wrong with it; any other use of it is an error that lists the bad cells of the whole sheet.

template is the layout of a file that Autodesk gave out: "acc.users" and "acc.projects" (ACC's CSV files), "bim360.users", "bim360.projects" and "bim360.services" (the BIM 360 set-up tool's), "account.users" and "account.companies" (imports into the account). Its columns are checked, and row.fields() gives their cells as fields of the API, without those that are blank: blank means leave as it is.`,
			Example: `rows = sheet.read(hires, unique = "email", columns = {
    "email": column.email("E-mail address", required = True),
    "Access": column.choice(["member", "admin"]),
})
for row in rows:
    print(row["email"])`,
		},
		mainOnly: true,
		body:     sheetRead,
	}
}

func sheetRead(env *Env, thread *starlark.Thread, args arguments) (starlark.Value, error) {
	s, err := args.sheetArgs()
	if err != nil {
		return nil, err
	}
	file, src, err := args.openSheet(env, s.from)
	if err != nil {
		return nil, err
	}
	defer file.Close()
	rows, err := s.readRows(runtime.ContextOf(thread), env, thread, src)
	if err != nil {
		return nil, err
	}
	return rows, nil
}

// sheetArgs takes the arguments of sheet.read and sheet.rows.
func (a arguments) sheetArgs() (s sheetArgs, err error) {
	var header, need, columns, unique starlark.Value
	var delimiter, template string
	hidden, dates := "read", "year_first"
	opt := &s.opt
	err = a.unpack("file", &s.from, "sheet??", &opt.Sheet, "range??", &opt.Range, "header?", &header, "need??", &need, "hidden?", &hidden,
		"delimiter??", &delimiter, "decimal_comma?", &opt.DecimalComma, "dates?", &dates, "columns??", &columns, "template??", &template,
		"unique??", &unique)
	if err != nil {
		return s, err
	}
	switch header := header.(type) {
	case nil:
	case starlark.NoneType:
		opt.HeaderRow = sheet.NoHeader
	default:
		n, err := starlark.AsInt32(header)
		if err != nil || n < 1 {
			return s, a.fail("for parameter header: got %s, want the number of a row, or None if there are no headings", shown(header))
		}
		opt.HeaderRow = n
	}
	if need != nil {
		if opt.Need, err = a.texts("need", need); err != nil {
			return s, err
		}
	}
	if err := a.sheetWays(opt, hidden, dates, delimiter); err != nil {
		return s, err
	}
	s.plan, err = a.planOf(opt, template, columns, unique)
	return s, err
}

// sheetWays takes the arguments that are one of several words.
func (a arguments) sheetWays(opt *sheet.Options, hidden, dates, delimiter string) (err error) {
	hiddenWays := map[string]sheet.Hidden{"read": sheet.ReadHidden, "skip": sheet.SkipHidden}
	if opt.Hidden, err = oneOf(a, "hidden", hidden, hiddenWays, "read", "skip"); err != nil {
		return err
	}
	orders := map[string]sheet.DateOrder{"year_first": sheet.YearFirst, "day_first": sheet.DayFirst, "month_first": sheet.MonthFirst}
	if opt.Dates, err = oneOf(a, "dates", dates, orders, "year_first", "day_first", "month_first"); err != nil {
		return err
	}
	if delimiter != "" {
		names := map[string]rune{",": ',', ";": ';', "\t": '\t', "|": '|'}
		opt.Delimiter, err = oneOf(a, "delimiter", delimiter, names, ",", ";", "\t", "|")
	}
	return err
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
	names  []string       // of the columns, as the playbook calls them
	from   starlark.Value // the file
	opt    sheet.Options  // as it was read
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
		return textList(s.names), nil
	case "name":
		return starlark.String(sheetName(s.header)), nil
	}
	return nil, nil
}

// AttrNames lists the attributes.
func (s *sheetValue) AttrNames() []string { return []string{"columns", "name"} }

// textList is a list of texts.
func textList(texts []string) *starlark.List {
	values := make([]starlark.Value, len(texts))
	for i, text := range texts {
		values[i] = starlark.String(text)
	}
	return starlark.NewList(values)
}
