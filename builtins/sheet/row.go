package sheet

// Row is one row of a sheet: a cell for each column of its header.
type Row struct {
	Number int    // the row's number as the spreadsheet program shows it, from 1
	Line   int    // the line the row begins on in a CSV file, from 1; 0 for Excel
	Cells  []Cell // by column, in the order of the header's columns
	Fault  error  // why the row as a whole cannot be trusted, or nil; each reader of its cells returns it
	header *Header
	bytes  int // of text that the row does not share with others
}

// Cell is the cell in the column with a heading; see [Header.Find] for which headings match.
func (r Row) Cell(column string) (Cell, error) {
	c, _, err := r.lookUp(column)
	return c, err
}

func (r *Row) lookUp(column string) (Cell, int, error) {
	i, err := r.at(column)
	if err != nil {
		return Cell{}, 0, err
	}
	return r.Cells[i], i, nil
}

// at is the index of a column.
func (r *Row) at(column string) (int, error) {
	if r.Fault != nil {
		return 0, r.Fault
	}
	return r.header.Find(column)
}

// Header is the header the row belongs to.
func (r Row) Header() *Header { return r.header }

// Text is the text of a cell without the spaces around it; ok is false for a blank cell. Errors of this and the other readers are
// a *CellError, a *ColumnError, or the row's Fault.
func (r Row) Text(column string) (v string, ok bool, err error) {
	i, err := r.at(column)
	if err != nil {
		return "", false, err
	}
	if v, ok, err = r.Cells[i].AsText(); err != nil {
		err = r.header.place(err, i)
	}
	return v, ok, err
}

// Email is an e-mail address; ok is false for a blank cell.
func (r Row) Email(column string) (v string, ok bool, err error) {
	i, err := r.at(column)
	if err != nil {
		return "", false, err
	}
	if v, ok, err = r.Cells[i].AsEmail(); err != nil {
		err = r.header.place(err, i)
	}
	return v, ok, err
}

// Int is a whole number; ok is false for a blank cell.
func (r Row) Int(column string) (v int64, ok bool, err error) {
	i, err := r.at(column)
	if err != nil {
		return 0, false, err
	}
	if v, ok, err = r.Cells[i].AsInt(r.header.Locale); err != nil {
		err = r.header.place(err, i)
	}
	return v, ok, err
}

// Decimal is a number; ok is false for a blank cell.
func (r Row) Decimal(column string) (v float64, ok bool, err error) {
	i, err := r.at(column)
	if err != nil {
		return 0, false, err
	}
	if v, ok, err = r.Cells[i].AsDecimal(r.header.Locale); err != nil {
		err = r.header.place(err, i)
	}
	return v, ok, err
}

// Bool is yes or no; ok is false for a blank cell.
func (r Row) Bool(column string) (v bool, ok bool, err error) {
	i, err := r.at(column)
	if err != nil {
		return false, false, err
	}
	if v, ok, err = r.Cells[i].AsBool(); err != nil {
		err = r.header.place(err, i)
	}
	return v, ok, err
}

// Date is a calendar day; ok is false for a blank cell.
func (r Row) Date(column string) (v Day, ok bool, err error) {
	i, err := r.at(column)
	if err != nil {
		return Day{}, false, err
	}
	if v, ok, err = r.Cells[i].AsDate(r.header.Locale); err != nil {
		err = r.header.place(err, i)
	}
	return v, ok, err
}

// Choice is the one of the choices that the cell names; ok is false for a blank cell.
func (r Row) Choice(column string, choices []string) (choice string, ok bool, err error) {
	return readCell(&r, column, func(c Cell) (string, bool, error) { return c.AsChoice(choices) })
}

// List is the parts of a cell between separators, see [Cell.AsList]; nil for a blank cell.
func (r Row) List(column, sep string) (parts []string, ok bool, err error) {
	return readCell(&r, column, func(c Cell) ([]string, bool, error) { return c.AsList(sep) })
}

// Missing is the error of a blank cell where something is required; want is what: "an e-mail address".
func (r Row) Missing(column, want string) error {
	return r.Bad(column, want, "")
}

// Bad is the error of a cell that the caller finds wrong: what was wanted, and a hint or "". The cell's value is what it got.
func (r Row) Bad(column, want, hint string) error {
	c, i, err := r.lookUp(column)
	if err != nil {
		return err
	}
	return r.header.place(c.refuse(want, hint), i)
}

func readCell[T any](r *Row, column string, read func(Cell) (T, bool, error)) (v T, ok bool, err error) {
	c, i, err := r.lookUp(column)
	if err != nil {
		return v, false, err
	}
	v, ok, err = read(c)
	if err != nil {
		return v, false, r.header.place(err, i)
	}
	return v, ok, nil
}

// place gives an error of a cell the file, the sheet and the heading.
func (h *Header) place(err error, column int) error {
	if e, ok := err.(*CellError); ok {
		e.File, e.Sheet, e.Column = h.Name, h.Sheet, h.Columns[column].Name
	}
	return err
}

// maxRecord bounds the bytes of one row.
const maxRecord = 32 << 20

// rawRow is a row as the file has it: the cells that are there, in the order of their columns.
type rawRow struct {
	number int
	line   int
	hidden bool
	width  int // number of cells a CSV row has, blank ones included
	bytes  int // of text that the row holds and does not share with others
	cells  []Cell
}

// rowSource gives the rows of a file one after another.
type rowSource interface {
	// next fills row, whose cells slice it may reuse, and is false at the end.
	next(row *rawRow) (bool, error)
}
