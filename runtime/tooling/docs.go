// Package tooling makes what surrounds playbooks: the reference and its search. All of it is derived, from the catalogue, from the
// helpers' own docstrings and from the builtins' descriptions; nothing is kept by hand beside them.
package tooling

import (
	"fmt"
	"io"
	"slices"
	"strings"

	"accstar/acc/catalog"
	"accstar/builtins"
)

// Page describes one thing a playbook can name.
type Page struct {
	Name      string `json:"name"` // "project_users.patch", "sheet.read"
	Kind      string `json:"kind"` // "service", "operation", "helper", "builtin"
	Signature string `json:"signature,omitempty"`
	Summary   string `json:"summary"`
	Text      string `json:"text,omitempty"`
	Example   string `json:"example,omitempty"`
	// Members are what a service has, with their summaries.
	Members []Page `json:"members,omitempty"`
	// Operation is set for an operation.
	Operation *Operation `json:"operation,omitempty"`
}

// Operation is what a program wants to know of an operation.
type Operation struct {
	Method        string      `json:"method"`
	Path          string      `json:"path"`
	Host          string      `json:"host,omitempty"`
	Effect        string      `json:"effect"`
	Tokens        []string    `json:"tokens"`
	Scopes        []string    `json:"scopes"`
	Limit         string      `json:"limit,omitempty"`      // the rate limit's name
	PerMinute     int         `json:"per_minute,omitempty"` // its requests a minute
	BatchLimit    int         `json:"batch_limit,omitempty"`
	Splits        bool        `json:"splits,omitempty"` // more items than that are sent in several requests
	Status        int         `json:"status"`
	Parameters    []Parameter `json:"parameters"`
	Returns       string      `json:"returns"`
	Fields        []Parameter `json:"fields,omitempty"`
	Errors        []Refusal   `json:"errors,omitempty"`
	Preview       string      `json:"preview,omitempty"`
	SDK           string      `json:"acc_sdk,omitempty"`
	LowConfidence bool        `json:"low_confidence,omitempty"`
	Notes         string      `json:"notes,omitempty"`
	Source        string      `json:"source,omitempty"`

	limit string // the rate limit in words
}

// Parameter is an argument of an operation, or a field of its answer.
type Parameter struct {
	Name     string   `json:"name"`
	API      string   `json:"api,omitempty"` // the API's own spelling where it differs
	In       string   `json:"in,omitempty"`
	Type     string   `json:"type"`
	Required bool     `json:"required,omitempty"`
	Enum     []string `json:"enum,omitempty"`
	Default  string   `json:"default,omitempty"`
	MaxLen   int      `json:"max_length,omitempty"`
	Doc      string   `json:"doc,omitempty"`
}

// Refusal is a documented error.
type Refusal struct {
	Status int    `json:"status"`
	When   string `json:"when"`
}

// Reference is all pages: services with their members, then builtins.
type Reference struct {
	Services []Page
	Builtins []Page
	pages    map[string]Page
	names    []string
	sdk      []SDKRow
}

// NewReference derives the reference.
func NewReference(cat *catalog.Catalogue) (*Reference, error) {
	r := &Reference{pages: map[string]Page{}}
	helpers, err := builtins.HelperDocs()
	if err != nil {
		return nil, err
	}
	for _, s := range append(slices.Clone(cat.Services), builtins.HelperServices()...) {
		page := Page{Name: s.Name, Kind: "service", Summary: s.Summary, Text: s.Notes, Example: exampleOf(s.Name)}
		for _, h := range helpers {
			if h.Service == s.Name {
				page.Members = append(page.Members, Page{Name: s.Name + "." + h.Name, Kind: "helper", Signature: "acc." + h.Signature, Summary: h.Summary, Text: h.Text})
			}
		}
		for _, op := range s.Members() {
			page.Members = append(page.Members, operationPage(cat, op))
		}
		r.Services = append(r.Services, page)
		r.add(page)
		for _, m := range page.Members {
			r.add(m)
		}
	}
	slices.SortFunc(r.Services, func(a, b Page) int { return strings.Compare(a.Name, b.Name) })
	for _, d := range builtins.Docs() {
		page := Page{Name: d.Name, Kind: "builtin", Signature: d.Signature, Summary: d.Summary, Text: d.Text, Example: d.Example}
		r.Builtins = append(r.Builtins, page)
		r.add(page)
	}
	r.sdk = r.SDK(cat)
	return r, nil
}

func (r *Reference) add(p Page) {
	if _, taken := r.pages[p.Name]; !taken {
		r.names = append(r.names, p.Name)
	}
	r.pages[p.Name] = p
}

// Find returns the page with that name, with or without "acc." before it.
func (r *Reference) Find(name string) (Page, bool) {
	p, ok := r.pages[name]
	if !ok {
		p, ok = r.pages[strings.TrimPrefix(name, "acc.")]
	}
	return p, ok
}

// Names are the names of all pages.
func (r *Reference) Names() []string { return slices.Clone(r.names) }

// Operations returns the pages of all operations, by name.
func (r *Reference) Operations() []Page {
	var out []Page
	for _, s := range r.Services {
		for _, m := range s.Members {
			if m.Kind == "operation" {
				out = append(out, m)
			}
		}
	}
	slices.SortFunc(out, func(a, b Page) int { return strings.Compare(a.Name, b.Name) })
	return out
}

// Search returns the pages that have every word, best first: a word in the name counts more than one in the summary, and that more
// than one anywhere else: in the text, the path of the endpoint, or the name that acc_sdk has for it. A plural also finds the
// singular.
func (r *Reference) Search(words []string) []Page {
	type hit struct {
		page  Page
		score int
	}
	words = strings.Fields(strings.ToLower(strings.Join(words, " ")))
	var hits []hit
	for _, name := range r.names {
		p := r.pages[name]
		score := 0
		for _, w := range words {
			n := p.rank(w)
			if n == 0 {
				n = p.rank(strings.TrimSuffix(w, "s"))
			}
			if n == 0 {
				score = 0
				break
			}
			score += n
		}
		if score > 0 {
			hits = append(hits, hit{p, score})
		}
	}
	slices.SortStableFunc(hits, func(a, b hit) int { return b.score - a.score })
	out := make([]Page, len(hits))
	for i, h := range hits {
		out[i] = h.page
	}
	return out
}

// rank says how much a page is about a word in lower case; 0 if it does not have it.
func (p Page) rank(word string) int {
	rest := p.Text
	if o := p.Operation; o != nil {
		rest += " " + o.SDK + " " + o.Path + " " + o.Notes
	}
	switch {
	case word == "":
		return 0
	case strings.Contains(strings.ToLower(p.Name), word):
		return 3
	case strings.Contains(strings.ToLower(p.Summary), word):
		return 2
	case strings.Contains(strings.ToLower(rest), word):
		return 1
	}
	return 0
}

func operationPage(cat *catalog.Catalogue, op *catalog.Operation) Page {
	o := &Operation{
		Method: op.Method, Path: op.Path, Host: op.Host, Effect: string(op.Effect), Scopes: op.Scopes, Limit: op.Limit, BatchLimit: op.BatchLimit, Splits: op.Batch != "",
		Status: op.Status, Returns: string(op.Returns.Shape), SDK: op.SDK, LowConfidence: op.LowConfidence, Notes: op.Notes, Source: op.Source,
		Preview: string(op.Model), Parameters: []Parameter{},
	}
	for _, t := range op.Tokens {
		o.Tokens = append(o.Tokens, string(t))
	}
	for _, e := range op.Errors {
		o.Errors = append(o.Errors, Refusal{e.Status, e.When})
	}
	if l := cat.Limit(op.Limit); l != nil {
		o.PerMinute, o.limit = l.PerMinute, fmt.Sprintf("%d requests a minute for each %s: %s", l.PerMinute, limitScope(l.Scope), l.Doc)
	}
	var required, optional []string
	for _, a := range op.Args() {
		o.Parameters = append(o.Parameters, argument(op, a))
		if a.Positional || a.Required {
			required = append(required, a.Name)
		} else {
			optional = append(optional, a.Name+" = None")
		}
	}
	if most := 8; len(optional) > most {
		optional = append(optional[:most], "…")
	}
	for _, f := range op.Body {
		if strings.Contains(strings.TrimPrefix(f.Name, "[]."), ".") || strings.HasPrefix(f.Name, "[].") {
			o.Parameters = append(o.Parameters, parameter(f.Name, "body", f, f.Required))
		}
	}
	for _, f := range op.Returns.Fields {
		o.Fields = append(o.Fields, parameter(f.Name, "", f, false))
	}
	return Page{Name: op.ID(), Kind: "operation", Signature: "acc." + op.ID() + "(" + strings.Join(append(required, optional...), ", ") + ")", Summary: op.Summary, Operation: o}
}

// limitScope is what a rate limit counts by, in words.
func limitScope(s catalog.LimitScope) string {
	return strings.ReplaceAll(strings.ReplaceAll(string(s), "+", " and "), "client", "client ID")
}

// argument describes an argument as playbooks give it. Text filters differ from the API's: they match whole values unless
// contains(...) or the like asks for part, which is also what sets the parameter that says so.
func argument(op *catalog.Operation, a catalog.Arg) Parameter {
	p := parameter(a.Name, string(a.In), a.Field, a.Required)
	mode := func(f catalog.Field) bool { return f.Name == "filterTextMatch" || f.Name == "partial" }
	switch t := a.Field.Test; {
	case a.In == catalog.InQuery && mode(a.Field):
		p.Default, p.Doc = "", "How text filters match; contains(...), starts_with(...) and ends_with(...) set it"
	case t != nil && (t.Match == catalog.MatchText || t.Match == catalog.MatchPartial) && slices.ContainsFunc(op.Query, mode):
		p.Doc = "The whole value, ignoring case; contains(...), starts_with(...) or ends_with(...) for part of it"
	}
	return p
}

func parameter(name, in string, f catalog.Field, required bool) Parameter {
	p := Parameter{Name: name, In: in, Type: string(f.Type), Required: required, Enum: f.Enum, Default: f.Default, MaxLen: f.MaxLen, Doc: f.Doc}
	if f.Name != name {
		p.API = f.Name
	}
	return p
}

// Print writes a page for a terminal.
func (p Page) Print(w io.Writer, width int) error {
	var b strings.Builder
	if p.Signature != "" {
		fmt.Fprintf(&b, "%s\n\n", wrap(p.Signature, width, "    "))
	} else {
		fmt.Fprintf(&b, "acc.%s\n\n", p.Name)
	}
	fmt.Fprintf(&b, "%s\n", wrap(p.Summary, width, ""))
	if p.Text != "" {
		fmt.Fprintf(&b, "\n%s\n", wrapText(p.Text, width))
	}
	if len(p.Members) > 0 {
		b.WriteByte('\n')
		size := 0
		for _, m := range p.Members {
			size = max(size, len(m.Name))
		}
		for _, m := range p.Members {
			fmt.Fprintf(&b, "  %-*s  %s\n", size, m.Name, clip(m.Summary, width-size-4))
		}
	}
	if p.Operation != nil {
		p.Operation.text(&b, width)
	}
	if p.Example != "" {
		fmt.Fprintf(&b, "\nExample\n%s\n", indent(p.Example, "  "))
	}
	_, err := io.WriteString(w, b.String())
	return err
}

func (o *Operation) text(b *strings.Builder, width int) {
	fmt.Fprintf(b, "\n  %s %s\n", o.Method, o.Path)
	fmt.Fprintf(b, "  tokens: %s; scopes: %s\n", strings.Join(o.Tokens, ", "), orNone(o.Scopes))
	if o.limit != "" {
		fmt.Fprintf(b, "  rate limit: %s\n", o.limit)
	}
	if o.Preview != "" {
		fmt.Fprintf(b, "  preview: %s\n", previewWord(o.Preview))
	}
	if o.LowConfidence {
		b.WriteString("  details inferred from a client's source, not from Autodesk's own reference\n")
	}
	if len(o.Parameters) > 0 {
		b.WriteString("\nArguments\n")
		writeParameters(b, o.Parameters, width)
	}
	if len(o.Fields) > 0 {
		fmt.Fprintf(b, "\nReturns %s with\n", map[string]string{"list": "a list of records", "object": "a record"}[o.Returns])
		writeParameters(b, o.Fields, width)
	}
	if o.Notes != "" {
		fmt.Fprintf(b, "\n%s\n", wrap(o.Notes, width, ""))
	}
	if o.Source != "" {
		fmt.Fprintf(b, "\nReference: %s\n", o.Source)
	}
}

func writeParameters(b *strings.Builder, params []Parameter, width int) {
	size := 0
	for _, p := range params {
		size = max(size, min(len(p.Name), 28))
	}
	for _, p := range params {
		var notes []string
		if p.Required {
			notes = append(notes, "required")
		}
		if len(p.Enum) > 0 {
			notes = append(notes, "one of "+enumText(p.Enum))
		}
		if p.Default != "" {
			notes = append(notes, "default "+p.Default)
		}
		if p.MaxLen > 0 {
			notes = append(notes, fmt.Sprintf("at most %d characters", p.MaxLen))
		}
		line := strings.Join(append([]string{p.Type}, notes...), ", ")
		if p.Doc != "" {
			line += ". " + p.Doc
		}
		fmt.Fprintf(b, "  %-*s  %s\n", size, p.Name, wrap(line, width-size-4, strings.Repeat(" ", size+4)))
	}
}

func enumText(values []string) string {
	if len(values) > 12 {
		return strings.Join(values[:10], ", ") + fmt.Sprintf(", … (%d)", len(values))
	}
	return strings.Join(values, ", ")
}

func previewWord(model string) string {
	switch model {
	case string(catalog.Modelled):
		return "worked out in full, with what ACC does by itself"
	case string(catalog.Generic):
		return "worked out as a plain change of one record"
	}
	return "shown, but what it changes beyond its answer is not known"
}

func orNone(list []string) string {
	if len(list) == 0 {
		return "none"
	}
	return strings.Join(list, " ")
}

func indent(text, by string) string { return by + strings.ReplaceAll(text, "\n", "\n"+by) }

func clip(s string, n int) string {
	if r := []rune(s); n > 1 && len(r) > n {
		return string(r[:n-1]) + "…"
	}
	return s
}

// wrapText wraps paragraphs and leaves indented lines as they are.
func wrapText(text string, width int) string {
	var out []string
	for _, para := range strings.Split(text, "\n\n") {
		if strings.Contains(para, "\n  ") || strings.HasPrefix(para, "  ") {
			out = append(out, para)
			continue
		}
		out = append(out, wrap(strings.Join(strings.Fields(para), " "), width, ""))
	}
	return strings.Join(out, "\n\n")
}

// wrap breaks a line at width; further lines begin with hang.
func wrap(text string, width int, hang string) string {
	width = max(width, 30)
	var b strings.Builder
	n := 0
	for i, word := range strings.Fields(text) {
		size := len([]rune(word))
		switch {
		case i == 0:
		case n+1+size > width:
			b.WriteString("\n" + hang)
			n = 0
		default:
			b.WriteByte(' ')
			n++
		}
		b.WriteString(word)
		n += size
	}
	return b.String()
}
