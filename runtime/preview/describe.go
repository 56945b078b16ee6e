package preview

import (
	"context"
	"encoding/json"
	"fmt"
	"reflect"
	"slices"
	"strings"

	"accstar/acc"
	"accstar/acc/catalog"
	"accstar/acc/tenant"
)

// describe says what a change is, in the words of a person who judges it.
func (o *Overlay) describe(ctx context.Context, call *acc.Call, out *tenant.Outcome) Change {
	c := Change{
		Key: call.Key, Op: call.Op.ID(), Effect: string(call.Op.Effect), Entity: call.Op.Entity,
		Records: out.Changes, Invitations: out.Invitations, Warnings: out.Warnings, Origin: call.Origin,
		Request: Request{Path: call.Path, Query: call.Query, Header: call.Header, Body: call.Body},
	}
	for _, l := range out.Later {
		c.Later = append(c.Later, l.Change)
	}
	c.Group = o.group(ctx, call)
	if len(out.Changes) > 0 {
		first := out.Changes[0]
		rec := first.After
		if rec == nil || call.Op.Effect == catalog.Delete {
			rec = first.Before
		}
		c.Subject = o.title(first.Collection.Entity, rec, first.ID)
		if first.Before == nil && IsFuture(first.ID) {
			c.Future = first.ID
		}
		if call.Op.Effect != catalog.Delete {
			c.Fields = o.fields(ctx, call, first)
		}
	}
	if c.Subject == "" {
		c.Subject = o.batchSubject(call, out)
	}
	c.Text = o.text(ctx, call, out)
	if call.About != (acc.About{}) {
		c.Subject, c.Text = call.About.Subject, call.About.Text
		c.Fields = nil // what they say is said in words
	}
	return c
}

// group is what a change is shown under: its project's name, or "Account".
func (o *Overlay) group(ctx context.Context, call *acc.Call) string {
	id := call.Path["project_id"]
	if id == "" || call.Op.Entity == "project" {
		return "Account"
	}
	return o.projectName(ctx, strings.TrimPrefix(id, "b."))
}

// projectName is a project's name, with its job number if it has one.
func (o *Overlay) projectName(ctx context.Context, id string) string {
	rec := o.project(ctx, id)
	name, _ := rec["name"].(string)
	job, _ := rec["jobNumber"].(string)
	switch {
	case name == "":
		return id
	case job != "" && !strings.Contains(name, job):
		return job + " " + name
	}
	return name
}

// project returns a project's record, reading that one alone if the projects have not been listed; nil if it is not to be had.
func (o *Overlay) project(ctx context.Context, id string) tenant.Record {
	store := &overlayStore{o: o, call: &acc.Call{}}
	if rec, err := store.known("project", o.account, id); err == nil && rec != nil {
		return rec
	}
	op := o.cat.Operation("projects.get")
	if op == nil || IsFuture(id) {
		return nil
	}
	res, err := o.pass(ctx, &acc.Call{Op: op, Path: map[string]string{"project_id": id}, Key: acc.Key{Task: "@projects.get/" + id, Call: 1}})
	if err != nil {
		return nil
	}
	v, _ := res.Decoded()
	rec, _ := v.(map[string]any)
	return rec
}

// title is how a record is called.
func (o *Overlay) title(entity string, rec tenant.Record, id string) string {
	if e := o.cat.Entity(entity); e != nil {
		for _, f := range e.Title {
			if s := textAt(rec, f); s != "" {
				return s
			}
		}
	}
	return id
}

// textAt is the text at a dotted path, "" if there is none.
func textAt(rec map[string]any, path string) string {
	name, rest, deeper := strings.Cut(path, ".")
	if !deeper {
		s, _ := rec[name].(string)
		return s
	}
	inner, _ := rec[name].(map[string]any)
	return textAt(inner, rest)
}

// batchSubject names what a call without a single target is about.
func (o *Overlay) batchSubject(call *acc.Call, out *tenant.Outcome) string {
	n := len(out.Changes)
	for _, l := range out.Later {
		if !l.Change.Auto {
			n++
		}
	}
	if e := o.cat.Entity(call.Op.Entity); e != nil && n > 0 {
		if n == 1 {
			return "1 " + e.One
		}
		return fmt.Sprintf("%d %s", n, e.Many)
	}
	return call.Op.Summary
}

// fields are the fields of the target that differ, as a person reads them: products by name, roles and companies by name.
func (o *Overlay) fields(ctx context.Context, call *acc.Call, ch tenant.Change) []FieldChange {
	var out []FieldChange
	was, is := o.inForm(call, ch.Collection.Entity, ch.Before), o.inForm(call, ch.Collection.Entity, ch.After)
	for _, name := range o.written(call, ch) {
		before, after := was[name], is[name]
		switch {
		case name == "products":
			out = append(out, productChanges(before, after)...)
			continue
		case name == "roleIds":
			before, after, name = o.roleNames(before), o.roleNames(after), "roles"
		case name == "companyId" || name == "company_id":
			before, after, name = o.companyName(ctx, before), o.companyName(ctx, after), "company"
		case name == "businessUnitId":
			name = "business unit"
			before, after = o.nameOf(ctx, "business_unit", before), o.nameOf(ctx, "business_unit", after)
		}
		b, a := show(before), show(after)
		if b != a {
			out = append(out, FieldChange{Name: name, Before: b, After: a})
		}
	}
	return out
}

// written are the fields of the record that the request asks for, in the catalogue's order; of a record that exists, those
// that differ.
func (o *Overlay) written(call *acc.Call, ch tenant.Change) []string {
	asked := map[string]bool{}
	if body, ok := call.Body.(map[string]any); ok {
		for k := range body {
			asked[k] = true
		}
	}
	was, is := o.inForm(call, ch.Collection.Entity, ch.Before), o.inForm(call, ch.Collection.Entity, ch.After)
	var names []string
	for _, top := range topFields(call.Op) {
		if _, has := is[top]; !has {
			continue
		}
		if ch.Before == nil && !asked[top] {
			continue
		}
		if ch.Before != nil && reflect.DeepEqual(was[top], is[top]) {
			continue
		}
		names = append(names, top)
	}
	return names
}

// inForm is a record as the operation of a call shows it, so that its fields have the names that the call's body has.
func (o *Overlay) inForm(call *acc.Call, entity string, rec tenant.Record) tenant.Record {
	if rec == nil || call.Op.Form == "" {
		return rec
	}
	return o.rules.Shown(entity, call.Op.Form, rec)
}

// topFields are the names of a body's top-level fields in their order; of a body that is a list of records, or holds one, those of
// its items.
func topFields(op *catalog.Operation) []string {
	var names []string
	for _, f := range op.Body {
		name := f.Name
		if _, item, ok := strings.Cut(name, "[]."); ok && (op.BatchLimit > 0 || strings.HasPrefix(name, "[].")) {
			name = item
		}
		top, _, _ := strings.Cut(name, ".")
		if top = strings.TrimSuffix(top, "[]"); !slices.Contains(names, top) {
			names = append(names, top)
		}
	}
	return names
}

// productChanges compares product access by key, not by position.
func productChanges(before, after any) []FieldChange {
	was, is := byProduct(before), byProduct(after)
	var keys []string
	for k := range was {
		keys = append(keys, k)
	}
	for k := range is {
		if _, both := was[k]; !both {
			keys = append(keys, k)
		}
	}
	slices.Sort(keys)
	var out []FieldChange
	for _, k := range keys {
		b, a := was[k], is[k]
		if b == "" {
			b = "none"
		}
		if a == "" {
			a = "none"
		}
		if a != b {
			out = append(out, FieldChange{Name: ProductName(k) + " access", Before: b, After: a})
		}
	}
	return out
}

func byProduct(v any) map[string]string {
	out := map[string]string{}
	list, _ := v.([]any)
	for _, x := range list {
		p, _ := x.(map[string]any)
		key, _ := p["key"].(string)
		access, _ := p["access"].(string)
		if key != "" {
			out[key] = access
		}
	}
	return out
}

// ProductName is a product's name as ACC's pages show it.
func ProductName(key string) string {
	switch key {
	case "projectAdministration":
		return "Project Admin"
	case "accountAdministration":
		return "Account Admin"
	case "designCollaboration":
		return "Design Collaboration"
	case "modelCoordination":
		return "Model Coordination"
	case "autoSpecs":
		return "AutoSpecs"
	case "capitalPlanning":
		return "Capital Planning"
	case "buildingConnected":
		return "BuildingConnected"
	case "cloudWorksharing":
		return "Cloud Worksharing"
	case "workshopxr":
		return "Workshop XR"
	case "":
		return ""
	}
	return strings.ToUpper(key[:1]) + key[1:]
}

// roleNames turns role IDs into names, where they are known.
func (o *Overlay) roleNames(v any) any {
	ids, ok := v.([]any)
	if !ok {
		return v
	}
	names := make([]any, 0, len(ids))
	for _, x := range ids {
		id, _ := x.(string)
		name := id
		o.roles.mu.RLock()
		if rec := o.roles.find(id); rec != nil {
			name, _ = rec["name"].(string)
		}
		o.roles.mu.RUnlock()
		names = append(names, name)
	}
	return names
}

func (o *Overlay) companyName(ctx context.Context, v any) any { return o.nameOf(ctx, "company", v) }

// nameOf turns an ID into a name if the records of that kind have been read.
func (o *Overlay) nameOf(_ context.Context, entity string, v any) any {
	id, ok := v.(string)
	if !ok {
		return v
	}
	store := &overlayStore{o: o, call: &acc.Call{}}
	if rec, err := store.known(entity, o.account, id); err == nil && rec != nil {
		return o.title(entity, rec, id)
	}
	return v
}

// show prints a JSON value for a person.
func show(v any) string {
	switch v := v.(type) {
	case nil:
		return ""
	case string:
		return v
	case acc.Unknown:
		return "(known after the run)"
	case []any:
		parts := make([]string, len(v))
		for i, x := range v {
			parts[i] = show(x)
		}
		return strings.Join(parts, ", ")
	case map[string]any:
		return canonicalJSON(v)
	}
	return fmt.Sprint(v)
}

// canonicalJSON is the one way a JSON value is written for comparing and hashing.
func canonicalJSON(v any) string {
	data, err := json.Marshal(v)
	if err != nil {
		return fmt.Sprint(v)
	}
	return string(data)
}

// text is one line about a change, without its subject.
func (o *Overlay) text(ctx context.Context, call *acc.Call, out *tenant.Outcome) string {
	if len(out.Changes) == 0 && len(out.Later) == 0 {
		return call.Op.Summary
	}
	var first tenant.Change
	if len(out.Changes) > 0 {
		first = out.Changes[0]
	}
	switch {
	case call.Op.Entity == "member" && call.Op.Effect == catalog.Create && first.After != nil:
		return memberText(first.After, o.companyNameOf(first.After), show(o.roleNames(first.After["roleIds"])), len(byProduct(o.project(ctx, call.Path["project_id"])["products"])))
	case call.Op.Entity == "member" && call.Op.Effect == catalog.Delete && first.Before != nil:
		had := memberText(first.Before, o.companyNameOf(first.Before), show(o.roleNames(first.Before["roleIds"])), len(byProduct(o.project(ctx, call.Path["project_id"])["products"])))
		if had != "" {
			had = "was " + had
		}
		return had
	case call.Op.Entity == "project" && call.Op.Effect == catalog.Create && first.After != nil:
		return o.projectText(ctx, first.After, out)
	}
	return ""
}

func (o *Overlay) companyNameOf(rec tenant.Record) string {
	if name, ok := rec["companyName"].(string); ok && name != "" {
		return name
	}
	return show(o.companyName(context.Background(), rec["companyId"]))
}

// memberText says how a person joins: "Superintendent; Harbourline Construction; member of Docs, Insight". Products is how many the
// project has: naming them all would say less than "all".
func memberText(rec tenant.Record, company, roles string, products int) string {
	var parts []string
	if roles != "" {
		parts = append(parts, roles)
	}
	if company != "" {
		parts = append(parts, company)
	}
	by := map[string][]string{}
	all := 0
	for key, access := range byProduct(rec["products"]) {
		if access != "none" && access != "" {
			all++
			by[access] = append(by[access], ProductName(key))
		}
	}
	for _, access := range []string{"administrator", "member"} {
		names := by[access]
		slices.Sort(names)
		word := map[string]string{"administrator": "admin", "member": "member"}[access]
		switch {
		case len(names) == 0:
		case len(names) == all && all >= products-1 && all > 2:
			parts = append(parts, word+" of all products")
		default:
			parts = append(parts, word+" of "+strings.Join(names, ", "))
		}
	}
	return strings.Join(parts, "; ")
}

// projectText says what a new project is like, and who comes with it.
func (o *Overlay) projectText(ctx context.Context, rec tenant.Record, out *tenant.Outcome) string {
	var parts []string
	if job, _ := rec["jobNumber"].(string); job != "" {
		parts = append(parts, "job "+job)
	}
	if t, _ := rec["type"].(string); t != "" {
		parts = append(parts, t)
	}
	if id, _ := rec["templateId"].(string); id != "" {
		parts = append(parts, "from template "+o.projectName(ctx, id))
	}
	joins := 0
	for _, l := range out.Later {
		if l.Change.Auto && l.Change.Before == nil {
			joins++
		}
	}
	if joins > 0 {
		parts = append(parts, fmt.Sprintf("%d members come with it", joins))
	}
	return strings.Join(parts, "; ")
}
