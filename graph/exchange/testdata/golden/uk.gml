Creator "Liaison"
Version 1
graph [
  directed 1
  multigraph 1
  title "United Kingdom national security agencies"
  description "How the United Kingdom's national security agencies stand to one another and to their partners at home and abroad, as two pages by MI5, one by Counter Terrorism Policing and one press article describe it."
  types "[{&quot;id&quot;:&quot;protection&quot;,&quot;label&quot;:&quot;protects&quot;,&quot;inverse_label&quot;:&quot;is protected by&quot;,&quot;broader&quot;:&quot;support&quot;,&quot;description&quot;:&quot;Protection of people from threats.&quot;,&quot;to&quot;:[&quot;public&quot;]}]"
  sources "[{&quot;id&quot;:&quot;mi5-2019&quot;,&quot;title&quot;:&quot;Partnerships&quot;,&quot;publisher&quot;:&quot;MI5&quot;,&quot;published&quot;:&quot;2019~&quot;,&quot;type&quot;:&quot;official&quot;,&quot;url&quot;:&quot;https://www.mi5.gov.uk/partnerships&quot;,&quot;file&quot;:&quot;mi5-partnerships-2019.txt&quot;,&quot;note&quot;:&quot;Undated. The news beside the text is of September 2019; the text is older in part, as it names a department that was abolished in 2016. \&quot;We\&quot; is MI5.&quot;},{&quot;id&quot;:&quot;mi5-current&quot;,&quot;title&quot;:&quot;Our partnerships&quot;,&quot;publisher&quot;:&quot;MI5&quot;,&quot;published&quot;:&quot;2023~&quot;,&quot;type&quot;:&quot;official&quot;,&quot;url&quot;:&quot;https://www.mi5.gov.uk/about-us/partnerships&quot;,&quot;file&quot;:&quot;mi5-our-partnerships.txt&quot;,&quot;note&quot;:&quot;Undated. It names the National Protective Security Authority, which has existed since March 2023 (general knowledge), so that it cannot be older. \&quot;We\&quot; is MI5.&quot;},{&quot;id&quot;:&quot;police-oracle-2014&quot;,&quot;title&quot;:&quot;The crucial world of counter terror collaboration&quot;,&quot;publisher&quot;:&quot;Police Oracle&quot;,&quot;author&quot;:&quot;Andrew Staniforth&quot;,&quot;published&quot;:&quot;2014-05-13&quot;,&quot;type&quot;:&quot;press&quot;,&quot;url&quot;:&quot;https://osintjournal.wordpress.com/2014/05/13/uk-the-crucial-world-of-counter-terror-collaboration/&quot;,&quot;file&quot;:&quot;police-oracle-2014.txt&quot;,&quot;note&quot;:&quot;An excerpt on a blog; it breaks off. The author is introduced as a fellow of the Centre of Excellence in Terrorism, Resilience, Intelligence \u0026 Organised Crime Research (CENTRIC).&quot;},{&quot;id&quot;:&quot;ctp-2019&quot;,&quot;title&quot;:&quot;Year In Review 2019: Police and MI5 Partnership&quot;,&quot;publisher&quot;:&quot;Counter Terrorism Policing&quot;,&quot;published&quot;:&quot;2019-12~&quot;,&quot;type&quot;:&quot;official&quot;,&quot;url&quot;:&quot;https://counterterrorism.police.uk/?p=6434&quot;,&quot;file&quot;:&quot;ctp-year-in-review-2019.txt&quot;,&quot;note&quot;:&quot;Dated by its opening words, at the close of 2019. \&quot;We\&quot; is Counter Terrorism Policing; where the page goes over the ground of the joint article by the heads of MI5 and the Metropolitan Police, it can be MI5 too.&quot;},{&quot;id&quot;:&quot;govuk-departments&quot;,&quot;title&quot;:&quot;Departments, agencies and public bodies&quot;,&quot;publisher&quot;:&quot;GOV.UK&quot;,&quot;type&quot;:&quot;register&quot;,&quot;url&quot;:&quot;https://www.gov.uk/government/organisations&quot;,&quot;note&quot;:&quot;For the dates on which departments were formed and abolished, and which took over from which.&quot;},{&quot;id&quot;:&quot;general-knowledge&quot;,&quot;title&quot;:&quot;General knowledge&quot;,&quot;type&quot;:&quot;general&quot;,&quot;note&quot;:&quot;Facts of public record that need no particular document.&quot;}]"
  arrangements "[{&quot;id&quot;:&quot;intrusive-tools-approval&quot;,&quot;label&quot;:&quot;approval of MI5's most intrusive investigative tools&quot;,&quot;rule&quot;:&quot;all&quot;,&quot;note&quot;:&quot;A Secretary of State and an independent judge must both approve; neither is enough alone.&quot;},{&quot;id&quot;:&quot;counter-terrorism-transfer&quot;,&quot;label&quot;:&quot;proposed transfer of national counter-terrorism from the police to the National Crime Agency&quot;,&quot;rule&quot;:&quot;all&quot;,&quot;note&quot;:&quot;One recommendation, which takes from the one what it gives to the other.&quot;}]"
  node [
    id 0
    label "mi5"
    name "Security Service"
    shortName "MI5"
    classification "intelligence-agency"
    description "The agency charged with protecting national security, with primacy over the domestic terrorist threat."
    url "https://www.mi5.gov.uk/"
  ]
  node [
    id 1
    label "border-force"
    name "Border Force"
    classification "law-enforcement"
    description "One of the national law enforcement agencies with which MI5 works."
  ]
  node [
    id 2
    label "law-enforcement-agencies"
    name "Law enforcement agencies"
    otherNames "[{&quot;name&quot;:&quot;national law enforcement agencies&quot;},{&quot;name&quot;:&quot;law enforcement agency partners&quot;}]"
    classification "law-enforcement;grouping"
    description "The law enforcement agencies that are MI5's partners: the police, the National Crime Agency, Border Force and others that are not named."
  ]
  edge [
    source 0
    target 1
    id "mi5:partnership:border-force"
    type "partnership"
    label "works with"
    symmetric 1
    status "active"
    confidence "confirmed"
    weight 1.0
    evidence "[{&quot;source&quot;:&quot;mi5-2019&quot;,&quot;passage&quot;:&quot;other national law enforcement agencies &#8230; Border Force&quot;},{&quot;source&quot;:&quot;mi5-current&quot;,&quot;passage&quot;:&quot;very close working relationship &#8230; Border Force&quot;}]"
  ]
  edge [
    source 1
    target 0
    id "mi5:partnership:border-force:reverse"
    type "partnership"
    label "works with"
    symmetric 1
    status "active"
    confidence "confirmed"
    weight 1.0
    evidence "[{&quot;source&quot;:&quot;mi5-2019&quot;,&quot;passage&quot;:&quot;other national law enforcement agencies &#8230; Border Force&quot;},{&quot;source&quot;:&quot;mi5-current&quot;,&quot;passage&quot;:&quot;very close working relationship &#8230; Border Force&quot;}]"
    reverseOf "mi5:partnership:border-force"
  ]
  edge [
    source 0
    target 2
    id "mi5:partnership:law-enforcement-agencies"
    type "partnership"
    label "works with"
    symmetric 1
    status "active"
    confidence "confirmed"
    weight 1.0
    evidence "[{&quot;source&quot;:&quot;mi5-2019&quot;,&quot;passage&quot;:&quot;work with other national law enforcement agencies&quot;},{&quot;source&quot;:&quot;mi5-current&quot;,&quot;passage&quot;:&quot;very close working relationship &#8230; other national law enforcement agencies&quot;}]"
  ]
  edge [
    source 2
    target 0
    id "mi5:partnership:law-enforcement-agencies:reverse"
    type "partnership"
    label "works with"
    symmetric 1
    status "active"
    confidence "confirmed"
    weight 1.0
    evidence "[{&quot;source&quot;:&quot;mi5-2019&quot;,&quot;passage&quot;:&quot;work with other national law enforcement agencies&quot;},{&quot;source&quot;:&quot;mi5-current&quot;,&quot;passage&quot;:&quot;very close working relationship &#8230; other national law enforcement agencies&quot;}]"
    reverseOf "mi5:partnership:law-enforcement-agencies"
  ]
  edge [
    source 1
    target 2
    id "border-force:member-of:law-enforcement-agencies"
    type "member-of"
    label "is one of"
    symmetric 0
    status "active"
    confidence "confirmed"
    weight 1.0
    evidence "[{&quot;source&quot;:&quot;mi5-2019&quot;,&quot;passage&quot;:&quot;law enforcement agencies including &#8230; Border Force&quot;},{&quot;source&quot;:&quot;mi5-current&quot;,&quot;passage&quot;:&quot;law enforcement agencies including &#8230; Border Force&quot;}]"
  ]
  edge [
    source 0
    target 1
    id "mi5:intelligence-sharing:border-force"
    type "intelligence-sharing"
    label "exchanges intelligence with"
    symmetric 1
    status "active"
    confidence "confirmed"
    weight 1.0
    evidence "[{&quot;source&quot;:&quot;mi5-current&quot;,&quot;passage&quot;:&quot;these critical partners, sharing and receiving intelligence&quot;,&quot;note&quot;:&quot;The partners are those that the paragraph before names.&quot;}]"
  ]
  edge [
    source 1
    target 0
    id "mi5:intelligence-sharing:border-force:reverse"
    type "intelligence-sharing"
    label "exchanges intelligence with"
    symmetric 1
    status "active"
    confidence "confirmed"
    weight 1.0
    evidence "[{&quot;source&quot;:&quot;mi5-current&quot;,&quot;passage&quot;:&quot;these critical partners, sharing and receiving intelligence&quot;,&quot;note&quot;:&quot;The partners are those that the paragraph before names.&quot;}]"
    reverseOf "mi5:intelligence-sharing:border-force"
  ]
  edge [
    source 0
    target 2
    id "mi5:intelligence-sharing:law-enforcement-agencies"
    type "intelligence-sharing"
    label "exchanges intelligence with"
    symmetric 1
    status "active"
    confidence "confirmed"
    weight 1.0
    evidence "[{&quot;source&quot;:&quot;mi5-2019&quot;,&quot;passage&quot;:&quot;law enforcement agency partners in many areas &#8230; assessments on current threats&quot;,&quot;note&quot;:&quot;One way only, from MI5.&quot;},{&quot;source&quot;:&quot;mi5-current&quot;,&quot;passage&quot;:&quot;these critical partners, sharing and receiving intelligence&quot;,&quot;note&quot;:&quot;The partners are those that the paragraph before names; both ways.&quot;}]"
  ]
  edge [
    source 2
    target 0
    id "mi5:intelligence-sharing:law-enforcement-agencies:reverse"
    type "intelligence-sharing"
    label "exchanges intelligence with"
    symmetric 1
    status "active"
    confidence "confirmed"
    weight 1.0
    evidence "[{&quot;source&quot;:&quot;mi5-2019&quot;,&quot;passage&quot;:&quot;law enforcement agency partners in many areas &#8230; assessments on current threats&quot;,&quot;note&quot;:&quot;One way only, from MI5.&quot;},{&quot;source&quot;:&quot;mi5-current&quot;,&quot;passage&quot;:&quot;these critical partners, sharing and receiving intelligence&quot;,&quot;note&quot;:&quot;The partners are those that the paragraph before names; both ways.&quot;}]"
    reverseOf "mi5:intelligence-sharing:law-enforcement-agencies"
  ]
  edge [
    source 2
    target 0
    id "law-enforcement-agencies:assistance:mi5"
    type "assistance"
    label "give help to"
    symmetric 0
    status "active"
    confidence "confirmed"
    weight 1.0
    evidence "[{&quot;source&quot;:&quot;mi5-2019&quot;,&quot;passage&quot;:&quot;receive help from the &#8230; law enforcement agency partners&quot;}]"
  ]
  edge [
    source 0
    target 2
    id "mi5:joint-investigation:law-enforcement-agencies"
    type "joint-investigation"
    label "collaborates on investigations with"
    symmetric 1
    status "active"
    confidence "confirmed"
    weight 1.0
    evidence "[{&quot;source&quot;:&quot;mi5-2019&quot;,&quot;passage&quot;:&quot;collaborate closely with them on investigations &#8230; criminal proceedings&quot;,&quot;note&quot;:&quot;\&quot;Them\&quot; is the police and the other law enforcement agencies.&quot;}]"
  ]
  edge [
    source 2
    target 0
    id "mi5:joint-investigation:law-enforcement-agencies:reverse"
    type "joint-investigation"
    label "collaborates on investigations with"
    symmetric 1
    status "active"
    confidence "confirmed"
    weight 1.0
    evidence "[{&quot;source&quot;:&quot;mi5-2019&quot;,&quot;passage&quot;:&quot;collaborate closely with them on investigations &#8230; criminal proceedings&quot;,&quot;note&quot;:&quot;\&quot;Them\&quot; is the police and the other law enforcement agencies.&quot;}]"
    reverseOf "mi5:joint-investigation:law-enforcement-agencies"
  ]
  edge [
    source 0
    target 2
    id "mi5:assistance:law-enforcement-agencies"
    type "assistance"
    label "has given support against serious crime to"
    symmetric 0
    status "suspended"
    confidence "confirmed"
    weight 1.0
    note "Suspended in favour of other operational priorities when the page was written."
    evidence "[{&quot;source&quot;:&quot;mi5-2019&quot;,&quot;passage&quot;:&quot;provided unique support to the police &#8230; this work is currently suspended&quot;}]"
  ]
]
