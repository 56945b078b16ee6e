package practice

import (
	"crypto/rand"
	"encoding/base64"
	"net/http"
	"slices"
	"strings"
	"sync"
	"time"

	"accstar/acc"
	"accstar/acc/catalog"
)

// What Autodesk writes into its tokens.
const (
	issuer   = "https://developer.api.autodesk.com"
	audience = "https://autodesk.com"
)

// defaultLifetime is what Autodesk's examples show as expires_in.
const defaultLifetime = 3599 * time.Second

// claims are the claims of an access token, as Autodesk documents them. Scope is a list here, and text in the form fields.
type claims struct {
	Scope    []string `json:"scope"`
	ClientID string   `json:"client_id"`
	Issuer   string   `json:"iss"`
	Audience string   `json:"aud"`
	ID       string   `json:"jti"`
	Expires  int64    `json:"exp"`
	UserID   string   `json:"userid,omitempty"` // of a 3-legged token
}

// token is an access token that has been checked.
type token struct {
	ID       string
	ClientID string
	UserID   string // "" for a 2-legged token
	Scopes   []string
	Expires  time.Time
}

// kindAccepted reports whether an operation takes this kind of token.
func (t *token) kindAccepted(op *catalog.Operation) bool {
	if len(op.Tokens) == 0 {
		return true
	}
	if t.UserID != "" {
		return slices.Contains(op.Tokens, catalog.ThreeLegged)
	}
	return slices.Contains(op.Tokens, catalog.TwoLegged) || slices.Contains(op.Tokens, catalog.TwoLeggedUser)
}

// hasScopes reports whether the token carries every scope an operation needs. A scope that is bound to one resource,
// data:read:<URN>, does not stand for the whole.
func (t *token) hasScopes(need []string) bool {
	for _, s := range need {
		if !slices.Contains(t.Scopes, s) {
			return false
		}
	}
	return true
}

// tokens issues and checks access tokens.
type tokens struct {
	state    *State
	clock    acc.Clock
	lifetime time.Duration

	mu      sync.Mutex
	checked map[string]*token // those whose signature has been checked; it takes long
}

// checkedMax bounds the memory of checked tokens.
const checkedMax = 1000

// issue makes an access token. UserID is empty for an application's own token.
func (ts *tokens) issue(clientID, userID string, scopes []string) (jwt string, expiresIn int64, err error) {
	key, err := ts.state.signingKey()
	if err != nil {
		return "", 0, err
	}
	jwt, err = key.sign(claims{
		Scope: scopes, ClientID: clientID, Issuer: issuer, Audience: audience, ID: randomText(32),
		Expires: ts.clock.Now().Add(ts.lifetime).Unix(), UserID: userID,
	})
	return jwt, int64(ts.lifetime / time.Second), err
}

// check returns the token if it is genuine, in date and not revoked, and nil otherwise.
func (ts *tokens) check(jwt string) *token {
	t := ts.known(jwt)
	if t == nil {
		key, err := ts.state.signingKey()
		if err != nil {
			return nil
		}
		var c claims
		if key.verify(jwt, &c) != nil || c.Issuer != issuer {
			return nil
		}
		t = &token{ID: c.ID, ClientID: c.ClientID, UserID: c.UserID, Scopes: c.Scope, Expires: time.Unix(c.Expires, 0)}
		ts.remember(jwt, t)
	}
	if !ts.clock.Now().Before(t.Expires) || ts.state.revoked(t.ID) {
		return nil
	}
	return t
}

func (ts *tokens) known(jwt string) *token {
	ts.mu.Lock()
	defer ts.mu.Unlock()
	return ts.checked[jwt]
}

func (ts *tokens) remember(jwt string, t *token) {
	ts.mu.Lock()
	defer ts.mu.Unlock()
	if ts.checked == nil || len(ts.checked) >= checkedMax {
		ts.checked = map[string]*token{}
	}
	ts.checked[jwt] = t
}

// bearer is the token of a request's Authorization header.
func bearer(r *http.Request) string {
	scheme, value, ok := strings.Cut(r.Header.Get("Authorization"), " ")
	if !ok || !strings.EqualFold(scheme, "Bearer") {
		return ""
	}
	return strings.TrimSpace(value)
}

// randomText is n characters nobody can guess.
func randomText(n int) string {
	raw := make([]byte, n)
	rand.Read(raw) // never fails since Go 1.24
	return base64.RawURLEncoding.EncodeToString(raw)[:n]
}
