package main

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"maps"
	"os"
)

// snapshot is an account as accstar practice show --json writes it.
type snapshot map[string]any

// seed writes an account of so many projects and members: the demo account with its projects taken away, and copies of one of them and of
// one of its members in their place.
func (b *bench) seed(ctx context.Context, path string, o options) error {
	text, err := b.command(ctx, "practice", "show", "--json").Output()
	if err != nil {
		return fmt.Errorf("accstar practice show: %w", err)
	}
	var account snapshot
	if err := json.Unmarshal(text, &account); err != nil {
		return err
	}
	data, err := account.grown(o.projects, o.members)
	if err != nil {
		return err
	}
	return os.WriteFile(path, data, 0o600)
}

func (s snapshot) grown(projects, members int) ([]byte, error) {
	var project, member map[string]any
	var kept []any
	all, _ := s["collections"].([]any)
	var home map[string]any // the collection of projects
	for _, c := range all {
		c, _ := c.(map[string]any)
		records, _ := c["records"].([]any)
		switch c["entity"] {
		case "project":
			home = c
			for _, r := range records {
				if r, _ := r.(map[string]any); r["status"] == "active" && r["classification"] == "production" {
					project = r
				}
			}
		case "member":
			if len(records) > 0 && member == nil {
				member, _ = records[0].(map[string]any)
			}
		case "account_user", "company", "business_unit", "role":
			kept = append(kept, c)
		}
	}
	if home == nil || project == nil || member == nil {
		return nil, errors.New("the practice account has no active project with members to copy")
	}
	var copies []any
	for i := range projects {
		p := maps.Clone(project)
		id := fmt.Sprintf("00000000-0000-4000-8000-%012d", i)
		p["id"], p["name"], p["jobNumber"] = id, fmt.Sprintf("Project %d", i), fmt.Sprintf("P-%05d", i)
		copies = append(copies, p)
		var people []any
		for j := range members {
			m := maps.Clone(member)
			m["id"], m["email"] = fmt.Sprintf("%08d-0000-4000-9000-%012d", i, j), fmt.Sprintf("person%d@example.com", j)
			m["name"], m["autodeskId"] = fmt.Sprintf("Person %d", j), fmt.Sprintf("PERSON%06d", j)
			people = append(people, m)
		}
		kept = append(kept, map[string]any{"entity": "member", "parent": id, "records": people})
	}
	home["records"] = copies
	s["collections"] = append(kept, home)
	return json.Marshal(s)
}
