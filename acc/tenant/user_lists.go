package tenant

import "slices"

// userOf is the account user whom the path names, by either ID.
func (q *request) userOf() (Record, error) {
	if err := q.needAccountAdmin(); err != nil {
		return nil, err
	}
	id := q.call.Path["user_id"]
	user, err := q.get(q.accountUsers(), id)
	if err == nil && user == nil {
		err = q.refuse(404, "there is no account user %q", id)
	}
	return user, err
}

// memberships calls what with every project that the user is a member of, and the membership: of all projects, or of those
// that filter[projectId] names.
func (q *request) memberships(user Record, what func(project, member Record)) error {
	all, err := q.list(q.projects())
	if err != nil {
		return err
	}
	wanted := q.wanted("filter[projectId]")
	for _, p := range all {
		if wanted != nil && !slices.Contains(wanted, text(p, "id")) {
			continue
		}
		found, err := q.lookup(members(text(p, "id")), "email", text(user, "email"))
		if err != nil {
			return err
		}
		for _, m := range found {
			if text(m, "status") != "deleted" {
				what(p, m)
			}
		}
	}
	return nil
}

func listUserProjects(q *request) error {
	user, err := q.userOf()
	if err != nil {
		return err
	}
	var recs []Record
	err = q.memberships(user, func(project, member Record) {
		admin := accessOf(member, "projectAdministration") == "administrator"
		recs = append(recs, with(project, Record{"accessLevels": Record{"projectAdmin": admin, "projectMember": !admin}}))
	})
	if err != nil {
		return err
	}
	q.answerList(recs)
	return nil
}

func listUserProducts(q *request) error {
	user, err := q.userOf()
	if err != nil {
		return err
	}
	keys := q.wanted("filter[key]")
	where := map[string][]any{}
	var order []string
	err = q.memberships(user, func(project, member Record) {
		id := text(project, "id")
		for _, p := range items(member, "products") {
			p, _ := p.(Record)
			key := text(p, "key")
			if text(p, "access") == "none" || keys != nil && !slices.Contains(keys, key) {
				continue
			}
			if where[key] == nil {
				order = append(order, key)
			}
			where[key] = append(where[key], id)
		}
	})
	if err != nil {
		return err
	}
	var recs []Record
	for _, key := range order {
		recs = append(recs, without(with(productNamed(key).shown(""), Record{"projectIds": where[key]}), "status"))
	}
	list := []any{}
	for _, r := range sortRecords(recs, q.sortKeys()) {
		if fields, ok := q.call.QueryValue("fields"); ok {
			r = pick(r, "key", splitList(fields))
		}
		list = append(list, r)
	}
	q.out.Value = list
	return nil
}

// wanted are the values of a list parameter, nil if it is not set.
func (q *request) wanted(param string) []string {
	v, ok := q.call.QueryValue(param)
	if !ok {
		return nil
	}
	return splitList(v)
}

func listUserRoles(q *request) error {
	user, err := q.userOf()
	if err != nil {
		return err
	}
	where := map[string][]any{}
	var order []string
	err = q.memberships(user, func(project, member Record) {
		for _, r := range items(member, "roleIds") {
			if id, ok := r.(string); ok {
				if where[id] == nil {
					order = append(order, id)
				}
				where[id] = append(where[id], text(project, "id"))
			}
		}
	})
	if err != nil {
		return err
	}
	var recs []Record
	for _, id := range order {
		role, err := q.get(q.roles(), id)
		if err != nil {
			return err
		}
		if role != nil {
			recs = append(recs, with(role, Record{"projectIds": where[id]}))
		}
	}
	q.answerList(recs)
	return nil
}
