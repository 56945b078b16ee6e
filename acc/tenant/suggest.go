package tenant

import "fmt"

// didYouMean is a remark in parentheses that names the nearest of the known words, or nothing if none is near.
func didYouMean(word string, known []string) string {
	best, least := "", len([]rune(word))/2+1
	for _, k := range known {
		if d := distance(fold(word), fold(k)); d < least {
			best, least = k, d
		}
	}
	if best == "" {
		return ""
	}
	return fmt.Sprintf(" (did you mean %q?)", best)
}

// DidYouMean is a remark in parentheses that names the nearest of the known words, or nothing if none is near.
func DidYouMean(word string, known []string) string { return didYouMean(word, known) }

// distance is how many letters must be put in, taken out or changed to get from one word to the other.
func distance(a, b string) int {
	s, t := []rune(a), []rune(b)
	row := make([]int, len(t)+1)
	for j := range row {
		row[j] = j
	}
	for i := range s {
		corner := row[0]
		row[0] = i + 1
		for j := range t {
			cost := corner
			if s[i] != t[j] {
				cost++
			}
			corner = row[j+1]
			row[j+1] = min(cost, row[j]+1, row[j+1]+1)
		}
	}
	return row[len(t)]
}
