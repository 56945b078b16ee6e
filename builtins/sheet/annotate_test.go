package sheet

import (
	"archive/zip"
	"bytes"
	"context"
	"fmt"
	"io"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/xuri/excelize/v2"
)

func annotate(t *testing.T, name string, data []byte, opt Options, a Annotations) []byte {
	t.Helper()
	var b bytes.Buffer
	if err := Annotate(context.Background(), &b, BytesSource(name, data), opt, a); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

// outcome annotates even rows.
var outcome = Annotations{Columns: []string{"Status", "Message"}, Row: func(n int) []string {
	if n%2 == 1 {
		return nil
	}
	return []string{"created", fmt.Sprintf("row %d <ok> _x0041_", n)}
}}

func partsOf(t *testing.T, data []byte) map[string]string {
	t.Helper()
	z, err := zip.NewReader(bytes.NewReader(data), int64(len(data)))
	if err != nil {
		t.Fatal(err)
	}
	parts := map[string]string{}
	for _, f := range z.File {
		r, err := f.Open()
		if err != nil {
			t.Fatal(err)
		}
		body, err := io.ReadAll(r)
		if err != nil {
			t.Fatal(err)
		}
		parts[f.Name] = string(body)
	}
	return parts
}

// TestAnnotateXLSX annotates a workbook twice and pins that nothing else of it changes.
func TestAnnotateXLSX(t *testing.T) {
	b := book{
		before:  `<dimension ref="A1:B4"/><cols><col min="1" max="2" width="9"/></cols><!-- kept -->`,
		rows:    `<row r="2" spans="1:2" ht="30"><c r="A2" s="1" t="inlineStr"><is><t>Email</t></is></c><c r="B2" s="1" t="inlineStr"><is><t>Job</t></is></c></row><row r="4"><c r="A4"><v>1</v></c><c r="B4" s="1"><f>A4</f><v>1</v></c></row><row r="5"><c r="A5"><v>2</v></c></row><row r="6"/>` + textRow(8, "x"),
		after:   `<conditionalFormatting sqref="A1"/>`,
		formats: []string{"000"},
		parts:   map[string]string{"xl/media/image1.png": "picture", "xl/vbaProject.bin": "macros"},
	}
	before := b.bytes(t)
	once := annotate(t, "x.xlsx", before, Options{}, outcome)
	want := partsOf(t, before)
	got := partsOf(t, once)
	sheetXML := got["xl/worksheets/sheet1.xml"]
	delete(want, "xl/worksheets/sheet1.xml")
	delete(got, "xl/worksheets/sheet1.xml")
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("other parts differ (-want +got):\n%s", diff)
	}
	const added = `<c r="C4" t="inlineStr"><is><t xml:space="preserve">created</t></is></c><c r="D4" t="inlineStr"><is><t xml:space="preserve">row 4 &lt;ok&gt; _x005F_x0041_</t></is></c>`
	for _, piece := range []string{
		`<cols><col min="1" max="2" width="9"/><col min="3" max="3" width="10" customWidth="1"/><col min="4" max="4" width="20" customWidth="1"/></cols><!-- kept --><sheetData>`,
		`<row r="2" ht="30"><c r="A2" s="1"`, `<c r="C2" s="1" t="inlineStr"><is><t xml:space="preserve">Status</t></is></c>`,
		`<row r="4"><c r="A4"><v>1</v></c><c r="B4" s="1"><f>A4</f><v>1</v></c>` + added + `</row><row r="5"><c r="A5"><v>2</v></c></row><row r="6">`,
		`<conditionalFormatting sqref="A1"/>`,
	} {
		if !strings.Contains(sheetXML, piece) {
			t.Errorf("got %s, want it to hold %s", sheetXML, piece)
		}
	}
	again := Annotations{Columns: []string{"Run", "status"}, Row: func(n int) []string { return []string{"r1", "changed"} }}
	twice := annotate(t, "x.xlsx", once, Options{}, again)
	table, err := Open(context.Background(), BytesSource("x.xlsx", twice), Options{})
	if err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff([]string{"Email", "Job", "status", "Message", "Run"}, table.Names()); diff != "" {
		t.Errorf("columns differ (-want +got):\n%s", diff)
	}
	if diff := cmp.Diff([][]string{{"4", "1", "001", "changed", "row 4 <ok> _x0041_", "r1"}, {"5", "2", "", "changed", "", "r1"}, {"6", "", "", "changed", "row 6 <ok> _x0041_", "r1"}, {"8", "x", "", "changed", "row 8 <ok> _x0041_", "r1"}}, grid(table)); diff != "" {
		t.Errorf("rows differ (-want +got):\n%s", diff)
	}
}

// TestAnnotateExcelize pins that a workbook of another program is still one after it was annotated.
func TestAnnotateExcelize(t *testing.T) {
	data := writeXLSX(t, Data{Name: "O'Neil", Columns: []string{"a"}, Rows: RowsOf([][]any{{"x"}})}, Data{Name: "Hires", Columns: []string{"Email", "Start"}, Rows: RowsOf([][]any{{"ada@example.com", Day{2025, 3, 4}}})})
	f, err := excelize.OpenReader(bytes.NewReader(annotate(t, "x.xlsx", data, Options{Sheet: "Hires"}, outcome)))
	if err != nil {
		t.Fatal(err)
	}
	rows, err := f.GetRows("Hires")
	if err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff([][]string{{"Email", "Start", "Status", "Message"}, {"ada@example.com", "2025-03-04", "created", "row 2 <ok> _x0041_"}}, rows); diff != "" {
		t.Errorf("rows differ (-want +got):\n%s", diff)
	}
}

// TestAnnotateCSV pins the bytes of an annotated text file.
func TestAnnotateCSV(t *testing.T) {
	tests := []struct{ name, text, want string }{
		{"plain", "Email,Job\nada,1\nbob,2\n", "\ufeffEmail,Job,Status,Message\nada,1,created,row 2 <ok> _x0041_\nbob,2\n"},
		{"quotes, blank lines, short rows", "sep=;\r\n\"E;mail\";Job;x\r\n\r\nbob;2\r\n\"a\"\"\nb\";;3\r\nlast",
			"\ufeffsep=;\r\n\"E;mail\";Job;x;Status;Message\r\n\r\nbob;2\r\n\"a\"\"\nb\";;3;created;row 4 <ok> _x0041_\r\nlast\r\n"},
		{"again", "Email,Message,Status\nada,\"old, gone\",older\n", "\ufeffEmail,Message,Status\nada,row 2 <ok> _x0041_,created\n"},
		{"Windows-1252", "Name,Job\nZo\xeb,1\n", "\ufeffName,Job,Status,Message\nZoë,1,created,row 2 <ok> _x0041_\n"},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			if diff := cmp.Diff(tt.want, string(annotate(t, "x.csv", []byte(tt.text), Options{HeaderRow: 1}, outcome))); diff != "" {
				t.Errorf("differs (-want +got):\n%s", diff)
			}
		})
	}
}

// TestAnnotateErrors pins what cannot be annotated.
func TestAnnotateErrors(t *testing.T) {
	b := book{rows: textRow(1, "Email", "Status") + `<row r="2"><c r="A2"><v>1</v></c><c r="B2"><f>A2</f><v>1</v></c></row>`}
	err := Annotate(context.Background(), io.Discard, BytesSource("x.xlsx", b.bytes(t)), Options{}, outcome)
	checkError(t, err, "has a formula in B2, where an annotation is to go")
	b = book{rows: textRow(1, "Email", "Job") + `<row r="2"><c r="XFD2"><v>1</v></c></row>`}
	err = Annotate(context.Background(), io.Discard, BytesSource("x.xlsx", b.bytes(t)), Options{}, outcome)
	checkError(t, err, "has no room for more columns")
	short := Annotations{Columns: []string{"a", "b"}, Row: func(int) []string { return []string{"x"} }}
	err = Annotate(context.Background(), io.Discard, BytesSource("x.csv", []byte("a,b\n1,2\n")), Options{}, short)
	checkError(t, err, "got 1 annotations for row 2, want 2")
}
