package cli

import (
	"fmt"
	"strings"
)

// readStatements read what may have been changed, and print it or act on it: the same has to come out in the preview and in the run.
func readStatements() []statement {
	return []statement{
		{"members listed", 4, false, func(g *gen, in string, _ int) string {
			return g.listed(in, fmt.Sprintf("acc.project_users.list(%s, %s)", g.record(), g.pick(`email = contains("new")`, `name = contains("a"), sort = ["email desc"], limit = 5`,
				`status = ["pending"], sort = ["status", "email"]`, `companyName = starts_with("Blue"), limit = 3`, `accessLevels = ["projectAdmin"]`, `products = ["cost"], sort = ["companyName", "email desc"]`,
				`email = "new.one@harbourline.example", name = "nobody", orFilters = ["email", "name"]`, `fields = ["email", "status"], limit = 4`, `email = ends_with("bluegate.example")`)), "x.email")
		}},
		{"removed members listed", 2, false, func(g *gen, in string, _ int) string {
			return g.listed(in, "acc.project_users.list("+g.record()+`, status = ["deleted"])`, "x.email")
		}},
		{"projects listed", 3, false, func(g *gen, in string, _ int) string {
			return g.listed(in, "acc.projects.list("+g.pick(`name = contains("tower")`, `name = starts_with("Fresh"), sort = ["name desc"]`, `status = ["pending"]`, `jobNumber = starts_with("27"), limit = 2`,
				`classification = ["template"]`, `type = ["Office"], sort = ["jobNumber desc"], limit = 6`, `products = ["cost"], name = contains("fresh")`, `platform = ["bim360"]`)+")", "x.name")
		}},
		{"companies listed", 3, false, func(g *gen, in string, _ int) string {
			return g.listed(in, g.pick(`acc.companies.list(name = contains("fresh"))`, `acc.companies.list(trade = starts_with("Elec"), sort = ["name desc"])`, `acc.companies.list(erpId = starts_with("V-9"))`,
				`acc.companies.list(status = "inactive")`, `acc.companies.search(name = contains("blue"))`, `acc.companies.search(trade = "Finishes", name = "Renamed Works", operator = "OR")`, `acc.companies.list_hq(sort = "name", limit = 5)`,
				`acc.companies.get_companies()[:3]`), "x.name")
		}},
		{"companies of a project listed", 2, false, func(g *gen, in string, _ int) string {
			return g.listed(in, "acc.companies.list_in_project("+g.record()+`, sort = "name")`, "x.name")
		}},
		{"account users searched", 3, false, func(g *gen, in string, _ int) string {
			return g.listed(in, g.pick(`acc.account_users.search(email = contains("new"))`, `acc.account_users.search(company_name = "Bluegate Electrical", sort = "email", limit = 4)`,
				`acc.account_users.search(email = "new.one@harbourline.example", name = contains("Elena"), operator = "OR")`, `acc.account_users.list(sort = "-email", limit = 3)`,
				`acc.account_users.get_users_search(email = "fresh.face@harbourline.example")`, `acc.account_users.get_users()[:2]`), "x.email")
		}},
		{"projects of a person listed", 3, false, func(g *gen, in string, _ int) string {
			return fmt.Sprintf("%su = acc.account_users.find(%s)\n%sif u:\n%s", in, g.email(), in, g.listed(in+"    ", g.pick("acc.projects.list_for_user(u)", "acc.account_users.list_user_projects(u)",
				`acc.projects.list_for_user(u, accessLevels = ["projectAdmin"])`, `acc.account_users.list_user_projects(u, status = ["active", "pending"], sort = ["jobNumber desc"], limit = 4)`,
				`acc.account_users.list_user_projects(u, name = contains("tower"))`), "x.name"))
		}},
		{"products or roles of a person listed", 2, false, func(g *gen, in string, _ int) string {
			return fmt.Sprintf("%su = acc.account_users.find(%s)\n%sif u:\n%s    %s\n", in, g.email(), in, in, g.pick("acc.account_users.list_user_products(u)", "acc.account_users.list_user_roles(u)"))
		}},
		{"names that acc_sdk has", 2, false, func(g *gen, in string, _ int) string {
			return fmt.Sprintf("%sprint(%s)\n", in, g.pick("len(acc.projects.get_active_projects())", "len(acc.projects.get_all_active_projects())", "len(acc.projects.get_projects())",
				"len(acc.project_users.get_users("+g.project()+"))", "acc.project_users.get_user_by_email("+g.project()+", "+g.email()+") != None", "acc.account_users.get_user_by_email("+g.email()+") != None",
				"[u.name for u in acc.business_units.get_business_units()]", "len(acc.companies.get_companies())"))
		}},
		{"what is not there", 2, false, func(g *gen, in string, _ int) string {
			nobody := `"00000000-0000-4000-8000-000000000000"`
			return fmt.Sprintf("%sgot = attempt(%s)\n%sprint(got.ok, got.error.kind if got.error else \"\")\n", in, g.pick("acc.project_users.get, "+g.record()+", "+nobody, "acc.projects.get, "+nobody,
				"acc.companies.get, "+nobody, "acc.account_users.get, "+nobody, "acc.project_users.delete, "+g.record()+", "+nobody, "acc.project_users.patch, "+g.record()+", "+nobody+", companyId = null",
				"acc.companies.patch, "+nobody+", city = \"Bend\"", "acc.account_users.patch, "+nobody+", default_role = \"Architect\"", "acc.project_users.list, "+nobody,
				"acc.project_users.create, "+nobody+", email = "+g.email()+", products = "+g.products()), in)
		}},
		{"field only ACC fills", 2, false, func(g *gen, in string, _ int) string {
			return fmt.Sprintf("%sfresh = acc.projects.ensure(\"Fresh Mill\", \"Office\", jobNumber = \"27-970\")\n%sif fresh.%s:\n%s    print(\"known\")\n", in, in, g.pick("createdAt", "memberGroupId", "name"), in)
		}},
		{"time passed", 2, false, func(g *gen, in string, _ int) string {
			return in + "time.sleep(" + g.pick("5", "2 * time.minute") + ")\n"
		}},
		{"account administrator asked for", 2, false, func(g *gen, in string, _ int) string {
			return fmt.Sprintf("%su = acc.account_users.find(%s)\n%sif u and u.role == \"account_admin\":\n%s    %s\n", in, g.email(), in, in, g.ensure(g.project(), "u.email"))
		}},
	}
}

// listed prints what a listing shows, or changes something because of it.
func (g *gen) listed(in, listing, shown string) string {
	if g.quiet || g.one(3) {
		return fmt.Sprintf("%sif len(%s) %s:\n%s    %s\n", in, listing, g.pick("> 0", "== 0", "% 2 == 1"), in, g.ensure(g.project(), g.email()))
	}
	if shown == "x.email" && g.one(4) {
		return fmt.Sprintf("%sfor x in %s:\n%s    %s\n", in, limited(listing), in, g.pick(g.ensure(g.project(), "x.email"), "acc.project_users.remove("+g.project()+", x.email)"))
	}
	return fmt.Sprintf("%sprint([%s for x in %s])\n", in, shown, listing)
}

// limited is a listing of a few.
func limited(listing string) string { return "(" + listing + ")[:3]" }

// nestingStatements hold others.
func nestingStatements() []statement {
	return []statement{
		{"branch on a count", 3, true, func(g *gen, in string, depth int) string {
			return fmt.Sprintf("%sif len(acc.project_users.list(acc.projects.find(job_number = %s))) %% 2 == %d:\n%s%selse:\n%s", in, g.pick(`"24-017"`, `"26-001"`),
				g.between(0, 1), g.step(depth+1), in, g.step(depth+1))
		}},
		{"branch on a member", 3, true, func(g *gen, in string, depth int) string {
			return fmt.Sprintf("%sm = acc.project_users.find(%s, %s)\n%sif m and m.status == %s:\n%s%selif not m:\n%s", in, g.project(), g.email(), in, g.pick(`"active"`, `"pending"`), g.step(depth+1), in, g.step(depth+1))
		}},
		{"branch on a company", 2, true, func(g *gen, in string, depth int) string {
			return fmt.Sprintf("%sif acc.companies.find(%s):\n%s%selse:\n%s", in, g.pick(`"Fresh Paint Ltd"`, `"Bluegate Electrical"`, `erp_id = "V-9001"`), g.step(depth+1), in, g.step(depth+1))
		}},
		{"branch on an outcome", 3, true, func(g *gen, in string, depth int) string {
			return fmt.Sprintf("%sgot = attempt(lambda: %s)\n%sif got.ok:\n%s%selif got.error.kind in (\"exists\", \"not_found\", \"forbidden\", \"invalid\"):\n%s", in, g.ensure(g.project(), g.email()), in, g.step(depth+1), in, g.step(depth+1))
		}},
		{"loop over projects", 3, true, func(g *gen, in string, _ int) string {
			return fmt.Sprintf("%sfor p in [%s, %s]:\n%s    %s\n", in, g.project(), g.project(), in, g.ensure("p", g.email()))
		}},
		{"loop over a person's projects", 2, false, func(g *gen, in string, _ int) string {
			return fmt.Sprintf("%sfor p in acc.account_users.projects(%s):\n%s    acc.project_users.remove(p, %s)\n", in, g.email(), in, g.email())
		}},
		{"loop over statements", 2, true, func(g *gen, in string, depth int) string {
			return fmt.Sprintf("%sfor _ in range(2):\n%s", in, g.step(depth+1))
		}},
		{"parallel.map", 3, false, func(g *gen, in string, _ int) string {
			return fmt.Sprintf("%sparallel.map(lambda p: %s, [%s])\n", in, g.pick(g.ensure("p", g.email()), "attempt(lambda: "+g.ensure("p", g.email())+").ok", "acc.project_users.remove(p, "+g.email()+")"),
				g.pick(`"24-017", "24-018", "26-001"`, `"24-017", "26-002", "25-011", "26-001"`, `"24-017", "22-004", "26-001"`))
		}},
		{"parallel.map over people", 2, false, func(g *gen, in string, _ int) string {
			return fmt.Sprintf("%sparallel.map(lambda e: %s, [%s, %s, \"side.one@harbourline.example\", \"side.two@outside.example\"])\n", in,
				g.pick(g.ensure(g.project(), "e"), "acc.account_users.ensure(e)", "acc.project_users.remove("+g.project()+", e)"), `"priya.nair@harbourline.example"`,
				g.pick(`"new.one@harbourline.example"`, `"farid.haddad@harbourline.example"`))
		}},
		{"parallel.map over one thing", 2, false, func(g *gen, in string, _ int) string {
			return fmt.Sprintf("%sparallel.map(lambda e: %s, [\"side.one@harbourline.example\", \"Side.One@harbourline.example\"])\n", in, g.ensure(g.project(), "e"))
		}},
		{"each of a list", 3, false, func(g *gen, in string, _ int) string {
			return fmt.Sprintf("%seach([%s, %s], lambda p: %s)\n", in, g.project(), g.project(), g.ensure("p", g.email()))
		}},
		{"each row of a sheet", 4, false, func(g *gen, in string, _ int) string {
			return fmt.Sprintf("%sdef add(row):\n%s    acc.project_users.ensure(row.text(\"Job\"), row.email(\"Email\"), company = row.text(\"Company\"), roles = row.list(\"Role\"), access = row.choice(\"Access\", [\"member\", \"admin\"])%s)\n%seach(sheet.read(\"people.csv\"), add)\n",
				in, in, g.pick("", ", replace = True", ", invite = True"), in)
		}},
		{"loop over a sheet", 3, false, func(g *gen, in string, _ int) string {
			return fmt.Sprintf("%sfor row in sheet.read(\"people.csv\"):\n%s    %s\n", in, in, g.pick(`attempt(lambda: acc.project_users.ensure(row["Job"], row["Email"], company = row["Company"]))`,
				`acc.project_users.remove(row["Job"], row["Email"])`, `attempt(acc.account_users.ensure, row["Email"], company = row["Company"])`))
		}},
		{"sheet by groups", 2, false, func(g *gen, in string, _ int) string {
			return indented(in, fmt.Sprintf(`for job, rows in group_by(sheet.read("people.csv"), "Job").items():
    p = acc.projects.find(job_number = job)
    acc.project_users.import_users(p, users = [{"email": r["Email"], "products": %s} for r in rows])
`, g.products()))
		}},
	}
}

// indented is a text with every line of it further in.
func indented(in, text string) string {
	var b strings.Builder
	for line := range strings.Lines(text) {
		b.WriteString(in + line)
	}
	return b.String()
}
