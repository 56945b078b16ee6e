package practice

import (
	"errors"
	"net/http"
	"strconv"
	"strings"
	"time"

	"accstar/acc"
)

// refusal is an answer other than success: what Autodesk would say, in the shape of whoever says it.
type refusal struct {
	status int
	code   string // Autodesk's error code, where there is one
	text   string
	style  style
	retry  time.Duration // Retry-After; 0 for none
	allow  []string      // methods a path has, for 405
}

// style is one of the shapes of Autodesk's error bodies.
type style int

const (
	gatewayStyle style = iota // {"developerMessage", "moreInfo", "errorCode"}: said by the API gateway, before any service
	adminStyle                // {"errors": [{"code", "title", "detail"}]}: construction/admin, and services that do not say otherwise
	hqStyle                   // {"code", "message"}
	oauthStyle                // {"error", "error_description"}
	quotaStyle                // {"developerMessage"}
	serviceStyle              // {"title", "detail"}: service accounts
	storageStyle              // XML with Code and Message: the storage behind signed addresses
)

// Error makes a refusal usable as an error.
func (r *refusal) Error() string { return strconv.Itoa(r.status) + " " + r.text }

const moreInfo = "https://aps.autodesk.com/en/docs/oauth/v2/developers_guide/error_handling/"

// The gateway's own refusals, word for word as Autodesk's reference has them.

func badToken() *refusal {
	return &refusal{status: http.StatusUnauthorized, code: "AUTH-006", text: "Access token provided is invalid or expired.", style: gatewayStyle}
}

func noPrivilege() *refusal {
	return &refusal{status: http.StatusForbidden, code: "AUTH-010", text: "Token does not have the privilege for this request.", style: gatewayStyle}
}

func noAccess() *refusal {
	return &refusal{status: http.StatusForbidden, code: "AUTH-001",
		text: "The client_id specified does not have access to the api product", style: gatewayStyle}
}

func overQuota(wait time.Duration) *refusal {
	return &refusal{status: http.StatusTooManyRequests, text: "Quota limit exceeded.", style: quotaStyle, retry: wait}
}

func noRoute(path string) *refusal {
	return &refusal{status: http.StatusNotFound, text: "The practice account knows no endpoint " + path, style: gatewayStyle}
}

// styleOf is the shape of the errors of the service behind a path.
func styleOf(path string) style {
	switch first, _, _ := strings.Cut(strings.TrimLeft(path, "/"), "/"); first {
	case "hq":
		return hqStyle
	case "authentication":
		return oauthStyle
	case strings.Trim(storagePath, "/"):
		return storageStyle
	}
	return adminStyle
}

// refusalOf turns what the rules say into an answer; anything but an [acc.Error] is a fault of the practice account itself.
func refusalOf(err error, s style) *refusal {
	var own *refusal
	if errors.As(err, &own) {
		return own
	}
	var e *acc.Error
	if errors.As(err, &e) && e.Status >= 400 {
		return &refusal{status: e.Status, code: e.Code, text: e.Message, style: s}
	}
	return &refusal{status: http.StatusInternalServerError, text: "the practice account failed: " + err.Error(), style: s}
}

// body is the JSON of the answer.
func (r *refusal) body() map[string]any {
	switch r.style {
	case quotaStyle:
		return map[string]any{"developerMessage": r.text}
	case hqStyle:
		code := any(r.code)
		if r.code == "" {
			code = r.status
		}
		return map[string]any{"code": code, "message": r.text}
	case serviceStyle:
		return map[string]any{"title": r.code, "detail": r.text}
	case oauthStyle:
		code := r.code
		if code == "" {
			code = "server_error"
		}
		return map[string]any{"error": code, "error_description": r.text}
	case adminStyle:
		item := map[string]any{"title": http.StatusText(r.status), "detail": r.text}
		if r.code != "" {
			item["code"] = r.code
		}
		return map[string]any{"errors": []any{item}}
	}
	out := map[string]any{"developerMessage": r.text, "moreInfo": moreInfo}
	if r.code != "" {
		out["errorCode"] = r.code
	}
	return out
}

// header sets the headers that go with the answer.
func (r *refusal) header(h http.Header) {
	if r.retry > 0 {
		seconds := (r.retry + time.Second - 1) / time.Second
		h.Set("Retry-After", strconv.Itoa(int(seconds)))
	}
	if len(r.allow) > 0 {
		h.Set("Allow", strings.Join(r.allow, ", "))
	}
	if r.status == http.StatusUnauthorized && r.style == oauthStyle {
		h.Set("WWW-Authenticate", `Basic realm="accstar practice account"`)
	}
}
