package builtins

import (
	"context"
	"fmt"
	"io"
	"path"
	"slices"
	"strings"

	"go.starlark.net/starlark"

	"accstar/builtins/sheet"
	"accstar/builtins/value"
	"accstar/runtime"
)

func sheetAnnotateEntry() entry {
	return entry{
		Doc: Doc{
			Name:      "sheet.annotate",
			Signature: `sheet.annotate(source, results, name = None, status = "Status", message = "Message", run = "Run")`,
			Summary:   "Writes a copy of a spreadsheet with what became of its rows beside them.",
			Text: `Source is what sheet.read or sheet.rows gave, or a file; then its first sheet is taken. Results are a list of records or dicts with row (a row of the sheet, or its number), status, message and run, or a dict from a row's number to a text or to such a record. Rows without a result are left as they are.

The copy is the same file otherwise: its formats, formulas and other sheets stay. The headings of the three columns are those given; one that is None is left out, and one that the sheet has already is filled again. The copy goes below the output folder under the name of the source, or name. A preview puts it together and writes nothing. A CSV file is written in UTF-8. Without run in a result that column holds the run's ID, by which accstar runs finds it.`,
			Example: `rows = sheet.read(hires)
sheet.annotate(rows, [{"row": row, "status": "done"} for row in rows])`,
		},
		mainOnly: true,
		body:     sheetAnnotate,
	}
}

// annotating are the arguments of sheet.annotate.
type annotating struct {
	name    string
	columns []string
	texts   map[int][]string // by the row's number, one for each of columns
}

func sheetAnnotate(env *Env, thread *starlark.Thread, args arguments) (starlark.Value, error) {
	var source, results starlark.Value
	var a annotating
	headings := [3]starlark.Value{starlark.String("Status"), starlark.String("Message"), starlark.String("Run")}
	err := args.unpack("source", &source, "results", &results, "name??", &a.name, "status?", &headings[0], "message?", &headings[1], "run?", &headings[2])
	if err != nil {
		return nil, err
	}
	keys, err := args.headings(&a, headings)
	if err != nil {
		return nil, err
	}
	if a.texts, err = args.annotations(results, keys, env.RunID); err != nil {
		return nil, err
	}
	file, src, err := args.openSheet(env, source)
	if err != nil {
		return nil, err
	}
	defer file.Close()
	base := path.Base(strings.ReplaceAll(src.Name, `\`, "/"))
	if a.name == "" {
		a.name = base
	} else if !strings.EqualFold(path.Ext(a.name), path.Ext(base)) {
		return nil, args.fail("for parameter name: got %q, want a name that ends in %s, as that of the source", a.name, path.Ext(base))
	}
	ctx := runtime.ContextOf(thread)
	opt := readAs(source)
	if err := a.known(ctx, src, opt, args); err != nil {
		return nil, err
	}
	_, err = env.Out.Write(ctx, a.name, func(w io.Writer) error {
		return sheet.Annotate(ctx, w, src, opt, sheet.Annotations{Columns: a.columns, Row: func(n int) []string { return a.texts[n] }})
	})
	if err != nil {
		return nil, err
	}
	return starlark.None, nil
}

// readAs is how a source has been read.
func readAs(source starlark.Value) sheet.Options {
	switch source := source.(type) {
	case *sheetValue:
		return source.opt
	case *rowStream:
		return source.opt
	}
	return sheet.Options{}
}

// headings takes the headings of the columns to add, and gives which texts they are for.
func (a arguments) headings(to *annotating, from [3]starlark.Value) (keys []string, err error) {
	for i, key := range []string{"status", "message", "run"} {
		if from[i] == starlark.None {
			continue
		}
		heading, ok := starlark.AsString(from[i])
		if !ok || strings.TrimSpace(heading) == "" {
			return nil, a.fail("for parameter %s: got %s, want a heading, or None to leave the column out", key, shown(from[i]))
		}
		for _, other := range to.columns {
			if strings.EqualFold(heading, other) {
				return nil, a.fail("for parameter %s: the heading %q is that of another column", key, heading)
			}
		}
		keys, to.columns = append(keys, key), append(to.columns, heading)
	}
	if len(keys) == 0 {
		return nil, a.fail("there is no column to add: status, message and run are all None")
	}
	return keys, nil
}

// annotations takes the results, by the number of their row.
func (a arguments) annotations(results starlark.Value, keys []string, run string) (map[int][]string, error) {
	texts := map[int][]string{}
	add := func(where string, row, result starlark.Value) error {
		number, err := a.rowNumber(where, row)
		if err != nil {
			return err
		}
		if _, twice := texts[number]; twice {
			return a.fail("%s: row %d has a result already", where, number)
		}
		texts[number], err = a.annotation(where, result, keys, run)
		return err
	}
	if dict, ok := results.(*starlark.Dict); ok {
		for _, item := range dict.Items() {
			if err := add("result of "+shown(item[0]), item[0], item[1]); err != nil {
				return nil, err
			}
		}
		return texts, nil
	}
	items, err := a.elements("results", results)
	if err != nil {
		return nil, err
	}
	for i, item := range items {
		if item == starlark.None { // what each gives for a row that ended early
			continue
		}
		where := "result " + starlark.MakeInt(i+1).String()
		row, err := resultField(item, "row")
		if err != nil {
			return nil, a.fail("%s: %w", where, err)
		}
		if row == nil {
			return nil, a.fail("%s has no row: give the row, or its number", where)
		}
		if err := add(where, row, item); err != nil {
			return nil, err
		}
	}
	return texts, nil
}

// rowNumber is the number of the row that a result is for.
func (a arguments) rowNumber(where string, v starlark.Value) (int, error) {
	if row, ok := v.(*rowValue); ok {
		return row.row.Number, nil
	}
	n, err := starlark.AsInt32(v)
	if err != nil || n < 1 {
		return 0, a.fail("%s: got %s as the row, want a row of the sheet, or its number", where, shown(v))
	}
	return n, nil
}

// annotation is the texts of one result.
func (a arguments) annotation(where string, result starlark.Value, keys []string, run string) ([]string, error) {
	if text, ok := starlark.AsString(result); ok {
		result = starlark.NewDict(1)
		if err := result.(*starlark.Dict).SetKey(starlark.String("status"), starlark.String(text)); err != nil {
			return nil, err
		}
	}
	texts := make([]string, len(keys))
	for i, key := range keys {
		v, err := resultField(result, key)
		switch {
		case err != nil:
			return nil, a.fail("%s: %w", where, err)
		case v != nil && v != starlark.None:
			texts[i] = displayed(v)
		case key == "run":
			texts[i] = run
		}
	}
	return texts, nil
}

// resultField is a field of a record or an entry of a dict; nil if there is none.
func resultField(v starlark.Value, name string) (starlark.Value, error) {
	if dict, ok := v.(*starlark.Dict); ok {
		field, found, err := dict.Get(starlark.String(name))
		if !found {
			return nil, err
		}
		return field, err
	}
	record, ok := v.(*value.Record)
	if !ok {
		return nil, fmt.Errorf("got %s, want a record or dict with row, status and message", v.Type())
	}
	if !slices.Contains(record.AttrNames(), name) {
		return nil, nil
	}
	return fieldOf(v, name)
}

// known refuses results of rows that the sheet does not have.
func (a *annotating) known(ctx context.Context, src sheet.Source, opt sheet.Options, args arguments) error {
	r, err := sheet.Stream(ctx, src, opt)
	if err != nil {
		return err
	}
	left := make(map[int]bool, len(a.texts))
	for number := range a.texts {
		left[number] = true
	}
	for row, err := range r.All() {
		if err != nil {
			return err
		}
		delete(left, row.Number)
	}
	if len(left) == 0 {
		return nil
	}
	first := 0
	for number := range left {
		if first == 0 || number < first {
			first = number
		}
	}
	return args.fail("%s has no row %d: results go by the row's number, as row.number gives it", sheetName(&r.Header), first)
}
