package exchange

// XMLList is xmlListOf, for what tools make of lists.
var XMLList = xmlListOf
