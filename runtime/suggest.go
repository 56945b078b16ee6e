package runtime

import (
	"sort"
	"strings"
	"unicode"
)

// Suggest returns the candidate that a person who wrote name most likely meant, or "" when none is near. Case and
// underscores do not count; at most half of the letters may differ.
func Suggest(name string, candidates []string) string {
	if near := SuggestAll(name, candidates, 1); len(near) > 0 {
		return near[0]
	}
	return ""
}

// SuggestAll returns up to limit candidates near to name, the nearest first. When none is near by spelling, those that
// contain the name as whole words are taken: "users" finds "project_users".
func SuggestAll(name string, candidates []string, limit int) []string {
	type near struct {
		name     string
		distance int
	}
	folded := foldName(name)
	allowed := len(folded) / 2
	var found []near
	seen := map[string]bool{}
	for _, c := range candidates {
		if seen[c] {
			continue
		}
		seen[c] = true
		if d := editDistance(folded, foldName(c), allowed); d <= allowed {
			found = append(found, near{c, d})
		}
	}
	if len(found) == 0 {
		for c := range seen {
			if containsWords(c, name) {
				found = append(found, near{c, len(c)})
			}
		}
	}
	sort.SliceStable(found, func(i, j int) bool {
		if found[i].distance != found[j].distance {
			return found[i].distance < found[j].distance
		}
		return found[i].name < found[j].name
	})
	var names []string
	for i := 0; i < len(found) && i < limit; i++ {
		names = append(names, found[i].name)
	}
	return names
}

// DidYouMean is the suggestion as it is appended to a message: " (did you mean create?)", or "" when nothing is near.
func DidYouMean(name string, candidates []string) string {
	if near := Suggest(name, candidates); near != "" {
		return " (did you mean " + near + "?)"
	}
	return ""
}

// foldName drops what people get wrong without noticing: case, underscores, hyphens, spaces.
func foldName(s string) []rune {
	var folded []rune
	for _, r := range s {
		if r == '_' || r == '-' || unicode.IsSpace(r) {
			continue
		}
		folded = append(folded, unicode.ToLower(r))
	}
	return folded
}

// containsWords reports whether the words of part, which underscores separate, are among those of whole.
func containsWords(whole, part string) bool {
	part = strings.ToLower(strings.Trim(part, "_"))
	if len(part) < 3 {
		return false
	}
	return strings.Contains("_"+strings.ToLower(whole)+"_", "_"+part+"_")
}

// editDistance counts the insertions, deletions, substitutions and swaps of neighbours between a and b. Once it is certain
// to exceed limit, it returns some number above limit.
func editDistance(a, b []rune, limit int) int {
	if d := len(a) - len(b); d > limit || -d > limit {
		return limit + 1
	}
	// Three rows are enough: a swap looks two rows back.
	before, last, row := make([]int, len(b)+1), make([]int, len(b)+1), make([]int, len(b)+1)
	for j := range last {
		last[j] = j
	}
	for i := 1; i <= len(a); i++ {
		row[0] = i
		best := row[0]
		for j := 1; j <= len(b); j++ {
			cost := 1
			if a[i-1] == b[j-1] {
				cost = 0
			}
			row[j] = min(last[j]+1, row[j-1]+1, last[j-1]+cost)
			if i > 1 && j > 1 && a[i-1] == b[j-2] && a[i-2] == b[j-1] {
				row[j] = min(row[j], before[j-2]+1)
			}
			best = min(best, row[j])
		}
		if best > limit {
			return limit + 1
		}
		before, last, row = last, row, before
	}
	return last[len(b)]
}
