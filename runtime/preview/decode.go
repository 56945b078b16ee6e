package preview

import (
	"bytes"
	"encoding/json"
	"fmt"

	"accstar/acc"
	"accstar/acc/tenant"
)

// planVersion is the version of a [Plan]'s format.
const planVersion = 1

// DecodePlan reads a plan from JSON, exactly as it was when it was written: whole numbers are whole, and what only ACC can fill is
// unknown again.
func DecodePlan(data []byte) (*Plan, error) {
	var p Plan
	dec := json.NewDecoder(bytes.NewReader(data))
	dec.UseNumber()
	if err := dec.Decode(&p); err != nil {
		return nil, fmt.Errorf("read the plan: %w", err)
	}
	if p.Version != planVersion {
		return nil, fmt.Errorf("read the plan: got format %d, want %d", p.Version, planVersion)
	}
	for _, list := range [][]Change{p.Changes, p.LeftOut} {
		for i := range list {
			if err := list[i].restore(); err != nil {
				return nil, fmt.Errorf("read the plan, change %d: %w", i+1, err)
			}
		}
	}
	return &p, nil
}

func (c *Change) restore() (err error) {
	for _, records := range [][]tenant.Change{c.Records, c.Later} {
		for i := range records {
			r := &records[i]
			if r.Before, err = restoreRecord(r.Before); err != nil {
				return err
			}
			if r.After, err = restoreRecord(r.After); err != nil {
				return err
			}
		}
	}
	c.Request.Body, err = acc.Restore(c.Request.Body)
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
