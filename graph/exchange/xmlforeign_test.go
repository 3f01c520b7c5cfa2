package exchange_test

import (
	"fmt"
	"strings"
	"testing"

	"github.com/liaisongraph/liaison/graph/exchange"
)

// lines is a sink that writes down what it is given.
type lines struct {
	counter
	b strings.Builder
}

func (l *lines) Map(title, description string) error {
	fmt.Fprintf(&l.b, "map %q %q\n", title, description)
	return nil
}

func (l *lines) Organisation(o *exchange.Organisation) error {
	fmt.Fprintf(&l.b, "%d: node %q", o.Line, o.ID)
	l.fields("name", o.Name, "short", o.ShortName, "class", strings.Join(o.Classifications, "+"), "founded", o.FoundingDate.String(),
		"dissolved", o.DissolutionDate.String(), "description", o.Description, "url", o.URL, "tags", strings.Join(o.Tags, "+"))
	l.extra(o.Extra)
	return nil
}

func (l *lines) Relationship(r *exchange.Relationship) error {
	fmt.Fprintf(&l.b, "%d: edge %q %q -> %q", r.Line, r.ID, r.From, r.To)
	l.fields("type", r.Type, "label", r.Label, "start", r.StartDate.String(), "end", r.EndDate.String(), "note", r.Note)
	if r.Weight != 0 {
		fmt.Fprintf(&l.b, " weight=%v", r.Weight)
	}
	if r.Undirected {
		l.b.WriteString(" undirected")
	}
	if r.Mutual != 0 {
		fmt.Fprintf(&l.b, " mutual=%d", r.Mutual)
	}
	l.extra(r.Extra)
	return nil
}

func (l *lines) Note(line int, what, done string) error {
	fmt.Fprintf(&l.b, "%d: note %s: %s\n", line, what, done)
	return nil
}

func (l *lines) fields(pairs ...string) {
	for i := 0; i < len(pairs); i += 2 {
		if pairs[i+1] != "" {
			fmt.Fprintf(&l.b, " %s=%q", pairs[i], pairs[i+1])
		}
	}
}

func (l *lines) extra(all []exchange.Attribute) {
	for _, a := range all {
		fmt.Fprintf(&l.b, " %s~%q", a.Name, a.Value.String())
	}
	l.b.WriteByte('\n')
}

// foreignXML are files in the manner of other tools, with what is to be found in them.
var foreignXML = []struct{ name, format, text, want string }{
	{"NetworkX", "graphml", `<?xml version='1.0' encoding='utf-8'?>
<graphml xmlns="http://graphml.graphdrawing.org/xmlns" xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance" xsi:schemaLocation="http://graphml.graphdrawing.org/xmlns http://graphml.graphdrawing.org/xmlns/1.0/graphml.xsd">
  <key id="d3" for="edge" attr.name="weight" attr.type="double" />
  <key id="d2" for="node" attr.name="founded" attr.type="long" />
  <key id="d1" for="node" attr.name="secret" attr.type="boolean" />
  <key id="d0" for="graph" attr.name="name" attr.type="string" />
  <graph edgedefault="directed">
    <node id="MI5">
      <data key="d1">True</data>
      <data key="d2">1909</data>
    </node>
    <node id="0" />
    <edge source="MI5" target="0" id="0">
      <data key="d3">2.5</data>
    </edge>
    <data key="d0">agencies</data>
  </graph>
</graphml>`, `8: node "MI5" founded="1909" secret~"true"
12: node "0"
13: edge "0" "MI5" -> "0" weight=2.5
map "agencies" ""
`},
	{"igraph", "graphml", `<?xml version="1.0" encoding="UTF-8"?>
<graphml xmlns="http://graphml.graphdrawing.org/xmlns">
  <key id="v_name" for="node" attr.name="name" attr.type="string"/>
  <key id="v_id" for="node" attr.name="id" attr.type="string"/>
  <key id="v_size" for="node" attr.name="size" attr.type="double"/>
  <key id="e_weight" for="edge" attr.name="weight" attr.type="double"/>
  <graph id="G" edgedefault="undirected">
    <node id="n0"><data key="v_name">Security Service</data><data key="v_id">mi5</data><data key="v_size">NaN</data></node>
    <node id="n1"><data key="v_name"></data><data key="v_id">sis</data><data key="v_size">3</data></node>
    <edge source="n0" target="n1"><data key="e_weight">1</data></edge>
  </graph>
</graphml>`, `8: node "mi5" name="Security Service"
9: node "sis" size~"3"
10: edge "" "mi5" -> "sis" weight=1 undirected
`},
	{"APOC", "graphml", `<?xml version="1.0" encoding="UTF-8"?>
<graphml xmlns="http://graphml.graphdrawing.org/xmlns">
<key id="name" for="node" attr.name="name" attr.type="string"/>
<key id="labels" for="node" attr.name="labels" attr.type="string"/>
<key id="label" for="edge" attr.name="label" attr.type="string"/>
<key id="since" for="edge" attr.name="since" attr.type="long"/>
<graph id="G" edgedefault="directed">
<node id="n0" labels=":Agency:Police"><data key="labels">:Agency:Police</data><data key="name">Harbour Police</data></node>
<node id="n1" labels=":Organisation"><data key="labels">:Organisation</data><data key="name">Home Office</data></node>
<node id="n2"><data key="name">Customs</data></node>
<edge id="e0" source="n0" target="n1" label="REPORTS_TO"><data key="label">REPORTS_TO</data><data key="since">1994</data></edge>
<edge id="e1" source="n0" target="n1" label="ADVISES"/>
<edge id="e2" source="n0" target="n2"><data key="label">meets</data></edge>
</graph>
</graphml>`, `8: node "n0" name="Harbour Police" class="agency+police"
9: node "n1" name="Home Office"
10: node "n2" name="Customs"
11: edge "" "n0" -> "n1" type="reports-to" start="1994"
12: edge "" "n0" -> "n1" type="advises"
13: edge "" "n0" -> "n2" label="meets"
`},
	{"APOC for Gephi", "graphml", `<graphml xmlns="http://graphml.graphdrawing.org/xmlns">
<key id="labels" for="node" attr.name="labels" attr.type="string"/><key id="TYPE" for="node" attr.name="TYPE" attr.type="string"/>
<key id="name" for="node" attr.name="name" attr.type="string"/><key id="label" for="node" attr.name="label" attr.type="string"/>
<key id="awards" for="node" attr.name="awards" attr.type="string" attr.list="string"/><key id="id" for="node" attr.name="id" attr.type="long"/>
<key id="label" for="edge" attr.name="label" attr.type="string"/><key id="TYPE" for="edge" attr.name="TYPE" attr.type="string"/>
<graph id="G" edgedefault="directed">
<node id="n0" labels=":Actor:Person"><data key="TYPE">:Actor:Person</data><data key="label">Keanu</data><data key="label">KR</data><data key="name">Keanu</data><data key="awards">["A;b","B \"q\""]</data><data key="id">7</data></node>
<node id="n1" labels=":Movie"><data key="TYPE">:Movie</data><data key="label">1</data><data key="id">7</data></node>
<edge id="e0" source="n0" target="n1" label="ACTED_IN"><data key="label">ACTED_IN</data><data key="TYPE">ACTED_IN</data><data key="label">ACTED_IN</data><data key="weight">2</data><data key="id">9</data></edge>
</graph></graphml>`, `7: node "7" name="Keanu" class="actor+person" label~"KR" awards~"A\\;b;B \"q\""
8: node "movie-7" class="movie" id~"7"
9: edge "9" "7" -> "movie-7" type="acted-in" label="ACTED_IN" weight=2
`},
	{"APOC for TinkerPop", "graphml", `<graphml xmlns="http://graphml.graphdrawing.org/xmlns">
<key id="labelV" for="node" attr.name="labelV" attr.type="string"/><key id="labelE" for="edge" attr.name="labelE" attr.type="string"/>
<key id="type" for="edge" attr.name="type" attr.type="string"/>
<graph id="G" edgedefault="directed">
<node id="n0"><data key="labelV">Actor:Person</data></node>
<node id="n5"/>
<edge id="e0" source="n0" target="n5"><data key="labelE">ACTED_IN</data><data key="type">lead</data></edge>
</graph></graphml>`, `5: node "n0" class="actor+person"
6: node "n5"
7: edge "" "n0" -> "n5" type="acted-in" type~"lead"
`},
	{"yEd", "graphml", `<?xml version="1.0" encoding="UTF-8" standalone="no"?>
<graphml xmlns="http://graphml.graphdrawing.org/xmlns" xmlns:java="http://www.yworks.com/xml/yfiles-common/1.0/java" xmlns:y="http://www.yworks.com/xml/graphml" xmlns:yed="http://www.yworks.com/xml/yed/3">
  <!--Created by yEd 3.23-->
  <key attr.name="Description" attr.type="string" for="graph" id="d0"/>
  <key for="port" id="d1" yfiles.type="portgraphics"/>
  <key attr.name="url" attr.type="string" for="node" id="d4"/>
  <key attr.name="description" attr.type="string" for="node" id="d5"/>
  <key for="node" id="d6" yfiles.type="nodegraphics"/>
  <key for="graphml" id="d7" yfiles.type="resources"/>
  <key attr.name="description" attr.type="string" for="edge" id="d9"/>
  <key for="edge" id="d10" yfiles.type="edgegraphics"/>
  <graph edgedefault="directed" id="G">
    <data key="d0" xml:space="preserve">Drawn by hand</data>
    <node id="n0">
      <data key="d4" xml:space="preserve"><![CDATA[https://www.mi5.gov.uk/?a=1&b=2]]></data>
      <data key="d6">
        <y:ShapeNode>
          <y:Geometry height="30.0" width="30.0" x="0.0" y="0.0"/>
          <y:NodeLabel alignment="center" visible="true">Security
Service<y:LabelModel><y:SmartNodeLabelModel distance="4.0"/></y:LabelModel></y:NodeLabel>
          <y:NodeLabel>second</y:NodeLabel>
          <y:Shape type="rectangle"/>
        </y:ShapeNode>
      </data>
    </node>
    <node id="n1" yfiles.foldertype="group">
      <data key="d6"><y:ProxyAutoBoundsNode><y:Realizers active="0"><y:GroupNode><y:NodeLabel>Departments</y:NodeLabel></y:GroupNode></y:Realizers></y:ProxyAutoBoundsNode></data>
      <graph edgedefault="directed" id="n1:">
        <node id="n1::n0"><port name="north"/><data key="d5">Foreign &amp; Commonwealth</data><data key="d6"><y:ShapeNode><y:NodeLabel>FCDO</y:NodeLabel></y:ShapeNode></data></node>
      </graph>
    </node>
    <edge id="e0" source="n0" target="n1::n0" sourceport="north">
      <data key="d9"/>
      <data key="d10"><y:PolyLineEdge><y:Arrows source="none" target="standard"/><y:EdgeLabel>advises<y:LabelModel/></y:EdgeLabel></y:PolyLineEdge></data>
    </edge>
    <hyperedge><endpoint node="n0"/><endpoint node="n1"/></hyperedge>
  </graph>
  <data key="d7"><y:Resources/></data>
</graphml>`, `17: note drawing: left out but for labels and arrowheads
14: node "n0" name="Security Service" url="https://www.mi5.gov.uk/?a=1&b=2" label~"second"
28: note nested graph: its nodes and edges are taken like the others
26: node "n1" name="Departments"
29: note ports: left out; the edges go to the nodes
29: node "n1::n0" name="FCDO" description="Foreign & Commonwealth" group~"Departments"
36: note hyperedge: left out
0: note labels that are drawn at edges: kept as labels but for what is a type, since few repeat
32: edge "e0" "n0" -> "n1::n0" label="advises"
map "" "Drawn by hand"
`},
	{"yEd, arrowheads, groups and labels that repeat", "graphml", `<graphml xmlns="http://graphml.graphdrawing.org/xmlns" xmlns:y="http://www.yworks.com/xml/graphml">
<key for="node" id="d0" yfiles.type="nodegraphics"/><key for="edge" id="d1" yfiles.type="edgegraphics"/>
<graph edgedefault="directed" id="G">
<node id="n0"><data key="d0"><y:ShapeNode><y:NodeLabel>&lt;html&gt;&lt;b&gt;Police&lt;/b&gt;&lt;br&gt;&amp;amp; Customs&lt;/html&gt;</y:NodeLabel></y:ShapeNode></data></node>
<node id="n1" yfiles.foldertype="folder"><data key="d0"><y:ProxyAutoBoundsNode><y:Realizers active="1"><y:GroupNode><y:NodeLabel>open</y:NodeLabel></y:GroupNode>
<y:GroupNode><y:NodeLabel>Ministry
of Justice</y:NodeLabel></y:GroupNode></y:Realizers></y:ProxyAutoBoundsNode></data><graph edgedefault="directed" id="n1:">
<node id="n1::n0"/>
<edge id="n1::e0" source="n1::n0" target="n1::n0"><data key="d1"><y:PolyLineEdge><y:Arrows source="none" target="white_delta"/><y:EdgeLabel>pays</y:EdgeLabel></y:PolyLineEdge></data></edge>
</graph></node>
<edge id="e1" source="n0" target="n1"><data key="d1"><y:PolyLineEdge><y:Arrows source="standard" target="none"/><y:EdgeLabel>51 %</y:EdgeLabel><y:EdgeLabel>pays
for</y:EdgeLabel></y:PolyLineEdge></data></edge>
<edge id="e2" source="n0" target="n1"><data key="d1"><y:ArcEdge><y:Arrows source="delta" target="plain"/><y:EdgeLabel>pays for</y:EdgeLabel></y:ArcEdge></data></edge>
<edge id="e3" source="n0" target="n1"><data key="d1"><y:PolyLineEdge><y:Arrows source="none" target="none"/><y:EdgeLabel>Pays</y:EdgeLabel></y:PolyLineEdge></data></edge>
<edge id="e4" source="n0" target="n1"><data key="d1"><y:PolyLineEdge><y:Arrows source="diamond" target="none"/></y:PolyLineEdge></data></edge>
<edge id="e5" source="n0" target="n1"><data key="d1"><y:PolyLineEdge><y:Arrows source="diamond" target="short"/></y:PolyLineEdge></data></edge>
<edge id="e6" source="n0" target="n1" directed="true"><data key="d1"><y:PolyLineEdge><y:Arrows source="none" target="none"/></y:PolyLineEdge></data></edge>
</graph></graphml>`, `4: note drawing: left out but for labels and arrowheads
4: node "n0" name="Police & Customs"
7: note nested graph: its nodes and edges are taken like the others
5: node "n1" name="Ministry of Justice"
8: node "n1::n0" group~"Ministry of Justice"
11: note an edge whose arrowhead is at its source: read from its target to its source
13: note an edge with arrowheads at both ends: read as mutual
14: note an edge without an arrowhead: read as one without a direction, which is mutual
15: note an edge whose arrowhead is at its source: read from its target to its source
0: note labels that are drawn at edges: taken as types, since they repeat
9: edge "n1::e0" "n1::n0" -> "n1::n0" type="pays"
11: edge "e1" "n1" -> "n0" type="pays for" label="51 %"
13: edge "e2" "n0" -> "n1" type="pays for" mutual=1
14: edge "e3" "n0" -> "n1" type="Pays" undirected
15: edge "e4" "n1" -> "n0"
16: edge "e5" "n0" -> "n1"
17: edge "e6" "n0" -> "n1"
`},
	{"Cytoscape", "graphml", `<?xml version="1.0" encoding="UTF-8" standalone="no"?>
<graphml xmlns="http://graphml.graphdrawing.org/xmlns">
<key attr.name="name" attr.type="string" for="node" id="name"/>
<key attr.name="shared name" attr.type="string" for="node" id="shared name"/>
<key attr.name="selected" attr.type="boolean" for="node" id="selected"/>
<key attr.name="interaction" attr.type="string" for="edge" id="interaction"/>
<key attr.name="shared interaction" attr.type="string" for="edge" id="shared interaction"/>
<key attr.name="score" attr.type="double" for="edge" id="score"><default>0.5</default></key>
<graph edgedefault="directed" id="Network">
<edge id="103" source="61" target="62"><data key="interaction">works with</data><data key="shared interaction">works with</data></edge>
<node id="61"><data key="name">MI5</data><data key="shared name">MI5</data><data key="selected">false</data></node>
<node id="62"><data key="shared name">SIS</data></node>
<edge id="104" source="62" target="61" directed="false"><data key="score">0.75</data></edge>
</graph>
</graphml>`, `10: edge "103" "61" -> "62" type="works with" score~"0.5"
11: node "61" name="MI5"
12: node "62" name="SIS"
13: edge "104" "62" -> "61" undirected score~"0.75"
`},
	{"Gephi's GraphML", "graphml", `<?xml version="1.0" encoding="UTF-8"?><graphml xmlns="http://graphml.graphdrawing.org/xmlns">
<key attr.name="label" attr.type="string" for="node" id="label"/>
<key attr.name="Edge Label" attr.type="string" for="edge" id="edgelabel"/>
<key attr.name="weight" attr.type="double" for="edge" id="weight"/>
<key attr.name="r" attr.type="int" for="node" id="r"/>
<graph edgedefault="directed">
<node id="a"><data key="label">Agency A</data><data key="r">153</data></node>
<node id="b"><data key="label">b</data></node>
<edge id="0" source="a" target="b"><data key="edgelabel">advises</data><data key="weight">-1</data></edge>
</graph></graphml>`, `5: note drawing: left out but for the labels
7: node "a" name="Agency A"
8: node "b"
9: edge "0" "a" -> "b" label="advises" weight~"-1"
`},
	{"Gephi's GraphML, of what changes with time, and with kinds", "graphml", `<?xml version="1.0" encoding="UTF-8"?><graphml xmlns="http://graphml.graphdrawing.org/xmlns">
<key attr.name="label" attr.type="string" for="node" id="label"/>
<key attr.name="Edge Label" attr.type="string" for="edge" id="edgelabel"/>
<key attr.name="size" attr.type="float" for="node" id="size"/>
<key attr.name="Size" attr.type="int" for="node" id="staff"/>
<key attr.name="Budget" attr.type="intervaldoublemap" for="node" id="budget"/>
<key attr.name="Codes" attr.type="int[]" for="node" id="codes"/>
<key attr.name="PageRank" attr.type="double" for="node" id="pageranks"/>
<graph edgedefault="directed">
<node id="a"><data key="budget">10.5</data><data key="codes">[I@1b2c</data><data key="size">10.0</data><data key="staff">7</data><data key="pageranks">0.5</data></node>
<edge directed="false" id="0" label="advice" source="a" target="a"><data key="edgelabel">advice</data></edge>
</graph></graphml>`, `4: note drawing: left out but for the labels
6: note values that change with time: Gephi has written one of each; its GEXF has all
10: note lists of the attribute Codes: left out: Gephi has written no more than that they are lists, but writes them as GEXF
10: node "a" Budget~"10.5" Size~"7"
11: edge "0" "a" -> "a" type="advice" label="advice" undirected
0: note what Gephi has computed: PageRank: left out, since it can be computed again
`},
	{"no namespace, no declarations", "graphml", `<graphml><graph edgedefault="undirected"><node id="a"><data key="x">1</data></node><edge source="a" target="b"/></graph></graphml>`,
		`1: note key x: not declared; taken as text
1: node "a" x~"1"
1: edge "" "a" -> "b" undirected
`},
	{"two graphs beside one another, and one in a node of the first", "graphml", `<graphml><graph id="y2019" edgedefault="directed"><node id="a"><graph edgedefault="directed"><node id="b"/></graph></node><edge source="a" target="b"/></graph>
<graph id="y2020" edgedefault="directed"><node id="a"/><node id="c"/><edge source="a" target="c"/></graph></graphml>`,
		`1: note nested graph: its nodes and edges are taken like the others
1: node "a"
1: node "b" group~"a"
1: edge "" "a" -> "b"
2: note a further graph: left out
`},
	{"Gephi 0.9", "gexf", `<?xml version="1.0" encoding="UTF-8"?>
<gexf xmlns="http://www.gexf.net/1.3" version="1.3" xmlns:viz="http://www.gexf.net/1.3/viz" xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance" xsi:schemaLocation="http://www.gexf.net/1.3 http://www.gexf.net/1.3/gexf.xsd">
  <meta lastmodifieddate="2020-01-01">
    <creator>Gephi 0.9</creator>
    <description>Agencies</description>
  </meta>
  <graph defaultedgetype="directed" idtype="string" timeformat="date" timerepresentation="interval" mode="dynamic">
    <attributes class="node" mode="static">
      <attribute id="modularity_class" title="Modularity Class" type="integer"><default>0</default></attribute>
      <attribute id="0" title="category" type="string"/>
      <attribute id="1" title="tags" type="liststring"/>
    </attributes>
    <nodes>
      <node id="1" label="MI5" start="1909-10-01" end="Infinity">
        <attvalues><attvalue for="modularity_class" value="3"/><attvalue for="0" value="intelligence-agency"/><attvalue for="1" value="[&quot;a, b&quot;, c]"/></attvalues>
        <viz:size value="10.0"/><viz:position x="1" y="2"/><viz:color r="1" g="2" b="3"/>
      </node>
      <node id="2" label="SOE"><spells><spell start="1940-07-22" end="1945-01-01"/><spell start="1945-02-01" endopen="1946-01-15"/></spells></node>
    </nodes>
    <edges>
      <edge id="7" source="1" target="2" weight="2.0" label="advises" kind="advice"><attvalues></attvalues></edge>
      <edge id="8" source="2" target="1" type="undirected"></edge>
      <edge id="9" source="2" target="1" type="mutual" start="1940-07-22T10:00:00Z"/>
    </edges>
  </graph>
</gexf>`, `16: note drawing: left out
14: node "1" name="MI5" class="intelligence-agency" founded="1909-10-01" tags="a, b+c" Modularity Class~"3"
18: note several periods of one element: from the beginning of the first to the end of the last
18: node "2" name="SOE" founded="1940-07-22" dissolved="1946-01-15" Modularity Class~"0"
21: edge "7" "1" -> "2" type="advice" label="advises" weight=2
22: edge "8" "2" -> "1" undirected
23: edge "9" "2" -> "1" start="1940-07-22" mutual=1
map "" "Agencies"
`},
	{"GEXF 1.1, hierarchy and years", "gexf", `<gexf xmlns="http://www.gexf.net/1.1draft" version="1.1">
<graph mode="dynamic" name="Old">
<attributes class="edge"><attribute id="0" title="since" type="integer"/></attributes>
<nodes><node id="a" label="A" start="1909.0"><nodes><node id="b" label="B" pid="a" start="17"/></nodes></node></nodes>
<edges><edge source="a" target="b"><attvalues><attvalue id="0" value="1999"/><attvalue for="9" value="x"/></attvalues></edge></edges>
</graph></gexf>`, `4: note hierarchy of nodes: all of them are taken alike
4: node "a" name="A" founded="1909"
4: node "b" name="B" start~"17"
5: note attribute 9: not declared; taken as text
5: edge "" "a" -> "b" start="1999" undirected 9~"x"
map "Old" ""
`},
	{"NetworkX's GEXF", "gexf", `<?xml version='1.0' encoding='utf-8'?>
<gexf xmlns="http://www.gexf.net/1.2draft" version="1.2"><meta lastmodifieddate="2026-01-01"><creator>NetworkX 3.6.1</creator></meta>
<graph defaultedgetype="directed" mode="static" name="">
<attributes mode="static" class="edge"><attribute id="0" title="networkx_key" type="string" /></attributes>
<nodes><node id="a" label="a" /><node id="b" label="b" /></nodes>
<edges><edge source="a" target="b" id="a:advice:b" type="advice" weight="2.0"><attvalues><attvalue for="0" value="k" /></attvalues></edge></edges>
</graph></gexf>`, `5: node "a"
5: node "b"
6: edge "a:advice:b" "a" -> "b" type="advice" weight=2
`},
	{"values that change with time", "gexf", `<gexf xmlns="http://www.gexf.net/1.2draft"><graph defaultedgetype="directed">
<attributes class="node" mode="dynamic"><attribute id="0" title="description" type="string"/></attributes>
<nodes><node id="a"><attvalues><attvalue for="0" value="x" start="1"/><attvalue for="0" value="y" start="2"/></attvalues></node></nodes>
</graph></gexf>`, `3: note values that change with time: the last of them is taken
3: node "a" description="y"
`},
}

// TestXMLForeign reads files in the manner of other tools.
func TestXMLForeign(t *testing.T) {
	for _, c := range foreignXML {
		t.Run(c.name, func(t *testing.T) {
			f := formatNamed(t, c.format)
			var l lines
			if err := f.Read(t.Context(), &exchange.Input{Name: "test", Stream: strings.NewReader(c.text)}, &l); err != nil {
				t.Fatal(err)
			}
			if got := l.b.String(); got != c.want {
				t.Errorf("is\n%s\nwant\n%s", got, c.want)
			}
			if _, err := readStream(t, f, strings.NewReader(c.text)); err != nil {
				t.Error(err)
			}
			if f.Guess("", []byte(c.text)) != 3 {
				t.Error("it is not guessed")
			}
		})
	}
}
