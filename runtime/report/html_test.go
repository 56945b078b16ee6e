package report

import (
	"bytes"
	"regexp"
	"strings"
	"testing"

	"accstar/runtime/preview"
)

func page(t *testing.T, d *Document) string {
	t.Helper()
	var b bytes.Buffer
	if err := d.HTML(&b); err != nil {
		t.Fatal(err)
	}
	return b.String()
}

// The golden files leave out style and script, which are one file to be read in a browser.
var fixed = regexp.MustCompile(`(?s)<style>.*</style>|<script>.*</script>`)

func TestHTML(t *testing.T) {
	golden(t, "plan.html", []byte(fixed.ReplaceAllString(page(t, OfPlan(samplePlan())), "")))
	golden(t, "result.html", []byte(fixed.ReplaceAllString(page(t, OfResult(sampleResult())), "")))
	if err := OfPlan(samplePlan()).HTML(failing{}); err == nil {
		t.Error("no error when writing fails")
	}
}

func TestHTMLNeedsNothingElse(t *testing.T) {
	got := page(t, OfPlan(samplePlan()))
	for _, forbidden := range []string{"src=", "href=", "url(", "@import", "http://", "https://"} {
		if strings.Contains(got, forbidden) {
			t.Errorf("the page refers to something outside: %s", forbidden)
		}
	}
	if !strings.Contains(got, "default-src 'none'") {
		t.Error("the page does not forbid itself the network")
	}
}

func TestHTMLTakesTextForText(t *testing.T) {
	evil := "<script>alert(1)</script>\"'\u202e{{.}}"
	p := &preview.Plan{
		Title: evil, Params: []preview.Param{{Name: evil, Value: evil}}, Error: evil, Incomplete: []string{evil},
		Changes: []preview.Change{{Effect: "create", Group: evil, Subject: evil, Text: evil, Op: "x",
			Fields: []preview.FieldChange{{Name: evil, After: evil}}}},
		Tables: []preview.Table{{Title: evil, Columns: []string{evil}, Rows: [][]string{{evil, evil}}}},
		Rows:   []preview.Row{{Sheet: evil, State: preview.RowFailed, Reasons: []string{evil}}},
		ByHand: []preview.ByHand{{What: evil, Whom: evil}},
	}
	got := page(t, OfPlan(p))
	if n := strings.Count(got, "<script>"); n != 1 {
		t.Errorf("got %d scripts, want our own", n)
	}
	if strings.Contains(got, "\u202e") {
		t.Error("a character that reverses the direction of writing came through")
	}
}

func TestHTMLFilterOffersWhatThereIs(t *testing.T) {
	got := page(t, OfPlan(many(1, 2, "delete")))
	if !strings.Contains(got, `value="remove"`) || strings.Contains(got, `value="add"`) {
		t.Error("the filter does not offer exactly what the plan holds")
	}
}
