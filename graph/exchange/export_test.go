package exchange

// XMLList is xmlListOf, for what tools make of lists.
var XMLList = xmlListOf

// GephiSpells is how many spells gephiSpells finds.
func GephiSpells(text string, timesOnly bool) (int, bool) {
	spells, ok := gephiSpells(text, timesOnly)
	return len(spells), ok
}
