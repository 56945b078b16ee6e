package journal

import (
	"bytes"
	"compress/gzip"
	"encoding/json"
	"fmt"
	"io"
	"sync"

	"accstar/acc"
)

// compressFrom is the size from which a body is compressed, if that makes it shorter.
const compressFrom = 4 << 10

// Content is the body of a request or an answer, without its secrets. A body that was read has only its hash and size here; its
// bytes are in the line of reads.jsonl with the same hash.
type Content struct {
	Hash string          `json:"hash"`           // SHA-256 of the body, in hex
	Size int             `json:"size"`           // bytes
	JSON json.RawMessage `json:"json,omitempty"` // the body, if it is JSON and not large
	Gzip []byte          `json:"gzip,omitempty"` // the body compressed, in base64; large ones, and those that are not JSON
	// Redacted is true where a secret was taken out: the body is not the one that travelled.
	Redacted bool `json:"redacted,omitempty"`
}

// digest is the content of a body without its bytes: nil for an empty one. The body is taken as it came, but for its secrets.
func digest(body []byte) *Content {
	if len(body) == 0 {
		return nil
	}
	body, redacted := acc.RedactJSON(body)
	return &Content{Hash: hexSum(body), Size: len(body), Redacted: redacted}
}

// packer makes bodies fit for a line. It keeps what compressing needs, which is much to set up: nearly a megabyte.
type packer struct{ zips sync.Pool }

// pack takes the secrets and the idle space out of a body and makes it fit for a line. Nil for an empty body.
func (p *packer) pack(body []byte) (*Content, error) {
	if len(body) == 0 {
		return nil, nil
	}
	body, redacted := acc.RedactJSON(body)
	var compact bytes.Buffer
	isJSON := json.Compact(&compact, body) == nil
	if isJSON {
		body = compact.Bytes()
	}
	c := &Content{Hash: hexSum(body), Size: len(body), Redacted: redacted}
	if isJSON && len(body) < compressFrom {
		c.JSON = body
		return c, nil
	}
	zipped, err := p.compress(body)
	if err != nil {
		return nil, err
	}
	if isJSON && len(zipped)*4/3 >= len(body) { // base64 is a third longer
		c.JSON = body
	} else {
		c.Gzip = zipped
	}
	return c, nil
}

func (p *packer) compress(data []byte) ([]byte, error) {
	var out bytes.Buffer
	zw, ok := p.zips.Get().(*gzip.Writer)
	if !ok {
		var err error
		if zw, err = gzip.NewWriterLevel(nil, gzip.BestSpeed); err != nil {
			return nil, err
		}
	}
	defer p.zips.Put(zw)
	zw.Reset(&out)
	if _, err := zw.Write(data); err != nil {
		return nil, err
	}
	if err := zw.Close(); err != nil {
		return nil, err
	}
	return out.Bytes(), nil
}

// held reports whether the content has the bytes and not just their hash.
func (c *Content) held() bool { return len(c.JSON) > 0 || len(c.Gzip) > 0 }

// stub is the content without its bytes.
func (c *Content) stub() *Content {
	return &Content{Hash: c.Hash, Size: c.Size, Redacted: c.Redacted}
}

// bytes returns the body, checked against its hash. No more than Size is unpacked.
func (c *Content) bytes() ([]byte, error) {
	body := []byte(c.JSON)
	if len(body) == 0 {
		zr, err := gzip.NewReader(bytes.NewReader(c.Gzip))
		if err != nil {
			return nil, fmt.Errorf("unpack a recorded body: %w", err)
		}
		if body, err = io.ReadAll(io.LimitReader(zr, int64(c.Size)+1)); err != nil {
			return nil, fmt.Errorf("unpack a recorded body: %w", err)
		}
	}
	if len(body) != c.Size || hexSum(body) != c.Hash {
		return nil, fmt.Errorf("a recorded body does not match its hash %.12s…", c.Hash)
	}
	return body, nil
}
