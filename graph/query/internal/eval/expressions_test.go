package eval_test

// expressions are what expressions over the variables of the tests give: a value as it is written, or the kind and the
// detail of an error and what of the text it points at.
var expressions = []struct{ text, want string }{
	// Literals, variables, parameters.
	{"1", "1"}, {"-1.5", "-1.5"}, {"'a'", "'a'"}, {"null", "null"}, {"[1, 'a', null]", "[1, 'a', null]"}, {"{a: 1, b: [2]}", "{a: 1, b: [2]}"},
	{"{a: 1, b: 2, a: 3}", "{a: 3, b: 2}"}, {"[one, one + 1]", "[1, 2]"}, {"{k: one}", "{k: 1}"}, {"$p", "42"},
	{"$missing", "ParameterMissing MissingParameter $missing"}, {"unheard", "SyntaxError UndefinedVariable unheard"},
	// Three-valued logic.
	{"yes AND nothing", "null"}, {"no AND nothing", "false"}, {"nothing AND no", "false"}, {"yes OR nothing", "true"}, {"nothing OR yes", "true"},
	{"nothing OR no", "null"}, {"yes XOR nothing", "null"}, {"yes XOR yes", "false"}, {"NOT nothing", "null"}, {"NOT no", "true"},
	{"yes AND yes AND nothing", "null"}, {"nothing AND yes AND no", "false"}, {"no OR nothing OR yes", "true"}, {"yes XOR yes XOR yes", "true"},
	{"nothing AND nothing", "null"}, {"nothing OR nothing", "null"},
	// What is not needed is not computed, and what is needed must be a truth value.
	{"no AND 1 / 0 = 1", "false"}, {"yes OR 1 / 0 = 1", "true"}, {"yes AND 1 / 0 = 1", "ArithmeticError DivisionByZero 1 / 0"},
	{"nothing AND one", "TypeError InvalidArgumentType one"}, {"no AND one", "false"}, {"one AND no", "TypeError InvalidArgumentType one"},
	{"NOT text", "TypeError InvalidArgumentType text"}, {"yes XOR list", "TypeError InvalidArgumentType list"},
	// Comparisons.
	{"1 = 1.0", "true"}, {"one = 1", "true"}, {"one <> 2", "true"}, {"nothing = nothing", "null"}, {"nothing <> 1", "null"}, {"one < 2 <= 2", "true"},
	{"1 < 2 > 5", "false"}, {"1 < nothing < 3", "null"}, {"3 < 2 < nothing", "false"}, {"3 < 2 < 1 / 0", "false"}, {"one = 1 = yes", "false"},
	{"one < text", "null"}, {"one = text", "false"}, {"text > 'a'", "true"}, {"[1, 2] = [1, nothing]", "null"}, {"[1, 2] < [1, 3]", "true"},
	{"day < day", "false"}, {"day = '2014-05-13'", "false"}, {"r.since <= day", "true"}, {"day <= r.since", "true"}, {"r.since < day", "false"}, {"r.since = day", "false"},
	{"0.0 / 0.0 = 0.0 / 0.0", "false"}, {"0.0 / 0.0 <> 1", "true"}, {"0.0 / 0.0 < 1", "false"}, {"0.0 / 0.0 < 'a'", "null"},
	{"n.n < 2", "true"}, {"2 > n.n", "true"}, {"2 < n.n", "false"}, {"2 <= n.n", "false"}, {"n.n >= 1", "true"}, {"n.n = 1", "true"}, {"n.name <> 'y'", "true"},
	{"n.unheard = 1", "null"}, {"map.a = 1", "true"}, {"nothing.a = 1", "null"}, {"one.a = 1", "TypeError InvalidArgumentType one.a"},
	{"n = n", "true"}, {"n = m", "false"}, {"n < m", "null"}, {"path = path", "true"}, {"n = r", "false"},
	// Null, membership, text.
	{"nothing IS NULL", "true"}, {"one IS NULL", "false"}, {"n.unheard IS NOT NULL", "false"},
	{"2 IN list", "true"}, {"4 IN list", "false"}, {"nothing IN list", "null"}, {"nothing IN []", "false"}, {"1 IN nothing", "null"}, {"4 IN [1, nothing]", "null"},
	{"1 IN one", "TypeError InvalidArgumentType one"}, {"[1] IN [1, 2, [1]]", "true"},
	{"text IN ['a', 'b', 'c', 'd', 'e', 'f', 'g', 'text']", "true"}, {"text IN ['a', 'b', 'c', 'd', 'e', 'f', 'g', null]", "null"},
	{"one IN ['a', 'b', 'c', 'd', 'e', 'f', 'g', 'h']", "false"}, {"nothing IN ['a', 'b', 'c', 'd', 'e', 'f', 'g', 'h']", "null"},
	{"text STARTS WITH 'te'", "true"}, {"text ENDS WITH 'te'", "false"}, {"text CONTAINS 'ex'", "true"}, {"one STARTS WITH 'te'", "null"}, {"text CONTAINS nothing", "null"},
	{"text =~ 't.*'", "true"}, {"text =~ 'ex'", "false"}, {"text =~ 'a|text'", "true"}, {"one =~ 'a'", "null"}, {"text =~ ('T' + text)", "false"},
	{"text =~ '('", "ArgumentError InvalidArgumentValue '('"}, {"text =~ ('(' + text)", "ArgumentError InvalidArgumentValue '(' + text"},
	// Arithmetic.
	{"1 + 2 * 3", "7"}, {"7 / 2", "3"}, {"-7 % 3", "-1"}, {"2 ^ 3", "8.0"}, {"one + half", "1.5"}, {"-one", "-1"}, {"+one", "1"}, {"text + 1", "'text1'"},
	{"one / 0", "ArithmeticError DivisionByZero one / 0"}, {"1 + (one - yes)", "TypeError InvalidArgumentType one - yes"}, {"-text", "TypeError InvalidArgumentType -text"},
	{"9223372036854775807 + one", "ArithmeticError IntegerOverflow 9223372036854775807 + one"}, {"nothing + 1", "null"}, {"one / 0.0", "Infinity"},
	{"list + 4", "[1, 2, 3, 4]"}, {"0 + list", "[0, 1, 2, 3]"}, {"list + [text]", "[1, 2, 3, 'text']"}, {"text || 's'", "'texts'"},
	// Access.
	{"list[0]", "1"}, {"list[-1]", "3"}, {"list[3]", "null"}, {"list[nothing]", "null"}, {"nothing[0]", "null"}, {"list['a']", "TypeError ListElementAccessByNonInteger list['a']"},
	{"one[0]", "TypeError InvalidArgumentType one[0]"}, {"map['a']", "1"}, {"map[0]", "TypeError MapElementAccessByNonString map[0]"}, {"n['na' + 'me']", "'x'"}, {"n[nothing]", "null"},
	{"list[1..]", "[2, 3]"}, {"list[..-1]", "[1, 2]"}, {"list[0..1]", "[1]"}, {"list[2..1]", "[]"}, {"list[nothing..]", "null"}, {"list[..nothing]", "null"},
	{"[1, 2, 3][1..2]", "[2]"}, {"[1, 2, 3][one..]", "[2, 3]"}, {"one[0..1]", "TypeError InvalidArgumentType one[0..1]"},
	{"n.name", "'x'"}, {"map.b", "null"}, {"map.unheard", "null"}, {"nothing.a", "null"}, {"r.since", "'2014'"}, {"day.month", "5"}, {"list.a", "TypeError InvalidArgumentType list.a"},
	{"path.a", "TypeError InvalidArgumentType path.a"}, {"{a: {b: 2}}.a.b", "2"}, {"r.since.month", "null"},
	{"n {.name, .unheard, one, k: one + 1}", "{name: 'x', unheard: null, one: 1, k: 2}"}, {"n {.*, n: 7}", "{name: 'x', n: 7}"}, {"map {.*}", "{a: 1, b: null}"},
	{"r {.*}", "{since: '2014'}"}, {"nothing {.a}", "null"}, {"one {.a}", "TypeError InvalidArgumentType one {.a}"}, {"one {.*}", "TypeError InvalidArgumentType one {.*}"},
	// Labels and types.
	{"n:A", "true"}, {"n:A:B", "true"}, {"n:A|C", "true"}, {"n:A&C", "false"}, {"n:!C", "true"}, {"n:%", "true"}, {"m:%", "false"}, {"m:!%", "true"}, {"nothing:A", "null"},
	{"r:R", "true"}, {"r:S", "false"}, {"s:BROAD", "true"}, {"s:BROAD&S", "true"}, {"r:BROAD", "false"}, {"r:!BROAD", "true"}, {"r:%", "true"}, {"one:A", "TypeError InvalidArgumentType one:A"},
	// CASE.
	{"CASE one WHEN 0 THEN 'a' WHEN 1.0 THEN 'b' ELSE 'c' END", "'b'"}, {"CASE one WHEN 2 THEN 'a' END", "null"}, {"CASE nothing WHEN nothing THEN 1 ELSE 2 END", "2"},
	{"CASE WHEN nothing THEN 1 WHEN yes THEN 2 ELSE 1 / 0 END", "2"}, {"CASE WHEN no THEN 1 END", "null"}, {"CASE WHEN one THEN 1 END", "TypeError InvalidArgumentType one"},
	// Lists.
	{"[x IN list]", "[1, 2, 3]"}, {"[x IN list WHERE x > 1]", "[2, 3]"}, {"[x IN list | x * 2]", "[2, 4, 6]"}, {"[x IN list WHERE x > one | text + x]", "['text2', 'text3']"},
	{"[x IN nothing | x]", "null"}, {"[x IN one | x]", "TypeError InvalidArgumentType one"}, {"[x IN [1, null] WHERE x > 0]", "[1]"}, {"[x IN list | [y IN list WHERE y < x | y]]", "[[], [1], [1, 2]]"},
	{"[one IN list | one]", "[1, 2, 3]"}, {"[x IN list WHERE x]", "TypeError InvalidArgumentType x"}, {"[x IN list | 1 / (x - 2)]", "ArithmeticError DivisionByZero 1 / (x - 2)"},
	{"reduce(a = 0, x IN list | a + x)", "6"}, {"reduce(a = '', x IN list | a + x)", "'123'"}, {"reduce(a = 0, x IN nothing | a)", "null"}, {"reduce(a = 5, x IN [] | a + x)", "5"},
	{"reduce(a = 0, x IN list | a + reduce(b = 0, y IN list | b + y * x))", "36"}, {"reduce(a = one, x IN one | a)", "TypeError InvalidArgumentType one"},
	// Quantifiers.
	{"all(x IN list WHERE x > 0)", "true"}, {"all(x IN list WHERE x > 1)", "false"}, {"all(x IN [1, null] WHERE x > 0)", "null"}, {"all(x IN [null, 0] WHERE x > 0)", "false"},
	{"all(x IN [] WHERE x)", "true"}, {"any(x IN [] WHERE x)", "false"}, {"none(x IN [] WHERE x)", "true"}, {"single(x IN [] WHERE x)", "false"},
	{"any(x IN [null, 1] WHERE x > 0)", "true"}, {"any(x IN [null, 0] WHERE x > 0)", "null"}, {"none(x IN [null, 0] WHERE x > 0)", "null"}, {"none(x IN [null, 1] WHERE x > 0)", "false"},
	{"single(x IN list WHERE x = 2)", "true"}, {"single(x IN [2, null] WHERE x = 2)", "null"}, {"single(x IN [2, null, 2] WHERE x = 2)", "false"}, {"single(x IN [null] WHERE x = 2)", "null"},
	{"all(x IN nothing WHERE x)", "null"}, {"any(x IN one WHERE x)", "TypeError InvalidArgumentType one"}, {"none(x IN list WHERE x)", "TypeError InvalidArgumentType x"},
	// Functions.
	{"toUpper(text)", "'TEXT'"}, {"size(list)", "3"}, {"coalesce(nothing, one)", "1"}, {"toUpper(nothing)", "null"}, {"size(one)", "TypeError InvalidArgumentValue size(one)"},
	{"unheard(1)", "SyntaxError UnknownFunction unheard"}, {"size()", "SyntaxError InvalidNumberOfArguments size()"}, {"count(one)", "SyntaxError InvalidAggregation count(one)"},
	{"size(toUpper(text + toUpper(text)))", "8"}, {"[x IN list | coalesce(nothing, toString(x))]", "['1', '2', '3']"},
}
