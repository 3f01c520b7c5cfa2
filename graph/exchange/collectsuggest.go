package exchange

import (
	"slices"
	"strings"

	"github.com/liaisongraph/liaison/graph"
)

// hintWord is words that people use for relationships or bodies in some languages, and the built-in type or classification that they
// may mean. The words are small, without accents, and of one part each.
type hintWord struct{ id, english, french, german, spanish string }

// The hints are for suggestions alone, since what a file means is for a person to say. The first row that a word is in comes first, so
// that what says little, such as "agreement", comes after what says more. Words that no built-in one is honest for, such as those of
// buying and owning, are in none.
var (
	typeHints = []hintWord{
		{"intelligence-sharing", "intelligence", "renseignement renseignements", "nachrichtendienstlich nachrichtendienstlicher erkenntnisse erkenntnisaustausch", "inteligencia"},
		{"joint-investigation", "investigates investigation investigations", "enquete enquetes", "ermittlung ermittlungen ermittlungsgruppe", "investigacion investigaciones"},
		{"co-location", "premises colocated hosts hosted", "locaux heberge", "liegenschaft untergebracht", "sede alojado"},
		{"advice", "advises advice consults", "conseil conseille avis consultation", "berat beratung", "asesora asesoramiento asesoria consejo"},
		{"oversight", "oversees supervises supervised supervision supervisory inspects inspection audits audit regulates regulation monitors monitoring scrutiny",
			"tutelle surveille surveillance controle inspecte audite regule", "aufsicht fachaufsicht rechtsaufsicht dienstaufsicht kontrolle kontrolliert beaufsichtigt uberwacht uberwachung pruft prufung",
			"supervisa inspecciona inspeccion audita auditoria fiscaliza fiscalizacion controla tutela vigilancia"},
		{"accountability", "accountable answers answerable", "responsable", "rechenschaft rechenschaftspflichtig verantwortlich", "responde rendicion"},
		{"tasking", "tasks orders tasked", "mandate charge", "beauftragt auftrag weisung", "encarga encargo"},
		{"authority", "controls commands directs governs", "dirige commande autorite", "leitet steuert weisungsbefugt befugnis", "manda autoridad gobierna"},
		{"coordination", "coordinates coordination coordinated", "coordonne", "koordiniert koordination koordinierung abstimmung", "coordina coordinacion"},
		{"lead-responsibility", "leads lead heads", "pilote pilotage", "federfuhrend federfuhrung", "lidera liderazgo"},
		{"support", "funds funding funded finances financing grant grants subsidy subsidies supports sponsors sponsorship donates donation helps", "finance financement financements subvention subventions soutien soutient appui don dons",
			"finanziert finanzierung forderung fordert zuwendung zuschuss spende unterstutzt unterstutzung", "financia financiacion financiamiento subvencion subvenciones apoya apoyo donacion"},
		{"assistance", "assists", "aide assiste entraide", "hilft hilfe amtshilfe rechtshilfe", "ayuda asiste asistencia"},
		{"reporting", "reports", "rapporte rapport rapports signalement", "berichtet bericht meldung meldet", "informe informes reporta"},
		{"information", "informs tells notifies shares sharing exchange exchanges data", "information informations echange echanges informe donnees",
			"informationsaustausch datenaustausch austausch datenubermittlung ubermittlung informiert", "intercambio intercambios informacion informa datos"},
		{"establishes", "founded founds established created", "fonde cree creation", "grundet gegrundet grundung", "funda fundo crea creo"},
		{"succeeds", "replaced replaces successor predecessor renamed", "succede successeur remplace", "nachfolger nachfolge ersetzt vorganger", "sucede sucesor reemplaza sustituye"},
		{"part-of", "owns owned subsidiary parent division branch unit belongs contains", "filiale rattache division service", "tochter abteilung referat gehort untergeordnet", "filial pertenece division adscrito"},
		{"member-of", "members membership joined", "membre membres adhesion adhere", "mitglied mitgliedschaft beitritt", "miembro miembros adhesion"},
		{"partnership", "partner partners alliance", "partenaire partenaires partenariat", "partnerschaft bundnis", "socio socios alianza asociacion"},
		{"collaboration", "works cooperates cooperation collaborates ties linked mou mous moa memorandum memoranda agreement agreements contract contracts treaty protocol concordat",
			"cooperation coopere collabore convention conventions accord accords contrat contrats protocole",
			"kooperation kooperiert zusammenarbeit arbeitet vereinbarung vereinbarungen verwaltungsvereinbarung kooperationsvereinbarung abkommen vertrag vertrage",
			"cooperacion coopera colaboracion colabora convenio convenios acuerdo acuerdos contrato contratos memorando protocolo"},
	}
	classHints = []hintWord{
		{"private", "company business firm corporation bank commercial industry limited ltd inc", "entreprise societe banque", "unternehmen firma gesellschaft gmbh ag bank", "empresa sociedad banco"},
		{"academic", "university school college research institute academia", "universite ecole recherche institut", "universitat hochschule forschung institut", "universidad escuela investigacion instituto"},
		{"charity", "ngo nonprofit foundation association", "ong fondation association", "stiftung verein verband", "ong fundacion asociacion"},
		{"department", "ministry", "ministere departement", "ministerium bundesministerium ressort", "ministerio departamento secretaria"},
		{"judiciary", "court judge tribunal judicial", "cour juge justice", "gericht richter justiz", "tribunal juez juzgado justicia"},
		{"armed-forces", "army navy military defence defense forces", "armee marine militaire", "armee marine militar bundeswehr streitkrafte", "ejercito armada militar"},
		{"oversight", "regulator inspectorate ombudsman commissioner auditor watchdog", "regulateur inspection mediateur autorite", "aufsicht aufsichtsbehorde beauftragter rechnungshof", "regulador inspeccion defensor contraloria"},
		{"intelligence-agency", "intelligence secret espionage", "renseignement", "nachrichtendienst geheimdienst verfassungsschutz", "inteligencia"},
		{"parliament", "parliamentary committee assembly senate legislature", "parlement assemblee senat commission", "parlament bundestag landtag ausschuss", "parlamento congreso senado asamblea comision"},
		{"local-services", "council hospital health local municipality", "commune mairie hopital", "gemeinde kommune krankenhaus stadt", "municipio ayuntamiento hospital"},
		{"police", "constabulary sheriff gendarmerie", "gendarmerie", "polizei kriminalamt", "policia"},
		{"law-enforcement", "customs enforcement prosecutor", "douane douanes parquet procureur", "zoll staatsanwaltschaft", "aduana aduanas fiscalia"},
		{"government", "state public government governmental federal agency", "etat gouvernement agence", "staat regierung behorde bundesamt amt", "estado gobierno agencia"},
		{"overseas", "foreign international", "etranger international", "ausland auslandisch international", "extranjero internacional"},
		{"grouping", "group network", "groupe reseau", "gruppe netzwerk", "grupo red"},
	}
)

// has reports whether a word is one of those of the row.
func (h *hintWord) has(word string) bool {
	for _, words := range [...]string{h.english, h.french, h.german, h.spanish} {
		for w := range strings.FieldsSeq(words) {
			if w == word {
				return true
			}
		}
	}
	return false
}

// suggest names the built-in concepts whose ids or labels are nearest to a word of the file, or that one of its words hints at.
func (c *collector) suggest(raw string, byName map[string]string, hints []hintWord) []string {
	if c.terms.suggested == 2*maxTerms {
		return nil
	}
	c.terms.suggested++
	text := lastOf(raw)
	if len(text) > 200 {
		return nil
	}
	known := make([]string, 0, len(byName))
	for name := range byName {
		known = append(known, name)
	}
	slices.Sort(known)
	var ids []string
	add := func(id string) {
		if !slices.Contains(ids, id) {
			ids = append(ids, id)
		}
	}
	for _, name := range graph.Suggest(strings.ReplaceAll(text, "_", " "), known) {
		add(byName[name])
	}
	// "MoU" is one word, and "worksWith" is two.
	parts := append(strings.Fields(plainHeading(strings.ToLower(text))), strings.Fields(plainHeading(text))...)
	for i := range hints {
		if slices.ContainsFunc(parts, hints[i].has) {
			add(hints[i].id)
		}
	}
	return ids[:min(3, len(ids))]
}

func typeNames() map[string]string {
	names := map[string]string{}
	for _, t := range graph.BuiltinTypes() {
		names[t.Label], names[t.ID] = t.ID, t.ID
	}
	return names
}

func classNames() map[string]string {
	names := map[string]string{}
	for _, cl := range graph.BuiltinClassifications() {
		names[cl.Label], names[cl.PluralLabel] = cl.ID, cl.ID
		names[cl.ID] = cl.ID
	}
	return names
}
