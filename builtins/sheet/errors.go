package sheet

import (
	"fmt"
	"slices"
	"strings"
)

// FileError is a file that cannot be read as a sheet, or not as the options ask.
type FileError struct {
	File    string // the file's name as the user gave it
	Problem string // what is wrong, one lower-case sentence without a full stop
	Hint    string // what to do next, one sentence
	Err     error  // the cause, if there is one
}

// Error is one line: file and problem.
func (e *FileError) Error() string {
	if e.File == "" {
		return e.Problem
	}
	return e.File + ": " + e.Problem
}

// Hints says what to do next.
func (e *FileError) Hints() []string { return hints(e.Hint) }

// Unwrap returns the cause.
func (e *FileError) Unwrap() error { return e.Err }

// CellError is a cell whose value is not what was asked for.
type CellError struct {
	File   string // the file's name
	Sheet  string // the sheet's name; "" for CSV
	Ref    string // the cell: "C4"
	Row    int    // its row, from 1
	Column string // the heading of its column
	Got    string // what the cell holds, quoted where it is text: `"ada"`
	Want   string // what was asked for: "an e-mail address"
	Hint   string // what to do next, one sentence; "" when there is nothing to add
}

// Error is one line: place, what the cell holds, what was asked for.
func (e *CellError) Error() string {
	var b strings.Builder
	b.WriteString(e.Ref)
	if e.Column != "" {
		fmt.Fprintf(&b, " (%s)", e.Column)
	}
	if e.File != "" {
		fmt.Fprintf(&b, " of %s", e.File)
	}
	fmt.Fprintf(&b, ": got %s, want %s", e.Got, e.Want)
	return b.String()
}

// Hints says what to do next.
func (e *CellError) Hints() []string { return hints(e.Hint) }

// ColumnError is a column that a sheet does not have, or has more than once.
type ColumnError struct {
	File    string
	Sheet   string
	Column  string   // the name that was asked for
	Near    string   // the nearest heading there is, "" when none is near
	Columns []string // all headings
	Also    []string // the headings that fit equally well, when there are several
}

// Error is one line: file, the missing heading, the nearest one.
func (e *ColumnError) Error() string {
	place := e.File
	if e.Sheet != "" {
		place += ", sheet " + e.Sheet
	}
	if len(e.Also) > 0 {
		return fmt.Sprintf("%s: column %q fits several headings: %s", place, e.Column, quoteList(e.Also))
	}
	s := fmt.Sprintf("%s has no column %q", place, e.Column)
	if e.Near != "" {
		s += fmt.Sprintf(" (did you mean %q?)", e.Near)
	}
	return s
}

// Hints lists the headings there are.
func (e *ColumnError) Hints() []string {
	if len(e.Columns) == 0 {
		return nil
	}
	return []string{"The columns are " + quoteList(e.Columns) + "."}
}

func hints(hint string) []string {
	if hint == "" {
		return nil
	}
	return []string{hint}
}

// quoteList is names in quotes, the first 40 of them.
func quoteList(names []string) string {
	const most = 40
	quoted := make([]string, 0, min(len(names), most))
	for _, n := range names[:min(len(names), most)] {
		quoted = append(quoted, fmt.Sprintf("%q", n))
	}
	s := strings.Join(quoted, ", ")
	if len(names) > most {
		s += fmt.Sprintf(" and %d more", len(names)-most)
	}
	return s
}

// nearest is the candidate that differs least from name, ignoring case, accents and punctuation; "" when none comes near.
func nearest(name string, candidates []string) string {
	folded := []rune(fold(name))
	best, bestDistance := "", len(folded)/2+1
	for _, c := range candidates {
		f := []rune(fold(c))
		if d := distance(folded, f, bestDistance); d < bestDistance && d*2 <= max(len(folded), len(f)) {
			best, bestDistance = c, d
		}
	}
	return best
}

// distance is the Levenshtein distance of a and b, or limit when it is at least that.
func distance(a, b []rune, limit int) int {
	if max(len(a)-len(b), len(b)-len(a)) >= limit {
		return limit
	}
	row := make([]int, len(b)+1)
	for j := range row {
		row[j] = j
	}
	for i, x := range a {
		diagonal := row[0]
		row[0] = i + 1
		for j, y := range b {
			cost := diagonal
			if x != y {
				cost++
			}
			diagonal = row[j+1]
			row[j+1] = min(cost, row[j]+1, diagonal+1)
		}
		if slices.Min(row) >= limit {
			return limit
		}
	}
	return min(row[len(b)], limit)
}
