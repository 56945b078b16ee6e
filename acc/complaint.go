package acc

import (
	"cmp"
	"maps"
	"slices"
	"strconv"
	"strings"
	"unicode/utf8"
)

// complaint finds Autodesk's error code and message in the body of a refusal. Its services have a dozen shapes for it: an
// object with a message, a list of such objects below "errors", messages by field, OAuth's error and error_description,
// the gateway's fault, plain text.
func complaint(body []byte) (code, message string) {
	v, err := DecodeJSON(body)
	if err != nil {
		if isHTML(body) || !utf8.Valid(body) {
			return "", ""
		}
		return "", sentence(string(body))
	}
	return complaintIn(v)
}

func complaintIn(v any) (code, message string) {
	switch v := v.(type) {
	case string:
		return "", sentence(v)
	case []any:
		return complaintsIn(v)
	case map[string]any:
		return complaintInObject(v)
	}
	return "", ""
}

// complaintInObject looks at an object's own members first, the most telling name first, and then below those that hold
// more of the same.
func complaintInObject(object map[string]any) (code, message string) {
	code = codeOf(object)
	for _, name := range []string{"detail", "developerMessage", "message", "Message", "error_description", "errorMessage",
		"faultstring", "reason", "msg", "description", "userMessage", "title"} {
		if message = textOf(object[name]); message != "" {
			break
		}
	}
	for _, name := range []string{"errors", "error", "fault", "detail", "details", "messages"} {
		if text, ok := object[name].(string); ok && message != "" {
			if name == "error" && !strings.Contains(text, " ") {
				code = cmp.Or(code, text)
			}
			continue
		}
		innerCode, inner := complaintIn(object[name])
		if fields, ok := object[name].(map[string]any); ok && (inner == "" || name == "errors") {
			inner = cmp.Or(perField(fields), inner)
		}
		code = cmp.Or(code, innerCode)
		switch {
		case message == "":
			message = inner
		case !strings.Contains(message, inner):
			message = shorten(message + ": " + inner)
		}
	}
	return code, message
}

// codeOf is an error code that is more than the HTTP status again.
func codeOf(object map[string]any) string {
	for _, name := range []string{"errorCode", "code", "errorcode", "error_code"} {
		switch v := object[name].(type) {
		case string:
			if n, err := strconv.Atoi(v); v != "" && (err != nil || n >= 600) {
				return shorten(oneLine(v))
			}
		case int64:
			if v >= 600 {
				return strconv.FormatInt(v, 10)
			}
		}
	}
	return ""
}

// textOf is a message that is a text or a list of texts.
func textOf(v any) string {
	switch v := v.(type) {
	case string:
		return sentence(v)
	case []any:
		_, text := complaintsIn(v)
		return text
	}
	return ""
}

// complaintsIn joins the messages of several errors, each once.
func complaintsIn(list []any) (code, message string) {
	var all []string
	for _, item := range list {
		c, text := complaintIn(item)
		code = cmp.Or(code, c)
		if text != "" && !slices.Contains(all, text) && len(all) < 20 {
			all = append(all, text)
		}
	}
	return code, shorten(strings.Join(all, "; "))
}

// perField reads {"email": ["is invalid"]}: the messages by the field they are about.
func perField(fields map[string]any) string {
	var all []string
	for _, name := range slices.Sorted(maps.Keys(fields)) {
		list, ok := fields[name].([]any)
		if !ok {
			continue
		}
		if text := textOf(list); text != "" {
			all = append(all, oneLine(name)+": "+text)
		}
	}
	return shorten(strings.Join(all, "; "))
}

// sentence is a message on one line, of bearable length and without a full stop.
func sentence(text string) string {
	return strings.TrimSuffix(shorten(oneLine(text)), ".")
}

func oneLine(text string) string {
	clean := strings.Map(func(r rune) rune {
		if r < ' ' || r == 0x7f || (r >= 0x80 && r < 0xa0) {
			return ' '
		}
		return r
	}, strings.ToValidUTF8(text, "�"))
	return strings.Join(strings.Fields(clean), " ")
}

func shorten(text string) string {
	const most = 600
	if runes := []rune(text); len(runes) > most {
		return string(runes[:most]) + "…"
	}
	return text
}
