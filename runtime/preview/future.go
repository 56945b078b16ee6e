package preview

import (
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"regexp"
	"strings"

	"accstar/acc"
)

// A future ID stands for the ID of a record that a plan will create. It is an ordinary UUID as far as a playbook and ACC's
// argument checks can tell, of a kind nobody else gives out: it begins with futurePrefix. It follows from the change's key
// alone, so that a preview and the run held to it give the same one.
const futurePrefix = "acc0ffff-"

var futurePattern = regexp.MustCompile(`acc0ffff-[0-9a-f]{4}-4[0-9a-f]{3}-8[0-9a-f]{3}-[0-9a-f]{12}`)

// futureID is the n-th future ID of the change with that key.
func futureID(key acc.Key, n int) string {
	sum := sha256.Sum256([]byte(fmt.Sprintf("%s/%d", key.ChangeKey(), n)))
	h := hex.EncodeToString(sum[:])
	return futurePrefix + h[0:4] + "-4" + h[4:7] + "-8" + h[7:10] + "-" + h[10:22]
}

// IsFuture reports whether the ID stands for one that ACC has yet to give.
func IsFuture(id string) bool {
	return strings.HasPrefix(id, futurePrefix) && futurePattern.MatchString(id)
}

// futureInBrackets is a future ID where a record is called by its name and its ID.
var futureInBrackets = regexp.MustCompile(` ?\(` + futurePattern.String() + `\)`)

// WithoutFutures is a text for people without the future IDs that stand behind names: nobody can look them up.
func WithoutFutures(s string) string {
	if !strings.Contains(s, futurePrefix) {
		return s
	}
	return futureInBrackets.ReplaceAllString(s, "")
}

// resolveText puts real IDs in place of future ones, wherever they occur whole.
func resolveText(s string, real func(future string) (string, bool)) string {
	if !strings.Contains(s, futurePrefix) {
		return s
	}
	return futurePattern.ReplaceAllStringFunc(s, func(f string) string {
		if id, ok := real(f); ok {
			return id
		}
		return f
	})
}

// resolve puts real IDs in place of future ones in a JSON value; it returns a copy where it changes anything.
func resolve(v any, real func(future string) (string, bool)) any {
	switch v := v.(type) {
	case string:
		return resolveText(v, real)
	case []any:
		out := make([]any, len(v))
		for i := range v {
			out[i] = resolve(v[i], real)
		}
		return out
	case map[string]any:
		out := make(map[string]any, len(v))
		for k, x := range v {
			out[resolveText(k, real)] = resolve(x, real)
		}
		return out
	}
	return v
}

// resolveRequest puts real IDs in place of future ones in a request.
func resolveRequest(r Request, real func(future string) (string, bool)) Request {
	out := Request{Body: resolve(r.Body, real)}
	if r.Path != nil {
		out.Path = make(map[string]string, len(r.Path))
		for k, v := range r.Path {
			out.Path[k] = resolveText(v, real)
		}
	}
	for _, p := range r.Query {
		out.Query = append(out.Query, acc.Param{Name: p.Name, Value: resolveText(p.Value, real)})
	}
	out.Header = r.Header
	return out
}
