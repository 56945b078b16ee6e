package tenant

import (
	"bytes"
	"strings"
	"testing"
	"time"
)

// hospital is the project of the demo account that tests look into.
func hospital(t testing.TB, m *Memory) string {
	t.Helper()
	found, _ := m.Lookup(ctx, Collection{"project", demoAccountID}, "jobNumber", "24-017")
	if len(found) != 1 {
		t.Fatalf("got %d projects, want one", len(found))
	}
	return text(found[0], "id")
}

func listed(t testing.TB, m *Memory, entity, parent string) []Record {
	t.Helper()
	all, err := m.List(ctx, Collection{entity, parent})
	if err != nil {
		t.Fatal(err)
	}
	return all
}

// What projects hold grows when it is looked at, the same each time, and a snapshot holds only what has been changed.
func TestContentGrows(t *testing.T) {
	begun := time.Date(2026, 5, 6, 7, 8, 9, 0, time.UTC)
	clock := func() time.Time { return begun }
	a := Demo(theCatalogue(), clock)
	bare, _ := a.Snapshot()
	p := hospital(t, a)
	issues := listed(t, a, "issue", p)
	if len(issues) < 8 {
		t.Fatalf("got %d issues, want a few", len(issues))
	}
	grown, _ := a.Snapshot()
	if !bytes.Equal(bare, grown) {
		t.Error("looking at a project changes the snapshot")
	}
	b := Demo(theCatalogue(), clock)
	wantSame(t, "issues of another demo account", listed(t, b, "issue", p)[0], issues[0])

	// A change, and the removal of all there is, are kept.
	first := text(issues[0], "id")
	a.Apply([]Change{{Collection: Collection{"issue", p}, ID: first, After: with(issues[0], Record{"title": "Changed"})}})
	for _, s := range listed(t, a, "transmittal", p) {
		a.Apply([]Change{{Collection: Collection{"transmittal", p}, ID: text(s, "id")}})
	}
	kept, err := a.Snapshot()
	if err != nil {
		t.Fatal(err)
	}
	if n := len(kept) - len(bare); n < 1000 || n > 60_000 {
		t.Errorf("the snapshot grew by %d bytes", n)
	}
	later := func() time.Time { return begun.AddDate(0, 2, 0) }
	c, err := RestoreMemory(theCatalogue(), later, kept)
	if err != nil {
		t.Fatal(err)
	}
	equal(t, "issues", len(listed(t, c, "issue", p)), len(issues))
	equal(t, "transmittals", len(listed(t, c, "transmittal", p)), 0)
	got, _ := c.Get(ctx, Collection{"issue", p}, first)
	equal(t, "title", got["title"], "Changed")
	wantSame(t, "RFIs", listed(t, c, "rfi", p)[0], listed(t, a, "rfi", p)[0])
	again, _ := c.Snapshot()
	if !bytes.Equal(kept, again) {
		t.Error("a restored account gives another snapshot")
	}
}

// Entries of a log are carried out on content that has not been looked at yet.
func TestContentGrowsBeforeItIsChanged(t *testing.T) {
	m := Demo(theCatalogue(), time.Now)
	p := hospital(t, m)
	n := len(listed(t, Demo(theCatalogue(), time.Now), "issue", p))
	m.Apply([]Change{{Collection: Collection{"issue", p}, ID: "new", After: Record{"id": "new", "title": "One more"}}})
	equal(t, "issues", len(listed(t, m, "issue", p)), n+1)
}

// The files of the demo account have bytes.
func TestContentOfFiles(t *testing.T) {
	m := Demo(theCatalogue(), time.Now)
	for _, v := range listed(t, m, "version", hospital(t, m)) {
		storage, _ := textAt(v, "relationships.storage.data.id")
		c, ok := m.Content(storage)
		size, _ := at(v, "attributes.storageSize")
		if !ok || int64(len(c.Inline)) != size || c.SHA1 == "" {
			t.Fatalf("%s: got %v %d bytes, want %v", nameOf(v), ok, len(c.Inline), size)
		}
		if strings.HasSuffix(nameOf(v), ".pdf") && !bytes.HasPrefix(c.Inline, []byte("%PDF-1.4\n")) {
			t.Errorf("%s is no PDF", nameOf(v))
		}
	}
}

// Every project of ACC that is at work has a believable lot of everything.
func TestContentOfEveryProject(t *testing.T) {
	m := Demo(theCatalogue(), time.Now)
	for _, p := range listed(t, m, "project", demoAccountID) {
		id := text(p, "id")
		if text(p, "platform") == "bim360" || text(p, "status") == "pending" || text(p, "classification") == "template" {
			equal(t, text(p, "name")+": issues", len(listed(t, m, "issue", id)), 0)
			continue
		}
		statuses := map[string]bool{}
		for _, i := range listed(t, m, "issue", id) {
			statuses[text(i, "status")] = true
		}
		if len(statuses) < 4 {
			t.Errorf("%s: issues of %d statuses", p["name"], len(statuses))
		}
		for entity, least := range map[string]int{"folder": 6, "item": 20, "rfi": 6, "submittal_item": 8, "form": 30, "photo": 10, "asset": 12, "sheet": 28, "location": 10,
			"review": 3, "budget": 8, "contract": 4, "transmittal": 2, "takeoff_package": 2, "model_set": 1} {
			if n := len(listed(t, m, entity, id)); n < least {
				t.Errorf("%s: %d of %s, want at least %d", p["name"], n, entity, least)
			}
		}
	}
}

func BenchmarkDemo(b *testing.B) {
	for b.Loop() {
		Demo(theCatalogue(), time.Now)
	}
}

func BenchmarkContentOfOneProject(b *testing.B) {
	for b.Loop() {
		b.StopTimer()
		m := Demo(theCatalogue(), time.Now)
		p := hospital(b, m)
		b.StartTimer()
		listed(b, m, "issue", p)
	}
}
