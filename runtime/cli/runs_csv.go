package cli

import (
	"bufio"
	"io"
	"strings"
	"time"

	"github.com/gocarina/gocsv"
)

// changeRow is a past change as a row of a CSV file, for those who keep their records in Excel.
type changeRow struct {
	At      string `csv:"Time"`
	Run     string `csv:"Run"`
	State   string `csv:"State"`
	Op      string `csv:"Operation"`
	Group   string `csv:"Project"`
	Subject string `csv:"Subject"`
	What    string `csv:"Change"`
	Place   string `csv:"Place"`
}

// writeChangesCSV writes changes as CSV with a byte order mark, so that Excel takes it for UTF-8. What a spreadsheet program would
// run as a formula is written as text.
func writeChangesCSV(w io.Writer, changes []pastChange) error {
	rows := make([]changeRow, 0, len(changes))
	for _, c := range changes {
		at := ""
		if !c.At.IsZero() {
			at = c.At.UTC().Format(time.RFC3339)
		}
		rows = append(rows, changeRow{at, c.RunID, plainCell(string(c.State)), c.Op, plainCell(c.Group), plainCell(c.Subject), plainCell(c.what()), plainCell(c.Origin.String())})
	}
	out := bufio.NewWriter(w)
	if _, err := out.WriteString("\ufeff"); err != nil {
		return err
	}
	if err := gocsv.Marshal(rows, out); err != nil {
		return err
	}
	return out.Flush()
}

// plainCell keeps a text from being taken for a formula.
func plainCell(text string) string {
	if text != "" && strings.ContainsRune("=+-@\t\r", rune(text[0])) {
		return "'" + text
	}
	return text
}
