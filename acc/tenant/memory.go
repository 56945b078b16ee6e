package tenant

import (
	"context"
	"crypto/sha256"
	"fmt"
	"slices"
	"sync"
	"time"

	"accstar/acc"
	"accstar/acc/catalog"
)

// Memory is an account held in memory: a [Store] that can also be changed. It finds records by every ID field of their
// entity and by its natural key without searching, and keeps what ACC is still going to do until it is due.
//
// It is safe for concurrent use. The records it gives out are shared and must not be changed.
type Memory struct {
	// turn is held from the moment a change is worked out until it is applied, so that two calls cannot both create the
	// same name.
	turn sync.Mutex

	mu      sync.RWMutex
	cat     *catalog.Catalogue
	account string
	clock   func() time.Time
	made    uint64 // IDs given so far
	tables  map[Collection]*table
	pending []pending // by due time
	// crop is what the demo account's projects hold beside their people; nil in any other account.
	crop *crop
}

// pending is a change waiting for its time.
type pending struct {
	due    time.Time
	change Change
}

// NewMemory returns an empty account with that ID. The clock is the account's.
func NewMemory(cat *catalog.Catalogue, accountID string, clock func() time.Time) *Memory {
	return &Memory{cat: cat, account: accountID, clock: clock, tables: map[Collection]*table{}}
}

// AccountID is the ID of the account.
func (m *Memory) AccountID() string { return m.account }

// callerKey is the context key of the [Caller].
type callerKey struct{}

// WithCaller returns a context that says who makes a call to a [Memory].
func WithCaller(ctx context.Context, c Caller) context.Context {
	return context.WithValue(ctx, callerKey{}, c)
}

// Caller is who [WithCaller] named; nobody otherwise.
func (m *Memory) Caller(ctx context.Context) Caller {
	c, _ := ctx.Value(callerKey{}).(Caller)
	return c
}

// Now is the account's clock.
func (m *Memory) Now() time.Time { return m.clock() }

// Knows is true: the account is all there is.
func (m *Memory) Knows(context.Context, Collection) bool { return true }

// Get returns the record with that ID, by any of its entity's ID fields; nil if there is none.
func (m *Memory) Get(_ context.Context, c Collection, id string) (Record, error) {
	m.prepare(c)
	m.mu.RLock()
	rec := m.tables[c].get(id)
	m.mu.RUnlock()
	if rec == nil && c == objects(docsBucket) {
		rec = m.grownObject(id)
	}
	return rec, nil
}

// List returns all records of a collection in the order they were made.
func (m *Memory) List(_ context.Context, c Collection) ([]Record, error) {
	m.prepare(c)
	m.mu.RLock()
	defer m.mu.RUnlock()
	return m.tables[c].list(), nil
}

// Lookup returns the records whose field equals the text, ignoring case.
func (m *Memory) Lookup(_ context.Context, c Collection, field, text string) ([]Record, error) {
	m.prepare(c)
	m.mu.RLock()
	defer m.mu.RUnlock()
	return m.tables[c].lookup(field, text), nil
}

// NewID gives the ID for a record about to be created. IDs follow from the account and a count, so that the same calls give
// the same IDs.
func (m *Memory) NewID(c Collection) string {
	m.mu.Lock()
	defer m.mu.Unlock()
	m.made++
	return madeID(m.account, c, m.made)
}

// madeID is the ID that a collection's n-th record gets: of the form ACC uses for that kind of thing.
func madeID(account string, c Collection, n uint64) string {
	sum := sha256.Sum256(fmt.Appendf(nil, "%s/%s/%s/%d", account, c.Entity, c.Parent, n))
	switch c.Entity {
	case "autodesk_id":
		return letters(sum[:12])
	case "member_group":
		return fmt.Sprint(1_000_000 + n)
	case "folder":
		return "urn:adsk.wipprod:fs.folder:co." + letters(sum[:22])
	case "item":
		return "urn:adsk.wipprod:dm.lineage:" + letters(sum[:22])
	case "version":
		return "urn:adsk.wipprod:fs.file:vf." + letters(sum[:22]) + "?version=1"
	}
	// A name-based UUID (version 5, variant 1), except that the hash is SHA-256.
	sum[6] = sum[6]&0x0f | 0x50
	sum[8] = sum[8]&0x3f | 0x80
	return fmt.Sprintf("%x-%x-%x-%x-%x", sum[:4], sum[4:6], sum[6:8], sum[8:10], sum[10:16])
}

// letters writes bytes in the alphabet of Autodesk IDs.
func letters(b []byte) string {
	const alphabet = "ABCDEFGHJKLMNPQRSTUVWXYZ23456789"
	out := make([]byte, len(b))
	for i, x := range b {
		out[i] = alphabet[int(x)%len(alphabet)]
	}
	return string(out)
}

// Do works out what a call comes to under the rules and carries it out: its changes are applied, what follows later is
// kept until it is due. Changes are made one at a time. The error is that of [Rules.Do].
func (m *Memory) Do(ctx context.Context, rules Rules, call *acc.Call) (*Outcome, error) {
	m.Settle(m.clock())
	if !call.Op.Effect.Changes() {
		return rules.Do(ctx, m, call)
	}
	m.turn.Lock()
	defer m.turn.Unlock()
	out, err := rules.Do(ctx, m, call)
	if err != nil {
		return nil, err
	}
	m.Apply(out.Changes)
	m.Schedule(m.clock(), out.Later)
	return out, nil
}

// Apply makes changes, all together.
func (m *Memory) Apply(changes []Change) {
	m.mu.Lock()
	defer m.mu.Unlock()
	for _, c := range changes {
		m.apply(c)
	}
}

func (m *Memory) apply(c Change) {
	if m.crop != nil {
		m.crop.change(m, c.Collection)
	}
	m.store(c)
}

// store makes a change as it is.
func (m *Memory) store(c Change) {
	t := m.tables[c.Collection]
	if c.After == nil {
		t.remove(c.ID)
		return
	}
	if t == nil {
		t = newTable(m.cat.Entity(c.Collection.Entity))
		m.tables[c.Collection] = t
	}
	t.put(c.ID, c.After)
}

// Schedule keeps changes that are to happen some time after an instant.
func (m *Memory) Schedule(from time.Time, later []Later) {
	if len(later) == 0 {
		return
	}
	m.mu.Lock()
	defer m.mu.Unlock()
	for _, l := range later {
		m.pending = append(m.pending, pending{due: from.Add(l.After), change: l.Change})
	}
	slices.SortStableFunc(m.pending, func(a, b pending) int { return a.due.Compare(b.due) })
}

// Settle carries out what is due by now, and returns how many changes that were. A change of which the ground has gone, such
// as one of a record removed meanwhile, is dropped; see [Merge].
func (m *Memory) Settle(now time.Time) int {
	m.mu.RLock()
	due := len(m.pending) > 0 && !m.pending[0].due.After(now)
	m.mu.RUnlock()
	if !due {
		return 0
	}
	m.turn.Lock()
	defer m.turn.Unlock()
	m.mu.Lock()
	defer m.mu.Unlock()
	n, made := 0, 0
	for ; n < len(m.pending) && !m.pending[n].due.After(now); n++ {
		c := m.pending[n].change
		after, ok := Merge(m.tables[c.Collection].get(c.ID), c)
		if ok {
			c.After = after
			m.apply(c)
			made++
		}
	}
	m.pending = slices.Clone(m.pending[n:])
	return made
}

// Pending returns how many changes are waiting for their time.
func (m *Memory) Pending() int {
	m.mu.RLock()
	defer m.mu.RUnlock()
	return len(m.pending)
}

// Collections returns the collections that hold records, sorted by entity and parent.
func (m *Memory) Collections() []Collection {
	m.mu.RLock()
	defer m.mu.RUnlock()
	var all []Collection
	for c, t := range m.tables {
		if len(t.rows) > 0 {
			all = append(all, c)
		}
	}
	slices.SortFunc(all, compareCollections)
	return all
}
