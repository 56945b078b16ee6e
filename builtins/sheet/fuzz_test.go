package sheet

import (
	"context"
	"encoding/xml"
	"errors"
	"io"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
)

// scanned is the tags with their attributes and the texts that xmlScanner finds.
func scanned(r io.Reader) ([]string, error) {
	x := newXMLScanner(r)
	var all []string
	var text []byte
	for {
		token, err := x.next()
		if token == xmlText && err == nil {
			text = x.appendText(text)
			continue
		}
		if len(text) > 0 {
			all, text = append(all, string(text)), text[:0]
		}
		if err != nil || token == xmlEOF {
			return all, err
		}
		tag := "<" + string(x.name)
		if token == xmlEnd {
			tag = "</" + string(x.name)
		} else {
			for rest := x.attrs; ; {
				name, value, after, ok := attribute(rest)
				if !ok {
					break
				}
				tag += " " + string(name) + "=" + string(appendUnescaped(nil, value))
				rest = after
			}
		}
		all = append(all, tag)
	}
}

// decoded is the same as encoding/xml finds it; ok is false for what it does not take, and for what we refuse by intent.
func decoded(text string) (all []string, ok bool) {
	d := xml.NewDecoder(strings.NewReader(text))
	var chars strings.Builder
	depth := 0
	for {
		token, err := d.Token()
		if c, is := token.(xml.CharData); is && err == nil {
			chars.Write(c)
			continue
		}
		if _, is := token.(xml.Comment); is && err == nil {
			continue
		}
		if chars.Len() > 0 {
			all = append(all, chars.String())
			chars.Reset()
		}
		if errors.Is(err, io.EOF) {
			return all, true
		}
		if err != nil {
			return nil, false
		}
		switch token := token.(type) {
		case xml.StartElement:
			tag := "<" + token.Name.Local
			for _, a := range token.Attr {
				tag += " " + a.Name.Local + "=" + a.Value
			}
			all = append(all, tag)
			if depth++; depth > maxXMLDepth {
				return nil, false
			}
		case xml.EndElement:
			all = append(all, "</"+token.Name.Local)
			depth--
		case xml.Directive:
			return nil, false
		case xml.ProcInst:
			if token.Target != "xml" {
				return nil, false // its text is cut off differently; no workbook has any
			}
		}
	}
}

// copied is the raw tokens of a text end to end.
func copied(t *testing.T, text string) string {
	x := newXMLScanner(strings.NewReader(text))
	x.verbatim = true
	var b strings.Builder
	for {
		token, err := x.next()
		if err != nil {
			t.Fatal(err)
		}
		b.Write(x.raw())
		if token == xmlEOF {
			return b.String()
		}
	}
}

// FuzzXML compares with encoding/xml on all that it takes, and reads the same text in pieces of a byte.
func FuzzXML(f *testing.F) {
	for _, s := range []string{
		`<?xml version="1.0"?><a x='1' y="&lt;>"><b/>text &amp; <![CDATA[ <x> ]] ]]>&#65;</a>`, "<a>\r\n<!-- - -- --></a>", "<p:a xmlns:p='u'></p:a>", "<a", "</a>", "<a></b>",
	} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, text string) {
		got, err := scanned(strings.NewReader(text))
		slow, slowErr := scanned(iotestOneByte{strings.NewReader(text)})
		if diff := cmp.Diff(got, slow); diff != "" || (err == nil) != (slowErr == nil) {
			t.Errorf("read in pieces differs: %v, %v, %s", err, slowErr, diff)
		}
		if err == nil && copied(t, text) != text {
			t.Errorf("%q: the raw tokens make %q", text, copied(t, text))
		}
		if want, ok := decoded(text); ok {
			if diff := cmp.Diff(want, got); diff != "" || err != nil {
				t.Errorf("%q differs from encoding/xml: %v (-want +got):\n%s", text, err, diff)
			}
		}
	})
}

// FuzzXLSX reads workbooks of any sheet, texts and number format: each is read, or refused with a FileError.
func FuzzXLSX(f *testing.F) {
	f.Add(textRow(1, "a", "b")+`<row r="2"><c r="A2" s="1"><v>45720</v></c><c r="B2" t="s"><v>0</v></c></row>`, "<t>x</t>", "yyyy-mm-dd", `<mergeCells><mergeCell ref="A1:B2"/></mergeCells>`, 0, "")
	f.Add(`<row><c s="1"><v>7</v></c><c><f>A1</f></c></row>`, "<r><t>_x000D_</t></r>", `[>=100]0000;[Red]"x"00\-00;@`, `<autoFilter ref="A1:B9"/>`, -1, "B1:C4")
	f.Fuzz(func(t *testing.T, rows, shared, format, after string, header int, cells string) {
		b := book{rows: rows, shared: []string{shared}, formats: []string{format}, after: after}
		table, err := b.open(t, Options{HeaderRow: header, Range: cells})
		var fileErr *FileError
		if err != nil {
			if !errors.As(err, &fileErr) {
				t.Errorf("got error %v, want a FileError", err)
			}
			return
		}
		for _, r := range table.Rows {
			if len(r.Cells) != len(table.Columns) {
				t.Fatalf("got %d cells in row %d, want %d", len(r.Cells), r.Number, len(table.Columns))
			}
			for i, c := range r.Cells {
				if c.Row() != r.Number || c.Col() != table.Columns[i].col {
					t.Fatalf("got %s in row %d, column %s", c.Ref(), r.Number, table.Columns[i].Letter())
				}
				if (c.Kind == Blank) != isSpace(c.Text()) {
					t.Fatalf("%s: got %v with text %q", c.Ref(), c.Kind, c.Text())
				}
				for _, read := range []func() error{
					func() error { _, _, err := c.AsDate(Locale{}); return err },
					func() error { _, _, err := c.AsDecimal(Locale{}); return err },
					func() error { _, _, err := c.AsEmail(); return err },
				} {
					var cellErr *CellError
					if err := read(); err != nil && !errors.As(err, &cellErr) {
						t.Fatalf("%s: got %v, want a CellError", c.Ref(), err)
					}
				}
			}
		}
	})
}

// FuzzFile reads files of any bytes.
func FuzzFile(f *testing.F) {
	f.Add("x.xlsx", book{rows: textRow(1, "a", "b") + textRow(2, "c", "d")}.bytes(f))
	f.Add("x.csv", []byte("a;b\n1;2\n"))
	f.Add("x.xls", []byte(compound("Workbook")))
	f.Fuzz(func(t *testing.T, name string, data []byte) {
		table, err := Open(context.Background(), BytesSource(name, data), Options{})
		var fileErr *FileError
		if err != nil && !errors.As(err, &fileErr) {
			t.Errorf("got error %v, want a FileError", err)
		}
		if err == nil && len(table.Columns) == 0 {
			t.Error("got a table without columns")
		}
	})
}

// FuzzAnnotate annotates what can be read, and reads it back: the cells that were there are as they were, and the annotations are in
// their columns.
func FuzzAnnotate(f *testing.F) {
	f.Add(textRow(1, "a", "b")+`<row r="3"><c r="A3"><v>1</v></c></row><row/>`, "a,b\n\n\"1\n\",2,,\n3")
	f.Add(`<x:row><x:c t="str"><x:v>a</x:v></x:c></x:row><!-- --><x:row r="7"><x:c s='1'><x:f/><x:v>7</x:v></x:c></x:row>`, "sep=;\r\na;\"b\"\"\"\r\"\";=\"7\"\r")
	f.Fuzz(func(t *testing.T, rows, text string) {
		notes := Annotations{Columns: []string{"Run 1", "Run 2"}, Row: func(n int) []string {
			if n%3 == 0 {
				return nil
			}
			return []string{"ok", "line\n\"2\""}
		}}
		for _, src := range []Source{BytesSource("x.xlsx", book{rows: rows}.bytes(t)), BytesSource("x.csv", []byte(text))} {
			opt := Options{HeaderRow: 1}
			if strings.HasSuffix(src.Name, "csv") {
				opt.Delimiter = ';'
			}
			before, err := Open(context.Background(), src, opt)
			if err != nil || before.Has("Run 1") || before.Has("Run 2") {
				continue
			}
			var out strings.Builder
			var full *FileError
			if err := Annotate(context.Background(), &out, src, opt, notes); errors.As(err, &full) && strings.Contains(full.Problem, "no room") {
				continue
			} else if err != nil {
				t.Fatal(err)
			}
			after, err := Open(context.Background(), BytesSource(src.Name, []byte(out.String())), opt)
			if err != nil {
				t.Fatalf("%v: %q", err, out.String())
			}
			checkAnnotated(t, before, after, notes)
		}
	})
}

func checkAnnotated(t *testing.T, before, after *Table, notes Annotations) {
	t.Helper()
	byNumber := map[int]Row{}
	for _, r := range after.Rows {
		byNumber[r.Number] = r
	}
	for _, r := range before.Rows {
		if r.Fault != nil {
			continue // its cells beyond the headings are now below blank ones
		}
		got, ok := byNumber[r.Number]
		if !ok {
			t.Fatalf("row %d is gone", r.Number)
		}
		for i, c := range r.Cells {
			if g := got.Cells[i]; g.Kind != c.Kind || g.Text() != c.Text() {
				t.Fatalf("%s: got %v %q, want %v %q", c.Ref(), g.Kind, g.Text(), c.Kind, c.Text())
			}
		}
		want := notes.Row(r.Number)
		for i, name := range notes.Columns {
			at, err := after.Find(name)
			if err != nil {
				t.Fatal(err)
			}
			text := got.Cells[at].Text()
			if want == nil && text != "" || want != nil && text != want[i] {
				t.Fatalf("row %d, %s: got %q, want %q", r.Number, name, text, want)
			}
		}
	}
}
