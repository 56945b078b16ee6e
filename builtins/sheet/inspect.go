package sheet

import (
	"context"
	"fmt"
	"io"
	"strings"
	"text/tabwriter"
)

// Inspection is what a file holds, for a person to look at before a playbook reads it.
type Inspection struct {
	File   string
	Format string // "Excel workbook", or "CSV, UTF-8, separated by ;"
	Sheets []SheetInspection
	Names  []NamedRange // defined names
	// Warnings are what the user should know about the file as a whole, a sentence each.
	Warnings []string
}

// SheetInspection is what a sheet holds, as it would be read.
type SheetInspection struct {
	Name      string // "" for CSV
	Hidden    bool
	Problem   error // why it cannot be read as it is; what follows is then empty
	HeaderRow int
	Rows      int // rows of data
	Columns   []ColumnInspection
	Tables    []NamedRange
	Template  string // the title of the known template that the columns are those of, or ""
	Warnings  []string
}

// ColumnInspection is what a column holds.
type ColumnInspection struct {
	Column
	Kinds []KindCount // by kind, blank cells left out
	Blank int
	// Reads are the readers that take all its values: email, int, decimal, bool, date; and those that would if the file were read
	// otherwise: decimal (decimal_comma = True), date (dates = "day_first"), date (dates = "month_first").
	Reads   []string
	Example string // its first value
}

// KindCount is how many cells are of a kind.
type KindCount struct {
	Kind  Kind
	Count int
}

// NamedRange is a name for cells.
type NamedRange struct {
	Name string
	To   string // "A3:F40", for a defined name with its sheet; or a formula
}

// Inspect looks through a file: all sheets, or those that the options choose. What is wrong with one sheet is told with it; the
// error is for what is wrong with the file.
func Inspect(ctx context.Context, src Source, opt Options) (*Inspection, error) {
	src = src.under(ctx)
	found, err := inspect(ctx, src, opt)
	if err == nil {
		err = src.unchanged()
	}
	if err != nil {
		return nil, src.explain(err)
	}
	if src.InUse != "" {
		found.Warnings = append(found.Warnings, inUseNote(src))
	}
	return found, nil
}

func inspect(ctx context.Context, src Source, opt Options) (*Inspection, error) {
	src.InUse = "" // told once, not for each sheet
	limits := opt.Limits.withDefaults()
	kind, err := recognise(src, limits)
	if err != nil {
		return nil, err
	}
	result := &Inspection{File: src.Name}
	if kind == textFile {
		r, err := Stream(ctx, src, opt)
		if err != nil {
			return nil, err
		}
		separator := string(rune(r.rows.(*csvRows).delimiter))
		if separator == "\t" {
			separator = "tabs"
		}
		result.Format = fmt.Sprintf("CSV, %s, separated by %s", r.encoding, separator)
		s, err := inspectRows(ctx, r)
		result.Sheets = []SheetInspection{s}
		return result, err
	}
	w, err := openWorkbook(src, limits)
	if err != nil {
		return nil, err
	}
	result.Format = "Excel workbook"
	for _, n := range w.names {
		if !strings.HasPrefix(n.name, "_xlnm.") {
			result.Names = append(result.Names, NamedRange{n.name, n.to})
		}
	}
	for i := range w.sheets {
		info := &w.sheets[i]
		if opt.Sheet != "" && !strings.EqualFold(oneLine(opt.Sheet), oneLine(info.name)) {
			continue
		}
		s, err := inspectSheet(ctx, w, info, opt)
		if err != nil {
			return nil, err
		}
		result.Sheets = append(result.Sheets, s)
	}
	if len(result.Sheets) == 0 {
		_, err := w.sheetNamed(opt.Sheet)
		return nil, err
	}
	return result, nil
}

func inspectSheet(ctx context.Context, w *workbook, info *sheetInfo, opt Options) (SheetInspection, error) {
	opt.Sheet = info.name
	r, err := streamXLSX(ctx, w, opt)
	s := SheetInspection{Problem: err}
	if err == nil {
		s, s.Problem = inspectRows(ctx, r)
	}
	if ctx.Err() != nil {
		return s, context.Cause(ctx)
	}
	s.Name, s.Hidden = info.name, info.hidden
	tables, err := w.tables(info)
	for _, t := range tables {
		s.Tables = append(s.Tables, NamedRange{t.name, t.area.String()})
	}
	return s, err
}

// columnTally gathers what a column holds.
type columnTally struct {
	counts  [Error + 1]int
	refused map[string]bool
	example string
}

var readers = []struct {
	name string
	read func(Cell, Locale) error
}{
	{"email", func(c Cell, _ Locale) error { _, _, err := c.AsEmail(); return err }},
	{"int", func(c Cell, l Locale) error { _, _, err := c.AsInt(l); return err }},
	{"decimal", func(c Cell, l Locale) error { _, _, err := c.AsDecimal(l); return err }},
	{"bool", func(c Cell, _ Locale) error { _, _, err := c.AsBool(); return err }},
	{"date", func(c Cell, l Locale) error { _, _, err := c.AsDate(l); return err }},
}

// otherReaders are those that take text if the file is read with an option; they are told where the plain one does not take it.
var otherReaders = []struct {
	name, plain string
	read        func(Cell) error
}{
	{"decimal (decimal_comma = True)", "decimal", func(c Cell) error { _, _, err := c.AsDecimal(Locale{DecimalComma: true}); return err }},
	{`date (dates = "day_first")`, "date", func(c Cell) error { _, _, err := c.AsDate(Locale{Dates: DayFirst}); return err }},
	{`date (dates = "month_first")`, "date", func(c Cell) error { _, _, err := c.AsDate(Locale{Dates: MonthFirst}); return err }},
}

// reads are the readers that took all values.
func (t *columnTally) reads() (names []string) {
	if t.example == "" {
		return nil
	}
	for _, r := range readers {
		if !t.refused[r.name] {
			names = append(names, r.name)
		}
	}
	for _, r := range otherReaders {
		if t.refused[r.plain] && !t.refused[r.name] {
			names = append(names, r.name)
		}
	}
	return names
}

func (t *columnTally) add(c Cell, l Locale) {
	t.counts[c.Kind]++
	if c.Kind == Blank {
		return
	}
	if t.example == "" {
		t.example = shorten(oneLine(c.Text()))
	}
	for _, r := range readers {
		if !t.refused[r.name] && r.read(c, l) != nil {
			t.refused[r.name] = true
		}
	}
	for _, r := range otherReaders {
		if !t.refused[r.name] && r.read(c) != nil {
			t.refused[r.name] = true
		}
	}
}

// inspectRows reads a sheet to its end.
func inspectRows(ctx context.Context, r *Reader) (SheetInspection, error) {
	s := SheetInspection{HeaderRow: r.Header.Row}
	tallies := make([]columnTally, len(r.Columns))
	for i := range tallies {
		tallies[i].refused = map[string]bool{}
	}
	for row, err := range r.All() {
		if err != nil {
			return SheetInspection{}, err
		}
		s.Rows++
		if row.Fault != nil {
			r.notes.add(noteFault, row.Fault.(*CellError).Ref)
			continue
		}
		for i, c := range row.Cells {
			tallies[i].add(c, r.Locale)
		}
	}
	for i, t := range tallies {
		c := ColumnInspection{Column: r.Columns[i], Blank: t.counts[Blank], Example: t.example}
		for kind := Text; kind <= Error; kind++ {
			if n := t.counts[kind]; n > 0 {
				c.Kinds = append(c.Kinds, KindCount{kind, n})
			}
		}
		c.Reads = t.reads()
		s.Columns = append(s.Columns, c)
	}
	if t, ok := RecogniseTemplate(&r.Header); ok {
		s.Template = t.Title
	}
	s.Warnings = r.Warnings()
	return s, ctx.Err()
}

// WriteText prints an inspection for a terminal.
func (i *Inspection) WriteText(w io.Writer) error {
	t := tabwriter.NewWriter(w, 0, 0, 2, ' ', 0)
	fmt.Fprintf(t, "%s: %s\n", i.File, i.Format) // a tabwriter keeps its first error for Flush
	for _, warning := range i.Warnings {
		fmt.Fprintf(t, "  note: %s\n", warning)
	}
	for _, s := range i.Sheets {
		s.writeText(t)
	}
	if len(i.Names) > 0 {
		fmt.Fprintln(t, "\nnames")
		for _, n := range i.Names {
			fmt.Fprintf(t, "  %s\t%s\n", n.Name, n.To)
		}
	}
	return t.Flush()
}

func (s *SheetInspection) writeText(w io.Writer) {
	if s.Name != "" {
		hidden := ""
		if s.Hidden {
			hidden = " (hidden)"
		}
		fmt.Fprintf(w, "\nsheet %q%s\n", s.Name, hidden)
	}
	if s.Problem != nil {
		fmt.Fprintf(w, "  cannot be read as it is: %v\n", s.Problem)
		if h, ok := s.Problem.(interface{ Hints() []string }); ok {
			for _, hint := range h.Hints() {
				fmt.Fprintf(w, "  %s\n", hint)
			}
		}
		return
	}
	headings := "no headings"
	if s.HeaderRow > 0 {
		headings = fmt.Sprintf("headings in row %d", s.HeaderRow)
	}
	fmt.Fprintf(w, "  %s, %s\n", counted(s.Rows, "row", "rows"), headings)
	if s.Template != "" {
		fmt.Fprintf(w, "  laid out as the %s\n", s.Template)
	}
	fmt.Fprintln(w, "  \theading\tholds\tblank\treads as\texample")
	for _, c := range s.Columns {
		var kinds []string
		for _, k := range c.Kinds {
			kinds = append(kinds, fmt.Sprintf("%s ×%s", k.Kind.short(), grouped(int64(k.Count))))
		}
		fmt.Fprintf(w, "  %s\t%s\t%s\t%s\t%s\t%s\n", c.Letter(), c.Name, strings.Join(kinds, ", "), grouped(int64(c.Blank)),
			strings.Join(append([]string{"text"}, c.Reads...), ", "), c.Example)
	}
	for _, t := range s.Tables {
		fmt.Fprintf(w, "  table %s: %s\n", t.Name, t.To)
	}
	for _, warning := range s.Warnings {
		fmt.Fprintf(w, "  note: %s\n", warning)
	}
}

// short is the kind in a word.
func (k Kind) short() string {
	return [...]string{"blank", "text", "int", "decimal", "bool", "date", "time", "date-time", "duration", "error"}[k]
}
