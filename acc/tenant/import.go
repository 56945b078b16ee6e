package tenant

import (
	"errors"

	"accstar/acc"
)

// dropRow leaves out a row of an import that cannot be added, with a warning; or refuses the whole call. An error of the
// store is handed on.
func (q *request) dropRow(i int, who string, err error) error {
	var refusal *acc.Error
	if !errors.As(err, &refusal) {
		return err
	}
	if !q.assume.hold(importDropsBadRows) {
		return q.refuse(400, "users[%d]: %s", i, refusal.Message)
	}
	q.warn("%s: %s will be left out without a word: %s", q.op.ID(), who, refusal.Message)
	return nil
}

// importReport collects what an import of hq answers: what was made, and what was not with the reason.
type importReport struct {
	done, failed []any
}

// fail notes an item that cannot be made, in the form it was sent. An error of the store is handed on.
func (r *importReport) fail(q *request, item Record, name string, err error) error {
	var refusal *acc.Error
	if !errors.As(err, &refusal) {
		return err
	}
	failed := with(item, Record{"errors": []any{Record{"code": int64(refusal.Status), "message": refusal.Message}}})
	r.failed = append(r.failed, failed)
	q.warn("%s: %s will not be made: %s", q.op.ID(), name, refusal.Message)
	return nil
}

// value is the answer.
func (r *importReport) value() Record {
	return Record{
		"success": int64(len(r.done)), "failure": int64(len(r.failed)),
		"success_items": orEmpty(r.done), "failure_items": orEmpty(r.failed),
	}
}
