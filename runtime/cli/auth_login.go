package cli

import (
	"bufio"
	"context"
	"errors"
	"fmt"
	"slices"
	"strings"
	"time"

	"github.com/spf13/cobra"

	"accstar/acc"
	"accstar/acc/auth"
	"accstar/acc/catalog"
)

// loginWait is how long a sign-in waits for the browser.
const loginWait = 5 * time.Minute

type loginOptions struct {
	connect           connectFlags
	callback          string
	scopes            []string
	readOnly          bool
	noBrowser, public bool
	json              bool
	wait              time.Duration
}

func (a *App) loginCommand() *cobra.Command {
	var o loginOptions
	cmd := &cobra.Command{
		Use:   "login",
		Short: "Sign in as a person, with the browser",
		Long: `Sign in as a person, with the browser. Autodesk asks for the password, accstar never sees it. What comes back renews itself
for as long as it is used at least every 15 days, and is kept in this machine's keyring or encrypted.

The browser comes back to an address of this machine, http://localhost:8080/api/auth/callback unless the profile or --callback
names another. It must be one of the callback URLs of the app at https://aps.autodesk.com/myapps, letter for letter.`,
		Example: "  accstar auth login --profile acme\n  accstar auth login --no-browser\n  accstar auth login --profile practice",
		Args:    noArgs,
		RunE:    func(cmd *cobra.Command, _ []string) error { return a.login(cmd.Context(), o) },
	}
	fs := cmd.Flags()
	o.connect.add(fs)
	fs.StringVar(&o.callback, "callback", "", "`URL` of this machine that the browser comes back to")
	fs.StringSliceVar(&o.scopes, "scopes", nil, "`SCOPES` to ask for, comma-separated, instead of all that playbooks may need")
	fs.BoolVar(&o.readOnly, "read-only", false, "ask only for what reading needs")
	fs.BoolVar(&o.noBrowser, "no-browser", false, "print the address instead of opening it, and take the code that is pasted")
	fs.BoolVar(&o.public, "public", false, "the app has no client secret (desktop, mobile or single-page app)")
	fs.DurationVar(&o.wait, "wait", loginWait, "`TIME` to wait for the browser")
	fs.BoolVar(&o.json, "json", false, "print who has signed in as JSON")
	return cmd
}

// login signs somebody in.
func (a *App) login(ctx context.Context, o loginOptions) error {
	if o.readOnly && len(o.scopes) > 0 {
		return &usageError{message: "--read-only and --scopes both say what to ask for", hints: []string{"give one of them"}}
	}
	r, err := a.reachFor(ctx, o.connect, func(c *connection) {
		c.Public = c.Public || o.public
		c.Callback = firstSet(o.callback, c.Callback)
	})
	if err != nil {
		return err
	}
	defer r.stop()
	scopes := o.scopes
	if len(scopes) == 0 {
		scopes = loginScopes(r.cat, o.readOnly)
	}
	if err := r.readable(); err != nil {
		return err
	}
	app := r.conn.app(a, r.conn.transport())
	if r.conn.Public {
		app.Secret = ""
	}
	login, err := app.NewLogin(r.conn.Callback, scopes)
	if err != nil {
		return err
	}
	login.Command = "accstar auth login" + r.conn.profileFlag()
	person, err := r.signedIn(ctx, login, &app, o)
	if err != nil {
		return err
	}
	return a.sayLogin(r, person, o.json)
}

// signedIn has somebody sign in and keeps what comes of it.
func (r *reach) signedIn(ctx context.Context, login *auth.Login, app *auth.App, o loginOptions) (person *auth.Person, err error) {
	var code string
	if o.noBrowser {
		login.Command += " --no-browser"
		code, err = r.app.pastedCode(ctx, login)
	} else {
		var callback *auth.Callback
		if callback, err = login.Listen(); err != nil {
			return nil, err
		}
		defer callback.Close()
		defer func() { callback.Tell(err) }()
		code, err = r.app.browserCode(ctx, login, callback, o.wait)
	}
	if err != nil {
		return nil, err
	}
	if person, err = login.Finish(ctx, code); err != nil {
		return nil, err
	}
	r.introduce(ctx, person)
	return person, r.keep(ctx, person, app)
}

// reachFor connects for a sign-in: an account ID is not needed for that.
func (a *App) reachFor(ctx context.Context, f connectFlags, adjust func(*connection)) (*reach, error) {
	return a.reachWith(ctx, f, false, adjust)
}

// readable makes sure, before anybody goes to the trouble of signing in, that the result can be kept.
func (r *reach) readable() error {
	if _, err := r.app.store().Read(r.conn.Profile); err != nil {
		return err
	}
	return nil
}

// pastes is how often a person may paste something that cannot be it.
const pastes = 3

// pastedCode has a person open the page elsewhere and paste what comes of it.
func (a *App) pastedCode(ctx context.Context, login *auth.Login) (string, error) {
	fmt.Fprintf(a.Err, "Open this page in a browser, on any machine, and sign in:\n\n  %s\n\n"+
		"The browser then goes to an address that may not load; that is all right.\n", login.URL())
	in := bufio.NewReader(a.In)
	for try := 1; ; try++ {
		fmt.Fprint(a.Err, "Paste that address here, or the code in it: ")
		line, err := readLineFrom(ctx, in)
		if !a.InTTY || !strings.HasSuffix(line, "\n") {
			fmt.Fprintln(a.Err) // nobody has ended the line
		}
		if err != nil {
			return "", err
		}
		code, err := login.Code(line)
		var e *auth.Error
		if !a.InTTY || try == pastes || !errors.As(err, &e) || e.Kind != auth.Invalid {
			return code, err
		}
		fmt.Fprintln(a.Err, reflow(e.Message+". Try again.", a.Width))
	}
}

// browserCode opens the page and waits for the browser to come back.
func (a *App) browserCode(ctx context.Context, login *auth.Login, callback *auth.Callback, wait time.Duration) (string, error) {
	intro := "Your browser opens this page; sign in there:"
	if err := a.Browse(login.URL()); err != nil {
		intro = "No browser could be opened. Open this page in one on this machine, or stop this and use --no-browser:"
	}
	fmt.Fprintf(a.Err, "%s\n\n  %s\n\nWaiting for you to sign in (Ctrl-C ends it) …\n", intro, login.URL())
	ctx, cancel := context.WithTimeoutCause(ctx, wait, &problem{
		message: "nobody signed in within " + plainWait(wait) + "; nothing was changed",
		hints:   []string{"run it again when you are ready; --wait gives more time, --no-browser needs no browser on this machine"}})
	defer cancel()
	return callback.Wait(ctx)
}

func plainWait(d time.Duration) string {
	if d >= time.Minute && d%time.Minute == 0 {
		return plural(int(d/time.Minute), "minute", "minutes")
	}
	return d.String()
}

// holder gives one token, whatever is asked for.
type holder struct{ token acc.Token }

func (h holder) Token(context.Context, acc.Need) (acc.Token, error) { return h.token, nil }
func (h holder) Rejected(context.Context, acc.Token)                {}

// introduce finds out the name of whoever has signed in, as far as the sign-in allows.
func (r *reach) introduce(ctx context.Context, person *auth.Person) {
	op := r.cat.Must("user_profile.get")
	if len(auth.Lacking(person.Scopes, op.Scopes)) > 0 {
		return
	}
	client, err := r.clientWith(holder{acc.Token{Value: string(person.Access()), Kind: catalog.ThreeLegged}})
	if err != nil {
		return
	}
	v, err := doWith(ctx, client, op, nil, nil, nil)
	if err != nil {
		r.app.note("signed in, but Autodesk does not say as whom: " + err.Error())
		return
	}
	profile, _ := v.(map[string]any)
	person.Email, person.Name = text(profile["email"]), text(profile["name"])
	person.UserID = firstSet(person.UserID, text(profile["sub"]))
}

// keep puts the sign-in into the store, and ends the one it replaces.
func (r *reach) keep(ctx context.Context, person *auth.Person, app *auth.App) error {
	var before *auth.Person
	err := r.app.store().Update(ctx, r.conn.Profile, func(record *auth.Record) error {
		before = record.Person
		record.Person = person
		return nil
	})
	if err != nil {
		if untold := app.Revoke(ctx, person.Refresh(), "refresh_token"); untold != nil {
			return errors.Join(err, untold)
		}
		return err
	}
	if before != nil && before.ClientID == app.ClientID {
		_ = app.Revoke(ctx, before.Refresh(), "refresh_token") // it ends by itself if this does not reach Autodesk
	}
	return nil
}

func (a *App) sayLogin(r *reach, p *auth.Person, asJSON bool) error {
	if asJSON {
		return a.printJSON(personStatus(p))
	}
	_, err := fmt.Fprintf(a.Out, "Signed in as %s to profile %s.\nScopes: %s\nIt renews itself; unused, it ends on %s.\n",
		whoIs(p), r.conn.Profile, strings.Join(p.Scopes, " "), p.Expires.Local().Format("2 January 2006"))
	if err == nil && r.conn.kept.record != nil && r.conn.kept.record.Service != "" {
		_, err = fmt.Fprintln(a.Err, "note: the profile uses a service account; to use this sign-in instead: accstar auth service-account use --none"+r.conn.profileFlag())
	}
	return err
}

// whoIs is a person as people know them.
func whoIs(p *auth.Person) string {
	switch {
	case p.Name != "" && p.Email != "":
		return p.Name + " <" + p.Email + ">"
	case p.Email != "":
		return p.Email
	}
	return "user " + firstSet(p.UserID, "unknown")
}

func (a *App) logoutCommand() *cobra.Command {
	var connect connectFlags
	var all, forget bool
	cmd := &cobra.Command{
		Use:   "logout",
		Short: "End a sign-in, at Autodesk and here",
		Long: `End a sign-in: it is revoked at Autodesk and forgotten here. The client secret and the keys of service accounts stay, unless
--forget says otherwise; --forget also removes what can no longer be read.`,
		Args: noArgs,
		RunE: func(cmd *cobra.Command, _ []string) error {
			if !all {
				return a.logout(cmd.Context(), connect, forget)
			}
			names, err := a.profileNames()
			for _, name := range names {
				err = errors.Join(err, a.logout(cmd.Context(), connectFlags{profile: name}, forget))
			}
			return err
		},
	}
	connect.add(cmd.Flags())
	cmd.Flags().BoolVar(&all, "all", false, "end the sign-ins of all profiles")
	cmd.Flags().BoolVar(&forget, "forget", false, "forget everything that is kept for the profile, its client secret and keys too")
	return cmd
}

// profileNames are all profiles there are.
func (a *App) profileNames() ([]string, error) {
	conf, err := a.loadConfig()
	if err != nil {
		return nil, err
	}
	names := []string{practiceProfile}
	for name := range conf.Profiles {
		names = append(names, name)
	}
	slices.Sort(names)
	return names, nil
}

func (a *App) logout(ctx context.Context, f connectFlags, forget bool) error {
	conn, err := a.resolve(f)
	if err != nil {
		return err
	}
	if conn.kept.err != nil && !forget {
		return conn.kept.err
	}
	var was *auth.Person
	if conn.kept.record.Person != nil {
		r, err := a.reachWith(ctx, f, false, func(c *connection) { c.Public = c.Public || c.ClientSecret == "" })
		if err != nil {
			return err
		}
		defer r.stop()
		signIn := &auth.SignIn{App: r.conn.app(a, r.conn.transport()), Store: a.store(), Name: r.conn.Profile}
		if was, err = signIn.End(ctx); err != nil {
			return err
		}
	}
	if forget {
		if err := a.store().Forget(ctx, conn.Profile); err != nil {
			return err
		}
		_, err = fmt.Fprintf(a.Out, "Everything kept for profile %s is forgotten.\n", conn.Profile)
		return err
	}
	if was == nil {
		_, err = fmt.Fprintf(a.Out, "Nobody was signed in to profile %s.\n", conn.Profile)
		return err
	}
	_, err = fmt.Fprintf(a.Out, "Signed out %s from profile %s.\n", whoIs(was), conn.Profile)
	return err
}
