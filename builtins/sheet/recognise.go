package sheet

import (
	"bytes"
	"errors"
	"io"
	"path/filepath"
	"strings"
)

type fileKind uint8

const (
	textFile     fileKind = iota // CSV or TSV
	workbookFile                 // a zip archive, most likely .xlsx
)

const saveAs = "Open it in Excel and save it as .xlsx (Excel Workbook)."

// recognise tells by its content, not its name, what a file is, and refuses what cannot be read with what to do.
func recognise(src Source, limits Limits) (fileKind, error) {
	if src.Size == 0 {
		return 0, src.fail("is empty", "Check that the file was saved or downloaded whole.")
	}
	if err := refuseMark(src); err != nil {
		return 0, err
	}
	if src.Size > limits.FileBytes {
		return 0, src.fail("has "+grouped(src.Size>>20)+" MB, more than can be read ("+grouped(limits.FileBytes>>20)+" MB)",
			"Leave out what is not needed, or split the file.")
	}
	head := make([]byte, min(src.Size, 4096))
	if _, err := src.ReadAt(head, 0); err != nil && !errors.Is(err, io.EOF) {
		return 0, readError(src, err)
	}
	if bytes.HasPrefix(head, []byte("PK\x03\x04")) || bytes.HasPrefix(head, []byte("PK\x05\x06")) {
		return workbookFile, nil
	}
	if err := refuseBinary(src, head); err != nil {
		return 0, err
	}
	if err := refuseMarkup(src, head); err != nil {
		return 0, err
	}
	switch ext := strings.ToLower(filepath.Ext(src.Name)); ext {
	case ".xlsx", ".xlsm", ".xltx", ".xltm", ".xls", ".xlsb", ".ods", ".numbers":
		return 0, src.fail("has the name of a workbook, but is not one",
			"If it is a text file with separated values, give it the ending .csv; else open it in Excel and save it as .xlsx.")
	}
	return textFile, nil
}

// refuseBinary knows the files that people take for spreadsheets, by their first bytes.
func refuseBinary(src Source, head []byte) error {
	for _, known := range []struct{ magic, what, hint string }{
		{"%PDF", "is a PDF", "Ask for the spreadsheet that it was made from."},
		{"\x1f\x8b", "is a gzip archive", "Unpack it first."},
		{"7z\xbc\xaf\x27\x1c", "is a 7-Zip archive", "Unpack it first."},
		{"Rar!", "is a RAR archive", "Unpack it first."},
		{"\x89PNG", "is a picture", "Ask for the spreadsheet itself."},
		{"\xff\xd8\xff", "is a picture", "Ask for the spreadsheet itself."},
		{"GIF8", "is a picture", "Ask for the spreadsheet itself."},
		{"SQLite format 3", "is a database", "Export the table as .csv."},
		{"\x09\x08\x10\x00", "is an old Excel file (.xls)", saveAs},
		{"\x09\x04\x06\x00", "is an old Excel file (.xls)", saveAs},
		{"{\\rtf", "is a text document (RTF)", "Copy the table to Excel and save it as .xlsx."},
	} {
		if bytes.HasPrefix(head, []byte(known.magic)) {
			return src.fail(known.what+", not a spreadsheet", known.hint)
		}
	}
	if bytes.HasPrefix(head, []byte("\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1")) {
		return refuseCompound(src)
	}
	return nil
}

// refuseCompound tells apart the files in Microsoft's compound format: workbooks with a password, and old ones.
func refuseCompound(src Source) error {
	const look = 8 << 20 // the directory of streams may be anywhere; in practice it is near the start or the end
	found := func(name string) bool {
		wide := make([]byte, 0, 2*len(name))
		for i := range len(name) {
			wide = append(wide, name[i], 0)
		}
		for _, at := range []int64{0, max(0, src.Size-look)} {
			part := make([]byte, min(look, src.Size-at))
			if n, _ := src.ReadAt(part, at); bytes.Contains(part[:n], wide) {
				return true
			}
		}
		return false
	}
	switch {
	case found("EncryptedPackage"):
		return src.fail("is protected by a password",
			"Open it in Excel, remove the password (File, Info, Protect Workbook, Encrypt with Password, clear it) and save it.")
	case found("Workbook") || found("Book"):
		return src.fail("is an old Excel file (.xls)", saveAs)
	}
	return src.fail("is an old Office file, not a spreadsheet", "Copy the table to Excel and save it as .xlsx.")
}

// refuseMarkup refuses web pages and XML that were saved, often by a program, under the name of a spreadsheet.
func refuseMarkup(src Source, head []byte) error {
	text := strings.ToLower(string(bytes.ReplaceAll(head, []byte{0}, nil)))
	text = strings.TrimLeft(text, "\ufeff\xff\xfe \t\r\n")
	switch {
	case strings.HasPrefix(text, "<?xml") && strings.Contains(text, "urn:schemas-microsoft-com:office:spreadsheet"):
		return src.fail("is an XML Spreadsheet 2003", saveAs)
	case hasAnyPrefix(text, "<!doctype html", "<html", "<head", "<body", "<table", "<meta", "<style", "<div"):
		return src.fail("is a web page under the name of a spreadsheet",
			saveAs+" If it is the page of a log-in, download the file again.")
	case hasAnyPrefix(text, "<?xml", "<!--", "<!doctype"):
		return src.fail("is an XML file, not a spreadsheet", saveAs)
	case hasAnyPrefix(text, "mime-version:"):
		return src.fail("is a web archive under the name of a spreadsheet", saveAs)
	case strings.HasPrefix(text, "{\"") && strings.HasSuffix(strings.ToLower(src.Name), ".gsheet"):
		return src.fail("is only a link to a Google sheet", "Download it as .xlsx (File, Download, Microsoft Excel).")
	case hasAnyPrefix(text, "{\"", "[{", "{ \"", "{\n", "[\n"):
		return src.fail("is JSON, not a spreadsheet", "Ask for the table as .xlsx or .csv.")
	}
	return nil
}

func hasAnyPrefix(s string, prefixes ...string) bool {
	for _, p := range prefixes {
		if strings.HasPrefix(s, p) {
			return true
		}
	}
	return false
}
