package runtime_test

import (
	"testing"

	"go.uber.org/goleak"
)

// TestMain checks that no watchdog, timer or worker outlives its run.
func TestMain(m *testing.M) { goleak.VerifyTestMain(m) }
