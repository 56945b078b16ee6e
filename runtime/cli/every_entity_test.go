package cli

import (
	"context"
	"fmt"
	"slices"
	"strings"
	"testing"
	"time"

	"accstar/acc"
	"accstar/acc/catalog"
	"accstar/acc/tenant"
	"accstar/runtime/preview"
)

// What a preview plans for a thing of any service is there for whatever the playbook reads of it afterwards: one created is listed and
// got, one patched shows the patch, one deleted is gone. What the account itself holds is nothing but one record of each kind.

// lifeOf are the operations of an entity that follows from the catalogue alone.
type lifeOf struct {
	entity                           *catalog.Entity
	create, list, get, patch, delete *catalog.Operation
}

// genericLives are the entities that can be created and listed, and whose changes are worked out by the catalogue's description.
func genericLives(cat *catalog.Catalogue) []lifeOf {
	var out []lifeOf
	seen := map[string]*lifeOf{}
	var names []string
	for _, op := range cat.Operations() {
		e := cat.Entity(op.Entity)
		if e == nil || e.List == "" || op.SameAs != "" || op.Via != "" || op.Internal || op.Service == "authentication" || op.Deprecated || op.Form != "" {
			continue
		}
		l := seen[e.Name]
		if l == nil {
			l = &lifeOf{entity: e, list: cat.Must(e.List)}
			seen[e.Name] = l
			names = append(names, e.Name)
		}
		generic := op.Model == catalog.Generic && op.Target != ""
		switch {
		case op.Effect == catalog.Create && op.Model == catalog.Generic && op.BodyShape == catalog.ObjectBody && op.BatchLimit == 0 && l.create == nil:
			l.create = op
		case op.Effect == catalog.Read && op.Target != "" && op.Returns.Shape == catalog.Object && l.get == nil:
			l.get = op
		case op.Effect == catalog.Update && generic && op.Method == "PATCH" && l.patch == nil:
			l.patch = op
		case op.Effect == catalog.Delete && generic && l.delete == nil:
			l.delete = op
		}
	}
	slices.Sort(names)
	for _, n := range names {
		// One is only listed for something else that is named: there is no listing of all.
		part := slices.ContainsFunc(seen[n].list.Query, func(f catalog.Field) bool { return f.Required && f.Test != nil })
		if l := seen[n]; l.create != nil && !part {
			out = append(out, *l)
		}
	}
	return out
}

// entityTrial is one overlay over an account of one record a kind.
type entityTrial struct {
	t       *testing.T
	w       *lawWorld
	overlay *preview.Overlay
	calls   int
}

func newEntityTrial(t *testing.T, w *lawWorld) *entityTrial {
	live := acc.DoerFunc(func(_ context.Context, call *acc.Call) (*acc.Result, error) {
		if call.Op.Effect != catalog.Read {
			t.Errorf("the preview sent %s", call.Op.ID())
		}
		if call.Op.Returns.Shape == catalog.List {
			held := map[string]any{"id": "held", "name": "Held"}
			if e := w.cat.Entity(call.Op.Entity); e != nil {
				held[e.IDs[0]] = "held"
			}
			for _, f := range call.Op.Query { // it passes what a list leaves out by itself
				switch {
				case f.Test == nil:
				case f.Required:
					held[f.Test.Field] = scalarValue(f)
				case f.Default != "":
					held[f.Test.Field], _, _ = strings.Cut(f.Default, ",")
				}
			}
			return &acc.Result{Status: 200, Value: []any{held}}, nil
		}
		return &acc.Result{Status: 200, Value: map[string]any{"id": "held"}}, nil
	})
	return &entityTrial{t: t, w: w, overlay: preview.NewOverlay(preview.Config{Catalogue: w.cat, Rules: tenant.NewRules(w.cat, w.demo.AccountID(), tenant.Assumptions{}), Live: live,
		Maker: &preview.Recorder{}, Now: w.clock.Now, AccountID: w.demo.AccountID(), Sleep: func(context.Context, time.Duration) error { return nil }})}
}

// do carries a call out, with the target's ID if the operation has one.
func (e *entityTrial) do(op *catalog.Operation, id string, body any, query ...acc.Param) (any, error) {
	e.calls++
	call := &acc.Call{Op: op, Path: map[string]string{}, Query: query, Body: body, Key: acc.Key{Task: "0", Call: e.calls, Change: e.calls}}
	for _, f := range op.PathParams {
		call.Path[f.Name] = pathValue(e.w, op, f)
		if f.Name == op.Target {
			call.Path[f.Name] = id
		}
	}
	for _, f := range op.Query {
		if f.Required {
			call.Query = append(call.Query, acc.Param{Name: f.Name, Value: fmt.Sprint(scalarValue(f))})
		}
	}
	res, err := e.overlay.Do(context.Background(), call)
	if err != nil {
		return nil, err
	}
	return res.Decoded()
}

// record takes an answer out of the envelope of JSON:API.
func record(v any) map[string]any {
	r, _ := v.(map[string]any)
	if data, ok := r["data"].(map[string]any); ok {
		return data
	}
	return r
}

func (e *entityTrial) listed(l lifeOf) map[string]map[string]any {
	e.t.Helper()
	v, err := e.do(l.list, "", nil)
	if err != nil {
		e.t.Errorf("%s: %v", l.list.ID(), err)
	}
	out := map[string]map[string]any{}
	items, _ := v.([]any)
	for _, x := range items {
		r, _ := x.(map[string]any)
		out[fmt.Sprint(r[l.entity.IDs[0]])] = r
	}
	return out
}

func TestPlannedChangesShowInLaterReads(t *testing.T) {
	t.Parallel()
	w := newLawWorld(t, tenant.Assumptions{})
	lives := genericLives(w.cat)
	counts := map[string]int{}
	for _, l := range lives {
		t.Run(l.entity.Name, func(t *testing.T) { oneLife(newEntityTrial(t, w), l, counts) })
	}
	t.Logf("%d kinds: %s", len(lives), counted(counts))
	if len(lives) < 25 {
		t.Errorf("only %d kinds of things are created and listed", len(lives))
	}
}

// oneLife creates a thing, looks at it, changes it and removes it.
func oneLife(e *entityTrial, l lifeOf, counts map[string]int) {
	e.t.Helper()
	if before := e.listed(l); len(before) != 1 {
		e.t.Fatalf("%s lists %d before anything is planned, want 1", l.list.ID(), len(before))
	}
	made, err := e.do(l.create, "", l.create.FillConstants(objectValue(l.create, "", false)))
	if err != nil {
		e.t.Fatalf("%s: %v", l.create.ID(), err)
	}
	id, _ := record(made)[l.entity.IDs[0]].(string)
	now := e.listed(l)
	if id == "" { // the answer does not show the record
		for k := range now {
			if k != "held" {
				id = k
			}
		}
	}
	if now[id] == nil || now["held"] == nil {
		e.t.Fatalf("%s does not list the planned %q: %v", l.list.ID(), id, now)
	}
	counts["created and listed"]++
	if l.get != nil {
		if got, err := e.do(l.get, id, nil); err != nil || record(got)[l.entity.IDs[0]] != id {
			e.t.Errorf("%s does not show the planned one: %v %v", l.get.ID(), got, err)
		}
		counts["got"]++
	}
	if l.patch != nil {
		patchLife(e, l, id, counts)
	}
	if l.delete == nil {
		return
	}
	if _, err := e.do(l.delete, id, deleteBody(l.delete)); err != nil {
		e.t.Errorf("%s: %v", l.delete.ID(), err)
	}
	if now := e.listed(l); now[id] != nil || now["held"] == nil {
		e.t.Errorf("%s still lists what is deleted: %v", l.list.ID(), now)
	}
	if l.get != nil {
		if _, err := e.do(l.get, id, nil); err == nil {
			e.t.Errorf("%s still gets what is deleted", l.get.ID())
		}
	}
	counts["deleted and gone"]++
}

func deleteBody(op *catalog.Operation) any {
	if len(op.Body) == 0 {
		return nil
	}
	return op.FillConstants(objectValue(op, "", false))
}

// patchLife changes a text of a thing and looks for it.
func patchLife(e *entityTrial, l lifeOf, id string, counts map[string]int) {
	e.t.Helper()
	body := l.patch.FillConstants(objectValue(l.patch, "", false))
	field := ""
	for _, f := range l.patch.BodyFields("") {
		if f.Type.Base() == "string" && len(f.Enum) == 0 && (f.MaxLen == 0 || f.MaxLen >= 7) && !slices.Contains(l.entity.IDs, f.Name) {
			field = f.Name
			body[field] = "Changed"
			break
		}
	}
	if field == "" {
		return
	}
	if _, err := e.do(l.patch, id, body); err != nil {
		e.t.Errorf("%s: %v", l.patch.ID(), err)
		return
	}
	if now := e.listed(l); now[id][field] != "Changed" {
		e.t.Errorf("after %s, %s shows %s %v", l.patch.ID(), l.list.ID(), field, now[id][field])
	}
	counts["patched and shown"]++
}

// A list that leaves records out by a rule nobody knows cannot be answered once there are planned changes: the plan is incomplete then,
// and only then.
func TestUnknownFiltersMakeAPlanIncomplete(t *testing.T) {
	t.Parallel()
	w := newLawWorld(t, tenant.Assumptions{})
	filters := 0
	for _, l := range genericLives(w.cat) {
		for _, f := range l.list.PlaybookQuery() {
			if f.Test != nil || f.Required || !strings.HasPrefix(f.Name, "filter[") {
				continue
			}
			filters++
			e := newEntityTrial(t, w)
			ask := func() {
				if _, err := e.do(l.list, "", nil, acc.Param{Name: f.Name, Value: fmt.Sprint(scalarValue(f))}); err != nil {
					t.Errorf("%s, %s: %v", l.list.ID(), f.Name, err)
				}
			}
			ask()
			if gaps := e.overlay.Gaps(); len(gaps) > 0 {
				t.Errorf("%s, %s: incomplete before anything is planned: %v", l.list.ID(), f.Name, gaps)
			}
			if _, err := e.do(l.create, "", l.create.FillConstants(objectValue(l.create, "", false))); err != nil {
				t.Errorf("%s: %v", l.create.ID(), err)
			}
			planned := len(e.overlay.Gaps())
			ask()
			gaps := e.overlay.Gaps()
			if len(gaps) == planned || !strings.Contains(gaps[len(gaps)-1], l.list.ID()) || !strings.Contains(gaps[len(gaps)-1], f.Name) {
				t.Errorf("%s, %s: the plan does not say that it cannot know: %v", l.list.ID(), f.Name, gaps)
			}
		}
	}
	t.Logf("%d filters whose test is not known", filters)
	if filters == 0 {
		t.Error("no filter was tried")
	}
}
