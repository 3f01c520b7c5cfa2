// Reads node-link JSON with D3's forceLink, and prints what it saw.
const fs = require("fs");
const { pathToFileURL } = require("url");

import(pathToFileURL(require.resolve("d3-force"))).then(({ forceSimulation, forceLink }) => {
  if (process.argv[2] === "check") return;
  const { directed, nodes, links } = JSON.parse(fs.readFileSync(process.argv[3], "utf8"));
  forceSimulation(nodes).force("link", forceLink(links).id((d) => d.id)).stop(); // makes the ends the nodes themselves
  fs.writeFileSync(1, JSON.stringify({
    directed,
    nodes: nodes.map(({ id, ...attributes }) => ({ id, attributes })),
    edges: links.map(({ source, target, key, ...attributes }) => ({ id: key, source: nodes[source.index].id, target: nodes[target.index].id, attributes })),
  }));
});
