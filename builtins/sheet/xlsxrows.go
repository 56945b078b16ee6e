package sheet

import (
	"bytes"
	"cmp"
	"fmt"
	"slices"
	"strconv"
)

// sheetRows reads the rows of a worksheet one after another.
type sheetRows struct {
	workbook *workbook
	sheet    *sheetInfo
	area     area
	merges   mergeFill
	// outside is told of the first row from outsideFrom on that has cells; nil if nobody cares.
	outside     func(row int)
	outsideFrom int
	x           *xmlScanner
	close       func() error
	row         int // number of the row last read
	scratch     []byte
	done        bool
}

// next reads the next row that has cells in the area.
func (s *sheetRows) next(row *rawRow) (bool, error) {
	if s.done {
		return false, nil
	}
	if s.x == nil {
		if err := s.open(); err != nil || s.done {
			return false, err
		}
	}
	for {
		more, err := s.read(row)
		if err != nil {
			return false, s.fail(err)
		}
		if !more {
			return false, nil
		}
		if row.number > s.area.bottom && s.outside == nil {
			return false, s.end()
		}
		if row.number < s.area.top || len(row.cells) == 0 {
			continue
		}
		if row.number <= s.area.bottom {
			return true, nil
		}
		if row.number >= s.outsideFrom {
			s.outside(row.number)
			return false, s.end()
		}
	}
}

func (s *sheetRows) fail(err error) error {
	s.end()
	return s.workbook.damaged(fmt.Sprintf("sheet %q near row %d", s.sheet.name, s.row), err)
}

func (s *sheetRows) end() error {
	s.done = true
	if s.close != nil {
		s.close()
		s.close = nil
	}
	return nil
}

// open moves to the beginning of the rows.
func (s *sheetRows) open() error {
	var err error
	if s.x, s.close, err = s.workbook.part(s.sheet.part); err != nil {
		return err
	}
	if s.x == nil {
		return s.workbook.src.fail(fmt.Sprintf("is damaged: sheet %q is missing", s.sheet.name), saveAs)
	}
	for {
		token, err := s.x.next()
		switch {
		case err != nil:
			return s.fail(err)
		case token == xmlEOF:
			return s.end()
		case token == xmlStart && string(s.x.name) == "sheetData":
			return nil
		}
	}
}

// read reads the next row element; it is false behind the last.
func (s *sheetRows) read(row *rawRow) (bool, error) {
	for {
		token, err := s.x.next()
		if err != nil {
			return false, err
		}
		switch {
		case token == xmlEOF, token == xmlEnd && string(s.x.name) == "sheetData":
			return false, s.end()
		case token == xmlStart && string(s.x.name) == "row":
			return true, s.readRow(row)
		case token == xmlStart:
			if err := s.x.skip(); err != nil {
				return false, err
			}
		}
	}
}

// readRow reads a row whose start tag was the last token.
func (s *sheetRows) readRow(row *rawRow) error {
	if err := s.rowTag(row); err != nil {
		return err
	}
	sorted, col := true, 0
	for depth := s.x.depth(); s.x.depth() >= depth; {
		token, err := s.x.next()
		if err != nil {
			return err
		}
		if token != xmlStart {
			continue
		}
		if string(s.x.name) != "c" {
			if err := s.x.skip(); err != nil {
				return err
			}
			continue
		}
		var c Cell
		if c, err = s.readCell(col + 1); err != nil {
			return err
		}
		sorted = sorted && c.Col() > col
		col = c.Col()
		if c.Kind != Blank {
			row.cells = append(row.cells, c)
		}
		if row.bytes += len(s.scratch); row.bytes > maxRecord {
			return s.workbook.src.fail(fmt.Sprintf("has more than %d MB of text in row %d", maxRecord>>20, s.row), "Shorten its texts.")
		}
	}
	if !sorted {
		if err := sortCells(row); err != nil {
			return err
		}
	}
	if err := s.merges.fill(row); err != nil {
		return err
	}
	if s.area.left > 1 || s.area.right < maxCol {
		row.cells = slices.DeleteFunc(row.cells, func(c Cell) bool { return c.Col() < s.area.left || c.Col() > s.area.right })
	}
	return nil
}

// rowTag reads what the start tag of a row says.
func (s *sheetRows) rowTag(row *rawRow) error {
	*row = rawRow{number: s.row + 1, cells: row.cells[:0]}
	for rest := s.x.attrs; ; {
		name, value, after, ok := attribute(rest)
		if !ok {
			break
		}
		switch string(name) {
		case "r":
			if row.number, ok = digits(value); !ok || row.number < 1 || row.number > maxRow {
				return fmt.Errorf("%w: row number %q", errXML, value)
			}
		case "hidden":
			row.hidden = string(value) == "1" || string(value) == "true"
		}
		rest = after
	}
	if row.number <= s.row || row.number > maxRow {
		return fmt.Errorf("%w: row %d comes after row %d", errXML, row.number, s.row)
	}
	s.row = row.number
	return nil
}

// sortCells puts a row's cells in order; Excel writes them so, other programs may not.
func sortCells(row *rawRow) error {
	slices.SortFunc(row.cells, func(a, b Cell) int { return cmp.Compare(a.col, b.col) })
	for i := range row.cells[1:] {
		if row.cells[i].col == row.cells[i+1].col {
			return fmt.Errorf("%w: cell %s comes twice", errXML, row.cells[i].Ref())
		}
	}
	return nil
}

// cellType is how a cell element says its value is written.
type cellType uint8

const (
	numberCell cellType = iota
	sharedCell          // t="s": the number of a shared string
	stringCell          // t="str": the text of a formula's result
	inlineCell          // t="inlineStr"
	boolCell            // t="b"
	errorCell           // t="e"
	isoCell             // t="d"
)

// readCell reads a cell whose start tag was the last token; col is its column unless it says otherwise.
func (s *sheetRows) readCell(col int) (Cell, error) {
	kind, style := numberCell, 0
	for rest := s.x.attrs; ; {
		name, value, after, ok := attribute(rest)
		if !ok {
			break
		}
		switch string(name) {
		case "r":
			row, c, ok := parseRef(value)
			if !ok || row != s.row {
				return Cell{}, fmt.Errorf("%w: cell %q in row %d", errXML, value, s.row)
			}
			col = c
		case "s":
			style, _ = digits(value)
		case "t":
			kind = cellTypeOf(value)
		}
		rest = after
	}
	if col > maxCol {
		return Cell{}, fmt.Errorf("%w: row %d has more than %s cells", errXML, s.row, grouped(maxCol))
	}
	c := Cell{row: int32(s.row), col: int16(col)}
	formula, value := false, false
	s.scratch = s.scratch[:0]
	for depth := s.x.depth(); s.x.depth() >= depth; {
		token, err := s.x.next()
		if err != nil {
			return c, err
		}
		if token != xmlStart {
			continue
		}
		switch string(s.x.name) {
		case "f":
			formula = true
			err = s.x.skip()
		case "v":
			value = true
			s.scratch, err = elementText(s.x, s.scratch[:0], s.workbook.limits.CellBytes)
		case "is":
			value = true
			s.scratch, err = richText(s.x, s.scratch[:0], s.workbook.limits.CellBytes)
		default:
			err = s.x.skip()
		}
		if err != nil {
			return c, err
		}
	}
	if formula && len(s.scratch) == 0 && (kind != stringCell || !value) {
		c.setError(errNoResult)
		return c, nil
	}
	return c, s.setValue(&c, kind, style)
}

func cellTypeOf(t []byte) cellType {
	switch string(t) {
	case "s":
		return sharedCell
	case "str":
		return stringCell
	case "inlineStr":
		return inlineCell
	case "b":
		return boolCell
	case "e":
		return errorCell
	case "d":
		return isoCell
	}
	return numberCell
}

// setValue gives a cell the value that s.scratch holds.
func (s *sheetRows) setValue(c *Cell, kind cellType, style int) error {
	text := s.scratch
	if kind != stringCell && kind != inlineCell {
		text = bytes.TrimSpace(text) // some programs indent their XML
	}
	switch {
	case len(text) == 0:
		return nil
	case kind == sharedCell:
		i, ok := digits(text)
		if !ok || i >= len(s.workbook.strings) {
			c.setError(errBadCell)
			return nil
		}
		c.setText(s.workbook.strings[i])
		return nil
	case kind == stringCell:
		c.setText(string(cleanText(text, 0)))
		return nil
	case kind == inlineCell:
		c.setText(string(text))
		return nil
	case kind == boolCell:
		c.setBool(string(text) == "1" || string(text) == "true")
		return nil
	case kind == errorCell:
		c.setError(string(text))
		return nil
	}
	var format *numberFormat
	if style < len(s.workbook.formats) {
		format = s.workbook.formats[style]
	}
	if kind == isoCell {
		c.setISO(string(text), format)
		return nil
	}
	if format == nil {
		if n, ok := digits(text); ok { // most numbers are whole and short
			c.setInt(int64(n))
			return nil
		}
	}
	v, err := strconv.ParseFloat(string(text), 64)
	if err != nil || v-v != 0 {
		c.setError(errBadCell)
		return nil
	}
	c.setNumber(v, format, s.workbook.date1904)
	return nil
}

// digits reads a whole number of at most 15 digits.
func digits(b []byte) (n int, ok bool) {
	if len(b) == 0 || len(b) > 15 {
		return 0, false
	}
	for _, c := range b {
		if c < '0' || c > '9' {
			return 0, false
		}
		n = n*10 + int(c-'0')
	}
	return n, true
}
