package sheet

import (
	"bytes"
	"context"
	"encoding/binary"
	"errors"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"
	"unicode/utf16"
)

// excelOwner is the file that Excel keeps beside a workbook that it has open.
func excelOwner(user string) []byte {
	var b bytes.Buffer
	narrow := strings.Map(func(r rune) rune { return min(r, 0xff) }, user)
	b.WriteByte(byte(len([]rune(narrow))))
	for _, r := range narrow {
		b.WriteByte(byte(r))
	}
	b.WriteString(strings.Repeat(" ", 55-b.Len()))
	wide := utf16.Encode([]rune(user))
	binary.Write(&b, binary.LittleEndian, uint16(len(wide)))
	binary.Write(&b, binary.LittleEndian, wide)
	for b.Len() < 165 {
		b.WriteString(" \x00")
	}
	return b.Bytes()
}

// TestInUse reads what programs keep beside a file that they have open.
func TestInUse(t *testing.T) {
	denied := errors.New("the process cannot access the file")
	tests := []struct {
		name   string
		beside map[string]any // bytes or an error
		want   string
	}{
		{"nothing", nil, ""},
		{"Excel", map[string]any{"~$hires.xlsx": excelOwner("Ada Lovelace")}, "Excel (Ada Lovelace)"},
		{"a name that the system's encoding lacks", map[string]any{"~$hires.xlsx": excelOwner("王小明")}, "Excel (王小明)"},
		{"the narrow name only", map[string]any{"~$hires.xlsx": append([]byte{4}, "Zo\xeb ..."...)}, "Excel (Zoë)"},
		{"no name", map[string]any{"~$hires.xlsx": make([]byte, 165)}, "Excel"},
		{"a length beyond the end", map[string]any{"~$hires.xlsx": bytes.Repeat([]byte{0xff}, 165)}, "Excel"},
		{"one byte", map[string]any{"~$hires.xlsx": []byte{9}}, "Excel"},
		{"nobody else may read it", map[string]any{"~$hires.xlsx": denied}, "Excel"},
		{"a workbook of such a name", map[string]any{"~$hires.xlsx": make([]byte, 2000)}, ""},
		{"of another workbook", map[string]any{"~$hires2.xlsx": excelOwner("Ada")}, ""},
		{"LibreOffice", map[string]any{".~lock.hires.xlsx#": []byte("Ada Lovelace,ada,desk,04.03.2025 10:00,file:///home;")}, "LibreOffice (Ada Lovelace)"},
		{"LibreOffice without a full name", map[string]any{".~lock.hires.xlsx#": []byte(",ada,desk,04.03.2025 10:00,file:///home;")}, "LibreOffice (ada)"},
		{"an empty mark", map[string]any{".~lock.hires.xlsx#": []byte{}}, "LibreOffice"},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			got := InUse("hires.xlsx", func(name string) ([]byte, error) {
				switch v := tt.beside[name].(type) {
				case []byte:
					return v, nil
				case error:
					return nil, v
				}
				return nil, fs.ErrNotExist
			})
			if got != tt.want {
				t.Errorf("got %q, want %q", got, tt.want)
			}
		})
	}
}

// TestReadInUse pins that a file open elsewhere is read, and that this is said once.
func TestReadInUse(t *testing.T) {
	const want = "The file is open in Excel (Ada) and was read as last saved: what is not saved yet is not in it."
	data := book{rows: textRow(1, "Email", "Job") + textRow(2, "ada@example.com", "24017")}.bytes(t)
	for _, src := range []Source{BytesSource("x.xlsx", data), BytesSource("x.csv", []byte("Email,Job\nada@example.com,24017\n"))} {
		src.InUse = "Excel (Ada)"
		table, err := Open(context.Background(), src, Options{})
		if err != nil || len(table.Rows) != 1 || len(table.Warnings) != 1 || table.Warnings[0] != want {
			t.Errorf("%s: got %v, %v, want one row and %q", src.Name, table, err, want)
		}
		if text := inspectText(t, src, Options{}); strings.Count(text, want) != 1 {
			t.Errorf("%s: got %s, want it to say once %q", src.Name, text, want)
		}
	}
	cut := BytesSource("x.xlsx", data[:len(data)/2])
	_, err := Open(context.Background(), cut, Options{})
	checkError(t, err, "x.xlsx: is cut off or damaged … If it is still being saved or downloaded, wait until that is done")
	mark := BytesSource(`C:\jobs\~$hires.xlsx`, excelOwner("Ada"))
	_, err = Open(context.Background(), mark, Options{})
	checkError(t, err, "is what Excel keeps beside a file that it has open, not the file itself … Name hires.xlsx instead.")
	mark = BytesSource(".~lock.hires.xlsx#", []byte("Ada,ada,,,;"))
	_, err = Open(context.Background(), mark, Options{})
	checkError(t, err, "is what LibreOffice keeps … Name hires.xlsx instead.")
}

// TestWrittenMeanwhile pins that a file that grows, shrinks or is saved again while it is read is refused as such, whatever else is
// wrong with it by then.
func TestWrittenMeanwhile(t *testing.T) {
	good := book{rows: textRow(1, "a", "b") + textRow(2, "c", "d")}.bytes(t)
	tests := []struct {
		name   string
		file   string
		first  []byte
		change func(path string) error
	}{
		{"a workbook that is copied here", "x.xlsx", good[:len(good)/2], func(path string) error { return appendTo(path, good[len(good)/2:]) }},
		{"a workbook that is begun anew", "x.xlsx", good, func(path string) error { return os.Truncate(path, 100) }},
		{"a text file that grows", "x.csv", []byte("a,b\n1,2\n"), func(path string) error { return appendTo(path, []byte("3,4\n")) }},
		{"a text file saved again", "x.csv", []byte("a,b\n1,2\n"), func(path string) error {
			return os.Chtimes(path, time.Time{}, time.Now().Add(time.Minute))
		}},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			path := filepath.Join(t.TempDir(), tt.file)
			if err := os.WriteFile(path, tt.first, 0o600); err != nil {
				t.Fatal(err)
			}
			f, err := os.Open(path)
			if err != nil {
				t.Fatal(err)
			}
			defer f.Close()
			src, err := FileSource(f, tt.file)
			if err != nil {
				t.Fatal(err)
			}
			if err := tt.change(path); err != nil {
				t.Fatal(err)
			}
			const want = "was being written while it was read … Let whoever writes it finish, then try again."
			_, err = Open(context.Background(), src, Options{})
			checkError(t, err, want)
			_, err = Inspect(context.Background(), src, Options{})
			checkError(t, err, want)
			err = Annotate(context.Background(), io.Discard, src, Options{}, Annotations{Columns: []string{"Status"}, Row: func(int) []string { return nil }})
			checkError(t, err, want)
			src.InUse = "Excel (Ada)"
			_, err = Open(context.Background(), src, Options{})
			checkError(t, err, "It is open in Excel (Ada): let it be saved to the end, then try again.")
		})
	}
}

func appendTo(path string, data []byte) error {
	f, err := os.OpenFile(path, os.O_WRONLY|os.O_APPEND, 0)
	if err != nil {
		return err
	}
	_, err = f.Write(data)
	return errors.Join(err, f.Close())
}
