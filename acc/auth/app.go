package auth

import (
	"context"
	"encoding/json"
	"errors"
	"io"
	"net/http"
	"net/url"
	"strings"
	"time"

	"golang.org/x/oauth2"
	"golang.org/x/oauth2/clientcredentials"
)

// Paths of the Authentication service, below the base URL.
const (
	TokenPath     = "/authentication/v2/token"
	AuthorizePath = "/authentication/v2/authorize"
	RevokePath    = "/authentication/v2/revoke"

	IntrospectPath = "/authentication/v2/introspect"
)

const (
	requestTimeout  = 30 * time.Second
	unknownLifetime = 10 * time.Minute // of a token that does not say how long it lives
)

// App is an application registered with Autodesk, and where it asks for tokens. A confidential application has a secret, which
// travels in the Basic header; a public one (desktop, PKCE) has none and only says its ID.
type App struct {
	BaseURL  string // "https://developer.api.autodesk.com"
	ClientID string
	Secret   Secret
	// HTTP sends the requests; nil means [http.DefaultTransport].
	HTTP http.RoundTripper
	// Now is the clock; it is required.
	Now func() time.Time
}

// tokenURL is where tokens are asked for.
func (a *App) tokenURL() string { return strings.TrimSuffix(a.BaseURL, "/") + TokenPath }

// grant is a request for a token: which grant of OAuth 2.0, and what goes with it.
type grant struct {
	kind   string
	params url.Values
	scopes []string
}

// The grants.
const (
	byCredentials = "client_credentials"
	byCode        = "authorization_code"
	byRefresh     = "refresh_token"
	byAssertion   = "urn:ietf:params:oauth:grant-type:jwt-bearer"
)

// ask trades a grant for a token. The error is an [*Error], or that of ctx.
func (a *App) ask(ctx context.Context, g grant) (*oauth2.Token, error) {
	if a.ClientID == "" {
		return nil, &Error{Kind: Refused, Message: "the profile has no client ID", Hint: hintCredentials}
	}
	config := clientcredentials.Config{
		ClientID: a.ClientID, ClientSecret: string(a.Secret), TokenURL: a.tokenURL(), Scopes: g.scopes,
		EndpointParams: url.Values{"grant_type": {g.kind}}, AuthStyle: oauth2.AuthStyleInHeader,
	}
	if a.Secret == "" {
		config.AuthStyle = oauth2.AuthStyleInParams
	}
	for name, values := range g.params {
		config.EndpointParams[name] = values
	}
	got, err := config.Token(context.WithValue(ctx, oauth2.HTTPClient, a.client()))
	if err != nil {
		if ctx.Err() != nil {
			return nil, ctx.Err()
		}
		return nil, a.explain(err, g)
	}
	return got, nil
}

// client sends secrets to the address they are meant for and nowhere else: it follows no redirect.
func (a *App) client() *http.Client {
	return &http.Client{
		Transport:     a.HTTP,
		Timeout:       requestTimeout,
		CheckRedirect: func(*http.Request, []*http.Request) error { return http.ErrUseLastResponse },
	}
}

// Revoke ends a token at Autodesk. Hint is "access_token" or "refresh_token". A token that holds no longer is no error.
func (a *App) Revoke(ctx context.Context, token Secret, hint string) error {
	_, err := a.post(ctx, RevokePath, url.Values{"token": {string(token)}, "token_type_hint": {hint}})
	return err
}

// Introspection is what Autodesk says of a token of the app's own. One that is not active has nothing else.
type Introspection struct {
	Active   bool   `json:"active"`
	Scope    string `json:"scope,omitempty"` // separated by spaces
	ClientID string `json:"client_id,omitempty"`
	Expires  int64  `json:"exp,omitempty"` // Unix time
	UserID   string `json:"userid,omitempty"`
}

// Introspect asks Autodesk what a token holds.
func (a *App) Introspect(ctx context.Context, token Secret) (Introspection, error) {
	var out Introspection
	body, err := a.post(ctx, IntrospectPath, url.Values{"token": {string(token)}})
	if err == nil && json.Unmarshal(body, &out) != nil {
		err = &Error{Kind: Nonsense, Message: "got an answer that says nothing of the token", Hint: hintPage}
	}
	return out, err
}

// maxAnswer is the longest answer of the service that is read.
const maxAnswer = 64 << 10

// post sends a form about a token, with the app's credentials.
func (a *App) post(ctx context.Context, path string, form url.Values) ([]byte, error) {
	g := grant{params: url.Values{"token": form["token"]}}
	if a.Secret == "" {
		form.Set("client_id", a.ClientID)
	}
	req, err := http.NewRequestWithContext(ctx, http.MethodPost, strings.TrimSuffix(a.BaseURL, "/")+path, strings.NewReader(form.Encode()))
	if err != nil {
		return nil, errors.New("the base URL makes no address")
	}
	req.Header.Set("Content-Type", "application/x-www-form-urlencoded")
	if a.Secret != "" {
		req.SetBasicAuth(url.QueryEscape(a.ClientID), url.QueryEscape(string(a.Secret)))
	}
	res, err := a.client().Do(req)
	if err != nil {
		return nil, a.unanswered(ctx, err)
	}
	defer res.Body.Close()
	if res.StatusCode != http.StatusOK {
		return nil, a.explainAnswer(readRefusal(res), g)
	}
	body, err := io.ReadAll(io.LimitReader(res.Body, maxAnswer))
	if err != nil {
		return nil, a.unanswered(ctx, err)
	}
	return body, nil
}

// unanswered says why a request has no answer.
func (a *App) unanswered(ctx context.Context, err error) error {
	if ctx.Err() != nil {
		return ctx.Err()
	}
	var sent *url.Error
	if errors.As(err, &sent) {
		err = sent.Err
	}
	return a.explainNetwork(err)
}

// lifetimeOf is how long a token lives, as the answer says it. The clock that oauth2 keeps is not asked.
func lifetimeOf(t *oauth2.Token) time.Duration {
	if seconds, ok := t.Extra("expires_in").(float64); ok && seconds > 0 {
		return time.Duration(min(seconds, 24*60*60) * float64(time.Second))
	}
	return unknownLifetime
}
