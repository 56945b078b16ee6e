package cli

import (
	"encoding/json"
	"fmt"
	"maps"
	"path/filepath"
	"slices"
	"strings"
	"time"

	"accstar/acc"
	"accstar/runtime/journal"
	"accstar/runtime/preview"
)

// pastRun is a run as history shows it: read from its journal and its plan, and kept nowhere else.
type pastRun struct {
	RunID    string             `json:"run_id"`
	State    string             `json:"state"` // as preview.RunState, or one of those below
	Started  time.Time          `json:"started"`
	Ended    time.Time          `json:"ended,omitzero"`
	Seconds  float64            `json:"seconds"`
	Playbook string             `json:"playbook"`
	Title    string             `json:"title,omitempty"`
	Params   []acc.Param        `json:"params,omitempty"`
	Inputs   map[string]string  `json:"inputs,omitempty"`
	Folder   string             `json:"folder,omitempty"` // that it was begun in
	Profile  string             `json:"profile"`
	Account  string             `json:"account"`
	Name     string             `json:"account_name,omitempty"`
	BaseURL  string             `json:"base_url,omitempty"`
	Machine  string             `json:"machine,omitempty"`
	User     string             `json:"user,omitempty"`
	Version  string             `json:"version"`
	PlanID   string             `json:"plan_id,omitempty"`
	Approved []preview.Approval `json:"approvals,omitempty"`
	Undoes   string             `json:"undoes,omitempty"`
	Parts    int                `json:"parts"` // 1, and 1 more for each time it was taken up again
	Planned  int                `json:"planned"`
	Made     int                `json:"made"`
	Refused  int                `json:"refused"`
	InDoubt  int                `json:"in_doubt"`
	Unseen   int                `json:"unseen"` // accepted, but the account had not shown them in time
	Requests int                `json:"requests"`
	Records  int                `json:"records"`
	Error    string             `json:"error,omitempty"`

	log     *journal.Log
	plan    *preview.Plan // nil if it cannot be read
	planErr error
}

// The states of a run that has not come to its end.
const (
	stateRunning   = "running"
	stateCrashed   = "crashed"
	stateElsewhere = "elsewhere" // another machine has begun it: it may be running there
	stateDamaged   = "damaged"
)

// readRun reads a run as far as it can be read.
func (a *App) readRun(id string) *pastRun {
	dir := filepath.Join(a.runsDir(), id)
	log, err := journal.Open(dir)
	if log == nil {
		return &pastRun{RunID: id, State: stateDamaged, Error: err.Error(), Started: startOf(id)}
	}
	m := log.Meta
	r := &pastRun{
		RunID: id, State: stateCrashed, Started: m.Started, Playbook: m.Playbook, Title: m.Title, Params: m.Params, Inputs: m.Inputs, Folder: m.Dir,
		Profile: m.Profile, Account: m.Account, Name: m.Name, BaseURL: m.BaseURL, Machine: m.Machine, User: m.User, Version: m.Version, PlanID: m.PlanID,
		Parts: 1, Requests: requestsOf(log), Records: len(log.Records), log: log,
	}
	r.Undoes = optionsOf(m).Undoes
	_ = json.Unmarshal(m.Approvals, &r.Approved) // a run of another version may write them otherwise, or have none
	last := log.Records[len(log.Records)-1]
	running, lockErr := journal.Running(dir)
	switch {
	case lockErr == nil && running:
		r.State = stateRunning
	case log.End != nil:
		r.State, r.Error, r.Requests = string(log.End.State), log.End.Error, max(r.Requests, log.End.Requests)
	case a.elsewhere(log):
		r.State, r.Machine = stateElsewhere, lastPart(log).Machine
	}
	if err != nil {
		r.State, r.Error = stateDamaged, err.Error()
	}
	r.Ended, r.Seconds = last.At, max(0, last.At.Sub(m.Started).Seconds()) // a clock may have been set back
	for _, rec := range log.Records {
		if rec.Kind == journal.Resume {
			r.Parts++
		}
	}
	r.plan, r.planErr = readPlan(log)
	for _, c := range r.changes() {
		r.Planned++
		switch c.State {
		case preview.ItemDone:
			r.Made++
		case preview.ItemUnseen:
			r.Unseen++
		case preview.ItemRefused:
			r.Refused++
		case preview.ItemInDoubt:
			r.InDoubt++
		}
	}
	return r
}

// elsewhere reports whether a run that has not come to its end was last taken up by another machine.
func (a *App) elsewhere(log *journal.Log) bool {
	machine := lastPart(log).Machine
	return log.End == nil && machine != "" && machine != a.Host
}

// unfinished reports whether a run may be taken up, or is going on.
func (r *pastRun) unfinished() bool {
	return slices.Contains([]string{stateRunning, stateCrashed, stateElsewhere, string(journal.Interrupted)}, r.State)
}

// startOf is the time in a run's ID.
func startOf(id string) time.Time {
	at, err := time.Parse("20060102-150405", id[:min(len(id), 15)])
	if err != nil {
		return time.Time{}
	}
	return at
}

// pastChange is a planned change of a run and what became of it.
type pastChange struct {
	RunID   string                `json:"run_id"`
	At      time.Time             `json:"at,omitzero"`
	State   preview.ItemState     `json:"state"`
	Op      string                `json:"op"`
	Group   string                `json:"group"`
	Subject string                `json:"subject"`
	Text    string                `json:"text,omitempty"`
	Fields  []preview.FieldChange `json:"fields,omitempty"`
	Origin  acc.Origin            `json:"origin"`
	Error   string                `json:"error,omitempty"`

	change preview.Change
}

// changes are the run's planned changes in order; without its plan, those that were sent.
func (r *pastRun) changes() []pastChange {
	if r.log == nil {
		return nil
	}
	var out []pastChange
	if r.plan == nil {
		for _, c := range r.log.Changes() {
			out = append(out, r.become(preview.Change{Key: c.Key, Op: c.Op, Subject: c.Op, Origin: c.Origin}))
		}
		return out
	}
	for _, c := range r.plan.Changes {
		out = append(out, r.become(c))
	}
	return out
}

// become says what the journal holds about a planned change.
func (r *pastRun) become(c preview.Change) pastChange {
	p := pastChange{RunID: r.RunID, State: preview.ItemNotAttempted, Op: c.Op, Group: c.Group, Subject: c.Subject, Text: c.Text, Fields: c.Fields,
		Origin: c.Origin, change: c}
	rec, sent := r.log.Intent(c.Key)
	if !sent || rec.Unmade() {
		return p
	}
	p.At, p.State = rec.SentAt, preview.ItemDone
	if !rec.AnsweredAt.IsZero() {
		p.At = rec.AnsweredAt
	}
	switch {
	case rec.Unsettled():
		p.State = preview.ItemInDoubt
	case rec.Refusal() != nil:
		p.State, p.Error = preview.ItemRefused, rec.Refusal().Message
	}
	if p.State == preview.ItemDone {
		p.unseen(r.log)
	}
	return p
}

// unseen says of a change what of it the account had not shown in time.
func (c *pastChange) unseen(log *journal.Log) {
	texts := map[string]string{} // by record: a resumed run has looked again
	for _, u := range log.Unseen() {
		if u.Key.ChangeKey() == c.change.Key.ChangeKey() {
			texts[u.ID] = u.Text
		}
	}
	if len(texts) > 0 {
		c.State, c.Error = preview.ItemUnseen, preview.JoinUnseen(slices.Collect(maps.Values(texts)))
	}
}

// result is the run's report, as far as it can be told from its journal and plan.
func (r *pastRun) result() *preview.Result {
	res := &preview.Result{
		Version: 1, RunID: r.RunID, PlanID: r.PlanID, Playbook: r.Playbook, Title: r.Title, State: preview.RunState(r.State), Started: r.Started, Ended: r.Ended,
		Requests: r.Requests, Error: r.Error, Account: preview.Account{ID: r.Account, Name: r.Name, Profile: r.Profile, BaseURL: r.BaseURL, Practice: r.Profile == practiceProfile},
	}
	if r.State == stateCrashed || r.State == stateRunning || r.State == stateElsewhere {
		res.State = preview.RunInterrupted
	}
	for _, p := range r.Params {
		res.Params = append(res.Params, preview.Param{Name: p.Name, Value: p.Value})
	}
	for _, c := range r.changes() {
		res.Items = append(res.Items, preview.Item{Change: c.change, State: c.State, Error: c.Error})
	}
	if r.plan != nil {
		res.Account, res.Rows, res.ByHand, res.Tables = r.plan.Account, r.plan.Rows, r.plan.ByHand, r.plan.Tables
	}
	return res
}

// about reports whether a change concerns what a text names: a person, a project, a company.
func (c *pastChange) about(text string) bool {
	for _, s := range []string{c.Subject, c.Group, c.Text} {
		if strings.Contains(strings.ToLower(s), strings.ToLower(text)) {
			return true
		}
	}
	for _, ch := range append(append(c.change.Records[:0:0], c.change.Records...), c.change.Later...) {
		for _, rec := range []map[string]any{ch.Before, ch.After} {
			for _, field := range []string{"email", "name", "jobNumber"} {
				if s, _ := rec[field].(string); s != "" && strings.EqualFold(s, text) {
					return true
				}
			}
		}
	}
	return false
}

// when shows a time to a person.
func when(t time.Time, zone *time.Location) string {
	if t.IsZero() {
		return "-"
	}
	return t.In(zone).Format("2006-01-02 15:04")
}

func lasted(seconds float64) string {
	d := time.Duration(seconds * float64(time.Second))
	if d < time.Minute {
		return fmt.Sprintf("%.1f s", d.Seconds())
	}
	return d.Round(time.Second).String()
}
