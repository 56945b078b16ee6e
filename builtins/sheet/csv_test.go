package sheet

import (
	"encoding/csv"
	"errors"
	"io"
	"strings"
	"testing"
	"unicode/utf16"

	"github.com/google/go-cmp/cmp"
)

func utf16Text(s string, bigEndian, mark bool) string {
	if mark {
		s = "\ufeff" + s
	}
	var b strings.Builder
	for _, u := range utf16.Encode([]rune(s)) {
		lo, hi := byte(u), byte(u>>8)
		if bigEndian {
			lo, hi = hi, lo
		}
		b.WriteByte(lo)
		b.WriteByte(hi)
	}
	return b.String()
}

// TestCSV reads text files as programs and people write them.
func TestCSV(t *testing.T) {
	names := [][]string{{"2", "Zoë", "24017"}}
	long := strings.Repeat("a,b,c\n", 40_000)
	tests := []struct {
		name     string
		text     string
		file     string // "x.csv" if empty
		opt      Options
		columns  string
		rows     [][]string
		warnings string
		err      string
	}{
		{name: "plain", text: "Name,Job\nZoë,24017\n", columns: "Name Job", rows: names},
		{name: "no line end at the end", text: "Name,Job\nZoë,24017", columns: "Name Job", rows: names},
		{name: "UTF-8 with mark", text: "\ufeffName,Job\nZoë,24017\n", columns: "Name Job", rows: names},
		{name: "UTF-8 with mark and quotes", text: "\ufeff\"Name\",Job\nZoë,24017\n", columns: "Name Job", rows: names},
		{name: "UTF-16 LE", text: utf16Text("Name\tJob\nZoë\t24017\n", false, true), columns: "Name Job", rows: names},
		{name: "UTF-16 BE", text: utf16Text("Name;Job\r\nZoë;24017\r\n", true, true), columns: "Name Job", rows: names},
		{name: "UTF-16 LE without mark", text: utf16Text("Name;Job\nZoë;24017\n", false, false), columns: "Name Job", rows: names},
		{name: "UTF-16 BE without mark", text: utf16Text("Name;Job\nZoë;24017\n", true, false), columns: "Name Job", rows: names},
		{name: "Windows-1252", text: "Name,Job\nZo\xeb,24017\n", columns: "Name Job", rows: names, warnings: "not in UTF-8 and was read as Windows-1252"},
		{name: "Windows-1252 far down", text: "a,b,c\n" + long + "\x80,b,c\n", columns: "a b c", warnings: "Windows-1252"},
		{name: "UTF-8 cut by a read", text: "a,b\n" + strings.Repeat("x", 256<<10-5) + "é,1\n", columns: "a b"},
		{name: "two encodings", text: "Name,Job\nZo\xeb,1\nZoë,2\n", err: "mixes encodings: line 3 is in UTF-8, line 2 is not … save it as CSV UTF-8"},
		{name: "Windows-1252 with letters that could be UTF-8", text: "Name,Job\n" + strings.Repeat("\xe9\xe8 \xfc,1\n", 5) + "\xc4\x93,2\n", columns: "Name Job",
			rows: [][]string{{"2", "éè ü", "1"}, {"3", "éè ü", "1"}, {"4", "éè ü", "1"}, {"5", "éè ü", "1"}, {"6", "éè ü", "1"}, {"7", "Ä“", "2"}}, warnings: "read as Windows-1252"},
		{name: "characters lost by another program", text: "Name,Job\nZo\ufffd,1\nBob,2\n", columns: "Name Job", rows: [][]string{{"2", "Zo\ufffd", "1"}, {"3", "Bob", "2"}},
			warnings: "1 cell has characters that cannot be told any more, which show as \ufffd (A2)"},
		{name: "half a pair in UTF-16", text: utf16Text("Name\tJob\nZo", false, true) + "\x00\xd8" + utf16Text("\t1\n", false, false), columns: "Name Job", rows: [][]string{{"2", "Zo\ufffd", "1"}},
			warnings: "characters that cannot be told any more"},
		{name: "semicolons", text: "Name;Job\nZoë;24017\n", columns: "Name Job", rows: names},
		{name: "semicolons with decimal commas", text: "Name;Share;Cost\na;1,5;2,5\nb;0,5;7,25\n", columns: "Name Share Cost",
			rows: [][]string{{"2", "a", "1,5", "2,5"}, {"3", "b", "0,5", "7,25"}}},
		{name: "commas with lists in cells", text: "Name,Roles\na,x;y;z\nb,x\n", columns: "Name Roles", rows: [][]string{{"2", "a", "x;y;z"}, {"3", "b", "x"}}},
		{name: "tabs", text: "Name\tJob\nZoë\t24017\n", columns: "Name Job", rows: names},
		{name: "bars", text: "Name|Job\nZoë|24017\n", columns: "Name Job", rows: names},
		{name: "one column", text: "Email\nada@example.com\n", columns: "Email", rows: [][]string{{"2", "ada@example.com"}}},
		{name: "tab by ending", text: "Name\nx\n", file: "x.tsv", columns: "Name", rows: [][]string{{"2", "x"}}},
		{name: "delimiter by option", text: "Na,me;Job\nZoë;24017\n", opt: Options{Delimiter: ';'}, columns: "Na,me Job", rows: names},
		{name: "delimiter that cannot be", text: "a,b\n", opt: Options{Delimiter: '"'}, err: "cannot be read with the delimiter"},
		{name: "separator line", text: "sep=|\r\nName|Job\r\nZoë|24017\r\n", columns: "Name Job", rows: [][]string{{"2", "Zoë", "24017"}}},
		{name: "separator line in quotes with mark", text: "\ufeff\"sep=;\"\nName;Job\nZoë;24017\n", columns: "Name Job", rows: names},
		{name: "CRLF", text: "Name,Job\r\nZoë,24017\r\n", columns: "Name Job", rows: names},
		{name: "CR", text: "Name,Job\rZoë,24017\r", columns: "Name Job", rows: names},
		{name: "quotes", text: "Name,Job\n\"Zo\"\"ë, \"\"A\"\"\",\"1\"\n", columns: "Name Job", rows: [][]string{{"2", `Zo"ë, "A"`, "1"}}},
		{name: "line break in a cell", text: "Name,Job\n\"Zoë\r\nA\",1\nb,2\n", columns: "Name Job", rows: [][]string{{"2", "Zoë\nA", "1"}, {"3", "b", "2"}}},
		{name: "quote inside a plain value", text: "Name,Size\npipe,5\" x\nq,\"a\"b\n", columns: "Name Size", rows: [][]string{{"2", "pipe", `5" x`}, {"3", "q", "ab"}}},
		{name: "quote never closed", text: "Name,Job\na,b\nc,\"d\ne,f\n", err: "opens a quote in B3 (line 3) that is never closed"},
		{name: "zeros kept by a formula", text: "Name,Phone\na,\"=\"\"0049\"\"\"\nb,=\"007\"\n", columns: "Name Phone", rows: [][]string{{"2", "a", "0049"}, {"3", "b", "007"}}},
		{name: "blank lines count", text: "Name,Job\n\n,\n\nZoë,24017\n", columns: "Name Job", rows: [][]string{{"5", "Zoë", "24017"}}},
		{name: "short rows", text: "Name,Job,Role\na\nb,c,d\n", columns: "Name Job Role", rows: [][]string{{"2", "a", "", ""}, {"3", "b", "c", "d"}},
			warnings: "1 row has fewer cells than the headings (2)"},
		{name: "blank cells beyond the headings", text: "Name,Job\na,b,,\n", columns: "Name Job", rows: [][]string{{"2", "a", "b"}}},
		{name: "a column without a heading", text: "Name,,Job\na,b,c\n", columns: "Name Job", rows: [][]string{{"2", "a", "c"}},
			warnings: "1 cell is in columns without a heading and left out (B2)."},
		{name: "title above the headings", text: "Export of 4 March\n\nName,Job,Role\na,b,c\n", columns: "Name Job Role", rows: [][]string{{"4", "a", "b", "c"}}},
		{name: "cells by option", text: "x,y,z\nName,Job,Role\na,b,c\nd,e,f\n", opt: Options{Range: "B2:C3"}, columns: "Job Role", rows: [][]string{{"3", "b", "c"}}},
		{name: "zero byte", text: "Name,Job\na,b\x00\n", err: "holds a zero byte in line 2"},
		{name: "zero character in UTF-16", text: utf16Text("Name,Job\na,b\x00\n", true, true), err: "holds a zero byte in line 2"},
		{name: "sheet of a text file", text: "a,b\n", opt: Options{Sheet: "Data"}, err: `is a text file and has no sheet "Data"`},
		{name: "table of a text file", text: "a,b\n", opt: Options{Range: "Hires"}, err: `has no table or name "Hires"`},
		{name: "only line ends", text: "\n\r\n", err: "x.csv: is empty"},
		{name: "only headings", text: "Name,Job\n", columns: "Name Job"},
		{name: "cell too long", text: "Name,Job\na," + strings.Repeat("x", 2<<20) + "\n", err: "more than 1024 KB of text in B2 (line 2)"},
		{name: "row too wide", text: "Name,Job\na" + strings.Repeat(",", maxCol) + "\n", err: "more than 16,384 cells in row 2"},
		{name: "row too long", text: "Name,Job\n" + strings.Repeat("x,", 20<<20), err: "more than 32 MB in line 2"},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			file := tt.file
			if file == "" {
				file = "x.csv"
			}
			table, err := openText(t, file, tt.text, tt.opt)
			if tt.err != "" {
				checkError(t, err, tt.err)
				return
			}
			if err != nil {
				t.Fatal(err)
			}
			if got := strings.Join(table.Names(), " "); got != tt.columns {
				t.Errorf("got columns %s, want %s", got, tt.columns)
			}
			if diff := cmp.Diff(tt.rows, grid(table)); diff != "" && len(table.Rows) < 100 && len(tt.text) < 1000 {
				t.Errorf("rows differ (-want +got):\n%s", diff)
			}
			got := strings.Join(table.Warnings, " ")
			if tt.warnings == "" && got != "" || !strings.Contains(got, tt.warnings) {
				t.Errorf("got warnings %q, want %q", got, tt.warnings)
			}
		})
	}
}

// TestLongRow pins that a row with more cells than headings is refused as a whole, because its values may have slipped.
func TestLongRow(t *testing.T) {
	table, err := openText(t, "x.csv", "Name,Company,Job\nada,Engines, Ltd,24017\nbob,Looms,24018\n", Options{HeaderRow: 1})
	if err != nil {
		t.Fatal(err)
	}
	_, _, err = table.Rows[0].Text("Name")
	checkError(t, err, "D2 of x.csv: got 4 cells in the row, want 3, as in the headings … A value that holds the separator must be in double quotes.")
	if name, _, err := table.Rows[1].Text("Name"); name != "bob" || err != nil {
		t.Errorf("got %q, %v, want bob", name, err)
	}
}

// TestLines pins the line a row begins on, which a text editor shows.
func TestLines(t *testing.T) {
	table, err := openText(t, "x.csv", "sep=,\nName,Job\r\n\"a\nb\",1\r\n\r\nc,2\n", Options{})
	if err != nil {
		t.Fatal(err)
	}
	var got [][2]int
	for _, r := range table.Rows {
		got = append(got, [2]int{r.Number, r.Line})
	}
	if diff := cmp.Diff([][2]int{{2, 3}, {4, 6}}, got); diff != "" {
		t.Errorf("row and line numbers differ (-want +got):\n%s", diff)
	}
}

// readAll is the cells of a text as csvRows reads them, blank cells included, rows without cells left out.
func readAll(text string, r io.Reader) ([][]string, error) {
	return cellsOf(&csvRows{src: BytesSource("x.csv", []byte(text)), r: r, delimiter: ',', limit: 1 << 20, area: area{1, 1, maxInt, maxCol}})
}

// readCarefully is readAll without the quick way for rows of one line.
func readCarefully(text string) ([][]string, error) {
	return cellsOf(&csvRows{src: BytesSource("x.csv", []byte(text)), r: strings.NewReader(text), delimiter: ',', limit: 1 << 20, area: area{1, 1, maxInt, maxCol}, careful: true})
}

func cellsOf(rows *csvRows) ([][]string, error) {
	var all [][]string
	var row rawRow
	for {
		more, err := rows.next(&row)
		if err != nil || !more {
			return all, err
		}
		cells := make([]string, row.width)
		for _, c := range row.cells {
			cells[c.Col()-1] = c.Text()
		}
		all = append(all, cells)
	}
}

// FuzzCSV compares with encoding/csv on all that it takes, and reads the same text in pieces of a byte.
func FuzzCSV(f *testing.F) {
	for _, s := range []string{"a,b\n1,2\n", "a\n\n\"x\"\"y\",\"\n\"\n", "\"a\r\nb\",c\r\n", "a,\"b", "a\"b,c\n", "\"a\"b,c\n", "\r\r\n", ",,\n", "\"a\"\"\",\"b\"\r\n5\" x,\"\"\n"} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, text string) {
		got, err := readAll(text, strings.NewReader(text))
		slow, slowErr := readAll(text, iotestOneByte{strings.NewReader(text)})
		if diff := cmp.Diff(got, slow); diff != "" || (err == nil) != (slowErr == nil) {
			t.Errorf("read in pieces differs: %v, %v, %s", err, slowErr, diff)
		}
		slow, slowErr = readCarefully(text)
		if diff := cmp.Diff(got, slow); diff != "" || (err == nil) != (slowErr == nil) {
			t.Errorf("read byte by byte differs: %v, %v, %s", err, slowErr, diff)
		}
		var fileErr *FileError
		if err != nil && !errors.As(err, &fileErr) {
			t.Errorf("got error %v, want a FileError", err)
		}
		r := csv.NewReader(strings.NewReader(text))
		r.FieldsPerRecord = -1
		want, err := r.ReadAll()
		if err != nil || strings.ContainsAny(strings.ReplaceAll(text, "\r\n", "\n"), "\r") || strings.Contains(text, `="`) {
			return // what encoding/csv refuses, CR line ends, and ="…" are ours alone
		}
		for _, row := range want {
			for i, cell := range row {
				if isSpace(cell) {
					row[i] = ""
				}
			}
		}
		if diff := cmp.Diff(want, got); diff != "" {
			t.Errorf("%q differs from encoding/csv (-want +got):\n%s", text, diff)
		}
	})
}

// iotestOneByte reads a byte at a time.
type iotestOneByte struct{ r io.Reader }

func (o iotestOneByte) Read(p []byte) (int, error) { return o.r.Read(p[:min(len(p), 1)]) }
