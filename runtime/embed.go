package runtime

import (
	"context"
	"fmt"

	"go.starlark.net/starlark"
)

// LoadEmbedded executes a file that accstar brings along and returns its frozen globals. Name is its file's name without
// the extension, as in "project_users": positions in it read @std//project_users.star, and diagnostics show the user's line
// that called it instead of its own.
func LoadEmbedded(name, src string, universe starlark.StringDict) (starlark.StringDict, error) {
	filename := embeddedPrefix + name + Extension
	universe = withRange(universe)
	_, program, err := starlark.SourceProgramOptions(dialect(), filename, src, universe.Has)
	if err != nil {
		return nil, fmt.Errorf("embedded file %s: %w", filename, err)
	}
	x, end := begin(context.Background(), Limits{}, new(halt))
	defer end()
	thread, release := x.thread("load "+filename, &local{})
	defer release()
	globals, err := program.Init(thread, universe)
	globals.Freeze()
	if err != nil {
		return nil, fmt.Errorf("embedded file %s: %w", filename, err)
	}
	return globals, nil
}

// Exec executes source as if its top level were the body of main: it may do everything. It is for tests and for trying
// things out, and returns the globals, which are left as they are. Files cannot be loaded.
func Exec(ctx context.Context, filename, src string, opts Options, run Locals) (starlark.StringDict, error) {
	l := &loader{opts: opts, sources: Sources{filename: src}}
	program, err := l.compile(&file{display: filename}, src)
	if err != nil {
		return nil, withSources(err, l.sources)
	}
	p := &Playbook{Path: filename, Name: filename, sources: l.sources, opts: opts, halt: new(halt)}
	var globals starlark.StringDict
	_, err = p.call(ctx, run, func(thread *starlark.Thread) (starlark.Value, error) {
		globals, err = program.Init(thread, withRange(opts.Universe))
		return starlark.None, err
	})
	return globals, err
}
