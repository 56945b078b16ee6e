package sheet

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"math"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"github.com/xuri/excelize/v2"
	"pgregory.net/rapid"
)

func writeXLSX(t testing.TB, sheets ...Data) []byte {
	t.Helper()
	var b bytes.Buffer
	if err := WriteXLSX(context.Background(), &b, sheets, WriteOptions{Creator: "accstar", Created: time.Date(2025, 3, 4, 5, 6, 7, 0, time.UTC)}); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

// TestWriteXLSX pins that each type comes back as itself, and what Excel shows.
func TestWriteXLSX(t *testing.T) {
	instant := time.Date(2025, 3, 4, 10, 30, 15, 0, time.FixedZone("CET", 3600))
	tests := []struct {
		value any
		kind  Kind
		text  string
		shown string // as excelize formats it
	}{
		{nil, Blank, "", ""},
		{"", Blank, "", ""},
		{"Zoë & <Ada>", Text, "Zoë & <Ada>", "Zoë & <Ada>"},
		{"007", Text, "007", "007"},
		{"=1+1", Text, "=1+1", "=1+1"},
		{"two\r\nlines", Text, "two\nlines", "two\nlines"},
		{"_x0041_", Text, "_x0041_", "_x0041_"},
		{"bell\a", Text, "bell", "bell"},
		{"  spaces  ", Text, "  spaces  ", "  spaces  "},
		{24017, Int, "24017", "24017"},
		{int64(-5), Int, "-5", "-5"},
		{int64(1234567890123456789), Text, "1234567890123456789", "1234567890123456789"},
		{12.5, Decimal, "12.5", "12.5"},
		{true, Bool, "TRUE", "TRUE"},
		{Day{2025, 3, 4}, Date, "2025-03-04", "2025-03-04"},
		{Day{1900, 1, 31}, Text, "1900-01-31", "1900-01-31"},
		{instant, DateTime, "2025-03-04T10:30:15", "2025-03-04 10:30:15"},
		{37*time.Hour + 30*time.Minute, Duration, "37:30:00", "37:30:00"},
		{-time.Minute, Text, "-0:01:00", "-0:01:00"},
	}
	var rows [][]any
	for i, tt := range tests {
		rows = append(rows, []any{i + 1, tt.value})
	}
	data := writeXLSX(t, Data{Name: "Results", Columns: []string{"No", "Value"}, Rows: RowsOf(rows)}, Data{Name: "O'Neil", Columns: []string{"a"}, Rows: RowsOf(nil)})
	table, err := Open(context.Background(), BytesSource("out.xlsx", data), Options{})
	if err != nil {
		t.Fatal(err)
	}
	f, err := excelize.OpenReader(bytes.NewReader(data))
	if err != nil {
		t.Fatal(err)
	}
	for i, tt := range tests {
		c := table.Rows[i].Cells[1]
		if c.Kind != tt.kind || c.Text() != tt.text {
			t.Errorf("%v: got %v %q, want %v %q", tt.value, c.Kind, c.Text(), tt.kind, tt.text)
		}
		if shown, err := f.GetCellValue("Results", c.Ref()); err != nil || shown != tt.shown {
			t.Errorf("%v: got shown %q, %v, want %q", tt.value, shown, err, tt.shown)
		}
	}
	if panes, err := f.GetPanes("Results"); err != nil || !panes.Freeze || panes.YSplit != 1 {
		t.Errorf("got panes %+v, %v, want a frozen row of headings", panes, err)
	}
	if width, err := f.GetColWidth("Results", "B"); err != nil || width < 19 {
		t.Errorf("got width %v, %v, want room for the widest text", width, err)
	}
	if props, err := f.GetDocProps(); err != nil || props.Creator != "accstar" || props.Created != "2025-03-04T05:06:07Z" {
		t.Errorf("got properties %+v, %v", props, err)
	}
	if want := "Results!$A$1:$B$20"; !strings.Contains(strings.ReplaceAll(fmt.Sprint(f.GetDefinedName()), "'", ""), want) {
		t.Errorf("got names %v, want a filter over %s", f.GetDefinedName(), want)
	}
}

// TestWriteSame pins that the same sheets give the same bytes.
func TestWriteSame(t *testing.T) {
	sheets := func() []Data {
		var all []Data
		for _, name := range []string{"b", "a", "c", "d"} {
			all = append(all, Data{Name: name, Columns: []string{"x"}, Rows: RowsOf([][]any{{name}, {1}})})
		}
		return all
	}
	first := writeXLSX(t, sheets()...)
	for range 5 {
		if !bytes.Equal(first, writeXLSX(t, sheets()...)) {
			t.Fatal("got other bytes for the same sheets")
		}
	}
}

// TestWriteErrors pins what cannot be written, and what is said of it.
func TestWriteErrors(t *testing.T) {
	one := func(v ...any) []Data { return []Data{{Name: "S", Columns: []string{"A"}, Rows: RowsOf([][]any{v})}} }
	named := func(name string) []Data { return []Data{{Name: name, Columns: []string{"A"}, Rows: RowsOf(nil)}} }
	broken := errors.New("no more rows")
	tests := []struct {
		sheets []Data
		err    string
	}{
		{nil, "there are no sheets to write"},
		{one(1, 2), `row 2 of sheet "S" has 2 cells, but there are 1 columns`},
		{one(math.NaN()), "A2 (A): got NaN, want a number"},
		{one(struct{}{}), "A2 (A): got struct {} {}, want text, a number, a date or a truth value"},
		{one(strings.Repeat("😀", 20_000)), "A2 (A): got a text of 40,000 characters, want at most 32,767"},
		{named(""), "is blank"},
		{named("a/b"), `the sheet name "a/b" has one of the characters … Call it "a b".`},
		{named("history"), `Call it "Sheet history".`},
		{named(strings.Repeat("x", 32)), "has more than 31 characters"},
		{append(named("a"), named("A")...), `there are two sheets named "A"`},
		{[]Data{{Name: "S", Rows: func(yield func([]any, error) bool) { yield(nil, broken) }}}, "no more rows"},
		{[]Data{{Name: "S", Columns: make([]string, maxCol+1)}}, "has 16,385 columns, but Excel has room for 16,384"},
	}
	for _, tt := range tests {
		checkError(t, WriteXLSX(context.Background(), &bytes.Buffer{}, tt.sheets, WriteOptions{}), tt.err)
	}
	checkError(t, WriteCSV(context.Background(), &bytes.Buffer{}, one(math.Inf(1))[0], CSVOptions{}), "A2 (A): got float64 +Inf")
}

// TestCleanSheetName pins that every cleaned name is one that Excel takes.
func TestCleanSheetName(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		taken := rapid.SliceOfN(rapid.SampledFrom([]string{"Sheet", "Sheet (2)", "Sheet History", "a"}), 0, 4).Draw(t, "taken")
		name := CleanSheetName(rapid.String().Draw(t, "title"), taken)
		if err := CheckSheetName(name); err != nil {
			t.Error(err)
		}
		for _, other := range taken {
			if strings.EqualFold(name, other) {
				t.Errorf("%q is taken", name)
			}
		}
	})
}

// TestWriteCSV pins the bytes of a CSV file.
func TestWriteCSV(t *testing.T) {
	d := Data{Columns: []string{"Name", "Value"}, Rows: RowsOf([][]any{
		{"Zoë", 1.5}, {"a;b", Day{2025, 3, 4}}, {"quote \"", true}, {"two\nlines", 37*time.Hour + time.Second}, {nil, int64(7)},
		{"=HYPERLINK(\"x\")", "@SUM(1)"}, {"+49 (30) 123-45", "-5"}, {"-2+cmd|x", "\t=1"}, {"", time.Date(2025, 3, 4, 10, 0, 0, 0, time.UTC)}, {"short"},
	})}
	tests := []struct {
		opt  CSVOptions
		want string
	}{
		{CSVOptions{}, "Name,Value\r\nZoë,1.5\r\na;b,2025-03-04\r\n\"quote \"\"\",TRUE\r\n\"two\r\nlines\",37:00:01\r\n,7\r\n" +
			"\"'=HYPERLINK(\"\"x\"\")\",'@SUM(1)\r\n+49 (30) 123-45,-5\r\n'-2+cmd|x,'\t=1\r\n,2025-03-04 10:00:00\r\nshort,\r\n"},
		{CSVOptions{Delimiter: ';', DecimalComma: true, BOM: true, Raw: true}, "\ufeffName;Value\r\nZoë;1,5\r\n\"a;b\";2025-03-04\r\n\"quote \"\"\";TRUE\r\n\"two\r\nlines\";37:00:01\r\n;7\r\n" +
			"\"=HYPERLINK(\"\"x\"\")\";@SUM(1)\r\n+49 (30) 123-45;-5\r\n-2+cmd|x;\"\t=1\"\r\n;2025-03-04 10:00:00\r\nshort;\r\n"},
	}
	for _, tt := range tests {
		var b bytes.Buffer
		if err := WriteCSV(context.Background(), &b, d, tt.opt); err != nil {
			t.Fatal(err)
		}
		if diff := cmp.Diff(tt.want, b.String()); diff != "" {
			t.Errorf("%+v differs (-want +got):\n%s", tt.opt, diff)
		}
	}
}

// TestCSVRoundTrip writes texts of any kind and reads them back.
func TestCSVRoundTrip(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		texts := rapid.SliceOfN(rapid.StringN(0, 12, -1), 1, 6).Draw(t, "texts")
		comma := rapid.SampledFrom([]rune{',', ';', '\t', '|'}).Draw(t, "delimiter")
		var columns []string
		row := []any{"x"}
		for i, s := range texts {
			columns = append(columns, fmt.Sprintf("Column %d", i))
			row = append(row, s)
		}
		var b bytes.Buffer
		d := Data{Columns: append([]string{"First"}, columns...), Rows: RowsOf([][]any{row})}
		if err := WriteCSV(context.Background(), &b, d, CSVOptions{Delimiter: comma, Raw: true}); err != nil {
			t.Fatal(err)
		}
		table, err := Open(context.Background(), BytesSource("x.csv", b.Bytes()), Options{HeaderRow: 1, Delimiter: comma})
		if strings.Contains(b.String(), "\x00") {
			if err == nil {
				t.Fatal("got no error for a zero byte")
			}
			return
		}
		if err != nil {
			t.Fatal(err)
		}
		for i, s := range texts {
			want := excelText(breaks(s))
			if isSpace(want) {
				want = ""
			}
			if got := table.Rows[0].Cells[i+1].Text(); got != want {
				t.Fatalf("got %q, want %q", got, want)
			}
		}
	})
}

// TestXLSXRoundTrip writes values of any kind and reads them back.
func TestXLSXRoundTrip(t *testing.T) {
	value := rapid.OneOf(
		rapid.Map(rapid.StringN(0, 20, -1), func(s string) any { return s }),
		rapid.Map(rapid.Int64Range(-999_999_999_999_999, 999_999_999_999_999), func(n int64) any { return n }),
		rapid.Map(rapid.IntRange(61, lastSerial), func(n int) any {
			return dayOf(time.Date(1899, 12, 30+n, 0, 0, 0, 0, time.UTC))
		}),
		rapid.Map(rapid.Bool(), func(b bool) any { return b }),
	)
	for seed := range 5 { // few workbooks of many rows: to begin a workbook takes longest
		rows := rapid.SliceOfN(rapid.SliceOfN(value, 3, 3), 100, 200).Example(seed)
		for i := range rows {
			rows[i] = append([]any{"x"}, rows[i]...)
		}
		var b bytes.Buffer
		if err := WriteXLSX(context.Background(), &b, []Data{{Name: "S", Columns: []string{"First", "A", "B", "C"}, Rows: RowsOf(rows)}}, WriteOptions{}); err != nil {
			t.Fatal(err)
		}
		table, err := Open(context.Background(), BytesSource("x.xlsx", b.Bytes()), Options{})
		if err != nil {
			t.Fatal(err)
		}
		for i, row := range rows {
			for j, v := range row {
				want, _ := cellText(v, false)
				if want = strings.ToValidUTF8(cleanForXML(want), "\ufffd"); isSpace(want) {
					want = ""
				}
				if got := table.Rows[i].Cells[j].Text(); got != want {
					t.Fatalf("seed %d, %#v: got %q, want %q", seed, v, got, want)
				}
			}
		}
	}
}

// TestWriteLooks pins what makes a written sheet readable where programs do not see to it themselves: the height of rows with several
// lines, widths from left to right, a heading in the font of the cells, and as many pages as it is long.
func TestWriteLooks(t *testing.T) {
	data := writeXLSX(t, Data{Name: "S", Columns: []string{"Name", "Notes"}, Rows: RowsOf([][]any{{"Ada", "one"}, {"Bob", "one\ntwo\n" + strings.Repeat("x", 70)}})})
	parts := partsOf(t, data)
	for part, pieces := range map[string][]string{
		"xl/worksheets/sheet1.xml": {`<cols><col min="1" max="1" width="9" customWidth="1"/><col min="2" max="2" width="61" customWidth="1"/></cols>`,
			`<row r="2"><c`, `<row r="3" ht="60" customHeight="1"><c`, `fitToPage="true"`, `fitToHeight="0" fitToWidth="1" orientation="landscape"`},
		"xl/styles.xml": {`<font><name val="Calibri"></name><family val="2"></family><b val="1"></b>`},
	} {
		for _, piece := range pieces {
			if !strings.Contains(parts[part], piece) {
				t.Errorf("%s lacks %s: %s", part, piece, parts[part][max(0, len(parts[part])-2000):])
			}
		}
	}
}
