package tenant

import "slices"

// Photos: read only. A photo that has been deleted is gone, not merely missing.

func photoRules() map[string]handler {
	return map[string]handler{"photos.get": getPhoto, "photos.filter": filterPhotos}
}

// photoShown is a photo with addresses to fetch it from if they are to be included.
func photoShown(rec Record, signed bool) Record {
	out := with(rec, Record{"signedUrls": nil})
	if urn := text(rec, "_object"); signed && urn != "" {
		out["signedUrls"] = Record{"fileUrl": Link{Object: urn, For: linkLife}, "thumbnailUrl": Link{Object: urn, For: linkLife}}
	}
	return out
}

func getPhoto(q *request) error {
	rec, err := q.stored("photo", q.call.Path["photo_id"])
	if err != nil {
		return err
	}
	if rec["deletedAt"] != nil {
		return q.refuse(410, "the photo has been deleted")
	}
	q.answer(photoShown(rec, slices.Contains(q.wanted("include"), "signedUrls")))
	return nil
}

func filterPhotos(q *request) error {
	all, err := q.list(q.childOf("photo"))
	if err != nil {
		return err
	}
	filter, _ := q.body()["filter"].(Record)
	signed := slices.Contains(items(q.body(), "include"), any("signedUrls"))
	var out []Record
	for _, rec := range all {
		if rec["deletedAt"] == nil && anyOf(filter["id"], rec["id"]) && anyOf(filter["mediaType"], rec["mediaType"]) && anyOf(filter["createdBy"], rec["createdBy"]) &&
			holdsText(text(rec, "title"), text(filter, "title")) && inSpan(text(rec, "createdAt"), text(filter, "createdAt")) &&
			inSpan(text(rec, "takenAt"), text(filter, "takenAt")) {
			out = append(out, photoShown(rec, signed))
		}
	}
	var keys []sortKey
	for _, s := range items(q.body(), "sort") {
		keys = append(keys, parseSortKey(plain(s)))
	}
	q.out.Value = listOf(sortRecords(out, keys))
	return nil
}
