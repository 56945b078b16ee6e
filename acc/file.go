package acc

import (
	"bytes"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"maps"
	"mime/multipart"
	"net/textproto"
	"slices"
	"strings"
)

// maxUpload is the most a file in the body of a call may hold. Larger ones go to storage of their own in ACC.
const maxUpload = 100 << 20

// File is a file in the body of a call, as the value of a field of type "file".
type File struct {
	Name string // without folders: "tower.png"
	Type string // media type: "image/png"; "" means application/octet-stream
	// Open returns the contents. It may be called again, for a second try.
	Open func() (io.ReadCloser, error)
	Size int64 // in bytes; contents of another length are an error
	// SHA256 is the hash of the contents in hex, where it is known: it stands for them in a plan, and an upload that finds others
	// does not go through.
	SHA256 string
}

// MarshalJSON describes the file without its contents, for what is kept or shown of a call.
func (f File) MarshalJSON() ([]byte, error) {
	shown := map[string]any{"name": f.Name, "type": f.Type, "size": f.Size}
	if f.SHA256 != "" {
		shown["sha256"] = f.SHA256
	}
	return json.Marshal(shown)
}

func (f File) mediaType() string {
	if f.Type == "" {
		return "application/octet-stream"
	}
	return strings.NewReplacer("\r", "", "\n", "").Replace(f.Type)
}

func (f File) read() ([]byte, error) {
	switch {
	case f.Open == nil:
		return nil, errors.New("got a file that cannot be opened")
	case f.Size > maxUpload:
		return nil, fmt.Errorf("%s: got %d MiB, want at most %d", f.Name, f.Size>>20, maxUpload>>20)
	}
	in, err := f.Open()
	if err != nil {
		return nil, err
	}
	defer in.Close()
	data, err := io.ReadAll(io.LimitReader(in, f.Size+1))
	if err != nil {
		return nil, err
	}
	if int64(len(data)) != f.Size {
		return nil, fmt.Errorf("%s: its size is not the %d bytes it had a moment ago", f.Name, f.Size)
	}
	return data, nil
}

// part is one field of a multipart form.
type part struct {
	header textproto.MIMEHeader
	data   []byte
}

// encodeMultipart writes a multipart form: plain fields by name, then files by name. The boundary is a hash of the contents,
// so that the same call gives the same bytes.
func encodeMultipart(body any) (payload []byte, contentType string, err error) {
	fields, ok := body.(map[string]any)
	if !ok {
		return nil, "", errors.New("body: want fields by name")
	}
	var plain, files []part
	for _, name := range slices.Sorted(maps.Keys(fields)) {
		file, isFile := asFile(fields[name])
		if isFile {
			data, err := file.read()
			if err != nil {
				return nil, "", fmt.Errorf("%s: %w", name, err)
			}
			files = append(files, part{fileHeader(name, file), data})
			continue
		}
		text, err := formText(fields[name])
		if err != nil {
			return nil, "", fmt.Errorf("%s: %w", name, err)
		}
		plain = append(plain, part{fieldHeader(name), []byte(text)})
	}
	return writeParts(append(plain, files...))
}

func writeParts(parts []part) (payload []byte, contentType string, err error) {
	hash := sha256.New()
	for _, p := range parts {
		hash.Write(p.data)
	}
	var out bytes.Buffer
	w := multipart.NewWriter(&out)
	if err := w.SetBoundary(hex.EncodeToString(hash.Sum(nil))[:40]); err != nil {
		return nil, "", err
	}
	for _, p := range parts {
		to, err := w.CreatePart(p.header)
		if err != nil {
			return nil, "", err
		}
		if _, err := to.Write(p.data); err != nil {
			return nil, "", err
		}
	}
	if err := w.Close(); err != nil {
		return nil, "", err
	}
	return out.Bytes(), w.FormDataContentType(), nil
}

// encodeBinary writes the one file of a body, and nothing around it.
func encodeBinary(body any) (payload []byte, contentType string, err error) {
	fields, _ := body.(map[string]any)
	for name, v := range fields {
		file, ok := asFile(v)
		if !ok || len(fields) > 1 {
			break
		}
		if payload, err = file.read(); err != nil {
			return nil, "", fmt.Errorf("%s: %w", name, err)
		}
		return payload, file.mediaType(), nil
	}
	return nil, "", errors.New("body: want one file and nothing else")
}

func asFile(v any) (File, bool) {
	switch v := v.(type) {
	case File:
		return v, true
	case *File:
		if v != nil {
			return *v, true
		}
	}
	return File{}, false
}

func fieldHeader(name string) textproto.MIMEHeader {
	return textproto.MIMEHeader{"Content-Disposition": {`form-data; name="` + quoted(name) + `"`}}
}

func fileHeader(name string, f File) textproto.MIMEHeader {
	return textproto.MIMEHeader{
		"Content-Disposition": {`form-data; name="` + quoted(name) + `"; filename="` + quoted(f.Name) + `"`},
		"Content-Type":        {f.mediaType()},
	}
}

// quoted makes text fit for between quotes in a header.
func quoted(text string) string {
	return strings.NewReplacer(`\`, `\\`, `"`, `\"`, "\r", "", "\n", "").Replace(text)
}
