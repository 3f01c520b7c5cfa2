package exchange

import (
	"bufio"
	"context"
	"encoding/json"
	"io"

	"github.com/liaisongraph/liaison/graph"
	"github.com/liaisongraph/liaison/graph/exchange/internal/jsonscan"
)

func ftmFormat() Format {
	return Format{
		Name:       "ftm",
		Label:      "FollowTheMoney JSON lines",
		Tools:      "OpenAleph, OpenSanctions, yente, the ftm command",
		Standard:   "https://followthemoney.tech/explorer/",
		Extensions: []string{".ftm.json", ".ftm.jsonl", ".ijson", ".ftm"},
		MediaType:  "application/json+ftm",
		Holdings: holdsAll(OwnTypes, OwnClassifications, Arrangements, OrganisationEvidence, RelationshipEvidence, RelationshipMutual,
			RelationshipConfidence, RelationshipWeight, RelationshipArrangement),
		Notes: []string{
			"Organisations are PublicBody, Company or Organization by their classification; sources are Documents, which the proof of the others names.",
			"A relationship of membership is a Membership, one of succession a Succession, and any other an UnknownLink with its type as the role.",
			"The map itself is a Document too, the first line, if it has a title, a description or a vocabulary of its own.",
			"An organisation without a name is named by its id, which FollowTheMoney demands.",
			"Dates are written to the precision that they have; that one is approximate, and what FollowTheMoney has no property for, stands in indexText, as JSON that only Liaison takes apart.",
			"Entities that stand within others, as in the nested files of OpenSanctions, are read as if each stood on a line, up to eight deep. A list of entities is read too.",
			"Several records of one organisation are united; of another entity that is there again, the first counts.",
		},
		Parts: []Part{{Write: writeFTM}},
		Read:  readFTM,
		Guess: guessFTM,
	}
}

// ftmEntity is a line. Its properties are in the order in which they were set.
type ftmEntity struct {
	ID, Schema string
	Properties ftmProperties
}

type ftmProperty struct {
	name   string
	values []string
}

type ftmProperties []ftmProperty

func (p *ftmProperties) add(name string, values ...string) {
	var kept []string
	for _, v := range values {
		if v != "" {
			kept = append(kept, v)
		}
	}
	if len(kept) > 0 {
		*p = append(*p, ftmProperty{name, kept})
	}
}

// first returns the first value of a property, or "".
func (p ftmProperties) first(name string) string {
	for _, property := range p {
		if property.name == name {
			return property.values[0]
		}
	}
	return ""
}

// appendJSON appends the entity as a line.
func (x *ftmEntity) appendJSON(b []byte) []byte {
	b = appendFTM(append(b, `{"id":`...), x.ID)
	b = appendFTM(append(b, `,"schema":`...), x.Schema)
	b = append(b, `,"properties":{`...)
	for i, property := range x.Properties {
		if i > 0 {
			b = append(b, ',')
		}
		b = append(appendFTM(b, property.name), ':', '[')
		for k, value := range property.values {
			if k > 0 {
				b = append(b, ',')
			}
			b = appendFTM(b, value)
		}
		b = append(b, ']')
	}
	return append(b, "}}\n"...)
}

// appendFTM appends a text as encoding/json has it.
func appendFTM(b []byte, s string) []byte {
	for i := range len(s) {
		if c := s[i]; c < ' ' && c != '\n' && c != '\t' || c >= 0x7f || c == '<' || c == '>' || c == '&' {
			text, _ := json.Marshal(s) // text is always JSON
			return append(b, text...)
		}
	}
	return jsonscan.AppendText(b, s)
}

// ftmSchemata say as which schema organisations of a classification, or of one narrower than it, are written; the first that
// fits counts.
var ftmSchemata = []struct{ classification, schema string }{
	{"private", "Company"},
	{"intelligence-agency", "PublicBody"}, {"law-enforcement", "PublicBody"}, {"government", "PublicBody"}, {"oversight", "PublicBody"},
	{"joint-unit", "PublicBody"}, {"local-services", "PublicBody"},
}

// ftmEdge is a schema of relationships.
type ftmEdge struct {
	schema   string
	from, to string // the properties that are the ends
	kind     string // the type; for those that are read only, the one that comes near
	written  bool
	mutual   bool // it has no direction
	role     []string
}

// ftmEdges are the schemata of relationships: which of them stand for which type.
var ftmEdges = []ftmEdge{
	{schema: "Membership", from: "member", to: "organization", kind: "member-of", written: true},
	{schema: "Succession", from: "successor", to: "predecessor", kind: "succeeds", written: true},
	{schema: "UnknownLink", from: "subject", to: "object", kind: "", written: true, mutual: true},
	{schema: "Ownership", from: "owner", to: "asset", kind: "ownership"},
	{schema: "Control", from: "controller", to: "controlee", kind: "control"},
	{schema: "Directorship", from: "director", to: "organization", kind: "directorship"},
	{schema: "Representation", from: "agent", to: "client", kind: "representation"},
	{schema: "Employment", from: "employee", to: "employer", kind: "employment"},
	{schema: "Associate", from: "person", to: "associate", kind: "association", mutual: true, role: []string{"relationship"}},
	{schema: "Family", from: "person", to: "relative", kind: "family", mutual: true, role: []string{"relationship"}},
	{schema: "Debt", from: "debtor", to: "creditor", kind: "debt"},
	{schema: "Payment", from: "payer", to: "beneficiary", kind: "payment", role: []string{"purpose"}},
	{schema: "ContractAward", from: "supplier", to: "contract", kind: "contract-award"},
	{schema: "ProjectParticipant", from: "participant", to: "project", kind: "project-participation"},
	{schema: "Occupancy", from: "holder", to: "post", kind: "occupancy"},
	{schema: "CourtCaseParty", from: "party", to: "case", kind: "court-case"},
	{schema: "Documentation", from: "document", to: "entity", kind: "documentation"},
}

// ftmOwn is what the properties of FollowTheMoney do not hold, in indexText, which tools index and do not show.
type ftmOwn struct {
	Version         int               `json:"version"` // 1
	NoName          bool              `json:"no_name,omitzero"`
	OtherNames      []graph.OtherName `json:"other_names,omitempty"`
	URL             string            `json:"url,omitzero"`
	FoundingDate    graph.Date        `json:"founding_date,omitzero"`
	DissolutionDate graph.Date        `json:"dissolution_date,omitzero"`
	Tags            []string          `json:"tags,omitempty"`
	Description     string            `json:"description,omitzero"`
	Name            string            `json:"name,omitzero"`
	ShortName       string            `json:"short_name,omitzero"`
	Evidence        []graph.Evidence  `json:"evidence,omitempty"`

	Publisher  string `json:"publisher,omitzero"`
	Author     string `json:"author,omitzero"`
	ArchiveURL string `json:"archive_url,omitzero"`
	File       string `json:"file,omitzero"`

	Type       string           `json:"type,omitzero"`
	Label      string           `json:"label,omitzero"`
	Note       string           `json:"note,omitzero"`
	Mutual     *bool            `json:"mutual,omitzero"`
	StartDate  graph.Date       `json:"start_date,omitzero"`
	EndDate    graph.Date       `json:"end_date,omitzero"`
	Status     graph.Status     `json:"status,omitzero"`
	Confidence graph.Confidence `json:"confidence,omitzero"`
	Weight     float64          `json:"weight,omitzero"`
	OwnID      bool             `json:"own_id,omitzero"`

	Arrangement string `json:"arrangement,omitzero"`

	Map             bool                   `json:"map,omitzero"`
	Types           []graph.Type           `json:"types,omitempty"`
	Classifications []graph.Classification `json:"classifications,omitempty"`
	Arrangements    []graph.Arrangement    `json:"arrangements,omitempty"`
}

func writeFTM(ctx context.Context, w io.Writer, g *graph.Graph) error {
	out := bufio.NewWriterSize(w, 64<<10)
	var line []byte
	write := func(x *ftmEntity) error {
		line = x.appendJSON(line[:0])
		_, err := out.Write(line)
		return err
	}
	if m := ftmMap(g); m != nil {
		if err := write(m); err != nil {
			return err
		}
	}
	for _, s := range g.Sources() {
		if err := write(ftmSource(&s)); err != nil {
			return err
		}
	}
	for n, o := range g.Organisations() {
		if err := interrupted(ctx, int(n)); err != nil {
			return err
		}
		if err := write(ftmOrganisation(g, n, &o)); err != nil {
			return err
		}
	}
	for e := range g.Edges() {
		if err := interrupted(ctx, int(e)); err != nil {
			return err
		}
		if err := write(ftmRelationship(g, e)); err != nil {
			return err
		}
	}
	return out.Flush()
}
