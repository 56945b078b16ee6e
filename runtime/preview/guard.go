package preview

import (
	"context"
	"fmt"
	"slices"
	"strings"

	"accstar/acc"
	"accstar/acc/catalog"
	"accstar/acc/tenant"
)

// Guards are what no change may do, whatever the playbook says. They hold in a preview, and again in the run, just before a change
// is sent.
type Guards struct {
	// Protect are people by e-mail address, who may not be removed or lowered, and projects by name, job number or ID, in which
	// nothing may be changed; each with who asks for it: "--protect", "profile acme".
	Protect map[string]string
	// Caller is the e-mail address of the person in whose name changes are made.
	Caller string
}

// Violation is a change that a guard forbids.
type Violation struct {
	Guard  string // "protect", "last-administrator", "caller", "archived-project", "removed-role"
	Text   string // "ada@example.com in 24-017 Wing C: is removed"
	Lift   string // what to do if it is meant all the same
	Key    acc.Key
	Origin acc.Origin
}

// Lowering is a person who loses something by a change.
type Lowering struct {
	Email string
	ID    string
	What  []string // "is removed", "Docs access from administrator to member"
}

// Lowerings lists the people whom a change removes, or whose access it lowers.
func (c *Change) Lowerings() []Lowering {
	var out []Lowering
	for _, list := range [][]tenant.Change{c.Records, c.Later} {
		for _, r := range list {
			if r.Before == nil || r.Collection.Entity != "member" && r.Collection.Entity != "account_user" {
				continue
			}
			what := lowered(r.Before, r.After)
			if c.Effect == string(catalog.Delete) && !r.Auto {
				what = []string{"is removed"}
			}
			if len(what) > 0 {
				email, _ := r.Before["email"].(string)
				out = append(out, Lowering{Email: email, ID: r.ID, What: what})
			}
		}
	}
	return out
}

// lowered says what a person loses between two states of their record.
func lowered(before, after tenant.Record) []string {
	if gone(before) {
		return nil
	}
	if gone(after) {
		return []string{"is removed"}
	}
	var out []string
	rank := map[string]int{"": 0, "none": 0, "member": 1, "administrator": 2}
	for _, f := range productChanges(before["products"], after["products"]) {
		if rank[f.After] < rank[f.Before] {
			out = append(out, fmt.Sprintf("%s from %s to %s", f.Name, f.Before, f.After))
		}
	}
	if before["status"] == "active" && after["status"] == "inactive" {
		out = append(out, "is made inactive")
	}
	if r, _ := before["role"].(string); r == "account_admin" && after["role"] != r {
		out = append(out, "is no longer account administrator")
	}
	was, is := texts(before["roleIds"]), texts(after["roleIds"])
	lost := slices.DeleteFunc(slices.Clone(was), func(id string) bool { return slices.Contains(is, id) })
	won := slices.ContainsFunc(is, func(id string) bool { return !slices.Contains(was, id) })
	if len(lost) > 0 && !won {
		out = append(out, "loses a role")
	}
	if isProjectAdmin(before) && !isProjectAdmin(after) && len(out) == 0 {
		out = append(out, "is no longer project administrator")
	}
	return out
}

func gone(r tenant.Record) bool { return r == nil || r["status"] == "deleted" }

func texts(v any) []string {
	list, _ := v.([]any)
	var out []string
	for _, x := range list {
		if s, ok := x.(string); ok {
			out = append(out, s)
		}
	}
	return out
}

func isProjectAdmin(r tenant.Record) bool {
	if gone(r) {
		return false
	}
	if byProduct(r["products"])["projectAdministration"] == "administrator" {
		return true
	}
	levels, _ := r["accessLevels"].(map[string]any)
	admin, _ := levels["projectAdmin"].(bool)
	return admin
}

// Check returns what a change does that the guards forbid. The overlay has the change entered already.
func (g *Guards) Check(ctx context.Context, o *Overlay, p *Predicted) []Violation {
	c := &p.Change
	var out []Violation
	add := func(guard, text, lift string) {
		out = append(out, Violation{Guard: guard, Text: text, Lift: lift, Key: c.Key, Origin: c.Origin})
	}
	for _, l := range c.Lowerings() {
		who := fmt.Sprintf("%s in %s: %s", firstText(l.Email, c.Subject), c.Group, strings.Join(l.What, ", "))
		if by, protected := g.protects(l.Email); protected {
			add("protect", who, "if that is meant, take "+l.Email+" off the list in "+by)
		}
		if l.Email != "" && equalFold(l.Email, g.Caller) {
			add("caller", who+"; changes are made in their name", "if that is meant, do it in the name of another administrator (--admin-email), or by hand in ACC")
		}
	}
	if project, last := lastAdmin(ctx, o, p); last {
		add("last-administrator", fmt.Sprintf("%s in %s: is the last project administrator", c.Subject, project), "give the project another administrator first")
	}
	g.checkProject(ctx, o, c, add)
	for _, name := range o.removedRoles(c) {
		add("removed-role", fmt.Sprintf("%s in %s: the role %s has been removed from the account", c.Subject, c.Group, name), "give another role, or bring the role back in ACC")
	}
	if c.Opaque {
		g.checkOpaque(o, c, add)
	}
	return out
}

// checkProject finds changes in projects that are protected or archived.
func (g *Guards) checkProject(ctx context.Context, o *Overlay, c *Change, add func(guard, text, lift string)) {
	id := strings.TrimPrefix(c.Request.Path["project_id"], "b.")
	if id == "" || IsFuture(id) {
		return
	}
	for name, by := range g.Protect {
		if !strings.Contains(name, "@") && c.inProject(name) {
			add("protect", fmt.Sprintf("%s in %s: the project is protected", c.Subject, c.Group), "if that is meant, take "+name+" off the list in "+by)
		}
	}
	if rec := o.project(ctx, id); rec["status"] == "archived" {
		add("archived-project", fmt.Sprintf("%s in %s: the project is archived", c.Subject, c.Group), "if that is meant, restore the project in ACC first")
	}
}

// checkOpaque finds protected people named by a change of which nobody knows what it does.
func (g *Guards) checkOpaque(o *Overlay, c *Change, add func(guard, text, lift string)) {
	if c.Effect == string(catalog.Create) {
		return
	}
	sent := strings.ToLower(canonicalJSON(c.Request))
	for email, by := range g.Protect {
		names := append(o.idsOfPerson(email), email)
		if strings.Contains(email, "@") && slices.ContainsFunc(names, func(n string) bool { return strings.Contains(sent, strings.ToLower(n)) }) {
			add("protect", fmt.Sprintf("%s: it cannot be told what %s does to them", email, c.Op), "if that is meant, take "+email+" off the list in "+by)
		}
	}
}

// idsOfPerson are the IDs under which the overlay knows a person.
func (o *Overlay) idsOfPerson(email string) []string {
	o.mu.Lock()
	defer o.mu.Unlock()
	var out []string
	for name, c := range o.colls {
		if name.Entity != "member" && name.Entity != "account_user" {
			continue
		}
		for _, rec := range c.lookup("email", email) {
			for _, field := range o.idsOf(name) {
				if id, _ := rec[field].(string); len(id) > 8 && !slices.Contains(out, id) {
					out = append(out, id)
				}
			}
		}
	}
	return out
}

func (g *Guards) protects(email string) (by string, ok bool) {
	if email == "" {
		return "", false
	}
	by, ok = g.Protect[strings.ToLower(strings.TrimSpace(email))]
	return by, ok
}

// lastAdmin reports whether a change takes from a project its last administrator.
func lastAdmin(ctx context.Context, o *Overlay, p *Predicted) (project string, last bool) {
	for _, ch := range p.Outcome.Changes {
		if ch.Collection.Entity != "member" || !isProjectAdmin(ch.Before) || isProjectAdmin(ch.After) {
			continue
		}
		c, err := o.loaded(ctx, ch.Collection)
		if c == nil || err != nil {
			continue // what is not known is ACC's to say
		}
		if !slices.ContainsFunc(c.all(), isProjectAdmin) {
			return p.Change.Group, true
		}
	}
	return "", false
}

// removedRoles names the roles that a change gives and that are marked as removed.
func (o *Overlay) removedRoles(c *Change) []string {
	var out []string
	for _, list := range [][]tenant.Change{c.Records, c.Later} {
		for _, r := range list {
			if r.Auto {
				continue
			}
			had := texts(r.Before["roleIds"])
			for _, id := range texts(r.After["roleIds"]) {
				if slices.Contains(had, id) {
					continue
				}
				if name := show(o.roleNames([]any{id})); strings.HasSuffix(name, "(Removed)") && !slices.Contains(out, name) {
					out = append(out, name)
				}
			}
		}
	}
	return out
}

func firstText(a, b string) string {
	if a != "" {
		return a
	}
	return b
}

// GuardError is one or more changes that guards forbid. No playbook may catch it.
type GuardError struct{ Violations []Violation }

// shownViolations is how many are named.
const shownViolations = 10

func (e *GuardError) Error() string {
	by := map[string]int{}
	var order []string
	for _, v := range e.Violations {
		if by[v.Guard]++; by[v.Guard] == 1 {
			order = append(order, v.Guard)
		}
	}
	var heads []string
	for _, g := range order {
		heads = append(heads, fmt.Sprintf("%s (%d)", g, by[g]))
	}
	lines := []string{"guards forbid what the playbook would do: " + strings.Join(heads, ", ")}
	for i, v := range e.Violations {
		if i == shownViolations {
			lines = append(lines, fmt.Sprintf("… and %d more", len(e.Violations)-i))
			break
		}
		line := v.Text
		if where := v.Origin.String(); where != "" {
			line = where + ": " + line
		}
		lines = append(lines, line)
	}
	return strings.Join(lines, "\n")
}

// Hints says how each guard is lifted.
func (e *GuardError) Hints() []string {
	var out []string
	for _, v := range e.Violations {
		if len(out) < 5 && !slices.Contains(out, v.Lift) {
			out = append(out, v.Lift)
		}
	}
	return out
}

// Fatal reports that no playbook may catch the error.
func (e *GuardError) Fatal() bool { return true }

// Unwrap makes it an [acc.ErrStop].
func (e *GuardError) Unwrap() error { return acc.ErrStop }
