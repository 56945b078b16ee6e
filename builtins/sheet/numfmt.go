package sheet

import (
	"math"
	"slices"
	"strconv"
	"strings"
)

// A numberFormat says what the numbers of a cell style stand for. It has one section, or several for positive, negative and zero.
type numberFormat struct{ sections []formatSection }

// formatKind is what a section of a number format makes of a number.
type formatKind uint8

const (
	plainFormat    formatKind = iota // a number
	dateFormat                       // the day
	timeFormat                       // the time of day
	dateTimeFormat                   // both
	elapsedFormat                    // hours, minutes or seconds that are not cut at a day, such as [h]:mm
	paddedFormat                     // digits with leading zeros, such as 00000
	textFormat                       // @: for text only
)

type formatSection struct {
	kind      formatKind
	condition string // "<", ">=" …; "" for none
	bound     float64
	pattern   []formatPart // of a padded section
}

// formatPart is a place for a digit ('0', '#' or '?') or a literal text.
type formatPart struct {
	digit   byte
	literal string
}

// builtinFormat is a number format that a file names without spelling it out, as far as its kind goes.
func builtinFormat(id int) string {
	switch {
	case id >= 14 && id <= 17, id >= 27 && id <= 31, id == 36, id >= 50 && id <= 54, id == 57, id == 58:
		return "yyyy-mm-dd"
	case id >= 18 && id <= 21, id >= 32 && id <= 35, id == 55, id == 56, id == 45, id == 47:
		return "hh:mm:ss"
	case id == 22:
		return "yyyy-mm-dd hh:mm"
	case id == 46:
		return "[h]:mm:ss"
	case id == 49:
		return "@"
	}
	return "General"
}

// maxFormat bounds the length of a number format code; Excel takes 255 characters.
const maxFormat = 1024

// parseFormat reads a number format code.
func parseFormat(code string) *numberFormat {
	f := &numberFormat{}
	if len(code) > maxFormat {
		code = ""
	}
	for rest := code; ; {
		var section formatSection
		section, rest = parseSection(rest)
		f.sections = append(f.sections, section)
		if rest == "" || len(f.sections) == 4 {
			return f
		}
		rest = rest[1:] // the semicolon
	}
}

// pick is the section that a number takes.
func (f *numberFormat) pick(v float64) *formatSection {
	for i := range f.sections {
		if f.sections[i].meets(v) {
			return &f.sections[i]
		}
	}
	numeric := make([]*formatSection, 0, 4)
	for i := range f.sections {
		if s := &f.sections[i]; s.condition == "" && s.kind != textFormat {
			numeric = append(numeric, s)
		}
	}
	switch {
	case len(numeric) == 0:
		return &formatSection{}
	case len(numeric) > 1 && v < 0:
		return numeric[1]
	case len(numeric) > 2 && v == 0:
		return numeric[2]
	}
	return numeric[0]
}

func (s *formatSection) meets(v float64) bool {
	switch s.condition {
	case "<":
		return v < s.bound
	case "<=":
		return v <= s.bound
	case ">":
		return v > s.bound
	case ">=":
		return v >= s.bound
	case "=":
		return v == s.bound
	case "<>":
		return v != s.bound
	}
	return false
}

// sectionScan gathers what a section is made of while it is read.
type sectionScan struct {
	letters []byte // of the dates and times: y m d h s, in order; 'a' for AM/PM, 'e' for elapsed
	parts   []formatPart
	zeros   int
	other   bool // a decimal point, a comma, a percent sign: certainly a plain number
	alone   bool // digits that are not the fraction of a second
	second  bool // the last piece was the point before such a fraction, or part of it
	general bool
	text    bool
}

// parseSection reads a format up to the semicolon that ends the section; rest begins with it, or is empty.
func parseSection(code string) (section formatSection, rest string) {
	var scan sectionScan
	i := 0
	for i < len(code) && code[i] != ';' {
		i += scan.take(code[i:], &section)
	}
	section.kind = scan.kind()
	if section.kind == paddedFormat {
		section.pattern = scan.parts
	}
	return section, code[i:]
}

// take reads one piece of a format and is its length.
func (s *sectionScan) take(code string, section *formatSection) int {
	lower := code[0] | 0x20
	second := s.second
	s.second = false
	switch c := code[0]; {
	case strings.IndexByte(`"\_*[`, c) >= 0:
		return s.takeMarked(code, section)
	case c == '0' || c == '#' || c == '?':
		s.parts = append(s.parts, formatPart{digit: c})
		if c == '0' {
			s.zeros++
		}
		s.second = second
		s.alone = s.alone || !second
		return 1
	case c == '@':
		s.text = true
		return 1
	case hasPrefixFold(code, "general"):
		s.general = true
		return len("general")
	case hasPrefixFold(code, "am/pm"):
		s.letters = append(s.letters, 'a')
		return len("am/pm")
	case hasPrefixFold(code, "a/p"):
		s.letters = append(s.letters, 'a')
		return len("a/p")
	case hasPrefixFold(code, "e+") || hasPrefixFold(code, "e-"):
		s.other = true
		return 2
	case c == '.' || c == ',' || c == '%' || c == '/' && len(s.letters) == 0 && len(s.parts) > 0:
		s.other, s.second = true, c == '.' && len(s.letters) > 0
		s.literal(code[:1])
		return 1
	case strings.IndexByte("ymdhsegb", lower) >= 0:
		n := 1
		for n < len(code) && code[n]|0x20 == lower {
			n++
		}
		s.letters = append(s.letters, lower)
		return n
	}
	n := runeLen(code)
	s.literal(code[:n])
	return n
}

// takeMarked reads a piece that its first character marks as no digit and no letter of a date: "text", \x, the space _x, the
// filling *x and [brackets].
func (s *sectionScan) takeMarked(code string, section *formatSection) int {
	switch code[0] {
	case '"':
		text, _, closed := strings.Cut(code[1:], `"`)
		s.literal(text)
		if !closed {
			return len(code)
		}
		return len(text) + 2
	case '[':
		in, _, closed := strings.Cut(code[1:], "]")
		if !closed {
			return len(code)
		}
		s.bracket(in, section)
		return len(in) + 2
	}
	n := runeLen(code[1:])
	switch code[0] {
	case '\\':
		s.literal(code[1 : 1+n])
	case '_':
		s.literal(" ")
	}
	return 1 + n
}

func (s *sectionScan) literal(text string) { s.parts = append(s.parts, formatPart{literal: text}) }

// bracket reads what stands between [ and ]: elapsed time, a condition, a currency, a colour or a language.
func (s *sectionScan) bracket(in string, section *formatSection) {
	switch lower := strings.ToLower(in); {
	case lower != "" && (strings.Trim(lower, "h") == "" || strings.Trim(lower, "m") == "" || strings.Trim(lower, "s") == ""):
		s.letters = append(s.letters, 'E')
	case in != "" && strings.IndexByte("<>=", in[0]) >= 0:
		sign := in[:len(in)-len(strings.TrimLeft(in, "<>="))]
		if bound, err := strconv.ParseFloat(strings.TrimSpace(in[len(sign):]), 64); err == nil {
			section.condition, section.bound = sign, bound
		}
	case strings.HasPrefix(in, "$"):
		currency, _, _ := strings.Cut(in[1:], "-")
		if currency != "" {
			s.literal(currency)
		}
	}
}

// kind is what the pieces amount to.
func (s *sectionScan) kind() formatKind {
	switch {
	case len(s.letters) > 0 && !s.alone:
		return s.timeKind()
	case s.text && !s.alone:
		return textFormat
	case len(s.letters) == 0 && !s.general && !s.other && s.zeros > 1:
		return paddedFormat
	}
	return plainFormat
}

// timeKind tells dates from times. An m is a minute next to an hour or a second, else a month.
func (s *sectionScan) timeKind() formatKind {
	var date, clock bool
	for i, l := range s.letters {
		switch l {
		case 'E':
			return elapsedFormat
		case 'h', 's', 'a':
			clock = true
		case 'm':
			afterHour := i > 0 && (s.letters[i-1] == 'h' || s.letters[i-1] == 'E')
			beforeSecond := i+1 < len(s.letters) && s.letters[i+1] == 's'
			if afterHour || beforeSecond {
				clock = true
			} else {
				date = true
			}
		default:
			date = true
		}
	}
	switch {
	case date && clock:
		return dateTimeFormat
	case clock:
		return timeFormat
	}
	return dateFormat
}

// render writes a whole number into a padded section's places; ok is false for a number with a fraction or too many digits to be
// exact.
func (s *formatSection) render(v float64, negative bool) (text string, ok bool) {
	if v != math.Trunc(v) || math.Abs(v) >= 1e15 {
		return "", false
	}
	digits := strconv.FormatInt(int64(math.Abs(v)), 10)
	if digits == "0" {
		digits = ""
	}
	var pieces []string
	first := slices.IndexFunc(s.pattern, func(p formatPart) bool { return p.digit != 0 })
	for i, p := range slices.Backward(s.pattern) {
		switch {
		case p.digit == 0:
			pieces = append(pieces, p.literal)
		case digits != "" && i == first:
			pieces = append(pieces, digits)
		case digits != "":
			pieces = append(pieces, digits[len(digits)-1:])
			digits = digits[:len(digits)-1]
		case p.digit == '0':
			pieces = append(pieces, "0")
		case p.digit == '?':
			pieces = append(pieces, " ")
		}
	}
	slices.Reverse(pieces)
	text = strings.Join(pieces, "")
	if negative {
		text = "-" + text
	}
	return trim(text), true
}

func hasPrefixFold(s, prefix string) bool {
	return len(s) >= len(prefix) && strings.EqualFold(s[:len(prefix)], prefix)
}

func runeLen(s string) int {
	for i := range s {
		if i > 0 {
			return i
		}
	}
	return len(s)
}
