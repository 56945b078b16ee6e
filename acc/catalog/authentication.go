package catalog

func authentication() *Service {
	return &Service{
		Name:  "authentication",
		Title: "Authentication v2 and Secure Service Accounts",
		Summary: "OAuth 2.0 tokens (2-legged, 3-legged, PKCE, service account), their inspection and revocation, and service account " +
			"management.",
		Notes: `The OpenAPI file describes the Basic header as "Bearer <base64>": wrong, it is Basic. App kinds: traditional web and ` +
			"server-to-server apps are private (secret); desktop, mobile and single-page apps are public (PKCE, no secret). A 2-legged " +
			"token reaches an ACC account only after an admin adds the client ID under custom integrations (403 otherwise). Token " +
			"lifetime: compute from expires_in; expires_at in SDKs is added by the client.",
		Operations: []*Operation{
			authAuthorize(), authTokenClientCredentials(), authTokenAuthorizationCode(), authTokenRefresh(), authTokenJwtBearer(),
			authIntrospect(), authRevoke(), authKeys(), authOpenidConfiguration(), authUserinfo(), authLogout(), authListServiceAccounts(),
			authGetServiceAccount(), authCreateServiceAccount(), authPatchServiceAccount(), authDeleteServiceAccount(), authListKeys(),
			authCreateKey(), authPatchKey(), authDeleteKey(),
		},
		Values: map[string][]string{
			"scopes": {
				"user-profile:read", "user:read", "user:write", "viewables:read", "data:read", "data:write", "data:create", "data:search",
				"bucket:create", "bucket:read", "bucket:update", "bucket:delete", "code:all", "account:read", "account:write", "openid",
				"application:service_account:read", "application:service_account:write", "application:service_account_key:read",
				"application:service_account_key:write",
			},
		},
		SDKHelpers: []SDKHelper{
			{"request_authcode_public_pkce_access_token", "token_authorization_code with client_id, code_verifier and no secret (returns nothing)", "accstar auth login"},
			{"request_authcode_private_pkce_access_token", "token_authorization_code with client_id, client_secret, code_verifier (returns nothing)", "accstar auth login"},
			{"request_public_refresh_token", "token_refresh with client_id and no secret", "accstar auth status"},
			{"revoke_public_token", "revoke with client_id", "accstar auth logout"},
			{"introspect_public_token", "introspect; sends client_secret instead of client_id (bug)", "accstar auth introspect"},
			{"get_logout_url", "builds the logout URL; uses /logoutout and passes that URL as the redirect (bugs)", "accstar auth logout"},
			{"get_2legged_token, get_3legged_token, get_access_token", "local look-up in the session; refreshes or asks again when expired", "accstar auth status"},
			{"is_authorized, is_expired, expires_in, get_token_names", "local state", "accstar auth status"},
			{"clear_token_session, clear_all_tokens", "local state", "accstar auth logout"},
			{"AccBase.get_2leggedToken, get_3leggedToken, get_private_token", "get_2legged_token, get_3legged_token; private prefers 2-legged", "accstar auth status"},
			{"request_* in general", "client_id and client_secret in the form body, no Basic header; scopes not in supported_scopes are dropped", "accstar auth scopes"},
		},
	}
}

func authAuthorize() *Operation {
	return &Operation{
		Name: "authorize", SDK: "get_authorization_url",
		Method: "GET", Path: "/authentication/v2/authorize",
		Summary: "Sends a user's browser to sign in and consent; comes back to redirect_uri with a code.",
		Effect:  Action, Limit: "auth",
		Query: []Field{
			{Name: "client_id", Type: "string", Required: true},
			{Name: "response_type", Type: "string", Required: true, Enum: []string{"code", "id_token"},
				Doc: `OIDC metadata also lists "code id_token"`},
			{Name: "redirect_uri", Type: "string", Required: true,
				Doc: "URL-encoded; must match the pattern of the app's callback URL; may have a query"},
			{Name: "scope", Type: "string", Required: true,
				Doc: "Space-separated. Mandatory for every token; at most 50 scopes and 3000 characters (OpenAPI: 2000)"},
			{Name: "state", Type: "string",
				Doc: "Comes back unchanged in the redirect. Letters, digits, comma, period, underscore, hyphen. The page marks it required " +
					"in the table and calls it optional in the text"},
			{Name: "nonce", Type: "string", Doc: "Ends up in the ID token; mandatory with scope openid"},
			{Name: "prompt", Type: "string", Enum: []string{"login", "create"},
				Doc: "login: sign in even with a session. create: show registration"},
			{Name: "response_mode", Type: "string", Enum: []string{"fragment", "form_post", "query"},
				Doc: "Only form_post with response_type id_token"},
			{Name: "authoptions", Type: "string", Doc: "JSON object for the sign-in page"},
			{Name: "code_challenge", Type: "string", Doc: "PKCE: base64url(SHA-256(code_verifier))"},
			{Name: "code_challenge_method", Type: "string", Enum: []string{"S256"}, Doc: "With code_challenge always S256"},
		},
		Status:  302,
		Returns: Returns{Shape: NoBody},
		Model:   Opaque, Internal: true,
		Notes: "The user sees HTML pages; after consent the browser goes to redirect_uri?code=...&state=... . What a refusal sends is not " +
			"described in the reference. Code: 5 minutes. ID token: 60 minutes. Access token: 60 minutes. Refresh token: 15 days. Rate " +
			"limit: 100 a minute on the reference page, 500 in the OpenAPI file. PKCE serves public clients (no secret) and private ones.",
		Source: "https://aps.autodesk.com/en/docs/oauth/v2/reference/http/authorize-GET",
	}
}

func authTokenClientCredentials() *Operation {
	return &Operation{
		Name: "token_client_credentials", SDK: "request_2legged_token",
		Method: "POST", Path: "/authentication/v2/token",
		Summary: "Gets a 2-legged access token.",
		Effect:  Action, Limit: "auth-token",
		Headers: authClientHeaders(),
		Body: []Field{
			{Name: "grant_type", Type: "string", Required: true, Enum: []string{"client_credentials"}},
			{Name: "scope", Type: "string", Required: true,
				Doc: "Space-separated. Mandatory for every token; at most 50 scopes and 3000 characters (OpenAPI: 2000)"},
			{Name: "client_id", Type: "string", Doc: "Public clients always; private clients when no Authorization header"},
			{Name: "client_secret", Type: "string", Doc: "Private clients, when no Authorization header. Never for public (PKCE) clients"},
		},
		Encoding: Form,
		Status:   200,
		Returns:  Returns{Shape: Object, Fields: tokenFields()},
		Errors: []ErrorCase{
			{400, "scope is invalid"},
			{400, "scope is unknown, malformed or more than was granted"},
			{400, "no valid grant_type"},
			{400, "client_id in the body together with an Authorization header"},
			{401, "no client credentials, or wrong ones"},
			{429, "rate limit; Retry-After"},
			{500, "server error"},
		},
		Model: Opaque, Internal: true,
		Notes:  "No refresh token: ask again. Private clients only.",
		Source: "https://aps.autodesk.com/en/docs/oauth/v2/reference/http/gettoken-POST",
	}
}

func authTokenAuthorizationCode() *Operation {
	return &Operation{
		Name: "token_authorization_code", SDK: "request_authcode_access_token",
		Method: "POST", Path: "/authentication/v2/token",
		Summary: "Trades an authorization code for a 3-legged token and a refresh token.",
		Effect:  Action, Limit: "auth-token",
		Headers: authClientHeaders(),
		Body: []Field{
			{Name: "grant_type", Type: "string", Required: true, Enum: []string{"authorization_code"}},
			{Name: "code", Type: "string", Required: true, Doc: "From the redirect; 5 minutes"},
			{Name: "redirect_uri", Type: "string", Required: true, Doc: "Same as in authorize"},
			{Name: "code_verifier", Type: "string", Doc: "43 to 128 unreserved characters; needed when authorize had a code_challenge"},
			{Name: "client_id", Type: "string", Doc: "Public clients always; private clients when no Authorization header"},
			{Name: "client_secret", Type: "string", Doc: "Private clients, when no Authorization header. Never for public (PKCE) clients"},
		},
		Encoding: Form,
		Status:   200,
		Returns: Returns{Shape: Object, Fields: []Field{
			{Name: "access_token", Type: "string", Doc: "RS256 JWT"},
			{Name: "token_type", Type: "string", Doc: "Always Bearer"},
			{Name: "expires_in", Type: "int", Doc: "Seconds; 3599 in the examples"},
			{Name: "refresh_token", Type: "string", Doc: "Opaque"},
			{Name: "id_token", Type: "string", Doc: "Only when authorize had scope openid"},
		}},
		Errors: []ErrorCase{
			{400, "code, redirect_uri or code_verifier missing"},
			{400, "code invalid or expired; PKCE check failed; code issued to another client; redirect_uri or scope invalid"},
			{400, "no valid grant_type"},
			{400, "client_id in the body together with an Authorization header"},
			{401, "no client credentials, or wrong ones"},
			{429, "rate limit; Retry-After"},
			{500, "server error"},
		},
		Model: Opaque, Internal: true,
		Notes:  "No scope parameter in the reference for this grant: scopes are those of authorize.",
		Source: "https://aps.autodesk.com/en/docs/oauth/v2/reference/http/gettoken-POST",
	}
}

func authTokenRefresh() *Operation {
	return &Operation{
		Name: "token_refresh", SDK: "request_private_refresh_token",
		Method: "POST", Path: "/authentication/v2/token",
		Summary: "Trades a refresh token for a new access token and a new refresh token.",
		Effect:  Action, Limit: "auth-token",
		Headers: authClientHeaders(),
		Body: []Field{
			{Name: "grant_type", Type: "string", Required: true, Enum: []string{"refresh_token"}},
			{Name: "refresh_token", Type: "string", Required: true},
			{Name: "scope", Type: "string", Doc: "The same scopes or some of them"},
			{Name: "client_id", Type: "string", Doc: "Public clients always; private clients when no Authorization header"},
			{Name: "client_secret", Type: "string", Doc: "Private clients, when no Authorization header. Never for public (PKCE) clients"},
		},
		Encoding: Form,
		Status:   200,
		Returns: Returns{Shape: Object, Fields: []Field{
			{Name: "access_token", Type: "string", Doc: "RS256 JWT"},
			{Name: "token_type", Type: "string", Doc: "Always Bearer"},
			{Name: "expires_in", Type: "int", Doc: "Seconds; 3599 in the examples"},
			{Name: "refresh_token", Type: "string", Doc: "A new one: store it"},
		}},
		Errors: []ErrorCase{
			{400, "refresh_token missing"},
			{400, "refresh token invalid or expired; scope invalid"},
			{400, "scope exceeds what was granted"},
			{400, "no valid grant_type"},
			{400, "client_id in the body together with an Authorization header"},
			{401, "no client credentials, or wrong ones"},
			{429, "rate limit; Retry-After"},
			{500, "server error"},
		},
		Model: Opaque, Internal: true,
		Notes: "15 days. Every answer carries a different refresh token. The old one is used up by the call: an Autodesk blog says so for v1 " +
			"(https://aps.autodesk.com/node/734, deprecated since v2), the v2 pages found do not repeat it. Never returns an ID token. " +
			"Public clients send client_id and no secret.",
		Source: "https://aps.autodesk.com/en/docs/oauth/v2/reference/http/gettoken-POST",
	}
}

func authTokenJwtBearer() *Operation {
	return &Operation{
		Name:   "token_jwt_bearer",
		Method: "POST", Path: "/authentication/v2/token",
		Summary: "Trades a signed assertion of a Secure Service Account for a 3-legged token.",
		Effect:  Action, Limit: "auth-token",
		Headers: authClientHeaders(),
		Body: []Field{
			{Name: "grant_type", Type: "string", Required: true, Enum: []string{"urn:ietf:params:oauth:grant-type:jwt-bearer"}},
			{Name: "assertion", Type: "string", Required: true, Doc: "JWT, see assertion below"},
			{Name: "scope", Type: "string", Doc: "Space-separated; the assertion's scopes or some of them. Left out: the assertion's scopes"},
			{Name: "client_id", Type: "string", Doc: "Public clients always; private clients when no Authorization header"},
			{Name: "client_secret", Type: "string", Doc: "Private clients, when no Authorization header. Never for public (PKCE) clients"},
		},
		Encoding: Form,
		Status:   200,
		Returns:  Returns{Shape: Object, Fields: tokenFields()},
		Errors: []ErrorCase{
			{400, "no valid grant_type, or assertion missing"},
			{400, "assertion invalid, or service account not enabled"},
			{401, "client credentials wrong"},
			{403, "valid but without the needed permission"},
			{500, "server error"},
		},
		Model: Opaque, Internal: true,
		Notes: "Confidential clients only. No refresh token is documented: sign again. The token counts as 3-legged; in ACC the service " +
			"account is a member like any user, invited by its email. RFC 7523.",
		Source: "https://github.com/autodesk-platform-services/aps-sdk-openapi/blob/main/secureserviceaccount/secureServiceAccount.yaml",
	}
}

func authIntrospect() *Operation {
	return &Operation{
		Name: "introspect", SDK: "introspect_private_token",
		Method: "POST", Path: "/authentication/v2/introspect",
		Summary: "Says whether a token is active and what it holds.",
		Effect:  Read, Limit: "auth",
		Headers: authClientHeaders(),
		Body: []Field{
			{Name: "token", Type: "string", Required: true, Doc: "An own access token, JWT or reference token"},
			{Name: "client_id", Type: "string", Doc: "Public clients only"},
		},
		Encoding: Form,
		Status:   200,
		Returns: Returns{Shape: Object, Fields: []Field{
			{Name: "active", Type: "bool"},
			{Name: "scope", Type: "string", Doc: "Space-separated"},
			{Name: "client_id", Type: "string"},
			{Name: "exp", Type: "int", Doc: "Unix time (the table says string, the example has a number)"},
			{Name: "userid", Type: "string", Doc: "3-legged"},
		}},
		Errors: []ErrorCase{
			{400, "token missing, or client_id beside an Authorization header"},
			{401, "client credentials wrong"},
			{500, "server error"},
		},
		Internal: true,
		Notes: `Expired, invalid and revoked tokens all answer 200 {"active": false} and nothing else. Rate limit: 100 a minute on the ` +
			"reference page, 500 in the OpenAPI file.",
		Source: "https://aps.autodesk.com/en/docs/oauth/v2/reference/http/introspect-POST",
	}
}

func authRevoke() *Operation {
	return &Operation{
		Name: "revoke", SDK: "revoke_private_token",
		Method: "POST", Path: "/authentication/v2/revoke",
		Summary: "Revokes an own access or refresh token.",
		Effect:  Action, Limit: "auth",
		Headers: authClientHeaders(),
		Body: []Field{
			{Name: "token", Type: "string", Required: true},
			{Name: "token_type_hint", Type: "string", Required: true, Enum: []string{"access_token", "refresh_token"},
				Doc: "Optional in one of the four tables (access token, private client), required in the rest"},
			{Name: "client_id", Type: "string", Doc: "Public clients only"},
		},
		Encoding: Form,
		Status:   200,
		Returns:  Returns{Shape: NoBody},
		Errors: []ErrorCase{
			{400, "token missing, or client_id beside an Authorization header"},
			{401, "client credentials missing or wrong"},
			{500, "server error"},
		},
		Model: Opaque, Internal: true,
		Notes: "200 with an empty body (acc_sdk calls .json() on it, which fails). Only tokens of the same client. Whether revoking a refresh " +
			"token also ends its access tokens is not stated.",
		Source: "https://aps.autodesk.com/en/docs/oauth/v2/reference/http/revoke-POST",
	}
}

func authKeys() *Operation {
	return &Operation{
		Name:   "keys",
		Method: "GET", Path: "/authentication/v2/keys",
		Summary: "Gets the public keys for checking access tokens (JWKS).",
		Effect:  Read,
		Status:  200,
		Returns: Returns{Shape: Object, Fields: []Field{
			{Name: "keys", Type: "[]object", Doc: "[{kid, kty: RSA, use: sig, n, e}]"},
		}},
		Notes:  "No authentication. Works for 2-legged and 3-legged tokens; match the kid of the token's header.",
		Source: "https://github.com/autodesk-platform-services/aps-sdk-openapi/blob/main/authentication/authentication.yaml",
	}
}

func authOpenidConfiguration() *Operation {
	return &Operation{
		Name: "openid_configuration", SDK: "get_oidc_spec",
		Method: "GET", Path: "/.well-known/openid-configuration",
		Summary: "Gets the OpenID Connect discovery document.",
		Effect:  Read,
		Status:  200,
		Returns: Returns{Shape: Object, Fields: authOpenidConfigurationFields()},
		Errors: []ErrorCase{
			{500, "server error"},
		},
		Notes: "Not under /authentication/v2. Read revoke and introspect endpoints under either name, with a fixed fallback. The jwt-bearer " +
			"grant and the service-account scopes are not listed in it.",
		Source: "https://aps.autodesk.com/en/docs/oauth/v2/reference/http/openid-GET",
	}
}

func authUserinfo() *Operation {
	return &Operation{
		Name: "userinfo", SDK: "get_user_info",
		Method: "GET", Host: "api.userprofile.autodesk.com", Path: "/userinfo",
		Summary: "Gets the profile of the token's user; fields as in user_profile.get.",
		Effect:  Read, Tokens: signedIn(), Scopes: []string{"user-profile:read"},
		Status: 200,
		Returns: Returns{Shape: Object, Fields: []Field{
			{Name: "sub", Type: "string", Doc: "Autodesk ID"},
			{Name: "email", Type: "string"},
			{Name: "name", Type: "string"},
		}},
		SameAs: "user_profile.get",
		Notes:  "Same call as user_profile.get.",
		Source: "https://aps.autodesk.com/en/docs/profile/v1/reference/profile/oidcuserinfo/",
	}
}

func authLogout() *Operation {
	return &Operation{
		Name: "logout", SDK: "get_logout_url",
		Method: "GET", Path: "/authentication/v2/logout",
		Summary: "Ends the browser's Autodesk session and redirects.",
		Effect:  Action, Limit: "auth-token",
		Query: []Field{
			{Name: "post_logout_redirect_uri", Type: "string",
				Doc: "Has to be on the app's allow list, else an error page; Autodesk sign-in page when left out"},
		},
		Status:  302,
		Returns: Returns{Shape: NoBody},
		Errors: []ErrorCase{
			{500, "server error"},
		},
		Model: Opaque, Internal: true,
		Notes:  "Acts on the browser session; tokens are ended with revoke.",
		Source: "https://aps.autodesk.com/en/docs/oauth/v2/reference/http/logout-GET",
	}
}

func authClientHeaders() []Field {
	return []Field{
		{Name: "Authorization", Type: "string",
			Doc: "Basic base64(client_id:client_secret). Private clients: this, or client_id and client_secret in the body, never both (400)"},
	}
}

// tokenFields are the fields of what authentication.token_client_credentials answers.
func tokenFields() []Field {
	return []Field{
		{Name: "access_token", Type: "string", Doc: "RS256 JWT"},
		{Name: "token_type", Type: "string", Doc: "Always Bearer"},
		{Name: "expires_in", Type: "int", Doc: "Seconds; 3599 in the examples"},
	}
}

// authOpenidConfigurationFields are the fields of what authentication.openid_configuration answers.
func authOpenidConfigurationFields() []Field {
	return []Field{
		{Name: "issuer", Type: "string", Doc: "https://developer.api.autodesk.com"},
		{Name: "authorization_endpoint", Type: "string"},
		{Name: "token_endpoint", Type: "string"},
		{Name: "userinfo_endpoint", Type: "string", Doc: "https://api.userprofile.autodesk.com/userinfo"},
		{Name: "jwks_uri", Type: "string"},
		{Name: "revoke_endpoint", Type: "string", Doc: "revocation_endpoint in the OpenAPI example"},
		{Name: "introspect_endpoint", Type: "string", Doc: "introspection_endpoint in the OpenAPI file"},
		{Name: "scopes_supported", Type: "[]string"},
		{Name: "response_types_supported", Type: "[]string"},
		{Name: "response_modes_supported", Type: "[]string"},
		{Name: "grant_types_supported", Type: "[]string"},
		{Name: "subject_types_supported", Type: "[]string"},
		{Name: "id_token_signing_alg_values_supported", Type: "[]string"},
	}
}

// authEntities are the kinds of things the service has.
func authEntities() []*Entity {
	return []*Entity{
		{
			Name: "service_account", One: "service account", Many: "service accounts",
			IDs: []string{"serviceAccountId"}, Key: []string{"email"}, Title: []string{"email"},
			List:    "authentication.list_service_accounts",
			Filled:  []string{"email", "createdBy", "status", "createdAt", "accessedAt", "expiresAt"},
			Visible: settles,
		},
		{
			Name: "service_account_key", One: "service account key", Many: "service account keys", Parent: "service_account_id",
			IDs: []string{"kid"}, Title: []string{"kid"},
			List:    "authentication.list_keys",
			Visible: settles,
		},
	}
}
