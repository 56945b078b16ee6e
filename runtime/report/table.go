package report

import (
	"fmt"
	"strings"

	"accstar/runtime/preview"
)

// table writes a table with its columns aligned, numbers to the right. A cell too wide for the screen takes several lines.
func (t *textWriter) table(indent int, table *preview.Table) {
	if len(table.Rows) == 0 {
		t.line(indent, t.paint(dim, "no rows"))
		return
	}
	rows := table.Rows
	if !t.style.Full && len(rows) > shownRows+slack {
		rows = rows[:shownRows]
	}
	columns := cleanAll(table.Columns)
	shown := make([][]string, len(rows))
	for i, row := range rows {
		shown[i] = cleanAll(row)
	}
	limit := 0
	if t.style.Width > 0 {
		limit = t.room(indent)
	}
	widths := columnWidths(columns, shown, limit)
	numeric := numericColumns(columns, shown)
	t.row(indent, columns, widths, numeric, bold)
	rules := make([]string, len(widths))
	for i, w := range widths {
		rules[i] = strings.Repeat(t.symbol(rule), w)
	}
	t.line(indent, t.paint(dim, strings.Join(rules, "  ")))
	for _, row := range shown {
		t.row(indent, row, widths, numeric, "")
	}
	if n := len(table.Rows) - len(rows); n > 0 {
		t.line(indent, t.paint(dim, fmt.Sprintf("%s and %s more (--full shows all)", t.symbol(ellipsis), count(n, "row"))))
	}
}

func cleanAll(texts []string) []string {
	out := make([]string, len(texts))
	for i, s := range texts {
		out[i] = clean(s)
	}
	return out
}

// row writes one row, on as many lines as its tallest cell needs.
func (t *textWriter) row(indent int, cells []string, widths []int, numeric []bool, c colour) {
	lines := make([][]string, len(widths))
	height := 1
	for i, w := range widths {
		if i < len(cells) {
			lines[i] = wrap(cells[i], w)
			height = max(height, len(lines[i]))
		}
	}
	for y := range height {
		var b strings.Builder
		for i, w := range widths {
			cell := ""
			if y < len(lines[i]) {
				cell = lines[i][y]
			}
			if numeric[i] {
				cell = padLeft(cell, w)
			} else if i < len(widths)-1 {
				cell = pad(cell, w)
			}
			if i > 0 {
				b.WriteString("  ")
			}
			b.WriteString(cell)
		}
		t.line(indent, t.paint(c, strings.TrimRight(b.String(), " ")))
	}
}
