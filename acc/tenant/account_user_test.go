package tenant

import "testing"

func TestCreateAccountUser(t *testing.T) {
	w := newWorld(t)
	out := w.made("account_users.create", Record{"email": "Fay@Example.com", "first_name": "Fay", "last_name": "Ek", "company_id": secondFirm, "default_role": "foreman"})
	equal(t, "status", out.Status, 201)
	u := out.Value.(Record)
	equal(t, "status", u["status"], "not_invited")
	equal(t, "role", u["role"], "account_user")
	equal(t, "name", u["name"], "Fay Ek")
	equal(t, "company_name", u["company_name"], "Second Firm")
	equal(t, "default_role_id", u["default_role_id"], foreman)
	equal(t, "uid", u["uid"], nil)
	equal(t, "userSize", w.record("company", testAccount, secondFirm)["userSize"], int64(2))
	equal(t, "invitations", out.Invitations, 0)
}

func TestAccountUserRefusals(t *testing.T) {
	w := newWorld(t)
	w.refused(400, "email: missing", "account_users.create", Record{"first_name": "Fay"})
	w.refused(409, "Ada Moe (ada@example.com) is in this account already", "account_users.create", Record{"email": "ADA@example.com"})
	w.refused(400, "company_id: there is no company", "account_users.create", Record{"email": "x@example.com", "company_id": nobody})
	w.refused(400, `default_role: there is no role called "Formen"`, "account_users.create", Record{"email": "x@example.com", "default_role": "Formen"})
	w.refused(404, "there is no account user", "account_users.patch", Record{"status": "active"}, "user_id", nobody)
	w.refused(422, "is pending", "account_users.patch", Record{"status": "inactive"}, "user_id", di)
	w.refused(422, "is not_invited", "account_users.patch", Record{"status": "active"}, "user_id", ed)
	w.refused(400, `status: got "gone"`, "account_users.patch", Record{"status": "gone"}, "user_id", bo)
	w.caller = Caller{UserID: bo}
	w.refused(403, "is not an account admin", "account_users.create", Record{"email": "x@example.com"})
}

func TestPatchAccountUser(t *testing.T) {
	w := newWorld(t)
	got := w.made("account_users.patch", Record{"status": "inactive", "company_id": firstFirm, "default_role": "Architect"}, "user_id", bo).Value.(Record)
	equal(t, "status", got["status"], "inactive")
	equal(t, "company_name", got["company_name"], "First Firm")
	equal(t, "default_role_id", got["default_role_id"], architect)
	equal(t, "email", got["email"], "bo@example.com") // the whole record is answered
	equal(t, "left", w.record("company", testAccount, secondFirm)["userSize"], int64(0))
	equal(t, "joined", w.record("company", testAccount, firstFirm)["userSize"], int64(2))
	// Somebody who has not been invited may be given a company all the same.
	w.made("account_users.patch", Record{"company_id": firstFirm}, "user_id", ed)
}

func TestImportAccountUsers(t *testing.T) {
	w := newWorld(t)
	out := w.made("account_users.import_users", []any{
		Record{"email": "fay@example.com"}, Record{"email": "ada@example.com"}, Record{"email": "Fay@example.com"}, Record{"email": "gil@example.com"},
	})
	equal(t, "status", out.Status, 201)
	r := out.Value.(Record)
	equal(t, "success", r["success"], int64(2))
	equal(t, "failure", r["failure"], int64(2))
	equal(t, "made", namesOf(r["success_items"]), "fay@example.com, gil@example.com")
	failed := r["failure_items"].([]any)[0].(Record)
	equal(t, "failed", failed["email"], "ada@example.com")
	equal(t, "code", failed["errors"].([]any)[0].(Record)["code"], int64(409))
	equal(t, "warnings", len(out.Warnings), 2)
	equal(t, "found", w.names("account_users.search", "email=gil"), "gil@example.com")
	w.refused(400, "got 51 items, want at most 50", "account_users.import_users", make([]any, 51))
	w.refused(400, "[0].email: missing; [0].mail: there is no such field", "account_users.import_users", []any{Record{"mail": "x"}})
}

func TestFindAccountUsers(t *testing.T) {
	w := newWorld(t)
	for query, want := range map[string]string{
		"":                                    "Ada Moe, Bo Lund, Cy Gone, Di Late, Ed Newt",
		"email=ADA@example.com&partial=false": "Ada Moe",
		"email=ada&partial=false":             "",
		"email=ada":                           "Ada Moe",
		"name=lund&email=ada":                 "Ada Moe, Bo Lund",
		"name=lund&email=ada&operator=AND":    "",
		"name=lund&email=bo&operator=AND":     "Bo Lund",
		"email=example&sort=-email,nonsense":  "Ed Newt, Di Late, Cy Gone, Bo Lund, Ada Moe",
	} {
		equal(t, query, w.names("account_users.search", query), want)
	}
	out, err := w.ask("account_users.list", "field=email,nonsense&sort=-email", nil)
	if err != nil {
		t.Fatal(err)
	}
	wantSame(t, "field", out.Value.([]any)[0], Record{"id": ed, "email": "ed@example.com"})
	equal(t, "by Autodesk ID", w.made("account_users.get", nil, "user_id", ada).Value.(Record)["name"], "Ada Moe")
	w.refused(404, "there is no account user", "account_users.get", nil, "user_id", nobody)
}

func TestUserProfile(t *testing.T) {
	w := newWorld(t)
	w.refused(401, "stands for no person", "user_profile.get", nil)
	w.caller = Caller{UserID: "UIDBO"}
	p := w.made("user_profile.get", nil).Value.(Record)
	equal(t, "sub", p["sub"], "UIDBO")
	equal(t, "email", p["email"], "bo@example.com")
	w.caller = Caller{Trusted: true}
	out := w.made("user_profile.get", nil)
	if len(out.Gaps) != 1 || !unknown(out.Value.(Record)["email"]) {
		t.Errorf("got %v with gaps %v, want an unknown profile", out.Value, out.Gaps)
	}
}
