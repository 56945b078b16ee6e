package preview

import (
	"slices"
	"strings"
)

// Order is what a preview has noted about the order of a plan's changes: what lies between them, and which of them go together.
type Order struct {
	// Barriers are what the playbook came to, in order: waits and attempts. What lies behind one may hang on what came of it.
	Barriers []Barrier `json:"barriers,omitempty"`
	// Rows are the forks whose tasks can fail each by itself: those of each and of attempt.
	Rows []string `json:"rows,omitempty"`
}

// Barrier is something in a playbook that no change behind it may be carried out ahead of.
type Barrier struct {
	Kind BarrierKind `json:"kind"`
	Task string      `json:"task,omitempty"` // path of the task that waits; of an attempt, its fork
}

// BarrierKind is what a barrier is.
type BarrierKind string

// The kinds of barriers.
const (
	BarrierWait    BarrierKind = "wait"    // a sleep: the account is looked at anew behind it
	BarrierAttempt BarrierKind = "attempt" // an attempt begins
	BarrierOK      BarrierKind = "ok"      // an attempt has ended well
	BarrierCaught  BarrierKind = "caught"  // an attempt has caught something
)

// Pass notes that the playbook has come to a barrier.
func (r *Recorder) Pass(b Barrier) {
	r.mu.Lock()
	defer r.mu.Unlock()
	r.order.Barriers = append(r.order.Barriers, b)
	if b.Kind == BarrierAttempt {
		r.order.Rows = append(r.order.Rows, b.Task)
	}
}

// Rows notes a fork whose tasks can fail each by itself.
func (r *Recorder) Rows(fork string) {
	r.mu.Lock()
	defer r.mu.Unlock()
	r.order.Rows = append(r.order.Rows, fork)
}

// Order is what has been noted about the order of the changes.
func (r *Recorder) Order() *Order {
	r.mu.Lock()
	defer r.mu.Unlock()
	return &Order{Barriers: slices.Clone(r.order.Barriers), Rows: slices.Clone(r.order.Rows)}
}

// scopes tells of a task which it is, or is within, that can fail by itself: the outermost.
type scopes map[string]bool

func (o *Order) scopes() scopes {
	out := scopes{}
	for _, fork := range o.Rows {
		out[fork] = true
	}
	return out
}

// oneByOne reports whether nothing goes on beside a task: it is main, or a row or an attempt of it.
func (s scopes) oneByOne(task string) bool {
	for task != "" {
		dot := strings.LastIndexByte(task, '.')
		if dot < 0 || !s[task[:dot]] {
			return false
		}
		task = task[:max(strings.LastIndexByte(task, '/'), 0)]
	}
	return true
}

// of returns the path of the outermost task that can fail by itself and has the task in it; "" if there is none.
func (s scopes) of(task string) string {
	for at := 0; at < len(task); {
		end := len(task)
		if slash := strings.IndexByte(task[at:], '/'); slash >= 0 {
			end = at + slash
		}
		if dot := strings.LastIndexByte(task[at:end], '.'); dot >= 0 && s[task[:at+dot]] {
			return task[:end]
		}
		at = end + 1
	}
	return ""
}
