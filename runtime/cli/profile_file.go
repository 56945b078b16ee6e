package cli

import (
	"encoding/json"
	"fmt"
	"os"
	"path/filepath"
	"regexp"
	"strings"

	"github.com/pelletier/go-toml/v2"
)

// The config file is edited as text, so that what people have written into it stays: comments, order, blank lines.

// profileName is what a profile may be called: it is part of command lines.
var profileName = regexp.MustCompile(`^[A-Za-z0-9][A-Za-z0-9_-]{0,63}$`)

// tableHead is the first line of a table.
var tableHead = regexp.MustCompile(`^\s*\[`)

// checkProfileName refuses names that cannot be used.
func checkProfileName(name string) error {
	switch {
	case name == practiceProfile || name == environmentProfile:
		return &usageError{message: fmt.Sprintf("a profile cannot be called %s: that name has a meaning of its own", name), hints: []string{"choose another name"}}
	case !profileName.MatchString(name):
		return &usageError{message: fmt.Sprintf("got the name %q, want letters, digits, - and _", name), hints: []string{"choose another name, such as acme"}}
	}
	return nil
}

// headOf is the line that begins a profile.
func headOf(name string) string { return "[profiles." + name + "]" }

// profileLines finds a profile in the config's lines: from its first line to behind its last. Both are -1 if it is not there.
func profileLines(lines []string, name string) (from, to int) {
	from, to = -1, -1
	for i, line := range lines {
		switch {
		case from < 0 && strings.HasPrefix(strings.ReplaceAll(strings.ReplaceAll(line, " ", ""), `"`, ""), headOf(name)):
			from, to = i, len(lines)
		case from >= 0 && tableHead.MatchString(line):
			return from, i
		}
	}
	return from, to
}

// withProfile is the config with a profile added.
func withProfile(text, name string, p profile) string {
	var b strings.Builder
	b.WriteString(strings.TrimRight(text, "\n"))
	if b.Len() > 0 {
		b.WriteString("\n\n")
	}
	fmt.Fprintln(&b, headOf(name))
	for _, f := range []struct{ key, value string }{
		{"account_id", p.AccountID}, {"client_id", p.ClientID}, {"admin_email", p.AdminEmail}, {"region", p.Region}, {"base_url", p.BaseURL}, {"callback", p.Callback},
	} {
		if f.value != "" {
			fmt.Fprintf(&b, "%s = %s\n", f.key, tomlText(f.value))
		}
	}
	if p.Public {
		fmt.Fprintln(&b, "public = true")
	}
	return b.String()
}

// tomlText is a text as TOML writes it, which is JSON's way.
func tomlText(s string) string {
	data, err := json.Marshal(s)
	if err != nil {
		return `""` // no text is refused
	}
	return string(data)
}

// withoutProfile is the config without a profile.
func withoutProfile(text, name string) string {
	lines := strings.Split(text, "\n")
	from, to := profileLines(lines, name)
	if from < 0 {
		return text
	}
	return strings.TrimLeft(strings.Join(append(lines[:from:from], lines[to:]...), "\n"), "\n")
}

// defaultLine is the line that says which profile is used when none is named.
var defaultLine = regexp.MustCompile(`(?m)^[ \t]*default[ \t]*=.*\n?`)

// withDefault is the config with another default profile; "" takes it out.
func withDefault(text, name string) string {
	head, tables := text, ""
	if at := regexp.MustCompile(`(?m)^\s*\[`).FindStringIndex(text); at != nil {
		head, tables = text[:at[0]], text[at[0]:]
	}
	line := ""
	if name != "" {
		line = "default = " + tomlText(name) + "\n"
	}
	if defaultLine.MatchString(head) {
		return defaultLine.ReplaceAllLiteralString(head, line) + tables
	}
	if line != "" && text != "" {
		line += "\n"
	}
	return line + text
}

// editConfig changes the config file, whole or not at all. What comes of it must be a config file that says what was meant.
func (a *App) editConfig(edit func(text string) string, check func(*config) bool) error {
	conf, err := a.loadConfig() // a broken one is not made worse
	if err != nil {
		return err
	}
	data, err := os.ReadFile(conf.path)
	if err != nil && !os.IsNotExist(err) {
		return &problem{message: fmt.Sprintf("cannot read the config file %s: %v", conf.path, err), hints: []string{"see that you may read it"}, err: err}
	}
	text := edit(string(data))
	after := &config{Profiles: map[string]profile{}}
	if err := toml.Unmarshal([]byte(text), after); err != nil || !check(after) {
		return &problem{message: fmt.Sprintf("the config file %s is written in a way that accstar cannot change", conf.path), hints: []string{"change it by hand; docs/connect.md has an example"}}
	}
	err = os.MkdirAll(filepath.Dir(conf.path), 0o700)
	if err == nil {
		err = writePrivate(conf.path, []byte(text))
	}
	if err != nil {
		return &problem{message: fmt.Sprintf("cannot write the config file %s: %v", conf.path, err), hints: []string{"nothing was changed; see that you may write there"}, err: err}
	}
	return nil
}
