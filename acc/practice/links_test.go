package practice

import (
	"strings"
	"testing"
	"time"
)

// TestLinksLeadToBytes fetches what answers give addresses of, before and after the addresses have expired.
func TestLinksLeadToBytes(t *testing.T) {
	d := startDriver(t)
	answer := func(op string, set arguments) response { return d.drive(testCatalogue().Must(op), set) }
	pdf := func() any {
		items, _ := answer("forms.list", arguments{}).at("data").([]any)
		for _, x := range items {
			if at(x, "pdfUrl") != nil {
				return at(x, "pdfUrl")
			}
		}
		return nil
	}
	photo := d.get("photos.filter", "results.0.id")
	export := answer("sheets.create_export", d.special()["sheets.create_export"]()).at("id").(string)
	model := d.docs()["model version"]
	d.clock.advance(jobWait)
	links := map[string]any{
		"a form that is a PDF": pdf(),
		"a photo":              answer("photos.get", arguments{path: map[string]string{"photo_id": photo}, query: map[string]string{"include": "signedUrls"}}).at("signedUrls.fileUrl"),
		"exported sheets":      answer("sheets.get_export", arguments{path: map[string]string{"export_id": export}}).at("result.output.signedUrl"),
		"an extract":           answer("data_connector.get_job_file", arguments{}).at("signedUrl"),
		"clashes":              answer("model_coordination.list_clash_test_resources", arguments{}).at("resources.0.url"),
		"a linked model":       answer("files.list_linked_files", arguments{path: map[string]string{"version_id": model}}).at("hostFile.signedUrl"),
	}
	fetch := func(want int) {
		t.Helper()
		for what, link := range links {
			address, _ := link.(string)
			if !strings.HasPrefix(address, d.url+storagePath) {
				t.Errorf("%s: got the address %v", what, link)
				continue
			}
			if r := d.call("GET", address, nil, "Authorization", ""); r.status != want || r.text == "" {
				t.Errorf("%s: got %d with %d bytes, want %d", what, r.status, len(r.text), want)
			}
		}
	}
	fetch(200)
	d.clock.advance(2 * time.Hour)
	fetch(403)
}
