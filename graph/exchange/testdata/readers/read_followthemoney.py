"""Reads FollowTheMoney JSON lines with the followthemoney package, which knows every schema and property.

python3 read_followthemoney.py ftm FILE OUT    validates every entity, prints what it sees as JSON, and writes the entities back to OUT
python3 read_followthemoney.py check           fails where followthemoney is not there
"""

import json
import re
import sys

from followthemoney import model
from followthemoney.exc import InvalidData

OWN = "liaison:"


def unescape(identifier):
    """The id that ours is made of: Z is a colon, X1F30EZ a character, and R. or S. before it a relationship or source."""
    identifier = re.sub("^[RS]\\.", "", identifier)
    return re.sub("X([0-9A-F]+)Z|Z", lambda m: chr(int(m[1], 16)) if m[1] else ":", identifier)


def fail(message):
    raise SystemExit(message)


def validate(proxy, raw):
    schema = proxy.schema
    try:
        schema.validate({"properties": raw["properties"]})
    except InvalidData as error:
        fail("%s: %s" % (proxy.id, error.errors))
    for name in schema.required:
        if not proxy.get(name):
            fail("%s: no %s" % (proxy.id, name))
    for name, values in raw["properties"].items():
        prop = schema.get(name)
        if prop is None:
            fail("%s: %s has no property %s" % (proxy.id, schema.name, name))
        for value in values:
            if prop.type.clean(value, proxy=proxy) is None:
                fail("%s: %s: %r is no %s" % (proxy.id, name, value, prop.type.name))


def resolve(proxies):
    for proxy in proxies.values():
        for prop, value in proxy.itervalues():
            if prop.type.name != "entity":
                continue
            other = proxies.get(value)
            if other is None:
                fail("%s: %s names %s, which is not there" % (proxy.id, prop.name, value))
            if prop.range is not None and not other.schema.is_a(prop.range):
                fail("%s: %s is a %s, and %s wants a %s" % (proxy.id, value, other.schema.name, prop.name, prop.range.name))


def own(proxy):
    parts = [text[len(OWN):].partition(":") for text in proxy.get("indexText") if text.startswith(OWN)]
    return json.loads("".join(rest for _, _, rest in sorted(parts, key=lambda part: int(part[0]))))


def organisation(proxy):
    extra = own(proxy)
    names = [] if extra.get("no_name") else [extra.get("name") or proxy.get("name")[0]]
    return {
        "id": unescape(proxy.id),
        "attributes": {
            "name": names[0] if names else None,
            "short_name": extra.get("short_name") or proxy.first("abbreviation"),
            "classification": proxy.get("classification") or None,
            "founding_date": extra.get("founding_date") or proxy.first("incorporationDate"),
            "dissolution_date": extra.get("dissolution_date") or proxy.first("dissolutionDate"),
            "description": extra.get("description") or proxy.first("description"),
            "url": extra.get("url") or proxy.first("website"),
            "tags": extra.get("tags") or proxy.get("keywords") or None,
        },
    }


def arcs(proxy):
    extra = own(proxy)
    schema = proxy.schema
    if not schema.edge:
        fail("%s: %s is no edge" % (proxy.id, schema.name))
    (start,), (end,) = proxy.get(schema.edge_source), proxy.get(schema.edge_target)
    if schema.name == "Succession":
        start, end = end, start
    identifier = unescape(proxy.id)
    start, end = unescape(start), unescape(end)
    attributes = {
        "type": extra["type"],
        "label": extra.get("label"),
        "symmetric": extra["mutual"],
        "start_date": extra.get("start_date") or proxy.first("startDate"),
        "end_date": extra.get("end_date") or proxy.first("endDate"),
        "status": proxy.first("status"),
        "confidence": extra.get("confidence") or "confirmed",
        "weight": extra.get("weight") or 1,
        "arrangement": extra.get("arrangement"),
        "note": extra.get("note") or proxy.first("summary"),
        "own_id": extra.get("own_id"),
    }
    yield {"id": identifier, "source": start, "target": end, "attributes": attributes}
    if extra["mutual"] and start != end:
        yield {"id": identifier + ":reverse", "source": end, "target": start, "attributes": dict(attributes, reverse_of=identifier)}


def main(args):
    if args[0] == "check":
        return
    proxies = {}
    with open(args[1], encoding="utf-8") as lines:
        for line in lines:
            raw = json.loads(line)
            proxy = model.get_proxy(raw)
            if proxy.id in proxies:
                fail("two entities are called %s" % proxy.id)
            validate(proxy, raw)
            proxies[proxy.id] = proxy
    resolve(proxies)
    nodes = [organisation(p) for p in proxies.values() if p.schema.is_a("LegalEntity")]
    edges = [arc for p in proxies.values() if p.schema.edge for arc in arcs(p)]
    print(json.dumps({"directed": True, "nodes": nodes, "edges": edges}))
    with open(args[2], "w", encoding="utf-8") as out:
        for proxy in proxies.values():
            out.write(json.dumps(proxy.to_dict()) + "\n")


main(sys.argv[1:])
