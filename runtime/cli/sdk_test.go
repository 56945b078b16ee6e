package cli

import (
	"strings"
	"testing"

	"accstar/acc/catalog"
	"accstar/runtime/tooling"
)

// TestSDKCommands holds the commands that the table for those who come from acc_sdk names against those that there are.
func TestSDKCommands(t *testing.T) {
	cat := catalog.New()
	ref, err := tooling.NewReference(cat)
	if err != nil {
		t.Fatal(err)
	}
	root := (&App{}).root()
	named := 0
	for _, row := range ref.SDK(cat) {
		line, isCommand := strings.CutPrefix(row.Use, "accstar ")
		if !isCommand {
			continue
		}
		named++
		cmd, rest, err := root.Find(strings.Fields(line))
		if err != nil || len(rest) > 0 || cmd == root {
			t.Errorf("%s.%s: there is no command %s", row.Service, row.Call, row.Use)
		}
	}
	if named == 0 {
		t.Error("no command is named")
	}
}
