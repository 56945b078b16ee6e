package cli

import (
	"fmt"
	"strings"
	"unicode/utf8"

	"github.com/spf13/cobra"
	"github.com/spf13/pflag"

	"accstar/runtime"
)

// fitHelp makes the help of a command and those below it fit the terminal.
func (a *App) fitHelp(cmd *cobra.Command) {
	cmd.SetUsageTemplate(strings.ReplaceAll(cmd.UsageTemplate(), ".FlagUsages", fmt.Sprintf(".FlagUsagesWrapped %d", a.flagWidth())))
	a.fitLong(cmd)
}

// flagWidth is the width to ask of the flag library, whose lines may turn out a little longer.
func (a *App) flagWidth() int {
	const slop = 5
	return a.Width - slop
}

func (a *App) fitLong(cmd *cobra.Command) {
	cmd.Long = reflow(cmd.Long, a.Width)
	for _, c := range cmd.Commands() {
		a.fitLong(c)
	}
}

// reflow breaks the lines of each paragraph anew. Lines that are indented stay as they are.
func reflow(text string, width int) string {
	var out []string
	for paragraph := range strings.SplitSeq(strings.TrimSpace(text), "\n\n") {
		if strings.HasPrefix(paragraph, " ") || strings.Contains(paragraph, "\n ") {
			out = append(out, paragraph)
			continue
		}
		var b strings.Builder
		column := 0
		for _, word := range strings.Fields(paragraph) {
			n := utf8.RuneCountInString(word)
			switch {
			case column == 0:
			case column+1+n > width:
				b.WriteByte('\n')
				column = 0
			default:
				b.WriteByte(' ')
				column++
			}
			b.WriteString(word)
			column += n
		}
		out = append(out, b.String())
	}
	return strings.Join(out, "\n\n")
}

// group makes a command of commands, which does nothing by itself.
func group(cmd *cobra.Command, commands ...*cobra.Command) {
	cmd.AddCommand(commands...)
	cmd.Args = cobra.ArbitraryArgs
	cmd.RunE = func(cmd *cobra.Command, args []string) error {
		if len(args) == 0 {
			return cmd.Help()
		}
		return noCommand(cmd, args[0])
	}
}

// noCommand is the error of a word that is none of a command's commands.
func noCommand(cmd *cobra.Command, word string) error {
	var names []string
	for _, c := range cmd.Commands() {
		names = append(names, c.Name())
	}
	within := strings.TrimPrefix(cmd.CommandPath()+" ", "accstar ")
	return &usageError{message: fmt.Sprintf("there is no command %q%s", within+word, runtime.DidYouMean(word, names)),
		hints: []string{strings.TrimSpace("accstar help "+within) + " lists the commands"}}
}

// helpCommand is help as a command of its own: accstar help run.
func helpCommand() *cobra.Command {
	return &cobra.Command{
		Use:   "help [COMMAND]",
		Short: "Show what a command does",
		ValidArgsFunction: func(cmd *cobra.Command, args []string, _ string) ([]string, cobra.ShellCompDirective) {
			var names []string
			if at, _, err := cmd.Root().Find(args); err == nil {
				for _, c := range at.Commands() {
					names = append(names, c.Name())
				}
			}
			return names, cobra.ShellCompDirectiveNoFileComp
		},
		RunE: func(cmd *cobra.Command, args []string) error {
			at, rest, err := cmd.Root().Find(args)
			if err != nil {
				return err
			}
			if len(rest) > 0 {
				return noCommand(at, rest[0])
			}
			at.InitDefaultHelpFlag()
			return at.Help()
		},
	}
}

// playHelp shows what a playbook says about itself and its parameters, and then the flags that every playbook has.
func (a *App) playHelp(cmd *cobra.Command, path, doc string, params []runtime.Param) {
	if doc == "" {
		doc = cmd.Long
	}
	fmt.Fprintf(a.Out, "%s\n\nUsage:\n  %s %s [flags]\n", reflow(doc, a.Width), cmd.CommandPath(), path)
	if len(params) > 0 {
		fmt.Fprintf(a.Out, "\nParameters of the playbook:\n%s", paramUsages(cmd.Flags(), params).FlagUsagesWrapped(a.flagWidth()))
	}
	ours := pflag.NewFlagSet("", pflag.ContinueOnError)
	cmd.Flags().VisitAll(func(f *pflag.Flag) {
		if _, theirs := f.Value.(*paramFlag); !theirs {
			ours.AddFlag(f)
		}
	})
	fmt.Fprintf(a.Out, "\nFlags:\n%s", ours.FlagUsagesWrapped(a.flagWidth()))
}

// paramUsages are the parameters as flags to show, in the playbook's order.
func paramUsages(fs *pflag.FlagSet, params []runtime.Param) *pflag.FlagSet {
	shown := pflag.NewFlagSet("", pflag.ContinueOnError)
	shown.SortFlags = false
	for _, p := range params {
		usage := strings.ReplaceAll(p.Help, "`", "'") // the flag library has a use for backquotes
		if len(p.Choices) > 0 {
			usage += ": " + strings.Join(p.Choices, ", ")
		}
		switch {
		case p.Required:
			usage += " (required)"
		case p.Default != nil && p.Default.String() != "None" && p.Default.String() != "False" && p.Default.String() != "[]":
			usage += fmt.Sprintf(" (default %s)", p.Default)
		}
		f := &pflag.Flag{Name: flagName(p.Name), Usage: strings.TrimSpace(usage), Value: &paramFlag{kind: p.Kind}}
		if p.Kind == "bool" {
			f.NoOptDefVal = "true"
		}
		if ownFlag(fs, p) == nil {
			f.Name = "param " + p.Name + "=" // --param sets what collides with a flag of ours
		}
		shown.AddFlag(f)
	}
	return shown
}
