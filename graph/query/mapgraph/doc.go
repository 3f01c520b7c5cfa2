// Package mapgraph shows a map as the property graph that queries run on.
//
// # Nodes
//
// Every organisation is a node. Its labels are its classifications, each with its broader ones, as [Label]
// writes them, and [Organisation]: MI5 is an :IntelligenceAgency, and a :Police body is a :LawEnforcement
// one. Its properties are those of [NodeProperties].
//
// # Relationships
//
// Every relationship is one, in the direction of the map; a mutual one can be crossed both ways. Its type is
// written by [Type], INTELLIGENCE_SHARING, and a broader type stands for its narrower ones: :INFORMATION finds
// it too. Its properties are those of [RelationshipProperties]. Evidence and sources are reachable from it:
// r.evidence is a list of maps, each with the fields of the source in it, and r.sources a list of ids.
//
// # Names
//
// Ids are slugs, and the names are made of them so that two ids never make one name:
//
//	intelligence-agency    :IntelligenceAgency    :INTELLIGENCE_AGENCY
//	tier-1                 :Tier_1                :TIER_1
//	служба-связи           :СлужбаСвязи           :СЛУЖБА_СВЯЗИ
//	5-eyes                 :`5-eyes`              :`5-eyes`
//	joint_unit             :`joint_unit`          :`joint_unit`
//
// In a label, a letter at the beginning or after a hyphen becomes a capital, and the hyphen goes; a hyphen
// before what has no capital becomes "_". In a type, all letters become capitals and hyphens "_". An id
// stands as it is, in backticks where the language needs them, if it begins with what has no capital, has a
// "_" or "." of its own or, for a type, a letter that its capital does not lead back to (the "ı" without a
// dot). So does a classification "organisation", because the label Organisation is on every node.
package mapgraph
