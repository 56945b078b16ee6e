package tenant

func userProfileRules() map[string]handler {
	return map[string]handler{"user_profile.get": getUserProfile}
}

// getUserProfile answers with the profile of the person who calls.
func getUserProfile(q *request) error {
	if q.caller.Trusted {
		return q.beyond()
	}
	if q.user == nil {
		return q.refuse(401, "the token stands for no person")
	}
	u := q.user
	q.out.Value = Record{
		"sub": u["uid"], "name": u["name"], "given_name": u["first_name"], "family_name": u["last_name"],
		"preferred_username": u["email"], "email": u["email"], "email_verified": true, "locale": "en-US", "language": "en",
		"profile": "https://practice.example/people/" + text(u, "uid"), "picture": "https://practice.example/pictures/" + text(u, "uid") + ".png",
		"country_code": u["country"], "address": Record{"country": u["country"]}, "phone_number": u["phone"],
		"job_title": u["job_title"], "industry": u["industry"], "about_me": u["about_me"], "company": u["company"],
		"created_date": u["created_at"], "last_login_date": u["last_sign_in"], "updated_at": q.now.Unix(),
		"is_2fa_enabled": false, "ldap_enabled": false, "ldap_domain": nil, "opt_in": false, "eidm_guid": u["uid"],
		"phone_number_verified": false,
	}
	return nil
}
