package builtins

import (
	"fmt"
	"slices"
	"strings"
	"time"

	"go.starlark.net/starlark"

	"accstar/acc"
	"accstar/builtins/value"
)

// field(record, path) is a field at a dotted path, None where there is none or where only ACC can fill it.
func (h *helperNames) field(_ *starlark.Thread, b *starlark.Builtin, args starlark.Tuple, kwargs []starlark.Tuple) (starlark.Value, error) {
	var of starlark.Value
	var path string
	if err := starlark.UnpackPositionalArgs(b.Name(), args, kwargs, 2, &of, &path); err != nil {
		return nil, err
	}
	return fieldAt(of, path), nil
}

func fieldAt(v starlark.Value, path string) starlark.Value {
	if v = rawAt(v, path); isUnknown(v) {
		return starlark.None
	}
	return v
}

func isUnknown(v starlark.Value) bool {
	_, unknown := v.(value.Unknown)
	return unknown
}

// rawAt is a field at a dotted path, be it unknown.
func rawAt(v starlark.Value, path string) starlark.Value {
	for name := range strings.SplitSeq(path, ".") {
		rec, ok := v.(*value.Record)
		if !ok {
			break
		}
		if v, ok = rec.Field(name); !ok {
			return starlark.None
		}
	}
	if _, isRecord := v.(*value.Record); isRecord {
		return starlark.None
	}
	return v
}

// predicted(value) reports whether a value is what a preview expects, and so lacks what only ACC can fill.
func (h *helperNames) predicted(_ *starlark.Thread, b *starlark.Builtin, args starlark.Tuple, kwargs []starlark.Tuple) (starlark.Value, error) {
	var of starlark.Value
	if err := starlark.UnpackPositionalArgs(b.Name(), args, kwargs, 1, &of); err != nil {
		return nil, err
	}
	return starlark.Bool(isPredicted(of)), nil
}

func isPredicted(v starlark.Value) bool {
	if isUnknown(v) {
		return true
	}
	rec, ok := v.(*value.Record)
	return ok && slices.ContainsFunc(fieldsOf(rec), func(name string) bool {
		x, _ := rec.Field(name)
		return isUnknown(x)
	})
}

// wait(look, field, done, failed, what, patience) looks again and again until the field of what look() gives has one of the values
// done; patience is in seconds. Of work that is only planned, the first look is the last. It returns what was seen last.
func (h *helperNames) wait(thread *starlark.Thread, b *starlark.Builtin, args starlark.Tuple, kwargs []starlark.Tuple) (starlark.Value, error) {
	var look starlark.Callable
	var path, what string
	var done, failed starlark.Value
	var patience int
	if err := starlark.UnpackPositionalArgs(b.Name(), args, kwargs, 6, &look, &path, &done, &failed, &what, &patience); err != nil {
		return nil, err
	}
	waited, pause := time.Duration(0), 2*time.Second
	for {
		seen, err := starlark.Call(thread, look, nil, nil)
		if err != nil {
			return nil, err
		}
		if isUnknown(rawAt(seen, path)) {
			return seen, nil
		}
		state, _ := starlark.AsString(fieldAt(seen, path))
		switch {
		case has(done, state):
			return seen, nil
		case has(failed, state):
			return nil, refusal(thread, &acc.Error{Kind: acc.Unavailable, Op: helperOp(thread), Message: fmt.Sprintf("%s came to nothing: it is %q%s", what, state, whyFailed(seen)),
				Hint: "look at it in ACC, and try again"})
		case waited >= time.Duration(patience)*time.Second:
			return nil, refusal(thread, &acc.Error{Kind: acc.Unavailable, Op: helperOp(thread), Message: fmt.Sprintf("%s is still %q after %s", what, state, waited.Round(time.Second)),
				Hint: fmt.Sprintf("wait longer with patience = %d (seconds), or look again later", 4*max(patience, 60))})
		}
		if err := h.env.Sleep(thread, pause); err != nil {
			return nil, err
		}
		waited += pause
		pause = min(pause*3/2, 30*time.Second)
	}
}

func has(list starlark.Value, text string) bool {
	return slices.ContainsFunc(textsOf(list), func(s string) bool { return strings.EqualFold(s, text) })
}

// whyFailed is why work failed, as far as ACC says.
func whyFailed(seen starlark.Value) string {
	for _, path := range []string{"result.error.detail", "result.error.title", "error.detail", "error.title", "error.message", "failureReason", "completionStatus"} {
		if s, ok := starlark.AsString(fieldAt(seen, path)); ok && s != "" {
			return ": " + s
		}
	}
	return ""
}
