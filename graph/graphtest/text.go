package graphtest

import "strings"

// HostileText returns texts that a graph holds and that careless output breaks on: markup, quotes, line
// feeds, direction marks, combining and wide characters, formulas, what other notations take for
// something else, and length.
func HostileText() []string {
	return []string{
		`"quoted" 'single' and ` + "`back`",
		`back\slash \n \" \\`,
		"line\nfeed\n\nand\ttab",
		" spaces at both ends ",
		"\n",
		`</script><script>alert(1)</script>`,
		`<b>&amp;&lt;</b> <!-- ]]> -->`,
		`a -> b; c [label="d"] } // e /* f */ # g`,
		`%s %d %!v(MISSING) $HOME ${HOME} $(id) {{.}}`,
		"=1+1", "+1", "-1", "@cmd", // formulas in a spreadsheet
		"null", "~", "true", "no", "0x10", "1e3", "2014-05", ": colon", "- dash", "? key", "*alias", "&anchor", "!tag", "|", ">", "{a: b}", "[a, b]", "# comment", "%", "---", "...", // YAML
		"comma, semicolon; pipe | tab\t",
		"mi5:intelligence-sharing:sis",
		"../../etc/passwd",
		"\u202eright to left override\u202c",
		"\u200fمنظمة\u200f و \u200e(MI5)\u200e",
		"zero\u200bwidth\u200djoiner\ufeffmark",
		"e\u0301 and é, ﬁ and ﬀ, ＡＢ",
		"警察庁 हिन्दी ไทย",
		"👩‍👩‍👧‍👦 🏴󠁧󠁢󠁳󠁣󠁴󠁿 🇬🇧",
		"line\u2028and\u2029paragraph\u00a0separators",
		"Z" + strings.Repeat("\u0351", 50),
		strings.Repeat("long ", 2000),
		strings.Repeat("x", 10_000),
		"\ufffd",
		"\U0010fffd",
	}
}

// RefusedText returns texts that no graph holds, because some form of output could not carry them.
func RefusedText() []string {
	return []string{"nul \x00", "escape \x1b[31m", "bell \a", "delete \x7f", "next line \u0085", "c1 \u009f", "\ufffe", "\uffff", "not UTF-8 \xff", "half \xe2\x80", "surrogate \xed\xa0\x80"}
}

// HostileIDs returns ids that are valid and yet awkward.
func HostileIDs() []string {
	return []string{
		"0", "00", "1e3", "0x10", "2014-05", "null", "true", "no", "nan", "inf", "node", "graph", "subgraph", "strict",
		"a.b", "a-b", "a_b", "a--b", "a..b", "constructor", "con", "é", "警察庁", "हिन्दी", "منظمة",
		strings.Repeat("x", 200),
	}
}
