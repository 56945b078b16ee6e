package cli

import (
	"bufio"
	"context"
	"fmt"

	"github.com/spf13/cobra"

	"accstar/acc/auth"
)

func (a *App) profileSecretCommand() *cobra.Command {
	var file string
	var noCheck bool
	cmd := &cobra.Command{
		Use:   "secret NAME",
		Short: "Give a profile a new client secret; all else stays",
		Long: `Give a profile a new client secret, after Autodesk has made one or where the profile has none yet. It is asked for without being
shown, or read from --client-secret-file or APS_CLIENT_SECRET, tried, and kept in this machine's keyring or encrypted. Sign-ins
and the keys of service accounts stay.`,
		Example: "  accstar profile secret acme\n  accstar profile secret acme --client-secret-file secret.txt",
		Args:    nArgs("a profile"),
		RunE: func(cmd *cobra.Command, args []string) error {
			return a.changeSecret(cmd.Context(), args[0], file, noCheck)
		},
	}
	cmd.Flags().StringVar(&file, "client-secret-file", "", "`FILE` that holds the client secret (or APS_CLIENT_SECRET)")
	cmd.Flags().BoolVar(&noCheck, "no-check", false, "keep it without asking the service")
	return cmd
}

func (a *App) changeSecret(ctx context.Context, name, file string, noCheck bool) error {
	if name == practiceProfile {
		return &usageError{message: "the practice account has a secret of its own, which does not change", hints: []string{"name a profile of yours"}}
	}
	if err := a.knownProfile(name); err != nil {
		return err
	}
	conf, err := a.loadConfig()
	if err != nil {
		return err
	}
	p := conf.Profiles[name]
	if p.ClientSecret != "" {
		return &problem{message: fmt.Sprintf("the client secret of profile %s is in the config file %s", name, conf.path),
			hints: []string{"change it there, or take the line out and run this again: then it is kept in the keyring or encrypted"}}
	}
	secret, err := a.secret(file)
	if err != nil {
		return err
	}
	if secret == "" && a.InTTY && a.ErrTTY {
		fmt.Fprintf(a.Err, "Client secret of app %s (not shown): ", p.ClientID)
		secret, err = a.readSecret(ctx, bufio.NewReader(a.In))
		fmt.Fprintln(a.Err)
		if err != nil {
			return err
		}
	}
	if secret == "" {
		return &usageError{message: "no client secret is given", hints: []string{"--client-secret-file FILE, or APS_CLIENT_SECRET; in a terminal it is asked for"}}
	}
	c := &connection{Profile: name}
	c.fill(p)
	c.ClientSecret, c.Public = secret, false
	if err := c.complete(); err != nil {
		return err
	}
	if !noCheck {
		if _, err := (&auth.ClientCredentials{App: c.app(a, c.transport())}).Token(ctx, []string{"account:read"}); err != nil {
			return &problem{message: "the secret was not kept: " + err.Error(), hints: append(hintsOf(err), "--no-check keeps it all the same"), err: err}
		}
	}
	err = a.store().Update(ctx, name, func(r *auth.Record) error {
		r.ClientSecret = secret
		return nil
	})
	if err == nil {
		_, err = fmt.Fprintf(a.Out, "Profile %s has a new client secret.\n", name)
	}
	return err
}
