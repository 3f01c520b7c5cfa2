graph [
  name "Harbour"
  node [
    id 0
    label "Harbour Police"
    kind "police"
    founded 1909
    aliases "HP"
    aliases "Water Police"
    tags "_networkx_list_start"
    tags "boats"
    address [
      city "Brest"
      lines "1 Quai"
      lines "Porte &#34;B&#34;"
    ]
    secret 1
  ]
  node [
    id 1
    label "Minist&#232;re de la Mer"
    share 2.5
    nothing ""
  ]
  node [
    id 2
    label "17"
  ]
  edge [
    source 0
    target 1
    relation "advises"
    weight 2.5
    since 1994
    note "R &#38; D <x>"
  ]
  edge [
    source 1
    target 2
    weight -1
  ]
  edge [
    source 2
    target 2
  ]
]
