"""Has Kuzu run our Cypher, and prints the graph that it then holds: python3 cypher_kuzu.py FORMAT FILE OUT.

Kuzu wants its tables declared, with names that differ by more than case, and knows one label to a node: the further ones are taken
away here.
"""
import json
import re
import sys

import kuzu

if sys.argv[1] == "check":
    sys.exit()
_, _, path, out = sys.argv
text = open(path, encoding="utf-8").read()
NODE = ["name", "short_name", "other_names", "founding_date", "dissolution_date", "description", "url", "evidence"]
NODE_LISTS = ["classification", "tags"]
SOURCE = ["title", "publisher", "author", "published", "retrieved", "type", "url", "archive_url", "file", "note"]
MAP = ["title", "description", "types", "classifications", "arrangements"]
EDGE = ["id", "type", "label", "start_date", "end_date", "status", "confidence", "arrangement", "note", "evidence", "reverse_of"]

db = kuzu.Database(":memory:", buffer_pool_size=256 << 20)
c = kuzu.Connection(db)


def columns(names, kind):
    return "".join(f", `{n}` {kind}" for n in names)


c.execute("CREATE NODE TABLE Organisation(id STRING PRIMARY KEY" + columns(NODE, "STRING") + columns(NODE_LISTS, "STRING[]") + ")")
c.execute("CREATE NODE TABLE Source(id STRING PRIMARY KEY" + columns(SOURCE, "STRING") + ")")
c.execute("CREATE NODE TABLE Map(id STRING PRIMARY KEY" + columns(MAP, "STRING") + ")")
types, tables = [], {}
# A semicolon ends a statement, but not within quotes.
for statement in re.findall(r"((?:'(?:[^'\\]|\\.)*'|`[^`]*`|[^;'`])+);\n", text, re.S):
    # Labels stand at the beginning of a line or after CREATE.
    statement = re.sub(r"(?m)^\(:Organisation(?::(?:`[^`]+`|[A-Za-z0-9_]+))+ \{", "(:Organisation {", statement)
    found = re.search(r"AS r\nMATCH[^\n]*\nCREATE \(a\)-\[:(`[^`]+`|\w+) \{[^}]*\}\]->\(b\)$", statement)
    if found:
        name = found.group(1).strip("`")
        # Names of tables differ by more than case in Kuzu.
        table = tables.setdefault(name, f"{name}_{len(tables)}" if name.lower() in {t.lower() for t in tables.values()} else name)
        statement = statement[:found.start(1)] + f"`{table}`" + statement[found.end(1):]
        if table not in types:
            types.append(table)
            c.execute(f"CREATE REL TABLE `{table}`(FROM Organisation TO Organisation" + columns(EDGE, "STRING")
                      + ", weight DOUBLE, mutual BOOLEAN, own_id BOOLEAN, sources STRING[])")
    c.execute(statement)

nodes, edges = [], []
rows = c.execute("MATCH (n:Organisation) RETURN n")
while rows.has_next():
    n = rows.get_next()[0]
    nodes.append({"id": n["id"], "attributes": {k: n[k] for k in NODE + NODE_LISTS if n.get(k) is not None}})
for kind in types:
    rows = c.execute(f"MATCH (a)-[r:`{kind}`]->(b) RETURN a.id, b.id, r")
    while rows.has_next():
        a, b, r = rows.get_next()
        attributes = {k: r[k] for k in EDGE + ["weight", "mutual", "own_id"] if r.get(k) is not None}
        attributes["symmetric"] = attributes.pop("mutual")
        edges.append({"id": attributes.pop("id"), "source": a, "target": b, "attributes": attributes})
json.dump({"directed": True, "nodes": nodes, "edges": edges}, sys.stdout)
c.close()
db.close()  # the process goes on
