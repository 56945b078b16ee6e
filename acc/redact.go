package acc

import (
	"bytes"
	"encoding/json"
	"strings"
)

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
	var letters [len("authorization")]byte // the longest of them; every field of every record is asked about, so nothing is allocated
	n := 0
	for i := range len(name) {
		c := name[i]
		switch {
		case c == '_' || c == '-':
			continue
		case n == len(letters):
			return false
		case 'A' <= c && c <= 'Z':
			c += 'a' - 'A'
		}
		letters[n] = c
		n++
	}
	switch string(letters[:n]) {
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

// RedactJSON is [Redact] for JSON text. Text without secrets, which is nearly all, is returned as it is without being decoded;
// so is text that is not JSON.
func RedactJSON(data []byte) ([]byte, bool) {
	if !mayHoldSecret(data) {
		return data, false
	}
	v, err := DecodeJSON(data)
	if err != nil {
		return data, false
	}
	clean, found := Redact(v)
	if !found {
		return data, false
	}
	var out bytes.Buffer
	enc := json.NewEncoder(&out)
	enc.SetEscapeHTML(false)
	if err := enc.Encode(clean); err != nil {
		return data, false
	}
	return bytes.TrimSuffix(out.Bytes(), []byte("\n")), true
}

// mayHoldSecret is a quick look that may say yes too often but never no wrongly: names of secrets end before a quote, those of
// permissions in an address before an equals sign, which some encoders escape.
func mayHoldSecret(data []byte) bool {
	for i := 1; i < len(data); i++ {
		switch data[i] {
		case '"':
			if endsInSecret(data[:i]) {
				return true
			}
		case '=':
			if endsWith(data[:i], "signature") || endsWith(data[:i], "sig") || endsWith(data[:i], "token") {
				return true
			}
		case 'd', 'D':
			if endsWith(data[:i], `\u003`) {
				return true
			}
		}
	}
	return false
}

// endsInSecret looks at the last letter first: nearly every text is done with then.
func endsInSecret(data []byte) bool {
	switch data[len(data)-1] | 0x20 { // lower case, if it is a letter
	case 'n':
		return endsWith(data, "token") || endsWith(data, "authorization")
	case 't':
		return endsWith(data, "secret")
	case 'd':
		return endsWith(data, "password")
	case 'e':
		return endsWith(data, "passphrase") || endsWith(data, "cookie")
	case 'y':
		return endsWith(data, "privatekey") || endsWith(data, "private_key") || endsWith(data, "private-key")
	case 'l':
		return endsWith(data, "signedurl") || endsWith(data, "signed_url") || endsWith(data, "signed-url")
	}
	return false
}

func endsWith(data []byte, end string) bool {
	return len(data) >= len(end) && strings.EqualFold(string(data[len(data)-len(end):]), end)
}
