package runtime

import (
	"fmt"
	"regexp"

	"go.starlark.net/syntax"
)

// advice is what to do about errors of the interpreter, which knows neither playbooks nor those who come from Python.
var advice = []struct {
	message *regexp.Regexp
	hint    string
}{
	{regexp.MustCompile(`unknown binary op: .*NoneType|^NoneType has no |unhandled index operation NoneType|NoneType value is not iterable`),
		"the value is None: nothing was found, or a cell is blank; test it first, with if"},
	{regexp.MustCompile(`unknown binary op: (int|float) \+ string|unknown binary op: string \+ (int|float)`),
		"make text of the number with str(…)"},
	{regexp.MustCompile(`unknown binary op: \w+ \+ \w+`),
		"+ joins two values of one type"},
	{regexp.MustCompile(`called recursively$`),
		"a function cannot call itself, not even by way of another; use a loop"},
	{regexp.MustCompile(`^key .* not in dict`),
		"d.get(key) gives None where d[key] fails"},
	{regexp.MustCompile(`^(global|local) variable \w+ referenced before assignment`),
		"give it a value before this line, on every way that leads here"},
	{regexp.MustCompile(`value of type long range has no len`),
		"a range this long has no length; loop over it, or use a smaller one"},
}

// adviceFor returns a hint for a message of the interpreter, or "".
func adviceFor(message string) string {
	for _, a := range advice {
		if a.message.MatchString(message) {
			return a.hint
		}
	}
	return ""
}

// frozenMessage is how the interpreter refuses to change a frozen value: "append: cannot append to frozen list".
var frozenMessage = regexp.MustCompile(`cannot .+ frozen (list|hash table)$`)

// frozenHint says why a value cannot be changed at a line, and what to do instead. Forked is true in a worker.
func frozenHint(filename, text string, line, col int, forked bool) string {
	f, err := dialect().Parse(filename, text, 0)
	if err != nil {
		return ""
	}
	name := changedName(f, line, col)
	switch {
	case name == "":
		return "a value that others share cannot be changed; change a copy of it, made with list(…) or dict(…)"
	case ownName(f, name, line):
		return fmt.Sprintf("%s is shared with others; change a copy of it: list(%s) or dict(%s)", name, name, name)
	case forked:
		return fmt.Sprintf("workers share %s, so none may change it; return what it should hold: the results come back in the order of the items", name)
	}
	return fmt.Sprintf("%s was made at the top level, which is fixed once main begins; make it in main", name)
}

// changedName is the variable that the operation at a position tries to change: seen in seen.append(x) or seen[k] = v.
func changedName(f *syntax.File, line, col int) string {
	at := func(pos syntax.Position) bool { return int(pos.Line) == line && int(pos.Col) == col }
	name := ""
	take := func(e syntax.Expr) {
		for {
			switch x := e.(type) {
			case *syntax.DotExpr:
				e = x.X
				continue
			case *syntax.IndexExpr:
				e = x.X
				continue
			case *syntax.Ident:
				name = x.Name
			}
			return
		}
	}
	syntax.Walk(f, func(n syntax.Node) bool {
		switch n := n.(type) {
		case *syntax.CallExpr:
			if dot, ok := n.Fn.(*syntax.DotExpr); ok && at(n.Lparen) {
				take(dot.X)
			}
		case *syntax.IndexExpr:
			if at(n.Lbrack) {
				take(n.X)
			}
		case *syntax.AssignStmt:
			if at(n.OpPos) {
				take(n.LHS)
			}
		}
		return name == ""
	})
	return name
}

// ownName reports whether the function around a line sets the name itself, or takes it as a parameter.
func ownName(f *syntax.File, name string, line int) bool {
	var around *syntax.DefStmt
	syntax.Walk(f, func(n syntax.Node) bool {
		if def, ok := n.(*syntax.DefStmt); ok {
			start, end := def.Span()
			if int(start.Line) <= line && line <= int(end.Line) {
				around = def // the last to match is the innermost
			}
		}
		return true
	})
	if around == nil {
		return false
	}
	own := false
	check := func(n syntax.Node) bool {
		switch n := n.(type) {
		case *syntax.AssignStmt:
			own = own || n.Op == syntax.EQ && mentions(n.LHS, name)
		case *syntax.ForStmt:
			own = own || mentions(n.Vars, name)
		}
		return !own
	}
	for _, p := range around.Params {
		own = own || mentions(p, name)
	}
	for _, stmt := range around.Body {
		syntax.Walk(stmt, check)
	}
	return own
}

// mentions reports whether an assignment to the target sets the name: x, or a, x, or the x = 1 of a parameter.
func mentions(target syntax.Expr, name string) bool {
	switch t := target.(type) {
	case *syntax.Ident:
		return t.Name == name
	case *syntax.ParenExpr:
		return mentions(t.X, name)
	case *syntax.BinaryExpr:
		return mentions(t.X, name)
	case *syntax.UnaryExpr:
		return t.X != nil && mentions(t.X, name)
	case *syntax.TupleExpr:
		for _, x := range t.List {
			if mentions(x, name) {
				return true
			}
		}
	case *syntax.ListExpr:
		for _, x := range t.List {
			if mentions(x, name) {
				return true
			}
		}
	}
	return false
}
