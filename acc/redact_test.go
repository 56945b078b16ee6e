package acc

import (
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
