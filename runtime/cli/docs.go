package cli

import (
	"encoding/json"
	"fmt"
	"os"
	"path/filepath"

	"github.com/spf13/cobra"

	"accstar/acc/catalog"
	"accstar/runtime"
	"accstar/runtime/tooling"
)

func (a *App) docsCommand() *cobra.Command {
	var asJSON, search bool
	var write string
	cmd := &cobra.Command{
		Use:   "docs [NAME]",
		Short: "Show what playbooks can use: services, operations, helpers, builtins",
		Example: `  accstar docs
  accstar docs project_users
  accstar docs project_users.ensure
  accstar docs --search company`,
		RunE: func(_ *cobra.Command, args []string) error {
			ref, err := tooling.NewReference(catalog.New())
			if err != nil {
				return err
			}
			switch {
			case write != "":
				return writeReference(ref, write)
			case search:
				return a.searchDocs(ref, args, asJSON)
			case len(args) == 0:
				return a.allDocs(ref, asJSON)
			case len(args) > 1:
				return &usageError{message: "one name at a time", hints: []string{"accstar docs --search WORD … finds by words"}}
			}
			return a.pageDocs(ref, args[0], asJSON)
		},
	}
	cmd.Flags().BoolVar(&asJSON, "json", false, "print as JSON; without a name every operation with its method, path, parameters, tokens and scopes")
	cmd.Flags().BoolVar(&search, "search", false, "find by words")
	cmd.Flags().StringVar(&write, "write", "", "write the reference as Markdown into this folder")
	if err := cmd.Flags().MarkHidden("write"); err != nil {
		panic(err) // the flag is defined three lines above
	}
	cmd.ValidArgsFunction = func(*cobra.Command, []string, string) ([]string, cobra.ShellCompDirective) {
		ref, err := tooling.NewReference(catalog.New())
		if err != nil {
			return nil, cobra.ShellCompDirectiveError
		}
		return ref.Names(), cobra.ShellCompDirectiveNoFileComp
	}
	return cmd
}

func (a *App) printJSON(v any) error {
	enc := json.NewEncoder(a.Out)
	enc.SetIndent("", "  ")
	enc.SetEscapeHTML(false)
	return enc.Encode(v)
}

func (a *App) allDocs(ref *tooling.Reference, asJSON bool) error {
	if asJSON {
		return a.printJSON(ref.Operations())
	}
	fmt.Fprintln(a.Out, "Services (accstar docs NAME shows one)")
	listPages(a, ref.Services)
	fmt.Fprintln(a.Out, "\nBuiltins")
	listPages(a, ref.Builtins)
	return nil
}

func listPages(a *App, pages []tooling.Page) {
	size := 0
	for _, p := range pages {
		size = max(size, len(p.Name))
	}
	for _, p := range pages {
		summary := []rune(p.Summary)
		if room := a.Width - size - 4; room > 20 && len(summary) > room {
			summary = append(summary[:room-1], '…')
		}
		fmt.Fprintf(a.Out, "  %-*s  %s\n", size, p.Name, string(summary))
	}
}

func (a *App) searchDocs(ref *tooling.Reference, words []string, asJSON bool) error {
	if len(words) == 0 {
		return &usageError{message: "--search needs a word", hints: []string{"accstar docs --search company"}}
	}
	found := ref.Search(words)
	if asJSON {
		return a.printJSON(found)
	}
	if len(found) == 0 {
		return &problem{message: "nothing is described with those words", hints: []string{"try fewer or other words; accstar docs lists everything"}}
	}
	listPages(a, found)
	return nil
}

func (a *App) pageDocs(ref *tooling.Reference, name string, asJSON bool) error {
	page, ok := ref.Find(name)
	if !ok {
		return &usageError{message: fmt.Sprintf("nothing is called %q%s", name, runtime.DidYouMean(name, ref.Names())), hints: []string{"accstar docs lists everything; accstar docs --search WORD finds by words"}}
	}
	if asJSON {
		return a.printJSON(page)
	}
	return page.Print(a.Out, a.Width)
}

// writeReference writes the reference into a folder.
func writeReference(ref *tooling.Reference, dir string) error {
	if err := os.MkdirAll(dir, 0o755); err != nil {
		return err
	}
	for name, text := range ref.Markdown() {
		if err := os.WriteFile(filepath.Join(dir, name), []byte(text), 0o644); err != nil {
			return err
		}
	}
	return nil
}
