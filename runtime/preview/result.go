package preview

import "time"

// Result is what a run came to: every planned change with what became of it, and everything a person needs to know or to do
// afterwards. Like [Plan] it is pure data and says nothing about how it is shown.
type Result struct {
	Version  int      `json:"version"` // of this format, 1
	RunID    string   `json:"run_id"`  // "20261120-231402-k3f9"
	PlanID   string   `json:"plan_id"` // of the plan the run was held to
	Playbook string   `json:"playbook"`
	Title    string   `json:"title,omitempty"` // first line of the playbook's docstring
	Account  Account  `json:"account"`
	Params   []Param  `json:"params,omitempty"`
	State    RunState `json:"state"`
	// Started and Ended are real times, in the zone they are to be shown in. Their distance is how long the run took.
	Started time.Time `json:"started"`
	Ended   time.Time `json:"ended"`
	// Items are the planned changes in the plan's order. A change that was sent although the plan does not have it (which
	// only working ahead can bring about) comes last.
	Items []Item `json:"items"`
	// Unchanged and More are as in a [Plan], of a run that was finished by its preview because there was nothing to change.
	Unchanged []Note   `json:"unchanged,omitempty"`
	More      []Note   `json:"more,omitempty"`
	Rows      []Row    `json:"rows,omitempty"`
	ByHand    []ByHand `json:"by_hand,omitempty"`
	Tables    []Table  `json:"tables,omitempty"`
	Files     []string `json:"files,omitempty"` // written, as the user would type them
	Requests  int      `json:"requests"`        // HTTP requests sent, reads included
	// Error is why the run ended before its end, as shown to the user; "" when the playbook ran to its end. Hint is what to
	// do next.
	Error string `json:"error,omitempty"`
	Hint  string `json:"hint,omitempty"`
}

// RunState is how a run ended.
type RunState string

// The ways a run ends.
const (
	RunDone        RunState = "done"        // every planned change was made
	RunPartly      RunState = "partly"      // the playbook ran to its end, but not every change was made
	RunFailed      RunState = "failed"      // an error ended it
	RunInterrupted RunState = "interrupted" // the user or the machine ended it; it can be resumed
)

// Item is one planned change and what became of it.
type Item struct {
	Change Change    `json:"change"`
	State  ItemState `json:"state"`
	// Error is why it is not done, in one line; Hint is what to do next.
	Error string `json:"error,omitempty"`
	Hint  string `json:"hint,omitempty"`
	// Differs are the fields that came out otherwise than planned: Before is the plan's value, After is ACC's.
	Differs  []FieldChange `json:"differs,omitempty"`
	Requests int           `json:"requests,omitempty"` // HTTP requests it took
}

// ItemState is what became of a planned change.
type ItemState string

// What can become of a planned change.
const (
	ItemDone         ItemState = "done"
	ItemRefused      ItemState = "refused"               // ACC said no; nothing was changed
	ItemNotAttempted ItemState = "not attempted"         // the run ended, or the playbook went another way, before it
	ItemInDoubt      ItemState = "in doubt"              // sent, and no answer or look could settle whether it was made
	ItemDiffers      ItemState = "differs"               // made, but not as planned
	ItemAlready      ItemState = "already so"            // what remains of a plan had it made before
	ItemUnseen       ItemState = "accepted but not seen" // ACC accepted it, and had not carried it out when the run last looked
)

// Count is the number of items in the state.
func (r *Result) Count(state ItemState) int {
	n := 0
	for i := range r.Items {
		if r.Items[i].State == state {
			n++
		}
	}
	return n
}
