package auth

import (
	"bytes"
	"encoding/base64"
	"encoding/json"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"runtime"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
)

// ring is a keyring that can be locked, broken, or lose what it is given.
type ring struct {
	mu        sync.Mutex
	kept      map[string]string
	err       error // of everything
	setErr    error
	forgetful bool
	asked     int
}

func (r *ring) Get(service, user string) (string, error) {
	r.mu.Lock()
	defer r.mu.Unlock()
	r.asked++
	if r.err != nil {
		return "", r.err
	}
	secret, ok := r.kept[service+"/"+user]
	if !ok {
		return "", ErrNoEntry
	}
	return secret, nil
}

func (r *ring) Set(service, user, secret string) error {
	r.mu.Lock()
	defer r.mu.Unlock()
	if err := errors.Join(r.err, r.setErr); err != nil {
		return err
	}
	if r.kept == nil {
		r.kept = map[string]string{}
	}
	if !r.forgetful {
		r.kept[service+"/"+user] = secret
	}
	return nil
}

// fill is a record with everything in it.
func fill(r *Record) error {
	at := time.Date(2026, 3, 2, 8, 0, 0, 0, time.UTC)
	r.ClientSecret = secret
	r.Person = &Person{ClientID: "app", UserID: "ADA", Email: "ada@example.com", Name: "Ada Moe", Scopes: []string{"data:read"}, SignedIn: at, Expires: at.Add(time.Hour),
		refresh: "refresh-token-of-ada", access: []access{{"access-token-of-ada", []string{"data:read"}, at, at.Add(time.Minute)}}}
	r.Keys = []ServiceKey{{"SA1", "bot@app.example", "k1", "private-key-of-bot"}}
	r.Service = "SA1"
	return nil
}

func TestRecordComesBack(t *testing.T) {
	store := newStore(t)
	if err := store.Update(t.Context(), "acme", fill); err != nil {
		t.Fatal(err)
	}
	var want Record
	_ = fill(&want)
	got, err := (&Store{Dir: store.Dir}).Read("acme")
	if err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff(&want, got, cmp.AllowUnexported(Person{}, access{})); diff != "" {
		t.Error(diff)
	}
	if other, err := store.Read("other"); err != nil || !other.empty() {
		t.Errorf("another profile: got %v, %v", other, err)
	}
	if err := store.Update(t.Context(), "acme", func(r *Record) error { *r = Record{}; return nil }); err != nil {
		t.Fatal(err)
	}
	if _, err := os.Stat(store.file("acme")); !os.IsNotExist(err) {
		t.Errorf("an empty record is kept: %v", err)
	}
}

// secretsOf are the secrets in a record that fill makes.
func secretsOf() []string {
	return []string{secret, "refresh-token-of-ada", "access-token-of-ada", "private-key-of-bot"}
}

// TestNothingInTheClear: no file holds a secret as it is or in base64, and only its owner can read any.
func TestNothingInTheClear(t *testing.T) {
	for _, store := range []*Store{newStore(t), {Dir: t.TempDir(), Keyring: &ring{}}, {Dir: t.TempDir(), Passphrase: "open sesame, please", work: 8}} {
		if err := store.Update(t.Context(), "acme", fill); err != nil {
			t.Fatal(err)
		}
		files, err := os.ReadDir(store.Dir)
		if err != nil || len(files) < 2 {
			t.Fatalf("got %d files, %v", len(files), err)
		}
		for _, f := range files {
			data, err := os.ReadFile(filepath.Join(store.Dir, f.Name()))
			if err != nil {
				t.Fatal(err)
			}
			for _, s := range append(secretsOf(), "open sesame") {
				if bytes.Contains(data, []byte(s)) || bytes.Contains(data, []byte(base64.StdEncoding.EncodeToString([]byte(s))[:12])) {
					t.Errorf("%s holds %q", f.Name(), s)
				}
			}
			if info, _ := f.Info(); runtime.GOOS != "windows" && info.Mode().Perm() != 0o600 {
				t.Errorf("%s has mode %v", f.Name(), info.Mode())
			}
		}
	}
}

// TestRecordIsNeverShown: whatever prints a record shows no secret.
func TestRecordIsNeverShown(t *testing.T) {
	var r Record
	_ = fill(&r)
	o, store := &rotator{}, newStore(t)
	signIn, _ := signedIn(t, o, store)
	refreshed := get(t, signIn, "data:read")
	signIn.unsaved = r.Person
	app := &ClientCredentials{App: signIn.App}
	app.put("data:read", token{value: "access-token-of-ada"})
	service := &ServiceAccount{App: signIn.App, Key: r.Keys[0]}
	login, err := signIn.NewLogin("", nil)
	if err != nil {
		t.Fatal(err)
	}
	asJSON, err := json.Marshal(r)
	if err != nil {
		t.Fatal(err)
	}
	shown := string(asJSON)
	for _, format := range []string{"%v", "%+v", "%#v", "%s", "%q", "%x"} {
		for _, v := range []any{r, *r.Person, r.Person, r.Keys, app, signIn, service, login, store} {
			shown += fmt.Sprintf(format, v)
		}
	}
	for _, s := range append(secretsOf(), refreshed, login.verifier, store.keys[0].String()) {
		if strings.Contains(shown, s) || strings.Contains(shown, fmt.Sprintf("%x", s)) {
			t.Errorf("%q is shown", s)
		}
	}
}

// TestWhereTheKeyIs: each place says once that it is used, and opens what it closed.
func TestWhereTheKeyIs(t *testing.T) {
	for _, test := range []struct {
		name    string
		store   *Store
		said    string
		keyFile string
	}{
		{"a keyring", &Store{Keyring: &ring{}}, "keyring holds the key", ""},
		{"none", &Store{}, "no keyring here", keyFile},
		{"one that fails", &Store{Keyring: &ring{err: errors.New("exec: dbus-launch: not found")}}, "no keyring here", keyFile},
		{"one that cannot be written", &Store{Keyring: &ring{setErr: errors.New("locked")}}, "no keyring here", keyFile},
		{"one that forgets", &Store{Keyring: &ring{forgetful: true}}, "no keyring here", keyFile},
		{"a passphrase", &Store{Keyring: &ring{}, Passphrase: "open sesame"}, "locked with your passphrase", lockedKeyFile},
	} {
		t.Run(test.name, func(t *testing.T) {
			dir := t.TempDir()
			var said []string
			for _, profile := range []string{"acme", "other", "acme"} { // each time as another process would
				store := &Store{Dir: dir, Keyring: test.store.Keyring, Passphrase: test.store.Passphrase, work: 8, Say: func(s string) { said = append(said, s) }}
				if err := store.Update(t.Context(), profile, fill); err != nil {
					t.Fatal(err)
				}
				if r, err := store.Read(profile); err != nil || r.ClientSecret != secret {
					t.Fatalf("got %v, %v", r, err)
				}
				if store.Where() == "" {
					t.Error("nowhere")
				}
			}
			if len(said) != 1 || !strings.Contains(said[0], test.said) {
				t.Errorf("said %q, want %q once", said, test.said)
			}
			for _, name := range []string{keyFile, lockedKeyFile} {
				if _, err := os.Stat(filepath.Join(dir, name)); (err == nil) != (name == test.keyFile) {
					t.Errorf("%s: %v", name, err)
				}
			}
		})
	}
}

func TestUnreadable(t *testing.T) {
	write := func(name, data string) func(*testing.T, *Store) {
		return func(t *testing.T, s *Store) {
			if err := os.WriteFile(filepath.Join(s.Dir, name), []byte(data), 0o600); err != nil {
				t.Fatal(err)
			}
		}
	}
	for _, test := range []struct {
		name   string
		before *Store
		spoil  func(*testing.T, *Store)
		want   string
		hint   string
	}{
		{"cut short", &Store{}, func(t *testing.T, s *Store) { truncate(t, s.file("acme")) }, "damaged", "accstar auth logout --forget"},
		{"empty", &Store{}, write("profile-acme.age", ""), "damaged", "--forget"},
		{"something else", &Store{}, write("profile-acme.age", "hello"), "damaged", "--forget"},
		{"the key damaged", &Store{}, write(keyFile, "AGE-SECRET-KEY-1NONSENSE"), "the key to the sign-ins is damaged", "sign in again"},
		{"another key", &Store{}, func(t *testing.T, s *Store) { anotherKey(t, s) }, "damaged", "--forget"},
		{"the key gone", &Store{}, func(t *testing.T, s *Store) { os.Remove(filepath.Join(s.Dir, keyFile)) }, "is gone", "auth login"},
		{"the keyring locked", &Store{Keyring: &ring{}}, func(t *testing.T, s *Store) { s.Keyring.(*ring).err = errors.New("locked") }, "this system's keyring", "Unlock"},
		{"the key damaged, and no keyring", &Store{Keyring: &ring{setErr: errors.New("none")}}, func(t *testing.T, s *Store) {
			s.Keyring.(*ring).err = errors.New("none")
			write(keyFile, "AGE-SECRET-KEY-1NONSENSE")(t, s)
		}, "the key to the sign-ins is damaged", "sign in again"},
		{"no passphrase, and no keyring", &Store{Keyring: &ring{err: errors.New("none")}, Passphrase: "open sesame"}, func(t *testing.T, s *Store) { s.Passphrase = "" },
			"locked with a passphrase", "ACCSTAR_PASSPHRASE; or forget it and sign in again: accstar auth logout --forget --profile acme"},
		{"no passphrase", &Store{Passphrase: "open sesame"}, func(t *testing.T, s *Store) { s.Passphrase = "" }, "locked with a passphrase", "ACCSTAR_PASSPHRASE"},
		{"a wrong passphrase", &Store{Passphrase: "open sesame"}, func(t *testing.T, s *Store) { s.Passphrase = "open barley" }, "does not open", "ACCSTAR_PASSPHRASE"},
		{"others can read it", &Store{}, func(t *testing.T, s *Store) { chmod(t, s.file("acme")) }, "others can read", "chmod 600"},
		{"others can read the key", &Store{}, func(t *testing.T, s *Store) { chmod(t, filepath.Join(s.Dir, keyFile)) }, "others can read", "chmod 600"},
	} {
		t.Run(test.name, func(t *testing.T) {
			if strings.HasPrefix(test.name, "others") && runtime.GOOS == "windows" {
				return
			}
			store := &Store{Dir: t.TempDir(), Keyring: test.before.Keyring, Passphrase: test.before.Passphrase, work: 8}
			if err := store.Update(t.Context(), "acme", fill); err != nil {
				t.Fatal(err)
			}
			later := &Store{Dir: store.Dir, Keyring: store.Keyring, Passphrase: store.Passphrase}
			test.spoil(t, later)
			_, err := later.Read("acme")
			var e *Error
			if !errors.As(err, &e) || e.Kind != Unreadable || !strings.Contains(e.Message, test.want) || !strings.Contains(e.Hint, test.hint) {
				t.Errorf("got %v (%+v), want %q", err, e, test.want)
			}
			if err := later.Forget(t.Context(), "acme"); err != nil {
				t.Errorf("forget: %v", err)
			}
			if r, err := later.Read("acme"); err != nil || !r.empty() {
				t.Errorf("afterwards: got %v, %v", r, err)
			}
		})
	}
}

func truncate(t *testing.T, path string) {
	t.Helper()
	info, err := os.Stat(path)
	if err == nil {
		err = os.Truncate(path, info.Size()/2)
	}
	if err != nil {
		t.Fatal(err)
	}
}

func chmod(t *testing.T, path string) {
	t.Helper()
	if err := os.Chmod(path, 0o644); err != nil {
		t.Fatal(err)
	}
}

// anotherKey puts the key of another store into the place of this one's.
func anotherKey(t *testing.T, s *Store) {
	t.Helper()
	other := newStore(t)
	if err := other.Update(t.Context(), "acme", fill); err != nil {
		t.Fatal(err)
	}
	data, err := os.ReadFile(filepath.Join(other.Dir, keyFile))
	if err == nil {
		err = os.WriteFile(filepath.Join(s.Dir, keyFile), data, 0o600)
	}
	if err != nil {
		t.Fatal(err)
	}
}

// TestKeyringComesAndGoes: what the keyring's key has closed is not lost while only the file's key is at hand.
func TestKeyringComesAndGoes(t *testing.T) {
	keys := &ring{}
	dir := t.TempDir()
	if err := (&Store{Dir: dir, Keyring: keys}).Update(t.Context(), "desk", fill); err != nil {
		t.Fatal(err)
	}
	keys.err = errors.New("no desktop session")
	if err := (&Store{Dir: dir, Keyring: keys}).Update(t.Context(), "remote", fill); err != nil {
		t.Fatal(err)
	}
	if _, err := (&Store{Dir: dir, Keyring: keys}).Read("desk"); err == nil || !strings.Contains(err.Error(), "keyring") {
		t.Errorf("got %v", err)
	}
	keys.err = nil
	for _, name := range []string{"desk", "remote"} {
		store := &Store{Dir: dir, Keyring: keys}
		if r, err := store.Read(name); err != nil || r.ClientSecret != secret {
			t.Errorf("%s: got %v, %v", name, r, err)
		}
	}
}

// TestNamesStayInside: no profile's name leads out of the folder.
func TestNamesStayInside(t *testing.T) {
	store := newStore(t)
	for _, name := range []string{"../../etc/passwd", "a/b", `a\b`, ".", "..", "Ä", " key", ""} {
		if dir := filepath.Dir(store.file(name)); dir != store.Dir {
			t.Errorf("%q leads to %s", name, dir)
		}
	}
}

// TestUpdatesTakeTurns: no update is lost among many at once, nor is any half seen.
func TestUpdatesTakeTurns(t *testing.T) {
	dir := t.TempDir()
	var wg sync.WaitGroup
	for range 20 {
		wg.Go(func() {
			store := &Store{Dir: dir}
			err := store.Update(t.Context(), "acme", func(r *Record) error {
				r.Keys = append(r.Keys, ServiceKey{ID: fmt.Sprint(len(r.Keys))})
				return nil
			})
			if err != nil {
				t.Error(err)
			}
			if _, err := store.Read("acme"); err != nil {
				t.Error(err)
			}
		})
	}
	wg.Wait()
	if r, err := (&Store{Dir: dir}).Read("acme"); err != nil || len(r.Keys) != 20 {
		t.Errorf("got %d updates, %v", len(r.Keys), err)
	}
	if left, _ := filepath.Glob(filepath.Join(dir, ".new-*")); len(left) > 0 {
		t.Errorf("left over: %v", left)
	}
}
