package sheet

import (
	"fmt"
	"strings"
	"testing"
)

// docTables are the tables of docs/spreadsheets.md.
func docTables(t *testing.T) []docTable {
	t.Helper()
	cellHeads := [3]string{"The cell", "Excel shows", "accstar gives"}
	fileHeads := [3]string{"The file", "Excel shows", "accstar gives"}
	return []docTable{
		{"text", cellHeads, cellTable(t, textBook(), textCells())},
		{"numbers", cellHeads, cellTable(t, book{}, numberCells())},
		{"dates", cellHeads, append(cellTable(t, book{}, dateCells()), cellTable(t, book{date1904: true}, macCells())...)},
		{"formulas", cellHeads, cellTable(t, book{}, formulaCells())},
		{"sheets", fileHeads, fileTable(t, sheetCases(t))},
		{"csv", fileHeads, fileTable(t, csvCases())},
		{"columns", [3]string{"The text, read as", "Excel shows", "accstar gives"}, columnTable(t, columnCases())},
		{"refused", fileHeads, fileTable(t, refusedCases(t))},
	}
}

func textBook() book {
	return book{shared: []string{
		`<r><t>bo</t></r><r><rPr><b/></rPr><t>ld</t></r>`,
		`<t>漢字</t><rPh sb="0" eb="2"><t>かんじ</t></rPh><phoneticPr fontId="1"/>`,
	}}
}

func inline(text string) string {
	return `t="inlineStr"><is><t xml:space="preserve">` + text + `</t></is>`
}

func textCells() []cellCase {
	return []cellCase{
		{"`Ada`", inline("Ada"), "", "Ada", "text `Ada`"},
		{"`0049123456`, stored as text", inline("0049123456"), "", "0049123456", "text `0049123456`"},
		{"the day 04/03/2025, typed as text", inline("04/03/2025"), "", "04/03/2025", "text `04/03/2025`"},
		{"two lines (Alt+Enter)", inline("one&#10;two"), "", "one⏎two", "text `one⏎two`"},
		{"a line break as other programs write it, `_x000D_`", inline("one_x000D_&#10;two"), "", "one⏎two", "text `one⏎two`"},
		{"rich text, half of it bold", `t="s"><v>0</v>`, "", "bo**ld**", "text `bold`"},
		{"text with its reading in kana (phonetics)", `t="s"><v>1</v>`, "", "漢字", "text `漢字`"},
		{"`=1+1` typed after an apostrophe", inline("=1+1"), "", "=1+1", "text `=1+1`"},
		{"nothing", `>`, "", "(blank)", "blank"},
		{"text of no characters", inline(""), "", "(blank)", "blank"},
		{"a formula whose result is `\"\"`", `t="str"><f>IF(B1=0,"","x")</f><v></v>`, "", "(blank)", "blank"},
		{"nothing but spaces, or characters without width", inline(" \u00a0\u200b"), "", "(blank)", "blank"},
	}
}

func numberCells() []cellCase {
	v := func(n string) string { return `><v>` + n + `</v>` }
	return []cellCase{
		{"24017", v("24017"), "", "24017", "int `24017`"},
		{"-5", v("-5"), "", "-5", "int `-5`"},
		{"12.5 as `0.00`", v("12.5"), "0.00", "12.50", "decimal `12.5`"},
		{"12 as `0.00`", v("12"), "0.00", "12.00", "int `12`"},
		{"0.1+0.2, in the file 0.30000000000000004", v("0.30000000000000004"), "", "0.3", "decimal `0.3`"},
		{"49123456 as `0000000000`", v("49123456"), "0000000000", "0049123456", "text `0049123456`"},
		{"7 as `000`", v("7"), "000", "007", "text `007`"},
		{"123456789 as `00000-0000` (ZIP+4)", v("123456789"), `00000\-0000`, "12345-6789", "text `12345-6789`"},
		{"42 as `\"P-\"0000`", v("42"), `"P-"0000`, "P-0042", "text `P-0042`"},
		{"7.5 as `000`: it has a fraction", v("7.5"), "000", "008", "decimal `7.5`"},
		{"5551234567 as a telephone number, without zeros to keep", v("5551234567"), `[<=9999999]###\-####;\(###\)\ ###\-####`, "(555) 123-4567", "int `5551234567`"},
		{"0.125 as `0%`", v("0.125"), "0%", "13%", "decimal `0.125`"},
		{"0.125 as `0.0%`", v("0.125"), "0.0%", "12.5%", "decimal `0.125`"},
		{"1234.56789 as `#,##0.00 €`", v("1234.56789"), `#,##0.00\ "€"`, "1,234.57 €", "decimal `1234.56789`"},
		{"-1234 as `#,##0;(#,##0)`", v("-1234"), `#,##0;\(#,##0\)`, "(1,234)", "int `-1234`"},
		{"0.5 as `?/?` (fraction)", v("0.5"), "?/?", "1/2", "decimal `0.5`"},
		{"1500 as `0.00E+00` (scientific)", v("1500"), "0.00E+00", "1.50E+03", "int `1500`"},
		{"5 as `0\" m²\"`", v("5"), `0" m²"`, "5 m²", "int `5`"},
		{"1234567 as `#,##0,\"k\"`", v("1234567"), `#,##0,"k"`, "1,235k", "int `1234567`"},
		{"123456789012345, 15 digits", v("123456789012345"), "", "1.23457E+14", "int `123456789012345`"},
		{"12345678901234567, typed as a number: 15 digits are kept; a note says so", v("1.23456789012345E+16"), "", "1.23457E+16", "int `12345678901234500`"},
		{"TRUE", `t="b"><v>1</v>`, "", "TRUE", "bool `TRUE`"},
		{"1 as `\"yes\";;\"no\"`", v("1"), `"yes";;"no"`, "yes", "int `1`"},
	}
}

func dateCells() []cellCase {
	day := `><v>45720</v>`
	v := func(n string) string { return `><v>` + n + `</v>` }
	return []cellCase{
		{"4 March 2025 in the short format of the system", day, "id:14", "3/4/2025", "date `2025-03-04`"},
		{"4 March 2025 as `dd/mm/yyyy`", day, "dd/mm/yyyy", "04/03/2025", "date `2025-03-04`"},
		{"4 March 2025 as `[$-407]dd. mmmm yyyy`", day, "[$-407]dd. mmmm yyyy", "04. März 2025", "date `2025-03-04`"},
		{"4 March 2025 as `mmm-yy`", day, "mmm-yy", "Mar-25", "date `2025-03-04`"},
		{"4 March 2025, 18:00, as `yyyy-mm-dd`", v("45720.75"), "yyyy-mm-dd", "2025-03-04", "date `2025-03-04`"},
		{"4 March 2025, 18:00, as `m/d/yyyy h:mm`", v("45720.75"), "m/d/yyyy h:mm", "3/4/2025 18:00", "date-time `2025-03-04T18:00:00`"},
		{"the number 45720 without a format", day, "", "45720", "int `45720`"},
		{"an ISO cell, 2025-03-04, in the short format", `t="d"><v>2025-03-04T00:00:00Z</v>`, "id:14", "3/4/2025", "date `2025-03-04`"},
		{"0.75 as `h:mm AM/PM`", v("0.75"), "h:mm AM/PM", "6:00 PM", "time `18:00:00`"},
		{"37½ hours as `[h]:mm`", v("1.5625"), "[h]:mm", "37:30", "duration `37:30:00`"},
		{"37½ hours as `h:mm`", v("1.5625"), "h:mm", "13:30", "time `13:30:00`"},
		{"day 59", v("59"), "m/d/yyyy", "2/28/1900", "date `1900-02-28`"},
		{"day 60: Excel counts a 29 February 1900", v("60"), "m/d/yyyy", "2/29/1900", "error `a number that is no date`"},
		{"day 61", v("61"), "m/d/yyyy", "3/1/1900", "date `1900-03-01`"},
		{"day 0", v("0"), "m/d/yyyy", "1/0/1900", "error `a number that is no date`"},
		{"-1 as a date", v("-1"), "m/d/yyyy", "#####", "error `a number that is no date`"},
	}
}

func macCells() []cellCase {
	return []cellCase{
		{"44258 as a date, in a workbook that counts from 1904", `><v>44258</v>`, "m/d/yyyy", "3/4/2025", "date `2025-03-04`"},
		{"0 as a date, in a workbook that counts from 1904", `><v>0</v>`, "m/d/yyyy", "1/1/1904", "date `1904-01-01`"},
	}
}

func formulaCells() []cellCase {
	return []cellCase{
		{"`=A1+1`, calculated", `><f>A1+1</f><v>3</v>`, "", "3", "int `3`"},
		{"`=TODAY()` as a date, calculated when it was saved", `><f>TODAY()</f><v>45720</v>`, "id:14", "today", "date `2025-03-04`"},
		{"`=A1+1`, written by a program that does not calculate", `><f>A1+1</f>`, "", "3, once it has calculated", "error `a formula without a result`"},
		{"`=1/0`", `t="e"><f>1/0</f><v>#DIV/0!</v>`, "", "#DIV/0!", "error `#DIV/0!`"},
		{"`#N/A`", `t="e"><v>#N/A</v>`, "", "#N/A", "error `#N/A`"},
		{"a circular formula", `><f>A7</f><v>0</v>`, "", "0, after a warning", "int `0`"},
		{"`=[1]Budget!A1`, a formula about another workbook", `><f>[1]Budget!A1</f><v>7</v>`, "", "7", "int `7`"},
		{"`=cmd\\|'/c calc'!A0`, which would start a program", `t="e"><f>cmd|'/c calc'!A0</f><v>#REF!</v>`, "", "#REF!, after asking", "error `#REF!`"},
	}
}

func sheetCases(t *testing.T) []fileCase {
	t.Helper()
	head := textRow(1, "Name", "Job")
	two := textRow(2, "Ada", "24017") + textRow(3, "Bob", "24018")
	data := func(b book) string { return string(b.bytes(t)) }
	hires := map[string]string{
		"xl/worksheets/_rels/sheet1.xml.rels": relationships("table", "../tables/table1.xml"),
		"xl/tables/table1.xml":                `<table displayName="Hires" ref="A3:B4"/>`,
	}
	const file = "hires.xlsx"
	return []fileCase{
		{"a heading over each column", file, data(book{rows: head + two}), Options{}, "two rows", "`Ada` `24017`; `Bob` `24018`"},
		{"a title and a blank row above the headings", file, data(book{rows: textRow(1, "New hires") + textRow(3, "Name", "Job") + textRow(4, "Ada", "24017")}), Options{},
			"a title, one row", "`Ada` `24017`"},
		{"`Ada` merged over two rows", file, data(book{rows: head + textRow(2, "Ada", "24017") + textRow(3, "", "24018"), after: `<mergeCells><mergeCell ref="A2:A3"/></mergeCells>`}), Options{},
			"Ada, once", "`Ada` `24017`; `Ada` `24018`. Note: Cells are merged: the value of a merge was taken for each of its cells (A3)."},
		{"row 2 is hidden, by hand or by a filter", file, data(book{rows: head + strings.Replace(two, `<row r="2"`, `<row r="2" hidden="1"`, 1)}), Options{},
			"Bob", "`Ada` `24017`; `Bob` `24018`. Note: 1 row is hidden (2) and was read all the same."},
		{"the same, read with `hidden = \"skip\"`", file, data(book{rows: head + strings.Replace(two, `<row r="2"`, `<row r="2" hidden="1"`, 1)}), Options{Hidden: SkipHidden},
			"Bob", "`Bob` `24018`. Note: 1 row is hidden (2) and was left out."},
		{"column B is hidden", file, data(book{rows: head + textRow(2, "Ada", "24017"), before: `<cols><col min="2" max="2" hidden="1"/></cols>`}), Options{},
			"Ada", "`Ada` `24017`. Note: 1 column is hidden (B) and was read all the same."},
		{"the only sheet is hidden", file, data(book{rows: head + two, state: "hidden"}), Options{}, "nothing",
			"error: has no sheet with cells that is not hidden. Name the sheet: there are \"Data\"."},
		{"a table, and a note below it", file, data(book{rows: textRow(3, "Name", "Job") + textRow(4, "Ada", "24017") + textRow(8, "as agreed"), parts: hires}), Options{},
			"a table and a note", "`Ada` `24017`. Note: Only the table in A3:B4 was read; there is more in row 8."},
		{"`range = \"People\"`, a name for A1:A3", file, data(book{rows: head + two, names: `<definedName name="People">Data!$A$1:$A$3</definedName>`}), Options{Range: "People"},
			"two rows", "`Ada`; `Bob`"},
		{"headings in two rows, `Person` over two columns", file, data(book{rows: textRow(1, "Person", "") + textRow(2, "Name", "Job") + textRow(3, "Ada", "24017"), after: `<mergeCells><mergeCell ref="A1:B1"/></mergeCells>`}), Options{HeaderRow: 1},
			"two rows of headings", "error: sheet \"Data\" has headings of more than one row: A1:B1 is merged over several columns. Put one heading over each column in a single row, or say which row holds them, perhaps header = 2."},
		{"no headings", file, data(book{rows: textRow(1, "ada@example.com", "24017") + textRow(2, "bob@example.com", "24018")}), Options{}, "two rows",
			"error: sheet \"Data\" has no row of headings: row 1 looks like data (A1 holds \"ada@example.com\"). Put a heading over each column, or say which row holds the headings with header = 1, or header = None if none does."},
		{"the heading `Name` twice", file, data(book{rows: textRow(1, "Name", "name") + two}), Options{}, "both",
			"error: sheet \"Data\" has the heading \"name\" twice, in A1 and B1. Give each column a heading of its own."},
	}
}

func csvCases() []fileCase {
	const file = "hires.csv"
	const ada = "`Ada` `007`"
	zoe := func(s string) string { return "Name,Job\nZo" + s + ",007\n" }
	return []fileCase{
		{"UTF-8 with a byte order mark", file, "\ufeff" + zoe("ë"), Options{}, "Zoë, 7", "`Zoë` `007`"},
		{"UTF-8 without one", file, zoe("ë"), Options{}, "ZoÃ«, 7", "`Zoë` `007`"},
		{"Windows-1252", file, zoe("\xeb"), Options{}, "Zoë, 7", "`Zoë` `007`. Note: " + guessedEncoding},
		{"UTF-16, tabs (Excel's \"Unicode text\")", "hires.txt", utf16Text("Name\tJob\nZoë\t007\n", false, true), Options{}, "Zoë, 7", "`Zoë` `007`"},
		{"semicolons", file, "Name;Job\nAda;007\n", Options{}, "one column", ada},
		{"bars", file, "Name|Job\nAda|007\n", Options{}, "one column", ada},
		{"a first line `sep=;`", file, "sep=;\nName;Job\nAda;007\n", Options{}, "Ada, 7", ada},
		{"line ends of old Macs (CR)", file, "Name,Job\rAda,007\r", Options{}, "Ada, 7", ada},
		{"a line break in a cell in quotes", file, "Name,Job\n\"Ada\nLovelace\",007\n", Options{}, "Ada⏎Lovelace, 7", "`Ada⏎Lovelace` `007`"},
		{"a quote inside a value: `5\" pipe`", file, "Name,Job\n5\" pipe,007\n", Options{}, "5\" pipe, 7", "`5\" pipe` `007`"},
		{"a quote that is never closed", file, "Name,Job\n\"Ada,007\nBob,008\n", Options{}, "all in one cell",
			"error: opens a quote in A2 (line 2) that is never closed. Close it, or write it twice (\"\") where it is part of the text."},
		{"a row with a cell too few", file, "Name,Job,Role\nAda,007\n", Options{}, "Ada, 7", "`Ada` `007` blank. Note: 1 row has fewer cells than the headings (2): those missing count as blank."},
		{"a row with a cell too many", file, "Name,Firm,Job\nAda,Engines, Ltd,007\n", Options{HeaderRow: 1}, "Ada, Engines, Ltd, 7", "error: D2 of hires.csv: got 4 cells in the row, want 3, as in the headings"},
		{"`=\"007\"`, by which programs keep zeros", file, "Name,Job\nAda,=\"007\"\n", Options{}, "Ada, 007", ada},
		{"the job `3E10`", file, "Name,Job\nAda,3E10\n", Options{}, "Ada, 3.00E+10", "`Ada` `3E10`"},
		{"the job `MAR1`", file, "Name,Job\nAda,MAR1\n", Options{}, "Ada, 1-Mar", "`Ada` `MAR1`"},
		{"a number of 17 digits", file, "Name,Job\nAda,12345678901234567\n", Options{}, "Ada, 1.23457E+16", "`Ada` `12345678901234567`"},
		{"`=cmd\\|'/c calc'!A0`", file, "Name,Job\nAda,=cmd|'/c calc'!A0\n", Options{Delimiter: ','}, "#REF!, after asking", "`Ada` `=cmd|'/c calc'!A0`"},
		{"a NUL byte", file, "Name,Job\nAda,0\x0007\n", Options{}, "Ada, 0", "error: holds a zero byte in line 2, which no text has. If it is a spreadsheet, open it in Excel and save it as .xlsx or as CSV UTF-8."},
	}
}

func columnCases() []columnCase {
	date := func(order DateOrder) func(Cell) (any, error) {
		return func(c Cell) (any, error) { v, _, err := c.AsDate(Locale{Dates: order}); return v, err }
	}
	decimal := func(comma bool) func(Cell) (any, error) {
		return func(c Cell) (any, error) { v, _, err := c.AsDecimal(Locale{DecimalComma: comma}); return v, err }
	}
	integer := func(c Cell) (any, error) { v, _, err := c.AsInt(Locale{}); return v, err }
	yes := func(c Cell) (any, error) { v, _, err := c.AsBool(); return v, err }
	email := func(c Cell) (any, error) { v, _, err := c.AsEmail(); return v, err }
	return []columnCase{
		{"`04/03/2025`, a date", "04/03/2025", date(YearFirst), "3 April 2025", "error: A2: got \"04/03/2025\", want a date. This could be 2025-03-04 or 2025-04-03: read the file with dates = \"day_first\" or \"month_first\"."},
		{"the same with `dates = \"day_first\"`", "04/03/2025", date(DayFirst), "3 April 2025", "`2025-03-04`"},
		{"`31/12/2025`, a date", "31/12/2025", date(YearFirst), "text", "error: A2: got \"31/12/2025\", want a date. Read the file with dates = \"day_first\", or write the date as 2025-12-31."},
		{"`4 March 2025`, a date", "4 March 2025", date(YearFirst), "4-Mar-25", "`2025-03-04`"},
		{"`2025-02-29`, a date", "2025-02-29", date(YearFirst), "text", "error: A2: got \"2025-02-29\", want a date. There is no such day: year 2025, month 2, day 29."},
		{"`1,5`, a number", "1,5", decimal(false), "15", "error: A2: got \"1,5\", want a number. If the comma is the decimal sign, read the file with decimal_comma = True; else write the number without it."},
		{"the same with `decimal_comma = True`", "1,5", decimal(true), "15", "`1.5`"},
		{"`1.234,5` with `decimal_comma = True`", "1.234,5", decimal(true), "text", "`1234.5`"},
		{"`1,234.5`, a number", "1,234.5", decimal(false), "1,234.5", "`1234.5`"},
		{"`12.5 %`, a number", "12.5 %", decimal(false), "12.50%", "`0.125`"},
		{"`1 500`, a whole number, with a no-break space", "1\u00a0500", integer, "text", "`1500`"},
		{"`7.5`, a whole number", "7.5", integer, "7.5", "error: A2: got \"7.5\", want a whole number. "},
		{"`x`, yes or no", "x", yes, "x", "`true`"},
		{"`ada@example.com` between no-break spaces, an e-mail address", "\u00a0ada@example.com\u00a0", email, "ada@example.com", "`ada@example.com`"},
		{"`Ada <ada@example.com>`, an e-mail address", "Ada <ada@example.com>", email, "text", "error: A2: got \"Ada <ada@example.com>\", want an e-mail address. Write the address alone: ada@example.com."},
		{"`a@example.com; b@example.com`, an e-mail address", "a@example.com; b@example.com", email, "text",
			"error: A2: got \"a@example.com; b@example.com\", want an e-mail address. Write one address in a cell, and one row for each person."},
	}
}

func refusedCases(t *testing.T) []fileCase {
	t.Helper()
	parts := func(names ...string) string {
		m := map[string]string{}
		for _, n := range names {
			m[n] = "x"
		}
		return string(zipOf(t, m))
	}
	good := string(book{rows: textRow(1, "a", "b")}.bytes(t))
	save := ". " + saveAs
	bomb := string(rawZip(t, "xl/worksheets/sheet1.xml", deflated(t, 80), 80<<20, nil))
	entities := string(book{parts: map[string]string{"xl/worksheets/sheet1.xml": `<!DOCTYPE x [<!ENTITY a "ha"><!ENTITY b "&a;&a;">]><worksheet><sheetData/></worksheet>`}}.bytes(t))
	return []fileCase{
		{"an old workbook, .xls", "hires.xls", compound("Workbook"), Options{}, "a workbook", "error: is an old Excel file (.xls)" + save},
		{"a workbook with a password", "hires.xlsx", compound("EncryptedPackage"), Options{}, "asks for it",
			"error: is protected by a password. Open it in Excel, remove the password (File, Info, Protect Workbook, Encrypt with Password, clear it) and save it."},
		{"a web page saved as .xls", "hires.xls", "<html><table><tr><td>Name", Options{}, "a table, after a warning", "error: is a web page under the name of a spreadsheet" + save + " If it is the page of a log-in, download the file again."},
		{"an XML Spreadsheet 2003 saved as .xls", "hires.xls", `<?xml version="1.0"?><Workbook xmlns="urn:schemas-microsoft-com:office:spreadsheet">`, Options{}, "a workbook, after a warning", "error: is an XML Spreadsheet 2003" + save},
		{"a binary workbook, .xlsb", "hires.xlsb", parts("xl/workbook.bin"), Options{}, "a workbook", "error: is a binary workbook (.xlsb)" + save},
		{"an OpenDocument sheet, .ods", "hires.ods", parts("content.xml", "mimetype"), Options{}, "a workbook", "error: is an OpenDocument file (.ods). Open it in LibreOffice or Excel and save it as .xlsx."},
		{"a text file named .xlsx", "hires.xlsx", "Name,Job\n", Options{}, "an error", "error: has the name of a workbook, but is not one. If it is a text file with separated values, give it the ending .csv; else open it in Excel and save it as .xlsx."},
		{"a workbook half downloaded", "hires.xlsx", good[:len(good)/2], Options{}, "an offer to repair it", "error: is cut off or damaged. If it is still being saved or downloaded, wait until that is done; else save it or download it again."},
		{"a zip bomb", "hires.xlsx", bomb, Options{}, "nothing, for a long time", "error: unpacks to more than can be read (xl/worksheets/sheet1.xml). Leave out sheets and columns that are not needed, or split the file."},
		{"XML with entities of its own", "hires.xlsx", entities, Options{}, "an offer to repair it",
			"error: is damaged: xl/worksheets/sheet1.xml is not well-formed XML: it has a document type or entities, which no workbook needs. Open it in Excel, let it repair the file, and save it as .xlsx."},
		{"the file `~$hires.xlsx` that Excel keeps beside an open one", "~$hires.xlsx", string(excelOwner("Ada")), Options{}, "an error",
			fmt.Sprintf("error: is what Excel keeps beside a file that it has open, not the file itself. Name %s instead.", "hires.xlsx")},
	}
}
