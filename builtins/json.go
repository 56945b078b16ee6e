package builtins

import (
	"bytes"
	"encoding/json"
	"strings"

	"go.starlark.net/starlark"

	"accstar/builtins/value"
)

func jsonEntries() []entry {
	return []entry{
		{
			Doc: Doc{
				Name: "json.decode", Signature: "json.decode(text)", Summary: "Reads JSON: objects become records, arrays lists, null None.",
				Text:    "Whole numbers are exact ints. What is wrong with the text is an error with line and column.",
				Example: `settings = json.decode('{"region": "EMEA"}')`,
			},
			body: jsonDecode,
		},
		{
			Doc: Doc{
				Name: "json.encode", Signature: "json.encode(value, indent = 0)", Summary: "Writes a value as JSON.",
				Text:    "Dicts and records are written with their keys sorted, dates as ISO, None and null as null. With indent, over several lines.",
				Example: `print(json.encode({"region": "EMEA"}, indent = 2))`,
			},
			body: jsonEncode,
		},
	}
}

func jsonDecode(_ *Env, _ *starlark.Thread, args arguments) (starlark.Value, error) {
	var text string
	if err := args.unpack("text", &text); err != nil {
		return nil, err
	}
	v, err := value.Decode([]byte(text))
	if err != nil {
		return nil, args.fail("%w", err)
	}
	return v, nil
}

func jsonEncode(_ *Env, _ *starlark.Thread, args arguments) (starlark.Value, error) {
	var v starlark.Value
	indent := 0
	if err := args.unpack("value", &v, "indent?", &indent); err != nil {
		return nil, err
	}
	if indent < 0 || indent > 16 {
		return nil, args.fail("for parameter indent: got %d, want 0 to 16", indent)
	}
	plain, err := value.ToJSON(v)
	if err != nil {
		return nil, args.fail("%w", err)
	}
	var b bytes.Buffer
	enc := json.NewEncoder(&b)
	enc.SetEscapeHTML(false)
	enc.SetIndent("", strings.Repeat(" ", indent))
	if err := enc.Encode(plain); err != nil {
		return nil, args.fail("%w", err)
	}
	return starlark.String(strings.TrimSuffix(b.String(), "\n")), nil
}
