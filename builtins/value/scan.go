package value

import (
	"bytes"
	"math/big"
	"strconv"
	"unicode/utf16"
	"unicode/utf8"

	"go.starlark.net/starlark"
)

// maxDigits bounds whole numbers: turning digits into a number takes more than linear time.
const maxDigits = 10_000

// string takes a string in quotes and returns its text: a part of the data where there are no escapes, otherwise d.text,
// which the next string overwrites.
func (d *decoder) string() ([]byte, error) {
	d.pos++
	start := d.pos
	ascii := true
	for ; d.pos < len(d.data); d.pos++ {
		switch c := d.data[d.pos]; {
		case c == '"':
			text := d.data[start:d.pos]
			if !ascii && !utf8.Valid(text) {
				return nil, d.notUTF8(start)
			}
			d.pos++
			return text, nil
		case c == '\\':
			return d.escapedString(start)
		case c < ' ':
			return nil, d.fail(d.pos, "control character 0x%02x within a string", c)
		case c >= utf8.RuneSelf:
			ascii = false
		}
	}
	return nil, d.unfinished()
}

// escapedString goes on with a string that began at start, at its first escape.
func (d *decoder) escapedString(start int) ([]byte, error) {
	d.text = append(d.text[:0], d.data[start:d.pos]...)
	for d.pos < len(d.data) {
		switch c := d.data[d.pos]; {
		case c == '"':
			if !utf8.Valid(d.text) {
				return nil, d.notUTF8(start)
			}
			d.pos++
			return d.text, nil
		case c == '\\':
			if err := d.escape(); err != nil {
				return nil, err
			}
		case c < ' ':
			return nil, d.fail(d.pos, "control character 0x%02x within a string", c)
		default:
			d.text = append(d.text, c)
			d.pos++
		}
	}
	return nil, d.unfinished()
}

// escape takes one escape and appends what it stands for to d.text.
func (d *decoder) escape() error {
	if d.pos+1 >= len(d.data) {
		return d.unfinished()
	}
	c := d.data[d.pos+1]
	if c == 'u' {
		return d.unicodeEscape()
	}
	const from, to = `"\/bfnrt`, "\"\\/\b\f\n\r\t"
	i := bytes.IndexByte([]byte(from), c)
	if i < 0 {
		return d.fail(d.pos, "\\%s is no escape of JSON", quoteByte(c))
	}
	d.text = append(d.text, to[i])
	d.pos += 2
	return nil
}

// unicodeEscape takes \uXXXX, or two of them that form a surrogate pair. Half a pair stands for U+FFFD.
func (d *decoder) unicodeEscape() error {
	r, ok := d.hex4(d.pos)
	if !ok {
		return d.fail(d.pos, "\\u wants four hexadecimal digits")
	}
	d.pos += 6
	if utf16.IsSurrogate(r) {
		low, ok := d.hex4(d.pos)
		r = utf16.DecodeRune(r, low)
		if ok && r != utf8.RuneError {
			d.pos += 6
		}
	}
	d.text = utf8.AppendRune(d.text, r)
	return nil
}

// hex4 reads \uXXXX at a place.
func (d *decoder) hex4(at int) (rune, bool) {
	if at+6 > len(d.data) || d.data[at] != '\\' || d.data[at+1] != 'u' {
		return 0, false
	}
	var r rune
	for _, c := range d.data[at+2 : at+6] {
		switch {
		case c >= '0' && c <= '9':
			c -= '0'
		case c >= 'a' && c <= 'f':
			c -= 'a' - 10
		case c >= 'A' && c <= 'F':
			c -= 'A' - 10
		default:
			return 0, false
		}
		r = r<<4 | rune(c)
	}
	return r, true
}

// notUTF8 is the error for the string that began at start and was read up to d.pos.
func (d *decoder) notUTF8(start int) error {
	for at := start; at < d.pos; {
		r, size := utf8.DecodeRune(d.data[at:d.pos])
		if r == utf8.RuneError && size == 1 {
			return d.fail(at, "byte 0x%02x is not UTF-8", d.data[at])
		}
		at += size
	}
	return d.fail(start, "a string that is not UTF-8")
}

func (d *decoder) number() (starlark.Value, error) {
	start := d.pos
	if d.data[d.pos] == '-' {
		d.pos++
	}
	whole := d.digits()
	if whole == 0 {
		return nil, d.badNumber()
	}
	if first := d.pos - whole; whole > 1 && d.data[first] == '0' {
		return nil, d.fail(first, "a number begins with 0")
	}
	isInt := true
	if d.at('.') {
		isInt = false
		d.pos++
		if d.digits() == 0 {
			return nil, d.badNumber()
		}
	}
	if d.at('e') || d.at('E') {
		isInt = false
		d.pos++
		if d.at('+') || d.at('-') {
			d.pos++
		}
		if d.digits() == 0 {
			return nil, d.badNumber()
		}
	}
	text := string(d.data[start:d.pos])
	if isInt {
		return d.int(start, text)
	}
	f, err := strconv.ParseFloat(text, 64)
	if err != nil {
		return nil, d.fail(start, "a number too large")
	}
	return starlark.Float(f), nil
}

func (d *decoder) int(start int, text string) (starlark.Value, error) {
	if n, err := strconv.ParseInt(text, 10, 64); err == nil {
		return starlark.MakeInt64(n), nil
	}
	if len(text) > maxDigits {
		return nil, d.fail(start, "a number of more than %d digits", maxDigits)
	}
	n, _ := new(big.Int).SetString(text, 10) // digits only: it cannot fail
	return starlark.MakeBigInt(n), nil
}

// at reports whether the next byte is c.
func (d *decoder) at(c byte) bool { return d.pos < len(d.data) && d.data[d.pos] == c }

// digits takes digits and returns how many.
func (d *decoder) digits() int {
	start := d.pos
	for d.pos < len(d.data) && d.data[d.pos] >= '0' && d.data[d.pos] <= '9' {
		d.pos++
	}
	return d.pos - start
}

func (d *decoder) badNumber() error {
	if d.pos == len(d.data) {
		return d.unfinished()
	}
	return d.fail(d.pos, "got %s, want a digit", quoteByte(d.data[d.pos]))
}
