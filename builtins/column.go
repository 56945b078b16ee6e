package builtins

import (
	"errors"
	"fmt"
	"strings"

	"go.starlark.net/starlark"

	"accstar/builtins/sheet"
)

// columnValue is what column.email() and its siblings make: what a column of a sheet is to hold.
type columnValue struct {
	kind     string
	heading  string // "" when the name it is known by is the heading
	required bool   // no cell may be blank
	optional bool   // the sheet may do without the column
	read     cellReading
}

// cellReading makes a value of a cell; ok is false for a blank one. Errors are those of [sheet.Cell], or end the reading.
type cellReading func(check *columnCheck, c sheet.Cell) (v starlark.Value, ok bool, err error)

var _ starlark.Value = (*columnValue)(nil)

func (c *columnValue) String() string        { return "<column." + c.kind + ">" }
func (c *columnValue) Type() string          { return "column" }
func (c *columnValue) Freeze()               {}
func (c *columnValue) Truth() starlark.Bool  { return true }
func (c *columnValue) Hash() (uint32, error) { return 0, fmt.Errorf("unhashable type: column") }

// want is what a blank cell lacks.
func (c *columnValue) want() string {
	switch c.kind {
	case "email":
		return "an e-mail address"
	case "int":
		return "a whole number"
	case "decimal":
		return "a number"
	case "bool":
		return "yes or no"
	case "choice":
		return "one of the choices"
	}
	return "a " + c.kind
}

// columnEntries lists the kinds of column.
func columnEntries() []entry {
	const common = `The heading is the name that sheet.read has the column by, unless heading says what stands in the sheet. A blank cell gives None, or is a fault with required = True. A sheet without the column is refused, unless optional = True.`
	kind := func(name, signature, summary, text, example string, b body) entry {
		if text != "" {
			text += "\n\n"
		}
		return entry{
			Doc:  Doc{Name: "column." + name, Signature: "column." + name + "(" + signature + ")", Summary: summary, Text: text + common, Example: "columns = {" + example + "}"},
			body: b,
		}
	}
	const usual = "heading = None, required = False, optional = False"
	return []entry{
		kind("text", usual, "A column of texts.", "A number gives its digits, a date its ISO form.", `"job": column.text("Job no.", required = True)`,
			columnOf("text", typedCell(sheet.Cell.AsText, stringValue))),
		kind("email", usual, "A column of e-mail addresses.", "", `"Email": column.email(required = True)`,
			columnOf("email", typedCell(sheet.Cell.AsEmail, stringValue))),
		kind("int", usual, "A column of whole numbers.", "", `"Floors": column.int()`,
			columnOf("int", localCell(sheet.Cell.AsInt, intValue))),
		kind("decimal", usual, "A column of numbers.", "", `"value": column.decimal("Contract value")`,
			columnOf("decimal", localCell(sheet.Cell.AsDecimal, floatValue))),
		kind("bool", usual, "A column of yes and no.", "Yes, y, x, true and 1 are True; no, n, false and 0 are False.", `"Invite": column.bool()`,
			columnOf("bool", typedCell(sheet.Cell.AsBool, boolValue))),
		kind("date", usual, "A column of dates.", "The order of day and month in text is that of sheet.read's dates.", `"Start": column.date()`,
			columnOf("date", localCell(sheet.Cell.AsDate, dateValue))),
		kind("choice", "choices, "+usual, "A column that holds one of several texts.",
			"Choices are a list of texts, or a dict from what stands in the sheet to the value wanted. Case, accents and punctuation do not count.",
			`"Access": column.choice(["member", "admin"])`, columnChoice),
		kind("list", usual+", of = column.text(), sep = None", "A column whose cells hold several values.",
			"of is the kind of each. Without sep, values are separated by semicolons or line breaks if the cell has any, else by commas.",
			`"Roles": column.list(of = column.role())`, columnList),
		kind("project", usual, "A column of projects.", "A cell holds a name, a job number or an ID; its value is the project's record.", `"Project": column.project(required = True)`,
			columnOf("project", resolvedCell("project"))),
		kind("company", usual, "A column of companies.", "A cell holds a name or an ID; its value is the company's record.", `"Company": column.company()`,
			columnOf("company", resolvedCell("company"))),
		kind("role", usual, "A column of roles.", "A cell holds a name or an ID; its value is the role's record.", `"Role": column.role()`,
			columnOf("role", resolvedCell("role"))),
	}
}

// pairs are the parameters that all kinds of column have.
func (c *columnValue) pairs(more ...any) []any {
	return append([]any{"heading??", &c.heading, "required?", &c.required, "optional?", &c.optional}, more...)
}

// columnOf makes a kind of column without arguments of its own.
func columnOf(kind string, read cellReading) body {
	return func(_ *Env, _ *starlark.Thread, args arguments) (starlark.Value, error) {
		c := &columnValue{kind: kind, read: read}
		return c, args.unpack(c.pairs()...)
	}
}

func columnChoice(_ *Env, _ *starlark.Thread, args arguments) (starlark.Value, error) {
	c := &columnValue{kind: "choice"}
	var from starlark.Value
	if err := args.unpack(append([]any{"choices", &from}, c.pairs()...)...); err != nil {
		return nil, err
	}
	meaning, isDict := from.(*starlark.Dict)
	if isDict {
		meaning.Freeze()
		from = starlark.NewList(meaning.Keys())
	}
	choices, err := args.texts("choices", from)
	if err != nil {
		return nil, err
	}
	if len(choices) == 0 {
		return nil, args.fail("for parameter choices: got none, want at least one")
	}
	c.read = func(_ *columnCheck, cell sheet.Cell) (starlark.Value, bool, error) {
		choice, ok, err := cell.AsChoice(choices)
		if !ok || err != nil {
			return nil, false, err
		}
		if !isDict {
			return starlark.String(choice), true, nil
		}
		v, _, err := meaning.Get(starlark.String(choice))
		return v, true, err
	}
	return c, nil
}

func columnList(_ *Env, _ *starlark.Thread, args arguments) (starlark.Value, error) {
	c := &columnValue{kind: "list"}
	of := &columnValue{kind: "text", read: typedCell(sheet.Cell.AsText, stringValue)}
	var sep string
	if err := args.unpack(c.pairs("of?", &of, "sep??", &sep)...); err != nil {
		return nil, err
	}
	if of.kind == "list" {
		return nil, args.fail("for parameter of: a list of lists cannot be written in a cell")
	}
	c.read = func(check *columnCheck, cell sheet.Cell) (starlark.Value, bool, error) {
		parts, ok, err := cell.AsList(sep)
		if !ok || err != nil {
			return nil, false, err
		}
		list := starlark.NewList(nil)
		for _, part := range parts {
			v, ok, err := of.read(check, sheet.TextAt(cell.Row(), cell.Col(), part))
			if err != nil {
				return nil, false, err
			}
			if ok {
				err = list.Append(v)
			}
			if err != nil {
				return nil, false, err
			}
		}
		list.Freeze()
		return list, true, nil
	}
	return c, nil
}

// typedCell reads cells as one type.
func typedCell[T any](read func(sheet.Cell) (T, bool, error), wrap func(T) (starlark.Value, error)) cellReading {
	return localCell(func(c sheet.Cell, _ sheet.Locale) (T, bool, error) { return read(c) }, wrap)
}

// localCell reads cells as a type whose writing differs between countries.
func localCell[T any](read func(sheet.Cell, sheet.Locale) (T, bool, error), wrap func(T) (starlark.Value, error)) cellReading {
	return func(check *columnCheck, c sheet.Cell) (starlark.Value, bool, error) {
		v, ok, err := read(c, check.locale)
		if !ok || err != nil {
			return nil, false, err
		}
		made, err := wrap(v)
		return made, err == nil, err
	}
}

// resolvedCell reads cells that name something in ACC. Each name is looked up once for a sheet.
func resolvedCell(kind string) cellReading {
	return func(check *columnCheck, c sheet.Cell) (starlark.Value, bool, error) {
		text, ok, err := c.AsText()
		if !ok || err != nil {
			return nil, false, err
		}
		found, err := check.resolve(kind, text)
		return found.value, err == nil, err
	}
}

// resolution is what looking up a name gave.
type resolution struct {
	value   starlark.Value
	refused error // a *sheet.CellError without a place
}

// resolve looks up what a cell names in ACC.
func (c *columnCheck) resolve(kind, text string) (resolution, error) {
	c.mu.Lock()
	defer c.mu.Unlock()
	key := [2]string{kind, strings.ToLower(text)}
	if found, ok := c.resolved[key]; ok {
		return found, found.refused
	}
	if c.env.Resolve == nil {
		return resolution{}, fmt.Errorf("a %s can only be looked up where there is a connection to ACC", kind)
	}
	v, err := c.env.Resolve(c.thread, kind, text)
	found := resolution{value: v}
	if err != nil {
		refused := refusalIn(err)
		if refused == nil || stopsRun(err) {
			return resolution{}, err
		}
		found.refused = &sheet.CellError{Got: fmt.Sprintf("%q", text), Want: "the name or ID of a " + kind, Hint: sentence(withHint(refused.Message, refused.Hint))}
	} else {
		v.Freeze()
	}
	if c.resolved == nil {
		c.resolved = map[[2]string]resolution{}
	}
	c.resolved[key] = found
	return found, found.refused
}

// sentence begins with a capital and ends with a full stop.
func sentence(s string) string {
	if s == "" {
		return ""
	}
	s = strings.ToUpper(s[:1]) + s[1:]
	if !strings.HasSuffix(s, ".") && !strings.HasSuffix(s, "?") {
		s += "."
	}
	return s
}

// columnsOf takes the argument columns of sheet.read: from the name that a playbook has for a column to its heading or kind.
func (a arguments) columnsOf(v starlark.Value) ([]columnSpec, error) {
	if v == nil {
		return nil, nil
	}
	dict, ok := v.(*starlark.Dict)
	if !ok {
		return nil, a.fail(`for parameter columns: got %s, want a dict such as {"email": column.email("E-mail address")}`, v.Type())
	}
	var specs []columnSpec
	var faults []error
	for _, item := range dict.Items() {
		name, ok := starlark.AsString(item[0])
		if !ok || strings.TrimSpace(name) == "" {
			faults = append(faults, fmt.Errorf("for parameter columns: got %s as a name, want a text", shown(item[0])))
			continue
		}
		spec := columnSpec{name: name, heading: name}
		switch v := item[1].(type) {
		case starlark.String:
			spec.heading = string(v)
		case *columnValue:
			spec.column = v
			if v.heading != "" {
				spec.heading = v.heading
			}
		case *starlark.Builtin:
			faults = append(faults, fmt.Errorf("for parameter columns: %q: got %s, want %s()", name, v.Name(), v.Name()))
		default:
			faults = append(faults, fmt.Errorf("for parameter columns: %q: got %s, want a heading, or a kind such as column.email()", name, v.Type()))
		}
		specs = append(specs, spec)
	}
	if len(faults) > 0 {
		return nil, a.fail("%w", errors.Join(faults...))
	}
	return specs, nil
}
