package catalog

func oss() *Service {
	return &Service{
		Name:    "oss",
		Title:   "Object Storage Service",
		Summary: "Uploading and downloading the bytes of files, directly to and from S3, and app-owned buckets.",
		Notes: "The OpenAPI file lists only 2-legged tokens for OSS; objects behind ACC files work with 2-legged and 3-legged tokens that may " +
			"read or write the file (acc_sdk uses whichever it has). Creations and deletions answer 200 here. OpenAPI: " +
			"https://github.com/autodesk-platform-services/aps-sdk-openapi/blob/main/oss/oss.yaml. Not described here: the OSS " +
			"signedresources endpoints (GET, PUT, DELETE, resumable PUT on /oss/v2/signedresources/{hash}). To upload: 1. data_management " +
			"create_storage (or sheets create_storage) gives urn:adsk.objects:os.object:<bucketKey>/<objectKey>. 2. get_signed_upload with " +
			"parts = number of parts (25 at most a call; ask on with firstPart and the same uploadKey). 3. PUT each part's bytes to its " +
			"URL without an Authorization header; S3 answers 200 with an ETag header; on 403 (expired) get fresh URLs with the same " +
			"uploadKey. 4. complete_upload with the uploadKey, before uploadExpiration. 5. data_management create_item / create_version " +
			"(or sheets create_upload) with the URN. Every part but the last is at least 5 MB (5242880 bytes); Autodesk's own SDK cuts 5 " +
			"MiB parts, asks 25 URLs a time and refuses more than 10000 parts (its default limit); S3's own limits (10000 parts, 5 GB a " +
			"part) apply. Parts are numbered from 1. An object under 5 MB, and an empty one, is a single part.",
		Operations: []*Operation{
			ossGetSignedUpload(), ossCompleteUpload(), ossBatchGetSignedUpload(), ossBatchCompleteUpload(), ossGetSignedDownload(),
			ossBatchGetSignedDownload(), ossGetObject(), ossListObjects(), ossDeleteObject(), ossCopyObject(), ossCreateSignedURL(),
			ossListBuckets(), ossCreateBucket(), ossGetBucket(), ossDeleteBucket(),
		},
		SDKHelpers: []SDKHelper{
			{"upload_pdf_to_signed_url", "PUT of a local .pdf to a URL from get_signed_upload (in acc_sdk's AccSheetsApi)", "files.upload"},
			{"get_signed_s3_upload", "get_signed_upload (in acc_sdk's AccSheetsApi)", "oss.get_signed_upload"},
			{"complete_s3_upload", "complete_upload with uploadKey only (in acc_sdk's AccSheetsApi)", "oss.complete_upload"},
		},
	}
}

func ossGetSignedUpload() *Operation {
	return &Operation{
		Name: "get_signed_upload", SDK: "get_signed_s3_upload",
		Method: "GET", Path: "/oss/v2/buckets/{bucket_key}/objects/{object_key}/signeds3upload",
		Summary: "Gets signed S3 URLs to upload an object in one piece or in parts, and the uploadKey of the session.",
		Effect:  Action, Tokens: appOrSignedIn(), Scopes: []string{"data:write", "data:create"}, Limit: "oss",
		PathParams: []Field{ossBucketKey(), objectKey()},
		Query: []Field{
			{Name: "parts", Type: "int", Default: "1", Doc: "Number of URLs, at most 25 a call"},
			{Name: "firstPart", Type: "int", Default: "1", Doc: "1-based number of the first part asked for"},
			{Name: "uploadKey", Type: "string",
				Doc: "Of the running session: needed to get more or fresh URLs for it; without it a new session starts"},
			ossMinutesExpiration(),
			{Name: "useAcceleration", Type: "bool", Default: "true", Doc: "s3-accelerate host; a non-boolean gives 400"},
		},
		BatchLimit: 25,
		Status:     200,
		Returns: Returns{Shape: Object, Fields: []Field{
			{Name: "uploadKey", Type: "string"},
			{Name: "urls", Type: "[]string", Doc: "In part order starting at firstPart"},
			{Name: "urlExpiration", Type: "datetime", Doc: "Close approximation when several URLs were asked for"},
			{Name: "uploadExpiration", Type: "datetime", Doc: "Complete before this or all parts are dropped"},
		}},
		Errors: ossErrors(),
		Model:  Opaque,
		Notes: "S3 checks the URL when the request starts; the transfer may take longer. An expired URL answers 403 from S3: ask again with " +
			"the same uploadKey. The newest reference says app-only (2-legged); older pages and practice with ACC storage allow a 3-legged " +
			"token of a user who may upload to the target.",
		Source: "https://aps.autodesk.com/en/docs/data/v2/reference/http/buckets-:bucketKey-objects-:objectKey-signeds3upload-GET/",
	}
}

func ossCompleteUpload() *Operation {
	return &Operation{
		Name: "complete_upload", SDK: "complete_s3_upload",
		Method: "POST", Path: "/oss/v2/buckets/{bucket_key}/objects/{object_key}/signeds3upload",
		Summary: "Ends an upload session: OSS assembles the parts into the object. Needed for a single part too.",
		Effect:  Create, Tokens: appOrSignedIn(), Scopes: []string{"data:write", "data:create"}, Limit: "oss",
		Headers: []Field{
			{Name: "x-ads-meta-Content-Type", Type: "string", Doc: "Content-Type to record"},
			{Name: "x-ads-meta-Content-Disposition", Type: "string"},
			{Name: "x-ads-meta-Content-Encoding", Type: "string"},
			{Name: "x-ads-meta-Cache-Control", Type: "string"},
			{Name: "x-ads-user-defined-metadata", Type: "string", Doc: "JSON object under 100 bytes"},
		},
		PathParams: []Field{ossBucketKey(), objectKey()},
		Body: []Field{
			{Name: "uploadKey", Type: "string", Required: true},
			{Name: "size", Type: "int", Doc: "Expected size in bytes; turns on validation"},
			{Name: "eTags", Type: "[]string", Doc: "Expected eTag of each part in part order (or of the whole object); turns on validation"},
		},
		Status:  200,
		Returns: Returns{Shape: Object, Fields: uploadFields()},
		Errors:  ossErrors(),
		Entity:  "oss_object", Model: Opaque,
		Notes: `A failed size or eTag validation still answers 200, with status "error": check the body. size is then an object {expected, ` +
			"detected}. Only the last part may be under 5 MB (else TooSmall).",
		Source: "https://aps.autodesk.com/en/docs/data/v2/reference/http/buckets-:bucketKey-objects-:objectKey-signeds3upload-POST/",
	}
}

func ossBatchGetSignedUpload() *Operation {
	return &Operation{
		Name:   "batch_get_signed_upload",
		Method: "POST", Path: "/oss/v2/buckets/{bucket_key}/objects/batchsigneds3upload",
		Summary: "Gets signed upload URLs for several objects of a bucket.",
		Effect:  Action, Tokens: appTokens(), Scopes: []string{"data:write", "data:create"}, Limit: "oss",
		PathParams: []Field{ossBucketKey()},
		Query: []Field{
			{Name: "useAcceleration", Type: "bool", Default: "true", Doc: "s3-accelerate host; a non-boolean gives 400"},
			ossMinutesExpiration(),
		},
		Body: []Field{
			{Name: "requests", Type: "[]object", Required: true},
			{Name: "requests[].objectKey", Type: "string", Required: true},
			{Name: "requests[].firstPart", Type: "int"},
			{Name: "requests[].parts", Type: "int"},
			{Name: "requests[].uploadKey", Type: "string"},
		},
		Status: 200,
		Returns: Returns{Shape: Object, Fields: []Field{
			{Name: "results", Type: "object",
				Doc: "Object key -> {uploadKey, urls, urlExpiration, uploadExpiration} or {status, reason} for a failure"},
		}},
		Errors: ossErrors(),
		Model:  Opaque,
		Notes:  "Each object succeeds or fails on its own; the HTTP status is 200 either way.",
		Source: "https://aps.autodesk.com/en/docs/data/v2/reference/http/buckets-:bucketKey-objects-batchsigneds3upload-POST/",
	}
}

func ossBatchCompleteUpload() *Operation {
	return &Operation{
		Name:   "batch_complete_upload",
		Method: "POST", Path: "/oss/v2/buckets/{bucket_key}/objects/batchcompleteupload",
		Summary: "Ends several upload sessions of a bucket.",
		Effect:  Create, Tokens: appTokens(), Scopes: []string{"data:write", "data:create"}, Limit: "oss",
		PathParams: []Field{ossBucketKey()},
		Body: []Field{
			{Name: "requests", Type: "[]object", Required: true},
			{Name: "requests[].objectKey", Type: "string", Required: true},
			{Name: "requests[].uploadKey", Type: "string", Required: true},
			{Name: "requests[].size", Type: "int"},
			{Name: "requests[].eTags", Type: "[]string"},
			{Name: "requests[].x-ads-meta-Content-Type", Type: "string"},
			{Name: "requests[].x-ads-meta-Content-Disposition", Type: "string"},
			{Name: "requests[].x-ads-meta-Content-Encoding", Type: "string"},
			{Name: "requests[].x-ads-meta-Cache-Control", Type: "string"},
			{Name: "requests[].x-ads-user-defined-metadata", Type: "string"},
		},
		BatchLimit: 25, Batch: "requests",
		Status: 200,
		Returns: Returns{Shape: Object, Fields: []Field{
			{Name: "results", Type: "object",
				Doc: "Object key -> {bucketKey, objectKey, objectId, size, contentType, ...} or {status: error, reason, parts[]}"},
		}},
		Errors: ossErrors(),
		Entity: "oss_object", Model: Opaque,
		Notes:  "No status field in a result means success.",
		Source: "https://aps.autodesk.com/en/docs/data/v2/reference/http/buckets-:bucketKey-objects-batchcompleteupload-POST/",
	}
}

func ossGetSignedDownload() *Operation {
	return &Operation{
		Name:   "get_signed_download",
		Method: "GET", Path: "/oss/v2/buckets/{bucket_key}/objects/{object_key}/signeds3download",
		Summary: "Gets a signed S3 URL to download an object.",
		Effect:  Read, Tokens: appOrSignedIn(), Scopes: dataRead(), Limit: "oss",
		Headers: []Field{
			{Name: "If-None-Match", Type: "string", Doc: "eTag known; same gives 304"},
			{Name: "If-Modified-Since", Type: "string", Doc: "HTTP date; unmodified gives 304"},
		},
		PathParams: []Field{ossBucketKey(), objectKey()},
		Query: []Field{
			{Name: "response-content-type", Type: "string"},
			{Name: "response-content-disposition", Type: "string"},
			{Name: "response-cache-control", Type: "string"},
			{Name: "public-resource-fallback", Type: "bool",
				Doc: "While an object uploaded in chunks is not merged: true = one OSS URL (status fallback), false (default) = one S3 URL " +
					"a chunk (status chunked)"},
			ossMinutesExpiration(),
			{Name: "useCdn", Type: "bool", Default: "false", Doc: "CloudFront URL instead of S3"},
		},
		Status: 200,
		Returns: Returns{Shape: Object, Fields: []Field{
			{Name: "status", Type: "string", Enum: []string{"complete", "chunked", "fallback"}},
			{Name: "url", Type: "string", Doc: "With complete (S3) and fallback (OSS)"},
			{Name: "urls", Type: "object", Doc: "With chunked: byte range -> URL"},
			{Name: "params", Type: "object", Doc: "Content-type, content-disposition and cache-control asked for"},
			{Name: "size", Type: "int"},
			{Name: "sha1", Type: "string"},
		}},
		Errors: plus(ossErrors(), ErrorCase{304, "not modified"}),
		Notes: "For ACC files: bucket and key come from the version's relationships.storage.data.id. Send no Authorization header to the S3 " +
			"URL.",
		Source: "https://aps.autodesk.com/en/docs/data/v2/reference/http/buckets-:bucketKey-objects-:objectKey-signeds3download-GET/",
	}
}

func ossBatchGetSignedDownload() *Operation {
	return &Operation{
		Name:   "batch_get_signed_download",
		Method: "POST", Path: "/oss/v2/buckets/{bucket_key}/objects/batchsigneds3download",
		Summary: "Gets signed download URLs for several objects of a bucket.",
		Effect:  Read, Tokens: appTokens(), Scopes: dataRead(), Limit: "oss",
		PathParams: []Field{ossBucketKey()},
		Query: []Field{
			{Name: "public-resource-fallback", Type: "bool",
				Doc: "While an object uploaded in chunks is not merged: true = one OSS URL (status fallback), false (default) = one S3 URL " +
					"a chunk (status chunked)"},
			ossMinutesExpiration(),
		},
		Body: []Field{
			{Name: "requests", Type: "[]object", Required: true},
			{Name: "requests[].objectKey", Type: "string", Required: true},
			{Name: "requests[].response-content-type", Type: "string"},
			{Name: "requests[].response-content-disposition", Type: "string"},
			{Name: "requests[].response-cache-control", Type: "string"},
			{Name: "requests[].If-None-Match", Type: "string"},
			{Name: "requests[].If-Modified-Since", Type: "string"},
		},
		Status: 200,
		Returns: Returns{Shape: Object, Fields: []Field{
			{Name: "results", Type: "object", Doc: "Object key -> {status, url or urls, params, size, sha1} or {reason}"},
		}},
		Errors: ossErrors(),
		Source: "https://aps.autodesk.com/en/docs/data/v2/reference/http/buckets-:bucketKey-objects-batchsigneds3download-POST/",
	}
}

func ossGetObject() *Operation {
	return &Operation{
		Name:   "get_object",
		Method: "GET", Path: "/oss/v2/buckets/{bucket_key}/objects/{object_key}/details",
		Summary: "Reads an object's details.",
		Effect:  Read, Tokens: appOrSignedIn(), Scopes: dataRead(), Limit: "oss",
		Headers: []Field{
			{Name: "If-Modified-Since", Type: "string", Doc: "HTTP date"},
		},
		PathParams: []Field{ossBucketKey(), objectKey()},
		Query: []Field{
			{Name: "with", Type: "[]string", Enum: []string{"createdDate", "lastAccessedDate", "lastModifiedDate", "userDefinedMetadata"}, Repeat: true},
		},
		Status: 200,
		Returns: Returns{Shape: Object, Fields: join(
			ossObjectFields(),
			[]Field{
				{Name: "createdDate", Type: "int", Doc: "Unix time; only with with="},
				{Name: "lastAccessedDate", Type: "int"},
				{Name: "lastModifiedDate", Type: "int"},
				{Name: "userDefinedMetadata", Type: "string"},
			},
		)},
		Errors: plus(ossErrors(), ErrorCase{304, "not modified"}),
		Entity: "oss_object", Target: "object_key",
		Source: "https://aps.autodesk.com/en/docs/data/v2/reference/http/buckets-:bucketKey-objects-:objectKey-details-GET/",
	}
}

func ossListObjects() *Operation {
	return &Operation{
		Name:   "list_objects",
		Method: "GET", Path: "/oss/v2/buckets/{bucket_key}/objects",
		Summary: "Lists the objects of a bucket the app owns.",
		Effect:  Read, Tokens: appTokens(), Scopes: dataRead(), Limit: "oss",
		PathParams: []Field{ossBucketKey()},
		Query: []Field{
			{Name: "limit", Type: "int", Default: "10", Min: 1, Max: 100},
			{Name: "beginsWith", Type: "string", Doc: "Prefix of objectKey"},
			{Name: "startAt", Type: "string", Doc: "Key to go on from"},
		},
		Pagination: Pagination{
			Style: CursorPages, LimitParam: "limit", OffsetParam: "startAt",
			DefaultLimit: 10, MaxLimit: 100, Items: "items", Next: "next",
		},
		Status:  200,
		Returns: Returns{Shape: List, Fields: ossObjectFields()},
		Errors:  ossErrors(),
		Entity:  "oss_object",
		Notes:   "Only the app that created the bucket; the buckets behind ACC files answer 403.",
		Source:  "https://aps.autodesk.com/en/docs/data/v2/reference/http/buckets-:bucketKey-objects-GET/",
	}
}

func ossDeleteObject() *Operation {
	return &Operation{
		Name:   "delete_object",
		Method: "DELETE", Path: "/oss/v2/buckets/{bucket_key}/objects/{object_key}",
		Summary: "Deletes an object.",
		Effect:  Delete, Tokens: appTokens(), Scopes: dataWrite(), Limit: "oss",
		PathParams: []Field{ossBucketKey(), objectKey()},
		Status:     200,
		Returns:    Returns{Shape: NoBody},
		Errors:     ossErrors(),
		Entity:     "oss_object", Target: "object_key", Model: Generic,
		Notes:  "Answers 200 without a body, not 204. Not for ACC files: delete those through data_management create_version.",
		Source: "https://aps.autodesk.com/en/docs/data/v2/reference/http/buckets-:bucketKey-objects-:objectKey-DELETE/",
	}
}

func ossCopyObject() *Operation {
	return &Operation{
		Name:   "copy_object",
		Method: "PUT", Path: "/oss/v2/buckets/{bucket_key}/objects/{object_key}/copyto/{new_object_key}",
		Summary: "Copies an object inside its bucket.",
		Effect:  Create, Tokens: appTokens(), Scopes: []string{"data:write", "data:create"}, Limit: "oss",
		PathParams: []Field{ossBucketKey(), objectKey(), {Name: "new_object_key", Type: "string", Required: true}},
		Status:     200,
		Returns:    Returns{Shape: Object, Fields: ossObjectFields()},
		Errors:     ossErrors(),
		Entity:     "oss_object", Model: Opaque,
		Source: "https://github.com/autodesk-platform-services/aps-sdk-openapi/blob/main/oss/oss.yaml",
	}
}

func ossCreateSignedURL() *Operation {
	return &Operation{
		Name:   "create_signed_url",
		Method: "POST", Path: "/oss/v2/buckets/{bucket_key}/objects/{object_key}/signed",
		Summary: "Makes an OSS signed URL that others can use to read or write an object.",
		Effect:  Action, Tokens: appTokens(), Scopes: dataWrite(), Limit: "oss",
		PathParams: []Field{ossBucketKey(), objectKey()},
		Query: []Field{
			{Name: "access", Type: "string", Enum: []string{"Read", "Write", "ReadWrite"}, Doc: "Default read"},
			{Name: "useCdn", Type: "bool", Default: "false", Doc: "CloudFront URL"},
		},
		Body: []Field{
			{Name: "minutesExpiration", Type: "int", Default: "2", Min: 1, Max: 60},
			{Name: "singleUse", Type: "bool", Default: "false", Doc: "URL dies after one use"},
		},
		Status: 200,
		Returns: Returns{Shape: Object, Fields: []Field{
			{Name: "signedUrl", Type: "string"},
			{Name: "expiration", Type: "int"},
			{Name: "allowedIpAddresses", Type: "[]string"},
		}},
		Errors: ossErrors(),
		Model:  Opaque,
		Notes:  "The body object itself must be sent ({} will do).",
		Source: "https://aps.autodesk.com/en/docs/data/v2/reference/http/buckets-:bucketKey-objects-:objectKey-signed-POST/",
	}
}

func ossBucketKey() Field {
	return Field{Name: "bucket_key", Type: "string", Required: true, Doc: "For ACC files take it from the object URN (wip.dm.prod and others)"}
}

func objectKey() Field { return Field{Name: "object_key", Type: "string", Required: true} }

func ossMinutesExpiration() Field {
	return Field{Name: "minutesExpiration", Type: "int", Default: "2", Min: 1, Max: 60, Doc: "How long the URLs may be used to start a transfer"}
}

func ossErrors() []ErrorCase {
	return []ErrorCase{
		{400, "malformed request or missing header"},
		{401, "bad token or scope"},
		{403, "no permission, or not the bucket's owner"},
		{404, "bucket or object not found"},
		{429, "rate limit"},
		{500, "internal failure"},
	}
}

// ossObjectFields are the fields of an object.
func ossObjectFields() []Field {
	return []Field{
		{Name: "bucketKey", Type: "string"},
		{Name: "objectId", Type: "string", Doc: "urn:adsk.objects:os.object:<bucketKey>/<objectKey>"},
		{Name: "objectKey", Type: "string"},
		{Name: "sha1", Type: "string"},
		{Name: "size", Type: "int", Doc: "Bytes"},
		{Name: "contentType", Type: "string"},
		{Name: "location", Type: "string", Doc: "https://developer.api.autodesk.com/oss/v2/buckets/.../objects/..."},
	}
}

// uploadFields are the fields of what oss.complete_upload answers.
func uploadFields() []Field {
	return []Field{
		{Name: "bucketKey", Type: "string"},
		{Name: "objectId", Type: "string", Doc: "urn:adsk.objects:os.object:<bucketKey>/<objectKey>"},
		{Name: "objectKey", Type: "string"},
		{Name: "sha1", Type: "string"},
		{Name: "size", Type: "any", Doc: "Bytes"},
		{Name: "contentType", Type: "string"},
		{Name: "location", Type: "string", Doc: "https://developer.api.autodesk.com/oss/v2/buckets/.../objects/..."},
		{Name: "uploadKey", Type: "string", Doc: "Only when size or eTags were sent"},
		{Name: "status", Type: "string", Doc: `"error" when validation failed; absent on success`},
		{Name: "reason", Type: "string", Doc: "e.g. MissingOrInvalidParts"},
		{Name: "size.expected", Type: "int"},
		{Name: "size.detected", Type: "int"},
		{Name: "parts", Type: "[]object"},
		{Name: "parts[].part", Type: "int"},
		{Name: "parts[].size", Type: "int"},
		{Name: "parts[].eTag", Type: "string"},
		{Name: "parts[].status", Type: "string", Enum: []string{"Ok", "Pending", "Unexpected", "TooSmall", "Unexpected+TooSmall"}},
	}
}

// ossEntities are the kinds of things the service has.
func ossEntities() []*Entity {
	return []*Entity{
		{
			Name: "bucket", One: "bucket", Many: "buckets",
			IDs: []string{"bucketKey"}, Key: []string{"bucketKey"}, Title: []string{"bucketKey"},
			List:    "oss.list_buckets",
			Filled:  []string{"createdDate"},
			Visible: settles,
		},
		{
			Name: "oss_object", One: "object", Many: "objects", Parent: "bucket_key",
			IDs: []string{"objectKey"}, Key: []string{"objectKey"}, Title: []string{"objectKey"},
			List:    "oss.list_objects",
			Visible: settles,
		},
	}
}
