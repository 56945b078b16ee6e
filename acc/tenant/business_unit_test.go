package tenant

import "testing"

func TestReplaceUnits(t *testing.T) {
	w := newWorld(t)
	chosen := "77777777-0000-4000-8000-0000000000aa"
	out := w.made("business_units.replace", Record{"business_units": []any{
		Record{"id": northUnit, "name": "Far North"},
		Record{"id": chosen, "name": "South", "description": "sunny"},
		Record{"name": "York", "parent_id": chosen},
	}})
	equal(t, "answer", namesOf(out.Value), "Far North, South, York")
	equal(t, "all", w.names("business_units.list", ""), "Far North, Leeds, South, York")
	leeds := w.record("business_unit", testAccount, leedsUnit)
	equal(t, "path of what is below", leeds["path"], "Far North")
	equal(t, "parent", leeds["parent_id"], northUnit)
	equal(t, "description", w.record("business_unit", testAccount, chosen)["description"], "sunny")
	york := out.Value.([]any)[2].(Record)
	equal(t, "path", york["path"], "South")
	if !isUUID(text(york, "id")) {
		t.Errorf("got %v, want an ID", york["id"])
	}
	deeper := w.made("business_units.replace", Record{"business_units": []any{Record{"name": "Selby", "parent_id": york["id"]}}})
	equal(t, "long path", deeper.Value.([]any)[0].(Record)["path"], "South/York")
}

func TestUnitRefusals(t *testing.T) {
	w := newWorld(t)
	put := func(units ...any) Record { return Record{"business_units": units} }
	w.refused(400, "business_units[0].name: missing", "business_units.replace", put(Record{}))
	w.refused(400, "business_units: missing", "business_units.replace", Record{})
	w.refused(422, "is not there", "business_units.replace", put(Record{"name": "X", "parent_id": nobody}))
	w.refused(422, "below itself", "business_units.replace", put(Record{"id": northUnit, "name": "North", "parent_id": leedsUnit}))
	equal(t, "nothing happened", w.names("business_units.list", ""), "North, Leeds")
}
