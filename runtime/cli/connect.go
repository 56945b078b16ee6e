package cli

import (
	"fmt"
	"net/url"
	"os"
	"strings"
	"time"

	"github.com/spf13/pflag"

	"accstar/acc"
	"accstar/acc/auth"
	"accstar/acc/catalog"
	"accstar/runtime"
)

// connection is the account a command works on and how it gets there.
type connection struct {
	Profile      string
	AccountID    string
	ClientID     string
	ClientSecret auth.Secret
	AdminEmail   string
	Region       string
	BaseURL      string
	AllowHosts   []string // besides Autodesk's: the one that the profile names
	Practice     bool
	PracticeMade uint64 // how many IDs the practice account had given when it was opened
	// Public is set when the app has no secret. Callback is where the browser comes back to; "" means the usual address.
	Public   bool
	Callback string
	kept     kept
	// LimitWindow is how long a minute of the rate limits is, 0 for a minute; Unpaced is set where there are none.
	LimitWindow time.Duration
	Unpaced     bool
	// Note is said once, on standard error, when nobody asked for this connection by name.
	Note       string
	MaxChanges *int // nil: no bound
	MaxDeletes *int
	// Protect and RequireApprovalAbove are as in a profile.
	Protect              []string
	RequireApprovalAbove *int
}

// connectFlags are the flags that choose a connection.
type connectFlags struct {
	profile, accountID, clientID, secretFile, adminEmail, region, baseURL string
}

func (f *connectFlags) add(fs *pflag.FlagSet) {
	fs.StringVar(&f.profile, "profile", "", "`NAME` of the connection to use, from the config file; practice is the built-in account")
	fs.StringVar(&f.accountID, "account-id", "", "`ID` of the ACC account (APS_ACCOUNT_ID)")
	fs.StringVar(&f.clientID, "client-id", "", "client `ID` of your APS application (APS_CLIENT_ID)")
	fs.StringVar(&f.secretFile, "client-secret-file", "", "`FILE` that holds the client secret (or APS_CLIENT_SECRET)")
	fs.StringVar(&f.adminEmail, "admin-email", "", "`ADDRESS` of the account administrator that changes are made for (APS_ADMIN_EMAIL)")
	fs.StringVar(&f.region, "region", "", "`REGION` of the account: US, EMEA, AUS, CAN, DEU, GBR, IND, JPN")
	fs.StringVar(&f.baseURL, "base-url", "", "`URL` of the service (APS_BASE_URL)")
}

// connect works out the connection from flags, environment and config file, in this order. With nothing of it all, it is the
// practice account; with some of it, what is missing is an error.
func (a *App) connect(f connectFlags) (*connection, error) {
	c, err := a.resolve(f)
	if err == nil {
		err = a.pacing(c)
	}
	if err != nil || c.Practice {
		return c, err
	}
	return c, c.complete()
}

// resolve works out the connection, complete or not.
func (a *App) resolve(f connectFlags) (*connection, error) {
	c, err := a.named(f)
	if err != nil {
		return nil, err
	}
	a.readKept(c)
	return c, nil
}

// named puts together what flags, environment and config file say.
func (a *App) named(f connectFlags) (*connection, error) {
	name := firstSet(f.profile, a.Env("ACCSTAR_PROFILE"))
	direct := &connection{
		AccountID:  firstSet(f.accountID, a.Env("APS_ACCOUNT_ID")),
		ClientID:   firstSet(f.clientID, a.Env("APS_CLIENT_ID")),
		AdminEmail: firstSet(f.adminEmail, a.Env("APS_ADMIN_EMAIL")),
		BaseURL:    firstSet(f.baseURL, a.Env("APS_BASE_URL")),
		Region:     f.region,
	}
	secret, err := a.secret(f.secretFile)
	if err != nil {
		return nil, err
	}
	direct.ClientSecret = secret
	partly := direct.AccountID != "" || direct.ClientID != "" || direct.ClientSecret != "" || direct.AdminEmail != "" || direct.BaseURL != ""

	if name == practiceProfile {
		if f.accountID != "" || f.clientID != "" || f.secretFile != "" || f.baseURL != "" {
			return nil, &usageError{message: "--profile practice is the built-in account; it goes with no other connection flag", hints: []string{"leave out the others, or leave out --profile"}}
		}
		return &connection{Profile: practiceProfile, Practice: true}, nil
	}
	conf, err := a.loadConfig()
	if err != nil {
		return nil, err
	}
	if name == "" && !partly {
		name = conf.Default
	}
	if name == practiceProfile {
		return &connection{Profile: practiceProfile, Practice: true}, nil
	}
	if name == "" && !partly {
		return &connection{Profile: practiceProfile, Practice: true,
			Note: "no connection is configured: using the practice account (see docs/connect.md for your own)"}, nil
	}
	if name != "" {
		p, err := conf.profile(name)
		if err != nil {
			return nil, err
		}
		direct.Profile = name
		direct.fill(p)
	} else {
		direct.Profile = environmentProfile
	}
	return direct, nil
}

// fill takes from a profile what flags and environment leave open.
func (c *connection) fill(p profile) {
	c.AccountID = firstSet(c.AccountID, p.AccountID)
	c.ClientID = firstSet(c.ClientID, p.ClientID)
	c.AdminEmail = firstSet(c.AdminEmail, p.AdminEmail)
	c.Region = firstSet(c.Region, p.Region)
	c.BaseURL = firstSet(c.BaseURL, p.BaseURL)
	if c.ClientSecret == "" {
		c.ClientSecret = p.ClientSecret
	}
	if u, err := url.Parse(p.BaseURL); err == nil && u.Host != "" {
		c.AllowHosts = []string{u.Host}
	}
	c.MaxChanges, c.MaxDeletes = p.MaxChanges, p.MaxDeletes
	c.Protect, c.RequireApprovalAbove = p.Protect, p.RequireApprovalAbove
	c.Public, c.Callback = p.Public, p.Callback
}

// complete reports what a connection lacks.
func (c *connection) complete() error { return c.completeFor(true) }

// completeFor reports what a connection lacks for playbooks, or only for signing in.
func (c *connection) completeFor(playbooks bool) error {
	if c.ClientSecret == "" && !c.Public && c.kept.err != nil {
		return c.kept.err // the secret may be among what cannot be read
	}
	var missing []string
	for _, x := range []struct {
		there bool
		how   string
	}{
		{c.ClientID != "", "the client ID (--client-id, APS_CLIENT_ID)"},
		{c.ClientSecret != "" || c.Public, "the client secret (--client-secret-file, APS_CLIENT_SECRET)"},
		{c.AccountID != "" || !playbooks, "the account ID (--account-id, APS_ACCOUNT_ID)"},
	} {
		if !x.there {
			missing = append(missing, x.how)
		}
	}
	if missing == nil {
		c.AccountID = strings.TrimPrefix(c.AccountID, "b.")
		if err := c.checkRegion(); err != nil {
			return err
		}
		return c.checkBaseURL()
	}
	what := "the profile " + c.Profile
	if c.Profile == environmentProfile {
		what = "the connection"
	}
	return &usageError{message: fmt.Sprintf("%s is incomplete: %s missing", what, isAre(missing)),
		hints: []string{"set what is missing, or use --profile practice for the practice account", "docs/connect.md shows where Autodesk keeps each of them"}}
}

// checkRegion refuses a region that there is not.
func (c *connection) checkRegion() error {
	regions := regionsOf(catalog.New())
	for _, r := range regions {
		if strings.EqualFold(c.Region, r) {
			c.Region = r
			return nil
		}
	}
	if c.Region == "" {
		return nil
	}
	return &usageError{message: fmt.Sprintf("there is no region %q%s", c.Region, runtime.DidYouMean(c.Region, regions)),
		hints: []string{"regions are " + joinAnd(regions) + "; Europe is EMEA"}}
}

// regionsOf are the regions that ACC keeps accounts in, as its Region header names them.
func regionsOf(cat *catalog.Catalogue) []string {
	for _, h := range cat.Must("projects.list").Headers {
		if h.Name == "Region" {
			return h.Enum
		}
	}
	return nil
}

// checkBaseURL refuses a place that no secret and no token should be sent to.
func (c *connection) checkBaseURL() error {
	if _, err := acc.CheckBaseURL(c.BaseURL, c.AllowHosts...); err != nil {
		return &usageError{message: err.Error(), hints: []string{"it is set by --base-url, APS_BASE_URL or base_url of the profile; without it, accstar speaks to Autodesk"}}
	}
	return nil
}

func isAre(list []string) string {
	if len(list) == 1 {
		return list[0] + " is"
	}
	return joinAnd(list) + " are"
}

func joinAnd(list []string) string {
	if len(list) <= 1 {
		return strings.Join(list, "")
	}
	return strings.Join(list[:len(list)-1], ", ") + " and " + list[len(list)-1]
}

// secret reads the client secret from a file or the environment. It is never a flag: other users of a machine can see those.
func (a *App) secret(file string) (auth.Secret, error) {
	if file == "" {
		return auth.Secret(strings.TrimSpace(a.Env("APS_CLIENT_SECRET"))), nil
	}
	info, err := os.Stat(file)
	if err == nil && info.Size() > 4096 {
		err = fmt.Errorf("it is too large for a secret")
	}
	var data []byte
	if err == nil {
		data, err = os.ReadFile(file)
	}
	if err != nil {
		return "", &usageError{message: fmt.Sprintf("cannot read the client secret from %s: %v", file, err), hints: []string{"give the path of a file that holds nothing else"}}
	}
	return auth.Secret(strings.TrimSpace(string(data))), nil
}
