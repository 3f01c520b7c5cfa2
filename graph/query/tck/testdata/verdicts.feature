Feature: What a run says. A scenario says in its title what is wrong with it, or that it passes.

  Scenario: [1] passes
    Given an empty graph
    And having executed:
      """
      CREATE (:A {n: 1})-[:T]->(:B {n: 2})
      """
    And parameters are:
      | n | 1 |
    When executing query:
      """
      MATCH (a)-[r]->(b) WHERE a.n = $n RETURN a, r, b.n AS n
      """
    Then the result should be, in any order:
      | a           | r    | n |
      | (:A {n: 1}) | [:T] | 2 |
    And no side effects
    When executing control query:
      """
      RETURN 1 AS one
      """
    Then the result should be, in order:
      | one |
      | 1   |

  Scenario: [2] passes
    Given any graph
    When executing query:
      """
      RETURN x
      """
    Then a SyntaxError should be raised at compile time: UndefinedVariable

  Scenario: [3] passes
    Given an empty graph
    When executing query:
      """
      MATCH (n) RETURN n
      """
    Then the result should be empty
    And the side effects should be:
      | +nodes | 0 |

  Scenario: [4] passes
    Given any graph
    When executing query:
      """
      RETURN [[3, 1], [2]] AS l
      """
    Then the result should be, in order (ignoring element order for lists):
      | l             |
      | [[2], [1, 3]] |

  Scenario Outline: [5] <wrong>
    Given any graph
    When executing query:
      """
      UNWIND <list> AS x RETURN x
      """
    Then the result should be, <order>:
      | x |
      | 1 |
      | 2 |

    Examples:
      | list     | order        | wrong           |
      | [2, 1]   | in any order | passes          |
      | [1, 2]   | in order     | passes          |
      | [2, 1]   | in order     | in the order    |
      | [1]      | in any order | 1 rows, want 2  |
      | [1.0, 2] | in any order | missing  \| 1   |
      | [1, 2.0] | in any order | too many \| 2.0 |

  Scenario: [6] columns ["x"], want ["y"]
    Given any graph
    When executing query:
      """
      RETURN 1 AS x
      """
    Then the result should be, in any order:
      | y |
      | 1 |

  Scenario: [7] want TypeError at compile time: UndefinedVariable
    Given any graph
    When executing query:
      """
      RETURN x
      """
    Then a TypeError should be raised at compile time: UndefinedVariable

  Scenario: [8] want SyntaxError at runtime: UndefinedVariable
    Given any graph
    When executing query:
      """
      RETURN x
      """
    Then a SyntaxError should be raised at runtime: UndefinedVariable

  Scenario: [9] want SyntaxError at compile time: VariableTypeConflict
    Given any graph
    When executing query:
      """
      RETURN x
      """
    Then a SyntaxError should be raised at compile time: VariableTypeConflict

  Scenario: [10] passes
    Given any graph
    When executing query:
      """
      RETURN x
      """
    Then a SyntaxError should be raised at any time: *

  Scenario: [11] no error, but [1]
    Given any graph
    When executing query:
      """
      RETURN 1 AS x
      """
    Then a SyntaxError should be raised at any time: *

  Scenario: [12] variable
    Given any graph
    When executing query:
      """
      RETURN x
      """
    Then the result should be empty

  Scenario: [13] variable
    Given any graph
    When executing query:
      """
      RETURN x
      """

  Scenario: [14] unknown step: the moon is full
    Given the moon is full

  Scenario: [15] procedures are not supported
    Given there exists a procedure test.my.proc() :: ():

  Scenario: [16] there is no graph nowhere
    Given the nowhere graph

  Scenario: [17] executes no query
    Given any graph

  Scenario: [18] has no steps

  Scenario: [19] no query was executed
    Then the result should be empty

  Scenario: [20] is no value
    Given any graph
    When executing query:
      """
      RETURN 1 AS x
      """
    Then the result should be, in any order:
      | x  |
      | 1a |

  Scenario: [21] setting the graph up
    Given an empty graph
    And having executed:
      """
      CALL everybody()
      """

  Scenario: [22] the query language only reads
    Given an empty graph
    When executing query:
      """
      RETURN 1 AS x
      """
    Then the result should be, in any order:
      | x |
      | 1 |
    And the side effects should be:
      | +nodes | 1 |

  Scenario: [23] wants a query in a doc string
    When executing query:

  Scenario: [24] parameters are a table of two columns
    And parameters are:
      | a |

  Scenario: [25] is no parameter
    And parameters are:
      | a | (:A) |

  Scenario: [26] on a graph that is not empty
    Given any graph
    When executing query:
      """
      MATCH (n) RETURN n
      """
    Then the result should be empty
