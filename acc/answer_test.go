package acc

import (
	"compress/gzip"
	"net/http"
	"strings"
	"testing"

	"accstar/acc/catalog"
)

func TestComplaint(t *testing.T) {
	for _, test := range []struct{ body, code, message string }{
		{`{"developerMessage":"Token does not have the privilege for this request.","moreInfo":"https://x","errorCode":"AUTH-010"}`, "AUTH-010", "Token does not have the privilege for this request"},
		{`{"developerMessage":"Quota limit exceeded."}`, "", "Quota limit exceeded"},
		{`{"errors":[{"code":"DUP","title":"Conflict","detail":"The name is taken."}]}`, "DUP", "The name is taken"},
		{`{"errors":[{"detail":"A."},{"detail":"B"},{"detail":"A"}]}`, "", "A; B"},
		{`{"errors":["email is invalid","name is too long"]}`, "", "email is invalid; name is too long"},
		{`{"errors":{"email":["is invalid","is taken"],"name":["is too long"]}}`, "", "email: is invalid; is taken; name: is too long"},
		{`{"errors":{"message":["is too long"]}}`, "", "message: is too long"},
		{`{"message":"Validation failed","errors":[{"message":"trade is unknown"}]}`, "", "Validation failed: trade is unknown"},
		{`{"code":404,"message":"user not found"}`, "", "user not found"},
		{`{"code":1004,"message":"this company exists already."}`, "1004", "this company exists already"},
		{`{"error":"invalid_grant","error_description":"The 'assertion' is invalid."}`, "invalid_grant", "The 'assertion' is invalid"},
		{`{"error":{"code":"X1","message":"no"}}`, "X1", "no"},
		{`{"error":"boom"}`, "", "boom"},
		{`{"title":"not_found","detail":"The service account is not found."}`, "", "The service account is not found"},
		{`{"fault":{"faultstring":"Rate limit quota violation","detail":{"errorcode":"policies.ratelimit.QuotaViolation"}}}`, "policies.ratelimit.QuotaViolation", "Rate limit quota violation"},
		{`{"reason":"Bucket does not exist"}`, "", "Bucket does not exist"},
		{`{"status":404,"error":"Not Found","message":"nothing here","path":"/x"}`, "", "nothing here"},
		{`["one","two"]`, "", "one; two"},
		{`"just text."`, "", "just text"},
		{"plain\n  text\x1b[31m.", "", "plain text [31m"},
		{`<html><title>no</title></html>`, "", ""},
		{"\xff\xfe", "", ""},
		{``, "", ""},
		{`{}`, "", ""},
		{`{"errors":[]}`, "", ""},
		{`null`, "", ""},
	} {
		code, message := complaint([]byte(test.body))
		if code != test.code || message != test.message {
			t.Errorf("%s\ngot  %q, %q\nwant %q, %q", test.body, code, message, test.code, test.message)
		}
	}
}

func FuzzComplaint(f *testing.F) {
	f.Add([]byte(`{"errors":[{"detail":"a"}],"error":{"message":["b"]}}`))
	f.Fuzz(func(t *testing.T, body []byte) {
		code, message := complaint(body)
		if strings.ContainsAny(code+message, "\n\r\x1b") || len([]rune(message)) > 700 {
			t.Errorf("got %q, %q", code, message)
		}
	})
}

// TestRefusals is every documented way to be refused: what it is called, and what to do about it.
func TestRefusals(t *testing.T) {
	hq := func(op *catalog.Operation) { op.Path = "/hq/v1/accounts/{project_id}/things/{thing_id}" }
	person := func(op *catalog.Operation) {
		op.Tokens = []catalog.TokenKind{catalog.TwoLeggedUser, catalog.ThreeLegged}
	}
	page := `<!doctype html><html><head><title>Access
	denied</title></head></html>`
	for _, test := range []struct {
		name   string
		status int
		body   string
		op     func(*catalog.Operation)
		kind   Kind
		code   string
		says   string
		hint   string
	}{
		{"token refused", 401, `{"developerMessage":"Access token provided is invalid or expired.","errorCode":"AUTH-006"}`, nil, Forbidden, "AUTH-006", "invalid or expired", "client ID and secret"},
		{"no code", 401, ``, nil, Forbidden, "", "does not allow", "client ID and secret"},
		{"no product", 403, `{"developerMessage":"The client_id specified does not have access to the api product","errorCode":"AUTH-001"}`, nil, Forbidden, "AUTH-001", "api product", "Custom Integrations"},
		{"no scope", 403, `{"developerMessage":"Token does not have the privilege for this request.","errorCode":"AUTH-010"}`, nil, Forbidden, "AUTH-010", "privilege", "scope data:read"},
		{"no person", 403, `{"developerMessage":"Token does not have the privilege for this request.","errorCode":"Auth-010"}`, person, Forbidden, "Auth-010", "privilege", "e-mail of an account admin"},
		{"trial", 403, `{"developerMessage":"x","errorCode":"ERR-004"}`, nil, Forbidden, "ERR-004", "x", "trial has ended"},
		{"hq", 403, `{"code":403,"message":"Forbidden"}`, hq, Forbidden, "", "Forbidden", "Account Admin > Settings > Custom Integrations"},
		{"person not admin", 403, `{"errors":[{"detail":"not allowed"}]}`, person, Forbidden, "", "not allowed", "account admin, or an admin of the project"},
		{"not found", 404, `{"errors":[{"detail":"no such project"}]}`, nil, NotFound, "", "no such project", "belongs to this account"},
		{"gone", 410, ``, nil, NotFound, "", "gone", "belongs to this account"},
		{"conflict", 409, `{"message":"busy"}`, nil, Exists, "", "busy", "try again"},
		{"bad request", 400, `{"errors":[{"detail":"limit must be a number"}]}`, nil, Invalid, "", "limit must be", "accstar docs things.get"},
		{"unprocessable", 422, ``, nil, Invalid, "", "unprocessable", "accstar docs things.get"},
		{"too large", 413, ``, nil, Invalid, "", "too large", "Send less"},
		{"documented", 418, ``, func(op *catalog.Operation) { op.Errors = []catalog.ErrorCase{{Status: 418, When: "it is a teapot"}} }, Invalid, "", "teapot", "it is a teapot"},
		{"server error", 500, `{"developerMessage":"oops"}`, nil, Unavailable, "", "oops", "health.autodesk.com"},
		{"proxy login", 407, page, nil, Unavailable, "", "proxy wants a name", "HTTPS_PROXY"},
		{"blocked by a proxy", 403, page, nil, Unavailable, "", `web page ("Access denied")`, "proxy"},
		{"page with 200", 200, page, nil, Unavailable, "", `web page ("Access denied")`, "proxy"},
		{"broken JSON", 200, `{"id":`, nil, Unavailable, "", "not JSON", "Try again"},
		{"broken text", 200, "{\"id\":\"\xff\"}", nil, Unavailable, "", "not JSON", "Try again"},
		{"empty", 200, ``, nil, Unavailable, "", "empty", "Try again"},
		{"redirect without a place", 302, ``, nil, Unavailable, "", "got the answer 302", "proxy"},
	} {
		t.Run(test.name, func(t *testing.T) {
			url, _ := serve(t, answers(step{status: test.status, body: test.body}))
			call := readCall()
			call.Origin = Origin{File: "a.star", Line: 7}
			if test.op != nil {
				test.op(call.Op)
			}
			e := refused(t, newTestClient(t, url), call)
			if e.Kind != test.kind || e.Code != test.code || e.InDoubt || e.Op != "things.get" || e.Origin != call.Origin || e.Status != test.status {
				t.Errorf("got %+v", e)
			}
			wantText(t, "message", e.Message, test.says)
			wantText(t, "hint", e.Hint, test.hint)
			if strings.HasSuffix(e.Message, ".") {
				t.Errorf("message %q ends in a full stop", e.Message)
			}
		})
	}
}

func TestNotFoundWithPrefix(t *testing.T) {
	url, _ := serve(t, answers(step{status: 404, body: `{}`}))
	call := readCall()
	call.Path["project_id"] = "b.123"
	e := refused(t, newTestClient(t, url), call)
	wantText(t, "hint", e.Hint, `project_id is written without the leading "b." here: 123`)
}

func TestConflictOfCreate(t *testing.T) {
	url, requests := serve(t, answers(step{status: 409, body: `{"errors":[{"detail":"a thing of that name exists"}]}`}))
	e := refused(t, newTestClient(t, url), createCall())
	if e.Kind != Exists || e.InDoubt || requests() != 1 {
		t.Errorf("got %+v after %d requests", e, requests())
	}
	wantText(t, "error", e.Error(), "things.create: a thing of that name exists (409)")
	wantText(t, "hint", e.Hint, "ensure")
}

func TestTokenEchoedIsHidden(t *testing.T) {
	url, _ := serve(t, func(w http.ResponseWriter, r *http.Request) {
		w.WriteHeader(400)
		_, _ = w.Write([]byte(`{"message":"bad header ` + r.Header.Get("Authorization") + `"}`))
	})
	e := refused(t, newTestClient(t, url), readCall())
	if e.Message != "bad header Bearer (secret)" {
		t.Errorf("got %q", e.Message)
	}
}

// TestChangeAnswers is what a change comes to by what answers it, and whether it may have been carried out.
func TestChangeAnswers(t *testing.T) {
	update := func(op *catalog.Operation) { op.Effect = catalog.Update }
	nothing := func(op *catalog.Operation) { op.Returns.Shape = catalog.NoBody }
	for _, test := range []struct {
		name    string
		step    step
		op      func(*catalog.Operation)
		ok      string // body of success
		inDoubt bool
	}{
		{"created", step{status: 201, body: ` {"id":"7"} `}, nil, `{"id":"7"}`, false},
		{"byte order mark", step{status: 201, body: "\ufeff{\"id\":\"7\"}"}, nil, `{"id":"7"}`, false},
		{"no content", step{status: 204}, update, ``, false},
		{"empty update", step{status: 200}, update, ``, false},
		{"text nobody reads", step{status: 200, body: "OK"}, nothing, ``, false},
		{"empty create", step{status: 201}, nil, "", true},
		{"cut short", step{status: 201, body: `{"id":`}, nil, "", true},
		{"page", step{status: 200, body: `<html>`}, nil, "", true},
		{"refused", step{status: 422}, nil, "", false},
		{"server error", step{status: 500}, nil, "", true},
		{"bad gateway", step{status: 502, body: `<html>`}, nil, "", true},
		{"unavailable", step{status: 503}, nil, "", true},
		{"timed out", step{status: 504}, nil, "", true},
		{"sent elsewhere", step{status: 307, header: map[string]string{"Location": "/other"}}, nil, "", true},
		{"dropped", step{drop: true}, nil, "", true},
	} {
		t.Run(test.name, func(t *testing.T) {
			url, requests := serve(t, answers(test.step))
			call := createCall()
			if test.op != nil {
				test.op(call.Op)
			}
			result, err := newTestClient(t, url).Do(t.Context(), call)
			if requests() != 1 {
				t.Errorf("got %d requests, want 1", requests())
			}
			if err == nil {
				if string(result.Body) != test.ok || result.Status != test.step.status || result.Requests != 1 {
					t.Errorf("got %d %q after %d", result.Status, result.Body, result.Requests)
				}
				return
			}
			e, ok := err.(*Error)
			if !ok || e.InDoubt != test.inDoubt || test.ok != "" {
				t.Errorf("got %#v", err)
			}
		})
	}
}

func TestAnswerTooLarge(t *testing.T) {
	url, requests := serve(t, func(w http.ResponseWriter, r *http.Request) {
		w.Header().Set("Content-Encoding", "gzip") // small on the wire, large unpacked
		z := gzip.NewWriter(w)
		_, _ = z.Write([]byte(`"` + strings.Repeat("x", 1<<17) + `"`))
		_ = z.Close()
	})
	small := func(c *Config) { c.MaxAnswer = 1 << 16 }
	e := refused(t, newTestClient(t, url, small), readCall())
	if e.Kind != Unavailable || requests() != 1 {
		t.Errorf("got %+v after %d requests", e, requests())
	}
	wantText(t, "error", e.Message, "too large")
	wantText(t, "hint", e.Hint, "filters")
	if e := refused(t, newTestClient(t, url, small), createCall()); !e.InDoubt {
		t.Errorf("got %+v", e)
	}
	result, err := newTestClient(t, url).Do(t.Context(), readCall())
	if err != nil || len(result.Body) != 1<<17+2 {
		t.Errorf("got %d bytes, %v", len(result.Body), err)
	}
}

func TestListWithoutPages(t *testing.T) {
	url, _ := serve(t, answers(step{status: 200, body: `{"business_units":[{"id":"1"}, {"id":"2"}],"x":1}`}))
	call := readCall()
	call.Op.Returns = catalog.Returns{Shape: catalog.List, Items: "business_units"}
	c := newTestClient(t, url)
	result, err := c.Do(t.Context(), call)
	if err != nil || string(result.Body) != `[{"id":"1"}, {"id":"2"}]` {
		t.Errorf("got %s, %v", result.Body, err)
	}
	call.Max = 1
	result, err = c.Do(t.Context(), call)
	if err != nil || string(result.Body) != `[{"id":"1"}]` {
		t.Errorf("got %s, %v", result.Body, err)
	}
	call.Op.Returns.Items = "units"
	wantText(t, "message", refused(t, c, call).Message, `without "units"`)
	call.Op.Returns.Items = "x"
	wantText(t, "message", refused(t, c, call).Message, "other than a list")
}
