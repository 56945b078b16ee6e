package auth

import (
	"crypto/rand"
	"crypto/rsa"
	"crypto/sha256"
	"crypto/x509"
	"encoding/base64"
	"encoding/json"
	"encoding/pem"
	"errors"
	"fmt"
	"net/http"
	"net/http/httptest"
	"strings"
	"sync"
	"testing"
	"time"

	"crypto"
)

// testKey is made once: making one takes long.
var testKey = sync.OnceValue(func() *rsa.PrivateKey {
	key, err := rsa.GenerateKey(rand.Reader, 2048)
	if err != nil {
		panic(err)
	}
	return key
})

func pemOf(key *rsa.PrivateKey) Secret {
	return Secret(pem.EncodeToMemory(&pem.Block{Type: "RSA PRIVATE KEY", Bytes: x509.MarshalPKCS1PrivateKey(key)}))
}

// notary is a token endpoint that checks assertions as Autodesk documents them, by a clock of its own.
type notary struct {
	t       *testing.T
	now     func() time.Time
	asked   int
	refusal string // why the last one was refused
}

func (n *notary) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	n.asked++
	w.Header().Set("Content-Type", "application/json")
	w.Header().Set("Date", n.now().UTC().Format(http.TimeFormat))
	if n.refusal = n.check(r); n.refusal != "" {
		w.WriteHeader(http.StatusBadRequest)
		fmt.Fprint(w, `{"error":"invalid_grant","error_description":"The 'assertion' is invalid."}`)
		return
	}
	fmt.Fprintf(w, `{"access_token":"tok-%d","token_type":"Bearer","expires_in":3599}`, n.asked)
}

func (n *notary) check(r *http.Request) string {
	_ = r.ParseForm()
	if id, password, _ := r.BasicAuth(); id != "app" || password != secret || r.PostForm.Get("grant_type") != byAssertion {
		return "credentials"
	}
	parts := strings.Split(r.PostForm.Get("assertion"), ".")
	if len(parts) != 3 {
		return "form"
	}
	var header struct{ Alg, Kid string }
	var claims struct {
		Iss, Sub, Aud string
		Exp           int64
		Scope         []string
	}
	for i, v := range []any{&header, &claims} {
		data, err := base64.RawURLEncoding.DecodeString(parts[i])
		if err != nil || json.Unmarshal(data, v) != nil {
			return "encoding"
		}
	}
	sum := sha256.Sum256([]byte(parts[0] + "." + parts[1]))
	signature, _ := base64.RawURLEncoding.DecodeString(parts[2])
	left := time.Unix(claims.Exp, 0).Sub(n.now())
	switch {
	case header.Alg != "RS256" || header.Kid != "k1":
		return "header"
	case rsa.VerifyPKCS1v15(&testKey().PublicKey, crypto.SHA256, sum[:], signature) != nil:
		return "signature"
	case claims.Iss != "app" || claims.Sub != "SA1" || claims.Aud != "https://developer.api.autodesk.com/authentication/v2/token":
		return "claims"
	case left <= 0 || left > 5*time.Minute:
		return "time"
	case strings.Join(claims.Scope, " ") != r.PostForm.Get("scope"):
		return "scope"
	}
	return ""
}

func serviceAccount(t *testing.T, n *notary) (*ServiceAccount, *wall) {
	t.Helper()
	server := httptest.NewServer(n)
	t.Cleanup(server.Close)
	clock := &wall{now: time.Date(2026, 3, 2, 8, 0, 0, 0, time.UTC)}
	return &ServiceAccount{App: App{BaseURL: server.URL, ClientID: "app", Secret: secret, Now: clock.Now}, Key: ServiceKey{"SA1", "bot@app.example", "k1", pemOf(testKey())}}, clock
}

func TestAssertion(t *testing.T) {
	n := &notary{t: t}
	s, clock := serviceAccount(t, n)
	n.now = clock.Now
	for _, want := range []string{"tok-1", "tok-1"} {
		if got, err := s.Token(t.Context(), []string{"data:read", "account:read"}); got != want || err != nil {
			t.Fatalf("got %q, %v (%s)", got, err, n.refusal)
		}
	}
	clock.pass(time.Hour)
	if got, err := s.Token(t.Context(), []string{"account:read", "data:read"}); got != "tok-2" || err != nil {
		t.Errorf("got %q, %v", got, err)
	}
	s.Reject("tok-2")
	if got, err := s.Token(t.Context(), []string{"account:read", "data:read"}); got != "tok-3" || err != nil {
		t.Errorf("got %q, %v", got, err)
	}
}

// TestWrongClock: a clock that is wrong by ten minutes is found out by Autodesk's answer, said once, and allowed for.
func TestWrongClock(t *testing.T) {
	for _, off := range []time.Duration{10 * time.Minute, -10 * time.Minute} {
		n := &notary{t: t}
		s, clock := serviceAccount(t, n)
		n.now = func() time.Time { return clock.Now().Add(off) }
		var said []string
		s.Warn = func(text string) { said = append(said, text) }
		for _, scope := range []string{"a", "b", "c"} {
			if _, err := s.Token(t.Context(), []string{scope}); err != nil {
				t.Fatalf("%v off: %v (%s)", off, err, n.refusal)
			}
		}
		way := map[bool]string{true: "10m0s slow", false: "10m0s fast"}[off > 0]
		if n.asked != 4 || len(said) != 1 || !strings.Contains(said[0], way) {
			t.Errorf("%v off: %d requests, said %q", off, n.asked, said)
		}
	}
}

func TestServiceAccountRefused(t *testing.T) {
	n := &notary{t: t}
	s, clock := serviceAccount(t, n)
	n.now = clock.Now
	s.Key.KeyID = "disabled"
	_, err := s.Token(t.Context(), []string{"data:read"})
	var e *Error
	if !errors.As(err, &e) || e.Kind != Ended || !strings.Contains(e.Message, "service account's key") || n.asked != 1 {
		t.Errorf("got %v after %d requests", err, n.asked)
	}
	s.Key.PEM = "-----BEGIN NONSENSE-----"
	_, err = s.Token(t.Context(), []string{"data:read"})
	if !errors.As(err, &e) || e.Kind != Unreadable || strings.Contains(e.Message, "NONSENSE") {
		t.Errorf("got %v", err)
	}
}

func TestKeyForms(t *testing.T) {
	pkcs8, err := x509.MarshalPKCS8PrivateKey(testKey())
	if err != nil {
		t.Fatal(err)
	}
	for _, text := range []Secret{pemOf(testKey()), Secret(pem.EncodeToMemory(&pem.Block{Type: "PRIVATE KEY", Bytes: pkcs8}))} {
		if key, err := (ServiceKey{PEM: text}).Parse(); err != nil || !key.Equal(testKey()) {
			t.Errorf("got %v", err)
		}
	}
}

func TestReadClaims(t *testing.T) {
	signed, err := sign(testKey(), "k1", map[string]any{"scope": []string{"data:read"}, "client_id": "app", "exp": 1767000000, "userid": "ADA"})
	if err != nil {
		t.Fatal(err)
	}
	c, ok := ReadClaims(Secret(signed))
	if !ok || c.ClientID != "app" || c.UserID != "ADA" || strings.Join(c.Scopes, " ") != "data:read" || c.Expires.Unix() != 1767000000 {
		t.Errorf("got %+v, %v", c, ok)
	}
	for _, text := range []Secret{"", "opaque", "a.b.c", "a.!!.c"} {
		if _, ok := ReadClaims(text); ok {
			t.Errorf("%q is read", string(text))
		}
	}
}
