package builtins

import (
	"fmt"
	"strings"

	"go.starlark.net/starlark"
)

// TextMatch asks a text filter of a list for part of a value instead of the whole.
type TextMatch struct {
	Mode string // as ACC names it: "contains", "startsWith", "endsWith"
	Text string
}

// The modes of [TextMatch].
const (
	matchContains   = "contains"
	matchStartsWith = "startsWith"
	matchEndsWith   = "endsWith"
)

// String is the call that makes it.
func (m TextMatch) String() string { return fmt.Sprintf("%s(%q)", m.builtin(), m.Text) }

// matches reports whether a text is as asked for, ignoring case.
func (m TextMatch) matches(text string) bool {
	text, want := strings.ToLower(text), strings.ToLower(m.Text)
	switch m.Mode {
	case matchStartsWith:
		return strings.HasPrefix(text, want)
	case matchEndsWith:
		return strings.HasSuffix(text, want)
	}
	return strings.Contains(text, want)
}

func (m TextMatch) builtin() string {
	switch m.Mode {
	case matchStartsWith:
		return "starts_with"
	case matchEndsWith:
		return "ends_with"
	}
	return m.Mode
}

// Type returns "text_match".
func (m TextMatch) Type() string { return "text_match" }

// Freeze does nothing.
func (m TextMatch) Freeze() {}

// Truth is true.
func (m TextMatch) Truth() starlark.Bool { return true }

// Hash makes equal ones meet.
func (m TextMatch) Hash() (uint32, error) { return starlark.String(m.Mode + ":" + m.Text).Hash() }

func textMatchEntries() []entry {
	const text = "Case does not count. It is for text filters of lists only; a text by itself asks for the whole value."
	return []entry{
		textMatchEntry(matchContains, "Asks a filter for values that contain a text.", text, `acc.projects.list(name = contains("tower"))`),
		textMatchEntry(matchStartsWith, "Asks a filter for values that begin with a text.", text, `acc.projects.list(jobNumber = starts_with("24"))`),
		textMatchEntry(matchEndsWith, "Asks a filter for values that end with a text.", text, `acc.companies.list(name = ends_with("GmbH"))`),
	}
}

func textMatchEntry(mode, summary, text, example string) entry {
	name := TextMatch{Mode: mode}.builtin()
	return entry{
		Doc: Doc{Name: name, Signature: name + "(text)", Summary: summary, Text: text, Example: example},
		body: func(_ *Env, _ *starlark.Thread, args arguments) (starlark.Value, error) {
			m := TextMatch{Mode: mode}
			if err := args.unpack("text", &m.Text); err != nil {
				return nil, err
			}
			if m.Text == "" {
				return nil, args.fail("got an empty text, which every value would match")
			}
			return m, nil
		},
	}
}
