package sheet

import (
	"archive/zip"
	"bytes"
	"context"
	"fmt"
	"html"
	"io"
	"maps"
	"slices"
	"strings"
	"testing"
)

// book is a workbook built from pieces of XML, for what no library would write.
type book struct {
	rows     string   // inside sheetData
	before   string   // before sheetData: cols
	after    string   // behind it: merges, filters
	shared   []string // inside each si
	formats  []string // number format codes, by style from 1; "id:14" names a built-in one
	date1904 bool
	names    string            // definedName elements
	state    string            // of the sheet
	parts    map[string]string // parts to add or replace
}

const (
	mainNS  = `xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"`
	relNS   = `xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"`
	relType = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/"
)

func relationships(pairs ...string) string {
	var b strings.Builder
	b.WriteString(`<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">`)
	for i := 0; i < len(pairs); i += 2 {
		fmt.Fprintf(&b, `<Relationship Id="rId%d" Type="%s%s" Target="%s"/>`, i/2+1, relType, pairs[i], pairs[i+1])
	}
	b.WriteString(`</Relationships>`)
	return b.String()
}

func (b book) styles() string {
	var codes, xfs strings.Builder
	for i, code := range b.formats {
		id := fmt.Sprint(164 + i)
		if builtin, ok := strings.CutPrefix(code, "id:"); ok {
			id = builtin
		} else {
			fmt.Fprintf(&codes, `<numFmt numFmtId="%s" formatCode="%s"/>`, id, html.EscapeString(code))
		}
		fmt.Fprintf(&xfs, `<xf numFmtId="%s" applyNumberFormat="1"/>`, id)
	}
	return fmt.Sprintf(`<styleSheet %s><numFmts>%s</numFmts><cellStyleXfs><xf numFmtId="14"/></cellStyleXfs>`+
		`<cellXfs><xf numFmtId="0"/>%s</cellXfs></styleSheet>`, mainNS, &codes, &xfs)
}

func (b book) bytes(t testing.TB) []byte {
	t.Helper()
	var shared strings.Builder
	for _, s := range b.shared {
		shared.WriteString("<si>" + s + "</si>")
	}
	state := ""
	if b.state != "" {
		state = fmt.Sprintf(` state="%s"`, b.state)
	}
	parts := map[string]string{
		"_rels/.rels":                relationships("officeDocument", "xl/workbook.xml"),
		"xl/_rels/workbook.xml.rels": relationships("worksheet", "worksheets/sheet1.xml", "sharedStrings", "sharedStrings.xml", "styles", "styles.xml"),
		"xl/workbook.xml": fmt.Sprintf(`<?xml version="1.0" encoding="UTF-8"?><workbook %s %s><workbookPr date1904="%t"/><sheets><sheet name="Data" sheetId="1"%s r:id="rId1"/></sheets><definedNames>%s</definedNames></workbook>`,
			mainNS, relNS, b.date1904, state, b.names),
		"xl/styles.xml":            b.styles(),
		"xl/sharedStrings.xml":     fmt.Sprintf(`<sst %s>%s</sst>`, mainNS, &shared),
		"xl/worksheets/sheet1.xml": fmt.Sprintf(`<worksheet %s %s>%s<sheetData>%s</sheetData>%s</worksheet>`, mainNS, relNS, b.before, b.rows, b.after),
	}
	maps.Copy(parts, b.parts)
	return zipOf(t, parts)
}

func (b book) open(t testing.TB, opt Options) (*Table, error) {
	t.Helper()
	return Open(context.Background(), BytesSource("book.xlsx", b.bytes(t)), opt)
}

// zipOf is a zip archive of parts; a part whose body is "-" is left out.
func zipOf(t testing.TB, parts map[string]string) []byte {
	t.Helper()
	var b bytes.Buffer
	z := zip.NewWriter(&b)
	for _, name := range slices.Sorted(maps.Keys(parts)) {
		if parts[name] == "-" {
			continue
		}
		w, err := z.Create(name)
		if err != nil {
			t.Fatal(err)
		}
		if _, err := io.WriteString(w, parts[name]); err != nil {
			t.Fatal(err)
		}
	}
	if err := z.Close(); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

// textRow is a row of inline strings, blank where the text is empty.
func textRow(number int, texts ...string) string {
	var b strings.Builder
	fmt.Fprintf(&b, `<row r="%d">`, number)
	for i, s := range texts {
		if s != "" {
			fmt.Fprintf(&b, `<c r="%s" t="inlineStr"><is><t>%s</t></is></c>`, refOf(number, i+1), html.EscapeString(s))
		}
	}
	b.WriteString(`</row>`)
	return b.String()
}

// grid is the texts of a table's rows.
func grid(t *Table) [][]string {
	var rows [][]string
	for _, r := range t.Rows {
		row := []string{fmt.Sprint(r.Number)}
		for _, c := range r.Cells {
			row = append(row, c.Text())
		}
		rows = append(rows, row)
	}
	return rows
}

func openText(t testing.TB, name, text string, opt Options) (*Table, error) {
	t.Helper()
	return Open(context.Background(), BytesSource(name, []byte(text)), opt)
}
