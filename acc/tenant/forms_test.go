package tenant

import (
	"slices"
	"testing"

	"pgregory.net/rapid"

	"accstar/acc/catalog"
)

// What was read in a form is shown again as it was read, fields included that the catalogue does not know.
func TestCanonicalAndBack(t *testing.T) {
	cat := theCatalogue()
	r := NewRules(cat, testAccount, Assumptions{})
	seen := map[string]bool{}
	for _, op := range cat.Operations() {
		e := cat.Entity(op.Entity)
		if e == nil || op.Returns.Shape == catalog.NoBody || wraps(op) || op.BatchLimit > 0 {
			continue
		}
		name := op.Entity + "/" + op.Form
		if seen[name] {
			continue
		}
		seen[name] = true
		t.Run(name, func(t *testing.T) {
			rapid.Check(t, func(t *rapid.T) {
				shown := shownRecord(op).Draw(t, "shown")
				before := Clone(shown)
				got := r.Shown(op.Entity, op.Form, r.Canonical(op.Entity, op.Form, shown))
				if !sameJSON(got, shown) {
					t.Fatalf("got %v, want %v", got, shown)
				}
				if !sameJSON(shown, before) {
					t.Fatalf("the record read was changed to %v", shown)
				}
			})
		})
	}
	for _, e := range []string{"company", "project", "form"} {
		for _, form := range cat.Entity(e).Forms {
			if !seen[e+"/"+form] || formOf(e, form) == nil {
				t.Errorf("%s/%s: not tried", e, form)
			}
		}
	}
}

// shownRecord generates a record as an operation answers with it: some of its fields, and some that nobody knows.
func shownRecord(op *catalog.Operation) *rapid.Generator[Record] {
	return rapid.Custom(func(t *rapid.T) Record {
		r := Record{}
		for _, f := range op.ReturnFields("") {
			if rapid.Bool().Draw(t, f.Name) {
				r[f.Name] = shownValue(f).Draw(t, "value")
			}
		}
		for range rapid.IntRange(0, 2).Draw(t, "unknown") {
			r["x_"+rapid.StringMatching(`[a-z]{1,4}`).Draw(t, "name")] = anyJSON(2).Draw(t, "unknown value")
		}
		return r
	})
}

func shownValue(f catalog.Field) *rapid.Generator[any] {
	if len(f.Enum) > 0 && !f.Type.IsList() {
		return rapid.Map(rapid.SampledFrom(f.Enum), func(s string) any { return s })
	}
	return anyJSON(2)
}

func TestCompanyForms(t *testing.T) {
	r := NewRules(theCatalogue(), testAccount, Assumptions{})
	canonical := Record{"id": firstFirm, "name": "First", "status": "active", "userSize": int64(3), "erpId": "E", "addresses": []any{
		Record{"type": "Other", "city": "Hull"}, Record{"type": "Main", "city": "Leeds", "phone": "1"}}}
	hq := formOf("company", "hq")
	wantSame(t, "hq", hq.render(canonical), Record{"id": firstFirm, "name": "First", "erp_id": "E", "city": "Leeds", "phone": "1"})
	wantSame(t, "canonical", r.Canonical("company", "hq", Record{"id": "x", "postal_code": "LS1", "tax_id": "T"}),
		Record{"id": "x", "taxId": "T", "addresses": []any{Record{"type": "Main", "postalCode": "LS1"}}})

	// A patch in that form leaves alone what the form does not show.
	before := Clone(canonical)
	got := hq.canonical(canonical, Record{"city": "York"})
	wantSame(t, "patched", got["addresses"], []any{Record{"type": "Other", "city": "Hull"}, Record{"type": "Main", "city": "York", "phone": "1"}})
	equal(t, "status", got["status"], "active")
	wantSame(t, "the record itself", canonical, before)
}

func TestProjectForms(t *testing.T) {
	hq := formOf("project", "hq")
	canonical := Record{"id": "p", "type": "Office", "status": "suspended", "projectValue": Record{"value": int64(1), "currency": "EUR"}, "products": []any{}}
	shown := Record{"id": "p", "project_type": "Office", "status": "inactive", "value": int64(1), "currency": "EUR"}
	wantSame(t, "hq", hq.render(canonical), shown)
	wantSame(t, "back", hq.canonical(Record{}, shown), without(canonical, "products"))
	if got := formOf("project", "user").render(Record{"id": "p", "memberCount": int64(1), "accessLevels": Record{}}); len(got) != 2 {
		t.Errorf("got %v, want no counts", got)
	}
}

// JSON:API shows a record in an envelope; as the account holds it, it has none.
func TestCanonicalTakesOffTheEnvelope(t *testing.T) {
	r := NewRules(theCatalogue(), testAccount, Assumptions{})
	data := Record{"type": "folders", "id": "f", "attributes": Record{"name": "Plans"}}
	wantSame(t, "folder", r.Canonical("folder", "", Record{"jsonapi": Record{"version": "1.0"}, "data": data}), data)
	wantSame(t, "bare", r.Canonical("folder", "", data), data)
	other := Record{"id": "x", "data": Record{"type": "t"}}
	wantSame(t, "something else", r.Canonical("issue", "", other), other)
}

// Every form that the catalogue names for an entity is one that these rules know, and the other way round.
func TestFormsOfTheCatalogue(t *testing.T) {
	for _, op := range theCatalogue().Operations() {
		if op.Form == "" {
			continue
		}
		if formOf(op.Entity, op.Form) == nil {
			t.Errorf("%s: there is no form %q of %s", op.ID(), op.Form, op.Entity)
		}
		if e := theCatalogue().Entity(op.Entity); !slices.Contains(e.Forms, op.Form) {
			t.Errorf("%s: %s has no form %q", op.ID(), op.Entity, op.Form)
		}
	}
}
