package catalog

func takeoff() *Service {
	return &Service{
		Name:  "takeoff",
		Title: "Takeoff",
		Summary: "Takeoff packages, types, items, content views, measurement settings and classifications of a project; items and types are " +
			"read only.",
		Notes: "3-legged tokens only; a Secure Service Account (SSA) token counts as 3-legged. Pagination has limit, offset and nextUrl but " +
			"no totalResults: stop when nextUrl is missing/empty or a page is short. 2026 migration, per project: classification-systems " +
			"answer 409, classificationCodeOne/Two become null, classifications[] appears on takeoff types, contentView.version of 2D " +
			"items becomes a urn:adsk version URN. " +
			"https://aps.autodesk.com/en/docs/acc/v1/overview/migration-guides/takeoff-classification-migration. A takeoff package, type " +
			"and item cannot be deleted through the API; takeoff types and items cannot be created.",
		Operations: []*Operation{
			takeoffListPackages(), takeoffGetPackage(), takeoffCreatePackage(), takeoffPatchPackage(), takeoffListTakeoffItems(),
			takeoffGetTakeoffItem(), takeoffListTakeoffTypes(), takeoffGetTakeoffType(), takeoffListContentViews(), takeoffGetSettings(),
			takeoffPatchSettings(), takeoffListClassificationSystems(), takeoffGetClassificationSystem(), takeoffCreateClassificationSystem(),
			takeoffDeleteClassificationSystem(), takeoffListClassifications(), takeoffImportClassifications(), takeoffListAssignedStructures(),
			takeoffBatchAddAssignedStructures(), takeoffDeleteAssignedStructure(),
		},
	}
}

func takeoffListPackages() *Operation {
	return &Operation{
		Name:   "list_packages",
		Method: "GET", Path: "/construction/takeoff/v1/projects/{project_id}/packages",
		Summary: "Lists the takeoff packages of a project.",
		Effect:  Read, Tokens: signedIn(), Scopes: dataRead(), Limit: "takeoff-read",
		Headers:    takeoffRegionHeaders(),
		PathParams: []Field{anyProjectID()},
		Query:      []Field{offsetParam(), limitParam(200, 200)},
		Pagination: Pagination{
			Style: OffsetPages, LimitParam: "limit", OffsetParam: "offset",
			DefaultLimit: 200, MaxLimit: 200, Items: "results", Next: "pagination.nextUrl",
		},
		Status:  200,
		Returns: Returns{Shape: List, Fields: takeoffPackageFields()},
		Errors:  takeoffErrors(),
		Entity:  "takeoff_package",
		Source:  "https://aps.autodesk.com/en/docs/acc/v1/reference/http/takeoff-projects-project_id-packages-GET",
	}
}

func takeoffGetPackage() *Operation {
	return &Operation{
		Name:   "get_package",
		Method: "GET", Path: "/construction/takeoff/v1/projects/{project_id}/packages/{package_id}",
		Summary: "Reads one takeoff package.",
		Effect:  Read, Tokens: signedIn(), Scopes: dataRead(), Limit: "takeoff-read",
		Headers:    takeoffRegionHeaders(),
		PathParams: []Field{anyProjectID(), takeoffPackageID()},
		Status:     200,
		Returns:    Returns{Shape: Object, Fields: takeoffPackageFields()},
		Errors:     takeoffErrors(),
		Entity:     "takeoff_package", Target: "package_id",
		Source: "https://aps.autodesk.com/en/docs/acc/v1/reference/http/takeoff-projects-project_id-packages-package_id-GET",
	}
}

func takeoffCreatePackage() *Operation {
	return &Operation{
		Name:   "create_package",
		Method: "POST", Path: "/construction/takeoff/v1/projects/{project_id}/packages",
		Summary: "Creates an empty takeoff package.",
		Effect:  Create, Tokens: signedIn(), Scopes: dataWrite(), Limit: "takeoff-write",
		Headers:    takeoffRegionHeaders(),
		PathParams: []Field{anyProjectID()},
		Body:       []Field{{Name: "name", Type: "string", Required: true, MaxLen: 64}},
		Status:     201,
		Returns:    Returns{Shape: Object, Fields: takeoffPackageFields()},
		Errors:     plus(takeoffErrors(), ErrorCase{409, "a package of that name already exists in the project"}),
		Entity:     "takeoff_package", Model: Generic,
		Source: "https://aps.autodesk.com/en/docs/acc/v1/reference/http/takeoff-projects-project_id-packages-POST",
	}
}

func takeoffPatchPackage() *Operation {
	return &Operation{
		Name:   "patch_package",
		Method: "PATCH", Path: "/construction/takeoff/v1/projects/{project_id}/packages/{package_id}",
		Summary: "Renames a takeoff package; the name is all that can change.",
		Effect:  Update, Tokens: signedIn(), Scopes: dataWrite(), Limit: "takeoff-write",
		Headers:    takeoffRegionHeaders(),
		PathParams: []Field{anyProjectID(), takeoffPackageID()},
		Body:       []Field{{Name: "name", Type: "string", Required: true, MaxLen: 64}},
		Status:     200,
		Returns:    Returns{Shape: Object, Fields: takeoffPackageFields()},
		Errors:     takeoffErrors(),
		Entity:     "takeoff_package", Target: "package_id", Model: Generic,
		Notes:         "Body and answer inferred from create_package and the page summary; there is no delete endpoint for packages.",
		Source:        "https://aps.autodesk.com/en/docs/acc/v1/reference/http/takeoff-projects-project_id-packages-package_id-PATCH",
		LowConfidence: true,
	}
}

func takeoffListTakeoffItems() *Operation {
	return &Operation{
		Name:   "list_takeoff_items",
		Method: "GET", Path: "/construction/takeoff/v1/projects/{project_id}/packages/{package_id}/takeoff-items",
		Summary: "Lists the takeoff items of a package.",
		Effect:  Read, Tokens: signedIn(), Scopes: dataRead(), Limit: "takeoff-read",
		Headers:    takeoffRegionHeaders(),
		PathParams: []Field{anyProjectID(), takeoffPackageID()},
		Query:      []Field{offsetParam(), limitParam(1000, 10000)},
		Pagination: Pagination{
			Style: OffsetPages, LimitParam: "limit", OffsetParam: "offset",
			DefaultLimit: 1000, MaxLimit: 10000, Items: "results", Next: "pagination.nextUrl",
		},
		Status:  200,
		Returns: Returns{Shape: List, Fields: takeoffItemFields()},
		Errors:  takeoffErrors(),
		Entity:  "takeoff_item",
		Notes:   "Items are read only; classification is on the takeoff type for migrated projects.",
		Source:  "https://aps.autodesk.com/en/docs/acc/v1/reference/http/takeoff-projects-project_id-packages-package_id-takeoff-items-GET",
	}
}

func takeoffGetTakeoffItem() *Operation {
	return &Operation{
		Name:   "get_takeoff_item",
		Method: "GET", Path: "/construction/takeoff/v1/projects/{project_id}/packages/{package_id}/takeoff-items/{takeoff_item_id}",
		Summary: "Reads one takeoff item.",
		Effect:  Read, Tokens: signedIn(), Scopes: dataRead(), Limit: "takeoff-read",
		Headers:    takeoffRegionHeaders(),
		PathParams: []Field{anyProjectID(), takeoffPackageID(), {Name: "takeoff_item_id", Type: "uuid", Required: true}},
		Status:     200,
		Returns:    Returns{Shape: Object, Fields: takeoffItemFields()},
		Errors:     takeoffErrors(),
		Entity:     "takeoff_item", Target: "takeoff_item_id",
		Source: "https://aps.autodesk.com/en/docs/acc/v1/reference/http/takeoff-projects-project_id-packages-package_id-takeoff-items-takeoff_item_id-GET",
	}
}

func takeoffListTakeoffTypes() *Operation {
	return &Operation{
		Name:   "list_takeoff_types",
		Method: "GET", Path: "/construction/takeoff/v1/projects/{project_id}/packages/{package_id}/takeoff-types",
		Summary: "Lists the takeoff types of a package.",
		Effect:  Read, Tokens: signedIn(), Scopes: dataRead(), Limit: "takeoff-read",
		Headers:    takeoffRegionHeaders(),
		PathParams: []Field{anyProjectID(), takeoffPackageID()},
		Query:      []Field{offsetParam(), limitParam(1000, 10000)},
		Pagination: Pagination{
			Style: OffsetPages, LimitParam: "limit", OffsetParam: "offset",
			DefaultLimit: 1000, MaxLimit: 10000, Items: "results", Next: "pagination.nextUrl",
		},
		Status:  200,
		Returns: Returns{Shape: List, Fields: takeoffTypeFields()},
		Errors:  takeoffErrors(),
		Entity:  "takeoff_type",
		Source:  "https://aps.autodesk.com/en/docs/acc/v1/reference/http/takeoff-projects-project_id-packages-package_id-takeoff-types-GET",
	}
}

func takeoffGetTakeoffType() *Operation {
	return &Operation{
		Name:   "get_takeoff_type",
		Method: "GET", Path: "/construction/takeoff/v1/projects/{project_id}/packages/{package_id}/takeoff-types/{takeoff_type_id}",
		Summary: "Reads one takeoff type.",
		Effect:  Read, Tokens: signedIn(), Scopes: dataRead(), Limit: "takeoff-read",
		Headers:    takeoffRegionHeaders(),
		PathParams: []Field{anyProjectID(), takeoffPackageID(), {Name: "takeoff_type_id", Type: "uuid", Required: true}},
		Status:     200,
		Returns:    Returns{Shape: Object, Fields: takeoffTypeFields()},
		Errors:     takeoffErrors(),
		Entity:     "takeoff_type", Target: "takeoff_type_id",
		Source: "https://aps.autodesk.com/en/docs/acc/v1/reference/http/takeoff-projects-project_id-packages-package_id-takeoff-types-takeoff_type_id-GET",
	}
}

func takeoffListContentViews() *Operation {
	return &Operation{
		Name:   "list_content_views",
		Method: "GET", Path: "/construction/takeoff/v1/projects/{project_id}/content-views",
		Summary: "Lists the sheets and models takeoffs were made on.",
		Effect:  Read, Tokens: signedIn(), Scopes: dataRead(), Limit: "takeoff-read",
		Headers:    takeoffRegionHeaders(),
		PathParams: []Field{anyProjectID()},
		Query:      []Field{offsetParam(), limitParam(200, 200)},
		Pagination: Pagination{
			Style: OffsetPages, LimitParam: "limit", OffsetParam: "offset",
			DefaultLimit: 200, MaxLimit: 200, Items: "results", Next: "pagination.nextUrl",
		},
		Status: 200,
		Returns: Returns{Shape: List, Fields: []Field{
			{Name: "id", Type: "uuid"},
			{Name: "type", Type: "string", Enum: []string{"SHEET", "FILE_MODEL"}, Doc: "2D sheet or 3D model"},
			{Name: "view", Type: "object"},
			{Name: "view.lineageUrn", Type: "string", Doc: "FILE_MODEL only"},
			{Name: "view.viewName", Type: "string", Doc: "FILE_MODEL only"},
			{Name: "view.sheetName", Type: "string", Doc: "SHEET only"},
			{Name: "view.calibration", Type: "object"},
			{Name: "view.calibration.scaleFactor", Type: "number", Doc: "SHEET only"},
			{Name: "view.calibration.units", Type: "string", Enum: []string{"FT_AND_DECIMAL_IN", "FT_AND_FRACTIONAL_IN", "M", "CM", "MM"},
				Doc: "SHEET only"},
		}},
		Errors: takeoffErrors(),
		Entity: "content_view",
		Notes: "The reference example nests the objects one array deeper (results: [[...]]) than its own field table (array of objects); " +
			"treat the table as right and accept both.",
		Source: "https://aps.autodesk.com/en/docs/acc/v1/reference/http/takeoff-projects-project_id-content-views-GET",
	}
}

func takeoffGetSettings() *Operation {
	return &Operation{
		Name:   "get_settings",
		Method: "GET", Path: "/construction/takeoff/v1/projects/{project_id}/settings",
		Summary: "Reads the measurement system of the project.",
		Effect:  Read, Tokens: signedIn(), Scopes: dataRead(), Limit: "takeoff-read",
		Headers:    takeoffRegionHeaders(),
		PathParams: []Field{anyProjectID()},
		Status:     200,
		Returns:    Returns{Shape: Object, Fields: []Field{{Name: "measurementSystem", Type: "string", Enum: []string{"IMPERIAL", "METRIC"}}}},
		Errors:     takeoffErrors(),
		Source:     "https://aps.autodesk.com/en/docs/acc/v1/reference/http/takeoff-projects-project_id-settings-GET",
	}
}

func takeoffPatchSettings() *Operation {
	return &Operation{
		Name:   "patch_settings",
		Method: "PATCH", Path: "/construction/takeoff/v1/projects/{project_id}/settings",
		Summary: "Sets the measurement system.",
		Effect:  Update, Tokens: signedIn(), Scopes: dataWrite(), Limit: "takeoff-write",
		Headers:    takeoffRegionHeaders(),
		PathParams: []Field{anyProjectID()},
		Body:       []Field{{Name: "measurementSystem", Type: "string", Required: true, Enum: []string{"IMPERIAL", "METRIC"}}},
		Status:     200,
		Returns:    Returns{Shape: Object, Fields: []Field{{Name: "measurementSystem", Type: "string", Enum: []string{"IMPERIAL", "METRIC"}}}},
		Errors:     takeoffErrors(),
		Model:      Opaque,
		Source:     "https://aps.autodesk.com/en/docs/acc/v1/reference/http/takeoff-projects-project_id-settings-PATCH",
	}
}

func takeoffPackageID() Field { return Field{Name: "package_id", Type: "uuid", Required: true} }

func takeoffRegionHeaders() []Field {
	return []Field{
		{Name: "region", Type: "string", Doc: "US or EMEA (further codes on the Regions page); optional, routed automatically without it"},
	}
}

func takeoffErrors() []ErrorCase {
	return []ErrorCase{
		{400, "invalid parameters"},
		{403, "the user has no permission"},
		{404, "project, package or object not found, or the user cannot see it"},
		{429, "rate limit; a Retry-After header might be present"},
	}
}

// takeoffPackageFields are the fields of a takeoff package.
func takeoffPackageFields() []Field {
	return []Field{
		{Name: "id", Type: "uuid"},
		{Name: "name", Type: "string", Doc: "User defined, at most 64 characters (UI: Title)"},
		{Name: "createdAt", Type: "string", Doc: "ISO 8601 YYYY-MM-DDThh:mm:ssZ"},
		{Name: "updatedAt", Type: "string", Doc: "ISO 8601"},
		{Name: "updatedByName", Type: "string", Doc: "Display name of the last editor, not an ID"},
	}
}

// takeoffItemFields are the fields of a takeoff item.
func takeoffItemFields() []Field {
	return []Field{
		{Name: "id", Type: "uuid"},
		{Name: "takeoffTypeId", Type: "string", Doc: "UUID of the takeoff type"},
		{Name: "type", Type: "string", Enum: takeoffTypes(), Doc: "UI names COUNT, LINEAR, AREA, BIM"},
		{Name: "objectName", Type: "string", Doc: "name of the takeoff type"},
		{Name: "geometry", Type: "string", Doc: "SVG path, 2D items only"},
		{Name: "rotationAngle", Type: "int", Doc: "Degrees, count items"},
		{Name: "objectId", Type: "int", Doc: "BIM element, 3D items"},
		{Name: "propertyValues", Type: "[]object"},
		{Name: "propertyValues[].name", Type: "string"},
		{Name: "propertyValues[].unitOfMeasure", Type: "string", Enum: takeoffUnits()},
		{Name: "propertyValues[].source", Type: "string", Enum: []string{"MANUAL_ENTRY", "BIM_PROPERTY", "MEASUREMENT"}},
		{Name: "propertyValues[].value", Type: "any", Doc: "Number or string"},
		{Name: "primaryQuantity", Type: "object",
			Doc: "outputName, classificationCodeOne and classificationCodeTwo (deprecated, null after migration), quantity, unitOfMeasure"},
		{Name: "secondaryQuantities", Type: "[]object", Doc: "Same fields as primaryQuantity"},
		{Name: "contentView", Type: "object"},
		{Name: "contentView.id", Type: "string", Doc: "UUID of the content view"},
		{Name: "contentView.version", Type: "string",
			Doc: "A Data Management version URN (3D, and 2D after migration) or a Sheets UUID (2D before migration)"},
		{Name: "locationId", Type: "string", Doc: "UUID of a Locations node"},
		{Name: "createdAt", Type: "string", Doc: "ISO 8601"},
		{Name: "updatedAt", Type: "string", Doc: "ISO 8601"},
		{Name: "updatedByName", Type: "string"},
	}
}

// takeoffTypeFields are the fields of a takeoff type.
func takeoffTypeFields() []Field {
	return []Field{
		{Name: "id", Type: "uuid"},
		{Name: "name", Type: "string", Doc: "At most 64"},
		{Name: "description", Type: "string", Doc: "At most 256"},
		{Name: "color", Type: "string", Doc: "#rrggbb or #rrggbbaa"},
		{Name: "borderColor", Type: "string"},
		{Name: "shapeType", Type: "string", Enum: takeoffShapeTypes(), Doc: "Count marker"},
		{Name: "countMarkerSize", Type: "number", Doc: "null for RECTANGLE"},
		{Name: "countMarkerWidth", Type: "number", Doc: "RECTANGLE only"},
		{Name: "countMarkerHeight", Type: "number", Doc: "RECTANGLE only"},
		{Name: "tool", Type: "string", Enum: takeoffTypes()},
		{Name: "propertyDefinitions", Type: "[]object",
			Doc: "name, unitOfMeasure, value, valueLocation (TAKEOFF_TYPE or INSTANCE_WITH_TAKEOFF_TYPE_DEFAULT); 2D types"},
		{Name: "modelMappings", Type: "[]object", Doc: "name, mappingExpression; 3D types"},
		{Name: "primaryQuantityDefinition", Type: "object",
			Doc: "outputName, classificationCodeOne/Two (deprecated), expression, unitOfMeasure, classifications[] of {structureId, " +
				"nodeId}, at most 5"},
		{Name: "secondaryQuantityDefinitions", Type: "[]object", Doc: "Same fields"},
		{Name: "createdAt", Type: "string", Doc: "ISO 8601"},
		{Name: "updatedAt", Type: "string", Doc: "ISO 8601"},
		{Name: "updatedByName", Type: "string"},
	}
}

func takeoffTypes() []string {
	return []string{"COUNT", "DISTANCE", "AREA", "SELECT"}
}

func takeoffUnits() []string {
	return []string{"EA", "IN", "LF", "YD", "SI", "SF", "SY", "CI", "CF", "CY", "LBS", "TON", "MM", "M", "M2", "M3", "KG", "T"}
}

func takeoffShapeTypes() []string {
	return []string{"CIRCLE", "TRIANGLE", "SQUARE", "DIAMOND", "CHECKMARK", "RECTANGLE"}
}

// takeoffEntities are the kinds of things the service has.
func takeoffEntities() []*Entity {
	return []*Entity{
		{
			Name: "takeoff_package", One: "takeoff package", Many: "takeoff packages", Parent: "project_id",
			IDs: []string{"id"}, Key: []string{"name"}, Title: []string{"name"},
			List:    "takeoff.list_packages",
			Filled:  []string{"createdAt", "updatedAt", "updatedByName"},
			Visible: settles,
		},
		{
			Name: "takeoff_item", One: "takeoff item", Many: "takeoff items", Parent: "package_id",
			IDs: []string{"id"}, Title: []string{"objectName"},
			List: "takeoff.list_takeoff_items",
		},
		{
			Name: "takeoff_type", One: "takeoff type", Many: "takeoff types", Parent: "package_id",
			IDs: []string{"id"}, Title: []string{"name"},
			List: "takeoff.list_takeoff_types",
		},
		{
			Name: "content_view", One: "takeoff view", Many: "takeoff views", Parent: "project_id",
			IDs: []string{"id"}, Title: []string{"id"},
			List: "takeoff.list_content_views",
		},
		{
			Name: "classification_system", One: "classification system", Many: "classification systems", Parent: "project_id",
			IDs: []string{"id"}, Key: []string{"name"}, Title: []string{"name"},
			List:    "takeoff.list_classification_systems",
			Visible: settles,
		},
		{
			Name: "classification", One: "classification", Many: "classifications", Parent: "system_id",
			IDs: []string{"code"}, Key: []string{"code"}, Title: []string{"code"},
			List: "takeoff.list_classifications",
		},
		{
			Name: "assigned_structure", One: "classification tree", Many: "classification trees", Parent: "project_id",
			IDs: []string{"structureId"}, Title: []string{"structureId"},
			List:    "takeoff.list_assigned_structures",
			Visible: settles,
		},
	}
}
