package report

import (
	"fmt"
	"slices"
	"strings"

	"accstar/acc/tenant"
	"accstar/runtime/preview"
)

// OfPlan lays a plan out for reading.
func OfPlan(p *preview.Plan) *Document {
	d := &Document{Kind: "plan", ID: p.ID, Title: title("Plan", p.ID, p.Title, p.Playbook), Made: p.Made}
	d.Heads = append(heads(p.Account, p.Playbook, p.Params), planHeads(p)...)
	lines := make([]placed, len(p.Changes))
	for i := range p.Changes {
		lines[i] = placed{p.Changes[i].Group, changeLine(&p.Changes[i])}
	}
	if len(lines) > 0 {
		d.Sections = append(d.Sections, Section{Sheet: "Changes", Count: len(lines), Groups: grouped(lines, p.Account)})
	}
	d.addNotes("Has more than asked, and keeps it", false, p.More, p.Account)
	d.addNotes("Already right", true, p.Unchanged, p.Account)
	d.addRows(p.Rows, "correct the cells named, or leave such rows out with --skip-bad-rows")
	d.addByHand(p.ByHand)
	d.addLeftOut(p)
	d.addFiles("Files that the run will write", p.Files)
	d.addTables(p.Tables)
	d.addNeeds(p)
	if len(p.Incomplete) > 0 {
		d.Alerts = append(d.Alerts, Alert{Tone: Warning, Title: "This plan may not show everything:", Lines: p.Incomplete})
	}
	if p.Error != "" {
		d.Alerts = append(d.Alerts, Alert{
			Tone: Bad, Title: "The preview ended in an error, so this plan cannot be run:", Lines: strings.Split(p.Error, "\n"),
		})
	}
	d.Total = planTotal(p)
	return d
}

// title names a document: "Plan p-7f3a91: Add new hires to their projects".
func title(what, id, about, playbook string) string {
	if about == "" {
		about = playbook
	}
	if id != "" {
		what += " " + id
	}
	return what + ": " + strings.TrimSuffix(about, ".")
}

// placed is a line and the group it belongs to.
type placed struct {
	group string
	line  Line
}

// isAccount reports whether a group is the account itself, and no project.
func isAccount(group string) bool { return group == "" || group == "Account" }

// grouped gathers lines by project, in the order they are met, which is that of the changes: what creates something comes before
// what needs it. The account comes first if something is added to it, as that is what its projects then use, and last otherwise, as
// who leaves it leaves its projects before.
func grouped(lines []placed, account preview.Account) []Group {
	var groups []Group
	at := map[string]int{}
	for _, l := range lines {
		name := l.group
		if isAccount(name) {
			name = "Account"
		}
		i, ok := at[name]
		if !ok {
			i = len(groups)
			at[name] = i
			groups = append(groups, Group{Name: name, Account: isAccount(name)})
		}
		groups[i].Lines = append(groups[i].Lines, l.line)
	}
	i := slices.IndexFunc(groups, func(g Group) bool { return g.Account })
	if i < 0 {
		return groups
	}
	own := groups[i]
	if account.Name != "" {
		own.Name = "Account " + account.Name
	}
	groups = slices.Delete(groups, i, i+1)
	if slices.ContainsFunc(own.Lines, func(l Line) bool { return l.Mark == Add }) {
		return slices.Insert(groups, 0, own)
	}
	return append(groups, own)
}

// changeLine is a planned change as a line.
func changeLine(c *preview.Change) Line {
	asked, auto := consequences(c)
	l := Line{
		Mark: markOf(c.Effect), Subject: c.Subject, Text: c.Text, Fields: c.Fields, Origin: c.Origin, Auto: auto,
		Op: c.Op, Entity: c.Entity, Invitations: c.Invitations, Opaque: c.Opaque,
	}
	if l.Mark == Act && l.Text == l.Subject { // a request that the catalogue does not know is called by itself
		l.Text = ""
	}
	if len(asked) > 1 {
		l.Each = asked
	}
	for _, w := range c.Warnings {
		l.Below = append(l.Below, "note: "+w)
	}
	if c.Opaque {
		l.Below = append(l.Below, "what else this changes is not known")
	}
	return l
}

func markOf(effect string) Mark {
	switch effect {
	case "create":
		return Add
	case "update":
		return Alter
	case "delete":
		return Remove
	}
	return Act
}

// consequences are the names of the records that a change asks for, and counts of what ACC adds or removes by itself because of
// it. An import is carried out by ACC some time later, and is asked for all the same.
func consequences(c *preview.Change) (asked []string, auto []Count) {
	all := slices.Concat(c.Records, c.Later)
	hasTarget := slices.ContainsFunc(all, func(r tenant.Change) bool { return !r.Auto && r.Collection.Entity == c.Entity })
	seen := map[string]bool{}
	for _, r := range all {
		id := r.Collection.Entity + "/" + r.Collection.Parent + "/" + r.ID
		added, gone := r.Before == nil, r.After == nil
		switch {
		case seen[id]:
		case r.Collection.Entity == c.Entity && (!r.Auto || !hasTarget && added):
			asked = append(asked, recordName(r))
		case added != gone:
			auto = addUp(auto, []Count{{N: 1, Entity: r.Collection.Entity, Gone: gone}})
		default:
			continue // a field that ACC keeps up to date
		}
		seen[id] = true
	}
	return asked, auto
}

// recordName is what a record is called.
func recordName(r tenant.Change) string {
	rec := r.After
	if rec == nil {
		rec = r.Before
	}
	for _, field := range []string{"email", "name", "title"} {
		if s, ok := rec[field].(string); ok && s != "" {
			return s
		}
	}
	return r.ID
}

// shownFields are the fields that a line has to say: of something new, not what its subject and its text say already.
func (l *Line) shownFields() []preview.FieldChange {
	if l.Mark != Add {
		return l.Fields
	}
	var out []preview.FieldChange
	for _, f := range l.Fields {
		told := f.After == l.Subject || l.Text != "" && (l.Entity == "member" || strings.Contains(l.Text, f.After))
		if !told {
			out = append(out, f)
		}
	}
	return out
}

// size is how many things a change is about: an import of twelve members counts twelve.
func (l *Line) size() int { return max(1, len(l.Each)) }

func planTotal(p *preview.Plan) Total {
	if len(p.Changes) == 0 {
		return nothingPlanned(p)
	}
	parts := []string{Summarize(p.Changes).String()}
	invitations := 0
	for i := range p.Changes {
		invitations += p.Changes[i].Invitations
	}
	if invitations > 0 {
		parts = append(parts, count(invitations, "invitation")+" will be mailed")
	}
	requests := 0
	for _, n := range p.Cost.Requests {
		requests += n
	}
	for _, f := range p.Cost.Fused {
		parts = append(parts, count(f.Changes, "addition")+" in "+count(f.Requests, "request"))
	}
	if requests > 0 {
		parts = append(parts, "about "+count(requests, "request")+", "+roughly(p.Cost.Minutes))
	}
	return Total{Lead: "Plan", Parts: parts}
}

// nothingPlanned says why there is nothing to do.
func nothingPlanned(p *preview.Plan) Total {
	failed := slices.ContainsFunc(p.Rows, func(r preview.Row) bool { return r.State == preview.RowFailed })
	switch {
	case p.Error != "":
		return Total{Tone: Bad, Lead: "No change was planned before the error."}
	case failed:
		return Total{Tone: Warning, Lead: "Nothing to do but for the rows at fault."}
	case len(p.Incomplete) > 0:
		return Total{Tone: Warning, Lead: "No change was found, but the plan may not show everything."}
	case len(p.Unchanged) == 0:
		return Total{Tone: Good, Lead: "Nothing to do: the playbook asks for no change."}
	}
	return Total{Tone: Good, Lead: "Nothing to do: everything is already right."}
}

// Summary counts changes by what they do.
type Summary struct {
	Add, Alter, Remove, Act int
	Projects                int  // in how many projects
	Account                 bool // and in the account itself
}

// Summarize counts changes. A change of several records at once counts as many.
func Summarize(changes []preview.Change) Summary {
	var s Summary
	projects := map[string]bool{}
	for i := range changes {
		l := changeLine(&changes[i])
		switch l.Mark {
		case Add:
			s.Add += l.size()
		case Alter:
			s.Alter += l.size()
		case Remove:
			s.Remove += l.size()
		default:
			s.Act++
		}
		if isAccount(changes[i].Group) {
			s.Account = true
		} else {
			projects[changes[i].Group] = true
		}
	}
	s.Projects = len(projects)
	return s
}

// String is the summary in words: "24 to add, 3 to change, 1 to remove in 12 projects".
func (s Summary) String() string {
	var parts []string
	for _, p := range []struct {
		n    int
		text string
	}{{s.Add, "to add"}, {s.Alter, "to change"}, {s.Remove, "to remove"}, {s.Act, "to start"}} {
		if p.n > 0 {
			parts = append(parts, number(p.n)+" "+p.text)
		}
	}
	var where []string
	if s.Projects > 0 {
		where = append(where, count(s.Projects, "project"))
	}
	if s.Account {
		where = append(where, "the account")
	}
	return strings.Join(parts, ", ") + " in " + and(where)
}

func (d *Document) addNotes(title string, folded bool, notes []preview.Note, account preview.Account) {
	if len(notes) == 0 {
		return
	}
	lines := make([]placed, len(notes))
	for i, n := range notes {
		lines[i] = placed{n.Group, Line{Mark: Bullet, Subject: n.Subject, Text: n.Text, Origin: n.Origin}}
	}
	d.Sections = append(d.Sections, Section{
		Title: title, Sheet: title, Count: len(lines), Folded: folded, Groups: grouped(lines, account),
	})
}

// addRows adds the rows that there is something to say about; note is what to do about those at fault.
func (d *Document) addRows(rows []preview.Row, note string) {
	var lines []Line
	failed := 0
	for _, r := range rows {
		l := Line{Mark: Bullet, Subject: fmt.Sprintf("row %d", r.Row), RowState: r.State}
		if r.Sheet != "" {
			l.Subject = fmt.Sprintf("%s row %d", r.Sheet, r.Row)
		}
		reasons := r.Reasons
		switch r.State {
		case preview.RowDone:
			continue
		case preview.RowFailed:
			l.Mark = Fault
			failed++
		case preview.RowSkipped:
			l.Mark = Skip
			reasons = slices.Clone(reasons)
			if len(reasons) == 0 {
				reasons = []string{""}
			}
			reasons[0] = strings.TrimSuffix("skipped: "+reasons[0], ": ")
		}
		if len(reasons) > 0 {
			l.Text, l.Below = reasons[0], reasons[1:]
		}
		lines = append(lines, l)
	}
	if len(lines) == 0 {
		return
	}
	s := Section{Title: "Rows", Sheet: "Rows", Count: len(lines), Groups: []Group{{Lines: lines}}}
	if failed > 0 {
		s.Title = "Rows at fault or left out"
		s.Note = note
	}
	d.Sections = append(d.Sections, s)
}

func (d *Document) addByHand(todo []preview.ByHand) {
	if len(todo) == 0 {
		return
	}
	var lines []Line
	for _, t := range todo {
		l := Line{Mark: Tick, Subject: t.Whom, Text: t.What, Origin: t.Origin}
		if strings.HasPrefix(t.Link, "https://") && !strings.ContainsAny(t.Link, " <>\"'`") {
			l.Link = t.Link
		}
		lines = append(lines, l)
	}
	d.Sections = append(d.Sections, Section{
		Title: "To do by hand", Sheet: "By hand", Note: "ACC offers no way for a program to do these", Count: len(lines),
		Groups: []Group{{Lines: lines}},
	})
}

func (d *Document) addFiles(title string, files []string) {
	if len(files) == 0 {
		return
	}
	var lines []Line
	for _, f := range files {
		lines = append(lines, Line{Mark: Bullet, Text: f})
	}
	d.Sections = append(d.Sections, Section{Title: title, Sheet: "Files", Count: len(lines), Groups: []Group{{Lines: lines}}})
}

func (d *Document) addTables(tables []preview.Table) {
	for i := range tables {
		t := &tables[i]
		d.Sections = append(d.Sections, Section{Title: t.Title, Sheet: t.Title, Count: len(t.Rows), Table: t})
	}
}
