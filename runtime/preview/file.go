package preview

import (
	"bytes"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"fmt"
	"regexp"
	"time"
)

// FileFormat is what a plan's file says it is.
const FileFormat = "accstar plan"

// FileVersion is the version of a [File]'s format that is written, and the newest that is read.
// From version 2 on, records may be told from shapes.
const FileVersion = 2

// File is a plan as it is saved: the plan, and who has approved it. What is in it cannot be changed unnoticed by accident; it is no
// signature, and whoever can write the file can also write another.
type File struct {
	Plan *Plan
	// PlanHash is the hash of the plan's bytes in the file, "sha256:…". An approval holds for the plan with that hash only.
	PlanHash string
	raw      json.RawMessage // the plan's bytes
}

// Approval says that somebody has looked a plan over.
type Approval struct {
	By   string    `json:"by"`
	At   time.Time `json:"at"`
	User string    `json:"user,omitempty"` // of the machine it was given on
	Host string    `json:"host,omitempty"`
	Note string    `json:"note,omitempty"`
	// Plan is the hash of the plan that was approved.
	Plan string `json:"plan"`
}

// NewFile makes the file of a plan. Secrets are taken out of it.
func NewFile(p *Plan) (*File, error) {
	p.Redact()
	raw, err := EncodePlan(p)
	if err != nil {
		return nil, err
	}
	return &File{Plan: p, PlanHash: hashOf(raw), raw: raw}, nil
}

// EncodePlan writes a plan as it is kept: as JSON with a line for each change, and records that are alike told from shapes.
func EncodePlan(p *Plan) ([]byte, error) {
	return encodePlan(p, leanVersion, newShapes(p.Changes, p.LeftOut))
}

// EncodeWhole writes a plan as JSON with a line for each change and every record whole, for programs.
func EncodeWhole(p *Plan) ([]byte, error) { return encodePlan(p, planVersion, newShapes()) }

func encodePlan(p *Plan, version int, shapes *shapes) ([]byte, error) {
	bare := *p
	bare.Version, bare.Changes, bare.LeftOut = version, nil, nil
	head, err := encodeLine(&bare)
	if err != nil {
		return nil, fmt.Errorf("write the plan: %w", err)
	}
	// The lists of changes come last, so that what heads the plan can be read by eye.
	var whole bytes.Buffer
	whole.Write(bytes.Replace(bytes.TrimSuffix(head, []byte("}")), []byte(`,"changes":null`), nil, 1))
	for i, shape := range shapes.written() {
		line, err := encodeLine(shape)
		if err != nil {
			return nil, fmt.Errorf("write the plan, shape %d: %w", i, err)
		}
		whole.WriteString([]string{",\n\"shapes\":[\n", ",\n"}[min(i, 1)])
		whole.Write(line)
	}
	if len(shapes.written()) > 0 {
		whole.WriteString("]")
	}
	for _, list := range []struct {
		name    string
		changes []Change
	}{{"changes", p.Changes}, {"left_out", p.LeftOut}} {
		if list.name == "left_out" && len(list.changes) == 0 {
			continue
		}
		lines, err := shapes.encodeChanges(list.changes)
		if err != nil {
			return nil, err
		}
		fmt.Fprintf(&whole, ",\n%q:[", list.name)
		for _, l := range lines {
			whole.Write(l)
		}
		whole.WriteString("]")
	}
	whole.WriteString("}")
	return whole.Bytes(), nil
}

func encodeLine(v any) ([]byte, error) {
	var out bytes.Buffer
	enc := json.NewEncoder(&out)
	enc.SetEscapeHTML(false)
	err := enc.Encode(v)
	return bytes.TrimSpace(out.Bytes()), err
}

// The members of a file before and after the plan's bytes. No JSON has a newline in a text, so they are found as they are.
const (
	planMember = "\n\"plan\":"
	hashMember = ",\n\"plan_hash\":"
)

// Encode writes the file.
func (f *File) Encode() ([]byte, error) {
	approvals, err := json.Marshal(f.Plan.Approvals)
	if err != nil {
		return nil, fmt.Errorf("write the approvals: %w", err)
	}
	if len(f.Plan.Approvals) == 0 {
		approvals = []byte("[]")
	}
	var out bytes.Buffer
	out.Grow(len(f.raw) + 1024)
	fmt.Fprintf(&out, "{\"format\":%q,\"version\":%d,%s", FileFormat, FileVersion, planMember)
	out.Write(f.raw)
	fmt.Fprintf(&out, "%s%q,\n\"approvals\":%s,\n", hashMember, f.PlanHash, approvals)
	fmt.Fprintf(&out, "\"file_hash\":%q}\n", hashOf(out.Bytes()))
	return out.Bytes(), nil
}

// Approve adds an approval of the plan as it is.
func (f *File) Approve(a Approval) {
	a.Plan = f.PlanHash
	f.Plan.Approvals = append(f.Plan.Approvals, a)
}

// DamagedError is a plan's file that is not as it was written.
type DamagedError struct{ Why string }

func (e *DamagedError) Error() string { return e.Why }

// Hints says what to do next.
func (e *DamagedError) Hints() []string {
	return []string{"preview the playbook again with --out to make a new one"}
}

// fileEnd is how a file ends: with the hash of everything before it.
var fileEnd = regexp.MustCompile(`^"file_hash":"(sha256:[0-9a-f]{64})"}\n$`)

// DecodeFile reads a plan's file. The error is a [*DamagedError] if it was cut short or a byte of it has changed.
func DecodeFile(data []byte) (*File, error) {
	if err := checkVersion(data); err != nil {
		return nil, err
	}
	const tail = len(`"file_hash":"sha256:"}`) + 64 + len("\n")
	at := len(data) - tail
	var end [][]byte
	if at > 0 {
		end = fileEnd.FindSubmatch(data[at:])
	}
	switch {
	case end == nil && !json.Valid(data):
		return nil, &DamagedError{"the plan file is cut short or damaged"}
	case end == nil, string(end[1]) != hashOf(data[:at]):
		return nil, &DamagedError{"the plan file has been changed since it was saved"}
	}
	from, to := bytes.Index(data, []byte(planMember)), bytes.LastIndex(data, []byte(hashMember))
	if from < 0 || to < from {
		return nil, &DamagedError{"the plan file has no plan in it"}
	}
	raw := data[from+len(planMember) : to]
	var f struct {
		PlanHash  string     `json:"plan_hash"`
		Approvals []Approval `json:"approvals"`
	}
	if err := json.Unmarshal(append([]byte("{"), data[to+len(",\n"):]...), &f); err != nil {
		return nil, fmt.Errorf("read the plan file: %w", err)
	}
	if f.PlanHash != hashOf(raw) {
		return nil, &DamagedError{"the plan in the file is not the one that was saved in it"}
	}
	plan, err := DecodePlan(raw)
	if err != nil {
		return nil, err
	}
	for _, a := range f.Approvals {
		if a.Plan != f.PlanHash {
			return nil, &DamagedError{fmt.Sprintf("the approval by %s in the file is of another plan", a.By)}
		}
	}
	if len(f.Approvals) > 0 {
		plan.Approvals = f.Approvals
	}
	return &File{Plan: plan, PlanHash: f.PlanHash, raw: raw}, nil
}

// checkVersion looks at the beginning of a file, which says what it is in every version of the format.
func checkVersion(data []byte) error {
	dec := json.NewDecoder(bytes.NewReader(data))
	var got [5]any
	for i := range got {
		token, err := dec.Token()
		if err != nil {
			break
		}
		got[i] = token
	}
	version, isNumber := got[4].(float64)
	switch {
	case len(bytes.TrimSpace(data)) == 0:
		return &DamagedError{"the plan file is empty"}
	case got[0] != json.Delim('{') || got[1] != "format" || got[2] != FileFormat || got[3] != "version" || !isNumber:
		return &DamagedError{"it is no plan file, or its beginning is damaged"}
	case version > FileVersion:
		return &NewerError{Got: int(version)}
	case version != 1 && version != FileVersion:
		return &DamagedError{fmt.Sprintf("the plan file says that its format is %v, which there never was", version)}
	}
	return nil
}

// NewerError is a plan's file in a format that this program does not know yet.
type NewerError struct{ Got int }

func (e *NewerError) Error() string {
	return fmt.Sprintf("the plan file was saved by a newer accstar: its format is %d, this one reads up to %d", e.Got, FileVersion)
}

// Hints says what to do next.
func (e *NewerError) Hints() []string {
	return []string{"use the accstar that saved it or a newer one, or preview the playbook again with this one"}
}

func hashOf(data []byte) string {
	sum := sha256.Sum256(data)
	return "sha256:" + hex.EncodeToString(sum[:])
}
