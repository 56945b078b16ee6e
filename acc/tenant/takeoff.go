package tenant

import "slices"

// Takeoff: packages with quantities, classification systems whose import replaces all, and settings. AutoSpecs: what a
// specification asks for, read out of it.

func takeoffRules() map[string]handler {
	return map[string]handler{
		"takeoff.get_settings":                  takeoffSettings,
		"takeoff.patch_settings":                patchTakeoffSettings,
		"takeoff.create_classification_system":  createSystem,
		"takeoff.import_classifications":        importClassifications,
		"takeoff.batch_add_assigned_structures": addStructures,
		"autospecs.get_metadata":                autospecsVersions,
		"autospecs.get_smart_register":          smartRegister,
		"autospecs.get_requirements":            requirements,
		"autospecs.get_submittals_summary":      submittalsSummary,
	}
}

func takeoffHabits() map[string]habit {
	return map[string]habit{"takeoff_package": {made: newPackage}, "classification_system": {removed: removedSystem}}
}

func newPackage(q *request, rec Record) error {
	all, err := q.list(q.childOf("takeoff_package"))
	if err == nil && slices.ContainsFunc(all, func(p Record) bool { return fold(text(p, "name")) == fold(text(rec, "name")) }) {
		err = q.refuse(409, "there is a package %q already", text(rec, "name"))
	}
	return err
}

func (q *request) takeoffSettings() Collection { return Collection{"takeoff_settings", q.siteID()} }

func takeoffSettings(q *request) error {
	rec, err := q.get(q.takeoffSettings(), "settings")
	if rec == nil {
		rec = Record{"measurementSystem": "IMPERIAL"}
	}
	q.out.Value = without(rec, "id")
	return err
}

func patchTakeoffSettings(q *request) error {
	before, err := q.get(q.takeoffSettings(), "settings")
	q.change(q.takeoffSettings(), "settings", before, Record{"id": "settings", "measurementSystem": q.body()["measurementSystem"]})
	q.out.Value = Record{"measurementSystem": q.body()["measurementSystem"]}
	return err
}

func classificationsOf(system string) Collection { return Collection{"classification", system} }

// putClassifications makes the codes of a system those that were sent, and counts what that changes.
func (q *request) putClassifications(system string, sent []any) (added, deleted, modified int64, err error) {
	c := classificationsOf(system)
	held, err := q.list(c)
	if err != nil {
		return 0, 0, 0, err
	}
	codes := map[string]bool{}
	for i, x := range sent {
		s, _ := x.(Record)
		code := text(s, "code")
		if codes[code] {
			return 0, 0, 0, q.refuse(400, "classifications[%d]: the code %q is there twice", i, code)
		}
		codes[code] = true
		before, err := q.get(c, code)
		if err != nil {
			return 0, 0, 0, err
		}
		if before == nil {
			added++
		} else if text(before, "description") != text(s, "description") || text(before, "parentCode") != text(s, "parentCode") {
			modified++
		}
		q.change(c, code, before, s)
	}
	for i, x := range sent {
		if s, _ := x.(Record); text(s, "parentCode") != "" && !codes[text(s, "parentCode")] {
			return 0, 0, 0, q.refuse(400, "classifications[%d]: there is no code %q above %q", i, text(s, "parentCode"), text(s, "code"))
		}
	}
	for _, rec := range held {
		if !codes[text(rec, "code")] {
			deleted++
			q.change(c, text(rec, "code"), rec, nil)
		}
	}
	return added, deleted, modified, nil
}

func createSystem(q *request) error {
	c := q.childOf("classification_system")
	all, err := q.list(c)
	if err != nil {
		return err
	}
	for _, s := range all {
		if s["type"] == q.body()["type"] {
			return q.refuse(409, "there is a system of the type %s already: %q", text(s, "type"), text(s, "name"))
		}
	}
	rec := Record{"id": q.store.NewID(c), "name": q.body()["name"], "type": q.body()["type"]}
	q.change(c, text(rec, "id"), nil, rec)
	if _, _, _, err := q.putClassifications(text(rec, "id"), items(q.body(), "classifications")); err != nil {
		return err
	}
	q.out.Value = rec
	return nil
}

func importClassifications(q *request) error {
	system, err := q.stored("classification_system", q.call.Path["system_id"])
	if err != nil {
		return err
	}
	added, deleted, modified, err := q.putClassifications(text(system, "id"), items(q.body(), "classifications"))
	if err != nil {
		return err
	}
	after := system
	if name := text(q.body(), "classificationSystemName"); name != "" {
		after = with(system, Record{"name": name})
		q.change(q.childOf("classification_system"), text(system, "id"), system, after)
	}
	q.out.Value = Record{"classificationChanges": Record{"added": added, "deleted": deleted, "modified": modified}, "classificationSystemName": after["name"]}
	return nil
}

func removedSystem(q *request, rec Record) error {
	all, err := q.list(classificationsOf(text(rec, "id")))
	for _, c := range all {
		q.change(classificationsOf(text(rec, "id")), text(c, "code"), c, nil)
	}
	return err
}

// addStructures assigns structures to the project, five at most.
func addStructures(q *request) error {
	c := q.childOf("assigned_structure")
	held, err := q.list(c)
	if err != nil {
		return err
	}
	results, n := []any{}, len(held)
	for _, x := range q.listed() {
		s, _ := x.(Record)
		id := text(s, "structureId")
		before, err := q.get(c, id)
		if err != nil {
			return err
		}
		if before != nil {
			return q.refuse(409, "the structure %q is assigned already", id)
		}
		if n++; n > 5 {
			return q.refuse(409, "a project has five structures at most")
		}
		rec := Record{"structureId": id, "createdAt": stamp(q.now), "createdBy": q.callerUID()}
		q.change(c, id, nil, rec)
		results = append(results, rec)
	}
	q.out.Value = Record{"results": results}
	return nil
}

func autospecsVersions(q *request) error {
	all, err := q.list(Collection{"autospecs_version", q.siteID()})
	q.out.Value = Record{"projectId": q.siteID(), "region": "USA", "versions": listOf(all)}
	return err
}

// register is what a version of the specification asks for.
func (q *request) register() ([]Record, error) {
	id := q.call.Path["version_id"]
	v, err := q.get(Collection{"autospecs_version", q.siteID()}, id)
	if err != nil || v == nil {
		return nil, firstError(err, q.refuse(404, "there is no version %q", id))
	}
	return q.list(Collection{"autospecs_entry", id})
}

func smartRegister(q *request) error {
	all, err := q.register()
	q.out.Value = listOf(all)
	return err
}

// groupsOf counts entries by what group of submittals they belong to.
func groupsOf(entries []Record) []any {
	var order []string
	counts := map[string]map[string]int64{}
	for _, e := range entries {
		g := text(e, "targetGroup")
		if counts[g] == nil {
			order, counts[g] = append(order, g), map[string]int64{}
		}
		counts[g][text(e, "specCategory")]++
	}
	out := []any{}
	for _, g := range order {
		kinds, total := []any{}, int64(0)
		for _, e := range entries {
			kind := text(e, "specCategory")
			if n := counts[g][kind]; text(e, "targetGroup") == g && n > 0 {
				kinds, total = append(kinds, Record{"submittalType": kind, "total": n}), total+n
				delete(counts[g], kind)
			}
		}
		out = append(out, Record{"submittalGroup": g, "total": total, "submittalGroupTypes": kinds})
	}
	return out
}

func requirements(q *request) error {
	all, err := q.register()
	if err != nil {
		return err
	}
	list, divisions := []any{}, []string{}
	for _, e := range all {
		if d := text(e, "divisionCode"); !slices.Contains(divisions, d) {
			divisions = append(divisions, d)
			sections, seen := []any{}, []string{}
			for _, s := range all {
				if code := text(s, "specNumber"); text(s, "divisionCode") == d && !slices.Contains(seen, code) {
					seen = append(seen, code)
					var own []Record
					for _, x := range all {
						if text(x, "specNumber") == code {
							own = append(own, x)
						}
					}
					sections = append(sections, Record{"specName": s["specName"], "specCode": code, "submittalGroups": groupsOf(own)})
				}
			}
			list = append(list, Record{"divisionCode": d, "divisionName": e["divisionName"], "specSections": sections})
		}
	}
	q.out.Value = list
	return nil
}

func submittalsSummary(q *request) error {
	all, err := q.register()
	q.out.Value = Record{"submittalGroups": groupsOf(all)}
	return err
}
