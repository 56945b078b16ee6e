package tenant

import (
	"slices"
	"strings"
	"time"
)

// Forms: made from a template, filled in while they are drafts, then reviewed, submitted and archived.

func formRules() map[string]handler {
	return map[string]handler{
		"forms.list":                   listForms,
		"forms.list_v2":                listForms,
		"forms.batch_update_values":    updateValues,
		"forms.batch_update_values_v2": updateValues,
		"forms.batch_delete_values":    deleteValues,
		"forms.list_values":            listValues,
		"forms.list_table_values":      listTableValues,
		"forms.get_layout":             getLayout,
		"forms.get_section":            getSection,
		"forms.get_weather":            getWeather,
	}
}

func formHabits() map[string]habit {
	return map[string]habit{"form": {made: newForm, changed: changedForm}}
}

// formSection is a part of a form's layout.
type formSection struct {
	label string
	items []formItem
}

// formItem is a question of a form, or a table.
type formItem struct {
	label, value string // value is the kind of answer: textVal and so on; "" for a table
	table        string
}

// formSections are the parts of every form of the account.
func formSections() []formSection {
	return []formSection{
		{"General", []formItem{{"Work done today", "textVal", ""}, {"Work stopped", "toggleVal", ""}, {"Visitors", "numberVal", ""}, {"Weather as expected", "choiceVal", ""}}},
		{"Labor", []formItem{{"Work log", "", "worklogEntries"}}},
		{"Materials", []formItem{{"Deliveries", "", "materialsEntries"}}},
	}
}

// layoutID and the like are the IDs of a template's parts.
func (p project) layoutID(template string) string { return p.givenID("layout", template) }
func (p project) sectionID(layout, label string) string {
	return p.givenID("section", layout+"/"+label)
}
func (p project) fieldID(layout, label string) string { return p.givenID("field", layout+"/"+label) }

// listForms lists forms by their dates, statuses, templates and places.
func listForms(q *request) error {
	all, err := q.list(q.childOf("form"))
	if err != nil {
		return err
	}
	ids, statuses, places := q.wanted("ids"), q.wanted("statuses"), q.wanted("locationIds")
	part, template := q.queryOr("search", ""), q.queryOr("templateId", "")
	inactive := q.queryOr("includeInactiveFormTemplates", "false") == "true" || slices.Contains(q.wanted("include"), "inactiveFormTemplates")
	var out []Record
	for _, f := range all {
		id, _ := textAt(f, "formTemplate.id")
		state, _ := textAt(f, "formTemplate.status")
		passes := (ids == nil || slices.Contains(ids, text(f, "id"))) && (statuses == nil || slices.Contains(statuses, text(f, "status"))) &&
			(places == nil || slices.Contains(places, text(f, "locationId"))) && (template == "" || id == template) && (inactive || state == "active") &&
			after(text(f, "formDate"), q.queryOr("formDateMin", "")) && after(q.queryOr("formDateMax", ""), text(f, "formDate")) &&
			after(text(f, "updatedAt"), q.queryOr("updatedAfter", "")) && after(q.queryOr("updatedBefore", ""), text(f, "updatedAt")) &&
			holdsText(text(f, "name"), part)
		if passes {
			out = append(out, f)
		}
	}
	if by := q.queryOr("sortBy", ""); by != "" {
		out = sortRecords(out, []sortKey{{by, q.queryOr("sortOrder", "asc") == "desc"}})
	}
	shown := formOf("form", q.op.Form)
	list := []any{}
	for _, f := range out {
		list = append(list, shown.render(withPDF(f)))
	}
	q.out.Value = list
	return nil
}

// withPDF is a form with the address of its PDF, if it is one.
func withPDF(form Record) Record {
	urn := text(form, "_pdf")
	if urn == "" {
		return form
	}
	link := Link{Object: urn, For: linkLife}
	return with(form, Record{"pdfUrl": link, "pdfFile": Record{"id": urn[len(urn)-12:], "fileName": form["_name"], "pdfUrl": link}})
}

// after reports whether a time or date is not before another; where one of them is missing it holds.
func after(a, b string) bool {
	x, ok1 := parseTime(a)
	y, ok2 := parseTime(b)
	if a == "" || b == "" {
		return true
	}
	if len(a) == len(time.DateOnly) {
		x = x.Add(24*time.Hour - time.Nanosecond)
	}
	return ok1 && ok2 && !x.Before(y)
}

// template is the template that the call's path names.
func (q *request) template() (Record, error) {
	return q.stored("form_template", q.call.Path["template_id"])
}

func newForm(q *request, rec Record) error {
	t, err := q.template()
	if err != nil {
		return err
	}
	if text(t, "status") != "active" {
		return q.refuse(409, "the form template %q is %s", text(t, "name"), text(t, "status"))
	}
	n, err := q.nextNumber(Collection{"form", q.siteID()}, "formNum")
	if err != nil {
		return err
	}
	if rec["name"] == nil {
		rec["name"] = t["name"]
	}
	if rec["formDate"] == nil {
		rec["formDate"] = stamp(q.now)[:len(time.DateOnly)]
	}
	q.formOf(rec, t, n)
	return nil
}

// formOf fills in a form of a template.
func (q *request) formOf(rec, t Record, n int64) {
	rec["formNum"], rec["status"], rec["projectId"] = n, "draft", q.siteID()
	rec["formTemplate"] = Record{"id": t["id"], "projectId": q.siteID(), "name": t["name"], "status": t["status"], "templateType": t["templateType"]}
	rec["customValues"], rec["pdfValues"] = []any{}, []any{}
	rec["tabularValues"] = Record{"worklogEntries": []any{}, "materialsEntries": []any{}, "equipmentEntries": []any{}}
	rec["userCreatedAt"] = stamp(q.now)
	rec["nativeForm"] = nativeForm(q.givenProject(), text(t, "id"))
}

// nativeForm says which layout a form has.
func nativeForm(p project, template string) Record {
	layout := p.layoutID(template)
	return Record{"id": p.givenID("native form", template), "layoutId": layout, "version": "1", "layoutInfo": Record{"description": "", "hasSectionAssignees": false}}
}

// formSteps are the statuses that a form can go to.
func formSteps(from string) []string {
	switch from {
	case "draft":
		return []string{"inReview", "submitted", "discarded"}
	case "inReview":
		return []string{"draft", "submitted"}
	case "submitted":
		return []string{"draft", "archived"}
	}
	return []string{"submitted"}
}

func changedForm(q *request, before, after Record) error {
	from, to := text(before, "status"), text(after, "status")
	if to == "in_review" {
		to = "inReview"
	}
	if text(before, "_pdf") != "" {
		return q.refuse(409, "a form that is a PDF cannot be changed")
	}
	if to == from {
		return nil
	}
	if steps := formSteps(from); !slices.Contains(steps, to) {
		return q.refuse(409, "a form that is %s cannot become %s, only %s", from, to, strings.Join(steps, ", "))
	}
	if to == "discarded" { // the form goes away; its answer shows it archived
		to = "archived"
	}
	after["status"] = to
	after["lastStatusChanges"] = Record{"previousStatus": from, to: Record{"by": q.callerUID(), "at": stamp(q.now)}}
	switch {
	case to == "submitted":
		after["lastSubmittedBy"], after["lastSubmittedAt"] = q.callerUID(), stamp(q.now)
	case from == "submitted" && to == "draft":
		after["lastReopenedBy"] = q.callerUID()
	}
	if v, ok := after["submitterSignature"]; ok {
		after["lastSubmitterSignature"] = v
		delete(after, "submitterSignature")
	}
	return nil
}

// draftForm is the form that the call's path names, which must be a draft to be filled in.
func (q *request) draftForm() (Record, error) {
	f, err := q.stored("form", q.call.Path["form_id"])
	if err == nil && text(f, "status") != "draft" {
		err = q.refuse(409, "the form is %s; only a draft can be filled in", text(f, "status"))
	}
	if err == nil && text(f, "_pdf") != "" {
		err = q.refuse(409, "a form that is a PDF cannot be filled in")
	}
	return f, err
}

// layoutOf is the ID of a form's layout.
func layoutOf(form Record) string {
	id, _ := textAt(form, "nativeForm.layoutId")
	return id
}

// updateValues answers questions of a form and fills in rows of its tables.
func updateValues(q *request) error {
	f, err := q.draftForm()
	if err != nil {
		return err
	}
	values := slices.Clone(items(f, "customValues"))
	for i, x := range items(q.body(), "customValues") {
		sent, _ := x.(Record)
		known, err := q.question(f, i, sent)
		if err != nil {
			return err
		}
		values = putBy(values, "fieldId", with(known, without(sent, "name")))
	}
	tables, _ := f["tabularValues"].(Record)
	tables = with(tables, nil)
	for i, x := range items(q.body(), "tabularValues") {
		row, _ := x.(Record)
		name := text(row, "table") + text(row, "schema")
		if _, ok := tables[name]; !ok {
			return q.refuse(400, "tabularValues[%d]: the form has no table %q", i, name)
		}
		entry := Record{"id": row["id"], "_columns": row["columns"]}
		for _, c := range items(row, "columns") {
			c, _ := c.(Record)
			entry[text(c, "columnName")] = valueOfColumn(c)
		}
		tables[name] = putBy(items(tables, name), "id", entry)
	}
	return q.answerFilled(f, with(f, Record{"customValues": values, "tabularValues": tables}))
}

// valueOfColumn is the one value that a column of a row holds.
func valueOfColumn(c Record) any {
	for name, v := range c {
		if strings.HasSuffix(name, "Val") {
			return v
		}
	}
	return nil
}

// putBy puts an object into a list in place of the one with the same value of a field.
func putBy(list []any, field string, object Record) []any {
	out := slices.Clone(list)
	for i, x := range out {
		if held, _ := x.(Record); held[field] == object[field] {
			out[i] = object
			return out
		}
	}
	return append(out, object)
}

// question is the question of a form's layout that an answer is for.
func (q *request) question(form Record, i int, sent Record) (Record, error) {
	p, layout := q.givenProject(), layoutOf(form)
	for _, s := range formSections() {
		for _, item := range s.items {
			if item.value != "" && p.fieldID(layout, item.label) == text(sent, "fieldId") {
				if _, ok := sent[item.value]; !ok {
					return nil, q.refuse(400, "customValues[%d]: the question %q is answered in %s", i, item.label, item.value)
				}
				return Record{"sectionLabel": s.label, "itemLabel": item.label, "valueName": item.value}, nil
			}
		}
	}
	return nil, q.refuse(400, "customValues[%d]: the form has no question %q", i, text(sent, "fieldId"))
}

func (q *request) answerFilled(before, after Record) error {
	after["updatedAt"], after["updatedBy"] = stamp(q.now), q.callerUID()
	q.change(q.childOf("form"), text(before, "id"), before, after)
	if q.queryOr("excludeFormResponse", "false") == "true" {
		q.out.Status = 204
		return nil
	}
	shown := formOf("form", q.op.Form).render(after)
	if strings.Contains(q.op.Path, "/v2/") {
		shown = formOf("form", "v2").render(after)
		native, _ := shown["nativeForm"].(Record)
		shown["nativeForm"] = with(native, Record{"customValues": after["customValues"]})
	}
	q.out.Value = shown
	return nil
}

// deleteValues removes rows of tables.
func deleteValues(q *request) error {
	f, err := q.draftForm()
	if err != nil {
		return err
	}
	tables, _ := f["tabularValues"].(Record)
	tables = with(tables, nil)
	for i, x := range items(q.body(), "tabularValues") {
		row, _ := x.(Record)
		name := text(row, "schema")
		held := items(tables, name)
		kept := slices.DeleteFunc(slices.Clone(held), func(h any) bool { return h.(Record)["id"] == row["id"] })
		if len(kept) == len(held) {
			return q.refuse(404, "tabularValues[%d]: there is no row %q in %q", i, text(row, "id"), name)
		}
		tables[name] = kept
	}
	return q.answerFilled(f, with(f, Record{"tabularValues": tables}))
}

func listValues(q *request) error {
	f, err := q.stored("form", q.call.Path["form_id"])
	if err != nil {
		return err
	}
	p, section, list := q.givenProject(), q.queryOr("sectionUid", ""), []any{}
	for _, x := range items(f, "customValues") {
		v, _ := x.(Record)
		if section != "" && p.sectionID(layoutOf(f), text(v, "sectionLabel")) != section {
			continue
		}
		rec := without(v, "sectionLabel", "itemLabel", "valueName")
		rec["id"], rec["deleted"], rec["name"] = p.givenID("value", text(f, "id")+text(v, "fieldId")), false, v["itemLabel"]
		rec["updatedAt"], rec["updatedBy"] = f["updatedAt"], f["createdBy"]
		if t := text(rec, "toggleVal"); t != "" && !slices.Contains([]string{"True", "False", "NA"}, t) {
			rec["toggleVal"] = map[bool]string{true: "True", false: "False"}[slices.Contains([]string{"Yes", "Plus", "Pass"}, t)]
		}
		list = append(list, rec)
	}
	q.out.Value = list
	return nil
}

func listTableValues(q *request) error {
	f, err := q.stored("form", q.call.Path["form_id"])
	if err != nil {
		return err
	}
	p, id := q.givenProject(), q.call.Path["field_id"]
	for _, s := range formSections() {
		for _, item := range s.items {
			if item.table == "" || p.fieldID(layoutOf(f), item.label) != id {
				continue
			}
			rows, _ := at(f, "tabularValues."+item.table)
			list, _ := rows.([]any)
			out := []any{}
			for rank, x := range list {
				out = append(out, tableRow(x.(Record), item.table, id, rank, f))
			}
			q.out.Value = out
			return nil
		}
	}
	return q.refuse(404, "%q is no table of the form", id)
}

func tableRow(row Record, table, field string, rank int, form Record) Record {
	columns := []any{}
	for _, c := range items(row, "_columns") {
		c, _ := c.(Record)
		columns = append(columns, Record{"formValueId": row["id"], "columnId": c["columnId"], "columnName": c["columnName"], "xVal": plain(valueOfColumn(c))})
	}
	return Record{"id": row["id"], "table": table, "fieldId": field, "schema": table, "rank": int64(rank), "deleted": false, "columns": columns,
		"updatedAt": form["updatedAt"], "updatedBy": form["createdBy"]}
}

// templateOfLayout is the template that has a layout; it is refused if there is none.
func (q *request) templateOfLayout(layout string) (Record, error) {
	all, err := q.list(Collection{"form_template", q.siteID()})
	for _, t := range all {
		if text(t, "currentLayoutId") == layout {
			return t, err
		}
	}
	return nil, firstError(err, q.refuse(404, "there is no layout %q", layout))
}

func getLayout(q *request) error {
	layout := q.call.Path["layout_id"]
	t, err := q.templateOfLayout(layout)
	if err != nil {
		return err
	}
	sections := []any{}
	for i, s := range formSections() {
		sections = append(sections, Record{"uid": q.givenProject().sectionID(layout, s.label), "layoutUid": layout, "label": s.label, "sortIndex": int64(i)})
	}
	q.out.Value = Record{"uid": layout, "name": t["name"], "sections": sections}
	return nil
}

func getSection(q *request) error {
	layout, p := q.call.Path["layout_id"], q.givenProject()
	if _, err := q.templateOfLayout(layout); err != nil {
		return err
	}
	for i, s := range formSections() {
		id := p.sectionID(layout, s.label)
		if id != q.call.Path["section_id"] {
			continue
		}
		parts := []any{}
		for _, item := range s.items {
			kind, value := "field", any(item.value)
			if item.table != "" {
				kind, value = "table", nil
			}
			parts = append(parts, Record{"uid": p.fieldID(layout, item.label), "type": kind, "label": item.label, "description": "", "schema": item.table,
				"valueName": value, "isRequired": false, "size": "normal", "modifier": nil, "presets": []any{}})
		}
		q.out.Value = Record{"section": Record{"uid": id, "layoutUid": layout, "label": s.label, "description": "", "sortIndex": int64(i), "displayIndex": int64(i + 1),
			"type": "section", "assigneeType": nil, "assigneeId": nil}, "sectionItems": parts, "tableColumns": Record{}, "actions": []any{}}
		return nil
	}
	return q.refuse(404, "there is no section %q", q.call.Path["section_id"])
}

// getWeather is the weather of the day of a form.
func getWeather(q *request) error {
	rec, err := q.get(Collection{"weather", q.siteID()}, q.call.Path["weather_id"])
	if err != nil || rec == nil {
		return firstError(err, q.refuse(404, "there is no weather %q", q.call.Path["weather_id"]))
	}
	q.out.Value = rec
	return nil
}
