package runtime

import (
	"errors"
	"fmt"
	"maps"
	"slices"
	"strings"

	"go.starlark.net/resolve"
	"go.starlark.net/starlark"
	"go.starlark.net/syntax"
)

// Sources are the texts of source files, by the names used in positions.
type Sources map[string]string

// sourced is an error together with the sources of the playbook it comes from.
type sourced struct {
	err     error
	sources Sources
}

func (e *sourced) Error() string { return e.err.Error() }
func (e *sourced) Unwrap() error { return e.err }

func withSources(err error, sources Sources) error {
	return &sourced{err, maps.Clone(sources)}
}

// sourcesOf adds the sources that errors in the chain carry to those given.
func sourcesOf(err error, given Sources) Sources {
	all := Sources{}
	walkErrors(err, func(e error) bool {
		if s, ok := e.(*sourced); ok {
			maps.Copy(all, s.sources)
		}
		return true
	})
	maps.Copy(all, given)
	return all
}

// SourceError is something wrong with a playbook that is found by reading it, not by running it.
type SourceError struct {
	Pos   Position
	Msg   string
	hints []string
}

// Error is position and message.
func (e *SourceError) Error() string { return e.Pos.String() + ": " + e.Msg }

// Hints implements [Hinter].
func (e *SourceError) Hints() []string { return e.hints }

// SourceErrors are all that is wrong with a playbook; there is at least one.
type SourceErrors []*SourceError

// Error is the first one, and how many follow.
func (e SourceErrors) Error() string {
	if len(e) == 1 {
		return e[0].Error()
	}
	return fmt.Sprintf("%s (and %d more)", e[0].Error(), len(e)-1)
}

// position is the interpreter's position as ours.
func position(pos syntax.Position) Position {
	return Position{File: pos.Filename(), Line: int(pos.Line), Col: int(pos.Col)}
}

// namesError makes of what the resolver found errors that name the nearest name in scope.
func namesError(err error, f *syntax.File, universe starlark.StringDict) error {
	var list resolve.ErrorList
	if !errors.As(err, &list) || len(list) == 0 {
		return err
	}
	names := append(universe.Keys(), starlark.Universe.Keys()...)
	names = append(names, boundNames(f)...)
	var all SourceErrors
	for _, e := range list {
		all = append(all, nameError(e, names, universe))
	}
	slices.SortStableFunc(all, func(a, b *SourceError) int {
		if a.Pos.Line != b.Pos.Line {
			return a.Pos.Line - b.Pos.Line
		}
		return a.Pos.Col - b.Pos.Col
	})
	return all
}

func nameError(e resolve.Error, names []string, universe starlark.StringDict) *SourceError {
	out := &SourceError{Pos: position(e.Pos), Msg: e.Msg}
	if rest, ok := strings.CutPrefix(e.Msg, "undefined: "); ok {
		// The resolver suggests as well, but does not know the universe.
		name, _, _ := strings.Cut(rest, " ")
		out.Msg = fmt.Sprintf("undefined: %s%s", name, DidYouMean(name, names))
		if hint := foreignName(name, universe); hint != "" {
			out.hints = []string{hint}
		}
	} else if strings.Contains(e.Msg, "while loops") {
		out.Msg = "playbooks have no while loops"
		out.hints = []string{foreignWord("while", universe)}
	}
	return out
}

// boundNames are all names that a file gives to anything, wherever in it.
func boundNames(f *syntax.File) []string {
	var names []string
	add := func(e syntax.Expr) {
		if id, ok := e.(*syntax.Ident); ok {
			names = append(names, id.Name)
		}
	}
	syntax.Walk(f, func(n syntax.Node) bool {
		switch n := n.(type) {
		case *syntax.DefStmt:
			names = append(names, n.Name.Name)
		case *syntax.AssignStmt:
			add(n.LHS)
		case *syntax.LoadStmt:
			for _, id := range n.To {
				names = append(names, id.Name)
			}
		}
		return true
	})
	return names
}

// syntaxError adds to what the parser says a hint for those who come from Python.
func syntaxError(e syntax.Error, line string, universe starlark.StringDict) *SourceError {
	out := &SourceError{Pos: position(e.Pos), Msg: e.Msg}
	for _, word := range strings.FieldsFunc(line, func(r rune) bool { return r != '_' && (r < 'a' || r > 'z') && (r < 'A' || r > 'Z') }) {
		if hint := foreignWord(word, universe); hint != "" && isReserved(word) {
			out.hints = []string{hint}
			break
		}
	}
	if out.hints == nil && fString(line, out.Pos.Col) {
		out.hints = []string{`there are no f-strings; write "{} of {}".format(a, b)`}
	}
	return out
}

// fString reports whether the parser stumbled over the text of f"…" at a column.
func fString(line string, col int) bool {
	runes := []rune(line)
	return col >= 2 && col <= len(runes) && (runes[col-1] == '"' || runes[col-1] == '\'') && (runes[col-2] == 'f' || runes[col-2] == 'F')
}

// isReserved reports whether a word of Python cannot be used as a name in Starlark either.
func isReserved(word string) bool {
	switch word {
	case "import", "from", "try", "except", "finally", "raise", "class", "while", "with", "is", "assert", "del", "global", "nonlocal", "yield":
		return true
	}
	return false
}

// foreignWord says what to write instead of a statement of Python.
func foreignWord(word string, universe starlark.StringDict) string {
	switch word {
	case "import", "from":
		return `to use another file, write load("lib.star", "name")`
	case "try", "except", "finally":
		if universe.Has("attempt") {
			return "there are no exceptions; attempt(fn, …) gives a result with ok, value and error"
		}
		return "there are no exceptions"
	case "raise":
		return `to give up, write fail("why")`
	case "while":
		return "loop over something that ends: for _ in range(100):"
	case "class":
		return "there are no classes; use functions and dicts"
	case "is":
		return "compare with == instead of is"
	case "with":
		return "there is no with; files are closed by themselves"
	case "global", "nonlocal":
		return "a function cannot set a name outside of it; return the value instead"
	}
	return ""
}

// foreignName says what to use instead of a builtin of Python.
func foreignName(name string, universe starlark.StringDict) string {
	switch name {
	case "open":
		return "a playbook cannot open files by itself"
	case "os", "sys", "subprocess", "requests":
		return "a playbook has no access to the machine or the network but through what accstar offers"
	case "sum":
		return "add up in a loop: total += n"
	case "round":
		return "int(x + 0.5) rounds"
	}
	return ""
}
