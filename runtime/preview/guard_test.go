package preview

import (
	"context"
	"encoding/json"
	"strings"
	"testing"
	"time"

	"accstar/acc"
	"accstar/acc/catalog"
	"accstar/acc/tenant"
)

const (
	openProject, shutProject = "10000000-0000-4000-8000-000000000001", "10000000-0000-4000-8000-000000000002"
	adaID, bobID, graceID    = "20000000-0000-4000-8000-000000000001", "20000000-0000-4000-8000-000000000002", "20000000-0000-4000-8000-000000000003"
	clerkRole, foremanRole   = "30000000-0000-4000-8000-000000000001", "30000000-0000-4000-8000-000000000002"
)

// guarded answers the reads of an account with an open and an archived project. Ada and Grace administer the open one as far as
// admins says; Bob works there.
func guarded(admins ...string) acc.Doer {
	member := func(id, email, role, name string) string {
		access := "member"
		for _, a := range admins {
			if a == email {
				access = "administrator"
			}
		}
		rec := map[string]any{
			"id": id, "email": email, "status": "active", "roleIds": []any{role}, "roles": []any{map[string]any{"id": role, "name": name}},
			"products": []any{map[string]any{"key": "projectAdministration", "access": access}, map[string]any{"key": "docs", "access": "administrator"}},
		}
		data, _ := json.Marshal(rec) // of texts alone
		return string(data)
	}
	return acc.DoerFunc(func(_ context.Context, call *acc.Call) (*acc.Result, error) {
		body := "[]"
		switch call.Op.ID() {
		case "projects.list":
			body = `[{"id":"` + openProject + `","name":"Wing C","jobNumber":"24-017","status":"active","products":[{"key":"docs","status":"active"},{"key":"projectAdministration","status":"active"}]},
				{"id":"` + shutProject + `","name":"Old Mill","jobNumber":"19-001","status":"archived","products":[{"key":"docs","status":"active"}]}]`
		case "project_users.list":
			body = "[" + strings.Join([]string{
				member(adaID, "ada@example.com", foremanRole, "Foreman"), member(bobID, "bob@example.com", clerkRole, "Site Clerk (Removed)"),
				member(graceID, "grace@example.com", foremanRole, "Foreman"),
			}, ",") + "]"
		}
		return &acc.Result{Status: 200, Body: json.RawMessage(body)}, nil
	})
}

// TestGuards sees that each guard holds for plain operations, and says who is meant, and what to do about it.
func TestGuards(t *testing.T) {
	cat := catalog.New()
	// Whether ACC refuses changes in archived projects is an assumption; the guard does not build on it.
	flipped, err := tenant.Flip("archived-project-refuses-writes")
	if err != nil {
		t.Fatal(err)
	}
	products := func(key, access string) map[string]any {
		return map[string]any{"products": []any{map[string]any{"key": key, "access": access}}}
	}
	joins := map[string]any{"email": "new@example.com", "products": []any{map[string]any{"key": "docs", "access": "member"}}}
	both := []string{"ada@example.com", "grace@example.com"}
	for _, c := range []struct {
		name    string
		op      string
		project string
		user    string
		body    any
		admins  []string
		guards  Guards
		want    []string // of each violation: guard, text, lift; nothing for none
	}{
		{"nothing is guarded", "project_users.delete", openProject, bobID, nil, both, Guards{}, nil},
		{"an archived project", "project_users.create", shutProject, "", joins, both, Guards{},
			[]string{"archived-project", "new@example.com in 19-001 Old Mill: the project is archived", "restore the project in ACC first"}},
		{"a removed role", "project_users.create", openProject, "", map[string]any{"email": "new@example.com", "roleIds": []any{clerkRole}, "products": joins["products"]}, both, Guards{},
			[]string{"removed-role", "the role Site Clerk (Removed) has been removed from the account", "give another role"}},
		{"a removed role that is kept", "project_users.patch", openProject, bobID, map[string]any{"roleIds": []any{clerkRole, foremanRole}}, both, Guards{}, nil},
		{"the last administrator is removed", "project_users.delete", openProject, adaID, nil, both[:1], Guards{},
			[]string{"last-administrator", "ada@example.com in 24-017 Wing C: is the last project administrator", "give the project another administrator first"}},
		{"the last administrator is lowered", "project_users.patch", openProject, adaID, products("projectAdministration", "none"), both[:1], Guards{},
			[]string{"last-administrator", "is the last project administrator", "give the project another administrator first"}},
		{"one of two administrators", "project_users.delete", openProject, adaID, nil, both, Guards{}, nil},
		{"the caller is removed", "project_users.delete", openProject, adaID, nil, both, Guards{Caller: "Ada@Example.com"},
			[]string{"caller", "is removed; changes are made in their name", "--admin-email"}},
		{"the caller is lowered", "project_users.patch", openProject, adaID, products("docs", "member"), both, Guards{Caller: "ada@example.com"},
			[]string{"caller", "Docs access from administrator to member", "--admin-email"}},
		{"someone protected is removed", "project_users.delete", openProject, adaID, nil, both, Guards{Protect: map[string]string{"ada@example.com": "people.csv"}},
			[]string{"protect", "ada@example.com in 24-017 Wing C: is removed", "take ada@example.com off the list in people.csv"}},
		{"someone protected is lowered", "project_users.patch", openProject, adaID, products("docs", "none"), both, Guards{Protect: map[string]string{"ada@example.com": "profile acme"}},
			[]string{"protect", "Docs access from administrator to none", "off the list in profile acme"}},
		{"someone protected gets another role", "project_users.patch", openProject, adaID, map[string]any{"roleIds": []any{foremanRole, "30000000-0000-4000-8000-000000000009"}}, both,
			Guards{Protect: map[string]string{"ada@example.com": "--protect"}}, nil},
		{"a project protected by its job number", "project_users.create", openProject, "", joins, both, Guards{Protect: map[string]string{"24-017": "--protect"}},
			[]string{"protect", "new@example.com in 24-017 Wing C: the project is protected", "take 24-017 off the list in --protect"}},
		{"a project protected by its name", "project_users.create", openProject, "", joins, both, Guards{Protect: map[string]string{"wing c": "--protect"}},
			[]string{"protect", "the project is protected", "off the list"}},
		{"a project protected by its ID", "project_users.create", openProject, "", joins, both, Guards{Protect: map[string]string{openProject: "--protect"}},
			[]string{"protect", "the project is protected", "off the list"}},
		{"another project is protected", "project_users.create", openProject, "", joins, both, Guards{Protect: map[string]string{"24-01": "--protect"}}, nil},
	} {
		t.Run(c.name, func(t *testing.T) {
			recorder := &Recorder{}
			now := time.Date(2026, 11, 20, 9, 0, 0, 0, time.UTC)
			o := NewOverlay(Config{
				Catalogue: cat, Rules: tenant.NewRules(cat, "account", flipped), Live: guarded(c.admins...), Maker: recorder, AccountID: "account",
				Now: func() time.Time { return now }, Sleep: func(context.Context, time.Duration) error { return nil },
			})
			recorder.Guard = func(ctx context.Context, p *Predicted) []Violation { return c.guards.Check(ctx, o, p) }
			ctx := context.Background()
			for _, op := range []string{"projects.list", "project_users.list"} { // as a playbook does that looks first
				if _, err := o.Do(ctx, &acc.Call{Op: cat.Must(op), Path: map[string]string{"project_id": c.project, "account_id": "account"}, Key: acc.Key{Task: op, Call: 1}}); err != nil {
					t.Fatal(err)
				}
			}
			call := &acc.Call{Op: cat.Must(c.op), Path: map[string]string{"project_id": c.project}, Body: c.body, Key: acc.Key{Call: 3, Change: 1}, Origin: acc.Origin{File: "x.star", Line: 4}}
			if c.user != "" {
				call.Path["user_id"] = c.user
			}
			if _, err := o.Do(ctx, call); err != nil {
				t.Fatal(err)
			}
			got := recorder.Forbidden()
			if len(got) != len(c.want)/3 {
				t.Fatalf("got %+v, want %q", got, c.want)
			}
			if len(got) == 0 {
				return
			}
			if v := got[0]; v.Guard != c.want[0] || !strings.Contains(v.Text, c.want[1]) || !strings.Contains(v.Lift, c.want[2]) || v.Origin.Line != 4 {
				t.Errorf("got %+v, want %q", v, c.want)
			}
			err := &GuardError{Violations: got}
			if text := err.Error(); !strings.Contains(text, c.want[0]+" (1)") || !strings.Contains(text, "x.star:4: ") || !strings.Contains(strings.Join(err.Hints(), "; "), c.want[2]) {
				t.Errorf("got %q, hints %q", text, err.Hints())
			}
		})
	}
}
