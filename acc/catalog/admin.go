package catalog

// What the services of account administration share. They speak two dialects: construction/admin is camelCase, wraps a page
// in an envelope and takes all kinds of token; the older hq is snake_case, answers with a bare array and takes an
// application's own token only.

const referenceACC = "https://aps.autodesk.com/en/docs/acc/v1/reference/http/"

// The names of limits and kinds of token that operations of account administration share.
const (
	limitAdminRead  = "admin-read"
	limitAdminWrite = "admin-write"
	limitHQ         = "hq"
)

func accountRead() []string  { return []string{"account:read"} }
func accountWrite() []string { return []string{"account:write"} }

// Headers.

func adminReadHeaders() []Field {
	return []Field{
		adminRegion(),
		{Name: "User-Id", Type: "string", Doc: "Limits the call to what this user may see. ACC ID or Autodesk ID."},
	}
}

func adminWriteHeaders() []Field {
	return []Field{
		adminRegion(),
		{Name: "User-Id", Type: "string",
			Doc: "User the call acts for: ACC ID (id) or Autodesk ID (autodeskId). Needed with a 2-legged token only."},
	}
}

func adminRegion() Field {
	return Field{Name: "Region", Type: "string", Enum: regions(),
		Doc: "Data region to route to; left out, the request is routed by itself at a small cost in time. The path is the same for every region."}
}

func hqHeaders() []Field {
	return []Field{
		{Name: "Region", Type: "string", Enum: regions(), Default: "US",
			Doc: "Region of the account. The older way for Europe is the path prefix /hq/v1/regions/eu/accounts/..."},
	}
}

// Path parameters.

func personID() Field {
	return Field{Name: "user_id", Type: "string", Required: true, Doc: "ACC ID (id) or Autodesk ID (autodeskId)"}
}

// Query parameters.

// adminText are the parameters that come with text filters.
func adminText() []Field {
	return []Field{
		{Name: "filterTextMatch", Type: "string", Enum: []string{"contains", "startsWith", "endsWith", "equals"}, Default: "contains",
			Doc: "How text filters match; case-insensitive, no wildcards or regular expressions"},
	}
}

// textFilter is a filter on a text field of the same name.
func textFilter(field string) Field {
	return Field{Name: "filter[" + field + "]", Type: "string", MaxLen: 255, Doc: "Text match", Test: &Test{field, MatchText}}
}

func updatedAtFilter() Field {
	return Field{Name: "filter[updatedAt]", Type: "string", MaxLen: 100,
		Doc: "Range a..b, a.. or ..b of ISO 8601 times (time needed)", Test: &Test{"updatedAt", MatchRange}}
}

// adminSort is the sort parameter of construction/admin.
func adminSort(by ...string) Field {
	return Field{Name: "sort", Type: "[]string", Enum: by, Default: "name",
		Doc: "Each with asc (default) or desc, as in sort=name,createdAt desc"}
}

// adminFields is the parameter that picks fields of an answer.
func adminFields(names ...string) Field {
	return Field{Name: "fields", Type: "[]string", Enum: names, Doc: "Fields to return; all by default. id always comes."}
}

func adminPaging() []Field {
	return []Field{
		{Name: "limit", Type: "int", Default: "20", Min: 1, Max: 200, Doc: "Page size; a larger value is cut to 200"},
		{Name: "offset", Type: "int", Default: "0", Doc: "Index of the first record"},
	}
}

func adminPages() Pagination {
	return Pagination{
		Style: OffsetPages, LimitParam: "limit", OffsetParam: "offset", DefaultLimit: 20, MaxLimit: 200,
		Items: "results", Total: "pagination.totalResults", Next: "pagination.nextUrl",
	}
}

// hqQuery are the parameters of every list in hq.
func hqQuery() []Field {
	return []Field{
		{Name: "limit", Type: "int", Default: "10", Max: 100, Doc: "Page size"},
		{Name: "offset", Type: "int", Default: "0", Doc: "Index of the first record"},
		{Name: "sort", Type: "string",
			Doc: "Comma-separated fields, ascending; a leading - sorts descending; unknown fields and blanks are ignored"},
		{Name: "field", Type: "string",
			Doc: `Comma-separated fields to return; id always comes; unknown fields are ignored. Singular "field", unlike "fields" in construction/admin.`},
	}
}

// hqSearch are the parameters that say how a search joins and compares its fields.
func hqSearch() []Field {
	return []Field{
		{Name: "operator", Type: "string", Enum: []string{"OR", "AND"}, Default: "OR", Doc: "Joins the given fields"},
		{Name: "partial", Type: "bool", Default: "true", Doc: "Fuzzy match"},
	}
}

func hqPages() Pagination {
	return Pagination{
		Style: OffsetPages, LimitParam: "limit", OffsetParam: "offset", DefaultLimit: 10, MaxLimit: 100, Items: "$",
	}
}

// Answers.

// importReport is what hq answers to an import of many.
func importReport(done, failed string) Returns {
	return Returns{Shape: Object, Fields: []Field{
		{Name: "success", Type: "int"},
		{Name: "failure", Type: "int"},
		{Name: "success_items", Type: "[]object", Doc: done},
		{Name: "failure_items", Type: "[]object", Doc: failed},
	}}
}

// Errors.

func adminErrors() []ErrorCase {
	return []ErrorCase{
		{400, "malformed request or bad parameter"},
		{401, "missing, invalid or expired token"},
		{403, "caller not allowed"},
		{404, "no such resource"},
		{410, "access to the resource is no longer available"},
		{429, "rate limit; Retry-After header in seconds"},
		{500, "server error"},
		{503, "service unavailable"},
	}
}

func adminReadErrors(more ...ErrorCase) []ErrorCase {
	return append(append(adminErrors(), ErrorCase{406, "Accept cannot be met"}), more...)
}

func adminWriteErrors(more ...ErrorCase) []ErrorCase {
	return append(append(adminErrors(), ErrorCase{415, "body is not application/json"}), more...)
}

func hqErrors() []ErrorCase {
	return []ErrorCase{
		{400, "malformed request"},
		{403, "unauthorized (hq documents 403, not 401, for this)"},
		{404, "no such resource"},
		{409, "conflicts with current state"},
		{422, "refused because of restrictions"},
		{500, "server error"},
	}
}

const (
	hqTokenNote  = "The reference says app-only (2-legged); the OpenAPI file lists 2- and 3-legged. A User-Id header is not documented for hq."
	hqEuropeNote = "Europe: Region: EMEA, or the older path /hq/v1/regions/eu/accounts/..."
	imageTypes   = "image/png, image/jpeg, image/jpg, image/bmp or image/gif"
)
