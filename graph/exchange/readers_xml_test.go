package exchange_test

var xmlReaders []reader
