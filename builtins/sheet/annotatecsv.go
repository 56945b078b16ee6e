package sheet

import (
	"bufio"
	"io"
	"slices"
	"strings"
)

// annotateCSV copies the rows of a text file as they are written, with their annotations.
func annotateCSV(w io.Writer, r *Reader, opt Options, a Annotations) error {
	last := max(r.width, r.Columns[len(r.Columns)-1].col)
	for row, err := range r.allRaw() { // a row may have more cells than there are headings
		if err != nil {
			return err
		}
		if n := len(row.cells); n > 0 {
			last = max(last, row.cells[n-1].Col())
		}
	}
	again := newReader(r.ctx, r.file, opt)
	if err := again.openCSV(r.file, opt, opt.Limits.withDefaults()); err != nil {
		return err
	}
	rows := again.rows.(*csvRows)
	columns := r.additions(a, last)
	if columns[len(columns)-1].col > maxCol {
		return r.noRoom()
	}
	out := bufio.NewWriter(w)
	io.WriteString(out, "\ufeff") // a bufio.Writer keeps its first error for Flush
	if rows.separatorLine != "" {
		io.WriteString(out, rows.separatorLine)
	}
	lineEnd := "\r\n"
	for {
		size, lines, err := rows.record()
		if err != nil {
			return err
		}
		if size < 0 {
			return out.Flush()
		}
		text := string(rows.buf[rows.pos : rows.pos+size])
		rows.pos, rows.line = rows.pos+size, rows.line+lines
		rows.number++
		body := strings.TrimSuffix(strings.TrimSuffix(text, "\n"), "\r")
		if end := text[len(body):]; end != "" {
			lineEnd = end
		}
		texts, err := r.textsOf(rows.number, a)
		if err != nil {
			return err
		}
		if texts != nil && body != "" {
			body = annotated(body, rows.delimiter, last, columns, texts)
		}
		io.WriteString(out, body)
		io.WriteString(out, lineEnd)
	}
}

// annotated is a row with texts in their columns; a short row is filled up first.
func annotated(row string, delimiter byte, last int, columns []addition, texts []string) string {
	fields := rawFields(row, delimiter)
	width := max(last, columns[len(columns)-1].col)
	fields = append(fields, slices.Repeat([]string{""}, max(0, width-len(fields)))...)
	for _, c := range columns {
		fields[c.col-1] = quoted(inert(texts[c.index], false), delimiter)
	}
	return strings.Join(fields, string(rune(delimiter)))
}

// rawFields cuts a row into its values as they are written, quotes included.
func rawFields(text string, delimiter byte) []string {
	var fields []string
	for {
		rest := ""
		if strings.HasPrefix(text, `"`) {
			_, rest = unquote(text, delimiter)
		} else if i := strings.IndexByte(text, delimiter); i >= 0 {
			rest = text[i:]
		}
		fields = append(fields, text[:len(text)-len(rest)])
		if rest == "" {
			return fields
		}
		text = rest[1:]
	}
}

// quoted is a value as CSV writes it.
func quoted(s string, delimiter byte) string {
	if !strings.ContainsAny(s, "\"\r\n"+string(rune(delimiter))) && s == strings.TrimSpace(s) {
		return s
	}
	return `"` + strings.ReplaceAll(s, `"`, `""`) + `"`
}
