package cli

import (
	"fmt"
	"net"
	"net/url"
	"strings"

	"go.starlark.net/starlark"

	"accstar/acc/catalog"
	"accstar/runtime"
	"accstar/runtime/preview"
)

// What --yes alone may do on a real account; more takes a flag that says so.
const (
	yesChanges = 500
	yesDeletes = 0
)

// guardError is a plan that does more than was allowed.
type guardError struct {
	message string
	hints   []string
}

func (e *guardError) Error() string   { return e.message }
func (e *guardError) Hints() []string { return e.hints }
func (e *guardError) Fatal() bool     { return true }

// guard holds a plan against the limits of flags, profile and playbook; the strictest wins.
func (s *session) guard(plan *preview.Plan, book *runtime.Playbook) error {
	changes, deletes := len(plan.Changes), lowering(plan)
	settings := map[string]starlark.Value{}
	if book.Declared != nil {
		settings = book.Declared.Settings
	}
	for _, g := range []struct {
		flag, setting string
		count         int
		byFlag        int
		byConf        *int
		one, many     string
	}{
		{"max-changes", "max_changes", changes, s.options.maxChanges, s.conn.MaxChanges, "change", "changes"},
		{"max-deletes", "max_deletes", deletes, s.options.maxDeletes, s.conn.MaxDeletes, "removal or lowered access", "removals or lowered accesses"},
	} {
		limit, who, how := -1, "", ""
		tighten := func(n int, by, raise string) {
			if limit < 0 || n < limit {
				limit, who, how = n, by, raise
			}
		}
		if g.byFlag >= 0 {
			tighten(g.byFlag, fmt.Sprintf("--%s %d", g.flag, g.byFlag), fmt.Sprintf("--%s %d", g.flag, g.count))
		}
		if g.byConf != nil {
			tighten(max(0, *g.byConf), "the profile "+s.conn.Profile, g.setting+" of the profile in config.toml")
		}
		if v, ok := settings[g.setting]; ok {
			if n, err := starlark.AsInt32(v); err == nil {
				tighten(n, fmt.Sprintf("the playbook (%s = %d)", g.setting, n), g.setting+" in playbook(...)")
			}
		}
		if limit >= 0 && g.count > limit {
			return &guardError{
				message: fmt.Sprintf("the plan makes %s, %d more than %s allows", plural(g.count, g.one, g.many), g.count-limit, who),
				hints:   []string{"look at the plan for what is too much; if that many are meant, raise the limit: " + how},
			}
		}
	}
	return nil
}

// guards are what no change may do: the strictest of flags, profile and playbook.
func (s *session) guards(book *runtime.Playbook) *preview.Guards {
	g := &preview.Guards{Protect: map[string]string{}, Caller: s.conn.AdminEmail}
	add := func(by string, names []string) {
		for _, name := range names {
			if name = strings.ToLower(strings.TrimSpace(name)); name != "" && g.Protect[name] == "" {
				g.Protect[name] = by
			}
		}
	}
	add("--protect", s.options.plan.protect)
	add("profile "+s.conn.Profile, s.conn.Protect)
	if book.Declared != nil {
		if list, ok := book.Declared.Settings["protect"].(starlark.Iterable); ok {
			var names []string
			for v := range starlark.Elements(list) {
				if name, ok := starlark.AsString(v); ok {
					names = append(names, name)
				}
			}
			add(book.Path, names)
		}
	}
	return g
}

// forbidden is the error for what guards forbid; nil for nothing.
func forbidden(v []preview.Violation) error {
	if len(v) == 0 {
		return nil
	}
	return &preview.GuardError{Violations: v}
}

// guardYes holds a plan against what --yes alone may do on a real account.
func (s *session) guardYes(plan *preview.Plan) error {
	if s.conn.Practice || s.loopback() {
		return nil
	}
	if n := len(plan.Changes); n > yesChanges && s.options.maxChanges < 0 {
		return &guardError{message: fmt.Sprintf("--yes alone makes at most %d changes; the plan has %d", yesChanges, n),
			hints: []string{fmt.Sprintf("add --max-changes %d if that many are meant", n)}}
	}
	if n := lowering(plan); n > yesDeletes && s.options.maxDeletes < 0 {
		return &guardError{message: fmt.Sprintf("--yes alone removes nobody and lowers no access; the plan does so %d times", n),
			hints: []string{fmt.Sprintf("add --max-deletes %d if that is meant", n)}}
	}
	return nil
}

// loopback reports whether the account is served on this machine.
func (s *session) loopback() bool { return s.conn.loopback() }

// loopback reports whether the account is served on this machine.
func (c *connection) loopback() bool {
	u, err := url.Parse(c.BaseURL)
	if err != nil {
		return false
	}
	ip := net.ParseIP(u.Hostname())
	return u.Hostname() == "localhost" || ip != nil && ip.IsLoopback()
}

// lowering counts the changes that remove something or lower someone's access.
func lowering(plan *preview.Plan) int {
	n := 0
	for i := range plan.Changes {
		c := &plan.Changes[i]
		switch people := len(c.Lowerings()); {
		case people > 0:
			n += people
		case c.Effect == string(catalog.Delete) || lowers(*c):
			n++
		}
	}
	return n
}

func lowers(c preview.Change) bool {
	rank := map[string]int{"none": 0, "member": 1, "administrator": 2}
	for _, f := range c.Fields {
		if strings.HasSuffix(f.Name, " access") && rank[f.After] < rank[f.Before] {
			return true
		}
		if f.Name == "status" && f.After == "inactive" {
			return true
		}
	}
	return false
}

// notLeftOut are the violations of changes that the plan was not narrowed to leave out.
func notLeftOut(all []preview.Violation, plan *preview.Plan) []preview.Violation {
	left := map[string]bool{}
	for _, c := range plan.LeftOut {
		left[c.Key.ChangeKey()] = true
	}
	var out []preview.Violation
	for _, v := range all {
		if !left[v.Key.ChangeKey()] {
			out = append(out, v)
		}
	}
	return out
}
