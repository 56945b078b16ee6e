package builtins

import (
	"fmt"
	"maps"
	"slices"
	"strings"
	"unicode/utf8"

	"accstar/acc/catalog"
	"accstar/runtime"
)

// finishBody puts the body together and checks it against the catalogue.
func (b *binding) finishBody(defs []catalog.Arg) {
	if b.whole == nil && b.body == nil {
		if b.op.BodyShape == catalog.ObjectBody {
			if filled := b.op.FillConstants(nil); len(filled) > 0 {
				b.call.Body = filled
			}
		}
		for _, d := range defs {
			if d.In == catalog.InBody && d.Required {
				b.problem("%s is missing%s", d.Name, docHint(d.Field))
			}
		}
		return
	}
	body := b.whole
	if b.body != nil {
		merged, ok := b.whole.(map[string]any)
		if b.whole != nil && !ok {
			b.problem("body: got a %s and named fields beside it, want a dict", jsonType(b.whole))
			return
		}
		all := map[string]any{}
		for k, v := range merged {
			all[k] = v
		}
		for k, v := range b.body {
			all[k] = v
		}
		body = all
	}
	if fields, ok := body.(map[string]any); ok && b.op.BodyShape == catalog.ObjectBody {
		body = b.op.FillConstants(fields)
	}
	b.call.Body = body
	c := bodyCheck{op: b.op, strict: b.whole == nil}
	switch b.op.BodyShape {
	case catalog.ArrayBody:
		c.list("body", "[]", catalog.Field{Name: "[]", Type: "[]object"}, body)
		if items, ok := body.([]any); ok && b.op.Batch == "" && b.op.BatchLimit > 0 && len(items) > b.op.BatchLimit {
			b.problem("body: got %d items, want at most %d in one call%s", len(items), b.op.BatchLimit, wholeBatch)
		}
	case catalog.MapBody:
		if items, ok := body.(map[string]any); ok && b.op.BatchLimit > 0 && len(items) > b.op.BatchLimit {
			b.problem("body: got %d items, want at most %d in one call%s", len(items), b.op.BatchLimit, wholeBatch)
		}
	case catalog.ObjectBody:
		if b.op.Service != "request" {
			c.object("", "", body)
		}
	}
	b.problems = append(b.problems, c.problems...)
}

// bodyCheck holds a JSON body against the catalogue's description of it.
type bodyCheck struct {
	op       *catalog.Operation
	strict   bool // fields that the catalogue does not know are wrong; not in a body given whole
	problems []string
}

func (c *bodyCheck) problem(path, format string, args ...any) {
	c.problems = append(c.problems, strings.TrimPrefix(path, ".")+": "+fmt.Sprintf(format, args...))
}

// object checks the fields of an object; shown is its path as the user wrote it, below its path in the catalogue.
func (c *bodyCheck) object(shown, below string, v any) {
	obj, ok := v.(map[string]any)
	if !ok {
		c.problem(orBody(shown), "got %s, want a dict", jsonType(v))
		return
	}
	fields := c.op.BodyFields(below)
	if len(fields) == 0 {
		return // described no further
	}
	for _, f := range fields {
		name := lastPart(f.Name)
		x, set := obj[name]
		path := shown + "." + name
		switch {
		case !set && f.Required && shown == "":
			c.problems = append(c.problems, name+" is missing"+docHint(f))
		case !set && f.Required:
			c.problems = append(c.problems, strings.TrimPrefix(path, ".")+" is missing"+docHint(f))
		case set:
			c.value(path, f, x)
		}
	}
	if c.strict && shown != "" {
		c.unknown(shown, fields, obj)
	}
}

// unknown reports the fields of a nested object that the catalogue does not have.
func (c *bodyCheck) unknown(shown string, fields []catalog.Field, obj map[string]any) {
	var names []string
	for _, f := range fields {
		names = append(names, lastPart(f.Name))
	}
	for _, k := range slices.Sorted(maps.Keys(obj)) {
		if !slices.Contains(names, k) {
			c.problem(shown, "unknown field %q%s", k, runtime.DidYouMean(k, names))
		}
	}
}

func orBody(path string) string {
	if path == "" {
		return "body"
	}
	return path
}

func lastPart(name string) string {
	name = strings.TrimPrefix(name, "[].")
	if i := strings.LastIndexByte(name, '.'); i >= 0 {
		name = name[i+1:]
	}
	return strings.TrimSuffix(name, "[]")
}

// list checks the items of a list.
func (c *bodyCheck) list(shown, below string, f catalog.Field, v any) {
	items, ok := v.([]any)
	if !ok {
		c.problem(orBody(shown), "got %s, want a list", jsonType(v))
		return
	}
	if f.Name != "[]" && c.op.BatchLimit > 0 && len(items) > c.op.BatchLimit && c.op.Batch == "" && c.batched(f, below) {
		c.problem(shown, "got %d items, want at most %d in one call%s", len(items), c.op.BatchLimit, wholeBatch)
	}
	for i, x := range items {
		path := fmt.Sprintf("%s[%d]", shown, i)
		if elem := f.Type.Elem(); elem == "object" || elem == "any" {
			if len(c.op.BodyFields(below)) > 0 {
				c.object(path, below, x)
			}
			continue
		}
		c.value(path, catalog.Field{Name: f.Name, Type: f.Type.Elem(), Enum: f.Enum, MaxLen: f.MaxLen}, x)
	}
}

// wholeBatch says why a batch that is too large is not cut up.
const wholeBatch = "; ACC takes them all or none, so it is for the playbook to say what goes together"

// batched reports whether a list is the one that the operation's limit is about: its items are described, or it is the body's first.
func (c *bodyCheck) batched(f catalog.Field, below string) bool {
	return !strings.Contains(f.Name, "[]") && (len(c.op.BodyFields(below)) > 0 || c.op.Body[0].Name == f.Name)
}

// value checks one value against its field.
func (c *bodyCheck) value(shown string, f catalog.Field, v any) {
	if v == nil {
		if !f.Type.Nullable() {
			c.problem(shown, "null is not allowed here; leave the argument out to keep what is there")
		}
		return
	}
	base := f.Type.Base()
	switch {
	case base.IsList():
		c.list(shown, f.Name+"[]", f, v)
		return
	case base == "object":
		c.object(shown, f.Name, v)
		return
	}
	if msg := checkJSON(f, v); msg != "" {
		c.problem(shown, "%s", msg)
	}
}

// checkJSON says what is wrong with a scalar, "" if nothing is.
func checkJSON(f catalog.Field, v any) string {
	ok := true
	switch f.Type.Base() {
	case "string", "uuid", "urn", "date", "datetime":
		_, ok = v.(string)
	case "int":
		_, ok = v.(int64)
	case "number":
		switch v.(type) {
		case int64, float64:
		default:
			ok = false
		}
	case "bool":
		_, ok = v.(bool)
	}
	if !ok {
		hint := ""
		if _, isInt := v.(int64); isInt && f.Type.Base() == "string" {
			hint = fmt.Sprintf("; write \"%d\" or str(…)", v)
		}
		return fmt.Sprintf("got %s, want %s%s", jsonType(v), typeName(f.Type), hint)
	}
	if s, isText := v.(string); isText {
		return checkString(f, s)
	}
	if n, isInt := v.(int64); isInt && (f.Min != 0 || f.Max != 0) && (n < f.Min || f.Max != 0 && n > f.Max) {
		return fmt.Sprintf("got %d, want %d to %d", n, f.Min, f.Max)
	}
	return ""
}

// checkString checks length and vocabulary.
func checkString(f catalog.Field, s string) string {
	if len(f.Enum) > 0 && !slices.Contains(f.Enum, s) {
		want := "one of " + quoted(f.Enum)
		if len(f.Enum) > 12 {
			want = fmt.Sprintf("one of %d values", len(f.Enum))
		}
		near := runtime.Suggest(s, f.Enum)
		if near != "" {
			near = fmt.Sprintf(" (did you mean %q?)", near)
		}
		return fmt.Sprintf("got %q, want %s%s", s, want, near)
	}
	if n := utf8.RuneCountInString(s); f.MaxLen > 0 && n > f.MaxLen {
		return fmt.Sprintf("got %d characters, want at most %d", n, f.MaxLen)
	}
	return ""
}

// jsonType names the type of a JSON value as Starlark does.
func jsonType(v any) string {
	switch v.(type) {
	case nil:
		return "null"
	case bool:
		return "bool"
	case int64:
		return "int"
	case float64:
		return "float"
	case string:
		return "string"
	case []any:
		return "list"
	}
	return "dict"
}
