package catalog

func ossListBuckets() *Operation {
	return &Operation{
		Name:   "list_buckets",
		Method: "GET", Path: "/oss/v2/buckets",
		Summary: "Lists the buckets the app owns in a region.",
		Effect:  Read, Tokens: appTokens(), Scopes: []string{"bucket:read"}, Limit: "oss",
		Query: []Field{
			{Name: "region", Type: "string", Enum: ossRegions(), Default: "US"},
			{Name: "limit", Type: "int", Default: "10", Min: 1, Max: 100},
			{Name: "startAt", Type: "string", Doc: "Last id of the previous page"},
		},
		Pagination: Pagination{
			Style: CursorPages, LimitParam: "limit", OffsetParam: "startAt",
			DefaultLimit: 10, MaxLimit: 100, Items: "items", Next: "next",
		},
		Status: 200,
		Returns: Returns{Shape: List, Fields: []Field{
			{Name: "bucketKey", Type: "string"},
			{Name: "createdDate", Type: "int"},
			{Name: "policyKey", Type: "string", Enum: []string{"transient", "temporary", "persistent"}},
		}},
		Errors: ossErrors(),
		Entity: "bucket",
		Source: "https://aps.autodesk.com/en/docs/data/v2/reference/http/buckets-GET/",
	}
}

func ossCreateBucket() *Operation {
	return &Operation{
		Name:   "create_bucket",
		Method: "POST", Path: "/oss/v2/buckets",
		Summary: "Creates a bucket.",
		Effect:  Create, Tokens: appTokens(), Scopes: []string{"bucket:create"}, Limit: "oss",
		Headers: []Field{
			{Name: "region", Type: "string", Enum: ossRegions(), Doc: "Default US. The OpenAPI file marks it required"},
		},
		Body: []Field{
			{Name: "bucketKey", Type: "string", Required: true, Doc: "Globally unique; the OpenAPI file says lower case letters, 0-9 and _"},
			{Name: "policyKey", Type: "string", Required: true, Enum: []string{"transient", "temporary", "persistent"},
				Doc: "24 hours, 30 days, until deleted"},
			{Name: "allow", Type: "[]object"},
			{Name: "allow[].authId", Type: "string"},
			{Name: "allow[].access", Type: "string", Enum: []string{"full", "read"}},
		},
		Status:  200,
		Returns: Returns{Shape: Object, Fields: bucketFields()},
		Errors: []ErrorCase{
			{400, "malformed"},
			{401, "bad token"},
			{403, "no permission"},
			{409, "key already exists, anywhere"},
			{500, "internal failure"},
		},
		Entity: "bucket", Model: Generic,
		Notes:  "Answers 200, not 201. Not for ACC uploads: use data_management create_storage.",
		Source: "https://aps.autodesk.com/en/docs/data/v2/reference/http/buckets-POST/",
	}
}

func ossGetBucket() *Operation {
	return &Operation{
		Name:   "get_bucket",
		Method: "GET", Path: "/oss/v2/buckets/{bucket_key}/details",
		Summary: "Reads a bucket the app owns.",
		Effect:  Read, Tokens: appTokens(), Scopes: []string{"bucket:read", "viewables:read"}, Limit: "oss",
		PathParams: []Field{ossBucketKey()},
		Status:     200,
		Returns:    Returns{Shape: Object, Fields: bucketFields()},
		Errors:     ossErrors(),
		Entity:     "bucket", Target: "bucket_key",
		Source: "https://aps.autodesk.com/en/docs/data/v2/reference/http/buckets-:bucketKey-details-GET/",
	}
}

func ossDeleteBucket() *Operation {
	return &Operation{
		Name:   "delete_bucket",
		Method: "DELETE", Path: "/oss/v2/buckets/{bucket_key}",
		Summary: "Marks a bucket of the app for deletion.",
		Effect:  Delete, Tokens: appTokens(), Scopes: []string{"bucket:delete"}, Limit: "oss",
		PathParams: []Field{ossBucketKey()},
		Status:     200,
		Returns:    Returns{Shape: NoBody},
		Errors:     plus(ossErrors(), ErrorCase{409, "already marked for deletion"}),
		Entity:     "bucket", Target: "bucket_key", Model: Generic,
		Notes:  "200 means accepted; the key is not free again at once.",
		Source: "https://aps.autodesk.com/en/docs/data/v2/reference/http/buckets-:bucketKey-DELETE/",
	}
}

func ossRegions() []string {
	return []string{"US", "EMEA", "AUS", "CAN", "DEU", "IND", "JPN", "GBR", "APAC"}
}

// bucketFields are the fields of a bucket.
func bucketFields() []Field {
	return []Field{
		{Name: "bucketKey", Type: "string"},
		{Name: "bucketOwner", Type: "string", Doc: "Client id"},
		{Name: "createdDate", Type: "int"},
		{Name: "permissions", Type: "[]object"},
		{Name: "permissions[].authId", Type: "string"},
		{Name: "permissions[].access", Type: "string", Enum: []string{"full", "read"}},
		{Name: "policyKey", Type: "string", Enum: []string{"transient", "temporary", "persistent"}},
	}
}
