package practice

import (
	"crypto/x509"
	"encoding/pem"
	"net/url"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"accstar/acc/tenant"
)

const servicePath = "/authentication/v2/service-accounts"

// serviceBench is a practice account with a service account and a key of it.
type serviceBench struct {
	*bench
	id, email, kid string
	key            *signingKey
}

func startService(t *testing.T) *serviceBench {
	t.Helper()
	b := &serviceBench{bench: start(t, nil)}
	b.token = b.appToken("application:service_account:read application:service_account:write " +
		"application:service_account_key:read application:service_account_key:write account:read")
	made := b.want(201, "POST", servicePath, map[string]any{"name": "nightly-sync", "firstName": "Nightly", "lastName": "Service"})
	b.id, b.email = made.at("serviceAccountId").(string), made.at("email").(string)
	b.addKey()
	b.clock.advance(time.Second)
	return b
}

func (b *serviceBench) addKey() {
	b.t.Helper()
	made := b.want(201, "POST", servicePath+"/"+b.id+"/keys", nil)
	b.kid = made.at("kid").(string)
	b.key = parsePKCS1(b.t, made.at("privateKey").(string))
	b.key.id = b.kid
}

// claim is what the service account signs, with some of it changed: names and values in turn.
func (b *serviceBench) claim(changes ...any) map[string]any {
	c := map[string]any{"iss": DemoApp().ClientID, "sub": b.id, "aud": assertionAudience, "exp": b.clock.Now().Add(4 * time.Minute).Unix(),
		"scope": []string{"account:read", "data:read"}}
	for i := 0; i < len(changes); i += 2 {
		c[changes[i].(string)] = changes[i+1]
	}
	return c
}

func (b *serviceBench) trade(claims map[string]any, scope string) response {
	b.t.Helper()
	signed, err := b.key.sign(claims)
	if err != nil {
		b.t.Fatal(err)
	}
	form := url.Values{"grant_type": {grantAssertion}, "assertion": {signed}, "client_id": {DemoApp().ClientID}, "client_secret": {DemoApp().Secret}}
	if scope != "" {
		form.Set("scope", scope)
	}
	return b.call("POST", "/authentication/v2/token", form, "Authorization", "")
}

func TestServiceAccount(t *testing.T) {
	b := startService(t)
	if b.email != "nightly-sync@"+DemoApp().ClientID+".adskserviceaccount.autodesk.com" {
		t.Errorf("got %s", b.email)
	}
	r := b.trade(b.claim(), "data:read")
	if r.status != 200 || r.at("refresh_token") != nil || r.at("expires_in") != int64(3599) {
		t.Fatalf("got %d %v", r.status, r.body)
	}
	token := b.server.tokens.check(r.at("access_token").(string))
	if token == nil || token.UserID != b.id || !cmp.Equal(token.Scopes, []string{"data:read"}) {
		t.Errorf("got %+v", token)
	}
	all := b.trade(b.claim(), "").at("access_token").(string)
	b.want(200, "GET", projectsPath, nil, "Authorization", "Bearer "+all)
	used := b.want(200, "GET", servicePath+"/"+b.id, nil)
	if used.at("accessedAt") != "2026-01-05 09:00:01 +0000 UTC" || used.at("status") != "ENABLED" {
		t.Errorf("got %v", used.body)
	}
}

func TestAssertionRefused(t *testing.T) {
	b := startService(t)
	for _, c := range []struct {
		name   string
		claims map[string]any
		scope  string
		code   string
	}{
		{"another app", b.claim("iss", "other"), "", "invalid_grant"},
		{"nobody", b.claim("sub", "SA0000000000"), "", "invalid_grant"},
		{"another audience", b.claim("aud", b.url), "", "invalid_grant"},
		{"over", b.claim("exp", b.clock.Now().Unix()), "", "invalid_grant"},
		{"too long", b.claim("exp", b.clock.Now().Add(301*time.Second).Unix()), "", "invalid_grant"},
		{"a clock that is ten minutes slow", b.claim("exp", b.clock.Now().Add(-6*time.Minute).Unix()), "", "invalid_grant"},
		{"a scope beyond it", b.claim(), "account:write", "invalid_scope"},
		{"an unknown scope", b.claim("scope", []string{"x"}), "", "invalid_scope"},
	} {
		if r := b.trade(c.claims, c.scope); r.status != 400 || r.at("error") != c.code {
			t.Errorf("%s: got %d %v", c.name, r.status, r.body)
		}
	}
	b.key.id = "00000000-0000-4000-8000-000000000000"
	if r := b.trade(b.claim(), ""); r.status != 400 || r.at("error") != "invalid_grant" {
		t.Errorf("an unknown key: got %v", r.body)
	}
	other, err := newSigningKey()
	if err != nil {
		t.Fatal(err)
	}
	other.id = b.kid
	b.key = other
	if r := b.trade(b.claim(), ""); r.status != 400 || r.at("error") != "invalid_grant" {
		t.Errorf("another key of the same name: got %v", r.body)
	}
	for _, form := range []url.Values{{"grant_type": {grantAssertion}}, {"grant_type": {grantAssertion}, "assertion": {"a.b.c"}}, {"grant_type": {grantAssertion}, "assertion": {"x"}}} {
		form.Set("client_id", DemoApp().ClientID)
		form.Set("client_secret", DemoApp().Secret)
		b.want(400, "POST", "/authentication/v2/token", form, "Authorization", "")
	}
}

// TestServiceAccountDisabled: neither a disabled account nor a disabled key gets anywhere, and the first cannot manage its keys.
func TestServiceAccountDisabled(t *testing.T) {
	b := startService(t)
	key := servicePath + "/" + b.id + "/keys/" + b.kid
	b.want(204, "PATCH", key, map[string]any{"status": "DISABLED"})
	b.want(400, "PATCH", key, map[string]any{"status": "DISABLED"})
	if r := b.trade(b.claim(), ""); r.status != 400 {
		t.Errorf("a disabled key: got %v", r.body)
	}
	b.want(204, "PATCH", key, map[string]any{"status": "ENABLED"})
	if r := b.trade(b.claim(), ""); r.status != 200 {
		t.Errorf("an enabled key: got %v", r.body)
	}
	b.want(200, "PATCH", servicePath+"/"+b.id, map[string]any{"status": "DISABLED"})
	if r := b.trade(b.claim(), ""); r.at("error_description") != "The service account is not enabled." {
		t.Errorf("a disabled account: got %v", r.body)
	}
	for _, method := range []string{"GET", "POST"} {
		if r := b.call(method, servicePath+"/"+b.id+"/keys", nil); r.status != 400 || r.at("title") != "invalid_request" {
			t.Errorf("%s keys: got %d %v", method, r.status, r.body)
		}
	}
	b.want(200, "PATCH", servicePath+"/"+b.id, map[string]any{"status": "ENABLED"})
	b.want(204, "DELETE", key, nil)
	b.want(404, "DELETE", key, nil)
	b.want(204, "DELETE", servicePath+"/"+b.id, nil)
	if r := b.want(404, "GET", servicePath+"/"+b.id, nil); r.at("title") != "not_found" {
		t.Errorf("got %v", r.body)
	}
}

func TestServiceAccountLimits(t *testing.T) {
	b := startService(t)
	b.addKey()
	b.addKey()
	if r := b.want(403, "POST", servicePath+"/"+b.id+"/keys", nil); r.at("title") != "limit_exceeded" {
		t.Errorf("a fourth key: got %v", r.body)
	}
	if r := b.want(200, "GET", servicePath+"/"+b.id+"/keys", nil); r.at("keys.#") != 3 || strings.Contains(r.text, "PRIVATE") || strings.Contains(r.text, "public") {
		t.Errorf("got %v", r.body)
	}
	body := func(name string) map[string]any {
		return map[string]any{"name": name, "firstName": "Some_one", "lastName": "Service"}
	}
	b.want(400, "POST", servicePath, body("nightly-sync"))
	for _, name := range []string{"four", "with space", "-----", "", strings.Repeat("x", 101)} {
		b.want(400, "POST", servicePath, body(name))
	}
	for i := range 9 {
		b.want(201, "POST", servicePath, body("account-"+string(rune('a'+i))))
	}
	if r := b.want(403, "POST", servicePath, body("account-z")); r.at("title") != "limit_exceeded" {
		t.Errorf("an eleventh: got %v", r.body)
	}
	if r := b.want(200, "GET", servicePath, nil); r.at("serviceAccounts.#") != 10 || r.at("serviceAccounts.0.email") != b.email {
		t.Errorf("got %v", r.body)
	}
	b.token = b.appToken("account:read")
	b.want(403, "GET", servicePath, nil)
}

// TestServiceAccountIsKept: service accounts survive in the folder; a reset takes them with the people.
func TestServiceAccountIsKept(t *testing.T) {
	clock := newTestClock()
	dir := t.TempDir()
	open := func(fresh bool) *State {
		t.Helper()
		st, err := Open(dir, Options{Catalogue: testCatalogue(), Now: clock.Now, Fresh: fresh, Begin: beginTest(clock)})
		if err != nil {
			t.Fatal(err)
		}
		return st
	}
	st := open(false)
	err := st.changeAuth(func(*authRecords) (*authChanges, error) {
		return &authChanges{Accounts: map[string]*serviceAccount{"SA1": {ID: "SA1", Status: enabled, Keys: map[string]serviceKey{"k": {Status: disabled}}}}}, nil
	})
	if err != nil {
		t.Fatal(err)
	}
	if err := st.Close(); err != nil {
		t.Fatal(err)
	}
	st = open(false)
	if got := st.serviceAccounts(); len(got) != 1 || got[0].Keys["k"].Status != disabled {
		t.Errorf("got %v", got)
	}
	if err := st.Close(); err != nil {
		t.Fatal(err)
	}
	st = open(true)
	if got := st.serviceAccounts(); len(got) != 0 {
		t.Errorf("after a reset: got %v", got)
	}
	if err := st.Close(); err != nil {
		t.Fatal(err)
	}
}

func parsePKCS1(t *testing.T, text string) *signingKey {
	t.Helper()
	block, _ := pem.Decode([]byte(text))
	if block == nil {
		t.Fatalf("not PEM: %s", text)
	}
	key, err := x509.ParsePKCS1PrivateKey(block.Bytes)
	if err != nil {
		t.Fatal(err)
	}
	return &signingKey{key: key}
}

func beginTest(clock *testClock) func() (*tenant.Memory, error) {
	return func() (*tenant.Memory, error) { return testMemory(testCatalogue(), clock), nil }
}

// TestConsent: the page names who may sign in and what is asked for; both answers go back to the app.
func TestConsent(t *testing.T) {
	b := start(t, nil)
	page := b.want(200, "GET", b.authorizePath("account:write data:read"), nil)
	for _, want := range []string{"see the data of your projects", "change the account", "ada@example.com (account admin)", `value="allow"`, `value="deny"`} {
		if !strings.Contains(page.text, want) {
			t.Errorf("the page lacks %q", want)
		}
	}
	allowed := b.want(302, "POST", b.authorizePath("data:read"), url.Values{"user": {adaUID}, "consent": {"allow"}})
	denied := b.want(302, "POST", b.authorizePath("data:read"), url.Values{"user": {adaUID}, "consent": {"deny"}})
	if to := allowed.header.Get("Location"); !strings.Contains(to, "code=") || !strings.Contains(to, "state=s-1") {
		t.Errorf("allowed: went to %s", to)
	}
	if to := denied.header.Get("Location"); !strings.Contains(to, "error=access_denied") || strings.Contains(to, "code=") {
		t.Errorf("denied: went to %s", to)
	}
}

// TestPublicApp: an app without a secret signs people in by PKCE alone, and has no tokens of its own.
func TestPublicApp(t *testing.T) {
	b := start(t, nil)
	path := strings.Replace(b.authorizePath("data:read"), DemoApp().ClientID, DemoPublicApp().ClientID, 1)
	back := b.want(302, "POST", path, url.Values{"user": {adaUID}})
	to, err := url.Parse(back.header.Get("Location"))
	if err != nil {
		t.Fatal(err)
	}
	form := url.Values{"grant_type": {"authorization_code"}, "code": {to.Query().Get("code")}, "redirect_uri": {"http://127.0.0.1:7777/callback"},
		"code_verifier": {verifier}, "client_id": {DemoPublicApp().ClientID}}
	got := b.want(200, "POST", "/authentication/v2/token", form, "Authorization", "")
	b.want(200, "POST", "/authentication/v2/token", url.Values{"grant_type": {"refresh_token"}, "client_id": {DemoPublicApp().ClientID},
		"refresh_token": {got.at("refresh_token").(string)}, "scope": {"data:read"}}, "Authorization", "")
	b.want(401, "POST", "/authentication/v2/token", url.Values{"grant_type": {grantAssertion}, "client_id": {DemoPublicApp().ClientID}}, "Authorization", "")
}

func TestLogout(t *testing.T) {
	b := start(t, nil)
	if r := b.want(200, "GET", "/authentication/v2/logout", nil); !strings.Contains(r.text, "signed out") {
		t.Errorf("got %s", r.text)
	}
	r := b.want(302, "GET", "/authentication/v2/logout?post_logout_redirect_uri="+url.QueryEscape("http://localhost:9/callback"), nil)
	if to := r.header.Get("Location"); to != "http://localhost:9/callback" {
		t.Errorf("went to %s", to)
	}
	b.want(400, "GET", "/authentication/v2/logout?post_logout_redirect_uri="+url.QueryEscape("https://elsewhere.example/"), nil)
}

func TestUserinfo(t *testing.T) {
	b := start(t, nil)
	r := b.want(200, "GET", "/userinfo", nil, "Authorization", "Bearer "+b.userToken(adaUID, "user-profile:read"))
	if r.at("sub") != adaUID || r.at("email") != "ada@example.com" {
		t.Errorf("got %v", r.body)
	}
	b.want(403, "GET", "/userinfo", nil)
	b.want(403, "GET", "/userinfo", nil, "Authorization", "Bearer "+b.userToken(adaUID, "data:read"))
}
