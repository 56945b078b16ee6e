package acc

import (
	"crypto/tls"
	"crypto/x509"
	"errors"
	"fmt"
	"io"
	"net"
	"net/http"
	"slices"
	"strings"
	"syscall"
	"time"

	"accstar/acc/catalog"
)

// What to do about answers that make no sense.
const (
	hintPage     = "A proxy or a sign-in page seems to stand between this machine and ACC: sign in to the network, or have the proxy let the host through"
	hintAnswer   = "Try again; if it stays so, Autodesk may have changed the API or a proxy may cut answers short"
	hintTooLarge = "Ask for less: narrow the list with filters, or name the fields you need"
	hintNetwork  = "Check the network connection; behind a proxy, set HTTPS_PROXY"
	hintHealth   = "Autodesk's service has trouble: see https://health.autodesk.com and try again later"
	hintAddApp   = "Have an account admin add the app's client ID in ACC under Account Admin > Settings > Custom Integrations"
)

// Hints returns the hint as diagnostics take it.
func (e *Error) Hints() []string {
	if e.Hint == "" {
		return nil
	}
	return []string{e.Hint}
}

// hint says what to do about a refusal. Causes that Autodesk documents come first.
func (c *Client) hint(call *Call, a *answer, e *Error) string {
	op := call.Op
	switch {
	case a.status == http.StatusProxyAuthRequired:
		return "Put them into HTTPS_PROXY, as in http://user:password@proxy:8080"
	case isHTML(a.body) && a.status < 500:
		return hintPage
	}
	switch strings.ToUpper(e.Code) {
	case "AUTH-001":
		return "Give the app the API it lacks (Autodesk Construction Cloud) at https://aps.autodesk.com/myapps. " + hintAddApp
	case "AUTH-006":
		return "The access token was refused, and so was a new one: check the profile's client ID and secret, and that this machine's clock is right"
	case "AUTH-010":
		return privilegeHint(op)
	case "ERR-004":
		return "The app's trial has ended: see https://aps.autodesk.com/myapps"
	}
	switch a.status {
	case http.StatusUnauthorized:
		return "Check the profile's client ID and secret, and that the app still exists at https://aps.autodesk.com/myapps"
	case http.StatusForbidden:
		return c.forbiddenHint(op)
	case http.StatusNotFound, http.StatusGone:
		return c.notFoundHint(call)
	case http.StatusConflict:
		return conflictHint(op)
	case http.StatusTooManyRequests:
		return c.limitedHint(a)
	case http.StatusRequestEntityTooLarge:
		return "Send less in one call"
	case http.StatusBadRequest, http.StatusUnprocessableEntity, http.StatusUnsupportedMediaType, http.StatusNotAcceptable, http.StatusPreconditionFailed:
		return "See accstar docs " + op.ID() + " for what it takes"
	}
	if a.status >= 500 {
		return hintHealth
	}
	return documented(op, a.status)
}

// privilegeHint is for a token that lacks a scope, or a person to act for.
func privilegeHint(op *catalog.Operation) string {
	text := "The app may not do this"
	if len(op.Scopes) > 0 {
		text = "The token needs the scope " + strings.Join(op.Scopes, " ")
	}
	if !slices.Contains(op.Tokens, catalog.TwoLegged) && len(op.Tokens) > 0 {
		return text + " and a person to act for: name the e-mail of an account admin in the profile"
	}
	return text + ": see what the app is allowed at https://aps.autodesk.com/myapps"
}

func (c *Client) forbiddenHint(op *catalog.Operation) string {
	if strings.HasPrefix(op.Path, "/hq/") || slices.Contains(op.Tokens, catalog.TwoLegged) {
		return hintAddApp + c.regionHint()
	}
	return "The person accstar acts for must be an account admin, or an admin of the project; " +
		"and the app's client ID must stand under Account Admin > Settings > Custom Integrations"
}

func (c *Client) notFoundHint(call *Call) string {
	for _, f := range call.Op.PathParams {
		if bare, found := strings.CutPrefix(call.Path[f.Name], "b."); found {
			return fmt.Sprintf("%s is written without the leading \"b.\" here: %s", f.Name, bare)
		}
	}
	if len(call.Path) == 0 {
		return ""
	}
	return "Check that the ID is right and belongs to this account" + c.regionHint()
}

func (c *Client) regionHint() string {
	if c.region == "" {
		return "; if the account is not in the US region, set the region in the profile"
	}
	return "; the profile says the account is in region " + c.region
}

func conflictHint(op *catalog.Operation) string {
	if op.Effect == catalog.Create {
		return "It is there already: create with ensure, which leaves alone what exists; or someone was quicker just now: run it again"
	}
	return "Something else has changed it meanwhile, or it is not ready yet: look at it, and try again"
}

func (c *Client) limitedHint(a *answer) string {
	text := "Another program may be using the same client ID: let it finish, or give accstar an app of its own"
	if wait, ok := RetryAfter(a.header.Get("Retry-After"), c.clock.Now()); ok && wait > 0 {
		return fmt.Sprintf("ACC asks to wait %s. %s", roughly(wait), text)
	}
	return text
}

// documented is what Autodesk's reference says about a status, or "".
func documented(op *catalog.Operation, status int) string {
	for _, e := range op.Errors {
		if e.Status == status && e.When != "" {
			return "Autodesk's reference says of it: " + e.When
		}
	}
	return ""
}

// roughly is a duration as people say it.
func roughly(d time.Duration) string {
	switch {
	case d <= 90*time.Second:
		return fmt.Sprintf("%d s", int(d.Round(time.Second)/time.Second))
	case d < 2*time.Hour:
		return fmt.Sprintf("%d min", int(d.Round(time.Minute)/time.Minute))
	}
	return fmt.Sprintf("%d h", int(d.Round(time.Hour)/time.Hour))
}

// explainTransport says why no answer came, without the address, which may hold secrets.
func explainTransport(err error, host string) (message, hint string) {
	if m, h := explainTLS(err, host); m != "" {
		return m, h
	}
	var dns *net.DNSError
	var op *net.OpError
	isOp := errors.As(err, &op)
	text := err.Error()
	switch {
	case errors.Is(err, errTooLarge):
		return "got an answer that is too large", hintTooLarge
	case isOp && op.Op == "proxyconnect":
		return "cannot reach the proxy", "Check HTTPS_PROXY and the network connection"
	case strings.Contains(text, "Proxy Authentication Required"):
		return "the proxy wants a name and password", "Put them into HTTPS_PROXY, as in http://user:password@proxy:8080"
	case errors.As(err, &dns):
		return "cannot find " + host, hintNetwork
	case errors.Is(err, syscall.ECONNREFUSED) || isOp && op.Op == "dial" && strings.Contains(text, "refused"):
		if isLoopback(hostname(host)) {
			return "nothing answers at " + host, "Start what should listen there, or choose another profile"
		}
		return host + " refuses the connection", hintNetwork
	case isTimeout(err):
		return "no answer from " + host + " in time", "Try again later, or with fewer requests at once; " + lowerFirst(hintNetwork)
	case errors.Is(err, io.EOF), errors.Is(err, io.ErrUnexpectedEOF), errors.Is(err, syscall.ECONNRESET), errors.Is(err, syscall.EPIPE),
		strings.Contains(text, "reset"), strings.Contains(text, "closed"), strings.Contains(text, "aborted"), strings.Contains(text, "EOF"):
		return "the connection to " + host + " broke before the answer was complete", hintNetwork
	}
	return "cannot reach " + host, hintNetwork
}

func explainTLS(err error, host string) (message, hint string) {
	var unknown x509.UnknownAuthorityError
	var name x509.HostnameError
	var bad x509.CertificateInvalidError
	var record tls.RecordHeaderError
	switch {
	case errors.As(err, &unknown):
		return "the certificate of " + host + " is signed by someone this machine does not trust",
			"A proxy that looks into traffic may have put its own certificate there: add the proxy's certificate to this machine's trusted ones"
	case errors.As(err, &name):
		return "the certificate of " + host + " is for another host", hintPage
	case errors.As(err, &bad):
		return "the certificate of " + host + " is not valid", "Check this machine's date and time; if they are right, a proxy may have put its own certificate there"
	case errors.As(err, &record):
		return host + " does not speak https", "Check the base URL and HTTPS_PROXY"
	}
	return "", ""
}

func isTimeout(err error) bool {
	var t interface{ Timeout() bool }
	return errors.As(err, &t) && t.Timeout()
}

func hostname(host string) string {
	if h, _, err := net.SplitHostPort(host); err == nil {
		return h
	}
	return host
}

func lowerFirst(text string) string { return strings.ToLower(text[:1]) + text[1:] }
