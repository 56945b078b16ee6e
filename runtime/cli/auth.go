package cli

import (
	"os/exec"
	goruntime "runtime"
	"slices"
	"strings"

	"github.com/cli/browser"
	"github.com/spf13/cobra"

	"accstar/acc/auth"
	"accstar/acc/catalog"
)

func (a *App) authCommand() *cobra.Command {
	cmd := &cobra.Command{
		Use:   "auth",
		Short: "Sign in and out, see who is signed in, manage service accounts",
		Long: `Sign in and out, see who is signed in, manage service accounts.

Playbooks never see a token: accstar gets the ones that their operations need, for exactly the scopes that they need. Most
administration works with the app's client ID and secret alone. Some things ACC does only for a person: for these, sign in
with a browser, or use a service account, which needs nobody.`,
		Example: "  accstar auth login\n  accstar auth status\n  accstar auth service-account create nightly-sync",
	}
	group(cmd, a.loginCommand(), a.logoutCommand(), a.statusCommand(), a.whoamiCommand(), a.scopesCommand(), a.introspectCommand(), a.serviceAccountCommand())
	return cmd
}

// loginScopes are the scopes that a sign-in asks for: those of all operations that a person may do, or only of those that read.
// What has to do with storage buckets and code is left to --scopes.
func loginScopes(cat *catalog.Catalogue, readOnly bool) []string {
	scopes := []string{"user-profile:read"}
	for _, op := range cat.Operations() {
		if !slices.Contains(op.Tokens, catalog.ThreeLegged) || readOnly && op.Effect.Changes() {
			continue
		}
		for _, scope := range op.Scopes {
			family, verb, _ := strings.Cut(scope, ":")
			if family != "account" && family != "data" || readOnly && verb != "read" && verb != "search" {
				continue
			}
			scopes = append(scopes, scope)
		}
	}
	slices.Sort(scopes)
	return slices.Compact(scopes)
}

// errNoBrowser is a machine without a browser to open.
type errNoBrowser struct{}

func (errNoBrowser) Error() string { return "there is no browser here" }

// browse opens a page in the browser that BROWSER names, or the system's own.
func (a *App) browse(url string) error {
	if line := strings.Fields(a.Env("BROWSER")); len(line) > 0 {
		cmd := exec.Command(line[0], append(line[1:], url)...)
		if err := cmd.Start(); err != nil {
			return err
		}
		go func() { _ = cmd.Wait() }() // how it ends is the user's business
		return nil
	}
	if goruntime.GOOS == "linux" && a.Env("DISPLAY") == "" && a.Env("WAYLAND_DISPLAY") == "" && a.Env("WSL_DISTRO_NAME") == "" {
		return errNoBrowser{}
	}
	failed := make(chan error, 1)
	go func() { failed <- browser.OpenURL(url) }() // some browsers stay until they are closed
	return nil
}

// mark is a sign for how something went.
func mark(good bool) string {
	if good {
		return "ok"
	}
	return "!!"
}

// storePlace is a line that says where sign-ins are kept; "" if none are.
func storePlace(s *auth.Store) string {
	if where := s.Where(); where != "" {
		return "Sign-ins and secrets are kept in " + s.Dir + ", " + where + "."
	}
	return ""
}
