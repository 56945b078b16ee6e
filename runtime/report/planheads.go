package report

import (
	"fmt"
	"maps"
	"slices"
	"strings"

	"accstar/runtime/preview"
)

// planHeads are the heads that only a plan has: the tokens that the run uses and what they allow, who has approved it, what it was
// narrowed to.
func planHeads(p *preview.Plan) []Head {
	var out []Head
	if len(p.Tokens) > 0 {
		out = append(out, Head{"Tokens", []string{strings.Join(p.Tokens, ", ")}})
	}
	if len(p.Scopes) > 0 {
		out = append(out, Head{"Scopes", []string{strings.Join(p.Scopes, ", ")}})
	}
	if len(p.Approvals) > 0 {
		h := Head{Label: "Approved"}
		for _, a := range p.Approvals {
			text := fmt.Sprintf("by %s, %s", a.By, a.At.Format("2006-01-02 15:04:05 MST"))
			if a.Note != "" {
				text += ": " + a.Note
			}
			h.Values = append(h.Values, text)
		}
		out = append(out, h)
	}
	if !p.Settings.Selection.IsZero() {
		out = append(out, Head{"Only a part", []string{p.Settings.Selection.String()}})
	}
	return out
}

// addLeftOut says how much the plan was narrowed not to make.
func (d *Document) addLeftOut(p *preview.Plan) {
	if len(p.LeftOut) == 0 {
		return
	}
	lines := make([]placed, len(p.LeftOut))
	for i := range p.LeftOut {
		lines[i] = placed{p.LeftOut[i].Group, changeLine(&p.LeftOut[i])}
	}
	d.Sections = append(d.Sections, Section{
		Title: "Left out", Sheet: "Left out", Note: "the playbook asks for these, and the plan was narrowed not to make them", Count: len(lines), Folded: true,
		Groups: grouped(lines, p.Account),
	})
}

// addNeeds says how many requests the run will send, by limit. Its tokens and scopes head the plan.
func (d *Document) addNeeds(p *preview.Plan) {
	var lines []Line
	add := func(subject string, texts ...string) {
		if text := strings.Join(texts, ", "); text != "" {
			lines = append(lines, Line{Mark: Bullet, Subject: subject, Text: text})
		}
	}
	var requests []string
	for _, limit := range slices.Sorted(maps.Keys(p.Cost.Requests)) {
		name := limit
		if name == "" {
			name = "no documented limit"
		}
		requests = append(requests, fmt.Sprintf("%s %s", number(p.Cost.Requests[limit]), name))
	}
	add("Requests of the run", requests...)
	if p.Cost.Reads > 0 {
		add("Requests of the preview", fmt.Sprintf("%s, all of them reads", number(p.Cost.Reads)))
	}
	if len(lines) == 0 {
		return
	}
	d.Sections = append(d.Sections, Section{Title: "What the run uses", Sheet: "Uses", Count: len(lines), Folded: true, Quiet: true, Groups: []Group{{Lines: lines}}})
}
