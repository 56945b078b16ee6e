// Package tenant says what operations do to an account: what is refused, which IDs are given, how a patch merges, what ACC
// starts by itself.
//
// It is written once, as [Rules] over a small [Store], and used twice. The practice account is these rules over records in
// memory. A preview is these rules over an overlay: reads fall through to the live account, changes stay in the overlay. So
// what a preview predicts and what the practice account does can only differ where a named [Assumption] is flipped.
//
// Rules never change a store. They read it and return an [Outcome]: the answer, the changes, and what follows later. Whoever
// holds the store applies them.
package tenant

import (
	"context"
	"time"

	"accstar/acc"
)

// Record is one thing in an account in its entity's canonical form: nil, bool, int64, float64, string, []any,
// map[string]any, and, in a preview, [acc.Unknown]. Records are never changed in place; see [Clone].
type Record = map[string]any

// Collection names a set of records: the members of one project, the companies of one account. Parent is the ID of what it
// belongs to (without a "b." prefix), empty for a collection there is only one of.
type Collection struct {
	Entity string `json:"entity"`
	Parent string `json:"parent,omitempty"`
}

// Store is what rules read. It is one account as it stands now.
type Store interface {
	// Get returns the record with that ID, by any of its entity's ID fields. A missing one is nil without an error.
	Get(ctx context.Context, c Collection, id string) (Record, error)
	// List returns all records of a collection in a stable order.
	List(ctx context.Context, c Collection) ([]Record, error)
	// Lookup returns the records whose field equals the text, ignoring case. It is what makes natural keys cheap.
	Lookup(ctx context.Context, c Collection, field, text string) ([]Record, error)
	// Knows reports whether the store can tell that a record of the collection does not exist. An account's roles, for
	// one, cannot be listed: a preview knows those it has come across, and any other may exist as well.
	Knows(ctx context.Context, c Collection) bool
	// NewID gives the ID for a record about to be created: a real one in the practice account, a future one in a preview.
	NewID(c Collection) string
	// Now is the account's clock.
	Now() time.Time
	// Caller is who makes the call: the user named in User-Id, the signed-in person, or nobody.
	Caller(ctx context.Context) Caller
}

// Namer is a [Store] that can give an ID by what a record is for, so that whichever of several calls comes first makes it with
// the same one. A preview needs it for people: adding somebody new to three projects at once makes one account user.
type Namer interface {
	// NamedID gives the ID for a record about to be created under a natural key, always the same one.
	NamedID(c Collection, key string) string
}

// Caller is who a call is made for.
type Caller struct {
	UserID   string // Autodesk ID or account user ID; "" for an application alone
	ClientID string
	// Trusted is true in a preview, where who may do what is left to ACC unless the store knows better.
	Trusted bool
}

// Change is one record created, changed or removed.
type Change struct {
	Collection Collection `json:"collection"`
	ID         string     `json:"id"`
	Before     Record     `json:"before,omitempty"` // nil: it did not exist
	After      Record     `json:"after,omitempty"`  // nil: it is removed
	// Auto is true for what ACC does by itself as a consequence, such as a template's members joining a clone.
	Auto bool `json:"auto,omitempty"`
}

// Later is a change that ACC carries out some time after it has answered.
type Later struct {
	After  time.Duration `json:"after"`
	Change Change        `json:"change"`
}

// Outcome is what an operation comes to.
type Outcome struct {
	Status int
	// Value is the answer in the operation's own form: an object, or for a list all items that pass its filters, sorted,
	// neither paged nor wrapped. Nil for an operation that returns nothing.
	Value any
	// Beside is what comes beside the items of a list, for those of one page; nil where nothing does.
	Beside func(items []any) Record
	// Location is the path that an answer sends on to; "" for one that does not.
	Location string
	// Changes happen at once and all together.
	Changes []Change
	// Later happens afterwards, in order.
	Later []Later
	// Invitations counts the mails ACC sends because of this.
	Invitations int
	// Gaps says what could not be judged, in a user's words: a filter whose test is not known. A preview with gaps is
	// incomplete.
	Gaps []string
	// Warnings says what goes wrong although ACC accepts the call, in a user's words: a row of an import that it will leave
	// out without a word.
	Warnings []string
}

// Rules are what operations do, for all operations of a catalogue, under a set of assumptions.
//
// Do works out what a call comes to. The error is an [*acc.Error] when ACC would refuse the call, with the status and
// message it would answer; any other error is the store's.
type Rules interface {
	Do(ctx context.Context, store Store, call *acc.Call) (*Outcome, error)
	// Passes reports whether a record, as the list operation of the call shows it, passes the call's filters. The text says
	// why that cannot be told, "" where it can.
	Passes(call *acc.Call, shown Record) (bool, string)
	// Arrange puts records, as the list operation of the call shows them, in the order in which it would.
	Arrange(call *acc.Call, shown []Record) []Record
	// Canonical turns a record as an operation's answer shows it into the entity's canonical form; fields the catalogue
	// does not know are kept as they are.
	Canonical(entity, form string, shown Record) Record
	// Shown is the inverse: a canonical record in one of the entity's forms, "" being the canonical one.
	Shown(entity, form string, canonical Record) Record
}

// Clone returns a deep copy of a JSON value.
func Clone(v any) any {
	switch v := v.(type) {
	case map[string]any:
		out := make(map[string]any, len(v))
		for k, x := range v {
			out[k] = Clone(x)
		}
		return out
	case []any:
		out := make([]any, len(v))
		for i, x := range v {
			out[i] = Clone(x)
		}
		return out
	}
	return v
}
