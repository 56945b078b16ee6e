package builtins

import (
	"path"
	"slices"
	"strings"

	"go.starlark.net/starlark"
	"go.starlark.net/syntax"
)

// HelperDoc describes a helper: a member of a service that is built from operations.
type HelperDoc struct {
	Service   string
	Name      string
	Signature string // "project_users.ensure(project, email, company = None, …)"
	Summary   string
	Text      string
}

// accDocs describes the members of acc that are no services.
func accDocs() []Doc {
	return []Doc{
		{Name: "acc.request", Signature: "acc.request(method, path, query = None, body = None, scopes = None)",
			Summary: "Calls an endpoint that accstar has no operation for.",
			Text: `Path is that of the endpoint, without host; query is a dict of parameters, body any JSON value. The answer comes as records and lists; a list is not followed over its pages. The scopes asked for are data and account, reading only for a GET; scopes = [...] names others.

Anything but a GET counts as a change whose effect is not known, so the plan is incomplete and a run needs --allow-incomplete.`,
			Example: `project = acc.request("GET", "/construction/admin/v1/projects/" + project_id)`},
		{Name: "acc.products", Signature: "acc.products.admin, acc.products.member", Summary: "Two lists of product access to send as they are, the names acc_sdk has for them.",
			Text:    `They are for acc.project_users.create, import_users and patch, and hold the eight products that acc_sdk names, whether a project has them or not. The access of acc.project_users.ensure goes by what the project has.`,
			Example: `acc.project_users.create(project, email = email, products = acc.products.member)`},
	}
}

// HelperDocs describes all helpers, from their own docstrings, sorted by service and name.
func HelperDocs() ([]HelperDoc, error) {
	files, err := helperFiles.ReadDir("helpers")
	if err != nil {
		return nil, err
	}
	var docs []HelperDoc
	for _, f := range files {
		src, err := helperFiles.ReadFile(path.Join("helpers", f.Name()))
		if err != nil {
			return nil, err
		}
		parsed, err := (&syntax.FileOptions{}).Parse(f.Name(), src, 0)
		if err != nil {
			return nil, err
		}
		service := strings.TrimSuffix(f.Name(), ".star")
		for _, stmt := range parsed.Stmts {
			if def, ok := stmt.(*syntax.DefStmt); ok && !strings.HasPrefix(def.Name.Name, "_") {
				docs = append(docs, helperDoc(service, def))
			}
		}
	}
	slices.SortFunc(docs, func(a, b HelperDoc) int {
		return strings.Compare(a.Service+"."+a.Name, b.Service+"."+b.Name)
	})
	return docs, nil
}

func helperDoc(service string, def *syntax.DefStmt) HelperDoc {
	d := HelperDoc{Service: service, Name: def.Name.Name}
	var params []string
	for _, p := range def.Params {
		params = append(params, paramText(p))
	}
	d.Signature = service + "." + d.Name + "(" + strings.Join(params, ", ") + ")"
	if len(def.Body) > 0 {
		if expr, ok := def.Body[0].(*syntax.ExprStmt); ok {
			if lit, ok := expr.X.(*syntax.Literal); ok && lit.Token == syntax.STRING {
				d.Summary, d.Text, _ = strings.Cut(strings.TrimSpace(dedent(lit.Value.(string))), "\n")
				d.Text = strings.TrimSpace(d.Text)
			}
		}
	}
	return d
}

// paramText is a parameter as it stands in a signature.
func paramText(p syntax.Expr) string {
	switch p := p.(type) {
	case *syntax.Ident:
		return p.Name
	case *syntax.BinaryExpr:
		return paramText(p.X) + " = " + paramText(p.Y)
	case *syntax.UnaryExpr:
		if p.X == nil {
			return p.Op.String()
		}
		return p.Op.String() + paramText(p.X)
	case *syntax.Literal:
		if s, ok := p.Value.(string); ok {
			return starlark.String(s).String()
		}
		return p.Raw
	}
	return "…"
}

// dedent takes away the indentation that all lines but the first share.
func dedent(text string) string {
	lines := strings.Split(text, "\n")
	indent := -1
	for _, l := range lines[1:] {
		if trimmed := strings.TrimLeft(l, " "); trimmed != "" {
			if n := len(l) - len(trimmed); indent < 0 || n < indent {
				indent = n
			}
		}
	}
	for i := 1; i < len(lines) && indent > 0; i++ {
		if len(lines[i]) >= indent {
			lines[i] = lines[i][indent:]
		} else {
			lines[i] = strings.TrimLeft(lines[i], " ")
		}
	}
	return strings.Join(lines, "\n")
}
