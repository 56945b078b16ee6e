package cli

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"net"
	"os"
	"path/filepath"
	"strconv"
	"strings"
	"sync"
	"text/tabwriter"
	"time"

	"github.com/spf13/cobra"

	"accstar/acc/auth"
	"accstar/acc/catalog"
	"accstar/acc/practice"
	"accstar/acc/tenant"
)

// clock is the process's clock, for whoever needs one handed in.
type clock struct{ app *App }

func (c clock) Now() time.Time                                   { return c.app.Now() }
func (c clock) Sleep(ctx context.Context, d time.Duration) error { return c.app.Sleep(ctx, d) }

// practiceDir is where the practice account is kept.
func (a *App) practiceDir() string { return filepath.Join(a.StateDir, "practice") }

// openPractice opens the practice account that is kept between commands; begin makes a new one.
func (a *App) openPractice(cat *catalog.Catalogue, begin func() (*tenant.Memory, error), fresh bool) (*practice.State, error) {
	if begin == nil {
		begin = func() (*tenant.Memory, error) { return tenant.Demo(cat, a.Now), nil }
	}
	state, err := practice.Open(a.practiceDir(), practice.Options{Catalogue: cat, Now: a.Now, Begin: begin, Fresh: fresh})
	if err != nil {
		return nil, &problem{message: "cannot open the practice account: " + plainCause(err),
			hints: []string{"accstar practice reset begins a new one; its files are in " + a.practiceDir()}, err: err}
	}
	return state, nil
}

// startPractice serves the practice account on loopback for the length of a command, and completes the connection to it.
func (a *App) startPractice(ctx context.Context, cat *catalog.Catalogue, c *connection) (stop func(), err error) {
	state, err := a.openPractice(cat, nil, false)
	if err != nil {
		return nil, err
	}
	account := tenant.DemoAccount()
	server := practice.New(practice.Config{Catalogue: cat, Rules: tenant.NewRules(cat, account.ID, tenant.Assumptions{}), State: state, Clock: clock{a}})
	running, err := server.Start(context.WithoutCancel(ctx), "127.0.0.1:0")
	if err != nil {
		return nil, errors.Join(&problem{message: fmt.Sprintf("cannot start the practice account: %v", err), hints: []string{"see that loopback connections are allowed on this machine"}}, state.Close())
	}
	app := practice.DemoApp()
	c.BaseURL, c.AccountID, c.AdminEmail = running.URL, account.ID, account.AdminEmail
	c.PracticeMade = state.Account().Made()
	c.ClientID, c.ClientSecret = app.ClientID, auth.Secret(app.Secret)
	return func() {
		_ = running.Stop() // the command is over: what it had to say has been said
		_ = state.Close()  // a state that is not closed loses nothing
	}, nil
}

func (a *App) practiceCommand() *cobra.Command {
	cmd := &cobra.Command{
		Use:   "practice",
		Short: "The practice account: serve it, look at it, begin anew",
		Long: `The practice account is a simulated ACC account on this machine: a mid-size builder with 40 projects, 180 people and 20
companies. Playbooks run against it when no other connection is configured, and what they change is kept.`,
	}
	group(cmd, a.practiceServeCommand(), a.practiceShowCommand(), a.practiceResetCommand())
	return cmd
}

type serveOptions struct {
	addr, seed, faults, limits string
	latency, lifetime, window  time.Duration
	json, log                  bool
}

func (a *App) practiceServeCommand() *cobra.Command {
	var o serveOptions
	cmd := &cobra.Command{
		Use:   "serve",
		Short: "Serve the practice account to any ACC client until interrupted",
		Long: `Serve the practice account over HTTP, with Autodesk's paths, tokens, limits and error bodies, to any program that speaks to
ACC. Only loopback addresses are served. What clients change is kept for later commands, unless it began with --seed.`,
		Example: "  accstar practice serve --addr 127.0.0.1:8080\n  accstar practice serve --json --latency 80ms --faults 500:project_users.create:2",
		Args:    noArgs,
		RunE:    func(cmd *cobra.Command, _ []string) error { return a.servePractice(cmd.Context(), o) },
	}
	fs := cmd.Flags()
	fs.StringVar(&o.addr, "addr", "127.0.0.1:0", "loopback `ADDRESS` and port to listen on; port 0 takes a free one")
	fs.StringVar(&o.seed, "seed", "", "begin with the account in `FILE` (practice show --json writes one), kept in memory only")
	fs.StringVar(&o.faults, "faults", "", "`FAULTS` to happen, comma-separated: 500:project_users.create:2, drop-after:*:5%, slow=2s, …")
	fs.StringVar(&o.limits, "rate-limits", "documented", "`documented` or off")
	fs.Var((*span)(&o.window), "limit-window", "`TIME` in place of the minute of the rate limits, as in 10s; set "+limitWindowVariable+" to the same for clients")
	fs.Var((*span)(&o.latency), "latency", "`TIME` added to every answer, as in 80ms")
	fs.Var((*span)(&o.lifetime), "token-lifetime", "`TIME` that access tokens last, to rehearse their expiry")
	fs.BoolVar(&o.json, "json", false, "print how to connect as one JSON object on the first line")
	fs.BoolVar(&o.log, "log", false, "write a line about every request to standard error")
	return cmd
}

func (a *App) servePractice(ctx context.Context, o serveOptions) error {
	cat := catalog.New()
	if o.limits != "documented" && o.limits != "off" {
		return &usageError{message: fmt.Sprintf("--rate-limits: got %q, want documented or off", o.limits)}
	}
	faults, err := practice.ParseFaults(o.faults)
	if err == nil {
		err = practice.CheckFaults(cat, faults)
	}
	if err != nil {
		return &usageError{message: "--faults: " + err.Error(), hints: []string{"docs/practice.md lists the faults"}}
	}
	state, err := a.serveState(cat, o.seed)
	if err != nil {
		return err
	}
	account := tenant.DemoAccount()
	server := practice.New(practice.Config{
		Catalogue: cat, Rules: tenant.NewRules(cat, account.ID, tenant.Assumptions{}), State: state, Clock: clock{a},
		RateLimits: practice.RateLimits{Off: o.limits == "off", Window: o.window}, Latency: o.latency, Faults: faults, TokenLifetime: o.lifetime,
		Log: a.requestLog(o.log),
	})
	running, err := server.Start(context.WithoutCancel(ctx), o.addr)
	if err != nil {
		return errors.Join(cannotServe(o.addr, err), state.Close())
	}
	if err := a.sayServed(running.URL, account, o.json); err != nil {
		return err
	}
	<-ctx.Done()
	if err := running.Stop(); err != nil {
		return err
	}
	return state.Close()
}

// requestLog writes a line about each request: when, method, status, operation, whether it is one that changes the account,
// path, how long it took, and the faults that were asked for and happened to it.
func (a *App) requestLog(on bool) func(practice.Entry) {
	if !on {
		return nil
	}
	var mu sync.Mutex
	return func(e practice.Entry) {
		kind := "reads"
		if e.Changes {
			kind = "changes"
		}
		status := "cut"
		if e.Status != 0 {
			status = strconv.Itoa(e.Status)
		}
		line := fmt.Sprintf("%s %-6s %s %s %s %s %s", e.At.Format("15:04:05.000"), e.Method, status, firstSet(e.Op, "-"), kind, e.Path, e.Took.Round(time.Millisecond))
		if len(e.Faults) > 0 {
			line += " fault " + strings.Join(e.Faults, ", ")
		}
		mu.Lock()
		defer mu.Unlock()
		fmt.Fprintln(a.Err, line)
	}
}

// plainCause is an error without the words that whoever shows it says already.
func plainCause(err error) string {
	var path *fs.PathError
	text := strings.TrimPrefix(err.Error(), "practice account: ")
	if errors.As(err, &path) {
		text = strings.Replace(text, path.Error(), path.Path+": "+path.Err.Error(), 1)
	}
	return text
}

// nameOnce is a file and what is wrong with it, which may name it again.
func nameOnce(file, what string) string {
	if strings.HasPrefix(what, file+": ") {
		return what
	}
	return file + ": " + what
}

// cannotServe says why an address cannot be served on: because it is taken, or because it is none.
func cannotServe(addr string, err error) error {
	var taken *net.OpError
	var port *net.AddrError
	var name *net.DNSError
	hints := []string{"choose another port with --addr 127.0.0.1:PORT, or leave --addr out for a free one"}
	switch {
	case errors.As(err, &port), errors.As(err, &name):
		return &usageError{message: fmt.Sprintf("--addr: got address %q, want one such as 127.0.0.1:8460", addr), hints: hints}
	case errors.As(err, &taken):
		return &problem{message: fmt.Sprintf("cannot serve on %s: %v", addr, taken.Err), hints: hints, err: err}
	}
	return &usageError{message: "--addr: " + plainCause(err), hints: hints}
}

// serveState is the account to serve: the one that is kept, or one from a seed file.
func (a *App) serveState(cat *catalog.Catalogue, seed string) (*practice.State, error) {
	if seed == "" {
		return a.openPractice(cat, nil, false)
	}
	data, err := os.ReadFile(seed)
	var memory *tenant.Memory
	if err == nil {
		memory, err = tenant.RestoreMemory(cat, a.Now, data)
	}
	if err != nil {
		return nil, &usageError{message: "--seed: cannot read " + nameOnce(seed, plainCause(err)), hints: []string{"accstar practice show --json > seed.json writes one to begin with"}}
	}
	return practice.NewState(memory), nil
}

// served is how to reach a practice account that is being served.
type served struct {
	BaseURL      string `json:"base_url"`
	AccountID    string `json:"account_id"`
	ClientID     string `json:"client_id"`
	ClientSecret string `json:"client_secret"`
	AdminEmail   string `json:"admin_email"`
}

func (a *App) sayServed(url string, account tenant.Account, asJSON bool) error {
	app := practice.DemoApp()
	s := served{url, account.ID, app.ClientID, app.Secret, account.AdminEmail}
	if asJSON {
		return json.NewEncoder(a.Out).Encode(s)
	}
	_, err := fmt.Fprintf(a.Out, `practice account of %s at %s

  APS_BASE_URL=%s
  APS_CLIENT_ID=%s
  APS_CLIENT_SECRET=%s
  APS_ACCOUNT_ID=%s
  APS_ADMIN_EMAIL=%s

Ctrl-C ends it.
`, account.Name, s.BaseURL, s.BaseURL, s.ClientID, s.ClientSecret, s.AccountID, s.AdminEmail)
	return err
}

func (a *App) practiceShowCommand() *cobra.Command {
	var asJSON bool
	cmd := &cobra.Command{
		Use:   "show",
		Short: "Show what is in the practice account",
		Args:  noArgs,
		RunE: func(cmd *cobra.Command, _ []string) error {
			cat := catalog.New()
			state, err := a.openPractice(cat, nil, false)
			if err != nil {
				return err
			}
			defer state.Close()
			if asJSON {
				data, err := state.Account().Snapshot()
				if err != nil {
					return err
				}
				_, err = a.Out.Write(append(data, '\n'))
				return err
			}
			return showPractice(cmd.Context(), a.Out, state.Account())
		},
	}
	cmd.Flags().BoolVar(&asJSON, "json", false, "print the whole account, in the form that practice serve --seed reads")
	return cmd
}

// showPractice prints the projects with their sizes, and how much there is of everything else.
func showPractice(ctx context.Context, w io.Writer, m *tenant.Memory) error {
	account := tenant.DemoAccount()
	list := func(entity, parent string) []tenant.Record {
		recs, err := m.List(ctx, tenant.Collection{Entity: entity, Parent: parent})
		if err != nil {
			return nil
		}
		return recs
	}
	projects := list("project", account.ID)
	fmt.Fprintf(w, "%s (account %s)\n\n", account.Name, account.ID)
	tw := tabwriter.NewWriter(w, 2, 4, 2, ' ', 0)
	fmt.Fprintln(tw, "JOB\tPROJECT\tTYPE\tSTATUS\tMEMBERS")
	for _, p := range projects {
		members := 0
		for _, r := range list("member", fmt.Sprint(p["id"])) {
			if r["status"] != "deleted" {
				members++
			}
		}
		fmt.Fprintf(tw, "%s\t%s\t%s\t%s\t%d\n", text(p["jobNumber"]), text(p["name"]), text(p["type"]), text(p["status"]), members)
	}
	if err := tw.Flush(); err != nil {
		return err
	}
	_, err := fmt.Fprintf(w, "\n%d projects, %d account users, %d companies, %d business units, %d roles\nadministrator: %s\n",
		len(projects), len(list("account_user", account.ID)), len(list("company", account.ID)), len(list("business_unit", account.ID)), len(list("role", account.ID)),
		account.AdminEmail)
	return err
}

func text(v any) string {
	s, _ := v.(string)
	return s
}

func (a *App) practiceResetCommand() *cobra.Command {
	return &cobra.Command{
		Use:   "reset",
		Short: "Begin the practice account anew",
		Args:  noArgs,
		RunE: func(*cobra.Command, []string) error {
			state, err := a.openPractice(catalog.New(), nil, true)
			if err != nil {
				return err
			}
			if err := state.Close(); err != nil {
				return err
			}
			_, err = fmt.Fprintln(a.Out, "The practice account is as new.")
			return err
		},
	}
}
