package exchange

import (
	"slices"
	"strings"
	"unicode"

	"golang.org/x/text/unicode/norm"
)

// plainHeading brings a heading to the form in which they are compared: small letters without accents, words divided by one
// blank: "sourceId" and "Source_ID" are "source id", "Émetteur" is "emetteur".
func plainHeading(s string) string {
	var b strings.Builder
	gap, before := false, ' '
	for _, r := range norm.NFD.String(s) {
		switch {
		case unicode.Is(unicode.Mn, r):
			continue
		case !unicode.IsLetter(r) && !unicode.IsDigit(r) && r != '#':
			gap = b.Len() > 0
			before = ' '
			continue
		case unicode.IsUpper(r) && unicode.IsLower(before):
			gap = true
		}
		if gap {
			b.WriteByte(' ')
			gap = false
		}
		b.WriteRune(unicode.ToLower(r))
		before = r
	}
	return b.String()
}

// sidePairs are the words by which people head the columns of the two ends of a relationship, in English, French, German and
// Spanish.
var sidePairs = [][2]string{
	{"from", "to"}, {"source", "target"}, {"from organisation", "to organisation"}, {"from organization", "to organization"},
	{"source organisation", "target organisation"}, {"source organization", "target organization"}, {"from node", "to node"},
	{"source node", "target node"}, {"organisation a", "organisation b"}, {"organization a", "organization b"},
	{"organisation 1", "organisation 2"}, {"organization 1", "organization 2"}, {"org a", "org b"}, {"org 1", "org 2"}, {"org1", "org2"},
	{"agency a", "agency b"}, {"agency 1", "agency 2"}, {"body a", "body b"}, {"body 1", "body 2"}, {"party a", "party b"},
	{"party 1", "party 2"}, {"entity a", "entity b"}, {"entity 1", "entity 2"}, {"actor a", "actor b"}, {"actor 1", "actor 2"},
	{"node a", "node b"}, {"node 1", "node 2"}, {"node1", "node2"}, {"company a", "company b"}, {"company 1", "company 2"},
	{"person 1", "person 2"}, {"person a", "person b"}, {"name 1", "name 2"}, {"name a", "name b"}, {"id 1", "id 2"}, {"id1", "id2"}, {"v1", "v2"},
	{"start", "target"}, {"start node", "end node"}, {"start id", "end id"}, {"origin", "destination"}, {"source", "destination"},
	{"sender", "receiver"}, {"sender", "recipient"}, {"giver", "receiver"}, {"ego", "alter"}, {"subject", "object"}, {"head", "tail"},
	{"tail", "head"}, {"supplier", "customer"}, {"supplier", "buyer"}, {"funder", "recipient"}, {"donor", "recipient"}, {"follower", "followee"},
	{"owner", "owned"}, {"child", "parent"}, {"donor", "party"}, {"donor", "beneficiary"}, {"donor", "regulated entity"}, {"funder", "grantee"}, {"grantor", "grantee"},
	{"lender", "borrower"}, {"payer", "payee"}, {"seller", "buyer"}, {"vendor", "buyer"}, {"vendor", "agency"}, {"supplier", "contracting authority"},
	{"supplier", "department"}, {"contractor", "agency"}, {"contractor", "client"}, {"lobbyist", "client"}, {"parent", "subsidiary"}, {"shareholder", "company"},
	{"director", "company"}, {"person", "company"}, {"person", "organisation"}, {"person", "organization"}, {"member", "organisation"},
	{"member", "organization"}, {"member", "committee"}, {"organisation", "partner organisation"}, {"organization", "partner organization"},
	{"organisation", "partner"}, {"organization", "partner"}, {"agency", "partner agency"}, {"agency", "partner"}, {"body", "partner body"}, {"src", "dst"}, {"src", "dest"}, {"src", "tgt"}, {"i", "j"}, {"a", "b"},
	{"de", "vers"}, {"de", "a"}, {"source", "cible"}, {"origine", "destination"}, {"emetteur", "recepteur"}, {"emetteur", "destinataire"},
	{"expediteur", "destinataire"}, {"organisme", "organisme partenaire"}, {"organisme", "partenaire"}, {"fournisseur", "acheteur"}, {"titulaire", "acheteur"},
	{"donateur", "beneficiaire"}, {"personne", "societe"}, {"administrateur", "societe"}, {"organisme a", "organisme b"}, {"organisme 1", "organisme 2"},
	{"von", "nach"}, {"von", "zu"}, {"von", "an"}, {"quelle", "ziel"}, {"absender", "empfanger"}, {"sender", "empfanger"},
	{"behorde a", "behorde b"}, {"behorde 1", "behorde 2"}, {"knoten a", "knoten b"}, {"knoten 1", "knoten 2"},
	{"behorde", "partnerbehorde"}, {"behorde", "partner"}, {"organisation", "partnerorganisation"}, {"auftragnehmer", "auftraggeber"}, {"spender", "empfanger"},
	{"spender", "partei"}, {"person", "unternehmen"}, {"person", "firma"}, {"lieferant", "kunde"}, {"lieferant", "auftraggeber"},
	{"organisation", "partnereinrichtung"}, {"mitglied", "organisation"}, {"mitglied", "verband"}, {"absender", "adressat"}, {"mutter", "tochter"},
	{"origen", "destino"}, {"organizacion", "organizacion socia"}, {"entidad", "entidad socia"}, {"organismo", "socio"}, {"donante", "receptor"},
	{"donante", "beneficiario"}, {"proveedor", "comprador"}, {"adjudicatario", "organo de contratacion"}, {"persona", "empresa"}, {"fuente", "destino"}, {"desde", "hasta"}, {"desde", "hacia"}, {"emisor", "receptor"}, {"organizacion a", "organizacion b"},
	{"organizacion 1", "organizacion 2"}, {"entidad a", "entidad b"}, {"nodo a", "nodo b"}, {"miembro", "organizacion"}, {"emisor", "destinatario"},
	{"remitente", "destinatario"}, {"proveedor", "cliente"}, {"membre", "organisation"}, {"fournisseur", "client"}, {"prestataire", "client"},
	{"prestataire", "acheteur"}, {"prestataire", "commanditaire"}, {"prestataire", "donneur d ordre"}, {"contratista", "contratante"}, {"adjudicatario", "contratante"},
}

// sidesOf are words of which each of the first may stand beside each of the second.
var sidesOf = [][2][]string{
	{{"funder", "donor", "grantor", "payer", "sponsor"}, {"recipient", "beneficiary", "grantee", "payee", "receiver"}},
	{
		{"geldgeber", "zuwendungsgeber", "fordergeber", "forderer", "spender", "kostentrager", "auftraggeber", "zahler", "finanzierer"},
		{"empfanger", "zuwendungsempfanger", "zuwendungsnehmer", "fordermittelempfanger", "fordernehmer", "geldempfanger", "zahlungsempfanger", "begunstigter"},
	},
	{
		{"financeur", "bailleur", "bailleur de fonds", "donateur", "payeur", "subventionneur"},
		{"beneficiaire", "destinataire", "subventionne", "attributaire"},
	},
	{
		{"financiador", "donante", "pagador", "otorgante", "patrocinador"},
		{"beneficiario", "receptor", "destinatario", "adjudicatario"},
	},
	{
		{"behorde", "amt", "ministerium", "dienststelle", "einrichtung", "institution", "organisation", "stelle"},
		{"partner", "partnerbehorde", "partnereinrichtung", "partnerorganisation", "kooperationspartner"},
	},
	{{"ministere", "institution", "organisation", "administration", "service", "autorite", "entite"}, {"partenaire", "organisme partenaire", "institution partenaire"}},
	{{"ministerio", "institucion", "organizacion", "entidad", "autoridad", "agencia"}, {"socio", "socia", "entidad socia", "institucion socia", "organismo socio"}},
	{{"ministry", "department", "institution", "entity", "authority", "company"}, {"partner", "partner organisation", "partner organization", "partner institution", "counterpart"}},
}

// allSidePairs are sidePairs, and those of sidesOf that are not among them the one way or the other.
var allSidePairs = func() [][2]string {
	pairs, there := slices.Clone(sidePairs), map[[2]string]bool{}
	for _, pair := range sidePairs {
		there[pair], there[[2]string{pair[1], pair[0]}] = true, true
	}
	for _, words := range sidesOf {
		for _, from := range words[0] {
			for _, to := range words[1] {
				if pair := [2]string{from, to}; !there[pair] {
					pairs = append(pairs, pair)
				}
			}
		}
	}
	return pairs
}()

// sideReferences are what may follow the word of a side where the column refers to the organisation, the surest first.
var sideReferences = []string{"id", "code", "key", "slug", "", "name", "label"}

// sideFields are what may follow the word of a side where the column says something else of the organisation.
var sideFields = map[string]string{
	"": "name", "name": "name", "label": "name", "title": "name", "full name": "name",
	"short name": "short_name", "acronym": "short_name", "abbreviation": "short_name",
	"type": "classification", "classification": "classification", "class": "classification", "category": "classification", "kind": "classification",
	"sector": "classification", "typ": "classification", "kategorie": "classification", "tipo": "classification", "categoria": "classification",
	"categorie": "classification", "description": "description", "url": "url", "website": "url", "tags": "tags",
	"founding date": "founding_date", "dissolution date": "dissolution_date",
}

// relationshipWords are headings of what a row says of a relationship.
var relationshipWords = headings(map[string]string{
	"id":         "id, relationship id, edge id, link id, identifier, rel id",
	"type":       "type, relationship, relation, relationship type, relation type, rel type, reltype, edge type, link type, tie, tie type, connection, connection type, interaction, predicate, property, kind, nature, relationship kind, type of relationship, type of relation, type de relation, nature de la relation, typ, art, beziehung, beziehungstyp, beziehungsart, art der beziehung, tipo, relacion, tipo de relacion, vinculo, tipo de vinculo, tipo de cooperacion, forma de cooperacion, cooperacion, tipo de colaboracion, colaboracion, naturaleza de la relacion, type de lien, type de cooperation, type de collaboration, type de partenariat, nature de la cooperation, forme de cooperation, collaboration, beziehungsform, art der zusammenarbeit, form der zusammenarbeit, zusammenarbeit, art der kooperation, kooperationsart, kooperation, verbindung, art der verbindung, verhaltnis, vertragsart, agreement, agreement type, type of agreement, instrument, nature du lien, type d accord, vereinbarung, art der vereinbarung, tipo de convenio, tipo de acuerdo",
	"label":      "label, caption, verb, libelle, beschriftung, bezeichnung, etiqueta, role, position, capacity, title, subject, purpose, fonction, objet, rolle, funktion, gegenstand, cargo, funcion, objeto",
	"start_date": "start date, start, date start, since, begin, began, begin date, beginning, date from, from date, valid from, start year, year, date, first seen, started, debut, date de debut, depuis, annee, date debut, annee de debut, a partir de, en vigueur depuis, depuis le, beginn, seit, besteht seit, zusammenarbeit seit, kooperation seit, partner seit, ab, anfang, startdatum, startjahr, beginn der zusammenarbeit, vertragsbeginn, gultig ab, gultig von, fecha inicio, ano de inicio, ano inicio, comienzo, vigente desde, jahr, datum, inicio, fecha de inicio, fecha, ano, signed, signed on, date signed, signature date, agreement date, award date, date awarded, contract date, appointed, appointed on, appointment date, date appointed, date accepted, date received, effective date, in force since, date de signature, signe le, date d entree en vigueur, nomme le, unterzeichnet, unterzeichnet am, in kraft seit, vertragsdatum, ernannt am, fecha de firma, firmado, fecha de adjudicacion, fecha de nombramiento",
	"end_date":   "end date, end, date end, until, till, ended, date to, to date, valid to, valid until, end year, last seen, fin, date de fin, jusqu a, ende, bis, enddatum, endjahr, vertragsende, gultig bis, date fin, annee de fin, fecha de fin, fecha fin, fecha de finalizacion, ano de fin, ano fin, vigente hasta, hasta, resigned, resigned on, resignation date, date resigned, terminated, termination date, expires, expiry, expiry date, date d expiration, endet, endet am, fecha de cese, fecha de termino",
	"status":     "status, state, statut, etat, zustand, estado, situacion", "confidence": "confidence, certainty, reliability, confiance, fiabilite, certitude, sicherheit, zuverlassigkeit, gewissheit, confianza, certeza, fiabilidad",
	"weight":      "weight, strength, value, count, frequency, intensity, n, edge weight, tie strength, poids, force, gewicht, starke, anzahl, haufigkeit, intensitat, wert, intensite, frequence, valeur, peso, fuerza, frecuencia, intensidad, valor",
	"arrangement": "arrangement", "note": "note, notes, comment, comments, remark, remarks, description, details, detail, remarque, remarques, commentaire, commentaires, observation, observations, precisions, hinweis, hinweise, notizen, anmerkungen, kommentare, erlauterung, einzelheiten, detalles, observacion, comentarios, bemerkung, bemerkungen, anmerkung, notiz, kommentar, beschreibung, nota, notas, comentario, comentarios, observaciones, descripcion",
	"mutual":     "symmetric, mutual, bidirectional, reciprocal, two way, both ways, reciproque, mutuel, mutuelle, bidirectionnel, symetrique, gegenseitig, beidseitig, wechselseitig, bidirektional, symmetrisch, reciproco, reciproca, mutuo, mutua, bidireccional, simetrico",
	"direction":  "direction, directed, directionality, directedness, edge direction, richtung, sens, direccion, sentido",
	"source":     "source, sources, source title, source document, source name, data source, reference, references, citation, evidence, provenance, quelle, quellen, beleg, fuente, fuentes, referencia, reference bibliographique, source d information, quellenangabe, belege, nachweis, fundstelle, fuente de informacion",
	"source.url": "source url, url, link, reference url, source link, web, lien, enlace, url de la source, url source, lien source, url der quelle, quellen url, internetadresse, url de la fuente, url fuente", "passage": "passage, quote, quotation, excerpt, evidence text, zitat, textstelle, cita, extracto, extrait, passage cite",
	"own_id": "own id", "reverse_of": "reverse of",
})

// organisationWords are headings of what a row says of an organisation.
var organisationWords = headings(map[string]string{
	"id":               "id, organisation id, organization id, org id, code, key, slug, identifier, node id, identifiant, kennung, nummer, identificador",
	"name":             "name, organisation, organization, organisation name, organization name, org name, full name, agency, agency name, body, label, title, entity, entity name, company, company name, institution, department, actor, node, nom, organisme, nom de l organisme, nom de l organisation, bezeichnung, behorde, einrichtung, nombre, organizacion, entidad, institucion, organismo, institution name, amt, dienststelle, name der organisation, name der behorde, organisationsname, nom complet, raison sociale, denomination, nom de l institution, nombre completo, denominacion, razon social, nombre de la organizacion",
	"short_name":       "short name, shortname, abbreviation, abbr, acronym, initials, sigle, acronyme, abreviation, abkurzung, kurzname, kurzel, kurzbezeichnung, sigla, siglas, acronimo",
	"other_names":      "other names, aliases, alias, aka, also known as, former names, previous names, autres noms, andere namen, otros nombres",
	"classification":   "classification, type, class, category, kind, sector, organisation type, organization type, type of organisation, type of organization, entity type, node type, group, categorie, secteur, typ, art, kategorie, sektor, tipo, categoria, clase, art der organisation, art der behorde, organisationstyp, behordentyp, einrichtungstyp, type d organisme, type d organisation, type d entite, tipo de organizacion, tipo de organismo, tipo de entidad",
	"founding_date":    "founding date, founded, established, created, creation date, start date, since, formed, date founded, date established, opened, date de creation, cree, grundung, gegrundet, grundungsdatum, grundungsjahr, errichtet, creation, date de fondation, fondation, annee de creation, fundacion, creacion, ano de fundacion, ano de creacion, fecha de creacion, fecha de fundacion",
	"dissolution_date": "dissolution date, dissolved, abolished, closed, closed date, end date, until, date dissolved, date de dissolution, dissous, aufgelost, auflosung, auflosungsdatum, auflosungsjahr, dissolution, suppression, annee de dissolution, disolucion, ano de disolucion, fecha de disolucion",
	"description":      "description, about, summary, notes, note, comment, comments, remarks, remarque, commentaire, beschreibung, bemerkung, anmerkung, descripcion, nota, notas, comentario",
	"url":              "url, website, web site, web, homepage, site, link, site web, webseite, internet, sitio web, pagina web",
	"tags":             "tags, tag, keywords, topics, mots cles, schlagworte, schlagworter, etiquetas, palabras clave",
	"source":           "source, sources, reference, references, citation, evidence, quelle, quellen, fuente, fuentes", "source.url": "source url, reference url",
	"passage": "passage, quote, quotation, excerpt",
	"part_of": "part of, parent, parent id, parent organisation, parent organization, parent organisation id, parent body, parent department, sponsoring department, reports to, organisme parent, ubergeordnete behorde, teil von, gehort zu, depende de, organizacion matriz, ubergeordnete organisation, ubergeordnete stelle, dachorganisation, mutterbehorde, organisme de rattachement, rattachement, fait partie de, ministere de tutelle, tutelle, parte de, pertenece a, adscrito a, organismo superior",
})

// headings makes a table of headings of one of fields.
func headings(words map[string]string) map[string]string {
	table := map[string]string{}
	for field, list := range words {
		table[plainHeading(field)] = field
		for _, word := range strings.Split(list, ", ") {
			if other, taken := table[word]; taken && other != field {
				panic("the heading " + word + " stands for " + other + " and " + field)
			}
			table[word] = field
		}
	}
	return table
}

// sides are the columns that say what the two ends of a relationship are: for each side, where the organisation is
// named, and further columns by their field.
type sides struct {
	reference [2]int
	further   [2]map[int]string
	equals    bool // the words say of neither that it is the one that does something to the other
}

// areEquals reports whether the words of a pair make equals of the ends: "party a" and "party b", "agency" and "partner agency".
func areEquals(pair [2]string) bool {
	for _, ends := range []string{"ab", "12", "ij"} {
		first, ok := strings.CutSuffix(pair[0], ends[:1])
		second, okSecond := strings.CutSuffix(pair[1], ends[1:])
		if ok && okSecond && first == second {
			return true
		}
	}
	for _, partner := range []string{"partner", "partenaire", "socio", "socia"} {
		if strings.HasPrefix(pair[1], partner) || strings.HasSuffix(pair[1], " "+partner) || pair[1] == "kooperationspartner" {
			return true
		}
	}
	return false
}

// findPair finds the columns of the two ends among headings; nil where there are none.
func findPair(headings []string) *sides {
	plain := make([]string, len(headings))
	index := map[string]int{}
	for i, heading := range headings {
		plain[i] = plainHeading(heading)
		if _, taken := index[plain[i]]; !taken && plain[i] != "" {
			index[plain[i]] = i
		}
	}
	begins := map[string]bool{} // with which words headings do
	for _, heading := range plain {
		for i, r := range heading {
			if r == ' ' {
				begins[heading[:i]] = true
			}
		}
		begins[heading] = true
	}
	for _, pair := range allSidePairs {
		if !begins[pair[0]] || !begins[pair[1]] {
			continue
		}
		for i := range len(sideReferences) * len(sideReferences) {
			from, to, ok := sideColumns(index, pair, i)
			if !ok {
				continue
			}
			s := &sides{reference: [2]int{from, to}, equals: areEquals(pair)}
			for side, word := range pair {
				s.further[side] = map[int]string{}
				for i, heading := range plain {
					rest, ok := strings.CutPrefix(heading, word)
					if !ok || i == s.reference[side] || rest != "" && rest[0] != ' ' {
						continue
					}
					if field, ok := sideFields[strings.TrimPrefix(rest, " ")]; ok {
						s.further[side][i] = field
					}
				}
			}
			return s
		}
	}
	return nil
}

// sideColumns returns the columns of the two sides by the i-th pair of what may follow their words: first the same for both, the
// surest first, then what differs, as in "Donor name" and "Party".
func sideColumns(index map[string]int, pair [2]string, i int) (from, to int, ok bool) {
	n := len(sideReferences)
	first := i % n
	second := (first + i/n) % n
	from, okFrom := index[sideHeading(pair[0], sideReferences[first])]
	to, okTo := index[sideHeading(pair[1], sideReferences[second])]
	return from, to, okFrom && okTo && from != to
}

func sideHeading(word, reference string) string {
	if reference == "" {
		return word
	}
	return word + " " + reference
}

// isTotal reports whether the name of a row or column says that it has totals.
func isTotal(text string) bool {
	switch plainHeading(text) {
	case "total", "totals", "grand total", "sub total", "subtotal", "sum", "total general", "totaux", "sous total", "somme", "summe", "summen", "zwischensumme",
		"gesamt", "gesamtsumme", "gesamtergebnis", "insgesamt", "suma", "sumas", "suma total", "totales", "σ":
		return true
	}
	return strings.TrimSpace(text) == "∑"
}

// isTotalOf reports whether the name of a row with a blank end says that it has the totals of something, such as "Total A" or "Subtotal of 2019",
// or "A Total" as Excel has it. An organisation may be called so that has a row of its own: where a row says nothing else, it is a total if it
// names an end of the row above, or has a word for parts of totals.
func isTotalOf(text string, above [2]string, saysMore bool) bool {
	plain := plainHeading(text)
	for _, word := range []string{"subtotal", "sub total", "zwischensumme", "sous total", "teilsumme", "grand total", "gesamtsumme"} {
		if strings.HasPrefix(plain, word+" ") || strings.HasSuffix(plain, " "+word) {
			return true
		}
	}
	for _, word := range []string{"total", "totals", "sum", "summe", "gesamt", "somme", "suma", "totaux", "totales", "ergebnis"} {
		of, before := strings.CutPrefix(plain, word+" ")
		if !before {
			var after bool
			if of, after = strings.CutSuffix(plain, " "+word); !after {
				continue
			}
		}
		return saysMore || of == plainHeading(above[0]) || of == plainHeading(above[1])
	}
	return false
}

// yesOrNo reads the words and signs by which people say that something is so, or is not, in English, French, German and Spanish.
func yesOrNo(text string) (yes, ok bool) {
	switch plainHeading(text) {
	case "yes", "y", "true", "t", "x", "on", "1", "ja", "j", "wahr", "oui", "vrai", "si", "verdadero", "cierto", "mutual", "reciprocal", "bidirectional", "both", "both ways", "two way", "gegenseitig",
		"beidseitig", "wechselseitig", "reciproque", "mutuel", "reciproco", "mutuo":
		return true, true
	case "no", "n", "false", "f", "off", "0", "nein", "falsch", "non", "faux", "falso", "one way", "einseitig", "unilateral":
		return false, true
	}
	switch text {
	case "✓", "✔", "☑", "☒":
		return true, true
	case "✗", "✘", "☐":
		return false, true
	}
	return false, false
}

// belowTable says what a row with one cell for the ends of a relationship is, where that is no organisation; else "".
func belowTable(text string) string {
	if isTotal(text) {
		return "a row of totals"
	}
	for _, word := range []string{"note", "notes", "source", "sources", "remarque", "nota", "notas", "hinweis", "anmerkung", "quelle", "fuente"} {
		if rest, ok := strings.CutPrefix(strings.ToLower(text), word); ok && strings.HasPrefix(strings.TrimLeft(rest, " \u00a0"), ":") {
			return "a note below the table"
		}
	}
	return ""
}
