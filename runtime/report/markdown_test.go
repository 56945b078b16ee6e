package report

import (
	"bytes"
	"strings"
	"testing"

	"accstar/runtime/preview"
)

func TestMarkdown(t *testing.T) {
	for name, d := range map[string]*Document{"plan.md": OfPlan(samplePlan()), "result.md": OfResult(sampleResult())} {
		var b bytes.Buffer
		if err := d.Markdown(&b); err != nil {
			t.Fatal(err)
		}
		golden(t, name, b.Bytes())
	}
	if err := OfPlan(samplePlan()).Markdown(failing{}); err == nil {
		t.Error("no error when writing fails")
	}
}

func TestMarkdownTakesTextForText(t *testing.T) {
	evil := "<img src=x> [a](http://x) *b* `c` | # _d_ \n## e"
	p := &preview.Plan{
		Title: evil, Changes: []preview.Change{{Effect: "create", Group: evil, Subject: evil, Text: evil}},
		Tables: []preview.Table{{Title: evil, Columns: []string{evil, "b"}, Rows: [][]string{{evil}}}},
	}
	var b bytes.Buffer
	if err := OfPlan(p).Markdown(&b); err != nil {
		t.Fatal(err)
	}
	escaped := "\\<img src=x\\> \\[a\\](http://x) \\*b\\* \\`c\\` \\| \\# \\_d\\_  \\#\\# e"
	rest := strings.ReplaceAll(b.String(), escaped, "")
	if n := strings.Count(b.String(), escaped); n != 7 || strings.Contains(rest, "img") {
		t.Errorf("got %d times:\n%s", n, b.String())
	}
	if !strings.Contains(rest, "|  |  |") {
		t.Errorf("a short row is not filled up:\n%s", rest)
	}
}
