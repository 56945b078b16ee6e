package catalog

import (
	"maps"
	"slices"
	"strings"
)

// Constant is the only value the field may have, if it must be sent and has but one: the kind of a JSON:API resource, or the
// name of a command. A playbook need not say it.
func (f Field) Constant() (string, bool) {
	if f.Required && len(f.Enum) == 1 && f.Type == "string" {
		return f.Enum[0], true
	}
	return "", false
}

// FillConstants returns the body with the constants it lacks, in every object that is there or must be. The body given is left
// as it is.
func (o *Operation) FillConstants(body map[string]any) map[string]any {
	return o.fill("", body)
}

func (o *Operation) fill(path string, object map[string]any) map[string]any {
	out := maps.Clone(object)
	if out == nil {
		out = map[string]any{}
	}
	for _, f := range o.BodyFields(path) {
		name := f.Name[strings.LastIndexByte(f.Name, '.')+1:]
		value, there := out[name]
		if constant, ok := f.Constant(); ok && !there {
			out[name] = constant
			continue
		}
		switch value := value.(type) {
		case map[string]any:
			out[name] = o.fill(f.Name, value)
		case []any:
			out[name] = o.fillItems(f.Name+"[]", value)
		case nil:
			if made := o.fill(f.Name, nil); !there && f.Required && !f.Type.IsList() && len(made) > 0 {
				out[name] = made
			}
		}
	}
	return out
}

func (o *Operation) fillItems(path string, items []any) []any {
	out := slices.Clone(items)
	for i, x := range out {
		if object, ok := x.(map[string]any); ok {
			out[i] = o.fill(path, object)
		}
	}
	return out
}

// Fits reports whether a body has the constants of this operation. It tells apart the operations that share a method and a path,
// such as the commands of Data Management.
func (o *Operation) Fits(body map[string]any) bool {
	for _, f := range o.Body {
		constant, ok := f.Constant()
		if !ok || strings.Contains(f.Name, "[]") {
			continue
		}
		if at(body, f.Name) != constant {
			return false
		}
	}
	return true
}

// at is the value at a dotted path, nil if there is none.
func at(object map[string]any, path string) any {
	name, rest, deeper := strings.Cut(path, ".")
	if !deeper {
		return object[name]
	}
	inner, _ := object[name].(map[string]any)
	return at(inner, rest)
}

// selfEvident reports whether a body field that must be sent is filled in by [Operation.FillConstants] alone.
func (o *Operation) selfEvident(f Field) bool {
	if _, ok := f.Constant(); ok {
		return true
	}
	children := o.BodyFields(f.Name)
	if f.Type.IsList() || len(children) == 0 {
		return false
	}
	for _, c := range children {
		if c.Required && !o.selfEvident(c) {
			return false
		}
	}
	return slices.ContainsFunc(children, func(c Field) bool { return c.Required })
}
