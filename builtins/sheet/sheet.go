// Package sheet reads CSV and Excel files as typed cells that know their places, and writes both.
//
// [Open] reads a whole file into a [Table]; [Stream] goes through its rows in memory that does not grow with them:
//
//	src, err := sheet.FileSource(f, "hires.xlsx")
//	rows, err := sheet.Stream(ctx, src, sheet.Options{Sheet: "New hires"})
//	for row, err := range rows.All() {
//		email, ok, err := row.Email("E-mail")
//		…
//	}
//
// The rule behind every conversion: take from the file what it says, and never guess. An Excel cell's type comes from its type
// and number format, so a date is a date however it is shown, a number formatted 00000 keeps its zeros, and a formula that was
// never calculated is an error. A CSV cell is text until the reader of its column says what it should be, and 04/03/2025 or 1,5
// is refused until the options say which of their two meanings they have. What could not be taken as it stands (merged cells,
// hidden rows, digits that Excel has dropped, a guessed encoding) is said once in Warnings.
//
// Files come from other people's machines, so nothing in one can make reading it take unbounded time or memory: see [Limits].
package sheet

import (
	"bytes"
	"context"
	"errors"
	"io"
	"io/fs"
)

// Source is a file to read: its name, for messages and for what the extension says, and its bytes.
type Source struct {
	Name string
	io.ReaderAt
	Size int64
	// InUse is the program that has the file open, as [InUse] tells it; "" for none. Then a warning says that the file was read as
	// last saved.
	InUse string
	stat  func() (fs.FileInfo, error) // of the file as it is now; nil for what cannot change
	begun fs.FileInfo                 // the file as it was when it was opened
}

// BytesSource is a source in memory.
func BytesSource(name string, data []byte) Source {
	return Source{Name: name, ReaderAt: bytes.NewReader(data), Size: int64(len(data))}
}

// FileSource is an open file as a source. Folders, devices and pipes are refused. The file must stay open while it is read; should it
// be written meanwhile, reading it ends in an error. A method InUse() string of the file says which program has it open.
func FileSource(f interface {
	fs.File
	io.ReaderAt
}, name string) (Source, error) {
	info, err := f.Stat()
	if err != nil {
		return Source{}, &FileError{File: name, Problem: "cannot be read: " + err.Error(), Err: err}
	}
	switch {
	case info.IsDir():
		return Source{}, &FileError{File: name, Problem: "is a folder, want a file", Hint: "Name the .xlsx or .csv file in it."}
	case !info.Mode().IsRegular():
		return Source{}, &FileError{File: name, Problem: "is a device or a pipe, want a file",
			Hint: "Save what it gives to a .csv file and name that."}
	}
	src := Source{Name: name, ReaderAt: f, Size: info.Size(), stat: f.Stat, begun: info}
	if f, ok := f.(interface{ InUse() string }); ok {
		src.InUse = f.InUse()
	}
	return src, nil
}

// changed reports whether the file has been written since it was opened.
func (s Source) changed() bool {
	if s.stat == nil {
		return false
	}
	now, err := s.stat()
	return err == nil && (now.Size() != s.begun.Size() || !now.ModTime().Equal(s.begun.ModTime()))
}

// unchanged is the error of a file that was written while it was read: what was read may be half of the old and half of the new.
func (s Source) unchanged() error {
	if !s.changed() {
		return nil
	}
	hint := "Let whoever writes it finish, then try again."
	if s.InUse != "" {
		hint = "It is open in " + s.InUse + ": let it be saved to the end, then try again."
	}
	return s.fail("was being written while it was read", hint)
}

// explain is an error of reading the file, or of its being written meanwhile if that is why.
func (s Source) explain(err error) error {
	var end *stopped
	var fault *FileError
	if err == nil || errors.As(err, &end) {
		return err
	}
	if errors.As(err, &fault) {
		if changed := s.unchanged(); changed != nil {
			return changed
		}
	}
	return err
}

// under is the source whose reading ends with a context.
func (s Source) under(ctx context.Context) Source {
	s.ReaderAt = contextReaderAt{ctx, s.ReaderAt}
	return s
}

type contextReaderAt struct {
	ctx context.Context
	io.ReaderAt
}

// stopped is why a context ended, told apart from what goes wrong with a file.
type stopped struct{ cause error }

func (s *stopped) Error() string { return s.cause.Error() }

func (s *stopped) Unwrap() error { return s.cause }

func (c contextReaderAt) ReadAt(p []byte, off int64) (int, error) {
	if c.ctx.Err() != nil {
		return 0, &stopped{context.Cause(c.ctx)}
	}
	return c.ReaderAt.ReadAt(p, off)
}

func (s Source) fail(problem, hint string) *FileError {
	return &FileError{File: s.Name, Problem: problem, Hint: hint}
}

// Hidden says what to do with rows and columns that are hidden, by hand or by a filter.
type Hidden uint8

// The ways with hidden rows and columns. Either way a warning says how many there are.
const (
	ReadHidden Hidden = iota // read them like any other
	SkipHidden               // leave them out
)

// NoHeader as Options.HeaderRow reads a sheet without a row of headings: its columns are named A, B, C.
const NoHeader = -1

// Options say how to read a file. The zero Options fit a sheet with one row of headings.
type Options struct {
	// Sheet is the name of the sheet; "" takes the first one that is not hidden. Excel only.
	Sheet string
	// Range limits what is read: the name of a table, a defined name, or cells such as B3:F40. Its first row holds the headings.
	Range string
	// HeaderRow is the number of the row that holds the headings. 0 finds it, NoHeader says there is none.
	HeaderRow int
	// Need names columns that must be there. It also helps to find the row of headings.
	Need []string
	// Hidden says what to do with hidden rows and columns.
	Hidden Hidden
	// Delimiter separates the cells of a CSV file: ',', ';', '\t' or '|'; 0 finds it.
	Delimiter rune
	// Locale says how numbers and dates are written in text.
	Locale
	// Limits bound what is read; zero fields take the defaults.
	Limits Limits
}

// Limits bound the work that one file can cause.
type Limits struct {
	FileBytes int64 // size of the file: 1 GiB
	Unpacked  int64 // unpacked size of one part of a workbook: 2 GiB
	TextBytes int64 // text held in memory: 512 MiB
	Cells     int64 // cells held in memory by Open: 10 million
	CellBytes int   // text of one cell: 1 MiB
}

func (l Limits) withDefaults() Limits {
	orElse := func(n *int64, value int64) {
		if *n <= 0 {
			*n = value
		}
	}
	orElse(&l.FileBytes, 1<<30)
	orElse(&l.Unpacked, 2<<30)
	orElse(&l.TextBytes, 512<<20)
	orElse(&l.Cells, 10_000_000)
	if l.CellBytes <= 0 {
		l.CellBytes = 1 << 20
	}
	return l
}

// Table is a sheet read whole. It and its rows may be read by several goroutines at once.
type Table struct {
	Header
	Rows     []Row
	Warnings []string // what the user should know, a sentence each
}

// Open reads a sheet whole. Errors are a *FileError, a *ColumnError, or the context's.
func Open(ctx context.Context, src Source, opt Options) (*Table, error) {
	limits := opt.Limits.withDefaults()
	r, err := Stream(ctx, src, opt)
	if err != nil {
		return nil, err
	}
	t := &Table{Header: r.Header}
	var cells, text int64
	var slab []Cell
	for row, err := range r.All() {
		if err != nil {
			return nil, err
		}
		cells += int64(len(row.Cells))
		text += int64(row.bytes)
		if cells > limits.Cells || text > limits.TextBytes {
			return nil, src.fail("holds more than can be kept in memory at once (row "+grouped(int64(row.Number))+")",
				"Split the file, or read a part of it with range.")
		}
		if n := len(row.Cells); n > cap(slab)-len(slab) {
			slab = make([]Cell, 0, max(n, min(8192, 16+int(cells))))
		}
		start := len(slab)
		slab = append(slab, row.Cells...)
		row.Cells = slab[start:len(slab):len(slab)]
		row.header = &t.Header
		t.Rows = append(t.Rows, row)
	}
	t.Warnings = r.Warnings()
	return t, nil
}
