package acc

import (
	"bytes"
	"context"
	"crypto/md5"
	"crypto/sha1"
	"crypto/sha256"
	"encoding/base64"
	"encoding/hex"
	"encoding/json"
	"errors"
	"fmt"
	"hash"
	"io"
	"net/http"
	"strings"
	"sync"

	"golang.org/x/sync/errgroup"

	"accstar/acc/catalog"
)

// upload carries out a composed operation: it leaves the bytes of a file with the storage service, part by part, and has ACC make of
// them what the operation is for. Until its very last request nothing shows in the account, and what went before can be done again.
func (c *Client) upload(ctx context.Context, call *Call) (*Result, error) {
	body, _ := call.Body.(map[string]any)
	file, ok := asFile(body["file"])
	if !ok || file.Open == nil {
		return nil, &Error{Kind: Invalid, Message: "the bytes of the file are not at hand", Hint: "Run the playbook again: it opens its files anew"}
	}
	u := &upload{client: c, call: call, file: file, body: body, part: partSizeOf(file.Size)}
	u.name, _ = body["name"].(string)
	u.folder, _ = body["folderId"].(string)
	u.item, _ = body["itemId"].(string)
	u.version, _ = body["version"].(int64)
	if call.Op.ID() == catalog.StoreSheet {
		return u.storeSheet(ctx)
	}
	return u.intoFolder(ctx)
}

// partSizeOf is how large the parts of a file are.
func partSizeOf(size int64) int64 {
	part := int64(partSize)
	for size/part >= mostParts {
		part *= 2
	}
	return part
}

// upload is one file on its way to ACC.
type upload struct {
	client *Client
	call   *Call
	file   File
	body   map[string]any
	part   int64 // size of a part

	name, folder, item string
	version            int64

	session session
	resumed bool // the session is from before

	mu   sync.Mutex
	urls map[int]string // by part, from 1
	done int64
}

// session is what is kept of an upload under way.
type session struct {
	Storage   string         `json:"storage"` // URN of the object
	UploadKey string         `json:"uploadKey"`
	Part      int64          `json:"part"`  // size of a part
	ETags     map[int]string `json:"eTags"` // of the parts that are there
}

// partialName is what the upload is kept under: the bytes, and where they go.
func (u *upload) partialName() string {
	sum := sha256.Sum256([]byte(strings.Join([]string{u.call.Op.ID(), u.call.Path["project_id"], u.folder, u.item, u.name, u.file.SHA256, fmt.Sprint(u.file.Size)}, "\n")))
	return hex.EncodeToString(sum[:16])
}

func (u *upload) keep() {
	if p := u.client.partials; p != nil {
		if data, err := json.Marshal(u.session); err == nil { // it is made of texts and numbers
			p.Save(u.partialName(), data)
		}
	}
}

func (u *upload) forget() {
	if p := u.client.partials; p != nil {
		p.Drop(u.partialName())
	}
}

// do makes one of the requests that the operation is composed of.
func (u *upload) do(ctx context.Context, op string, path map[string]string, query []Param, body any) (map[string]any, error) {
	part := u.call.Op.Part(op)
	if part == nil {
		return nil, fmt.Errorf("%s is not made of %s", u.call.Op.ID(), op)
	}
	call := &Call{Op: part, Path: path, Query: query, Body: body, Key: u.call.Key, Origin: u.call.Origin}
	if path == nil {
		call.Path = map[string]string{}
	}
	if id, ok := u.call.Path["project_id"]; ok && call.Path["project_id"] == "" {
		call.Path["project_id"] = id
	}
	res, err := u.client.Do(ctx, call)
	if err != nil {
		return nil, u.refused(op, err)
	}
	v, err := res.Decoded()
	if err != nil {
		return nil, err
	}
	if items, ok := v.([]any); ok {
		return map[string]any{"items": items}, nil
	}
	out, _ := v.(map[string]any)
	return out, nil
}

// refused says what an error of one of the requests means for the whole: only the last one can leave it in doubt.
func (u *upload) refused(op string, err error) error {
	var e *Error
	if !errors.As(err, &e) || errors.Is(err, ErrStop) && !e.InDoubt {
		return err
	}
	whole := *e
	whole.Op = u.call.Op.ID()
	whole.About = u.name
	if op != "data_management.create_item" && op != "data_management.create_version" {
		whole.InDoubt = false
	}
	return &whole
}

func objectOf(urn string) map[string]string {
	bucket, key, _ := strings.Cut(strings.TrimPrefix(urn, "urn:adsk.objects:os.object:"), "/")
	return map[string]string{"bucket_key": bucket, "object_key": key}
}

// store brings the bytes to an object that reserve makes room for, and returns what the storage service says of it.
func (u *upload) store(ctx context.Context, reserve func() (urn string, err error)) (map[string]any, error) {
	if p := u.client.partials; p != nil {
		if data := p.Load(u.partialName()); data != nil && json.Unmarshal(data, &u.session) == nil && u.session.UploadKey != "" {
			u.resumed, u.part = true, u.session.Part
		}
	}
	object, err := u.bytes(ctx, reserve)
	var gone *Error
	if u.resumed && errors.As(err, &gone) && (gone.Kind == NotFound || gone.Kind == Invalid) && ctx.Err() == nil {
		u.forget() // the session from before has ended meanwhile: begin anew
		u.session, u.resumed, u.part, u.urls, u.done = session{}, false, partSizeOf(u.file.Size), nil, 0
		object, err = u.bytes(ctx, reserve)
	}
	return object, err
}

func (u *upload) bytes(ctx context.Context, reserve func() (string, error)) (map[string]any, error) {
	if u.session.Storage == "" {
		urn, err := reserve()
		if err != nil {
			return nil, err
		}
		if urn == "" {
			return nil, nonsense(0, "got no storage for the file", hintAnswer)
		}
		u.session = session{Storage: urn, Part: u.part, ETags: map[int]string{}}
	}
	if err := u.sendAll(ctx, nil); err != nil {
		return nil, err
	}
	for try := 1; ; try++ {
		object, missing, err := u.complete(ctx)
		if err != nil || len(missing) == 0 {
			return object, err
		}
		if try >= 3 {
			return nil, &Error{Kind: Unavailable, Message: fmt.Sprintf("%s did not arrive whole: %d of its parts are missing or damaged", u.name, len(missing)), Hint: "Try again"}
		}
		if err := u.sendAll(ctx, missing); err != nil {
			return nil, err
		}
	}
}

// parts is how many parts the file has; an empty file is one.
func (u *upload) parts() int { return int(max((u.file.Size+u.part-1)/u.part, 1)) }

func (u *upload) sizeOf(part int) int64 { return min(u.part, u.file.Size-int64(part-1)*u.part) }

// sendAll sends the parts that are not there yet, or, of an upload that was found wanting, those named. The file is read from
// beginning to end once, and compared with what it was.
func (u *upload) sendAll(ctx context.Context, again map[int]bool) error {
	in, err := u.file.Open()
	if err != nil {
		return err
	}
	defer in.Close()
	buffers := make(chan []byte, partsAtOnce)
	for range partsAtOnce {
		buffers <- nil
	}
	group, ctx := errgroup.WithContext(ctx)
	whole := sha256.New()
	u.done = 0
	for part := 1; part <= u.parts() && ctx.Err() == nil; part++ {
		var buffer []byte
		select {
		case buffer = <-buffers:
		case <-ctx.Done():
			continue
		}
		if buffer == nil {
			buffer = make([]byte, min(u.part, max(u.file.Size, 1)))
		}
		data := buffer[:u.sizeOf(part)]
		if _, err := io.ReadFull(in, data); err != nil {
			return errors.Join(u.changed("it has become shorter"), group.Wait())
		}
		whole.Write(data)
		if _, there := u.tag(part); there && (again == nil || !again[part]) {
			u.moved(int64(len(data)))
			buffers <- buffer
			continue
		}
		group.Go(func() error {
			defer func() { buffers <- buffer }()
			return u.send(ctx, part, data)
		})
	}
	if err := group.Wait(); err != nil {
		return err
	}
	return u.unchanged(in, whole)
}

// unchanged compares what was read with the file that the plan was made with.
func (u *upload) unchanged(in io.Reader, whole hash.Hash) error {
	if n, _ := io.ReadFull(in, make([]byte, 1)); n > 0 {
		return u.changed("it has become longer")
	}
	if u.file.SHA256 != "" && hex.EncodeToString(whole.Sum(nil)) != u.file.SHA256 {
		return u.changed("its contents are others")
	}
	return nil
}

func (u *upload) changed(how string) error {
	u.forget()
	return &Error{Kind: Invalid, Message: fmt.Sprintf("%s has changed while it was uploaded: %s; nothing was added to the folder", u.file.Name, how),
		Hint: "Close it where it is open, then preview and run again"}
}

func (u *upload) tag(part int) (string, bool) {
	u.mu.Lock()
	defer u.mu.Unlock()
	tag, ok := u.session.ETags[part]
	return tag, ok
}

func (u *upload) moved(n int64) {
	u.mu.Lock()
	u.done += n
	done := u.done
	u.mu.Unlock()
	u.client.note(u.call, Event{Stage: Moving, File: u.name, Done: done, Total: u.file.Size})
}

// send leaves one part, again and again until it is there.
func (u *upload) send(ctx context.Context, part int, data []byte) error {
	sum := md5.Sum(data)
	header := http.Header{"Content-Md5": {base64.StdEncoding.EncodeToString(sum[:])}}
	for try := 1; ; try++ {
		tag, err := u.put(ctx, part, data, header)
		if err == nil && tag != "" && !strings.Contains(tag, "-") && tag != hex.EncodeToString(sum[:]) {
			err = &statusError{http.StatusBadRequest, "a checksum that differs"}
		}
		if err == nil {
			u.mu.Lock()
			u.session.ETags[part] = tag
			u.keep()
			u.mu.Unlock()
			u.moved(int64(len(data)))
			return nil
		}
		var own *Error
		if errors.As(err, &own) || ctx.Err() != nil || errors.Is(err, ErrStop) {
			return err
		}
		if renewable(err) {
			u.mu.Lock()
			delete(u.urls, part)
			u.mu.Unlock()
		}
		if try >= moveTries || !passing(err) {
			return notMoved(fmt.Sprintf("part %d of %d of %s did not arrive", part, u.parts(), u.name), err)
		}
		if renewable(err) && try == 1 {
			continue // a new address is all it takes
		}
		if err := u.client.rest(ctx, try, "a part of "+u.name+" did not arrive"); err != nil {
			return err
		}
	}
}

// put leaves one part once and returns its tag.
func (u *upload) put(ctx context.Context, part int, data []byte, header http.Header) (string, error) {
	address, err := u.address(ctx, part)
	if err != nil {
		return "", err
	}
	to, err := u.client.signed(address)
	if err != nil {
		return "", err
	}
	ctx, done := context.WithTimeout(ctx, longEnough(int64(len(data))))
	defer done()
	res, err := u.client.move(ctx, http.MethodPut, to, header, bytes.NewReader(data), int64(len(data)))
	if err != nil {
		return "", err
	}
	defer res.Body.Close()
	if _, err := io.Copy(io.Discard, io.LimitReader(res.Body, 64<<10)); err != nil {
		return "", err
	}
	return strings.Trim(res.Header.Get("Etag"), `"`), nil
}

// address is where a part is to be left. Addresses are asked for some at a time, all by the one that finds none.
func (u *upload) address(ctx context.Context, part int) (string, error) {
	u.mu.Lock()
	defer u.mu.Unlock()
	if a := u.urls[part]; a != "" {
		return a, nil
	}
	n := min(urlsAtOnce, u.parts()-part+1)
	query := []Param{{"parts", fmt.Sprint(n)}, {"firstPart", fmt.Sprint(part)}, {"minutesExpiration", urlMinutes}}
	if u.session.UploadKey != "" {
		query = append(query, Param{"uploadKey", u.session.UploadKey})
	}
	answer, err := u.do(ctx, "oss.get_signed_upload", objectOf(u.session.Storage), query, nil)
	if err != nil {
		return "", err
	}
	if key, ok := answer["uploadKey"].(string); ok {
		u.session.UploadKey = key
	}
	u.keep()
	if u.urls == nil {
		u.urls = map[int]string{}
	}
	list, _ := answer["urls"].([]any)
	for i, x := range list {
		if s, ok := x.(string); ok && (u.urls[part+i] == "" || i == 0) {
			u.urls[part+i] = s
		}
	}
	if u.urls[part] == "" {
		return "", nonsense(0, "got no address to leave the file at", hintAnswer)
	}
	return u.urls[part], nil
}

// complete makes the parts an object. The parts that are missing or damaged come back to be sent again.
func (u *upload) complete(ctx context.Context) (object map[string]any, missing map[int]bool, err error) {
	tags := []any{}
	for part := 1; part <= u.parts(); part++ {
		tag, _ := u.tag(part)
		tags = append(tags, tag)
	}
	body := map[string]any{"uploadKey": u.session.UploadKey, "size": u.file.Size, "eTags": tags}
	object, err = u.do(ctx, "oss.complete_upload", objectOf(u.session.Storage), nil, body)
	if err != nil {
		return nil, nil, err
	}
	if object["status"] != "error" {
		return object, nil, nil
	}
	missing = map[int]bool{}
	list, _ := object["parts"].([]any)
	for _, x := range list {
		p, _ := x.(map[string]any)
		n, _ := p["part"].(int64)
		if status, _ := p["status"].(string); status != "Ok" && n > 0 {
			missing[int(n)] = true
		}
	}
	for part := 1; part <= u.parts(); part++ {
		if len(list) < u.parts() && part > len(list) || len(missing) == 0 {
			missing[part] = true
		}
	}
	return nil, missing, nil
}

// storeSheet leaves a PDF for sheets to be made of.
func (u *upload) storeSheet(ctx context.Context) (*Result, error) {
	_, err := u.store(ctx, func() (string, error) {
		answer, err := u.do(ctx, "sheets.create_storage", nil, nil, map[string]any{"fileName": u.name})
		urn, _ := answer["urn"].(string)
		return urn, err
	})
	if err != nil {
		return nil, err
	}
	u.forget()
	return &Result{Status: u.call.Op.Status, Value: map[string]any{"id": u.session.Storage, "name": u.name, "size": u.file.Size}, Requests: 3 + u.parts()}, nil
}

// sameBytes reports whether an object in storage has the bytes of the file.
func (u *upload) sameBytes(ctx context.Context, urn string) (bool, error) {
	object, err := u.do(ctx, "oss.get_object", objectOf(urn), nil, nil)
	if err != nil {
		return false, err
	}
	if size, ok := object["size"].(int64); ok && size != u.file.Size {
		return false, nil
	}
	in, err := u.file.Open()
	if err != nil {
		return false, err
	}
	defer in.Close()
	sum := sha1.New()
	if _, err := io.Copy(sum, in); err != nil {
		return false, err
	}
	have, _ := object["sha1"].(string)
	return strings.EqualFold(have, hex.EncodeToString(sum.Sum(nil))), nil
}
