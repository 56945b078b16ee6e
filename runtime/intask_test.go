package runtime_test

import (
	"errors"
	"testing"

	"go.starlark.net/starlark"

	"accstar/runtime"
)

func TestInTask(t *testing.T) {
	failure := errors.New("failed")
	var paths []string
	probe := starlark.NewBuiltin("probe", func(thread *starlark.Thread, _ *starlark.Builtin, _ starlark.Tuple, _ []starlark.Tuple) (starlark.Value, error) {
		fork := runtime.TaskOf(thread).Fork()
		note := func() { paths = append(paths, runtime.TaskOf(thread).Path()) }
		note()
		for i := range 2 {
			_, err := runtime.InTask(thread, fork.Child(i), func() (starlark.Value, error) {
				note()
				return nil, failure
			})
			if err != failure {
				t.Errorf("got error %v, want that of the function", err)
			}
		}
		note()
		return starlark.None, nil
	})
	_, err := runtime.Exec(t.Context(), "x.star", "probe()", runtime.Options{Universe: starlark.StringDict{"probe": probe}}, runtime.Locals{})
	if err != nil {
		t.Fatal(err)
	}
	want := []string{"", "1.0", "1.1", ""}
	for i := range want {
		if i >= len(paths) || paths[i] != want[i] {
			t.Fatalf("got tasks %q, want %q", paths, want)
		}
	}
}
