package acc

import (
	"fmt"
	"net"
	"net/url"
	"slices"
	"strings"
)

// BaseURL is where Autodesk's own API is.
const BaseURL = "https://developer.api.autodesk.com"

// CheckBaseURL reads a base URL; "" means [BaseURL]. It refuses any place a token should not be sent to: a host that is
// neither Autodesk's, nor this machine, nor one of the allowed, and anything but https except on this machine.
func CheckBaseURL(text string, allowed ...string) (*url.URL, error) {
	if text == "" {
		text = BaseURL
	}
	u, err := url.Parse(strings.TrimRight(text, "/"))
	if err != nil || u.Host == "" || (u.Scheme != "https" && u.Scheme != "http") {
		return nil, fmt.Errorf("base URL: got %q, want an address such as %s", withoutUser(text), BaseURL)
	}
	if u.User != nil || u.RawQuery != "" || u.Fragment != "" {
		return nil, fmt.Errorf("base URL: got one with a user, a query or a fragment, want scheme and host only, as in %s", BaseURL)
	}
	host := strings.ToLower(u.Hostname())
	switch {
	case isLoopback(host):
		return u, nil
	case u.Scheme != "https":
		return nil, fmt.Errorf("base URL: got http for %s, want https: a token would travel in the clear", u.Host)
	case isAutodesk(host), slices.ContainsFunc(allowed, func(a string) bool { return strings.EqualFold(a, host) || strings.EqualFold(a, u.Host) }):
		return u, nil
	}
	return nil, fmt.Errorf("base URL: %s is not Autodesk's, want %s or what the profile names", u.Host, BaseURL)
}

// withoutUser leaves out what stands before an @, which may be a password.
func withoutUser(text string) string {
	if i := strings.LastIndexByte(text, '@'); i >= 0 {
		return "…" + text[i:]
	}
	return text
}

func isAutodesk(host string) bool {
	return host == "autodesk.com" || strings.HasSuffix(host, ".autodesk.com")
}

func isLoopback(host string) bool {
	ip := net.ParseIP(host)
	return host == "localhost" || ip != nil && ip.IsLoopback()
}
