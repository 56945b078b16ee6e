package tenant

import (
	"fmt"
	"slices"
	"strings"
	"time"
)

func accountUserRules() map[string]handler {
	return map[string]handler{
		"account_users.create":             createAccountUser,
		"account_users.import_users":       importAccountUsers,
		"account_users.patch":              patchAccountUser,
		"account_users.list_user_projects": listUserProjects,
		"account_users.list_user_products": listUserProducts,
		"account_users.list_user_roles":    listUserRoles,
	}
}

func createAccountUser(q *request) error {
	if err := q.needAccountAdmin(); err != nil {
		return err
	}
	body, _ := q.call.Body.(Record)
	rec, err := q.enterDirectory(body)
	if err != nil {
		return err
	}
	q.answer(rec)
	return nil
}

func importAccountUsers(q *request) error {
	if err := q.needAccountAdmin(); err != nil {
		return err
	}
	list, _ := q.call.Body.([]any)
	var report importReport
	seen := map[string]bool{}
	for _, x := range list {
		body, _ := x.(Record)
		email := fold(text(body, "email"))
		var rec Record
		err := q.refuseTwice(seen, email)
		if err == nil {
			rec, err = q.enterDirectory(body)
		}
		if err != nil {
			if err := report.fail(q, body, text(body, "email"), err); err != nil {
				return err
			}
			continue
		}
		seen[email] = true
		report.done = append(report.done, rec)
	}
	q.out.Value = report.value()
	return nil
}

// refuseTwice refuses what an import names for the second time.
func (q *request) refuseTwice(seen map[string]bool, name string) error {
	if !seen[name] {
		return nil
	}
	return q.refuse(q.assume.status(hqDuplicate409, 409, 422), "%s is in the list twice", name)
}

// enterDirectory puts somebody into the account's directory.
func (q *request) enterDirectory(body Record) (Record, error) {
	held, err := q.userByEmail(text(body, "email"))
	if err != nil {
		return nil, err
	}
	if held != nil {
		return nil, q.refuse(q.assume.status(hqDuplicate409, 409, 422), "%s is in this account already", person(held))
	}
	if err := q.checkReference(q.companies(), "company_id", body["company_id"]); err != nil {
		return nil, err
	}
	if _, err := q.roleNamed(body["default_role"]); err != nil {
		return nil, err
	}
	rec, err := q.newAccountUser("not_invited", body, 0)
	if err != nil {
		return nil, err
	}
	q.change(q.accountUsers(), text(rec, "id"), nil, rec)
	return rec, nil
}

// newAccountUser is the record of a new account user, made of the body of a create. It counts them with their company.
func (q *request) newAccountUser(status string, body Record, after time.Duration) (Record, error) {
	rec := Record{"id": q.newUserID(text(body, "email")), "account_id": q.accountID, "role": "account_user", "status": status}
	for _, f := range []string{"nickname", "first_name", "last_name", "image_url", "address_line_1", "address_line_2", "city",
		"state_or_province", "postal_code", "country", "phone", "company", "job_title", "industry", "about_me", "default_role"} {
		rec[f] = nil
	}
	for f, v := range body {
		rec[f] = v
	}
	if text(rec, "name") == "" {
		rec["name"] = fullName(text(body, "first_name"), text(body, "last_name"))
	}
	role, err := q.roleNamed(body["default_role"])
	if err != nil {
		return nil, err
	}
	now := stamp(q.now.Add(after))
	q.fill("account_user", rec, Record{"default_role_id": role["id"], "created_at": now, "updated_at": now})
	if id, ok := rec["company_id"].(string); ok {
		q.tally(after, q.companies(), id, "userSize", 1)
	}
	return rec, q.setDirectoryCompany(rec, rec["company_id"])
}

// newUserID is the ID of a person who is new to the account.
func (q *request) newUserID(email string) string {
	if n, ok := q.store.(Namer); ok {
		return n.NamedID(q.accountUsers(), fold(email))
	}
	return q.store.NewID(q.accountUsers())
}

// setDirectoryCompany sets an account user's default company, and its name as far as it is known.
func (q *request) setDirectoryCompany(user Record, company any) error {
	user["company_id"], user["company_name"] = company, nil
	id, ok := company.(string)
	if !ok {
		return nil
	}
	rec, err := q.get(q.companies(), id)
	if err != nil {
		return err
	}
	user["company_name"] = q.only("account_user", "company_name", nil)
	if rec != nil {
		user["company_name"] = rec["name"]
	}
	return nil
}

// roleNamed is the role of that name, refused if the store can tell that there is none.
func (q *request) roleNamed(name any) (Record, error) {
	s, ok := name.(string)
	if !ok || s == "" {
		return nil, nil
	}
	found, err := q.lookup(q.roles(), "name", s)
	if err != nil {
		return nil, err
	}
	if len(found) > 0 {
		return found[0], nil
	}
	if q.knows(q.roles()) {
		return nil, q.refuse(q.assume.status(unknownReference400, 400, 404), "default_role: there is no role called %q", s)
	}
	if w := fmt.Sprintf("default_role: nobody looked at so far has the role %q; ACC refuses one that the account does not have", s); !slices.Contains(q.out.Warnings, w) {
		q.out.Warnings = append(q.out.Warnings, w)
	}
	return nil, nil
}

// fullName is first and last name as one.
func fullName(first, last string) string { return strings.TrimSpace(first + " " + last) }

// patchAccountUser changes status, default company or default role; it answers with the whole record.
func patchAccountUser(q *request) error {
	if err := q.needAccountAdmin(); err != nil {
		return err
	}
	before, err := q.target(q.accountUsers())
	if err != nil {
		return err
	}
	body, _ := q.call.Body.(Record)
	after := with(before, nil)
	if status, ok := body["status"]; ok {
		if s := text(before, "status"); s == "pending" || s == "not_invited" {
			return q.refuse(q.assume.status(uninvitedPatch422, 422, 400), "%s is %s: only an active or inactive user's status can be changed",
				person(before), s)
		}
		after["status"] = status
	}
	if company, ok := body["company_id"]; ok {
		if err := q.moveCompany(before, after, company); err != nil {
			return err
		}
	}
	if name, ok := body["default_role"]; ok {
		role, err := q.roleNamed(name)
		if err != nil {
			return err
		}
		if after["default_role"] != name {
			after["default_role"] = name
			after["default_role_id"] = q.only("account_user", "default_role_id", role["id"])
		}
	}
	q.touch("account_user", after)
	q.change(q.accountUsers(), text(before, "id"), before, after)
	q.answer(after)
	return nil
}

// moveCompany gives an account user another default company, and counts them there.
func (q *request) moveCompany(before, after Record, company any) error {
	if err := q.checkReference(q.companies(), "company_id", company); err != nil {
		return err
	}
	if old := text(before, "company_id"); old != company {
		if old != "" {
			q.tally(0, q.companies(), old, "userSize", -1)
		}
		if id, ok := company.(string); ok {
			q.tally(0, q.companies(), id, "userSize", 1)
		}
	}
	return q.setDirectoryCompany(after, company)
}
