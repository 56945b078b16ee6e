package preview

import (
	"maps"
	"math"
	"slices"

	"accstar/acc/catalog"
)

// Fused is changes by one operation that travel together: how many there are, and in how many requests.
type Fused struct {
	Op       string `json:"op"` // "project_users.create"
	Changes  int    `json:"changes"`
	Requests int    `json:"requests"`
}

// Fuse takes into account, in a plan's cost, that a run lets changes travel together.
func (p *Plan) Fuse(cat *catalog.Catalogue) {
	if _, ok := CanWorkAhead(p); !ok {
		return
	}
	byOp := newGraph(cat, p, p.Account.ID).groups()
	for _, op := range slices.Sorted(maps.Keys(byOp)) {
		f := byOp[op]
		p.Cost.Fused = append(p.Cost.Fused, *f)
		single := cat.Operation(op)
		p.Cost.Requests[single.Limit] -= f.Changes
		p.Cost.Requests[cat.Operation(single.FusedBy).Limit] += f.Requests
		if e := cat.Entity(single.Entity); e != nil && cat.Operation(single.FusedBy).Async {
			p.Cost.Requests[cat.Must(e.List).Limit] += f.Requests // what came of it is read back
		}
	}
	p.Cost.Minutes = minutes(cat, p.Cost.Requests)
}

// minutes is how long requests take at the documented rates.
func minutes(cat *catalog.Catalogue, requests map[string]int) float64 {
	longest := 0.0
	for name, n := range requests {
		if l := cat.Limit(name); l != nil && l.PerMinute > 0 {
			longest = math.Max(longest, float64(n)/float64(l.PerMinute))
		}
	}
	return longest
}

// groups goes through the graph as if every request took the same time, and returns which changes travel together. It uses the graph up.
func (g *graph) groups() map[string]*Fused {
	out := map[string]*Fused{}
	var wave, parked []*step
	for _, s := range g.steps {
		if s.waits == 0 {
			wave = append(wave, s)
		}
	}
	for open := 0; len(wave) > 0 || len(parked) > 0; {
		if len(wave) == 0 { // the playbook passes the next barrier
			open++
			wave, parked = parked, nil
		}
		var next []*step
		together := map[string][]*step{}
		for _, s := range wave {
			switch {
			case s.change != nil && s.change.Behind > open:
				parked = append(parked, s)
				continue
			case s.fuse != nil:
				key := s.fuse.key(func(string) (string, bool) { return "", false })
				together[key] = append(together[key], s)
			}
			for _, e := range s.next {
				if e.to.waits--; e.to.waits == 0 {
					next = append(next, e.to)
				}
			}
		}
		for _, steps := range together {
			limit := steps[0].fuse.limit
			for len(steps) >= leastFused {
				n := min(len(steps), limit)
				f := out[steps[0].change.Op]
				if f == nil {
					f = &Fused{Op: steps[0].change.Op}
					out[f.Op] = f
				}
				f.Changes, f.Requests = f.Changes+n, f.Requests+1
				steps = steps[n:]
			}
		}
		wave = next
	}
	return out
}
