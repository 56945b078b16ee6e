package report

import (
	"fmt"
	"io"
	"strings"

	"accstar/runtime/preview"
)

// How much is shown unless everything is asked for. What is removed is always shown.
const (
	shownAlike  = 10  // changes of one kind in one project
	shownGroups = 25  // projects
	shownLines  = 50  // lines that are no changes
	shownRows   = 200 // rows of a table
	shownEach   = 5   // names of what an import adds
	slack       = 2   // so few more are shown rather than left out
)

// widestSubject is how far the text of a line is moved to the right by a long subject above it.
const widestSubject = 40

// leastText is how wide a text must at least be to stand beside its subject and not below it.
const leastText = 24

// Text writes the document for a terminal, or for a file that people read.
func (d *Document) Text(w io.Writer, s Style) error {
	t := &textWriter{style: s, sheets: d.sheets()}
	t.paragraph(0, bold, d.Title)
	if len(d.Heads) > 0 {
		t.blank()
		t.heads(d.Heads)
	}
	for i := range d.Sections {
		t.section(&d.Sections[i])
	}
	for _, a := range d.Alerts {
		t.alert(a)
	}
	t.total(d.Total)
	if _, err := io.WriteString(w, t.out.String()); err != nil {
		return fmt.Errorf("write the report: %w", err)
	}
	return nil
}

// sheets counts the spreadsheets that the document's lines come from.
func (d *Document) sheets() int {
	names := map[string]bool{}
	for _, s := range d.Sections {
		for _, g := range s.Groups {
			for _, l := range g.Lines {
				if l.Origin.Sheet != "" {
					names[l.Origin.Sheet] = true
				}
			}
		}
	}
	return len(names)
}

// textWriter writes one document.
type textWriter struct {
	style  Style
	out    strings.Builder
	sheets int
}

func (t *textWriter) line(indent int, s string) {
	t.out.WriteString(strings.Repeat(" ", indent))
	t.out.WriteString(strings.TrimRight(s, " "))
	t.out.WriteByte('\n')
}

func (t *textWriter) blank() { t.out.WriteByte('\n') }

// room is how wide a text may be that begins at a column; 0 is no limit. However narrow the terminal, some room is left.
func (t *textWriter) room(column int) int {
	if t.style.Width <= 0 {
		return 0
	}
	return max(20, t.style.Width-column)
}

// paragraph writes a text, broken, with a colour.
func (t *textWriter) paragraph(indent int, c colour, s string) {
	for _, line := range wrap(clean(s), t.room(indent)) {
		t.line(indent, t.paint(c, line))
	}
}

func (t *textWriter) heads(heads []Head) {
	label := 0
	for _, h := range heads {
		label = max(label, displayWidth(h.Label))
	}
	for _, h := range heads {
		name := h.Label
		for _, v := range h.Values {
			for _, line := range wrap(clean(v), t.room(label+4)) {
				t.line(2, t.paint(dim, pad(name, label))+"  "+line)
				name = ""
			}
		}
	}
}

func (t *textWriter) section(s *Section) {
	if s.Quiet && !t.style.Full {
		return
	}
	t.blank()
	if s.Folded && !t.style.Full {
		t.line(0, t.paint(bold, clean(s.Title)+": "+number(s.Count))+t.paint(dim, "  (--full lists them)"))
		return
	}
	indent := 0
	if s.Title != "" {
		title := clean(s.Title)
		if s.Table == nil {
			title += fmt.Sprintf(" (%s)", number(s.Count))
		}
		t.line(0, t.paint(bold, title))
		indent = 2
	}
	if s.Note != "" {
		t.paragraph(indent, dim, s.Note)
	}
	if s.Table != nil {
		t.table(indent, s.Table)
		return
	}
	t.groups(indent, s.Groups)
}

// groups writes the groups of a section. Beyond so many, only those in which something is removed are shown.
func (t *textWriter) groups(indent int, groups []Group) {
	limit := len(groups)
	if !t.style.Full && limit > shownGroups+slack {
		limit = shownGroups
	}
	hints := map[string]bool{} // said once in a section is enough
	hiddenGroups, hiddenLines := 0, 0
	for i, g := range groups {
		if i >= limit && !g.Account && !g.removes() {
			hiddenGroups++
			hiddenLines += len(g.Lines)
			continue
		}
		if i > 0 {
			t.blank()
		}
		below := indent
		if g.Name != "" {
			t.line(indent, t.paint(bold, clean(g.Name)))
			below += 2
		}
		t.group(below, g, hints)
	}
	if hiddenGroups > 0 {
		t.blank()
		t.line(indent, t.paint(dim, fmt.Sprintf("%s and %s with %s like these (--full shows all)", t.symbol(ellipsis),
			count(hiddenGroups, "more project"), count(hiddenLines, "line"))))
	}
}

func (g *Group) removes() bool {
	for i := range g.Lines {
		if g.Lines[i].Mark == Remove {
			return true
		}
	}
	return false
}

// kind is what lines have in common that are left out together: an operation that came to the same end. Lines that are no changes
// are all of one kind.
func (l *Line) kind() string { return string(l.Mark) + l.Op + string(l.State) + l.Error }

// group writes the lines of a group, and in place of too many of a kind, how many more there are.
func (t *textWriter) group(indent int, g Group, hints map[string]bool) {
	total := map[string]int{}
	for i := range g.Lines {
		total[g.Lines[i].kind()]++
	}
	column := subjectColumn(g.Lines)
	seen := map[string]int{}
	var auto []Count
	for i := range g.Lines {
		l := &g.Lines[i]
		k := l.kind()
		seen[k]++
		auto = addUp(auto, l.Auto)
		limit := t.limit(l, total[k])
		if seen[k] <= limit {
			t.entry(indent, column, l, hints)
		} else if seen[k] == total[k] {
			t.line(indent, t.paint(dim, fmt.Sprintf("%s and %s more like these (--full shows all)", t.symbol(ellipsis), number(total[k]-limit))))
		}
	}
	if len(auto) > 0 {
		t.paragraph(indent, dim, byItself(auto))
	}
}

// limit is how many lines of a kind are shown, of so many.
func (t *textWriter) limit(l *Line, total int) int {
	limit := shownLines
	if l.Op != "" {
		limit = shownAlike
	}
	if t.style.Full || l.Mark == Remove || total <= limit+slack {
		return total
	}
	return limit
}

// subjectColumn is how wide subjects are padded so that the texts of a group align.
func subjectColumn(lines []Line) int {
	column := 0
	for i := range lines {
		if w := displayWidth(clean(lines[i].Subject)); w <= widestSubject {
			column = max(column, w)
		}
	}
	return column
}

// entry writes one line with all that belongs to it.
func (t *textWriter) entry(indent, column int, l *Line, hints map[string]bool) {
	below := indent + 4
	subject, texts, mark := clean(l.Subject), t.texts(l), t.symbol(string(l.Mark))
	if subject == "" {
		column = 0
	} else {
		column = max(column, displayWidth(subject)) + 2
	}
	if len(texts) == 0 {
		texts = []string{""}
	}
	lead := t.paint(l.Mark.colour(), mark) + " " + t.paint(subjectColour(l), subject)
	gap := strings.Repeat(" ", column-displayWidth(subject))
	start := indent + displayWidth(mark) + 1 + column
	origin := t.origin(l)
	if t.style.Width > 0 && t.style.Width-start < leastText && texts[0] != "" {
		t.line(indent, lead) // no room beside it
		lead, gap, start, indent = "", "", below, below
	}
	var lines []string
	for _, text := range texts {
		lines = append(lines, wrap(clean(text), t.room(start))...)
	}
	for i, line := range lines {
		tail := ""
		if i == len(lines)-1 && origin != "" && t.fits(start, line, origin) {
			tail, origin = "  "+t.paint(dim, origin), ""
		}
		switch {
		case i > 0:
			t.line(start, line+tail)
		case line == "":
			t.line(indent, lead+tail)
		default:
			t.line(indent, lead+gap+line+tail)
		}
	}
	t.fields(below, l)
	t.each(below, l)
	if origin != "" {
		t.line(below, t.paint(dim, origin))
	}
	if l.Link != "" {
		t.line(below, t.paint(dim, clean(l.Link)))
	}
	t.state(below, l, hints)
}

func subjectColour(l *Line) colour {
	switch l.Mark {
	case Add, Alter, Remove, Act:
		return l.Mark.colour()
	}
	return bold
}

func (t *textWriter) fits(start int, line, origin string) bool {
	room := t.room(start)
	return room == 0 || displayWidth(line)+2+displayWidth(origin) <= room
}

// texts are the lines beside the subject. A change of one field is short enough to stand there itself.
func (t *textWriter) texts(l *Line) []string {
	var out []string
	switch {
	case l.Text != "":
		out = append(out, l.Text)
	case len(l.shownFields()) == 1:
		f := l.shownFields()[0]
		out = append(out, f.Name+": "+change(l, f, t.symbol(arrow)))
	}
	return append(out, l.Below...)
}

// change is what becomes of a field. What is new has no before.
func change(l *Line, f preview.FieldChange, becomes string) string {
	if l.Mark == Add {
		return value(f.After)
	}
	return value(f.Before) + becomes + value(f.After)
}

// fields writes each field, before and after aligned.
func (t *textWriter) fields(indent int, l *Line) {
	fields := l.shownFields()
	if len(fields) < 2 && l.Text == "" {
		return
	}
	names, befores := 0, 0
	for _, f := range fields {
		names = max(names, displayWidth(clean(f.Name)))
		if w := displayWidth(clean(value(f.Before))); w <= widestSubject {
			befores = max(befores, w)
		}
	}
	for _, f := range fields {
		text := clean(value(f.After))
		if l.Mark != Add {
			text = pad(clean(value(f.Before)), befores) + t.symbol(arrow) + text
		}
		start := indent + names + 2
		for i, line := range wrap(text, t.room(start)) {
			if i == 0 {
				t.line(indent, t.paint(dim, pad(clean(f.Name), names))+"  "+line)
			} else {
				t.line(start, line)
			}
		}
	}
}

// each names what an import adds.
func (t *textWriter) each(indent int, l *Line) {
	names := l.Each
	if len(names) == 0 {
		return
	}
	more := ""
	if !t.style.Full && len(names) > shownEach+slack {
		more = fmt.Sprintf(" %s and %s more", t.symbol(ellipsis), number(len(names)-shownEach))
		names = names[:shownEach]
	}
	t.paragraph(indent, dim, strings.Join(names, ", ")+more)
}

// origin is the row a line came from; with its sheet, if there are several. A line that says what became of it says the whole
// place there.
func (t *textWriter) origin(l *Line) string {
	o := l.Origin
	switch {
	case o.Row == 0 || l.placed():
		return ""
	case t.sheets > 1:
		return clean(fmt.Sprintf("%s row %d", o.Sheet, o.Row))
	}
	return fmt.Sprintf("row %d", o.Row)
}

// placed reports whether a line's place matters: something went wrong there.
func (l *Line) placed() bool {
	return l.State != "" && l.State != preview.ItemDone && l.State != preview.ItemNotAttempted
}

// state writes what became of a change that was not simply made: why, and what to do next.
func (t *textWriter) state(indent int, l *Line, hints map[string]bool) {
	if l.State == "" || l.State == preview.ItemDone {
		return
	}
	text := stateText(l.State)
	if l.Error != "" {
		text += ": " + l.Error
	}
	t.paragraph(indent, stateTone(l.State).colour(), text)
	for _, f := range l.Differs {
		t.paragraph(indent, yellow, differs(f))
	}
	if where := l.Origin.String(); where != "" && l.placed() {
		t.paragraph(indent, dim, "at "+where)
	}
	if l.Hint != "" && !hints[l.Hint] {
		hints[l.Hint] = true
		t.paragraph(indent, cyan, "hint: "+l.Hint)
	}
}

// differs says how a field came out otherwise than planned.
func differs(f preview.FieldChange) string {
	return fmt.Sprintf("%s: planned %s, ACC has %s", f.Name, value(f.Before), value(f.After))
}

// alert writes what must not be missed. Of an error, the first line says it; the others say where, and are shown by whoever ran
// into it.
func (t *textWriter) alert(a Alert) {
	t.blank()
	t.paragraph(0, a.Tone.colour(), a.Title)
	lines := a.Lines
	if a.Tone == Bad && !t.style.Full && len(lines) > 1 {
		lines = lines[:1]
	}
	for _, line := range lines {
		t.paragraph(2, "", line)
	}
	if a.Hint != "" {
		t.paragraph(2, cyan, "hint: "+a.Hint)
	}
}

func (t *textWriter) total(total Total) {
	t.blank()
	lead := total.Lead
	if len(total.Parts) > 0 {
		lead += ":"
	}
	for i, line := range wrap(strings.TrimSpace(lead+" "+strings.Join(total.Parts, t.symbol(dot))), t.room(0)) {
		if rest, ok := strings.CutPrefix(line, lead); ok && i == 0 {
			line = t.paint(total.Tone.colour(), lead) + rest
		}
		t.line(0, line)
	}
}
