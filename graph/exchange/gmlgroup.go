package exchange

// heldMember is an organisation that stands in a group of yEd whose node has not come yet, or comes after such a one.
type heldMember struct {
	Organisation
	group string // the number of the group's node, or ""
}

// maxHeldMembers is how many organisations are held at most.
const maxHeldMembers = 1 << 16

// giveNode gives the sink an organisation with what its group is called, or holds it until all nodes have come: yEd writes
// the node of a group before or after those that stand in it, and all nodes before the edges.
func (r *gmlReader) giveNode(o *Organisation) error {
	if r.isGroup {
		r.groups[r.number] = nameOfGroup(o)
	}
	_, there := r.groups[r.group]
	if len(r.members) == 0 && (there || r.group == "") {
		return r.giveMember(o, r.group)
	}
	r.members = append(r.members, heldMember{*o, r.group})
	if len(r.members) < maxHeldMembers {
		return nil
	}
	return r.giveMembers()
}

// giveMembers gives the organisations that have been held.
func (r *gmlReader) giveMembers() error {
	for i := range r.members {
		if err := r.giveMember(&r.members[i].Organisation, r.members[i].group); err != nil {
			return err
		}
	}
	r.members = nil
	return nil
}

// giveMember gives the sink an organisation, with the name of its group or, where that has none, the number.
func (r *gmlReader) giveMember(o *Organisation, group string) error {
	if group != "" {
		name := r.groups[group]
		if name == "" {
			name = group
			if err := r.sink.Note(o.Line, "a group whose node is not there or has no name", "called by its number"); err != nil {
				return err
			}
		}
		o.Extra = append(o.Extra, Attribute{"group", TextValue(name)})
	}
	return r.sink.Organisation(o)
}
