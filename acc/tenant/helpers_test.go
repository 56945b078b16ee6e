package tenant

import (
	"context"
	"errors"
	"fmt"
	"reflect"
	"strings"
	"sync"
	"testing"
	"time"

	"accstar/acc"
	"accstar/acc/catalog"
)

// world is a small account to try rules on.
//
//	North Tower  active, NT-1: Ada (administrator, First Firm), Bo (member, Second Firm), Cy (removed)
//	Old Mill     archived
//	Slow Start   pending
//	Bridge 360   of BIM 360
//	Mould        a template: Ada (administrator), Bo (member)
//
//	Ada  account admin   Bo  account user   Cy  inactive   Di  pending   Ed  not invited
type world struct {
	*Memory
	t       testing.TB
	rules   Rules
	time    time.Time
	caller  Caller
	flipped []string
}

const (
	testAccount = "99999999-2222-4333-8444-555555555555"
	northTower  = "11111111-0000-4000-8000-000000000001"
	oldMill     = "11111111-0000-4000-8000-000000000002"
	slowStart   = "11111111-0000-4000-8000-000000000003"
	bridge360   = "11111111-0000-4000-8000-000000000004"
	mould       = "11111111-0000-4000-8000-000000000005"
	firstFirm   = "44444444-0000-4000-8000-000000000001"
	secondFirm  = "44444444-0000-4000-8000-000000000002"
	goneFirm    = "44444444-0000-4000-8000-000000000003"
	ada         = "33333333-0000-4000-8000-000000000001"
	bo          = "33333333-0000-4000-8000-000000000002"
	cy          = "33333333-0000-4000-8000-000000000003"
	di          = "33333333-0000-4000-8000-000000000004"
	ed          = "33333333-0000-4000-8000-000000000005"
	architect   = "55555555-0000-4000-8000-000000000001"
	foreman     = "55555555-0000-4000-8000-000000000002"
	northUnit   = "77777777-0000-4000-8000-000000000001"
	leedsUnit   = "77777777-0000-4000-8000-000000000002"
	nobody      = "00000000-0000-4000-8000-000000000000"
)

// theCatalogue is built once: it is read-only.
var theCatalogue = sync.OnceValue(catalog.New)

// newWorld returns the small account with some assumptions flipped.
func newWorld(t testing.TB, flipped ...string) *world {
	t.Helper()
	a, err := Flip(flipped...)
	if err != nil {
		t.Fatal(err)
	}
	cat := theCatalogue()
	w := &world{t: t, rules: NewRules(cat, testAccount, a), time: time.Date(2026, 3, 4, 5, 6, 7, 0, time.UTC)}
	w.Memory = NewMemory(cat, testAccount, func() time.Time { return w.time })
	w.fill()
	return w
}

func (w *world) put(entity, parent string, recs ...Record) {
	for _, r := range recs {
		w.Apply([]Change{{Collection: Collection{entity, parent}, ID: text(r, "id"), After: r}})
	}
}

func (w *world) fill() {
	project := func(id, name, job, status string) Record {
		return Record{"id": id, "accountId": testAccount, "name": name, "jobNumber": job, "type": "Office", "status": status,
			"classification": "production", "platform": "acc", "memberCount": int64(0), "companyCount": int64(0), "templateId": nil,
			"projectValue": Record{"value": int64(5), "currency": "EUR"}, "updatedAt": "2026-01-02T03:04:05.000Z",
			"products": []any{Record{"key": "docs", "status": "active"}, Record{"key": "projectAdministration", "status": "active"}}}
	}
	w.put("project", testAccount, with(project(northTower, "North Tower", "NT-1", "active"), Record{"memberCount": int64(2), "companyCount": int64(2)}),
		project(oldMill, "Old Mill", "OM-2", "archived"), project(slowStart, "Slow Start", "SS-3", "pending"),
		with(project(bridge360, "Bridge 360", "B-4", "active"), Record{"platform": "bim360"}),
		with(project(mould, "Mould", "", "active"), Record{"classification": "template", "type": templateType, "memberCount": int64(2)}))
	w.put("role", testAccount, Record{"id": architect, "name": "Architect", "key": "architect", "status": "active"},
		Record{"id": foreman, "name": "Foreman", "key": "foreman", "status": "active"})
	firm := func(id, name, erp, status string) Record {
		return Record{"id": id, "accountId": testAccount, "name": name, "trade": "Concrete", "erpId": erp, "status": status,
			"addresses":   []any{Record{"type": "Main", "city": "Leeds", "country": "GB"}},
			"projectSize": int64(1), "userSize": int64(1), "updatedAt": "2026-01-02T03:04:05.000Z"}
	}
	w.put("company", testAccount, firm(firstFirm, "First Firm", "E-1", "active"), firm(secondFirm, "Second Firm", "E-2", "active"),
		with(firm(goneFirm, "removed at 01022026", "E-3", "deleted"), Record{"originalName": "Gone Firm"}))
	user := func(id, name, role, status, company string) Record {
		first, last, _ := strings.Cut(name, " ")
		return Record{"id": id, "uid": "UID" + strings.ToUpper(first), "account_id": testAccount, "email": strings.ToLower(first) + "@example.com", "name": name,
			"first_name": first, "last_name": last, "role": role, "status": status, "company_id": company, "company_name": nil}
	}
	w.put("account_user", testAccount, user(ada, "Ada Moe", "account_admin", "active", firstFirm), user(bo, "Bo Lund", "account_user", "active", secondFirm),
		user(cy, "Cy Gone", "account_user", "inactive", secondFirm), user(di, "Di Late", "account_user", "pending", secondFirm),
		user(ed, "Ed Newt", "account_user", "not_invited", secondFirm))
	w.fillProjects()
	w.put("business_unit", testAccount,
		Record{"id": northUnit, "account_id": testAccount, "parent_id": nil, "name": "North", "path": nil, "description": ""},
		Record{"id": leedsUnit, "account_id": testAccount, "parent_id": northUnit, "name": "Leeds", "path": "North", "description": ""})
}

func (w *world) fillProjects() {
	member := func(id, name, status, company, access string) Record {
		first, last, _ := strings.Cut(name, " ")
		return Record{"id": id, "autodeskId": "UID" + strings.ToUpper(first), "email": strings.ToLower(first) + "@example.com", "name": name, "firstName": first,
			"lastName": last, "status": status, "companyId": company, "companyName": "Firm", "roleIds": []any{architect},
			"roles":        []any{Record{"id": architect, "name": "Architect"}},
			"products":     []any{Record{"key": "projectAdministration", "access": access}, Record{"key": "docs", "access": "administrator"}},
			"accessLevels": Record{"accountAdmin": id == ada, "projectAdmin": access == "administrator", "executive": false}}
	}
	w.put("member", northTower, member(ada, "Ada Moe", "active", firstFirm, "administrator"), member(bo, "Bo Lund", "active", secondFirm, "none"),
		member(cy, "Cy Gone", "deleted", secondFirm, "none"))
	w.put("member", mould, member(ada, "Ada Moe", "active", firstFirm, "administrator"), member(bo, "Bo Lund", "active", secondFirm, "none"))
	for _, id := range []string{firstFirm, secondFirm} {
		w.put("project_company", northTower, Record{"id": id, "project_id": northTower, "name": "Firm"})
	}
}

// do carries a call out. Its path is given as name, value, name, value; account_id is filled in.
func (w *world) do(op string, body any, path ...string) (*Outcome, error) {
	w.t.Helper()
	return w.ask(op, "", body, path...)
}

// ask carries a call out with a query as in a URL but unescaped: "filter[name]=x&sort=name".
func (w *world) ask(op, query string, body any, path ...string) (*Outcome, error) {
	w.t.Helper()
	return w.Memory.Do(WithCaller(context.Background(), w.caller), w.rules, w.call(op, query, body, path...))
}

func (w *world) call(op, query string, body any, path ...string) *acc.Call {
	w.t.Helper()
	c := &acc.Call{Op: w.cat.Must(op), Path: map[string]string{}, Body: body}
	for _, p := range c.Op.PathParams {
		if p.Name == "account_id" {
			c.Path["account_id"] = testAccount
		}
	}
	for i := 0; i+1 < len(path); i += 2 {
		c.Path[path[i]] = path[i+1]
	}
	for part := range strings.SplitSeq(query, "&") {
		if name, value, ok := strings.Cut(part, "="); ok {
			c.Query = append(c.Query, acc.Param{Name: name, Value: value})
		}
	}
	return c
}

// made carries a call out that must not be refused.
func (w *world) made(op string, body any, path ...string) *Outcome {
	w.t.Helper()
	out, err := w.do(op, body, path...)
	if err != nil {
		w.t.Fatalf("%s: %v", op, err)
	}
	return out
}

// refused carries a call out that must be refused with a status and a message that holds some text.
func (w *world) refused(status int, message, op string, body any, path ...string) {
	w.t.Helper()
	_, err := w.do(op, body, path...)
	wantRefusal(w.t, err, status, message)
}

func wantRefusal(t testing.TB, err error, status int, message string) {
	t.Helper()
	var refusal *acc.Error
	switch {
	case !errors.As(err, &refusal):
		t.Errorf("got error %v, want a refusal with %d %q", err, status, message)
	case refusal.Status != status || !strings.Contains(refusal.Message, message):
		t.Errorf("got %d %q, want %d %q", refusal.Status, refusal.Message, status, message)
	case refusal.Kind != acc.KindOf(status) || refusal.Op == "":
		t.Errorf("got kind %q of %q for %d", refusal.Kind, refusal.Op, status)
	}
}

// names carries a list call out and returns the names of what it answers with, joined.
func (w *world) names(op, query string, path ...string) string {
	w.t.Helper()
	out, err := w.ask(op, query, nil, path...)
	if err != nil {
		w.t.Fatalf("%s %s: %v", op, query, err)
	}
	return namesOf(out.Value)
}

func namesOf(list any) string {
	var names []string
	for _, x := range list.([]any) {
		r := x.(Record)
		for _, f := range []string{"name", "key", "email", "id"} {
			if s := text(r, f); s != "" {
				names = append(names, s)
				break
			}
		}
	}
	return strings.Join(names, ", ")
}

// record is a record as it stands now.
func (w *world) record(entity, parent, id string) Record {
	w.t.Helper()
	r, err := w.Get(context.Background(), Collection{entity, parent}, id)
	if err != nil {
		w.t.Fatal(err)
	}
	return r
}

// byEmail is the one member of a project with that address.
func (w *world) byEmail(projectID, email string) Record {
	w.t.Helper()
	found, err := w.Lookup(context.Background(), members(projectID), "email", email)
	if err != nil {
		w.t.Fatal(err)
	}
	if len(found) != 1 {
		w.t.Fatalf("got %d members with %s, want 1", len(found), email)
	}
	return found[0]
}

// later moves the clock.
func (w *world) later(d time.Duration) *world {
	w.time = w.time.Add(d)
	w.Settle(w.time)
	return w
}

// product makes the products of a member: "docs:member", …
func access(pairs ...string) []any {
	list := []any{}
	for _, p := range pairs {
		key, value, _ := strings.Cut(p, ":")
		list = append(list, Record{"key": key, "access": value})
	}
	return list
}

// accesses are a member's products as access gives them, joined.
func accesses(m Record) string {
	var out []string
	for _, p := range items(m, "products") {
		out = append(out, fmt.Sprintf("%s:%s", p.(Record)["key"], p.(Record)["access"]))
	}
	return strings.Join(out, " ")
}

func equal(t testing.TB, what string, got, want any) {
	t.Helper()
	if got != want {
		t.Errorf("%s: got %v, want %v", what, got, want)
	}
}

// sameJSON compares JSON values.
func sameJSON(a, b any) bool { return reflect.DeepEqual(a, b) }

func wantSame(t testing.TB, what string, got, want any) {
	t.Helper()
	if !sameJSON(got, want) {
		t.Errorf("%s:\n got %v\nwant %v", what, got, want)
	}
}
