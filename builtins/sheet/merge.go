package sheet

import (
	"cmp"
	"fmt"
	"slices"
)

// mergeFill gives each cell of a merged range the value of its first cell. Ranges become active at their first row and are
// dropped behind their last. A row that holds nothing but the rest of merges stays blank: to a person it is part of the row above.
type mergeFill struct {
	waiting []area       // by first row
	active  []mergeValue // by column; they do not overlap
	right   int          // the last column to fill
	spare   []Cell
}

type mergeValue struct {
	area
	value Cell
}

func newMergeFill(merges []area) mergeFill {
	waiting := slices.Clone(merges)
	slices.SortFunc(waiting, func(a, b area) int { return cmp.Or(cmp.Compare(a.top, b.top), cmp.Compare(a.left, b.left)) })
	return mergeFill{waiting: waiting, right: maxCol}
}

// fill adds to a row the cells of the merged ranges it crosses.
func (m *mergeFill) fill(row *rawRow) error {
	if len(m.waiting) == 0 && len(m.active) == 0 {
		return nil
	}
	m.active = slices.DeleteFunc(m.active, func(a mergeValue) bool { return a.bottom < row.number })
	for len(m.waiting) > 0 && m.waiting[0].top <= row.number {
		a := m.waiting[0]
		m.waiting = m.waiting[1:]
		if a.top == row.number { // else its first row is not there: it holds nothing
			if err := m.activate(a, row); err != nil {
				return err
			}
		}
	}
	if len(m.active) == 0 || len(row.cells) == 0 {
		return nil
	}
	m.spare = append(m.spare[:0], row.cells...)
	row.cells = row.cells[:0]
	rest := m.spare
	own := false
	for _, a := range m.active {
		for len(rest) > 0 && rest[0].Col() < a.left {
			row.cells, rest, own = append(row.cells, rest[0]), rest[1:], true
		}
		for len(rest) > 0 && rest[0].Col() <= a.right {
			rest = rest[1:] // the first cell, or what Excel keeps but does not show
		}
		own = own || a.top == row.number
		for col := a.left; col <= min(a.right, max(m.right, a.left)); col++ {
			c := a.value
			c.row, c.col = int32(row.number), int16(col)
			if row.number != a.top || col != a.left {
				c.flags |= merged
			}
			row.cells = append(row.cells, c)
		}
	}
	if row.cells = append(row.cells, rest...); !own && len(rest) == 0 {
		row.cells = row.cells[:0]
	}
	return nil
}

// activate takes the value of a range's first cell, if it has one.
func (m *mergeFill) activate(a area, row *rawRow) error {
	first, found := slices.BinarySearchFunc(row.cells, a.left, func(c Cell, col int) int { return cmp.Compare(c.Col(), col) })
	if !found {
		return nil
	}
	at, _ := slices.BinarySearchFunc(m.active, a.left, func(v mergeValue, col int) int { return cmp.Compare(v.left, col) })
	for _, i := range []int{at - 1, at} {
		if i >= 0 && i < len(m.active) && m.active[i].left <= a.right && m.active[i].right >= a.left {
			return fmt.Errorf("%w: the merged ranges %s and %s overlap", errXML, m.active[i].area, a)
		}
	}
	m.active = slices.Insert(m.active, at, mergeValue{a, row.cells[first]})
	return nil
}
