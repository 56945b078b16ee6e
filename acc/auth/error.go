package auth

import (
	"context"
	"encoding/base64"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"net"
	"net/http"
	"net/url"
	"strings"
	"time"

	"golang.org/x/oauth2"
)

// Kind is why there is no token.
type Kind string

// The kinds of failure.
const (
	Refused      Kind = "refused"       // the client ID or the secret is wrong, or the app is gone
	InvalidScope Kind = "invalid_scope" // the app may not have one of the scopes
	Invalid      Kind = "invalid"       // the request was not understood
	Unavailable  Kind = "unavailable"   // no connection, or the service is down: worth another try
	Nonsense     Kind = "nonsense"      // something other than Autodesk answered
	Ended        Kind = "ended"         // what the token was to be got with holds no longer, or never did: sign in again
	Missing      Kind = "missing"       // nobody has signed in, or no key is kept
	Unreadable   Kind = "unreadable"    // what is kept cannot be read: damaged, locked, or open to others
	Declined     Kind = "declined"      // the person said no
)

// Error says why there is no token. It holds neither secret nor token: the answer that came is not part of it.
type Error struct {
	Kind    Kind
	Status  int    // HTTP status; 0 when there was no answer
	Code    string // OAuth's error code, such as "invalid_scope"; "" when there was none
	Message string // one sentence without a full stop
	Hint    string // what to do next

	at time.Time // when the answer was made, by the clock of who made it
}

// Error implements error.
func (e *Error) Error() string {
	if e.Status == 0 {
		return e.Message
	}
	return fmt.Sprintf("%s (%d)", e.Message, e.Status)
}

// Hints returns the hint as diagnostics take it.
func (e *Error) Hints() []string {
	if e.Hint == "" {
		return nil
	}
	return []string{e.Hint}
}

// Temporary reports whether asking again later may help.
func (e *Error) Temporary() bool { return e.Kind == Unavailable }

const (
	hintCredentials = "Copy the client ID and the client secret of the app from https://aps.autodesk.com/myapps into the profile: accstar profile secret takes a new secret"
	hintPublic      = "If the app has a client secret, put it into the profile; only apps of the kind desktop, mobile or single-page have none"
	hintSignIn      = "Sign in again: accstar auth login"
	hintAPIs        = "Give the app the APIs it needs (Autodesk Construction Cloud) at https://aps.autodesk.com/myapps"
	hintPage        = "A proxy or a sign-in page seems to stand between this machine and Autodesk: sign in to the network, or have the proxy let the host through"
	hintNetwork     = "Check the network connection; behind a proxy, set HTTPS_PROXY"
	hintLater       = "Autodesk's service has trouble: see https://health.autodesk.com and try again later"
)

func interrupted(err error) bool {
	return errors.Is(err, context.Canceled) || errors.Is(err, context.DeadlineExceeded)
}

// explain says in words of this package why oauth2 got no token. Its own text may hold the whole answer.
func (a *App) explain(err error, g grant) *Error {
	var refused *oauth2.RetrieveError
	if errors.As(err, &refused) && refused.Response != nil {
		return a.explainAnswer(refused, g)
	}
	var sent *url.Error
	if errors.As(err, &sent) {
		return a.explainNetwork(sent.Err)
	}
	switch text := err.Error(); {
	case strings.HasPrefix(text, "oauth2: cannot fetch token"):
		return &Error{Kind: Unavailable, Message: "the connection broke before the answer was complete", Hint: hintNetwork}
	case isHTMLText(text):
		return &Error{Kind: Nonsense, Message: "got a web page instead of a token", Hint: hintPage}
	}
	return &Error{Kind: Nonsense, Message: "got an answer that holds no token", Hint: hintPage}
}

func (a *App) explainAnswer(r *oauth2.RetrieveError, g grant) *Error {
	status := r.Response.StatusCode
	code, text := r.ErrorCode, r.ErrorDescription
	var gateway struct{ ErrorCode, DeveloperMessage string } // the gateway in front of the service speaks for itself
	if code == "" && json.Unmarshal(r.Body, &gateway) == nil {
		code, text = gateway.ErrorCode, gateway.DeveloperMessage
	}
	e := &Error{Kind: Invalid, Status: status, at: dateOf(r.Response)}
	if plainCode(code) {
		e.Code = a.clean(g, code)
	}
	switch {
	case strings.EqualFold(e.Code, "AUTH-001"):
		e.Kind = Refused
		e.Message = fmt.Sprintf("the app with client ID %s may not use this API", a.clean(g, a.ClientID))
		e.Hint = hintAPIs
	case e.Code == "invalid_grant" && g.kind != byCredentials:
		explainGrant(e, g)
	case e.Code == "invalid_scope":
		e.Kind = InvalidScope
		e.Message = "the app may not have the scope " + strings.Join(g.scopes, " ")
		e.Hint = hintAPIs
	case status == http.StatusUnauthorized, e.Code == "invalid_credentials", e.Code == "invalid_client", e.Code == "unauthorized_client":
		e.Kind = Refused
		e.Message = fmt.Sprintf("Autodesk does not accept the secret of client ID %s", a.clean(g, a.ClientID))
		e.Hint = hintCredentials
		if a.Secret == "" {
			e.Message = fmt.Sprintf("Autodesk does not accept client ID %s without a secret", a.clean(g, a.ClientID))
			e.Hint = hintPublic
		}
	case status == http.StatusTooManyRequests:
		e.Kind, e.Message, e.Hint = Unavailable, "too many requests for tokens", "Wait a minute; another program may be using the same client ID"
	case status >= 500:
		e.Kind, e.Message, e.Hint = Unavailable, "Autodesk's sign-in service is not available", hintLater
		if isHTMLText(string(r.Body)) {
			e.Message += "; a web page came instead of a token"
			e.Hint += ". If there is nothing to see, a proxy between this machine and Autodesk has answered"
		}
	case status == http.StatusProxyAuthRequired:
		e.Kind, e.Message = Nonsense, "the proxy wants a name and password"
		e.Hint = "Put them into HTTPS_PROXY, as in http://user:password@proxy:8080"
	case isHTMLText(string(r.Body)):
		e.Kind, e.Message, e.Hint = Nonsense, "got a web page instead of a token", hintPage
	case status >= 300 && status < 400:
		e.Kind, e.Message, e.Hint = Nonsense, "got sent on to another address, where no secret is sent", hintPage
	default:
		e.Message = "Autodesk does not understand the request for a token"
		if text = a.clean(g, text); text != "" {
			e.Message = text
		}
		e.Hint = hintCredentials
	}
	return e
}

// explainGrant says why a grant holds no longer.
func explainGrant(e *Error, g grant) {
	e.Kind, e.Hint = Ended, hintSignIn
	switch g.kind {
	case byCode:
		e.Message = "the code from the sign-in page has been used already, is older than five minutes, or belongs to another sign-in"
	case byRefresh:
		e.Message = "the sign-in has ended: it is older than 15 days, was revoked, or was renewed by something else"
	case byAssertion:
		e.Message = "Autodesk does not accept the service account's key: the key or the account may be disabled or deleted"
		e.Hint = "See accstar auth service-account list; accstar auth service-account keys add gives it a new key"
	}
}

// readRefusal makes of an answer what oauth2 makes of one.
func readRefusal(res *http.Response) *oauth2.RetrieveError {
	body, _ := io.ReadAll(io.LimitReader(res.Body, 64<<10)) // as much of it as came
	out := &oauth2.RetrieveError{Response: res, Body: body}
	var said struct {
		Code string `json:"error"`
		Text string `json:"error_description"`
	}
	if json.Unmarshal(body, &said) == nil {
		out.ErrorCode, out.ErrorDescription = said.Code, said.Text
	}
	return out
}

func (a *App) explainNetwork(err error) *Error {
	host := "Autodesk"
	if u, parse := url.Parse(a.BaseURL); parse == nil && u.Host != "" {
		host = u.Host
	}
	var dns *net.DNSError
	var timeout interface{ Timeout() bool }
	e := &Error{Kind: Unavailable, Message: "cannot reach " + host, Hint: hintNetwork}
	text := err.Error()
	switch {
	case strings.Contains(text, "certificate") || strings.Contains(text, "x509"):
		e.Kind, e.Message = Nonsense, "the certificate of "+host+" is not one this machine trusts"
		e.Hint = "Check this machine's date; a proxy that looks into traffic may have put its own certificate there: add it to the trusted ones"
	case errors.As(err, &dns):
		e.Message = "cannot find " + host
	case errors.As(err, &timeout) && timeout.Timeout():
		e.Message = "no answer from " + host + " in time"
	case strings.Contains(text, "refused"):
		e.Message = host + " refuses the connection"
	}
	return e
}

// minSecret is the length from which a parameter of a request may be a secret.
const minSecret = 12

// clean is text of the answer on one short line, without what was secret in the request should it have come back.
func (a *App) clean(g grant, text string) string {
	if a.Secret != "" {
		text = strings.ReplaceAll(text, string(a.Secret), hidden)
		text = strings.ReplaceAll(text, base64.StdEncoding.EncodeToString([]byte(a.ClientID+":"+string(a.Secret))), hidden)
	}
	for _, values := range g.params {
		for _, value := range values {
			if len(value) >= minSecret {
				text = strings.ReplaceAll(text, value, hidden)
			}
		}
	}
	text = strings.Join(strings.Fields(text), " ")
	if runes := []rune(text); len(runes) > 300 {
		text = string(runes[:300]) + "…"
	}
	return strings.TrimSuffix(text, ".")
}

// plainCode reports whether text has the form of an error code.
func plainCode(text string) bool {
	return len(text) <= 64 && strings.Trim(text, "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789_-.") == ""
}

// isHTMLText reports whether text is a web page, or a JSON decoder's complaint about one.
func isHTMLText(text string) bool {
	return strings.HasPrefix(strings.TrimSpace(text), "<") || strings.Contains(text, "invalid character '<'")
}
