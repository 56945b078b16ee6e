package runtime

import (
	"context"
	"fmt"
	"maps"
	"path/filepath"
	"slices"
	"strings"
	"sync"

	"go.starlark.net/starlark"
	"go.starlark.net/syntax"
)

// Playbook is a playbook that has been loaded: its top level has run, its globals are frozen.
type Playbook struct {
	Path string // as the user named it
	Name string // its file's name without the extension: "onboard"
	Dir  string // its folder, as the user would name it
	Doc  string // its docstring, without the indentation; "" when it has none
	// Declared is what the playbook said of itself with playbook(...), nil when it did not.
	Declared *Declaration
	// Inputs are the files read, by the name a user knows them by, with their hashes: "sha256:…".
	Inputs map[string]string

	main    *starlark.Function // nil for a library
	globals starlark.StringDict
	sources Sources
	opts    Options
	halt    *halt
	running sync.Mutex
}

// Locals are what one run of a playbook is given.
type Locals struct {
	// Env is what [EnvOf] returns on the threads of this run.
	Env any
	// Limits and Print take the place of those in [Options] where they are set.
	Limits *Limits
	Print  func(Position, string)
	// Sequential makes [Parallel] take its items one at a time, in order.
	Sequential bool
}

// playbook makes a Playbook of the file whose top level has run.
func (l *loader) playbook(f *file) (*Playbook, error) {
	base := filepath.Base(f.display)
	book := &Playbook{
		Path:     f.display,
		Name:     strings.TrimSuffix(base, filepath.Ext(base)),
		Dir:      l.folder,
		Doc:      docstring(f.syntax),
		Declared: f.declaration,
		Inputs:   l.inputs,
		globals:  f.globals,
		sources:  l.sources,
		opts:     l.opts,
		halt:     l.halt,
	}
	switch main := f.globals["main"].(type) {
	case *starlark.Function:
		book.main = main
		if err := checkMain(main, f.declaration); err != nil {
			return nil, err
		}
	case nil:
		if !l.opts.Library {
			return nil, &noMain{book: book}
		}
	default:
		if !l.opts.Library {
			return nil, &noMain{book: book, got: main.Type()}
		}
	}
	return book, nil
}

// docstring is the text that a file begins with, as its author meant it: without the indentation of the lines after the
// first.
func docstring(f *syntax.File) string {
	if f == nil || len(f.Stmts) == 0 {
		return ""
	}
	stmt, ok := f.Stmts[0].(*syntax.ExprStmt)
	if !ok {
		return ""
	}
	literal, ok := stmt.X.(*syntax.Literal)
	if !ok {
		return ""
	}
	text, ok := literal.Value.(string)
	if !ok || literal.Token != syntax.STRING {
		return ""
	}
	lines := strings.Split(strings.ReplaceAll(text, "\r\n", "\n"), "\n")
	indent := -1
	for _, line := range lines[1:] {
		if rest := strings.TrimLeft(line, " \t"); rest != "" {
			if n := len(line) - len(rest); indent < 0 || n < indent {
				indent = n
			}
		}
	}
	for i := range lines {
		if i > 0 && len(lines[i]) >= indent && indent > 0 {
			lines[i] = lines[i][indent:]
		}
		lines[i] = strings.TrimRight(lines[i], " \t")
	}
	return strings.TrimSpace(strings.Join(lines, "\n"))
}

// noMain is a playbook that has nothing to run.
type noMain struct {
	book *Playbook
	got  string // type of the global called main, "" when there is none
}

func (e *noMain) Error() string {
	if e.got != "" {
		return fmt.Sprintf("main in %s is a %s, want a function", e.book.Path, e.got)
	}
	return e.book.Path + " has no main function"
}

// Hints implements [Hinter].
func (e *noMain) Hints() []string {
	var hints []string
	if e.got == "" {
		if near := Suggest("main", functionNames(e.book.globals)); near != "" {
			hints = append(hints, fmt.Sprintf("did you mean to call the function %s main?", near))
		}
	}
	return append(hints, "a playbook does its work in main:\n"+
		"\"\"\"Say hello.\"\"\"\n"+
		"def main(name = \"world\"):\n"+
		"    print(\"hello\", name)")
}

func functionNames(globals starlark.StringDict) []string {
	var names []string
	for _, name := range globals.Keys() {
		if _, ok := globals[name].(*starlark.Function); ok {
			names = append(names, name)
		}
	}
	return names
}

// checkMain compares main's parameters with those declared.
func checkMain(main *starlark.Function, d *Declaration) error {
	if main.HasVarargs() {
		_, pos := main.Param(namedParams(main))
		return &SourceError{Pos: position(pos), Msg: "main cannot take *args: parameters are given by name"}
	}
	if d == nil || d.Params == nil {
		if main.HasKwargs() {
			_, pos := main.Param(namedParams(main))
			return &SourceError{Pos: position(pos), Msg: "main takes **kwargs, but no parameters are declared",
				hints: []string{"name main's parameters, or declare them with playbook(params = {…})"}}
		}
		return nil
	}
	var names, declared []string
	for _, p := range d.Params {
		declared = append(declared, p.Name)
	}
	for i := range namedParams(main) {
		name, pos := main.Param(i)
		names = append(names, name)
		if !slices.Contains(declared, name) && main.ParamDefault(i) == nil {
			return &SourceError{Pos: position(pos), Msg: fmt.Sprintf("main wants %q, which playbook(params = {…}) does not declare%s",
				name, DidYouMean(name, declared))}
		}
	}
	for _, name := range declared {
		if !slices.Contains(names, name) && !main.HasKwargs() {
			return &SourceError{Pos: position(main.Position()), Msg: fmt.Sprintf("playbook(params = {…}) declares %q, which main does not take%s",
				name, DidYouMean(name, names)),
				hints: []string{fmt.Sprintf("write def main(%s):", strings.Join(declared, ", "))}}
		}
	}
	return nil
}

// Params are the playbook's parameters: those declared, or else derived from main's own.
func (p *Playbook) Params() []Param {
	if p.Declared != nil && p.Declared.Params != nil {
		return slices.Clone(p.Declared.Params)
	}
	if p.main == nil {
		return nil
	}
	return plainParams(p.main)
}

// Sources are the texts of all files that were loaded, by the names used in positions.
func (p *Playbook) Sources() Sources { return maps.Clone(p.sources) }

// Globals are the frozen globals of the playbook's own file.
func (p *Playbook) Globals() starlark.StringDict { return maps.Clone(p.globals) }

// Run calls main with the values of its parameters, by name. A missing value takes the default; a name that is no
// parameter is an error. A playbook runs once at a time: a second call waits for the first.
func (p *Playbook) Run(ctx context.Context, values map[string]starlark.Value, run Locals) error {
	if p.main == nil {
		return &noMain{book: p}
	}
	bound, err := bind(p.Params(), values)
	if err != nil {
		return err
	}
	_, err = p.call(ctx, run, func(thread *starlark.Thread) (starlark.Value, error) {
		var kwargs []starlark.Tuple
		for _, param := range p.Params() {
			v := bound[param.Name]
			if param.Resolve != nil {
				if v, err = param.Resolve(thread, v); err != nil {
					return nil, &resolveError{param.Name, err}
				}
			}
			kwargs = append(kwargs, starlark.Tuple{starlark.String(param.Name), v})
		}
		return starlark.Call(thread, p.main, nil, kwargs)
	})
	return err
}

// Call calls a function of the playbook's own file, as main would be called, and returns its value. It is for tests.
func (p *Playbook) Call(ctx context.Context, function string, args starlark.Tuple, kwargs []starlark.Tuple, run Locals) (starlark.Value, error) {
	fn, ok := p.globals[function].(starlark.Callable)
	if !ok {
		return nil, fmt.Errorf("%s has no function %s%s", p.Path, function, DidYouMean(function, functionNames(p.globals)))
	}
	return p.call(ctx, run, func(thread *starlark.Thread) (starlark.Value, error) {
		return starlark.Call(thread, fn, args, kwargs)
	})
}

func (p *Playbook) call(ctx context.Context, run Locals, do func(*starlark.Thread) (starlark.Value, error)) (starlark.Value, error) {
	p.running.Lock()
	defer p.running.Unlock()
	limits, print := p.opts.Limits, p.opts.Print
	if run.Limits != nil {
		limits = *run.Limits
	}
	if run.Print != nil {
		print = run.Print
	}
	x, end := begin(ctx, limits, p.halt)
	defer end()
	x.env, x.sequential, x.print = run.Env, run.Sequential, print
	v, err := x.main(p.Name, do)
	if err != nil {
		return nil, withSources(err, p.sources)
	}
	return v, nil
}

// main runs do on the execution's first thread.
func (x *execution) main(name string, do func(*starlark.Thread) (starlark.Value, error)) (v starlark.Value, err error) {
	thread, release := x.thread(name, &local{main: true})
	defer release()
	err = protect(func() error {
		v, err = do(thread)
		return err
	})
	if err != nil {
		return nil, x.explain(err)
	}
	return v, x.stopped()
}

// stopped returns the error of an execution that has been stopped from outside its playbook: by a limit or an interrupt.
func (x *execution) stopped() error {
	if cause := context.Cause(x.ctx); cause != nil {
		return &StopError{Cause: cause}
	}
	return nil
}

// explain gives an error that a stop has brought about its true cause.
func (x *execution) explain(err error) error {
	cause := context.Cause(x.ctx)
	if cause == nil {
		return err
	}
	return &StopError{Cause: cause, Err: err}
}

// StopError is a playbook that was stopped at some line through no fault of that line: by a limit or an interrupt.
type StopError struct {
	Cause error // a *LimitError, or the cause of the context that was cancelled
	Err   error // what the playbook made of it, with the line it had come to; may be nil
}

// Error is the cause.
func (e *StopError) Error() string {
	switch e.Cause {
	case context.Canceled:
		return "interrupted"
	case context.DeadlineExceeded:
		return "out of time"
	}
	return e.Cause.Error()
}

// Unwrap returns the cause, and the error with the line.
func (e *StopError) Unwrap() []error {
	if e.Err == nil {
		return []error{e.Cause}
	}
	return []error{e.Cause, e.Err}
}

// Fatal implements [Stopper].
func (e *StopError) Fatal() bool { return true }

// resolveError is a parameter whose value did not stand up to a look at ACC or the files.
type resolveError struct {
	param string
	err   error
}

func (e *resolveError) Error() string { return fmt.Sprintf("parameter %q: %v", e.param, e.err) }
func (e *resolveError) Unwrap() error { return e.err }
