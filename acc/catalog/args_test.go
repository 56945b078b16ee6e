package catalog

import (
	"regexp"
	"slices"
	"strings"
	"testing"
)

func TestArgNames(t *testing.T) {
	identifier := regexp.MustCompile(`^[A-Za-z_][A-Za-z0-9_]*$`)
	everyOperation(t, func(t *testing.T, _ *Catalogue, op *Operation) {
		seen := map[string]bool{}
		positional := true
		for _, a := range op.Args() {
			if !identifier.MatchString(a.Name) || reserved(a.Name) {
				t.Errorf("argument %q is no Starlark name", a.Name)
			}
			if seen[a.Name] {
				t.Errorf("argument %q twice", a.Name)
			}
			seen[a.Name] = true
			if a.Positional && a.In != InPath {
				t.Errorf("argument %s is positional but no path parameter", a.Name)
			}
			if a.In != InPath {
				positional = false
			} else if !positional {
				t.Errorf("path parameter %s comes after named arguments", a.Name)
			}
		}
	})
}

// Every parameter that a playbook may set is an argument, and every argument is one of those.
func TestArgsCoverEveryParameter(t *testing.T) {
	everyOperation(t, func(t *testing.T, _ *Catalogue, op *Operation) {
		var want, got []string
		for _, f := range op.PathParams {
			want = append(want, "path "+f.Name)
		}
		for _, f := range op.PlaybookQuery() {
			want = append(want, "query "+f.Name)
		}
		if op.BodyShape == ObjectBody {
			for _, f := range op.Body {
				top := !strings.Contains(f.Name, ".")
				if top && !(op.Pagination.CursorInBody && op.pages(f.Name)) {
					want = append(want, "body "+f.Name)
				}
			}
		}
		for _, a := range op.Args() {
			if a.In == InPath || a.In == InQuery || a.In == InBody {
				got = append(got, string(a.In)+" "+a.Field.Name)
			}
		}
		slices.Sort(want)
		slices.Sort(got)
		if !slices.Equal(got, want) {
			t.Errorf("got %q, want %q", got, want)
		}
	})
}

func TestArgs(t *testing.T) {
	c := New()
	for _, tt := range []struct {
		op, want string
	}{
		{"project_users.list", "project_id products name email status accessLevels companyId companyName autodeskId id roleId roleIds " +
			"sort fields orFilters filterTextMatch limit"},
		{"project_users.patch", "project_id user_id companyId companyName roleIds products email body"},
		{"project_users.create", "project_id email products companyId roleIds suppressAdministrativeEmails body"},
		{"account_users.import_users", "account_id body"},
		{"business_units.list", "account_id limit"},
		{"projects.patch_image", "account_id project_id chunk"},
	} {
		var names []string
		for _, a := range c.Must(tt.op).Args() {
			names = append(names, a.Name)
		}
		if got := strings.Join(names, " "); got != tt.want {
			t.Errorf("%s:\n got %s\nwant %s", tt.op, got, tt.want)
		}
	}
}

func TestArgCollisions(t *testing.T) {
	op := &Operation{
		PathParams: []Field{{Name: "status", Type: "string"}},
		Query: []Field{
			{Name: "filter[status]", Type: "string"},
			{Name: "name", Type: "string"},
			{Name: "limit", Type: "int"},
			{Name: "page[size]", Type: "int"},
			{Name: "filter[from]", Type: "string"},
			{Name: "filter[name]", Type: "string"},
		},
		Headers: []Field{{Name: "name", Type: "string"}, {Name: "User-Id", Type: "string"}, {Name: "If-None-Match", Type: "string"}},
		Body:    []Field{{Name: "name", Type: "string"}, {Name: "name.first", Type: "string"}},
		Returns: Returns{Shape: List},
		Effect:  Read,
	}
	want := map[string]string{
		"status": "path", "filter_status": "query", "name": "body", "query_name": "query", "header_name": "header", "filter_name": "query",
		"limit": "max", "query_limit": "query", "page_size": "query", "from_": "query", "If_None_Match": "header", "body": "whole",
	}
	got := map[string]string{}
	for name, a := range op.ArgMap() {
		got[name] = string(a.In)
	}
	for name, in := range want {
		if got[name] != in {
			t.Errorf("argument %s: got %q, want %q", name, got[name], in)
		}
	}
	if len(got) != len(want) {
		t.Errorf("got %v, want %v", got, want)
	}
	if _, ok := op.Arg("Filter_Status"); ok {
		t.Errorf("names are compared exactly")
	}
}

func TestBodyFields(t *testing.T) {
	c := New()
	for _, tt := range []struct{ op, path, want string }{
		{"project_users.import_users", "", "users suppressAdministrativeEmails"},
		{"project_users.import_users", "users[].products[]", "users[].products[].key users[].products[].access"},
		{"projects.create", "template", "template.projectId template.options"},
		{"business_units.replace", "business_units[]", "business_units[].id business_units[].parent_id business_units[].name business_units[].description"},
		{"account_users.import_users", "", ""},
	} {
		var names []string
		for _, f := range c.Must(tt.op).BodyFields(tt.path) {
			names = append(names, f.Name)
		}
		if got := strings.Join(names, " "); got != tt.want {
			t.Errorf("%s below %q: got %q, want %q", tt.op, tt.path, got, tt.want)
		}
	}
	if n := len(c.Must("account_users.import_users").BodyFields("[]")); n != 19 {
		t.Errorf("fields of an imported user: got %d, want 19", n)
	}
}
