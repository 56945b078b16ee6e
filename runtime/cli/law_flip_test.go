package cli

import (
	"encoding/json"
	"fmt"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"accstar/acc/tenant"
)

// flipTrials are playbooks that come upon each assumption.
func flipTrials() map[string][]string {
	return map[string][]string{
		"products-merge-by-key": {`
    m = [x for x in acc.project_users.list(acc.projects.find(job_number = "24-017")) if not x.accessLevels.projectAdmin][0]
    acc.project_users.patch(acc.projects.find(job_number = "24-017"), m, products = [{"key": "build", "access": "administrator"}])`},
		"role-ids-replace": {`
    all = acc.project_users.list(acc.projects.find(job_number = "24-017"))
    m = all[0]
    other = [x for x in all if x.roleIds != m.roleIds][0]
    acc.project_users.patch(acc.projects.find(job_number = "24-017"), m, roleIds = other.roleIds)`},
		"mixed-access-accepted": {`
    acc.project_users.create(acc.projects.find(job_number = "24-017"), email = "new.one@harbourline.example",
        products = [{"key": "projectAdministration", "access": "administrator"}, {"key": "docs", "access": "member"}])`},
		"duplicate-member-409": {`
    p = acc.projects.find(job_number = "24-017")
    got = attempt(acc.project_users.create, p, email = acc.project_users.list(p)[0].email, products = [{"key": "docs", "access": "member"}])
    if got.error.kind == "exists":
        acc.project_users.ensure("24-017", "new.one@harbourline.example")`},
		"new-member-pending": {`
    acc.project_users.ensure("25-011", "priya.nair@harbourline.example")
    print(acc.project_users.find("25-011", "priya.nair@harbourline.example").status)`},
		"member-id-is-account-user-id": {`
    m = acc.project_users.ensure("25-011", "priya.nair@harbourline.example")
    acc.project_users.patch(acc.projects.find(job_number = "25-011"), m, companyName = "Bluegate Electrical")`, `
    u = acc.account_users.find("priya.nair@harbourline.example")
    acc.project_users.ensure("25-011", u.email)
    acc.project_users.patch(acc.projects.find(job_number = "25-011"), u, companyName = "Bluegate Electrical")`},
		"member-company-left-empty": {`
    acc.project_users.ensure("25-011", "priya.nair@harbourline.example")`},
		"added-person-joins-directory": {`
    acc.project_users.ensure("24-017", "new.one@harbourline.example")
    acc.account_users.ensure("new.one@harbourline.example", company = "Bluegate Electrical")`, `
    acc.project_users.ensure("24-017", "new.one@harbourline.example")`},
		"inactive-user-cannot-be-added": {`
    u = [x for x in acc.account_users.list() if x.status == "inactive"][0]
    acc.project_users.ensure("25-011", u.email)`},
		"import-drops-bad-rows-silently": {`
    p = acc.projects.find(job_number = "24-017")
    acc.project_users.import_users(p, users = [{"email": e, "products": [{"key": "docs", "access": "member"}]}
        for e in [acc.project_users.list(p)[0].email, "new.one@harbourline.example"]])`},
		"archived-project-refuses-writes": {`
    acc.project_users.ensure("22-004", "new.one@harbourline.example")`},
		"pending-project-refuses-members": {`
    acc.project_users.ensure("26-010", "new.one@harbourline.example")`},
		"bim360-project-refused-403": {`
    got = attempt(acc.project_users.create, acc.projects.find(job_number = "22-019"), email = "new.one@harbourline.example", products = [{"key": "docs", "access": "member"}])
    if got.error.kind == "forbidden":
        acc.project_users.ensure("24-017", "new.one@harbourline.example")`},
		"duplicate-project-name-409": {`
    got = attempt(acc.projects.create, name = "Harbour Point Tower", type = "Office")
    if got.error.kind == "exists":
        acc.projects.create(name = "Harbour Point Tower 3", type = "Office")`},
		"direct-project-pending-then-active": {`
    acc.project_users.ensure(acc.projects.create(name = "Fresh Tower", type = "Office"), "new.one@harbourline.example")`},
		"clone-members-arrive-with-first-admin": {`
    acc.projects.ensure("Fresh Tower", "Office", template = "Template - Commercial Building")`, `
    acc.project_users.ensure(acc.projects.ensure("Fresh Tower", "Office", template = "Template - Commercial Building"), "priya.nair@harbourline.example", access = "admin")`},
		"creator-not-a-member": {`
    acc.projects.create(name = "Fresh Tower", type = "Office")`},
		"second-sample-400": {`
    got = attempt(acc.projects.create, name = "Fresh Sample", type = "Office", classification = "sample")
    if got.error.kind == "invalid":
        acc.projects.create(name = "Fresh Tower", type = "Office")`},
		"list-leaves-templates-out": {`
    for p in acc.projects.list(name = contains("Template -")) + acc.projects.list(name = contains("Rose Quarter")):
        acc.project_users.ensure(p, "new.one@harbourline.example")`},
		"hq-patch-refuses-acc-projects": {`
    acc.projects.patch_hq(acc.projects.find(job_number = "24-017"), name = "Saint Ambrose")`},
		"unknown-reference-400": {`
    got = attempt(acc.project_users.create, acc.projects.find(job_number = "24-017"), email = "new.one@harbourline.example", companyId = "00000000-0000-4000-8000-000000000000",
        products = [{"key": "docs", "access": "member"}])
    if got.error.kind == "invalid":
        acc.project_users.ensure("24-017", "new.one@harbourline.example")`},
		"hq-duplicate-409": {`
    got = attempt(acc.companies.create, name = "Bluegate Electrical", trade = "Electrical")
    if got.error.kind == "exists":
        acc.companies.create(name = "Bluegate Power", trade = "Electrical")`},
		"company-names-ignore-case": {`
    acc.companies.create(name = "BLUEGATE electrical", trade = "Electrical")`},
		"uninvited-patch-422": {`
    u = [x for x in acc.account_users.list() if x.status == "not_invited"][0]
    got = attempt(acc.account_users.patch, u, status = "inactive")
    if got.error.kind == "invalid":
        acc.account_users.patch(u, default_role = "Foreman")`},
		"unlisted-business-units-kept": {`
    acc.business_units.ensure("Rail", parent = "Infrastructure")`, `
    acc.business_units.ensure("Rail")`},
	}
}

// TestLawUnderFlippedAssumptions flips each named assumption in the account alone: the run must then stop or say what differs, or
// come out as planned, and never report success over another end state. What the docs say that it comes to has to be so.
func TestLawUnderFlippedAssumptions(t *testing.T) {
	t.Parallel()
	trials := flipTrials()
	var lines []string
	for _, a := range tenant.AllAssumptions() {
		flipped, err := tenant.Flip(a.Name)
		if err != nil {
			t.Fatal(err)
		}
		t.Run(a.Name, func(t *testing.T) {
			as, other, dir := newLawWorld(t, tenant.Assumptions{}), newLawWorld(t, flipped), t.TempDir()
			as.trim()
			other.trim()
			if len(trials[a.Name]) == 0 {
				t.Fatal("no playbook comes upon it")
			}
			var came []string
			for i, src := range trials[a.Name] {
				in := lawInput{src: "def main():" + src + "\n", kinds: map[string]int{"BIM 360 project changed": 1}}
				if bareTrace(in, as, filepath.Join(dir, "as")) == bareTrace(in, other, filepath.Join(dir, "other")) {
					t.Errorf("the account does the same either way, so that nothing is tried:%s", src)
				}
				tally := newLawTally()
				tally.flipped = true
				verdict, why := lawCase(t, fmt.Sprint("trial ", i), in, other, dir, tally)
				came = append(came, verdict)
				lines = append(lines, fmt.Sprintf("%-38s %-24s %s", a.Name, verdict, why))
			}
			tally := newLawTally()
			tally.flipped = true
			for i := range max(*lawFlips, 2) {
				lawCase(t, fmt.Sprint("case ", i), genCase(i+100*len(lines)), other, dir, tally)
			}
			lines = append(lines, fmt.Sprintf("%-38s of %d generated cases: %s", "", tally.cases, counted(tally.outcomes)))
			slices.Sort(came)
			if said := string(a.Then); !slices.Contains(came, said) {
				t.Errorf("docs say %q, and it came to: %s", said, strings.Join(came, "; "))
			}
		})
	}
	t.Log("\n" + strings.Join(lines, "\n"))
}

func counted(n map[string]int) string {
	var parts []string
	for k, v := range n {
		parts = append(parts, fmt.Sprintf("%d %s", v, k))
	}
	slices.Sort(parts)
	return strings.Join(parts, ", ")
}

// bareTrace is all that an account does when a playbook is carried out on it with nothing in between.
func bareTrace(in lawInput, w *lawWorld, dir string) string {
	c := &lawTrial{in: in, w: w, dir: dir}
	err := c.bare()
	var b strings.Builder
	fmt.Fprintln(&b, err, c.said)
	for _, e := range w.log {
		fmt.Fprintln(&b, e.Op, e.Status, e.Bytes)
	}
	for _, d := range w.done {
		data, err := json.Marshal([]any{d.outcome.Value, d.outcome.Changes, d.outcome.Later})
		must(err)
		fmt.Fprintln(&b, d.op, string(data))
	}
	return b.String()
}
