package report

import (
	"fmt"
	"strings"
	"testing"

	"accstar/runtime/preview"
)

// What was not attempted is listed beside what kept it from being so, unless it is so much that it would hide that.
func TestMuchThatWasNotAttempted(t *testing.T) {
	for _, c := range []struct {
		left       int
		shown, not string
	}{
		{5, "Not done, or not as planned (6)", "Not attempted: "},
		{300, "Not attempted: 300  (--full lists them)", "p299@example.com"},
	} {
		r := &preview.Result{State: preview.RunPartly, Title: "Add people"}
		r.Items = append(r.Items, preview.Item{Change: preview.Change{Op: "project_users.create", Subject: "ada@example.com", Group: "24-017 Hospital"},
			State: preview.ItemRefused, Error: "ACC does not know her"})
		for i := range c.left {
			change := preview.Change{Op: "project_users.create", Subject: fmt.Sprintf("p%d@example.com", i), Group: "24-017 Hospital"}
			r.Items = append(r.Items, preview.Item{Change: change, State: preview.ItemNotAttempted})
		}
		var text strings.Builder
		if err := OfResult(r).Text(&text, Style{Width: 100}); err != nil {
			t.Fatal(err)
		}
		if got := text.String(); !strings.Contains(got, c.shown) || strings.Contains(got, c.not) || !strings.Contains(got, "ACC does not know her") {
			t.Errorf("%d: want %q and no %q:\n%s", c.left, c.shown, c.not, got)
		}
	}
}
