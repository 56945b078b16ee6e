package tenant

import (
	"maps"
	"slices"
)

func companyRules() map[string]handler {
	return map[string]handler{
		"companies.list":             listCompanies,
		"companies.list_hq":          listCompaniesHQ,
		"companies.search":           listCompaniesHQ,
		"companies.list_in_project":  listProjectCompanies,
		"companies.create":           createCompany,
		"companies.import_companies": importCompanies,
		"companies.patch":            patchCompany,
		"companies.patch_image":      patchCompanyImage,
	}
}

// listCompanies lists companies with the status that filter[status] asks for, which speaks of inactive where records say
// deleted.
func listCompanies(q *request) error {
	status := q.queryOr("filter[status]", "active")
	all, err := q.list(q.companies())
	if err != nil {
		return err
	}
	var recs []Record
	for _, c := range all {
		deleted := text(c, "status") == "deleted"
		if status == "all" || deleted == (status == "inactive") {
			recs = append(recs, c)
		}
	}
	q.answerList(recs)
	return nil
}

// listCompaniesHQ lists the companies that have not been deleted.
func listCompaniesHQ(q *request) error {
	all, err := q.list(q.companies())
	if err != nil {
		return err
	}
	q.answerList(slices.DeleteFunc(slices.Clone(all), func(c Record) bool { return text(c, "status") == "deleted" }))
	return nil
}

func listProjectCompanies(q *request) error {
	p, err := q.project(q.call.Path["project_id"])
	if err != nil {
		return err
	}
	return genericList(q, projectCompanies(text(p, "id")))
}

func createCompany(q *request) error {
	if err := q.needAccountAdmin(); err != nil {
		return err
	}
	body, _ := q.call.Body.(Record)
	rec, err := q.found(body)
	if err != nil {
		return err
	}
	q.answer(rec)
	return nil
}

func importCompanies(q *request) error {
	if err := q.needAccountAdmin(); err != nil {
		return err
	}
	list, _ := q.call.Body.([]any)
	var report importReport
	seen := map[string]bool{}
	for _, x := range list {
		body, _ := x.(Record)
		name := text(body, "name")
		if q.assume.hold(companyNamesIgnoreCase) {
			name = fold(name)
		}
		var rec Record
		err := q.refuseTwice(seen, name)
		if err == nil {
			rec, err = q.found(body)
		}
		if err != nil {
			if err := report.fail(q, body, text(body, "name"), err); err != nil {
				return err
			}
			continue
		}
		seen[name] = true
		report.done = append(report.done, formOf("company", q.op.Form).render(rec))
	}
	q.out.Value = report.value()
	return nil
}

// found makes a company of what was sent.
func (q *request) found(body Record) (Record, error) {
	if err := q.refuseTakenCompanyName(text(body, "name"), ""); err != nil {
		return nil, err
	}
	id := q.store.NewID(q.companies())
	blank := Record{}
	for _, f := range q.op.BodyFields(bodyPath(q)) {
		blank[lastName(f.Name)] = nil
	}
	maps.Copy(blank, body)
	rec := formOf("company", q.op.Form).canonical(Record{}, blank)
	rec["id"], rec["accountId"], rec["status"] = id, q.accountID, "active"
	now := stamp(q.now)
	q.fill("company", rec, Record{"createdAt": now, "updatedAt": now, "projectSize": int64(0), "userSize": int64(0)})
	q.change(q.companies(), id, nil, rec)
	return rec, nil
}

// bodyPath is where the fields of one record are in the operation's body.
func bodyPath(q *request) string {
	if _, isList := q.call.Body.([]any); isList {
		return "[]"
	}
	return ""
}

// refuseTakenCompanyName refuses the name of a company other than that with the ID.
func (q *request) refuseTakenCompanyName(name, id string) error {
	found, err := q.lookup(q.companies(), "name", name)
	if err != nil {
		return err
	}
	for _, c := range found {
		if text(c, "id") == id || text(c, "status") == "deleted" || !q.assume.hold(companyNamesIgnoreCase) && text(c, "name") != name {
			continue
		}
		return q.refuse(q.assume.status(hqDuplicate409, 409, 422), "there is a company called %q already", text(c, "name"))
	}
	return nil
}

// company is the company that the path names, if it has not been deleted.
func (q *request) company() (Record, error) {
	c, err := q.target(q.companies())
	if err == nil && text(c, "status") == "deleted" {
		err = q.refuse(404, "the company %q has been deleted", text(c, "originalName"))
	}
	return c, err
}

func patchCompany(q *request) error {
	if err := q.needAccountAdmin(); err != nil {
		return err
	}
	before, err := q.company()
	if err != nil {
		return err
	}
	body, _ := q.call.Body.(Record)
	if name, ok := body["name"].(string); ok {
		if err := q.refuseTakenCompanyName(name, text(before, "id")); err != nil {
			return err
		}
	}
	after := formOf("company", q.op.Form).canonical(before, body)
	q.touch("company", after)
	q.change(q.companies(), text(before, "id"), before, after)
	if err := q.spread(before, after); err != nil {
		return err
	}
	q.answer(after)
	return nil
}

// spread carries a changed company into the projects that it is in, and a new name to its people. A preview does without:
// it would have to read all projects for it.
func (q *request) spread(before, after Record) error {
	if q.caller.Trusted {
		return nil
	}
	projects, err := q.list(q.projects())
	if err != nil {
		return err
	}
	id := text(after, "id")
	shown := formOf("company", "hq").render(after)
	for _, p := range projects {
		c := projectCompanies(text(p, "id"))
		held, err := q.get(c, id)
		if err != nil {
			return err
		}
		if held == nil {
			continue
		}
		q.follow(0, Change{Collection: c, ID: id, Before: held, After: with(held, shown)})
		if err := q.rename(members(text(p, "id")), "companyId", "companyName", after); err != nil {
			return err
		}
	}
	return q.rename(q.accountUsers(), "company_id", "company_name", after)
}

// rename carries a company's name to the people of a collection who are of that company.
func (q *request) rename(c Collection, idField, nameField string, company Record) error {
	people, err := q.list(c)
	if err != nil {
		return err
	}
	for _, m := range people {
		if m[idField] == company["id"] && m[nameField] != company["name"] {
			after := with(m, Record{nameField: company["name"]})
			q.follow(0, Change{Collection: c, ID: text(m, "id"), Before: m, After: after})
		}
	}
	return nil
}

func patchCompanyImage(q *request) error {
	if err := q.needAccountAdmin(); err != nil {
		return err
	}
	before, err := q.company()
	if err != nil {
		return err
	}
	url := "https://practice.example/images/" + text(before, "id") + ".png"
	after := with(before, Record{"imageUrl": q.only("company", "imageUrl", url)})
	q.touch("company", after)
	q.change(q.companies(), text(before, "id"), before, after)
	q.answer(after)
	return nil
}
