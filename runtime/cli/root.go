package cli

import (
	"context"
	"errors"
	"fmt"
	"strings"

	"github.com/spf13/cobra"

	"accstar/runtime"
)

// Run runs one command line and returns its exit code. Args are without the program's name.
func (a *App) Run(ctx context.Context, args []string) int {
	if len(args) > 0 && strings.HasSuffix(args[0], runtime.Extension) {
		err := &usageError{message: fmt.Sprintf("there is no command %q", args[0]), hints: []string{"accstar run " + strings.Join(args, " ")}}
		a.report(err, nil, false)
		return exitCode(err)
	}
	root := a.root()
	root.SetArgs(args)
	root.SetContext(ctx)
	cmd, err := root.ExecuteC()
	if err == nil {
		return ExitDone
	}
	var said *reported
	if errors.As(err, &said) {
		return exitCode(said.err)
	}
	asJSON := false
	if f := cmd.Flags().Lookup("json"); f != nil {
		asJSON = f.Value.String() == "true"
	}
	a.report(err, nil, asJSON)
	return exitCode(err)
}

// reported is an error that has been shown already.
type reported struct{ err error }

func (r *reported) Error() string { return r.err.Error() }
func (r *reported) Unwrap() error { return r.err }

// root is the command tree: a line a command.
func (a *App) root() *cobra.Command {
	root := &cobra.Command{
		Use:   "accstar",
		Short: "Run playbooks against Autodesk Construction Cloud",
		Long: `accstar runs playbooks, small scripts that administer an Autodesk Construction Cloud (ACC) account: create projects,
add people from a spreadsheet, raise or take away access, answer who can see what. It shows every change before it is made.

Without a connection of your own it works on the practice account, a simulated ACC account on this machine.`,
		Example: `  accstar preview scripts/examples/onboard.star --hires scripts/examples/new_hires.xlsx
  accstar run scripts/examples/onboard.star --hires scripts/examples/new_hires.xlsx
  accstar docs project_users.ensure`,
		SilenceErrors: true,
		SilenceUsage:  true,
	}
	root.Version = thisBuild().String()
	root.SetVersionTemplate("{{.Version}}\n")
	root.SetIn(a.In)
	root.SetOut(a.Out)
	root.SetErr(a.Err)
	root.SetFlagErrorFunc(flagError)
	root.SetGlobalNormalizationFunc(hyphens)
	group(root,
		a.previewCommand(),
		a.runCommand(),
		a.showCommand(),
		a.approveCommand(),
		a.resumeCommand(),
		a.retryCommand(),
		a.undoCommand(),
		a.runsCommand(),
		a.practiceCommand(),
		a.newCommand(),
		a.sheetCommand(),
		a.docsCommand(),
		a.authCommand(),
		a.profileCommand(),
		a.versionCommand(),
	)
	root.SetHelpCommand(helpCommand())
	root.InitDefaultHelpCmd()
	root.InitDefaultCompletionCmd()
	for _, c := range root.Commands() {
		if c.HasSubCommands() && !c.Runnable() {
			group(c)
		}
	}
	a.fitHelp(root)
	return root
}

// noArgs is for commands without arguments.
func noArgs(cmd *cobra.Command, args []string) error {
	if len(args) == 0 {
		return nil
	}
	return &usageError{message: fmt.Sprintf("%s takes no argument, got %q", cmd.CommandPath(), args[0]), hints: []string{cmd.CommandPath() + " --help"}}
}
