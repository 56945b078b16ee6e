package catalog

func userProfile() *Service {
	return &Service{
		Name:    "user_profile",
		Title:   "User Profile",
		Summary: "Profile of the user a 3-legged token stands for.",
		Notes: "GET users/@me of the Authentication API is deprecated in favour of this. In acc_sdk, Acc.user_profiles is built as another class by " +
			"mistake; Authentication.get_user_info is the same call.",
		Operations: []*Operation{userProfileGet()},
		SDKHelpers: []SDKHelper{{"Authentication.get_user_info", "get, plus uid and autodeskId set to sub", "user_profile.get"}},
	}
}

func userProfileGet() *Operation {
	return &Operation{
		Name: "get", SDK: "get_user_info",
		Method: "GET", Host: "api.userprofile.autodesk.com", Path: "/userinfo",
		Summary: "Gets the profile of the token's user.",
		Effect:  Read, Tokens: []TokenKind{ThreeLegged}, Scopes: []string{"user-profile:read"},
		Status: 200,
		Returns: Returns{Shape: Object, Fields: []Field{
			{Name: "sub", Type: "string", Doc: "Autodesk ID"},
			{Name: "name", Type: "string"},
			{Name: "given_name", Type: "string"},
			{Name: "family_name", Type: "string"},
			{Name: "preferred_username", Type: "string"},
			{Name: "email", Type: "string"},
			{Name: "email_verified", Type: "bool"},
			{Name: "profile", Type: "string", Doc: "URL"},
			{Name: "picture", Type: "string", Doc: "URL"},
			{Name: "locale", Type: "string", Doc: "As in en-US"},
			{Name: "updated_at", Type: "int", Doc: "Unix time"},
			{Name: "is_2fa_enabled", Type: "bool"},
			{Name: "country_code", Type: "string"},
			{Name: "address", Type: "object", Doc: "{street_address, locality, region, postal_code, country}"},
			{Name: "phone_number", Type: "string"},
			{Name: "phone_number_verified", Type: "bool"},
			{Name: "ldap_enabled", Type: "bool"},
			{Name: "ldap_domain", Type: "string|null"},
			{Name: "job_title", Type: "string"},
			{Name: "industry", Type: "string"},
			{Name: "industry_code", Type: "string"},
			{Name: "about_me", Type: "string"},
			{Name: "language", Type: "string"},
			{Name: "company", Type: "string"},
			{Name: "created_date", Type: "string", Doc: "The text calls it Unix time, the example is ISO 8601"},
			{Name: "last_login_date", Type: "string", Doc: "As created_date"},
			{Name: "eidm_guid", Type: "string", Doc: "Same as sub for most users"},
			{Name: "opt_in", Type: "bool"},
			{Name: "social_userinfo_list", Type: "[]object", Doc: "[{socialUserId, providerId, providerName}]"},
			{Name: "thumbnails", Type: "object", Doc: "sizeX20, 40, 50, 58, 80, 120, 160, 176, 240, 360: URLs"},
		}},
		Errors: []ErrorCase{
			{401, "no token, or not a valid 3-legged one"},
			{403, "token lacks the scope"},
		},
		Notes: "Another host than every other call; it is the userinfo_endpoint of openid_configuration. The scope comes from acc_sdk's docs; " +
			"Autodesk's OpenAPI names none. Rate limit and error bodies are not published.",
		Source: "https://aps.autodesk.com/en/docs/profile/v1/reference/profile/oidcuserinfo/",
	}
}
