package sheet

import (
	"bytes"
	"strconv"
	"strings"
	"unicode/utf16"
	"unicode/utf8"
)

// readStrings reads the texts that cells refer to by number. They are kept in large blocks, so that a text costs its bytes and one
// string header.
func (w *workbook) readStrings(part string) error {
	var block strings.Builder
	var scratch []byte
	var total int64
	return w.walk(part, func(x *xmlScanner) (bool, error) {
		if string(x.name) != "si" {
			return true, nil
		}
		var err error
		if scratch, err = richText(x, scratch[:0], w.limits.CellBytes); err != nil {
			return false, err
		}
		total += int64(len(scratch)) + 16
		if total > w.limits.TextBytes {
			return false, w.src.fail("holds more text than can be kept in memory ("+grouped(w.limits.TextBytes>>20)+" MB)",
				"Leave out sheets and columns that are not needed, or split the file.")
		}
		if block.Cap()-block.Len() < len(scratch) {
			block = strings.Builder{}
			block.Grow(max(64<<10, len(scratch)))
		}
		start := block.Len()
		block.Write(scratch)
		w.strings = append(w.strings, block.String()[start:])
		return true, nil
	})
}

// richText appends the text of an si or is element, whose start was the last token, to dst: its runs joined, without the reading
// aids that East Asian texts carry.
func richText(x *xmlScanner, dst []byte, limit int) ([]byte, error) {
	start := len(dst)
	for depth := x.depth(); x.depth() >= depth; {
		token, err := x.next()
		if err != nil {
			return nil, err
		}
		if token != xmlStart {
			continue
		}
		switch string(x.name) {
		case "t":
			if dst, err = elementText(x, dst, start+limit); err != nil {
				return nil, err
			}
		case "rPh", "phoneticPr", "rPr":
			if err := x.skip(); err != nil {
				return nil, err
			}
		}
	}
	return cleanText(dst, start), nil
}

// cleanText decodes, in dst from start on, the _xHHHH_ escapes by which Excel writes characters that XML cannot hold, makes line
// ends LF, and replaces what is not UTF-8.
func cleanText(dst []byte, start int) []byte {
	text := dst[start:]
	if !utf8.Valid(text) {
		dst = append(dst[:start], bytes.ToValidUTF8(bytes.Clone(text), []byte("\ufffd"))...)
		text = dst[start:]
	}
	if !bytes.Contains(text, []byte("_x")) && bytes.IndexByte(text, '\r') < 0 {
		return dst
	}
	out := start
	for i := start; i < len(dst); {
		r, n := escapeAt(dst[i:])
		if n == 0 {
			r, n = rune(dst[i]), 1
			if r >= utf8.RuneSelf {
				dst[out] = dst[i]
				out, i = out+1, i+1
				continue
			}
		} else if utf16.IsSurrogate(r) {
			low, more := escapeAt(dst[i+n:])
			r, n = utf16.DecodeRune(r, low), n+more
		}
		i += n
		switch {
		case r == 0:
			continue
		case r == '\r':
			if i < len(dst) && dst[i] == '\n' {
				continue
			}
			if next, _ := escapeAt(dst[i:]); next == '\n' {
				continue
			}
			r = '\n'
		}
		out = len(utf8.AppendRune(dst[:out], r))
	}
	return dst[:out]
}

// escapeAt is the character that an escape at the beginning of b stands for, and the escape's length; 0 if there is none.
func escapeAt(b []byte) (r rune, n int) {
	const length = len("_x000D_")
	if len(b) < length || b[0] != '_' || b[1] != 'x' || b[6] != '_' {
		return 0, 0
	}
	v, err := strconv.ParseUint(string(b[2:6]), 16, 16)
	if err != nil {
		return 0, 0
	}
	return rune(v), length
}
