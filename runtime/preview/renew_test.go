package preview

import (
	"testing"
	"time"

	"accstar/acc"
	"accstar/acc/tenant"
)

// TestRenew: what a run has made stays as it made it over a reading that may not show it yet, the last of several changes of a record
// included, and only for as long as a reading may take to show it.
func TestRenew(t *testing.T) {
	name := tenant.Collection{Entity: "member", Parent: "p"}
	active := tenant.Record{"id": "m", "status": "active", "access": "member"}
	admin := tenant.Record{"id": "m", "status": "active", "access": "admin"}
	deleted := tenant.Record{"id": "m", "status": "deleted"}
	now := time.Date(2026, 11, 20, 8, 0, 0, 0, time.UTC)
	change := func(before, after tenant.Record) ownChange {
		return ownChange{change: tenant.Change{Collection: name, ID: "m", Before: before, After: after}, at: now}
	}
	for _, c := range []struct {
		name string
		own  []ownChange
		read tenant.Record // nil: the reading does not have it
		want string        // its status and access
	}{
		{"added, not shown", []ownChange{change(nil, active)}, nil, "active member"},
		{"added and raised, not shown", []ownChange{change(nil, active), change(active, admin)}, nil, "active admin"},
		{"added, raised and removed, not shown", []ownChange{change(nil, active), change(active, admin), change(admin, deleted)}, nil, "deleted "},
		{"added and taken away, not shown", []ownChange{change(nil, active), change(active, nil)}, nil, ""},
		{"removed, still shown", []ownChange{change(active, deleted)}, active, "deleted "},
		{"taken away, still shown", []ownChange{change(active, nil)}, active, ""},
		{"removed and added again, still shown", []ownChange{change(active, deleted), change(deleted, admin)}, active, "active admin"},
		{"removed, shown", []ownChange{change(active, deleted)}, nil, ""},
		{"raised by somebody else", []ownChange{change(nil, active)}, admin, "active admin"},
	} {
		t.Run(c.name, func(t *testing.T) {
			for _, late := range []bool{false, true} {
				coll := newCollection(name)
				coll.own = c.own
				if c.read != nil {
					coll.put("m", c.read, []string{"id"})
				}
				since, want := now.Add(-time.Second), c.want
				if late {
					since, want = now.Add(time.Second), ""
					if c.read != nil {
						want = memberAs(c.read)
					}
				}
				coll.renew([]string{"id"}, since, false)
				if got := memberAs(coll.find("m")); got != want {
					t.Errorf("late %v: got %q, want %q", late, got, want)
				}
			}
		})
	}
}

func memberAs(r tenant.Record) string {
	if r == nil {
		return ""
	}
	status, _ := r["status"].(string)
	access, _ := r["access"].(string)
	return status + " " + access
}

// TestRenewPlanned: no reading shows what is only planned, however late it comes.
func TestRenewPlanned(t *testing.T) {
	name := tenant.Collection{Entity: "project_company", Parent: "p"}
	id := futureID(acc.Key{Task: "", Call: 1}, 1)
	coll := newCollection(name)
	coll.own = []ownChange{
		{change: tenant.Change{Collection: name, ID: id, After: tenant.Record{"id": id, "status": "active"}, Auto: true}},
		{change: tenant.Change{Collection: name, ID: "old", Before: tenant.Record{"id": "old"}}},
	}
	coll.put("old", tenant.Record{"id": "old", "status": "active"}, []string{"id"})
	coll.renew([]string{"id"}, time.Now(), true)
	if coll.find(id) == nil || coll.find("old") != nil {
		t.Errorf("got the new one %v and the old one %v, want the new one alone", coll.find(id), coll.find("old"))
	}
}
