package sheet

import (
	"fmt"
	"strconv"
	"strings"
)

// The bounds of an Excel sheet.
const (
	maxRow = 1 << 20 // 1,048,576
	maxCol = 1 << 14 // 16,384, column XFD
)

// colName is the letters of a column counted from 1: 28 is "AB".
func colName(col int) string {
	var buf [4]byte
	i := len(buf)
	for ; col > 0 && i > 0; col = (col - 1) / 26 {
		i--
		buf[i] = byte('A' + (col-1)%26)
	}
	return string(buf[i:])
}

// refOf is the name of the cell in a row and a column counted from 1.
func refOf(row, col int) string { return colName(col) + strconv.Itoa(row) }

// parseRef reads a cell name such as C4 or $C$4. Both numbers count from 1; ok is false for anything else, and for a place
// outside a sheet's bounds.
func parseRef[T string | []byte](ref T) (row, col int, ok bool) {
	i := 0
	skip := func() {
		if i < len(ref) && ref[i] == '$' {
			i++
		}
	}
	skip()
	for ; i < len(ref); i++ {
		c := ref[i] | 0x20
		if c < 'a' || c > 'z' {
			break
		}
		if col = col*26 + int(c-'a') + 1; col > maxCol {
			return 0, 0, false
		}
	}
	skip()
	start := i
	for ; i < len(ref); i++ {
		c := ref[i]
		if c < '0' || c > '9' {
			return 0, 0, false
		}
		if row = row*10 + int(c-'0'); row > maxRow {
			return 0, 0, false
		}
	}
	return row, col, i > start && col > 0 && row > 0
}

// area is a rectangle of cells, its bounds included and counted from 1.
type area struct{ top, left, bottom, right int }

// parseArea reads A1:D20, $A$1:$D$20, a single cell, whole columns (A:D) and whole rows (3:40).
func parseArea(s string) (area, bool) {
	first, last, two := strings.Cut(strings.ReplaceAll(s, "$", ""), ":")
	if !two {
		last = first
	}
	a, ok := area{}, false
	if a.top, a.left, ok = parseRef(first); ok {
		a.bottom, a.right, ok = parseRef(last)
	} else if two {
		if a.left, a.right, ok = parseCol(first), parseCol(last), true; a.left > 0 && a.right > 0 {
			a.top, a.bottom = 1, maxRow
		} else {
			a.left, a.right = 1, maxCol
			a.top, a.bottom = parseRow(first), parseRow(last)
		}
	}
	if a.top > a.bottom {
		a.top, a.bottom = a.bottom, a.top
	}
	if a.left > a.right {
		a.left, a.right = a.right, a.left
	}
	return a, ok && a.top > 0 && a.left > 0
}

func parseCol(s string) int {
	if _, col, ok := parseRef(s + "1"); ok {
		return col
	}
	return 0
}

func parseRow(s string) int {
	if row, _, ok := parseRef("A" + s); ok {
		return row
	}
	return 0
}

func (a area) String() string {
	first, last := refOf(a.top, a.left), refOf(a.bottom, a.right)
	if first == last {
		return first
	}
	return fmt.Sprintf("%s:%s", first, last)
}

func (a area) contains(row, col int) bool {
	return row >= a.top && row <= a.bottom && col >= a.left && col <= a.right
}
