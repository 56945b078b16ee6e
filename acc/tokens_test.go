package acc

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"log/slog"
	"net/http"
	"strings"
	"sync"
	"testing"

	"github.com/google/go-cmp/cmp"

	"accstar/acc/catalog"
)

// TestTokenRejected: after a 401 there is one more try with another token, whatever the operation does.
func TestTokenRejected(t *testing.T) {
	for _, call := range []*Call{readCall(), createCall()} {
		var seen []string
		url, requests := serve(t, func(w http.ResponseWriter, r *http.Request) {
			body, _ := io.ReadAll(r.Body)
			seen = append(seen, r.Header.Get("Authorization")+string(body))
			if r.Header.Get("Authorization") == "Bearer token-1" {
				w.WriteHeader(401)
				return
			}
			_, _ = io.WriteString(w, `{}`)
		})
		tokens := &numbered{}
		c := newTestClient(t, url, func(c *Config) { c.Tokens = tokens })
		if _, err := c.Do(t.Context(), call); err != nil || requests() != 2 {
			t.Fatalf("got %v after %d requests", err, requests())
		}
		body := ""
		if call.Body != nil {
			body = `{"name":"crane"}`
		}
		if diff := cmp.Diff([]string{"Bearer token-1" + body, "Bearer token-2" + body}, seen); diff != "" {
			t.Error(diff)
		}
		want := Need{Kinds: call.Op.Tokens, Scopes: call.Op.Scopes, Changes: call.Op.Effect.Changes()}
		if diff := cmp.Diff([]Need{want, want}, tokens.needs); diff != "" {
			t.Error(diff)
		}
		if !cmp.Equal(tokens.rejected, []string{"token-1"}) {
			t.Errorf("got rejected %q", tokens.rejected)
		}
	}
}

func TestTokenRejectedTwice(t *testing.T) {
	url, requests := serve(t, answers(step{status: 401, body: `{"errorCode":"AUTH-006","developerMessage":"Access token provided is invalid or expired."}`}))
	e := refused(t, newTestClient(t, url), createCall())
	if e.Kind != Forbidden || e.InDoubt || requests() != 2 {
		t.Errorf("got %+v after %d requests", e, requests())
	}
}

func TestNoOtherToken(t *testing.T) {
	url, requests := serve(t, answers(step{status: 401}))
	app := &ProfileTokens{App: &fixedSource{}}
	e := refused(t, newTestClient(t, url, func(c *Config) { c.Tokens = app }), readCall())
	if e.Kind != Forbidden || requests() != 1 {
		t.Errorf("got %+v after %d requests", e, requests())
	}
}

func TestOperationWithoutToken(t *testing.T) {
	call := readCall()
	call.Op.Tokens = nil
	r, _ := sent(t, call)
	if got := r.Header.Get("Authorization"); got != "" {
		t.Errorf("got %q", got)
	}
}

// fixedSource gives one token for each set of scopes, or an error.
type fixedSource struct {
	mu     sync.Mutex
	err    error
	asked  int
	scopes []string
}

func (s *fixedSource) Token(_ context.Context, scopes []string) (string, error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.asked++
	s.scopes = append(s.scopes, strings.Join(scopes, " "))
	return "tok " + strings.Join(scopes, " "), s.err
}

func (s *fixedSource) Reject(string) {}

func TestProfileTokens(t *testing.T) {
	admin := func(context.Context) (string, error) { return "ADA", nil }
	for _, test := range []struct {
		kinds []catalog.TokenKind
		admin func(context.Context) (string, error)
		want  Token
		err   string
	}{
		{[]catalog.TokenKind{catalog.TwoLegged}, nil, Token{"tok account:read", catalog.TwoLegged, ""}, ""},
		{[]catalog.TokenKind{catalog.TwoLegged, catalog.TwoLeggedUser, catalog.ThreeLegged}, admin, Token{"tok account:read", catalog.TwoLegged, ""}, ""},
		{[]catalog.TokenKind{catalog.TwoLeggedUser, catalog.ThreeLegged}, admin, Token{"tok account:read", catalog.TwoLeggedUser, "ADA"}, ""},
		{[]catalog.TokenKind{catalog.TwoLeggedUser, catalog.ThreeLegged}, nil, Token{}, "no account admin is named"},
		{[]catalog.TokenKind{catalog.ThreeLegged}, admin, Token{}, "a person who is signed in"},
	} {
		tokens := &ProfileTokens{App: &fixedSource{}, Admin: test.admin}
		got, err := tokens.Token(t.Context(), Need{Kinds: test.kinds, Scopes: []string{"account:read"}})
		if test.err == "" {
			if err != nil || got != test.want {
				t.Errorf("%v: got %q %s %q, %v", test.kinds, got.Value, got.Kind, got.UserID, err)
			}
			continue
		}
		var e *Error
		if !errors.As(err, &e) || e.Kind != Forbidden || e.Hint == "" {
			t.Fatalf("%v: got %v", test.kinds, err)
		}
		wantText(t, "message", e.Message, test.err)
	}
}

// TestNoToken: a call that gets no token was not sent; it is repeated only if that may help.
func TestNoToken(t *testing.T) {
	for _, test := range []struct {
		err  error
		kind Kind
		want int
	}{
		{&Error{Kind: Unavailable, Message: "no access token: cannot reach Autodesk", Hint: "wait"}, Unavailable, maxTries},
		{&Error{Kind: Forbidden, Message: "no access token: wrong secret", Hint: "look"}, Forbidden, 1},
		{errors.New("keyring locked"), Forbidden, 1},
		{passingError{true}, Unavailable, maxTries},
		{passingError{false}, Forbidden, 1},
	} {
		url, requests := serve(t, answers(step{status: 200, body: `{}`}))
		source := &fixedSource{err: test.err}
		c := newTestClient(t, url, func(c *Config) { c.Tokens = &ProfileTokens{App: source} })
		e := refused(t, c, createCall())
		if e.Kind != test.kind || e.InDoubt || requests() != 0 || source.asked != test.want || e.Op != "things.create" {
			t.Errorf("got %+v after %d requests and %d tries for a token", e, requests(), source.asked)
		}
		if _, ok := test.err.(passingError); ok {
			wantText(t, "message", e.Message, "no token: the office is shut")
			wantText(t, "hint", e.Hint, "come back")
		}
	}
}

// passingError is an error of a token source that says more than its text.
type passingError struct{ temporary bool }

func (passingError) Error() string     { return "the office is shut" }
func (e passingError) Temporary() bool { return e.temporary }
func (passingError) Hints() []string   { return []string{"come back", "or write"} }

func TestTokenIsNeverShown(t *testing.T) {
	token := Token{Value: "eyJhbGciOi", Kind: catalog.TwoLegged}
	data, err := json.Marshal(map[string]any{"token": token})
	if err != nil {
		t.Fatal(err)
	}
	var log strings.Builder
	slog.New(slog.NewTextHandler(&log, nil)).Info("x", "token", token)
	shown := []string{string(data), log.String()}
	for _, format := range []string{"%v", "%+v", "%#v", "%s", "%q", "%x", "%d"} {
		shown = append(shown, fmt.Sprintf(format, token), fmt.Sprintf(format, []Token{token}), fmt.Sprintf(format, &token))
	}
	for _, text := range shown {
		if strings.Contains(text, "eyJ") || strings.Contains(text, fmt.Sprintf("%x", "eyJ")) || !strings.Contains(text, Redacted) {
			t.Errorf("got %s", text)
		}
	}
}

// namedSource gives tokens of its own name.
type namedSource struct {
	name     string
	rejected []string
}

func (s *namedSource) Token(_ context.Context, scopes []string) (string, error) {
	return s.name + " " + strings.Join(scopes, " "), nil
}

func (s *namedSource) Reject(token string) { s.rejected = append(s.rejected, token) }

// TestChoice: which of the tokens that a profile has an operation gets.
func TestChoice(t *testing.T) {
	const app, forAdmin, person = catalog.TwoLegged, catalog.TwoLeggedUser, catalog.ThreeLegged
	admin := func(context.Context) (string, error) { return "ADA", nil }
	source := &namedSource{name: "tok"}
	covers := func(scopes []string) error {
		if len(scopes) > 0 && scopes[0] == "account:write" {
			return &Error{Kind: Forbidden, Message: "the sign-in does not cover account:write", Hint: "sign in again"}
		}
		return nil
	}
	both := func(prefer bool) *ProfileTokens {
		return &ProfileTokens{App: source, Admin: admin, Person: source, Covers: covers, PreferPerson: prefer, Profile: "acme"}
	}
	all := []catalog.TokenKind{app, forAdmin, person}
	for _, test := range []struct {
		tokens *ProfileTokens
		kinds  []catalog.TokenKind
		scope  string
		want   catalog.TokenKind
		err    string
		hint   string
	}{
		{both(false), all, "data:read", app, "", ""},
		{both(true), all, "data:read", app, "", ""},
		{both(false), []catalog.TokenKind{forAdmin, person}, "data:read", forAdmin, "", ""},
		{both(true), []catalog.TokenKind{forAdmin, person}, "data:read", person, "", ""},
		{both(true), []catalog.TokenKind{forAdmin, person}, "account:write", forAdmin, "", ""},
		{both(false), []catalog.TokenKind{person}, "data:read", person, "", ""},
		{both(false), []catalog.TokenKind{person}, "account:write", "", "does not cover account:write", "sign in again"},
		{&ProfileTokens{Person: source}, all, "data:read", person, "", ""},
		{&ProfileTokens{Person: source}, []catalog.TokenKind{app}, "data:read", "", "the profile has no client secret", "accstar profile secret"},
		{&ProfileTokens{App: source, Profile: "acme"}, []catalog.TokenKind{person}, "data:read", "", "a person who is signed in", "accstar auth login --profile acme"},
		{&ProfileTokens{App: source, Profile: "acme"}, []catalog.TokenKind{forAdmin, person}, "data:read", "", "no account admin is named", "accstar auth login --profile acme"},
		{&ProfileTokens{}, all, "data:read", "", "nobody is", "accstar auth login"},
	} {
		got, err := test.tokens.Choose(Need{Kinds: test.kinds, Scopes: []string{test.scope}})
		if test.err == "" {
			if got != test.want || err != nil {
				t.Errorf("%v for %s: got %q, %v, want %q", test.kinds, test.scope, got, err, test.want)
			}
			continue
		}
		var e *Error
		if !errors.As(err, &e) || e.Kind != Forbidden || !strings.Contains(e.Message, test.err) || !strings.Contains(e.Hint, test.hint) {
			t.Errorf("%v for %s: got %v (%+v), want %q", test.kinds, test.scope, err, e, test.err)
		}
	}
}

// TestRejectedGoesHome: a token that was refused is dropped by whoever gave it.
func TestRejectedGoesHome(t *testing.T) {
	app, person := &namedSource{name: "app"}, &namedSource{name: "person"}
	tokens := &ProfileTokens{App: app, Person: person}
	for _, kinds := range [][]catalog.TokenKind{{catalog.TwoLegged}, {catalog.ThreeLegged}} {
		token, err := tokens.Token(t.Context(), Need{Kinds: kinds, Scopes: []string{"data:read"}})
		if err != nil {
			t.Fatal(err)
		}
		tokens.Rejected(t.Context(), token)
	}
	if !cmp.Equal(app.rejected, []string{"app data:read"}) || !cmp.Equal(person.rejected, []string{"person data:read"}) {
		t.Errorf("got %q and %q", app.rejected, person.rejected)
	}
}
