package catalog

func locations() *Service {
	return &Service{
		Name:  "locations",
		Title: "Locations",
		Summary: "The location breakdown structure (LBS): a tree of named nodes per project that issues, RFIs, assets, forms and photos point " +
			"at.",
		Notes: "All endpoints are for ACC (Forma) projects only, not BIM 360. Auth is a 3-legged token; an SSA (secure service account) token " +
			"counts as 3-legged.",
		Operations: []*Operation{
			locationsList(), locationsCreate(), locationsPatch(), locationsDelete(),
		},
	}
}

func locationsList() *Operation {
	return &Operation{
		Name:   "list",
		Method: "GET", Path: "/construction/locations/v2/projects/{project_id}/trees/{tree_id}/nodes",
		Summary: "Lists the nodes of a locations tree, all of them by default.",
		Effect:  Read, Tokens: signedIn(), Scopes: dataRead(), Limit: "locations",
		Headers: []Field{
			{Name: "region", Type: "string", Doc: "US, EMEA or another ACC region; documented for this operation only"},
		},
		PathParams: []Field{projectID(), locationsTreeID()},
		Query: []Field{
			{Name: "filter[id]", Type: "[]string",
				Doc: "Comma-separated node ids; when present limit and offset are ignored and each node carries path", Test: &Test{"id", MatchOneOf}},
			limitParam(10000, 10000), offsetParam(),
		},
		Pagination: resultPages(10000, 10000),
		Status:     200,
		Returns:    Returns{Shape: List, Fields: locationFields()},
		Errors:     locationsErrors(),
		Entity:     "location",
		Notes: "nextUrl and previousUrl in the documented example are paths without host and without the /construction prefix " +
			"(/locations/v2/...): follow offsets rather than the URL.",
		Source: "https://aps.autodesk.com/en/docs/acc/reference/http/locations-nodes-GET/",
	}
}

func locationsCreate() *Operation {
	return &Operation{
		Name:   "create",
		Method: "POST", Path: "/construction/locations/v2/projects/{project_id}/trees/{tree_id}/nodes",
		Summary: "Creates a node under a parent, at the end of its siblings or beside a given one.",
		Effect:  Create, Tokens: signedIn(), Scopes: dataWrite(), Limit: "locations",
		PathParams: []Field{projectID(), locationsTreeID()},
		Query: []Field{
			{Name: "targetNodeId", Type: "uuid",
				Doc: "Sibling to insert beside; its parentId must equal body.parentId; required with insertOption; not usable for the first " +
					"child of a node"},
			{Name: "insertOption", Type: "string", Enum: []string{"Before", "After"}, Doc: "Required with targetNodeId"},
		},
		Body: []Field{
			{Name: "parentId", Type: "uuid", Required: true, Doc: "Parent node"},
			{Name: "type", Type: "string", Required: true, Enum: []string{"Area"}, Doc: "Only Area is accepted from callers"},
			{Name: "name", Type: "string", Required: true, MaxLen: 255},
			{Name: "description", Type: "string", Doc: "Accepted, not used"},
			{Name: "barcode", Type: "string", Doc: "Unique per project; at most 255 characters"},
		},
		Status:  201,
		Returns: Returns{Shape: Object, Fields: without(locationFields(), "path")},
		Errors:  locationsErrors(),
		Entity:  "location", Model: Generic,
		Notes: "The root node exists from project creation and cannot be created. Inserting shifts the order of following siblings up by one. " +
			"One node a request; there is no batch.",
		Source: "https://aps.autodesk.com/en/docs/acc/reference/http/locations-nodes-POST/",
	}
}

func locationsPatch() *Operation {
	return &Operation{
		Name:   "patch",
		Method: "PATCH", Path: "/construction/locations/v2/projects/{project_id}/trees/{tree_id}/nodes/{node_id}",
		Summary: "Changes the name or barcode of a node.",
		Effect:  Update, Tokens: signedIn(), Scopes: dataWrite(), Limit: "locations",
		PathParams: []Field{projectID(), locationsTreeID(), locationsNodeID()},
		Body: []Field{
			{Name: "name", Type: "string", MaxLen: 255, Doc: "At least one of name and barcode must be sent"},
			{Name: "barcode", Type: "string", Doc: "Unique per project; at most 255 characters"},
		},
		Status:  200,
		Returns: Returns{Shape: Object, Fields: without(newLocationFields(), "documentCount")},
		Errors: []ErrorCase{
			{400, "bad request, e.g. renaming the root node"},
			{403, "caller has no permission"},
			{404, "project, tree or node not found"},
		},
		Entity: "location", Target: "node_id", Model: Generic,
		Notes:  "Only name and barcode can change: a node cannot be moved to another parent or reordered through the API.",
		Source: "https://aps.autodesk.com/en/docs/acc/reference/http/locations-nodesnodeid-PATCH/",
	}
}

func locationsDelete() *Operation {
	return &Operation{
		Name:   "delete",
		Method: "DELETE", Path: "/construction/locations/v2/projects/{project_id}/trees/{tree_id}/nodes/{node_id}",
		Summary: "Deletes a node and all its descendants.",
		Effect:  Delete, Tokens: signedIn(), Scopes: dataWrite(), Limit: "locations",
		PathParams: []Field{projectID(), locationsTreeID(), locationsNodeID()},
		Status:     204,
		Returns:    Returns{Shape: NoBody},
		Errors: []ErrorCase{
			{400, "bad request, e.g. deleting the root node"},
			{403, "caller has no permission"},
			{404, "project, tree or node not found"},
		},
		Entity: "location", Target: "node_id", Model: Opaque,
		Notes:  "Cascades: every descendant goes too and objects linked to those locations are unlinked. The root cannot be deleted.",
		Source: "https://aps.autodesk.com/en/docs/acc/reference/http/locations-nodesnodeid-DELETE/",
	}
}

func locationsTreeID() Field {
	return Field{Name: "tree_id", Type: "string", Required: true, Doc: `Must be "default": a project has one tree`}
}

func locationsNodeID() Field {
	return Field{Name: "node_id", Type: "string", Required: true, Doc: "UUID of a node"}
}

func locationsErrors() []ErrorCase {
	return []ErrorCase{
		{400, "bad request"},
		{403, "caller has no permission"},
		{404, "project or tree not found"},
	}
}

// locationFields are the fields of a location.
func locationFields() []Field {
	return []Field{
		{Name: "id", Type: "uuid", Doc: "Node id"},
		{Name: "parentId", Type: "uuid|null", Doc: "Parent node; null on the root"},
		{Name: "type", Type: "string", Enum: []string{"Area", "Level", "Root"},
			Doc: "Root for the root node, Area for all nodes made through the API"},
		{Name: "name", Type: "string", Doc: "At most 255 characters"},
		{Name: "description", Type: "string|null", Doc: "Not used; a value sent on create comes back null"},
		{Name: "barcode", Type: "string|null", Doc: "Unique per project; at most 255 characters"},
		{Name: "order", Type: "int", Doc: "Zero-based position among siblings"},
		{Name: "documentCount", Type: "int", Doc: "Reserved"},
		{Name: "path", Type: "[]string", Doc: "Ancestor names from the root down; only with filter[id]"},
	}
}

// newLocationFields are the fields of what locations.create answers.
func newLocationFields() []Field {
	return without(locationFields(), "path")
}

// locationsEntities are the kinds of things the service has.
func locationsEntities() []*Entity {
	return []*Entity{
		{
			Name: "location", One: "location", Many: "locations", Parent: "project_id",
			IDs: []string{"id"}, Title: []string{"name"},
			List:    "locations.list",
			Filled:  []string{"order", "documentCount", "path"},
			Visible: settles,
		},
	}
}
