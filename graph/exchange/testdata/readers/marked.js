// Reads the tables of a Markdown page with marked, as GitHub Flavored Markdown, and prints what stands in their rows.
const fs = require("fs");
const { marked } = require("marked");

if (process.argv[2] === "check") process.exit();

const breaks = new Set(["<br>"]);
const entities = { "&lt;": "<", "&gt;": ">", "&amp;": "&", "&quot;": '"', "&#39;": "'" };

// lines are what a cell says, from break to break. Any markup that is not ours is an error.
function lines(tokens, all = [""]) {
  for (const t of tokens) {
    if (t.type === "html" && breaks.has(t.raw)) all.push("");
    else if (t.type === "html" && t.raw === "<!-- -->") continue; // it keeps GitHub from making a reference
    else if (t.type === "link" && /^https?:/.test(t.href)) lines(t.tokens, all);
    else if (t.type === "text" || t.type === "escape") all[all.length - 1] += t.text.replace(/&(lt|gt|amp|quot|#39);/g, (e) => entities[e]);
    else throw new Error("markup in a cell: " + t.type + " " + t.raw);
  }
  return all;
}

const tables = {};
let heading = "";
for (const t of marked.lexer(fs.readFileSync(process.argv[3], "utf8"), { gfm: true })) {
  if (t.type === "heading") {
    heading = t.text.replace(/ \(\d+\)$/, "");
    if (t.depth === 2) {
      if (tables[heading]) throw new Error("two tables " + heading);
      tables[heading] = { said: Number(/\((\d+)\)$/.exec(t.text)[1]), rows: [] };
    }
  } else if (t.type === "table") {
    for (const row of t.rows) {
      if (row.length !== t.header.length) throw new Error("a row of " + row.length + " cells");
      tables[heading].rows.push(row.map((cell) => lines(cell.tokens)));
    }
    if (tables[heading].rows.length !== tables[heading].said) throw new Error(heading + ": " + tables[heading].rows.length + " rows, and not " + tables[heading].said);
  } else if (t.type !== "space" && t.type !== "paragraph") throw new Error("there is a " + t.type + " on the page: " + t.raw.slice(0, 200));
}
fs.writeFileSync(1, JSON.stringify({
  directed: true,
  nodes: (tables.Organisations?.rows || []).map((r, i) => ({ id: String(i), attributes: { name: r[0][0], classification: r[1].join(" "), evidence: r[4].filter((l) => l).length } })),
  edges: (tables.Relationships?.rows || []).map((r, i) => ({ id: String(i), source: r[0].join(" "), target: r[2].join(" "), attributes: { label: r[1][0], evidence: r[4].filter((l) => l).length } })),
}));
