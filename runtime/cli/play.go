package cli

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"strings"
	"time"

	"github.com/spf13/cobra"
	"github.com/spf13/pflag"

	"accstar/acc/catalog"
	"accstar/acc/tenant"
	"accstar/builtins"
	"accstar/runtime"
	"accstar/runtime/preview"
)

// playOptions are the flags of preview and run.
type playOptions struct {
	connect                connectFlags
	params                 []string
	yes, json, full        bool
	skipBadRows            bool
	allowIncomplete        bool
	dryRun                 bool
	inDoubt                string
	pace                   paceFlags
	maxChanges, maxDeletes int
	outDir                 string
	plan                   planFlags
	timeout                time.Duration
	maxSteps               uint64
	maxMemory              uint64
}

func (o *playOptions) add(fs *pflag.FlagSet, running bool) {
	o.maxChanges, o.maxDeletes = -1, -1
	o.connect.add(fs)
	o.plan.add(fs, running)
	fs.Var((*pairs)(&o.params), "param", "set a parameter of the playbook, `NAME=VALUE`: for one whose name collides with a flag")
	fs.BoolVar(&o.json, "json", false, "print the plan or the result as JSON")
	fs.BoolVar(&o.full, "full", false, "show long lists whole")
	fs.Var((*bound)(&o.maxChanges), "max-changes", "refuse a plan with more than `N` changes")
	fs.Var((*bound)(&o.maxDeletes), "max-deletes", "refuse a plan that removes or lowers more than `N` times")
	fs.Var((*span)(&o.timeout), "timeout", "longest `TIME` that a pass through the playbook may take, as in 30m")
	fs.Var((*amount)(&o.maxSteps), "max-steps", "let the playbook take up to `N` steps (default 1,000,000,000)")
	fs.Var((*amount)(&o.maxMemory), "max-memory", "let it use up to `MB` of memory (default 2048)")
	if !running {
		return
	}
	fs.BoolVar(&o.yes, "yes", false, "make the changes without asking")
	fs.BoolVar(&o.skipBadRows, "skip-bad-rows", false, "run although some rows of a sheet are at fault, without them")
	fs.BoolVar(&o.allowIncomplete, "allow-incomplete", false, "run although the plan may not show everything; only what it shows is made")
	addInDoubt(fs, &o.inDoubt)
	o.pace.add(fs)
	fs.BoolVar(&o.dryRun, "dry-run", false, "only preview")
	fs.StringVar(&o.outDir, "out-dir", "", "`FOLDER` for the files the playbook writes (default out/<playbook>-<time>)")
}

func (o *playOptions) limits() runtime.Limits {
	return runtime.Limits{Steps: o.maxSteps, Wall: o.timeout, Memory: o.maxMemory << 20}
}

// playCommand is a command that takes a playbook and the playbook's own parameters as flags.
func (a *App) playCommand(cmd *cobra.Command, running bool, play func(ctx context.Context, s *session) error) *cobra.Command {
	o := &playOptions{}
	o.add(cmd.Flags(), running)
	cmd.DisableFlagParsing = true // the playbook's parameters are flags too, and known only once it is loaded
	cmd.ValidArgsFunction = func(*cobra.Command, []string, string) ([]string, cobra.ShellCompDirective) {
		return []string{"star"}, cobra.ShellCompDirectiveFilterFileExt
	}
	cmd.RunE = func(cmd *cobra.Command, args []string) error {
		if running && namesPlan(args) {
			return a.runPlan(cmd, o, args)
		}
		path := playbookArg(args)
		if path == "" {
			if len(args) == 0 || slices.Contains(args, "--help") || slices.Contains(args, "-h") {
				return cmd.Help()
			}
			if err := cmd.Flags().Parse(args); err != nil {
				return flagError(cmd, err)
			}
			return &usageError{message: "no playbook is named", hints: []string{cmd.CommandPath() + " PLAYBOOK.star …; scripts/examples has some to begin with"}}
		}
		params, err := a.addParams(cmd, path, args)
		if err != nil {
			return err
		}
		if err := cmd.Flags().Parse(args); err != nil {
			if errors.Is(err, pflag.ErrHelp) {
				return cmd.Help()
			}
			return flagError(cmd, err)
		}
		if help, _ := cmd.Flags().GetBool("help"); help {
			return cmd.Help()
		}
		if rest := cmd.Flags().Args(); len(rest) != 1 {
			return &usageError{message: fmt.Sprintf("one playbook at a time, got %s", strings.Join(rest, " ")), hints: []string{"a value belongs to a flag: --name value"}}
		}
		return a.play(cmd, path, params, *o, play)
	}
	return cmd
}

// playbookArg finds the playbook among the arguments: the first that ends in .star, else the first that is no flag.
func playbookArg(args []string) string {
	for _, arg := range args {
		if strings.HasSuffix(arg, runtime.Extension) && !strings.HasPrefix(arg, "-") {
			return arg
		}
	}
	if len(args) > 0 && !strings.HasPrefix(args[0], "-") {
		return args[0]
	}
	return ""
}

// addParams loads the playbook, which only declares, and adds its parameters as flags.
func (a *App) addParams(cmd *cobra.Command, path string, args []string) ([]runtime.Param, error) {
	universe := builtins.Universe(&builtins.Env{Catalogue: catalog.New()})
	book, err := runtime.Load(cmd.Context(), path, runtime.Options{Universe: universe})
	if err != nil {
		a.report(err, nil, slices.Contains(args, "--json"))
		return nil, &reported{err}
	}
	params := book.Params()
	addParamFlags(cmd.Flags(), params)
	cmd.SetHelpFunc(func(cmd *cobra.Command, _ []string) { a.playHelp(cmd, path, book.Doc, params) })
	return params, nil
}

// play connects, and plays the playbook.
func (a *App) play(cmd *cobra.Command, path string, params []runtime.Param, o playOptions, play func(context.Context, *session) error) error {
	ctx := cmd.Context()
	given, err := givenParams(cmd, path, params, o.params)
	if err != nil {
		return err
	}
	if _, err := parseValues(cmd.Flags(), params, given); err != nil {
		return err
	}
	if err := checkFiles(cmd.Flags(), params, given); err != nil {
		return err
	}
	conn, err := a.connect(o.connect)
	if err != nil {
		return err
	}
	return a.withSession(ctx, conn, &session{path: path, given: given, options: o}, play)
}

// withSession plays a session on a connection.
func (a *App) withSession(ctx context.Context, conn *connection, s *session, play func(context.Context, *session) error) error {
	cat := catalog.New()
	s.app, s.conn, s.cat, s.progress = a, conn, cat, newProgress(a)
	if conn.Note != "" {
		fmt.Fprintln(a.Err, reflow(conn.Note, a.Width))
	}
	s.account = preview.Account{Profile: conn.Profile}
	if conn.Practice {
		stop, err := a.startPractice(ctx, cat, conn)
		if err != nil {
			return err
		}
		defer stop()
		s.account.Practice = true
		s.account.Name = tenant.DemoAccount().Name
	} else {
		s.account.BaseURL = conn.BaseURL
	}
	s.account.ID = conn.AccountID
	s.rules = tenant.NewRules(cat, conn.AccountID, tenant.Assumptions{})
	err := play(ctx, s)
	s.link.close()
	s.progress.clear()
	var exit *exitError
	if err != nil && ctx.Err() != nil && !errors.As(err, &exit) {
		err = context.Cause(ctx)
		if s.next != "" {
			err = &hinted{err, s.next}
		}
	}
	if err == nil {
		return nil
	}
	a.report(err, s.sources, s.options.json && !s.shown) // a program gets one document
	return &reported{err}
}
