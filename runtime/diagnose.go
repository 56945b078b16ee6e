package runtime

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"strings"

	"go.starlark.net/starlark"
	"go.starlark.net/syntax"
)

// Hinter is an error that knows what to do next: one sentence a hint, best of all something to type.
type Hinter interface{ Hints() []string }

// Lister is an error that stands for several problems. Its Error says how many there are; should it name them all, it also
// has a method Summary() string that does not.
type Lister interface{ Problems() []string }

// Arguer is an error about one keyword argument of a call, which is underlined in place of the function's name.
type Arguer interface{ Argument() string }

// Severity is how bad a diagnostic is.
type Severity string

// The severities.
const (
	SeverityError   Severity = "error"
	SeverityWarning Severity = "warning"
)

// The kinds of diagnostics that callers tell apart.
const (
	KindSource      = "source"      // wrong before it ran: syntax, names, parameters of main
	KindFile        = "file"        // a file that cannot be loaded
	KindUsage       = "usage"       // values that do not fit the playbook's parameters
	KindRun         = "run"         // an error of the playbook or of what it called
	KindLimit       = "limit"       // a limit was reached
	KindInterrupted = "interrupted" // the context was cancelled
	KindInternal    = "internal"    // a fault of accstar's own
)

// Diagnostic is one thing that went wrong, with everything a person needs. It is rendered by [Diagnostic.Text] for people,
// and marshals to JSON for programs.
type Diagnostic struct {
	Severity Severity `json:"severity"`
	Kind     string   `json:"kind,omitempty"`
	Summary  string   `json:"summary"`
	File     string   `json:"file,omitempty"`
	Line     int      `json:"line,omitempty"`    // from 1
	Col      int      `json:"col,omitempty"`     // in characters, from 1
	EndCol   int      `json:"end_col,omitempty"` // the first column after what is underlined
	Excerpt  string   `json:"excerpt,omitempty"` // the line itself
	Detail   []string `json:"detail,omitempty"`  // the single problems, when there are several
	Hints    []string `json:"hints,omitempty"`
	Stack    []Frame  `json:"stack,omitempty"` // how it came there, innermost first
	// Also are further, independent diagnostics of the same file.
	Also []*Diagnostic `json:"also,omitempty"`
}

// Link is how a frame came to run the one inside it.
type Link string

// The links.
const (
	Called Link = "call"
	Loaded Link = "load"
	Forked Link = "item" // it ran as one item of parallel work
)

// Frame is one step of the way to a problem.
type Frame struct {
	Function string `json:"function,omitempty"` // "main"; "" at the top level of a file
	File     string `json:"file,omitempty"`
	Line     int    `json:"line,omitempty"`
	Col      int    `json:"col,omitempty"`
	// Link is how the frame ran the one before it; it is empty for the innermost.
	Link Link `json:"link,omitempty"`
	// Item is which item the frame before it worked on, for [Forked].
	Item string `json:"item,omitempty"`
}

// Diagnose explains an error. Sources found in the error are used besides those given, which may be nil.
func Diagnose(err error, sources Sources) *Diagnostic {
	if err == nil {
		return nil
	}
	sources = sourcesOf(err, sources)
	var list SourceErrors
	if errors.As(err, &list) {
		return diagnoseList(err, list, sources)
	}
	trail := followTrail(err)
	d := &Diagnostic{Severity: SeverityError, Kind: kindOf(err), Stack: trail.frames}
	d.Summary, d.Detail = summarise(trail.message(err))
	if problems := problemsOf(err); len(problems) > 1 {
		d.Summary, d.Detail = summaryOf(err, d.Summary), problems
	}
	d.Hints = hintsOf(err)
	if d.Hints == nil && d.Kind == KindRun {
		d.advise(trail, sources)
	}
	d.locate(trail, sources)
	return d
}

// advise adds a hint to what the interpreter says, and puts it in the words of playbooks.
func (d *Diagnostic) advise(t *trail, sources Sources) {
	hint := adviceFor(d.Summary)
	if frozenMessage.MatchString(d.Summary) {
		forked := slices.ContainsFunc(t.frames, func(f Frame) bool { return f.Link == Forked })
		hint = frozenHint(t.site.File, sources[t.site.File], t.site.Line, t.site.Col, forked)
		d.Summary = strings.Replace(d.Summary, "frozen hash table", "a frozen dict or set", 1)
		d.Summary = strings.Replace(d.Summary, "frozen list", "a frozen list", 1)
	}
	if hint == "" && t.entered.Name != "" {
		hint = signatureOf(t.entered, sources)
	}
	if hint != "" {
		d.Hints = []string{hint}
	}
}

// signatureOf shows how a function wants to be called, as its def says.
func signatureOf(f starlark.CallFrame, sources Sources) string {
	file := f.Pos.Filename()
	parsed, err := dialect().Parse(file, sources[file], 0)
	if err != nil {
		return ""
	}
	hint := ""
	syntax.Walk(parsed, func(n syntax.Node) bool {
		if def, ok := n.(*syntax.DefStmt); ok && def.Name.Name == f.Name {
			line := strings.TrimSpace(sourceLine(sources[file], int(def.Def.Line)))
			hint = fmt.Sprintf("%s says: %s", position(def.Def), line)
		}
		return true
	})
	return hint
}

// NewDiagnostic makes a diagnostic of something found at a place in a source: from its column to endCol, or the word there
// when endCol is 0.
func NewDiagnostic(severity Severity, at Position, endCol int, summary string, sources Sources, hints ...string) *Diagnostic {
	d := &Diagnostic{Severity: severity, Kind: KindSource, Summary: summary, Hints: hints, File: at.File, Line: at.Line, Col: at.Col}
	if text, ok := sources[at.File]; ok && at.Line > 0 {
		d.Excerpt = sourceLine(text, at.Line)
		d.EndCol = endCol
		if endCol <= at.Col {
			d.EndCol = wordAt(text, at.Line, at.Col).endCol
		}
	}
	return d
}

// locate points the diagnostic at its line.
func (d *Diagnostic) locate(t *trail, sources Sources) {
	d.File, d.Line, d.Col = t.site.File, t.site.Line, t.site.Col
	text, ok := sources[d.File]
	if !ok || d.Line == 0 {
		return
	}
	s := spanAt(d.File, text, d.Line, d.Col, t.argument, t.loadName)
	d.Line, d.Col, d.EndCol = s.line, s.col, s.endCol
	d.Excerpt = sourceLine(text, d.Line)
}

// All returns the diagnostic and those in Also as one list.
func (d *Diagnostic) All() []*Diagnostic {
	return append([]*Diagnostic{d}, d.Also...)
}

// diagnoseList makes a diagnostic of each of several errors in one file.
func diagnoseList(err error, list SourceErrors, sources Sources) *Diagnostic {
	outer := followTrail(err).frames
	var all []*Diagnostic
	for _, e := range list {
		d := &Diagnostic{Severity: SeverityError, Kind: KindSource, Summary: e.Msg, Hints: e.hints, Stack: outer}
		d.locate(&trail{site: e.Pos}, sources)
		all = append(all, d)
	}
	all[0].Also = all[1:]
	return all[0]
}

// kindOf sorts an error by what has to be done about it.
func kindOf(err error) string {
	var (
		limit    *LimitError
		internal *InternalError
		stop     *StopError
		source   *SourceError
		parse    syntax.Error
		file     *FileError
		loop     *cycle
		none     *noMain
		param    *ParamError
	)
	switch {
	case errors.As(err, &limit):
		return KindLimit
	case errors.As(err, &internal):
		return KindInternal
	case errors.As(err, &stop):
		return KindInterrupted
	case errors.As(err, &source), errors.As(err, &parse), errors.As(err, &none):
		return KindSource
	case errors.As(err, &file), errors.As(err, &loop):
		return KindFile
	case errors.As(err, &param):
		return KindUsage
	case errors.Is(err, context.Canceled):
		return KindInterrupted
	}
	return KindRun
}

// summarise splits a message into its first line and the others.
func summarise(message string) (summary string, detail []string) {
	lines := strings.Split(strings.TrimSpace(message), "\n")
	for _, line := range lines[1:] {
		if line = strings.TrimSpace(line); line != "" {
			detail = append(detail, line)
		}
	}
	return strings.TrimSpace(lines[0]), detail
}

func problemsOf(err error) []string {
	var lister Lister
	if errors.As(err, &lister) {
		return lister.Problems()
	}
	return nil
}

// summaryOf is the summary of an error that lists its problems.
func summaryOf(err error, fallback string) string {
	var short interface{ Summary() string }
	if errors.As(err, &short) {
		return short.Summary()
	}
	return fallback
}

// hintsOf collects the hints of all errors in the chain, without repeating one.
func hintsOf(err error) []string {
	var hints []string
	walkErrors(err, func(e error) bool {
		if h, ok := e.(Hinter); ok {
			for _, hint := range h.Hints() {
				if hint != "" && !slices.Contains(hints, hint) {
					hints = append(hints, hint)
				}
			}
		}
		return true
	})
	return hints
}
