package sheet

import (
	"fmt"
	"slices"
	"strings"
)

// Header is what is known of a sheet before its rows: where it is and which columns it has.
type Header struct {
	Name    string   // the file's name
	Sheet   string   // the sheet's name; "" for CSV
	Row     int      // the row of the headings, 0 without one
	Columns []Column // the columns with a heading, from left to right
	Locale           // how numbers and dates in text are read
}

// Column is a column and its heading.
type Column struct {
	Name string // the heading in one line; without headings the column's letters
	Ref  string // the heading's cell: "C1"
	col  int    // from 1
	fold string // Name folded
}

// Letter is the letters of the column: "C".
func (c Column) Letter() string { return colName(c.col) }

// Names is the headings from left to right.
func (h *Header) Names() []string {
	names := make([]string, len(h.Columns))
	for i, c := range h.Columns {
		names[i] = c.Name
	}
	return names
}

// Find is the index in Columns of the column with a heading. A heading that differs in case, spaces, accents or punctuation only
// matches if no other one is nearer. The error is a *ColumnError.
func (h *Header) Find(name string) (int, error) {
	for i := range h.Columns {
		if h.Columns[i].Name == name {
			return i, nil
		}
	}
	return h.findFolded(name)
}

// findFolded is Find for a name that is not written as the heading is.
func (h *Header) findFolded(name string) (int, error) {
	i, also := h.match(name)
	switch {
	case also != nil:
		return -1, &ColumnError{File: h.Name, Sheet: h.Sheet, Column: name, Also: also}
	case i >= 0:
		return i, nil
	}
	names := h.Names()
	return -1, &ColumnError{File: h.Name, Sheet: h.Sheet, Column: name, Near: nearest(name, names), Columns: names}
}

// match is the index of the column with a heading, -1 for none; also is the headings that fit equally well, if there are several.
func (h *Header) match(name string) (at int, also []string) {
	for i := range h.Columns {
		if h.Columns[i].Name == name {
			return i, nil
		}
	}
	line, folded := oneLine(name), fold(name)
	for _, same := range []func(c *Column) bool{
		func(c *Column) bool { return strings.EqualFold(c.Name, line) },
		func(c *Column) bool { return c.fold == folded && folded != "" },
	} {
		found := -1
		for i := range h.Columns {
			if same(&h.Columns[i]) {
				found, also = i, append(also, h.Columns[i].Name)
			}
		}
		switch len(also) {
		case 0:
		case 1:
			return found, nil
		default:
			return -1, also
		}
	}
	return -1, nil
}

// Has reports whether there is a column with a heading.
func (h *Header) Has(name string) bool {
	i, also := h.match(name)
	return i >= 0 && also == nil
}

// maxHeading bounds the bytes of a heading.
const maxHeading = 2000

// headRows is how many rows that are not blank are looked at to find the headings.
const headRows = 50

// findHeader reads rows up to the headings, sets r.Row and r.Columns, and keeps in r.pending the rows read beyond them.
func (r *Reader) findHeader(opt Options) error {
	want := opt.HeaderRow
	if want == 0 {
		want = r.layout.headerRow
	}
	var rows []rawRow
	for len(rows) < headRows {
		row := rawRow{}
		more, err := r.rows.next(&row)
		if err != nil {
			return err
		}
		if !more {
			break
		}
		if want > 0 && row.number < want || len(row.cells) == 0 {
			continue
		}
		row.cells = slices.Clone(row.cells)
		rows = append(rows, row)
		if want > 0 {
			break
		}
	}
	if len(rows) == 0 {
		if want > 0 {
			return r.fail(fmt.Sprintf("has nothing in row %d or below it, where its headings should be", want), "")
		}
		return r.fail("is empty", "Check that the right file and sheet were saved.")
	}
	at := 0
	switch {
	case want == NoHeader:
		r.nameColumnsByLetter(rows)
		r.pending = rows
		return nil
	case want > 0:
		if rows[0].number != want {
			return r.fail(fmt.Sprintf("has nothing in row %d, where its headings should be", want),
				fmt.Sprintf("The next row that is not blank is %d.", rows[0].number))
		}
	default:
		var err error
		if at, err = r.guessHeader(rows, opt.Need); err != nil {
			return err
		}
	}
	r.pending = rows[at+1:]
	return r.setHeader(rows[at])
}

// guessHeader is the index of the row of headings: the one with most of the needed columns, else the first one that is about as
// wide as the widest.
func (r *Reader) guessHeader(rows []rawRow, need []string) (int, error) {
	best, bestCount, widest := -1, 0, 0
	for i, row := range rows {
		widest = max(widest, ownCells(row))
		count := 0
		for _, n := range need {
			if want := fold(n); slices.ContainsFunc(row.cells, func(c Cell) bool {
				return c.Kind == Text && len(c.text) <= maxHeading && fold(c.text) == want
			}) {
				count++
			}
		}
		if count > bestCount {
			best, bestCount = i, count
		}
	}
	if best >= 0 {
		return best, nil
	}
	for i, row := range rows {
		if !wideEnough(rows, i, widest) {
			continue
		}
		if i > 0 && rows[i-1].number == row.number-1 && ownCells(rows[i-1]) > 1 {
			if _, err := r.lastHeadingRow(rows[i-1]); err != nil {
				return 0, err
			}
		}
		return i, r.checkHeadings(row)
	}
	return 0, nil
}

// wideEnough reports whether row i has cells for three quarters of the columns; or for half of them, if rows as wide follow at once
// and it does not look like one of the lines, such as "Project: North", that people put above a table.
func wideEnough(rows []rawRow, i, widest int) bool {
	count := ownCells(rows[i])
	if count*4 >= widest*3 {
		return true
	}
	return count > 1 && count*2 >= widest &&
		i+1 < len(rows) && rows[i+1].number == rows[i].number+1 && ownCells(rows[i+1]) >= count &&
		!strings.HasSuffix(trim(rows[i].cells[0].Text()), ":")
}

// ownCells is the number of a row's cells that are not blank, each merged range counted once.
func ownCells(row rawRow) int {
	n := 0
	for _, c := range row.cells {
		if c.Kind != Blank && !c.Merged() {
			n++
		}
	}
	return n
}

// checkHeadings refuses a guessed row of headings that looks like data.
func (r *Reader) checkHeadings(row rawRow) error {
	odd, first := 0, Cell{}
	for _, c := range row.cells {
		_, _, notEmail := c.AsEmail()
		_, _, notNumber := c.AsDecimal(r.Locale)
		email := c.Kind == Text && notEmail == nil
		if c.Kind == Blank || notNumber != nil && c.Kind == Text && !email {
			continue
		}
		if odd++; first.Kind == Blank {
			first = c
		}
		if email {
			odd += len(row.cells)
		}
	}
	if odd*2 <= ownCells(row) {
		return nil
	}
	return r.fail(fmt.Sprintf("has no row of headings: row %d looks like data (%s holds %s)", row.number, first.Ref(), first.got()),
		"Put a heading over each column, or say which row holds the headings with header = 1, or header = None if none does.")
}

func (r *Reader) nameColumnsByLetter(rows []rawRow) {
	last := 0
	for _, row := range rows {
		if n := len(row.cells); n > 0 {
			last = max(last, row.cells[n-1].Col())
		}
	}
	for col := max(1, r.layout.area.left); col <= min(last, r.layout.area.right); col++ {
		if r.skips(col) {
			r.notes.add(noteHiddenCol, colName(col))
			continue
		}
		r.addColumn(Column{Name: colName(col), Ref: colName(col), col: col})
	}
}

// skips reports whether a column is to be left out because it is hidden.
func (r *Reader) skips(col int) bool { return r.hidden == SkipHidden && r.layout.hiddenCol(col) }

func (r *Reader) addColumn(c Column) {
	if r.layout.hiddenCol(c.col) {
		r.notes.add(noteHiddenCol, c.Letter())
	}
	c.fold = fold(c.Name)
	r.Columns = append(r.Columns, c)
}

// setHeader takes the columns from a row of headings.
func (r *Reader) setHeader(row rawRow) error {
	r.Row = row.number
	var err error
	if r.lastHead, err = r.lastHeadingRow(row); err != nil {
		return err
	}
	seen := map[string]Column{}
	for _, c := range row.cells {
		if c.Kind == Error {
			return r.fail(fmt.Sprintf("has %s as a heading in %s", c.got(), c.Ref()), errorHint(c.text))
		}
		if len(c.text) > maxHeading {
			return r.fail(fmt.Sprintf("has a heading of %s bytes in %s", grouped(int64(len(c.text))), c.Ref()),
				"Say which row holds the headings, for example header = 3.")
		}
		name := oneLine(c.Text())
		if name == "" {
			continue
		}
		if r.skips(c.Col()) {
			r.notes.add(noteHiddenCol, colName(c.Col()))
			continue
		}
		column := Column{Name: name, Ref: c.Ref(), col: c.Col()}
		key := strings.ToLower(name)
		if other, twice := seen[key]; twice {
			return r.fail(fmt.Sprintf("has the heading %q twice, in %s and %s", name, other.Ref, column.Ref),
				"Give each column a heading of its own.")
		}
		seen[key] = column
		r.addColumn(column)
	}
	if len(r.Columns) == 0 {
		return r.fail(fmt.Sprintf("has no headings in row %d", row.number), "")
	}
	r.width = row.width
	return nil
}

// lastHeadingRow refuses headings of several rows, which show as merged cells. Headings that are all merged over the same rows are
// one row to a person, which ends where they end.
func (r *Reader) lastHeadingRow(row rawRow) (int, error) {
	last := row.number
	var across []area // the merges that cross the row
	for _, m := range r.layout.merges {
		if m.top > row.number || m.bottom < row.number {
			continue
		}
		across = append(across, m)
		if m.right > m.left && ownCellIn(row, m) {
			return 0, r.fail(fmt.Sprintf("has headings of more than one row: %s is merged over several columns", m),
				fmt.Sprintf("Put one heading over each column in a single row, or say which row holds them, perhaps header = %d.", m.bottom+1))
		}
		if m.top == row.number && m.bottom > row.number {
			last = max(last, m.bottom)
		}
	}
	if last == row.number {
		return last, nil
	}
	for _, c := range row.cells {
		if c.Kind != Blank && !slices.ContainsFunc(across, func(m area) bool {
			return m.contains(c.Row(), c.Col()) && m.top == row.number && m.bottom == last
		}) {
			return 0, r.fail(fmt.Sprintf("has headings of more than one row: some are merged over rows %d to %d, %s is not",
				row.number, last, c.Ref()),
				fmt.Sprintf("Put all headings in a single row, or say which row holds them, perhaps header = %d.", last))
		}
	}
	return last, nil
}

func ownCellIn(row rawRow, m area) bool {
	return slices.ContainsFunc(row.cells, func(c Cell) bool { return c.Kind != Blank && m.contains(row.number, c.Col()) })
}
