package tooling

import (
	"embed"
	"strings"
)

// exampleFiles are the examples of the reference: a whole playbook for each service.
//
//go:embed examples/*.star
var exampleFiles embed.FS

// exampleOf is the example of a service; "" if there is none.
func exampleOf(service string) string {
	data, err := exampleFiles.ReadFile("examples/" + service + ".star")
	if err != nil {
		return ""
	}
	return strings.TrimSpace(string(data))
}
