package cli

import (
	"context"
	"fmt"
	"io"
	"strings"
	"text/tabwriter"

	"github.com/spf13/cobra"

	"accstar/builtins"
	"accstar/builtins/sheet"
)

// sheetFlags are what a user says about a spreadsheet.
type sheetFlags struct {
	sheet     string
	headerRow int
}

func (f *sheetFlags) add(cmd *cobra.Command) {
	cmd.Flags().StringVar(&f.sheet, "sheet", "", "look at the sheet with this `NAME` only")
	cmd.Flags().IntVar(&f.headerRow, "header-row", 0, "the `ROW` that holds the headings; without it the row is found")
}

func (f *sheetFlags) options() (sheet.Options, error) {
	if f.headerRow < 0 {
		return sheet.Options{}, &usageError{message: fmt.Sprintf("--header-row: got %d, want the number of a row, from 1", f.headerRow)}
	}
	return sheet.Options{Sheet: f.sheet, HeaderRow: f.headerRow}, nil
}

func (a *App) sheetCommand() *cobra.Command {
	var flags sheetFlags
	var asJSON bool
	cmd := &cobra.Command{
		Use:   "sheet FILE",
		Short: "Show what accstar sees in an Excel or CSV file",
		Long: `Show what accstar sees in an Excel or CSV file: its sheets, their columns, what the cells hold and how many are blank, which
readers take all values of a column, the first rows, and what to know before a playbook reads it. Nothing is changed.`,
		Example: `  accstar sheet scripts/examples/new_hires.xlsx
  accstar sheet export.csv --json
  accstar sheet staff.xlsx --sheet Hires --header-row 3`,
		RunE: func(cmd *cobra.Command, args []string) error {
			if len(args) != 1 {
				return &usageError{message: fmt.Sprintf("got %d files, want one", len(args)), hints: []string{"accstar sheet FILE"}}
			}
			opt, err := flags.options()
			if err != nil {
				return err
			}
			view, err := viewSheets(cmd.Context(), args[0], opt)
			if err != nil {
				return err
			}
			if asJSON {
				err = a.printJSON(view.json())
			} else {
				err = view.print(a.Out, a.Width)
			}
			if err == nil && view.readable() == 0 {
				return &exitError{code: ExitFailed}
			}
			return err
		},
	}
	flags.add(cmd)
	cmd.Flags().BoolVar(&asJSON, "json", false, "print as JSON")
	return cmd
}

// firstRows is how many rows of a sheet are shown.
const firstRows = 3

// sheetView is what is to be seen of a file: what inspecting it finds, and the first rows of each sheet as text.
type sheetView struct {
	*sheet.Inspection
	first [][]sheetRow // by sheet
}

type sheetRow struct {
	Number int      `json:"row"`
	Cells  []string `json:"cells"` // by column
}

// viewSheets looks through a file that the user names.
func viewSheets(ctx context.Context, name string, opt sheet.Options) (*sheetView, error) {
	src, closeFile, err := openSheet(name)
	if err != nil {
		return nil, err
	}
	defer closeFile()
	found, err := sheet.Inspect(ctx, src, opt)
	if err != nil {
		return nil, err
	}
	view := &sheetView{found, make([][]sheetRow, len(found.Sheets))}
	for i, s := range found.Sheets {
		if s.Problem != nil || s.Rows == 0 {
			continue
		}
		opt.Sheet = s.Name
		if view.first[i], err = readFirst(ctx, src, opt); err != nil {
			return nil, err
		}
	}
	return view, nil
}

// openSheet opens a spreadsheet that the user names.
func openSheet(name string) (src sheet.Source, closeFile func(), err error) {
	disk, err := builtins.OpenDisk(".")
	if err != nil {
		return src, nil, err
	}
	defer disk.Close()
	file, err := disk.Named(name)
	if err != nil {
		return src, nil, err
	}
	if src, err = sheet.FileSource(file, name); err != nil {
		file.Close()
		return src, nil, err
	}
	return src, func() { file.Close() }, nil
}

func readFirst(ctx context.Context, src sheet.Source, opt sheet.Options) ([]sheetRow, error) {
	r, err := sheet.Stream(ctx, src, opt)
	if err != nil {
		return nil, err
	}
	var rows []sheetRow
	for row, err := range r.All() {
		if err != nil {
			return nil, err
		}
		cells := make([]string, len(row.Cells))
		for i, c := range row.Cells {
			cells[i] = c.Text()
		}
		if rows = append(rows, sheetRow{row.Number, cells}); len(rows) == firstRows {
			break
		}
	}
	return rows, nil
}

// readable is how many of the sheets can be read as they are.
func (v *sheetView) readable() int {
	n := 0
	for _, s := range v.Sheets {
		if s.Problem == nil {
			n++
		}
	}
	return n
}

func (v *sheetView) print(w io.Writer, width int) error {
	if err := v.WriteText(w); err != nil {
		return err
	}
	for i, rows := range v.first {
		if len(rows) == 0 {
			continue
		}
		of := ""
		if v.Sheets[i].Name != "" {
			of = fmt.Sprintf(" of sheet %q", v.Sheets[i].Name)
		}
		fmt.Fprintf(w, "\nfirst rows%s\n", of)
		if err := printRows(w, width, v.Sheets[i].Columns, rows); err != nil {
			return err
		}
	}
	return nil
}

// printRows prints rows below their headings, each line cut to the width.
func printRows(w io.Writer, width int, columns []sheet.ColumnInspection, rows []sheetRow) error {
	var text strings.Builder
	t := tabwriter.NewWriter(&text, 0, 0, 2, ' ', 0)
	line := func(number string, cells []string) {
		fmt.Fprintf(t, "  %s", number) // a strings.Builder takes everything
		for _, cell := range cells {
			fmt.Fprintf(t, "\t%s", inOneLine(cell, 24))
		}
		fmt.Fprintln(t)
	}
	headings := make([]string, len(columns))
	for i, c := range columns {
		headings[i] = c.Name
	}
	line("row", headings)
	for _, row := range rows {
		line(fmt.Sprint(row.Number), row.Cells)
	}
	if err := t.Flush(); err != nil {
		return err
	}
	for l := range strings.Lines(text.String()) {
		if _, err := fmt.Fprintln(w, inLength(strings.TrimRight(l, " \n"), width)); err != nil {
			return err
		}
	}
	return nil
}

// inOneLine is a text without line breaks and controls, at most so many characters long.
func inOneLine(s string, most int) string {
	return inLength(strings.Join(strings.FieldsFunc(s, func(r rune) bool { return r <= ' ' || r == 0x7f }), " "), most)
}

func inLength(s string, most int) string {
	if r := []rune(s); len(r) > most {
		return string(r[:most-1]) + "…"
	}
	return s
}

// kindName is a kind of cell in JSON.
func kindName(k sheet.Kind) string {
	switch k {
	case sheet.Int:
		return "int"
	case sheet.Decimal:
		return "decimal"
	case sheet.Bool:
		return "bool"
	case sheet.Date:
		return "date"
	case sheet.Time:
		return "time"
	case sheet.DateTime:
		return "date_time"
	case sheet.Duration:
		return "duration"
	case sheet.Error:
		return "error"
	}
	return k.String() // blank, text
}

// json is the view as accstar sheet --json prints it.
func (v *sheetView) json() any {
	type jsonName struct {
		Name string `json:"name"`
		To   string `json:"to"`
	}
	type jsonColumn struct {
		Column  string         `json:"column"`
		Heading string         `json:"heading"`
		Holds   map[string]int `json:"holds"`
		Blank   int            `json:"blank"`
		Reads   []string       `json:"reads"`
		Example string         `json:"example"`
	}
	type jsonSheet struct {
		Name      string       `json:"name"`
		Hidden    bool         `json:"hidden"`
		Problem   string       `json:"problem,omitempty"`
		HeaderRow int          `json:"header_row"`
		Rows      int          `json:"rows"`
		Template  string       `json:"template,omitempty"`
		Columns   []jsonColumn `json:"columns"`
		Tables    []jsonName   `json:"tables"`
		Warnings  []string     `json:"warnings"`
		First     []sheetRow   `json:"first"`
	}
	names := func(from []sheet.NamedRange) []jsonName {
		all := []jsonName{}
		for _, n := range from {
			all = append(all, jsonName{n.Name, n.To})
		}
		return all
	}
	sheets := []jsonSheet{}
	for i, s := range v.Sheets {
		j := jsonSheet{Name: s.Name, Hidden: s.Hidden, HeaderRow: s.HeaderRow, Rows: s.Rows, Template: s.Template, Columns: []jsonColumn{},
			Tables: names(s.Tables), Warnings: append([]string{}, s.Warnings...), First: append([]sheetRow{}, v.first[i]...)}
		if s.Problem != nil {
			j.Problem = s.Problem.Error()
		}
		for _, c := range s.Columns {
			holds := map[string]int{}
			for _, k := range c.Kinds {
				holds[kindName(k.Kind)] = k.Count
			}
			j.Columns = append(j.Columns, jsonColumn{c.Letter(), c.Name, holds, c.Blank, append([]string{"text"}, c.Reads...), c.Example})
		}
		sheets = append(sheets, j)
	}
	return map[string]any{"file": v.File, "format": v.Format, "warnings": append([]string{}, v.Warnings...), "sheets": sheets, "names": names(v.Names)}
}
