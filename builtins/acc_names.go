package builtins

import (
	"context"
	"fmt"
	"slices"
	"sort"
	"strings"
	"sync"

	"accstar/acc"
	"accstar/runtime"
)

// names turns what people call things into what ACC calls them: a project by job number or name, a company, a role, a
// business unit, a template. What it looks up once it keeps; a name it does not find it looks up afresh, since the playbook
// may have made it meanwhile.
//
// Its reads are shared by all tasks of a run, so their keys name what is looked up, not who asked first.
type names struct {
	env *Env

	mu    sync.Mutex
	lists map[string]*nameList
	// roles are the roles come across, by lower-case name, and the projects whose members have been searched for them.
	roles    map[string][]map[string]any
	searched map[string]bool
}

// nameList is one kind of thing, listed.
type nameList struct {
	records []map[string]any
	by      map[string][]map[string]any // lower-case name, number or ID
}

func newNames(env *Env) *names {
	return &names{env: env, lists: map[string]*nameList{}, roles: map[string][]map[string]any{}, searched: map[string]bool{}}
}

// kind describes how one kind of thing is listed and called.
type kind struct {
	name   string // "company"
	list   string // the operation that lists them
	query  []acc.Param
	fields []string // that name it; the first is the one shown
}

func projectKind() kind { return kind{"project", "projects.list", nil, []string{"name", "jobNumber"}} }

func templateKind() kind {
	return kind{"template", "projects.list", []acc.Param{{Name: "filter[classification]", Value: "template"}}, []string{"name"}}
}

func companyKind() kind { return kind{"company", "companies.list", nil, []string{"name", "erpId"}} }

func businessUnitKind() kind {
	return kind{"business unit", "business_units.list", nil, []string{"name"}}
}

// find returns the one record of a kind with that ID or name. Unknown and ambiguous names are refusals, so that in a sheet
// they end their row only.
func (n *names) find(ctx context.Context, k kind, text, op string) (map[string]any, error) {
	n.mu.Lock()
	defer n.mu.Unlock()
	want := nameKey(text)
	for fresh := false; ; fresh = true {
		list, err := n.listed(ctx, k, fresh)
		if err != nil {
			return nil, err
		}
		switch found := list.by[want]; {
		case len(found) == 1:
			return found[0], nil
		case len(found) > 1:
			return nil, ambiguous(k, text, op, found)
		}
		if fresh {
			return nil, unknownName(k, text, op, list)
		}
	}
}

func nameKey(text string) string { return strings.ToLower(strings.Join(strings.Fields(text), " ")) }

// listed lists a kind of thing, from memory unless asked afresh.
func (n *names) listed(ctx context.Context, k kind, fresh bool) (*nameList, error) {
	if l := n.lists[k.name]; l != nil && !fresh {
		return l, nil
	}
	records, err := n.read(ctx, k.list, nil, k.query, k.name)
	if err != nil {
		return nil, err
	}
	l := &nameList{records: records, by: map[string][]map[string]any{}}
	for _, r := range records {
		seen := map[string]bool{}
		for _, f := range append([]string{"id"}, k.fields...) {
			if s, ok := r[f].(string); ok && s != "" && !seen[nameKey(s)] {
				seen[nameKey(s)] = true
				l.by[nameKey(s)] = append(l.by[nameKey(s)], r)
			}
		}
	}
	n.lists[k.name] = l
	return l, nil
}

// read lists records through the chain, as a look-up shared by all tasks.
func (n *names) read(ctx context.Context, opID string, path map[string]string, query []acc.Param, what string) ([]map[string]any, error) {
	op := n.env.Catalogue.Must(opID)
	full := map[string]string{}
	for _, p := range op.PathParams {
		if p.Name == "account_id" {
			full[p.Name] = n.env.AccountID
		}
	}
	for k, v := range path {
		full[k] = v
	}
	call := &acc.Call{Op: op, Path: full, Query: query, Key: acc.Key{Task: "@names/" + what + "/" + path["project_id"], Call: 1}}
	res, err := n.env.Doer.Do(ctx, call)
	if err != nil {
		return nil, err
	}
	v, err := res.Decoded()
	if err != nil {
		return nil, err
	}
	items, _ := v.([]any)
	out := make([]map[string]any, 0, len(items))
	for _, x := range items {
		if r, ok := x.(map[string]any); ok {
			out = append(out, r)
		}
	}
	return out, nil
}

func unknownName(k kind, text, op string, list *nameList) error {
	var all []string
	for _, r := range list.records {
		for _, f := range k.fields {
			if s, ok := r[f].(string); ok && s != "" {
				all = append(all, s)
			}
		}
	}
	return &acc.Error{Kind: acc.NotFound, Op: op, Message: fmt.Sprintf("no %s is called %q", k.name, text), Hint: candidates(k.name, text, all)}
}

// candidates suggests what may have been meant: the nearest names, else all if they are few.
func candidates(kind, text string, all []string) string {
	slices.Sort(all)
	all = slices.Compact(all)
	if near := runtime.SuggestAll(text, all, 3); len(near) > 0 {
		return "did you mean " + orList(near) + "?"
	}
	if len(all) > 0 && len(all) <= 12 {
		return "there are " + strings.Join(all, ", ")
	}
	return fmt.Sprintf("check the spelling against ACC; there are %d names of that kind, and none is near", len(all))
}

func orList(list []string) string {
	q := make([]string, len(list))
	for i, s := range list {
		q[i] = fmt.Sprintf("%q", s)
	}
	if len(q) == 1 {
		return q[0]
	}
	return strings.Join(q[:len(q)-1], ", ") + " or " + q[len(q)-1]
}

func ambiguous(k kind, text, op string, found []map[string]any) error {
	var which []string
	for _, r := range found {
		line := fmt.Sprint(r["id"])
		for _, f := range k.fields {
			if s, ok := r[f].(string); ok && s != "" {
				line += " " + s
			}
		}
		which = append(which, strings.TrimSpace(line))
	}
	return &acc.Error{Kind: acc.Invalid, Op: op, Message: fmt.Sprintf("%d %s are called %q: %s", len(found), plural(k.name), text, strings.Join(which, "; ")),
		Hint: "give the ID of the one you mean"}
}

func plural(name string) string {
	if strings.HasSuffix(name, "y") {
		return name[:len(name)-1] + "ies"
	}
	return name + "s"
}

// removedSuffix is how ACC marks a role that has been taken out of use.
const removedSuffix = "(removed)"

// role returns the ID of a role by name. ACC lists no roles: they are found on members, first those of the project, then those
// of the others, the largest first.
func (n *names) role(ctx context.Context, text, projectID, op string) (string, error) {
	want := nameKey(text)
	if strings.HasSuffix(want, removedSuffix) {
		return "", &acc.Error{Kind: acc.Invalid, Op: op, Message: fmt.Sprintf("the role %q has been removed from the account", text), Hint: "choose a role that is in use"}
	}
	n.mu.Lock()
	defer n.mu.Unlock()
	if isID(want) {
		return text, nil
	}
	order, err := n.searchOrder(ctx, projectID)
	if err != nil {
		return "", err
	}
	for _, id := range order {
		if found := n.roles[want]; len(found) > 0 {
			break
		}
		if err := n.searchRoles(ctx, id); err != nil {
			return "", err
		}
	}
	switch found := n.roles[want]; {
	case len(found) == 1:
		return found[0]["id"].(string), nil
	case len(found) > 1:
		return "", ambiguous(kind{name: "role", fields: []string{"name"}}, text, op, found)
	}
	var all []string
	for _, list := range n.roles {
		for _, r := range list {
			if name := fmt.Sprint(r["name"]); !strings.HasSuffix(nameKey(name), removedSuffix) {
				all = append(all, name)
			}
		}
	}
	return "", &acc.Error{Kind: acc.NotFound, Op: op, Message: fmt.Sprintf("no member of any project has a role called %q", text),
		Hint: candidates("role", text, all) + " (ACC lists no roles by itself; a role nobody has yet can be given by its ID)"}
}

// searchOrder is the projects in which to look for roles.
func (n *names) searchOrder(ctx context.Context, first string) ([]string, error) {
	list, err := n.listed(ctx, projectKind(), false)
	if err != nil {
		return nil, err
	}
	records := slices.Clone(list.records)
	size := func(r map[string]any) int64 { c, _ := r["memberCount"].(int64); return c }
	sort.SliceStable(records, func(i, j int) bool { return size(records[i]) > size(records[j]) })
	order := []string{}
	if first != "" {
		order = append(order, first)
	}
	for _, r := range records {
		if id, ok := r["id"].(string); ok && id != first && r["status"] == "active" {
			order = append(order, id)
		}
	}
	return order, nil
}

// searchRoles notes the roles of a project's members.
func (n *names) searchRoles(ctx context.Context, projectID string) error {
	if n.searched[projectID] {
		return nil
	}
	members, err := n.read(ctx, "project_users.list", map[string]string{"project_id": projectID}, nil, "roles")
	if err != nil {
		return err
	}
	for _, m := range members {
		roles, _ := m["roles"].([]any)
		for _, x := range roles {
			r, _ := x.(map[string]any)
			id, _ := r["id"].(string)
			name, _ := r["name"].(string)
			if id != "" && name != "" {
				n.addRole(r, id, nameKey(name))
			}
		}
	}
	n.searched[projectID] = true
	return nil
}

func (n *names) addRole(r map[string]any, id, key string) {
	for _, known := range n.roles[key] {
		if known["id"] == id {
			return
		}
	}
	n.roles[key] = append(n.roles[key], r)
}

// isID reports whether a text has the form of an ACC ID.
func isID(s string) bool {
	if len(s) != 36 {
		return false
	}
	for i, r := range s {
		switch {
		case i == 8 || i == 13 || i == 18 || i == 23:
			if r != '-' {
				return false
			}
		case (r < '0' || r > '9') && (r < 'a' || r > 'f') && (r < 'A' || r > 'F'):
			return false
		}
	}
	return true
}
