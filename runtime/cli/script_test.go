package cli

import (
	"context"
	"flag"
	"os"
	"path/filepath"
	"strconv"
	"sync/atomic"
	"testing"
	"time"

	"github.com/rogpeppe/go-internal/testscript"

	"accstar/runtime"
)

// update makes cmp write what it got into the scripts: go test ./runtime/cli -update.
var update = flag.Bool("update", false, "update the scripts in testdata/script")

// TestMain lets scripts run accstar as a program of its own.
func TestMain(m *testing.M) {
	testscript.Main(m, map[string]func(){
		"accstar": func() { os.Exit(testMain()) },
	})
}

// testMain is Main with waits divided by ACCSTAR_TEST_HASTE, so that a test of patience needs none. The clock moves on by what
// was not waited.
func testMain() int {
	app := ofProcess()
	torment(app)
	haste, err := strconv.Atoi(os.Getenv("ACCSTAR_TEST_HASTE"))
	if err != nil || haste < 1 {
		return app.main(os.Args[1:])
	}
	now, patient := app.Now, app.Sleep
	var saved atomic.Int64
	app.Now = func() time.Time { return now().Add(time.Duration(saved.Load())) }
	app.Sleep = func(ctx context.Context, d time.Duration) error {
		short := d / time.Duration(haste)
		saved.Add(int64(d - short))
		return patient(ctx, short)
	}
	return app.main(os.Args[1:])
}

// TestScripts runs testdata/script. Each script has a home, a practice account and a copy of the examples of its own; the
// commands it may use besides those of testscript are in commands_test.go.
func TestScripts(t *testing.T) {
	examples, err := filepath.Abs(filepath.Join("..", "..", "scripts", "examples"))
	if err != nil {
		t.Fatal(err)
	}
	testscript.Run(t, testscript.Params{
		Dir:                filepath.Join("testdata", "script"),
		Cmds:               scriptCommands(),
		UpdateScripts:      *update,
		RequireUniqueNames: true,
		Setup: func(env *testscript.Env) error {
			home := filepath.Join(env.WorkDir, ".home")
			for name, value := range map[string]string{
				"HOME": home, "USERPROFILE": home, "TZ": "UTC",
				"ACCSTAR_STATE_DIR":  filepath.Join(env.WorkDir, ".state"),
				"ACCSTAR_CONFIG_DIR": filepath.Join(env.WorkDir, ".config"),
				"ACCSTAR_KEYRING":    "off",
				"ACCSTAR_TEST_HASTE": "50",
				"COLUMNS":            "300", // lines that no width breaks are easier to look for
			} {
				env.Setenv(name, value)
			}
			for _, dir := range []string{home, filepath.Join(env.WorkDir, ".config")} {
				if err := os.MkdirAll(dir, 0o700); err != nil {
					return err
				}
			}
			return os.CopyFS(filepath.Join(env.WorkDir, "examples"), os.DirFS(examples))
		},
	})
}

// silent drops what a playbook prints.
func silent(runtime.Position, string) {}
