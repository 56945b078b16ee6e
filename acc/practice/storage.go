package practice

import (
	"bytes"
	"context"
	"crypto/hmac"
	"crypto/md5"
	"crypto/sha1"
	"crypto/sha256"
	"encoding/base64"
	"encoding/hex"
	"encoding/xml"
	"errors"
	"io"
	"net/http"
	"net/url"
	"slices"
	"strconv"
	"strings"
	"time"

	"accstar/acc"
	"accstar/acc/tenant"
)

// Storage is where the signed addresses lead that Object Storage gives out: bytes are left there in parts, and fetched from
// there, without a token. What is left is kept with the account.
const storagePath = "/practice-storage/"

// The names that storage goes by among operations, for faults and counts.
const (
	storageUpload   = "storage.upload"
	storageDownload = "storage.download"
)

// partMax is the most that one part may hold, as S3 has it.
const partMax = 5 << 30

// sign is the address that a link stands for. It holds from now on, for as long as the link says.
func (s *Server) sign(base string, l tenant.Link) (string, error) {
	path := storagePath + "objects/" + base64.RawURLEncoding.EncodeToString([]byte(l.Object))
	if l.Upload != "" {
		path = storagePath + "uploads/" + url.PathEscape(l.Upload) + "/" + strconv.Itoa(l.Part)
	}
	method := http.MethodGet
	if l.Put {
		method = http.MethodPut
	}
	q := url.Values{
		"X-Amz-Date":    {s.clock.Now().UTC().Format(amzTime)},
		"X-Amz-Expires": {strconv.Itoa(int(l.For / time.Second))},
	}
	for name, value := range map[string]string{"response-content-type": l.Type, "response-content-disposition": l.Disposition} {
		if value != "" {
			q.Set(name, value)
		}
	}
	sum, err := s.signature(method, path, q)
	q.Set("X-Amz-Signature", sum)
	return base + path + "?" + q.Encode(), err
}

const amzTime = "20060102T150405Z"

// signature is what proves that an address was given out here. It is made with the key that signs tokens.
func (s *Server) signature(method, path string, q url.Values) (string, error) {
	key, err := s.state.signingKey()
	if err != nil {
		return "", err
	}
	mac := hmac.New(sha256.New, key.key.D.Bytes())
	unsigned := url.Values{}
	for name, values := range q {
		if name != "X-Amz-Signature" {
			unsigned[name] = values
		}
	}
	mac.Write([]byte(method + "\n" + path + "\n" + unsigned.Encode()))
	return hex.EncodeToString(mac.Sum(nil)), nil
}

// noStorage is a refusal as S3 words it.
func noStorage(status int, code, text string) *refusal {
	return &refusal{status: status, code: code, text: text, style: storageStyle}
}

// storageError is the body of a refusal of S3.
type storageError struct {
	XMLName xml.Name `xml:"Error"`
	Code    string
	Message string
}

func (r *refusal) xml() string {
	code := r.code
	if code == "" {
		code = strings.ReplaceAll(http.StatusText(r.status), " ", "")
	}
	data, err := xml.Marshal(storageError{Code: code, Message: r.text})
	if err != nil {
		return "<Error/>"
	}
	return xml.Header + string(data)
}

// admitSigned checks the signature of a request and that its address still holds.
func (s *Server) admitSigned(r *http.Request) error {
	q := r.URL.Query()
	sum, err := s.signature(r.Method, r.URL.EscapedPath(), q)
	if err != nil {
		return err
	}
	if !hmac.Equal([]byte(sum), []byte(q.Get("X-Amz-Signature"))) {
		return noStorage(http.StatusForbidden, "SignatureDoesNotMatch", "The request signature we calculated does not match the signature you provided.")
	}
	from, err := time.Parse(amzTime, q.Get("X-Amz-Date"))
	life, errLife := strconv.Atoi(q.Get("X-Amz-Expires"))
	if err = errors.Join(err, errLife); err != nil {
		return noStorage(http.StatusForbidden, "AuthorizationQueryParametersError", "The query of the address cannot be read.")
	}
	if s.clock.Now().After(from.Add(time.Duration(life) * time.Second)) {
		return noStorage(http.StatusForbidden, "AccessDenied", "Request has expired")
	}
	return nil
}

// answerStorage answers a request to a signed address.
func (s *Server) answerStorage(w http.ResponseWriter, r *http.Request, e *Entry) (*answer, error) {
	e.Op, e.Changes = storageDownload, false
	if r.Method == http.MethodPut {
		e.Op, e.Changes = storageUpload, true
	}
	after, err := s.meet(r.Context(), e, storageStyle)
	if err != nil {
		return nil, err
	}
	if after.html {
		return proxyError(), nil
	}
	if err := s.admitSigned(r); err != nil {
		return nil, err
	}
	kind, rest, _ := strings.Cut(strings.TrimPrefix(r.URL.Path, storagePath), "/")
	var a *answer
	switch {
	case kind == "uploads" && r.Method == http.MethodPut:
		key, part, _ := strings.Cut(rest, "/")
		a, err = s.takePart(w, r, key, part)
	case kind == "objects" && r.Method == http.MethodPut:
		a, err = s.takeObject(w, r, rest)
	case kind == "objects" && r.Method == http.MethodGet:
		a, err = s.giveObject(r, rest, after.broken)
	default:
		err = noStorage(http.StatusMethodNotAllowed, "MethodNotAllowed", "The specified method is not allowed against this resource.")
	}
	if after.cut {
		return nil, errCut
	}
	return a, err
}

// taken is a piece that has been received whole.
type taken struct {
	piece tenant.Piece
	md5   string
	sha1  string
}

// receive writes the body of a request to a piece. One that ends too soon leaves nothing behind.
func (s *Server) receive(w http.ResponseWriter, r *http.Request, digest bool) (taken, error) {
	blob, err := s.state.blobs.create()
	if err != nil {
		return taken{}, err
	}
	tag, sum := md5.New(), sha1.New()
	to := []io.Writer{blob, tag}
	if digest {
		to = append(to, sum)
	}
	size, err := io.CopyBuffer(onlyWriter{io.MultiWriter(to...)}, http.MaxBytesReader(w, r.Body, partMax), make([]byte, 256<<10))
	if err == nil && r.ContentLength >= 0 && size != r.ContentLength {
		err = io.ErrUnexpectedEOF
	}
	if err != nil {
		blob.abort()
		var long *http.MaxBytesError
		if errors.As(err, &long) {
			return taken{}, noStorage(http.StatusBadRequest, "EntityTooLarge", "Your proposed upload exceeds the maximum allowed object size.")
		}
		return taken{}, noStorage(http.StatusBadRequest, "IncompleteBody", "You did not provide the number of bytes specified by the Content-Length HTTP header")
	}
	if want := r.Header.Get("Content-MD5"); want != "" && want != base64.StdEncoding.EncodeToString(tag.Sum(nil)) {
		blob.abort()
		return taken{}, noStorage(http.StatusBadRequest, "BadDigest", "The Content-MD5 you specified did not match what we received.")
	}
	name, err := blob.commit()
	return taken{tenant.Piece{Blob: name, Size: size}, hex.EncodeToString(tag.Sum(nil)), hex.EncodeToString(sum.Sum(nil))}, err
}

// onlyWriter hides everything but Write, so that a copy uses the buffer it is given.
type onlyWriter struct{ io.Writer }

// takePart keeps a part of an upload, in place of what was left for it before.
func (s *Server) takePart(w http.ResponseWriter, r *http.Request, key, part string) (*answer, error) {
	n, err := strconv.Atoi(part)
	if err != nil {
		return nil, noStorage(http.StatusNotFound, "NoSuchUpload", "The specified upload does not exist.")
	}
	got, err := s.receive(w, r, false)
	if err != nil {
		return nil, err
	}
	replaced, eTag := "", `"`+got.md5+`"`
	err = s.state.change(func() (*entry, error) {
		c, old, err := s.state.account.Left(key, n, got.piece, eTag)
		if err != nil {
			return nil, noStorage(http.StatusNotFound, "NoSuchUpload", "The specified upload does not exist.")
		}
		replaced = old
		return s.state.entryOf(&tenant.Outcome{Changes: []tenant.Change{c}}), nil
	})
	if err != nil {
		s.state.blobs.remove(got.piece.Blob)
		return nil, err
	}
	if replaced != "" {
		s.state.blobs.remove(replaced)
	}
	return &answer{status: http.StatusOK, header: http.Header{"Etag": {eTag}}}, nil
}

// takeObject keeps an object that is left in one piece.
func (s *Server) takeObject(w http.ResponseWriter, r *http.Request, encoded string) (*answer, error) {
	urn, err := base64.RawURLEncoding.DecodeString(encoded)
	if err != nil {
		return nil, noStorage(http.StatusNotFound, "NoSuchKey", "The specified key does not exist.")
	}
	got, err := s.receive(w, r, true)
	if err != nil {
		return nil, err
	}
	err = s.state.change(func() (*entry, error) {
		c, err := s.state.account.LeftWhole(string(urn), got.piece, got.sha1, r.Header.Get("Content-Type"))
		if err != nil {
			return nil, err
		}
		return s.state.entryOf(&tenant.Outcome{Changes: []tenant.Change{c}}), nil
	})
	return &answer{status: http.StatusOK, header: http.Header{"Etag": {`"` + got.md5 + `"`}}}, err
}

// giveObject sends an object, or the part of it that a Range header asks for.
func (s *Server) giveObject(r *http.Request, encoded string, broken bool) (*answer, error) {
	urn, err := base64.RawURLEncoding.DecodeString(encoded)
	if err != nil {
		return nil, noStorage(http.StatusNotFound, "NoSuchKey", "The specified key does not exist.")
	}
	content, ok := s.state.Account().Content(string(urn))
	if !ok {
		return nil, noStorage(http.StatusNotFound, "NoSuchKey", "The specified key does not exist.")
	}
	body, err := s.bytesOf(content)
	if err != nil {
		return nil, err
	}
	kind, q := content.Type, r.URL.Query()
	if asked := q.Get("response-content-type"); asked != "" {
		kind = asked
	}
	header := http.Header{"Content-Type": {kind}, "Etag": {`"` + content.SHA1 + `"`}, "Accept-Ranges": {"bytes"}}
	if d := q.Get("response-content-disposition"); d != "" {
		header.Set("Content-Disposition", d)
	}
	at, err := time.Parse(time.RFC3339, content.At)
	if err != nil {
		at = time.Time{}
	}
	return &answer{status: http.StatusOK, header: header, stream: func(w http.ResponseWriter) (int, error) {
		defer body.Close()
		counted := &countingWriter{ResponseWriter: w}
		if broken {
			w.Header().Set("Content-Length", strconv.FormatInt(content.Size, 10))
			_, err := io.CopyN(counted, body, content.Size*2/3)
			return counted.n, errors.Join(err, errCut)
		}
		http.ServeContent(counted, r, "", at, body)
		return counted.n, nil
	}}, nil
}

// countingWriter counts the bytes of an answer.
type countingWriter struct {
	http.ResponseWriter
	n int
}

// Write implements [io.Writer].
func (w *countingWriter) Write(p []byte) (int, error) {
	n, err := w.ResponseWriter.Write(p)
	w.n += n
	return n, err
}

// ReadFrom lets a file be sent without its bytes passing through here.
func (w *countingWriter) ReadFrom(from io.Reader) (int64, error) {
	n, err := io.Copy(w.ResponseWriter, from)
	w.n += int(n)
	return n, err
}

// bytesOf opens the bytes of an object.
func (s *Server) bytesOf(c tenant.Content) (io.ReadSeekCloser, error) {
	switch len(c.Pieces) {
	case 0:
		return memoryReader{bytes.NewReader(c.Inline)}, nil
	case 1:
		return s.state.blobs.open(c.Pieces[0].Blob)
	}
	return joinedPieces(s.state.blobs, c.Pieces), nil
}

func joinedPieces(from blobs, pieces []tenant.Piece) *joined {
	var names []string
	var sizes []int64
	for _, p := range pieces {
		names, sizes = append(names, p.Blob), append(sizes, p.Size)
	}
	return newJoined(from, names, sizes)
}

// digested returns a context that knows the SHA-1 of what an upload that is to be completed has left: it takes a while to work
// out, in which the account must not stand still.
func (s *Server) digested(ctx context.Context, call *acc.Call) (context.Context, error) {
	body, _ := call.Body.(map[string]any)
	var keys []string
	switch call.Op.ID() {
	case "oss.complete_upload":
		key, _ := body["uploadKey"].(string)
		keys = []string{key}
	case "oss.batch_complete_upload":
		list, _ := body["requests"].([]any)
		for _, x := range list {
			r, _ := x.(map[string]any)
			key, _ := r["uploadKey"].(string)
			keys = append(keys, key)
		}
	default:
		return ctx, nil
	}
	sums := map[string]string{}
	for _, key := range slices.Compact(keys) {
		pieces := s.state.Account().Uploads(key)
		if len(pieces) == 0 {
			continue
		}
		body, sum := joinedPieces(s.state.blobs, pieces), sha1.New()
		_, err := io.CopyBuffer(onlyWriter{sum}, onlyReader{body}, make([]byte, 256<<10))
		if err = errors.Join(err, body.Close()); err != nil {
			return ctx, err
		}
		sums[key] = hex.EncodeToString(sum.Sum(nil))
	}
	return tenant.WithDigests(ctx, sums), nil
}

// onlyReader hides everything but Read, so that a copy uses the buffer it is given.
type onlyReader struct{ io.Reader }

// signLinks returns a value with every link in it signed. What holds none is returned as it is: records are shared.
func (s *Server) signLinks(base string, v any) (any, error) {
	if !holdsLink(v) {
		return v, nil
	}
	switch v := v.(type) {
	case tenant.Link:
		return s.sign(base, v)
	case map[string]any:
		out := make(map[string]any, len(v))
		for name, x := range v {
			signed, err := s.signLinks(base, x)
			if err != nil {
				return nil, err
			}
			out[name] = signed
		}
		return out, nil
	case []any:
		out := make([]any, len(v))
		for i, x := range v {
			signed, err := s.signLinks(base, x)
			if err != nil {
				return nil, err
			}
			out[i] = signed
		}
		return out, nil
	}
	return v, nil
}

func holdsLink(v any) bool {
	switch v := v.(type) {
	case tenant.Link:
		return true
	case map[string]any:
		for _, x := range v {
			if holdsLink(x) {
				return true
			}
		}
	case []any:
		return slices.ContainsFunc(v, holdsLink)
	}
	return false
}
