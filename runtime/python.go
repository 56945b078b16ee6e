package runtime

import "go.starlark.net/starlark"

// isReserved reports whether a word of Python cannot be used as a name in Starlark either.
func isReserved(word string) bool {
	switch word {
	case "import", "from", "try", "except", "finally", "raise", "class", "while", "with", "is", "assert", "del", "global", "nonlocal", "yield":
		return true
	}
	return false
}

// foreignWord says what to write instead of a statement of Python.
func foreignWord(word string, universe starlark.StringDict) string {
	switch word {
	case "import", "from":
		return `to use another file, write load("lib.star", "name")`
	case "try", "except", "finally":
		if universe.Has("attempt") {
			return "there are no exceptions; attempt(fn, …) gives a result with ok, value and error"
		}
		return "there are no exceptions"
	case "raise":
		return `to give up, write fail("why")`
	case "while":
		return "loop over something that ends: for _ in range(100):"
	case "class":
		return "there are no classes; use functions and dicts"
	case "is":
		return "compare with == instead of is"
	case "with":
		return "there is no with; files are closed by themselves"
	case "global", "nonlocal":
		return "a function cannot set a name outside of it; return the value instead"
	}
	return ""
}

// foreignName says what to use instead of a builtin of Python.
func foreignName(name string) string {
	switch name {
	case "open":
		return "a playbook cannot open files by itself"
	case "os", "sys", "subprocess", "requests":
		return "a playbook has no access to the machine or the network but through what accstar offers"
	case "sum":
		return "add up in a loop: total += n"
	case "round":
		return "int(x + 0.5) rounds"
	}
	return ""
}
