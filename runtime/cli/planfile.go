package cli

import (
	"errors"
	"fmt"
	iofs "io/fs"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"time"

	"accstar/runtime"
	"accstar/runtime/preview"
)

// planExtension is what the names of plan files end in.
const planExtension = ".plan"

// maxPlanFile is the largest plan file that is read, in bytes.
const maxPlanFile = 1 << 30

// planLife is how long a plan is good for: the account goes on living without it.
const planLife = 24 * time.Hour

// settings are the flags of a preview that a run of its plan needs again.
func (s *session) settings() (preview.Settings, error) {
	dir, err := os.Getwd()
	if err != nil {
		return preview.Settings{}, fmt.Errorf("find the current folder: %w", err)
	}
	o := s.options
	return preview.Settings{
		Program: version, Dir: dir, SkipBadRows: o.skipBadRows, AllowIncomplete: o.allowIncomplete, OutDir: o.outDir,
		Timeout: o.timeout, MaxSteps: o.maxSteps, MaxMemory: o.maxMemory, MaxChanges: limitOf(o.maxChanges), MaxDeletes: limitOf(o.maxDeletes),
		Protect: o.plan.protect, Region: s.conn.Region, ClientID: s.conn.ClientID, AdminEmail: s.conn.AdminEmail, Selection: o.plan.selection,
	}, nil
}

// limitOf is a bound as it is saved: nil for none.
func limitOf(n int) *int {
	if n < 0 {
		return nil
	}
	return &n
}

// boundOf is the inverse.
func boundOf(n *int) int {
	if n == nil {
		return -1
	}
	return *n
}

// savePlan writes a plan to a file.
func (s *session) savePlan(plan *preview.Plan, name string) error {
	f, err := preview.NewFile(plan)
	if err != nil {
		return err
	}
	return s.app.writePlanFile(name, f)
}

func (a *App) writePlanFile(name string, f *preview.File) error {
	data, err := f.Encode()
	if err == nil {
		err = writePrivate(name, data)
	}
	if err != nil {
		return &problem{message: fmt.Sprintf("cannot save the plan in %s: %v", name, err), hints: []string{"choose a folder that can be written to"}, err: err}
	}
	return nil
}

// readPlanFile reads a plan from a file, and sees to it that it is as it was saved.
func readPlanFile(name string) (*preview.File, error) {
	info, err := os.Stat(name)
	switch {
	case errors.Is(err, iofs.ErrNotExist):
		return nil, &usageError{message: fmt.Sprintf("there is no plan file %s%s", name, runtime.DidYouMean(filepath.Base(name), plansBeside(name))),
			hints: []string{"accstar preview PLAYBOOK --out " + filepath.Base(name) + " makes one"}}
	case err == nil && info.IsDir():
		return nil, &usageError{message: name + " is a folder, want a plan file"}
	case err == nil && info.Size() > maxPlanFile:
		return nil, &problem{message: fmt.Sprintf("%s has %d bytes, more than any plan", name, info.Size()), hints: []string{"name a file that accstar preview --out has written"}}
	}
	var data []byte
	if err == nil {
		data, err = os.ReadFile(name)
	}
	if err != nil {
		return nil, &problem{message: fmt.Sprintf("cannot read the plan %s: %v", name, err), hints: []string{"see to its permissions"}, err: err}
	}
	f, err := preview.DecodeFile(data)
	if err != nil {
		return nil, &problem{message: fmt.Sprintf("%s: %v", name, err), hints: hintsOf(err), err: err}
	}
	return f, nil
}

func plansBeside(name string) []string {
	return slices.DeleteFunc(beside(name), func(n string) bool { return !strings.HasSuffix(n, planExtension) })
}
