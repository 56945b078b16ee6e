package practice

import (
	"crypto/sha256"
	"encoding/hex"
	"net/http"
	"net/url"
	"slices"
	"strings"
	"time"
)

// refreshLifetime is how long a refresh token holds.
const refreshLifetime = 15 * 24 * time.Hour

// grantByCode trades an authorization code for tokens.
func (s *Server) grantByCode(app App, form url.Values) (*answer, error) {
	if form.Get("code") == "" || form.Get("redirect_uri") == "" {
		return nil, oauthError("invalid_request", "The parameters 'code' and 'redirect_uri' are required.")
	}
	in, ok := s.codes.take(form.Get("code"), s.clock.Now())
	switch {
	case !ok || in.clientID != app.ClientID:
		return nil, oauthError("invalid_grant", "The authorization code is invalid or expired.")
	case in.redirect != form.Get("redirect_uri"):
		return nil, oauthError("invalid_grant", "The redirect_uri is not the one of the authorization request.")
	case in.challenge != "" && form.Get("code_verifier") == "":
		return nil, oauthError("invalid_request", "The required parameter 'code_verifier' is missing.")
	case !in.proven(form.Get("code_verifier")):
		return nil, oauthError("invalid_grant", "The code_verifier does not match.")
	}
	granted := approval{ClientID: app.ClientID, UserID: in.userID, Scopes: in.scopes}
	more, err := s.newRefresh(granted, "")
	if err != nil {
		return nil, err
	}
	if slices.Contains(in.scopes, "openid") {
		if more["id_token"], err = s.idToken(in); err != nil {
			return nil, err
		}
	}
	return s.tokenAnswer(app.ClientID, in.userID, in.scopes, more)
}

// grantByRefresh trades a refresh token for new tokens; the old one holds no longer.
func (s *Server) grantByRefresh(app App, form url.Values) (*answer, error) {
	old := form.Get("refresh_token")
	if old == "" {
		return nil, oauthError("invalid_request", "The required parameter 'refresh_token' is missing.")
	}
	granted, err := s.findRefresh(app, old)
	if err != nil {
		return nil, err
	}
	scopes := granted.Scopes
	if form.Get("scope") != "" {
		if scopes, err = parseScopes(form.Get("scope")); err != nil {
			return nil, err
		}
		for _, scope := range scopes {
			if !slices.Contains(granted.Scopes, scope) {
				return nil, oauthError("invalid_scope", "The scope '"+scope+"' was not granted.")
			}
		}
	}
	more, err := s.newRefresh(granted, old)
	if err != nil {
		return nil, err
	}
	return s.tokenAnswer(app.ClientID, granted.UserID, scopes, more)
}

// findRefresh is what a refresh token stands for.
func (s *Server) findRefresh(app App, refresh string) (granted approval, err error) {
	err = s.state.changeAuth(func(a *authRecords) (*authChanges, error) {
		found, ok := a.Refresh[hashOf(refresh)]
		if !ok || found.ClientID != app.ClientID || found.Expires <= s.clock.Now().Unix() {
			return nil, oauthError("invalid_grant", "The refresh token is invalid or expired.")
		}
		granted = found
		return nil, nil
	})
	return granted, err
}

// newRefresh gives a refresh token, in exchange for an old one if there is one. Of two that present the same old one, only the
// first gets a new one.
func (s *Server) newRefresh(granted approval, old string) (map[string]any, error) {
	fresh := randomText(43)
	granted.Expires = s.clock.Now().Add(refreshLifetime).Unix()
	err := s.state.changeAuth(func(a *authRecords) (*authChanges, error) {
		c := &authChanges{Grant: map[string]approval{hashOf(fresh): granted}}
		if old != "" {
			if _, held := a.Refresh[hashOf(old)]; !held {
				return nil, oauthError("invalid_grant", "The refresh token is invalid or expired.")
			}
			c.Spent = []string{hashOf(old)}
		}
		return c, nil
	})
	return map[string]any{"refresh_token": fresh}, err
}

// hashOf is what is kept of a refresh token.
func hashOf(secret string) string {
	sum := sha256.Sum256([]byte(secret))
	return hex.EncodeToString(sum[:])
}

// idToken says who has signed in, in the form of OpenID Connect.
func (s *Server) idToken(in signIn) (string, error) {
	key, err := s.state.signingKey()
	if err != nil {
		return "", err
	}
	now := s.clock.Now()
	return key.sign(map[string]any{
		"iss": issuer, "aud": in.clientID, "sub": in.userID, "nonce": in.nonce,
		"iat": now.Unix(), "exp": now.Add(time.Hour).Unix(),
	})
}

// serveIntrospect is POST /authentication/v2/introspect: what a token holds. One that is expired, revoked, unknown or another
// app's is not active, and that is all that is said of it.
func (s *Server) serveIntrospect(r *http.Request) (*answer, error) {
	form, app, err := s.readForm(r, "authentication.introspect", "auth")
	if err != nil {
		return nil, err
	}
	if form.Get("token") == "" {
		return nil, oauthError("invalid_request", "The required parameter 'token' is missing.")
	}
	t := s.tokens.check(form.Get("token"))
	if t == nil || t.ClientID != app.ClientID {
		return &answer{status: http.StatusOK, body: map[string]any{"active": false}}, nil
	}
	body := map[string]any{"active": true, "scope": strings.Join(t.Scopes, " "), "client_id": t.ClientID, "exp": t.Expires.Unix()}
	if t.UserID != "" {
		body["userid"] = t.UserID
	}
	return &answer{status: http.StatusOK, body: body}, nil
}

// serveRevoke is POST /authentication/v2/revoke: a token of the app's own holds no longer. What is no token of its own is passed
// over in silence.
func (s *Server) serveRevoke(r *http.Request) (*answer, error) {
	form, app, err := s.readForm(r, "authentication.revoke", "auth")
	if err != nil {
		return nil, err
	}
	value, hint := form.Get("token"), form.Get("token_type_hint")
	switch {
	case value == "":
		return nil, oauthError("invalid_request", "The required parameter 'token' is missing.")
	case hint != "" && hint != "access_token" && hint != "refresh_token":
		return nil, oauthError("invalid_request", "The token_type_hint must be access_token or refresh_token.")
	}
	access := s.tokens.check(value)
	err = s.state.changeAuth(func(a *authRecords) (*authChanges, error) {
		c := &authChanges{}
		if access != nil && access.ClientID == app.ClientID && hint != "refresh_token" {
			c.Revoke = map[string]int64{access.ID: access.Expires.Unix()}
		}
		if g, ok := a.Refresh[hashOf(value)]; ok && g.ClientID == app.ClientID && hint != "access_token" {
			c.Spent = []string{hashOf(value)}
		}
		return c, nil
	})
	return &answer{status: http.StatusOK}, err
}
