package tenant

// addTeam puts together the team of the i-th project, and returns how many companies it is from. Who is in it follows from i:
// close to half are the builder's own, the rest come from some of the other companies in turn.
func (d *demo) addTeam(i int, p demoProject, project Record) int {
	own := (p.team*4 + 8) / 9
	if p.classification != "" {
		own = p.team
	}
	team := d.choose(d.team[text(d.companies[0], "id")], 5*i, own)
	firms := d.partners()
	for k := 0; len(team) < p.team; k++ {
		firm := firms[(3*i+k%(3+i%6))%len(firms)]
		team = append(team, d.choose(d.team[text(firm, "id")], i+k/(3+i%6), 1, team...)...)
	}
	id := text(project, "id")
	companies := map[string]bool{}
	for n, user := range team {
		admin := n < 2+i%2 || p.outsider && n == own
		d.addMember(i, n, project, user, admin)
		if c := text(user, "company_id"); !companies[c] {
			companies[c] = true
			d.addProjectCompany(id, c)
		}
	}
	if i%6 == 4 { // somebody who was taken off the project
		gone := d.choose(d.people, 11*i, 1, team...)[0]
		d.addMember(i, 0, project, gone, false)
		c := members(id)
		left := d.tables[c].get(text(gone, "id"))
		d.add("member", id, with(left, Record{"status": "deleted", "products": []any{}}))
	}
	return len(companies)
}

// partners are the companies other than the builder that have not been deleted.
func (d *demo) partners() []Record {
	var firms []Record
	for _, c := range d.companies[1:] {
		if text(c, "status") == "active" {
			firms = append(firms, c)
		}
	}
	return firms
}

// choose takes n people from a list, beginning at a place and going round, but for those who are taken already and those
// who were never invited. It takes from the whole directory where the list has too few.
func (d *demo) choose(from []Record, begin, n int, taken ...Record) []Record {
	is := map[string]bool{}
	for _, t := range taken {
		is[text(t, "id")] = true
	}
	var out []Record
	for _, list := range [][]Record{from, d.people} {
		for k := 0; k < len(list) && len(out) < n; k++ {
			user := list[(begin+k)%len(list)]
			if id := text(user, "id"); !is[id] && text(user, "status") != "not_invited" {
				is[id] = true
				out = append(out, user)
			}
		}
	}
	return out
}

// addMember makes somebody the n-th member of the i-th project.
func (d *demo) addMember(i, n int, project, user Record, admin bool) {
	role := d.roles[text(user, "job_title")]
	if i == 10 && n%19 == 7 {
		role = d.roles["Site Clerk (Removed)"]
	}
	status := "active"
	if text(user, "status") == "pending" {
		status = "pending"
	}
	begun := -690 + 25*i
	d.add("member", text(project, "id"), Record{
		"id": user["id"], "email": user["email"], "name": user["name"], "firstName": user["first_name"], "lastName": user["last_name"],
		"autodeskId": user["uid"], "analyticsId": nil, "addressLine1": nil, "addressLine2": nil, "city": user["city"],
		"stateOrProvince": user["state_or_province"], "postalCode": nil, "country": user["country"], "imageUrl": nil, "phone": nil,
		"jobTitle": user["job_title"], "industry": user["industry"], "aboutMe": nil,
		"companyId": user["company_id"], "companyName": user["company_name"],
		"roleIds": []any{role["id"]}, "roles": []any{Record{"id": role["id"], "name": role["name"]}},
		"status": status, "products": demoAccess(text(project, "platform"), text(user, "job_title"), admin),
		"accessLevels": Record{"accountAdmin": text(user, "role") == "account_admin", "projectAdmin": admin, "executive": false},
		"addedOn":      demoDay(begun+n, 10), "updatedAt": demoDay(begun+n+30, 12),
	})
}

// demoAccess is what a member of a project has access to: everything as its administrator, else what their job needs.
func demoAccess(platform, job string, admin bool) []any {
	wanted := map[string]bool{"docs": true, "build": true, "insight": true, "documentManagement": true, "field": true}
	switch job {
	case "Architect", "BIM Manager", "Structural Engineer":
		wanted["designCollaboration"], wanted["modelCoordination"] = true, true
	case "Cost Engineer", "Estimator":
		wanted["cost"], wanted["takeoff"] = true, true
	case "Project Manager":
		wanted["cost"] = true
	}
	keys := accountProducts()
	if platform == "bim360" {
		keys = []product{{key: "documentManagement"}, {key: "field"}, {key: "projectAdministration"}}
	}
	list := []any{}
	for _, p := range keys {
		access := "none"
		switch {
		case admin:
			access = "administrator"
		case wanted[p.key]:
			access = "member"
		}
		list = append(list, Record{"key": p.key, "access": access})
	}
	return list
}

// addProjectCompany makes a company one of a project's.
func (d *demo) addProjectCompany(projectID, companyID string) {
	company := d.tables[Collection{"company", demoAccountID}].get(companyID)
	shown := formOf("company", "hq").render(company)
	d.add("project_company", projectID, with(shown, Record{
		"project_id": projectID, "member_group_id": d.NewID(Collection{"member_group", ""}),
	}))
}
