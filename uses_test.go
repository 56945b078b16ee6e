package main

import (
	"go/ast"
	"go/token"
)

// use is a selector such as os.Args in a file.
type use struct {
	name string
	pos  token.Pos
}

// uses lists the selectors of a file whose left side is a plain name.
func uses(file *ast.File) []use {
	var out []use
	ast.Inspect(file, func(n ast.Node) bool {
		if sel, ok := n.(*ast.SelectorExpr); ok {
			if left, ok := sel.X.(*ast.Ident); ok && left.Obj == nil {
				out = append(out, use{left.Name + "." + sel.Sel.Name, sel.Pos()})
			}
		}
		return true
	})
	return out
}
