package preview

import (
	"context"
	"fmt"
	"maps"
	"slices"

	"accstar/acc"
	"accstar/acc/tenant"
)

// readRelated answers a read that looks at the account from another side, such as all projects of one person: by the account
// itself, corrected by the changes asked for so far where that can be done, and marked as a gap where it cannot.
func (o *Overlay) readRelated(ctx context.Context, call *acc.Call) (*acc.Result, error) {
	user, about := call.Path["user_id"]
	if IsFuture(user) {
		return o.relatedToFuture(ctx, call, user)
	}
	if !about {
		return o.pass(ctx, call)
	}
	touched := o.memberChanges(ctx, user)
	if len(touched) == 0 {
		return o.pass(ctx, call)
	}
	if call.Op.Entity != "project" {
		o.addGaps(call, []string{fmt.Sprintf("%s looks at a person whose projects have changed in this plan; the answer lacks those changes", call.Op.ID())})
		return o.pass(ctx, call)
	}
	res, err := o.pass(ctx, call)
	if err != nil {
		return nil, err
	}
	value, err := res.Decoded()
	if err != nil {
		return nil, err
	}
	items, _ := value.([]any)
	items, err = o.correctProjects(ctx, call, items, touched)
	if err != nil {
		return nil, err
	}
	return &acc.Result{Status: res.Status, Value: items}, nil
}

// relatedToFuture is the answer about a person who is yet to be made: all that is known is what this plan gave them.
func (o *Overlay) relatedToFuture(ctx context.Context, call *acc.Call, user string) (*acc.Result, error) {
	if call.Op.Entity != "project" {
		return &acc.Result{Status: call.Op.Status, Value: []any{}}, nil
	}
	items, err := o.correctProjects(ctx, call, nil, o.memberChanges(ctx, user))
	return &acc.Result{Status: call.Op.Status, Value: items}, err
}

// memberChanges returns, by project, the membership of a person as this run changed it; nil for one taken away.
func (o *Overlay) memberChanges(ctx context.Context, user string) map[string]tenant.Record {
	email := ""
	if rec, err := (&overlayStore{o: o, call: &acc.Call{}}).known("account_user", o.account, user); err == nil && rec != nil {
		email, _ = rec["email"].(string)
	}
	is := func(r tenant.Record) bool {
		if r == nil {
			return false
		}
		id, _ := r["id"].(string)
		autodesk, _ := r["autodeskId"].(string)
		mail, _ := r["email"].(string)
		return id == user || autodesk == user || (email != "" && equalFold(mail, email))
	}
	out := map[string]tenant.Record{}
	o.mu.Lock()
	defer o.mu.Unlock()
	for name, c := range o.colls {
		if name.Entity != "member" {
			continue
		}
		c.mu.RLock()
		for _, own := range c.own {
			if is(own.change.Before) || is(own.change.After) {
				out[name.Parent] = own.change.After
			}
		}
		c.mu.RUnlock()
	}
	return out
}

// correctProjects takes away the projects a person has left and adds those they have joined.
func (o *Overlay) correctProjects(ctx context.Context, call *acc.Call, items []any, touched map[string]tenant.Record) ([]any, error) {
	var out []any
	seen := map[string]bool{}
	for _, item := range items {
		p, _ := item.(map[string]any)
		id, _ := p["id"].(string)
		seen[id] = true
		if member, changed := touched[id]; changed && (member == nil || member["status"] == "deleted") {
			continue
		}
		out = append(out, item)
	}
	store := &overlayStore{o: o, call: call}
	for _, id := range slices.Sorted(maps.Keys(touched)) {
		member := touched[id]
		if seen[id] || member == nil || member["status"] == "deleted" {
			continue
		}
		rec, err := store.Get(ctx, tenant.Collection{Entity: "project", Parent: o.account}, id)
		if err != nil {
			return nil, err
		}
		if rec == nil {
			continue
		}
		shown := tenant.Clone(rec).(map[string]any)
		admin := false
		if levels, ok := member["accessLevels"].(map[string]any); ok {
			admin, _ = levels["projectAdmin"].(bool)
		}
		shown["accessLevels"] = map[string]any{"projectAdmin": admin, "projectMember": !admin}
		passes, why := o.rules.Passes(call, shown)
		if why != "" {
			o.addGaps(call, []string{why})
		}
		if passes {
			out = append(out, shown)
		}
	}
	recs := make([]tenant.Record, 0, len(out))
	for _, x := range out {
		if r, ok := x.(map[string]any); ok {
			recs = append(recs, r)
		}
	}
	// A preview and the run held to it must see one order, whichever of the projects ACC lists by itself.
	sorted := make([]any, 0, len(recs))
	for _, r := range o.rules.Arrange(call, recs) {
		sorted = append(sorted, r)
	}
	return sorted, nil
}

// known returns a record if its collection has been read, without reading it.
func (s *overlayStore) known(entity, parent, id string) (tenant.Record, error) {
	s.o.mu.Lock()
	c := s.o.colls[tenant.Collection{Entity: entity, Parent: parent}]
	s.o.mu.Unlock()
	if c == nil {
		return nil, nil
	}
	c.mu.RLock()
	defer c.mu.RUnlock()
	return c.find(id), nil
}

// learnRoles remembers the roles that an answer names.
func (o *Overlay) learnRoles(call *acc.Call, res *acc.Result) {
	if call.Op.Entity != "member" && call.Op.Entity != "role" && call.Op.Name != "list_user_roles" {
		return
	}
	v, err := res.Decoded()
	if err != nil {
		return
	}
	items, ok := v.([]any)
	if !ok {
		items = []any{v}
	}
	for _, item := range items {
		rec, ok := item.(map[string]any)
		if !ok {
			continue
		}
		if call.Op.Entity == "member" {
			o.learnRolesOf("member", rec)
			continue
		}
		o.learnRole(rec)
	}
}

// learnRolesOf remembers the roles a member has.
func (o *Overlay) learnRolesOf(entity string, rec tenant.Record) {
	if entity != "member" {
		return
	}
	roles, _ := rec["roles"].([]any)
	for _, r := range roles {
		if role, ok := r.(map[string]any); ok {
			o.learnRole(role)
		}
	}
}

func (o *Overlay) learnRole(role map[string]any) {
	id, _ := role["id"].(string)
	if name, _ := role["name"].(string); id == "" || name == "" {
		return
	}
	o.roles.mu.Lock()
	defer o.roles.mu.Unlock()
	if o.roles.find(id) == nil {
		o.roles.put(id, role, []string{"id"})
	}
}
