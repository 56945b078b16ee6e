package value

import (
	"fmt"

	"go.starlark.net/starlark"
	"go.starlark.net/syntax"
)

// Unknown stands, in what a preview predicts, for a field that only ACC can fill. A record that holds one raises an
// [UnknownError] as soon as a playbook reads the field; an Unknown that reaches a playbook by itself raises at whatever is
// done with it that Starlark lets fail.
type Unknown struct {
	Field string // "createdAt"
	Of    string // what it is a field of: "project"
}

var (
	_ starlark.HasAttrs   = Unknown{}
	_ starlark.Mapping    = Unknown{}
	_ starlark.Container  = Unknown{}
	_ starlark.Comparable = Unknown{}
	_ starlark.HasBinary  = Unknown{}
	_ starlark.HasUnary   = Unknown{}
	_ starlark.Callable   = Unknown{}
)

// UnknownError is the use of a field that only ACC can fill.
type UnknownError struct{ Unknown Unknown }

// Error names the field: "createdAt of this project is only known once ACC has created it".
func (e *UnknownError) Error() string {
	switch {
	case e.Unknown.Field == "":
		return "this value is only known once ACC has answered"
	case e.Unknown.Of == "":
		return e.Unknown.Field + " is only known once ACC has answered"
	}
	return fmt.Sprintf("%s of this %s is only known once ACC has created it", e.Unknown.Field, e.Unknown.Of)
}

// Hints says what to do instead.
func (e *UnknownError) Hints() []string {
	return []string{"a preview sends nothing, so it cannot know this; do without the field, or use its id, which stands for the real one everywhere"}
}

// known returns the value, or the error of reading it.
func known(v starlark.Value) (starlark.Value, error) {
	if u, ok := v.(Unknown); ok {
		return nil, u.err()
	}
	return v, nil
}

func (u Unknown) err() error { return &UnknownError{u} }

// String shows that the value will be there later. It is for people: a playbook that turns a field into text has read it.
func (u Unknown) String() string { return "<known after the run>" }

// Type returns "unknown".
func (u Unknown) Type() string { return "unknown" }

// Freeze does nothing.
func (u Unknown) Freeze() {}

// Truth is true, as that of any value that is there; Starlark offers no way to refuse.
func (u Unknown) Truth() starlark.Bool { return true }

// Hash refuses.
func (u Unknown) Hash() (uint32, error) { return 0, u.err() }

// Attr refuses.
func (u Unknown) Attr(string) (starlark.Value, error) { return nil, u.err() }

// AttrNames returns nothing.
func (u Unknown) AttrNames() []string { return nil }

// Get refuses.
func (u Unknown) Get(starlark.Value) (starlark.Value, bool, error) { return nil, false, u.err() }

// Has refuses.
func (u Unknown) Has(starlark.Value) (bool, error) { return false, u.err() }

// CompareSameType refuses.
func (u Unknown) CompareSameType(syntax.Token, starlark.Value, int) (bool, error) {
	return false, u.err()
}

// Binary refuses, on either side of every operator.
func (u Unknown) Binary(syntax.Token, starlark.Value, starlark.Side) (starlark.Value, error) {
	return nil, u.err()
}

// Unary refuses.
func (u Unknown) Unary(syntax.Token) (starlark.Value, error) { return nil, u.err() }

// Name is what a call that fails is shown under.
func (u Unknown) Name() string { return u.Field }

// CallInternal refuses.
func (u Unknown) CallInternal(*starlark.Thread, starlark.Tuple, []starlark.Tuple) (starlark.Value, error) {
	return nil, u.err()
}

// unreadable is a key that no dict and no keyword takes. Its type, which the interpreter prints when it refuses a keyword,
// and the error of its hash, which a dict reports, both say why.
type unreadable struct{ Unknown }

func (u unreadable) Type() string { return "unknown: " + u.err().Error() }
