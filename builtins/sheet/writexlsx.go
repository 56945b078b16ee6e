package sheet

import (
	"archive/zip"
	"bytes"
	"cmp"
	"context"
	"encoding/xml"
	"fmt"
	"io"
	"math"
	"slices"
	"strings"
	"time"
	"unicode/utf8"

	"github.com/xuri/excelize/v2"
)

// WriteOptions say what a workbook tells of itself.
type WriteOptions struct {
	Creator string    // who wrote it; "" for nobody
	Created time.Time // the same sheets at the same time give the same bytes; the zero time leaves it out
}

// WriteXLSX writes sheets as an Excel workbook: headings bold, frozen and with a filter, columns as wide as their first rows need,
// dates and times as such. Errors are a *CellError, a *FileError, the writer's, the context's or that of the rows.
func WriteXLSX(ctx context.Context, w io.Writer, sheets []Data, opt WriteOptions) error {
	if len(sheets) == 0 {
		return &FileError{Problem: "there are no sheets to write"}
	}
	f := excelize.NewFile()
	defer f.Close()
	styles, err := newSheetStyles(f)
	if err != nil {
		return err
	}
	var names []string
	for i, d := range sheets {
		if err := checkSheet(d, names); err != nil {
			return err
		}
		names = append(names, d.Name)
		if i == 0 {
			err = f.SetSheetName(f.GetSheetName(0), d.Name)
		} else {
			_, err = f.NewSheet(d.Name)
		}
		if err != nil {
			return err
		}
		if err := writeSheet(ctx, f, d, styles); err != nil {
			return err
		}
	}
	f.Pkg.Store("docProps/core.xml", properties(opt)) // excelize would name its author and the year 2006
	packed, err := f.WriteToBuffer()
	if err != nil {
		return err
	}
	return repack(w, packed.Bytes())
}

// properties is the part of a workbook that says who made it and when.
func properties(opt WriteOptions) []byte {
	var b bytes.Buffer
	b.WriteString(xml.Header + `<cp:coreProperties xmlns:cp="http://schemas.openxmlformats.org/package/2006/metadata/core-properties"` +
		` xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:dcterms="http://purl.org/dc/terms/" xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance">`)
	if opt.Creator != "" {
		b.WriteString("<dc:creator>")
		xml.EscapeText(&b, []byte(opt.Creator)) // a buffer takes everything
		b.WriteString("</dc:creator>")
	}
	if !opt.Created.IsZero() {
		fmt.Fprintf(&b, `<dcterms:created xsi:type="dcterms:W3CDTF">%s</dcterms:created>`, opt.Created.UTC().Format(time.RFC3339))
	}
	b.WriteString("</cp:coreProperties>")
	return b.Bytes()
}

// checkSheet refuses what Excel has no room for.
func checkSheet(d Data, others []string) error {
	if err := CheckSheetName(d.Name); err != nil {
		return err
	}
	for _, name := range others {
		if strings.EqualFold(name, d.Name) {
			return &FileError{Problem: fmt.Sprintf("there are two sheets named %q", d.Name), Hint: "Give each sheet a name of its own."}
		}
	}
	if len(d.Columns) > maxCol {
		return &FileError{Problem: fmt.Sprintf("sheet %q has %s columns, but Excel has room for %s",
			d.Name, grouped(int64(len(d.Columns))), grouped(maxCol))}
	}
	for i, name := range d.Columns {
		if units(name) > maxText {
			return writeError(d, 1, i+1, "a heading of "+grouped(int64(units(name)))+" characters", "at most "+grouped(maxText), "")
		}
	}
	return nil
}

// sheetStyles are the cell styles of a workbook being written.
type sheetStyles struct{ head, day, instant, span, wrapped, top int }

func newSheetStyles(f *excelize.File) (sheetStyles, error) {
	var s sheetStyles
	var failed error
	style := func(st *excelize.Style) int {
		id, err := f.NewStyle(st)
		if err != nil {
			failed = err
		}
		return id
	}
	top := &excelize.Alignment{Vertical: "top"}
	format := func(code string) int { return style(&excelize.Style{CustomNumFmt: &code, Alignment: top}) }
	s.head = style(&excelize.Style{
		Font:      &excelize.Font{Bold: true, Family: "Calibri", Size: 11}, // those of the other cells: excelize leaves them out else
		Fill:      excelize.Fill{Type: "pattern", Pattern: 1, Color: []string{"DDE6F0"}},
		Border:    []excelize.Border{{Type: "bottom", Color: "8A9BB0", Style: 1}},
		Alignment: &excelize.Alignment{Vertical: "center"},
	})
	s.day, s.instant, s.span = format("yyyy-mm-dd"), format("yyyy-mm-dd hh:mm:ss"), format("[h]:mm:ss")
	s.top = style(&excelize.Style{Alignment: top})
	s.wrapped = style(&excelize.Style{Alignment: &excelize.Alignment{WrapText: true, Vertical: "top"}})
	return s, failed
}

// maxWidth is the width of the widest column, in characters.
const maxWidth = 60

// widthRows is how many rows are looked at to find the width of the columns.
const widthRows = 500

// sheetWriter streams the rows of a sheet into a workbook. The first of them are kept back until the widths of the columns are
// known, which stand before the rows in the file.
type sheetWriter struct {
	*excelize.StreamWriter
	data    Data
	styles  sheetStyles
	widths  []int     // characters
	first   [][]any   // rows kept back
	heights []float64 // and their heights
	begun   bool
}

func writeSheet(ctx context.Context, f *excelize.File, d Data, styles sheetStyles) error {
	if err := fitPages(f, d.Name); err != nil {
		return err
	}
	stream, err := f.NewStreamWriter(d.Name)
	if err != nil {
		return err
	}
	w := &sheetWriter{StreamWriter: stream, data: d, styles: styles}
	for _, name := range d.Columns {
		w.widths = append(w.widths, utf8.RuneCountInString(name)+3) // room for the filter's button
	}
	number := 1
	for row, err := range d.Rows {
		if err != nil {
			return err
		}
		if number++; number%256 == 0 && ctx.Err() != nil {
			return context.Cause(ctx)
		}
		if err := w.row(number, row); err != nil {
			return err
		}
	}
	if err := w.begin(); err != nil {
		return err
	}
	if len(d.Columns) > 0 && !strings.Contains(d.Name, "'") { // excelize writes the filter's name without doubling apostrophes
		if err := f.AutoFilter(d.Name, area{1, 1, max(number, 2), len(d.Columns)}.String(), nil); err != nil {
			return err
		}
	}
	return w.Flush()
}

// fitPages makes a sheet print as wide as the page, not in strips.
func fitPages(f *excelize.File, sheet string) error {
	yes, landscape, one, any := true, "landscape", 1, 0
	if err := f.SetSheetProps(sheet, &excelize.SheetPropsOptions{FitToPage: &yes}); err != nil {
		return err
	}
	return f.SetPageLayout(sheet, &excelize.PageLayoutOptions{Orientation: &landscape, FitToWidth: &one, FitToHeight: &any})
}

// row writes a row, or keeps it back.
func (w *sheetWriter) row(number int, row []any) error {
	cells, err := excelCells(w.data, number, row, w.styles)
	if err != nil {
		return err
	}
	height := rowHeight(row)
	for i, c := range cells {
		if _, styled := c.(excelize.Cell); height > 0 && c != nil && !styled {
			cells[i] = excelize.Cell{StyleID: w.styles.top, Value: c}
		}
	}
	if w.begun {
		return w.setRow(number, cells, height)
	}
	for i, v := range row {
		w.widths[i] = max(w.widths[i], textWidth(v))
	}
	if w.first, w.heights = append(w.first, cells), append(w.heights, height); len(w.first) == widthRows {
		return w.begin()
	}
	return nil
}

// begin writes what stands before the rows, the headings, and the rows kept back.
func (w *sheetWriter) begin() error {
	if w.begun {
		return nil
	}
	w.begun = true
	if err := beginSheet(w.StreamWriter, w.data, w.widths, w.styles); err != nil {
		return err
	}
	for i, cells := range w.first {
		if err := w.setRow(i+2, cells, w.heights[i]); err != nil {
			return err
		}
	}
	w.first, w.heights = nil, nil
	return nil
}

// setRow writes a row of a height in points; 0 leaves the height to the program that shows it.
func (w *sheetWriter) setRow(number int, cells []any, height float64) error {
	if height == 0 {
		return w.SetRow(refOf(number, 1), cells)
	}
	return w.SetRow(refOf(number, 1), cells, excelize.RowOpts{Height: height})
}

// rowHeight is the height that the texts of several lines in a row need; 0 for a row without any. Not every program finds it itself.
func rowHeight(row []any) float64 {
	const line, most = 15, 409
	lines := 0
	for _, v := range row {
		if text, ok := v.(string); ok && strings.Contains(text, "\n") {
			n := 0
			for part := range strings.SplitSeq(text, "\n") {
				n += 1 + utf8.RuneCountInString(part)/maxWidth
			}
			lines = max(lines, n)
		}
	}
	return float64(min(lines*line, most))
}

// beginSheet writes what stands before the rows, and the headings.
func beginSheet(sw *excelize.StreamWriter, d Data, widths []int, styles sheetStyles) error {
	for i, n := range slices.Backward(widths) { // excelize puts each before the last
		if err := sw.SetColWidth(i+1, i+1, float64(min(max(n, 8), maxWidth))+1); err != nil {
			return err
		}
	}
	if err := sw.SetPanes(&excelize.Panes{Freeze: true, YSplit: 1, TopLeftCell: "A2", ActivePane: "bottomLeft"}); err != nil {
		return err
	}
	head := make([]any, len(d.Columns))
	for i, name := range d.Columns {
		head[i] = excelize.Cell{StyleID: styles.head, Value: cleanForXML(name)}
	}
	return sw.SetRow("A1", head)
}

func textWidth(v any) int {
	text, _ := cellText(v, false)
	widest := 0
	for line := range strings.SplitSeq(text, "\n") {
		widest = max(widest, utf8.RuneCountInString(line))
	}
	return widest
}

// excelCells is a row as excelize takes it.
func excelCells(d Data, number int, row []any, styles sheetStyles) ([]any, error) {
	if err := checkRow(d, number, row); err != nil {
		return nil, err
	}
	if number > maxRow {
		return nil, &FileError{Problem: fmt.Sprintf("sheet %q has more rows than the %s that Excel has room for", d.Name, grouped(maxRow)),
			Hint: "Write several sheets, or a CSV file."}
	}
	cells := make([]any, len(row))
	for i, v := range row {
		switch v := v.(type) {
		case nil, bool:
			cells[i] = v
		case string:
			if n := units(v); n > maxText {
				return nil, writeError(d, number, i+1, "a text of "+grouped(int64(n))+" characters", "at most "+grouped(maxText),
					"Write it to a text file.")
			}
			cells[i] = cleanForXML(v)
			if strings.Contains(v, "\n") {
				cells[i] = excelize.Cell{StyleID: styles.wrapped, Value: cells[i]}
			}
		case int:
			cells[i] = excelInt(int64(v))
		case int64:
			cells[i] = excelInt(v)
		case float64:
			if math.IsNaN(v) || math.IsInf(v, 0) {
				return nil, writeError(d, number, i+1, fmt.Sprint(v), "a number that Excel has", "")
			}
			cells[i] = v
		case Day:
			cells[i] = excelSerial(time.Date(v.Year, v.Month, v.Day, 0, 0, 0, 0, time.UTC), styles.day, v.String())
		case time.Time:
			y, m, day := v.Date()
			text, _ := cellText(v, false)
			cells[i] = excelSerial(time.Date(y, m, day, v.Hour(), v.Minute(), v.Second(), v.Nanosecond(), time.UTC), styles.instant, text)
		case time.Duration:
			cells[i] = excelize.Cell{StyleID: styles.span, Value: float64(v.Milliseconds()) / dayMillis}
			if v < 0 { // Excel shows a negative time as #####
				cells[i] = durationText(v)
			}
		default:
			return nil, writeError(d, number, i+1, fmt.Sprintf("%T %v", v, v), "text, a number, a date or a truth value", "")
		}
	}
	return cells, nil
}

// excelInt is a whole number, as text where Excel would drop digits of it.
func excelInt(n int64) any {
	if n > 999_999_999_999_999 || n < -999_999_999_999_999 {
		return fmt.Sprint(n)
	}
	return n
}

// excelSerial is an instant as Excel counts it, as text where it does not: before 1 March 1900 its calendar is wrong.
func excelSerial(t time.Time, style int, text string) any {
	ms := t.UnixMilli() - time.Date(1899, time.December, 30, 0, 0, 0, 0, time.UTC).UnixMilli()
	if serial := float64(ms) / dayMillis; serial >= 61 && serial < lastSerial+1 {
		return excelize.Cell{StyleID: style, Value: serial}
	}
	return text
}

// repack copies a zip archive with its parts in order and without times, so that the same sheets give the same bytes.
func repack(w io.Writer, packed []byte) error {
	in, err := zip.NewReader(bytes.NewReader(packed), int64(len(packed)))
	if err != nil {
		return err
	}
	slices.SortFunc(in.File, func(a, b *zip.File) int { return cmp.Compare(a.Name, b.Name) })
	out := zip.NewWriter(w)
	for _, f := range in.File {
		f.Modified, f.ModifiedDate, f.ModifiedTime, f.Extra = time.Time{}, 0, 0, nil
		if err := out.Copy(f); err != nil {
			return err
		}
	}
	return out.Close()
}
