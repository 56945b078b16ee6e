package cli

import (
	"fmt"
	"strings"

	"pgregory.net/rapid"
)

// genPlaybook generates a playbook that works on the demo account.
func genPlaybook(rt *rapid.T) string {
	g := &gen{rt: rt}
	var b strings.Builder
	b.WriteString("\"\"\"Generated.\"\"\"\n")
	var body []string
	for i := range rapid.IntRange(1, 6).Draw(rt, "steps") {
		fmt.Fprintf(&b, "\ndef step%d():\n%s", i, g.step(1))
		switch rapid.IntRange(0, 5).Draw(rt, "how") {
		case 0, 1, 2:
			body = append(body, fmt.Sprintf("    attempt(step%d)", i))
		default:
			body = append(body, fmt.Sprintf("    step%d()", i))
		}
	}
	b.WriteString("\ndef main():\n" + strings.Join(body, "\n") + "\n")
	return b.String()
}

type gen struct {
	rt *rapid.T
	n  int
}

func pick(g *gen, what string, options ...string) string {
	return rapid.SampledFrom(options).Draw(g.rt, what)
}

func (g *gen) project() string {
	return pick(g, "project", `"24-017"`, `"24-017"`, `"24-018"`, `"26-001"`, `"26-002"`, `"25-011"`, `"Harbour Point Tower"`, `"22-004"`, `"24-025"`, `"99-999"`)
}

func (g *gen) job() string {
	return pick(g, "job", `"24-017"`, `"24-018"`, `"26-001"`, `"26-002"`, `"22-004"`)
}

func (g *gen) email() string {
	return pick(g, "email", `"priya.nair@harbourline.example"`, `"tomasz.zielinski@harbourline.example"`, `"morgan.reyes@harbourline.example"`,
		`"new.one@harbourline.example"`, `"New.One@harbourline.example"`, `"new.two@bluegate.example"`, `"new.three@outside.example"`, `"not an address"`)
}

func (g *gen) role() string {
	return pick(g, "role", `"Superintendent"`, `"Project Manager"`, `"Architect"`, `"Foreman"`, `"Site Clerk (Removed)"`, `"Nobody Has This"`)
}

func (g *gen) company() string {
	return pick(g, "company", `"Harbourline Construction"`, `"Bluegate Electrical"`, `"Cascade Steelworks"`, `"V-1012"`, `"No Such Company"`)
}

func (g *gen) products() string {
	return pick(g, "products", `[{"key": "docs", "access": "member"}, {"key": "insight", "access": "member"}]`, `[{"key": "build", "access": "administrator"}]`,
		`[{"key": "docs", "access": "none"}]`, `[{"key": "projectAdministration", "access": "administrator"}, {"key": "docs", "access": "administrator"}]`)
}

// step is a few statements, indented.
func (g *gen) step(depth int) string {
	in := strings.Repeat("    ", depth)
	g.n++
	kind := rapid.IntRange(0, 19).Draw(g.rt, "kind")
	if depth > 2 && kind >= 12 {
		kind = 0
	}
	job := g.job()
	switch kind {
	case 0, 1, 2:
		return in + g.ensure(g.project(), g.email()) + "\n"
	case 3:
		return fmt.Sprintf("%sacc.project_users.create(acc.projects.find(job_number = %s), email = %s, products = %s, suppressAdministrativeEmails = %s)\n", in, job, g.email(), g.products(),
			pick(g, "quiet", "True", "False"))
	case 4, 16, 17:
		return fmt.Sprintf("%sm = acc.project_users.find(%s, %s)\n%sif m:\n%s    acc.project_users.patch(acc.projects.find(job_number = %s), m, %s)\n", in, job, g.email(), in, in, job,
			pick(g, "patched", "products = "+g.products(), "roleIds = acc.project_users.find(\"24-017\", \"morgan.reyes@harbourline.example\").roleIds", "companyId = acc.companies.find(\"Bluegate Electrical\").id",
				"roleIds = m.roleIds[:1], products = "+g.products()))
	case 5:
		return fmt.Sprintf("%sacc.project_users.remove(%s, %s)\n", in, g.project(), g.email())
	case 6, 18:
		return fmt.Sprintf("%sacc.project_users.import_users(acc.projects.find(job_number = %s), users = [{\"email\": %s, \"products\": %s}, {\"email\": %s, \"products\": %s}])\n", in,
			job, g.email(), g.products(), g.email(), g.products())
	case 7, 19:
		return g.newProject(in)
	case 8:
		return fmt.Sprintf("%sacc.account_users.%s\n", in, pick(g, "account", `ensure("new.one@harbourline.example", company = "Harbourline Construction")`, `ensure("priya.nair@harbourline.example", role = "Architect")`,
			`remove("tomasz.zielinski@harbourline.example")`, `remove("nobody@harbourline.example")`, `create(email = "new.two@bluegate.example", first_name = "New")`))
	case 9:
		return fmt.Sprintf("%sacc.companies.%s\n", in, pick(g, "companies", `ensure("Fresh Paint Ltd", "Finishes", erp_id = "V-9001")`, `ensure("Bluegate Electrical", "Electrical", city = "Salem")`,
			`ensure("Cascade Steelworks", "Metals", replace = True, phone = "+1 253 555 0000")`, `create(name = "Bluegate Electrical", trade = "Electrical")`))
	case 10:
		return fmt.Sprintf("%sacc.business_units.ensure(%s)\n", in, pick(g, "unit", `"Rail", parent = "Infrastructure"`, `"Buildings"`, `"Water", description = "Supply and treatment"`, `"Marine", parent = "Nowhere"`))
	case 11:
		return fmt.Sprintf("%sfor p in acc.account_users.projects(%s):\n%s    acc.project_users.remove(p, %s)\n", in, g.email(), in, g.email())
	case 12:
		return fmt.Sprintf("%sif len(acc.project_users.list(acc.projects.find(job_number = %s))) %% 2 == %d:\n%s", in, pick(g, "counted", `"24-017"`, `"26-001"`), rapid.IntRange(0, 1).Draw(g.rt, "parity"), g.step(depth+1))
	case 13:
		return fmt.Sprintf("%sfor p in [%s, %s]:\n%s    %s\n", in, g.project(), g.project(), in, g.ensure("p", g.email()))
	case 14:
		return fmt.Sprintf("%sparallel.map(lambda p: %s, [%s])\n", in, g.ensure("p", g.email()), pick(g, "several", `"24-017", "24-018", "26-001"`, `"24-017", "26-002", "25-011", "26-001"`))
	}
	return fmt.Sprintf("%seach([%s, %s], lambda p: %s)\n", in, g.project(), g.project(), g.ensure("p", g.email()))
}

// newProject creates a project and puts people into it.
func (g *gen) newProject(in string) string {
	name := pick(g, "name", "Fresh Tower", "Fresh Bridge", "Harbour Point Tower")
	template := pick(g, "template", "", `, template = "Template - Commercial Building"`, `, template = "No Such Template"`)
	how := pick(g, "how", fmt.Sprintf(`acc.projects.ensure(%q, "Office", jobNumber = "27-9%02d"%s)`, name, len(name), template),
		fmt.Sprintf(`acc.projects.create(name = %q, type = "Office")`, name))
	out := fmt.Sprintf("%sfresh = %s\n", in, how)
	for range rapid.IntRange(0, 2).Draw(g.rt, "people") {
		out += in + g.ensure("fresh", g.email()) + "\n"
	}
	return out
}

func (g *gen) ensure(project, email string) string {
	args := []string{project, email}
	if rapid.Bool().Draw(g.rt, "has company") {
		args = append(args, "company = "+g.company())
	}
	if rapid.Bool().Draw(g.rt, "has roles") {
		args = append(args, "roles = ["+g.role()+"]")
	}
	if rapid.Bool().Draw(g.rt, "has access") {
		args = append(args, "access = "+pick(g, "access", `"member"`, `"admin"`))
	}
	switch rapid.IntRange(0, 7).Draw(g.rt, "more") {
	case 0:
		args = append(args, `products = {"Docs": "admin", "Build": "none"}`)
	case 1:
		args = append(args, "replace = True")
	case 2:
		args = append(args, "remove_roles = "+g.role())
	case 3:
		args = append(args, "invite = True")
	}
	return "acc.project_users.ensure(" + strings.Join(args, ", ") + ")"
}
