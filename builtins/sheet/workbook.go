package sheet

import (
	"archive/zip"
	"compress/flate"
	"errors"
	"fmt"
	"io"
	"path"
	"strings"

	"golang.org/x/text/encoding/unicode"
	"golang.org/x/text/transform"
)

// workbook is an Excel file whose parts are found, and whose styles and texts are read.
type workbook struct {
	src      Source
	limits   Limits
	parts    map[string]*zip.File // by lower-case path
	main     string               // path of the workbook's part
	sheets   []sheetInfo
	names    []definedName
	date1904 bool
	formats  []*numberFormat // by style; nil for plain numbers
	strings  []string        // shared strings
}

// sheetInfo is a sheet as the workbook lists it.
type sheetInfo struct {
	name   string
	part   string // path of its part
	hidden bool
	grid   bool // it has cells: it is not a chart or a dialog
}

// definedName is a name for cells; scope is the index of the sheet it belongs to, or -1.
type definedName struct {
	name  string
	to    string // "Sheet1!$A$1:$D$20", or a formula
	scope int
}

// openWorkbook reads what all sheets share.
func openWorkbook(src Source, limits Limits) (*workbook, error) {
	w := &workbook{src: src, limits: limits}
	if err := w.openZip(); err != nil {
		return nil, err
	}
	if err := w.findMain(); err != nil {
		return nil, err
	}
	rels, err := w.relations(w.main)
	if err != nil {
		return nil, err
	}
	if err := w.readMain(rels); err != nil {
		return nil, err
	}
	for _, rel := range rels {
		switch {
		case rel.is("styles"):
			err = w.readStyles(rel.target)
		case rel.is("sharedStrings"):
			err = w.readStrings(rel.target)
		}
		if err != nil {
			return nil, err
		}
	}
	return w, nil
}

// maxDirectory bounds the bytes that a zip's list of contents may take: some 30,000 parts.
const maxDirectory = 4 << 20

// openZip reads the list of parts. Their names only serve to look them up: nothing is ever written under them.
func (w *workbook) openZip() error {
	limited := &limitedReaderAt{ReaderAt: w.src, left: maxDirectory}
	z, err := zip.NewReader(limited, w.src.Size)
	switch {
	case limited.err != nil:
		return readError(w.src, limited.err)
	case limited.exceeded:
		return w.src.fail("is a zip archive with a list of contents that no workbook has", saveAs)
	case err != nil && !errors.Is(err, zip.ErrInsecurePath):
		return &FileError{File: w.src.Name, Problem: "is cut off or damaged", Err: err,
			Hint: "If it is still being saved or downloaded, wait until that is done; else save it or download it again."}
	}
	limited.left = 1 << 62
	w.parts = make(map[string]*zip.File, len(z.File))
	for _, f := range z.File {
		name := strings.ToLower(strings.TrimPrefix(strings.ReplaceAll(f.Name, `\`, "/"), "/"))
		if _, twice := w.parts[name]; twice {
			return w.src.fail(fmt.Sprintf("is damaged: it holds %s twice", f.Name), saveAs)
		}
		w.parts[name] = f
	}
	return nil
}

// limitedReaderAt fails once more than a number of bytes were read, and remembers why it failed.
type limitedReaderAt struct {
	io.ReaderAt
	left     int64
	exceeded bool
	err      error
}

func (l *limitedReaderAt) ReadAt(p []byte, off int64) (int, error) {
	if l.left -= int64(len(p)); l.left < 0 {
		l.exceeded = true
		return 0, io.ErrUnexpectedEOF
	}
	n, err := l.ReaderAt.ReadAt(p, off)
	if err != nil && !errors.Is(err, io.EOF) {
		l.err = err
	}
	return n, err
}

// findMain finds the workbook's part, or says what the archive is instead.
func (w *workbook) findMain() error {
	has := func(name string) bool { _, ok := w.parts[name]; return ok }
	for name := range w.parts {
		if strings.HasPrefix(name, "index/") && strings.HasSuffix(name, ".iwa") {
			return w.src.fail("is a Numbers file", "Export it from Numbers as Excel (.xlsx).")
		}
	}
	switch {
	case has("xl/workbook.bin"):
		return w.src.fail("is a binary workbook (.xlsb)", saveAs)
	case has("content.xml") && has("mimetype"):
		return w.src.fail("is an OpenDocument file (.ods)", "Open it in LibreOffice or Excel and save it as .xlsx.")
	case has("word/document.xml"):
		return w.src.fail("is a Word document", "Copy the table to Excel and save it as .xlsx.")
	case has("ppt/presentation.xml"):
		return w.src.fail("is a PowerPoint file", "Copy the table to Excel and save it as .xlsx.")
	case has("_rels/.rels"):
		rels, err := w.relations("")
		if err != nil {
			return err
		}
		for _, rel := range rels {
			if rel.is("officeDocument") {
				w.main = rel.target
			}
		}
	}
	if w.main == "" && has("xl/workbook.xml") {
		w.main = "xl/workbook.xml"
	}
	if w.main == "" || !has(strings.ToLower(w.main)) {
		return w.src.fail("is a zip archive, but no workbook", "Unpack it, and name the .xlsx or .csv file in it.")
	}
	return nil
}

// relation is a link from one part to another.
type relation struct{ id, kind, target string }

// is compares the last part of the relation's type, which is all that Excel's and the strict variant of the format share.
func (r relation) is(kind string) bool { return path.Base(r.kind) == kind }

// relations reads the links of a part; "" stands for the archive as a whole. A part without links has none.
func (w *workbook) relations(part string) ([]relation, error) {
	dir, file := path.Split(part)
	x, closePart, err := w.part(dir + "_rels/" + file + ".rels")
	if err != nil || x == nil {
		return nil, err
	}
	defer closePart()
	var rels []relation
	for {
		token, err := x.next()
		if err != nil {
			return nil, w.damaged(dir+"_rels/"+file+".rels", err)
		}
		if token == xmlEOF {
			return rels, nil
		}
		if token == xmlStart && string(x.name) == "Relationship" && !strings.EqualFold(x.attr("TargetMode"), "External") {
			target := strings.ReplaceAll(x.attr("Target"), `\`, "/")
			if !strings.HasPrefix(target, "/") {
				target = path.Join("/", dir, target)
			}
			rels = append(rels, relation{x.attr("Id"), x.attr("Type"), strings.TrimPrefix(path.Clean(target), "/")})
			if len(rels) > maxParts {
				return nil, w.src.fail("is damaged: it links to more parts than a workbook has", saveAs)
			}
		}
	}
}

// maxParts bounds lists of parts: sheets, tables, names, styles.
const maxParts = 100_000

// part opens a part of the workbook as XML; nil if there is none of that name.
func (w *workbook) part(name string) (x *xmlScanner, closePart func() error, err error) {
	f := w.parts[strings.ToLower(name)]
	if f == nil {
		return nil, nil, nil
	}
	if err := w.checkPart(f); err != nil {
		return nil, nil, err
	}
	body, err := f.Open()
	if err != nil {
		return nil, nil, w.damaged(name, err)
	}
	bounded := &boundedReader{r: body, left: w.limits.Unpacked, packed: int64(f.CompressedSize64), fail: func() error {
		return w.src.fail(fmt.Sprintf("unpacks to more than can be read (%s)", name),
			"Leave out sheets and columns that are not needed, or split the file.")
	}}
	text, err := asUTF8(bounded)
	if err != nil {
		body.Close()
		return nil, nil, w.damaged(name, err)
	}
	return newXMLScanner(text), body.Close, nil
}

// checkPart refuses a part for what the archive says of it.
func (w *workbook) checkPart(f *zip.File) error {
	switch {
	case f.Flags&1 != 0:
		return w.src.fail("is a zip archive with a password", "Unpack it, and name the .xlsx file in it.")
	case f.Method != zip.Store && f.Method != zip.Deflate:
		return w.src.fail(fmt.Sprintf("is packed in a way that cannot be read (method %d)", f.Method), saveAs)
	case f.UncompressedSize64 > uint64(w.limits.Unpacked):
		return w.src.fail(fmt.Sprintf("unpacks to %s MB (%s), more than can be read (%s MB)",
			grouped(int64(min(f.UncompressedSize64, 1<<62)>>20)), f.Name, grouped(w.limits.Unpacked>>20)),
			"Leave out sheets and columns that are not needed, or split the file.")
	}
	return nil
}

// boundedReader fails when a part unpacks to more than a workbook's would: in all, or against its packed size. Excel's own parts
// shrink 5 to 50 times.
type boundedReader struct {
	r            io.Reader
	read, packed int64
	left         int64
	fail         func() error
}

const (
	freeUnpacked = 64 << 20 // unpacked bytes before the ratio counts
	maxRatio     = 300
)

func (b *boundedReader) Read(p []byte) (int, error) {
	n, err := b.r.Read(p)
	b.read += int64(n)
	if b.read > b.left || b.read > freeUnpacked && b.read/maxRatio > b.packed {
		return 0, b.fail()
	}
	return n, err
}

// asUTF8 is XML text as UTF-8: nearly always it is already; a few programs write UTF-16.
func asUTF8(r io.Reader) (io.Reader, error) {
	var mark [3]byte
	n, err := io.ReadFull(r, mark[:])
	if err != nil && !errors.Is(err, io.EOF) && !errors.Is(err, io.ErrUnexpectedEOF) {
		return nil, err
	}
	head := string(mark[:n])
	whole := io.MultiReader(strings.NewReader(head), r)
	switch {
	case head == "\ufeff":
		return r, nil
	case strings.HasPrefix(head, "\xff\xfe"), strings.HasPrefix(head, "\xfe\xff"):
		return transform.NewReader(whole, unicode.UTF16(unicode.LittleEndian, unicode.UseBOM).NewDecoder()), nil
	}
	return whole, nil
}

// damaged is the error of a part that cannot be read. What is wrong with the disk, not with the file, is told as such.
func (w *workbook) damaged(part string, err error) error {
	var known *FileError
	var corrupt flate.CorruptInputError
	problem := fmt.Sprintf("is cut off or damaged (%s)", part)
	switch {
	case errors.As(err, &known):
		return known
	case errors.Is(err, errXML):
		problem = fmt.Sprintf("is damaged: %s is %v", part, err)
	case errors.As(err, &corrupt), errors.Is(err, zip.ErrFormat), errors.Is(err, zip.ErrChecksum), errors.Is(err, io.ErrUnexpectedEOF):
	default:
		return readError(w.src, err)
	}
	return &FileError{File: w.src.Name, Problem: problem, Hint: "Open it in Excel, let it repair the file, and save it as .xlsx.", Err: err}
}

// walk calls start for each start tag of a part until it returns false. A missing part is passed over.
func (w *workbook) walk(part string, start func(x *xmlScanner) (bool, error)) error {
	x, closePart, err := w.part(part)
	if err != nil || x == nil {
		return err
	}
	defer closePart()
	for {
		token, err := x.next()
		if err != nil {
			return w.damaged(part, err)
		}
		if token == xmlEOF {
			return nil
		}
		if token != xmlStart {
			continue
		}
		if more, err := start(x); err != nil || !more {
			if err != nil {
				return w.damaged(part, err)
			}
			return nil
		}
	}
}

// readMain reads the list of sheets, the names and the date system.
func (w *workbook) readMain(rels []relation) error {
	byID := make(map[string]relation, len(rels))
	for _, rel := range rels {
		byID[rel.id] = rel
	}
	err := w.walk(w.main, func(x *xmlScanner) (bool, error) {
		switch string(x.name) {
		case "workbookPr":
			w.date1904 = x.flag("date1904")
		case "sheet":
			info := sheetInfo{name: x.attr("name"), hidden: strings.HasSuffix(strings.ToLower(x.attr("state")), "hidden")}
			if rel, ok := byID[x.attr("id")]; ok {
				info.part, info.grid = rel.target, rel.is("worksheet")
			}
			w.sheets = append(w.sheets, info)
		case "definedName":
			name := definedName{name: x.attr("name"), scope: -1}
			if x.attr("localSheetId") != "" {
				name.scope = x.number("localSheetId")
			}
			to, err := elementText(x, nil, 64<<10)
			if err != nil {
				return false, err
			}
			name.to = string(to)
			w.names = append(w.names, name)
		}
		if len(w.sheets)+len(w.names) > maxParts {
			return false, w.src.fail("has more sheets and names than can be read", saveAs)
		}
		return true, nil
	})
	if err == nil && len(w.sheets) == 0 {
		return w.src.fail("has no sheets", saveAs)
	}
	return err
}

// elementText appends the text of the element whose start was the last token to dst, leaving out that of elements in it.
func elementText(x *xmlScanner, dst []byte, limit int) ([]byte, error) {
	for depth := x.depth(); x.depth() >= depth; {
		token, err := x.next()
		if err != nil {
			return nil, err
		}
		if token == xmlText && x.depth() == depth {
			if dst = x.appendText(dst); len(dst) > limit {
				return nil, fmt.Errorf("%w: one text takes more than %d KB", errXML, limit>>10)
			}
		}
	}
	return dst, nil
}

// readStyles reads which number format each cell style has.
func (w *workbook) readStyles(part string) error {
	codes := map[int]string{}
	kinds := map[int]*numberFormat{}
	inCells := false
	return w.walk(part, func(x *xmlScanner) (bool, error) {
		switch string(x.name) {
		case "numFmt":
			if len(codes) < maxParts {
				codes[x.number("numFmtId")] = x.attr("formatCode")
			}
		case "cellXfs":
			inCells = true
		case "cellStyles", "cellStyleXfs", "dxfs":
			inCells = false
		case "xf":
			if !inCells {
				break
			}
			if len(w.formats) >= maxParts {
				return false, w.src.fail("has more cell styles than can be read", saveAs)
			}
			id := x.number("numFmtId")
			if _, known := kinds[id]; !known {
				code, own := codes[id]
				if !own {
					code = builtinFormat(id)
				}
				kinds[id] = parseFormat(code)
				if code == "General" {
					kinds[id] = nil
				}
			}
			w.formats = append(w.formats, kinds[id])
		}
		return true, nil
	})
}
