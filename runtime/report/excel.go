package report

import (
	"cmp"
	"fmt"
	"io"
	"math"
	"slices"
	"strconv"
	"strings"

	"github.com/xuri/excelize/v2"

	"accstar/runtime/preview"
)

// Excel writes the document as a workbook: a summary, and a sheet with a filter for each kind of thing there is to say, one row
// each. Every cell that is no count holds text, so that nothing in it is taken for a formula.
func (d *Document) Excel(w io.Writer) error {
	b := &workbook{file: excelize.NewFile(), sheets: map[string]bool{}, styles: map[string]int{}}
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
	styles map[string]int
}

// The colours of a workbook's texts and of what stands out.
const (
	excelGreen, excelAmber, excelRed, excelBlue, excelGrey = "116329", "7D4E00", "A40E26", "0B5A8A", "5A6472"
	excelPale, excelPaleAmber, excelPaleRed                = "E8EDF3", "FFF3D6", "FDE3E5"
)

func (b *workbook) write(d *Document) error {
	if err := b.makeStyles(); err != nil {
		return err
	}
	sheets := sheetsOf(d)
	summary := b.name("Summary")
	for _, s := range sheets {
		s.title = b.name(s.name)
	}
	if err := b.summary(summary, d, sheets); err != nil {
		return err
	}
	for _, s := range sheets {
		if err := b.sheet(s); err != nil {
			return err
		}
	}
	return nil
}

// makeStyles makes the styles of cells that there are.
func (b *workbook) makeStyles() error {
	top := &excelize.Alignment{WrapText: true, Vertical: "top", Horizontal: "left"}
	coloured := func(colour string) *excelize.Style {
		return &excelize.Style{Alignment: top, Font: &excelize.Font{Bold: true, Color: colour}}
	}
	filled := func(fill, colour string) *excelize.Style {
		return &excelize.Style{Alignment: top, Font: &excelize.Font{Bold: true, Color: colour}, Fill: excelize.Fill{Type: "pattern", Pattern: 1, Color: []string{fill}}}
	}
	for name, style := range map[string]*excelize.Style{
		"column": {
			Alignment: &excelize.Alignment{Vertical: "center"}, Font: &excelize.Font{Bold: true}, Border: []excelize.Border{{Type: "bottom", Color: excelGrey, Style: 1}},
			Fill: excelize.Fill{Type: "pattern", Pattern: 1, Color: []string{excelPale}},
		},
		"text":    {Alignment: top},
		"number":  {Alignment: &excelize.Alignment{Vertical: "top"}, NumFmt: 3}, // #,##0
		"figure":  {Alignment: &excelize.Alignment{Vertical: "top"}},
		"count":   {Alignment: &excelize.Alignment{Vertical: "top", Horizontal: "left"}, NumFmt: 3},
		"title":   {Alignment: top, Font: &excelize.Font{Bold: true, Size: 15}},
		"head":    {Alignment: top, Font: &excelize.Font{Bold: true}},
		"label":   {Alignment: top, Font: &excelize.Font{Color: excelGrey}},
		"link":    {Alignment: top, Font: &excelize.Font{Color: excelBlue, Underline: "single"}},
		"good":    coloured(excelGreen),
		"warning": coloured(excelAmber),
		"bad":     coloured(excelRed),
		"start":   coloured(excelBlue),
		"Warning": filled(excelPaleAmber, excelAmber),
		"Bad":     filled(excelPaleRed, excelRed),
	} {
		if style.Font == nil {
			style.Font = &excelize.Font{}
		}
		style.Font.Family, style.Font.Size = "Calibri", cmp.Or(style.Font.Size, 11)
		id, err := b.file.NewStyle(style)
		if err != nil {
			return err
		}
		b.styles[name] = id
	}
	return nil
}

// styleOf is the style in which a word of a line is written that says what is done, or what became of it.
func styleOf(word string) string {
	switch word {
	case "add", stateText(preview.ItemDone), stateText(preview.ItemAlready):
		return "good"
	case "change", "skipped", stateText(preview.ItemDiffers), stateText(preview.ItemUnseen), stateText(preview.ItemInDoubt), stateText(preview.ItemNotAttempted):
		return "warning"
	case "remove", "failed", stateText(preview.ItemRefused):
		return "bad"
	case "start":
		return "start"
	}
	return "text"
}

// summary is the first sheet: what heads the document, what must not be missed, and how much there is of what, with links.
func (b *workbook) summary(name string, d *Document, sheets []*sheet) error {
	f := b.file
	if err := f.SetSheetName("Sheet1", name); err != nil {
		return err
	}
	at := 0
	var failed error
	do := func(err error) {
		if failed == nil {
			failed = err
		}
	}
	// row writes a row: one text across both columns if there is no second.
	row := func(style, first string, second any, secondStyle string) {
		at++
		a, c := "A"+strconv.Itoa(at), "B"+strconv.Itoa(at)
		do(f.SetCellStr(name, a, clean(first)))
		if second == nil {
			do(f.MergeCell(name, a, c))
			secondStyle = style
			if lines := math.Ceil(float64(displayWidth(first)) / 105); lines > 1 { // merged cells do not grow by themselves
				do(f.SetRowHeight(name, at, 16*lines))
			}
		} else {
			do(f.SetCellValue(name, c, second))
		}
		do(f.SetCellStyle(name, a, a, b.styles[style]))
		do(f.SetCellStyle(name, c, c, b.styles[secondStyle]))
	}
	row("title", d.Title, nil, "")
	do(f.SetRowHeight(name, 1, 22*math.Ceil(float64(displayWidth(d.Title))/75)))
	tone := map[Tone]string{Good: "good", Warning: "warning", Bad: "bad"}[d.Total.Tone]
	row(cmp.Or(tone, "head"), d.Total.String(), nil, "")
	at++
	for _, h := range d.Heads {
		for i, v := range h.Values {
			row("label", []string{h.Label, ""}[min(i, 1)], clean(v), "text")
		}
	}
	for _, a := range d.Alerts {
		at++
		row(map[Tone]string{Bad: "Bad", Warning: "Warning"}[a.Tone], a.Title, nil, "")
		for _, line := range a.Lines {
			row("text", line, nil, "")
		}
		if a.Hint != "" {
			row("label", "Next", clean(a.Hint), "text")
		}
	}
	at++
	row("head", "In this workbook", "", "head")
	for _, s := range sheets {
		row("link", s.name, len(s.rows), "count")
		cell := "A" + strconv.Itoa(at)
		do(f.SetCellHyperLink(name, cell, "'"+s.title+"'!A1", "Location"))
	}
	do(f.SetColWidth(name, "A", "A", 30))
	do(f.SetColWidth(name, "B", "B", 90))
	do(b.layout(name, "", 0))
	return failed
}

// layout has a sheet printed across the page, its head on each, and only so many columns of it; 0 is all.
func (b *workbook) layout(name, heads string, columns int) error {
	landscape, a4, fit, tall, yes := "landscape", 9, 1, 0, true
	err := b.file.SetPageLayout(name, &excelize.PageLayoutOptions{Orientation: &landscape, Size: &a4, FitToWidth: &fit, FitToHeight: &tall})
	margin := 0.5 // inches
	if err == nil {
		err = b.file.SetPageMargins(name, &excelize.PageLayoutMarginsOptions{Left: &margin, Right: &margin, Top: &margin, Bottom: &margin})
	}
	if err == nil {
		err = b.file.SetSheetProps(name, &excelize.SheetPropsOptions{FitToPage: &yes})
	}
	if err == nil {
		err = b.file.SetHeaderFooter(name, &excelize.HeaderFooterOptions{OddFooter: "&L&A&R&P / &N"})
	}
	if err == nil && heads != "" {
		err = b.file.SetDefinedName(&excelize.DefinedName{Name: "_xlnm.Print_Titles", RefersTo: "'" + name + "'!" + heads, Scope: name})
	}
	if err == nil && columns > 0 {
		last, _ := excelize.ColumnNumberToName(columns)
		err = b.file.SetDefinedName(&excelize.DefinedName{Name: "_xlnm.Print_Area", RefersTo: "'" + name + "'!$A:$" + last, Scope: name})
	}
	return err
}

// sheet is what a sheet below the summary holds.
type sheet struct {
	name    string
	title   string // the name as a workbook takes it
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
	if by := byProject(d); by != nil {
		out = slices.Insert(out, 1, by)
	}
	return out
}

// byProject is a sheet of how much is changed in each project; nil where there is but one.
func byProject(d *Document) *sheet {
	s := &sheet{name: "By project", columns: []string{"Project", "Add", "Change", "Remove", "Start", "Not done"}}
	at := map[string]int{}
	for i := range d.Sections {
		if d.Sections[i].Sheet != "Changes" {
			continue
		}
		for _, g := range d.Sections[i].Groups {
			r, ok := at[g.Name]
			if !ok {
				r = len(s.rows)
				at[g.Name] = r
				s.rows = append(s.rows, []any{cell(g.Name), nil, nil, nil, nil, nil})
			}
			for j := range g.Lines {
				l := &g.Lines[j]
				if does := slices.Index(s.columns, capital(action(l))); does > 0 {
					s.count(r, does, l.size())
				}
				if l.State != "" && !made(l.State) && l.State != preview.ItemAlready {
					s.count(r, 5, l.size())
				}
			}
		}
	}
	if len(s.rows) < 2 {
		return nil
	}
	s.dropEmpty()
	return s
}

func capital(word string) string {
	if word == "" {
		return ""
	}
	return strings.ToUpper(word[:1]) + word[1:]
}

// count adds to a number in a row.
func (s *sheet) count(row, column, n int) {
	have, _ := s.rows[row][column].(int)
	s.rows[row][column] = have + n
}

// lineColumns are the columns of lines; lineRow has a cell for each.
func lineColumns() []string {
	return []string{"No.", "What became of it", "Why", "Next step", "Action", "Project", "Kind", "Who or what", "Details",
		"Names", "ACC itself", "Invitations", "Differs", "Link", "Sheet", "Row", "Playbook", "Operation"}
}

func lineRow(n int, g *Group, l *Line) []any {
	shown := l.shownFields()
	fields, differing := make([]string, len(shown)), make([]string, len(l.Differs))
	for i, f := range shown {
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
		cell(l.Subject), cell(slices.Concat([]string{l.Text}, l.Below, fields)...), cell(l.Each...), auto, countCell(l.Invitations),
		cell(differing...), l.Link, cell(l.Origin.Sheet), countCell(l.Origin.Row), cell(playbook), l.Op,
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
	name := s.title
	if _, err := b.file.NewSheet(name); err != nil {
		return err
	}
	if err := b.layout(name, "$1:$1", s.printed()); err != nil {
		return err
	}
	sw, err := b.file.NewStreamWriter(name)
	if err != nil {
		return err
	}
	widths := s.widths()
	for i, w := range widths {
		if err := sw.SetColWidth(i+1, i+1, w); err != nil {
			return err
		}
	}
	if err := sw.SetPanes(&excelize.Panes{Freeze: true, YSplit: 1, TopLeftCell: "A2", ActivePane: "bottomLeft"}); err != nil {
		return err
	}
	if err := sw.SetRow("A1", b.styled("column", distinct(s.columns)), excelize.RowOpts{Height: 20}); err != nil {
		return err
	}
	for i, row := range s.rows {
		if err := sw.SetRow("A"+strconv.Itoa(i+2), b.cells(s, row), heightOf(row, widths)); err != nil {
			return err
		}
	}
	if err := b.link(s); err != nil {
		return err
	}
	last, err := excelize.CoordinatesToCellName(len(s.columns), len(s.rows)+1)
	if err != nil {
		return err
	}
	b.tables++
	table := &excelize.Table{Range: "A1:" + last, Name: "Table" + strconv.Itoa(b.tables), StyleName: "TableStyleLight1"}
	if err := sw.AddTable(table); err != nil {
		return err
	}
	return sw.Flush()
}

// printed is how many columns are printed: those behind say where in the playbook something comes from; 0 is all.
func (s *sheet) printed() int {
	return max(0, slices.IndexFunc(s.columns, func(c string) bool { return c == "Playbook" || c == "Operation" }))
}

// heightOf is a row as high as its tallest cell needs. Excel sees to that by itself, other programs do not.
func heightOf(row []any, widths []float64) excelize.RowOpts {
	const line = 15.0 // points
	most := 1.0
	for i, v := range row {
		text, ok := v.(string)
		if !ok {
			continue
		}
		lines := 0.0
		for part := range strings.SplitSeq(text, "\n") {
			lines += math.Max(1, math.Ceil(float64(displayWidth(part)+1)/widths[i]))
		}
		most = math.Max(most, lines)
	}
	if most == 1 {
		return excelize.RowOpts{}
	}
	return excelize.RowOpts{Height: math.Min(line*most, 400)} // Excel takes up to 409
}

// styled are values that are all written in one way.
func (b *workbook) styled(style string, values []any) []any {
	out := make([]any, len(values))
	for i, v := range values {
		out[i] = excelize.Cell{StyleID: b.styles[style], Value: v}
	}
	return out
}

// cells are a row's values with how they are written.
func (b *workbook) cells(s *sheet, row []any) []any {
	out := make([]any, len(row))
	for i, v := range row {
		style := "text"
		switch v := v.(type) {
		case int:
			style = "number"
			if s.columns[i] == "No." {
				style = "count"
			}
		case float64:
			style = "figure"
		case string:
			switch s.columns[i] {
			case "Action", "What became of it":
				style = styleOf(v)
			case "Link":
				style = "link"
			}
		}
		out[i] = excelize.Cell{StyleID: b.styles[style], Value: v}
	}
	return out
}

// mostLinks is how many links a sheet has at most; Excel bounds them.
const mostLinks = 10_000

// link makes the addresses in a sheet's column of links lead there.
func (b *workbook) link(s *sheet) error {
	column := slices.Index(s.columns, "Link")
	for i, row := range s.rows {
		if column < 0 || i == mostLinks {
			break
		}
		address, _ := row[column].(string)
		at, err := excelize.CoordinatesToCellName(column+1, i+2)
		if err == nil && strings.HasPrefix(address, "https://") {
			err = b.file.SetCellHyperLink(s.title, at, address, "External")
		}
		if err != nil {
			return err
		}
	}
	return nil
}

// widths are the widths of a sheet's columns, wide enough for nearly all their cells.
func (s *sheet) widths() []float64 {
	const least, most = 8, 62
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
