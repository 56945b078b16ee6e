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

// trail is the way from the outermost frame of a chain of errors to the place where it began.
type trail struct {
	site     Position           // the user's place nearest to the problem
	frames   []Frame            // innermost first
	argument string             // keyword argument at fault
	loadName string             // name a load statement asks for in vain
	entered  starlark.CallFrame // the function whose call failed before its first line
	text     string             // message of the innermost link, "" when there is none
}

// message is what the diagnostic says went wrong.
func (t *trail) message(err error) string {
	var stop *StopError
	switch {
	case errors.As(err, &stop):
		return stop.Error()
	case t.text != "":
		return t.text
	case errors.Is(err, context.Canceled):
		return "interrupted"
	}
	return err.Error()
}

// section is the part of a trail on one thread.
type section struct {
	eval *starlark.EvalError
	text string
	link Link // how the section after it was entered
	item string
}

// followTrail takes a chain of errors apart.
func followTrail(err error) *trail {
	t := &trail{}
	var sections []section
	var last section
	var cause error // the innermost error that knows more than its text
	walkErrors(err, func(e error) bool {
		switch e := e.(type) {
		case *SourceError, syntax.Error, *FileError, *cycle, *noMain:
			cause = e
		case *starlark.EvalError:
			if last.eval == nil {
				last.text = e.Msg
			}
			last.eval = e // on one thread the inner stack holds the outer one
		case *loadError:
			last.link = Loaded
			sections, last = append(sections, last), section{}
		case *WorkerError:
			last.link, last.item = Forked, fmt.Sprintf("item %d (%s)", e.Index+1, brief(e.Item))
			sections, last = append(sections, last), section{}
		}
		if a, ok := e.(Arguer); ok {
			t.argument = a.Argument()
		}
		return true
	})
	sections = append(sections, last)
	for i := len(sections) - 1; i >= 0; i-- {
		t.add(sections[i], i == len(sections)-1)
	}
	t.finish(cause)
	return t
}

// add appends the frames of a section, innermost first. Embedded helpers show as the name they were called by.
func (t *trail) add(s section, innermost bool) {
	if s.eval == nil {
		return
	}
	stack := slices.Clone(s.eval.CallStack)
	slices.Reverse(stack)
	if len(stack) > 1 && failedOnEntry(s.eval, stack[0].Name) {
		t.entered = stack[0]
		stack = stack[1:] // the call is at fault, not the first line of the function
	}
	link, item := s.link, s.item
	var helper string
	for _, frame := range stack {
		switch name := frame.Pos.Filename(); {
		case isEmbedded(name):
			helper = helperName(name, frame.Name)
		case isBuiltin(frame.Pos):
		default:
			if helper != "" {
				t.frames = append(t.frames, Frame{Function: helper, Link: link, Item: item})
				link, item, helper = Called, "", ""
			}
			f := Frame{Function: frame.Name, File: name, Line: int(frame.Pos.Line), Col: int(frame.Pos.Col), Link: link, Item: item}
			if f.Function == "<toplevel>" {
				f.Function = ""
			}
			t.frames = append(t.frames, f)
			link, item = Called, ""
		}
	}
	if innermost {
		t.text = failText(s)
	}
}

// failText is the message of a section, without the name of fail(), which only says what everybody sees.
func failText(s section) string {
	if n := len(s.eval.CallStack); n > 0 && s.eval.CallStack[n-1].Name == "fail" {
		return strings.TrimPrefix(s.text, "fail: ")
	}
	return s.text
}

// failedOnEntry reports whether a call of a Starlark function failed before its first line: wrong arguments, or recursion.
func failedOnEntry(e *starlark.EvalError, function string) bool {
	rest, ok := strings.CutPrefix(e.Msg, "function "+function+" ")
	if !ok {
		return false
	}
	for _, start := range []string{"missing ", "got ", "accepts ", "called recursively"} {
		if strings.HasPrefix(rest, start) {
			return true
		}
	}
	return false
}

// finish finds the place to show: where the cause says it is, else the innermost frame in a user's file.
func (t *trail) finish(cause error) {
	for _, f := range t.frames {
		if f.File != "" {
			t.site = Position{File: f.File, Line: f.Line, Col: f.Col}
			break
		}
	}
	switch e := cause.(type) {
	case *SourceError:
		t.site, t.text = e.Pos, e.Msg
	case syntax.Error:
		t.site, t.text = position(e.Pos), e.Msg
	case *FileError:
		t.text = e.Error()
		if e.Line > 0 {
			t.site = Position{File: e.File, Line: e.Line}
		} else {
			t.settle(e.File)
		}
	case *cycle:
		t.text = e.Error()
		t.settle(e.chain[0])
	case *noMain:
		t.text = e.Error()
		t.site = Position{File: e.book.Path}
	}
	if rest, ok := strings.CutPrefix(t.text, "load: name "); ok {
		t.loadName, _, _ = strings.Cut(rest, " ")
	}
}

// settle makes the load statement the place of a problem with a file that it names. Without one, the problem is with the
// playbook itself.
func (t *trail) settle(file string) {
	if len(t.frames) == 0 {
		t.site = Position{File: file}
		return
	}
	t.frames[0].Link = ""
}

// brief is a value as shown in passing.
func brief(v starlark.Value) string {
	if v == nil {
		return "none"
	}
	text := []rune(v.String())
	if len(text) > 60 {
		text = append(text[:59], '…')
	}
	return string(text)
}
