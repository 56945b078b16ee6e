package sheet

import (
	"context"
	"encoding/csv"
	"fmt"
	"io"
	"strings"
)

// CSVOptions say how to write a CSV file. The zero options give commas, decimal points, CRLF and no byte order mark.
type CSVOptions struct {
	Delimiter    rune // 0 is a comma
	DecimalComma bool // for Excel where 1,5 is the way to write it; the delimiter is then best a semicolon
	BOM          bool // begin with a byte order mark, by which Excel knows UTF-8
	// Raw leaves text that Excel would take for a formula as it is, for files that another program reads. Without it such text gets
	// a leading apostrophe: a file that is opened by others must not bring along formulas from who filled in a form.
	Raw bool
}

// WriteCSV writes a sheet as CSV, line ends as CRLF. Errors are a *CellError, a *FileError, the writer's, the context's or that of
// the rows.
func WriteCSV(ctx context.Context, w io.Writer, d Data, opt CSVOptions) error {
	if opt.BOM {
		if _, err := io.WriteString(w, "\ufeff"); err != nil {
			return err
		}
	}
	out := csv.NewWriter(w)
	out.UseCRLF = true
	if opt.Delimiter != 0 {
		out.Comma = opt.Delimiter
	}
	record := make([]string, len(d.Columns))
	for i, name := range d.Columns {
		record[i] = inert(name, opt.Raw)
	}
	if err := out.Write(record); err != nil {
		return err
	}
	number := 1
	for row, err := range d.Rows {
		if err != nil {
			return err
		}
		if number++; number%256 == 0 && ctx.Err() != nil {
			return context.Cause(ctx)
		}
		if err := checkRow(d, number, row); err != nil {
			return err
		}
		clear(record)
		for i, v := range row {
			text, ok := cellText(v, opt.DecimalComma)
			if !ok {
				return writeError(d, number, i+1, fmt.Sprintf("%T %v", v, v), "text, a number, a date or a truth value", "")
			}
			if _, isText := v.(string); isText {
				text = inert(breaks(text), opt.Raw)
			}
			record[i] = text
		}
		if err := out.Write(record); err != nil {
			return err
		}
	}
	out.Flush()
	return out.Error()
}

// inert is text that no spreadsheet program takes for a formula: where it would, an apostrophe goes before it. Signed numbers and
// telephone numbers are left alone.
func inert(s string, raw bool) string {
	if raw || s == "" {
		return s
	}
	switch r := []rune(s)[0]; r {
	case '=', '@', '\t', '\r', '\n', '＝', '＠', '＋', '－':
		return "'" + s
	case '+', '-':
		if strings.Trim(s[1:], "0123456789 .,()/-") != "" {
			return "'" + s
		}
	}
	return s
}
