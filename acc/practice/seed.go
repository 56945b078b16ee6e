package practice

import (
	"encoding/json"
	"time"

	"accstar/acc/catalog"
	"accstar/acc/tenant"
)

// ReadSeed makes an account from a seed: what [State.Seed] wrote, or the account.json of a state's folder. A seed is JSON:
//
//	{"version": 1, "account_id": "…", "made": 0,
//	 "collections": [{"entity": "project", "parent": "<account ID>", "records": [{"id": "…", "name": "North Tower", …}]},
//	                 {"entity": "member", "parent": "<project ID>", "records": [{"id": "…", "email": "ada@example.com", …}]}]}
//
// Each collection holds the records of one entity of the catalogue, in its canonical form, that belong to one parent; "made"
// counts the IDs that have been given. A seed of the demo account says in "begun" when it began: what its projects hold beside
// their people grows again from that, but for collections that are there.
func ReadSeed(cat *catalog.Catalogue, now func() time.Time, data []byte) (*tenant.Memory, error) {
	var saved savedState
	if json.Unmarshal(data, &saved) == nil && len(saved.Account) > 0 {
		data = saved.Account
	}
	return tenant.RestoreMemory(cat, now, data)
}

// Seed returns the account as it stands, to begin another with; see [ReadSeed]. It holds no keys and no tokens.
func (st *State) Seed() ([]byte, error) {
	if err := st.catchUp(); err != nil {
		return nil, err
	}
	return st.Account().Snapshot()
}
