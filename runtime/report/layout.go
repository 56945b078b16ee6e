package report

import (
	"regexp"
	"strconv"
	"strings"
	"unicode"

	"golang.org/x/text/width"
)

// displayWidth is how many columns of a terminal a text takes.
func displayWidth(s string) int {
	n := 0
	for _, r := range s {
		n += runeWidth(r)
	}
	return n
}

func runeWidth(r rune) int {
	if r < 0x80 {
		return 1
	}
	if unicode.In(r, unicode.Mn, unicode.Me, unicode.Cf) {
		return 0
	}
	switch width.LookupRune(r).Kind() {
	case width.EastAsianWide, width.EastAsianFullwidth:
		return 2
	}
	return 1
}

// clean makes a text safe to print on one line: control characters, and those that reverse the direction of writing, are spelt
// out, so that no name in an account can repaint a terminal or pose as another.
func clean(s string) string {
	if !strings.ContainsFunc(s, unsafe) {
		return s
	}
	var b strings.Builder
	for _, r := range s {
		switch {
		case r == '\t' || r == '\n' || r == '\r':
			b.WriteByte(' ')
		case unsafe(r):
			b.WriteString(strings.Trim(strconv.QuoteRuneToASCII(r), "'"))
		default:
			b.WriteRune(r)
		}
	}
	return b.String()
}

func unsafe(r rune) bool {
	return unicode.IsControl(r) || r >= 0x202a && r <= 0x202e || r >= 0x2066 && r <= 0x2069 || r == 0x2028 || r == 0x2029
}

// pad fills a text with spaces up to a width.
func pad(s string, to int) string {
	if n := to - displayWidth(s); n > 0 {
		return s + strings.Repeat(" ", n)
	}
	return s
}

func padLeft(s string, to int) string {
	if n := to - displayWidth(s); n > 0 {
		return strings.Repeat(" ", n) + s
	}
	return s
}

// wrap breaks a text at spaces into lines no wider than limit; 0 is no limit. A word wider than that is broken where it must be.
func wrap(s string, limit int) []string {
	if limit <= 0 || displayWidth(s) <= limit {
		return []string{s}
	}
	var lines []string
	line := ""
	for _, word := range strings.Fields(s) {
		switch {
		case line == "":
			line = word
		case displayWidth(line)+1+displayWidth(word) <= limit:
			line += " " + word
		default:
			lines, line = append(lines, line), word
		}
		for displayWidth(line) > limit {
			head, tail := split(line, limit)
			lines, line = append(lines, head), tail
		}
	}
	return append(lines, line)
}

// split cuts a text after as many characters as fit, at least one.
func split(s string, limit int) (head, tail string) {
	n := 0
	for i, r := range s {
		n += runeWidth(r)
		if n > limit && i > 0 {
			return s[:i], s[i:]
		}
	}
	return s, ""
}

var numeral = regexp.MustCompile(`^-?(0|[1-9][0-9]{0,10})(\.[0-9]{1,6})?$`)

// numericColumns tells which columns of a table hold nothing but numbers, written as a number is: a job number with a leading
// zero is none.
func numericColumns(columns []string, rows [][]string) []bool {
	numeric := make([]bool, len(columns))
	for i := range columns {
		for _, row := range rows {
			if i >= len(row) || row[i] == "" {
				continue
			}
			numeric[i] = numeral.MatchString(row[i])
			if !numeric[i] {
				break
			}
		}
	}
	return numeric
}

// leastColumn is what a column is not made narrower than to fit a table onto a screen.
const leastColumn = 10

// columnWidths are the widths of a table's columns, the widest made narrower until all fit into limit with two spaces between. As
// long as that will do, none is made so narrow that a word has to be broken.
func columnWidths(columns []string, rows [][]string, limit int) []int {
	widths := make([]int, len(columns))
	words := make([]int, len(columns)) // the longest of each column
	total := 2 * max(0, len(columns)-1)
	for i, c := range columns {
		widths[i], words[i] = displayWidth(c), longestWord(c)
		for _, row := range rows {
			if i < len(row) {
				widths[i] = max(widths[i], displayWidth(row[i]))
				words[i] = max(words[i], longestWord(row[i]))
			}
		}
		total += widths[i]
	}
	for limit > 0 && total > limit {
		i := widestAbove(widths, words)
		if i < 0 {
			i = widestAbove(widths, nil)
		}
		if i < 0 {
			break
		}
		widths[i]--
		total--
	}
	return widths
}

// widestAbove is the widest of the columns that can be narrower and still keep to least; -1 if there is none.
func widestAbove(widths, least []int) int {
	widest := -1
	for i, w := range widths {
		bound := leastColumn
		if least != nil {
			bound = max(bound, least[i])
		}
		if w > bound && (widest < 0 || w > widths[widest]) {
			widest = i
		}
	}
	return widest
}

func longestWord(s string) int {
	longest := 0
	for word := range strings.FieldsSeq(s) {
		longest = max(longest, displayWidth(word))
	}
	return longest
}
