package builtins

import (
	"fmt"
	"strconv"
	"strings"

	"go.starlark.net/starlark"

	"accstar/runtime"
)

// paramValue is what param.string() and its siblings make: a parameter without its name.
type paramValue struct{ param runtime.Param }

var _ starlark.Value = (*paramValue)(nil)

func (p *paramValue) String() string        { return "<param." + p.param.Kind + ">" }
func (p *paramValue) Type() string          { return "param" }
func (p *paramValue) Freeze()               {}
func (p *paramValue) Truth() starlark.Bool  { return true }
func (p *paramValue) Hash() (uint32, error) { return 0, fmt.Errorf("unhashable type: param") }

// paramEntries lists the kinds of parameter.
func paramEntries() []entry {
	const common = "Without a default the parameter must be given, unless required = False: then it is None when it is not. help is shown by --help."
	kind := func(name, signature, summary, text, example string, b body) entry {
		if text != "" {
			text += "\n\n"
		}
		return entry{
			Doc:  Doc{Name: "param." + name, Signature: "param." + name + "(" + signature + ")", Summary: summary, Text: text + common, Example: example},
			body: b,
		}
	}
	const usual = `default, help = "", required = True`
	return []entry{
		kind("string", usual, "A parameter that is a text.", "", `"region": param.string(default = "EMEA")`, paramString),
		kind("int", usual+", min = None, max = None", "A parameter that is a whole number.", "", `"floors": param.int(min = 1)`, paramInt),
		kind("float", usual+", min = None, max = None", "A parameter that is a number.", "", `"share": param.float(default = 0.5, min = 0, max = 1)`, paramFloat),
		{
			Doc: Doc{Name: "param.bool", Signature: `param.bool(default = False, help = "")`, Summary: "A parameter that is on or off.",
				Text: "On the command line its name alone turns it on: --invite.", Example: `"invite": param.bool(help = "let ACC send its invitation mails")`},
			body: paramBool,
		},
		kind("choice", "choices, "+usual, "A parameter that is one of several texts.", "Case does not count.",
			`"access": param.choice(["member", "admin"], default = "member")`, paramChoice),
		kind("list", usual+`, of = param.string(), sep = ","`, "A parameter that is a list.", "On the command line its items are separated by commas. of is the kind of each item.",
			`"people": param.list(of = param.email())`, paramList),
		kind("date", usual, "A parameter that is a date.", "It is given as ISO text: 2026-03-01.", `"start": param.date()`, paramDate),
		kind("file", usual, "A parameter that is a file to read.",
			"The file must exist before main starts. sheet.read takes it; hires.name is its name, hires.text() what is in it. A file the user names may be anywhere; a default is looked for below the playbook's folder.",
			`"hires": param.file(help = "Excel or CSV list of new hires")`, paramFile),
		kind("folder", usual, "A parameter that is a folder of files to read.",
			"main gets the plain files directly in it as a list, by name; hidden ones are left out. A folder the user names may be anywhere; a default is looked for below the playbook's folder.",
			`"drawings": param.folder(help = "folder of PDFs")`, paramFolder),
		kind("email", usual, "A parameter that is an e-mail address.", "main gets it in lower case.", `"person": param.email()`, paramEmail),
		kind("project", usual, "A parameter that is a project.", "It is given by name, job number or ID. main gets its record.", `"project": param.project()`, paramOfACC("project")),
		kind("company", usual, "A parameter that is a company.", "It is given by name or ID. main gets its record.", `"company": param.company()`, paramOfACC("company")),
		kind("role", usual, "A parameter that is a role.", "It is given by name or ID. main gets its record.", `"role": param.role()`, paramOfACC("role")),
	}
}

// paramArgs are the arguments that all kinds of parameter have.
type paramArgs struct {
	def      starlark.Value
	help     string
	required starlark.Value
}

func (p *paramArgs) pairs(more ...any) []any {
	return append([]any{"default?", &p.def, "help?", &p.help, "required?", &p.required}, more...)
}

// paramType is what one kind of parameter makes of a text from the command line, and of a default in the playbook.
type paramType struct {
	parse func(text string) (starlark.Value, error)
	// accept takes a default that is no text; nil takes none. Texts are parsed.
	accept func(v starlark.Value) (starlark.Value, error)
}

// param makes a parameter of its arguments.
func (a arguments) param(p runtime.Param, common paramArgs, t paramType) (starlark.Value, error) {
	p.Help, p.Parse = common.help, t.parse
	required := common.def == nil
	switch r := common.required.(type) {
	case nil:
	case starlark.Bool:
		if bool(r) && common.def != nil {
			return nil, a.fail("required = True does not go with a default")
		}
		required = bool(r)
	default:
		return nil, a.fail("for parameter required: got %s, want True or False", r.Type())
	}
	p.Required = required
	if common.def != nil {
		def, err := t.value(common.def)
		if err != nil {
			return nil, a.fail("default: %w", err)
		}
		p.Default = def
	}
	return &paramValue{p}, nil
}

// value makes the value of a default.
func (t paramType) value(v starlark.Value) (starlark.Value, error) {
	if v == starlark.None {
		return v, nil
	}
	if text, ok := starlark.AsString(v); ok {
		return t.parse(text)
	}
	if t.accept == nil {
		return nil, fmt.Errorf("got %s, want string", v.Type())
	}
	return t.accept(v)
}

func paramString(_ *Env, _ *starlark.Thread, args arguments) (starlark.Value, error) {
	var common paramArgs
	if err := args.unpack(common.pairs()...); err != nil {
		return nil, err
	}
	return args.param(runtime.Param{Kind: "string"}, common, paramType{parse: parseText})
}

func parseText(text string) (starlark.Value, error) { return starlark.String(text), nil }

func paramInt(_ *Env, _ *starlark.Thread, args arguments) (starlark.Value, error) {
	var common paramArgs
	var low, high starlark.Value
	if err := args.unpack(common.pairs("min??", &low, "max??", &high)...); err != nil {
		return nil, err
	}
	within, err := args.bounds(low, high)
	if err != nil {
		return nil, err
	}
	accept := func(v starlark.Value) (starlark.Value, error) {
		if _, ok := v.(starlark.Int); !ok {
			return nil, fmt.Errorf("got %s, want a whole number", v.Type())
		}
		return v, within(v)
	}
	parse := func(text string) (starlark.Value, error) {
		n, err := strconv.ParseInt(strings.TrimSpace(text), 10, 64)
		if err != nil {
			return nil, fmt.Errorf("got %q, want a whole number", text)
		}
		return accept(starlark.MakeInt64(n))
	}
	return args.param(runtime.Param{Kind: "int"}, common, paramType{parse, accept})
}

func paramFloat(_ *Env, _ *starlark.Thread, args arguments) (starlark.Value, error) {
	var common paramArgs
	var low, high starlark.Value
	if err := args.unpack(common.pairs("min??", &low, "max??", &high)...); err != nil {
		return nil, err
	}
	within, err := args.bounds(low, high)
	if err != nil {
		return nil, err
	}
	accept := func(v starlark.Value) (starlark.Value, error) {
		f, ok := starlark.AsFloat(v)
		if !ok || f-f != 0 {
			return nil, fmt.Errorf("got %s, want a number", shown(v))
		}
		return starlark.Float(f), within(v)
	}
	parse := func(text string) (starlark.Value, error) {
		f, err := strconv.ParseFloat(strings.TrimSpace(text), 64)
		if err != nil || f-f != 0 {
			return nil, fmt.Errorf("got %q, want a number such as 12.5", text)
		}
		return accept(starlark.Float(f))
	}
	return args.param(runtime.Param{Kind: "float"}, common, paramType{parse, accept})
}

// bounds returns what checks a number against min and max, either of which may be nil.
func (a arguments) bounds(low, high starlark.Value) (func(starlark.Value) error, error) {
	for name, v := range map[string]starlark.Value{"min": low, "max": high} {
		if v == nil {
			continue
		}
		if _, ok := starlark.AsFloat(v); !ok {
			return nil, a.fail("for parameter %s: got %s, want a number", name, v.Type())
		}
	}
	return func(v starlark.Value) error {
		n, _ := starlark.AsFloat(v)
		if low != nil {
			if least, _ := starlark.AsFloat(low); n < least {
				return fmt.Errorf("got %s, want at least %s", v, low)
			}
		}
		if high != nil {
			if most, _ := starlark.AsFloat(high); n > most {
				return fmt.Errorf("got %s, want at most %s", v, high)
			}
		}
		return nil
	}, nil
}

func paramBool(_ *Env, _ *starlark.Thread, args arguments) (starlark.Value, error) {
	common := paramArgs{def: starlark.False}
	if err := args.unpack("default?", &common.def, "help?", &common.help); err != nil {
		return nil, err
	}
	accept := func(v starlark.Value) (starlark.Value, error) {
		if _, ok := v.(starlark.Bool); !ok {
			return nil, fmt.Errorf("got %s, want True or False", v.Type())
		}
		return v, nil
	}
	return args.param(runtime.Param{Kind: "bool"}, common, paramType{parseYesNo, accept})
}

func parseYesNo(text string) (starlark.Value, error) {
	switch strings.ToLower(strings.TrimSpace(text)) {
	case "true", "yes", "on", "1", "":
		return starlark.True, nil
	case "false", "no", "off", "0":
		return starlark.False, nil
	}
	return nil, fmt.Errorf("got %q, want true or false", text)
}

func paramChoice(_ *Env, _ *starlark.Thread, args arguments) (starlark.Value, error) {
	var common paramArgs
	var list starlark.Value
	if err := args.unpack(append([]any{"choices", &list}, common.pairs()...)...); err != nil {
		return nil, err
	}
	choices, err := args.texts("choices", list)
	if err != nil {
		return nil, err
	}
	if len(choices) == 0 {
		return nil, args.fail("for parameter choices: got none, want at least one")
	}
	parse := func(text string) (starlark.Value, error) {
		trimmed := strings.TrimSpace(text)
		for _, same := range []func(a, b string) bool{func(a, b string) bool { return a == b }, strings.EqualFold} {
			for _, choice := range choices {
				if same(choice, trimmed) {
					return starlark.String(choice), nil
				}
			}
		}
		near := runtime.Suggest(trimmed, choices)
		if near != "" {
			near = fmt.Sprintf(" (did you mean %q?)", near)
		}
		return nil, fmt.Errorf("got %q, want %s%s", text, quotedOr(choices), near)
	}
	return args.param(runtime.Param{Kind: "choice", Choices: choices}, common, paramType{parse: parse})
}
