package cli

import (
	_ "embed"
	"fmt"
	"maps"
	"reflect"
	"slices"
	"strconv"
	"strings"

	"accstar/acc"
	"accstar/acc/catalog"
	"accstar/acc/tenant"
	"accstar/runtime/journal"
	"accstar/runtime/preview"
)

// undoSource is what every playbook that undoes a run has in common.
//
//go:embed undo.star
var undoSource string

// undoer turns a run's record into a playbook that takes the run's changes back, last one first.
type undoer struct {
	cat   *catalog.Catalogue
	rules tenant.Rules
	run   *pastRun
	fresh map[string]bool // projects that the run has created, by the IDs that its plan has for them
	steps []string
}

// playbook is the source of the playbook; the number is of the changes it is about.
func (u *undoer) playbook() (string, int) {
	changes := u.run.changes()
	changes = slices.DeleteFunc(changes, func(c pastChange) bool {
		return c.State != preview.ItemDone && c.State != preview.ItemUnseen && c.State != preview.ItemDiffers
	})
	u.fresh = map[string]bool{}
	for _, c := range changes {
		for _, ch := range c.change.Records {
			if ch.Before == nil && ch.Collection.Entity == "project" {
				u.fresh[ch.ID] = true
			}
		}
	}
	n, invited := 0, 0
	for _, c := range slices.Backward(changes) {
		n++
		invited += c.change.Invitations
		u.undo(c)
	}
	if invited > 0 {
		u.byHand(fmt.Sprintf("Tell those who were invited: ACC cannot call back %s", plural(invited, "invitation", "invitations")), "the run's new members")
	}
	var b strings.Builder
	fmt.Fprintf(&b, "\"\"\"Undo run %s: %s\n\nMade by accstar undo from the run's record. It leaves alone what has been changed since.\n\"\"\"\n\n",
		u.run.RunID, strings.ReplaceAll(firstSet(u.run.Title, u.run.Playbook), `"`, "'"))
	b.WriteString("def steps():\n    return [\n")
	for _, s := range u.steps {
		b.WriteString("        {" + s + "},\n")
	}
	b.WriteString("    ]\n\n" + undoSource)
	return b.String(), n
}

func (u *undoer) add(pairs ...string) { u.steps = append(u.steps, strings.Join(pairs, ", ")) }

func pair(name, written string) string { return strconv.Quote(name) + ": " + written }

func (u *undoer) byHand(what, whom string) {
	u.add(pair("do", `"by hand"`), pair("what", starlarkText(what)), pair("whom", starlarkText(whom)))
}

// undo adds the steps that take one change back.
func (u *undoer) undo(c pastChange) {
	op := u.cat.Operation(c.Op)
	rec, _ := u.run.log.Intent(c.change.Key)
	if op == nil || len(c.change.Records)+len(c.change.Later) == 0 {
		u.byHand("Undo "+c.Op+": what it changed is not known", c.Subject)
		return
	}
	done := false
	for i, ch := range append(slices.Clone(c.change.Records), c.change.Later...) {
		switch {
		case ch.Auto && ch.Collection.Entity == "account_user" && ch.Before == nil:
			u.byHand("Remove from the account's directory, if nobody needs them: ACC cannot through its API", text(ch.After["email"]))
		case u.fresh[ch.Collection.Parent]: // goes with its project
			done = true
		case ch.Auto, ch.Before != nil && i > 0 && op.Effect == catalog.Create: // ACC's own doing
		case ch.Collection.Entity == "member":
			u.undoMember(c, op, rec, ch)
			done = true
		case i == 0:
			u.undoOther(c, op, rec, ch)
			done = true
		}
	}
	if !done {
		u.byHand("Undo "+c.Op, c.Subject)
	}
}

// undoMember takes back a change of a project's member.
func (u *undoer) undoMember(c pastChange, op *catalog.Operation, rec journal.Recorded, ch tenant.Change) {
	project := firstSet(rec.Request.Path["project_id"], ch.Collection.Parent)
	email := text(firstRecordOf(ch.Before, ch.After)["email"])
	common := []string{pair("where", starlarkText(c.Group)), pair("whom", starlarkText(email)), pair("path", "["+starlarkText(project)+"]"), pair("email", starlarkText(email))}
	asked := func(rec tenant.Record, names ...string) map[string]any {
		out := map[string]any{}
		for _, name := range names {
			if v, has := rec[name]; has {
				if _, unknown := v.(acc.Unknown); !unknown {
					out[name] = v
				}
			}
		}
		return out
	}
	switch {
	case op.Effect == catalog.Delete || ch.After == nil:
		body := asked(ch.Before, "companyId", "roleIds")
		maps.DeleteFunc(body, func(_ string, v any) bool { return v == nil || v == "" })
		body["email"], body["products"], body["suppressAdministrativeEmails"] = email, grants(ch.Before["products"]), true
		u.add(append(common, pair("do", `"add again"`), pair("op", "acc.project_users.create"), pair("body", literal(body, "None")))...)
	case ch.Before == nil:
		left := asked(u.made(op, rec, ch), "companyId", "roleIds", "products")
		if op.Name != "create" { // an import answers before it has made anybody
			left = asked(ch.After, "roleIds", "products")
		}
		u.add(append(common, pair("do", `"remove"`), pair("op", "acc.project_users.delete"), pair("left", literal(left, "None")))...)
	default:
		fields := slices.DeleteFunc([]string{"companyId", "roleIds", "products"}, func(f string) bool { return reflect.DeepEqual(ch.Before[f], ch.After[f]) })
		if len(fields) == 0 {
			u.byHand("Undo "+c.Op, c.Subject+" in "+c.Group)
			return
		}
		body := asked(ch.Before, fields...)
		if _, has := body["products"]; has {
			body["products"] = lowered(ch.Before["products"], ch.After["products"])
		}
		u.add(append(common, pair("do", `"restore"`), pair("op", "acc.project_users.patch"), pair("left", literal(asked(ch.After, fields...), "None")),
			pair("body", literal(body, "null")))...)
	}
}

// made is the record that a change made, as ACC answered.
func (u *undoer) made(op *catalog.Operation, rec journal.Recorded, ch tenant.Change) tenant.Record {
	out := tenant.Clone(ch.After).(map[string]any)
	res, err := rec.Again()
	if err != nil {
		return out
	}
	v, _ := res.Decoded()
	if shown, ok := v.(map[string]any); ok {
		for k, x := range u.rules.Canonical(ch.Collection.Entity, op.Form, shown) {
			if _, unknown := x.(acc.Unknown); !unknown && x != nil {
				out[k] = x
			}
		}
	}
	return out
}

// undoOther takes back a change of anything else, as far as the catalogue has an operation for it.
func (u *undoer) undoOther(c pastChange, op *catalog.Operation, rec journal.Recorded, ch tenant.Change) {
	get := u.inverse(op, func(o *catalog.Operation) bool {
		return o.Effect == catalog.Read && o.Target != "" && o.Returns.Shape == catalog.Object && o.Form == op.Form
	})
	path := maps.Clone(rec.Request.Path)
	switch {
	case op.Effect == catalog.Update && ch.Before != nil && ch.After != nil && get != nil && op.Target != "":
		before, after := u.rules.Shown(op.Entity, op.Form, ch.Before), u.rules.Shown(op.Entity, op.Form, ch.After)
		body, left := map[string]any{}, map[string]any{}
		for _, f := range op.Body {
			top, _, _ := strings.Cut(f.Name, ".")
			if reflect.DeepEqual(before[top], after[top]) {
				continue
			}
			body[top], left[top] = before[top], after[top]
		}
		if len(body) > 0 {
			u.generic(c, "restore", op, get, path, pair("body", literal(body, "null")), pair("left", literal(left, "None")))
			return
		}
	case op.Effect == catalog.Create && ch.Before == nil && get != nil:
		remove := u.inverse(op, func(o *catalog.Operation) bool { return o.Effect == catalog.Delete && o.Target != "" })
		record := u.made(op, rec, ch)
		if id := text(record[u.cat.Entity(op.Entity).IDs[0]]); remove != nil && id != "" && !strings.HasPrefix(id, "acc0ffff-") {
			path[remove.Target] = id
			path[get.Target] = id
			left := map[string]any{}
			for _, f := range op.Body {
				if v, has := record[f.Name]; has {
					if _, unknown := v.(acc.Unknown); !unknown {
						left[f.Name] = v
					}
				}
			}
			u.generic(c, "remove", remove, get, path, pair("left", literal(left, "None")))
			return
		}
	}
	what := "Undo: " + firstSet(c.Text, c.Op)
	if op.Effect == catalog.Create {
		what = fmt.Sprintf("Remove the new %s (ACC cannot through its API)", u.cat.Entity(op.Entity).One)
		if u.fresh[ch.ID] {
			what = "Archive the new project, with all that is in it (ACC cannot through its API)"
		}
	}
	u.byHand(what, c.Subject)
}

// inverse finds an operation on the same kind of thing.
func (u *undoer) inverse(op *catalog.Operation, is func(*catalog.Operation) bool) *catalog.Operation {
	for _, o := range u.cat.Operations() {
		if o.Entity == op.Entity && o.Service == op.Service && o.Entity != "" && is(o) {
			return o
		}
	}
	return nil
}

func (u *undoer) generic(c pastChange, do string, op, get *catalog.Operation, path map[string]string, rest ...string) {
	var args []string
	for _, p := range op.PathParams {
		if p.Name != "account_id" {
			args = append(args, starlarkText(path[p.Name]))
		}
	}
	u.add(append([]string{pair("where", starlarkText(c.Group)), pair("whom", starlarkText(c.Subject)), pair("do", starlarkText(do)), pair("op", "acc."+op.ID()),
		pair("get", "acc."+get.ID()), pair("path", "["+strings.Join(args, ", ")+"]")}, rest...)...)
}

func firstRecordOf(a, b tenant.Record) tenant.Record {
	if a != nil {
		return a
	}
	return b
}

// grants are the product accesses that are one.
func grants(products any) []any {
	out := []any{}
	list, _ := products.([]any)
	for _, x := range list {
		if p, ok := x.(map[string]any); ok && p["access"] != "none" {
			out = append(out, map[string]any{"key": p["key"], "access": p["access"]})
		}
	}
	return out
}

// lowered are the product accesses to send so that what is after becomes what was before.
func lowered(before, after any) []any {
	was := map[any]any{}
	for _, x := range grants(before) {
		p, _ := x.(map[string]any)
		was[p["key"]] = p["access"]
	}
	out := []any{}
	list, _ := after.([]any)
	seen := map[any]bool{}
	for _, x := range list {
		p, _ := x.(map[string]any)
		seen[p["key"]] = true
		access, had := was[p["key"]]
		if !had {
			access = "none"
		}
		if access != p["access"] {
			out = append(out, map[string]any{"key": p["key"], "access": access})
		}
	}
	for _, x := range grants(before) {
		if p, _ := x.(map[string]any); !seen[p["key"]] {
			out = append(out, p)
		}
	}
	return out
}

// literal writes a JSON value as Starlark; null is what stands for nothing.
func literal(v any, null string) string {
	switch v := v.(type) {
	case nil:
		return null
	case bool:
		if v {
			return "True"
		}
		return "False"
	case string:
		return starlarkText(v)
	case []any:
		parts := make([]string, len(v))
		for i := range v {
			parts[i] = literal(v[i], null)
		}
		return "[" + strings.Join(parts, ", ") + "]"
	case map[string]any:
		var parts []string
		for _, k := range slices.Sorted(maps.Keys(v)) {
			parts = append(parts, starlarkText(k)+": "+literal(v[k], null))
		}
		return "{" + strings.Join(parts, ", ") + "}"
	case float64:
		return strconv.FormatFloat(v, 'f', -1, 64)
	}
	return fmt.Sprint(v)
}

// starlarkText is a text as Starlark writes it.
func starlarkText(s string) string {
	return strings.NewReplacer(`\a`, `\x07`).Replace(strconv.QuoteToASCII(s))
}
