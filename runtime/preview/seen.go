package preview

import (
	"bytes"
	"encoding/json"
	"fmt"
	"io"
	"maps"
	"slices"
	"strings"
	"sync"
	"time"

	"accstar/acc"
	"accstar/acc/tenant"
)

// Seen is what a preview was told by the account, up to the first wait of its playbook: what a run that works ahead of the playbook
// tells it again. It is safe for concurrent use; a nil one keeps nothing.
type Seen struct {
	mu     sync.Mutex
	sealed bool
	colls  map[tenant.Collection]*seenCollection
	reads  map[string]*acc.Result // passed through, by request
	roles  []tenant.Record
}

type seenCollection struct {
	at      time.Time
	records []tenant.Record
}

// Keep has what the overlay reads kept, from now on.
func (o *Overlay) Keep() *Seen {
	o.kept = &Seen{colls: map[tenant.Collection]*seenCollection{}, reads: map[string]*acc.Result{}}
	return o.kept
}

// listed keeps a collection as it was just read, before the run's own changes are entered again; c.mu is held.
func (s *Seen) listed(c *collection, at time.Time) {
	if s == nil {
		return
	}
	s.mu.Lock()
	defer s.mu.Unlock()
	if s.sealed || s.colls[c.name] != nil || IsFuture(c.name.Parent) {
		return
	}
	kept := &seenCollection{at: at, records: make([]tenant.Record, 0, len(c.order))}
	for _, id := range c.order {
		kept.records = append(kept.records, c.records[id])
	}
	s.colls[c.name] = kept
}

func (s *Seen) passed(key string, res *acc.Result) {
	if s == nil {
		return
	}
	s.mu.Lock()
	defer s.mu.Unlock()
	if !s.sealed && s.reads[key] == nil {
		s.reads[key] = res
	}
}

// Seal ends the keeping: what is read from here on is not what a playbook saw that had not waited yet.
func (s *Seen) Seal() {
	if s == nil {
		return
	}
	s.mu.Lock()
	defer s.mu.Unlock()
	s.sealed = true
}

// Done keeps the roles that the overlay has come to know. It is called once, when the preview is over.
func (s *Seen) Done(o *Overlay) {
	if s == nil {
		return
	}
	s.Seal()
	s.roles = o.roles.all()
}

// give tells an overlay that has read nothing yet what was seen. What is older than the overlay takes for fresh is known to it, and
// read again before anything is decided by it.
func (s *Seen) give(o *Overlay) {
	s.mu.Lock()
	defer s.mu.Unlock()
	old := false
	for name, kept := range s.colls {
		c := newCollection(name)
		ids := o.idsOf(name)
		for _, rec := range kept.records {
			if id, ok := rec[ids[0]].(string); ok {
				c.put(id, rec, ids)
			}
		}
		stale := o.freshFor > 0 && o.now().Sub(kept.at) > o.freshFor
		old = old || stale
		c.loaded, c.readAt = !stale, kept.at
		o.colls[name] = c
	}
	for _, rec := range s.roles {
		o.learnRole(rec)
	}
	if old {
		return
	}
	for key, res := range s.reads {
		o.reads[key] = &passed{done: true, result: res}
	}
}

// The lines of a [Seen] as it is written.
type (
	seenLine struct {
		Collection *tenant.Collection `json:"collection,omitempty"`
		At         *time.Time         `json:"at,omitempty"`
		Records    []any              `json:"records,omitempty"`
		Read       string             `json:"read,omitempty"`
		Status     int                `json:"status,omitempty"`
		Body       json.RawMessage    `json:"body,omitempty"`
		Value      any                `json:"value,omitempty"`
		Roles      []any              `json:"roles,omitempty"`
	}
)

// Encode writes what was seen, without secrets, a collection or an answer to a line.
func (s *Seen) Encode(w io.Writer) error {
	s.mu.Lock()
	defer s.mu.Unlock()
	enc := json.NewEncoder(w)
	enc.SetEscapeHTML(false)
	names := slices.Collect(maps.Keys(s.colls))
	slices.SortFunc(names, func(a, b tenant.Collection) int {
		return strings.Compare(a.Entity+"/"+a.Parent, b.Entity+"/"+b.Parent)
	})
	for _, name := range names {
		kept := s.colls[name]
		if err := enc.Encode(seenLine{Collection: &name, At: &kept.at, Records: withoutSecrets(kept.records)}); err != nil {
			return fmt.Errorf("write what the preview has seen of %s: %w", name.Entity, err)
		}
	}
	for _, key := range slices.Sorted(maps.Keys(s.reads)) {
		res := s.reads[key]
		line := seenLine{Read: key, Status: res.Status, Body: res.Body}
		line.Value, _ = acc.Redact(res.Value)
		if v, err := res.Decoded(); err == nil && res.Value == nil {
			if clean, found := acc.Redact(v); found {
				line.Body, line.Value = nil, clean
			}
		}
		if err := enc.Encode(line); err != nil {
			return fmt.Errorf("write what the preview has seen: %w", err)
		}
	}
	return enc.Encode(seenLine{Roles: withoutSecrets(s.roles)})
}

func withoutSecrets(records []tenant.Record) []any {
	out := make([]any, len(records))
	for i, rec := range records {
		out[i], _ = acc.Redact(map[string]any(rec))
	}
	return out
}

// DecodeSeen reads what [Seen.Encode] has written.
func DecodeSeen(data []byte) (*Seen, error) {
	s := &Seen{colls: map[tenant.Collection]*seenCollection{}, reads: map[string]*acc.Result{}, sealed: true}
	cannot := func(err error) error { return fmt.Errorf("read what the preview has seen: %w", err) }
	for line := range bytes.Lines(data) {
		dec := json.NewDecoder(bytes.NewReader(line))
		dec.UseNumber()
		var l seenLine
		if err := dec.Decode(&l); err != nil {
			return nil, cannot(err)
		}
		value, err := acc.Restore(l.Value)
		if err != nil {
			return nil, cannot(err)
		}
		records, err := restoreRecords(append(l.Records, l.Roles...))
		switch {
		case err != nil:
			return nil, cannot(err)
		case l.Collection != nil && l.At != nil:
			s.colls[*l.Collection] = &seenCollection{at: *l.At, records: records}
		case l.Read != "":
			s.reads[l.Read] = &acc.Result{Status: l.Status, Body: l.Body, Value: value}
		default:
			s.roles = records
		}
	}
	return s, nil
}

func restoreRecords(list []any) ([]tenant.Record, error) {
	out := make([]tenant.Record, 0, len(list))
	for _, x := range list {
		v, err := acc.Restore(x)
		if err != nil {
			return nil, err
		}
		rec, ok := v.(map[string]any)
		if !ok {
			return nil, fmt.Errorf("got %T, want a record", v)
		}
		out = append(out, rec)
	}
	return out, nil
}
