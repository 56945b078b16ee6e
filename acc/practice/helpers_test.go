package practice

import (
	"bytes"
	"context"
	"encoding/json"
	"io"
	"net/http"
	"net/url"
	"strings"
	"sync"
	"testing"
	"time"

	"accstar/acc"
	"accstar/acc/catalog"
	"accstar/acc/tenant"
)

// The people and things of the account that tests begin with.
const (
	testAccount = "99999999-2222-4333-8444-555555555555"
	northTower  = "11111111-2222-4333-8444-000000000001"
	firstFirm   = "44444444-2222-4333-8444-000000000001"
	adaID       = "66666666-2222-4333-8444-000000000001" // account admin
	adaUID      = "ADAADAADAADA"
	bobID       = "66666666-2222-4333-8444-000000000002" // in no project
	bobUID      = "BOBBOBBOBBOB"
)

// testClock stands still until it is told to move; a sleep moves it.
type testClock struct {
	mu  sync.Mutex
	now time.Time
}

func newTestClock() *testClock {
	return &testClock{now: time.Date(2026, 1, 5, 9, 0, 0, 0, time.UTC)}
}

func (c *testClock) Now() time.Time {
	c.mu.Lock()
	defer c.mu.Unlock()
	return c.now
}

func (c *testClock) Sleep(ctx context.Context, d time.Duration) error {
	c.mu.Lock()
	defer c.mu.Unlock()
	c.now = c.now.Add(d)
	return ctx.Err()
}

func (c *testClock) advance(d time.Duration) { c.Sleep(context.Background(), d) }

// testCatalogue is made once.
var testCatalogue = sync.OnceValue(catalog.New)

// testKey is made once: making one takes long.
var testKey = sync.OnceValue(func() string {
	key, err := newSigningKey()
	if err != nil {
		panic(err)
	}
	text, err := key.pem()
	if err != nil {
		panic(err)
	}
	return text
})

// testMemory is a small account: two people, a company, and a project with Ada as its administrator.
func testMemory(cat *catalog.Catalogue, clock *testClock) *tenant.Memory {
	m := tenant.NewMemory(cat, testAccount, clock.Now)
	add := func(entity, parent string, rec tenant.Record) {
		m.Apply([]tenant.Change{{Collection: tenant.Collection{Entity: entity, Parent: parent}, ID: rec["id"].(string), After: rec}})
	}
	person := func(id, uid, name, role string) tenant.Record {
		return tenant.Record{
			"id": id, "uid": uid, "account_id": testAccount, "email": strings.ToLower(name) + "@example.com", "name": name + " Moe",
			"first_name": name, "last_name": "Moe", "role": role, "status": "active",
		}
	}
	add("account_user", testAccount, person(adaID, adaUID, "Ada", "account_admin"))
	add("account_user", testAccount, person(bobID, bobUID, "Bob", "account_user"))
	add("company", testAccount, tenant.Record{
		"id": firstFirm, "accountId": testAccount, "name": "First Firm", "trade": "Concrete", "status": "active",
	})
	add("project", testAccount, tenant.Record{
		"id": northTower, "accountId": testAccount, "name": "North Tower", "jobNumber": "NT-1", "type": "Office", "status": "active",
		"classification": "production", "platform": "acc", "memberCount": int64(1), "companyCount": int64(0),
		"products": []any{tenant.Record{"key": "docs", "name": "Docs", "status": "active"}},
	})
	add("member", northTower, tenant.Record{
		"id": adaID, "autodeskId": adaUID, "email": "ada@example.com", "name": "Ada Moe", "status": "active",
		"products": []any{
			tenant.Record{"key": "projectAdministration", "access": "administrator"}, tenant.Record{"key": "docs", "access": "administrator"},
		},
		"roleIds": []any{}, "roles": []any{},
	})
	return m
}

// bench is a practice account at work, and a client to try it with.
type bench struct {
	t      *testing.T
	url    string
	clock  *testClock
	state  *State
	server *Server
	token  string // sent with every call
}

// start runs a practice account for a test; change may alter its configuration first.
func start(t *testing.T, change func(*Config)) *bench {
	t.Helper()
	cat, clock := testCatalogue(), newTestClock()
	state := NewState(testMemory(cat, clock))
	state.auth.apply(&authChanges{Key: testKey()})
	return startState(t, state, clock, change)
}

func startState(t *testing.T, state *State, clock *testClock, change func(*Config)) *bench {
	t.Helper()
	cat := testCatalogue()
	c := Config{Catalogue: cat, Rules: tenant.NewRules(cat, testAccount, tenant.Assumptions{}), State: state, Clock: clock}
	if change != nil {
		change(&c)
	}
	server := New(c)
	running, err := server.Start(t.Context(), "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		if err := running.Stop(); err != nil {
			t.Errorf("stopping: %v", err)
		}
	})
	b := &bench{t: t, url: running.URL, clock: clock, state: state, server: server}
	b.token = b.appToken("account:read account:write data:read")
	return b
}

// response is an answer as a test looks at it.
type response struct {
	status int
	header http.Header
	text   string
	body   any // decoded JSON; the text when it is something else
}

// at is the value at a dotted path of the answer; digits index lists.
func (r response) at(path string) any { return at(r.body, path) }

func at(v any, path string) any {
	for name := range strings.SplitSeq(path, ".") {
		switch x := v.(type) {
		case map[string]any:
			v = x[name]
		case []any:
			if name == "#" {
				return len(x)
			}
			i := int(name[0] - '0')
			if i >= len(x) {
				return nil
			}
			v = x[i]
		default:
			return nil
		}
	}
	return v
}

// do sends a request. A body that is not text or a reader goes as JSON; header holds names and values in turn.
func (b *bench) do(method, path string, body any, header ...string) (response, error) {
	b.t.Helper()
	var sent io.Reader
	kind := ""
	switch x := body.(type) {
	case nil:
	case string:
		sent, kind = strings.NewReader(x), "application/json"
	case url.Values:
		sent, kind = strings.NewReader(x.Encode()), "application/x-www-form-urlencoded"
	default:
		data, err := json.Marshal(x)
		if err != nil {
			b.t.Fatal(err)
		}
		sent, kind = bytes.NewReader(data), "application/json"
	}
	if strings.HasPrefix(path, "/") {
		path = b.url + path
	}
	req, err := http.NewRequestWithContext(b.t.Context(), method, path, sent)
	if err != nil {
		b.t.Fatal(err)
	}
	if kind != "" {
		req.Header.Set("Content-Type", kind)
	}
	if b.token != "" {
		req.Header.Set("Authorization", "Bearer "+b.token)
	}
	for i := 0; i+1 < len(header); i += 2 {
		if header[i+1] == "" {
			req.Header.Del(header[i])
		} else {
			req.Header.Set(header[i], header[i+1])
		}
	}
	client := http.Client{CheckRedirect: func(*http.Request, []*http.Request) error { return http.ErrUseLastResponse }}
	defer client.CloseIdleConnections()
	got, err := client.Do(req)
	if err != nil {
		return response{}, err
	}
	defer got.Body.Close()
	data, err := io.ReadAll(got.Body)
	if err != nil {
		return response{}, err
	}
	r := response{status: got.StatusCode, header: got.Header, text: string(data), body: string(data)}
	if v, err := acc.DecodeJSON(data); err == nil {
		r.body = v
	}
	return r, nil
}

// call sends a request that must be answered.
func (b *bench) call(method, path string, body any, header ...string) response {
	b.t.Helper()
	r, err := b.do(method, path, body, header...)
	if err != nil {
		b.t.Fatalf("%s %s: %v", method, path, err)
	}
	return r
}

// want sends a request that must be answered with a status.
func (b *bench) want(status int, method, path string, body any, header ...string) response {
	b.t.Helper()
	r := b.call(method, path, body, header...)
	if r.status != status {
		b.t.Fatalf("%s %s: got %d %v, want %d", method, path, r.status, r.body, status)
	}
	return r
}

func (b *bench) appToken(scope string) string {
	b.t.Helper()
	app := DemoApp()
	r := b.want(200, "POST", "/authentication/v2/token", url.Values{
		"grant_type": {"client_credentials"}, "scope": {scope}, "client_id": {app.ClientID}, "client_secret": {app.Secret},
	}, "Authorization", "")
	return r.at("access_token").(string)
}

// userToken is a 3-legged token, fetched as a browser and an app would.
func (b *bench) userToken(uid, scope string) string {
	b.t.Helper()
	return b.signIn(uid, scope).at("access_token").(string)
}

// The paths tests use most.
const (
	projectsPath = "/construction/admin/v1/accounts/" + testAccount + "/projects"
	northPath    = "/construction/admin/v1/projects/" + northTower
	usersPath    = "/hq/v1/accounts/" + testAccount + "/users"
	firmsPath    = "/hq/v1/accounts/" + testAccount + "/companies"
)

// hire is the body that adds somebody to a project.
func hire(email string) map[string]any {
	return map[string]any{"email": email, "products": []any{map[string]any{"key": "docs", "access": "member"}}}
}
