package cli

import (
	"context"
	"fmt"
	"io"
	"strings"
	"text/tabwriter"
	"time"

	"github.com/spf13/cobra"

	"accstar/acc/auth"
	"accstar/acc/practice"
	"accstar/acc/tenant"
)

// profileStatus is how a profile gets its tokens. It holds no secret.
type profileStatus struct {
	Profile   string         `json:"profile"`
	Default   bool           `json:"default,omitempty"`
	AccountID string         `json:"account_id,omitempty"`
	BaseURL   string         `json:"base_url,omitempty"`
	Region    string         `json:"region,omitempty"`
	ClientID  string         `json:"client_id,omitempty"`
	App       string         `json:"app"` // "confidential", "public" or "no secret"
	ActsFor   string         `json:"acts_for,omitempty"`
	Kinds     []string       `json:"kinds"` // of tokens it can have
	Person    *person        `json:"person,omitempty"`
	Service   *serviceStatus `json:"service_account,omitempty"`
	Problem   string         `json:"problem,omitempty"`
}

// person is who has signed in.
type person struct {
	Email         string     `json:"email,omitempty"`
	Name          string     `json:"name,omitempty"`
	UserID        string     `json:"user_id,omitempty"`
	Scopes        []string   `json:"scopes"`
	SignedIn      time.Time  `json:"signed_in"`
	Expires       time.Time  `json:"expires"`
	AccessExpires *time.Time `json:"access_token_expires,omitempty"`
	Ended         bool       `json:"ended,omitempty"`
}

type serviceStatus struct {
	ID    string `json:"id"`
	Email string `json:"email,omitempty"`
	KeyID string `json:"key_id"`
}

func personStatus(p *auth.Person) *person {
	out := &person{Email: p.Email, Name: p.Name, UserID: p.UserID, Scopes: p.Scopes, SignedIn: p.SignedIn.UTC(), Expires: p.Expires.UTC()}
	if at := p.AccessExpires(); !at.IsZero() {
		at = at.UTC()
		out.AccessExpires = &at
	}
	return out
}

func (a *App) statusCommand() *cobra.Command {
	var connect connectFlags
	var asJSON bool
	cmd := &cobra.Command{
		Use:   "status",
		Short: "Show how each profile gets its tokens, who is signed in, and until when",
		Long: `Show how each profile gets its tokens: the app alone, for an account admin, as a person who has signed in, or as a service
account; with which scopes, and until when. Nothing is asked of Autodesk. With --profile it shows only that one.`,
		Args: noArgs,
		RunE: func(cmd *cobra.Command, _ []string) error {
			all, err := a.statuses(connect)
			if err != nil {
				return err
			}
			if asJSON {
				return a.printJSON(all)
			}
			return a.showStatuses(all)
		},
	}
	connect.add(cmd.Flags())
	cmd.Flags().BoolVar(&asJSON, "json", false, "print as JSON")
	return cmd
}

// statuses are those of all profiles, or of the one that is named; what the environment says comes first.
func (a *App) statuses(f connectFlags) ([]profileStatus, error) {
	if f.profile != "" {
		one, err := a.status(f)
		return []profileStatus{one}, err
	}
	conf, err := a.loadConfig()
	if err != nil {
		return nil, err
	}
	var out []profileStatus
	used, err := a.resolve(f)
	if err != nil {
		return nil, err
	}
	if used.Profile == environmentProfile {
		out = append(out, a.statusOf(used))
	}
	names, err := a.profileNames()
	if err != nil {
		return nil, err
	}
	for _, name := range names {
		c := &connection{Profile: name, Practice: name == practiceProfile}
		if !c.Practice {
			c.fill(conf.Profiles[name])
		}
		a.readKept(c)
		one := a.statusOf(c)
		one.Default = name == used.Profile
		out = append(out, one)
	}
	return out, nil
}

func (a *App) status(f connectFlags) (profileStatus, error) {
	c, err := a.resolve(f)
	if err != nil {
		return profileStatus{}, err
	}
	conf, err := a.loadConfig()
	if err != nil {
		return profileStatus{}, err
	}
	s := a.statusOf(c)
	s.Default = s.Profile == firstSet(conf.Default, practiceProfile)
	return s, nil
}

// statusOf looks at a connection without using it.
func (a *App) statusOf(c *connection) profileStatus {
	if c.Practice {
		app, account := practice.DemoApp(), tenant.DemoAccount()
		c.ClientID, c.ClientSecret, c.AccountID, c.AdminEmail = app.ClientID, auth.Secret(app.Secret), account.ID, account.AdminEmail
	}
	s := profileStatus{Profile: c.Profile, AccountID: c.AccountID, BaseURL: c.BaseURL, Region: c.Region, ClientID: c.ClientID, ActsFor: c.AdminEmail, App: "confidential", Kinds: []string{}}
	switch {
	case c.ClientSecret != "" && c.AdminEmail != "":
		s.Kinds = append(s.Kinds, "2-legged", "2-legged+user")
	case c.ClientSecret != "":
		s.Kinds = append(s.Kinds, "2-legged")
	case c.Public:
		s.App = "public"
	default:
		s.App = "no secret"
	}
	if c.kept.err != nil {
		s.Problem = strings.Join(append([]string{c.kept.err.Error()}, hintsOf(c.kept.err)...), "; ")
	}
	if p := c.kept.record.Person; p != nil {
		s.Person = personStatus(p)
		if s.Person.Ended = !p.Expires.After(a.Now()); !s.Person.Ended {
			s.Kinds = append(s.Kinds, "3-legged")
		}
	}
	key, err := a.serviceKey(c)
	switch {
	case err != nil:
		s.Problem = strings.Join(append([]string{err.Error()}, hintsOf(err)...), "; ")
	case key != nil:
		s.Service = &serviceStatus{ID: key.ID, Email: key.Email, KeyID: key.KeyID}
		s.Kinds = append(s.Kinds, "service account")
	}
	return s
}

func (a *App) showStatuses(all []profileStatus) error {
	for i, s := range all {
		if i > 0 {
			fmt.Fprintln(a.Out)
		}
		if err := s.show(a.Out, a.Now()); err != nil {
			return err
		}
	}
	if place := storePlace(a.store()); place != "" {
		fmt.Fprintln(a.Out, "\n"+place)
	}
	return nil
}

// show prints a status for people.
func (s *profileStatus) show(w io.Writer, now time.Time) error {
	name := s.Profile
	switch {
	case s.Profile == environmentProfile:
		name = "flags and environment"
	case s.Default:
		name += " (default)"
	}
	fmt.Fprintln(w, name)
	tw := tabwriter.NewWriter(w, 0, 0, 2, ' ', 0)
	line := func(what, text string) {
		if text != "" {
			fmt.Fprintf(tw, "  %s\t%s\n", what, text)
		}
	}
	line("account", s.AccountID)
	line("service", s.BaseURL)
	app := firstSet(s.ClientID, "no client ID")
	if s.App != "confidential" {
		app += ", " + strings.Replace(s.App, "public", "a public app", 1)
	}
	line("app", app)
	line("acts for", s.ActsFor)
	if p := s.Person; p != nil {
		who := (&auth.Person{Email: p.Email, Name: p.Name, UserID: p.UserID})
		switch {
		case p.Ended:
			line("signed in", whoIs(who)+", ended on "+day(p.Expires)+": sign in again")
		default:
			line("signed in", whoIs(who)+", until "+day(p.Expires)+" if unused")
		}
		line("scopes", strings.Join(p.Scopes, " "))
		if p.AccessExpires != nil && p.AccessExpires.After(now) {
			line("token", "good for another "+p.AccessExpires.Sub(now).Round(time.Second).String())
		}
	} else {
		line("signed in", "nobody")
	}
	if s.Service != nil {
		line("service account", firstSet(s.Service.Email, s.Service.ID)+", key "+s.Service.KeyID)
	}
	line("tokens", firstSet(strings.Join(s.Kinds, ", "), "none"))
	line("problem", s.Problem)
	return tw.Flush()
}

func day(t time.Time) string { return t.Local().Format("2 January 2006") }

func (a *App) whoamiCommand() *cobra.Command {
	var connect connectFlags
	var asJSON bool
	cmd := &cobra.Command{
		Use:   "whoami",
		Short: "Ask Autodesk who is signed in",
		Args:  noArgs,
		RunE: func(cmd *cobra.Command, _ []string) error {
			r, err := a.reachWith(cmd.Context(), connect, false, nil)
			if err != nil {
				return err
			}
			defer r.stop()
			v, err := r.do(cmd.Context(), "user_profile.get", nil, nil, nil)
			if err != nil {
				return err
			}
			if asJSON {
				return a.printJSON(v)
			}
			p, _ := v.(map[string]any)
			_, err = fmt.Fprintf(a.Out, "%s\nAutodesk ID %s\n", whoIs(&auth.Person{Name: text(p["name"]), Email: text(p["email"]), UserID: text(p["sub"])}), text(p["sub"]))
			return err
		},
	}
	connect.add(cmd.Flags())
	cmd.Flags().BoolVar(&asJSON, "json", false, "print the whole profile as JSON")
	return cmd
}

// scope is a scope as auth scopes shows it.
type scope struct {
	Name       string `json:"name"`
	Operations int    `json:"operations"` // that need it
	Granted    bool   `json:"granted"`    // to the person who is signed in
	Listed     bool   `json:"listed"`     // in Autodesk's discovery document
}

func (a *App) scopesCommand() *cobra.Command {
	var connect connectFlags
	var asJSON bool
	cmd := &cobra.Command{
		Use:   "scopes",
		Short: "List the scopes that Autodesk offers, and those a sign-in has",
		Args:  noArgs,
		RunE: func(cmd *cobra.Command, _ []string) error {
			r, err := a.reachWith(cmd.Context(), connect, false, func(c *connection) { c.Public = true })
			if err != nil {
				return err
			}
			defer r.stop()
			scopes, err := r.scopes(cmd.Context())
			if err != nil {
				return err
			}
			if asJSON {
				return a.printJSON(scopes)
			}
			tw := tabwriter.NewWriter(a.Out, 0, 0, 2, ' ', 0)
			fmt.Fprintln(tw, "SCOPE\tOPERATIONS\tSIGNED IN")
			for _, s := range scopes {
				granted := ""
				if s.Granted {
					granted = "yes"
				}
				fmt.Fprintf(tw, "%s\t%d\t%s\n", s.Name, s.Operations, granted)
			}
			return tw.Flush()
		},
	}
	connect.add(cmd.Flags())
	cmd.Flags().BoolVar(&asJSON, "json", false, "print as JSON")
	return cmd
}

// scopes are those of the discovery document, and those that operations need beyond them.
func (r *reach) scopes(ctx context.Context) ([]scope, error) {
	v, err := r.do(ctx, "authentication.openid_configuration", nil, nil, nil)
	if err != nil {
		return nil, err
	}
	doc, _ := v.(map[string]any)
	listed, ok := doc["scopes_supported"].([]any)
	if !ok {
		return nil, &problem{message: "the discovery document lists no scopes", hints: []string{"something other than Autodesk may have answered: see accstar auth status for the base URL"}}
	}
	needed := map[string]int{}
	var names []string
	for _, s := range listed {
		names = append(names, text(s))
	}
	onList := len(names)
	for _, op := range r.cat.Operations() {
		for _, s := range op.Scopes {
			if needed[s]++; needed[s] == 1 && len(auth.Lacking(names, []string{s})) > 0 {
				names = append(names, s)
			}
		}
	}
	var granted []string
	if p := r.conn.kept.record.Person; p != nil {
		granted = p.Scopes
	}
	out := make([]scope, len(names))
	for i, name := range names {
		out[i] = scope{name, needed[name], len(auth.Lacking(granted, []string{name})) == 0, i < onList}
	}
	return out, nil
}

func (a *App) introspectCommand() *cobra.Command {
	var connect connectFlags
	var asJSON, given bool
	var kind string
	cmd := &cobra.Command{
		Use:   "introspect",
		Short: "Ask Autodesk what a token holds, without showing the token",
		Long: `Ask Autodesk what a token holds: the one that the profile's person or app uses, or, with --stdin, one that is piped in. The
token itself is never shown.`,
		Args: noArgs,
		RunE: func(cmd *cobra.Command, _ []string) error {
			r, err := a.reachWith(cmd.Context(), connect, false, nil)
			if err != nil {
				return err
			}
			defer r.stop()
			token, err := r.tokenToShow(cmd.Context(), kind, given)
			if err != nil {
				return err
			}
			app := r.conn.app(a, r.conn.transport())
			said, err := app.Introspect(cmd.Context(), token)
			if err != nil {
				return err
			}
			if asJSON {
				return a.printJSON(said)
			}
			return a.showIntrospection(said)
		},
	}
	connect.add(cmd.Flags())
	fs := cmd.Flags()
	fs.StringVar(&kind, "kind", "", "`KIND` of token: app or person; person if someone is signed in")
	fs.BoolVar(&given, "stdin", false, "read the token from standard input")
	fs.BoolVar(&asJSON, "json", false, "print as JSON")
	return cmd
}

// tokenToShow is the token to ask Autodesk about.
func (r *reach) tokenToShow(ctx context.Context, kind string, given bool) (auth.Secret, error) {
	if given {
		data, err := io.ReadAll(io.LimitReader(r.app.In, 1<<16))
		if value := strings.TrimSpace(string(data)); err == nil && value != "" {
			return auth.Secret(value), nil
		}
		return "", &usageError{message: "there is no token on standard input", hints: []string{"pipe one in, or leave out --stdin"}}
	}
	if kind == "" {
		if kind = "app"; r.creds.person != nil {
			kind = "person"
		}
	}
	switch {
	case kind == "person" && r.creds.person == nil:
		return "", &problem{message: "nobody is signed in to profile " + r.conn.Profile, hints: []string{"accstar auth login" + r.conn.profileFlag()}}
	case kind == "person":
		value, err := r.creds.person.Token(ctx, []string{"data:read"})
		return auth.Secret(value), err
	case kind == "app" && r.creds.app == nil:
		return "", &problem{message: "the app has no client secret, and so no tokens of its own", hints: []string{"--kind person"}}
	case kind == "app":
		value, err := r.creds.app.Token(ctx, []string{"data:read"})
		return auth.Secret(value), err
	}
	return "", &usageError{message: fmt.Sprintf("--kind: got %q, want app or person", kind)}
}

func (a *App) showIntrospection(said auth.Introspection) error {
	if !said.Active {
		fmt.Fprintln(a.Out, "The token is not active: it has expired, was revoked, or is not of this app.")
		return &exitError{code: ExitFailed}
	}
	tw := tabwriter.NewWriter(a.Out, 0, 0, 2, ' ', 0)
	kind := "2-legged"
	if said.UserID != "" {
		kind = "3-legged, user " + said.UserID
	}
	until := time.Unix(said.Expires, 0)
	fmt.Fprintf(tw, "active\tyes, for another %s\nkind\t%s\napp\t%s\nscopes\t%s\n", until.Sub(a.Now()).Round(time.Second), kind, said.ClientID, said.Scope)
	return tw.Flush()
}
