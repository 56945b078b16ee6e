package cli

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"fmt"
	"os"
	"path/filepath"
	"time"

	"accstar/acc"
	"accstar/runtime/journal"
	"accstar/runtime/preview"
)

// planFile is the plan that a run is held to, in the run's folder.
const planFile = "plan.json"

// recording is the record of a run as the run itself uses it: what it holds of an earlier part, and where the rest is written.
type recording struct {
	writer *journal.Writer
	log    *journal.Log // of earlier parts; nil if there are none
	replay *journal.Replay
}

var _ preview.Memory = (*recording)(nil)

// runsDir is where runs are recorded, a folder each.
func (a *App) runsDir() string { return filepath.Join(a.StateDir, "runs") }

// runOptions are the flags of a run that a resume needs again.
type runOptions struct {
	SkipBadRows     bool          `json:"skip_bad_rows,omitempty"`
	AllowIncomplete bool          `json:"allow_incomplete,omitempty"`
	OutDir          string        `json:"out_dir,omitempty"`
	Timeout         time.Duration `json:"timeout,omitempty"`
	MaxSteps        uint64        `json:"max_steps,omitempty"`
	MaxMemory       uint64        `json:"max_memory,omitempty"`
	Region          string        `json:"region,omitempty"`
	AdminEmail      string        `json:"admin_email,omitempty"`
	ClientID        string        `json:"client_id,omitempty"`
	// Practice is how many IDs the practice account had given when the run began.
	Practice uint64 `json:"practice,omitempty"`
	Undoes   string `json:"undoes,omitempty"` // the run that this one takes back
	// OnDrift, Rest and Protect are as in [planFlags].
	OnDrift string   `json:"on_drift,omitempty"`
	Rest    bool     `json:"rest,omitempty"`
	Protect []string `json:"protect,omitempty"`
	Ahead   bool     `json:"ahead,omitempty"`
	NoFuse  bool     `json:"no_fuse,omitempty"`
}

// giveID gives the run its ID, if it has none yet.
func (s *session) giveID() (err error) {
	if s.runID == "" {
		s.runID, err = journal.NewRunID(s.app.Now(), s.app.Rand)
	}
	return err
}

// beginJournal begins the record of a run.
func (s *session) beginJournal(plan *preview.Plan) (*recording, error) {
	cannot := func(err error) error {
		return &problem{message: fmt.Sprintf("cannot begin the record of the run: %v", err), hints: append(hintsOf(err), "nothing was changed"), err: err}
	}
	if err := s.giveID(); err != nil {
		return nil, cannot(err)
	}
	data, err := preview.EncodePlan(plan)
	if err != nil {
		return nil, cannot(err)
	}
	meta, err := s.meta(s.runID, plan, data)
	if err != nil {
		return nil, cannot(err)
	}
	dir := filepath.Join(s.app.runsDir(), s.runID)
	w, err := journal.Create(dir, meta, journal.Options{Now: s.app.Now, ReadBodies: journal.KeepBodies, Open: s.app.OpenJournal})
	if err != nil {
		return nil, cannot(err)
	}
	if err := writePrivate(filepath.Join(dir, planFile), data); err != nil {
		_ = w.Close(journal.End{State: journal.Failed, Error: err.Error()})
		return nil, cannot(err)
	}
	return &recording{writer: w, replay: journal.NewReplay(nil, w, false)}, nil
}

// writePrivate writes a file that only its owner can read, whole or not at all, and returns once it is on disk.
func writePrivate(path string, data []byte) (err error) {
	temp := path + ".part"
	f, err := os.OpenFile(temp, os.O_WRONLY|os.O_CREATE|os.O_TRUNC, 0o600)
	if err != nil {
		return err
	}
	defer func() {
		if err != nil {
			f.Close()
			os.Remove(temp)
		}
	}()
	if _, err := f.Write(data); err != nil {
		return err
	}
	if err := f.Sync(); err != nil {
		return err
	}
	if err := f.Close(); err != nil {
		return err
	}
	return os.Rename(temp, path)
}

func hashOf(data []byte) string {
	sum := sha256.Sum256(data)
	return "sha256:" + hex.EncodeToString(sum[:])
}

// meta says what a run is. Plan is the plan's file.
func (s *session) meta(runID string, plan *preview.Plan, planData []byte) (journal.Meta, error) {
	dir, err := os.Getwd()
	if err != nil {
		return journal.Meta{}, err
	}
	o := s.options
	options, err := json.Marshal(runOptions{
		SkipBadRows: o.skipBadRows, AllowIncomplete: o.allowIncomplete, OutDir: o.outDir, Timeout: o.timeout, MaxSteps: o.maxSteps, MaxMemory: o.maxMemory,
		Region: s.conn.Region, AdminEmail: s.conn.AdminEmail, ClientID: s.conn.ClientID, Practice: s.conn.PracticeMade, Undoes: s.undoes,
		OnDrift: o.plan.onDrift, Rest: o.plan.rest, Protect: o.plan.protect, Ahead: o.pace.ahead, NoFuse: o.pace.noFuse,
	})
	if err != nil {
		return journal.Meta{}, err
	}
	m := journal.Meta{
		RunID: runID, Version: version, Playbook: plan.Playbook, Title: plan.Title, Inputs: plan.Inputs, Profile: s.conn.Profile,
		Account: s.conn.AccountID, Name: s.account.Name, BaseURL: s.conn.BaseURL, PlanID: plan.ID, PlanHash: hashOf(planData), Dir: dir, Options: options,
		Machine: s.app.Host, User: s.app.User,
	}
	if len(plan.Approvals) > 0 {
		if m.Approvals, err = json.Marshal(plan.Approvals); err != nil {
			return journal.Meta{}, err
		}
	}
	for _, p := range plan.Params {
		m.Params = append(m.Params, acc.Param{Name: p.Name, Value: p.Value})
	}
	return m, nil
}

// started is when the run began; now, if it begins now.
func (r *recording) started(now time.Time) time.Time {
	if r.log == nil {
		return now
	}
	return r.log.Meta.Started.In(now.Location())
}

// requests are those of earlier parts.
func (r *recording) requests() int {
	if r.log == nil {
		return 0
	}
	return requestsOf(r.log)
}

// sleep lets the playbook sleep, unless an earlier part has.
func (r *recording) sleep(ctx context.Context, a *App, overlay *preview.Overlay, key acc.Key, d time.Duration) error {
	if r.replay.Slept(key) {
		return nil
	}
	overlay.Forget() // after a wait, the next look is a fresh one
	if err := a.Sleep(ctx, d); err != nil {
		return err
	}
	return r.replay.Sleep(key)
}

// Recall implements [preview.Memory].
func (r *recording) Recall(call *acc.Call) (*preview.Recalled, error) {
	known, ok, err := r.replay.Change(call)
	if !ok || err != nil {
		return nil, err
	}
	past := &preview.Recalled{Sent: known.SentAt, Answered: known.AnsweredAt, Settled: !known.Unsettled()}
	if past.Settled {
		past.Result, past.Err = known.Again()
	}
	return past, nil
}

// Settle implements [preview.Memory].
func (r *recording) Settle(call *acc.Call, made *bool, res *acc.Result) error {
	return r.replay.Settle(call, made, res)
}

// Unseen implements [preview.Memory].
func (r *recording) Unseen(key acc.Key, id, text string) error { return r.replay.Unseen(key, id, text) }

// WasUnseen implements [preview.Memory].
func (r *recording) WasUnseen(key acc.Key, id string) (string, bool) {
	return r.replay.WasUnseen(key, id)
}
