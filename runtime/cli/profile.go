package cli

import (
	"context"
	"fmt"
	"strings"
	"text/tabwriter"

	"github.com/spf13/cobra"

	"accstar/acc/auth"
)

func (a *App) profileCommand() *cobra.Command {
	cmd := &cobra.Command{
		Use:     "profile",
		Aliases: []string{"profiles"},
		Short:   "Connections to ACC accounts: add, check, choose, remove",
		Long: `Connections to ACC accounts, by name. A profile says which account, which app, and for whom changes are made; it is in the config
file, which holds no secret: the client secret and sign-ins are kept in this machine's keyring or encrypted. The profile
practice always exists: the built-in practice account.`,
		Example: "  accstar profile add acme\n  accstar profile check acme\n  accstar profile use acme",
	}
	group(cmd, a.profileAddCommand(), a.profileListCommand(), a.profileUseCommand(), a.profileShowCommand(), a.profileCheckCommand(), a.profileSecretCommand(), a.profileRemoveCommand())
	return cmd
}

// listed is a profile as profile list shows it.
type listed struct {
	Name      string `json:"name"`
	Default   bool   `json:"default,omitempty"`
	AccountID string `json:"account_id,omitempty"`
	ClientID  string `json:"client_id,omitempty"`
	SignedIn  string `json:"signed_in,omitempty"`
}

func (a *App) profileListCommand() *cobra.Command {
	var asJSON bool
	cmd := &cobra.Command{
		Use:   "list",
		Short: "List the profiles",
		Args:  noArgs,
		RunE: func(*cobra.Command, []string) error {
			all, err := a.statuses(connectFlags{})
			if err != nil {
				return err
			}
			out := []listed{}
			for _, s := range all {
				one := listed{Name: s.Profile, Default: s.Default, AccountID: s.AccountID, ClientID: s.ClientID}
				if s.Person != nil && !s.Person.Ended {
					one.SignedIn = firstSet(s.Person.Email, s.Person.UserID)
				}
				out = append(out, one)
			}
			if asJSON {
				return a.printJSON(out)
			}
			tw := tabwriter.NewWriter(a.Out, 0, 0, 2, ' ', 0)
			fmt.Fprintln(tw, "\tPROFILE\tACCOUNT\tAPP\tSIGNED IN")
			for _, p := range out {
				star := ""
				if p.Default {
					star = "*"
				}
				fmt.Fprintf(tw, "%s\t%s\t%s\t%s\t%s\n", star, p.Name, p.AccountID, p.ClientID, firstSet(p.SignedIn, "-"))
			}
			return tw.Flush()
		},
	}
	cmd.Flags().BoolVar(&asJSON, "json", false, "print as JSON")
	return cmd
}

func (a *App) profileUseCommand() *cobra.Command {
	return &cobra.Command{
		Use:   "use NAME",
		Short: "Choose the profile that is used when none is named",
		Args:  nArgs("a profile"),
		RunE: func(_ *cobra.Command, args []string) error {
			if err := a.knownProfile(args[0]); err != nil {
				return err
			}
			if err := a.useProfile(args[0]); err != nil {
				return err
			}
			_, err := fmt.Fprintf(a.Out, "Profile %s is used when none is named.\n", args[0])
			return err
		},
	}
}

// knownProfile refuses the name of a profile that there is not.
func (a *App) knownProfile(name string) error {
	conf, err := a.loadConfig()
	if err == nil && name != practiceProfile {
		_, err = conf.profile(name)
	}
	return err
}

func (a *App) useProfile(name string) error {
	return a.editConfig(func(text string) string { return withDefault(text, name) }, func(c *config) bool { return c.Default == name })
}

func (a *App) profileShowCommand() *cobra.Command {
	var asJSON bool
	cmd := &cobra.Command{
		Use:   "show [NAME]",
		Short: "Show a profile, and what its tokens come from",
		Args:  cobra.MaximumNArgs(1),
		RunE: func(_ *cobra.Command, args []string) error {
			s, err := a.status(connectFlags{profile: strings.Join(args, "")})
			if err != nil {
				return err
			}
			if asJSON {
				return a.printJSON(s)
			}
			return a.showStatuses([]profileStatus{s})
		},
	}
	cmd.Flags().BoolVar(&asJSON, "json", false, "print as JSON")
	return cmd
}

func (a *App) profileRemoveCommand() *cobra.Command {
	return &cobra.Command{
		Use:   "remove NAME",
		Short: "Remove a profile: sign out, and forget all that is kept for it",
		Args:  nArgs("a profile"),
		RunE: func(cmd *cobra.Command, args []string) error {
			name := args[0]
			if name == practiceProfile {
				return &usageError{message: "the practice account is always there", hints: []string{"accstar auth logout --profile practice signs out of it; accstar practice reset begins it anew"}}
			}
			if err := a.knownProfile(name); err != nil {
				return err
			}
			return a.removeProfile(cmd.Context(), name)
		},
	}
}

func (a *App) removeProfile(ctx context.Context, name string) error {
	conf, err := a.loadConfig()
	if err != nil {
		return err
	}
	c := &connection{Profile: name}
	c.fill(conf.Profiles[name])
	a.readKept(c)
	var untold error
	if p := c.kept.record.Person; p != nil && c.ClientID != "" && c.checkBaseURL() == nil {
		_, untold = (&auth.SignIn{App: c.app(a, c.transport()), Store: a.store(), Name: name}).End(ctx)
	}
	edit := func(text string) string {
		if conf.Default == name {
			text = withDefault(text, "")
		}
		return withoutProfile(text, name)
	}
	gone := func(c *config) bool {
		_, there := c.Profiles[name]
		return !there && c.Default != name
	}
	if err := a.editConfig(edit, gone); err != nil {
		return err
	}
	if err := a.store().Forget(ctx, name); err != nil {
		return err
	}
	if untold != nil {
		a.note(untold.Error())
	}
	_, err = fmt.Fprintf(a.Out, "Removed profile %s.\n", name)
	return err
}
