package builtins

import (
	"context"
	"embed"
	"fmt"
	"path"
	"slices"
	"strings"
	"sync"

	"go.starlark.net/starlark"
	"go.starlark.net/starlarkstruct"

	"accstar/acc"
	"accstar/builtins/value"
	"accstar/runtime"
)

// helperFiles are the helpers: one Starlark file a service, named after it. Every function without a leading underscore
// becomes a member of the service.
//
//go:embed helpers/*.star
var helperFiles embed.FS

// loadHelpers adds the embedded helpers to their services.
func (m *accModule) loadHelpers() error {
	files, err := helperFiles.ReadDir("helpers")
	if err != nil {
		return err
	}
	universe := starlark.StringDict{"acc": m, "names": newHelperNames(m.env), "null": value.Null, "struct": starlark.NewBuiltin("struct", starlarkstruct.Make)}
	for _, s := range HelperServices() {
		m.members[s.Name] = newService(m.env, s)
	}
	for _, f := range files {
		name := strings.TrimSuffix(f.Name(), ".star")
		svc, ok := m.members[name].(*service)
		if !ok {
			return fmt.Errorf("helpers for %s, which is no service", name)
		}
		src, err := helperFiles.ReadFile(path.Join("helpers", f.Name()))
		if err != nil {
			return err
		}
		members, err := runtime.LoadEmbedded(name, string(src), universe)
		if err != nil {
			return err
		}
		for k, v := range members {
			if !strings.HasPrefix(k, "_") {
				svc.helpers[k] = v
			}
		}
	}
	return nil
}

// productPresets are acc.products.admin and acc.products.member: the two sets of product access that acc_sdk calls
// productadmin and productmember.
func productPresets() starlark.Value {
	preset := func(administration, others string) starlark.Value {
		var list []starlark.Value
		for _, key := range []string{"projectAdministration", "designCollaboration", "build", "cost", "modelCoordination", "docs", "insight", "takeoff"} {
			access := others
			if key == administrationProduct {
				access = administration
			}
			list = append(list, value.NewRecord([]string{"key", "access"}, []starlark.Value{starlark.String(key), starlark.String(access)}))
		}
		l := starlark.NewList(list)
		l.Freeze()
		return l
	}
	return starlarkstruct.FromStringDict(starlark.String("acc.products"), starlark.StringDict{
		"admin":  preset("administrator", "administrator"),
		"member": preset("none", "member"),
	})
}

const administrationProduct = "projectAdministration"

// helperNames is what helpers have beyond the operations: people's names for things, and notes for the plan.
type helperNames struct {
	env   *Env
	names *names
	made  sync.Map // what helpers have made in this run, see remember
	turns sync.Map // held by the task that makes something, see once
}

func newHelperNames(env *Env) starlark.Value {
	h := &helperNames{env: env, names: newNames(env)}
	env.Resolve = h.resolve
	fns := map[string]func(*starlark.Thread, *starlark.Builtin, starlark.Tuple, []starlark.Tuple) (starlark.Value, error){
		"project": h.project, "company": h.company, "roles": h.roles, "business_unit": h.businessUnit, "template": h.template,
		"products": h.products, "raised": h.raised, "unchanged": h.unchanged, "more": h.more, "refuse": h.refuse, "email": h.email,
		"by_hand": h.byHand, "look": h.look, "record": h.record, "days_ago": h.daysAgo,
		"local": h.local, "upload": h.upload, "store_sheet": h.storeSheet, "fetch": h.fetch, "safe_name": h.safeName,
		"words": h.words, "code": h.code, "is_text": h.isText,
		"field": h.field, "wait": h.wait, "predicted": h.predicted,
		"once": h.once, "about": h.about, "remember": h.remember, "level": h.level, "actions": h.actions, "covers": h.covers,
	}
	members := starlark.StringDict{}
	for name, fn := range fns {
		members[name] = starlark.NewBuiltin(name, fn)
	}
	return starlarkstruct.FromStringDict(starlark.String("names"), members)
}

// by_hand(what, whom) puts something ACC's API cannot do on the list for a person.
func (h *helperNames) byHand(thread *starlark.Thread, b *starlark.Builtin, args starlark.Tuple, kwargs []starlark.Tuple) (starlark.Value, error) {
	var what, whom string
	if err := starlark.UnpackPositionalArgs(b.Name(), args, kwargs, 2, &what, &whom); err != nil {
		return nil, err
	}
	h.env.Sink.ByHand(ByHand{What: what, Whom: whom, Origin: originOf(thread)})
	return starlark.None, nil
}

// resolve turns what a user gave for a parameter into a record.
func (h *helperNames) resolve(thread *starlark.Thread, what, text string) (starlark.Value, error) {
	ctx := runtime.ContextOf(thread)
	k := projectKind()
	switch what {
	case "company":
		k = companyKind()
	case "role":
		id, err := h.names.role(ctx, text, "", "role")
		if err != nil {
			return nil, err
		}
		return value.NewRecord([]string{"id", "name"}, []starlark.Value{starlark.String(id), starlark.String(text)}), nil
	}
	rec, err := h.names.find(ctx, k, text, what)
	if err != nil {
		return nil, err
	}
	return value.FromJSON(rec, special)
}

// helperOp is the helper a call came from, for messages.
func helperOp(thread *starlark.Thread) string {
	if h := runtime.Where(thread).Helper; h != "" {
		return h
	}
	return "acc"
}

// refusal adds the place of a call to a refusal.
func refusal(thread *starlark.Thread, err error) error {
	if e, ok := err.(*acc.Error); ok && e.Origin == (acc.Origin{}) {
		copied := *e
		copied.Origin = originOf(thread)
		return &copied
	}
	return err
}

// asText is a name or ID as a playbook gives it: text, or a number such as a job number from a sheet.
func asText(v starlark.Value, what string) (string, error) {
	switch v := v.(type) {
	case starlark.String:
		if text := strings.TrimSpace(string(v)); text != "" {
			return text, nil
		}
		return "", fmt.Errorf("%s: got an empty text, want a record, a name or an ID", what)
	case starlark.Int:
		return v.String(), nil
	}
	return "", fmt.Errorf("%s: got %s, want a record, a name or an ID", what, v.Type())
}

// found resolves a record, an ID or a name to a record.
func (h *helperNames) found(thread *starlark.Thread, k kind, args starlark.Tuple, kwargs []starlark.Tuple) (starlark.Value, error) {
	var v starlark.Value
	if err := starlark.UnpackPositionalArgs(k.name, args, kwargs, 1, &v); err != nil {
		return nil, err
	}
	if rec, ok := v.(*value.Record); ok {
		if _, has := rec.Field("id"); has {
			return rec, nil
		}
		return nil, &ArgumentError{Op: helperOp(thread), Wrong: []string{k.name + ": got a record without an id"}}
	}
	text, err := asText(v, k.name)
	if err != nil {
		return nil, &ArgumentError{Op: helperOp(thread), Wrong: []string{err.Error()}}
	}
	rec, err := h.names.find(runtime.ContextOf(thread), k, text, helperOp(thread))
	if err != nil {
		return nil, refusal(thread, err)
	}
	return value.FromJSON(rec, special)
}

func (h *helperNames) project(thread *starlark.Thread, _ *starlark.Builtin, args starlark.Tuple, kwargs []starlark.Tuple) (starlark.Value, error) {
	if len(args) == 1 {
		if s, ok := args[0].(starlark.String); ok {
			args = starlark.Tuple{starlark.String(strings.TrimPrefix(string(s), "b."))}
		}
	}
	return h.found(thread, projectKind(), args, kwargs)
}

func (h *helperNames) template(thread *starlark.Thread, _ *starlark.Builtin, args starlark.Tuple, kwargs []starlark.Tuple) (starlark.Value, error) {
	return h.idOrNone(thread, templateKind(), args, kwargs)
}

func (h *helperNames) company(thread *starlark.Thread, _ *starlark.Builtin, args starlark.Tuple, kwargs []starlark.Tuple) (starlark.Value, error) {
	return h.idOrNone(thread, companyKind(), args, kwargs)
}

func (h *helperNames) businessUnit(thread *starlark.Thread, _ *starlark.Builtin, args starlark.Tuple, kwargs []starlark.Tuple) (starlark.Value, error) {
	return h.idOrNone(thread, businessUnitKind(), args, kwargs)
}

// idOrNone resolves to an ID; None stays None.
func (h *helperNames) idOrNone(thread *starlark.Thread, k kind, args starlark.Tuple, kwargs []starlark.Tuple) (starlark.Value, error) {
	if len(args) == 1 && args[0] == starlark.None {
		return starlark.None, nil
	}
	rec, err := h.found(thread, k, args, kwargs)
	if err != nil {
		return nil, err
	}
	return rec.(*value.Record).Attr("id")
}

// roles(roles, project) resolves role names, IDs or records to IDs, in their order, each once.
func (h *helperNames) roles(thread *starlark.Thread, b *starlark.Builtin, args starlark.Tuple, kwargs []starlark.Tuple) (starlark.Value, error) {
	var given, project starlark.Value
	if err := starlark.UnpackPositionalArgs(b.Name(), args, kwargs, 2, &given, &project); err != nil {
		return nil, err
	}
	projectID := ""
	if rec, ok := project.(*value.Record); ok {
		if id, has := rec.Field("id"); has {
			projectID, _ = starlark.AsString(id)
		}
	}
	var ids []starlark.Value
	for _, v := range oneOrMany(given) {
		id, err := h.roleID(runtime.ContextOf(thread), v, projectID, helperOp(thread))
		if err != nil {
			return nil, refusal(thread, err)
		}
		if !slices.Contains(ids, starlark.Value(starlark.String(id))) {
			ids = append(ids, starlark.String(id))
		}
	}
	return starlark.NewList(ids), nil
}

func (h *helperNames) roleID(ctx context.Context, v starlark.Value, projectID, op string) (string, error) {
	if rec, ok := v.(*value.Record); ok {
		if id, has := rec.Field("id"); has {
			if s, ok := starlark.AsString(id); ok {
				return s, nil
			}
		}
		return "", &ArgumentError{Op: op, Wrong: []string{"roles: got a record without an id"}}
	}
	text, err := asText(v, "roles")
	if err != nil {
		return "", &ArgumentError{Op: op, Wrong: []string{err.Error()}}
	}
	return h.names.role(ctx, text, projectID, op)
}

// oneOrMany is the items of a list, one value as a list of itself, nothing for None.
func oneOrMany(v starlark.Value) []starlark.Value {
	if v == nil || v == starlark.None {
		return nil
	}
	if _, isText := v.(starlark.String); isText {
		return []starlark.Value{v}
	}
	if _, isRecord := v.(*value.Record); isRecord {
		return []starlark.Value{v}
	}
	it, ok := v.(starlark.Iterable)
	if !ok {
		return []starlark.Value{v}
	}
	var out []starlark.Value
	iter := it.Iterate()
	defer iter.Done()
	var x starlark.Value
	for iter.Next(&x) {
		out = append(out, x)
	}
	return out
}

// email(text) is an e-mail address as it is compared and sent: trimmed, lower case.
func (h *helperNames) email(thread *starlark.Thread, b *starlark.Builtin, args starlark.Tuple, kwargs []starlark.Tuple) (starlark.Value, error) {
	var v starlark.Value
	if err := starlark.UnpackPositionalArgs(b.Name(), args, kwargs, 1, &v); err != nil {
		return nil, err
	}
	text, ok := starlark.AsString(v)
	text = strings.TrimSpace(text)
	at := strings.LastIndexByte(text, '@')
	if !ok || at < 1 || at == len(text)-1 || strings.ContainsAny(text, " ,;<>\t\n") || !strings.Contains(text[at:], ".") {
		return nil, refusal(thread, &acc.Error{Kind: acc.Invalid, Op: helperOp(thread), Message: fmt.Sprintf("email: got %s, want an address like ada@example.com", v),
			Hint: "correct it where it comes from"})
	}
	return starlark.String(strings.ToLower(text)), nil
}

// unchanged(project, subject, text) notes that something asked for is right already.
func (h *helperNames) unchanged(thread *starlark.Thread, b *starlark.Builtin, args starlark.Tuple, kwargs []starlark.Tuple) (starlark.Value, error) {
	return h.note(thread, b, args, kwargs, h.env.Sink.Unchanged)
}

// more(project, subject, text) notes that something has more than was asked for, and was left alone.
func (h *helperNames) more(thread *starlark.Thread, b *starlark.Builtin, args starlark.Tuple, kwargs []starlark.Tuple) (starlark.Value, error) {
	return h.note(thread, b, args, kwargs, h.env.Sink.More)
}

func (h *helperNames) note(thread *starlark.Thread, b *starlark.Builtin, args starlark.Tuple, kwargs []starlark.Tuple, tell func(Note)) (starlark.Value, error) {
	var group starlark.Value
	var subject, text string
	if err := starlark.UnpackPositionalArgs(b.Name(), args, kwargs, 3, &group, &subject, &text); err != nil {
		return nil, err
	}
	tell(Note{Group: groupName(group), Subject: subject, Text: text, Origin: originOf(thread)})
	return starlark.None, nil
}

// groupName is what a project's changes are shown under; "Account" for no project.
func groupName(v starlark.Value) string {
	rec, ok := v.(*value.Record)
	if !ok {
		return "Account"
	}
	text := func(f string) string {
		x, has := rec.Field(f)
		if !has {
			return ""
		}
		s, _ := starlark.AsString(x)
		return s
	}
	name, job := text("name"), text("jobNumber")
	if job != "" && !strings.Contains(name, job) {
		return job + " " + name
	}
	return name
}

// refuse(kind, message, hint) ends a helper the way a refusal by ACC would.
func (h *helperNames) refuse(thread *starlark.Thread, b *starlark.Builtin, args starlark.Tuple, kwargs []starlark.Tuple) (starlark.Value, error) {
	var kind, message, hint string
	if err := starlark.UnpackPositionalArgs(b.Name(), args, kwargs, 3, &kind, &message, &hint); err != nil {
		return nil, err
	}
	return nil, refusal(thread, &acc.Error{Kind: acc.Kind(kind), Op: helperOp(thread), Message: message, Hint: hint})
}
