package preview

import (
	"bytes"
	"encoding/json"
	"fmt"
	"hash/maphash"
	"maps"
	"reflect"
	"runtime"

	"golang.org/x/sync/errgroup"

	"accstar/acc"
	"accstar/acc/tenant"
)

// A plan of many changes has many records that are alike: of a hundred thousand people who join a project nearly all fields are
// unknown or empty. Where a plan is kept, a record that is like others is written as what sets it apart: shapes are records that
// stand for all fields that the others do not name themselves.

// leanChange is a [Change] as it is kept, with its records told from shapes.
type leanChange struct {
	Change
	Records []leanRecord `json:"records,omitempty"`
	Later   []leanRecord `json:"later,omitempty"`
}

// leanRecord is a [tenant.Change] as it is kept. Without Like it is whole. With it, Before has the fields in which it differs from the
// shape of that number, and After those in which it differs from Before, or from the shape where nothing was before.
type leanRecord struct {
	Collection tenant.Collection `json:"collection"`
	ID         string            `json:"id"`
	Like       *int              `json:"like,omitempty"`
	Before     *tenant.Record    `json:"before,omitempty"`
	After      *tenant.Record    `json:"after,omitempty"`
	Auto       bool              `json:"auto,omitempty"`
}

// shapes are the records that others are told from, while a plan is written.
type shapes struct {
	list   []tenant.Record
	places []int // in what is written, of each of list; -1 of one that a single record is like
	found  map[shapeKey]int
	seed   maphash.Seed
}

// shapeKey tells records with the same fields from others, but for the rare one that happens to have the same sum.
type shapeKey struct {
	entity string
	fields int
	sum    uint64
}

// newShapes finds the shapes of changes: the first record of each kind that has certain fields, where more follow.
func newShapes(lists ...[]Change) *shapes {
	s := &shapes{found: map[shapeKey]int{}, seed: maphash.MakeSeed()}
	var counts []int
	for _, changes := range lists {
		for i := range changes {
			for _, list := range [][]tenant.Change{changes[i].Records, changes[i].Later} {
				for j := range list {
					key, rec := s.key(&list[j])
					if rec == nil {
						continue
					}
					at, ok := s.found[key]
					if !ok {
						at = len(s.list)
						s.found[key] = at
						s.list, counts = append(s.list, rec), append(counts, 0)
					}
					counts[at]++
				}
			}
		}
	}
	next := 0
	for _, n := range counts {
		place := -1
		if n > 1 {
			place = next
			next++
		}
		s.places = append(s.places, place)
	}
	return s
}

// key is what the shape of a changed record is found by, and the record itself, as it was first.
func (s *shapes) key(r *tenant.Change) (shapeKey, tenant.Record) {
	rec := r.Before
	if rec == nil {
		rec = r.After
	}
	key := shapeKey{entity: r.Collection.Entity, fields: len(rec)}
	for name := range rec {
		key.sum += maphash.String(s.seed, name)
	}
	return key, rec
}

// written are the shapes that more than one record is like, in order.
func (s *shapes) written() []tenant.Record {
	var out []tenant.Record
	for i, place := range s.places {
		if place >= 0 {
			out = append(out, s.list[i])
		}
	}
	return out
}

// lean is a change as it is kept.
func (s *shapes) lean(c *Change) *leanChange {
	out := &leanChange{Change: *c}
	for i := range c.Records {
		out.Records = append(out.Records, s.leanRecord(&c.Records[i]))
	}
	for i := range c.Later {
		out.Later = append(out.Later, s.leanRecord(&c.Later[i]))
	}
	return out
}

func (s *shapes) leanRecord(r *tenant.Change) leanRecord {
	out := leanRecord{Collection: r.Collection, ID: r.ID, Auto: r.Auto}
	whole := func() leanRecord {
		if r.Before != nil {
			out.Before = &r.Before
		}
		if r.After != nil {
			out.After = &r.After
		}
		return out
	}
	key, rec := s.key(r)
	at, ok := s.found[key]
	if rec == nil || !ok || s.places[at] < 0 {
		return whole()
	}
	apart, ok := apartFrom(s.list[at], rec)
	if !ok {
		return whole()
	}
	if r.Before == nil {
		out.Like, out.After = &s.places[at], &apart
		return out
	}
	if r.After != nil {
		after, ok := apartFrom(r.Before, r.After)
		if !ok {
			return whole()
		}
		out.After = &after
	}
	out.Like, out.Before = &s.places[at], &apart
	return out
}

// apartFrom are the fields in which a record differs from a base; ok is false if it lacks one that the base has.
func apartFrom(base, rec tenant.Record) (apart tenant.Record, ok bool) {
	apart = tenant.Record{}
	shared := 0
	for name, v := range rec {
		b, has := base[name]
		if has {
			shared++
		}
		if !has || !sameJSON(b, v) {
			apart[name] = v
		}
	}
	return apart, shared == len(base)
}

// sameJSON is reflect.DeepEqual, quick for what records mostly hold.
func sameJSON(a, b any) bool {
	switch a.(type) {
	case nil, bool, string, int64, float64, acc.Unknown:
		return a == b
	}
	return reflect.DeepEqual(a, b)
}

// expand makes a change whole again; shapes are shared, and must not be altered.
func (l *leanChange) expand(shapes []tenant.Record) (Change, error) {
	c := l.Change
	for _, list := range []struct {
		from []leanRecord
		to   *[]tenant.Change
	}{{l.Records, &c.Records}, {l.Later, &c.Later}} {
		*list.to = nil
		if len(list.from) == 0 {
			continue
		}
		out := make([]tenant.Change, len(list.from))
		for i := range list.from {
			r, err := list.from[i].expand(shapes)
			if err != nil {
				return Change{}, err
			}
			out[i] = r
		}
		*list.to = out
	}
	return c, nil
}

func (l *leanRecord) expand(shapes []tenant.Record) (tenant.Change, error) {
	out := tenant.Change{Collection: l.Collection, ID: l.ID, Auto: l.Auto}
	var base tenant.Record
	if l.Like != nil {
		if *l.Like < 0 || *l.Like >= len(shapes) {
			return out, fmt.Errorf("got a record like shape %d, want one of the %d shapes there are", *l.Like, len(shapes))
		}
		base = shapes[*l.Like]
	}
	from := func(base tenant.Record, apart *tenant.Record) (tenant.Record, error) {
		if apart == nil {
			return nil, nil
		}
		own, err := restoreRecord(*apart)
		if err != nil || base == nil || own == nil {
			return own, err
		}
		rec := maps.Clone(base)
		maps.Copy(rec, own)
		return rec, nil
	}
	var err error
	if out.Before, err = from(base, l.Before); err != nil {
		return out, err
	}
	if out.Before != nil && base != nil {
		base = out.Before
	}
	out.After, err = from(base, l.After)
	return out, err
}

// chunk is how many changes are written or read by one of several workers at a time.
const chunk = 512

// inChunks does work on so many things, several chunks of them at the same time.
func inChunks(n int, work func(from, to int) error) error {
	var g errgroup.Group
	g.SetLimit(runtime.GOMAXPROCS(0))
	for from := 0; from < n; from += chunk {
		g.Go(func() error { return work(from, min(from+chunk, n)) })
	}
	return g.Wait()
}

// encodeChanges writes changes, a line for each.
func (s *shapes) encodeChanges(changes []Change) ([][]byte, error) {
	out := make([][]byte, (len(changes)+chunk-1)/chunk)
	err := inChunks(len(changes), func(from, to int) error {
		var b bytes.Buffer
		enc := json.NewEncoder(&b)
		enc.SetEscapeHTML(false)
		for i := from; i < to; i++ {
			if i > 0 {
				b.WriteByte(',')
			}
			b.WriteByte('\n')
			if err := enc.Encode(s.lean(&changes[i])); err != nil {
				return fmt.Errorf("write the plan, change %d: %w", i+1, err)
			}
			b.Truncate(b.Len() - 1) // the encoder ends with a newline
		}
		out[from/chunk] = b.Bytes()
		return nil
	})
	return out, err
}

// decodeChanges reads changes that were written one by one.
func decodeChanges(raw []json.RawMessage, shapes []tenant.Record) ([]Change, error) {
	out := make([]Change, len(raw))
	err := inChunks(len(raw), func(from, to int) error {
		texts := interned{}
		for i := from; i < to; i++ {
			var lean leanChange
			dec := json.NewDecoder(bytes.NewReader(raw[i]))
			dec.UseNumber()
			err := dec.Decode(&lean)
			if err == nil {
				out[i], err = lean.expand(shapes)
			}
			if err == nil {
				out[i].Request.Body, err = acc.Restore(out[i].Request.Body)
			}
			if err != nil {
				return fmt.Errorf("read the plan, change %d: %w", i+1, err)
			}
			texts.inChange(&out[i])
			raw[i] = nil
		}
		return nil
	})
	return out, err
}

// interned keeps one of equal texts, so that a plan that is read needs no more memory than one that was made.
type interned map[string]string

func (t interned) keep(s *string) {
	if have, ok := t[*s]; ok {
		*s = have
		return
	}
	t[*s] = *s
}

func (t interned) inChange(c *Change) {
	for _, s := range []*string{&c.Op, &c.Effect, &c.Group, &c.Entity, &c.Subject, &c.Text, &c.Origin.File, &c.Origin.Sheet} {
		t.keep(s)
	}
	for i := range c.Fields {
		f := &c.Fields[i]
		t.keep(&f.Name)
		t.keep(&f.Before)
		t.keep(&f.After)
	}
	for _, list := range [][]tenant.Change{c.Records, c.Later} {
		for i := range list {
			t.keep(&list[i].Collection.Entity)
			t.keep(&list[i].Collection.Parent)
			t.keep(&list[i].ID)
		}
	}
}
