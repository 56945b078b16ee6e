package cli

import (
	"fmt"
	"maps"
	"slices"
	"strings"

	"accstar/acc"
	"accstar/acc/tenant"
	"accstar/runtime/preview"
)

// recordChange is one change of one record, planned or made, told apart from others by what people call it.
type recordChange struct {
	op, key       string
	before, after tenant.Record
}

// named turns changes of records into ones that can be compared: those ACC only counts in are left out, and IDs of records that were
// made on the way are put as names.
type namer struct {
	s     *lawState
	names map[string]string // ID of a new record to its name
}

func newNamer(s *lawState) *namer {
	return &namer{s: &lawState{nil, maps.Clone(s.parents)}, names: map[string]string{}}
}

// add notes the changes that one call came to.
func (n *namer) add(op string, changes []tenant.Change) []recordChange {
	var out []recordChange
	for _, ch := range changes {
		entity := ch.Collection.Entity
		if ch.Before == nil && ch.After != nil && compared(entity) != nil {
			n.names[ch.ID] = strings.ToLower(fmt.Sprintf("<%s>", titleField(ch.After)))
			if entity == "project" {
				n.s.parents[ch.ID] = fmt.Sprint(ch.After["name"])
			}
		}
		if compared(entity) == nil || ch.Auto && (entity == "project" || entity == "company") || ch.Auto && entity == "account_user" && ch.Before != nil && onlyNamed(ch) ||
			ch.Auto && entity == "member" && ch.Before != nil && onlyNamed(ch) {
			continue
		}
		rec := ch.After
		if rec == nil {
			rec = ch.Before
		}
		out = append(out, recordChange{op, op + " " + n.s.key(ch.Collection, rec), ch.Before, ch.After})
	}
	return out
}

func titleField(r tenant.Record) any {
	if r["email"] != nil {
		return r["email"]
	}
	return r["name"]
}

// onlyNamed reports whether all that a change does is to carry a company's new name to where it shows.
func onlyNamed(ch tenant.Change) bool {
	for k, v := range ch.After {
		if k != "companyName" && k != "company_name" && shape(k, v) != shape(k, ch.Before[k]) {
			return false
		}
	}
	return true
}

// uncompared are fields that ACC counts or stamps.
func uncompared(field string) bool {
	switch field {
	case "updatedAt", "updated_at", "createdAt", "created_at", "addedOn", "memberCount", "companyCount", "projectSize", "userSize", "sheetCount", "memberGroupId", "adminGroupId":
		return true
	}
	return false
}

// asPlanned compares the planned changes, record by record, before and after, with those the account made. It returns how they differ,
// and how many records were compared.
func asPlanned(before *lawState, plan *preview.Plan, done []carriedOut) (string, int) {
	planned, made := newNamer(before), newNamer(before)
	var want, got []recordChange
	invited := [2]int{}
	for _, c := range plan.Changes {
		want = append(want, planned.add(c.Op, append(slices.Clone(c.Records), c.Later...))...)
		invited[0] += c.Invitations
	}
	for _, d := range done {
		all := slices.Clone(d.outcome.Changes)
		for _, l := range d.outcome.Later {
			all = append(all, l.Change)
		}
		got = append(got, made.add(d.op, all)...)
		invited[1] += d.outcome.Invitations
	}
	byKey := map[string][]recordChange{}
	for _, g := range got {
		byKey[g.key] = append(byKey[g.key], g)
	}
	var b strings.Builder
	for _, w := range want {
		list := byKey[w.key]
		if len(list) == 0 {
			fmt.Fprintf(&b, "  %s: planned, and not made\n", w.key)
			continue
		}
		byKey[w.key] = list[1:]
		planned.differ(&b, w.key+" before", w.before, made, list[0].before)
		planned.differ(&b, w.key+" after", w.after, made, list[0].after)
	}
	for _, k := range slices.Sorted(maps.Keys(byKey)) {
		if len(byKey[k]) > 0 {
			fmt.Fprintf(&b, "  %s: made, and not planned: %s\n", k, changedFields(byKey[k][0]))
		}
	}
	if invited[0] != invited[1] {
		fmt.Fprintf(&b, "  %d invitations were planned and %d sent\n", invited[0], invited[1])
	}
	return b.String(), len(want)
}

// differ says in which fields a record is not as planned.
func (n *namer) differ(b *strings.Builder, what string, want tenant.Record, made *namer, got tenant.Record) {
	if (want == nil) != (got == nil) {
		fmt.Fprintf(b, "  %s: planned %v, made %v\n", what, want != nil, got != nil)
		return
	}
	for _, f := range slices.Sorted(maps.Keys(want)) {
		if uncompared(f) || hasUnknown(want[f]) {
			continue
		}
		w, g := n.text(f, want[f]), made.text(f, got[f])
		if w != g {
			fmt.Fprintf(b, "  %s: %s should be %s and is %s\n", what, f, w, g)
		}
	}
}

// text is a field's value with new IDs as names.
func (n *namer) text(field string, v any) string {
	s := shape(field, v)
	for id, name := range n.names {
		s = strings.ReplaceAll(s, id, name)
	}
	return s
}

func hasUnknown(v any) bool {
	switch v := v.(type) {
	case acc.Unknown:
		return true
	case []any:
		return slices.ContainsFunc(v, hasUnknown)
	case map[string]any:
		for _, x := range v {
			if hasUnknown(x) {
				return true
			}
		}
	}
	return false
}

// changedFields says what a change of a record does.
func changedFields(c recordChange) string {
	if c.before == nil || c.after == nil {
		return "made or removed"
	}
	var parts []string
	for _, f := range slices.Sorted(maps.Keys(c.after)) {
		if was, is := shape(f, c.before[f]), shape(f, c.after[f]); was != is && !uncompared(f) {
			parts = append(parts, fmt.Sprintf("%s from %s to %s", f, was, is))
		}
	}
	return strings.Join(parts, ", ")
}
