package sheet

import (
	"errors"
	"fmt"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
)

// checkError compares an error and its hints with the text they must contain.
func checkError(t *testing.T, err error, want string) {
	t.Helper()
	if err == nil {
		t.Fatalf("got no error, want one that says %q", want)
	}
	text := err.Error()
	var hinted interface{ Hints() []string }
	if errors.As(err, &hinted) {
		text += "\n" + strings.Join(hinted.Hints(), "\n")
	}
	for part := range strings.SplitSeq(want, " … ") {
		if !strings.Contains(text, part) {
			t.Errorf("got error %q, want it to say %q", text, part)
		}
	}
}

// TestLayout reads sheets as people lay them out: titles above the headings, merged and hidden cells, tables, names.
func TestLayout(t *testing.T) {
	person := func(row int) string { return textRow(row, "ada@example.com", "Engines", "Architect") }
	head := func(row int) string { return textRow(row, "Email", "Company", "Role") }
	table := func(attrs string) map[string]string {
		return map[string]string{
			"xl/worksheets/_rels/sheet1.xml.rels": relationships("table", "../tables/table1.xml"),
			"xl/tables/table1.xml":                fmt.Sprintf(`<table %s %s/>`, mainNS, attrs),
		}
	}
	tests := []struct {
		name     string
		book     book
		opt      Options
		columns  string
		rows     [][]string
		warnings string // "" for none; parts separated by " … "
		err      string
	}{
		{name: "plain", book: book{rows: head(1) + person(2)}, columns: "A1 B1 C1", rows: [][]string{{"2", "ada@example.com", "Engines", "Architect"}}},
		{name: "title above the headings", book: book{rows: textRow(1, "New hires") + textRow(3, "Project:", "North") + head(5) + person(6),
			after: `<mergeCells><mergeCell ref="A1:C1"/></mergeCells>`},
			columns: "A5 B5 C5", rows: [][]string{{"6", "ada@example.com", "Engines", "Architect"}}},
		{name: "needed columns find the headings", book: book{rows: textRow(1, "a", "b", "c", "d") + textRow(2, "e-mail", "other") + person(3)},
			opt: Options{Need: []string{"Email"}}, columns: "A2 B2", rows: [][]string{{"3", "ada@example.com", "Engines"}},
			warnings: "1 cell is in columns without a heading and left out (C3)."},
		{name: "headings by option", book: book{rows: textRow(1, "x", "y") + head(2) + person(3)}, opt: Options{HeaderRow: 2},
			columns: "A2 B2 C2", rows: [][]string{{"3", "ada@example.com", "Engines", "Architect"}}},
		{name: "no headings by option", book: book{rows: person(4)}, opt: Options{HeaderRow: NoHeader},
			columns: "A B C", rows: [][]string{{"4", "ada@example.com", "Engines", "Architect"}}},
		{name: "data instead of headings", book: book{rows: person(1) + person(2)},
			err: `sheet "Data" has no row of headings: row 1 looks like data (A1 holds "ada@example.com") … header = 1`},
		{name: "numbers instead of headings", book: book{rows: `<row><c><v>1</v></c><c><v>2</v></c><c t="inlineStr"><is><t>x</t></is></c></row>`},
			err: `row 1 looks like data (A1 holds the number 1)`},
		{name: "blank row by option", book: book{rows: head(1) + person(3)}, opt: Options{HeaderRow: 2}, err: "nothing in row 2 … next row that is not blank is 3"},
		{name: "row beyond the end", book: book{rows: head(1)}, opt: Options{HeaderRow: 20}, err: "nothing in row 20 or below"},
		{name: "empty sheet", book: book{rows: `<row r="1"><c r="A1" s="0"/></row>`}, err: `sheet "Data" is empty`},
		{name: "heading twice", book: book{rows: textRow(1, "Email", "Role", " email")}, err: `has the heading "email" twice, in A1 and C1`},
		{name: "heading with an error", book: book{rows: `<row><c t="e"><v>#REF!</v></c><c t="inlineStr"><is><t>x</t></is></c></row>`}, opt: Options{HeaderRow: 1},
			err: "has #REF! as a heading in A1"},
		{name: "missing column", book: book{rows: head(1) + person(2)}, opt: Options{Need: []string{"Emial"}},
			err: `has no column "Emial" (did you mean "Email"?) … The columns are "Email", "Company", "Role".`},
		{name: "line break in a heading", book: book{rows: textRow(1, "Company\nname", "x ")}, columns: "A1 B1"},
		{name: "headings over several columns", book: book{rows: textRow(1, "Person", "", "Role") + textRow(2, "Email", "Company", "Name") + person(3),
			after: `<mergeCells><mergeCell ref="A1:B1"/></mergeCells>`},
			err: "headings of more than one row: A1:B1 is merged over several columns … header = 2"},
		{name: "headings of two rows, lower one named", book: book{rows: textRow(1, "Person", "", "Role") + textRow(2, "Email", "Company") + person(3),
			after: `<mergeCells><mergeCell ref="A1:B1"/><mergeCell ref="C1:C2"/></mergeCells>`}, opt: Options{HeaderRow: 2},
			columns: "A2 B2 C2", rows: [][]string{{"3", "ada@example.com", "Engines", "Architect"}}},
		{name: "all headings two rows high", book: book{rows: head(1) + `<row r="2"/>` + person(3),
			after: `<mergeCells><mergeCell ref="A1:A2"/><mergeCell ref="B1:B2"/><mergeCell ref="C1:C2"/></mergeCells>`},
			columns: "A1 B1 C1", rows: [][]string{{"3", "ada@example.com", "Engines", "Architect"}}},
		{name: "some headings two rows high", book: book{rows: head(1) + textRow(2, "", "Name") + person(3),
			after: `<mergeCells><mergeCell ref="A1:A2"/></mergeCells>`}, err: "some are merged over rows 1 to 2, B1 is not"},
		{name: "merged values", book: book{rows: head(1) + textRow(2, "a@example.com", "Engines", "x") + textRow(3, "b@example.com", "", "y") + textRow(4, "c@example.com", "hidden below", "z") + textRow(5, "d@example.com"),
			after: `<mergeCells><mergeCell ref="B2:B4"/></mergeCells>`}, columns: "A1 B1 C1",
			rows:     [][]string{{"2", "a@example.com", "Engines", "x"}, {"3", "b@example.com", "Engines", "y"}, {"4", "c@example.com", "Engines", "z"}, {"5", "d@example.com", "", ""}},
			warnings: "the value of a merge was taken for each of its cells (B3, B4)"},
		{name: "a row merged with the one above", book: book{rows: head(1) + person(2) + `<row r="3"><c r="A3"/></row>` + person(4),
			after: `<mergeCells><mergeCell ref="A2:A3"/><mergeCell ref="B2:B3"/></mergeCells>`}, columns: "A1 B1 C1",
			rows: [][]string{{"2", "ada@example.com", "Engines", "Architect"}, {"4", "ada@example.com", "Engines", "Architect"}}},
		{name: "merged ranges that overlap", book: book{rows: head(1) + person(2), after: `<mergeCells><mergeCell ref="A2:B2"/><mergeCell ref="B2:C2"/></mergeCells>`},
			err: "the merged ranges A2:B2 and B2:C2 overlap"},
		{name: "hidden rows are read", book: book{rows: head(1) + strings.Replace(person(2), "<row ", `<row hidden="1" `, 1) + person(3)}, columns: "A1 B1 C1",
			rows:     [][]string{{"2", "ada@example.com", "Engines", "Architect"}, {"3", "ada@example.com", "Engines", "Architect"}},
			warnings: "1 row is hidden (2) and was read all the same."},
		{name: "hidden rows are left out", book: book{rows: head(1) + strings.Replace(person(2), "<row ", `<row hidden="1" `, 1) + person(3)}, columns: "A1 B1 C1",
			opt: Options{Hidden: SkipHidden}, rows: [][]string{{"3", "ada@example.com", "Engines", "Architect"}}, warnings: "1 row is hidden (2) and was left out."},
		{name: "hidden columns are read", book: book{before: `<cols><col min="2" max="3" hidden="1"/></cols>`, rows: head(1) + person(2)}, columns: "A1 B1 C1",
			rows: [][]string{{"2", "ada@example.com", "Engines", "Architect"}}, warnings: "2 columns are hidden (B, C) and were read all the same."},
		{name: "hidden columns are left out", book: book{before: `<cols><col min="2" max="3" hidden="1"/></cols>`, rows: head(1) + person(2)}, columns: "A1",
			opt: Options{Hidden: SkipHidden}, rows: [][]string{{"2", "ada@example.com"}}, warnings: "2 columns are hidden (B, C) and were left out."},
		{name: "a hidden column's heading counts no more", book: book{before: `<cols><col min="2" max="2" hidden="1"/></cols>`, rows: textRow(1, "Email", "Role", "Role") + person(2)}, columns: "A1 C1",
			opt: Options{Hidden: SkipHidden}, rows: [][]string{{"2", "ada@example.com", "Architect"}}, warnings: "1 column is hidden (B) and was left out."},
		{name: "no visible sheet", book: book{state: "veryHidden", rows: head(1)}, err: `no sheet with cells that is not hidden … there are "Data"`},
		{name: "hidden sheet by name", book: book{state: "hidden", rows: head(1)}, opt: Options{Sheet: "data"}, columns: "A1 B1 C1", warnings: `Sheet "Data" is hidden.`},
		{name: "unknown sheet", book: book{rows: head(1)}, opt: Options{Sheet: "Dat"}, err: `has no sheet "Dat" (did you mean "Data"?) … The sheets are "Data".`},
		{name: "filter names the headings", book: book{rows: textRow(1, "a", "b", "c") + head(3) + person(4), after: `<autoFilter ref="A3:C4"/>`},
			columns: "A3 B3 C3", rows: [][]string{{"4", "ada@example.com", "Engines", "Architect"}}},
		{name: "the only table", book: book{rows: textRow(1, "a", "b", "c", "d") + head(3) + person(4) + textRow(5, "Total") + textRow(8, "a note"),
			parts: table(`name="Hires" displayName="Hires" ref="A3:C5" totalsRowCount="1"`)},
			columns: "A3 B3 C3", rows: [][]string{{"4", "ada@example.com", "Engines", "Architect"}}, warnings: "Only the table in A3:C4 was read; there is more in row 8."},
		{name: "table by name", book: book{rows: head(3) + person(4) + person(5), parts: table(`displayName="Hires" ref="B3:C4"`)}, opt: Options{Range: "hires"},
			columns: "B3 C3", rows: [][]string{{"4", "Engines", "Architect"}}},
		{name: "table without headings", book: book{rows: person(4), parts: table(`displayName="Hires" ref="A4:C4" headerRowCount="0"`)}, opt: Options{Range: "Hires"},
			columns: "A B C", rows: [][]string{{"4", "ada@example.com", "Engines", "Architect"}}},
		{name: "unknown table", book: book{rows: head(3), parts: table(`displayName="Hires" ref="A3:C4"`)}, opt: Options{Range: "Hirse"},
			err: `has no table or name "Hirse" (did you mean "Hires"?) … The tables and names are "Hires".`},
		{name: "named range", book: book{rows: textRow(1, "x", "y", "z") + head(2) + person(3) + person(4), names: `<definedName name="People">Data!$A$2:$B$3</definedName>`},
			opt: Options{Range: "people"}, columns: "A2 B2", rows: [][]string{{"3", "ada@example.com", "Engines"}}},
		{name: "name of no range", book: book{rows: head(1), names: `<definedName name="People">OFFSET(Data!$A$1,0,0,9,9)</definedName>`}, opt: Options{Range: "People"},
			err: `has the name "People" for OFFSET(Data!$A$1,0,0,9,9), which is no single range`},
		{name: "cells", book: book{rows: textRow(1, "x", "y", "z") + head(2) + person(3) + person(4)}, opt: Options{Range: "B2:C3"},
			columns: "B2 C2", rows: [][]string{{"3", "Engines", "Architect"}}},
		{name: "cells of a sheet", book: book{rows: head(2) + person(3)}, opt: Options{Range: "'Data'!A2:B9"}, columns: "A2 B2", rows: [][]string{{"3", "ada@example.com", "Engines"}}},
		{name: "delimiter", book: book{rows: head(1)}, opt: Options{Delimiter: ';'}, err: "is a workbook, which has no delimiter"},
		{name: "cells without places", book: book{rows: strings.NewReplacer(` r="1"`, "", ` r="2"`, "", ` r="A1"`, "", ` r="B1"`, "", ` r="C1"`, "").Replace(head(1) + person(2))},
			columns: "A1 B1 C1", rows: [][]string{{"2", "ada@example.com", "Engines", "Architect"}}},
		{name: "cells out of order", book: book{rows: head(1) + `<row r="2"><c r="B2"><v>2</v></c><c r="A2"><v>1</v></c></row>`}, columns: "A1 B1 C1", rows: [][]string{{"2", "1", "2", ""}}},
		{name: "cell twice", book: book{rows: head(1) + `<row r="2"><c r="B2"><v>2</v></c><c r="B2"><v>1</v></c></row>`}, err: "cell B2 comes twice"},
		{name: "rows out of order", book: book{rows: head(2) + person(1)}, err: "row 1 comes after row 2"},
		{name: "row beyond the bounds", book: book{rows: head(1) + `<row r="1048577"/>`}, err: `row number "1048577"`},
		{name: "column beyond the bounds", book: book{rows: head(1) + `<row r="2"><c r="XFE2"/></row>`}, err: `cell "XFE2"`},
		{name: "cell of another row", book: book{rows: head(1) + `<row r="2"><c r="A3"/></row>`}, err: `cell "A3" in row 2`},
		{name: "namespace prefix", book: book{parts: map[string]string{"xl/worksheets/sheet1.xml": `<?xml version="1.0"?><!-- a comment --><x:worksheet xmlns:x="m"><x:sheetData><x:row><x:c t="inlineStr"><x:is><x:t>A</x:t></x:is></x:c></x:row><x:row><x:c><x:v>7</x:v></x:c></x:row></x:sheetData></x:worksheet>`}},
			columns: "A1", rows: [][]string{{"2", "7"}}},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			table, err := tt.book.open(t, tt.opt)
			if tt.err != "" {
				checkError(t, err, tt.err)
				return
			}
			if err != nil {
				t.Fatal(err)
			}
			var refs []string
			for _, c := range table.Columns {
				refs = append(refs, c.Ref)
			}
			if got := strings.Join(refs, " "); got != tt.columns {
				t.Errorf("got columns %s, want %s", got, tt.columns)
			}
			if diff := cmp.Diff(tt.rows, grid(table)); diff != "" {
				t.Errorf("rows differ (-want +got):\n%s", diff)
			}
			got := strings.Join(table.Warnings, " ")
			if tt.warnings == "" && got != "" || !strings.Contains(got, tt.warnings) {
				t.Errorf("got warnings %q, want %q", got, tt.warnings)
			}
		})
	}
}

// TestFind looks columns up as people write their names.
func TestFind(t *testing.T) {
	table, err := openText(t, "x.csv", "E-Mail,Straße,Prénom,Job #,Role,rôle\n", Options{})
	if err != nil {
		t.Fatal(err)
	}
	for name, want := range map[string]int{"E-Mail": 0, "email": 0, "EMAIL:": 0, "e mail*": 0, "strasse": 1, "prenom": 2, "job#": 3, "Role": 4, "role": 4, "Rôle": 5} {
		if got, err := table.Find(name); err != nil || got != want {
			t.Errorf("%q: got %d, %v, want %d", name, got, err, want)
		}
	}
	for name, want := range map[string]string{
		"Job":   `x.csv has no column "Job" (did you mean "Job #"?)`,
		"roLè":  `x.csv: column "roLè" fits several headings: "Role", "rôle"`,
		"":      `x.csv has no column ""`,
		"Wages": `x.csv has no column "Wages" … The columns are "E-Mail", "Straße", "Prénom", "Job #", "Role", "rôle".`,
	} {
		_, err := table.Find(name)
		checkError(t, err, want)
	}
}
