package tooling

import (
	"os"
	"slices"
	"strings"
	"testing"

	"accstar/acc/catalog"
)

// TestSDKIsComplete holds the table against the names of acc_sdk's public methods: each has something that takes its place and that
// there is.
func TestSDKIsComplete(t *testing.T) {
	r := reference(t)
	rows := r.SDK(catalog.New())
	listed := map[string]bool{}
	for _, row := range rows {
		name, _, _ := strings.Cut(row.Call, " (")
		listed[row.Service+" "+name] = true
		_, exists := r.Find(row.Use)
		switch {
		case strings.HasPrefix(row.Use, "accstar "):
		case row.Use == "":
			t.Errorf("%s.%s: nothing takes its place", row.Service, row.Call)
		case !exists:
			t.Errorf("%s.%s: %s is nowhere described", row.Service, row.Call, row.Use)
		}
	}
	data, err := os.ReadFile("testdata/acc_sdk.txt")
	if err != nil {
		t.Fatal(err)
	}
	names := strings.Split(strings.TrimSpace(string(data)), "\n")
	if !slices.IsSorted(names) || len(names) < 150 {
		t.Fatalf("testdata/acc_sdk.txt has %d names, want all, sorted", len(names))
	}
	for _, name := range names {
		if !listed[name] {
			t.Errorf("%s is not in the table", name)
		}
	}
	for name := range listed {
		if !slices.Contains(names, name) {
			t.Errorf("%s is in the table and no method of acc_sdk", name)
		}
	}
	t.Logf("%d methods of acc_sdk, %d rows", len(names), len(rows))
}
