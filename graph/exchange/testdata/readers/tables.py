"""Reads tables as the tools say that they do, with Python's csv module: python3 tables.py FORMAT FOLDER OUT.

It stands for no tool, but follows the documentation strictly: of neo4j-admin database import (headings, groups of ids,
types of properties), and of Kumu. What it does not expect is an error.
"""
import csv
import json
import os
import re
import sys

csv.field_size_limit(1 << 30)


def rows(*path):
    with open(os.path.join(*path), encoding="utf-8", newline="") as f:
        table = list(csv.reader(f, strict=True))
    assert all(len(r) == len(table[0]) for r in table), f"{path}: rows of several lengths"
    return table[0], table[1:]


HEADING = re.compile(r"^(?P<name>[^:]*):(?P<kind>[A-Za-z_]+(\[\])?)(\((?P<group>[A-Za-z]+)\))?$")
KINDS = {"string", "double", "boolean", "string[]", "ID", "LABEL", "START_ID", "END_ID", "TYPE"}


def neo4j_rows(folder, name):
    head, table = rows(folder, name)
    parsed = [HEADING.match(h) for h in head]
    assert all(parsed), f"{name}: {head}"
    kinds = [h["kind"] for h in parsed]
    assert set(kinds) <= KINDS, kinds
    for r in table:
        for h, v in zip(parsed, r):
            if v and h["kind"] == "double":
                float(v)
            if v and h["kind"] == "boolean":
                assert v in ("true", "false"), v
    return parsed, table


def neo4j(folder):
    ids = {}
    nodes = []
    for name in ("organisations.csv", "sources.csv", "map.csv"):
        head, table = neo4j_rows(folder, name)
        assert [h["kind"] for h in head].count("ID") == 1
        assert [h["kind"] for h in head].count("LABEL") == 1
        for r in table:
            d = {}
            for h, v in zip(head, r):
                if h["kind"] == "ID":
                    key = (h["group"], v)
                    assert key not in ids, f"two nodes {key}"
                    ids[key] = True
                    d["id"] = v
                elif h["kind"] == "LABEL":
                    assert all(v.split(";"))
                elif v:
                    d[h["name"]] = v
            if name == "organisations.csv":
                nodes.append({"id": d.pop("id"), "attributes": d})
    edges = []
    head, table = neo4j_rows(folder, "relationships.csv")
    for r in table:
        d, e = {}, {}
        for h, v in zip(head, r):
            if h["kind"] in ("START_ID", "END_ID"):
                assert (h["group"], v) in ids, f"no node {v}"
                e["source" if h["kind"] == "START_ID" else "target"] = v
            elif h["kind"] == "TYPE":
                assert v
            elif h["name"] == "id":
                e["id"] = v
            elif v and h["name"] != "sources":
                d["symmetric" if h["name"] == "mutual" else h["name"]] = v
        edges.append(e | {"attributes": d})
    return nodes, edges


def semicolons(m):
    """A bar between elements is a semicolon; one within an element has no backslash then, but a semicolon has."""
    if m[1]:
        return "|" if m[1] == "|" else m[0]
    return ";" if m[2] == "|" else "\\;"


def kumu(folder):
    head, table = rows(folder, "elements.csv")
    assert head[:2] == ["ID", "Label"]
    nodes = []
    for r in table:
        d = {h.lower(): v for h, v in zip(head, r) if v}
        assert d["label"], "an element without a label"
        for bars in ("classification", "tags"):
            if bars in d:
                d[bars] = re.sub(r"\\(.)|([|;])", semicolons, d[bars], flags=re.S)
        nodes.append({"id": d.pop("id"), "attributes": d})
    head, table = rows(folder, "connections.csv")
    assert head[:3] == ["ID", "From", "To"]
    known = {n["id"] for n in nodes}
    edges = []
    for r in table:
        d = {h.lower(): v for h, v in zip(head, r) if v}
        assert d["from"] in known and d["to"] in known
        assert d["direction"] in ("directed", "mutual")
        e = {"id": d.pop("id"), "source": d.pop("from"), "target": d.pop("to")}
        d["symmetric"] = "true" if d.pop("direction") == "mutual" else "false"
        edges.append(e | {"attributes": d})
    return nodes, edges


if sys.argv[1] == "check":
    sys.exit()
nodes, edges = {"neo4j-csv": neo4j, "kumu-csv": kumu}[sys.argv[1]](sys.argv[2])
json.dump({"directed": True, "nodes": nodes, "edges": edges}, sys.stdout)
