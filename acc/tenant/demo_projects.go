package tenant

import (
	"fmt"
	"time"
)

// demoProject is a project of the demo account.
type demoProject struct {
	job, name, kind, unit string
	city, state           string
	millions              int64 // of US dollars
	team                  int   // members
	status                string
	classification        string // production if empty
	platform              string // acc if empty
	cloned                bool   // from the template
	outsider              bool   // somebody of another company administers it
}

func demoProjects() []demoProject {
	return []demoProject{
		{"", "Template - Commercial Building", templateType, "Commercial", "Portland", "Oregon", 0, 8, "active", "template", "", false, false},
		{"22-004", "Wharf Street Garage", "Parking Structure / Garage", "Commercial", "Portland", "Oregon", 18, 14, "archived", "", "", false, false},
		{"22-011", "Fern Valley Elementary School", "Education Facility", "Healthcare & Education", "Salem", "Oregon", 32, 24, "archived", "", "", false, false},
		{"22-019", "Old Mill Library Renovation", "Library", "Healthcare & Education", "Eugene", "Oregon", 9, 12, "active", "", "bim360", false, false},
		{"23-002", "Cathedral Park Bridge Retrofit", "Bridge", "Transport", "Portland", "Oregon", 61, 38, "active", "", "", false, true},
		{"23-006", "Tualatin Data Center 1", "Data Center", "Commercial", "Hillsboro", "Oregon", 240, 60, "active", "", "", false, false},
		{"23-008", "Pearl District Offices", "Office", "Commercial", "Portland", "Oregon", 88, 44, "active", "", "", true, false},
		{"23-013", "Evergreen Outpatient Surgery Center", "OutPatient Surgery Center", "Healthcare & Education", "Portland", "Oregon", 54, 36, "active", "", "", false, false},
		{"23-015", "Sellwood Townhomes", "Multi-Family Housing", "Residential", "Portland", "Oregon", 27, 18, "active", "", "", false, false},
		{"23-021", "Willamette Water Treatment Upgrade", "Waste Water / Sewers", "Water", "Wilsonville", "Oregon", 73, 33, "active", "", "", false, false},
		{"24-001", "Harbour Point Tower", "Office", "Commercial", "Portland", "Oregon", 132, 57, "active", "", "", true, false},
		{"24-003", "Alberta Street Apartments", "Multi-Family Housing", "Residential", "Portland", "Oregon", 41, 26, "active", "", "", false, true},
		{"24-005", "Tualatin Data Center 2", "Data Center", "Commercial", "Hillsboro", "Oregon", 265, 55, "active", "", "", false, false},
		{"24-008", "Gorge Highway Widening", "Streets / Roads / Highways", "Transport", "Hood River", "Oregon", 49, 21, "active", "", "", false, false},
		{"24-009", "Rose Quarter Hotel", "Hotel / Motel", "Commercial", "Portland", "Oregon", 96, 42, "active", "", "", true, false},
		{"24-012", "Columbia Research Laboratory", "Research Facility / Laboratory", "Healthcare & Education", "Vancouver", "Washington", 118, 39, "active", "", "", false, false},
		{"24-014", "Juniper Ridge Reservoir", "Dams / Flood Control / Reservoirs", "Water", "Bend", "Oregon", 38, 16, "active", "", "", false, false},
		{"24-017", "Saint Ambrose Hospital Wing C", "Hospital", "Healthcare & Education", "Tacoma", "Washington", 187, 58, "active", "", "", false, false},
		{"24-018", "Beaverton Transit Plaza", "Rail", "Transport", "Beaverton", "Oregon", 66, 29, "active", "", "", false, false},
		{"24-020", "Cedar Hills Retail Renewal", "Retail", "Commercial", "Beaverton", "Oregon", 23, 17, "active", "", "", true, true},
		{"24-022", "Lone Fir Senior Living", "Assisted Living / Nursing Home", "Residential", "Gresham", "Oregon", 35, 22, "active", "", "", false, false},
		{"24-025", "Swan Island Warehouse", "Warehouse (non-manufacturing)", "Commercial", "Portland", "Oregon", 19, 11, "suspended", "", "", false, false},
		{"25-001", "Marquam Hill Clinic", "Medical Office", "Healthcare & Education", "Portland", "Oregon", 44, 28, "active", "", "", false, false},
		{"25-002", "Burnside Mixed Use Block", "Multi-Family Housing", "Residential", "Portland", "Oregon", 102, 47, "active", "", "", true, false},
		{"25-004", "Clackamas River Intake", "Water Supply", "Water", "Oregon City", "Oregon", 29, 13, "active", "", "", false, false},
		{"25-006", "Boise Depot Offices", "Office", "Commercial", "Boise", "Idaho", 57, 31, "active", "", "", true, false},
		{"25-007", "Hayden Island Seaport Apron", "Seaport", "Transport", "Portland", "Oregon", 81, 34, "active", "", "", false, false},
		{"25-010", "Powell Middle School", "Education Facility", "Healthcare & Education", "Portland", "Oregon", 63, 27, "active", "", "", false, true},
		{"25-011", "Sandy River Solar Farm", "Solar Farm", "Infrastructure", "Troutdale", "Oregon", 37, 10, "active", "", "", false, false},
		{"25-013", "Foundry Lofts", "Multi-Family Housing", "Residential", "Seattle", "Washington", 71, 32, "active", "", "", false, false},
		{"25-016", "Evergreen Medical Laboratory", "Medical Laboratory", "Healthcare & Education", "Salem", "Oregon", 52, 30, "active", "", "", false, false},
		{"25-019", "Airport Way Terminal Refit", "Airport", "Transport", "Spokane", "Washington", 145, 51, "active", "", "", false, false},
		{"26-001", "Harbour Point Tower II", "Office", "Commercial", "Portland", "Oregon", 150, 40, "active", "", "", true, false},
		{"26-002", "Umatilla Data Center", "Data Center", "Commercial", "Umatilla", "Oregon", 310, 48, "active", "", "", false, false},
		{"26-004", "Lents Recreation Center", "Recreation Building", "Healthcare & Education", "Portland", "Oregon", 26, 15, "active", "", "", false, false},
		{"26-005", "Deschutes Crossing", "Bridge", "Transport", "Bend", "Oregon", 58, 19, "active", "", "", false, false},
		{"26-007", "Northgate Museum of Craft", "Museum", "Commercial", "Seattle", "Washington", 77, 23, "active", "", "", true, false},
		{"26-008", "Riverbend Courthouse", "Court House", "Healthcare & Education", "Yakima", "Washington", 84, 25, "active", "", "", false, false},
		{"26-010", "Mount Tabor Pump Station", "Water Supply", "Water", "Portland", "Oregon", 14, 9, "pending", "", "", false, false},
		{"", "Sample Project - Harbour Pavilion", "Demonstration Project", "Commercial", "Portland", "Oregon", 1, 8, "active", "sample", "", false, false},
	}
}

func (d *demo) addProjects() {
	for i, p := range demoProjects() {
		rec := d.add("project", demoAccountID, d.project(i, p))
		if d.template == nil {
			d.template = rec
		}
		companies := d.addTeam(i, p, rec)
		d.addSite(i, p, rec)
		d.add("project", demoAccountID, with(rec, Record{"memberCount": int64(p.team), "companyCount": int64(companies)}))
	}
}

// demoSite is what is known of a project of the demo account at the start.
type demoSite struct {
	index   int
	plan    demoProject
	project Record
	team    []Record // members that have not been taken off, administrators first
	folders []string // IDs of those made with the project
}

// addSite notes what a project is like at the start.
func (d *demo) addSite(i int, p demoProject, project Record) {
	id := text(project, "id")
	site := &demoSite{index: i, plan: p, project: project}
	for _, m := range d.tables[members(id)].list() {
		if text(m, "status") == "active" {
			site.team = append(site.team, m)
		}
	}
	if p.platform != "bim360" {
		for range firstFolders() {
			site.folders = append(site.folders, d.NewID(Collection{"folder", id}))
		}
	}
	d.sites[id] = site
}

// firstFolders are the folders that somebody makes below Project Files at the start of every project.
func firstFolders() []string { return []string{"Drawings", "Models", "Specifications"} }

// project is the record of the i-th project.
func (d *demo) project(i int, p demoProject) Record {
	begun := -700 + 25*i
	rec := Record{
		"name": p.name, "jobNumber": nil, "type": p.kind, "classification": "production", "platform": "acc", "status": p.status,
		"startDate": demoDay(begun+20, 0)[:len(time.DateOnly)], "endDate": demoDay(begun+20+400+7*i, 0)[:len(time.DateOnly)],
		"projectValue": Record{"value": p.millions * 1_000_000, "currency": "USD"},
		"addressLine1": fmt.Sprintf("%d Site Road", 100+37*i), "addressLine2": nil, "city": p.city, "stateOrProvince": p.state,
		"postalCode": nil, "country": "United States", "latitude": nil, "longitude": nil, "timezone": "America/Los_Angeles",
		"constructionType": "New Construction", "deliveryMethod": nil, "contractType": "Guaranteed Maximum Price",
		"currentPhase": "Construction", "businessUnitId": d.unitID(p.unit), "lastSignIn": nil, "imageUrl": nil, "thumbnailImageUrl": nil,
		"createdAt": demoDay(begun, 9), "updatedAt": demoDay(begun+90, 15), "accountId": demoAccountID, "sheetCount": int64(11 * i),
		"memberGroupId": d.NewID(Collection{"member_group", ""}), "adminGroupId": d.NewID(Collection{"member_group", ""}),
		"templateId": nil, "products": demoProducts(p),
	}
	if p.job != "" {
		rec["jobNumber"] = p.job
	}
	if p.classification != "" {
		rec["classification"] = p.classification
	}
	if p.platform != "" {
		rec["platform"] = p.platform
	}
	if p.cloned {
		rec["templateId"] = d.template["id"]
	}
	return rec
}

func (d *demo) unitID(name string) any {
	for _, u := range d.units {
		if u["name"] == name {
			return u["id"]
		}
	}
	return nil
}

// demoProducts are the products of a project.
func demoProducts(p demoProject) []any {
	list := []any{}
	if p.platform == "bim360" {
		for _, k := range []product{{"documentManagement", "Document Management"}, {"field", "Field"}, {"projectAdministration", "Project Admin"}} {
			list = append(list, k.shown("active"))
		}
		return list
	}
	for _, k := range accountProducts() {
		status := "active"
		if p.status == "pending" && k.key != "projectAdministration" {
			status = "activating"
		}
		list = append(list, k.shown(status))
	}
	return list
}
