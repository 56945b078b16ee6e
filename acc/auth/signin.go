package auth

import (
	"context"
	"errors"
	"fmt"
	"net/url"
	"slices"
	"strings"
	"sync"
	"time"

	"golang.org/x/oauth2"
)

// refreshLifetime is how long Autodesk's refresh tokens hold.
const refreshLifetime = 15 * 24 * time.Hour

// Person is what a sign-in has come to: who signed in, and what renews it.
type Person struct {
	ClientID            string // the app that the person signed in to
	UserID, Email, Name string
	Scopes              []string // what the person has agreed to
	SignedIn            time.Time
	Expires             time.Time // of the refresh token; every use puts it off
	refresh             Secret
	access              []access
}

// access is an access token that is kept between commands.
type access struct {
	value   Secret
	scopes  []string
	began   time.Time
	expires time.Time
}

// AccessExpires is when the last of the access tokens that are kept ends; zero if there is none.
func (p *Person) AccessExpires() time.Time {
	var last time.Time
	for _, a := range p.access {
		if a.expires.After(last) {
			last = a.expires
		}
	}
	return last
}

// Access is the access token that was got last; "" if none is kept.
func (p *Person) Access() Secret {
	if len(p.access) == 0 {
		return ""
	}
	return p.access[len(p.access)-1].value
}

// Refresh is the refresh token.
func (p *Person) Refresh() Secret { return p.refresh }

// take puts the answer of the token endpoint into the person's record.
func (p *Person) take(got *oauth2.Token, scopes []string, began time.Time) token {
	if got.RefreshToken != "" {
		p.refresh, p.Expires = Secret(got.RefreshToken), began.Add(refreshLifetime)
	}
	lifetime := lifetimeOf(got)
	p.access = slices.DeleteFunc(p.access, func(a access) bool { return !a.expires.After(began) || slices.Equal(a.scopes, scopes) })
	p.access = append(p.access, access{Secret(got.AccessToken), scopes, began, began.Add(lifetime)})
	return newToken(got.AccessToken, began, lifetime)
}

// SignIn gives tokens of a person who has signed in, by the refresh token that the store keeps. Refresh tokens work once: each
// is used, and its successor written, while no other process does the same. It is safe for concurrent use and must not be copied.
type SignIn struct {
	App
	Store *Store
	Name  string // of the record in the store
	// Command signs in again, as errors suggest it: "accstar auth login --profile acme".
	Command string
	// Warn is told if a renewed sign-in cannot be written; nil tells nobody.
	Warn func(string)

	cache
	mu       sync.Mutex
	rejected map[Secret]bool
	unsaved  *Person // renewed, and not written yet
}

// Token returns a token for exactly these scopes, in any order. The error is an [*Error], or that of ctx.
func (s *SignIn) Token(ctx context.Context, scopes []string) (string, error) {
	return s.cache.token(ctx, s.Now, scopes, s.renew)
}

// Reject drops a token that was not taken, wherever it is kept.
func (s *SignIn) Reject(value string) {
	s.mu.Lock()
	if s.rejected == nil {
		s.rejected = map[Secret]bool{}
	}
	s.rejected[Secret(value)] = true
	s.mu.Unlock()
	s.cache.Reject(value)
}

// renew takes a token another process has left, or trades the refresh token for a new one and its own successor.
func (s *SignIn) renew(ctx context.Context, scopes []string) (token, error) {
	var out token
	renewed := false
	err := s.Store.Update(ctx, s.Name, func(r *Record) error {
		s.mu.Lock()
		defer s.mu.Unlock()
		if s.unsaved != nil {
			r.Person = s.unsaved
		}
		if err := s.Check(r.Person, scopes); err != nil {
			return err
		}
		if kept, ok := s.usable(r.Person, scopes); ok && s.unsaved == nil {
			out = kept
			return errUnchanged
		}
		var err error
		out, err = s.trade(ctx, r.Person, scopes)
		if renewed = err == nil; renewed {
			s.unsaved = r.Person
		}
		return err
	})
	s.mu.Lock()
	defer s.mu.Unlock()
	switch {
	case err == nil:
		s.unsaved = nil
	case renewed: // Autodesk has given the successor, and it is known here: go on, and try to write it again next time
		if s.Warn != nil {
			s.Warn("the renewed sign-in of profile " + s.Name + " cannot be written: " + err.Error())
		}
		err = nil
	}
	return out, err
}

// Check says why a sign-in cannot give a token for the scopes.
func (s *SignIn) Check(p *Person, scopes []string) error {
	if p == nil || p.refresh == "" {
		return &Error{Kind: Missing, Message: "nobody has signed in with profile " + s.Name, Hint: s.login("")}
	}
	if p.ClientID != "" && p.ClientID != s.ClientID {
		return &Error{Kind: Missing, Message: "the sign-in of profile " + s.Name + " belongs to another app than the profile's", Hint: s.login("")}
	}
	if lacking := scopeSet(Lacking(p.Scopes, scopes)); len(lacking) > 0 {
		return &Error{Kind: InvalidScope, Message: "the sign-in of " + firstOf(p.Email, p.UserID, s.Name) + " does not cover " + strings.Join(lacking, " "),
			Hint: s.login(" --scopes " + strings.Join(scopeSet(append(slices.Clone(p.Scopes), lacking...)), ","))}
	}
	return nil
}

// Usable says why a sign-in cannot be expected to give a token for the scopes, by what is known here: [SignIn.Check], and that it
// has not been used for so long that Autodesk has ended it.
func (s *SignIn) Usable(p *Person, scopes []string) error {
	if err := s.Check(p, scopes); err != nil {
		return err
	}
	if now := s.Now(); !p.Expires.IsZero() && now.After(p.Expires) {
		return &Error{Kind: Ended, Message: "the sign-in of " + firstOf(p.Email, p.UserID, s.Name) + " has ended: it was not used for 15 days",
			Hint: "Sign in again: " + s.Command}
	}
	return nil
}

func (s *SignIn) login(flags string) string { return "Sign in: " + s.Command + flags }

// usable is a token for the scopes that is kept and still good.
func (s *SignIn) usable(p *Person, scopes []string) (token, bool) {
	now := s.Now()
	for _, a := range p.access {
		t := newToken(string(a.value), a.began, a.expires.Sub(a.began))
		if slices.Equal(a.scopes, scopes) && now.Before(t.refresh) && !now.Before(a.began.Add(-time.Minute)) && !s.rejected[a.value] {
			return t, true
		}
	}
	return token{}, false
}

// trade uses the refresh token. Once it is sent it is used up, so an interrupt does not stop the exchange half-way.
func (s *SignIn) trade(ctx context.Context, p *Person, scopes []string) (token, error) {
	if err := ctx.Err(); err != nil {
		return token{}, err
	}
	ctx, cancel := context.WithTimeout(context.WithoutCancel(ctx), requestTimeout)
	defer cancel()
	began := s.Now()
	got, err := s.ask(ctx, grant{kind: byRefresh, params: url.Values{"refresh_token": {string(p.refresh)}}, scopes: scopes})
	if err == nil {
		return p.take(got, scopes, began), nil
	}
	var e *Error
	switch {
	case !errors.As(err, &e):
		return token{}, &Error{Kind: Unavailable, Message: "no answer from Autodesk in time", Hint: hintNetwork}
	case e.Kind == Ended:
		e.Hint = "Sign in again: " + s.Command
	}
	return token{}, e
}

// End revokes the sign-in at Autodesk and forgets it. It is forgotten even if Autodesk cannot be told: then the error says so.
func (s *SignIn) End(ctx context.Context) (was *Person, err error) {
	var untold error
	err = s.Store.Update(ctx, s.Name, func(r *Record) error {
		if was = r.Person; was == nil {
			return errUnchanged
		}
		untold = s.Revoke(ctx, was.refresh, "refresh_token")
		for _, a := range was.access {
			if untold == nil && a.expires.After(s.Now()) {
				untold = s.Revoke(ctx, a.value, "access_token")
			}
		}
		r.Person = nil
		return nil
	})
	if err == nil && untold != nil {
		err = &Error{Kind: Unavailable, Message: fmt.Sprintf("the sign-in is forgotten here, but Autodesk could not be told: %v", untold),
			Hint: "It ends by itself on " + was.Expires.UTC().Format("2 January 2006")}
	}
	return was, err
}

// Lacking are the scopes of need that are not among granted.
func Lacking(granted, need []string) []string {
	var out []string
	for _, scope := range need {
		if !slices.Contains(granted, scope) {
			out = append(out, scope)
		}
	}
	return out
}

func firstOf(texts ...string) string {
	for _, t := range texts {
		if t != "" {
			return t
		}
	}
	return ""
}
