Creator "Liaison"
Version 1
graph [
  directed 1
  multigraph 1
  title "Every field"
  description "Each is filled in&#10;somewhere."
  types "[{&quot;id&quot;:&quot;secondment&quot;,&quot;label&quot;:&quot;seconds staff to&quot;,&quot;inverse_label&quot;:&quot;has staff seconded by&quot;,&quot;broader&quot;:&quot;support&quot;,&quot;description&quot;:&quot;Staff of one work for the other.&quot;,&quot;mutual&quot;:true,&quot;irreflexive&quot;:true,&quot;from&quot;:[&quot;signals&quot;,&quot;police&quot;],&quot;to&quot;:[&quot;intelligence-agency&quot;]}]"
  classifications "[{&quot;id&quot;:&quot;signals&quot;,&quot;label&quot;:&quot;Signals body&quot;,&quot;plural_label&quot;:&quot;Signals bodies&quot;,&quot;broader&quot;:&quot;intelligence-agency&quot;,&quot;description&quot;:&quot;Listens.&quot;}]"
  sources "[{&quot;id&quot;:&quot;report&quot;,&quot;title&quot;:&quot;A report&quot;,&quot;publisher&quot;:&quot;HMSO&quot;,&quot;author&quot;:&quot;A. Author&quot;,&quot;published&quot;:&quot;2019-05&quot;,&quot;retrieved&quot;:&quot;2020-01-02&quot;,&quot;type&quot;:&quot;official&quot;,&quot;url&quot;:&quot;https://example.org/report&quot;,&quot;archive_url&quot;:&quot;https://archive.example.org/report&quot;,&quot;file&quot;:&quot;report.txt&quot;,&quot;note&quot;:&quot;Second edition.&quot;},{&quot;id&quot;:&quot;general&quot;,&quot;title&quot;:&quot;General knowledge&quot;,&quot;type&quot;:&quot;general&quot;}]"
  arrangements "[{&quot;id&quot;:&quot;double-lock&quot;,&quot;label&quot;:&quot;Double lock&quot;,&quot;rule&quot;:&quot;any&quot;,&quot;note&quot;:&quot;Either will do.&quot;},{&quot;id&quot;:&quot;team&quot;,&quot;label&quot;:&quot;Team&quot;,&quot;rule&quot;:&quot;all&quot;}]"
  node [
    id 0
    label "one"
    name "Organisation One"
    shortName "ONE"
    otherNames "[{&quot;name&quot;:&quot;Bureau One&quot;,&quot;start_date&quot;:&quot;1909-10&quot;,&quot;end_date&quot;:&quot;1931~&quot;,&quot;note&quot;:&quot;Until it moved.&quot;},{&quot;name&quot;:&quot;Uno&quot;}]"
    classification "signals;overseas"
    foundingDate "1909-10"
    dissolutionDate "2030-12-31"
    description "The first."
    url "https://one.example.org/"
    tags "secret;old"
    evidence "[{&quot;source&quot;:&quot;report&quot;,&quot;passage&quot;:&quot;founded in &#8230; 1909&quot;,&quot;prefix&quot;:&quot;was&quot;,&quot;suffix&quot;:&quot;by the&quot;,&quot;note&quot;:&quot;Chapter 1.&quot;},{&quot;source&quot;:&quot;general&quot;}]"
  ]
  node [
    id 1
    label "two"
    name "Organisation Two"
    classification "police"
  ]
  edge [
    source 0
    target 1
    id "first"
    type "secondment"
    label "lends officers to"
    symmetric 0
    startDate "2001-02-03"
    endDate "2004~"
    status "suspended"
    confidence "probable"
    weight 2.5
    arrangement "double-lock"
    note "Twelve of them."
    evidence "[{&quot;source&quot;:&quot;report&quot;,&quot;passage&quot;:&quot;officers were lent &#8230; for three years&quot;,&quot;prefix&quot;:&quot;twelve&quot;,&quot;suffix&quot;:&quot;and then&quot;,&quot;note&quot;:&quot;Chapter 2.&quot;},{&quot;source&quot;:&quot;general&quot;,&quot;passage&quot;:&quot;well known&quot;}]"
    ownId 1
  ]
  edge [
    source 1
    target 0
    id "two:advice:one"
    type "advice"
    symmetric 1
    status "disputed"
    confidence "doubtful"
    weight 1.0
    arrangement "team"
  ]
  edge [
    source 0
    target 1
    id "two:advice:one:reverse"
    type "advice"
    symmetric 1
    status "disputed"
    confidence "doubtful"
    weight 1.0
    arrangement "team"
    reverseOf "two:advice:one"
  ]
]
