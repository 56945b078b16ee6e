package tenant

import (
	"context"
	"errors"
	"testing"
)

// brokenStore fails at its n-th reading.
type brokenStore struct {
	*Memory
	left int
}

var errBroken = errors.New("the store is broken")

func (b *brokenStore) reading() error {
	if b.left--; b.left < 0 {
		return errBroken
	}
	return nil
}

func (b *brokenStore) Get(ctx context.Context, c Collection, id string) (Record, error) {
	if err := b.reading(); err != nil {
		return nil, err
	}
	return b.Memory.Get(ctx, c, id)
}

func (b *brokenStore) List(ctx context.Context, c Collection) ([]Record, error) {
	if err := b.reading(); err != nil {
		return nil, err
	}
	return b.Memory.List(ctx, c)
}

func (b *brokenStore) Lookup(ctx context.Context, c Collection, field, text string) ([]Record, error) {
	if err := b.reading(); err != nil {
		return nil, err
	}
	return b.Memory.Lookup(ctx, c, field, text)
}

// Whichever reading of the store fails, the call fails with that error: nothing is decided on half of the facts.
func TestStoreErrorsAreHandedOn(t *testing.T) {
	products := access("projectAdministration:administrator", "docs:member")
	clone := Record{"name": "Clone", "type": "Office", "template": Record{"projectId": mould}}
	project := []string{"project_id", northTower}
	for _, tt := range []struct {
		op   string
		body any
		path []string
	}{
		{"projects.list", nil, nil},
		{"projects.get", nil, project},
		{"projects.create", clone, nil},
		{"projects.create", Record{"name": "S", "type": "Office", "classification": "sample", "businessUnitId": northUnit}, nil},
		{"projects.patch_image", Record{"chunk": "x"}, project},
		{"projects.patch_hq", Record{"name": "X"}, []string{"project_id", bridge360}},
		{"project_users.list", nil, project},
		{"project_users.get", nil, append(project, "user_id", bo)},
		{"project_users.create", Record{"email": "new@example.com", "companyId": firstFirm, "roleIds": []any{foreman}, "products": products}, project},
		{"project_users.create", Record{"email": "di@example.com", "products": products}, []string{"project_id", "clone"}},
		{"project_users.import_users", Record{"users": []any{Record{"email": "di@example.com", "companyId": secondFirm, "products": products}}},
			[]string{"project_id", "clone"}},
		{"project_users.patch", Record{"companyName": "First Firm", "roleIds": []any{foreman}, "products": products}, append(project, "user_id", bo)},
		{"project_users.delete", nil, append(project, "user_id", bo)},
		{"account_users.create", Record{"email": "new@example.com", "company_id": firstFirm, "default_role": "Foreman"}, nil},
		{"account_users.import_users", []any{Record{"email": "new@example.com"}}, nil},
		{"account_users.patch", Record{"company_id": firstFirm, "default_role": "Foreman"}, []string{"user_id", bo}},
		{"account_users.list_user_projects", nil, []string{"user_id", bo}},
		{"account_users.list_user_products", nil, []string{"user_id", bo}},
		{"account_users.list_user_roles", nil, []string{"user_id", bo}},
		{"companies.list", nil, nil},
		{"companies.list_hq", nil, nil},
		{"companies.list_in_project", nil, project},
		{"companies.create", Record{"name": "X", "trade": "Owner"}, nil},
		{"companies.import_companies", []any{Record{"name": "X", "trade": "Owner"}}, nil},
		{"companies.patch", Record{"name": "X"}, []string{"company_id", firstFirm}},
		{"companies.patch_image", Record{"chunk": "x"}, []string{"company_id", firstFirm}},
		{"business_units.replace", Record{"business_units": []any{Record{"name": "X"}}}, nil},
		{"data_management.list_projects", nil, []string{"hub_id", "b." + testAccount}},
		{"data_management.list_top_folders", nil, []string{"project_id", "b." + northTower, "hub_id", "b." + testAccount}},
		{"data_management.list_folder_contents", nil, []string{"project_id", "b." + northTower, "folder_id", rootFolder(northTower)}},
		{"issues.create", Record{"title": "X", "issueSubtypeId": deficiency(), "status": "open"}, project},
		{"issues.list", nil, project},
	} {
		w := newWorld(t)
		w.put("project", testAccount, Record{"id": "clone", "name": "Clone 1", "status": "active", "accountId": testAccount, "templateId": mould,
			"memberCount": int64(0), "companyCount": int64(0)})
		call := w.call(tt.op, "", tt.body, tt.path...)
		asAda := WithCaller(ctx, Caller{UserID: ada})
		for n := 0; ; n++ {
			_, err := w.rules.Do(asAda, &brokenStore{w.Memory, n}, call)
			if err == nil {
				break
			}
			if !errors.Is(err, errBroken) {
				t.Errorf("%s: reading %d failed: got %v, want the store's error", tt.op, n+1, err)
				break
			}
			if n == 200 {
				t.Fatalf("%s: still reading", tt.op)
			}
		}
	}
}
