package sheet

import (
	"encoding/binary"
	"errors"
	"io/fs"
	"path/filepath"
	"strings"
	"unicode/utf16"
	"unicode/utf8"

	"golang.org/x/text/encoding/charmap"
)

// The files that spreadsheet programs keep beside one that they have open.
const (
	excelMark       = "~$"
	libreOfficeMark = ".~lock."
)

// maxMark is more bytes than any such file has; Excel's have 165.
const maxMark = 1024

// InUse says which program has a file open, and who: "Excel (Ada Lovelace)". Excel and LibreOffice keep a small file beside one
// that they have open, which names its user. Base is the file's name without its folder; read gives the bytes of a file beside it,
// and an error that wraps [fs.ErrNotExist] if there is none. Without such a file the answer is "".
func InUse(base string, read func(beside string) ([]byte, error)) string {
	for _, program := range []struct {
		name, beside string
		user         func([]byte) string
	}{
		{"Excel", excelMark + base, excelUser},
		{"LibreOffice", libreOfficeMark + base + "#", libreOfficeUser},
	} {
		data, err := read(program.beside)
		switch {
		case errors.Is(err, fs.ErrNotExist), len(data) > maxMark:
			continue
		case err != nil: // it is there: on Windows nobody but Excel may read it
			return program.name
		}
		if user := cleanName(program.user(data)); user != "" {
			return program.name + " (" + user + ")"
		}
		return program.name
	}
	return ""
}

// excelUser is the name in Excel's file: once in 54 bytes of the system's own encoding, once in 54 units of UTF-16, both after
// their length.
func excelUser(data []byte) string {
	const wide = 55
	if len(data) >= wide+2 {
		n := int(binary.LittleEndian.Uint16(data[wide:]))
		if text := data[wide+2:]; n > 0 && 2*n <= len(text) {
			units := make([]uint16, n)
			for i := range units {
				units[i] = binary.LittleEndian.Uint16(text[2*i:])
			}
			return string(utf16.Decode(units))
		}
	}
	if len(data) > 0 && int(data[0]) < len(data) {
		text, err := charmap.Windows1252.NewDecoder().Bytes(data[1 : 1+int(data[0])])
		if err == nil {
			return string(text)
		}
	}
	return ""
}

// libreOfficeUser is the name in LibreOffice's file: its first value, or the account's name, which is the second.
func libreOfficeUser(data []byte) string {
	values := strings.Split(string(data), ",")
	for _, value := range values[:min(2, len(values))] {
		if trim(value) != "" {
			return value
		}
	}
	return ""
}

// cleanName is a name on one line, of a length that a name may have.
func cleanName(s string) string {
	name := oneLine(strings.ToValidUTF8(s, ""))
	if utf8.RuneCountInString(name) > 60 {
		return ""
	}
	return name
}

// refuseMark refuses the file that a spreadsheet program keeps beside the one that is meant.
func refuseMark(src Source) error {
	base := filepath.Base(filepath.FromSlash(strings.ReplaceAll(src.Name, `\`, "/")))
	program, of := "", ""
	switch {
	case src.Size > maxMark:
		return nil
	case strings.HasPrefix(base, excelMark):
		program, of = "Excel", strings.TrimPrefix(base, excelMark)
	case strings.HasPrefix(base, libreOfficeMark):
		program, of = "LibreOffice", strings.TrimSuffix(strings.TrimPrefix(base, libreOfficeMark), "#")
	default:
		return nil
	}
	return src.fail("is what "+program+" keeps beside a file that it has open, not the file itself", "Name "+of+" instead.")
}
