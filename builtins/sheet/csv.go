package sheet

import (
	"bufio"
	"bytes"
	"errors"
	"fmt"
	"io"
	"path/filepath"
	"strings"
)

// openCSV makes r read a text file of separated values.
func (r *Reader) openCSV(src Source, opt Options, limits Limits) error {
	if opt.Sheet != "" {
		return src.fail(fmt.Sprintf("is a text file and has no sheet %q", opt.Sheet), "Leave out the sheet's name.")
	}
	r.layout.area = area{1, 1, maxInt, maxCol}
	if opt.Range != "" {
		a, ok := parseArea(opt.Range)
		if !ok {
			return src.fail(fmt.Sprintf("is a text file and has no table or name %q", opt.Range),
				"Leave it out, or give cells, such as A3:F40.")
		}
		r.layout.area = a
	}
	text, encoding, err := decodeText(src)
	if err != nil {
		return err
	}
	r.encoding = encoding
	if encoding == windows1252 {
		r.notes.add(noteEncoding, guessedEncoding)
	}
	buffered := bufio.NewReaderSize(text, sniffBytes)
	sample, err := buffered.Peek(sniffBytes)
	if err != nil && !errors.Is(err, io.EOF) && !errors.Is(err, bufio.ErrBufferFull) {
		return readError(src, err)
	}
	complete := len(sample) < sniffBytes
	head := string(sample)
	delimiter, skip := separatorLine(head)
	if _, err := buffered.Discard(skip); err != nil {
		return readError(src, err)
	}
	switch {
	case opt.Delimiter != 0:
		if opt.Delimiter >= 0x80 || strings.ContainsRune("\"\r\n", opt.Delimiter) {
			return src.fail(fmt.Sprintf("cannot be read with the delimiter %q", opt.Delimiter), `Use one of "," ";" "|" or a tab.`)
		}
		delimiter = byte(opt.Delimiter)
	case delimiter == 0:
		delimiter = guessDelimiter(head[skip:], complete, filepath.Ext(src.Name))
	}
	rows := &csvRows{src: src, r: buffered, delimiter: delimiter, line: 1, limit: limits.CellBytes, area: r.layout.area}
	if skip > 0 {
		rows.separatorLine = head[:skip]
		rows.line++
	}
	r.rows = rows
	return nil
}

const (
	sniffBytes = 64 << 10
	maxInt     = int(^uint32(0) >> 1) // bounds the row numbers of CSV files, which have no such limit as Excel's
)

// separatorLine reads Excel's own first line sep=; and says how long it is; 0 if there is none.
func separatorLine(sample string) (delimiter byte, length int) {
	line, rest, _ := strings.Cut(sample, "\n")
	plain := strings.Trim(strings.TrimSuffix(line, "\r"), `"`)
	if len(plain) == len("sep=;") && strings.EqualFold(plain[:4], "sep=") {
		return plain[4], len(sample) - len(rest)
	}
	return 0, 0
}

// guessDelimiter is the separator that cuts the sample most evenly; of several, the one that makes most columns.
func guessDelimiter(sample string, complete bool, ext string) byte {
	order := []byte{',', ';', '\t', '|'}
	if strings.EqualFold(ext, ".tsv") || strings.EqualFold(ext, ".tab") {
		order = []byte{'\t', ',', ';', '|'}
	}
	best, bestEven, bestWidth := order[0], 0.0, 1
	for _, d := range order {
		even, width := evenness(sample, complete, d)
		if width > 1 && (even > bestEven+0.001 || even > bestEven-0.001 && width > bestWidth) {
			best, bestEven, bestWidth = d, even, width
		}
	}
	return best
}

// evenness is the commonest number of cells of the sample's first rows if d separates them, and the share of rows that have it.
func evenness(sample string, complete bool, d byte) (share float64, width int) {
	rows := &csvRows{r: strings.NewReader(sample), delimiter: d, limit: len(sample), area: area{1, 1, maxInt, maxCol}, lenient: true}
	counts := map[int]int{}
	total := 0
	var row, last rawRow
	for total <= headRows {
		if more, err := rows.next(&row); err != nil || !more {
			if !complete && total > 1 { // the last row may be cut off
				counts[last.width]--
				total--
			}
			break
		}
		counts[row.width]++
		total++
		last.width = row.width
	}
	for w, n := range counts {
		if n > counts[width] || n == counts[width] && w > width {
			width = w
		}
	}
	return float64(counts[width]) / float64(max(total, 1)), width
}

// csvRows reads separated values. It is not encoding/csv because that skips blank lines without counting them, so that row numbers
// are lost, does not know CR line ends, and either refuses a quote inside a plain value (5" pipe), which Excel takes as it stands,
// or lets a quote that is never closed swallow the rest of the file. On what encoding/csv takes, both agree.
type csvRows struct {
	src       Source
	r         io.Reader
	delimiter byte
	limit     int       // bytes of one cell
	area      area      // cells to give
	lenient   bool      // an open quote at the end is no error: the text is a sample
	careful   bool      // go through every row byte by byte; for tests
	special   [256]bool // the bytes that the search for a row's end stops at
	buf       []byte
	pos, end  int
	eof       bool
	block     strings.Builder // holds the text of the rows last read
	number    int             // rows given so far
	line      int             // line of the next row
	// separatorLine is the line sep=; at the beginning of the file, its end included; "" without one.
	separatorLine string
}

// next reads one row. Rows without any cell count but are passed over.
func (c *csvRows) next(row *rawRow) (bool, error) {
	for {
		size, lines, err := c.record()
		if err != nil || size < 0 {
			return false, err
		}
		c.number++
		*row = rawRow{number: c.number, line: c.line, bytes: size, cells: row.cells[:0]}
		if c.number < c.area.top {
			c.pos, c.line = c.pos+size, c.line+lines
			continue
		}
		if c.number > c.area.bottom {
			return false, nil
		}
		text := c.keep(c.buf[c.pos : c.pos+size])
		c.pos, c.line = c.pos+size, c.line+lines
		if err := c.split(text, row); err != nil {
			return false, err
		}
		if strings.Contains(text, "\ufffd") {
			markReplaced(row.cells)
		}
		if row.width > 0 {
			return true, nil
		}
	}
}

// markReplaced marks the cells that hold the sign for a character that could not be read.
func markReplaced(cells []Cell) {
	for i := range cells {
		if strings.Contains(cells[i].text, "\ufffd") {
			cells[i].flags |= replaced
		}
	}
}

// quoting is where in a value the search for a row's end is.
type quoting uint8

const (
	atStart  quoting = iota // before a value
	inPlain                 // in a value without quotes, or behind the closing quote
	inQuotes                // between quotes
	atQuote                 // behind a quote that closes the value, or is the first of two
)

// rowEnd is a search for the end of a row.
type rowEnd struct {
	state             quoting
	lines             int // line ends so far
	col               int // the value it is in, from 1
	openLine, openCol int // where the last quote was opened
}

// advance goes on with the search from buf[i]: the place where it stopped, and whether that is behind the row's end. A CR at the
// end of buf is left for later unless buf is the last of the file: LF may follow.
func (e *rowEnd) advance(buf []byte, i int, special *[256]bool, last bool) (next int, found bool) {
	for i < len(buf) {
		b := buf[i]
		if !special[b] {
			if e.state != inQuotes {
				e.state = inPlain
			}
			for i++; i < len(buf) && !special[buf[i]]; i++ {
			}
			continue
		}
		if b == '\r' && i+1 == len(buf) && !last {
			return i, false
		}
		i++
		switch {
		case b == '"' && e.state == inQuotes:
			e.state = atQuote
		case b == '"' && e.state == atQuote:
			e.state = inQuotes
		case b == '"' && e.state == atStart:
			e.state, e.openLine, e.openCol = inQuotes, e.lines, e.col
		case b == '"':
		case b == '\n' || b == '\r':
			if b == '\r' && i < len(buf) && buf[i] == '\n' {
				i++
			}
			if e.lines++; e.state != inQuotes {
				return i, true
			}
		case e.state != inQuotes: // the delimiter
			e.state = atStart
			e.col++
		}
	}
	return i, false
}

// record finds the end of the row at c.pos and reads on until all of it is in the buffer: its size with the line end and how many
// lines it takes; -1 at the end of the file.
func (c *csvRows) record() (size, lines int, err error) {
	if size := c.simpleRow(); size > 0 {
		return size, 1, nil
	}
	for _, b := range []byte{'"', '\n', '\r', c.delimiter} {
		c.special[b] = true
	}
	end := rowEnd{col: 1}
	for i, found := c.pos, false; ; {
		if i, found = end.advance(c.buf[:c.end], i, &c.special, c.eof); found {
			return i - c.pos, end.lines, nil
		}
		open := end.state == inQuotes && !c.lenient
		switch {
		case c.eof && open, open && c.end-c.pos > maxRecord:
			return 0, 0, c.openQuote(c.number+1, end.openCol, c.line+end.openLine)
		case c.eof && c.pos == c.end:
			return -1, 0, nil
		case c.eof:
			return c.end - c.pos, end.lines + 1, nil
		case c.end-c.pos > maxRecord:
			return 0, 0, c.src.fail(fmt.Sprintf("has a row of more than %d MB in line %d", maxRecord>>20, c.line),
				"Check that it is a text file with one row to a line.")
		}
		i -= c.pos
		if err := c.fillBuffer(); err != nil {
			return 0, 0, err
		}
		i += c.pos
	}
}

// simpleRow is the size of the row at c.pos with its line end, if the buffer holds it and it takes one line; else 0. It only finds
// sooner what the search for a row's end would find too.
func (c *csvRows) simpleRow() int {
	if c.careful {
		return 0
	}
	n := bytes.IndexByte(c.buf[c.pos:c.end], '\n')
	if n < 0 {
		return 0
	}
	line := c.buf[c.pos : c.pos+n]
	if i := bytes.IndexByte(line, '\r'); i >= 0 && i < n-1 {
		return 0
	}
	for at := 0; ; {
		i := bytes.IndexByte(line[at:], '"')
		if i < 0 {
			return n + 1
		}
		if at += i; at > 0 && line[at-1] != c.delimiter { // inside a plain value: it goes on to the next delimiter
			if i = bytes.IndexByte(line[at:], c.delimiter); i < 0 {
				return n + 1
			}
			at += i
			continue
		}
		for {
			if i = bytes.IndexByte(line[at+1:], '"'); i < 0 {
				return 0
			}
			at += i + 2
			if at == n || line[at] != '"' {
				break
			}
		}
	}
}

// keep is a row's text as a string. Rows share blocks of memory, which spares an allocation for each.
func (c *csvRows) keep(row []byte) string {
	const blockBytes = 16 << 10
	if c.block.Cap()-c.block.Len() < len(row) {
		c.block = strings.Builder{}
		c.block.Grow(max(blockBytes, len(row)))
	}
	start := c.block.Len()
	c.block.Write(row)
	return c.block.String()[start:]
}

func (c *csvRows) openQuote(row, col, line int) error {
	return c.src.fail(fmt.Sprintf("opens a quote in %s (line %d) that is never closed", refOf(row, min(col, maxCol)), line),
		`Close it, or write it twice ("") where it is part of the text.`)
}

// fillBuffer moves what is left to the front of the buffer and reads more.
func (c *csvRows) fillBuffer() error {
	if c.pos > 0 {
		c.end = copy(c.buf, c.buf[c.pos:c.end])
		c.pos = 0
	}
	if c.end == len(c.buf) {
		c.buf = append(c.buf, make([]byte, max(4*sniffBytes, len(c.buf)))...) // more than what is buffered below is read past that buffer
	}
	n, err := c.r.Read(c.buf[c.end:])
	c.end += n
	if errors.Is(err, io.EOF) {
		c.eof = true
		return nil
	}
	if err != nil {
		return readError(c.src, err)
	}
	return nil
}

// split cuts a row's text, with its line end, into cells.
func (c *csvRows) split(text string, row *rawRow) error {
	text = strings.TrimSuffix(text, "\n")
	text = strings.TrimSuffix(text, "\r")
	if text == "" {
		return nil
	}
	for col := 1; ; col++ {
		var value string
		if text != "" && text[0] == '"' {
			value, text = unquote(text, c.delimiter)
		} else if i := strings.IndexByte(text, c.delimiter); i >= 0 {
			value, text = text[:i], text[i:]
		} else {
			value, text = text, ""
		}
		row.width = col
		if col > maxCol {
			return c.src.fail(fmt.Sprintf("has more than %s cells in row %d", grouped(maxCol), row.number),
				"Check the delimiter.")
		}
		if len(value) > c.limit {
			return c.src.fail(fmt.Sprintf("has more than %d KB of text in %s (line %d)", c.limit>>10, refOf(row.number, col), row.line),
				"A quote may be missing or too many.")
		}
		if value != "" && col >= c.area.left && col <= c.area.right {
			row.cells = appendText(row.cells, row.number, col, value)
		}
		if text == "" {
			return nil
		}
		text = text[1:] // the delimiter
	}
}

// appendText appends the cell that holds a value, unless the value is blank.
func appendText(cells []Cell, row, col int, value string) []Cell {
	if b := value[0]; b <= ' ' || b >= 0x7f || b == '=' {
		if value = excelText(value); isSpace(value) {
			return cells
		}
	}
	n := len(cells)
	if n == cap(cells) {
		cells = append(cells, Cell{})
	}
	cells = cells[:n+1]
	c := &cells[n] // field by field: a cell put together first and copied then takes three times as long
	c.text, c.num, c.row, c.col, c.Kind, c.flags = value, 0, int32(row), int16(col), Text, 0
	return cells
}

// unquote reads a value in quotes at the beginning of text, and what follows it up to the delimiter, as Excel does.
func unquote(text string, delimiter byte) (value, rest string) {
	text = text[1:]
	i := strings.IndexByte(text, '"')
	if i < 0 {
		return breaks(text), ""
	}
	if i+1 == len(text) || text[i+1] == delimiter { // the common case: no quote inside, nothing behind
		return breaks(text[:i]), text[i+1:]
	}
	var b strings.Builder
	for {
		b.WriteString(text[:i])
		text = text[i+1:]
		if !strings.HasPrefix(text, `"`) {
			break
		}
		b.WriteByte('"')
		text = text[1:]
		if i = strings.IndexByte(text, '"'); i < 0 {
			b.WriteString(text)
			return breaks(b.String()), ""
		}
	}
	if i = strings.IndexByte(text, delimiter); i < 0 {
		i = len(text)
	}
	b.WriteString(text[:i])
	return breaks(b.String()), text[i:]
}

// breaks is s with its line breaks written as LF.
func breaks(s string) string {
	if strings.IndexByte(s, '\r') < 0 {
		return s
	}
	return strings.ReplaceAll(strings.ReplaceAll(s, "\r\n", "\n"), "\r", "\n")
}

// excelText undoes ="0049…", by which programs keep Excel from reading text as a number.
func excelText(s string) string {
	if strings.HasPrefix(s, `="`) && strings.HasSuffix(s, `"`) && len(s) >= 3 && strings.Count(s, `"`) == 2 {
		return s[2 : len(s)-1]
	}
	return s
}
