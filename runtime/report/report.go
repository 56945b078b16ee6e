// Package report shows a plan, and what a run came to, to people and to programs.
//
// A [Document] is either of them laid out for reading: what heads it, the changes under their projects, what else there is to
// know, and one line that sums it up. [OfPlan] and [OfResult] make one; it is then written as text for a terminal, as
// Markdown, as a page of HTML that needs nothing else, or as an Excel workbook, and no form says anything that another has
// otherwise. Programs get the plan or the result itself, as JSON.
package report

import (
	"encoding/json"
	"fmt"
	"io"
	"time"

	"accstar/acc"
	"accstar/runtime/preview"
)

// Document is a plan or a result laid out for reading. All texts are as they came; each form takes care of what is special in
// it, such as the control characters of a terminal.
type Document struct {
	Kind     string // "plan" or "run"
	ID       string // of the plan or the run
	Title    string // "Plan p-7f3a91: Add new hires to their projects"
	Made     time.Time
	Heads    []Head
	Alerts   []Alert
	Sections []Section
	Total    Total
}

// Head is a line at the top: what the document is about.
type Head struct {
	Label  string
	Values []string
}

// Tone says how good the news is.
type Tone int

// The tones.
const (
	Plain Tone = iota
	Good
	Warning
	Bad
)

// Alert is something that must not be missed.
type Alert struct {
	Tone  Tone
	Title string   // a sentence
	Lines []string // what exactly; of an error, the first says it and the others say where
	Hint  string   // what to do next; "" if there is nothing to add
}

// Section is a part of a document: lines in groups, or a table.
type Section struct {
	Title string // "" only of the changes of a plan, which are what it is about
	Count int    // how many lines it has in all
	Note  string // a sentence below the title; "" for none
	// Sheet is the sheet of a workbook that the section belongs to. Two sections may share one.
	Sheet string
	// Folded is for what only some want to see: a terminal shows the count alone, a page unfolds it.
	Folded bool
	// Quiet is for what hardly anybody asks: a terminal shows nothing of it unless everything is asked for.
	Quiet  bool
	Groups []Group
	Table  *preview.Table
}

// Group is the lines of one project, or of the account.
type Group struct {
	Name    string // "" for lines that belong to nothing in particular
	Account bool   // the account itself, and no project
	Lines   []Line
}

// Mark is the symbol a line begins with.
type Mark rune

// The marks.
const (
	Bullet Mark = '•'
	Add    Mark = '+'
	Alter  Mark = '~'
	Remove Mark = '-'
	Act    Mark = '>' // something is started or sent
	Fault  Mark = '✗'
	Skip   Mark = '»'
	Tick   Mark = '☐' // for a person to do
)

// Line is one thing in a section.
type Line struct {
	Mark    Mark
	Subject string // who or what
	Text    string // what about it; "" when Fields say it
	// Below are further lines of the text.
	Below  []string
	Fields []preview.FieldChange
	Each   []string // what the subject stands for, when it stands for several
	Link   string   // the page of ACC where it is done, of what is to be done by hand; "" if there is none
	Auto   []Count  // what ACC does by itself because of it
	Origin acc.Origin

	// Of changes.
	Op          string
	Entity      string
	Invitations int
	Opaque      bool

	// Of a run's changes.
	State   preview.ItemState
	Error   string
	Hint    string
	Differs []preview.FieldChange

	// Of rows.
	RowState preview.RowState
}

// Total is the line that sums a document up.
type Total struct {
	Tone  Tone
	Lead  string   // "Plan", "Done", or the whole sentence if there are no parts
	Parts []string // "24 to add, 3 to change in 12 projects", "9 invitations will be mailed"
}

// PlanText writes a plan as text.
func PlanText(w io.Writer, p *preview.Plan, s Style) error { return OfPlan(p).Text(w, s) }

// ResultText writes what a run came to as text.
func ResultText(w io.Writer, r *preview.Result, s Style) error { return OfResult(r).Text(w, s) }

// mostIndented is how many changes a plan has at most whose JSON is laid out for reading. Of one with more, each change has a line.
const mostIndented = 1000

// PlanJSON writes a plan for programs. What it writes can be read into a [preview.Plan] again.
func PlanJSON(w io.Writer, p *preview.Plan) error {
	if len(p.Changes)+len(p.LeftOut) > mostIndented {
		data, err := preview.EncodeWhole(p)
		if err == nil {
			_, err = w.Write(append(data, '\n'))
		}
		if err != nil {
			return fmt.Errorf("write JSON: %w", err)
		}
		return nil
	}
	plan := *p
	if plan.Changes == nil {
		plan.Changes = []preview.Change{} // a list is easier to count than null
	}
	return writeJSON(w, plan)
}

// ResultJSON writes what a run came to for programs.
func ResultJSON(w io.Writer, r *preview.Result) error {
	result := *r
	if result.Items == nil {
		result.Items = []preview.Item{}
	}
	return writeJSON(w, result)
}

func writeJSON(w io.Writer, v any) error {
	enc := json.NewEncoder(w)
	enc.SetEscapeHTML(false)
	enc.SetIndent("", "  ")
	if err := enc.Encode(v); err != nil {
		return fmt.Errorf("write JSON: %w", err)
	}
	return nil
}
