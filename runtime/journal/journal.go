// Package journal keeps the durable record of a run: what was about to be sent to ACC, and what came back.
//
// A run has a folder of its own, named by its ID. In it, journal.jsonl holds one record a line, only ever appended to, and
// reads.jsonl the bodies of what was read. Before a change leaves, its [Intent] is on disk; when its answer has come, the
// answer is. Since all that a playbook sees comes through calls, this is enough to play a run back to where it stopped and
// go on from there, and to tell afterwards what happened.
//
//	w, err := journal.Create(dir, meta, journal.Options{Now: now})
//	doer := journal.Doer(client, w) // a link of the chain: every call through it is recorded
//	...
//	err = w.Close(journal.End{State: journal.Done})
//
//	log, err := journal.Open(dir) // while a run goes on, or after
//	answer, ok := log.Answer(key)
//
// Writers in parallel share their waits on the disk: what gathers while one batch is being written goes out as the next. Each record
// carries a hash over itself and the hash of the one before. A tail that a crash tore off is recognised and left out; a record
// altered or lost anywhere else is [DamagedError]. Secrets are taken out before anything is written; see [acc.Redact].
//
// The format is documented in docs/journal.md and made to be read with ordinary tools.
package journal

import (
	"encoding/json"
	"fmt"
	"io"
	"os"
	"regexp"
	"slices"
	"time"

	"accstar/acc"
)

// Format is the version of the format this package writes. It reads this one and all before it.
const Format = 1

// The files of a run's folder.
const (
	JournalFile = "journal.jsonl"
	ReadsFile   = "reads.jsonl"
	// SeenFile is what the preview of a run was told by the account, which a run that makes changes ahead of its playbook tells it again.
	SeenFile = "seen.jsonl.gz"
	lockFile = "lock"
)

// Meta says what a run is: its first record.
type Meta struct {
	Format   int       `json:"format"`  // set by Create
	RunID    string    `json:"run_id"`  // see NewRunID
	Started  time.Time `json:"started"` // set by Create
	Version  string    `json:"version"` // of accstar
	Playbook string    `json:"playbook"`
	Title    string    `json:"title,omitempty"`
	// Inputs are the hashes of the playbook, of what it loads and of the files it reads: path to "sha256:…".
	Inputs   map[string]string `json:"inputs,omitempty"`
	Params   []acc.Param       `json:"params,omitempty"`
	Profile  string            `json:"profile"`
	Account  string            `json:"account"` // its ID
	Name     string            `json:"account_name,omitempty"`
	BaseURL  string            `json:"base_url,omitempty"`
	PlanID   string            `json:"plan_id,omitempty"`
	PlanHash string            `json:"plan_hash,omitempty"` // of the saved plan's file, "sha256:…"
	// Approvals say who has looked the plan over, as its owner writes them.
	Approvals json.RawMessage `json:"approvals,omitempty"`
	// Dir is the folder that relative paths start from. Options are the flags of the command that matter on a resume, as its
	// owner writes them; there are no secrets in them.
	Dir     string          `json:"dir,omitempty"`
	Options json.RawMessage `json:"options,omitempty"`
	Machine string          `json:"machine,omitempty"`
	User    string          `json:"user,omitempty"`
}

// Kind is what a record is about.
type Kind string

// The kinds of records.
const (
	Run     Kind = "run"     // the first: what the run is
	Resume  Kind = "resume"  // the run goes on after a crash or an interrupt: where and by whom
	Read    Kind = "read"    // a call that changes nothing, and its answer
	Intent  Kind = "intent"  // a change that is about to leave
	Answer  Kind = "answer"  // what came back for a change
	Settled Kind = "settled" // what a look at the account showed about a change in doubt
	Clock   Kind = "clock"   // a playbook has slept: when it went on
	Look    Kind = "look"    // a read that the engine made for itself, to judge what is asked of it; a replay has no need of it
	Unseen  Kind = "unseen"  // a change was accepted, and the account did not show it in time
	Note    Kind = "note"    // something a person may want to know, without meaning for a replay
	Ended   Kind = "end"     // the last, if the run came to an end
)

// Record is one line of a journal. N, At, Synced, Prev and Sum are given by the [Writer].
type Record struct {
	N    int64     `json:"n"`  // counts from 1 without gaps
	At   time.Time `json:"at"` // when it was written, in UTC
	Kind Kind      `json:"kind"`

	Meta *Meta `json:"run,omitempty"` // of Run and Resume

	// Key is the call that a Read, Intent, Answer, Settled or Clock belongs to. Op is its operation, and Hash covers operation and
	// arguments; see HashCall.
	Key     *acc.Key    `json:"key,omitempty"`
	Op      string      `json:"op,omitempty"`
	Hash    string      `json:"hash,omitempty"`
	Origin  *acc.Origin `json:"origin,omitempty"`  // of Read and Intent
	Request *Request    `json:"request,omitempty"` // of Read and Intent

	Status   int      `json:"status,omitempty"`   // HTTP status of a Read or Answer
	Requests int      `json:"requests,omitempty"` // HTTP requests it took
	Error    *Refusal `json:"error,omitempty"`    // of a Read or Answer
	Body     *Content `json:"body,omitempty"`     // of a Read, Look, Answer or Settled
	// Derived is true of a Read whose answer was not ACC's own, but worked out from what had been read before and from the run's
	// own changes.
	Derived bool `json:"derived,omitempty"`

	Made *bool      `json:"made,omitempty"` // of Settled: the change was carried out, or was not
	Time *time.Time `json:"time,omitempty"` // of Clock
	Text string     `json:"text,omitempty"` // of Note and Unseen
	ID   string     `json:"id,omitempty"`   // of Unseen: the record that did not appear, as the plan knows it
	End  *End       `json:"end,omitempty"`  // of Ended

	Synced int64  `json:"synced"` // every record up to this one was on disk when this one was written
	Prev   string `json:"prev"`   // Sum of the record before; empty in the first
	Sum    string `json:"sum"`    // SHA-256, in hex, of the line up to the comma before this member
}

// Request is what was sent, without its secrets.
type Request struct {
	Path   map[string]string `json:"path,omitempty"`
	Query  []acc.Param       `json:"query,omitempty"`
	Header []acc.Param       `json:"header,omitempty"`
	Body   *Content          `json:"body,omitempty"`
	Max    int               `json:"max,omitempty"` // most items asked for; 0: all
}

// Refusal is an [acc.Error] as it is recorded.
type Refusal struct {
	Kind    acc.Kind `json:"kind"`
	Status  int      `json:"status,omitempty"`
	Code    string   `json:"code,omitempty"`
	Message string   `json:"message"`
	About   string   `json:"about,omitempty"`
	Hint    string   `json:"hint,omitempty"`
	InDoubt bool     `json:"in_doubt,omitempty"`
}

// State is how a run ended.
type State string

// The ways a run ends. The bodies of what was read are kept until a run is Done.
const (
	Done        State = "done"        // every planned change was made
	Partly      State = "partly"      // the playbook ran to its end, but not every change was made
	Failed      State = "failed"      // an error ended it
	Interrupted State = "interrupted" // the user ended it
)

// End is how a run ended.
type End struct {
	State    State  `json:"state"`
	Error    string `json:"error,omitempty"`
	Requests int    `json:"requests,omitempty"` // HTTP requests in all
}

// runIDLetters are those that are hard to take for one another, 32 of them.
const runIDLetters = "0123456789abcdefghjkmnpqrstvwxyz"

var runIDForm = regexp.MustCompile(`^[0-9]{8}-[0-9]{6}-[0-9a-hjkmnp-tv-z]{4}$`)

// NewRunID gives an ID such as "20261120-231402-k3f9": the time in UTC, to the second in digits and to the 1,024th of it in two letters, so
// that IDs sort by it, and two random letters.
func NewRunID(now time.Time, random io.Reader) (string, error) {
	var b [2]byte
	if _, err := io.ReadFull(random, b[:]); err != nil {
		return "", fmt.Errorf("make a run ID: %w", err)
	}
	for i := range b {
		b[i] = runIDLetters[b[i]%32]
	}
	part := now.Nanosecond() * 1024 / int(time.Second)
	return now.UTC().Format("20060102-150405-") + string(runIDLetters[part/32]) + string(runIDLetters[part%32]) + string(b[:]), nil
}

// IsRunID reports whether the text has the form of a run ID. What does is safe as the name of a folder.
func IsRunID(text string) bool { return runIDForm.MatchString(text) }

// Runs returns the IDs of the runs whose folders are in dir, newest first. A dir that does not exist has none.
func Runs(dir string) ([]string, error) {
	entries, err := os.ReadDir(dir)
	if os.IsNotExist(err) {
		return nil, nil
	}
	if err != nil {
		return nil, fmt.Errorf("list runs: %w", err)
	}
	var ids []string
	for _, e := range entries {
		if e.IsDir() && IsRunID(e.Name()) {
			ids = append(ids, e.Name())
		}
	}
	slices.Sort(ids)
	slices.Reverse(ids)
	return ids, nil
}
