// Package evidence finds the passages that a map cites in the saved copies of its sources, and makes the
// links that open a page at a passage.
//
// # Vocabulary
//
// A passage is a [Locator]: the first words of a stretch of text, an ellipsis, and its last words, or all
// words of a short one. Prefix and suffix are words that stand immediately before and after it, for where
// the passage alone is found more than once. That is the "[prefix-,]start[,end][,-suffix]" of URL text
// fragments (WICG, URL Fragment Text Directives) and the TextQuoteSelector of the W3C Web Annotation Data
// Model. A [Text] is a saved copy, prepared for matching. A [Match] is where a passage is found in it.
//
// # How a passage matches
//
// Text and passage are compared after Unicode NFKC, in lower case (ς as σ, ß as ss), with every run of
// white space as one space, without characters that have no width (soft hyphen, zero-width space and
// joiner, direction marks, variation selectors), with all single quotes as ', all double quotes and angle
// quotes as ", a run of dashes of any kind as -, and three or more dots as an ellipsis.
//
// Each part of a passage begins and ends at a word boundary: not between two letters or digits, nor at an
// apostrophe or full stop between two letters, nor at a comma, full stop, semicolon or apostrophe between
// two digits (rules WB4 to WB13b of Unicode Standard Annex #29, without dictionaries: in scripts that write
// no spaces every letter is a word). Between a prefix or suffix and the passage stands white space or
// nothing.
//
// A passage with first and last words matches from each place where the first words stand (after the
// prefix, if there is one) up to the next place after it where the last words stand (before the suffix).
// The last words do not overlap the first. So there is at most one match for a place of the first words,
// and it is the shortest that begins there.
//
// # Unique, ambiguous, missing
//
// A passage is unique where it has one match, ambiguous where it has more, and missing where it has none.
// Two places of the first words before one place of the last words are two matches, though the second lies
// within the first: a browser that follows the link takes the first, and a reader cannot know which is
// meant. What is unique here is thus what a browser finds on the same text.
//
// # Cost
//
// Preparing a text and finding a passage in it are each linear in the length of the text, whatever the
// text and the passage are.
package evidence
