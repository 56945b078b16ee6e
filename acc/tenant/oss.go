package tenant

import (
	"slices"
	"strconv"
	"strings"
	"time"
)

// Object storage: signed addresses to leave bytes at in parts, the end of an upload, signed addresses to fetch them from.

// minPart is the least a part may hold, but for the last.
const minPart = 5 << 20

func ossRules() map[string]handler {
	return map[string]handler{
		"oss.get_signed_upload":         replied(signedUpload),
		"oss.batch_get_signed_upload":   replied(batchSignedUpload),
		"oss.complete_upload":           replied(completeUpload),
		"oss.batch_complete_upload":     replied(batchCompleteUpload),
		"oss.get_signed_download":       replied(signedDownload),
		"oss.batch_get_signed_download": replied(batchSignedDownload),
		"oss.get_object":                replied(getObject),
		"oss.list_objects":              listObjects,
		"oss.delete_object":             deleteObject,
		"oss.copy_object":               replied(copyObject),
		"oss.create_signed_url":         replied(createSignedURL),
		"oss.create_bucket":             createBucket,
		"oss.list_buckets":              listBuckets,
		"oss.get_bucket":                bucketOnly,
		"oss.delete_bucket":             bucketOnly,
	}
}

// hiddenOfObject are fields of an object that the account keeps to itself.
func hiddenOfObject() []string {
	return []string{"pieces", "text", "base64", "reserved", "uploadKey", "storedAt", "project", "target"}
}

// bucket is the key of the bucket that the call is about, which the caller must own or be let into.
func (q *request) bucket() (string, error) {
	key := q.call.Path["bucket_key"]
	if key == docsBucket {
		return key, nil
	}
	_, err := q.ownBucket()
	return key, err
}

// ownBucket is the caller's own bucket that the call is about.
func (q *request) ownBucket() (Record, error) {
	key := q.call.Path["bucket_key"]
	if key == docsBucket {
		return nil, q.refuse(403, "the bucket %q belongs to another app", key)
	}
	rec, err := q.get(Collection{"bucket", ""}, key)
	switch {
	case err != nil:
		return nil, err
	case rec == nil:
		return nil, q.refuse(404, "there is no bucket %q", key)
	case text(rec, "bucketOwner") != q.caller.ClientID && q.caller.ClientID != "":
		return nil, q.refuse(403, "the bucket %q belongs to another app", key)
	}
	return rec, nil
}

// openSession is the session of an upload: the one named, or a new one.
func (q *request) openSession(bucket, key, upload string) (Record, error) {
	if upload != "" {
		s, err := q.get(sessions(), upload)
		switch {
		case err != nil:
			return nil, err
		case s == nil || text(s, "objectKey") != key || text(s, "bucketKey") != bucket:
			return nil, q.refuse(404, "there is no upload of %q with this uploadKey", key)
		case text(s, "expires") < stamp(q.now):
			return nil, q.refuse(400, "the upload of %q has expired: begin a new one", key)
		}
		return s, nil
	}
	if bucket == docsBucket {
		if held, err := q.get(objects(bucket), key); err != nil || held == nil {
			return nil, hinted(q.refuse(403, "nothing is reserved at %q", key), "Reserve storage with data_management.create_storage first.")
		}
	}
	id := q.store.NewID(sessions())
	s := Record{"id": id, "bucketKey": bucket, "objectKey": key, "expires": stamp(q.now.Add(sessionLife))}
	q.change(sessions(), id, nil, s)
	return s, nil
}

// addresses are the signed addresses for some parts of an upload.
func (q *request) addresses(s Record, first, n int64) (Record, error) {
	if n < 1 || n > 25 || first < 1 || first+n-1 > 10_000 {
		return nil, q.refuse(400, "got parts %d to %d, want at most 25 at once and none above 10000", first, first+n-1)
	}
	life := time.Duration(q.queryInt("minutesExpiration", 2)) * time.Minute
	urls := []any{}
	for part := first; part < first+n; part++ {
		urls = append(urls, Link{Upload: text(s, "id"), Part: int(part), Put: true, For: life})
	}
	return Record{"uploadKey": s["id"], "urls": urls, "urlExpiration": stamp(q.now.Add(life)), "uploadExpiration": s["expires"]}, nil
}

func signedUpload(q *request) (any, error) {
	bucket, err := q.bucket()
	if err != nil {
		return nil, err
	}
	s, err := q.openSession(bucket, q.call.Path["object_key"], q.queryOr("uploadKey", ""))
	if err != nil {
		return nil, err
	}
	return q.addresses(s, q.queryInt("firstPart", 1), q.queryInt("parts", 1))
}

func batchSignedUpload(q *request) (any, error) {
	bucket, err := q.bucket()
	if err != nil {
		return nil, err
	}
	return q.eachObject(func(r Record) (Record, error) {
		s, err := q.openSession(bucket, text(r, "objectKey"), text(r, "uploadKey"))
		if err != nil {
			return nil, err
		}
		return q.addresses(s, max(whole(r["firstPart"]), 1), max(whole(r["parts"]), 1))
	})
}

// eachObject answers for every object of a batch, by its key: what do gives, or why it refuses.
func (q *request) eachObject(do func(Record) (Record, error)) (any, error) {
	results := Record{}
	for _, r := range items(q.body(), "requests") {
		r, _ := r.(Record)
		key := text(r, "objectKey")
		result, err := do(r)
		if err != nil {
			refusal, ok := asRefusal(err)
			if !ok {
				return nil, err
			}
			result = Record{"status": "error", "reason": refusal.Message}
		}
		results[key] = result
	}
	return Record{"results": results}, nil
}

func completeUpload(q *request) (any, error) {
	bucket, err := q.bucket()
	if err != nil {
		return nil, err
	}
	kind := ""
	for _, h := range q.call.Header {
		if strings.EqualFold(h.Name, "x-ads-meta-Content-Type") {
			kind = h.Value
		}
	}
	return q.completeSession(bucket, q.call.Path["object_key"], kind, q.body())
}

func batchCompleteUpload(q *request) (any, error) {
	bucket, err := q.bucket()
	if err != nil {
		return nil, err
	}
	return q.eachObject(func(r Record) (Record, error) {
		return q.completeSession(bucket, text(r, "objectKey"), text(r, "x-ads-meta-Content-Type"), r)
	})
}

// completeSession ends an upload: its parts become the object, unless one is missing or too small, or size and eTags are not what the
// caller says they are.
func (q *request) completeSession(bucket, key, kind string, sent Record) (Record, error) {
	upload := text(sent, "uploadKey")
	held, err := q.get(objects(bucket), key)
	if err != nil {
		return nil, err
	}
	if held != nil && text(held, "uploadKey") == upload { // asked twice, since the first answer was lost
		return without(held, hiddenOfObject()...), nil
	}
	if upload == "" {
		return nil, q.refuse(400, "uploadKey: missing")
	}
	if _, err := q.openSession(bucket, key, upload); err != nil {
		return nil, err
	}
	left, err := q.list(parts(upload))
	if err != nil {
		return nil, err
	}
	left = sortedParts(left)
	if wrong := faultOf(left, sent); wrong != nil {
		return with(wrong, Record{"bucketKey": bucket, "objectKey": key, "uploadKey": upload}), nil
	}
	size, pieces := int64(0), []any{}
	for _, p := range left {
		size += whole(p["size"])
		pieces = append(pieces, Record{"blob": p["blob"], "size": p["size"]})
		q.change(parts(upload), text(p, "id"), p, nil)
	}
	session, err := q.get(sessions(), upload)
	if err != nil {
		return nil, err
	}
	q.change(sessions(), upload, session, nil)
	rec := newObject(bucket, key, kind, size, digestOf(q.ctx, upload), stamp(q.now))
	rec["pieces"], rec["uploadKey"] = pieces, upload
	if held != nil {
		rec["project"], rec["target"] = held["project"], held["target"]
	}
	q.change(objects(bucket), key, held, rec)
	out := without(rec, hiddenOfObject()...)
	if sent["size"] != nil || sent["eTags"] != nil {
		out["uploadKey"] = upload
	}
	return out, nil
}

// sortedParts are the parts of an upload in their order.
func sortedParts(left []Record) []Record {
	out := slices.Clone(left)
	slices.SortFunc(out, func(a, b Record) int { return int(whole(a["part"]) - whole(b["part"])) })
	return out
}

// faultOf is the answer to the end of an upload of which something is wrong; nil when all is well.
func faultOf(left []Record, sent Record) Record {
	shown, bad, next, size := []any{}, false, int64(1), int64(0)
	tags := items(sent, "eTags")
	for i, p := range left {
		for ; next < whole(p["part"]); next++ {
			shown, bad = append(shown, Record{"part": next, "size": int64(0), "eTag": "", "status": "Pending"}), true
		}
		next++
		status := "Ok"
		if i < len(tags) && len(tags) == len(left) && unquoted(plain(tags[i])) != unquoted(text(p, "eTag")) {
			status = "Unexpected"
		}
		if i+1 < len(left) && whole(p["size"]) < minPart {
			status = map[string]string{"Ok": "TooSmall", "Unexpected": "Unexpected+TooSmall"}[status]
		}
		bad = bad || status != "Ok"
		size += whole(p["size"])
		shown = append(shown, Record{"part": p["part"], "size": p["size"], "eTag": p["eTag"], "status": status})
	}
	out := Record{"status": "error", "reason": "MissingOrInvalidParts", "parts": shown}
	if _, said := sent["size"]; said && whole(sent["size"]) != size {
		out["size"] = Record{"expected": sent["size"], "detected": size}
		return out
	}
	if bad || len(left) == 0 || len(tags) > 1 && len(tags) != len(left) {
		return out
	}
	return nil
}

func unquoted(s string) string { return strings.Trim(s, `"`) }

// object is the object that has been left at a key.
func (q *request) object(bucket, key string) (Record, error) {
	rec, err := q.get(objects(bucket), key)
	if err == nil && (rec == nil || rec["reserved"] == true) {
		err = q.refuse(404, "there is no object %q in the bucket %q", key, bucket)
	}
	return rec, err
}

func (q *request) objectOfCall() (Record, error) {
	bucket, err := q.bucket()
	if err != nil {
		return nil, err
	}
	return q.object(bucket, q.call.Path["object_key"])
}

func signedDownload(q *request) (any, error) {
	rec, err := q.objectOfCall()
	if err != nil {
		return nil, err
	}
	for _, h := range q.call.Header {
		if h.Name == "If-None-Match" && unquoted(h.Value) == text(rec, "sha1") {
			q.out.Status = 304
			return nil, nil
		}
	}
	return q.download(rec, q.queryOr("response-content-type", ""), q.queryOr("response-content-disposition", "")), nil
}

func (q *request) download(rec Record, kind, disposition string) Record {
	life := time.Duration(q.queryInt("minutesExpiration", 2)) * time.Minute
	params := Record{"content-type": rec["contentType"], "content-disposition": disposition}
	if kind != "" {
		params["content-type"] = kind
	}
	return Record{"status": "complete", "params": params, "size": rec["size"], "sha1": rec["sha1"],
		"url": Link{Object: text(rec, "objectId"), For: life, Type: plain(params["content-type"]), Disposition: disposition}}
}

func batchSignedDownload(q *request) (any, error) {
	bucket, err := q.bucket()
	if err != nil {
		return nil, err
	}
	return q.eachObject(func(r Record) (Record, error) {
		rec, err := q.object(bucket, text(r, "objectKey"))
		if err != nil {
			return nil, err
		}
		return q.download(rec, text(r, "response-content-type"), text(r, "response-content-disposition")), nil
	})
}

func getObject(q *request) (any, error) {
	rec, err := q.objectOfCall()
	if err != nil {
		return nil, err
	}
	out := without(rec, hiddenOfObject()...)
	at, _ := parseTime(text(rec, "storedAt"))
	asked := splitList(q.queryOr("with", ""))
	for _, f := range []string{"createdDate", "lastAccessedDate", "lastModifiedDate"} {
		if slices.Contains(asked, f) {
			out[f] = at.UnixMilli()
		}
	}
	return out, nil
}

// listObjects lists the objects of the app's own bucket in the order of their keys.
func listObjects(q *request) error {
	if _, err := q.ownBucket(); err != nil {
		return err
	}
	all, err := q.list(objects(q.call.Path["bucket_key"]))
	if err != nil {
		return err
	}
	var shown []Record
	for _, rec := range all {
		if rec["reserved"] != true && strings.HasPrefix(text(rec, "objectKey"), q.queryOr("beginsWith", "")) {
			shown = append(shown, without(rec, hiddenOfObject()...))
		}
	}
	q.out.Value = listOf(sortRecords(shown, []sortKey{{field: "objectKey"}}))
	return nil
}

func deleteObject(q *request) error {
	if _, err := q.ownBucket(); err != nil {
		return err
	}
	rec, err := q.objectOfCall()
	if err == nil {
		q.change(objects(q.call.Path["bucket_key"]), text(rec, "objectKey"), rec, nil)
	}
	return err
}

func copyObject(q *request) (any, error) {
	if _, err := q.ownBucket(); err != nil {
		return nil, err
	}
	rec, err := q.objectOfCall()
	if err != nil {
		return nil, err
	}
	bucket, key := q.call.Path["bucket_key"], q.call.Path["new_object_key"]
	made := with(newObject(bucket, key, text(rec, "contentType"), whole(rec["size"]), text(rec, "sha1"), stamp(q.now)),
		Record{"pieces": rec["pieces"], "text": rec["text"], "base64": rec["base64"]})
	before, err := q.get(objects(bucket), key)
	if err != nil {
		return nil, err
	}
	q.change(objects(bucket), key, before, made)
	return without(made, hiddenOfObject()...), nil
}

func createSignedURL(q *request) (any, error) {
	if _, err := q.ownBucket(); err != nil {
		return nil, err
	}
	access := q.queryOr("access", "Read")
	if access == "Read" {
		if _, err := q.objectOfCall(); err != nil {
			return nil, err
		}
	}
	minutes := int64(60)
	if n := whole(q.body()["minutesExpiration"]); n > 0 {
		minutes = n
	}
	life := time.Duration(minutes) * time.Minute
	return Record{"expiration": q.now.Add(life).UnixMilli(), "allowedIpAddresses": []any{},
		"signedUrl": Link{Object: objectURN(q.call.Path["bucket_key"], q.call.Path["object_key"]), Put: access != "Read", For: life}}, nil
}

// createBucket makes a bucket of the calling app.
func createBucket(q *request) error {
	key := text(q.body(), "bucketKey")
	for _, r := range key {
		if !(r >= 'a' && r <= 'z' || r >= '0' && r <= '9' || strings.ContainsRune("-_.", r)) {
			return q.refuse(400, "bucketKey: got %q, want lower case letters, digits and -_. only", key)
		}
	}
	if len(key) < 3 || len(key) > 128 {
		return q.refuse(400, "bucketKey: got %d characters, want 3 to 128", len(key))
	}
	held, err := q.get(Collection{"bucket", ""}, key)
	if err != nil || held != nil || key == docsBucket {
		return firstError(err, q.refuse(409, "there is a bucket %q already", key))
	}
	rec := Record{"bucketKey": key, "bucketOwner": q.caller.ClientID, "createdDate": q.now.UnixMilli(), "policyKey": q.body()["policyKey"],
		"permissions": []any{Record{"authId": q.caller.ClientID, "access": "full"}}}
	q.change(Collection{"bucket", ""}, key, nil, rec)
	q.out.Value = rec
	return nil
}

// listBuckets lists the calling app's own buckets.
func listBuckets(q *request) error {
	all, err := q.list(Collection{"bucket", ""})
	if err != nil {
		return err
	}
	list := []any{}
	for _, rec := range all {
		if text(rec, "bucketOwner") == q.caller.ClientID {
			list = append(list, pick(rec, "bucketKey", []string{"createdDate", "policyKey"}))
		}
	}
	q.out.Value = list
	return nil
}

// bucketOnly reads or deletes the app's own bucket.
func bucketOnly(q *request) error {
	rec, err := q.ownBucket()
	if err != nil {
		return err
	}
	if !q.op.Effect.Changes() {
		q.out.Value = rec
		return nil
	}
	q.change(Collection{"bucket", ""}, text(rec, "bucketKey"), rec, nil)
	all, err := q.list(objects(text(rec, "bucketKey")))
	for _, o := range all {
		q.change(objects(text(rec, "bucketKey")), text(o, "objectKey"), o, nil)
	}
	return err
}

// reserve is the URN of an object that is kept free for a file to be uploaded.
func (q *request) reserve(name, target string) string {
	ext := ""
	if i := strings.LastIndexByte(name, '.'); i >= 0 {
		ext = name[i:]
	}
	key := q.store.NewID(Collection{"object_key", ""}) + ext
	q.change(objects(docsBucket), key, nil, Record{"bucketKey": docsBucket, "objectKey": key, "objectId": objectURN(docsBucket, key),
		"reserved": true, "project": q.siteID(), "target": target, "contentType": mediaType(name), "size": int64(0), "storedAt": stamp(q.now)})
	return objectURN(docsBucket, key)
}

// uploaded is the object at a URN; a refusal if nothing has been uploaded there, or not to the end.
func (q *request) uploaded(urn string) (Record, error) {
	bucket, key, ok := splitURN(urn)
	if !ok {
		return nil, q.refuse(400, "got storage %s, want urn:adsk.objects:os.object:BUCKET/KEY", strconv.Quote(urn))
	}
	rec, err := q.get(objects(bucket), key)
	switch {
	case err != nil:
		return nil, err
	case rec == nil:
		return nil, q.refuse(404, "there is no object %q", urn)
	case rec["reserved"] == true:
		return nil, hinted(q.refuse(400, "the upload of %q is not complete", urn), "Complete it with oss.complete_upload first.")
	}
	return rec, nil
}
