package runtime

import (
	"fmt"
	"slices"
	"strconv"
	"strings"

	"go.starlark.net/starlark"
)

// Param is one parameter of a playbook.
type Param struct {
	Name     string
	Kind     string // what a user reads: "file", "bool", "string"
	Help     string
	Required bool
	Default  starlark.Value // nil when there is none
	Choices  []string       // the texts allowed; empty allows any
	// Parse makes a value of text from the command line. It is pure: it may run before there is an account.
	Parse func(text string) (starlark.Value, error)
	// Resolve makes the value main gets of a parsed one, where that takes ACC or files. It runs right before main, on main's
	// thread. Nil leaves the value as it is.
	Resolve func(thread *starlark.Thread, v starlark.Value) (starlark.Value, error)
}

// Declaration is what a playbook says about itself by calling playbook(...).
type Declaration struct {
	Params []Param
	// Settings are the other arguments of playbook(...), such as max_changes.
	Settings map[string]starlark.Value
}

// Declare records the declaration of the playbook whose top level runs on the thread. There may be one, in the playbook
// itself rather than in a file it loads.
func Declare(thread *starlark.Thread, d *Declaration) error {
	l := localOf(thread)
	if l == nil || l.file == nil {
		return fmt.Errorf("playbook: it can only be declared at the top level of the file, not in a function that main calls")
	}
	if l.file.parent != nil {
		return fmt.Errorf("playbook: it can only be declared in the playbook itself, not in a file it loads")
	}
	if l.file.declaration != nil {
		return fmt.Errorf("playbook: it has been declared before, at %s", l.file.declared)
	}
	for _, p := range d.Params {
		if p.Default != nil {
			p.Default.Freeze()
		}
	}
	for _, v := range d.Settings {
		v.Freeze()
	}
	l.file.declaration = d
	l.file.declared = Where(thread)
	return nil
}

// plainParams derives parameters from main's own, for a playbook that declares none. The kind follows the default: a flag
// for main(invite = False) must not give main the true text "false".
func plainParams(main *starlark.Function) []Param {
	var params []Param
	for i := range namedParams(main) {
		name, _ := main.Param(i)
		def := main.ParamDefault(i)
		p := Param{Name: name, Kind: "string", Required: def == nil, Default: def, Parse: parseString}
		switch def.(type) {
		case starlark.Bool:
			p.Kind, p.Parse = "bool", parseBool
		case starlark.Int:
			p.Kind, p.Parse = "int", parseInt
		case starlark.Float:
			p.Kind, p.Parse = "float", parseFloat
		}
		params = append(params, p)
	}
	return params
}

// namedParams is how many parameters a function has besides *args and **kwargs.
func namedParams(fn *starlark.Function) int {
	n := fn.NumParams()
	if fn.HasVarargs() {
		n--
	}
	if fn.HasKwargs() {
		n--
	}
	return n
}

func parseString(text string) (starlark.Value, error) { return starlark.String(text), nil }

func parseBool(text string) (starlark.Value, error) {
	switch strings.ToLower(strings.TrimSpace(text)) {
	case "true", "yes", "on", "1", "":
		return starlark.True, nil
	case "false", "no", "off", "0":
		return starlark.False, nil
	}
	return nil, fmt.Errorf("got %q, want true or false", text)
}

func parseInt(text string) (starlark.Value, error) {
	n, err := strconv.ParseInt(strings.TrimSpace(text), 10, 64)
	if err != nil {
		return nil, fmt.Errorf("got %q, want a whole number", text)
	}
	return starlark.MakeInt64(n), nil
}

func parseFloat(text string) (starlark.Value, error) {
	f, err := strconv.ParseFloat(strings.TrimSpace(text), 64)
	if err != nil || f != f || f-f != 0 {
		return nil, fmt.Errorf("got %q, want a number", text)
	}
	return starlark.Float(f), nil
}

// ParamError is values that do not fit a playbook's parameters: all that is wrong with them.
type ParamError struct {
	problems []string
	params   []string
}

// Error gives the only problem, or says how many there are.
func (e *ParamError) Error() string {
	if len(e.problems) == 1 {
		return e.problems[0]
	}
	return fmt.Sprintf("%d parameters are wrong", len(e.problems))
}

// Problems implements [Lister].
func (e *ParamError) Problems() []string { return e.problems }

// Hints implements [Hinter].
func (e *ParamError) Hints() []string {
	if len(e.params) == 0 {
		return []string{"the playbook has no parameters"}
	}
	return []string{"its parameters are " + strings.Join(e.params, ", ")}
}

// bind gives every parameter its value: the one given, else its default, else None.
func bind(params []Param, values map[string]starlark.Value) (map[string]starlark.Value, error) {
	var problems []string
	bound := map[string]starlark.Value{}
	for _, v := range values {
		v.Freeze() // a preview must not leave the run a changed list
	}
	names := make([]string, len(params))
	for i, p := range params {
		names[i] = p.Name
		v := values[p.Name]
		switch {
		case v == nil && p.Required:
			problems = append(problems, fmt.Sprintf("parameter %q is missing", p.Name))
			continue
		case v == nil && p.Default != nil:
			v = p.Default
		case v == nil:
			v = starlark.None
		default:
			if problem := badChoice(p, v); problem != "" {
				problems = append(problems, problem)
			}
		}
		bound[p.Name] = v
	}
	var unknown []string
	for name := range values {
		if !slices.Contains(names, name) {
			unknown = append(unknown, name)
		}
	}
	slices.Sort(unknown)
	for _, name := range unknown {
		problems = append(problems, fmt.Sprintf("there is no parameter %q%s", name, DidYouMean(name, names)))
	}
	if problems != nil {
		return nil, &ParamError{problems, names}
	}
	return bound, nil
}

func badChoice(p Param, v starlark.Value) string {
	text, ok := starlark.AsString(v)
	if !ok || len(p.Choices) == 0 || slices.Contains(p.Choices, text) {
		return ""
	}
	return fmt.Sprintf("parameter %q: got %q, want one of %s%s", p.Name, text, quoted(p.Choices), DidYouMean(text, p.Choices))
}

// quoted is a list of texts as shown to a user: "a", "b".
func quoted(texts []string) string {
	q := make([]string, len(texts))
	for i, text := range texts {
		q[i] = strconv.Quote(text)
	}
	return strings.Join(q, ", ")
}
