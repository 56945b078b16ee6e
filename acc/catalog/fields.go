package catalog

import (
	"slices"
	"strconv"
	"strings"
	"time"
)

// What the services share. Each returns a value of its own, so that no two operations hold the same list.

// settles is how long a change is given to show in reads where Autodesk says nothing about it.
const settles = 10 * time.Second

// Tokens and scopes.

func readTokens() []TokenKind    { return []TokenKind{TwoLegged, TwoLeggedUser, ThreeLegged} }
func personTokens() []TokenKind  { return []TokenKind{TwoLeggedUser, ThreeLegged} }
func appTokens() []TokenKind     { return []TokenKind{TwoLegged} }
func signedIn() []TokenKind      { return []TokenKind{ThreeLegged} }
func appOrSignedIn() []TokenKind { return []TokenKind{TwoLegged, ThreeLegged} }

func dataRead() []string   { return []string{"data:read"} }
func dataWrite() []string  { return []string{"data:write"} }
func dataCreate() []string { return []string{"data:create"} }

// Lists of fields.

// join puts lists of fields one after the other into a list of its own.
func join(lists ...[]Field) []Field {
	var all []Field
	for _, list := range lists {
		all = append(all, list...)
	}
	return all
}

// prefixed returns the fields with each name below the given path, as in prefixed("[].", fields).
func prefixed(path string, fields []Field) []Field {
	out := make([]Field, len(fields))
	for i, f := range fields {
		f.Name = path + f.Name
		out[i] = f
	}
	return out
}

// without returns the fields less those named and what lies below them.
func without(fields []Field, names ...string) []Field {
	var out []Field
	for _, f := range fields {
		top, _, _ := strings.Cut(f.Name, ".")
		if !slices.Contains(names, strings.TrimSuffix(top, "[]")) {
			out = append(out, f)
		}
	}
	return out
}

// optional returns the fields with none of the outermost required or assumed: the body of a patch, where what is left out stays
// as it is.
func optional(fields []Field) []Field {
	out := make([]Field, len(fields))
	for i, f := range fields {
		if !strings.Contains(f.Name, ".") {
			f.Required, f.Default = false, ""
		}
		out[i] = f
	}
	return out
}

// document returns the fields of a JSON:API document: a resource in data, and what comes beside it.
func document(resource []Field, beside ...Field) []Field {
	return join([]Field{{Name: "data", Type: "object"}}, prefixed("data.", resource), beside)
}

// plus returns the error cases with more behind them.
func plus(cases []ErrorCase, more ...ErrorCase) []ErrorCase {
	return append(slices.Clip(cases), more...)
}

// IDs of accounts and projects in a path.

func accountID() Field {
	return Field{Name: "account_id", Type: "uuid", Required: true, Prefix: Unprefixed, Doc: "Account (hub) ID without the b. prefix"}
}

func hubID() Field {
	return Field{Name: "hub_id", Type: "string", Required: true, Prefix: Prefixed, Doc: "Account ID with the b. prefix"}
}

func projectID() Field {
	return Field{Name: "project_id", Type: "uuid", Required: true, Prefix: Unprefixed, Doc: "Project ID without the b. prefix"}
}

func prefixedProjectID() Field {
	return Field{Name: "project_id", Type: "string", Required: true, Prefix: Prefixed, Doc: "Project ID with the b. prefix"}
}

func anyProjectID() Field {
	return Field{Name: "project_id", Type: "string", Required: true, Doc: "Project ID with or without the b. prefix"}
}

// containerID is what older services call a project.
func containerID() Field {
	return Field{Name: "container_id", Type: "uuid", Required: true, Prefix: Unprefixed, Doc: "Project ID without the b. prefix"}
}

// Pages. A size of 0 is not documented.

func limitParam(defaultLimit, maxLimit int) Field {
	f := Field{Name: "limit", Type: "int", Min: 1, Max: int64(maxLimit), Doc: "Page size"}
	if defaultLimit > 0 {
		f.Default = strconv.Itoa(defaultLimit)
	}
	return f
}

func offsetParam() Field {
	return Field{Name: "offset", Type: "int", Default: "0", Doc: "Index of the first item"}
}

// resultPages is the usual envelope: the items in results, and in pagination their number and the address of the next page.
func resultPages(defaultLimit, maxLimit int) Pagination {
	p := countedPages(defaultLimit, maxLimit)
	p.Next = "pagination.nextUrl"
	return p
}

// countedPages is the usual envelope without the address of the next page.
func countedPages(defaultLimit, maxLimit int) Pagination {
	return Pagination{
		Style: OffsetPages, LimitParam: "limit", OffsetParam: "offset", DefaultLimit: defaultLimit, MaxLimit: maxLimit,
		Items: "results", Total: "pagination.totalResults",
	}
}

// tokenPages is the envelope of bim360 services: the items under a name of their own, and a token for the next page.
func tokenPages(items string, maxLimit int) Pagination {
	return Pagination{
		Style: CursorPages, LimitParam: "pageLimit", OffsetParam: "continuationToken", MaxLimit: maxLimit,
		Items: items, Next: "page.continuationToken",
	}
}
