package builtins

import (
	"go.starlark.net/starlark"

	"accstar/builtins/sheet"
	"accstar/builtins/value"
	"accstar/runtime"
)

// rowMethod is one method of a row.
type rowMethod struct {
	name      string
	signature string
	summary   string
	text      string
	example   string
	call      rowCall
}

// rowCall is what a method of a row does.
type rowCall func(r *rowValue, thread *starlark.Thread, args arguments) (starlark.Value, error)

// rowMethods lists the methods of a row.
func rowMethods() []rowMethod {
	const required = "A blank cell gives None, or an error with required = True."
	return []rowMethod{
		{"text", "row.text(column, required = False)", "The text of a cell, without the spaces around it.",
			required + " A number gives its digits, a date its ISO form.", `company = row.text("Company")`,
			reader("text", sheet.Row.Text, stringValue)},
		{"email", "row.email(column, required = False)", "An e-mail address.", required, `email = row.email("Email", required = True)`,
			reader("an e-mail address", sheet.Row.Email, stringValue)},
		{"int", "row.int(column, required = False)", "A whole number.", required, `floors = row.int("Floors")`,
			reader("a whole number", sheet.Row.Int, intValue)},
		{"decimal", "row.decimal(column, required = False)", "A number.", required, `value = row.decimal("Contract value")`,
			reader("a number", sheet.Row.Decimal, floatValue)},
		{"bool", "row.bool(column, required = False)", "Yes or no.", required + " Yes, y, x, true and 1 are True; no, n, false and 0 are False.",
			`if row.bool("Invite"):
    print(row.number)`,
			reader("yes or no", sheet.Row.Bool, boolValue)},
		{"date", "row.date(column, required = False)", "A date.", required + " The time of day of a cell that has one is dropped.",
			`start = row.date("Start")`, reader("a date", sheet.Row.Date, dateValue)},
		{"choice", "row.choice(column, choices, required = False)", "The one of several choices that a cell names.",
			required + " Choices are a list of texts, or a dict from what stands in the sheet to the value wanted. Case, accents and punctuation do not count.",
			`access = row.choice("Access", {"Project admin": "admin", "User": "member"})`, rowChoice},
		{"list", "row.list(column, sep = None, required = False)", "The parts of a cell between separators, as a list of texts; an empty list for a blank cell.",
			"required = True makes a blank cell a fault. Without sep, parts are separated by semicolons or line breaks if the cell has any, else by commas.",
			`roles = row.list("Roles", sep = ";")`, rowList},
		{"items", "row.items(after = None)", "The headings and cells that are not blank, as pairs of texts.",
			"After names a column: only those to the right of it count. For a wide sheet, where the headings are values themselves: a role for each column.",
			`for role, level in row.items(after = "Folder"):
    acc.folders.permit(project, row.text("Folder"), role = role, level = level)`, rowItems},
		{"fields", "row.fields()", "The cells that are not blank, as a record.",
			"Of rows read with template they are fields of the API, ready to be sent: lists, numbers, dates as ISO text, and products as a list of key and access. A cell that is blank has no field, so that it clears nothing.",
			`acc.project_users.create(project, **row.fields())`, rowFields},
		{"skip", "row.skip(why)", "Passes over the row: each goes on with the next one, and the report says why.", "",
			`if row.text("Status") == "left":
    row.skip("has left")`, rowSkipMethod},
		{"fail", "row.fail(column, why)", "Declares the row bad: each goes on with the next one, and the report names the cell and says why.",
			"row.fail(why) is about the row as a whole.", `projects.get(job) or row.fail("Job", job + " is no active project")`, rowFail},
		{"note", "row.note(text)", "Adds a remark to what the report says about the row.", "", `row.note("was a member already")`, rowNote},
	}
}

// rowDocs describes rows and their methods.
func rowDocs() []Doc {
	docs := []Doc{{Name: "row", Signature: "row[column]", Summary: "A row of a sheet, as sheet.read gives them.",
		Text: `row["Email"] is the cell as the sheet types it: text, a number, True or False, a date; None when it is blank. A heading may differ in case, spaces and punctuation. row.number is the row's number, row.sheet the sheet's name. "Email" in row, for heading in row and dict(row) work. Attributes are the readers below; they fail on a bad value, naming its cell.`,
		Example: `for row in sheet.read("hires.xlsx"):
    print(row.number, row["Email"])`}}
	for _, m := range rowMethods() {
		docs = append(docs, Doc{Name: "row." + m.name, Signature: m.signature, Summary: m.summary, Text: m.text, Example: m.example})
	}
	return docs
}

func (r *rowValue) method(m rowMethod) *starlark.Builtin {
	return runtime.Builtin("row."+m.name, func(thread *starlark.Thread, b *starlark.Builtin, args starlark.Tuple, kwargs []starlark.Tuple) (starlark.Value, error) {
		return m.call(r, thread, arguments{b.Name(), args, kwargs})
	}).BindReceiver(r)
}

func stringValue(s string) (starlark.Value, error) { return starlark.String(s), nil }
func intValue(n int64) (starlark.Value, error)     { return starlark.MakeInt64(n), nil }
func floatValue(f float64) (starlark.Value, error) { return starlark.Float(f), nil }
func boolValue(b bool) (starlark.Value, error)     { return starlark.Bool(b), nil }

// reader makes the method that reads a cell as one type.
func reader[T any](want string, read func(sheet.Row, string) (T, bool, error), wrap func(T) (starlark.Value, error)) rowCall {
	return func(r *rowValue, _ *starlark.Thread, args arguments) (starlark.Value, error) {
		var column string
		var required bool
		if err := args.unpack("column", &column, "required?", &required); err != nil {
			return nil, err
		}
		heading, _, err := r.column(column)
		if err != nil {
			return nil, err
		}
		if heading == "" {
			return r.blank(column, want, required)
		}
		v, ok, err := read(r.row, heading)
		if err != nil {
			return nil, err
		}
		if !ok {
			return r.blank(heading, want, required)
		}
		return wrap(v)
	}
}

// blank is what a reader gives for a blank cell.
func (r *rowValue) blank(column, want string, required bool) (starlark.Value, error) {
	if required {
		return nil, r.row.Missing(column, want)
	}
	return starlark.None, nil
}

// rowItems is row.items(after): pairs of heading and text, blank cells left out.
func rowItems(r *rowValue, _ *starlark.Thread, args arguments) (starlark.Value, error) {
	var after starlark.Value
	if err := args.unpack("after?", &after); err != nil {
		return nil, err
	}
	names := r.row.Header().Names()
	if column, ok := starlark.AsString(after); ok {
		heading, _, err := r.column(column)
		if err != nil {
			return nil, err
		}
		cell, err := r.row.Cell(heading)
		if err != nil {
			return nil, err
		}
		for i, c := range r.row.Cells {
			if c.Ref() == cell.Ref() && i < len(names) {
				names = names[i+1:]
				break
			}
		}
	} else if after != nil && after != starlark.None {
		return nil, args.fail("for parameter after: got %s, want the heading of a column", after.Type())
	}
	var pairs []starlark.Value
	for _, name := range names {
		text, ok, err := r.row.Text(name)
		if err != nil {
			return nil, err
		}
		if ok {
			pairs = append(pairs, starlark.Tuple{starlark.String(name), starlark.String(text)})
		}
	}
	return starlark.NewList(pairs), nil
}

func rowChoice(r *rowValue, _ *starlark.Thread, args arguments) (starlark.Value, error) {
	var column string
	var from starlark.Value
	var required bool
	if err := args.unpack("column", &column, "choices", &from, "required?", &required); err != nil {
		return nil, err
	}
	meaning, isDict := from.(*starlark.Dict)
	if isDict {
		from = starlark.NewList(meaning.Keys())
	}
	choices, err := args.texts("choices", from)
	if err != nil {
		return nil, err
	}
	if len(choices) == 0 {
		return nil, args.fail("for parameter choices: got none, want at least one")
	}
	heading, _, err := r.column(column)
	if err != nil {
		return nil, err
	}
	if heading == "" {
		return r.blank(column, "one of "+quotedOr(choices), required)
	}
	choice, ok, err := r.row.Choice(heading, choices)
	switch {
	case err != nil:
		return nil, err
	case !ok:
		return r.blank(heading, "one of "+quotedOr(choices), required)
	case isDict:
		v, _, err := meaning.Get(starlark.String(choice))
		return v, err
	}
	return starlark.String(choice), nil
}

func rowList(r *rowValue, _ *starlark.Thread, args arguments) (starlark.Value, error) {
	var column, sep string
	var required bool
	if err := args.unpack("column", &column, "sep??", &sep, "required?", &required); err != nil {
		return nil, err
	}
	heading, _, err := r.column(column)
	if err != nil {
		return nil, err
	}
	if heading == "" {
		if required {
			return r.blank(column, "a list", required)
		}
		return textList(nil), nil
	}
	parts, ok, err := r.row.List(heading, sep)
	if err != nil {
		return nil, err
	}
	if !ok && required {
		return r.blank(heading, "a list", required)
	}
	return textList(parts), nil
}

func rowFields(r *rowValue, _ *starlark.Thread, args arguments) (starlark.Value, error) {
	if err := args.unpack(); err != nil {
		return nil, err
	}
	switch {
	case r.broken != nil:
		return nil, r.broken
	case r.bad != nil:
		return nil, r.bad
	}
	if r.fields != nil {
		return r.fields, nil
	}
	var names []string
	var values []starlark.Value
	for _, name := range r.names() {
		v, _, err := r.Get(starlark.String(name))
		if err != nil {
			return nil, err
		}
		if v != starlark.None {
			names, values = append(names, name), append(values, v)
		}
	}
	return value.NewRecord(names, values), nil
}

func rowSkipMethod(r *rowValue, _ *starlark.Thread, args arguments) (starlark.Value, error) {
	var why string
	if err := args.unpack("why", &why); err != nil {
		return nil, err
	}
	return nil, &rowSkip{r.ref(), why}
}

func rowFail(r *rowValue, _ *starlark.Thread, args arguments) (starlark.Value, error) {
	ref := r.ref()
	e := &RowError{Sheet: ref.Sheet, Row: ref.Row}
	if len(args.args)+len(args.kwargs) == 1 {
		if err := args.unpack("why", &e.Why); err != nil {
			return nil, err
		}
		return nil, e
	}
	var column string
	if err := args.unpack("column", &column, "why", &e.Why); err != nil {
		return nil, err
	}
	heading := column
	if r.plan != nil {
		var err error
		if heading, _, err = r.plan.find(r.row.Header(), column); err != nil {
			return nil, err
		}
	}
	if heading == "" {
		e.Why = column + ": " + e.Why
		return nil, e
	}
	i, err := r.row.Header().Find(heading)
	if err != nil {
		return nil, err
	}
	e.Ref, e.Column = r.row.Cells[i].Ref(), r.row.Header().Columns[i].Name
	return nil, e
}

func rowNote(r *rowValue, thread *starlark.Thread, args arguments) (starlark.Value, error) {
	var text string
	if err := args.unpack("text", &text); err != nil {
		return nil, err
	}
	if !r.note(text) {
		ref := r.ref()
		origin := originOf(thread)
		origin.Sheet, origin.Row = ref.Sheet, ref.Row
		r.env.Sink.Row(RowOutcome{Sheet: ref.Sheet, Row: ref.Row, State: RowNoted, Reasons: []string{text}, Origin: origin,
			Task: runtime.TaskOf(thread).Path()})
	}
	return starlark.None, nil
}
