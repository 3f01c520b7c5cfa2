// Package oracle holds no code, but the tests that compare what the project computes with what NetworkX and
// igraph compute, on some 240 graphs: the awkward ones and random ones of many kinds, the map that comes with
// the project, and well-known networks.
//
// A row of the table in the tests is one question: how the project is asked, the function of measures.py or
// structures.py that asks a peer, the view of the graph that the peer is given, and what is known to differ
// and why. The test writes all graphs and questions to one run of oracle.py, and every number must agree to
// 1e-9 or, where it is greater than 1, to 1e-9 of it. view.py makes the views from the relationships by itself,
// so that projections are compared too. go test -v says how much was compared.
//
// The tests need Python 3 with NetworkX from 2.8, igraph from 0.10, and NumPy: on Debian python3-networkx,
// python3-igraph and python3-numpy, elsewhere pip install networkx igraph numpy. LIAISON_PYTHON names another
// interpreter than python3 or /usr/bin/python3.
package oracle
