package auth

import (
	"context"
	"crypto/subtle"
	"errors"
	"fmt"
	"html"
	"net"
	"net/http"
	"net/url"
	"strings"
	"sync"
	"time"

	"golang.org/x/oauth2"
)

// DefaultCallback is the address that the browser comes back to unless a profile names another. It must be registered with the
// app, letter for letter.
const DefaultCallback = "http://localhost:8080/api/auth/callback"

// Login is one sign-in of a person with a browser: the authorization code grant with PKCE, for apps with a secret and without.
type Login struct {
	// Command signs in again, as errors suggest it; "" is "accstar auth login".
	Command string

	app             *App
	callback        *url.URL
	scopes          []string
	state, verifier string
}

// NewLogin begins a sign-in. The callback is "" for [DefaultCallback], and must be on this machine.
func (a *App) NewLogin(callback string, scopes []string) (*Login, error) {
	if callback == "" {
		callback = DefaultCallback
	}
	u, err := url.Parse(callback)
	if err != nil || u.Scheme != "http" || !isLoopback(u.Hostname()) || u.RawQuery != "" || u.Fragment != "" {
		return nil, &Error{Kind: Invalid, Message: fmt.Sprintf("callback: got %q, want an address of this machine such as %s", callback, DefaultCallback),
			Hint: "It must be one of the app's callback URLs at https://aps.autodesk.com/myapps"}
	}
	if a.ClientID == "" {
		return nil, &Error{Kind: Refused, Message: "the profile has no client ID", Hint: hintCredentials}
	}
	// A verifier is 32 random bytes in base64url, which serves as a state as well.
	return &Login{app: a, callback: u, scopes: scopeSet(scopes), state: oauth2.GenerateVerifier(), verifier: oauth2.GenerateVerifier()}, nil
}

func isLoopback(host string) bool {
	ip := net.ParseIP(host)
	return host == "localhost" || ip != nil && ip.IsLoopback()
}

// URL is the address to open in the browser. It holds nothing secret.
func (l *Login) URL() string {
	config := oauth2.Config{
		ClientID: l.app.ClientID, RedirectURL: l.callback.String(), Scopes: l.scopes,
		Endpoint: oauth2.Endpoint{AuthURL: strings.TrimSuffix(l.app.BaseURL, "/") + AuthorizePath},
	}
	return config.AuthCodeURL(l.state, oauth2.S256ChallengeOption(l.verifier))
}

// CheckCallback asks Autodesk whether the app may send people back to the callback, as far as that can be told without signing
// in: a page that says no is an answer of 400 or more.
func (l *Login) CheckCallback(ctx context.Context) error {
	req, err := http.NewRequestWithContext(ctx, http.MethodGet, l.URL(), nil)
	if err != nil {
		return errors.New("the base URL makes no address")
	}
	res, err := l.app.client().Do(req)
	if err != nil {
		return l.app.unanswered(ctx, err)
	}
	defer res.Body.Close()
	switch {
	case res.StatusCode >= 500:
		return l.app.explainAnswer(readRefusal(res), grant{})
	case res.StatusCode >= 400:
		return &Error{Kind: Invalid, Status: res.StatusCode, Message: "Autodesk does not let the app sign people in with the callback " + l.callback.String(),
			Hint: "Add exactly this callback URL to the app at https://aps.autodesk.com/myapps, or name another with --callback"}
	}
	return nil
}

// Code reads what a person has pasted: the address the browser was sent to, or the code alone.
func (l *Login) Code(pasted string) (string, error) {
	pasted = strings.TrimSpace(pasted)
	if !strings.Contains(pasted, "://") && !strings.Contains(pasted, "code=") {
		if pasted == "" {
			return "", &Error{Kind: Missing, Message: "nothing was pasted; nobody was signed in", Hint: l.again()}
		}
		if strings.ContainsAny(pasted, " \t") {
			return "", &Error{Kind: Invalid, Message: "that is neither a code nor the address the browser was sent to", Hint: l.again()}
		}
		return pasted, nil
	}
	_, query, whole := strings.Cut(pasted, "?")
	if !whole {
		query = pasted
	}
	values, err := url.ParseQuery(query)
	if err != nil {
		return "", &Error{Kind: Invalid, Message: "the pasted address cannot be read", Hint: l.again()}
	}
	return l.answer(values)
}

// answer reads what the sign-in page sends back.
func (l *Login) answer(q url.Values) (string, error) {
	if subtle.ConstantTimeCompare([]byte(q.Get("state")), []byte(l.state)) != 1 {
		return "", &Error{Kind: Invalid, Message: "the answer belongs to another sign-in (its state is not the one that was sent); nobody was signed in",
			Hint: "Close old sign-in pages, and sign in again"}
	}
	switch code := q.Get("error"); {
	case code == "access_denied":
		return "", &Error{Kind: Declined, Code: code, Message: "the sign-in was declined on the sign-in page; nobody was signed in", Hint: l.again()}
	case code == "invalid_scope":
		return "", &Error{Kind: InvalidScope, Code: code, Message: "the app may not ask for the scopes " + strings.Join(l.scopes, " "), Hint: hintAPIs}
	case code != "":
		e := &Error{Kind: Refused, Message: "Autodesk's page did not let anybody sign in", Hint: l.again()}
		if plainCode(code) {
			e.Code, e.Message = code, e.Message+" ("+code+")"
		}
		return "", e
	case q.Get("code") == "":
		return "", &Error{Kind: Invalid, Message: "the answer of the sign-in page holds no code", Hint: l.again()}
	}
	return q.Get("code"), nil
}

// again suggests to begin anew.
func (l *Login) again() string { return "Sign in again: " + firstOf(l.Command, "accstar auth login") }

// Finish trades the code for the sign-in's tokens.
func (l *Login) Finish(ctx context.Context, code string) (*Person, error) {
	began := l.app.Now()
	got, err := l.app.ask(ctx, grant{kind: byCode, params: url.Values{
		"code": {code}, "redirect_uri": {l.callback.String()}, "code_verifier": {l.verifier},
	}})
	if err != nil {
		var e *Error
		if errors.As(err, &e) && e.Kind == Ended {
			e.Hint = l.again()
		}
		return nil, err
	}
	if got.RefreshToken == "" {
		return nil, &Error{Kind: Nonsense, Message: "got a token that cannot be renewed", Hint: hintPage}
	}
	p := &Person{ClientID: l.app.ClientID, Scopes: l.scopes, SignedIn: began}
	if claims, ok := ReadClaims(Secret(got.AccessToken)); ok {
		p.UserID = claims.UserID
		if len(claims.Scopes) > 0 {
			p.Scopes = scopeSet(claims.Scopes)
		}
	}
	p.take(got, p.Scopes, began)
	return p, nil
}

// Callback waits on this machine for the browser to come back.
type Callback struct {
	login  *Login
	server *http.Server
	once   sync.Once
	result chan result
	told   sync.Once
	ended  chan struct{} // closed when it is known how the sign-in ended
	how    error         // why it failed; nil if it did not
}

// pageWait is how long the browser waits to be shown how the sign-in has ended.
const pageWait = requestTimeout + 5*time.Second

// Tell has the page in the browser say how the sign-in has ended; only the first time counts.
func (c *Callback) Tell(err error) {
	c.told.Do(func() {
		c.how = err
		close(c.ended)
	})
}

type result struct {
	code string
	err  error
}

// Listen opens the callback's port. Close it when done.
func (l *Login) Listen() (*Callback, error) {
	c := &Callback{login: l, result: make(chan result, 1), ended: make(chan struct{})}
	mux := http.NewServeMux()
	mux.HandleFunc("GET "+firstOf(l.callback.Path, "/"), c.serve)
	c.server = &http.Server{Handler: mux, ReadHeaderTimeout: 10 * time.Second}
	var last error
	opened := 0
	for _, host := range hostsOf(l.callback.Hostname()) {
		listener, err := net.Listen("tcp", net.JoinHostPort(host, firstOf(l.callback.Port(), "80")))
		if err != nil {
			last = err
			if opened == 0 && host == "127.0.0.1" {
				break // the browser comes here first
			}
			continue
		}
		opened++
		go func() { _ = c.server.Serve(listener) }() // it ends when the callback is closed
	}
	if opened == 0 {
		_ = c.server.Close()
		return nil, &Error{Kind: Invalid, Message: fmt.Sprintf("cannot wait for the browser at %s: %s", l.callback, plainListen(last)),
			Hint: "Finish another sign-in that may be waiting there, or name another of the app's callback URLs with --callback, or use --no-browser"}
	}
	return c, nil
}

// hostsOf are the addresses of a loopback host: a browser may take localhost for either.
func hostsOf(host string) []string {
	if host == "localhost" {
		return []string{"127.0.0.1", "::1"}
	}
	return []string{host}
}

func plainListen(err error) string {
	if err != nil && (strings.Contains(err.Error(), "in use") || strings.Contains(err.Error(), "Only one usage")) {
		return "the port is taken"
	}
	return "the port cannot be opened"
}

// Wait returns the code that the browser brings, or why there is none. When ctx ends, its cause is the error.
func (c *Callback) Wait(ctx context.Context) (string, error) {
	select {
	case r := <-c.result:
		return r.code, r.err
	case <-ctx.Done():
		return "", context.Cause(ctx)
	}
}

// Close frees the port. A page that is on its way to the browser still arrives.
func (c *Callback) Close() {
	c.Tell(&Error{Kind: Unavailable, Message: "the sign-in was broken off", Hint: c.login.again()})
	ctx, cancel := context.WithTimeout(context.Background(), 2*time.Second)
	defer cancel()
	if c.server.Shutdown(ctx) != nil {
		_ = c.server.Close()
	}
}

// serve is where the browser comes back to. Only the first answer counts, and its page says how the sign-in has ended, which takes
// until the code has been traded.
func (c *Callback) serve(w http.ResponseWriter, r *http.Request) {
	code, err := c.login.answer(r.URL.Query())
	c.once.Do(func() { c.result <- result{code, err} })
	if err == nil {
		wait := time.NewTimer(pageWait)
		defer wait.Stop()
		select {
		case <-c.ended:
			err = c.how
		case <-r.Context().Done():
			return
		case <-wait.C:
			err = errors.New("it takes too long to tell")
		}
	}
	h := w.Header()
	h.Set("Content-Type", "text/html; charset=utf-8")
	h.Set("Cache-Control", "no-store")
	h.Set("Referrer-Policy", "no-referrer")
	h.Set("Content-Security-Policy", "default-src 'none'; style-src 'unsafe-inline'")
	h.Set("Connection", "close")
	page := donePage("You are signed in", "accstar has what it needs. You can close this page and go back to the terminal.", "", true)
	if err != nil {
		w.WriteHeader(http.StatusBadRequest)
		text, hint := "The terminal says how it has ended.", ""
		var e *Error
		if errors.As(err, &e) {
			text, hint = upperFirst(e.Message)+".", e.Hint
		}
		page = donePage("You are not signed in", text, hint, false)
	}
	fmt.Fprint(w, page)
}

func upperFirst(text string) string { return strings.ToUpper(text[:1]) + text[1:] }

// donePage is the page that ends a sign-in in the browser.
func donePage(title, text, hint string, good bool) string {
	colour, mark := "#0f7b3f", "&#10003;"
	if !good {
		colour, mark = "#b3261e", "!"
	}
	if hint != "" {
		hint = "<p class=\"hint\">" + html.EscapeString(hint) + "</p>"
	}
	return `<!DOCTYPE html>
<html lang="en"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1"><title>` + html.EscapeString(title) + ` - accstar</title>
<style>
body{margin:0;min-height:100vh;display:grid;place-items:center;background:#f3f4f6;color:#1f2430;font:16px/1.5 system-ui,sans-serif}
main{background:#fff;max-width:26rem;margin:1rem;padding:2.5rem;border-radius:12px;box-shadow:0 1px 4px #0002;text-align:center}
i{display:inline-grid;place-items:center;width:3.2rem;height:3.2rem;border-radius:50%;background:` + colour + `;color:#fff;font:700 1.6rem/1 system-ui,sans-serif}
h1{font-size:1.35rem;margin:1rem 0 .4rem}p{margin:0;color:#555d6b}.hint{margin-top:.8rem;color:#1f2430}small{display:block;margin-top:1.6rem;color:#8a919e}
@media(prefers-color-scheme:dark){body{background:#15181e;color:#e8eaee}main{background:#1f242d}p{color:#aab1bd}.hint{color:#e8eaee}}
</style></head>
<body><main><i>` + mark + `</i><h1>` + html.EscapeString(title) + `</h1><p>` + html.EscapeString(text) + `</p>` + hint + `<small>accstar</small></main></body></html>
`
}
