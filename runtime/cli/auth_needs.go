package cli

import (
	"context"
	"errors"
	"fmt"
	"path/filepath"
	"slices"
	"strings"

	"accstar/acc"
	"accstar/acc/auth"
	"accstar/acc/catalog"
	"accstar/builtins"
	"accstar/runtime"
	"accstar/runtime/preview"
)

// unserved is something that a playbook does and no token of the connection serves.
type unserved struct {
	what string // "acc.issues.list (issues.star:4)"
	op   *catalog.Operation
	err  error
	sure bool
}

// foresee says, before the first request, what a playbook does that no token serves: what it cannot do without is an error, what it
// may come to is noted.
func (s *session) foresee(book *runtime.Playbook) error {
	var sure, perhaps []unserved
	for _, use := range builtins.Uses(s.cat, book) {
		_, err := s.tokens.Choose(acc.NeedOf(use.Op))
		if err == nil || len(use.Op.Tokens) == 0 {
			continue
		}
		at := use.At
		at.File = filepath.Base(at.File)
		u := unserved{what: fmt.Sprintf("%s (%s)", firstSet(use.Helper, "acc."+use.Op.ID()), at), op: use.Op, err: err}
		if use.Sure {
			sure = append(sure, u)
		} else {
			perhaps = append(perhaps, u)
		}
	}
	what := "no token of " + s.conn.called() + " serves "
	if len(sure) > 0 {
		return s.cannot(what+"all that the playbook does; nothing was sent", sure, perhaps)
	}
	for _, g := range s.grouped(perhaps) {
		s.warn(what + g.what() + ", should the playbook come to that: " + g.message + ". " + g.hint)
	}
	return nil
}

// able reports why the changes of a plan could not be made: the token that one needs is not to be had, or there is nobody in whose
// name to make it. It is asked before any of them is sent.
func (s *session) able(ctx context.Context, plan *preview.Plan) error {
	asked := map[string]bool{}
	var lacking []unserved
	var nobody error
	for i := range plan.Changes {
		op, origin := s.cat.Operation(plan.Changes[i].Op), plan.Changes[i].Origin
		if op == nil || asked[op.ID()] {
			continue
		}
		asked[op.ID()] = true
		kind, err := s.tokens.Choose(acc.NeedOf(op))
		if err != nil {
			what := "acc." + op.ID()
			if origin.File != "" {
				what = fmt.Sprintf("%s (%s:%d)", what, filepath.Base(origin.File), origin.Line)
			}
			lacking = append(lacking, unserved{what: what, op: op, err: err})
			continue
		}
		if kind != catalog.TwoLeggedUser || nobody != nil {
			continue
		}
		var refused *acc.Error
		if _, nobody = s.tokens.Admin(ctx); errors.As(nobody, &refused) {
			of := *refused
			of.Op, of.Origin = firstSet(of.Op, op.ID()), origin
			nobody = &of
		}
	}
	if lacking == nil {
		return nobody
	}
	return s.cannot("no token of "+s.conn.called()+" serves all that the plan changes; nothing was changed", lacking, nil)
}

// called is what a connection is called in a sentence.
func (c *connection) called() string {
	if c.Profile == environmentProfile {
		return "the connection"
	}
	return "profile " + c.Profile
}

// cannot is the error that lists what no token serves, and what mends it all.
func (s *session) cannot(message string, sure, perhaps []unserved) error {
	e := &problem{message: message}
	known := map[string]bool{}
	for i := range sure {
		sure[i].sure = true
	}
	for _, g := range s.grouped(append(sure, perhaps...)) {
		line := g.what() + ": " + g.message
		if !g.sure {
			line = "should it come to that, " + line
		}
		e.message += "\n" + line
		if g.hint != "" && !known[g.hint] {
			known[g.hint] = true
			e.hints = append(e.hints, g.hint)
		}
	}
	return e
}

// lack is what is missing, and all that it is missing for.
type lack struct {
	message, hint string
	sure          bool
	names         []string
	scopes        []string // of a sign-in that lacks some
}

func (l *lack) what() string { return joinAnd(l.names) }

// grouped gathers what is missing for the same reason. Scopes that a sign-in lacks are one reason: a new sign-in with all of them
// mends it.
func (s *session) grouped(list []unserved) []*lack {
	var out []*lack
	for _, u := range list {
		var e *auth.Error
		l := &lack{sure: u.sure, message: u.err.Error(), hint: strings.Join(hintsOf(u.err), "; ")}
		if errors.As(u.err, &e) {
			l.message, l.hint = e.Error(), e.Hint
			if e.Kind == auth.InvalidScope {
				l.scopes = u.op.Scopes
			}
		}
		same := func(o *lack) bool {
			return o.sure == l.sure && (o.scopes != nil && l.scopes != nil || o.message == l.message && o.hint == l.hint)
		}
		i := slices.IndexFunc(out, same)
		if i < 0 {
			out, i = append(out, l), len(out)
		}
		if !slices.Contains(out[i].names, u.what) {
			out[i].names = append(out[i].names, u.what)
		}
		if l.scopes != nil {
			out[i].scopes = append(slices.Clone(out[i].scopes), l.scopes...)
		}
	}
	s.coverAll(out)
	return out
}

// coverAll has each of those that lack scopes say what all of its operations lack, and suggest a sign-in that covers everything.
func (s *session) coverAll(list []*lack) {
	var all []string
	for _, l := range list {
		all = append(all, l.scopes...)
	}
	for _, l := range list {
		var own, both *auth.Error
		if l.scopes != nil && errors.As(s.link.creds.covers(l.scopes), &own) && errors.As(s.link.creds.covers(all), &both) {
			l.message, l.hint = own.Error(), both.Hint
		}
	}
}
