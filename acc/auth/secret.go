package auth

import (
	"fmt"
	"log/slog"
)

// hidden stands where a secret was.
const hidden = "(secret)"

// Secret is text that must never be shown: a client secret, a token. However it is printed, logged or stored it comes out as
// "(secret)"; string(s) is the one way to its value.
type Secret string

// String implements [fmt.Stringer].
func (Secret) String() string { return hidden }

// GoString implements [fmt.GoStringer].
func (Secret) GoString() string { return hidden }

// Format implements [fmt.Formatter], for the verbs that would look past String.
func (Secret) Format(s fmt.State, _ rune) { fmt.Fprint(s, hidden) }

// MarshalJSON implements json.Marshaler.
func (Secret) MarshalJSON() ([]byte, error) { return []byte(`"` + hidden + `"`), nil }

// MarshalText implements [encoding.TextMarshaler], for whatever else writes values to files.
func (Secret) MarshalText() ([]byte, error) { return []byte(hidden), nil }

// LogValue implements [slog.LogValuer].
func (Secret) LogValue() slog.Value { return slog.StringValue(hidden) }
