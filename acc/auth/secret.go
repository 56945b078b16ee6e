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

// What holds secrets in fields of its own prints as its name: fmt looks past the methods of such fields.

// Format implements [fmt.Formatter].
func (p Person) Format(s fmt.State, _ rune) {
	fmt.Fprintf(s, "person %s", firstOf(p.Email, p.UserID, "unknown"))
}

// Format implements [fmt.Formatter].
func (c *ClientCredentials) Format(s fmt.State, _ rune) { fmt.Fprintf(s, "app %s", c.ClientID) }

// Format implements [fmt.Formatter].
func (s *SignIn) Format(f fmt.State, _ rune) { fmt.Fprintf(f, "sign-in of profile %s", s.Name) }

// Format implements [fmt.Formatter].
func (s *ServiceAccount) Format(f fmt.State, _ rune) {
	fmt.Fprintf(f, "service account %s", firstOf(s.Key.Email, s.Key.ID))
}

// Format implements [fmt.Formatter].
func (l *Login) Format(s fmt.State, _ rune) { fmt.Fprintf(s, "login to app %s", l.app.ClientID) }

// Format implements [fmt.Formatter].
func (s *Store) Format(f fmt.State, _ rune) { fmt.Fprintf(f, "store %s", s.Dir) }
