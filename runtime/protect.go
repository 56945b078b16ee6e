package runtime

import (
	"fmt"
	"runtime/debug"

	"go.starlark.net/starlark"
)

// InternalError is a panic in Go code: a fault of accstar's own, not of the playbook.
type InternalError struct {
	Builtin string // what panicked, "" when it is not known
	Panic   any
	GoStack []byte // for a bug report; never shown
}

// Error says that it is not the playbook's fault.
func (e *InternalError) Error() string {
	text := fmt.Sprintf("internal error: %v", e.Panic)
	if e.Builtin != "" {
		text = e.Builtin + ": " + text
	}
	return text
}

// Fatal implements [Stopper].
func (e *InternalError) Fatal() bool { return true }

// Hints implements [Hinter].
func (e *InternalError) Hints() []string {
	return []string{"this is a fault in accstar, not in the playbook; please report it, with the lines above"}
}

// Builtin is starlark.NewBuiltin for functions whose panics must not end the process: a panic becomes an error at the
// playbook's line.
func Builtin(name string, fn func(thread *starlark.Thread, b *starlark.Builtin, args starlark.Tuple, kwargs []starlark.Tuple) (starlark.Value, error)) *starlark.Builtin {
	return starlark.NewBuiltin(name, func(thread *starlark.Thread, b *starlark.Builtin, args starlark.Tuple, kwargs []starlark.Tuple) (starlark.Value, error) {
		return Protect(name, func() (starlark.Value, error) { return fn(thread, b, args, kwargs) })
	})
}

// Protect calls do and turns a panic into an [*InternalError]. A Callable written in Go wraps its work in it, so that the
// error has the playbook's stack: further out it is lost.
func Protect(builtin string, do func() (starlark.Value, error)) (v starlark.Value, err error) {
	defer func() {
		if r := recover(); r != nil {
			v, err = nil, &InternalError{Builtin: builtin, Panic: r, GoStack: debug.Stack()}
		}
	}()
	return do()
}

// protect is Protect for whole executions, where no playbook's line is left to show.
func protect(do func() error) error {
	_, err := Protect("", func() (starlark.Value, error) { return nil, do() })
	return err
}
