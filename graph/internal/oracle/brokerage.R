# Answers what sna::brokerage says of graphs on standard input, each of them
#
#   N M
#   the groups of the N organisations, as numbers
#   FROM TO      M lines; organisations are numbered from 1
#
# with lines of the form
#
#   GRAPH,WHAT,ORGANISATION,w_I,w_O,b_IO,b_OI,b_O,t
#
# where GRAPH counts from 1, WHAT is raw, exp, sd or z, and ORGANISATION is 0 for the whole graph. Needs the
# package sna, on Debian r-cran-sna.
suppressPackageStartupMessages(library(sna))
options(warn = -1, digits = 17)
input <- file("stdin", "r")
numbers <- function() as.numeric(strsplit(readLines(input, 1), " ")[[1]])
graph <- 0
while (length(size <- readLines(input, 1)) > 0) {
  size <- as.numeric(strsplit(size, " ")[[1]])
  groups <- numbers()
  g <- matrix(0, size[1], size[1])
  for (i in seq_len(size[2])) {
    ends <- numbers()
    g[ends[1], ends[2]] <- 1
  }
  b <- brokerage(g, groups)
  graph <- graph + 1
  for (what in c("raw", "exp", "sd", "z")) {
    each <- b[[paste0(what, ".nli")]]
    rows <- rbind(b[[paste0(what, ".gli")]], each)
    for (i in seq_len(nrow(rows))) {
      cat(graph, what, i - 1, format(rows[i, ], trim = TRUE, digits = 17), sep = ",")
      cat("\n")
    }
  }
}
cat("sna ", as.character(packageVersion("sna")), "\n", sep = "")
