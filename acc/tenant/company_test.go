package tenant

import "testing"

func TestCreateCompany(t *testing.T) {
	w := newWorld(t)
	got := w.made("companies.create", Record{"name": "Third Firm", "trade": "Owner", "city": "York", "erp_id": "E-9"}).Value.(Record)
	equal(t, "city", got["city"], "York")
	equal(t, "account_id", got["account_id"], testAccount)
	equal(t, "phone", got["phone"], nil)
	for _, hidden := range []string{"addresses", "status", "userSize"} {
		if _, shown := got[hidden]; shown {
			t.Errorf("the hq form shows %s", hidden)
		}
	}
	c := w.record("company", testAccount, text(got, "id"))
	equal(t, "erpId", c["erpId"], "E-9")
	equal(t, "status", c["status"], "active")
	equal(t, "userSize", c["userSize"], int64(0))
	address := c["addresses"].([]any)[0].(Record)
	equal(t, "address", address["type"], "Main")
	equal(t, "city", address["city"], "York")
}

func TestCompanyRefusals(t *testing.T) {
	w := newWorld(t)
	w.refused(400, "name: missing; trade: missing", "companies.create", Record{})
	w.refused(409, `there is a company called "First Firm" already`, "companies.create", Record{"name": "FIRST firm", "trade": "Owner"})
	w.refused(409, "First Firm", "companies.patch", Record{"name": "First Firm"}, "company_id", secondFirm)
	w.refused(404, "there is no company", "companies.patch", Record{"name": "X"}, "company_id", nobody)
	w.refused(404, `"Gone Firm" has been deleted`, "companies.patch", Record{"name": "X"}, "company_id", goneFirm)
	w.refused(404, "there is no company", "companies.get", nil, "company_id", nobody)
	w.refused(400, "trade: got 3, want a text", "companies.create", Record{"name": "X", "trade": int64(3)})
}

func TestPatchCompany(t *testing.T) {
	w := newWorld(t)
	got := w.made("companies.patch", Record{"name": "Next Firm", "phone": "12"}, "company_id", secondFirm).Value.(Record)
	equal(t, "city", got["city"], "Leeds")
	equal(t, "phone", got["phone"], "12")
	c := w.record("company", testAccount, secondFirm)
	wantSame(t, "addresses", c["addresses"], []any{Record{"type": "Main", "city": "Leeds", "country": "GB", "phone": "12"}})
	equal(t, "erpId", c["erpId"], "E-2")
	equal(t, "in the project", w.record("project_company", northTower, secondFirm)["name"], "Next Firm")
	equal(t, "of the member", w.record("member", northTower, bo)["companyName"], "Next Firm")
	equal(t, "in the directory", w.record("account_user", testAccount, bo)["company_name"], "Next Firm")
	equal(t, "of others", w.record("member", northTower, ada)["companyName"], "Firm")
	// The same name again is no clash with itself.
	w.made("companies.patch", Record{"name": "next firm"}, "company_id", secondFirm)
}

func TestImportCompanies(t *testing.T) {
	w := newWorld(t)
	out := w.made("companies.import_companies", []any{
		Record{"name": "A", "trade": "Owner", "city": "York"}, Record{"name": "First Firm", "trade": "Owner"}, Record{"name": "a", "trade": "Owner"},
	})
	r := out.Value.(Record)
	equal(t, "success", r["success"], int64(1))
	equal(t, "failure", r["failure"], int64(2))
	equal(t, "form", r["success_items"].([]any)[0].(Record)["city"], "York")
	equal(t, "listed", w.names("companies.list", "filter[name]=A&filterTextMatch=equals"), "A")
}

func TestListCompanies(t *testing.T) {
	w := newWorld(t)
	for query, want := range map[string]string{
		"":                                     "First Firm, Second Firm",
		"filter[status]=inactive":              "removed at 01022026",
		"filter[status]=all":                   "First Firm, removed at 01022026, Second Firm",
		"filter[erpId]=e-2":                    "Second Firm",
		"filter[name]=first&filter[erpId]=E-2": "",
		"filter[name]=first&filter[erpId]=E-2&orFilters=name,erpId":  "First Firm, Second Firm",
		"filter[name]=first&filter[erpId]=E-2&orFilters=erpId":       "",
		"filter[name]=firm&filterTextMatch=endsWith&sort=erpId desc": "Second Firm, First Firm",
	} {
		equal(t, query, w.names("companies.list", query), want)
	}
	equal(t, "hq", w.names("companies.list_hq", "sort=-name"), "Second Firm, First Firm")
	equal(t, "search", w.names("companies.search", "name=second&trade=nothing"), "Second Firm")
	got := w.made("companies.get", nil, "company_id", firstFirm).Value.(Record)
	equal(t, "city", got["city"], "Leeds")
}

func TestCompanyImage(t *testing.T) {
	w := newWorld(t)
	w.made("companies.patch_image", Record{"chunk": "a file"}, "company_id", firstFirm)
	if text(w.record("company", testAccount, firstFirm), "imageUrl") == "" {
		t.Error("the company has no image")
	}
	w.caller = Caller{Trusted: true}
	out := w.made("companies.patch_image", Record{"chunk": "a file"}, "company_id", firstFirm)
	if !unknown(out.Changes[0].After["imageUrl"]) {
		t.Error("a preview knows the image's address")
	}
}
