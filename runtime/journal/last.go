package journal

import (
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"strings"
)

// lastFile holds number and sum of the record that ended the run, or its last part: "57 20509c87…". A record is hashed with those before
// it, which shows whatever was altered among them, but not that the last ones were taken away. This does.
const lastFile = "last.txt"

// noteLast writes down which record is the last, whole or not at all.
func noteLast(dir string, n int64, sum string) error {
	path := filepath.Join(dir, lastFile)
	f, err := os.OpenFile(path+".part", os.O_WRONLY|os.O_CREATE|os.O_TRUNC, 0o600)
	if err == nil {
		_, err = fmt.Fprintf(f, "%d %s\n", n, sum)
		err = errors.Join(err, f.Sync(), f.Close())
	}
	if err == nil {
		err = os.Rename(path+".part", path)
	}
	if err != nil {
		return fmt.Errorf("note the last record: %w", err)
	}
	return nil
}

// checkLast reports a journal that does not hold the record it once ended with. Runs that have not come to an end have none noted,
// nor have those of the first versions of accstar.
func (l *Log) checkLast(path string) error {
	data, err := os.ReadFile(filepath.Join(l.Dir, lastFile))
	if os.IsNotExist(err) {
		return nil
	}
	if err != nil {
		return fmt.Errorf("read the journal: %w", err)
	}
	var n int64
	var sum string
	if _, err := fmt.Fscan(strings.NewReader(string(data)), &n, &sum); err != nil || n < 1 {
		return &DamagedError{Path: filepath.Join(l.Dir, lastFile), Line: 1, Err: fmt.Errorf("got %.80q, want the number and the sum of a record", data)}
	}
	have := int64(len(l.Records))
	switch {
	case n > have:
		return &DamagedError{Path: path, Line: have + 1, Err: fmt.Errorf("it ends here, and ended with record %d once", n)}
	case l.Records[n-1].Sum != sum:
		return &DamagedError{Path: path, Line: n, Err: fmt.Errorf("it is not the record that the run ended with")}
	}
	return nil
}
