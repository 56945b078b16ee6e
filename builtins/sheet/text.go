package sheet

import (
	"strings"
	"unicode"

	"golang.org/x/text/unicode/norm"
)

// isSpace reports whether s holds nothing a person could see: spaces of any kind, line breaks, zero-width characters.
func isSpace(s string) bool {
	for i := 0; i < len(s); i++ {
		if c := s[i]; c > ' ' && c < 0x7f {
			return false
		}
	}
	for _, r := range s {
		if !unseen(r) {
			return false
		}
	}
	return true
}

// unseen reports whether r is a space or takes no room: what copying from a web page or a mail leaves around a value.
func unseen(r rune) bool {
	switch r {
	case '\u200b', '\u200c', '\u200d', '\u2060', '\ufeff', '\u00ad', '\u200e', '\u200f':
		return true
	}
	return r < ' ' || unicode.IsSpace(r)
}

// trim is s without the spaces and unseen characters around it.
func trim(s string) string {
	if quickTrim(s) {
		return s
	}
	return strings.TrimFunc(s, unseen)
}

// oneLine is s trimmed, with each run of spaces and line breaks made one space.
func oneLine(s string) string { return strings.Join(strings.FieldsFunc(s, unseen), " ") }

// fold is what two headings or choices must share to count as the same: letters without case and accents, digits, and signs
// other than the punctuation that people put between or after words.
func fold(s string) string {
	var b strings.Builder
	for _, r := range norm.NFKD.String(s) {
		switch {
		case unicode.Is(unicode.Mn, r), unseen(r), strings.ContainsRune("-_.:*'’\"()[]/\\", r):
		case r == 'ß':
			b.WriteString("ss")
		default:
			b.WriteRune(unicode.ToLower(unicode.ToUpper(r)))
		}
	}
	return b.String()
}
