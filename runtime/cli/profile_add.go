package cli

import (
	"bufio"
	"context"
	"fmt"
	"os"
	"strings"

	"github.com/spf13/cobra"
	"golang.org/x/term"

	"accstar/acc"
	"accstar/acc/auth"
	"accstar/acc/catalog"
)

type addOptions struct {
	connect      connectFlags
	callback     string
	public       bool
	use, noCheck bool
}

func (a *App) profileAddCommand() *cobra.Command {
	var o addOptions
	cmd := &cobra.Command{
		Use:   "add NAME",
		Short: "Add a profile, guided, and check each step against the service",
		Long: `Add a profile. In a terminal it asks for what no flag says. Then each step is checked against the service: the client ID and
secret, the app's access to the account, the account admin, the callback. What is wrong is said, with what mends it; the
profile is added all the same only if you say so.

The client secret is asked for without being shown, or read from --client-secret-file or APS_CLIENT_SECRET, and kept in this
machine's keyring or encrypted, not in the config file.`,
		Example: "  accstar profile add acme\n  accstar profile add acme --account-id … --client-id … --client-secret-file secret.txt --admin-email ada@acme.example",
		Args:    nArgs("a name"),
		RunE:    func(cmd *cobra.Command, args []string) error { return a.addProfile(cmd.Context(), args[0], o) },
	}
	fs := cmd.Flags()
	o.connect.add(fs)
	fs.Lookup("profile").Hidden = true
	fs.StringVar(&o.callback, "callback", "", "`URL` of this machine that the browser comes back to when signing in")
	fs.BoolVar(&o.public, "public", false, "the app has no client secret (desktop, mobile or single-page app)")
	fs.BoolVar(&o.use, "use", false, "use the profile when none is named")
	fs.BoolVar(&o.noCheck, "no-check", false, "add it without asking the service")
	return cmd
}

func (a *App) addProfile(ctx context.Context, name string, o addOptions) error {
	if err := checkProfileName(name); err != nil {
		return err
	}
	conf, err := a.loadConfig()
	if err != nil {
		return err
	}
	if _, there := conf.Profiles[name]; there {
		return &usageError{message: fmt.Sprintf("there is a profile %s already", name), hints: []string{"choose another name, or accstar profile remove " + name}}
	}
	secret, err := a.secret(o.connect.secretFile)
	if err != nil {
		return err
	}
	p := profile{AccountID: strings.TrimPrefix(o.connect.accountID, "b."), ClientID: o.connect.clientID, ClientSecret: secret, AdminEmail: o.connect.adminEmail,
		Region: o.connect.region, BaseURL: o.connect.baseURL, Public: o.public, Callback: o.callback}
	in := bufio.NewReader(a.In)
	if a.InTTY && a.ErrTTY {
		if err := a.askProfile(ctx, in, &p); err != nil {
			return err
		}
	}
	c := &connection{Profile: name}
	c.fill(p)
	if err := c.complete(); err != nil {
		return err
	}
	if !o.noCheck && !a.checkConnection(ctx, c) && !a.agrees(ctx, in, "Add the profile all the same?") {
		return &problem{message: "profile " + name + " was not added", hints: []string{"mend what is marked !! and run it again; --no-check adds it as it is"}}
	}
	return a.saveProfile(ctx, name, p, o.use || conf.Default == "" && len(conf.Profiles) == 0)
}

// askProfile asks for what is not known yet.
func (a *App) askProfile(ctx context.Context, in *bufio.Reader, p *profile) error {
	ask := func(what string, value *string) error {
		if *value != "" {
			return nil
		}
		fmt.Fprint(a.Err, what+": ")
		line, err := readLineFrom(ctx, in)
		*value = strings.TrimSpace(line)
		return err
	}
	fmt.Fprintln(a.Err, "docs/connect.md shows where Autodesk keeps each of these.")
	if err := ask("Client ID of the app (https://aps.autodesk.com/myapps)", &p.ClientID); err != nil {
		return err
	}
	if p.ClientSecret == "" && !p.Public {
		fmt.Fprint(a.Err, "Client secret (not shown; empty for an app without one): ")
		text, err := a.readSecret(ctx, in)
		fmt.Fprintln(a.Err)
		if err != nil {
			return err
		}
		p.ClientSecret, p.Public = text, text == ""
	}
	if err := ask("Account ID (ACC: Account Admin > Settings)", &p.AccountID); err != nil {
		return err
	}
	p.AccountID = strings.TrimPrefix(p.AccountID, "b.")
	if p.AdminEmail == "" && !p.Public {
		return ask("E-mail of the account admin to act for (empty for none)", &p.AdminEmail)
	}
	return nil
}

// readSecret reads a line that is not shown.
func (a *App) readSecret(ctx context.Context, in *bufio.Reader) (auth.Secret, error) {
	if f, ok := a.In.(*os.File); ok && term.IsTerminal(int(f.Fd())) && in.Buffered() == 0 {
		data, err := term.ReadPassword(int(f.Fd()))
		return auth.Secret(strings.TrimSpace(string(data))), err
	}
	line, err := readLineFrom(ctx, in)
	return auth.Secret(strings.TrimSpace(line)), err
}

// readLineFrom reads a line, or ends with the context. The end of the input is an empty line.
func readLineFrom(ctx context.Context, in *bufio.Reader) (string, error) {
	got := make(chan string, 1)
	go func() {
		text, _ := in.ReadString('\n')
		got <- text
	}()
	select {
	case text := <-got:
		return text, nil
	case <-ctx.Done():
		return "", context.Cause(ctx)
	}
}

// agrees asks; without a terminal nobody does.
func (a *App) agrees(ctx context.Context, in *bufio.Reader, question string) bool {
	if !a.InTTY || !a.ErrTTY {
		return false
	}
	fmt.Fprint(a.Err, question+" [y/N] ")
	answer, err := readLineFrom(ctx, in)
	return err == nil && strings.HasPrefix(strings.ToLower(strings.TrimSpace(answer)), "y")
}

// saveProfile writes a profile: its secret first, so that there is never one without.
func (a *App) saveProfile(ctx context.Context, name string, p profile, use bool) error {
	if p.ClientSecret != "" {
		if err := a.store().Forget(ctx, name); err != nil { // left over from a profile of the same name
			return err
		}
		err := a.store().Update(ctx, name, func(r *auth.Record) error {
			r.ClientSecret = p.ClientSecret
			return nil
		})
		if err != nil {
			return err
		}
	}
	edit := func(text string) string {
		if use {
			text = withDefault(text, name)
		}
		return withProfile(text, name, p)
	}
	if err := a.editConfig(edit, func(c *config) bool { return c.Profiles[name].ClientID == p.ClientID }); err != nil {
		return err
	}
	said := "Added profile " + name + "."
	if use {
		said = "Added profile " + name + "; it is used when none is named."
	}
	if p.Public {
		said += "\nSign in next: accstar auth login --profile " + name
	}
	_, err := fmt.Fprintln(a.Out, said)
	return err
}

func (a *App) profileCheckCommand() *cobra.Command {
	return &cobra.Command{
		Use:   "check [NAME]",
		Short: "Check a profile against the service, step by step",
		Args:  cobra.MaximumNArgs(1),
		RunE: func(cmd *cobra.Command, args []string) error {
			r, err := a.reach(cmd.Context(), connectFlags{profile: strings.Join(args, "")})
			if err != nil {
				return err
			}
			defer r.stop()
			if !a.checkConnection(cmd.Context(), r.conn) {
				return &exitError{code: ExitFailed}
			}
			return nil
		},
	}
}

// checkConnection tries each step that a connection takes, says how it went and what mends it, and reports whether all went well.
func (a *App) checkConnection(ctx context.Context, c *connection) bool {
	good := true
	say := func(what string, err error) bool {
		fmt.Fprintf(a.Err, "  %s  %s\n", mark(err == nil), what)
		if err == nil {
			return true
		}
		good = false
		fmt.Fprintf(a.Err, "      %v\n", err)
		for _, hint := range hintsOf(err) {
			fmt.Fprintf(a.Err, "      hint: %s\n", hint)
		}
		return false
	}
	r := &reach{app: a, conn: c, cat: catalog.New(), stop: func() {}}
	if err := r.connect(); err != nil {
		return say("base URL", err)
	}
	if r.creds.app != nil {
		r.checkApp(ctx, say)
	}
	if c.Public || c.Callback != "" || c.Practice {
		app := c.app(a, c.transport())
		login, err := app.NewLogin(c.Callback, loginScopes(r.cat, false))
		if err == nil {
			err = login.CheckCallback(ctx)
		}
		say("callback "+firstSet(c.Callback, auth.DefaultCallback), err)
	}
	if r.creds.person != nil {
		_, err := r.do(ctx, "user_profile.get", nil, nil, nil)
		say("signed in as "+r.creds.as, err)
	}
	return good
}

// checkApp tries what an app with a secret can do.
func (r *reach) checkApp(ctx context.Context, say func(string, error) bool) {
	_, err := r.creds.app.Token(ctx, []string{"account:read"})
	if !say("client ID and secret", err) {
		return
	}
	_, err = r.client.Do(ctx, &acc.Call{Op: r.cat.Must("projects.list"), Path: map[string]string{"account_id": r.conn.AccountID}, Max: 1,
		Key: acc.Key{Task: "@check", Call: 1}})
	if !say("access to account "+r.conn.AccountID, err) || r.conn.AdminEmail == "" {
		return
	}
	_, err = r.tokens.Admin(ctx)
	say("account admin "+r.conn.AdminEmail, err)
}
