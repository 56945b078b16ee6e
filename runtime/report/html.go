package report

import (
	_ "embed"
	"fmt"
	"html/template"
	"io"
	"slices"

	"accstar/acc"
	"accstar/runtime/preview"
)

//go:embed report.html
var pageSource string

// HTML writes the document as one page that needs nothing else, neither a network nor a server: it can be mailed, kept with a
// project's papers, searched, and printed.
func (d *Document) HTML(w io.Writer) error {
	page, err := template.New("report").Funcs(pageFuncs()).Parse(pageSource)
	if err == nil {
		err = page.Execute(w, d)
	}
	if err != nil {
		return fmt.Errorf("write the report: %w", err)
	}
	return nil
}

// pageFuncs are what the page calls. Every text that comes from outside goes through t.
func pageFuncs() template.FuncMap {
	return template.FuncMap{
		"t":       clean,
		"tone":    toneClass,
		"actions": actions,
		"action":  func(l Line) string { return action(&l) },
		"mark":    func(l Line) string { return string(l.Mark) },
		"tick":    func(l Line) bool { return l.Mark == Tick },
		"becomes": func(l Line, f preview.FieldChange) string { return change(&l, f, arrow) },
		"itself":  byItself,
		"state":   stateOf,
		"differs": differs,
		"place":   func(o acc.Origin) string { return o.String() },
		"numeric": func(t *preview.Table) []bool { return numericColumns(t.Columns, t.Rows) },
		"stateTone": func(l Line) string {
			return toneClass(stateTone(l.State))
		},
	}
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
func stateOf(l Line) string {
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
