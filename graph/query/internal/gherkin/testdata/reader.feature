# encoding: utf-8
@top
Feature: What the reader knows

  A description, which may say
  anything: even this.

  Background:
    Given an empty graph

  # a comment
  @one @two
  Scenario: [1] Steps, tables and doc strings
    Why this is so.
    And having executed:
      """
      CREATE (:A {name: 'x'})
        , (:B)  # no comment
      """
    When executing query:
      ```
      RETURN "a \"\"\" b"
      ```
    Then the result should be, in any order:
      | a      | b\|c |  d\\e | f\ng |
      # a comment in a table
      | '\''   |      | <x>   | ü    | # a comment behind a row
    * no side effects

  Scenario Outline: [2] A <what>
    When executing query:
      """
      RETURN <x> AS <y>
      """
    Then the result should be, in <order>:
      | <y> |
      | <x> |
    But no side effects

    Examples: some
      | x | y |what | order     |
      | 1 | a |one  | any order |
      | 2 | b |two  | order     |

    @tagged
    Examples:
      | x   | y   | what | order |
      | <y> | <x> | swap | order |

  Scenario: [3] No steps of its own
