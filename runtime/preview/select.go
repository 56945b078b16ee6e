package preview

import (
	"fmt"
	"slices"
	"strings"

	"accstar/acc"
	"accstar/acc/tenant"
)

// Selection narrows a plan: to projects and people, to rows, to the first few. What a chosen change builds on comes with it.
type Selection struct {
	// Only says what a change must have to do with: "project=24-017" (a name, job number or ID), "email=ada@example.com",
	// "name=Ada Lovelace", or a bare text, which is any of them. Of one kind any will do; of several kinds each must.
	Only []string   `json:"only,omitempty"`
	Rows []RowRange `json:"rows,omitempty"`
	// First keeps the first so many rows, or changes that come from no row.
	First int `json:"first,omitempty"`
}

// RowRange are rows of a sheet, as Excel numbers them, both ends included.
type RowRange struct {
	From int `json:"from"`
	To   int `json:"to"`
}

func (r RowRange) String() string {
	if r.From == r.To {
		return fmt.Sprint(r.From)
	}
	return fmt.Sprintf("%d-%d", r.From, r.To)
}

// IsZero reports whether nothing is narrowed.
func (s Selection) IsZero() bool { return len(s.Only) == 0 && len(s.Rows) == 0 && s.First == 0 }

// String is the selection as flags: "--only project=24-017 --rows 2-6".
func (s Selection) String() string {
	var parts []string
	for _, o := range s.Only {
		parts = append(parts, "--only "+o)
	}
	if len(s.Rows) > 0 {
		var rows []string
		for _, r := range s.Rows {
			rows = append(rows, r.String())
		}
		parts = append(parts, "--rows "+strings.Join(rows, ","))
	}
	if s.First > 0 {
		parts = append(parts, fmt.Sprintf("--first %d", s.First))
	}
	return strings.Join(parts, " ")
}

// onlyKinds are what changes can be chosen by.
func onlyKinds() []string { return []string{"project", "email", "name"} }

// CheckOnly reports what is wrong with a text of [Selection.Only].
func CheckOnly(text string) error {
	kind, value := splitOnly(text)
	if kind != "" && !slices.Contains(onlyKinds(), kind) {
		return fmt.Errorf("got %q, want %s=…, or a bare name", text, strings.Join(onlyKinds(), "=…, "))
	}
	if value == "" {
		return fmt.Errorf("got %q, want something to narrow the plan to, as in project=24-017", text)
	}
	return nil
}

func splitOnly(text string) (kind, value string) {
	kind, value, found := strings.Cut(text, "=")
	if !found {
		return "", strings.TrimSpace(text)
	}
	return strings.ToLower(strings.TrimSpace(kind)), strings.TrimSpace(value)
}

// NothingSelectedError is a selection that chooses no change of a plan that has some.
type NothingSelectedError struct {
	Selection Selection
	Changes   int
	Groups    []string // the projects there are
}

func (e *NothingSelectedError) Error() string {
	if e.Changes == 1 {
		return fmt.Sprintf("%s does not choose the one change that the plan has", e.Selection)
	}
	return fmt.Sprintf("%s chooses none of the plan's %d changes", e.Selection, e.Changes)
}

// Hints says what there is to choose from.
func (e *NothingSelectedError) Hints() []string {
	shown := e.Groups
	if len(shown) > 8 {
		shown = append(slices.Clone(shown[:8]), "…")
	}
	return []string{"the plan has changes in " + strings.Join(shown, ", ")}
}

// Apply divides changes into those that are chosen, with those they build on, and the others.
func (s Selection) Apply(changes []Change) (chosen, leftOut []Change, err error) {
	if s.IsZero() || len(changes) == 0 {
		return changes, nil, nil
	}
	in := make([]bool, len(changes))
	items := map[string]bool{}
	for i := range changes {
		c := &changes[i]
		if !s.takes(c) {
			continue
		}
		if s.First > 0 {
			item := "change " + c.Key.ChangeKey()
			if c.Origin.Row > 0 {
				item = fmt.Sprintf("%s row %d", c.Origin.Sheet, c.Origin.Row)
			}
			if !items[item] && len(items) == s.First {
				continue
			}
			items[item] = true
		}
		in[i] = true
	}
	withNeeded(changes, in)
	for i := range changes {
		if in[i] {
			chosen = append(chosen, changes[i])
		} else {
			leftOut = append(leftOut, changes[i])
		}
	}
	if len(chosen) == 0 {
		e := &NothingSelectedError{Selection: s, Changes: len(changes)}
		for i := range changes {
			if g := changes[i].Group; !slices.Contains(e.Groups, g) {
				e.Groups = append(e.Groups, g)
			}
		}
		return nil, nil, e
	}
	return chosen, leftOut, nil
}

// takes reports whether a change is chosen by itself.
func (s Selection) takes(c *Change) bool {
	if len(s.Rows) > 0 && !slices.ContainsFunc(s.Rows, func(r RowRange) bool { return r.From <= c.Origin.Row && c.Origin.Row <= r.To }) {
		return false
	}
	of := map[string]bool{} // kind -> whether one of its texts fits
	for _, o := range s.Only {
		kind, value := splitOnly(o)
		of[kind] = of[kind] || c.fits(kind, value)
	}
	for _, fits := range of {
		if !fits {
			return false
		}
	}
	return true
}

// TakesRow reports whether a row of a sheet is among those chosen by number.
func (s Selection) TakesRow(n int) bool {
	return len(s.Rows) == 0 || slices.ContainsFunc(s.Rows, func(r RowRange) bool { return r.From <= n && n <= r.To })
}

func (c *Change) fits(kind, value string) bool {
	switch kind {
	case "project":
		return c.inProject(value)
	case "email":
		return c.about("email", value) || c.sends("email", value) || equalFold(c.Subject, value)
	case "name":
		return equalFold(c.Subject, value) || c.about("name", value)
	}
	return c.inProject(value) || c.about("email", value) || c.sends("email", value) || equalFold(c.Subject, value) || c.about("name", value)
}

// inProject reports whether a change is in the project of that name, job number or ID, or is of that project itself.
func (c *Change) inProject(value string) bool {
	if id := c.Request.Path["project_id"]; id != "" && equalFold(strings.TrimPrefix(id, "b."), strings.TrimPrefix(value, "b.")) {
		return true
	}
	if c.Entity == "project" {
		return equalFold(c.Subject, value) || c.about("name", value) || c.about("jobNumber", value) || c.about("id", value)
	}
	if equalFold(c.Group, value) {
		return true
	}
	// A group is called by its job number and its name where the name does not have the number in it.
	job, name, both := strings.Cut(c.Group, " ")
	return both && (equalFold(name, value) || strings.ContainsAny(job, "0123456789") && equalFold(job, value))
}

// about reports whether a field of a record that the change is about has that value.
func (c *Change) about(field, value string) bool {
	for _, list := range [][]tenant.Change{c.Records, c.Later} {
		for _, r := range list {
			if r.Auto {
				continue
			}
			for _, rec := range []tenant.Record{r.Before, r.After} {
				if text, ok := rec[field].(string); ok && equalFold(text, value) {
					return true
				}
			}
		}
	}
	return false
}

// sends reports whether the request has a field of that value.
func (c *Change) sends(field, value string) bool {
	body, _ := c.Request.Body.(map[string]any)
	text, _ := body[field].(string)
	return text != "" && equalFold(text, value)
}

// withNeeded adds to the chosen changes those that they build on: that make what they refer to, and earlier ones to the same record.
func withNeeded(changes []Change, in []bool) {
	last := map[string]int{} // record or future ID -> the last change to it
	needs := make([][]int, len(changes))
	for i := range changes {
		c := &changes[i]
		for _, name := range c.refersTo() {
			if j, ok := last[name]; ok {
				needs[i] = append(needs[i], j)
			}
		}
		for _, name := range c.touches() {
			last[name] = i
		}
	}
	for i := len(changes) - 1; i >= 0; i-- {
		if in[i] {
			for _, j := range needs[i] {
				in[j] = true
			}
		}
	}
}

// touches names the records that a change makes, alters or removes, and their future IDs.
func (c *Change) touches() []string {
	var out []string
	for _, list := range [][]tenant.Change{c.Records, c.Later} {
		for _, r := range list {
			if r.Auto && r.Before != nil {
				continue // kept up to date by ACC, whoever was first
			}
			out = append(out, recordName(r))
			if IsFuture(r.ID) {
				out = append(out, r.ID)
			}
		}
	}
	return out
}

// refersTo names the records that a change alters or removes, and the future IDs in its request.
func (c *Change) refersTo() []string {
	var out []string
	for _, list := range [][]tenant.Change{c.Records, c.Later} {
		for _, r := range list {
			if !r.Auto {
				out = append(out, recordName(r))
			}
		}
	}
	return append(out, futuresIn(c.Request)...)
}

func recordName(r tenant.Change) string {
	return r.Collection.Entity + "/" + r.Collection.Parent + "/" + r.ID
}

// futuresIn lists the future IDs in a request.
func futuresIn(r Request) []string {
	var out []string
	note := func(future string) (string, bool) {
		out = append(out, future)
		return "", false
	}
	resolveRequest(Request{Path: r.Path, Query: r.Query, Header: r.Header}, note)
	findFutures(r.Body, note)
	return out
}

func findFutures(v any, note func(string) (string, bool)) {
	switch v := v.(type) {
	case string:
		resolveText(v, note)
	case []any:
		for _, x := range v {
			findFutures(x, note)
		}
	case map[string]any:
		for k, x := range v {
			resolveText(k, note)
			findFutures(x, note)
		}
	case []acc.Param:
		for _, p := range v {
			resolveText(p.Value, note)
		}
	}
}
