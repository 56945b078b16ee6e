package sheet

import (
	"archive/zip"
	"bytes"
	"compress/flate"
	"context"
	"encoding/binary"
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"runtime"
	"slices"
	"strings"
	"testing"
)

// compound is the beginning of a file in Microsoft's compound format with one stream's name in it.
func compound(stream string) string {
	var b strings.Builder
	b.WriteString("\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + strings.Repeat("\x00", 1500))
	for _, c := range stream {
		b.WriteString(string(c) + "\x00")
	}
	return b.String() + strings.Repeat("\x00", 600)
}

// TestRefuse pins what is said of files that are no sheets, whatever their names.
func TestRefuse(t *testing.T) {
	parts := func(names ...string) string {
		m := map[string]string{}
		for _, n := range names {
			m[n] = "x"
		}
		return string(zipOf(t, m))
	}
	good := string(book{rows: textRow(1, "a", "b")}.bytes(t))
	with := func(name, body string) string {
		return string(book{rows: textRow(1, "a", "b"), parts: map[string]string{name: body}}.bytes(t))
	}
	worksheet := func(body string) string { return with("xl/worksheets/sheet1.xml", body) }
	tests := []struct{ name, file, data, err string }{
		{"empty file", "x.xlsx", "", "x.xlsx: is empty … saved or downloaded whole"},
		{"password", "x.xlsx", compound("EncryptedPackage"), "is protected by a password … remove the password"},
		{"old Excel", "x.xls", compound("Workbook"), "is an old Excel file (.xls) … save it as .xlsx"},
		{"very old Excel", "x.xls", "\x09\x08\x10\x00\x00\x06\x05\x00", "is an old Excel file (.xls)"},
		{"old Word", "x.doc", compound("WordDocument"), "is an old Office file, not a spreadsheet"},
		{"web page", "x.xls", "\r\n<HTML><body><table><tr><td>1", "is a web page under the name of a spreadsheet … save it as .xlsx"},
		{"XML spreadsheet", "x.xls", `<?xml version="1.0"?><?mso-application progid="Excel.Sheet"?><Workbook xmlns="urn:schemas-microsoft-com:office:spreadsheet">`, "is an XML Spreadsheet 2003"},
		{"XML", "x.csv", "\ufeff<?xml version='1.0'?><rows/>", "is an XML file, not a spreadsheet"},
		{"UTF-16 web page", "x.xls", utf16Text("<html><table>", false, true), "is a web page"},
		{"web archive", "x.xls", "MIME-Version: 1.0\r\n", "is a web archive"},
		{"PDF", "x.csv", "%PDF-1.7\n", "is a PDF, not a spreadsheet"},
		{"gzip", "x.csv", "\x1f\x8b\x08\x00", "is a gzip archive … Unpack it first."},
		{"Google link", "x.gsheet", `{"url": "https://docs.google.com"}`, "is only a link to a Google sheet … Download it as .xlsx"},
		{"JSON", "x.csv", "[{\"email\": \"ada@example.com\"}]", "is JSON, not a spreadsheet"},
		{"text named as a workbook", "x.xlsx", "a,b\n1,2\n", "has the name of a workbook, but is not one … give it the ending .csv"},
		{"binary workbook", "x.xlsb", parts("xl/workbook.bin"), "is a binary workbook (.xlsb)"},
		{"OpenDocument", "x.ods", parts("content.xml", "mimetype"), "is an OpenDocument file (.ods)"},
		{"Numbers", "x.numbers", parts("Index/Document.iwa"), "is a Numbers file"},
		{"Word", "x.docx", parts("word/document.xml"), "is a Word document"},
		{"PowerPoint", "x.pptx", parts("ppt/presentation.xml"), "is a PowerPoint file"},
		{"other zip", "x.zip", parts("readme.txt"), "is a zip archive, but no workbook"},
		{"empty zip", "x.xlsx", string(zipOf(t, nil)), "is a zip archive, but no workbook"},
		{"cut off", "x.xlsx", good[:len(good)/2], "is cut off or damaged"},
		{"changed bytes", "x.xlsx", strings.Replace(good, "PK\x01\x02", "PK\x01\x03", 1), "is cut off or damaged"},
		{"no sheets", "x.xlsx", with("xl/workbook.xml", "<workbook/>"), "has no sheets"},
		{"missing sheet", "x.xlsx", with("xl/worksheets/sheet1.xml", "-"), `is damaged: sheet "Data" is missing`},
		{"links out of the archive", "x.xlsx", with("xl/_rels/workbook.xml.rels", relationships("worksheet", "../../../../etc/passwd")), `is damaged: sheet "Data" is missing`},
		{"chart", "x.xlsx", with("xl/_rels/workbook.xml.rels", relationships("chartsheet", "chartsheets/sheet1.xml")), "no sheet with cells"},
		{"document type", "x.xlsx", worksheet(`<!DOCTYPE lolz [<!ENTITY lol "lol">]><worksheet><sheetData/></worksheet>`), "it has a document type or entities"},
		{"nesting", "x.xlsx", worksheet(strings.Repeat("<a>", 1000)), "tags nest more than 64 deep"},
		{"wrong nesting", "x.xlsx", worksheet("<worksheet><sheetData></worksheet></sheetData>"), "not well-formed XML"},
		{"ends early", "x.xlsx", worksheet("<worksheet><sheetData><row>"), "not well-formed XML"},
		{"tag cut off", "x.xlsx", worksheet("<worksheet><sheetData><row r="), "not well-formed XML"},
		{"long text", "x.xlsx", worksheet("<worksheet><sheetData><row><c t=\"str\"><v>" + strings.Repeat("x", 2<<20) + "</v></c></row></sheetData></worksheet>"), "one text takes more than 1024 KB"},
		{"long tag", "x.xlsx", worksheet("<worksheet " + strings.Repeat("x='1' ", 2<<20) + ">"), "one tag or text takes more than 4 MB"},
		{"not UTF-8", "x.xlsx", worksheet("<worksheet><sheetData/></worksheet>\xff"), "is empty"},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			_, err := Open(context.Background(), BytesSource(tt.file, []byte(tt.data)), Options{})
			checkError(t, err, tt.err)
			var fileErr *FileError
			if !errors.As(err, &fileErr) || fileErr.File != tt.file {
				t.Errorf("got %#v, want a FileError of %s", err, tt.file)
			}
		})
	}
}

// TestFileSource refuses what is no file.
func TestFileSource(t *testing.T) {
	dir, err := os.Open(t.TempDir())
	if err != nil {
		t.Fatal(err)
	}
	defer dir.Close()
	_, err = FileSource(dir, "hires")
	checkError(t, err, "hires: is a folder, want a file … Name the .xlsx or .csv file in it.")

	pipe, w, err := os.Pipe()
	if err != nil {
		t.Fatal(err)
	}
	defer pipe.Close()
	defer w.Close()
	_, err = FileSource(pipe, "pipe")
	checkError(t, err, "is a device or a pipe")

	path := filepath.Join(t.TempDir(), "x.csv")
	if err := os.WriteFile(path, []byte("a,b\n1,2\n"), 0o600); err != nil {
		t.Fatal(err)
	}
	f, err := os.Open(path)
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	src, err := FileSource(f, "x.csv")
	if err != nil || src.Size != 8 {
		t.Fatalf("got %d bytes, %v", src.Size, err)
	}
	if _, err := Open(context.Background(), src, Options{}); err != nil {
		t.Error(err)
	}
}

// rawZip is a zip archive of one stored or deflated part whose sizes are as given, true or not.
func rawZip(t *testing.T, name string, body []byte, size uint64, write func(io.Writer)) []byte {
	t.Helper()
	var b bytes.Buffer
	z := zip.NewWriter(&b)
	for part, text := range map[string]string{
		"_rels/.rels":                relationships("officeDocument", "xl/workbook.xml"),
		"xl/_rels/workbook.xml.rels": relationships("worksheet", "worksheets/sheet1.xml", "sharedStrings", "sharedStrings.xml"),
		"xl/workbook.xml":            fmt.Sprintf(`<workbook %s %s><sheets><sheet name="Data" sheetId="1" r:id="rId1"/></sheets></workbook>`, mainNS, relNS),
	} {
		w, err := z.Create(part)
		if err != nil {
			t.Fatal(err)
		}
		io.WriteString(w, text)
	}
	h := &zip.FileHeader{Name: name, Method: zip.Deflate}
	if write == nil {
		h.CompressedSize64, h.UncompressedSize64 = uint64(len(body)), size
		w, err := z.CreateRaw(h)
		if err != nil {
			t.Fatal(err)
		}
		w.Write(body)
	} else {
		w, err := z.CreateHeader(h)
		if err != nil {
			t.Fatal(err)
		}
		write(w)
	}
	if err := z.Close(); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

// deflated is n megabytes of empty tags, packed: one megabyte is packed and repeated.
func deflated(t *testing.T, megabytes int) []byte {
	t.Helper()
	var b bytes.Buffer
	w, err := flate.NewWriter(&b, flate.BestCompression)
	if err != nil {
		t.Fatal(err)
	}
	w.Write(bytes.Repeat([]byte(`<a b="`+strings.Repeat(" ", 1015)+`"/>`), 1<<10))
	w.Flush()
	block := bytes.Clone(b.Bytes())
	w.Close()
	end := b.Bytes()[len(block):]
	return append(bytes.Repeat(block, megabytes), end...)
}

// TestBounds pins that what files claim or unpack to costs bounded time and memory.
func TestBounds(t *testing.T) {
	const sheetPart = "xl/worksheets/sheet1.xml"
	bomb := deflated(t, 80)
	tests := []struct {
		name string
		data []byte
		err  string
	}{
		{"declared size", rawZip(t, sheetPart, bomb, 5<<30, nil), "unpacks to 5,120 MB (" + sheetPart + "), more than can be read (2,048 MB)"},
		{"real size beyond the declared one", rawZip(t, sheetPart, bomb, 1000, nil), "cut off or damaged"},
		{"ratio", rawZip(t, sheetPart, bomb, 80<<20, nil), "unpacks to more than can be read (" + sheetPart + ")"},
		{"shared strings", rawZip(t, "xl/sharedStrings.xml", nil, 0, func(w io.Writer) {
			fmt.Fprintf(w, "<sst>")
			for i := range 60_000 {
				fmt.Fprintf(w, "<si><t>%d%s</t></si>", i*7919, strings.Repeat("x", 200+i%50))
			}
			fmt.Fprintf(w, "</sst>")
		}), "more text than can be kept in memory (8 MB)"},
		{"a directory of 100,000 parts", func() []byte {
			var b bytes.Buffer
			z := zip.NewWriter(&b)
			for i := range 100_000 {
				if _, err := z.CreateHeader(&zip.FileHeader{Name: fmt.Sprintf("xl/media/%d", i), Method: zip.Store}); err != nil {
					t.Fatal(err)
				}
			}
			z.Close()
			return b.Bytes()
		}(), "a list of contents that no workbook has"},
		{"part twice", func() []byte {
			var b bytes.Buffer
			z := zip.NewWriter(&b)
			for range 2 {
				if _, err := z.Create("xl/workbook.xml"); err != nil {
					t.Fatal(err)
				}
			}
			z.Close()
			return b.Bytes()
		}(), "it holds xl/workbook.xml twice"},
		{"password", func() []byte {
			data := book{rows: textRow(1, "a")}.bytes(t)
			for i := range len(data) - 10 {
				if bytes.Equal(data[i:i+4], []byte("PK\x01\x02")) {
					binary.LittleEndian.PutUint16(data[i+8:], 1|8)
				}
			}
			return data
		}(), "is a zip archive with a password"},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			var before, after runtime.MemStats
			runtime.ReadMemStats(&before)
			_, err := Open(context.Background(), BytesSource("x.xlsx", tt.data), Options{Limits: Limits{TextBytes: 8 << 20}})
			checkError(t, err, tt.err)
			runtime.ReadMemStats(&after)
			if got := after.TotalAlloc - before.TotalAlloc; got > 64<<20 {
				t.Errorf("got %d MB allocated, want less than 64", got>>20)
			}
		})
	}

	b := book{rows: textRow(1, "a", "b") + textRow(2, "1", "2") + textRow(3, "3", "4")}
	_, err := b.open(t, Options{Limits: Limits{Cells: 3}})
	checkError(t, err, "holds more than can be kept in memory at once (row 3)")
	_, err = b.open(t, Options{Limits: Limits{FileBytes: 100}})
	checkError(t, err, "more than can be read")
}

// TestManyMerges pins that merged ranges over the whole sheet do not multiply its size.
func TestManyMerges(t *testing.T) {
	var rows, merges strings.Builder
	rows.WriteString(textRow(1, "a", "b"))
	for r := 2; r < 2000; r++ {
		rows.WriteString(fmt.Sprintf(`<row r="%d"><c r="A%d"><v>1</v></c><c r="B%d"><v>2</v></c><c r="D%d"><v>2</v></c></row>`, r, r, r, r))
		fmt.Fprintf(&merges, `<mergeCell ref="D%d:XFD%d"/>`, r, r)
	}
	table, err := book{rows: rows.String(), after: "<mergeCells>" + merges.String() + "</mergeCells>"}.open(t, Options{})
	if err != nil || len(table.Rows) != 1998 {
		t.Fatalf("got %v, want 1998 rows", err)
	}
	cells := 0
	for _, row := range table.Rows {
		cells += len(row.Cells)
	}
	if cells > 10*len(table.Rows) {
		t.Errorf("got %d cells for %d rows of three", cells, len(table.Rows))
	}
}

// TestCancel stops in the middle of a sheet.
func TestCancel(t *testing.T) {
	ctx, cancel := context.WithCancelCause(context.Background())
	defer cancel(nil)
	because := errors.New("interrupted")
	r, err := Stream(ctx, BytesSource("x.csv", []byte("a,b\n"+strings.Repeat("1,2\n", 10_000))), Options{})
	if err != nil {
		t.Fatal(err)
	}
	n := 0
	for _, err := range r.All() {
		if err != nil {
			if !errors.Is(err, because) || n > 1000 {
				t.Errorf("got %v after %d rows, want %v", err, n, because)
			}
			return
		}
		if n++; n == 10 {
			cancel(because)
		}
	}
	t.Error("got all rows, want an error")
}

// TestCancelled pins that nothing is read once the context has ended, and that its cause comes back as it is.
func TestCancelled(t *testing.T) {
	ctx, cancel := context.WithCancelCause(context.Background())
	because := errors.New("interrupted")
	cancel(because)
	for _, src := range []Source{BytesSource("x.csv", []byte("a,b\n1,2\n")), BytesSource("x.xlsx", book{rows: textRow(1, "a")}.bytes(t))} {
		_, openErr := Open(ctx, src, Options{})
		_, inspectErr := Inspect(ctx, src, Options{})
		annotateErr := Annotate(ctx, io.Discard, src, Options{}, Annotations{Columns: []string{"Status"}})
		for _, err := range []error{openErr, inspectErr, annotateErr} {
			if err != because {
				t.Errorf("%s: got %v, want %v", src.Name, err, because)
			}
		}
	}
	rows := RowsOf(slices.Repeat([][]any{{1}}, 1000))
	for _, err := range []error{
		WriteXLSX(ctx, io.Discard, []Data{{Name: "S", Columns: []string{"a"}, Rows: rows}}, WriteOptions{}),
		WriteCSV(ctx, io.Discard, Data{Columns: []string{"a"}, Rows: rows}, CSVOptions{}),
	} {
		if err != because {
			t.Errorf("got %v, want %v", err, because)
		}
	}
}

// failingReader fails behind its first bytes.
type failingReader struct {
	io.ReaderAt
	after int64
}

func (f failingReader) ReadAt(p []byte, off int64) (int, error) {
	if off+int64(len(p)) > f.after {
		return 0, errors.New("disk on fire")
	}
	return f.ReaderAt.ReadAt(p, off)
}

// TestReadError pins that a disk's error is told as such.
func TestReadError(t *testing.T) {
	data := []byte("a,b\n" + strings.Repeat("1,2\n", 200_000))
	_, err := Open(context.Background(), Source{Name: "x.csv", ReaderAt: failingReader{bytes.NewReader(data), 5000}, Size: int64(len(data))}, Options{})
	checkError(t, err, "x.csv: cannot be read: disk on fire")
	data = book{rows: textRow(1, "a")}.bytes(t)
	_, err = Open(context.Background(), Source{Name: "x.xlsx", ReaderAt: failingReader{bytes.NewReader(data), 10}, Size: int64(len(data))}, Options{})
	checkError(t, err, "x.xlsx: cannot be read: disk on fire")
}

// TestLargest reads sheets as large as Excel's can be: all rows in memory that does not grow with them, all columns, and neither one
// more.
func TestLargest(t *testing.T) {
	const rowXML = "<row><c><v>7</v></c></row>"
	src := func(rows string) Source { return BytesSource("x.xlsx", book{rows: rows}.bytes(t)) }
	full := src(strings.Repeat(rowXML, maxRow))
	start := liveHeap()
	r, err := Stream(context.Background(), full, Options{HeaderRow: NoHeader})
	if err != nil {
		t.Fatal(err)
	}
	n := 0
	for row, err := range r.All() {
		if err != nil {
			t.Fatal(err)
		}
		if n++; row.Number != n {
			t.Fatalf("got row %d as number %d", row.Number, n)
		}
		if n == maxRow {
			if grown := liveHeap() - start; grown > 1<<20 {
				t.Errorf("got %d KB in use after %d rows, want less than 1 MB", grown>>10, n)
			}
		}
	}
	runtime.KeepAlive(full)
	if n != maxRow {
		t.Errorf("got %d rows, want %d", n, maxRow)
	}
	r, err = Stream(context.Background(), src(strings.Repeat(rowXML, maxRow+1)), Options{HeaderRow: NoHeader})
	for _, more := range r.All() {
		err = more
	}
	checkError(t, err, `x.xlsx: is damaged: sheet "Data" near row 1048576 is not well-formed XML: row 1048577`)

	names := make([]string, maxCol)
	for i := range names {
		names[i] = fmt.Sprintf("Column %d", i+1)
	}
	wide := src(textRow(1, names...) + textRow(2, names...))
	table, err := Open(context.Background(), wide, Options{})
	if err != nil || len(table.Columns) != maxCol || table.Rows[0].Cells[maxCol-1].Ref() != "XFD2" {
		t.Fatalf("got %v, want %d columns", err, maxCol)
	}
	if found, err := Inspect(context.Background(), wide, Options{}); err != nil || len(found.Sheets[0].Columns) != maxCol {
		t.Errorf("got %v, want %d columns", err, maxCol)
	}
	_, err = Open(context.Background(), src("<row>"+strings.Repeat("<c><v>1</v></c>", maxCol+1)+"</row>"), Options{})
	checkError(t, err, "row 1 has more than 16,384 cells")
}

// TestNamesInTheZip reads and annotates a workbook whose archive has names that lead out of a folder: nothing is ever written under
// them.
func TestNamesInTheZip(t *testing.T) {
	t.Chdir(t.TempDir())
	parts := map[string]string{"../../evil.txt": "x", "/etc/evil.txt": "x", `..\evil.txt`: "x"}
	data := book{rows: textRow(1, "a", "b") + textRow(2, "1", "2"), parts: parts}.bytes(t)
	table, err := Open(context.Background(), BytesSource("x.xlsx", data), Options{})
	if err != nil || len(table.Rows) != 1 {
		t.Errorf("got %v, want one row", err)
	}
	annotate(t, "x.xlsx", data, Options{}, outcome)
	if entries, err := os.ReadDir("."); err != nil || len(entries) > 0 {
		t.Errorf("got %v, %v, want no files", entries, err)
	}
	if _, err := os.Stat("../evil.txt"); !errors.Is(err, os.ErrNotExist) {
		t.Errorf("got %v, want no file beside the folder", err)
	}
}
