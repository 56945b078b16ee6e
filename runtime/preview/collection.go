package preview

import (
	"context"
	"errors"
	"net/http"
	"slices"
	"strings"
	"sync"
	"time"

	"accstar/acc"
	"accstar/acc/tenant"
)

// collection is one set of records as it stands now: what was read, with the changes made since.
type collection struct {
	name tenant.Collection

	// load is held while the collection is being read, so that it is read once however many tasks ask for it.
	load sync.Mutex

	mu      sync.RWMutex
	loaded  bool
	readAt  time.Time
	records map[string]tenant.Record // by first ID
	order   []string
	alias   map[string]string              // other IDs to the first
	index   map[string]map[string][]string // field -> lower-case text -> first IDs; built when first asked for
	touched bool                           // changed since it was read
	own     []ownChange                    // what this run changed, oldest first
	// unsettled is what ACC has accepted and not yet shown.
	unsettled []expectation
}

func equalFold(a, b string) bool {
	return strings.EqualFold(strings.TrimSpace(a), strings.TrimSpace(b))
}

func newCollection(name tenant.Collection) *collection {
	c := &collection{name: name}
	c.clear()
	return c
}

// clear forgets all records; mu is held, or nobody else knows the collection yet.
func (c *collection) clear() {
	c.records = map[string]tenant.Record{}
	c.order = nil
	c.alias = map[string]string{}
	c.index = nil
}

// put adds or replaces a record; mu is held.
func (c *collection) put(id string, rec tenant.Record, ids []string) {
	old, known := c.records[id]
	if !known {
		c.order = append(c.order, id)
	}
	c.records[id] = rec
	for _, field := range ids[1:] {
		if other, ok := rec[field].(string); ok && other != "" {
			c.alias[other] = id
		}
	}
	c.reindex(id, old, rec)
}

// remove takes a record away; mu is held.
func (c *collection) remove(id string) {
	old, known := c.records[id]
	if !known {
		return
	}
	delete(c.records, id)
	for i, x := range c.order {
		if x == id {
			c.order = append(c.order[:i:i], c.order[i+1:]...)
			break
		}
	}
	c.reindex(id, old, nil)
}

// reindex keeps the indexes true when a record changes; mu is held.
func (c *collection) reindex(id string, before, after tenant.Record) {
	for field, byText := range c.index {
		was, _ := before[field].(string)
		is, _ := after[field].(string)
		was, is = strings.ToLower(was), strings.ToLower(is)
		if before != nil && after != nil && was == is {
			continue
		}
		if before != nil {
			ids := byText[was]
			for i, x := range ids {
				if x == id {
					byText[was] = append(ids[:i:i], ids[i+1:]...)
					break
				}
			}
		}
		if after != nil {
			if _, isText := after[field].(string); isText {
				byText[is] = append(byText[is], id)
			}
		}
	}
}

// find returns the record with that ID, by any ID field; mu is held.
func (c *collection) find(id string) tenant.Record {
	if rec := c.records[id]; rec != nil {
		return rec
	}
	if first, ok := c.alias[id]; ok {
		return c.records[first]
	}
	return nil
}

// lookup returns the records whose field equals the text ignoring case, in the collection's order.
func (c *collection) lookup(field, text string) []tenant.Record {
	c.mu.Lock()
	defer c.mu.Unlock()
	if c.index == nil {
		c.index = map[string]map[string][]string{}
	}
	byText := c.index[field]
	if byText == nil {
		byText = map[string][]string{}
		for _, id := range c.order {
			if s, ok := c.records[id][field].(string); ok {
				key := strings.ToLower(s)
				byText[key] = append(byText[key], id)
			}
		}
		c.index[field] = byText
	}
	var out []tenant.Record
	for _, id := range byText[strings.ToLower(text)] {
		out = append(out, c.records[id])
	}
	return out
}

// all returns the records in order.
func (c *collection) all() []tenant.Record {
	c.mu.RLock()
	defer c.mu.RUnlock()
	out := make([]tenant.Record, 0, len(c.order))
	for _, id := range c.order {
		out = append(out, c.records[id])
	}
	return out
}

// newLast puts the records that this run made at the end of a list that is sorted by what only ACC knows of them, such as the name of
// somebody new, or by nothing: there a preview cannot tell their places, and the run held to it has to see the same order.
func (o *Overlay) newLast(call *acc.Call, items []any) []any {
	name, ok := o.collectionOf(call)
	if !ok {
		return items
	}
	e := o.entity(name)
	if by := sortedBy(call); len(by) > 0 && !slices.ContainsFunc(by, func(f string) bool { return slices.Contains(e.Filled, f) }) {
		return items
	}
	c := o.collection(name)
	c.mu.RLock()
	made := map[string]int{} // ID to its place among those made
	for i, own := range c.own {
		before, after := own.change.Before, own.change.After
		if after == nil || before != nil && before["status"] != "deleted" {
			continue
		}
		id := own.change.ID
		if real, ok := o.Real(id); ok {
			id = real
		}
		if _, again := made[id]; !again {
			made[id] = i + 1
		}
	}
	c.mu.RUnlock()
	if len(made) == 0 {
		return items
	}
	place := func(x any) int {
		rec, _ := x.(map[string]any)
		id, _ := rec[e.IDs[0]].(string)
		return made[id]
	}
	out := slices.Clone(items)
	slices.SortStableFunc(out, func(a, b any) int { return place(a) - place(b) })
	return out
}

// sortedBy are the fields that a list is sorted by.
func sortedBy(call *acc.Call) []string {
	var fields []string
	for _, p := range call.Op.Query {
		if p.Name != "sort" && p.Name != "sortBy" {
			continue
		}
		by, set := call.QueryValue(p.Name)
		if !set {
			by = p.Default
		}
		for _, key := range strings.Split(by, ",") {
			if field, _, _ := strings.Cut(strings.TrimPrefix(strings.TrimSpace(key), "-"), " "); field != "" {
				fields = append(fields, field)
			}
		}
	}
	return fields
}

// overlayStore is the account as rules see it during one call: the overlay, with the call's own future IDs.
type overlayStore struct {
	o    *Overlay
	call *acc.Call
	ids  int
}

var _ tenant.Store = (*overlayStore)(nil)

func (s *overlayStore) Get(ctx context.Context, name tenant.Collection, id string) (tenant.Record, error) {
	c, err := s.o.loaded(ctx, name)
	if c == nil || err != nil {
		return nil, err
	}
	c.mu.RLock()
	defer c.mu.RUnlock()
	return c.find(id), nil
}

func (s *overlayStore) List(ctx context.Context, name tenant.Collection) ([]tenant.Record, error) {
	c, err := s.o.loaded(ctx, name)
	if c == nil || err != nil {
		return nil, err
	}
	return c.all(), nil
}

func (s *overlayStore) Lookup(ctx context.Context, name tenant.Collection, field, text string) ([]tenant.Record, error) {
	c, err := s.o.loaded(ctx, name)
	if c == nil || err != nil {
		return nil, err
	}
	return c.lookup(field, text), nil
}

// Knows reports whether the overlay can list the collection, and may: an application without access to the member
// directory can still add members to projects.
func (s *overlayStore) Knows(ctx context.Context, name tenant.Collection) bool {
	if !s.o.listable(name) {
		return false
	}
	_, err := s.o.loaded(ctx, name)
	var refused *acc.Error
	if !errors.As(err, &refused) || refused.Kind != acc.Forbidden {
		return true
	}
	return refused.Status != http.StatusForbidden && refused.Status != 0 // 0: no token of the profile's reads it
}

func (s *overlayStore) NewID(tenant.Collection) string {
	s.ids++
	return s.o.given(futureID(s.call.Key, s.ids))
}

// NamedID gives the same future ID for the same natural key, whichever change comes first: adding somebody new to several
// projects side by side makes one person.
func (s *overlayStore) NamedID(name tenant.Collection, key string) string {
	return s.o.given(futureID(acc.Key{Task: "@" + name.Entity + "/" + name.Parent + "/" + key}, 1))
}

func (s *overlayStore) Now() time.Time { return s.o.now() }

// Caller is trusted: who may do what is for ACC to say.
func (s *overlayStore) Caller(context.Context) tenant.Caller { return tenant.Caller{Trusted: true} }
