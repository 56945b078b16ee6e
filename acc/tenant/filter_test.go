package tenant

import (
	"fmt"
	"slices"
	"strings"
	"testing"
	"time"

	"pgregory.net/rapid"

	"accstar/acc"
	"accstar/acc/catalog"
)

func TestFilterMatches(t *testing.T) {
	rec := Record{
		"name": "North Tower", "type": "Office", "on": true, "n": int64(7), "none": nil, "ids": []any{"a", "b"},
		"at": "2026-03-04T05:06:07.000Z", "day": "2026-03-04",
		"levels": Record{"admin": true, "executive": false}, "products": access("docs:member", "build:none"),
		"tags": []any{Record{"key": "x"}, Record{"key": "y"}}, "secret": acc.Unknown{}, "half": Record{"admin": acc.Unknown{}},
	}
	for _, tt := range []struct {
		field string
		match catalog.Match
		value string
		mode  string
		want  verdict
	}{
		{"name", catalog.MatchText, "TOWER", "contains", yes},
		{"name", catalog.MatchText, "tower", "startsWith", no},
		{"name", catalog.MatchText, "north", "startsWith", yes},
		{"name", catalog.MatchText, "tower", "endsWith", yes},
		{"name", catalog.MatchText, "north tower", "equals", yes},
		{"name", catalog.MatchText, "north", "equals", no},
		{"none", catalog.MatchText, "", "contains", no},
		{"missing", catalog.MatchText, "x", "contains", no},
		{"type", catalog.MatchEqual, "Office", "", yes},
		{"type", catalog.MatchEqual, "office", "", no},
		{"n", catalog.MatchEqual, "7", "", yes},
		{"on", catalog.MatchEqual, "true", "", yes},
		{"type", catalog.MatchOneOf, "Bridge, Office", "", yes},
		{"type", catalog.MatchOneOf, "Bridge", "", no},
		{"ids", catalog.MatchOneOf, "b,c", "", yes},
		{"ids", catalog.MatchOneOf, "c", "", no},
		{"tags.key", catalog.MatchOneOf, "y", "", yes},
		{"type", catalog.MatchNotOneOf, "-Office", "", no},
		{"type", catalog.MatchNotOneOf, "-Bridge", "", yes},
		{"type", catalog.MatchNotOneOf, "Bridge", "", no},
		{"type", catalog.MatchNotOneOf, "Bridge,Office", "", yes},
		{"at", catalog.MatchRange, "2026-03-04T00:00:00Z..", "", yes},
		{"at", catalog.MatchRange, "..2026-03-04T05:06:07Z", "", yes},
		{"at", catalog.MatchRange, "..2026-03-04T05:06:06Z", "", no},
		{"at", catalog.MatchRange, "2026-03-04T05:00:00+01:00..2026-03-04T06:06:07+01:00", "", yes},
		{"at", catalog.MatchRange, "2026-03-04", "", yes},
		{"at", catalog.MatchRange, "..2026-03-04", "", yes},
		{"day", catalog.MatchRange, "2026-03-05..", "", no},
		{"name", catalog.MatchRange, "2026-03-05..", "", no},
		{"levels", catalog.MatchTrue, "admin", "", yes},
		{"levels", catalog.MatchTrue, "executive", "", no},
		{"levels", catalog.MatchTrue, "executive,admin", "", yes},
		{"products", catalog.MatchKeys, "docs,cost", "", yes},
		{"products", catalog.MatchKeys, "build", "", no},
		{"secret", catalog.MatchText, "x", "contains", perhaps},
		{"secret.deep", catalog.MatchEqual, "x", "", perhaps},
		{"half", catalog.MatchTrue, "admin", "", perhaps},
	} {
		f := filter{test: catalog.Test{Field: tt.field, Match: tt.match}, values: []string{tt.value}, mode: tt.mode}
		switch tt.match {
		case catalog.MatchOneOf, catalog.MatchNotOneOf, catalog.MatchTrue, catalog.MatchKeys:
			f.values = splitList(tt.value)
		}
		if got := f.judge(rec); got != tt.want {
			t.Errorf("%s %s %q %s: got %d, want %d", tt.field, tt.match, tt.value, tt.mode, got, tt.want)
		}
	}
}

// Filters joined by AND and OR keep exactly the records that a plain reading of them keeps, and a record of which something
// is unknown is kept only where that makes no difference.
func TestFiltersAgainstPlainReading(t *testing.T) {
	w := newWorld(t)
	rapid.Check(t, func(t *rapid.T) {
		word := rapid.SampledFrom([]string{"a", "b", "ab", ""})
		recs := make([]Record, rapid.IntRange(0, 6).Draw(t, "records"))
		for i := range recs {
			recs[i] = Record{"id": fmt.Sprint(i), "status": "active", "name": word.Draw(t, "name"), "trade": word.Draw(t, "trade"), "erpId": word.Draw(t, "erpId")}
		}
		set := map[string]string{}
		for _, f := range []string{"name", "trade", "erpId"} {
			if v := word.Draw(t, "filter "+f); v != "" {
				set[f] = v
			}
		}
		mode := rapid.SampledFrom([]string{"contains", "startsWith", "endsWith", "equals"}).Draw(t, "mode")
		var either []string
		for _, f := range []string{"name", "trade", "erpId"} {
			if rapid.Bool().Draw(t, "or "+f) {
				either = append(either, f)
			}
		}
		query := []string{"filterTextMatch=" + mode, "orFilters=" + strings.Join(either, ",")}
		for f, v := range set {
			query = append(query, "filter["+f+"]="+v)
		}
		q := &request{rules: w.rules.(*rules), call: w.call("companies.list", strings.Join(query, "&"), nil)}
		q.op = q.call.Op

		var got, want []string
		for _, r := range q.keep(recs, q.filters()) {
			got = append(got, text(r, "id"))
		}
		for _, r := range recs {
			all, any, anyAsked := true, false, false
			for f, v := range set {
				ok := plainMatch(text(r, f), v, mode)
				if slices.Contains(either, f) {
					any, anyAsked = any || ok, true
				} else {
					all = all && ok
				}
			}
			if all && (any || !anyAsked) {
				want = append(want, text(r, "id"))
			}
		}
		if !slices.Equal(got, want) {
			t.Fatalf("%v: got %v, want %v", query, got, want)
		}
	})
}

func plainMatch(s, part, mode string) bool {
	switch mode {
	case "equals":
		return s == part
	case "startsWith":
		return len(s) >= len(part) && s[:len(part)] == part
	case "endsWith":
		return len(s) >= len(part) && s[len(s)-len(part):] == part
	}
	return strings.Contains(s, part)
}

func TestFiltersThatCannotBeJudged(t *testing.T) {
	w := newWorld(t)
	w.put("member", northTower, Record{"id": "new", "email": "new@example.com", "name": acc.Unknown{Field: "name", Of: "member"}, "status": acc.Unknown{}})
	out, err := w.ask("project_users.list", "filter[name]=bo", nil, "project_id", northTower)
	if err != nil {
		t.Fatal(err)
	}
	equal(t, "names", namesOf(out.Value), "Bo Lund")
	wantSame(t, "gaps", out.Gaps, []string{`project_users.list: whether member "new@example.com" passes filter[name] is only known once ACC has answered`})

	// What a service hides by default a new record is not.
	out, err = w.ask("project_users.list", "filter[email]=new", nil, "project_id", northTower)
	if err != nil || len(out.Gaps) > 0 {
		t.Errorf("got gaps %v %v, want none", out.Gaps, err)
	}
	equal(t, "new", namesOf(out.Value), "new@example.com")

	w.put("issue", northTower, Record{"id": "i", "title": "x", "customAttributes": []any{Record{"attributeDefinitionId": "1", "value": "2"}}})
	out, err = w.ask("issues.list", "filter[search]=x&filter[customAttributes][1]=2&nonsense=1&sortBy=title", nil, "project_id", northTower)
	if err != nil {
		t.Fatal(err)
	}
	equal(t, "gaps", len(out.Gaps), 3)
	equal(t, "kept", namesOf(out.Value), "i")
}

func TestPasses(t *testing.T) {
	w := newWorld(t)
	for _, tt := range []struct {
		query string
		name  any
		want  bool
		why   string
	}{
		{"filter[name]=north", "North Tower", true, ""},
		{"filter[name]=south", "North Tower", false, ""},
		{"filter[name]=north", acc.Unknown{}, false, "filter[name]"},
		{"filter[nonsense]=x", "North Tower", false, "filter[nonsense]"},
	} {
		got, why := w.rules.Passes(w.call("projects.list", tt.query, nil), Record{"name": tt.name, "jobNumber": "J"})
		if got != tt.want || !strings.Contains(why, tt.why) || (why == "") != (tt.why == "") {
			t.Errorf("%s %v: got %v %q, want %v %q", tt.query, tt.name, got, why, tt.want, tt.why)
		}
	}
}

func TestParseRange(t *testing.T) {
	for _, s := range []string{"", "..", "x..", "..x", "2026-13-01..", "yesterday"} {
		if _, err := parseRange(s); err == nil {
			t.Errorf("%q was accepted", s)
		}
	}
	got, err := parseRange("2026-01-01..2026-01-02")
	if err != nil {
		t.Fatal(err)
	}
	equal(t, "last moment", got.holds(time.Date(2026, 1, 2, 23, 59, 59, 0, time.UTC)), true)
	equal(t, "next day", got.holds(time.Date(2026, 1, 3, 0, 0, 0, 0, time.UTC)), false)
}

func TestSortRecords(t *testing.T) {
	recs := []Record{{"id": "1", "a": "b", "n": int64(2)}, {"id": "2", "a": "B", "n": 1.5}, {"id": "3", "a": nil, "n": int64(10)}, {"id": "4", "a": "a", "on": true}}
	for by, want := range map[string]string{
		"":          "1 2 3 4",
		"a":         "4 1 2 3",
		"-a":        "1 2 4 3",
		"a desc":    "1 2 4 3",
		"a, n":      "4 2 1 3",
		"n":         "2 1 3 4",
		"n DESC":    "3 1 2 4",
		"on,-a":     "4 1 2 3",
		"nonsense":  "1 2 3 4",
		"a asc,-id": "4 2 1 3",
	} {
		var keys []sortKey
		for _, s := range splitList(by) {
			keys = append(keys, parseSortKey(s))
		}
		var got []string
		for _, r := range sortRecords(recs, keys) {
			got = append(got, text(r, "id"))
		}
		equal(t, by, strings.Join(got, " "), want)
	}
}

// In an account of our own a filter of which the catalogue does not say what it tests tests the field of its name, and a search
// looks at titles; a preview leaves both open.
func TestFiltersOfAnAccountOfOurOwn(t *testing.T) {
	w := newWorld(t).withProducts("build")
	w.put("spec_section", northTower, Record{"id": "a", "identifier": "03 30 00", "title": "Concrete", "createdAt": "2026-01-02T00:00:00Z"},
		Record{"id": "b", "identifier": "05 12 00", "title": "Steel", "createdAt": "2026-02-02T00:00:00Z"})
	equal(t, "found", w.names("submittals.list_specs", "search=stee", "project_id", northTower), "b")
	equal(t, "not found", w.names("submittals.list_specs", "search=wood", "project_id", northTower), "")
	w.put("issue_attribute", northTower, Record{"id": "p", "title": "One", "createdAt": "2026-01-02T00:00:00Z"}, Record{"id": "q", "title": "Two", "createdAt": "2026-02-02T00:00:00Z"})
	equal(t, "since", w.names("issues.list_attribute_definitions", "filter[createdAt]=2026-02-01..", "project_id", northTower), "q")
	w.caller = Caller{Trusted: true}
	out, err := w.ask("submittals.list_specs", "search=stee", nil, "project_id", northTower)
	if err != nil || len(out.Gaps) != 1 || len(out.Value.([]any)) != 2 {
		t.Errorf("a preview: got %v %v, want both and a gap", out, err)
	}
}
