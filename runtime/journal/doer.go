package journal

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"

	"accstar/acc"
)

// Doer is the link of a chain that records every call through it: it hands the call on to next. A change leaves only when its
// intent is on disk; its answer is on disk before it is handed back. A read is recorded with its answer and does not wait.
//
// If the journal cannot be written, the error is a [*WriteError] and says whether the change was sent.
func Doer(next acc.Doer, w *Writer) acc.Doer {
	return acc.DoerFunc(func(ctx context.Context, call *acc.Call) (*acc.Result, error) {
		if call.Op.Effect.Changes() {
			return w.change(ctx, next, call)
		}
		return w.read(ctx, next, call)
	})
}

// Below is the link beneath a [Replay]: it records changes as [Doer] does, and of reads, which the engine makes for itself there,
// that they were made, as [Look].
func Below(next acc.Doer, w *Writer) acc.Doer {
	return acc.DoerFunc(func(ctx context.Context, call *acc.Call) (*acc.Result, error) {
		if call.Op.Effect.Changes() {
			return w.change(ctx, next, call)
		}
		res, err := next.Do(ctx, call)
		return w.noteRead(ctx, Look, call, res, err)
	})
}

func (w *Writer) read(ctx context.Context, next acc.Doer, call *acc.Call) (*acc.Result, error) {
	res, err := next.Do(ctx, call)
	return w.noteRead(ctx, Read, call, res, err)
}

// noteRead records a read with what came back, and hands that on.
func (w *Writer) noteRead(ctx context.Context, kind Kind, call *acc.Call, res *acc.Result, err error) (*acc.Result, error) {
	if !answered(ctx, err) {
		return res, err // a replay makes the call again
	}
	r, body, failed := w.describe(kind, call, res, err)
	if failed == nil && body != nil {
		r.Body = body.stub()
	}
	if kind == Look {
		body = nil
	}
	if failed == nil {
		_, failed = w.append(r, body)
	}
	if failed != nil {
		return nil, w.lost(call, res, err, failed)
	}
	return res, err
}

func (w *Writer) change(ctx context.Context, next acc.Doer, call *acc.Call) (*acc.Result, error) {
	if err := ctx.Err(); err != nil {
		return nil, err
	}
	if err := w.intend(call); err != nil {
		return nil, err
	}
	res, err := next.Do(ctx, call)
	if !answered(ctx, err) {
		// The intent stays without an answer. Why is for people.
		if failed := w.record(&Record{Kind: Note, Key: &call.Key, Op: call.Op.ID(), Text: err.Error()}); failed != nil {
			err = errors.Join(err, failed)
		}
		return res, err
	}
	r, body, failed := w.describe(Answer, call, res, err)
	if failed == nil {
		r.Body = body
		failed = w.record(r)
	}
	if failed != nil {
		return nil, w.lost(call, res, err, failed)
	}
	return res, err
}

// intend puts on disk what is about to be sent.
func (w *Writer) intend(call *acc.Call) error {
	r, err := w.callRecord(Intent, call)
	if err == nil {
		err = w.record(r)
	}
	if err == nil {
		return nil
	}
	failure := &WriteError{RunID: w.runID, Op: call.Op.ID(), Err: err}
	if inner := (*WriteError)(nil); errors.As(err, &inner) {
		failure.Err = inner.Err
	}
	return failure
}

// lost is the error for an answer that could not be recorded.
func (w *Writer) lost(call *acc.Call, res *acc.Result, refused, cause error) error {
	failure := &WriteError{RunID: w.runID, Op: call.Op.ID(), Sent: true, Result: res, Refused: refused, Err: cause}
	if inner := (*WriteError)(nil); errors.As(cause, &inner) {
		failure.Err = inner.Err
	}
	return failure
}

// callRecord is a record with what was asked.
func (w *Writer) callRecord(kind Kind, call *acc.Call) (*Record, error) {
	hash, err := HashCall(call)
	if err != nil {
		return nil, err
	}
	r := &Record{Kind: kind, Key: &call.Key, Op: call.Op.ID(), Hash: hash, Request: &Request{
		Path: call.Path, Query: withoutSecrets(call.Query), Header: withoutSecrets(call.Header), Max: call.Max,
	}}
	if call.Origin != (acc.Origin{}) {
		r.Origin = &call.Origin
	}
	if call.Body != nil {
		body, err := encode(call.Body)
		if err != nil {
			return nil, fmt.Errorf("encode the body of %s: %w", call.Op.ID(), err)
		}
		if r.Request.Body, err = w.pack(body); err != nil {
			return nil, err
		}
	}
	return r, nil
}

// describe is a record with what came back, and the body that belongs to it.
func (w *Writer) describe(kind Kind, call *acc.Call, res *acc.Result, err error) (*Record, *Content, error) {
	r := &Record{Kind: kind, Key: &call.Key, Op: call.Op.ID()}
	if kind != Answer {
		var failed error
		if r, failed = w.callRecord(kind, call); failed != nil {
			return nil, nil, failed
		}
	}
	r.Error = refusal(err)
	if res == nil {
		return r, nil, nil
	}
	r.Status, r.Requests = res.Status, res.Requests
	r.Derived = kind == Read && res.Value != nil
	body := []byte(res.Body)
	if body == nil && res.Value != nil {
		var failed error
		if body, failed = encode(res.Value); failed != nil {
			return nil, nil, fmt.Errorf("encode the answer to %s: %w", call.Op.ID(), failed)
		}
	}
	if kind == Look {
		return r, digest(body), nil
	}
	content, failed := w.pack(body)
	return r, content, failed
}

// answered reports whether a call that came back with the error was answered: by success, by a refusal, or by a client that tried
// and gave up. An interrupt is no answer, nor is a link that ended the run.
func answered(ctx context.Context, err error) bool {
	var e *acc.Error
	switch {
	case err == nil:
		return true
	case !errors.As(err, &e) || errors.Is(err, acc.ErrStop):
		return false
	}
	return e.Status != 0 || ctx.Err() == nil
}

// refusal is the error of a call that was answered; nil for none.
func refusal(err error) *Refusal {
	var e *acc.Error
	if !errors.As(err, &e) {
		return nil
	}
	return &Refusal{
		Kind: e.Kind, Status: e.Status, Code: e.Code, Message: e.Message, About: e.About, Hint: e.Hint, InDoubt: e.InDoubt,
	}
}

func withoutSecrets(params []acc.Param) []acc.Param {
	var out []acc.Param
	for _, p := range params {
		if acc.SecretName(p.Name) {
			p.Value = acc.Redacted
		}
		out = append(out, p)
	}
	return out
}

// HashCall is the SHA-256, in hex, of a call's operation and arguments. A replay compares it: the same key must mean the same
// call. Secrets count, but cannot be read from it.
func HashCall(call *acc.Call) (string, error) {
	data, err := json.Marshal(struct {
		Op     string
		Path   map[string]string
		Query  []acc.Param
		Header []acc.Param
		Body   any
		Max    int
	}{call.Op.ID(), call.Path, call.Query, call.Header, call.Body, call.Max})
	if err != nil {
		return "", fmt.Errorf("hash the arguments of %s: %w", call.Op.ID(), err)
	}
	return hexSum(data), nil
}
