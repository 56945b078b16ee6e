package sheet

import (
	"bytes"
	"errors"
	"fmt"
	"io"
	"strconv"
	"unicode/utf8"
)

// xmlScanner cuts XML into tokens without building anything: the parts of a workbook run to gigabytes, and encoding/xml allocates
// for each tag. It checks that tags nest, refuses document types (and with them entities of the file's own), and bounds depth and
// token size. Names come without their namespace prefix.
type xmlScanner struct {
	r        io.Reader
	buf      []byte
	pos, end int
	start    int // where the token last read begins in buf
	eof      bool
	// verbatim is true when comments and the like are to be part of the raw bytes of the token they precede.
	verbatim bool

	name  []byte // local name of the tag last read
	attrs []byte // its attributes as written
	text  []byte // the text last read; unescaped where escaped is false
	// escaped is true when text may hold references such as &amp;.
	escaped bool

	open    []byte // full names of the open tags, end to end
	lengths []int  // the length of each name in open
	closed  bool   // the tag last read closes itself: its end comes next
}

type xmlToken uint8

const (
	xmlEOF xmlToken = iota
	xmlStart
	xmlEnd
	xmlText
)

const (
	maxXMLDepth = 64      // a workbook's own parts nest less than 20 deep
	maxXMLToken = 4 << 20 // bytes of one tag or one text; Excel's own limit of a cell is 32,767 characters
)

// errXML is wrapped by what the scanner finds wrong with a text.
var errXML = errors.New("not well-formed XML")

func newXMLScanner(r io.Reader) *xmlScanner { return &xmlScanner{r: r} }

// next reads a token. What it leaves in the scanner's fields is good until the next call.
func (s *xmlScanner) next() (xmlToken, error) {
	s.start = s.pos
	if s.closed {
		s.closed = false
		return xmlEnd, s.pop(s.open[len(s.open)-s.lengths[len(s.lengths)-1]:])
	}
	for {
		if !s.verbatim {
			s.start = s.pos
		}
		if s.pos == s.end {
			if err := s.more(); err != nil {
				return xmlEOF, err
			}
			if s.pos == s.end {
				if len(s.lengths) > 0 {
					return xmlEOF, fmt.Errorf("%w: it ends inside <%s>", errXML, s.top())
				}
				return xmlEOF, nil
			}
		}
		if s.buf[s.pos] != '<' {
			n, err := s.find(0, '<')
			if err != nil {
				return xmlEOF, err
			}
			if n < 0 {
				n = s.end - s.pos
			}
			s.text, s.escaped = s.buf[s.pos:s.pos+n], true
			s.pos += n
			return xmlText, nil
		}
		if err := s.need(2); err != nil {
			return xmlEOF, err
		}
		switch s.buf[s.pos+1] {
		case '/':
			return s.endTag()
		case '?':
			if err := s.skipPast("?>"); err != nil {
				return xmlEOF, err
			}
		case '!':
			found, err := s.declaration()
			if err != nil {
				return xmlEOF, err
			}
			if found {
				return xmlText, nil
			}
		default:
			return s.startTag()
		}
	}
}

// raw is the token last read as the file has it; nothing for the end of a tag that closes itself.
func (s *xmlScanner) raw() []byte { return s.buf[s.start:s.pos] }

// more moves what is left to the front of the buffer and reads on; at the end of the text it sets eof.
func (s *xmlScanner) more() error {
	if s.eof {
		return nil
	}
	if s.start > 0 {
		s.end = copy(s.buf, s.buf[s.start:s.end])
		s.pos -= s.start
		s.start = 0
	}
	if s.end == len(s.buf) {
		if s.end > maxXMLToken {
			return fmt.Errorf("%w: one tag or text takes more than %d MB", errXML, maxXMLToken>>20)
		}
		s.buf = append(s.buf, make([]byte, max(64<<10, len(s.buf)))...)
	}
	for range 100 {
		n, err := s.r.Read(s.buf[s.end:])
		s.end += n
		if errors.Is(err, io.EOF) {
			s.eof = true
			return nil
		}
		if err != nil {
			return err
		}
		if n > 0 {
			return nil
		}
	}
	return io.ErrNoProgress
}

// find is the offset from pos of a byte at or after offset from, reading on as needed; -1 at the end of the text.
func (s *xmlScanner) find(from int, b byte) (int, error) {
	for {
		if i := bytes.IndexByte(s.buf[s.pos+from:s.end], b); i >= 0 {
			return from + i, nil
		}
		if s.eof {
			return -1, nil
		}
		from = s.end - s.pos
		if err := s.more(); err != nil {
			return 0, err
		}
	}
}

// need reads on until n bytes are there.
func (s *xmlScanner) need(n int) error {
	for s.end-s.pos < n {
		if s.eof {
			return fmt.Errorf("%w: it ends inside a tag", errXML)
		}
		if err := s.more(); err != nil {
			return err
		}
	}
	return nil
}

// skipPast moves behind the next occurrence of a mark, in memory that does not grow.
func (s *xmlScanner) skipPast(mark string) error {
	for {
		if i := bytes.Index(s.buf[s.pos:s.end], []byte(mark)); i >= 0 {
			s.pos += i + len(mark)
			return nil
		}
		if s.eof {
			return fmt.Errorf("%w: %s is missing", errXML, mark)
		}
		if s.pos = max(s.pos, s.end-len(mark)+1); !s.verbatim {
			s.start = s.pos
		}
		if err := s.more(); err != nil {
			return err
		}
	}
}

// declaration passes over a comment, or takes a CDATA section as text, which it reports.
func (s *xmlScanner) declaration() (text bool, err error) {
	const cdata = "<![CDATA["
	if err := s.need(4); err != nil {
		return false, err
	}
	if string(s.buf[s.pos:s.pos+4]) == "<!--" {
		s.pos += 4
		return false, s.skipPast("-->")
	}
	if err := s.need(len(cdata)); err != nil {
		return false, err
	}
	if string(s.buf[s.pos:s.pos+len(cdata)]) != cdata {
		return false, fmt.Errorf("%w: it has a document type or entities, which no workbook needs", errXML)
	}
	for from := len(cdata); ; {
		i, err := s.find(from, ']')
		if err != nil {
			return false, err
		}
		if i < 0 {
			return false, fmt.Errorf("%w: ]]> is missing", errXML)
		}
		if err := s.need(i + 3); err != nil {
			return false, err
		}
		if s.buf[s.pos+i+1] == ']' && s.buf[s.pos+i+2] == '>' {
			s.text, s.escaped = s.buf[s.pos+len(cdata):s.pos+i], false
			s.pos += i + 3
			return true, nil
		}
		from = i + 1
	}
}

func (s *xmlScanner) startTag() (xmlToken, error) {
	n, err := s.tagEnd()
	if err != nil {
		return xmlEOF, err
	}
	tag := s.buf[s.pos+1 : s.pos+n]
	s.pos += n + 1
	if len(tag) > 0 && tag[len(tag)-1] == '/' {
		s.closed = true
		tag = tag[:len(tag)-1]
	}
	i := 0
	for i < len(tag) && tag[i] > ' ' {
		i++
	}
	if i == 0 {
		return xmlEOF, fmt.Errorf("%w: a tag has no name", errXML)
	}
	if len(s.lengths) == maxXMLDepth {
		return xmlEOF, fmt.Errorf("%w: tags nest more than %d deep", errXML, maxXMLDepth)
	}
	s.open = append(s.open, tag[:i]...)
	s.lengths = append(s.lengths, i)
	s.name, s.attrs = local(tag[:i]), tag[i:]
	return xmlStart, nil
}

// tagEnd is the offset of the > that ends the tag at pos, which is not one inside a value.
func (s *xmlScanner) tagEnd() (int, error) {
	var quote byte
	for from, checked := 1, 1; ; {
		n, err := s.find(from, '>')
		if err != nil {
			return 0, err
		}
		if n < 0 {
			return 0, fmt.Errorf("%w: it ends inside a tag", errXML)
		}
		for _, b := range s.buf[s.pos+checked : s.pos+n] {
			switch {
			case b == quote:
				quote = 0
			case quote == 0 && (b == '"' || b == '\''):
				quote = b
			}
		}
		if quote == 0 {
			return n, nil
		}
		from, checked = n+1, n
	}
}

func (s *xmlScanner) endTag() (xmlToken, error) {
	n, err := s.find(2, '>')
	if err != nil {
		return xmlEOF, err
	}
	if n < 0 {
		return xmlEOF, fmt.Errorf("%w: it ends inside a tag", errXML)
	}
	tag := bytes.TrimRight(s.buf[s.pos+2:s.pos+n], " \t\r\n")
	s.pos += n + 1
	return xmlEnd, s.pop(tag)
}

// pop closes the innermost open tag, whose full name must be the one given.
func (s *xmlScanner) pop(tag []byte) error {
	top := s.top()
	if !bytes.Equal(top, tag) || len(s.lengths) == 0 {
		return fmt.Errorf("%w: <%s> is closed by </%s>", errXML, top, tag)
	}
	s.name = local(tag)
	s.open = s.open[:len(s.open)-len(tag)]
	s.lengths = s.lengths[:len(s.lengths)-1]
	return nil
}

func (s *xmlScanner) top() []byte {
	if len(s.lengths) == 0 {
		return nil
	}
	return s.open[len(s.open)-s.lengths[len(s.lengths)-1]:]
}

// depth is the number of open tags.
func (s *xmlScanner) depth() int { return len(s.lengths) }

// skip passes over the rest of the element whose start was the last token, its end included.
func (s *xmlScanner) skip() error {
	for want := s.depth() - 1; s.depth() > want; {
		if _, err := s.next(); err != nil {
			return err
		}
	}
	return nil
}

// skipRaw passes over the rest of the element whose start was the last token without looking at the tags in it, several times as
// fast as skip. The element must not hold another one of its name.
func (s *xmlScanner) skipRaw() error {
	if s.closed {
		return s.skip()
	}
	for {
		s.start = s.pos
		n, err := s.find(0, '<')
		if err != nil {
			return err
		}
		if n < 0 {
			return fmt.Errorf("%w: it ends inside <%s>", errXML, s.top())
		}
		s.pos += n
		s.start = s.pos
		if err := s.need(2); err != nil {
			return err
		}
		top := s.top()
		switch s.buf[s.pos+1] {
		case '!':
			if _, err := s.declaration(); err != nil {
				return err
			}
		case '/':
			if err := s.need(2 + len(top)); err != nil {
				return err
			}
			if bytes.Equal(s.buf[s.pos+2:s.pos+2+len(top)], top) {
				_, err := s.endTag()
				return err
			}
			s.pos += 2
		default:
			s.pos++
		}
	}
}

// local is a name without its namespace prefix.
func local(name []byte) []byte {
	if i := bytes.IndexByte(name, ':'); i > 0 && i+1 < len(name) {
		return name[i+1:]
	}
	return name
}

// attribute cuts the first attribute off attrs: its local name and its value as written. ok is false when there is none.
func attribute(attrs []byte) (name, value, rest []byte, ok bool) {
	i := 0
	for i < len(attrs) && attrs[i] <= ' ' {
		i++
	}
	start := i
	for i < len(attrs) && attrs[i] != '=' && attrs[i] > ' ' {
		i++
	}
	name = attrs[start:i]
	for i < len(attrs) && (attrs[i] <= ' ' || attrs[i] == '=') {
		i++
	}
	if i == len(attrs) || len(name) == 0 || attrs[i] != '"' && attrs[i] != '\'' {
		return nil, nil, nil, false
	}
	n := bytes.IndexByte(attrs[i+1:], attrs[i])
	if n < 0 {
		return nil, nil, nil, false
	}
	return local(name), attrs[i+1 : i+1+n], attrs[i+n+2:], true
}

// attr is the value of the attribute with a local name, unescaped; "" without it.
func (s *xmlScanner) attr(want string) string {
	for rest := s.attrs; ; {
		name, value, after, ok := attribute(rest)
		if !ok {
			return ""
		}
		if string(name) == want {
			return string(appendUnescaped(nil, value))
		}
		rest = after
	}
}

// flag reads an attribute of type boolean.
func (s *xmlScanner) flag(name string) bool {
	v := s.attr(name)
	return v == "1" || v == "true" || v == "on"
}

// number reads an attribute that holds a whole number; 0 for anything else.
func (s *xmlScanner) number(name string) int {
	n, err := strconv.Atoi(s.attr(name))
	if err != nil {
		return 0
	}
	return n
}

// appendText appends the text last read to dst, unescaped.
func (s *xmlScanner) appendText(dst []byte) []byte {
	if !s.escaped {
		return append(dst, s.text...)
	}
	return appendUnescaped(dst, s.text)
}

// appendUnescaped appends XML text to dst with its references replaced and its line ends made LF. References that XML does not
// know stay as they are.
func appendUnescaped(dst, text []byte) []byte {
	if bytes.IndexByte(text, '&') < 0 && bytes.IndexByte(text, '\r') < 0 {
		return append(dst, text...)
	}
	for len(text) > 0 {
		i := bytes.IndexAny(text, "&\r")
		if i < 0 {
			return append(dst, text...)
		}
		dst = append(dst, text[:i]...)
		text = text[i:]
		if text[0] == '\r' {
			if text = text[1:]; len(text) == 0 || text[0] != '\n' {
				dst = append(dst, '\n')
			}
			continue
		}
		end := bytes.IndexByte(text[:min(len(text), 12)], ';')
		if end < 0 {
			dst, text = append(dst, '&'), text[1:]
			continue
		}
		if r, ok := reference(text[1:end]); ok {
			dst = utf8.AppendRune(dst, r)
		} else {
			dst = append(dst, text[:end+1]...)
		}
		text = text[end+1:]
	}
	return dst
}

// reference is the character that the inside of &…; stands for.
func reference(name []byte) (rune, bool) {
	switch string(name) {
	case "amp":
		return '&', true
	case "lt":
		return '<', true
	case "gt":
		return '>', true
	case "quot":
		return '"', true
	case "apos":
		return '\'', true
	}
	if len(name) < 2 || name[0] != '#' {
		return 0, false
	}
	digits, base := name[1:], 10
	if digits[0] == 'x' || digits[0] == 'X' {
		digits, base = digits[1:], 16
	}
	n, err := strconv.ParseUint(string(digits), base, 32)
	if err != nil || n == 0 || n > utf8.MaxRune {
		return 0, false
	}
	return rune(n), true
}
