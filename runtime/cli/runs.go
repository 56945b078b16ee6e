package cli

import (
	"fmt"
	"strings"

	"accstar/runtime/journal"
)

// runNamed is the run that a text names: its ID, or a part of it that no other run has.
func (a *App) runNamed(text string) (string, error) {
	ids, err := journal.Runs(a.runsDir())
	if err != nil {
		return "", err
	}
	var found []string
	for _, id := range ids {
		switch {
		case id == text:
			return id, nil
		case text != "" && strings.Contains(id, text):
			found = append(found, id)
		}
	}
	switch len(found) {
	case 0:
		return "", &usageError{message: fmt.Sprintf("there is no run %q", text), hints: []string{"accstar runs lists the runs there have been"}}
	case 1:
		return found[0], nil
	}
	return "", &usageError{message: fmt.Sprintf("%d runs have %q in their IDs: %s", len(found), text, strings.Join(found[:min(len(found), 5)], ", ")),
		hints: []string{"give more of the ID"}}
}

// requestsOf counts the HTTP requests of a run so far.
func requestsOf(l *journal.Log) int {
	n := 0
	for _, r := range l.Records {
		if r.Kind == journal.Look || r.Kind == journal.Answer {
			n += r.Requests
		}
	}
	return n
}
