package tenant

import (
	"context"
	"maps"
	"sync"

	"accstar/acc"
	"accstar/acc/catalog"
)

// NewRules returns the rules for the operations of a catalogue. The account is the one that calls are about which name none
// (the members of a project, say), its ID without a "b." prefix.
func NewRules(cat *catalog.Catalogue, accountID string, a Assumptions) Rules {
	return &rules{cat: cat, account: accountID, assume: a, own: ownRules(), habits: accountRules(), numbers: numbered(cat),
		kinds: habitRules(), givens: givenRules()}
}

type rules struct {
	cat     *catalog.Catalogue
	account string
	assume  Assumptions
	own     map[string]handler
	habits  map[string]handler // those of an account of our own alone
	kinds   map[string]habit   // habits by entity
	givens  map[string]func(project) []Record
	numbers map[string]bool // entities whose IDs are numbers
	answers sync.Map        // by the full name of an operation: what its answer looks like
}

// handler works out one call and leaves what it comes to in the request's outcome.
type handler func(*request) error

// ownRules are the operations with habits of their own, by full name. All others follow from the catalogue.
func ownRules() map[string]handler {
	own := map[string]handler{}
	for _, of := range []map[string]handler{
		projectRules(), memberRules(), accountUserRules(), companyRules(), businessUnitRules(), userProfileRules(), docsRules(),
		plannedPermissionRules(), uploadRules(),
	} {
		maps.Copy(own, of)
	}
	return own
}

// Do works out what a call comes to.
func (r *rules) Do(ctx context.Context, store Store, call *acc.Call) (*Outcome, error) {
	q := &request{rules: r, ctx: ctx, store: store, call: call, op: call.Op, caller: store.Caller(ctx), now: store.Now()}
	q.out.Status = call.Op.Status
	if err := q.enter(); err != nil {
		return nil, err
	}
	if problems := Validate(call.Op, call); len(problems) > 0 {
		return nil, q.invalid(problems)
	}
	if err := q.enterService(); err != nil {
		return nil, err
	}
	run := r.own[call.Op.ID()]
	if habit := r.habits[call.Op.ID()]; habit != nil && !q.caller.Trusted {
		run = habit
	}
	if run == nil {
		run = generic
	}
	if err := run(q); err != nil {
		return nil, err
	}
	q.complete()
	if err := q.writeCounts(); err != nil {
		return nil, err
	}
	q.out.targetFirst()
	return &q.out, nil
}
