package practice

import (
	"net/url"
	"sort"
	"strings"

	"accstar/acc/catalog"
)

// router finds the operation a request is for by its method and path. It is a tree of path segments built from the
// catalogue's path templates; the standard library's mux knows no ":import" suffixes and no tolerance for "//".
type router struct{ root node }

type node struct {
	literals map[string]*node
	patterns []*pattern // most literal text first
	routes   map[string]route
}

// pattern is a segment with a parameter in it: "{user_id}", "{item_id}:transition".
type pattern struct {
	prefix, suffix string
	next           *node
}

// route is what a method of a path leads to: one operation, or several that share the endpoint.
type route struct {
	ops    []*catalog.Operation
	params []string // names of the parameters in the order of the path
}

// found is what a path came to. Ops is empty when no operation has this path with this method; Allowed then lists the methods
// that the path does have.
type found struct {
	ops     []*catalog.Operation
	path    map[string]string
	allowed []string
}

// newRouter builds the tree. Operations that share an endpoint are ordered by their full names, save that the Authentication
// service comes last: it names calls of others once more.
func newRouter(cat *catalog.Catalogue) *router {
	r := &router{}
	for _, op := range cat.Operations() {
		if op.Service != "authentication" {
			r.add(op)
		}
	}
	for _, op := range cat.Operations() {
		if op.Service == "authentication" {
			r.add(op)
		}
	}
	r.root.sort()
	return r
}

// choose picks among operations that share an endpoint the first whose fixed values the body has, such as the type of a
// command; without any, the first.
func choose(ops []*catalog.Operation, body any) *catalog.Operation {
	for _, op := range ops {
		fits := true
		for _, f := range op.Body {
			if f.Required && len(f.Enum) == 1 && !strings.Contains(f.Name, "[]") {
				fits = fits && valueAt(body, f.Name) == f.Enum[0]
			}
		}
		if fits {
			return op
		}
	}
	return ops[0]
}

// valueAt is the value at a dotted path of a JSON object, nil where there is none.
func valueAt(v any, path string) any {
	for name := range strings.SplitSeq(path, ".") {
		obj, _ := v.(map[string]any)
		v = obj[name]
	}
	return v
}

func (r *router) add(op *catalog.Operation) {
	n := &r.root
	var params []string
	for _, seg := range segments(op.Path) {
		open, end := strings.IndexByte(seg, '{'), strings.IndexByte(seg, '}')
		if open < 0 || end < open {
			n = n.literal(seg)
			continue
		}
		params = append(params, seg[open+1:end])
		n = n.pattern(seg[:open], seg[end+1:])
	}
	if n.routes == nil {
		n.routes = map[string]route{}
	}
	rt := n.routes[op.Method]
	if rt.ops == nil {
		rt.params = params
	}
	rt.ops = append(rt.ops, op)
	n.routes[op.Method] = rt
}

func (n *node) literal(seg string) *node {
	if n.literals == nil {
		n.literals = map[string]*node{}
	}
	if n.literals[seg] == nil {
		n.literals[seg] = &node{}
	}
	return n.literals[seg]
}

func (n *node) pattern(prefix, suffix string) *node {
	for _, p := range n.patterns {
		if p.prefix == prefix && p.suffix == suffix {
			return p.next
		}
	}
	p := &pattern{prefix: prefix, suffix: suffix, next: &node{}}
	n.patterns = append(n.patterns, p)
	return p.next
}

func (n *node) sort() {
	sort.SliceStable(n.patterns, func(i, j int) bool {
		a, b := n.patterns[i], n.patterns[j]
		return len(a.prefix)+len(a.suffix) > len(b.prefix)+len(b.suffix)
	})
	for _, p := range n.patterns {
		p.next.sort()
	}
	for _, l := range n.literals {
		l.sort()
	}
}

// find looks up an escaped URL path. Empty segments ("//", a slash at the end) are passed over, as Autodesk's gateway does;
// the older European form of HQ paths, hq/v1/regions/eu/..., is the same as the one without a region.
func (r *router) find(method, escapedPath string) found {
	segs := segments(escapedPath)
	for i, s := range segs {
		if plain, err := url.PathUnescape(s); err == nil {
			segs[i] = plain
		}
	}
	if len(segs) > 4 && segs[0] == "hq" && segs[2] == "regions" {
		segs = append(append([]string{}, segs[:2]...), segs[4:]...)
	}
	var out found
	r.root.match(segs, nil, func(n *node, values []string) bool {
		rt, ok := n.routes[method]
		if !ok {
			for m := range n.routes {
				out.allowed = append(out.allowed, m)
			}
			return false
		}
		out.ops, out.allowed = rt.ops, nil
		out.path = make(map[string]string, len(values))
		for i, name := range rt.params {
			out.path[name] = values[i]
		}
		return true
	})
	sort.Strings(out.allowed)
	return out
}

// match calls end for every node the segments lead to, literals before parameters, until end returns true.
func (n *node) match(segs, values []string, end func(*node, []string) bool) bool {
	if len(segs) == 0 {
		return len(n.routes) > 0 && end(n, values)
	}
	if next := n.literals[segs[0]]; next != nil && next.match(segs[1:], values, end) {
		return true
	}
	for _, p := range n.patterns {
		value, ok := p.value(segs[0])
		if ok && p.next.match(segs[1:], append(values[:len(values):len(values)], value), end) {
			return true
		}
	}
	return false
}

// value is the parameter's value in a segment; it is never empty.
func (p *pattern) value(seg string) (string, bool) {
	rest, ok := strings.CutPrefix(seg, p.prefix)
	if !ok {
		return "", false
	}
	rest, ok = strings.CutSuffix(rest, p.suffix)
	return rest, ok && rest != ""
}

func segments(path string) []string {
	return strings.FieldsFunc(path, func(c rune) bool { return c == '/' })
}
