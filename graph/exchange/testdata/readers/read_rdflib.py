"""Reads a map in Turtle with rdflib: by SPARQL what every tool for ORG and SKOS would ask, the rest triple by triple.

python3 read_rdflib.py turtle FILE OUT    prints what it sees as JSON, and writes the graph back to OUT
python3 read_rdflib.py same FILE OTHER    fails unless both documents are the same graph but for the names of blank nodes
python3 read_rdflib.py refuses FILE       fails if rdflib reads FILE
python3 read_rdflib.py time FILE          prints the number of triples, and seconds
python3 read_rdflib.py check              fails where rdflib is not there
"""

import json
import logging
import sys
import time

from rdflib import RDF, Graph, Literal, Namespace
from rdflib.collection import Collection
from rdflib.compare import graph_diff, isomorphic, to_isomorphic

logging.getLogger("rdflib.term").setLevel(logging.CRITICAL)  # years before 1 are no dates to Python

LIAISON = Namespace("https://github.com/liaisongraph/liaison#")
ORG = Namespace("http://www.w3.org/ns/org#")
SKOS = Namespace("http://www.w3.org/2004/02/skos/core#")
SKOSXL = Namespace("http://www.w3.org/2008/05/skos-xl#")
PROV = Namespace("http://www.w3.org/ns/prov#")
OA = Namespace("http://www.w3.org/ns/oa#")
DCTERMS = Namespace("http://purl.org/dc/terms/")
SCHEMA = Namespace("https://schema.org/")
RDFS = Namespace("http://www.w3.org/2000/01/rdf-schema#")

PREFIXES = "PREFIX org: <%s> PREFIX skos: <%s> PREFIX liaison: <%s> " % (ORG, SKOS, LIAISON)


def local(term):
    """The id in an urn:liaison:KIND:ID."""
    return str(term).split(":", 3)[3]


def text(g, subject, predicate):
    value = g.value(subject, predicate)
    return None if value is None else str(value)


def date(g, subject, predicate):
    value = text(g, subject, predicate)
    if value and (subject, LIAISON.approximate, predicate) in g:
        value += "~"
    return value


def position(g, node):
    return int(g.value(node, SCHEMA.position, default=Literal(0)))


def records(list_of_dicts):
    """JSON as Go writes it, without what is empty."""
    if not list_of_dicts:
        return None
    kept = [{k: v for k, v in d.items() if v} for d in list_of_dicts]
    out = json.dumps(kept, ensure_ascii=False, separators=(",", ":"))
    for c in "<>&\u2028\u2029":
        out = out.replace(c, "\\u%04x" % ord(c))
    return out


def texts(items):
    return [str(i) for i in items] or None


def listed(g, subject, single, several):
    cell = g.value(subject, several)
    items = list(g.objects(subject, single)) if cell is None else list(Collection(g, cell))
    if set(items) != set(g.objects(subject, single)):
        raise SystemExit("%s: the list and the single values differ" % subject)
    return items


def evidence(g, subject):
    found = []
    for node in sorted(g.objects(subject, PROV.wasDerivedFrom), key=lambda n: position(g, n)):
        selector = g.value(node, OA.hasSelector)
        quoted = selector is not None and (selector, RDF.type, OA.TextQuoteSelector) in g
        place = selector if quoted else node
        own = OA if quoted else LIAISON
        found.append({
            "source": local(g.value(node, OA.hasSource)),
            "passage": text(g, place, OA.exact if quoted else LIAISON.passage),
            "prefix": text(g, place, own.prefix),
            "suffix": text(g, place, own.suffix),
            "note": text(g, node, SKOS.note),
        })
    return records(found)


def organisation(g, s):
    names = sorted(g.objects(s, SKOSXL.altLabel), key=lambda n: position(g, n))
    return {
        "name": text(g, s, SKOS.prefLabel),
        "short_name": text(g, s, LIAISON.shortName),
        "other_names": records([{
            "name": text(g, n, SKOSXL.literalForm),
            "start_date": date(g, n, LIAISON.startDate),
            "end_date": date(g, n, LIAISON.endDate),
            "note": text(g, n, SKOS.note),
        } for n in names]),
        "classification": texts(local(c) for c in listed(g, s, ORG.classification, LIAISON.classifications)),
        "founding_date": date(g, s, SCHEMA.foundingDate),
        "dissolution_date": date(g, s, SCHEMA.dissolutionDate),
        "description": text(g, s, DCTERMS.description),
        "url": text(g, s, SCHEMA.url),
        "tags": texts(listed(g, s, SCHEMA.keywords, LIAISON.tags)),
        "evidence": evidence(g, s),
    }


def relationships(g):
    query = PREFIXES + "SELECT ?r ?from ?to ?type WHERE { ?r liaison:from ?from ; liaison:to ?to ; liaison:type ?type }"
    for r, start, end, kind in g.query(query):
        for term, wanted in [(r, LIAISON.Relationship), (start, ORG.Organization), (end, ORG.Organization), (kind, SKOS.Concept)]:
            if (term, RDF.type, wanted) not in g:
                raise SystemExit("%s is no %s" % (term, wanted))
        mutual = bool(g.value(r, LIAISON.mutual))
        arrangement = g.value(r, LIAISON.arrangement)
        attributes = {
            "type": local(kind),
            "label": text(g, r, RDFS.label),
            "symmetric": mutual,
            "start_date": date(g, r, LIAISON.startDate),
            "end_date": date(g, r, LIAISON.endDate),
            "status": text(g, r, LIAISON.status),
            "confidence": text(g, r, LIAISON.confidence),
            "weight": float(g.value(r, LIAISON.weight)),
            "arrangement": arrangement and local(arrangement),
            "note": text(g, r, SKOS.note),
            "evidence": evidence(g, r),
            "own_id": True if (r, DCTERMS.identifier, None) in g else None,
        }
        plain(g, r, start, end, attributes)
        yield {"id": local(r), "source": local(start), "target": local(end), "attributes": attributes}
        if mutual and start != end:
            yield {"id": local(r) + ":reverse", "source": local(end), "target": local(start), "attributes": dict(attributes, reverse_of=local(r))}


def plain(g, r, start, end, attributes):
    """Fails where what holds now is not also a plain triple that tools for ORG understand."""
    if attributes["status"] != "active" or attributes["confidence"] != "confirmed" or attributes["end_date"]:
        return
    stated = [
        (start, ORG.subOrganizationOf, end), (start, ORG.memberOf, end), (end, SCHEMA.founder, start), (start, ORG.linkedTo, end),
    ]
    changed = (r, ORG.originalOrganization, end) in g and (r, ORG.resultingOrganization, start) in g
    if not changed and not any(triple in g for triple in stated):
        raise SystemExit("%s is no plain triple" % r)


def sight(g):
    found = g.query(PREFIXES + "SELECT DISTINCT ?o WHERE { ?o a org:Organization }")
    nodes = [{"id": local(o), "attributes": organisation(g, o)} for (o,) in found]
    for c in g.subjects(RDF.type, SKOS.Concept):
        if (c, SKOS.inScheme, None) not in g:
            raise SystemExit("%s is in no scheme" % c)
    return {"directed": True, "nodes": nodes, "edges": list(relationships(g))}


def main(args):
    if args[0] == "check":
        return
    began = time.perf_counter()
    if args[0] == "refuses":
        try:
            Graph().parse(args[1], format="turtle")
        except Exception:
            return
        raise SystemExit("rdflib reads it")
    g = Graph().parse(args[1], format="turtle", publicID="http://example.org/base/document")
    if args[0] == "same":
        other = Graph().parse(args[2], format="nt")
        if not isomorphic(g, other):
            _, theirs, ours = graph_diff(to_isomorphic(g), to_isomorphic(other))
            raise SystemExit("rdflib alone:\n%s\nwe alone:\n%s" % (theirs.serialize(format="nt"), ours.serialize(format="nt")))
        return
    if args[0] == "time":
        read = time.perf_counter()
        g.serialize(format="turtle")  # not to a device: rdflib would put a file in its place
        print("%d triples, read %.1f s, written %.1f s" % (len(g), read - began, time.perf_counter() - read))
        return
    print(json.dumps(sight(g)))
    g.serialize(args[2], format="turtle")


main(sys.argv[1:])
