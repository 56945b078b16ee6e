package sheet

import (
	"context"
	"errors"
	"flag"
	"fmt"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"
)

// updateTables writes the tables of docs/spreadsheets.md anew: go test -run TestTables -update ./builtins/sheet
var updateTables = flag.Bool("update", false, "write the tables of docs/spreadsheets.md anew")

// tableCase is a line of a table: what a file holds, what Excel shows of it (with the formats of the United States), and what accstar
// gives, which the test holds it to.
type tableCase struct{ holds, excel, gives string }

// table is a table of the page.
type docTable struct {
	name  string
	heads [3]string
	cases []tableCase
}

// cellCase is a cell of a workbook.
type cellCase struct {
	holds  string
	cell   string // attributes and content of the c element
	format string // number format
	excel  string
	gives  string // its kind and text, or what an error says
}

// got is a cell in the words of the table.
func got(c Cell) string {
	if c.Kind == Blank {
		return "blank"
	}
	return fmt.Sprintf("%s `%s`", c.Kind.short(), strings.ReplaceAll(c.Text(), "\n", "⏎"))
}

// cellTable reads the cells of one workbook.
func cellTable(t *testing.T, b book, cases []cellCase) []tableCase {
	t.Helper()
	rows := strings.Builder{}
	rows.WriteString(textRow(1, "Value", "Always"))
	for i, c := range cases {
		style := ""
		if c.format != "" {
			b.formats = append(b.formats, c.format)
			style = fmt.Sprintf(` s="%d"`, len(b.formats))
		}
		fmt.Fprintf(&rows, `<row r="%d"><c r="A%d"%s %s</c><c t="inlineStr"><is><t>x</t></is></c></row>`, i+2, i+2, style, c.cell)
	}
	b.rows = rows.String()
	sheet, err := b.open(t, Options{HeaderRow: 1})
	if err != nil {
		t.Fatal(err)
	}
	var all []tableCase
	for i, c := range cases {
		if have := got(sheet.Rows[i].Cells[0]); have != c.gives {
			t.Errorf("%s: got %s, want %s", c.holds, have, c.gives)
		}
		all = append(all, tableCase{c.holds, c.excel, c.gives})
	}
	return all
}

// fileCase is a whole file.
type fileCase struct {
	holds, file, data string
	opt               Options
	excel, gives      string
}

// gotFile is a file in the words of the table: its rows, then what is told; or the error.
func gotFile(f fileCase) string {
	sheet, err := Open(context.Background(), BytesSource(f.file, []byte(f.data)), f.opt)
	if err != nil {
		var hinted interface{ Hints() []string }
		text := "error: " + strings.TrimPrefix(strings.TrimPrefix(err.Error(), f.file), ": ")
		if errors.As(err, &hinted) {
			text += ". " + strings.Join(hinted.Hints(), " ")
		}
		return strings.TrimSpace(text)
	}
	var rows []string
	for _, r := range sheet.Rows {
		var cells []string
		for _, c := range r.Cells {
			text := "`" + strings.ReplaceAll(c.Text(), "\n", "⏎") + "`"
			if c.Kind == Blank {
				text = "blank"
			}
			cells = append(cells, text)
		}
		text := strings.Join(cells, " ")
		if r.Fault != nil {
			text = "error: " + r.Fault.Error()
		}
		rows = append(rows, text)
	}
	out := strings.Join(rows, "; ")
	if len(sheet.Warnings) > 0 {
		out += ". Note: " + strings.Join(sheet.Warnings, " ")
	}
	return strings.TrimPrefix(out, ". ")
}

func fileTable(t *testing.T, cases []fileCase) []tableCase {
	t.Helper()
	var all []tableCase
	for _, f := range cases {
		if have := gotFile(f); have != f.gives {
			t.Errorf("%s: got\n  %s\nwant\n  %s", f.holds, have, f.gives)
		}
		all = append(all, tableCase{f.holds, f.excel, f.gives})
	}
	return all
}

// columnCase reads a text as a column of a kind.
type columnCase struct {
	holds, text string
	read        func(Cell) (any, error)
	excel       string
	gives       string
}

func columnTable(t *testing.T, cases []columnCase) []tableCase {
	t.Helper()
	var all []tableCase
	for _, c := range cases {
		v, err := c.read(TextAt(2, 1, c.text))
		have := fmt.Sprintf("`%v`", v)
		var bad *CellError
		if errors.As(err, &bad) {
			have = fmt.Sprintf("error: %v. %s", err, bad.Hint)
		}
		if have != c.gives {
			t.Errorf("%s: got %s, want %s", c.holds, have, c.gives)
		}
		all = append(all, tableCase{c.holds, c.excel, c.gives})
	}
	return all
}

// render is a table in Markdown.
func (d docTable) render() string {
	var b strings.Builder
	line := func(cells ...string) {
		for i, c := range cells {
			cells[i] = strings.NewReplacer("|", `\|`, "\n", " ").Replace(c)
		}
		fmt.Fprintf(&b, "| %s |\n", strings.Join(cells, " | "))
	}
	line(d.heads[:]...)
	b.WriteString("|---|---|---|\n")
	for _, c := range d.cases {
		line(c.holds, c.excel, c.gives)
	}
	return b.String()
}

// TestTables holds accstar to the tables of docs/spreadsheets.md, and the page to the cases here.
func TestTables(t *testing.T) {
	page := filepath.Join("..", "..", "docs", "spreadsheets.md")
	source, err := os.ReadFile(page)
	if err != nil {
		t.Fatal(err)
	}
	text := string(source)
	count := 0
	for _, table := range docTables(t) {
		count += len(table.cases)
		mark := regexp.MustCompile(`(?s)(<!-- table: ` + table.name + ` -->\n).*?(<!-- end -->)`)
		if !mark.MatchString(text) {
			t.Errorf("%s has no place for the table %s", page, table.name)
		}
		text = mark.ReplaceAllStringFunc(text, func(string) string {
			return "<!-- table: " + table.name + " -->\n" + table.render() + "<!-- end -->"
		})
	}
	if marks := strings.Count(text, "<!-- table: "); marks != len(docTables(t)) {
		t.Errorf("%s has %d tables, want %d", page, marks, len(docTables(t)))
	}
	if count < 60 {
		t.Errorf("got %d cases, want 60 at least", count)
	}
	if text == string(source) {
		return
	}
	if *updateTables {
		if err := os.WriteFile(page, []byte(text), 0o644); err != nil {
			t.Fatal(err)
		}
		return
	}
	t.Errorf("the tables of %s are not those of the tests: run go test -run TestTables -update ./builtins/sheet", page)
}
