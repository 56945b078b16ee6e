package practice

import (
	"fmt"
	"html"
	"net/http"
	"net/url"
	"slices"
	"strings"

	"accstar/acc/tenant"
)

// signInPage asks who signs in, and whether that person agrees. It asks for no password.
func (s *Server) signInPage(r *http.Request, app App, scopes []string) (*answer, error) {
	people, err := s.people(r)
	if err != nil {
		return nil, err
	}
	// Account admins first: theirs is the sign-in most things need.
	slices.SortStableFunc(people, func(a, b tenant.Record) int { return adminFirst(a) - adminFirst(b) })
	var b strings.Builder
	fmt.Fprintf(&b, "<p>The app <b>%s</b> would like to act in your name. It asks to:</p>\n<ul>\n", html.EscapeString(app.ClientID))
	for _, scope := range scopes {
		fmt.Fprintf(&b, "<li>%s <code>%s</code></li>\n", html.EscapeString(plainScope(scope)), html.EscapeString(scope))
	}
	fmt.Fprintf(&b, "</ul>\n<form method=\"post\" action=\"?%s\">\n<label for=\"user\">Sign in as</label>\n<select id=\"user\" name=\"user\">\n",
		html.EscapeString(r.URL.RawQuery))
	for _, u := range people {
		label := fmt.Sprint(u["email"])
		if u["role"] == "account_admin" {
			label += " (account admin)"
		}
		fmt.Fprintf(&b, "<option value=\"%s\">%s</option>\n", html.EscapeString(fmt.Sprint(u["uid"])), html.EscapeString(label))
	}
	b.WriteString("</select>\n<div><button id=\"allow\" name=\"consent\" value=\"allow\">Allow</button>\n" +
		"<button id=\"deny\" class=\"quiet\" name=\"consent\" value=\"deny\">Deny</button></div>\n</form>\n")
	return htmlPage(http.StatusOK, "Sign in to the practice account", b.String()), nil
}

func adminFirst(u tenant.Record) int {
	if u["role"] == "account_admin" {
		return 0
	}
	return 1
}

// plainScope is what a scope lets an app do, as the page tells a person.
func plainScope(scope string) string {
	known := map[string]string{
		"account:read": "see the account, its projects and people", "account:write": "change the account, its projects and people",
		"data:read": "see the data of your projects", "data:write": "change the data of your projects", "data:create": "add data to your projects",
		"data:search": "search your projects", "user-profile:read": "see your name and e-mail address", "user:read": "see your profile",
		"user:write": "change your profile", "viewables:read": "see views of your models", "openid": "know who you are",
	}
	if text := known[scope]; text != "" {
		return text
	}
	return "use"
}

// serveLogout is GET /authentication/v2/logout: it ends the browser's session, of which the practice account keeps none, and goes
// on to an address that some app has registered.
func (s *Server) serveLogout(r *http.Request) (*answer, error) {
	to := r.URL.Query().Get("post_logout_redirect_uri")
	if to == "" {
		return htmlPage(http.StatusOK, "You are signed out", "<p>You can close this page.</p>"), nil
	}
	for _, app := range s.apps {
		if app.returnsTo(to) {
			return goTo(to, url.Values{}), nil
		}
	}
	return errorPage("The post_logout_redirect_uri is not on an app's list."), nil
}

func errorPage(text string) *answer {
	return htmlPage(http.StatusBadRequest, "Sign-in is not possible", "<p>"+html.EscapeString(text)+"</p>")
}

// pageStyle is how the pages look.
const pageStyle = `body{margin:0;min-height:100vh;display:grid;place-items:center;background:#eef1f5;color:#1f2430;font:16px/1.5 system-ui,sans-serif}
main{background:#fff;width:min(35rem,92vw);box-sizing:border-box;margin:1rem 0;padding:2rem;border-radius:12px;box-shadow:0 1px 4px #0002}
h1{font-size:1.35rem;margin:0 0 .8rem}ul{padding-left:1.2rem}code{color:#6b7280;font-size:.85em;white-space:nowrap}
label{display:block;font-weight:600;margin-top:1rem}select{width:100%;padding:.55rem;margin:.3rem 0 1.2rem;font:inherit}
button{font:inherit;font-weight:600;padding:.6rem 1.6rem;border:0;border-radius:8px;background:#0b5cad;color:#fff;cursor:pointer}
button.quiet{background:#e5e8ee;color:#1f2430;margin-left:.5rem}footer{margin-top:1.6rem;color:#6b7280;font-size:.85rem}`

// htmlPage is a small page; content is HTML, title is text.
func htmlPage(status int, title, content string) *answer {
	title = html.EscapeString(title)
	return &answer{status: status, html: "<!DOCTYPE html>\n<html lang=\"en\"><head><meta charset=\"utf-8\"><meta name=\"viewport\" " +
		"content=\"width=device-width, initial-scale=1\"><title>" + title + "</title>\n<style>" + pageStyle + "</style></head>\n<body><main>\n<h1>" +
		title + "</h1>\n" + content + "<footer>The practice account: a simulation on this machine. Nothing of it reaches Autodesk.</footer></main></body></html>\n"}
}
