package builtins

import (
	"context"
	"io"
	"path"
	"strings"
	"time"

	libtime "go.starlark.net/lib/time"
	"go.starlark.net/starlark"

	"accstar/builtins/sheet"
	"accstar/builtins/value"
	"accstar/runtime"
)

func sheetWriteEntry() entry {
	return entry{
		Doc: Doc{
			Name:      "sheet.write",
			Signature: `sheet.write(name, rows, columns = None, sheet = None, delimiter = ",", decimal_comma = False, excel = True)`,
			Summary:   "Writes rows to an Excel or CSV file below the output folder.",
			Text: `The name ends in .xlsx or .csv. The file appears whole or not at all; a preview puts it together and writes nothing. Each name is written once in a run.

Rows and columns are as for report.table: records, dicts, rows of a sheet, or lists of cells with columns as their headings. Numbers, dates, times and truth values are written as such. A workbook with several sheets takes a dict from sheet name to rows; sheet names the only one.

delimiter and decimal_comma are for CSV files that a program with other habits reads. excel = False leaves out what Excel needs there: a byte order mark, and an apostrophe before text that it would take for a formula.`,
			Example: `sheet.write("members.xlsx", users, columns = {"Name": "name", "E-mail": "email"})`,
		},
		mainOnly: true,
		body:     sheetWrite,
	}
}

// sheetFile is a file that sheet.write is about to write.
type sheetFile struct {
	name   string
	sheets []sheet.Data
	csv    sheet.CSVOptions
}

func sheetWrite(env *Env, thread *starlark.Thread, args arguments) (starlark.Value, error) {
	file, err := args.sheetFile(thread)
	if err != nil {
		return nil, err
	}
	ctx := runtime.ContextOf(thread)
	created := env.Now(thread)
	_, err = env.Out.Write(ctx, file.name, func(w io.Writer) error { return file.write(ctx, w, created) })
	if err != nil {
		return nil, err
	}
	return starlark.None, nil
}

func (f *sheetFile) write(ctx context.Context, w io.Writer, created time.Time) error {
	if f.isCSV() {
		return sheet.WriteCSV(ctx, w, f.sheets[0], f.csv)
	}
	return sheet.WriteXLSX(ctx, w, f.sheets, sheet.WriteOptions{Creator: "accstar", Created: created})
}

func (f *sheetFile) isCSV() bool { return strings.EqualFold(path.Ext(f.name), ".csv") }

// sheetFile takes the arguments of sheet.write.
func (a arguments) sheetFile(thread *starlark.Thread) (*sheetFile, error) {
	var f sheetFile
	var rows, columns starlark.Value
	var sheetName string
	delimiter, excel := ",", true
	err := a.unpack("name", &f.name, "rows", &rows, "columns??", &columns, "sheet??", &sheetName, "delimiter?", &delimiter,
		"decimal_comma?", &f.csv.DecimalComma, "excel?", &excel)
	if err != nil {
		return nil, err
	}
	f.csv.BOM, f.csv.Raw = excel, !excel
	delimiters := map[string]rune{",": ',', ";": ';', "\t": '\t', "|": '|'}
	if f.csv.Delimiter, err = oneOf(a, "delimiter", delimiter, delimiters, ",", ";", "\t", "|"); err != nil {
		return nil, err
	}
	if ext := strings.ToLower(path.Ext(f.name)); ext != ".xlsx" && ext != ".csv" {
		return nil, a.fail("for parameter name: got %q, want a name that ends in .xlsx or .csv", f.name)
	}
	book, isBook := rows.(*starlark.Dict)
	if !isBook {
		if sheetName == "" {
			stem := path.Base(strings.ReplaceAll(f.name, `\`, "/"))
			sheetName = sheet.CleanSheetName(strings.TrimSuffix(stem, path.Ext(stem)), nil)
		}
		return &f, a.addSheet(&f, thread, sheetName, rows, columns)
	}
	switch {
	case sheetName != "":
		return nil, a.fail("for parameter sheet: the sheets are named by the dict already")
	case f.isCSV() && book.Len() != 1:
		return nil, a.fail("got %d sheets, but a CSV file holds one; write an .xlsx file", book.Len())
	case book.Len() == 0:
		return nil, a.fail("for parameter rows: got a dict without sheets")
	}
	for _, item := range book.Items() {
		name, ok := starlark.AsString(item[0])
		if !ok {
			return nil, a.fail("for parameter rows: got %s as the name of a sheet, want string", item[0].Type())
		}
		if err := a.addSheet(&f, thread, name, item[1], columns); err != nil {
			return nil, err
		}
	}
	return &f, nil
}

// addSheet lays out the rows of one sheet.
func (a arguments) addSheet(f *sheetFile, thread *starlark.Thread, name string, rows, columns starlark.Value) error {
	t, err := a.table(thread, rows, columns)
	if err != nil {
		return err
	}
	if t.headings == nil && len(t.rows) > 0 {
		return a.fail("the rows are lists: give their headings, as in columns = [\"Name\", \"E-mail\"]")
	}
	f.sheets = append(f.sheets, sheet.Data{Name: name, Columns: t.headings, Rows: func(yield func([]any, error) bool) {
		for _, row := range t.rows {
			cells := make([]any, len(row))
			for i, v := range row {
				cells[i] = cellOf(v)
			}
			if !yield(cells, nil) {
				return
			}
		}
	}})
	return nil
}

// cellOf is a value as a cell holds it.
func cellOf(v starlark.Value) any {
	switch v := v.(type) {
	case starlark.NoneType, value.NullType:
		return nil
	case starlark.Bool:
		return bool(v)
	case starlark.Int:
		if n, ok := v.Int64(); ok {
			return n
		}
		return v.String()
	case starlark.Float:
		return float64(v)
	case value.Date:
		y, m, d := v.Time().Date()
		return sheet.Day{Year: y, Month: m, Day: d}
	case libtime.Time:
		return time.Time(v)
	case libtime.Duration:
		return time.Duration(v)
	}
	return displayed(v)
}
