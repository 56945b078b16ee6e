package tenant

import "fmt"

// Who may do what. An application alone may do what its token lets it, which is not judged here; a person must be an active
// user of the account, and then an account admin, or of the project. In a preview all of this is left to ACC.

// admit looks up the person who calls and turns away whom the account does not know.
func (q *request) admit() error {
	if q.caller.Trusted || q.caller.UserID == "" {
		return nil
	}
	user, err := q.get(q.accountUsers(), q.caller.UserID)
	if err != nil {
		return err
	}
	if user == nil {
		return q.refuse(403, "the user %q is not in this account", q.caller.UserID)
	}
	if text(user, "status") != "active" {
		return q.refuse(403, "%s is not active in this account", text(user, "email"))
	}
	q.user = user
	return nil
}

// unlimited reports whether the caller may do everything: an application, an account admin, or anybody in a preview.
func (q *request) unlimited() bool {
	return q.user == nil || text(q.user, "role") == "account_admin"
}

// needAccountAdmin refuses a person who is no account admin.
func (q *request) needAccountAdmin() error {
	if q.unlimited() {
		return nil
	}
	return hinted(q.refuse(403, "%s is not an account admin", text(q.user, "email")), "Act for an account admin.")
}

// membership is the caller's own membership of a project, nil if they have none.
func (q *request) membership(projectID string) (Record, error) {
	m, err := q.get(members(projectID), text(q.user, "id"))
	if m == nil && err == nil && text(q.user, "uid") != "" {
		m, err = q.get(members(projectID), text(q.user, "uid"))
	}
	if err != nil || m == nil || text(m, "status") == "deleted" {
		return nil, err
	}
	return m, nil
}

// sees reports whether the caller may see a project.
func (q *request) sees(projectID string) (bool, error) {
	if q.unlimited() {
		return true, nil
	}
	m, err := q.membership(projectID)
	return m != nil, err
}

// needProjectAdmin refuses a person who administers neither the project nor the account.
func (q *request) needProjectAdmin(project Record) error {
	if q.unlimited() {
		return nil
	}
	m, err := q.membership(text(project, "id"))
	if err != nil {
		return err
	}
	if m != nil && accessOf(m, "projectAdministration") == "administrator" {
		return nil
	}
	return hinted(q.refuse(403, "%s does not administer the project %q", text(q.user, "email"), text(project, "name")),
		"Act for an account admin or one of the project's administrators.")
}

// accessOf is a member's access to a product, "none" where it is not listed.
func accessOf(member Record, product string) string {
	for _, p := range items(member, "products") {
		if p, ok := p.(Record); ok && text(p, "key") == product {
			return text(p, "access")
		}
	}
	return "none"
}

// project is a project that the caller may see; any other is not found.
func (q *request) project(id string) (Record, error) {
	p, err := q.get(q.projects(), id)
	if err != nil {
		return nil, err
	}
	if p == nil && q.caller.Trusted && !q.knows(q.projects()) {
		return Record{"id": id}, nil
	}
	if p == nil {
		return nil, hinted(q.refuse(404, "there is no project %q", id), prefixHint(id))
	}
	if a := text(p, "accountId"); a != "" {
		q.accountID = a
	}
	visible, err := q.sees(text(p, "id"))
	if err != nil {
		return nil, err
	}
	if !visible {
		return nil, q.refuse(403, "%s is not in the project %q", text(q.user, "email"), text(p, "name"))
	}
	return p, nil
}

// person is a record as a message names it: name and e-mail address.
func person(r Record) string {
	name, email := text(r, "name"), text(r, "email")
	if name == "" || name == email {
		return email
	}
	return fmt.Sprintf("%s (%s)", name, email)
}
