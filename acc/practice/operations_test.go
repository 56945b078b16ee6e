package practice

import (
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
)

func TestFaults(t *testing.T) {
	newMember := func(b *bench, email string) (response, error) {
		return b.do("POST", northPath+"/users", hire(email), "User-Id", adaID)
	}
	isMember := func(b *bench, email string) bool {
		r := b.want(200, "GET", northPath+"/users?filter[email]="+email, nil)
		return r.at("results.#") == 1
	}
	for _, c := range []struct {
		fault  string
		status int // 0: the connection is cut
		done   bool
		body   string // part of the answer
		retry  string
	}{
		{"500:project_users.create", 500, false, "This fault was asked for", ""},
		{"503=7s:changes", 503, false, "detail", "7"},
		{"500-after", 500, true, "This fault was asked for", ""},
		{"429=20s", 429, false, "Quota limit exceeded.", "20"},
		{"429", 429, false, "Quota limit exceeded.", "1"},
		{"429-no-retry-after", 429, false, "Quota limit exceeded.", ""},
		{"401", 401, false, "AUTH-006", ""},
		{"html", 502, false, "<h1>502 Bad Gateway</h1>", ""},
		{"drop-before", 0, false, "", ""},
		{"drop-after", 0, true, "", ""},
		{"broken-json", 201, true, `{"`, ""},
		{"slow=2s", 201, true, "ida@example.com", ""},
		{"500:project_users.patch", 201, true, "ida@example.com", ""},
	} {
		t.Run(c.fault, func(t *testing.T) {
			faults, err := ParseFaults(c.fault)
			if err != nil {
				t.Fatal(err)
			}
			if faults[0].Where == "" {
				faults[0].Where = "project_users.create"
			}
			b := start(t, func(c *Config) { c.Faults = faults })
			began := b.clock.Now()
			r, err := newMember(b, "ida@example.com")
			if (err != nil) != (c.status == 0) || r.status != c.status {
				t.Fatalf("got %d %v, %v, want %d", r.status, r.body, err, c.status)
			}
			if !strings.Contains(r.text, c.body) {
				t.Errorf("got %s, want %s in it", r.text, c.body)
			}
			if r.header.Get("Retry-After") != c.retry {
				t.Errorf("Retry-After: got %q, want %q", r.header.Get("Retry-After"), c.retry)
			}
			if _, isText := r.body.(string); c.fault == "broken-json" && !isText {
				t.Errorf("got whole JSON: %v", r.body)
			}
			if took := b.clock.Now().Sub(began); c.fault == "slow=2s" && took != 2*time.Second {
				t.Errorf("took %s", took)
			}
			if got := isMember(b, "ida@example.com"); got != c.done {
				t.Errorf("carried out: got %v, want %v", got, c.done)
			}
			if c.status == 0 && b.server.Requests().ByStatus[0] != 1 {
				t.Errorf("got counts %v", b.server.Requests())
			}
		})
	}
}

func TestSilentImport(t *testing.T) {
	b := start(t, func(c *Config) { c.Faults = []Fault{{Kind: SilentImport, Rows: 3}} })
	path := "/construction/admin/v2/projects/" + northTower + "/users:import"
	rows := func(names ...string) map[string]any {
		var all []any
		for _, n := range names {
			all = append(all, hire(n+"@example.com"))
		}
		return map[string]any{"users": all}
	}
	b.want(202, "POST", path, rows("one"), "User-Id", adaID)
	b.want(202, "POST", path, rows("two", "three", "four", "five"), "User-Id", adaID)
	b.clock.advance(time.Hour)
	b.token = b.appToken("account:read")
	var got []string
	for _, m := range b.want(200, "GET", northPath+"/users", nil).at("results").([]any) {
		got = append(got, at(m, "email").(string))
	}
	if diff := cmp.Diff([]string{"ada@example.com", "three@example.com", "two@example.com"}, slices.Sorted(slices.Values(got))); diff != "" {
		t.Errorf("members (-want +got):\n%s", diff)
	}
}
