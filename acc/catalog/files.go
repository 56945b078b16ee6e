package catalog

func files() *Service {
	return &Service{
		Name:  "files",
		Title: "ACC Files (Document Management)",
		Summary: "Folder permissions, custom attributes, approval status, naming standards, PDF export, packages and linked Revit files of ACC " +
			"Docs; folders and files themselves are in data_management.",
		Notes: "bim360/docs endpoints take the project id without b.; construction/files exports take both; construction/files " +
			"custom-attribute-definitions without b. The bim360/docs endpoints work for ACC and BIM 360 projects; no rate limit was found " +
			"for them. Region header: only get_naming_standard documents one (x-ads-region US or EMEA). No endpoint was found for ACC " +
			"document reviews here (they are the Reviews API), for file locking, or for a construction/files export in another form than " +
			"PDF/ZIP.",
		Operations: []*Operation{
			filesListPermissions(), filesBatchCreatePermissions(), filesBatchUpdatePermissions(), filesBatchDeletePermissions(),
			filesListCustomAttributeDefinitions(), filesCreateCustomAttributeDefinition(), filesBatchUpdateCustomAttributes(),
			filesBatchGetVersions(), filesGetNamingStandard(), filesListProjectCustomAttributeDefinitions(), filesListCustomAttributeItems(),
			filesCreateExport(), filesGetExport(), filesListPackages(), filesListPackageResources(), filesListLinkedFiles(),
		},
		Values: map[string][]string{
			"actions_view":                  {"VIEW", "COLLABORATE"},
			"actions_view_download":         {"VIEW", "DOWNLOAD", "COLLABORATE"},
			"actions_view_download_markups": {"VIEW", "DOWNLOAD", "COLLABORATE", "PUBLISH_MARKUP"},
			"actions_upload":                {"PUBLISH", "VIEW", "DOWNLOAD", "COLLABORATE", "PUBLISH_MARKUP"},
			"actions_edit":                  {"PUBLISH", "VIEW", "DOWNLOAD", "COLLABORATE", "PUBLISH_MARKUP", "EDIT"},
			"actions_manage":                {"PUBLISH", "VIEW", "DOWNLOAD", "COLLABORATE", "PUBLISH_MARKUP", "EDIT", "CONTROL"},
		},
	}
}

func filesListPermissions() *Operation {
	return &Operation{
		Name:   "list_permissions",
		Method: "GET", Path: "/bim360/docs/v1/projects/{project_id}/folders/{folder_id}/permissions",
		Summary: "Lists who has which permissions on a folder, own and inherited.",
		Effect:  Read, Tokens: readTokens(), Scopes: dataRead(),
		Headers:    filesUserHeaders(),
		PathParams: []Field{projectID(), filesFolderID()},
		Status:     200,
		Returns: Returns{Shape: List, Fields: []Field{
			{Name: "subjectId", Type: "uuid", Doc: "User id, role id or company id"},
			{Name: "autodeskId", Type: "string"},
			{Name: "name", Type: "string"},
			{Name: "email", Type: "string", Doc: "Users only"},
			{Name: "userType", Type: "string", Enum: []string{"PROJECT_ADMIN", "PROJECT_MEMBER"}, Doc: "Users only"},
			{Name: "subjectType", Type: "string", Enum: []string{"USER", "COMPANY", "ROLE"}},
			{Name: "subjectStatus", Type: "string", Enum: []string{"INACTIVE", "ACTIVE", "PENDING", "DISABLED"},
				Doc: "roles: INACTIVE or ACTIVE; companies: ACTIVE"},
			{Name: "actions", Type: "[]string", Enum: filesActions(), Doc: "Set on this folder"},
			{Name: "inheritActions", Type: "[]string", Enum: filesActions(), Doc: "From folders above"},
		}},
		Errors: filesListPermissionsErrors(),
		Entity: "folder_permission",
		Notes: "The body is a bare JSON array. The effective rights are actions plus inheritActions (and those of the user's company and " +
			"roles). Project admins: everything is in actions on the root folder and in inheritActions below. Needs VIEW on the folder " +
			"when made for a user.",
		Source: "https://aps.autodesk.com/en/docs/acc/v1/reference/http/document-management-projects-project_id-folders-folder_id-permissions-GET/",
	}
}

func filesBatchCreatePermissions() *Operation {
	return &Operation{
		Name:   "batch_create_permissions",
		Method: "POST", Path: "/bim360/docs/v1/projects/{project_id}/folders/{folder_id}/permissions:batch-create",
		Summary: "Gives permissions on a folder to users, roles and companies that have none there yet.",
		Effect:  Create, Tokens: readTokens(), Scopes: dataWrite(),
		Headers:    filesUserHeaders(),
		PathParams: []Field{projectID(), filesFolderID()},
		Body:       permissionsBody(),
		BodyShape:  ArrayBody,
		Status:     200,
		Returns:    Returns{Shape: List, Items: "results", Fields: permissionsSetFields()},
		Errors: []ErrorCase{
			{400, "bad input"},
			{403, "no CONTROL on the folder"},
			{404, "project or folder does not exist"},
			{422, "unprocessable data"},
			{423, "folder is in use by another operation"},
			{429, "too many requests"},
			{500, "server error"},
		},
		Entity: "folder_permission", Model: Modelled,
		Notes: "The body is a bare array. Answers 200, not 201. subjectId comes from the project's users, roles and companies. Project admins " +
			"have full control already.",
		Source: "https://aps.autodesk.com/en/docs/acc/v1/reference/http/document-management-projects-project_id-folders-folder_id-permissionsbatch-create-POST/",
	}
}

func filesBatchUpdatePermissions() *Operation {
	return &Operation{
		Name:   "batch_update_permissions",
		Method: "POST", Path: "/bim360/docs/v1/projects/{project_id}/folders/{folder_id}/permissions:batch-update",
		Summary: "Replaces the permissions that users, roles and companies have on a folder.",
		Effect:  Update, Tokens: readTokens(), Scopes: dataWrite(),
		Headers:    filesUserHeaders(),
		PathParams: []Field{projectID(), filesFolderID()},
		Body:       permissionsBody(),
		BodyShape:  ArrayBody,
		Status:     200,
		Returns:    Returns{Shape: List, Items: "results", Fields: permissionsSetFields()},
		Errors:     filesListPermissionsErrors(),
		Entity:     "folder_permission", Model: Modelled,
		Notes: "The body is a bare array. actions replaces the whole set. A subject without own permissions on the folder must be added with " +
			"batch_create_permissions.",
		Source: "https://aps.autodesk.com/en/docs/acc/v1/reference/http/document-management-projects-project_id-folders-folder_id-permissionsbatch-update-POST/",
	}
}

func filesBatchDeletePermissions() *Operation {
	return &Operation{
		Name:   "batch_delete_permissions",
		Method: "POST", Path: "/bim360/docs/v1/projects/{project_id}/folders/{folder_id}/permissions:batch-delete",
		Summary: "Removes all own permissions of users, roles and companies on a folder.",
		Effect:  Delete, Tokens: readTokens(), Scopes: dataWrite(),
		Headers:    filesUserHeaders(),
		PathParams: []Field{projectID(), filesFolderID()},
		Body: []Field{
			{Name: "[].subjectId", Type: "uuid", Required: true, Doc: "User, role or company id"},
			{Name: "[].autodeskId", Type: "string", Doc: "Autodesk ID of the subject"},
			{Name: "[].subjectType", Type: "string", Required: true, Enum: []string{"USER", "COMPANY", "ROLE"}},
		},
		BodyShape: ArrayBody,
		Status:    200,
		Returns:   Returns{Shape: NoBody},
		Errors:    filesListPermissionsErrors(),
		Entity:    "folder_permission", Model: Modelled,
		Notes:  "The body is a bare array without actions. Answers 200 with no body. Inherited rights stay; project admins cannot be removed.",
		Source: "https://aps.autodesk.com/en/docs/acc/v1/reference/http/document-management-projects-project_id-folders-folder_id-permissionsbatch-delete-POST/",
	}
}

func filesBatchGetVersions() *Operation {
	return &Operation{
		Name:   "batch_get_versions",
		Method: "POST", Path: "/bim360/docs/v1/projects/{project_id}/versions:batch-get",
		Summary: "Reads custom attributes, approval status and revision number of up to 50 files.",
		Effect:  Read, Tokens: readTokens(), Scopes: dataRead(),
		Headers:    filesUserHeaders(),
		PathParams: []Field{projectID()},
		Body: []Field{
			{Name: "urns", Type: "[]string", Required: true, Doc: "Version URNs, or lineage URNs for the tip version"},
		},
		BatchLimit: 50, Batch: "urns",
		Status:  200,
		Returns: Returns{Shape: Object, Fields: filesBatchGetVersionsFields()},
		Errors: []ErrorCase{
			{400, "invalid parameters"},
			{403, "no permission"},
			{404, "project does not exist"},
			{500, "server error"},
		},
		Notes:  "Partial success: 200 with found files in results and the others in errors. approvalStatus only after a review ended.",
		Source: "https://aps.autodesk.com/en/docs/acc/v1/reference/http/document-management-versionsbatch-get-POST/",
	}
}

func filesFolderID() Field {
	return Field{Name: "folder_id", Type: "string", Required: true, Doc: "Folder URN"}
}

func filesVersionID() Field {
	return Field{Name: "version_id", Type: "string", Required: true, Doc: "Version URN"}
}

func filesUserHeaders() []Field {
	return []Field{
		{Name: "x-user-id", Type: "string", Doc: "2-legged only: act as this user"},
	}
}

func filesUserRequiredHeaders() []Field {
	return []Field{
		{Name: "x-user-id", Type: "string", Doc: "ACC id or Autodesk ID; required with a 2-legged token"},
	}
}

func filesListPermissionsErrors() []ErrorCase {
	return []ErrorCase{
		{400, "bad input"},
		{403, "no permission"},
		{404, "project or folder does not exist"},
		{429, "too many requests"},
		{500, "server error"},
	}
}

func filesActions() []string {
	return []string{"VIEW", "DOWNLOAD", "COLLABORATE", "PUBLISH_MARKUP", "PUBLISH", "EDIT", "CONTROL"}
}

// permissionsSetFields are the fields of what files.batch_create_permissions answers.
func permissionsSetFields() []Field {
	return []Field{
		{Name: "subjectId", Type: "string"},
		{Name: "subjectType", Type: "string", Enum: []string{"USER", "COMPANY", "ROLE"}},
		{Name: "actions", Type: "[]string", Enum: filesActions()},
	}
}

// filesBatchGetVersionsFields are the fields of what files.batch_get_versions answers.
func filesBatchGetVersionsFields() []Field {
	return []Field{
		{Name: "results", Type: "[]object"},
		{Name: "results[].urn", Type: "string"},
		{Name: "results[].itemUrn", Type: "string"},
		{Name: "results[].name", Type: "string"},
		{Name: "results[].title", Type: "string"},
		{Name: "results[].number", Type: "string", Doc: "Sheet number, BIM 360 Plans only"},
		{Name: "results[].createTime", Type: "string", Doc: "Like 2019-04-18T03:33:36+0000"},
		{Name: "results[].createUserId", Type: "string"},
		{Name: "results[].createUserName", Type: "string"},
		{Name: "results[].lastModifiedTime", Type: "string"},
		{Name: "results[].lastModifiedUserId", Type: "string"},
		{Name: "results[].lastModifiedUserName", Type: "string"},
		{Name: "results[].storageUrn", Type: "string", Doc: "SEED_FILE only"},
		{Name: "results[].storageSize", Type: "int", Doc: "SEED_FILE only"},
		{Name: "results[].entityType", Type: "string", Enum: []string{"SEED_FILE", "DOCUMENT"}},
		{Name: "results[].revisionNumber", Type: "int", Doc: "Version as shown in the UI; not the version number"},
		{Name: "results[].processState", Type: "string", Enum: []string{
			"NEEDS_PROCESSING", "PROCESSING", "PREVIOUS_SEED_PENDING", "EXTRACTION_PENDING", "SPLITTING", "PREVIOUS_DOC_PENDING",
			"PROCESSING_ABORTING", "PROCESSING_ABORTED", "PROCESSING_COMPLETE", "PROCESSING_PROMOTION", "PROCESSING_COPY",
			"PROCESSING_PROMOTING", "PROCESSING_COPYING", "PROCESSING_SUSPEND",
		}},
		{Name: "results[].approvalStatus", Type: "object"},
		{Name: "results[].approvalStatus.label", Type: "string"},
		{Name: "results[].approvalStatus.value", Type: "string", Enum: []string{"approved", "rejected"}},
		{Name: "results[].customAttributes", Type: "[]object"},
		{Name: "results[].customAttributes[].id", Type: "int"},
		{Name: "results[].customAttributes[].type", Type: "string", Enum: []string{"string", "date", "array"}},
		{Name: "results[].customAttributes[].name", Type: "string"},
		{Name: "results[].customAttributes[].value", Type: "string"},
		{Name: "errors", Type: "[]object"},
		{Name: "errors[].urn", Type: "string"},
		{Name: "errors[].code", Type: "string", Doc: "e.g. ERR_RESOURCE_NOT_EXIST"},
		{Name: "errors[].title", Type: "string"},
		{Name: "errors[].detail", Type: "string"},
	}
}

// permissionsBody is what files.batch_create_permissions is sent.
func permissionsBody() []Field {
	return []Field{
		{Name: "[].subjectId", Type: "uuid", Required: true, Doc: "User, role or company id"},
		{Name: "[].autodeskId", Type: "string", Doc: "Autodesk ID of the subject"},
		{Name: "[].subjectType", Type: "string", Required: true, Enum: []string{"USER", "COMPANY", "ROLE"}},
		{Name: "[].actions", Type: "[]string", Required: true, Enum: filesActions(),
			Doc: "ACC levels (send the whole set of one level): View = VIEW COLLABORATE; View+Download = VIEW DOWNLOAD COLLABORATE; " +
				"+Publish markups = + PUBLISH_MARKUP; +Upload = + PUBLISH; +Edit = + EDIT; full control = + CONTROL. BIM 360 levels: the " +
				"same without PUBLISH_MARKUP, plus Upload only = PUBLISH"},
	}
}

// filesEntities are the kinds of things the service has.
func filesEntities() []*Entity {
	return []*Entity{
		{
			Name: "folder_permission", One: "folder permission", Many: "folder permissions", Parent: "folder_id",
			IDs: []string{"subjectId"}, Title: []string{"name", "email"},
			List:    "files.list_permissions",
			Visible: settles,
		},
		{
			Name: "folder_attribute", One: "folder attribute", Many: "folder attributes", Parent: "folder_id",
			IDs: []string{"id"}, Key: []string{"name"}, Title: []string{"name"},
			List:    "files.list_custom_attribute_definitions",
			Visible: settles,
		},
		{
			Name: "docs_attribute", One: "Docs attribute", Many: "Docs attributes", Parent: "project_id",
			IDs: []string{"id"}, Key: []string{"name"}, Title: []string{"name"},
			List: "files.list_project_custom_attribute_definitions",
		},
		{
			Name: "file_package", One: "file package", Many: "file packages", Parent: "project_id",
			IDs: []string{"id"}, Title: []string{"name"},
			List: "files.list_packages",
		},
	}
}
