// Liaison maps how organisations work together, from documents that say so: see "liaison help".
package main

import (
	"context"
	"os"

	"github.com/liaisongraph/liaison/cmd/liaison/internal/cli"
)

func main() {
	os.Exit(cli.Main(context.Background(), os.Args[1:], os.Stdin, os.Stdout, os.Stderr, os.Getenv))
}
