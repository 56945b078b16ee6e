package practice

import (
	"fmt"
	"regexp"
	"slices"
	"strings"
	"time"

	"accstar/acc/catalog"
)

// misshapen says where an answer is not as the catalogue describes it: its outermost shape, the envelope of a list, a declared field
// that is missing, a field that is not declared, a value of another type or none of those listed. Null stands for what there is not.
func misshapen(op *catalog.Operation, r response) []string {
	c := &shapeCheck{op: op}
	switch op.Returns.Shape {
	case catalog.NoBody:
		if r.text != "" && op.Status != 302 {
			c.add("", "got a body, want none: %s", short(r.text))
		}
	case catalog.Object:
		object, ok := r.body.(map[string]any)
		if !ok {
			c.add("", "got %s, want an object", short(r.text))
			break
		}
		c.object("", object)
	case catalog.List:
		c.list(r)
	}
	return c.wrong
}

type shapeCheck struct {
	op    *catalog.Operation
	wrong []string
}

func (c *shapeCheck) add(path, format string, args ...any) {
	w := strings.TrimPrefix(path+": "+fmt.Sprintf(format, args...), ": ")
	if !slices.Contains(c.wrong, w) && len(c.wrong) < 12 {
		c.wrong = append(c.wrong, w)
	}
}

func (c *shapeCheck) list(r response) {
	op := c.op
	path := op.Pagination.Items
	if path == "" {
		path = op.Returns.Items
	}
	body := r.body
	if path != "" && path != "$" {
		body = at(body, path)
		for _, beside := range op.Returns.Beside {
			if !strings.Contains(beside.Name, ".") && at(r.body, beside.Name) == nil {
				c.add(beside.Name, "missing beside the list")
			}
		}
		if total := op.Pagination.Total; total != "" && at(r.body, total) == nil {
			c.add(total, "missing")
		}
	}
	items, ok := body.([]any)
	if !ok {
		c.add(path, "got %v, want a list", body)
		return
	}
	if len(items) == 0 && !mayBeEmpty(op) {
		c.add("", "got an empty list, which shows nothing")
	}
	plain := len(op.Returns.Fields) == 1 && op.Returns.Fields[0].Name == "[]"
	for _, x := range items {
		if object, ok := x.(map[string]any); ok {
			c.object("", object)
		} else if !plain {
			c.add("", "got the item %v, want an object", x)
		}
	}
}

// object compares an object with the fields declared below a path.
func (c *shapeCheck) object(path string, object map[string]any) {
	declared := c.op.ReturnFields(path)
	if len(declared) == 0 {
		return
	}
	var names []string
	if len(declared) == 1 && declared[0].Name == "{}" { // objects by their IDs
		for _, v := range object {
			c.value(declared[0], v)
		}
		return
	}
	for _, f := range declared {
		name := f.Name[strings.LastIndexByte(f.Name, '.')+1:]
		names = append(names, name)
		v, there := object[name]
		if !there && !optional(c.op, f) {
			c.add(f.Name, "missing")
		}
		if there && v != nil {
			c.value(f, v)
		}
	}
	if completed := path == "" && c.op.Encoding == catalog.JSON && !strings.HasPrefix(c.op.Path, "/data/") && !strings.HasPrefix(c.op.Path, "/project/"); completed {
		for name := range object {
			if !slices.Contains(names, name) && !undeclared(c.op, name) {
				c.add(name, "there is no such field")
			}
		}
	}
}

func (c *shapeCheck) value(f catalog.Field, v any) {
	if !f.Type.IsList() {
		c.scalar(f, f.Name, f.Type.Base(), v)
		return
	}
	list, ok := v.([]any)
	if !ok {
		c.add(f.Name, "got %v, want a list", v)
		return
	}
	for _, x := range list {
		c.scalar(f, f.Name+"[]", f.Type.Elem(), x)
	}
}

var uuidForm = regexp.MustCompile(`^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$`)

func (c *shapeCheck) scalar(f catalog.Field, path string, t catalog.Type, v any) {
	ok := true
	switch t {
	case "string", "urn", "":
		_, ok = v.(string)
		ok = ok || t == ""
	case "uuid":
		s, isText := v.(string)
		ok = isText && uuidForm.MatchString(s)
	case "int":
		_, ok = v.(int64)
	case "number":
		_, isInt := v.(int64)
		_, isFloat := v.(float64)
		ok = isInt || isFloat
	case "bool":
		_, ok = v.(bool)
	case "date", "datetime":
		s, isText := v.(string)
		ok = isText && isTime(s)
	case "object":
		object, isObject := v.(map[string]any)
		ok = isObject
		if isObject {
			c.object(path, object)
		}
	case "map":
		_, ok = v.(map[string]any)
	}
	if !ok {
		c.add(path, "got %v (%T), want %s", v, v, t)
		return
	}
	if s, isText := v.(string); isText && len(f.Enum) > 0 && !slices.Contains(f.Enum, s) {
		c.add(path, "got %q, want one of %s", s, strings.Join(f.Enum, ", "))
	}
}

func isTime(s string) bool {
	for _, layout := range []string{time.RFC3339Nano, time.DateOnly, "2006-01-02 15:04:05.999999999 -0700 MST"} {
		if _, err := time.Parse(layout, s); err == nil {
			return true
		}
	}
	return false
}

// mayBeEmpty reports whether a list is documented to be empty.
func mayBeEmpty(op *catalog.Operation) bool {
	return op.ID() == "data_management.list_version_downloads"
}

// optional reports whether a declared field belongs to some answers only.
func optional(op *catalog.Operation, f catalog.Field) bool {
	switch op.Service {
	case "data_management", "oss":
		return strings.Contains(f.Name, ".") || op.Service == "oss"
	}
	return administered(op) || strings.Contains(f.Doc, "Only with") || strings.Contains(f.Doc, "only with")
}

// undeclared reports whether a field that the catalogue does not declare may be there all the same.
func undeclared(op *catalog.Operation, name string) bool { return administered(op) }

// administered reports whether an operation is of account administration, whose answers are compared field by field elsewhere.
func administered(op *catalog.Operation) bool {
	return slices.Contains([]string{"projects", "project_users", "account_users", "companies", "business_units", "user_profile", "authentication"}, op.Service)
}
