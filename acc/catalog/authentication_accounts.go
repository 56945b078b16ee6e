package catalog

func authListServiceAccounts() *Operation {
	return &Operation{
		Name:   "list_service_accounts",
		Method: "GET", Path: "/authentication/v2/service-accounts",
		Summary: "Lists the app's service accounts.",
		Effect:  Read, Tokens: appTokens(), Scopes: []string{"application:service_account:read"},
		Status:  200,
		Returns: Returns{Shape: List, Items: "serviceAccounts", Fields: serviceAccountFields()},
		Errors: []ErrorCase{
			{401, "token expired, invalid, or not 2-legged"},
			{403, "wrong client, not a server-to-server app, or limit reached"},
			{500, "server error"},
		},
		Entity: "service_account",
		Source: "https://github.com/autodesk-platform-services/aps-sdk-openapi/blob/main/secureserviceaccount/secureServiceAccount.yaml",
	}
}

func authGetServiceAccount() *Operation {
	return &Operation{
		Name:   "get_service_account",
		Method: "GET", Path: "/authentication/v2/service-accounts/{service_account_id}",
		Summary: "Gets one service account.",
		Effect:  Read, Tokens: appTokens(), Scopes: []string{"application:service_account:read"},
		PathParams: []Field{authServiceAccountID()},
		Status:     200,
		Returns:    Returns{Shape: Object, Fields: serviceAccountFields()},
		Errors:     serviceAccountErrors(),
		Entity:     "service_account", Target: "service_account_id",
		Source: "https://github.com/autodesk-platform-services/aps-sdk-openapi/blob/main/secureserviceaccount/secureServiceAccount.yaml",
	}
}

func authCreateServiceAccount() *Operation {
	return &Operation{
		Name:   "create_service_account",
		Method: "POST", Path: "/authentication/v2/service-accounts",
		Summary: "Creates a service account.",
		Effect:  Create, Tokens: appTokens(), Scopes: []string{"application:service_account:write"},
		Body: []Field{
			{Name: "name", Type: "string", Required: true, MaxLen: 100,
				Doc: "5 to 100 letters, digits and dashes, at least one of them a letter or digit; unique. An older description says up to 64"},
			{Name: "firstName", Type: "string", Required: true, MaxLen: 100,
				Doc: "Display only; 5 to 100, letters, digits, dashes, underscores; no bad words"},
			{Name: "lastName", Type: "string", Required: true, MaxLen: 100, Doc: "Display only; 5 to 100, letters, digits, dashes"},
		},
		Status: 201,
		Returns: Returns{Shape: Object, Fields: []Field{
			{Name: "serviceAccountId", Type: "string", Doc: "Autodesk ID of the service account"},
			{Name: "email", Type: "string", Doc: "<name>@<client_id>.adskserviceaccount.autodesk.com"},
		}},
		Errors: []ErrorCase{
			{400, "malformed; or state not as needed"},
			{401, "token expired, invalid, or not 2-legged"},
			{403, "wrong client, not a server-to-server app, or limit reached"},
			{500, "server error"},
		},
		Entity: "service_account", Model: Generic,
		Notes: "At most 10 per app; then 403 limit_exceeded. Server-to-server apps only. An account idle for 12 months is disabled (beta " +
			"notes).",
		Source: "https://github.com/autodesk-platform-services/aps-sdk-openapi/blob/main/secureserviceaccount/secureServiceAccount.yaml",
	}
}

func authPatchServiceAccount() *Operation {
	return &Operation{
		Name:   "patch_service_account",
		Method: "PATCH", Path: "/authentication/v2/service-accounts/{service_account_id}",
		Summary: "Enables or disables a service account.",
		Effect:  Update, Tokens: appTokens(), Scopes: []string{"application:service_account:write"},
		PathParams: []Field{authServiceAccountID()},
		Body: []Field{
			{Name: "status", Type: "string", Required: true, Enum: []string{"ENABLED", "DISABLED"},
				Doc: "Has to differ from the present one, else 400"},
		},
		Status:  200,
		Returns: Returns{Shape: Object, Fields: serviceAccountFields()},
		Errors:  authErrors(),
		Entity:  "service_account", Target: "service_account_id", Model: Generic,
		Notes: "While disabled its keys cannot be managed and assertions signed with them are invalid. ENABLED also brings back a DEACTIVATED " +
			"one.",
		Source: "https://github.com/autodesk-platform-services/aps-sdk-openapi/blob/main/secureserviceaccount/secureServiceAccount.yaml",
	}
}

func authDeleteServiceAccount() *Operation {
	return &Operation{
		Name:   "delete_service_account",
		Method: "DELETE", Path: "/authentication/v2/service-accounts/{service_account_id}",
		Summary: "Deletes a service account and all its keys.",
		Effect:  Delete, Tokens: appTokens(), Scopes: []string{"application:service_account:write"},
		PathParams: []Field{authServiceAccountID()},
		Status:     204,
		Returns:    Returns{Shape: NoBody},
		Errors:     serviceAccountErrors(),
		Entity:     "service_account", Target: "service_account_id", Model: Generic,
		Source: "https://github.com/autodesk-platform-services/aps-sdk-openapi/blob/main/secureserviceaccount/secureServiceAccount.yaml",
	}
}

func authListKeys() *Operation {
	return &Operation{
		Name:   "list_keys",
		Method: "GET", Path: "/authentication/v2/service-accounts/{service_account_id}/keys",
		Summary: "Lists the keys of a service account, without key material.",
		Effect:  Read, Tokens: appTokens(), Scopes: []string{"application:service_account_key:read"},
		PathParams: []Field{authServiceAccountID()},
		Status:     200,
		Returns: Returns{Shape: List, Items: "keys", Fields: []Field{
			{Name: "kid", Type: "string"},
			{Name: "status", Type: "string", Enum: []string{"ENABLED", "DISABLED"}},
			{Name: "createdAt", Type: "datetime"},
			{Name: "accessedAt", Type: "datetime"},
		}},
		Errors: authErrors(),
		Entity: "service_account_key",
		Notes:  "400 when the service account is not enabled.",
		Source: "https://github.com/autodesk-platform-services/aps-sdk-openapi/blob/main/secureserviceaccount/secureServiceAccount.yaml",
	}
}

func authCreateKey() *Operation {
	return &Operation{
		Name:   "create_key",
		Method: "POST", Path: "/authentication/v2/service-accounts/{service_account_id}/keys",
		Summary: "Makes an RSA 2048 key pair and returns the private key once.",
		Effect:  Create, Tokens: appTokens(), Scopes: []string{"application:service_account_key:write"},
		PathParams: []Field{authServiceAccountID()},
		Status:     201,
		Returns: Returns{Shape: Object, Fields: []Field{
			{Name: "kid", Type: "string"},
			{Name: "privateKey", Type: "string", Doc: "PEM; a secret, shown only now"},
		}},
		Errors: plus(authErrors(), ErrorCase{403, "wrong client, not a server-to-server app, or limit reached"}),
		Entity: "service_account_key", Model: Opaque, Internal: true,
		Notes:  "At most 3 per service account; then 403 limit_exceeded. 400 when the account is not enabled. No request body.",
		Source: "https://github.com/autodesk-platform-services/aps-sdk-openapi/blob/main/secureserviceaccount/secureServiceAccount.yaml",
	}
}

func authPatchKey() *Operation {
	return &Operation{
		Name:   "patch_key",
		Method: "PATCH", Path: "/authentication/v2/service-accounts/{service_account_id}/keys/{key_id}",
		Summary: "Enables or disables a key.",
		Effect:  Update, Tokens: appTokens(), Scopes: []string{"application:service_account_key:write"},
		PathParams: []Field{authServiceAccountID(), authKeyID()},
		Body: []Field{
			{Name: "status", Type: "string", Required: true, Enum: []string{"ENABLED", "DISABLED"},
				Doc: "Has to differ from the present one, else 400"},
		},
		Status:  204,
		Returns: Returns{Shape: NoBody},
		Errors:  authErrors(),
		Entity:  "service_account_key", Target: "key_id", Model: Generic,
		Notes:  "204 here, while patch_service_account answers 200 with a body.",
		Source: "https://github.com/autodesk-platform-services/aps-sdk-openapi/blob/main/secureserviceaccount/secureServiceAccount.yaml",
	}
}

func authDeleteKey() *Operation {
	return &Operation{
		Name:   "delete_key",
		Method: "DELETE", Path: "/authentication/v2/service-accounts/{service_account_id}/keys/{key_id}",
		Summary: "Deletes a key.",
		Effect:  Delete, Tokens: appTokens(), Scopes: []string{"application:service_account_key:write"},
		PathParams: []Field{authServiceAccountID(), authKeyID()},
		Status:     204,
		Returns:    Returns{Shape: NoBody},
		Errors:     authErrors(),
		Entity:     "service_account_key", Target: "key_id", Model: Generic,
		Notes:  "400 when the service account is not enabled.",
		Source: "https://github.com/autodesk-platform-services/aps-sdk-openapi/blob/main/secureserviceaccount/secureServiceAccount.yaml",
	}
}

func authServiceAccountID() Field {
	return Field{Name: "service_account_id", Type: "string", Required: true, Doc: "Autodesk ID of the service account"}
}

func authKeyID() Field {
	return Field{Name: "key_id", Type: "string", Required: true, Doc: "Kid of the key"}
}

func authErrors() []ErrorCase {
	return []ErrorCase{
		{400, "malformed; or state not as needed"},
		{401, "token expired, invalid, or not 2-legged"},
		{404, "no such service account or key"},
		{500, "server error"},
	}
}

func serviceAccountErrors() []ErrorCase {
	return []ErrorCase{
		{401, "token expired, invalid, or not 2-legged"},
		{404, "no such service account or key"},
		{500, "server error"},
	}
}

// serviceAccountFields are the fields of a service account.
func serviceAccountFields() []Field {
	return []Field{
		{Name: "serviceAccountId", Type: "string", Doc: "Autodesk ID of the service account"},
		{Name: "email", Type: "string", Doc: "<name>@<client_id>.adskserviceaccount.autodesk.com"},
		{Name: "createdBy", Type: "string", Doc: "Client ID"},
		{Name: "status", Type: "string", Enum: []string{"ENABLED", "DISABLED", "DEACTIVATED"}},
		{Name: "createdAt", Type: "datetime", Doc: `As in "2024-01-25 03:08:04.156576834 +0000 UTC", not RFC 3339`},
		{Name: "accessedAt", Type: "datetime", Doc: "Last token issued"},
		{Name: "expiresAt", Type: "datetime"},
	}
}
