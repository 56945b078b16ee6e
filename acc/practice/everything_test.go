package practice

import (
	"slices"
	"strings"
	"testing"
	"time"

	"accstar/acc/catalog"
	"accstar/acc/tenant"
)

// TestEveryOperation drives every operation of the catalogue against the demo account: first the reads, then what makes, changes and
// deletes. It fails for an operation that it cannot drive.
func TestEveryOperation(t *testing.T) {
	d := startDriver(t)
	for _, phase := range []func(*catalog.Operation) bool{
		func(op *catalog.Operation) bool { return !op.Effect.Changes() && !d.afterwards(op) },
		func(op *catalog.Operation) bool { return op.Effect == catalog.Create },
		func(op *catalog.Operation) bool { return op.Effect == catalog.Update || op.Effect == catalog.Action },
		func(op *catalog.Operation) bool { return d.afterwards(op) },
		func(op *catalog.Operation) bool { return op.Effect == catalog.Delete },
	} {
		for _, op := range testCatalogue().Operations() {
			if !phase(op) || op.Service == "authentication" && op.SameAs == "" {
				continue
			}
			t.Run(op.ID(), func(t *testing.T) {
				d.t = t
				set := arguments{}
				if find := d.special()[op.ID()]; find != nil {
					set = find()
				}
				d.drive(op, set)
				d.clock.advance(2 * time.Second) // for what is in use to be free again
			})
		}
	}
	t.Run("authentication", func(t *testing.T) { d.driveAuthentication(t) })
	all := testCatalogue().Operations()
	for _, op := range all {
		if !d.driven[op.ID()] {
			t.Errorf("%s was not driven", op.ID())
		}
	}
	t.Logf("%d operations of %d driven", len(d.driven), len(all))
}

// afterwards reports whether a read asks for what another operation has made.
func (d *driver) afterwards(op *catalog.Operation) bool {
	if strings.Contains(op.Path, "{job_id}") && op.Service != "data_connector" || strings.Contains(op.Path, "{export_id}") || strings.Contains(op.Path, "{screenshot_id}") {
		return true
	}
	return slices.Contains([]string{"data_management.get_download", "oss.get_object", "oss.list_objects", "oss.get_signed_download", "oss.batch_get_signed_download",
		"oss.get_bucket", "oss.list_buckets", "model_coordination.get_issue_view_context", "submittals.get_step"}, op.ID())
}

// driveAuthentication signs in as apps and people do, and manages service accounts.
func (d *driver) driveAuthentication(t *testing.T) {
	b := startService(t)
	seen := func(name string, r response, status int) response {
		t.Helper()
		op := testCatalogue().Must("authentication." + name)
		if r.status != status {
			t.Fatalf("%s: got %d %s, want %d", name, r.status, short(r.text), status)
		}
		if status == op.Status {
			for _, wrong := range misshapen(op, r) {
				t.Errorf("%s: %s", name, wrong)
			}
		}
		d.driven[op.ID()] = true
		return r
	}
	app := DemoApp()
	secret := func(form map[string][]string) map[string][]string {
		form["client_id"], form["client_secret"] = []string{app.ClientID}, []string{app.Secret}
		return form
	}
	post := func(path string, form map[string][]string) response {
		return b.call("POST", "/authentication/v2/"+path, urlValues(secret(form)), "Authorization", "")
	}
	seen("token_client_credentials", post("token", map[string][]string{"grant_type": {"client_credentials"}, "scope": {"data:read"}}), 200)
	seen("authorize", b.call("POST", b.authorizePath("data:read offline"), urlValues(map[string][]string{"user": {adaUID}})), 302)
	granted := seen("token_authorization_code", b.signIn(adaUID, "data:read"), 200)
	refreshed := seen("token_refresh", post("token", map[string][]string{"grant_type": {"refresh_token"}, "refresh_token": {granted.at("refresh_token").(string)}}), 200)
	seen("introspect", post("introspect", map[string][]string{"token": {refreshed.at("access_token").(string)}}), 200)
	signed, err := b.key.sign(b.claim())
	if err != nil {
		t.Fatal(err)
	}
	seen("token_jwt_bearer", post("token", map[string][]string{"grant_type": {grantAssertion}, "assertion": {signed}, "scope": {"data:read"}}), 200)
	seen("revoke", post("revoke", map[string][]string{"token": {refreshed.at("access_token").(string)}, "token_type_hint": {"access_token"}}), 200)
	seen("keys", b.call("GET", "/authentication/v2/keys", nil, "Authorization", ""), 200)
	seen("openid_configuration", b.call("GET", "/.well-known/openid-configuration", nil, "Authorization", ""), 200)
	seen("logout", b.call("GET", "/authentication/v2/logout?post_logout_redirect_uri=http%3A%2F%2F127.0.0.1%3A7777%2Fcallback", nil, "Authorization", ""), 302)

	seen("list_service_accounts", b.call("GET", servicePath, nil), 200)
	made := seen("create_service_account", b.call("POST", servicePath, map[string]any{"name": "second", "firstName": "Second", "lastName": "Service"}), 201)
	path := servicePath + "/" + made.at("serviceAccountId").(string)
	seen("get_service_account", b.call("GET", path, nil), 200)
	seen("patch_service_account", b.call("PATCH", path, map[string]any{"status": "DISABLED"}), 200)
	b.want(200, "PATCH", path, map[string]any{"status": "ENABLED"})
	key := seen("create_key", b.call("POST", path+"/keys", nil), 201)
	keyPath := path + "/keys/" + key.at("kid").(string)
	seen("list_keys", b.call("GET", path+"/keys", nil), 200)
	seen("patch_key", b.call("PATCH", keyPath, map[string]any{"status": "DISABLED"}), 204)
	seen("delete_key", b.call("DELETE", keyPath, nil), 204)
	seen("delete_service_account", b.call("DELETE", path, nil), 204)
}

// demoProject is what the driver works in.
func (d *driver) account() *tenant.Memory { return d.state.Account() }
