package builtins

import (
	"sync"
	"time"

	"go.starlark.net/starlark"

	"accstar/runtime"
)

func parallelMapEntry() entry {
	return entry{
		Doc: Doc{
			Name: "parallel.map", Signature: "parallel.map(fn, items, workers = 8)", Summary: "Calls a function for every item, several at a time, and returns the results in the order of the items.",
			Text: `The first item that fails ends the others. Workers cannot change what they share, such as a list outside of fn: let fn return what it finds. More workers than ACC's limits allow do no harm and no good: requests wait their turn.`,
			Example: `def members(project):
    return acc.project_users.list(project)

users = flatten(parallel.map(members, acc.projects.list()))`,
		},
		mainOnly: true,
		body:     parallelMap,
	}
}

const maxWorkers = 64

func parallelMap(env *Env, thread *starlark.Thread, args arguments) (starlark.Value, error) {
	var fn starlark.Callable
	var list starlark.Value
	workers := runtime.DefaultWorkers
	if err := args.unpack("fn", &fn, "items", &list, "workers?", &workers); err != nil {
		return nil, err
	}
	if workers < 1 || workers > maxWorkers {
		return nil, args.fail("for parameter workers: got %d, want 1 to %d", workers, maxWorkers)
	}
	items, err := args.elements("items", list)
	if err != nil {
		return nil, err
	}
	task := runtime.TaskOf(thread)
	begun := env.slept.of(task)
	var mu sync.Mutex
	var latest time.Duration
	results, err := runtime.Parallel(thread, fn, items, workers, func(child *starlark.Thread, i int) (starlark.Value, error) {
		worker := runtime.TaskOf(child)
		env.slept.begin(worker, begun)
		defer func() {
			at := env.slept.end(worker)
			mu.Lock()
			defer mu.Unlock()
			latest = max(latest, at)
		}()
		return starlark.Call(child, fn, starlark.Tuple{items[i]}, nil)
	})
	env.slept.join(task, latest)
	if err != nil {
		return nil, err
	}
	return starlark.NewList(results), nil
}
