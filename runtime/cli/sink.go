package cli

import (
	"fmt"
	"net/url"
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
	page      func(project string) string // the page of ACC where a project is administered; nil without ACC
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

func (s *sink) ByHand(b builtins.ByHand) {
	s.mu.Lock()
	defer s.mu.Unlock()
	item := preview.ByHand{What: b.What, Whom: preview.WithoutFutures(b.Whom), Link: b.Link, Origin: b.Origin}
	if item.Link == "" && s.page != nil {
		item.Link = s.page(b.Project)
	}
	s.byHand = append(s.byHand, item)
}

// page is the address of the page of ACC where a project is administered, or where the account is; "" where ACC has none, as of the
// practice account, or where its address is not known.
func (c *connection) page(project string) string {
	host := map[string]string{"": "acc.autodesk.com", "US": "acc.autodesk.com", "EMEA": "acc.autodesk.eu", "AUS": "acc.aus.autodesk.com"}[c.Region]
	if c.Practice || c.BaseURL != "" || host == "" || c.AccountID == "" {
		return ""
	}
	if project == "" || preview.IsFuture(project) {
		return "https://" + host + "/account-admin/projects/accounts/" + url.PathEscape(c.AccountID) + "/active"
	}
	return "https://" + host + "/project-admin/members/projects/" + url.PathEscape(project)
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
