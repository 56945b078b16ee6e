package cli

import (
	"bytes"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"reflect"
	goruntime "runtime"
	"sort"
	"strings"

	"github.com/pelletier/go-toml/v2"

	"accstar/acc/auth"
	"accstar/runtime"
)

// config is the file config.toml.
//
//	default = "acme"
//
//	[profiles.acme]
//	account_id  = "…"
//	client_id   = "…"
//	admin_email = "ada@acme.example"
type config struct {
	Default  string             `toml:"default"`
	Profiles map[string]profile `toml:"profiles"`
	path     string
}

// profile is a named connection.
type profile struct {
	AccountID    string      `toml:"account_id"`
	ClientID     string      `toml:"client_id"`
	ClientSecret auth.Secret `toml:"client_secret"`
	AdminEmail   string      `toml:"admin_email"`
	Region       string      `toml:"region"`
	BaseURL      string      `toml:"base_url"`
	Public       bool        `toml:"public"`   // the app has no secret
	Callback     string      `toml:"callback"` // where the browser comes back to
	MaxChanges   *int        `toml:"max_changes"`
	MaxDeletes   *int        `toml:"max_deletes"`
	// Protect are people that nobody may remove or lower; RequireApprovalAbove is how many changes a plan may make that nobody has approved.
	Protect              []string `toml:"protect"`
	RequireApprovalAbove *int     `toml:"require_approval_above"`
}

// The profiles that are in no config file.
const (
	practiceProfile    = "practice"    // always exists
	environmentProfile = "environment" // what flags and environment say, when they name no profile
)

// maxConfig is the largest config file that is read, in bytes.
const maxConfig = 1 << 20

// loadConfig reads the config file; a missing one is an empty one.
func (a *App) loadConfig() (*config, error) {
	c := &config{path: filepath.Join(a.ConfigDir, "config.toml"), Profiles: map[string]profile{}}
	info, err := os.Stat(c.path)
	if errors.Is(err, fs.ErrNotExist) {
		return c, nil
	}
	if err == nil && info.Size() > maxConfig {
		err = fmt.Errorf("it has %d bytes, want at most %d", info.Size(), maxConfig)
	}
	var data []byte
	if err == nil {
		data, err = os.ReadFile(c.path)
	}
	if err != nil {
		return nil, &problem{message: fmt.Sprintf("cannot read the config file %s: %v", c.path, err), hints: []string{"mend it, or move it away"}, err: err}
	}
	if err := c.decode(data); err != nil {
		return nil, err
	}
	for name, p := range c.Profiles {
		if p.ClientSecret != "" && goruntime.GOOS != "windows" && info.Mode().Perm()&0o077 != 0 {
			return nil, &problem{message: fmt.Sprintf("profile %s keeps a client secret in %s, which others can read", name, c.path), hints: []string{"chmod 600 " + c.path}}
		}
	}
	for name, meaning := range map[string]string{practiceProfile: "the practice account", environmentProfile: "a connection by flags and environment"} {
		if _, taken := c.Profiles[name]; taken {
			return nil, &problem{message: fmt.Sprintf("the config file has a profile called %s, which stands for %s", name, meaning), hints: []string{"give it another name in " + c.path}}
		}
	}
	return c, nil
}

// decode reads the text of the file. A key that means nothing is an error: it may be a misspelled one that matters.
func (c *config) decode(data []byte) error {
	decoder := toml.NewDecoder(bytes.NewReader(data))
	decoder.DisallowUnknownFields()
	err := decoder.Decode(c)
	var strange *toml.StrictMissingError
	var at *toml.DecodeError
	switch {
	case err == nil:
		return nil
	case errors.As(err, &strange):
		first := strange.Errors[0]
		row, _ := first.Position()
		key := first.Key()[len(first.Key())-1]
		return &problem{message: fmt.Sprintf("the config file %s has at line %d a key that means nothing: %s%s", c.path, row, key, runtime.DidYouMean(key, configKeys())),
			hints: []string{"a profile has " + joinAnd(configKeys())}, err: err}
	case errors.As(err, &at):
		row, col := at.Position()
		what := strings.TrimPrefix(at.Error(), "toml: ")
		if key := at.Key(); strings.Contains(what, "cannot decode") && len(key) > 0 {
			what = key[len(key)-1] + " has a value of the wrong kind"
		}
		return &problem{message: fmt.Sprintf("the config file %s has a mistake at line %d, column %d: %s", c.path, row, col, what),
			hints: []string{"mend that line: texts stand in quotes, as in account_id = \"…\", and numbers do not; docs/connect.md has an example"}, err: err}
	}
	return &problem{message: fmt.Sprintf("the config file %s cannot be read: %v", c.path, err), hints: []string{"docs/connect.md has an example"}, err: err}
}

// configKeys are the keys of a profile.
func configKeys() []string {
	var keys []string
	t := reflect.TypeFor[profile]()
	for i := range t.NumField() {
		keys = append(keys, t.Field(i).Tag.Get("toml"))
	}
	return keys
}

// profile returns the named profile.
func (c *config) profile(name string) (profile, error) {
	p, ok := c.Profiles[name]
	if !ok {
		names := []string{practiceProfile}
		for n := range c.Profiles {
			names = append(names, n)
		}
		sort.Strings(names)
		return p, &usageError{message: fmt.Sprintf("there is no profile %q%s", name, runtime.DidYouMean(name, names)),
			hints: []string{fmt.Sprintf("profiles are in %s; there is %s", c.path, joinAnd(names))}}
	}
	return p, nil
}
