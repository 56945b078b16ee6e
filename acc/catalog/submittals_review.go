package catalog

func submittalsListSteps() *Operation {
	return &Operation{
		Name:   "list_steps",
		Method: "GET", Path: "/construction/submittals/v2/projects/{project_id}/items/{item_id}/steps",
		Summary: "Lists the review steps of an item with their tasks.",
		Effect:  Read, Tokens: signedIn(), Scopes: dataRead(), Limit: "submittals",
		PathParams: []Field{projectID(), submittalsItemID()},
		Query:      []Field{limitParam(20, 50), offsetParam()},
		Pagination: resultPages(20, 50),
		Status:     200,
		Returns:    Returns{Shape: List, Fields: submittalStepFields()},
		Errors:     submittalsErrors(),
		Entity:     "submittal_step",
		Source:     "https://aps.autodesk.com/en/docs/acc/reference/http/submittals-steps-GET/",
	}
}

func submittalsGetStep() *Operation {
	return &Operation{
		Name:   "get_step",
		Method: "GET", Path: "/construction/submittals/v2/projects/{project_id}/items/{item_id}/steps/{step_id}",
		Summary: "Reads one review step.",
		Effect:  Read, Tokens: signedIn(), Scopes: dataRead(), Limit: "submittals",
		PathParams: []Field{projectID(), submittalsItemID(), submittalsStepID()},
		Status:     200,
		Returns:    Returns{Shape: Object, Fields: submittalStepFields()},
		Errors:     submittalsErrors(),
		Entity:     "submittal_step", Target: "step_id",
		Notes:  "Path from Autodesk's Postman collection and reference index, fields from the list operation.",
		Source: "https://aps.autodesk.com/en/docs/acc/reference/http/submittals-steps-stepId-GET/",
	}
}

func submittalsListTasks() *Operation {
	return &Operation{
		Name:   "list_tasks",
		Method: "GET", Path: "/construction/submittals/v2/projects/{project_id}/items/{item_id}/steps/{step_id}/tasks",
		Summary: "Lists the tasks of a review step.",
		Effect:  Read, Tokens: signedIn(), Scopes: dataRead(), Limit: "submittals",
		PathParams: []Field{projectID(), submittalsItemID(), submittalsStepID()},
		Query:      []Field{limitParam(20, 50), offsetParam()},
		Pagination: resultPages(20, 50),
		Status:     200,
		Returns:    Returns{Shape: List, Fields: submittalTaskFields()},
		Errors:     submittalsErrors(),
		Entity:     "submittal_task",
		Source:     "https://aps.autodesk.com/en/docs/acc/reference/http/submittals-tasks-GET/",
	}
}

func submittalsGetTask() *Operation {
	return &Operation{
		Name:   "get_task",
		Method: "GET", Path: "/construction/submittals/v2/projects/{project_id}/items/{item_id}/steps/{step_id}/tasks/{task_id}",
		Summary: "Reads one task.",
		Effect:  Read, Tokens: signedIn(), Scopes: dataRead(), Limit: "submittals",
		PathParams: []Field{projectID(), submittalsItemID(), submittalsStepID(), submittalsTaskID()},
		Status:     200,
		Returns:    Returns{Shape: Object, Fields: submittalTaskFields()},
		Errors:     submittalsErrors(),
		Entity:     "submittal_task", Target: "task_id",
		Notes:  "Path from Autodesk's Postman collection and reference index, fields from the list operation.",
		Source: "https://aps.autodesk.com/en/docs/acc/reference/http/submittals-tasks-taskId-GET/",
	}
}

func submittalsCloseTask() *Operation {
	return &Operation{
		Name:   "close_task",
		Method: "POST", Path: "/construction/submittals/v2/projects/{project_id}/items/{item_id}/steps/{step_id}/tasks/{task_id}:close",
		Summary: "Submits a review answer and completes the task.",
		Effect:  Action, Tokens: signedIn(), Scopes: dataWrite(), Limit: "submittals",
		PathParams: []Field{projectID(), submittalsItemID(), submittalsStepID(), submittalsTaskID()},
		Body: []Field{
			{Name: "responseId", Type: "uuid", Required: true},
			{Name: "responseComment", Type: "string"},
			{Name: "duplicateAttachments", Type: "[]string", Doc: "Attachment ids to carry over"},
		},
		Status:  200,
		Returns: Returns{Shape: Object, Fields: submittalTaskFields()},
		Errors:  submittalsErrors(),
		Entity:  "submittal_task", Target: "task_id", Model: Opaque,
		Notes:  "Closing the last required task of a step starts the next step; after the last step the item moves to mgr-2.",
		Source: "https://aps.autodesk.com/en/docs/acc/reference/http/submittals-tasks-taskIdclose-POST/",
	}
}

func submittalsStepID() Field {
	return Field{Name: "step_id", Type: "string", Required: true, Doc: "UUID of the review step"}
}

func submittalsTaskID() Field {
	return Field{Name: "task_id", Type: "string", Required: true, Doc: "UUID of the task"}
}

// submittalStepFields are the fields of a submittal step.
func submittalStepFields() []Field {
	return []Field{
		{Name: "id", Type: "uuid"},
		{Name: "itemId", Type: "uuid"},
		{Name: "status", Type: "string", Enum: []string{"not-started", "in-progress", "completed"}},
		{Name: "stepNumber", Type: "number", Doc: "From 1"},
		{Name: "daysToRespond", Type: "number"},
		{Name: "dueDate", Type: "string"},
		{Name: "tasks", Type: "[]object", Doc: "Fields as in list_tasks"},
		{Name: "createdAt", Type: "datetime"},
		{Name: "createdBy", Type: "string"},
		{Name: "updatedAt", Type: "datetime"},
		{Name: "updatedBy", Type: "string"},
		{Name: "startedAt", Type: "datetime"},
		{Name: "completedAt", Type: "datetime"},
		{Name: "permittedActions", Type: "[]object"},
		{Name: "permittedActions[].id", Type: "string",
			Doc: "Type::action, e.g. Item::partial_update, Item::create, Spec::create, Attachment::update"},
		{Name: "permittedActions[].fields", Type: "object", Doc: "Map of field name to allowed values; [] means any"},
		{Name: "permittedActions[].mandatoryFields", Type: "[]string"},
	}
}

// submittalTaskFields are the fields of a submittal task.
func submittalTaskFields() []Field {
	return []Field{
		{Name: "id", Type: "uuid"},
		{Name: "stepId", Type: "uuid"},
		{Name: "status", Type: "string", Enum: []string{"not-started", "in-progress", "completed"}},
		{Name: "assignedTo", Type: "string"},
		{Name: "assignedToType", Type: "string", Enum: []string{"1", "2", "3"}, Doc: "1 user, 2 company, 3 role"},
		{Name: "isRequired", Type: "bool"},
		{Name: "stepDueDate", Type: "string"},
		{Name: "responseId", Type: "uuid"},
		{Name: "responseComment", Type: "string"},
		{Name: "respondedAt", Type: "datetime"},
		{Name: "respondedBy", Type: "string"},
		{Name: "startedAt", Type: "datetime"},
		{Name: "completedAt", Type: "datetime"},
		{Name: "completedBy", Type: "string"},
		{Name: "createdAt", Type: "datetime"},
		{Name: "createdBy", Type: "string"},
		{Name: "updatedAt", Type: "datetime"},
		{Name: "updatedBy", Type: "string"},
		{Name: "permittedActions", Type: "[]object"},
		{Name: "permittedActions[].id", Type: "string",
			Doc: "Type::action, e.g. Item::partial_update, Item::create, Spec::create, Attachment::update"},
		{Name: "permittedActions[].fields", Type: "object", Doc: "Map of field name to allowed values; [] means any"},
		{Name: "permittedActions[].mandatoryFields", Type: "[]string"},
	}
}
