package cli

import (
	"bytes"
	"encoding/json"
	"fmt"
	"os"
	"path/filepath"
	"testing"

	"github.com/rogpeppe/go-internal/testscript"

	"accstar/acc/tenant"
	"accstar/runtime/journal"
	"accstar/runtime/preview"
)

// cmdUndo undoes the newest of the runs listed in a file: undo FILE [flag…]
func cmdUndo(ts *testscript.TestScript, neg bool, args []string) {
	if neg || len(args) < 1 {
		ts.Fatalf("usage: undo file flags…")
	}
	var runs []pastRun
	ts.Check(json.Unmarshal([]byte(ts.ReadFile(args[0])), &runs))
	if len(runs) == 0 {
		ts.Fatalf("%s lists no run", args[0])
	}
	ts.Check(ts.Exec("accstar", append([]string{"undo", runs[0].RunID}, args[1:]...)...))
}

// cmdTamper alters a letter in the middle of the newest run's journal: tamper
func cmdTamper(ts *testscript.TestScript, neg bool, args []string) {
	if neg || len(args) > 0 {
		ts.Fatalf("usage: tamper")
	}
	dir := filepath.Join(ts.Getenv("ACCSTAR_STATE_DIR"), "runs")
	ids, err := journal.Runs(dir)
	ts.Check(err)
	path := filepath.Join(dir, ids[0], journal.JournalFile)
	data, err := os.ReadFile(path)
	ts.Check(err)
	ts.Check(os.WriteFile(path, bytes.Replace(data, []byte("nora."), []byte("nola."), 1), 0o600))
}

// nowhere is a journal's file that keeps nothing.
type nowhere struct{}

func (nowhere) Write(p []byte) (int, error) { return len(p), nil }
func (nowhere) Sync() error                 { return nil }
func (nowhere) Close() error                { return nil }

const manyPlaybook = `"""Add 20 people to 20 projects."""
def main():
    people = ["n%d@harbourline.example" % i for i in range(20)]
    projects = [p for p in acc.projects.list() if p.status == "active" and p.platform == "acc"][:20]
    def add(p):
        for mail in people:
            acc.project_users.ensure(p, mail, company = "Harbourline Construction", access = "member")
    parallel.map(add, projects)
`

// BenchmarkRunOf400Changes compares a run whose journal is on disk with one whose journal is dropped, against a server without
// latency on this machine. What a run costs without any journal is less by what the benchmarks of runtime/journal show a call.
func BenchmarkRunOf400Changes(b *testing.B) {
	for _, disk := range []bool{false, true} {
		b.Run(map[bool]string{false: "dropped", true: "on disk"}[disk], func(b *testing.B) {
			w, dir := newLawWorld(b, tenant.Assumptions{}), b.TempDir()
			path := filepath.Join(dir, "many.star")
			must(os.WriteFile(path, []byte(manyPlaybook), 0o600))
			for i := 0; b.Loop(); i++ {
				b.StopTimer()
				w.renew()
				s := w.session(filepath.Join(dir, fmt.Sprint(i)), path)
				if !disk {
					s.app.OpenJournal = func(string) (journal.File, error) { return nowhere{}, nil }
				}
				plan, err := s.preview(b.Context(), silent)
				must(err)
				b.StartTimer()
				result, err := s.held(b.Context(), plan, silent)
				if err != nil || result.Count(preview.ItemDone) != 400 {
					b.Fatalf("%d done: %v", result.Count(preview.ItemDone), err)
				}
			}
		})
	}
}
