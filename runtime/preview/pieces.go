package preview

import (
	"fmt"
	"maps"
	"slices"
	"strings"

	"accstar/acc"
)

// A future ID is put right wherever it occurs whole. A playbook that cuts one up, to make a code of its first eight characters say,
// would send pieces of an ID that never was; so calls with such pieces are refused.

// pieceLength is the length of the pieces by which parts of future IDs are recognised. Shorter parts are not.
const pieceLength = 8

// given keeps the pieces of a future ID that is given out. The first piece of every one is futurePrefix.
func (o *Overlay) given(future string) string {
	o.found.Lock()
	defer o.found.Unlock()
	if o.pieces == nil {
		o.pieces = map[string]bool{}
	}
	for _, at := range []int{9, 17, 25, len(future) - pieceLength} {
		o.pieces[future[at:at+pieceLength]] = true
	}
	return future
}

// SplitIDError is a call with a part of an ID that ACC has yet to give.
type SplitIDError struct {
	Op, Argument, Part string
	Origin             acc.Origin
}

func (e *SplitIDError) Error() string {
	return fmt.Sprintf("%s: %s: %q is a part of an ID that is only known once ACC has given it", e.Op, e.Argument, e.Part)
}

// Hints says what to do next.
func (e *SplitIDError) Hints() []string {
	return []string{"use the ID whole: \"b.\" + p.id is fine, p.id[:8] is not; for a short name take a field that the playbook sets, such as the job number"}
}

// Fatal reports that no playbook may catch the error.
func (e *SplitIDError) Fatal() bool { return true }

// whole reports a call with a part of a future ID in it. Only a preview has them: a run is given real IDs.
func (o *Overlay) whole(call *acc.Call) error {
	o.found.Lock()
	known := o.pieces
	o.found.Unlock()
	if known == nil {
		return nil
	}
	refuse := func(argument, part string) error {
		return &SplitIDError{Op: call.Op.ID(), Argument: argument, Part: part, Origin: call.Origin}
	}
	for _, name := range slices.Sorted(maps.Keys(call.Path)) {
		if part := o.pieceIn(call.Path[name]); part != "" {
			return refuse(name, part)
		}
	}
	for _, p := range call.Query {
		if part := o.pieceIn(p.Value); part != "" {
			return refuse(p.Name, part)
		}
	}
	if where, part := o.pieceInValue("", call.Body); part != "" {
		return refuse(where, part)
	}
	return nil
}

// pieceInValue looks for a part of a future ID in a JSON value, and says where in it.
func (o *Overlay) pieceInValue(where string, v any) (at, part string) {
	switch v := v.(type) {
	case string:
		return where, o.pieceIn(v)
	case []any:
		for i, x := range v {
			if at, part := o.pieceInValue(fmt.Sprintf("%s[%d]", where, i), x); part != "" {
				return at, part
			}
		}
	case map[string]any:
		for _, k := range slices.Sorted(maps.Keys(v)) {
			below := strings.TrimPrefix(where+"."+k, ".")
			if part := o.pieceIn(k); part != "" {
				return below, part
			}
			if at, part := o.pieceInValue(below, v[k]); part != "" {
				return at, part
			}
		}
	}
	return where, ""
}

// pieceIn returns the word of a text that has a part of a future ID in it, "" if there is none.
func (o *Overlay) pieceIn(text string) string {
	if len(text) < pieceLength {
		return ""
	}
	rest := text
	if strings.Contains(text, futurePrefix) {
		rest = futurePattern.ReplaceAllString(text, " ")
	}
	o.found.Lock()
	defer o.found.Unlock()
	isPart := func(r rune) bool {
		return r == '-' || '0' <= r && r <= '9' || 'a' <= r && r <= 'f' || 'A' <= r && r <= 'F'
	}
	for _, word := range strings.FieldsFunc(rest, func(r rune) bool { return !isPart(r) }) {
		lower := strings.ToLower(word)
		if strings.Contains(lower, strings.TrimSuffix(futurePrefix, "-")) {
			return word
		}
		for i := 0; i+pieceLength <= len(lower); i++ {
			if o.pieces[lower[i:i+pieceLength]] {
				return word
			}
		}
	}
	return ""
}
