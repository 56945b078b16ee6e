package acc

import "strings"

// Redacted stands where a secret was.
const Redacted = "(secret)"

// Redact returns a JSON value without its secrets, and whether it had any. Secrets are members with a name such as "token"
// or "clientSecret", and addresses that carry their own permission: a signed URL keeps its path and loses its query. The
// value given is not changed; without secrets it is returned as it is.
//
// It is for whatever is kept or shown: journal, plan, report, log. What is sent is never redacted.
func Redact(v any) (any, bool) {
	switch v := v.(type) {
	case map[string]any:
		return redactObject(v)
	case []any:
		return redactList(v)
	case string:
		if clean, ok := redactURL(v); ok {
			return clean, true
		}
	}
	return v, false
}

func redactObject(object map[string]any) (any, bool) {
	var out map[string]any // a copy, once there is a secret
	for name, member := range object {
		clean, found := member, false
		if text, ok := member.(string); ok && SecretName(name) {
			clean, found = Redacted, text != Redacted
		} else {
			clean, found = Redact(member)
		}
		if !found {
			continue
		}
		if out == nil {
			out = make(map[string]any, len(object))
			for k, x := range object {
				out[k] = x
			}
		}
		out[name] = clean
	}
	if out == nil {
		return object, false
	}
	return out, true
}

func redactList(list []any) (any, bool) {
	var out []any
	for i, item := range list {
		clean, found := Redact(item)
		if !found {
			continue
		}
		if out == nil {
			out = append([]any(nil), list...)
		}
		out[i] = clean
	}
	if out == nil {
		return list, false
	}
	return out, true
}

// SecretName reports whether a field, parameter or header of that name holds a secret.
func SecretName(name string) bool {
	switch strings.NewReplacer("_", "", "-", "").Replace(strings.ToLower(name)) {
	case "token", "accesstoken", "refreshtoken", "idtoken", "secret", "clientsecret", "password", "passphrase", "privatekey",
		"authorization", "cookie", "signedurl":
		return true
	}
	return false
}

// redactURL returns the text without its query if it is an address whose query is a permission.
func redactURL(text string) (string, bool) {
	if !strings.HasPrefix(text, "https://") && !strings.HasPrefix(text, "http://") {
		return text, false
	}
	address, query, found := strings.Cut(text, "?")
	if !found {
		return text, false
	}
	for _, part := range strings.Split(query, "&") {
		name, _, _ := strings.Cut(part, "=")
		switch strings.ToLower(name) {
		case "signature", "sig", "x-amz-signature", "x-amz-security-token", "x-goog-signature", "token", "access_token":
			return address + "?" + Redacted, true
		}
	}
	return text, false
}
