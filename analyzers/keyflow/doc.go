// Package keyflow follows Kraken credentials through Go code: from a literal, an
// environment variable or a file to the client that signs with them, and from main to
// the endpoints that are asked for with each key. It reports nothing; the checks
// hardcodedkey, sharedkey and overscopedkey read its Result.
//
// # How it works
//
// Each package is turned into a small form of its own (internal/extract, internal/ir):
// what each function moves where, without order. It is made from typed syntax and not from
// SSA, since nothing that is asked depends on order, and so that packages which do not
// type-check completely still say what they can.
//
// The form travels in one package fact, together with that of the packages below: go vet
// hands over the facts of direct imports only, so a fact has to be self-contained. Those
// that pass it on never unpack it. Credentials in it are masked (mask.go), because facts lie
// in the build cache.
//
// Where a client of Kraken is in reach, and code that may sign (solve.MaySign), the solver
// (internal/solve) runs the form: a points-to analysis with strings as terms, functions called
// in contexts (receiver objects and call sites), values through fields, closures, interfaces,
// channels and containers. It runs
//
//   - in a client, with every function callable by anyone, to find which fields of its types
//     end in a key header or an HMAC (sinkFields). No table names clients: those fields
//     follow from the headers API-Key and APIKey, the key of an HMAC-SHA512 whose result is
//     API-Sign or Authent, and api_key of a futures challenge. Generated clients, which find
//     their endpoints in data, are the exception (rules/clients.tsv): their methods are
//     written as a table has them (extract/generated.go);
//   - in every package that has constants which may be a credential or a part of one, to find
//     the literals whose way into a client completes there (literals);
//   - in main packages, from main and the initialisers alone, to find the keys of the program
//     and to charge each request to those it is made with (app).
//
// What functions without source do is in internal/solve/models.tsv; anything else that has no
// source may call what it is given and return any argument of its result's type.
//
// # Limitations
//
// Statements have no order, and conditions are looked at only where they compare a string with
// a constant, so more may be found than can happen. A bound on steps and memory keeps the
// analysis small; a program that exceeds it even with the shortest contexts is said to be
// incomplete, never to be harmless. Methods called by reflection under a name that is not
// constant leave open what a client is asked for. unsafe, linkname, assembly and plugins are not
// followed.
package keyflow
