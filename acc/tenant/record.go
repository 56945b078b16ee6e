package tenant

import (
	"errors"
	"maps"
	"strconv"
	"strings"
	"time"

	"accstar/acc"
)

// timeLayout is how ACC writes an instant.
const timeLayout = "2006-01-02T15:04:05.000Z"

// stamp is an instant as ACC writes it.
func stamp(t time.Time) string { return t.UTC().Format(timeLayout) }

// text is the string at a field, "" for anything else.
func text(r Record, field string) string {
	s, _ := r[field].(string)
	return s
}

// idText is the ID at a field as it stands in a path: some are numbers.
func idText(r Record, field string) string {
	switch v := r[field].(type) {
	case string:
		return v
	case int64:
		return strconv.FormatInt(v, 10)
	}
	return ""
}

// items is the list at a field, nil for anything else.
func items(r Record, field string) []any {
	l, _ := r[field].([]any)
	return l
}

// with returns a copy of the record with some fields set.
func with(r Record, set Record) Record {
	out := make(Record, len(r)+len(set))
	maps.Copy(out, r)
	maps.Copy(out, set)
	return out
}

// without returns a copy of the record that lacks some fields.
func without(r Record, fields ...string) Record {
	out := maps.Clone(r)
	for _, f := range fields {
		delete(out, f)
	}
	return out
}

// at is the value at a dotted path, and whether there is one. A list on the way is looked at element by element: the
// value is then the list of what was found.
func at(v any, path string) (any, bool) {
	if path == "" {
		return v, true
	}
	switch v := v.(type) {
	case map[string]any:
		name, rest, _ := strings.Cut(path, ".")
		x, ok := v[name]
		if !ok {
			return nil, false
		}
		return at(x, rest)
	case []any:
		var found []any
		for _, x := range v {
			if y, ok := at(x, path); ok {
				found = append(found, y)
			}
		}
		return found, len(found) > 0
	case acc.Unknown:
		return v, true
	}
	return nil, false
}

// unknown reports whether only ACC can say what the value is.
func unknown(v any) bool {
	_, ok := v.(acc.Unknown)
	return ok
}

// fold is text as names are compared: ignoring case.
func fold(s string) string { return strings.ToLower(s) }

// listOf is records as the list of an answer, which is never null.
func listOf(recs []Record) []any {
	out := make([]any, len(recs))
	for i, r := range recs {
		out[i] = r
	}
	return out
}

// asRefusal is the refusal that an error is; false for one of the store.
func asRefusal(err error) (*acc.Error, bool) {
	var refusal *acc.Error
	return refusal, errors.As(err, &refusal)
}

// firstError is the first of two errors that is one.
func firstError(a, b error) error {
	if a != nil {
		return a
	}
	return b
}
