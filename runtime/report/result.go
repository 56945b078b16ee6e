package report

import (
	"fmt"
	"strings"

	"accstar/runtime/preview"
)

// OfResult lays out what a run came to.
func OfResult(r *preview.Result) *Document {
	d := &Document{Kind: "run", ID: r.RunID, Title: title("Run", r.RunID, r.Title, r.Playbook), Made: r.Ended}
	d.Heads = heads(r.Account, r.Playbook, r.Params)
	if r.PlanID != "" {
		d.Heads = append(d.Heads, Head{"Plan", []string{r.PlanID}})
	}
	d.Heads = append(d.Heads, Head{"Started", []string{r.Started.Format("2006-01-02 15:04:05 MST")}})

	var done, already, open, left []placed
	foldLeft := r.Count(preview.ItemNotAttempted) > fewLeft
	for i := range r.Items {
		item := &r.Items[i]
		l := changeLine(&item.Change)
		l.State, l.Error, l.Hint, l.Differs = item.State, item.Error, item.Hint, item.Differs
		if !made(item.State) {
			l.Auto = nil
		}
		at := placed{item.Change.Group, l}
		switch {
		case item.State == preview.ItemDone:
			done = append(done, at)
		case item.State == preview.ItemAlready:
			already = append(already, at)
		case item.State == preview.ItemNotAttempted && foldLeft:
			left = append(left, at)
		default:
			open = append(open, at)
		}
	}
	if len(open) > 0 {
		d.Sections = append(d.Sections, Section{
			Title: "Not done, or not as planned", Sheet: "Changes", Count: len(open), Groups: grouped(open, r.Account),
		})
	}
	if len(left) > 0 {
		d.Sections = append(d.Sections, Section{
			Title: "Not attempted", Sheet: "Changes", Count: len(left), Folded: true, Groups: grouped(left, r.Account),
		})
	}
	if len(done) > 0 {
		d.Sections = append(d.Sections, Section{
			Title: "Done", Sheet: "Changes", Count: len(done), Folded: true, Groups: grouped(done, r.Account),
		})
	}
	if len(already) > 0 {
		d.Sections = append(d.Sections, Section{
			Title: "Already so", Sheet: "Changes", Count: len(already), Folded: true, Groups: grouped(already, r.Account),
		})
	}
	d.addNotes("Has more than asked, and keeps it", false, r.More, r.Account)
	d.addNotes("Already right", true, r.Unchanged, r.Account)
	d.addRows(r.Rows, "correct the cells named and run again: what is done already needs no change")
	d.addTables(r.Tables)
	d.addFiles("Files written", r.Files)
	d.addByHand(r.ByHand)
	if r.Error != "" {
		a := Alert{Tone: Bad, Title: endedBecause(r.State), Lines: strings.Split(r.Error, "\n"), Hint: r.Hint}
		if r.State == preview.RunInterrupted && r.Error == "interrupted" {
			a.Title, a.Lines = "The run was interrupted.", nil
		}
		d.Alerts = append(d.Alerts, a)
	}
	if r.Error == "" && r.Hint != "" {
		d.Alerts = append(d.Alerts, Alert{Tone: Warning, Title: "Not everything is done:", Lines: []string{r.Hint}})
	}
	d.Total = resultTotal(r)
	return d
}

// fewLeft is how many changes that were not attempted are listed among what went wrong. More would hide it.
const fewLeft = 20

func endedBecause(s preview.RunState) string {
	if s == preview.RunInterrupted {
		return "The run was interrupted:"
	}
	return "An error ended the run:"
}

func resultTotal(r *preview.Result) Total {
	t := Total{Tone: Warning}
	switch r.State {
	case preview.RunDone:
		t.Tone, t.Lead = Good, "Done"
	case preview.RunPartly:
		t.Lead = "Partly done"
	case preview.RunInterrupted:
		t.Lead = "Interrupted"
	default:
		t.Tone, t.Lead = Bad, "Failed"
	}
	t.Parts = append(t.Parts, strings.Join(resultCounts(r), ", "))
	if n := failedRows(r.Rows); n > 0 {
		t.Parts = append(t.Parts, count(n, "row")+" at fault")
	}
	spent := took(r.Ended.Sub(r.Started))
	if r.Requests > 0 {
		spent = count(r.Requests, "request") + " in " + spent
	}
	t.Parts = append(t.Parts, spent)
	return t
}

// resultCounts says how many changes were made, and what became of the others.
func resultCounts(r *preview.Result) []string {
	switch {
	case len(r.Items) > 0:
	case r.State == preview.RunFailed || r.State == preview.RunInterrupted:
		return []string{"no change was made"}
	case len(r.Unchanged) > 0:
		return []string{"everything was right already"}
	default:
		return []string{"nothing to change"}
	}
	done := r.Count(preview.ItemDone)
	first := fmt.Sprintf("%s of %s made", number(done), count(len(r.Items), "change"))
	switch {
	case done == len(r.Items):
		first = count(done, "change") + " made"
	case r.Count(preview.ItemAlready) == len(r.Items):
		return []string{"nothing to change, " + number(len(r.Items)) + " already so"}
	}
	out := []string{first}
	for _, s := range []preview.ItemState{
		preview.ItemAlready, preview.ItemRefused, preview.ItemDiffers, preview.ItemUnseen, preview.ItemInDoubt, preview.ItemNotAttempted,
	} {
		if n := r.Count(s); n > 0 {
			out = append(out, number(n)+" "+stateText(s))
		}
	}
	return out
}

// made reports whether ACC has carried the change out, or is about to.
func made(s preview.ItemState) bool {
	return s == preview.ItemDone || s == preview.ItemDiffers || s == preview.ItemUnseen
}

// stateText is a state in words, also after a number.
func stateText(s preview.ItemState) string {
	if s == preview.ItemDiffers {
		return "not as planned"
	}
	return string(s)
}

// stateTone says how bad the news is.
func stateTone(s preview.ItemState) Tone {
	switch s {
	case preview.ItemDone, preview.ItemAlready:
		return Good
	case preview.ItemRefused:
		return Bad
	case preview.ItemNotAttempted:
		return Plain
	}
	return Warning
}

func failedRows(rows []preview.Row) int {
	n := 0
	for _, r := range rows {
		if r.State == preview.RowFailed {
			n++
		}
	}
	return n
}
