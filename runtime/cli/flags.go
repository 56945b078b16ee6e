package cli

import (
	"errors"
	"fmt"
	"strconv"
	"strings"
	"time"

	"github.com/spf13/cobra"
	"github.com/spf13/pflag"

	"accstar/runtime"
)

// The kinds of flags that check what they are given themselves, and say what they want in a user's words.

// bound is the most there may be of something; less than 0 is no bound.
type bound int

func (b *bound) Type() string { return "N" }

func (b *bound) String() string {
	if *b < 0 {
		return ""
	}
	return strconv.Itoa(int(*b))
}

func (b *bound) Set(text string) error {
	n, err := strconv.ParseUint(text, 10, 31)
	if err != nil {
		return fmt.Errorf("got %q, want a whole number from 0", text)
	}
	*b = bound(n)
	return nil
}

// amount is how much of something; 0 is the default.
type amount uint64

func (a *amount) Type() string { return "N" }

func (a *amount) String() string {
	if *a == 0 {
		return ""
	}
	return strconv.FormatUint(uint64(*a), 10)
}

func (a *amount) Set(text string) error {
	n, err := strconv.ParseUint(strings.ReplaceAll(text, ",", ""), 10, 42)
	if err != nil || n == 0 {
		return fmt.Errorf("got %q, want a whole number from 1", text)
	}
	*a = amount(n)
	return nil
}

// span is a length of time; 0 is none.
type span time.Duration

func (s *span) Type() string { return "TIME" }

func (s *span) String() string {
	if *s == 0 {
		return ""
	}
	return time.Duration(*s).String()
}

func (s *span) Set(text string) error {
	d, err := time.ParseDuration(text)
	if err != nil || d < 0 {
		return fmt.Errorf("got %q, want a length of time such as 90s or 30m", text)
	}
	*s = span(d)
	return nil
}

// pairs are what a flag has been given, each time as it is.
type pairs []string

func (p *pairs) Type() string   { return "NAME=VALUE" }
func (p *pairs) String() string { return strings.Join(*p, " ") }

func (p *pairs) Set(text string) error {
	*p = append(*p, text)
	return nil
}

// hyphens lets a flag be written with underscores, as parameters are.
func hyphens(_ *pflag.FlagSet, name string) pflag.NormalizedName {
	return pflag.NormalizedName(flagName(name))
}

// flagError turns what the flag library says into a usage error with a suggestion.
func flagError(cmd *cobra.Command, err error) error {
	e := &usageError{message: err.Error(), hints: []string{cmd.CommandPath() + " --help lists the flags"}}
	var unknown *pflag.NotExistError
	var empty *pflag.ValueRequiredError
	var invalid *pflag.InvalidValueError
	switch {
	case errors.As(err, &unknown) && unknown.GetSpecifiedShortnames() != "":
		e.message = "unknown flag -" + unknown.GetSpecifiedShortnames()
	case errors.As(err, &unknown):
		var names []string
		cmd.Flags().VisitAll(func(f *pflag.Flag) { names = append(names, "--"+f.Name) })
		name := "--" + unknown.GetSpecifiedName()
		e.message = fmt.Sprintf("unknown flag %s%s", name, runtime.DidYouMean(name, names))
	case errors.As(err, &empty):
		f := empty.GetFlag()
		e.message = fmt.Sprintf("--%s wants a value", f.Name)
		e.hints = []string{aboutFlag(f)}
	case errors.As(err, &invalid):
		f := invalid.GetFlag()
		e.message = fmt.Sprintf("--%s: %v", f.Name, invalid.Unwrap())
		if f.Value.Type() == "bool" {
			e.message = fmt.Sprintf("--%s: got %q, want nothing, or true or false", f.Name, invalid.GetValue())
		}
		e.hints = []string{aboutFlag(f)}
	}
	return e
}

// aboutFlag shows a flag as its help does: "--timeout TIME: longest TIME a pass may take".
func aboutFlag(f *pflag.Flag) string {
	value, usage := pflag.UnquoteUsage(f)
	text := "--" + f.Name
	if value != "" {
		text += " " + value
	}
	if usage != "" {
		text += ": " + usage
	}
	return text
}
