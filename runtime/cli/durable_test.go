package cli

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"net/http"
	"net/http/httptest"
	"net/http/httputil"
	"net/url"
	"os"
	"path/filepath"
	"strings"
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

const raisePlaybook = `def main():
    project = acc.projects.find(job_number = "24-017")
    members = [m for m in acc.project_users.list(project) if not [p for p in m.products if p.access == "administrator"]]
    attempt(acc.project_users.ensure, project, members[0].email, access = "admin")
`

// A change whose answer is lost while somebody else changes the same thing is neither made nor unmade: somebody has to decide.
func TestAChangeInDoubt(t *testing.T) {
	for _, c := range []struct {
		inDoubt, typed string // typed in a terminal, if there is one
		state          preview.RunState
		item           preview.ItemState
		patches        int
	}{
		{"", "", preview.RunInterrupted, preview.ItemInDoubt, 1},
		{"skip", "", preview.RunPartly, preview.ItemInDoubt, 1},
		{"retry", "", preview.RunDone, preview.ItemDone, 2},
		{"ask", "y\n", preview.RunPartly, preview.ItemDiffers, 1}, // the account does not show what was taken as made
		{"ask", "n\n", preview.RunDone, preview.ItemDone, 2},
		{"ask", "s\n", preview.RunPartly, preview.ItemInDoubt, 1},
		{"ask", "q\n", preview.RunInterrupted, preview.ItemInDoubt, 1},
	} {
		t.Run(firstSet(c.inDoubt, "without a terminal")+" "+c.typed, func(t *testing.T) {
			w, dir := newLawWorld(t, tenant.Assumptions{}), t.TempDir()
			w.renew()
			patches := meddle(t, w)
			path := filepath.Join(dir, "doubt.star")
			must(os.WriteFile(path, []byte(raisePlaybook), 0o600))
			s := w.session(dir, path)
			s.options.inDoubt = c.inDoubt
			var said strings.Builder
			s.app.In, s.app.Err, s.app.InTTY, s.app.ErrTTY = strings.NewReader(c.typed), &said, c.typed != "", c.typed != ""
			plan, err := s.preview(t.Context(), silent)
			if err != nil || len(plan.Changes) != 1 {
				t.Fatalf("%v, %+v", err, plan)
			}
			result, err := s.held(t.Context(), plan, silent)
			if item := result.Items[0]; result.State != c.state || item.State != c.item || *patches != c.patches {
				t.Fatalf("got %s, %s: %s, %d patches, %v", result.State, item.State, item.Error, *patches, err)
			}
			var doubt *preview.DoubtError
			stopped := c.state == preview.RunInterrupted
			if errors.As(err, &doubt) != stopped {
				t.Errorf("got %v", err)
			}
			if asked := strings.Contains(said.String(), "Was it made? [y]es, [n]o: send it again, [s]kip it, [q]uit and decide later: "); asked != (c.typed != "") {
				t.Errorf("asked: %v\n%s", asked, said.String())
			}
			if stopped && !strings.Contains(result.Hint, "accstar resume "+result.RunID) {
				t.Errorf("the hint does not say how to go on: %s", result.Hint)
			}
		})
	}
}

// meddle puts somebody between a world and its sessions who cuts the first patch of a member off, and changes that member otherwise.
// It counts the patches.
func meddle(t *testing.T, w *lawWorld) *int {
	target, err := url.Parse(w.url)
	must(err)
	proxy := httputil.NewSingleHostReverseProxy(target)
	patches := new(int)
	server := httptest.NewServer(http.HandlerFunc(func(rw http.ResponseWriter, req *http.Request) {
		if req.Method != http.MethodPatch {
			proxy.ServeHTTP(rw, req)
			return
		}
		if *patches++; *patches > 1 {
			proxy.ServeHTTP(rw, req)
			return
		}
		parts := strings.Split(req.URL.Path, "/")
		members := tenant.Collection{Entity: "member", Parent: parts[len(parts)-3]}
		before, err := w.memory.Get(req.Context(), members, parts[len(parts)-1])
		must(err)
		after, _ := tenant.Clone(before).(map[string]any)
		after["products"] = []any{}
		w.memory.Apply([]tenant.Change{{Collection: members, ID: fmt.Sprint(before["id"]), Before: before, After: after}})
		panic(http.ErrAbortHandler)
	}))
	t.Cleanup(server.Close)
	w.url = server.URL
	return patches
}

// A practice account that was begun anew holds nothing of what a run has done.
func TestPracticeWasReset(t *testing.T) {
	w, dir := newLawWorld(t, tenant.Assumptions{}), t.TempDir()
	w.renew()
	path := filepath.Join(dir, "one.star")
	must(os.WriteFile(path, []byte("def main():\n    acc.project_users.ensure(\"24-017\", \"new@harbourline.example\")\n"), 0o600))
	s := w.session(dir, path)
	s.conn.Practice, s.conn.PracticeMade = true, 100
	plan, err := s.preview(t.Context(), silent)
	must(err)
	result, err := s.held(t.Context(), plan, silent)
	must(err)
	log, err := s.app.openRun(result.RunID)
	must(err)
	for made, want := range map[uint64]bool{0: false, 100: false, 101: true, 500: true} {
		s.conn.PracticeMade = made
		if err := s.samePractice(log, optionsOf(log.Meta)); (err == nil) != want {
			t.Errorf("after %d IDs: got %v", made, err)
		}
	}
}

// A run that another machine began and did not end is left alone, and so is one whose plan was altered.
func TestRunsThatAreNotTakenUp(t *testing.T) {
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
	log, err := s.app.openRun(rec.writer.RunID())
	must(err)
	if running, err := journal.Running(log.Dir); err != nil || !running {
		t.Errorf("got %v, %v", running, err)
	}
	if _, _, err := s.app.readyToResume(log, resumeOptions{}); err != nil {
		t.Errorf("on the same machine: %v", err)
	}
	s.app.Host = "server"
	if _, _, err := s.app.readyToResume(log, resumeOptions{}); err == nil || !strings.Contains(err.Error(), "was begun on laptop") {
		t.Errorf("on another machine: %v", err)
	}
	if _, _, err := s.app.readyToResume(log, resumeOptions{otherMachine: true}); err != nil {
		t.Errorf("on another machine, on purpose: %v", err)
	}
	data, err := os.ReadFile(filepath.Join(log.Dir, planFile))
	must(err)
	must(os.WriteFile(filepath.Join(log.Dir, planFile), bytes.Replace(data, []byte("new@"), []byte("old@"), 1), 0o600))
	if _, _, err := s.app.readyToResume(log, resumeOptions{otherMachine: true}); err == nil || !strings.Contains(err.Error(), "has been changed since") {
		t.Errorf("with another plan: %v", err)
	}
}
