package tenant

import (
	"cmp"
	"slices"
	"strings"

	"accstar/acc"
)

// sortKey is one field to sort by.
type sortKey struct {
	field string
	down  bool
}

// parseSortKey reads one item of a sort parameter: "name", "createdAt desc" or, in hq, "-name".
func parseSortKey(s string) sortKey {
	s = strings.TrimSpace(s)
	if f, ok := strings.CutPrefix(s, "-"); ok {
		return sortKey{f, true}
	}
	f, order, _ := strings.Cut(s, " ")
	return sortKey{f, strings.EqualFold(strings.TrimSpace(order), "desc")}
}

// sortKeys are what the call sorts by, by default what the catalogue says.
func (q *request) sortKeys() []sortKey {
	var keys []sortKey
	for _, p := range q.op.Query {
		if !slices.Contains(sortParams(), p.Name) {
			continue
		}
		for _, s := range splitList(q.queryOr(p.Name, p.Default)) {
			keys = append(keys, parseSortKey(s))
		}
	}
	return keys
}

// Arrange sorts records as the call asks for, or as its operation does by itself.
func (r *rules) Arrange(call *acc.Call, shown []Record) []Record {
	q := &request{rules: r, call: call, op: call.Op}
	return sortRecords(shown, q.sortKeys())
}

// sortRecords returns records sorted by the keys, those that are equal in the order they had.
func sortRecords(recs []Record, keys []sortKey) []Record {
	if len(keys) == 0 {
		return recs
	}
	out := slices.Clone(recs)
	slices.SortStableFunc(out, func(a, b Record) int {
		for _, k := range keys {
			if c := compareValues(a[k.field], b[k.field], k.down); c != 0 {
				return c
			}
		}
		return 0
	})
	return out
}

// compareValues orders two values of a field: text ignoring case, and last, either way, what is missing or not known.
func compareValues(a, b any, down bool) int {
	if am, bm := missing(a), missing(b); am || bm {
		switch {
		case am && bm:
			return 0
		case am:
			return 1
		}
		return -1
	}
	c := 0
	switch x := a.(type) {
	case string:
		y, _ := b.(string)
		c = cmp.Compare(fold(x), fold(y))
	case bool:
		y, _ := b.(bool)
		c = cmp.Compare(rank(x), rank(y))
	default:
		x1, ok1 := number(a)
		y1, ok2 := number(b)
		if ok1 && ok2 {
			c = cmp.Compare(x1, y1)
		}
	}
	if down {
		return -c
	}
	return c
}

func missing(v any) bool { return v == nil || unknown(v) }

func rank(b bool) int {
	if b {
		return 1
	}
	return 0
}

// number is a numeric value as a float.
func number(v any) (float64, bool) {
	switch v := v.(type) {
	case int64:
		return float64(v), true
	case float64:
		return v, true
	}
	return 0, false
}

// pick returns a record with the fields named, and its ID.
func pick(r Record, id string, fields []string) Record {
	out := Record{}
	for _, f := range append([]string{id}, fields...) {
		if v, ok := r[f]; ok {
			out[f] = v
		}
	}
	return out
}
