package cli

import (
	"fmt"
	"slices"
	"sync"

	"accstar/acc"
	"accstar/builtins"
	"accstar/runtime/preview"
)

// sink gathers what a playbook has to say in one pass. Warnings are shown at once.
type sink struct {
	mu        sync.Mutex
	warn      func(line string)
	tables    []preview.Table
	byHand    []preview.ByHand
	rows      []preview.Row
	unchanged []preview.Note
	more      []preview.Note
}

var _ builtins.Sink = (*sink)(nil)

// warned are the warnings that a session has shown.
type warned struct {
	mu   sync.Mutex
	said []string
}

// warn shows a warning once, also when the second pass through a playbook comes upon it again.
func (s *session) warn(line string) {
	s.warned.mu.Lock()
	defer s.warned.mu.Unlock()
	if slices.Contains(s.warned.said, line) {
		return
	}
	s.warned.said = append(s.warned.said, line)
	s.progress.clear()
	s.app.note(line)
}

func (s *sink) Table(t builtins.Table) {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.tables = append(s.tables, preview.Table{Title: t.Title, Columns: t.Columns, Rows: t.Rows})
}

func (s *sink) ByHand(what, whom string, origin acc.Origin) {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.byHand = append(s.byHand, preview.ByHand{What: what, Whom: whom, Origin: origin})
}

func (s *sink) Row(r builtins.RowOutcome) {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.rows = append(s.rows, preview.Row{Sheet: r.Sheet, Row: r.Row, State: preview.RowState(r.State), Reasons: r.Reasons})
}

func (s *sink) Unchanged(n builtins.Note) {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.unchanged = append(s.unchanged, preview.Note(n))
}

func (s *sink) More(n builtins.Note) {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.more = append(s.more, preview.Note(n))
}

func (s *sink) Warn(text string, origin acc.Origin) {
	if where := origin.String(); where != "" {
		text = fmt.Sprintf("%s: %s", where, text)
	}
	s.warn(text)
}

// failedRows are the rows that have something to say: all but those that simply worked.
func (s *sink) failedRows() []preview.Row {
	s.mu.Lock()
	defer s.mu.Unlock()
	var out []preview.Row
	for _, r := range s.rows {
		if r.State != preview.RowDone {
			out = append(out, r)
		}
	}
	return out
}
