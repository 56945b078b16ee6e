package sheet

import (
	"strconv"
	"time"
)

// Most cells of a text file are written in the one way that leaves nothing to think about. What follows reads those at once; ok is
// false for anything else, which takes the long way. Where ok is true both ways agree.

// quickTrim reports whether trim leaves a text as it is: it begins and ends with a character that is seen.
func quickTrim(s string) bool {
	return s != "" && s[0] > ' ' && s[0] < 0x7f && s[len(s)-1] > ' ' && s[len(s)-1] < 0x7f
}

// quickInt reads digits only.
func quickInt(s string) (n int64, ok bool) {
	if len(s) == 0 || len(s) > 18 {
		return 0, false
	}
	for i := range len(s) {
		c := s[i] - '0'
		if c > 9 {
			return 0, false
		}
		n = n*10 + int64(c)
	}
	return n, true
}

// quickDecimal reads digits with a point between them.
func quickDecimal(s string) (f float64, ok bool) {
	if len(s) > 18 {
		return 0, false
	}
	points := 0
	for i := range len(s) {
		if s[i] == '.' && i > 0 && i < len(s)-1 {
			points++
		} else if s[i]-'0' > 9 {
			return 0, false
		}
	}
	if points > 1 {
		return 0, false
	}
	f, err := strconv.ParseFloat(s, 64)
	return f, err == nil
}

// quickBool reads the usual words.
func quickBool(s string) (yes, ok bool) {
	switch s {
	case "yes", "Yes", "YES", "true", "True", "TRUE", "x", "X", "1":
		return true, true
	case "no", "No", "NO", "false", "False", "FALSE", "0":
		return false, true
	}
	return false, false
}

// quickDay reads 2025-03-04.
func quickDay(s string) (d Day, ok bool) {
	if len(s) != len("2025-03-04") || s[4] != '-' || s[7] != '-' {
		return d, false
	}
	year, ok1 := quickInt(s[:4])
	month, ok2 := quickInt(s[5:7])
	day, ok3 := quickInt(s[8:])
	d = Day{int(year), time.Month(month), int(day)}
	if !ok1 || !ok2 || !ok3 || year == 0 || month < 1 || month > 12 || day < 1 {
		return d, false
	}
	return d, day <= 28 || d.valid()
}

// quickEmail reports whether s is plainly an e-mail address: ASCII letters, digits and - + . _ before the @, labels of letters,
// digits and hyphens behind it.
func quickEmail(s string) bool {
	if len(s) > 254 {
		return false
	}
	at := 0
	for ; at < len(s) && s[at] != '@'; at++ {
		c := s[at]
		dot := c == '.' && (at == 0 || s[at-1] == '.')
		if dot || !(plainLetter(c) || c == '.' || c == '-' || c == '+' || c == '_') {
			return false
		}
	}
	if at == 0 || at > 64 || at == len(s) || s[at-1] == '.' {
		return false
	}
	label, labels := 0, 1
	for i := at + 1; i < len(s); i++ {
		switch c := s[i]; {
		case plainLetter(c), c == '-' && label > 0:
			label++
		case c == '.' && label > 0 && label <= 63 && s[i-1] != '-':
			label = 0
			labels++
		default:
			return false
		}
	}
	return labels > 1 && label > 1 && label <= 63 && s[len(s)-1] != '-'
}

// plainLetter reports whether c is a letter or digit of ASCII.
func plainLetter(c byte) bool {
	return c|0x20 >= 'a' && c|0x20 <= 'z' || c >= '0' && c <= '9'
}
