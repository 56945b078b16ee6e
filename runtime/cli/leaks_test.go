package cli

import (
	"bytes"
	"encoding/base64"
	"encoding/json"
	"fmt"
	"io"
	"io/fs"
	"net/http"
	"net/http/httptest"
	"net/http/httputil"
	"net/url"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"sync"
	"time"

	"github.com/rogpeppe/go-internal/testscript"
)

// overheard are the secrets that have come by in one script.
type overheard struct {
	mu      sync.Mutex
	secrets map[string]bool
	clean   map[string]time.Time // files that held none, and when they were written
}

func (o *overheard) add(secrets ...string) {
	o.mu.Lock()
	defer o.mu.Unlock()
	for _, s := range secrets {
		if len(s) > 8 { // shorter ones are found in anything
			o.secrets[s] = true
		}
	}
}

// request notes the secrets of a request, and gives it back its body.
func (o *overheard) request(r *http.Request) {
	body, _ := io.ReadAll(r.Body)
	r.Body = io.NopCloser(bytes.NewReader(body))
	if form, err := url.ParseQuery(string(body)); err == nil {
		o.add(form.Get("client_secret"))
	}
	if _, secret, ok := r.BasicAuth(); ok {
		o.add(secret)
	}
	if _, token, ok := strings.Cut(r.Header.Get("Authorization"), " "); ok {
		o.add(token)
	}
}

// overheardBy are those of the scripts at work, by the script's folder.
var overheardBy sync.Map

func overheardIn(ts *testscript.TestScript) *overheard {
	work := ts.Getenv("WORK")
	o, known := overheardBy.LoadOrStore(work, &overheard{secrets: map[string]bool{}, clean: map[string]time.Time{}})
	if !known {
		ts.Defer(func() { overheardBy.Delete(work) })
	}
	return o.(*overheard)
}

// cmdOverhear puts itself between accstar and what is served, and notes every secret that passes: overhear
func cmdOverhear(ts *testscript.TestScript, neg bool, args []string) {
	if neg || len(args) > 0 {
		ts.Fatalf("usage: overhear")
	}
	o := overheardIn(ts)
	target, err := url.Parse(ts.Getenv("APS_BASE_URL"))
	ts.Check(err)
	proxy := httputil.NewSingleHostReverseProxy(target)
	proxy.ModifyResponse = func(res *http.Response) error {
		body, err := io.ReadAll(res.Body)
		res.Body = io.NopCloser(bytes.NewReader(body))
		var said struct {
			Token string `json:"access_token"`
		}
		if json.Unmarshal(body, &said) == nil {
			o.add(said.Token)
		}
		return err
	}
	proxy.ErrorHandler = func(http.ResponseWriter, *http.Request, error) { panic(http.ErrAbortHandler) }
	s := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		o.request(r)
		proxy.ServeHTTP(w, r)
	}))
	ts.Defer(s.Close)
	ts.Setenv("APS_BASE_URL", s.URL)
}

// cmdMirror serves refusals that repeat all they were told: mirror. With "mirror token" the token endpoint does so, too.
func cmdMirror(ts *testscript.TestScript, neg bool, args []string) {
	tokenToo := slices.Equal(args, []string{"token"})
	if neg || len(args) > 0 && !tokenToo {
		ts.Fatalf("usage: mirror [token]")
	}
	o := overheardIn(ts)
	s := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		o.request(r)
		w.Header().Set("Content-Type", "application/json")
		if r.URL.Path == "/authentication/v2/token" && !tokenToo {
			const token = "a-token-that-nobody-must-see"
			o.add(token)
			_ = json.NewEncoder(w).Encode(map[string]any{"access_token": token, "token_type": "Bearer", "expires_in": 3599})
			return
		}
		body, _ := io.ReadAll(r.Body)
		said := fmt.Sprintf("no: %s %s %v %s", r.Method, r.URL, r.Header, body)
		w.Header().Set("X-Request-Id", said)
		w.WriteHeader(http.StatusBadRequest)
		_ = json.NewEncoder(w).Encode(map[string]any{"developerMessage": said, "errorCode": said, "error": said, "error_description": said})
	}))
	ts.Defer(s.Close)
	connectTo(ts, served{s.URL, "5b1f2a60-3c7e-4d19-9a44-0c2d8e6f7a10", "an-app", "the-secret-of-the-app", "ada@example.com"})
}

// cmdLeaks searches the output of the last program and every file of the script for the secrets that have come by, and
// for others that are named, as they are and in disguise: leaks [SECRET…]. Config files are left out: their secrets have been put there by a person.
func cmdLeaks(ts *testscript.TestScript, neg bool, args []string) {
	if neg {
		ts.Fatalf("usage: leaks [secret…]")
	}
	o := overheardIn(ts)
	o.add(args...)
	o.mu.Lock()
	defer o.mu.Unlock()
	if len(args) > 0 {
		clear(o.clean) // they were not searched for these
	}
	look := func(where string, data []byte) {
		for secret := range o.secrets {
			for _, form := range disguises(secret) {
				if bytes.Contains(data, []byte(form)) {
					ts.Fatalf("%s holds the secret %.8s… as %.12s…", where, secret, form)
				}
			}
		}
	}
	look("standard output", []byte(ts.ReadFile("stdout")))
	look("standard error", []byte(ts.ReadFile("stderr")))
	ts.Check(filepath.WalkDir(ts.Getenv("WORK"), func(path string, entry fs.DirEntry, err error) error {
		if err != nil || entry.IsDir() || filepath.Ext(path) == ".toml" {
			return err
		}
		info, err := entry.Info()
		if err != nil || o.clean[path].Equal(info.ModTime()) {
			return err
		}
		data, err := os.ReadFile(path)
		look(path, data)
		o.clean[path] = info.ModTime()
		return err
	}))
	if len(o.secrets) == 0 || len(o.clean) == 0 {
		ts.Fatalf("the search covers nothing: %d secrets, %d files", len(o.secrets), len(o.clean))
	}
}

// disguises are the forms in which a secret might leak: as it is, escaped for a URL, and in base64 wherever it begins in a
// longer text.
func disguises(secret string) []string {
	forms := []string{secret, url.QueryEscape(secret)}
	for lead := range 3 {
		text := base64.StdEncoding.EncodeToString([]byte(strings.Repeat("x", lead) + secret))
		text = text[(lead*8+5)/6 : len(text)-4] // without what depends on the bytes before and after
		forms = append(forms, text, strings.NewReplacer("+", "-", "/", "_").Replace(text))
	}
	return forms
}
