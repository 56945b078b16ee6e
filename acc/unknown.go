package acc

import "encoding/json"

// unknownName is the member that an [Unknown] is told by where it is kept as JSON.
const unknownName = "$unknown"

// MarshalJSON writes {"$unknown": field, "of": what}, which [Restore] takes back.
func (u Unknown) MarshalJSON() ([]byte, error) {
	return json.Marshal(struct {
		Field string `json:"$unknown"` // unknownName
		Of    string `json:"of"`
	}{u.Field, u.Of})
}

// Restore returns a JSON value of our own making as it was before it was written: json.Number becomes int64 where it is exact and
// float64 where not, what was an [Unknown] is one again. Lists and objects are changed in place.
func Restore(v any) (any, error) {
	plain, err := plainNumbers(v)
	if err != nil {
		return nil, err
	}
	return restoreUnknown(plain), nil
}

func restoreUnknown(v any) any {
	switch v := v.(type) {
	case []any:
		for i := range v {
			v[i] = restoreUnknown(v[i])
		}
	case map[string]any:
		if field, ok := v[unknownName].(string); ok {
			of, _ := v["of"].(string)
			return Unknown{Field: field, Of: of}
		}
		for k := range v {
			v[k] = restoreUnknown(v[k])
		}
	}
	return v
}
