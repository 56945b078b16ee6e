package preview

import (
	"accstar/acc"
	"accstar/acc/tenant"
)

// Redact takes the secrets out of a plan: those of what is sent, of the records before and after, and of the parameters. A run is
// held to what is left: that a secret is sent where one was planned. The files it can come from are held to their hashes.
func (p *Plan) Redact() {
	for i := range p.Params {
		if acc.SecretName(p.Params[i].Name) {
			p.Params[i].Value = acc.Redacted
		}
	}
	for _, list := range [][]Change{p.Changes, p.LeftOut} {
		for i := range list {
			list[i] = list[i].redacted()
		}
	}
}

// redacted is a change without its secrets. What has none is shared with the original.
func (c Change) redacted() Change {
	c.Request.Body, _ = acc.Redact(c.Request.Body)
	c.Request.Query = redactParams(c.Request.Query)
	c.Request.Header = redactParams(c.Request.Header)
	c.Records, c.Later = redactRecords(c.Records), redactRecords(c.Later)
	for i, f := range c.Fields {
		clean := f
		if acc.SecretName(f.Name) {
			clean = FieldChange{Name: f.Name, Before: redactText(f.Before), After: redactText(f.After)}
		}
		if clean != f {
			c.Fields = append([]FieldChange(nil), c.Fields...)
			c.Fields[i] = clean
		}
	}
	return c
}

func redactText(s string) string {
	if s == "" {
		return ""
	}
	return acc.Redacted
}

func redactParams(params []acc.Param) []acc.Param {
	out := params
	for i, p := range params {
		if acc.SecretName(p.Name) && p.Value != acc.Redacted {
			if &out[0] == &params[0] {
				out = append([]acc.Param(nil), params...)
			}
			out[i].Value = acc.Redacted
		}
	}
	return out
}

func redactRecords(changes []tenant.Change) []tenant.Change {
	out := changes
	for i, ch := range changes {
		before, hadBefore := redactRecord(ch.Before)
		after, hadAfter := redactRecord(ch.After)
		if !hadBefore && !hadAfter {
			continue
		}
		if &out[0] == &changes[0] {
			out = append([]tenant.Change(nil), changes...)
		}
		out[i].Before, out[i].After = before, after
	}
	return out
}

func redactRecord(r tenant.Record) (tenant.Record, bool) {
	if r == nil {
		return nil, false
	}
	clean, found := acc.Redact(map[string]any(r))
	if !found {
		return r, false
	}
	return clean.(map[string]any), true
}

// IsRedacted reports whether a value has been taken out of a plan because it is a secret.
func IsRedacted(s string) bool { return s == acc.Redacted }
