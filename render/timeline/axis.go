package timeline

import (
	"fmt"
	"math"
	"slices"
	"time"

	"github.com/liaisongraph/liaison/graph"
	"github.com/liaisongraph/liaison/render"
)

// axis says where a day is drawn. Where most of what happens is at the end of a long time, what was before is drawn in
// less room, left of the break.
type axis struct {
	first, last int     // days, as days counts them; last is the day after the last one
	left, right float64 // where they are on the page
	brk         int     // the day at which the scale changes, or first
	at          float64 // where that is on the page, or left
	ticks       []tick
	early       string // what stands above the part before the break, or ""
}

// tick is a date on the axis.
type tick struct {
	x     float64
	label string // may be empty: there is no room
}

// days counts the days from 1 January of the year 0 to a day given as yyyymmdd.
func days(yyyymmdd int) int {
	day := time.Date(yyyymmdd/10000, time.Month(yyyymmdd/100%100), yyyymmdd%100, 0, 0, 0, 0, time.UTC)
	return int(day.Unix()/86400) - yearZero
}

var yearZero = int(time.Date(0, 1, 1, 0, 0, 0, 0, time.UTC).Unix() / 86400)

func dateOf(day int) time.Time { return time.Unix(int64(day+yearZero)*86400, 0).UTC() }

func startOf(d graph.Date) int { return days(d.First()) }
func endOf(d graph.Date) int   { return days(d.Last()) + 1 }

// middleOf is where a mark goes.
func middleOf(d graph.Date) int { return (startOf(d) + endOf(d)) / 2 }

// x is where a day is on the page, at one of the ends where it is outside.
func (a *axis) x(day int) float64 {
	day = min(max(day, a.first), a.last)
	if day < a.brk {
		return a.left + (a.at-a.left)*float64(day-a.first)/float64(a.brk-a.first)
	}
	return a.at + (a.right-a.at)*float64(day-a.brk)/float64(max(a.last-a.brk, 1))
}

// newAxis makes the axis of rows, between two places on the page.
func newAxis(c *collector, left, right float64) *axis {
	var all []int
	for _, sections := range [][]section{c.organisations, c.relationships} {
		for _, s := range sections {
			for _, r := range s.rows {
				all = append(all, startOf(r.from), endOf(r.to))
				for _, m := range r.marks {
					all = append(all, startOf(m.date), endOf(m.date))
				}
				for _, n := range r.names {
					all = append(all, startOf(n.date))
				}
			}
		}
	}
	a := &axis{left: left, right: right, at: left}
	if len(all) == 0 {
		return a
	}
	slices.Sort(all)
	a.first, a.last = all[0], all[len(all)-1]
	if from := c.opts.From; !from.IsZero() {
		a.first = startOf(from)
	}
	if to := c.opts.To; !to.IsZero() {
		a.last = endOf(to)
	}
	a.last = max(a.last, a.first+1)
	a.brk = a.first
	a.breakAt(all)
	const part = 30 // of the axis: for what begins before, and goes on after
	if c.opts.To.IsZero() {
		a.last += max((a.last-a.brk)/part, 2)
	}
	if c.opts.From.IsZero() {
		length := a.last - a.first
		if a.brk > a.first {
			length = (a.brk - a.first) * 3
		}
		before := min(max(length/part, 2), a.first)
		if a.first -= before; a.brk == a.first+before && a.at == a.left {
			a.brk = a.first
		}
	}
	a.addTicks()
	return a
}

// breakAt changes the scale where most dates come after a gap that takes a great part of the time.
func (a *axis) breakAt(all []int) {
	const leastYears, leastGap, mostBefore, part = 30, 0.3, 0.3, 0.12
	all = slices.DeleteFunc(slices.Clone(all), func(d int) bool { return d < a.first || d > a.last })
	span := a.last - a.first
	if len(all) == 0 || span < leastYears*365 {
		return
	}
	at, gap := 0, 0
	for i := 1; i < len(all); i++ {
		if g := all[i] - all[i-1]; g > gap {
			at, gap = i, g
		}
	}
	if float64(gap) < leastGap*float64(span) || float64(at) > mostBefore*float64(len(all)) {
		return
	}
	year := dateOf(all[at]).Year()
	step := 1
	switch later := (a.last - all[at]) / 365; {
	case later > 60:
		step = 10
	case later > 4:
		step = 5
	}
	year = (year - 1) / step * step
	brk := days(year*10000 + 101)
	if brk <= all[at-1] { // the gap is too small for a round year
		brk = all[at] - gap/8
		year = dateOf(brk).Year()
	}
	a.brk, a.at = brk, a.left+part*(a.right-a.left)
	a.early = fmt.Sprintf("before %d", year)
}

// step is how far ticks are apart: years, months or days.
type step struct{ years, months, days int }

// next returns the first date of a step that is not before a day.
func (s step) next(day int) time.Time {
	t := dateOf(day)
	switch {
	case s.years > 0:
		y := (t.Year() + s.years - 1) / s.years * s.years
		if t.Year() == y && t.YearDay() > 1 {
			y += s.years
		}
		return time.Date(y, 1, 1, 0, 0, 0, 0, time.UTC)
	case s.months > 0:
		m := t.Year()*12 + int(t.Month()) - 1
		if t.Day() > 1 {
			m++
		}
		m = (m + s.months - 1) / s.months * s.months
		return time.Date(m/12, time.Month(m%12+1), 1, 0, 0, 0, 0, time.UTC)
	}
	return dateOf((day + s.days - 1) / s.days * s.days)
}

func (s step) after(t time.Time) time.Time { return t.AddDate(s.years, s.months, s.days) }

func (s step) label(t time.Time) string {
	switch {
	case s.years > 0:
		return fmt.Sprintf("%d", t.Year())
	case s.months > 0:
		return t.Format("Jan 2006")
	}
	return t.Format("2 Jan 2006")
}

var steps = []step{
	{days: 1}, {days: 2}, {days: 7}, {months: 1}, {months: 2}, {months: 3}, {months: 6},
	{years: 1}, {years: 2}, {years: 5}, {years: 10}, {years: 20}, {years: 50}, {years: 100}, {years: 200}, {years: 500}, {years: 1000}, {years: 2000}, {years: 5000},
}

// about is how many days a step takes.
func (s step) about() int { return max(s.years*365+s.months*30+s.days, 1) }

// addTicks adds the ticks of both parts, as many as their labels have room.
func (a *axis) addTicks() {
	const outside = margin / 2
	if a.brk > a.first {
		a.ticksBetween(a.first, a.brk-1, a.left-outside, a.at-5)
		a.ticksBetween(a.brk, a.last, a.at+5, a.right+outside)
		return
	}
	a.ticksBetween(a.first, a.last, a.left-outside, a.right+outside)
}

// ticksBetween adds ticks from one day to another, with the smallest step whose labels do not come too close, between two
// places on the page.
func (a *axis) ticksBetween(from, to int, left, right float64) {
	const gap, closest, most = 9.0, 3.0, 400
	for _, s := range steps {
		if (to-from)/s.about() > most {
			continue
		}
		var ticks []tick
		end, fits := left-gap, true
		last := math.Inf(-1)
		for t := s.next(from); fits; t = s.after(t) {
			day := int(t.Unix()/86400) - yearZero
			if day > to {
				break
			}
			x, label := a.x(day), s.label(t)
			half := render.TextWidth(label, tickSize, false) / 2
			fits = x-last >= closest // also where there is no room for any label
			if x-half < left || x+half > right {
				label = ""
			} else {
				fits = fits && x-half >= end+gap
				end = x + half
			}
			last = x
			ticks = append(ticks, tick{x, label})
		}
		if fits {
			a.ticks = append(a.ticks, ticks...)
			return
		}
	}
}
