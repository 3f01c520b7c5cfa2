// Reads Cytoscape JSON with Cytoscape.js, prints what it saw, and writes it back.
const fs = require("fs");
const cytoscape = require("cytoscape");

if (process.argv[2] === "check") process.exit();
const [, , , path, out] = process.argv;
const { data, elements } = JSON.parse(fs.readFileSync(path, "utf8"));
const cy = cytoscape({ headless: true, data, elements });
const seen = (e) => {
  const { id, source, target, ...attributes } = e.data();
  return { id, source, target, attributes };
};
fs.writeFileSync(1, JSON.stringify({ directed: true, nodes: cy.nodes().map(seen), edges: cy.edges().map(seen) }));
fs.writeFileSync(out, JSON.stringify(cy.json()));
