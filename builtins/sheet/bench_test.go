package sheet

import (
	"bytes"
	"context"
	"encoding/csv"
	"fmt"
	"io"
	"runtime"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/xuri/excelize/v2"
)

// benchWorkbook is a workbook of 100,000 rows × 12 columns with texts shared between cells, as Excel writes them: dates, numbers,
// e-mail addresses and names.
func benchWorkbook(tb testing.TB, rows int) []byte {
	tb.Helper()
	var shared, data bytes.Buffer
	count := 0
	text := func(s string) int {
		fmt.Fprintf(&shared, "<si><t>%s</t></si>", s)
		count++
		return count - 1
	}
	data.WriteString(`<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><sheetData><row r="1">`)
	for col := 1; col <= 12; col++ {
		fmt.Fprintf(&data, `<c r="%s" t="s"><v>%d</v></c>`, refOf(1, col), text(fmt.Sprintf("Column %d", col)))
	}
	data.WriteString("</row>")
	for r := 2; r <= rows+1; r++ {
		fmt.Fprintf(&data, `<row r="%d" spans="1:12">`, r)
		for col := 1; col <= 12; col++ {
			ref := refOf(r, col)
			switch col {
			case 1, 2, 3, 4:
				fmt.Fprintf(&data, `<c r="%s" t="s"><v>%d</v></c>`, ref, text(fmt.Sprintf("person%d.%d@example.com", r, col)))
			case 5, 6:
				fmt.Fprintf(&data, `<c r="%s" s="1"><v>%d</v></c>`, ref, 45000+r%700)
			case 7, 8:
				fmt.Fprintf(&data, `<c r="%s"><v>%d.%d</v></c>`, ref, r, r%100)
			case 9:
				fmt.Fprintf(&data, `<c r="%s" t="b"><v>%d</v></c>`, ref, r%2)
			default:
				fmt.Fprintf(&data, `<c r="%s"><v>%d</v></c>`, ref, r*col)
			}
		}
		data.WriteString("</row>")
	}
	data.WriteString("</sheetData></worksheet>")
	return zipOf(tb, map[string]string{
		"xl/workbook.xml": `<workbook xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main" xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"><sheets><sheet name="Sheet1" sheetId="1" r:id="rId1"/></sheets></workbook>`,
		"xl/_rels/workbook.xml.rels": `<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="rId1" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/worksheet" Target="worksheets/sheet1.xml"/>` +
			`<Relationship Id="rId2" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/sharedStrings" Target="sharedStrings.xml"/>` +
			`<Relationship Id="rId3" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/styles" Target="styles.xml"/></Relationships>`,
		"_rels/.rels":              `<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="rId1" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument" Target="xl/workbook.xml"/></Relationships>`,
		"xl/styles.xml":            `<styleSheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><cellXfs><xf numFmtId="0"/><xf numFmtId="14"/></cellXfs></styleSheet>`,
		"xl/sharedStrings.xml":     fmt.Sprintf(`<sst xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main" count="%d" uniqueCount="%d">%s</sst>`, count, count, shared.String()),
		"xl/worksheets/sheet1.xml": data.String(),
		"[Content_Types].xml": `<?xml version="1.0"?><Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>` +
			`<Override PartName="/xl/workbook.xml" ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml"/></Types>`,
	})
}

func BenchmarkXLSX(b *testing.B) {
	const rows = 100_000
	data := benchWorkbook(b, rows)
	b.Run("Stream", func(b *testing.B) {
		for b.Loop() {
			peak := watchHeap(b)
			r, err := Stream(context.Background(), BytesSource("bench.xlsx", data), Options{})
			if err != nil {
				b.Fatal(err)
			}
			n := 0
			for _, err := range r.All() {
				if err != nil {
					b.Fatal(err)
				}
				n++
			}
			if n != rows {
				b.Fatalf("got %d rows, want %d", n, rows)
			}
			peak()
		}
	})
	b.Run("excelize.Rows", func(b *testing.B) {
		for b.Loop() {
			peak := watchHeap(b)
			f, err := excelize.OpenReader(bytes.NewReader(data))
			if err != nil {
				b.Fatal(err)
			}
			r, err := f.Rows("Sheet1")
			if err != nil {
				b.Fatal(err)
			}
			n := -1
			for ; r.Next(); n++ {
				if _, err := r.Columns(); err != nil {
					b.Fatal(err)
				}
			}
			if n != rows {
				b.Fatalf("got %d rows, want %d", n, rows)
			}
			peak()
		}
	})
}

// watchHeap reports the largest heap in use until the returned function is called, beyond what is in use now.
func watchHeap(b *testing.B) func() {
	runtime.GC()
	var m runtime.MemStats
	runtime.ReadMemStats(&m)
	start, most := m.HeapInuse, m.HeapInuse
	stop, done := make(chan struct{}), make(chan struct{})
	go func() {
		defer close(done)
		var m runtime.MemStats
		for {
			select {
			case <-stop:
				return
			case <-time.After(20 * time.Millisecond):
				runtime.ReadMemStats(&m)
				most = max(most, m.HeapInuse)
			}
		}
	}()
	return func() {
		close(stop)
		<-done
		b.ReportMetric(float64(most-start)/(1<<20), "peak-MB")
	}
}

// TestStreamMemory pins that memory does not grow with the rows.
func TestStreamMemory(t *testing.T) {
	for _, rows := range []int{1000, 15_000} {
		var text, cells strings.Builder
		text.WriteString("a,b,c\n")
		cells.WriteString(textRow(1, "a", "b", "c"))
		for i := range rows {
			fmt.Fprintf(&text, "%d,some text,%d\n", i, i*7)
			fmt.Fprintf(&cells, `<row r="%d"><c><v>%d</v></c><c t="str"><v>some text</v></c><c><v>%d</v></c></row>`, i+2, i, i*7)
		}
		for _, src := range []Source{BytesSource("x.csv", []byte(text.String())), BytesSource("x.xlsx", book{rows: cells.String()}.bytes(t))} {
			start := liveHeap()
			r, err := Stream(context.Background(), src, Options{})
			if err != nil {
				t.Fatal(err)
			}
			for row, err := range r.All() {
				if err != nil {
					t.Fatal(err)
				}
				if row.Number == rows {
					if grown := liveHeap() - start; grown > 1<<20 {
						t.Errorf("%s: got %d KB in use after %d rows, want less than 1 MB", src.Name, grown>>10, rows)
					}
				}
			}
			runtime.KeepAlive(src)
		}
	}
}

// liveHeap is the bytes in use that are not garbage.
func liveHeap() int64 {
	runtime.GC()
	var m runtime.MemStats
	runtime.ReadMemStats(&m)
	return int64(m.HeapAlloc)
}

// person is a record of BenchmarkCSV.
type person struct {
	email, first, last, company, role string
	job                               int64
	start                             Day
	active                            bool
}

// readPerson takes a record from a row, by the places of its columns, as the columns that a playbook describes are read.
func readPerson(row *Row, l Locale) (p person, err error) {
	c := row.Cells
	if p.email, _, err = c[0].AsEmail(); err != nil {
		return p, err
	}
	if p.first, _, err = c[1].AsText(); err != nil {
		return p, err
	}
	if p.last, _, err = c[2].AsText(); err != nil {
		return p, err
	}
	if p.company, _, err = c[3].AsText(); err != nil {
		return p, err
	}
	if p.role, _, err = c[4].AsText(); err != nil {
		return p, err
	}
	if p.job, _, err = c[5].AsInt(l); err != nil {
		return p, err
	}
	if p.start, _, err = c[6].AsDate(l); err != nil {
		return p, err
	}
	p.active, _, err = c[7].AsBool()
	return p, err
}

// BenchmarkCSV reads 1,000,000 rows × 8 columns as cells, into records of an e-mail address, texts, a number, a date and a truth value,
// and with encoding/csv, by turns, so that all meet the same moments of a busy machine. The medians are what counts.
func BenchmarkCSV(b *testing.B) {
	const rows = 1_000_000
	var text strings.Builder
	text.WriteString("email,firstName,lastName,company,role,job,start,active\n")
	for i := range rows {
		fmt.Fprintf(&text, "person%d@example.com,Ada,Lovelace,\"Analytical, Engines\",Architect,%d,2025-03-04,yes\n", i, 24000+i%1000)
	}
	data := []byte(text.String())
	stream := func(each func(*Row) error) func() {
		return func() {
			r, err := Stream(context.Background(), BytesSource("bench.csv", data), Options{})
			if err != nil {
				b.Fatal(err)
			}
			n := 0
			for row, err := range r.All() {
				if err == nil {
					err = each(&row)
				}
				if err != nil {
					b.Fatal(err)
				}
				n++
			}
			if n != rows {
				b.Fatalf("got %d rows", n)
			}
		}
	}
	cells := stream(func(*Row) error { return nil })
	var last person
	records := stream(func(row *Row) (err error) {
		last, err = readPerson(row, Locale{})
		return err
	})
	plain := func() {
		r := csv.NewReader(bytes.NewReader(data))
		r.ReuseRecord = true
		for {
			if _, err := r.Read(); err == io.EOF {
				return
			} else if err != nil {
				b.Fatal(err)
			}
		}
	}
	timed := func(f func()) float64 {
		runtime.GC()
		start := time.Now()
		f()
		return time.Since(start).Seconds()
	}
	var cellsTime, recordsTime, plainTime, cellsRatio, recordsRatio []float64
	for b.Loop() {
		c, r, p := timed(cells), timed(records), timed(plain)
		cellsTime, recordsTime, plainTime = append(cellsTime, 1000*c), append(recordsTime, 1000*r), append(plainTime, 1000*p)
		cellsRatio, recordsRatio = append(cellsRatio, c/p), append(recordsRatio, r/p)
	}
	if last.job != 24999 || !last.active || last.start != (Day{2025, 3, 4}) {
		b.Fatalf("got %v", last)
	}
	for unit, all := range map[string][]float64{
		"cells-ms": cellsTime, "records-ms": recordsTime, "encoding/csv-ms": plainTime, "cells-times": cellsRatio, "records-times": recordsRatio,
	} {
		slices.Sort(all)
		b.ReportMetric(all[len(all)/2], unit)
	}
}
