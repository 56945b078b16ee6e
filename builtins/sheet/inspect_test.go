package sheet

import (
	"context"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
)

func inspectText(t *testing.T, src Source, opt Options) string {
	t.Helper()
	i, err := Inspect(context.Background(), src, opt)
	if err != nil {
		t.Fatal(err)
	}
	var b strings.Builder
	if err := i.WriteText(&b); err != nil {
		t.Fatal(err)
	}
	lines := strings.Split(b.String(), "\n")
	for i := range lines {
		lines[i] = strings.TrimRight(lines[i], " ")
	}
	return strings.Join(lines, "\n")
}

// TestInspect pins what is printed of a file.
func TestInspect(t *testing.T) {
	b := book{rows: textRow(1, "New hires") + textRow(3, "Email", "Start", "Share") +
		`<row r="4"><c r="A4" t="inlineStr"><is><t>ada@example.com</t></is></c><c r="B4" s="1"><v>45720</v></c><c r="C4"><v>0.5</v></c></row>` +
		`<row r="5" hidden="1"><c r="A5" t="inlineStr"><is><t>bob@example.com</t></is></c><c r="C5"><v>1</v></c></row>`,
		formats: []string{"id:14"},
		parts: map[string]string{
			"xl/_rels/workbook.xml.rels": relationships("worksheet", "worksheets/sheet1.xml", "worksheet", "worksheets/sheet2.xml", "styles", "styles.xml", "worksheet", "worksheets/sheet3.xml"),
			"xl/workbook.xml": `<workbook ` + mainNS + ` ` + relNS + `><sheets><sheet name="Data" r:id="rId1"/><sheet name="Notes" state="hidden" r:id="rId2"/><sheet name="Users" r:id="rId4"/></sheets>` +
				`<definedNames><definedName name="People">Data!$A$3:$C$5</definedName><definedName name="_xlnm._FilterDatabase">Data!$A$3:$C$5</definedName></definedNames></workbook>`,
			"xl/worksheets/sheet2.xml":            `<worksheet><sheetData/></worksheet>`,
			"xl/worksheets/sheet3.xml":            `<worksheet><sheetData>` + textRow(1, "email", "company_name", "docs_access", "project_name") + `</sheetData></worksheet>`,
			"xl/worksheets/_rels/sheet1.xml.rels": relationships("table", "../tables/table1.xml"),
			"xl/tables/table1.xml":                `<table displayName="Hires" ref="A3:C5"/>`,
		}}
	src := BytesSource("hires.xlsx", b.bytes(t))
	want := `hires.xlsx: Excel workbook

sheet "Data"
  2 rows, headings in row 3
     heading  holds               blank  reads as       example
  A  Email    text ×2             0      text, email    ada@example.com
  B  Start    date ×1             1      text, date     2025-03-04
  C  Share    int ×1, decimal ×1  0      text, decimal  0.5
  table Hires: A3:C5
  note: 1 row is hidden (5) and was read all the same.

sheet "Notes" (hidden)
  cannot be read as it is: hires.xlsx: sheet "Notes" is empty
  Check that the right file and sheet were saved.

sheet "Users"
  0 rows, headings in row 1
  laid out as the BIM 360 set-up tool's user CSV
     heading       holds  blank  reads as  example
  A  email                0      text
  B  company_name         0      text
  C  docs_access          0      text
  D  project_name         0      text

names
  People  Data!$A$3:$C$5
`
	if diff := cmp.Diff(want, inspectText(t, src, Options{})); diff != "" {
		t.Errorf("differs (-want +got):\n%s", diff)
	}
	want = `x.csv: CSV, Windows-1252, separated by tabs
  2 rows, headings in row 1
     heading  holds    blank  reads as                      example
  A  Name     text ×2  0      text                          Zoë
  B  Active   text ×2  0      text, int, decimal, bool      1
  C  Job      text ×1  1      text, int, decimal            24017
  note: ` + guessedEncoding + `
`
	got := inspectText(t, BytesSource("x.csv", []byte("Name\tActive\tJob\nZo\xeb\t1\t24017\nBob\t0\t\n")), Options{})
	if diff := cmp.Diff(want, got); strings.Join(strings.Fields(got), " ") != strings.Join(strings.Fields(want), " ") {
		t.Errorf("differs (-want +got):\n%s", diff)
	}
	if one := inspectText(t, src, Options{Sheet: "data"}); strings.Contains(one, "Notes") {
		t.Errorf("got %s, want one sheet only", one)
	}
	got = inspectText(t, BytesSource("x.csv", []byte("Name;Cost;Start;Due\nAda;1.234,50;31/12/2025;04/03/2025\nBob;1,5;01/02/2026;05/03/2025\nCy;1;1;1;1\n")), Options{})
	for _, piece := range []string{
		"3 rows, headings in row 1", "Cost     text ×2  0      text, decimal (decimal_comma = True) ", `Start    text ×2  0      text, date (dates = "day_first") `,
		`Due      text ×2  0      text, date (dates = "day_first"), date (dates = "month_first") `,
		"note: 1 row has more cells than there are headings (E4), so that values may stand in the wrong column",
	} {
		if !strings.Contains(got, piece) {
			t.Errorf("got %s, want it to say %q", got, piece)
		}
	}
	_, err := Inspect(context.Background(), src, Options{Sheet: "Dta"})
	checkError(t, err, `has no sheet "Dta" (did you mean "Data"?)`)
}
