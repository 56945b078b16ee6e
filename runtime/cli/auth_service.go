package cli

import (
	"context"
	"errors"
	"fmt"
	"os"
	"slices"
	"strings"
	"text/tabwriter"

	"github.com/spf13/cobra"

	"accstar/acc"
	"accstar/acc/auth"
	"accstar/runtime"
)

func (a *App) serviceAccountCommand() *cobra.Command {
	cmd := &cobra.Command{
		Use:     "service-account",
		Aliases: []string{"service-accounts", "ssa"},
		Short:   "Make and use service accounts: runs in a person's place, without a person",
		Long: `Make and use service accounts. A service account is a technical user of the app: it counts as a person where ACC wants one,
and signs with a key instead of a password, so that a run needs no browser. It is a member of the account like any user:
invite it by its e-mail address in ACC, and make it account admin if its playbooks need that.

ACCOUNT is the e-mail address, the name before its @, or the ID.`,
		Example: `  accstar auth service-account create nightly-sync
  accstar auth service-account keys add nightly-sync
  accstar auth service-account use nightly-sync`,
	}
	keys := &cobra.Command{Use: "keys", Short: "The keys of a service account, at most three"}
	group(keys, a.keysListCommand(), a.keysAddCommand(),
		a.keyCommand("disable", "Disable a key: what it signs is no longer accepted", (*reach).disableKey),
		a.keyCommand("enable", "Enable a key again", (*reach).enableKey),
		a.keyCommand("remove", "Delete a key, at Autodesk and here", (*reach).removeKey))
	group(cmd, a.serviceCreateCommand(), a.serviceListCommand(),
		a.serviceCommand("disable", "Disable a service account", (*reach).disableService),
		a.serviceCommand("enable", "Enable a service account again", (*reach).enableService),
		a.serviceCommand("delete", "Delete a service account and all its keys", (*reach).deleteService),
		keys, a.serviceUseCommand())
	return cmd
}

// nArgs is for commands with exactly these arguments.
func nArgs(names ...string) cobra.PositionalArgs {
	return func(cmd *cobra.Command, args []string) error {
		if len(args) == len(names) {
			return nil
		}
		return &usageError{message: fmt.Sprintf("%s takes %s, got %d", cmd.CommandPath(), strings.Join(names, " and "), len(args)), hints: []string{cmd.CommandPath() + " --help"}}
	}
}

// reachCommand makes a command that connects and then works.
func (a *App) reachCommand(cmd *cobra.Command, work func(ctx context.Context, r *reach, args []string) error) *cobra.Command {
	var connect connectFlags
	connect.add(cmd.Flags())
	cmd.RunE = func(cmd *cobra.Command, args []string) error {
		r, err := a.reachWith(cmd.Context(), connect, false, nil)
		if err != nil {
			return err
		}
		defer r.stop()
		return work(cmd.Context(), r, args)
	}
	return cmd
}

func (a *App) serviceCreateCommand() *cobra.Command {
	var first, last string
	cmd := &cobra.Command{Use: "create NAME", Short: "Make a service account", Args: nArgs("a name")}
	cmd.Flags().StringVar(&first, "first-name", "", "first `NAME` that ACC shows (default: the name)")
	cmd.Flags().StringVar(&last, "last-name", "Service", "last `NAME` that ACC shows")
	return a.reachCommand(cmd, func(ctx context.Context, r *reach, args []string) error {
		v, err := r.do(ctx, "authentication.create_service_account", nil, nil,
			map[string]any{"name": args[0], "firstName": firstSet(first, args[0]), "lastName": last})
		if err != nil {
			return err
		}
		made, _ := v.(map[string]any)
		_, err = fmt.Fprintf(a.Out, `Made service account %s (%s).

Next:
  1. invite that address in ACC, as account admin if its playbooks need that
  2. accstar auth service-account keys add %s%s
  3. accstar auth service-account use %s%s
`, text(made["email"]), text(made["serviceAccountId"]), args[0], r.conn.profileFlag(), args[0], r.conn.profileFlag())
		return err
	})
}

// service is a service account as Autodesk lists it.
type service struct {
	ID       string `json:"id"`
	Email    string `json:"email"`
	Status   string `json:"status"`
	Created  string `json:"created,omitempty"`
	Accessed string `json:"last_used,omitempty"`
	InUse    bool   `json:"in_use,omitempty"`
	KeyHere  string `json:"key_here,omitempty"`
}

func (r *reach) services(ctx context.Context) ([]service, error) {
	v, err := r.do(ctx, "authentication.list_service_accounts", nil, nil, nil)
	if err != nil {
		return nil, err
	}
	list, _ := v.([]any)
	out := []service{}
	for _, x := range list {
		item, _ := x.(map[string]any)
		s := service{ID: text(item["serviceAccountId"]), Email: text(item["email"]), Status: text(item["status"]),
			Created: plainTime(text(item["createdAt"])), Accessed: plainTime(text(item["accessedAt"]))}
		s.InUse = r.conn.kept.record.Service == s.ID
		if key, ok := r.conn.kept.record.Key(s.ID); ok {
			s.KeyHere = key.KeyID
		}
		out = append(out, s)
	}
	return out, nil
}

// plainTime is a time of the service, to the minute.
func plainTime(t string) string {
	if len(t) < 16 {
		return t
	}
	return t[:16]
}

func (a *App) serviceListCommand() *cobra.Command {
	var asJSON bool
	cmd := &cobra.Command{Use: "list", Short: "List the app's service accounts", Args: noArgs}
	cmd.Flags().BoolVar(&asJSON, "json", false, "print as JSON")
	return a.reachCommand(cmd, func(ctx context.Context, r *reach, _ []string) error {
		list, err := r.services(ctx)
		if err != nil {
			return err
		}
		if asJSON {
			return a.printJSON(list)
		}
		if len(list) == 0 {
			_, err = fmt.Fprintln(a.Out, "The app has no service accounts.")
			return err
		}
		tw := tabwriter.NewWriter(a.Out, 0, 0, 2, ' ', 0)
		fmt.Fprintln(tw, "SERVICE ACCOUNT\tID\tSTATUS\tLAST USED\tHERE")
		for _, s := range list {
			here := ""
			switch {
			case s.InUse:
				here = "in use"
			case s.KeyHere != "":
				here = "has a key"
			}
			fmt.Fprintf(tw, "%s\t%s\t%s\t%s\t%s\n", s.Email, s.ID, strings.ToLower(s.Status), firstSet(s.Accessed, "never"), here)
		}
		return tw.Flush()
	})
}

// service finds a service account by e-mail, the name in it, or ID.
func (r *reach) service(ctx context.Context, name string) (service, error) {
	list, err := r.services(ctx)
	if err != nil {
		return service{}, err
	}
	var names []string
	for _, s := range list {
		short, _, _ := strings.Cut(s.Email, "@")
		if s.ID == name || strings.EqualFold(s.Email, name) || strings.EqualFold(short, name) {
			return s, nil
		}
		names = append(names, short)
	}
	return service{}, &usageError{message: fmt.Sprintf("the app has no service account %q%s", name, runtime.DidYouMean(name, names)), hints: []string{"accstar auth service-account list" + r.conn.profileFlag()}}
}

// serviceCommand is a command on one service account.
func (a *App) serviceCommand(use, short string, work func(*reach, context.Context, service) error) *cobra.Command {
	cmd := &cobra.Command{Use: use + " ACCOUNT", Short: short, Args: nArgs("a service account")}
	return a.reachCommand(cmd, func(ctx context.Context, r *reach, args []string) error {
		s, err := r.service(ctx, args[0])
		if err != nil {
			return err
		}
		if err := work(r, ctx, s); err != nil {
			return err
		}
		_, err = fmt.Fprintf(a.Out, "%sd service account %s.\n", strings.ToUpper(use[:1])+use[1:], s.Email)
		return err
	})
}

func (r *reach) setService(ctx context.Context, s service, status string) error {
	_, err := r.do(ctx, "authentication.patch_service_account", map[string]string{"service_account_id": s.ID}, nil, map[string]any{"status": status})
	return err
}

func (r *reach) disableService(ctx context.Context, s service) error {
	return r.setService(ctx, s, "DISABLED")
}
func (r *reach) enableService(ctx context.Context, s service) error {
	return r.setService(ctx, s, "ENABLED")
}

func (r *reach) deleteService(ctx context.Context, s service) error {
	if _, err := r.do(ctx, "authentication.delete_service_account", map[string]string{"service_account_id": s.ID}, nil, nil); err != nil {
		return err
	}
	return r.updateKept(ctx, func(record *auth.Record) {
		record.Keys = slices.DeleteFunc(record.Keys, func(k auth.ServiceKey) bool { return k.ID == s.ID })
		if record.Service == s.ID {
			record.Service = ""
		}
	})
}

func (r *reach) updateKept(ctx context.Context, change func(*auth.Record)) error {
	return r.app.store().Update(ctx, r.conn.Profile, func(record *auth.Record) error {
		change(record)
		return nil
	})
}

func (a *App) keysListCommand() *cobra.Command {
	var asJSON bool
	cmd := &cobra.Command{Use: "list ACCOUNT", Short: "List the keys of a service account", Args: nArgs("a service account")}
	cmd.Flags().BoolVar(&asJSON, "json", false, "print as JSON")
	return a.reachCommand(cmd, func(ctx context.Context, r *reach, args []string) error {
		s, err := r.service(ctx, args[0])
		if err != nil {
			return err
		}
		v, err := r.do(ctx, "authentication.list_keys", map[string]string{"service_account_id": s.ID}, nil, nil)
		if err != nil {
			return err
		}
		if asJSON {
			return a.printJSON(v)
		}
		list, _ := v.([]any)
		tw := tabwriter.NewWriter(a.Out, 0, 0, 2, ' ', 0)
		fmt.Fprintln(tw, "KEY\tSTATUS\tCREATED\tLAST USED\tHERE")
		for _, x := range list {
			k, _ := x.(map[string]any)
			here := ""
			if slices.ContainsFunc(r.conn.kept.record.Keys, func(own auth.ServiceKey) bool { return own.KeyID == text(k["kid"]) }) {
				here = "yes"
			}
			fmt.Fprintf(tw, "%s\t%s\t%s\t%s\t%s\n", text(k["kid"]), strings.ToLower(text(k["status"])), plainTime(text(k["createdAt"])),
				firstSet(plainTime(text(k["accessedAt"])), "never"), here)
		}
		return tw.Flush()
	})
}

func (a *App) keysAddCommand() *cobra.Command {
	var out string
	cmd := &cobra.Command{
		Use:   "add ACCOUNT",
		Short: "Give a service account a new key, and keep it here",
		Long: `Give a service account a new key. The private key is kept with the profile, in this machine's keyring or encrypted, and not
shown. For another machine, --out writes it to a file that only you can read; there, APS_SERVICE_ACCOUNT_ID,
APS_SERVICE_ACCOUNT_KEY_ID and APS_SERVICE_ACCOUNT_KEY_FILE name it.`,
		Args: nArgs("a service account"),
	}
	cmd.Flags().StringVar(&out, "out", "", "`FILE` to write the private key to, instead of keeping it with the profile")
	return a.reachCommand(cmd, func(ctx context.Context, r *reach, args []string) error {
		s, err := r.service(ctx, args[0])
		if err != nil {
			return err
		}
		key, err := r.addKey(ctx, s, out)
		if err != nil {
			return err
		}
		if out != "" {
			_, err = fmt.Fprintf(a.Out, "Wrote a new key of %s to %s.\n\n  APS_SERVICE_ACCOUNT_ID=%s\n  APS_SERVICE_ACCOUNT_KEY_ID=%s\n  APS_SERVICE_ACCOUNT_KEY_FILE=%s\n",
				s.Email, out, s.ID, key.KeyID, out)
			return err
		}
		_, err = fmt.Fprintf(a.Out, "%s has a new key, %s; it is kept with profile %s.\n", s.Email, key.KeyID, r.conn.Profile)
		return err
	})
}

// addKey makes a key and keeps it. One that cannot be kept is deleted again: nobody would ever have it.
func (r *reach) addKey(ctx context.Context, s service, out string) (auth.ServiceKey, error) {
	var file *os.File
	if out != "" {
		var err error
		if file, err = os.OpenFile(out, os.O_WRONLY|os.O_CREATE|os.O_EXCL, 0o600); err != nil {
			return auth.ServiceKey{}, &usageError{message: fmt.Sprintf("cannot write the key: %v", err), hints: []string{"name a file that is not there yet"}}
		}
		defer file.Close()
	}
	path := map[string]string{"service_account_id": s.ID}
	v, err := r.do(ctx, "authentication.create_key", path, nil, nil)
	if err != nil {
		if file != nil {
			err = errors.Join(err, os.Remove(out))
		}
		return auth.ServiceKey{}, err
	}
	made, _ := v.(map[string]any)
	key := auth.ServiceKey{ID: s.ID, Email: s.Email, KeyID: text(made["kid"]), PEM: auth.Secret(text(made["privateKey"]))}
	if _, err = key.Parse(); err == nil {
		if file != nil {
			_, err = file.WriteString(string(key.PEM))
			err = errors.Join(err, file.Sync())
		} else {
			err = r.updateKept(ctx, func(record *auth.Record) { record.Keys = append(record.Keys, key) })
		}
	}
	if err != nil {
		path["key_id"] = key.KeyID
		_, undo := r.do(context.WithoutCancel(ctx), "authentication.delete_key", path, nil, nil)
		return key, errors.Join(err, undo)
	}
	return key, nil
}

// keyCommand is a command on one key.
func (a *App) keyCommand(use, short string, work func(*reach, context.Context, service, string) error) *cobra.Command {
	cmd := &cobra.Command{Use: use + " ACCOUNT KEY", Short: short, Args: nArgs("a service account", "the ID of a key")}
	return a.reachCommand(cmd, func(ctx context.Context, r *reach, args []string) error {
		s, err := r.service(ctx, args[0])
		if err != nil {
			return err
		}
		if err := work(r, ctx, s, args[1]); err != nil {
			return err
		}
		_, err = fmt.Fprintf(a.Out, "%sd key %s of %s.\n", strings.ToUpper(use[:1])+use[1:], args[1], s.Email)
		return err
	})
}

func (r *reach) setKey(ctx context.Context, s service, key, status string) error {
	_, err := r.do(ctx, "authentication.patch_key", map[string]string{"service_account_id": s.ID, "key_id": key}, nil, map[string]any{"status": status})
	return err
}

func (r *reach) disableKey(ctx context.Context, s service, key string) error {
	return r.setKey(ctx, s, key, "DISABLED")
}

func (r *reach) enableKey(ctx context.Context, s service, key string) error {
	return r.setKey(ctx, s, key, "ENABLED")
}

func (r *reach) removeKey(ctx context.Context, s service, key string) error {
	if _, err := r.do(ctx, "authentication.delete_key", map[string]string{"service_account_id": s.ID, "key_id": key}, nil, nil); err != nil {
		return err
	}
	return r.updateKept(ctx, func(record *auth.Record) {
		record.Keys = slices.DeleteFunc(record.Keys, func(k auth.ServiceKey) bool { return k.ID == s.ID && k.KeyID == key })
	})
}

func (a *App) serviceUseCommand() *cobra.Command {
	var none bool
	cmd := &cobra.Command{
		Use:   "use ACCOUNT",
		Short: "Have a profile's playbooks run as a service account",
		Long: `Have a profile's playbooks run as a service account, wherever ACC wants a person. Its key is tried out first. --none goes back to
the person who has signed in, or to the account admin that the profile names.`,
		Args: func(cmd *cobra.Command, args []string) error {
			if none {
				return noArgs(cmd, args)
			}
			return nArgs("a service account")(cmd, args)
		},
	}
	cmd.Flags().BoolVar(&none, "none", false, "use no service account")
	use := func(ctx context.Context, r *reach, args []string) error {
		s, err := r.service(ctx, args[0])
		if err != nil {
			return err
		}
		return r.useService(ctx, s)
	}
	a.reachCommand(cmd, use)
	connected := cmd.RunE
	cmd.RunE = func(cmd *cobra.Command, args []string) error {
		if !none {
			return connected(cmd, args)
		}
		profile, _ := cmd.Flags().GetString("profile")
		conn, err := a.resolve(connectFlags{profile: profile})
		if err != nil {
			return err
		}
		err = a.store().Update(cmd.Context(), conn.Profile, func(record *auth.Record) error {
			record.Service = ""
			return nil
		})
		if err == nil {
			_, err = fmt.Fprintf(a.Out, "Profile %s uses no service account.\n", conn.Profile)
		}
		return err
	}
	return cmd
}

// useService tries a service account out and takes it into use.
func (r *reach) useService(ctx context.Context, s service) error {
	key, ok := r.conn.kept.record.Key(s.ID)
	if !ok {
		return &problem{message: "there is no key of " + s.Email + " here", hints: []string{"accstar auth service-account keys add " + s.Email + r.conn.profileFlag()}}
	}
	warn := r.app.note
	source := &auth.ServiceAccount{App: r.conn.app(r.app, r.conn.transport()), Key: key, Warn: warn}
	if _, err := source.Token(ctx, []string{"data:read"}); err != nil {
		return err
	}
	if err := r.updateKept(ctx, func(record *auth.Record) { record.Service = s.ID }); err != nil {
		return err
	}
	fmt.Fprintf(r.app.Out, "Profile %s runs as %s wherever ACC wants a person.\n", r.conn.Profile, s.Email)
	if why := r.notAdmin(ctx, s); why != "" {
		r.app.note(why)
	}
	return nil
}

// notAdmin says what a service account lacks in the account; "" if it lacks nothing or that cannot be told.
func (r *reach) notAdmin(ctx context.Context, s service) string {
	if r.conn.AccountID == "" || r.creds.app == nil {
		return ""
	}
	client, err := r.clientWith(&acc.ProfileTokens{App: r.creds.app})
	if err != nil {
		return ""
	}
	_, err = acc.NewAdminResolver(client, r.cat.Must("account_users.search"), r.conn.AccountID, s.Email).AutodeskID(ctx)
	var e *acc.Error
	if errors.As(err, &e) && e.Kind == acc.Forbidden && e.Status == 0 {
		return strings.Replace(e.Message, ", in whose name the profile acts,", "", 1) + ": invite it in ACC, as account admin if its playbooks need that"
	}
	return ""
}
