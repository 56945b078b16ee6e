package tenant

import (
	"slices"
	"strconv"
	"strings"

	"accstar/acc/catalog"
)

// An account of our own answers with every field that the catalogue declares, as Autodesk's services do: what nothing is known of
// is null, false, nought or an empty list.

// shape is the fields of an answer by the path of the object they are in.
type shape map[string][]catalog.Field

func shapeOf(fields []catalog.Field) shape {
	out := shape{}
	for _, f := range fields {
		path := ""
		if i := strings.LastIndexByte(f.Name, '.'); i >= 0 {
			path = f.Name[:i]
		} else if strings.HasPrefix(f.Name, "[]") {
			continue
		}
		f.Name = f.Name[len(path):]
		f.Name = strings.TrimPrefix(f.Name, ".")
		out[path] = append(out[path], f)
	}
	return out
}

// fill returns an object with the declared fields that it lacks, at every depth. The object itself is left as it is.
func (s shape) fill(path string, object Record) Record {
	out := with(object, nil)
	for _, f := range s[path] {
		below := f.Name
		if path != "" {
			below = path + "." + f.Name
		}
		v, there := out[f.Name]
		switch v := v.(type) {
		case Record:
			if len(s[below]) > 0 {
				out[f.Name] = s.fill(below, v)
			}
		case []any:
			if len(s[below+"[]"]) > 0 {
				out[f.Name] = s.fillAll(below+"[]", v)
			}
		case nil:
			if !there {
				out[f.Name] = blankOf(f)
			}
		case int64, float64:
			out[f.Name] = conform(f, v)
		}
	}
	return out
}

// conform is a number as the answer spells it: some services take amounts as numbers and give them as text.
func conform(f catalog.Field, v any) any {
	n, _ := number(v)
	switch f.Type.Base() {
	case "string":
		return strconv.FormatFloat(n, 'f', -1, 64)
	case "int":
		return int64(n)
	}
	return v
}

func (s shape) fillAll(path string, list []any) []any {
	out := make([]any, len(list))
	for i, x := range list {
		out[i] = x
		if object, ok := x.(Record); ok {
			out[i] = s.fill(path, object)
		}
	}
	return out
}

// completes reports whether an operation's answers are completed. Some answers have a shape for each case, which their rules see
// to.
func completes(op *catalog.Operation) bool {
	switch op.Service {
	case "oss", "data_management":
		return false
	}
	return !administers(op.Service)
}

// complete fills the answer's gaps.
func (q *request) complete() {
	if q.caller.Trusted || !completes(q.op) {
		return
	}
	q.out.Value = shownOnly(q.out.Value)
	if q.bare || len(q.op.Returns.Fields) == 0 {
		return
	}
	known, ok := q.answers.Load(q.op.ID())
	if !ok {
		known, _ = q.answers.LoadOrStore(q.op.ID(), shapeOf(q.op.Returns.Fields))
	}
	s := known.(shape)
	chosen := false
	for _, p := range fieldParams() {
		_, asked := q.call.QueryValue(p)
		chosen = chosen || asked && q.declares(p)
	}
	if chosen {
		return
	}
	switch v := q.out.Value.(type) {
	case Record:
		q.out.Value = s.declared(s.fill("", v))
	case []any:
		list := s.fillAll("", v)
		for i, x := range list {
			if object, ok := x.(Record); ok {
				list[i] = s.declared(object)
			}
		}
		q.out.Value = list
	}
}

// declared drops what an answer does not show: fields of the record that another version of the service shows.
func (s shape) declared(object Record) Record {
	for name := range object {
		if !slices.ContainsFunc(s[""], func(f catalog.Field) bool { return strings.TrimSuffix(f.Name, "[]") == name || f.Name == "{}" }) {
			delete(object, name)
		}
	}
	return object
}

// numbered are the entities whose IDs are numbers.
func numbered(cat *catalog.Catalogue) map[string]bool {
	out := map[string]bool{}
	for _, op := range cat.Operations() {
		e := cat.Entity(op.Entity)
		if e == nil || op.Form != "" || len(e.IDs) == 0 {
			continue
		}
		for _, f := range op.Returns.Fields {
			if f.Name == e.IDs[0] && f.Type.Base() == "int" {
				out[e.Name] = true
			}
		}
	}
	return out
}

func (r *rules) idIsNumber(entity string) bool { return r.numbers[entity] }
