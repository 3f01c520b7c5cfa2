# What the path patterns of ISO GQL mean, on a graph of three nodes that can be followed by hand:
#
#   a -1-> b,  b -2-> c,  b -6-> c,  c -3-> a     of type R
#   a -4-> c,  c -5-> c                           of type S
Feature: Path patterns

  Background:
    Given an empty graph
    And having executed:
      """
      CREATE (a:A {n: 'a'}), (b:B {n: 'b'}), (c:A:B {n: 'c'}),
             (a)-[:R {w: 1}]->(b), (b)-[:R {w: 2}]->(c), (c)-[:R {w: 3}]->(a), (b)-[:R {w: 6}]->(c),
             (a)-[:S {w: 4}]->(c), (c)-[:S {w: 5}]->(c)
      """

  Scenario Outline: [1] A quantified relationship <quantifier>
    When executing query:
      """
      MATCH (a {n: 'a'})-[r:R]-><quantifier>(x) RETURN x.n AS x, [e IN r | e.w] AS ws ORDER BY size(ws), ws
      """
    Then the result should be, in order:
      | x   | ws        |
      | <0> | <0w>      |
      | 'b' | [1]       |
      | 'c' | [1, 2]    |
      | 'c' | [1, 6]    |
      | 'a' | [1, 2, 3] |
      | 'a' | [1, 6, 3] |

    Examples:
      | quantifier | 0   | 0w |
      | *          | 'a' | [] |
      | {0,}       | 'a' | [] |
      | {,3}       | 'a' | [] |
      | {0,9}      | 'a' | [] |

  Scenario Outline: [2] At least once, as <quantifier>
    When executing query:
      """
      MATCH (a {n: 'a'})-[r:R]-><quantifier>(x) RETURN [e IN r | e.w] AS ws
      """
    Then the result should be, in any order:
      | ws        |
      | [1]       |
      | [1, 2]    |
      | [1, 6]    |
      | [1, 2, 3] |
      | [1, 6, 3] |

    Examples:
      | quantifier |
      | +          |
      | {1,}       |
      | {1,3}      |

  Scenario: [3] A group has a condition for each time, and its variables are lists
    When executing query:
      """
      MATCH (a {n: 'a'})((x)-[r:R]->(y) WHERE x.n < y.n){1,3}(z)
      RETURN [i IN x | i.n] AS x, [i IN r | i.w] AS r, [i IN y | i.n] AS y, z.n AS z
      """
    Then the result should be, in any order:
      | x          | r      | y          | z   |
      | ['a']      | [1]    | ['b']      | 'b' |
      | ['a', 'b'] | [1, 2] | ['b', 'c'] | 'c' |
      | ['a', 'b'] | [1, 6] | ['b', 'c'] | 'c' |

  Scenario: [4] A group of two relationships
    When executing query:
      """
      MATCH p = ((x:A)-[:R]->(:B)-[:R]->(y)){1,2} RETURN [e IN relationships(p) | e.w] AS ws, size(x) AS times
      """
    Then the result should be, in any order:
      | ws     | times |
      | [1, 2] | 1     |
      | [1, 6] | 1     |

  Scenario: [5] A group that comes no times leaves empty lists, and both ends are one node
    When executing query:
      """
      MATCH (a {n: 'b'})((x)-[r:S]->(y)){0,1}(b) RETURN a = b AS same, x, r, y
      """
    Then the result should be, in any order:
      | same | x  | r  | y  |
      | true | [] | [] | [] |

  Scenario Outline: [6] <mode>: what may come twice
    When executing query:
      """
      MATCH p = <mode> (a {n: 'a'})-[:R]->{3,4}(x) RETURN [e IN relationships(p) | e.w] AS ws
      """
    Then the result should be, in any order:
      | ws           |
      | [1, 2, 3]    |
      | [1, 6, 3]    |

    Examples:
      | mode        |
      |             |
      | TRAIL       |
      | TRAIL PATHS |
      | ALL TRAIL   |
      | ALL         |
      | SIMPLE      |
      | SIMPLE PATH |

  Scenario: [7] WALK takes a relationship again
    When executing query:
      """
      MATCH p = WALK (a {n: 'a'})-[:R]->{3,4}(x) RETURN [e IN relationships(p) | e.w] AS ws
      """
    Then the result should be, in any order:
      | ws           |
      | [1, 2, 3]    |
      | [1, 6, 3]    |
      | [1, 2, 3, 1] |
      | [1, 6, 3, 1] |

  Scenario: [8] ACYCLIC takes no node again, SIMPLE only the first as the last
    When executing query:
      """
      MATCH p = ACYCLIC (x)-[:R|S]->{2,3}(y)
      RETURN 'acyclic' AS mode, x.n + y.n AS pair, count(*) AS n
      UNION
      MATCH p = SIMPLE (x)-[:R|S]->{2,3}(y)
      RETURN 'simple' AS mode, x.n + y.n AS pair, count(*) AS n
      """
    Then the result should be, in any order:
      | mode      | pair | n |
      | 'acyclic' | 'ac' | 2 |
      | 'acyclic' | 'ba' | 2 |
      | 'acyclic' | 'cb' | 1 |
      | 'simple'  | 'aa' | 3 |
      | 'simple'  | 'ac' | 2 |
      | 'simple'  | 'ba' | 2 |
      | 'simple'  | 'bb' | 2 |
      | 'simple'  | 'cb' | 1 |
      | 'simple'  | 'cc' | 3 |

  Scenario: [9] ANY SHORTEST gives one path for each pair of ends
    When executing query:
      """
      MATCH p = ANY SHORTEST (a {n: 'a'})-[:R|S]->+(x) RETURN x.n AS x, length(p) AS length
      """
    Then the result should be, in any order:
      | x   | length |
      | 'a' | 2      |
      | 'b' | 1      |
      | 'c' | 1      |

  Scenario Outline: [10] All of the shortest, as <selector>
    When executing query:
      """
      MATCH p = <selector> (a {n: 'a'})-[:R]->+(c {n: 'c'}) RETURN [e IN relationships(p) | e.w] AS ws
      """
    Then the result should be, in any order:
      | ws     |
      | [1, 2] |
      | [1, 6] |

    Examples:
      | selector         |
      | ALL SHORTEST     |
      | SHORTEST GROUP   |
      | SHORTEST 1 GROUP |
      | SHORTEST 2       |
      | SHORTEST 5 TRAIL |
      | ANY 2            |

  Scenario: [11] SHORTEST 2 GROUPS gives all paths of the two smallest lengths
    When executing query:
      """
      MATCH p = SHORTEST 2 GROUPS (a {n: 'a'})-[:R|S]->+(c {n: 'c'}) RETURN [e IN relationships(p) | e.w] AS ws
      """
    Then the result should be, in any order:
      | ws     |
      | [4]    |
      | [1, 2] |
      | [1, 6] |
      | [4, 5] |

  Scenario Outline: [12] <selector> gives <n> paths
    When executing query:
      """
      MATCH p = <selector> (a {n: 'a'})-[:R|S]->+(c {n: 'c'}) RETURN count(*) AS n
      """
    Then the result should be, in any order:
      | n   |
      | <n> |

    Examples:
      | selector           | n |
      | ANY                | 1 |
      | ANY 3              | 3 |
      | SHORTEST 3         | 3 |
      | ANY SHORTEST WALK  | 1 |
      | SHORTEST 100       | 18 |
      | ALL                | 18 |

  Scenario: [13] A condition within the pattern comes before the choice
    When executing query:
      """
      MATCH p = ANY SHORTEST (a {n: 'a'})((x)-[r]->(y) WHERE r.w <> 4)+(c {n: 'c'}) RETURN length(p) AS length
      """
    Then the result should be, in any order:
      | length |
      | 2      |

  Scenario: [14] A condition after the pattern comes after the choice
    When executing query:
      """
      MATCH p = ANY SHORTEST (a {n: 'a'})-->+(c {n: 'c'}) WHERE length(p) > 1 RETURN p
      """
    Then the result should be empty

  Scenario: [15] A choice among the paths of each pair, where neither end is known
    When executing query:
      """
      MATCH p = ALL SHORTEST (x)-[:R]->+(y) RETURN x.n + y.n AS pair, count(*) AS n, collect(length(p))[0] AS length
      """
    Then the result should be, in any order:
      | pair | n | length |
      | 'aa' | 2 | 3      |
      | 'ab' | 1 | 1      |
      | 'ac' | 2 | 2      |
      | 'ba' | 2 | 2      |
      | 'bb' | 2 | 3      |
      | 'bc' | 2 | 1      |
      | 'ca' | 1 | 1      |
      | 'cb' | 1 | 2      |
      | 'cc' | 2 | 3      |

  Scenario Outline: [16] Nodes with the labels <labels>
    When executing query:
      """
      MATCH (x:<labels>) RETURN collect(x.n) AS found
      """
    Then the result should be (ignoring element order for lists):
      | found   |
      | <found> |

    Examples:
      | labels   | found           |
      | A        | ['a', 'c']      |
      | A\|B     | ['a', 'b', 'c'] |
      | A&B      | ['c']           |
      | A:B      | ['c']           |
      | !A       | ['b']           |
      | %        | ['a', 'b', 'c'] |
      | !%       | []              |
      | !(A&B)   | ['a', 'b']      |
      | A&!B     | ['a']           |
      | !A\|!B   | ['a', 'b']      |
      | Nothing  | []              |

  Scenario Outline: [17] Relationships of the types <types>
    When executing query:
      """
      MATCH ()-[r<types>]->() RETURN collect(r.w) AS found
      """
    Then the result should be (ignoring element order for lists):
      | found   |
      | <found> |

    Examples:
      | types     | found              |
      |           | [1, 2, 3, 4, 5, 6] |
      | :S        | [4, 5]             |
      | :!R       | [4, 5]             |
      | :R\|S     | [1, 2, 3, 4, 5, 6] |
      | :R\|:S    | [1, 2, 3, 4, 5, 6] |
      | :%        | [1, 2, 3, 4, 5, 6] |
      | :R&S      | []                 |
      | :T        | []                 |

  Scenario: [18] Conditions within nodes and relationships
    When executing query:
      """
      MATCH (x WHERE x.n <> 'b')-[r WHERE r.w > 2]->(y:B WHERE y.n = 'c') RETURN r.w AS w
      """
    Then the result should be, in any order:
      | w |
      | 4 |
      | 5 |

  Scenario: [19] The relationships of a MATCH differ, but not under REPEATABLE ELEMENTS
    When executing query:
      """
      MATCH (x)-[r]->(y), (x)-[s]->(y) RETURN 'different' AS elements, count(*) AS n
      UNION
      MATCH DIFFERENT RELATIONSHIPS (x)-[r]->(y), (x)-[s]->(y) RETURN 'different' AS elements, count(*) AS n
      UNION
      MATCH REPEATABLE ELEMENTS (x)-[r]->(y), (x)-[s]->(y) RETURN 'repeatable' AS elements, count(*) AS n
      """
    Then the result should be, in any order:
      | elements     | n |
      | 'different'  | 2 |
      | 'repeatable' | 8 |

  Scenario: [20] A loop is one relationship from either side
    When executing query:
      """
      MATCH (c {n: 'c'})-[r:S]-(x) RETURN x.n AS x, r.w AS w
      """
    Then the result should be, in any order:
      | x   | w |
      | 'a' | 4 |
      | 'c' | 5 |

  Scenario: [21] shortestPath and allShortestPaths
    When executing query:
      """
      MATCH (a {n: 'a'}), (c {n: 'c'})
      MATCH p = shortestPath((a)-[:R*]->(c)), q = allShortestPaths((a)-[:R*]->(c))
      RETURN length(p) AS p, length(q) AS q, count(*) AS n
      """
    Then the result should be, in any order:
      | p | q | n |
      | 2 | 2 | 2 |

  Scenario: [22] Subqueries
    When executing query:
      """
      MATCH (x)
      RETURN x.n AS x, COUNT { (x)-->() } AS out, EXISTS { (x)-[:S]->(x) } AS loop,
             COLLECT { MATCH (x)-[:S]->(y) RETURN y.n } AS beyond, COUNT { MATCH ANY SHORTEST (x)-->+(y) WHERE y <> x } AS others
      """
    Then the result should be, in any order:
      | x   | out | loop  | beyond | others |
      | 'a' | 2   | false | ['c']  | 2      |
      | 'b' | 2   | false | []     | 2      |
      | 'c' | 2   | true  | ['c']  | 2      |

  Scenario: [23] OPTIONAL MATCH of a path that is not there
    When executing query:
      """
      MATCH (x) OPTIONAL MATCH p = ANY SHORTEST (x)((y)-[r:S]->(z)){1,2}(w {n: 'c'}) RETURN x.n AS x, length(p) AS length, size(r) AS size, w.n AS w
      """
    Then the result should be, in any order:
      | x   | length | size | w    |
      | 'a' | 1      | 1    | 'c'  |
      | 'b' | null   | null | null |
      | 'c' | 1      | 1    | 'c'  |

  Scenario: [24] Two runs of a pattern along the same relationships are two matches
    When executing query:
      """
      MATCH p = (a {n: 'a'})-[r:R]->*()-[s:R]->*(c {n: 'c'}) RETURN length(p) AS length, size(r) AS r, size(s) AS s
      """
    Then the result should be, in any order:
      | length | r | s |
      | 2      | 0 | 2 |
      | 2      | 0 | 2 |
      | 2      | 1 | 1 |
      | 2      | 1 | 1 |
      | 2      | 2 | 0 |
      | 2      | 2 | 0 |

  Scenario Outline: [25] A walk that could go on for ever: <pattern>
    When executing query:
      """
      MATCH <pattern> RETURN count(*) AS n
      """
    Then a UnboundedPattern should be raised at compile time: *

    Examples:
      | pattern                                  |
      | WALK (a)-->+(b)                          |
      | ALL WALK (a)((x)-->(y))*(b)              |
      | REPEATABLE ELEMENTS (a)-->{2,}(b)        |
      | WALK (a)-[*]->(b)                        |

  Scenario Outline: [26] What is no pattern: <pattern>
    When executing query:
      """
      MATCH <pattern> RETURN count(*) AS n
      """
    Then a SyntaxError should be raised at compile time: *

    Examples:
      | pattern                       |
      | ((a)-->{1,2}(b)){2}           |
      | (((a)-->(b)){2}-->(c)){2}     |
      | ((a)-->(b)){2,1}              |
      | ((a)-->(b)){0}                |
      | ANY 0 (a)-->(b)               |
      | SHORTEST -1 (a)-->(b)         |
      | ((a)-[r]->(b)){2}((b)-->(c)+  |
      | (a)-[r]->{2}(b)-[r]->(c)      |
      | ((a)-[r]->(b)){2}(a)          |
