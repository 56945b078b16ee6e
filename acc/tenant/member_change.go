package tenant

import (
	"slices"
	"strings"
)

func patchMember(q *request) error {
	p, err := q.openProject()
	if err != nil {
		return err
	}
	before, err := q.member(p)
	if err != nil {
		return err
	}
	body, _ := q.call.Body.(Record)
	if err := q.checkAccess(items(body, "roleIds"), items(body, "products")); err != nil {
		return err
	}
	company, moved, err := q.companyOf(body)
	if err != nil {
		return err
	}
	after := with(before, nil)
	shown := []string{}
	if moved {
		if err := q.setCompany(after, company); err != nil {
			return err
		}
		shown = append(shown, "companyId")
	}
	if sent, ok := body["roleIds"].([]any); ok {
		if err := q.setRoles(after, q.patchedRoles(before, sent)); err != nil {
			return err
		}
		shown = append(shown, "roleIds")
	}
	if sent, ok := body["products"].([]any); ok {
		after["products"] = q.patchedProducts(before, sent)
		levels, _ := before["accessLevels"].(Record)
		after["accessLevels"] = with(levels, Record{"projectAdmin": accessOf(after, "projectAdministration") == "administrator"})
		shown = append(shown, "products")
	}
	q.touch("member", after)
	q.change(members(text(p, "id")), text(before, "id"), before, after)
	if err := q.bringCompany(p, after["companyId"], 0); err != nil {
		return err
	}
	q.out.Value = pick(after, "id", shown)
	return nil
}

// companyOf is the company that a patch sets, by ID or by name, and whether it sets one.
func (q *request) companyOf(body Record) (company any, set bool, err error) {
	if company, set = body["companyId"]; set {
		return company, true, q.checkReference(q.companies(), "companyId", company)
	}
	name, set := body["companyName"]
	if !set || name == nil {
		return nil, set, nil
	}
	found, err := q.lookup(q.companies(), "name", name.(string))
	if err != nil {
		return nil, false, err
	}
	found = slices.DeleteFunc(slices.Clone(found), func(c Record) bool { return text(c, "status") == "deleted" })
	switch {
	case len(found) > 0:
		return found[0]["id"], true, nil
	case q.knows(q.companies()):
		return nil, false, q.refuse(q.assume.status(unknownReference400, 400, 404), "companyName: there is no company called %q", name)
	}
	return q.only("member", "companyId", nil), true, nil
}

// patchedRoles are a member's roles after a patch that sends some.
func (q *request) patchedRoles(before Record, sent []any) []any {
	if q.assume.hold(roleIDsReplace) {
		return sent
	}
	all := append([]any{}, items(before, "roleIds")...)
	for _, id := range sent {
		if !slices.Contains(all, id) {
			all = append(all, id)
		}
	}
	return all
}

// patchedProducts are a member's products after a patch that sends some.
func (q *request) patchedProducts(before Record, sent []any) []any {
	if !q.assume.hold(productsMergeByKey) {
		return sent
	}
	return mergeByKey(items(before, "products"), sent)
}

// mergeByKey merges lists of objects with a "key": those sent take the place of those held, or are added at the end.
func mergeByKey(held, sent []any) []any {
	out := slices.Clone(held)
	for _, s := range sent {
		product, _ := s.(Record)
		i := slices.IndexFunc(out, func(h any) bool {
			object, _ := h.(Record)
			return text(object, "key") == text(product, "key")
		})
		if i >= 0 {
			out[i] = s
		} else {
			out = append(out, s)
		}
	}
	return orEmpty(out)
}

// deleteMember removes somebody from a project. The record stays, as deleted, so that it can be listed.
func deleteMember(q *request) error {
	p, err := q.openProject()
	if err != nil {
		return err
	}
	before, err := q.member(p)
	if err != nil {
		return err
	}
	after := with(before, Record{"status": "deleted", "products": []any{}})
	if levels, ok := before["accessLevels"].(Record); ok {
		after["accessLevels"] = with(levels, Record{"projectAdmin": false})
	}
	q.touch("member", after)
	q.change(members(text(p, "id")), text(before, "id"), before, after)
	q.tally(0, q.projects(), text(p, "id"), "memberCount", -1)
	return nil
}

// bringTemplate brings a template's members into a clone when its first administrator from the account comes; the others come with
// them in the same call.
func (q *request) bringTemplate(j joining, others ...joining) error {
	id := text(j.project, "templateId")
	if id == "" || j.user == nil || accessOf(Record{"products": j.products}, "projectAdministration") != "administrator" ||
		!q.assume.hold(cloneMembersWithAdmin) {
		return nil
	}
	present, err := q.list(members(text(j.project, "id")))
	if err != nil {
		return err
	}
	if slices.ContainsFunc(present, func(m Record) bool { return accessOf(m, "projectAdministration") == "administrator" }) {
		return nil
	}
	template, err := q.get(q.projects(), id)
	if err != nil || template == nil {
		return err
	}
	for _, with := range append(others, j) {
		present = append(present, Record{"email": with.email, "status": "pending"})
	}
	return q.bringTemplateMembers(j.project, template, present)
}

// bringTemplateMembers brings a template's members into a clone, some time later, but for those who are there.
func (q *request) bringTemplateMembers(clone, template Record, present []Record) error {
	all, err := q.list(members(text(template, "id")))
	if err != nil {
		return err
	}
	for _, m := range all {
		here := func(p Record) bool {
			return text(p, "status") != "deleted" && strings.EqualFold(text(p, "email"), text(m, "email"))
		}
		if text(m, "status") == "deleted" || slices.ContainsFunc(present, here) {
			continue
		}
		user, err := q.userByEmail(text(m, "email"))
		if err != nil {
			return err
		}
		j := joining{project: clone, user: user, email: text(m, "email"), company: m["companyId"], roles: items(m, "roleIds"),
			products: items(m, "products"), after: cloneTime, quiet: true, byItself: true}
		if _, err := q.join(j); err != nil {
			return err
		}
	}
	return nil
}

// importMembers adds many people in the background. Who cannot be added is left out without a word, which is worth a
// warning.
func importMembers(q *request) error {
	p, err := q.growingProject()
	if err != nil {
		return err
	}
	body, _ := q.call.Body.(Record)
	quiet, _ := body["suppressAdministrativeEmails"].(bool)
	seen := map[string]bool{}
	var joined []joining
	var first *joining
	for i, u := range items(body, "users") {
		user, _ := u.(Record)
		email := fold(strings.TrimSpace(text(user, "email")))
		j, err := q.joiningOf(p, user)
		if err == nil && seen[email] {
			err = q.refuse(400, "%s is in the list twice", email)
		}
		if err != nil {
			if err := q.dropRow(i, text(user, "email"), err); err != nil {
				return err
			}
			continue
		}
		seen[email] = true
		j.quiet, j.after = quiet, importTime
		if _, err := q.join(j); err != nil {
			return err
		}
		joined = append(joined, j)
		if first == nil && j.user != nil && accessOf(user, "projectAdministration") == "administrator" {
			first = &j
		}
	}
	if first != nil {
		if err := q.bringTemplate(*first, joined...); err != nil {
			return err
		}
	}
	var job any
	if !q.caller.Trusted {
		job = q.store.NewID(Collection{"job", text(p, "id")})
	}
	q.out.Value = Record{"jobId": q.only("member", "jobId", job)}
	return nil
}
