package acc

import (
	"context"
	"errors"
	"fmt"
	"log/slog"
	"net/http"
	"slices"
	"strings"

	"accstar/acc/catalog"
)

// Tokens gives access tokens. It is safe for concurrent use.
type Tokens interface {
	// Token returns a token that meets the need. An [*Error] says why there is none; of kind Unavailable it is worth
	// another try.
	Token(ctx context.Context, need Need) (Token, error)
	// Rejected says that ACC did not take the token: the next one asked for must be another.
	Rejected(ctx context.Context, token Token)
}

// Need is what a request needs of a token.
type Need struct {
	Kinds   []catalog.TokenKind // any of these will do
	Scopes  []string
	Changes bool // the request changes the account
}

// Token is an access token. It prints as [Redacted].
type Token struct {
	Value string
	Kind  catalog.TokenKind
	// UserID is whom the request is made for, as the header User-Id says it; "" when the token says so itself or nobody is
	// meant.
	UserID string
}

// Format keeps the token out of anything printed.
func (Token) Format(s fmt.State, _ rune) { fmt.Fprint(s, Redacted) }

// MarshalJSON keeps the token out of anything stored.
func (Token) MarshalJSON() ([]byte, error) { return []byte(`"` + Redacted + `"`), nil }

// LogValue keeps the token out of logs.
func (Token) LogValue() slog.Value { return slog.StringValue(Redacted) }

// tokenized is the link of the chain that adds the token, and asks for another one once when ACC does not take it.
type tokenized struct {
	next   http.RoundTripper
	tokens Tokens
}

// RoundTrip implements [http.RoundTripper].
func (t *tokenized) RoundTrip(req *http.Request) (*http.Response, error) {
	f := flightOf(req.Context())
	if len(f.op.Tokens) == 0 {
		return t.next.RoundTrip(req)
	}
	need := Need{Kinds: f.op.Tokens, Scopes: f.op.Scopes, Changes: f.op.Effect.Changes()}
	ctx := withFlight(req.Context(), nil) // asking for a token is no part of the operation
	token, err := t.tokens.Token(ctx, need)
	if err != nil {
		return nil, &unsent{err}
	}
	res, err := t.send(req, f, token)
	if err != nil || res.StatusCode != http.StatusUnauthorized {
		return res, err
	}
	t.tokens.Rejected(ctx, token)
	renewed, err := t.tokens.Token(ctx, need)
	if err != nil {
		return nil, &unsent{err}
	}
	if renewed.Value == token.Value {
		return res, nil
	}
	return t.send(req, f, renewed)
}

func (t *tokenized) send(req *http.Request, f *flight, token Token) (*http.Response, error) {
	out, err := fresh(req)
	if err != nil {
		return nil, &unsent{err}
	}
	out.Header.Set("Authorization", "Bearer "+token.Value)
	if token.UserID != "" {
		name := "User-Id"
		if field, ok := declared(f.op, "User-Id", "x-user-id"); ok {
			name = field.Name
		}
		if out.Header.Get(name) == "" {
			out.Header.Set(name, token.UserID)
		}
	}
	f.token = token
	return t.next.RoundTrip(out)
}

// TokenSource gives access tokens to an application acting for itself (2-legged), for exactly the scopes asked for. Its errors
// may have a method Temporary() bool, true when another try may help, and Hints() []string.
type TokenSource interface {
	Token(ctx context.Context, scopes []string) (string, error)
	// Reject drops a token that was not taken.
	Reject(token string)
}

// AppTokens are the tokens of an application with credentials of its own. Wherever an operation takes the application alone
// it is that; an operation that wants a person gets the admin.
type AppTokens struct {
	Source TokenSource
	// Admin returns the Autodesk ID of the person to act for, as [AdminResolver.AutodeskID] does. Nil means the profile
	// names nobody.
	Admin func(ctx context.Context) (string, error)
}

// Token implements [Tokens].
func (t *AppTokens) Token(ctx context.Context, need Need) (Token, error) {
	out := Token{Kind: catalog.TwoLegged}
	switch {
	case slices.Contains(need.Kinds, catalog.TwoLegged):
	case !slices.Contains(need.Kinds, catalog.TwoLeggedUser):
		return Token{}, &Error{Kind: Forbidden, Message: "it needs a person who is signed in, and the profile has an app's credentials only",
			Hint: "Use a profile of a person or of a service account"}
	case t.Admin == nil:
		return Token{}, &Error{Kind: Forbidden, Message: "it is done in a person's name, and the profile names nobody",
			Hint: "Put the e-mail of an account admin into the profile: ACC records the change under that name"}
	default:
		user, err := t.Admin(ctx)
		if err != nil {
			return Token{}, err
		}
		out.Kind, out.UserID = catalog.TwoLeggedUser, user
	}
	value, err := t.Source.Token(ctx, need.Scopes)
	if err != nil {
		return Token{}, noToken(ctx, err)
	}
	out.Value = value
	return out, nil
}

// noToken makes an [*Error] of what a source says, unless it only says that ctx has ended.
func noToken(ctx context.Context, err error) error {
	var own *Error
	if ctx.Err() != nil || errors.As(err, &own) || errors.Is(err, ErrStop) {
		return err
	}
	e := &Error{Kind: Forbidden, Message: "no token: " + err.Error(), Err: err}
	var passing interface{ Temporary() bool }
	if errors.As(err, &passing) && passing.Temporary() {
		e.Kind = Unavailable
	}
	var hinting interface{ Hints() []string }
	if errors.As(err, &hinting) {
		e.Hint = strings.Join(hinting.Hints(), "; ")
	}
	return e
}

// Rejected implements [Tokens].
func (t *AppTokens) Rejected(_ context.Context, token Token) { t.Source.Reject(token.Value) }
