package sheet

import (
	"archive/zip"
	"bytes"
	"cmp"
	"context"
	"encoding/xml"
	"fmt"
	"io"
	"slices"
	"strings"
)

// Annotations are texts to add to the rows of a sheet, each under a heading: what became of the rows of a run.
type Annotations struct {
	// Columns are the headings. A column that the sheet has already is filled again, so that a file can be annotated again and
	// again; the others are added to the right.
	Columns []string
	// Row gives a row's texts, one for each of Columns, or nil to leave the row as it is.
	Row func(number int) []string
}

// Annotate writes a copy of a file with annotations. The options find the sheet and the headings as for [Open]. Of a workbook
// everything else stays as it is, byte by byte: formats, formulas, other sheets, macros. A CSV file comes out in UTF-8 with a byte
// order mark. Errors are a *FileError, a *ColumnError, the writer's or the context's.
func Annotate(ctx context.Context, w io.Writer, src Source, opt Options, a Annotations) error {
	err := annotateFile(ctx, w, src, opt, a)
	if err == nil {
		err = src.unchanged()
	}
	return src.explain(err)
}

func annotateFile(ctx context.Context, w io.Writer, src Source, opt Options, a Annotations) error {
	r, err := Stream(ctx, src, opt)
	if err != nil {
		return err
	}
	if rows, ok := r.rows.(*sheetRows); ok {
		rows.end()
		return annotateXLSX(w, r, rows, a)
	}
	return annotateCSV(w, r, opt, a)
}

// addition is a column of annotations: its number in the sheet, and its index among the annotations.
type addition struct{ col, index int }

// additions finds a column for each annotation: the one with its heading, else the next behind last.
func (r *Reader) additions(a Annotations, last int) []addition {
	var all []addition
	for i, name := range a.Columns {
		at := slices.IndexFunc(r.Columns, func(c Column) bool { return fold(c.Name) == fold(name) })
		if at >= 0 && r.Header.Row > 0 {
			all = append(all, addition{r.Columns[at].col, i})
			continue
		}
		last++
		all = append(all, addition{last, i})
	}
	slices.SortFunc(all, func(a, b addition) int { return cmp.Compare(a.col, b.col) })
	return all
}

// textsOf is the annotations of a row, its headings included; nil for a row to be left alone.
func (r *Reader) textsOf(number int, a Annotations) ([]string, error) {
	switch {
	case number == r.Header.Row:
		return a.Columns, nil
	case number < r.Header.Row || number <= r.lastHead:
		return nil, nil
	}
	texts := a.Row(number)
	if texts != nil && len(texts) != len(a.Columns) {
		return nil, r.fail(fmt.Sprintf("got %d annotations for row %d, want %d", len(texts), number, len(a.Columns)), "")
	}
	return texts, nil
}

func (r *Reader) noRoom() error {
	return r.fail("has no room for more columns", "Delete columns that are not needed.")
}

func annotateXLSX(w io.Writer, r *Reader, rows *sheetRows, a Annotations) error {
	book := rows.workbook
	p := &sheetPatch{reader: r, notes: a, widest: make([]int, len(a.Columns))}
	if err := p.measure(rows.sheet); err != nil {
		return err
	}
	p.columns = r.additions(a, p.last)
	if p.columns[len(p.columns)-1].col > maxCol {
		return r.noRoom()
	}
	z, err := zip.NewReader(book.src, book.src.Size)
	if err != nil {
		return book.damaged("zip", err)
	}
	target := book.parts[strings.ToLower(rows.sheet.part)]
	out := zip.NewWriter(w)
	for _, f := range z.File {
		if f.Name != target.Name {
			if err := out.Copy(f); err != nil {
				return err
			}
			continue
		}
		x, closePart, err := book.part(rows.sheet.part)
		if err != nil {
			return err
		}
		part, err := out.CreateHeader(&zip.FileHeader{Name: f.Name, Method: zip.Deflate, Modified: f.Modified})
		if err == nil {
			p.x, p.w = x, part
			err = p.run()
		}
		closePart()
		switch {
		case p.stop != nil:
			return p.stop
		case err != nil:
			return book.damaged(fmt.Sprintf("sheet %q", rows.sheet.name), err)
		}
	}
	return out.Close()
}

// measure finds the last column in which any row of a sheet has a cell, and how wide the annotations are.
func (p *sheetPatch) measure(s *sheetInfo) error {
	rows := &sheetRows{workbook: p.reader.rows.(*sheetRows).workbook, sheet: s, area: area{1, 1, maxRow, maxCol}}
	var row rawRow
	for {
		more, err := rows.next(&row)
		if err != nil || !more {
			return err
		}
		p.last = max(p.last, row.cells[len(row.cells)-1].Col())
		texts, err := p.reader.textsOf(row.number, p.notes)
		if err != nil {
			return err
		}
		for i, text := range texts {
			p.widest[i] = max(p.widest[i], textWidth(text))
		}
	}
}

// sheetPatch copies the XML of a sheet, adding cells to its rows.
type sheetPatch struct {
	reader  *Reader
	notes   Annotations
	columns []addition
	last    int   // the last column the sheet had
	widest  []int // characters in a line, by annotation
	x       *xmlScanner
	w       io.Writer
	buf     []byte // what is to be written next
	row     int
	cols    bool  // column widths are written
	stop    error // the writer's error
}

// run copies the part.
func (p *sheetPatch) run() error {
	p.x.verbatim = true
	for {
		token, err := p.x.next()
		if err != nil {
			return err
		}
		raw := p.x.raw()
		switch {
		case token == xmlEOF:
			p.buf = append(p.buf, raw...)
			return p.flush(0)
		case token == xmlStart && string(p.x.name) == "dimension":
			if err := p.drop(); err != nil { // it no longer holds, and need not be there
				return err
			}
			continue
		case token == xmlStart && string(p.x.name) == "sheetData":
			if !p.cols {
				p.widths(p.prefix(), true)
			}
		case token == xmlEnd && string(p.x.name) == "cols":
			p.widths(bytes.TrimSuffix(bytes.TrimPrefix(raw, []byte("</")), []byte("cols>")), false)
		case token == xmlStart && string(p.x.name) == "row":
			if err := p.patchRow(); err != nil {
				return err
			}
			continue
		}
		p.buf = append(p.buf, asUTF8Declared(raw)...)
		if err := p.flush(64 << 10); err != nil {
			return err
		}
	}
}

// flush writes what is gathered once it is more than a number of bytes.
func (p *sheetPatch) flush(above int) error {
	if len(p.buf) < above {
		return nil
	}
	_, p.stop = p.w.Write(p.buf)
	p.buf = p.buf[:0]
	return p.stop
}

// drop passes over the element whose start was the last token, keeping what stands before it.
func (p *sheetPatch) drop() error {
	raw := p.x.raw()
	p.buf = append(p.buf, raw[:max(0, bytes.LastIndexByte(raw, '<'))]...)
	return p.x.skip()
}

// prefix is the namespace prefix, with its colon, of the tag last begun.
func (p *sheetPatch) prefix() []byte {
	full := p.x.top()
	return full[:len(full)-len(p.x.name)]
}

// widths makes the new columns wide enough to read; whole is true where the sheet has no list of widths yet.
func (p *sheetPatch) widths(prefix []byte, whole bool) {
	p.cols = true
	first, tag := p.last+1, ""
	if !whole && p.reader.layout.lastWidth >= first {
		return
	}
	for _, c := range p.columns {
		if c.col >= first {
			tag += fmt.Sprintf(`<%scol min="%d" max="%d" width="%d" customWidth="1"/>`, prefix, c.col, c.col, min(max(p.widest[c.index]+2, 10), maxWidth))
		}
	}
	if tag == "" {
		return
	}
	if whole {
		tag = fmt.Sprintf("<%scols>%s</%scols>", prefix, tag, prefix)
	}
	p.buf = append(p.buf, tag...)
}

// patchRow copies a row whose start was the last token, with its annotations.
func (p *sheetPatch) patchRow() error {
	if p.row++; p.x.attr("r") != "" {
		p.row = p.x.number("r")
	}
	texts, err := p.reader.textsOf(p.row, p.notes)
	if err != nil {
		return err
	}
	raw, prefix := p.x.raw(), bytes.Clone(p.prefix())
	if texts == nil {
		return p.copyElement()
	}
	p.buf = append(p.buf, withoutSpans(raw)...)
	empty := p.x.closed
	if empty {
		p.buf = append(bytes.TrimRight(p.buf[:len(p.buf)-len("/>")], " "), '>')
	}
	waiting := p.columns
	style, col := "", 0
	for depth := p.x.depth(); ; {
		token, err := p.x.next()
		if err != nil {
			return err
		}
		if p.x.depth() < depth {
			for _, a := range waiting {
				p.cell(prefix, a, p.styleOf(style), texts)
			}
			p.buf = fmt.Appendf(p.buf, "</%srow>", prefix)
			return p.flush(64 << 10)
		}
		if token != xmlStart || string(p.x.name) != "c" {
			p.buf = append(p.buf, p.x.raw()...)
			continue
		}
		if col++; p.x.attr("r") != "" {
			_, col, _ = parseRef(p.x.attr("r"))
		}
		style = p.x.attr("s")
		for len(waiting) > 0 && waiting[0].col < col {
			p.cell(prefix, waiting[0], "", texts)
			waiting = waiting[1:]
		}
		if len(waiting) == 0 || waiting[0].col != col {
			if err := p.copyElement(); err != nil {
				return err
			}
			continue
		}
		if err := p.dropCell(); err != nil {
			return err
		}
		p.cell(prefix, waiting[0], style, texts)
		waiting = waiting[1:]
	}
}

// styleOf is the style of a new cell: that of the last heading for a heading, else none.
func (p *sheetPatch) styleOf(last string) string {
	if p.row == p.reader.Header.Row {
		return last
	}
	return ""
}

// copyElement copies the element whose start was the last token.
func (p *sheetPatch) copyElement() error {
	p.buf = append(p.buf, p.x.raw()...)
	for depth := p.x.depth(); p.x.depth() >= depth; {
		if _, err := p.x.next(); err != nil {
			return err
		}
		p.buf = append(p.buf, p.x.raw()...)
	}
	return p.flush(64 << 10)
}

// dropCell passes over a cell of an earlier annotation. One with a formula is refused: other parts of the file refer to it.
func (p *sheetPatch) dropCell() error {
	ref := p.x.attr("r")
	for depth := p.x.depth(); p.x.depth() >= depth; {
		token, err := p.x.next()
		if err != nil {
			return err
		}
		if token == xmlStart && string(p.x.name) == "f" {
			return p.reader.fail(fmt.Sprintf("has a formula in %s, where an annotation is to go", ref), "Give that column another heading.")
		}
	}
	return nil
}

// cell appends a cell with a text.
func (p *sheetPatch) cell(prefix []byte, a addition, style string, texts []string) {
	text := cleanForXML(texts[a.index])
	if text == "" && style == "" {
		return
	}
	p.buf = fmt.Appendf(p.buf, `<%sc r="%s"`, prefix, refOf(p.row, a.col))
	if style != "" {
		p.buf = fmt.Appendf(p.buf, ` s="%s"`, style)
	}
	if text == "" {
		p.buf = append(p.buf, "/>"...)
		return
	}
	p.buf = fmt.Appendf(p.buf, ` t="inlineStr"><%sis><%st xml:space="preserve">`, prefix, prefix)
	var b bytes.Buffer
	xml.EscapeText(&b, []byte(escapeLiteral(firstUnits(text)))) // a buffer takes everything
	p.buf = append(p.buf, b.Bytes()...)
	p.buf = fmt.Appendf(p.buf, "</%st></%sis></%sc>", prefix, prefix, prefix)
}

// firstUnits is as much of a text as a cell of Excel holds.
func firstUnits(s string) string {
	n := 0
	for i, r := range s {
		if n += units(string(r)); n > maxText {
			return s[:i]
		}
	}
	return s
}

// escapeLiteral keeps Excel from reading text such as _x0041_ as an escape.
func escapeLiteral(s string) string {
	var b strings.Builder
	for i := range len(s) {
		if _, n := escapeAt([]byte(s[i:min(len(s), i+7)])); n > 0 {
			b.WriteString("_x005F")
		}
		b.WriteByte(s[i])
	}
	return b.String()
}

// withoutSpans is a row's tag without the attribute that says which columns it spans.
func withoutSpans(tag []byte) []byte {
	i := bytes.Index(tag, []byte(` spans=`))
	if i < 0 || i+8 >= len(tag) {
		return tag
	}
	end := bytes.IndexByte(tag[i+8:], tag[i+7])
	if end < 0 {
		return tag
	}
	return append(bytes.Clone(tag[:i]), tag[i+8+end+1:]...)
}

// asUTF8Declared corrects the declaration of a part that was UTF-16.
func asUTF8Declared(raw []byte) []byte {
	if !bytes.HasPrefix(raw, []byte("<?xml")) {
		return raw
	}
	return bytes.Replace(bytes.Replace(raw, []byte("UTF-16"), []byte("UTF-8"), 1), []byte("utf-16"), []byte("utf-8"), 1)
}
