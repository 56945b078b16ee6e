package catalog

import "time"

// adminEntities are what account administration deals with.
func adminEntities() []*Entity {
	return []*Entity{
		{
			Name: "project", One: "project", Many: "projects", Parent: "account_id",
			IDs: []string{"id"}, Key: []string{"name"}, Title: []string{"name", "jobNumber"},
			Forms: []string{"hq", "user"},
			List:  "projects.list",
			// Without a classification the listing holds production projects only (an Autodesk blog of June 2023).
			ReadAll: map[string]string{"filter[classification]": "production,template,component,sample"},
			Filled: []string{"lastSignIn", "imageUrl", "thumbnailImageUrl", "createdAt", "updatedAt", "memberGroupId", "adminGroupId",
				"sheetCount", "companyCount", "memberCount", "jobId"},
			Visible: 60 * time.Second,
		},
		{
			Name: "member", One: "member", Many: "members", Parent: "project_id",
			IDs: []string{"id", "autodeskId"}, Key: []string{"email"}, Title: []string{"email", "name"},
			List:     "project_users.list",
			Unlisted: map[string][]string{"status": {"deleted"}},
			Filled: []string{"name", "firstName", "lastName", "autodeskId", "analyticsId", "addressLine1", "addressLine2", "city",
				"stateOrProvince", "postalCode", "country", "imageUrl", "phone", "jobTitle", "industry", "aboutMe", "addedOn", "updatedAt",
				"jobId"},
			Visible: 60 * time.Second,
		},
		{
			Name: "account_user", One: "account user", Many: "account users", Parent: "account_id",
			IDs: []string{"id", "uid"}, Key: []string{"email"}, Title: []string{"email", "name"},
			List:    "account_users.list",
			Filled:  []string{"uid", "last_sign_in", "default_role_id", "created_at", "updated_at"},
			Visible: 10 * time.Second,
		},
		{
			Name: "company", One: "company", Many: "companies", Parent: "account_id",
			IDs: []string{"id"}, Key: []string{"erpId", "name"}, Title: []string{"name"},
			Forms:    []string{"hq"},
			List:     "companies.list",
			Unlisted: map[string][]string{"status": {"inactive", "all"}},
			Filled:   []string{"imageUrl", "createdAt", "updatedAt", "projectSize", "userSize"},
			Visible:  10 * time.Second,
		},
		{
			Name: "project_company", One: "project company", Many: "project companies", Parent: "project_id",
			IDs: []string{"id"}, Key: []string{"name"}, Title: []string{"name"},
			List:    "companies.list_in_project",
			Filled:  []string{"member_group_id", "created_at", "updated_at"},
			Visible: 60 * time.Second,
		},
		{
			Name: "business_unit", One: "business unit", Many: "business units", Parent: "account_id",
			IDs: []string{"id"}, Key: []string{"name"}, Title: []string{"name"},
			List:    "business_units.list",
			Filled:  []string{"created_at", "updated_at"},
			Visible: 10 * time.Second,
		},
		// Roles have no listing of their own; members carry them.
		{Name: "role", One: "role", Many: "roles", Parent: "account_id", IDs: []string{"id"}, Key: []string{"name"}, Title: []string{"name"}},
	}
}
