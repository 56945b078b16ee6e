package builtins

import (
	"bytes"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"accstar/builtins/sheet"
	"accstar/runtime"
)

// TestSheetTemplates reads each template's own sample by the name that sheet.read has for it, and pins that it is documented.
func TestSheetTemplates(t *testing.T) {
	for _, template := range sheet.Templates() {
		name := templateName(template)
		t.Run(name, func(t *testing.T) {
			if !strings.Contains(sheetReadEntry().Doc.Text, fmt.Sprintf("%q", name)) {
				t.Errorf("the description of sheet.read does not mention %q", name)
			}
			dir := t.TempDir()
			var sample bytes.Buffer
			if err := template.WriteSample(t.Context(), &sample); err != nil {
				t.Fatal(err)
			}
			write(t, filepath.Join(dir, "x.csv"), sample.String())
			env, _ := newEnv(t, dir)
			source := fmt.Sprintf("fields = sheet.read('x.csv', template = %q)[0].fields()\nsheet.write('out.csv', [{'fields': len(fields)}])", name)
			if _, err := runtime.Exec(t.Context(), "x.star", source, runtime.Options{Universe: Universe(env)}, runtime.Locals{}); err != nil {
				t.Fatal(err)
			}
			got, err := os.ReadFile(filepath.Join(dir, "out", "out.csv"))
			if err != nil || len(got) == 0 {
				t.Errorf("got %q, %v", got, err)
			}
		})
	}
}
