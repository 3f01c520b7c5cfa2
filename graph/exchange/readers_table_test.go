package exchange_test

var tableReaders []reader
