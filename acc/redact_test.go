package acc

import (
	"bytes"
	"encoding/json"
	"reflect"
	"testing"
)

func TestRedact(t *testing.T) {
	tests := []struct {
		name  string
		in    any
		want  any
		found bool
	}{
		{"no secret", map[string]any{"name": "Tower", "n": int64(3)}, map[string]any{"name": "Tower", "n": int64(3)}, false},
		{"a token", map[string]any{"token": "s3cr3t"}, map[string]any{"token": Redacted}, true},
		{"any spelling", map[string]any{"client_secret": "x", "refreshToken": "y", "Password": "z"},
			map[string]any{"client_secret": Redacted, "refreshToken": Redacted, "Password": Redacted}, true},
		{"not text, so no secret", map[string]any{"token": int64(5)}, map[string]any{"token": int64(5)}, false},
		{"a longer name is no secret", map[string]any{"nextPageToken": "abc"}, map[string]any{"nextPageToken": "abc"}, false},
		{"deep in lists", []any{"a", map[string]any{"hook": map[string]any{"secret": "x", "id": "1"}}},
			[]any{"a", map[string]any{"hook": map[string]any{"secret": Redacted, "id": "1"}}}, true},
		{"a signed URL", "https://s3.example.com/part?partNumber=1&X-Amz-Signature=abc", "https://s3.example.com/part?" + Redacted, true},
		{"a plain URL", "https://example.com/a?page=2", "https://example.com/a?page=2", false},
		{"text about signatures", "see Signature=1?sig=2", "see Signature=1?sig=2", false},
		{"already without", map[string]any{"token": Redacted}, map[string]any{"token": Redacted}, false},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			before := reflect.ValueOf(tt.in)
			got, found := Redact(tt.in)
			if !reflect.DeepEqual(got, tt.want) || found != tt.found {
				t.Errorf("got %v, %v; want %v, %v", got, found, tt.want, tt.found)
			}
			if tt.found && before.Kind() == reflect.Map && reflect.DeepEqual(tt.in, got) {
				t.Error("the value given was changed")
			}
		})
	}
}

// What the quick look lets through must be free of secrets, in whatever spelling.
func TestRedactJSONFindsWhatRedactFinds(t *testing.T) {
	names := []string{"token", "Token", "TOKEN", "access_token", "accessToken", "refresh-token", "id_token", "secret", "clientSecret",
		"client_secret", "password", "passphrase", "privateKey", "private_key", "Authorization", "cookie", "signedUrl", "signed_url"}
	for _, name := range names {
		text, err := json.Marshal(map[string]any{"a": []any{map[string]any{name: "s3cr3t"}}})
		if err != nil {
			t.Fatal(err)
		}
		got, found := RedactJSON(text)
		if !found || bytes.Contains(got, []byte("s3cr3t")) {
			t.Errorf("%s: got %s, %v", name, got, found)
		}
	}
	for _, text := range []string{
		`{"url":"https://x.test/a?Signature=s3cr3t"}`,
		`{"url":"https:\/\/x.test\/a?b=1&X-Amz-Security-Token=s3cr3t"}`,
		`{"url":"https://x.test/a?sig\u003ds3cr3t"}`,
		`{"url":"https://x.test/a?sig\u003Ds3cr3t"}`,
	} {
		got, found := RedactJSON([]byte(text))
		if !found || bytes.Contains(got, []byte("s3cr3t")) {
			t.Errorf("%s: got %s, %v", text, got, found)
		}
	}
}

func TestRedactJSONLeavesTheRest(t *testing.T) {
	for _, text := range []string{`{"id": 12345678901234567890, "key":"docs"}`, `{"next_token":"p2"}`, `not "token" at all`, ``} {
		if got, found := RedactJSON([]byte(text)); found || string(got) != text {
			t.Errorf("%s: got %s, %v", text, got, found)
		}
	}
}

func BenchmarkRedactJSON(b *testing.B) {
	text := bytes.Repeat([]byte(`{"id":"8b1f","name":"Ada","email":"ada@example.com","products":[{"key":"docs","access":"member"}]},`), 10000)
	b.SetBytes(int64(len(text)))
	for b.Loop() {
		RedactJSON(text)
	}
}
