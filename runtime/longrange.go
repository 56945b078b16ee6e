package runtime

import (
	"fmt"
	"maps"

	"go.starlark.net/starlark"
	"go.starlark.net/syntax"
)

// longestRange is how many items a range may have that Starlark's own builtins handle. It costs 16 MiB as a list.
const longestRange = 1 << 20

// withRange is a universe whose range is safe. The interpreter counts no steps inside builtins and cannot interrupt them, so
// sorted(range(10**9)) would first allocate 16 GB and then run for minutes, whatever the limits say.
func withRange(universe starlark.StringDict) starlark.StringDict {
	if universe.Has("range") {
		return universe
	}
	universe = maps.Clone(universe)
	if universe == nil {
		universe = starlark.StringDict{}
	}
	universe["range"] = starlark.NewBuiltin("range", makeRange)
	return universe
}

func makeRange(thread *starlark.Thread, _ *starlark.Builtin, args starlark.Tuple, kwargs []starlark.Tuple) (starlark.Value, error) {
	v, err := starlark.Call(thread, starlark.Universe["range"], args, kwargs)
	if err != nil {
		return nil, err
	}
	whole, ok := v.(interface {
		starlark.Sequence
		starlark.Container
	})
	l := localOf(thread)
	if !ok || l == nil || whole.Len() <= longestRange {
		return v, nil
	}
	return &longRange{whole, l.exec.halt}, nil
}

// longRange is a range that can be looped over but has no length, so that nobody allocates for all its items ahead. Its
// loops end early once the playbook is stopped.
type longRange struct {
	whole interface {
		starlark.Sequence
		starlark.Container
	}
	halt *halt
}

func (r *longRange) String() string        { return r.whole.String() }
func (r *longRange) Type() string          { return "long range" } // "range" would be compared as if it were one
func (r *longRange) Freeze()               {}
func (r *longRange) Truth() starlark.Bool  { return true }
func (r *longRange) Hash() (uint32, error) { return 0, fmt.Errorf("unhashable: range") }

// Has implements starlark.Container: n in range(…).
func (r *longRange) Has(v starlark.Value) (bool, error) { return r.whole.Has(v) }

// Iterate implements starlark.Iterable.
func (r *longRange) Iterate() starlark.Iterator { return &longIterator{r.whole.Iterate(), r.halt} }

// CompareSameType implements starlark.Comparable.
func (r *longRange) CompareSameType(op syntax.Token, other starlark.Value, depth int) (bool, error) {
	return starlark.CompareDepth(op, r.whole, other.(*longRange).whole, depth)
}

type longIterator struct {
	starlark.Iterator
	halt *halt
}

// Next implements starlark.Iterator.
func (it *longIterator) Next(p *starlark.Value) bool {
	return !it.halt.stopped() && it.Iterator.Next(p)
}
