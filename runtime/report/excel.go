package report

import (
	"cmp"
	"fmt"
	"io"
	"slices"
	"strconv"
	"strings"

	"github.com/xuri/excelize/v2"

	"accstar/runtime/preview"
)

// Excel writes the document as a workbook: a summary, and a sheet with a filter for each kind of thing there is to say, one row
// each. Every cell that is no count holds text, so that nothing in it is taken for a formula.
func (d *Document) Excel(w io.Writer) error {
	b := &workbook{file: excelize.NewFile(), sheets: map[string]bool{}}
	defer b.file.Close()
	err := b.write(d)
	if err == nil {
		_, err = b.file.WriteTo(w)
	}
	if err != nil {
		return fmt.Errorf("write the workbook: %w", err)
	}
	return nil
}

// workbook is a workbook being made.
type workbook struct {
	file   *excelize.File
	sheets map[string]bool // names given, in lower case
	tables int
	wrap   int // style of cells that may take several lines
	title  int
}

func (b *workbook) write(d *Document) (err error) {
	top := excelize.Alignment{WrapText: true, Vertical: "top"}
	if b.wrap, err = b.file.NewStyle(&excelize.Style{Alignment: &top}); err != nil {
		return err
	}
	if b.title, err = b.file.NewStyle(&excelize.Style{Font: &excelize.Font{Bold: true, Size: 14}}); err != nil {
		return err
	}
	if err := b.summary(d); err != nil {
		return err
	}
	for _, s := range sheetsOf(d) {
		if err := b.sheet(s); err != nil {
			return err
		}
	}
	return nil
}

// summary is the first sheet: what heads the document, what must not be missed, and how much there is of what.
func (b *workbook) summary(d *Document) error {
	name := b.name("Summary")
	if err := b.file.SetSheetName("Sheet1", name); err != nil {
		return err
	}
	rows := [][]any{{clean(d.Title)}, {clean(d.Total.String())}, nil}
	for _, h := range d.Heads {
		for i, v := range h.Values {
			label := h.Label
			if i > 0 {
				label = ""
			}
			rows = append(rows, []any{label, clean(v)})
		}
	}
	for _, a := range d.Alerts {
		rows = append(rows, nil, []any{clean(a.Title)})
		for _, line := range a.Lines {
			rows = append(rows, []any{"", clean(line)})
		}
		if a.Hint != "" {
			rows = append(rows, []any{"Next", clean(a.Hint)})
		}
	}
	rows = append(rows, nil)
	for _, s := range d.Sections {
		rows = append(rows, []any{clean(cmp.Or(s.Title, "Changes")), s.Count})
	}
	for i, row := range rows {
		if err := b.file.SetSheetRow(name, "A"+strconv.Itoa(i+1), &row); err != nil {
			return err
		}
	}
	if err := b.file.SetCellStyle(name, "A1", "A1", b.title); err != nil {
		return err
	}
	return b.file.SetColWidth(name, "A", "B", 32)
}

// sheet is what a sheet below the summary holds.
type sheet struct {
	name    string
	columns []string
	rows    [][]any
}

// sheetsOf makes a sheet of each table, and one of all sections that share one.
func sheetsOf(d *Document) []*sheet {
	var out []*sheet
	shared := map[string]*sheet{}
	for i := range d.Sections {
		s := &d.Sections[i]
		if s.Table != nil {
			out = append(out, tableSheet(s.Table))
			continue
		}
		sh := shared[s.Sheet]
		if sh == nil {
			sh = &sheet{name: s.Sheet, columns: lineColumns()}
			shared[s.Sheet] = sh
			out = append(out, sh)
		}
		for _, g := range s.Groups {
			for j := range g.Lines {
				sh.rows = append(sh.rows, lineRow(len(sh.rows)+1, &g, &g.Lines[j]))
			}
		}
	}
	for _, sh := range shared {
		sh.dropEmpty()
	}
	return out
}

// lineColumns are the columns of lines; lineRow has a cell for each.
func lineColumns() []string {
	return []string{"No.", "What became of it", "Why", "Next step", "Action", "Project", "Kind", "Who or what", "Details", "Fields",
		"Names", "ACC itself", "Invitations", "Differs", "Sheet", "Row", "Playbook", "Operation"}
}

func lineRow(n int, g *Group, l *Line) []any {
	fields, differing := make([]string, len(l.Fields)), make([]string, len(l.Differs))
	for i, f := range l.Fields {
		fields[i] = f.Name + ": " + change(l, f, arrow)
	}
	for i, f := range l.Differs {
		differing[i] = differs(f)
	}
	auto := ""
	if len(l.Auto) > 0 {
		auto = strings.TrimPrefix(byItself(l.Auto), "ACC itself ")
	}
	playbook := ""
	if l.Origin.File != "" {
		playbook = fmt.Sprintf("%s:%d", l.Origin.File, l.Origin.Line)
	}
	return []any{
		n, stateText(l.State), cell(l.Error), cell(l.Hint), actionCell(l), cell(g.Name), cell(strings.ReplaceAll(l.Entity, "_", " ")),
		cell(l.Subject), cell(append([]string{l.Text}, l.Below...)...), cell(fields...), cell(l.Each...), auto, countCell(l.Invitations),
		cell(differing...), cell(l.Origin.Sheet), countCell(l.Origin.Row), cell(playbook), l.Op,
	}
}

// cell is the text of a cell, a line for each text.
func cell(texts ...string) string {
	var lines []string
	for _, s := range texts {
		if s != "" {
			lines = append(lines, clean(s))
		}
	}
	return strings.Join(lines, "\n")
}

// actionCell is what a line does; of what is to be done by hand, a box to tick.
func actionCell(l *Line) string {
	if l.Mark == Tick {
		return string(Tick)
	}
	return action(l)
}

// countCell is a number, or nothing if there is none.
func countCell(n int) any {
	if n == 0 {
		return nil
	}
	return n
}

// dropEmpty drops the columns without a value.
func (s *sheet) dropEmpty() {
	keep := make([]bool, len(s.columns))
	for _, row := range s.rows {
		for i, v := range row {
			keep[i] = keep[i] || v != nil && v != ""
		}
	}
	i := -1
	s.columns = slices.DeleteFunc(s.columns, func(string) bool { i++; return !keep[i] })
	for r := range s.rows {
		i := -1
		s.rows[r] = slices.DeleteFunc(s.rows[r], func(any) bool { i++; return !keep[i] })
	}
}

// tableSheet is a table of the playbook's. A column of nothing but numbers holds numbers, so that they can be summed.
func tableSheet(t *preview.Table) *sheet {
	s := &sheet{name: t.Title, columns: slices.Clone(t.Columns)}
	numeric := numericColumns(t.Columns, t.Rows)
	for _, row := range t.Rows {
		cells := make([]any, len(t.Columns))
		for i := range cells {
			if i >= len(row) {
				continue
			}
			cells[i] = cell(row[i])
			if n, err := strconv.ParseFloat(row[i], 64); numeric[i] && err == nil {
				cells[i] = n
			}
		}
		s.rows = append(s.rows, cells)
	}
	return s
}

// sheet writes a sheet as a table with a filter, its head in view.
func (b *workbook) sheet(s *sheet) error {
	if len(s.columns) == 0 {
		return nil
	}
	name := b.name(s.name)
	if _, err := b.file.NewSheet(name); err != nil {
		return err
	}
	sw, err := b.file.NewStreamWriter(name)
	if err != nil {
		return err
	}
	for i, w := range s.widths() {
		if err := sw.SetColWidth(i+1, i+1, w); err != nil {
			return err
		}
	}
	if err := sw.SetPanes(&excelize.Panes{Freeze: true, YSplit: 1, TopLeftCell: "A2", ActivePane: "bottomLeft"}); err != nil {
		return err
	}
	if err := sw.SetRow("A1", distinct(s.columns)); err != nil {
		return err
	}
	for i, row := range s.rows {
		if err := sw.SetRow("A"+strconv.Itoa(i+2), row, excelize.RowOpts{StyleID: b.wrap}); err != nil {
			return err
		}
	}
	last, err := excelize.CoordinatesToCellName(len(s.columns), len(s.rows)+1)
	if err != nil {
		return err
	}
	b.tables++
	table := &excelize.Table{Range: "A1:" + last, Name: "Table" + strconv.Itoa(b.tables), StyleName: "TableStyleLight9"}
	if err := sw.AddTable(table); err != nil {
		return err
	}
	return sw.Flush()
}

// widths are the widths of a sheet's columns, wide enough for nearly all their cells.
func (s *sheet) widths() []float64 {
	const least, most = 8, 60
	out := make([]float64, len(s.columns))
	for i, c := range s.columns {
		w := displayWidth(c) + 3 // for the arrow of the filter
		for _, row := range s.rows {
			for line := range strings.SplitSeq(fmt.Sprint(cmp.Or(row[i], any(""))), "\n") {
				w = max(w, displayWidth(line)+1)
			}
		}
		out[i] = float64(min(max(w, least), most))
	}
	return out
}

// distinct makes the heads of a table differ from one another, as Excel demands, and none empty.
func distinct(columns []string) []any {
	seen := map[string]bool{}
	out := make([]any, len(columns))
	for i, c := range columns {
		c = cmp.Or(clean(c), "Column "+strconv.Itoa(i+1))
		name := c
		for n := 2; seen[strings.ToLower(name)]; n++ {
			name = fmt.Sprintf("%s (%d)", c, n)
		}
		seen[strings.ToLower(name)] = true
		out[i] = name
	}
	return out
}

// name makes a text fit for the name of a sheet: at most 31 letters, without those that Excel forbids, and no name twice.
func (b *workbook) name(text string) string {
	text = strings.Map(func(r rune) rune {
		if strings.ContainsRune(`[]:*?/\'`, r) || r > 0xffff {
			return ' '
		}
		return r
	}, clean(text))
	text = cmp.Or(shorten(strings.TrimSpace(text), 31), "Table")
	name := text
	for n := 2; b.sheets[strings.ToLower(name)]; n++ {
		suffix := fmt.Sprintf(" (%d)", n)
		name = shorten(text, 31-len(suffix)) + suffix
	}
	b.sheets[strings.ToLower(name)] = true
	return name
}

// shorten cuts a text after so many letters.
func shorten(s string, limit int) string {
	if letters := []rune(s); len(letters) > limit {
		return strings.TrimSpace(string(letters[:limit]))
	}
	return s
}
