package catalog

import "strconv"

// limits are the documented rate limits, requests a minute. Where Autodesk gives two for the same operations, the tighter one
// stands here and Doc names the other.
func limits() []*Limit {
	const pages = "https://aps.autodesk.com/en/docs/acc/v1/overview/rate-limits/"
	const dm = "https://aps.autodesk.com/en/docs/data/v2/developers_guide/rate-limiting/dm-rate-limits"
	const oauth = "https://aps.autodesk.com/en/docs/oauth/v2/reference/http/gettoken-POST"
	all := []*Limit{
		{"admin-read", 600, PerClient, "all GET of construction/admin together", pages + "admin-rate-limits"},
		{"admin-write", 100, PerClient, "all POST, PATCH, PUT and DELETE of construction/admin together", pages + "admin-rate-limits"},
		{"hq", 100, PerClient, "all of hq, reads and writes together", pages + "admin-rate-limits"},
		{"auth-token", 500, PerEndpoint, "asking for a token", oauth},
		{"auth", 100, PerEndpoint, "authorize, introspect, revoke", oauth},
		{"dm-50", 50, PerEndpoint, "each of most endpoints of Data Management", dm},
		{"dm-300", 300, PerEndpoint, "each of the busier endpoints of Data Management", dm},
		{"dm-800", 800, PerEndpoint, "the versions of an item", dm},
		{"oss", 1000, PerClient, "all of OSS together", dm},
		{"issues", 500, PerUser, "all of Issues together, over all applications and for each hub", pages + "issues-rate-limits"},
		{"rfis", 100, PerClient, "all of RFIs together", pages + "rfis-rate-limits"},
		{"submittals", 600, PerClient, "all of Submittals together; as many again for each user", pages + "submittals-rate-limits"},
		{"forms", 100, PerClient, "all of Forms together", pages + "forms-rate-limits"},
		{"sheets", 100, PerEndpoint, "each endpoint of Sheets", pages + "sheets-rate-limits"},
		{"transmittals", 200, PerEndpoint, "each endpoint of Transmittals", pages + "transmittals-rate-limits"},
		{"reviews-read", 200, PerClient, "all GET of Reviews together", pages + "reviews-rate-limits"},
		{"reviews-write", 100, PerClient, "all POST of Reviews together", pages + "reviews-rate-limits"},
		{"files-exports", 100, PerEndpoint, "starting an export", pages + "files-rate-limits"},
		{"files-read", 200, PerEndpoint, "exports, linked files, packages", pages + "files-rate-limits"},
		{"files-attributes", 2000, PerEndpoint, "custom attribute definitions of a project and their items", pages + "files-rate-limits"},
		{"assets-read", 1000, PerUser, "all reads of Assets together, batch-get included", pages + "assets-rate-limits"},
		{"assets-write", 100, PerUser, "all changes of Assets together", pages + "assets-rate-limits"},
		{"locations", 200, PerUser, "all of Locations together; 600 for each client", pages + "locations-rate-limits"},
		{"relationships", 120, PerUser, "all of Relationships together", pages + "relationships-rate-limits"},
		{"takeoff-read", 300, PerUser, "all reads of Takeoff together", pages + "takeoff-rate-limits"},
		{"takeoff-write", 50, PerUser, "all changes of Takeoff together", pages + "takeoff-rate-limits"},
		{"data-connector", 60, PerClient, "all of Data Connector together; besides, 24 jobs a day", pages + "data-connector-rate-limits"},
		{"model-coordination", 600, PerUser, "all of Model Coordination together, over all applications", pages + "model-coordination-rate-limits"},
		{"autospecs", 1000, PerEndpoint, "each endpoint of AutoSpecs", pages + "autospecs-rate-limits"},
	}
	for _, n := range costRates() {
		all = append(all, &Limit{
			Name: "cost-" + strconv.Itoa(n), PerMinute: n, Scope: PerUserEndpoint,
			Doc: "each endpoint of Cost Management that allows so many; 5000 for all of it together", Source: pages + "cost-management-rate-limits",
		})
	}
	return all
}

// costRates are the rates that endpoints of Cost Management have; each endpoint has one of its own.
func costRates() []int {
	return []int{20, 30, 40, 50, 60, 80, 100, 120, 150, 200, 250, 300, 400, 500}
}
