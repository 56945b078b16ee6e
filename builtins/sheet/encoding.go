package sheet

import (
	"bufio"
	"bytes"
	"errors"
	"fmt"
	"io"
	"unicode/utf8"

	"golang.org/x/text/encoding/charmap"
	"golang.org/x/text/encoding/unicode"
	"golang.org/x/text/transform"
)

const windows1252 = "Windows-1252"

// guessedEncoding warns of text that might be in another encoding.
const guessedEncoding = "The file is not in UTF-8 and was read as Windows-1252: check names with accents. " +
	"Saving it as CSV UTF-8 leaves no doubt."

// decodeText is a text file as UTF-8 without a byte order mark, and the name of its encoding. The encoding is taken from the mark,
// else from where zero bytes lie; a file that is not UTF-8 is taken for Windows-1252. Zero bytes in the text are refused.
func decodeText(src Source) (text io.Reader, encoding string, err error) {
	head := make([]byte, min(src.Size, 4096))
	n, err := src.ReadAt(head, 0)
	if err != nil && !errors.Is(err, io.EOF) {
		return nil, "", readError(src, err)
	}
	head = head[:n]
	whole := io.NewSectionReader(src, 0, src.Size)
	switch {
	case bytes.HasPrefix(head, []byte("\xff\xfe")), bytes.HasPrefix(head, []byte("\xfe\xff")):
		return fromUTF16(src, unicode.LittleEndian, unicode.UseBOM), "UTF-16", nil
	case zerosAt(head, 1):
		return fromUTF16(src, unicode.LittleEndian, unicode.IgnoreBOM), "UTF-16 without a mark", nil
	case zerosAt(head, 0):
		return fromUTF16(src, unicode.BigEndian, unicode.IgnoreBOM), "UTF-16 without a mark", nil
	}
	isUTF8, err := checkBytes(src)
	if err != nil {
		return nil, "", err
	}
	if isUTF8 {
		if bytes.HasPrefix(head, []byte("\xef\xbb\xbf")) {
			whole = io.NewSectionReader(src, 3, src.Size-3)
		}
		return whole, "UTF-8", nil
	}
	if err := refuseMixed(src); err != nil {
		return nil, "", err
	}
	return transform.NewReader(whole, charmap.Windows1252.NewDecoder()), windows1252, nil
}

// refuseMixed refuses a file that is UTF-8 in one place and not in another, such as two exports one below the other: either way of
// reading it would spoil names. Windows-1252 text may hold bytes that could be UTF-8, such as Ä before a quotation mark, but few.
func refuseMixed(src Source) error {
	const few = 10 // times as many letters that are not UTF-8
	text := bufio.NewReaderSize(io.NewSectionReader(src, 0, src.Size), 256<<10)
	line := 1
	var good, bad int
	var goodLine, badLine int
	for {
		r, n, err := text.ReadRune()
		switch {
		case errors.Is(err, io.EOF):
			if good == 0 || good*few < bad {
				return nil
			}
			return src.fail(fmt.Sprintf("mixes encodings: line %d is in UTF-8, line %d is not", goodLine, badLine),
				"Open it in Excel, correct the letters with accents in one of them, and save it as CSV UTF-8.")
		case err != nil:
			return readError(src, err)
		case r == '\n':
			line++
		case r == utf8.RuneError && n == 1:
			if bad++; bad == 1 {
				badLine = line
			}
		case n > 1 && r != '\ufeff':
			if good++; good == 1 {
				goodLine = line
			}
		}
	}
}

// fromUTF16 is a file of UTF-16 as UTF-8.
func fromUTF16(src Source, order unicode.Endianness, mark unicode.BOMPolicy) io.Reader {
	return &zeroless{Reader: transform.NewReader(io.NewSectionReader(src, 0, src.Size), unicode.UTF16(order, mark).NewDecoder()), src: src, line: 1}
}

// zeroless is a text that ends in an error at its first zero character.
type zeroless struct {
	io.Reader
	src  Source
	line int
}

func (z *zeroless) Read(p []byte) (int, error) {
	n, err := z.Reader.Read(p)
	if i := bytes.IndexByte(p[:n], 0); i >= 0 {
		return 0, zeroError(z.src, z.line+bytes.Count(p[:i], []byte{'\n'}))
	}
	z.line += bytes.Count(p[:n], []byte{'\n'})
	return n, err
}

func zeroError(src Source, line int) error {
	return src.fail(fmt.Sprintf("holds a zero byte in line %d, which no text has", line),
		"If it is a spreadsheet, open it in Excel and save it as .xlsx or as CSV UTF-8.")
}

// zerosAt reports whether almost every second byte of b, from an odd or even place on, is zero and the others are not: UTF-16 of
// mostly western text.
func zerosAt(b []byte, parity int) bool {
	if len(b) < 4 {
		return false
	}
	var zeros [2]int
	for i, c := range b[:len(b)&^1] {
		if c == 0 {
			zeros[i&1]++
		}
	}
	return zeros[parity] > len(b)*2/5 && zeros[1-parity] == 0
}

// checkBytes goes through the file once: whether it is UTF-8, and that it holds no zero bytes.
func checkBytes(src Source) (isUTF8 bool, err error) {
	buf := make([]byte, 256<<10)
	r := io.NewSectionReader(src, 0, src.Size)
	isUTF8 = true
	lines, kept := 1, 0
	for {
		n, err := io.ReadFull(r, buf[kept:])
		last := errors.Is(err, io.EOF) || errors.Is(err, io.ErrUnexpectedEOF)
		if err != nil && !last {
			return false, readError(src, err)
		}
		chunk := buf[kept : kept+n]
		if i := bytes.IndexByte(chunk, 0); i >= 0 {
			return false, zeroError(src, lines+bytes.Count(chunk[:i], []byte{'\n'}))
		}
		lines += bytes.Count(chunk, []byte{'\n'})
		if isUTF8 {
			all := buf[:kept+n]
			end := len(all)
			if !last {
				end = runeBoundary(all)
			}
			isUTF8 = utf8.Valid(all[:end])
			kept = copy(buf, all[end:])
		}
		if last {
			return isUTF8, nil
		}
		if !isUTF8 {
			kept = 0
		}
	}
}

// runeBoundary is the length of b without a rune that is cut off at its end.
func runeBoundary(b []byte) int {
	for i := 1; i <= min(utf8.UTFMax, len(b)); i++ {
		if c := b[len(b)-i]; utf8.RuneStart(c) {
			if !utf8.FullRune(b[len(b)-i:]) {
				return len(b) - i
			}
			break
		}
	}
	return len(b)
}

// readError is the error of a file that the system does not give, or of a context that has ended.
func readError(src Source, err error) error {
	var end *stopped
	var known *FileError
	switch {
	case errors.As(err, &end):
		return end.cause
	case errors.As(err, &known):
		return known
	}
	fault := &FileError{File: src.Name, Problem: "cannot be read: " + err.Error(), Err: err}
	if src.InUse != "" {
		fault.Hint = "It is open in " + src.InUse + ": close it there, then try again."
	}
	return fault
}
