package practice

import (
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"
)

func TestParseFaults(t *testing.T) {
	for _, c := range []struct {
		text string
		want []Fault
	}{
		{"", nil},
		{" , ", nil},
		{"500", []Fault{{Kind: StatusFault, Status: 500}}},
		{"500-after:changes:5%", []Fault{{Kind: StatusFault, Status: 500, After: true, Where: "changes", Chance: 0.05}}},
		{"500:*", []Fault{{Kind: StatusFault, Status: 500}}},
		{"500:project_users.create:2", []Fault{{Kind: StatusFault, Status: 500, Where: "project_users.create", First: 1, Last: 2}}},
		{"503:2", []Fault{{Kind: StatusFault, Status: 503, First: 1, Last: 2}}},
		{"429=20s:changes:#3", []Fault{{Kind: StatusFault, Status: 429, Delay: 20 * time.Second, Where: "changes", First: 3, Last: 3}}},
		{"drop-before:#2-4", []Fault{{Kind: DropBefore, First: 2, Last: 4}}},
		{"drop-after:projects.*:#2-", []Fault{{Kind: DropAfter, Where: "projects.*", First: 2}}},
		{"slow=2s:reads:10%, html", []Fault{{Kind: SlowFault, Delay: 2 * time.Second, Where: "reads", Chance: 0.1}, {Kind: HTMLFault}}},
		{"broken-json,429-no-retry-after:authentication.token", []Fault{{Kind: BrokenJSON}, {Kind: NoRetryAfter, Where: "authentication.token"}}},
		{"silent-import:3", []Fault{{Kind: SilentImport, Rows: 3}}},
		{"silent-import:project_users.import_users:#2", []Fault{{Kind: SilentImport, Where: "project_users.import_users", First: 2, Last: 2}}},
	} {
		got, err := ParseFaults(c.text)
		if err != nil {
			t.Errorf("%q: %v", c.text, err)
		}
		if diff := cmp.Diff(c.want, got); diff != "" {
			t.Errorf("%q (-want +got):\n%s", c.text, diff)
		}
	}
}

func TestParseFaultsErrors(t *testing.T) {
	for text, want := range map[string]string{
		"200":               `fault "200": got status 200, want one from 400 to 599`,
		"slow":              `fault "slow": want how slow, as in slow=2s`,
		"slow=two":          `fault "slow=two": got "two" after slow=, want a duration such as 2s or 500ms`,
		"html=2s":           `fault "html=2s": html takes no duration`,
		"500:a:b:c":         `fault "500:a:b:c": got 4 parts, want at most three`,
		"500:*:zero":        `fault "500:*:zero": when: got "zero", want 2 (the first two), #3 (the third), #3-5, #3- or 10%`,
		"500:*:0":           `when: got "0"`,
		"500:*:#5-3":        `when: got "#5-3"`,
		"500:*:101%":        `when: got "101%"`,
		"500:*:NaN%":        `when: got "NaN%"`,
		"500:[":             `where: "[" is no pattern`,
		"explode":           `fault "explode": got "explode", want a status from 400 to 599 or one of drop-before, drop-after, slow=2s, html`,
		"500,slow=-1s:list": `fault "slow=-1s:list": got "-1s" after slow=`,
	} {
		_, err := ParseFaults(text)
		if err == nil || !strings.Contains(err.Error(), want) {
			t.Errorf("%q: got %v, want %s", text, err, want)
		}
	}
}

func TestCheckFaults(t *testing.T) {
	cat := testCatalogue()
	good, err := ParseFaults("500,503:project_users.*,html:reads,429:changes,500:authentication.token,silent-import:3")
	if err != nil {
		t.Fatal(err)
	}
	if err := CheckFaults(cat, good); err != nil {
		t.Error(err)
	}
	err = CheckFaults(cat, []Fault{{Kind: HTMLFault, Where: "project_user.create"}})
	if want := `no operation is called project_user.create (did you mean "project_users.create"?)`; err == nil || !strings.Contains(err.Error(), want) {
		t.Errorf("got %v, want %s", err, want)
	}
}

// A fault as text reads back as the same fault.
func TestFaultText(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		f := Fault{
			Kind:  rapid.SampledFrom([]FaultKind{StatusFault, DropBefore, DropAfter, SlowFault, HTMLFault, BrokenJSON, NoRetryAfter, SilentImport}).Draw(t, "kind"),
			Where: rapid.SampledFrom([]string{"", "reads", "changes", "projects.*", "project_users.create", "authentication.token"}).Draw(t, "where"),
		}
		if f.Kind == StatusFault {
			f.Status, f.After = rapid.IntRange(400, 599).Draw(t, "status"), rapid.Bool().Draw(t, "after")
		}
		if f.Kind == SlowFault || f.Kind == StatusFault && rapid.Bool().Draw(t, "retry") {
			f.Delay = time.Duration(rapid.IntRange(1, 1e6).Draw(t, "ms")) * time.Millisecond
		}
		switch rapid.IntRange(0, 3).Draw(t, "when") {
		case 1:
			f.Chance = float64(rapid.IntRange(1, 100).Draw(t, "percent")) / 100
		case 2:
			f.First = rapid.IntRange(2, 9).Draw(t, "first")
			if rapid.Bool().Draw(t, "end") {
				f.Last = f.First + rapid.IntRange(0, 9).Draw(t, "more")
			}
		case 3:
			if n := rapid.IntRange(1, 9).Draw(t, "n"); f.Kind == SilentImport {
				f.Rows = n
			} else if n > 1 {
				f.First, f.Last = 1, n
			}
		}
		got, err := ParseFaults(f.String())
		if err != nil {
			t.Fatalf("%s: %v", f, err)
		}
		if len(got) != 1 {
			t.Fatalf("%s: got %d faults, want one", f, len(got))
		}
		if diff := cmp.Diff(f, got[0]); diff != "" {
			t.Fatalf("%s (-want +got):\n%s", f, diff)
		}
	})
}

func TestFaultsInTurn(t *testing.T) {
	list, err := ParseFaults("500:projects.list:#2-3,drop-after:changes:1")
	if err != nil {
		t.Fatal(err)
	}
	fs := newFaults(list, 0)
	var got []string
	for _, call := range []struct {
		op      string
		changes bool
	}{
		{"projects.list", false}, {"projects.get", false}, {"projects.list", false}, {"projects.create", true},
		{"projects.list", false}, {"projects.list", false}, {"projects.create", true}, {"authentication.token", false},
	} {
		s := "-"
		for _, f := range fs.next(call.op, call.changes) {
			s = string(f.Kind)
		}
		got = append(got, s)
	}
	want := []string{"-", "-", "status", "drop-after", "status", "-", "-", "-"}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("(-want +got):\n%s", diff)
	}
}

// The same seed gives the same faults, another seed others, and a chance of a tenth is met about one time in ten.
func TestFaultsByChance(t *testing.T) {
	run := func(seed uint64) (when []int) {
		fs := newFaults([]Fault{{Kind: HTMLFault, Chance: 0.1}}, seed)
		for i := range 10_000 {
			if len(fs.next("projects.list", false)) > 0 {
				when = append(when, i)
			}
		}
		return when
	}
	first, again, other := run(1), run(1), run(2)
	if !cmp.Equal(first, again) {
		t.Error("the same seed gave other faults")
	}
	if cmp.Equal(first, other) {
		t.Error("another seed gave the same faults")
	}
	if n := len(first); n < 900 || n > 1100 {
		t.Errorf("got %d faults in 10,000 calls, want about 1,000", n)
	}
}

func TestLoseRows(t *testing.T) {
	fs := newFaults([]Fault{{Kind: SilentImport, Rows: 3}}, 0)
	var got []int
	for _, rows := range []int{2, 5, 5} {
		got = append(got, fs.loseRows("project_users.import_users", rows))
	}
	if diff := cmp.Diff([]int{2, 1, 0}, got); diff != "" {
		t.Errorf("rows lost (-want +got):\n%s", diff)
	}
}
