package render

import (
	"fmt"
	"slices"

	"github.com/liaisongraph/liaison/graph"
)

// findJoints makes a joint of every arrangement of which the picture shows two relationships or more. Its strands come
// with the lines.
func (b *sceneBuilder) findJoints() {
	members := map[string]int{}
	for e := range b.g.Edges() {
		if a, ok := b.g.ArrangementOf(e); ok {
			members[a.ID]++
		}
	}
	b.joints = map[string]int{}
	for _, a := range b.g.Arrangements() {
		if count := members[a.ID]; count > 1 {
			b.joints[a.ID] = len(b.scene.Joints)
			b.scene.Joints = append(b.scene.Joints, Joint{
				ID: a.ID, Rule: a.Rule.String(), Node: -1,
				Label: fmt.Sprintf("%s of %d: %s", capital(a.Rule.String()), count, isolate(visible(phrase(a.Label), words(a.ID)))),
			})
		}
	}
}

// jointOf returns the index of the joint of a relationship, or -1.
func (b *sceneBuilder) jointOf(e graph.Edge) int {
	if len(b.joints) > 0 {
		if a, ok := b.g.ArrangementOf(e); ok {
			if j, drawn := b.joints[a.ID]; drawn {
				return j
			}
		}
	}
	return -1
}

// tieJoints gives every joint its strands, once there are lines.
func (b *sceneBuilder) tieJoints() {
	s := b.scene
	for i := range s.Lines {
		for k := range s.Lines[i].Strands {
			if j := s.Lines[i].Strands[k].Joint; j >= 0 {
				s.Joints[j].Strands = append(s.Joints[j].Strands, StrandRef{i, k})
			}
		}
	}
	for j := range s.Joints {
		s.Joints[j].Node = s.shared(s.Joints[j].Strands)
	}
}

// shared returns the organisation at which strands can meet: one that all of them have, or -1. Of two such, it is the
// one to which they point.
func (s *Scene) shared(strands []StrandRef) int {
	if len(strands) < 2 {
		return -1
	}
	first := &s.Lines[strands[0].Line]
	candidates := []int{first.To, first.From}
	if s.Lines[strands[0].Line].Strands[strands[0].Strand].Arrow == Backward {
		slices.Reverse(candidates)
	}
	for _, ref := range strands {
		line := &s.Lines[ref.Line]
		candidates = slices.DeleteFunc(candidates, func(n int) bool {
			return line.From == line.To || n != line.From && n != line.To
		})
	}
	if len(candidates) == 0 {
		return -1
	}
	return candidates[0]
}

// legendOfJoints explains the marks of arrangements.
func (b *sceneBuilder) legendOfJoints() {
	for _, rule := range []struct {
		rule          graph.Rule
		label, detail string
	}{
		{graph.AllOf, "Joint", "they hold only together"},
		{graph.AnyOf, "Alternative", "one of them is enough"},
	} {
		code := rule.rule.String()
		if slices.ContainsFunc(b.scene.Joints, func(j Joint) bool { return j.Rule == code }) {
			b.scene.Legend = append(b.scene.Legend, LegendEntry{Kind: JointEntry, Code: code, Label: rule.label, Detail: rule.detail})
		}
	}
}

// describeJoints says in words what the marks of arrangements say.
func (b *sceneBuilder) describeJoints() (sentences []string) {
	for _, j := range b.scene.Joints {
		sentences = append(sentences, j.Label+".")
	}
	return sentences
}
