package preview

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"accstar/acc"
	"accstar/acc/tenant"
)

func samplePlan(changes int) *Plan {
	p := &Plan{
		Version: 1, ID: "p-00000001", Made: time.Date(2026, 11, 20, 9, 0, 0, 123, time.UTC), Playbook: "onboard.star", Title: `Über "<hires>" & more`,
		Account: Account{ID: "a", Profile: "acme"}, Params: []Param{{"hires", "new.xlsx"}, {"client_secret", "hunter2"}},
		Inputs: map[string]string{"onboard.star": "sha256:0"}, Settings: Settings{Selection: Selection{Rows: []RowRange{{2, 6}}}},
	}
	for i := range changes {
		key := acc.Key{Task: fmt.Sprintf("1.%d", i), Call: 1, Change: 1}
		id := futureID(key, 1)
		p.Changes = append(p.Changes, Change{
			Key: key, Op: "project_users.create", Effect: "create", Group: fmt.Sprintf("24-%03d Tower", i%40), Entity: "member",
			Subject: fmt.Sprintf("p%d@example.com", i), Text: "Superintendent", Future: id, Origin: acc.Origin{File: "onboard.star", Line: 20, Sheet: "new.xlsx [Hires]", Row: i + 2},
			Fields: []FieldChange{{"email", "", fmt.Sprintf("p%d@example.com", i)}, {"roles", "", "Superintendent"}},
			Records: []tenant.Change{{Collection: tenant.Collection{Entity: "member", Parent: fmt.Sprint(i % 40)}, ID: id, After: tenant.Record{
				"id": id, "email": fmt.Sprintf("p%d@example.com", i), "addedOn": acc.Unknown{Field: "addedOn", Of: "member"}, "token": "hunter2",
				"number": int64(9007199254740993), "ratio": 0.5, "roleIds": []any{"r1", "r2"},
				"products": []any{map[string]any{"key": "docs", "access": "member"}, map[string]any{"key": "build", "access": "administrator"}},
			}}},
			Request: Request{Path: map[string]string{"project_id": fmt.Sprint(i % 40)}, Body: map[string]any{
				"email": fmt.Sprintf("p%d@example.com", i), "roleIds": []any{"r1", "r2"}, "hook": "https://x.example/a?sig=hunter2"}},
		})
	}
	return p
}

func encoded(t testing.TB, p *Plan) []byte {
	f, err := NewFile(p)
	if err != nil {
		t.Fatal(err)
	}
	data, err := f.Encode()
	if err != nil {
		t.Fatal(err)
	}
	return data
}

func TestFileRoundTrip(t *testing.T) {
	plan := samplePlan(3)
	plan.LeftOut = []Change{plan.Changes[2]}
	data := encoded(t, plan)
	f, err := DecodeFile(data)
	if err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff(plan, f.Plan); diff != "" {
		t.Error(diff)
	}
	if bytes.Contains(data, []byte("hunter2")) {
		t.Error("a secret is in the file")
	}
	if !bytes.Contains(data, []byte(`{"$unknown":"addedOn","of":"member"}`)) && !bytes.Contains(data, []byte(`{"of":"member","$unknown":"addedOn"}`)) {
		t.Error("what is unknown has another form")
	}
	if !json.Valid(data) {
		t.Error("the file is no JSON")
	}
	again, err := f.Encode()
	if err != nil || !bytes.Equal(again, data) {
		t.Errorf("a file that is read and written is another: %v", err)
	}
}

func TestApproval(t *testing.T) {
	f, err := DecodeFile(encoded(t, samplePlan(2)))
	if err != nil {
		t.Fatal(err)
	}
	hash := f.PlanHash
	f.Approve(Approval{By: "Grace", At: time.Date(2026, 11, 20, 10, 0, 0, 0, time.UTC)})
	data, err := f.Encode()
	if err != nil {
		t.Fatal(err)
	}
	f, err = DecodeFile(data)
	if err != nil || f.PlanHash != hash || len(f.Plan.Approvals) != 1 || f.Plan.Approvals[0].Plan != hash {
		t.Fatalf("got %v, %+v", err, f)
	}

	// An approval that is moved to another plan is noticed, also by one who mends the hash of the file.
	other, err := NewFile(samplePlan(3))
	if err != nil {
		t.Fatal(err)
	}
	other.Plan.Approvals = f.Plan.Approvals
	moved, err := other.Encode()
	if err != nil {
		t.Fatal(err)
	}
	var damaged *DamagedError
	if _, err := DecodeFile(moved); !errors.As(err, &damaged) || !strings.Contains(err.Error(), "approval by Grace") {
		t.Errorf("got %v", err)
	}
}

// TestFileNoticesEveryByte changes each byte of a file, cuts the file off at each, and inserts one at each.
func TestFileNoticesEveryByte(t *testing.T) {
	data := encoded(t, samplePlan(1))
	for i := range data {
		for _, b := range []byte{data[i] ^ 1, ' ', '0', '\n'} {
			if b == data[i] {
				continue
			}
			changed := bytes.Clone(data)
			changed[i] = b
			if _, err := DecodeFile(changed); err == nil {
				t.Fatalf("byte %d, %q in place of %q, is not noticed", i, b, data[i])
			}
		}
		if _, err := DecodeFile(data[:i]); err == nil {
			t.Fatalf("a file cut off at byte %d is not noticed", i)
		}
		longer := append(append(bytes.Clone(data[:i]), ' '), data[i:]...)
		if _, err := DecodeFile(longer); err == nil {
			t.Fatalf("a blank more at byte %d is not noticed", i)
		}
	}
	if _, err := DecodeFile(append(bytes.Clone(data), '\n')); err == nil {
		t.Error("a newline more at the end is not noticed")
	}
}

func TestFileRefuses(t *testing.T) {
	for _, c := range []struct{ text, want string }{
		{"", "the plan file is empty"},
		{" \n", "the plan file is empty"},
		{"Email,Roles\n", "it is no plan file"},
		{`{"version":1}`, "it is no plan file"},
		{`[1]`, "it is no plan file"},
		{`{"format":"accstar plan","version":2,"x":1}`, "its format is 2, this one reads up to 1"},
		{`{"format":"accstar plan","version":0}`, "its format is 0, which there never was"},
		{`{"format":"accstar plan","version":1,"plan":{`, "cut short"},
		{`{"format":"accstar plan","version":1,"plan":{}}`, "has been changed"},
	} {
		if _, err := DecodeFile([]byte(c.text)); err == nil || !strings.Contains(err.Error(), c.want) {
			t.Errorf("%q: got %v, want %q", c.text, err, c.want)
		}
	}
}

func FuzzDecodeFile(f *testing.F) {
	f.Add(encoded(f, samplePlan(1)))
	f.Add([]byte(`{"format":"accstar plan","version":1}`))
	f.Fuzz(func(t *testing.T, data []byte) {
		file, err := DecodeFile(data)
		if err != nil {
			return
		}
		if _, err := file.Encode(); err != nil {
			t.Error(err)
		}
	})
}

func TestSelection(t *testing.T) {
	change := func(n int, entity, group, subject string, row int, path map[string]string, body map[string]any, future string) Change {
		id := future
		if id == "" {
			id = fmt.Sprint("id", n)
		}
		return Change{Key: acc.Key{Call: n, Change: n}, Op: "x.y", Entity: entity, Group: group, Subject: subject, Origin: acc.Origin{Row: row, Sheet: "s"}, Future: future,
			Request: Request{Path: path, Body: body}, Records: []tenant.Change{{Collection: tenant.Collection{Entity: entity}, ID: id, After: tenant.Record{"name": subject}}}}
	}
	project := futureID(acc.Key{Change: 1}, 1)
	company := futureID(acc.Key{Change: 2}, 1)
	all := []Change{
		change(1, "project", "Account", "27-001 Quay", 2, nil, nil, project),
		change(2, "company", "Account", "Glass", 2, nil, nil, company),
		change(3, "member", "27-001 Quay", "ada@example.com", 2, map[string]string{"project_id": project}, nil, ""),
		change(4, "member", "27-001 Quay", "bob@example.com", 3, map[string]string{"project_id": project}, map[string]any{"companyId": company}, ""),
		change(5, "member", "24-017 Wing C", "ada@example.com", 3, map[string]string{"project_id": "p17"}, nil, ""),
		change(6, "member", "24-017 Wing C", "cy@example.com", 0, map[string]string{"project_id": "p17"}, nil, ""),
	}
	for _, c := range []struct {
		sel  Selection
		want []int
	}{
		{Selection{}, []int{1, 2, 3, 4, 5, 6}},
		{Selection{Only: []string{"project=24-017"}}, []int{5, 6}},
		{Selection{Only: []string{"project=wing c"}}, []int{5, 6}},
		{Selection{Only: []string{"project=b.p17"}}, []int{5, 6}},
		{Selection{Only: []string{"project=Quay"}}, []int{1, 2, 3, 4}}, // with the company that bob is of
		{Selection{Only: []string{"email=ADA@example.com"}}, []int{1, 3, 5}},
		{Selection{Only: []string{"email=bob@example.com"}}, []int{1, 2, 4}},
		{Selection{Only: []string{"email=ada@example.com", "email=cy@example.com", "project=24-017"}}, []int{5, 6}},
		{Selection{Only: []string{"glass"}}, []int{2}},
		{Selection{Rows: []RowRange{{3, 3}}}, []int{1, 2, 4, 5}},
		{Selection{First: 1}, []int{1, 2, 3}},
		{Selection{First: 1, Only: []string{"project=24-017"}}, []int{5}},
		{Selection{First: 2, Only: []string{"project=24-017"}}, []int{5, 6}},
	} {
		chosen, left, err := c.sel.Apply(all)
		if err != nil {
			t.Errorf("%s: %v", c.sel, err)
			continue
		}
		var got []int
		for _, x := range chosen {
			got = append(got, x.Key.Change)
		}
		if diff := cmp.Diff(c.want, got); diff != "" || len(chosen)+len(left) != len(all) {
			t.Errorf("%s: %s", c.sel, diff)
		}
	}
	var nothing *NothingSelectedError
	if _, _, err := (Selection{Only: []string{"project=99"}}).Apply(all); !errors.As(err, &nothing) || !strings.Contains(nothing.Hints()[0], "24-017 Wing C") {
		t.Errorf("got %v", err)
	}
}

func TestLowerings(t *testing.T) {
	member := func(access string, roles []any, more tenant.Record) tenant.Record {
		r := tenant.Record{"email": "ada@example.com", "status": "active", "roleIds": roles, "products": []any{map[string]any{"key": "docs", "access": access}}}
		for k, v := range more {
			r[k] = v
		}
		return r
	}
	r1, r12, r2 := []any{"1"}, []any{"1", "2"}, []any{"2"}
	for _, c := range []struct {
		name          string
		effect        string
		before, after tenant.Record
		want          string
	}{
		{"new", "create", nil, member("member", r1, nil), ""},
		{"removed", "delete", member("member", r1, nil), nil, "is removed"},
		{"deleted", "update", member("member", r1, nil), member("member", r1, tenant.Record{"status": "deleted"}), "is removed"},
		{"was deleted", "update", member("member", r1, tenant.Record{"status": "deleted"}), member("none", nil, nil), ""},
		{"lowered", "update", member("administrator", r1, nil), member("member", r1, nil), "Docs access from administrator to member"},
		{"taken away", "update", member("member", r1, nil), member("none", r1, nil), "Docs access from member to none"},
		{"raised", "update", member("member", r1, nil), member("administrator", r1, nil), ""},
		{"another role", "update", member("member", r1, nil), member("member", r2, nil), ""},
		{"a role more", "update", member("member", r1, nil), member("member", r12, nil), ""},
		{"a role less", "update", member("member", r12, nil), member("member", r1, nil), "loses a role"},
		{"inactive", "update", member("member", r1, nil), member("member", r1, tenant.Record{"status": "inactive"}), "is made inactive"},
	} {
		change := Change{Effect: c.effect, Records: []tenant.Change{{Collection: tenant.Collection{Entity: "member"}, Before: c.before, After: c.after}}}
		got := ""
		for _, l := range change.Lowerings() {
			got += strings.Join(l.What, ", ")
		}
		if got != c.want {
			t.Errorf("%s: got %q, want %q", c.name, got, c.want)
		}
	}
}
