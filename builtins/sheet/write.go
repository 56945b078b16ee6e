package sheet

import (
	"fmt"
	"iter"
	"math"
	"slices"
	"strconv"
	"strings"
	"time"
	"unicode/utf16"
	"unicode/utf8"
)

// Data is a sheet to write.
type Data struct {
	Name    string   // the sheet's name, see [CheckSheetName]; CSV has none
	Columns []string // the headings
	// Rows gives the rows, none longer than Columns. A cell is nil (blank), a string, int, int64, float64, bool, [Day], time.Time
	// (its clock reading, whatever the zone) or time.Duration. An error ends the writing.
	Rows iter.Seq2[[]any, error]
}

// RowsOf is rows in memory as Data.Rows.
func RowsOf(rows [][]any) iter.Seq2[[]any, error] {
	return func(yield func([]any, error) bool) {
		for _, row := range rows {
			if !yield(row, nil) {
				return
			}
		}
	}
}

const (
	maxText      = 32767 // UTF-16 units in a cell of Excel
	maxSheetName = 31
)

// CheckSheetName says why a name is none that Excel takes for a sheet; nil if it is one.
func CheckSheetName(name string) error {
	problem := ""
	switch {
	case strings.TrimSpace(name) == "":
		problem = "is blank"
	case utf8.RuneCountInString(name) > maxSheetName:
		problem = fmt.Sprintf("has more than %d characters", maxSheetName)
	case strings.ContainsAny(name, `[]:*?/\`):
		problem = `has one of the characters [ ] : * ? / \`
	case strings.HasPrefix(name, "'") || strings.HasSuffix(name, "'"):
		problem = "begins or ends with an apostrophe"
	case strings.ContainsFunc(name, func(r rune) bool { return r < ' ' || r == utf8.RuneError }):
		problem = "has a character that cannot be shown"
	case strings.EqualFold(name, "History"):
		problem = "is one that Excel keeps for itself"
	default:
		return nil
	}
	return &FileError{Problem: fmt.Sprintf("the sheet name %q %s", name, problem), Hint: fmt.Sprintf("Call it %q.", CleanSheetName(name, nil))}
}

// CleanSheetName is the name nearest to a title that Excel takes for a sheet and that is not among those taken.
func CleanSheetName(title string, taken []string) string {
	name := strings.Map(func(r rune) rune {
		if r < ' ' || r == utf8.RuneError || strings.ContainsRune(`[]:*?/\`, r) {
			return ' '
		}
		return r
	}, title)
	name = strings.Trim(oneLine(name), "' ")
	if name == "" || strings.EqualFold(name, "History") {
		name = strings.TrimSpace("Sheet " + name)
	}
	cut := func(suffix string) string {
		runes := []rune(name)
		return strings.Trim(string(runes[:min(len(runes), maxSheetName-len(suffix))]), "' ") + suffix
	}
	result := cut("")
	for n := 2; slices.ContainsFunc(taken, func(t string) bool { return strings.EqualFold(t, result) }); n++ {
		result = cut(fmt.Sprintf(" (%d)", n))
	}
	return result
}

// checkRow refuses a row that does not fit its headings.
func checkRow(d Data, number int, row []any) error {
	if len(row) > len(d.Columns) {
		return &FileError{Problem: fmt.Sprintf("row %d of sheet %q has %d cells, but there are %d columns", number, d.Name, len(row), len(d.Columns)),
			Hint: "Give a heading for each column."}
	}
	return nil
}

// writeError is the error of a cell that cannot be written.
func writeError(d Data, row, col int, got, want, hint string) error {
	return &CellError{Sheet: d.Name, Ref: refOf(row, col), Row: row, Column: d.Columns[col-1], Got: got, Want: want, Hint: hint}
}

// cellText is a value as text, the way a spreadsheet program takes it back as the same value; ok is false for a type that no cell
// holds.
func cellText(v any, decimalComma bool) (text string, ok bool) {
	switch v := v.(type) {
	case nil:
		return "", true
	case string:
		return v, true
	case int:
		return strconv.Itoa(v), true
	case int64:
		return strconv.FormatInt(v, 10), true
	case float64:
		text = decimalText(v)
		if decimalComma {
			text = strings.Replace(text, ".", ",", 1)
		}
		return text, !math.IsNaN(v) && !math.IsInf(v, 0)
	case bool:
		return strings.ToUpper(strconv.FormatBool(v)), true
	case Day:
		return v.String(), true
	case time.Time:
		return v.Format("2006-01-02 ") + clockText(v), true
	case time.Duration:
		return durationText(v), true
	}
	return "", false
}

// cleanForXML is text without what XML cannot hold, its line ends LF.
func cleanForXML(s string) string {
	if !strings.ContainsFunc(s, unwritable) {
		return s
	}
	return strings.Map(func(r rune) rune {
		if unwritable(r) {
			return -1
		}
		return r
	}, breaks(s))
}

func unwritable(r rune) bool {
	return r < ' ' && r != '\t' && r != '\n' || r == 0xfffe || r == 0xffff
}

// units is the length of a text as Excel counts it.
func units(s string) int {
	n := 0
	for _, r := range s {
		n += max(1, utf16.RuneLen(r))
	}
	return n
}
