package value

import (
	"strings"
	"unicode"
)

// nearest returns the candidate that x is most likely a misspelling of, or "" if none is within half of its letters. Case
// and underscores do not count.
func nearest(x string, candidates []string) string {
	if len(x) > 200 { // no misspelt name, and comparing would take long
		return ""
	}
	x = fold(x)
	best, bestDistance := "", (len(x)+1)/2
	for _, c := range candidates {
		if d := distance(x, fold(c)); d < bestDistance || d == 0 && best == "" {
			best, bestDistance = c, d
		}
	}
	return best
}

func fold(s string) string {
	return strings.Map(func(r rune) rune {
		if r == '_' {
			return -1
		}
		return unicode.ToLower(r)
	}, s)
}

// distance is the number of bytes to insert, remove or replace to get from a to b.
func distance(a, b string) int {
	row := make([]int, len(b)+1)
	for j := range row {
		row[j] = j
	}
	for i := range len(a) {
		diagonal := row[0]
		row[0] = i + 1
		for j := range len(b) {
			replaced := diagonal
			if a[i] != b[j] {
				replaced++
			}
			diagonal = row[j+1]
			row[j+1] = min(replaced, row[j]+1, row[j+1]+1)
		}
	}
	return row[len(b)]
}
