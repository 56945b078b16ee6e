package tenant

import (
	"slices"
	"strings"
	"time"
)

func memberRules() map[string]handler {
	return map[string]handler{
		"project_users.list":         listMembers,
		"project_users.get":          getMember,
		"project_users.create":       createMember,
		"project_users.import_users": importMembers,
		"project_users.patch":        patchMember,
		"project_users.delete":       deleteMember,
	}
}

func listMembers(q *request) error {
	p, err := q.project(q.call.Path["project_id"])
	if err != nil {
		return err
	}
	return genericList(q, members(text(p, "id")))
}

func getMember(q *request) error {
	p, err := q.project(q.call.Path["project_id"])
	if err != nil {
		return err
	}
	m, err := q.member(p)
	if err != nil {
		return err
	}
	q.answer(m)
	return nil
}

// member is the member whom the path names, by either ID. One who has been removed is not found.
func (q *request) member(project Record) (Record, error) {
	id := q.call.Path["user_id"]
	m, err := q.get(members(text(project, "id")), id)
	if err != nil {
		return nil, err
	}
	if m == nil || text(m, "status") == "deleted" {
		return nil, q.refuse(404, "there is no member %q in the project %q", id, text(project, "name"))
	}
	return m, nil
}

// openProject is the project that the path names, if its members may be changed by the caller.
func (q *request) openProject() (Record, error) {
	p, err := q.project(q.call.Path["project_id"])
	if err != nil {
		return nil, err
	}
	if err := q.needProjectAdmin(p); err != nil {
		return nil, err
	}
	if text(p, "platform") == "bim360" {
		return nil, q.refuse(q.assume.status(bim360Refused403, 403, 404), "%q is a BIM 360 project, which this call does not change", text(p, "name"))
	}
	if s := text(p, "status"); (s == "archived" || s == "suspended") && q.assume.hold(archivedRefusesWrites) {
		return nil, q.refuse(403, "the project %q is %s", text(p, "name"), s)
	}
	return p, nil
}

// growingProject is the project that the path names, if people may be added to it by the caller.
func (q *request) growingProject() (Record, error) {
	p, err := q.openProject()
	if err != nil {
		return nil, err
	}
	if text(p, "status") == "pending" && q.assume.hold(pendingRefusesMembers) {
		return nil, hinted(q.refuse(412, "the project %q is still pending", text(p, "name")), "Wait until its status is active.")
	}
	return p, nil
}

func createMember(q *request) error {
	p, err := q.growingProject()
	if err != nil {
		return err
	}
	body, _ := q.call.Body.(Record)
	j, err := q.joiningOf(p, body)
	if err != nil {
		return err
	}
	quiet, _ := body["suppressAdministrativeEmails"].(bool)
	j.quiet = quiet
	m, err := q.join(j)
	if err != nil {
		return err
	}
	if err := q.bringTemplate(j); err != nil {
		return err
	}
	var job any
	if !q.caller.Trusted {
		job = q.store.NewID(Collection{"job", text(p, "id")})
	}
	q.answer(with(m, Record{"jobId": q.only("member", "jobId", job)}))
	return nil
}

// joiningOf reads from a body who is to join a project, and refuses what ACC refuses.
func (q *request) joiningOf(project, body Record) (joining, error) {
	j := joining{
		project: project, email: strings.TrimSpace(text(body, "email")), first: text(body, "firstName"), last: text(body, "lastName"),
		company: body["companyId"], roles: items(body, "roleIds"), products: items(body, "products"),
	}
	var err error
	if j.user, err = q.userByEmail(j.email); err != nil {
		return j, err
	}
	if j.held, err = q.memberByEmail(project, j.email); err != nil {
		return j, err
	}
	if j.held != nil && text(j.held, "status") != "deleted" {
		return j, q.refuse(q.assume.status(duplicateMember409, 409, 400), "%s is in the project %q already", person(j.held), text(project, "name"))
	}
	if text(j.user, "status") == "inactive" && q.assume.hold(inactiveUserRefused) {
		return j, hinted(q.refuse(400, "%s is inactive in this account", person(j.user)), "Make the account user active first.")
	}
	if err := q.checkReference(q.companies(), "companyId", j.company); err != nil {
		return j, err
	}
	return j, q.checkAccess(j.roles, j.products)
}

// userByEmail is the account user with that address, nil if none is known.
func (q *request) userByEmail(email string) (Record, error) {
	found, err := q.lookup(q.accountUsers(), "email", email)
	if err != nil || len(found) == 0 {
		return nil, err
	}
	return found[0], nil
}

// memberByEmail is the project's member with that address, one who has been removed if there is no other.
func (q *request) memberByEmail(project Record, email string) (Record, error) {
	found, err := q.lookup(members(text(project, "id")), "email", email)
	if err != nil || len(found) == 0 {
		return nil, err
	}
	if i := slices.IndexFunc(found, func(m Record) bool { return text(m, "status") != "deleted" }); i >= 0 {
		return found[i], nil
	}
	return found[0], nil
}

// checkAccess refuses roles that there are not, and access that a product does not give.
func (q *request) checkAccess(roles, products []any) error {
	for _, r := range roles {
		if err := q.checkReference(q.roles(), "roleIds", r); err != nil {
			return err
		}
	}
	admin, less := false, ""
	for _, p := range products {
		p, _ := p.(Record)
		key, access := text(p, "key"), text(p, "access")
		switch {
		case key == "projectAdministration" && access == "member":
			return q.refuse(400, `products: got access "member" to projectAdministration, want administrator or none`)
		case key == "projectAdministration" && access == "administrator":
			admin = true
		case access != "administrator":
			less = key
		}
	}
	if admin && less != "" && !q.assume.hold(mixedAccessAccepted) {
		return q.refuse(400, "products: a project administrator must be administrator of %s as well", less)
	}
	return nil
}

// joining is somebody about to join a project.
type joining struct {
	project     Record
	user        Record // the account user, nil if none is known
	held        Record // the membership that was removed, nil if there was none
	email       string
	first, last string
	company     any
	roles       []any
	products    []any
	quiet       bool          // no invitation is sent
	after       time.Duration // how long it takes
	byItself    bool          // ACC adds them, nobody asked for it
}

// join brings somebody into a project, with all that goes with it, and returns the new member.
func (q *request) join(j joining) (Record, error) {
	user, isNew := j.user, false
	if user == nil && q.knows(q.accountUsers()) && q.assume.hold(addedPersonJoinsDirectory) {
		var err error
		if user, err = q.newDirectoryEntry(j); err != nil {
			return nil, err
		}
		isNew = true
		q.follow(j.after, Change{Collection: q.accountUsers(), ID: text(user, "id"), After: user})
	}
	if j.company == nil && !q.assume.hold(memberCompanyLeftEmpty) {
		j.company = user["company_id"]
	}
	rec, err := q.newMember(j, user, isNew)
	if err != nil {
		return nil, err
	}
	c, id := members(text(j.project, "id")), text(rec, "id")
	joins := Change{Collection: c, ID: id, Before: j.held, After: rec}
	switch {
	case j.byItself:
		q.follow(j.after, joins)
	case j.after == 0:
		q.change(c, id, j.held, rec)
	default:
		q.out.Later = append(q.out.Later, Later{After: j.after, Change: joins})
	}
	if text(j.user, "status") == "active" && rec["status"] == "pending" {
		q.follow(j.after+activationTime, Change{Collection: c, ID: id, Before: rec, After: with(rec, Record{"status": "active"})})
	}
	q.tally(j.after, q.projects(), text(j.project, "id"), "memberCount", 1)
	if !j.quiet {
		q.out.Invitations++
		q.invite(j, isNew)
	}
	return rec, q.bringCompany(j.project, j.company, j.after)
}

// newDirectoryEntry is the account user that adding an unknown address makes.
func (q *request) newDirectoryEntry(j joining) (Record, error) {
	status := "pending"
	if j.quiet {
		status = "not_invited"
	}
	body := Record{"email": j.email, "company_id": j.company}
	if j.first != "" || j.last != "" {
		body["first_name"], body["last_name"] = j.first, j.last
	}
	return q.newAccountUser(status, body, j.after)
}

// invite makes an account user pending who had not been invited so far.
func (q *request) invite(j joining, isNew bool) {
	if isNew || text(j.user, "status") != "not_invited" {
		return
	}
	after := with(j.user, Record{"status": "pending"})
	q.follow(j.after, Change{Collection: q.accountUsers(), ID: text(j.user, "id"), Before: j.user, After: after})
}

// newMember is the record of a new member.
func (q *request) newMember(j joining, user Record, isNew bool) (Record, error) {
	now := stamp(q.now.Add(j.after))
	first, last := j.first, j.last
	if user != nil && first == "" && last == "" {
		first, last = text(user, "first_name"), text(user, "last_name")
	}
	real := Record{"firstName": first, "lastName": last, "name": fullName(first, last), "autodeskId": user["uid"],
		"addedOn": now, "updatedAt": now, "jobTitle": user["job_title"], "industry": user["industry"]}
	rec := q.fill("member", Record{}, real)
	delete(rec, "jobId")
	rec["id"] = q.memberID(j, user)
	rec["email"] = j.email
	if user != nil {
		rec["email"] = user["email"]
	}
	rec["status"] = q.newMemberStatus(j, isNew)
	rec["products"] = slices.Clone(orEmpty(j.products))
	if err := q.setCompany(rec, j.company); err != nil {
		return nil, err
	}
	if err := q.setRoles(rec, orEmpty(j.roles)); err != nil {
		return nil, err
	}
	rec["accessLevels"] = Record{
		"accountAdmin": q.isAccountAdmin(user),
		"projectAdmin": accessOf(rec, "projectAdministration") == "administrator",
		"executive":    q.only("member", "accessLevels", false),
	}
	return rec, nil
}

func orEmpty(list []any) []any {
	if list == nil {
		return []any{}
	}
	return list
}

// memberID is the ID that a new member gets.
func (q *request) memberID(j joining, user Record) string {
	switch {
	case j.held != nil:
		return text(j.held, "id")
	case user != nil && q.assume.hold(memberIDIsUserID):
		return text(user, "id")
	case !q.knows(q.accountUsers()) && q.assume.hold(memberIDIsUserID):
		return q.newUserID(j.email)
	}
	return q.store.NewID(members(text(j.project, "id")))
}

// isAccountAdmin reports whether an account user administers the account, as far as that is known.
func (q *request) isAccountAdmin(user Record) any {
	if user == nil && !q.knows(q.accountUsers()) {
		return q.only("member", "accessLevels", false)
	}
	return text(user, "role") == "account_admin"
}

// newMemberStatus is the status a new member starts with.
func (q *request) newMemberStatus(j joining, isNew bool) any {
	switch {
	case j.user == nil && !isNew && !q.knows(q.accountUsers()):
		return q.only("member", "status", "pending")
	case text(j.user, "status") != "active" || !q.assume.hold(newMemberPending):
		return "pending"
	}
	return "active"
}

// setCompany sets a member's company, and its name as far as it is known.
func (q *request) setCompany(m Record, company any) error {
	if held, ok := m["companyId"]; ok && held == company {
		return nil
	}
	m["companyId"], m["companyName"] = company, nil
	id, ok := company.(string)
	if !ok {
		return nil
	}
	rec, err := q.get(q.companies(), id)
	if err != nil {
		return err
	}
	m["companyName"] = q.only("member", "companyName", nil)
	if rec != nil {
		m["companyName"] = rec["name"]
	}
	return nil
}

// setRoles sets a member's roles, and their names as far as they are known.
func (q *request) setRoles(m Record, ids []any) error {
	m["roleIds"] = ids
	roles := []any{}
	held := items(m, "roles")
	for _, id := range ids {
		if i := slices.IndexFunc(held, func(r any) bool { role, _ := r.(Record); return role["id"] == id }); i >= 0 {
			roles = append(roles, held[i])
			continue
		}
		s, _ := id.(string)
		rec, err := q.get(q.roles(), s)
		if err != nil {
			return err
		}
		if rec == nil {
			m["roles"] = q.only("member", "roles", []any{})
			return nil
		}
		roles = append(roles, Record{"id": id, "name": rec["name"]})
	}
	m["roles"] = roles
	return nil
}

// bringCompany makes a company one of the project's, where its first member comes. A preview does without where that takes its
// time: it is nothing to wait for.
func (q *request) bringCompany(project Record, company any, after time.Duration) error {
	id, ok := company.(string)
	c := projectCompanies(text(project, "id"))
	if !ok || q.brought[c][id] || q.caller.Trusted && after > 0 {
		return nil
	}
	present, err := q.hasCompany(c, id)
	if err != nil || present {
		return err
	}
	rec, err := q.get(q.companies(), id)
	if err != nil || rec == nil {
		return err
	}
	if q.brought == nil {
		q.brought = map[Collection]map[string]bool{}
	}
	if q.brought[c] == nil {
		q.brought[c] = map[string]bool{}
	}
	q.brought[c][id] = true
	real := Record{"created_at": stamp(q.now.Add(after)), "updated_at": stamp(q.now.Add(after))}
	if !q.caller.Trusted {
		real["member_group_id"] = q.store.NewID(Collection{"member_group", c.Parent})
	}
	shown := q.fill("project_company", formOf("company", "hq").render(rec), real)
	shown["project_id"] = c.Parent
	q.follow(after, Change{Collection: c, ID: id, After: shown})
	q.tally(after, q.projects(), c.Parent, "companyCount", 1)
	q.tally(after, q.companies(), id, "projectSize", 1)
	return nil
}

// hasCompany reports whether a company is one of the project's. A preview judges by the members, which it has read; a list
// of companies for each project would cost it more than all else together.
func (q *request) hasCompany(c Collection, id string) (bool, error) {
	if !q.caller.Trusted {
		held, err := q.get(c, id)
		return held != nil, err
	}
	present, err := q.list(members(c.Parent))
	return slices.ContainsFunc(present, func(m Record) bool { return m["companyId"] == id }), err
}
