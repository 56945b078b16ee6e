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
	need := NeedOf(f.op)
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

// TokenSource gives access tokens for exactly the scopes asked for. Its errors may have a method Temporary() bool, true when
// another try may help, and Hints() []string.
type TokenSource interface {
	Token(ctx context.Context, scopes []string) (string, error)
	// Reject drops a token that was not taken.
	Reject(token string)
}

// ProfileTokens are the tokens of a profile: of its application, for itself or for an account admin, and of a person who has
// signed in or a service account. Each need is met by the first of these that the operation takes and the profile has.
type ProfileTokens struct {
	// App gives the application's own tokens (2-legged). Nil means it has no secret.
	App TokenSource
	// Admin returns the Autodesk ID of the person to act for, as [AdminResolver.AutodeskID] does. Nil means the profile
	// names nobody.
	Admin func(ctx context.Context) (string, error)
	// Person gives the tokens of a person or a service account (3-legged). Nil means there is none.
	Person TokenSource
	// Covers says why a person's token cannot have the scopes; nil means it can have all that are asked for.
	Covers func(scopes []string) error
	// PreferPerson has operations that are done in somebody's name done by Person rather than for Admin.
	PreferPerson bool
	// Profile is the profile's name, for commands that errors suggest.
	Profile string
}

// Choose says which kind of token meets a need. The error, an [*Error], says why none does, and what mends that. Nothing is asked
// of anyone.
func (t *ProfileTokens) Choose(need Need) (catalog.TokenKind, error) {
	takes := func(k catalog.TokenKind) bool { return slices.Contains(need.Kinds, k) }
	var uncovered error
	person := func() bool {
		if !takes(catalog.ThreeLegged) || t.Person == nil {
			return false
		}
		if t.Covers != nil {
			uncovered = t.Covers(need.Scopes)
		}
		return uncovered == nil
	}
	forAdmin := func() bool { return takes(catalog.TwoLeggedUser) && t.App != nil && t.Admin != nil }
	switch {
	case takes(catalog.TwoLegged) && t.App != nil:
		return catalog.TwoLegged, nil
	case t.PreferPerson && person():
		return catalog.ThreeLegged, nil
	case forAdmin():
		return catalog.TwoLeggedUser, nil
	case person():
		return catalog.ThreeLegged, nil
	case uncovered != nil:
		return "", noToken(context.Background(), uncovered)
	}
	return "", t.lacks(takes)
}

// lacks says what a profile would need.
func (t *ProfileTokens) lacks(takes func(catalog.TokenKind) bool) *Error {
	flag := ""
	if t.Profile != "" {
		flag = " --profile " + t.Profile
	}
	signIn := "sign in: accstar auth login" + flag
	e := &Error{Kind: Forbidden}
	switch {
	case !takes(catalog.ThreeLegged) && t.App == nil:
		e.Message = "it needs the app's own credentials, and the profile has no client secret"
		e.Hint = "Put the client secret into the profile: accstar profile secret" + strings.Replace(flag, " --profile", "", 1) + "; an app without a secret cannot do this"
	case takes(catalog.TwoLeggedUser) && t.App != nil:
		e.Message = "it is done in a person's name, and no account admin is named"
		e.Hint = "Name the e-mail of an account admin with --admin-email or APS_ADMIN_EMAIL: ACC records the change under that name"
		if t.Profile != "" {
			e.Hint = "Put the e-mail of an account admin into the profile (admin_email): ACC records the change under that name"
		}
		if takes(catalog.ThreeLegged) {
			e.Hint += "; or " + signIn
		}
	case takes(catalog.ThreeLegged):
		e.Message = "it needs a person who is signed in, and the profile has an app's credentials only"
		if t.App == nil {
			e.Message = "it needs a person who is signed in, and nobody is"
		}
		e.Hint = "S" + signIn[1:] + "; or, to run without anyone, use a service account: accstar auth service-account use" + flag
	default:
		e.Message, e.Hint = "no kind of token will do", "See accstar docs for what the operation takes"
	}
	return e
}

// Token implements [Tokens].
func (t *ProfileTokens) Token(ctx context.Context, need Need) (Token, error) {
	kind, err := t.Choose(need)
	if err != nil {
		return Token{}, err
	}
	out, source := Token{Kind: kind}, t.App
	switch kind {
	case catalog.ThreeLegged:
		source = t.Person
	case catalog.TwoLeggedUser:
		if out.UserID, err = t.Admin(ctx); err != nil {
			return Token{}, err
		}
	}
	if out.Value, err = source.Token(ctx, need.Scopes); err != nil {
		return Token{}, noToken(ctx, err)
	}
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
func (t *ProfileTokens) Rejected(_ context.Context, token Token) {
	if token.Kind == catalog.ThreeLegged {
		t.Person.Reject(token.Value)
		return
	}
	t.App.Reject(token.Value)
}

// NeedOf is what an operation needs of a token.
func NeedOf(op *catalog.Operation) Need {
	return Need{Kinds: op.Tokens, Scopes: op.Scopes, Changes: op.Effect.Changes()}
}
