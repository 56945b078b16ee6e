package report

import (
	"reflect"
	"strings"
	"testing"
	"time"
	"unicode/utf8"

	"pgregory.net/rapid"
)

func TestDisplayWidth(t *testing.T) {
	for s, want := range map[string]int{"": 0, "abc": 3, "é": 1, "e\u0301": 1, "建設": 4, "☐ →": 3, "a\u200bb": 2} {
		if got := displayWidth(s); got != want {
			t.Errorf("%q: got %d, want %d", s, got, want)
		}
	}
}

func TestWrap(t *testing.T) {
	tests := []struct {
		text  string
		limit int
		want  []string
	}{
		{"one two three", 0, []string{"one two three"}},
		{"one two three", 13, []string{"one two three"}},
		{"one two three", 12, []string{"one two", "three"}},
		{"abcdefgh", 3, []string{"abc", "def", "gh"}},
		{"a abcdefgh", 3, []string{"a", "abc", "def", "gh"}},
		{"建設建設", 3, []string{"建", "設", "建", "設"}},
		{"", 5, []string{""}},
	}
	for _, tt := range tests {
		if got := wrap(tt.text, tt.limit); !reflect.DeepEqual(got, tt.want) {
			t.Errorf("%q at %d: got %q, want %q", tt.text, tt.limit, got, tt.want)
		}
	}
}

// Wrapping keeps every letter and its order, and keeps to the limit.
func TestWrapLosesNothing(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		text := rapid.String().Draw(t, "text")
		limit := rapid.IntRange(2, 30).Draw(t, "limit")
		lines := wrap(text, limit)
		if got, want := letters(strings.Join(lines, "")), letters(text); got != want {
			t.Fatalf("got %q, want %q", got, want)
		}
		for _, line := range lines {
			if displayWidth(line) > limit {
				t.Fatalf("%q is wider than %d", line, limit)
			}
		}
	})
}

func letters(s string) string { return strings.Join(strings.Fields(s), "") }

func TestClean(t *testing.T) {
	for text, want := range map[string]string{
		"Acme → Ltd": "Acme → Ltd", "a\tb\r\nc": "a b  c", "\x1b[31m": `\x1b[31m`, "a\u202eb": `a\u202eb`, "\u009b": `\u009b`, "\xff": "\xff",
	} {
		if got := clean(text); got != want {
			t.Errorf("%q: got %q, want %q", text, got, want)
		}
		if utf8.ValidString(text) != utf8.ValidString(want) {
			t.Errorf("%q: bad test", text)
		}
	}
}

func TestNumericColumns(t *testing.T) {
	columns := []string{"count", "job", "phone", "mixed", "blank", "price"}
	rows := [][]string{{"12", "007", "0049123456", "3", "", "-1.50"}, {"1", "24017", "1", "x", "", "0.25"}, {"", "1"}}
	if got := numericColumns(columns, rows); !reflect.DeepEqual(got, []bool{true, false, false, false, false, true}) {
		t.Errorf("got %v", got)
	}
}

func TestColumnWidths(t *testing.T) {
	columns := []string{"a", "name", "why"}
	rows := [][]string{{"1", strings.Repeat("n", 20), strings.Repeat("w", 60)}}
	for limit, want := range map[int][]int{0: {1, 20, 60}, 100: {1, 20, 60}, 50: {1, 20, 25}, 40: {1, 17, 18}, 10: {1, 10, 10}} {
		if got := columnWidths(columns, rows, limit); !reflect.DeepEqual(got, want) {
			t.Errorf("limit %d: got %v, want %v", limit, got, want)
		}
	}
	rows = [][]string{{"1", "ada.lovelace@example.com", "one word after the other and another"}}
	for limit, want := range map[int][]int{60: {1, 24, 31}, 45: {1, 24, 16}, 30: {1, 15, 10}} {
		if got := columnWidths(columns, rows, limit); !reflect.DeepEqual(got, want) {
			t.Errorf("limit %d: got %v, want %v", limit, got, want)
		}
	}
}

func TestWords(t *testing.T) {
	for _, tt := range []struct{ got, want string }{
		{count(1, "company"), "1 company"}, {count(2, "company"), "2 companies"}, {count(0, "key"), "0 keys"}, {count(1234, "row"), "1,234 rows"},
		{number(999), "999"}, {number(1000), "1,000"}, {number(1234567), "1,234,567"}, {number(-100), "-100"},
		{and(nil), ""}, {and([]string{"a"}), "a"}, {and([]string{"a", "b", "c"}), "a, b and c"},
		{roughly(0), "under a minute"}, {roughly(1), "about 1 minute"}, {roughly(1.2), "about 2 minutes"}, {roughly(150), "about 2.5 hours"},
		{took(-time.Second), "0 s"}, {took(1500 * time.Millisecond), "1.5 s"}, {took(59 * time.Second), "59 s"},
		{took(72 * time.Second), "1 min 12 s"}, {took(2*time.Hour + 3*time.Minute), "2 h 3 min"},
		{byItself([]Count{{2, "member", false}, {1, "project_company", false}, {1, "member", true}}),
			"ACC itself adds 2 members and 1 project company and removes 1 member"},
	} {
		if tt.got != tt.want {
			t.Errorf("got %q, want %q", tt.got, tt.want)
		}
	}
}
