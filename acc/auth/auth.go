// Package auth gets access tokens from Autodesk.
//
// [ClientCredentials] are those of an application acting for itself (2-legged). A token is asked for with exactly the scopes
// that are needed, kept until shortly before it ends, and asked for once however many goroutines want it. Secrets are of
// type [Secret] and appear in no error: an [*Error] says what is wrong in words of this package.
//
// The package imports nothing else of accstar.
package auth

import (
	"context"
	"net/http"
	"slices"
	"strings"
	"sync"
	"time"

	"golang.org/x/oauth2"
	"golang.org/x/oauth2/clientcredentials"
	"golang.org/x/sync/singleflight"
)

// TokenPath is where tokens are asked for, below the base URL.
const TokenPath = "/authentication/v2/token"

const (
	requestTimeout  = 30 * time.Second
	earlyRefresh    = 5 * time.Minute  // before a token ends; less for short-lived ones
	unknownLifetime = 10 * time.Minute // of a token that does not say how long it lives
)

// ClientCredentials get tokens for an application by its client ID and secret. The zero value of what is unexported is
// ready to use; it is safe for concurrent use and must not be copied after the first.
type ClientCredentials struct {
	TokenURL string // the base URL and [TokenPath]
	ClientID string
	Secret   Secret
	// HTTP sends the requests; nil means [http.DefaultTransport].
	HTTP http.RoundTripper
	// Now is the clock; it is required.
	Now func() time.Time

	mu     sync.Mutex
	kept   map[string]token // by scopes
	flight singleflight.Group
}

// token is a token that is kept.
type token struct {
	value   Secret
	refresh time.Time // when a new one is asked for
}

// Token returns a token for exactly these scopes, in any order. The error is an [*Error], or that of ctx.
func (c *ClientCredentials) Token(ctx context.Context, scopes []string) (string, error) {
	scopes = slices.Compact(slices.Sorted(slices.Values(scopes)))
	key := strings.Join(scopes, " ")
	for {
		if value, ok := c.get(key); ok {
			return string(value), nil
		}
		if err := ctx.Err(); err != nil {
			return "", err
		}
		// Whoever comes first asks for all; if it is interrupted, another of those that wait does.
		asked := c.flight.DoChan(key, func() (any, error) {
			if value, ok := c.get(key); ok {
				return value, nil
			}
			return c.ask(ctx, key, scopes)
		})
		select {
		case <-ctx.Done():
			return "", ctx.Err()
		case got := <-asked:
			if got.Err == nil {
				return string(got.Val.(Secret)), nil
			}
			if !interrupted(got.Err) {
				return "", got.Err
			}
		}
	}
}

// Reject drops a token that was not taken, so that the next one is new. A token that has been replaced meanwhile is left.
func (c *ClientCredentials) Reject(value string) {
	c.mu.Lock()
	defer c.mu.Unlock()
	for key, t := range c.kept {
		if string(t.value) == value {
			delete(c.kept, key)
		}
	}
}

func (c *ClientCredentials) get(key string) (Secret, bool) {
	c.mu.Lock()
	defer c.mu.Unlock()
	t, ok := c.kept[key]
	if !ok || !c.Now().Before(t.refresh) {
		return "", false
	}
	return t.value, true
}

// ask gets a new token and keeps it.
func (c *ClientCredentials) ask(ctx context.Context, key string, scopes []string) (Secret, error) {
	if c.ClientID == "" || c.Secret == "" {
		return "", &Error{Kind: Refused, Message: "the profile has no client ID or no client secret", Hint: hintCredentials}
	}
	config := clientcredentials.Config{
		ClientID: c.ClientID, ClientSecret: string(c.Secret), TokenURL: c.TokenURL, Scopes: scopes,
		AuthStyle: oauth2.AuthStyleInHeader,
	}
	began := c.Now()
	got, err := config.Token(context.WithValue(ctx, oauth2.HTTPClient, c.client()))
	if err != nil {
		if ctx.Err() != nil {
			return "", ctx.Err()
		}
		return "", c.explain(err, scopes)
	}
	lifetime := lifetimeOf(got)
	early := min(earlyRefresh, lifetime/10)
	c.mu.Lock()
	defer c.mu.Unlock()
	if c.kept == nil {
		c.kept = map[string]token{}
	}
	c.kept[key] = token{Secret(got.AccessToken), began.Add(lifetime - early)}
	return Secret(got.AccessToken), nil
}

// client sends the secret to the token URL and nowhere else: it follows no redirect.
func (c *ClientCredentials) client() *http.Client {
	return &http.Client{
		Transport:     c.HTTP,
		Timeout:       requestTimeout,
		CheckRedirect: func(*http.Request, []*http.Request) error { return http.ErrUseLastResponse },
	}
}

// lifetimeOf is how long a token lives, as the answer says it. The clock that oauth2 keeps is not asked.
func lifetimeOf(t *oauth2.Token) time.Duration {
	if seconds, ok := t.Extra("expires_in").(float64); ok && seconds > 0 {
		return time.Duration(min(seconds, 24*60*60) * float64(time.Second))
	}
	return unknownLifetime
}
