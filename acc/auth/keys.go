package auth

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"iter"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"time"

	"filippo.io/age"
	"github.com/zalando/go-keyring"
)

// Keyring keeps a short secret for a user. Get returns [ErrNoEntry] if it has none under that name; any other error means that
// the keyring cannot be used.
type Keyring interface {
	Get(service, user string) (string, error)
	Set(service, user, secret string) error
}

// ErrNoEntry is a [Keyring] that works and has nothing under a name.
var ErrNoEntry = errors.New("not in the keyring")

// keyringWait is how long a keyring may take, a person who types its password included.
const keyringWait = time.Minute

// SystemKeyring is the keyring of the operating system: Keychain on macOS, the Credential Manager on Windows, the Secret Service
// elsewhere.
func SystemKeyring() Keyring { return systemKeyring{} }

type systemKeyring struct{}

func (systemKeyring) Get(service, user string) (string, error) {
	return patiently(func() (string, error) {
		secret, err := keyring.Get(service, user)
		if errors.Is(err, keyring.ErrNotFound) {
			err = ErrNoEntry
		}
		return secret, err
	})
}

func (systemKeyring) Set(service, user, secret string) error {
	_, err := patiently(func() (string, error) { return "", keyring.Set(service, user, secret) })
	return err
}

// patiently bounds the time of a keyring that does not answer.
func patiently(ask func() (string, error)) (string, error) {
	type answer struct {
		secret string
		err    error
	}
	done := make(chan answer, 1)
	go func() {
		secret, err := ask()
		done <- answer{secret, err}
	}()
	wait := time.NewTimer(keyringWait)
	defer wait.Stop()
	select {
	case a := <-done:
		return a.secret, a.err
	case <-wait.C:
		return "", errors.New("the keyring does not answer")
	}
}

// Where the key is.
const (
	keyringService = "accstar"
	keyringUser    = "key of the sign-ins"
	keyFile        = "key.txt"
	lockedKeyFile  = "key" + fileEnd
	// passphraseWork is scrypt's work factor: about a tenth of a second.
	passphraseWork = 16
)

// eachKey gives the keys there are, or why one that there is cannot be had: those that were read before, then the one locked with
// the passphrase, the one in the file, the one in the keyring. It is lazy, since a keyring may ask for a password.
func (s *Store) eachKey() iter.Seq2[*age.X25519Identity, error] {
	return func(yield func(*age.X25519Identity, error) bool) {
		s.mu.Lock()
		known := slices.Clone(s.keys)
		s.mu.Unlock()
		for _, key := range known {
			if !yield(key, nil) {
				return
			}
		}
		for _, read := range []func() (*age.X25519Identity, error){s.lockedKey, s.fileKey, s.keyringKey} {
			key, err := read()
			if key == nil && err == nil {
				continue
			}
			if key != nil {
				s.remember(key)
			}
			if !yield(key, err) {
				return
			}
		}
	}
}

func (s *Store) remember(key *age.X25519Identity) {
	s.mu.Lock()
	defer s.mu.Unlock()
	for _, k := range s.keys {
		if k.String() == key.String() {
			return
		}
	}
	s.keys = append(s.keys, key)
}

// prefer puts the key that fits first.
func (s *Store) prefer(key *age.X25519Identity) {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.keys = slices.DeleteFunc(s.keys, func(k *age.X25519Identity) bool { return k.String() == key.String() })
	s.keys = slices.Insert(s.keys, 0, key)
}

// lockedKey is the key in the file that a passphrase opens; nil if there is no such file.
func (s *Store) lockedKey() (*age.X25519Identity, error) {
	path := filepath.Join(s.Dir, lockedKeyFile)
	data, err := readOwn(path)
	if errors.Is(err, fs.ErrNotExist) {
		return nil, nil
	}
	if err != nil {
		return nil, err
	}
	if s.Passphrase == "" {
		return nil, &Error{Kind: Unreadable, Message: "the sign-ins are locked with a passphrase", Hint: "Set ACCSTAR_PASSPHRASE"}
	}
	s.mu.Lock()
	opened := s.locked
	s.mu.Unlock()
	if opened != nil {
		return opened, nil
	}
	opener, err := age.NewScryptIdentity(string(s.Passphrase))
	if err != nil {
		return nil, &Error{Kind: Unreadable, Message: "the passphrase cannot be used", Hint: "Set another ACCSTAR_PASSPHRASE"}
	}
	r, err := age.Decrypt(bytes.NewReader(data), opener)
	var other *age.NoIdentityMatchError
	if errors.As(err, &other) {
		return nil, &Error{Kind: Unreadable, Message: "the passphrase does not open the sign-ins", Hint: "Check ACCSTAR_PASSPHRASE"}
	}
	var text []byte
	if err == nil {
		text, err = io.ReadAll(io.LimitReader(r, maxRecord))
	}
	if err != nil {
		return nil, damagedKey(path)
	}
	key, err := parseKey(string(text), path)
	s.mu.Lock()
	defer s.mu.Unlock()
	s.locked = key
	return key, err
}

// fileKey is the key in the file beside; nil if there is none.
func (s *Store) fileKey() (*age.X25519Identity, error) {
	path := filepath.Join(s.Dir, keyFile)
	data, err := readOwn(path)
	if errors.Is(err, fs.ErrNotExist) {
		return nil, nil
	}
	if err != nil {
		return nil, err
	}
	return parseKey(string(data), path)
}

// keyringKey is the key in the keyring; nil if the keyring has none or there is no keyring.
func (s *Store) keyringKey() (*age.X25519Identity, error) {
	if s.Keyring == nil {
		return nil, nil
	}
	text, err := s.Keyring.Get(keyringService, keyringUser)
	switch {
	case errors.Is(err, ErrNoEntry):
		return nil, nil
	case err != nil:
		return nil, &Error{Kind: Unreadable, Message: "the sign-ins were kept with another key than is at hand: this system's keyring, which may hold it, cannot be reached",
			Hint: "Unlock the keyring, or run in the desktop session"}
	}
	return parseKey(text, "the keyring")
}

func parseKey(text, where string) (*age.X25519Identity, error) {
	key, err := age.ParseX25519Identity(strings.TrimSpace(text))
	if err != nil {
		return nil, damagedKey(where)
	}
	return key, nil
}

func damagedKey(where string) error {
	return &Error{Kind: Unreadable, Message: "the key to the sign-ins is damaged (" + where + ")", Hint: "Restore it, or move it away"}
}

// keyToWrite is the key to encrypt with. The first time, it is made.
func (s *Store) keyToWrite() (*age.X25519Identity, error) {
	key, err := s.keyOfChoice()
	if key != nil || err != nil {
		return key, err
	}
	release, err := s.lock(context.Background(), " key") // no profile has a name like that
	if err != nil {
		return nil, err
	}
	defer release()
	if key, err = s.keyOfChoice(); key != nil || err != nil {
		return key, err
	}
	if key, err = age.GenerateX25519Identity(); err != nil {
		return nil, err
	}
	where, err := s.keepKey(key)
	if err != nil {
		return nil, err
	}
	s.mu.Lock()
	s.choice = key
	s.mu.Unlock()
	s.remember(key)
	if s.Say != nil {
		s.Say(where)
	}
	return key, nil
}

// keyOfChoice is the key that is there to write with, nil if there is none. A keyring that fails is taken for none.
func (s *Store) keyOfChoice() (*age.X25519Identity, error) {
	s.mu.Lock()
	key := s.choice
	s.mu.Unlock()
	if key != nil {
		return key, nil
	}
	key, err := s.readChoice()
	s.mu.Lock()
	defer s.mu.Unlock()
	s.choice = key
	return key, err
}

func (s *Store) readChoice() (*age.X25519Identity, error) {
	key, err := s.lockedKey() // without the passphrase it says that it is locked
	if key != nil || err != nil || s.Passphrase != "" {
		return key, err
	}
	if key, err = s.fileKey(); key != nil || err != nil || s.Keyring == nil {
		return key, err
	}
	text, err := s.Keyring.Get(keyringService, keyringUser)
	if err != nil {
		return nil, nil
	}
	return parseKey(text, "the keyring")
}

// Where says where the key is, for people; "" as long as there is none.
func (s *Store) Where() string {
	for _, place := range []struct{ file, text string }{
		{lockedKeyFile, "encrypted, and locked with a passphrase"}, {keyFile, "encrypted; the key is in " + keyFile + " beside them"},
	} {
		if _, err := os.Stat(filepath.Join(s.Dir, place.file)); err == nil {
			return place.text
		}
	}
	if files, _ := filepath.Glob(filepath.Join(s.Dir, "profile-*"+fileEnd)); len(files) > 0 {
		return "encrypted; the system's keyring holds the key"
	}
	return ""
}

// workFactor is how hard a passphrase is to guess.
func (s *Store) workFactor() int {
	if s.work > 0 {
		return s.work
	}
	return passphraseWork
}

// keepKey keeps a new key in the best place there is, and says which that is.
func (s *Store) keepKey(key *age.X25519Identity) (where string, err error) {
	if s.Passphrase != "" {
		lock, err := age.NewScryptRecipient(string(s.Passphrase))
		if err != nil {
			return "", &Error{Kind: Invalid, Message: "the passphrase cannot be used", Hint: "Set another ACCSTAR_PASSPHRASE"}
		}
		lock.SetWorkFactor(s.workFactor())
		data, err := encrypt([]byte(key.String()+"\n"), lock)
		if err == nil {
			err = writeWhole(filepath.Join(s.Dir, lockedKeyFile), data)
		}
		if err != nil {
			return "", s.broken("write the key in "+s.Dir, err)
		}
		return "sign-ins are kept in " + s.Dir + ", encrypted, and locked with your passphrase", nil
	}
	if s.Keyring != nil && s.Keyring.Set(keyringService, keyringUser, key.String()) == nil {
		if back, err := s.Keyring.Get(keyringService, keyringUser); err == nil && back == key.String() {
			return "sign-ins are kept in " + s.Dir + ", encrypted; the system's keyring holds the key", nil
		}
	}
	path := filepath.Join(s.Dir, keyFile)
	if err := writeWhole(path, []byte(key.String()+"\n")); err != nil {
		return "", s.broken("write "+path, err)
	}
	return fmt.Sprintf("no keyring here: sign-ins are kept in %s, encrypted; the key is beside them in %s, which only you can read (ACCSTAR_PASSPHRASE locks it)",
		s.Dir, keyFile), nil
}
