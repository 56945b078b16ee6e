package practice

import (
	"bytes"
	"context"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"fmt"
	"io"
	"net/http"
	"strings"
	"sync"
	"testing"

	"accstar/acc"
	"accstar/acc/catalog"
)

// The tests of this file move files through accstar's own client to the practice account and back.

// storageFaults is a transport in which requests to the storage service go wrong as a test says.
type storageFaults struct {
	next http.RoundTripper
	mu   sync.Mutex
	puts int
	// meet is told of each request to storage, puts numbered from 1, and may answer in its place.
	meet func(req *http.Request, put int) (*http.Response, error)
}

func (f *storageFaults) RoundTrip(req *http.Request) (*http.Response, error) {
	if f.meet == nil || !strings.HasPrefix(req.URL.Path, storagePath) {
		return f.next.RoundTrip(req)
	}
	f.mu.Lock()
	if req.Method == http.MethodPut {
		f.puts++
	}
	res, err := f.meet(req, f.puts)
	f.mu.Unlock()
	if res != nil || err != nil {
		return res, err
	}
	return f.next.RoundTrip(req)
}

// kept are partials in memory.
type kept struct{ sync.Map }

func (k *kept) Load(name string) []byte {
	v, _ := k.Map.Load(name)
	data, _ := v.([]byte)
	return data
}
func (k *kept) Save(name string, data []byte) { k.Map.Store(name, data) }
func (k *kept) Drop(name string)              { k.Map.Delete(name) }

// mover moves files.
type mover struct {
	*docs
	*acc.Client
	faults *storageFaults
	kept   *kept
	mu     sync.Mutex
	seen   []acc.Event
}

func startMover(t *testing.T) *mover {
	m := &mover{docs: startDocs(t, nil), kept: &kept{}}
	transport := acc.NewTransport(nil)
	t.Cleanup(transport.CloseIdleConnections)
	m.faults = &storageFaults{next: transport}
	client, err := acc.NewClient(acc.Config{BaseURL: m.url, Clock: m.clock, Tokens: &appTokens{b: m.bench}, Transport: m.faults, Partials: m.kept,
		Observe: func(e acc.Event) {
			m.mu.Lock()
			defer m.mu.Unlock()
			m.seen = append(m.seen, e)
		}})
	if err != nil {
		t.Fatal(err)
	}
	m.Client = client
	return m
}

func fileOf(name string, data []byte) acc.File {
	sum := sha256.Sum256(data)
	return acc.File{Name: name, Size: int64(len(data)), SHA256: hex.EncodeToString(sum[:]),
		Open: func() (io.ReadCloser, error) { return io.NopCloser(bytes.NewReader(data)), nil }}
}

// upload uploads a file into Project Files, as the next version of item if that is not "".
func (m *mover) upload(ctx context.Context, file acc.File, item string, version int64) (map[string]any, error) {
	body := map[string]any{"file": file, "folderId": m.files, "name": file.Name, "version": version}
	if item != "" {
		body["itemId"] = item
	}
	res, err := m.Do(ctx, &acc.Call{Op: testCatalogue().Must(catalog.UploadFile), Path: map[string]string{"project_id": "b." + northTower}, Body: body})
	if err != nil {
		return nil, err
	}
	return res.Value.(map[string]any), nil
}

// download fetches the file that an upload has made.
func (m *mover) download(made map[string]any) (string, error) {
	urn := made["storageUrn"].(string)
	bucket, key, _ := strings.Cut(strings.TrimPrefix(urn, "urn:adsk.objects:os.object:"), "/")
	var out bytes.Buffer
	_, err := m.Fetch(m.t.Context(), acc.Source{Name: "x", URL: "url", Call: &acc.Call{Op: testCatalogue().Must("oss.get_signed_download"),
		Path: map[string]string{"bucket_key": bucket, "object_key": key}}}, &out)
	return out.String(), err
}

// patterned is n bytes that differ from place to place.
func patterned(n int) []byte {
	data := make([]byte, n)
	for i := range data {
		data[i] = byte(i>>16 ^ i>>8 ^ i)
	}
	return data
}

func TestUploadAndDownload(t *testing.T) {
	m := startMover(t)
	for i, size := range []int{0, 7, 5 << 20, 8 << 20, 20<<20 + 3} {
		data := patterned(size)
		name := fmt.Sprintf("file %d.pdf", i)
		made, err := m.upload(t.Context(), fileOf(name, data), "", 1)
		if err != nil {
			t.Fatalf("%d bytes: %v", size, err)
		}
		if made["name"] != name || made["size"] != int64(size) || made["versionNumber"] != int64(1) {
			t.Errorf("got %v", made)
		}
		got, err := m.download(made)
		if err != nil || got != string(data) {
			t.Fatalf("%d bytes: got %d bytes back, %v", size, len(got), err)
		}
		next, err := m.upload(t.Context(), fileOf(name, append(data, 'x')), made["id"].(string), 2)
		if err != nil || next["versionNumber"] != int64(2) || next["id"] != made["id"] {
			t.Errorf("got %v, %v, want version 2 of the same file", next, err)
		}
	}
	moved := 0
	for _, e := range m.seen {
		if e.Stage == acc.Moving {
			moved++
		}
	}
	if moved < 20 {
		t.Errorf("%d events tell of progress, want one for each part at least", moved)
	}
}

// TestUploadThroughFaults uploads although addresses expire, connections break, and the service is down for a while.
func TestUploadThroughFaults(t *testing.T) {
	broken := errors.New("connection reset by peer")
	for name, meet := range map[string]func(*http.Request, int) (*http.Response, error){
		"expired address": func(req *http.Request, put int) (*http.Response, error) {
			if put == 1 || put == 3 {
				return &http.Response{StatusCode: 403, Body: io.NopCloser(strings.NewReader("<Error><Message>Request has expired</Message></Error>"))}, nil
			}
			return nil, nil
		},
		"broken connection": func(req *http.Request, put int) (*http.Response, error) {
			if put == 2 {
				return nil, broken
			}
			return nil, nil
		},
		"service down": func(req *http.Request, put int) (*http.Response, error) {
			if put < 4 {
				return &http.Response{StatusCode: 503, Body: io.NopCloser(strings.NewReader(""))}, nil
			}
			return nil, nil
		},
		"part lost": func(req *http.Request, put int) (*http.Response, error) {
			if put == 2 { // says it has come, and has not
				_, err := io.Copy(io.Discard, req.Body)
				return &http.Response{StatusCode: 200, Header: http.Header{}, Body: io.NopCloser(strings.NewReader(""))}, err
			}
			return nil, nil
		},
	} {
		t.Run(name, func(t *testing.T) {
			m := startMover(t)
			m.faults.meet = meet
			data := patterned(20 << 20)
			made, err := m.upload(t.Context(), fileOf("tower.ifc", data), "", 1)
			if err != nil {
				t.Fatal(err)
			}
			m.faults.meet = nil
			if got, err := m.download(made); err != nil || got != string(data) {
				t.Errorf("got %d bytes back, %v", len(got), err)
			}
		})
	}
}

// TestUploadRefused is what a user is told of uploads that cannot be.
func TestUploadRefused(t *testing.T) {
	m := startMover(t)
	changed := fileOf("a.pdf", patterned(100))
	changed.SHA256 = strings.Repeat("0", 64)
	shorter := fileOf("b.pdf", patterned(100))
	shorter.Size = 200
	longer := fileOf("c.pdf", patterned(100))
	longer.Size = 50
	for want, file := range map[string]acc.File{
		"a.pdf has changed while it was uploaded: its contents are others": changed,
		"b.pdf has changed while it was uploaded: it has become shorter":   shorter,
		"c.pdf has changed while it was uploaded: it has become longer":    longer,
		"the bytes of the file are not at hand":                            {Name: "d.pdf", Size: 3},
	} {
		_, err := m.upload(t.Context(), file, "", 1)
		var e *acc.Error
		if !errors.As(err, &e) || !strings.Contains(e.Message, want) || e.InDoubt || e.Hint == "" {
			t.Errorf("got %v, want %q", err, want)
		}
	}
	if list := m.want(200, "GET", m.project+"/folders/"+escaped(m.files)+"/contents?filter[type]=items", nil); strings.Contains(list.text, ".pdf\"") &&
		strings.Contains(list.text, `"a.pdf"`) {
		t.Error("a file was added to the folder all the same")
	}
	m.faults.meet = func(*http.Request, int) (*http.Response, error) { return nil, errors.New("no route to host") }
	_, err := m.upload(t.Context(), fileOf("e.pdf", patterned(100)), "", 1)
	if err == nil || !strings.Contains(err.Error(), "part 1 of 1 of e.pdf did not arrive: no route to host") {
		t.Errorf("got %v", err)
	}
}

// TestUploadGoesOn interrupts an upload, and takes it up again with the parts that are there.
func TestUploadGoesOn(t *testing.T) {
	m := startMover(t)
	data := patterned(64 << 20)
	ctx, cancel := context.WithCancel(t.Context())
	m.faults.meet = func(_ *http.Request, put int) (*http.Response, error) {
		if put == 6 {
			cancel()
			return nil, context.Canceled
		}
		return nil, nil
	}
	if _, err := m.upload(ctx, fileOf("model.rvt", data), "", 1); err == nil {
		t.Fatal("got no error, want the interrupt")
	}
	before := m.faults.puts
	m.faults.meet = func(*http.Request, int) (*http.Response, error) { return nil, nil }
	made, err := m.upload(t.Context(), fileOf("model.rvt", data), "", 1)
	if err != nil {
		t.Fatal(err)
	}
	if again := m.faults.puts - before; again >= 8 || again < 1 {
		t.Errorf("%d parts of 8 were sent the second time, want only those that were not there", again)
	}
	if got, err := m.download(made); err != nil || got != string(data) {
		t.Errorf("got %d bytes back, %v", len(got), err)
	}
	m.kept.Range(func(name, _ any) bool {
		t.Errorf("%v is kept of an upload that is done", name)
		return true
	})
	// Asked for once more, since the answer was lost: the file is there already.
	twice, err := m.upload(t.Context(), fileOf("model.rvt", data), "", 1)
	if err != nil || twice["id"] != made["id"] || twice["versionId"] != made["versionId"] {
		t.Errorf("got %v, %v, want what was made before", twice, err)
	}
	// Another file of that name is a refusal.
	if _, err := m.upload(t.Context(), fileOf("model.rvt", data[1:]), "", 1); !isKind(err, acc.Exists) {
		t.Errorf("got %v, want a refusal: the name is taken", err)
	}
	if _, err := m.upload(t.Context(), fileOf("model.rvt", data[1:]), made["id"].(string), 1); !isKind(err, acc.Exists) {
		t.Errorf("got %v, want a refusal: there is a version 1 already", err)
	}
}

func isKind(err error, kind acc.Kind) bool {
	var e *acc.Error
	return errors.As(err, &e) && e.Kind == kind
}

// TestDownloadThroughFaults downloads although the connection breaks in the middle and the address expires.
func TestDownloadThroughFaults(t *testing.T) {
	m := startMover(t)
	data := patterned(3 << 20)
	made, err := m.upload(t.Context(), fileOf("plan.pdf", data), "", 1)
	if err != nil {
		t.Fatal(err)
	}
	gets := 0
	m.faults.meet = func(req *http.Request, _ int) (*http.Response, error) {
		switch gets++; gets {
		case 1:
			return &http.Response{StatusCode: 403, Body: io.NopCloser(strings.NewReader(""))}, nil
		case 2:
			half := io.MultiReader(bytes.NewReader(data[:1<<20]), failing{})
			return &http.Response{StatusCode: 200, ContentLength: int64(len(data)), Body: io.NopCloser(half)}, nil
		case 3:
			if req.Header.Get("Range") != fmt.Sprintf("bytes=%d-", 1<<20) {
				return nil, fmt.Errorf("got Range %q", req.Header.Get("Range"))
			}
		}
		return nil, nil
	}
	if got, err := m.download(made); err != nil || got != string(data) {
		t.Errorf("got %d bytes, %v", len(got), err)
	}
	wrong := bytes.Clone(data)
	wrong[77]++
	m.faults.meet = func(*http.Request, int) (*http.Response, error) {
		return &http.Response{StatusCode: 200, ContentLength: int64(len(data)), Body: io.NopCloser(bytes.NewReader(wrong))}, nil
	}
	if _, err := m.download(made); err == nil || !strings.Contains(err.Error(), "its checksum differs") {
		t.Errorf("got %v, want the checksum noticed", err)
	}
}

type failing struct{}

func (failing) Read([]byte) (int, error) { return 0, errors.New("connection reset by peer") }
