"""Reads the tables of an HTML page with html5lib, which follows the parsing algorithm of the standard; every error of it is an error here."""
import json
import sys

import html5lib

if sys.argv[1] == "check":
    sys.exit()
with open(sys.argv[2], "rb") as f:
    page = html5lib.HTMLParser(strict=True, namespaceHTMLElements=False).parse(f, transport_encoding="utf-8")

OURS = set("html head meta title style body main h1 h2 p nav ul li a table caption thead tbody tr th td bdi br span".split())
ids = set()
for e in page.iter():
    assert e.tag in OURS, e.tag
    assert not [a for a in e.attrib if a.lower().startswith("on")], e.attrib
    if "id" in e.attrib:
        assert e.get("id") not in ids, e.get("id")
        ids.add(e.get("id"))
for a in page.iter("a"):
    href = a.get("href")
    assert href.startswith(("#", "http://", "https://", "mailto:")), href


def lines(cell):
    """What a cell says, from break to break."""
    all = [cell.text or ""]
    for e in cell:
        if e.tag == "br":
            all.append("")
        else:
            all[-1] += "".join(e.itertext())
        all[-1] += e.tail or ""
    return all


tables = {}
for table in page.iter("table"):
    assert table.find("caption").text, "a table without a caption"
    head = [h.text for h in table.find("thead").find("tr")]
    rows = table.find("tbody").findall("tr")
    for row in rows:
        assert [c.tag for c in row] == ["th"] + ["td"] * (len(head) - 1), "cells"
        assert [c.get("data-label") for c in row] == head
    tables[head[0]] = [[lines(c) for c in row] for row in rows]

json.dump({
    "directed": True,
    "nodes": [{"id": str(i), "attributes": {"name": r[0][0], "classification": " ".join(r[1]), "evidence": len([x for x in r[4] if x])}}
              for i, r in enumerate(tables.get("Organisation", []))],
    "edges": [{"id": str(i), "source": " ".join(r[0]), "target": " ".join(r[2]), "attributes": {"label": r[1][0], "evidence": len([x for x in r[4] if x])}}
              for i, r in enumerate(tables.get("From", []))],
}, sys.stdout)
