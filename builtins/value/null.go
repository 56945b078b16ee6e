package value

import "go.starlark.net/starlark"

// NullType is the type of [Null].
type NullType struct{}

// Null is the value null of playbooks, the only one of its type: it sends JSON null, which clears a field, where None is
// left out. It is false and equal to itself only.
var Null = NullType{}

var _ starlark.Value = Null

// String returns "null".
func (NullType) String() string { return "null" }

// Type returns "null".
func (NullType) Type() string { return "null" }

// Freeze does nothing.
func (NullType) Freeze() {}

// Truth is false.
func (NullType) Truth() starlark.Bool { return false }

// Hash is constant.
func (NullType) Hash() (uint32, error) { return 0x6e756c6c, nil }
