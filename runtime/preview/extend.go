package preview

import (
	"context"

	"accstar/acc"
)

// extension is what a run that has left its incomplete plan would do next.
type extension struct {
	observe func(context.Context, *Predicted)
	changes []Change
}

// Extend makes the run a preview from where its memory ends: what it remembers stays made, what is asked for beyond is noted and
// answered as ACC would, and nothing is sent. It is called once, before the run starts.
func (h *Held) Extend(observe func(context.Context, *Predicted)) {
	h.extending = &extension{observe: observe}
}

// Extended returns the changes that were made, as they were planned, and those noted since, in order.
func (h *Held) Extended() (made, further []Change) {
	h.mu.Lock()
	defer h.mu.Unlock()
	for _, item := range h.items {
		if item.State != ItemNotAttempted {
			made = append(made, item.Change)
		}
	}
	return made, h.extending.changes
}

func (h *Held) note(ctx context.Context, p *Predicted) *acc.Result {
	h.extending.observe(ctx, p)
	h.mu.Lock()
	defer h.mu.Unlock()
	h.extending.changes = append(h.extending.changes, p.Change)
	return &acc.Result{Status: p.Outcome.Status, Value: p.Outcome.Value}
}
