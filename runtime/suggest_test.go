package runtime_test

import (
	"strings"
	"testing"

	"accstar/runtime"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"
)

func TestSuggest(t *testing.T) {
	operations := []string{"create", "list", "patch", "remove", "ensure", "find", "project_users", "jobNumber"}
	for _, test := range []struct{ name, want string }{
		{"creat", "create"},
		{"Create", "create"},
		{"pacth", "patch"}, // two letters swapped are one mistake
		{"projectUsers", "project_users"},
		{"job_number", "jobNumber"},
		{"job-number", "jobNumber"},
		{"lst", "list"},
		{"users", "project_users"}, // a whole word of it
		{"ers", ""},                // part of a word
		{"xyz", ""},
		{"", ""},
		{"a", ""},
	} {
		if got := runtime.Suggest(test.name, operations); got != test.want {
			t.Errorf("Suggest(%q) = %q, want %q", test.name, got, test.want)
		}
	}
}

func TestSuggestAllOrdersByNearness(t *testing.T) {
	got := runtime.SuggestAll("roles", []string{"rolls", "role", "roles2", "holes", "notes", "roles2"}, 3)
	if diff := cmp.Diff([]string{"holes", "role", "roles2"}, got); diff != "" {
		t.Error(diff)
	}
}

func TestDidYouMean(t *testing.T) {
	if got, want := runtime.DidYouMean("acess", []string{"access"}), " (did you mean access?)"; got != want {
		t.Errorf("got %q, want %q", got, want)
	}
	if got := runtime.DidYouMean("zebra", []string{"access"}); got != "" {
		t.Errorf("got %q, want nothing", got)
	}
}

// A candidate is always found under its own name in other case, and with one letter lost if it is long enough.
func TestSuggestFindsSlips(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		name := rapid.StringMatching(`[a-z]{4,12}`).Draw(t, "name")
		others := rapid.SliceOfN(rapid.StringMatching(`[0-9]{4,12}`), 0, 5).Draw(t, "others")
		lost := rapid.IntRange(0, len(name)-1).Draw(t, "lost")
		for _, slip := range []string{strings.ToUpper(name), name[:lost] + name[lost+1:], "_" + name} {
			if got := runtime.Suggest(slip, append(others, name)); got != name {
				t.Fatalf("Suggest(%q) = %q, want %q", slip, got, name)
			}
		}
	})
}
