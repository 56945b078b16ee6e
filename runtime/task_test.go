package runtime_test

import (
	"testing"

	"accstar/runtime"

	"go.starlark.net/starlark"
)

func TestTaskPaths(t *testing.T) {
	main := runtime.NewTask("")
	main.Fork()
	second := main.Fork()
	child := second.Child(0)
	grandchild := child.Fork().Child(4)
	for _, test := range []struct{ got, want string }{
		{main.Path(), ""},
		{child.Path(), "2.0"},
		{second.Child(11).Path(), "2.11"},
		{grandchild.Path(), "2.0/1.4"},
		{child.Fork().Child(0).Path(), "2.0/2.0"},
	} {
		if test.got != test.want {
			t.Errorf("got %q, want %q", test.got, test.want)
		}
	}
}

func TestTaskNumbers(t *testing.T) {
	task := runtime.NewTask("@roles")
	for want := 1; want <= 3; want++ {
		if got := task.NextCall(); got != want {
			t.Errorf("call: got %d, want %d", got, want)
		}
	}
	if got := task.NextChange(); got != 1 {
		t.Errorf("the first change: got %d, want 1", got)
	}
	if got := task.Path(); got != "@roles" {
		t.Errorf("got path %q", got)
	}
}

func TestTaskRowIsInherited(t *testing.T) {
	main := runtime.NewTask("")
	if main.Row() != nil {
		t.Fatalf("a new task has row %v", main.Row())
	}
	main.SetRow(&runtime.RowRef{Sheet: "hires.xlsx [Hires]", Row: 4})
	child := main.Fork().Child(0)
	if row := child.Row(); row == nil || row.Row != 4 {
		t.Errorf("got row %v, want the parent's", row)
	}
	child.SetRow(nil)
	if main.Row() == nil {
		t.Error("a child's row changed that of its parent")
	}
}

// A thread that the host did not make still has a task, an environment and a context, so that builtins need no checks.
func TestForeignThread(t *testing.T) {
	thread := new(starlark.Thread)
	if runtime.TaskOf(thread).NextCall() != 1 || runtime.EnvOf(thread) != nil || runtime.ContextOf(thread).Err() != nil {
		t.Error("a foreign thread is not treated as an empty one")
	}
	if runtime.InMain(thread) {
		t.Error("a foreign thread is in main")
	}
}
