package catalog

import "slices"

// services lists every service, in no particular order: New sorts them by name.
func services() []*Service {
	return []*Service{
		accountUsers(),
		assets(),
		authentication(),
		autospecs(),
		businessUnits(),
		companies(),
		cost(),
		dataConnector(),
		dataManagement(),
		files(),
		forms(),
		issues(),
		locations(),
		modelCoordination(),
		oss(),
		photos(),
		projectUsers(),
		projects(),
		relationships(),
		reviews(),
		rfis(),
		sheets(),
		submittals(),
		takeoff(),
		transmittals(),
		userProfile(),
		webhooks(),
	}
}

// entities are the kinds of things operations read and change, in the order they are documented.
func entities() []*Entity {
	return slices.Concat(
		adminEntities(),
		dmEntities(),
		filesEntities(),
		sheetsEntities(),
		issuesEntities(),
		rfisEntities(),
		submittalsEntities(),
		formsEntities(),
		photosEntities(),
		assetsEntities(),
		locationsEntities(),
		relationshipsEntities(),
		reviewsEntities(),
		transmittalsEntities(),
		takeoffEntities(),
		mcEntities(),
		costEntities(),
		dcEntities(),
		webhooksEntities(),
		ossEntities(),
		authEntities(),
	)
}
