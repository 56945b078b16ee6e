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

// Parse reads one of the files.
func (s Sources) Parse(name string) (*syntax.File, error) {
	return dialect().Parse(name, s[name], 0)
}

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
func namesError(err error, universe starlark.StringDict) error {
	var list resolve.ErrorList
	if !errors.As(err, &list) || len(list) == 0 {
		return err
	}
	names := append(universe.Keys(), starlark.Universe.Keys()...)
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
		// The resolver suggests names of the file that are in scope here, but does not know the universe.
		name, suggestion, _ := strings.Cut(rest, " ")
		if near, ok := strings.CutPrefix(suggestion, "(did you mean "); ok {
			names = append(slices.Clone(names), strings.TrimSuffix(near, "?)"))
		}
		if hint := foreignName(name); hint != "" {
			out.Msg, out.hints = "undefined: "+name, []string{hint}
		} else {
			out.Msg = "undefined: " + name + DidYouMean(name, names)
		}
	} else if strings.Contains(e.Msg, "while loops") {
		out.Msg = "playbooks have no while loops"
		out.hints = []string{foreignWord("while", universe)}
	}
	return out
}
