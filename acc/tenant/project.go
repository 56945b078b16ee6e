package tenant

import (
	"slices"
	"strings"
	"time"
)

// How long ACC takes for what it does in the background. The times are made up, and short: what matters is that the answer
// comes first.
const (
	activationTime = 5 * time.Second // from a project's creation to its being active
	cloneTime      = 8 * time.Second // until a template's members are in a clone
	importTime     = 4 * time.Second // until imported members are in a project
)

// templateType is the type that a template must have.
const templateType = "Template Project"

func projectRules() map[string]handler {
	return map[string]handler{
		"projects.list":          listProjects,
		"projects.get":           getProject,
		"projects.create":        createProject,
		"projects.patch_image":   patchProjectImage,
		"projects.patch_hq":      patchProjectHQ,
		"projects.list_for_user": listUserProjects,
	}
}

// product is a product that the practice account has.
type product struct{ key, name string }

// accountProducts are the products of an account of our own, which each project made without a template gets.
func accountProducts() []product {
	return []product{
		{"autoSpecs", "AutoSpecs"},
		{"build", "Build"},
		{"cost", "Cost Management"},
		{"designCollaboration", "Design Collaboration"},
		{"docs", "Docs"},
		{"insight", "Insight"},
		{"modelCoordination", "Model Coordination"},
		{"projectAdministration", "Project Admin"},
		{"takeoff", "Takeoff"},
	}
}

// productNamed is the product with that key; one that an account of our own does not have is called by its key.
func productNamed(key string) product {
	for _, p := range accountProducts() {
		if p.key == key {
			return p
		}
	}
	return product{key, key}
}

// shown is the product as a project lists it.
func (p product) shown(status string) Record {
	return Record{"key": p.key, "name": p.name, "status": status, "icon": "https://practice.example/icons/" + p.key + ".svg"}
}

func listProjects(q *request) error {
	all, err := q.list(q.projects())
	if err != nil {
		return err
	}
	var visible []Record
	_, chosen := q.call.QueryValue("filter[classification]")
	for _, p := range all {
		if c := text(p, "classification"); !chosen && c != "" && c != "production" && q.assume.hold(listLeavesTemplatesOut) {
			continue
		}
		ok, err := q.sees(text(p, "id"))
		if err != nil {
			return err
		}
		if ok {
			visible = append(visible, p)
		}
	}
	q.answerList(visible)
	return nil
}

func getProject(q *request) error {
	p, err := q.project(q.call.Path["project_id"])
	if err != nil {
		return err
	}
	q.answer(p)
	return nil
}

func createProject(q *request) error {
	if err := q.needAccountAdmin(); err != nil {
		return err
	}
	body, _ := q.call.Body.(Record)
	if err := q.refuseTakenProjectName(text(body, "name")); err != nil {
		return err
	}
	if err := q.checkClassification(body); err != nil {
		return err
	}
	if err := q.checkReference(q.units(), "businessUnitId", body["businessUnitId"]); err != nil {
		return err
	}
	template, err := q.templateOf(body)
	if err != nil {
		return err
	}
	id := q.store.NewID(q.projects())
	rec, err := q.newProject(id, body, template)
	if err != nil {
		return err
	}
	q.change(q.projects(), id, nil, without(rec, "jobId"))
	q.activate(id, without(rec, "jobId"))
	if template != nil && !q.assume.hold(cloneMembersWithAdmin) {
		if err := q.bringTemplateMembers(rec, template, nil); err != nil {
			return err
		}
	}
	if template == nil && q.user != nil && !q.assume.hold(creatorNotMember) {
		if _, err := q.join(joining{project: rec, user: q.user, email: text(q.user, "email"), quiet: true, byItself: true,
			products: []any{Record{"key": "projectAdministration", "access": "administrator"}}}); err != nil {
			return err
		}
	}
	q.answer(rec)
	return nil
}

// refuseTakenProjectName refuses a name that another project has, whatever its status.
func (q *request) refuseTakenProjectName(name string) error {
	found, err := q.lookup(q.projects(), "name", name)
	if err != nil || len(found) == 0 {
		return err
	}
	return q.refuse(q.assume.status(duplicateProject409, 409, 400), "there is a project called %q already", text(found[0], "name"))
}

// checkClassification refuses a template of another type than templates have, and a second component or sample project.
func (q *request) checkClassification(body Record) error {
	switch c := text(body, "classification"); c {
	case "template":
		if t := text(body, "type"); t != templateType {
			return q.refuse(400, "type: got %q, want %q for a template", t, templateType)
		}
	case "component", "sample":
		all, err := q.list(q.projects())
		if err != nil {
			return err
		}
		if i := slices.IndexFunc(all, func(p Record) bool { return text(p, "classification") == c }); i >= 0 {
			return q.refuse(q.assume.status(secondSample400, 400, 409), "there is a %s project already: %q", c, text(all[i], "name"))
		}
	}
	return nil
}

// templateOf is the project to clone, nil if none is named. A production project is made from a template, a template from a
// production project.
func (q *request) templateOf(body Record) (Record, error) {
	named, _ := body["template"].(Record)
	if named == nil {
		return nil, nil
	}
	id := text(named, "projectId")
	template, err := q.get(q.projects(), id)
	if err != nil {
		return nil, err
	}
	if template == nil {
		return nil, hinted(q.refuse(q.assume.status(unknownReference400, 400, 404), "template.projectId: there is no project %q", id),
			prefixHint(id))
	}
	isTemplate := text(template, "classification") == "template"
	if text(body, "classification") == "template" {
		if isTemplate {
			return nil, q.refuse(400, "template.projectId: %q is a template, and a template cannot be made from one", text(template, "name"))
		}
		return template, nil
	}
	if !isTemplate {
		return nil, q.refuse(400, "template.projectId: %q is not a template", text(template, "name"))
	}
	return template, nil
}

// newProject is the record of a new project, with the jobId that only the answer shows.
func (q *request) newProject(id string, body, template Record) (Record, error) {
	rec := Record{"id": id, "accountId": q.accountID, "classification": "production", "platform": "acc", "templateId": nil,
		"projectValue": Record{"value": int64(0), "currency": "USD"}}
	for _, f := range []string{"startDate", "endDate", "jobNumber", "addressLine1", "addressLine2", "city", "stateOrProvince",
		"postalCode", "country", "latitude", "longitude", "timezone", "constructionType", "deliveryMethod", "contractType",
		"currentPhase", "businessUnitId"} {
		rec[f] = nil
	}
	for f, v := range body {
		if f != "template" && q.declaresBody(f) {
			rec[f] = v
		}
	}
	rec["status"] = "active"
	if template != nil {
		rec["templateId"] = template["id"]
	} else if q.assume.hold(directPendingThenActive) {
		rec["status"] = "pending"
	}
	products, err := q.newProducts(template)
	if err != nil {
		return nil, err
	}
	rec["products"] = products
	real := Record{"createdAt": stamp(q.now), "updatedAt": stamp(q.now), "memberCount": int64(0), "companyCount": int64(0)}
	if !q.caller.Trusted {
		real["memberGroupId"] = q.store.NewID(Collection{"member_group", id})
		real["adminGroupId"] = q.store.NewID(Collection{"member_group", id})
		real["jobId"] = q.store.NewID(Collection{"job", id})
	}
	return q.fill("project", rec, real), nil
}

// declaresBody reports whether the body of the operation has a top-level field of that name.
func (q *request) declaresBody(name string) bool {
	for _, f := range q.op.BodyFields("") {
		if f.Name == name {
			return true
		}
	}
	return false
}

// newProducts are the products of a new project: those of the account, or those of the template, not active yet but for the
// administration. Which products an account has nothing lists; in a preview it is taken to have those that its projects use.
func (q *request) newProducts(template Record) (any, error) {
	status := func(key string) string {
		if key == "projectAdministration" || template == nil && !q.assume.hold(directPendingThenActive) {
			return "active"
		}
		return "activating"
	}
	if template == nil && q.caller.Trusted {
		return q.productsInUse(status)
	}
	if template == nil {
		list := []any{}
		for _, p := range accountProducts() {
			list = append(list, p.shown(status(p.key)))
		}
		return list, nil
	}
	held, ok := template["products"].([]any)
	if !ok {
		return q.only("project", "products", []any{}), nil
	}
	list := []any{}
	for _, p := range held {
		if p, ok := p.(Record); ok {
			list = append(list, with(p, Record{"status": status(text(p, "key"))}))
		}
	}
	return list, nil
}

// productsInUse are the products that the account's ACC projects have between them, in the order they are come across; unknown
// where there is no project to go by.
func (q *request) productsInUse(status func(key string) string) (any, error) {
	all, err := q.list(q.projects())
	if err != nil {
		return nil, err
	}
	list, seen := []any{}, map[string]bool{}
	for _, project := range all {
		if text(project, "platform") == "bim360" {
			continue
		}
		for _, p := range items(project, "products") {
			p, ok := p.(Record)
			if key := text(p, "key"); ok && key != "" && !seen[key] {
				seen[key] = true
				list = append(list, with(p, Record{"status": status(key)}))
			}
		}
	}
	if len(list) == 0 {
		return q.only("project", "products", []any{}), nil
	}
	return list, nil
}

// activate makes a new project and its products active some time later.
func (q *request) activate(id string, rec Record) {
	after := with(rec, Record{"status": "active"})
	if list, ok := rec["products"].([]any); ok {
		active := []any{}
		for _, p := range list {
			active = append(active, with(p.(Record), Record{"status": "active"}))
		}
		after["products"] = active
	}
	if text(rec, "status") == "active" && !activating(rec) {
		return
	}
	q.follow(activationTime, Change{Collection: q.projects(), ID: id, Before: rec, After: after})
}

// activating reports whether any product of a project is not active yet.
func activating(project Record) bool {
	return slices.ContainsFunc(items(project, "products"), func(p any) bool {
		product, _ := p.(Record)
		return text(product, "status") == "activating"
	})
}

// checkReference refuses an ID in the body that names nothing, where the store can tell.
func (q *request) checkReference(c Collection, field string, id any) error {
	s, ok := id.(string)
	if !ok {
		return nil
	}
	rec, err := q.get(c, s)
	if err != nil {
		return err
	}
	if rec == nil && q.knows(c) || text(rec, "status") == "deleted" {
		return hinted(q.refuse(q.assume.status(unknownReference400, 400, 404), "%s: there is no %s %q", field, q.cat.Entity(c.Entity).One, s),
			prefixHint(s))
	}
	return nil
}

func patchProjectImage(q *request) error {
	if err := q.needAccountAdmin(); err != nil {
		return err
	}
	before, err := q.project(q.call.Path["project_id"])
	if err != nil {
		return err
	}
	id := text(before, "id")
	url := "https://practice.example/images/" + id
	after := with(before, Record{
		"imageUrl":          q.only("project", "imageUrl", url+".png"),
		"thumbnailImageUrl": q.only("project", "thumbnailImageUrl", url+"-small.png"),
	})
	q.touch("project", after)
	q.change(q.projects(), id, before, after)
	q.answer(after)
	return nil
}

// patchProjectHQ changes a BIM 360 project. What it does to one of ACC is not documented, so that a preview cannot tell.
func patchProjectHQ(q *request) error {
	if q.caller.Trusted {
		return q.beyond()
	}
	if err := q.needAccountAdmin(); err != nil {
		return err
	}
	before, err := q.project(q.call.Path["project_id"])
	if err != nil {
		return err
	}
	if text(before, "platform") != "bim360" && q.assume.hold(hqPatchRefusesACC) {
		return q.refuse(403, "%q is not a BIM 360 project", text(before, "name"))
	}
	body, _ := q.call.Body.(Record)
	if name := text(body, "name"); name != "" && !strings.EqualFold(name, text(before, "name")) {
		if err := q.refuseTakenProjectName(name); err != nil {
			return err
		}
	}
	after := formOf("project", "hq").canonical(before, body)
	q.touch("project", after)
	q.change(q.projects(), text(before, "id"), before, after)
	q.answer(after)
	return nil
}
