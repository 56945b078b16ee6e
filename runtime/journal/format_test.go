package journal

import (
	"bytes"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"accstar/acc"
)

// The files in testdata/format1 were written by the first version of this package. What it wrote must stay readable.
func TestFormat1StaysReadable(t *testing.T) {
	l := mustOpen(t, filepath.Join("testdata", "format1"))
	if l.Torn != 0 || len(l.Records) != 8 || l.Meta.Machine != "laptop" || l.Meta.Params[0].Value != "new_hires.xlsx" {
		t.Errorf("got %d records, %d torn, %+v", len(l.Records), l.Torn, l.Meta)
	}
	if l.End == nil || l.End.State != Partly || l.End.Requests != 3 {
		t.Errorf("got end %+v", l.End)
	}
	r, ok := l.Answer(acc.Key{Call: 1})
	if !ok {
		t.Fatal("no answer to the read")
	}
	if res, err := r.Outcome(); err != nil || string(res.Body) != `[{"id":"p1","jobNumber":"24017"}]` {
		t.Errorf("read: got %+v, %v", res, err)
	}
	if hash, err := HashCall(read(1)); err != nil || hash != r.Hash {
		t.Errorf("the hash of a call has changed: got %s, want %s", hash, r.Hash)
	}
	if r, ok := l.Answer(acc.Key{Task: "2.0", Change: 2}); !ok || r.Refusal() == nil || r.Refusal().Kind != acc.Invalid {
		t.Errorf("refused change: got %+v, %v", r, ok)
	}
}

// The records that docs/journal.md shows are those of testdata/format1.
func TestDocsShowRealRecords(t *testing.T) {
	doc, err := os.ReadFile(filepath.Join("..", "..", "docs", "journal.md"))
	if err != nil {
		t.Fatal(err)
	}
	var real []byte
	for _, name := range []string{JournalFile, ReadsFile} {
		data, err := os.ReadFile(filepath.Join("testdata", "format1", name))
		if err != nil {
			t.Fatal(err)
		}
		real = append(real, data...)
	}
	shown := 0
	for line := range strings.Lines(string(doc)) {
		if strings.HasPrefix(line, `{"`) {
			shown++
			if !bytes.Contains(real, []byte(strings.TrimRight(line, "\r\n"))) {
				t.Errorf("no such record: %s", line)
			}
		}
	}
	if shown == 0 {
		t.Error("the docs show no record")
	}
	for _, kind := range []Kind{Run, Resume, Read, Intent, Answer, Settled, Clock, Note, Ended} {
		if !strings.Contains(string(doc), "| `"+string(kind)+"` |") {
			t.Errorf("the docs do not explain the kind %q", kind)
		}
	}
}
