package practice

import (
	"bytes"
	"compress/gzip"
	"context"
	"fmt"
	"io"
	"mime/multipart"
	"net/http"
	"net/textproto"
	"strings"
	"sync"
	"testing"
	"time"

	"accstar/acc"
	"accstar/acc/tenant"

	"github.com/google/go-cmp/cmp"
	"go.uber.org/goleak"
)

func TestMain(m *testing.M) { goleak.VerifyTestMain(m) }

func TestPages(t *testing.T) {
	b := start(t, nil)
	for i := range 44 {
		b.want(202, "POST", projectsPath, map[string]any{"name": fmt.Sprintf("Project %02d", i), "type": "Office"}, "User-Id", adaID)
	}
	type want struct{ limit, offset, total, shown int64 }
	for _, c := range []struct {
		query          string
		want           want
		next, previous bool
	}{
		{"", want{20, 0, 45, 20}, true, false},
		{"?limit=7&offset=40", want{7, 40, 45, 5}, false, true},
		{"?limit=500", want{200, 0, 45, 45}, false, false},
		{"?offset=99", want{20, 99, 45, 0}, false, true},
		{"?no-such-parameter=1&limit=1", want{1, 0, 45, 1}, true, false},
	} {
		r := b.want(200, "GET", projectsPath+c.query, nil)
		got := want{r.at("pagination.limit").(int64), r.at("pagination.offset").(int64), r.at("pagination.totalResults").(int64), int64(r.at("results.#").(int))}
		if got != c.want {
			t.Errorf("%s: got %+v, want %+v", c.query, got, c.want)
		}
		if next, _ := r.at("pagination.nextUrl").(string); (next != "") != c.next {
			t.Errorf("%s: got nextUrl %q", c.query, next)
		}
		if previous, _ := r.at("pagination.previousUrl").(string); (previous != "") != c.previous {
			t.Errorf("%s: got previousUrl %q", c.query, previous)
		}
	}
	for _, query := range []string{"?limit=0", "?limit=many", "?offset=-1", "?offset=x"} {
		b.want(400, "GET", projectsPath+query, nil)
	}

	// Following nextUrl gives every project once, filters included.
	seen := map[any]bool{}
	pages := 0
	for next := b.url + projectsPath + "?limit=10&filter[name]=Project&filterTextMatch=startsWith"; next != ""; pages++ {
		r := b.want(200, "GET", next, nil)
		for _, p := range r.at("results").([]any) {
			seen[at(p, "id")] = true
		}
		next, _ = r.at("pagination.nextUrl").(string)
	}
	if len(seen) != 44 || pages != 5 {
		t.Errorf("got %d projects on %d pages, want 44 on 5", len(seen), pages)
	}

	// HQ lists are bare, and as long as they are asked to be.
	if r := b.want(200, "GET", usersPath+"?limit=1&offset=1", nil); r.at("#") != 1 {
		t.Errorf("hq: got %v", r.body)
	}
	if r := b.want(200, "GET", "/hq/v1/accounts/"+testAccount+"/business_units_structure", nil); r.at("business_units") == nil {
		t.Errorf("business units: got %v", r.body)
	}
}

func TestMembers(t *testing.T) {
	b := start(t, nil)
	users := northPath + "/users"
	got := b.want(201, "POST", users, hire("carl@example.com"), "User-Id", adaUID)
	id, _ := got.at("id").(string)
	if got.at("email") != "carl@example.com" || id == "" {
		t.Fatalf("got %v", got.body)
	}
	again := b.want(409, "POST", users, hire("CARL@example.com"), "User-Id", adaID)
	if detail, _ := again.at("errors.0.detail").(string); !strings.Contains(strings.ToLower(detail), "carl@example.com") {
		t.Errorf("got %v, want construction/admin's shape, naming carl@example.com", again.body)
	}
	b.want(200, "GET", users+"/"+id, nil)
	b.want(200, "PATCH", users+"/"+id, map[string]any{"companyId": firstFirm}, "User-Id", adaID)
	if r := b.want(200, "GET", users+"?filter[email]=carl@example.com&filterTextMatch=equals", nil); r.at("results.0.companyId") != firstFirm {
		t.Errorf("got %v", r.body)
	}
	gone := b.want(204, "DELETE", users+"/"+id, nil, "User-Id", adaID)
	if gone.body != "" || gone.header.Get("Content-Type") != "" {
		t.Errorf("a 204 has a body: %q %v", gone.body, gone.header)
	}
	b.want(404, "DELETE", users+"/"+id, nil, "User-Id", adaID)
}

func TestWhoActs(t *testing.T) {
	b := start(t, nil)
	users := northPath + "/users"
	for _, c := range []struct {
		name, method, path string
		header             []string
		status             int
	}{
		{"a write without User-Id", "POST", users, nil, 403},
		{"a user nobody knows", "POST", users, []string{"User-Id", "nobody"}, 403},
		{"a user who may not", "POST", users, []string{"User-Id", bobID}, 403},
		{"acc_sdk's misspelt header does nothing", "POST", users, []string{"user_id", adaID}, 403},
		{"an admin by ACC ID", "POST", users, []string{"User-Id", adaID}, 201},
		{"a read without User-Id", "GET", users, nil, 200},
		{"a read for who may not see it", "GET", users, []string{"User-Id", bobID}, 403},
		{"hq needs nobody", "GET", usersPath, nil, 200},
	} {
		t.Run(c.name, func(t *testing.T) {
			var body any
			if c.method == "POST" {
				body = hire("dora@example.com")
			}
			b.t = t
			b.want(c.status, c.method, c.path, body, c.header...)
		})
	}
	b.t = t
	b.token = b.userToken(adaUID, "account:read account:write")
	b.want(201, "POST", users, hire("emil@example.com"))
	b.token = b.userToken(bobUID, "account:read account:write")
	b.want(403, "POST", users, hire("fred@example.com"))
}

func TestBodies(t *testing.T) {
	b := start(t, nil)
	users := northPath + "/users"
	admin := []string{"User-Id", adaID}
	for _, c := range []struct {
		name   string
		body   any
		header []string
		status int
	}{
		{"broken JSON", `{"email": `, nil, 400},
		{"two values", `{} {}`, nil, 400},
		{"no JSON at all", hire("a@example.com"), []string{"Content-Type", "text/plain"}, 415},
		{"no body", nil, nil, 400},
		{"a wrong type", map[string]any{"email": 7, "products": []any{}}, nil, 400},
		{"a list in place of an object", []any{}, nil, 400},
		{"larger than anything", `{"email": "` + strings.Repeat("x", jsonMax) + `"}`, nil, 413},
	} {
		r := b.call("POST", users, c.body, append(admin, c.header...)...)
		if r.status != c.status || r.at("errors.0.detail") == nil {
			t.Errorf("%s: got %d %v, want %d in construction/admin's shape", c.name, r.status, r.body, c.status)
		}
	}
	r := b.want(400, "POST", firmsPath, `{"name": `)
	if r.at("message") == nil || r.at("code") == nil {
		t.Errorf("got %v, want hq's shape", r.body)
	}
}

func TestImageUpload(t *testing.T) {
	b := start(t, nil)
	var form bytes.Buffer
	w := multipart.NewWriter(&form)
	part, err := w.CreatePart(textproto.MIMEHeader{
		"Content-Disposition": {`form-data; name="chunk"; filename="logo.png"`}, "Content-Type": {"image/png"},
	})
	if err != nil {
		t.Fatal(err)
	}
	part.Write([]byte("\x89PNG"))
	w.Close()
	path := firmsPath + "/" + firstFirm + "/image"
	r := b.want(200, "PATCH", path, form.String(), "Content-Type", w.FormDataContentType())
	if r.at("name") != "First Firm" {
		t.Errorf("got %v", r.body)
	}
	b.want(415, "PATCH", path, `{"chunk": "x"}`)
	b.want(400, "PATCH", path, "cut off", "Content-Type", w.FormDataContentType())
}

func TestSlashes(t *testing.T) {
	b := start(t, nil)
	b.want(200, "GET", "//construction//admin/v1/projects/"+northTower+"/", nil)
	b.want(200, "GET", "/hq/v1/regions/eu/accounts/"+testAccount+"/users", nil)
}

func TestGzip(t *testing.T) {
	b := start(t, nil)
	for i := range 20 {
		b.want(202, "POST", projectsPath, map[string]any{"name": fmt.Sprintf("Project %02d", i), "type": "Office"}, "User-Id", adaID)
	}
	r := b.want(200, "GET", projectsPath, nil, "Accept-Encoding", "gzip")
	if r.header.Get("Content-Encoding") != "gzip" {
		t.Fatalf("got headers %v", r.header)
	}
	z, err := gzip.NewReader(strings.NewReader(r.body.(string)))
	if err != nil {
		t.Fatal(err)
	}
	plain, err := io.ReadAll(z)
	if err != nil || !strings.Contains(string(plain), "Project 07") {
		t.Errorf("got %v, %.100s", err, plain)
	}
	if r := b.want(200, "GET", projectsPath, nil, "Accept-Encoding", "gzip;q=0"); r.header.Get("Content-Encoding") != "" {
		t.Errorf("got %q although gzip is not wanted", r.header.Get("Content-Encoding"))
	}
}

func TestRateLimit(t *testing.T) {
	b := start(t, nil)
	b.clock.advance(time.Hour)
	b.token = b.appToken("account:read account:write")
	for range 100 {
		b.want(200, "GET", usersPath, nil)
		b.clock.advance(100 * time.Millisecond)
	}
	r := b.want(429, "GET", usersPath+"/"+adaID, nil)
	if r.header.Get("Retry-After") != "50" {
		t.Errorf("Retry-After: got %q, want 50", r.header.Get("Retry-After"))
	}
	if diff := cmp.Diff(map[string]any{"developerMessage": "Quota limit exceeded."}, r.body); diff != "" {
		t.Errorf("(-want +got):\n%s", diff)
	}
	b.want(200, "GET", northPath, nil) // construction/admin has a count of its own
	b.clock.advance(50 * time.Second)
	b.want(200, "GET", usersPath, nil)
}

func TestAddresses(t *testing.T) {
	for addr, want := range map[string]string{
		"0.0.0.0:0":   "of this machine only",
		":8460":       "of this machine only",
		"10.0.0.7:80": "of this machine only",
		"example.com": "want one such as 127.0.0.1:8460",
	} {
		l, err := Listen(addr)
		if err == nil {
			l.Close()
		}
		if err == nil || !strings.Contains(err.Error(), want) {
			t.Errorf("%s: got %v, want %s", addr, err, want)
		}
	}
	for _, addr := range []string{"127.0.0.1:0", "localhost:0"} {
		l, err := Listen(addr)
		if err != nil {
			t.Errorf("%s: %v", addr, err)
			continue
		}
		l.Close()
	}
}

// TestStop lets a request in flight finish although the server has been told to stop.
func TestStop(t *testing.T) {
	entered, leave := make(chan struct{}), make(chan struct{})
	cat, clock := testCatalogue(), newTestClock()
	state := NewState(testMemory(cat, clock))
	state.auth.apply(&authChanges{Key: testKey()})
	server := New(Config{Catalogue: cat, State: state, Clock: clock, Rules: stoppedRules{entered: entered, leave: leave}})
	jwt, _, err := server.tokens.issue(DemoApp().ClientID, "", []string{"account:read"})
	if err != nil {
		t.Fatal(err)
	}
	ctx, cancel := context.WithCancel(t.Context())
	running, err := server.Start(ctx, "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	b := &bench{t: t, url: running.URL, token: jwt}
	done := make(chan response)
	go func() {
		r, _ := b.do("GET", northPath, nil)
		done <- r
	}()
	<-entered
	cancel()
	close(leave)
	if r := <-done; r.status != 200 {
		t.Errorf("got %d %v, want 200", r.status, r.body)
	}
	if err := running.Wait(); err != nil {
		t.Error(err)
	}
}

// TestPanic has rules that fail: the call is refused, and the account goes on.
func TestPanic(t *testing.T) {
	b := start(t, func(c *Config) { c.Rules = failingRules{c.Rules} })
	r := b.want(500, "POST", northPath+"/users", hire("carl@example.com"), "User-Id", adaID)
	if strings.Contains(r.text, "goroutine") || !strings.Contains(r.text, "internal error") {
		t.Errorf("got %s", r.text)
	}
	b.want(200, "GET", northPath+"/users", nil)
}

func TestLatency(t *testing.T) {
	b := start(t, func(c *Config) { c.Latency = 150 * time.Millisecond })
	began := b.clock.Now()
	b.want(200, "GET", northPath, nil)
	if took := b.clock.Now().Sub(began); took != 150*time.Millisecond {
		t.Errorf("took %s", took)
	}
}

func TestRequests(t *testing.T) {
	var log []Entry
	var mu sync.Mutex
	b := start(t, func(c *Config) { c.Log = func(e Entry) { mu.Lock(); log = append(log, e); mu.Unlock() } })
	b.want(200, "GET", northPath+"?fields=name", nil)
	b.want(201, "POST", northPath+"/users", hire("hal@example.com"), "User-Id", adaID)
	b.want(404, "GET", "/nowhere", nil)
	got := b.server.Requests()
	want := map[string]int{"authentication.token": 1, "projects.get": 1, "project_users.create": 1, "": 1}
	if diff := cmp.Diff(want, got.ByOp); diff != "" {
		t.Errorf("by operation (-want +got):\n%s", diff)
	}
	if diff := cmp.Diff(map[int]int{200: 2, 201: 1, 404: 1}, got.ByStatus); diff != "" {
		t.Errorf("by status (-want +got):\n%s", diff)
	}
	if got.Total != 4 || got.ByMethod["POST"] != 2 || got.Invitations != 1 {
		t.Errorf("got %+v", got)
	}
	mu.Lock()
	defer mu.Unlock()
	e := log[2]
	if e.Op != "project_users.create" || e.UserID != adaID || !e.Changes || e.Invitations != 1 || strings.Contains(e.Path, "?") || e.Bytes == 0 {
		t.Errorf("got %+v", e)
	}
}

// TestParallel adds the same forty people from several clients at once: each joins exactly once.
func TestParallel(t *testing.T) {
	b := start(t, func(c *Config) { c.RateLimits.Off = true })
	var wg sync.WaitGroup
	var mu sync.Mutex
	byStatus := map[int]int{}
	for range 4 {
		wg.Go(func() {
			for i := range 40 {
				r, err := b.do("POST", northPath+"/users", hire(fmt.Sprintf("p%02d@example.com", i)), "User-Id", adaID)
				if err != nil {
					t.Error(err)
				}
				mu.Lock()
				byStatus[r.status]++
				mu.Unlock()
			}
		})
	}
	wg.Wait()
	if diff := cmp.Diff(map[int]int{201: 40, 409: 120}, byStatus); diff != "" {
		t.Errorf("(-want +got):\n%s", diff)
	}
	if r := b.want(200, "GET", northPath+"/users?limit=1", nil); r.at("pagination.totalResults") != int64(41) {
		t.Errorf("got %v", r.at("pagination"))
	}
}

// TestLater looks at what ACC does after it has answered: a new project becomes active.
func TestLater(t *testing.T) {
	b := start(t, nil)
	made := b.want(202, "POST", projectsPath, map[string]any{"name": "South Tower", "type": "Office"}, "User-Id", adaID)
	path := "/construction/admin/v1/projects/" + made.at("id").(string)
	if got := b.want(200, "GET", path, nil).at("status"); got != "pending" {
		t.Errorf("at once: got %v", got)
	}
	b.clock.advance(time.Hour - time.Minute)
	if got := b.want(200, "GET", path, nil).at("status"); got != "active" {
		t.Errorf("later: got %v", got)
	}
}

// stoppedRules hold every call up until they are let go.
type stoppedRules struct {
	tenant.Rules
	entered, leave chan struct{}
}

func (r stoppedRules) Do(context.Context, tenant.Store, *acc.Call) (*tenant.Outcome, error) {
	close(r.entered)
	<-r.leave
	return &tenant.Outcome{Status: http.StatusOK, Value: map[string]any{}}, nil
}

// failingRules fail when anything is to change.
type failingRules struct{ tenant.Rules }

func (r failingRules) Do(ctx context.Context, store tenant.Store, call *acc.Call) (*tenant.Outcome, error) {
	if call.Op.Effect.Changes() {
		panic("a mistake")
	}
	return r.Rules.Do(ctx, store, call)
}
