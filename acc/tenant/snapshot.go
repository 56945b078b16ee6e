package tenant

import (
	"encoding/json"
	"fmt"
	"time"

	"accstar/acc"
	"accstar/acc/catalog"
)

// snapshotVersion is the version of the form of a snapshot.
const snapshotVersion = 1

// snapshot is a [Memory] as JSON.
type snapshot struct {
	Version   int    `json:"version"`
	AccountID string `json:"account_id"`
	Made      uint64 `json:"made"` // IDs given so far
	// Begun is when the demo account began, which the dates of what its projects hold follow from. Only what has been changed of
	// that since is among the collections.
	Begun       *time.Time           `json:"begun,omitempty"`
	Collections []snapshotCollection `json:"collections"`
	Pending     []snapshotPending    `json:"pending,omitempty"`
}

type snapshotCollection struct {
	Collection
	Records []exact `json:"records"`
}

type snapshotPending struct {
	Due        time.Time  `json:"due"`
	Collection Collection `json:"collection"`
	ID         string     `json:"id"`
	Before     exact      `json:"before,omitempty"`
	After      exact      `json:"after,omitempty"`
	Auto       bool       `json:"auto,omitempty"`
}

// exact is a record whose whole numbers stay whole through JSON.
type exact Record

// UnmarshalJSON decodes an object, or null as no record.
func (e *exact) UnmarshalJSON(data []byte) error {
	v, err := acc.DecodeJSON(data)
	if err != nil {
		return err
	}
	rec, ok := v.(map[string]any)
	if !ok && v != nil {
		return fmt.Errorf("got %T, want an object", v)
	}
	*e = rec
	return nil
}

// Snapshot returns the account as JSON, to be read by [RestoreMemory]. The same account gives the same bytes.
func (m *Memory) Snapshot() ([]byte, error) {
	collections := m.Collections()
	m.mu.RLock()
	defer m.mu.RUnlock()
	s := snapshot{Version: snapshotVersion, AccountID: m.account, Made: m.made, Collections: []snapshotCollection{}}
	if m.crop != nil {
		s.Begun = &m.crop.begun
		collections = m.crop.changed(collections)
	}
	for _, c := range collections {
		sc := snapshotCollection{Collection: c, Records: []exact{}}
		for _, r := range m.tables[c].list() {
			sc.Records = append(sc.Records, exact(r))
		}
		s.Collections = append(s.Collections, sc)
	}
	for _, p := range m.pending {
		c := p.change
		s.Pending = append(s.Pending, snapshotPending{p.due, c.Collection, c.ID, exact(c.Before), exact(c.After), c.Auto})
	}
	return json.Marshal(s)
}

// RestoreMemory returns the account of a snapshot. The error says what is wrong with the snapshot.
func RestoreMemory(cat *catalog.Catalogue, clock func() time.Time, data []byte) (*Memory, error) {
	var s snapshot
	if err := json.Unmarshal(data, &s); err != nil {
		return nil, fmt.Errorf("snapshot of an account: %w", err)
	}
	if s.Version != snapshotVersion {
		return nil, fmt.Errorf("snapshot of an account: got version %d, want %d", s.Version, snapshotVersion)
	}
	m := NewMemory(cat, s.AccountID, clock)
	m.made = s.Made
	for _, sc := range s.Collections {
		id := "id"
		if e := cat.Entity(sc.Entity); e != nil && len(e.IDs) > 0 {
			id = e.IDs[0]
		}
		for i, r := range sc.Records {
			key := idText(Record(r), id)
			if key == "" {
				return nil, fmt.Errorf("snapshot of an account: %s %d has no %s", sc.Entity, i+1, id)
			}
			m.apply(Change{Collection: sc.Collection, ID: key, After: Record(r)})
		}
	}
	if s.Begun != nil {
		m.crop = newCrop(*s.Begun, demoBaseOf(cat))
		for _, sc := range s.Collections {
			m.crop.keep(sc.Collection)
		}
	}
	for _, p := range s.Pending {
		m.pending = append(m.pending, pending{p.Due, Change{p.Collection, p.ID, Record(p.Before), Record(p.After), p.Auto}})
	}
	return m, nil
}
