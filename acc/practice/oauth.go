package practice

import (
	"crypto/subtle"
	"io"
	"mime"
	"net/http"
	"net/url"
	"slices"
	"strings"
)

// App is an application registered with the practice account: what Autodesk calls a client.
type App struct {
	ClientID string
	Secret   string // empty for a public app, which proves itself by PKCE
	// Redirects are the callback URLs a sign-in may return to. A loopback URL matches on any port.
	Redirects []string
	// Blocked makes it an app no admin has added to the account's custom integrations: it gets tokens, and 403 for every call.
	Blocked bool
}

// DemoApp is the application that the practice account knows unless told otherwise.
func DemoApp() App {
	return App{
		ClientID: "PracticeAccountDemoAppClientId01", Secret: "practice-secret",
		Redirects: demoRedirects(),
	}
}

// DemoPublicApp is an application without a secret, such as a desktop program, that the practice account knows as well.
func DemoPublicApp() App {
	return App{ClientID: "PracticeAccountPublicAppClientId", Redirects: demoRedirects()}
}

func demoRedirects() []string {
	return []string{"http://localhost/callback", "http://127.0.0.1/callback", "http://localhost/api/auth/callback", "http://127.0.0.1/api/auth/callback"}
}

// endpoint is one of the Authentication service's. Its name is what faults and counts call it.
type endpoint struct {
	name    string
	methods []string
	handle  func(*Server, *http.Request) (*answer, error)
}

// endpoints lists the Authentication service by path.
func endpoints() map[string]endpoint {
	return map[string]endpoint{
		"/authentication/v2/authorize":      {"authentication.authorize", []string{http.MethodGet, http.MethodPost}, (*Server).serveAuthorize},
		"/authentication/v2/token":          {"authentication.token", []string{http.MethodPost}, (*Server).serveToken},
		"/authentication/v2/introspect":     {"authentication.introspect", []string{http.MethodPost}, (*Server).serveIntrospect},
		"/authentication/v2/revoke":         {"authentication.revoke", []string{http.MethodPost}, (*Server).serveRevoke},
		"/authentication/v2/logout":         {"authentication.logout", []string{http.MethodGet}, (*Server).serveLogout},
		"/authentication/v2/keys":           {"authentication.keys", []string{http.MethodGet}, (*Server).serveKeys},
		"/.well-known/openid-configuration": {"authentication.openid_configuration", []string{http.MethodGet}, (*Server).serveDiscovery},
	}
}

// The grants of the token endpoint.
const (
	grantClientCredentials = "client_credentials"
	grantAuthorizationCode = "authorization_code"
	grantRefreshToken      = "refresh_token"
	grantAssertion         = "urn:ietf:params:oauth:grant-type:jwt-bearer"
)

// serveToken is POST /authentication/v2/token.
func (s *Server) serveToken(r *http.Request) (*answer, error) {
	form, app, err := s.readForm(r, "authentication.token", "auth-token")
	if err != nil {
		return nil, err
	}
	switch grant := form.Get("grant_type"); grant {
	case grantClientCredentials:
		return s.grantToApp(app, form)
	case grantAuthorizationCode:
		return s.grantByCode(app, form)
	case grantRefreshToken:
		return s.grantByRefresh(app, form)
	case grantAssertion:
		return s.grantByAssertion(app, form)
	case "":
		return nil, oauthError("invalid_request", "The required parameter 'grant_type' is missing.")
	default:
		return nil, oauthError("invalid_request", "The grant_type '"+grant+"' is not supported.")
	}
}

// grantToApp gives an application a token of its own.
func (s *Server) grantToApp(app App, form url.Values) (*answer, error) {
	if app.Secret == "" {
		return nil, badClient("A public client cannot use client_credentials.")
	}
	scopes, err := parseScopes(form.Get("scope"))
	if err != nil {
		return nil, err
	}
	return s.tokenAnswer(app.ClientID, "", scopes, nil)
}

// tokenAnswer is the answer that carries a new access token, and what else a grant adds.
func (s *Server) tokenAnswer(clientID, userID string, scopes []string, more map[string]any) (*answer, error) {
	jwt, expires, err := s.tokens.issue(clientID, userID, scopes)
	if err != nil {
		return nil, err
	}
	body := map[string]any{"access_token": jwt, "token_type": "Bearer", "expires_in": expires}
	for k, v := range more {
		body[k] = v
	}
	return &answer{status: http.StatusOK, body: body, header: http.Header{"Cache-Control": {"no-store"}}}, nil
}

// formMax is the longest form the Authentication service reads.
const formMax = 64 << 10

// readForm reads a form, finds out which app sends it, and counts it against a limit of the catalogue.
func (s *Server) readForm(r *http.Request, name, limit string) (url.Values, App, error) {
	if kind, _, _ := mime.ParseMediaType(r.Header.Get("Content-Type")); kind != "application/x-www-form-urlencoded" {
		return nil, App{}, oauthError("invalid_request", "The Content-Type must be application/x-www-form-urlencoded.")
	}
	data, err := io.ReadAll(io.LimitReader(r.Body, formMax+1))
	if err != nil || len(data) > formMax {
		return nil, App{}, oauthError("invalid_request", "The form cannot be read.")
	}
	form, err := url.ParseQuery(string(data))
	if err != nil {
		return nil, App{}, oauthError("invalid_request", "The form cannot be read.")
	}
	app, err := s.authenticate(r, form)
	if err != nil {
		return nil, App{}, err
	}
	return form, app, s.takeAuth(name, limit, app)
}

// takeAuth counts a request against the quota that an app has for an endpoint of the Authentication service.
func (s *Server) takeAuth(name, limit string, app App) error {
	l := s.catalogue.Limit(limit)
	if l == nil {
		return nil
	}
	if wait := s.quotas.take(l.Name, app.ClientID+" "+name, l.PerMinute, s.clock.Now()); wait > 0 {
		return overQuota(wait)
	}
	return nil
}

// authenticate finds the app by its Basic header or by client_id and client_secret in the form; both at once are refused, as
// Autodesk does.
func (s *Server) authenticate(r *http.Request, form url.Values) (App, error) {
	id, secret := form.Get("client_id"), form.Get("client_secret")
	basicID, basicSecret, basic := r.BasicAuth()
	switch {
	case r.Header.Get("Authorization") != "" && (id != "" || secret != ""):
		return App{}, oauthError("invalid_request", "Client credentials belong either in the Authorization header or in the body, not in both.")
	case basic && s.proves(basicID, basicSecret):
		return s.apps[basicID], nil
	case basic: // RFC 6749 has the two parts form-encoded before they are joined
		id, secret = unescaped(basicID), unescaped(basicSecret)
	}
	if !s.proves(id, secret) {
		return App{}, badClient("The client credentials are invalid.")
	}
	return s.apps[id], nil
}

// proves reports whether there is an app of that ID and the secret is its own.
func (s *Server) proves(id, secret string) bool {
	app, known := s.apps[id]
	return known && subtle.ConstantTimeCompare([]byte(app.Secret), []byte(secret)) == 1
}

func unescaped(s string) string {
	if plain, err := url.QueryUnescape(s); err == nil {
		return plain
	}
	return s
}

func oauthError(code, text string) *refusal {
	return &refusal{status: http.StatusBadRequest, code: code, text: text, style: oauthStyle}
}

func badClient(text string) *refusal {
	return &refusal{status: http.StatusUnauthorized, code: "invalid_credentials", text: text, style: oauthStyle}
}

// The most a scope parameter may hold.
const (
	maxScopes    = 50
	maxScopeText = 3000
)

// parseScopes reads a scope parameter.
func parseScopes(text string) ([]string, error) {
	scopes := strings.Fields(text)
	switch {
	case len(scopes) == 0:
		return nil, oauthError("invalid_request", "The required parameter 'scope' is missing.")
	case len(scopes) > maxScopes || len(text) > maxScopeText:
		return nil, oauthError("invalid_scope", "The scope is too long.")
	}
	for _, scope := range scopes {
		if !knownScope(scope) {
			return nil, oauthError("invalid_scope", "The scope '"+scope+"' is unknown.")
		}
	}
	slices.Sort(scopes)
	return slices.Compact(scopes), nil
}

// knownScopes are the scopes Autodesk documents.
func knownScopes() []string {
	return []string{
		"user-profile:read", "user:read", "user:write", "viewables:read", "data:read", "data:write", "data:create", "data:search",
		"bucket:create", "bucket:read", "bucket:update", "bucket:delete", "code:all", "account:read", "account:write", "openid",
		"application:service_account:read", "application:service_account:write",
		"application:service_account_key:read", "application:service_account_key:write",
	}
}

// listedScopes are those the discovery document lists: all but those for service accounts.
func listedScopes() []string {
	return slices.DeleteFunc(knownScopes(), func(scope string) bool { return strings.HasPrefix(scope, "application:") })
}

func knownScope(scope string) bool {
	if urn, ok := strings.CutPrefix(scope, "data:read:"); ok {
		return strings.HasPrefix(urn, "urn:adsk.") && !strings.ContainsAny(urn, `*\"`)
	}
	return slices.Contains(knownScopes(), scope)
}

// serveKeys is GET /authentication/v2/keys: the public keys tokens are checked with.
func (s *Server) serveKeys(*http.Request) (*answer, error) {
	key, err := s.state.signingKey()
	if err != nil {
		return nil, err
	}
	return &answer{status: http.StatusOK, body: map[string]any{"keys": []any{key.jwk()}}}, nil
}

// serveDiscovery is the OpenID Connect discovery document. The issuer is Autodesk's, as in the tokens; the endpoints are this
// server's.
func (s *Server) serveDiscovery(r *http.Request) (*answer, error) {
	base := baseURL(r)
	return &answer{status: http.StatusOK, body: map[string]any{
		"issuer":                                issuer,
		"authorization_endpoint":                base + "/authentication/v2/authorize",
		"token_endpoint":                        base + "/authentication/v2/token",
		"userinfo_endpoint":                     base + "/userinfo",
		"jwks_uri":                              base + "/authentication/v2/keys",
		"revoke_endpoint":                       base + "/authentication/v2/revoke",
		"introspect_endpoint":                   base + "/authentication/v2/introspect",
		"scopes_supported":                      listedScopes(),
		"response_types_supported":              []string{"code", "code id_token", "id_token"},
		"response_modes_supported":              []string{"fragment", "form_post", "query"},
		"grant_types_supported":                 []string{grantAuthorizationCode, grantClientCredentials, grantRefreshToken},
		"subject_types_supported":               []string{"public"},
		"id_token_signing_alg_values_supported": []string{"RS256"},
	}}, nil
}

// baseURL is the address the client reached this server by.
func baseURL(r *http.Request) string { return "http://" + r.Host }
