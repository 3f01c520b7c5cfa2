package oracle

import (
	"fmt"
	"math/rand/v2"
	"strings"
)

// generator writes random patterns.
type generator struct {
	*rand.Rand
	entities int  // how many variables it gave
	linked   bool // a condition, or a variable that comes twice, links several places of the path
	singles  []string
	lists    []string
}

func (g *generator) one(of ...string) string { return of[g.IntN(len(of))] }

// sometimes is true once in n times.
func (g *generator) sometimes(n int) bool { return g.IntN(n) == 0 }

func (g *generator) name(prefix string) string {
	g.entities++
	return fmt.Sprintf("%s%d", prefix, g.entities)
}

// path writes the elements of a pattern. Whether a part may come any number of times is said; there is at most one.
func (g *generator) path(unbounded bool, start, end string) string {
	var b strings.Builder
	segments := 1 + g.IntN(3)
	afterGroup := false
	for i := range segments {
		bare := g.segment(unbounded && i == segments-1)
		isGroup := strings.HasPrefix(bare, "(")
		// A group may stand at the beginning and the end, and beside another.
		if i > 0 || start != "" || !isGroup || g.sometimes(2) {
			if i == 0 {
				b.WriteString(g.node(start, true))
			} else if !isGroup || !afterGroup || g.sometimes(2) {
				b.WriteString(g.node("", true))
			}
		}
		b.WriteString(bare)
		afterGroup = isGroup
		if i == segments-1 && (end != "" || !isGroup || g.sometimes(2)) {
			b.WriteString(g.node(end, true))
		}
	}
	return b.String()
}

// node writes a node. One with a name that is given has no more.
func (g *generator) node(given string, outside bool) string {
	if given != "" {
		return "(" + given + ")"
	}
	var b strings.Builder
	b.WriteByte('(')
	name := ""
	if !g.sometimes(3) {
		name = g.name("n")
		if outside {
			if len(g.singles) > 0 && g.sometimes(8) {
				name = g.singles[g.IntN(len(g.singles))] // the same node again
				if name[0] == 'n' {
					g.linked = true
					return "(" + name + ")"
				}
				name = g.name("n")
			}
			g.singles = append(g.singles, name)
		} else {
			g.lists = append(g.lists, name)
		}
		b.WriteString(name)
	}
	if g.sometimes(4) {
		b.WriteString(":" + g.one("A", "B", "A|B", "A&B", "!A", "%", "!%", "!(A&B)"))
	}
	b.WriteString(g.conditions(name, "k"))
	b.WriteByte(')')
	return b.String()
}

func (g *generator) conditions(name, key string) string {
	switch {
	case g.sometimes(8):
		return fmt.Sprintf(" {%s: %d}", key, 1+g.IntN(3))
	case name != "" && g.sometimes(5):
		return " WHERE " + g.condition(name, key)
	}
	return ""
}

func (g *generator) condition(name, key string) string {
	simple := fmt.Sprintf("%s.%s %s %d", name, key, g.one("<", "<=", ">", ">=", "<>", "="), 1+g.IntN(3))
	switch {
	case g.sometimes(6):
		return "NOT " + simple
	case g.sometimes(6):
		return simple + " OR " + name + ".id = 0"
	}
	return simple
}

// segment writes a relationship or group, quantified or not.
func (g *generator) segment(unbounded bool) string {
	if g.sometimes(3) && !unbounded {
		return g.relationship(true, "", false)
	}
	if g.sometimes(2) {
		return g.relationship(false, g.quantifier(unbounded, 3), false)
	}
	if g.sometimes(4) {
		return g.relationship(false, g.legacy(unbounded), true)
	}
	if g.sometimes(5) && !unbounded {
		return g.once()
	}
	var b strings.Builder
	b.WriteByte('(')
	first := len(g.lists)
	b.WriteString(g.node("", false) + g.relationship(false, "", false))
	long := g.sometimes(3)
	if long {
		b.WriteString(g.node("", false) + g.relationship(false, "", false))
	}
	b.WriteString(g.node("", false))
	if inside := g.lists[first:]; len(inside) > 0 && g.sometimes(3) {
		name := inside[g.IntN(len(inside))]
		other := inside[g.IntN(len(inside))]
		key := map[byte]string{'n': "k", 'r': "w"}
		condition := g.condition(name, key[name[0]])
		if g.sometimes(2) {
			condition = fmt.Sprintf("%s.%s <= %s.%s", name, key[name[0]], other, key[other[0]])
			g.linked = g.linked || name != other
		} else if name[0] == other[0] && g.sometimes(2) {
			condition = name + " <> " + other
			g.linked = g.linked || name != other
		}
		b.WriteString(" WHERE " + condition)
	}
	b.WriteByte(')')
	most := 3
	if long {
		most = 2
	}
	return b.String() + g.quantifier(unbounded, most)
}

// once writes a group that comes once: its variables are no lists.
func (g *generator) once() string {
	first := len(g.singles)
	text := "(" + g.node("", true) + g.relationship(true, "", false) + g.node("", true)
	if inside := g.singles[first:]; len(inside) > 0 && g.sometimes(2) {
		name := inside[g.IntN(len(inside))]
		text += " WHERE " + g.condition(name, map[byte]string{'n': "k", 'r': "w"}[name[0]])
	}
	return text + ")"
}

func (g *generator) quantifier(unbounded bool, most int) string {
	if unbounded {
		return g.one("+", "*", "{0,}", "{1,}", "{2,}")
	}
	low := g.IntN(most)
	switch g.IntN(4) {
	case 0:
		return fmt.Sprintf("{%d}", 1+low)
	case 1:
		return fmt.Sprintf("{,%d}", 1+low)
	}
	return fmt.Sprintf("{%d,%d}", low, max(1, low+g.IntN(most-low+1)))
}

func (g *generator) legacy(unbounded bool) string {
	if unbounded {
		return g.one("*", "*0..", "*2..")
	}
	low := g.IntN(2)
	return g.one("*2", "*..2", fmt.Sprintf("*%d..%d", low, low+1+g.IntN(2)))
}

// relationship writes a relationship; outside says that it is in no group. In brackets is the form -[*1..3]-.
func (g *generator) relationship(outside bool, quantifier string, inBrackets bool) string {
	var b strings.Builder
	name := ""
	if !g.sometimes(3) {
		name = g.name("r")
		if outside {
			g.singles = append(g.singles, name)
		} else {
			g.lists = append(g.lists, name)
		}
		b.WriteString(name)
	}
	if g.sometimes(2) {
		b.WriteString(":" + g.one("R", "S", "R|S", "!S"))
	}
	if inBrackets {
		b.WriteString(quantifier)
		quantifier = ""
		if g.sometimes(6) {
			fmt.Fprintf(&b, " {w: %d}", 1+g.IntN(3))
		}
	} else {
		b.WriteString(g.conditions(name, "w"))
	}
	body := "[" + b.String() + "]"
	if b.Len() == 0 && g.sometimes(2) {
		body = ""
	}
	return g.one("-"+body+"->", "-"+body+"->", "<-"+body+"-", "-"+body+"-") + quantifier
}
