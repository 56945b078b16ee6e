package tenant

import (
	"context"
	"crypto/sha1"
	"encoding/base64"
	"encoding/hex"
	"fmt"
	"path"
	"strconv"
	"strings"
	"time"
)

// Bytes of files are no records: whoever holds the account keeps them in pieces, and the account knows which pieces an object is
// made of. An answer that gives an address for bytes has a [Link] in its place, which whoever sends the answer signs.

// Link stands in an answer for an address at which bytes can be fetched or left for a while.
type Link struct {
	// Object is the URN of the object that is fetched, or that is left whole.
	Object string
	// Upload is the key of the session that a part is left for, 0 the first Part is 1; "" for a whole object.
	Upload string
	Part   int
	Put    bool
	For    time.Duration
	// Type and Disposition are the headers asked for.
	Type, Disposition string
}

// Piece is a part of an object's bytes.
type Piece struct {
	Blob string // what the keeper of bytes calls it
	Size int64
}

// Content is what an object is made of: pieces in order, or a few bytes that the account makes up itself.
type Content struct {
	Object, Type string
	SHA1         string
	Size         int64
	Pieces       []Piece
	Inline       []byte
	At           string // when it was stored
}

// docsBucket is where Docs keeps files, sheets and everything else that people upload.
const docsBucket = "wip.dm.prod"

// objectURN is the URN of an object.
func objectURN(bucket, key string) string {
	return "urn:adsk.objects:os.object:" + bucket + "/" + key
}

// splitURN is the bucket and the key of an object's URN.
func splitURN(urn string) (bucket, key string, ok bool) {
	return strings.Cut(strings.TrimPrefix(urn, "urn:adsk.objects:os.object:"), "/")
}

func objects(bucket string) Collection { return Collection{"oss_object", bucket} }

// sessions are uploads under way, by their keys.
func sessions() Collection { return Collection{"upload_session", ""} }

// parts are those that have been left for an upload, by their numbers.
func parts(upload string) Collection { return Collection{"upload_part", upload} }

// sessionLife is how long an upload may take.
const sessionLife = 24 * time.Hour

// digestKey is the context key of digests.
type digestKey struct{}

// WithDigests returns a context that says the SHA-1 of what has been left for uploads, by their keys.
func WithDigests(ctx context.Context, sums map[string]string) context.Context {
	return context.WithValue(ctx, digestKey{}, sums)
}

func digestOf(ctx context.Context, upload string) string {
	sums, _ := ctx.Value(digestKey{}).(map[string]string)
	return sums[upload]
}

// Uploads returns the pieces left so far for an upload, in the order of its parts; nil where there is no such upload.
func (m *Memory) Uploads(key string) []Piece {
	m.mu.RLock()
	defer m.mu.RUnlock()
	var out []Piece
	for _, rec := range sortedParts(m.tables[parts(key)].list()) {
		out = append(out, Piece{text(rec, "blob"), whole(rec["size"])})
	}
	return out
}

// Left returns the change that notes a part left for an upload, and the piece that it takes the place of, "" for none. The
// error says why the part is not wanted.
func (m *Memory) Left(key string, part int, p Piece, eTag string) (c Change, replaced string, err error) {
	m.mu.RLock()
	defer m.mu.RUnlock()
	session := m.tables[sessions()].get(key)
	if session == nil {
		return c, "", fmt.Errorf("there is no upload %q", key)
	}
	id := strconv.Itoa(part)
	before := m.tables[parts(key)].get(id)
	after := Record{"id": id, "part": int64(part), "size": p.Size, "eTag": eTag, "blob": p.Blob}
	return Change{Collection: parts(key), ID: id, Before: before, After: after}, text(before, "blob"), nil
}

// LeftWhole returns the change that notes an object left in one piece.
func (m *Memory) LeftWhole(urn string, p Piece, sum, kind string) (Change, error) {
	bucket, key, ok := splitURN(urn)
	if !ok {
		return Change{}, fmt.Errorf("there is no object %q", urn)
	}
	m.mu.RLock()
	defer m.mu.RUnlock()
	rec := newObject(bucket, key, kind, p.Size, sum, stamp(m.clock()))
	rec["pieces"] = []any{Record{"blob": p.Blob, "size": p.Size}}
	return Change{Collection: objects(bucket), ID: key, Before: m.tables[objects(bucket)].get(key), After: rec}, nil
}

// Content returns what an object is made of; false if there is no such object, or nothing has been left for it yet.
func (m *Memory) Content(urn string) (Content, bool) {
	bucket, key, ok := splitURN(urn)
	if !ok {
		return Content{}, false
	}
	rec, _ := m.Get(context.Background(), objects(bucket), key) // memory fails no read
	if rec == nil || rec["reserved"] == true {
		return Content{}, false
	}
	c := Content{Object: urn, Type: text(rec, "contentType"), SHA1: text(rec, "sha1"), Size: whole(rec["size"]), At: text(rec, "storedAt")}
	for _, p := range items(rec, "pieces") {
		p, _ := p.(Record)
		c.Pieces = append(c.Pieces, Piece{text(p, "blob"), whole(p["size"])})
	}
	if s, ok := rec["text"].(string); ok {
		c.Inline = []byte(s)
	}
	if s, ok := rec["base64"].(string); ok {
		c.Inline, _ = base64.StdEncoding.DecodeString(s) // written by inlineObject
	}
	return c, true
}

// Blobs returns the names of all pieces that objects and uploads are made of.
func (m *Memory) Blobs() map[string]bool {
	m.mu.RLock()
	defer m.mu.RUnlock()
	held := map[string]bool{}
	for c, t := range m.tables {
		for _, rec := range t.list() {
			switch c.Entity {
			case "upload_part":
				held[text(rec, "blob")] = true
			case "oss_object":
				for _, p := range items(rec, "pieces") {
					p, _ := p.(Record)
					held[text(p, "blob")] = true
				}
			}
		}
	}
	return held
}

// newObject is the record of an object that bytes have been left for.
func newObject(bucket, key, kind string, size int64, sum, at string) Record {
	if kind == "" {
		kind = mediaType(key)
	}
	return Record{
		"bucketKey": bucket, "objectKey": key, "objectId": objectURN(bucket, key), "sha1": sum, "size": size, "contentType": kind,
		"location": "https://developer.api.autodesk.com/oss/v2/buckets/" + bucket + "/objects/" + key, "storedAt": at,
	}
}

// inlineObject is the record of an object whose few bytes the account makes up itself.
func inlineObject(bucket, key string, data []byte, at string) Record {
	sum := sha1.Sum(data)
	rec := newObject(bucket, key, "", int64(len(data)), hex.EncodeToString(sum[:]), at)
	if isText(data) {
		rec["text"] = string(data)
	} else {
		rec["base64"] = base64.StdEncoding.EncodeToString(data)
	}
	return rec
}

func isText(data []byte) bool {
	for _, b := range data {
		if b >= 0x7f || b < ' ' && b != '\n' && b != '\r' && b != '\t' {
			return false
		}
	}
	return true
}

// keepBytes stores a few bytes as a new object of the account's own, and returns its URN.
func (q *request) keepBytes(name string, data []byte) string {
	key := q.store.NewID(Collection{"object_key", ""}) + path.Ext(name)
	q.change(objects(docsBucket), key, nil, inlineObject(docsBucket, key, data, stamp(q.now)))
	return objectURN(docsBucket, key)
}

// mediaType is the media type that a name ends like.
func mediaType(name string) string {
	switch strings.ToLower(path.Ext(name)) {
	case ".pdf":
		return "application/pdf"
	case ".csv":
		return "text/csv"
	case ".zip":
		return "application/zip"
	case ".jpg", ".jpeg":
		return "image/jpeg"
	case ".png":
		return "image/png"
	case ".xlsx":
		return "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
	case ".docx":
		return "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
	}
	return "application/octet-stream"
}

// whole is a whole number as a JSON value has it.
func whole(v any) int64 {
	n, _ := number(v)
	return int64(n)
}
