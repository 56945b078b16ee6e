package builtins

import (
	"fmt"
	"strings"

	"go.starlark.net/starlark"

	"accstar/builtins/value"
	"accstar/runtime"
)

func paramList(_ *Env, _ *starlark.Thread, args arguments) (starlark.Value, error) {
	var common paramArgs
	sep := ","
	of := &paramValue{runtime.Param{Kind: "string", Parse: parseText}}
	if err := args.unpack(common.pairs("of?", &of, "sep?", &sep)...); err != nil {
		return nil, err
	}
	if sep == "" {
		return nil, args.fail("for parameter sep: got an empty text")
	}
	if of.param.Kind == "list" || of.param.Kind == "bool" {
		return nil, args.fail("for parameter of: a list of %ss cannot be written on the command line", of.param.Kind)
	}
	item := of.param
	items := func(texts []string) (starlark.Value, error) {
		list := starlark.NewList(nil)
		for i, text := range texts {
			v, err := item.Parse(text)
			if err != nil {
				return nil, fmt.Errorf("item %d: %w", i+1, err)
			}
			if err := list.Append(v); err != nil {
				return nil, err
			}
		}
		return list, nil
	}
	parse := func(text string) (starlark.Value, error) {
		var texts []string
		for part := range strings.SplitSeq(text, sep) {
			if part = strings.TrimSpace(part); part != "" {
				texts = append(texts, part)
			}
		}
		return items(texts)
	}
	accept := func(v starlark.Value) (starlark.Value, error) {
		list, ok := v.(starlark.Sequence)
		if !ok {
			return nil, fmt.Errorf("got %s, want a list", v.Type())
		}
		var texts []string
		iter := list.Iterate()
		defer iter.Done()
		var x starlark.Value
		for i := 0; iter.Next(&x); i++ {
			text, ok := starlark.AsString(x)
			if !ok {
				text = x.String()
			}
			texts = append(texts, text)
		}
		return items(texts)
	}
	p := runtime.Param{Kind: "list"}
	if item.Kind != "string" {
		p.Kind = "list of " + item.Kind
	}
	if item.Resolve != nil {
		p.Resolve = resolveItems(item.Resolve)
	}
	return args.param(p, common, paramType{parse, accept})
}

// resolveItems resolves the items of a list.
func resolveItems(resolve func(*starlark.Thread, starlark.Value) (starlark.Value, error)) func(*starlark.Thread, starlark.Value) (starlark.Value, error) {
	return func(thread *starlark.Thread, v starlark.Value) (starlark.Value, error) {
		list, ok := v.(*starlark.List)
		if !ok {
			return v, nil // None
		}
		resolved := make([]starlark.Value, list.Len())
		for i := range resolved {
			x, err := resolve(thread, list.Index(i))
			if err != nil {
				return nil, err
			}
			resolved[i] = x
		}
		return starlark.NewList(resolved), nil
	}
}

func paramDate(_ *Env, _ *starlark.Thread, args arguments) (starlark.Value, error) {
	var common paramArgs
	if err := args.unpack(common.pairs()...); err != nil {
		return nil, err
	}
	parse := func(text string) (starlark.Value, error) {
		d, err := value.ParseDate(text)
		if err != nil {
			return nil, err
		}
		return d, nil
	}
	accept := func(v starlark.Value) (starlark.Value, error) {
		if _, ok := v.(value.Date); !ok {
			return nil, fmt.Errorf("got %s, want a date", v.Type())
		}
		return v, nil
	}
	return args.param(runtime.Param{Kind: "date"}, common, paramType{parse, accept})
}

func paramEmail(_ *Env, _ *starlark.Thread, args arguments) (starlark.Value, error) {
	var common paramArgs
	if err := args.unpack(common.pairs()...); err != nil {
		return nil, err
	}
	parse := func(text string) (starlark.Value, error) {
		address, err := parseEmail(text)
		if err != nil {
			return nil, err
		}
		return starlark.String(address), nil
	}
	return args.param(runtime.Param{Kind: "email"}, common, paramType{parse: parse})
}

func paramFile(env *Env, _ *starlark.Thread, args arguments) (starlark.Value, error) {
	var common paramArgs
	if err := args.unpack(common.pairs()...); err != nil {
		return nil, err
	}
	// What the playbook itself names as default is no file that the user has agreed to.
	ofUser := func(named bool) func(string) (starlark.Value, error) {
		return func(text string) (starlark.Value, error) {
			if strings.TrimSpace(text) == "" {
				return nil, fmt.Errorf("got a blank name, want a file")
			}
			return &fileValue{env: env, name: text, named: named}, nil
		}
	}
	p := runtime.Param{Kind: "file", Resolve: func(_ *starlark.Thread, v starlark.Value) (starlark.Value, error) {
		if file, ok := v.(*fileValue); ok {
			return file, file.check()
		}
		return v, nil
	}}
	made, err := args.param(p, common, paramType{parse: ofUser(false)})
	if err != nil {
		return nil, err
	}
	made.(*paramValue).param.Parse = ofUser(true)
	return made, nil
}

// folderValue is a folder that a parameter names, until it is looked into.
type folderValue struct{ fileValue }

func (f *folderValue) Type() string { return "folder" }

func paramFolder(env *Env, _ *starlark.Thread, args arguments) (starlark.Value, error) {
	var common paramArgs
	if err := args.unpack(common.pairs()...); err != nil {
		return nil, err
	}
	ofUser := func(named bool) func(string) (starlark.Value, error) {
		return func(text string) (starlark.Value, error) {
			if strings.TrimSpace(text) == "" {
				return nil, fmt.Errorf("got a blank name, want a folder")
			}
			return &folderValue{fileValue{env: env, name: text, named: named}}, nil
		}
	}
	p := runtime.Param{Kind: "folder", Resolve: func(_ *starlark.Thread, v starlark.Value) (starlark.Value, error) {
		folder, ok := v.(*folderValue)
		if !ok {
			return v, nil
		}
		disk, ok := env.Files.(reopener)
		if !ok {
			return nil, fmt.Errorf("folders cannot be looked into here")
		}
		names, err := disk.list(folder.name, folder.named)
		if err != nil {
			return nil, err
		}
		var files []starlark.Value
		for _, name := range names {
			files = append(files, &fileValue{env: env, name: name, named: folder.named})
		}
		return starlark.NewList(files), nil
	}}
	made, err := args.param(p, common, paramType{parse: ofUser(false)})
	if err != nil {
		return nil, err
	}
	made.(*paramValue).param.Parse = ofUser(true)
	return made, nil
}

// paramOfACC makes a kind of parameter that stands for something in ACC.
func paramOfACC(kind string) body {
	return func(env *Env, _ *starlark.Thread, args arguments) (starlark.Value, error) {
		var common paramArgs
		if err := args.unpack(common.pairs()...); err != nil {
			return nil, err
		}
		parse := func(text string) (starlark.Value, error) {
			if text = strings.TrimSpace(text); text == "" {
				return nil, fmt.Errorf("got a blank text, want the name or ID of a %s", kind)
			}
			return starlark.String(text), nil
		}
		accept := func(v starlark.Value) (starlark.Value, error) {
			if n, ok := v.(starlark.Int); ok { // a job number
				return starlark.String(n.String()), nil
			}
			return nil, fmt.Errorf("got %s, want the name or ID of a %s", v.Type(), kind)
		}
		p := runtime.Param{Kind: kind, Resolve: func(thread *starlark.Thread, v starlark.Value) (starlark.Value, error) {
			text, ok := starlark.AsString(v)
			if !ok {
				return v, nil // None
			}
			if env.Resolve == nil {
				return nil, fmt.Errorf("a %s can only be looked up where there is a connection to ACC", kind)
			}
			return env.Resolve(thread, kind, text)
		}}
		return args.param(p, common, paramType{parse, accept})
	}
}
