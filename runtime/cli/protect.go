package cli

import (
	"bytes"
	"encoding/csv"
	"fmt"
	"io"
	"os"
	"slices"
	"strings"
)

// maxProtect is the largest file of protected people that is read, in bytes.
const maxProtect = 16 << 20

// protectedIn reads e-mail addresses from a CSV file: of its column Email if it has one, else every cell that is an address.
func protectedIn(name string) ([]string, error) {
	info, err := os.Stat(name)
	if err == nil && info.Size() > maxProtect {
		err = fmt.Errorf("it has %d bytes, want at most %d", info.Size(), maxProtect)
	}
	var data []byte
	if err == nil {
		data, err = os.ReadFile(name)
	}
	if err != nil {
		return nil, fmt.Errorf("got %q, which is no e-mail address, and no file that can be read: %w", name, err)
	}
	r := csv.NewReader(bytes.NewReader(bytes.TrimPrefix(data, []byte("\ufeff"))))
	r.FieldsPerRecord, r.TrimLeadingSpace = -1, true
	if head, _, _ := bytes.Cut(data, []byte("\n")); bytes.Count(head, []byte(";")) > bytes.Count(head, []byte(",")) {
		r.Comma = ';'
	}
	var out []string
	column := -1
	for line := 0; ; line++ {
		row, err := r.Read()
		if err == io.EOF {
			break
		}
		if err != nil {
			return nil, fmt.Errorf("read %s: %w", name, err)
		}
		if line == 0 {
			column = slices.IndexFunc(row, func(s string) bool {
				s = strings.ToLower(strings.TrimSpace(s))
				return s == "email" || s == "e-mail" || s == "mail"
			})
		}
		for i, cell := range row {
			cell = strings.TrimSpace(cell)
			if (column < 0 || i == column) && strings.Contains(cell, "@") {
				out = append(out, cell)
			}
		}
	}
	if len(out) == 0 {
		return nil, fmt.Errorf("%s has no e-mail address in it", name)
	}
	return out, nil
}
