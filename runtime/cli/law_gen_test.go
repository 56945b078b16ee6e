package cli

import (
	"fmt"
	"maps"
	"math/rand/v2"
	"slices"
	"strings"
)

// lawInput is one generated case: what others have done to the demo account, a playbook, and the list that it reads.
type lawInput struct {
	account []string // names of disturbances, in order
	src     string
	list    string         // CSV
	kinds   map[string]int // kinds of statements in the playbook
}

// genCase generates the case of that number, always the same one.
func genCase(number int) lawInput {
	g := &gen{rand: rand.New(rand.NewPCG(uint64(number), 4)), kinds: map[string]int{}}
	in := lawInput{kinds: g.kinds}
	names := slices.Sorted(maps.Keys(disturbances()))
	for range g.between(0, 3) {
		in.account = append(in.account, g.pick(names...))
	}
	if g.one(60) {
		in.account = append(in.account, "the caller is no admin")
	}
	in.list = g.list()
	in.src = g.playbook()
	return in
}

// gen generates a playbook that works on the demo account.
type gen struct {
	rand  *rand.Rand
	kinds map[string]int
	quiet bool // in a function that runs side by side with others, where the order of prints is not settled
}

// playbook is a few steps, of which most are attempted, so that a refusal does not end it.
func (g *gen) playbook() string {
	var b strings.Builder
	b.WriteString("\"\"\"Generated.\"\"\"\n")
	var body []string
	for i := range g.between(1, 6) {
		fmt.Fprintf(&b, "\ndef step%d():\n%s", i, g.step(1))
		switch g.between(0, 7) {
		case 0:
			g.kinds["attempt, its outcome printed"]++
			body = append(body, fmt.Sprintf("    got = attempt(step%d)\n    print(%d, got.ok, got.error.kind if got.error else \"\")", i, i))
		case 1, 2, 3, 4:
			g.kinds["attempt"]++
			body = append(body, fmt.Sprintf("    attempt(step%d)", i))
		default:
			body = append(body, fmt.Sprintf("    step%d()", i))
		}
	}
	b.WriteString("\ndef main():\n" + strings.Join(body, "\n") + "\n")
	return b.String()
}

// statement is a kind of statement that playbooks are made of.
type statement struct {
	name   string
	weight int
	nests  bool // holds further statements
	write  func(g *gen, in string, depth int) string
}

// step is one statement, indented; most are a few lines.
func (g *gen) step(depth int) string {
	var bag []statement
	for _, s := range statements() {
		if depth > 2 && s.nests {
			continue
		}
		for range s.weight {
			bag = append(bag, s)
		}
	}
	s := bag[g.between(0, len(bag)-1)]
	g.kinds[s.name]++
	return s.write(g, strings.Repeat("    ", depth), depth)
}

// between is a number from low to high.
func (g *gen) between(low, high int) int { return low + g.rand.IntN(high-low+1) }

// pick is one of the options.
func (g *gen) pick(options ...string) string { return options[g.rand.IntN(len(options))] }

// one is true once in n times.
func (g *gen) one(n int) bool { return g.rand.IntN(n) == 0 }

// project is what helpers take for a project. Some are archived, suspended or of BIM 360, and some are not there.
func (g *gen) project() string {
	if g.one(4) {
		return g.pick(`"22-004"`, `"24-025"`, `"22-019"`, `"26-010"`, `"99-999"`, `"Fresh Tower"`, `"Template - Commercial Building"`)
	}
	return g.pick(`"24-017"`, `"24-017"`, `"24-018"`, `"26-001"`, `"26-002"`, `"25-011"`, `"Harbour Point Tower"`)
}

// record is an expression for a project's record.
func (g *gen) record() string { return "acc.projects.find(job_number = " + g.job() + ")" }

func (g *gen) job() string {
	if g.one(8) {
		return g.pick(`"22-004"`, `"22-019"`, `"24-025"`)
	}
	return g.pick(`"24-017"`, `"24-017"`, `"24-018"`, `"26-001"`, `"26-002"`)
}

func (g *gen) email() string {
	if g.one(12) {
		return g.pick(`"not an address"`, `"NEW.ONE@harbourline.example"`, `" priya.nair@harbourline.example "`)
	}
	return g.pick(`"priya.nair@harbourline.example"`, `"tomasz.zielinski@harbourline.example"`, `"morgan.reyes@harbourline.example"`,
		`"new.one@harbourline.example"`, `"New.One@harbourline.example"`, `"new.two@bluegate.example"`, `"new.three@outside.example"`,
		`"elena.petrov@harbourline.example"`, `"farid.haddad@harbourline.example"`, `"jonas.gallagher@harbourline.example"`)
}

func (g *gen) role() string {
	if g.one(6) {
		return g.pick(`"Site Clerk (Removed)"`, `"Nobody Has This"`)
	}
	return g.pick(`"Superintendent"`, `"Project Manager"`, `"Architect"`, `"Foreman"`)
}

func (g *gen) company() string {
	if g.one(8) {
		return g.pick(`"No Such Company"`, `"Pioneer Demolition"`)
	}
	return g.pick(`"Harbourline Construction"`, `"Bluegate Electrical"`, `"Cascade Steelworks"`, `"V-1012"`)
}

func (g *gen) products() string {
	return g.pick(`[{"key": "docs", "access": "member"}, {"key": "insight", "access": "member"}]`, `[{"key": "build", "access": "administrator"}]`,
		`[{"key": "docs", "access": "none"}]`, `[{"key": "projectAdministration", "access": "administrator"}, {"key": "docs", "access": "administrator"}]`)
}

// list is a spreadsheet of people, some rows of which are at fault.
func (g *gen) list() string {
	var b strings.Builder
	b.WriteString("Email,Job,Company,Role,Access\n")
	for range g.between(1, 6) {
		fmt.Fprintf(&b, "%s,%s,%s,%s,%s\n", strings.Trim(g.email(), `"`), strings.Trim(g.job(), `"`), g.cell(g.company()), g.cell(g.role()),
			g.pick("", "member", "member", "admin", "boss"))
	}
	return b.String()
}

// cell is a cell with the name in it, or nothing.
func (g *gen) cell(name string) string {
	if g.one(2) {
		return ""
	}
	return strings.Trim(name, `"`)
}

func (g *gen) ensure(project, email string) string {
	args := []string{project, email}
	if g.one(3) {
		args = append(args, "company = "+g.company())
	}
	if g.one(3) {
		args = append(args, "roles = ["+g.role()+"]")
	}
	if g.one(2) {
		args = append(args, "access = "+g.pick(`"member"`, `"admin"`))
	}
	switch g.between(0, 7) {
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
