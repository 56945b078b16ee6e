package acc

import (
	"bytes"
	"encoding/json"
	"io"
	"math"
	"mime"
	"mime/multipart"
	"net/http"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"accstar/acc/catalog"
)

// sent sends a call and returns the request as the server saw it.
func sent(t *testing.T, call *Call, change ...func(*Config)) (*http.Request, []byte) {
	t.Helper()
	var seen *http.Request
	var body []byte
	url, _ := serve(t, func(w http.ResponseWriter, r *http.Request) {
		seen = r
		body, _ = io.ReadAll(r.Body)
		_, _ = w.Write([]byte(`{"id":"x"}`))
	})
	if _, err := newTestClient(t, url, change...).Do(t.Context(), call); err != nil {
		t.Fatal(err)
	}
	return seen, body
}

func TestAddress(t *testing.T) {
	call := readCall()
	call.Path["thing_id"] = "urn:a/b c?x#y%"
	call.Query = []Param{{"filter[name]", "Ada & Co, München"}, {"sort", "name desc"}, {"filter[name]", "+1"}}
	r, _ := sent(t, call)
	want := "/construction/things/v1/projects/p1/things/urn:a%2Fb%20c%3Fx%23y%25" +
		"?filter%5Bname%5D=Ada%20%26%20Co%2C%20M%C3%BCnchen&sort=name%20desc&filter%5Bname%5D=%2B1"
	if r.RequestURI != want {
		t.Errorf("got  %s\nwant %s", r.RequestURI, want)
	}
	if got := r.URL.Query()["filter[name]"]; !cmp.Equal(got, []string{"Ada & Co, München", "+1"}) {
		t.Errorf("got %q", got)
	}
}

func TestRepeatedParameters(t *testing.T) {
	call := readCall()
	op := *call.Op
	op.Query = []catalog.Field{{Name: "ids", Type: "[]string", Repeat: true}, {Name: "sort", Type: "[]string"}}
	call.Op = &op
	call.Query = []Param{{"ids", "a,b"}, {"sort", "x,y"}}
	r, _ := sent(t, call)
	if got, want := r.URL.RawQuery, "ids=a&ids=b&sort=x%2Cy"; got != want {
		t.Errorf("got %s, want %s", got, want)
	}
}

func TestAddressRefused(t *testing.T) {
	url, requests := serve(t, answers(step{status: 200, body: "{}"}))
	for _, id := range []string{"", ".", "..", "\xff"} {
		call := readCall()
		call.Path["project_id"] = id
		e := refused(t, newTestClient(t, url), call)
		if e.Kind != Invalid || e.InDoubt {
			t.Errorf("%q: got %+v", id, e)
		}
		wantText(t, "message", e.Error(), "things.get: project_id: got", "want an ID")
	}
	if requests() != 0 {
		t.Error("a request was sent")
	}
}

func TestHostOfOperation(t *testing.T) {
	op := &catalog.Operation{Host: "api.userprofile.autodesk.com"}
	for base, want := range map[string]string{
		"":                       "api.userprofile.autodesk.com",
		"http://127.0.0.1:8460":  "127.0.0.1:8460",
		"https://gw.example.com": "gw.example.com",
	} {
		c, err := NewClient(Config{BaseURL: base, AllowHosts: []string{"gw.example.com"}, Clock: newClock()})
		if err != nil {
			t.Fatal(err)
		}
		if got := c.hostOf(op); got != want {
			t.Errorf("%q: got %s, want %s", base, got, want)
		}
	}
}

func TestHeaders(t *testing.T) {
	call := createCall()
	call.Op.Headers = []catalog.Field{{Name: "region"}, {Name: "x-user-id"}}
	call.Header = []Param{{"If-Match", "7"}}
	r, _ := sent(t, call, func(c *Config) {
		c.Region, c.UserAgent = "EMEA", "accstar/1.0"
		c.Tokens = &numbered{user: "ADA"}
	})
	for name, want := range map[string]string{
		"Region": "EMEA", "X-User-Id": "ADA", "User-Id": "", "If-Match": "7", "Authorization": "Bearer token-1",
		"User-Agent": "accstar/1.0", "Accept": "application/json", "Content-Type": "application/json",
	} {
		if got := r.Header.Get(name); got != want {
			t.Errorf("%s: got %q, want %q", name, got, want)
		}
	}

	plain := readCall()
	plain.Op.Headers = []catalog.Field{{Name: "Region", Enum: []string{"US"}}}
	r, _ = sent(t, plain, func(c *Config) { c.Region = "EMEA" })
	if got := r.Header.Get("Region"); got != "" {
		t.Errorf("got region %q for an operation that does not know it", got)
	}
}

func TestHeadersRefused(t *testing.T) {
	for _, p := range []Param{{"authorization", "Bearer x"}, {"Host", "x"}, {"X-Y", "a\r\nB: c"}} {
		call := readCall()
		call.Header = []Param{p}
		e := refused(t, newTestClient(t, "http://127.0.0.1:1"), call)
		if e.Kind != Invalid {
			t.Errorf("%v: got %v", p, e)
		}
	}
}

func TestJSONBody(t *testing.T) {
	list := createCall()
	list.Op.BodyShape = catalog.ArrayBody
	api := createCall()
	api.Op.Encoding = catalog.JSONAPI
	for _, test := range []struct {
		name string
		call *Call
		body any
		want string
		kind string
	}{
		{"object", createCall(), map[string]any{"z": int64(1), "a": "R&D <x>", "m": nil, "f": 1.5, "b": true}, `{"a":"R&D <x>","b":true,"f":1.5,"m":null,"z":1}`, "application/json"},
		{"long ID", createCall(), map[string]any{"id": int64(9007199254740993)}, `{"id":9007199254740993}`, "application/json"},
		{"array", list, []any{map[string]any{"email": "a@example.com"}}, `[{"email":"a@example.com"}]`, "application/json"},
		{"JSON:API", api, map[string]any{"data": []any{}}, `{"data":[]}`, "application/vnd.api+json"},
		{"none", createCall(), nil, "", ""},
	} {
		t.Run(test.name, func(t *testing.T) {
			test.call.Body = test.body
			r, body := sent(t, test.call)
			if string(body) != test.want || r.Header.Get("Content-Type") != test.kind {
				t.Errorf("got %s (%s), want %s (%s)", body, r.Header.Get("Content-Type"), test.want, test.kind)
			}
		})
	}
}

func TestJSONBodyRefused(t *testing.T) {
	for _, test := range []struct {
		body any
		want string
	}{
		{map[string]any{"products": []any{map[string]any{"key": "a\xff"}}}, "products[0].key: got text that is not UTF-8"},
		{map[string]any{"x": math.NaN()}, "x: got NaN"},
		{map[string]any{"date": Unknown{Field: "createdAt", Of: "project"}}, "date: createdAt of this project is only known once ACC has created it"},
		{map[string]any{"x": struct{}{}}, "x: got a struct {}"},
		{map[string]any{"x": File{}}, "x: got a file"},
		{[]any{func() {}}, "body[0]: got a func()"},
	} {
		call := createCall()
		call.Body = test.body
		e := refused(t, newTestClient(t, "http://127.0.0.1:1"), call)
		if e.Kind != Invalid || e.InDoubt {
			t.Errorf("got %+v", e)
		}
		wantText(t, "message", e.Message, test.want)
	}
}

func TestFormBody(t *testing.T) {
	call := createCall()
	call.Op.Encoding = catalog.Form
	call.Body = map[string]any{"b": "x y", "a": []any{int64(1), "two"}, "c": true}
	r, body := sent(t, call)
	if string(body) != "a=1&a=two&b=x+y&c=true" || r.Header.Get("Content-Type") != "application/x-www-form-urlencoded" {
		t.Errorf("got %s (%s)", body, r.Header.Get("Content-Type"))
	}
}

func picture(text string) File {
	return File{Name: `to"wer.png`, Type: "image/png", Size: int64(len(text)),
		Open: func() (io.ReadCloser, error) { return io.NopCloser(strings.NewReader(text)), nil }}
}

func TestMultipartBody(t *testing.T) {
	call := createCall()
	call.Op.Encoding = catalog.Multipart
	call.Body = map[string]any{"chunk": picture("PNG"), "title": "Tower", "n": int64(3)}
	r, first := sent(t, call)
	_, second := sent(t, call)
	if !bytes.Equal(first, second) {
		t.Error("the same call gave different bytes")
	}
	_, params, err := mime.ParseMediaType(r.Header.Get("Content-Type"))
	if err != nil {
		t.Fatal(err)
	}
	form, err := multipart.NewReader(bytes.NewReader(first), params["boundary"]).ReadForm(1 << 20)
	if err != nil {
		t.Fatal(err)
	}
	if !cmp.Equal(form.Value, map[string][]string{"title": {"Tower"}, "n": {"3"}}) {
		t.Errorf("got fields %v", form.Value)
	}
	file := form.File["chunk"][0]
	in, err := file.Open()
	if err != nil {
		t.Fatal(err)
	}
	data, _ := io.ReadAll(in)
	if file.Filename != `to"wer.png` || file.Header.Get("Content-Type") != "image/png" || string(data) != "PNG" {
		t.Errorf("got file %q (%s): %s", file.Filename, file.Header.Get("Content-Type"), data)
	}
}

func TestBinaryBody(t *testing.T) {
	call := createCall()
	call.Op.Encoding = catalog.Binary
	file := picture("PNG")
	call.Body = map[string]any{"chunk": &file}
	r, body := sent(t, call)
	if string(body) != "PNG" || r.Header.Get("Content-Type") != "image/png" {
		t.Errorf("got %s (%s)", body, r.Header.Get("Content-Type"))
	}
	call.Body = map[string]any{"chunk": "PNG"}
	wantText(t, "message", refused(t, newTestClient(t, "http://127.0.0.1:1"), call).Message, "want one file")
}

func TestFileRefused(t *testing.T) {
	grown := picture("PNG")
	grown.Size = 2
	large := picture("PNG")
	large.Size = maxUpload + 1<<20
	for want, file := range map[string]File{
		"its size is not the 2 bytes it had": grown,
		"got 101 MiB, want at most 100":      large,
		"cannot be opened":                   {Name: "x"},
	} {
		call := createCall()
		call.Op.Encoding = catalog.Multipart
		call.Body = map[string]any{"chunk": file}
		wantText(t, "message", refused(t, newTestClient(t, "http://127.0.0.1:1"), call).Message, "chunk: ", want)
	}
}

func TestFileDescribesItself(t *testing.T) {
	data, err := json.Marshal(map[string]any{"chunk": picture("PNG")})
	if err != nil || string(data) != `{"chunk":{"name":"to\"wer.png","size":3,"type":"image/png"}}` {
		t.Errorf("got %s, %v", data, err)
	}
}
