package value

import (
	"bytes"
	"fmt"
	"unicode/utf8"

	"go.starlark.net/starlark"
)

// maxDepth is how deep lists and objects may be nested.
const maxDepth = 1000

// SyntaxError is JSON text that cannot be read.
type SyntaxError struct {
	Offset    int // in bytes from the beginning
	Line, Col int // from 1; Col counts characters
	Problem   string
}

// Error says where and what.
func (e *SyntaxError) Error() string {
	return fmt.Sprintf("JSON line %d, column %d: %s", e.Line, e.Col, e.Problem)
}

// Decode reads one JSON value: objects become records, arrays lists, null None, whole numbers exact ints and all others
// floats. Of a name that an object has twice the last value counts, as everywhere.
//
// A list at the outermost level may be changed by the playbook; everything within a record or list is frozen. Nothing of
// data is kept.
//
// The error is a [*SyntaxError].
func Decode(data []byte) (starlark.Value, error) {
	d := decoder{data: data, maker: newMaker()}
	v, err := d.document()
	if err != nil {
		return nil, err
	}
	return v, nil
}

// decoder is one pass over JSON text.
type decoder struct {
	maker
	data  []byte
	pos   int
	depth int
	stack []starlark.Value // values of the lists and objects that are not complete yet
	text  []byte           // the last string with escapes, unescaped
}

func (d *decoder) document() (starlark.Value, error) {
	v, err := d.value()
	if err != nil {
		return nil, err
	}
	if c, more := d.next(); more {
		return nil, d.fail(d.pos, "%s after the end of the value", quoteByte(c))
	}
	return v, nil
}

// next skips white space and returns the byte there, without taking it.
func (d *decoder) next() (c byte, ok bool) {
	for d.pos < len(d.data) {
		switch c := d.data[d.pos]; c {
		case ' ', '\t', '\n', '\r':
			d.pos++
		default:
			return c, true
		}
	}
	return 0, false
}

func (d *decoder) value() (starlark.Value, error) {
	c, ok := d.next()
	if !ok {
		return nil, d.unfinished()
	}
	switch c {
	case '{':
		return d.object()
	case '[':
		return d.list()
	case '"':
		text, err := d.string()
		if err != nil {
			return nil, err
		}
		return d.maker.string(text), nil
	case 't':
		return d.word("true", starlark.True)
	case 'f':
		return d.word("false", starlark.False)
	case 'n':
		return d.word("null", starlark.None)
	case '-', '0', '1', '2', '3', '4', '5', '6', '7', '8', '9':
		return d.number()
	}
	return nil, d.fail(d.pos, "got %s, want a value", quoteByte(c))
}

func (d *decoder) word(word string, v starlark.Value) (starlark.Value, error) {
	if !bytes.HasPrefix(d.data[d.pos:], []byte(word)) {
		return nil, d.fail(d.pos, "got %s, want a value", quoteByte(d.data[d.pos]))
	}
	d.pos += len(word)
	return v, nil
}

// enter begins a list or object.
func (d *decoder) enter() error {
	if d.depth++; d.depth > maxDepth {
		return d.fail(d.pos, "nested more than %d deep", maxDepth)
	}
	d.pos++
	return nil
}

// leave ends a list or object and returns its values, which began at base of the stack.
func (d *decoder) leave(base int) []starlark.Value {
	d.depth--
	d.pos++
	values := append([]starlark.Value(nil), d.stack[base:]...)
	clear(d.stack[base:])
	d.stack = d.stack[:base]
	return values
}

// separator takes the comma between two items, or reports that the end is next.
func (d *decoder) separator(end byte) (done bool, err error) {
	c, ok := d.next()
	switch {
	case !ok:
		return false, d.unfinished()
	case c == end:
		return true, nil
	case c != ',':
		return false, d.fail(d.pos, "got %s, want , or %c", quoteByte(c), end)
	}
	d.pos++
	return false, nil
}

func (d *decoder) list() (starlark.Value, error) {
	if err := d.enter(); err != nil {
		return nil, err
	}
	base := len(d.stack)
	c, _ := d.next()
	for done := c == ']'; !done; {
		v, err := d.value()
		if err != nil {
			return nil, err
		}
		d.stack = append(d.stack, v)
		if done, err = d.separator(']'); err != nil {
			return nil, err
		}
	}
	list := starlark.NewList(d.leave(base))
	if d.depth > 0 {
		list.Freeze()
	}
	return list, nil
}

func (d *decoder) object() (starlark.Value, error) {
	if err := d.enter(); err != nil {
		return nil, err
	}
	base := len(d.stack)
	f := d.fields()
	c, _ := d.next()
	for done := c == '}'; !done; {
		name, err := d.name()
		if err != nil {
			return nil, err
		}
		at, isNew := f.place(name)
		v, err := d.value()
		if err != nil {
			return nil, err
		}
		if isNew {
			d.stack = append(d.stack, v)
		} else {
			d.stack[base+at] = v
		}
		if done, err = d.separator('}'); err != nil {
			return nil, err
		}
	}
	return f.record(d.leave(base)), nil
}

// name takes the name of a field and the colon. The bytes are good until the next string.
func (d *decoder) name() ([]byte, error) {
	c, ok := d.next()
	if !ok {
		return nil, d.unfinished()
	}
	if c != '"' {
		return nil, d.fail(d.pos, "got %s, want the name of a field in quotes", quoteByte(c))
	}
	name, err := d.string()
	if err != nil {
		return nil, err
	}
	switch c, ok := d.next(); {
	case !ok:
		return nil, d.unfinished()
	case c != ':':
		return nil, d.fail(d.pos, "got %s, want :", quoteByte(c))
	}
	d.pos++
	return name, nil
}

func (d *decoder) unfinished() error {
	if len(bytes.TrimSpace(d.data)) == 0 {
		return d.fail(len(d.data), "there is nothing")
	}
	return d.fail(len(d.data), "the text ends too early")
}

func (d *decoder) fail(at int, format string, args ...any) error {
	before := d.data[:at]
	lineStart := bytes.LastIndexByte(before, '\n') + 1
	return &SyntaxError{
		Offset:  at,
		Line:    1 + bytes.Count(before, []byte{'\n'}),
		Col:     1 + utf8.RuneCount(before[lineStart:]),
		Problem: fmt.Sprintf(format, args...),
	}
}

func quoteByte(c byte) string {
	if c > ' ' && c < 0x7f {
		return string(rune(c))
	}
	return fmt.Sprintf("byte 0x%02x", c)
}
