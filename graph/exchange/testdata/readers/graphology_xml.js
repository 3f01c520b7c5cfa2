// Reads GraphML or GEXF with graphology, prints what it saw, and writes GEXF back.
const fs = require('fs');
const Graph = require('graphology');
const gexf = require('graphology-gexf');
const graphml = require('graphology-graphml');

const [format, path, out] = process.argv.slice(2);
if (format === 'check') process.exit();
const text = fs.readFileSync(path, 'utf8');
const g = (format === 'gexf' ? gexf : graphml).parse(Graph, text);
process.stdout.write(JSON.stringify({
  directed: g.undirectedSize === 0,
  nodes: g.mapNodes((id, attributes) => ({id, attributes})),
  edges: g.mapEdges((id, attributes, source, target) => ({id, source, target, attributes})),
}));
if (format === 'gexf') fs.writeFileSync(out, gexf.write(g, {version: '1.3'}));
