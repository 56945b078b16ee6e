package sheet

import (
	"fmt"
	"strings"
	"testing"
)

// TestExcelCells pins what each cell becomes. The comments say what Excel shows.
func TestExcelCells(t *testing.T) {
	const march4 = "45720"
	tests := []struct {
		cell   string // attributes and content of the c element
		format string
		kind   Kind
		text   string
	}{
		// Text.
		{`t="inlineStr"><is><t>Ada</t></is>`, "", Text, "Ada"},
		{`t="s"><v>0</v>`, "", Text, "Shared & rich"},
		{`t="s"><v>1</v>`, "", Text, "line one\nline two"},
		{`t="s"><v>2</v>`, "", Text, "漢字"}, // without its reading aid
		{`t="s"><v>99</v>`, "", Error, errBadCell},
		{`t="str"><f>A1&amp;B1</f><v>joined</v>`, "", Text, "joined"},
		{`t="str"><f>IF(A1=0,"","x")</f><v></v>`, "", Blank, ""}, // a formula whose result is no text
		{`t="inlineStr"><is><t xml:space="preserve">  </t></is>`, "", Blank, ""},
		{`t="inlineStr"><is><t>&#160;&#x200B;</t></is>`, "", Blank, ""},
		{`t="inlineStr"><is><t>a_x000D_&#10;b_x000a_c</t></is>`, "", Text, "a\nb\nc"},
		{`t="inlineStr"><is><t>_x005F_x0041_ and _x0041_</t></is>`, "", Text, "_x0041_ and A"},
		{`t="inlineStr"><is><t>_xD83D__xDE00_ _xZZZZ_</t></is>`, "", Text, "😀 _xZZZZ_"},
		{`t="inlineStr"><is><r><rPr><b/></rPr><t>bo</t></r><r><t>ld</t></r></is>`, "", Text, "bold"},
		{`t="inlineStr"><is><t><![CDATA[<a> & b]]></t></is>`, "", Text, "<a> & b"},
		{`t="inlineStr"><is><t>&lt;&amp;&gt;&quot;&apos;&#65;&#x42;&unknown;&</t></is>`, "", Text, `<&>"'AB&unknown;&`},
		{`t="inlineStr"><is><t>0049123456</t></is>`, "", Text, "0049123456"},
		// Numbers.
		{`><v>24017</v>`, "", Int, "24017"},
		{"><v>\n  24017\n</v>", "", Int, "24017"},
		{"t=\"s\"><v> 0 </v>", "", Text, "Shared & rich"},
		{`t="n"><v>-5</v>`, "", Int, "-5"},
		{`><v>12.50</v>`, "", Decimal, "12.5"},
		{`><v>0.30000000000000004</v>`, "", Decimal, "0.3"}, // Excel shows and compares 15 digits
		{`><v>2.9999999999999996</v>`, "", Int, "3"},
		{`><v>1.5E+3</v>`, "", Int, "1500"},
		{`><v>1E-12</v>`, "", Decimal, "1E-12"},
		{`><v>1E+300</v>`, "", Decimal, "1E+300"},
		{`><v>12</v>`, "0.00", Int, "12"},
		{`><v>1234.56789</v>`, `#,##0.00\ "€"`, Decimal, "1234.56789"},
		{`><v>0.125</v>`, "0%", Decimal, "0.125"}, // 13%
		{`><v>0.5</v>`, "# ?/?", Decimal, "0.5"},  // 1/2
		{`><v>1.23456789012346E+16</v>`, "", Int, "12345678901234600"},
		{`><v>5</v>`, `0" m²"`, Int, "5"},
		{`><v>5</v>`, "@", Int, "5"},
		{`><v>NaN</v>`, "", Error, errBadCell},
		{`><v>abc</v>`, "", Error, errBadCell},
		{`><v></v>`, "", Blank, ""},
		{`>`, "", Blank, ""},
		// Zeros that a format shows.
		{`><v>49123456</v>`, "0000000000", Text, "0049123456"},
		{`><v>7</v>`, "000", Text, "007"},
		{`><v>0</v>`, "000", Text, "000"},
		{`><v>12345</v>`, "000", Text, "12345"},
		{`><v>123456789</v>`, "00000\\-0000", Text, "12345-6789"},
		{`><v>42</v>`, `"P-"0000`, Text, "P-0042"},
		{`><v>5551234567</v>`, `[<=9999999]###\-####;\(###\)\ ###\-####`, Int, "5551234567"},
		{`><v>-7</v>`, "000", Text, "-007"},
		{`><v>7.5</v>`, "000", Decimal, "7.5"}, // 008: its value has a fraction
		{`><v>1234</v>`, "00,000", Int, "1234"},
		// Dates and times.
		{`><v>` + march4 + `</v>`, "id:14", Date, "2025-03-04"},
		{`><v>` + march4 + `</v>`, "dd/mm/yyyy", Date, "2025-03-04"},
		{`><v>` + march4 + `</v>`, "[$-407]dd. mmmm yyyy;@", Date, "2025-03-04"},
		{`><v>` + march4 + `</v>`, `[$-F800]dddd\,\ mmmm\ dd\,\ yyyy`, Date, "2025-03-04"},
		{`><v>` + march4 + `</v>`, `[Red]yyyy"年"m"月"d"日"`, Date, "2025-03-04"},
		{`><v>` + march4 + `</v>`, "id:31", Date, "2025-03-04"},
		{`><v>` + march4 + `</v>`, "mmm-yy", Date, "2025-03-04"},
		{`><v>` + march4 + `.75</v>`, "yyyy-mm-dd", Date, "2025-03-04"},
		{`><v>` + march4 + `.75</v>`, "id:22", DateTime, "2025-03-04T18:00:00"},
		{`><v>45719.999999999</v>`, "id:14", Date, "2025-03-04"},
		{`><v>` + march4 + `.4375</v>`, "m/d/yy h:mm AM/PM", DateTime, "2025-03-04T10:30:00"},
		{`><v>0.4375</v>`, "hh:mm", Time, "10:30:00"},
		{`><v>0.4375</v>`, "h:mm:ss.000", Time, "10:30:00"},
		{`><v>0.00052083333</v>`, "mm:ss.0", Time, "00:00:45"},
		{`><v>1.5625</v>`, "[h]:mm", Duration, "37:30:00"},
		{`><v>-0.5</v>`, "[hh]:mm:ss", Duration, "-12:00:00"},
		{`><v>0.5</v>`, "[mm]", Duration, "12:00:00"},
		{`t="d"><v>2025-03-04T00:00:00Z</v>`, "id:14", Date, "2025-03-04"},
		{`t="d"><v>2025-03-04T10:30:00</v>`, "id:22", DateTime, "2025-03-04T10:30:00"},
		{`t="d"><v>10:30:00</v>`, "", Time, "10:30:00"},
		{`t="d"><v>2025-03-04</v>`, "", Date, "2025-03-04"},
		{`t="d"><v>soon</v>`, "", Error, errBadCell},
		{`><v>1</v>`, "id:14", Date, "1900-01-01"},
		{`><v>59</v>`, "id:14", Date, "1900-02-28"},
		{`><v>60</v>`, "id:14", Error, errNoDate}, // 29/02/1900, which never was
		{`><v>61</v>`, "id:14", Date, "1900-03-01"},
		{`><v>0</v>`, "id:14", Error, errNoDate},  // 00/01/1900
		{`><v>-1</v>`, "id:14", Error, errNoDate}, // #####
		{`><v>2958465</v>`, "id:14", Date, "9999-12-31"},
		{`><v>2958466</v>`, "id:14", Error, errNoDate},
		{`t="str"><f>TEXT(A1,"yyyy")</f><v>2025</v>`, "id:14", Text, "2025"},
		// The rest.
		{`t="b"><v>1</v>`, "", Bool, "TRUE"},
		{`t="b"><v>0</v>`, "", Bool, "FALSE"},
		{`t="e"><v>#N/A</v>`, "", Error, "#N/A"},
		{`><f>SUM(A1:A2)</f><v>3</v>`, "", Int, "3"},
		{`><f>SUM(A1:A2)</f><v></v>`, "", Error, errNoResult},
		{`><f>SUM(A1:A2)</f>`, "", Error, errNoResult},
		{`t="str"><f>A1</f>`, "", Error, errNoResult},
	}
	b := book{shared: []string{
		`<r><t>Shared </t></r><r><rPr><i/></rPr><t>&amp; rich</t></r>`,
		"<t>line one\r\nline two</t>",
		`<t>漢字</t><rPh sb="0" eb="2"><t>かんじ</t></rPh><phoneticPr fontId="1"/>`,
	}}
	var rows strings.Builder
	rows.WriteString(textRow(1, "Value", "Always"))
	for i, tt := range tests {
		style := ""
		if tt.format != "" {
			b.formats = append(b.formats, tt.format)
			style = fmt.Sprintf(` s="%d"`, len(b.formats))
		}
		fmt.Fprintf(&rows, `<row r="%d"><c r="A%d"%s %s</c><c t="inlineStr"><is><t>x</t></is></c></row>`, i+2, i+2, style, tt.cell)
	}
	b.rows = rows.String()
	table, err := b.open(t, Options{HeaderRow: 1})
	if err != nil {
		t.Fatal(err)
	}
	if len(table.Rows) != len(tests) {
		t.Fatalf("got %d rows, want %d", len(table.Rows), len(tests))
	}
	for i, tt := range tests {
		c := table.Rows[i].Cells[0]
		if c.Kind != tt.kind || c.Text() != tt.text {
			t.Errorf("%s as %q: got %v %q, want %v %q", tt.cell, tt.format, c.Kind, c.Text(), tt.kind, tt.text)
		}
		if want := fmt.Sprintf("A%d", i+2); c.Ref() != want {
			t.Errorf("%s: got place %s, want %s", tt.cell, c.Ref(), want)
		}
	}
	if want := "1 number has more than 15 digits"; !strings.Contains(strings.Join(table.Warnings, " "), want) {
		t.Errorf("got warnings %q, want one that says %q", table.Warnings, want)
	}
}

// TestDate1904 pins the other date system, by which old Macs counted.
func TestDate1904(t *testing.T) {
	b := book{date1904: true, formats: []string{"id:14"}, rows: textRow(1, "Day", "Word") +
		`<row r="2"><c r="A2" s="1"><v>44258</v></c><c r="B2" t="inlineStr"><is><t>x</t></is></c></row>` +
		`<row r="3"><c r="A3" s="1"><v>0</v></c></row><row r="4"><c r="A4" s="1"><v>-1</v></c></row>`}
	table, err := b.open(t, Options{})
	if err != nil {
		t.Fatal(err)
	}
	for i, want := range []string{"2025-03-04", "1904-01-01", errNoDate} {
		if got := table.Rows[i].Cells[0].Text(); got != want {
			t.Errorf("row %d: got %s, want %s", i+2, got, want)
		}
	}
}
