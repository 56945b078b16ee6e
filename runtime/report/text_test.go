package report

import (
	"bytes"
	"errors"
	"flag"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"accstar/runtime/preview"
)

var update = flag.Bool("update", false, "write the golden files anew")

// golden compares what was written with a file in testdata.
func golden(t *testing.T, name string, got []byte) {
	t.Helper()
	path := filepath.Join("testdata", name)
	if *update {
		if err := os.WriteFile(path, got, 0o644); err != nil {
			t.Fatal(err)
		}
	}
	want, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff(string(want), string(got)); diff != "" {
		t.Errorf("%s (-want +got), go test -update accepts it:\n%s", name, diff)
	}
}

func text(t *testing.T, d *Document, s Style) string {
	t.Helper()
	var b bytes.Buffer
	if err := d.Text(&b, s); err != nil {
		t.Fatal(err)
	}
	return b.String()
}

func TestText(t *testing.T) {
	plan, result := OfPlan(samplePlan()), OfResult(sampleResult())
	for name, tt := range map[string]struct {
		d     *Document
		style Style
	}{
		"plan.txt":          {plan, Style{Width: 100}},
		"plan_colour.txt":   {plan, Style{Colour: true}},
		"plan_narrow.txt":   {plan, Style{ASCII: true, Width: 50}},
		"plan_full.txt":     {plan, Style{Full: true}},
		"result.txt":        {result, Style{Width: 100}},
		"result_full.txt":   {result, Style{Full: true}},
		"result_colour.txt": {result, Style{Colour: true, Width: 100}},
	} {
		t.Run(name, func(t *testing.T) {
			got := text(t, tt.d, tt.style)
			golden(t, name, []byte(got))
			for line := range strings.Lines(got) {
				line = strings.TrimSuffix(line, "\n")
				if strings.HasSuffix(line, " ") {
					t.Errorf("a line ends in a space: %q", line)
				}
				if tt.style.Width >= 100 && !tt.style.Colour && displayWidth(line) > tt.style.Width {
					t.Errorf("a line is wider than the terminal: %q", line)
				}
			}
		})
	}
}

func TestASCII(t *testing.T) {
	p := samplePlan()
	p.Tables = nil // the only text of the sample that is not ASCII itself
	for _, d := range []*Document{OfPlan(p), OfResult(sampleResult())} {
		for i := range d.Sections {
			if d.Sections[i].Table != nil {
				d.Sections[i].Table = &preview.Table{Title: "t", Columns: []string{"a"}, Rows: [][]string{{"1"}}}
			}
		}
		for _, r := range text(t, d, Style{ASCII: true, Width: 60}) {
			if r > 0x7e {
				t.Errorf("%s: got %q", d.Kind, r)
			}
		}
	}
}

// A name in an account must not be able to repaint the terminal, hide a line or pose as another name.
func TestControlCharactersAreSpeltOut(t *testing.T) {
	evil := "a\x1b[2J\u202emoc.live\u2066\u009b31m\x00\r\nb"
	p := samplePlan()
	p.Title, p.Account.Name, p.Params[0].Value = evil, evil, evil
	p.Changes[3].Group, p.Changes[3].Subject, p.Changes[3].Text = evil, evil, evil
	p.Changes[3].Fields[0] = preview.FieldChange{Name: evil, Before: evil, After: evil}
	p.Changes[6].Later[0].After["email"] = evil
	p.Rows[0].Sheet, p.Rows[0].Reasons = evil, []string{evil, evil}
	p.ByHand[0] = preview.ByHand{What: evil, Whom: evil}
	p.Tables[0] = preview.Table{Title: evil, Columns: []string{evil}, Rows: [][]string{{evil}}}
	p.Files, p.Incomplete, p.Error = []string{evil}, []string{evil}, evil
	r := sampleResult()
	r.Items[2].Error, r.Items[2].Hint, r.Items[3].Differs[0].After, r.Error = evil, evil, evil, evil
	for _, d := range []*Document{OfPlan(p), OfResult(r)} {
		for _, s := range []Style{{}, {Full: true, Width: 40}} {
			for _, c := range text(t, d, s) {
				if c != '\n' && unsafe(c) {
					t.Fatalf("%s: got %q in the text", d.Kind, c)
				}
			}
		}
	}
}

func TestAFailedWriteIsReported(t *testing.T) {
	err := OfPlan(samplePlan()).Text(failing{}, Style{})
	if err == nil || !strings.Contains(err.Error(), "write the report: broken pipe") {
		t.Errorf("got %v", err)
	}
}

type failing struct{}

func (failing) Write([]byte) (int, error) { return 0, errors.New("broken pipe") }

// many is a plan of n changes of one kind in each of some projects.
func many(projects, n int, effect string) *preview.Plan {
	p := &preview.Plan{ID: "p-1", Playbook: "x.star"}
	for i := range projects {
		for j := range n {
			p.Changes = append(p.Changes, preview.Change{
				Op: "project_users." + effect, Effect: effect, Group: fmt.Sprintf("Project %02d", i), Subject: fmt.Sprintf("p%d@example.com", j),
			})
		}
	}
	return p
}

func TestLongListsCollapse(t *testing.T) {
	tests := []struct {
		name    string
		plan    *preview.Plan
		full    bool
		lines   int
		message string
	}{
		{"a few", many(1, 12, "create"), false, 12, ""},
		{"many of a kind", many(1, 49, "create"), false, 10, "… and 39 more like these (--full shows all)"},
		{"all when asked", many(1, 49, "create"), true, 49, ""},
		{"removals are always shown", many(1, 49, "delete"), false, 49, ""},
		{"many projects", many(60, 2, "update"), false, 50, "… and 35 more projects with 70 lines like these (--full shows all)"},
		{"many projects when asked", many(60, 2, "update"), true, 120, ""},
		{"projects with removals are always shown", many(60, 2, "delete"), false, 120, ""},
		{"an import of many", &preview.Plan{Changes: []preview.Change{{Op: "project_users.import", Effect: "create", Group: "P", Entity: "member",
			Subject: "30 members", Later: imported(30)}}}, false, 5, "… and 25 more"},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			got := text(t, OfPlan(tt.plan), Style{Full: tt.full})
			if n := strings.Count(got, "@example.com"); n != tt.lines {
				t.Errorf("got %d changes, want %d:\n%s", n, tt.lines, got)
			}
			if tt.message == "" && strings.Contains(got, "more") || !strings.Contains(got, tt.message) {
				t.Errorf("want %q in:\n%s", tt.message, got)
			}
		})
	}
}

func TestALongTableCollapses(t *testing.T) {
	table := preview.Table{Title: "All", Columns: []string{"N", "Name"}}
	for i := range 1000 {
		table.Rows = append(table.Rows, []string{fmt.Sprint(i), fmt.Sprint("member", i)})
	}
	p := &preview.Plan{Tables: []preview.Table{table}}
	got := text(t, OfPlan(p), Style{})
	if n := strings.Count(got, "member"); n != 200 || !strings.Contains(got, "… and 800 rows more (--full shows all)") {
		t.Errorf("got %d rows:\n%s", n, got)
	}
	if n := strings.Count(text(t, OfPlan(p), Style{Full: true}), "member"); n != 1000 {
		t.Errorf("got %d rows, want all", n)
	}
}

func TestAnErrorsPlaceIsShownOnlyInFull(t *testing.T) {
	d := OfPlan(&preview.Plan{Error: "no such role\n  onboard.star:12"})
	if got := text(t, d, Style{}); !strings.Contains(got, "no such role") || strings.Contains(got, "onboard.star:12") {
		t.Errorf("got:\n%s", got)
	}
	if got := text(t, d, Style{Full: true}); !strings.Contains(got, "  onboard.star:12") {
		t.Errorf("in full, got:\n%s", got)
	}
}

func TestAHintIsGivenOnce(t *testing.T) {
	if n := strings.Count(text(t, OfResult(sampleResult()), Style{}), "hint: activate the company"); n != 1 {
		t.Errorf("got %d times", n)
	}
}
