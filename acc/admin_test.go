package acc

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"net/http"
	"strings"
	"sync"
	"sync/atomic"
	"testing"

	"accstar/acc/catalog"
)

func searchOp() *catalog.Operation {
	return &catalog.Operation{
		Service: "account_users", Name: "search", Method: "GET", Path: "/hq/v1/accounts/{account_id}/users/search",
		Effect: catalog.Read, Tokens: []catalog.TokenKind{catalog.TwoLegged}, Scopes: []string{"account:read"},
		Pagination: catalog.Pagination{Style: catalog.OffsetPages, LimitParam: "limit", OffsetParam: "offset", DefaultLimit: 10, MaxLimit: 100, Items: "$"},
		Returns:    catalog.Returns{Shape: catalog.List},
	}
}

// resolver asks a Doer that answers with these people.
func resolver(people string, calls *atomic.Int32) *AdminResolver {
	return NewAdminResolver(DoerFunc(func(_ context.Context, call *Call) (*Result, error) {
		calls.Add(1)
		if email, _ := call.QueryValue("email"); email != "ada@example.com" {
			return nil, fmt.Errorf("asked for %q", email)
		}
		if partial, _ := call.QueryValue("partial"); partial != "false" || call.Path["account_id"] != "acct" {
			return nil, fmt.Errorf("asked %v %v", call.Path, call.Query)
		}
		return &Result{Status: 200, Body: json.RawMessage(people)}, nil
	}), searchOp(), "acct", " ada@example.com ")
}

func TestAdminResolver(t *testing.T) {
	const other = `{"email":"ada@example.com.au","uid":"NO","role":"account_admin","status":"active"}`
	for _, test := range []struct{ people, want, hint string }{
		{`[` + other + `,{"email":"Ada@Example.com","uid":"ADA","role":"account_admin","status":"active"}]`, "ADA", ""},
		{`[]`, "error: ada@example.com, in whose name the profile acts, is not in the account", "account ID"},
		{`[` + other + `]`, "error: is not in the account", "account ID"},
		{`[{"email":"ada@example.com","uid":"ADA","role":"project_admin","status":"active"}]`, "error: is no account admin", "Name an account admin"},
		{`[{"email":"ada@example.com","uid":"ADA","role":"account_admin","status":"inactive"}]`, "error: is inactive", "active account admin"},
		{`[{"email":"ada@example.com","uid":"","role":"account_admin","status":"not_invited"}]`, "error: has not signed in", "invitation"},
	} {
		var calls atomic.Int32
		r := resolver(test.people, &calls)
		for range 3 {
			id, err := r.AutodeskID(t.Context())
			want, isError := strings.CutPrefix(test.want, "error: ")
			if !isError {
				if err != nil || id != want {
					t.Errorf("got %q, %v, want %s", id, err, want)
				}
				continue
			}
			var e *Error
			if !errors.As(err, &e) || e.Kind != Forbidden {
				t.Fatalf("got %v", err)
			}
			wantText(t, "message", e.Message, want)
			wantText(t, "hint", e.Hint, test.hint)
		}
		if calls.Load() != 1 {
			t.Errorf("got %d look-ups, want 1", calls.Load())
		}
	}
}

func TestAdminIsLookedUpOnce(t *testing.T) {
	var calls atomic.Int32
	r := resolver(`[{"email":"ada@example.com","uid":"ADA","role":"account_admin","status":"active"}]`, &calls)
	var all sync.WaitGroup
	for range 20 {
		all.Go(func() {
			if id, err := r.AutodeskID(t.Context()); id != "ADA" || err != nil {
				t.Errorf("got %q, %v", id, err)
			}
		})
	}
	all.Wait()
	if calls.Load() != 1 {
		t.Errorf("got %d look-ups, want 1", calls.Load())
	}
}

// TestAdminThroughTheClient: the client acts for the admin where the operation wants a person, and looks the admin up with the
// application's own token; what goes wrong on the way is said of the call that was made.
func TestAdminThroughTheClient(t *testing.T) {
	var log []string
	searchFails := false
	url, _ := serve(t, func(w http.ResponseWriter, r *http.Request) {
		log = append(log, r.Method+" "+r.URL.Path+" "+r.Header.Get("User-Id")+" "+r.Header.Get("Authorization"))
		switch {
		case r.Method == "POST":
			_, _ = w.Write([]byte(`{"id":"1"}`))
		case searchFails:
			w.WriteHeader(403)
			_, _ = w.Write([]byte(`{"message":"Forbidden."}`))
		default:
			_, _ = w.Write([]byte(`[{"email":"ada@example.com","uid":"ADA","role":"account_admin","status":"active"}]`))
		}
	})
	client := func() *Client {
		tokens := &ProfileTokens{App: &fixedSource{}}
		c := newTestClient(t, url, func(c *Config) { c.Tokens = tokens })
		tokens.Admin = NewAdminResolver(c, searchOp(), "acct", "ada@example.com").AutodeskID
		return c
	}
	call := createCall()
	call.Op.Tokens = []catalog.TokenKind{catalog.TwoLeggedUser, catalog.ThreeLegged}
	c := client()
	for range 2 {
		if _, err := c.Do(t.Context(), call); err != nil {
			t.Fatal(err)
		}
	}
	want := "GET /hq/v1/accounts/acct/users/search  Bearer tok account:read;" +
		"POST /construction/things/v1/projects/p1/things ADA Bearer tok data:write;POST /construction/things/v1/projects/p1/things ADA Bearer tok data:write"
	if got := strings.Join(log, ";"); got != want {
		t.Errorf("got  %s\nwant %s", got, want)
	}

	searchFails = true
	e := refused(t, client(), call)
	if e.Op != "things.create" || e.Kind != Forbidden || e.InDoubt || e.Status != 403 {
		t.Errorf("got %+v", e)
	}
	wantText(t, "message", e.Message, "cannot look up ada@example.com", "Forbidden")
	wantText(t, "hint", e.Hint, "Custom Integrations")
}

// TestAdminLookUpFails: however the look-up fails, the change was not sent, and nobody tries more often than once is tried.
func TestAdminLookUpFails(t *testing.T) {
	for _, test := range []struct {
		step step
		want int
	}{{step{status: 503}, maxTries}, {step{status: 200, body: "<html>"}, 1}, {step{drop: true}, maxTries}} {
		adminLookUpFails(t, test.step, test.want)
	}
}

func adminLookUpFails(t *testing.T, s step, want int) {
	url, requests := serve(t, answers(s))
	tokens := &ProfileTokens{App: &fixedSource{}}
	c := newTestClient(t, url, func(c *Config) { c.Tokens = tokens })
	tokens.Admin = NewAdminResolver(c, searchOp(), "acct", "ada@example.com").AutodeskID
	call := createCall()
	call.Op.Tokens = []catalog.TokenKind{catalog.TwoLeggedUser}
	e := refused(t, c, call)
	if e.Kind != Unavailable || e.InDoubt || requests() != want {
		t.Errorf("got %+v after %d requests, want %d", e, requests(), want)
	}
}

func TestAdminInterrupted(t *testing.T) {
	ctx, cancel := context.WithCancel(t.Context())
	var calls atomic.Int32
	r := NewAdminResolver(DoerFunc(func(ctx context.Context, _ *Call) (*Result, error) {
		calls.Add(1)
		cancel()
		return nil, &stopped{op: "x", cause: ctx.Err(), err: ctx.Err()}
	}), searchOp(), "acct", "ada@example.com")
	if _, err := r.AutodeskID(ctx); !errors.Is(err, ErrStop) {
		t.Errorf("got %v", err)
	}
	if _, err := r.AutodeskID(t.Context()); !errors.Is(err, ErrStop) || calls.Load() != 2 {
		t.Errorf("an interrupt is no answer for good: got %v after %d look-ups", err, calls.Load())
	}
}
