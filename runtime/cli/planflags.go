package cli

import (
	"fmt"
	"path/filepath"
	"strconv"
	"strings"

	"github.com/spf13/pflag"

	"accstar/runtime/preview"
)

// planFlags are the flags of preview and run that have to do with saved plans, parts of plans, and guards.
type planFlags struct {
	out       string // the file that a preview's plan is saved in
	file      string // the plan that a run is held to
	onDrift   string
	rest      bool
	forms     formFlags
	selection preview.Selection
	protect   []string
}

func (f *planFlags) add(fs *pflag.FlagSet, running bool) {
	what := "the plan"
	if running {
		what = "what the run came to"
	}
	f.forms.add(fs, what)
	fs.Var((*onlyFlag)(&f.selection.Only), "only", "narrow the plan to `WHAT`: project=24-017, email=ada@example.com, or a name; may be given several times")
	fs.Var((*rowsFlag)(&f.selection.Rows), "rows", "narrow it to `ROWS` of the sheet as Excel numbers them, as in 2-6 or 2,5,9-12")
	fs.Var((*amountInt)(&f.selection.First), "first", "narrow it to the first `N` rows, or changes that come from no row")
	fs.Var((*protectFlag)(&f.protect), "protect", "`WHOM` to leave alone: e-mail addresses of people nobody may remove or lower, and projects, separated by commas, or a .csv file of addresses")
	if !running {
		fs.StringVar(&f.out, "out", "", "save the plan in `FILE`, for accstar show, approve and run --plan")
		return
	}
	fs.StringVar(&f.file, "plan", "", "do what the saved plan in `FILE` says, and nothing else")
	fs.Var(choice{&f.onDrift, []string{"stop", "skip"}}, "on-drift", "`WHAT` to do where the account has changed since the preview: stop (the default), or skip what has changed")
	fs.BoolVar(&f.rest, "rest", false, "with --plan: do what remains of a plan; what is already so is fine")
}

// onlyFlag is what a plan is narrowed to.
type onlyFlag []string

func (f *onlyFlag) Type() string   { return "WHAT" }
func (f *onlyFlag) String() string { return strings.Join(*f, ", ") }

func (f *onlyFlag) Set(text string) error {
	if err := preview.CheckOnly(text); err != nil {
		return err
	}
	*f = append(*f, strings.TrimSpace(text))
	return nil
}

// rowsFlag is ranges of rows: 2-6,9.
type rowsFlag []preview.RowRange

func (f *rowsFlag) Type() string { return "ROWS" }

func (f *rowsFlag) String() string {
	var parts []string
	for _, r := range *f {
		parts = append(parts, r.String())
	}
	return strings.Join(parts, ",")
}

func (f *rowsFlag) Set(text string) error {
	for part := range strings.SplitSeq(text, ",") {
		from, to, isRange := strings.Cut(strings.TrimSpace(part), "-")
		if !isRange {
			to = from
		}
		a, errA := strconv.ParseUint(strings.TrimSpace(from), 10, 31)
		b, errB := strconv.ParseUint(strings.TrimSpace(to), 10, 31)
		if errA != nil || errB != nil || a < 1 || b < a {
			return fmt.Errorf("got %q, want rows as Excel numbers them, such as 2-6 or 2,5,9-12", text)
		}
		*f = append(*f, preview.RowRange{From: int(a), To: int(b)})
	}
	return nil
}

// amountInt is a count from 1; 0 is none given.
type amountInt int

func (n *amountInt) Type() string { return "N" }

func (n *amountInt) String() string {
	if *n == 0 {
		return ""
	}
	return strconv.Itoa(int(*n))
}

func (n *amountInt) Set(text string) error {
	v, err := strconv.ParseUint(text, 10, 31)
	if err != nil || v == 0 {
		return fmt.Errorf("got %q, want a whole number from 1", text)
	}
	*n = amountInt(v)
	return nil
}

// protectFlag is e-mail addresses, given as they are or in a file.
type protectFlag []string

func (f *protectFlag) Type() string   { return "WHOM" }
func (f *protectFlag) String() string { return strings.Join(*f, ", ") }

func (f *protectFlag) Set(text string) error {
	if ext := strings.ToLower(filepath.Ext(text)); ext == ".csv" || ext == ".txt" {
		names, err := protectedIn(text)
		*f = append(*f, names...)
		return err
	}
	for part := range strings.SplitSeq(text, ",") {
		if part = strings.TrimSpace(part); part != "" {
			*f = append(*f, part)
		}
	}
	return nil
}
