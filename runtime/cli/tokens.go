package cli

import (
	"context"
	"errors"

	"accstar/acc"
	"accstar/acc/auth"
	"accstar/acc/catalog"
)

// appClient returns a client for an application with credentials of its own. Where ACC wants a person, it acts for the
// account admin with that e-mail; "" means nobody.
func appClient(config acc.Config, credentials *auth.ClientCredentials, cat *catalog.Catalogue, accountID, adminEmail string) (*acc.Client, error) {
	tokens := &acc.AppTokens{Source: tokenSource{credentials}}
	config.Tokens = tokens
	client, err := acc.NewClient(config)
	if err != nil {
		return nil, err
	}
	if adminEmail != "" {
		// The admin is looked up with the application's own token, so the client may use itself for it.
		tokens.Admin = acc.NewAdminResolver(client, cat.Must("account_users.search"), accountID, adminEmail).AutodeskID
	}
	return client, nil
}

// tokenSource gives the client the tokens of acc/auth, and says what went wrong in the client's own terms.
type tokenSource struct{ credentials *auth.ClientCredentials }

// Token implements [acc.TokenSource].
func (s tokenSource) Token(ctx context.Context, scopes []string) (string, error) {
	value, err := s.credentials.Token(ctx, scopes)
	var e *auth.Error
	if !errors.As(err, &e) {
		return value, err
	}
	kind := acc.Forbidden
	if e.Kind == auth.Unavailable {
		kind = acc.Unavailable
	}
	return "", &acc.Error{Kind: kind, Status: e.Status, Code: e.Code, Message: "no access token: " + e.Message, Hint: e.Hint, Err: e}
}

// Reject implements [acc.TokenSource].
func (s tokenSource) Reject(token string) { s.credentials.Reject(token) }
