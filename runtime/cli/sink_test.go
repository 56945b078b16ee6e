package cli

import (
	"testing"

	"accstar/acc"
	"accstar/builtins"
)

// TestByHandLinks sees where what is to be done by hand is done.
func TestByHandLinks(t *testing.T) {
	const account, project = "5f2fba1d-0000-4000-8000-000000000001", "0e2fd9b1-0000-4000-8000-000000000002"
	const whole, one = "https://acc.autodesk.com/account-admin/projects/accounts/" + account + "/active", "https://acc.autodesk.com/project-admin/members/projects/" + project
	for _, c := range []struct {
		name string
		conn connection
		todo builtins.ByHand
		want string
	}{
		{"a project", connection{}, builtins.ByHand{Project: project}, one},
		{"a person", connection{Region: "US"}, builtins.ByHand{Whom: "ada@example.com"}, whole},
		{"a project to come", connection{}, builtins.ByHand{Project: "acc0ffff-5a80-443e-81b7-b9d8d05bf804"}, whole},
		{"Europe", connection{Region: "EMEA"}, builtins.ByHand{Project: project}, "https://acc.autodesk.eu/project-admin/members/projects/" + project},
		{"a region whose address is not known", connection{Region: "IND"}, builtins.ByHand{Project: project}, ""},
		{"the practice account", connection{Practice: true}, builtins.ByHand{Project: project}, ""},
		{"somewhere else", connection{BaseURL: "http://127.0.0.1:8080"}, builtins.ByHand{Project: project}, ""},
		{"the playbook's own", connection{Practice: true}, builtins.ByHand{Project: project, Link: "https://x.example"}, "https://x.example"},
	} {
		c.conn.AccountID = account
		s := &sink{page: c.conn.page}
		c.todo.What, c.todo.Origin = "Archive it", acc.Origin{Line: 3}
		s.ByHand(c.todo)
		if got := s.byHand[0]; got.Link != c.want || got.What != "Archive it" || got.Origin.Line != 3 {
			t.Errorf("%s: got %+v, want the link %q", c.name, got, c.want)
		}
	}
	s := &sink{}
	s.ByHand(builtins.ByHand{What: "Archive it", Whom: "27-001 Quay (acc0ffff-5a80-443e-81b7-b9d8d05bf804)"})
	if got := s.byHand[0].Whom; got != "27-001 Quay" {
		t.Errorf("got %q, want the project without an ID that nobody can look up", got)
	}
}
