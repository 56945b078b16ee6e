package auth

import (
	"context"
	"crypto"
	"crypto/rand"
	"crypto/rsa"
	"crypto/sha256"
	"crypto/x509"
	"encoding/base64"
	"encoding/json"
	"encoding/pem"
	"errors"
	"net/http"
	"net/url"
	"sync"
	"time"

	"golang.org/x/oauth2"
)

const (
	// assertionAudience is whom Autodesk wants assertions addressed to, whatever the base URL.
	assertionAudience = "https://developer.api.autodesk.com" + TokenPath
	// assertionLifetime is how long an assertion holds. Autodesk allows five minutes; a clock may be a little off.
	assertionLifetime = 4 * time.Minute
	// clockSlack is by how much a clock may be off before it is worth a word.
	clockSlack = 30 * time.Second
)

// ServiceKey is a service account and the private key it signs with.
type ServiceKey struct {
	ID    string // the service account's Autodesk ID
	Email string
	KeyID string
	PEM   Secret
}

// Parse reads the private key.
func (k ServiceKey) Parse() (*rsa.PrivateKey, error) {
	wrong := &Error{Kind: Unreadable, Message: "the service account's private key cannot be read: it is no RSA key in PEM",
		Hint: "Give the key file as Autodesk made it, or add a new key: accstar auth service-account keys add"}
	block, _ := pem.Decode([]byte(k.PEM))
	if block == nil {
		return nil, wrong
	}
	if key, err := x509.ParsePKCS1PrivateKey(block.Bytes); err == nil {
		return key, nil
	}
	parsed, err := x509.ParsePKCS8PrivateKey(block.Bytes)
	key, ok := parsed.(*rsa.PrivateKey)
	if err != nil || !ok {
		return nil, wrong
	}
	return key, nil
}

// ServiceAccount gives tokens of a service account, by assertions signed with its key. It is safe for concurrent use and must not
// be copied.
type ServiceAccount struct {
	App
	Key ServiceKey
	// Warn is told when this machine's clock is wrong; nil tells nobody.
	Warn func(string)

	cache
	mu   sync.Mutex
	skew time.Duration // what this machine's clock lacks
}

// Token returns a token for exactly these scopes, in any order. The error is an [*Error], or that of ctx.
func (s *ServiceAccount) Token(ctx context.Context, scopes []string) (string, error) {
	return s.cache.token(ctx, s.Now, scopes, s.renew)
}

func (s *ServiceAccount) renew(ctx context.Context, scopes []string) (token, error) {
	key, err := s.Key.Parse()
	if err != nil {
		return token{}, err
	}
	got, began, err := s.trade(ctx, key, scopes)
	var e *Error
	if errors.As(err, &e) && e.Kind == Ended && s.learnTime(e.at) {
		got, began, err = s.trade(ctx, key, scopes)
	}
	if errors.As(err, &e) && e.Kind == Ended {
		e.Hint = "See accstar auth service-account keys list " + firstOf(s.Key.Email, s.Key.ID) + ": keys enable turns a key on again, keys add gives a new one"
	}
	if err != nil {
		return token{}, err
	}
	return newToken(got.AccessToken, began, lifetimeOf(got)), nil
}

func (s *ServiceAccount) trade(ctx context.Context, key *rsa.PrivateKey, scopes []string) (*oauth2.Token, time.Time, error) {
	began := s.Now()
	s.mu.Lock()
	now := began.Add(s.skew)
	s.mu.Unlock()
	signed, err := sign(key, s.Key.KeyID, map[string]any{
		"iss": s.ClientID, "sub": s.Key.ID, "aud": assertionAudience, "exp": now.Add(assertionLifetime).Unix(), "scope": scopes,
	})
	if err != nil {
		return nil, began, &Error{Kind: Unreadable, Message: "the service account's private key cannot sign", Hint: "Add a new key: accstar auth service-account keys add"}
	}
	got, err := s.ask(ctx, grant{kind: byAssertion, params: url.Values{"assertion": {signed}}, scopes: scopes})
	return got, began, err
}

// learnTime takes over the time of Autodesk's answer where this machine's clock is off by so much that its assertions cannot be
// accepted, and reports whether that was so.
func (s *ServiceAccount) learnTime(theirs time.Time) bool {
	if theirs.IsZero() {
		return false
	}
	s.mu.Lock()
	defer s.mu.Unlock()
	off := theirs.Sub(s.Now())
	if (off - s.skew).Abs() < clockSlack {
		return false
	}
	s.skew = off
	if s.Warn != nil {
		way := "slow"
		if off < 0 {
			way = "fast"
		}
		s.Warn("this machine's clock is " + off.Abs().Round(time.Second).String() + " " + way + ": set it right; Autodesk's time is used to sign in")
	}
	return true
}

// sign makes a JWT, signed with RSASSA-PKCS1-v1_5 and SHA-256.
func sign(key *rsa.PrivateKey, keyID string, claims map[string]any) (string, error) {
	enc := base64.RawURLEncoding
	head, err := json.Marshal(map[string]string{"alg": "RS256", "kid": keyID, "typ": "JWT"})
	if err != nil {
		return "", err
	}
	body, err := json.Marshal(claims)
	if err != nil {
		return "", err
	}
	text := enc.EncodeToString(head) + "." + enc.EncodeToString(body)
	sum := sha256.Sum256([]byte(text))
	signature, err := rsa.SignPKCS1v15(rand.Reader, key, crypto.SHA256, sum[:])
	if err != nil {
		return "", err
	}
	return text + "." + enc.EncodeToString(signature), nil
}

// dateOf is when an answer was made by the clock of who made it.
func dateOf(res *http.Response) time.Time {
	at, err := http.ParseTime(res.Header.Get("Date"))
	if err != nil {
		return time.Time{}
	}
	return at
}
