package cli

import (
	"bytes"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"accstar/acc/tenant"
	"accstar/runtime/journal"
	"accstar/runtime/preview"
)

// failedRun carries a run out that ends at its last change, whose target somebody changes before, and returns its app and its folder.
func failedRun(t *testing.T, source string) (*App, string, *preview.Result) {
	t.Helper()
	w, dir := newLawWorld(t, tenant.Assumptions{}), t.TempDir()
	w.renew()
	path := filepath.Join(dir, "recorded.star")
	must(os.WriteFile(path, []byte(source), 0o600))
	s := w.session(dir, path)
	plan, err := s.preview(t.Context(), silent)
	must(err)
	last := plan.Changes[len(plan.Changes)-1].Records[0]
	after, _ := tenant.Clone(last.Before).(map[string]any)
	after["products"] = []any{}
	w.memory.Apply([]tenant.Change{{Collection: last.Collection, ID: last.ID, Before: last.Before, After: after}})
	result, err := s.held(t.Context(), plan, silent)
	if err == nil || result.State != preview.RunFailed {
		t.Fatalf("got %s, %v", result.State, err)
	}
	return s.app, filepath.Join(s.app.runsDir(), result.RunID), result
}

// What is done to a run's record after it was written is found, short of one who writes the whole chain anew, and such a run is not
// taken up, taken back or tried again.
func TestAlteredRecords(t *testing.T) {
	app, dir, result := failedRun(t, `def main():
    project = acc.projects.find(job_number = "24-017")
    for i in range(4):
        acc.project_users.ensure(project, "new%d@harbourline.example" % i)
    member = [m for m in acc.project_users.list(project) if not [p for p in m.products if p.access == "administrator"]][0]
    acc.project_users.ensure(project, member.email, access = "admin")
`)
	text, ok := app.verifyRun(result.RunID)
	if !ok || !strings.Contains(text, "records, last sum") {
		t.Fatalf("as written: %s", text)
	}
	lines := func(data []byte) [][]byte { return bytes.SplitAfter(data, []byte("\n")) }
	replace := func(old, new string) func([]byte) []byte {
		return func(data []byte) []byte { return bytes.Replace(data, []byte(old), []byte(new), 1) }
	}
	middle := func(change func(all [][]byte, at int) [][]byte) func([]byte) []byte {
		return func(data []byte) []byte {
			all := lines(data)
			return bytes.Join(change(all, len(all)/2), nil)
		}
	}
	for _, c := range []struct {
		name, file string
		alter      func([]byte) []byte
		want       string
		resumable  bool // as far as a resume or an undo is concerned
	}{
		{"a letter", journal.JournalFile, replace("new2@", "gnu2@"), "the line does not match its sum", false},
		{"the first record", journal.JournalFile, replace(`"account":"`, `"account":"0`), "line 1: ", false},
		{"the last record", journal.JournalFile, replace(`"state":"failed"`, `"state":"done"`), "it ends here, and ended with record", false},
		{"a line dropped", journal.JournalFile, middle(func(all [][]byte, at int) [][]byte { return append(all[:at:at], all[at+1:]...) }), "want", false},
		{"a line doubled", journal.JournalFile, middle(func(all [][]byte, at int) [][]byte { return append(append(all[:at:at], all[at]), all[at:]...) }), "want", false},
		{"two lines swapped", journal.JournalFile, middle(func(all [][]byte, at int) [][]byte { all[at], all[at+1] = all[at+1], all[at]; return all }), "want", false},
		{"the last two lines cut", journal.JournalFile, func(data []byte) []byte { all := lines(data); return bytes.Join(all[:len(all)-3], nil) }, "it ends here", false},
		{"half of the last line cut", journal.JournalFile, func(data []byte) []byte { return data[:len(data)-40] }, "it ends here", false},
		{"all of it gone", journal.JournalFile, func([]byte) []byte { return nil }, "holds no record", false},
		{"another version", journal.JournalFile, func([]byte) []byte {
			data, err := os.ReadFile(filepath.Join("testdata", "journal_of_format_2.jsonl"))
			must(err)
			return data
		}, "written by accstar 9.0.0; this accstar knows formats up to 1: update accstar", false},
		{"the plan", planFile, replace("new1@", "gnu1@"), "the plan of run " + result.RunID + " has been changed since the run began", false},
		{"what was read", journal.ReadsFile, replace("Saint Ambrose", "Saint Andrew"), "does not match its hash", true},
		{"something read dropped", journal.ReadsFile, func(data []byte) []byte { return bytes.Join(lines(data)[1:], nil) }, "was given is missing", true},
		{"what was read gone", journal.ReadsFile, func([]byte) []byte { return nil }, "is missing", true},
		{"the note of the last record", "last.txt", replace(" ", " 0"), "it is not the record that the run ended with", false},
	} {
		t.Run(c.name, func(t *testing.T) {
			path := filepath.Join(dir, c.file)
			data, err := os.ReadFile(path)
			must(err)
			altered := c.alter(bytes.Clone(data))
			if bytes.Equal(data, altered) {
				t.Fatal("nothing was altered")
			}
			must(os.WriteFile(path, altered, 0o600))
			defer func() { must(os.WriteFile(path, data, 0o600)) }()
			if text, ok := app.verifyRun(result.RunID); ok || !strings.Contains(text, c.want) {
				t.Errorf("got %v %s, want %s", ok, text, c.want)
			}
			_, err = app.openRun(result.RunID)
			if err == nil {
				_, err = readPlan(app.readRun(result.RunID).log)
			}
			if (err == nil) != c.resumable {
				t.Errorf("taken up: %v", err)
			}
		})
	}
	if text, ok := app.verifyRun(result.RunID); !ok {
		t.Errorf("put back: %s", text)
	}
}

// A run that another machine has begun and that has not come to an end may be going on there: it is shown so, and not touched.
func TestRunsElsewhere(t *testing.T) {
	w, dir := newLawWorld(t, tenant.Assumptions{}), t.TempDir()
	w.renew()
	path := filepath.Join(dir, "one.star")
	must(os.WriteFile(path, []byte("def main():\n    acc.project_users.ensure(\"24-017\", \"new@harbourline.example\")\n"), 0o600))
	s := w.session(dir, path)
	s.app.Host = "laptop"
	plan, err := s.preview(t.Context(), silent)
	must(err)
	rec, err := s.beginJournal(plan)
	must(err)
	id := rec.writer.RunID()
	crashed := *s.app // as a copy of the folder shows it, where nobody holds the lock
	crashed.StateDir = t.TempDir()
	must(os.CopyFS(filepath.Join(crashed.runsDir(), id), os.DirFS(rec.writer.Dir())))
	for host, want := range map[string]string{"laptop": stateCrashed, "server": stateElsewhere} {
		crashed.Host = host
		if r := crashed.readRun(id); r.State != want {
			t.Errorf("on %s: got %s, want %s", host, r.State, want)
		}
		err := crashed.undo(t.Context(), crashed.readRun(id), playOptions{})
		if host == "server" && (err == nil || !strings.Contains(err.Error(), "may still be running there")) {
			t.Errorf("undo on %s: %v", host, err)
		}
		err = crashed.prune(t.Context(), pruneOptions{olderThan: 0, yes: true})
		if _, gone := os.Stat(filepath.Join(crashed.runsDir(), id)); err != nil || gone != nil {
			t.Errorf("prune on %s: %v, %v", host, err, gone)
		}
	}
}
