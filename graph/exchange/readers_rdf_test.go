package exchange_test

var rdfReaders = []reader{
	{name: "rdflib", format: "turtle", script: "read_rdflib.py", writes: true, asks: "the Python package rdflib",
		note: "organisations and relationships as SPARQL finds them, and that what holds now is also a plain triple of ORG"},
	{name: "followthemoney", format: "ftm", script: "read_followthemoney.py", writes: true, asks: "the Python package followthemoney",
		loses: []string{"other_names", "evidence"},
		note:  "every entity and property is valid by its schema, and every id leads to an entity of the right one; other names and evidence are compared in what it writes back"},
}
