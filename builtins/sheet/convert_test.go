package sheet

import (
	"fmt"
	"strings"
	"testing"
	"time"
)

// TestReaders pins what the readers make of cells: a value as text, "blank", or an error with its hint.
func TestReaders(t *testing.T) {
	text := func(s string) Cell { return TextAt(4, 3, s) }
	with := func(set func(*Cell)) Cell {
		c := BlankAt(4, 3)
		set(&c)
		return c
	}
	number := func(n int64) Cell { return with(func(c *Cell) { c.setInt(n) }) }
	decimal := func(f float64) Cell { return with(func(c *Cell) { c.setDecimal(f) }) }
	date := with(func(c *Cell) { c.setMillis(Date, time.Date(2025, 3, 4, 0, 0, 0, 0, time.UTC).UnixMilli()) })
	dateTime := with(func(c *Cell) { c.setMillis(DateTime, time.Date(2025, 3, 4, 23, 30, 0, 0, time.UTC).UnixMilli()) })
	yes := with(func(c *Cell) { c.setBool(true) })
	broken := with(func(c *Cell) { c.setError("#N/A") })
	uncalculated := with(func(c *Cell) { c.setError(errNoResult) })
	comma := Locale{DecimalComma: true}

	read := map[string]func(c Cell, l Locale) (any, bool, error){
		"text":    func(c Cell, _ Locale) (any, bool, error) { v, ok, err := c.AsText(); return v, ok, err },
		"int":     func(c Cell, l Locale) (any, bool, error) { v, ok, err := c.AsInt(l); return v, ok, err },
		"decimal": func(c Cell, l Locale) (any, bool, error) { v, ok, err := c.AsDecimal(l); return v, ok, err },
		"bool":    func(c Cell, _ Locale) (any, bool, error) { v, ok, err := c.AsBool(); return v, ok, err },
		"date":    func(c Cell, l Locale) (any, bool, error) { v, ok, err := c.AsDate(l); return v, ok, err },
		"email":   func(c Cell, _ Locale) (any, bool, error) { v, ok, err := c.AsEmail(); return v, ok, err },
		"list":    func(c Cell, _ Locale) (any, bool, error) { v, ok, err := c.AsList(""); return v, ok, err },
		"list|":   func(c Cell, _ Locale) (any, bool, error) { v, ok, err := c.AsList("|"); return v, ok, err },
		"choice": func(c Cell, _ Locale) (any, bool, error) {
			v, ok, err := c.AsChoice([]string{"member", "project admin", "1"})
			return v, ok, err
		},
	}
	tests := []struct {
		reader string
		cell   Cell
		locale Locale
		want   string
	}{
		{"text", text("  Ada \n"), Locale{}, "Ada"},
		{"text", number(24017), Locale{}, "24017"},
		{"text", decimal(12.5), comma, "12.5"},
		{"text", date, Locale{}, "2025-03-04"},
		{"text", dateTime, Locale{}, "2025-03-04T23:30:00"},
		{"text", yes, Locale{}, "TRUE"},
		{"text", Cell{}, Locale{}, "blank"},
		{"text", broken, Locale{}, "C4: got #N/A, want text … Correct the formula in Excel."},
		{"text", uncalculated, Locale{}, "C4: got a formula without a result, want text … let it calculate, and save it"},

		{"int", text("24017"), Locale{}, "24017"},
		{"int", text("007"), Locale{}, "7"},
		{"int", text("-12"), Locale{}, "-12"},
		{"int", text("− 12"), Locale{}, "-12"},
		{"int", text("12.00"), Locale{}, "12"},
		{"int", text("1,234,567"), Locale{}, "1234567"},
		{"int", text("1 234"), Locale{}, "1234"},
		{"int", text("1\u00a0234\u00a0567"), Locale{}, "1234567"},
		{"int", text("1'234'567"), Locale{}, "1234567"},
		{"int", text("1.234.567"), comma, "1234567"},
		{"int", number(3), Locale{}, "3"},
		{"int", decimal(3.5), Locale{}, "C4: got the number 3.5, want a whole number"},
		{"int", text("3.5"), Locale{}, `C4: got "3.5", want a whole number`},
		{"int", text("many"), Locale{}, `C4: got "many", want a whole number`},
		{"int", text("1,234"), Locale{}, "want a whole number … decimal_comma = True"},
		{"int", text("99999999999999999999"), Locale{}, "want a whole number"},
		{"int", date, Locale{}, "C4: got the date 2025-03-04, want a whole number"},
		{"int", yes, Locale{}, "C4: got TRUE, want a whole number"},
		{"int", Cell{}, Locale{}, "blank"},

		{"decimal", text("1234.5"), Locale{}, "1234.5"},
		{"decimal", text("1,234.5"), Locale{}, "1234.5"},
		{"decimal", text("1,5"), Locale{}, `got "1,5", want a number … decimal_comma = True`},
		{"decimal", text("1,234"), Locale{}, "decimal_comma = True"},
		{"decimal", text("1.234,5"), Locale{}, "decimal_comma = True"},
		{"decimal", text("1,5"), comma, "1.5"},
		{"decimal", text("1.234,5"), comma, "1234.5"},
		{"decimal", text("1 234,5"), comma, "1234.5"},
		{"decimal", text("1.5"), comma, "a point may only group thousands"},
		{"decimal", text("1.234"), comma, "a point may only group thousands"},
		{"decimal", text("12,34,567"), Locale{}, "want a number"},
		{"decimal", text(".5"), Locale{}, "0.5"},
		{"decimal", text("5."), Locale{}, "5"},
		{"decimal", text("."), Locale{}, "want a number"},
		{"decimal", text("-"), Locale{}, "want a number"},
		{"decimal", text("%"), Locale{}, "want a number"},
		{"decimal", text("12.50-"), Locale{}, "-12.5"},
		{"decimal", text("+7"), Locale{}, "7"},
		{"decimal", text("12.5 %"), Locale{}, "0.125"},
		{"decimal", text("1e3"), Locale{}, "want a number"},
		{"decimal", text("0x10"), Locale{}, "want a number"},
		{"decimal", text("Inf"), Locale{}, "want a number"},
		{"decimal", text("1_000"), Locale{}, "want a number"},
		{"decimal", decimal(0.125), Locale{}, "0.125"},

		{"bool", text("Yes"), Locale{}, "true"},
		{"bool", text("x"), Locale{}, "true"},
		{"bool", text("FALSE"), Locale{}, "false"},
		{"bool", number(1), Locale{}, "true"},
		{"bool", number(0), Locale{}, "false"},
		{"bool", yes, Locale{}, "true"},
		{"bool", text("perhaps"), Locale{}, `C4: got "perhaps", want yes or no … Write yes, true, x or 1`},
		{"bool", number(2), Locale{}, "C4: got the number 2, want yes or no"},

		{"date", date, Locale{}, "2025-03-04"},
		{"date", dateTime, Locale{}, "2025-03-04"},
		{"date", text("2025-03-04"), Locale{}, "2025-03-04"},
		{"date", text("2025-03-04T10:00:00Z"), Locale{}, "2025-03-04"},
		{"date", text("2025-03-04 10:00"), Locale{}, "2025-03-04"},
		{"date", text("2025/3/4"), Locale{}, "2025-03-04"},
		{"date", text("4 March 2025"), Locale{}, "2025-03-04"},
		{"date", text("4-Mar-2025"), Locale{}, "2025-03-04"},
		{"date", text("Mar 4, 2025"), Locale{}, "2025-03-04"},
		{"date", text("04/03/2025"), Locale{}, `could be 2025-03-04 or 2025-04-03 … dates = "day_first" or "month_first"`},
		{"date", text("13/03/2025"), Locale{}, `dates = "day_first", or write the date as 2025-03-13`},
		{"date", text("03/13/2025"), Locale{}, `dates = "month_first", or write the date as 2025-03-13`},
		{"date", text("04/03/2025"), Locale{Dates: DayFirst}, "2025-03-04"},
		{"date", text("4.3.2025"), Locale{Dates: DayFirst}, "2025-03-04"},
		{"date", text("04/03/2025"), Locale{Dates: MonthFirst}, "2025-04-03"},
		{"date", text("13/13/2025"), Locale{Dates: DayFirst}, "There is no such day"},
		{"date", text("2025-02-29"), Locale{}, "There is no such day: year 2025, month 2, day 29"},
		{"date", text("04/03/25"), Locale{Dates: DayFirst}, "a year of four digits"},
		{"date", text("tomorrow"), Locale{}, "Write it as 2025-03-04."},
		{"date", text("1/Jan/Feb"), Locale{}, "want a date"},
		{"date", number(45720), Locale{}, "got the number 45720, want a date … Format the cell as a date in Excel."},

		{"email", text(" Ada.Lovelace+x@example.co.uk "), Locale{}, "Ada.Lovelace+x@example.co.uk"},
		{"email", text("mailto:ada@example.com"), Locale{}, "ada@example.com"},
		{"email", text("jörg@exämple.com"), Locale{}, "jörg@exämple.com"},
		{"email", text("o'neil@example.com"), Locale{}, "o'neil@example.com"},
		{"email", text("ada"), Locale{}, `C4: got "ada", want an e-mail address … Write it as ada@example.com.`},
		{"email", text("ada@example"), Locale{}, "want an e-mail address"},
		{"email", text("ada@exam ple.com"), Locale{}, "There is a space in it."},
		{"email", text("ada\u200b@example.com"), Locale{}, "an invisible character (U+200B)"},
		{"email", text("ada@a.com; bob@b.com"), Locale{}, "one row for each person"},
		{"email", text("Ada <ada@example.com>"), Locale{}, "Write the address alone: ada@example.com."},
		{"email", text("a@b@example.com"), Locale{}, "want an e-mail address"},
		{"email", text(".ada@example.com"), Locale{}, "want an e-mail address"},
		{"email", text("ada@-example.com"), Locale{}, "want an e-mail address"},
		{"email", text("ada@example,com"), Locale{}, "want an e-mail address"},
		{"email", text(strings.Repeat("a", 65) + "@example.com"), Locale{}, "longer than an e-mail address can be"},
		{"email", number(7), Locale{}, "C4: got the number 7, want an e-mail address"},
		{"email", Cell{}, Locale{}, "blank"},

		{"list", text("24017; 24018 ;;"), Locale{}, "[24017 24018]"},
		{"list", text("a, b"), Locale{}, "[a b]"},
		{"list", text("a, b; c"), Locale{}, "[a, b c]"},
		{"list", text("a\nb"), Locale{}, "[a b]"},
		{"list|", text("a, b | c"), Locale{}, "[a, b c]"},
		{"list", number(24017), Locale{}, "[24017]"},
		{"list", text(" ; "), Locale{}, "blank"},
		{"list", broken, Locale{}, "got #N/A"},

		{"choice", text("Member"), Locale{}, "member"},
		{"choice", text("Project-Admin "), Locale{}, "project admin"},
		{"choice", number(1), Locale{}, "1"},
		{"choice", text("membre"), Locale{}, `C4: got "membre", want one of "member", "project admin", "1" … Did you mean "member"?`},
		{"choice", text(strings.Repeat("long ", 30)), Locale{}, "want one of"},
		{"int", text(strings.Repeat("1", 1<<20)), Locale{}, "want a whole number"},
		{"email", text(strings.Repeat("a", 1<<20)), Locale{}, "longer than an e-mail address can be"},
		{"date", text(strings.Repeat("1/", 1<<20)), Locale{}, "want a date"},
		{"bool", text(strings.Repeat("yes", 1<<20)), Locale{}, "want yes or no"},
		{"choice", broken, Locale{}, "got #N/A, want one of"},
		{"choice", Cell{}, Locale{}, "blank"},
	}
	for _, tt := range tests {
		v, ok, err := read[tt.reader](tt.cell, tt.locale)
		if err != nil {
			checkError(t, err, tt.want)
			continue
		}
		got := fmt.Sprint(v)
		if !ok {
			got = "blank"
		}
		if got != tt.want {
			t.Errorf("%s of %v %q: got %s, want %s", tt.reader, tt.cell.Kind, tt.cell.Text(), got, tt.want)
		}
	}
}

// TestRowErrors pins that an error of a row names file, cell and heading.
func TestRowErrors(t *testing.T) {
	table, err := openText(t, "hires.csv", "Email,Jobs\nada,\n", Options{})
	if err != nil {
		t.Fatal(err)
	}
	row := table.Rows[0]
	_, _, err = row.Email("e-mail")
	checkError(t, err, `A2 (Email) of hires.csv: got "ada", want an e-mail address`)
	checkError(t, row.Missing("Jobs", "a job number"), "B2 (Jobs) of hires.csv: got nothing, want a job number")
	checkError(t, row.Bad("Email", "a person of the account", "Invite them first."), `got "ada", want a person of the account … Invite them first.`)
	_, _, err = row.Text("Job")
	checkError(t, err, `hires.csv has no column "Job" (did you mean "Jobs"?)`)
}
