package report

import (
	"fmt"
	"io"
	"strings"

	"accstar/runtime/preview"
)

// Markdown writes the document as GitHub-flavoured Markdown, whole, to be pasted into a ticket or a pull request.
func (d *Document) Markdown(w io.Writer) error {
	m := &markdownWriter{}
	m.printf("# %s\n\n", md(d.Title))
	for _, h := range d.Heads {
		values := make([]string, len(h.Values))
		for i, v := range h.Values {
			values[i] = md(v)
		}
		m.printf("- **%s:** %s\n", md(h.Label), strings.Join(values, ", "))
	}
	for _, a := range d.Alerts {
		m.alert(a)
	}
	m.printf("\n**%s**\n", md(d.Total.String()))
	for i := range d.Sections {
		m.section(&d.Sections[i])
	}
	if _, err := io.WriteString(w, m.out.String()); err != nil {
		return fmt.Errorf("write the report: %w", err)
	}
	return nil
}

// String is the total as one line.
func (t Total) String() string {
	if len(t.Parts) == 0 {
		return t.Lead
	}
	return t.Lead + ": " + strings.Join(t.Parts, dot)
}

type markdownWriter struct{ out strings.Builder }

func (m *markdownWriter) printf(format string, args ...any) { fmt.Fprintf(&m.out, format, args...) }

func (m *markdownWriter) alert(a Alert) {
	kind := map[Tone]string{Bad: "CAUTION", Warning: "WARNING"}[a.Tone]
	if kind == "" {
		kind = "NOTE"
	}
	m.printf("\n> [!%s]\n> %s\n", kind, md(a.Title))
	for _, line := range a.Lines {
		m.printf("> - %s\n", md(strings.TrimSpace(line)))
	}
	if a.Hint != "" {
		m.printf(">\n> Next: %s\n", md(a.Hint))
	}
}

func (m *markdownWriter) section(s *Section) {
	if s.Title != "" {
		m.printf("\n## %s\n", md(s.Title))
	}
	if s.Note != "" {
		m.printf("\n%s\n", md(s.Note))
	}
	if s.Table != nil {
		m.table(s.Table)
		return
	}
	for _, g := range s.Groups {
		switch {
		case g.Name == "":
			m.printf("\n")
		case s.Title == "":
			m.printf("\n## %s\n\n", md(g.Name))
		default:
			m.printf("\n### %s\n\n", md(g.Name))
		}
		for i := range g.Lines {
			m.entry(&g.Lines[i])
		}
	}
}

func (m *markdownWriter) entry(l *Line) {
	switch l.Mark {
	case Tick:
		m.printf("- [ ] ")
	case Bullet:
		m.printf("- ")
	default:
		m.printf("- `%c` ", l.Mark)
	}
	var parts []string
	if l.Subject != "" {
		parts = append(parts, "**"+md(l.Subject)+"**")
	}
	if l.Text != "" {
		parts = append(parts, md(l.Text))
	}
	if l.Link != "" {
		parts = append(parts, "<"+l.Link+">")
	}
	if where := l.Origin.String(); where != "" {
		parts = append(parts, "_("+md(where)+")_")
	}
	m.printf("%s\n", strings.Join(parts, " "))
	for _, text := range l.Below {
		m.printf("  - %s\n", md(text))
	}
	for _, f := range l.shownFields() {
		m.printf("  - %s: %s\n", md(f.Name), md(change(l, f, arrow)))
	}
	if len(l.Each) > 0 {
		m.printf("  - %s\n", md(strings.Join(l.Each, ", ")))
	}
	if len(l.Auto) > 0 {
		m.printf("  - %s\n", md(byItself(l.Auto)))
	}
	m.state(l)
}

func (m *markdownWriter) state(l *Line) {
	if l.State == "" || l.State == preview.ItemDone {
		return
	}
	text := "**" + md(stateText(l.State)) + "**"
	if l.Error != "" {
		text += ": " + md(l.Error)
	}
	m.printf("  - %s\n", text)
	for _, f := range l.Differs {
		m.printf("  - %s\n", md(differs(f)))
	}
	if l.Hint != "" {
		m.printf("  - Next: %s\n", md(l.Hint))
	}
}

func (m *markdownWriter) table(t *preview.Table) {
	m.printf("\n|")
	for _, c := range t.Columns {
		m.printf(" %s |", md(c))
	}
	m.printf("\n|")
	for _, numeric := range numericColumns(t.Columns, t.Rows) {
		if numeric {
			m.printf(" ---: |")
		} else {
			m.printf(" --- |")
		}
	}
	m.printf("\n")
	for _, row := range t.Rows {
		m.printf("|")
		for i := range t.Columns {
			cell := ""
			if i < len(row) {
				cell = row[i]
			}
			m.printf(" %s |", md(cell))
		}
		m.printf("\n")
	}
}

// md escapes what Markdown would take for more than text.
func md(s string) string {
	var b strings.Builder
	for _, r := range clean(s) {
		if strings.ContainsRune("\\`*_[]<>#|~&", r) {
			b.WriteByte('\\')
		}
		b.WriteRune(r)
	}
	return b.String()
}
