package report

import (
	"bytes"
	"fmt"
	"slices"
	"strings"
	"testing"

	"github.com/xuri/excelize/v2"

	"accstar/runtime/preview"
)

// opened writes a document as a workbook and opens that.
func opened(t *testing.T, d *Document) *excelize.File {
	t.Helper()
	var b bytes.Buffer
	if err := d.Excel(&b); err != nil {
		t.Fatal(err)
	}
	f, err := excelize.OpenReader(&b)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { f.Close() })
	return f
}

func rowsOf(t *testing.T, f *excelize.File, sheet string) [][]string {
	t.Helper()
	rows, err := f.GetRows(sheet)
	if err != nil {
		t.Fatal(err)
	}
	return rows
}

// dump is a workbook as text: every sheet, every cell.
func dump(t *testing.T, f *excelize.File) []byte {
	t.Helper()
	var b bytes.Buffer
	for _, name := range f.GetSheetList() {
		tables, err := f.GetTables(name)
		if err != nil {
			t.Fatal(err)
		}
		fmt.Fprintf(&b, "== %s\n", name)
		for _, table := range tables {
			fmt.Fprintf(&b, "filter %s\n", table.Range)
		}
		for _, row := range rowsOf(t, f, name) {
			for i := range row {
				row[i] = strings.ReplaceAll(row[i], "\n", "⏎")
			}
			fmt.Fprintln(&b, strings.TrimRight(strings.Join(row, " | "), " "))
		}
	}
	return b.Bytes()
}

func TestExcel(t *testing.T) {
	golden(t, "plan.xlsx.txt", dump(t, opened(t, OfPlan(samplePlan()))))
	golden(t, "result.xlsx.txt", dump(t, opened(t, OfResult(sampleResult()))))
	if err := OfPlan(samplePlan()).Excel(failing{}); err == nil || !strings.Contains(err.Error(), "write the workbook") {
		t.Errorf("got %v when writing fails", err)
	}
}

func TestExcelOfNothing(t *testing.T) {
	f := opened(t, OfPlan(&preview.Plan{ID: "p-1", Tables: []preview.Table{{Title: "none", Columns: []string{"a"}}, {Title: "no columns"}}}))
	if got := f.GetSheetList(); !slices.Equal(got, []string{"Summary", "none"}) {
		t.Errorf("got %v", got)
	}
}

func TestExcelCells(t *testing.T) {
	p := &preview.Plan{Tables: []preview.Table{{
		Title: "A [very]: long/title * with? everything", Columns: []string{"name", "Name", "", "n"},
		Rows: [][]string{{"=1+1", "007", "a\x1b\nb", "12"}, {"@x", strings.Repeat("x", 40_000), "-", "-0.5"}, {"short"}},
	}, {Title: "Summary", Columns: []string{"a"}, Rows: [][]string{{"b"}}}, {Columns: []string{"a"}, Rows: [][]string{{"b"}}}}}
	f := opened(t, OfPlan(p))
	sheets := f.GetSheetList()
	if !slices.Equal(sheets, []string{"Summary", "A  very   long title   with  ev", "Summary (2)", "Table"}) {
		t.Fatalf("got sheets %q", sheets)
	}
	rows := rowsOf(t, f, sheets[1])
	if !slices.Equal(rows[0], []string{"name", "Name (2)", "Column 3", "n"}) || !slices.Equal(rows[1], []string{"=1+1", "007", `a\x1b b`, "12"}) {
		t.Errorf("got %q", rows[:2])
	}
	for at, want := range map[string]excelize.CellType{"A2": excelize.CellTypeInlineString, "B2": excelize.CellTypeInlineString, "D2": excelize.CellTypeUnset} {
		if got, err := f.GetCellType(sheets[1], at); err != nil || got != want {
			t.Errorf("%s: got type %v, %v; want %v", at, got, err, want)
		}
	}
	if formula, err := f.GetCellFormula(sheets[1], "A2"); err != nil || formula != "" {
		t.Errorf("got a formula: %q, %v", formula, err)
	}
}

func BenchmarkExcel(b *testing.B) {
	d := OfPlan(many(100, 100, "create"))
	for b.Loop() {
		if err := d.Excel(&bytes.Buffer{}); err != nil {
			b.Fatal(err)
		}
	}
}
