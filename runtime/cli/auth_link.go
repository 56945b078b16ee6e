package cli

import (
	"context"
	"fmt"
	"net/http"
	"os"
	"path/filepath"
	"strings"

	"accstar/acc"
	"accstar/acc/auth"
	"accstar/acc/catalog"
)

// store is where sign-ins and secrets are kept.
func (a *App) store() *auth.Store {
	return &auth.Store{
		Dir: filepath.Join(a.StateDir, "signins"), Keyring: a.Keyring, Passphrase: auth.Secret(a.Env("ACCSTAR_PASSPHRASE")),
		Say: a.note, Unnamed: environmentProfile,
	}
}

// kept is what the store keeps for a connection.
type kept struct {
	record *auth.Record
	err    error // why it cannot be read; it matters only to what needs it
}

// readKept adds to a connection what is kept for its profile: the client secret, who has signed in, the service account in use.
func (a *App) readKept(c *connection) {
	c.kept.record, c.kept.err = a.store().Read(c.Profile)
	if c.kept.record == nil {
		c.kept.record = &auth.Record{}
	}
	if c.ClientSecret == "" && !c.Practice {
		c.ClientSecret = c.kept.record.ClientSecret
	}
}

// app is the connection's application.
func (c *connection) app(a *App, transport http.RoundTripper) auth.App {
	return auth.App{
		BaseURL:  strings.TrimSuffix(firstSet(c.BaseURL, acc.BaseURL), "/"),
		ClientID: c.ClientID, Secret: c.ClientSecret, HTTP: transport, Now: a.Now,
	}
}

// profileFlag is what commands take to mean the connection's profile.
func (c *connection) profileFlag() string {
	if c.Profile == environmentProfile {
		return ""
	}
	return " --profile " + c.Profile
}

// credentials are what a connection gets tokens with.
type credentials struct {
	app    *auth.ClientCredentials // nil: the app has no secret
	person acc.TokenSource         // nil: nobody is signed in and no service account is in use
	covers func([]string) error
	as     string // whom person's tokens stand for
	// service is set when person is a service account.
	service bool
}

// credentials are put together from the connection and what is kept for it.
func (a *App) credentials(c *connection, transport http.RoundTripper) *credentials {
	out := &credentials{}
	app := c.app(a, transport)
	warn := a.note
	if c.ClientSecret != "" {
		out.app = &auth.ClientCredentials{App: app}
	}
	key, err := a.serviceKey(c)
	switch {
	case err != nil:
		out.refuse(err)
	case key != nil:
		out.person, out.service = &auth.ServiceAccount{App: app, Key: *key, Warn: warn}, true
		out.as = "service account " + firstSet(key.Email, key.ID)
	case c.kept.err != nil:
		out.refuse(c.kept.err)
	case c.kept.record != nil && c.kept.record.Person != nil:
		person := c.kept.record.Person
		signIn := &auth.SignIn{App: app, Store: a.store(), Name: c.Profile, Command: "accstar auth login" + c.profileFlag(), Warn: warn}
		out.person, out.as = signIn, firstSet(person.Email, person.UserID)
		out.covers = func(scopes []string) error { return signIn.Usable(person, scopes) }
	}
	return out
}

// refuse has whatever needs a person fail, and nothing else.
func (c *credentials) refuse(err error) {
	c.person = unreadable{err}
	c.covers = func([]string) error { return err }
}

// serviceKey is the key of the service account in use: what the environment names, else what is kept; nil if there is none.
func (a *App) serviceKey(c *connection) (*auth.ServiceKey, error) {
	id, file := a.Env("APS_SERVICE_ACCOUNT_ID"), a.Env("APS_SERVICE_ACCOUNT_KEY_FILE")
	if !c.Practice && (id != "" || file != "") {
		keyID := a.Env("APS_SERVICE_ACCOUNT_KEY_ID")
		if id == "" || file == "" || keyID == "" {
			return nil, &usageError{message: "APS_SERVICE_ACCOUNT_ID, APS_SERVICE_ACCOUNT_KEY_ID and APS_SERVICE_ACCOUNT_KEY_FILE go together, and one is missing",
				hints: []string{"set all three, or none"}}
		}
		pem, err := readSecretFile("the service account's key", file)
		return &auth.ServiceKey{ID: id, KeyID: keyID, PEM: pem}, err
	}
	if c.kept.record == nil || c.kept.record.Service == "" {
		return nil, nil
	}
	key, ok := c.kept.record.Key(c.kept.record.Service)
	if !ok {
		return nil, &problem{message: "the service account in use has no key here", hints: []string{
			"give it one: accstar auth service-account keys add " + c.kept.record.Service + c.profileFlag(),
			"or use none: accstar auth service-account use --none" + c.profileFlag()}}
	}
	return &key, nil
}

// readSecretFile reads a small file that holds a secret.
func readSecretFile(what, path string) (auth.Secret, error) {
	info, err := os.Stat(path)
	if err == nil && info.Size() > 1<<14 {
		err = fmt.Errorf("it is too large")
	}
	var data []byte
	if err == nil {
		data, err = os.ReadFile(path)
	}
	if err != nil {
		return "", &usageError{message: fmt.Sprintf("cannot read %s from %s: %v", what, path, err), hints: []string{"give the path of a file that holds nothing else"}}
	}
	return auth.Secret(strings.TrimSpace(string(data))), nil
}

// unreadable is a sign-in that is kept and cannot be read.
type unreadable struct{ err error }

func (u unreadable) Token(context.Context, []string) (string, error) { return "", u.err }
func (unreadable) Reject(string)                                     {}

// tokens are the tokens of a connection, for a client that can look up the admin.
func (c *credentials) tokens(conn *connection) *acc.ProfileTokens {
	t := &acc.ProfileTokens{Person: c.person, Covers: c.covers, PreferPerson: c.service}
	if c.app != nil {
		t.App = c.app
	}
	if conn.Profile != environmentProfile {
		t.Profile = conn.Profile
	}
	return t
}

// using says in words which token is used for an operation; "" if none serves it.
func (c *credentials) using(t *acc.ProfileTokens, op *catalog.Operation, conn *connection) string {
	kind, err := t.Choose(acc.NeedOf(op))
	switch {
	case err != nil || len(op.Tokens) == 0:
		return ""
	case kind == catalog.TwoLeggedUser:
		return "2-legged for " + conn.AdminEmail
	case kind == catalog.ThreeLegged:
		return "3-legged as " + c.as
	}
	return "2-legged"
}

// reach is a connection that a command other than preview and run speaks to.
type reach struct {
	app    *App
	conn   *connection
	cat    *catalog.Catalogue
	creds  *credentials
	client *acc.Client
	tokens *acc.ProfileTokens
	stop   func()
}

// reach connects for a command that works on the account.
func (a *App) reach(ctx context.Context, f connectFlags) (*reach, error) {
	return a.reachWith(ctx, f, true, nil)
}

// reachWith connects for a command; one that does not work on the account needs no account ID. Adjust may change the connection
// before what it lacks is looked at.
func (a *App) reachWith(ctx context.Context, f connectFlags, account bool, adjust func(*connection)) (*reach, error) {
	conn, err := a.resolve(f)
	if err != nil {
		return nil, err
	}
	if adjust != nil {
		adjust(conn)
	}
	if !conn.Practice {
		if err := conn.completeFor(account); err != nil {
			return nil, err
		}
	}
	if conn.Note != "" {
		fmt.Fprintln(a.Err, reflow(conn.Note, a.Width))
	}
	r := &reach{app: a, conn: conn, cat: catalog.New(), stop: func() {}}
	if conn.Practice {
		if r.stop, err = a.startPractice(ctx, r.cat, conn); err != nil {
			return nil, err
		}
	}
	if err := r.connect(); err != nil {
		r.stop()
		return nil, err
	}
	return r, nil
}

// connect makes the client.
func (r *reach) connect() error {
	transport := r.conn.transport()
	r.creds = r.app.credentials(r.conn, transport)
	r.tokens = r.creds.tokens(r.conn)
	var err error
	r.client, err = r.clientWith(r.tokens)
	if err == nil && r.conn.AdminEmail != "" {
		r.tokens.Admin = acc.NewAdminResolver(r.client, r.cat.Must("account_users.search"), r.conn.AccountID, r.conn.AdminEmail).AutodeskID
	}
	return err
}

// clientWith makes a client that uses other tokens.
func (r *reach) clientWith(tokens acc.Tokens) (*acc.Client, error) {
	return acc.NewClient(acc.Config{
		BaseURL: r.conn.BaseURL, AllowHosts: r.conn.AllowHosts, Region: r.conn.Region, Transport: r.conn.transport(), Tokens: tokens,
		Clock: clock{r.app}, UserAgent: "accstar/" + version,
	})
}

// transport sends requests. Servers on this machine are reached without a proxy.
func (c *connection) transport() http.RoundTripper {
	proxy := http.ProxyFromEnvironment
	if c.loopback() {
		proxy = nil
	}
	return acc.NewTransport(proxy)
}

// do carries out an operation.
func (r *reach) do(ctx context.Context, op string, path map[string]string, query []acc.Param, body any) (any, error) {
	return doWith(ctx, r.client, r.cat.Must(op), path, query, body)
}

func doWith(ctx context.Context, d acc.Doer, op *catalog.Operation, path map[string]string, query []acc.Param, body any) (any, error) {
	result, err := d.Do(ctx, &acc.Call{Op: op, Path: path, Query: query, Body: body, Key: acc.Key{Task: "@auth", Call: 1}})
	if err != nil {
		return nil, err
	}
	return result.Decoded()
}
