package catalog

func photos() *Service {
	return &Service{
		Name:    "photos",
		Title:   "Photos",
		Summary: "Photos and videos of an ACC project; read only.",
		Notes: "User context required: no 2-legged token. 401 is not listed: bad credentials give 403. No rate limit was found for Photos. No " +
			"endpoint uploads, changes or deletes media. acc_sdk uses " +
			"https://developer.api.autodesk.com/photos/v1/projects/{id}/photos/{id} and .../photos/filter, sends include as a query " +
			"parameter of the POST, and documents filters (sortBy, offset, isPublic, locked, updatedAt) that the reference does not have: " +
			"follow the paths here (also used by Autodesk's Postman collection). acc_sdk's Acc class does not instantiate this API at all.",
		Operations: []*Operation{
			photosGet(), photosFilter(),
		},
	}
}

func photosGet() *Operation {
	return &Operation{
		Name: "get", SDK: "get_photo",
		Method: "GET", Path: "/construction/photos/v1/projects/{project_id}/photos/{photo_id}",
		Summary: "Reads one photo or video.",
		Effect:  Read, Tokens: signedIn(), Scopes: dataRead(),
		PathParams: []Field{projectID(), {Name: "photo_id", Type: "string", Required: true}},
		Query:      []Field{{Name: "include", Type: "[]string", Enum: []string{"signedUrls"}}},
		Status:     200,
		Returns:    Returns{Shape: Object, Fields: photoFields()},
		Errors: []ErrorCase{
			{400, "malformed request"},
			{403, "no or bad credentials"},
			{404, "not found"},
			{410, "deleted by a user"},
		},
		Entity: "photo", Target: "photo_id",
		Notes:  "A deleted medium answers 410 Gone, not 404.",
		Source: "https://aps.autodesk.com/en/docs/acc/v1/reference/http/photos-getphoto-GET/",
	}
}

func photosFilter() *Operation {
	return &Operation{
		Name: "filter", SDK: "get_filtered_photos",
		Method: "POST", Path: "/construction/photos/v1/projects/{project_id}/photos:filter",
		Summary: "Finds photos and videos the caller can see.",
		Effect:  Read, Tokens: signedIn(), Scopes: dataRead(),
		PathParams: []Field{projectID()},
		Body: []Field{
			{Name: "filter", Type: "object"},
			{Name: "filter.id", Type: "[]string"},
			{Name: "filter.title", Type: "string"},
			{Name: "filter.mediaType", Type: "[]string", Enum: photosMediaTypes()},
			{Name: "filter.createdBy", Type: "[]string", Doc: "Autodesk IDs"},
			{Name: "filter.createdAt", Type: "string", Doc: "Moment, or range from..to open at either end"},
			{Name: "filter.takenAt", Type: "string", Doc: "As createdAt"},
			{Name: "include", Type: "[]string", Enum: []string{"signedUrls"}},
			{Name: "limit", Type: "int", Default: "25", Doc: "At most 50"},
			{Name: "sort", Type: "[]string", Doc: "[field, direction]: createdAt or takenAt, asc or desc"},
			{Name: "cursorState", Type: "string", Doc: "From the previous page; all other fields are then ignored"},
		},
		Pagination: Pagination{
			Style: CursorPages, LimitParam: "limit", OffsetParam: "cursorState", CursorInBody: true,
			DefaultLimit: 25, MaxLimit: 50, Items: "results", Next: "pagination.nextPost.body.cursorState",
		},
		Status:  200,
		Returns: Returns{Shape: List, Fields: photoFields()},
		Errors: []ErrorCase{
			{400, "malformed request"},
			{403, "no or bad credentials"},
		},
		Entity: "photo",
		Notes:  "A read although POST. An empty body {} returns the first page. There is no total.",
		Source: "https://aps.autodesk.com/en/docs/acc/v1/reference/http/photos-getfilteredphotos-POST/",
	}
}

func photosMediaTypes() []string {
	return []string{"NORMAL", "INFRARED", "PHOTOSPHERE", "VIDEO"}
}

// photoFields are the fields of a photo.
func photoFields() []Field {
	return []Field{
		{Name: "id", Type: "uuid"},
		{Name: "projectId", Type: "uuid"},
		{Name: "title", Type: "string"},
		{Name: "description", Type: "string"},
		{Name: "mediaType", Type: "string", Enum: photosMediaTypes()},
		{Name: "type", Type: "string", Enum: photosTypes(), Doc: "What it was first added with"},
		{Name: "size", Type: "number", Doc: "Bytes"},
		{Name: "isPublic", Type: "bool", Doc: "Visible to every project member"},
		{Name: "locked", Type: "bool", Doc: "Cannot be edited or deleted"},
		{Name: "latitude", Type: "number"},
		{Name: "longitude", Type: "number"},
		{Name: "takenAt", Type: "datetime", Doc: "By the camera"},
		{Name: "userCreatedAt", Type: "datetime", Doc: "Added to the project, maybe offline"},
		{Name: "createdAt", Type: "datetime", Doc: "Stored on the server"},
		{Name: "createdBy", Type: "string", Doc: "Autodesk ID"},
		{Name: "updatedAt", Type: "datetime"},
		{Name: "updatedBy", Type: "string"},
		{Name: "deletedAt", Type: "datetime"},
		{Name: "deletedBy", Type: "string"},
		{Name: "urls", Type: "object"},
		{Name: "urls.fileUrl", Type: "string", Doc: "Needs the API token (data:read)"},
		{Name: "urls.thumbnailUrl", Type: "string"},
		{Name: "signedUrls", Type: "object"},
		{Name: "signedUrls.fileUrl", Type: "string", Doc: "Only with include; short-lived (60 s in the example)"},
		{Name: "signedUrls.thumbnailUrl", Type: "string"},
	}
}

func photosTypes() []string {
	return []string{"FIELD-REPORT", "FORM", "ISSUE", "RFI", "MARKUP", "ASSET", "GALLERY", "MEETING", "SUBMITTAL", "LOGO"}
}

// photosEntities are the kinds of things the service has.
func photosEntities() []*Entity {
	return []*Entity{
		{
			Name: "photo", One: "photo", Many: "photos", Parent: "project_id",
			IDs: []string{"id"}, Title: []string{"title"},
			List: "photos.filter",
		},
	}
}
