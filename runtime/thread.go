package runtime

import (
	"context"
	"fmt"
	"strings"
	"sync"
	"sync/atomic"

	"go.starlark.net/starlark"
	"go.starlark.net/syntax"
)

// Position is a place in a user's file.
type Position struct {
	File string `json:"file,omitempty"` // as the user named it
	Line int    `json:"line,omitempty"` // from 1; 0 means the file as a whole
	Col  int    `json:"col,omitempty"`  // in characters, from 1
	// Helper is the embedded helper that was called from there, as in "project_users.ensure"; "" for none.
	Helper string `json:"helper,omitempty"`
}

// String is the position as shown to a user: "onboard.star:12".
func (p Position) String() string {
	if p.Line == 0 {
		return p.File
	}
	return fmt.Sprintf("%s:%d", p.File, p.Line)
}

// localKey is where a thread keeps its local.
const localKey = "accstar/runtime"

// local is what the host knows about one thread.
type local struct {
	exec *execution
	ctx  context.Context
	task *Task
	file *file    // whose top level runs on the thread; nil elsewhere
	main bool     // playbooks may act: main has been called
	from Position // where the thread was forked off
}

func localOf(thread *starlark.Thread) *local {
	l, _ := thread.Local(localKey).(*local)
	return l
}

// ContextOf is the context of the thread: whatever a builtin waits for must end when it ends.
func ContextOf(thread *starlark.Thread) context.Context {
	if l := localOf(thread); l != nil {
		return l.ctx
	}
	return context.Background()
}

// EnvOf is the environment that the run was started with, [Locals.Env]; nil while a top level runs.
func EnvOf(thread *starlark.Thread) any {
	if l := localOf(thread); l != nil {
		return l.exec.env
	}
	return nil
}

// InMain reports whether main has been called. While a top level runs, nothing outside the playbook may be touched.
func InMain(thread *starlark.Thread) bool {
	l := localOf(thread)
	return l != nil && l.main
}

// RequireMain returns an error unless main has been called. What is the dotted name of the builtin that asks.
func RequireMain(thread *starlark.Thread, what string) error {
	if InMain(thread) {
		return nil
	}
	return &topLevelError{what}
}

// topLevelError is a builtin used where a playbook may only declare.
type topLevelError struct{ what string }

func (e *topLevelError) Error() string {
	return e.what + ": the top level of a playbook only declares; call it from main"
}

// Hints implements [Hinter].
func (e *topLevelError) Hints() []string {
	return []string{"move the call into main, or into a function that main calls"}
}

// embeddedPrefix begins the file names of embedded helpers.
const embeddedPrefix = "@std//"

// Where returns the user's line that the thread is at: the innermost frame in one of the user's own files, and the
// embedded helper that was called from it, if any. On a thread that has not yet reached a user's file it is the line that
// forked the thread off.
func Where(thread *starlark.Thread) Position {
	helper := ""
	for depth := 0; depth < thread.CallStackDepth(); depth++ {
		frame := thread.CallFrame(depth)
		switch name := frame.Pos.Filename(); {
		case isEmbedded(name):
			helper = helperName(name, frame.Name)
		case !isBuiltin(frame.Pos):
			return Position{File: name, Line: int(frame.Pos.Line), Col: int(frame.Pos.Col), Helper: helper}
		}
	}
	if l := localOf(thread); l != nil {
		from := l.from
		if helper != "" && from.Helper == "" {
			from.Helper = helper
		}
		return from
	}
	return Position{Helper: helper}
}

func isEmbedded(filename string) bool { return strings.HasPrefix(filename, embeddedPrefix) }

// isBuiltin reports whether a frame is that of a function written in Go, which has no line.
func isBuiltin(pos syntax.Position) bool { return pos.Line == 0 }

// helperName is the dotted name of a function in an embedded file: ensure in @std//project_users.star is
// project_users.ensure.
func helperName(filename, function string) string {
	module := strings.TrimSuffix(strings.TrimPrefix(filename, embeddedPrefix), Extension)
	return strings.ReplaceAll(module, "/", ".") + "." + function
}

// execution is what all threads of one load or one run share.
type execution struct {
	ctx        context.Context
	cancel     context.CancelCauseFunc
	env        any
	budget     *budget
	halt       *halt
	sequential bool

	mu      sync.Mutex
	threads map[*starlark.Thread]bool // those under way
	halted  atomic.Bool               // all threads are cancelled, and so will be new ones

	printing sync.Mutex // one line at a time
	print    func(Position, string)
}

// thread returns a new thread of the execution. The function it returns must be called once the thread is done: it gives
// back the steps that were not used.
func (x *execution) thread(name string, l *local) (*starlark.Thread, func()) {
	l.exec = x
	if l.ctx == nil {
		l.ctx = x.ctx
	}
	if l.task == nil {
		l.task = new(Task)
	}
	thread := &starlark.Thread{
		Name: name,
		Print: func(thread *starlark.Thread, text string) {
			if x.print == nil {
				return
			}
			x.printing.Lock()
			defer x.printing.Unlock()
			x.print(Where(thread), text)
		},
	}
	thread.SetLocal(localKey, l)
	release := x.meter(thread)
	x.enrol(thread)
	stop := func() bool { return true }
	if l.ctx != x.ctx {
		stop = context.AfterFunc(l.ctx, func() { thread.Cancel(context.Cause(l.ctx).Error()) })
	}
	return thread, func() {
		stop()
		x.dismiss(thread)
		release()
	}
}

func (x *execution) enrol(thread *starlark.Thread) {
	x.mu.Lock()
	defer x.mu.Unlock()
	x.threads[thread] = true
	if x.halted.Load() {
		thread.Cancel(context.Cause(x.ctx).Error())
	}
}

func (x *execution) dismiss(thread *starlark.Thread) {
	x.mu.Lock()
	defer x.mu.Unlock()
	delete(x.threads, thread)
}

// cancelThreads ends all threads, once the context of the execution has ended.
func (x *execution) cancelThreads() {
	x.mu.Lock()
	defer x.mu.Unlock()
	for thread := range x.threads {
		thread.Cancel(context.Cause(x.ctx).Error())
	}
	x.halted.Store(true)
}
