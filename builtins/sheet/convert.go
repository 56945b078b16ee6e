package sheet

import (
	"fmt"
	"math"
	"slices"
	"strconv"
	"strings"
	"time"
	"unicode"
	"unicode/utf8"
)

// DateOrder is the order of day, month and year in dates written as text with numbers only.
type DateOrder uint8

// The orders of dates. Whatever the order, 2025-03-04 and 4 Mar 2025 are read too: they have one meaning only.
const (
	YearFirst  DateOrder = iota // 2025-03-04; anything else is refused
	DayFirst                    // 04/03/2025 and 4.3.2025 are 4 March
	MonthFirst                  // 04/03/2025 is 3 April
)

// Locale says how numbers and dates are written in text cells. It has no bearing on cells that Excel holds as numbers or dates.
type Locale struct {
	DecimalComma bool // 1.234,5 rather than 1,234.5
	Dates        DateOrder
}

// refuse is the error of a cell that does not hold what is wanted. Cells that hold an error of their own say so.
func (c Cell) refuse(want, hint string) *CellError {
	e := &CellError{Ref: c.Ref(), Row: c.Row(), Got: c.got(), Want: want, Hint: hint}
	if c.Kind == Error {
		e.Hint = errorHint(c.text)
	}
	return e
}

// got is what the cell holds, for an error.
func (c Cell) got() string {
	switch c.Kind {
	case Blank:
		return "nothing"
	case Text:
		return strconv.Quote(shorten(c.text))
	case Bool, Error:
		return c.Text()
	case Int, Decimal:
		return "the number " + c.Text()
	case Date:
		return "the date " + c.Text()
	}
	return "the " + strings.TrimPrefix(strings.TrimPrefix(c.Kind.String(), "a "), "an ") + " " + c.Text()
}

func shorten(s string) string {
	const most = 60
	if utf8.RuneCountInString(s) <= most {
		return s
	}
	return string([]rune(s)[:most]) + "…"
}

// AsText is the cell as text without the spaces around it; ok is false for a blank cell. A number is written as plain digits and
// a date as 2025-03-04. An error cell is refused.
func (c Cell) AsText() (text string, ok bool, err error) {
	switch c.Kind {
	case Blank:
		return "", false, nil
	case Error:
		return "", false, c.refuse("text", "")
	case Text:
		return trim(c.text), true, nil
	}
	return c.Text(), true, nil
}

// AsInt is the cell as a whole number; ok is false for a blank cell.
func (c Cell) AsInt(l Locale) (n int64, ok bool, err error) {
	const want = "a whole number"
	switch c.Kind {
	case Blank:
		return 0, false, nil
	case Int:
		return c.Int(), true, nil
	case Text:
		if n, ok := quickInt(c.text); ok {
			return n, true, nil
		}
		plain, hint := plainNumber(c.text, l)
		if hint != "" {
			return 0, false, c.refuse(want, hint)
		}
		if whole, fraction, _ := strings.Cut(plain, "."); strings.Trim(fraction, "0") == "" {
			if n, err := strconv.ParseInt(whole, 10, 64); err == nil {
				return n, true, nil
			}
		}
	}
	return 0, false, c.refuse(want, "")
}

// AsDecimal is the cell as a number; ok is false for a blank cell. Text such as 12,5 % of a column of shares is 0.125, as Excel
// itself holds it.
func (c Cell) AsDecimal(l Locale) (f float64, ok bool, err error) {
	const want = "a number"
	switch c.Kind {
	case Blank:
		return 0, false, nil
	case Int, Decimal:
		return c.Float(), true, nil
	case Text:
		if f, ok := quickDecimal(c.text); ok && !l.DecimalComma {
			return f, true, nil
		}
		text, percent := strings.CutSuffix(trim(c.text), "%")
		plain, hint := plainNumber(text, l)
		if hint != "" {
			return 0, false, c.refuse(want, hint)
		}
		if plain != "" && percent {
			plain += "e-2"
		}
		if f, err := strconv.ParseFloat(plain, 64); plain != "" && err == nil {
			return f, true, nil
		}
	}
	return 0, false, c.refuse(want, "")
}

// plainNumber is a number written by a person as strconv takes it: "-1234.5" for "- 1 234,5"; "" if it is none. Where the text has
// two meanings, or another one than the locale's, hint says how to settle it.
func plainNumber(text string, l Locale) (plain, hint string) {
	const longest = 64
	if len(text) > longest {
		return "", ""
	}
	s := trim(text)
	sign := ""
	switch {
	case strings.HasPrefix(s, "-") || strings.HasPrefix(s, "−"):
		sign, s = "-", trim(strings.TrimLeft(s, "-−"))
	case strings.HasPrefix(s, "+"):
		s = trim(s[1:])
	case strings.HasSuffix(s, "-"): // as SAP writes it
		sign, s = "-", trim(s[:len(s)-1])
	}
	for _, r := range s {
		if (r < '0' || r > '9') && r != '.' && r != ',' && r != '\'' && r != '’' && !unicode.IsSpace(r) {
			return "", ""
		}
	}
	point, comma := ".", ","
	if l.DecimalComma {
		point, comma = ",", "."
	}
	whole, fraction, hasPoint := strings.Cut(s, point)
	if strings.ContainsFunc(fraction, func(r rune) bool { return r < '0' || r > '9' }) {
		if strings.Count(s, point) > 1 || strings.Contains(fraction, comma) {
			return "", numberHint(l)
		}
		return "", ""
	}
	groups := splitGroups(whole, comma)
	if groups == nil {
		if strings.Contains(whole, comma) {
			return "", numberHint(l)
		}
		return "", ""
	}
	if !hasPoint && len(groups) == 2 && strings.Contains(whole, comma) {
		return "", numberHint(l)
	}
	plain = strings.Join(groups, "")
	if plain == "" && fraction == "" {
		return "", ""
	}
	if plain == "" {
		plain = "0"
	}
	if fraction != "" {
		plain += "." + fraction
	}
	return sign + plain, ""
}

func numberHint(l Locale) string {
	if l.DecimalComma {
		return "The file is read with a decimal comma, so a point may only group thousands, as in 1.234.567,8."
	}
	return "If the comma is the decimal sign, read the file with decimal_comma = True; else write the number without it."
}

// splitGroups is the digits of a number's whole part by thousands: one group if there is no grouping, nil if the groups are not
// of three digits or mix signs.
func splitGroups(whole, comma string) []string {
	sep := rune(0)
	groups := []string{""}
	for _, r := range whole {
		last := len(groups) - 1
		switch {
		case r >= '0' && r <= '9':
			groups[last] += string(r)
		case sep != 0 && r != sep:
			return nil
		case string(r) == comma || r == '\'' || r == '’' || unicode.IsSpace(r):
			sep = r
			groups = append(groups, "")
		default:
			return nil
		}
	}
	if len(groups) == 1 {
		return groups
	}
	for i, g := range groups {
		if i > 0 && len(g) != 3 || i == 0 && (len(g) < 1 || len(g) > 3) {
			return nil
		}
	}
	return groups
}

// AsBool is the cell as yes or no; ok is false for a blank cell. TRUE, yes, y, x, 1 are true; FALSE, no, n, 0 are false.
func (c Cell) AsBool() (yes bool, ok bool, err error) {
	switch c.Kind {
	case Blank:
		return false, false, nil
	case Bool:
		return c.Bool(), true, nil
	case Int:
		if n := c.Int(); n == 0 || n == 1 {
			return n == 1, true, nil
		}
	case Text:
		if yes, ok := quickBool(c.text); ok {
			return yes, true, nil
		}
		text := trim(c.text)
		if len(text) > 20 { // with spaces between its letters, perhaps
			break
		}
		switch fold(text) {
		case "yes", "y", "true", "x", "1", "✓", "✔", "☑":
			return true, true, nil
		case "no", "n", "false", "0", "☐":
			return false, true, nil
		}
	}
	return false, false, c.refuse("yes or no", "Write yes, true, x or 1; or no, false or 0.")
}

// AsDate is the cell as a calendar day; ok is false for a blank cell. Of a date with a time the day is taken.
func (c Cell) AsDate(l Locale) (day Day, ok bool, err error) {
	const want = "a date"
	switch c.Kind {
	case Blank:
		return Day{}, false, nil
	case Date, DateTime:
		return dayOf(c.Time()), true, nil
	case Text:
		if day, ok := quickDay(c.text); ok {
			return day, true, nil
		}
		day, hint := parseDay(trim(c.text), l.Dates)
		if day != (Day{}) {
			return day, true, nil
		}
		return Day{}, false, c.refuse(want, hint)
	case Int, Decimal:
		return Day{}, false, c.refuse(want, "Format the cell as a date in Excel.")
	}
	return Day{}, false, c.refuse(want, "")
}

// parseDay reads a date written as text. The zero day stands for text that is no date, or that the order does not settle; the hint
// then says what to do.
func parseDay(s string, order DateOrder) (Day, string) {
	const usual = "Write it as 2025-03-04."
	if len(s) > 64 {
		return Day{}, usual
	}
	s, _, _ = strings.Cut(s, "T")
	if i := strings.IndexByte(s, ' '); i == len("2025-03-04") && s[4] == '-' {
		s = s[:i] // a time after an ISO date
	}
	parts := strings.FieldsFunc(s, func(r rune) bool { return strings.ContainsRune("-/. ,\u00a0", r) })
	if len(parts) != 3 {
		return Day{}, usual
	}
	var n [3]int
	named := -1
	for i, p := range parts {
		if m := monthNamed(p); m > 0 && named < 0 {
			n[i], named = int(m), i
			continue
		}
		v, err := strconv.Atoi(p)
		if err != nil || v < 0 || len(p) > 4 {
			return Day{}, usual
		}
		n[i] = v
	}
	var d Day
	switch {
	case len(parts[0]) == 4 && named != 0 && named != 2:
		d = Day{n[0], time.Month(n[1]), n[2]}
	case len(parts[2]) != 4:
		return Day{}, "Write it with a year of four digits, as in 2025-03-04."
	case named == 1:
		d = Day{n[2], time.Month(n[1]), n[0]}
	case named == 0:
		d = Day{n[2], time.Month(n[0]), n[1]}
	case named > 0:
		return Day{}, usual
	case order == DayFirst:
		d = Day{n[2], time.Month(n[1]), n[0]}
	case order == MonthFirst:
		d = Day{n[2], time.Month(n[0]), n[1]}
	default:
		return Day{}, orderHint(n[0], n[1], n[2])
	}
	if !d.valid() {
		return Day{}, fmt.Sprintf("There is no such day: year %d, month %d, day %d.", d.Year, int(d.Month), d.Day)
	}
	return d, ""
}

func orderHint(a, b, year int) string {
	one, other := Day{year, time.Month(b), a}, Day{year, time.Month(a), b}
	switch {
	case one.valid() && other.valid() && one != other:
		return fmt.Sprintf("This could be %s or %s: read the file with dates = \"day_first\" or \"month_first\".", one, other)
	case one.valid():
		return "Read the file with dates = \"day_first\", or write the date as " + one.String() + "."
	case other.valid():
		return "Read the file with dates = \"month_first\", or write the date as " + other.String() + "."
	}
	return "Write it as 2025-03-04."
}

// monthNamed is the month with an English name or its first three letters, else 0.
func monthNamed(s string) time.Month {
	for m := time.January; m <= time.December; m++ {
		name := m.String()
		if strings.EqualFold(s, name) || strings.EqualFold(s, name[:3]) || strings.EqualFold(s, "sept") && m == time.September {
			return m
		}
	}
	return 0
}

// AsEmail is the cell as one e-mail address, as it is written; ok is false for a blank cell. A "mailto:" before it is dropped.
func (c Cell) AsEmail() (address string, ok bool, err error) {
	const want = "an e-mail address"
	switch c.Kind {
	case Blank:
		return "", false, nil
	case Text:
		if quickEmail(c.text) {
			return c.text, true, nil
		}
		s := trim(c.text)
		if len(s) > 7 && strings.EqualFold(s[:7], "mailto:") {
			s = s[7:]
		}
		hint := emailFault(s)
		if hint == "" {
			return s, true, nil
		}
		return "", false, c.refuse(want, hint)
	}
	return "", false, c.refuse(want, "")
}

// emailFault says why s is no single e-mail address of the kind ACC takes; "" if it is one.
func emailFault(s string) string {
	const usual = "Write it as ada@example.com."
	if len(s) > 1000 {
		return "It is longer than an e-mail address can be."
	}
	if strings.ContainsAny(s, ";,\n") && strings.Count(s, "@") > 1 {
		return "Write one address in a cell, and one row for each person."
	}
	if open := strings.IndexByte(s, '<'); open >= 0 && strings.HasSuffix(s, ">") {
		return "Write the address alone: " + s[open+1:len(s)-1] + "."
	}
	for _, r := range s {
		if unseen(r) && r != ' ' {
			return fmt.Sprintf("There is an invisible character (U+%04X) in it: type the address anew.", r)
		}
		if r == ' ' {
			return "There is a space in it."
		}
	}
	local, domain, found := strings.Cut(s, "@")
	switch {
	case !found || local == "" || domain == "" || strings.Contains(domain, "@"):
		return usual
	case len(s) > 254 || len(local) > 64:
		return "It is longer than an e-mail address can be."
	case strings.ContainsAny(s, "()<>[]:;,\\\""):
		return usual
	case strings.HasPrefix(local, ".") || strings.HasSuffix(local, ".") || strings.Contains(local, ".."):
		return usual
	}
	labels := strings.Split(domain, ".")
	for _, label := range labels {
		if label == "" || len(label) > 63 || strings.HasPrefix(label, "-") || strings.HasSuffix(label, "-") ||
			strings.ContainsFunc(label, func(r rune) bool { return r != '-' && !unicode.IsLetter(r) && !unicode.IsDigit(r) }) {
			return usual
		}
	}
	if len(labels) < 2 || utf8.RuneCountInString(labels[len(labels)-1]) < 2 {
		return usual
	}
	return ""
}

// AsList is the parts of the cell between separators, without the spaces around them and without empty parts; nil for a blank
// cell. With sep "" the parts are separated by semicolons or line breaks if the cell has any, else by commas.
func (c Cell) AsList(sep string) (parts []string, ok bool, err error) {
	text, ok, err := c.AsText()
	if err != nil || !ok {
		return nil, false, err
	}
	if c.Kind != Text {
		return []string{text}, true, nil
	}
	split := func(r rune) bool { return r == ';' || r == '\n' || r == '\r' }
	switch {
	case sep != "":
		parts = strings.Split(text, sep)
	case strings.ContainsFunc(text, split):
		parts = strings.FieldsFunc(text, split)
	default:
		parts = strings.Split(text, ",")
	}
	for i, p := range parts {
		parts[i] = trim(p)
	}
	parts = slices.DeleteFunc(parts, func(p string) bool { return p == "" })
	return parts, len(parts) > 0, nil
}

// AsChoice is the one of the choices that the cell names, ignoring case, accents and punctuation; ok is false for a blank cell.
func (c Cell) AsChoice(choices []string) (choice string, ok bool, err error) {
	want := "one of " + quoteList(choices)
	if c.Kind == Error {
		return "", false, c.refuse(want, "")
	}
	text, ok, _ := c.AsText()
	if !ok {
		return "", false, nil
	}
	for _, choice := range choices {
		if choice == text {
			return choice, true, nil
		}
	}
	hint := ""
	if len(text) > maxHeading {
		return "", false, c.refuse(want, hint)
	}
	folded := fold(text)
	for _, choice := range choices {
		if fold(choice) == folded {
			return choice, true, nil
		}
	}
	if near := nearest(text, choices); near != "" {
		hint = fmt.Sprintf("Did you mean %q?", near)
	}
	return "", false, c.refuse(want, hint)
}

// grouped is a number with its thousands grouped: 1,048,576.
func grouped(n int64) string {
	s := strconv.FormatInt(n, 10)
	digits := strings.TrimPrefix(s, "-")
	sign := s[:len(s)-len(digits)]
	for i := len(digits) - 3; i > 0; i -= 3 {
		digits = digits[:i] + "," + digits[i:]
	}
	return sign + digits
}

// whole reports whether f is a whole number that an int64 holds exactly.
func whole(f float64) bool { return f == math.Trunc(f) && math.Abs(f) < 1<<63 }
