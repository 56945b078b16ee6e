package practice

import (
	"slices"
	"strings"
	"testing"

	"accstar/acc/catalog"

	"github.com/google/go-cmp/cmp"
)

func TestRoutes(t *testing.T) {
	routes := newRouter(testCatalogue())
	// A route the catalogue does not have yet: a parameter with a suffix beside one without.
	routes.add(&catalog.Operation{Service: "items", Name: "get", Method: "GET", Path: "/x/v2/items/{item_id}"})
	routes.add(&catalog.Operation{Service: "items", Name: "close", Method: "POST", Path: "/x/v2/items/{item_id}:close"})
	routes.add(&catalog.Operation{Service: "items", Name: "post", Method: "POST", Path: "/x/v2/items/{item_id}"})
	routes.root.sort()

	for _, c := range []struct {
		method, path string
		op           string
		params       map[string]string
		allowed      []string
	}{
		{"GET", "/construction/admin/v1/projects/p1", "projects.get", map[string]string{"project_id": "p1"}, nil},
		{"GET", "/construction/admin/v1/projects/p1/", "projects.get", map[string]string{"project_id": "p1"}, nil},
		{"GET", "//construction//admin/v1/projects/p1", "projects.get", map[string]string{"project_id": "p1"}, nil},
		{"GET", "/construction/admin/v1/projects/a%2Fb%20c", "projects.get", map[string]string{"project_id": "a/b c"}, nil},
		{"POST", "/construction/admin/v2/projects/p1/users:import", "project_users.import_users", map[string]string{"project_id": "p1"}, nil},
		{"POST", "/construction/admin/v2/projects/p1/users%3Aimport", "project_users.import_users", map[string]string{"project_id": "p1"}, nil},
		{"GET", "/hq/v1/accounts/a1/users/search", "account_users.search", map[string]string{"account_id": "a1"}, nil},
		{"GET", "/hq/v1/accounts/a1/users/u1", "account_users.get", map[string]string{"account_id": "a1", "user_id": "u1"}, nil},
		{"GET", "/hq/v1/regions/eu/accounts/a1/users/u1", "account_users.get", map[string]string{"account_id": "a1", "user_id": "u1"}, nil},
		{"GET", "/userinfo", "user_profile.get", map[string]string{}, nil},
		{"GET", "/x/v2/items/urn:adsk:1", "items.get", map[string]string{"item_id": "urn:adsk:1"}, nil},
		{"POST", "/x/v2/items/urn:adsk:1:close", "items.close", map[string]string{"item_id": "urn:adsk:1"}, nil},
		{"POST", "/x/v2/items/urn:adsk:1", "items.post", map[string]string{"item_id": "urn:adsk:1"}, nil},
		{"DELETE", "/construction/admin/v1/projects/p1", "", nil, []string{"GET"}},
		{"PATCH", "/hq/v1/accounts/a1/users/search", "account_users.patch", map[string]string{"account_id": "a1", "user_id": "search"}, nil},
		{"GET", "/construction/admin/v1/projects", "", nil, nil},
		{"GET", "/", "", nil, nil},
		{"GET", "/hq/v9/nothing", "", nil, nil},
	} {
		got := routes.find(c.method, c.path)
		id := ""
		if len(got.ops) > 0 {
			id = got.ops[0].ID()
		}
		if id != c.op {
			t.Errorf("%s %s: got %q, want %q", c.method, c.path, id, c.op)
		}
		if diff := cmp.Diff(c.params, got.path); diff != "" {
			t.Errorf("%s %s: parameters (-want +got):\n%s", c.method, c.path, diff)
		}
		if diff := cmp.Diff(c.allowed, got.allowed); diff != "" {
			t.Errorf("%s %s: allowed (-want +got):\n%s", c.method, c.path, diff)
		}
	}
}

// TestEveryOperationHasARoute fills each operation's path template and finds the operation again.
func TestEveryOperationHasARoute(t *testing.T) {
	cat := testCatalogue()
	routes := newRouter(cat)
	for _, op := range cat.Operations() {
		path := fill(op.Path, func(string) string { return "some-id" })
		got := routes.find(op.Method, path)
		if !slices.Contains(got.ops, op) {
			t.Errorf("%s %s does not lead to %s", op.Method, path, op.ID())
		}
	}
}

// TestChoose tells operations that share an endpoint apart by what the body says.
func TestChoose(t *testing.T) {
	ops := newRouter(testCatalogue()).find("POST", "/data/v1/projects/b.1/commands").ops
	command := func(kind string) any {
		return map[string]any{
			"jsonapi": map[string]any{"version": "1.0"},
			"data": map[string]any{"type": "commands", "attributes": map[string]any{
				"extension": map[string]any{"type": "commands:autodesk.core:" + kind, "version": "1.0.0"},
			}},
		}
	}
	for kind, want := range map[string]string{
		"CheckPermission": "data_management.check_permission",
		"ListItems":       "data_management.list_items",
		"ListRefs":        "data_management.list_refs",
	} {
		if got := choose(ops, command(kind)).ID(); got != want {
			t.Errorf("%s: got %s, want %s", kind, got, want)
		}
	}
	if got := choose(ops, nil); got != ops[0] {
		t.Errorf("no body: got %s, want %s", got.ID(), ops[0].ID())
	}
}

// fill puts values in the place of a path template's parameters.
func fill(template string, value func(name string) string) string {
	before, rest, found := strings.Cut(template, "{")
	if !found {
		return template
	}
	name, after, _ := strings.Cut(rest, "}")
	return before + value(name) + fill(after, value)
}
