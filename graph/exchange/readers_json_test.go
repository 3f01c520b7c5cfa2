package exchange_test

var jsonReaders []reader
