package auth

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"net/url"
	"os"
	"path/filepath"
	"runtime"
	"strings"
	"sync"
	"time"

	"filippo.io/age"
	"github.com/gofrs/flock"
)

// Store keeps a [Record] of secrets for each profile, in a folder of encrypted files. It is safe for concurrent use, by several
// processes too: changes take turns, and a file is written whole or not at all.
//
// The files are encrypted with age, for a key that is made when it is first needed. The key is kept by the operating system's
// keyring; where there is none in a file beside, which only its owner can read; or, where a passphrase is given, in a file
// encrypted with that.
type Store struct {
	Dir string
	// Keyring is the operating system's; nil means there is none.
	Keyring Keyring
	// Passphrase locks the key if it is not empty.
	Passphrase Secret
	// Unnamed is the one profile that commands mean when they name none.
	Unnamed string
	// Say is told once where secrets are kept, when the first is; nil tells nobody.
	Say func(string)

	mu     sync.Mutex
	keys   []*age.X25519Identity // that have been read, the one that fitted last first
	choice *age.X25519Identity   // to write with
	locked *age.X25519Identity   // that the passphrase has opened
	work   int                   // scrypt's work factor if it is another than passphraseWork
}

// Record is what is kept for a profile.
type Record struct {
	ClientSecret Secret
	Person       *Person      // who has signed in
	Keys         []ServiceKey // of service accounts
	Service      string       // ID of the service account that is in use; "" for none
}

// Key is the key of a service account, given by its ID or e-mail, and of these the last that was added.
func (r *Record) Key(account string) (ServiceKey, bool) {
	for i := len(r.Keys) - 1; i >= 0; i-- {
		if k := r.Keys[i]; k.ID == account || strings.EqualFold(k.Email, account) {
			return k, true
		}
	}
	return ServiceKey{}, false
}

func (r *Record) empty() bool {
	return r.ClientSecret == "" && r.Person == nil && len(r.Keys) == 0 && r.Service == ""
}

// errUnchanged ends an update that has nothing to write.
var errUnchanged = errors.New("unchanged")

const (
	fileEnd   = ".age"
	lockWait  = 30 * time.Second
	lockPoll  = 5 * time.Millisecond
	maxRecord = 1 << 20
)

// Read returns the record of a profile, an empty one if nothing is kept.
func (s *Store) Read(name string) (*Record, error) {
	data, err := readOwn(s.file(name))
	if errors.Is(err, fs.ErrNotExist) {
		return &Record{}, nil
	}
	if err != nil {
		return nil, err
	}
	plain, err := s.decrypt(data)
	if err == nil {
		var r *Record
		if r, err = decodeRecord(plain); err == nil {
			return r, nil
		}
	}
	flag := " --profile " + name
	if name == s.Unnamed {
		flag = ""
	}
	forget := "orget it and sign in again: accstar auth logout --forget" + flag + ", then accstar auth login" + flag
	var e *Error
	if errors.As(err, &e) {
		told := *e
		told.Hint += "; or f" + forget
		return nil, &told
	}
	return nil, &Error{Kind: Unreadable, Message: fmt.Sprintf("what is kept for profile %s is damaged (%s)", name, s.file(name)), Hint: "F" + forget}
}

// Update changes the record of a profile: change sees it as it is while nobody else changes it. If change returns an error,
// nothing is written.
func (s *Store) Update(ctx context.Context, name string, change func(*Record) error) error {
	release, err := s.lock(ctx, name)
	if err != nil {
		return err
	}
	defer release()
	r, err := s.Read(name)
	if err != nil {
		return err
	}
	if err := change(r); err != nil {
		if errors.Is(err, errUnchanged) {
			return nil
		}
		return err
	}
	return s.write(name, r)
}

// Forget removes the record of a profile, readable or not.
func (s *Store) Forget(ctx context.Context, name string) error {
	if _, err := os.Stat(s.file(name)); errors.Is(err, fs.ErrNotExist) {
		return nil
	}
	release, err := s.lock(ctx, name)
	if err != nil {
		return err
	}
	defer release()
	if err := os.Remove(s.file(name)); err != nil && !errors.Is(err, fs.ErrNotExist) {
		return s.broken("remove "+s.file(name), err)
	}
	return nil
}

func (s *Store) write(name string, r *Record) error {
	if r.empty() {
		if err := os.Remove(s.file(name)); err != nil && !errors.Is(err, fs.ErrNotExist) {
			return s.broken("remove "+s.file(name), err)
		}
		return nil
	}
	key, err := s.keyToWrite()
	if err != nil {
		return err
	}
	plain, err := encodeRecord(r)
	if err != nil {
		return err
	}
	data, err := encrypt(plain, key.Recipient())
	if err != nil {
		return err
	}
	if err := writeWhole(s.file(name), data); err != nil {
		return s.broken("write "+s.file(name), err)
	}
	return nil
}

// file is where the record of a profile is; the name cannot lead elsewhere.
func (s *Store) file(name string) string {
	return filepath.Join(s.Dir, "profile-"+url.PathEscape(name)+fileEnd)
}

// lock waits for the turn to change a record.
func (s *Store) lock(ctx context.Context, name string) (release func(), err error) {
	if err := os.MkdirAll(s.Dir, 0o700); err != nil {
		return nil, s.broken("make the folder "+s.Dir, err)
	}
	path := strings.TrimSuffix(s.file(name), fileEnd) + ".lock"
	l := flock.New(path, flock.SetPermissions(0o600))
	wait, cancel := context.WithTimeout(ctx, lockWait)
	defer cancel()
	ok, err := l.TryLockContext(wait, lockPoll)
	switch {
	case ctx.Err() != nil:
		return nil, ctx.Err()
	case wait.Err() != nil:
		return nil, &Error{Kind: Unavailable, Message: "another accstar has held " + path + " for " + lockWait.String(), Hint: "End it and try again"}
	case err != nil || !ok:
		return nil, s.broken("lock "+path, err)
	}
	return func() { _ = l.Unlock() }, nil
}

func (s *Store) broken(what string, err error) error {
	var path *fs.PathError
	if errors.As(err, &path) {
		err = path.Err
	}
	return &Error{Kind: Unreadable, Message: fmt.Sprintf("cannot %s: %v", what, err), Hint: "See that there is room on the disk, and that you may write there"}
}

func encrypt(plain []byte, to age.Recipient) ([]byte, error) {
	var out bytes.Buffer
	w, err := age.Encrypt(&out, to)
	if err == nil {
		_, err = w.Write(plain)
	}
	if err == nil {
		err = w.Close()
	}
	return out.Bytes(), err
}

// readOwn reads a file that only its owner may be able to read.
func readOwn(path string) ([]byte, error) {
	info, err := os.Stat(path)
	if err != nil {
		if errors.Is(err, fs.ErrNotExist) {
			return nil, err
		}
		return nil, &Error{Kind: Unreadable, Message: "cannot read " + path, Hint: "See that you may read it"}
	}
	if runtime.GOOS != "windows" && info.Mode().Perm()&0o077 != 0 {
		return nil, &Error{Kind: Unreadable, Message: "others can read " + path + ", which keeps secrets", Hint: "chmod 600 " + path}
	}
	if info.Size() > maxRecord {
		return nil, &Error{Kind: Unreadable, Message: path + " is too large for what it should hold", Hint: "Move it away and sign in again"}
	}
	data, err := os.ReadFile(path)
	if err != nil && !errors.Is(err, fs.ErrNotExist) {
		return nil, &Error{Kind: Unreadable, Message: "cannot read " + path, Hint: "See that you may read it"}
	}
	return data, err
}

// writeWhole writes a file whole or not at all, for its owner's eyes only.
func writeWhole(path string, data []byte) error {
	f, err := os.CreateTemp(filepath.Dir(path), ".new-*")
	if err != nil {
		return err
	}
	defer os.Remove(f.Name()) // does nothing once it has its name
	_, err = f.Write(data)
	if err = errors.Join(err, f.Sync(), f.Close()); err != nil {
		return err
	}
	if err := os.Rename(f.Name(), path); err != nil {
		return err
	}
	if dir, err := os.Open(filepath.Dir(path)); err == nil {
		_ = dir.Sync() // the new name survives a power cut; not every system can do this
		_ = dir.Close()
	}
	return nil
}

// savedRecord is a record as it is written.
type savedRecord struct {
	Version int          `json:"version"`
	Secret  string       `json:"client_secret,omitempty"`
	Person  *savedPerson `json:"person,omitempty"`
	Keys    []savedKey   `json:"service_keys,omitempty"`
	Service string       `json:"service,omitempty"`
}

type savedPerson struct {
	ClientID string        `json:"client_id"`
	UserID   string        `json:"user_id"`
	Email    string        `json:"email,omitempty"`
	Name     string        `json:"name,omitempty"`
	Scopes   []string      `json:"scopes"`
	SignedIn time.Time     `json:"signed_in"`
	Expires  time.Time     `json:"expires"`
	Refresh  string        `json:"refresh_token"`
	Access   []savedAccess `json:"access_tokens,omitempty"`
}

type savedAccess struct {
	Value   string    `json:"value"`
	Scopes  []string  `json:"scopes"`
	Began   time.Time `json:"began"`
	Expires time.Time `json:"expires"`
}

type savedKey struct {
	ID    string `json:"id"`
	Email string `json:"email,omitempty"`
	KeyID string `json:"key_id"`
	PEM   string `json:"pem"`
}

const recordVersion = 1

func encodeRecord(r *Record) ([]byte, error) {
	out := savedRecord{Version: recordVersion, Secret: string(r.ClientSecret), Service: r.Service}
	if p := r.Person; p != nil {
		saved := &savedPerson{p.ClientID, p.UserID, p.Email, p.Name, p.Scopes, p.SignedIn, p.Expires, string(p.refresh), nil}
		for _, a := range p.access {
			saved.Access = append(saved.Access, savedAccess{string(a.value), a.scopes, a.began, a.expires})
		}
		out.Person = saved
	}
	for _, k := range r.Keys {
		out.Keys = append(out.Keys, savedKey{k.ID, k.Email, k.KeyID, string(k.PEM)})
	}
	return json.Marshal(out)
}

func decodeRecord(data []byte) (*Record, error) {
	var in savedRecord
	if err := json.Unmarshal(data, &in); err != nil {
		return nil, err
	}
	if in.Version != recordVersion {
		return nil, &Error{Kind: Unreadable, Message: fmt.Sprintf("what is kept has version %d, want %d", in.Version, recordVersion), Hint: "Use the accstar that wrote it"}
	}
	r := &Record{ClientSecret: Secret(in.Secret), Service: in.Service}
	if p := in.Person; p != nil {
		r.Person = &Person{ClientID: p.ClientID, UserID: p.UserID, Email: p.Email, Name: p.Name, Scopes: p.Scopes, SignedIn: p.SignedIn, Expires: p.Expires, refresh: Secret(p.Refresh)}
		for _, a := range p.Access {
			r.Person.access = append(r.Person.access, access{Secret(a.Value), a.Scopes, a.Began, a.Expires})
		}
	}
	for _, k := range in.Keys {
		r.Keys = append(r.Keys, ServiceKey{k.ID, k.Email, k.KeyID, Secret(k.PEM)})
	}
	return r, nil
}

// decrypt opens what [encrypt] made, with whichever key fits.
func (s *Store) decrypt(data []byte) ([]byte, error) {
	var locked error
	tried := 0
	for key, err := range s.eachKey() {
		if err != nil {
			if locked == nil { // the keyring comes last, and is often one that there is not
				locked = err
			}
			continue
		}
		tried++
		r, err := age.Decrypt(bytes.NewReader(data), key)
		var other *age.NoIdentityMatchError
		switch {
		case errors.As(err, &other):
			continue
		case err != nil:
			return nil, err
		}
		s.prefer(key)
		return io.ReadAll(io.LimitReader(r, maxRecord))
	}
	if locked != nil {
		return nil, locked
	}
	if tried == 0 {
		return nil, &Error{Kind: Unreadable, Message: "the key to the sign-ins in " + s.Dir + " is gone", Hint: "Put it back"}
	}
	return nil, errors.New("no key fits")
}
