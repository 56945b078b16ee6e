package sheet

import (
	"context"
	"fmt"
	"iter"
)

// Reader goes through the rows of a sheet once.
type Reader struct {
	Header
	file     Source
	rows     rowSource
	layout   layout
	notes    *notes
	pending  []rawRow // rows read while looking for the headings
	width    int      // cells in the row of headings of a CSV file, else 0
	lastHead int      // the last row of the headings
	ctx      context.Context
	hidden   Hidden
	encoding string  // of a text file
	columnOf []int32 // index in Columns by column number, -1 for none
}

// layout is what a sheet says about its own shape.
type layout struct {
	area        area   // what to read
	headerRow   int    // the row of headings that a table or a filter names, NoHeader, or 0 if none does
	merges      []area // merged ranges
	hidden      []bool // by column number; nil if none is hidden
	outsideFrom int    // rows from here on are told of but not read; 0 for none
	lastWidth   int    // the last column whose width is set
}

// hiddenCol reports whether a column is hidden.
func (l *layout) hiddenCol(col int) bool { return col < len(l.hidden) && l.hidden[col] }

// Stream opens a sheet to go through its rows. Errors are a *FileError, a *ColumnError, or the context's.
func Stream(ctx context.Context, src Source, opt Options) (*Reader, error) {
	src = src.under(ctx)
	r, err := stream(ctx, src, opt)
	return r, src.explain(err)
}

func stream(ctx context.Context, src Source, opt Options) (*Reader, error) {
	limits := opt.Limits.withDefaults()
	kind, err := recognise(src, limits)
	if err != nil {
		return nil, err
	}
	if kind == workbookFile {
		w, err := openWorkbook(src, limits)
		if err != nil {
			return nil, err
		}
		return streamXLSX(ctx, w, opt)
	}
	r := newReader(ctx, src, opt)
	if err := r.openCSV(src, opt, limits); err != nil {
		return nil, err
	}
	return r.begin(opt)
}

func newReader(ctx context.Context, src Source, opt Options) *Reader {
	r := &Reader{Header: Header{Name: src.Name, Locale: opt.Locale}, file: src, notes: &notes{}, ctx: ctx, hidden: opt.Hidden}
	if src.InUse != "" {
		r.notes.add(noteInUse, inUseNote(src))
	}
	return r
}

// streamXLSX is Stream for a workbook that is open already.
func streamXLSX(ctx context.Context, w *workbook, opt Options) (*Reader, error) {
	r := newReader(ctx, w.src, opt)
	if err := r.openXLSX(w, opt); err != nil {
		return nil, err
	}
	return r.begin(opt)
}

// begin finds the headings and checks them.
func (r *Reader) begin(opt Options) (*Reader, error) {
	if err := r.findHeader(opt); err != nil {
		return nil, err
	}
	for _, name := range opt.Need {
		if _, err := r.Find(name); err != nil {
			return nil, err
		}
	}
	r.mapColumns()
	if rows, ok := r.rows.(*sheetRows); ok {
		rows.merges.right = len(r.columnOf) - 1
	}
	return r, nil
}

func (r *Reader) mapColumns() {
	last := r.Columns[len(r.Columns)-1].col
	r.columnOf = make([]int32, last+1)
	for i := range r.columnOf {
		r.columnOf[i] = -1
	}
	for i, c := range r.Columns {
		r.columnOf[c.col] = int32(i)
	}
}

// fail is an error of the sheet being read.
func (r *Reader) fail(problem, hint string) error {
	if r.Sheet != "" {
		problem = fmt.Sprintf("sheet %q %s", r.Sheet, problem)
	}
	return r.file.fail(problem, hint)
}

// maxCells bounds the cells of one reading.
const maxCells = 1 << 30

// All goes through the rows that are not blank, once. A row's Cells are good until the next row. An error ends the rows.
func (r *Reader) All() iter.Seq2[Row, error] {
	return func(yield func(Row, error) bool) {
		cells := make([]Cell, len(r.Columns))
		var raw rawRow
		for n := 0; ; n++ {
			if n%256 == 0 && r.ctx.Err() != nil {
				yield(Row{}, context.Cause(r.ctx))
				return
			}
			if int64(n)*int64(len(cells)) > maxCells {
				yield(Row{}, r.fail(fmt.Sprintf("has more cells than can be read: %s rows of %s", grouped(int64(n)), grouped(int64(len(cells)))),
					"Delete columns that are not needed, or split the file."))
				return
			}
			more, err := r.nextRaw(&raw)
			if err == nil && !more {
				err = r.file.unchanged()
			}
			if err != nil {
				yield(Row{}, r.file.explain(err))
				return
			}
			if !more {
				return
			}
			row := Row{Number: raw.number, Line: raw.line, Cells: cells, header: &r.Header, bytes: raw.bytes}
			if r.fill(&row, &raw) && !yield(row, nil) {
				return
			}
		}
	}
}

// allRaw goes through the rows as the file has them.
func (r *Reader) allRaw() iter.Seq2[*rawRow, error] {
	return func(yield func(*rawRow, error) bool) {
		var raw rawRow
		for {
			more, err := r.nextRaw(&raw)
			if err == nil && !more || !yield(&raw, err) || err != nil {
				return
			}
		}
	}
}

func (r *Reader) nextRaw(raw *rawRow) (bool, error) {
	if len(r.pending) > 0 {
		*raw, r.pending = r.pending[0], r.pending[1:]
		return true, nil
	}
	return r.rows.next(raw)
}

// fill puts the cells of a row into their columns; it is false for a row to be passed over.
func (r *Reader) fill(row *Row, raw *rawRow) bool {
	if raw.number <= r.lastHead {
		return false
	}
	blank := false
	if r.complete(raw) {
		row.Cells = raw.cells
	} else {
		blank = r.spread(row, raw)
	}
	if blank && row.Fault == nil {
		return false
	}
	if raw.hidden {
		r.notes.add(noteHiddenRow, fmt.Sprint(raw.number))
		if r.hidden == SkipHidden {
			return false
		}
	}
	if r.width > 0 && raw.width < r.width {
		r.notes.add(noteShortRow, fmt.Sprint(raw.number))
	}
	return true
}

// complete reports whether a row holds a cell for each column and no other, and none with something to note.
func (r *Reader) complete(raw *rawRow) bool {
	if len(raw.cells) != len(r.Columns) {
		return false
	}
	for i := range raw.cells {
		if c := &raw.cells[i]; int(c.col) != r.Columns[i].col || c.flags != 0 || c.Kind == Blank {
			return false
		}
	}
	return true
}

// spread puts each cell into its column; it is true for a row without any.
func (r *Reader) spread(row *Row, raw *rawRow) (blank bool) {
	for i := range row.Cells {
		row.Cells[i] = Cell{row: int32(raw.number), col: int16(r.Columns[i].col)}
	}
	blank = true
	for i := range raw.cells {
		c := &raw.cells[i]
		if c.Kind == Blank {
			continue
		}
		if int(c.col) >= len(r.columnOf) || r.columnOf[c.col] < 0 {
			r.outside(row, raw, c)
			continue
		}
		blank = false
		row.Cells[r.columnOf[c.col]] = *c
		if c.flags != 0 {
			r.noteCell(c)
		}
	}
	return blank
}

// outside deals with a cell in a column without a heading.
func (r *Reader) outside(row *Row, raw *rawRow, c *Cell) {
	if c.Merged() || r.skips(c.Col()) {
		return
	}
	if r.width > 0 && c.Col() > r.width {
		if row.Fault == nil {
			row.Fault = &CellError{File: r.Name, Ref: c.Ref(), Row: c.Row(), Got: fmt.Sprintf("%d cells in the row", raw.width),
				Want: fmt.Sprintf("%d, as in the headings", r.width),
				Hint: "A value that holds the separator must be in double quotes."}
		}
		return
	}
	r.notes.add(noteNoHeading, c.Ref())
}

func (r *Reader) noteCell(c *Cell) {
	if c.Merged() {
		r.notes.add(noteMerged, c.Ref())
	}
	if c.flags&truncated != 0 {
		r.notes.add(noteLong, c.Ref())
	}
	if c.flags&replaced != 0 {
		r.notes.add(noteReplaced, c.Ref())
	}
}

// Warnings is what the user should know about what was read so far, a sentence each.
func (r *Reader) Warnings() []string { return r.notes.sentences(r.hidden) }
