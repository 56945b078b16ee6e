package practice

import (
	"crypto/sha256"
	"encoding/base64"
	"encoding/json"
	"net/http"
	"net/url"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
)

const verifier = "a-code-verifier-of-at-least-forty-three-characters"

// signIn does what a browser and an app do for a 3-legged token, and returns the answer of the token endpoint.
func (b *bench) signIn(uid, scope string) response {
	b.t.Helper()
	code := b.authorize(uid, scope)
	app := DemoApp()
	return b.want(200, "POST", "/authentication/v2/token", url.Values{
		"grant_type": {"authorization_code"}, "code": {code}, "redirect_uri": {"http://127.0.0.1:7777/callback"}, "code_verifier": {verifier},
		"client_id": {app.ClientID}, "client_secret": {app.Secret},
	}, "Authorization", "")
}

func (b *bench) authorizePath(scope string) string {
	sum := sha256.Sum256([]byte(verifier))
	return "/authentication/v2/authorize?" + url.Values{
		"client_id": {DemoApp().ClientID}, "response_type": {"code"}, "redirect_uri": {"http://127.0.0.1:7777/callback"},
		"scope": {scope}, "state": {"s-1"}, "nonce": {"n-1"}, "code_challenge_method": {"S256"},
		"code_challenge": {base64.RawURLEncoding.EncodeToString(sum[:])},
	}.Encode()
}

// authorize signs a person in and returns the code that comes back.
func (b *bench) authorize(uid, scope string) string {
	b.t.Helper()
	page := b.want(200, "GET", b.authorizePath(scope), nil)
	if !strings.Contains(page.body.(string), "ada@example.com") {
		b.t.Fatalf("the sign-in page does not offer Ada:\n%s", page.body)
	}
	back := b.want(302, "POST", b.authorizePath(scope), url.Values{"user": {uid}})
	to, err := url.Parse(back.header.Get("Location"))
	if err != nil {
		b.t.Fatal(err)
	}
	if to.Host != "127.0.0.1:7777" || to.Query().Get("state") != "s-1" {
		b.t.Fatalf("went back to %s", to)
	}
	return to.Query().Get("code")
}

func TestClientCredentials(t *testing.T) {
	b := start(t, func(c *Config) {
		c.Apps = []App{DemoApp(), {ClientID: "odd", Secret: "a+b/c %"}, {ClientID: "public"}}
	})
	app := DemoApp()
	basic := func(id, secret string) string {
		return "Basic " + base64.StdEncoding.EncodeToString([]byte(id+":"+secret))
	}
	ok := url.Values{"grant_type": {"client_credentials"}, "scope": {"account:read data:read"}}
	with := func(pairs ...string) url.Values {
		v := url.Values{}
		for name, values := range ok {
			v[name] = values
		}
		for i := 0; i < len(pairs); i += 2 {
			if v.Set(pairs[i], pairs[i+1]); pairs[i+1] == "" {
				v.Del(pairs[i])
			}
		}
		return v
	}
	for _, c := range []struct {
		name   string
		auth   string
		form   any
		status int
		code   string
	}{
		{"basic", basic(app.ClientID, app.Secret), ok, 200, ""},
		{"form", "", with("client_id", app.ClientID, "client_secret", app.Secret), 200, ""},
		{"basic, raw", basic("odd", "a+b/c %"), ok, 200, ""},
		{"basic, form-encoded as RFC 6749 has it", basic("odd", url.QueryEscape("a+b/c %")), ok, 200, ""},
		{"both", basic(app.ClientID, app.Secret), with("client_id", app.ClientID), 400, "invalid_request"},
		{"neither", "", ok, 401, "invalid_credentials"},
		{"wrong secret", basic(app.ClientID, "wrong"), ok, 401, "invalid_credentials"},
		{"unknown client", basic("nobody", ""), ok, 401, "invalid_credentials"},
		{"a public client", "", with("client_id", "public"), 401, "invalid_credentials"},
		{"no scope", basic(app.ClientID, app.Secret), with("scope", ""), 400, "invalid_request"},
		{"an unknown scope", basic(app.ClientID, app.Secret), with("scope", "account:read account:reed"), 400, "invalid_scope"},
		{"a scope for one resource", basic(app.ClientID, app.Secret), with("scope", "data:read:urn:adsk.wipprod:fs.file:vf.1"), 200, ""},
		{"too many scopes", basic(app.ClientID, app.Secret), with("scope", strings.Repeat("data:read ", 51)), 400, "invalid_scope"},
		{"no grant", basic(app.ClientID, app.Secret), with("grant_type", ""), 400, "invalid_request"},
		{"an unknown grant", basic(app.ClientID, app.Secret), with("grant_type", "password"), 400, "invalid_request"},
		{"JSON", basic(app.ClientID, app.Secret), map[string]any{"grant_type": "client_credentials"}, 400, "invalid_request"},
	} {
		t.Run(c.name, func(t *testing.T) {
			r := b.call("POST", "/authentication/v2/token", c.form, "Authorization", c.auth)
			if r.status != c.status {
				t.Errorf("got %d %v, want %d", r.status, r.body, c.status)
			}
			if c.code != "" && r.at("error") != c.code {
				t.Errorf("got %v, want %s", r.body, c.code)
			}
			if c.status == 200 && (r.at("token_type") != "Bearer" || r.at("expires_in") != int64(3599)) {
				t.Errorf("got %v", r.body)
			}
		})
	}
	if r := b.call("GET", "/authentication/v2/token", nil); r.status != 405 || r.header.Get("Allow") != "POST" {
		t.Errorf("GET token: got %d, Allow %q", r.status, r.header.Get("Allow"))
	}
}

// TestTokenClaims checks a token as any other service would: by the published key.
func TestTokenClaims(t *testing.T) {
	b := start(t, func(c *Config) { c.TokenLifetime = 10 * time.Minute })
	keys := b.want(200, "GET", "/authentication/v2/keys", nil)
	parts := strings.Split(b.token, ".")
	var header, claims map[string]any
	for i, into := range []*map[string]any{&header, &claims} {
		raw, err := base64.RawURLEncoding.DecodeString(parts[i])
		if err != nil {
			t.Fatal(err)
		}
		if err := json.Unmarshal(raw, into); err != nil {
			t.Fatal(err)
		}
	}
	if header["kid"] != keys.at("keys.0.kid") || header["alg"] != "RS256" {
		t.Errorf("header %v does not fit the keys %v", header, keys.body)
	}
	delete(claims, "jti")
	want := map[string]any{
		"scope": []any{"account:read", "account:write", "data:read"}, "client_id": DemoApp().ClientID,
		"iss": "https://developer.api.autodesk.com", "aud": "https://autodesk.com", "exp": float64(b.clock.Now().Add(10 * time.Minute).Unix()),
	}
	if diff := cmp.Diff(want, claims); diff != "" {
		t.Errorf("claims (-want +got):\n%s", diff)
	}
	d := b.want(200, "GET", "/.well-known/openid-configuration", nil)
	if d.at("jwks_uri") != b.url+"/authentication/v2/keys" || d.at("issuer") != issuer {
		t.Errorf("discovery: got %v", d.body)
	}
}

func TestGateway(t *testing.T) {
	blocked := App{ClientID: "blocked", Secret: "s", Blocked: true}
	b := start(t, func(c *Config) { c.Apps = []App{DemoApp(), blocked} })
	readOnly := b.appToken("account:read")
	ada := b.userToken(adaUID, "account:read account:write user-profile:read")
	blockedToken := b.want(200, "POST", "/authentication/v2/token", url.Values{
		"grant_type": {"client_credentials"}, "scope": {"account:read"}, "client_id": {"blocked"}, "client_secret": {"s"},
	}, "Authorization", "").at("access_token").(string)
	good := b.token
	forged := good[:strings.LastIndexByte(good, '.')+1] + "AAAA"
	none := base64.RawURLEncoding.EncodeToString([]byte(`{"alg":"none"}`)) + "." + strings.Split(good, ".")[1] + "."

	for _, c := range []struct {
		name, method, path, token string
		status                    int
		code                      string
	}{
		{"a good token", "GET", northPath, good, 200, ""},
		{"no token", "GET", northPath, "", 401, "AUTH-006"},
		{"nonsense", "GET", northPath, "nonsense", 401, "AUTH-006"},
		{"a forged signature", "GET", northPath, forged, 401, "AUTH-006"},
		{"alg none", "GET", northPath, none, 401, "AUTH-006"},
		{"a missing scope", "POST", firmsPath, readOnly, 403, "AUTH-010"},
		{"a 3-legged token where the app's own is wanted", "GET", usersPath, ada, 403, "AUTH-010"},
		{"the app's own token where a person is wanted", "GET", "/userinfo", good, 403, "AUTH-010"},
		{"a person's profile", "GET", "/userinfo", ada, 200, ""},
		{"an app not added to the account", "GET", northPath, blockedToken, 403, "AUTH-001"},
		{"an unknown path", "GET", "/nowhere", good, 404, ""},
		{"a method the path has not", "DELETE", northPath, good, 405, ""},
	} {
		t.Run(c.name, func(t *testing.T) {
			b.token = c.token
			r := b.call(c.method, c.path, nil)
			if r.status != c.status {
				t.Errorf("got %d %v, want %d", r.status, r.body, c.status)
			}
			if c.code != "" && r.at("errorCode") != c.code {
				t.Errorf("got %v, want %s", r.body, c.code)
			}
			if c.code != "" && r.at("moreInfo") != moreInfo {
				t.Errorf("got %v, want the gateway's shape", r.body)
			}
		})
	}

	b.token = good
	b.clock.advance(3598 * time.Second)
	b.want(200, "GET", northPath, nil)
	b.clock.advance(time.Second)
	b.want(401, "GET", northPath, nil)
}

func TestSignIn(t *testing.T) {
	b := start(t, nil)
	app := DemoApp()
	trade := func(code, redirect, verifier string) response {
		return b.call("POST", "/authentication/v2/token", url.Values{
			"grant_type": {"authorization_code"}, "code": {code}, "redirect_uri": {redirect}, "code_verifier": {verifier},
			"client_id": {app.ClientID}, "client_secret": {app.Secret},
		}, "Authorization", "")
	}
	const back = "http://127.0.0.1:7777/callback"
	code := b.authorize(adaUID, "account:read openid")
	got := trade(code, back, verifier)
	if got.status != 200 || got.at("refresh_token") == nil || got.at("id_token") == nil {
		t.Fatalf("got %d %v", got.status, got.body)
	}
	if r := trade(code, back, verifier); r.at("error") != "invalid_grant" {
		t.Errorf("a code used twice: got %v", r.body)
	}
	if r := trade(b.authorize(adaUID, "account:read"), back, strings.Repeat("x", 50)); r.at("error") != "invalid_grant" {
		t.Errorf("another verifier: got %v", r.body)
	}
	if r := trade(b.authorize(adaUID, "account:read"), back+"2", verifier); r.at("error") != "invalid_grant" {
		t.Errorf("another redirect_uri: got %v", r.body)
	}
	code = b.authorize(adaUID, "account:read")
	b.clock.advance(5 * time.Minute)
	if r := trade(code, back, verifier); r.at("error") != "invalid_grant" {
		t.Errorf("an old code: got %v", r.body)
	}

	refused := b.want(302, "POST", b.authorizePath("account:read"), url.Values{"user": {""}})
	if to := refused.header.Get("Location"); to != back+"?error=access_denied&state=s-1" {
		t.Errorf("signing in refused: went to %s", to)
	}
	bad := b.want(302, "GET", b.authorizePath("account:reed"), nil)
	if to := bad.header.Get("Location"); !strings.Contains(to, "error=invalid_scope") {
		t.Errorf("an unknown scope: went to %s", to)
	}
	elsewhere := strings.Replace(b.authorizePath("account:read"), "127.0.0.1%3A7777", "evil.example", 1)
	if r := b.want(400, "GET", elsewhere, nil); r.header.Get("Location") != "" {
		t.Errorf("a foreign redirect_uri: went to %s", r.header.Get("Location"))
	}
}

func TestRefreshIntrospectRevoke(t *testing.T) {
	b := start(t, nil)
	app := DemoApp()
	post := func(path string, pairs ...string) response {
		form := url.Values{"client_id": {app.ClientID}, "client_secret": {app.Secret}}
		for i := 0; i < len(pairs); i += 2 {
			form.Set(pairs[i], pairs[i+1])
		}
		return b.call("POST", "/authentication/v2/"+path, form, "Authorization", "")
	}
	first := b.signIn(adaUID, "account:read data:read")
	refresh := first.at("refresh_token").(string)

	second := post("token", "grant_type", "refresh_token", "refresh_token", refresh, "scope", "account:read")
	if second.status != 200 || second.at("refresh_token") == refresh {
		t.Fatalf("refresh: got %d %v", second.status, second.body)
	}
	if r := post("token", "grant_type", "refresh_token", "refresh_token", refresh); r.at("error") != "invalid_grant" {
		t.Errorf("a refresh token used twice: got %v", r.body)
	}
	refresh = second.at("refresh_token").(string)
	if r := post("token", "grant_type", "refresh_token", "refresh_token", refresh, "scope", "data:write"); r.at("error") != "invalid_scope" {
		t.Errorf("more than was granted: got %v", r.body)
	}

	access := second.at("access_token").(string)
	want := map[string]any{
		"active": true, "scope": "account:read", "client_id": app.ClientID, "userid": adaUID,
		"exp": b.clock.Now().Add(3599 * time.Second).Unix(),
	}
	if diff := cmp.Diff(want, post("introspect", "token", access).body); diff != "" {
		t.Errorf("introspect (-want +got):\n%s", diff)
	}
	if r := post("revoke", "token", access, "token_type_hint", "access_token"); r.status != 200 || r.body != "" {
		t.Errorf("revoke: got %d %v", r.status, r.body)
	}
	if diff := cmp.Diff(map[string]any{"active": false}, post("introspect", "token", access).body); diff != "" {
		t.Errorf("introspect after revoke (-want +got):\n%s", diff)
	}
	b.want(401, "GET", northPath, nil, "Authorization", "Bearer "+access)
	post("revoke", "token", refresh, "token_type_hint", "refresh_token")
	if r := post("token", "grant_type", "refresh_token", "refresh_token", refresh); r.at("error") != "invalid_grant" {
		t.Errorf("a revoked refresh token: got %v", r.body)
	}

	fresh := b.signIn(adaUID, "account:read").at("refresh_token").(string)
	b.clock.advance(15 * 24 * time.Hour)
	if r := post("token", "grant_type", "refresh_token", "refresh_token", fresh); r.at("error") != "invalid_grant" {
		t.Errorf("an old refresh token: got %v", r.body)
	}
}

func TestTokenQuota(t *testing.T) {
	b := start(t, func(c *Config) { c.RateLimits.PerMinute = map[string]int{"auth-token": 2} })
	b.appToken("account:read")
	r := b.call("POST", "/authentication/v2/token", url.Values{
		"grant_type": {"client_credentials"}, "scope": {"account:read"}, "client_id": {DemoApp().ClientID}, "client_secret": {DemoApp().Secret},
	}, "Authorization", "")
	if r.status != http.StatusTooManyRequests || r.header.Get("Retry-After") != "60" {
		t.Errorf("got %d, Retry-After %q", r.status, r.header.Get("Retry-After"))
	}
}

func TestScopesAreSortedOnce(t *testing.T) {
	got, err := parseScopes("data:read account:read  data:read")
	if err != nil {
		t.Fatal(err)
	}
	if want := []string{"account:read", "data:read"}; !slices.Equal(got, want) {
		t.Errorf("got %v, want %v", got, want)
	}
}
