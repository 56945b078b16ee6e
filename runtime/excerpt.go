package runtime

import (
	"strings"
	"unicode"

	"go.starlark.net/syntax"
)

// span is a stretch of one line, in characters from 1; endCol is the first after it.
type span struct{ line, col, endCol int }

// sourceLine is the line with that number, without its end.
func sourceLine(text string, line int) string {
	for range line - 1 {
		_, rest, ok := strings.Cut(text, "\n")
		if !ok {
			return ""
		}
		text = rest
	}
	text, _, _ = strings.Cut(text, "\n")
	return strings.TrimSuffix(text, "\r")
}

// spanAt is what to underline for a problem at a position. The interpreter gives the place of an operator, or of the
// opening parenthesis of a call; what a person looks for is the operation around it. Argument and loadName narrow it down
// to a keyword argument of a call, or to a name in a load statement.
func spanAt(filename, text string, line, col int, argument, loadName string) span {
	fallback := wordAt(text, line, col)
	f, err := dialect().Parse(filename, text, 0)
	if err != nil {
		return fallback
	}
	s := spanner{text: text, line: line, col: col, argument: argument, loadName: loadName}
	syntax.Walk(f, func(n syntax.Node) bool {
		if n != nil && s.found == nil {
			s.visit(n)
		}
		return s.found == nil
	})
	if s.found == nil {
		return fallback
	}
	return *s.found
}

// wordAt is the name that begins at a position, or the one character there.
func wordAt(text string, line, col int) span {
	runes := []rune(sourceLine(text, line))
	col = max(col, 1)
	end := col
	for end <= len(runes) && isWord(runes[end-1]) {
		end++
	}
	return span{line, col, max(end, col+1)}
}

// isWord reports whether a character can be part of a name.
func isWord(r rune) bool { return r == '_' || unicode.IsLetter(r) || unicode.IsDigit(r) }

// spanner looks for the node that an error at a position is about.
type spanner struct {
	text               string
	line, col          int
	argument, loadName string
	found              *span
}

func (s *spanner) at(pos syntax.Position) bool {
	return int(pos.Line) == s.line && int(pos.Col) == s.col
}

// take underlines from start to end if they are on one line, else the word at the fallback.
func (s *spanner) take(start, end, fallback syntax.Position) {
	if start.Line == end.Line && end.Col > start.Col {
		s.found = &span{int(start.Line), int(start.Col), int(end.Col)}
		return
	}
	word := wordAt(s.text, int(fallback.Line), int(fallback.Col))
	s.found = &word
}

func (s *spanner) visit(n syntax.Node) {
	start, end := n.Span()
	switch n := n.(type) {
	case *syntax.CallExpr:
		if s.at(n.Lparen) {
			s.call(n)
		}
	case *syntax.DotExpr:
		if s.at(n.Dot) {
			s.take(n.Name.NamePos, end, n.Name.NamePos)
		}
	case *syntax.IndexExpr:
		if s.at(n.Lbrack) {
			s.take(start, end, n.Lbrack)
		}
	case *syntax.SliceExpr:
		if s.at(n.Lbrack) {
			s.take(start, end, n.Lbrack)
		}
	case *syntax.BinaryExpr:
		if s.at(n.OpPos) {
			s.take(start, end, n.OpPos)
		}
	case *syntax.UnaryExpr:
		if s.at(n.OpPos) {
			s.take(start, end, n.OpPos)
		}
	case *syntax.AssignStmt:
		if s.at(n.OpPos) {
			s.take(start, end, n.OpPos)
		}
	case *syntax.ForStmt:
		if s.at(n.For) {
			s.take(syntax.Start(n.X), syntax.End(n.X), n.For)
		}
	case *syntax.ForClause:
		if s.at(n.For) {
			s.take(syntax.Start(n.X), syntax.End(n.X), n.For)
		}
	case *syntax.DictEntry:
		if s.at(n.Colon) {
			s.take(syntax.Start(n.Key), syntax.End(n.Key), n.Colon)
		}
	case *syntax.DefStmt:
		if s.at(n.Def) {
			s.take(syntax.Start(n.Name), syntax.End(n.Name), n.Def)
		}
	case *syntax.LoadStmt:
		if s.at(n.Load) {
			s.load(n)
		}
	}
}

// call underlines what is called, or the argument at fault.
func (s *spanner) call(n *syntax.CallExpr) {
	for _, arg := range n.Args {
		named, ok := arg.(*syntax.BinaryExpr)
		if !ok || named.Op != syntax.EQ {
			continue
		}
		if id, ok := named.X.(*syntax.Ident); ok && id.Name == s.argument {
			s.take(syntax.Start(arg), syntax.End(arg), id.NamePos)
			return
		}
	}
	start, end := n.Fn.Span()
	fallback := start
	if dot, ok := n.Fn.(*syntax.DotExpr); ok {
		fallback = dot.Name.NamePos // of a chain over several lines its last name
	}
	s.take(start, end, fallback)
}

// load underlines the file, or the name that it lacks.
func (s *spanner) load(n *syntax.LoadStmt) {
	for i, from := range n.From {
		if from.Name != s.loadName {
			continue
		}
		pos := from.NamePos
		if n.To[i].NamePos == pos {
			// load("x.star", "name"): the position is that of the name within the quotes.
			s.take(pos, syntax.MakePosition(nil, pos.Line, pos.Col+int32(len([]rune(from.Name)))), pos)
			return
		}
		s.take(syntax.Start(from), syntax.End(from), pos)
		return
	}
	s.take(syntax.Start(n.Module), syntax.End(n.Module), n.Load)
}
