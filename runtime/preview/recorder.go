package preview

import (
	"context"
	"sync"

	"accstar/acc"
	"accstar/acc/catalog"
)

// Recorder is the [Maker] of a preview: it notes each change and answers as ACC would. Nothing is sent.
type Recorder struct {
	// Guard, if set, is asked about each change; what it finds is in [Recorder.Forbidden].
	Guard func(context.Context, *Predicted) []Violation

	mu        sync.Mutex
	order     Order
	changes   []Change
	forbidden []Violation
	unchanged []Note
}

// Make notes the change.
func (r *Recorder) Make(ctx context.Context, _ *acc.Call, p *Predicted) (*acc.Result, error) {
	var forbidden []Violation
	if r.Guard != nil {
		forbidden = r.Guard(ctx, p)
	}
	r.mu.Lock()
	defer r.mu.Unlock()
	r.forbidden = append(r.forbidden, forbidden...)
	change := p.Change
	change.Behind = len(r.order.Barriers)
	r.changes = append(r.changes, change)
	return &acc.Result{Status: p.Outcome.Status, Value: p.Outcome.Value}, nil
}

// Unchanged notes a change that would change nothing.
func (r *Recorder) Unchanged(call *acc.Call, p *Predicted) {
	r.mu.Lock()
	defer r.mu.Unlock()
	r.unchanged = append(r.unchanged, Note{Group: p.Change.Group, Subject: p.Change.Subject, Text: "already right", Origin: call.Origin})
}

// Differs is never called in a preview: nothing is sent.
func (r *Recorder) Differs(*acc.Call, []FieldChange) {}

// Refused leaves it to the playbook what becomes of a refusal.
func (r *Recorder) Refused(_ *acc.Call, refusal error) error { return refusal }

// Changes returns the planned changes, in the order in which the playbook asked for them.
func (r *Recorder) Changes() []Change {
	r.mu.Lock()
	defer r.mu.Unlock()
	return r.changes
}

// Forbidden returns what the guards forbid of it.
func (r *Recorder) Forbidden() []Violation {
	r.mu.Lock()
	defer r.mu.Unlock()
	return r.forbidden
}

// AlreadyRight returns what was asked for and needs no change.
func (r *Recorder) AlreadyRight() []Note {
	r.mu.Lock()
	defer r.mu.Unlock()
	return r.unchanged
}

// EstimateCost works out how many requests a run of the changes takes, by limit group, and how long at the documented rates. Before the
// first change to a collection it is read once more.
func EstimateCost(cat *catalog.Catalogue, changes []Change, reads map[string]int) Cost {
	cost := Cost{ByOp: reads, Requests: map[string]int{}}
	for op, n := range reads {
		cost.Reads += n
		if o := cat.Operation(op); o != nil {
			cost.Requests[o.Limit] += n
		}
	}
	for _, c := range changes {
		if o := cat.Operation(c.Op); o != nil {
			cost.Requests[o.Limit]++
		}
	}
	cost.Minutes = minutes(cat, cost.Requests)
	return cost
}
