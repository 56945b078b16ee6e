// Package preview predicts what a playbook would change, keeps the prediction as a [Plan], and holds a run to it.
//
// The one piece behind both is the [Overlay]: an account as it would stand if the changes asked for so far had been made. Reads
// fall through to the live account and are read once; what a change comes to is worked out by the rules of acc/tenant. A
// preview stops there. A run sends the change on, and takes the real answer in place of the predicted one.
package preview

import (
	"time"

	"accstar/acc"
	"accstar/acc/tenant"
)

// Plan is what a preview found: every change in order, and everything a person needs to judge it. It is pure data and says
// nothing about how it is shown.
type Plan struct {
	Version   int       `json:"version"` // of this format, 1
	ID        string    `json:"id"`      // short, for people: "p-7f3a91"
	Made      time.Time `json:"made"`    // the playbook's "now"
	Playbook  string    `json:"playbook"`
	Title     string    `json:"title,omitempty"` // first line of the playbook's docstring
	Account   Account   `json:"account"`
	Params    []Param   `json:"params,omitempty"`
	Changes   []Change  `json:"changes"`
	Unchanged []Note    `json:"unchanged,omitempty"` // already right: asked for, nothing to send
	More      []Note    `json:"more,omitempty"`      // has more than asked: left alone
	ByHand    []ByHand  `json:"by_hand,omitempty"`
	Rows      []Row     `json:"rows,omitempty"`   // rows skipped or at fault
	Tables    []Table   `json:"tables,omitempty"` // report.table of the preview
	Files     []string  `json:"files,omitempty"`  // files the run will write
	// Incomplete lists why the plan may not be all of it; a complete plan has none.
	Incomplete []string `json:"incomplete,omitempty"`
	// Error is set when the preview ended in an error: the plan can be read but not run.
	Error string `json:"error,omitempty"`
	// Inputs are the hashes of the playbook, the files it loads and the files it reads, path to "sha256:…".
	Inputs map[string]string `json:"inputs,omitempty"`
	Cost   Cost              `json:"cost"`
	// Tokens and Scopes are what the run will use.
	Tokens []string `json:"tokens,omitempty"`
	Scopes []string `json:"scopes,omitempty"`
	// LeftOut are changes that the playbook asks for and that the plan was narrowed not to make; Settings.Selection says how.
	LeftOut []Change `json:"left_out,omitempty"`
	// Catalogue is the hash of the catalogue that the plan was made with.
	Catalogue string   `json:"catalogue,omitempty"`
	Settings  Settings `json:"settings,omitzero"`
	// Order is what is known of the order of the changes besides their own; nil of a plan whose changes are made one after the other.
	Order *Order `json:"order,omitempty"`
	// Approvals are kept beside the plan in its [File], and belong to it as it is.
	Approvals []Approval `json:"-"`
}

// Settings are what a run of the plan needs besides the plan: the flags that it was made with, and where.
type Settings struct {
	Program         string        `json:"program,omitempty"` // version of accstar that made the plan
	Dir             string        `json:"dir,omitempty"`     // the folder that file names are relative to
	SkipBadRows     bool          `json:"skip_bad_rows,omitempty"`
	AllowIncomplete bool          `json:"allow_incomplete,omitempty"`
	OutDir          string        `json:"out_dir,omitempty"`
	Timeout         time.Duration `json:"timeout,omitempty"` // nanoseconds
	MaxSteps        uint64        `json:"max_steps,omitempty"`
	MaxMemory       uint64        `json:"max_memory,omitempty"` // MB
	MaxChanges      *int          `json:"max_changes,omitempty"`
	MaxDeletes      *int          `json:"max_deletes,omitempty"`
	Protect         []string      `json:"protect,omitempty"`
	Region          string        `json:"region,omitempty"`
	ClientID        string        `json:"client_id,omitempty"`
	AdminEmail      string        `json:"admin_email,omitempty"`
	Selection       Selection     `json:"selection,omitzero"`
}

// Account is the account a plan is for.
type Account struct {
	ID       string `json:"id"`
	Name     string `json:"name,omitempty"`
	Profile  string `json:"profile"`
	BaseURL  string `json:"base_url,omitempty"`
	Practice bool   `json:"practice,omitempty"`
}

// Param is a parameter of the playbook as given.
type Param struct {
	Name  string `json:"name"`
	Value string `json:"value"`
}

// Change is one planned change: one call that alters the account.
type Change struct {
	Key    acc.Key `json:"key"`
	Op     string  `json:"op"` // "project_users.create"
	Effect string  `json:"effect"`
	// Group is what the change is shown under: the project's name, or the account. Subject is who or what it is about, and
	// Text one line without the symbol: "ada@example.com joins as Superintendent, Docs member".
	Group   string `json:"group"`
	Entity  string `json:"entity,omitempty"`
	Subject string `json:"subject"`
	Text    string `json:"text,omitempty"`
	// Fields are the fields that the change writes, in the catalogue's order, as a person reads them.
	Fields []FieldChange `json:"fields,omitempty"`
	// Records are the changes of records it comes to, the target first; those marked Auto are ACC's own doing.
	Records []tenant.Change `json:"records,omitempty"`
	// Later are those that ACC carries out after it has answered.
	Later       []tenant.Change `json:"later,omitempty"`
	Invitations int             `json:"invitations,omitempty"`
	// Behind counts the [Barrier]s that the playbook had passed when it asked for the change.
	Behind int  `json:"behind,omitempty"`
	Opaque bool `json:"opaque,omitempty"` // what it does beyond its own answer is not known
	// Warnings say what goes wrong although ACC accepts the change: a row of an import that it will leave out without a word.
	Warnings []string   `json:"warnings,omitempty"`
	Origin   acc.Origin `json:"origin"`
	// Request is what will be sent, future IDs included.
	Request Request `json:"request"`
	// Future is the ID that stands for the record's real one until it is known; "" when nothing is created.
	Future string `json:"future,omitempty"`
}

// FieldChange is one field before and after.
type FieldChange struct {
	Name   string `json:"name"`
	Before string `json:"before"`
	After  string `json:"after"`
}

// Request is what a call will send, as data.
type Request struct {
	Path   map[string]string `json:"path,omitempty"`
	Query  []acc.Param       `json:"query,omitempty"`
	Header []acc.Param       `json:"header,omitempty"`
	Body   any               `json:"body,omitempty"`
}

// Note is something the playbook asked for that needs no change, or has more than was asked.
type Note struct {
	Group   string     `json:"group,omitempty"`
	Subject string     `json:"subject"`
	Text    string     `json:"text"`
	Origin  acc.Origin `json:"origin"`
}

// ByHand is something ACC's API cannot do, for a person to do and tick off.
type ByHand struct {
	What   string     `json:"what"`
	Whom   string     `json:"whom,omitempty"`
	Link   string     `json:"link,omitempty"` // the page of ACC where it is done
	Origin acc.Origin `json:"origin"`
}

// RowState is what became of a row.
type RowState string

// The states of a row.
const (
	RowDone    RowState = "done"
	RowSkipped RowState = "skipped"
	RowFailed  RowState = "failed"
	RowNoted   RowState = "noted"
)

// Row is the outcome of one row of a sheet.
type Row struct {
	Sheet   string   `json:"sheet,omitempty"` // "new_hires.xlsx [Hires]"
	Row     int      `json:"row"`             // as Excel numbers it
	State   RowState `json:"state"`
	Reasons []string `json:"reasons,omitempty"` // "C4 Company: no company is called \"Acme\""
}

// Table is a table a playbook reports.
type Table struct {
	Title   string     `json:"title"`
	Columns []string   `json:"columns"`
	Rows    [][]string `json:"rows"`
}

// Cost is what the plan has cost and what the run will cost.
type Cost struct {
	Reads    int            `json:"reads"`              // requests the preview made
	ByOp     map[string]int `json:"by_op,omitempty"`    // those, by operation
	Requests map[string]int `json:"requests,omitempty"` // requests of the run, by limit group
	Fused    []Fused        `json:"fused,omitempty"`    // of those, what travels together
	Minutes  float64        `json:"minutes,omitempty"`  // time the run needs at the documented rates
}
