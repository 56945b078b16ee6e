package cli

import (
	"fmt"
	"strings"
)

// statements are the kinds of statements that playbooks are made of, the rarer ones heavier than their use would make them.
func statements() []statement {
	var all []statement
	all = append(all, memberStatements()...)
	all = append(all, directoryStatements()...)
	all = append(all, readStatements()...)
	return append(all, nestingStatements()...)
}

func memberStatements() []statement {
	return []statement{
		{"member ensured", 6, false, func(g *gen, in string, _ int) string {
			return in + g.ensure(g.project(), g.email()) + "\n"
		}},
		{"member created", 3, false, func(g *gen, in string, _ int) string {
			return fmt.Sprintf("%sacc.project_users.create(%s, email = %s, products = %s%s)\n", in, g.record(), g.email(), g.products(), g.pick("", ", suppressAdministrativeEmails = True", `, companyId = acc.companies.find("Bluegate Electrical").id`,
				`, roleIds = acc.project_users.list(acc.projects.find(job_number = "24-017"), sort = ["email"])[0].roleIds`, `, companyId = "00000000-0000-4000-8000-000000000000"`))
		}},
		{"member patched", 8, false, func(g *gen, in string, _ int) string {
			job := g.job()
			return fmt.Sprintf("%sm = acc.project_users.find(%s, %s)\n%sif m:\n%s    acc.project_users.patch(acc.projects.find(job_number = %s), m, %s)\n", in, job, g.email(), in, in, job,
				g.pick("products = "+g.products(), `roleIds = acc.project_users.list(acc.projects.find(job_number = "24-017"), sort = ["email"])[0].roleIds`,
					`companyId = acc.companies.find("Bluegate Electrical").id`, "companyId = null", `companyName = "Cascade Steelworks"`, `companyName = "No Such Company"`,
					"roleIds = m.roleIds[:1], products = "+g.products(), "roleIds = []", "products = acc.products.admin", "products = acc.products.member"))
		}},
		{"member deleted", 3, false, func(g *gen, in string, _ int) string {
			return fmt.Sprintf("%sp = %s\n%sm = acc.project_users.find(p, %s)\n%sif m:\n%s    acc.project_users.delete(p, m)\n", in, g.record(), in, g.email(), in, in)
		}},
		{"member removed", 3, false, func(g *gen, in string, _ int) string {
			return fmt.Sprintf("%s%s\n", in, g.pick("acc.project_users.remove("+g.project()+", "+g.email()+")",
				"print(acc.project_users.delete_users("+g.project()+", ["+g.email()+", "+g.email()+"]))"))
		}},
		{"members imported", 5, false, func(g *gen, in string, _ int) string {
			var users []string
			for range g.between(1, 3) {
				users = append(users, fmt.Sprintf(`{"email": %s, "products": %s%s}`, g.email(), g.products(), g.pick("", "", `, "firstName": "New", "lastName": "Comer"`,
					`, "companyId": acc.companies.find("Cascade Steelworks").id`, `, "companyId": "00000000-0000-4000-8000-000000000000"`)))
			}
			return fmt.Sprintf("%sacc.project_users.import_users(%s, users = [%s]%s)\n", in, g.record(), strings.Join(users, ", "), g.pick("", ", suppressAdministrativeEmails = True"))
		}},
		{"member deleted and added again", 3, false, func(g *gen, in string, _ int) string {
			project, email := g.project(), g.email()
			return fmt.Sprintf("%sacc.project_users.remove(%s, %s)\n%s%s\n", in, project, email, in, g.ensure(project, email))
		}},
		{"member added twice", 2, false, func(g *gen, in string, _ int) string {
			p, email := g.record(), g.email()
			return fmt.Sprintf("%sp = %s\n%sfor access in [\"member\", \"administrator\"]:\n%s    got = attempt(acc.project_users.create, p, email = %s, products = [{\"key\": \"docs\", \"access\": access}])\n"+
				"%s    print(got.ok, got.error.kind if got.error else \"\")\n%s    if not got.ok and got.error.kind == \"exists\":\n%s        acc.project_users.patch(p, acc.project_users.find(p, %s), products = [{\"key\": \"docs\", \"access\": access}])\n",
				in, p, in, in, email, in, in, in, email)
		}},
		{"access of many patched", 2, false, func(g *gen, in string, _ int) string {
			return fmt.Sprintf("%sacc.project_users.patch_project_users([%s, %s], [%s, %s], %s)\n", in, g.project(), g.project(), g.email(), g.email(), g.pick(`"admin"`, `"member"`))
		}},
		{"project created", 4, false, (*gen).newProject},
		{"new project worked on", 2, false, func(g *gen, in string, _ int) string {
			return fmt.Sprintf("%sfresh = acc.projects.ensure(\"Fresh Yard\", \"Office\", jobNumber = \"27-950\", business_unit = %s)\n%sm = %s\n"+
				"%sacc.project_users.patch(fresh, m, products = %s)\n%s%s\n%sprint([x.email for x in acc.project_users.list(fresh)], acc.projects.get(fresh).name)\n",
				in, g.pick("None", `"Commercial"`, `"Nowhere"`), in, g.ensure("fresh", g.email()), in, g.products(), in,
				g.pick("acc.project_users.delete(fresh, m)", g.ensure("fresh", g.email()), "acc.project_users.import_users(fresh, users = [{\"email\": "+g.email()+", \"products\": "+g.products()+"}])"), in)
		}},
		{"template made", 2, false, func(g *gen, in string, _ int) string {
			return fmt.Sprintf("%sacc.projects.create(name = \"Fresh Template\", type = %s, classification = %s)\n", in, g.pick(`"Template Project"`, `"Office"`),
				g.pick(`"template"`, `"component"`, `"sample"`))
		}},
	}
}

// newProject creates a project and puts people into it; one made from a template brings its own along with its first administrator.
func (g *gen) newProject(in string, _ int) string {
	name := g.pick("Fresh Tower", "Fresh Bridge", "harbour point tower")
	template := g.pick("", "", `, template = "Template - Commercial Building"`, `, template = "No Such Template"`)
	how := g.pick(fmt.Sprintf(`acc.projects.ensure(%q, "Office", jobNumber = "27-9%02d"%s)`, name, len(name), template),
		fmt.Sprintf(`acc.projects.ensure(%q, "Office", jobNumber = "27-9%02d"%s)`, name, len(name), template),
		fmt.Sprintf(`acc.projects.create(name = %q, type = "Office")`, name),
		fmt.Sprintf(`acc.projects.create(name = %q, type = "Office", template = {"projectId": "00000000-0000-4000-8000-000000000000"})`, name))
	out := fmt.Sprintf("%sfresh = %s\n", in, how)
	for range g.between(0, 3) {
		out += in + g.ensure("fresh", g.email()) + "\n"
	}
	return out
}

func directoryStatements() []statement {
	return []statement{
		{"account user ensured", 3, false, func(g *gen, in string, _ int) string {
			return fmt.Sprintf("%sacc.account_users.ensure(%s%s%s%s)\n", in, g.email(), g.pick("", ", company = "+g.company()), g.pick("", ", role = "+g.role()), g.pick("", ", replace = True"))
		}},
		{"account user created", 2, false, func(g *gen, in string, _ int) string {
			return fmt.Sprintf("%sacc.account_users.create(email = %s, %s)\n", in, g.email(), g.pick(`first_name = "New"`, `company_id = "00000000-0000-4000-8000-000000000000"`, `default_role = "Architect"`))
		}},
		{"account user patched", 4, false, func(g *gen, in string, _ int) string {
			return fmt.Sprintf("%sacc.account_users.patch_user(%s, %s)\n", in, g.email(), g.pick(`status = "inactive"`, `status = "active"`, `default_role = "Foreman"`,
				`company_id = acc.companies.find("Cascade Steelworks").id`, `company_id = "00000000-0000-4000-8000-000000000000"`))
		}},
		{"account user removed", 2, false, func(g *gen, in string, _ int) string {
			return fmt.Sprintf("%sacc.account_users.remove(%s)\n", in, g.email())
		}},
		{"account users imported", 4, false, func(g *gen, in string, _ int) string {
			return fmt.Sprintf("%sacc.account_users.import_users(body = [{\"email\": %s}, {\"email\": %s%s}])\n", in, g.email(), g.email(),
				g.pick("", `, "company_id": acc.companies.find("Cascade Steelworks").id`, `, "default_role": "Architect", "first_name": "New"`))
		}},
		{"new account user put to work", 2, false, func(g *gen, in string, _ int) string {
			return fmt.Sprintf("%su = acc.account_users.ensure(\"fresh.face@harbourline.example\", company = %s)\n%s%s\n%sacc.account_users.patch(u, %s)\n", in, g.company(), in,
				g.ensure(g.project(), `"fresh.face@harbourline.example"`), in, g.pick(`default_role = "Architect"`, `status = "inactive"`, `company_id = acc.companies.find("Bluegate Electrical").id`))
		}},
		{"company ensured", 3, false, func(g *gen, in string, _ int) string {
			return fmt.Sprintf("%sacc.companies.ensure(%s)\n", in, g.pick(`"Fresh Paint Ltd", "Finishes", erp_id = "V-9001"`, `"Bluegate Electrical", "Electrical", city = "Salem"`,
				`"Cascade Steelworks", "Metals", replace = True, phone = "+1 253 555 0000"`, `"cascade steelworks", "Metals", erp_id = "V-1009"`, `"Tidewell Pipes", "Plumbing", erp_id = "V-1015", replace = True`))
		}},
		{"company created", 3, false, func(g *gen, in string, _ int) string {
			return fmt.Sprintf("%sacc.companies.create(name = %s, trade = \"Electrical\"%s)\n", in, g.pick(`"Bluegate Electrical"`, `"BLUEGATE electrical"`, `"Fresh Sparks"`), g.pick("", `, erp_id = "V-9002"`))
		}},
		{"companies imported", 4, false, func(g *gen, in string, _ int) string {
			return fmt.Sprintf("%sacc.companies.import_companies(body = [{\"name\": %s, \"trade\": \"Finishes\"}, {\"name\": %s, \"trade\": \"Plumbing\", \"erp_id\": \"V-9003\"}])\n", in,
				g.pick(`"Fresh Paint Ltd"`, `"Bluegate Electrical"`), g.pick(`"fresh paint ltd"`, `"Fresh Pipes"`))
		}},
		{"company patched", 4, false, func(g *gen, in string, _ int) string {
			return fmt.Sprintf("%sc = acc.companies.find(%s)\n%sif c:\n%s    acc.companies.patch(c, %s)\n", in, g.company(), in, in,
				g.pick(`name = "Renamed Works"`, `name = "Harbourline Construction"`, `phone = "+1 555 0100"`, `trade = "Owner", city = "Bend"`))
		}},
		{"new company put to work", 2, false, func(g *gen, in string, _ int) string {
			return fmt.Sprintf("%sc = acc.companies.ensure(\"Fresh Paint Ltd\", \"Finishes\", erp_id = \"V-9001\")\n%s%s\n%sacc.companies.patch(c, %s)\n%sprint(acc.companies.find(erp_id = \"V-9001\").name)\n", in, in,
				g.pick("acc.project_users.ensure("+g.project()+", "+g.email()+", company = c, replace = True)", "acc.account_users.ensure("+g.email()+", company = c, replace = True)"), in,
				g.pick(`city = "Bend"`, `name = "Fresh Paint Limited"`, `trade = "Painting"`), in)
		}},
		{"business unit ensured", 3, false, func(g *gen, in string, _ int) string {
			return fmt.Sprintf("%sacc.business_units.ensure(%s)\n", in, g.pick(`"Rail", parent = "Infrastructure"`, `"Buildings"`, `"Water", description = "Supply and treatment"`,
				`"Marine", parent = "Nowhere"`, `"Water", parent = "Buildings"`, `"Residential", description = "Homes"`))
		}},
		{"business units replaced", 2, false, func(g *gen, in string, _ int) string {
			return fmt.Sprintf("%sacc.business_units.replace(business_units = %s)\n%sprint([(u.name, u.path) for u in acc.business_units.list()])\n", in, g.pick(`[{"name": "Rail"}, {"name": "Metro"}]`, `[{"id": "11111111-2222-4333-8444-555555555555", "name": "Rail"}, {"name": "Metro", "parent_id": "11111111-2222-4333-8444-555555555555"}]`,
				`[{"id": acc.business_units.find("Water").id, "name": "Waterways", "parent_id": acc.business_units.find("Infrastructure").id}]`,
				`[{"name": "Orphan", "parent_id": "00000000-0000-4000-8000-000000000000"}]`,
				`[{"id": acc.business_units.find("Buildings").id, "name": "Buildings", "parent_id": acc.business_units.find("Commercial").id}]`), in)
		}},
		{"new business unit put to use", 2, false, func(g *gen, in string, _ int) string {
			return fmt.Sprintf("%sacc.business_units.ensure(\"Rail\", parent = \"Infrastructure\")\n%sacc.business_units.ensure(\"Metro\", parent = \"Rail\")\n%s%s\n", in, in, in,
				g.pick(`acc.projects.ensure("Fresh Line", "Rail", jobNumber = "27-960", business_unit = "Metro")`, `print(acc.business_units.find("metro").path)`))
		}},
		{"by hand", 2, false, func(g *gen, in string, _ int) string {
			return fmt.Sprintf("%sby_hand(\"Archive the project\", %s)\n", in, g.project())
		}},
		{"BIM 360 project changed", 2, false, func(g *gen, in string, _ int) string {
			return in + "acc.projects.patch_hq(acc.projects.find(job_number = \"22-019\"), name = \"Old Mill Library\")\n"
		}},
	}
}
