package exchange_test

var rdfReaders []reader
