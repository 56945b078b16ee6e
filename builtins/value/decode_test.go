package value_test

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"math/big"
	goruntime "runtime"
	"strconv"
	"strings"
	"testing"
	"unicode/utf8"

	"go.starlark.net/starlark"

	"accstar/builtins/value"
)

func TestDecode(t *testing.T) {
	for _, test := range []struct{ text, want string }{
		{`{"id": "1", "name": "North Tower", "size": 3}`, `record(id = "1", name = "North Tower", size = 3)`},
		{`[]`, `[]`},
		{` [1, -0, 1.5, 1e3, null, true, false] `, `[1, 0, 1.5, 1000.0, None, True, False]`},
		{`123456789012345678901234567890`, `123456789012345678901234567890`},
		{`9223372036854775808`, `9223372036854775808`},
		{`"tab\t, quote \", é, \u00e9, \ud83d\ude00, \ud83d!"`, `"tab\t, quote \", é, é, 😀, ` + "\ufffd" + `!"`},
		{`{"a": 1, "b": 2, "a": {"c": []}}`, `record(a = record(c = []), b = 2)`},
		{`{"not a name": {"get": 1}}`, `record("not a name" = record(get = 1))`},
		{`{}`, `record()`},
	} {
		got, err := value.Decode([]byte(test.text))
		if err != nil {
			t.Errorf("Decode(%s): %v", test.text, err)
		} else if got.String() != test.want {
			t.Errorf("Decode(%s) = %s, want %s", test.text, got, test.want)
		}
	}
}

func TestDecodeErrors(t *testing.T) {
	deep := strings.Repeat("[", 1001)
	for _, test := range []struct{ text, want string }{
		{``, `JSON line 1, column 1: there is nothing`},
		{`{"a": 1`, `JSON line 1, column 8: the text ends too early`},
		{"{\n  \"é\": x}", `JSON line 2, column 8: got x, want a value`},
		{`{"a" 1}`, `got 1, want :`},
		{`{a: 1}`, `got a, want the name of a field in quotes`},
		{`[1 2]`, `got 2, want , or ]`},
		{`[1,]`, `got ], want a value`},
		{`{"a": 1,}`, `got }, want the name of a field in quotes`},
		{`01`, `a number begins with 0`},
		{`-`, `the text ends too early`},
		{`1.x`, `got x, want a digit`},
		{`1e999`, `a number too large`},
		{strings.Repeat("9", 10_001), `a number of more than 10000 digits`},
		{`nul`, `got n, want a value`},
		{`{} {}`, `{ after the end of the value`},
		{`"a` + "\n" + `"`, `control character 0x0a within a string`},
		{`"\x"`, `\x is no escape of JSON`},
		{`"\u12g4"`, `\u wants four hexadecimal digits`},
		{"\"ab\xff\"", `JSON line 1, column 4: byte 0xff is not UTF-8`},
		{"\"\\n\xc3\"", `byte 0xc3 is not UTF-8`},
		{deep, `nested more than 1000 deep`},
	} {
		_, err := value.Decode([]byte(test.text))
		var syntax *value.SyntaxError
		if !errors.As(err, &syntax) {
			t.Errorf("Decode(%.30s): got error %v, want a SyntaxError", test.text, err)
		} else if !strings.Contains(err.Error(), test.want) {
			t.Errorf("Decode(%.30s): got error %q, want %q", test.text, err, test.want)
		}
	}
}

// Wide objects leave the tree of shapes; what they hold must not differ.
func TestDecodeWideObject(t *testing.T) {
	var b strings.Builder
	for i := range 300 {
		fmt.Fprintf(&b, `,"k%d":%d`, i%200, i)
	}
	v, err := value.Decode([]byte("{" + b.String()[1:] + "}"))
	if err != nil {
		t.Fatal(err)
	}
	r := v.(*value.Record)
	if r.Len() != 200 {
		t.Errorf("got %d fields, want 200", r.Len())
	}
	for i := range 200 {
		want := i
		if i < 100 {
			want = i + 200 // the later value of a name counts
		}
		if got, ok := r.Field("k" + strconv.Itoa(i)); !ok || got.String() != strconv.Itoa(want) {
			t.Errorf("k%d is %v, want %d", i, got, want)
		}
	}
	if got := strings.Join(r.Names()[:3], " "); got != "k0 k1 k2" {
		t.Errorf("names begin %q", got)
	}
}

func TestDecodeKeepsNothingOfTheInput(t *testing.T) {
	data := []byte(`{"name": "North", "long": "` + strings.Repeat("x", 100) + `", "esc": "a\tb"}`)
	v, err := value.Decode(data)
	if err != nil {
		t.Fatal(err)
	}
	before := v.String()
	for i := range data {
		data[i] = '!'
	}
	if v.String() != before {
		t.Errorf("the record changed with the input: %s", v)
	}
}

func TestDecodeFreezesWhatIsWithin(t *testing.T) {
	v, err := value.Decode([]byte(`[{"roles": ["a"]}, ["b"]]`))
	if err != nil {
		t.Fatal(err)
	}
	list := v.(*starlark.List)
	roles, _ := list.Index(0).(*value.Record).Field("roles")
	for _, within := range []starlark.Value{roles, list.Index(1)} {
		if err := within.(*starlark.List).Append(starlark.None); err == nil {
			t.Errorf("%s could be changed", within)
		}
	}
	if err := list.Append(starlark.None); err != nil {
		t.Errorf("the outermost list could not be changed: %v", err)
	}
}

// FuzzDecode holds Decode to encoding/json.
func FuzzDecode(f *testing.F) {
	for _, seed := range []string{
		`{"id":"b.1","products":[{"key":"docs","access":"member"},{"key":"build"}],"n":-12.5e-3}`,
		`[1,2.0,3e2,"\u00e9\ud83d\ude00\ud800",{},[],null,true,false]`,
		`{"a":1,"a":2,"b":{"a":[{}]}}`, "\"\xff\"", ` {"" : 0 } x`, `-`, `"\`, `[`, `{"a":`, `1e400`, `-0`, `1E+2`,
		`"\ud83d\u0041"`, `"\ud83d\ud83d\ude00"`, "\t\r\n 7",
	} {
		f.Add([]byte(seed))
	}
	f.Fuzz(func(t *testing.T, data []byte) {
		got, err := value.Decode(data)
		want, wantErr := reference(data)
		switch {
		case err != nil && wantErr != nil:
		case err != nil && strings.Contains(err.Error(), "nested more than"):
		case err != nil && strings.Contains(err.Error(), "digits"):
		case err != nil && strings.Contains(err.Error(), "UTF-8") && !utf8.Valid(data): // encoding/json replaces such bytes
		case err != nil || wantErr != nil:
			t.Fatalf("Decode(%q): error %v, encoding/json: %v", data, err, wantErr)
		default:
			if diff := difference(got, want); diff != "" {
				t.Fatalf("Decode(%q): %s", data, diff)
			}
		}
	})
}

// reference decodes with encoding/json, numbers checked as Decode checks them.
func reference(data []byte) (any, error) {
	dec := json.NewDecoder(bytes.NewReader(data))
	dec.UseNumber()
	var v any
	if err := dec.Decode(&v); err != nil {
		return nil, err
	}
	if rest := bytes.TrimLeft(data[dec.InputOffset():], " \t\r\n"); len(rest) > 0 {
		return nil, errors.New("more than one value")
	}
	return v, checkFloats(v)
}

func checkFloats(v any) error {
	switch v := v.(type) {
	case json.Number:
		if strings.ContainsAny(string(v), ".eE") {
			_, err := v.Float64()
			return err
		}
	case []any:
		for _, x := range v {
			if err := checkFloats(x); err != nil {
				return err
			}
		}
	case map[string]any:
		for _, x := range v {
			if err := checkFloats(x); err != nil {
				return err
			}
		}
	}
	return nil
}

// difference says where a decoded value is not what encoding/json made of the text.
func difference(got starlark.Value, want any) string {
	switch want := want.(type) {
	case nil:
		if got == starlark.None {
			return ""
		}
	case bool:
		if got == starlark.Bool(want) {
			return ""
		}
	case string:
		if got == starlark.String(want) {
			return ""
		}
	case json.Number:
		if sameNumber(got, string(want)) {
			return ""
		}
	case []any:
		if list, ok := got.(*starlark.List); ok && list.Len() == len(want) {
			for i := range want {
				if diff := difference(list.Index(i), want[i]); diff != "" {
					return diff
				}
			}
			return ""
		}
	case map[string]any:
		if r, ok := got.(*value.Record); ok && r.Len() == len(want) {
			for name, x := range want {
				field, ok := r.Field(name)
				if !ok {
					return fmt.Sprintf("field %q is missing", name)
				}
				if diff := difference(field, x); diff != "" {
					return diff
				}
			}
			return ""
		}
	}
	return fmt.Sprintf("got %s, want %v", got, want)
}

func sameNumber(got starlark.Value, text string) bool {
	if strings.ContainsAny(text, ".eE") {
		f, err := strconv.ParseFloat(text, 64)
		return err == nil && got == starlark.Float(f)
	}
	n, _ := new(big.Int).SetString(text, 10)
	i, ok := got.(starlark.Int)
	return ok && i.BigInt().Cmp(n) == 0
}

// usersPage is an answer with so many users, of about 350 bytes each.
func usersPage(n int) []byte {
	var text bytes.Buffer
	text.WriteByte('[')
	for i := range n {
		if i > 0 {
			text.WriteByte(',')
		}
		fmt.Fprintf(&text, `{"id":"%036d","email":"user%d@example.com","name":"Ada %d","companyName":"Acme","status":"active",`+
			`"roleIds":["a","b"],"products":[{"key":"docs","access":"member"},{"key":"build","access":"none"}]}`, i, i, i)
	}
	text.WriteByte(']')
	return text.Bytes()
}

// BenchmarkDecode decodes 2,000 users into records, beside encoding/json into any, and says how many bytes of memory a user is then.
func BenchmarkDecode(b *testing.B) {
	const users = 2000
	text := usersPage(users)
	for _, way := range []struct {
		name   string
		decode func([]byte) (any, error)
	}{
		{"records", func(data []byte) (any, error) { return value.Decode(data) }},
		{"any", func(data []byte) (any, error) {
			var v any
			err := json.Unmarshal(data, &v)
			return v, err
		}},
	} {
		b.Run(way.name, func(b *testing.B) {
			b.SetBytes(int64(len(text)))
			b.ReportAllocs()
			for b.Loop() {
				if _, err := way.decode(text); err != nil {
					b.Fatal(err)
				}
			}
			b.StopTimer()
			var before, after goruntime.MemStats
			goruntime.GC()
			goruntime.ReadMemStats(&before)
			const pages = 10
			var kept []any
			for range pages {
				v, err := way.decode(text)
				if err != nil {
					b.Fatal(err)
				}
				kept = append(kept, v)
			}
			goruntime.GC()
			goruntime.ReadMemStats(&after)
			b.ReportMetric(float64(int64(after.HeapAlloc)-int64(before.HeapAlloc))/(pages*users), "B-live/user")
			goruntime.KeepAlive(kept)
		})
	}
}
