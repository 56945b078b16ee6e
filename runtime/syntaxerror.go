package runtime

import (
	"fmt"
	"regexp"
	"strings"

	"go.starlark.net/starlark"
	"go.starlark.net/syntax"
)

// syntaxError makes of what the parser says an error at the token it is about, with a hint for those who come from Python.
func syntaxError(e syntax.Error, text string, universe starlark.StringDict) *SourceError {
	out := &SourceError{Pos: position(e.Pos), Msg: e.Msg}
	if open, bracket := unclosed(text); bracket != 0 && !before(out.Pos, open) && !strings.HasSuffix(e.Msg, " in string") {
		out.Pos.Line, out.Pos.Col = open.line, open.col
		out.Msg = fmt.Sprintf("%q is never closed", string(bracket))
		return out
	}
	if got := gotToken.FindStringSubmatch(e.Msg); got != nil && !strings.HasSuffix(e.Msg, "want primary expression") {
		out.Pos = tokenBefore(out.Pos, got[1], text)
	}
	line := sourceLine(text, out.Pos.Line)
	for word := range strings.FieldsFuncSeq(line, func(r rune) bool { return r != '_' && (r < 'a' || r > 'z') && (r < 'A' || r > 'Z') }) {
		if isReserved(word) {
			out.hints = []string{foreignWord(word, universe)}
			return out
		}
	}
	switch {
	case fString.MatchString(line):
		out.hints = []string{`there are no f-strings; write "{} of {}".format(a, b)`}
	case strings.Contains(e.Msg, "got '**'"):
		out.hints = []string{"there is no ** for powers; multiply"}
	}
	return out
}

// gotToken finds in a message of the parser the token that it did not expect.
var gotToken = regexp.MustCompile(`^got (.+?)(?:,| after)`)

// fString is the beginning of an f-string.
var fString = regexp.MustCompile(`(^|\W)[fF]["']`)

// before reports whether a position is before a place in the text.
func before(pos Position, at span) bool {
	return pos.Line < at.line || pos.Line == at.line && pos.Col < at.col
}

// tokenBefore is where the token begins that ends at a position. The parser reports the place up to which it has read.
func tokenBefore(pos Position, token, text string) Position {
	if token == "newline" && pos.Line > 1 && pos.Col == 1 {
		pos.Line--
		line := sourceLine(text, pos.Line)
		code, _, _ := strings.Cut(line, "#")
		pos.Col = len([]rune(strings.TrimRight(code, " \t"))) + 1
		return pos
	}
	line := []rune(sourceLine(text, pos.Line))
	end := pos.Col - 1
	if end > len(line) {
		return pos
	}
	read := string(line[:end])
	start := ""
	switch {
	case strings.HasPrefix(token, "'"):
		start = strings.TrimSuffix(read, strings.Trim(token, "'"))
	case token == "string literal":
		start = beforeLastString(read)
	default:
		start = strings.TrimRightFunc(read, func(r rune) bool { return r == '.' || isWord(r) })
	}
	pos.Col = len([]rune(start)) + 1
	return pos
}

// beforeLastString is what comes before the string literal that ends the line read so far, which is all of it when there is
// none.
func beforeLastString(read string) string {
	for i := 0; i < len(read); i++ {
		if read[i] != '"' && read[i] != '\'' {
			continue
		}
		size := stringSize(read[i:])
		if i+size == len(read) {
			return read[:i]
		}
		i += size - 1
	}
	return read
}

// unclosed finds the innermost bracket that is still open at the end of the text, and where it is; 0 for none.
func unclosed(text string) (at span, bracket byte) {
	var open []int // where, in bytes
	for rest := text; rest != ""; {
		token, size := nextBracket(rest)
		switch token {
		case '(', '[', '{':
			open = append(open, len(text)-len(rest)+size-1)
		case ')', ']', '}':
			if len(open) == 0 {
				return span{}, 0
			}
			open = open[:len(open)-1]
		}
		rest = rest[size:]
	}
	if len(open) == 0 {
		return span{}, 0
	}
	last := open[len(open)-1]
	return placeIn(text, last), text[last]
}

// nextBracket finds the next bracket outside of strings and comments. It returns it, or 0 at the end of the text, and how
// much of the text is behind it then.
func nextBracket(text string) (bracket byte, size int) {
	for i := 0; i < len(text); i++ {
		switch c := text[i]; c {
		case '#':
			n := strings.IndexByte(text[i:], '\n')
			if n < 0 {
				return 0, len(text)
			}
			i += n
		case '"', '\'':
			i += stringSize(text[i:]) - 1
		case '(', '[', '{', ')', ']', '}':
			return c, i + 1
		}
	}
	return 0, len(text)
}

// stringSize is the length of the string literal that the text begins with, quotes included.
func stringSize(text string) int {
	quote := text[:1]
	if triple := strings.Repeat(quote, 3); strings.HasPrefix(text, triple) {
		quote = triple
	}
	for i := len(quote); i < len(text); i++ {
		switch {
		case text[i] == '\\':
			i++
		case strings.HasPrefix(text[i:], quote):
			return i + len(quote)
		case text[i] == '\n' && len(quote) == 1:
			return i // it is not closed either, but that is another error
		}
	}
	return len(text)
}

// placeIn is the line and column of a byte of the text.
func placeIn(text string, offset int) span {
	head := text[:offset]
	start := strings.LastIndexByte(head, '\n') + 1
	col := len([]rune(head[start:])) + 1
	return span{1 + strings.Count(head, "\n"), col, col + 1}
}
