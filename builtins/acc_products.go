package builtins

import (
	"fmt"
	"slices"
	"strings"

	"go.starlark.net/starlark"

	"accstar/acc"
	"accstar/builtins/value"
	"accstar/runtime"
)

// products(project, access, products) is the product access to ask for: a list of {key, access}. Access is "member" or
// "admin" of every product the project has; products names single ones, which come on top of it.
func (h *helperNames) products(thread *starlark.Thread, b *starlark.Builtin, args starlark.Tuple, kwargs []starlark.Tuple) (starlark.Value, error) {
	var project, access, products starlark.Value
	if err := starlark.UnpackPositionalArgs(b.Name(), args, kwargs, 3, &project, &access, &products); err != nil {
		return nil, err
	}
	keys, err := h.projectProducts(project)
	if err != nil {
		return nil, err
	}
	want := map[string]string{}
	var problems []string
	if access != starlark.None {
		word, ok := accessWord(access)
		if !ok || word == "none" {
			problems = append(problems, fmt.Sprintf("access: got %s, want \"member\" or \"admin\"", brief(access)))
		}
		for _, key := range keys {
			want[key] = word
			if key == administrationProduct && word == "member" {
				want[key] = "none"
			}
		}
	}
	named, more := h.namedProducts(products, keys)
	problems = append(problems, more...)
	if len(problems) > 0 {
		return nil, &ArgumentError{Op: helperOp(thread), Wrong: problems}
	}
	for key, word := range named {
		if !slices.Contains(keys, key) {
			return nil, refusal(thread, &acc.Error{Kind: acc.Invalid, Op: helperOp(thread),
				Message: fmt.Sprintf("the project has no %s", productTitle(key)), Hint: "it has " + titles(keys)})
		}
		want[key] = word
	}
	if len(want) > 0 && want["insight"] == "" && slices.Contains(keys, "insight") {
		want["insight"] = "member" // every member is expected to have it
	}
	return productList(want, keys), nil
}

// accessWord turns "admin" into ACC's word; false for what is no access.
func accessWord(v starlark.Value) (string, bool) {
	s, _ := starlark.AsString(v)
	switch strings.ToLower(strings.TrimSpace(s)) {
	case "admin", "administrator":
		return "administrator", true
	case "member":
		return "member", true
	case "none":
		return "none", true
	}
	return "", false
}

// namedProducts reads products = {"Docs": "member"}: names as on ACC's pages, or keys.
func (h *helperNames) namedProducts(v starlark.Value, keys []string) (map[string]string, []string) {
	out := map[string]string{}
	if v == nil || v == starlark.None {
		return out, nil
	}
	m, ok := v.(starlark.IterableMapping)
	if !ok {
		return out, []string{fmt.Sprintf("products: got %s, want a dict such as {\"Docs\": \"member\"}", v.Type())}
	}
	known := h.writableProducts()
	var problems []string
	for _, item := range m.Items() {
		name, _ := starlark.AsString(item[0])
		key := productKey(name, known)
		if key == "" {
			problems = append(problems, fmt.Sprintf("products: unknown product %q%s", name, runtime.DidYouMean(name, productTitles(known))))
			continue
		}
		word, ok := accessWord(item[1])
		if !ok || key == administrationProduct && word == "member" {
			want := "\"member\", \"admin\" or \"none\""
			if key == administrationProduct {
				want = "\"admin\" or \"none\""
			}
			problems = append(problems, fmt.Sprintf("products[%q]: got %s, want %s", name, brief(item[1]), want))
			continue
		}
		out[key] = word
	}
	return out, problems
}

// writableProducts are the keys of the products that access can be given to, as the catalogue has them.
func (h *helperNames) writableProducts() []string {
	if s := h.env.Catalogue.Service("project_users"); s != nil {
		return s.Values["product_keys"]
	}
	return nil
}

// projectProducts are the keys of the products a project has and that access can be given to, Project Admin first.
func (h *helperNames) projectProducts(project starlark.Value) ([]string, error) {
	rec, ok := project.(*value.Record)
	if !ok {
		return nil, fmt.Errorf("products: got %s, want a project", project.Type())
	}
	writable := h.writableProducts()
	keys := []string{administrationProduct}
	list, has := rec.Field("products")
	if !has || list == starlark.None {
		return append(keys, "docs", "insight"), nil
	}
	if u, unknown := list.(value.Unknown); unknown {
		return nil, &value.UnknownError{Unknown: u}
	}
	for _, p := range oneOrMany(list) {
		r, ok := p.(*value.Record)
		if !ok {
			continue
		}
		k, _ := r.Field("key")
		key, _ := starlark.AsString(k)
		if slices.Contains(writable, key) && !slices.Contains(keys, key) && key != "accountAdministration" {
			keys = append(keys, key)
		}
	}
	return keys, nil
}

func productList(want map[string]string, keys []string) starlark.Value {
	var list []starlark.Value
	for _, key := range keys {
		if access, ok := want[key]; ok {
			list = append(list, value.NewRecord([]string{"key", "access"}, []starlark.Value{starlark.String(key), starlark.String(access)}))
		}
	}
	return starlark.NewList(list)
}

// raised(have, want, replace) compares product access by key. It returns the access to send (nothing if it is right
// already) and, in words, what is higher than asked for and was left so. What is sent is the whole of it, so that it
// comes out right whether ACC merges products or replaces them.
func (h *helperNames) raised(thread *starlark.Thread, b *starlark.Builtin, args starlark.Tuple, kwargs []starlark.Tuple) (starlark.Value, error) {
	var have, want starlark.Value
	var replace bool
	if err := starlark.UnpackPositionalArgs(b.Name(), args, kwargs, 3, &have, &want, &replace); err != nil {
		return nil, err
	}
	was, order := accessByKey(have, nil)
	wanted, order := accessByKey(want, order)
	final := map[string]string{}
	var higher []string
	changed := false
	for _, key := range order {
		old, new := was[key], wanted[key]
		final[key] = old
		switch {
		case new == "" || rank(new) == rank(old):
		case rank(new) > rank(old), replace:
			final[key], changed = new, true
		default:
			higher = append(higher, productTitle(key)+" "+old)
		}
		if final[key] == "" {
			final[key] = "none"
		}
	}
	send := starlark.Value(starlark.NewList(nil))
	if changed {
		send = productList(final, order)
	}
	return starlark.Tuple{send, starlark.String(strings.Join(higher, ", "))}, nil
}

func accessByKey(v starlark.Value, order []string) (map[string]string, []string) {
	out := map[string]string{}
	for _, p := range oneOrMany(v) {
		m, ok := p.(starlark.Mapping)
		if !ok {
			continue
		}
		k, _, _ := m.Get(starlark.String("key"))
		a, _, _ := m.Get(starlark.String("access"))
		key, _ := starlark.AsString(k)
		access, _ := starlark.AsString(a)
		if key == "" {
			continue
		}
		out[key] = access
		if !slices.Contains(order, key) {
			order = append(order, key)
		}
	}
	return out, order
}

// rank orders access from none to administrator.
func rank(access string) int {
	switch access {
	case "member":
		return 1
	case "administrator":
		return 2
	}
	return 0
}

// productTitle is a product's name on ACC's pages.
func productTitle(key string) string {
	switch key {
	case "projectAdministration":
		return "Project Admin"
	case "accountAdministration":
		return "Account Admin"
	case "autoSpecs":
		return "AutoSpecs"
	case "buildingConnected":
		return "BuildingConnected"
	case "workshopxr":
		return "Workshop XR"
	}
	var b strings.Builder
	for i, r := range key {
		if i == 0 {
			b.WriteString(strings.ToUpper(string(r)))
			continue
		}
		if r >= 'A' && r <= 'Z' {
			b.WriteByte(' ')
		}
		b.WriteRune(r)
	}
	return b.String()
}

func productTitles(keys []string) []string {
	out := make([]string, len(keys))
	for i, k := range keys {
		out[i] = productTitle(k)
	}
	return out
}

func titles(keys []string) string { return strings.Join(productTitles(keys), ", ") }

// productKey is the key of a product by its name or key, "" if there is none.
func productKey(name string, keys []string) string {
	fold := func(s string) string {
		return strings.ToLower(strings.NewReplacer(" ", "", "_", "", "-", "").Replace(s))
	}
	for _, k := range keys {
		if fold(k) == fold(name) || fold(productTitle(k)) == fold(name) {
			return k
		}
	}
	return ""
}
