package preview

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"github.com/google/go-cmp/cmp/cmpopts"
	"pgregory.net/rapid"

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

// TestFileVersion1 reads a file of the first version of the format, in which every record is whole.
func TestFileVersion1(t *testing.T) {
	data, err := os.ReadFile(filepath.Join("testdata", "version1.plan"))
	if err != nil {
		t.Fatal(err)
	}
	f, err := DecodeFile(data)
	if err != nil {
		t.Fatal(err)
	}
	want := samplePlan(2)
	want.Redact()
	if diff := cmp.Diff(want, f.Plan); diff != "" {
		t.Error(diff)
	}
	// An approval leaves the plan's bytes as they are, and so its hash.
	f.Approve(Approval{By: "Grace"})
	again, err := f.Encode()
	if err != nil {
		t.Fatal(err)
	}
	approved, err := DecodeFile(again)
	if err != nil || approved.PlanHash != f.PlanHash {
		t.Errorf("got %v, hash %s, want %s", err, approved.PlanHash, f.PlanHash)
	}
}

// TestShapes writes and reads plans of records of all kinds, alike and not.
func TestShapes(t *testing.T) {
	value := rapid.Custom(func(t *rapid.T) any {
		return rapid.SampledFrom([]any{
			nil, "", "x", "Ü<&>", true, int64(7), int64(9007199254740993), 0.5, acc.Unknown{Field: "f", Of: "o"}, []any{}, []any{"a", int64(1)},
			map[string]any{}, map[string]any{"key": "docs", "access": acc.Unknown{Field: "access", Of: "member"}},
		}).Draw(t, "value")
	})
	record := rapid.Custom(func(t *rapid.T) tenant.Record {
		if rapid.IntRange(0, 3).Draw(t, "nothing") == 0 {
			return nil
		}
		rec := tenant.Record{}
		for _, name := range rapid.SliceOfDistinct(rapid.SampledFrom([]string{"a", "b", "c", "like"}), rapid.ID).Draw(t, "fields") {
			rec[name] = value.Draw(t, name)
		}
		return rec
	})
	changed := rapid.Custom(func(t *rapid.T) tenant.Change {
		return tenant.Change{
			Collection: tenant.Collection{Entity: rapid.SampledFrom([]string{"member", "project"}).Draw(t, "entity"), Parent: "p"}, ID: "1",
			Before: record.Draw(t, "before"), After: record.Draw(t, "after"), Auto: rapid.Bool().Draw(t, "auto"),
		}
	})
	rapid.Check(t, func(t *rapid.T) {
		plan := &Plan{Version: 1}
		for i := range rapid.IntRange(0, 12).Draw(t, "changes") {
			c := Change{Key: acc.Key{Change: i + 1}, Request: Request{Body: value.Draw(t, "body")}}
			for range rapid.IntRange(0, 3).Draw(t, "records") {
				c.Records = append(c.Records, changed.Draw(t, "record"))
			}
			if rapid.Bool().Draw(t, "later") {
				c.Later = []tenant.Change{changed.Draw(t, "later record")}
			}
			plan.Changes = append(plan.Changes, c)
		}
		data, err := EncodePlan(plan)
		if err != nil {
			t.Fatal(err)
		}
		got, err := DecodePlan(data)
		if err != nil {
			t.Fatalf("%v in\n%s", err, data)
		}
		if diff := cmp.Diff(plan, got, cmpopts.EquateEmpty()); diff != "" {
			t.Fatalf("%s in\n%s", diff, data)
		}
		for i, c := range got.Changes { // nothing and a record of no fields are two things
			for j, r := range append(slices.Clone(c.Records), c.Later...) {
				want := append(slices.Clone(plan.Changes[i].Records), plan.Changes[i].Later...)[j]
				if (r.Before == nil) != (want.Before == nil) || (r.After == nil) != (want.After == nil) {
					t.Fatalf("change %d, record %d: got %v, want %v in\n%s", i, j, r, want, data)
				}
			}
		}
	})
}

// TestShapesShrink sees that records that are alike are told from one another.
func TestShapesShrink(t *testing.T) {
	one, many := len(encoded(t, samplePlan(1))), encoded(t, samplePlan(101))
	if each := (len(many) - one) / 100; each > 850 {
		t.Errorf("a change takes %d bytes, as much as a record that is told whole", each)
	}
	if n := bytes.Count(many, []byte(`"$unknown"`)); n != 1 {
		t.Errorf("what is unknown is said %d times of 101 records that are alike", n)
	}
	for _, c := range []struct{ text, want string }{
		{`{"version":2,"shapes":[{"a":1}],"changes":[{"records":[{"like":1,"after":{}}]}]}`, "like shape 1, want one of the 1 shapes"},
		{`{"version":2,"changes":[{"records":[{"like":-1,"after":{}}]}]}`, "like shape -1"},
		{`{"version":2,"shapes":[3]}`, "shape 0: got 3, want a record"},
		{`{"version":2,"changes":{}}`, "want a list"},
		{`{"version":3}`, "got format 3, want 2"},
		{`{"version":2`, "EOF"},
		{`[]`, "want an object"},
	} {
		if _, err := DecodePlan([]byte(c.text)); err == nil || !strings.Contains(err.Error(), c.want) {
			t.Errorf("%s: got %v, want %q", c.text, err, c.want)
		}
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
		{`{"format":"accstar plan","version":3,"x":1}`, "its format is 3, this one reads up to 2"},
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
