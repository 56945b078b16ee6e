package builtins

import (
	"fmt"
	"testing"

	"go.starlark.net/starlark"
	"go.starlark.net/syntax"

	"accstar/builtins/value"
)

const benchRows = 200_000

// benchPeople are records of people, the last ones first, in 40 companies.
func benchPeople(n int) *starlark.List {
	keys := []string{"id", "email", "company", "name"}
	people := make([]starlark.Value, n)
	for i := range people {
		k := n - 1 - i
		people[i] = value.NewRecord(keys, []starlark.Value{
			starlark.String(fmt.Sprintf("%08d", k)), starlark.String(fmt.Sprintf("person%d@example.com", k)), starlark.String(fmt.Sprintf("Company %d", k%40)),
			starlark.String(fmt.Sprintf("Person %d", k)),
		})
	}
	return starlark.NewList(people)
}

// interpreted does what the builtins do, in Starlark.
const interpreted = `
def index(items, key):
    out = {}
    for item in items:
        out[str(item[key]).strip()] = item
    return out

def group_by(items, key):
    out = {}
    for item in items:
        out.setdefault(item[key], []).append(item)
    return out

def join(left, right, on):
    by = index(right, on)
    return [(item, by.get(str(item[on]).strip())) for item in left]

def sort_by(items, key):
    return sorted(items, key = lambda item: item[key])
`

// BenchmarkRows runs the builtins for many rows on 200,000 of them, beside the same in Starlark.
func BenchmarkRows(b *testing.B) {
	people := benchPeople(benchRows)
	opts := &syntax.FileOptions{}
	slow, err := starlark.ExecFileOptions(opts, &starlark.Thread{}, "interpreted.star", interpreted, nil)
	if err != nil {
		b.Fatal(err)
	}
	fast := Universe(&Env{})
	for _, job := range []struct {
		name string
		args starlark.Tuple
	}{
		{"index", starlark.Tuple{people, starlark.String("email")}},
		{"group_by", starlark.Tuple{people, starlark.String("company")}},
		{"join", starlark.Tuple{people, people, starlark.String("email")}},
		{"sort_by", starlark.Tuple{people, starlark.String("email")}},
	} {
		for _, way := range []struct {
			name string
			fns  starlark.StringDict
		}{{"builtin", fast}, {"starlark", slow}} {
			b.Run(job.name+"/"+way.name, func(b *testing.B) {
				b.ReportAllocs()
				for b.Loop() {
					if _, err := starlark.Call(&starlark.Thread{}, way.fns[job.name], job.args, nil); err != nil {
						b.Fatal(err)
					}
				}
				b.ReportMetric(float64(benchRows)*float64(b.N)/b.Elapsed().Seconds(), "rows/s")
			})
		}
	}
}
