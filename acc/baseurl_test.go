package acc

import (
	"strings"
	"testing"
)

func TestCheckBaseURL(t *testing.T) {
	for _, test := range []struct{ in, want string }{
		{"", "https://developer.api.autodesk.com"},
		{"https://developer.api.autodesk.com/", "https://developer.api.autodesk.com"},
		{"https://Developer-STG.api.autodesk.com", "https://Developer-STG.api.autodesk.com"},
		{"http://127.0.0.1:8460", "http://127.0.0.1:8460"},
		{"http://localhost:8460/", "http://localhost:8460"},
		{"http://[::1]:8460", "http://[::1]:8460"},
		{"https://gateway.example.com/acc", "https://gateway.example.com/acc"},
		{"https://other.example.com:8443", "https://other.example.com:8443"},

		{"http://developer.api.autodesk.com", "error: got http"},
		{"http://gateway.example.com", "error: got http"},
		{"https://evil.example.com", "error: is not Autodesk's"},
		{"https://autodesk.com.evil.example", "error: is not Autodesk's"},
		{"https://notautodesk.com", "error: is not Autodesk's"},
		{"http://127.0.0.1.evil.example", "error: got http"},
		{"https://ada:hunter2@developer.api.autodesk.com", "error: with a user"},
		{"https://developer.api.autodesk.com?x=1", "error: a query"},
		{"developer.api.autodesk.com", "error: want an address"},
		{"ftp://developer.api.autodesk.com", "error: want an address"},
		{"https://ada:hunter2@%zz", "error: want an address"},
	} {
		u, err := CheckBaseURL(test.in, "gateway.example.com", "other.example.com:8443")
		if want, isError := strings.CutPrefix(test.want, "error: "); isError {
			if err == nil || !strings.Contains(err.Error(), want) || strings.Contains(err.Error(), "hunter2") {
				t.Errorf("%q: got %v, %v, want an error that says %q", test.in, u, err, want)
			}
			continue
		}
		if err != nil || u.String() != test.want {
			t.Errorf("%q: got %v, %v, want %s", test.in, u, err, test.want)
		}
	}
}
