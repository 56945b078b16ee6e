package sheet

import (
	"fmt"
	"strings"
)

// note is a kind of warning that many places can give cause to.
type note uint8

const (
	noteInUse note = iota
	noteEncoding
	noteHiddenSheet
	noteHiddenRow
	noteHiddenCol
	noteMerged
	noteLong
	noteReplaced
	noteNoHeading
	noteShortRow
	noteFault
	noteOutside
	noteKinds
)

// notes gathers warnings: how often each arose, and where first.
type notes [noteKinds]struct {
	count int
	where []string
}

func (n *notes) add(kind note, where string) {
	g := &n[kind]
	if g.count++; len(g.where) < 3 {
		g.where = append(g.where, where)
	}
}

func (n *notes) sentences(hidden Hidden) []string {
	fate := "and were read all the same"
	if hidden == SkipHidden {
		fate = "and were left out"
	}
	var out []string
	for kind := range noteKinds {
		g := n[kind]
		if g.count == 0 {
			continue
		}
		where := strings.Join(g.where, ", ")
		if g.count > len(g.where) {
			where += ", …"
		}
		one := g.count == 1
		switch kind {
		case noteInUse, noteEncoding, noteHiddenSheet, noteOutside:
			out = append(out, g.where...)
		case noteHiddenRow:
			out = append(out, fmt.Sprintf("%s hidden (%s) %s.", counted(g.count, "row is", "rows are"), where, singular(one, fate)))
		case noteHiddenCol:
			out = append(out, fmt.Sprintf("%s hidden (%s) %s.", counted(g.count, "column is", "columns are"), where, singular(one, fate)))
		case noteMerged:
			out = append(out, fmt.Sprintf("Cells are merged: the value of a merge was taken for each of its cells (%s).", where))
		case noteLong:
			out = append(out, fmt.Sprintf("%s more than 15 digits (%s): Excel keeps only the first 15. "+
				"Format such a column as text before filling it.", counted(g.count, "number has", "numbers have"), where))
		case noteReplaced:
			out = append(out, fmt.Sprintf("%s characters that cannot be told any more, which show as \ufffd (%s): "+
				"the program that wrote the file has lost them.", counted(g.count, "cell has", "cells have"), where))
		case noteNoHeading:
			out = append(out, fmt.Sprintf("%s in columns without a heading and left out (%s).",
				counted(g.count, "cell is", "cells are"), where))
		case noteFault:
			out = append(out, fmt.Sprintf("%s more cells than there are headings (%s), so that values may stand in the wrong column: "+
				"a value that holds the separator must be in double quotes.", counted(g.count, "row has", "rows have"), where))
		case noteShortRow:
			out = append(out, fmt.Sprintf("%s fewer cells than the headings (%s): those missing count as blank.",
				counted(g.count, "row has", "rows have"), where))
		}
	}
	return out
}

func singular(one bool, s string) string {
	if one {
		return strings.Replace(s, "were", "was", 1)
	}
	return s
}

func counted(n int, one, many string) string {
	if n == 1 {
		return "1 " + one
	}
	return grouped(int64(n)) + " " + many
}

// inUseNote says that a file was read although a program has it open.
func inUseNote(src Source) string {
	return "The file is open in " + src.InUse + " and was read as last saved: what is not saved yet is not in it."
}
