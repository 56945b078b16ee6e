package tenant

import (
	"fmt"
	"slices"
	"strings"
	"time"

	"accstar/acc"
	"accstar/acc/catalog"
)

// The query parameters that say how filters compare and join.
const (
	textMatchParam = "filterTextMatch"
	orParam        = "orFilters"
	operatorParam  = "operator"
	partialParam   = "partial"
)

// sortParams name what to sort by, fieldParams the fields to answer with; services differ.
func sortParams() []string  { return []string{"sort", "sortBy"} }
func fieldParams() []string { return []string{"fields", "field"} }

// filter is one filter of a list, as set by the call or by default.
type filter struct {
	param     string
	test      catalog.Test
	values    []string // one, or those of a comma-separated list
	mode      string   // of text: contains, startsWith, endsWith, equals
	yesNo     bool     // compares true or false, where a field that is not there counts as false
	byDefault bool     // the call does not set it: it leaves out what a service hides, which a new record never is
}

// filters are all filters of a list call.
type filters struct {
	and, or []filter
}

// filters reads the filters of the call. A parameter that filters in a way the catalogue does not know is a gap.
func (q *request) filters() filters {
	var alternatives []string
	if list, ok := q.call.QueryValue(orParam); ok {
		alternatives = splitList(list)
	}
	anyOf := q.declares(operatorParam) && q.queryOr(operatorParam, "OR") == "OR"
	var fs filters
	for _, p := range q.op.Query {
		value, set := q.call.QueryValue(p.Name)
		if !set && p.Test != nil {
			value = p.Default
		}
		if set && p.Test == nil {
			p.Test = q.plainTest(p, value)
		}
		if value == "" || p.Test == nil {
			continue
		}
		f := q.filterOf(p, value)
		f.byDefault = !set
		if anyOf || slices.Contains(alternatives, filterName(p.Name)) {
			fs.or = append(fs.or, f)
		} else {
			fs.and = append(fs.and, f)
		}
	}
	q.noteUnknownFilters()
	return fs
}

// plainTest is what a filter without a known test comes to in an account of our own: filter[x] tests the field x of what is listed,
// if there is one. A preview does not guess.
func (q *request) plainTest(p catalog.Field, value string) *catalog.Test {
	name, ok := strings.CutPrefix(p.Name, "filter[")
	name = strings.TrimSuffix(name, "]")
	if !ok || q.caller.Trusted || administers(q.op.Service) || p.Type.Base() == "map" {
		return nil
	}
	for _, f := range q.op.ReturnFields("") {
		switch {
		case f.Name != name:
		case strings.Contains(value, ".."):
			return &catalog.Test{Field: name, Match: catalog.MatchRange}
		case f.Type.Base() != "object":
			return &catalog.Test{Field: name, Match: catalog.MatchOneOf}
		}
	}
	return nil
}

// filterOf is the filter that a parameter and its value come to.
func (q *request) filterOf(p catalog.Field, value string) filter {
	f := filter{param: p.Name, test: *p.Test, values: []string{value}, yesNo: p.Type == "bool", mode: q.queryOr(textMatchParam, "contains")}
	switch p.Test.Match {
	case catalog.MatchOneOf, catalog.MatchNotOneOf, catalog.MatchTrue, catalog.MatchKeys:
		f.values = splitList(value)
	case catalog.MatchPartial:
		f.mode = "contains"
		if q.queryOr(partialParam, "true") == "false" {
			f.mode = "equals"
		}
	}
	return f
}

// noteUnknownFilters makes a gap of each parameter that may leave records out in a way that is not known: one without a test,
// one of many in a map, one that the catalogue does not have.
func (q *request) noteUnknownFilters() {
	for _, set := range q.call.Query {
		i := slices.IndexFunc(q.op.Query, func(f catalog.Field) bool { return f.Name == set.Name })
		if set.Value != "" && !q.shapes(set.Name) && (i < 0 || q.op.Query[i].Test == nil) {
			q.gap("%s: what %s leaves out is not known", q.op.ID(), set.Name)
		}
	}
}

// queryOr is a query parameter's value, or what it is when left out.
func (q *request) queryOr(name, otherwise string) string {
	if v, ok := q.call.QueryValue(name); ok && v != "" {
		return v
	}
	return otherwise
}

// declares reports whether the operation has a query parameter of that name.
func (q *request) declares(name string) bool {
	return slices.ContainsFunc(q.op.Query, func(f catalog.Field) bool { return f.Name == name })
}

// shapes reports whether a query parameter shapes the list without leaving anything out.
func (q *request) shapes(param string) bool {
	switch param {
	case textMatchParam, orParam, operatorParam, partialParam, q.op.Pagination.LimitParam, q.op.Pagination.OffsetParam, "region":
		return true
	}
	return slices.Contains(fieldParams(), param) || slices.Contains(sortParams(), param)
}

// filterName is the name that orFilters and messages call a filter by: "status" for "filter[status]".
func filterName(param string) string {
	if inner, ok := strings.CutPrefix(param, "filter["); ok {
		return strings.TrimSuffix(inner, "]")
	}
	return param
}

// keep returns the records that pass the filters. One that cannot be judged, because only ACC knows the field, is left out
// and makes a gap.
func (q *request) keep(recs []Record, fs filters) []Record {
	var out []Record
	for _, r := range recs {
		verdict, open := fs.judge(r)
		if verdict == yes {
			out = append(out, r)
		}
		if verdict == perhaps {
			q.gap("%s: whether %s passes %s is only known once ACC has answered", q.op.ID(), q.titleOf(r), open)
		}
	}
	return out
}

// Passes reports whether a record passes the filters of a call.
func (r *rules) Passes(call *acc.Call, shown Record) (bool, string) {
	q := &request{rules: r, call: call, op: call.Op}
	kept := q.keep([]Record{shown}, q.filters())
	if len(q.out.Gaps) > 0 {
		return false, q.out.Gaps[0]
	}
	return len(kept) == 1, ""
}

// titleOf is what a message calls a record.
func (q *request) titleOf(r Record) string {
	if e := q.cat.Entity(q.op.Entity); e != nil {
		for _, f := range e.Title {
			if s, _ := textAt(r, f); s != "" {
				return fmt.Sprintf("%s %q", e.One, s)
			}
		}
		return "a new " + e.One
	}
	return "a new record"
}

// verdict is whether a record passes a filter.
type verdict int

const (
	no verdict = iota
	perhaps
	yes
)

func verdictOf(ok bool) verdict {
	if ok {
		return yes
	}
	return no
}

// judge reports whether a record passes all filters, and if that is open, which filter leaves it so.
func (fs filters) judge(r Record) (verdict, string) {
	result, open := yes, ""
	for _, f := range fs.and {
		if v := f.judge(r); v < result {
			result, open = v, f.param
		}
	}
	if len(fs.or) == 0 || result == no {
		return result, open
	}
	best, which := no, ""
	for _, f := range fs.or {
		if v := f.judge(r); v > best {
			best, which = v, f.param
		}
	}
	if best < result {
		return best, which
	}
	return result, open
}

// judge reports whether a record passes one filter.
func (f filter) judge(r Record) verdict {
	v, found := at(r, f.test.Field)
	if unknown(v) {
		return f.open()
	}
	if v == nil && f.yesNo {
		v, found = false, true
	}
	switch f.test.Match {
	case catalog.MatchTrue:
		return f.anyTrue(v)
	case catalog.MatchKeys:
		return f.anyKey(v)
	case catalog.MatchNotOneOf:
		return f.oneOfOrNot(v)
	}
	if !found {
		return no
	}
	list, isList := v.([]any)
	if !isList {
		list = []any{v}
	}
	result := no
	for _, x := range list {
		if unknown(x) {
			result = max(result, f.open())
		} else {
			result = max(result, verdictOf(f.matches(x)))
		}
	}
	return result
}

// open is the verdict where only ACC knows the value.
func (f filter) open() verdict {
	if f.byDefault {
		return yes
	}
	return perhaps
}

// matches reports whether one value passes a filter that looks at one value at a time.
func (f filter) matches(x any) bool {
	switch f.test.Match {
	case catalog.MatchText, catalog.MatchPartial:
		s, ok := x.(string)
		return ok && textMatches(s, f.values[0], f.mode)
	case catalog.MatchRange:
		s, _ := x.(string)
		t, ok := parseTime(s)
		span, err := parseRange(f.values[0])
		return ok && err == nil && span.holds(t)
	}
	return slices.Contains(f.values, plain(x))
}

// textMatches compares text ignoring case.
func textMatches(s, part, mode string) bool {
	s, part = fold(s), fold(part)
	switch mode {
	case "equals":
		return s == part
	case "startsWith":
		return strings.HasPrefix(s, part)
	case "endsWith":
		return strings.HasSuffix(s, part)
	}
	return strings.Contains(s, part)
}

// anyTrue reports whether any of the listed names is a true member of the object.
func (f filter) anyTrue(v any) verdict {
	object, _ := v.(map[string]any)
	result := no
	for _, name := range f.values {
		switch x := object[name].(type) {
		case acc.Unknown:
			result = max(result, f.open())
		case bool:
			result = max(result, verdictOf(x))
		}
	}
	return result
}

// anyKey reports whether the list of objects has one with a listed key and an access other than none.
func (f filter) anyKey(v any) verdict {
	list, _ := v.([]any)
	for _, x := range list {
		object, _ := x.(map[string]any)
		if slices.Contains(f.values, text(object, "key")) && text(object, "access") != "none" {
			return yes
		}
	}
	return no
}

// oneOfOrNot reports whether the value is one of those listed, if any is listed plainly, and none of those listed with a
// "-" in front.
func (f filter) oneOfOrNot(v any) verdict {
	wanted, listed := false, false
	for _, value := range f.values {
		if out, ok := strings.CutPrefix(value, "-"); ok {
			if plain(v) == out {
				return no
			}
			continue
		}
		listed = true
		wanted = wanted || plain(v) == value
	}
	return verdictOf(wanted || !listed)
}

// plain is a value as text, as it would stand in a query.
func plain(v any) string {
	if v == nil {
		return ""
	}
	return fmt.Sprint(v)
}

// splitList splits a comma-separated list; blanks around the items and empty items do not count.
func splitList(s string) []string {
	var out []string
	for _, part := range strings.Split(s, ",") {
		if part = strings.TrimSpace(part); part != "" {
			out = append(out, part)
		}
	}
	return out
}

// span is a range of time, its ends included; a zero end is open.
type span struct{ from, to time.Time }

func (s span) holds(t time.Time) bool {
	return (s.from.IsZero() || !t.Before(s.from)) && (s.to.IsZero() || !t.After(s.to))
}

// parseRange reads "a..b", "a..", "..b", or "a" alone. An end that is a date stands for the whole day.
func parseRange(s string) (span, error) {
	from, to, ranges := strings.Cut(s, "..")
	if !ranges {
		to = from
	}
	if from == "" && to == "" {
		return span{}, fmt.Errorf("got %q, want a range of times such as 2026-01-01T00:00:00Z..2026-02-01T00:00:00Z", s)
	}
	var out span
	for _, end := range []struct {
		text string
		into *time.Time
		last bool
	}{{from, &out.from, false}, {to, &out.to, true}} {
		if end.text == "" {
			continue
		}
		t, ok := parseTime(end.text)
		if !ok {
			return span{}, fmt.Errorf("got %q, want a time such as 2026-01-01T00:00:00Z", end.text)
		}
		if end.last && len(end.text) == len(time.DateOnly) {
			t = t.Add(24*time.Hour - time.Nanosecond)
		}
		*end.into = t
	}
	return out, nil
}
