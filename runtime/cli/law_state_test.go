package cli

import (
	"context"
	"encoding/json"
	"fmt"
	"maps"
	"slices"
	"strings"

	"accstar/acc"
	"accstar/acc/tenant"
	"accstar/runtime/preview"
)

// lawState is an account as far as plans speak of it: every record by what people call it.
type lawState struct {
	records map[string]tenant.Record
	parents map[string]string // ID of a project, real or future, to its name
}

// compared are the fields that plans speak of, by entity.
func compared(entity string) []string {
	return map[string][]string{
		"project":       {"name", "jobNumber", "type", "classification", "templateId"},
		"member":        {"email", "companyId", "roleIds", "products", "status"},
		"account_user":  {"email", "company_id", "default_role", "status"},
		"company":       {"name", "trade", "erpId", "addresses"},
		"business_unit": {"name", "description", "parent_id"},
	}[entity]
}

// stateOf reads the account.
func stateOf(m *tenant.Memory) *lawState {
	s := &lawState{map[string]tenant.Record{}, map[string]string{}}
	ctx := context.Background()
	projects, err := m.List(ctx, tenant.Collection{Entity: "project", Parent: m.AccountID()})
	must(err)
	for _, p := range projects {
		s.parents[fmt.Sprint(p["id"])] = fmt.Sprint(p["name"])
	}
	for _, c := range m.Collections() {
		if compared(c.Entity) == nil {
			continue
		}
		recs, err := m.List(ctx, c)
		must(err)
		for _, r := range recs {
			s.put(c, r)
		}
	}
	return s
}

// key is what a record is called, with what it belongs to.
func (s *lawState) key(c tenant.Collection, r tenant.Record) string {
	name := r["email"]
	if name == nil {
		name = r["name"]
	}
	parent := c.Parent
	if c.Entity == "member" {
		parent = s.parents[c.Parent]
	} else {
		parent = ""
	}
	return strings.ToLower(fmt.Sprintf("%s %s %v", c.Entity, parent, name))
}

func (s *lawState) put(c tenant.Collection, r tenant.Record) {
	if r["status"] == "deleted" {
		delete(s.records, s.key(c, r))
		return
	}
	s.records[s.key(c, r)] = r
}

// after is the state with a plan's changes made.
func (s *lawState) after(plan *preview.Plan) *lawState {
	out := &lawState{maps.Clone(s.records), maps.Clone(s.parents)}
	for _, c := range plan.Changes {
		for _, ch := range append(slices.Clone(c.Records), c.Later...) {
			if compared(ch.Collection.Entity) == nil {
				continue
			}
			if ch.Collection.Entity == "project" && ch.After != nil {
				out.parents[ch.ID] = fmt.Sprint(ch.After["name"])
			}
			if ch.After == nil {
				delete(out.records, out.key(ch.Collection, ch.Before))
				continue
			}
			if ch.Before != nil { // it may have another name now
				delete(out.records, out.key(ch.Collection, ch.Before))
			}
			out.put(ch.Collection, ch.After)
		}
	}
	return out
}

// diff says how two states differ; "" if they do not.
func (s *lawState) diff(real *lawState) string {
	var b strings.Builder
	for _, k := range slices.Sorted(maps.Keys(s.records)) {
		want, got := s.records[k], real.records[k]
		if got == nil {
			fmt.Fprintf(&b, "  %s is missing\n", k)
			continue
		}
		entity, _, _ := strings.Cut(k, " ")
		for _, f := range compared(entity) {
			w, g := shape(f, want[f]), shape(f, got[f])
			if _, unknown := want[f].(acc.Unknown); !unknown && !isFutureText(w) && w != g {
				fmt.Fprintf(&b, "  %s: %s should be %s and is %s\n", k, f, w, g)
			}
		}
	}
	for _, k := range slices.Sorted(maps.Keys(real.records)) {
		if s.records[k] == nil {
			fmt.Fprintf(&b, "  %s was not planned\n", k)
		}
	}
	return b.String()
}

func isFutureText(s string) bool { return strings.Contains(s, "acc0ffff-") }

// shape is a value as it compares: product access by key without "none", roles in any order, nothing the same as empty.
func shape(field string, v any) string {
	if field == "products" {
		list, _ := v.([]any)
		var parts []string
		for _, x := range list {
			if p, ok := x.(map[string]any); ok && p["access"] != "none" {
				parts = append(parts, fmt.Sprintf("%v=%v", p["key"], p["access"]))
			}
		}
		slices.Sort(parts)
		return strings.Join(parts, " ")
	}
	if list, ok := v.([]any); ok {
		parts := make([]string, len(list))
		for i, x := range list {
			parts[i] = fmt.Sprint(x)
		}
		slices.Sort(parts)
		return strings.Join(parts, " ")
	}
	if v == nil || v == "" {
		return ""
	}
	if field == "email" {
		v = strings.ToLower(fmt.Sprint(v))
	}
	data, _ := json.Marshal(v)
	return string(data)
}
