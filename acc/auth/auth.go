// Package auth gets access tokens from Autodesk, and keeps what they are got with.
//
// An [App] is an application registered with Autodesk. Three sources give tokens, all for exactly the scopes that are needed,
// kept until shortly before they end, and asked for once however many goroutines want them:
//
//   - [ClientCredentials]: the application for itself (2-legged).
//   - [SignIn]: a person who has signed in with a browser (3-legged). A [Login] is how; what comes of it is a refresh token that
//     a [Store] keeps, and that is replaced by another one whenever it is used.
//   - [ServiceAccount]: a technical user of the application (3-legged), whose private key signs an assertion. No browser is needed.
//
// A [Store] keeps secrets in files encrypted with a key that the operating system's keyring holds, or, where there is none, a
// file for its owner's eyes only, or a passphrase.
//
// Secrets are of type [Secret] and appear in no error: an [*Error] says what is wrong in words of this package.
//
// The package imports nothing else of accstar.
package auth

import (
	"context"
)

// ClientCredentials get tokens for an application by its client ID and secret. The zero value of what is unexported is
// ready to use; it is safe for concurrent use and must not be copied after the first.
type ClientCredentials struct {
	App
	cache
}

// Token returns a token for exactly these scopes, in any order. The error is an [*Error], or that of ctx.
func (c *ClientCredentials) Token(ctx context.Context, scopes []string) (string, error) {
	return c.cache.token(ctx, c.Now, scopes, c.renew)
}

// renew gets a new token.
func (c *ClientCredentials) renew(ctx context.Context, scopes []string) (token, error) {
	if c.ClientID == "" || c.Secret == "" {
		return token{}, &Error{Kind: Refused, Message: "the profile has no client ID or no client secret", Hint: hintCredentials}
	}
	began := c.Now()
	got, err := c.ask(ctx, grant{kind: byCredentials, scopes: scopes})
	if err != nil {
		return token{}, err
	}
	return newToken(got.AccessToken, began, lifetimeOf(got)), nil
}
