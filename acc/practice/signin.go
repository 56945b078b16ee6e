package practice

import (
	"crypto/sha256"
	"encoding/base64"
	"fmt"
	"io"
	"net"
	"net/http"
	"net/url"
	"sync"
	"time"

	"accstar/acc/tenant"
)

// codeLifetime is how long an authorization code holds.
const codeLifetime = 5 * time.Minute

// codes are the authorization codes that have not been traded yet. They live too short to be kept on disk.
type codes struct {
	mu    sync.Mutex
	given map[string]signIn
}

// signIn is what a person has agreed to on the sign-in page.
type signIn struct {
	clientID, userID string
	redirect         string
	scopes           []string
	challenge        string // PKCE; "" without
	nonce            string
	expires          time.Time
}

func (c *codes) put(s signIn) string {
	code := randomText(32)
	c.mu.Lock()
	defer c.mu.Unlock()
	if c.given == nil {
		c.given = map[string]signIn{}
	}
	c.given[code] = s
	return code
}

// take returns what a code stands for. A code holds once.
func (c *codes) take(code string, now time.Time) (signIn, bool) {
	c.mu.Lock()
	defer c.mu.Unlock()
	s, ok := c.given[code]
	delete(c.given, code)
	return s, ok && now.Before(s.expires)
}

// serveAuthorize is GET /authentication/v2/authorize: the sign-in page. It offers the people of the account, and asks for no
// password; whoever is chosen comes back by POST, and the browser goes on to the app's callback with a code.
func (s *Server) serveAuthorize(r *http.Request) (*answer, error) {
	q := r.URL.Query()
	app, known := s.apps[q.Get("client_id")]
	if !known {
		return errorPage("There is no app with this client_id."), nil
	}
	if err := s.takeAuth("authentication.authorize", "auth", app); err != nil {
		return nil, err
	}
	redirect := q.Get("redirect_uri")
	if !app.returnsTo(redirect) {
		return errorPage("The redirect_uri is not one of the app's callback URLs."), nil
	}
	in := signIn{
		clientID: app.ClientID, redirect: redirect, challenge: q.Get("code_challenge"), nonce: q.Get("nonce"),
		expires: s.clock.Now().Add(codeLifetime),
	}
	if code, text := in.check(app, q); code != "" {
		return goTo(redirect, url.Values{"error": {code}, "error_description": {text}, "state": q["state"]}), nil
	}
	if r.Method == http.MethodGet {
		return s.signInPage(r, app, in.scopes)
	}
	user, err := s.chosenUser(r)
	if err != nil {
		return nil, err
	}
	if user == "" {
		return goTo(redirect, url.Values{"error": {"access_denied"}, "state": q["state"]}), nil
	}
	in.userID = user
	return goTo(redirect, url.Values{"code": {s.codes.put(in)}, "state": q["state"]}), nil
}

// check reads what the app asks for; it returns an OAuth error code and its description when that cannot be had.
func (in *signIn) check(app App, q url.Values) (code, text string) {
	if q.Get("response_type") != "code" {
		return "unsupported_response_type", "The response_type must be code."
	}
	method := q.Get("code_challenge_method")
	if in.challenge != "" && method != "S256" {
		return "invalid_request", "The code_challenge_method must be S256."
	}
	if in.challenge == "" && app.Secret == "" {
		return "invalid_request", "A public client must send a code_challenge."
	}
	scopes, err := parseScopes(q.Get("scope"))
	if err != nil {
		return "invalid_scope", refusalOf(err, oauthStyle).text
	}
	in.scopes = scopes
	return "", ""
}

// returnsTo reports whether a URL is one of the app's callbacks. A callback on this machine may use any port.
func (a App) returnsTo(redirect string) bool {
	got, err := url.Parse(redirect)
	if err != nil || redirect == "" {
		return false
	}
	for _, allowed := range a.Redirects {
		want, err := url.Parse(allowed)
		if err != nil || got.Scheme != want.Scheme || got.Path != want.Path {
			continue
		}
		if got.Host == want.Host || got.Hostname() == want.Hostname() && isLoopback(got.Hostname()) {
			return true
		}
	}
	return false
}

func isLoopback(host string) bool {
	ip := net.ParseIP(host)
	return host == "localhost" || ip != nil && ip.IsLoopback()
}

// goTo sends the browser to a URL with more parameters.
func goTo(target string, more url.Values) *answer {
	u, _ := url.Parse(target) // App.returnsTo has parsed it
	q := u.Query()
	for name, values := range more {
		if len(values) > 0 && values[0] != "" {
			q.Set(name, values[0])
		}
	}
	u.RawQuery = q.Encode()
	return &answer{status: http.StatusFound, header: http.Header{"Location": {u.String()}}}
}

// people are those of the account who can sign in.
func (s *Server) people(r *http.Request) ([]tenant.Record, error) {
	account := s.state.Account()
	all, err := account.List(r.Context(), tenant.Collection{Entity: "account_user", Parent: account.AccountID()})
	var out []tenant.Record
	for _, u := range all {
		if id, _ := u["uid"].(string); id != "" {
			out = append(out, u)
		}
	}
	return out, err
}

// chosenUser is the Autodesk ID of whoever was chosen on the sign-in page; "" when sign-in was refused there.
func (s *Server) chosenUser(r *http.Request) (string, error) {
	data, err := io.ReadAll(io.LimitReader(r.Body, formMax))
	if err != nil {
		return "", oauthError("invalid_request", "The form cannot be read.")
	}
	form, err := url.ParseQuery(string(data))
	if err != nil {
		return "", oauthError("invalid_request", "The form cannot be read.")
	}
	people, err := s.people(r)
	if err != nil {
		return "", err
	}
	chosen := form.Get("user")
	if form.Get("consent") == "deny" {
		chosen = ""
	}
	for _, u := range people {
		if chosen != "" && (u["uid"] == chosen || u["email"] == chosen) {
			return fmt.Sprint(u["uid"]), nil
		}
	}
	return "", nil
}

// proven reports whether a code verifier belongs to the sign-in's challenge.
func (in *signIn) proven(verifier string) bool {
	if in.challenge == "" {
		return true
	}
	sum := sha256.Sum256([]byte(verifier))
	return len(verifier) >= 43 && len(verifier) <= 128 && base64.RawURLEncoding.EncodeToString(sum[:]) == in.challenge
}
