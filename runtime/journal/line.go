package journal

import (
	"bytes"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"errors"
	"fmt"
	"strconv"
	"time"
)

// A line is {"n":…,"at":…, what the record says ,"synced":…,"prev":…,"sum":…}. The middle is encoded where a record is made,
// by as many goroutines as there are; seal adds the rest, one record after the other.

// timeForm is how a line spells when it was written: always as long, so that lines align.
const timeForm = "2006-01-02T15:04:05.000Z"

// sumLength is the length of ,"sum":"…"} with 64 hex digits.
const sumLength = len(`,"sum":""}`) + 2*sha256.Size

// encodeMiddle encodes what a record says: its members between "at" and "synced", without braces.
func encodeMiddle(r *Record) ([]byte, error) {
	type plain Record // n, at and those from synced on are the writer's
	wire := struct {
		plain
		N      int  `json:"n,omitempty"`
		At     int  `json:"at,omitempty"`
		Synced int  `json:"synced,omitempty"`
		Prev   bool `json:"prev,omitempty"`
		Sum    bool `json:"sum,omitempty"`
	}{plain: plain(*r)}
	data, err := encode(wire)
	if err != nil {
		return nil, fmt.Errorf("encode a journal record: %w", err)
	}
	return data[1 : len(data)-1], nil
}

// encode is json.Marshal that leaves <, > and & as they are, so that bodies keep their bytes.
func encode(v any) ([]byte, error) {
	var out bytes.Buffer
	enc := json.NewEncoder(&out)
	enc.SetEscapeHTML(false)
	if err := enc.Encode(v); err != nil {
		return nil, err
	}
	return bytes.TrimSuffix(out.Bytes(), []byte("\n")), nil
}

// seal appends the line of a record to dst, and returns it with the record's sum.
func seal(dst, middle []byte, n int64, at time.Time, synced int64, prev string) ([]byte, string) {
	start := len(dst)
	dst = append(dst, `{"n":`...)
	dst = strconv.AppendInt(dst, n, 10)
	dst = append(dst, `,"at":"`...)
	dst = at.UTC().AppendFormat(dst, timeForm)
	dst = append(dst, `",`...)
	dst = append(dst, middle...)
	dst = append(dst, `,"synced":`...)
	dst = strconv.AppendInt(dst, synced, 10)
	dst = append(dst, `,"prev":"`...)
	dst = append(dst, prev...)
	dst = append(dst, '"')
	sum := hexSum(dst[start:])
	dst = append(dst, `,"sum":"`...)
	dst = append(dst, sum...)
	return append(dst, "\"}\n"...), sum
}

// parse decodes a line without its end and checks its sum.
func parse(line []byte) (*Record, error) {
	if len(line) < sumLength || !bytes.HasPrefix(line[len(line)-sumLength:], []byte(`,"sum":"`)) {
		return nil, errors.New("the line does not end in a sum")
	}
	var r Record
	if err := json.Unmarshal(line, &r); err != nil {
		return nil, err
	}
	if r.Sum != hexSum(line[:len(line)-sumLength]) {
		return nil, errors.New("the line does not match its sum")
	}
	return &r, nil
}

func hexSum(data []byte) string {
	sum := sha256.Sum256(data)
	return hex.EncodeToString(sum[:])
}
