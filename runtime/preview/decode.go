package preview

import (
	"bytes"
	"encoding/json"
	"fmt"

	"accstar/acc"
	"accstar/acc/tenant"
)

// The versions of a [Plan] as JSON: with all records whole, and with records told from shapes.
const (
	planVersion = 1
	leanVersion = 2
)

// DecodePlan reads a plan from JSON, exactly as it was when it was written: whole numbers are whole, and what only ACC can fill is
// unknown again.
func DecodePlan(data []byte) (*Plan, error) {
	members, lists, err := planMembers(data)
	if err != nil {
		return nil, fmt.Errorf("read the plan: %w", err)
	}
	var p Plan
	if err := json.Unmarshal(members, &p); err != nil {
		return nil, fmt.Errorf("read the plan: %w", err)
	}
	if p.Version != planVersion && p.Version != leanVersion {
		return nil, fmt.Errorf("read the plan: got format %d, want %d", p.Version, leanVersion)
	}
	p.Version = planVersion
	shapes := make([]tenant.Record, len(lists.Shapes))
	for i, raw := range lists.Shapes {
		v, err := acc.DecodeJSON(raw)
		if err == nil {
			v, err = acc.Restore(v)
		}
		rec, ok := v.(map[string]any)
		if err == nil && !ok {
			err = fmt.Errorf("got %s, want a record", raw)
		}
		if err != nil {
			return nil, fmt.Errorf("read the plan, shape %d: %w", i, err)
		}
		shapes[i] = rec
	}
	if p.Changes, err = decodeChanges(lists.Changes, shapes); err != nil {
		return nil, err
	}
	if len(lists.LeftOut) > 0 {
		p.LeftOut, err = decodeChanges(lists.LeftOut, shapes)
	}
	return &p, err
}

// planLists are the long lists of a plan as JSON, item by item.
type planLists struct {
	Shapes, Changes, LeftOut []json.RawMessage
}

// planMembers divides a plan as JSON into its long lists and an object of all else.
func planMembers(data []byte) (members []byte, lists planLists, err error) {
	dec := json.NewDecoder(bytes.NewReader(data))
	switch start, err := dec.Token(); {
	case err != nil:
		return nil, lists, err
	case start != json.Delim('{'):
		return nil, lists, fmt.Errorf("got %v, want an object", start)
	}
	rest := map[string]json.RawMessage{}
	for dec.More() {
		name, err := dec.Token()
		if err != nil {
			return nil, lists, err
		}
		list := map[any]*[]json.RawMessage{"shapes": &lists.Shapes, "changes": &lists.Changes, "left_out": &lists.LeftOut}[name]
		if list != nil {
			err = eachItem(dec, list)
		} else {
			var raw json.RawMessage
			err = dec.Decode(&raw)
			rest[fmt.Sprint(name)] = raw
		}
		if err != nil {
			return nil, lists, err
		}
	}
	if _, err := dec.Token(); err != nil {
		return nil, lists, err
	}
	members, err = json.Marshal(rest)
	return members, lists, err
}

// eachItem takes a list apart.
func eachItem(dec *json.Decoder, list *[]json.RawMessage) error {
	start, err := dec.Token()
	if err != nil || start == nil {
		return err // null is a list of nothing
	}
	if start != json.Delim('[') {
		return fmt.Errorf("got %v, want a list", start)
	}
	for dec.More() {
		var raw json.RawMessage
		if err := dec.Decode(&raw); err != nil {
			return err
		}
		*list = append(*list, raw)
	}
	_, err = dec.Token()
	return err
}

func restoreRecord(r tenant.Record) (tenant.Record, error) {
	if r == nil {
		return nil, nil
	}
	v, err := acc.Restore(map[string]any(r))
	if err != nil {
		return nil, err
	}
	rec, _ := v.(map[string]any)
	return rec, nil
}
