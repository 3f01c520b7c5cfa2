Creator "igraph version 1.0.0"
Version 1
graph
[
  directed 1
  name "Harbour"
  node
  [
    id 0
    name "Harbour Police"
    founded 1909
    public 1
  ]
  node
  [
    id 1
    name "coast"
    public 0
  ]
  node
  [
    id 2
    name "Ministère &quot;de la&quot; Mer &amp; Cie"
    founded 1994
    public 1
  ]
  edge
  [
    source 0
    target 1
    weight 1
    relationtype "reports to"
  ]
  edge
  [
    source 1
    target 2
    weight 2.5
    relationtype ""
  ]
  edge
  [
    source 2
    target 0
    weight 1e-07
    relationtype "advises"
  ]
  edge
  [
    source 0
    target 1
    weight 4
    relationtype "meets"
  ]
]
