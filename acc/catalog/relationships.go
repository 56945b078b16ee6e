package catalog

func relationships() *Service {
	return &Service{
		Name:    "relationships",
		Title:   "Relationships",
		Summary: "Links between two entities of different ACC services, such as an asset and a document.",
		Notes: "Path lives under /bim360/relationship/v2 even for ACC projects; works with both ACC and BIM 360. The reference pages give " +
			`3-legged only and name an x-ads-region header. Error body on 400: {type: "BadInput", title, detail, errors: [{field, title, ` +
			"detail, type}]}. Entity types an asset may be linked to (Assets tutorial): " +
			"autodesk-bim360-documentmanagement/documentlineage, autodesk-construction-form/form, autodesk-bim360-issue/issue, " +
			"autodesk-construction-photo/photo, autodesk-bim360-rfi/rfi, autodesk-construction-sheet/sheetlineage, " +
			"autodesk-construction-submittals/submittalitem, autodesk-construction-schedule/activity, " +
			"autodesk-construction-markup/markupdocument and markupsheethistory, autodesk-bim360-meetingminutes/meeting, meetingitem and " +
			"meetingitemseries, autodesk-bim360-cost/pco, oco, rco, rfq, sco, contract, costpayment, budget, budgetpayment, expense and " +
			"maincontract.",
		Operations: []*Operation{
			relationshipsSearch(), relationshipsGet(), relationshipsBatchGet(), relationshipsIntersect(), relationshipsCreate(),
			relationshipsDelete(), relationshipsSync(), relationshipsSyncStatus(), relationshipsListWritable(),
		},
	}
}

func relationshipsSearch() *Operation {
	return &Operation{
		Name:   "search",
		Method: "GET", Path: "/bim360/relationship/v2/containers/{container_id}/relationships:search",
		Summary: "Searches relationships by the domain, type and id of one entity and, optionally, of the other.",
		Effect:  Read, Tokens: signedIn(), Scopes: dataRead(), Limit: "relationships",
		Headers:    relationshipsRegionHeaders(),
		PathParams: []Field{containerID()},
		Query: []Field{
			{Name: "domain", Type: "string", Doc: "e.g. autodesk-bim360-asset, autodesk-bim360-issue, autodesk-bim360-documentmanagement"},
			{Name: "type", Type: "string", Doc: "Entity type in that domain; needs domain"},
			{Name: "id", Type: "string", Doc: "Entity id; needs domain and type"},
			{Name: "createdAfter", Type: "datetime"},
			{Name: "createdBefore", Type: "datetime"},
			{Name: "withDomain", Type: "string", Doc: "Domain of the other entity"},
			{Name: "withType", Type: "string"},
			{Name: "withId", Type: "string"},
			{Name: "includeDeleted", Type: "bool", Doc: "Also return deleted ones"},
			{Name: "onlyDeleted", Type: "bool"},
			{Name: "pageLimit", Type: "int", Doc: "Server default when left out"},
			{Name: "continuationToken", Type: "string", Doc: "Start of the page"},
		},
		Pagination: tokenPages("relationships", 100),
		Status:     200,
		Returns:    Returns{Shape: List, Fields: relationshipFields()},
		Errors:     relationshipsReadErrors(),
		Entity:     "relationship",
		Notes:      "Filters build up in the order domain, then type, then id. Deleted relationships come only with includeDeleted or onlyDeleted.",
		Source:     "https://aps.autodesk.com/en/docs/acc/reference/http/relationship-service-v2-search-relationships-GET/",
	}
}

func relationshipsGet() *Operation {
	return &Operation{
		Name:   "get",
		Method: "GET", Path: "/bim360/relationship/v2/containers/{container_id}/relationships/{relationship_id}",
		Summary: "Reads one relationship.",
		Effect:  Read, Tokens: signedIn(), Scopes: dataRead(), Limit: "relationships",
		Headers:    relationshipsRegionHeaders(),
		PathParams: []Field{containerID(), {Name: "relationship_id", Type: "string", Required: true, Doc: "UUID of the relationship"}},
		Status:     200,
		Returns:    Returns{Shape: Object, Fields: relationshipFields()},
		Errors:     relationshipsReadErrors(),
		Entity:     "relationship", Target: "relationship_id",
		Source: "https://aps.autodesk.com/en/docs/acc/reference/http/relationship-service-v2-get-relationship-by-id-GET/",
	}
}

func relationshipsBatchGet() *Operation {
	return &Operation{
		Name:   "batch_get",
		Method: "POST", Path: "/bim360/relationship/v2/containers/{container_id}/relationships:batch",
		Summary: "Reads up to 50 relationships by id.",
		Effect:  Read, Tokens: signedIn(), Scopes: dataRead(), Limit: "relationships",
		Headers:    relationshipsRegionHeaders(),
		PathParams: []Field{containerID()},
		Body: []Field{
			{Name: "[]", Type: "[]uuid", Required: true, Doc: "The body is a bare JSON array of relationship ids, 1-50"},
		},
		BodyShape: ArrayBody, BatchLimit: 50, Batch: "[]",
		Status:  200,
		Returns: Returns{Shape: List, Fields: relationshipFields()},
		Errors:  relationshipsErrors(),
		Notes:   "POST that only reads. Answers a bare JSON array.",
		Source:  "https://aps.autodesk.com/en/docs/acc/reference/http/relationship-service-v2-get-relationships-batch-POST/",
	}
}

func relationshipsIntersect() *Operation {
	return &Operation{
		Name:   "intersect",
		Method: "POST", Path: "/bim360/relationship/v2/containers/{container_id}/relationships:intersect",
		Summary: "Finds relationships that contain any of the given entities, optionally narrowed to those whose other entity matches.",
		Effect:  Read, Tokens: signedIn(), Scopes: dataRead(), Limit: "relationships",
		Headers:    relationshipsRegionHeaders(),
		PathParams: []Field{containerID()},
		Query: []Field{
			{Name: "includeDeleted", Type: "bool"},
			{Name: "onlyDeleted", Type: "bool"},
			{Name: "pageLimit", Type: "int"},
			{Name: "continuationToken", Type: "string"},
		},
		Body: []Field{
			{Name: "entities", Type: "[]object", Required: true, Doc: "1-20 entities"},
			{Name: "entities[].domain", Type: "string", Required: true, MaxLen: 128},
			{Name: "entities[].type", Type: "string", Required: true, MaxLen: 128},
			{Name: "entities[].id", Type: "string", Required: true, MaxLen: 512},
			{Name: "withEntities", Type: "[]object", Doc: "1-20 filters on the other entity"},
			{Name: "withEntities[].domain", Type: "string", Doc: "Required when type is given"},
			{Name: "withEntities[].type", Type: "string", Doc: "Required when id is given"},
			{Name: "withEntities[].id", Type: "string"},
		},
		BatchLimit: 20,
		Pagination: tokenPages("relationships", 100),
		Status:     200,
		Returns:    Returns{Shape: List, Fields: relationshipFields()},
		Errors:     relationshipsErrors(),
		Notes:      "POST that only reads; paging is in the query string.",
		Source:     "https://aps.autodesk.com/en/docs/acc/reference/http/relationship-service-v2-intersect-relationships-POST/",
	}
}

func relationshipsCreate() *Operation {
	return &Operation{
		Name:   "create",
		Method: "PUT", Path: "/bim360/relationship/v2/containers/{container_id}/relationships",
		Summary: "Creates relationships between pairs of entities.",
		Effect:  Create, Tokens: signedIn(), Scopes: []string{"data:create", "data:write"}, Limit: "relationships",
		Headers:    relationshipsRegionHeaders(),
		PathParams: []Field{containerID()},
		Body: []Field{
			{Name: "[].id", Type: "uuid", Doc: "Client-chosen id; allocated when left out"},
			{Name: "[].entities", Type: "[]object", Required: true, Doc: "Exactly two"},
			{Name: "[].entities[].domain", Type: "string", Required: true, MaxLen: 128},
			{Name: "[].entities[].type", Type: "string", Required: true, MaxLen: 128},
			{Name: "[].entities[].id", Type: "string", Required: true, MaxLen: 512},
		},
		BodyShape: ArrayBody, BatchLimit: 20, Batch: "[]",
		Status:  200,
		Returns: Returns{Shape: List, Fields: relationshipFields()},
		Errors: plus(relationshipsErrors(),
			ErrorCase{409, "an id clashes with an existing relationship, or one pair was given two ids; body {success: [...], conflict: [{id, " +
				"actual}]}"},
		),
		Entity: "relationship", Model: Generic,
		Notes: "A PUT that creates. One entity may be related to at most 20 others in one call. Both entities must exist and be readable by " +
			"the caller; check the pair with list_writable. On 409 part of the batch may have been created: read success.",
		Source: "https://aps.autodesk.com/en/docs/acc/reference/http/relationship-service-v2-add-relationships-PUT/",
	}
}

func relationshipsDelete() *Operation {
	return &Operation{
		Name:   "delete",
		Method: "POST", Path: "/bim360/relationship/v2/containers/{container_id}/relationships:delete",
		Summary: "Soft-deletes up to 50 relationships by id.",
		Effect:  Delete, Tokens: signedIn(), Scopes: dataWrite(), Limit: "relationships",
		Headers:    relationshipsRegionHeaders(),
		PathParams: []Field{containerID()},
		Body: []Field{
			{Name: "[]", Type: "[]uuid", Required: true, Doc: "The body is a bare JSON array of relationship ids, 1-50"},
		},
		BodyShape: ArrayBody, BatchLimit: 50, Batch: "[]",
		Status:  200,
		Returns: Returns{Shape: Object, Fields: []Field{{Name: "deleted", Type: "[]uuid", Doc: "IDs deleted"}}},
		Errors:  relationshipsErrors(),
		Entity:  "relationship", Model: Opaque,
		Notes:  "Soft delete: still found by search with includeDeleted or onlyDeleted.",
		Source: "https://aps.autodesk.com/en/docs/acc/reference/http/relationship-service-v2-delete-relationships-POST/",
	}
}

func relationshipsSync() *Operation {
	return &Operation{
		Name:   "sync",
		Method: "POST", Path: "/bim360/relationship/v2/containers/{container_id}/relationships:sync",
		Summary: "Reads what changed since a sync token, or everything without one.",
		Effect:  Read, Tokens: signedIn(), Scopes: dataRead(), Limit: "relationships",
		Headers:    relationshipsRegionHeaders(),
		PathParams: []Field{containerID()},
		Body: []Field{
			{Name: "syncToken", Type: "string", Doc: "Left out on the first call"},
			{Name: "filters", Type: "object"},
			{Name: "filters.domains", Type: "[]string", Doc: "1-20 domains; only on the first call, the one without a token"},
		},
		Status: 200,
		Returns: Returns{Shape: Object, Fields: []Field{
			{Name: "current", Type: "object"},
			{Name: "current.data", Type: "[]object", Doc: "Relationships that exist now"},
			{Name: "deleted", Type: "object"},
			{Name: "deleted.data", Type: "[]object", Doc: "Relationships deleted since the token"},
			{Name: "moreData", Type: "bool", Doc: "true: call again with nextSyncToken"},
			{Name: "overwrite", Type: "bool", Doc: "true: the local copy may be replaced by this data"},
			{Name: "nextSyncToken", Type: "string", Doc: "Also kept for a later sync when moreData is false"},
		}},
		Errors: relationshipsErrors(),
		Notes:  "POST that only reads. Body {} starts a full sync.",
		Source: "https://aps.autodesk.com/en/docs/acc/reference/http/relationship-service-v2-relationships-sync-POST/",
	}
}

func relationshipsSyncStatus() *Operation {
	return &Operation{
		Name:   "sync_status",
		Method: "POST", Path: "/bim360/relationship/v2/containers/{container_id}/relationships:syncStatus",
		Summary: "Says for given sync tokens whether more data is waiting.",
		Effect:  Read, Tokens: signedIn(), Scopes: dataRead(), Limit: "relationships",
		Headers:    relationshipsRegionHeaders(),
		PathParams: []Field{containerID()},
		Body: []Field{
			{Name: "[].syncToken", Type: "string"},
			{Name: "[].referenceId", Type: "string", Doc: "Echoed back"},
		},
		BodyShape: ArrayBody,
		Status:    200,
		Returns: Returns{Shape: Object, Fields: []Field{
			{Name: "results", Type: "[]object"},
			{Name: "results[].moreData", Type: "bool"},
			{Name: "results[].overwrite", Type: "bool"},
			{Name: "results[].referenceId", Type: "string"},
			{Name: "results[].syncToken", Type: "string"},
			{Name: "errors", Type: "[]object", Doc: "Error per bad token: type, title, detail, errors[], referenceId, syncToken"},
		}},
		Errors: relationshipsErrors(),
		Notes:  "The field table shows one object, the example an array.",
		Source: "https://aps.autodesk.com/en/docs/acc/reference/http/relationship-service-v2-relationships-sync-status-POST/",
	}
}

func relationshipsListWritable() *Operation {
	return &Operation{
		Name:   "list_writable",
		Method: "GET", Path: "/bim360/relationship/v2/utility/relationships:writable",
		Summary: "Lists which entity types may be related to which.",
		Effect:  Read, Tokens: signedIn(), Scopes: dataRead(), Limit: "relationships",
		Headers: relationshipsRegionHeaders(),
		Status:  200,
		Returns: Returns{Shape: List, Fields: []Field{
			{Name: "domain", Type: "string", Doc: "e.g. autodesk-bim360-asset"},
			{Name: "entityTypes", Type: "[]object"},
			{Name: "entityTypes[].entityType", Type: "string"},
			{Name: "entityTypes[].allow", Type: "[]object"},
			{Name: "entityTypes[].allow[].domain", Type: "string"},
			{Name: "entityTypes[].allow[].entityTypes", Type: "[]string"},
		}},
		Errors: []ErrorCase{
			{401, "token invalid"},
			{403, "no permission"},
			{429, "rate limit"},
			{500, "server error"},
		},
		Notes:  "No path parameter: not project-scoped. Answers a bare JSON array.",
		Source: "https://aps.autodesk.com/en/docs/acc/reference/http/relationship-service-v2-get-writable-relationship-domains-GET/",
	}
}

func relationshipsRegionHeaders() []Field {
	return []Field{
		{Name: "x-ads-region", Type: "string", Doc: "Region to route to; left out it is routed automatically"},
	}
}

func relationshipsErrors() []ErrorCase {
	return []ErrorCase{
		{400, "parameters invalid: {type, title, detail, errors[{field,title,detail,type}]}"},
		{401, "token invalid"},
		{403, "no permission"},
		{404, "not found"},
		{415, "Content-Type is not application/json"},
		{429, "rate limit; Retry-After may say how long"},
		{500, "server error"},
	}
}

func relationshipsReadErrors() []ErrorCase {
	return []ErrorCase{
		{400, "parameters invalid: {type, title, detail, errors[{field,title,detail,type}]}"},
		{401, "token invalid"},
		{403, "no permission"},
		{404, "not found"},
		{429, "rate limit; Retry-After may say how long"},
		{500, "server error"},
	}
}

// relationshipFields are the fields of a relationship.
func relationshipFields() []Field {
	return []Field{
		{Name: "id", Type: "uuid", Doc: "Relationship id"},
		{Name: "createdOn", Type: "datetime"},
		{Name: "isReadOnly", Type: "bool", Doc: "true when the caller cannot change it"},
		{Name: "isService", Type: "bool", Doc: "true when a service made it"},
		{Name: "isDeleted", Type: "bool"},
		{Name: "deletedOn", Type: "datetime", Doc: "Only on deleted ones"},
		{Name: "entities", Type: "[]object", Doc: "Exactly two"},
		{Name: "entities[].domain", Type: "string", Doc: "At most 128 characters"},
		{Name: "entities[].type", Type: "string", Doc: "At most 128 characters"},
		{Name: "entities[].id", Type: "string", Doc: "At most 512 characters"},
		{Name: "entities[].createdOn", Type: "datetime"},
	}
}

// relationshipsEntities are the kinds of things the service has.
func relationshipsEntities() []*Entity {
	return []*Entity{
		{
			Name: "relationship", One: "relationship", Many: "relationships", Parent: "container_id",
			IDs: []string{"id"}, Title: []string{"id"},
			List:    "relationships.search",
			Filled:  []string{"createdOn", "isReadOnly", "isService", "isDeleted", "deletedOn"},
			Visible: settles,
		},
	}
}
