package report

import (
	"bytes"
	"encoding/json"
	"reflect"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"accstar/acc"
	"accstar/acc/tenant"
	"accstar/runtime/preview"
)

func TestTotals(t *testing.T) {
	create := preview.Change{Effect: "create", Group: "P"}
	failedRow := []preview.Row{{State: preview.RowFailed}}
	tests := []struct {
		name string
		plan preview.Plan
		want string
		tone Tone
	}{
		{"nothing asked", preview.Plan{}, "Nothing to do: the playbook asks for no change.", Good},
		{"all right", preview.Plan{Unchanged: []preview.Note{{}}}, "Nothing to do: everything is already right.", Good},
		{"rows at fault", preview.Plan{Unchanged: []preview.Note{{}}, Rows: failedRow}, "Nothing to do but for the rows at fault.", Warning},
		{"incomplete", preview.Plan{Incomplete: []string{"x"}}, "No change was found, but the plan may not show everything.", Warning},
		{"an error", preview.Plan{Error: "x"}, "No change was planned before the error.", Bad},
		{"one", preview.Plan{Changes: []preview.Change{create}}, "Plan: 1 to add in 1 project", Plain},
		{"in the account", preview.Plan{Changes: []preview.Change{{Effect: "update", Group: "Account"}}}, "Plan: 1 to change in the account", Plain},
		{"invitations", preview.Plan{Changes: []preview.Change{{Effect: "create", Group: "P", Invitations: 1}}},
			"Plan: 1 to add in 1 project · 1 invitation will be mailed", Plain},
		{"cost", preview.Plan{Changes: []preview.Change{create}, Cost: preview.Cost{Requests: map[string]int{"a": 1200, "b": 34}, Minutes: 2.1}},
			"Plan: 1 to add in 1 project · about 1,234 requests, about 3 minutes", Plain},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			d := OfPlan(&tt.plan)
			if got := lastLine(text(t, d, Style{})); got != tt.want || d.Total.Tone != tt.tone {
				t.Errorf("got %q, %v; want %q, %v", got, d.Total.Tone, tt.want, tt.tone)
			}
		})
	}
}

func TestResultTotals(t *testing.T) {
	at := time.Date(2026, 11, 20, 23, 14, 2, 0, time.UTC)
	item := func(s preview.ItemState) preview.Item { return preview.Item{State: s} }
	tests := []struct {
		name   string
		result preview.Result
		want   string
		tone   Tone
	}{
		{"done", preview.Result{State: preview.RunDone, Items: []preview.Item{item("done"), item("done")}, Requests: 4, Ended: at.Add(12 * time.Second)},
			"Done: 2 changes made · 4 requests in 12 s", Good},
		{"nothing planned", preview.Result{State: preview.RunDone, Ended: at.Add(400 * time.Millisecond)}, "Done: nothing to change · 0.4 s", Good},
		{"partly", preview.Result{State: preview.RunPartly, Items: []preview.Item{item("done"), item("refused")}, Requests: 1, Ended: at.Add(time.Hour),
			Rows: []preview.Row{{State: preview.RowFailed}}},
			"Partly done: 1 of 2 changes made, 1 refused · 1 row at fault · 1 request in 1 h 0 min", Warning},
		{"interrupted", preview.Result{State: preview.RunInterrupted, Items: []preview.Item{item("not attempted")}, Ended: at},
			"Interrupted: 0 of 1 change made, 1 not attempted · 0.0 s", Warning},
		{"differs", preview.Result{State: preview.RunPartly, Items: []preview.Item{item("differs")}, Ended: at},
			"Partly done: 0 of 1 change made, 1 not as planned · 0.0 s", Warning},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			tt.result.Started = at
			d := OfResult(&tt.result)
			if got := lastLine(text(t, d, Style{})); got != tt.want || d.Total.Tone != tt.tone {
				t.Errorf("got %q, %v; want %q, %v", got, d.Total.Tone, tt.want, tt.tone)
			}
		})
	}
}

func lastLine(s string) string {
	lines := bytes.Split(bytes.TrimSpace([]byte(s)), []byte("\n"))
	return string(lines[len(lines)-1])
}

func TestConsequences(t *testing.T) {
	member := func(id string, auto bool) tenant.Change {
		return record("member", "p", id, tenant.Record{"email": id}, auto)
	}
	activated := member("m1", true)
	activated.Before = activated.After
	left := member("m9", true)
	left.Before, left.After = left.After, nil
	tests := []struct {
		name  string
		c     preview.Change
		asked []string
		auto  []Count
	}{
		{"the target alone", preview.Change{Entity: "member", Records: []tenant.Change{member("m1", false)}}, []string{"m1"}, nil},
		{"what follows it", preview.Change{Entity: "project",
			Records: []tenant.Change{record("project", "", "p1", tenant.Record{"name": "Tower"}, false)},
			Later:   []tenant.Change{member("m1", true), member("m2", true), left}},
			[]string{"Tower"}, []Count{{2, "member", false}, {1, "member", true}}},
		{"a target that changes later", preview.Change{Entity: "member", Records: []tenant.Change{member("m1", false)},
			Later: []tenant.Change{activated}}, []string{"m1"}, nil},
		{"an import is asked for", preview.Change{Entity: "member",
			Later: []tenant.Change{member("m1", true), member("m2", true), record("account_user", "", "u", tenant.Record{"email": "m1"}, true)}},
			[]string{"m1", "m2"}, []Count{{1, "account_user", false}}},
		{"a count that ACC keeps", preview.Change{Entity: "member", Records: []tenant.Change{member("m1", false),
			{Collection: tenant.Collection{Entity: "project"}, ID: "p", Before: tenant.Record{"n": 1}, After: tenant.Record{"n": 2}, Auto: true}}},
			[]string{"m1"}, nil},
		{"without a name", preview.Change{Entity: "x", Records: []tenant.Change{record("x", "", "id7", tenant.Record{}, false)}}, []string{"id7"}, nil},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			asked, auto := consequences(&tt.c)
			if !reflect.DeepEqual(asked, tt.asked) || !reflect.DeepEqual(auto, tt.auto) {
				t.Errorf("got %v, %v; want %v, %v", asked, auto, tt.asked, tt.auto)
			}
		})
	}
}

func TestAccountText(t *testing.T) {
	tests := []struct {
		account preview.Account
		want    string
	}{
		{preview.Account{Name: "Demo", ID: "1", Profile: "practice", Practice: true}, "Demo, the practice account; nothing real is touched"},
		{preview.Account{ID: "1", Practice: true}, "the practice account; nothing real is touched"},
		{preview.Account{Name: "Acme", ID: "8b1f", Profile: "eu"}, "Acme (8b1f), profile eu"},
		{preview.Account{ID: "8b1f", Profile: "eu"}, "8b1f, profile eu"},
	}
	for _, tt := range tests {
		if got := accountText(tt.account); got != tt.want {
			t.Errorf("got %q, want %q", got, tt.want)
		}
	}
}

// What is written for programs is the plan and nothing else: reading it gives it back.
func TestJSONCanBeReadAgain(t *testing.T) {
	var b bytes.Buffer
	if err := PlanJSON(&b, samplePlan()); err != nil {
		t.Fatal(err)
	}
	var plan preview.Plan
	if err := json.Unmarshal(b.Bytes(), &plan); err != nil {
		t.Fatal(err)
	}
	if !reflect.DeepEqual(&plan, samplePlan()) {
		t.Errorf("the plan that was read differs:\n%s", b.String())
	}
	b.Reset()
	if err := ResultJSON(&b, sampleResult()); err != nil {
		t.Fatal(err)
	}
	var result preview.Result
	if err := json.Unmarshal(b.Bytes(), &result); err != nil {
		t.Fatal(err)
	}
	if !reflect.DeepEqual(&result, sampleResult()) {
		t.Errorf("the result that was read differs:\n%s", b.String())
	}
}

func TestJSONOfNothingHasLists(t *testing.T) {
	var b bytes.Buffer
	if err := PlanJSON(&b, &preview.Plan{}); err != nil || !bytes.Contains(b.Bytes(), []byte(`"changes": []`)) {
		t.Errorf("got %s, %v", b.String(), err)
	}
	b.Reset()
	if err := ResultJSON(&b, &preview.Result{}); err != nil || !bytes.Contains(b.Bytes(), []byte(`"items": []`)) {
		t.Errorf("got %s, %v", b.String(), err)
	}
}

// TestJSONOfMany reads back the JSON of a plan with so many changes that each is given a line.
func TestJSONOfMany(t *testing.T) {
	plan := many(3, 400, "create")
	plan.Version = 1
	plan.Changes[7].Records = []tenant.Change{{ID: "1", After: tenant.Record{"name": "x", "at": acc.Unknown{Field: "at", Of: "member"}}}}
	var b bytes.Buffer
	if err := PlanJSON(&b, plan); err != nil {
		t.Fatal(err)
	}
	var got preview.Plan
	if err := json.Unmarshal(b.Bytes(), &got); err != nil {
		t.Fatal(err)
	}
	if len(got.Changes) != len(plan.Changes) || got.Version != 1 {
		t.Errorf("%d changes came back, of version %d", len(got.Changes), got.Version)
	}
	again, err := preview.DecodePlan(b.Bytes())
	if err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff(plan, again); diff != "" {
		t.Error(diff)
	}
	if err := PlanJSON(failing{}, plan); err == nil {
		t.Error("no error when writing fails")
	}
}

// TestOrder sees that the account comes where a reader looks for it: before its projects if something is added to it, else after them.
func TestOrder(t *testing.T) {
	change := func(group, effect string) preview.Change {
		return preview.Change{Effect: effect, Group: group, Subject: effect}
	}
	for _, c := range []struct {
		name    string
		changes []preview.Change
		want    []string
	}{
		{"a project that is new", []preview.Change{change("Account", "create"), change("New", "create")}, []string{"Account Acme", "New"}},
		{"between the rows of a sheet", []preview.Change{change("B", "create"), change("Account", "create"), change("A", "create"), change("B", "update")}, []string{"Account Acme", "B", "A"}},
		{"who leaves", []preview.Change{change("B", "delete"), change("Account", "update"), change("A", "delete")}, []string{"B", "A", "Account Acme"}},
		{"projects alone", []preview.Change{change("B", "create"), change("A", "create")}, []string{"B", "A"}},
	} {
		doc := OfPlan(&preview.Plan{Account: preview.Account{Name: "Acme"}, Changes: c.changes})
		var got []string
		for _, g := range doc.Sections[0].Groups {
			got = append(got, g.Name)
		}
		if diff := cmp.Diff(c.want, got); diff != "" {
			t.Errorf("%s: %s", c.name, diff)
		}
	}
}
