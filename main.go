// Accstar runs Starlark playbooks against Autodesk Construction Cloud. See README.md.
package main

import (
	"os"

	"accstar/runtime/cli"
)

func main() {
	os.Exit(cli.Main())
}
