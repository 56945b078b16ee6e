package catalog

// limits are the documented rate limits, requests a minute.
func limits() []*Limit {
	const admin = "https://aps.autodesk.com/en/docs/acc/v1/overview/rate-limits/admin-rate-limits"
	return []*Limit{
		{Name: "admin-read", PerMinute: 600, Scope: PerClient, Doc: "all GET of construction/admin together", Source: admin},
		{Name: "admin-write", PerMinute: 100, Scope: PerClient, Doc: "all POST, PATCH, PUT and DELETE of construction/admin together", Source: admin},
		{Name: "hq", PerMinute: 100, Scope: PerClient, Doc: "all of hq, reads and writes together", Source: admin},
	}
}
