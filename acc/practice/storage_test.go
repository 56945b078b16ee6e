package practice

import (
	"bytes"
	"crypto/md5"
	"crypto/sha1"
	"encoding/hex"
	"fmt"
	"net/http"
	"net/url"
	"strings"
	"testing"
	"time"

	"accstar/acc/tenant"
)

// docs is the practice account as somebody who works with files uses it.
type docs struct {
	*bench
	project, hub, files string // IDs of the project, the hub and the Project Files folder
}

func startDocs(t *testing.T, change func(*Config)) *docs {
	d := &docs{bench: start(t, change), project: "/data/v1/projects/b." + northTower, hub: "b." + testAccount}
	d.token = d.appToken("data:read data:write data:create account:read")
	top := d.want(200, "GET", "/project/v1/hubs/"+d.hub+"/projects/b."+northTower+"/topFolders", nil)
	d.files = top.at("data.0.id").(string)
	return d
}

func escaped(id string) string { return url.PathEscape(id) }

// reserve asks for storage, and returns the object's URN and its path in Object Storage.
func (d *docs) reserve(name string) (urn, path string) {
	d.t.Helper()
	r := d.want(201, "POST", d.project+"/storage", map[string]any{"jsonapi": map[string]any{"version": "1.0"}, "data": map[string]any{"type": "objects",
		"attributes":    map[string]any{"name": name},
		"relationships": map[string]any{"target": map[string]any{"data": map[string]any{"type": "folders", "id": d.files}}}}})
	urn = r.at("data.id").(string)
	bucket, key, _ := strings.Cut(urn[strings.LastIndexByte(urn, ':')+1:], "/")
	return urn, "/oss/v2/buckets/" + bucket + "/objects/" + escaped(key)
}

// put leaves bytes at a signed address.
func (d *docs) put(address string, data []byte, header ...string) response {
	d.t.Helper()
	return d.call("PUT", address, string(data), append(header, "Authorization", "", "Content-Type", "application/octet-stream")...)
}

func (d *docs) createItem(status int, name, urn string) response {
	d.t.Helper()
	ref := func(kind, id string) map[string]any {
		return map[string]any{"data": map[string]any{"type": kind, "id": id}}
	}
	file := map[string]any{"type": "versions:autodesk.bim360:File", "version": "1.0"}
	return d.want(status, "POST", d.project+"/items", map[string]any{"jsonapi": map[string]any{"version": "1.0"},
		"data": map[string]any{"type": "items",
			"attributes":    map[string]any{"displayName": name, "extension": map[string]any{"type": "items:autodesk.bim360:File", "version": "1.0"}},
			"relationships": map[string]any{"tip": ref("versions", "1"), "parent": ref("folders", d.files)}},
		"included": []any{map[string]any{"type": "versions", "id": "1", "attributes": map[string]any{"name": name, "extension": file},
			"relationships": map[string]any{"storage": ref("objects", urn)}}}})
}

// TestUploadInParts uploads a file in three parts, one of them twice, makes it a file of the project and downloads it again.
func TestUploadInParts(t *testing.T) {
	d := startDocs(t, nil)
	urn, object := d.reserve("tower.rvt")
	parts := [][]byte{bytes.Repeat([]byte("a"), 5<<20), bytes.Repeat([]byte("b"), 5<<20), []byte("the end")}
	session := d.want(200, "GET", object+"/signeds3upload?parts=3", nil)
	var tags []any
	for i, data := range parts {
		if i == 1 {
			d.put(session.at("urls.1").(string), []byte("a first try"))
		}
		r := d.put(session.at(fmt.Sprintf("urls.%d", i)).(string), data)
		sum := md5.Sum(data)
		if r.status != 200 || r.header.Get("ETag") != `"`+hex.EncodeToString(sum[:])+`"` {
			t.Fatalf("part %d: got %d %v %s", i+1, r.status, r.header, r.text)
		}
		tags = append(tags, r.header.Get("ETag"))
	}
	whole := bytes.Join(parts, nil)
	done := d.want(200, "POST", object+"/signeds3upload", map[string]any{"uploadKey": session.at("uploadKey"), "size": len(whole), "eTags": tags})
	sum := sha1.Sum(whole)
	if done.at("sha1") != hex.EncodeToString(sum[:]) || done.at("size") != int64(len(whole)) || done.at("objectId") != urn {
		t.Fatalf("got %v", done.body)
	}
	again := d.want(200, "POST", object+"/signeds3upload", map[string]any{"uploadKey": session.at("uploadKey")})
	if again.at("sha1") != done.at("sha1") {
		t.Errorf("completed again: got %v", again.body)
	}
	item := d.createItem(201, "tower.rvt", urn)
	if item.at("included.0.attributes.storageSize") != int64(len(whole)) {
		t.Errorf("got %v", item.body)
	}
	d.createItem(409, "Tower.rvt", urn)
	tip := d.want(200, "GET", d.project+"/items/"+escaped(item.at("data.id").(string))+"/tip", nil)
	if tip.at("data.relationships.storage.data.id") != urn {
		t.Errorf("got %v", tip.body)
	}
	got := d.want(200, "GET", object+"/signeds3download", nil)
	address := got.at("url").(string)
	if r := d.call("GET", address, nil, "Authorization", ""); r.text != string(whole) || r.header.Get("Content-Length") != fmt.Sprint(len(whole)) {
		t.Errorf("downloaded %d bytes, want %d", len(r.text), len(whole))
	}
	from := 5<<20 - 2
	r := d.call("GET", address, nil, "Authorization", "", "Range", fmt.Sprintf("bytes=%d-%d", from, from+3))
	if r.status != http.StatusPartialContent || r.text != "aabb" {
		t.Errorf("got %d %q, want aabb", r.status, r.text)
	}
	if n := len(d.state.blobs.(*memoryBlobs).held); n != 3 {
		t.Errorf("%d pieces are kept, want 3", n)
	}
}

// TestUploadsGoneWrong is what Object Storage answers for uploads that are not as they should be.
func TestUploadsGoneWrong(t *testing.T) {
	d := startDocs(t, nil)
	urn, object := d.reserve("plan.pdf")
	d.createItem(400, "plan.pdf", urn)
	d.want(403, "GET", "/oss/v2/buckets/wip.dm.prod/objects/unknown.pdf/signeds3upload", nil)
	d.want(404, "GET", object+"/signeds3download", nil)
	d.want(400, "GET", object+"/signeds3upload?parts=26", nil)
	session := d.want(200, "GET", object+"/signeds3upload?parts=2", nil)
	first, second := session.at("urls.0").(string), session.at("urls.1").(string)
	complete := func(rest map[string]any) response {
		rest["uploadKey"] = session.at("uploadKey")
		return d.want(200, "POST", object+"/signeds3upload", rest)
	}
	if r := complete(map[string]any{}); r.at("status") != "error" {
		t.Errorf("nothing uploaded: got %v", r.body)
	}
	if r := d.put(first+"x", []byte("data")); r.status != 403 || !strings.Contains(r.text, "SignatureDoesNotMatch") {
		t.Errorf("altered address: got %d %s", r.status, r.text)
	}
	if r := d.put(first, []byte("data"), "Content-MD5", "bm90IGl0"); r.status != 400 || !strings.Contains(r.text, "BadDigest") {
		t.Errorf("wrong digest: got %d %s", r.status, r.text)
	}
	d.put(second, []byte("the second alone"))
	if r := complete(map[string]any{}); r.at("parts.0.status") != "Pending" {
		t.Errorf("first part missing: got %v", r.body)
	}
	d.put(first, []byte("too small"))
	if r := complete(map[string]any{}); r.at("parts.0.status") != "TooSmall" {
		t.Errorf("small first part: got %v", r.body)
	}
	d.put(first, bytes.Repeat([]byte("a"), 5<<20))
	if r := complete(map[string]any{"size": 7}); r.at("size.detected") != int64(5<<20+16) || r.at("size.expected") != int64(7) {
		t.Errorf("wrong size: got %v", r.body)
	}
	d.clock.advance(3 * time.Minute)
	if r := d.put(second, []byte("late")); r.status != 403 || !strings.Contains(r.text, "Request has expired") {
		t.Errorf("expired address: got %d %s", r.status, r.text)
	}
	fresh := d.want(200, "GET", object+"/signeds3upload?parts=1&firstPart=2&uploadKey="+session.at("uploadKey").(string), nil)
	if r := d.put(fresh.at("urls.0").(string), []byte("in time")); r.status != 200 {
		t.Errorf("fresh address: got %d %s", r.status, r.text)
	}
	if r := complete(map[string]any{}); r.at("size") != int64(5<<20+7) {
		t.Errorf("got %v", r.body)
	}
}

// TestTruncatedUpload cuts an upload short: nothing of it stays.
func TestTruncatedUpload(t *testing.T) {
	d := startDocs(t, nil)
	_, object := d.reserve("plan.pdf")
	session := d.want(200, "GET", object+"/signeds3upload", nil)
	req, err := http.NewRequest("PUT", session.at("urls.0").(string), strings.NewReader("half"))
	if err != nil {
		t.Fatal(err)
	}
	req.ContentLength = 8
	if res, err := http.DefaultClient.Do(req); err == nil {
		res.Body.Close()
		t.Errorf("got %s, want no answer to half an upload", res.Status)
	}
	r := d.want(200, "POST", object+"/signeds3upload", map[string]any{"uploadKey": session.at("uploadKey")})
	if r.at("status") != "error" || r.at("reason") != "MissingOrInvalidParts" {
		t.Errorf("got %v", r.body)
	}
	if n := len(d.state.blobs.(*memoryBlobs).held); n != 0 {
		t.Errorf("%d pieces are kept, want none", n)
	}
}

// TestStorageFaults lets uploads and downloads go wrong on request.
func TestStorageFaults(t *testing.T) {
	faults, err := ParseFaults("403:storage.upload:1,503=2s:storage.upload:#2,broken-json:storage.download:1")
	if err != nil {
		t.Fatal(err)
	}
	if err := CheckFaults(testCatalogue(), faults); err != nil {
		t.Fatal(err)
	}
	d := startDocs(t, func(c *Config) { c.Faults = faults })
	_, object := d.reserve("plan.pdf")
	session := d.want(200, "GET", object+"/signeds3upload", nil)
	address := session.at("urls.0").(string)
	for i, want := range []int{403, 503, 200} {
		if r := d.put(address, []byte("contents")); r.status != want {
			t.Errorf("try %d: got %d %s, want %d", i+1, r.status, r.text, want)
		}
	}
	d.want(200, "POST", object+"/signeds3upload", map[string]any{"uploadKey": session.at("uploadKey")})
	address = d.want(200, "GET", object+"/signeds3download", nil).at("url").(string)
	if r, err := d.do("GET", address, nil, "Authorization", ""); err == nil {
		t.Errorf("got %d %q, want a download that is cut short", r.status, r.text)
	}
	if r := d.call("GET", address, nil, "Authorization", ""); r.text != "contents" {
		t.Errorf("got %q", r.text)
	}
	if n := d.server.Requests().ByOp[storageUpload]; n != 3 {
		t.Errorf("%d uploads counted, want 3", n)
	}
}

// TestFilesStay keeps files in a folder: they are there for the next process, and gone after a reset.
func TestFilesStay(t *testing.T) {
	dir := t.TempDir()
	clock := newTestClock()
	open := func() *docs {
		state := openState(t, dir, clock)
		d := &docs{bench: startState(t, state, clock, nil), project: "/data/v1/projects/b." + northTower, hub: "b." + testAccount}
		d.token = d.appToken("data:read data:write data:create account:read")
		top := d.want(200, "GET", "/project/v1/hubs/"+d.hub+"/projects/b."+northTower+"/topFolders", nil)
		d.files = top.at("data.0.id").(string)
		return d
	}
	a := open()
	urn, object := a.reserve("plan.pdf")
	session := a.want(200, "GET", object+"/signeds3upload", nil)
	a.put(session.at("urls.0").(string), []byte("contents"))
	a.want(200, "POST", object+"/signeds3upload", map[string]any{"uploadKey": session.at("uploadKey")})
	a.createItem(201, "plan.pdf", urn)

	b := open()
	address := b.want(200, "GET", object+"/signeds3download", nil).at("url").(string)
	if r := b.call("GET", address, nil, "Authorization", ""); r.text != "contents" {
		t.Errorf("got %q", r.text)
	}
}

// openState opens the state in a folder as one more process does.
func openState(t *testing.T, dir string, clock *testClock) *State {
	t.Helper()
	cat := testCatalogue()
	st, err := Open(dir, Options{Catalogue: cat, Now: clock.Now, Begin: func() (*tenant.Memory, error) { return testMemory(cat, clock), nil }})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		if err := st.Close(); err != nil {
			t.Errorf("closing: %v", err)
		}
	})
	return st
}
