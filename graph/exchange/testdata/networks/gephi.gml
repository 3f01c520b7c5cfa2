graph
[
  Creator "Gephi"
  directed 1
  node
  [
    id hp
    label "Harbour Police"
    graphics
    [
      x 2.0902975
      y 6.6362143
      z 0.0
      w 8.75
      h 8.75
      d 8.75
      fill "#c84040"
    ]
    Sector "police"
    Staff "1200"
    aliases "[Ljava.lang.String;@5d0a1059"
    public "true"
    Founded "1909"
    Degree "3"
    WeightedDegree "4.0"
    ModularityClass "0"
    PageRank "0.10420500000000002"
    Eccentricity "3.0"
    ClosenessCentrality "0.5"
    HarmonicClosenessCentrality "0.611111111111111"
    BetweennessCentrality "0.0"
    EigenvectorCentrality "0.8476091920467936"
    Authority "0.0"
    Hub "1.0"
    ClusteringCoefficient "0.0"
    Numberoftriangles "0"
    ComponentID "0"
    Strongly-ConnectedID "2"
  ]
  node
  [
    id ca
    label "Coastal Agency"
    graphics
    [
      x 9.928292
      y 5.5008225
      z 0.0
      w 13.325
      h 13.325
      d 13.325
      fill "#c84040"
    ]
    Sector "agency"
    public "false"
    Founded "1994"
    Degree "4"
    WeightedDegree "5.0"
    ModularityClass "0"
    PageRank "0.10420500000000002"
    Eccentricity "2.0"
    ClosenessCentrality "0.75"
    HarmonicClosenessCentrality "0.8333333333333334"
    BetweennessCentrality "2.0"
    EigenvectorCentrality "1.0"
    Authority "1.0"
    Hub "0.0"
    ClusteringCoefficient "0.0"
    Numberoftriangles "0"
    ComponentID "0"
    Strongly-ConnectedID "2"
  ]
  node
  [
    id po
    label "Port "Office" & Sons"
    graphics
    [
      x 28.85491
      y 2.1910067
      z 0.0
      w 10.0
      h 10.0
      d 10.0
      fill "#4040c8"
    ]
    Sector ""
    Degree "2"
    WeightedDegree "2.0"
    ModularityClass "1"
    PageRank "0.10420500000000002"
    Eccentricity "1.0"
    ClosenessCentrality "1.0"
    HarmonicClosenessCentrality "1.0"
    BetweennessCentrality "2.0"
    EigenvectorCentrality "0.6562436287081066"
    Authority "0.0"
    Hub "0.0"
    ClusteringCoefficient "0.0"
    Numberoftriangles "0"
    ComponentID "0"
    Strongly-ConnectedID "1"
  ]
  node
  [
    id 17
    label "Ministère de la Mer"
    graphics
    [
      x 43.909645
      y -1.0261191
      z 0.0
      w 20.0
      h 20.0
      d 20.0
      fill "#4040c8"
    ]
    Sector ""
    Degree "3"
    WeightedDegree "7.0"
    ModularityClass "1"
    PageRank "0.16753"
    Eccentricity "0.0"
    ClosenessCentrality "0.0"
    HarmonicClosenessCentrality "0.0"
    BetweennessCentrality "0.0"
    EigenvectorCentrality "0.5179276674204831"
    Authority "0.0"
    Hub "0.0"
    ClusteringCoefficient "0.0"
    Numberoftriangles "0"
    ComponentID "0"
    Strongly-ConnectedID "0"
  ]
  node
  [
    id lone
    graphics
    [
      x -28.229113
      y -9.959991
      z 0.0
      w 10.5
      h 10.5
      d 10.5
      fill "#40a040"
    ]
    Sector ""
    Degree "0"
    WeightedDegree "0.0"
    ModularityClass "2"
    PageRank "0.04088000000000001"
    Eccentricity "0.0"
    ClosenessCentrality "0.0"
    HarmonicClosenessCentrality "0.0"
    BetweennessCentrality "0.0"
    EigenvectorCentrality "0.0"
    Authority "0.0"
    Hub "0.0"
    ClusteringCoefficient "0.0"
    Numberoftriangles "0"
    ComponentID "1"
    Strongly-ConnectedID "3"
  ]
  edge
  [
    id 1
    source hp
    target ca
    label "reports to"
    value 1.0
    directed 1
    fill "#000000"
    Since "1994"
  ]
  edge
  [
    id 2
    source hp
    target ca
    label "shares data"
    value 2.5
    directed 1
    fill "#000000"
  ]
  edge
  [
    id 3
    source ca
    target hp
    value 0.5
    directed 1
    fill "#000000"
  ]
  edge
  [
    id 4
    source ca
    target po
    label "meets"
    value 1.0
    directed 0
    fill "#000000"
  ]
  edge
  [
    id 5
    source po
    target 17
    value 1.0
    directed 1
    fill "#000000"
  ]
  edge
  [
    id 6
    source 17
    target 17
    label "itself"
    value 3.0
    directed 1
    fill "#000000"
  ]
]
