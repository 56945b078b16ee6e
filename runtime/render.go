package runtime

import (
	"fmt"
	"strings"
	"unicode"

	"golang.org/x/text/width"
)

// The colours of a diagnostic: escape sequences of ECMA-48, which every terminal that has colours knows.
const (
	styleReset   = "\x1b[0m"
	styleError   = "\x1b[1;31m"
	styleWarning = "\x1b[1;33m"
	styleBold    = "\x1b[1m"
	styleDim     = "\x1b[2m"
	styleHint    = "\x1b[36m"
)

// tabWidth is how many columns a tab of an excerpt takes.
const tabWidth = 4

// Text renders the diagnostic for people, with a line end after its last line. Lines are kept within columns, except for
// words that are longer; 0 or less means that lines may be of any length.
func (d *Diagnostic) Text(columns int, colour bool) string {
	p := &textPrinter{columns: columns, colour: colour}
	for i, one := range d.All() {
		if i > 0 {
			p.out.WriteByte('\n')
		}
		p.print(one)
	}
	return p.out.String()
}

type textPrinter struct {
	out     strings.Builder
	columns int
	colour  bool
}

func (p *textPrinter) style(style, text string) string {
	if !p.colour || text == "" {
		return text
	}
	return style + text + styleReset
}

func (p *textPrinter) print(d *Diagnostic) {
	style := styleError
	if d.Severity == SeverityWarning {
		style = styleWarning
	}
	label := string(d.Severity)
	if label == "" {
		label = string(SeverityError)
	}
	p.labelled(label+": ", style, styleBold, d.Summary)
	if d.Excerpt != "" {
		p.excerpt(d, style)
	} else if place := placeOf(d); place != "" {
		p.wrapped("  ", "  ", place)
	}
	for _, line := range d.Detail {
		p.wrapped("  - ", "    ", line)
	}
	for _, hint := range d.Hints {
		p.labelled("hint: ", styleHint, "", hint)
	}
}

// labelled prints a text behind a coloured label. Lines of the text after the first are kept as they are.
func (p *textPrinter) labelled(label, labelStyle, textStyle, text string) {
	first, rest, _ := strings.Cut(text, "\n")
	indent := strings.Repeat(" ", len(label))
	for i, line := range wrap(printable(first), p.columns-len(label)) {
		if i == 0 {
			p.out.WriteString(p.style(labelStyle, label))
		} else {
			p.out.WriteString(indent)
		}
		p.out.WriteString(p.style(textStyle, line) + "\n")
	}
	if rest == "" {
		return
	}
	for line := range strings.SplitSeq(rest, "\n") {
		p.out.WriteString(indent + printable(line) + "\n")
	}
}

// wrapped prints a text with one indentation for its first line and another for those after it.
func (p *textPrinter) wrapped(first, others, text string) {
	for i, line := range wrap(printable(text), p.columns-len(first)) {
		if i == 0 {
			p.out.WriteString(first + line + "\n")
		} else {
			p.out.WriteString(others + line + "\n")
		}
	}
}

// excerpt prints the line at fault behind a rule, underlines what matters, and says how it came there.
func (p *textPrinter) excerpt(d *Diagnostic, style string) {
	number := fmt.Sprint(d.Line)
	margin := strings.Repeat(" ", max(len(number), 2))
	number = margin[len(number):] + number
	line, from, to := clip(d.Excerpt, d.Col, d.EndCol, p.columns-len(margin)-2)
	rule := func(s string) string { return p.style(styleDim, s) }

	p.out.WriteString(rule(margin+"╷") + "\n")
	p.out.WriteString(rule(number+"│ ") + line + "\n")
	p.out.WriteString(rule(margin+"│ ") + strings.Repeat(" ", from) + p.style(style, strings.Repeat("^", to-from)) + "\n")
	for i, text := range wrap(printable(stackText(d)), p.columns-len(margin)-2) {
		edge := "╵ "
		if i > 0 {
			edge = "  "
		}
		p.out.WriteString(rule(margin+edge) + text + "\n")
	}
}

// placeOf is where a diagnostic without an excerpt belongs; "" when its summary says it or nobody knows.
func placeOf(d *Diagnostic) string {
	if len(d.Stack) > 0 || d.Line > 0 {
		return stackText(d)
	}
	return ""
}

// stackText tells in one sentence how a problem came about, innermost first.
func stackText(d *Diagnostic) string {
	if len(d.Stack) == 0 {
		return "at " + Position{File: d.File, Line: d.Line}.String()
	}
	var parts []string
	first := d.Stack[0]
	if first.Link != "" || (first.File != "" && first.File != d.File) {
		// The problem is not in a function but in a file that does not even start.
		parts = append(parts, "at "+Position{File: d.File, Line: d.Line}.String())
	}
	for _, f := range d.Stack {
		place := ""
		if f.File != "" {
			place = Position{File: f.File, Line: f.Line}.String()
		}
		switch {
		case f.Function != "" && place != "":
			place = f.Function + " (" + place + ")"
		case f.Function != "":
			place = f.Function
		}
		switch {
		case len(parts) == 0 && f.Function == "":
			parts = append(parts, "at "+place)
		case len(parts) == 0:
			parts = append(parts, "in "+place)
		case f.Link == Loaded:
			parts = append(parts, "loaded from "+place)
		case f.Link == Forked:
			parts = append(parts, "for "+f.Item+" of the work begun in "+place)
		default:
			parts = append(parts, "called from "+place)
		}
	}
	return strings.Join(parts, ", ")
}

// wrap breaks a text between words into lines of at most columns.
func wrap(text string, columns int) []string {
	if columns <= 0 || textWidth(text) <= columns {
		return []string{text}
	}
	var lines []string
	line := ""
	for word := range strings.FieldsSeq(text) {
		switch {
		case line == "":
			line = word
		case textWidth(line)+1+textWidth(word) <= columns:
			line += " " + word
		default:
			lines = append(lines, line)
			line = word
		}
	}
	return append(lines, line)
}

// clip prepares a source line for showing: tabs become spaces, and of a line that is too long the part around columns col
// to endCol remains. It returns the line and the first and the last column to underline, from 0, as shown.
func clip(text string, col, endCol, columns int) (line string, from, to int) {
	type cell struct {
		text  string
		width int
	}
	var cells []cell
	from, to = -1, -1
	at := 0
	first := 0 // cell of the underline's start
	for i, r := range []rune(text) {
		if i == col-1 {
			from, first = at, len(cells)
		}
		if i == endCol-1 {
			to = at
		}
		c := cell{string(r), runeWidth(r)}
		if r == '\t' {
			n := tabWidth - at%tabWidth
			c = cell{strings.Repeat(" ", n), n}
		} else if !unicode.IsPrint(r) {
			c = cell{"·", 1}
		}
		cells = append(cells, c)
		at += c.width
	}
	if from < 0 {
		from, first = at, len(cells)
	}
	if to < 0 {
		to = at
	}
	to = max(to, from+1)
	begin, end := 0, len(cells)
	if columns > 10 && at > columns {
		shown := at
		// Drop from the left what lies well before the underline, then from the right.
		for begin < first && shown > columns-2 && from > columns/3 {
			w := cells[begin].width
			begin, shown, from, to = begin+1, shown-w, from-w, to-w
		}
		for end > begin && shown > columns-2 {
			end--
			shown -= cells[end].width
		}
		to = max(min(to, shown), from+1)
	}
	var b strings.Builder
	if begin > 0 {
		b.WriteString("…")
		from, to = from+1, to+1
	}
	for _, c := range cells[begin:end] {
		b.WriteString(c.text)
	}
	if end < len(cells) {
		b.WriteString("…")
	}
	return strings.TrimRight(b.String(), " "), from, to
}

// printable replaces control characters, which could move the cursor or change the terminal's colours.
func printable(text string) string {
	return strings.Map(func(r rune) rune {
		switch {
		case r == '\t' || r == '\n' || r == '\r':
			return ' '
		case unicode.IsControl(r):
			return '·'
		}
		return r
	}, text)
}

func textWidth(text string) int {
	n := 0
	for _, r := range text {
		n += runeWidth(r)
	}
	return n
}

// runeWidth is how many columns of a terminal a character takes.
func runeWidth(r rune) int {
	switch {
	case r < 0x300:
		return 1
	case unicode.In(r, unicode.Mn, unicode.Me, unicode.Cf):
		return 0
	}
	switch width.LookupRune(r).Kind() {
	case width.EastAsianWide, width.EastAsianFullwidth:
		return 2
	}
	return 1
}
