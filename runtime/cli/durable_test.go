package cli

import (
	"bytes"
	"encoding/json"
	"os"
	"path/filepath"

	"github.com/rogpeppe/go-internal/testscript"

	"accstar/runtime/journal"
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
