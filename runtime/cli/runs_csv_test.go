package cli

import (
	"bytes"
	"strings"
	"testing"
	"time"

	"accstar/acc"
)

func TestChangesAsCSV(t *testing.T) {
	var c pastChange
	c.At, c.RunID, c.Op = time.Date(2026, 11, 20, 9, 30, 0, 0, time.UTC), "20261120-093000-k3f9", "project_users.create"
	c.Group, c.Subject, c.Text = "24-017 Saint Ambrose", "=cmd|' /C calc'!A0", "Superintendent, \"all\" products"
	c.Origin = acc.Origin{File: "onboard.star", Line: 12}
	var b bytes.Buffer
	if err := writeChangesCSV(&b, []pastChange{c}); err != nil {
		t.Fatal(err)
	}
	text := b.String()
	for _, want := range []string{"\ufeffTime,Run,State,Operation,Project,Subject,Change,Place\n", "2026-11-20T09:30:00Z,20261120-093000-k3f9", `,'=cmd|' /C calc'!A0,`,
		`"Superintendent, ""all"" products"`, "onboard.star:12"} {
		if !strings.Contains(text, want) {
			t.Errorf("%q is missing in %q", want, text)
		}
	}
}
