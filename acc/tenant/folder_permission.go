package tenant

import (
	"slices"
	"time"

	"accstar/acc"
)

// Rights on folders. Each folder has those set on it, and inherits those of the folders above; a project's administrators have
// all of them everywhere.

func permissionRules() map[string]handler {
	return map[string]handler{
		"files.list_permissions":         listPermissions,
		"files.batch_create_permissions": writePermissions(createPermission),
		"files.batch_update_permissions": writePermissions(updatePermission),
		"files.batch_delete_permissions": writePermissions(deletePermission),
	}
}

// plannedPermissionRules are the same for a preview, which reads a folder's rights as ACC lists them.
func plannedPermissionRules() map[string]handler {
	return map[string]handler{
		"files.batch_create_permissions": planPermissions(createPermission),
		"files.batch_update_permissions": planPermissions(updatePermission),
		"files.batch_delete_permissions": planPermissions(deletePermission),
	}
}

func allActions() []any {
	return []any{"PUBLISH", "VIEW", "DOWNLOAD", "COLLABORATE", "PUBLISH_MARKUP", "EDIT", "CONTROL"}
}

func permissions(folder string) Collection { return Collection{"folder_permission", folder} }

// spreading is how long the folders below one whose rights were changed are in use.
const spreading = 400 * time.Millisecond

func (q *request) spreadings() Collection { return Collection{"folder_busy", q.siteID()} }

// lineage is the IDs of a folder and of those above it, itself first. It is refused if there is no such folder.
func (q *request) lineage(folder string) ([]string, error) {
	_, all, err := q.folders()
	if err != nil {
		return nil, err
	}
	if _, err := q.folderAt(all, folder); err != nil {
		return nil, err
	}
	line := []string{folder}
	for range all {
		i := slices.IndexFunc(all, func(f Record) bool { return text(f, "id") == folder })
		if i < 0 {
			break
		}
		if folder = parentFolder(all[i]); folder == rootFolder(q.siteID()) {
			break
		}
		line = append(line, folder)
	}
	return line, nil
}

// subject is somebody or something of the project that can have rights: a member, a role, or a company.
func (q *request) subject(kind, id string) (Record, error) {
	var c Collection
	switch kind {
	case "USER":
		c = members(q.siteID())
	case "ROLE":
		c = q.roles()
	default:
		c = projectCompanies(q.siteID())
	}
	rec, err := q.get(c, id)
	if err != nil || rec == nil || text(rec, "status") == "deleted" {
		return nil, err
	}
	out := Record{"subjectId": rec["id"], "autodeskId": nil, "name": rec["name"], "email": nil, "userType": nil, "subjectType": kind, "subjectStatus": "ACTIVE"}
	switch kind {
	case "USER":
		out["autodeskId"], out["email"], out["userType"] = rec["autodeskId"], rec["email"], "PROJECT_MEMBER"
		if accessOf(rec, "projectAdministration") == "administrator" {
			out["userType"] = "PROJECT_ADMIN"
		}
		if text(rec, "status") == "pending" {
			out["subjectStatus"] = "PENDING"
		}
	case "ROLE":
		if text(rec, "status") == "inactive" {
			out["subjectStatus"] = "INACTIVE"
		}
	}
	return out, nil
}

// rights are all who have rights on a folder, with those set on it and those inherited.
func (q *request) rights(folder string) ([]Record, error) {
	line, err := q.lineage(folder)
	if err != nil {
		return nil, err
	}
	var out []Record
	place := map[string]int{}
	note := func(kind, id, field string, actions []any) error {
		i, known := place[id]
		if !known {
			who, err := q.subject(kind, id)
			if err != nil || who == nil {
				return err
			}
			i = len(out)
			place[id] = i
			out = append(out, with(who, Record{"actions": []any{}, "inheritActions": []any{}}))
		}
		out[i][field] = union(items(out[i], field), actions)
		return nil
	}
	everybody, err := q.list(members(q.siteID()))
	if err != nil {
		return nil, err
	}
	inherited := "inheritActions"
	if len(line) == 1 {
		inherited = "actions"
	}
	for _, m := range everybody {
		if accessOf(m, "projectAdministration") == "administrator" {
			if err := note("USER", text(m, "id"), inherited, allActions()); err != nil {
				return nil, err
			}
		}
	}
	for i, f := range line {
		field := "actions"
		if i > 0 {
			field = "inheritActions"
		}
		own, err := q.list(permissions(f))
		if err != nil {
			return nil, err
		}
		for _, p := range own {
			if err := note(text(p, "subjectType"), text(p, "subjectId"), field, items(p, "actions")); err != nil {
				return nil, err
			}
		}
	}
	return out, nil
}

// union is a list with what another has more.
func union(a, b []any) []any {
	out := slices.Clone(a)
	for _, x := range b {
		if !slices.Contains(out, x) {
			out = append(out, x)
		}
	}
	if out == nil {
		out = []any{}
	}
	return out
}

// rightsOf are what the caller may do in a folder: by themselves, their company and their roles. An application may do everything.
func (q *request) rightsOf(folder string) ([]string, error) {
	var held []string
	add := func(list []any) {
		for _, a := range list {
			held = append(held, plain(a))
		}
	}
	if q.unlimited() {
		add(allActions())
		return held, nil
	}
	me, err := q.membership(q.siteID())
	if err != nil {
		return nil, err
	}
	all, err := q.rights(folder)
	for _, p := range all {
		id := text(p, "subjectId")
		if id == text(me, "id") || id == text(me, "companyId") || slices.Contains(items(me, "roleIds"), any(id)) {
			add(items(p, "actions"))
			add(items(p, "inheritActions"))
		}
	}
	return held, err
}

// folderRight refuses a caller who lacks a right on a folder.
func (q *request) folderRight(folder, right string) error {
	held, err := q.rightsOf(folder)
	if err == nil && !slices.Contains(held, right) {
		err = q.refuse(403, "%s has no %s on the folder", text(q.user, "email"), right)
	}
	return err
}

func listPermissions(q *request) error {
	folder := q.call.Path["folder_id"]
	all, err := q.rights(folder)
	if err != nil {
		return err
	}
	if err := q.folderRight(folder, "VIEW"); err != nil {
		return err
	}
	q.out.Value = listOf(all)
	return nil
}

// permissionChange is what becomes of the rights somebody has on a folder, held being nil if none are set on it.
type permissionChange func(q *request, i int, held, sent Record) (Record, error)

func createPermission(q *request, i int, held, sent Record) (Record, error) {
	if len(items(held, "actions")) > 0 {
		return nil, hinted(q.refuse(422, "[%d]: %s has permissions on the folder already", i, text(sent, "subjectId")),
			"Change them with files.batch_update_permissions.")
	}
	return with(held, Record{"subjectId": sent["subjectId"], "subjectType": sent["subjectType"], "actions": sent["actions"]}), nil
}

func updatePermission(q *request, i int, held, sent Record) (Record, error) {
	if len(items(held, "actions")) == 0 {
		return nil, hinted(q.refuse(400, "[%d]: %s has no permissions on the folder itself", i, text(sent, "subjectId")),
			"Give them with files.batch_create_permissions.")
	}
	return with(held, Record{"actions": sent["actions"]}), nil
}

func deletePermission(_ *request, _ int, held, _ Record) (Record, error) {
	if len(items(held, "inheritActions")) > 0 {
		return with(held, Record{"actions": []any{}}), nil
	}
	return nil, nil
}

// writePermissions changes the rights on a folder, all or none. The folders below are in use for a moment afterwards.
func writePermissions(change permissionChange) handler {
	return func(q *request) error {
		folder := q.call.Path["folder_id"]
		line, err := q.lineage(folder)
		if err != nil {
			return err
		}
		if err := q.folderRight(folder, "CONTROL"); err != nil {
			return err
		}
		if err := q.refuseBusy(line); err != nil {
			return err
		}
		list, _ := q.call.Body.([]any)
		for i, x := range list {
			sent, _ := x.(Record)
			who, err := q.subject(text(sent, "subjectType"), text(sent, "subjectId"))
			if err != nil {
				return err
			}
			if who == nil && q.op.Name != "batch_delete_permissions" {
				return q.refuse(422, "[%d]: there is no %s %q in the project", i, fold(text(sent, "subjectType")), text(sent, "subjectId"))
			}
			if text(who, "userType") == "PROJECT_ADMIN" {
				return q.refuse(400, "[%d]: %s administers the project and has full control already", i, text(who, "email"))
			}
		}
		if err := q.setPermissions(folder, list, change); err != nil {
			return err
		}
		busy, err := q.get(q.spreadings(), folder)
		if err != nil {
			return err
		}
		q.change(q.spreadings(), folder, busy, Record{"id": folder, "until": stamp(q.now.Add(spreading))})
		return nil
	}
}

// refuseBusy refuses to change rights while those of a folder above are still being handed down.
func (q *request) refuseBusy(line []string) error {
	for _, f := range line[1:] {
		busy, err := q.get(q.spreadings(), f)
		if err != nil {
			return err
		}
		if until := text(busy, "until"); until > stamp(q.now) {
			return hinted(q.refuse(423, "the folder is in use by another operation"), "Try again in a second.")
		}
	}
	return nil
}

// planPermissions is what a change of rights comes to as far as a preview knows.
func planPermissions(change permissionChange) handler {
	return func(q *request) error {
		list, _ := q.call.Body.([]any)
		return q.setPermissions(q.call.Path["folder_id"], list, change)
	}
}

func (q *request) setPermissions(folder string, list []any, change permissionChange) error {
	c, results := permissions(folder), []any{}
	for i, x := range list {
		sent, _ := x.(Record)
		id := text(sent, "subjectId")
		held, err := q.latest(c, id)
		if err != nil {
			return err
		}
		after, err := change(q, i, held, sent)
		if err != nil {
			return err
		}
		if after != nil && held == nil && q.caller.Trusted {
			after = with(Record{"name": acc.Unknown{Field: "name", Of: "permission"}, "inheritActions": []any{}}, after)
		}
		if held != nil || after != nil {
			q.change(c, id, held, after)
		}
		results = append(results, Record{"subjectId": sent["subjectId"], "subjectType": sent["subjectType"], "actions": sent["actions"]})
	}
	if q.op.Name != "batch_delete_permissions" {
		q.out.Value = results
	}
	return nil
}
