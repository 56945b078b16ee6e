package preview

import (
	"context"
	"errors"
	"fmt"
	"reflect"
	"strings"
	"time"

	"accstar/acc"
	"accstar/acc/catalog"
	"accstar/acc/tenant"
)

// verdict is what a look at the account tells about a change.
type verdict int

const (
	cannotTell verdict = iota
	showsNot           // all is as before the change
	shows              // all is as after it
)

// sight is what a look has shown.
type sight struct {
	verdict  verdict
	why      string        // of cannotTell
	record   tenant.Record // of shows: the change's first record, if there is one
	requests int
}

// lookFor looks at the account until it shows a change, or until the time has passed that the change may take to show.
func (o *Overlay) lookFor(ctx context.Context, call *acc.Call, p *Predicted, since time.Time) (sight, error) {
	targets, visible, later := o.targets(p)
	if now := o.now(); since.After(now) {
		since = now // the clock has been set back
	}
	requests := 0
	for wait := 200 * time.Millisecond; ; wait = min(2*wait, 5*time.Second) {
		last := !o.now().Before(since.Add(visible))
		s, err := o.lookOnce(ctx, call, targets, later)
		requests += s.requests
		s.requests = requests
		if err != nil || s.verdict == shows || last || targets == nil {
			return s, err
		}
		if err := o.sleep(ctx, min(wait, since.Add(visible).Sub(o.now())+time.Millisecond)); err != nil {
			return s, err
		}
	}
}

// targets are the records that tell whether a change was made, and how long they may take to show it; nil if there are none. Later
// is true of those that ACC carries out after it has answered.
func (o *Overlay) targets(p *Predicted) (out []tenant.Change, visible time.Duration, later bool) {
	if p.Change.Opaque {
		return nil, 0, false
	}
	add := func(ch tenant.Change) {
		if !ch.Auto && o.listable(ch.Collection) {
			out = append(out, ch)
			visible = max(visible, o.entity(ch.Collection).Visible)
		}
	}
	for _, ch := range p.Outcome.Changes {
		add(ch)
	}
	if out == nil {
		later = true
		for _, l := range p.Outcome.Later {
			add(l.Change)
		}
	}
	return out, visible, later
}

func (o *Overlay) lookOnce(ctx context.Context, call *acc.Call, targets []tenant.Change, later bool) (sight, error) {
	s := sight{why: fmt.Sprintf("%s has nothing to look at", call.Op.ID())}
	listed := map[tenant.Collection][]tenant.Record{}
	shown, not := 0, 0
	for i, ch := range targets {
		records, ok := listed[ch.Collection]
		if !ok {
			var err error
			s.requests++
			if records, err = o.listing(ctx, ch.Collection); err != nil {
				var refused *acc.Error
				if errors.As(err, &refused) && refused.Kind != acc.Unavailable && refused.Kind != acc.Limited {
					s.why = fmt.Sprintf("ACC refuses the look at %s: %s", o.many(ch.Collection), refused.Message)
					return s, nil
				}
				return s, err
			}
			listed[ch.Collection] = records
		}
		v, rec, why := o.judge(call, ch, records)
		switch v {
		case shows:
			shown++
		case showsNot:
			not++
		default:
			s.why = why
		}
		if i == 0 {
			s.record = rec
		}
	}
	switch {
	case len(targets) == 0:
	case shown == len(targets), later && shown > 0: // of an import that was accepted, rows may be missing
		s.verdict = shows
	case not == len(targets):
		s.verdict = showsNot
	case shown+not == len(targets):
		s.why = "part of it was made"
	}
	return s, nil
}

// listing reads a whole collection, past what the overlay holds of it.
func (o *Overlay) listing(ctx context.Context, name tenant.Collection) ([]tenant.Record, error) {
	e := o.entity(name)
	op := o.cat.Must(e.List)
	res, err := o.live.Do(ctx, o.listCall(e, op, name))
	if err != nil {
		return nil, err
	}
	v, err := res.Decoded()
	if err != nil {
		return nil, err
	}
	items, _ := v.([]any)
	var out []tenant.Record
	for _, item := range items {
		if shown, ok := item.(map[string]any); ok {
			out = append(out, o.rules.Canonical(e.Name, op.Form, shown))
		}
	}
	return out, nil
}

// judge compares one record with what it was before a change and what it is after.
func (o *Overlay) judge(call *acc.Call, ch tenant.Change, records []tenant.Record) (verdict, tenant.Record, string) {
	e := o.entity(ch.Collection)
	rec := findRecord(e, ch, records)
	title := o.title(e.Name, firstRecord(ch.After, ch.Before), ch.ID)
	switch {
	case ch.After == nil || call.Op.Effect == catalog.Delete:
		if rec == nil || rec["status"] == "deleted" {
			return shows, nil, ""
		}
		return showsNot, rec, ""
	case ch.Before == nil && rec == nil && len(e.Key) == 0:
		return cannotTell, nil, "a new " + e.One + " cannot be told from others"
	case ch.Before == nil && rec == nil:
		return showsNot, nil, ""
	case ch.Before == nil:
		if diff := o.differences(call, ch, rec); len(diff) > 0 {
			return cannotTell, rec, fmt.Sprintf("%s is there, but %s is %q and should be %q", title, diff[0].Name, diff[0].After, diff[0].Before)
		}
		return shows, rec, ""
	case rec == nil:
		return cannotTell, nil, title + " is no longer there"
	}
	return o.judgePatch(call, ch, rec, title)
}

// judgePatch compares the fields that a change writes.
func (o *Overlay) judgePatch(call *acc.Call, ch tenant.Change, rec tenant.Record, title string) (verdict, tenant.Record, string) {
	fields := o.written(call, ch)
	if fields == nil {
		for k := range withoutTimes(ch.After) {
			if _, unknown := ch.After[k].(acc.Unknown); !unknown && !reflect.DeepEqual(ch.Before[k], ch.After[k]) {
				fields = append(fields, k)
			}
		}
	}
	before, after := 0, 0
	other := ""
	for _, k := range fields {
		switch {
		case o.sameValue(k, ch.After[k], rec[k]):
			after++
		case o.sameValue(k, ch.Before[k], rec[k]):
			before++
		default:
			other = k
		}
	}
	switch {
	case len(fields) == 0:
		return cannotTell, rec, "what it changes of " + title + " is not shown"
	case after == len(fields):
		return shows, rec, ""
	case before == len(fields):
		return showsNot, rec, ""
	case other != "":
		return cannotTell, rec, fmt.Sprintf("%s of %s is neither what it was nor what it should be", other, title)
	}
	return cannotTell, rec, "part of it shows on " + title
}

func firstRecord(a, b tenant.Record) tenant.Record {
	if a != nil {
		return a
	}
	return b
}

// findRecord finds the record that a change is about: by its ID, or, if it is new, by what its kind is known by.
func findRecord(e *catalog.Entity, ch tenant.Change, records []tenant.Record) tenant.Record {
	for _, rec := range records {
		for _, field := range e.IDs {
			if id, _ := rec[field].(string); id == ch.ID {
				return rec
			}
		}
	}
	if ch.Before != nil {
		return nil
	}
	for _, field := range e.Key {
		text, _ := ch.After[field].(string)
		if text == "" {
			continue
		}
		for _, rec := range records {
			if have, _ := rec[field].(string); equalFold(have, text) {
				return rec
			}
		}
	}
	return nil
}

// answerFor is the answer that a change got which is known to have been made, as far as the account shows it.
func (o *Overlay) answerFor(call *acc.Call, s sight) *acc.Result {
	res := &acc.Result{Status: call.Op.Status, Requests: max(s.requests, 1)}
	if call.Op.Returns.Shape == catalog.NoBody {
		return res
	}
	value := map[string]any{}
	if s.record != nil && call.Op.Effect != catalog.Delete {
		value = o.rules.Shown(call.Op.Entity, call.Op.Form, s.record)
	}
	for _, f := range call.Op.Returns.Fields {
		name, _, nested := strings.Cut(f.Name, ".")
		if _, has := value[name]; !has && !nested && !strings.HasSuffix(name, "[]") && name != "" {
			value[name] = acc.Unknown{Field: name, Of: "the lost answer to " + call.Op.ID()}
		}
	}
	res.Value = value
	return res
}
