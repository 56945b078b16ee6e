package catalog

func takeoffListClassificationSystems() *Operation {
	return &Operation{
		Name:   "list_classification_systems",
		Method: "GET", Path: "/construction/takeoff/v1/projects/{project_id}/classification-systems",
		Summary: "Lists the (at most two) legacy classification systems.",
		Effect:  Read, Tokens: signedIn(), Scopes: dataRead(), Limit: "takeoff-read",
		Headers:    takeoffRegionHeaders(),
		PathParams: []Field{anyProjectID()},
		Status:     200,
		Returns:    Returns{Shape: List, Items: "results", Fields: classificationSystemFields()},
		Errors: plus(takeoffErrors(),
			ErrorCase{409, "the project was migrated to the Classifications API: every legacy classification-systems endpoint answers 409"},
		),
		Entity:        "classification_system",
		Notes:         "Answer assumed to be {pagination, results} like the other lists.",
		Source:        "https://aps.autodesk.com/en/docs/acc/v1/reference/http/takeoff-projects-project_id-classification-systems-GET",
		LowConfidence: true, Deprecated: true,
	}
}

func takeoffGetClassificationSystem() *Operation {
	return &Operation{
		Name:   "get_classification_system",
		Method: "GET", Path: "/construction/takeoff/v1/projects/{project_id}/classification-systems/{system_id}",
		Summary: "Reads one legacy classification system.",
		Effect:  Read, Tokens: signedIn(), Scopes: dataRead(), Limit: "takeoff-read",
		Headers:    takeoffRegionHeaders(),
		PathParams: []Field{anyProjectID(), takeoffSystemID()},
		Status:     200,
		Returns:    Returns{Shape: Object, Fields: classificationSystemFields()},
		Errors: plus(takeoffErrors(),
			ErrorCase{409, "the project was migrated to the Classifications API: every legacy classification-systems endpoint answers 409"},
		),
		Entity: "classification_system", Target: "system_id",
		Source:     "https://aps.autodesk.com/en/docs/acc/v1/reference/http/takeoff-projects-project_id-classification-systems-system_id-GET",
		Deprecated: true,
	}
}

func takeoffCreateClassificationSystem() *Operation {
	return &Operation{
		Name:   "create_classification_system",
		Method: "POST", Path: "/construction/takeoff/v1/projects/{project_id}/classification-systems",
		Summary: "Creates a legacy classification system with its hierarchy.",
		Effect:  Create, Tokens: signedIn(), Scopes: dataWrite(), Limit: "takeoff-write",
		Headers:    takeoffRegionHeaders(),
		PathParams: []Field{anyProjectID()},
		Body: []Field{
			{Name: "name", Type: "string", Required: true, MaxLen: 200},
			{Name: "type", Type: "string", Required: true, Enum: []string{"CLASSIFICATION_SYSTEM_1", "CLASSIFICATION_SYSTEM_2"}},
			{Name: "classifications", Type: "[]object", Doc: "At most 30000"},
			{Name: "classifications[].code", Type: "string", Required: true, MaxLen: 256},
			{Name: "classifications[].parentCode", Type: "string|null", Required: true, Doc: "null for the top level; at most 256"},
			{Name: "classifications[].description", Type: "string", Required: true, MaxLen: 256},
			{Name: "classifications[].measurementType", Type: "string", Enum: takeoffMeasurementTypes(),
				Doc: "Deprecated, announced for removal on 2025-09-15"},
		},
		BatchLimit: 30000,
		Status:     201,
		Returns: Returns{Shape: Object, Fields: []Field{
			{Name: "id", Type: "uuid"},
			{Name: "name", Type: "string"},
			{Name: "type", Type: "string"},
		}},
		Errors: plus(takeoffErrors(), ErrorCase{409, "the system already exists, or the project was migrated to the Classifications API"}),
		Entity: "classification_system", Model: Opaque,
		Source:     "https://aps.autodesk.com/en/docs/acc/v1/reference/http/takeoff-projects-project_id-classification-systems-POST",
		Deprecated: true,
	}
}

func takeoffDeleteClassificationSystem() *Operation {
	return &Operation{
		Name:   "delete_classification_system",
		Method: "DELETE", Path: "/construction/takeoff/v1/projects/{project_id}/classification-systems/{system_id}",
		Summary: "Deletes a legacy classification system.",
		Effect:  Delete, Tokens: signedIn(), Scopes: dataWrite(), Limit: "takeoff-write",
		Headers:    takeoffRegionHeaders(),
		PathParams: []Field{anyProjectID(), takeoffSystemID()},
		Status:     204,
		Returns:    Returns{Shape: NoBody},
		Errors: plus(takeoffErrors(),
			ErrorCase{409, "the project was migrated to the Classifications API: every legacy classification-systems endpoint answers 409"},
		),
		Entity: "classification_system", Target: "system_id", Model: Generic,
		Notes:         "Status 204 assumed from the API style.",
		Source:        "https://aps.autodesk.com/en/docs/acc/v1/reference/http/takeoff-projects-project_id-classification-systems-system_id-DELETE",
		LowConfidence: true, Deprecated: true,
	}
}

func takeoffListClassifications() *Operation {
	return &Operation{
		Name:   "list_classifications",
		Method: "GET", Path: "/construction/takeoff/v1/projects/{project_id}/classification-systems/{system_id}/classifications",
		Summary: "Lists the codes of a legacy classification system.",
		Effect:  Read, Tokens: signedIn(), Scopes: dataRead(), Limit: "takeoff-read",
		Headers:    takeoffRegionHeaders(),
		PathParams: []Field{anyProjectID(), takeoffSystemID()},
		Query: []Field{
			{Name: "offset", Type: "int"},
			{Name: "limit", Type: "int"},
		},
		Status: 200,
		Returns: Returns{Shape: List, Fields: []Field{
			{Name: "code", Type: "string"},
			{Name: "parentCode", Type: "string|null", Doc: "null at the top"},
			{Name: "description", Type: "string"},
		}},
		Errors: plus(takeoffErrors(),
			ErrorCase{409, "the project was migrated to the Classifications API: every legacy classification-systems endpoint answers 409"},
		),
		Entity:        "classification",
		Notes:         "Paging and fields assumed from the import endpoint and the sibling lists.",
		Source:        "https://aps.autodesk.com/en/docs/acc/v1/reference/http/takeoff-projects-project_id-classification-systems-system_id-classifications-GET",
		LowConfidence: true, Deprecated: true,
	}
}

func takeoffImportClassifications() *Operation {
	return &Operation{
		Name:   "import_classifications",
		Method: "POST", Path: "/construction/takeoff/v1/projects/{project_id}/classification-systems/{system_id}/classifications:import",
		Summary: "Replaces the hierarchy of a legacy classification system.",
		Effect:  Update, Tokens: signedIn(), Scopes: dataWrite(), Limit: "takeoff-write",
		Headers:    takeoffRegionHeaders(),
		PathParams: []Field{anyProjectID(), takeoffSystemID()},
		Body: []Field{
			{Name: "classificationSystemName", Type: "string", MaxLen: 200, Doc: "Renames the system"},
			{Name: "classifications", Type: "[]object", Required: true, Doc: "At most 30000"},
			{Name: "classifications[].code", Type: "string", Required: true, MaxLen: 256},
			{Name: "classifications[].parentCode", Type: "string|null", Required: true, Doc: "null for the top level; at most 256"},
			{Name: "classifications[].description", Type: "string", Required: true, MaxLen: 256},
			{Name: "classifications[].measurementType", Type: "string", Enum: takeoffMeasurementTypes(),
				Doc: "Deprecated, announced for removal on 2025-09-15"},
		},
		BatchLimit: 30000,
		Status:     200,
		Returns: Returns{Shape: Object, Fields: []Field{
			{Name: "classificationChanges", Type: "object"},
			{Name: "classificationChanges.added", Type: "int"},
			{Name: "classificationChanges.deleted", Type: "int"},
			{Name: "classificationChanges.modified", Type: "int"},
			{Name: "classificationSystemName", Type: "string"},
		}},
		Errors: plus(takeoffErrors(),
			ErrorCase{409, "the project was migrated to the Classifications API: every legacy classification-systems endpoint answers 409"},
		),
		Model:      Opaque,
		Notes:      "A full replace: codes that are not in the list are deleted (the answer counts deleted).",
		Source:     "https://aps.autodesk.com/en/docs/acc/v1/reference/http/takeoff-projects-project_id-classification-systems-system_id-classificationsimport-POST",
		Deprecated: true,
	}
}

func takeoffListAssignedStructures() *Operation {
	return &Operation{
		Name:   "list_assigned_structures",
		Method: "GET", Path: "/construction/takeoff/v1/projects/{project_id}/assigned-structures",
		Summary: "Lists the classification trees assigned to the takeoff project.",
		Effect:  Read, Tokens: signedIn(), Scopes: dataRead(), Limit: "takeoff-read",
		Headers:    takeoffRegionHeaders(),
		PathParams: []Field{anyProjectID()},
		Status:     200,
		Returns: Returns{Shape: List, Items: "results", Fields: []Field{
			{Name: "structureId", Type: "string", Doc: "UUID, the treeId of the Classifications API"},
			{Name: "createdAt", Type: "string", Doc: "ISO 8601"},
			{Name: "createdBy", Type: "string", Doc: "Autodesk ID"},
		}},
		Errors:        takeoffErrors(),
		Entity:        "assigned_structure",
		Notes:         "Answer assumed {results: [...]} as in batch_add_assigned_structures.",
		Source:        "https://aps.autodesk.com/en/docs/acc/v1/reference/http/takeoff-projects-project_id-assigned-structures-GET",
		LowConfidence: true,
	}
}

func takeoffBatchAddAssignedStructures() *Operation {
	return &Operation{
		Name:   "batch_add_assigned_structures",
		Method: "POST", Path: "/construction/takeoff/v1/projects/{project_id}/assigned-structures:batch-add",
		Summary: "Assigns classification trees to the project.",
		Effect:  Create, Tokens: signedIn(), Scopes: dataWrite(), Limit: "takeoff-write",
		Headers:    takeoffRegionHeaders(),
		PathParams: []Field{anyProjectID()},
		Body: []Field{
			{Name: "[].structureId", Type: "string", Required: true, Doc: "UUID, id of a tree in the Classifications API"},
		},
		BodyShape: ArrayBody, BatchLimit: 5,
		Status: 201,
		Returns: Returns{Shape: Object, Fields: []Field{
			{Name: "results", Type: "[]object"},
			{Name: "results[].structureId", Type: "string"},
			{Name: "results[].createdAt", Type: "string"},
			{Name: "results[].createdBy", Type: "string"},
		}},
		Errors: plus(takeoffErrors(), ErrorCase{409, "one or more structures are already assigned"}),
		Entity: "assigned_structure", Model: Opaque,
		Notes:  "A project has at most five assigned structures.",
		Source: "https://aps.autodesk.com/en/docs/acc/v1/reference/http/takeoff-projects-project_id-assigned-structuresbatch-add-POST",
	}
}

func takeoffDeleteAssignedStructure() *Operation {
	return &Operation{
		Name:   "delete_assigned_structure",
		Method: "DELETE", Path: "/construction/takeoff/v1/projects/{project_id}/assigned-structures/{structure_id}",
		Summary: "Unassigns a classification tree.",
		Effect:  Delete, Tokens: signedIn(), Scopes: dataWrite(), Limit: "takeoff-write",
		Headers:    takeoffRegionHeaders(),
		PathParams: []Field{anyProjectID(), {Name: "structure_id", Type: "uuid", Required: true}},
		Status:     204,
		Returns:    Returns{Shape: NoBody},
		Errors:     takeoffErrors(),
		Entity:     "assigned_structure", Target: "structure_id", Model: Generic,
		Notes:         "Status 204 assumed from the API style.",
		Source:        "https://aps.autodesk.com/en/docs/acc/v1/reference/http/takeoff-projects-project_id-assigned-structures-structure_id-DELETE",
		LowConfidence: true,
	}
}

func takeoffSystemID() Field { return Field{Name: "system_id", Type: "uuid", Required: true} }

func takeoffMeasurementTypes() []string {
	return []string{"AREA", "COUNT", "DISTANCE", "VOLUME"}
}

// classificationSystemFields are the fields of a classification system.
func classificationSystemFields() []Field {
	return []Field{
		{Name: "id", Type: "uuid"},
		{Name: "name", Type: "string"},
		{Name: "type", Type: "string", Enum: []string{"CLASSIFICATION_SYSTEM_1", "CLASSIFICATION_SYSTEM_2"}},
	}
}
