package sheet

import (
	"fmt"
	"slices"
	"strings"
)

// openXLSX makes r read a sheet, table or range of a workbook.
func (r *Reader) openXLSX(w *workbook, opt Options) error {
	if opt.Delimiter != 0 {
		return w.src.fail("is a workbook, which has no delimiter", "Leave out the delimiter.")
	}
	target, err := w.choose(opt)
	if err != nil {
		return err
	}
	r.Sheet = target.sheet.name
	if target.sheet.hidden {
		r.notes.add(noteHiddenSheet, fmt.Sprintf("Sheet %q is hidden.", r.Sheet))
	}
	shape, err := w.shape(target.sheet)
	if err != nil {
		return err
	}
	if err := r.layOut(w, target, shape, opt); err != nil {
		return err
	}
	rows := &sheetRows{workbook: w, sheet: target.sheet, area: r.layout.area, merges: newMergeFill(r.layout.merges)}
	if from := r.layout.outsideFrom; from > 0 {
		rows.outsideFrom = from
		rows.outside = func(row int) {
			r.notes.add(noteOutside, fmt.Sprintf("Only the table in %s was read; there is more in row %d.", r.layout.area, row))
		}
	}
	r.rows = rows
	return nil
}

// target is what the options choose to read.
type target struct {
	sheet *sheetInfo
	area  area   // zero for all of the sheet
	table *table // nil unless a table was named
}

// choose finds the sheet and the range that the options name.
func (w *workbook) choose(opt Options) (target, error) {
	t := target{}
	if opt.Sheet != "" {
		var err error
		if t.sheet, err = w.sheetNamed(opt.Sheet); err != nil {
			return t, err
		}
	}
	if opt.Range != "" {
		return w.chooseRange(t, opt.Range)
	}
	if t.sheet != nil {
		return t, nil
	}
	for i := range w.sheets {
		if s := &w.sheets[i]; s.grid && !s.hidden {
			t.sheet = s
			return t, nil
		}
	}
	return t, w.src.fail("has no sheet with cells that is not hidden", "Name the sheet: there are "+quoteList(w.sheetNames())+".")
}

func (w *workbook) sheetNames() []string {
	names := make([]string, len(w.sheets))
	for i, s := range w.sheets {
		names[i] = s.name
	}
	return names
}

// sheetNamed finds a sheet by its name, ignoring case as Excel does, and spaces and accents if only one fits so.
func (w *workbook) sheetNamed(name string) (*sheetInfo, error) {
	var found *sheetInfo
	for _, same := range []func(a, b string) bool{
		func(a, b string) bool { return a == b },
		func(a, b string) bool { return strings.EqualFold(oneLine(a), oneLine(b)) },
		func(a, b string) bool { return fold(a) != "" && fold(a) == fold(b) },
	} {
		for i := range w.sheets {
			if same(w.sheets[i].name, name) {
				if found != nil {
					return nil, w.src.fail(fmt.Sprintf("has several sheets that %q fits: %q and %q", name, found.name, w.sheets[i].name),
						"Write the name exactly.")
				}
				found = &w.sheets[i]
			}
		}
		if found != nil {
			break
		}
	}
	switch {
	case found == nil:
		problem := fmt.Sprintf("has no sheet %q", name)
		if near := nearest(name, w.sheetNames()); near != "" {
			problem += fmt.Sprintf(" (did you mean %q?)", near)
		}
		return nil, w.src.fail(problem, "The sheets are "+quoteList(w.sheetNames())+".")
	case !found.grid:
		return nil, w.src.fail(fmt.Sprintf("has no cells in %q, which is a chart or a dialog", found.name), "Name a sheet with cells.")
	}
	return found, nil
}

// chooseRange finds a table, a defined name, or cells.
func (w *workbook) chooseRange(t target, name string) (target, error) {
	tables, err := w.tables(t.sheet)
	if err != nil {
		return t, err
	}
	for i := range tables {
		if strings.EqualFold(tables[i].name, name) {
			t.table = &tables[i]
			t.sheet, t.area = t.table.sheet, t.table.area
			return t, nil
		}
	}
	for _, scoped := range []bool{true, false} {
		for _, n := range w.names {
			own := n.scope >= 0 && n.scope < len(w.sheets) && &w.sheets[n.scope] == t.sheet
			if strings.EqualFold(n.name, name) && (own || !scoped && (n.scope < 0 || t.sheet == nil)) {
				return w.resolve(t, n)
			}
		}
	}
	sheet, cells, found := cutSheet(name)
	if !found {
		cells = name
	}
	if a, ok := parseArea(cells); ok {
		if found {
			if t.sheet, err = w.sheetNamed(sheet); err != nil {
				return t, err
			}
		} else if t.sheet == nil {
			if t, err = w.choose(Options{}); err != nil {
				return t, err
			}
		}
		t.area = a
		return t, nil
	}
	var known []string
	for _, tb := range tables {
		known = append(known, tb.name)
	}
	for _, n := range w.names {
		if !strings.HasPrefix(n.name, "_xlnm.") {
			known = append(known, n.name)
		}
	}
	problem, hint := fmt.Sprintf("has no table or name %q", name), "It has no tables or names; give cells, such as A3:F40."
	if near := nearest(name, known); near != "" {
		problem += fmt.Sprintf(" (did you mean %q?)", near)
	}
	if len(known) > 0 {
		hint = "The tables and names are " + quoteList(known) + "."
	}
	return t, w.src.fail(problem, hint)
}

// resolve finds the cells that a defined name stands for.
func (w *workbook) resolve(t target, n definedName) (target, error) {
	sheet, cells, ok := cutSheet(strings.TrimPrefix(n.to, "="))
	a, isArea := parseArea(cells)
	if !ok || !isArea {
		return t, w.src.fail(fmt.Sprintf("has the name %q for %s, which is no single range of cells", n.name, n.to),
			"Let the name stand for one range, or give the cells themselves, such as A3:F40.")
	}
	var err error
	if t.sheet, err = w.sheetNamed(sheet); err != nil {
		return t, err
	}
	t.area = a
	return t, nil
}

// cutSheet cuts 'New hires'!$A$1:$D$20 at the exclamation mark and takes the quotes off the sheet's name.
func cutSheet(ref string) (sheet, cells string, found bool) {
	i := strings.LastIndexByte(ref, '!')
	if i < 0 {
		return "", ref, false
	}
	sheet = ref[:i]
	if len(sheet) > 1 && sheet[0] == '\'' && sheet[len(sheet)-1] == '\'' {
		sheet = strings.ReplaceAll(sheet[1:len(sheet)-1], "''", "'")
	}
	return sheet, ref[i+1:], true
}

// table is an Excel table: a named range with headings, and perhaps a row of totals.
type table struct {
	name   string
	sheet  *sheetInfo
	area   area // without the row of totals
	totals int  // rows of totals below it
	header bool
}

// tables reads the tables of a sheet, or of all sheets if it is nil.
func (w *workbook) tables(of *sheetInfo) ([]table, error) {
	var tables []table
	for i := range w.sheets {
		s := &w.sheets[i]
		if of != nil && s != of || s.part == "" {
			continue
		}
		rels, err := w.relations(s.part)
		if err != nil {
			return nil, err
		}
		for _, rel := range rels {
			if !rel.is("table") {
				continue
			}
			err := w.walk(rel.target, func(x *xmlScanner) (bool, error) {
				if t, ok := readTable(x, s); ok {
					tables = append(tables, t)
				}
				return false, nil
			})
			if err != nil {
				return nil, err
			}
			if len(tables) > maxParts {
				return nil, w.src.fail("has more tables than can be read", saveAs)
			}
		}
	}
	return tables, nil
}

// readTable reads the element at the top of a table's part.
func readTable(x *xmlScanner, s *sheetInfo) (table, bool) {
	t := table{name: x.attr("displayName"), sheet: s, header: x.attr("headerRowCount") != "0"}
	if t.name == "" {
		t.name = x.attr("name")
	}
	a, ok := parseArea(x.attr("ref"))
	if totals := x.number("totalsRowCount"); ok && totals > 0 && totals < a.bottom-a.top {
		t.totals, a.bottom = totals, a.bottom-totals
	}
	t.area = a
	return t, ok && string(x.name) == "table"
}

// sheetShape is what stands before and behind the rows of a sheet.
type sheetShape struct {
	hidden    []bool // by column number; nil if none is hidden
	lastWidth int    // the last column whose width is set
	merges    []area
	filter    area // of an AutoFilter; zero without one
}

func (s *sheetShape) hide(first, last int) {
	if s.hidden == nil {
		s.hidden = make([]bool, maxCol+1)
	}
	for col := max(1, first); col <= min(last, maxCol); col++ {
		s.hidden[col] = true
	}
}

// maxMerges bounds the merged ranges of a sheet.
const maxMerges = 1_000_000

// shape reads what a sheet says about itself; the rows are passed over.
func (w *workbook) shape(s *sheetInfo) (sheetShape, error) {
	var shape sheetShape
	err := w.walk(s.part, func(x *xmlScanner) (bool, error) {
		switch string(x.name) {
		case "sheetData":
			return true, x.skipRaw()
		case "col":
			shape.lastWidth = max(shape.lastWidth, x.number("max"))
			if x.flag("hidden") {
				shape.hide(x.number("min"), x.number("max"))
			}
		case "autoFilter":
			shape.filter, _ = parseArea(x.attr("ref"))
		case "mergeCell":
			if a, ok := parseArea(x.attr("ref")); ok && (a.right > a.left || a.bottom > a.top) {
				shape.merges = append(shape.merges, a)
			}
			if len(shape.merges) > maxMerges {
				return false, w.src.fail(fmt.Sprintf("sheet %q has more merged cells than can be read", s.name), "Unmerge them.")
			}
		}
		return true, nil
	})
	return shape, err
}

// layOut settles what part of the sheet is read, and where its headings are as far as the file says so.
func (r *Reader) layOut(w *workbook, t target, shape sheetShape, opt Options) error {
	r.layout = layout{area: area{1, 1, maxRow, maxCol}, merges: shape.merges, hidden: shape.hidden, lastWidth: shape.lastWidth}
	switch {
	case t.table != nil && t.table.header, t.table == nil && t.area != area{}:
		r.layout.area, r.layout.headerRow = t.area, t.area.top
	case t.table != nil:
		r.layout.area, r.layout.headerRow = t.area, NoHeader
	case opt.HeaderRow == 0:
		if err := r.layOutFound(w, t, shape); err != nil {
			return err
		}
	}
	if opt.HeaderRow > 0 && (opt.HeaderRow < r.layout.area.top || opt.HeaderRow > r.layout.area.bottom) {
		return r.fail(fmt.Sprintf("is read in %s, where row %d is not", r.layout.area, opt.HeaderRow),
			"Correct the row of headings or the range.")
	}
	return nil
}

// layOutFound takes the headings from the only table of a sheet, or from its filter.
func (r *Reader) layOutFound(w *workbook, t target, shape sheetShape) error {
	tables, err := w.tables(t.sheet)
	if err != nil {
		return err
	}
	tables = slices.DeleteFunc(tables, func(t table) bool { return !t.header })
	switch {
	case len(tables) == 1:
		only := tables[0]
		r.layout.area, r.layout.headerRow = only.area, only.area.top
		r.layout.outsideFrom = only.area.bottom + only.totals + 1
	case len(tables) == 0 && shape.filter != area{}:
		r.layout.headerRow = shape.filter.top
	}
	return nil
}
