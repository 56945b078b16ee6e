package tenant

// demoCompany is a company of the demo account.
type demoCompany struct {
	name, trade, erp, domain   string
	street, city, state, phone string
	gone                       bool // deleted, as its records still show
}

// demoCompanies are the companies of the demo account. The first is the builder itself, which its ERP knows under no vendor
// number.
func demoCompanies() []demoCompany {
	return []demoCompany{
		{"Harbourline Construction", "General Contractor", "", "harbourline.example", "400 Wharf Street", "Portland", "Oregon", "+1 503 555 0100", false},
		{"Alder & Voss Architects", "Architecture", "V-1004", "aldervoss.example", "12 Alder Lane", "Portland", "Oregon", "+1 503 555 0111", false},
		{"Cascade Steelworks", "Metals | Structural Steel / Framing", "V-1009", "cascadesteel.example", "88 Foundry Road", "Tacoma", "Washington", "+1 253 555 0122", false},
		{"Bluegate Electrical", "Electrical", "V-1012", "bluegate.example", "5 Circuit Avenue", "Salem", "Oregon", "+1 503 555 0133", false},
		{"Tidewell Plumbing", "Plumbing", "V-1015", "tidewell.example", "71 Mill Road", "Vancouver", "Washington", "+1 360 555 0144", false},
		{"Ferro Concrete Partners", "Concrete | Cast-in-Place", "V-1021", "ferroconcrete.example", "2200 Gravel Way", "Eugene", "Oregon", "+1 541 555 0155", false},
		{"Northlight Glazing", "Openings | Glazing", "V-1023", "northlight.example", "9 Pane Street", "Seattle", "Washington", "+1 206 555 0166", false},
		{"Summit Air Mechanical", "HVAC Heating, Ventilating, & Air Conditioning", "V-1030", "summitair.example", "640 Summit Drive", "Boise", "Idaho", "+1 208 555 0177", false},
		{"Groundwork Earthmoving", "Earthwork | Site Excavation & Grading", "V-1034", "groundwork.example", "31 Quarry Road", "Bend", "Oregon", "+1 541 555 0188", false},
		{"Larkfield Drywall", "Finishes | Drywall", "V-1038", "larkfield.example", "17 Larkfield Court", "Gresham", "Oregon", "+1 503 555 0199", false},
		{"Meridian Elevators", "Conveying Equipment | Elevators", "V-1041", "meridianlift.example", "3 Shaft Street", "Seattle", "Washington", "+1 206 555 0112", false},
		{"Redcliff Roofing", "Moisture Protection | Roofing", "V-1047", "redcliff.example", "902 Slate Avenue", "Spokane", "Washington", "+1 509 555 0123", false},
		{"Quillwood Millwork", "Wood & Plastics | Millwork", "V-1052", "quillwood.example", "45 Joiner Row", "Hillsboro", "Oregon", "+1 503 555 0134", false},
		{"Safeguard Fire Systems", "Fire Suppression", "V-1055", "safeguardfire.example", "118 Hydrant Street", "Beaverton", "Oregon", "+1 503 555 0145", false},
		{"Open Acre Landscapes", "Exterior | Landscaping", "V-1060", "openacre.example", "6 Meadow Lane", "Corvallis", "Oregon", "+1 541 555 0156", false},
		{"Kestrel Security Integration", "Electronic Safety & Security", "V-1063", "kestrelsec.example", "77 Watch Tower Road", "Bellevue", "Washington", "+1 425 555 0167", false},
		{"Stonebridge Precast", "Concrete | Precast", "V-1068", "stonebridge.example", "1500 Mould Street", "Yakima", "Washington", "+1 509 555 0178", false},
		{"Lumen Project Controls", "Construction Management", "V-1070", "lumencontrols.example", "210 Ledger Plaza", "Portland", "Oregon", "+1 503 555 0189", false},
		{"Evergreen Health Trust", "Owner", "V-2001", "evergreenhealth.example", "1 Evergreen Way", "Portland", "Oregon", "+1 503 555 0190", false},
		{"Pioneer Demolition", "Demolition", "V-1002", "pioneerdemo.example", "64 Rubble Road", "Medford", "Oregon", "+1 541 555 0113", true},
	}
}

// demoUnit is a business unit of the demo account.
type demoUnit struct{ name, below, description string }

func demoUnits() []demoUnit {
	return []demoUnit{
		{"Buildings", "", "Everything with a roof"},
		{"Infrastructure", "", "Roads, bridges, water"},
		{"Commercial", "Buildings", "Offices, retail, hotels"},
		{"Healthcare & Education", "Buildings", "Hospitals, schools, laboratories"},
		{"Residential", "Buildings", "Housing"},
		{"Transport", "Infrastructure", "Roads, bridges, rail, airports"},
		{"Water", "Infrastructure", "Supply and treatment"},
	}
}
