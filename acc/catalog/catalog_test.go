package catalog

import (
	"net/url"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"testing"
)

// everyOperation runs a check on each operation under its name.
func everyOperation(t *testing.T, check func(t *testing.T, c *Catalogue, op *Operation)) {
	t.Helper()
	c := New()
	for _, op := range c.Operations() {
		t.Run(op.ID(), func(t *testing.T) { check(t, c, op) })
	}
}

// expected is how many operations each service has: one that vanishes is noticed.
var expected = map[string]int{
	"account_users":      9,
	"assets":             24,
	"authentication":     20,
	"autospecs":          4,
	"business_units":     2,
	"companies":          9,
	"cost":               98,
	"data_connector":     11,
	"data_management":    46,
	"files":              16,
	"forms":              13,
	"issues":             14,
	"locations":          4,
	"model_coordination": 43,
	"oss":                15,
	"photos":             2,
	"project_users":      6,
	"projects":           6,
	"relationships":      9,
	"reviews":            10,
	"rfis":               16,
	"sheets":             22,
	"submittals":         29,
	"takeoff":            20,
	"transmittals":       5,
	"user_profile":       1,
	"webhooks":           12,
}

func TestServices(t *testing.T) {
	c := New()
	name := regexp.MustCompile(`^[a-z][a-z0-9]*(_[a-z0-9]+)*$`)
	got := map[string]int{}
	for _, s := range c.Services {
		got[s.Name] = len(s.Operations)
		if !name.MatchString(s.Name) {
			t.Errorf("service %q: not a snake_case name", s.Name)
		}
		if s.Title == "" || s.Summary == "" {
			t.Errorf("service %s: no title or no summary", s.Name)
		}
		for key, values := range s.Values {
			checkEnum(t, s.Name+" values "+key, values)
			if len(values) == 0 {
				t.Errorf("service %s: values %s is empty", s.Name, key)
			}
		}
		for _, h := range s.SDKHelpers {
			if h.Name == "" || h.How == "" {
				t.Errorf("service %s: helper %q without a name or an explanation", s.Name, h.Name)
			}
		}
	}
	for name, n := range expected {
		if got[name] != n {
			t.Errorf("service %s: got %d operations, want %d", name, got[name], n)
		}
	}
	for name := range got {
		if _, ok := expected[name]; !ok {
			t.Errorf("service %s is not in the table of expected services", name)
		}
	}
}

func TestRoutesAreTellable(t *testing.T) {
	c := New()
	byRoute := map[string][]*Operation{}
	param := regexp.MustCompile(`\{[^}]+\}`)
	for _, op := range c.Operations() {
		if op.SameAs != "" {
			if o := c.Operation(op.SameAs); o == nil || o.Method != op.Method || o.Host != op.Host || o.Path != op.Path || o.SameAs != "" {
				t.Errorf("%s is not the same as %s", op.ID(), op.SameAs)
			}
			continue
		}
		route := op.Method + " " + op.Host + param.ReplaceAllString(op.Path, "{}")
		byRoute[route] = append(byRoute[route], op)
	}
	for route, ops := range byRoute {
		for i, a := range ops {
			for _, b := range ops[i+1:] {
				if b.Fits(a.FillConstants(nil)) || a.Fits(b.FillConstants(nil)) {
					t.Errorf("%s and %s are both %s, and nothing in the body tells them apart", a.ID(), b.ID(), route)
				}
			}
		}
	}
}

func TestOperationBasics(t *testing.T) {
	name := regexp.MustCompile(`^[a-z][a-z0-9]*(_[a-z0-9]+)*$`)
	everyOperation(t, func(t *testing.T, c *Catalogue, op *Operation) {
		if !name.MatchString(op.Name) {
			t.Errorf("not a snake_case name")
		}
		if !slices.Contains([]string{"GET", "POST", "PUT", "PATCH", "DELETE", "HEAD"}, op.Method) {
			t.Errorf("method %q", op.Method)
		}
		if !strings.HasSuffix(op.Summary, ".") || strings.Contains(op.Summary, "\n") {
			t.Errorf("summary %q: want one sentence", op.Summary)
		}
		if op.Status < 200 || op.Status > 399 {
			t.Errorf("status %d is no success", op.Status)
		}
		if u, err := url.Parse(op.Source); err != nil || u.Scheme != "https" || u.Host == "" {
			t.Errorf("source %q is no https address", op.Source)
		}
		if op.Limit != "" && c.Limit(op.Limit) == nil {
			t.Errorf("no limit is called %q", op.Limit)
		}
		for _, kind := range op.Tokens {
			if !slices.Contains([]TokenKind{TwoLegged, TwoLeggedUser, ThreeLegged}, kind) {
				t.Errorf("token kind %q", kind)
			}
		}
		if len(op.Tokens) == 0 && len(op.Scopes) > 0 {
			t.Errorf("scopes %q but no token", op.Scopes)
		}
		for _, e := range op.Errors {
			aside := e.Status == 202 || e.Status == 303 || e.Status == 304
			if (e.Status < 400 && !aside) || e.Status > 599 || e.Status == op.Status || e.When == "" {
				t.Errorf("error case %+v", e)
			}
		}
		if op.BatchLimit < 0 || (op.BatchLimit > 0 && len(op.Body) == 0 && op.BodyShape == ObjectBody && len(op.Query) == 0) {
			t.Errorf("batch limit %d without anything to batch", op.BatchLimit)
		}
	})
}

func TestEveryLimitIsUsed(t *testing.T) {
	c := New()
	used := map[string]bool{}
	for _, op := range c.Operations() {
		used[op.Limit] = true
	}
	for _, l := range limits() {
		if !used[l.Name] || l.PerMinute <= 0 || l.Scope == "" || l.Doc == "" || !strings.HasPrefix(l.Source, "https://") {
			t.Errorf("limit %+v is incomplete, or no operation draws on it", *l)
		}
	}
}

func TestPathParameters(t *testing.T) {
	inPath := regexp.MustCompile(`\{([^}]+)\}`)
	everyOperation(t, func(t *testing.T, _ *Catalogue, op *Operation) {
		var want, got []string
		for _, m := range inPath.FindAllStringSubmatch(op.Path, -1) {
			want = append(want, m[1])
		}
		for _, f := range op.PathParams {
			got = append(got, f.Name)
			if !f.Required {
				t.Errorf("path parameter %s is not required", f.Name)
			}
		}
		if !slices.Equal(got, want) {
			t.Errorf("path parameters: got %q, want those of the path, %q", got, want)
		}
		if !strings.HasPrefix(op.Path, "/") {
			t.Errorf("path %q does not begin with /", op.Path)
		}
		if op.Target != "" && !slices.Contains(got, op.Target) {
			t.Errorf("target %q is no path parameter", op.Target)
		}
		if op.Via != "" && !slices.Contains(got, op.Via) {
			t.Errorf("via %q is no path parameter", op.Via)
		}
	})
}

func TestEffects(t *testing.T) {
	everyOperation(t, func(t *testing.T, c *Catalogue, op *Operation) {
		allowed := map[string][]Effect{
			"GET":    {Read, Action}, // a GET that starts work is an action
			"HEAD":   {Read},
			"POST":   {Read, Create, Update, Delete, Action},
			"PUT":    {Create, Update, Action},
			"PATCH":  {Update, Create, Delete, Action},
			"DELETE": {Delete, Action},
		}
		if !slices.Contains(allowed[op.Method], op.Effect) {
			t.Errorf("%s with effect %q", op.Method, op.Effect)
		}
		if op.Effect.Changes() != (op.Model != "") {
			t.Errorf("effect %q with model %q: a change has a model, a read has none", op.Effect, op.Model)
		}
		if op.Effect == Read {
			for _, scope := range op.Scopes {
				if strings.HasSuffix(scope, ":write") || strings.HasSuffix(scope, ":create") || strings.HasSuffix(scope, ":delete") {
					if !readsThatNeedMore[op.ID()] {
						t.Errorf("a read that needs the scope %s", scope)
					}
				}
			}
		}
		if op.Model == Generic {
			switch {
			case op.Entity == "":
				t.Errorf("generic, but changes no entity")
			case op.Effect == Action:
				t.Errorf("an action is not generic")
			case op.Target == "" && (op.Effect == Update || op.Effect == Delete):
				t.Errorf("generic %s without a target", op.Effect)
			case op.Effect == Create && !answersWithID(c, op):
				t.Errorf("generic create whose answer has no %s", c.Entity(op.Entity).IDs[0])
			}
		}
		if op.Async && !op.Effect.Changes() {
			t.Errorf("a read is not asynchronous")
		}
	})
}

// answersWithID reports whether the answer to a create tells the new record's ID, in JSON:API below data.
func answersWithID(c *Catalogue, op *Operation) bool {
	id := c.Entity(op.Entity).IDs[0]
	return hasField(op.Returns.Fields, id) || hasField(op.Returns.Fields, "data."+id)
}

// readsThatNeedMore are the reads that Autodesk wants a stronger scope for.
var readsThatNeedMore = map[string]bool{
	"data_connector.get_job":                true,
	"data_management.check_permission":      true,
	"data_management.get_publish_model_job": true,
	"data_management.list_items":            true,
	"data_management.list_refs":             true,
}

func TestEntities(t *testing.T) {
	c := New()
	for _, e := range entities() {
		if e.One == "" || e.Many == "" || len(e.IDs) == 0 {
			t.Errorf("entity %s: no words for it, or no ID", e.Name)
		}
		checkEnum(t, "entity "+e.Name+" forms", e.Forms)
		if e.List == "" {
			continue
		}
		list := c.Operation(e.List)
		if list == nil {
			t.Errorf("entity %s: no operation is called %q", e.Name, e.List)
			continue
		}
		if list.Entity != e.Name || list.Returns.Shape != List || list.Form != "" || list.Via != "" {
			t.Errorf("entity %s: %s is no plain list of it", e.Name, e.List)
		}
		if e.Parent != "" && !slices.ContainsFunc(list.PathParams, func(f Field) bool { return f.Name == e.Parent }) {
			t.Errorf("entity %s: %s has no path parameter %s", e.Name, e.List, e.Parent)
		}
		for _, name := range slices.Concat(e.IDs, e.Key, e.Title) {
			if !hasField(list.Returns.Fields, name) {
				t.Errorf("entity %s: %s returns no field %q", e.Name, e.List, name)
			}
		}
		for name := range e.ReadAll {
			if !slices.ContainsFunc(list.Query, func(f Field) bool { return f.Name == name }) {
				t.Errorf("entity %s: %s has no query parameter %s", e.Name, e.List, name)
			}
		}
	}
}

func TestEntityOfOperation(t *testing.T) {
	everyOperation(t, func(t *testing.T, c *Catalogue, op *Operation) {
		if op.Entity == "" {
			if op.Target != "" || op.Form != "" || op.Via != "" {
				t.Errorf("target, form or via without an entity")
			}
			return
		}
		e := c.Entity(op.Entity)
		if e == nil {
			t.Fatalf("no entity is called %q", op.Entity)
		}
		if op.Form != "" && !slices.Contains(e.Forms, op.Form) {
			t.Errorf("entity %s has no form %q", e.Name, op.Form)
		}
		// A list or a create needs the collection; one record may be found by its ID alone, and of what is not modelled
		// nothing is worked out.
		if e.Parent != "" && op.Target == "" && op.Model != Opaque && !slices.ContainsFunc(op.PathParams, func(f Field) bool { return f.Name == e.Parent }) {
			t.Errorf("neither the target nor the collection (%s) of the %s is in the path", e.Parent, e.One)
		}
	})
}

func TestTests(t *testing.T) {
	everyOperation(t, func(t *testing.T, c *Catalogue, op *Operation) {
		for _, f := range op.Query {
			if f.Test == nil {
				continue
			}
			if f.Test.Match == "" || f.Test.Field == "" {
				t.Errorf("%s: half a test", f.Name)
			}
			if op.Entity == "" {
				t.Errorf("%s: a test, but the operation reads no entity", f.Name)
				continue
			}
			fields := op.Returns.Fields
			if list := c.Operation(c.Entity(op.Entity).List); list != nil && op.Via == "" {
				fields = list.Returns.Fields
			}
			if !hasField(fields, f.Test.Field) {
				t.Errorf("%s tests %q, which is no field of the %s", f.Name, f.Test.Field, op.Entity)
			}
		}
	})
}

func TestPagination(t *testing.T) {
	everyOperation(t, func(t *testing.T, _ *Catalogue, op *Operation) {
		p := op.Pagination
		if p == (Pagination{}) {
			return
		}
		if op.Returns.Shape != List {
			t.Errorf("paged, but returns %q", op.Returns.Shape)
		}
		if op.Returns.Items != "" {
			t.Errorf("the place of the items is said twice")
		}
		if p.Style == NoPages {
			t.Fatalf("pagination without a style")
		}
		if p.Items == "" {
			t.Errorf("no items")
		}
		if p.MaxLimit != 0 && p.DefaultLimit > p.MaxLimit {
			t.Errorf("default limit %d is over the limit %d", p.DefaultLimit, p.MaxLimit)
		}
		where := op.Query
		if p.CursorInBody {
			where = op.Body
		}
		for _, name := range []string{p.LimitParam, p.OffsetParam} {
			if name != "" && !slices.ContainsFunc(where, func(f Field) bool { return f.Name == name }) {
				t.Errorf("no parameter %q", name)
			}
		}
		if p.Style == OffsetPages && (p.OffsetParam == "" || p.LimitParam == "") {
			t.Errorf("offset pages without offset or limit")
		}
		if (p.Style == CursorPages || p.Style == NextURLPages) && p.Next == "" {
			t.Errorf("%s pages without a way to the next one", p.Style)
		}
	})
}

func TestReturns(t *testing.T) {
	everyOperation(t, func(t *testing.T, _ *Catalogue, op *Operation) {
		switch op.Returns.Shape {
		case List, Object:
		case NoBody:
			if len(op.Returns.Fields) > 0 {
				t.Errorf("fields of an answer without a body")
			}
		default:
			t.Errorf("shape %q", op.Returns.Shape)
		}
		checkFields(t, "answer", op.Returns.Fields, false)
	})
}

func TestFields(t *testing.T) {
	everyOperation(t, func(t *testing.T, _ *Catalogue, op *Operation) {
		checkFields(t, "header", op.Headers, false)
		checkFields(t, "path", op.PathParams, false)
		checkFields(t, "query", op.Query, false)
		checkFields(t, "body", op.Body, true)
		if op.Method == "GET" && len(op.Body) > 0 {
			t.Errorf("a GET with a body")
		}
		for _, f := range op.Body {
			inList := strings.HasPrefix(f.Name, "[]")
			if inList != (op.BodyShape == ArrayBody) || strings.HasPrefix(f.Name, "{}") != (op.BodyShape == MapBody) {
				t.Errorf("body field %s in a body of shape %q", f.Name, op.BodyShape)
			}
			if f.Type.Elem() == "file" && op.Encoding != Multipart && op.Encoding != Binary {
				t.Errorf("body field %s is a file in a body of encoding %q", f.Name, op.Encoding)
			}
		}
	})
}

// checkFields checks one list of fields. With nested, a field further down needs its parent in the list.
func checkFields(t *testing.T, where string, fields []Field, nested bool) {
	t.Helper()
	seen := map[string]Type{}
	for _, f := range fields {
		if f.Name == "" || seen[f.Name] != "" {
			t.Errorf("%s field %q: no name, or twice", where, f.Name)
		}
		seen[f.Name] = f.Type
		checkType(t, where+" field "+f.Name, f.Type)
		checkEnum(t, where+" field "+f.Name, f.Enum)
		checkBounds(t, where+" field "+f.Name, f)
	}
	for _, f := range fields {
		parent, ok := parentOf(f.Name)
		if !ok {
			continue
		}
		typ, there := seen[parent]
		switch {
		case !there && nested:
			t.Errorf("%s field %s: its parent %q is not described", where, f.Name, parent)
		case there && strings.HasPrefix(strings.TrimPrefix(f.Name, parent), "[]") && !typ.IsList():
			t.Errorf("%s field %s: its parent is %q, want a list", where, f.Name, typ)
		case there && typ.Elem() != "object" && typ.Elem() != "map" && typ.Elem() != "any":
			t.Errorf("%s field %s: its parent is %q, want objects", where, f.Name, typ)
		}
	}
}

// parentOf returns the name of the field that a nested one is part of: "a.b" for "a.b[].c" and for "a.b.c".
func parentOf(name string) (string, bool) {
	i := strings.LastIndexByte(name, '.')
	if i < 0 {
		return "", false
	}
	parent := strings.TrimSuffix(name[:i], "[]")
	return parent, parent != "" && parent != "{}"
}

func checkType(t *testing.T, where string, typ Type) {
	t.Helper()
	known := []Type{"string", "uuid", "urn", "int", "number", "bool", "date", "datetime", "object", "map", "any", "file"}
	if !slices.Contains(known, typ.Elem()) {
		t.Errorf("%s: unknown type %q", where, typ)
	}
}

func checkEnum(t *testing.T, where string, enum []string) {
	t.Helper()
	seen := map[string]bool{}
	for _, v := range enum {
		if v == "" || seen[v] {
			t.Errorf("%s: value %q is empty or there twice", where, v)
		}
		seen[v] = true
	}
}

func checkBounds(t *testing.T, where string, f Field) {
	t.Helper()
	if f.Min != 0 && f.Max != 0 && f.Min > f.Max {
		t.Errorf("%s: min %d is over max %d", where, f.Min, f.Max)
	}
	if f.MaxLen < 0 {
		t.Errorf("%s: length %d", where, f.MaxLen)
	}
	if f.Default == "" {
		return
	}
	for _, v := range strings.Split(f.Default, ",") {
		if len(f.Enum) > 0 && !slices.Contains(f.Enum, v) {
			t.Errorf("%s: the default %q is none of its values", where, v)
		}
	}
	switch f.Type.Elem() {
	case "int":
		n, err := strconv.ParseInt(f.Default, 10, 64)
		if err != nil || (f.Max != 0 && n > f.Max) || (f.Min != 0 && n < f.Min) {
			t.Errorf("%s: default %q", where, f.Default)
		}
	case "bool":
		if f.Default != "true" && f.Default != "false" {
			t.Errorf("%s: default %q", where, f.Default)
		}
	}
}

// hasField reports whether a record described by the fields has the given dotted path.
func hasField(fields []Field, path string) bool {
	plain := strings.ReplaceAll(path, "[]", "")
	return slices.ContainsFunc(fields, func(f Field) bool {
		name := strings.ReplaceAll(f.Name, "[]", "")
		return name == plain || strings.HasPrefix(name, plain+".")
	})
}
