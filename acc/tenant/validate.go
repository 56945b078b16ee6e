package tenant

import (
	"fmt"
	"maps"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"time"
	"unicode/utf8"

	"accstar/acc"
	"accstar/acc/catalog"
)

// Problem is one thing about a call that is not as Autodesk's reference says, and that ACC answers 400 for.
type Problem struct {
	Where   string // the parameter, or the place in the body: "products[2].access"
	Message string // "got X, want Y"
}

// String is the problem in one line.
func (p Problem) String() string { return p.Where + ": " + p.Message }

// Validate compares a call with the operation's description: what is required, types, lengths, listed values, fields of nested
// objects that do not exist, and the size of a batch. It returns all problems in the order of the description, none for a
// call that is as it should be. Top-level fields and parameters that the description lacks are no problem: ACC ignores them, or
// knows more than the catalogue. The size of a page is left to whoever pages.
func Validate(op *catalog.Operation, call *acc.Call) []Problem {
	v := &validator{op: op}
	for _, f := range op.PathParams {
		if call.Path[f.Name] == "" {
			v.add(f.Name, "missing")
		}
	}
	for _, f := range op.Query {
		v.query(f, call)
	}
	v.body(call.Body)
	return v.problems
}

type validator struct {
	op       *catalog.Operation
	problems []Problem
}

func (v *validator) add(where, format string, args ...any) {
	v.problems = append(v.problems, Problem{where, fmt.Sprintf(format, args...)})
}

// query checks one query parameter.
func (v *validator) query(f catalog.Field, call *acc.Call) {
	p := v.op.Pagination
	if p.Style != catalog.NoPages && (f.Name == p.LimitParam || f.Name == p.OffsetParam) {
		return
	}
	text, set := call.QueryValue(f.Name)
	if !set {
		if f.Required {
			v.add(f.Name, "missing")
		}
		return
	}
	if f.MaxLen > 0 && utf8.RuneCountInString(text) > f.MaxLen {
		v.add(f.Name, "got %d characters, want at most %d", utf8.RuneCountInString(text), f.MaxLen)
	}
	values := []string{text}
	if f.Type.IsList() {
		values = splitList(text)
	}
	for _, value := range values {
		if slices.Contains(sortParams(), f.Name) {
			value = parseSortKey(value).field
		}
		if f.Test != nil && f.Test.Match == catalog.MatchNotOneOf {
			value = strings.TrimPrefix(value, "-")
		}
		v.queryText(f, value)
	}
}

// queryText checks one value of a query parameter, which is text for every type.
func (v *validator) queryText(f catalog.Field, text string) {
	if len(f.Enum) > 0 && !slices.Contains(f.Enum, text) {
		v.add(f.Name, "got %q, want one of %s%s", text, strings.Join(f.Enum, ", "), didYouMean(text, f.Enum))
		return
	}
	switch f.Type.Elem() {
	case "int":
		if _, err := strconv.ParseInt(text, 10, 64); err != nil {
			v.add(f.Name, "got %q, want a whole number", text)
		}
	case "bool":
		if text != "true" && text != "false" {
			v.add(f.Name, "got %q, want true or false", text)
		}
	case "uuid":
		if !isUUID(text) {
			v.add(f.Name, "got %q, want a UUID", text)
		}
	}
	if f.Test != nil && f.Test.Match == catalog.MatchRange {
		if _, err := parseRange(text); err != nil {
			v.add(f.Name, "%v", err)
		}
	}
}

// body checks the body of the call.
func (v *validator) body(body any) {
	if len(v.op.Body) == 0 {
		return
	}
	switch v.op.BodyShape {
	case catalog.MapBody:
		v.mapping(body)
		return
	case catalog.ArrayBody:
		list, ok := body.([]any)
		if !ok {
			v.add("body", "got %s, want a list", kindOf(body))
			return
		}
		v.batch("items", len(list))
		for i, x := range list {
			v.item(i, x)
		}
		return
	}
	fields, ok := body.(map[string]any)
	if !ok && body != nil {
		v.add("body", "got %s, want an object", kindOf(body))
		return
	}
	v.object("", "", fields)
	if first := v.op.Body[0]; first.Type.IsList() {
		if list, ok := fields[first.Name].([]any); ok {
			v.batch(first.Name, len(list))
		}
	}
}

// isJSON reports whether the body travels as JSON, so that its values have JSON types.
func (v *validator) isJSON() bool {
	return v.op.Encoding == catalog.JSON || v.op.Encoding == catalog.JSONAPI
}

// mapping checks a body that is a map from IDs to objects.
func (v *validator) mapping(body any) {
	object, ok := body.(map[string]any)
	if !ok {
		v.add("body", "got %s, want an object", kindOf(body))
		return
	}
	v.batch("items", len(object))
	for _, id := range slices.Sorted(maps.Keys(object)) {
		fields, ok := object[id].(map[string]any)
		if !ok {
			v.add(id, "got %s, want an object", kindOf(object[id]))
			continue
		}
		v.object(id, "{}", fields)
	}
}

// item checks one item of a body that is a list.
func (v *validator) item(i int, x any) {
	where := fmt.Sprintf("[%d]", i)
	if first := v.op.Body[0]; first.Name == "[]" {
		first.Type = first.Type.Elem()
		v.value(where, "[]", first, x)
		return
	}
	fields, ok := x.(map[string]any)
	if !ok {
		v.add(where, "got %s, want an object", kindOf(x))
		return
	}
	v.object(where, "[]", fields)
}

func (v *validator) batch(what string, n int) {
	if v.op.BatchLimit > 0 && n > v.op.BatchLimit {
		v.add("body", "got %d %s, want at most %d", n, what, v.op.BatchLimit)
	}
}

// object checks the fields of an object: where is its place in this body, path its name in the description.
func (v *validator) object(where, path string, fields map[string]any) {
	declared := v.op.BodyFields(path)
	if len(declared) == 0 {
		return
	}
	var names []string
	for _, f := range declared {
		name := lastName(f.Name)
		names = append(names, name)
		x, set := fields[name]
		switch {
		case set:
			v.value(place(where, name), f.Name, f, x)
		case f.Required:
			v.add(place(where, name), "missing")
		}
	}
	if path == "" {
		return
	}
	var extra []string
	for name := range fields {
		if !slices.Contains(names, name) {
			extra = append(extra, name)
		}
	}
	slices.Sort(extra)
	for _, name := range extra {
		v.add(place(where, name), "there is no such field%s", didYouMean(name, names))
	}
}

// value checks one value of the body against the field that describes it.
func (v *validator) value(where, path string, f catalog.Field, x any) {
	if unknown(x) || f.Type == "file" || !v.isJSON() {
		return
	}
	if x == nil {
		if !f.Type.Nullable() {
			v.add(where, "got null, want %s", typeName(f.Type))
		}
		return
	}
	if !f.Type.IsList() {
		v.scalar(where, path, f, x)
		return
	}
	list, ok := x.([]any)
	if !ok {
		v.add(where, "got %s, want a list", kindOf(x))
		return
	}
	elem := f
	elem.Type = f.Type.Elem()
	for i, y := range list {
		v.scalar(fmt.Sprintf("%s[%d]", where, i), path+"[]", elem, y)
	}
}

// scalar checks a value that is no list.
func (v *validator) scalar(where, path string, f catalog.Field, x any) {
	if unknown(x) {
		return
	}
	if !hasType(f.Type.Base(), x) {
		v.add(where, "got %s, want %s", kindOf(x), typeName(f.Type))
		return
	}
	switch x := x.(type) {
	case map[string]any:
		v.object(where, path, x)
	case string:
		if f.MaxLen > 0 && utf8.RuneCountInString(x) > f.MaxLen {
			v.add(where, "got %d characters, want at most %d", utf8.RuneCountInString(x), f.MaxLen)
		}
		if len(f.Enum) > 0 && !slices.Contains(f.Enum, x) {
			v.add(where, "got %q, want %s%s", x, oneOf(f.Enum), didYouMean(x, f.Enum))
		}
		if f.Required && x == "" {
			v.add(where, "got an empty text")
		}
	case int64:
		v.bounds(where, f, float64(x))
	case float64:
		v.bounds(where, f, x)
	}
}

func (v *validator) bounds(where string, f catalog.Field, x float64) {
	if f.Min == 0 && f.Max == 0 {
		return
	}
	if x < float64(f.Min) || (f.Max > 0 && x > float64(f.Max)) {
		v.add(where, "got %v, want %d to %d", x, f.Min, f.Max)
	}
}

// hasType reports whether a value is of a type that is neither a list nor nullable.
func hasType(t catalog.Type, x any) bool {
	switch t {
	case "int":
		f, isFloat := x.(float64)
		_, isInt := x.(int64)
		return isInt || isFloat && f == float64(int64(f))
	case "number":
		_, isFloat := x.(float64)
		_, isInt := x.(int64)
		return isInt || isFloat
	case "bool":
		_, ok := x.(bool)
		return ok
	case "object", "map":
		_, ok := x.(map[string]any)
		return ok
	case "any", "file", "":
		return true
	}
	s, ok := x.(string)
	switch {
	case !ok:
		return false
	case t == "uuid":
		return isUUID(s)
	case t == "date", t == "datetime":
		_, ok = parseTime(s)
		return ok
	}
	return true
}

var uuidPattern = regexp.MustCompile(`^[0-9A-Fa-f]{8}(-[0-9A-Fa-f]{4}){3}-[0-9A-Fa-f]{12}$`)

func isUUID(s string) bool { return uuidPattern.MatchString(s) }

// parseTime reads a date or an instant in ISO 8601.
func parseTime(s string) (time.Time, bool) {
	for _, layout := range []string{time.RFC3339Nano, time.DateOnly, "2006-01-02T15:04:05", "2006-01-02T15:04:05.000"} {
		if t, err := time.Parse(layout, s); err == nil {
			return t, true
		}
	}
	return time.Time{}, false
}

// typeName is a type as a message names it.
func typeName(t catalog.Type) string {
	if t.IsList() {
		return "a list"
	}
	switch t.Base() {
	case "int":
		return "a whole number"
	case "number":
		return "a number"
	case "bool":
		return "true or false"
	case "object", "map":
		return "an object"
	case "uuid":
		return "a UUID"
	case "date":
		return "a date (2006-01-02)"
	case "datetime":
		return "a time (2006-01-02T15:04:05Z)"
	}
	return "a text"
}

// kindOf is a value as a message names it.
func kindOf(x any) string {
	switch x := x.(type) {
	case nil:
		return "nothing"
	case string:
		return strconv.Quote(x)
	case map[string]any:
		return "an object"
	case []any:
		return "a list"
	}
	return fmt.Sprint(x)
}

// oneOf is a list of values as a message gives it, cut short when it is long.
func oneOf(values []string) string {
	const most = 12
	if len(values) <= most {
		return "one of " + strings.Join(values, ", ")
	}
	return fmt.Sprintf("one of %s and %d more", strings.Join(values[:most], ", "), len(values)-most)
}

// lastName is the last part of a dotted name.
func lastName(path string) string { return path[strings.LastIndexByte(path, '.')+1:] }

// place is a field's place within that of its object.
func place(where, name string) string {
	if where == "" {
		return name
	}
	return where + "." + name
}
