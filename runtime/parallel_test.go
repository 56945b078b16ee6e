package runtime_test

import (
	"errors"
	"fmt"
	"slices"
	"strings"
	"sync"
	"sync/atomic"
	"testing"

	"accstar/runtime"
	"accstar/runtime/runtimetest"

	"github.com/google/go-cmp/cmp"
	"go.starlark.net/starlark"
)

func TestParallelKeepsOrder(t *testing.T) {
	runtimetest.New(t, universe(t)).File("x.star", `
def work(i):
    for _ in range((50 - i) * 20):
        pass
    return [i, i * i]

def main():
    for workers in [1, 3, 64]:
        got = parallel.map(work, range(50), workers = workers)
        assert.eq([r[1] for r in got], [i * i for i in range(50)])
    assert.eq(parallel.map(work, []), [])
    # What workers return is shared as well.
    assert.fails(lambda: got[0].append(1), "cannot append to a frozen list")
`).Run("x.star", nil).Ok(t)
}

// Workers that change what they share would race. They fail instead, on every way they can reach it.
func TestWorkersCannotChangeWhatTheyShare(t *testing.T) {
	for _, test := range []struct{ name, src, want string }{
		{"a global", "seen = []\ndef w(i):\n    seen.append(i)\ndef main():\n    parallel.map(w, range(4))\n",
			"workers share seen, so none may change it"},
		{"a variable of main", "def main():\n    seen = {}\n    def w(i):\n        seen[i] = True\n    parallel.map(w, range(4))\n",
			"workers share seen, so none may change it"},
		{"a default", "def main():\n    def w(i, seen = []):\n        seen.append(i)\n    parallel.map(w, range(4))\n",
			"seen is shared with others; change a copy of it: list(seen) or dict(seen)"},
		{"an item", "def main():\n    def w(row):\n        row['x'] = 1\n    parallel.map(w, [{}, {}])\n",
			"row is shared with others; change a copy of it: list(row) or dict(row)"},
		{"what a function it calls can reach", "def main():\n    seen = []\n    def note(i):\n        seen.append(i)\n    def w(i):\n        note(i)\n    parallel.map(w, range(4))\n",
			"workers share seen, so none may change it"},
		{"the receiver of a method", "def main():\n    seen = []\n    parallel.map(seen.append, range(4))\n",
			"cannot append to a frozen list"},
		{"a part of an item", "def main():\n    def w(row):\n        row['x']['y'] += [1]\n    parallel.map(w, [{'x': {'y': []}}])\n",
			"row is shared with others"},
	} {
		t.Run(test.name, func(t *testing.T) {
			got := runtimetest.New(t, universe(t)).File("x.star", test.src).Run("x.star", nil)
			if !strings.Contains(got.Text(), test.want) {
				t.Errorf("got\n%s\nwant\n%s", got.Text(), test.want)
			}
		})
	}
}

// At the top level globals are not frozen yet: this is where freezing the function alone would not do.
func TestParallelFreezesGlobalsOfTheTopLevel(t *testing.T) {
	got := runtimetest.New(t, universe(t)).
		File("x.star", "seen = []\ndef w(i):\n    for _ in range(100):\n        seen.append(i)\nparallel.map(w, range(8))\ndef main(): pass\n").
		Run("x.star", nil)
	if !strings.Contains(got.Text(), "workers share seen") {
		t.Errorf("got %s", got.Text())
	}
}

func TestParallelFailure(t *testing.T) {
	got := runtimetest.New(t, universe(t)).File("x.star", `
def work(job):
    if job == 24017:
        fail("no such project", job)
    for _ in range(1 << 30 if job else 0):
        pass

def main():
    parallel.map(work, [0, 24017, 2, 3])
`).Run("x.star", nil)
	var failure *runtime.WorkerError
	if !errors.As(got.Err, &failure) || failure.Index != 1 || failure.Item.String() != "24017" || failure.Unwrap() == nil {
		t.Fatalf("got %v", got.Err)
	}
	if runtime.Fatal(got.Err) {
		t.Error("a playbook could not catch it")
	}
	want := `error: no such project 24017
  ╷
 4│         fail("no such project", job)
  │         ^^^^
  ╵ in work (x.star:4), for item 2 (24017) of the work begun in main (x.star:9)
`
	if diff := cmp.Diff(want, got.Text()); diff != "" {
		t.Error(diff)
	}
}

// Whether an item is done must not hang on how fast one behind it fails.
func TestParallelFinishesWhatComesBeforeAFailure(t *testing.T) {
	failed := make(chan struct{}, 1)
	_, err := collect(t, 2, 2, false, func(child *starlark.Thread, i int) (starlark.Value, error) {
		if i == 1 {
			failed <- struct{}{}
			return nil, errors.New("the second fails at once")
		}
		<-failed
		if err := runtime.ContextOf(child).Err(); err != nil {
			return nil, err
		}
		return nil, errors.New("the first fails as well")
	})
	if err == nil || err.Error() != "the first fails as well" {
		t.Errorf("got %v, want the error of the first", err)
	}
}

// collect is parallel work in Go that records what it saw.
func collect(t *testing.T, workers int, items int, sequential bool, call func(child *starlark.Thread, i int) (starlark.Value, error)) ([]starlark.Value, error) {
	t.Helper()
	var results []starlark.Value
	var failure error
	f := runtimetest.New(t, nil)
	f.Locals.Sequential = sequential
	f.Options.Universe["go"] = runtime.Builtin("go", func(thread *starlark.Thread, b *starlark.Builtin, _ starlark.Tuple, _ []starlark.Tuple) (starlark.Value, error) {
		list := make([]starlark.Value, items)
		for i := range list {
			list[i] = starlark.MakeInt(i)
		}
		results, failure = runtime.Parallel(thread, b, list, workers, call)
		return starlark.None, nil
	})
	f.File("x.star", "def main():\n    go()\n    go()\n").Run("x.star", nil).Ok(t)
	return results, failure
}

func TestParallelTasks(t *testing.T) {
	var mu sync.Mutex
	var paths []string
	_, err := collect(t, 3, 4, false, func(child *starlark.Thread, i int) (starlark.Value, error) {
		mu.Lock()
		defer mu.Unlock()
		paths = append(paths, runtime.TaskOf(child).Path())
		return starlark.None, nil
	})
	if err != nil {
		t.Fatal(err)
	}
	slices.Sort(paths)
	if diff := cmp.Diff([]string{"1.0", "1.1", "1.2", "1.3", "2.0", "2.1", "2.2", "2.3"}, paths); diff != "" {
		t.Error(diff)
	}
}

func TestSequentialTakesItemsInOrder(t *testing.T) {
	var order []int // no lock: the race detector would tell
	_, err := collect(t, 8, 20, true, func(_ *starlark.Thread, i int) (starlark.Value, error) {
		order = append(order, i)
		return starlark.None, nil
	})
	if err != nil {
		t.Fatal(err)
	}
	if !slices.IsSorted(order[:20]) || !slices.IsSorted(order[20:]) || len(order) != 40 {
		t.Errorf("got order %v", order)
	}
}

func TestWorkersAreBounded(t *testing.T) {
	var now, most atomic.Int64
	_, err := collect(t, 3, 50, false, func(*starlark.Thread, int) (starlark.Value, error) {
		n := now.Add(1)
		defer now.Add(-1)
		for {
			m := most.Load()
			if n <= m || most.CompareAndSwap(m, n) {
				return starlark.None, nil
			}
		}
	})
	if err != nil || most.Load() > 3 {
		t.Errorf("got %d at a time, %v; want 3", most.Load(), err)
	}
}

// When an item fails, those under way are told to end, and none is begun after it.
func TestFailureEndsTheOthers(t *testing.T) {
	var begun atomic.Int64
	other := make(chan struct{}, 2)
	_, err := collect(t, 2, 100, false, func(child *starlark.Thread, i int) (starlark.Value, error) {
		begun.Add(1)
		if i%2 == 0 {
			<-other
			return nil, fmt.Errorf("item %d failed", i)
		}
		other <- struct{}{}
		ctx := runtime.ContextOf(child)
		<-ctx.Done()
		return nil, ctx.Err()
	})
	if err == nil || err.Error() != "item 0 failed" {
		t.Errorf("got %v, want the failure of item 0", err)
	}
	if got := begun.Load(); got != 4 { // two in each of the two calls
		t.Errorf("%d items were begun, want 4", got)
	}
}

func TestFirstFailureOfTheInputIsReported(t *testing.T) {
	_, err := collect(t, 4, 4, true, func(_ *starlark.Thread, i int) (starlark.Value, error) {
		return nil, fmt.Errorf("item %d", i)
	})
	if err == nil || err.Error() != "item 0" {
		t.Errorf("got %v, want item 0", err)
	}
}

func TestParallelPanicIsAnError(t *testing.T) {
	_, err := collect(t, 2, 2, false, func(*starlark.Thread, int) (starlark.Value, error) { panic("boom") })
	var internal *runtime.InternalError
	if !errors.As(err, &internal) || internal.Panic != "boom" || len(internal.GoStack) == 0 {
		t.Errorf("got %v", err)
	}
}

func TestParallelNeedsAPlaybook(t *testing.T) {
	fn := starlark.NewBuiltin("f", nil)
	if _, err := runtime.Parallel(new(starlark.Thread), fn, nil, 1, nil); err == nil {
		t.Error("parallel work began without a playbook")
	}
}

func TestNestedParallel(t *testing.T) {
	runtimetest.New(t, universe(t)).File("x.star", `
def inner(i):
    return i + 1

def outer(i):
    return parallel.map(inner, range(i))

def main():
    assert.eq(parallel.map(outer, range(5)), [[], [1], [1, 2], [1, 2, 3], [1, 2, 3, 4]])
`).Run("x.star", nil).Ok(t)
}
