package acc

import (
	"context"
	"crypto/sha1"
	"encoding/hex"
	"errors"
	"fmt"
	"hash"
	"io"
	"net/http"
	"strings"
)

// Fetch writes the bytes of a source to w, going on where it was after a broken connection, and compares them with what ACC says of
// their size and SHA-1. The error is an [*Error], or wraps [ErrStop] when ctx ended; w may have some of the bytes then.
func (c *Client) Fetch(ctx context.Context, from Source, w io.Writer) (Fetched, error) {
	f := &flight{op: from.Call.Op, key: from.Call.Key, observe: c.observe}
	got, err := c.fetch(withFlight(ctx, f), from, w)
	if err != nil {
		return got, c.failure(ctx, from.Call, f, err)
	}
	return got, nil
}

func (c *Client) fetch(ctx context.Context, from Source, w io.Writer) (Fetched, error) {
	d := &download{client: c, from: from, to: w, sum: sha1.New()}
	for try := 1; ; try++ {
		before := d.done
		err := d.address(ctx)
		if err == nil {
			err = d.more(ctx)
		}
		if err == nil {
			return d.checked()
		}
		var own *Error
		var full *writeError
		if errors.As(err, &own) || errors.As(err, &full) || ctx.Err() != nil || !passing(err) {
			return Fetched{}, d.failed(ctx, err)
		}
		if renewable(err) {
			d.url = ""
		}
		if d.done > before {
			try = 1
		}
		if try >= moveTries {
			return Fetched{}, d.failed(ctx, err)
		}
		if err := c.rest(ctx, try, "the download of "+from.Name+" broke off"); err != nil {
			return Fetched{}, err
		}
	}
}

// download is one file on its way here.
type download struct {
	client *Client
	from   Source
	to     io.Writer
	url    string
	size   int64  // as ACC says, 0 if it does not
	sha1   string // likewise
	done   int64
	sum    hash.Hash
}

// writeError is an error of the one who takes the bytes, for whom another try does nothing.
type writeError struct{ err error }

func (e *writeError) Error() string { return e.err.Error() }
func (e *writeError) Unwrap() error { return e.err }

func (d *download) failed(ctx context.Context, err error) error {
	var own *Error
	var full *writeError
	switch {
	case errors.As(err, &own):
		return err
	case errors.As(err, &full):
		return full.err
	case ctx.Err() != nil:
		return err
	}
	return notMoved(fmt.Sprintf("%s did not come whole: after %d bytes", d.from.Name, d.done), err)
}

// address asks ACC for a signed address, unless there is one.
func (d *download) address(ctx context.Context) error {
	if d.url != "" {
		return nil
	}
	res, err := d.client.Do(ctx, d.from.Call)
	if err != nil {
		return err
	}
	v, err := res.Decoded()
	if err != nil {
		return err
	}
	d.size, d.sha1 = d.from.Size, d.from.SHA1
	if list, ok := v.([]any); ok && len(list) > 0 {
		v = list[0]
	}
	if answer, ok := v.(map[string]any); ok {
		for path := range strings.SplitSeq(d.from.URL, "|") {
			if d.url = stringAt(answer, path); d.url != "" {
				break
			}
		}
		if n, ok := answer["size"].(int64); ok {
			d.size = n
		}
		if s, ok := answer["sha1"].(string); ok && s != "" {
			d.sha1 = s
		}
	}
	if d.url == "" {
		return &Error{Kind: NotFound, Message: "ACC gives no address for " + d.from.Name, Hint: "It may not be ready yet; try again in a while"}
	}
	return nil
}

// stringAt is the text at a dotted path of an answer.
func stringAt(v map[string]any, path string) string {
	name, rest, deeper := strings.Cut(path, ".")
	if !deeper {
		s, _ := v[name].(string)
		return s
	}
	inner, _ := v[name].(map[string]any)
	return stringAt(inner, rest)
}

// more fetches what is not there yet.
func (d *download) more(ctx context.Context) error {
	u, err := d.client.signed(d.url)
	if err != nil {
		return err
	}
	ctx, done := context.WithTimeout(ctx, longEnough(max(d.size-d.done, 1<<30)))
	defer done()
	header := http.Header{}
	if d.done > 0 {
		header.Set("Range", fmt.Sprintf("bytes=%d-", d.done))
	}
	res, err := d.client.move(ctx, http.MethodGet, u, header, nil, 0)
	if err != nil {
		return err
	}
	defer res.Body.Close()
	body := io.Reader(res.Body)
	if d.done > 0 && res.StatusCode != http.StatusPartialContent {
		if _, err := io.CopyN(io.Discard, body, d.done); err != nil {
			return err
		}
	}
	if d.size == 0 && res.ContentLength > 0 && res.StatusCode == http.StatusOK {
		d.size = res.ContentLength
	}
	_, err = io.CopyBuffer(d, struct{ io.Reader }{body}, make([]byte, 256<<10))
	if err == nil && d.size > 0 && d.done < d.size {
		err = io.ErrUnexpectedEOF
	}
	return err
}

// Write implements [io.Writer]: bytes that came are handed on and counted.
func (d *download) Write(p []byte) (int, error) {
	n, err := d.to.Write(p)
	d.done += int64(n)
	d.sum.Write(p[:n])
	d.client.note(d.from.Call, Event{Stage: Moving, File: d.from.Name, Done: d.done, Total: d.size})
	if err != nil {
		return n, &writeError{err}
	}
	return n, nil
}

// checked compares what came with what should have come.
func (d *download) checked() (Fetched, error) {
	got := Fetched{Size: d.done, SHA1: hex.EncodeToString(d.sum.Sum(nil))}
	switch {
	case d.size > 0 && got.Size != d.size:
		return got, nonsense(0, fmt.Sprintf("%s came with %d bytes, want %d", d.from.Name, got.Size, d.size), hintAnswer)
	case d.sha1 != "" && !strings.EqualFold(got.SHA1, d.sha1):
		return got, nonsense(0, d.from.Name+" did not come as ACC has it: its checksum differs", hintAnswer)
	}
	return got, nil
}

// note tells of something about a call.
func (c *Client) note(call *Call, e Event) {
	if c.observe != nil {
		e.Op, e.Key = call.Op.ID(), call.Key
		c.observe(e)
	}
}
