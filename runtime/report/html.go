package report

import (
	"bufio"
	"bytes"
	_ "embed"
	"fmt"
	"html"
	"html/template"
	"io"
	"slices"
	"strings"

	"accstar/runtime/preview"
)

//go:embed report.html
var pageSource string

// mostRows is how many lines of a section are part of the page. Of more, the page has the text, and draws them as they come into
// view: a browser that holds a hundred thousand lines at once is slow to open and to scroll.
const mostRows = 3000

// HTML writes the document as one page that needs nothing else, neither a network nor a server: it can be mailed, kept with a
// project's papers, searched, and printed.
func (d *Document) HTML(w io.Writer) error {
	page := &pageWriter{sheets: d.sheets()}
	out := bufio.NewWriterSize(w, 1<<16)
	parsed, err := template.New("report").Funcs(page.funcs()).Parse(pageSource)
	if err == nil {
		err = parsed.Execute(out, d)
	}
	if err == nil {
		err = out.Flush()
	}
	if err != nil {
		return fmt.Errorf("write the report: %w", err)
	}
	return nil
}

// pageWriter writes the rows of a page, of which there may be very many, and gives each list a name.
type pageWriter struct {
	b      bytes.Buffer
	lists  int
	sheets int // how many spreadsheets the lines come from
}

// funcs are what the page calls. Every text that comes from outside goes through t.
func (p *pageWriter) funcs() template.FuncMap {
	return template.FuncMap{
		"t":       clean,
		"tone":    toneClass,
		"actions": actions,
		"number":  number,
		"numeric": func(t *preview.Table) []bool { return numericColumns(t.Columns, t.Rows) },
		"large": func(d *Document) bool {
			return slices.ContainsFunc(d.Sections, func(s Section) bool { return s.large() })
		},
		"lines": p.lines,
		"rows":  p.rows,
	}
}

// large reports whether a section has more lines than a page should hold.
func (s *Section) large() bool { return s.Count > mostRows }

// list writes a list whose rows are either part of the page, or kept as text for its script.
func (p *pageWriter) list(open, end string, large bool, rows func()) template.HTML {
	p.b.Reset()
	if !large {
		p.b.WriteString(open + ">\n")
		rows()
		p.b.WriteString(end)
		return template.HTML(p.b.String()) //nolint:gosec // every text in it is escaped where it is written
	}
	p.lists++
	id := fmt.Sprintf("list%d", p.lists)
	fmt.Fprintf(&p.b, "%s id=%q>%s<noscript><p class=\"note\">These rows are many, and drawn by a script: open the page in a browser that lets it run.</p></noscript>\n", open, id, end)
	fmt.Fprintf(&p.b, "<script type=\"text/plain\" data-of=%q>\n", id)
	rows()
	p.b.WriteString("</script>")
	return template.HTML(p.b.String()) //nolint:gosec // every text in it is escaped where it is written
}

// lines writes the lines of a group, and what ACC does by itself because of them.
func (p *pageWriter) lines(s Section, g Group) template.HTML {
	var auto []Count
	out := p.list("<ul", "</ul>", s.large(), func() {
		for i := range g.Lines {
			auto = addUp(auto, g.Lines[i].Auto)
			p.line(&g.Lines[i])
		}
	})
	if len(auto) > 0 {
		out += template.HTML("\n<div class=\"auto\">" + html.EscapeString(byItself(auto)) + "</div>")
	}
	return out
}

// rows writes the body and the end of a table.
func (p *pageWriter) rows(s Section) template.HTML {
	numeric := numericColumns(s.Table.Columns, s.Table.Rows)
	return p.list("<tbody", "</tbody></table>", s.large(), func() {
		for _, row := range s.Table.Rows {
			p.b.WriteString("<tr>")
			for i := range min(len(row), len(numeric)) {
				class := ""
				if numeric[i] {
					class = "number"
				}
				p.element("td", class, row[i])
			}
			p.b.WriteString("</tr>\n")
		}
	})
}

func (p *pageWriter) text(s string) { p.b.WriteString(html.EscapeString(clean(s))) }

// element writes an element that holds a text.
func (p *pageWriter) element(name, class, text string) {
	p.open(name, class)
	p.text(text)
	p.b.WriteString("</" + name + ">")
}

func (p *pageWriter) open(name, class string) {
	p.b.WriteString("<" + name)
	if class != "" {
		p.b.WriteString(` class="` + class + `"`)
	}
	p.b.WriteByte('>')
}

// line writes one line, on a line of its own: the page's script takes the rows apart there, and the action from where it stands.
func (p *pageWriter) line(l *Line) {
	p.b.WriteString(`<li class="` + action(l) + `">`)
	if l.Mark == Tick {
		p.b.WriteString(`<div class="mark"><input type="checkbox" aria-label="done"></div>`)
	} else {
		p.element("div", "mark", string(l.Mark))
	}
	if l.Subject != "" {
		p.element("div", "subject", l.Subject)
		p.open("div", "")
	} else {
		p.open("div", "wide")
	}
	p.what(l)
	p.b.WriteString("</div>")
	if where := l.Origin.String(); where != "" {
		p.b.WriteString(`<div class="origin" title="` + html.EscapeString(clean(where)) + `">`)
		p.text(p.origin(l, where))
		p.b.WriteString("</div>")
	}
	p.b.WriteString("</li>\n")
}

// origin is where a line comes from, as short as it is clear: the row, with its sheet if there are several; the place in the playbook
// if there is no row. Where something went wrong, it is the whole place.
func (p *pageWriter) origin(l *Line, whole string) string {
	o := l.Origin
	switch {
	case o.Row == 0 || l.placed():
		return whole
	case p.sheets > 1:
		return fmt.Sprintf("%s row %d", o.Sheet, o.Row)
	}
	return fmt.Sprintf("row %d", o.Row)
}

// what writes what there is to say of a line's subject.
func (p *pageWriter) what(l *Line) {
	p.text(l.Text)
	for _, text := range l.Below {
		p.element("div", "", text)
	}
	p.fields(l)
	if len(l.Each) > 0 {
		p.element("div", "each", strings.Join(l.Each, ", "))
	}
	if state := stateOf(l); state != "" {
		if l.Error != "" {
			state += ": " + l.Error
		}
		p.element("div", strings.TrimSpace("state "+toneClass(stateTone(l.State))), state)
	}
	for _, f := range l.Differs {
		p.element("div", "state warning", differs(f))
	}
	if l.Hint != "" {
		p.element("div", "hint", "Next: "+l.Hint)
	}
	if l.Link != "" {
		p.b.WriteString(`<div><a href="` + html.EscapeString(l.Link) + `" rel="noreferrer">`)
		p.text(l.Link)
		p.b.WriteString("</a></div>")
	}
}

// fields writes the fields of a change: a single one in the line, several below each other.
func (p *pageWriter) fields(l *Line) {
	fields := l.shownFields()
	becomes := func(f preview.FieldChange) {
		if l.Mark != Add {
			p.element("span", "was", value(f.Before))
			p.b.WriteString(arrow)
		}
		p.text(value(f.After))
	}
	if len(fields) == 1 && l.Text == "" {
		p.element("span", "name", fields[0].Name+": ")
		becomes(fields[0])
		return
	}
	if len(fields) == 0 {
		return
	}
	p.open("table", "fields")
	for _, f := range fields {
		p.b.WriteString("<tr>")
		p.element("th", "", f.Name)
		p.b.WriteString("<td>")
		becomes(f)
		p.b.WriteString("</td></tr>")
	}
	p.b.WriteString("</table>")
}

func toneClass(t Tone) string {
	switch t {
	case Good:
		return "good"
	case Warning:
		return "warning"
	case Bad:
		return "bad"
	}
	return ""
}

// stateOf is what became of a change, if that was not simply done.
func stateOf(l *Line) string {
	if l.State == preview.ItemDone {
		return ""
	}
	return stateText(l.State)
}

// actions are the kinds of changes in a document, for its filter.
func actions(d *Document) []string {
	found := map[string]bool{}
	for _, s := range d.Sections {
		for _, g := range s.Groups {
			for i := range g.Lines {
				if g.Lines[i].Op != "" {
					found[action(&g.Lines[i])] = true
				}
			}
		}
	}
	return slices.DeleteFunc([]string{"add", "change", "remove", "start"}, func(a string) bool { return !found[a] })
}
