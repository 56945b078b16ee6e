package value

import "go.starlark.net/starlark"

// shape is the list of field names that records share. It is immutable.
type shape struct {
	names []string
	index map[string]int // nil for few names, where looking through them is faster
}

// fewNames is the number of names up to which a shape has no index.
const fewNames = 8

func newShape(names []string) *shape {
	s := &shape{names: names}
	if len(names) > fewNames {
		s.index = make(map[string]int, len(names))
		for i, name := range names {
			s.index[name] = i
		}
	}
	return s
}

// find returns the place of a name.
func (s *shape) find(name string) (int, bool) {
	if s.index != nil {
		i, ok := s.index[name]
		return i, ok
	}
	for i, n := range s.names {
		if n == name {
			return i, true
		}
	}
	return 0, false
}

// node is a place in the tree of name sequences met so far; the way from the root to it spells the names of a shape. The
// tree belongs to one decoding; what outlives it are the shapes.
type node struct {
	parent *node
	name   string
	depth  int
	// Almost every node is followed by one and the same name, which first holds; others are in next.
	first *node
	next  map[string]*node
	shape *shape // once a record has ended here
}

// maxShared is the number of names up to which shapes are looked for in the tree. Wider objects are tables keyed by data
// rather than records; each gets a shape of its own.
const maxShared = 64

// step returns the node for the name that comes next, or, when that name has been on the way already, nil and its place.
func (n *node) step(name []byte) (*node, int) {
	if n.first != nil && n.first.name == string(name) {
		return n.first, 0
	}
	if child := n.next[string(name)]; child != nil {
		return child, 0
	}
	for at := n; at.parent != nil; at = at.parent {
		if at.name == string(name) {
			return nil, at.depth - 1
		}
	}
	child := &node{parent: n, name: string(name), depth: n.depth + 1}
	switch {
	case n.first == nil:
		n.first = child
	case n.next == nil:
		n.next = map[string]*node{child.name: child}
	default:
		n.next[child.name] = child
	}
	return child, 0
}

// names returns the names on the way from the root, in order.
func (n *node) names() []string {
	names := make([]string, n.depth)
	for at := n; at.parent != nil; at = at.parent {
		names[at.depth-1] = at.name
	}
	return names
}

// fields collects the names of one object, in the tree as long as there are few.
type fields struct {
	at    *node
	names []string // once there are more than maxShared
	index map[string]int
}

// place returns where the value of the name belongs, and whether the name is new. A name met again keeps its place.
func (f *fields) place(name []byte) (at int, isNew bool) {
	if f.index == nil {
		if f.at.depth < maxShared {
			next, at := f.at.step(name)
			if next == nil {
				return at, false
			}
			f.at = next
			return next.depth - 1, true
		}
		f.names = f.at.names()
		f.index = make(map[string]int, 2*maxShared)
		for i, n := range f.names {
			f.index[n] = i
		}
	}
	if at, ok := f.index[string(name)]; ok {
		return at, false
	}
	own := string(name)
	f.index[own] = len(f.names)
	f.names = append(f.names, own)
	return len(f.names) - 1, true
}

// record makes the record of the collected names. It keeps values.
func (f *fields) record(values []starlark.Value) *Record {
	if f.index != nil {
		return &Record{&shape{f.names, f.index}, values}
	}
	if f.at.shape == nil {
		f.at.shape = newShape(f.at.names())
	}
	return &Record{f.at.shape, values}
}
