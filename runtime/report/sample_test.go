package report

import (
	"fmt"
	"time"

	"accstar/acc"
	"accstar/acc/tenant"
	"accstar/runtime/preview"
)

// samplePlan has one of everything that a plan can hold.
func samplePlan() *preview.Plan {
	return &preview.Plan{
		Version: 1, ID: "p-7f3a91", Made: time.Date(2026, 11, 20, 23, 14, 2, 0, time.UTC),
		Playbook: "scripts/examples/onboard.star", Title: "Add new hires to their projects.",
		Account:   preview.Account{ID: "5c0f0a3e-1c9b-4f0e-9d6a-0d6a2b3c4d5e", Name: "Demo Builders", Profile: "practice", Practice: true},
		Params:    []preview.Param{{Name: "hires", Value: "new_hires.xlsx"}, {Name: "invite", Value: "True"}},
		Changes:   sampleChanges(),
		Unchanged: []preview.Note{{Group: "24017 North Tower", Subject: "alan@example.com", Text: "already right"}},
		More: []preview.Note{
			{Group: "24018 Harbour Quay", Subject: "kay@example.com", Text: "also has Build member, Safety"},
			{Group: "24018 Harbour Quay", Subject: "joan.of.the.long.address@subsidiary.example.com", Text: "also has role Superintendent"},
		},
		ByHand: []preview.ByHand{
			{What: "archive the project in Account Admin", Whom: "24001 Old Mill"},
			{What: "give a Build subscription", Whom: "ada@example.com"},
		},
		Rows: []preview.Row{
			{Sheet: "new_hires.xlsx [Hires]", Row: 7, State: preview.RowFailed,
				Reasons: []string{`C7 Company: no company is called "Acme" (did you mean "Acme Ltd"?)`, `D7 Roles: no role is called "Boss"`}},
			{Sheet: "new_hires.xlsx [Hires]", Row: 9, State: preview.RowSkipped, Reasons: []string{"left the company"}},
			{Sheet: "new_hires.xlsx [Hires]", Row: 10, State: preview.RowDone},
			{Sheet: "new_hires.xlsx [Hires]", Row: 11, State: preview.RowNoted, Reasons: []string{"start date is in the past"}},
		},
		Tables: []preview.Table{{Title: "Hires by company", Columns: []string{"Company", "Hires", "First job"},
			Rows: [][]string{{"Acme Ltd", "12", "007"}, {"建設 Partners", "3", "24017"}, {"", "104", ""}}}},
		Files:      []string{"out/onboard-20261120-231402/hires.xlsx"},
		Incomplete: []string{`the filter "sort by trade" of companies.list is not known`},
		Tokens:     []string{"2-legged", "2-legged for ada@example.com"}, Scopes: []string{"account:read", "account:write"},
		Cost: preview.Cost{Reads: 6, Requests: map[string]int{"admin-read": 6, "admin-write": 18}, Minutes: 0.2},
	}
}

func row(n int) acc.Origin {
	return acc.Origin{File: "onboard.star", Line: 12, Sheet: "new_hires.xlsx [Hires]", Row: n}
}

func record(entity, parent, id string, after tenant.Record, auto bool) tenant.Change {
	return tenant.Change{Collection: tenant.Collection{Entity: entity, Parent: parent}, ID: id, After: after, Auto: auto}
}

func sampleChanges() []preview.Change {
	changes := []preview.Change{
		{Key: acc.Key{Call: 3, Change: 1}, Op: "companies.create", Effect: "create", Group: "Account", Entity: "company", Subject: "Quay Partners",
			Fields: []preview.FieldChange{{Name: "trade", After: "Concrete"}, {Name: "country", After: "Portugal"}}},
		{Op: "projects.create", Effect: "create", Group: "Account", Entity: "project", Subject: "West Wing",
			Text: "job 24019; Office; from template Standard; 2 members come with it", Origin: row(3),
			Records: []tenant.Change{record("project", "", "f1", tenant.Record{"name": "West Wing"}, false)},
			Later: []tenant.Change{record("member", "f1", "m1", tenant.Record{"email": "t1@example.com"}, true),
				record("member", "f1", "m2", tenant.Record{"email": "t2@example.com"}, true)}},
		{Op: "project_users.create", Effect: "create", Group: "24017 North Tower", Entity: "member", Subject: "ada@example.com",
			Text: "Superintendent; Acme Ltd; member of Docs", Invitations: 1, Origin: row(4),
			Records: []tenant.Change{record("member", "p1", "m3", tenant.Record{"email": "ada@example.com"}, false),
				record("account_user", "a", "u3", tenant.Record{"email": "ada@example.com"}, true),
				record("project_company", "p1", "c3", tenant.Record{"name": "Acme Ltd"}, true)}},
		{Op: "project_users.patch", Effect: "update", Group: "24017 North Tower", Entity: "member", Subject: "grace@example.com", Origin: row(5),
			Fields: []preview.FieldChange{{Name: "company", Before: "", After: "Acme Ltd"}, {Name: "roles", Before: "Engineer", After: "Engineer, Superintendent"},
				{Name: "Docs access", Before: "member", After: "administrator"}}},
		{Op: "project_users.patch", Effect: "update", Group: "24018 Harbour Quay", Entity: "member", Subject: "kay@example.com", Origin: row(5),
			Fields: []preview.FieldChange{{Name: "Docs access", Before: "none", After: "member"}}},
		{Op: "project_users.delete", Effect: "delete", Group: "24018 Harbour Quay", Entity: "member", Subject: "bob@example.com", Text: "leaves the project"},
		{Op: "project_users.import", Effect: "create", Group: "24018 Harbour Quay", Entity: "member", Subject: "9 members", Later: imported(9), Invitations: 9},
		{Op: "webhooks.ping", Effect: "action", Group: "Account", Subject: "Send a test event", Opaque: true},
	}
	return changes
}

func imported(n int) []tenant.Change {
	var out []tenant.Change
	for i := range n {
		out = append(out, record("member", "p2", fmt.Sprint("i", i), tenant.Record{"email": fmt.Sprintf("hire%d@example.com", i)}, true))
	}
	return out
}

// sampleResult is a run of the sample plan in which nearly everything went wrong.
func sampleResult() *preview.Result {
	p := samplePlan()
	r := &preview.Result{
		Version: 1, RunID: "20261120-231402-k3f9", PlanID: p.ID, Playbook: p.Playbook, Title: p.Title, Account: p.Account, Params: p.Params,
		State: preview.RunFailed, Started: p.Made, Ended: p.Made.Add(72 * time.Second), Requests: 48,
		Rows: p.Rows, ByHand: p.ByHand, Tables: p.Tables, Files: p.Files,
		Error: "acc.project_users.create: the account is locked (403)\n  onboard.star:12", Hint: "ask Autodesk to unlock it, then: accstar resume 20261120-231402-k3f9",
	}
	hint := "activate the company in Account Admin, then: accstar retry 20261120-231402-k3f9"
	for i, item := range []preview.Item{
		{State: preview.ItemDone, Requests: 1},
		{State: preview.ItemUnseen, Error: "after 10 minutes the project is still pending"},
		{State: preview.ItemRefused, Error: "the company is inactive", Hint: hint},
		{State: preview.ItemDiffers, Differs: []preview.FieldChange{{Name: "Docs access", Before: "administrator", After: "member"}}},
		{State: preview.ItemRefused, Error: "the company is inactive", Hint: hint},
		{State: preview.ItemInDoubt, Error: "the connection broke before the answer came"},
		{State: preview.ItemNotAttempted},
		{State: preview.ItemNotAttempted},
	} {
		item.Change = p.Changes[i]
		r.Items = append(r.Items, item)
	}
	return r
}
