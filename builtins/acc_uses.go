package builtins

import (
	"maps"
	"path"
	"path/filepath"
	"slices"
	"strings"

	"go.starlark.net/syntax"

	"accstar/acc/catalog"
	"accstar/runtime"
)

// Use is an operation that the text of a playbook calls, by itself or through a helper.
type Use struct {
	Op *catalog.Operation
	// Helper is the helper that calls it, as in "acc.companies.find"; "" if the playbook does.
	Helper string
	At     runtime.Position // where the playbook names the operation or the helper
	// Sure is set if main cannot come to a good end without it: it is not in a branch, a loop, or a function that something
	// else calls, and nothing returns before it.
	Sure bool
}

// Uses reads a playbook and what it loads for the operations that main may call. It takes the text as it stands: what goes through
// a variable is not seen, and of a helper only what the helper calls whatever it is given. Each place is listed once.
func Uses(cat *catalog.Catalogue, book *runtime.Playbook) []Use {
	r := &usesReader{cat: cat, sources: book.Sources(), files: map[string]*sourceFile{}, seen: map[visit]bool{}}
	if main := r.file(book.Path); main != nil && main.defs["main"] != nil {
		r.function(main, main.defs["main"], true)
	}
	return r.merged()
}

// usesReader reads one playbook, or, for what a helper calls, one helper.
type usesReader struct {
	cat     *catalog.Catalogue
	sources runtime.Sources
	files   map[string]*sourceFile
	seen    map[visit]bool
	uses    []Use
}

// sourceFile is a file that has been read.
type sourceFile struct {
	defs  map[string]*syntax.DefStmt // its functions, those within others too, as long as a name means nothing else
	loads map[string]loaded
	blind bool // it gives the name acc another meaning
}

// loaded is a name of another file.
type loaded struct{ file, name string }

// visit is a function that has been read, as one that is sure to be called or not.
type visit struct {
	def  *syntax.DefStmt
	sure bool
}

// file reads a file of the playbook; nil if there is no such file.
func (r *usesReader) file(name string) *sourceFile {
	if f, known := r.files[name]; known {
		return f
	}
	r.files[name] = nil
	if _, known := r.sources[name]; !known {
		return nil
	}
	parsed, err := r.sources.Parse(name)
	if err != nil {
		return nil
	}
	f := &sourceFile{defs: map[string]*syntax.DefStmt{}, loads: map[string]loaded{}}
	bound := map[string]bool{}
	bind := func(targets ...syntax.Expr) { bindings(bound, targets) }
	syntax.Walk(parsed, func(n syntax.Node) bool {
		switch n := n.(type) {
		case *syntax.DefStmt:
			if f.defs[n.Name.Name] != nil {
				bound[n.Name.Name] = true // which of the two is meant takes more than reading
			}
			f.defs[n.Name.Name] = n
			bind(n.Params...)
		case *syntax.LambdaExpr:
			bind(n.Params...)
		case *syntax.AssignStmt:
			bind(n.LHS)
		case *syntax.ForStmt:
			bind(n.Vars)
		case *syntax.ForClause:
			bind(n.Vars)
		case *syntax.LoadStmt:
			from := filepath.Join(filepath.Dir(name), filepath.FromSlash(n.ModuleName()))
			for i, to := range n.To {
				f.loads[to.Name] = loaded{from, n.From[i].Name}
			}
		}
		return true
	})
	for name := range bound {
		delete(f.defs, name)
		delete(f.loads, name)
	}
	f.blind = bound["acc"] || f.defs["acc"] != nil || f.loads["acc"].file != ""
	r.files[name] = f
	return f
}

// bindings adds the names that targets of assignments, parameters and loops give a value.
func bindings(names map[string]bool, targets []syntax.Expr) {
	for _, target := range targets {
		switch x := target.(type) {
		case *syntax.Ident:
			names[x.Name] = true
		case *syntax.BinaryExpr: // a parameter with a default
			bindings(names, []syntax.Expr{x.X})
		case *syntax.UnaryExpr: // *args
			bindings(names, []syntax.Expr{x.X})
		case *syntax.ParenExpr:
			bindings(names, []syntax.Expr{x.X})
		case *syntax.TupleExpr:
			bindings(names, x.List)
		case *syntax.ListExpr:
			bindings(names, x.List)
		}
	}
}

// function reads a function that is called.
func (r *usesReader) function(f *sourceFile, def *syntax.DefStmt, sure bool) {
	if f.blind || r.seen[visit{def, true}] || r.seen[visit{def, sure}] {
		return
	}
	r.seen[visit{def, sure}] = true
	b := &usesBody{r, f}
	b.block(def.Body, sure)
}

// named is the function that a name of a file means; nil if it means none.
func (r *usesReader) named(f *sourceFile, name string) (*sourceFile, *syntax.DefStmt) {
	if def := f.defs[name]; def != nil {
		return f, def
	}
	from, ok := f.loads[name]
	if !ok {
		return nil, nil
	}
	if other := r.file(from.file); other != nil {
		return other, other.defs[from.name]
	}
	return nil, nil
}

// member notes that acc.SERVICE.MEMBER is used.
func (r *usesReader) member(service, name string, at runtime.Position, sure bool) {
	if def, file := r.helper(service, name); def != nil {
		for _, use := range r.within(file, def) {
			r.uses = append(r.uses, Use{use.Op, "acc." + service + "." + name, at, sure})
		}
		return
	}
	if op := r.cat.Operation(service + "." + name); op != nil {
		r.uses = append(r.uses, Use{Op: op, At: at, Sure: sure})
	}
}

// helper is the helper of a name; nil if there is none.
func (r *usesReader) helper(service, member string) (*syntax.DefStmt, *sourceFile) {
	name := "@std//" + service + runtime.Extension
	if _, known := r.sources[name]; !known {
		text, err := helperFiles.ReadFile(path.Join("helpers", service+runtime.Extension))
		if err != nil {
			return nil, nil
		}
		r.sources[name] = string(text)
	}
	f := r.file(name)
	if f == nil || strings.HasPrefix(member, "_") {
		return nil, nil
	}
	return f.defs[member], f
}

// within are the operations that a helper is sure to call.
func (r *usesReader) within(f *sourceFile, def *syntax.DefStmt) []Use {
	inner := &usesReader{cat: r.cat, sources: r.sources, files: r.files, seen: maps.Clone(r.seen)} // what is being read is not read again
	inner.function(f, def, true)
	return slices.DeleteFunc(inner.merged(), func(u Use) bool { return !u.Sure })
}

// merged are the uses in their order, those of one operation at one place once.
func (r *usesReader) merged() []Use {
	var out []Use
	for _, u := range r.uses {
		same := func(o Use) bool { return o.Op == u.Op && o.At == u.At }
		if i := slices.IndexFunc(out, same); i >= 0 {
			out[i].Sure = out[i].Sure || u.Sure
			continue
		}
		out = append(out, u)
	}
	return out
}

// usesBody reads the body of a function.
type usesBody struct {
	*usesReader
	file *sourceFile
}

// block reads statements in their order. It returns whether what follows is still sure to be reached.
func (b *usesBody) block(stmts []syntax.Stmt, sure bool) bool {
	for _, stmt := range stmts {
		if _, end := stmt.(*syntax.ReturnStmt); end {
			b.statement(stmt, sure)
			return false
		}
		sure = b.statement(stmt, sure)
	}
	return sure
}

func (b *usesBody) statement(stmt syntax.Stmt, sure bool) bool {
	switch s := stmt.(type) {
	case *syntax.ExprStmt:
		b.expr(s.X, sure)
	case *syntax.AssignStmt:
		b.expr(s.RHS, sure)
		b.expr(s.LHS, sure)
	case *syntax.ReturnStmt:
		b.expr(s.Result, sure)
	case *syntax.IfStmt:
		b.expr(s.Cond, sure)
		b.block(s.True, false)
		b.block(s.False, false)
		return sure && !returns(s)
	case *syntax.ForStmt:
		b.expr(s.X, sure)
		b.block(s.Body, false)
		return sure && !returns(s)
	case *syntax.DefStmt:
		b.defaults(s.Params, sure)
	}
	return sure
}

// returns reports whether a statement may end the function it is in.
func returns(stmt syntax.Stmt) bool {
	found := false
	syntax.Walk(stmt, func(n syntax.Node) bool {
		switch n.(type) {
		case *syntax.ReturnStmt:
			found = true
		case *syntax.DefStmt, *syntax.LambdaExpr:
			return false
		}
		return true
	})
	return found
}

func (b *usesBody) defaults(params []syntax.Expr, sure bool) {
	for _, p := range params {
		if p, ok := p.(*syntax.BinaryExpr); ok {
			b.expr(p.Y, sure)
		}
	}
}

func (b *usesBody) exprs(list []syntax.Expr, sure bool) {
	for _, x := range list {
		b.expr(x, sure)
	}
}

// expr reads an expression that is worked out; sure says whether it surely is.
func (b *usesBody) expr(e syntax.Expr, sure bool) {
	switch x := e.(type) {
	case *syntax.CallExpr:
		b.call(x, sure)
	case *syntax.DotExpr:
		if service, name, ok := member(x); ok {
			b.member(service, name, placeIn(x), false) // it is handed on, and whoever gets it may call it
			return
		}
		b.expr(x.X, sure)
	case *syntax.Ident:
		if f, def := b.named(b.file, x.Name); def != nil {
			b.function(f, def, false)
		}
	case *syntax.CondExpr:
		b.expr(x.Cond, sure)
		if service, name, ok := sameMember(x.True, x.False); ok {
			b.member(service, name, placeIn(x.True), sure)
		}
		b.exprs([]syntax.Expr{x.True, x.False}, false)
	case *syntax.BinaryExpr:
		b.expr(x.X, sure)
		b.expr(x.Y, sure && x.Op != syntax.AND && x.Op != syntax.OR)
	case *syntax.Comprehension:
		b.comprehension(x, sure)
	case *syntax.LambdaExpr:
		b.defaults(x.Params, sure)
		b.expr(x.Body, false)
	case *syntax.ListExpr:
		b.exprs(x.List, sure)
	case *syntax.TupleExpr:
		b.exprs(x.List, sure)
	case *syntax.DictExpr:
		b.exprs(x.List, sure)
	case *syntax.DictEntry:
		b.exprs([]syntax.Expr{x.Key, x.Value}, sure)
	case *syntax.IndexExpr:
		b.exprs([]syntax.Expr{x.X, x.Y}, sure)
	case *syntax.SliceExpr:
		b.exprs([]syntax.Expr{x.X, x.Lo, x.Hi, x.Step}, sure)
	case *syntax.ParenExpr:
		b.expr(x.X, sure)
	case *syntax.UnaryExpr:
		b.expr(x.X, sure)
	}
}

func (b *usesBody) call(x *syntax.CallExpr, sure bool) {
	for _, arg := range x.Args {
		if named, ok := arg.(*syntax.BinaryExpr); ok && named.Op == syntax.EQ {
			arg = named.Y
		}
		b.expr(arg, sure)
	}
	if service, name, ok := member(x.Fn); ok {
		b.member(service, name, placeIn(x.Fn), sure)
		return
	}
	if name, ok := x.Fn.(*syntax.Ident); ok {
		if f, def := b.named(b.file, name.Name); def != nil {
			b.function(f, def, sure)
		}
		return
	}
	b.expr(x.Fn, sure)
}

func (b *usesBody) comprehension(x *syntax.Comprehension, sure bool) {
	for i, clause := range x.Clauses {
		switch c := clause.(type) {
		case *syntax.ForClause:
			b.expr(c.X, sure && i == 0)
		case *syntax.IfClause:
			b.expr(c.Cond, false)
		}
	}
	b.expr(x.Body, false)
}

// member reports whether an expression is acc.SERVICE.NAME.
func member(e syntax.Expr) (service, name string, ok bool) {
	outer, ok := e.(*syntax.DotExpr)
	if !ok {
		return "", "", false
	}
	inner, ok := outer.X.(*syntax.DotExpr)
	if !ok {
		return "", "", false
	}
	root, ok := inner.X.(*syntax.Ident)
	return inner.Name.Name, outer.Name.Name, ok && root.Name == "acc"
}

// sameMember reports whether two expressions call the same member of acc.
func sameMember(one, other syntax.Expr) (service, name string, ok bool) {
	a, isCall := one.(*syntax.CallExpr)
	b, areCalls := other.(*syntax.CallExpr)
	if !isCall || !areCalls {
		return "", "", false
	}
	service, name, ok = member(a.Fn)
	otherService, otherName, both := member(b.Fn)
	return service, name, ok && both && service == otherService && name == otherName
}

func placeIn(e syntax.Expr) runtime.Position {
	start, _ := e.Span()
	return runtime.Position{File: start.Filename(), Line: int(start.Line), Col: int(start.Col)}
}
