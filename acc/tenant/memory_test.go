package tenant

import (
	"context"
	"encoding/json"
	"fmt"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	"pgregory.net/rapid"
)

var ctx = context.Background()

func TestMemoryFinds(t *testing.T) {
	w := newWorld(t)
	for _, id := range []string{bo, "UIDBO"} {
		equal(t, id, text(w.record("member", northTower, id), "name"), "Bo Lund")
	}
	if got := w.record("member", northTower, nobody); got != nil {
		t.Errorf("got %v, want none", got)
	}
	for field, text := range map[string]string{"email": "BO@example.com", "name": "bo lund"} { // one with an index, one without
		found, _ := w.Lookup(ctx, members(northTower), field, text)
		equal(t, field, len(found), 1)
	}
	none, _ := w.List(ctx, members(nobody))
	equal(t, "an empty collection", len(none), 0)
}

// A record's old names lead nowhere once they have changed.
func TestMemoryForgetsOldKeys(t *testing.T) {
	w := newWorld(t)
	c := Collection{"company", testAccount}
	before := w.record("company", testAccount, firstFirm)
	w.Apply([]Change{{Collection: c, ID: firstFirm, Before: before, After: with(before, Record{"name": "New"})}})
	old, _ := w.Lookup(ctx, c, "name", "first firm")
	now, _ := w.Lookup(ctx, c, "name", "new")
	equal(t, "old", len(old), 0)
	equal(t, "new", len(now), 1)
	w.Apply([]Change{{Collection: c, ID: firstFirm, Before: before}})
	gone, _ := w.Lookup(ctx, c, "erpId", "e-1")
	equal(t, "removed", len(gone), 0)
	if got := w.record("company", testAccount, firstFirm); got != nil {
		t.Errorf("got %v, want none", got)
	}
}

func TestMerge(t *testing.T) {
	rec := func(pairs ...any) Record {
		r := Record{}
		for i := 0; i < len(pairs); i += 2 {
			r[pairs[i].(string)] = pairs[i+1]
		}
		return r
	}
	for _, tt := range []struct {
		name                           string
		current, before, after, merged Record
		ok                             bool
	}{
		{"created", nil, nil, rec("a", "1"), rec("a", "1"), true},
		{"there already", rec("a", "2"), nil, rec("a", "1"), nil, false},
		{"gone meanwhile", nil, rec("a", "1"), rec("a", "2"), nil, false},
		{"removed", rec("a", "1"), rec("a", "1"), nil, nil, true},
		{"only what it alters", rec("a", "1", "b", "x"), rec("a", "1", "b", "y"), rec("a", "2", "b", "y"), rec("a", "2", "b", "x"), true},
		{"counts move", rec("n", int64(7)), rec("n", int64(3)), rec("n", int64(5)), rec("n", int64(9)), true},
		{"a field it drops", rec("a", "1", "b", "2"), rec("a", "1", "b", "2"), rec("a", "1"), rec("a", "1"), true},
		{"a field it adds", rec("a", "1"), rec("a", "1"), rec("a", "1", "n", int64(1)), rec("a", "1", "n", int64(1)), true},
	} {
		got, ok := Merge(tt.current, Change{Before: tt.before, After: tt.after})
		if ok != tt.ok || ok && !sameJSON(got, tt.merged) {
			t.Errorf("%s: got %v %v, want %v %v", tt.name, got, ok, tt.merged, tt.ok)
		}
	}
}

func TestSettleInOrder(t *testing.T) {
	clock := time.Unix(0, 0)
	m := NewMemory(theCatalogue(), testAccount, func() time.Time { return clock })
	c := Collection{"project", testAccount}
	rec := func(name string) Record { return Record{"id": "p", "name": name} }
	m.Schedule(clock, []Later{
		{3 * time.Second, Change{Collection: c, ID: "p", Before: rec("b"), After: rec("c")}},
		{time.Second, Change{Collection: c, ID: "p", After: rec("a")}},
		{2 * time.Second, Change{Collection: c, ID: "p", Before: rec("a"), After: rec("b")}},
	})
	for i, want := range []string{"", "a", "b", "c"} {
		m.Settle(clock.Add(time.Duration(i) * time.Second))
		got, _ := m.Get(ctx, c, "p")
		equal(t, fmt.Sprint(i, " s"), text(got, "name"), want)
	}
	equal(t, "left", m.Pending(), 0)
}

func TestIDsAreTheSameEachTime(t *testing.T) {
	a, b := newWorld(t), newWorld(t)
	var ids []string
	for _, entity := range []string{"project", "autodesk_id", "member_group", "folder", "item", "version"} {
		x, y := a.NewID(Collection{Entity: entity}), b.NewID(Collection{Entity: entity})
		equal(t, entity, x, y)
		ids = append(ids, x)
	}
	if !isUUID(ids[0]) || len(ids[1]) != 12 || !strings.HasPrefix(ids[3], "urn:adsk.wipprod:fs.folder:co.") {
		t.Errorf("got %v", ids)
	}
	if x := a.NewID(Collection{Entity: "project"}); slices.Contains(ids, x) {
		t.Errorf("%s given twice", x)
	}
}

// Two calls at the same moment cannot both create the same name.
func TestMemoryTakesTurns(t *testing.T) {
	w := newWorld(t)
	var wg sync.WaitGroup
	var mu sync.Mutex
	made := 0
	for range 20 {
		wg.Go(func() {
			call := w.call("companies.create", "", Record{"name": "Same", "trade": "Owner"})
			if _, err := w.Memory.Do(ctx, w.rules, call); err == nil {
				mu.Lock()
				made++
				mu.Unlock()
			}
			w.Memory.Do(ctx, w.rules, w.call("companies.list", "", nil))
		})
	}
	wg.Wait()
	equal(t, "made", made, 1)
}

// Whatever is done to an account, its snapshot restores it: the same records, the same pending changes, the same next ID.
func TestSnapshotRoundTrip(t *testing.T) {
	cat := theCatalogue()
	rapid.Check(t, func(t *rapid.T) {
		now := time.Date(2026, 1, 1, 0, 0, 0, 0, time.UTC)
		clock := func() time.Time { return now }
		m := NewMemory(cat, testAccount, clock)
		for range rapid.IntRange(0, 12).Draw(t, "changes") {
			c := Collection{rapid.SampledFrom([]string{"project", "member", "issue"}).Draw(t, "entity"), rapid.SampledFrom([]string{"x", "y"}).Draw(t, "parent")}
			id := rapid.StringMatching(`[a-e]`).Draw(t, "id")
			rec := with(anyObject(3).Draw(t, "record"), Record{"id": id})
			switch rapid.IntRange(0, 3).Draw(t, "what") {
			case 0:
				m.Apply([]Change{{Collection: c, ID: id}})
			case 1:
				m.Schedule(now, []Later{{time.Duration(rapid.IntRange(0, 5).Draw(t, "s")) * time.Second, Change{Collection: c, ID: id, After: rec, Auto: true}}})
			case 2:
				m.NewID(c)
			default:
				m.Apply([]Change{{Collection: c, ID: id, After: rec}})
			}
		}
		data, err := m.Snapshot()
		if err != nil {
			t.Fatal(err)
		}
		restored, err := RestoreMemory(cat, clock, data)
		if err != nil {
			t.Fatal(err)
		}
		wantAlike(t, m, restored)
		now = now.Add(3 * time.Second)
		m.Settle(now)
		restored.Settle(now)
		wantAlike(t, m, restored)
		if a, b := m.NewID(Collection{"project", "x"}), restored.NewID(Collection{"project", "x"}); a != b {
			t.Fatalf("next ID: got %s, want %s", b, a)
		}
	})
}

func wantAlike(t *rapid.T, a, b *Memory) {
	for _, c := range a.Collections() {
		x, _ := a.List(ctx, c)
		y, _ := b.List(ctx, c)
		if !sameJSON(x, y) {
			t.Fatalf("%v:\n got %v\nwant %v", c, y, x)
		}
	}
	if !slices.Equal(a.Collections(), b.Collections()) || a.Pending() != b.Pending() {
		t.Fatalf("got %v and %d pending, want %v and %d", b.Collections(), b.Pending(), a.Collections(), a.Pending())
	}
}

// anyObject generates a JSON object of the plain JSON types.
func anyObject(depth int) *rapid.Generator[Record] {
	return rapid.Custom(func(t *rapid.T) Record {
		r := Record{}
		for range rapid.IntRange(0, 3).Draw(t, "fields") {
			r[rapid.StringMatching(`[a-z]{1,3}`).Draw(t, "field")] = anyJSON(depth).Draw(t, "value")
		}
		return r
	})
}

func anyJSON(depth int) *rapid.Generator[any] {
	return rapid.Custom(func(t *rapid.T) any {
		kinds := 5
		if depth > 0 {
			kinds = 7
		}
		switch rapid.IntRange(0, kinds-1).Draw(t, "kind") {
		case 0:
			return nil
		case 1:
			return rapid.Bool().Draw(t, "bool")
		case 2:
			return rapid.Int64().Draw(t, "int")
		case 3:
			return rapid.Float64Range(-1, 1).Draw(t, "float")/2 + 0.1234567
		case 5:
			return anyObject(depth-1).Draw(t, "object")
		case 6:
			return rapid.Map(rapid.SliceOfN(anyJSON(depth-1), 0, 3), func(l []any) any { return append([]any{}, l...) }).Draw(t, "list")
		}
		return rapid.String().Draw(t, "text")
	})
}

func TestRestoreRefuses(t *testing.T) {
	cat := theCatalogue()
	for data, want := range map[string]string{
		"":              "unexpected end",
		`{"version":9}`: "got version 9, want 1",
		`{"version":1,"collections":[{"entity":"project","records":[{"name":"x"}]}]}`: "project 1 has no id",
		`{"version":1,"collections":[{"entity":"project","records":["x"]}]}`:          "want an object",
	} {
		_, err := RestoreMemory(cat, time.Now, []byte(data))
		if err == nil || !strings.Contains(err.Error(), want) {
			t.Errorf("%s: got %v, want %q", data, err, want)
		}
	}
}

// A whole number stays whole through a snapshot, however long.
func TestSnapshotKeepsNumbers(t *testing.T) {
	w := newWorld(t)
	w.put("project", testAccount, Record{"id": "n", "long": int64(9007199254740993), "half": 0.5})
	data, err := w.Snapshot()
	if err != nil || !json.Valid(data) {
		t.Fatal(err)
	}
	m, err := RestoreMemory(w.cat, w.clock, data)
	if err != nil {
		t.Fatal(err)
	}
	got, _ := m.Get(ctx, Collection{"project", testAccount}, "n")
	wantSame(t, "numbers", got, Record{"id": "n", "long": int64(9007199254740993), "half": 0.5})
}
