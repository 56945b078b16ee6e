package acc

import (
	"errors"
	"fmt"
	"strings"
)

// ErrStop is wrapped by every error that ends a run and that no playbook may catch: a difference from the plan, a guard, a
// limit, an interrupt.
var ErrStop = errors.New("run stopped")

// Kind is the kind of a refusal: what a playbook branches on.
type Kind string

// The kinds of refusal.
const (
	Exists      Kind = "exists"      // 409: what should be created is there already
	NotFound    Kind = "not_found"   // 404, 410
	Invalid     Kind = "invalid"     // 400, 412, 415, 422
	Forbidden   Kind = "forbidden"   // 401, 403
	Limited     Kind = "limited"     // 429 to the end of patience
	Unavailable Kind = "unavailable" // 5xx, no connection, an answer that makes no sense
)

// KindOf is the kind of refusal an HTTP status stands for.
func KindOf(status int) Kind {
	switch {
	case status == 409:
		return Exists
	case status == 404 || status == 410:
		return NotFound
	case status == 401 || status == 403:
		return Forbidden
	case status == 429:
		return Limited
	case status >= 400 && status < 500:
		return Invalid
	}
	return Unavailable
}

// Error is a call that ACC refused or that did not reach it.
type Error struct {
	Kind    Kind
	Op      string // "project_users.create"
	Status  int    // HTTP status; 0 when there was no answer
	Code    string // Autodesk's own error code, where it sent one: "AUTH-010"
	Message string // what ACC said, or what went wrong, in one sentence without a full stop
	About   string // what the call was about, in a person's words: "ada@example.com in North Tower"
	Hint    string // what to do next, one sentence; "" when there is nothing to add
	// InDoubt is true when a change may have been carried out although no answer came back.
	InDoubt bool
	Origin  Origin
	Err     error // the cause, for errors.Is and errors.As
}

// Error is one line: operation, what it was about, what ACC said.
func (e *Error) Error() string {
	var b strings.Builder
	b.WriteString(e.Op)
	if e.About != "" {
		fmt.Fprintf(&b, " (%s)", e.About)
	}
	if b.Len() > 0 {
		b.WriteString(": ")
	}
	b.WriteString(e.Message)
	if e.Status != 0 {
		fmt.Fprintf(&b, " (%d)", e.Status)
	}
	return b.String()
}

// Unwrap returns the cause.
func (e *Error) Unwrap() error { return e.Err }
