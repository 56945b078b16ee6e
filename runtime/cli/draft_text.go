package cli

import (
	"fmt"
	"strings"
)

// text is the playbook.
func (d *draft) text(file string) string {
	var b strings.Builder
	does := d.goal.does()
	fmt.Fprintf(&b, "\"\"\"%s.\n\nBegun for %s. Look through it before it is run: it does what the headings suggest.\n\"\"\"\n\n", strings.ToUpper(does[:1])+does[1:], inDoc(file))
	b.WriteString("playbook(\n    params = {\n")
	def := ""
	if d.file != "" {
		def = "default = " + quoted(d.file) + ", "
	}
	fmt.Fprintf(&b, "        %s: param.file(%shelp = \"Excel or CSV file\"),\n", quoted(d.goal.param()), def)
	if d.needsProject() {
		b.WriteString("        \"project\": param.project(help = \"the project to add them to\"),\n")
	}
	b.WriteString("    },\n)\n\n")
	d.writeColumns(&b)
	params := d.goal.param()
	if d.needsProject() {
		params += ", project"
	}
	fmt.Fprintf(&b, "def main(%s):\n    def one(row):\n", params)
	for _, line := range d.row() {
		fmt.Fprintf(&b, "        %s\n", line)
	}
	args := []string{d.goal.param()}
	if d.template != "" {
		args = append(args, "template = "+quoted(d.template))
	} else {
		args = append(args, "columns = COLUMNS")
	}
	fmt.Fprintf(&b, "\n    each(sheet.read(%s), one)\n", strings.Join(append(args, d.options...), ", "))
	return b.String()
}

// inDoc is a text that does not end the docstring it stands in.
func inDoc(s string) string {
	return strings.NewReplacer(`\`, `\\`, `"`, `\"`, "\n", " ").Replace(s)
}

func (d *draft) writeColumns(b *strings.Builder) {
	if d.template != "" {
		for _, line := range d.before {
			fmt.Fprintln(b, line)
		}
		if d.before != nil {
			b.WriteString("\n")
		}
		return
	}
	b.WriteString("# What each column holds. Blank cells are None, and clear nothing.\nCOLUMNS = {\n")
	for _, c := range d.columns {
		if c.remark != "" {
			fmt.Fprintf(b, "    # %s\n", c.remark)
		}
		fmt.Fprintf(b, "    %s: %s,\n", quoted(c.name), c.kind)
	}
	b.WriteString("}\n\n")
}

// cell is how the playbook reads the column that holds a part.
func (d *draft) cell(part string) string {
	return fmt.Sprintf("row[%s]", quoted(d.table.Columns[d.parts[part]].Name))
}

// call is the lines of a call, its arguments by name; those whose column the sheet lacks are left out.
func (d *draft) call(function string, first []string, named ...[2]string) []string {
	lines := []string{function + "("}
	for _, arg := range first {
		lines = append(lines, "    "+arg+",")
	}
	for _, arg := range named {
		if d.has(arg[1]) {
			lines = append(lines, fmt.Sprintf("    %s = %s,", arg[0], d.cell(arg[1])))
		}
	}
	return append(lines, ")")
}

// row is the lines that deal with one row.
func (d *draft) row() []string {
	switch {
	case d.template != "":
		return d.lines
	case d.goal == goalMembers:
		return d.members()
	case d.goal == goalProjects:
		return d.call("acc.projects.ensure", nil, [2]string{"name", "name"}, [2]string{"type", "type"}, [2]string{"jobNumber", "number"},
			[2]string{"startDate", "start"}, [2]string{"endDate", "end"}, [2]string{"city", "city"}, [2]string{"country", "country"})
	case d.goal == goalCompanies:
		return d.call("acc.companies.ensure", nil, [2]string{"name", "name"}, [2]string{"trade", "trade"}, [2]string{"city", "city"},
			[2]string{"country", "country"})
	}
	return []string{"print(row.number, row.fields())"}
}

// members is the lines that add a person to one project or several.
func (d *draft) members() []string {
	project := "project"
	several := false
	if d.has("project") {
		at := d.parts["project"]
		several = strings.HasPrefix(d.columns[at].kind, "column.list")
		if !several {
			project = d.cell("project")
		}
	}
	lines := d.call("acc.project_users.ensure", []string{project}, [2]string{"email", "email"}, [2]string{"company", "company"},
		[2]string{"roles", "roles"}, [2]string{"access", "access"})
	if !several {
		return lines
	}
	for i := range lines {
		lines[i] = "    " + lines[i]
	}
	return append([]string{"for project in " + d.cell("project") + ":"}, lines...)
}
