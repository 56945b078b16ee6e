package sheet

import (
	"bytes"
	"context"
	"testing"

	"github.com/google/go-cmp/cmp"
)

// TestTemplateSamples reads back each template's own sample.
func TestTemplateSamples(t *testing.T) {
	for _, tt := range Templates() {
		t.Run(tt.ID, func(t *testing.T) {
			var b bytes.Buffer
			if err := tt.WriteSample(context.Background(), &b); err != nil {
				t.Fatal(err)
			}
			table, err := Open(context.Background(), BytesSource("x.csv", b.Bytes()), Options{})
			if err != nil {
				t.Fatal(err)
			}
			if got, ok := RecogniseTemplate(&table.Header); !ok || got.ID != tt.ID {
				t.Errorf("got template %q, want %q", got.ID, tt.ID)
			}
			if len(table.Columns) != len(tt.Columns) || len(table.Rows) != 1 {
				t.Fatalf("got %d columns and %d rows, want %d and 1", len(table.Columns), len(table.Rows), len(tt.Columns))
			}
			fields, err := tt.Read(table.Rows[0])
			if err != nil || len(fields) < 4 {
				t.Errorf("got %v, %v", fields, err)
			}
		})
	}
}

// TestTemplateRead reads files as their owners fill them in.
func TestTemplateRead(t *testing.T) {
	tests := []struct {
		name, template, text string
		opt                  Options
		want                 map[string]any
		err                  string
	}{
		{name: "ACC users", template: "acc_users", text: "email,First name,roleIds,products.docs,products.build,products.workshopxr\nada@example.com,,r1;r2,Administrator,,member\n",
			want: map[string]any{"email": "ada@example.com", "roleIds": []any{"r1", "r2"},
				"products": []any{map[string]any{"key": "docs", "access": "administrator"}, map[string]any{"key": "workshopxr", "access": "member"}}}},
		{name: "ACC users, all faults at once", template: "acc_users", text: "email,products.docs\n,admin\n",
			err: `A2 (email) of x.csv: got nothing, want a value … B2 (products.docs) of x.csv: got "admin", want one of "administrator", "member", "none"`},
		{name: "ACC projects", template: "acc_projects", text: "name,jobNumber,startDate,type,classification\nNorth,007,2025-03-04,Office,production\n",
			want: map[string]any{"name": "North", "jobNumber": "007", "startDate": "2025-03-04", "type": "Office", "classification": "production"}},
		{name: "BIM 360 projects write the month first", template: "bim360_projects", text: "name;start_date;project_type;value\nNorth;05/21/2019;Office;0\n",
			want: map[string]any{"name": "North", "start_date": "2019-05-21", "project_type": "Office", "value": 0.0}},
		{name: "unless the file is read otherwise", template: "bim360_projects", text: "name;start_date;project_type\nNorth;21/05/2019;Office\n", opt: Options{Locale: Locale{Dates: DayFirst}},
			want: map[string]any{"name": "North", "start_date": "2019-05-21", "project_type": "Office"}},
		{name: "missing column", template: "bim360_users", text: "project_name;mail\nNorth;ada@example.com\n", err: `has no column "email" (did you mean "mail"?)`},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			template, err := TemplateNamed(tt.template)
			if err != nil {
				t.Fatal(err)
			}
			table, err := openText(t, "x.csv", tt.text, tt.opt)
			if err != nil {
				t.Fatal(err)
			}
			got, err := template.Read(table.Rows[0])
			if tt.err != "" {
				checkError(t, err, tt.err)
				return
			}
			if err != nil {
				t.Fatal(err)
			}
			if diff := cmp.Diff(tt.want, got); diff != "" {
				t.Errorf("fields differ (-want +got):\n%s", diff)
			}
		})
	}
	_, err := TemplateNamed("acc_user")
	checkError(t, err, `there is no template "acc_user" (did you mean "acc_users"?) … "account_companies"`)
}
