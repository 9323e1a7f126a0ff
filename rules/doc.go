// Package rules is what is known about Kraken, as data with strict loaders: which
// endpoints there are, what each does and which permissions it needs (endpoints.tsv),
// and what the permissions are called (permissions.tsv).
//
// The tables are embedded; a duplicate or an unknown word in one is an error that names
// file and line. The package stands on the standard library alone, so that every
// analyzer may import it.
package rules
